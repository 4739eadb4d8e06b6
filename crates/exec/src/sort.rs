//! How are rows put in order? By the bytes of their keys, which compare as the values do; of a
//! sort under a LIMIT only the first rows are kept.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::limit::Span;
use crate::operator::{Held, Node, Operator, Run, row_bytes};
use async_trait::async_trait;
use base::SqlResult;
use plan::Plan;
use plan::physical::Top;
use sql::rel::{ColumnId, SortKey};
use std::sync::Arc;
use types::{Datum, Oid, key};

/// Compiled keys of an order.
pub(crate) struct SortKeys(Vec<Key>);

struct Key {
    code: Code,
    ty: Oid,
    descending: bool,
    nulls_first: bool,
}

impl SortKeys {
    pub(crate) fn compile(
        compiler: &mut Compiler,
        keys: &[SortKey],
        columns: &[ColumnId],
    ) -> SqlResult<SortKeys> {
        let keys = keys.iter().map(|key| {
            Ok(Key {
                code: compiler.code(&key.expr, columns)?,
                ty: key.expr.ty().oid,
                descending: key.descending,
                nulls_first: key.nulls_first,
            })
        });
        Ok(SortKeys(keys.collect::<SqlResult<Vec<Key>>>()?))
    }

    /// Bytes that compare as rows do, into `out` afresh.
    pub(crate) fn bytes(&self, eval: &Eval<'_>, row: &[Datum], out: &mut Vec<u8>) -> SqlResult<()> {
        out.clear();
        self.append(eval, row, out)
    }

    /// As [`SortKeys::bytes`], after what is there.
    pub(crate) fn append(
        &self,
        eval: &Eval<'_>,
        row: &[Datum],
        out: &mut Vec<u8>,
    ) -> SqlResult<()> {
        for Key { code, ty, descending, nulls_first } in &self.0 {
            key::encode(*ty, &*code.value(eval, row)?, *descending, *nulls_first, out);
        }
        Ok(())
    }
}

/// Sorted rows; at most `top` are asked for.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    keys: &[SortKey],
    top: Option<&Top>,
) -> SqlResult<Compiled> {
    let Compiled { node, columns, types } = compiler.node(input)?;
    let keys = SortKeys::compile(compiler, keys, &columns)?;
    let top = top.map(|top| Span::compile(compiler, Some(&top.limit), top.offset.as_ref()));
    let definition =
        Arc::new(Definition { input: node, keys, top: top.transpose()?, width: columns.len() });
    Ok(Compiled::new(Sort(definition), columns, types))
}

struct Definition {
    input: Box<dyn Node>,
    keys: SortKeys,
    top: Option<Span>,
    width: usize,
}

struct Sort(Arc<Definition>);

struct SortRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    rows: Sorter,
    /// The next row to give, once all are in order.
    at: Option<usize>,
    held: Held,
}

impl Node for Sort {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(SortRun {
            input: definition.input.start(),
            rows: Sorter::new(definition.width),
            definition,
            at: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for SortRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let at = match self.at {
            Some(at) => at,
            None => {
                self.fill(run).await?;
                0
            }
        };
        run.breathe().await?;
        let end = self.rows.len().min(at + want);
        self.at = Some(end);
        if at == end {
            self.rows = Sorter::new(self.definition.width);
            self.at = Some(0);
            self.held.release(run.cx);
            return Ok(None);
        }
        let mut out = Batch::with_capacity(self.definition.width, end - at);
        for place in at..end {
            out.push(self.rows.take(place));
        }
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.at = None;
        self.rows = Sorter::new(self.definition.width);
        self.held.release(run.cx);
        self.input.reset(run);
    }
}

impl SortRun {
    async fn fill(&mut self, run: &mut Run<'_, '_>) -> SqlResult<()> {
        let definition = Arc::clone(&self.definition);
        let Definition { keys, top, .. } = &*definition;
        let mut wanted = None;
        if let Some(top) = top {
            let (skip, left) = run.patiently(|eval| top.rows(eval)).await?;
            wanted = left.map(|left| left.saturating_add(skip));
        }
        while let Some(batch) = self.input.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            let (before, mut at) = (self.rows.bytes, 0);
            let rows = &mut self.rows;
            run.patiently(|eval| {
                while at < batch.len() {
                    rows.add(batch.row(at), |row, out| keys.append(eval, row, out))?;
                    at += 1;
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
            self.held.hold(run.cx, self.rows.bytes - before)?;
            if let Some(wanted) = wanted
                && self.rows.len() / 2 > wanted.max(BATCH_ROWS)
            {
                let before = self.rows.bytes;
                self.sort_rows(run).await?;
                self.rows.keep_first(wanted);
                self.held.shrink(run.cx, before - self.rows.bytes);
            }
        }
        self.sort_rows(run).await?;
        if let Some(wanted) = wanted {
            self.rows.order.truncate(wanted);
        }
        Ok(())
    }
}

impl SortRun {
    /// As [`Sorter::sort`], letting others run now and then.
    async fn sort_rows(&mut self, run: &mut Run<'_, '_>) -> SqlResult<()> {
        let Sorter { keys, order, .. } = &mut self.rows;
        for part in order.chunks_mut(PART_ROWS) {
            run.breathe().await?;
            part.sort_unstable_by(|a, b| a.compare(b, keys));
        }
        let mut width = PART_ROWS;
        while width < order.len() {
            let mut merged = Vec::with_capacity(order.len());
            for pair in order.chunks(2 * width) {
                let (left, right) = pair.split_at(width.min(pair.len()));
                let (mut l, mut r) = (0, 0);
                while l < left.len() || r < right.len() {
                    if merged.len() % PART_ROWS == 0 {
                        run.breathe().await?;
                    }
                    let from_left = match (left.get(l), right.get(r)) {
                        (Some(a), Some(b)) => a.compare(b, keys).is_le(),
                        (next, _) => next.is_some(),
                    };
                    let (side, at) = if from_left { (left, &mut l) } else { (right, &mut r) };
                    merged.push(side[*at]);
                    *at += 1;
                }
            }
            *order = merged;
            width *= 2;
        }
        Ok(())
    }
}

/// So many rows are sorted in one go; more are merged from such parts.
const PART_ROWS: usize = 1 << 14;

/// Rows and the bytes they are sorted by.
pub(crate) struct Sorter {
    width: usize,
    values: Vec<Datum>,
    keys: Vec<u8>,
    order: Vec<Entry>,
    bytes: usize,
}

/// A row by its place, and its key: the first eight bytes, and where all of it stands.
#[derive(Clone, Copy)]
struct Entry {
    head: u64,
    start: usize,
    end: usize,
    row: usize,
}

impl Entry {
    /// By key; equal ones as they came.
    fn compare(&self, other: &Entry, keys: &[u8]) -> std::cmp::Ordering {
        let tail = || keys[self.start..self.end].cmp(&keys[other.start..other.end]);
        self.head.cmp(&other.head).then_with(tail).then_with(|| self.row.cmp(&other.row))
    }
}

impl Sorter {
    pub(crate) fn new(width: usize) -> Sorter {
        Sorter { width, values: Vec::new(), keys: Vec::new(), order: Vec::new(), bytes: 0 }
    }

    /// Rows held.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Bytes held, about.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a row; `put` appends its key.
    pub(crate) fn add(
        &mut self,
        row: &[Datum],
        put: impl FnOnce(&[Datum], &mut Vec<u8>) -> SqlResult<()>,
    ) -> SqlResult<()> {
        let start = self.keys.len();
        if let Err(error) = put(row, &mut self.keys) {
            self.keys.truncate(start);
            return Err(error);
        }
        self.push(row, start);
        Ok(())
    }

    fn push(&mut self, row: &[Datum], start: usize) {
        let end = self.keys.len();
        let mut head = [0; 8];
        for (to, from) in head.iter_mut().zip(&self.keys[start..end]) {
            *to = *from;
        }
        let place = self.order.len();
        self.order.push(Entry { head: u64::from_be_bytes(head), start, end, row: place });
        self.values.extend_from_slice(row);
        self.bytes += row_bytes(row) + (end - start) + size_of::<Entry>();
    }

    /// Puts the rows in order; equal ones stay as they came.
    pub(crate) fn sort(&mut self) {
        let keys = &self.keys;
        self.order.sort_unstable_by(|a, b| a.compare(b, keys));
    }

    /// The row at `place` of the order, which is taken out.
    pub(crate) fn take(&mut self, place: usize) -> impl Iterator<Item = Datum> + '_ {
        let row = self.order[place].row;
        let values = &mut self.values[row * self.width..(row + 1) * self.width];
        values.iter_mut().map(std::mem::take)
    }

    /// Forgets all rows but the first `count`, once sorted.
    fn keep_first(&mut self, count: usize) {
        let mut kept = Sorter::new(self.width);
        for place in 0..count.min(self.order.len()) {
            let Entry { start, end, row, .. } = self.order[place];
            let from = kept.keys.len();
            kept.keys.extend_from_slice(&self.keys[start..end]);
            kept.push(&self.values[row * self.width..(row + 1) * self.width], from);
        }
        *self = kept;
    }
}
