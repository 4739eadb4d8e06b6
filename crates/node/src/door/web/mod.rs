//! What is asked over HTTP?
//!
//! ```text
//! POST /sql          SQL over HTTP (`sql`, `run`, `gather`)
//! OPTIONS /sql       what browsers ask first
//! GET, with Upgrade  PostgreSQL's protocol in a WebSocket, on any path (`frames`)
//! anything else      400
//! ```
//!
//! HTTP/1.1 or HTTP/2, by how the client begins. A connection may stay between requests for a
//! while (`pulse`); a request whose client goes away (`line`) is dropped where it stands, and its
//! transaction with it. What is no HTTP at all, or has more than 100 headers or 128 KiB of them,
//! hyper answers itself: 400, 414 or 431 without a body, for which it offers no hook.

mod frames;
mod gather;
mod line;
mod pulse;
mod run;
mod sql;

pub(super) use frames::Frames;
pub use gather::Gathered;
pub use run::Work;
pub(super) use run::run;

use super::greeting::{Guest, Whence};
use super::listener::Door;
use super::live::full;
use base::SqlError;
use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ALLOW, CONNECTION, CONTENT_TYPE,
    EXPECT, HeaderMap, HeaderValue,
};
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use line::Line;
use pulse::{Answer, Pulse};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

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
/// So much of a body that nobody wants is read and dropped, in so long.
const DROPPED_BYTES: usize = 64 << 20;
const DROPPED_TIME: Duration = Duration::from_secs(60);

type Request = hyper::Request<Incoming>;
type Response = hyper::Response<Bytes>;

/// One connection.
struct Visit {
    door: Arc<Door>,
    /// The other end, which may be a proxy of ours.
    whence: Whence,
    /// Within TLS, ours or a proxy's.
    private: bool,
    tls: Option<builtin::Tls>,
    pulse: Arc<Pulse>,
}

/// Answers requests until the client leaves, is silent for too long, or the door closes.
pub(super) async fn serve(door: Arc<Door>, mut guest: Guest) {
    let whence = guest.whence;
    let Some(seat) = door.visits.enter(whence.ip()) else {
        return door.send_away(&mut guest, Some(full())).await;
    };
    let visit = Arc::new(Visit {
        whence,
        private: guest.is_private(),
        tls: guest.socket.tls(),
        pulse: Arc::default(),
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
    let line = Line::new(guest.input, guest.socket, Arc::clone(&visit.pulse));
    let mut connection = pin!(http.serve_connection_with_upgrades(TokioIo::new(line), service));
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
    if let Some(_seat) = door.leaving.enter(whence.ip()) {
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
    /// A panic ends one request and nothing else. Pages of any origin may read what comes back.
    async fn answer(self: Arc<Visit>, request: Request) -> hyper::Response<Answer> {
        let busy = self.pulse.begin();
        let answered = AssertUnwindSafe(self.route(request)).catch_unwind().await;
        let mut response = answered.unwrap_or_else(|_| {
            tracing::error!("a request panicked and was ended");
            let error = SqlError::internal("the request met a fault in the server and was ended");
            let body = wire::http::error_json(&error).to_string();
            json(StatusCode::INTERNAL_SERVER_ERROR, body)
        });
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        let exposed = HeaderValue::from_static("Airglow-Commit-Time, Neon-Request-Id");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        if let Ok(id) = HeaderValue::from_str(&request_id()) {
            headers.insert("neon-request-id", id);
        }
        response.map(|body| Answer::new(body, busy))
    }

    /// Where the client is: what a proxy of ours says of it, else the other end.
    fn client(&self, headers: &HeaderMap) -> Whence {
        let told = headers.get_all("x-forwarded-for").into_iter().next_back();
        let last = told.and_then(|told| last_hop(told.to_str().ok()?));
        let last = last.filter(|_| self.door.guard.is_proxy(self.whence.ip()));
        Whence { address: last.unwrap_or(self.whence.address), ..self.whence }
    }

    async fn route(self: &Arc<Visit>, request: Request) -> Response {
        if frames::is_wanted(&request) {
            return frames::upgrade(self, request);
        }
        let (parts, mut body) = request.into_parts();
        let mut response = match (&parts.method, parts.uri.path()) {
            (&Method::OPTIONS, "/sql") => preflight(),
            (&Method::POST, "/sql") => sql::answer(self, &parts, &mut body).await,
            _ => json(StatusCode::BAD_REQUEST, "\"query is not supported\"".to_owned()),
        };
        match parts.headers.get(EXPECT) {
            _ if body.is_end_stream() => {}
            None => pass_over(body),
            // Its client was to be asked for the body, and may send it or not.
            Some(_) => {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
        }
        response
    }
}

/// Reads on in a body while its answer is on its way: hyper would end the connection, and a socket
/// closed with bytes unread takes the answer back.
fn pass_over(mut body: Incoming) {
    tokio::spawn(tokio::time::timeout(DROPPED_TIME, async move {
        let mut total = 0;
        while total < DROPPED_BYTES
            && let Some(Ok(frame)) = body.frame().await
        {
            total += frame.data_ref().map_or(0, Bytes::len);
        }
    }));
}

/// What a page of any origin may send.
fn preflight() -> Response {
    let mut response = Response::default();
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static("OPTIONS, POST"));
    for (name, value) in [
        (
            "access-control-allow-headers",
            "Authorization, Content-Type, Neon-Connection-String, Neon-Raw-Text-Output, \
             Neon-Array-Mode, Neon-Pool-Opt-In, Neon-Batch-Read-Only, Neon-Batch-Isolation-Level, \
             Neon-Batch-Deferrable, Airglow-Commit-Time",
        ),
        ("access-control-max-age", "86400"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn json(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A UUID of chance (RFC 9562, version 4).
fn request_id() -> String {
    let bits = rand::random::<u128>() & !(0xf << 76 | 3 << 62) | 4 << 76 | 2 << 62;
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// The last address of an `X-Forwarded-For`, with a port or without.
fn last_hop(told: &str) -> Option<SocketAddr> {
    let last = told.rsplit(',').next()?.trim();
    let bare = last.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok();
    address.map(|address| SocketAddr::new(address, 0)).or_else(|| last.parse().ok())
}
