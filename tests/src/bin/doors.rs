//! How far is the first row behind each door, and how much goes through it?
//!
//! `doors URL [seconds]` asks a running Airglow, all on this machine, and prints two tables. A round
//! trip is a flight of bytes answered by another; the one of TCP itself is the first. Certificates
//! are not looked at: that is the tests' business.

use airglow_tests::client::{Address, Client, Reply};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const QUERY: &str = "SELECT 1";
/// So many first rows are timed at each door.
const FIRST_ROWS: usize = 200;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let url = words.next().ok_or("usage: doors postgres://user:password@host:port/database [s]")?;
    let seconds = words.next().map_or(Ok(3), |word| word.parse())?;
    let to = Arc::new(Address::parse(&url)?);
    first_rows(&to, Duration::from_secs(seconds))?;
    through_put(&to, Duration::from_secs(seconds))
}

/// One way in, from nothing to the first row; gives its round trips.
type Door = fn(&Address) -> Result<u32, Failure>;

const DOORS: [(&str, Door); 8] = [
    ("PostgreSQL, SCRAM", |to| postgres(Line::plain(to)?, to)),
    ("PostgreSQL, SSLRequest, TLS, SCRAM", |to| {
        let mut line = Line::plain(to)?;
        line.write_all(&[0, 0, 0, 8, 4, 210, 22, 47])?;
        line.read_exact(&mut [0])?;
        postgres(tls(line, b"postgresql")?, to)
    }),
    ("PostgreSQL, direct TLS, SCRAM", |to| postgres(tls(Line::plain(to)?, b"postgresql")?, to)),
    ("WebSocket, password sent unasked", |to| socket(Line::plain(to)?, to)),
    ("WebSocket in TLS, password sent unasked", |to| {
        socket(tls(Line::plain(to)?, b"http/1.1")?, to)
    }),
    ("HTTP, new connection", |to| http(Line::plain(to)?, to)),
    ("HTTP in TLS, new connection", |to| http(tls(Line::plain(to)?, b"http/1.1")?, to)),
    ("HTTP, connection kept", |to| {
        let mut kept = KEPT.take().map_or_else(|| Line::plain(to).map(BufReader::new), Ok)?;
        let before = kept.get_ref().trips;
        ask(&mut kept, to)?;
        let trips = kept.get_ref().trips - before;
        KEPT.set(Some(kept));
        Ok(trips)
    }),
];

thread_local! {
    static KEPT: std::cell::Cell<Option<BufReader<Line>>> = const { std::cell::Cell::new(None) };
}

fn first_rows(to: &Arc<Address>, time: Duration) -> Result<(), Failure> {
    println!(
        "| door | round trips to the first row | ms to the first row | first rows/s, 8 clients |"
    );
    println!("|---|---|---|---|");
    for (name, door) in DOORS {
        let mut trips = door(to)?;
        let mut times = Vec::new();
        for _ in 0..FIRST_ROWS {
            let begun = Instant::now();
            trips = trips.min(door(to)?);
            times.push(begun.elapsed());
        }
        times.sort();
        let median = times[times.len() / 2].as_secs_f64() * 1e3;
        let rate = repeated(to, 8, time, |to| {
            let to = Arc::clone(to);
            Ok(Box::new(move || door(&to).map(drop)))
        })?;
        println!("| {name} | {trips} | {median:.2} | {rate:.0} |");
    }
    println!();
    Ok(())
}

fn through_put(to: &Arc<Address>, time: Duration) -> Result<(), Failure> {
    println!("| queries/s of `{QUERY}` | 1 client | 8 | 32 |");
    println!("|---|---|---|---|");
    type Start = fn(&Arc<Address>) -> Result<Box<dyn FnMut() -> Result<(), Failure>>, Failure>;
    let ways: [(&str, Start); 3] = [
        ("PostgreSQL, simple protocol, connection kept", |to| {
            let mut client = Client::connect(to)?;
            Ok(Box::new(move || row(&client.query(QUERY)?)))
        }),
        ("HTTP, connection kept", |to| {
            let (to, mut line) = (Arc::clone(to), BufReader::new(Line::plain(to)?));
            Ok(Box::new(move || ask(&mut line, &to)))
        }),
        ("HTTP, new connection each", |to| {
            let to = Arc::clone(to);
            Ok(Box::new(move || http(Line::plain(&to)?, &to).map(drop)))
        }),
    ];
    for (name, way) in ways {
        let rates = [1, 8, 32].map(|clients| repeated(to, clients, time, way));
        let rates = rates.into_iter().collect::<Result<Vec<f64>, Failure>>()?;
        println!("| {name} | {:.0} | {:.0} | {:.0} |", rates[0], rates[1], rates[2]);
    }
    Ok(())
}

/// Has `clients` do what `start` gives them for a while: how often a second it was done.
fn repeated<F>(to: &Arc<Address>, clients: usize, time: Duration, start: F) -> Result<f64, Failure>
where
    F: Fn(&Arc<Address>) -> Result<Box<dyn FnMut() -> Result<(), Failure>>, Failure>
        + Copy
        + Send
        + Sync,
{
    let (over, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let run = || {
            let mut step = start(to)?;
            while !over.load(Ordering::Relaxed) {
                step()?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        };
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(run)).collect();
        std::thread::sleep(time);
        over.store(true, Ordering::Relaxed);
        let ends = threads.into_iter().map(|thread| thread.join().unwrap_or(Err("a panic".into())));
        ends.collect::<Result<(), Failure>>()
    })?;
    Ok(done.into_inner() as f64 / begun.elapsed().as_secs_f64())
}

/// A connection that counts its round trips.
#[derive(Debug)]
struct Line {
    tcp: TcpStream,
    trips: u32,
    wrote: bool,
}

impl Line {
    fn plain(to: &Address) -> io::Result<Line> {
        let tcp = TcpStream::connect(&to.host)?;
        tcp.set_nodelay(true)?;
        tcp.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Line { tcp, trips: 1, wrote: false })
    }
}

impl Read for Line {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.trips += u32::from(std::mem::take(&mut self.wrote));
        self.tcp.read(bytes)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.wrote = true;
        self.tcp.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// What leads to the server and knows how often it went there and back.
trait Trips: Read + Write {
    fn trips(&self) -> u32;
}

impl Trips for Line {
    fn trips(&self) -> u32 {
        self.trips
    }
}

impl Trips for StreamOwned<ClientConnection, Line> {
    fn trips(&self) -> u32 {
        self.sock.trips
    }
}

fn tls(line: Line, protocol: &[u8]) -> Result<StreamOwned<ClientConnection, Line>, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anyone))
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    // A client that comes for the first time: nothing of an earlier handshake is known.
    config.resumption = rustls::client::Resumption::disabled();
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost")?)?;
    Ok(StreamOwned::new(connection, line))
}

#[derive(Debug)]
struct Anyone;

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

fn row(replies: &[Reply]) -> Result<(), Failure> {
    let found = replies.iter().any(|reply| matches!(reply, Reply::Row(_)));
    if found { Ok(()) } else { Err(format!("no row: {replies:?}").into()) }
}

fn postgres(stream: impl Trips, to: &Address) -> Result<u32, Failure> {
    let mut client = Client::over(stream, to)?;
    row(&client.query(QUERY)?)?;
    Ok(client.into_stream().trips())
}

/// As the Neon driver: startup packet, password and nothing awaited between them.
fn socket(mut stream: impl Trips, to: &Address) -> Result<u32, Failure> {
    let key = "dGhlIHNhbXBsZSBub25jZQ==";
    let request = format!(
        "GET /v2 HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n",
        to.host
    );
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    let mut stream = BufReader::new(stream);
    let status = head(&mut stream)?.0;
    if status != 101 {
        return Err(format!("no WebSocket: {status}").into());
    }
    let startup = format!("user\0{}\0database\0{}\0\0", to.user, to.database);
    let length = u32::try_from(startup.len() + 8)?.to_be_bytes();
    let mut out = [&length[..], &[0, 3, 0, 0], startup.as_bytes()].concat();
    for (tag, body) in [(b'p', &*to.password), (b'Q', QUERY)] {
        out.push(tag);
        out.extend_from_slice(&u32::try_from(body.len() + 5)?.to_be_bytes());
        out.extend_from_slice(body.as_bytes());
        out.push(0);
    }
    // A masked binary frame; the mask is zero.
    let length = match u8::try_from(out.len()) {
        Ok(short) if short < 126 => vec![0x80 | short],
        _ => [&[0xfe][..], &u16::try_from(out.len())?.to_be_bytes()].concat(),
    };
    let frame = [&[0x82][..], &length, &[0; 4], &out].concat();
    stream.get_mut().write_all(&frame)?;
    stream.get_mut().flush()?;
    let mut heard = Vec::new();
    while !heard.windows(6).any(|bytes| bytes == b"D\0\0\0\x0b\0") {
        let mut start = [0; 2];
        stream.read_exact(&mut start)?;
        let length = match start[1] {
            126 => {
                let mut more = [0; 2];
                stream.read_exact(&mut more)?;
                u16::from_be_bytes(more).into()
            }
            short => usize::from(short),
        };
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        heard.extend(body);
        if start[0] & 0xf == 8 {
            return Err(format!("closed: {}", String::from_utf8_lossy(&heard)).into());
        }
    }
    Ok(stream.get_ref().trips())
}

fn http(stream: impl Trips, to: &Address) -> Result<u32, Failure> {
    let mut stream = BufReader::new(stream);
    ask(&mut stream, to)?;
    Ok(stream.get_ref().trips())
}

/// One query over HTTP.
fn ask(stream: &mut BufReader<impl Trips>, to: &Address) -> Result<(), Failure> {
    let Address { host, user, password, database } = to;
    let body = format!("{{\"query\":\"{QUERY}\",\"params\":[]}}");
    let request = format!(
        "POST /sql HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\
         Neon-Connection-String: postgresql://{user}:{password}@localhost/{database}\r\n\r\n{body}",
        body.len()
    );
    stream.get_mut().write_all(request.as_bytes())?;
    stream.get_mut().flush()?;
    let (status, length) = head(stream)?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    if status == 200 { Ok(()) } else { Err(String::from_utf8_lossy(&body).into()) }
}

/// The status of a response, and the length of its body.
fn head(stream: &mut impl BufRead) -> Result<(u16, usize), Failure> {
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Err("the server hung up".into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok((status, length));
        }
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.get(..3).unwrap_or_default().parse()?;
        } else if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
}
