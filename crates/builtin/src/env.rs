//! What may a function know besides its arguments?

use base::{SqlError, SqlResult};
use std::net::SocketAddr;
use types::{Formats, Oid};

/// The session and statement a function runs in; the session room gives it.
///
/// What is given here is what is known where there is no session: when an expression is computed
/// that depends on none, and in tests.
pub trait Env: Send + Sync {
    /// What text forms depend on.
    fn formats(&self) -> &Formats;
    /// Start of the transaction: microseconds since 2000-01-01 UTC.
    fn transaction_timestamp(&self) -> i64 {
        0
    }
    /// Start of the statement, likewise.
    fn statement_timestamp(&self) -> i64 {
        0
    }
    /// Now, likewise.
    fn clock_timestamp(&self) -> i64 {
        0
    }
    /// 64 random bits.
    fn random_u64(&self) -> u64 {
        0
    }
    /// The value of a setting; `None` when there is no such setting.
    fn setting(&self, _name: &str) -> Option<String> {
        None
    }
    /// `current_user`.
    fn current_user(&self) -> &str {
        ""
    }
    /// `session_user`.
    fn session_user(&self) -> &str {
        ""
    }
    /// `current_database()`.
    fn current_database(&self) -> &str {
        ""
    }
    /// The schemas searched, in order, without the implicit ones.
    fn search_path(&self) -> Vec<String> {
        Vec::new()
    }
    /// `pg_backend_pid()`.
    fn backend_pid(&self) -> i32 {
        0
    }
    /// `set_config()`: the value as kept.
    ///
    /// # Errors
    /// As SET.
    fn set_setting(&self, _name: &str, _value: &str, _local: bool) -> SqlResult<String> {
        Err(absent())
    }
    /// The object a name means to an alias type (`regclass`, `regtype`, `regproc`, ...), by the
    /// search path.
    ///
    /// # Errors
    /// As the alias type's input function, such as 42P01.
    fn object_oid(&self, _alias: Oid, _name: &str) -> SqlResult<Oid> {
        Err(absent())
    }
    /// The name an alias type's output function gives an object; `None` prints the number.
    fn object_name(&self, _alias: Oid, _object: Oid) -> Option<String> {
        None
    }
    /// What every session of the database does now.
    fn activity(&self) -> Vec<Activity> {
        Vec::new()
    }
    /// Has a session stop; false when there is none with this number.
    fn signal(&self, _pid: i32, _signal: Signal) -> bool {
        false
    }
    /// Tells the client a WARNING.
    fn warn(&self, _message: String) {}
    /// NOTIFY: what listeners of `channel` hear once the transaction is committed.
    ///
    /// # Errors
    /// 22023 for what is too long, 54000 for too much.
    fn notify(&self, _channel: &str, _payload: &str) -> SqlResult<()> {
        Err(SqlError::unsupported("NOTIFY here"))
    }
    /// The channels that the session listens to.
    fn listening(&self) -> Vec<String> {
        Vec::new()
    }
    /// The prepared statements of the session, by name.
    fn prepared_statements(&self) -> Vec<PreparedStatement> {
        Vec::new()
    }
    /// The open cursors of the session, by name.
    fn cursors(&self) -> Vec<OpenCursor> {
        Vec::new()
    }
    /// The advisory locks that sessions hold and wait for.
    fn advisory_locks(&self) -> Vec<AdvisoryLock> {
        Vec::new()
    }
    /// The sessions that the one with this number waits for.
    fn blocking_pids(&self, _pid: i32) -> Vec<i32> {
        Vec::new()
    }
}

fn absent() -> SqlError {
    SqlError::internal("what needs a session was asked for without one")
}

/// What a session may be asked from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// To stop the statement at hand.
    Cancel,
    /// To end.
    Terminate,
}

/// The other end of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// Where it is; port 0 when only a proxy knows.
    pub address: Option<SocketAddr>,
    /// The TLS it speaks with this server.
    pub tls: Option<Tls>,
}

/// What was agreed on in TLS: a row of `pg_stat_ssl`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// `TLSv1.3` or `TLSv1.2`.
    pub version: &'static str,
    /// OpenSSL's name of the cipher.
    pub cipher: String,
    /// Of its key.
    pub bits: i32,
}

/// A row of `pg_prepared_statements`. Times as [`Env::clock_timestamp`] gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreparedStatement {
    /// Its name.
    pub name: String,
    /// What the client sent to make it.
    pub statement: String,
    /// When.
    pub prepared_at: i64,
    /// The types of its parameters.
    pub parameters: Vec<Oid>,
    /// The types of its columns; none when it gives no rows.
    pub results: Option<Vec<Oid>>,
    /// Made by PREPARE, not by the protocol.
    pub from_sql: bool,
}

/// A row of `pg_cursors`. Times as [`Env::clock_timestamp`] gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenCursor {
    /// Its name.
    pub name: String,
    /// What the client sent to make it.
    pub statement: String,
    /// WITH HOLD.
    pub holdable: bool,
    /// BINARY.
    pub binary: bool,
    /// SCROLL.
    pub scrollable: bool,
    /// When it was made.
    pub created_at: i64,
}

/// A row of `pg_locks`. Times as [`Env::clock_timestamp`] gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisoryLock {
    /// `classid`: the upper half of one number, or the first of two.
    pub class: u32,
    /// `objid`: the lower half, or the second.
    pub object: u32,
    /// `objsubid`: 1 of one number, 2 of two.
    pub kind: u16,
    /// Whose, by `pg_backend_pid()`.
    pub pid: i32,
    /// `ExclusiveLock` or `ShareLock`.
    pub mode: &'static str,
    /// Held; else waited for.
    pub granted: bool,
    /// Since when it is waited for.
    pub since: Option<i64>,
}

/// What one session does: a row of `pg_stat_activity`. Times as [`Env::clock_timestamp`] gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// `pg_backend_pid()`.
    pub pid: i32,
    /// The role it logged in as.
    pub user: String,
    /// The database.
    pub database: String,
    /// `application_name`.
    pub application_name: String,
    /// `active`, `idle`, `idle in transaction` or `idle in transaction (aborted)`.
    pub state: &'static str,
    /// The text of the newest statement, cut.
    pub query: std::sync::Arc<str>,
    /// Where its client is.
    pub client: Client,
    /// When it logged in.
    pub backend_start: i64,
    /// When its transaction began, if it is in one.
    pub xact_start: Option<i64>,
    /// When its newest statement began.
    pub query_start: Option<i64>,
    /// When `state` last changed.
    pub state_change: Option<i64>,
}
