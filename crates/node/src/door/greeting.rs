//! What does a client want, and as whom, before it has proved anything?
//!
//! ```text
//! PROXY ...         from a proxy of ours: who its client is
//! 0x16 ...          TLS at once (`sslnegotiation=direct`)
//! SSLRequest        'S', then TLS; bytes behind it must be TLS already
//! GSSENCRequest     'N'
//! CancelRequest     another session is stopped; nothing is answered
//! StartupMessage    a session
//! a letter          HTTP, unless TLS was to carry PostgreSQL's protocol
//! ```

use super::live::Live;
use super::socket::Socket;
use super::{fatal, lost};
use base::{SqlError, SqlResult};
use bytes::{Bytes, BytesMut};
use std::net::{IpAddr, SocketAddr};
use tokio::io::AsyncWriteExt;
use tokio_rustls::TlsAcceptor;
use wire::proxy::{self, Beginning};
use wire::{Encode, FrontendMessage, Secret, Startup};

/// The first byte of a TLS connection: a handshake record.
const TLS_HANDSHAKE: u8 = 0x16;
/// A message before login is no longer than this (libpq/auth.c, `PG_MAX_SASL_MESSAGE_LENGTH`
/// and `PG_MAX_AUTH_TOKEN_LENGTH`).
const LOGIN_MESSAGE_MAX: usize = 65_535;

/// Somebody at the door.
pub(super) struct Guest {
    pub(super) socket: Socket,
    pub(super) input: BytesMut,
    pub(super) output: BytesMut,
    pub(super) whence: Whence,
    /// A packet of PostgreSQL's protocol came.
    greeted: bool,
}

/// Where somebody comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whence {
    /// Of the other end, or what a proxy of ours said; then the port may be 0.
    pub(super) address: SocketAddr,
    /// On the way here it was within TLS, which a proxy of ours ended.
    pub(super) by_tls: bool,
}

impl Whence {
    pub(super) fn ip(&self) -> IpAddr {
        self.address.ip()
    }
}

/// What is wanted.
pub(super) enum Wish {
    Session(Asked),
    /// HTTP: nothing of it was taken from the input.
    Web,
    /// Nothing: a request to cancel was heard.
    Nothing,
}

/// What a startup packet asks for.
pub(super) struct Asked {
    pub(super) user: String,
    pub(super) database: String,
    /// `options` first, then the others; neither user nor database.
    pub(super) settings: Vec<(String, String)>,
}

impl Guest {
    pub(super) fn new(socket: Socket, whence: Whence) -> Guest {
        let (input, output) = (BytesMut::new(), BytesMut::new());
        Guest { socket, input, output, whence, greeted: false }
    }

    /// Whether what is said here stays between the two.
    pub(super) fn is_private(&self) -> bool {
        self.socket.is_private() || self.whence.by_tls
    }

    /// What a session is told of it.
    pub(super) fn client(&self) -> builtin::Client {
        builtin::Client { address: Some(self.whence.address), tls: self.socket.tls() }
    }

    /// Where the client is, when the proxy at the other end begins by saying so.
    pub(super) async fn introduction(&mut self) -> SqlResult<Option<SocketAddr>> {
        loop {
            match proxy::take(&mut self.input)? {
                Beginning::Plain => return Ok(None),
                Beginning::Proxied(client) => return Ok(client),
                Beginning::Partial => self.fill().await?,
            }
        }
    }

    pub(super) async fn fill(&mut self) -> SqlResult<()> {
        match self.socket.fill(&mut self.input, 0).await {
            Ok(true) => Ok(()),
            _ => Err(lost()),
        }
    }

    /// The next message when all of it is here already.
    pub(super) fn password_at_hand(&mut self) -> SqlResult<Option<Bytes>> {
        match wire::decode(&mut self.input, LOGIN_MESSAGE_MAX)? {
            None => Ok(None),
            Some(FrontendMessage::Password(Secret(body))) => Ok(Some(body)),
            Some(FrontendMessage::Terminate) => Err(lost()),
            Some(_) => Err(fatal(b"08P01", "expected password response")),
        }
    }

    /// Sends what waits and takes the client's answer.
    pub(super) async fn password(&mut self) -> SqlResult<Bytes> {
        self.flush().await?;
        loop {
            if let Some(body) = self.password_at_hand()? {
                return Ok(body);
            }
            self.fill().await?;
        }
    }

    /// What comes of `work`, unless the client leaves meanwhile.
    pub(super) async fn stay<T>(
        &mut self,
        work: impl Future<Output = SqlResult<T>>,
    ) -> SqlResult<T> {
        let left = async {
            while self.input.len() < LOGIN_MESSAGE_MAX {
                if let Err(left) = self.fill().await {
                    return left;
                }
            }
            std::future::pending().await
        };
        tokio::select! {
            done = work => done,
            left = left => Err(left),
        }
    }

    async fn flush(&mut self) -> SqlResult<()> {
        self.socket.write_all(&self.output).await.map_err(|_| lost())?;
        self.output.clear();
        self.socket.flush().await.map_err(|_| lost())
    }

    /// Whether what begins here is HTTP. A startup packet begins with a length, whose first byte
    /// is no letter.
    pub(super) fn speaks_http(&self) -> bool {
        match self.socket.alpn() {
            _ if self.socket.is_framed() || self.greeted => false,
            Some(b"postgresql") => false,
            Some(_) => true,
            None => self.input.first().is_some_and(u8::is_ascii_alphabetic),
        }
    }

    /// Comes to the startup packet, if a session is wanted.
    pub(super) async fn greet(&mut self, tls: &TlsAcceptor, live: &Live) -> SqlResult<Wish> {
        let (mut gss_asked, mut ssl_asked) = (false, false);
        loop {
            if self.input.first() == Some(&TLS_HANDSHAKE)
                && !self.socket.is_private()
                && !self.socket.is_framed()
            {
                self.start_tls(tls).await?;
            }
            if self.speaks_http() {
                return Ok(Wish::Web);
            }
            let packet = wire::decode_startup(&mut self.input)?;
            // Behind an SSLRequest there may still be HTTP.
            self.greeted |= matches!(packet, Some(Startup::Session { .. }));
            match packet {
                None => self.fill().await?,
                Some(Startup::Ssl) if self.socket.is_framed() && !ssl_asked => {
                    // The WebSocket's own is the one there is.
                    ssl_asked = true;
                    self.output.extend_from_slice(b"N");
                    self.flush().await?;
                }
                Some(Startup::Ssl) if !self.socket.is_private() && !self.socket.is_framed() => {
                    self.output.extend_from_slice(b"S");
                    self.flush().await?;
                    self.start_tls(tls).await?;
                }
                Some(Startup::GssEnc) if !gss_asked => {
                    gss_asked = true;
                    self.output.extend_from_slice(b"N");
                    self.flush().await?;
                }
                Some(Startup::Ssl | Startup::GssEnc) => {
                    return Err(fatal(b"08P01", "encryption was negotiated already"));
                }
                Some(Startup::Cancel { pid, secret }) => {
                    live.cancel(pid, &secret);
                    return Ok(Wish::Nothing);
                }
                Some(Startup::Session { minor, parameters }) => {
                    let options = parameters.iter().map(|(name, _)| &**name);
                    let unknown: Vec<_> =
                        options.filter(|name| name.starts_with("_pq_.")).collect();
                    if minor > 0 || !unknown.is_empty() {
                        self.output.negotiate(0, &unknown);
                    }
                    return asked(parameters).map(Wish::Session);
                }
            }
        }
    }

    async fn start_tls(&mut self, tls: &TlsAcceptor) -> SqlResult<()> {
        if self.input.first().is_some_and(|first| *first != TLS_HANDSHAKE) {
            let error = fatal(b"08P01", "received unencrypted data after SSL request");
            return Err(error.with_detail(
                "This could be either a client-software bug or evidence of an attempted \
                 man-in-the-middle attack.",
            ));
        }
        let early = self.input.split();
        let started = self.socket.start_tls(early, tls).await;
        started.map_err(|error| {
            tracing::debug!(%error, "TLS did not come about");
            lost()
        })
    }
}

/// What the parameters of a startup packet ask for.
pub(super) fn asked(parameters: Vec<(String, String)>) -> SqlResult<Asked> {
    let mut asked = Asked { user: String::new(), database: String::new(), settings: Vec::new() };
    let mut settings = Vec::new();
    for (name, value) in parameters {
        match &*name {
            "user" => asked.user = value,
            "database" => asked.database = value,
            "options" => asked.settings.extend(options(&value)),
            "replication" if !matches!(&*value, "false" | "off" | "no" | "0") => {
                return Err(SqlError::unsupported("a replication connection"));
            }
            _ => settings.push((name, value)),
        }
    }
    if asked.user.is_empty() {
        return Err(fatal(b"28000", "no PostgreSQL user name specified in startup packet"));
    }
    if asked.database.is_empty() {
        asked.database.clone_from(&asked.user);
    }
    asked.settings.append(&mut settings);
    Ok(asked)
}

/// The settings in command-line options: `-c name=value`, `-cname=value` and `--name=value`.
/// Others are some other server's and are passed over.
fn options(text: &str) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    let mut words = words(text).into_iter();
    while let Some(word) = words.next() {
        let setting = match word.strip_prefix("--") {
            Some(long) => Some(long.to_owned()),
            None if word == "-c" => words.next(),
            None => word.strip_prefix("-c").map(str::to_owned),
        };
        if let Some((name, value)) = setting.as_deref().and_then(|text| text.split_once('=')) {
            settings.push((name.replace('-', "_"), value.to_owned()));
        }
    }
    settings
}

/// Words between white space; a backslash takes the next character as it is (PostgreSQL,
/// utils/init/postinit.c, `pg_split_opts`).
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().extend(characters.next()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_settings_and_the_unknown_is_passed_over() {
        let given = "-c statement_timeout=5000 -csearch_path=a\\ b --work-mem=4MB endpoint=x -c -d";
        let expected = [("statement_timeout", "5000"), ("search_path", "a b"), ("work_mem", "4MB")];
        assert_eq!(options(given), expected.map(|(name, value)| (name.into(), value.into())));
        assert_eq!(options("\\"), []);
    }

    #[test]
    fn the_database_is_the_users_by_default_and_options_come_first() {
        let packet = [("user", "u"), ("a", "1"), ("options", "-c b=2"), ("pgbouncer", "true")];
        let packet = packet.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let asked = asked(packet.to_vec()).unwrap();
        assert_eq!((&*asked.user, &*asked.database), ("u", "u"));
        let names: Vec<&str> = asked.settings.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["b", "a", "pgbouncer"]);
    }
}
