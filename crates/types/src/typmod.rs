//! What does a type modifier mean, and how is a type written with one?

use crate::facts::element_of;
use crate::formats::sql_error;
use crate::{Array, Datum, Oid, Type};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::typmod::{
    INTERVAL_FULL_PRECISION, INTERVAL_FULL_RANGE, char_length, char_typmod,
    interval_precision_range, interval_typmod, numeric_precision_scale, numeric_typmod,
};
use rupg_types::{
    adjust_interval, adjust_time, adjust_timestamp, bpchar_coerce, oid, varchar_coerce,
};
use std::sync::Arc;

/// The value cut, padded or rounded to the type's modifier, as the length cast does.
///
/// # Errors
/// 22001 when text is too long and the cast is not `explicit`; 22003 when a number does not fit.
pub fn apply_typmod(ty: Type, datum: Datum, explicit: bool) -> SqlResult<Datum> {
    let typmod = ty.typmod;
    if typmod < 0 {
        return Ok(datum);
    }
    Ok(match (datum, ty.oid) {
        (Datum::Text(text), oid::VARCHAR) => {
            let kept = varchar_coerce(&text, typmod, explicit).map_err(sql_error)?;
            if kept.len() == text.len() { Datum::Text(text) } else { Datum::text(kept) }
        }
        (Datum::Text(text), oid::BPCHAR) => {
            Datum::text(&*bpchar_coerce(&text, typmod, explicit).map_err(sql_error)?)
        }
        (Datum::Numeric(value), oid::NUMERIC) => {
            Datum::Numeric(Arc::new(value.with_typmod(typmod).map_err(sql_error)?))
        }
        (Datum::Int8(value), oid::TIMESTAMP | oid::TIMESTAMPTZ) => {
            Datum::Int8(adjust_timestamp(value, typmod).map_err(sql_error)?)
        }
        (Datum::Int8(value), oid::TIME) => Datum::Int8(adjust_time(value, typmod)),
        (Datum::TimeTz(value), _) => {
            Datum::TimeTz(Arc::new((adjust_time(value.0, typmod), value.1)))
        }
        (Datum::Interval(value), _) => {
            Datum::Interval(Arc::new(adjust_interval(*value, typmod).map_err(sql_error)?))
        }
        (Datum::Array(array), _) => {
            let element = Type { oid: array.element, typmod };
            let items = array.items.iter().cloned();
            let items = items
                .map(|item| apply_typmod(element, item, explicit))
                .collect::<SqlResult<Vec<_>>>()?;
            Datum::Array(Arc::new(Array { items, dims: array.dims.clone(), ..*array }))
        }
        (datum, _) => datum,
    })
}

fn invalid(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
}

/// The modifier of `type(arguments)`.
///
/// # Errors
/// PostgreSQL's when the arguments are too many or out of range.
pub fn typmod_in(ty: Oid, arguments: &[i64]) -> SqlResult<i32> {
    let base = element_of(ty).unwrap_or(ty);
    match (base, arguments) {
        (oid::VARCHAR | oid::BPCHAR, [n]) => {
            let name = if base == oid::VARCHAR { "varchar" } else { "char" };
            if *n < 1 {
                return Err(invalid(format!("length for type {name} must be at least 1")));
            }
            if *n > 10_485_760 {
                return Err(invalid(format!("length for type {name} cannot exceed 10485760")));
            }
            Ok(char_typmod(i32::try_from(*n).unwrap_or(10_485_760)))
        }
        (oid::VARCHAR | oid::BPCHAR, _) => Err(invalid("invalid type modifier")),
        (oid::NUMERIC, [precision] | [precision, _]) => {
            let scale = arguments.get(1).copied().unwrap_or(0);
            if !(1..=1000).contains(precision) {
                let message = format!("NUMERIC precision {precision} must be between 1 and 1000");
                return Err(invalid(message));
            }
            if !(-1000..=1000).contains(&scale) {
                let message = format!("NUMERIC scale {scale} must be between -1000 and 1000");
                return Err(invalid(message));
            }
            let small = |value: i64| i32::try_from(value).unwrap_or(0);
            Ok(numeric_typmod(small(*precision), small(scale)))
        }
        (oid::NUMERIC, _) => Err(invalid("invalid NUMERIC type modifier")),
        (oid::TIME | oid::TIMETZ | oid::TIMESTAMP | oid::TIMESTAMPTZ, [precision]) => {
            let (word, zone) = match base {
                oid::TIME => ("TIME", ""),
                oid::TIMETZ => ("TIME", " WITH TIME ZONE"),
                oid::TIMESTAMP => ("TIMESTAMP", ""),
                _ => ("TIMESTAMP", " WITH TIME ZONE"),
            };
            if *precision < 0 {
                let message = format!("{word}({precision}){zone} precision must not be negative");
                return Err(invalid(message));
            }
            Ok(i32::try_from(*precision).unwrap_or(6).min(6))
        }
        (oid::TIME | oid::TIMETZ | oid::TIMESTAMP | oid::TIMESTAMPTZ, _) => {
            Err(invalid("invalid type modifier"))
        }
        (oid::INTERVAL, [range]) => Ok(interval_typmod(
            INTERVAL_FULL_PRECISION,
            i32::try_from(*range).unwrap_or(INTERVAL_FULL_RANGE),
        )),
        (oid::INTERVAL, [range, precision]) => {
            if *precision < 0 {
                let message = format!("INTERVAL({precision}) precision must not be negative");
                return Err(invalid(message));
            }
            let precision = i32::try_from(*precision).unwrap_or(6).min(6);
            let range = i32::try_from(*range).unwrap_or(INTERVAL_FULL_RANGE);
            Ok(interval_typmod(precision, range))
        }
        (oid::INTERVAL, _) => Err(invalid("invalid INTERVAL type modifier")),
        _ => Err(SqlError::new(
            SqlState::SYNTAX_ERROR,
            format!("type modifier is not allowed for type \"{}\"", type_name(base)),
        )),
    }
}

/// `pg_type.typname`.
fn type_name(ty: Oid) -> &'static str {
    rupg_types::TypeInfo::get(ty).map_or("???", |info| info.name)
}

/// The type as PostgreSQL's `format_type(oid, typmod)` writes it.
pub fn format_type(ty: Type) -> String {
    // `int2vector` and `oidvector` are arrays to all but their names.
    if let Some(element) = element_of(ty.oid)
        && !matches!(ty.oid, oid::INT2VECTOR | oid::OIDVECTOR)
    {
        return format!("{}[]", format_type(Type { oid: element, typmod: ty.typmod }));
    }
    let typmod = ty.typmod;
    if typmod < 0 {
        return rupg_types::format_type(ty.oid).into_owned();
    }
    match ty.oid {
        oid::VARCHAR => char_length(typmod)
            .map_or("character varying".into(), |n| format!("character varying({n})")),
        oid::BPCHAR => char_length(typmod).map_or("bpchar".into(), |n| format!("character({n})")),
        oid::NUMERIC => numeric_precision_scale(typmod)
            .map_or("numeric".into(), |(precision, scale)| format!("numeric({precision},{scale})")),
        oid::TIME => format!("time({typmod}) without time zone"),
        oid::TIMETZ => format!("time({typmod}) with time zone"),
        oid::TIMESTAMP => format!("timestamp({typmod}) without time zone"),
        oid::TIMESTAMPTZ => format!("timestamp({typmod}) with time zone"),
        oid::INTERVAL => {
            let (precision, range) = interval_precision_range(typmod)
                .unwrap_or((INTERVAL_FULL_PRECISION, INTERVAL_FULL_RANGE));
            let mut out = format!("interval{}", interval_fields(range));
            if precision != INTERVAL_FULL_PRECISION {
                out.push_str(&format!("({precision})"));
            }
            out
        }
        _ => rupg_types::format_type(ty.oid).into_owned(),
    }
}

/// ` day to second` and its like, from the mask of fields.
fn interval_fields(range: i32) -> &'static str {
    const MONTH: i32 = 1 << 1;
    const YEAR: i32 = 1 << 2;
    const DAY: i32 = 1 << 3;
    const HOUR: i32 = 1 << 10;
    const MINUTE: i32 = 1 << 11;
    const SECOND: i32 = 1 << 12;
    const HOUR_MINUTE: i32 = HOUR | MINUTE;
    const HOUR_SECOND: i32 = HOUR | MINUTE | SECOND;
    match range {
        YEAR => " year",
        MONTH => " month",
        DAY => " day",
        HOUR => " hour",
        MINUTE => " minute",
        SECOND => " second",
        r if r == YEAR | MONTH => " year to month",
        r if r == DAY | HOUR => " day to hour",
        r if r == DAY | HOUR_MINUTE => " day to minute",
        r if r == DAY | HOUR_SECOND => " day to second",
        HOUR_MINUTE => " hour to minute",
        HOUR_SECOND => " hour to second",
        r if r == MINUTE | SECOND => " minute to second",
        _ => "",
    }
}
