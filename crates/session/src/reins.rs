//! How is a session stopped from outside?

use parking_lot::Mutex;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, Waker};

/// What others hold of a session while it runs and while it rests.
#[derive(Debug, Default)]
pub struct Reins {
    cancel: AtomicBool,
    ended: AtomicBool,
    /// Of who waits for the end.
    waker: Mutex<Option<Waker>>,
}

impl Reins {
    /// Stops the statement at hand, if there is one.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Release);
    }

    /// Stops the statement at hand, and the session is to end.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        self.cancel();
        if let Some(waker) = self.waker.lock().take() {
            waker.wake();
        }
    }

    /// Whether the session is to end.
    pub fn is_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    /// Returns once the session is to end. One waits at a time.
    pub async fn ended(&self) {
        poll_fn(|context| {
            let mut waker = self.waker.lock();
            if self.is_ended() {
                return Poll::Ready(());
            }
            *waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Set while the statement at hand is to stop.
    pub fn stopped(&self) -> &AtomicBool {
        &self.cancel
    }

    /// A statement begins: whoever asked to cancel before meant one that is over.
    pub(crate) fn begin(&self) {
        self.cancel.store(false, Ordering::Release);
        if self.is_ended() {
            self.cancel();
        }
    }
}
