//! Does a text match a LIKE pattern?

use crate::args::{Args, fail};
use crate::regex::similar::escape_character;
use crate::registry::Table;
use base::{SqlError, SqlResult};
use types::Datum;

/// LIKE over characters or bytes with `\` as the escape: `%` any run, `_` any one.
fn like<T: PartialEq + Copy>(text: &[T], pattern: &[T], special: [T; 3]) -> SqlResult<bool> {
    let [any, one, escape] = special;
    let (mut at, mut want) = (0, 0);
    // Where to resume after the last `%`: the pattern past it, the text it has eaten to.
    let mut resume: Option<(usize, usize)> = None;
    loop {
        let matched = match pattern.get(want) {
            Some(char) if *char == any => {
                let rest = &pattern[want..];
                let wild = rest.iter().take_while(|char| **char == any || **char == one).count();
                let ones = rest[..wild].iter().filter(|char| **char == one).count();
                if rest.get(wild) == Some(&escape)
                    && rest.len() == wild + 1
                    && at < text.len()
                    && ones <= text.len() - at
                {
                    return Err(bare_escape());
                }
                resume = Some((want + 1, at));
                want += 1;
                continue;
            }
            None if at == text.len() => return Ok(true),
            None => None,
            Some(char) if *char == one => text.get(at).map(|_| 1),
            Some(char) if *char == escape => match pattern.get(want + 1) {
                Some(literal) => (text.get(at) == Some(literal)).then_some(2),
                // An escape at the end is met only when there is text left to compare.
                None if at < text.len() => return Err(bare_escape()),
                None => None,
            },
            Some(literal) => (text.get(at) == Some(literal)).then_some(1),
        };
        match (matched, &mut resume) {
            (Some(width), _) => {
                at += 1;
                want += width;
            }
            (None, Some((pattern_at, text_at))) if *text_at < text.len() => {
                *text_at += 1;
                at = *text_at;
                want = *pattern_at;
            }
            (None, _) => return Ok(false),
        }
    }
}

fn bare_escape() -> SqlError {
    fail(b"22025", "LIKE pattern must not end with escape character")
}

fn text_like(args: &[Datum]) -> SqlResult<bool> {
    let (text, pattern) = (args.text(0)?, args.text(1)?);
    if text.is_ascii() && pattern.is_ascii() {
        return like(text.as_bytes(), pattern.as_bytes(), [b'%', b'_', b'\\']);
    }
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    like(&text, &pattern, ['%', '_', '\\'])
}

fn text_ilike(args: &[Datum]) -> SqlResult<bool> {
    let lower = |index| Ok(Datum::text(args.text(index)?.to_ascii_lowercase()));
    text_like(&[lower(0)?, lower(1)?])
}

fn bytes_like(args: &[Datum]) -> SqlResult<bool> {
    like(args.bytes(0)?, args.bytes(1)?, [b'%', b'_', b'\\'])
}

/// A pattern with another escape as one with `\`.
fn escaped(pattern: &str, escape: &str) -> SqlResult<Datum> {
    let Some(escape) = escape_character(escape)? else {
        return Ok(Datum::text(pattern.replace('\\', "\\\\")));
    };
    if escape == '\\' {
        return Ok(Datum::text(pattern));
    }
    let mut out = String::new();
    let mut after_escape = false;
    for char in pattern.chars() {
        match char {
            _ if char == escape && !after_escape => {
                out.push('\\');
                after_escape = true;
                continue;
            }
            '\\' => {
                out.push('\\');
                if !after_escape {
                    out.push('\\');
                }
            }
            _ => out.push(char),
        }
        after_escape = false;
    }
    Ok(Datum::text(out))
}

pub(super) const TABLE: Table = &[
    ("textlike", |_, args| text_like(args).map(Datum::Bool)),
    ("textnlike", |_, args| Ok(Datum::Bool(!text_like(args)?))),
    ("texticlike", |_, args| text_ilike(args).map(Datum::Bool)),
    ("texticnlike", |_, args| Ok(Datum::Bool(!text_ilike(args)?))),
    ("namelike", |_, args| text_like(args).map(Datum::Bool)),
    ("namenlike", |_, args| Ok(Datum::Bool(!text_like(args)?))),
    ("nameiclike", |_, args| text_ilike(args).map(Datum::Bool)),
    ("nameicnlike", |_, args| Ok(Datum::Bool(!text_ilike(args)?))),
    ("bytealike", |_, args| bytes_like(args).map(Datum::Bool)),
    ("byteanlike", |_, args| Ok(Datum::Bool(!bytes_like(args)?))),
    ("like_escape", |_, args| escaped(args.text(0)?, args.text(1)?)),
];
