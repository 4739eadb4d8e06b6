//! WITH.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

#[derive(Default)]
pub(crate) struct Shared;
pub(crate) struct Reference;
pub(crate) fn with(
    _: &mut Compiler,
    _: &[plan::physical::PlannedCte],
    _: &Plan,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("WITH"))
}
pub(crate) fn reference(_: &mut Compiler, _: u32, _: &[sql::Column]) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("WITH"))
}
