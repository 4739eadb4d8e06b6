//! Under which keys do rows and index entries stand?
//!
//! ```text
//! row          storage u32, primary key columns            -> row
//! index entry  index storage u32, key columns [, row's key] -> row's key
//! ```
//! A table without a primary key has a hidden `u64` instead of key columns. The
//! row's key ends an entry's key when equal key columns may stand side by side:
//! the index is not unique, or a key column is NULL and NULLs are distinct.

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

/// The primary key's index.
pub fn primary(table: &Table) -> Option<&Index> {
    table.indexes.iter().find(|index| index.primary)
}

/// The key of a row of a table with a primary key; `None` without one.
pub fn row_key(table: &Table, row: &[Datum]) -> SqlResult<Option<Key>> {
    let Some(index) = primary(table) else { return Ok(None) };
    let mut out = prefix(table.storage);
    put_columns(&mut out, table, index, row)?;
    Ok(Some(out.into()))
}

/// The key of a row of a table without a primary key.
pub fn hidden_key(table: &Table, id: u64) -> Key {
    let mut out = prefix(table.storage);
    out.extend_from_slice(&id.to_be_bytes());
    out.into()
}

/// The key of the entry of `row` in `index`, and whether it excludes a second equal one.
pub fn entry_key(
    table: &Table,
    index: &Index,
    row: &[Datum],
    row_key: &Key,
) -> SqlResult<(Key, bool)> {
    let mut out = prefix(index.storage);
    let null = put_columns(&mut out, table, index, row)?;
    let exclusive = index.unique && (!null || index.nulls_not_distinct);
    if !exclusive {
        out.extend_from_slice(row_key.get(4..).unwrap_or_default());
    }
    Ok((out.into(), exclusive))
}

/// Appends the key columns; whether one is NULL.
fn put_columns(out: &mut Vec<u8>, table: &Table, index: &Index, row: &[Datum]) -> SqlResult<bool> {
    let mut null = false;
    for part in &index.keys {
        let column = part.column.filter(|column| *column < row.len());
        let Some(column) = column else {
            return Err(base::SqlError::unsupported("an index on an expression"));
        };
        let ty: Oid = table.columns[column].type_oid;
        null |= row[column].is_null();
        key::encode(ty, &row[column], part.descending, part.nulls_first, out);
    }
    Ok(null)
}
