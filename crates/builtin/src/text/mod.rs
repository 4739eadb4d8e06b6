//! What do the functions of strings give?
//!
//! Letters are those of ASCII where case is concerned, as in the C locale.

mod format;
mod like;
mod quote;

use crate::args::{Args, array, count, fail, invalid, mismatch, out_of_range};
use crate::registry::{Table, TypedTable};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::oid;
use types::{Datum, Type, apply_typmod};

/// Every function of this family.
pub(crate) static FAMILY: [Table; 4] = [TABLE, like::TABLE, quote::TABLE, SESSION];

/// Those that must know their types.
pub(crate) const TYPED: TypedTable = format::TABLE;

/// The longest string (`MaxAllocSize`).
const BYTES_MAX: i64 = 0x3fff_ffff;

fn too_long() -> SqlError {
    SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, "requested length too large")
}

pub(crate) fn negative_length() -> SqlError {
    fail(b"22011", "negative substring length not allowed")
}

fn clamp(value: i64) -> usize {
    usize::try_from(value.max(0)).unwrap_or(usize::MAX)
}

/// Where a slice `from start for length`, from 1, begins and ends, from 0.
pub(crate) fn slice(start: i64, length: Option<i64>) -> SqlResult<(usize, usize)> {
    if length.is_some_and(|length| length < 0) {
        return Err(negative_length());
    }
    let end = length.map_or(i64::MAX, |length| start.saturating_add(length)).max(1);
    let start = start.max(1);
    Ok((clamp(start - 1), clamp(end - 1).max(clamp(start - 1))))
}

/// The byte where character `index` begins, or the end.
fn byte_at(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

fn substring(text: &str, start: i64, length: Option<i64>) -> SqlResult<&str> {
    let (start, end) = slice(start, length)?;
    let rest = &text[byte_at(text, start)..];
    Ok(&rest[..byte_at(rest, end - start)])
}

fn length(text: &str) -> i64 {
    let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
    i64::try_from(chars).unwrap_or(i64::MAX)
}

/// The first `n` characters, or all but the last `-n`.
fn left(text: &str, n: i64) -> &str {
    let keep = if n < 0 { length(text) + n } else { n };
    &text[..byte_at(text, clamp(keep))]
}

/// The last `n` characters, or all but the first `-n`.
fn right(text: &str, n: i64) -> &str {
    let skip = if n < 0 { n.saturating_neg() } else { length(text) - n };
    &text[byte_at(text, clamp(skip))..]
}

fn overlay(args: &[Datum]) -> SqlResult<Datum> {
    let (text, with, start) = (args.text(0)?, args.text(1)?, args.int4(2)?);
    let span = if args.len() > 3 { args.int(3)? } else { length(with) };
    if start <= 0 {
        return Err(negative_length());
    }
    let end = i32::try_from(i64::from(start) + span).map_err(|_| out_of_range("integer"))?;
    let head = substring(text, 1, Some(i64::from(start) - 1))?;
    let tail = substring(text, i64::from(end), None)?;
    Ok(Datum::text(format!("{head}{with}{tail}")))
}

/// `lpad` and `rpad`: the text cut to the length, and what fills it up.
fn pad(args: &[Datum], at_left: bool) -> SqlResult<Datum> {
    let (text, wanted) = (args.text(0)?, args.int(1)?.max(0));
    let fill = if args.len() > 2 { args.text(2)? } else { " " };
    if fill.is_empty() {
        return Ok(Datum::text(left(text, wanted)));
    }
    if wanted.saturating_mul(4) > BYTES_MAX {
        return Err(too_long());
    }
    let have = length(text);
    if have >= wanted {
        return Ok(Datum::text(left(text, wanted)));
    }
    let filler: String = fill.chars().cycle().take(clamp(wanted - have)).collect();
    Ok(Datum::text(if at_left { filler + text } else { format!("{text}{filler}") }))
}

fn repeat(text: &str, times: i64) -> SqlResult<Datum> {
    let times = times.max(0);
    let bytes = i64::try_from(text.len()).unwrap_or(i64::MAX).saturating_mul(times);
    if bytes > BYTES_MAX - 4 {
        return Err(too_long());
    }
    Ok(Datum::text(text.repeat(clamp(times))))
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let map = |char| match from.iter().position(|wanted| *wanted == char) {
        Some(place) => to.get(place).copied(),
        None => Some(char),
    };
    text.chars().filter_map(map).collect()
}

fn initcap(text: &str) -> String {
    let mut inside = false;
    let turn = |char: char| {
        let out = if inside { char.to_ascii_lowercase() } else { char.to_ascii_uppercase() };
        inside = char.is_ascii_alphanumeric();
        out
    };
    text.chars().map(turn).collect()
}

fn chr(code: i64) -> SqlResult<Datum> {
    let limit = |message: String| SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message);
    match u32::try_from(code) {
        Err(_) => Err(invalid("character number must be positive")),
        Ok(0) => Err(limit("null character not permitted".into())),
        Ok(code) if code > 0x10_ffff => {
            Err(limit(format!("requested character too large for encoding: {code}")))
        }
        Ok(code) => match char::from_u32(code) {
            Some(char) => Ok(Datum::text(char.encode_utf8(&mut [0; 4]) as &str)),
            None => Err(limit(format!("requested character not valid for encoding: {code}"))),
        },
    }
}

/// The characters that a trim takes off: spaces unless the second argument names others.
fn trim_set(args: &[Datum]) -> SqlResult<Vec<char>> {
    if args.len() < 2 { Ok(vec![' ']) } else { Ok(args.text(1)?.chars().collect()) }
}

fn trim(args: &[Datum], at_left: bool, at_right: bool) -> SqlResult<Datum> {
    let (mut text, set) = (args.text(0)?, trim_set(args)?);
    if at_left {
        text = text.trim_start_matches(&set[..]);
    }
    if at_right {
        text = text.trim_end_matches(&set[..]);
    }
    Ok(Datum::text(text))
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
    Ok(split(args)?.map_or(Datum::Null, |items| array(oid::TEXT, items)))
}

fn split_part(text: &str, delimiter: &str, n: i64) -> SqlResult<Datum> {
    if n == 0 {
        return Err(invalid("field position must not be zero"));
    }
    let parts: Vec<&str> =
        if delimiter.is_empty() { vec![text] } else { text.split(delimiter).collect() };
    let len = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let index = if n > 0 { n - 1 } else { len.saturating_add(n) };
    let part = usize::try_from(index).ok().and_then(|index| parts.get(index));
    Ok(Datum::text(part.copied().unwrap_or("")))
}

fn length_cast(oid: u32, args: &[Datum]) -> SqlResult<Datum> {
    let ty = Type { oid, typmod: args.int4(1)? };
    apply_typmod(ty, args.at(0)?.clone(), args.bool(2)?)
}

/// `unistr`: `\XXXX`, `\+XXXXXX`, `\uXXXX` and `\UXXXXXXXX` as their characters.
fn unistr(text: &str) -> SqlResult<Datum> {
    let chars: Vec<char> = text.chars().collect();
    let escape = || {
        fail(b"42601", "invalid Unicode escape")
            .with_hint("Unicode escapes must be \\XXXX, \\+XXXXXX, \\uXXXX, or \\UXXXXXXXX.")
    };
    let pair = || fail(b"42601", "invalid Unicode surrogate pair");
    let mut out = String::new();
    let (mut at, mut high) = (0, None);
    while at < chars.len() {
        if chars[at] != '\\' || chars.get(at + 1) == Some(&'\\') {
            if high.is_some() {
                return Err(pair());
            }
            out.push(chars[at]);
            at += 1 + usize::from(chars[at] == '\\');
            continue;
        }
        let (skip, digits) = match chars.get(at + 1) {
            Some('+') => (2, 6),
            Some('u') => (2, 4),
            Some('U') => (2, 8),
            _ => (1, 4),
        };
        let from = at + skip;
        let hex: String = chars.get(from..from + digits).ok_or_else(escape)?.iter().collect();
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(escape());
        }
        let code = u32::from_str_radix(&hex, 16).map_err(|_| escape())?;
        at = from + digits;
        match (high.take(), code) {
            (None, 0xd800..=0xdbff) => high = Some(code),
            (Some(first), 0xdc00..=0xdfff) => {
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (code - 0xdc00);
                out.extend(char::from_u32(code));
            }
            (None, 0xdc00..=0xdfff) | (Some(_), _) => return Err(pair()),
            (None, 0) => return Err(fail(b"42601", "invalid Unicode code point: 0000")),
            (None, _) => match char::from_u32(code) {
                Some(char) => out.push(char),
                None => {
                    return Err(fail(b"42601", format!("invalid Unicode code point: {code:04X}")));
                }
            },
        }
    }
    if high.is_some() {
        return Err(pair());
    }
    Ok(Datum::text(out))
}

fn normal_form(name: &str) -> SqlResult<rupg_types::unicode::NormalForm> {
    use rupg_types::unicode::NormalForm;
    match name.to_ascii_uppercase().as_str() {
        "NFC" => Ok(NormalForm::Nfc),
        "NFD" => Ok(NormalForm::Nfd),
        "NFKC" => Ok(NormalForm::Nfkc),
        "NFKD" => Ok(NormalForm::Nfkd),
        _ => Err(invalid(format!("invalid normalization form: {name}"))),
    }
}

fn normalize(args: &[Datum]) -> SqlResult<String> {
    Ok(rupg_types::unicode::normalize_str(normal_form(args.text(1)?)?, args.text(0)?))
}

const TABLE: Table = &[
    ("textcat", |_, args| Ok(Datum::text(format!("{}{}", args.text(0)?, args.text(1)?)))),
    ("textlen", |_, args| Ok(count(clamp(length(args.text(0)?))))),
    ("bpcharlen", |_, args| Ok(count(clamp(length(args.text(0)?.trim_end_matches(' ')))))),
    ("textoctetlen", |_, args| Ok(count(args.text(0)?.len()))),
    ("bpcharoctetlen", |_, args| Ok(count(args.text(0)?.len()))),
    ("upper", |_, args| Ok(Datum::text(args.text(0)?.to_ascii_uppercase()))),
    ("lower", |_, args| Ok(Datum::text(args.text(0)?.to_ascii_lowercase()))),
    ("initcap", |_, args| Ok(Datum::text(initcap(args.text(0)?)))),
    ("text_substr", |_, args| {
        substring(args.text(0)?, args.int(1)?, Some(args.int(2)?)).map(Datum::text)
    }),
    ("text_substr_no_len", |_, args| substring(args.text(0)?, args.int(1)?, None).map(Datum::text)),
    ("textoverlay", |_, args| overlay(args)),
    ("textoverlay_no_len", |_, args| overlay(args)),
    ("text_left", |_, args| Ok(Datum::text(left(args.text(0)?, args.int(1)?)))),
    ("text_right", |_, args| Ok(Datum::text(right(args.text(0)?, args.int(1)?)))),
    ("text_reverse", |_, args| Ok(Datum::text(args.text(0)?.chars().rev().collect::<String>()))),
    ("text_starts_with", |_, args| Ok(Datum::Bool(args.text(0)?.starts_with(args.text(1)?)))),
    ("textpos", |_, args| {
        let (text, wanted) = (args.text(0)?, args.text(1)?);
        let found = text.find(wanted);
        Ok(found.map_or(Datum::Int4(0), |at| count(clamp(length(&text[..at])) + 1)))
    }),
    ("lpad", |_, args| pad(args, true)),
    ("rpad", |_, args| pad(args, false)),
    ("repeat", |_, args| repeat(args.text(0)?, args.int(1)?)),
    ("replace_text", |_, args| {
        let (value, from, to) = (args.text(0)?, args.text(1)?, args.text(2)?);
        Ok(Datum::text(if from.is_empty() { value.to_owned() } else { value.replace(from, to) }))
    }),
    ("translate", |_, args| {
        Ok(Datum::text(translate(args.text(0)?, args.text(1)?, args.text(2)?)))
    }),
    ("ascii", |_, args| {
        let first = args.text(0)?.chars().next().map_or(0, u32::from);
        Ok(Datum::Int4(i32::try_from(first).unwrap_or(0)))
    }),
    ("chr", |_, args| chr(args.int(0)?)),
    ("split_part", |_, args| split_part(args.text(0)?, args.text(1)?, args.int(2)?)),
    ("text_to_array", |_, args| split_array(args)),
    ("text_to_array_null", |_, args| split_array(args)),
    ("btrim", |_, args| trim(args, true, true)),
    ("btrim1", |_, args| trim(args, true, true)),
    ("ltrim", |_, args| trim(args, true, false)),
    ("ltrim1", |_, args| trim(args, true, false)),
    ("rtrim", |_, args| trim(args, false, true)),
    ("rtrim1", |_, args| trim(args, false, true)),
    ("to_hex32", |_, args| Ok(Datum::text(format!("{:x}", args.int4(0)?)))),
    ("to_hex64", |_, args| Ok(Datum::text(format!("{:x}", args.int(0)?)))),
    ("unistr", |_, args| unistr(args.text(0)?)),
    ("unicode_normalize_func", |_, args| normalize(args).map(Datum::text)),
    ("unicode_is_normalized", |_, args| Ok(Datum::Bool(normalize(args)? == args.text(0)?))),
    ("name_text", |_, args| Ok(args.at(0)?.clone())),
    ("text_name", |_, args| Ok(Datum::text(rupg_types::name_in(args.text(0)?)))),
    ("bpchar_name", |_, args| {
        Ok(Datum::text(rupg_types::name_in(args.text(0)?).trim_end_matches(' ')))
    }),
    ("name_bpchar", |_, args| Ok(args.at(0)?.clone())),
    ("char_text", |_, args| Ok(args.at(0)?.clone())),
    ("char_bpchar", |_, args| Ok(args.at(0)?.clone())),
    ("text_char", |_, args| Ok(types::text::char_datum(rupg_types::char_in(args.text(0)?)))),
    ("chartoi4", |_, args| {
        let byte = rupg_types::char_in(args.text(0)?);
        Ok(Datum::Int4(i32::from(byte.cast_signed())))
    }),
    ("i4tochar", |_, args| match i8::try_from(args.int(0)?) {
        Ok(byte) => Ok(types::text::char_datum(byte.cast_unsigned())),
        Err(_) => Err(out_of_range("\"char\"")),
    }),
    ("nameconcatoid", |_, args| {
        let suffix = format!("_{}", args.oid(1)?);
        let mut keep = args.text(0)?.len().min(rupg_types::NAME_MAX_BYTES - suffix.len());
        while !args.text(0)?.is_char_boundary(keep) {
            keep -= 1;
        }
        Ok(Datum::text(format!("{}{suffix}", &args.text(0)?[..keep])))
    }),
    ("varchar", |_, args| length_cast(oid::VARCHAR, args)),
    ("bpchar", |_, args| length_cast(oid::BPCHAR, args)),
    ("booltext", |_, args| Ok(Datum::text(if args.bool(0)? { "true" } else { "false" }))),
];

/// What a session says of itself.
const SESSION: Table = &[
    ("current_database", |env, _| Ok(Datum::text(env.current_database()))),
    ("current_user", |env, _| Ok(Datum::text(env.current_user()))),
    ("session_user", |env, _| Ok(Datum::text(env.session_user()))),
    ("pg_backend_pid", |env, _| Ok(Datum::Int4(env.backend_pid()))),
    ("current_schema", |env, _| {
        Ok(env.search_path().into_iter().next().map_or(Datum::Null, Datum::text))
    }),
    ("text_regclass", |env, args| env.object_oid(oid::REGCLASS, args.text(0)?).map(Datum::Oid)),
    ("pg_input_is_valid", |env, args| {
        let ty = env.object_oid(oid::REGTYPE, args.text(1)?)?;
        let read = types::text_in(Type::new(ty), args.text(0)?, env.formats());
        Ok(Datum::Bool(read.is_ok()))
    }),
    ("getdatabaseencoding", |_, _| Ok(Datum::text("UTF8"))),
    ("pg_client_encoding", |_, _| Ok(Datum::text("UTF8"))),
    ("PG_encoding_to_char", |_, args| {
        let number = args.int(0)?;
        let found = types::facts::ENCODINGS.iter().find(|row| i64::from(row.number) == number);
        Ok(Datum::text(found.map_or("", |row| row.name)))
    }),
    ("PG_char_to_encoding", |_, args| {
        let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
        let wanted = match plain(args.text(0)?) {
            name if name == "unicode" => "utf8".to_owned(),
            name => name,
        };
        let found = types::facts::ENCODINGS.iter().find(|row| plain(row.name) == wanted);
        Ok(Datum::Int4(found.map_or(-1, |row| row.number)))
    }),
    ("show_config_by_name", |env, args| {
        let name = args.text(0)?;
        env.setting(name).map(Datum::text).ok_or_else(|| unknown_setting(name))
    }),
    ("show_config_by_name_missing_ok", |env, args| match env.setting(args.text(0)?) {
        Some(value) => Ok(Datum::text(value)),
        None if args.bool(1)? => Ok(Datum::Null),
        None => Err(unknown_setting(args.text(0)?)),
    }),
    ("set_config_by_name", |env, args| {
        if args.at(0)?.is_null() {
            return Err(SqlError::new(
                SqlState::NULL_VALUE_NOT_ALLOWED,
                "SET requires parameter name",
            ));
        }
        let value = if args.at(1)?.is_null() { "" } else { args.text(1)? };
        let local = !args.at(2)?.is_null() && args.bool(2)?;
        env.set_setting(args.text(0)?, value, local).map(Datum::text)
    }),
    ("pg_notify", |env, args| {
        let given = |at| if args.at(at)?.is_null() { Ok("") } else { args.text(at) };
        env.notify(given(0)?, given(1)?)?;
        Ok(Datum::text(""))
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

fn unknown_setting(name: &str) -> SqlError {
    SqlError::new(
        SqlState::UNDEFINED_OBJECT,
        format!("unrecognized configuration parameter \"{name}\""),
    )
}
