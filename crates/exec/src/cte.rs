//! How is a common table expression run once and read often?
//!
//! Its rows are kept in the scope as they are first asked for, so that a recursion without end
//! under a LIMIT ends. One that writes runs to its end before the query is read. Within a recursive
//! one the name means the working table: what the round before gave.

use crate::batch::{BATCH_ROWS, Batch};
use crate::compile::{Compiled, Compiler, ids};
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use async_trait::async_trait;
use base::{SqlError, SqlResult};
use plan::Plan;
use plan::physical::PlannedCte;
use sql::rel::Column;
use std::collections::HashSet;
use std::sync::Arc;
use types::Oid;

/// What a name means where it stands, by slot.
#[derive(Clone, Copy)]
pub(crate) enum Reference {
    Shared(usize),
    Working(usize),
}

/// The rows of one expression so far, and what gives the rest.
#[derive(Default)]
pub(crate) struct Shared {
    producer: Option<Box<dyn Operator>>,
    rows: Vec<Arc<Batch>>,
}

/// WITH: the expressions, and the query that reads them.
pub(crate) fn with(
    compiler: &mut Compiler,
    ctes: &[PlannedCte],
    body: &Plan,
) -> SqlResult<Compiled> {
    let mut producers = Vec::with_capacity(ctes.len());
    for cte in ctes {
        let slot = compiler.cte_slots;
        compiler.cte_slots += 1;
        let wanted = cte.plan.columns();
        let first = compiler.exactly(&cte.plan, &wanted)?;
        let node: Box<dyn Node> = match &cte.recursive {
            None => first.node,
            Some((again, all)) => {
                let working = compiler.working_slots;
                compiler.working_slots += 1;
                compiler.ctes.insert(cte.id, Reference::Working(working));
                let wanted: Vec<_> = again.columns().into_iter().take(wanted.len()).collect();
                let again = compiler.exactly(again, &wanted)?.node;
                let types = (!all).then_some(first.types);
                Box::new(Recursion(Arc::new(Recursive {
                    first: first.node,
                    again,
                    working,
                    types,
                })))
            }
        };
        compiler.ctes.insert(cte.id, Reference::Shared(slot));
        producers.push(Producer { slot, node, writes: writes(&cte.plan) });
    }
    let body = compiler.node(body)?;
    let definition = Arc::new(Definition { producers, body: body.node });
    Ok(Compiled::new(With(definition), body.columns, body.types))
}

/// Whether a plan writes rows.
fn writes(plan: &Plan) -> bool {
    matches!(plan, Plan::Insert { .. } | Plan::Update { .. } | Plan::Delete { .. })
        || plan.inputs().into_iter().any(writes)
}

struct Definition {
    producers: Vec<Producer>,
    body: Box<dyn Node>,
}

struct Producer {
    slot: usize,
    node: Box<dyn Node>,
    writes: bool,
}

struct With(Arc<Definition>);

struct WithRun {
    definition: Arc<Definition>,
    body: Box<dyn Operator>,
    begun: bool,
    held: Held,
}

impl Node for With {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        let (begun, held) = (false, Held::default());
        Box::new(WithRun { body: definition.body.start(), definition, begun, held })
    }
}

#[async_trait]
impl Operator for WithRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        if !std::mem::replace(&mut self.begun, true) {
            let definition = Arc::clone(&self.definition);
            for Producer { slot, node, .. } in &definition.producers {
                let producer = Some(node.start());
                run.scope.ctes[*slot] = Shared { producer, rows: Vec::new() };
                run.scope.cte_rounds[*slot] += 1;
            }
            for Producer { slot, .. } in definition.producers.iter().filter(|one| one.writes) {
                while let Some(batch) = produce(*slot, run, BATCH_ROWS).await? {
                    self.held.hold(run.cx, batch_bytes(&batch))?;
                }
            }
        }
        self.body.next(run, want).await
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.begun = false;
        self.held.release(run.cx);
        for Producer { slot, .. } in &self.definition.producers {
            run.scope.ctes[*slot] = Shared::default();
        }
        self.body.reset(run);
    }

    fn affected(&self) -> Option<u64> {
        self.body.affected()
    }
}

/// Has the expression in `slot` give its next rows, and keeps them.
async fn produce(slot: usize, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Arc<Batch>>> {
    let Some(mut producer) = run.scope.ctes[slot].producer.take() else { return Ok(None) };
    let given = producer.next(run, want).await?;
    let Some(batch) = given.map(Arc::new) else { return Ok(None) };
    let shared = &mut run.scope.ctes[slot];
    shared.producer = Some(producer);
    shared.rows.push(Arc::clone(&batch));
    Ok(Some(batch))
}

/// A reference to an expression.
pub(crate) fn reference(
    compiler: &mut Compiler,
    id: u32,
    columns: &[Column],
) -> SqlResult<Compiled> {
    let found = compiler.ctes.get(&id).copied();
    let found = found.ok_or_else(|| SqlError::internal("a common table expression is lost"))?;
    let types = columns.iter().map(|column| column.ty.oid).collect();
    Ok(Compiled::new(CteScan(found), ids(columns), types))
}

struct CteScan(Reference);

struct CteScanRun {
    reference: Reference,
    at: usize,
    held: Held,
}

impl Node for CteScan {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(CteScanRun { reference: self.0, at: 0, held: Held::default() })
    }
}

#[async_trait]
impl Operator for CteScanRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.breathe().await?;
        let batch = match self.reference {
            Reference::Working(slot) => run.scope.working[slot].get(self.at).cloned(),
            Reference::Shared(slot) => match run.scope.ctes[slot].rows.get(self.at) {
                Some(batch) => Some(Arc::new(batch.as_ref().clone())),
                None => {
                    let batch = produce(slot, run, want).await?;
                    if let Some(batch) = &batch {
                        self.held.hold(run.cx, batch_bytes(batch))?;
                    }
                    batch
                }
            }
            .map(|batch| batch.as_ref().clone()),
        };
        self.at += usize::from(batch.is_some());
        Ok(batch)
    }

    fn reset(&mut self, _: &mut Run<'_, '_>) {
        self.at = 0;
    }
}

struct Recursive {
    first: Box<dyn Node>,
    again: Box<dyn Node>,
    working: usize,
    /// Of the columns: rows are given once each.
    types: Option<Vec<Oid>>,
}

struct Recursion(Arc<Recursive>);

struct RecursionRun {
    definition: Arc<Recursive>,
    first: Box<dyn Operator>,
    again: Box<dyn Operator>,
    /// The non-recursive term has given all.
    going: bool,
    done: bool,
    /// What this round has given.
    round: Vec<Batch>,
    seen: HashSet<Box<[u8]>>,
    held: Held,
}

impl Node for Recursion {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(RecursionRun {
            first: definition.first.start(),
            again: definition.again.start(),
            definition,
            going: false,
            done: false,
            round: Vec::new(),
            seen: HashSet::new(),
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for RecursionRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        while !self.done {
            run.breathe().await?;
            let term = if self.going { &mut self.again } else { &mut self.first };
            if let Some(mut batch) = term.next(run, want).await? {
                self.new_rows(run, &mut batch)?;
                if batch.is_empty() {
                    continue;
                }
                self.held.hold(run.cx, batch_bytes(&batch))?;
                self.round.push(batch.clone());
                return Ok(Some(batch));
            }
            let round = std::mem::take(&mut self.round);
            let before = &mut run.scope.working[self.definition.working];
            let bytes = before.iter().map(batch_bytes).sum();
            (self.done, self.going) = (round.is_empty(), true);
            *before = Arc::new(round);
            self.held.shrink(run.cx, bytes);
            self.again.reset(run);
        }
        Ok(None)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        (self.going, self.done) = (false, false);
        self.round.clear();
        self.seen.clear();
        run.scope.working[self.definition.working] = Arc::default();
        self.held.release(run.cx);
        self.first.reset(run);
        self.again.reset(run);
    }
}

impl RecursionRun {
    /// Keeps the rows that were not given yet, under UNION.
    fn new_rows(&mut self, run: &Run<'_, '_>, batch: &mut Batch) -> SqlResult<()> {
        let Some(types) = &self.definition.types else { return Ok(()) };
        let (seen, held, mut key) = (&mut self.seen, &mut self.held, Vec::new());
        batch.retain(|row| {
            identity::row(types, row, &mut key);
            if seen.contains(key.as_slice()) {
                return Ok(false);
            }
            held.hold(run.cx, key.len() + 48)?;
            Ok(seen.insert(key.as_slice().into()))
        })
    }
}
