//! Which of two values of a type comes first? (the B-tree order of the type)

use crate::{Array, Datum, Field, Oid};
use rupg_types::{Interval, JsonTree, oid};
use std::cmp::Ordering;

/// The B-tree order of two values that are not NULL; a NULL sorts last.
///
/// Text compares by bytes, `bpchar` without its trailing spaces; NaN equals
/// itself and is greatest.
pub fn compare(ty: Oid, left: &Datum, right: &Datum) -> Ordering {
    match (left, right) {
        (Datum::Int4(a), Datum::Int4(b)) => a.cmp(b),
        (Datum::Int8(a), Datum::Int8(b)) => a.cmp(b),
        (Datum::Text(a), Datum::Text(b)) => match ty {
            oid::CHAR => rupg_types::char_in(a).cmp(&rupg_types::char_in(b)),
            oid::BPCHAR => {
                a.trim_end_matches(' ').as_bytes().cmp(b.trim_end_matches(' ').as_bytes())
            }
            oid::JSONB => match (JsonTree::parse(a), JsonTree::parse(b)) {
                (Ok(a), Ok(b)) => a.compare(&b),
                _ => a.as_bytes().cmp(b.as_bytes()),
            },
            _ => a.as_bytes().cmp(b.as_bytes()),
        },
        (Datum::Bool(a), Datum::Bool(b)) => a.cmp(b),
        (Datum::Int2(a), Datum::Int2(b)) => a.cmp(b),
        (Datum::Oid(a), Datum::Oid(b)) => a.cmp(b),
        (Datum::Float4(a), Datum::Float4(b)) => compare_f64(f64::from(*a), f64::from(*b)),
        (Datum::Float8(a), Datum::Float8(b)) => compare_f64(*a, *b),
        (Datum::Numeric(a), Datum::Numeric(b)) => a.compare(b),
        (Datum::Bytea(a), Datum::Bytea(b)) => a.as_slice().cmp(b.as_slice()),
        (Datum::Uuid(a), Datum::Uuid(b)) => a.cmp(b),
        (Datum::Interval(a), Datum::Interval(b)) => interval_span(a).cmp(&interval_span(b)),
        (Datum::TimeTz(a), Datum::TimeTz(b)) => timetz_order(**a).cmp(&timetz_order(**b)),
        (Datum::Array(a), Datum::Array(b)) => compare_arrays(a, b),
        (Datum::Record(a), Datum::Record(b)) => {
            let order = |((field, a), b): ((&Field, &Datum), &Datum)| compare(field.ty.oid, a, b);
            let mut orders = a.columns().zip(&b.values).map(order);
            orders
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.values.len().cmp(&b.values.len()))
        }
        (Datum::Null, Datum::Null) => Ordering::Equal,
        (Datum::Null, _) => Ordering::Greater,
        (_, Datum::Null) => Ordering::Less,
        // Values of one type have one representation; this keeps the order total anyway.
        _ => crate::text::natural(left).cmp(&crate::text::natural(right)),
    }
}

/// PostgreSQL's order of doubles.
pub fn compare_f64(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// The length by which intervals compare: microseconds, months of 30 days.
pub fn interval_span(value: &Interval) -> i128 {
    let days = i128::from(value.month) * 30 + i128::from(value.day);
    days * 86_400_000_000 + i128::from(value.time)
}

/// By the instant, then by the zone.
pub(crate) fn timetz_order((time, zone): (i64, i32)) -> (i64, i32) {
    (time + i64::from(zone) * 1_000_000, zone)
}

fn compare_arrays(a: &Array, b: &Array) -> Ordering {
    for (left, right) in a.items.iter().zip(&b.items) {
        let order = compare(a.element, left, right);
        if order.is_ne() {
            return order;
        }
    }
    let rest = a.items.len().cmp(&b.items.len());
    rest.then_with(|| a.dims.len().cmp(&b.dims.len())).then_with(|| a.dims.cmp(&b.dims))
}
