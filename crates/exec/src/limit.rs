//! Limit.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: &Plan,
    _: (Option<&sql::Expr>, Option<&sql::Expr>),
    _: Option<&[sql::rel::SortKey]>,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("LIMIT"))
}
