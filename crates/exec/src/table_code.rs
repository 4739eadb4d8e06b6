//! What must be computed of every row that is written to a table? Its generated columns, its
//! constraints, its keys.

use crate::code::Code;
use crate::compile::Compiler;
use crate::eval::Eval;
use crate::keys::{Entry, IndexCode, put_hidden_key};
use crate::operator::Run;
use crate::packing::Packing;
use crate::rows::RowForm;
use crate::violation::Words;
use crate::write::words;
use base::{Key, SqlError, SqlResult, Value};
use sql::bind::{Names, table_checks};
use sql::catalog::{Index, Table};
use sql::rel::{Checks, ColumnId};
use std::sync::Arc;
use types::{Datum, Oid};

/// All that a table's descriptor says of its rows, compiled.
pub(crate) struct TableCode {
    pub(crate) table: Arc<Table>,
    pub(crate) form: RowForm,
    generated: Vec<(usize, Code)>,
    checks: Vec<(String, Code)>,
    /// What views ask of a new row.
    views: Vec<(String, Code)>,
    not_null: Vec<usize>,
    /// The row's own key; without one, rows have hidden ones.
    pub(crate) primary: Option<IndexCode>,
    /// The other indexes.
    pub(crate) indexes: Vec<IndexCode>,
    /// The unique ones in order of the descriptor: places in `indexes`, `None` for the primary key.
    uniques: Vec<Option<usize>>,
    /// By column: whether a unique index that a foreign key could name covers it.
    key_columns: Vec<bool>,
}

/// A row ready to be written.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) key: Key,
    pub(crate) value: Value,
    /// One for each of [`TableCode::indexes`].
    pub(crate) entries: Vec<Option<Entry>>,
}

impl TableCode {
    /// With expressions bound with a statement.
    pub(crate) fn compile(
        compiler: &mut Compiler,
        table: &Arc<Table>,
        bound: &Checks,
    ) -> SqlResult<TableCode> {
        let row: Vec<ColumnId> = bound.row.iter().map(|column| column.id).collect();
        let mut code = TableCode::plain(table)?;
        for (column, expr) in &bound.generated {
            code.generated.push((*column, compiler.code(expr, &row)?));
        }
        for (name, expr) in &bound.checks {
            code.checks.push((name.clone(), compiler.code(expr, &row)?));
        }
        for (view, expr) in &bound.views {
            code.views.push((view.clone(), compiler.code(expr, &row)?));
        }
        for place in 0..table.indexes.len() {
            let index = &table.indexes[place];
            let exprs = bound.indexes.iter().find(|exprs| exprs.index == index.oid);
            let predicate = match (&index.predicate, exprs.and_then(|e| e.predicate.as_ref())) {
                (None, _) => None,
                (Some(_), Some(expr)) => Some(compiler.code(expr, &row)?),
                (Some(_), None) => return Err(unbound(index)),
            };
            let computed = |at: usize| {
                let keys = exprs.map(|exprs| exprs.keys.as_slice()).unwrap_or_default();
                let found = keys.iter().find(|(place, _)| *place == at);
                let (_, expr) = found.ok_or_else(|| unbound(index))?;
                Ok((expr.ty().oid, compiler.code(expr, &row)?))
            };
            code.add(IndexCode::new(table, place, computed, predicate)?);
        }
        Ok(code)
    }

    /// With the stored expressions bound now, as a foreign key's action needs them, and the
    /// rewriting of a table.
    pub(crate) fn bind(names: &Names<'_>, table: &Arc<Table>) -> SqlResult<TableCode> {
        TableCode::compile(&mut Compiler::default(), table, &table_checks(names, table)?)
    }

    /// Without the expressions: of a table that has none.
    pub(crate) fn plain(table: &Arc<Table>) -> SqlResult<TableCode> {
        let mut key_columns = vec![false; table.columns.len()];
        let named = |index: &&Index| {
            index.unique
                && index.predicate.is_none()
                && index.keys.iter().all(|key| key.column.is_some())
        };
        for key in table.indexes.iter().filter(named).flat_map(|index| &index.keys) {
            key.column.into_iter().for_each(|column| key_columns[column] = true);
        }
        let not_null = table.live_columns().filter(|(_, column)| column.not_null);
        Ok(TableCode {
            form: RowForm::new(table)?,
            generated: Vec::new(),
            checks: Vec::new(),
            views: Vec::new(),
            not_null: not_null.map(|(at, _)| at).collect(),
            primary: None,
            indexes: Vec::new(),
            uniques: Vec::new(),
            key_columns,
            table: Arc::clone(table),
        })
    }

    fn add(&mut self, index: IndexCode) {
        let fact = &self.table.indexes[index.place];
        if fact.unique {
            self.uniques.push((!fact.primary).then_some(self.indexes.len()));
        }
        if fact.primary {
            self.primary = Some(index);
        } else {
            self.indexes.push(index);
        }
    }

    /// The keys of a row that no other may have, each with its place in `indexes`, `None` for the
    /// primary key.
    pub(crate) fn uniques<'r>(
        &'r self,
        ready: &'r Ready,
    ) -> impl Iterator<Item = (Option<usize>, &'r Key)> {
        self.uniques.iter().filter_map(|unique| match unique {
            None => Some((None, &ready.key)),
            Some(at) => {
                let entry = ready.entries[*at].as_ref().filter(|entry| entry.exclusive)?;
                Some((Some(*at), &entry.key))
            }
        })
    }

    /// Adds the indexes of a table whose indexes are of plain columns.
    #[cfg(test)]
    pub(crate) fn add_plain_indexes(&mut self) -> SqlResult<()> {
        let table = Arc::clone(&self.table);
        for place in 0..table.indexes.len() {
            let index = &table.indexes[place];
            self.add(IndexCode::new(&table, place, |_| Err(unbound(index)), None)?);
        }
        Ok(())
    }

    /// What [`TableCode::uniques`] calls the index with this OID.
    pub(crate) fn unique(&self, oid: Oid) -> Option<Option<usize>> {
        let oid_of = |unique: &Option<usize>| match unique {
            Some(at) => Some(self.index(&self.indexes[*at]).oid),
            None => self.primary.as_ref().map(|primary| self.index(primary).oid),
        };
        self.uniques.iter().copied().find(|unique| oid_of(unique) == Some(oid))
    }

    /// The descriptor of an index.
    pub(crate) fn index(&self, code: &IndexCode) -> &Index {
        &self.table.indexes[code.place]
    }

    /// Computes the generated columns.
    pub(crate) fn complete(&self, eval: &Eval<'_>, row: &mut [Datum]) -> SqlResult<()> {
        for (column, code) in &self.generated {
            row[*column] = code.eval(eval, row)?;
        }
        Ok(())
    }

    /// Holds `row` to NOT NULL and CHECK.
    pub(crate) fn check(&self, eval: &Eval<'_>, words: Words<'_>, row: &[Datum]) -> SqlResult<()> {
        if let Some(column) = self.not_null.iter().find(|column| row[**column].is_null()) {
            return Err(words.not_null(&self.table, *column, row));
        }
        for (name, check) in &self.checks {
            if matches!(*check.value(eval, row)?, Datum::Bool(false)) {
                return Err(words.check(&self.table, name, row));
            }
        }
        Ok(())
    }

    /// Holds `row`, which has been written, to WITH CHECK OPTION of the views it was written through.
    pub(crate) fn check_views(&self, run: &Run<'_, '_>, row: &[Datum]) -> SqlResult<()> {
        for (view, check) in &self.views {
            let functions = run.functions();
            if matches!(*check.value(&run.eval(&functions), row)?, Datum::Bool(false)) {
                return Err(words(run).view_check(&self.table, view, row));
            }
        }
        Ok(())
    }

    /// The stored form of a whole row and its keys. `hidden` is the key of a row of a table
    /// without a primary key.
    pub(crate) fn ready(&self, eval: &Eval<'_>, row: &[Datum], hidden: &[u8]) -> SqlResult<Ready> {
        let mut packing = Packing::default();
        packing.add(self, eval, row, |out| out.extend_from_slice(hidden))?;
        packing.ready().pop().ok_or_else(|| SqlError::internal("a row that was packed is lost"))
    }

    /// The entries of a row that stands under `key`.
    pub(crate) fn entries(
        &self,
        eval: &Eval<'_>,
        row: &[Datum],
        key: &[u8],
    ) -> SqlResult<Vec<Option<Entry>>> {
        let entry = |index: &IndexCode| {
            let mut out = Vec::new();
            let exclusive = index.put_entry(eval, row, key, &mut out)?;
            Ok(exclusive.map(|exclusive| Entry { key: out.into(), exclusive }))
        };
        self.indexes.iter().map(entry).collect()
    }

    /// Appends a new key for a row of a table without a primary key.
    pub(crate) fn put_fresh_key(&self, id: u64, out: &mut Vec<u8>) {
        put_hidden_key(&self.table, id, out);
    }

    /// Whether a column differs that a foreign key of another table could name.
    pub(crate) fn key_changed(&self, old: &[Datum], new: &[Datum]) -> bool {
        let columns = self.key_columns.iter().enumerate().filter(|(_, key)| **key);
        let mut places = columns.map(|(at, _)| at);
        places.any(|at| !same(self.table.columns[at].type_oid, &old[at], &new[at]))
    }
}

/// Whether two values have one key.
pub(crate) fn same(ty: Oid, a: &Datum, b: &Datum) -> bool {
    let key = |value: &Datum| {
        let mut out = Vec::new();
        types::key::encode(ty, value, false, false, &mut out);
        out
    };
    match (a, b) {
        (Datum::Int4(a), Datum::Int4(b)) => a == b,
        (Datum::Int8(a), Datum::Int8(b)) => a == b,
        (Datum::Null, Datum::Null) => true,
        (Datum::Null, _) | (_, Datum::Null) => false,
        _ => key(a) == key(b),
    }
}

fn unbound(index: &Index) -> SqlError {
    SqlError::internal(format!("the expressions of index \"{}\" are not bound", index.name))
}
