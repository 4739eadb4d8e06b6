//! What stands in for the binder of stored expressions and the deparser until they are there? The
//! names are theirs; what needs them answers 0A000.

use base::{SqlError, SqlResult, SqlState};
use sql::bind::Names;
use sql::catalog::{Index, Table};
use sql::{Column, Expr};
use types::facts::{self, TYPES};
use types::{Oid, Type};

pub(crate) struct Stored {
    pub(crate) expr: Expr,
    pub(crate) columns: Vec<Column>,
}

impl Stored {
    pub(crate) fn bind(_: &Names<'_>, _: &Table, _: &str) -> SqlResult<Stored> {
        Err(SqlError::unsupported("the text of a stored expression"))
    }
}

pub(crate) fn quote_ident(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && facts::keyword(name).is_none_or(|word| word.catcode == 'U');
    if plain { name.to_string() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

pub(crate) fn index_definition(_: &Names<'_>, _: &Table, _: &Index, _: bool) -> SqlResult<String> {
    Err(SqlError::unsupported("the text of an index"))
}

pub(crate) fn index_column(
    _: &Names<'_>,
    _: &Table,
    _: &Index,
    _: usize,
    _: bool,
) -> SqlResult<String> {
    Err(SqlError::unsupported("the text of an index column"))
}

pub(crate) fn constraint_definition(
    _: &Names<'_>,
    _: &Table,
    _: Oid,
    _: bool,
) -> SqlResult<Option<String>> {
    Err(SqlError::unsupported("the text of a constraint"))
}

pub(crate) fn stored_expression(_: &Names<'_>, _: &Table, _: &str, _: bool) -> SqlResult<String> {
    Err(SqlError::unsupported("the text of a stored expression"))
}

pub(crate) fn type_named(_: &Names<'_>, text: &str) -> SqlResult<Type> {
    let wanted = text.to_lowercase();
    let found = TYPES
        .iter()
        .find(|fact| fact.name == wanted || types::format_type(Type::new(fact.oid)) == wanted);
    found.map(|fact| Type::new(fact.oid)).ok_or_else(|| {
        SqlError::new(SqlState::UNDEFINED_OBJECT, format!("type \"{text}\" does not exist"))
    })
}
