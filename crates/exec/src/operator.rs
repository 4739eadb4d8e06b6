//! What is an operator, compiled and running?
//!
//! A [`Node`] is compiled once and shared by every session that runs the program; it starts an
//! [`Operator`], which holds the state of one execution and is pulled for batches.

use crate::advisory::LockAct;
use crate::batch::Batch;
use crate::context::Context;
use crate::eval::Eval;
use crate::functions::{Asking, Functions, Wait};
use crate::subquery::{self, Known, Subqueries};
use async_trait::async_trait;
use base::SqlResult;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use types::Datum;

/// Every so many times that it could, a query lets others run.
const BREATHS: u32 = 8;
/// Who sleeps looks so often whether it is to stop.
const NAP: Duration = Duration::from_millis(50);

/// A compiled operator: immutable.
pub(crate) trait Node: Send + Sync {
    /// A fresh execution of it.
    fn start(&self) -> Box<dyn Operator>;
}

/// A running operator.
#[async_trait]
pub(crate) trait Operator: Send {
    /// The next rows, at least one and about `want` at most; `None` at the end, and ever after.
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>>;

    /// How many hands may take the next rows at once: [`Operator::fold`].
    fn hands(&self, _run: &Run<'_, '_>) -> usize {
        1
    }

    /// Has the next rows taken by some of `folds` at once, instead of giving them; how many, of which
    /// each has the rows that follow those of the one before. `None` when rows are to be asked for.
    async fn fold(
        &mut self,
        _run: &mut Run<'_, '_>,
        _folds: &mut [&mut dyn Fold],
    ) -> SqlResult<Option<usize>> {
        Ok(None)
    }

    /// Begins again from the start, outer values having changed. Memory held is given back.
    fn reset(&mut self, run: &mut Run<'_, '_>);

    /// Rows written so far, of the operators that write.
    fn affected(&self) -> Option<u64> {
        None
    }
}

/// Takes rows on a thread of its own.
pub(crate) trait Fold: Send {
    /// Takes the rows of `batch`, which is undefined then. After an error, so is all it has taken.
    fn take(&mut self, eval: &Eval<'_>, batch: &mut Batch) -> SqlResult<()>;
}

/// What a running operator is handed.
pub(crate) struct Run<'r, 'c> {
    pub(crate) cx: &'r mut Context<'c>,
    pub(crate) scope: &'r mut Scope,
}

/// What one execution has bound so far, shared by its operators.
#[derive(Default)]
pub(crate) struct Scope {
    pub(crate) params: Vec<Datum>,
    /// Columns of outer queries and of the left sides of lateral joins, by slot.
    pub(crate) outer: Vec<Datum>,
    /// Common table expressions, by slot.
    pub(crate) ctes: Vec<crate::cte::Shared>,
    /// The working tables of recursive ones, by slot.
    pub(crate) working: Vec<Arc<Vec<Batch>>>,
    pub(crate) asking: Asking,
    /// How often operators could have let others run.
    pub(crate) breaths: u32,
    /// Rows for a VALUES that has none of its own: COPY's.
    pub(crate) feed: Option<Batch>,
    /// Rows written so far, those of a statement that then failed too.
    pub(crate) written: u64,
    pub(crate) subqueries: Subqueries,
    /// The running operators of each.
    pub(crate) subquery_runs: Vec<Option<Box<dyn Operator>>>,
    pub(crate) subquery_states: Vec<subquery::State>,
    /// How often each common table expression was begun, by slot.
    pub(crate) cte_rounds: Vec<u64>,
    /// Rows and times by operator, for EXPLAIN ANALYZE.
    pub(crate) counts: Vec<crate::program::Count>,
}

impl Run<'_, '_> {
    /// Calls `work` until it does not wait: `work` goes on from the row it failed on, and calls
    /// [`Eval::row_done`] after each.
    pub(crate) async fn patiently<T>(
        &mut self,
        mut work: impl FnMut(&Eval<'_>) -> SqlResult<T>,
    ) -> SqlResult<T> {
        loop {
            let result = work(&self.eval(&self.functions()));
            let Err(error) = result else {
                self.scope.asking.row_done();
                return result;
            };
            let Some(wait) = self.scope.asking.take_request() else { return Err(error) };
            self.answer(wait).await?;
        }
    }

    /// Has done what the evaluation of a row waits for, so that it can be evaluated again.
    pub(crate) async fn answer(&mut self, wait: Wait) -> SqlResult<()> {
        let (place, args, form) = match wait {
            Wait::Host(request) => return self.scope.asking.answer(request, self.cx.host).await,
            Wait::Time(time) => return self.sleep(time).await,
            Wait::Lock(lock) => {
                self.cx.locks.wait(lock, self.cx.cancel).await?;
                self.scope.asking.acted(LockAct::Take(lock), true);
                return Ok(());
            }
            Wait::Subquery { place, args, form } => (place, args, form),
        };
        // What it asks for itself is not of this row.
        let (asked, by_row) = (std::mem::take(&mut self.scope.asking), !args.is_empty());
        let given = self.subquery(place, args, form).await;
        self.scope.asking = asked;
        let given = given?;
        if by_row {
            self.scope.asking.give(place, given);
        }
        Ok(())
    }

    async fn sleep(&mut self, time: Duration) -> SqlResult<()> {
        let begun = self.cx.env.clock_timestamp();
        loop {
            self.cx.check()?;
            let gone = self.cx.env.clock_timestamp().saturating_sub(begun);
            let left = time.saturating_sub(Duration::from_micros(gone.max(0).unsigned_abs()));
            if left.is_zero() {
                break;
            }
            self.cx.host.sleep(left.min(NAP)).await;
        }
        self.scope.asking.slept();
        Ok(())
    }

    /// What functions are given.
    pub(crate) fn functions(&self) -> Functions<'_> {
        Functions {
            env: self.cx.env,
            catalog: self.cx.catalog,
            host: self.cx.host,
            locks: self.cx.locks,
            sequences: self.cx.sequences,
            asking: &self.scope.asking,
        }
    }

    /// Where expressions get the values that no row gives.
    pub(crate) fn eval<'a>(&'a self, functions: &'a Functions<'a>) -> Eval<'a> {
        Eval::new(functions, &self.scope.params, &self.scope.outer).knowing(Known {
            compiled: &self.scope.subqueries,
            states: &self.scope.subquery_states,
            rounds: &self.scope.cte_rounds,
        })
    }

    /// 57014 when the client has asked to stop.
    pub(crate) fn check(&self) -> SqlResult<()> {
        self.cx.check()
    }

    /// 57014 when the client has asked to stop; now and then lets others run, so that a long query
    /// does not keep a thread to itself: whoever would tell of the asking may need that thread.
    pub(crate) async fn breathe(&mut self) -> SqlResult<()> {
        self.check()?;
        self.scope.breaths = self.scope.breaths.wrapping_add(1);
        if !self.scope.breaths.is_multiple_of(BREATHS) {
            return Ok(());
        }
        self.pause().await
    }

    /// As [`Run::breathe`], and lets others run now.
    pub(crate) async fn pause(&mut self) -> SqlResult<()> {
        self.check()?;
        let mut yielded = false;
        poll_fn(|context| {
            if std::mem::replace(&mut yielded, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        Ok(())
    }
}

/// Bytes an operator holds, to be given back at a reset.
#[derive(Debug, Default)]
pub(crate) struct Held(usize);

impl Held {
    /// Holds `bytes` more.
    pub(crate) fn hold(&mut self, cx: &Context<'_>, bytes: usize) -> SqlResult<()> {
        self.0 += bytes;
        cx.memory.hold(bytes)
    }

    /// Gives everything back.
    pub(crate) fn release(&mut self, cx: &Context<'_>) {
        cx.memory.release(std::mem::take(&mut self.0));
    }

    /// Gives some back.
    pub(crate) fn shrink(&mut self, cx: &Context<'_>, bytes: usize) {
        let bytes = bytes.min(self.0);
        self.0 -= bytes;
        cx.memory.release(bytes);
    }
}

/// About the bytes a row takes in memory.
pub(crate) fn row_bytes(row: &[Datum]) -> usize {
    size_of_val(row) + row.iter().map(heap_bytes).sum::<usize>()
}

fn heap_bytes(value: &Datum) -> usize {
    match value {
        Datum::Text(text) if text.len() > 15 => text.len() + 16,
        Datum::Bytea(bytes) => bytes.len() + 16,
        Datum::Numeric(_) => 48,
        Datum::Uuid(_) | Datum::Interval(_) | Datum::TimeTz(_) => 32,
        Datum::Array(array) => 64 + row_bytes(&array.items),
        Datum::Record(record) => 48 + row_bytes(&record.values),
        _ => 0,
    }
}

/// About the bytes a batch takes in memory.
pub(crate) fn batch_bytes(batch: &Batch) -> usize {
    batch.rows().map(row_bytes).sum()
}
