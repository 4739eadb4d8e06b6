//! What does arithmetic on dates, times, timestamps and intervals give?

use super::{Civil, DAY, DAYS, days_in_month, is_finite, overflow, to_local, to_utc, valid};
use crate::args::{Args, interval, invalid};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{Interval, TimeZone};
use std::sync::Arc;
use types::{Datum, interval_span};

fn infinite(date: i32) -> bool {
    date == i32::MIN || date == i32::MAX
}

/// A date some days later.
fn date_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let (date, days) = (args.int4(0)?, args.int(1)?);
    if infinite(date) {
        return Ok(Datum::Int4(date));
    }
    date_of(i64::from(date) + sign * days)
}

fn date_of(days: i64) -> SqlResult<Datum> {
    match i32::try_from(days) {
        Ok(date) if DAYS.contains(&days) => Ok(Datum::Int4(date)),
        _ => Err(overflow("date")),
    }
}

/// Months later, clipped to the month's end.
fn add_months(stamp: i64, months: i64) -> Option<i64> {
    let mut civil = Civil::of(stamp);
    let total = i64::from(civil.year) * 12 + i64::from(civil.month) - 1 + months;
    civil.year = i32::try_from(total.div_euclid(12)).ok()?;
    if !(-4713..=294_277).contains(&civil.year) {
        return None;
    }
    civil.month = i32::try_from(total.rem_euclid(12)).ok()? + 1;
    civil.day = civil.day.min(days_in_month(civil.year, civil.month));
    civil.stamp()
}

/// A local stamp later by an interval: months, then days, then time.
pub(crate) fn plus(stamp: i64, span: &Interval, sign: i64) -> Option<i64> {
    if !is_finite(stamp) {
        return Some(stamp);
    }
    let mut stamp = stamp;
    if span.month != 0 {
        stamp = add_months(stamp, sign * i64::from(span.month))?;
    }
    let days = i128::from(sign) * i128::from(span.day) * i128::from(DAY);
    let sum = i128::from(stamp) + days + i128::from(sign) * i128::from(span.time);
    valid(i64::try_from(sum).ok()?)
}

/// A UTC stamp later by an interval: months and days are of the zone's calendar.
pub(crate) fn plus_in_zone(
    stamp: i64,
    span: &Interval,
    sign: i64,
    zone: &dyn TimeZone,
) -> Option<i64> {
    if !is_finite(stamp) {
        return Some(stamp);
    }
    let mut stamp = stamp;
    if span.month != 0 {
        let local = add_months(to_local(stamp, zone), sign * i64::from(span.month))?;
        stamp = to_utc(local, zone);
    }
    if span.day != 0 {
        let days = (sign * i64::from(span.day)).checked_mul(DAY)?;
        stamp = to_utc(valid(to_local(stamp, zone).checked_add(days)?)?, zone);
    }
    let sum = i128::from(stamp) + i128::from(sign) * i128::from(span.time);
    valid(i64::try_from(sum).ok()?)
}

fn stamp_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let later = plus(args.int(0)?, args.interval(1)?, sign);
    later.map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn stamptz_plus(zone: &dyn TimeZone, args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let later = plus_in_zone(args.int(0)?, args.interval(1)?, sign, zone);
    later.map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

/// Midnight of a date as a local stamp.
pub(crate) fn date_stamp(date: i32) -> SqlResult<i64> {
    match date {
        i32::MIN => Ok(i64::MIN),
        i32::MAX => Ok(i64::MAX),
        _ => i64::from(date)
            .checked_mul(DAY)
            .and_then(valid)
            .ok_or_else(|| fail_range("date out of range for timestamp")),
    }
}

pub(crate) fn fail_range(message: &str) -> SqlError {
    SqlError::new(SqlState::DATETIME_FIELD_OVERFLOW, message)
}

fn date_span(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let later = plus(date_stamp(args.int4(0)?)?, args.interval(1)?, sign);
    later.map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

/// Two intervals added, or the second taken off, part by part.
pub(crate) fn added(a: &Interval, b: &Interval, sign: i64) -> Option<Interval> {
    let narrow = |a: i32, b: i32| i32::try_from(i64::from(a) + sign * i64::from(b)).ok();
    let time = i128::from(a.time) + i128::from(sign) * i128::from(b.time);
    Some(Interval {
        time: i64::try_from(time).ok()?,
        day: narrow(a.day, b.day)?,
        month: narrow(a.month, b.month)?,
    })
}

fn spans(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let sum = added(args.interval(0)?, args.interval(1)?, sign);
    sum.map(interval).ok_or_else(|| overflow("interval"))
}

/// Two stamps' distance in days and time, as `timestamp_mi` with its justified hours.
fn stamps_apart(args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = (args.int(0)?, args.int(1)?);
    if !is_finite(a) || !is_finite(b) {
        return Err(fail_range("cannot subtract infinite timestamps"));
    }
    let apart = a.checked_sub(b).ok_or_else(|| overflow("interval"))?;
    Ok(interval(justify_hours(Interval { time: apart, day: 0, month: 0 })?))
}

pub(crate) fn justify_hours(span: Interval) -> SqlResult<Interval> {
    let mut day = i64::from(span.day) + span.time / DAY;
    let mut time = span.time % DAY;
    if day > 0 && time < 0 {
        time += DAY;
        day -= 1;
    } else if day < 0 && time > 0 {
        time -= DAY;
        day += 1;
    }
    let day = i32::try_from(day).map_err(|_| overflow("interval"))?;
    Ok(Interval { time, day, month: span.month })
}

fn justify_days(span: Interval) -> SqlResult<Interval> {
    let mut month = i64::from(span.month) + i64::from(span.day / 30);
    let mut day = span.day % 30;
    if month > 0 && day < 0 {
        day += 30;
        month -= 1;
    } else if month < 0 && day > 0 {
        day -= 30;
        month += 1;
    }
    let month = i32::try_from(month).map_err(|_| overflow("interval"))?;
    Ok(Interval { time: span.time, day, month })
}

fn justify_interval(span: Interval) -> SqlResult<Interval> {
    let (mut month, mut day, mut time) = (i64::from(span.month), i64::from(span.day), span.time);
    // Days first when they and the time agree in sign, so that days cannot overflow.
    if (day > 0 && time > 0) || (day < 0 && time < 0) {
        month += day / 30;
        day %= 30;
    }
    day += time / DAY;
    time %= DAY;
    month += day / 30;
    day %= 30;
    if month > 0 && (day < 0 || (day == 0 && time < 0)) {
        day += 30;
        month -= 1;
    } else if month < 0 && (day > 0 || (day == 0 && time > 0)) {
        day -= 30;
        month += 1;
    }
    if day > 0 && time < 0 {
        time += DAY;
        day -= 1;
    } else if day < 0 && time > 0 {
        time -= DAY;
        day += 1;
    }
    match (i32::try_from(month), i32::try_from(day)) {
        (Ok(month), Ok(day)) => Ok(Interval { time, day, month }),
        _ => Err(overflow("interval")),
    }
}

/// 2^63.
const INT8_END: f64 = 9_223_372_036_854_775_808.0;

/// Six digits after the point, the rest rounded off (`TSROUND`).
fn ts_round(value: f64) -> f64 {
    (value * 1_000_000.0).round_ties_even() / 1_000_000.0
}

fn as_i32(value: f64) -> SqlResult<i32> {
    if value.is_nan() || !(-2_147_483_648.0..2_147_483_648.0).contains(&value) {
        return Err(overflow("interval"));
    }
    #[allow(clippy::cast_possible_truncation)]
    Ok(value as i32)
}

/// `interval_mul`, and `interval_div` where `times` divides: what of a month or day is left over
/// goes to the smaller units.
pub(crate) fn scaled(span: &Interval, times: impl Fn(f64) -> f64) -> SqlResult<Interval> {
    let month = as_i32(times(f64::from(span.month)))?;
    let mut day = as_i32(times(f64::from(span.day)))?;
    let month_days = ts_round((times(f64::from(span.month)) - f64::from(month)) * 30.0);
    let mut seconds = ts_round(
        (times(f64::from(span.day)) - f64::from(day) + month_days - month_days.trunc()) * 86_400.0,
    );
    if seconds.abs() >= 86_400.0 {
        day = day
            .checked_add(as_i32((seconds / 86_400.0).trunc())?)
            .ok_or_else(|| overflow("interval"))?;
        seconds -= f64::from(as_i32((seconds / 86_400.0).trunc())?) * 86_400.0;
    }
    day = day.checked_add(as_i32(month_days.trunc())?).ok_or_else(|| overflow("interval"))?;
    #[allow(clippy::cast_precision_loss)]
    let time = (times(span.time as f64) + seconds * 1_000_000.0).round_ties_even();
    if time.is_nan() || !(-INT8_END..INT8_END).contains(&time) {
        return Err(overflow("interval"));
    }
    #[allow(clippy::cast_possible_truncation)]
    Ok(Interval { time: time as i64, day, month })
}

fn negated(span: &Interval) -> SqlResult<Interval> {
    let out = (|| {
        Some(Interval {
            time: span.time.checked_neg()?,
            day: span.day.checked_neg()?,
            month: span.month.checked_neg()?,
        })
    })();
    out.ok_or_else(|| overflow("interval"))
}

/// A time of day later by the time of an interval, round the clock.
fn time_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let moved = i128::from(args.int(0)?) + i128::from(sign) * i128::from(args.interval(1)?.time);
    Ok(Datum::Int8(moved.rem_euclid(i128::from(DAY)) as i64))
}

fn timetz_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let (time, zone) = args.timetz(0)?;
    let moved = i128::from(time) + i128::from(sign) * i128::from(args.interval(1)?.time);
    Ok(Datum::TimeTz(Arc::new((moved.rem_euclid(i128::from(DAY)) as i64, zone))))
}

/// Years, months, days and time between two local stamps, counted as on a calendar.
fn age(a: i64, b: i64) -> SqlResult<Datum> {
    if !is_finite(a) || !is_finite(b) {
        return Err(overflow("timestamp"));
    }
    let (late, early, sign) = if a < b { (b, a, -1) } else { (a, b, 1) };
    let (to, from) = (Civil::of(late), Civil::of(early));
    let mut time = to.time - from.time;
    let mut day = i64::from(to.day - from.day);
    let mut month = i64::from(to.year - from.year) * 12 + i64::from(to.month - from.month);
    if time < 0 {
        time += DAY;
        day -= 1;
    }
    // By the length of the month in which the span begins.
    while day < 0 {
        day += i64::from(days_in_month(from.year, from.month));
        month -= 1;
    }
    let narrow = |value: i64| i32::try_from(sign * value).map_err(|_| overflow("interval"));
    Ok(interval(Interval { time: sign * time, day: narrow(day)?, month: narrow(month)? }))
}

fn combine_days(args: &[Datum], date: usize, time: usize) -> SqlResult<i64> {
    let date = args.int4(date)?;
    let stamp = date_stamp(date)?;
    if !is_finite(stamp) {
        return Ok(stamp);
    }
    stamp.checked_add(args.int(time)?).and_then(valid).ok_or_else(|| overflow("timestamp"))
}

fn combine_timetz(args: &[Datum], date: usize, time: usize) -> SqlResult<Datum> {
    let stamp = date_stamp(args.int4(date)?)?;
    if !is_finite(stamp) {
        return Ok(Datum::Int8(stamp));
    }
    let (time, west) = args.timetz(time)?;
    let sum = stamp.checked_add(time + i64::from(west) * super::SECOND).and_then(valid);
    sum.map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

/// `date_bin`: the start of the stride that holds the source, strides counted from the origin.
fn bin(args: &[Datum]) -> SqlResult<Datum> {
    let (stride, source, origin) = (args.interval(0)?, args.int(1)?, args.int(2)?);
    if !is_finite(source) {
        return Ok(Datum::Int8(source));
    }
    if !is_finite(origin) {
        return Err(overflow("origin"));
    }
    if stride.month != 0 {
        let message = "timestamps cannot be binned into intervals containing months or years";
        return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    let width = i64::try_from(interval_span(stride)).map_err(|_| overflow("interval"))?;
    if width <= 0 {
        return Err(overflow_stride());
    }
    let apart = source.checked_sub(origin).ok_or_else(|| overflow("interval"))?;
    let start = apart.checked_sub(apart.rem_euclid(width));
    let start = start.and_then(|start| origin.checked_add(start)).and_then(valid);
    start.map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn overflow_stride() -> SqlError {
    fail_range("stride must be greater than zero")
}

/// Whether two spans of time share a moment. Each end is given or is a length after its start; a
/// NULL end is unknown.
fn overlaps<T: Ord + Copy>(ends: [Option<T>; 4]) -> Datum {
    // Each pair in order, an unknown end second (`overlaps_timestamp`).
    let order = |start: Option<T>, end: Option<T>| match (start, end) {
        (None, None) => None,
        (None, Some(only)) | (Some(only), None) => Some((only, None)),
        (Some(a), Some(b)) => Some((a.min(b), Some(a.max(b)))),
    };
    let (Some(a), Some(b)) = (order(ends[0], ends[1]), order(ends[2], ends[3])) else {
        return Datum::Null;
    };
    let (first, second) = if a.0 > b.0 { (b, a) } else { (a, b) };
    if first.0 == second.0 {
        // Both begin together: they overlap unless that is not known of one of them.
        return match (first.1, second.1) {
            (Some(_), Some(_)) => Datum::Bool(true),
            _ => Datum::Null,
        };
    }
    match first.1 {
        Some(end) if second.0 < end => Datum::Bool(true),
        None => Datum::Null,
        Some(_) => match second.1 {
            None => Datum::Null,
            Some(_) => Datum::Bool(false),
        },
    }
}

fn overlaps_stamps(args: &[Datum]) -> SqlResult<Datum> {
    let mut ends = [None; 4];
    for (index, end) in ends.iter_mut().enumerate() {
        *end = match args.at(index)? {
            Datum::Null => None,
            value => Some(crate::args::integer(value)?),
        };
    }
    Ok(overlaps(ends))
}

fn overlaps_timetz(args: &[Datum]) -> SqlResult<Datum> {
    let mut ends = [None; 4];
    for (index, end) in ends.iter_mut().enumerate() {
        *end = match args.at(index)? {
            Datum::Null => None,
            _ => {
                let (time, west) = args.timetz(index)?;
                Some((time + i64::from(west) * super::SECOND, west))
            }
        };
    }
    Ok(overlaps(ends))
}

/// `in_range` of a stamp: whether `value` is within `base` moved by the offset.
fn in_range(
    args: &[Datum],
    moved: impl Fn(i64, &Interval, i64) -> Option<i64>,
) -> SqlResult<Datum> {
    let (value, base, offset) = (args.int(0)?, args.int(1)?, args.interval(2)?);
    let (back, less) = (args.bool(3)?, args.bool(4)?);
    if interval_span(offset) < 0 {
        return Err(crate::range::bad_size());
    }
    let edge =
        moved(base, offset, if back { -1 } else { 1 }).ok_or_else(|| overflow("timestamp"))?;
    Ok(Datum::Bool(if less { value <= edge } else { value >= edge }))
}

pub(crate) const TABLE: Table = &[
    ("date_pli", |_, args| date_plus(args, 1)),
    ("date_mii", |_, args| date_plus(args, -1)),
    ("date_mi", |_, args| {
        let (a, b) = (args.int4(0)?, args.int4(1)?);
        if infinite(a) || infinite(b) {
            return Err(fail_range("cannot subtract infinite dates"));
        }
        Ok(Datum::Int4(a.wrapping_sub(b)))
    }),
    ("date_pl_interval", |_, args| date_span(args, 1)),
    ("date_mi_interval", |_, args| date_span(args, -1)),
    ("timestamp_pl_interval", |_, args| stamp_plus(args, 1)),
    ("timestamp_mi_interval", |_, args| stamp_plus(args, -1)),
    ("timestamptz_pl_interval", |env, args| stamptz_plus(&*env.formats().zone, args, 1)),
    ("timestamptz_mi_interval", |env, args| stamptz_plus(&*env.formats().zone, args, -1)),
    ("timestamptz_pl_interval_at_zone", |env, args| {
        stamptz_plus(&super::zone::named(env, args.text(2)?)?, args, 1)
    }),
    ("timestamptz_mi_interval_at_zone", |env, args| {
        stamptz_plus(&super::zone::named(env, args.text(2)?)?, args, -1)
    }),
    ("timestamp_mi", |_, args| stamps_apart(args)),
    ("interval_pl", |_, args| spans(args, 1)),
    ("interval_mi", |_, args| spans(args, -1)),
    ("interval_um", |_, args| negated(args.interval(0)?).map(interval)),
    ("interval_mul", |_, args| {
        let factor = args.float(1)?;
        scaled(args.interval(0)?, |value| value * factor).map(interval)
    }),
    ("mul_d_interval", |_, args| {
        let factor = args.float(0)?;
        scaled(args.interval(1)?, |value| value * factor).map(interval)
    }),
    ("interval_div", |_, args| {
        let divisor = args.float(1)?;
        if divisor == 0.0 {
            return Err(crate::number::division_by_zero());
        }
        scaled(args.interval(0)?, |value| value / divisor).map(interval)
    }),
    ("interval_justify_hours", |_, args| justify_hours(*args.interval(0)?).map(interval)),
    ("interval_justify_days", |_, args| justify_days(*args.interval(0)?).map(interval)),
    ("interval_justify_interval", |_, args| justify_interval(*args.interval(0)?).map(interval)),
    ("time_pl_interval", |_, args| time_plus(args, 1)),
    ("time_mi_interval", |_, args| time_plus(args, -1)),
    ("timetz_pl_interval", |_, args| timetz_plus(args, 1)),
    ("timetz_mi_interval", |_, args| timetz_plus(args, -1)),
    ("time_mi_time", |_, args| {
        Ok(interval(Interval { time: args.int(0)? - args.int(1)?, day: 0, month: 0 }))
    }),
    ("datetime_timestamp", |_, args| combine_days(args, 0, 1).map(Datum::Int8)),
    ("datetimetz_timestamptz", |_, args| combine_timetz(args, 0, 1)),
    ("timestamp_age", |_, args| age(args.int(0)?, args.int(1)?)),
    ("timestamptz_age", |env, args| {
        let zone = &*env.formats().zone;
        let local = |stamp| if is_finite(stamp) { to_local(stamp, zone) } else { stamp };
        age(local(args.int(0)?), local(args.int(1)?))
    }),
    ("timestamp_bin", |_, args| bin(args)),
    ("timestamptz_bin", |_, args| bin(args)),
    ("overlaps_timestamp", |_, args| overlaps_stamps(args)),
    ("overlaps_time", |_, args| overlaps_stamps(args)),
    ("overlaps_timetz", |_, args| overlaps_timetz(args)),
    ("in_range_timestamp_interval", |_, args| in_range(args, plus)),
    ("in_range_timestamptz_interval", |env, args| {
        let zone = &*env.formats().zone;
        in_range(args, |stamp, span, sign| plus_in_zone(stamp, span, sign, zone))
    }),
];

/// The steps of `generate_series` over stamps: which way, or an error when nowhere.
pub(crate) fn step_sign(step: &Interval) -> SqlResult<std::cmp::Ordering> {
    match interval_span(step).cmp(&0) {
        std::cmp::Ordering::Equal => Err(invalid("step size cannot equal zero")),
        sign => Ok(sign),
    }
}
