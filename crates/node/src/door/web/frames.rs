//! How do bytes of PostgreSQL's protocol come in a WebSocket?
//!
//! In frames that are cut anywhere: their borders mean nothing on the way in. On the way out the
//! Neon driver (`/v1`, `/v2`, or what its `wsProxy` says: any path) takes them as they come, while
//! DSQL's clients (`/`) look at the first byte of each frame, which then holds one message.

use super::line::Line;
use super::{Request, Response, Visit, json};
use crate::door::greeting::Guest;
use crate::door::socket::Socket;
use bytes::{Buf, Bytes, BytesMut};
use hyper::header::{
    CONNECTION, HeaderMap, HeaderName, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use hyper::{Method, StatusCode, Version};
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use wire::frame::{self, Piece};

/// One read takes no more.
const READ_BYTES: usize = 8 << 10;
/// About so much may be on its way.
const OUTPUT_BYTES: usize = 128 << 10;
/// Codes of the last frame (RFC 6455, section 7.4.1).
const NORMAL: u16 = 1000;
const MALFORMED: u16 = 1002;

/// Whether a WebSocket is asked for. (Over HTTP/2 nobody may ask: RFC 8441 is not announced.)
pub(super) fn is_wanted(request: &Request) -> bool {
    request.method() == Method::GET
        && has(request.headers(), UPGRADE, "websocket")
        && has(request.headers(), CONNECTION, "upgrade")
}

/// Whether a word is in a header that lists some.
fn has(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(word))
}

/// Agrees, and lets the client in by the same door as any other.
pub(super) fn upgrade(visit: &Arc<Visit>, mut request: Request) -> Response {
    let headers = request.headers();
    let mut keys = headers.get_all(SEC_WEBSOCKET_KEY).into_iter();
    let key = keys.next().filter(|_| keys.next().is_none());
    let accept = key.and_then(|key| frame::accept(key.as_bytes()));
    let accept = accept.and_then(|accept| HeaderValue::from_str(&accept).ok());
    let version = headers.get(SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
    let http = request.version() == Version::HTTP_11;
    let Some(accept) = accept.filter(|_| version && http) else {
        let why = "\"a WebSocket needs HTTP/1.1, version 13 and a key of 16 bytes in base64\"";
        let mut response = json(StatusCode::BAD_REQUEST, why.to_owned());
        response.headers_mut().insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        return response;
    };
    let whence = visit.client(headers);
    let one_each = request.uri().path() == "/";
    let visit = Arc::clone(visit);
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        match upgraded.await {
            Ok(stream) => {
                let Ok(parts) = downcast::<TokioIo<Line>>(stream) else { return };
                let (stream, ahead) = parts.io.into_inner().into_parts();
                let mut input = BytesMut::from(parts.read_buf);
                input.unsplit(ahead);
                let frames = Frames::new(stream, input, one_each);
                let socket = Socket::Frames(Box::new(frames));
                visit.door.welcome(Guest::new(socket, whence), None);
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

/// Bytes in frames. One that waits holds no buffer.
pub(crate) struct Frames {
    stream: Socket,
    frames: frame::Frames,
    /// What came and was not taken apart yet.
    input: BytesMut,
    /// What was taken apart and not read yet.
    rest: Bytes,
    /// Frames on their way.
    output: BytesMut,
    /// Each frame holds one message of PostgreSQL's.
    one_each: bool,
    /// The last frame came, or was malformed.
    ended: bool,
    /// The last frame went.
    closed: bool,
}

impl Frames {
    fn new(stream: Socket, input: BytesMut, one_each: bool) -> Frames {
        Frames {
            stream,
            frames: frame::Frames::default(),
            input,
            rest: Bytes::new(),
            output: BytesMut::new(),
            one_each,
            ended: false,
            closed: false,
        }
    }

    /// Below them.
    pub(crate) fn socket(&self) -> &Socket {
        &self.stream
    }

    /// Says the last frame, once.
    fn say_close(&mut self, code: u16) {
        if !std::mem::replace(&mut self.closed, true) {
            frame::close(code, &mut self.output);
        }
    }

    /// Sends what waits.
    fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.output.is_empty() {
            let sent = ready!(Pin::new(&mut self.stream).poll_write(context, &self.output))?;
            if sent == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.output.advance(sent);
        }
        self.output = BytesMut::new();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Waits while too much is on its way: whoever hears nothing is not heard.
    fn poll_room(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.output.len() < OUTPUT_BYTES {
            Poll::Ready(Ok(()))
        } else {
            self.poll_drain(context)
        }
    }

    /// Comes to bytes of the stream, or its end.
    fn poll_rest(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.rest.is_empty() && !self.ended {
            ready!(self.poll_room(context))?;
            match self.frames.take(&mut self.input) {
                Ok(Some(Piece::Data(bytes))) => self.rest = bytes,
                Ok(Some(Piece::Ping(bytes))) => {
                    frame::pong(&bytes, &mut self.output);
                    let _ = self.poll_drain(context)?;
                }
                Ok(Some(Piece::Close)) => {
                    self.ended = true;
                    self.say_close(NORMAL);
                    let _ = self.poll_drain(context)?;
                }
                Ok(None) => ready!(self.poll_input(context))?,
                Err(error) => {
                    tracing::debug!(%error, "a WebSocket ended");
                    self.ended = true;
                    self.say_close(MALFORMED);
                    let _ = self.poll_drain(context)?;
                }
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_input(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.input.is_empty() {
            self.input = BytesMut::new();
        }
        let mut scratch = [0; READ_BYTES];
        let mut buffer = ReadBuf::new(&mut scratch);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer))?;
        self.ended = buffer.filled().is_empty();
        self.input.extend_from_slice(buffer.filled());
        Poll::Ready(Ok(()))
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
        ready!(this.poll_rest(context))?;
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
        ready!(this.poll_room(context))?;
        if this.closed {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let taken = if this.one_each { first_message(bytes) } else { bytes.len() };
        frame::data(&bytes[..taken], &mut this.output);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().poll_drain(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.say_close(NORMAL);
        ready!(this.poll_drain(context))?;
        Pin::new(&mut this.stream).poll_shutdown(context)
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
