//! A server of the real engine in memory, and clients that speak bytes.

#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use airglow_node::door::{Policy, sessions};
use airglow_node::{Server, ServerOptions, StoreUrl};
use auth::Verifier;
use bytes::{Buf, BufMut, BytesMut};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use wire::Encode;

pub const PASSWORD: &str = "p-a-s-s";

pub struct House {
    server: Server,
    folder: tempfile::TempDir,
}

impl House {
    /// A new database, and two listeners.
    pub async fn open() -> House {
        House::guarded(1, Policy::default()).await
    }

    /// Where the proof of a password takes so many rounds.
    pub async fn guarded(rounds: u32, policy: Policy) -> House {
        let folder = tempfile::tempdir().unwrap();
        let options = ServerOptions {
            data: folder.path().join("db"),
            store: StoreUrl::Memory,
            listen: vec!["127.0.0.1:0".into(), "127.0.0.1:0".into()],
            tls: None,
            password: Some(Verifier::new(PASSWORD, b"salt", rounds).to_string()),
            policy,
        };
        let server = Server::start(options, |engine| sessions(engine)).await.unwrap();
        House { server, folder }
    }

    pub fn addresses(&self) -> &[SocketAddr] {
        self.server.addresses()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn url(&self, user: &str, password: &str) -> String {
        format!("postgresql://{user}:{password}@db1.example.com/postgres")
    }

    pub async fn close(self) {
        self.server.close().await.unwrap();
    }

    pub async fn connect(&self) -> Http {
        Http::to(self.addresses()[0]).await
    }

    /// One request of `admin` on a connection of its own.
    pub async fn post(&self, headers: &[(&str, &str)], body: &str) -> Answer {
        let url = self.url("admin", PASSWORD);
        let mut http = self.connect().await;
        http.post(&[&[("Neon-Connection-String", &*url)], headers].concat(), body).await;
        http.hear().await.unwrap()
    }

    /// A TLS connection to `localhost` that trusts the server's present certificate.
    pub async fn tls(&self, address: SocketAddr, alpn: &[&[u8]]) -> TlsStream<TcpStream> {
        self.tls_over(TcpStream::connect(address).await.unwrap(), alpn).await
    }

    pub async fn tls_over(&self, tcp: TcpStream, alpn: &[&[u8]]) -> TlsStream<TcpStream> {
        let file = self.folder.path().join("db/tls/cert.pem");
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
        let connector = TlsConnector::from(Arc::new(config));
        connector.connect(ServerName::try_from("localhost").unwrap(), tcp).await.unwrap()
    }

    /// The certificate that the server shows.
    pub async fn certificate(&self, address: SocketAddr) -> Vec<u8> {
        let shown = Arc::new(Shown::default());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&shown) as _)
            .with_no_client_auth();
        let tcp = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
        shown.0.lock().unwrap().clone()
    }
}

/// Keeps the certificate it is shown, and trusts it.
#[derive(Debug, Default)]
struct Shown(std::sync::Mutex<Vec<u8>>);

impl rustls::client::danger::ServerCertVerifier for Shown {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        *self.0.lock().unwrap() = certificate.to_vec();
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        let provider = rustls::crypto::ring::default_provider();
        provider.signature_verification_algorithms.supported_schemes()
    }
}

/// A startup packet with the password behind it, as the Neon driver sends them.
pub fn startup_and_password(user: &str, password: &str) -> BytesMut {
    let mut out = BytesMut::new();
    let text = format!("\0\x03\0\0user\0{user}\0database\0postgres\0\0");
    out.put_u32(u32::try_from(text.len() + 4).unwrap());
    out.put_slice(text.as_bytes());
    out.message(b'p', |out| {
        out.put_slice(password.as_bytes());
        out.put_u8(0);
    });
    out
}

/// A client of PostgreSQL's protocol.
pub struct Pg<S>(pub S);

impl Pg<TcpStream> {
    /// Comes in as `user`.
    pub async fn to(address: SocketAddr, user: &str, password: &str) -> Pg<TcpStream> {
        Pg::over(TcpStream::connect(address).await.unwrap(), user, password).await
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Pg<S> {
    /// Comes in as `user`, who must succeed.
    pub async fn over(stream: S, user: &str, password: &str) -> Pg<S> {
        let mut client = Pg(stream);
        client.say(&startup_and_password(user, password)).await;
        assert_eq!(client.hear().await, Vec::<String>::new());
        client
    }

    pub async fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
        self.0.flush().await.unwrap();
    }

    pub async fn query(&mut self, sql: &str) {
        let mut out = BytesMut::new();
        out.message(b'Q', |out| {
            out.put_slice(sql.as_bytes());
            out.put_u8(0);
        });
        self.say(&out).await;
    }

    pub async fn ask(&mut self, sql: &str) -> Vec<String> {
        self.query(sql).await;
        self.hear().await
    }

    /// Rows, cells joined by `|`; what is wrong, `FATAL 57P01 ...`; up to where the server waits.
    /// The end of the connection is `END`.
    pub async fn hear(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut head = [0; 5];
            if self.0.read_exact(&mut head).await.is_err() {
                lines.push("END".into());
                return lines;
            }
            let length = u32::from_be_bytes(head[1..].try_into().unwrap()) as usize;
            let mut body = vec![0; length - 4];
            self.0.read_exact(&mut body).await.unwrap();
            match head[0] {
                b'Z' => return lines,
                b'D' => lines.push(cells(&body)),
                b'E' | b'N' => {
                    let field = |tag: u8| {
                        let mut parts = body.split(|byte| *byte == 0);
                        let part = parts.find(|part| part.first() == Some(&tag)).unwrap();
                        String::from_utf8_lossy(&part[1..]).into_owned()
                    };
                    lines.push([b'V', b'C', b'M'].map(field).join(" "));
                }
                _ => {}
            }
        }
    }
}

fn cells(mut body: &[u8]) -> String {
    let mut cells = Vec::new();
    for _ in 0..body.get_i16() {
        match usize::try_from(body.get_i32()) {
            Ok(length) => {
                cells.push(String::from_utf8(body.copy_to_bytes(length).to_vec()).unwrap())
            }
            Err(_) => cells.push("NULL".into()),
        }
    }
    cells.join("|")
}

/// A client of HTTP/1.1.
pub struct Http {
    stream: TcpStream,
    input: BytesMut,
}

pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Http {
    pub async fn to(address: SocketAddr) -> Http {
        Http { stream: TcpStream::connect(address).await.unwrap(), input: BytesMut::new() }
    }

    pub fn stream(&mut self) -> &mut TcpStream {
        &mut self.stream
    }

    pub async fn say(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    pub async fn post(&mut self, headers: &[(&str, &str)], body: &str) {
        let mut request = String::from("POST /sql HTTP/1.1\r\nhost: localhost\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("content-length: {}\r\n\r\n", body.len());
        self.say(request.as_bytes()).await;
        self.say(body.as_bytes()).await;
    }

    /// The next answer; `None` at the end.
    pub async fn hear(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(at) = self.input.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at;
            }
            if self.stream.read_buf(&mut self.input).await.ok()? == 0 {
                return None;
            }
        };
        let head = String::from_utf8(self.input.split_to(end).to_vec()).unwrap();
        self.input.advance(4);
        let (first, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
        let headers: Vec<(String, String)> = headers
            .lines()
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let status = first.split(' ').nth(1).unwrap().parse().unwrap();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
        while self.input.len() < length {
            assert_ne!(self.stream.read_buf(&mut self.input).await.unwrap(), 0, "cut short");
        }
        let body = String::from_utf8(self.input.split_to(length).to_vec()).unwrap();
        Some(Answer { status, headers, body })
    }

    /// The type of the next frame of HTTP/2.
    pub async fn frame_type(&mut self) -> Option<u8> {
        let mut head = [0; 9];
        self.stream.read_exact(&mut head).await.ok()?;
        Some(head[3])
    }
}
