//! Is a value within an offset of a row's, for a window frame of RANGE?

use crate::args::{Args, fail, integer};
use crate::registry::Table;
use base::{SqlError, SqlResult};
use rupg_types::Numeric;
use std::cmp::Ordering;
use types::{Datum, compare, interval_span, sql_error};

pub(crate) fn bad_size() -> SqlError {
    fail(b"22013", "invalid preceding or following size in window function")
}

fn verdict(less: bool, order: Ordering) -> Datum {
    Datum::Bool(if less { order.is_le() } else { order.is_ge() })
}

/// No sum of two integers leaves 128 bits.
fn integers(args: &[Datum]) -> SqlResult<Datum> {
    let number = |index| Ok(i128::from(integer(args.at(index)?)?));
    let (value, base, offset): (i128, i128, i128) = (number(0)?, number(1)?, number(2)?);
    if offset < 0 {
        return Err(bad_size());
    }
    let edge = if args.bool(3)? { base - offset } else { base + offset };
    Ok(verdict(args.bool(4)?, value.cmp(&edge)))
}

fn floats(args: &[Datum]) -> SqlResult<Datum> {
    let (value, base, offset) = (args.float(0)?, args.float(1)?, args.float(2)?);
    let (back, less) = (args.bool(3)?, args.bool(4)?);
    if offset.is_nan() || offset < 0.0 {
        return Err(bad_size());
    }
    // NaN is after every number and beside itself.
    if value.is_nan() {
        return Ok(Datum::Bool(base.is_nan() || !less));
    }
    if base.is_nan() {
        return Ok(Datum::Bool(less));
    }
    if offset.is_infinite() && base.is_infinite() && (base > 0.0) == back {
        return Ok(Datum::Bool(true));
    }
    let edge = if back { base - offset } else { base + offset };
    Ok(verdict(less, types::compare_f64(value, edge)))
}

fn numerics(args: &[Datum]) -> SqlResult<Datum> {
    let (value, base, offset) = (args.numeric(0)?, args.numeric(1)?, args.numeric(2)?);
    let (back, less) = (args.bool(3)?, args.bool(4)?);
    let is_nan = |number: &Numeric| matches!(number.sign(), rupg_types::NumericSign::NaN);
    if is_nan(offset) || offset.compare(&Numeric::from_integer(0)).is_lt() {
        return Err(bad_size());
    }
    if is_nan(value) {
        return Ok(Datum::Bool(is_nan(base) || !less));
    }
    if is_nan(base) {
        return Ok(Datum::Bool(less));
    }
    let edge = if back { base.sub(offset) } else { base.add(offset) }.map_err(sql_error)?;
    // Infinity less infinity is nowhere: then everything is within.
    Ok(if is_nan(&edge) { Datum::Bool(true) } else { verdict(less, value.compare(&edge)) })
}

fn spans(args: &[Datum]) -> SqlResult<Datum> {
    let span = |index| args.interval(index).map(interval_span);
    let (value, base, offset) = (span(0)?, span(1)?, span(2)?);
    if offset < 0 {
        return Err(bad_size());
    }
    let edge = if args.bool(3)? { base - offset } else { base + offset };
    Ok(verdict(args.bool(4)?, value.cmp(&edge)))
}

/// Of a time of day only the offset's own time counts, and the day is not wrapped round.
fn times(args: &[Datum]) -> SqlResult<Datum> {
    let offset = args.interval(2)?.time;
    if offset < 0 {
        return Err(bad_size());
    }
    let (base, back) = (i128::from(args.int(1)?), args.bool(3)?);
    let offset = i128::from(offset);
    let edge = if back { base - offset } else { base + offset };
    Ok(verdict(args.bool(4)?, i128::from(args.int(0)?).cmp(&edge)))
}

/// Dates are taken as their midnights.
fn dates(args: &[Datum]) -> SqlResult<Datum> {
    use crate::datetime::{arithmetic, overflow};
    let midnight = |index| arithmetic::date_stamp(args.int4(index)?);
    let offset = args.interval(2)?;
    if interval_span(offset) < 0 {
        return Err(bad_size());
    }
    let sign = if args.bool(3)? { -1 } else { 1 };
    let edge = arithmetic::plus(midnight(1)?, offset, sign).ok_or_else(|| overflow("timestamp"))?;
    let value = Datum::Int8(midnight(0)?);
    let order = compare(rupg_types::oid::TIMESTAMP, &value, &Datum::Int8(edge));
    Ok(verdict(args.bool(4)?, order))
}

pub(crate) const TABLE: Table = &[
    ("in_range_int2_int2", |_, args| integers(args)),
    ("in_range_int2_int4", |_, args| integers(args)),
    ("in_range_int2_int8", |_, args| integers(args)),
    ("in_range_int4_int2", |_, args| integers(args)),
    ("in_range_int4_int4", |_, args| integers(args)),
    ("in_range_int4_int8", |_, args| integers(args)),
    ("in_range_int8_int8", |_, args| integers(args)),
    ("in_range_float4_float8", |_, args| floats(args)),
    ("in_range_float8_float8", |_, args| floats(args)),
    ("in_range_numeric_numeric", |_, args| numerics(args)),
    ("in_range_interval_interval", |_, args| spans(args)),
    ("in_range_time_interval", |_, args| times(args)),
    ("in_range_date_interval", |_, args| dates(args)),
];
