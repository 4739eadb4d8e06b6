//! What do window functions give for each row?
//!
//! Rows come sorted by the keys that part them and then by the window's order. One partition is kept
//! at a time, with the bytes of its order keys, by which peers are told.

use crate::accumulate::{self, State};
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use crate::sort::SortKeys;
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use plan::Plan;
use sql::Expr;
use sql::rel::{Aggregate, Column, Frame, FrameEnd, FrameUnit, SortKey, WindowCall};
use std::sync::Arc;
use types::facts::{self, fn_oid};
use types::{Datum, Oid};

/// Rows taken into an aggregate between looks at the clock.
const CHUNK: usize = 4096;

/// The columns that `calls` add to the rows of `input`.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    partition: &[Expr],
    order: &[SortKey],
    calls: &[(Column, WindowCall)],
) -> SqlResult<Compiled> {
    let Compiled { node, mut columns, mut types } = compiler.node(input)?;
    let part_types = partition.iter().map(|expr| expr.ty().oid).collect();
    let partition = compiler.codes(partition, &columns)?;
    let keys = SortKeys::compile(compiler, order, &columns)?;
    let mut compiled = Vec::with_capacity(calls.len());
    for (_, call) in calls {
        compiled.push(Call::compile(compiler, call, &columns)?);
    }
    let input_width = columns.len();
    columns.extend(calls.iter().map(|(column, _)| column.id));
    types.extend(calls.iter().map(|(column, _)| column.ty.oid));
    let width = columns.len();
    let definition = Definition {
        input: node,
        partition,
        part_types,
        keys,
        calls: compiled,
        input_width,
        width,
    };
    Ok(Compiled::new(Window(Arc::new(definition)), columns, types))
}

struct Definition {
    input: Box<dyn Node>,
    partition: Vec<Code>,
    part_types: Vec<Oid>,
    keys: SortKeys,
    calls: Vec<Call>,
    input_width: usize,
    width: usize,
}

struct Call {
    what: What,
    args: Vec<Code>,
    unit: FrameUnit,
    start: End,
    end: End,
}

enum What {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    Ntile,
    /// Against the order, else with it.
    Beside(bool),
    First,
    Last,
    Nth,
    Aggregate {
        call: Box<accumulate::Call>,
        /// Its value can be asked for again and again while rows are added.
        running: bool,
    },
}

enum End {
    UnboundedPreceding,
    Preceding(Code),
    CurrentRow,
    Following(Code),
    UnboundedFollowing,
}

impl Call {
    fn compile(
        compiler: &mut Compiler,
        call: &WindowCall,
        columns: &[sql::ColumnId],
    ) -> SqlResult<Call> {
        let what = match call.function {
            fn_oid::F_ROW_NUMBER => What::RowNumber,
            fn_oid::F_RANK_ => What::Rank,
            fn_oid::F_DENSE_RANK_ => What::DenseRank,
            fn_oid::F_PERCENT_RANK_ => What::PercentRank,
            fn_oid::F_CUME_DIST_ => What::CumeDist,
            fn_oid::F_NTILE => What::Ntile,
            fn_oid::F_LAG_ANYELEMENT
            | fn_oid::F_LAG_ANYELEMENT_INT4
            | fn_oid::F_LAG_ANYCOMPATIBLE_INT4_ANYCOMPATIBLE => What::Beside(true),
            fn_oid::F_LEAD_ANYELEMENT
            | fn_oid::F_LEAD_ANYELEMENT_INT4
            | fn_oid::F_LEAD_ANYCOMPATIBLE_INT4_ANYCOMPATIBLE => What::Beside(false),
            fn_oid::F_FIRST_VALUE => What::First,
            fn_oid::F_LAST_VALUE => What::Last,
            fn_oid::F_NTH_VALUE => What::Nth,
            function => {
                let name = facts::function(function).map_or("", |fact| fact.name);
                let running = ["count", "sum", "avg", "min", "max", "bool_and", "bool_or", "every"];
                let running = running.contains(&name);
                let aggregate = Aggregate {
                    function,
                    args: call.args.clone(),
                    distinct: false,
                    order: Vec::new(),
                    filter: call.filter.clone(),
                    ty: call.ty,
                };
                let call = accumulate::Call::compile(compiler, &aggregate, columns)?;
                What::Aggregate { call: Box::new(call), running }
            }
        };
        let args = match what {
            What::Aggregate { .. } => Vec::new(),
            _ => compiler.codes(&call.args, columns)?,
        };
        let Frame { unit, start, end } = &call.frame;
        let (start, end) = (End::compile(compiler, start)?, End::compile(compiler, end)?);
        Ok(Call { what, args, unit: *unit, start, end })
    }
}

impl End {
    fn compile(compiler: &mut Compiler, end: &FrameEnd) -> SqlResult<End> {
        Ok(match end {
            FrameEnd::UnboundedPreceding => End::UnboundedPreceding,
            FrameEnd::Preceding(offset) => End::Preceding(compiler.code(offset, &[])?),
            FrameEnd::CurrentRow => End::CurrentRow,
            FrameEnd::Following(offset) => End::Following(compiler.code(offset, &[])?),
            FrameEnd::UnboundedFollowing => End::UnboundedFollowing,
        })
    }

    /// How many rows away it is, when it is told so; `which` end it is, for errors.
    async fn offset(&self, run: &mut Run<'_, '_>, which: &str) -> SqlResult<usize> {
        let (End::Preceding(code) | End::Following(code)) = self else { return Ok(0) };
        match run.patiently(|eval| code.eval(eval, &[])).await? {
            Datum::Int8(rows) if rows >= 0 => Ok(usize::try_from(rows).unwrap_or(usize::MAX)),
            Datum::Int8(_) => Err(SqlError::new(
                SqlState::new(b"22013"),
                format!("frame {which} offset must not be negative"),
            )),
            _ => Err(SqlError::new(
                SqlState::NULL_VALUE_NOT_ALLOWED,
                format!("frame {which} offset must not be null"),
            )),
        }
    }
}

struct Window(Arc<Definition>);

struct WindowRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    /// Rows read and not yet of a partition, the next one, and their keys.
    ahead: Batch,
    at: usize,
    keys: Vec<RowKey>,
    /// The partition at hand, the next row of it to give, and what the calls give by row.
    part: Batch,
    given: usize,
    values: Vec<Vec<Datum>>,
    held: Held,
}

/// Which partition a row is of, and where it stands in its order.
struct RowKey {
    part: Vec<u8>,
    order: Vec<u8>,
}

impl Node for Window {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(WindowRun {
            input: definition.input.start(),
            ahead: Batch::default(),
            at: 0,
            keys: Vec::new(),
            part: Batch::new(definition.input_width),
            given: 0,
            values: Vec::new(),
            held: Held::default(),
            definition,
        })
    }
}

#[async_trait]
impl Operator for WindowRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.breathe().await?;
        if self.given >= self.part.len() && !self.fill(run).await? {
            return Ok(None);
        }
        let end = self.part.len().min(self.given + want);
        let mut out = Batch::with_capacity(self.definition.width, end - self.given);
        for at in self.given..end {
            let made = self.values.iter_mut().map(|column| std::mem::take(&mut column[at]));
            out.push(self.part.row(at).iter().cloned().chain(made));
        }
        self.given = end;
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        (self.ahead, self.at, self.given) = (Batch::default(), 0, 0);
        self.part = Batch::new(self.definition.input_width);
        self.held.release(run.cx);
        self.input.reset(run);
    }
}

impl WindowRun {
    /// Reads the next partition and computes the calls; false when there is none.
    async fn fill(&mut self, run: &mut Run<'_, '_>) -> SqlResult<bool> {
        let definition = Arc::clone(&self.definition);
        self.held.release(run.cx);
        (self.part, self.given) = (Batch::new(definition.input_width), 0);
        let (mut part, mut order): (Option<Vec<u8>>, Vec<Vec<u8>>) = (None, Vec::new());
        loop {
            if self.at >= self.ahead.len() && !self.read(run).await? {
                break;
            }
            let mut taken = Batch::new(definition.input_width);
            while let Some(key) = self.keys.get_mut(self.at) {
                if *part.get_or_insert_with(|| key.part.clone()) != key.part {
                    break;
                }
                order.push(std::mem::take(&mut key.order));
                taken.push(self.ahead.row(self.at).iter().cloned());
                self.at += 1;
            }
            let values = taken.len() * definition.calls.len() * size_of::<Datum>();
            self.held.hold(run.cx, batch_bytes(&taken) + values)?;
            self.part.append(taken);
            if self.at < self.ahead.len() {
                break;
            }
        }
        if self.part.is_empty() {
            return Ok(false);
        }
        let rows = Rows { peers: Peers::of(&order), part: &self.part };
        self.values.clear();
        for call in &definition.calls {
            let values = rows.values(run, call).await?;
            self.values.push(values);
        }
        Ok(true)
    }

    /// The next rows of the input, with their keys.
    async fn read(&mut self, run: &mut Run<'_, '_>) -> SqlResult<bool> {
        let Some(batch) = self.input.next(run, BATCH_ROWS).await? else { return Ok(false) };
        run.breathe().await?;
        let Definition { partition, part_types, keys, .. } = &*self.definition;
        let mut made: Vec<RowKey> = Vec::with_capacity(batch.len());
        run.patiently(|eval| {
            while made.len() < batch.len() {
                let (row, mut part, mut order) = (batch.row(made.len()), Vec::new(), Vec::new());
                for (code, ty) in partition.iter().zip(part_types) {
                    identity::put(*ty, &*code.value(eval, row)?, &mut part);
                }
                keys.bytes(eval, row, &mut order)?;
                made.push(RowKey { part, order });
                eval.row_done();
            }
            Ok(())
        })
        .await?;
        (self.ahead, self.at, self.keys) = (batch, 0, made);
        Ok(true)
    }
}

/// Where the peers of each row begin and end, and how many groups of peers there are up to it.
struct Peers(Vec<(usize, usize, usize)>);

impl Peers {
    fn of(order: &[Vec<u8>]) -> Peers {
        let mut out = Vec::with_capacity(order.len());
        let (mut begin, mut group) = (0, 0);
        while begin < order.len() {
            let same = order[begin..].iter().take_while(|key| **key == order[begin]).count();
            group += 1;
            out.extend(std::iter::repeat_n((begin, begin + same, group), same));
            begin += same;
        }
        Peers(out)
    }
}

/// A partition.
struct Rows<'p> {
    part: &'p Batch,
    peers: Peers,
}

fn count(rows: usize) -> Datum {
    Datum::Int8(i64::try_from(rows).unwrap_or(i64::MAX))
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> Datum {
    Datum::Float8(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
}

impl Rows<'_> {
    fn len(&self) -> usize {
        self.part.len()
    }

    /// What `call` gives for each row.
    async fn values(&self, run: &mut Run<'_, '_>, call: &Call) -> SqlResult<Vec<Datum>> {
        let by_peers = |value: &dyn Fn(usize, usize, usize) -> Datum| {
            let peers = self.peers.0.iter();
            Ok(peers.map(|(begin, end, group)| value(*begin, *end, *group)).collect())
        };
        match &call.what {
            What::RowNumber => Ok((1..=self.len()).map(count).collect()),
            What::Rank => by_peers(&|begin, _, _| count(begin + 1)),
            What::DenseRank => by_peers(&|_, _, group| count(group)),
            What::PercentRank => by_peers(&|begin, _, _| ratio(begin, self.len() - 1)),
            What::CumeDist => by_peers(&|_, end, _| ratio(end, self.len())),
            What::Ntile => self.ntile(run, call).await,
            What::Beside(before) => self.beside(run, call, *before).await,
            What::First | What::Last | What::Nth => self.of_frame(run, call).await,
            What::Aggregate { call: aggregate, running } => {
                self.aggregate(run, call, aggregate, *running).await
            }
        }
    }

    /// The values of argument `at` over all rows.
    async fn argument(&self, run: &mut Run<'_, '_>, code: &Code) -> SqlResult<Vec<Datum>> {
        let mut out = Vec::with_capacity(self.len());
        while out.len() < self.len() {
            run.breathe().await?;
            let end = self.len().min(out.len() + CHUNK);
            run.patiently(|eval| {
                while out.len() < end {
                    out.push(code.eval(eval, self.part.row(out.len()))?);
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
        }
        Ok(out)
    }

    async fn ntile(&self, run: &mut Run<'_, '_>, call: &Call) -> SqlResult<Vec<Datum>> {
        let Some(code) = call.args.first() else { return Err(lost()) };
        let row = self.part.row(0);
        let Datum::Int4(tiles) = run.patiently(|eval| code.eval(eval, row)).await? else {
            return Ok(vec![Datum::Null; self.len()]);
        };
        let Some(tiles) = usize::try_from(tiles).ok().filter(|tiles| *tiles > 0) else {
            let message = "argument of ntile must be greater than zero";
            return Err(SqlError::new(SqlState::new(b"22014"), message));
        };
        let (each, larger) = (self.len() / tiles, self.len() % tiles);
        let tile = |row: usize| match row < larger * (each + 1) {
            true => row / (each + 1),
            false => larger + (row - larger * (each + 1)) / each.max(1),
        };
        let number = |row| Datum::Int4(i32::try_from(tile(row) + 1).unwrap_or(i32::MAX));
        Ok((0..self.len()).map(number).collect())
    }

    /// `lag` and `lead`.
    async fn beside(
        &self,
        run: &mut Run<'_, '_>,
        call: &Call,
        before: bool,
    ) -> SqlResult<Vec<Datum>> {
        let Some(code) = call.args.first() else { return Err(lost()) };
        let values = self.argument(run, code).await?;
        let offsets = match call.args.get(1) {
            Some(code) => Some(self.argument(run, code).await?),
            None => None,
        };
        let otherwise = match call.args.get(2) {
            Some(code) => Some(self.argument(run, code).await?),
            None => None,
        };
        let value = |row: usize| {
            let offset = match offsets.as_ref().map(|offsets| &offsets[row]) {
                None => 1,
                Some(Datum::Int4(offset)) => i64::from(*offset),
                Some(_) => return Datum::Null,
            };
            let offset = if before { -offset } else { offset };
            let place = i64::try_from(row).ok().and_then(|row| row.checked_add(offset));
            let found = place.and_then(|place| values.get(usize::try_from(place).ok()?));
            match (found, &otherwise) {
                (Some(value), _) => value.clone(),
                (None, Some(otherwise)) => otherwise[row].clone(),
                (None, None) => Datum::Null,
            }
        };
        Ok((0..self.len()).map(value).collect())
    }

    /// `first_value`, `last_value`, `nth_value`.
    async fn of_frame(&self, run: &mut Run<'_, '_>, call: &Call) -> SqlResult<Vec<Datum>> {
        let Some(code) = call.args.first() else { return Err(lost()) };
        let values = self.argument(run, code).await?;
        let places = match call.args.get(1) {
            Some(code) => Some(self.argument(run, code).await?),
            None => None,
        };
        let offsets = Offsets::of(run, call).await?;
        let mut out = Vec::with_capacity(self.len());
        for row in 0..self.len() {
            let (start, end) = self.frame(call, offsets, row);
            let place = match (&call.what, places.as_ref().map(|places| &places[row])) {
                (What::First, _) => Some(start),
                (What::Last, _) => end.checked_sub(1),
                (_, Some(Datum::Int4(nth))) if *nth > 0 => {
                    usize::try_from(*nth).ok().map(|nth| start + nth - 1)
                }
                (_, Some(Datum::Int4(_))) => {
                    let message = "argument of nth_value must be greater than zero";
                    return Err(SqlError::new(SqlState::new(b"22016"), message));
                }
                _ => None,
            };
            let inside = place.filter(|place| (start..end).contains(place));
            out.push(inside.map_or(Datum::Null, |place| values[place].clone()));
        }
        Ok(out)
    }

    async fn aggregate(
        &self,
        run: &mut Run<'_, '_>,
        call: &Call,
        aggregate: &accumulate::Call,
        running: bool,
    ) -> SqlResult<Vec<Datum>> {
        let offsets = Offsets::of(run, call).await?;
        let mut out: Vec<Datum> = Vec::with_capacity(self.len());
        // The state holds the rows of `fed`; its value was taken for all of them.
        let (mut state, mut fed, mut taken) = (State::new(aggregate), (0, 0), false);
        for row in 0..self.len() {
            run.breathe().await?;
            let (start, end) = self.frame(call, offsets, row);
            if taken && fed == (start, end) {
                out.push(out[row - 1].clone());
                continue;
            }
            if fed.0 != start || fed.1 > end || (taken && !running) {
                (state, fed) = (State::new(aggregate), (start, start));
            }
            while fed.1 < end {
                run.breathe().await?;
                let until = end.min(fed.1 + CHUNK);
                let mut bytes = 0;
                run.patiently(|eval| {
                    while fed.1 < until {
                        bytes += state.add(aggregate, eval, self.part.row(fed.1))?;
                        fed.1 += 1;
                        eval.row_done();
                    }
                    Ok(())
                })
                .await?;
                run.cx.memory.hold(bytes)?;
                run.cx.memory.release(bytes);
            }
            out.push(state.finish(aggregate, run.cx.env)?);
            taken = true;
        }
        Ok(out)
    }

    /// The rows of the frame of `row`: from, and up to.
    fn frame(&self, call: &Call, offsets: Offsets, row: usize) -> (usize, usize) {
        let (first, last, _) = self.peers.0[row];
        let (first, last) = match call.unit {
            FrameUnit::Rows => (row, row + 1),
            FrameUnit::Range | FrameUnit::Groups => (first, last),
        };
        let start = match call.start {
            End::UnboundedPreceding => 0,
            End::Preceding(_) => row.saturating_sub(offsets.start),
            End::CurrentRow => first,
            End::Following(_) => row.saturating_add(offsets.start),
            End::UnboundedFollowing => self.len(),
        };
        let end = match call.end {
            End::UnboundedPreceding => 0,
            End::Preceding(_) => (row + 1).saturating_sub(offsets.end),
            End::CurrentRow => last,
            End::Following(_) => (row + 1).saturating_add(offsets.end),
            End::UnboundedFollowing => self.len(),
        };
        let start = start.min(self.len());
        (start, end.min(self.len()).max(start))
    }
}

/// How many rows away the ends of a frame are that are told so.
#[derive(Clone, Copy)]
struct Offsets {
    start: usize,
    end: usize,
}

impl Offsets {
    async fn of(run: &mut Run<'_, '_>, call: &Call) -> SqlResult<Offsets> {
        let start = call.start.offset(run, "starting").await?;
        Ok(Offsets { start, end: call.end.offset(run, "ending").await? })
    }
}

fn lost() -> SqlError {
    SqlError::internal("an argument of a window function is lost")
}
