//! Sums and exact averages.

use super::Accumulator;
use crate::args::{float, integer, interval, made, mismatch, out_of_range};
use crate::datetime::{arithmetic, overflow};
use crate::{Env, Signature, number};
use base::SqlResult;
use rupg_types::{Interval, Numeric, oid};
use types::{Datum, sql_error};

/// Of integers. A sum of 2^64 values of 64 bits fits 128.
pub(super) struct Whole {
    average: bool,
    /// Whether the sum is a numeric, as of int8.
    exact: bool,
    rows: i64,
    sum: i128,
}

impl Whole {
    pub(super) fn new(call: &Signature, average: bool) -> Whole {
        Whole { average, exact: call.arg(0) == oid::INT8, rows: 0, sum: 0 }
    }

    fn take(&mut self, value: &Datum) -> SqlResult<()> {
        self.sum += i128::from(match value {
            Datum::Int4(value) => i64::from(*value),
            Datum::Int8(value) => *value,
            Datum::Null => return Ok(()),
            value => integer(value)?,
        });
        self.rows += 1;
        Ok(())
    }
}

impl Accumulator for Whole {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        self.take(args.first().ok_or_else(mismatch)?)
    }

    fn add_column(&mut self, _: &dyn Env, values: &[Datum]) -> SqlResult<()> {
        values.iter().try_for_each(|value| self.take(value))
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.rows == 0 {
            return Ok(Datum::Null);
        }
        if self.average {
            let count = Numeric::from_integer(i128::from(self.rows));
            return made(Numeric::from_integer(self.sum).div(&count));
        }
        if self.exact {
            return made(Ok(Numeric::from_integer(self.sum)));
        }
        i64::try_from(self.sum).map(Datum::Int8).map_err(|_| out_of_range("bigint"))
    }
}

/// Of numerics.
pub(super) struct Exact {
    average: bool,
    rows: i64,
    sum: Option<Numeric>,
}

impl Exact {
    pub(super) fn new(average: bool) -> Exact {
        Exact { average, rows: 0, sum: None }
    }
}

impl Accumulator for Exact {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        match args.first() {
            Some(Datum::Numeric(value)) => {
                self.rows += 1;
                self.sum = Some(match &self.sum {
                    Some(sum) => sum.add(value).map_err(sql_error)?,
                    None => (**value).clone(),
                });
                Ok(())
            }
            Some(Datum::Null) => Ok(()),
            _ => Err(mismatch()),
        }
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Some(sum) = self.sum.take() else { return Ok(Datum::Null) };
        if self.average {
            return made(sum.div(&Numeric::from_integer(i128::from(self.rows))));
        }
        made(Ok(sum))
    }
}

/// Of float4, in its precision.
#[derive(Default)]
pub(super) struct Single {
    sum: Option<f32>,
}

impl Accumulator for Single {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        match args.first() {
            Some(Datum::Float4(value)) => {
                let before = self.sum.unwrap_or(0.0);
                let after = before + value;
                if after.is_infinite() && before.is_finite() && value.is_finite() {
                    return Err(number::overflow());
                }
                self.sum = Some(after);
                Ok(())
            }
            Some(Datum::Null) => Ok(()),
            _ => Err(mismatch()),
        }
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.sum.map_or(Datum::Null, Datum::Float4))
    }
}

/// Of float8.
#[derive(Default)]
pub(super) struct Double {
    sum: Option<f64>,
}

impl Accumulator for Double {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = match args.first() {
            Some(Datum::Null) => return Ok(()),
            Some(value) => float(value)?,
            None => return Err(mismatch()),
        };
        let before = self.sum.unwrap_or(0.0);
        let after = before + value;
        if after.is_infinite() && before.is_finite() && value.is_finite() {
            return Err(number::overflow());
        }
        self.sum = Some(after);
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.sum.map_or(Datum::Null, Datum::Float8))
    }
}

/// Of intervals.
pub(super) struct Spans {
    average: bool,
    rows: i32,
    sum: Interval,
}

impl Spans {
    pub(super) fn new(average: bool) -> Spans {
        Spans { average, rows: 0, sum: Interval { time: 0, day: 0, month: 0 } }
    }
}

impl Accumulator for Spans {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        match args.first() {
            Some(Datum::Interval(value)) => {
                self.sum =
                    arithmetic::added(&self.sum, value, 1).ok_or_else(|| overflow("interval"))?;
                self.rows += 1;
                Ok(())
            }
            Some(Datum::Null) => Ok(()),
            _ => Err(mismatch()),
        }
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.rows == 0 {
            return Ok(Datum::Null);
        }
        if self.average {
            let rows = f64::from(self.rows);
            return arithmetic::scaled(&self.sum, |value| value / rows).map(interval);
        }
        Ok(interval(self.sum))
    }
}
