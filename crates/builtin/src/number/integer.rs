//! What do bit operations and divisors of integers give?

use super::{Width, fit};
use crate::args::{Args, out_of_range};
use crate::registry::Table;
use base::SqlResult;
use types::Datum;

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn common_divisor(width: Width, args: &[Datum]) -> SqlResult<Datum> {
    let found = gcd(args.int(0)?.unsigned_abs(), args.int(1)?.unsigned_abs());
    fit(width, i128::from(found))
}

fn common_multiple(width: Width, args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = (args.int(0)?, args.int(1)?);
    if a == 0 || b == 0 {
        return fit(width, 0);
    }
    let divisor = i128::from(gcd(a.unsigned_abs(), b.unsigned_abs()));
    fit(width, (i128::from(a) / divisor * i128::from(b)).abs())
}

/// A shift as the machine does it: by the low bits of the distance.
fn distance(args: &[Datum]) -> SqlResult<u32> {
    Ok(args.int4(1)?.cast_unsigned())
}

fn int2(args: &[Datum], index: usize) -> SqlResult<i16> {
    i16::try_from(args.int(index)?).map_err(|_| out_of_range("smallint"))
}

/// The low half, as storing a 32-bit value in 16 bits leaves it.
fn low(value: i32) -> Datum {
    let [a, b, ..] = value.to_le_bytes();
    Datum::Int2(i16::from_le_bytes([a, b]))
}

pub(super) const TABLE: Table = &[
    ("int2and", |_, args| Ok(Datum::Int2(int2(args, 0)? & int2(args, 1)?))),
    ("int2or", |_, args| Ok(Datum::Int2(int2(args, 0)? | int2(args, 1)?))),
    ("int2xor", |_, args| Ok(Datum::Int2(int2(args, 0)? ^ int2(args, 1)?))),
    ("int2not", |_, args| Ok(Datum::Int2(!int2(args, 0)?))),
    ("int4not", |_, args| Ok(Datum::Int4(!args.int4(0)?))),
    ("int8not", |_, args| Ok(Datum::Int8(!args.int(0)?))),
    ("int2shl", |_, args| Ok(low(args.int4(0)?.wrapping_shl(distance(args)?)))),
    ("int2shr", |_, args| Ok(low(args.int4(0)?.wrapping_shr(distance(args)?)))),
    ("int4shl", |_, args| Ok(Datum::Int4(args.int4(0)?.wrapping_shl(distance(args)?)))),
    ("int4shr", |_, args| Ok(Datum::Int4(args.int4(0)?.wrapping_shr(distance(args)?)))),
    ("int8shl", |_, args| Ok(Datum::Int8(args.int(0)?.wrapping_shl(distance(args)?)))),
    ("int8shr", |_, args| Ok(Datum::Int8(args.int(0)?.wrapping_shr(distance(args)?)))),
    ("int4gcd", |_, args| common_divisor(Width::Int4, args)),
    ("int8gcd", |_, args| common_divisor(Width::Int8, args)),
    ("int4lcm", |_, args| common_multiple(Width::Int4, args)),
    ("int8lcm", |_, args| common_multiple(Width::Int8, args)),
    ("int4inc", |_, args| fit(Width::Int4, i128::from(args.int(0)?) + 1)),
    ("int8inc", |_, args| fit(Width::Int8, i128::from(args.int(0)?) + 1)),
    ("int8dec", |_, args| fit(Width::Int8, i128::from(args.int(0)?) - 1)),
];
