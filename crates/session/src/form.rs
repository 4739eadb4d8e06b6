//! How does a client read a value?

use builtin::{Env, named};
use sql::rel::Column;
use types::Datum;
use types::facts::oid;

/// PostgreSQL's two formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Output functions.
    #[default]
    Text,
    /// Send functions.
    Binary,
}

/// The columns of rows, and how their values are written.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    columns: &'a [Column],
    /// None is text for all, one is for all.
    formats: &'a [Format],
    env: &'a dyn Env,
}

impl<'a> Form<'a> {
    pub(crate) fn new(columns: &'a [Column], formats: &'a [Format], env: &'a dyn Env) -> Form<'a> {
        Form { columns, formats, env }
    }

    /// The columns in order.
    pub fn columns(&self) -> &'a [Column] {
        self.columns
    }

    /// The format of column `at`.
    pub fn format(&self, at: usize) -> Format {
        match self.formats {
            [all] => *all,
            formats => formats.get(at).copied().unwrap_or_default(),
        }
    }

    /// Appends the value of column `at`, which is not NULL.
    pub fn value(&self, at: usize, value: &Datum, out: &mut Vec<u8>) {
        let ty = self.columns.get(at).map_or(oid::TEXT, |column| column.ty.oid);
        match self.format(at) {
            Format::Text => named::text_out(ty, value, self.env, out),
            Format::Binary => types::binary_out(ty, value, out),
        }
    }
}
