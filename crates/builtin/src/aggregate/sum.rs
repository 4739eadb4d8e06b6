//! Sums and exact averages.

use super::Accumulator;
use crate::args::{float, integer, interval, made, mismatch, out_of_range};
use crate::datetime::{arithmetic, overflow};
use crate::{Env, Signature, number};
use base::SqlResult;
use rupg_types::{Interval, Numeric, NumericSign, oid};
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

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        let sum = made(Ok(Numeric::from_integer(self.sum)));
        Some(sum.map(|sum| vec![Datum::Int8(self.rows), sum]))
    }

    fn merge(&mut self, _: &dyn Env, partial: &[Datum]) -> SqlResult<()> {
        let [Datum::Int8(rows), Datum::Numeric(sum)] = partial else { return Err(mismatch()) };
        self.rows += rows;
        self.sum += sum.to_decimal(0).ok_or_else(mismatch)?;
        Ok(())
    }
}

/// Of numerics. Those of everyday size are added up as whole numbers of a small unit, the others as
/// they are.
pub(super) struct Exact {
    average: bool,
    rows: i64,
    /// What does not fit `small`.
    sum: Option<Numeric>,
    /// In units of 10^-[`UNIT_SCALE`].
    small: i128,
    /// The largest display scale in `small`; `None` when nothing is in it.
    scale: Option<u16>,
}

/// Decimal digits after the point that [`Exact::small`] has, four to a digit of a numeric.
const UNIT_SCALE: u32 = 16;

/// The unit of a digit of each weight from 3 down to -4: numbers below 10^16.
const UNITS: [i128; 8] = {
    let mut units = [1; 8];
    let mut at = 7;
    while at > 0 {
        units[at - 1] = units[at] * 10_000;
        at -= 1;
    }
    units
};

/// `value` in units of 10^-[`UNIT_SCALE`], when it is of everyday size.
fn small(value: &Numeric) -> Option<i128> {
    let negative = match value.sign() {
        NumericSign::Positive => false,
        NumericSign::Negative => true,
        _ => return None,
    };
    let first = usize::try_from(3 - i32::from(value.weight())).ok()?;
    let digits = value.digits();
    let units = UNITS.get(first..first + digits.len())?;
    let sum = digits.iter().zip(units).map(|(digit, unit)| i128::from(*digit) * unit).sum::<i128>();
    Some(if negative { -sum } else { sum })
}

impl Exact {
    pub(super) fn new(average: bool) -> Exact {
        Exact { average, rows: 0, sum: None, small: 0, scale: None }
    }

    fn take(&mut self, value: &Numeric) -> SqlResult<()> {
        self.rows += 1;
        if let Some(sum) = small(value).and_then(|value| self.small.checked_add(value)) {
            self.small = sum;
            self.scale = self.scale.max(Some(value.dscale()));
            return Ok(());
        }
        self.sum = Some(match &self.sum {
            Some(sum) => sum.add(value).map_err(sql_error)?,
            None => value.clone(),
        });
        Ok(())
    }

    /// The sum of all, with the largest display scale of all.
    fn total(&mut self) -> SqlResult<Option<Numeric>> {
        let Some(scale) = self.scale.take() else { return Ok(self.sum.take()) };
        let small = Numeric::from_decimal(std::mem::take(&mut self.small), UNIT_SCALE);
        // Nothing is rounded away: no digit stands past a display scale.
        let small = small.round(i32::from(scale)).map_err(sql_error)?;
        Ok(Some(match self.sum.take() {
            Some(sum) => sum.add(&small).map_err(sql_error)?,
            None => small,
        }))
    }
}

impl Accumulator for Exact {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        match args.first() {
            Some(Datum::Numeric(value)) => self.take(value),
            Some(Datum::Null) => Ok(()),
            _ => Err(mismatch()),
        }
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Some(sum) = self.total()? else { return Ok(Datum::Null) };
        if self.average {
            return made(sum.div(&Numeric::from_integer(i128::from(self.rows))));
        }
        made(Ok(sum))
    }

    fn partial(&mut self) -> Option<SqlResult<Vec<Datum>>> {
        let rows = std::mem::take(&mut self.rows);
        let sum = self.total().and_then(|sum| sum.map_or(Ok(Datum::Null), |sum| made(Ok(sum))));
        Some(sum.map(|sum| vec![Datum::Int8(rows), sum]))
    }

    fn merge(&mut self, _: &dyn Env, partial: &[Datum]) -> SqlResult<()> {
        let [Datum::Int8(rows), sum] = partial else { return Err(mismatch()) };
        if let Datum::Numeric(sum) = sum {
            self.take(sum)?;
            self.rows += rows - 1;
        }
        Ok(())
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
