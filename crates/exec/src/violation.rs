//! What is a client told when a row breaks a constraint? PostgreSQL's words and fields
//! (src/backend/executor/execMain.c, src/backend/access/nbtree/nbtinsert.c).

use base::{SqlError, SqlState};
use sql::Catalog;
use sql::catalog::{Index, Table};
use types::{Datum, Formats, to_text};

/// A value of a failing row is shown up to so many bytes (`maxfieldlen`).
const FIELD_MAX: usize = 64;

/// Whose words they are in: how values are shown, and what schemas are called.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) formats: &'a Formats,
}

impl Words<'_> {
    /// `error` with the fields of the table concerned.
    pub(crate) fn of_table(&self, error: SqlError, table: &Table) -> SqlError {
        let schema = self.catalog.namespaces.get(&table.namespace);
        error.with_table(schema.map_or("", |schema| schema.name.as_str()), table.name.as_str())
    }

    pub(crate) fn not_null(&self, table: &Table, column: usize, row: &[Datum]) -> SqlError {
        let name = &table.columns[column].name;
        let message = format!(
            "null value in column \"{name}\" of relation \"{}\" violates not-null constraint",
            table.name
        );
        let error = SqlError::new(SqlState::NOT_NULL_VIOLATION, message)
            .with_detail(self.failing_row(table, row))
            .with_column(name.as_str());
        self.of_table(error, table)
    }

    pub(crate) fn check(&self, table: &Table, name: &str, row: &[Datum]) -> SqlError {
        let message =
            format!("new row for relation \"{}\" violates check constraint \"{name}\"", table.name);
        let error = SqlError::new(SqlState::CHECK_VIOLATION, message)
            .with_detail(self.failing_row(table, row))
            .with_constraint(name);
        self.of_table(error, table)
    }

    /// A view does not give the row that was written through it.
    pub(crate) fn view_check(&self, table: &Table, view: &str, row: &[Datum]) -> SqlError {
        let message = format!("new row violates check option for view \"{view}\"");
        SqlError::new(SqlState::new(b"44000"), message).with_detail(self.failing_row(table, row))
    }

    /// A row is to go where another is.
    pub(crate) fn taken(&self, table: &Table, index: &Index, values: &[Datum]) -> SqlError {
        let message = format!("duplicate key value violates unique constraint \"{}\"", index.name);
        let detail = format!("Key {} already exists.", self.key(table, index, values));
        let error = SqlError::new(SqlState::UNIQUE_VIOLATION, message)
            .with_detail(detail)
            .with_constraint(index.name.as_str());
        self.of_table(error, table)
    }

    /// Rows that are there do not allow a unique index.
    pub(crate) fn duplicated(&self, table: &Table, index: &Index, values: &[Datum]) -> SqlError {
        let message = format!("could not create unique index \"{}\"", index.name);
        let detail = format!("Key {} is duplicated.", self.key(table, index, values));
        let error = SqlError::new(SqlState::UNIQUE_VIOLATION, message)
            .with_detail(detail)
            .with_constraint(index.name.as_str());
        self.of_table(error, table)
    }

    /// `(a, lower(b))=(1, x)`.
    fn key(&self, table: &Table, index: &Index, values: &[Datum]) -> String {
        let mut names = Vec::with_capacity(values.len());
        let mut texts = Vec::with_capacity(values.len());
        for (part, value) in index.keys.iter().zip(values) {
            let ty = match (part.column, &part.expression) {
                (Some(column), _) => {
                    names.push(table.columns[column].name.clone());
                    table.columns[column].type_oid
                }
                (None, text) => {
                    names.push(text.clone().unwrap_or_default());
                    types::text::natural(value)
                }
            };
            texts.push(self.shown(ty, value));
        }
        format!("({})=({})", names.join(", "), texts.join(", "))
    }

    /// `(a, b)=(1, x)` of plain columns.
    pub(crate) fn columns(&self, table: &Table, columns: &[usize], values: &[Datum]) -> String {
        let names: Vec<&str> =
            columns.iter().map(|column| table.columns[*column].name.as_str()).collect();
        let shown = columns.iter().zip(values);
        let texts: Vec<String> = shown
            .map(|(column, value)| self.shown(table.columns[*column].type_oid, value))
            .collect();
        format!("({})=({})", names.join(", "), texts.join(", "))
    }

    fn shown(&self, ty: types::Oid, value: &Datum) -> String {
        if value.is_null() { "null".to_owned() } else { to_text(ty, value, self.formats) }
    }

    fn failing_row(&self, table: &Table, row: &[Datum]) -> String {
        let values: Vec<String> = table
            .live_columns()
            .map(|(at, column)| {
                let text = self.shown(column.type_oid, &row[at]);
                let cut = sql::names::clip(&text, FIELD_MAX);
                if cut.len() < text.len() { format!("{cut}...") } else { text }
            })
            .collect();
        format!("Failing row contains ({}).", values.join(", "))
    }
}
