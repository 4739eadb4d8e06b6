//! What do the functions of numerics give that are more than one call of the library?

use crate::args::{Args, made, out_of_range};
use crate::registry::Table;
use rupg_types::{Numeric, NumericSign};
use types::{Datum, sql_error};

pub(super) const TABLE: Table = &[
    ("numeric_sign", |_, args| {
        let sign = match args.numeric(0)?.sign() {
            NumericSign::NaN => return made(Ok(Numeric::NAN)),
            _ => args.numeric(0)?.compare(&Numeric::from_integer(0)) as i32,
        };
        made(Ok(Numeric::from_integer(i128::from(sign))))
    }),
    ("numeric_scale", |_, args| Ok(args.numeric(0)?.scale().map_or(Datum::Null, Datum::Int4))),
    ("numeric_min_scale", |_, args| {
        Ok(args.numeric(0)?.min_scale().map_or(Datum::Null, Datum::Int4))
    }),
    ("numeric_trim_scale", |_, args| made(Ok(args.numeric(0)?.trim_scale()))),
    ("numeric_fac", |_, args| made(Numeric::factorial(args.int(0)?))),
    ("numeric_inc", |_, args| made(args.numeric(0)?.add(&Numeric::from_integer(1)))),
    ("width_bucket_numeric", |_, args| {
        let (low, high) = (args.numeric(1)?, args.numeric(2)?);
        if args.iter().take(3).any(is_nan) && args.int(3)? > 0 {
            return Err(crate::args::fail(
                b"2201G",
                "operand, lower bound, and upper bound cannot be NaN",
            ));
        }
        let bucket = args.numeric(0)?.width_bucket(low, high, args.int4(3)?);
        bucket.map(Datum::Int4).map_err(sql_error)
    }),
    ("pg_size_pretty", |_, args| Ok(Datum::text(size_pretty(args.int(0)?)))),
    ("pg_size_bytes", |_, args| size_bytes(args.text(0)?)),
];

fn is_nan(value: &Datum) -> bool {
    matches!(value, Datum::Numeric(value) if matches!(value.sign(), NumericSign::NaN))
}

/// Bytes in the largest unit in which at least 10 of them are there.
fn size_pretty(bytes: i64) -> String {
    const UNITS: [&str; 6] = ["bytes", "kB", "MB", "GB", "TB", "PB"];
    let mut size = bytes;
    let mut rounded = false;
    for (index, unit) in UNITS.iter().enumerate() {
        let limit: u64 = if index == 0 { 10 * 1024 } else { 20 * 1024 - 1 };
        if size.unsigned_abs() < limit || index + 1 == UNITS.len() {
            if rounded {
                size = half_rounded(size);
            }
            return format!("{size} {unit}");
        }
        // One bit is kept below the unit, to round by.
        let next_rounded = index + 1 < UNITS.len();
        let bits = 10 - i64::from(next_rounded) + i64::from(rounded);
        size /= 1i64 << bits;
        rounded = next_rounded;
    }
    String::new()
}

fn half_rounded(value: i64) -> i64 {
    (value + if value < 0 { -1 } else { 1 }) / 2
}

/// A number with an optional unit, in bytes.
fn size_bytes(text: &str) -> base::SqlResult<Datum> {
    let bad = |detail: Option<(String, &str)>| {
        let error = crate::args::invalid(format!("invalid size: \"{text}\""));
        match detail {
            Some((detail, hint)) => error.with_detail(detail).with_hint(hint),
            None => error,
        }
    };
    let trimmed = text.trim_matches(|char: char| char.is_ascii_whitespace());
    let number_end = {
        let bytes = trimmed.as_bytes();
        let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let start = at;
        at = digits(at);
        let mut any = at > start;
        if bytes.get(at) == Some(&b'.') {
            let after = digits(at + 1);
            any |= after > at + 1;
            at = after;
        }
        if !any {
            return Err(bad(None));
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let after = digits(at + 1 + sign);
            if after > at + 1 + sign {
                at = after;
            }
        }
        at
    };
    let number = rupg_types::numeric_in(&trimmed[..number_end], -1).map_err(sql_error)?;
    let unit = trimmed[number_end..].trim_start();
    let power = match &*unit.to_ascii_lowercase() {
        "" | "b" | "bytes" => 0,
        "kb" => 1,
        "mb" => 2,
        "gb" => 3,
        "tb" => 4,
        "pb" => 5,
        _ => {
            let detail = format!("Invalid size unit: \"{unit}\".");
            let hint =
                "Valid units are \"bytes\", \"B\", \"kB\", \"MB\", \"GB\", \"TB\", and \"PB\".";
            return Err(bad(Some((detail, hint))));
        }
    };
    let bytes = number.mul(&Numeric::from_integer(1i128 << (10 * power))).map_err(sql_error)?;
    let whole = bytes.to_integer("bigint").map_err(sql_error)?;
    i64::try_from(whole).map(Datum::Int8).map_err(|_| out_of_range("bigint"))
}
