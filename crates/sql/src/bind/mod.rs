//! How does a raw statement become a typed tree? (PostgreSQL's parse analysis)

use crate::{Catalog, RawStatement, Statement};
use base::{SqlError, SqlResult};
use builtin::Env;
use std::sync::Arc;
use types::{Oid, Type};

/// What names and literals are resolved by.
pub struct Names<'a> {
    /// As of the statement's snapshot.
    pub catalog: &'a Arc<Catalog>,
    /// The schemas of the search path that exist, in order, `pg_catalog` where it stands (first
    /// unless the path names it).
    pub search_path: &'a [Oid],
    /// `current_user`'s OID: the owner of what is made.
    pub user: Oid,
    /// Session state that literals and defaults depend on.
    pub env: &'a dyn Env,
}

/// A bound statement, and what is known of its parameters.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The statement.
    pub statement: Statement,
    /// The types of `$1`, `$2`, ....
    pub params: Vec<Type>,
    /// Notices raised while binding.
    pub notices: Vec<SqlError>,
    /// Whether the same text bound again under the same catalog, search path, parameter types and
    /// formats gives the same tree: not with `'now'::timestamptz` and its kin.
    pub cacheable: bool,
}

/// Binds one statement. `params` are the types the client gave for `$1`, ..., 0 for unspecified;
/// those it left out are inferred from their use.
///
/// # Errors
/// PostgreSQL's own, with positions counted from the beginning of the whole text.
pub fn bind(_statement: &RawStatement, _names: &Names<'_>, _params: &[Oid]) -> SqlResult<Bound> {
    Err(SqlError::unsupported("this statement"))
}
