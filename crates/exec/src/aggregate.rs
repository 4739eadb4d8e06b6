//! How do rows become groups? By a hash table of their keys; without keys, a column of arguments at
//! a time.

use crate::accumulate::{Call, Progress, State, is_steady};
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::identity;
use crate::operator::{Fold, Held, Node, Operator, Run, row_bytes};
use async_trait::async_trait;
use base::SqlResult;
use builtin::Env;
use foldhash::fast::RandomState;
use plan::Plan;
use sql::Expr;
use sql::rel::{Aggregate, Column};
use std::collections::HashMap;
use std::sync::Arc;
use types::{Datum, Oid};

/// With more groups than this, rows are taken one after another: putting together what several hands
/// found would be much of the work.
const PARTED_MAX: usize = 4096;

/// One row for each group of each set.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    groups: &[(Column, Expr)],
    sets: &[Vec<usize>],
    aggregates: &[(Column, Aggregate)],
) -> SqlResult<Compiled> {
    let input = compiler.node(input)?;
    let keys = compiler.codes(groups.iter().map(|(_, expr)| expr), &input.columns)?;
    let key_types = groups.iter().map(|(_, expr)| expr.ty().oid).collect();
    let calls = aggregates.iter().map(|(_, call)| Call::compile(compiler, call, &input.columns));
    let calls = calls.collect::<SqlResult<Vec<Call>>>()?;
    let sets = if sets.is_empty() { vec![(0..groups.len()).collect()] } else { sets.to_vec() };
    let columns: Vec<&Column> = (groups.iter().map(|(column, _)| column))
        .chain(aggregates.iter().map(|(column, _)| column))
        .collect();
    let ids = columns.iter().map(|column| column.id).collect();
    let types = columns.iter().map(|column| column.ty.oid).collect();
    let steady = groups.iter().all(|(_, expr)| is_steady(expr));
    let parts = steady && calls.iter().all(|call| call.parts);
    let definition = Definition { input: input.node, keys, key_types, sets, calls, parts };
    let definition = Arc::new(definition);
    Ok(Compiled::new(Aggregation(definition), ids, types))
}

struct Definition {
    input: Box<dyn Node>,
    keys: Vec<Code>,
    key_types: Vec<Oid>,
    sets: Vec<Vec<usize>>,
    calls: Vec<Call>,
    /// Rows may be taken apart and put together again.
    parts: bool,
}

struct Aggregation(Arc<Definition>);

struct AggregationRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    /// One for each set, once all rows are in.
    groups: Option<Vec<Groups>>,
    /// The next to give: set, group.
    at: (usize, usize),
    held: Held,
}

/// The groups of one set, in the order they were met.
#[derive(Default)]
struct Groups {
    places: HashMap<Box<[u8]>, usize, RandomState>,
    count: usize,
    /// Key values, group after group.
    keys: Vec<Datum>,
    /// States, group after group.
    states: Vec<State>,
}

impl Node for Aggregation {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(AggregationRun {
            input: definition.input.start(),
            definition,
            groups: None,
            at: (0, 0),
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for AggregationRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        if self.groups.is_none() {
            let groups = self.gather(run).await?;
            self.groups = Some(groups);
        }
        run.breathe().await?;
        let Definition { keys, calls, .. } = &*self.definition;
        let Some(groups) = &mut self.groups else { return Ok(None) };
        let mut out = Batch::new(keys.len() + calls.len());
        while out.len() < want {
            let Some(set) = groups.get_mut(self.at.0) else { break };
            let group = self.at.1;
            if group >= set.count {
                self.at = (self.at.0 + 1, 0);
                continue;
            }
            let row = &mut set.keys[group * keys.len()..(group + 1) * keys.len()];
            let states = &mut set.states[group * calls.len()..(group + 1) * calls.len()];
            out.push_with(|values| {
                values.extend(row.iter_mut().map(std::mem::take));
                for (state, call) in states.iter_mut().zip(calls) {
                    values.push(state.finish(call, run.cx.env)?);
                }
                Ok(())
            })?;
            self.at.1 += 1;
        }
        if out.is_empty() {
            self.groups = Some(Vec::new());
            self.held.release(run.cx);
            return Ok(None);
        }
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.groups = None;
        self.at = (0, 0);
        self.held.release(run.cx);
        self.input.reset(run);
    }
}

impl AggregationRun {
    async fn gather(&mut self, run: &mut Run<'_, '_>) -> SqlResult<Vec<Groups>> {
        let definition = Arc::clone(&self.definition);
        let mut groups = definition.begin();
        loop {
            if definition.parts && self.gather_parts(run, &mut groups).await? {
                continue;
            }
            let Some(batch) = self.input.next(run, BATCH_ROWS).await? else { break };
            run.breathe().await?;
            let mut at = Progress::default();
            run.patiently(|eval| definition.take(&mut groups, eval, &batch, &mut at)).await?;
            self.held.hold(run.cx, at.bytes)?;
        }
        Ok(groups)
    }

    /// Has several hands take the next rows, each for groups of its own, if that is worth it.
    async fn gather_parts(
        &mut self,
        run: &mut Run<'_, '_>,
        groups: &mut [Groups],
    ) -> SqlResult<bool> {
        let definition = Arc::clone(&self.definition);
        // Many groups would be found twice.
        let hands = self.input.hands(run);
        if hands < 2 || groups.iter().any(|groups| groups.count > PARTED_MAX) {
            return Ok(false);
        }
        let mut parts: Vec<Part<'_>> = (0..hands).map(|_| Part::of(&definition)).collect();
        let mut folds: Vec<&mut dyn Fold> = Vec::with_capacity(hands);
        folds.extend(parts.iter_mut().map(|part| part as &mut dyn Fold));
        let Some(taken) = self.input.fold(run, &mut folds).await? else { return Ok(false) };
        for part in parts.into_iter().take(taken) {
            self.held.hold(run.cx, part.bytes)?;
            for (groups, more) in groups.iter_mut().zip(part.groups) {
                groups.merge(run.cx.env, &definition, more)?;
            }
        }
        Ok(true)
    }
}

/// The groups that one hand finds.
struct Part<'d> {
    definition: &'d Definition,
    groups: Vec<Groups>,
    bytes: usize,
}

impl Part<'_> {
    fn of(definition: &Definition) -> Part<'_> {
        Part { definition, groups: definition.begin(), bytes: 0 }
    }
}

impl Fold for Part<'_> {
    fn take(&mut self, eval: &Eval<'_>, batch: &mut Batch) -> SqlResult<()> {
        let mut at = Progress::default();
        self.definition.take(&mut self.groups, eval, batch, &mut at)?;
        self.bytes += at.bytes;
        Ok(())
    }
}

impl Definition {
    /// The groups of no rows.
    fn begin(&self) -> Vec<Groups> {
        let mut groups: Vec<Groups> = self.sets.iter().map(|_| Groups::default()).collect();
        for (set, groups) in self.sets.iter().zip(&mut groups) {
            if set.is_empty() {
                // The group of all rows is there even without rows.
                groups.begin(&[], vec![Datum::Null; self.keys.len()], &self.calls);
            }
        }
        groups
    }

    /// Adds the rows of `batch`, from where `at` is, to their groups.
    fn take(
        &self,
        groups: &mut [Groups],
        eval: &Eval<'_>,
        batch: &Batch,
        at: &mut Progress,
    ) -> SqlResult<()> {
        match groups {
            [whole] if self.keys.is_empty() => {
                while let Some(call) = self.calls.get(at.call) {
                    whole.states[at.call].add_batch(call, eval, batch, at)?;
                    at.next_call();
                }
                Ok(())
            }
            groups => self.scatter(groups, eval, batch, at),
        }
    }

    /// Adds each row of `batch` to its group in each set.
    fn scatter(
        &self,
        groups: &mut [Groups],
        eval: &Eval<'_>,
        batch: &Batch,
        at: &mut Progress,
    ) -> SqlResult<()> {
        let Definition { keys, key_types, sets, calls, .. } = self;
        let (mut key, mut values) = (Vec::new(), Vec::new());
        while at.row < batch.len() {
            let row = batch.row(at.row);
            values.clear();
            for code in keys {
                values.push(code.eval(eval, row)?);
            }
            for (set, groups) in sets.iter().zip(&mut *groups) {
                key.clear();
                for place in set {
                    identity::put(key_types[*place], &values[*place], &mut key);
                }
                let group = match groups.places.get(key.as_slice()) {
                    Some(group) => *group,
                    None => {
                        let mut own = vec![Datum::Null; keys.len()];
                        set.iter().for_each(|place| own[*place] = values[*place].clone());
                        at.bytes += key.len() + row_bytes(&own) + 64 + calls.len() * 96;
                        groups.begin(&key, own, calls)
                    }
                };
                let states = &mut groups.states[group * calls.len()..];
                for (state, call) in states.iter_mut().zip(calls) {
                    at.bytes += state.add(call, eval, row)?;
                }
            }
            at.row += 1;
            eval.row_done();
        }
        Ok(())
    }
}

impl Groups {
    /// A new group; its place.
    fn begin(&mut self, key: &[u8], values: Vec<Datum>, calls: &[Call]) -> usize {
        let place = self.count;
        self.places.insert(key.into(), place);
        self.keys.extend(values);
        self.states.extend(calls.iter().map(State::new));
        self.count += 1;
        place
    }
    /// Adds the groups that were found in the rows after its own.
    fn merge(&mut self, env: &dyn Env, definition: &Definition, more: Groups) -> SqlResult<()> {
        let Definition { keys, calls, .. } = definition;
        let mut found: Vec<(usize, Box<[u8]>)> =
            more.places.into_iter().map(|(key, place)| (place, key)).collect();
        found.sort_unstable_by_key(|(place, _)| *place);
        let (mut values, mut states) = (more.keys.into_iter(), more.states.into_iter());
        for (_, key) in found {
            let (values, states) =
                (values.by_ref().take(keys.len()), states.by_ref().take(calls.len()));
            if let Some(group) = self.places.get(&key) {
                values.for_each(drop);
                for (own, state) in self.states[group * calls.len()..].iter_mut().zip(states) {
                    own.merge(env, state)?;
                }
            } else {
                self.places.insert(key, self.count);
                self.keys.extend(values);
                self.states.extend(states);
                self.count += 1;
            }
        }
        Ok(())
    }
}
