//! What do ALTER TABLE and CREATE INDEX do with the rows that are there?
//!
//! One pass checks them, builds new indexes, and writes rows again where values or keys change, under
//! new storage ids. The pass relies on the whole table, and who writes to it relies on its descriptor:
//! of a schema change and a write beside it, the second to commit is refused.

use crate::code::Code;
use crate::compile::Compiler;
use crate::foreign_key::{Constraints, Link};
use crate::judge::{prove, walk};
use crate::keys::{Entry, prefix};
use crate::operator::Run;
use crate::rows::RowForm;
use crate::table_code::{Ready, TableCode};
use crate::violation::Words;
use crate::write::words;
use base::{Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, SqlState, Value};
use sql::catalog::Table;
use sql::rel::ColumnId;
use sql::statement::RowWork;
use std::sync::Arc;
use types::{Datum, Oid};

/// So many rows are read at once.
const CHUNK: usize = 1024;

/// Does `work` on the rows of `old`; the catalog holds the new descriptor.
pub(crate) async fn rewrite(
    run: &mut Run<'_, '_>,
    work: &RowWork,
    old: &Arc<Table>,
) -> SqlResult<()> {
    let pass = Pass::new(work, old)?;
    run.cx.txn.rely_on(KeyRange::prefix(prefix(old.storage)));
    if pass.looks_at_rows(work) {
        let mut range = KeyRange::prefix(prefix(old.storage));
        loop {
            let rows = chunk(run, &mut range).await?;
            if rows.is_empty() {
                break;
            }
            for (key, value) in &rows {
                pass.row(run, key, value).await?;
            }
            run.breathe().await?;
        }
    }
    for constraint in &work.foreign_keys {
        run.cx.txn.begin_command();
        verify(run, work.table.oid, *constraint).await?;
    }
    Ok(())
}

/// The next rows of `range`, which then begins after them.
async fn chunk(run: &mut Run<'_, '_>, range: &mut KeyRange) -> SqlResult<Vec<(Key, Value)>> {
    let mut rows = Vec::new();
    let mut sink = |key: &[u8], value: &[u8]| {
        rows.push((Key::copy_from_slice(key), Value::copy_from_slice(value)));
        if rows.len() < CHUNK { Flow::Continue } else { Flow::Stop }
    };
    run.cx.txn.scan(range, Direction::Forward, &mut sink).await?;
    if let Some(next) = rows.last().and_then(|(key, _)| KeyRange::point(key.clone()).end) {
        range.start = next;
    }
    Ok(rows)
}

/// What is done to each row.
struct Pass<'w> {
    work: &'w RowWork,
    /// Rows get new keys and are written again, with all entries.
    writes_rows: bool,
    /// Rows had hidden keys.
    hidden: bool,
    before: RowForm,
    values: Vec<(usize, Code)>,
    /// Whether any are computed.
    changes_values: bool,
    code: TableCode,
    checks: Vec<(&'w str, Code)>,
    /// Of [`TableCode::indexes`], those whose entries are written.
    build: Vec<bool>,
    /// What columns have that are not yet in stored rows.
    added: Vec<Datum>,
}

impl<'w> Pass<'w> {
    fn new(work: &'w RowWork, old: &Table) -> SqlResult<Pass<'w>> {
        let table = Arc::new(work.table.clone());
        let before: Vec<ColumnId> = work.before.iter().map(|column| column.id).collect();
        let after: Vec<ColumnId> = work.checks.row.iter().map(|column| column.id).collect();
        let mut compiler = Compiler::default();
        let mut values = Vec::with_capacity(work.values.len());
        for (column, expr) in &work.values {
            values.push((*column, compiler.code(expr, &before)?));
        }
        let mut checks = Vec::with_capacity(work.checks.checks.len());
        for (name, expr) in &work.checks.checks {
            checks.push((name.as_str(), compiler.code(expr, &after)?));
        }
        let code = TableCode::compile(&mut compiler, &table, &work.checks)?;
        let writes_rows = table.storage != old.storage;
        let built = |index: &crate::keys::IndexCode| {
            writes_rows || work.build.contains(&code.index(index).oid)
        };
        let form = RowForm::new(&table)?;
        let added = (old.columns.len()..table.columns.len()).map(|at| form.missing(at).clone());
        Ok(Pass {
            writes_rows,
            hidden: old.primary().is_none(),
            before: RowForm::new(old)?,
            changes_values: !values.is_empty() || !work.checks.generated.is_empty(),
            values,
            checks,
            build: code.indexes.iter().map(built).collect(),
            added: added.collect(),
            code,
            work,
        })
    }

    fn looks_at_rows(&self, work: &RowWork) -> bool {
        self.writes_rows
            || !work.not_null.is_empty()
            || !self.checks.is_empty()
            || self.build.contains(&true)
    }

    async fn row(&self, run: &mut Run<'_, '_>, key: &Key, value: &[u8]) -> SqlResult<()> {
        let before = self.before.decode(value)?;
        let mut row = before.clone();
        row.extend_from_slice(&self.added);
        if self.changes_values {
            run.patiently(|eval| {
                for (column, code) in &self.values {
                    row[*column] = code.eval(eval, &before)?;
                }
                self.code.complete(eval, &mut row)
            })
            .await?;
        }
        let ready = {
            let functions = run.functions();
            let eval = run.eval(&functions);
            self.check(&eval, words(run), &row)?;
            let hidden = || match self.hidden {
                true => {
                    let mut out = prefix(self.code.table.storage);
                    out.extend_from_slice(key.get(4..).unwrap_or_default());
                    out.into()
                }
                false => self.code.fresh_key(run.cx.host.row_id()),
            };
            if self.writes_rows {
                self.code.ready(&eval, &row, hidden)?
            } else {
                let entries = self.code.entries(&eval, &row, key)?;
                Ready { key: key.clone(), value: Value::new(), entries }
            }
        };
        self.put(run, &row, ready)
    }

    fn check(
        &self,
        eval: &crate::eval::Eval<'_>,
        words: Words<'_>,
        row: &[Datum],
    ) -> SqlResult<()> {
        if let Some(column) = self.work.not_null.iter().find(|column| row[**column].is_null()) {
            let name = self.code.table.columns[*column].name.as_str();
            let message = format!(
                "column \"{name}\" of relation \"{}\" contains null values",
                self.work.name
            );
            let error = SqlError::new(SqlState::NOT_NULL_VIOLATION, message).with_column(name);
            return Err(words.of_table(error, &self.code.table));
        }
        for (name, check) in &self.checks {
            if matches!(*check.value(eval, row)?, Datum::Bool(false)) {
                let relation = &self.work.name;
                let message = format!(
                    "check constraint \"{name}\" of relation \"{relation}\" is violated by some row"
                );
                let error = SqlError::new(SqlState::CHECK_VIOLATION, message);
                return Err(words.of_table(error.with_constraint(*name), &self.code.table));
            }
        }
        Ok(())
    }

    fn put(&self, run: &mut Run<'_, '_>, row: &[Datum], ready: Ready) -> SqlResult<()> {
        // The storage is new to everyone: only this transaction can have written there.
        let taken = |run: &Run<'_, '_>, key: &Key| run.cx.txn.own(key).flatten().is_some();
        if self.writes_rows && self.code.primary.is_some() && taken(run, &ready.key) {
            return Err(self.duplicated(run, None, row));
        }
        let built = ready.entries.into_iter().zip(&self.build).enumerate();
        for (at, (entry, build)) in built {
            let Some(Entry { key, exclusive }) = entry.filter(|_| *build) else { continue };
            if exclusive && taken(run, &key) {
                return Err(self.duplicated(run, Some(at), row));
            }
            run.cx.txn.put(key, ready.key.clone(), Mode::Update);
        }
        if self.writes_rows {
            run.cx.txn.put(ready.key, ready.value, Mode::Update);
        }
        Ok(())
    }

    fn duplicated(&self, run: &Run<'_, '_>, at: Option<usize>, row: &[Datum]) -> SqlError {
        let index = at.map_or(self.code.primary.as_ref(), |at| self.code.indexes.get(at));
        let Some(index) = index else { return SqlError::internal("no index has the key twice") };
        let functions = run.functions();
        match index.values(&run.eval(&functions), row) {
            Ok(values) => words(run).duplicated(&self.code.table, self.code.index(index), &values),
            Err(error) => error,
        }
    }
}

/// Every row's parent must be there.
async fn verify(run: &mut Run<'_, '_>, table: Oid, constraint: Oid) -> SqlResult<()> {
    let catalog = run.cx.catalog;
    let child = catalog.tables.get(&table);
    let key = child.and_then(|table| table.foreign_keys.iter().find(|key| key.oid == constraint));
    let (Some(child), Some(key)) = (child, key) else {
        return Err(SqlError::internal("a foreign key to be verified is not there"));
    };
    let link = Link::new(catalog, child, key)?;
    let form = RowForm::new(child)?;
    let mut wanted = Constraints::default();
    let range = KeyRange::prefix(prefix(child.storage));
    let words = Words { catalog, formats: run.cx.env.formats() };
    walk(run, range, |_, value| {
        wanted.want_row(&link, words, &form.decode(value)?)?;
        Ok(Flow::Continue)
    })
    .await?;
    for group in wanted.children {
        prove(run, group).await?;
    }
    Ok(())
}
