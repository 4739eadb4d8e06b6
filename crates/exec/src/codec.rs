//! How does a value become bytes: in key order, and inside a row?
//!
//! In a key each value is a mark (NULL sorts last) and an order-preserving code,
//! all of it inverted for DESC. In a row each value is a tag of its
//! representation and its bytes, so that a row can be read without its types.

use base::keycode::{put_bytes, put_f64, put_i16, put_i32, put_i64, put_u32};
use base::{SqlError, SqlResult, SqlState};
use std::cmp::Ordering;
use types::Datum;

/// Appends `value` to a key.
pub fn put_key(out: &mut Vec<u8>, value: &Datum, descending: bool) -> SqlResult<()> {
    let start = out.len();
    match value {
        Datum::Null => out.push(2),
        other => {
            out.push(1);
            put_value(out, other)?;
        }
    }
    if descending {
        out[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
    Ok(())
}

fn put_value(out: &mut Vec<u8>, value: &Datum) -> SqlResult<()> {
    match value {
        Datum::Bool(value) => out.push(u8::from(*value)),
        Datum::Int2(value) => put_i16(out, *value),
        Datum::Int4(value) => put_i32(out, *value),
        Datum::Int8(value) => put_i64(out, *value),
        Datum::Oid(value) => put_u32(out, *value),
        Datum::Float4(value) => put_f64(out, f64::from(*value)),
        Datum::Float8(value) => put_f64(out, *value),
        Datum::Text(value) => put_bytes(out, value.as_bytes()),
        Datum::Bytea(value) => put_bytes(out, value),
        Datum::Uuid(value) => out.extend_from_slice(&value[..]),
        Datum::Null
        | Datum::Numeric(_)
        | Datum::Interval(_)
        | Datum::TimeTz(_)
        | Datum::Array(_)
        | Datum::Record(_) => {
            return Err(SqlError::unsupported("an index or key of a column of this type"));
        }
    }
    Ok(())
}

/// The bytes of a row.
pub fn put_row(row: &[Datum]) -> SqlResult<Vec<u8>> {
    let mut out = Vec::with_capacity(row.len() * 8);
    for value in row {
        put_tagged(&mut out, value)?;
    }
    Ok(out)
}

fn put_tagged(out: &mut Vec<u8>, value: &Datum) -> SqlResult<()> {
    let mut fixed = |tag: u8, bytes: &[u8]| {
        out.push(tag);
        out.extend_from_slice(bytes);
    };
    match value {
        Datum::Null => fixed(0, &[]),
        Datum::Bool(value) => fixed(1, &[u8::from(*value)]),
        Datum::Int2(value) => fixed(2, &value.to_be_bytes()),
        Datum::Int4(value) => fixed(3, &value.to_be_bytes()),
        Datum::Int8(value) => fixed(4, &value.to_be_bytes()),
        Datum::Oid(value) => fixed(5, &value.to_be_bytes()),
        Datum::Float4(value) => fixed(6, &value.to_be_bytes()),
        Datum::Float8(value) => fixed(7, &value.to_be_bytes()),
        Datum::Uuid(value) => fixed(8, &value[..]),
        Datum::Text(value) => put_long(out, 9, value.as_bytes())?,
        Datum::Bytea(value) => put_long(out, 10, value)?,
        Datum::Numeric(_)
        | Datum::Interval(_)
        | Datum::TimeTz(_)
        | Datum::Array(_)
        | Datum::Record(_) => {
            return Err(SqlError::unsupported("storing a value of this type"));
        }
    }
    Ok(())
}

fn put_long(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) -> SqlResult<()> {
    let len = u32::try_from(bytes.len())
        .map_err(|_| SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, "row is too big"))?;
    out.push(tag);
    out.extend_from_slice(&len.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

/// Reads a row written by [`put_row`]; `None` when the bytes are damaged.
pub fn take_row(mut input: &[u8]) -> Option<Vec<Datum>> {
    let mut row = Vec::new();
    while let Some((tag, rest)) = input.split_first() {
        input = rest;
        row.push(take_tagged(*tag, &mut input)?);
    }
    Some(row)
}

fn take_tagged(tag: u8, input: &mut &[u8]) -> Option<Datum> {
    use base::keycode::take;
    Some(match tag {
        0 => Datum::Null,
        1 => Datum::Bool(take::<1>(input)? == [1]),
        2 => Datum::Int2(i16::from_be_bytes(take(input)?)),
        3 => Datum::Int4(i32::from_be_bytes(take(input)?)),
        4 => Datum::Int8(i64::from_be_bytes(take(input)?)),
        5 => Datum::Oid(u32::from_be_bytes(take(input)?)),
        6 => Datum::Float4(f32::from_be_bytes(take(input)?)),
        7 => Datum::Float8(f64::from_be_bytes(take(input)?)),
        8 => Datum::Uuid(std::sync::Arc::new(take::<16>(input)?)),
        9 => Datum::text(std::str::from_utf8(take_long(input)?).ok()?),
        10 => Datum::Bytea(take_long(input)?.into()),
        _ => return None,
    })
}

fn take_long<'a>(input: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = usize::try_from(u32::from_be_bytes(base::keycode::take(input)?)).ok()?;
    let (head, tail) = input.split_at_checked(len)?;
    *input = tail;
    Some(head)
}

/// The order of two values of one type, NULL last; text by its bytes (collation `C`).
/// Values whose order is not known here give 0A000.
pub fn compare(a: &Datum, b: &Datum) -> SqlResult<Ordering> {
    Ok(match (a, b) {
        (Datum::Null, Datum::Null) => Ordering::Equal,
        (Datum::Null, _) => Ordering::Greater,
        (_, Datum::Null) => Ordering::Less,
        (Datum::Int4(a), Datum::Int4(b)) => a.cmp(b),
        (Datum::Int8(a), Datum::Int8(b)) => a.cmp(b),
        (Datum::Text(a), Datum::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (a, b) => {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            put_value(&mut left, a)?;
            put_value(&mut right, b)?;
            left.cmp(&right)
        }
    })
}

/// Bytes that are equal exactly when the rows are, NULL being equal to NULL.
pub fn identity(row: &[Datum]) -> SqlResult<Vec<u8>> {
    let mut out = Vec::new();
    row.iter().try_for_each(|value| put_key(&mut out, value, false))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_and_a_damaged_one_does_not() {
        let row = [Datum::Int4(-7), Datum::Null, Datum::text("a\0b"), Datum::Bool(true)];
        let bytes = put_row(&row).unwrap();
        assert_eq!(format!("{:?}", take_row(&bytes).unwrap()), format!("{:?}", row.to_vec()));
        assert!(take_row(&bytes[..bytes.len() - 1]).is_none());
        assert!(take_row(&[200]).is_none());
    }

    #[test]
    fn keys_sort_as_values_with_null_last_and_descending_is_the_reverse() {
        let values = [Datum::Int4(-5), Datum::Int4(0), Datum::Int4(9), Datum::Null];
        for pair in values.windows(2) {
            for (descending, order) in [(false, Ordering::Less), (true, Ordering::Greater)] {
                let (mut a, mut b) = (Vec::new(), Vec::new());
                put_key(&mut a, &pair[0], descending).unwrap();
                put_key(&mut b, &pair[1], descending).unwrap();
                assert_eq!(a.cmp(&b), order, "{pair:?}");
            }
        }
    }
}
