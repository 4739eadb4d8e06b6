//! What is asked over HTTP?
//!
//! ```text
//! POST /sql                          SQL over HTTP (`sql`, `run`, `gather`)
//! OPTIONS /sql                       what browsers ask first
//! GET / or /v1 or /v2, with Upgrade  PostgreSQL's protocol in a WebSocket (`frames`)
//! anything else                      400
//! ```
//!
//! HTTP/1.1 or HTTP/2, by how the client begins. A connection may stay between requests for a
//! while; a request whose client goes away is dropped where it stands, and its transaction with it.

mod frames;
mod gather;
mod run;
mod sql;

pub(super) use frames::Frames;
pub use gather::Gathered;
pub use run::Work;
pub(super) use run::run;

use super::greeting::Guest;
use super::listener::Door;
use super::live::full;
use super::socket::Early;
use base::SqlError;
use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use parking_lot::Mutex;
use std::convert::Infallible;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The first request is there after so long, or the connection ends.
const FIRST: Duration = Duration::from_secs(60);
/// And the next ones. Clients at the edge keep a connection warm for minutes.
const IDLE: Duration = Duration::from_secs(300);
/// A connection that is to end has so long for its last answer.
const LAST: Duration = Duration::from_secs(5);
/// Of one HTTP/2 connection so many requests run at once.
const STREAMS: u32 = 128;
/// Headers of a request: tokens are long.
const HEADER_BYTES: u32 = 64 << 10;
/// HTTP/2 clients are asked so often whether they are there.
const PING: Duration = Duration::from_secs(60);

/// Frames of HTTP/2 (RFC 9113, sections 6.5 and 6.8): no settings; no request was taken, and the
/// client should ask less (ENHANCE_YOUR_CALM).
const SETTINGS: &[u8] = b"\0\0\0\x04\0\0\0\0\0";
const GOAWAY: &[u8] = b"\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x0b";

type Request = hyper::Request<Incoming>;
type Response = hyper::Response<Full<Bytes>>;

/// One connection.
struct Visit {
    door: Arc<Door>,
    /// Of the other end, which may be a proxy of ours.
    address: IpAddr,
    /// The name asked for in TLS.
    host: Option<String>,
    /// Within TLS, ours or a proxy's.
    private: bool,
    pulse: Pulse,
}

/// Answers requests until the client leaves, is silent for too long, or the door closes.
pub(super) async fn serve(door: Arc<Door>, mut guest: Guest, address: IpAddr) {
    let Some(seat) = door.visits.enter(address) else {
        if let Some(_seat) = door.leaving.enter(address) {
            send_away(&mut guest, &full()).await;
        }
        return;
    };
    let visit = Arc::new(Visit {
        address,
        host: guest.socket.server_name().map(str::to_owned),
        private: guest.socket.is_private() || door.guard.is_proxy(address),
        pulse: Pulse::new(),
        door: Arc::clone(&door),
    });
    let mut stop = door.stopping();
    let service = service_fn(|request| {
        let visit = Arc::clone(&visit);
        async move { Ok::<_, Infallible>(visit.answer(request).await) }
    });
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(2 * HEADER_BYTES as usize);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADER_BYTES);
    let socket = TokioIo::new(Early::new(guest.input.freeze(), guest.socket));
    let mut connection = pin!(http.serve_connection_with_upgrades(socket, service));
    tokio::select! {
        ended = &mut connection => {
            if let Err(error) = ended {
                tracing::debug!(%error, "an HTTP connection ended");
            }
            return;
        }
        _ = stop.wait_for(|stop| *stop) => {}
        () = visit.pulse.ceased() => {}
        () = seat.lost() => {}
    }
    if let Some(_seat) = door.leaving.enter(address) {
        connection.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(LAST, connection).await;
    }
}

/// Says why to a client that cannot be served.
pub(super) async fn send_away(guest: &mut Guest, error: &SqlError) {
    let body = wire::http::error_json(error).to_string();
    let last_word = if guest.socket.alpn() == Some(b"h2") || guest.input.starts_with(b"PRI") {
        [SETTINGS, GOAWAY].concat()
    } else {
        let head = "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\
                    content-type: application/json\r\naccess-control-allow-origin: *\r\n";
        format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    guest.socket.leave(&last_word).await;
}

impl Visit {
    /// A panic ends one request and nothing else.
    async fn answer(self: Arc<Visit>, request: Request) -> Response {
        let _busy = self.pulse.begin();
        let answered = AssertUnwindSafe(self.route(request)).catch_unwind().await;
        answered.unwrap_or_else(|_| {
            tracing::error!("a request panicked and was ended");
            let error = SqlError::internal("the request met a fault in the server and was ended");
            let body = wire::http::error_json(&error).to_string();
            json(StatusCode::INTERNAL_SERVER_ERROR, body)
        })
    }

    /// Where the client is: what a proxy of ours says of it, else the other end.
    fn client(&self, headers: &HeaderMap) -> IpAddr {
        let told = headers.get_all("x-forwarded-for").into_iter().next_back();
        let last =
            told.and_then(|told| told.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        last.filter(|_| self.door.guard.is_proxy(self.address)).unwrap_or(self.address)
    }

    async fn route(self: &Arc<Visit>, request: Request) -> Response {
        match (request.method(), request.uri().path()) {
            (&Method::GET, "/" | "/v1" | "/v2") if frames::is_wanted(&request) => {
                frames::upgrade(self, request)
            }
            (&Method::OPTIONS, "/sql") => preflight(),
            (&Method::POST, "/sql") => sql::answer(self, request).await,
            _ => json(StatusCode::BAD_REQUEST, "\"query is not supported\"".to_owned()),
        }
    }
}

/// What a page of any origin may send.
fn preflight() -> Response {
    let mut response = Response::default();
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static("OPTIONS, POST"));
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        (
            "access-control-allow-headers",
            "Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, \
             Neon-Pool-Opt-In, Neon-Batch-Read-Only, Neon-Batch-Isolation-Level, \
             Neon-Batch-Deferrable, Airglow-Commit-Time",
        ),
        ("access-control-max-age", "86400"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn json(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Whether a connection is still used.
struct Pulse(Mutex<Beat>);

struct Beat {
    /// Requests being answered.
    busy: usize,
    /// When there were last any, or it began.
    last: Instant,
    limit: Duration,
}

/// One request being answered, until dropped.
struct Busy<'a>(&'a Pulse);

impl Pulse {
    fn new() -> Pulse {
        Pulse(Mutex::new(Beat { busy: 0, last: Instant::now(), limit: FIRST }))
    }

    fn begin(&self) -> Busy<'_> {
        self.0.lock().busy += 1;
        Busy(self)
    }

    /// Returns once there was no request for too long.
    async fn ceased(&self) {
        loop {
            let left = {
                let beat = self.0.lock();
                let silent = if beat.busy > 0 { Duration::ZERO } else { beat.last.elapsed() };
                beat.limit.saturating_sub(silent)
            };
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left).await;
        }
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut beat = self.0.0.lock();
        beat.busy -= 1;
        beat.last = Instant::now();
        beat.limit = IDLE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_ceases_when_it_is_silent_and_not_while_it_is_busy() {
        let pulse = Pulse::new();
        pulse.0.lock().limit = Duration::from_millis(30);
        let busy = pulse.begin();
        let soon = Duration::from_millis(90);
        assert!(tokio::time::timeout(soon, pulse.ceased()).await.is_err(), "it was busy");
        drop(busy);
        let served = pulse.0.lock().limit;
        assert_eq!(served, IDLE, "whoever has asked once may be silent for longer");
        pulse.0.lock().limit = Duration::from_millis(30);
        let begun = Instant::now();
        pulse.ceased().await;
        assert!(begun.elapsed() >= Duration::from_millis(20));
    }
}
