//! What does arithmetic on dates, timestamps and intervals give?

use crate::compare::{integer, mismatch};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{Interval, POSTGRES_EPOCH_JDATE, date2j, j2date};
use std::sync::Arc;
use types::Datum;

const DAY: i64 = 86_400_000_000;

fn overflow(what: &str) -> SqlError {
    SqlError::new(SqlState::DATETIME_FIELD_OVERFLOW, format!("{what} out of range"))
}

fn infinite(date: i32) -> bool {
    date == i32::MIN || date == i32::MAX
}

/// A date some days later.
fn date_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let [Datum::Int4(date), Datum::Int4(days)] = args else { return Err(mismatch()) };
    if infinite(*date) {
        return Ok(Datum::Int4(*date));
    }
    let sum = i64::from(*date) + sign * i64::from(*days);
    match i32::try_from(sum) {
        Ok(sum) if (-2_451_545..2_145_031_949).contains(&sum) => Ok(Datum::Int4(sum)),
        _ => Err(overflow("date")),
    }
}

/// A timestamp later by an interval: months (clipped to the month's end), days, time.
fn plus(stamp: i64, span: &Interval, sign: i64) -> Option<i64> {
    let months = sign * i64::from(span.month);
    let mut days = stamp.div_euclid(DAY);
    if months != 0 {
        let julian = i32::try_from(days + i64::from(POSTGRES_EPOCH_JDATE)).ok()?;
        let (year, month, day) = j2date(julian);
        let total = i64::from(year) * 12 + i64::from(month) - 1 + months;
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        if !(-4713..=294_276).contains(&year) {
            return None;
        }
        let month = i32::try_from(total.rem_euclid(12)).ok()? + 1;
        let first = date2j(year, month, 1);
        let next = if month == 12 { date2j(year + 1, 1, 1) } else { date2j(year, month + 1, 1) };
        let day = i32::try_from(day).ok()?.min(next - first);
        days = i64::from(first + day - 1 - POSTGRES_EPOCH_JDATE);
    }
    days += sign * i64::from(span.day);
    let sum = i128::from(days) * i128::from(DAY)
        + i128::from(stamp.rem_euclid(DAY))
        + i128::from(sign) * i128::from(span.time);
    let sum = i64::try_from(sum).ok()?;
    (-211_813_488_000_000_000..9_223_371_331_200_000_000).contains(&sum).then_some(sum)
}

fn stamp_plus(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let [Datum::Int8(stamp), Datum::Interval(span)] = args else { return Err(mismatch()) };
    if matches!(*stamp, i64::MIN | i64::MAX) {
        return Ok(Datum::Int8(*stamp));
    }
    plus(*stamp, span, sign).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn spans(args: &[Datum], sign: i64) -> SqlResult<Datum> {
    let [Datum::Interval(a), Datum::Interval(b)] = args else { return Err(mismatch()) };
    let narrow = |a: i32, b: i32| i32::try_from(i64::from(a) + sign * i64::from(b)).ok();
    let time = i128::from(a.time) + i128::from(sign) * i128::from(b.time);
    let sum = (|| {
        let (month, day) = (narrow(a.month, b.month)?, narrow(a.day, b.day)?);
        Some(Interval { time: i64::try_from(time).ok()?, day, month })
    })();
    sum.map(|sum| Datum::Interval(Arc::new(sum))).ok_or_else(|| overflow("interval"))
}

pub(crate) const TABLE: Table = &[
    ("date_pli", |_, args| date_plus(args, 1)),
    ("date_mii", |_, args| date_plus(args, -1)),
    ("date_mi", |_, args| match args {
        [Datum::Int4(a), Datum::Int4(b)] if infinite(*a) || infinite(*b) => {
            let message = "cannot subtract infinite dates";
            Err(SqlError::new(SqlState::DATETIME_FIELD_OVERFLOW, message))
        }
        [Datum::Int4(a), Datum::Int4(b)] => Ok(Datum::Int4(a.wrapping_sub(*b))),
        _ => Err(mismatch()),
    }),
    ("timestamp_pl_interval", |_, args| stamp_plus(args, 1)),
    ("timestamp_mi_interval", |_, args| stamp_plus(args, -1)),
    ("interval_pl", |_, args| spans(args, 1)),
    ("interval_mi", |_, args| spans(args, -1)),
    ("timestamp_date", |_, args| match integer(args.first().ok_or_else(mismatch)?)? {
        i64::MIN => Ok(Datum::Int4(i32::MIN)),
        i64::MAX => Ok(Datum::Int4(i32::MAX)),
        stamp => {
            let days = i32::try_from(stamp.div_euclid(DAY));
            days.map(Datum::Int4).map_err(|_| overflow("date"))
        }
    }),
];
