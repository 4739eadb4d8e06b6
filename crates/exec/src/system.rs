//! What rows have the relations of `pg_catalog` and `information_schema`? They are made from the
//! catalog when asked for.

use crate::functions::Functions;
use base::{SqlError, SqlResult};
use types::{Datum, Oid};

/// The rows of the relation with this OID in PostgreSQL 16, one value for each of its columns.
///
/// # Errors
/// 0A000 for a relation that is not made yet.
pub fn rows(relation: Oid, _functions: &Functions<'_>) -> SqlResult<Vec<Vec<Datum>>> {
    let name = types::facts::relation_by_oid(relation).map_or("this relation", |fact| fact.name);
    Err(SqlError::unsupported(format!("reading {name}")))
}
