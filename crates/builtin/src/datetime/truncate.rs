//! What is left of a moment when what is below a unit is dropped?

use super::extract::{iso_weekday, period, refused};
use super::zone::named;
use super::{Civil, DAY, HOUR, MINUTE, SECOND, is_finite, offset_at, overflow, to_local, to_utc};
use crate::args::{Args, interval};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::{DateUnit, Interval, TimeZone, oid};
use types::Datum;

/// Whether a unit is of the day or less, and its microseconds.
fn width(unit: DateUnit) -> Option<i64> {
    Some(match unit {
        DateUnit::Microsecond => 1,
        DateUnit::Millisecond => 1000,
        DateUnit::Second => SECOND,
        DateUnit::Minute => MINUTE,
        DateUnit::Hour => HOUR,
        _ => return None,
    })
}

/// A finite local stamp cut to a unit; `None` for a unit that cannot be cut to.
fn cut(local: i64, unit: DateUnit) -> Option<i64> {
    if let Some(width) = width(unit) {
        return Some(local - local.rem_euclid(width));
    }
    let civil = Civil::of(local);
    let year = civil.year;
    let first_of = |year, month| Civil { year, month, day: 1, time: 0 };
    let start = match unit {
        DateUnit::Day => return Some(local - local.rem_euclid(DAY)),
        DateUnit::Week => {
            let midnight = local - local.rem_euclid(DAY);
            return Some(midnight - i64::from(iso_weekday(&civil) - 1) * DAY);
        }
        DateUnit::Month => first_of(year, civil.month),
        DateUnit::Quarter => first_of(year, (civil.month - 1) / 3 * 3 + 1),
        DateUnit::Year => first_of(year, 1),
        DateUnit::Decade => {
            let start = if year > 0 { year / 10 * 10 } else { -((8 - (year - 1)) / 10) * 10 };
            first_of(start, 1)
        }
        DateUnit::Century => first_of(first_year(year, 100), 1),
        DateUnit::Millennium => first_of(first_year(year, 1000), 1),
        _ => return None,
    };
    i64::from(start.days()).checked_mul(DAY)
}

/// The year in which a period of years begins.
fn first_year(year: i32, years: i32) -> i32 {
    let period = period(year, years);
    if year > 0 { period * years - (years - 1) } else { period * years + 1 }
}

fn unit(args: &[Datum]) -> SqlResult<(DateUnit, String)> {
    let name = args.text(0)?.to_ascii_lowercase();
    Ok((DateUnit::decode_units(rupg_types::name_in(&name)), name))
}

fn stamp(args: &[Datum]) -> SqlResult<Datum> {
    let (unit, name) = unit(args)?;
    let stamp = args.int(1)?;
    if !is_finite(stamp) {
        return Ok(Datum::Int8(stamp));
    }
    let start = cut(stamp, unit).ok_or_else(|| refused(unit, &name, oid::TIMESTAMP))?;
    super::valid(start).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn stamptz(args: &[Datum], zone: &dyn TimeZone) -> SqlResult<Datum> {
    let (unit, name) = unit(args)?;
    let stamp = args.int(1)?;
    if !is_finite(stamp) {
        return Ok(Datum::Int8(stamp));
    }
    let start =
        cut(to_local(stamp, zone), unit).ok_or_else(|| refused(unit, &name, oid::TIMESTAMPTZ))?;
    // Within a day the offset is that of the moment itself, else that of the start.
    let start = if width(unit).is_some() {
        start - i64::from(offset_at(stamp, zone)) * SECOND
    } else {
        to_utc(start, zone)
    };
    super::valid(start).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn span(args: &[Datum]) -> SqlResult<Datum> {
    let (unit, name) = unit(args)?;
    let span = args.interval(1)?;
    let months = |n: i32| Interval { time: 0, day: 0, month: span.month / n * n };
    Ok(interval(match unit {
        DateUnit::Millennium => months(12_000),
        DateUnit::Century => months(1200),
        DateUnit::Decade => months(120),
        DateUnit::Year => months(12),
        DateUnit::Quarter => months(3),
        DateUnit::Month => months(1),
        DateUnit::Day => Interval { time: 0, ..*span },
        _ => match width(unit) {
            Some(width) => Interval { time: span.time / width * width, ..*span },
            None if unit == DateUnit::Week => {
                return Err(refused(unit, &name, oid::INTERVAL)
                    .with_detail("Months usually have fractional weeks."));
            }
            None => return Err(refused(unit, &name, oid::INTERVAL)),
        },
    }))
}

pub(super) const TABLE: Table = &[
    ("timestamp_trunc", |_, args| stamp(args)),
    ("timestamptz_trunc", |env, args| stamptz(args, &*env.formats().zone)),
    ("timestamptz_trunc_zone", |env, args| match args.int(1)? {
        stamp if is_finite(stamp) => stamptz(args, &named(env, args.text(2)?)?),
        stamp => Ok(Datum::Int8(stamp)),
    }),
    ("interval_trunc", |_, args| span(args)),
];
