//! What do the functions of mathematics over doubles give?

use super::checked;
use crate::args::{Args, fail, out_of_range};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use types::Datum;

/// Radians in a degree.
const DEGREE: f64 = 0.017_453_292_519_943_295;

fn input() -> SqlError {
    SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range")
}

fn power_error(message: &str) -> SqlError {
    fail(b"2201F", message)
}

fn is_odd(value: f64) -> bool {
    let half = value / 2.0;
    half != half.floor()
}

/// `dpow`, with the corner cases of POSIX.
fn power(x: f64, y: f64) -> SqlResult<Datum> {
    let done = |value| Ok(Datum::Float8(value));
    if x.is_nan() || y.is_nan() {
        return done(if y == 0.0 || x == 1.0 { 1.0 } else { f64::NAN });
    }
    if x == 0.0 && y < 0.0 {
        return Err(power_error("zero raised to a negative power is undefined"));
    }
    if x < 0.0 && y.floor() != y {
        let message = "a negative number raised to a non-integer power yields a complex result";
        return Err(power_error(message));
    }
    if y.is_infinite() {
        let size = x.abs();
        return done(match size {
            1.0 => 1.0,
            _ if (size > 1.0) == (y > 0.0) => f64::INFINITY,
            _ => 0.0,
        });
    }
    if x.is_infinite() {
        return done(match () {
            () if y == 0.0 => 1.0,
            () if x > 0.0 => {
                if y > 0.0 {
                    x
                } else {
                    0.0
                }
            }
            () if y > 0.0 => {
                if is_odd(y) {
                    x
                } else {
                    -x
                }
            }
            () if is_odd(y) => -0.0,
            () => 0.0,
        });
    }
    checked(x.powf(y), false, x == 0.0)
}

fn logarithm(x: f64, log: fn(f64) -> f64) -> SqlResult<Datum> {
    if x == 0.0 {
        return Err(fail(b"2201E", "cannot take logarithm of zero"));
    }
    if x < 0.0 {
        return Err(fail(b"2201E", "cannot take logarithm of a negative number"));
    }
    checked(log(x), x.is_infinite(), x == 1.0)
}

/// A function of an angle, which must be finite.
fn wave(args: &[Datum], of: fn(f64) -> f64) -> SqlResult<Datum> {
    let x = args.float(0)?;
    if x.is_infinite() {
        return Err(input());
    }
    Ok(Datum::Float8(of(x)))
}

fn within(
    args: &[Datum],
    range: std::ops::RangeInclusive<f64>,
    of: fn(f64) -> f64,
) -> SqlResult<Datum> {
    let x = args.float(0)?;
    if !x.is_nan() && !range.contains(&x) {
        return Err(input());
    }
    Ok(Datum::Float8(of(x)))
}

// In degrees, exact at the angles where the result is.

fn sine_to_30(x: f64) -> f64 {
    (x * DEGREE).sin() / (30.0 * DEGREE).sin() / 2.0
}

fn cosine_to_60(x: f64) -> f64 {
    let one_minus_half = 1.0 - (60.0 * DEGREE).cos();
    1.0 - ((1.0 - (x * DEGREE).cos()) / one_minus_half) / 2.0
}

/// Of the first quarter of the circle.
fn sine_quarter(x: f64) -> f64 {
    if x <= 30.0 { sine_to_30(x) } else { cosine_to_60(90.0 - x) }
}

fn cosine_quarter(x: f64) -> f64 {
    if x <= 60.0 { cosine_to_60(x) } else { sine_to_30(90.0 - x) }
}

/// The angle brought into the first quarter, and the signs of its sine and cosine.
fn quarter(x: f64) -> (f64, f64, f64) {
    let (mut x, mut sine, mut cosine) = (x % 360.0, 1.0, 1.0);
    if x < 0.0 {
        x = -x;
        sine = -sine;
    }
    if x > 180.0 {
        x = 360.0 - x;
        sine = -sine;
    }
    if x > 90.0 {
        x = 180.0 - x;
        cosine = -cosine;
    }
    (x, sine, cosine)
}

fn sine_degrees(x: f64) -> f64 {
    let (x, sine, _) = quarter(x);
    sine * sine_quarter(x)
}

fn cosine_degrees(x: f64) -> f64 {
    let (x, _, cosine) = quarter(x);
    cosine * cosine_quarter(x)
}

fn tangent_degrees(x: f64) -> f64 {
    let (x, sine, cosine) = quarter(x);
    let at_45 = sine_quarter(45.0) / cosine_quarter(45.0);
    // Adding zero turns minus zero into zero.
    sine * cosine * ((sine_quarter(x) / cosine_quarter(x)) / at_45) + 0.0
}

fn cotangent_degrees(x: f64) -> f64 {
    let (x, sine, cosine) = quarter(x);
    let at_45 = cosine_quarter(45.0) / sine_quarter(45.0);
    sine * cosine * ((cosine_quarter(x) / sine_quarter(x)) / at_45) + 0.0
}

fn arc_sine_quarter(x: f64) -> f64 {
    if x <= 0.5 { x.asin() / 0.5f64.asin() * 30.0 } else { 90.0 - x.acos() / 0.5f64.acos() * 60.0 }
}

fn arc_cosine_quarter(x: f64) -> f64 {
    if x <= 0.5 { 90.0 - x.asin() / 0.5f64.asin() * 30.0 } else { x.acos() / 0.5f64.acos() * 60.0 }
}

fn arc_sine_degrees(x: f64) -> f64 {
    if x >= 0.0 { arc_sine_quarter(x) } else { -arc_sine_quarter(-x) }
}

fn arc_cosine_degrees(x: f64) -> f64 {
    if x >= 0.0 { arc_cosine_quarter(x) } else { 90.0 + arc_sine_quarter(-x) }
}

fn arc_tangent_degrees(x: f64) -> f64 {
    x.atan() / 1.0f64.atan() * 45.0
}

/// `width_bucket`: 0 below the first of `count` equal parts, `count` + 1 past the last.
fn bucket(args: &[Datum]) -> SqlResult<Datum> {
    let (x, low, high, count) = (args.float(0)?, args.float(1)?, args.float(2)?, args.int4(3)?);
    let bad = |message: &str| fail(b"2201G", message);
    if count <= 0 {
        return Err(bad("count must be greater than zero"));
    }
    if x.is_nan() || low.is_nan() || high.is_nan() {
        return Err(bad("operand, lower bound, and upper bound cannot be NaN"));
    }
    if low.is_infinite() || high.is_infinite() {
        return Err(bad("lower and upper bounds must be finite"));
    }
    if low == high {
        return Err(bad("lower bound cannot equal upper bound"));
    }
    let up = low < high;
    let past = || count.checked_add(1).map(Datum::Int4).ok_or_else(|| out_of_range("integer"));
    if if up { x < low } else { x > low } {
        return Ok(Datum::Int4(0));
    }
    if if up { x >= high } else { x <= high } {
        return past();
    }
    let part = if (high - low).is_infinite() {
        (x / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
    } else {
        (x - low) / (high - low)
    };
    #[allow(clippy::cast_possible_truncation)]
    let bucket = (f64::from(count) * part) as i32;
    Ok(Datum::Int4(bucket.min(count - 1) + 1))
}

pub(super) const TABLE: Table = &[
    ("float8up", |_, args| Ok(args.at(0)?.clone())),
    ("float4up", |_, args| Ok(args.at(0)?.clone())),
    ("float4um", |_, args| super::narrow(Datum::Float8(-args.float(0)?))),
    ("float4abs", |_, args| super::narrow(Datum::Float8(args.float(0)?.abs()))),
    ("dsign", |_, args| {
        let x = args.float(0)?;
        Ok(Datum::Float8(if x > 0.0 {
            1.0
        } else if x < 0.0 {
            -1.0
        } else {
            0.0
        }))
    }),
    ("dsqrt", |_, args| {
        let x = args.float(0)?;
        if x < 0.0 {
            return Err(power_error("cannot take square root of a negative number"));
        }
        checked(x.sqrt(), x.is_infinite(), x == 0.0)
    }),
    ("dcbrt", |_, args| {
        let x = args.float(0)?;
        checked(x.cbrt(), x.is_infinite(), x == 0.0)
    }),
    ("dpow", |_, args| power(args.float(0)?, args.float(1)?)),
    ("dexp", |_, args| {
        let x = args.float(0)?;
        checked(x.exp(), x.is_infinite(), x.is_infinite())
    }),
    ("dlog1", |_, args| logarithm(args.float(0)?, f64::ln)),
    ("dlog10", |_, args| logarithm(args.float(0)?, f64::log10)),
    ("dsin", |_, args| wave(args, f64::sin)),
    ("dcos", |_, args| wave(args, f64::cos)),
    ("dtan", |_, args| wave(args, f64::tan)),
    ("dcot", |_, args| wave(args, |x| 1.0 / x.tan())),
    ("dasin", |_, args| within(args, -1.0..=1.0, f64::asin)),
    ("dacos", |_, args| within(args, -1.0..=1.0, f64::acos)),
    ("datan", |_, args| Ok(Datum::Float8(args.float(0)?.atan()))),
    ("datan2", |_, args| Ok(Datum::Float8(args.float(0)?.atan2(args.float(1)?)))),
    ("dsinh", |_, args| Ok(Datum::Float8(args.float(0)?.sinh()))),
    ("dcosh", |_, args| Ok(Datum::Float8(args.float(0)?.cosh()))),
    ("dtanh", |_, args| Ok(Datum::Float8(args.float(0)?.tanh()))),
    ("dasinh", |_, args| Ok(Datum::Float8(args.float(0)?.asinh()))),
    ("dacosh", |_, args| within(args, 1.0..=f64::INFINITY, f64::acosh)),
    ("datanh", |_, args| within(args, -1.0..=1.0, f64::atanh)),
    ("dsind", |_, args| wave(args, sine_degrees)),
    ("dcosd", |_, args| wave(args, cosine_degrees)),
    ("dtand", |_, args| wave(args, tangent_degrees)),
    ("dcotd", |_, args| wave(args, cotangent_degrees)),
    ("dasind", |_, args| within(args, -1.0..=1.0, arc_sine_degrees)),
    ("dacosd", |_, args| within(args, -1.0..=1.0, arc_cosine_degrees)),
    ("datand", |_, args| Ok(Datum::Float8(arc_tangent_degrees(args.float(0)?)))),
    ("datan2d", |_, args| {
        let angle = args.float(0)?.atan2(args.float(1)?);
        Ok(Datum::Float8(angle / 1.0f64.atan() * 45.0))
    }),
    ("degrees", |_, args| {
        let x = args.float(0)?;
        checked(x / DEGREE, x.is_infinite(), x == 0.0)
    }),
    ("radians", |_, args| {
        let x = args.float(0)?;
        checked(x * DEGREE, x.is_infinite(), x == 0.0)
    }),
    ("width_bucket_float8", |_, args| bucket(args)),
    ("drandom_normal", |env, args| {
        let (mean, deviation) = (args.float(0)?, args.float(1)?);
        let normal = rupg_types::prng::Prng::seed(env.random_u64()).double_normal();
        Ok(Datum::Float8(deviation * normal + mean))
    }),
];
