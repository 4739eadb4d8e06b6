//! How do clients come in?
//!
//! - [`Door`] (`listener`): accepts, admits, serves, closes.
//! - `crowd`: who gives way when too many want in.
//! - `greeting`: the bytes before a startup packet, TLS among them; `socket` is what they make.
//! - `guard`: who it is, by a password or a token; every door asks it. `throttle` slows who guesses.
//! - `login`: how a client of PostgreSQL's protocol is asked for its proof.
//! - `web`: HTTP and WebSocket.
//! - `live`: the sessions there are, their number and their cancel keys.
//! - `connection`: one session's messages and answers.
//! - [`Backend`] (`backend`): what the door asks of a session; [`sessions`] (`session_backend`)
//!   makes the real ones.

mod backend;
mod connection;
mod crowd;
mod greeting;
mod guard;
mod listener;
mod live;
mod login;
mod session_backend;
mod socket;
mod throttle;
mod web;

pub use backend::{Backend, Backends, Credentials, Opening, Replies, RoleLogin};
pub use guard::Policy;
pub use listener::Door;
pub use session::Timeouts;
pub use session_backend::sessions;
pub use web::{Gathered, Work};

use base::{Severity, SqlError, SqlState};

fn fatal(state: &[u8; 5], message: &str) -> SqlError {
    SqlError::new(SqlState::new(state), message).with_severity(Severity::Fatal)
}

fn lost() -> SqlError {
    fatal(b"08006", "connection to client lost")
}
