//! What does a connection cost that does nothing? At most 32 KiB of memory, TLS and all: edge
//! clients hold thousands of them. `AIRGLOW_IDLE=10000` opens as many as the promise is for.

#![allow(clippy::unwrap_used)]

use airglow_node::door::{Policy, sessions};
use airglow_node::{Server, ServerOptions, StoreUrl};
use auth::Verifier;
use bytes::{BufMut, BytesMut};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use wire::Encode;

const BYTES_MAX: usize = 32 << 10;
/// HTTP is no connection that thousands keep: hyper holds two buffers of 8 KiB for each.
const HTTP_BYTES_MAX: usize = 48 << 10;
/// Connections opened at a time.
const STEP: usize = 100;

fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

/// Startup, an early password and a query.
fn hello() -> BytesMut {
    let mut out = BytesMut::new();
    let text = b"\0\x03\0\0user\0admin\0database\0postgres\0\0";
    out.put_u32(u32::try_from(text.len() + 4).unwrap());
    out.put_slice(text);
    out.message(b'p', |out| out.put_slice(b"idle\0"));
    out.message(b'Q', |out| out.put_slice(b"SELECT 1\0"));
    out
}

/// Logs in, asks one question, and hears both answers out.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) {
    stream.write_all(&hello()).await.unwrap();
    stream.flush().await.unwrap();
    let mut ready = 0;
    while ready < 2 {
        let mut head = [0; 5];
        stream.read_exact(&mut head).await.unwrap();
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        stream.read_exact(&mut body).await.unwrap();
        assert_ne!(head[0], b'E', "{}", String::from_utf8_lossy(&body));
        ready += usize::from(head[0] == b'Z');
    }
}

#[derive(Clone)]
enum Manner {
    Plain,
    Tls(TlsConnector),
    /// After one request of SQL over HTTP.
    Http,
    WebSocket,
}

/// Sends `request` and hears `end` so often.
async fn exchange(tcp: &mut TcpStream, request: &[u8], end: &[u8], times: usize) {
    tcp.write_all(request).await.unwrap();
    let mut heard = Vec::new();
    while heard.windows(end.len()).filter(|bytes| *bytes == end).count() < times {
        assert_ne!(tcp.read_buf(&mut heard).await.unwrap(), 0, "{heard:?}");
    }
}

/// A connection of which the client keeps nothing but its socket.
async fn open(address: SocketAddr, manner: Manner) -> TcpStream {
    let mut tcp = TcpStream::connect(address).await.unwrap();
    match manner {
        Manner::Plain => converse(&mut tcp).await,
        Manner::Tls(tls) => {
            let name = ServerName::try_from("localhost").unwrap();
            let mut stream = tls.connect(name, tcp).await.unwrap();
            converse(&mut stream).await;
            return stream.into_inner().0;
        }
        Manner::Http => {
            let request = b"POST /sql HTTP/1.1\r\nhost: h\r\ncontent-length: 20\r\n\
                Neon-Connection-String: postgres://admin:idle@h/postgres\r\n\r\n\
                {\"query\":\"SELECT 1\"}";
            exchange(&mut tcp, request, b"\"rows\":[{\"?column?\":1}]}", 1).await;
        }
        Manner::WebSocket => {
            let request = b"GET /v2 HTTP/1.1\r\nhost: h\r\nconnection: upgrade\r\n\
                upgrade: websocket\r\nsec-websocket-version: 13\r\n\
                sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
            exchange(&mut tcp, request, b"\r\n\r\n", 1).await;
            // A frame masked by zeros.
            let hello = hello();
            let mut frame = vec![0x82, 0x80 | u8::try_from(hello.len()).unwrap(), 0, 0, 0, 0];
            frame.extend_from_slice(&hello);
            exchange(&mut tcp, &frame, b"Z\0\0\0\x05I", 2).await;
        }
    }
    tcp
}

/// Bytes for each of `count` connections, and the connections.
async fn cost(address: SocketAddr, manner: Manner, count: usize) -> (usize, Vec<TcpStream>) {
    // What the first connections make for all of them is not theirs.
    for _ in 0..STEP {
        open(address, manner.clone()).await;
    }
    let before = resident();
    let mut kept = Vec::with_capacity(count);
    while kept.len() < count {
        let step: Vec<_> = (0..STEP).map(|_| tokio::spawn(open(address, manner.clone()))).collect();
        for opened in step {
            kept.push(opened.await.unwrap());
        }
    }
    (resident().saturating_sub(before) / count, kept)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_costs_little() {
    let count = std::env::var("AIRGLOW_IDLE").map_or(500, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(
        ServerOptions {
            data: folder.path().join("db"),
            store: StoreUrl::Memory,
            listen: vec!["127.0.0.1:0".into()],
            tls: None,
            // As a verifier of one round, so that ten thousand logins do not take minutes.
            password: Some(Verifier::new("idle", b"salt", 1).to_string()),
            policy: Policy::default(),
        },
        |engine| sessions(engine),
    );
    let server = server.await.unwrap();
    let certificate = CertificateDer::from_pem_file(folder.path().join("db/tls/cert.pem"));
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate.unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let mut kept = Vec::new();
    for (name, manner, most) in [
        ("plain", Manner::Plain, BYTES_MAX),
        ("TLS", Manner::Tls(connector), BYTES_MAX),
        ("HTTP", Manner::Http, HTTP_BYTES_MAX),
        ("WebSocket", Manner::WebSocket, BYTES_MAX),
    ] {
        let (bytes, connections) = cost(server.addresses()[0], manner, count).await;
        // What one manner frees would hide what the next one takes.
        kept.push(connections);
        println!("{count} idle connections, {name}: {} KiB each", bytes >> 10);
        assert!(bytes <= most, "{name}: {bytes} bytes each");
    }
    drop(kept);
    server.close().await.unwrap();
}
