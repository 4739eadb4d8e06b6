//! Sort.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: &Plan,
    _: &[sql::rel::SortKey],
    _: Option<&plan::physical::Top>,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("ORDER BY"))
}
