//! The second host: the commit path on a virtual disk and clock, under a seed.
//!
//! [`run`] plays one seed: clients with transactions of every isolation, group
//! commits, settles, a clock that stands and steps, a disk that fills, tears
//! and goes dark in the middle of a write, and restarts that recover from what
//! was durable. Everything is the shipped code (`txn`, `adjudicator`,
//! `journal::FileJournal`, `storage::Store`); only the disk, the clock and the
//! order of events are virtual. The same seed gives the same bytes.
//!
//! Four checkers judge each run ([`Violation`]). A checker that cannot fail
//! proves nothing, so [`Bug`] plants a lie in one place, and the tests demand
//! that some seed among a few hundred catches it.
//!
//! - [`world`]: the machine under test and what can happen to it.
//! - [`history`]: what was promised, and the checkers.
//! - [`disk`], [`chance`]: the virtual things.

pub mod chance;
pub mod disk;
pub mod history;
pub mod world;

pub use history::Violation;
pub use world::{Bug, Report, run};
