//! Join.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(
    _: &mut Compiler,
    _: sql::rel::JoinKind,
    _: &Plan,
    _: &sql::rel::Scan,
    _: &plan::Access,
    _: Option<&sql::Expr>,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("JOIN"))
}
