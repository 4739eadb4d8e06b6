//! How do two inputs meet on equal keys? One side goes into a hash table, the other passes by.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use async_trait::async_trait;
use base::SqlResult;
use foldhash::fast::RandomState;
use plan::Plan;
use sql::Expr;
use sql::rel::JoinKind;
use std::collections::HashMap;
use std::sync::Arc;
use types::{Datum, Oid};

/// A hash join; the table is of the right side unless `build_left`.
pub(crate) fn compile(
    compiler: &mut Compiler,
    kind: JoinKind,
    (left, right): (&Plan, &Plan),
    keys: &[(Expr, Expr)],
    on: Option<&Expr>,
    build_left: bool,
) -> SqlResult<Compiled> {
    let (left, right) = (compiler.node(left)?, compiler.node(right)?);
    let left_keys = compiler.codes(keys.iter().map(|(key, _)| key), &left.columns)?;
    let right_keys = compiler.codes(keys.iter().map(|(_, key)| key), &right.columns)?;
    let types = keys.iter().map(|(key, _)| key.ty().oid).collect();
    let (mut columns, mut column_types) = (left.columns, left.types);
    columns.extend(&right.columns);
    column_types.extend(right.types);
    let on = on.map(|on| compiler.code(on, &columns)).transpose()?;
    let only_left = matches!(kind, JoinKind::Semi | JoinKind::Anti);
    let left_width = columns.len() - right.columns.len();
    let right_width = right.columns.len();
    if only_left {
        columns.truncate(left_width);
        column_types.truncate(left_width);
    }
    let (build, probe) = if build_left {
        (
            Side::new(left.node, left_keys, left_width),
            Side::new(right.node, right_keys, right_width),
        )
    } else {
        (
            Side::new(right.node, right_keys, right_width),
            Side::new(left.node, left_keys, left_width),
        )
    };
    let definition = Definition {
        on,
        types,
        build_left,
        pairs: !only_left,
        anti: kind == JoinKind::Anti,
        keep_probe: match kind {
            JoinKind::Full => true,
            JoinKind::Left => !build_left,
            JoinKind::Right => build_left,
            JoinKind::Inner | JoinKind::Semi | JoinKind::Anti => false,
        },
        keep_build: match kind {
            JoinKind::Full => true,
            JoinKind::Left => build_left,
            JoinKind::Right => !build_left,
            JoinKind::Inner | JoinKind::Semi | JoinKind::Anti => false,
        },
        build,
        probe,
    };
    Ok(Compiled::new(HashJoin(Arc::new(definition)), columns, column_types))
}

struct Side {
    node: Box<dyn Node>,
    keys: Vec<Code>,
    width: usize,
}

impl Side {
    fn new(node: Box<dyn Node>, keys: Vec<Code>, width: usize) -> Side {
        Side { node, keys, width }
    }
}

struct Definition {
    build: Side,
    probe: Side,
    types: Vec<Oid>,
    /// Over left and right.
    on: Option<Code>,
    build_left: bool,
    /// Pairs come out; else probe rows alone, with a match or (`anti`) without.
    pairs: bool,
    anti: bool,
    /// Unmatched rows of the side come out, beside NULLs.
    keep_probe: bool,
    keep_build: bool,
}

struct HashJoin(Arc<Definition>);

struct HashJoinRun {
    definition: Arc<Definition>,
    build: Box<dyn Operator>,
    probe: Box<dyn Operator>,
    table: Option<Table>,
    passing: Passing,
    /// The next build row to look at for one that met nobody, once all probe rows have passed.
    rest: Option<usize>,
    held: Held,
}

/// The rows of the build side, those with equal keys in a chain.
struct Table {
    rows: Batch,
    /// First and last of each chain.
    chains: HashMap<Box<[u8]>, (usize, usize), RandomState>,
    next: Vec<Option<usize>>,
    met: Vec<bool>,
}

/// The probe rows at hand.
#[derive(Default)]
struct Passing {
    batch: Batch,
    at: usize,
    /// The build row to meet next; `None` before the key is looked up.
    chain: Option<Option<usize>>,
    matched: bool,
    scratch: Vec<Datum>,
    key: Vec<u8>,
}

impl Node for HashJoin {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(HashJoinRun {
            build: definition.build.node.start(),
            probe: definition.probe.node.start(),
            definition,
            table: None,
            passing: Passing::default(),
            rest: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for HashJoinRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let definition = Arc::clone(&self.definition);
        if self.table.is_none() {
            self.table = Some(self.fill(run).await?);
        }
        let Some(table) = &mut self.table else { return Ok(None) };
        let hopeless = table.rows.is_empty() && !definition.keep_probe && !definition.anti;
        let width = if definition.pairs {
            definition.build.width + definition.probe.width
        } else {
            definition.probe.width
        };
        let mut out = Batch::new(width);
        while self.rest.is_none() && out.is_empty() && !hopeless {
            run.breathe().await?;
            if self.passing.at >= self.passing.batch.len() {
                match self.probe.next(run, BATCH_ROWS.min(want.max(64))).await? {
                    Some(batch) => {
                        (self.passing.batch, self.passing.at) = (batch, 0);
                        self.passing.chain = None;
                    }
                    None => self.rest = Some(0),
                }
            }
            let passing = &mut self.passing;
            run.patiently(|eval| passing.meet(&definition, table, eval, want, &mut out)).await?;
        }
        if let (Some(at), true) = (&mut self.rest, definition.keep_build) {
            while out.len() < want && *at < table.rows.len() {
                if !table.met[*at] {
                    let nulls = std::iter::repeat_n(&Datum::Null, definition.probe.width);
                    push(&definition, table.rows.row(*at).iter(), nulls, &mut out);
                }
                *at += 1;
            }
        }
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.table = None;
        self.passing = Passing::default();
        self.rest = None;
        self.held.release(run.cx);
        self.build.reset(run);
        self.probe.reset(run);
    }
}

/// Adds a pair, left before right.
fn push<'a>(
    definition: &Definition,
    build: impl Iterator<Item = &'a Datum>,
    probe: impl Iterator<Item = &'a Datum>,
    out: &mut Batch,
) {
    if definition.build_left {
        out.push(build.chain(probe).cloned());
    } else {
        out.push(probe.chain(build).cloned());
    }
}

impl HashJoinRun {
    async fn fill(&mut self, run: &mut Run<'_, '_>) -> SqlResult<Table> {
        let definition = Arc::clone(&self.definition);
        let rows = Batch::new(definition.build.width);
        let mut table =
            Table { rows, chains: HashMap::default(), next: Vec::new(), met: Vec::new() };
        while let Some(batch) = self.build.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            let (mut at, mut bytes, mut key) = (0, batch_bytes(&batch), Vec::new());
            run.patiently(|eval| {
                while at < batch.len() {
                    let has_key = key_of(
                        &definition.build,
                        &definition.types,
                        eval,
                        batch.row(at),
                        &mut key,
                    )?;
                    bytes += table.add(has_key.then_some(key.as_slice()));
                    at += 1;
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
            table.rows.append(batch);
            self.held.hold(run.cx, bytes)?;
        }
        table.met = vec![false; table.rows.len()];
        Ok(table)
    }
}

/// The bytes of a row's key, into `out`; false when a part is NULL, which equals nothing.
fn key_of(
    side: &Side,
    types: &[Oid],
    eval: &Eval<'_>,
    row: &[Datum],
    out: &mut Vec<u8>,
) -> SqlResult<bool> {
    out.clear();
    for (code, ty) in side.keys.iter().zip(types) {
        let value = code.value(eval, row)?;
        if value.is_null() {
            return Ok(false);
        }
        identity::put(*ty, &value, out);
    }
    Ok(true)
}

impl Table {
    /// The next row has this key; the bytes that took.
    fn add(&mut self, key: Option<&[u8]>) -> usize {
        let place = self.next.len();
        self.next.push(None);
        let Some(key) = key else { return 24 };
        if let Some((_, last)) = self.chains.get_mut(key) {
            self.next[*last] = Some(place);
            *last = place;
            return 24;
        }
        self.chains.insert(key.into(), (place, place));
        key.len() + 72
    }
}

impl Passing {
    /// Probe rows meet build rows until `want` rows are out or the batch has passed.
    fn meet(
        &mut self,
        definition: &Definition,
        table: &mut Table,
        eval: &Eval<'_>,
        want: usize,
        out: &mut Batch,
    ) -> SqlResult<()> {
        let Definition { probe, types, on, build_left, pairs, anti, keep_probe, .. } = definition;
        while self.at < self.batch.len() && out.len() < want {
            let row = self.batch.row(self.at);
            let mut chain = match self.chain {
                Some(chain) => chain,
                None => {
                    self.matched = false;
                    let has_key = key_of(probe, types, eval, row, &mut self.key)?;
                    let found = has_key.then(|| table.chains.get(self.key.as_slice())).flatten();
                    found.map(|(first, _)| *first)
                }
            };
            while let Some(place) = chain {
                self.chain = Some(chain);
                if out.len() >= want {
                    return Ok(());
                }
                let other = table.rows.row(place);
                let hit = match on {
                    None => true,
                    Some(on) => {
                        let (left, right) = if *build_left { (other, row) } else { (row, other) };
                        self.scratch.clear();
                        self.scratch.extend(left.iter().chain(right).cloned());
                        on.is_true(eval, &self.scratch)?
                    }
                };
                chain = table.next[place];
                if hit {
                    self.matched = true;
                    table.met[place] = true;
                    if *pairs {
                        push(definition, other.iter(), row.iter(), out);
                    } else {
                        chain = None;
                    }
                }
            }
            if *pairs && *keep_probe && !self.matched {
                let nulls = std::iter::repeat_n(&Datum::Null, table.rows.width());
                push(definition, nulls, row.iter(), out);
            } else if !*pairs && self.matched != *anti {
                out.push(row.iter().cloned());
            }
            self.at += 1;
            self.chain = None;
            eval.row_done();
        }
        Ok(())
    }
}
