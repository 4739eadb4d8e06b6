//! How is a name or a string written in SQL?

use crate::args::{Args, array, invalid};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::oid;
use types::facts;
use types::{Datum, to_text};

/// A name as an identifier, in quotes where it needs them.
pub(crate) fn identifier(name: &str) -> String {
    let first = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let plain = name.bytes().next().is_some_and(first)
        && name.bytes().all(|byte| first(byte) || byte.is_ascii_digit());
    let reserved = || facts::keyword(name).is_some_and(|row| row.catcode != 'U');
    if plain && !reserved() {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A string as a literal, with `E` when there is a backslash in it.
pub(crate) fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''").replace('\\', "\\\\");
    let prefix = if text.contains('\\') { "E" } else { "" };
    format!("{prefix}'{quoted}'")
}

/// `parse_ident`: the names of a qualified identifier.
fn parse_identifier(args: &[Datum]) -> SqlResult<Datum> {
    let (text, strict) = (args.text(0)?, args.bool(1)?);
    let bad = || invalid(format!("string is not a valid identifier: \"{text}\""));
    let space = |char: char| char.is_ascii_whitespace() || char == '\u{b}';
    let mut rest = text.trim_start_matches(space);
    let mut names = Vec::new();
    let mut after_dot = false;
    loop {
        let missing = match rest.chars().next() {
            Some('"') => {
                let mut name = String::new();
                let mut chars = rest[1..].char_indices().peekable();
                let mut end = None;
                while let Some((at, char)) = chars.next() {
                    if char != '"' {
                        name.push(char);
                    } else if chars.next_if(|next| next.1 == '"').is_some() {
                        name.push('"');
                    } else {
                        end = Some(at + 2);
                        break;
                    }
                }
                let end =
                    end.ok_or_else(|| bad().with_detail("String has unclosed double quotes."))?;
                if name.is_empty() {
                    return Err(bad().with_detail("Quoted identifier must not be empty."));
                }
                names.push(Datum::text(rupg_types::name_in(&name)));
                rest = &rest[end..];
                false
            }
            Some(char) if char.is_ascii_alphabetic() || char == '_' || !char.is_ascii() => {
                let part = |char: char| {
                    char.is_ascii_alphanumeric() || matches!(char, '_' | '$') || !char.is_ascii()
                };
                let end = rest.find(|char| !part(char)).unwrap_or(rest.len());
                let name = rest[..end].to_ascii_lowercase();
                names.push(Datum::text(rupg_types::name_in(&name)));
                rest = &rest[end..];
                false
            }
            _ => true,
        };
        if missing {
            return Err(match rest.chars().next() {
                Some('.') => bad().with_detail("No valid identifier before \".\"."),
                _ if after_dot => bad().with_detail("No valid identifier after \".\"."),
                _ => bad(),
            });
        }
        rest = rest.trim_start_matches(space);
        match rest.strip_prefix('.') {
            Some(tail) => {
                after_dot = true;
                rest = tail.trim_start_matches(space);
            }
            None if rest.is_empty() || !strict => return Ok(array(oid::TEXT, names)),
            None => return Err(bad()),
        }
    }
}

pub(super) const TABLE: Table = &[
    ("quote_ident", |_, args| Ok(Datum::text(identifier(args.text(0)?)))),
    ("quote_literal", |_, args| Ok(Datum::text(literal(args.text(0)?)))),
    ("quote_nullable", |_, args| match args.at(0)? {
        Datum::Null => Ok(Datum::text("NULL")),
        value => Ok(Datum::text(literal(&to_text(oid::TEXT, value, &types::Formats::default())))),
    }),
    ("parse_ident", |_, args| parse_identifier(args)),
];
