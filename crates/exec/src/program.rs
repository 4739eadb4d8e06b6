//! What is a query once compiled, and what does a session hold while it runs?

use crate::batch::{BATCH_ROWS, Batch};
use crate::compile::{Compiler, Slots};
use crate::context::Context;
use crate::judge::end_statement;
use crate::operator::{Node, Operator, Run, Scope};
use crate::subquery::{self, Subqueries};
use async_trait::async_trait;
use base::SqlResult;
use plan::Planned;
use sql::rel::Column;
use std::sync::Arc;
use std::time::Duration;
use types::Datum;

/// A compiled query: immutable, shared by all sessions that run it.
pub struct Program {
    planned: Planned,
    root: Box<dyn Node>,
    subqueries: Subqueries,
    slots: Slots,
    fails: bool,
}

/// A running query. It borrows nothing, so a portal can rest between fetches.
pub struct Cursor {
    root: Box<dyn Operator>,
    scope: Scope,
    begun: bool,
    rows: u64,
}

impl Program {
    /// Compiles a plan.
    ///
    /// # Errors
    /// 0A000 naming what has no implementation, 54001 for what is nested too deep.
    pub fn compile(planned: Planned) -> SqlResult<Program> {
        Program::compile_as(planned, false)
    }

    /// As [`Program::compile`], counting what each operator gives: [`Cursor::explain`].
    ///
    /// # Errors
    /// As [`Program::compile`].
    pub fn compile_analyzed(planned: Planned) -> SqlResult<Program> {
        Program::compile_as(planned, true)
    }

    fn compile_as(planned: Planned, analyzed: bool) -> SqlResult<Program> {
        let mut compiler = Compiler::new(&planned, analyzed);
        let wanted: Vec<_> = planned.columns.iter().map(|column| column.id).collect();
        let root = compiler.exactly(&planned.root, &wanted)?.node;
        // Those that stand inside others come before them.
        let mut subqueries = Vec::with_capacity(planned.subplans.len());
        for (place, subplan) in planned.subplans.iter().enumerate().rev() {
            subqueries.push(subquery::compile(&mut compiler, place, subplan)?);
        }
        subqueries.reverse();
        let (slots, fails) = (compiler.slots(), compiler.fails);
        Ok(Program { planned, root, subqueries: subqueries.into(), slots, fails })
    }

    /// What the client sees, in order.
    pub fn columns(&self) -> &[Column] {
        &self.planned.columns
    }

    /// Whether a constant expression cannot be computed (`1 / 0`): PostgreSQL then refuses the query
    /// before it describes its rows.
    pub fn fails(&self) -> bool {
        self.fails
    }

    /// The plan, for EXPLAIN.
    pub fn planned(&self) -> &Planned {
        &self.planned
    }

    /// Starts with these parameters, already of their declared types. Nothing runs yet.
    pub fn start(self: &Arc<Self>, params: Vec<Datum>) -> Cursor {
        let scope = Scope {
            params,
            outer: vec![Datum::Null; self.slots.outer],
            ctes: (0..self.slots.ctes).map(|_| Default::default()).collect(),
            cte_rounds: vec![0; self.slots.ctes],
            working: vec![Arc::default(); self.slots.working],
            counts: vec![Count::default(); self.slots.counts],
            subqueries: Arc::clone(&self.subqueries),
            subquery_runs: self.subqueries.iter().map(|_| None).collect(),
            subquery_states: self.subqueries.iter().map(|_| subquery::State::default()).collect(),
            ..Scope::default()
        };
        Cursor { root: self.root.start(), scope, begun: false, rows: 0 }
    }
}

impl Cursor {
    /// The next rows, at least one; `None` at the end, and ever after. The first call begins a
    /// command of the transaction.
    ///
    /// # Errors
    /// Whatever the query meets; 57014 when cancelled, 53200 past its memory.
    pub async fn next_batch(&mut self, cx: &mut Context<'_>) -> SqlResult<Option<Batch>> {
        self.next_rows(cx, BATCH_ROWS).await
    }

    /// As [`Cursor::next_batch`], of at most `want` rows, and no work done for more.
    ///
    /// # Errors
    /// As [`Cursor::next_batch`].
    pub async fn next_rows(
        &mut self,
        cx: &mut Context<'_>,
        want: usize,
    ) -> SqlResult<Option<Batch>> {
        cx.check()?;
        if !std::mem::replace(&mut self.begun, true) {
            cx.txn.begin_command();
        }
        let mut run = Run { cx, scope: &mut self.scope };
        let batch = self.root.next(&mut run, want.clamp(1, BATCH_ROWS)).await;
        let batch = match batch {
            Ok(None) => end_statement(cx).await.map(|()| None),
            given => given,
        };
        if batch.is_err() {
            cx.constraints.forget_statement();
        }
        let batch = batch?;
        self.rows += batch.as_ref().map_or(0, |batch| batch.len() as u64);
        Ok(batch)
    }

    /// Gives `batch` to the VALUES without rows of an INSERT, and has it inserted.
    pub(crate) async fn feed(&mut self, batch: Batch, cx: &mut Context<'_>) -> SqlResult<()> {
        if !std::mem::replace(&mut self.begun, true) {
            cx.txn.begin_command();
        }
        self.scope.feed = Some(batch);
        let mut run = Run { cx, scope: &mut self.scope };
        let fed = self.root.next(&mut run, BATCH_ROWS).await;
        if fed.is_err() {
            cx.constraints.forget_statement();
        }
        fed.map(drop)
    }

    /// All is fed: the end of the statement.
    pub(crate) async fn finish(&mut self, cx: &mut Context<'_>) -> SqlResult<()> {
        let ended = end_statement(cx).await;
        if ended.is_err() {
            cx.constraints.forget_statement();
        }
        ended
    }

    /// Rows written so far, those of a statement that then failed too.
    pub(crate) fn written(&self) -> u64 {
        self.scope.written
    }

    /// Rows inserted, updated or deleted, else rows given so far: for the command tag.
    pub fn affected(&self) -> u64 {
        self.root.affected().unwrap_or(self.rows)
    }

    /// EXPLAIN ANALYZE of `program`, which this has run and which was compiled to count.
    pub fn explain(&self, program: &Program) -> Vec<String> {
        plan::explain_with(program.planned(), &|place| match self.scope.counts.get(place) {
            None => String::new(),
            Some(Count { loops: 0, .. }) => " (never executed)".to_owned(),
            Some(Count { rows, loops, time }) => {
                let milliseconds = time.as_secs_f64() * 1e3 / f64::from(*loops);
                let rows = rows / u64::from(*loops);
                format!(" (actual time={milliseconds:.3} rows={rows} loops={loops})")
            }
        })
    }
}

/// What one operator has given so far: rows over all its loops, how often it ran from the start,
/// time in it and below it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    rows: u64,
    loops: u32,
    time: Duration,
}

/// `node`, counted in place `place`.
pub(crate) fn counted(node: Box<dyn Node>, place: usize) -> impl Node {
    Counted { node, place }
}

struct Counted {
    node: Box<dyn Node>,
    place: usize,
}

struct Counting {
    operator: Box<dyn Operator>,
    place: usize,
    begun: bool,
}

impl Node for Counted {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(Counting { operator: self.node.start(), place: self.place, begun: false })
    }
}

#[async_trait]
impl Operator for Counting {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let before = run.cx.env.clock_timestamp();
        let batch = self.operator.next(run, want).await?;
        let micros = run.cx.env.clock_timestamp().saturating_sub(before);
        let count = &mut run.scope.counts[self.place];
        count.loops += u32::from(!std::mem::replace(&mut self.begun, true));
        count.rows += batch.as_ref().map_or(0, |batch| batch.len() as u64);
        count.time += Duration::from_micros(u64::try_from(micros).unwrap_or(0));
        Ok(batch)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.begun = false;
        self.operator.reset(run);
    }

    fn affected(&self) -> Option<u64> {
        self.operator.affected()
    }
}
