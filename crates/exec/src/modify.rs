//! INSERT, UPDATE, DELETE: how are new rows checked and written?

use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;
use sql::Expr;
use sql::catalog::Table;
use sql::rel::{Checks, Column, OnConflict};
use std::sync::Arc;

/// INSERT: `source` gives one column for each column of the table ([`Compiler::exactly`]).
pub(crate) fn insert(
    _compiler: &mut Compiler,
    _table: &Arc<Table>,
    _source: &Plan,
    _on_conflict: Option<&OnConflict>,
    _checks: &Checks,
    _returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("INSERT"))
}

/// UPDATE: `input` puts out every column of the scan `target` and, as
/// [`plan::physical::row_key`], the key of its row.
pub(crate) fn update(
    _compiler: &mut Compiler,
    _table: &Arc<Table>,
    _target: u32,
    _input: &Plan,
    _assignments: &[(usize, Expr)],
    _checks: &Checks,
    _returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("UPDATE"))
}

/// DELETE: `input` as in [`update`].
pub(crate) fn delete(
    _compiler: &mut Compiler,
    _table: &Arc<Table>,
    _target: u32,
    _input: &Plan,
    _checks: &Checks,
    _returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("DELETE"))
}
