//! What is one SQL value while a query runs?

use crate::Oid;
use ecow::{EcoString, EcoVec};
use rupg_types::{Interval, Numeric};
use std::sync::Arc;

/// A PostgreSQL type with its modifier, as `atttypid` and `atttypmod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Type {
    /// `pg_type.oid`.
    pub oid: Oid,
    /// `varchar(n)`'s n + 4, `numeric`'s packed precision and scale, ...; -1 for none.
    pub typmod: i32,
}

impl Type {
    /// The type without a modifier.
    pub const fn new(oid: Oid) -> Type {
        Type { oid, typmod: -1 }
    }
}

/// One value, 24 bytes, cheap to clone. It does not know its type: the
/// expression or column that gave it does, so one variant serves every type of
/// the same representation.
#[derive(Clone, Debug, Default)]
pub enum Datum {
    /// SQL NULL of any type.
    #[default]
    Null,
    /// `bool`.
    Bool(bool),
    /// `int2`.
    Int2(i16),
    /// `int4`, and `date`: days since 2000-01-01, `i32::MIN` and `i32::MAX` the infinities.
    Int4(i32),
    /// `int8`; `time`: microseconds since midnight; `timestamp` and
    /// `timestamptz`: microseconds since 2000-01-01 (UTC), `i64::MIN` and
    /// `i64::MAX` the infinities.
    Int8(i64),
    /// `oid` and its aliases (`regclass`, ...), `xid`, `cid`.
    Oid(Oid),
    /// `float4`.
    Float4(f32),
    /// `float8`.
    Float8(f64),
    /// `numeric`.
    Numeric(Arc<Numeric>),
    /// Every type kept as its text: `text`, `varchar`, `bpchar` (with its
    /// padding), `name`, `"char"`, `unknown`, `json` as typed and `jsonb` in its
    /// canonical form.
    Text(EcoString),
    /// `bytea`.
    Bytea(EcoVec<u8>),
    /// `uuid`.
    Uuid(Arc<[u8; 16]>),
    /// `interval`.
    Interval(Arc<Interval>),
    /// `timetz`: microseconds since midnight, seconds west of UTC.
    TimeTz(Arc<(i64, i32)>),
    /// An array of any element type.
    Array(Arc<Array>),
    /// A row: composite or anonymous `record`.
    Record(Arc<Record>),
}

/// A row as a value. It brings its columns along, since `record` says nothing of them.
#[derive(Clone, Debug)]
pub struct Record {
    /// The columns, shared by all rows of one expression or table.
    pub fields: Arc<[Field]>,
    /// One value for each.
    pub values: Vec<Datum>,
}

/// A column of a row value; `f1`, `f2`, ... in `ROW(...)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, the key in `row_to_json`.
    pub name: EcoString,
    /// Its type.
    pub ty: Type,
}

impl Record {
    /// Values beside their types, by column.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&Field, &Datum)> {
        self.fields.iter().zip(&self.values)
    }
}

/// An array: elements in row-major order, PostgreSQL's dimensions and lower bounds.
#[derive(Clone, Debug)]
pub struct Array {
    /// The element type, since an array value can be met as `anyarray`.
    pub element: Oid,
    /// (length, lower bound) of each dimension; none for an empty array.
    pub dims: Vec<(i32, i32)>,
    /// `Datum::Null` for a null element.
    pub items: Vec<Datum>,
}

impl Datum {
    /// Whether this is SQL NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Datum::Null)
    }

    /// A text value.
    pub fn text(text: impl Into<EcoString>) -> Datum {
        Datum::Text(text.into())
    }
}
