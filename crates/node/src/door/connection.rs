//! What happens on one connection after login?

use super::{Backend, Replies};
use base::{Severity, SqlError, SqlResult, SqlState};
use bytes::BytesMut;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use wire::{Encode, FrontendMessage, Target};

/// PostgreSQL's bound on a message.
const MESSAGE_MAX: usize = (1 << 30) - 1;

pub(super) struct Connection {
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
    input: BytesMut,
    output: BytesMut,
    /// After an error in the extended protocol: nothing but Sync is heard.
    skipping: bool,
    /// A COPY FROM STDIN is on; whether by a simple query.
    copying: Option<bool>,
}

impl Connection {
    pub(super) fn new(socket: TcpStream, input: BytesMut, output: BytesMut) -> Connection {
        let (read, write) = socket.into_split();
        Connection { read, write, input, output, skipping: false, copying: None }
    }

    /// Answers until the client leaves. An error means that it is lost.
    pub(super) async fn run(&mut self, backend: &mut dyn Backend) -> SqlResult<()> {
        loop {
            match wire::decode(&mut self.input, MESSAGE_MAX) {
                Ok(Some(FrontendMessage::Terminate)) => return Ok(()),
                Ok(Some(message)) => self.answer(message, backend).await?,
                Ok(None) => {
                    self.replies().flush().await?;
                    if self.input.is_empty() {
                        self.input = BytesMut::new();
                        self.output = BytesMut::new();
                    }
                    if !matches!(self.read.read_buf(&mut self.input).await, Ok(read) if read > 0) {
                        return Ok(());
                    }
                }
                Err(error) if error.fields().severity == Severity::Fatal => {
                    self.output.error(&error);
                    return self.replies().flush().await;
                }
                Err(error) => {
                    backend.fail().await;
                    self.output.error(&error);
                    self.skipping = true;
                }
            }
        }
    }

    fn replies(&mut self) -> Replies<'_> {
        Replies::new(&mut self.output, &mut self.write)
    }

    async fn answer(
        &mut self,
        message: FrontendMessage,
        backend: &mut dyn Backend,
    ) -> SqlResult<()> {
        use FrontendMessage as M;
        let simple = matches!(message, M::Query(_)) || self.copying == Some(true);
        if self.skipping && !matches!(message, M::Sync) {
            return Ok(());
        }
        let sync = matches!(message, M::Sync) && self.copying.is_none();
        self.skipping &= !sync;
        let result = self.step(message, simple, backend).await;
        let failed = result.is_err();
        if let Err(error) = result {
            self.copying = None;
            self.output.error(&error);
            if error.fields().severity == Severity::Fatal || error.state().as_str() == "08006" {
                let _ = self.replies().flush().await;
                return Err(error);
            }
            self.skipping = !simple && !sync;
        }
        if sync || (simple && failed) {
            self.output.ready(backend.status());
        }
        self.replies().flush_if_full().await
    }

    async fn step(
        &mut self,
        message: FrontendMessage,
        simple: bool,
        backend: &mut dyn Backend,
    ) -> SqlResult<()> {
        use FrontendMessage as M;
        let mut out = Replies::new(&mut self.output, &mut self.write);
        let copying = match message {
            M::CopyData(data) if self.copying.is_some() => return backend.copy_data(data).await,
            M::CopyDone if self.copying.is_some() => backend.copy_done(&mut out).await?,
            M::CopyFail(why) if self.copying.is_some() => return Err(backend.copy_fail(why).await),
            M::CopyData(_) | M::CopyDone | M::CopyFail(_) => return Ok(()),
            M::Flush | M::Sync if self.copying.is_some() => return Ok(()),
            M::Query(sql) => backend.simple_query(sql, &mut out).await?,
            M::Execute { portal, max_rows } => {
                let rows = usize::try_from(max_rows).unwrap_or(0);
                backend.execute(&portal, rows, &mut out).await?
            }
            other => return Self::prepare(other, backend, &mut out).await,
        };
        if copying {
            out.flush().await?;
        } else if simple {
            self.output.ready(backend.status());
        }
        self.copying = copying.then_some(simple);
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
                backend.parse(name, sql, param_types).await?;
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
            _ => {
                let what = "unexpected message of authentication";
                let error = SqlError::new(SqlState::new(b"08P01"), what);
                return Err(error.with_severity(Severity::Fatal));
            }
        };
        out.bare(tag);
        Ok(())
    }
}
