//! How do rows become groups?
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: &Plan,
    _: &[(sql::Column, sql::Expr)],
    _: &[Vec<usize>],
    _: &[(sql::Column, sql::rel::Aggregate)],
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("aggregation"))
}
