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
use crate::packing::Packing;
use crate::rows::RowForm;
use crate::table_code::{Ready, TableCode};
use crate::violation::Words;
use crate::write::words;
use base::{Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, SqlState, Value};
use bytes::Bytes;
use sql::catalog::Table;
use sql::rel::ColumnId;
use sql::statement::RowWork;
use std::sync::Arc;
use types::row::Reader;
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
            pass.rows(run, &rows).await?;
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
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    let mut sink = |key: &[u8], value: &[u8]| {
        bytes.extend_from_slice(key);
        let middle = bytes.len();
        bytes.extend_from_slice(value);
        ends.push((middle, bytes.len()));
        if ends.len() < CHUNK { Flow::Continue } else { Flow::Stop }
    };
    run.cx.txn.scan(range, Direction::Forward, &mut sink).await?;
    let (bytes, mut start) = (Bytes::from(bytes), 0);
    let mut cut = |end: usize| bytes.slice(std::mem::replace(&mut start, end)..end);
    let rows: Vec<(Key, Value)> =
        ends.into_iter().map(|(middle, end)| (cut(middle), cut(end))).collect();
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
    /// The columns that are looked at, when it is not all of them.
    named: Option<Vec<usize>>,
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
        let changes_values = !values.is_empty() || !work.checks.generated.is_empty();
        let mut pass = Pass {
            writes_rows,
            hidden: old.primary().is_none(),
            before: RowForm::new(old)?,
            changes_values,
            values,
            checks,
            build: code.indexes.iter().map(built).collect(),
            added: added.collect(),
            named: None,
            code,
            work,
        };
        pass.named = pass.named_columns();
        Ok(pass)
    }

    /// The columns that keys are made of, and that must not be NULL; `None` when expressions are
    /// computed over rows or rows get new columns.
    fn named_columns(&self) -> Option<Vec<usize>> {
        if self.changes_values || !self.checks.is_empty() || !self.added.is_empty() {
            return None;
        }
        let mut named = self.work.not_null.clone();
        for index in self.code.primary.iter().chain(&self.code.indexes) {
            named.extend(index.columns()?);
        }
        named.sort_unstable();
        named.dedup();
        Some(named)
    }

    fn looks_at_rows(&self, work: &RowWork) -> bool {
        self.writes_rows
            || !work.not_null.is_empty()
            || !self.checks.is_empty()
            || self.build.contains(&true)
    }

    async fn rows(&self, run: &mut Run<'_, '_>, rows: &[(Key, Value)]) -> SqlResult<()> {
        let (mut packing, mut kept, mut row) = (Packing::default(), Vec::new(), Vec::new());
        for (key, value) in rows {
            self.read(run, value, &mut row).await?;
            let functions = run.functions();
            let eval = run.eval(&functions);
            self.check(&eval, words(run), &row)?;
            if !self.writes_rows {
                packing.add_entries(&self.code, &eval, &row, key)?;
                continue;
            }
            let hidden = |out: &mut Vec<u8>| match self.hidden {
                true => {
                    out.extend_from_slice(&self.code.table.storage.to_be_bytes());
                    out.extend_from_slice(key.get(4..).unwrap_or_default());
                }
                false => self.code.put_fresh_key(run.cx.host.row_id(), out),
            };
            // The bytes of a row that stays as it is serve under its new key too.
            let keep = self.named.is_some() && Reader::new(value)?.len() == self.code.form.width();
            kept.push(keep);
            if keep {
                packing.add_keys(&self.code, &eval, &row, hidden)?;
            } else {
                let row = if self.named.is_some() { &self.before.decode(value)? } else { &row };
                packing.add(&self.code, &eval, row, hidden)?;
            }
        }
        for (at, mut ready) in packing.ready().into_iter().enumerate() {
            let Some((_, value)) = rows.get(at) else { break };
            if kept.get(at) == Some(&true) {
                ready.value = value.clone();
            }
            if let Some(index) = self.put(run, ready) {
                self.read(run, value, &mut row).await?;
                return Err(self.duplicated(run, index, &row));
            }
        }
        Ok(())
    }

    /// A row as it is to be, as far as it is looked at.
    async fn read(
        &self,
        run: &mut Run<'_, '_>,
        value: &[u8],
        row: &mut Vec<Datum>,
    ) -> SqlResult<()> {
        if let Some(named) = &self.named {
            let reader = Reader::new(value)?;
            row.resize(self.before.width(), Datum::Null);
            for column in named {
                row[*column] = self.before.column(&reader, *column)?;
            }
            return Ok(());
        }
        let before = self.before.decode(value)?;
        row.clone_from(&before);
        row.extend_from_slice(&self.added);
        if self.changes_values {
            run.patiently(|eval| {
                for (column, code) in &self.values {
                    row[*column] = code.eval(eval, &before)?;
                }
                self.code.complete(eval, row)
            })
            .await?;
        }
        Ok(())
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

    /// Writes a row; the index that has its key already, if one has, `None` for the primary key.
    fn put(&self, run: &mut Run<'_, '_>, ready: Ready) -> Option<Option<usize>> {
        // The storage is new to everyone: only this transaction can have written there.
        let taken = |run: &Run<'_, '_>, key: &Key| run.cx.txn.own(key).flatten().is_some();
        if self.writes_rows && self.code.primary.is_some() && taken(run, &ready.key) {
            return Some(None);
        }
        let built = ready.entries.into_iter().zip(&self.build).enumerate();
        for (at, (entry, build)) in built {
            let Some(Entry { key, exclusive }) = entry.filter(|_| *build) else { continue };
            if exclusive && taken(run, &key) {
                return Some(Some(at));
            }
            run.cx.txn.put(key, ready.key.clone(), Mode::Update);
        }
        if self.writes_rows {
            run.cx.txn.put(ready.key, ready.value, Mode::Update);
        }
        None
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
