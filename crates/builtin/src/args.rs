//! How does a function take its arguments apart?
//!
//! A caller gives values of the declared types, so a [`mismatch`] is a mistake of the caller.

use base::{SqlError, SqlResult, SqlState};
use ecow::EcoVec;
use rupg_types::{Interval, JsonTree, Numeric, TypeError};
use std::sync::Arc;
use types::{Array, Datum, Oid, Record, sql_error};

/// Arguments that are not of the declared types: the caller's mistake.
pub(crate) fn mismatch() -> SqlError {
    SqlError::internal("a function was called with arguments of other types than declared")
}

/// An error by its five characters.
pub(crate) fn fail(state: &[u8; 5], message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::new(state), message)
}

/// 22023.
pub(crate) fn invalid(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
}

/// 22003 `... out of range`.
pub(crate) fn out_of_range(name: &str) -> SqlError {
    SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, format!("{name} out of range"))
}

/// The arguments of a call, each asked for as what it is.
pub(crate) trait Args {
    fn at(&self, index: usize) -> SqlResult<&Datum>;

    fn text(&self, index: usize) -> SqlResult<&str> {
        match self.at(index)? {
            Datum::Text(text) => Ok(text),
            _ => Err(mismatch()),
        }
    }

    /// Any of the integer types.
    fn int(&self, index: usize) -> SqlResult<i64> {
        integer(self.at(index)?)
    }

    fn int4(&self, index: usize) -> SqlResult<i32> {
        i32::try_from(self.int(index)?).map_err(|_| mismatch())
    }

    fn oid(&self, index: usize) -> SqlResult<Oid> {
        u32::try_from(self.int(index)?).map_err(|_| mismatch())
    }

    /// Any of the number types.
    fn float(&self, index: usize) -> SqlResult<f64> {
        float(self.at(index)?)
    }

    fn bool(&self, index: usize) -> SqlResult<bool> {
        match self.at(index)? {
            Datum::Bool(value) => Ok(*value),
            _ => Err(mismatch()),
        }
    }

    fn numeric(&self, index: usize) -> SqlResult<&Numeric> {
        match self.at(index)? {
            Datum::Numeric(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    fn interval(&self, index: usize) -> SqlResult<&Interval> {
        match self.at(index)? {
            Datum::Interval(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    fn array(&self, index: usize) -> SqlResult<&Array> {
        match self.at(index)? {
            Datum::Array(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    fn bytes(&self, index: usize) -> SqlResult<&[u8]> {
        match self.at(index)? {
            Datum::Bytea(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    fn uuid(&self, index: usize) -> SqlResult<&[u8; 16]> {
        match self.at(index)? {
            Datum::Uuid(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    /// Microseconds since midnight, seconds west of UTC.
    fn timetz(&self, index: usize) -> SqlResult<(i64, i32)> {
        match self.at(index)? {
            Datum::TimeTz(value) => Ok(**value),
            _ => Err(mismatch()),
        }
    }

    fn record(&self, index: usize) -> SqlResult<&Record> {
        match self.at(index)? {
            Datum::Record(value) => Ok(value),
            _ => Err(mismatch()),
        }
    }

    /// A json or jsonb document, strings decoded.
    fn json(&self, index: usize) -> SqlResult<JsonTree<'_>> {
        JsonTree::parse(self.text(index)?).map_err(sql_error)
    }
}

impl Args for [Datum] {
    fn at(&self, index: usize) -> SqlResult<&Datum> {
        self.get(index).ok_or_else(mismatch)
    }
}

/// The value of any of the integer types.
pub(crate) fn integer(datum: &Datum) -> SqlResult<i64> {
    match datum {
        Datum::Int2(value) => Ok(i64::from(*value)),
        Datum::Int4(value) => Ok(i64::from(*value)),
        Datum::Int8(value) => Ok(*value),
        Datum::Oid(value) => Ok(i64::from(*value)),
        _ => Err(mismatch()),
    }
}

/// The value of any of the number types, rounded into a double.
pub(crate) fn float(datum: &Datum) -> SqlResult<f64> {
    match datum {
        Datum::Float4(value) => Ok(f64::from(*value)),
        Datum::Float8(value) => Ok(*value),
        Datum::Numeric(value) => Ok(value.to_f64()),
        #[allow(clippy::cast_precision_loss)]
        _ => Ok(integer(datum)? as f64),
    }
}

/// The value of any of the number types as a numeric.
pub(crate) fn numeric(datum: &Datum) -> SqlResult<Numeric> {
    match datum {
        Datum::Numeric(value) => Ok((**value).clone()),
        Datum::Float4(value) => Ok(Numeric::from_f64(f64::from(*value))),
        Datum::Float8(value) => Ok(Numeric::from_f64(*value)),
        _ => Ok(Numeric::from_integer(i128::from(integer(datum)?))),
    }
}

/// A numeric from the library, or its error.
pub(crate) fn made(value: Result<Numeric, TypeError>) -> SqlResult<Datum> {
    value.map(|value| Datum::Numeric(Arc::new(value))).map_err(sql_error)
}

/// A length or place as int4.
pub(crate) fn count(len: usize) -> Datum {
    Datum::Int4(i32::try_from(len).unwrap_or(i32::MAX))
}

pub(crate) fn bytea(bytes: impl Into<EcoVec<u8>>) -> Datum {
    Datum::Bytea(bytes.into())
}

/// An array of one dimension, from subscript 1.
pub(crate) fn array(element: Oid, items: Vec<Datum>) -> Datum {
    let len = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let dims = if items.is_empty() { Vec::new() } else { vec![(len, 1)] };
    Datum::Array(Arc::new(Array { element, dims, items }))
}

pub(crate) fn interval(value: Interval) -> Datum {
    Datum::Interval(Arc::new(value))
}
