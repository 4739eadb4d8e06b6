//! What does a subquery give for a row?
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: &Plan,
    _: &sql::Column,
    _: &sql::SubqueryKind,
    _: &Plan,
    _: bool,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("a subquery"))
}
