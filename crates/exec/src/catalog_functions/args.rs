//! What are the arguments of a call (NULL and what has another type are none), and what is the
//! row it gives?

use std::sync::Arc;
use types::facts;
use types::{Array, Datum, Oid, Type};
use types::{Field, Record};

/// Argument `at` as text.
pub(crate) fn text(given: &[Datum], at: usize) -> Option<&str> {
    match given.get(at) {
        Some(Datum::Text(text)) => Some(text),
        _ => None,
    }
}

/// Argument `at` as an `oid` or a value of its kin.
pub(crate) fn oid(given: &[Datum], at: usize) -> Option<Oid> {
    match given.get(at) {
        Some(Datum::Oid(oid)) => Some(*oid),
        _ => None,
    }
}

/// Argument `at` as an integer of any width.
pub(crate) fn int(given: &[Datum], at: usize) -> Option<i64> {
    match given.get(at) {
        Some(Datum::Int2(value)) => Some((*value).into()),
        Some(Datum::Int4(value)) => Some((*value).into()),
        Some(Datum::Int8(value)) => Some(*value),
        _ => None,
    }
}

/// Argument `at` as a truth, false when it is not one.
pub(crate) fn is_true(given: &[Datum], at: usize) -> bool {
    matches!(given.get(at), Some(Datum::Bool(true)))
}

/// Argument `at` as an array.
pub(crate) fn array(given: &[Datum], at: usize) -> Option<&Array> {
    match given.get(at) {
        Some(Datum::Array(array)) => Some(array),
        _ => None,
    }
}

/// The columns of a function's output arguments.
pub(crate) fn output_fields(function: Oid) -> Arc<[Field]> {
    let fact = facts::function(function);
    let outputs = fact.into_iter().flat_map(|fact| {
        let arguments = fact.argnames.iter().zip(fact.allargtypes).zip(fact.argmodes);
        arguments.filter(|(_, mode)| "obt".contains(**mode)).map(|(argument, _)| argument)
    });
    outputs.map(|(name, ty)| Field { name: (*name).into(), ty: Type::new(*ty) }).collect()
}

/// The row of a function's output arguments.
pub(crate) fn record(function: Oid, values: Vec<Datum>) -> Datum {
    Datum::Record(Arc::new(Record { fields: output_fields(function), values }))
}
