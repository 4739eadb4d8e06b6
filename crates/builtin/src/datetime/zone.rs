//! Which time zone does a name mean, and how do stamps move between zones?

use super::{is_finite, overflow, to_local, to_utc, valid};
use crate::Env;
use crate::args::{Args, invalid};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::{FixedZone, Interval, TimeZone, ZoneName};
use std::sync::Arc;
use types::{Datum, sql_error};

/// A zone found by name, or one offset.
pub(crate) type Found = Arc<dyn TimeZone + Send + Sync>;

/// An offset east of UTC, as a zone.
pub(crate) fn fixed(east: i32) -> Found {
    Arc::new(FixedZone { offset: east, abbrev: String::new() })
}

/// The zone a name, abbreviation or POSIX specification means.
pub(crate) fn named(env: &dyn Env, name: &str) -> SqlResult<Found> {
    let formats = env.formats();
    match rupg_types::decode_timezone_name(name, &formats.date_input()).map_err(sql_error)? {
        ZoneName::Fixed(east) => Ok(fixed(east)),
        ZoneName::Dynamic(Some(zone)) | ZoneName::Zone(zone) => Ok(zone),
        ZoneName::Dynamic(None) => Ok(formats.zone.clone()),
    }
}

/// The offset an interval means, in seconds east of UTC.
fn offset(span: &Interval, text: impl Fn() -> String) -> SqlResult<i32> {
    if span.month != 0 || span.day != 0 {
        let message = format!("interval time zone \"{}\" must not include months or days", text());
        return Err(invalid(message));
    }
    Ok(i32::try_from(span.time / super::SECOND).unwrap_or(0))
}

fn of_interval(env: &dyn Env, args: &[Datum]) -> SqlResult<Found> {
    let text = || types::to_text(rupg_types::oid::INTERVAL, &args[0], env.formats());
    Ok(fixed(offset(args.interval(0)?, text)?))
}

/// `timestamp AT TIME ZONE`: the instant at which it is that time there.
fn at_zone(stamp: i64, zone: &dyn TimeZone) -> SqlResult<Datum> {
    if !is_finite(stamp) {
        return Ok(Datum::Int8(stamp));
    }
    valid(to_utc(stamp, zone)).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

/// `timestamptz AT TIME ZONE`: what the clocks there show.
fn shown(stamp: i64, zone: &dyn TimeZone) -> SqlResult<Datum> {
    if !is_finite(stamp) {
        return Ok(Datum::Int8(stamp));
    }
    valid(to_local(stamp, zone)).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
}

/// A time of day with zone as the same moment with another offset.
fn timetz_at(args: &[Datum], east: i32) -> SqlResult<Datum> {
    let (time, west) = args.timetz(1)?;
    let moved = time + i64::from(west + east) * super::SECOND;
    Ok(Datum::TimeTz(Arc::new((moved.rem_euclid(super::DAY), -east))))
}

pub(crate) const TABLE: Table = &[
    ("timestamp_zone", |env, args| match args.int(1)? {
        stamp if is_finite(stamp) => at_zone(stamp, &named(env, args.text(0)?)?),
        stamp => Ok(Datum::Int8(stamp)),
    }),
    ("timestamptz_zone", |env, args| match args.int(1)? {
        stamp if is_finite(stamp) => shown(stamp, &named(env, args.text(0)?)?),
        stamp => Ok(Datum::Int8(stamp)),
    }),
    ("timestamp_izone", |env, args| match args.int(1)? {
        stamp if is_finite(stamp) => at_zone(stamp, &of_interval(env, args)?),
        stamp => Ok(Datum::Int8(stamp)),
    }),
    ("timestamptz_izone", |env, args| match args.int(1)? {
        stamp if is_finite(stamp) => shown(stamp, &of_interval(env, args)?),
        stamp => Ok(Datum::Int8(stamp)),
    }),
    ("timetz_zone", |env, args| {
        let zone = named(env, args.text(0)?)?;
        timetz_at(args, super::offset_at(env.transaction_timestamp(), &*zone))
    }),
    ("timetz_izone", |env, args| {
        let text = || types::to_text(rupg_types::oid::INTERVAL, &args[0], env.formats());
        timetz_at(args, offset(args.interval(0)?, text)?)
    }),
    ("timestamp_timestamptz", |env, args| at_zone(args.int(0)?, &*env.formats().zone)),
    ("timestamptz_timestamp", |env, args| shown(args.int(0)?, &*env.formats().zone)),
];
