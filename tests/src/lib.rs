//! Golden scripts: what a database answers, written down and kept true.
//!
//! - [`client`]: a small blocking client of PostgreSQL's simple protocol.
//! - [`program`]: the program, started and stopped by tests of its life.
//! - [`scram`]: how that client proves it knows a password.
//! - [`script`]: the script format; running one and rendering what happened.
//! - [`server`]: the databases scripts run against, Airglow and PostgreSQL 16.
//! - [`suite`]: which scripts there are, and which Airglow does not pass yet.
//!
//! Start with [`script`]; `docs/testing.md` describes the format for a writer of scripts.

pub mod client;
pub mod program;
pub mod scram;
pub mod script;
pub mod server;
pub mod suite;
