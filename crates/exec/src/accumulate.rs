//! How does one aggregate call take rows: filtered, once each, in order?

use crate::batch::Batch;
use crate::code::Code;
use crate::compile::Compiler;
use crate::compile_expr::{signature, unsupported};
use crate::eval::Eval;
use crate::identity;
use crate::sort::{SortKeys, Sorter};
use base::{SqlError, SqlResult};
use builtin::{Accumulator, AggregateDef, Env, Signature};
use sql::Expr;
use sql::rel::{Aggregate, ColumnId, SortKey};
use std::collections::HashSet;
use types::facts::{self, fn_oid};
use types::{Datum, Oid};

/// Whether it may be evaluated on any thread, in any order.
pub(crate) fn is_steady(expr: &Expr) -> bool {
    !expr.is_volatile() && !expr.has_subquery()
}

/// A compiled aggregate call.
pub(crate) struct Call {
    what: What,
    args: Vec<Code>,
    arg_types: Vec<Oid>,
    /// Each distinct list of arguments once.
    distinct: bool,
    /// Rows are kept, and taken in this order at the end.
    order: Option<SortKeys>,
    filter: Option<Code>,
    /// The state keeps what it is given, so that its memory is counted at every row.
    keeps: bool,
    /// States of rows taken apart can be merged.
    pub(crate) parts: bool,
}

enum What {
    /// `count(*)` and `count(x)`, which need no state of their own.
    Count,
    Any(AggregateDef, Signature),
}

/// How far the taking of a batch has come.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) call: usize,
    pub(crate) row: usize,
    column: Vec<Datum>,
    /// What it has taken of memory so far.
    pub(crate) bytes: usize,
}

impl Progress {
    /// A call has all rows.
    pub(crate) fn next_call(&mut self) {
        (self.call, self.row) = (self.call + 1, 0);
        self.column.clear();
    }
}

/// The state of one call over one group.
pub(crate) struct State {
    total: Total,
    seen: Option<HashSet<Box<[u8]>>>,
    rows: Option<Box<Sorter>>,
}

enum Total {
    Count(i64),
    Any(Box<dyn Accumulator>),
}

impl Call {
    pub(crate) fn compile(
        compiler: &mut Compiler,
        call: &Aggregate,
        columns: &[ColumnId],
    ) -> SqlResult<Call> {
        let types: Vec<_> = call.args.iter().map(Expr::ty).collect();
        let arg_types = types.iter().map(|ty| ty.oid).collect();
        let what = match call.function {
            fn_oid::F_COUNT_ | fn_oid::F_COUNT_ANY => What::Count,
            function => match builtin::aggregate(function) {
                Some(found) => What::Any(found, signature(types, call.ty)),
                None => return Err(unsupported(function)),
            },
        };
        let name = facts::function(call.function).map_or("", |fact| fact.name);
        let plain = ["count", "sum", "avg", "min", "max", "bool_and", "bool_or", "every"];
        let plain = plain.contains(&name);
        let mut order = call.order.clone();
        if call.distinct && order.is_empty() && !plain {
            // PostgreSQL finds duplicates by sorting, so they come sorted.
            let key =
                |arg: &Expr| SortKey { expr: arg.clone(), descending: false, nulls_first: false };
            order = call.args.iter().map(key).collect();
        }
        let order = (!order.is_empty()).then(|| SortKeys::compile(compiler, &order, columns));
        let parts = match &what {
            What::Count => true,
            What::Any(function, signature) => function.start(signature).partial().is_some(),
        };
        let steady = call.args.iter().chain(&call.filter).all(is_steady);
        Ok(Call {
            parts: parts && steady && !call.distinct && order.is_none(),
            what,
            args: compiler.codes(&call.args, columns)?,
            arg_types,
            distinct: call.distinct,
            order: order.transpose()?,
            filter: call.filter.as_ref().map(|f| compiler.code(f, columns)).transpose()?,
            keeps: !plain,
        })
    }
}

impl State {
    pub(crate) fn new(call: &Call) -> State {
        let total = match &call.what {
            What::Count => Total::Count(0),
            What::Any(function, signature) => Total::Any(function.start(signature)),
        };
        State {
            total,
            seen: call.distinct.then(HashSet::new),
            rows: call.order.as_ref().map(|_| Box::new(Sorter::new(call.args.len()))),
        }
    }

    /// Takes a row; the bytes that took.
    pub(crate) fn add(&mut self, call: &Call, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<usize> {
        if let Some(filter) = &call.filter
            && !filter.is_true(eval, row)?
        {
            return Ok(0);
        }
        if let (Total::Count(count), None, None) = (&mut self.total, &self.seen, &self.rows) {
            let counts = match call.args.as_slice() {
                [] => true,
                [arg] => !arg.value(eval, row)?.is_null(),
                _ => false,
            };
            *count += i64::from(counts);
            return Ok(0);
        }
        match call.args.as_slice() {
            [arg] => {
                let value = arg.value(eval, row)?;
                self.add_args(call, eval, row, std::slice::from_ref(&*value))
            }
            args => {
                let args = args.iter().map(|arg| arg.eval(eval, row));
                let args = args.collect::<SqlResult<Vec<Datum>>>()?;
                self.add_args(call, eval, row, &args)
            }
        }
    }

    fn add_args(
        &mut self,
        call: &Call,
        eval: &Eval<'_>,
        row: &[Datum],
        args: &[Datum],
    ) -> SqlResult<usize> {
        let mut bytes = 0;
        if let Some(seen) = &mut self.seen {
            let mut key = Vec::new();
            identity::row(&call.arg_types, args, &mut key);
            if !seen.insert(key.into()) {
                return Ok(0);
            }
            bytes += 64;
        }
        if let (Some(rows), Some(order)) = (&mut self.rows, &call.order) {
            let before = rows.bytes();
            rows.add(args, |_, out| order.append(eval, row, out))?;
            return Ok(bytes + rows.bytes() - before);
        }
        Ok(bytes + self.total.add(call, eval.functions.env, args)?)
    }

    /// Takes the rows of `batch` from where `at` is; after an error, it can be asked to go on.
    pub(crate) fn add_batch(
        &mut self,
        call: &Call,
        eval: &Eval<'_>,
        batch: &Batch,
        at: &mut Progress,
    ) -> SqlResult<()> {
        let env = eval.functions.env;
        let plain = call.filter.is_none() && self.seen.is_none() && self.rows.is_none();
        if plain && call.args.is_empty() {
            return match &mut self.total {
                Total::Count(count) => {
                    *count += i64::try_from(batch.len()).unwrap_or(i64::MAX);
                    Ok(())
                }
                Total::Any(state) => state.add_rows(env, batch.len()),
            };
        }
        if let (true, [arg], Total::Any(state)) = (plain, call.args.as_slice(), &mut self.total) {
            if let (Code::Column(at), false) = (arg, call.keeps) {
                return batch.rows().try_for_each(|row| state.add(env, &row[*at..=*at]));
            }
            at.column.reserve(batch.len());
            while at.column.len() < batch.len() {
                at.column.push(arg.eval(eval, batch.row(at.column.len()))?);
                eval.row_done();
            }
            let before = if call.keeps { state.memory_bytes() } else { 0 };
            state.add_column(env, &at.column)?;
            let after = if call.keeps { state.memory_bytes() } else { 0 };
            at.bytes += after.saturating_sub(before);
            return Ok(());
        }
        while at.row < batch.len() {
            at.bytes += self.add(call, eval, batch.row(at.row))?;
            at.row += 1;
            eval.row_done();
        }
        Ok(())
    }

    /// Takes what `other` has taken, of rows that come after its own.
    pub(crate) fn merge(&mut self, env: &dyn Env, other: State) -> SqlResult<()> {
        match (&mut self.total, other.total) {
            (Total::Count(count), Total::Count(more)) => *count += more,
            (Total::Any(state), Total::Any(mut more)) => {
                let partial = more.partial().transpose()?;
                let lost = || SqlError::internal("an aggregate cannot be put together");
                state.merge(env, &partial.ok_or_else(lost)?)?;
            }
            _ => return Err(SqlError::internal("aggregates are mixed up")),
        }
        Ok(())
    }

    /// The call's value.
    pub(crate) fn finish(&mut self, call: &Call, env: &dyn Env) -> SqlResult<Datum> {
        if let Some(mut rows) = self.rows.take() {
            rows.sort();
            for place in 0..rows.len() {
                let args: Vec<Datum> = rows.take(place).collect();
                self.total.add(call, env, &args)?;
            }
        }
        match &mut self.total {
            Total::Count(count) => Ok(Datum::Int8(*count)),
            Total::Any(state) => state.finish(env),
        }
    }
}

impl Total {
    /// Takes one row's arguments; the bytes that took.
    fn add(&mut self, call: &Call, env: &dyn Env, args: &[Datum]) -> SqlResult<usize> {
        match self {
            Total::Count(count) => {
                *count += i64::from(!args.iter().any(Datum::is_null));
                Ok(0)
            }
            Total::Any(state) if call.keeps => {
                let before = state.memory_bytes();
                state.add(env, args)?;
                Ok(state.memory_bytes().saturating_sub(before))
            }
            Total::Any(state) => state.add(env, args).map(|()| 0),
        }
    }
}
