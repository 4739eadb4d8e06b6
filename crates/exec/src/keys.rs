//! Under which keys do rows and index entries stand?
//!
//! ```text
//! row          storage u32, primary key columns            -> row
//! index entry  index storage u32, key columns [, row's key] -> row's key
//! ```
//! A table without a primary key has a hidden `u64` instead of key columns. The
//! row's key ends an entry's key, without its storage, when equal key columns may stand side by
//! side: the index is not unique, or a key column is NULL and NULLs are distinct. Rows for which the
//! predicate of a partial index is not true have no entry in it.

use crate::code::Code;
use crate::eval::Eval;
use base::keycode::put_u32;
use base::{Key, SqlResult};
use sql::catalog::{Index, Table};
use types::{Datum, Oid, key};

/// The first bytes of all keys of a table or index.
pub fn prefix(storage: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(32);
    put_u32(&mut out, storage);
    out
}

/// The key of a row of a table without a primary key, appended.
pub(crate) fn put_hidden_key(table: &Table, id: u64, out: &mut Vec<u8>) {
    put_u32(out, table.storage);
    out.extend_from_slice(&id.to_be_bytes());
}

/// How one index makes keys of rows.
pub(crate) struct IndexCode {
    /// Its place in `Table::indexes`.
    pub(crate) place: usize,
    /// The first number of its keys; of a primary key, the table's.
    storage: u32,
    unique: bool,
    nulls_not_distinct: bool,
    pub(crate) parts: Vec<Part>,
    pub(crate) predicate: Option<Code>,
}

/// One key column of an index.
pub(crate) struct Part {
    pub(crate) source: Source,
    pub(crate) ty: Oid,
    descending: bool,
    nulls_first: bool,
}

/// Where a key column comes from.
pub(crate) enum Source {
    /// A column of the row.
    Column(usize),
    /// An expression over the row.
    Code(Code),
}

/// The entry of a row in an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    /// Whether there can be no other of this key.
    pub(crate) exclusive: bool,
}

impl IndexCode {
    /// Of the index in `place`; `computed` gives (type, code) of key columns that are expressions.
    pub(crate) fn new(
        table: &Table,
        place: usize,
        mut computed: impl FnMut(usize) -> SqlResult<(Oid, Code)>,
        predicate: Option<Code>,
    ) -> SqlResult<IndexCode> {
        let index = &table.indexes[place];
        let part = |(at, part): (usize, &sql::catalog::IndexKey)| {
            let (source, ty) = match part.column {
                Some(column) => (Source::Column(column), table.columns[column].type_oid),
                None => {
                    let (ty, code) = computed(at)?;
                    (Source::Code(code), ty)
                }
            };
            let (descending, nulls_first) = (part.descending, part.nulls_first);
            Ok(Part { source, ty, descending, nulls_first })
        };
        let parts = index.keys.iter().enumerate().map(part).collect::<SqlResult<Vec<Part>>>()?;
        Ok(IndexCode {
            place,
            storage: if index.primary { table.storage } else { index.storage },
            unique: index.unique,
            nulls_not_distinct: index.nulls_not_distinct,
            parts,
            predicate,
        })
    }

    /// The values of the key columns of `row`.
    pub(crate) fn values(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Vec<Datum>> {
        let value = |part: &Part| match &part.source {
            Source::Column(column) => Ok(row[*column].clone()),
            Source::Code(code) => code.eval(eval, row),
        };
        self.parts.iter().map(value).collect()
    }

    /// The columns of a row that keys are made of; `None` when expressions make them too.
    pub(crate) fn columns(&self) -> Option<Vec<usize>> {
        let column = |part: &Part| match part.source {
            Source::Column(column) => Some(column),
            Source::Code(_) => None,
        };
        if self.predicate.is_some() { None } else { self.parts.iter().map(column).collect() }
    }

    /// Appends the key of `row`, of a primary key.
    pub(crate) fn put_row_key(&self, row: &[Datum], out: &mut Vec<u8>) {
        put_u32(out, self.storage);
        for part in &self.parts {
            if let Source::Column(column) = part.source {
                part.put(&row[column], out);
            }
        }
    }

    /// Appends the key of the entry of `row`, which stands under `row_key`: whether there can be no
    /// other of this key. Nothing and `None` when the index does not cover the row.
    pub(crate) fn put_entry(
        &self,
        eval: &Eval<'_>,
        row: &[Datum],
        row_key: &[u8],
        out: &mut Vec<u8>,
    ) -> SqlResult<Option<bool>> {
        if let Some(predicate) = &self.predicate
            && !predicate.is_true(eval, row)?
        {
            return Ok(None);
        }
        put_u32(out, self.storage);
        let mut null = false;
        for part in &self.parts {
            match &part.source {
                Source::Column(column) => {
                    null |= row[*column].is_null();
                    part.put(&row[*column], out);
                }
                Source::Code(code) => {
                    let value = code.value(eval, row)?;
                    null |= value.is_null();
                    part.put(&value, out);
                }
            }
        }
        let exclusive = self.unique && (!null || self.nulls_not_distinct);
        if !exclusive {
            out.extend_from_slice(row_key.get(4..).unwrap_or_default());
        }
        Ok(Some(exclusive))
    }
}

impl Part {
    fn put(&self, value: &Datum, out: &mut Vec<u8>) {
        key::encode(self.ty, value, self.descending, self.nulls_first, out);
    }
}

/// The first bytes of the keys of rows (of a primary key) or entries whose leading key columns are
/// `values`, given in the order of the key.
pub(crate) fn leading(table: &Table, index: &Index, values: &[Datum]) -> Vec<u8> {
    let mut out = prefix(if index.primary { table.storage } else { index.storage });
    for (part, value) in index.keys.iter().zip(values) {
        if let Some(column) = part.column {
            let ty = table.columns[column].type_oid;
            key::encode(ty, value, part.descending, part.nulls_first, &mut out);
        }
    }
    out
}
