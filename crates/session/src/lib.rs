//! One connection's life: statement loop, settings, prepared statements, portals, transaction block.
//!
//! A host keeps one [`Shared`] for each database and opens a [`Session`] on it for each client. The
//! session is asked in the words of the protocol and answers through the [`Answers`] it is handed,
//! but knows no message: the host writes them.
//!
//! ```text
//! text -> Plans (shared: parsed once, bound and compiled once for each way to bind it)
//!      -> Portal (this session: parameters, a running cursor)
//!      -> Answers (rows as they come, then the command's tag)
//! ```
//!
//! - `session`: the session and simple queries; `extended` the messages of the extended protocol;
//!   `statement` carries one statement out.
//! - `plans`, `prepare`: text to something ready to run, shared by all sessions.
//! - `portal`: something that runs, and its rows.
//! - `block`: the transaction block; `transaction` its statements; `replay` and `rerun` try again what lost.
//! - `command`, `variable`, `cursor`: what only a session can do. `copy`, `explain`: COPY and EXPLAIN.
//! - `advisory`: who holds which advisory lock, and who waits.
//! - `reins`: how others stop it. `settings`, `quantity`, `clock`: SET and SHOW. `env`: what functions may know of a session.
//! - `notify`: LISTEN and NOTIFY.
//! - `form`: values as clients read them. `shared`: what sessions of a database share.

mod advisory;
mod answers;
mod block;
mod clock;
mod command;
mod copy;
mod cursor;
mod env;
mod explain;
mod extended;
mod form;
mod notify;
mod plans;
mod portal;
mod prepare;
mod quantity;
mod reins;
mod replay;
mod rerun;
mod session;
mod settings;
mod shared;
mod statement;
mod transaction;
mod variable;

#[cfg(test)]
mod notify_tests;
#[cfg(test)]
mod tests;

use base::Timestamp;
use std::sync::Arc;
use txn::Snapshot;

pub use answers::Answers;
pub use form::{Form, Format};
pub use notify::{Mailbox, Notification};
pub use reins::Reins;
pub use replay::{TRIES, has_lost};
pub use session::{Opening, Session, Status, Timeouts};
pub use settings::{REPORTED, SERVER_VERSION};
pub use shared::{Limits, Shared};

/// What a session asks of the process it lives in.
#[async_trait::async_trait]
pub trait Host: exec::Host + txn::Commit {
    /// The newest committed state, and when its catalog was last changed: the catalog's version.
    fn snapshot(&self) -> (Arc<dyn Snapshot>, Timestamp);
    /// Wall time: microseconds since 2000-01-01 UTC.
    fn now(&self) -> i64;
    /// 64 random bits.
    fn random_u64(&self) -> u64;
}
