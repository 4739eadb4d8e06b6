//! Who helps a thread with work that can be shared out?
//!
//! Threads that live for one piece of it: there are never more of them than processors beside the
//! one that asks, whoever asks, so that many long queries share what there is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tokio::runtime::Handle;

/// As deep as those of the runtime: the expressions of a statement may nest as deeply here.
const STACK_BYTES: usize = 64 << 20;

/// The helpers of one process.
pub(crate) struct Hands {
    count: usize,
    busy: AtomicUsize,
}

impl Default for Hands {
    fn default() -> Hands {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Hands { count: processors - 1, busy: AtomicUsize::new(0) }
    }
}

impl Hands {
    /// How many have nothing to do now.
    pub(crate) fn free(&self) -> usize {
        self.count.saturating_sub(self.busy.load(Ordering::Relaxed))
    }

    /// Does the first job itself and has the others done meanwhile, in some tens of microseconds
    /// each; a job is dropped when there is no thread to be had. Panics when one of them does.
    pub(crate) fn at_once<'a>(&self, jobs: Vec<Box<dyn FnOnce() + Send + 'a>>) {
        let mut jobs = jobs.into_iter();
        let own = jobs.next();
        let _busy = Busy::of(&self.busy, jobs.len());
        // A base on an object store asks for its runtime.
        let runtime = Handle::try_current().ok();
        thread::scope(|scope| {
            for job in jobs {
                let runtime = runtime.clone();
                let job = move || {
                    let _within = runtime.as_ref().map(Handle::enter);
                    job();
                };
                let helper = thread::Builder::new().name("hand".into()).stack_size(STACK_BYTES);
                drop(helper.spawn_scoped(scope, job));
            }
            if let Some(own) = own {
                own();
            }
        });
    }
}

/// Some helpers while they are busy, be it until a panic.
struct Busy<'a>(&'a AtomicUsize, usize);

impl Busy<'_> {
    fn of(busy: &AtomicUsize, count: usize) -> Busy<'_> {
        busy.fetch_add(count, Ordering::Relaxed);
        Busy(busy, count)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(self.1, Ordering::Relaxed);
    }
}
