//! Which implementation has a `pg_proc` OID?

use crate::{Env, compare, number, sources, text};
use base::SqlResult;
use std::collections::HashMap;
use std::sync::LazyLock;
use types::{Datum, Oid};

/// A scalar function: one value from the arguments, in declared order.
pub type Scalar = fn(&dyn Env, &[Datum]) -> SqlResult<Datum>;

/// One family's functions by `pg_proc.prosrc`.
pub(crate) type Table = &'static [(&'static str, Scalar)];

/// By OID: a dense array, since built-in OIDs are small.
static SCALARS: LazyLock<Vec<Option<Scalar>>> = LazyLock::new(|| {
    let families: [Table; 4] = [compare::TABLE, number::FAMILY[0], number::FAMILY[1], text::TABLE];
    let by_source: HashMap<&str, Scalar> = families.into_iter().flatten().copied().collect();
    let last = sources::SOURCES.last().map_or(0, |(oid, _)| *oid as usize);
    let mut out = vec![None; last + 1];
    for (oid, source) in sources::SOURCES {
        out[*oid as usize] = by_source.get(source).copied();
    }
    out
});

/// The scalar function with this `pg_proc` OID; `None` when it is not implemented.
pub fn scalar(oid: Oid) -> Option<Scalar> {
    SCALARS.get(usize::try_from(oid).ok()?).copied().flatten()
}
