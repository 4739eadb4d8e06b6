//! For how long may a connection of HTTP stay?
//!
//! A minute until its first request, and some between requests and for an answer: one that its
//! client does not take is memory held.

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use parking_lot::Mutex;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// The first request is there after so long, or the connection ends.
const FIRST: Duration = Duration::from_secs(60);
/// And the next ones. Clients at the edge keep a connection warm for minutes.
const IDLE: Duration = Duration::from_secs(300);
/// An answer is taken whole in so long.
const TAKEN: Duration = Duration::from_secs(300);
/// So much of an answer is given at once.
const PIECE_BYTES: usize = 64 << 10;

/// What a connection is doing.
pub(super) struct Pulse(Mutex<Beat>);

struct Beat {
    /// Requests whose answers are not on their way whole.
    busy: usize,
    /// Of them, those that run with nobody reading behind them.
    running: usize,
    /// Since when answers wait to be taken.
    waiting: Vec<Instant>,
    /// When the last answer was taken, or it began.
    last: Instant,
    limit: Duration,
}

/// One request, until its answer is taken or it is dropped.
pub(super) struct Busy {
    pulse: Arc<Pulse>,
    waits: Option<Instant>,
}

/// A request that runs, until dropped.
pub(super) struct Running<'a>(&'a Pulse);

impl Default for Pulse {
    fn default() -> Pulse {
        let (waiting, last) = (Vec::new(), Instant::now());
        Pulse(Mutex::new(Beat { busy: 0, running: 0, waiting, last, limit: FIRST }))
    }
}

impl Pulse {
    pub(super) fn begin(self: &Arc<Pulse>) -> Busy {
        self.0.lock().busy += 1;
        Busy { pulse: Arc::clone(self), waits: None }
    }

    pub(super) fn run(&self) -> Running<'_> {
        self.0.lock().running += 1;
        Running(self)
    }

    pub(super) fn is_running(&self) -> bool {
        self.0.lock().running > 0
    }

    /// Returns once there was no request, or an answer was not taken, for too long.
    pub(super) async fn ceased(&self) {
        loop {
            let left = self.0.lock().left();
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left).await;
        }
    }
}

impl Beat {
    fn left(&self) -> Duration {
        let silent = if self.busy > 0 { Duration::ZERO } else { self.last.elapsed() };
        let waited = self.waiting.iter().map(Instant::elapsed).max().unwrap_or_default();
        self.limit.saturating_sub(silent).min(TAKEN.saturating_sub(waited))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut beat = self.pulse.0.lock();
        beat.busy -= 1;
        beat.last = Instant::now();
        beat.limit = IDLE;
        if let Some(at) = beat.waiting.iter().position(|since| Some(*since) == self.waits) {
            beat.waiting.swap_remove(at);
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.0.lock().running -= 1;
    }
}

/// The body of an answer. It comes in pieces, so that it stays here until its client takes it.
pub(super) struct Answer {
    rest: Bytes,
    _busy: Busy,
}

impl Answer {
    pub(super) fn new(rest: Bytes, mut busy: Busy) -> Answer {
        let now = Instant::now();
        busy.pulse.0.lock().waiting.push(now);
        busy.waits = Some(now);
        Answer { rest, _busy: busy }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let rest = &mut self.get_mut().rest;
        let piece = rest.split_to(rest.len().min(PIECE_BYTES));
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_ceases_when_it_is_silent_and_not_while_it_is_busy() {
        let pulse = Arc::<Pulse>::default();
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

    #[test]
    fn an_answer_that_is_not_taken_ends_its_connection_whatever_else_is_asked() {
        let pulse = Arc::<Pulse>::default();
        let mut answer = Answer::new(vec![b'x'; PIECE_BYTES + 1].into(), pulse.begin());
        let (_other, begun) = (pulse.begin(), Instant::now());
        pulse.0.lock().waiting[0] = begun.checked_sub(TAKEN).unwrap();
        answer._busy.waits = begun.checked_sub(TAKEN);
        assert!(pulse.0.lock().left().is_zero());
        let mut lengths = Vec::new();
        let mut context = Context::from_waker(std::task::Waker::noop());
        while let Poll::Ready(Some(frame)) = Pin::new(&mut answer).poll_frame(&mut context) {
            lengths.push(frame.unwrap().data_ref().unwrap().len());
        }
        assert_eq!((lengths, answer.is_end_stream()), (vec![PIECE_BYTES, 1], true));
        drop(answer);
        assert!(!pulse.0.lock().left().is_zero(), "what is taken is nobody's burden");
    }
}
