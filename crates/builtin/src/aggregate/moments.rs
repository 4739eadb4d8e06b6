//! Means, variances and standard deviations.

use super::{Accumulator, Start};
use crate::args::{float, integer, made, mismatch};
use crate::{Env, number};
use base::SqlResult;
use rupg_types::{Numeric, NumericSign};
use types::{Datum, sql_error};

/// Which number of the distribution is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Mean,
    Variance { sample: bool, root: bool },
}

const fn variance(sample: bool, root: bool) -> Of {
    Of::Variance { sample, root }
}

pub(super) fn start(name: &str, exact: bool, double: bool) -> Option<Start> {
    Some(match (name, exact, double) {
        ("variance" | "var_samp", true, _) => |_| Box::new(Exact::new(true, false)),
        ("var_pop", true, _) => |_| Box::new(Exact::new(false, false)),
        ("stddev" | "stddev_samp", true, _) => |_| Box::new(Exact::new(true, true)),
        ("stddev_pop", true, _) => |_| Box::new(Exact::new(false, true)),
        ("variance" | "var_samp", _, true) => |_| Box::new(Doubles::new(variance(true, false))),
        ("var_pop", _, true) => |_| Box::new(Doubles::new(variance(false, false))),
        ("stddev" | "stddev_samp", _, true) => |_| Box::new(Doubles::new(variance(true, true))),
        ("stddev_pop", _, true) => |_| Box::new(Doubles::new(variance(false, true))),
        _ => return None,
    })
}

/// Over doubles, by Youngs and Cramer (`float8_accum`).
pub(super) struct Doubles {
    of: Of,
    count: f64,
    sum: f64,
    /// Sum of squared distances from the mean so far.
    squares: f64,
}

impl Doubles {
    pub(super) fn new(of: Of) -> Doubles {
        Doubles { of, count: 0.0, sum: 0.0, squares: 0.0 }
    }
}

impl Accumulator for Doubles {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = match args.first() {
            Some(Datum::Null) => return Ok(()),
            Some(value) => float(value)?,
            None => return Err(mismatch()),
        };
        let (count, sum) = (self.count, self.sum);
        self.count += 1.0;
        self.sum += value;
        if count > 0.0 {
            let apart = value * self.count - self.sum;
            self.squares += apart * apart / (self.count * count);
            if self.sum.is_infinite() || self.squares.is_infinite() {
                if !sum.is_infinite() && !value.is_infinite() {
                    return Err(number::overflow());
                }
                self.squares = f64::NAN;
            }
        } else if !value.is_finite() {
            self.squares = f64::NAN;
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Of::Variance { sample, root } = self.of else {
            let empty = self.count == 0.0;
            return Ok(if empty { Datum::Null } else { Datum::Float8(self.sum / self.count) });
        };
        let divisor = if sample { self.count - 1.0 } else { self.count };
        if divisor <= 0.0 {
            return Ok(Datum::Null);
        }
        let variance = self.squares / divisor;
        Ok(Datum::Float8(if root { variance.sqrt() } else { variance }))
    }
}

/// Over integers and numerics, exactly.
struct Exact {
    sample: bool,
    root: bool,
    rows: i64,
    /// Sum and sum of squares; small integers in machine numbers as long as they fit.
    whole: (i128, i128),
    exact: Option<(Numeric, Numeric)>,
    endless: bool,
}

impl Exact {
    fn new(sample: bool, root: bool) -> Exact {
        Exact { sample, root, rows: 0, whole: (0, 0), exact: None, endless: false }
    }

    fn take_exact(&mut self, value: &Numeric) -> SqlResult<()> {
        if !matches!(value.sign(), NumericSign::Positive | NumericSign::Negative) {
            self.endless = true;
            return Ok(());
        }
        let square = value.mul(value).map_err(sql_error)?;
        self.exact = Some(match &self.exact {
            None => (value.clone(), square),
            Some((sum, squares)) => {
                (sum.add(value).map_err(sql_error)?, squares.add(&square).map_err(sql_error)?)
            }
        });
        Ok(())
    }

    fn totals(&self) -> SqlResult<(Numeric, Numeric)> {
        let (sum, squares) = self.whole;
        let (sum, squares) = (Numeric::from_integer(sum), Numeric::from_integer(squares));
        match &self.exact {
            None => Ok((sum, squares)),
            Some((more, more_squares)) => Ok((
                more.add(&sum).map_err(sql_error)?,
                more_squares.add(&squares).map_err(sql_error)?,
            )),
        }
    }
}

impl Accumulator for Exact {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.first().ok_or_else(mismatch)?;
        match value {
            Datum::Null => return Ok(()),
            Datum::Numeric(value) => self.take_exact(value)?,
            value => {
                let value = i128::from(integer(value)?);
                match self.whole.1.checked_add(value * value) {
                    Some(squares) => self.whole = (self.whole.0 + value, squares),
                    None => self.take_exact(&Numeric::from_integer(value))?,
                }
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.rows == 0 || (self.sample && self.rows == 1) {
            return Ok(Datum::Null);
        }
        if self.endless {
            return made(Ok(Numeric::NAN));
        }
        let (sum, squares) = self.totals()?;
        made(Numeric::moment(self.rows, &sum, &squares, self.sample, self.root))
    }
}
