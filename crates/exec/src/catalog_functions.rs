//! What do functions give that need the catalog, beside the session?

use crate::functions::Functions;
use base::SqlResult;
use builtin::{Rows, Signature};
use types::{Datum, Oid};

/// A scalar function over the catalog; strictness is the caller's affair.
pub type CatalogScalar = fn(&Functions<'_>, &[Datum]) -> SqlResult<Datum>;

/// A set-returning one. The rows borrow nothing.
pub type CatalogRows = fn(&Functions<'_>, &Signature, &[Datum]) -> SqlResult<Rows>;

/// The scalar function with this `pg_proc` OID; `None` when it is not one of the catalog's, or not
/// implemented.
pub fn scalar(_function: Oid) -> Option<CatalogScalar> {
    None
}

/// The set-returning function with this `pg_proc` OID.
pub fn set_returning(_function: Oid) -> Option<CatalogRows> {
    None
}
