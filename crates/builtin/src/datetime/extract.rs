//! What is a field of a date, time or interval?
//!
//! `extract` gives an exact numeric, `date_part` a double; both know the same fields.

use super::{Civil, DAY, HOUR, MINUTE, SECOND, is_finite, offset_at, to_local};
use crate::args::{Args, invalid, made};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{DateUnit, Interval, Numeric, POSTGRES_EPOCH_JDATE, date2j, oid};
use types::{Datum, Oid, Type, format_type, sql_error};

/// A field before it is given as one type or the other.
enum Field {
    Whole(i64),
    /// A number and how many of its digits stand after the point.
    Scaled(i64, u32),
    /// A Julian day and microseconds of the day.
    Julian(i64, i64),
    /// Of an infinite value: which way, for what grows with it; NULL for what goes round.
    Endless(Option<bool>),
}

const MICROS: u32 = 6;

/// 0A000 for a unit of others, 22023 for none at all.
pub(super) fn refused(unit: DateUnit, name: &str, ty: Oid) -> SqlError {
    let shown = format_type(Type::new(ty));
    // Words such as `now` are known where there are dates.
    let word = unit == DateUnit::Reserved && matches!(ty, oid::TIME | oid::TIMETZ | oid::INTERVAL);
    if unit == DateUnit::Unknown || word {
        return invalid(format!("unit \"{name}\" not recognized for type {shown}"));
    }
    let message = format!("unit \"{name}\" not supported for type {shown}");
    SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message)
}

fn exact(field: Field) -> SqlResult<Datum> {
    match field {
        Field::Whole(value) => made(Ok(Numeric::from_integer(i128::from(value)))),
        Field::Scaled(value, scale) => made(Ok(Numeric::from_decimal(i128::from(value), scale))),
        Field::Julian(day, time) => {
            let number = |value| Numeric::from_integer(i128::from(value));
            let part = number(time).div(&number(DAY)).map_err(sql_error)?;
            made(number(day).add(&part))
        }
        Field::Endless(None) => Ok(Datum::Null),
        Field::Endless(Some(up)) => {
            made(Ok(if up { Numeric::INFINITY } else { Numeric::NEGATIVE_INFINITY }))
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn double(field: Field) -> Datum {
    match field {
        Field::Whole(value) => Datum::Float8(value as f64),
        Field::Scaled(value, scale) => {
            let unit = 10i64.pow(scale);
            if scale == MICROS {
                return Datum::Float8(value as f64 / 1_000_000.0);
            }
            let whole = (value / unit) as f64;
            Datum::Float8(whole + (value % unit) as f64 / unit as f64)
        }
        Field::Julian(day, time) => {
            Datum::Float8(day as f64 + time as f64 / 1_000_000.0 / 86_400.0)
        }
        Field::Endless(None) => Datum::Null,
        Field::Endless(Some(true)) => Datum::Float8(f64::INFINITY),
        Field::Endless(Some(false)) => Datum::Float8(f64::NEG_INFINITY),
    }
}

/// The ISO week and its year.
pub(crate) fn iso_week(civil: &Civil) -> (i32, i32) {
    let day = i64::from(civil.days());
    // The week belongs to the year of its Thursday.
    let thursday = day - i64::from(iso_weekday(civil)) + 4;
    let year = Civil::of_date(i32::try_from(thursday).unwrap_or(0)).year;
    let first = i64::from(Civil { year, month: 1, day: 1, time: 0 }.days());
    (i32::try_from((thursday - first) / 7 + 1).unwrap_or(0), year)
}

/// Monday is 1.
pub(crate) fn iso_weekday(civil: &Civil) -> i32 {
    // 2000-01-01 was a Saturday.
    (i64::from(civil.days()) + 5).rem_euclid(7) as i32 + 1
}

/// As written: there is no year 0.
pub(crate) fn shown_year(year: i32) -> i32 {
    if year > 0 { year } else { year - 1 }
}

/// The number of the period of years that a year (0 is 1 BC) is in, from 1 and from -1.
pub(crate) fn period(year: i32, years: i32) -> i32 {
    if year > 0 { (year + years - 1) / years } else { -((years - 1 - (year - 1)) / years) }
}

fn decade(year: i32) -> i32 {
    if year >= 0 { year / 10 } else { -((8 - (year - 1)) / 10) }
}

fn of_time(time: i64, unit: DateUnit) -> Option<Field> {
    Some(match unit {
        DateUnit::Microsecond => Field::Whole(time % MINUTE),
        DateUnit::Millisecond => Field::Scaled(time % MINUTE, 3),
        DateUnit::Second => Field::Scaled(time % MINUTE, MICROS),
        DateUnit::Minute => Field::Whole(time / MINUTE % 60),
        DateUnit::Hour => Field::Whole(time / HOUR),
        _ => return None,
    })
}

fn of_day(civil: &Civil, unit: DateUnit) -> Option<Field> {
    let whole = |value: i32| Some(Field::Whole(i64::from(value)));
    match unit {
        DateUnit::Day => whole(civil.day),
        DateUnit::Month => whole(civil.month),
        DateUnit::Quarter => whole((civil.month - 1) / 3 + 1),
        DateUnit::Week => whole(iso_week(civil).0),
        DateUnit::Year => whole(shown_year(civil.year)),
        DateUnit::Decade => whole(decade(civil.year)),
        DateUnit::Century => whole(period(civil.year, 100)),
        DateUnit::Millennium => whole(period(civil.year, 1000)),
        DateUnit::IsoYear => whole(shown_year(iso_week(civil).1)),
        DateUnit::Dow => whole(iso_weekday(civil) % 7),
        DateUnit::IsoDow => whole(iso_weekday(civil)),
        DateUnit::Doy => whole(day_of_year(civil)),
        _ => None,
    }
}

pub(crate) fn day_of_year(civil: &Civil) -> i32 {
    civil.days() - Civil { month: 1, day: 1, ..*civil }.days() + 1
}

/// A field of an infinite moment; `None` when the unit is not one of moments.
fn endless(unit: DateUnit, up: bool, times: bool) -> Option<Field> {
    match unit {
        DateUnit::Year
        | DateUnit::Decade
        | DateUnit::Century
        | DateUnit::Millennium
        | DateUnit::Julian
        | DateUnit::IsoYear
        | DateUnit::Epoch => Some(Field::Endless(Some(up))),
        DateUnit::Day
        | DateUnit::Month
        | DateUnit::Quarter
        | DateUnit::Week
        | DateUnit::Dow
        | DateUnit::IsoDow
        | DateUnit::Doy => Some(Field::Endless(None)),
        DateUnit::Microsecond
        | DateUnit::Millisecond
        | DateUnit::Second
        | DateUnit::Minute
        | DateUnit::Hour
            if times =>
        {
            Some(Field::Endless(None))
        }
        DateUnit::Timezone | DateUnit::TimezoneHour | DateUnit::TimezoneMinute if times => {
            Some(Field::Endless(None))
        }
        _ => None,
    }
}

fn of_zone(east: i64, unit: DateUnit) -> Option<Field> {
    match unit {
        DateUnit::Timezone => Some(Field::Whole(east)),
        DateUnit::TimezoneHour => Some(Field::Whole(east / 3600)),
        DateUnit::TimezoneMinute => Some(Field::Whole(east / 60 % 60)),
        _ => None,
    }
}

fn decode(args: &[Datum]) -> SqlResult<(DateUnit, String)> {
    let name = args.text(0)?.to_ascii_lowercase();
    Ok((DateUnit::decode(rupg_types::name_in(&name)), name))
}

fn epoch(stamp: i64) -> Field {
    Field::Scaled(stamp.saturating_sub(rupg_types::UNIX_TO_POSTGRES_USECS), MICROS)
}

fn of_stamp(stamp: i64, unit: DateUnit) -> Option<Field> {
    if !is_finite(stamp) {
        return endless(unit, stamp > 0, true);
    }
    let civil = Civil::of(stamp);
    match unit {
        DateUnit::Julian => {
            Some(Field::Julian(i64::from(date2j(civil.year, civil.month, civil.day)), civil.time))
        }
        _ => of_time(civil.time, unit).or_else(|| of_day(&civil, unit)),
    }
}

fn timestamp(args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let stamp = args.int(1)?;
    let found = match unit {
        DateUnit::Epoch if is_finite(stamp) => Some(epoch(stamp)),
        _ => of_stamp(stamp, unit),
    };
    found.ok_or_else(|| refused(unit, &name, oid::TIMESTAMP))
}

fn timestamptz(env: &dyn crate::Env, args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let stamp = args.int(1)?;
    let zone = &*env.formats().zone;
    let found = if is_finite(stamp) {
        match unit {
            DateUnit::Epoch => Some(epoch(stamp)),
            _ => of_zone(i64::from(offset_at(stamp, zone)), unit)
                .or_else(|| of_stamp(to_local(stamp, zone), unit)),
        }
    } else {
        of_stamp(stamp, unit)
    };
    found.ok_or_else(|| refused(unit, &name, oid::TIMESTAMPTZ))
}

fn date(args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let date = args.int4(1)?;
    let found = if matches!(date, i32::MIN | i32::MAX) {
        endless(unit, date > 0, false)
    } else {
        let civil = Civil::of_date(date);
        match unit {
            DateUnit::Julian => {
                Some(Field::Whole(i64::from(date) + i64::from(POSTGRES_EPOCH_JDATE)))
            }
            DateUnit::Epoch => Some(Field::Whole((i64::from(date) + 10_957) * 86_400)),
            _ => of_day(&civil, unit),
        }
    };
    found.ok_or_else(|| refused(unit, &name, oid::DATE))
}

fn time(args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let time = args.int(1)?;
    let found = match unit {
        DateUnit::Epoch => Some(Field::Scaled(time, MICROS)),
        _ => of_time(time, unit),
    };
    found.ok_or_else(|| refused(unit, &name, oid::TIME))
}

fn timetz(args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let (time, west) = args.timetz(1)?;
    let found = match unit {
        DateUnit::Epoch => Some(Field::Scaled(time + i64::from(west) * SECOND, MICROS)),
        _ => of_time(time, unit).or_else(|| of_zone(-i64::from(west), unit)),
    };
    found.ok_or_else(|| refused(unit, &name, oid::TIMETZ))
}

fn span(args: &[Datum]) -> SqlResult<Field> {
    let (unit, name) = decode(args)?;
    let span = args.interval(1)?;
    let whole = |value: i32| Some(Field::Whole(i64::from(value)));
    let years = span.month / 12;
    let found = match unit {
        DateUnit::Day => whole(span.day),
        DateUnit::Month => whole(span.month % 12),
        DateUnit::Quarter => whole(span.month % 12 / 3 + 1),
        DateUnit::Year => whole(years),
        DateUnit::Decade => whole(years / 10),
        DateUnit::Century => whole(years / 100),
        DateUnit::Millennium => whole(years / 1000),
        DateUnit::Epoch => Some(Field::Scaled(epoch_of(span), MICROS)),
        _ => of_time(span.time, unit),
    };
    found.ok_or_else(|| refused(unit, &name, oid::INTERVAL))
}

/// Microseconds, years being 365.25 days and months 30.
fn epoch_of(span: &Interval) -> i64 {
    let quarters = i64::from(span.month / 12) * 1461
        + i64::from(span.month % 12) * 120
        + i64::from(span.day) * 4;
    quarters.saturating_mul(DAY / 4).saturating_add(span.time)
}

/// `date_part` of an interval adds its parts as doubles.
#[allow(clippy::cast_precision_loss)]
fn span_part(args: &[Datum]) -> SqlResult<Datum> {
    if decode(args)?.0 != DateUnit::Epoch {
        return span(args).map(double);
    }
    let span = args.interval(1)?;
    let mut seconds = span.time as f64 / 1_000_000.0;
    seconds += 365.25 * 86_400.0 * f64::from(span.month / 12);
    seconds += 30.0 * 86_400.0 * f64::from(span.month % 12);
    Ok(Datum::Float8(seconds + 86_400.0 * f64::from(span.day)))
}

pub(super) const TABLE: Table = &[
    ("extract_timestamp", |_, args| timestamp(args).and_then(exact)),
    ("extract_timestamptz", |env, args| timestamptz(env, args).and_then(exact)),
    ("extract_date", |_, args| date(args).and_then(exact)),
    ("extract_time", |_, args| time(args).and_then(exact)),
    ("extract_timetz", |_, args| timetz(args).and_then(exact)),
    ("extract_interval", |_, args| span(args).and_then(exact)),
    ("timestamp_part", |_, args| timestamp(args).map(double)),
    ("timestamptz_part", |env, args| timestamptz(env, args).map(double)),
    ("time_part", |_, args| time(args).map(double)),
    ("timetz_part", |_, args| timetz(args).map(double)),
    ("interval_part", |_, args| span_part(args)),
    ("date_finite", |_, args| Ok(Datum::Bool(!matches!(args.int4(0)?, i32::MIN | i32::MAX)))),
    ("timestamp_finite", |_, args| Ok(Datum::Bool(is_finite(args.int(0)?)))),
    ("interval_finite", |_, args| args.interval(0).map(|_| Datum::Bool(true))),
];
