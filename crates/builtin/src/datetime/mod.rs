//! What do the functions of dates, times and intervals give?
//!
//! A stamp is microseconds since 2000-01-01, of local time or UTC; a zone turns one into the other.

pub(crate) mod arithmetic;
mod clock;
pub(crate) mod extract;
mod make;
mod truncate;
pub(crate) mod zone;

use crate::registry::Table;
use base::{SqlError, SqlState};
use rupg_types::{POSTGRES_EPOCH_JDATE, TimeZone, UNIX_TO_POSTGRES_USECS, date2j, j2date};

pub(crate) const DAY: i64 = 86_400_000_000;
pub(crate) const HOUR: i64 = 3_600_000_000;
pub(crate) const MINUTE: i64 = 60_000_000;
pub(crate) const SECOND: i64 = 1_000_000;

/// The first stamp, and the end of stamps (`MIN_TIMESTAMP`, `END_TIMESTAMP`).
const STAMPS: std::ops::Range<i64> = -211_813_488_000_000_000..9_223_371_331_200_000_000;
/// The first day, and the end of days.
pub(crate) const DAYS: std::ops::Range<i64> = -2_451_545..2_145_031_949;

/// Every function of this family.
pub(crate) static FAMILY: [Table; 6] =
    [arithmetic::TABLE, clock::TABLE, extract::TABLE, make::TABLE, truncate::TABLE, zone::TABLE];

/// 22008 `... out of range`.
pub(crate) fn overflow(what: &str) -> SqlError {
    SqlError::new(SqlState::DATETIME_FIELD_OVERFLOW, format!("{what} out of range"))
}

/// Year (0 is 1 BC), month, day and microseconds of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i32,
    pub(crate) month: i32,
    pub(crate) day: i32,
    pub(crate) time: i64,
}

impl Civil {
    /// The fields of a finite local stamp.
    pub(crate) fn of(stamp: i64) -> Civil {
        let days = i32::try_from(stamp.div_euclid(DAY)).unwrap_or(i32::MAX / 2);
        Civil { time: stamp.rem_euclid(DAY), ..Civil::of_date(days) }
    }

    pub(crate) fn of_date(days: i32) -> Civil {
        let (year, month, day) = j2date(days.saturating_add(POSTGRES_EPOCH_JDATE));
        let small = |value: u32| i32::try_from(value).unwrap_or(0);
        Civil { year, month: small(month), day: small(day), time: 0 }
    }

    /// Days since 2000-01-01.
    pub(crate) fn days(&self) -> i32 {
        date2j(self.year, self.month, self.day).wrapping_sub(POSTGRES_EPOCH_JDATE)
    }

    /// The local stamp; `None` out of range.
    pub(crate) fn stamp(&self) -> Option<i64> {
        if !(-4713..=294_277).contains(&self.year) {
            return None;
        }
        let stamp = i64::from(self.days()).checked_mul(DAY)?.checked_add(self.time)?;
        valid(stamp)
    }
}

/// The stamp if PostgreSQL has it.
pub(crate) fn valid(stamp: i64) -> Option<i64> {
    STAMPS.contains(&stamp).then_some(stamp)
}

pub(crate) fn is_finite(stamp: i64) -> bool {
    !matches!(stamp, i64::MIN | i64::MAX)
}

pub(crate) fn days_in_month(year: i32, month: i32) -> i32 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    date2j(next_year, next, 1) - date2j(year, month, 1)
}

/// Seconds east of UTC at a UTC stamp.
pub(crate) fn offset_at(stamp: i64, zone: &dyn TimeZone) -> i32 {
    zone.at(unix_seconds(stamp)).0
}

pub(crate) fn unix_seconds(stamp: i64) -> i64 {
    (i128::from(stamp) - i128::from(UNIX_TO_POSTGRES_USECS)).div_euclid(1_000_000) as i64
}

/// The local stamp of a finite UTC stamp.
pub(crate) fn to_local(stamp: i64, zone: &dyn TimeZone) -> i64 {
    stamp.saturating_add(i64::from(offset_at(stamp, zone)) * SECOND)
}

/// The UTC stamp of a finite local stamp.
pub(crate) fn to_utc(local: i64, zone: &dyn TimeZone) -> i64 {
    let west = rupg_types::local_offset(unix_seconds(local), zone).0;
    local.saturating_add(i64::from(west) * SECOND)
}
