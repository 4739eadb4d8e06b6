//! How does a client read a value?

use builtin::Env;
use sql::rel::Column;
use std::sync::Arc;
use types::facts::oid;
use types::{Array, Datum, Oid, Record, Type};

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
            Format::Text => write_text(ty, value, self.env, out),
            Format::Binary => types::binary_out(ty, value, out),
        }
    }
}

/// Appends a value's text: as its output function has it, with names where that function looks
/// into the catalog.
pub(crate) fn write_text(ty: Oid, value: &Datum, env: &dyn Env, out: &mut Vec<u8>) {
    match value {
        Datum::Oid(object) if *object != 0 && is_alias(ty) => match env.object_name(ty, *object) {
            Some(name) => out.extend_from_slice(name.as_bytes()),
            None => types::text_out(oid::OID, value, env.formats(), out),
        },
        Datum::Array(_) | Datum::Record(_) => {
            let (ty, value) = named(ty, value, env);
            types::text_out(ty, &value, env.formats(), out);
        }
        _ => types::text_out(ty, value, env.formats(), out),
    }
}

/// The value with names in the place of the objects of alias types within it.
fn named(ty: Oid, value: &Datum, env: &dyn Env) -> (Oid, Datum) {
    match value {
        Datum::Oid(_) if is_alias(ty) => {
            let mut text = Vec::new();
            write_text(ty, value, env, &mut text);
            (oid::TEXT, Datum::text(String::from_utf8_lossy(&text).as_ref()))
        }
        Datum::Array(array) if is_alias(array.element) || array.element == oid::RECORD => {
            let items = array.items.iter().map(|item| named(array.element, item, env).1).collect();
            let element = if is_alias(array.element) { oid::TEXT } else { array.element };
            (ty, Datum::Array(Arc::new(Array { element, items, dims: array.dims.clone() })))
        }
        Datum::Record(record) => {
            let mut fields = record.fields.to_vec();
            let values = record
                .values
                .iter()
                .zip(&mut fields)
                .map(|(value, field)| {
                    let (oid, value) = named(field.ty.oid, value, env);
                    field.ty = Type { oid, ..field.ty };
                    value
                })
                .collect();
            (ty, Datum::Record(Arc::new(Record { fields: fields.into(), values })))
        }
        _ => (ty, value.clone()),
    }
}

/// Whether values of the type are written by the names of objects.
pub(crate) fn is_alias(ty: Oid) -> bool {
    matches!(
        ty,
        oid::REGCLASS
            | oid::REGTYPE
            | oid::REGPROC
            | oid::REGPROCEDURE
            | oid::REGOPER
            | oid::REGOPERATOR
            | oid::REGROLE
            | oid::REGNAMESPACE
            | oid::REGCOLLATION
            | oid::REGCONFIG
            | oid::REGDICTIONARY
    )
}
