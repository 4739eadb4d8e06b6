//! Who may come in, and what happens to one who does?

use super::connection::Connection;
use super::crowd::Crowd;
use super::greeting::{Asked, Guest, Whence, Wish};
use super::guard::{Guard, Policy};
use super::live::{Live, Place};
use super::login::prove;
use super::socket::Socket;
use super::{Backend, Backends, Credentials, Opening, fatal, web};
use crate::Tls;
use base::{Severity, SqlError, SqlResult};
use futures_util::FutureExt;
use rustix::net::sockopt;
use rustix::process::{Resource, getrlimit};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio_rustls::TlsAcceptor;
use wire::Encode;

/// PostgreSQL's `authentication_timeout`.
const LOGIN_TIME: Duration = Duration::from_secs(60);
/// So many may be at the door at once.
const LOGINS_MAX: usize = 1024;
/// So many sessions at once.
const SESSIONS_MAX: usize = 16_384;
/// So many connections at once speak HTTP.
const VISITS_MAX: usize = 16_384;
/// So many who are sent away at once are told why, who have so long to say how they speak.
const LEAVING_MAX: usize = 256;
/// So many are accepted before they have a place.
const NEWCOMERS_MAX: usize = 64;
const LEAVING_TIME: Duration = Duration::from_secs(1);
/// A client that says nothing for so long is asked by the system whether it is still there:
/// those at the edge vanish without a word.
const KEEPALIVE: Duration = Duration::from_secs(60);
/// When accepting fails (no file descriptors are left, say) the next try is after so long.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);
/// The files of the certificate are looked at so often.
const RENEW: Duration = Duration::from_secs(2);
/// The one database there is.
pub(super) const DATABASE: &str = "postgres";

/// The way in, for any number of listeners.
pub struct Door {
    pub(super) guard: Guard,
    pub(super) backends: Arc<dyn Backends>,
    tls: Arc<Tls>,
    pub(super) live: Arc<Live>,
    /// Those who were accepted and have no place yet: they hold a file, too.
    newcomers: Arc<Semaphore>,
    /// Those who have not proved yet who they are.
    pub(super) logins: Crowd,
    /// Those who speak HTTP.
    pub(super) visits: Crowd,
    /// Those who are sent away.
    pub(super) leaving: Crowd,
    stop: watch::Sender<bool>,
}

/// What somebody came in for.
enum Entered {
    Session(Box<dyn Backend>, Place),
    Web,
}

impl Door {
    /// A door to `backends` for the roles of `credentials`, whose tokens `policy` judges.
    pub fn new(
        credentials: Arc<dyn Credentials>,
        backends: Arc<dyn Backends>,
        tls: Tls,
        policy: Policy,
    ) -> Arc<Door> {
        let tls = Arc::new(tls);
        Arc::new(Door {
            guard: Guard::new(credentials, policy, Arc::clone(&tls)),
            backends,
            tls,
            live: Live::new(room(SESSIONS_MAX, 6)),
            newcomers: Arc::new(Semaphore::new(room(NEWCOMERS_MAX, 1))),
            logins: Crowd::new(room(LOGINS_MAX, 3)),
            visits: Crowd::new(room(VISITS_MAX, 5)),
            leaving: Crowd::new(room(LEAVING_MAX, 1)),
            stop: watch::Sender::new(false),
        })
    }

    /// Accepts connections, a task each, until [`Door::close`].
    pub async fn listen(self: Arc<Door>, listener: TcpListener) {
        let mut stop = self.stop.subscribe();
        loop {
            let accept = async {
                let newcomers = Arc::clone(&self.newcomers);
                let newcomer = newcomers.acquire_owned().await.map_err(io::Error::other)?;
                Ok::<_, io::Error>((listener.accept().await?, newcomer))
            };
            let accepted = tokio::select! {
                accepted = accept => accepted,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            match accepted {
                Ok(((socket, address), newcomer)) => self.receive(socket, address, newcomer),
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(ACCEPT_RETRY).await;
                }
            }
        }
    }

    /// Lets nobody in any more, stops what sessions do, tells them, and waits until they have
    /// left.
    pub async fn close(&self) {
        self.stop.send_replace(true);
        self.live.close();
        self.live.empty().await;
    }

    /// Takes a changed certificate for the connections that come, until [`Door::close`].
    pub async fn renew_certificate(self: Arc<Door>) {
        let mut stop = self.stop.subscribe();
        loop {
            tokio::select! {
                () = tokio::time::sleep(RENEW) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let tls = Arc::clone(&self.tls);
            match spawn_blocking(move || tls.renew()).await {
                Ok(Ok(false)) | Err(_) => {}
                Ok(Ok(true)) => tracing::info!("the certificate was changed"),
                Ok(Err(error)) => tracing::error!("{error}; the certificate stays as it was"),
            }
        }
    }

    /// Set when the door closes.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    fn receive(
        self: &Arc<Door>,
        socket: TcpStream,
        address: SocketAddr,
        newcomer: OwnedSemaphorePermit,
    ) {
        let _ = socket.set_nodelay(true);
        let _ = sockopt::set_socket_keepalive(&socket, true)
            .and_then(|()| sockopt::set_tcp_keepidle(&socket, KEEPALIVE));
        let whence = Whence { address, by_tls: self.guard.ends_tls(address.ip()) };
        self.welcome(Guest::new(Socket::Plain(socket), whence), Some(newcomer));
    }

    /// Lets somebody in, in a task of their own.
    pub(super) fn welcome(
        self: &Arc<Door>,
        mut guest: Guest,
        newcomer: Option<OwnedSemaphorePermit>,
    ) {
        let door = Arc::clone(self);
        tokio::spawn(async move {
            // What only the login needs is gone when a session waits.
            match Box::pin(door.admit(&mut guest, newcomer)).await {
                Some(Entered::Session(backend, place)) => {
                    Box::pin(serve(guest, backend, place)).await;
                }
                Some(Entered::Web) => Box::pin(web::serve(door, guest)).await,
                None => {}
            }
        });
    }

    /// What comes of a proof, for which there is a place at the door and a minute.
    pub(super) async fn while_at_the_door<T>(
        &self,
        address: IpAddr,
        proof: impl Future<Output = SqlResult<T>>,
    ) -> SqlResult<T> {
        let timed = async {
            let late = |_| Err(fatal(b"08P01", "canceling authentication due to timeout"));
            tokio::time::timeout(LOGIN_TIME, proof).await.unwrap_or_else(late)
        };
        self.logins.admit(address, timed).await
    }

    async fn admit(
        &self,
        guest: &mut Guest,
        mut newcomer: Option<OwnedSemaphorePermit>,
    ) -> Option<Entered> {
        let other_end = guest.whence.ip();
        if self.guard.is_proxy(other_end) && !guest.socket.is_framed() {
            let introduction = async {
                drop(newcomer.take());
                guest.introduction().await
            };
            match self.while_at_the_door(other_end, introduction).await {
                Ok(None) => {}
                Ok(Some(address)) => {
                    let by_tls = guest.whence.by_tls || self.guard.ends_tls(address.ip());
                    guest.whence = Whence { address, by_tls };
                }
                Err(error) => {
                    tracing::debug!(%error, proxy = %other_end, "nobody was introduced");
                    return None;
                }
            }
        }
        let address = guest.whence.ip();
        let login = async {
            // From here on it is counted among those at the door.
            drop(newcomer);
            self.login(guest).await
        };
        let refused = match self.while_at_the_door(address, login).await {
            Ok(Some(entered)) => return Some(entered),
            // Who asked to cancel inside TLS waits for its proper end.
            Ok(None) => None,
            Err(error) => Some(error.with_severity(Severity::Fatal)),
        };
        self.send_away(guest, refused).await;
        None
    }

    /// Says the last word in the client's own language, if there is a place to say it.
    pub(super) async fn send_away(&self, guest: &mut Guest, refused: Option<SqlError>) {
        let Some(_seat) = self.leaving.enter(guest.whence.ip()) else { return };
        if guest.input.is_empty() && !guest.socket.is_private() {
            let _ = tokio::time::timeout(LEAVING_TIME, guest.fill()).await;
        }
        if let Some(error) = refused {
            if guest.speaks_http() {
                return web::send_away(guest, &error).await;
            }
            guest.output.error(&error);
        }
        let last_word = std::mem::take(&mut guest.output);
        guest.socket.leave(&last_word).await;
    }

    async fn login(&self, guest: &mut Guest) -> SqlResult<Option<Entered>> {
        let tls = self.tls.now();
        let acceptor = TlsAcceptor::from(Arc::clone(&tls.config));
        let asked = match guest.greet(&acceptor, &self.live).await? {
            Wish::Session(asked) => asked,
            Wish::Web => return Ok(Some(Entered::Web)),
            Wish::Nothing => return Ok(None),
        };
        let end_point = tls.end_point.as_deref();
        let role = prove(guest, &self.guard, &asked, end_point).await?;
        let Asked { user, database, settings } = asked;
        if database != DATABASE {
            return Err(fatal(b"3D000", &format!("database \"{database}\" does not exist")));
        }
        let place = self.live.enter(role.oid, &user, role.connection_limit)?;
        let (pid, reins, client) = (place.pid, Arc::clone(&place.reins), guest.client());
        let opening = Opening { user, database, parameters: settings, pid, reins, client };
        let mut backend = self.backends.open(opening).await?;
        for (name, value) in backend.parameters() {
            guest.output.parameter_status(&name, &value);
        }
        guest.output.backend_key(pid, &place.secret);
        guest.output.ready(backend.status());
        Ok(Some(Entered::Session(backend, place)))
    }
}

/// How many there may be where there would be `max`: no more than so many of each twenty files that
/// may be open, of which at least four are the database's own.
fn room(max: usize, share: usize) -> usize {
    let files = getrlimit(Resource::Nofile).current.and_then(|files| usize::try_from(files).ok());
    files.map_or(max, |files| (files / 20 * share).clamp(1, max))
}

/// A session from its first answer to its last. A panic ends it and nothing else.
async fn serve(guest: Guest, mut backend: Box<dyn Backend>, place: Place) {
    let mut connection = Connection::new(guest, Arc::clone(&place.reins));
    let ended = AssertUnwindSafe(connection.run(&mut *backend)).catch_unwind().await;
    if ended.is_err() {
        // It may panic again when it is dropped.
        let dropped = std::panic::catch_unwind(AssertUnwindSafe(move || drop(backend)));
        tracing::error!(again = dropped.is_err(), "a session panicked and was ended");
        let error = SqlError::internal("the session met a fault in the server and was ended");
        connection.end(error.with_severity(Severity::Fatal)).await;
    }
    drop(place);
}
