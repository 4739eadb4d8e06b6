//! Join.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: sql::rel::JoinKind,
    _: (&Plan, &Plan),
    _: &[(sql::Expr, sql::Expr)],
    _: Option<&sql::Expr>,
    _: bool,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("JOIN"))
}
