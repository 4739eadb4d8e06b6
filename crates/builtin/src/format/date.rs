//! How is a date, time or interval written by a template?

use super::template::{DATE_WORDS, DAYS, MONTHS, Pattern, Piece, ROMAN_MONTHS, ordinal, pieces};
use crate::args::Args;
use crate::datetime::extract::{day_of_year, iso_week, iso_weekday};
use crate::datetime::{Civil, HOUR, MINUTE, SECOND, is_finite, to_local, unix_seconds};
use crate::{Env, args};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{Interval, date2j};
use types::Datum;

/// What a template can ask of a value (`struct fmt_tm`). An interval has no calendar.
struct Moment {
    year: i32,
    month: i32,
    day: i32,
    hour: i64,
    minute: i64,
    second: i64,
    micros: i64,
    /// From 1.
    day_of_year: i32,
    calendar: Option<Civil>,
    /// Seconds east of UTC and the zone's abbreviation.
    zone: Option<(i32, String)>,
}

impl Moment {
    fn of_civil(civil: Civil, zone: Option<(i32, String)>) -> Moment {
        let time = civil.time;
        Moment {
            year: civil.year,
            month: civil.month,
            day: civil.day,
            hour: time / HOUR,
            minute: time / MINUTE % 60,
            second: time / SECOND % 60,
            micros: time % SECOND,
            day_of_year: day_of_year(&civil),
            calendar: Some(civil),
            zone,
        }
    }

    fn of_interval(span: &Interval) -> Moment {
        let (year, month) = (span.month / 12, span.month % 12);
        Moment {
            year,
            month,
            day: span.day,
            hour: span.time / HOUR,
            minute: span.time / MINUTE % 60,
            second: span.time / SECOND % 60,
            micros: span.time % SECOND,
            day_of_year: span.month.saturating_mul(30).saturating_add(span.day),
            calendar: None,
            zone: None,
        }
    }

    fn calendar(&self) -> SqlResult<&Civil> {
        self.calendar.as_ref().ok_or_else(|| {
            let message = "invalid format specification for an interval value";
            SqlError::new(SqlState::INVALID_DATETIME_FORMAT, message)
                .with_hint("Intervals are not tied to specific calendar dates.")
        })
    }

    /// The fields read as a date, whatever they are of.
    fn date(&self) -> Civil {
        Civil { year: self.year, month: self.month, day: self.day, time: 0 }
    }

    /// The year as counted: 1 BC is 1.
    fn counted_year(&self, year: i32) -> i32 {
        if self.calendar.is_some() && year <= 0 { 1 - year } else { year }
    }
}

/// Cases of a name, as the word that asks for it is written.
fn cased(word: &str, name: &str) -> String {
    if word.starts_with(|char: char| char.is_ascii_lowercase()) {
        name.to_ascii_lowercase()
    } else if word[1..].starts_with(|char: char| char.is_ascii_lowercase()) {
        name.to_owned()
    } else {
        name.to_ascii_uppercase()
    }
}

/// A number with zeros before it to `width`, one more for a sign, none under `FM`.
fn padded(value: i64, width: usize, fill: bool) -> String {
    match (fill, value < 0) {
        (true, _) => value.to_string(),
        (false, false) => format!("{value:0width$}"),
        (false, true) => format!("{value:0width$}", width = width + 1),
    }
}

fn half_day(moment: &Moment, word: &str) -> String {
    let late = moment.hour.rem_euclid(24) >= 12 && moment.hour % 24 >= 12;
    let dots = word.contains('.');
    let text = match (late, dots) {
        (true, true) => "P.M.",
        (true, false) => "PM",
        (false, true) => "A.M.",
        (false, false) => "AM",
    };
    cased(word, text)
}

fn era(moment: &Moment, word: &str) -> SqlResult<String> {
    let before = moment.calendar()?.year <= 0;
    let text = match (before, word.contains('.')) {
        (true, true) => "B.C.",
        (true, false) => "BC",
        (false, true) => "A.D.",
        (false, false) => "AD",
    };
    Ok(cased(word, text))
}

fn name(pattern: &Pattern<'_>, name: &str) -> String {
    let text = cased(pattern.word, name);
    if pattern.fill || pattern.spoken { text } else { format!("{text:9}") }
}

fn short_name(word: &str, name: &str) -> String {
    cased(word, &name[..3])
}

fn roman(moment: &Moment, pattern: &Pattern<'_>) -> String {
    let place = match moment.month {
        0 if moment.year == 0 => return String::new(),
        0 if moment.year >= 0 => 0,
        0 => 11,
        month if month < 0 => -(month + 1),
        month => 12 - month,
    };
    let text = usize::try_from(place).ok().and_then(|place| ROMAN_MONTHS.get(place));
    let text = cased(pattern.word, text.copied().unwrap_or(""));
    if pattern.fill { text } else { format!("{text:4}") }
}

fn century(moment: &Moment, fill: bool) -> String {
    let year = moment.year;
    let century = match &moment.calendar {
        None => year / 100,
        Some(_) if year > 0 => (year - 1) / 100 + 1,
        Some(_) => year / 100 - 1,
    };
    let width = if (-99..=99).contains(&century) { 2 } else { 0 };
    padded(i64::from(century), width, fill)
}

/// What the words of the time of day stand for.
fn clock_text(moment: &Moment, pattern: &Pattern<'_>, upper: &str) -> Option<(String, bool)> {
    let number = |value: i64| (padded(value, 2, pattern.fill), true);
    Some(match upper {
        "A.M." | "P.M." | "AM" | "PM" => (half_day(moment, pattern.word), false),
        "HH" | "HH12" if moment.hour % 12 == 0 => number(12),
        "HH" | "HH12" => number(moment.hour % 12),
        "HH24" => number(moment.hour),
        "MI" => number(moment.minute),
        "SS" => number(moment.second),
        "FF1" | "FF2" | "FF3" | "FF4" | "FF5" | "FF6" | "MS" | "US" => {
            let digits: u32 = match upper {
                "MS" => 3,
                "US" => 6,
                _ => upper[2..].parse().unwrap_or(6),
            };
            let value = moment.micros / 10i64.pow(6 - digits);
            (format!("{value:0width$}", width = digits as usize), true)
        }
        "SSSS" | "SSSSS" => {
            ((moment.hour * 3600 + moment.minute * 60 + moment.second).to_string(), true)
        }
        _ => return None,
    })
}

/// The zone's abbreviation, or its offset or a part of it.
fn zone_text(moment: &Moment, pattern: &Pattern<'_>, upper: &str) -> String {
    let (offset, abbreviation) =
        moment.zone.as_ref().map_or((0, ""), |zone| (zone.0, zone.1.as_str()));
    let sign = if offset >= 0 { '+' } else { '-' };
    let (hours, minutes) = (offset.abs() / 3600, offset.abs() % 3600 / 60);
    match upper {
        "TZ" if pattern.word == "tz" => abbreviation.to_ascii_lowercase(),
        "TZ" => abbreviation.to_owned(),
        "TZH" => format!("{sign}{hours:02}"),
        "TZM" => format!("{minutes:02}"),
        _ => {
            let hours = padded(i64::from(hours), 2, pattern.fill);
            let rest = if offset % 3600 == 0 { String::new() } else { format!(":{minutes:02}") };
            format!("{sign}{hours}{rest}")
        }
    }
}

/// What a pattern stands for, without an ordinal's ending, and whether it can have one.
fn pattern_text(moment: &Moment, pattern: &Pattern<'_>) -> SqlResult<(String, bool)> {
    let Pattern { word, fill, .. } = *pattern;
    let number = |value: i64, width| Ok((padded(value, width, fill), true));
    // A width that a sign is part of.
    let tight = |value: i32, width: usize| {
        let width = if fill { 0 } else { width };
        Ok((format!("{value:0width$}"), true))
    };
    let text = |text: String| Ok((text, false));
    let year = |value: i32, width: u32| {
        let counted = moment.counted_year(value);
        number(i64::from(counted % 10i32.pow(width)), width as usize)
    };
    let upper = word.to_ascii_uppercase();
    if let Some(found) = clock_text(moment, pattern, &upper) {
        return Ok(found);
    }
    match &*upper {
        "TZ" | "TZH" | "TZM" | "OF" => {
            moment.calendar()?;
            text(zone_text(moment, pattern, &upper))
        }
        "A.D." | "B.C." | "AD" | "BC" => era(moment, word).map(|text| (text, false)),
        "MONTH" => month(moment).and_then(|full| text(name(pattern, full))),
        "MON" => month(moment).and_then(|full| text(short_name(word, full))),
        "MM" => number(i64::from(moment.month), 2),
        "DAY" => weekday(moment).and_then(|full| text(name(pattern, full))),
        "DY" => weekday(moment).and_then(|full| text(short_name(word, full))),
        "DDD" => tight(moment.day_of_year, 3),
        "IDDD" => {
            let civil = moment.date();
            let (week, _) = iso_week(&civil);
            tight((week - 1) * 7 + iso_weekday(&civil), 3)
        }
        "DD" => tight(moment.day, 2),
        "D" => number(i64::from(iso_weekday(moment.calendar()?) % 7 + 1), 0),
        "ID" => number(i64::from(iso_weekday(moment.calendar()?)), 0),
        "WW" => tight((moment.day_of_year - 1) / 7 + 1, 2),
        "IW" => tight(iso_week(&moment.date()).0, 2),
        "Q" if moment.month == 0 => text(String::new()),
        "Q" => number(i64::from((moment.month - 1) / 3 + 1), 0),
        "CC" => Ok((century(moment, fill), true)),
        "Y,YYY" => {
            let year = moment.counted_year(moment.year);
            let thousands = year / 1000;
            Ok((format!("{thousands},{:03}", year - thousands * 1000), true))
        }
        "YYYY" => number(i64::from(moment.counted_year(moment.year)), 4),
        "YYY" => year(moment.year, 3),
        "YY" => year(moment.year, 2),
        "Y" => year(moment.year, 1),
        "IYYY" => {
            let year = iso_week(&moment.date()).1;
            number(i64::from(moment.counted_year(year)), 4)
        }
        "IYY" => year(iso_week(&moment.date()).1, 3),
        "IY" => year(iso_week(&moment.date()).1, 2),
        "I" => year(iso_week(&moment.date()).1, 1),
        "RM" => text(roman(moment, pattern)),
        "W" => number(i64::from((moment.day - 1) / 7 + 1), 0),
        "J" => number(i64::from(date2j(moment.year, moment.month, moment.day)), 0),
        _ => text(String::new()),
    }
}

fn month(moment: &Moment) -> SqlResult<&'static str> {
    let month = moment.calendar()?.month;
    Ok(MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)])
}

fn weekday(moment: &Moment) -> SqlResult<&'static str> {
    let day = iso_weekday(moment.calendar()?) % 7;
    Ok(DAYS[usize::try_from(day).unwrap_or(0).min(6)])
}

fn write(moment: &Moment, template: &str) -> SqlResult<Datum> {
    let mut out = String::new();
    for piece in pieces(template, DATE_WORDS, true) {
        match piece {
            Piece::Char(char) | Piece::Space(char) | Piece::Separator(char) => out.push(char),
            Piece::Pattern(pattern) => {
                let (text, counts) = pattern_text(moment, &pattern)?;
                out.push_str(&text);
                if let (Some(capitals), true) = (pattern.ordinal, counts) {
                    out.push_str(ordinal(&text, capitals));
                }
            }
        }
    }
    Ok(Datum::text(out))
}

pub(super) fn stamp(args: &[Datum]) -> SqlResult<Datum> {
    let (stamp, template) = (args.int(0)?, args.text(1)?);
    if template.is_empty() || !is_finite(stamp) {
        return Ok(Datum::Null);
    }
    write(&Moment::of_civil(Civil::of(stamp), None), template)
}

pub(super) fn stamp_in_zone(env: &dyn Env, args: &[Datum]) -> SqlResult<Datum> {
    let (stamp, template) = (args.int(0)?, args.text(1)?);
    if template.is_empty() || !is_finite(stamp) {
        return Ok(Datum::Null);
    }
    let zone = &*env.formats().zone;
    let (east, abbreviation) = zone.at(unix_seconds(stamp));
    let zone_text = Some((east, abbreviation.to_owned()));
    write(&Moment::of_civil(Civil::of(to_local(stamp, zone)), zone_text), template)
}

pub(super) fn span(args: &[Datum]) -> SqlResult<Datum> {
    let (span, template) = (args.interval(0)?, args.text(1)?);
    if template.is_empty() {
        return Ok(Datum::Null);
    }
    write(&Moment::of_interval(span), template)
}

/// 22007: a text or template that makes no date.
pub(super) fn invalid_format(message: impl Into<String>) -> SqlError {
    args::fail(b"22007", message)
}
