//! What does each aggregate keep, and what does it give?

mod collect;
mod moments;
mod regression;
mod simple;
mod sum;

use crate::{Env, Signature};
use base::SqlResult;
use rupg_types::oid;
use types::{Datum, Oid, facts};

/// The state of one aggregate over one group.
pub trait Accumulator: Send {
    /// Takes one row's arguments, NULLs included.
    ///
    /// # Errors
    /// When the running value leaves its type's range.
    fn add(&mut self, env: &dyn Env, args: &[Datum]) -> SqlResult<()>;

    /// Takes a run of rows of a one-argument aggregate: a column of its argument.
    ///
    /// # Errors
    /// As [`Accumulator::add`].
    fn add_column(&mut self, env: &dyn Env, values: &[Datum]) -> SqlResult<()> {
        values.iter().try_for_each(|value| self.add(env, std::slice::from_ref(value)))
    }

    /// Takes some rows of an aggregate without arguments.
    ///
    /// # Errors
    /// As [`Accumulator::add`].
    fn add_rows(&mut self, env: &dyn Env, rows: usize) -> SqlResult<()> {
        (0..rows).try_for_each(|_| self.add(env, &[]))
    }

    /// The aggregate's value; NULL over no rows, except for counts.
    ///
    /// # Errors
    /// When the value leaves its type's range.
    fn finish(&mut self, env: &dyn Env) -> SqlResult<Datum>;

    /// About how much memory it holds beyond itself.
    fn memory_bytes(&self) -> usize {
        0
    }

    /// What it has taken, for [`Accumulator::merge`]; `None`, always, of an aggregate whose rows must
    /// be taken one after another. It is to take no more then.
    ///
    /// # Errors
    /// As [`Accumulator::add`].
    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        None
    }

    /// Takes at once all rows that another of its kind has taken, which come after its own.
    ///
    /// # Errors
    /// As [`Accumulator::add`].
    fn merge(&mut self, env: &dyn Env, partial: &[Datum]) -> SqlResult<()> {
        self.add(env, partial)
    }
}

/// One aggregate function.
#[derive(Clone, Copy, Debug)]
pub struct AggregateDef {
    start: fn(&Signature) -> Box<dyn Accumulator>,
}

impl AggregateDef {
    /// A fresh state for one group of a call with these types.
    pub fn start(&self, signature: &Signature) -> Box<dyn Accumulator> {
        (self.start)(signature)
    }
}

/// The aggregate with this `pg_proc` OID; `None` when it is not implemented.
pub fn aggregate(function: Oid) -> Option<AggregateDef> {
    let fact = facts::function(function).filter(|fact| fact.kind == 'a')?;
    let argument = fact.argtypes.first().copied().unwrap_or(0);
    start(fact.name, argument).map(|start| AggregateDef { start })
}

type Start = fn(&Signature) -> Box<dyn Accumulator>;

fn start(name: &str, argument: Oid) -> Option<Start> {
    let whole = matches!(argument, oid::INT2 | oid::INT4 | oid::INT8);
    let float = matches!(argument, oid::FLOAT4 | oid::FLOAT8);
    let exact = whole || argument == oid::NUMERIC;
    Some(match name {
        "count" if argument == 0 => |_| Box::new(simple::Count { all: true, rows: 0 }),
        "count" => |_| Box::new(simple::Count { all: false, rows: 0 }),
        "min" => |call| Box::new(simple::Best::new(call.arg(0), std::cmp::Ordering::Less)),
        "max" => |call| Box::new(simple::Best::new(call.arg(0), std::cmp::Ordering::Greater)),
        "any_value" => |_| Box::new(simple::Any::default()),
        "bool_and" | "every" => |_| Box::new(simple::Every { all: true, value: None }),
        "bool_or" => |_| Box::new(simple::Every { all: false, value: None }),
        "bit_and" if whole => |_| Box::new(simple::Bits::new(|a, b| a & b)),
        "bit_or" if whole => |_| Box::new(simple::Bits::new(|a, b| a | b)),
        "bit_xor" if whole => |_| Box::new(simple::Bits::new(|a, b| a ^ b)),
        "sum" if argument == oid::INTERVAL => |_| Box::new(sum::Spans::new(false)),
        "avg" if argument == oid::INTERVAL => |_| Box::new(sum::Spans::new(true)),
        "sum" if whole => |call| Box::new(sum::Whole::new(call, false)),
        "avg" if whole => |call| Box::new(sum::Whole::new(call, true)),
        "sum" if exact => |_| Box::new(sum::Exact::new(false)),
        "avg" if exact => |_| Box::new(sum::Exact::new(true)),
        "sum" if argument == oid::FLOAT4 => |_| Box::new(sum::Single::default()),
        "sum" if float => |_| Box::new(sum::Double::default()),
        "avg" if float => |_| Box::new(moments::Doubles::new(moments::Of::Mean)),
        _ => {
            return moments::start(name, exact, float)
                .or_else(|| regression::start(name))
                .or_else(|| collect::start(name, argument));
        }
    })
}
