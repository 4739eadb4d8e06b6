//! How does a stored row become values again?

use base::SqlResult;
use sql::catalog::Table;
use types::row::{self, Reader};
use types::{Datum, Formats, Type, text_in};

/// How the rows of one table are stored.
pub(crate) struct RowForm {
    types: Vec<Type>,
    /// What columns have in rows that were written before they were added.
    missing: Vec<Datum>,
    dropped: Vec<bool>,
}

impl RowForm {
    pub(crate) fn new(table: &Table) -> SqlResult<RowForm> {
        let formats = Formats::default();
        let missing = table.columns.iter().map(|column| match &column.missing {
            Some(text) if !column.dropped => text_in(column.ty(), text, &formats),
            _ => Ok(Datum::Null),
        });
        Ok(RowForm {
            missing: missing.collect::<SqlResult<Vec<Datum>>>()?,
            types: table.columns.iter().map(sql::catalog::TableColumn::ty).collect(),
            dropped: table.columns.iter().map(|column| column.dropped).collect(),
        })
    }

    /// Appends the stored form of `row`.
    pub(crate) fn encode(&self, row: &[Datum], out: &mut Vec<u8>) -> SqlResult<()> {
        row::encode(&self.types, row, out)
    }

    /// How many columns a row has that is written now.
    pub(crate) fn width(&self) -> usize {
        self.types.len()
    }

    /// Column `at` of a stored row.
    pub(crate) fn column(&self, reader: &Reader<'_>, at: usize) -> SqlResult<Datum> {
        if self.dropped[at] {
            return Ok(Datum::Null);
        }
        if reader.is_missing(at) {
            return Ok(self.missing[at].clone());
        }
        reader.column(at, self.types[at])
    }

    /// What column `at` has in rows that were written before it was added.
    pub(crate) fn missing(&self, at: usize) -> &Datum {
        &self.missing[at]
    }

    /// All columns of a stored row.
    pub(crate) fn decode(&self, value: &[u8]) -> SqlResult<Vec<Datum>> {
        let reader = Reader::new(value)?;
        (0..self.types.len()).map(|at| self.column(&reader, at)).collect()
    }
}
