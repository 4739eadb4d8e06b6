//! Which regular expression is a SIMILAR TO pattern?

use crate::args::{Args, fail};
use crate::registry::Table;
use base::SqlResult;
use types::Datum;

/// The character that escapes; none for an empty string.
pub(crate) fn escape_character(escape: &str) -> SqlResult<Option<char>> {
    let mut chars = escape.chars();
    match (chars.next(), chars.next()) {
        (found, None) => Ok(found),
        _ => Err(fail(b"22025", "invalid escape string")
            .with_hint("Escape string must be empty or one character.")),
    }
}

/// The pattern as an advanced regular expression that matches all of a text. Two escaped quotes
/// mark the part that `substring` returns.
fn translate(pattern: &str, escape: Option<char>) -> SqlResult<String> {
    let mut out = String::from("^(?:");
    let (mut escaped, mut in_bracket, mut quotes) = (false, false, 0);
    for char in pattern.chars() {
        if escaped {
            escaped = false;
            match (char, in_bracket, quotes) {
                ('"', false, 0) => out.push_str("){1,1}?("),
                ('"', false, 1) => out.push_str("){1,1}(?:"),
                ('"', false, _) => {
                    let message = "SQL regular expression may not contain more than two escape-double-quote separators";
                    return Err(fail(b"2200C", message));
                }
                _ => out.extend(['\\', char]),
            }
            quotes += i32::from(char == '"' && !in_bracket);
            continue;
        }
        match char {
            _ if Some(char) == escape => escaped = true,
            _ if in_bracket => {
                if char == '\\' {
                    out.push('\\');
                }
                out.push(char);
                in_bracket = char != ']';
            }
            '[' => {
                out.push('[');
                in_bracket = true;
            }
            '%' => out.push_str(".*"),
            '_' => out.push('.'),
            '(' => out.push_str("(?:"),
            '\\' | '.' | '^' | '$' => out.extend(['\\', char]),
            _ => out.push(char),
        }
    }
    out.push_str(")$");
    Ok(out)
}

pub(crate) const TABLE: Table = &[
    ("similar_to_escape_1", |_, args| translate(args.text(0)?, Some('\\')).map(Datum::text)),
    ("similar_to_escape_2", |_, args| {
        translate(args.text(0)?, escape_character(args.text(1)?)?).map(Datum::text)
    }),
    ("similar_escape", |_, args| {
        if args.at(0)?.is_null() {
            return Ok(Datum::Null);
        }
        let escape = match args.at(1)? {
            Datum::Null => Some('\\'),
            _ => escape_character(args.text(1)?)?,
        };
        translate(args.text(0)?, escape).map(Datum::text)
    }),
];
