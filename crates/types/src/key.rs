//! Which bytes sort as the values do?
//!
//! Each value is a marker and its bytes, such that `memcmp` is [`crate::compare`],
//! equal values have equal bytes, and no value's bytes are a prefix of another's.
//!
//! | marker | |
//! | --- | --- |
//! | `00` | NULL, nulls first |
//! | `01` | a value follows |
//! | `02` | NULL, nulls last |
//!
//! | type | bytes (`base::keycode`) |
//! | --- | --- |
//! | bool | one byte |
//! | int2, int4, int8, date, time, timestamps, oid | big-endian, sign flipped |
//! | float4, float8 | as a double |
//! | numeric | the library's ordered layout without its display scale, as bytes |
//! | text and its kin, bytea | as bytes; `bpchar` without trailing spaces |
//! | uuid | 16 bytes |
//! | interval | its span in microseconds, 16 bytes, sign flipped |
//! | timetz | the instant, then the zone |
//! | jsonb | see [`put_json`] |
//! | array | each element as a value (nulls last), `00`, number of dimensions, dimensions |
//!
//! Descending values have every byte after the marker inverted.

use crate::compare::timetz_order;
use crate::row::{Shape, array_of_items, is_possible, shape};
use crate::{Datum, Oid, interval_span};
use base::keycode::{
    put_bytes, put_f64, put_i16, put_i32, put_i64, put_u32, take, take_bytes, take_f64, take_i16,
    take_i32, take_i64, take_u32,
};
use ecow::EcoVec;
use rupg_types::{JsonItem, JsonTree, Numeric, numeric_in, numeric_layout, oid};
use std::sync::Arc;

const NULL_FIRST: u8 = 0;
const VALUE: u8 = 1;
const NULL_LAST: u8 = 2;

/// Appends the value's key bytes.
pub fn encode(ty: Oid, datum: &Datum, descending: bool, nulls_first: bool, out: &mut Vec<u8>) {
    if datum.is_null() {
        out.push(if nulls_first { NULL_FIRST } else { NULL_LAST });
        return;
    }
    out.push(VALUE);
    let start = out.len();
    put(ty, datum, out);
    if descending {
        for byte in &mut out[start..] {
            *byte = !*byte;
        }
    }
}

fn put(ty: Oid, datum: &Datum, out: &mut Vec<u8>) {
    match datum {
        Datum::Null => {}
        Datum::Bool(value) => out.push(u8::from(*value)),
        Datum::Int2(value) => put_i16(out, *value),
        Datum::Int4(value) => put_i32(out, *value),
        Datum::Int8(value) => put_i64(out, *value),
        Datum::Oid(value) => put_u32(out, *value),
        Datum::Float4(value) => put_f64(out, f64::from(*value)),
        Datum::Float8(value) => put_f64(out, *value),
        Datum::Numeric(value) => put_numeric(value, out),
        Datum::Text(value) => match ty {
            oid::BPCHAR => put_bytes(out, value.trim_end_matches(' ').as_bytes()),
            oid::JSONB => match JsonTree::parse(value) {
                Ok(tree) => put_json(&tree, 0, true, out),
                Err(_) => put_bytes(out, value.as_bytes()),
            },
            _ => put_bytes(out, value.as_bytes()),
        },
        Datum::Bytea(value) => put_bytes(out, value),
        Datum::Uuid(value) => out.extend_from_slice(&value[..]),
        Datum::Interval(value) => {
            let span = interval_span(value).cast_unsigned() ^ (1 << 127);
            out.extend_from_slice(&span.to_be_bytes());
        }
        Datum::TimeTz(value) => {
            let (instant, zone) = timetz_order(**value);
            put_i64(out, instant);
            put_i32(out, zone);
        }
        Datum::Array(array) => {
            for item in &array.items {
                encode(array.element, item, false, false, out);
            }
            out.push(0);
            out.push(u8::try_from(array.dims.len()).unwrap_or(u8::MAX));
            for (len, lower) in &array.dims {
                put_i32(out, *len);
                put_i32(out, *lower);
            }
        }
        Datum::Record(record) => {
            for (field, value) in record.columns() {
                encode(field.ty.oid, value, false, false, out);
            }
            out.push(0);
        }
    }
}

fn put_numeric(value: &Numeric, out: &mut Vec<u8>) {
    put_bytes(out, numeric_layout::key(&value.to_bytes()));
}

/// Appends a jsonb node: `00` null, `01` string, `02` number, `03` boolean,
/// `10` array (length, `01`, elements), `11` object (fields, then key and value
/// of each in jsonb's own order). A scalar document is an array of one marked `00`.
fn put_json(tree: &JsonTree<'_>, at: usize, root: bool, out: &mut Vec<u8>) {
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let item = tree.item(at);
    if root && !matches!(item, JsonItem::Array(_) | JsonItem::Object(_)) {
        out.push(0x10);
        put_u32(out, 1);
        out.push(0);
    }
    match item {
        JsonItem::Null => out.push(0),
        JsonItem::String(value) => {
            out.push(1);
            put_bytes(out, value.as_bytes());
        }
        JsonItem::Number => {
            out.push(2);
            match numeric_in(tree.text(at), -1) {
                Ok(value) => put_numeric(&value, out),
                Err(_) => put_bytes(out, tree.text(at).as_bytes()),
            }
        }
        JsonItem::Bool(value) => out.extend_from_slice(&[3, u8::from(*value)]),
        JsonItem::Array(items) => {
            out.push(0x10);
            put_u32(out, count(items.len()));
            out.push(1);
            for item in items {
                put_json(tree, *item, false, out);
            }
        }
        JsonItem::Object(fields) => {
            out.push(0x11);
            put_u32(out, count(fields.len()));
            for (key, value) in fields {
                put_bytes(out, key.as_bytes());
                put_json(tree, *value, false, out);
            }
        }
    }
}

/// Whether [`decode`] gives back exactly the value that was encoded. Not so for
/// numeric (display scale), floats (`-0`), bpchar (padding), interval and jsonb.
pub fn is_lossless(ty: Oid) -> bool {
    match shape(ty) {
        Shape::Numeric | Shape::Float4 | Shape::Float8 | Shape::Interval | Shape::Record => false,
        Shape::Text => !matches!(ty, oid::BPCHAR | oid::JSONB),
        Shape::Array(element) => is_lossless(element),
        _ => true,
    }
}

/// Takes an ascending value off the front of `input`; `None` when the bytes are
/// not a key of the type or the type cannot be read back ([`is_lossless`]).
pub fn decode(ty: Oid, input: &mut &[u8]) -> Option<Datum> {
    if !is_lossless(ty) {
        return None;
    }
    match take::<1>(input)? {
        [NULL_FIRST | NULL_LAST] => return Some(Datum::Null),
        [VALUE] => {}
        _ => return None,
    }
    decode_value(ty, input).filter(|datum| is_possible(ty, datum))
}

fn decode_value(ty: Oid, input: &mut &[u8]) -> Option<Datum> {
    Some(match shape(ty) {
        Shape::Bool => match take::<1>(input)? {
            [value @ 0..=1] => Datum::Bool(value == 1),
            _ => return None,
        },
        Shape::Int2 => Datum::Int2(take_i16(input)?),
        Shape::Int4 => Datum::Int4(take_i32(input)?),
        Shape::Int8 => Datum::Int8(take_i64(input)?),
        Shape::Oid => Datum::Oid(take_u32(input)?),
        Shape::Float8 | Shape::Float4 => Datum::Float8(take_f64(input)?),
        Shape::Text => Datum::text(String::from_utf8(take_bytes(input)?).ok()?),
        Shape::Bytea => Datum::Bytea(EcoVec::from(take_bytes(input)?)),
        Shape::Uuid => Datum::Uuid(Arc::new(take(input)?)),
        Shape::TimeTz => {
            let (instant, zone) = (take_i64(input)?, take_i32(input)?);
            let time = instant.checked_sub(i64::from(zone) * 1_000_000)?;
            Datum::TimeTz(Arc::new((time, zone)))
        }
        Shape::Array(element) => decode_array(element, input)?,
        Shape::Numeric | Shape::Interval | Shape::Record => return None,
    })
}

fn decode_array(element: Oid, input: &mut &[u8]) -> Option<Datum> {
    let mut items = Vec::new();
    while *input.first()? != 0 {
        items.push(decode(element, input)?);
    }
    let [_, ndim] = take::<2>(input)?;
    let mut dims = Vec::new();
    for _ in 0..ndim {
        dims.push((take_i32(input)?, take_i32(input)?));
    }
    array_of_items(element, dims, items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Formats, Type, compare, text_in};

    fn value(ty: Oid, text: &str) -> Datum {
        text_in(Type::new(ty), text, &Formats::default()).unwrap()
    }

    fn key(ty: Oid, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        encode(ty, &value(ty, text), false, false, &mut out);
        out
    }

    #[test]
    fn keys_sort_as_values_do() {
        let cases: &[(Oid, &[&str])] = &[
            (oid::INT4, &["-2147483648", "-1", "0", "1", "2147483647"]),
            (
                oid::NUMERIC,
                &[
                    "-Infinity",
                    "-1e20",
                    "-1.5",
                    "-1",
                    "0",
                    "0.00001",
                    "1",
                    "1.5",
                    "10000",
                    "1e20",
                    "Infinity",
                    "NaN",
                ],
            ),
            (oid::TEXT, &["", "A", "Z", "a", "aa", "b", "\u{e9}"]),
            (oid::FLOAT8, &["-Infinity", "-1", "0", "1", "Infinity", "NaN"]),
            (oid::INTERVAL, &["-1 day", "0", "23:00", "1 day", "1 mon"]),
            (oid::JSONB, &["null", "\"a\"", "\"b\"", "1", "2", "true", "[1, 2]", "{\"a\": 1}"]),
            (oid::INT4_ARRAY, &["{}", "{1}", "{1,2}", "{1,NULL}", "{2}"]),
        ];
        for (ty, sorted) in cases {
            for pair in sorted.windows(2) {
                let (a, b) = (value(*ty, pair[0]), value(*ty, pair[1]));
                assert!(compare(*ty, &a, &b).is_lt(), "{ty} {pair:?}");
                assert!(key(*ty, pair[0]) < key(*ty, pair[1]), "{ty} {pair:?}");
            }
        }
    }

    #[test]
    fn equal_values_have_one_key() {
        assert_eq!(key(oid::NUMERIC, "1.0"), key(oid::NUMERIC, "1.00"));
        assert_eq!(key(oid::INTERVAL, "1 day"), key(oid::INTERVAL, "24:00"));
        assert_eq!(key(oid::FLOAT8, "-0"), key(oid::FLOAT8, "0"));
        assert_eq!(key(oid::JSONB, "1.0"), key(oid::JSONB, "1"));
    }

    #[test]
    fn lossless_keys_read_back() {
        for (ty, text) in [
            (oid::INT8, "-7"),
            (oid::TEXT, "a\u{1}b"),
            (oid::TIMETZ, "10:00:00+02"),
            (oid::UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            (oid::TEXT_ARRAY, "{a,NULL,b}"),
        ] {
            let bytes = key(ty, text);
            let back = decode(ty, &mut bytes.as_slice()).unwrap();
            assert!(compare(ty, &back, &value(ty, text)).is_eq(), "{text}");
        }
        assert!(decode(oid::NUMERIC, &mut key(oid::NUMERIC, "1").as_slice()).is_none());
    }
}
