//! How is a row of a catalog written down? By the names of its columns.
//!
//! ```text
//! let form = Form::of("pg_am");
//! form.row([("oid", oid(403)), ("amname", text("btree"))])     -> 403, btree, 0, ''
//! ```
//! Columns that are not named are NULL, or zero where the catalog says NOT NULL.

use types::facts::{self, ColumnFact, oid as ty};
use types::text::is_oid_like;
use types::{Array, Datum, Oid};

/// A row of a catalog, as wide as the relation.
pub(crate) type Row = Vec<Datum>;

/// A relation of `pg_catalog`, to be filled.
pub(crate) struct Form {
    columns: &'static [ColumnFact],
    blank: Row,
}

impl Form {
    /// A form without columns when there is no such relation.
    pub(crate) fn of(relation: &str) -> Form {
        let columns = facts::relation(relation).map_or(&[][..], |fact| facts::columns_of(fact.oid));
        let blank = columns.iter().map(|column| match column.notnull {
            true => zero(column.typid),
            false => Datum::Null,
        });
        Form { columns, blank: blank.collect() }
    }

    /// The row with these values.
    pub(crate) fn row<const N: usize>(&self, values: [(&str, Datum); N]) -> Row {
        let mut row = self.blank.clone();
        self.set(&mut row, values);
        row
    }

    /// Puts these values into a row. Columns named in their order are found at once.
    ///
    /// Panics on a name that is not a column: names are written in this crate, and a test makes
    /// every form.
    pub(crate) fn set<const N: usize>(&self, row: &mut Row, values: [(&str, Datum); N]) {
        let mut next = 0;
        for (name, value) in values {
            let ahead = || (next..self.columns.len()).find(|at| self.columns[*at].name == name);
            let at = ahead().or_else(|| self.columns.iter().position(|column| column.name == name));
            assert!(at.is_some(), "no column {name}");
            let at = at.unwrap_or_default();
            row[at] = value;
            next = at + 1;
        }
    }
}

fn zero(typid: Oid) -> Datum {
    match typid {
        ty::BOOL => Datum::Bool(false),
        ty::INT2 => Datum::Int2(0),
        ty::INT4 => Datum::Int4(0),
        ty::INT8 => Datum::Int8(0),
        ty::FLOAT4 => Datum::Float4(0.0),
        ty::INT2VECTOR => vector(ty::INT2, Vec::new()),
        ty::OIDVECTOR => vector(ty::OID, Vec::new()),
        _ if is_oid_like(typid) => Datum::Oid(0),
        _ => Datum::text(""),
    }
}

/// An `oid` or a value of its kin.
pub(crate) fn oid(value: Oid) -> Datum {
    Datum::Oid(value)
}

/// `text`, `name`, or what is kept as it.
pub(crate) fn text(value: &str) -> Datum {
    Datum::text(value)
}

/// As [`text`], NULL for none.
pub(crate) fn maybe(value: Option<&str>) -> Datum {
    value.map_or(Datum::Null, Datum::text)
}

/// `"char"`.
pub(crate) fn letter(value: char) -> Datum {
    Datum::text(value.encode_utf8(&mut [0; 4]) as &str)
}

/// `bool`.
pub(crate) fn yes(value: bool) -> Datum {
    Datum::Bool(value)
}

/// `int2` of a count that PostgreSQL keeps so narrow.
pub(crate) fn int2(value: usize) -> Datum {
    Datum::Int2(i16::try_from(value).unwrap_or(i16::MAX))
}

/// The attribute number of a column counted from 0.
pub(crate) fn attnum(column: usize) -> Datum {
    int2(column.saturating_add(1))
}

/// `int2vector` or `oidvector`, which count from 0.
pub(crate) fn vector(element: Oid, items: Vec<Datum>) -> Datum {
    counted_from(0, element, items)
}

/// An array of one dimension.
pub(crate) fn array(element: Oid, items: Vec<Datum>) -> Datum {
    counted_from(1, element, items)
}

/// As [`array`], NULL for an empty one.
pub(crate) fn array_or_null(element: Oid, items: Vec<Datum>) -> Datum {
    if items.is_empty() { Datum::Null } else { array(element, items) }
}

fn counted_from(lower: i32, element: Oid, items: Vec<Datum>) -> Datum {
    let len = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let dims = if items.is_empty() { Vec::new() } else { vec![(len, lower)] };
    Datum::Array(std::sync::Arc::new(Array { element, dims, items }))
}
