//! Which implementation has a `pg_proc` OID?

use crate::{Env, compare, datetime, json, number, text};
use base::SqlResult;
use std::collections::HashMap;
use std::sync::LazyLock;
use types::facts::{FUNCTIONS, Language};
use types::{Datum, Oid, Type};

/// One value from the arguments, in declared order.
pub type Plain = fn(&dyn Env, &[Datum]) -> SqlResult<Datum>;

/// As [`Plain`], of a function that must know its types at this call, as polymorphic ones do.
pub type Typed = fn(&dyn Env, &Signature, &[Datum]) -> SqlResult<Datum>;

/// A scalar function.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub enum Scalar {
    Plain(Plain),
    Typed(Typed),
}

/// The types of one call, polymorphism resolved.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Signature {
    pub args: Vec<Type>,
    pub result: Type,
}

/// The rows of a set-returning function, made as they are asked for; one value for each output column.
pub type Rows = Box<dyn Iterator<Item = SqlResult<Vec<Datum>>> + Send>;

/// A set-returning function. The rows borrow nothing: what they need of the session is taken at
/// the call.
pub type SetReturning = fn(&dyn Env, &Signature, &[Datum]) -> SqlResult<Rows>;

/// One family's functions by `pg_proc.prosrc`.
pub(crate) type Table = &'static [(&'static str, Plain)];

/// By OID: a dense array, since built-in OIDs are small.
static SCALARS: LazyLock<Vec<Option<Scalar>>> = LazyLock::new(|| {
    let families: [Table; 6] = [
        compare::TABLE,
        number::FAMILY[0],
        number::FAMILY[1],
        text::TABLE,
        json::TABLE,
        datetime::TABLE,
    ];
    let plain = families.into_iter().flatten().map(|(source, f)| (*source, Scalar::Plain(*f)));
    let by_source: HashMap<&str, Scalar> = plain.collect();
    let last = FUNCTIONS.last().map_or(0, |function| function.oid as usize);
    let mut out = vec![None; last + 1];
    for function in FUNCTIONS {
        if matches!(function.language, Language::Internal) && function.kind == 'f' {
            out[function.oid as usize] = by_source.get(function.src).copied();
        }
    }
    out
});

/// The scalar function with this `pg_proc` OID; `None` when it is not implemented.
pub fn scalar(oid: Oid) -> Option<Scalar> {
    SCALARS.get(usize::try_from(oid).ok()?).copied().flatten()
}

/// The set-returning function with this `pg_proc` OID; `None` when it is not implemented.
pub fn set_returning(_oid: Oid) -> Option<SetReturning> {
    None
}
