//! What do `concat`, `concat_ws` and `format` make of values of any type?

use super::quote;
use crate::args::{Args, array, fail, invalid, out_of_range};
use crate::registry::TypedTable;
use crate::{Env, Signature, variadic};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::oid;
use std::borrow::Cow;
use types::{Datum, Oid, to_text};

fn concat(env: &dyn Env, signature: &Signature, args: &[Datum]) -> SqlResult<Datum> {
    join(env, signature, args, 0, "")
}

fn join(
    env: &dyn Env,
    signature: &Signature,
    args: &[Datum],
    first: usize,
    separator: &str,
) -> SqlResult<Datum> {
    let Some(values) = variadic::values(signature, args, first)? else { return Ok(Datum::Null) };
    let given = values.iter().filter(|value| !value.1.is_null());
    let texts: Vec<String> = given.map(|(ty, value)| to_text(*ty, value, env.formats())).collect();
    Ok(Datum::text(texts.join(separator)))
}

/// `array_to_string`: the items of all dimensions in a row.
fn array_text(env: &dyn Env, _: &Signature, args: &[Datum]) -> SqlResult<Datum> {
    if args.at(0)?.is_null() || args.at(1)?.is_null() {
        return Ok(Datum::Null);
    }
    let (items, separator) = (args.array(0)?, args.text(1)?);
    let null = match args.get(2) {
        Some(Datum::Text(null)) => Some(null.to_string()),
        _ => None,
    };
    let text = |item: &Datum| match item {
        Datum::Null => null.clone(),
        item => Some(to_text(items.element, item, env.formats())),
    };
    Ok(Datum::text(items.items.iter().filter_map(text).collect::<Vec<_>>().join(separator)))
}

const USE_TWO: &str = "For a single \"%\" use \"%%\".";

fn unterminated() -> SqlError {
    invalid("unterminated format() type specifier").with_hint(USE_TWO)
}

/// A number in a specifier, if one is there.
fn digits(chars: &[char], at: &mut usize) -> SqlResult<Option<i64>> {
    let start = *at;
    let mut value: i32 = 0;
    while let Some(digit) = chars.get(*at).and_then(|char| char.to_digit(10)) {
        let digit = i32::try_from(digit).unwrap_or(0);
        let next = value.checked_mul(10).and_then(|value| value.checked_add(digit));
        value = next.ok_or_else(|| {
            SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range")
        })?;
        *at += 1;
    }
    if *at >= chars.len() {
        return Err(unterminated());
    }
    Ok((*at > start).then_some(i64::from(value)))
}

/// `%[position][flags][width]type`, the sign read.
struct Specifier {
    position: Option<i64>,
    width: Option<i64>,
    /// Width from an argument: the next, or by position.
    width_from: Option<Option<i64>>,
    left: bool,
    kind: char,
}

fn specifier(chars: &[char], at: &mut usize) -> SqlResult<Specifier> {
    let mut out =
        Specifier { position: None, width: None, width_from: None, left: false, kind: ' ' };
    let zero = || invalid("format specifies argument 0, but arguments are numbered from 1");
    if let Some(number) = digits(chars, at)? {
        if chars[*at] == '$' {
            if number == 0 {
                return Err(zero());
            }
            out.position = Some(number);
            *at += 1;
        } else {
            out.width = Some(number);
        }
    }
    if out.width.is_none() {
        while chars.get(*at) == Some(&'-') {
            out.left = true;
            *at += 1;
        }
        if chars.get(*at) == Some(&'*') {
            *at += 1;
            match digits(chars, at)? {
                Some(number) => {
                    if chars[*at] != '$' {
                        return Err(invalid("width argument position must be ended by \"$\""));
                    }
                    if number == 0 {
                        return Err(zero());
                    }
                    *at += 1;
                    out.width_from = Some(Some(number));
                }
                None => out.width_from = Some(None),
            }
        } else {
            out.width = digits(chars, at)?;
        }
    }
    out.kind = *chars.get(*at).ok_or_else(unterminated)?;
    *at += 1;
    Ok(out)
}

fn nth<'a>(
    values: &'a [(Oid, Cow<'a, Datum>)],
    used: &mut usize,
    position: Option<i64>,
) -> SqlResult<(Oid, &'a Datum)> {
    let index = match position {
        Some(position) => usize::try_from(position - 1).unwrap_or(usize::MAX),
        None => *used,
    };
    *used = index.saturating_add(1);
    let value = values.get(index).ok_or_else(|| invalid("too few arguments for format()"))?;
    Ok((value.0, &value.1))
}

fn format(env: &dyn Env, signature: &Signature, args: &[Datum]) -> SqlResult<Datum> {
    if args.at(0)?.is_null() {
        return Ok(Datum::Null);
    }
    let values = if args.len() > 1 { variadic::values(signature, args, 1)? } else { None };
    let values = values.unwrap_or_default();
    let chars: Vec<char> = args.text(0)?.chars().collect();
    let mut out = String::new();
    let (mut at, mut used) = (0, 0);
    while at < chars.len() {
        if chars[at] != '%' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        at += 1;
        match chars.get(at) {
            None => return Err(unterminated()),
            Some('%') => {
                out.push('%');
                at += 1;
                continue;
            }
            Some(_) => {}
        }
        let specifier = specifier(&chars, &mut at)?;
        if !matches!(specifier.kind, 's' | 'I' | 'L') {
            let message = format!("unrecognized format() type specifier \"{}\"", specifier.kind);
            return Err(invalid(message).with_hint(USE_TWO));
        }
        let mut width = specifier.width.unwrap_or(0);
        if let Some(from) = specifier.width_from {
            let (ty, value) = nth(&values, &mut used, from)?;
            width = match value {
                Datum::Null => 0,
                value => to_text(ty, value, env.formats())
                    .parse()
                    .map_err(|_| fail(b"22003", "number is out of range"))?,
            };
        }
        let (ty, value) = nth(&values, &mut used, specifier.position)?;
        let text = converted(env, specifier.kind, ty, value)?;
        pad(&text, width, specifier.left, &mut out)?;
    }
    Ok(Datum::text(out))
}

fn converted(env: &dyn Env, kind: char, ty: Oid, value: &Datum) -> SqlResult<String> {
    if value.is_null() {
        return match kind {
            's' => Ok(String::new()),
            'L' => Ok("NULL".into()),
            _ => Err(SqlError::new(
                SqlState::NULL_VALUE_NOT_ALLOWED,
                "null values cannot be formatted as an SQL identifier",
            )),
        };
    }
    let text = to_text(ty, value, env.formats());
    Ok(match kind {
        'I' => quote::identifier(&text),
        'L' => quote::literal(&text),
        _ => text,
    })
}

/// A negative width pads on the right, as `-` does.
fn pad(text: &str, width: i64, left: bool, out: &mut String) -> SqlResult<()> {
    let left = left || width < 0;
    let width = usize::try_from(width.unsigned_abs()).map_err(|_| out_of_range("number"))?;
    if width > 0x3fff_ffff {
        return Err(super::too_long());
    }
    let fill = width.saturating_sub(text.chars().count());
    if left {
        out.push_str(text);
    }
    out.extend(std::iter::repeat_n(' ', fill));
    if !left {
        out.push_str(text);
    }
    Ok(())
}

/// How many of the values are NULL, or are not.
fn count_nulls(signature: &Signature, args: &[Datum], nulls: bool) -> SqlResult<Datum> {
    let Some(values) = variadic::values(signature, args, 0)? else { return Ok(Datum::Null) };
    let found = values.iter().filter(|value| value.1.is_null() == nulls).count();
    Ok(crate::args::count(found))
}

pub(super) const TABLE: TypedTable = &[
    ("text_concat", concat),
    ("text_concat_ws", |env, signature, args| match args.at(0)? {
        Datum::Null => Ok(Datum::Null),
        _ => join(env, signature, args, 1, args.text(0)?),
    }),
    ("text_format", format),
    ("text_format_nv", format),
    ("array_to_text", array_text),
    ("array_to_text_null", array_text),
    ("pg_num_nulls", |_, signature, args| count_nulls(signature, args, true)),
    ("pg_num_nonnulls", |_, signature, args| count_nulls(signature, args, false)),
    ("pg_typeof", |_, signature, _| Ok(Datum::Oid(signature.arg(0)))),
    ("pg_collation_for", |_, signature, _| {
        let ty = types::facts::type_by_oid(signature.arg(0));
        Ok(match ty.map(|row| row.collation) {
            Some(0) | None => Datum::Null,
            Some(950) => Datum::text("\"C\""),
            Some(_) => Datum::text("\"default\""),
        })
    }),
    ("current_schemas", |env, _, args| {
        let mut schemas = env.search_path();
        if args.bool(0)? && !schemas.iter().any(|schema| schema == "pg_catalog") {
            schemas.insert(0, "pg_catalog".into());
        }
        Ok(array(oid::NAME, schemas.into_iter().map(Datum::text).collect()))
    }),
];
