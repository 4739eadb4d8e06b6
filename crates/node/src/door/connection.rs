//! What happens on one connection after login?
//!
//! Messages that are here are all answered before anything is sent, and everything is sent
//! before the next are waited for. While it waits, a connection holds only small buffers.

use super::greeting::Guest;
use super::live::{ended, told};
use super::socket::Shared;
use super::{Backend, Replies, Timeouts, fatal, lost};
use base::{Severity, SqlError, SqlResult, SqlState};
use bytes::BytesMut;
use session::Reins;
use std::sync::Arc;
use std::time::Duration;
use wire::{Encode, FrontendMessage, MESSAGE_MAX, Target};

/// A buffer no larger than this is kept for the next messages: most clients' fit.
const KEPT_BYTES: usize = 1024;

pub(super) struct Connection {
    socket: Shared,
    input: BytesMut,
    output: BytesMut,
    /// Bytes of `output` sent so far.
    sent: u64,
    /// After an error in the extended protocol: nothing but Sync is heard.
    skipping: bool,
    /// A COPY FROM STDIN is on; whether by a simple query.
    copying: Option<bool>,
    /// Of the session.
    reins: Arc<Reins>,
}

impl Connection {
    pub(super) fn new(guest: Guest, reins: Arc<Reins>) -> Connection {
        let Guest { socket, input, output, .. } = guest;
        let socket = Shared::new(socket);
        Connection { socket, input, output, sent: 0, skipping: false, copying: None, reins }
    }

    /// Answers until the client leaves, or must.
    pub(super) async fn run(&mut self, backend: &mut dyn Backend) {
        if let Some(error) = self.turn(backend).await {
            self.end(error).await;
        }
    }

    /// Says why the connection ends, and ends it.
    pub(super) async fn end(&mut self, error: SqlError) {
        self.output.error(&error);
        let last_word = std::mem::take(&mut self.output);
        self.socket.own().leave(&last_word).await;
    }

    /// Answers messages until there is an end: the error to say last, if any.
    async fn turn(&mut self, backend: &mut dyn Backend) -> Option<SqlError> {
        loop {
            if self.reins.is_ended() {
                return Some(ended());
            }
            let tag = self.input.first().copied();
            match wire::decode(&mut self.input, MESSAGE_MAX) {
                Ok(Some(FrontendMessage::Terminate)) => {
                    // It may have been sent behind what was asked before.
                    let last_word = std::mem::take(&mut self.output);
                    if !last_word.is_empty() {
                        self.socket.own().leave(&last_word).await;
                    }
                    return None;
                }
                Ok(Some(message)) => {
                    if let Err(last_word) = self.answer(message, backend).await {
                        return last_word;
                    }
                }
                Ok(None) => {
                    if let Err(last_word) = self.wait(backend).await {
                        return last_word;
                    }
                }
                Err(error) if error.fields().severity == Severity::Fatal => return Some(error),
                Err(_) if self.skipping && tag != Some(b'S') => {}
                Err(error) => {
                    backend.fail().await;
                    self.copying = None;
                    self.output.error(&error);
                    self.skipping = tag != Some(b'Q');
                    if !self.skipping {
                        self.output.ready(backend.status());
                    }
                }
            }
        }
    }

    /// Sends what waits and waits for more; between messages no longer than the session says, and
    /// telling what it hears.
    async fn wait(&mut self, backend: &mut dyn Backend) -> Result<(), Option<SqlError>> {
        self.replies().flush().await.map_err(|_| None)?;
        let (mut idle, mut mailbox) = (None, None);
        if self.input.is_empty() {
            rest(&mut self.input);
            rest(&mut self.output);
            (idle, mailbox) = (idle_limit(backend), backend.mailbox());
        }
        let arrived = async {
            match &mailbox {
                Some(mailbox) => mailbox.arrived().await,
                None => std::future::pending().await,
            }
        };
        let missing = wire::missing(&self.input, MESSAGE_MAX);
        let expired = async {
            match &idle {
                Some((limit, _)) => tokio::time::sleep(*limit).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            read = self.socket.own().fill(&mut self.input, missing) => {
                return if matches!(read, Ok(true)) { Ok(()) } else { Err(None) };
            }
            () = self.reins.ended() => return Err(Some(ended())),
            () = expired => return Err(idle.map(|(_, error)| error)),
            () = arrived => {}
        }
        backend.deliver(&mut self.replies());
        Ok(())
    }

    fn replies(&mut self) -> Replies<'_> {
        Replies::new(&mut self.output, &mut self.sent, self.socket.own())
    }

    async fn answer(
        &mut self,
        message: FrontendMessage,
        backend: &mut dyn Backend,
    ) -> Result<(), Option<SqlError>> {
        use FrontendMessage as M;
        let simple = matches!(message, M::Query(_) | M::FunctionCall) || self.copying == Some(true);
        if self.skipping && !matches!(message, M::Sync) {
            return Ok(());
        }
        let sync = matches!(message, M::Sync) && self.copying.is_none();
        self.skipping &= !sync;
        let result = self.timed_step(message, simple, backend).await;
        let failed = result.is_err();
        if let Err(error) = result {
            self.copying = None;
            let error = told(&self.reins, error);
            if error.fields().severity == Severity::Fatal {
                return Err(Some(error));
            }
            if error.state().as_str() == "08006" {
                return Err(None);
            }
            self.output.error(&error);
            self.skipping = !simple && !sync;
        }
        if sync || (simple && failed) {
            self.output.ready(backend.status());
        }
        self.replies().flush_if_full().await.map_err(|_| None)
    }

    /// One message, within the session's `statement_timeout`, and while its client is there.
    async fn timed_step(
        &mut self,
        message: FrontendMessage,
        simple: bool,
        backend: &mut dyn Backend,
    ) -> SqlResult<()> {
        let Timeouts { statement, check, .. } = backend.timeouts();
        let reins = Arc::clone(&self.reins);
        let Connection { socket, output, sent, copying, .. } = self;
        let socket = &*socket;
        let step = step(message, simple, backend, Outward { socket, output, sent, copying });
        tokio::select! {
            biased;
            done = within(statement, &reins, step) => done,
            // Dropped where it stands, with its transaction.
            () = socket.gone(check) => Err(lost()),
        }
    }
}

/// What a step of the session needs to be heard.
struct Outward<'a> {
    socket: &'a Shared,
    output: &'a mut BytesMut,
    sent: &'a mut u64,
    copying: &'a mut Option<bool>,
}

async fn step(
    message: FrontendMessage,
    simple: bool,
    backend: &mut dyn Backend,
    outward: Outward<'_>,
) -> SqlResult<()> {
    use FrontendMessage as M;
    let Outward { mut socket, output, sent, copying: was_copying } = outward;
    let mut out = Replies::new(output, sent, &mut socket);
    let is_copying = was_copying.is_some();
    let copying = match message {
        M::CopyData(data) if is_copying => return backend.copy_data(data).await,
        M::CopyDone if is_copying => backend.copy_done(&mut out).await?,
        M::CopyFail(why) if is_copying => return Err(backend.copy_fail(why).await),
        M::CopyData(_) | M::CopyDone | M::CopyFail(_) => return Ok(()),
        M::Flush | M::Sync if is_copying => return Ok(()),
        other if is_copying => {
            let what = "unexpected message type during COPY from stdin";
            let _ = backend.copy_fail(what.to_owned()).await;
            drop(other);
            return Err(SqlError::new(SqlState::PROTOCOL_VIOLATION, what));
        }
        M::Query(sql) => backend.simple_query(sql, &mut out).await?,
        M::FunctionCall => {
            backend.fail().await;
            return Err(SqlError::unsupported("the fast-path function call"));
        }
        M::Execute { portal, max_rows } => {
            let rows = usize::try_from(max_rows).unwrap_or(0);
            backend.execute(&portal, rows, &mut out).await?
        }
        other => return prepare(other, backend, &mut out).await,
    };
    if copying {
        out.flush().await?;
    } else if simple {
        out.ready(backend.status());
    }
    *was_copying = copying.then_some(simple);
    Ok(())
}

async fn prepare(
    message: FrontendMessage,
    backend: &mut dyn Backend,
    out: &mut Replies<'_>,
) -> SqlResult<()> {
    use FrontendMessage as M;
    let tag = match message {
        M::Parse { name, sql, param_types } => {
            backend.parse(name, sql, param_types, out).await?;
            b'1'
        }
        M::Bind { portal, statement, param_formats, params, result_formats } => {
            backend.bind(portal, statement, param_formats, params, result_formats).await?;
            b'2'
        }
        M::Describe(Target::Statement(name)) => {
            return backend.describe_statement(&name, out).await;
        }
        M::Describe(Target::Portal(name)) => return backend.describe_portal(&name, out).await,
        M::Close(Target::Statement(name)) => {
            backend.close_statement(&name).await?;
            b'3'
        }
        M::Close(Target::Portal(name)) => {
            backend.close_portal(&name).await?;
            b'3'
        }
        M::Flush => return out.flush().await,
        M::Sync => return backend.sync(out).await,
        // Passwords are over; PostgreSQL knows no such message any more either.
        _ => return Err(fatal(b"08P01", "invalid frontend message type 112")),
    };
    out.bare(tag);
    Ok(())
}

/// Empties a buffer, and lets go of a large one.
fn rest(buffer: &mut BytesMut) {
    buffer.clear();
    if buffer.capacity() > KEPT_BYTES {
        *buffer = BytesMut::new();
    }
}

/// Stops what is done by `reins` once `limit` is over, unless that is zero.
pub(super) async fn within(
    limit: Duration,
    reins: &Reins,
    step: impl Future<Output = SqlResult<()>>,
) -> SqlResult<()> {
    if limit.is_zero() {
        return step.await;
    }
    let mut step = Box::pin(step);
    if let Ok(result) = tokio::time::timeout(limit, &mut step).await {
        return result;
    }
    reins.cancel();
    step.await.map_err(|mut error| {
        if error.state() == SqlState::QUERY_CANCELED {
            error.fields_mut().message = "canceling statement due to statement timeout".into();
        }
        error
    })
}

/// How long the session may be silent now, and what it is told then.
fn idle_limit(backend: &dyn Backend) -> Option<(Duration, SqlError)> {
    let timeouts = backend.timeouts();
    let (limit, state, message) = if backend.status() == b'I' {
        let message = "terminating connection due to idle-session timeout";
        (timeouts.idle_session, b"57P05", message)
    } else {
        let message = "terminating connection due to idle-in-transaction timeout";
        (timeouts.idle_in_transaction, b"25P03", message)
    };
    (!limit.is_zero()).then(|| (limit, fatal(state, message)))
}
