//! How are numbers of each type written and read by a template?

use super::number::{Digits, Shape, read, template, write};
use crate::args::{Args, made, out_of_range};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::{Numeric, numeric_in, numeric_out, numeric_out_sci};
use types::{Datum, sql_error};

fn text_of(value: &Numeric) -> String {
    let mut out = Vec::new();
    numeric_out(value, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// 1 to 3999, else hashes.
fn roman(value: Option<i64>) -> String {
    let Some(mut rest) = value.filter(|value| (1..=3999).contains(value)) else {
        return "#".repeat(15);
    };
    const STEPS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

fn signed(text: &str) -> (String, bool) {
    match text.strip_prefix('-') {
        Some(size) => (size.to_owned(), true),
        None => (text.to_owned(), false),
    }
}

/// What stands for NaN and the infinities in an exponent format.
fn no_exponent(shape: &Shape) -> String {
    let hashes = "#".repeat(shape.before + shape.after + 5);
    let mut text: Vec<char> = format!(" {hashes}").chars().collect();
    if let Some(point) = text.get_mut(shape.before + 1) {
        *point = '.';
    }
    text.into_iter().collect()
}

/// `%+.*e` with a space for a plus.
fn exponent(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let sign = if power < 0 { '-' } else { '+' };
    let lead = if mantissa.starts_with('-') { "" } else { " " };
    format!("{lead}{mantissa}e{sign}{:02}", power.abs())
}

fn is_finite(value: &Numeric) -> bool {
    value.scale().is_some()
}

fn of_numeric(value: &Numeric, format: &str) -> SqlResult<Datum> {
    if format.is_empty() {
        return Ok(Datum::text(""));
    }
    let mut template = template(format)?;
    let shape = &mut template.shape;
    if shape.roman {
        let whole = value.to_integer("integer").map_err(sql_error)?;
        let whole = i32::try_from(whole).map_err(|_| out_of_range("integer"))?;
        let whole = Some(i64::from(whole));
        let digits = Digits { text: roman(whole), negative: false, spaces: 0 };
        return Ok(Datum::text(write(&template, &digits)));
    }
    let scale = |digits: usize| i32::try_from(digits).unwrap_or(i32::MAX);
    if shape.exponent {
        if !is_finite(value) {
            return Ok(Datum::text(no_exponent(shape)));
        }
        let text = numeric_out_sci(value, scale(shape.after));
        let lead = if text.starts_with('-') { "" } else { " " };
        return Ok(Datum::text(format!("{lead}{text}")));
    }
    let mut value = value.clone();
    if shape.multi {
        let shift = Numeric::from_integer(10).power(&Numeric::from_integer(shape.shift as i128));
        value = value.mul(&shift.map_err(sql_error)?).map_err(sql_error)?;
        shape.before += shape.shift;
    }
    let rounded = value.round(scale(shape.after)).map_err(sql_error)?;
    let (text, negative) = signed(&text_of(&rounded));
    let digits = Digits::fit(text, negative, &template.shape);
    Ok(Datum::text(write(&template, &digits)))
}

fn of_integer(value: i64, format: &str) -> SqlResult<Datum> {
    if format.is_empty() {
        return Ok(Datum::text(""));
    }
    let parsed = template(format)?;
    if parsed.shape.roman {
        let digits = Digits { text: roman(Some(value)), negative: false, spaces: 0 };
        return Ok(Datum::text(write(&parsed, &digits)));
    }
    of_numeric(&Numeric::from_integer(i128::from(value)), format)
}

/// A double has no more digits than it holds: 15, or 6 of a float4.
fn of_float(value: f64, format: &str, digits_max: usize) -> SqlResult<Datum> {
    if format.is_empty() {
        return Ok(Datum::text(""));
    }
    let mut template = template(format)?;
    let shape = &mut template.shape;
    if shape.roman {
        #[allow(clippy::cast_possible_truncation)]
        let whole = value.is_finite().then(|| value.round_ties_even() as i64);
        let digits = Digits { text: roman(whole), negative: false, spaces: 0 };
        return Ok(Datum::text(write(&template, &digits)));
    }
    if shape.exponent {
        if !value.is_finite() {
            return Ok(Datum::text(no_exponent(shape)));
        }
        return Ok(Datum::text(exponent(value, shape.after)));
    }
    let mut value = value;
    if shape.multi {
        value *= 10f64.powi(i32::try_from(shape.shift).unwrap_or(i32::MAX));
        shape.before += shape.shift;
    }
    let plain = |value: f64, digits: usize| match value {
        _ if value.is_nan() => "NaN".to_owned(),
        _ if value.is_infinite() => if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
        _ => format!("{value:.digits$}"),
    };
    let before = plain(value.abs(), 0).len();
    if before >= digits_max {
        shape.after = 0;
    } else if before + shape.after > digits_max {
        shape.after = digits_max - before;
    }
    let (text, negative) = signed(&plain(value, shape.after));
    let digits = Digits::fit(text, negative, &template.shape);
    Ok(Datum::text(write(&template, &digits)))
}

fn to_number(args: &[Datum]) -> SqlResult<Datum> {
    let (text, format) = (args.text(0)?, args.text(1)?);
    if format.is_empty() {
        return Ok(Datum::Null);
    }
    let template = template(format)?;
    let (number, after) = read(&template, text)?;
    let precision = template.shape.before + template.shape.shift + after;
    let small = |value: usize| i32::try_from(value).unwrap_or(1000);
    let typmod = rupg_types::typmod::numeric_typmod(small(precision), small(after));
    let value = numeric_in(&number, typmod).map_err(sql_error)?;
    if !template.shape.multi {
        return made(Ok(value));
    }
    let shift = Numeric::from_integer(10)
        .power(&Numeric::from_integer(-(template.shape.shift as i128)))
        .map_err(sql_error)?;
    made(value.mul(&shift))
}

pub(super) const TABLE: Table = &[
    ("numeric_to_char", |_, args| of_numeric(args.numeric(0)?, args.text(1)?)),
    ("int4_to_char", |_, args| of_integer(args.int(0)?, args.text(1)?)),
    ("int8_to_char", |_, args| of_integer(args.int(0)?, args.text(1)?)),
    ("float4_to_char", |_, args| of_float(args.float(0)?, args.text(1)?, 6)),
    ("float8_to_char", |_, args| of_float(args.float(0)?, args.text(1)?, 15)),
    ("numeric_to_number", |_, args| to_number(args)),
];
