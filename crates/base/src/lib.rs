//! The nouns every room speaks.
//!
//! Airglow's story is short: a transaction reads as of a [`Timestamp`], buffers
//! [`Write`]s to [`Key`]s, and hands them in one [`CommitRequest`] to the
//! adjudicator, whose [`Verdict`] becomes a [`JournalEntry`], which storage
//! follows. Each of those nouns is here, so that the rooms of the commit path
//! need not know one another.
//!
//! - [`timestamp`]: commit time, the one order.
//! - [`key`]: keys, ranges of keys, and how a scan hands over what it finds.
//! - [`keycode`]: the order-preserving encoding of the parts of a key.
//! - [`commit`]: what a transaction asks, what it is told, what is journaled.
//! - [`sqlstate`] and [`error`]: what a client is told when something is wrong.
//! - [`disk`]: the disk as the journal sees it, real or simulated.

pub mod commit;
pub mod disk;
pub mod error;
pub mod key;
pub mod keycode;
pub mod sqlstate;
pub mod timestamp;

pub use commit::{Claim, CommitRequest, Conflict, JournalEntry, Mode, Read, Verdict, Write};
pub use disk::{Disk, DiskFile};
pub use error::{Severity, SqlError, SqlResult};
pub use key::{CATALOG_PREFIX, DROPPED_PREFIX, Direction, Flow, Key, KeyRange, Sink, Value};
pub use sqlstate::SqlState;
pub use timestamp::Timestamp;
