//! How are objects and arrays made of values?

use super::write::{Writer, canonical};
use crate::args::{Args, fail, invalid};
use crate::registry::{Table, TypedTable};
use crate::{Env, Signature, variadic};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::json_escape;
use types::{Array, Datum};

fn null_key() -> SqlError {
    SqlError::new(SqlState::NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key")
}

fn object(env: &dyn Env, signature: &Signature, args: &[Datum], binary: bool) -> SqlResult<Datum> {
    let Some(values) = variadic::values(signature, args, 0)? else { return Ok(Datum::Null) };
    let name = if binary { "jsonb_build_object" } else { "json_build_object" };
    if values.len() % 2 != 0 {
        return Err(invalid("argument list must have even number of elements").with_hint(format!(
            "The arguments of {name}() must consist of alternating keys and values."
        )));
    }
    let writer = Writer { env, pretty: false };
    let mut out = String::from("{");
    for (index, pair) in values.chunks(2).enumerate() {
        let [(key_type, key), (ty, value)] = pair else { continue };
        if index > 0 {
            out.push_str(", ");
        }
        if key.is_null() {
            return Err(if binary {
                invalid(format!("argument {}: key must not be null", 2 * index + 1))
            } else {
                null_key()
            });
        }
        writer.key(*key_type, key, &mut out)?;
        out.push_str(" : ");
        writer.value(*ty, value, &mut out)?;
    }
    out.push('}');
    if binary { canonical(&out) } else { Ok(Datum::text(out)) }
}

fn array(env: &dyn Env, signature: &Signature, args: &[Datum], binary: bool) -> SqlResult<Datum> {
    let Some(values) = variadic::values(signature, args, 0)? else { return Ok(Datum::Null) };
    let writer = Writer { env, pretty: false };
    let mut out = String::from("[");
    for (index, (ty, value)) in values.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        writer.value(*ty, value, &mut out)?;
    }
    out.push(']');
    if binary { canonical(&out) } else { Ok(Datum::text(out)) }
}

/// `json_object(text[])`: keys and values in turn, or pairs.
fn from_pairs(args: &[Datum], binary: bool) -> SqlResult<Datum> {
    let pairs = args.array(0)?;
    let subscripts = |message: &str| fail(b"2202E", message);
    match pairs.dims[..] {
        [] => return Ok(Datum::text("{}")),
        [(len, _)] if len % 2 != 0 => {
            return Err(subscripts("array must have even number of elements"));
        }
        [_, (width, _)] if width != 2 => {
            return Err(subscripts("array must have two columns"));
        }
        [_] | [_, _] => {}
        _ => return Err(subscripts("wrong number of array subscripts")),
    }
    let pair = |pair: &[Datum]| (pair[0].clone(), pair[1].clone());
    texts(pairs.items.chunks_exact(2).map(pair), binary)
}

fn from_two(args: &[Datum], binary: bool) -> SqlResult<Datum> {
    let (keys, values) = (args.array(0)?, args.array(1)?);
    let flat = |array: &Array| array.dims.len() <= 1;
    if !flat(keys) || keys.dims.len() != values.dims.len() {
        return Err(fail(b"2202E", "wrong number of array subscripts"));
    }
    if keys.items.len() != values.items.len() {
        return Err(fail(b"2202E", "mismatched array dimensions"));
    }
    texts(keys.items.iter().cloned().zip(values.items.iter().cloned()), binary)
}

fn texts(pairs: impl Iterator<Item = (Datum, Datum)>, binary: bool) -> SqlResult<Datum> {
    let mut out = String::from("{");
    for (index, (key, value)) in pairs.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        let Datum::Text(key) = key else { return Err(null_key()) };
        json_escape(&key, &mut out);
        out.push_str(" : ");
        match value {
            Datum::Text(value) => json_escape(&value, &mut out),
            _ => out.push_str("null"),
        }
    }
    out.push('}');
    if binary { canonical(&out) } else { Ok(Datum::text(out)) }
}

pub(super) const TYPED: TypedTable = &[
    ("json_build_object", |env, signature, args| object(env, signature, args, false)),
    ("jsonb_build_object", |env, signature, args| object(env, signature, args, true)),
    ("json_build_array", |env, signature, args| array(env, signature, args, false)),
    ("jsonb_build_array", |env, signature, args| array(env, signature, args, true)),
];

pub(super) const TABLE: Table = &[
    ("json_build_object_noargs", |_, _| Ok(Datum::text("{}"))),
    ("jsonb_build_object_noargs", |_, _| Ok(Datum::text("{}"))),
    ("json_build_array_noargs", |_, _| Ok(Datum::text("[]"))),
    ("jsonb_build_array_noargs", |_, _| Ok(Datum::text("[]"))),
    ("json_object", |_, args| from_pairs(args, false)),
    ("jsonb_object", |_, args| from_pairs(args, true)),
    ("json_object_two_arg", |_, args| from_two(args, false)),
    ("jsonb_object_two_arg", |_, args| from_two(args, true)),
];
