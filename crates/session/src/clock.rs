//! Which time zone does a text mean?

use rupg_types::{IntervalStyle, TimeZone, tz};
use std::sync::Arc;

/// The name by which a zone is shown: `Europe/Paris`, or `<+05>-05` for `5` and for
/// `INTERVAL '5:00'`; `None` for what is no zone (PostgreSQL, `check_timezone` of commands/variable.c).
pub(crate) fn canonical_zone(value: &str) -> Option<String> {
    let value = value.trim();
    let offset = match value.get(..8).filter(|word| word.eq_ignore_ascii_case("interval")) {
        Some(_) => Some(interval_seconds(value[8..].trim().trim_matches('\''))?),
        None => value.parse::<f64>().ok().map(|hours| (hours * 3600.0).round() as i64),
    };
    match offset {
        Some(seconds) if seconds.abs() > 167 * 3600 => None,
        Some(seconds) => Some(offset_name(seconds)),
        None => tz::load(value).filter(|zone| zone.acceptable()).map(|zone| zone.name().to_owned()),
    }
}

/// The rules of a zone by its canonical name.
pub(crate) fn zone(name: &str) -> Option<Arc<dyn TimeZone + Send + Sync>> {
    tz::load(name).map(|zone| zone as Arc<dyn TimeZone + Send + Sync>)
}

fn interval_seconds(text: &str) -> Option<i64> {
    let interval = rupg_types::interval_in(text, -1, IntervalStyle::Postgres).ok()?;
    (interval.month == 0 && interval.day == 0).then_some(interval.time / 1_000_000)
}

/// A zone of one offset, in POSIX's form (`pg_tzset_offset`).
fn offset_name(east: i64) -> String {
    let part = |seconds: i64| {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        match (minutes, seconds) {
            (0, 0) => format!("{hours:02}"),
            (_, 0) => format!("{hours:02}:{minutes:02}"),
            _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        }
    };
    let (sign, opposite) = if east >= 0 { ('+', '-') } else { ('-', '+') };
    let text = part(east.abs());
    format!("<{sign}{text}>{opposite}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_a_name_an_offset_or_an_interval() {
        let shown = [
            ("utc", Some("UTC")),
            ("europe/paris", Some("Europe/Paris")),
            ("5", Some("<+05>-05")),
            ("-3.5", Some("<-03:30>+03:30")),
            ("INTERVAL '05:30:00'", Some("<+05:30>-05:30")),
            ("Mars/Olympus", None),
        ];
        for (given, name) in shown {
            assert_eq!(canonical_zone(given).as_deref(), name, "{given}");
            assert!(name.is_none_or(|name| zone(name).is_some()), "{given}");
        }
    }
}
