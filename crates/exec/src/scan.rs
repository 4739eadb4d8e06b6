//! Scan.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};

pub(crate) fn compile(
    _: &mut Compiler,
    _: &sql::rel::Scan,
    _: &plan::Access,
    _: bool,
    _: Option<&sql::Expr>,
) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("reading a table"))
}
