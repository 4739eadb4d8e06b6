//! What does one transaction see, and what will it ask at COMMIT?
//!
//! A [`Transaction`] is a [`Snapshot`] overlaid by a write buffer. Nothing is
//! locked and nothing leaves the buffer before COMMIT, so a transaction that
//! stops blocks nobody and one that goes away leaves nothing behind.
//!
//! Every write gets the next *mark*. Marks serve two ends with one idea:
//!
//! ```text
//! put a=1   mark 1
//! SAVEPOINT s -> Savepoint(1)
//! begin_command                 this command sees marks <= 1
//! put a=2   mark 2              (an UPDATE does not meet its own rows again)
//! ROLLBACK TO s                 forgets marks > 1: a=1 again
//! ```
//!
//! - [`snapshot`]: the traits a host must provide, and their errors.
//! - [`buffer`]: the marked writes.
//! - [`transaction`]: the two together.

mod buffer;
mod snapshot;
mod transaction;

pub use snapshot::{Commit, Error, Snapshot};
pub use transaction::{Isolation, Savepoint, Transaction};
