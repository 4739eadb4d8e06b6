//! Which date or time does a text mean by a template?

use super::date::{self, invalid_format};
use super::template::{
    DATE_WORDS, DAYS, MONTHS, Pattern, Piece, ROMAN_MONTHS, is_separator, is_space, pieces,
};
use crate::args::{Args, fail};
use crate::datetime::extract::iso_weekday;
use crate::datetime::{Civil, DAYS as DATES, HOUR, MINUTE, SECOND, days_in_month, overflow};
use crate::datetime::{to_utc, valid};
use crate::registry::Table;
use base::{SqlError, SqlResult};
use rupg_types::j2date;
use types::Datum;

/// What was read; 0 is not given, as in PostgreSQL.
#[derive(Default)]
struct Given {
    iso: Option<bool>,
    hh: i32,
    pm: bool,
    pm_seen: Option<bool>,
    mi: i32,
    ss: i32,
    ssss: i32,
    d: i32,
    dd: i32,
    ddd: i32,
    mm: i32,
    ms: i32,
    year: i32,
    bc: bool,
    bc_seen: Option<bool>,
    ww: i32,
    w: i32,
    cc: i32,
    j: i32,
    us: i32,
    year_digits: u8,
    half_day_clock: bool,
    zone_sign: i32,
    zone_hours: i32,
    zone_minutes: i32,
}

struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    pieces: &'a [Piece<'a>],
    /// `FX`: nothing is skipped.
    exact: bool,
    /// Characters skipped that the template did not ask for.
    extra: i32,
    given: Given,
}

const FILL_HINT: &str = "If your source string is not fixed-width, try using the \"FM\" modifier.";

fn set(place: &mut i32, value: i32, word: &str) -> SqlResult<()> {
    if *place != 0 && *place != value {
        return Err(conflict(word));
    }
    *place = value;
    Ok(())
}

fn conflict(word: &str) -> SqlError {
    invalid_format(format!("conflicting values for \"{word}\" field in formatting string"))
        .with_detail("This value contradicts a previous setting for the same field type.")
}

/// The year closest to 2020 with these low digits.
fn completed_year(year: i32) -> i32 {
    match year {
        ..70 => year + 2000,
        70..100 => year + 1900,
        100..520 => year + 2000,
        520..1000 => year + 1000,
        _ => year,
    }
}

/// Whether a word reads digits.
fn is_digits(word: &str) -> bool {
    !matches!(
        &*word.to_ascii_uppercase(),
        "A.D."
            | "A.M."
            | "AD"
            | "AM"
            | "B.C."
            | "BC"
            | "P.M."
            | "PM"
            | "DAY"
            | "DY"
            | "FX"
            | "MONTH"
            | "MON"
            | "OF"
            | "RM"
            | "TZH"
            | "TZ"
    )
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) -> i32 {
        let before = self.at;
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        i32::try_from(self.at - before).unwrap_or(i32::MAX)
    }

    fn read(&mut self) -> SqlResult<()> {
        let pieces = self.pieces;
        for (index, piece) in pieces.iter().enumerate() {
            if self.at >= self.text.len() {
                return Ok(());
            }
            if !self.exact && (!matches!(piece, Piece::Char(_)) || self.at == 0) {
                self.extra += self.skip_space();
            }
            match piece {
                Piece::Space(_) | Piece::Separator(_) => {
                    if self.exact {
                        self.at += 1;
                    } else {
                        self.extra -= 1;
                        if self.peek().is_some_and(|char| is_space(char) || is_separator(char)) {
                            self.at += 1;
                            self.extra += 1;
                        }
                    }
                }
                // It need not be the same character.
                Piece::Char(_) if self.exact || self.extra <= 0 => self.at += 1,
                Piece::Char(_) => self.extra -= 1,
                Piece::Pattern(pattern) => {
                    self.convention(pattern.word)?;
                    self.pattern(pattern, index)?;
                    if !self.exact {
                        self.extra = self.skip_space();
                    }
                }
            }
        }
        Ok(())
    }

    /// Weeks and days are counted by one convention.
    fn convention(&mut self, word: &str) -> SqlResult<()> {
        let iso = match &*word.to_ascii_uppercase() {
            "IDDD" | "ID" | "IW" | "IYYY" | "IYY" | "IY" | "I" => true,
            "DDD" | "DD" | "D" | "MM" | "MONTH" | "MON" | "RM" | "WW" | "W" | "Y,YYY" | "YYYY"
            | "YYY" | "YY" | "Y" => false,
            _ => return Ok(()),
        };
        if self.given.iso.is_some_and(|before| before != iso) {
            return Err(invalid_format("invalid combination of date conventions").with_hint(
                "Do not mix Gregorian and ISO week date conventions in a formatting template.",
            ));
        }
        self.given.iso = Some(iso);
        Ok(())
    }

    /// Whether the piece after a pattern cannot be a digit.
    fn ends_number(&self, pattern: &Pattern<'_>, index: usize) -> bool {
        if pattern.ordinal.is_some() {
            return true;
        }
        match self.pieces.get(index + 1) {
            None => true,
            Some(Piece::Pattern(next)) => !is_digits(next.word),
            Some(Piece::Char(char) | Piece::Space(char) | Piece::Separator(char)) => {
                !char.is_ascii_digit()
            }
        }
    }

    /// An integer of `width` digits, or of any number where that is plain; its value and digits.
    fn number(
        &mut self,
        pattern: &Pattern<'_>,
        index: usize,
        width: usize,
    ) -> SqlResult<(i32, usize)> {
        self.skip_space();
        let (start, word) = (self.at, pattern.word);
        let open = pattern.fill || self.ends_number(pattern, index);
        let rest: String = self.text[start..].iter().collect();
        let shown = |len: usize| self.text[start..].iter().take(len).collect::<String>();
        let left = self.text.len() - start;
        if !open && left < width {
            let detail = format!("Field requires {width} characters, but only {left} remain.");
            let message = format!("source string too short for \"{word}\" formatting field");
            return Err(invalid_format(message).with_detail(detail).with_hint(FILL_HINT));
        }
        let source = if open { rest } else { shown(width) };
        let signed = usize::from(source.starts_with(['+', '-']));
        let digits = source[signed..].bytes().take_while(u8::is_ascii_digit).count();
        let used = if digits == 0 { 0 } else { signed + digits };
        if used == 0 {
            let wrong = if open { shown(width) } else { source.clone() };
            let message = format!("invalid value \"{wrong}\" for \"{word}\"");
            return Err(invalid_format(message).with_detail("Value must be an integer."));
        }
        if !open && used < width {
            let detail =
                format!("Field requires {width} characters, but only {used} could be parsed.");
            let message = format!("invalid value \"{source}\" for \"{word}\"");
            return Err(invalid_format(message).with_detail(detail).with_hint(FILL_HINT));
        }
        let value = source[..used].parse::<i32>().map_err(|_| {
            fail(b"22008", format!("value for \"{word}\" in source string is out of range"))
                .with_detail(format!("Value must be in the range {} to {}.", i32::MIN, i32::MAX))
        })?;
        self.at += used;
        Ok((value, used))
    }

    /// Which of some names comes next, in any case.
    fn name(&mut self, pattern: &Pattern<'_>, names: &[&str]) -> SqlResult<i32> {
        let rest: String = self.text[self.at..].iter().collect();
        let found = names.iter().position(|name| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
        let Some(found) = found else {
            let word: String = rest.chars().take_while(|char| !is_space(*char)).collect();
            let message = format!("invalid value \"{word}\" for \"{}\"", pattern.word);
            return Err(invalid_format(message).with_detail(
                "The given value did not match any of the allowed values for this field.",
            ));
        };
        self.at += names[found].len();
        Ok(i32::try_from(found).unwrap_or(0))
    }

    fn pattern(&mut self, pattern: &Pattern<'_>, index: usize) -> SqlResult<()> {
        let word = pattern.word;
        let upper = word.to_ascii_uppercase();
        let width = word.len();
        match &*upper {
            "FX" => {
                self.exact = true;
                return Ok(());
            }
            "A.M." | "P.M." => return self.half_day(pattern, &["a.m.", "p.m."]),
            "AM" | "PM" => return self.half_day(pattern, &["am", "pm"]),
            "A.D." | "B.C." => return self.era(pattern, &["a.d.", "b.c."]),
            "AD" | "BC" => return self.era(pattern, &["ad", "bc"]),
            "TZ" | "OF" => {
                let message = format!("formatting field \"{word}\" is only supported in to_char");
                return Err(SqlError::new(base::SqlState::FEATURE_NOT_SUPPORTED, message));
            }
            "TZH" => return self.zone_hours(pattern, index),
            "MONTH" => {
                let month = self.name(pattern, &MONTHS)?;
                return set(&mut self.given.mm, month + 1, word);
            }
            "MON" => {
                let month = self.name(pattern, &MONTHS.map(|name| &name[..3]))?;
                return set(&mut self.given.mm, month + 1, word);
            }
            "DAY" => {
                let day = self.name(pattern, &DAYS)?;
                return set(&mut self.given.d, day + 1, word);
            }
            "DY" => {
                let day = self.name(pattern, &DAYS.map(|name| &name[..3]))?;
                return set(&mut self.given.d, day + 1, word);
            }
            "RM" => {
                let place = self.name(pattern, &ROMAN_MONTHS)?;
                return set(&mut self.given.mm, 12 - place, word);
            }
            "Y,YYY" => self.thousands(word)?,
            _ => {
                let digits = match &*upper {
                    "HH" | "HH12" | "HH24" | "TZM" => 2,
                    "MS" => 3,
                    "US" => 6,
                    "FF1" | "FF2" | "FF3" | "FF4" | "FF5" | "FF6" => {
                        upper[2..].parse().unwrap_or(6)
                    }
                    "IDDD" => 3,
                    "ID" => 1,
                    _ => width,
                };
                let (value, used) = self.number(pattern, index, digits)?;
                self.put(&upper, word, value, used)?;
            }
        }
        if pattern.ordinal.is_some() {
            self.at = (self.at + 2).min(self.text.len());
        }
        Ok(())
    }

    fn put(&mut self, upper: &str, word: &str, value: i32, used: usize) -> SqlResult<()> {
        let given = &mut self.given;
        let digits = |least: u32| 10i32.pow(least.saturating_sub(used as u32));
        match upper {
            "HH" | "HH12" => {
                given.half_day_clock = true;
                set(&mut given.hh, value, word)
            }
            "HH24" => set(&mut given.hh, value, word),
            "MI" => set(&mut given.mi, value, word),
            "SS" => set(&mut given.ss, value, word),
            "MS" => {
                set(&mut given.ms, value, word)?;
                given.ms *= digits(3);
                Ok(())
            }
            "US" | "FF1" | "FF2" | "FF3" | "FF4" | "FF5" | "FF6" => {
                set(&mut given.us, value, word)?;
                given.us *= digits(6);
                Ok(())
            }
            "SSSS" | "SSSSS" => set(&mut given.ssss, value, word),
            "TZM" => {
                if given.zone_sign == 0 {
                    given.zone_sign = 1;
                }
                set(&mut given.zone_minutes, value, word)
            }
            "MM" => set(&mut given.mm, value, word),
            "DDD" | "IDDD" => set(&mut given.ddd, value, word),
            "DD" => set(&mut given.dd, value, word),
            "D" => set(&mut given.d, value, word),
            "ID" => {
                set(&mut given.d, value, word)?;
                // Sunday is 1 in what is kept.
                given.d = if value + 1 > 7 { 1 } else { value + 1 };
                Ok(())
            }
            "WW" | "IW" => set(&mut given.ww, value, word),
            "CC" => set(&mut given.cc, value, word),
            "W" => set(&mut given.w, value, word),
            "J" => set(&mut given.j, value, word),
            "YYYY" | "IYYY" => self.year(word, value, 4),
            "YYY" | "IYY" => self.year(word, short_year(value, used), 3),
            "YY" | "IY" => self.year(word, short_year(value, used), 2),
            "Y" | "I" => self.year(word, short_year(value, used), 1),
            // A quarter says nothing that a date could keep.
            _ => Ok(()),
        }
    }

    fn year(&mut self, word: &str, value: i32, digits: u8) -> SqlResult<()> {
        set(&mut self.given.year, value, word)?;
        self.given.year_digits = digits;
        Ok(())
    }

    fn half_day(&mut self, pattern: &Pattern<'_>, names: &[&str]) -> SqlResult<()> {
        let late = self.name(pattern, names)? == 1;
        if self.given.pm_seen.is_some_and(|before| before && !late) {
            return Err(conflict(pattern.word));
        }
        self.given.pm_seen = Some(late);
        self.given.pm = late;
        self.given.half_day_clock = true;
        Ok(())
    }

    fn era(&mut self, pattern: &Pattern<'_>, names: &[&str]) -> SqlResult<()> {
        let before = self.name(pattern, names)? == 1;
        if self.given.bc_seen.is_some_and(|seen| seen && !before) {
            return Err(conflict(pattern.word));
        }
        self.given.bc_seen = Some(before);
        self.given.bc = before;
        Ok(())
    }

    /// The sign of the hours may have been skipped as a separator.
    fn zone_hours(&mut self, pattern: &Pattern<'_>, index: usize) -> SqlResult<()> {
        self.given.zone_sign = match self.peek() {
            Some(sign @ ('+' | '-' | ' ')) => {
                self.at += 1;
                if sign == '-' { -1 } else { 1 }
            }
            _ if self.extra > 0 && self.at > 0 && self.text[self.at - 1] == '-' => -1,
            _ => 1,
        };
        let (value, _) = self.number(pattern, index, 2)?;
        set(&mut self.given.zone_hours, value, pattern.word)
    }

    /// `Y,YYY`.
    fn thousands(&mut self, word: &str) -> SqlResult<()> {
        let rest: String = self.text[self.at..].iter().collect();
        let bad = || invalid_format("invalid input string for \"Y,YYY\"");
        let (left, right) = rest.split_once(',').ok_or_else(bad)?;
        let thousands: i32 = left.trim_start().parse().map_err(|_| bad())?;
        let digits: String = right.chars().take(3).take_while(char::is_ascii_digit).collect();
        let years: i32 = digits.parse().map_err(|_| bad())?;
        let year = thousands.checked_mul(1000).and_then(|value| value.checked_add(years));
        self.at += left.chars().count() + 1 + digits.len();
        self.year(word, year.ok_or_else(bad)?, 4)
    }
}

fn short_year(value: i32, used: usize) -> i32 {
    if used < 4 { completed_year(value) } else { value }
}

/// A moment without its zone, and seconds east of UTC if they were given.
struct Found {
    civil: Civil,
    zone: Option<i32>,
}

/// The first day of an ISO week, as days since 2000-01-01.
fn iso_week_start(year: i32, week: i32) -> i64 {
    let fourth = Civil { year, month: 1, day: 4, time: 0 };
    let monday = i64::from(fourth.days()) - i64::from(iso_weekday(&fourth) - 1);
    monday + (i64::from(week) - 1) * 7
}

fn civil_of(days: i64) -> Civil {
    Civil::of_date(i32::try_from(days).unwrap_or(i32::MAX / 2))
}

fn read(args: &[Datum]) -> SqlResult<Found> {
    let (text, template) = (args.text(0)?, args.text(1)?);
    let pieces = pieces(template, DATE_WORDS, true);
    let mut reader = Reader {
        text: text.chars().collect(),
        at: 0,
        pieces: &pieces,
        exact: false,
        extra: 0,
        given: Given::default(),
    };
    reader.read()?;
    found(&mut reader.given, text)
}

fn time(given: &Given) -> SqlResult<[i32; 3]> {
    let (mut hour, mut minute, mut second) = (0, 0, 0);
    if given.ssss != 0 {
        (hour, minute, second) = (given.ssss / 3600, given.ssss % 3600 / 60, given.ssss % 60);
    }
    for (part, given) in [(&mut second, given.ss), (&mut minute, given.mi), (&mut hour, given.hh)] {
        if given != 0 {
            *part = given;
        }
    }
    if given.half_day_clock {
        if !(1..=12).contains(&hour) {
            let message = format!("hour \"{hour}\" is invalid for the 12-hour clock");
            return Err(invalid_format(message)
                .with_hint("Use the 24-hour clock, or give an hour between 1 and 12."));
        }
        if given.pm && hour < 12 {
            hour += 12;
        } else if !given.pm && hour == 12 {
            hour = 0;
        }
    }
    Ok([hour, minute, second])
}

/// The year as kept, 0 for 1 BC; `None` when nothing says it.
fn year(given: &Given) -> Option<i32> {
    let century = if given.bc { -given.cc } else { given.cc };
    if given.year == 0 {
        return match given.cc {
            0 => None,
            _ if century >= 0 => Some((century - 1).saturating_mul(100) + 1),
            _ => Some(century.saturating_mul(100) + 1),
        };
    }
    if given.cc != 0 && given.year_digits <= 2 {
        let low = given.year % 100;
        return Some(match (low, century >= 0) {
            (0, true) => century.saturating_mul(100),
            (0, false) => century.saturating_mul(100) + 1,
            (low, true) => (century - 1).saturating_mul(100) + low,
            (low, false) => (century + 1).saturating_mul(100) - low + 1,
        });
    }
    let year = if given.bc { -given.year } else { given.year };
    Some(if year < 0 { year + 1 } else { year })
}

/// The date, and which of year, month and day were given.
fn day(given: &mut Given) -> SqlResult<(Civil, [bool; 3])> {
    let mut civil = Civil { year: 0, month: 1, day: 1, time: 0 };
    let mut known = [false; 3];
    if let Some(year) = year(given) {
        civil.year = year;
        known[0] = true;
    }
    if given.j != 0 {
        let (year, month, day) = j2date(given.j);
        let small = |value: u32| i32::try_from(value).unwrap_or(1);
        civil = Civil { year, month: small(month), day: small(day), time: 0 };
        known = [true; 3];
    }
    if given.ww != 0 {
        if given.iso == Some(true) {
            let start = iso_week_start(civil.year, given.ww);
            let after = match given.d {
                0 => 0,
                1 => 6,
                day => i64::from(day) - 2,
            };
            civil = civil_of(start + after);
            known = [true; 3];
        } else {
            given.ddd = given.ww.saturating_sub(1).saturating_mul(7) + 1;
        }
    }
    if given.w != 0 {
        given.dd = given.w.saturating_sub(1).saturating_mul(7) + 1;
    }
    if given.dd != 0 {
        civil.day = given.dd;
        known[2] = true;
    }
    if given.mm != 0 {
        civil.month = given.mm;
        known[1] = true;
    }
    if given.ddd != 0 && (civil.month <= 1 || civil.day <= 1) {
        if civil.year == 0 && !given.bc {
            return Err(invalid_format("cannot calculate day of year without year information"));
        }
        if given.iso == Some(true) {
            civil = civil_of(iso_week_start(civil.year, 1) + i64::from(given.ddd) - 1);
            known = [true; 3];
        } else {
            let first = Civil { month: 1, day: 1, ..civil };
            let found = civil_of(i64::from(first.days()) + i64::from(given.ddd) - 1);
            // A day past the year's end stays in December, to be refused.
            let late = found.year > civil.year;
            let december = i64::from(Civil { month: 12, day: 1, ..civil }.days());
            let day = i64::from(first.days()) + i64::from(given.ddd) - december;
            if civil.month <= 1 {
                civil.month = if late { 12 } else { found.month };
            }
            if civil.day <= 1 {
                civil.day = if late { i32::try_from(day).unwrap_or(99) } else { found.day };
            }
            known[1] = true;
            known[2] = true;
        }
    }
    Ok((civil, known))
}

fn found(given: &mut Given, text: &str) -> SqlResult<Found> {
    let bad = || fail(b"22008", format!("date/time field value out of range: \"{text}\""));
    let [hour, minute, second] = time(given)?;
    let (mut civil, known) = day(given)?;
    let micros = i64::from(given.ms) * 1000 + i64::from(given.us);
    if (known[1] && !(1..=12).contains(&civil.month))
        || (known[2] && !(1..=31).contains(&civil.day))
        || (known == [true; 3]
            && (civil.year.abs() < 6_000_000)
            && civil.day > days_in_month(civil.year, civil.month))
    {
        return Err(bad());
    }
    if !(0..24).contains(&hour)
        || !(0..60).contains(&minute)
        || !(0..60).contains(&second)
        || !(0..SECOND).contains(&micros)
    {
        return Err(bad());
    }
    civil.time =
        i64::from(hour) * HOUR + i64::from(minute) * MINUTE + i64::from(second) * SECOND + micros;
    let zone = if given.zone_sign == 0 {
        None
    } else {
        if !(0..=15).contains(&given.zone_hours) || !(0..60).contains(&given.zone_minutes) {
            return Err(bad());
        }
        Some(given.zone_sign * (given.zone_hours * 3600 + given.zone_minutes * 60))
    };
    Ok(Found { civil, zone })
}

fn to_date(args: &[Datum]) -> SqlResult<Datum> {
    let civil = read(args)?.civil;
    let far = || fail(b"22008", format!("date out of range: \"{}\"", args.text(0).unwrap_or("")));
    if !(-4713..=5_874_898).contains(&civil.year) {
        return Err(far());
    }
    let days = civil.days();
    if DATES.contains(&i64::from(days)) { Ok(Datum::Int4(days)) } else { Err(far()) }
}

pub(super) const TABLE: Table = &[
    ("timestamp_to_char", |_, args| date::stamp(args)),
    ("timestamptz_to_char", date::stamp_in_zone),
    ("interval_to_char", |_, args| date::span(args)),
    ("to_date", |_, args| to_date(args)),
    ("to_timestamp", |env, args| {
        let Found { civil, zone } = read(args)?;
        let local = civil.stamp().ok_or_else(|| overflow("timestamp"))?;
        let stamp = match zone {
            Some(east) => local.checked_sub(i64::from(east) * SECOND),
            None => Some(to_utc(local, &*env.formats().zone)),
        };
        stamp.and_then(valid).map(Datum::Int8).ok_or_else(|| overflow("timestamp"))
    }),
];
