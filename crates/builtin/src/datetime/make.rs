//! How are dates and times made of numbers and of one another?

use super::arithmetic::{date_stamp, fail_range};
use super::zone::{fixed, named};
use super::{
    Civil, DAY, HOUR, MINUTE, SECOND, days_in_month, is_finite, offset_at, overflow, to_local,
    to_utc, valid,
};
use crate::Env;
use crate::args::{Args, fail, interval, invalid};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::{Interval, TimeZone};
use std::sync::Arc;
use types::{Datum, Type, apply_typmod};

/// Seconds as `%02g` prints them.
fn seconds_text(seconds: f64) -> String {
    if seconds.is_infinite() {
        return if seconds > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let text = shortest(seconds);
    if text.len() < 2 { format!("0{text}") } else { text }
}

/// `make_date` shows a year in its errors as it counts it, `make_timestamp` as it was given.
fn date(args: &[Datum], as_counted: bool) -> SqlResult<Civil> {
    let (year, month, day) = (args.int4(0)?, args.int4(1)?, args.int4(2)?);
    // Negative years are BC; there is no year 0.
    let counted = if year < 0 && year > i32::MIN { year + 1 } else { year };
    let shown = if as_counted { counted } else { year };
    let bad = || fail_range(&format!("date field value out of range: {shown}-{month:02}-{day:02}"));
    let known = year != 0 && year > i32::MIN && (1..=12).contains(&month) && day >= 1;
    if !known || day > 31 {
        return Err(bad());
    }
    let far = || fail_range(&format!("date out of range: {year}-{month:02}-{day:02}"));
    if !(-4713..=5_874_897).contains(&counted) {
        return Err(far());
    }
    if day > days_in_month(counted, month) {
        return Err(bad());
    }
    let civil = Civil { year: counted, month, day, time: 0 };
    if super::DAYS.contains(&i64::from(civil.days())) { Ok(civil) } else { Err(far()) }
}

fn time(args: &[Datum], first: usize) -> SqlResult<i64> {
    let (hour, minute, seconds) =
        (args.int4(first)?, args.int4(first + 1)?, args.float(first + 2)?);
    let bad = || {
        let seconds = seconds_text(seconds);
        fail_range(&format!("time field value out of range: {hour}:{minute:02}:{seconds}"))
    };
    if !(0..=24).contains(&hour) || !(0..=59).contains(&minute) || !(0.0..=60.0).contains(&seconds)
    {
        return Err(bad());
    }
    #[allow(clippy::cast_possible_truncation)]
    let micros = (seconds * 1_000_000.0).round_ties_even() as i64;
    let time = i64::from(hour) * HOUR + i64::from(minute) * MINUTE + micros;
    if time > DAY { Err(bad()) } else { Ok(time) }
}

fn local(args: &[Datum]) -> SqlResult<i64> {
    let civil =
        date(args, false).map_err(|error| match error.message().strip_prefix("date out") {
            // What is no date at all is said so; what is only too far is a timestamp out of range.
            Some(_) => stamp_error(args),
            None => error,
        })?;
    let time = time(args, 3)?;
    let stamp = i64::from(civil.days()).checked_mul(DAY).and_then(|days| days.checked_add(time));
    stamp.and_then(valid).ok_or_else(|| stamp_error(args))
}

fn stamp_error(args: &[Datum]) -> base::SqlError {
    let number = |index| args.int4(index).unwrap_or(0);
    let seconds = seconds_text(args.float(5).unwrap_or(0.0));
    fail_range(&format!(
        "timestamp out of range: {}-{:02}-{:02} {}:{:02}:{seconds}",
        number(0),
        number(1),
        number(2),
        number(3),
        number(4)
    ))
}

/// A zone by name or as an offset with its sign.
fn sane_zone(env: &dyn Env, name: &str) -> SqlResult<super::zone::Found> {
    if name.starts_with(|char: char| char.is_ascii_digit()) {
        let message = format!("invalid input syntax for type numeric time zone: \"{name}\"");
        return Err(invalid(message)
            .with_hint("Numeric time zones must have \"-\" or \"+\" as first character."));
    }
    match rupg_types::decode_numeric_timezone(name).map_err(types::sql_error)? {
        Some(west) => Ok(fixed(-west)),
        None => named(env, name),
    }
}

fn at(stamp: i64, zone: &dyn TimeZone) -> SqlResult<Datum> {
    valid(to_utc(stamp, zone)).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

fn span(args: &[Datum]) -> SqlResult<Datum> {
    let number = |index| args.int(index);
    let seconds = args.float(6)?;
    let made = || {
        let month = i32::try_from(number(0).ok()?.checked_mul(12)?.checked_add(number(1).ok()?)?);
        let day = i32::try_from(number(2).ok()?.checked_mul(7)?.checked_add(number(3).ok()?)?);
        let micros = (seconds * 1_000_000.0).round_ties_even();
        if !(-9.2e18..9.2e18).contains(&micros) {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)]
        let time = (number(4).ok()? * HOUR)
            .checked_add(number(5).ok()? * MINUTE)?
            .checked_add(micros as i64)?;
        Some(Interval { time, day: day.ok()?, month: month.ok()? })
    };
    made().map(interval).ok_or_else(|| overflow("interval"))
}

/// `to_timestamp(double precision)`: seconds since 1970.
fn from_epoch(seconds: f64) -> SqlResult<Datum> {
    if seconds.is_nan() {
        return Err(fail_range("timestamp cannot be NaN"));
    }
    if seconds.is_infinite() {
        return Ok(Datum::Int8(if seconds > 0.0 { i64::MAX } else { i64::MIN }));
    }
    let bad = || fail(b"22008", format!("timestamp out of range: \"{}\"", shortest(seconds)));
    let micros = ((seconds - 946_684_800.0) * 1_000_000.0).round_ties_even();
    if !(-9.3e18..9.3e18).contains(&micros) {
        return Err(bad());
    }
    #[allow(clippy::cast_possible_truncation)]
    valid(micros as i64).map(Datum::Int8).ok_or_else(bad)
}

/// As `%g` prints it.
fn shortest(value: f64) -> String {
    let text = format!("{value:.5e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..6).contains(&exponent) {
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    let digits = usize::try_from(5 - exponent).unwrap_or(0);
    let text = format!("{value:.digits$}");
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn date_of(stamp: i64) -> SqlResult<Datum> {
    match stamp {
        i64::MIN => Ok(Datum::Int4(i32::MIN)),
        i64::MAX => Ok(Datum::Int4(i32::MAX)),
        _ => i32::try_from(stamp.div_euclid(DAY)).map(Datum::Int4).map_err(|_| overflow("date")),
    }
}

fn time_of(stamp: i64) -> Datum {
    if is_finite(stamp) { Datum::Int8(stamp.rem_euclid(DAY)) } else { Datum::Null }
}

fn local_of(env: &dyn Env, args: &[Datum]) -> SqlResult<i64> {
    let stamp = args.int(0)?;
    Ok(if is_finite(stamp) { to_local(stamp, &*env.formats().zone) } else { stamp })
}

/// A length cast: the second argument is the modifier.
fn scaled(oid: u32, args: &[Datum]) -> SqlResult<Datum> {
    apply_typmod(Type { oid, typmod: args.int4(1)? }, args.at(0)?.clone(), true)
}

pub(super) const TABLE: Table = &[
    ("make_date", |_, args| date(args, true).map(|civil| Datum::Int4(civil.days()))),
    ("make_time", |_, args| time(args, 0).map(Datum::Int8)),
    ("make_timestamp", |_, args| local(args).map(Datum::Int8)),
    ("make_timestamptz", |env, args| at(local(args)?, &*env.formats().zone)),
    ("make_timestamptz_at_timezone", |env, args| {
        at(local(args)?, &*sane_zone(env, args.text(6)?)?)
    }),
    ("make_interval", |_, args| span(args)),
    ("float8_timestamptz", |_, args| from_epoch(args.float(0)?)),
    ("date_timestamp", |_, args| date_stamp(args.int4(0)?).map(Datum::Int8)),
    ("date_timestamptz", |env, args| {
        let stamp = date_stamp(args.int4(0)?)?;
        if !is_finite(stamp) {
            return Ok(Datum::Int8(stamp));
        }
        let utc = valid(to_utc(stamp, &*env.formats().zone));
        utc.map(Datum::Int8).ok_or_else(|| fail_range("date out of range for timestamp"))
    }),
    ("timestamp_date", |_, args| date_of(args.int(0)?)),
    ("timestamptz_date", |env, args| date_of(local_of(env, args)?)),
    ("timestamp_time", |_, args| Ok(time_of(args.int(0)?))),
    ("timestamptz_time", |env, args| Ok(time_of(local_of(env, args)?))),
    ("timestamptz_timetz", |env, args| {
        let stamp = args.int(0)?;
        if !is_finite(stamp) {
            return Ok(Datum::Null);
        }
        let east = offset_at(stamp, &*env.formats().zone);
        let time = (stamp + i64::from(east) * SECOND).rem_euclid(DAY);
        Ok(Datum::TimeTz(Arc::new((time, -east))))
    }),
    ("time_timetz", |env, args| {
        // The offset is that of this time of today.
        let zone = &*env.formats().zone;
        let today = to_local(env.transaction_timestamp(), zone).div_euclid(DAY) * DAY;
        let stamp = today + args.int(0)?;
        let west = (to_utc(stamp, zone) - stamp) / SECOND;
        Ok(Datum::TimeTz(Arc::new((args.int(0)?, i32::try_from(west).unwrap_or(0)))))
    }),
    ("timetz_time", |_, args| Ok(Datum::Int8(args.timetz(0)?.0))),
    ("interval_time", |_, args| Ok(Datum::Int8(args.interval(0)?.time.rem_euclid(DAY)))),
    ("time_interval", |_, args| Ok(interval(Interval { time: args.int(0)?, day: 0, month: 0 }))),
    ("time_scale", |_, args| scaled(rupg_types::oid::TIME, args)),
    ("timetz_scale", |_, args| scaled(rupg_types::oid::TIMETZ, args)),
    ("timestamp_scale", |_, args| scaled(rupg_types::oid::TIMESTAMP, args)),
    ("timestamptz_scale", |_, args| scaled(rupg_types::oid::TIMESTAMPTZ, args)),
    ("interval_scale", |_, args| scaled(rupg_types::oid::INTERVAL, args)),
];
