//! Lock.
use crate::compile::{Compiled, Compiler};
use base::{SqlError, SqlResult};
use plan::Plan;

pub(crate) fn compile(_: &mut Compiler, _: &Plan, _: &[(u32, base::Mode)]) -> SqlResult<Compiled> {
    Err(SqlError::unsupported("FOR UPDATE"))
}
