//! The door keeps PostgreSQL's protocol for clients of every manner, good and bad, before and
//! around the session: here sessions do next to nothing.

#![allow(clippy::unwrap_used)]

use airglow_node::door::{
    Backend, Backends, Credentials, Door, Gathered, Opening, Policy, Replies, RoleLogin, Timeouts,
    Work,
};
use airglow_node::{Home, Tls};
use async_trait::async_trait;
use auth::Verifier;
use base::{SqlError, SqlResult, SqlState};
use bytes::{Buf, BufMut, Bytes, BytesMut};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use session::Reins;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use wire::Encode;

const PASSWORD: &str = "correct horse";

/// Sessions that answer `OK`, stop on demand, or panic.
struct Echo {
    reins: Arc<Reins>,
    timeouts: Timeouts,
    failed: bool,
}

struct Echoes;

#[async_trait]
impl Backends for Echoes {
    async fn open(&self, opening: Opening) -> SqlResult<Box<dyn Backend>> {
        let given = |wanted: &str| {
            let found = opening.parameters.iter().rev().find(|(name, _)| name == wanted);
            Duration::from_millis(found.map_or(0, |(_, value)| value.parse().unwrap()))
        };
        let timeouts = Timeouts {
            statement: given("statement_timeout"),
            idle_in_transaction: Duration::ZERO,
            idle_session: given("idle_session_timeout"),
            check: given("client_connection_check_interval"),
        };
        Ok(Box::new(Echo { reins: opening.reins, timeouts, failed: false }))
    }

    async fn run(&self, _: Opening, _: &Work, _: &mut Gathered) -> SqlResult<()> {
        Err(SqlError::unsupported("HTTP"))
    }
}

#[async_trait]
impl Backend for Echo {
    fn parameters(&mut self) -> Vec<(String, String)> {
        vec![("server_version".into(), "16".into())]
    }

    fn status(&self) -> u8 {
        if self.failed { b'E' } else { b'I' }
    }

    fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    async fn simple_query(&mut self, sql: String, out: &mut Replies<'_>) -> SqlResult<bool> {
        match &*sql {
            "panic" => panic!("as asked"),
            "sleep" => {
                while !self.reins.stopped().swap(false, Ordering::AcqRel) {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Err(SqlError::new(
                    SqlState::QUERY_CANCELED,
                    "canceling statement due to user request",
                ))
            }
            "copy" => {
                out.copy_response(b'G', 0, 1);
                Ok(true)
            }
            _ => {
                out.command_complete("OK");
                Ok(false)
            }
        }
    }

    async fn parse(
        &mut self,
        _: String,
        _: String,
        _: Vec<u32>,
        _: &mut Replies<'_>,
    ) -> SqlResult<()> {
        Ok(())
    }

    async fn bind(
        &mut self,
        _: String,
        _: String,
        _: Vec<i16>,
        _: Vec<Option<Bytes>>,
        _: Vec<i16>,
    ) -> SqlResult<()> {
        Ok(())
    }

    async fn describe_statement(&mut self, _: &str, out: &mut Replies<'_>) -> SqlResult<()> {
        out.bare(b'n');
        Ok(())
    }

    async fn describe_portal(&mut self, _: &str, out: &mut Replies<'_>) -> SqlResult<()> {
        out.bare(b'n');
        Ok(())
    }

    async fn execute(&mut self, _: &str, _: usize, out: &mut Replies<'_>) -> SqlResult<bool> {
        out.command_complete("OK");
        Ok(false)
    }

    async fn close_statement(&mut self, _: &str) -> SqlResult<()> {
        Ok(())
    }

    async fn close_portal(&mut self, _: &str) -> SqlResult<()> {
        Ok(())
    }

    async fn sync(&mut self, _: &mut Replies<'_>) -> SqlResult<()> {
        Ok(())
    }

    async fn copy_data(&mut self, _: Bytes) -> SqlResult<()> {
        Ok(())
    }

    async fn copy_done(&mut self, out: &mut Replies<'_>) -> SqlResult<bool> {
        out.command_complete("COPY 0");
        Ok(false)
    }

    async fn copy_fail(&mut self, reason: String) -> SqlError {
        SqlError::new(SqlState::QUERY_CANCELED, reason)
    }

    async fn fail(&mut self) {}
}

/// `admin`; `bob`, one at a time; `nologin`; `late`, whose password has expired.
struct Roles(String);

#[async_trait]
impl Credentials for Roles {
    fn chance(&self) -> [u8; 32] {
        [7; 32]
    }

    async fn role_login(&self, user: &str) -> SqlResult<Option<RoleLogin>> {
        let names = ["admin", "bob", "nologin", "late"];
        Ok((0u32..).zip(names).find(|(_, name)| *name == user).map(|(oid, name)| RoleLogin {
            oid,
            name: name.to_owned(),
            iam: Vec::new(),
            verifier: (name != "late").then(|| self.0.clone()),
            may_log_in: name != "nologin",
            connection_limit: (name == "bob").then_some(1),
        }))
    }
}

struct House {
    door: Arc<Door>,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(folder.path()).unwrap();
    let verifier = Verifier::new(PASSWORD, b"0123456789abcdef", 4096).to_string();
    let tls = Tls::open(&home, None).unwrap();
    let door = Door::new(Arc::new(Roles(verifier)), Arc::new(Echoes), tls, Policy::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(Arc::clone(&door).listen(listener));
    House { door, address, folder }
}

/// A startup packet of protocol 3.`minor`.
fn startup(minor: u16, parameters: &[(&str, &str)]) -> BytesMut {
    let mut out = BytesMut::new();
    out.put_u32(0);
    out.put_u16(3);
    out.put_u16(minor);
    for part in parameters.iter().flat_map(|(name, value)| [name, value]) {
        out.put_slice(part.as_bytes());
        out.put_u8(0);
    }
    out.put_u8(0);
    let length = u32::try_from(out.len()).unwrap();
    out[..4].copy_from_slice(&length.to_be_bytes());
    out
}

fn texts(tag: u8, texts: &[&str]) -> BytesMut {
    let mut out = BytesMut::new();
    out.message(tag, |out| {
        for text in texts {
            out.put_slice(text.as_bytes());
            out.put_u8(0);
        }
    });
    out
}

/// Startup and password at once, as the Neon driver sends them.
fn hello(user: &str, password: &str, more: &[(&str, &str)]) -> BytesMut {
    let mut out = startup(0, &[&[("user", user), ("database", "postgres")], more].concat());
    out.extend_from_slice(&texts(b'p', &[password]));
    out
}

struct Client<S>(S);

type Message = (char, Vec<u8>);

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    async fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
        self.0.flush().await.unwrap();
    }

    /// The next message; `None` at the end.
    async fn hear(&mut self) -> Option<Message> {
        let mut head = [0; 5];
        self.0.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        self.0.read_exact(&mut body).await.ok()?;
        Some((char::from(head[0]), body))
    }

    /// Types and, of errors, states, up to ReadyForQuery or the end.
    async fn answer(&mut self) -> String {
        let mut answer = String::new();
        loop {
            match self.hear().await {
                None => return answer + "|",
                Some(('Z', body)) => {
                    answer.push('Z');
                    answer.push(char::from(body[0]));
                    return answer;
                }
                Some(('E', body)) => {
                    let severity = field(&body, b'V');
                    answer += &format!("<{severity} {}>", field(&body, b'C'));
                }
                Some((tag, _)) => answer.push(tag),
            }
        }
    }
}

fn field(body: &[u8], tag: u8) -> String {
    let part = body.split(|byte| *byte == 0).find(|part| part.first() == Some(&tag)).unwrap();
    String::from_utf8(part[1..].to_vec()).unwrap()
}

async fn connect(house: &House) -> Client<TcpStream> {
    Client(TcpStream::connect(house.address).await.unwrap())
}

async fn enter(house: &House) -> Client<TcpStream> {
    let mut client = connect(house).await;
    client.say(&hello("admin", PASSWORD, &[])).await;
    assert_eq!(client.answer().await, "RRSKZI");
    client
}

#[tokio::test]
async fn a_password_and_a_query_may_come_before_they_are_asked_for() {
    let house = house().await;
    let mut client = connect(&house).await;
    let mut all = hello("admin", PASSWORD, &[]);
    all.extend_from_slice(&texts(b'P', &["", "SELECT 1"]));
    all.extend_from_slice(&texts(b'Q', &["anything"]));
    client.say(&all).await;
    // The Parse above lacks its count of types: the batch fails, and the Query is passed over.
    assert_eq!(client.answer().await, "RRSKZI");
    client.say(&texts(b'S', &[])).await;
    assert_eq!(client.answer().await, "<ERROR 08P01>ZI");
    // One packet at a time, with the password before the server has asked.
    let mut client = connect(&house).await;
    for part in [&hello("admin", PASSWORD, &[])[..], &texts(b'Q', &["x"])] {
        for byte in part.chunks(7) {
            client.say(byte).await;
        }
    }
    let first = client.answer().await;
    assert!(matches!(&*first, "RRSKZI" | "RRRSKZI"), "{first}");
    assert_eq!(client.answer().await, "CZI");
}

#[tokio::test]
async fn an_unknown_user_is_answered_as_one_with_a_wrong_password() {
    let house = house().await;
    let refused = |user: &'static str| {
        let house = &house;
        async move {
            let mut client = connect(house).await;
            client.say(&hello(user, "wrong", &[])).await;
            let mut heard = Vec::new();
            while let Some((tag, body)) = client.hear().await {
                let body = String::from_utf8_lossy(&body).replace(user, "USER");
                heard.push((tag, body));
            }
            heard
        }
    };
    let known = refused("admin").await;
    assert!(known.last().unwrap().1.contains("28P01"));
    for user in ["nobody", "late"] {
        assert_eq!(refused(user).await, known);
    }
    // By SCRAM, the salt of who does not exist is the same every time, as that of who does.
    for user in ["nobody", "admin"] {
        let mut salts = Vec::new();
        for _ in 0..2 {
            let mut client = connect(&house).await;
            client.say(&startup(0, &[("user", user)])).await;
            assert_eq!(client.hear().await.unwrap().0, 'R');
            let mut first = BytesMut::new();
            first.message(b'p', |out| {
                out.put_slice(b"SCRAM-SHA-256\0");
                out.put_u32(10);
                out.put_slice(b"n,,n=,r=ab");
            });
            client.say(&first).await;
            let (_, body) = client.hear().await.unwrap();
            let text = String::from_utf8(body[4..].to_vec()).unwrap();
            salts.push(text.split(',').nth(1).unwrap().to_owned());
        }
        assert_eq!(salts[0], salts[1], "{user}");
    }
}

#[tokio::test]
async fn who_may_not_come_in_is_told_why() {
    let house = house().await;
    let mut first = connect(&house).await;
    first.say(&hello("bob", PASSWORD, &[])).await;
    assert_eq!(first.answer().await, "RRSKZI");
    let cases = [
        (hello("bob", PASSWORD, &[]), "RR<FATAL 53300>|"),
        (hello("nologin", PASSWORD, &[]), "R<FATAL 28000>|"),
        (hello("admin", PASSWORD, &[("database", "other")]), "RR<FATAL 3D000>|"),
        (hello("admin", PASSWORD, &[("replication", "true")]), "<FATAL 0A000>|"),
        (startup(0, &[("database", "postgres")]), "<FATAL 28000>|"),
        (hello("admin", PASSWORD, &[("channel_binding", "x"), ("pgbouncer", "true")]), "RRSKZI"),
    ];
    for (packet, expected) in cases {
        let mut client = connect(&house).await;
        client.say(&packet).await;
        assert_eq!(client.answer().await, expected, "{packet:?}");
    }
}

#[tokio::test]
async fn malformed_bytes_before_login_end_that_connection_alone() {
    let house = house().await;
    let mut older = startup(0, &[("user", "admin")]);
    older[5] = 2;
    let mut unterminated = startup(0, &[("user", "admin")]);
    let last = unterminated.len() - 1;
    unterminated[last] = b'x';
    let mut query_first = startup(0, &[("user", "admin")]);
    query_first.extend_from_slice(&texts(b'Q', &["SELECT 1"]));
    let cases: [(&[u8], &str); 5] = [
        (&[0; 8], "<FATAL 08P01>|"),
        (&[0xff; 64], "<FATAL 08P01>|"),
        (&older, "<FATAL 0A000>|"),
        (&unterminated, "<FATAL 08P01>|"),
        (&query_first, "R<FATAL 08P01>|"),
    ];
    for (bytes, expected) in cases {
        let mut client = connect(&house).await;
        client.say(bytes).await;
        assert_eq!(client.answer().await, expected, "{bytes:?}");
    }
    enter(&house).await;
}

#[tokio::test]
async fn malformed_messages_are_errors_and_only_a_lost_stream_ends() {
    let house = house().await;
    let mut client = enter(&house).await;
    let mut cut = texts(b'Q', &["SELECT"]);
    cut.truncate(cut.len() - 1);
    cut[4] -= 1;
    // (message, then Sync when it is of the extended protocol)
    for (message, expected) in [
        (cut, "<ERROR 08P01>ZI"),
        (texts(b'Q', &["a", "b"]), "<ERROR 08P01>ZI"),
        (texts(b'F', &["anything"]), "<ERROR 0A000>ZI"),
    ] {
        client.say(&message).await;
        assert_eq!(client.answer().await, expected, "{message:?}");
    }
    let mut batch = texts(b'B', &["", ""]);
    batch.extend_from_slice(&texts(b'D', &["X"]));
    batch.extend_from_slice(&texts(b'Q', &["passed over"]));
    batch.extend_from_slice(&texts(b'S', &[]));
    client.say(&batch).await;
    assert_eq!(client.answer().await, "<ERROR 08P01>ZI");
    client.say(&texts(b'Q', &["copy"])).await;
    assert_eq!(client.hear().await.unwrap().0, 'G');
    client.say(&texts(b'Q', &["in the middle of it"])).await;
    assert_eq!(client.answer().await, "<ERROR 08P01>ZI");
    client.say(&texts(b'Q', &["x"])).await;
    assert_eq!(client.answer().await, "CZI");
    for lost in [&b"\0"[..], b"z\0\0\0\x04", b"Q\0\0\0\x03", b"Q\xff\xff\xff\xff", b"p\0\0\0\x05\0"]
    {
        let mut client = enter(&house).await;
        client.say(lost).await;
        assert_eq!(client.answer().await, "<FATAL 08P01>|", "{lost:?}");
    }
}

#[tokio::test]
async fn what_was_asked_before_the_end_is_answered() {
    let house = house().await;
    let mut client = enter(&house).await;
    let mut all = texts(b'Q', &["x"]);
    all.extend_from_slice(&texts(b'X', &[]));
    client.say(&all).await;
    assert_eq!(client.answer().await, "CZI");
    assert!(client.hear().await.is_none());
}

#[tokio::test]
async fn a_panic_ends_one_session() {
    let house = house().await;
    let mut other = enter(&house).await;
    let mut client = enter(&house).await;
    client.say(&texts(b'Q', &["panic"])).await;
    assert_eq!(client.answer().await, "<FATAL XX000>|");
    other.say(&texts(b'Q', &["x"])).await;
    assert_eq!(other.answer().await, "CZI");
}

#[tokio::test]
async fn a_statement_is_stopped_by_its_cancel_key_and_by_time() {
    let house = house().await;
    let mut client = connect(&house).await;
    client.say(&hello("admin", PASSWORD, &[])).await;
    let mut key = Vec::new();
    loop {
        match client.hear().await.unwrap() {
            ('K', body) => key = body,
            ('Z', _) => break,
            _ => {}
        }
    }
    client.say(&texts(b'Q', &["sleep"])).await;
    for wrong in [1u8, 0] {
        let mut request = BytesMut::new();
        request.put_u32(16);
        request.put_u32((1234 << 16) | 5678);
        request.put_slice(&key);
        *request.last_mut().unwrap() ^= wrong;
        let mut other = connect(&house).await;
        other.say(&request).await;
        assert_eq!(other.answer().await, "|", "a cancel request is not answered");
        let early = tokio::time::timeout(Duration::from_millis(50), client.answer()).await;
        if wrong == 0 {
            assert_eq!(early.unwrap(), "<ERROR 57014>ZI");
        } else {
            assert!(early.is_err(), "stopped by a wrong secret");
        }
    }
    let mut client = connect(&house).await;
    let limits = [("options", "-c statement_timeout=20"), ("idle_session_timeout", "300")];
    client.say(&hello("admin", PASSWORD, &limits)).await;
    client.answer().await;
    client.say(&texts(b'Q', &["sleep"])).await;
    let (_, body) = client.hear().await.unwrap();
    assert_eq!(field(&body, b'M'), "canceling statement due to statement timeout");
    assert_eq!(client.answer().await, "ZI");
    assert_eq!(client.answer().await, "<FATAL 57P05>|");
}

#[tokio::test]
async fn closing_stops_statements_and_tells_every_client() {
    let house = house().await;
    let mut idle = enter(&house).await;
    let mut busy = enter(&house).await;
    busy.say(&texts(b'Q', &["sleep"])).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    tokio::time::timeout(Duration::from_secs(5), house.door.close()).await.unwrap();
    assert_eq!(idle.answer().await, "<FATAL 57P01>|");
    assert_eq!(busy.answer().await, "<FATAL 57P01>|");
    assert!(TcpStream::connect(house.address).await.is_err(), "nobody listens any more");
}

fn request(code: u32) -> BytesMut {
    let mut out = BytesMut::new();
    out.put_u32(8);
    out.put_u32((1234 << 16) | code);
    out
}

#[tokio::test]
async fn tls_comes_by_request_or_at_once_and_is_never_needed() {
    let house = house().await;
    let certificate = CertificateDer::from_pem_file(house.folder.path().join("tls/cert.pem"));
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate.unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    let connector = TlsConnector::from(Arc::new(config));
    for direct in [false, true] {
        let mut client = connect(&house).await;
        if !direct {
            for (code, expected) in [(5680, b'N'), (5679, b'S')] {
                client.say(&request(code)).await;
                assert_eq!(client.0.read_u8().await.unwrap(), expected);
            }
        }
        let name = ServerName::try_from("localhost").unwrap();
        let stream = connector.connect(name, client.0).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"postgresql"[..]));
        let mut client = Client(stream);
        client.say(&hello("admin", PASSWORD, &[])).await;
        assert_eq!(client.answer().await, "RRSKZI");
        client.say(&texts(b'Q', &["x"])).await;
        assert_eq!(client.answer().await, "CZI");
    }
    // What comes in the clear behind the request is somebody else's.
    let mut client = connect(&house).await;
    let mut both = request(5679);
    both.extend_from_slice(&hello("admin", PASSWORD, &[]));
    client.say(&both).await;
    assert_eq!(client.0.read_u8().await.unwrap(), b'S');
    assert_eq!(client.answer().await, "<FATAL 08P01>|");
}

#[tokio::test]
async fn a_newer_protocol_is_talked_down() {
    let house = house().await;
    let mut client = connect(&house).await;
    let mut packet = startup(2, &[("user", "admin"), ("_pq_.x", "1"), ("database", "postgres")]);
    packet.extend_from_slice(&texts(b'p', &[PASSWORD]));
    client.say(&packet).await;
    let (tag, body) = client.hear().await.unwrap();
    let mut body = Bytes::from(body);
    assert_eq!((tag, body.get_u32(), body.get_u32()), ('v', 3 << 16, 1));
    assert_eq!(&body[..], b"_pq_.x\0");
    assert_eq!(client.answer().await, "RRSKZI");
}
