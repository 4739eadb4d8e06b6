//! Which implementation has a `pg_proc` OID?

use crate::{Env, compare, datetime, json, number, text};
use base::SqlResult;
use std::collections::HashMap;
use std::sync::LazyLock;
use types::facts::{FUNCTIONS, Language};
use types::{Datum, Oid};

/// A scalar function: one value from the arguments, in declared order.
pub type Scalar = fn(&dyn Env, &[Datum]) -> SqlResult<Datum>;

/// One family's functions by `pg_proc.prosrc`.
pub(crate) type Table = &'static [(&'static str, Scalar)];

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
    let by_source: HashMap<&str, Scalar> = families.into_iter().flatten().copied().collect();
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
