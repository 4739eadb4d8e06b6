//! Which rows are the same? DISTINCT, DISTINCT ON, UNION, INTERSECT and EXCEPT, by hash.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::identity;
use crate::operator::{Held, Node, Operator, Run};
use async_trait::async_trait;
use base::SqlResult;
use foldhash::fast::RandomState;
use plan::Plan;
use sql::Expr;
use sql::rel::{Column, SetOp};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use types::Oid;

/// What an entry of a hash table takes beside its key.
const ENTRY_BYTES: usize = 48;

/// Each distinct row once, or the first row of each value of `on`.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    on: Option<&[Expr]>,
) -> SqlResult<Compiled> {
    let Compiled { node, columns, types } = match on {
        None => compiler.exactly(input, &input.columns())?,
        Some(_) => compiler.node(input)?,
    };
    let (keys, key_types) = match on {
        None => ((0..columns.len()).map(Code::Column).collect(), types.clone()),
        Some(on) => {
            let key_types = on.iter().map(|expr| expr.ty().oid).collect();
            (compiler.codes(on, &columns)?, key_types)
        }
    };
    let definition = Arc::new(Definition { input: node, keys, types: key_types });
    Ok(Compiled::new(Distinct(definition), columns, types))
}

struct Definition {
    input: Box<dyn Node>,
    keys: Vec<Code>,
    types: Vec<Oid>,
}

struct Distinct(Arc<Definition>);

struct DistinctRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    seen: HashSet<Box<[u8]>>,
    held: Held,
}

impl Node for Distinct {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        let (seen, held) = (HashSet::new(), Held::default());
        Box::new(DistinctRun { input: definition.input.start(), definition, seen, held })
    }
}

#[async_trait]
impl Operator for DistinctRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        while let Some(mut batch) = self.input.next(run, want).await? {
            run.breathe().await?;
            let (definition, seen) = (&self.definition, &mut self.seen);
            let (mut key, mut fresh, mut bytes) = (Vec::new(), Vec::new(), 0);
            run.patiently(|eval| {
                while fresh.len() < batch.len() {
                    key.clear();
                    for (code, ty) in definition.keys.iter().zip(&definition.types) {
                        let value = code.value(eval, batch.row(fresh.len()))?;
                        identity::put(*ty, &value, &mut key);
                    }
                    let new = !seen.contains(key.as_slice());
                    if new {
                        bytes += key.len() + ENTRY_BYTES;
                        seen.insert(key.as_slice().into());
                    }
                    fresh.push(new);
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
            self.held.hold(run.cx, bytes)?;
            let mut fresh = fresh.into_iter();
            batch.retain(|_| Ok(fresh.next().unwrap_or(false)))?;
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.seen.clear();
        self.held.release(run.cx);
        self.input.reset(run);
    }
}

/// UNION, INTERSECT and EXCEPT of two inputs whose columns are alike by position.
pub(crate) fn set_op(
    compiler: &mut Compiler,
    op: SetOp,
    all: bool,
    (left, right): (&Plan, &Plan),
    columns: &[Column],
) -> SqlResult<Compiled> {
    let mut input = |plan: &Plan| {
        let wanted: Vec<_> = plan.columns().into_iter().take(columns.len()).collect();
        compiler.exactly(plan, &wanted).map(|compiled| compiled.node)
    };
    let (left, right) = (input(left)?, input(right)?);
    let types = columns.iter().map(|column| column.ty.oid).collect();
    let definition = Arc::new(SetDefinition { op, all, left, right, types });
    Ok(Compiled::of(Set(definition), columns))
}

struct SetDefinition {
    op: SetOp,
    all: bool,
    left: Box<dyn Node>,
    right: Box<dyn Node>,
    types: Vec<Oid>,
}

struct Set(Arc<SetDefinition>);

struct SetRun {
    definition: Arc<SetDefinition>,
    left: Box<dyn Operator>,
    right: Box<dyn Operator>,
    /// How often the right side has a row: of INTERSECT and EXCEPT, read first.
    there: Option<HashMap<Box<[u8]>, usize, RandomState>>,
    given: HashSet<Box<[u8]>>,
    left_done: bool,
    held: Held,
}

impl Node for Set {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(SetRun {
            left: definition.left.start(),
            right: definition.right.start(),
            definition,
            there: None,
            given: HashSet::new(),
            left_done: false,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for SetRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let op = self.definition.op;
        if op != SetOp::Union && self.there.is_none() {
            self.read_right(run).await?;
        }
        loop {
            let input = if self.left_done { &mut self.right } else { &mut self.left };
            let Some(mut batch) = input.next(run, want).await? else {
                if op != SetOp::Union || std::mem::replace(&mut self.left_done, true) {
                    return Ok(None);
                }
                continue;
            };
            run.breathe().await?;
            self.choose(run, &mut batch)?;
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
        }
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.there = None;
        self.given.clear();
        self.left_done = false;
        self.held.release(run.cx);
        self.left.reset(run);
        self.right.reset(run);
    }
}

impl SetRun {
    async fn read_right(&mut self, run: &mut Run<'_, '_>) -> SqlResult<()> {
        let (mut there, mut key) =
            (HashMap::<Box<[u8]>, usize, RandomState>::default(), Vec::new());
        while let Some(batch) = self.right.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            for row in batch.rows() {
                identity::row(&self.definition.types, row, &mut key);
                match there.get_mut(key.as_slice()) {
                    Some(count) => *count += 1,
                    None => {
                        self.held.hold(run.cx, key.len() + ENTRY_BYTES)?;
                        there.insert(key.as_slice().into(), 1);
                    }
                }
            }
        }
        self.there = Some(there);
        Ok(())
    }

    /// Keeps the rows of `batch` that the operation gives.
    fn choose(&mut self, run: &Run<'_, '_>, batch: &mut Batch) -> SqlResult<()> {
        let SetDefinition { op, all, types, .. } = &*self.definition;
        let (there, given, held) = (&mut self.there, &mut self.given, &mut self.held);
        let mut key = Vec::new();
        batch.retain(|row| {
            identity::row(types, row, &mut key);
            let mut matched = false;
            if let Some(count) = there.as_mut().and_then(|there| there.get_mut(key.as_slice())) {
                matched = *count > 0;
                // Under ALL each row of the right side answers one of the left.
                *count -= usize::from(*all && matched);
            }
            let kept = match op {
                SetOp::Union => true,
                SetOp::Intersect => matched,
                SetOp::Except => !matched,
            };
            if !kept || *all {
                return Ok(kept);
            }
            if given.contains(key.as_slice()) {
                return Ok(false);
            }
            held.hold(run.cx, key.len() + ENTRY_BYTES)?;
            Ok(given.insert(key.as_slice().into()))
        })
    }
}
