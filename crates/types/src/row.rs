//! How is a table's row stored, so that one column is read without the others?
//!
//! All numbers are little-endian.
//!
//! | bytes | |
//! | --- | --- |
//! | 1 | version, `01` |
//! | 2 | `n`, the columns stored |
//! | (n + 7) / 8 | null bitmap: bit `i % 8` of byte `i / 8` set when column `i` is NULL |
//! | 4 * n | where column `i` ends in the data; it begins where the one before ends |
//! | rest | the data |
//!
//! A column past `n` was added to the table after the row was written.
//!
//! | type | data |
//! | --- | --- |
//! | bool | one byte, 0 or 1 |
//! | int2, int4, int8, oid, float4, float8 and what is kept as them | as is |
//! | numeric | the library's ordered layout, display scale last |
//! | text and its kin, json, jsonb | UTF-8 |
//! | bytea, uuid | the bytes |
//! | interval | microseconds (8), days (4), months (4) |
//! | timetz | microseconds (8), seconds west of UTC (4) |
//! | array | element type (4), dimensions (1), length and lower bound of each (4 + 4), then of each element its length (4, `ffffffff` for NULL) and data |

use crate::text::{is_oid_like, item_of};
use crate::{Array, Datum, Oid, Type};
use base::{SqlError, SqlResult, SqlState};
use ecow::EcoVec;
use rupg_types::{Interval, Numeric, oid};
use std::sync::Arc;

const VERSION: u8 = 1;
const NULL: u32 = u32::MAX;

/// The representation of a type's values: which [`Datum`] variant they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    Bool,
    Int2,
    Int4,
    Int8,
    Oid,
    Float4,
    Float8,
    Numeric,
    Text,
    Bytea,
    Uuid,
    Interval,
    TimeTz,
    Array(Oid),
    Record,
}

pub(crate) fn shape(ty: Oid) -> Shape {
    match ty {
        oid::INT4 | oid::DATE => Shape::Int4,
        oid::INT8 | oid::TIME | oid::TIMESTAMP | oid::TIMESTAMPTZ => Shape::Int8,
        oid::TEXT | oid::VARCHAR | oid::BPCHAR | oid::JSON | oid::JSONB | oid::NAME => Shape::Text,
        oid::BOOL => Shape::Bool,
        oid::INT2 => Shape::Int2,
        oid::FLOAT4 => Shape::Float4,
        oid::FLOAT8 => Shape::Float8,
        oid::NUMERIC => Shape::Numeric,
        oid::BYTEA => Shape::Bytea,
        oid::UUID => Shape::Uuid,
        oid::INTERVAL => Shape::Interval,
        oid::TIMETZ => Shape::TimeTz,
        oid::RECORD => Shape::Record,
        _ if is_oid_like(ty) => Shape::Oid,
        _ => item_of(ty).map_or(Shape::Text, Shape::Array),
    }
}

/// Appends the row.
///
/// # Errors
/// 0A000 for a record, 54011 for more than 65535 columns, 54000 past 4 GiB.
pub fn encode(types: &[Type], row: &[Datum], out: &mut Vec<u8>) -> SqlResult<()> {
    let count = u16::try_from(row.len())
        .map_err(|_| SqlError::new(SqlState::TOO_MANY_COLUMNS, "row has too many columns"))?;
    debug_assert_eq!(types.len(), row.len(), "one type for each value");
    out.push(VERSION);
    out.extend_from_slice(&count.to_le_bytes());
    let bitmap = out.len();
    let ends = bitmap + row.len().div_ceil(8);
    let data = ends + 4 * row.len();
    out.resize(data, 0);
    for (index, datum) in row.iter().enumerate() {
        if datum.is_null() {
            out[bitmap + index / 8] |= 1 << (index % 8);
        }
        put(datum, out)?;
        let end = size(out.len() - data)?;
        out[ends + 4 * index..][..4].copy_from_slice(&end);
    }
    Ok(())
}

fn size(len: usize) -> SqlResult<[u8; 4]> {
    match u32::try_from(len) {
        Ok(len) if len != NULL => Ok(len.to_le_bytes()),
        _ => Err(SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, "row is too big")),
    }
}

fn put(datum: &Datum, out: &mut Vec<u8>) -> SqlResult<()> {
    match datum {
        Datum::Null => {}
        Datum::Bool(value) => out.push(u8::from(*value)),
        Datum::Int2(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Int4(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Int8(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Oid(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Float4(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Float8(value) => out.extend_from_slice(&value.to_le_bytes()),
        Datum::Numeric(value) => out.extend_from_slice(&value.to_bytes()),
        Datum::Text(value) => out.extend_from_slice(value.as_bytes()),
        Datum::Bytea(value) => out.extend_from_slice(value),
        Datum::Uuid(value) => out.extend_from_slice(&value[..]),
        Datum::Interval(value) => {
            out.extend_from_slice(&value.time.to_le_bytes());
            out.extend_from_slice(&value.day.to_le_bytes());
            out.extend_from_slice(&value.month.to_le_bytes());
        }
        Datum::TimeTz(value) => {
            out.extend_from_slice(&value.0.to_le_bytes());
            out.extend_from_slice(&value.1.to_le_bytes());
        }
        Datum::Array(array) => {
            out.extend_from_slice(&array.element.to_le_bytes());
            out.push(u8::try_from(array.dims.len()).unwrap_or(u8::MAX));
            for (len, lower) in &array.dims {
                out.extend_from_slice(&len.to_le_bytes());
                out.extend_from_slice(&lower.to_le_bytes());
            }
            for item in &array.items {
                let at = out.len();
                out.extend_from_slice(&NULL.to_le_bytes());
                if !item.is_null() {
                    put(item, out)?;
                    let len = size(out.len() - at - 4)?;
                    out[at..at + 4].copy_from_slice(&len);
                }
            }
        }
        Datum::Record(_) => return Err(SqlError::unsupported("a column of type record")),
    }
    Ok(())
}

/// A stored row, read column by column.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    bitmap: &'a [u8],
    ends: &'a [u8],
    data: &'a [u8],
}

fn corrupt(what: &str) -> SqlError {
    SqlError::new(SqlState::DATA_CORRUPTED, format!("stored row is corrupt: {what}"))
}

impl<'a> Reader<'a> {
    /// Looks at the header of a stored row.
    ///
    /// # Errors
    /// XX001 when the bytes cannot be a row.
    #[inline]
    pub fn new(bytes: &'a [u8]) -> SqlResult<Reader<'a>> {
        let ([version, low, high], rest) =
            bytes.split_first_chunk::<3>().ok_or_else(|| corrupt("header"))?;
        if *version != VERSION {
            return Err(corrupt("unknown version"));
        }
        let count = usize::from(u16::from_le_bytes([*low, *high]));
        let short = || corrupt("column ends");
        let (bitmap, rest) = rest.split_at_checked(count.div_ceil(8)).ok_or_else(short)?;
        let (ends, data) = rest.split_at_checked(4 * count).ok_or_else(short)?;
        Ok(Reader { bitmap, ends, data })
    }

    /// How many columns the row had when it was written.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len() / 4
    }

    /// Whether the row has no columns.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether column `index` was added after the row was written.
    #[inline]
    pub fn is_missing(&self, index: usize) -> bool {
        index >= self.len()
    }

    /// The value of column `index`, which is of type `ty`; NULL when it [is missing](Self::is_missing).
    ///
    /// # Errors
    /// XX001 when the bytes cannot be a value of the type.
    #[inline]
    pub fn column(&self, index: usize, ty: Type) -> SqlResult<Datum> {
        if self.is_missing(index) || self.bitmap[index / 8] & (1 << (index % 8)) != 0 {
            return Ok(Datum::Null);
        }
        let start = if index == 0 { 0 } else { self.end(index - 1) };
        let bytes =
            self.data.get(start..self.end(index)).ok_or_else(|| corrupt("column bounds"))?;
        match (ty.oid, bytes.len()) {
            (oid::INT4, 4) => {
                Ok(Datum::Int4(i32::from_le_bytes(bytes.try_into().unwrap_or_default())))
            }
            (oid::INT8, 8) => {
                Ok(Datum::Int8(i64::from_le_bytes(bytes.try_into().unwrap_or_default())))
            }
            _ => read(ty.oid, bytes, 0).ok_or_else(|| corrupt("column value")),
        }
    }

    #[inline]
    fn end(&self, index: usize) -> usize {
        let at = 4 * index;
        let bytes = [self.ends[at], self.ends[at + 1], self.ends[at + 2], self.ends[at + 3]];
        usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(usize::MAX)
    }
}

/// Whether an input function of the type could have given the value, as far as what is done
/// with values counts on it.
pub(crate) fn is_possible(ty: Oid, datum: &Datum) -> bool {
    const DAY_US: i64 = 86_400_000_000;
    // Less than 16 hours either way (utils/datetime.h, `MAX_TZDISP_HOUR`).
    const ZONE_MAX_S: i32 = 16 * 3600 - 1;
    match datum {
        Datum::Int8(time) if ty == oid::TIME => (0..=DAY_US).contains(time),
        Datum::TimeTz(value) => {
            let (time, zone) = **value;
            (0..=DAY_US).contains(&time) && (-ZONE_MAX_S..=ZONE_MAX_S).contains(&zone)
        }
        _ => true,
    }
}

fn read(ty: Oid, bytes: &[u8], depth: u8) -> Option<Datum> {
    read_unchecked(ty, bytes, depth).filter(|datum| is_possible(ty, datum))
}

fn read_unchecked(ty: Oid, bytes: &[u8], depth: u8) -> Option<Datum> {
    Some(match shape(ty) {
        Shape::Bool => match bytes {
            [value @ 0..=1] => Datum::Bool(*value == 1),
            _ => return None,
        },
        Shape::Int2 => Datum::Int2(i16::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Int4 => Datum::Int4(i32::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Int8 => Datum::Int8(i64::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Oid => Datum::Oid(u32::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Float4 => Datum::Float4(f32::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Float8 => Datum::Float8(f64::from_le_bytes(bytes.try_into().ok()?)),
        Shape::Numeric => Datum::Numeric(Arc::new(read_numeric(bytes)?)),
        Shape::Text => Datum::text(std::str::from_utf8(bytes).ok()?),
        Shape::Bytea => Datum::Bytea(EcoVec::from(bytes)),
        Shape::Uuid => Datum::Uuid(Arc::new(bytes.try_into().ok()?)),
        Shape::Interval => {
            let (time, rest) = bytes.split_first_chunk::<8>()?;
            let (day, month) = rest.split_first_chunk::<4>()?;
            Datum::Interval(Arc::new(Interval {
                time: i64::from_le_bytes(*time),
                day: i32::from_le_bytes(*day),
                month: i32::from_le_bytes(month.try_into().ok()?),
            }))
        }
        Shape::TimeTz => {
            let (time, zone) = bytes.split_first_chunk::<8>()?;
            let zone = i32::from_le_bytes(zone.try_into().ok()?);
            Datum::TimeTz(Arc::new((i64::from_le_bytes(*time), zone)))
        }
        Shape::Array(_) if depth == 0 => read_array(bytes)?,
        Shape::Array(_) | Shape::Record => return None,
    })
}

/// A numeric whose bytes are exactly those it would be written as (`rupg_types::numeric_layout`):
/// the class, then of a number other than zero its weight and digits without a zero at either end, a
/// negative one's inverted and ended by `ffff`, then the display scale.
fn read_numeric(bytes: &[u8]) -> Option<Numeric> {
    let (class, rest) = bytes.split_first()?;
    let (body, scale) = rest.split_last_chunk::<2>()?;
    let possible = match class {
        1 | 5 | 6 => body.is_empty() && *scale == [0, 0],
        3 => body.is_empty(),
        2 => {
            let (body, end) = body.split_last_chunk::<2>()?;
            *end == [0xff, 0xff] && are_digits(body.get(2..)?, |word| 0xfffe - word)
        }
        4 => are_digits(body.get(2..)?, |word| word),
        _ => false,
    };
    possible.then(|| Numeric::from_bytes(bytes))
}

fn are_digits(bytes: &[u8], digit: impl Fn(u16) -> u16) -> bool {
    let (words, []) = bytes.as_chunks::<2>() else { return false };
    let digit = |word: &[u8; 2]| match u16::from_be_bytes(*word) {
        0xffff => u16::MAX,
        word => digit(word),
    };
    let ends = [words.first(), words.last()];
    ends.iter().all(|word| word.is_some_and(|word| digit(word) != 0))
        && words.iter().all(|word| digit(word) < 10_000)
}

fn read_array(mut bytes: &[u8]) -> Option<Datum> {
    let input = &mut bytes;
    let element = u32::from_le_bytes(base::keycode::take(input)?);
    let [ndim] = base::keycode::take::<1>(input)?;
    let mut dims = Vec::new();
    for _ in 0..ndim {
        let len = i32::from_le_bytes(base::keycode::take(input)?);
        dims.push((len, i32::from_le_bytes(base::keycode::take(input)?)));
    }
    let mut items = Vec::new();
    while !input.is_empty() {
        let len = u32::from_le_bytes(base::keycode::take(input)?);
        if len == NULL {
            items.push(Datum::Null);
            continue;
        }
        let (item, rest) = input.split_at_checked(usize::try_from(len).ok()?)?;
        items.push(read(element, item, 1)?);
        *input = rest;
    }
    array_of_items(element, dims, items)
}

/// The array of `items`, when there are as many as `dims` say.
pub(crate) fn array_of_items(
    element: Oid,
    dims: Vec<(i32, i32)>,
    items: Vec<Datum>,
) -> Option<Datum> {
    // PostgreSQL's `MAXDIM`.
    const DIMS_MAX: usize = 6;
    let mut expected = usize::from(!dims.is_empty());
    for (len, lower) in &dims {
        lower.checked_add(*len)?;
        expected = expected.checked_mul(usize::try_from(*len).ok().filter(|len| *len > 0)?)?;
    }
    let fits = dims.len() <= DIMS_MAX && items.len() == expected;
    fits.then(|| Datum::Array(Arc::new(Array { element, dims, items })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Formats, text_in, to_text};

    #[test]
    fn each_column_reads_back_alone() {
        let cases = [
            (oid::BOOL, "t"),
            (oid::INT8, "-9"),
            (oid::NUMERIC, "12.3400"),
            (oid::NUMERIC, "-0.05"),
            (oid::TEXT, "h\u{e9}llo"),
            (oid::TIMESTAMP, "2024-02-29 12:34:56.789"),
            (oid::INTERVAL, "1 year 2 days 03:04:05"),
            (oid::TEXT_ARRAY, "{a,NULL,\"b c\"}"),
            (oid::JSONB, "{\"a\": 1}"),
        ];
        let formats = Formats::default();
        let types: Vec<Type> = cases.iter().map(|case| Type::new(case.0)).collect();
        let mut row: Vec<Datum> = cases
            .iter()
            .map(|case| text_in(Type::new(case.0), case.1, &formats).unwrap())
            .collect();
        row[0] = Datum::Null;
        let mut bytes = Vec::new();
        encode(&types, &row, &mut bytes).unwrap();
        let reader = Reader::new(&bytes).unwrap();
        assert!(reader.column(0, types[0]).unwrap().is_null());
        for (index, (ty, text)) in cases.iter().enumerate().skip(1).rev() {
            let value = reader.column(index, Type::new(*ty)).unwrap();
            assert_eq!(to_text(*ty, &value, &formats), *text);
        }
        assert!(reader.is_missing(cases.len()));
    }

    #[test]
    fn damage_is_an_error_and_never_a_panic() {
        let types = [oid::INT4, oid::NUMERIC, oid::TEXT_ARRAY, oid::BOOL].map(Type::new);
        let formats = Formats::default();
        let row = ["7", "1.5", "{a,b}", "t"];
        let row: Vec<Datum> =
            types.iter().zip(row).map(|(ty, text)| text_in(*ty, text, &formats).unwrap()).collect();
        let mut good = Vec::new();
        encode(&types, &row, &mut good).unwrap();
        for at in 0..good.len() {
            for flip in [1, 0x80, 0xff] {
                let mut bad = good.clone();
                bad[at] ^= flip;
                if let Ok(reader) = Reader::new(&bad) {
                    for (index, ty) in types.iter().enumerate() {
                        if let Err(error) = reader.column(index, *ty) {
                            assert_eq!(error.state(), SqlState::DATA_CORRUPTED);
                        }
                    }
                }
            }
            assert!(Reader::new(&good[..at]).and_then(|row| row.column(3, types[3])).is_err());
        }
    }
}
