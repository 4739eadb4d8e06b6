//! How are a table's rows read?
//!
//! Inside the storage scan: the columns of the filter are read first, and only of rows that pass
//! the others, and only those that someone above names. A scan gives a batch and stops; the next
//! one goes on after the last key.

use crate::access::{Target, Way};
use crate::accumulate::is_steady;
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler, KEY_TYPE};
use crate::eval::Eval;
use crate::operator::{Fold, Node, Operator, Run};
use crate::pieces::Stride;
use async_trait::async_trait;
use base::{Direction, Flow, Key, KeyRange, Sink, SqlError, SqlResult};
use ecow::EcoVec;
use plan::{Access, physical::row_key};
use sql::Expr;
use sql::rel::ColumnId;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use types::row::Reader;
use types::{Datum, Formats, Type, text_in};

/// What is looked at in one storage scan, at most, by [`weight`]: between scans others may run.
const EXAMINED_MAX: usize = 8192;

/// What it takes to look at a stored row: more than one entry's when it is long.
fn weight(value: &[u8]) -> usize {
    1 + value.len() / 256
}

/// Which columns of a stored row are read, and which rows pass.
pub(crate) struct Reading {
    /// Columns the filter names.
    tested: Vec<Stored>,
    /// Over the tested columns.
    filter: Option<Code>,
    outputs: Vec<Output>,
    /// The row's key is the last output.
    keyed: bool,
    /// Rows may be read in any order, and at the same time.
    pub(crate) steady: bool,
}

/// A column as it is stored.
struct Stored {
    at: usize,
    ty: Type,
    /// What rows have that were written before the column was added.
    missing: Datum,
}

enum Output {
    /// A tested column, by its place.
    Tested(usize),
    Read(Stored),
}

impl Reading {
    /// The reading of the columns of `scan` that someone names, of rows that pass `filter`; and
    /// what comes out.
    pub(crate) fn compile(
        compiler: &mut Compiler,
        scan: &sql::rel::Scan,
        filter: Option<&Expr>,
    ) -> SqlResult<(Reading, Vec<ColumnId>, Vec<types::Oid>)> {
        let own = |id: ColumnId| scan.columns.iter().position(|column| column.id == id);
        let mut named: Vec<ColumnId> = Vec::new();
        for id in filter.map(Expr::names).unwrap_or_default() {
            if own(id).is_some() && !named.contains(&id) {
                named.push(id);
            }
        }
        let tested: Vec<Stored> = named
            .iter()
            .filter_map(|id| own(*id))
            .map(|at| stored(scan, at))
            .collect::<SqlResult<_>>()?;
        let steady = filter.is_none_or(is_steady);
        let filter = filter.map(|filter| compiler.code(filter, &named)).transpose()?;
        let (mut outputs, mut columns, mut types) = (Vec::new(), Vec::new(), Vec::new());
        for (at, column) in scan.columns.iter().enumerate() {
            if !compiler.is_mentioned(column.id) {
                continue;
            }
            outputs.push(match named.iter().position(|id| *id == column.id) {
                Some(place) => Output::Tested(place),
                None => Output::Read(stored(scan, at)?),
            });
            columns.push(column.id);
            types.push(column.ty.oid);
        }
        let keyed = compiler.is_keyed(scan.id);
        if keyed {
            columns.push(row_key(scan.id));
            types.push(KEY_TYPE);
        }
        Ok((Reading { tested, filter, outputs, keyed, steady }, columns, types))
    }

    /// Whether no row can pass.
    fn takes_nothing(&self) -> bool {
        matches!(&self.filter, Some(Code::Const(value)) if !matches!(value, Datum::Bool(true)))
    }

    /// Columns of a row that comes out.
    pub(crate) fn width(&self) -> usize {
        self.outputs.len() + usize::from(self.keyed)
    }

    /// Adds the row to `out`, if it passes. `scratch` is anything.
    pub(crate) fn take(
        &self,
        eval: &Eval<'_>,
        key: &[u8],
        value: &[u8],
        scratch: &mut Vec<Datum>,
        out: &mut Batch,
    ) -> SqlResult<()> {
        let row = Reader::new(value)?;
        if let Some(filter) = &self.filter {
            scratch.clear();
            for column in &self.tested {
                scratch.push(column.read(&row)?);
            }
            let passes = filter.is_true(eval, scratch)?;
            eval.row_done();
            if !passes {
                return Ok(());
            }
        }
        out.push_with(|values| {
            for output in &self.outputs {
                values.push(match output {
                    Output::Tested(place) => std::mem::take(&mut scratch[*place]),
                    Output::Read(column) => column.read(&row)?,
                });
            }
            if self.keyed {
                values.push(Datum::Bytea(EcoVec::from(key)));
            }
            Ok(())
        })
    }
}

fn stored(scan: &sql::rel::Scan, at: usize) -> SqlResult<Stored> {
    let lost = || SqlError::internal("a column of the table is lost");
    let column = scan.table.columns.get(at).ok_or_else(lost)?;
    let missing = column.missing.as_deref();
    let missing = missing.map(|text| text_in(column.ty(), text, &Formats::default()));
    Ok(Stored { at, ty: column.ty(), missing: missing.transpose()?.unwrap_or_default() })
}

impl Stored {
    fn read(&self, row: &Reader<'_>) -> SqlResult<Datum> {
        if row.is_missing(self.at) {
            return Ok(self.missing.clone());
        }
        row.column(self.at, self.ty)
    }
}

/// A scan of one table.
pub(crate) fn compile(
    compiler: &mut Compiler,
    scan: &sql::rel::Scan,
    access: &Access,
    backward: bool,
    filter: Option<&Expr>,
) -> SqlResult<Compiled> {
    let way = Way::compile(compiler, scan, access, backward, &[])?;
    let (reading, columns, types) = Reading::compile(compiler, scan, filter)?;
    let definition = Arc::new(Definition { way, reading });
    Ok(Compiled::new(TableScan(definition), columns, types))
}

struct Definition {
    way: Way,
    reading: Reading,
}

struct TableScan(Arc<Definition>);

impl Node for TableScan {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(TableScanRun {
            definition: Arc::clone(&self.0),
            targets: Vec::new(),
            begun: false,
            scratch: Vec::new(),
            ahead: FIRST_ENTRIES,
            expected: 0,
            stride: Stride::default(),
            ready: VecDeque::new(),
        })
    }
}

/// Index entries read before their rows are asked for, at first; then ever more.
const FIRST_ENTRIES: usize = 16;

struct TableScanRun {
    definition: Arc<Definition>,
    /// Still to be looked at, next one last.
    targets: Vec<Target>,
    begun: bool,
    scratch: Vec<Datum>,
    ahead: usize,
    /// Rows that the batch before had.
    expected: usize,
    stride: Stride,
    /// Read ahead, to be given before anything else.
    ready: VecDeque<Batch>,
}

#[async_trait]
impl Operator for TableScanRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.check()?;
        if let Some(batch) = self.take_ready(want) {
            return Ok(Some(batch));
        }
        if !self.begun && self.definition.reading.takes_nothing() {
            self.begun = true;
        }
        if !self.begun {
            let (way, mut targets) = (&self.definition.way, Vec::new());
            run.patiently(|eval| {
                targets.clear();
                way.targets(eval, &[], &mut targets)
            })
            .await?;
            targets.reverse();
            (self.targets, self.begun) = (targets, true);
        }
        let mut out =
            Batch::with_capacity(self.definition.reading.width(), want.min(self.expected));
        while out.is_empty() && self.ready.is_empty() && !self.targets.is_empty() {
            if self.definition.way.by_entry {
                self.through_entries(run, want, &mut out).await?;
            } else {
                self.directly(run, want, &mut out).await?;
            }
        }
        if out.is_empty() {
            return Ok(self.take_ready(want));
        }
        self.expected = out.len();
        Ok(Some(out))
    }

    fn hands(&self, run: &Run<'_, '_>) -> usize {
        self.stride.hands(run)
    }

    async fn fold(
        &mut self,
        run: &mut Run<'_, '_>,
        folds: &mut [&mut dyn Fold],
    ) -> SqlResult<Option<usize>> {
        self.by_pieces(run, folds).await
    }

    fn reset(&mut self, _: &mut Run<'_, '_>) {
        self.begun = false;
        self.targets.clear();
        self.ahead = FIRST_ENTRIES;
        self.stride = Stride::default();
        self.ready.clear();
    }
}

impl TableScanRun {
    /// The next rows of those read ahead.
    fn take_ready(&mut self, want: usize) -> Option<Batch> {
        let mut batch = self.ready.pop_front()?;
        if batch.len() > want {
            self.ready.push_front(batch.split_off(want));
        }
        Some(batch)
    }

    /// Looks at the next targets, which are keys of rows.
    async fn directly(
        &mut self,
        run: &mut Run<'_, '_>,
        want: usize,
        out: &mut Batch,
    ) -> SqlResult<()> {
        let points = take_points(&mut self.targets, want);
        if !points.is_empty() {
            return self.rows(run, &points, out).await;
        }
        let hands = if want < BATCH_ROWS { 1 } else { self.stride.hands(run) };
        if hands > 1 {
            let mut kept = vec![Vec::new(); hands];
            let mut folds: Vec<&mut dyn Fold> = Vec::with_capacity(hands);
            folds.extend(kept.iter_mut().map(|kept: &mut Vec<Batch>| kept as &mut dyn Fold));
            if let Some(taken) = self.by_pieces(run, &mut folds).await? {
                self.ready.extend(kept.into_iter().take(taken).flatten());
                return Ok(());
            }
        }
        let Some(Target::Range(range)) = self.targets.pop() else { return Ok(()) };
        let definition = Arc::clone(&self.definition);
        let direction = direction(&definition.way);
        let (stopped, examined) = {
            let functions = run.functions();
            let (eval, cancel) = (run.eval(&functions), run.cx.cancel);
            let scratch = &mut self.scratch;
            let mut taker = Taker::new(&definition.reading, eval, cancel, scratch, out, want);
            run.cx.txn.scan(&range, direction, &mut taker).await?;
            (taker.stopped, taker.examined)
        };
        let Some(stopped) = stopped else { return Ok(()) };
        self.stride.passed(&stopped.key, examined);
        let waits = stopped.error.is_some();
        if let Some(error) = stopped.error {
            let Some(request) = run.scope.asking.take_request() else { return Err(error) };
            run.answer(request).await?;
        }
        self.targets.push(Target::Range(rest(range, stopped.key, direction, waits)));
        run.breathe().await
    }

    /// Has some of `folds` take the next rows; how many, or `None` when it is better done alone.
    async fn by_pieces(
        &mut self,
        run: &mut Run<'_, '_>,
        folds: &mut [&mut dyn Fold],
    ) -> SqlResult<Option<usize>> {
        let Definition { way, reading } = &*self.definition;
        let Some(Target::Range(range)) = self.targets.last() else { return Ok(None) };
        if way.by_entry || way.backward || !self.ready.is_empty() {
            return Ok(None);
        }
        let Some(read) = self.stride.pieces(run, reading, range, folds).await? else {
            return Ok(None);
        };
        self.targets.pop();
        self.targets.extend(read.left.map(Target::Range));
        run.pause().await?;
        Ok(Some(read.taken))
    }

    /// Looks at the next targets, which are keys of index entries, and at the rows they name.
    async fn through_entries(
        &mut self,
        run: &mut Run<'_, '_>,
        want: usize,
        out: &mut Batch,
    ) -> SqlResult<()> {
        let points = take_points(&mut self.targets, want);
        if !points.is_empty() {
            let found = run.cx.txn.get_many(&points).await?;
            let keys: Vec<Key> = found.into_iter().flatten().collect();
            return self.rows(run, &keys, out).await;
        }
        let Some(Target::Range(range)) = self.targets.pop() else { return Ok(()) };
        let ahead = self.ahead.max(want).min(BATCH_ROWS);
        self.ahead = self.ahead.saturating_mul(4).min(BATCH_ROWS);
        let direction = direction(&self.definition.way);
        let ahead = if self.definition.reading.filter.is_none() { want } else { ahead };
        let (keys, last) = entries(run, &range, direction, ahead).await?;
        if let Some(last) = last {
            self.targets.push(Target::Range(rest(range, last, direction, false)));
        }
        // Rows past `want` are kept: they have been read.
        self.rows(run, &keys, out).await
    }

    /// Adds the rows under `keys` that pass.
    async fn rows(
        &mut self,
        run: &mut Run<'_, '_>,
        keys: &[Key],
        out: &mut Batch,
    ) -> SqlResult<()> {
        let found = run.cx.txn.get_many(keys).await?;
        let by_entry = self.definition.way.by_entry;
        let (definition, scratch) = (&self.definition, &mut self.scratch);
        let mut at = 0;
        run.patiently(|eval| {
            while let (Some(key), Some(value)) = (keys.get(at), found.get(at)) {
                match value {
                    Some(value) => definition.reading.take(eval, key, value, scratch, out)?,
                    None if by_entry => return Err(dangling(key)),
                    None => {}
                }
                at += 1;
            }
            Ok(())
        })
        .await
    }
}

/// An index entry names a row that is not there.
pub(crate) fn dangling(key: &[u8]) -> SqlError {
    txn::Error::Corrupt(format!("an index names the row {key:02x?}, which is missing")).into_sql()
}

fn direction(way: &Way) -> Direction {
    if way.backward { Direction::Backward } else { Direction::Forward }
}

/// The points among the next targets, at most `want`.
fn take_points(targets: &mut Vec<Target>, want: usize) -> Vec<Key> {
    let mut points = Vec::new();
    while points.len() < want {
        match targets.pop_if(|target| matches!(target, Target::Point(_))) {
            Some(Target::Point(key)) => points.push(key),
            _ => break,
        }
    }
    points
}

/// The row keys that the first `want` index entries of `range` name, and the key of the last entry
/// when there may be more.
pub(crate) async fn entries(
    run: &mut Run<'_, '_>,
    range: &KeyRange,
    direction: Direction,
    want: usize,
) -> SqlResult<(Vec<Key>, Option<Key>)> {
    let (mut keys, mut last) = (Vec::new(), None);
    let mut sink = |key: &[u8], value: &[u8]| {
        keys.push(Key::copy_from_slice(value));
        if keys.len() < want {
            return Flow::Continue;
        }
        last = Some(Key::copy_from_slice(key));
        Flow::Stop
    };
    run.cx.txn.scan(range, direction, &mut sink).await?;
    run.check()?;
    Ok((keys, last))
}

/// What is left of `range` after `key`; with it when `again`.
pub(crate) fn rest(range: KeyRange, key: Key, direction: Direction, again: bool) -> KeyRange {
    let after = |key: Key| KeyRange::point(key).end;
    match (direction, again) {
        (Direction::Forward, true) => KeyRange { start: key, end: range.end },
        (Direction::Forward, false) => {
            KeyRange { start: after(key).unwrap_or_default(), end: range.end }
        }
        (Direction::Backward, true) => KeyRange { start: range.start, end: after(key) },
        (Direction::Backward, false) => KeyRange { start: range.start, end: Some(key) },
    }
}

/// Takes rows next to storage.
pub(crate) struct Taker<'a> {
    reading: &'a Reading,
    eval: Eval<'a>,
    cancel: &'a AtomicBool,
    scratch: &'a mut Vec<Datum>,
    out: &'a mut Batch,
    want: usize,
    /// By [`weight`].
    pub(crate) examined: usize,
    pub(crate) stopped: Option<Stopped>,
}

/// Where a scan stopped: after this key, or at it with an error.
pub(crate) struct Stopped {
    pub(crate) key: Key,
    pub(crate) error: Option<SqlError>,
}

impl<'a> Taker<'a> {
    /// Adds rows to `out` until it has `want`. `scratch` is anything.
    pub(crate) fn new(
        reading: &'a Reading,
        eval: Eval<'a>,
        cancel: &'a AtomicBool,
        scratch: &'a mut Vec<Datum>,
        out: &'a mut Batch,
        want: usize,
    ) -> Taker<'a> {
        Taker { reading, eval, cancel, scratch, out, want, examined: 0, stopped: None }
    }
}

impl Sink for Taker<'_> {
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow {
        self.examined += weight(value);
        let error = self.reading.take(&self.eval, key, value, self.scratch, self.out).err();
        let enough = self.out.len() >= self.want || self.examined >= EXAMINED_MAX;
        if error.is_none() && !enough && !self.cancel.load(Ordering::Relaxed) {
            return Flow::Continue;
        }
        self.stopped = Some(Stopped { key: Key::copy_from_slice(key), error });
        Flow::Stop
    }
}
