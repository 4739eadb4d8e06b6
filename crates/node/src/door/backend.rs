//! What does the door ask of a session, and of the roles?

use super::web::{Gathered, Work};
use crate::keys::AccessKey;
use async_trait::async_trait;
use base::{SqlError, SqlResult};
use bytes::{Bytes, BytesMut};
use session::{Mailbox, Reins, Timeouts};
use std::sync::Arc;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use types::Oid;
use wire::Encode;

/// Answers are written to the socket when more than so many bytes wait.
const FLUSH_BYTES: usize = 64 << 10;

/// What the door knows of a role.
#[derive(Clone)]
pub struct RoleLogin {
    /// Its OID.
    pub oid: Oid,
    /// Its name.
    pub name: String,
    /// PostgreSQL's text: `SCRAM-SHA-256$4096:salt$StoredKey:ServerKey`. None when it has no
    /// password, or one that has expired: then no password is right.
    pub verifier: Option<String>,
    /// LOGIN.
    pub may_log_in: bool,
    /// CONNECTION LIMIT, which does not bind superusers.
    pub connection_limit: Option<usize>,
    /// The IAM-style principals it is granted to.
    pub iam: Vec<String>,
}

/// Where roles are looked up.
#[async_trait]
pub trait Credentials: Send + Sync {
    /// The role `user`; `None` when it does not exist.
    async fn role_login(&self, user: &str) -> SqlResult<Option<RoleLogin>>;
    /// Bytes that only this database has, always the same: what roles that do not exist are made of,
    /// so that they stay what they are as those do that exist.
    fn chance(&self) -> [u8; 32];
    /// The access key with this id.
    async fn access_key(&self, _id: &str) -> SqlResult<Option<AccessKey>> {
        Ok(None)
    }
    /// Whether there is any access key that is good; with `for_admin`, any to connect as `admin`.
    async fn has_key(&self, _for_admin: bool) -> SqlResult<bool> {
        Ok(false)
    }
}

/// Who connects, and how its statements are stopped.
pub struct Opening {
    /// The role, authenticated.
    pub user: String,
    /// The database asked for.
    pub database: String,
    /// The settings of the startup packet, those of `options` first; unknown ones are among
    /// them. A later one goes over an earlier.
    pub parameters: Vec<(String, String)>,
    /// Of BackendKeyData: `pg_backend_pid()`.
    pub pid: u32,
    /// By which others stop it.
    pub reins: Arc<Reins>,
    /// Where the client is.
    pub client: builtin::Client,
}

/// Makes sessions.
#[async_trait]
pub trait Backends: Send + Sync {
    /// A session for an authenticated client; its error is sent as FATAL.
    async fn open(&self, opening: Opening) -> SqlResult<Box<dyn Backend>>;
    /// Carries out what a request over HTTP asks, in a session of its own, and notes in `out` the
    /// time of its commit, or of the state it read.
    async fn run(&self, opening: Opening, work: &Work, out: &mut Gathered) -> SqlResult<()>;
}

/// One session, in the words of the protocol. An `Err` is sent as
/// ErrorResponse; the door skips to Sync after it where the protocol says so.
#[async_trait]
pub trait Backend: Send {
    /// Every ParameterStatus to send after login.
    fn parameters(&mut self) -> Vec<(String, String)>;
    /// The status for ReadyForQuery: `I`, `T` or `E`.
    fn status(&self) -> u8;
    /// What its settings say now. The door stops a statement by [`Opening::reins`], and ends
    /// an idle session itself.
    fn timeouts(&self) -> Timeouts {
        Timeouts::default()
    }
    /// Where notifications arrive, when the client may be told of them now.
    fn mailbox(&self) -> Option<Arc<Mailbox>> {
        None
    }
    /// Tells the client what has arrived there.
    fn deliver(&mut self, _out: &mut Replies<'_>) {}
    /// Every statement of `sql`, with all its answers but ReadyForQuery. After a
    /// CopyInResponse it returns `Ok(true)`, and the rest follows at `copy_done`.
    async fn simple_query(&mut self, sql: String, out: &mut Replies<'_>) -> SqlResult<bool>;
    /// Parse; the door says ParseComplete.
    async fn parse(
        &mut self,
        name: String,
        sql: String,
        types: Vec<u32>,
        out: &mut Replies<'_>,
    ) -> SqlResult<()>;
    /// Bind; the door says BindComplete. Empty formats mean text; one is for all.
    async fn bind(
        &mut self,
        portal: String,
        statement: String,
        param_formats: Vec<i16>,
        params: Vec<Option<Bytes>>,
        result_formats: Vec<i16>,
    ) -> SqlResult<()>;
    /// ParameterDescription, then RowDescription or NoData.
    async fn describe_statement(&mut self, name: &str, out: &mut Replies<'_>) -> SqlResult<()>;
    /// RowDescription or NoData.
    async fn describe_portal(&mut self, name: &str, out: &mut Replies<'_>) -> SqlResult<()>;
    /// Rows and CommandComplete, PortalSuspended or EmptyQueryResponse; at most
    /// `max_rows` unless 0. `Ok(true)` after a CopyInResponse.
    async fn execute(
        &mut self,
        portal: &str,
        max_rows: usize,
        out: &mut Replies<'_>,
    ) -> SqlResult<bool>;
    /// Close of a statement; no error when there is none.
    async fn close_statement(&mut self, name: &str) -> SqlResult<()>;
    /// Close of a portal; no error when there is none.
    async fn close_portal(&mut self, name: &str) -> SqlResult<()>;
    /// Sync: ends the implicit transaction. `status` is asked next.
    async fn sync(&mut self, out: &mut Replies<'_>) -> SqlResult<()>;
    /// Some bytes of a COPY FROM STDIN, cut anywhere.
    async fn copy_data(&mut self, data: Bytes) -> SqlResult<()>;
    /// The end of a COPY FROM STDIN: CommandComplete, and what followed it in the
    /// same simple query. `Ok(true)` when that is another CopyInResponse.
    async fn copy_done(&mut self, out: &mut Replies<'_>) -> SqlResult<bool>;
    /// The client gave a COPY up; the error to tell it (57014).
    async fn copy_fail(&mut self, reason: String) -> SqlError;
    /// An error outside the session's knowledge (a malformed message) fails the
    /// transaction as any other.
    async fn fail(&mut self);
}

/// Answers on their way to the client. Append by `wire::Encode`.
pub struct Replies<'a> {
    buffer: &'a mut BytesMut,
    /// Bytes sent before those in `buffer`.
    sent: &'a mut u64,
    socket: &'a mut (dyn AsyncWrite + Unpin + Send),
}

impl Encode for Replies<'_> {
    fn buffer(&mut self) -> &mut BytesMut {
        self.buffer
    }
}

impl<'a> Replies<'a> {
    /// Over a buffer, a count of the bytes sent from it, and where they go.
    pub fn new(
        buffer: &'a mut BytesMut,
        sent: &'a mut u64,
        socket: &'a mut (dyn AsyncWrite + Unpin + Send),
    ) -> Replies<'a> {
        Replies { buffer, sent, socket }
    }

    /// The place where the next answer goes, counted from the first.
    pub fn place(&self) -> u64 {
        *self.sent + self.buffer.len() as u64
    }

    /// What was answered from `place` on; none of it when some has been sent.
    pub fn since(&self, place: u64) -> Option<&[u8]> {
        let at = usize::try_from(place.checked_sub(*self.sent)?).ok()?;
        self.buffer.get(at..)
    }

    /// Takes back, and gives, what was answered from `place` on; none of it when some has been sent.
    pub fn take_back(&mut self, place: u64) -> Option<BytesMut> {
        let kept = self.buffer.len() - self.since(place)?.len();
        Some(self.buffer.split_off(kept))
    }

    /// Writes when more than 64 KiB wait, and waits for the client to take them:
    /// call it between rows.
    pub async fn flush_if_full(&mut self) -> SqlResult<()> {
        if self.buffer.len() > FLUSH_BYTES { self.flush().await } else { Ok(()) }
    }

    /// Writes everything now.
    pub async fn flush(&mut self) -> SqlResult<()> {
        let lost = |error| {
            SqlError::new(
                base::SqlState::new(b"08006"),
                format!("could not send data to client: {error}"),
            )
        };
        self.socket.write_all(self.buffer).await.map_err(lost)?;
        *self.sent += self.buffer.len() as u64;
        self.buffer.clear();
        self.socket.flush().await.map_err(lost)
    }
}
