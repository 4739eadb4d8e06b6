//! Distinct.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(_: &mut Compiler, _: &Plan, _: Option<&[sql::Expr]>) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("DISTINCT"))
}
pub(crate) fn set_op(
    _: &mut Compiler,
    _: sql::rel::SetOp,
    _: bool,
    _: (&Plan, &Plan),
    _: &[sql::Column],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("UNION"))
}
