//! How does a join ask a table's index for what each left row matches? For many left rows at once.

use crate::access::{Target, Way};
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use crate::scan::{Reading, dangling, entries};
use async_trait::async_trait;
use base::{Direction, Flow, Key, SqlResult, Value};
use plan::{Access, Plan};
use sql::Expr;
use sql::rel::{JoinKind, Scan};
use std::sync::Arc;
use txn::Transaction;
use types::Datum;

/// A look-up join: inner, left, semi or anti.
pub(crate) fn compile(
    compiler: &mut Compiler,
    kind: JoinKind,
    left: &Plan,
    scan: &Scan,
    access: &Access,
    filter: Option<&Expr>,
) -> SqlResult<Compiled> {
    let left = compiler.node(left)?;
    let way = Way::compile(compiler, scan, access, false, &left.columns)?;
    let (reading, right_columns, right_types) = Reading::compile(compiler, scan, None)?;
    let (mut columns, mut types) = (left.columns, left.types);
    let left_width = columns.len();
    columns.extend(right_columns);
    types.extend(right_types);
    let filter = filter.map(|filter| compiler.code(filter, &columns)).transpose()?;
    if matches!(kind, JoinKind::Semi | JoinKind::Anti) {
        columns.truncate(left_width);
        types.truncate(left_width);
    }
    let width = columns.len();
    let definition = Arc::new(Definition { kind, left: left.node, way, reading, filter, width });
    Ok(Compiled::new(Lookup(definition), columns, types))
}

struct Definition {
    kind: JoinKind,
    left: Box<dyn Node>,
    /// Over left rows.
    way: Way,
    reading: Reading,
    /// Over left and right.
    filter: Option<Code>,
    width: usize,
}

struct Lookup(Arc<Definition>);

struct LookupRun {
    definition: Arc<Definition>,
    left: Box<dyn Operator>,
    asked: Batch,
    /// Rows found for the rows of `asked`, in its order: (place of the left row, place in `rows`).
    found: Vec<(usize, usize)>,
    rows: Batch,
    /// The next left row, the next of `found`, and whether the left row has a match.
    at: (usize, usize, bool),
    held: Held,
}

impl Node for Lookup {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(LookupRun {
            left: definition.left.start(),
            definition,
            asked: Batch::default(),
            found: Vec::new(),
            rows: Batch::default(),
            at: (0, 0, false),
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for LookupRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let definition = Arc::clone(&self.definition);
        let mut out = Batch::new(definition.width);
        while out.is_empty() {
            run.breathe().await?;
            if self.at.0 >= self.asked.len() {
                let Some(batch) = self.left.next(run, want.min(BATCH_ROWS)).await? else {
                    return Ok(None);
                };
                (self.asked, self.at) = (batch, (0, 0, false));
                self.held.release(run.cx);
                self.find(run).await?;
            }
            let (asked, found, rows, at) = (&self.asked, &self.found, &self.rows, &mut self.at);
            let mut pair = Vec::new();
            run.patiently(|eval| {
                while at.0 < asked.len() && out.len() < want {
                    let left = asked.row(at.0);
                    while let Some((_, place)) = found.get(at.1).filter(|found| found.0 == at.0) {
                        if out.len() >= want {
                            return Ok(());
                        }
                        pair.clear();
                        pair.extend(left.iter().chain(rows.row(*place)).cloned());
                        let hit = match &definition.filter {
                            Some(filter) => filter.is_true(eval, &pair)?,
                            None => true,
                        };
                        eval.row_done();
                        at.2 |= hit;
                        at.1 += 1;
                        if hit && matches!(definition.kind, JoinKind::Inner | JoinKind::Left) {
                            out.push(pair.drain(..));
                        }
                    }
                    match (definition.kind, at.2) {
                        (JoinKind::Semi, true) | (JoinKind::Anti, false) => {
                            out.push(left.iter().cloned());
                        }
                        (JoinKind::Left, false) => {
                            let nulls = std::iter::repeat_n(Datum::Null, rows.width());
                            out.push(left.iter().cloned().chain(nulls));
                        }
                        _ => {}
                    }
                    *at = (at.0 + 1, at.1, false);
                }
                Ok(())
            })
            .await?;
        }
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.asked = Batch::default();
        self.found.clear();
        self.rows = Batch::default();
        self.at = (0, 0, false);
        self.held.release(run.cx);
        self.left.reset(run);
    }
}

impl LookupRun {
    /// Finds the rows for all left rows at hand.
    async fn find(&mut self, run: &mut Run<'_, '_>) -> SqlResult<()> {
        let definition = Arc::clone(&self.definition);
        let Definition { way, reading, .. } = &*definition;
        let (asked, mut targets) = (&self.asked, Vec::new());
        let mut at = 0;
        run.patiently(|eval| {
            let mut own = Vec::new();
            while at < asked.len() {
                own.clear();
                way.targets(eval, asked.row(at), &mut own)?;
                targets.extend(own.drain(..).map(|target| (at, target)));
                at += 1;
                eval.row_done();
            }
            Ok(())
        })
        .await?;
        let found = if way.by_entry {
            let keys = row_keys(run, targets).await?;
            let values = get(run.cx.txn, &keys).await?;
            let pairs = keys.into_iter().zip(values);
            pairs
                .map(|((at, key), value)| match value {
                    Some(value) => Ok((at, key, value)),
                    None => Err(dangling(&key)),
                })
                .collect::<SqlResult<Vec<_>>>()?
        } else {
            rows(run, targets).await?
        };
        self.found.clear();
        self.rows = Batch::new(reading.width());
        let (mut scratch, mut at) = (Vec::new(), 0);
        let (own, kept) = (&mut self.rows, &mut self.found);
        run.patiently(|eval| {
            while let Some((left, key, value)) = found.get(at) {
                reading.take(eval, key, value, &mut scratch, own)?;
                kept.push((*left, own.len() - 1));
                at += 1;
            }
            Ok(())
        })
        .await?;
        self.held.hold(run.cx, batch_bytes(&self.rows))
    }
}

/// The values of many keys at once.
async fn get(txn: &Transaction, keys: &[(usize, Key)]) -> SqlResult<Vec<Option<Value>>> {
    let keys: Vec<Key> = keys.iter().map(|(_, key)| key.clone()).collect();
    Ok(txn.get_many(&keys).await?)
}

/// Points before ranges, each in the order of left rows.
fn parted(targets: Vec<(usize, Target)>) -> (Vec<(usize, Key)>, Vec<(usize, base::KeyRange)>) {
    let (mut points, mut ranges) = (Vec::new(), Vec::new());
    for (at, target) in targets {
        match target {
            Target::Point(key) => points.push((at, key)),
            Target::Range(range) => ranges.push((at, range)),
        }
    }
    (points, ranges)
}

/// The row keys that index entries at `targets` name, in the order of left rows.
async fn row_keys(
    run: &mut Run<'_, '_>,
    targets: Vec<(usize, Target)>,
) -> SqlResult<Vec<(usize, Key)>> {
    let (points, ranges) = parted(targets);
    let values = get(run.cx.txn, &points).await?;
    let mut keys: Vec<(usize, Key)> =
        points.iter().zip(values).filter_map(|((at, _), key)| Some((*at, key?))).collect();
    for (at, range) in ranges {
        let (found, _) = entries(run, &range, Direction::Forward, usize::MAX).await?;
        keys.extend(found.into_iter().map(|key| (at, key)));
    }
    keys.sort_by_key(|(at, _)| *at);
    Ok(keys)
}

/// The rows at `targets`, in the order of left rows.
async fn rows(
    run: &mut Run<'_, '_>,
    targets: Vec<(usize, Target)>,
) -> SqlResult<Vec<(usize, Key, Value)>> {
    let (points, ranges) = parted(targets);
    let values = get(run.cx.txn, &points).await?;
    let pairs = points.into_iter().zip(values);
    let mut found: Vec<(usize, Key, Value)> =
        pairs.filter_map(|((at, key), value)| Some((at, key, value?))).collect();
    for (at, range) in ranges {
        let mut sink = |key: &[u8], value: &[u8]| {
            found.push((at, Key::copy_from_slice(key), Value::copy_from_slice(value)));
            Flow::Continue
        };
        run.cx.txn.scan(&range, Direction::Forward, &mut sink).await?;
        run.breathe().await?;
    }
    found.sort_by_key(|(at, _, _)| *at);
    Ok(found)
}
