//! Which bytes come and go, with TLS or without, in a WebSocket or not?
//!
//! A connection that waits holds no buffer: what arrives is read into one buffer of the thread
//! and copied from there, unless a long message is on its way.

use super::web::Frames;
use bytes::BytesMut;
use futures_util::FutureExt;
use parking_lot::Mutex;
use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, Empty, Interest, ReadBuf, Ready,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// What one read takes at most: a TLS record.
const READ_BYTES: usize = 16 << 10;
/// A buffer grows by no more than this at once for what a message says its length is.
const GROW_BYTES: usize = 1 << 20;
/// Whoever is sent away has so long to hear why.
const LINGER: Duration = Duration::from_millis(500);
/// And may send so much more meanwhile.
const LINGER_BYTES: usize = 1 << 20;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; READ_BYTES]);
}

/// A client's connection.
pub(super) enum Socket {
    Plain(TcpStream),
    Tls(Box<TlsStream<Early<TcpStream>>>),
    /// In a WebSocket, which may be within TLS.
    Frames(Box<Frames>),
    /// TLS did not come about.
    Closed(Empty),
}

trait Stream: AsyncRead + AsyncWrite + Unpin {}
impl<S: AsyncRead + AsyncWrite + Unpin> Stream for S {}

impl Socket {
    /// Speaks TLS from here on. `early` has been read and is the beginning of it.
    pub(super) async fn start_tls(
        &mut self,
        early: BytesMut,
        acceptor: &TlsAcceptor,
    ) -> io::Result<()> {
        match std::mem::replace(self, Socket::Closed(tokio::io::empty())) {
            Socket::Plain(tcp) => {
                let stream = acceptor.accept(Early::new(early, tcp)).await?;
                *self = Socket::Tls(Box::new(stream));
                Ok(())
            }
            other => {
                *self = other;
                Err(io::ErrorKind::AlreadyExists.into())
            }
        }
    }

    /// Whether what is said here stays between the two.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Socket::Tls(_) => true,
            Socket::Frames(frames) => frames.socket().is_private(),
            Socket::Plain(_) | Socket::Closed(_) => false,
        }
    }

    /// Whether it is a WebSocket.
    pub(super) fn is_framed(&self) -> bool {
        matches!(self, Socket::Frames(_))
    }

    /// What was agreed to be spoken within TLS, if anything was.
    pub(super) fn alpn(&self) -> Option<&[u8]> {
        match self {
            Socket::Tls(stream) => stream.get_ref().1.alpn_protocol(),
            _ => None,
        }
    }

    /// The name the client asked for in TLS (SNI).
    pub(super) fn server_name(&self) -> Option<&str> {
        match self {
            Socket::Tls(stream) => stream.get_ref().1.server_name(),
            Socket::Frames(frames) => frames.socket().server_name(),
            _ => None,
        }
    }

    /// What was agreed on in TLS.
    pub(super) fn tls(&self) -> Option<builtin::Tls> {
        match self {
            Socket::Tls(stream) => crate::tls::agreed(stream.get_ref().1),
            Socket::Frames(frames) => frames.socket().tls(),
            Socket::Plain(_) | Socket::Closed(_) => None,
        }
    }

    /// Whether the other end has hung up, whatever it sent before. No system call: the runtime was
    /// told.
    fn is_gone(&self) -> bool {
        let tcp = match self {
            Socket::Plain(tcp) => tcp,
            Socket::Tls(stream) => &stream.get_ref().0.stream,
            Socket::Frames(frames) => return frames.socket().is_gone(),
            Socket::Closed(_) => return true,
        };
        let ready = tcp.ready(Interest::READABLE).now_or_never();
        ready.is_some_and(|ready| ready.is_ok_and(Ready::is_read_closed))
    }

    fn stream(&mut self) -> Pin<&mut dyn Stream> {
        match self {
            Socket::Plain(tcp) => Pin::new(tcp),
            Socket::Tls(tls) => Pin::new(&mut **tls),
            Socket::Frames(frames) => Pin::new(&mut **frames),
            Socket::Closed(nothing) => Pin::new(nothing),
        }
    }

    /// Waits for bytes and appends them to `input`; `missing` of them, if that is known, end a
    /// message. `false` at the end.
    pub(super) async fn fill(&mut self, input: &mut BytesMut, missing: usize) -> io::Result<bool> {
        if missing > READ_BYTES {
            input.reserve(missing.min(GROW_BYTES));
            return Ok(self.read_buf(input).await? > 0);
        }
        let read = poll_fn(|context| {
            SCRATCH.with_borrow_mut(|scratch| {
                let mut buffer = ReadBuf::new(scratch);
                ready!(Pin::new(&mut *self).poll_read(context, &mut buffer))?;
                input.extend_from_slice(buffer.filled());
                Poll::Ready(Ok::<_, io::Error>(buffer.filled().len()))
            })
        });
        Ok(read.await? > 0)
    }

    /// Says the last word and leaves, after a moment for the client to hear it: a socket closed
    /// with bytes unread would take it back.
    pub(super) async fn leave(&mut self, last_word: &[u8]) {
        let say = async {
            self.write_all(last_word).await?;
            self.shutdown().await?;
            let mut heard = BytesMut::new();
            let mut total = 0;
            while total < LINGER_BYTES && self.fill(&mut heard, 0).await? {
                total += heard.len();
                heard.clear();
            }
            Ok::<_, io::Error>(())
        };
        let _ = tokio::time::timeout(LINGER, say).await;
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.get_mut().stream().poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.get_mut().stream().poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stream().poll_shutdown(context)
    }
}

/// A connection that one writes to while another looks after it.
pub(super) struct Shared(Mutex<Socket>);

impl Shared {
    pub(super) fn new(socket: Socket) -> Shared {
        Shared(Mutex::new(socket))
    }

    /// For who has it alone.
    pub(super) fn own(&mut self) -> &mut Socket {
        self.0.get_mut()
    }

    /// Returns once the other end has hung up, as far as is seen by looking every `interval`; never,
    /// when that is zero.
    pub(super) async fn gone(&self, interval: Duration) {
        if interval.is_zero() {
            return std::future::pending().await;
        }
        loop {
            tokio::time::sleep(interval).await;
            if self.0.lock().is_gone() {
                return;
            }
        }
    }
}

impl AsyncWrite for &Shared {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.lock().stream().poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.lock().stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.lock().stream().poll_shutdown(context)
    }
}

/// A stream of which some bytes were read before.
pub(super) struct Early<S> {
    pub(super) early: BytesMut,
    pub(super) stream: S,
}

impl<S> Early<S> {
    pub(super) fn new(early: BytesMut, stream: S) -> Early<S> {
        Early { early, stream }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Early<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.early.is_empty() {
            return Pin::new(&mut this.stream).poll_read(context, buffer);
        }
        let taken = this.early.len().min(buffer.remaining());
        buffer.put_slice(&this.early.split_to(taken));
        if this.early.is_empty() {
            this.early = BytesMut::new();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Early<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
