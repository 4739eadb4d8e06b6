//! Which session state do the text forms of values depend on?

use base::{SqlError, SqlState};
use rupg_types::{
    ByteaOutput, DateFormat, DateTimeInput, FixedZone, IntervalStyle, TimeZone, TypeError,
    ZoneAbbrevs, tz::TzDatabase,
};
use std::sync::Arc;

/// What text input and output read of a session.
#[derive(Clone)]
pub struct Formats {
    /// `DateStyle`.
    pub date: DateFormat,
    /// `IntervalStyle`.
    pub interval: IntervalStyle,
    /// `TimeZone`.
    pub zone: Arc<dyn TimeZone + Send + Sync>,
    /// `extra_float_digits`.
    pub extra_float_digits: i32,
    /// `bytea_output`.
    pub bytea: ByteaOutput,
    /// Start of the transaction for `now` and `today`: microseconds since 2000-01-01 UTC.
    pub now: i64,
}

impl Default for Formats {
    fn default() -> Formats {
        Formats {
            date: DateFormat::ISO_MDY,
            interval: IntervalStyle::Postgres,
            zone: Arc::new(FixedZone::utc()),
            extra_float_digits: 1,
            bytea: ByteaOutput::Hex,
            now: 0,
        }
    }
}

impl std::fmt::Debug for Formats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Formats")
            .field("date", &self.date)
            .field("interval", &self.interval)
            .field("extra_float_digits", &self.extra_float_digits)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Formats {
    /// As the date and time input functions read it.
    pub fn date_input(&self) -> DateTimeInput<'_> {
        DateTimeInput {
            order: self.date.order,
            zone: &*self.zone,
            zones: &TzDatabase,
            abbrevs: ZoneAbbrevs::postgres_default(),
            now: self.now,
        }
    }
}

/// The library's error as a client sees it.
pub fn sql_error(error: TypeError) -> SqlError {
    let state = SqlState::parse(error.sqlstate.as_str()).unwrap_or(SqlState::INTERNAL_ERROR);
    let mut out = SqlError::new(state, error.message);
    let fields = out.fields_mut();
    fields.detail = error.detail;
    // The library speaks of settings as PostgreSQL 19 does.
    fields.hint = error.hint.map(|hint| hint.replace("\"DateStyle\"", "\"datestyle\""));
    fields.context = error.context;
    out
}
