//! How do rows become groups? By a hash table of their keys; without keys, a column of arguments at
//! a time.

use crate::accumulate::{Call, State};
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, row_bytes};
use async_trait::async_trait;
use base::SqlResult;
use foldhash::fast::RandomState;
use plan::Plan;
use sql::Expr;
use sql::rel::{Aggregate, Column};
use std::collections::HashMap;
use std::sync::Arc;
use types::{Datum, Oid};

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
    let definition = Arc::new(Definition { input: input.node, keys, key_types, sets, calls });
    Ok(Compiled::new(Aggregation(definition), ids, types))
}

struct Definition {
    input: Box<dyn Node>,
    keys: Vec<Code>,
    key_types: Vec<Oid>,
    sets: Vec<Vec<usize>>,
    calls: Vec<Call>,
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
        let mut groups: Vec<Groups> = definition.sets.iter().map(|_| Groups::default()).collect();
        for (set, groups) in definition.sets.iter().zip(&mut groups) {
            if set.is_empty() {
                // The group of all rows is there even without rows.
                groups.begin(&[], vec![Datum::Null; definition.keys.len()], &definition.calls);
            }
        }
        while let Some(batch) = self.input.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            let bytes = match groups.as_mut_slice() {
                [whole] if definition.keys.is_empty() => {
                    let mut bytes = 0;
                    for (call, state) in definition.calls.iter().zip(&mut whole.states) {
                        bytes += state.add_batch(call, run, &batch).await?;
                    }
                    bytes
                }
                groups => scatter(&definition, groups, run, &batch).await?,
            };
            self.held.hold(run.cx, bytes)?;
        }
        Ok(groups)
    }
}

/// Adds each row of `batch` to its group in each set; the bytes that took.
async fn scatter(
    definition: &Definition,
    groups: &mut [Groups],
    run: &mut Run<'_, '_>,
    batch: &Batch,
) -> SqlResult<usize> {
    let Definition { keys, key_types, sets, calls, .. } = definition;
    let (mut at, mut bytes, mut key, mut values) = (0, 0, Vec::new(), Vec::new());
    run.patiently(|eval| {
        while at < batch.len() {
            let row = batch.row(at);
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
                        bytes += key.len() + row_bytes(&own) + 64 + calls.len() * 96;
                        groups.begin(&key, own, calls)
                    }
                };
                let states = &mut groups.states[group * calls.len()..];
                for (state, call) in states.iter_mut().zip(calls) {
                    bytes += state.add(call, eval, row)?;
                }
            }
            at += 1;
            eval.row_done();
        }
        Ok(())
    })
    .await?;
    Ok(bytes)
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
}
