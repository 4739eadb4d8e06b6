//! What does each aggregate keep, and what does it give?

use crate::Env;
use crate::Signature;
use crate::args::{integer, made, mismatch, numeric, out_of_range};
use base::SqlResult;
use ecow::EcoString;
use rupg_types::{Numeric, oid};
use std::sync::Arc;
use types::facts::FUNCTIONS;
use types::{Array, Datum, Oid, compare};

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
}

/// One aggregate function.
#[derive(Clone, Copy, Debug)]
pub struct AggregateDef {
    kind: Kind,
    argument: Oid,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    CountAll,
    Count,
    Sum,
    Avg,
    Best(std::cmp::Ordering),
    Every(bool),
    StringAgg,
    ArrayAgg,
}

/// The aggregate with this `pg_proc` OID; `None` when it is not implemented.
pub fn aggregate(function: Oid) -> Option<AggregateDef> {
    let found = FUNCTIONS.binary_search_by_key(&function, |row| row.oid).ok()?;
    let fact = &FUNCTIONS[found];
    if fact.kind != 'a' {
        return None;
    }
    let (name, argument) = (fact.name, fact.argtypes.first().copied().unwrap_or(0));
    let exact = matches!(argument, oid::INT2 | oid::INT4 | oid::INT8 | oid::NUMERIC);
    let float = matches!(argument, oid::FLOAT4 | oid::FLOAT8);
    let kind = match name {
        "count" if argument == 0 => Kind::CountAll,
        "count" => Kind::Count,
        "sum" if exact || float => Kind::Sum,
        "avg" if exact || float => Kind::Avg,
        "min" => Kind::Best(std::cmp::Ordering::Less),
        "max" => Kind::Best(std::cmp::Ordering::Greater),
        "bool_and" | "every" => Kind::Every(true),
        "bool_or" => Kind::Every(false),
        "string_agg" if argument == oid::TEXT => Kind::StringAgg,
        "array_agg" if argument == oid::ANYNONARRAY => Kind::ArrayAgg,
        _ => return None,
    };
    Some(AggregateDef { kind, argument })
}

impl AggregateDef {
    /// A fresh state for one group of a call with these types.
    pub fn start(&self, signature: &Signature) -> Box<dyn Accumulator> {
        let argument = signature.args.first().map(|ty| ty.oid);
        match self.kind {
            Kind::CountAll => Box::new(Count { all: true, rows: 0 }),
            Kind::Count => Box::new(Count { all: false, rows: 0 }),
            Kind::Sum | Kind::Avg => {
                let average = matches!(self.kind, Kind::Avg);
                Box::new(Total { argument: self.argument, average, rows: 0, sum: Sum::Whole(0) })
            }
            Kind::Best(wanted) => {
                let ty = argument.unwrap_or(self.argument);
                Box::new(Best { ty, wanted, value: Datum::Null })
            }
            Kind::Every(all) => Box::new(Every { all, value: None }),
            Kind::StringAgg => Box::new(StringAgg { value: None }),
            Kind::ArrayAgg => {
                Box::new(ArrayAgg { element: argument.unwrap_or(oid::TEXT), items: Vec::new() })
            }
        }
    }
}

struct Count {
    all: bool,
    rows: i64,
}

impl Accumulator for Count {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        if self.all || args.first().is_some_and(|value| !value.is_null()) {
            self.rows += 1;
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(Datum::Int8(self.rows))
    }
}

/// A running sum: exact for integers, and exact for numerics.
enum Sum {
    Whole(i128),
    Exact(Numeric),
    Float(f64),
}

struct Total {
    argument: Oid,
    average: bool,
    rows: i64,
    sum: Sum,
}

impl Accumulator for Total {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.first().ok_or_else(mismatch)?;
        if value.is_null() {
            return Ok(());
        }
        self.rows += 1;
        match (value, &mut self.sum) {
            (Datum::Numeric(value), Sum::Exact(sum)) => {
                *sum = sum.add(value).map_err(types::sql_error)?;
            }
            (Datum::Numeric(value), sum) => *sum = Sum::Exact((**value).clone()),
            (Datum::Float4(_) | Datum::Float8(_), sum) => {
                let value = match value {
                    Datum::Float4(value) => f64::from(*value),
                    Datum::Float8(value) => *value,
                    _ => return Err(mismatch()),
                };
                let before = if let Sum::Float(sum) = sum { *sum } else { 0.0 };
                let after = before + value;
                if after.is_infinite() && before.is_finite() && value.is_finite() {
                    return Err(out_of_range("value"));
                }
                *sum = Sum::Float(after);
            }
            // 2^64 values of 63 bits fit.
            (_, Sum::Whole(sum)) => *sum += i128::from(integer(value)?),
            _ => return Err(mismatch()),
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.rows == 0 {
            return Ok(Datum::Null);
        }
        let count = Numeric::from_integer(i128::from(self.rows));
        match &self.sum {
            #[allow(clippy::cast_precision_loss)]
            Sum::Float(sum) if self.average => Ok(Datum::Float8(sum / self.rows as f64)),
            #[allow(clippy::cast_possible_truncation)]
            Sum::Float(sum) if self.argument == oid::FLOAT4 => Ok(Datum::Float4(*sum as f32)),
            Sum::Float(sum) => Ok(Datum::Float8(*sum)),
            Sum::Whole(sum) if self.average => made(Numeric::from_integer(*sum).div(&count)),
            Sum::Whole(sum) if self.argument == oid::INT8 => made(Ok(Numeric::from_integer(*sum))),
            Sum::Whole(sum) => {
                i64::try_from(*sum).map(Datum::Int8).map_err(|_| out_of_range("bigint"))
            }
            Sum::Exact(sum) if self.average => made(sum.div(&count)),
            Sum::Exact(sum) => numeric(&Datum::Numeric(Arc::new(sum.clone())))
                .map(|value| Datum::Numeric(Arc::new(value))),
        }
    }
}

struct Best {
    ty: Oid,
    wanted: std::cmp::Ordering,
    value: Datum,
}

impl Accumulator for Best {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.first().ok_or_else(mismatch)?;
        let better = self.value.is_null() || compare(self.ty, value, &self.value) == self.wanted;
        if !value.is_null() && better {
            self.value = value.clone();
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.clone())
    }
}

struct Every {
    all: bool,
    value: Option<bool>,
}

impl Accumulator for Every {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        if let Some(Datum::Bool(value)) = args.first() {
            let before = self.value.unwrap_or(self.all);
            self.value = Some(if self.all { before && *value } else { before || *value });
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.map_or(Datum::Null, Datum::Bool))
    }
}

struct StringAgg {
    value: Option<EcoString>,
}

impl Accumulator for StringAgg {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let [Datum::Text(text), delimiter] = args else { return Ok(()) };
        match (&mut self.value, delimiter) {
            (None, _) => self.value = Some(text.clone()),
            (Some(value), delimiter) => {
                if let Datum::Text(delimiter) = delimiter {
                    value.push_str(delimiter);
                }
                value.push_str(text);
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.take().map_or(Datum::Null, Datum::Text))
    }

    fn memory_bytes(&self) -> usize {
        self.value.as_ref().map_or(0, |value| value.len())
    }
}

struct ArrayAgg {
    element: Oid,
    items: Vec<Datum>,
}

impl Accumulator for ArrayAgg {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        self.items.push(args.first().ok_or_else(mismatch)?.clone());
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.items.is_empty() {
            return Ok(Datum::Null);
        }
        let items = std::mem::take(&mut self.items);
        let len = i32::try_from(items.len()).map_err(|_| out_of_range("array size"))?;
        Ok(Datum::Array(Arc::new(Array { element: self.element, dims: vec![(len, 1)], items })))
    }

    fn memory_bytes(&self) -> usize {
        self.items.len() * size_of::<Datum>()
    }
}
