//! The host: drives every machine on real things.
//!
//! - [`home`]: the data directory, its version and its lock.
//! - [`door`]: listeners and connections, from a socket to a backend.
//! - [`database`]: one open database, from a commit request to a durable and
//!   visible commit.

mod database;
pub mod door;
mod home;

pub use database::{Database, DatabaseSnapshot};
pub use home::{Error as HomeError, Home};
