//! Stand-ins.
use base::{SqlError, SqlResult};
use sql::Expr;
use sql::bind::Names;
use sql::catalog::Table;
use sql::rel::Checks;
pub(crate) fn table_checks(_: &Names<'_>, _: &Table) -> SqlResult<Checks> {
    Err(SqlError::unsupported("this action of a foreign key"))
}
pub(crate) fn default_value(_: &Names<'_>, _: &Table, _: usize) -> SqlResult<Expr> {
    Err(SqlError::unsupported("this action of a foreign key"))
}
