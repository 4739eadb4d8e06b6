//! How is a value read from and written as text?

use crate::formats::{Formats, sql_error};
use crate::{Array, Datum, Oid, Record, Type, facts};
use base::{SqlError, SqlResult, SqlState};
use ecow::{EcoString, EcoVec};
use rupg_types::{
    Interval, TypeError, TypeInfo, bool_in, bpchar_in, bytea_in, bytea_out, char_in, char_out,
    date_in, date_out, float4_in, float4_out, float8_in, float8_out, int_out, int2_in, int4_in,
    int8_in, interval_in, interval_out, json_in, jsonb_in, name_in, numeric_in, numeric_out, oid,
    oid_in, time_in, time_out, timestamp_in, timestamp_out, timestamptz_in, timestamptz_out,
    timetz_in, timetz_out, uint32_in, uuid_in, uuid_out, varchar_in,
};
use std::sync::Arc;

/// The type of the items of an array type or vector; `None` for other types.
pub(crate) fn item_of(array: Oid) -> Option<Oid> {
    match array {
        oid::INT2VECTOR => Some(oid::INT2),
        oid::OIDVECTOR => Some(oid::OID),
        _ => facts::element_of(array),
    }
}

/// Whether values of a type can be made of text here, or of an array over it. Types of PostgreSQL's
/// own catalogs have values that come from there.
pub fn is_readable(ty: Oid) -> bool {
    let ty = item_of(ty).unwrap_or(ty);
    let Some(fact) = facts::type_by_oid(ty) else { return false };
    match fact.typtype {
        'd' => is_readable(fact.basetype),
        _ if is_oid_like(ty) || fact.category == 'Z' || ty == oid::ACLITEM => true,
        _ => scalar_in(Type::new(ty), "", &Formats::default()).is_some(),
    }
}

/// The value of `text` as the type's input function reads it, its modifier applied.
///
/// # Errors
/// PostgreSQL's for the same text; 0A000 for a type without an input function here.
pub fn text_in(ty: Type, text: &str, formats: &Formats) -> SqlResult<Datum> {
    if let Some(datum) = scalar_in(ty, text, formats) {
        return datum.map_err(sql_error);
    }
    match ty.oid {
        oid::INT2VECTOR => {
            let values = rupg_types::int2vector_in(text).map_err(sql_error)?;
            return Ok(vector(oid::INT2, values.into_iter().map(Datum::Int2).collect()));
        }
        oid::OIDVECTOR => {
            let values = rupg_types::oidvector_in(text).map_err(sql_error)?;
            return Ok(vector(oid::OID, values.into_iter().map(Datum::Oid).collect()));
        }
        _ => {}
    }
    let unsupported =
        || SqlError::unsupported(format!("input of type {}", rupg_types::format_type(ty.oid)));
    let element = item_of(ty.oid).ok_or_else(unsupported)?;
    let delim = TypeInfo::get(element).map_or(b',', |info| info.delim);
    let element_type = Type { oid: element, typmod: ty.typmod };
    // An array of nothing needs no element to be read.
    if text.trim() != "{}" && scalar_in(element_type, "", formats).is_none() {
        return Err(unsupported());
    }
    let array = rupg_types::array_in(text, delim, true, |item| {
        scalar_in(element_type, item, formats).unwrap_or(Ok(Datum::Null))
    })
    .map_err(sql_error)?;
    // PostgreSQL 16 takes empty arrays within an array for a mistake.
    if array.values.is_empty() && text.matches('{').count() > 1 {
        let message = format!("malformed array literal: \"{text}\"");
        let error = SqlError::new(SqlState::INVALID_TEXT_REPRESENTATION, message);
        return Err(error.with_detail("Unexpected \"}\" character."));
    }
    Ok(from_library(element, array))
}

pub(crate) fn from_library(element: Oid, array: rupg_types::Array<Datum>) -> Datum {
    Datum::Array(Arc::new(Array {
        element,
        dims: array.dims.iter().map(|dim| (dim.len, dim.lower)).collect(),
        items: array.values.into_iter().map(Option::unwrap_or_default).collect(),
    }))
}

pub(crate) fn vector(element: Oid, items: Vec<Datum>) -> Datum {
    let len = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let dims = if items.is_empty() { Vec::new() } else { vec![(len, 0)] };
    Datum::Array(Arc::new(Array { element, dims, items }))
}

/// A short text of one byte a character with the blanks of its type.
fn padded(text: &str, typmod: i32) -> Option<EcoString> {
    const BLANKS: &str = "                                                                ";
    let len = usize::try_from(typmod.checked_sub(4)?).ok()?;
    if !text.is_ascii() || text.len() > len {
        return None;
    }
    let mut out = EcoString::with_capacity(len);
    out.push_str(text);
    while out.len() < len {
        out.push_str(&BLANKS[..BLANKS.len().min(len - out.len())]);
    }
    Some(out)
}

/// `None` when the type is not one of the scalars known here.
fn scalar_in(ty: Type, text: &str, formats: &Formats) -> Option<Result<Datum, TypeError>> {
    let typmod = ty.typmod;
    let dates = || formats.date_input();
    Some(match ty.oid {
        oid::BOOL => bool_in(text).map(Datum::Bool),
        oid::INT2 => int2_in(text).map(Datum::Int2),
        oid::INT4 => int4_in(text).map(Datum::Int4),
        oid::INT8 => int8_in(text).map(Datum::Int8),
        oid::FLOAT4 => float4_in(text).map(Datum::Float4),
        oid::FLOAT8 => float8_in(text).map(Datum::Float8),
        oid::NUMERIC => numeric_in(text, typmod).map(|value| Datum::Numeric(Arc::new(value))),
        oid::TEXT | oid::UNKNOWN | oid::CSTRING => Ok(Datum::text(text)),
        oid::VARCHAR => varchar_in(text, typmod).map(Datum::text),
        oid::BPCHAR => match padded(text, typmod) {
            Some(value) => Ok(Datum::Text(value)),
            None => bpchar_in(text, typmod).map(|value| Datum::text(&*value)),
        },
        oid::NAME => Ok(Datum::text(name_in(text))),
        oid::CHAR => Ok(char_datum(char_in(text))),
        oid::BYTEA => bytea_in(text).map(|value| Datum::Bytea(EcoVec::from(value))),
        oid::UUID => uuid_in(text).map(|value| Datum::Uuid(Arc::new(value))),
        oid::DATE => date_in(text, &dates()).map(Datum::Int4),
        oid::TIME => time_in(text, typmod, &dates()).map(Datum::Int8),
        oid::TIMETZ => {
            timetz_in(text, typmod, &dates()).map(|value| Datum::TimeTz(Arc::new(value)))
        }
        oid::TIMESTAMP => timestamp_in(text, typmod, &dates()).map(Datum::Int8),
        oid::TIMESTAMPTZ => timestamptz_in(text, typmod, &dates()).map(Datum::Int8),
        oid::INTERVAL => finite_interval(text, typmod, formats),
        oid::JSON => json_in(text).map(Datum::text),
        oid::JSONB => jsonb_in(text).map(Datum::text),
        oid::VOID => Ok(Datum::text("")),
        _ if is_oid_like(ty.oid) => match text {
            "-" if ty.oid != oid::OID => Ok(Datum::Oid(0)),
            _ if ty.oid == oid::XID => uint32_in(text, "xid").map(Datum::Oid),
            _ if ty.oid == oid::CID => uint32_in(text, "cid").map(Datum::Oid),
            _ => oid_in(text).map(Datum::Oid),
        },
        _ => return None,
    })
}

/// An interval, which in PostgreSQL 16 is never infinite, as it is in the library's PostgreSQL.
fn finite_interval(text: &str, typmod: i32, formats: &Formats) -> Result<Datum, TypeError> {
    let value = interval_in(text, typmod, formats.interval)?;
    if value == Interval::INFINITY || value == Interval::NEGATIVE_INFINITY {
        // As of a word that no interval has, with the text given.
        let mut error = match interval_in("?", typmod, formats.interval) {
            Err(error) => error,
            Ok(value) => return Ok(Datum::Interval(Arc::new(value))),
        };
        error.message = error.message.replace("\"?\"", &format!("\"{text}\""));
        return Err(error);
    }
    Ok(Datum::Interval(Arc::new(value)))
}

/// The one-byte `"char"` value, kept as its text form.
pub fn char_datum(byte: u8) -> Datum {
    let mut out = Vec::with_capacity(4);
    char_out(byte, &mut out);
    Datum::text(String::from_utf8_lossy(&out).as_ref())
}

/// Whether values of the type are [`Datum::Oid`].
pub fn is_oid_like(ty: Oid) -> bool {
    matches!(ty, oid::OID | oid::XID | oid::CID) || is_object_alias(ty)
}

/// Whether values are OIDs of objects, written by their names: `regclass` and its kin.
pub fn is_object_alias(ty: Oid) -> bool {
    rupg_types::RegKind::from_oid(ty).is_some()
}

/// Appends the value as the type's output function writes it; nothing for NULL.
///
/// A record does not carry its field types, so its dates and times come out as
/// numbers unless the caller writes it field by field with [`record_out`].
pub fn text_out(ty: Oid, datum: &Datum, formats: &Formats, out: &mut Vec<u8>) {
    match datum {
        Datum::Null => {}
        Datum::Bool(value) => out.push(if *value { b't' } else { b'f' }),
        Datum::Int2(value) => int_out(i64::from(*value), out),
        Datum::Int4(value) if ty == oid::DATE => date_out(*value, formats.date, out),
        Datum::Int4(value) => int_out(i64::from(*value), out),
        Datum::Int8(value) => match ty {
            oid::TIME => time_out(*value, out),
            // A value outside the range cannot be made, and would print as nothing.
            oid::TIMESTAMP => drop(timestamp_out(*value, formats.date, out)),
            oid::TIMESTAMPTZ => drop(timestamptz_out(*value, formats.date, &*formats.zone, out)),
            _ => int_out(*value, out),
        },
        Datum::Oid(0) if is_object_alias(ty) => out.push(b'-'),
        Datum::Oid(value) => rupg_types::oid_out(*value, out),
        Datum::Float4(value) => float4_out(*value, formats.extra_float_digits, out),
        Datum::Float8(value) => float8_out(*value, formats.extra_float_digits, out),
        Datum::Numeric(value) => numeric_out(value, out),
        Datum::Text(value) => out.extend_from_slice(value.as_bytes()),
        Datum::Bytea(value) => bytea_out(value, formats.bytea, out),
        Datum::Uuid(value) => uuid_out(value, out),
        Datum::Interval(value) => interval_out(value, formats.interval, out),
        Datum::TimeTz(value) => timetz_out(value.0, value.1, out),
        Datum::Array(array) if matches!(ty, oid::INT2VECTOR | oid::OIDVECTOR) => {
            for (index, item) in array.items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                text_out(array.element, item, formats, out);
            }
        }
        Datum::Array(array) => array_out(array, formats, out),
        Datum::Record(record) => record_out(record, formats, out),
    }
}

/// The value's text as a string.
pub fn to_text(ty: Oid, datum: &Datum, formats: &Formats) -> String {
    let mut out = Vec::new();
    text_out(ty, datum, formats, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// The plainest type of a value whose type is not known.
pub fn natural(datum: &Datum) -> Oid {
    match datum {
        Datum::Null | Datum::Text(_) => oid::TEXT,
        Datum::Bool(_) => oid::BOOL,
        Datum::Int2(_) => oid::INT2,
        Datum::Int4(_) => oid::INT4,
        Datum::Int8(_) => oid::INT8,
        Datum::Oid(_) => oid::OID,
        Datum::Float4(_) => oid::FLOAT4,
        Datum::Float8(_) => oid::FLOAT8,
        Datum::Numeric(_) => oid::NUMERIC,
        Datum::Bytea(_) => oid::BYTEA,
        Datum::Uuid(_) => oid::UUID,
        Datum::Interval(_) => oid::INTERVAL,
        Datum::TimeTz(_) => oid::TIMETZ,
        Datum::Array(array) => facts::array_of(array.element).unwrap_or(oid::TEXT_ARRAY),
        Datum::Record(_) => oid::RECORD,
    }
}

/// Appends a record as `(a,b,...)`.
fn record_out(record: &Record, formats: &Formats, out: &mut Vec<u8>) {
    out.push(b'(');
    for (index, (field, value)) in record.columns().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if value.is_null() {
            continue;
        }
        let start = out.len();
        text_out(field.ty.oid, value, formats, out);
        let special =
            |byte: &u8| b"\"\\(),".contains(byte) || byte.is_ascii_whitespace() || *byte == 0x0b;
        if out.len() == start || out[start..].iter().any(special) {
            quote(out, start, true);
        }
    }
    out.push(b')');
}

/// Wraps `out[start..]` in double quotes: doubling `"` in records, escaping it in arrays.
fn quote(out: &mut Vec<u8>, start: usize, record: bool) {
    let raw = out.split_off(start);
    out.push(b'"');
    for byte in raw {
        match byte {
            b'\\' => out.push(b'\\'),
            b'"' => out.push(if record { b'"' } else { b'\\' }),
            _ => {}
        }
        out.push(byte);
    }
    out.push(b'"');
}

fn array_out(array: &Array, formats: &Formats, out: &mut Vec<u8>) {
    if array.items.is_empty() {
        return out.extend_from_slice(b"{}");
    }
    if array.dims.iter().any(|dim| dim.1 != 1) {
        for (len, lower) in &array.dims {
            let upper = i64::from(*lower) + i64::from(*len) - 1;
            out.extend_from_slice(format!("[{lower}:{upper}]").as_bytes());
        }
        out.push(b'=');
    }
    let delim = TypeInfo::get(array.element).map_or(b',', |info| info.delim);
    let mut items = array.items.iter();
    dimension_out(array, 0, &mut items, delim, formats, out);
}

fn dimension_out(
    array: &Array,
    depth: usize,
    items: &mut std::slice::Iter<'_, Datum>,
    delim: u8,
    formats: &Formats,
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    for index in 0..array.dims.get(depth).map_or(0, |dim| dim.0) {
        if index > 0 {
            out.push(delim);
        }
        if depth + 1 < array.dims.len() {
            dimension_out(array, depth + 1, items, delim, formats, out);
            continue;
        }
        match items.next() {
            None | Some(Datum::Null) => out.extend_from_slice(b"NULL"),
            Some(item) => {
                let start = out.len();
                text_out(array.element, item, formats, out);
                let special = |byte: &u8| {
                    *byte == delim
                        || b"\"\\{}".contains(byte)
                        || byte.is_ascii_whitespace()
                        || *byte == 0x0b
                };
                let raw = &out[start..];
                if raw.is_empty() || raw.eq_ignore_ascii_case(b"null") || raw.iter().any(special) {
                    quote(out, start, false);
                }
            }
        }
    }
    out.push(b'}');
}
