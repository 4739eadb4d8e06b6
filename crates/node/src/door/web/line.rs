//! How is a client that left its request found out?
//!
//! While a request of HTTP/1 runs, hyper reads up to the first byte that its client sent behind it
//! and no further, so that it would not see the end. This stream below it reads on for as long,
//! within TLS or without. The end of what a client sends counts as its leaving, as it does for
//! hyper (`half_close` is off) and so for Neon's proxy.

use super::Pulse;
use crate::door::socket::{Early, Socket};
use bytes::BytesMut;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// So much may wait behind a request that runs. Whoever sends more is cut off: its end would not
/// be seen.
const AHEAD_BYTES: usize = 256 << 10;
/// What one read takes.
const READ_BYTES: usize = 4 << 10;

/// The stream under hyper.
pub(super) struct Line {
    /// With what was read before hyper asked for it.
    socket: Early<Socket>,
    pulse: Arc<Pulse>,
}

impl Line {
    pub(super) fn new(ahead: BytesMut, socket: Socket, pulse: Arc<Pulse>) -> Line {
        Line { socket: Early::new(ahead, socket), pulse }
    }

    /// The stream, and what was read ahead in it.
    pub(super) fn into_parts(self) -> (Socket, BytesMut) {
        (self.socket.stream, self.socket.early)
    }

    /// Reads what is there; an error once the client left.
    fn look_ahead(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let Early { early: ahead, stream } = &mut self.socket;
        let mut scratch = [0; READ_BYTES];
        loop {
            let mut buffer = ReadBuf::new(&mut scratch);
            let Poll::Ready(read) = Pin::new(&mut *stream).poll_read(context, &mut buffer) else {
                return Ok(());
            };
            read?;
            if buffer.filled().is_empty() {
                return Err(io::Error::other("the client left while its request ran"));
            }
            ahead.extend_from_slice(buffer.filled());
            if ahead.len() > AHEAD_BYTES {
                return Err(io::Error::other("too much came behind a request that ran"));
            }
            // Had hyper waited for these bytes, it would not be told of them by the socket.
            context.waker().wake_by_ref();
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().socket).poll_write(context, bytes)
    }

    /// hyper flushes each time it is woken, and so comes by here when there is something to read.
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.socket).poll_flush(context))?;
        if this.pulse.is_running() {
            this.look_ahead(context)?;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_shutdown(context)
    }
}
