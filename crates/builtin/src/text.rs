//! What do the functions of strings give?

use crate::args::{Args, array, integer, mismatch};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use types::{Datum, Type, apply_typmod};

fn text(args: &[Datum], index: usize) -> SqlResult<&str> {
    match args.get(index) {
        Some(Datum::Text(text)) => Ok(text),
        _ => Err(mismatch()),
    }
}

fn number(args: &[Datum], index: usize) -> SqlResult<i64> {
    integer(args.get(index).ok_or_else(mismatch)?)
}

fn count(len: usize) -> Datum {
    Datum::Int4(i32::try_from(len).unwrap_or(i32::MAX))
}

/// `substring(text from start for length)`, in characters from 1.
fn substring(text: &str, start: i64, length: Option<i64>) -> SqlResult<Datum> {
    if length.is_some_and(|length| length < 0) {
        let state = SqlState::new(b"22011");
        return Err(SqlError::new(state, "negative substring length not allowed"));
    }
    let end = length.map_or(i64::MAX, |length| start.saturating_add(length)).max(1);
    let start = start.max(1);
    let clamp = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
    let kept = text.chars().skip(clamp(start - 1)).take(clamp((end - start).max(0)));
    Ok(Datum::text(kept.collect::<String>()))
}

/// The first `n` characters, or all but the last `-n`.
fn left(text: &str, n: i64) -> String {
    let len = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let keep = if n < 0 { (len + n).max(0) } else { n };
    text.chars().take(usize::try_from(keep).unwrap_or(usize::MAX)).collect()
}

/// The last `n` characters, or all but the first `-n`.
fn right(text: &str, n: i64) -> String {
    let len = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let skip = if n < 0 { n.saturating_neg() } else { (len - n).max(0) };
    text.chars().skip(usize::try_from(skip).unwrap_or(usize::MAX)).collect()
}

/// LIKE with `\` as the escape: `%` any run, `_` any character.
fn like(text: &str, pattern: &str) -> SqlResult<bool> {
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    let (mut at, mut want) = (0, 0);
    // Where to resume after the last `%`: the pattern past it, the text it has eaten to.
    let mut resume: Option<(usize, usize)> = None;
    loop {
        let matched = match pattern.get(want) {
            Some('%') => {
                resume = Some((want + 1, at));
                want += 1;
                continue;
            }
            None if at == text.len() => return Ok(true),
            None => None,
            Some('_') => text.get(at).map(|_| 1),
            Some('\\') => {
                let literal = pattern.get(want + 1).ok_or_else(|| {
                    let state = SqlState::new(b"22025");
                    SqlError::new(state, "LIKE pattern must not end with escape character")
                })?;
                (text.get(at) == Some(literal)).then_some(2)
            }
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

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The characters that a trim takes off: spaces unless the second argument names others.
fn trim_set(args: &[Datum]) -> SqlResult<Vec<char>> {
    if args.len() < 2 { Ok(vec![' ']) } else { Ok(text(args, 1)?.chars().collect()) }
}

/// `string_to_array`: the pieces between delimiters, each character without one; a piece equal to
/// the third argument is NULL. `None` for a NULL string.
pub(crate) fn split(args: &[Datum]) -> SqlResult<Option<Vec<Datum>>> {
    if args.at(0)?.is_null() {
        return Ok(None);
    }
    let text = args.text(0)?;
    let null = match args.get(2) {
        Some(Datum::Text(null)) => Some(null.as_str()),
        _ => None,
    };
    let piece = |piece: &str| if Some(piece) == null { Datum::Null } else { Datum::text(piece) };
    if text.is_empty() {
        return Ok(Some(Vec::new()));
    }
    Ok(Some(match args.at(1)? {
        Datum::Null => text.chars().map(|char| piece(char.encode_utf8(&mut [0; 4]))).collect(),
        Datum::Text(delimiter) if delimiter.is_empty() => vec![piece(text)],
        Datum::Text(delimiter) => text.split(delimiter.as_str()).map(piece).collect(),
        _ => return Err(mismatch()),
    }))
}

fn split_array(args: &[Datum]) -> SqlResult<Datum> {
    Ok(split(args)?.map_or(Datum::Null, |items| array(rupg_types::oid::TEXT, items)))
}

fn split_part(text: &str, delimiter: &str, n: i64) -> SqlResult<Datum> {
    if n == 0 {
        let message = "field position must not be zero";
        return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
    }
    let parts: Vec<&str> =
        if delimiter.is_empty() { vec![text] } else { text.split(delimiter).collect() };
    let len = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let index = if n > 0 { n - 1 } else { len.saturating_add(n) };
    let part = usize::try_from(index).ok().and_then(|index| parts.get(index));
    Ok(Datum::text(part.copied().unwrap_or("")))
}

/// The length casts `varchar(text, typmod, explicit)` and `bpchar(...)`.
fn length_cast(ty: u32, args: &[Datum]) -> SqlResult<Datum> {
    let typmod = i32::try_from(number(args, 1)?).map_err(|_| mismatch())?;
    let explicit = matches!(args.get(2), Some(Datum::Bool(true)));
    apply_typmod(Type { oid: ty, typmod }, args[0].clone(), explicit)
}

pub(crate) const TABLE: Table = &[
    ("text_to_array", |_, args| split_array(args)),
    ("text_to_array_null", |_, args| split_array(args)),
    ("textcat", |_, args| Ok(Datum::text(format!("{}{}", text(args, 0)?, text(args, 1)?)))),
    ("textlen", |_, args| Ok(count(text(args, 0)?.chars().count()))),
    ("bpcharlen", |_, args| Ok(count(text(args, 0)?.trim_end_matches(' ').chars().count()))),
    ("textoctetlen", |_, args| Ok(count(text(args, 0)?.len()))),
    ("lower", |_, args| Ok(Datum::text(lower(text(args, 0)?)))),
    ("upper", |_, args| Ok(Datum::text(text(args, 0)?.to_uppercase()))),
    ("text_substr", |_, args| substring(text(args, 0)?, number(args, 1)?, Some(number(args, 2)?))),
    ("text_substr_no_len", |_, args| substring(text(args, 0)?, number(args, 1)?, None)),
    ("text_left", |_, args| Ok(Datum::text(left(text(args, 0)?, number(args, 1)?)))),
    ("text_right", |_, args| Ok(Datum::text(right(text(args, 0)?, number(args, 1)?)))),
    ("text_reverse", |_, args| Ok(Datum::text(text(args, 0)?.chars().rev().collect::<String>()))),
    ("text_starts_with", |_, args| Ok(Datum::Bool(text(args, 0)?.starts_with(text(args, 1)?)))),
    ("textpos", |_, args| {
        let (text, wanted) = (text(args, 0)?, text(args, 1)?);
        Ok(text.find(wanted).map_or(Datum::Int4(0), |at| count(text[..at].chars().count() + 1)))
    }),
    ("replace_text", |_, args| {
        let (value, from, to) = (text(args, 0)?, text(args, 1)?, text(args, 2)?);
        Ok(Datum::text(if from.is_empty() { value.to_owned() } else { value.replace(from, to) }))
    }),
    ("split_part", |_, args| split_part(text(args, 0)?, text(args, 1)?, number(args, 2)?)),
    ("btrim", |_, args| Ok(Datum::text(text(args, 0)?.trim_matches(&trim_set(args)?[..])))),
    ("btrim1", |_, args| Ok(Datum::text(text(args, 0)?.trim_matches(' ')))),
    ("ltrim", |_, args| Ok(Datum::text(text(args, 0)?.trim_start_matches(&trim_set(args)?[..])))),
    ("ltrim1", |_, args| Ok(Datum::text(text(args, 0)?.trim_start_matches(' ')))),
    ("rtrim", |_, args| Ok(Datum::text(text(args, 0)?.trim_end_matches(&trim_set(args)?[..])))),
    ("rtrim1", |_, args| Ok(Datum::text(text(args, 0)?.trim_end_matches(' ')))),
    ("textlike", |_, args| Ok(Datum::Bool(like(text(args, 0)?, text(args, 1)?)?))),
    ("textnlike", |_, args| Ok(Datum::Bool(!like(text(args, 0)?, text(args, 1)?)?))),
    ("texticlike", |_, args| {
        Ok(Datum::Bool(like(&lower(text(args, 0)?), &lower(text(args, 1)?))?))
    }),
    ("texticnlike", |_, args| {
        Ok(Datum::Bool(!like(&lower(text(args, 0)?), &lower(text(args, 1)?))?))
    }),
    ("name_text", |_, args| Ok(args[0].clone())),
    ("text_name", |_, args| Ok(Datum::text(rupg_types::name_in(text(args, 0)?)))),
    ("varchar", |_, args| length_cast(rupg_types::oid::VARCHAR, args)),
    ("bpchar", |_, args| length_cast(rupg_types::oid::BPCHAR, args)),
    ("booltext", |_, args| match args {
        [Datum::Bool(value)] => Ok(Datum::text(if *value { "true" } else { "false" })),
        _ => Err(mismatch()),
    }),
    ("current_database", |env, _| Ok(Datum::text(env.current_database()))),
    ("current_user", |env, _| Ok(Datum::text(env.current_user()))),
    ("session_user", |env, _| Ok(Datum::text(env.session_user()))),
    ("pg_backend_pid", |env, _| Ok(Datum::Int4(env.backend_pid()))),
    ("current_schema", |env, _| {
        Ok(env.search_path().into_iter().next().map_or(Datum::Null, Datum::text))
    }),
    ("gen_random_uuid", |env, _| {
        let (high, low) = (env.random_u64().to_be_bytes(), env.random_u64().to_be_bytes());
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&high);
        bytes[8..].copy_from_slice(&low);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        Ok(Datum::Uuid(std::sync::Arc::new(bytes)))
    }),
];
