//! How do clients come in?
//!
//! - [`Door`] (`listener`): accepts, admits, serves, closes.
//! - `greeting`: the bytes before a startup packet, TLS among them; `socket` is what they make.
//! - `login`: the proof of a password; `throttle` slows who guesses.
//! - `live`: the sessions there are, their number and their cancel keys.
//! - `connection`: one session's messages and answers.
//! - [`Backend`] (`backend`): what the door asks of a session; [`Sessions`] (`session_backend`) are
//!   the real ones.

mod backend;
mod connection;
mod greeting;
mod listener;
mod live;
mod login;
mod session_backend;
mod socket;
mod throttle;

pub use backend::{Backend, Backends, Credentials, Opening, Replies, RoleLogin, Timeouts};
pub use listener::Door;
pub use session_backend::Sessions;

use async_trait::async_trait;
use base::{Severity, SqlError, SqlResult, SqlState};
use std::sync::Arc;

/// What makes sessions over `host`.
pub fn sessions(_host: Arc<dyn session::Host>) -> Arc<dyn Backends> {
    Arc::new(NoSessions)
}

struct NoSessions;

#[async_trait]
impl Backends for NoSessions {
    async fn open(&self, _: Opening) -> SqlResult<Box<dyn Backend>> {
        Err(SqlError::unsupported("a session"))
    }
}

fn fatal(state: &[u8; 5], message: &str) -> SqlError {
    SqlError::new(SqlState::new(state), message).with_severity(Severity::Fatal)
}

fn lost() -> SqlError {
    fatal(b"08006", "the client left during login")
}
