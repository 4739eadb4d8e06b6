//! What is a referring value in the type of what it refers to? The two columns of a foreign key may
//! be of different types that one `=` compares.

use base::{SqlError, SqlResult};
use types::facts::oid;
use types::{Datum, Formats, Oid, Type, text_in, to_text};

/// Microseconds of a day.
const DAY_US: i64 = 86_400_000_000;

/// `value` in type `to`; `None` when the type has no equal value.
///
/// # Errors
/// 0A000 for two types whose values are not compared here.
pub(crate) fn convert(from: Oid, value: &Datum, to: Oid) -> SqlResult<Option<Datum>> {
    if from == to || value.is_null() || (is_text(from) && is_text(to)) {
        return Ok(Some(value.clone()));
    }
    if let (Datum::Text(text), oid::BPCHAR) = (value, from)
        && is_text(to)
    {
        return Ok(Some(Datum::text(text.trim_end_matches(' '))));
    }
    if is_text(from) && to == oid::BPCHAR {
        return Ok(Some(value.clone()));
    }
    if let Some(whole) = whole(value).filter(|_| is_whole(from)) {
        return Ok(match to {
            oid::INT2 => i16::try_from(whole).ok().map(Datum::Int2),
            oid::INT4 => i32::try_from(whole).ok().map(Datum::Int4),
            oid::INT8 => Some(Datum::Int8(whole)),
            oid::OID => u32::try_from(whole).ok().map(Datum::Oid),
            #[allow(clippy::cast_precision_loss)]
            oid::FLOAT8 if from != oid::INT8 => Some(Datum::Float8(whole as f64)),
            oid::NUMERIC => Some(text_in(Type::new(to), &whole.to_string(), &Formats::default())?),
            _ => return Err(unsupported(from, to)),
        });
    }
    match (value, to) {
        (Datum::Numeric(_), oid::INT2 | oid::INT4 | oid::INT8) => {
            let text = to_text(from, value, &Formats::default());
            let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
            let exact = rest.bytes().all(|digit| digit == b'0');
            let whole = whole.parse::<i64>().ok().filter(|_| exact);
            whole.map_or(Ok(None), |whole| convert(oid::INT8, &Datum::Int8(whole), to))
        }
        (Datum::Int4(days), oid::TIMESTAMP) if from == oid::DATE => Ok(match *days {
            i32::MIN => Some(Datum::Int8(i64::MIN)),
            i32::MAX => Some(Datum::Int8(i64::MAX)),
            days => i64::from(days).checked_mul(DAY_US).map(Datum::Int8),
        }),
        (Datum::Int8(micros), oid::DATE) if from == oid::TIMESTAMP => Ok(match *micros {
            i64::MIN => Some(Datum::Int4(i32::MIN)),
            i64::MAX => Some(Datum::Int4(i32::MAX)),
            micros if micros % DAY_US == 0 => i32::try_from(micros / DAY_US).ok().map(Datum::Int4),
            _ => None,
        }),
        // No larger whole number is an int4.
        #[allow(clippy::cast_possible_truncation)]
        (Datum::Float8(value), oid::INT2 | oid::INT4) => match value.fract() == 0.0 {
            true => convert(oid::INT8, &Datum::Int8(*value as i64), to),
            false => Ok(None),
        },
        (Datum::Float4(value), oid::FLOAT8) => Ok(Some(Datum::Float8(f64::from(*value)))),
        #[allow(clippy::cast_possible_truncation)]
        (Datum::Float8(value), oid::FLOAT4) => {
            let narrow = *value as f32;
            let equal = types::compare_f64(f64::from(narrow), *value).is_eq();
            Ok(equal.then_some(Datum::Float4(narrow)))
        }
        _ => Err(unsupported(from, to)),
    }
}

fn is_text(ty: Oid) -> bool {
    matches!(ty, oid::TEXT | oid::VARCHAR)
}

fn is_whole(ty: Oid) -> bool {
    matches!(ty, oid::INT2 | oid::INT4 | oid::INT8 | oid::OID)
}

fn whole(value: &Datum) -> Option<i64> {
    match value {
        Datum::Int2(value) => Some(i64::from(*value)),
        Datum::Int4(value) => Some(i64::from(*value)),
        Datum::Int8(value) => Some(*value),
        Datum::Oid(value) => Some(i64::from(*value)),
        _ => None,
    }
}

fn unsupported(from: Oid, to: Oid) -> SqlError {
    SqlError::unsupported(format!(
        "a foreign key from {} to {}",
        types::format_type(Type::new(from)),
        types::format_type(Type::new(to))
    ))
}
