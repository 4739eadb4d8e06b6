//! How do bytes of PostgreSQL's protocol come in a WebSocket?
//!
//! In frames that are cut anywhere: their borders mean nothing on the way in. On the way out the
//! Neon driver (`/v1`, `/v2`) takes them as they come, while DSQL's clients (`/`) look at the
//! first byte of each frame, which then holds one message.

use super::{Request, Response, Visit, json};
use crate::door::greeting::Guest;
use crate::door::socket::Socket;
use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Sink, Stream};
use hyper::StatusCode;
use hyper::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

/// What a connection that waits holds to read into.
const READ_BYTES: usize = 4 << 10;
/// A frame, and a message of several, is no longer.
const FRAME_BYTES: usize = 16 << 20;

/// Whether a WebSocket is asked for.
pub(super) fn is_wanted(request: &Request) -> bool {
    has(request.headers(), UPGRADE, "websocket") && has(request.headers(), CONNECTION, "upgrade")
}

/// Whether a word is in a header that lists some.
fn has(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(word))
}

/// Agrees, and lets the client in by the same door as any other.
pub(super) fn upgrade(visit: &Arc<Visit>, mut request: Request) -> Response {
    let headers = request.headers();
    let key = headers.get(SEC_WEBSOCKET_KEY).map(|key| derive_accept_key(key.as_bytes()));
    let accept = key.and_then(|key| HeaderValue::from_str(&key).ok());
    let version = headers.get(SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    let Some(accept) = accept.filter(|_| version) else {
        let mut response =
            json(StatusCode::BAD_REQUEST, "\"a WebSocket needs version 13 and a key\"".to_owned());
        response.headers_mut().insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        return response;
    };
    let one_each = request.uri().path() == "/";
    let visit = Arc::clone(visit);
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        match upgraded.await {
            Ok(stream) => {
                let frames = Frames::new(stream, one_each, &visit).await;
                let socket = Socket::Frames(Box::new(frames));
                let guest = Guest { socket, input: BytesMut::new(), output: BytesMut::new() };
                visit.door.welcome(guest, visit.address);
            }
            Err(error) => tracing::debug!(%error, "a WebSocket did not come about"),
        }
    });
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    response
}

/// Bytes in frames.
pub(crate) struct Frames {
    socket: WebSocketStream<TokioIo<Upgraded>>,
    /// Of the last frame, what was not read yet.
    rest: Bytes,
    /// Each frame holds one message of PostgreSQL's.
    one_each: bool,
    host: Option<String>,
    private: bool,
}

impl Frames {
    async fn new(stream: Upgraded, one_each: bool, visit: &Visit) -> Frames {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BYTES)
            .write_buffer_size(0)
            .max_frame_size(Some(FRAME_BYTES))
            .max_message_size(Some(FRAME_BYTES));
        let stream = TokioIo::new(stream);
        let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
        let (host, private) = (visit.host.clone(), visit.private);
        Frames { socket, rest: Bytes::new(), one_each, host, private }
    }

    /// The name asked for in TLS.
    pub(crate) fn server_name(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Within TLS.
    pub(crate) fn is_private(&self) -> bool {
        self.private
    }
}

fn failed(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        Error::ConnectionClosed | Error::AlreadyClosed => io::ErrorKind::BrokenPipe.into(),
        other => io::Error::new(io::ErrorKind::InvalidData, other),
    }
}

/// How much of `bytes` is its first message; all of it when that is not there whole.
fn first_message(bytes: &[u8]) -> usize {
    let length = bytes.get(1..5).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
    let length = length.and_then(|length| usize::try_from(length).ok());
    length.map_or(bytes.len(), |length| length.saturating_add(1).min(bytes.len()))
}

impl AsyncRead for Frames {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.rest.is_empty() {
            this.rest = match ready!(Pin::new(&mut this.socket).poll_next(context)) {
                Some(Ok(Message::Binary(bytes))) => bytes,
                Some(Ok(Message::Text(text))) => text.into(),
                // Pings are answered within.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                Some(Ok(Message::Close(_))) | None => return Poll::Ready(Ok(())),
                Some(Err(error)) => return Poll::Ready(Err(failed(error))),
            };
        }
        let taken = this.rest.len().min(buffer.remaining());
        buffer.put_slice(&this.rest[..taken]);
        this.rest.advance(taken);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Frames {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.socket).poll_ready(context)).map_err(failed)?;
        let taken = if this.one_each { first_message(bytes) } else { bytes.len() };
        let frame = Message::Binary(Bytes::copy_from_slice(&bytes[..taken]));
        Pin::new(&mut this.socket).start_send(frame).map_err(failed)?;
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_flush(context).map_err(failed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_close(context).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_where_they_begin() {
        assert_eq!(first_message(b"Z\0\0\0\x05IT"), 6);
        assert_eq!(first_message(b"Z\0\0\0\x05"), 5);
        assert_eq!(first_message(b"N"), 1);
        assert_eq!(first_message(b"Z\xff\xff\xff\xffI"), 6);
    }
}
