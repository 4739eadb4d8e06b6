//! What does a template consist of?

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'k> {
    Pattern(Pattern<'k>),
    /// A character as it is.
    Char(char),
    /// White space, which dates skip.
    Space(char),
    /// Punctuation, which dates skip.
    Separator(char),
}

/// A word of the template language with what stands before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern<'k> {
    pub(super) word: &'k str,
    /// `FM`: no padding.
    pub(super) fill: bool,
    /// `TM`: a name as it is said, without padding.
    pub(super) spoken: bool,
    /// `TH` or `th`: an ordinal ending, in capitals or not.
    pub(super) ordinal: Option<bool>,
}

/// White space of C.
pub(super) fn is_space(char: char) -> bool {
    char.is_ascii_whitespace() || char == '\u{b}'
}

pub(super) fn is_separator(char: char) -> bool {
    char.is_ascii_graphic() && !char.is_ascii_alphanumeric()
}

/// The pieces, where `words` are looked for in order, longer ones first. Dates have prefixes and
/// ordinals; numbers have them as words.
pub(super) fn pieces<'k>(template: &str, words: &[&'k str], dates: bool) -> Vec<Piece<'k>> {
    let mut out = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (mut fill, mut spoken) = (false, false);
        if dates {
            if let Some(tail) = rest.strip_prefix("FM").or_else(|| rest.strip_prefix("fm")) {
                fill = true;
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix("TM").or_else(|| rest.strip_prefix("tm")) {
                spoken = true;
                rest = tail;
            }
        }
        if let Some(word) = words.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
            let mut ordinal = None;
            if dates {
                for (mark, found) in [("TH", Some(true)), ("th", Some(false)), ("SP", None)] {
                    if let Some(tail) = rest.strip_prefix(mark) {
                        ordinal = found;
                        rest = tail;
                        break;
                    }
                }
            }
            out.push(Piece::Pattern(Pattern { word, fill, spoken, ordinal }));
            continue;
        }
        let Some(char) = rest.chars().next() else { break };
        rest = &rest[char.len_utf8()..];
        match char {
            '"' => rest = quoted(rest, &mut out),
            // A backslash is special only before a quote.
            '\\' if rest.starts_with('"') => {
                out.push(Piece::Char('"'));
                rest = &rest[1..];
            }
            _ if dates && is_space(char) => out.push(Piece::Space(char)),
            _ if dates && is_separator(char) => out.push(Piece::Separator(char)),
            _ => out.push(Piece::Char(char)),
        }
    }
    out
}

/// The characters up to the closing quote; what follows it.
fn quoted<'t>(text: &'t str, out: &mut Vec<Piece<'_>>) -> &'t str {
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return &text[at + 1..],
            '\\' => out.extend(chars.next().map(|(_, char)| Piece::Char(char))),
            _ => out.push(Piece::Char(char)),
        }
    }
    ""
}

/// The ending of an ordinal number written in digits.
pub(super) fn ordinal(number: &str, capitals: bool) -> &'static str {
    let mut last = number.bytes().rev();
    let (one, ten) = (last.next(), last.next());
    let ending = match one {
        _ if ten == Some(b'1') => "TH",
        Some(b'1') => "ST",
        Some(b'2') => "ND",
        Some(b'3') => "RD",
        _ => "TH",
    };
    match (capitals, ending) {
        (true, ending) => ending,
        (false, "ST") => "st",
        (false, "ND") => "nd",
        (false, "RD") => "rd",
        (false, _) => "th",
    }
}

/// The months' names.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// From December back, as PostgreSQL counts them.
pub(super) const ROMAN_MONTHS: [&str; 12] =
    ["XII", "XI", "X", "IX", "VIII", "VII", "VI", "V", "IV", "III", "II", "I"];

/// The words of dates; of two that begin alike the longer comes first.
pub(super) const DATE_WORDS: &[&str] = &[
    "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "CC", "DAY", "DDD", "DD", "DY", "Day", "Dy", "D",
    "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "FX", "HH24", "HH12", "HH", "IDDD", "ID", "IW",
    "IYYY", "IYY", "IY", "I", "J", "MI", "MM", "MONTH", "MON", "MS", "Month", "Mon", "OF", "P.M.",
    "PM", "Q", "RM", "SSSSS", "SSSS", "SS", "TZH", "TZM", "TZ", "US", "WW", "W", "Y,YYY", "YYYY",
    "YYY", "YY", "Y", "a.d.", "a.m.", "ad", "am", "b.c.", "bc", "cc", "day", "ddd", "dd", "dy",
    "d", "ff1", "ff2", "ff3", "ff4", "ff5", "ff6", "fx", "hh24", "hh12", "hh", "iddd", "id", "iw",
    "iyyy", "iyy", "iy", "i", "j", "mi", "mm", "month", "mon", "ms", "of", "p.m.", "pm", "q", "rm",
    "sssss", "ssss", "ss", "tzh", "tzm", "tz", "us", "ww", "w", "y,yyy", "yyyy", "yyy", "yy", "y",
];
