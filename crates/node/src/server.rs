//! What makes a database and a door one server?

use crate::door::{Backends, Door, Policy};
use crate::{ADMIN_NAME, Engine, Error, Home, StoreUrl, Tls, TlsFiles};
use auth::Verifier;
use rand::Rng;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Sessions that do not stop when told so are left behind after this long.
const STOP_TIME: Duration = Duration::from_secs(10);

/// Letters and digits of a generated password: 24 of them hold 142 bits.
const PASSWORD_LETTERS: usize = 24;

/// What a server is started with; a password is among it, so that it cannot be shown.
#[derive(Clone)]
pub struct ServerOptions {
    /// The data directory.
    pub data: PathBuf,
    /// Where journal and base are.
    pub store: StoreUrl,
    /// `HOST:PORT` of one or more; port 0 takes a free one. Each serves everything.
    pub listen: Vec<String>,
    /// Certificate and key, in place of generated ones.
    pub tls: Option<TlsFiles>,
    /// The password of `admin` from now on.
    pub password: Option<String>,
    /// What is asked of tokens.
    pub policy: Policy,
}

/// A server that accepts connections.
pub struct Server {
    engine: Arc<Engine>,
    door: Arc<Door>,
    /// In the order asked for.
    addresses: Vec<SocketAddr>,
    password: Option<String>,
    generated: bool,
}

impl Server {
    /// Opens the database, making it when there is none, and then the door. `backends` makes
    /// sessions over the database.
    ///
    /// # Errors
    /// What stops it, and what to do about it.
    pub async fn start(
        options: ServerOptions,
        backends: impl FnOnce(Arc<Engine>) -> Arc<dyn Backends>,
    ) -> Result<Server, Error> {
        let home = Home::open(&options.data)?;
        let tls = Tls::open(&home, options.tls.as_ref())?;
        let mut listeners = Vec::new();
        for listen in &options.listen {
            listeners.push(bind(listen).await?);
        }
        let engine = Engine::open(home, &options.store).await?;
        let (password, generated) = admin_password(&engine, options.password).await?;
        raise_file_limit();
        let credentials = Arc::clone(&engine) as _;
        let door = Door::new(credentials, backends(Arc::clone(&engine)), tls, options.policy);
        tokio::spawn(Arc::clone(&door).renew_certificate());
        let mut addresses = Vec::new();
        for (listener, address) in listeners {
            tokio::spawn(Arc::clone(&door).listen(listener));
            addresses.push(address);
        }
        Ok(Server { engine, door, addresses, password, generated })
    }

    /// Where it listens, in the order asked for.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The password of `admin`, when it was given or generated just now.
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// Whether the password was generated just now: nobody will see it again.
    pub fn password_is_new(&self) -> bool {
        self.generated
    }

    /// How to connect where it listens first: with the password when it was generated just now. One
    /// that was given is its giver's to show.
    pub fn url(&self) -> String {
        let none = SocketAddr::from(([127, 0, 0, 1], 0));
        let password = self.password().filter(|_| self.generated);
        url(self.addresses.first().copied().unwrap_or(none), password)
    }

    /// Lets nobody in any more, tells every client, settles and closes.
    ///
    /// # Errors
    /// Those of the disk; nothing acknowledged is lost by them.
    pub async fn close(self) -> Result<(), Error> {
        if tokio::time::timeout(STOP_TIME, self.door.close()).await.is_err() {
            tracing::warn!("some sessions did not stop and are left behind");
        }
        self.engine.close().await
    }
}

/// The connection string for `admin` at `address`.
pub fn url(address: SocketAddr, password: Option<&str>) -> String {
    let local: std::net::IpAddr = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        std::net::IpAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
        std::net::IpAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
    };
    let host = SocketAddr::new(local, address.port());
    let password = password.map(|password| format!(":{}", encoded(password))).unwrap_or_default();
    format!("postgres://{ADMIN_NAME}{password}@{host}/postgres")
}

/// A password of letters and digits, fit for a URL as it is.
pub fn generate_password() -> String {
    let letters = rand::rng().sample_iter(rand::distr::Alphanumeric);
    letters.take(PASSWORD_LETTERS).map(char::from).collect()
}

/// Percent-encoded for the user information of a URL (RFC 3986, "unreserved").
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What the password of `admin` is, if that is known, and whether it was generated. The one
/// given is set unless it is the present one; without one, a role that never had any gets one.
async fn admin_password(
    engine: &Engine,
    given: Option<String>,
) -> Result<(Option<String>, bool), Error> {
    let role = engine.role(ADMIN_NAME).await?;
    let kept = role.as_ref().and_then(|role| role.verifier.as_ref()).map(|kept| &*kept.0);
    let generated = given.is_none() && role.is_some() && kept.is_none();
    let password = if generated { Some(generate_password()) } else { given };
    if let Some(password) = &password {
        let same = kept.and_then(Verifier::parse).is_some_and(|kept| kept.verify(password));
        if !same {
            engine.set_password(ADMIN_NAME, password).await?;
        }
    }
    Ok((password, generated))
}

async fn bind(listen: &str) -> Result<(TcpListener, SocketAddr), Error> {
    let refused = |source: std::io::Error| Error::Listen {
        address: listen.to_owned(),
        hint: match source.kind() {
            ErrorKind::AddrInUse => {
                "; another program listens there (another airglow, or PostgreSQL?): stop it, or \
                 give --listen another port, such as 127.0.0.1:5433"
            }
            ErrorKind::AddrNotAvailable => {
                "; this machine has no such address: use 127.0.0.1 for this machine alone, \
                 0.0.0.0 for the whole network"
            }
            ErrorKind::PermissionDenied => "; use a port above 1023",
            ErrorKind::InvalidInput => "; write HOST:PORT, such as 127.0.0.1:5432",
            _ => "",
        },
        source,
    };
    let listener = TcpListener::bind(listen).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

/// Every connection is an open file: as many as the system lets us have.
fn raise_file_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!(%error, "could not raise the limit of open files");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_connection_string_says_only_what_is_known_and_is_a_url() {
        let any = SocketAddr::from(([0, 0, 0, 0], 5433));
        assert_eq!(url(any, None), "postgres://admin@127.0.0.1:5433/postgres");
        let six = SocketAddr::from(([0; 16], 5432));
        let text = url(six, Some("p/a:s@s w\u{e9}"));
        assert_eq!(text, "postgres://admin:p%2Fa%3As%40s%20w%C3%A9@[::1]:5432/postgres");
        assert_eq!(encoded(&generate_password()).len(), PASSWORD_LETTERS);
    }
}
