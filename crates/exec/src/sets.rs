//! Sets.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn system(_: &mut Compiler, _: types::Oid, _: &[sql::Column]) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("reading the catalog"))
}
pub(crate) fn function(
    _: &mut Compiler,
    _: &sql::Call,
    _: &[sql::Column],
    _: bool,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("a function in FROM"))
}
pub(crate) fn project_set(
    _: &mut Compiler,
    _: &Plan,
    _: &[(sql::Column, sql::Call)],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("a set-returning function in a select list"))
}
