//! Who may come in, and with which greeting?

use super::connection::Connection;
use super::{Backends, Credentials, Opening};
use auth::{Exchange, MECHANISM, Verifier};
use base::{Severity, SqlError, SqlResult, SqlState};
use bytes::{Bytes, BytesMut};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wire::{Encode, FrontendMessage, Startup};

/// PostgreSQL's `authentication_timeout`.
const LOGIN_TIME: Duration = Duration::from_secs(60);
/// A message before login is no longer than this.
const LOGIN_MESSAGE_MAX: usize = 65_535;

type Cancels = Mutex<HashMap<(u32, [u8; 4]), Arc<AtomicBool>>>;

/// The way in, for any number of listeners.
pub struct Door {
    credentials: Arc<dyn Credentials>,
    backends: Arc<dyn Backends>,
    cancels: Cancels,
    next_pid: AtomicU32,
    mock: [u8; 32],
}

struct Entered {
    opening: Opening,
    key: (u32, [u8; 4]),
}

impl Door {
    /// A door to `backends` for the roles of `credentials`.
    pub fn new(credentials: Arc<dyn Credentials>, backends: Arc<dyn Backends>) -> Arc<Door> {
        let (cancels, next_pid) = (Mutex::default(), AtomicU32::new(1));
        Arc::new(Door { credentials, backends, cancels, next_pid, mock: rand::random() })
    }

    /// Accepts connections, a task each, until dropped.
    pub async fn listen(self: Arc<Door>, listener: TcpListener) {
        loop {
            match listener.accept().await {
                Ok((socket, _)) => {
                    tokio::spawn(Box::pin(Arc::clone(&self).serve(socket)));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    async fn serve(self: Arc<Door>, mut socket: TcpStream) {
        let _ = socket.set_nodelay(true);
        let (mut input, mut output) = (BytesMut::new(), BytesMut::new());
        let login = self.login(&mut socket, &mut input, &mut output);
        let entered = match tokio::time::timeout(LOGIN_TIME, login).await {
            Ok(Ok(Some(entered))) => entered,
            Ok(Err(error)) => return refuse(&mut socket, output, error).await,
            Ok(Ok(None)) | Err(_) => return,
        };
        let Entered { opening, key } = entered;
        let cancel = Arc::clone(&opening.cancel);
        let mut backend = match self.backends.open(opening).await {
            Ok(backend) => backend,
            Err(error) => return refuse(&mut socket, output, error).await,
        };
        self.cancels.lock().insert(key, cancel);
        output.authentication(0, &[]);
        for (name, value) in backend.parameters() {
            output.parameter_status(&name, &value);
        }
        output.backend_key(key.0, &key.1);
        output.ready(backend.status());
        let mut connection = Connection::new(socket, input, output);
        let _ = connection.run(&mut *backend).await;
        self.cancels.lock().remove(&key);
    }

    async fn login(
        &self,
        socket: &mut TcpStream,
        input: &mut BytesMut,
        output: &mut BytesMut,
    ) -> SqlResult<Option<Entered>> {
        let (minor, parameters) = loop {
            match wire::decode_startup(input)? {
                None => fill(socket, input).await?,
                Some(Startup::Ssl | Startup::GssEnc) => {
                    socket.write_all(b"N").await.map_err(|_| lost())?;
                }
                Some(Startup::Cancel { pid, secret }) => {
                    if let Ok(secret) = <[u8; 4]>::try_from(&secret[..])
                        && let Some(flag) = self.cancels.lock().get(&(pid, secret))
                    {
                        flag.store(true, Ordering::Release);
                    }
                    return Ok(None);
                }
                Some(Startup::Session { minor, parameters }) => break (minor, parameters),
            }
        };
        let given = |wanted| parameters.iter().rev().find(|(name, _)| name == wanted);
        let user = given("user").map(|(_, user)| user.clone()).filter(|user| !user.is_empty());
        let user = user.ok_or_else(|| {
            fatal(b"28000", "no PostgreSQL user name specified in startup packet")
        })?;
        let database = given("database").map_or(&user, |(_, name)| name).clone();
        let options = parameters.iter().map(|(name, _)| &**name);
        let unknown: Vec<_> = options.filter(|name| name.starts_with("_pq_.")).collect();
        if minor > 0 || !unknown.is_empty() {
            output.negotiate(0, &unknown);
        }
        self.scram(&user, socket, input, output).await?;
        let pid = self.next_pid.fetch_add(1, Ordering::Relaxed);
        let cancel = Arc::default();
        let opening = Opening { user, database, parameters, pid, cancel };
        Ok(Some(Entered { opening, key: (pid, rand::random()) }))
    }

    async fn scram(
        &self,
        user: &str,
        socket: &mut TcpStream,
        input: &mut BytesMut,
        output: &mut BytesMut,
    ) -> SqlResult<()> {
        let wrong =
            || fatal(b"28P01", &format!("password authentication failed for user \"{user}\""));
        let malformed = || fatal(b"08P01", "malformed SCRAM message");
        let kept = self.credentials.verifier(user);
        let verifier = kept.and_then(|login| Verifier::parse(&login.verifier));
        let verifier = verifier.unwrap_or_else(|| Verifier::mock(&self.mock, user));
        output.authentication(10, format!("{MECHANISM}\0\0").as_bytes());
        let mut body = password(socket, input, output).await?;
        if wire::zero_terminated(&mut body)? != MECHANISM || body.len() < 4 {
            return Err(fatal(
                b"08P01",
                "client selected an invalid SASL authentication mechanism",
            ));
        }
        let first = std::str::from_utf8(&body[4..]).map_err(|_| malformed())?;
        let nonce = format!("{:032x}", rand::random::<u128>());
        let exchange = Exchange::start(verifier, first, &nonce)?;
        output.authentication(11, exchange.first().as_bytes());
        let body = password(socket, input, output).await?;
        let last = std::str::from_utf8(&body).map_err(|_| malformed())?;
        let answer = exchange.finish(last)?.ok_or_else(wrong)?;
        output.authentication(12, answer.as_bytes());
        Ok(())
    }
}

/// Sends what waits and takes the client's answer.
async fn password(
    socket: &mut TcpStream,
    input: &mut BytesMut,
    output: &mut BytesMut,
) -> SqlResult<Bytes> {
    socket.write_all(output).await.map_err(|_| lost())?;
    output.clear();
    loop {
        match wire::decode(input, LOGIN_MESSAGE_MAX)? {
            Some(FrontendMessage::Password(body)) => return Ok(body),
            Some(_) => return Err(fatal(b"08P01", "expected SASL response")),
            None => fill(socket, input).await?,
        }
    }
}

async fn fill(socket: &mut TcpStream, input: &mut BytesMut) -> SqlResult<()> {
    match socket.read_buf(input).await {
        Ok(read) if read > 0 => Ok(()),
        _ => Err(lost()),
    }
}

async fn refuse(socket: &mut TcpStream, mut output: BytesMut, error: SqlError) {
    output.error(&error.with_severity(Severity::Fatal));
    let _ = socket.write_all(&output).await;
}

fn fatal(state: &[u8; 5], message: &str) -> SqlError {
    SqlError::new(SqlState::new(state), message).with_severity(Severity::Fatal)
}

fn lost() -> SqlError {
    fatal(b"08006", "the client left during login")
}
