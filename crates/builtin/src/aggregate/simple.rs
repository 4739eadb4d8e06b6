//! Counts, extremes, and the aggregates of bits and booleans.

use super::Accumulator;
use crate::Env;
use crate::args::{integer, mismatch};
use base::SqlResult;
use std::cmp::Ordering;
use types::{Datum, Oid, compare};

pub(super) struct Count {
    pub(super) all: bool,
    pub(super) rows: i64,
}

impl Accumulator for Count {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        if self.all || args.first().is_some_and(|value| !value.is_null()) {
            self.rows += 1;
        }
        Ok(())
    }

    fn add_rows(&mut self, _: &dyn Env, rows: usize) -> SqlResult<()> {
        self.rows += i64::try_from(rows).unwrap_or(i64::MAX);
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(Datum::Int8(self.rows))
    }

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        Some(Ok(vec![Datum::Int8(self.rows)]))
    }

    fn merge(&mut self, _: &dyn Env, partial: &[Datum]) -> SqlResult<()> {
        self.rows += integer(partial.first().ok_or_else(mismatch)?)?;
        Ok(())
    }
}

/// The least or greatest value.
pub(super) struct Best {
    ty: Oid,
    wanted: Ordering,
    value: Datum,
}

impl Best {
    pub(super) fn new(ty: Oid, wanted: Ordering) -> Best {
        Best { ty, wanted, value: Datum::Null }
    }
}

impl Accumulator for Best {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.first().ok_or_else(mismatch)?;
        if value.is_null() {
            return Ok(());
        }
        if self.value.is_null() || compare(self.ty, value, &self.value) == self.wanted {
            self.value = value.clone();
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.clone())
    }

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        Some(Ok(vec![self.value.clone()]))
    }

    fn memory_bytes(&self) -> usize {
        match &self.value {
            Datum::Text(value) => value.len(),
            Datum::Bytea(value) => value.len(),
            _ => 0,
        }
    }
}

/// The first value that is not NULL.
#[derive(Default)]
pub(super) struct Any {
    value: Datum,
}

impl Accumulator for Any {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        if self.value.is_null() {
            self.value = args.first().ok_or_else(mismatch)?.clone();
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.clone())
    }

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        Some(Ok(vec![self.value.clone()]))
    }
}

/// Whether all, or any, are true.
pub(super) struct Every {
    pub(super) all: bool,
    pub(super) value: Option<bool>,
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

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        Some(Ok(vec![self.value.map_or(Datum::Null, Datum::Bool)]))
    }
}

/// Integers put together bit by bit.
pub(super) struct Bits {
    join: fn(i64, i64) -> i64,
    value: Datum,
}

impl Bits {
    pub(super) fn new(join: fn(i64, i64) -> i64) -> Bits {
        Bits { join, value: Datum::Null }
    }
}

impl Accumulator for Bits {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.first().ok_or_else(mismatch)?;
        if value.is_null() {
            return Ok(());
        }
        if self.value.is_null() {
            self.value = value.clone();
            return Ok(());
        }
        let joined = (self.join)(integer(&self.value)?, integer(value)?);
        // Bit by bit two values of one width stay of that width.
        self.value = match value {
            Datum::Int2(_) => Datum::Int2(i16::try_from(joined).map_err(|_| mismatch())?),
            Datum::Int4(_) => Datum::Int4(i32::try_from(joined).map_err(|_| mismatch())?),
            _ => Datum::Int8(joined),
        };
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.clone())
    }

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        Some(Ok(vec![self.value.clone()]))
    }
}
