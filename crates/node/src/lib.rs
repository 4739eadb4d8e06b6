//! The host: drives every machine on real things.
//!
//! - [`home`]: the data directory, its version and its lock.
//! - [`database`]: one open database, from a commit request to a durable and
//!   visible commit.

pub mod door;
mod database;
mod home;

pub use database::{Database, DatabaseSnapshot};
pub use home::{Error as HomeError, Home};
