//! What do arithmetic and the casts between numbers give?

mod exact;
mod float;
mod integer;

use crate::args::{Args, float, integer, made, mismatch, numeric, out_of_range};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{Numeric, TypeError};
use std::sync::Arc;
use types::{Datum, sql_error};

pub(crate) fn division_by_zero() -> SqlError {
    SqlError::new(SqlState::DIVISION_BY_ZERO, "division by zero")
}

fn two(args: &[Datum]) -> SqlResult<(&Datum, &Datum)> {
    match args {
        [a, b, ..] => Ok((a, b)),
        _ => Err(mismatch()),
    }
}

fn one(args: &[Datum]) -> SqlResult<&Datum> {
    args.first().ok_or_else(mismatch)
}

/// The width an integer result must fit.
#[derive(Clone, Copy)]
enum Width {
    Int2,
    Int4,
    Int8,
}

fn fit(width: Width, value: i128) -> SqlResult<Datum> {
    match width {
        Width::Int2 => i16::try_from(value).map(Datum::Int2).map_err(|_| out_of_range("smallint")),
        Width::Int4 => i32::try_from(value).map(Datum::Int4).map_err(|_| out_of_range("integer")),
        Width::Int8 => i64::try_from(value).map(Datum::Int8).map_err(|_| out_of_range("bigint")),
    }
}

fn whole(width: Width, args: &[Datum], op: fn(i128, i128) -> i128) -> SqlResult<Datum> {
    let (a, b) = two(args)?;
    fit(width, op(i128::from(integer(a)?), i128::from(integer(b)?)))
}

fn divide(width: Width, args: &[Datum], op: fn(i128, i128) -> i128) -> SqlResult<Datum> {
    if integer(two(args)?.1)? == 0 {
        return Err(division_by_zero());
    }
    whole(width, args, op)
}

/// 22003, as of a float that got too large.
pub(crate) fn overflow() -> SqlError {
    let message = "value out of range: overflow";
    SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message)
}

/// The result with PostgreSQL's checks: an infinity or zero that the arguments did not have.
fn checked(value: f64, infinite: bool, zero: bool) -> SqlResult<Datum> {
    let error = |what| {
        SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, format!("value out of range: {what}"))
    };
    if value.is_infinite() && !infinite {
        return Err(error("overflow"));
    }
    if value == 0.0 && !zero {
        return Err(error("underflow"));
    }
    Ok(Datum::Float8(value))
}

fn float_add(args: &[Datum], sign: f64) -> SqlResult<Datum> {
    let (a, b) = (float(&args[0])?, float(&args[1])?);
    checked(a + sign * b, a.is_infinite() || b.is_infinite(), true)
}

fn float_mul(args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = (float(&args[0])?, float(&args[1])?);
    checked(a * b, a.is_infinite() || b.is_infinite(), a == 0.0 || b == 0.0)
}

fn float_div(args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = (float(&args[0])?, float(&args[1])?);
    if b == 0.0 && !a.is_nan() {
        return Err(division_by_zero());
    }
    checked(a / b, a.is_infinite(), a == 0.0 || b.is_infinite())
}

pub(crate) fn to_int2(datum: &Datum) -> SqlResult<Datum> {
    to_integer(Width::Int2, datum)
}

pub(crate) fn to_int4(datum: &Datum) -> SqlResult<Datum> {
    to_integer(Width::Int4, datum)
}

pub(crate) fn to_int8(datum: &Datum) -> SqlResult<Datum> {
    to_integer(Width::Int8, datum)
}

/// A double narrowed to `float4`.
pub(crate) fn narrow(datum: Datum) -> SqlResult<Datum> {
    let value = float(&datum)?;
    #[allow(clippy::cast_possible_truncation)]
    let small = value as f32;
    checked(f64::from(small), value.is_infinite(), value == 0.0)?;
    Ok(Datum::Float4(small))
}

fn exact(
    args: &[Datum],
    op: fn(&Numeric, &Numeric) -> Result<Numeric, TypeError>,
) -> SqlResult<Datum> {
    match args {
        [Datum::Numeric(a), Datum::Numeric(b)] => made(op(a, b)),
        _ => Err(mismatch()),
    }
}

/// A number of any type rounded (half to even for floats) into an integer type.
fn to_integer(width: Width, datum: &Datum) -> SqlResult<Datum> {
    let name = match width {
        Width::Int2 => "smallint",
        Width::Int4 => "integer",
        Width::Int8 => "bigint",
    };
    match datum {
        Datum::Numeric(value) => fit(width, value.to_integer(name).map_err(sql_error)?),
        Datum::Float4(_) | Datum::Float8(_) => {
            let value = float(datum)?.round_ties_even();
            if !(-9.3e18..9.3e18).contains(&value) {
                return Err(out_of_range(name));
            }
            #[allow(clippy::cast_possible_truncation)]
            fit(width, value as i128)
        }
        _ => fit(width, i128::from(integer(datum)?)),
    }
}

fn to_numeric(datum: &Datum) -> SqlResult<Datum> {
    match datum {
        // Six digits are what a float4 holds.
        Datum::Float4(value) if value.is_finite() => {
            let text = format!("{value:.5e}");
            made(rupg_types::numeric_in(&text, -1).map(|value| value.trim_scale()))
        }
        _ => Ok(Datum::Numeric(Arc::new(numeric(datum)?))),
    }
}

fn is_nan(value: &Numeric) -> bool {
    matches!(value.sign(), rupg_types::NumericSign::NaN)
}

fn exact_text(value: &Numeric) -> String {
    let mut text = Vec::new();
    rupg_types::numeric_out(value, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// A numeric as a double, as the input of float8 reads it.
pub(crate) fn from_exact(datum: &Datum) -> SqlResult<Datum> {
    let Datum::Numeric(value) = datum else { return Err(mismatch()) };
    let near = value.to_f64();
    if near.is_finite() && near != 0.0 {
        return Ok(Datum::Float8(near));
    }
    rupg_types::float8_in(&exact_text(value)).map(Datum::Float8).map_err(sql_error)
}

macro_rules! integers {
    ($($width:ident: $add:literal $sub:literal $mul:literal $div:literal;)*) => {
        const INTEGERS: Table = &[$(
            ($add, |_, args| whole(Width::$width, args, |a, b| a + b)),
            ($sub, |_, args| whole(Width::$width, args, |a, b| a - b)),
            ($mul, |_, args| whole(Width::$width, args, |a, b| a * b)),
            ($div, |_, args| divide(Width::$width, args, |a, b| a / b)),
        )*];
    };
}

integers! {
    Int2: "int2pl" "int2mi" "int2mul" "int2div";
    Int4: "int4pl" "int4mi" "int4mul" "int4div";
    Int8: "int8pl" "int8mi" "int8mul" "int8div";
    Int4: "int24pl" "int24mi" "int24mul" "int24div";
    Int4: "int42pl" "int42mi" "int42mul" "int42div";
    Int8: "int28pl" "int28mi" "int28mul" "int28div";
    Int8: "int82pl" "int82mi" "int82mul" "int82div";
    Int8: "int48pl" "int48mi" "int48mul" "int48div";
    Int8: "int84pl" "int84mi" "int84mul" "int84div";
}

/// Every function of this family.
pub(crate) static FAMILY: [Table; 5] =
    [INTEGERS, OTHERS, integer::TABLE, float::TABLE, exact::TABLE];

const OTHERS: Table = &[
    ("int2mod", |_, args| divide(Width::Int2, args, |a, b| a % b)),
    ("int4mod", |_, args| divide(Width::Int4, args, |a, b| a % b)),
    ("int8mod", |_, args| divide(Width::Int8, args, |a, b| a % b)),
    ("int2um", |_, args| fit(Width::Int2, -i128::from(integer(one(args)?)?))),
    ("int4um", |_, args| fit(Width::Int4, -i128::from(integer(one(args)?)?))),
    ("int8um", |_, args| fit(Width::Int8, -i128::from(integer(one(args)?)?))),
    ("int2up", |_, args| one(args).cloned()),
    ("int4up", |_, args| one(args).cloned()),
    ("int8up", |_, args| one(args).cloned()),
    ("int2abs", |_, args| fit(Width::Int2, i128::from(integer(one(args)?)?).abs())),
    ("int4abs", |_, args| fit(Width::Int4, i128::from(integer(one(args)?)?).abs())),
    ("int8abs", |_, args| fit(Width::Int8, i128::from(integer(one(args)?)?).abs())),
    ("int4and", |_, args| whole(Width::Int4, args, |a, b| a & b)),
    ("int4or", |_, args| whole(Width::Int4, args, |a, b| a | b)),
    ("int4xor", |_, args| whole(Width::Int4, args, |a, b| a ^ b)),
    ("int8and", |_, args| whole(Width::Int8, args, |a, b| a & b)),
    ("int8or", |_, args| whole(Width::Int8, args, |a, b| a | b)),
    ("int8xor", |_, args| whole(Width::Int8, args, |a, b| a ^ b)),
    ("float8pl", |_, args| float_add(args, 1.0)),
    ("float8mi", |_, args| float_add(args, -1.0)),
    ("float8mul", |_, args| float_mul(args)),
    ("float8div", |_, args| float_div(args)),
    ("float48pl", |_, args| float_add(args, 1.0)),
    ("float48mi", |_, args| float_add(args, -1.0)),
    ("float48mul", |_, args| float_mul(args)),
    ("float48div", |_, args| float_div(args)),
    ("float84pl", |_, args| float_add(args, 1.0)),
    ("float84mi", |_, args| float_add(args, -1.0)),
    ("float84mul", |_, args| float_mul(args)),
    ("float84div", |_, args| float_div(args)),
    ("float4pl", |_, args| narrow(float_add(args, 1.0)?)),
    ("float4mi", |_, args| narrow(float_add(args, -1.0)?)),
    ("float4mul", |_, args| narrow(float_mul(args)?)),
    ("float4div", |_, args| narrow(float_div(args)?)),
    ("float8um", |_, args| Ok(Datum::Float8(-float(one(args)?)?))),
    ("float8abs", |_, args| Ok(Datum::Float8(float(one(args)?)?.abs()))),
    ("dround", |_, args| Ok(Datum::Float8(float(one(args)?)?.round_ties_even()))),
    ("dtrunc", |_, args| Ok(Datum::Float8(float(one(args)?)?.trunc()))),
    ("dceil", |_, args| Ok(Datum::Float8(float(one(args)?)?.ceil()))),
    ("dfloor", |_, args| Ok(Datum::Float8(float(one(args)?)?.floor()))),
    ("dpi", |_, _| Ok(Datum::Float8(std::f64::consts::PI))),
    ("drandom", |env, _| {
        #[allow(clippy::cast_precision_loss)]
        let value = (env.random_u64() >> 11) as f64 / (1u64 << 53) as f64;
        Ok(Datum::Float8(value))
    }),
    ("numeric_add", |_, args| exact(args, Numeric::add)),
    ("numeric_sub", |_, args| exact(args, Numeric::sub)),
    ("numeric_mul", |_, args| exact(args, Numeric::mul)),
    ("numeric_div", |_, args| exact(args, Numeric::div)),
    ("numeric_mod", |_, args| {
        // An infinity has no remainder, but nothing is divided by zero first.
        let zero = Numeric::from_integer(0);
        if !is_nan(args.numeric(0)?) && args.numeric(1)?.compare(&zero).is_eq() {
            return Err(division_by_zero());
        }
        exact(args, Numeric::modulo)
    }),
    ("numeric_power", |_, args| exact(args, Numeric::power)),
    ("numeric_log", |_, args| exact(args, Numeric::log)),
    ("numeric_div_trunc", |_, args| exact(args, Numeric::div_trunc)),
    ("numeric_gcd", |_, args| exact(args, Numeric::gcd)),
    ("numeric_lcm", |_, args| exact(args, Numeric::lcm)),
    ("numeric_uminus", |_, args| made(Ok(numeric(one(args)?)?.negate()))),
    ("numeric_uplus", |_, args| one(args).cloned()),
    ("numeric_abs", |_, args| made(Ok(numeric(one(args)?)?.abs()))),
    ("numeric_ceil", |_, args| made(numeric(one(args)?)?.whole(true))),
    ("numeric_floor", |_, args| made(numeric(one(args)?)?.whole(false))),
    ("numeric_sqrt", |_, args| made(numeric(one(args)?)?.sqrt())),
    ("numeric_exp", |_, args| made(numeric(one(args)?)?.exp())),
    ("numeric_ln", |_, args| made(numeric(one(args)?)?.ln())),
    ("numeric_round", |_, args| made(numeric(one(args)?)?.round(scale(args)?))),
    ("numeric_trunc", |_, args| made(numeric(one(args)?)?.trunc(scale(args)?))),
    ("numeric", |_, args| made(numeric(one(args)?)?.with_typmod(args.int4(1)?))),
    ("i2toi4", |_, args| to_integer(Width::Int4, one(args)?)),
    ("i4toi2", |_, args| to_integer(Width::Int2, one(args)?)),
    ("int28", |_, args| to_integer(Width::Int8, one(args)?)),
    ("int82", |_, args| to_integer(Width::Int2, one(args)?)),
    ("int48", |_, args| to_integer(Width::Int8, one(args)?)),
    ("int84", |_, args| to_integer(Width::Int4, one(args)?)),
    ("dtoi2", |_, args| to_integer(Width::Int2, one(args)?)),
    ("dtoi4", |_, args| to_integer(Width::Int4, one(args)?)),
    ("dtoi8", |_, args| to_integer(Width::Int8, one(args)?)),
    ("ftoi2", |_, args| to_integer(Width::Int2, one(args)?)),
    ("ftoi4", |_, args| to_integer(Width::Int4, one(args)?)),
    ("ftoi8", |_, args| to_integer(Width::Int8, one(args)?)),
    ("numeric_int2", |_, args| to_integer(Width::Int2, one(args)?)),
    ("numeric_int4", |_, args| to_integer(Width::Int4, one(args)?)),
    ("numeric_int8", |_, args| to_integer(Width::Int8, one(args)?)),
    ("int2_numeric", |_, args| to_numeric(one(args)?)),
    ("int4_numeric", |_, args| to_numeric(one(args)?)),
    ("int8_numeric", |_, args| to_numeric(one(args)?)),
    ("float4_numeric", |_, args| to_numeric(one(args)?)),
    ("float8_numeric", |_, args| to_numeric(one(args)?)),
    ("i2tod", |_, args| Ok(Datum::Float8(float(one(args)?)?))),
    ("i4tod", |_, args| Ok(Datum::Float8(float(one(args)?)?))),
    ("i8tod", |_, args| Ok(Datum::Float8(float(one(args)?)?))),
    ("ftod", |_, args| Ok(Datum::Float8(float(one(args)?)?))),
    ("numeric_float8", |_, args| from_exact(one(args)?)),
    ("dtof", |_, args| narrow(one(args)?.clone())),
    ("i2tof", |_, args| narrow(one(args)?.clone())),
    ("i4tof", |_, args| narrow(one(args)?.clone())),
    ("i8tof", |_, args| narrow(one(args)?.clone())),
    ("numeric_float4", |_, args| match one(args)? {
        Datum::Numeric(value) => {
            let text = exact_text(value);
            rupg_types::float4_in(&text).map(Datum::Float4).map_err(sql_error)
        }
        _ => Err(mismatch()),
    }),
    ("int4_bool", |_, args| Ok(Datum::Bool(integer(one(args)?)? != 0))),
    ("bool_int4", |_, args| match one(args)? {
        Datum::Bool(value) => Ok(Datum::Int4(i32::from(*value))),
        _ => Err(mismatch()),
    }),
    ("i8tooid", |_, args| {
        let value = u32::try_from(integer(one(args)?)?);
        value.map(Datum::Oid).map_err(|_| out_of_range("OID"))
    }),
    ("oidtoi8", |_, args| Ok(Datum::Int8(integer(one(args)?)?))),
];

/// `NUMERIC_DSCALE_MAX`.
const SCALE_MAX: i32 = 16_383;

/// The second argument of `round` and `trunc`.
fn scale(args: &[Datum]) -> SqlResult<i32> {
    let scale = i32::try_from(integer(two(args)?.1)?).map_err(|_| mismatch())?;
    Ok(scale.clamp(-SCALE_MAX, SCALE_MAX))
}
