//! How do whole rows come into a table, change in it, and leave it?
//!
//! A batch of rows is computed and checked, all the keys that could be taken are asked for at once,
//! and then the rows are judged and written one after the other, each seeing those before it. A row that
//! fails lets those before it be judged first, so that the error is the one PostgreSQL gives.

use crate::catalog_store::{self, Kind};
use crate::code::Code;
use crate::foreign_key::Links;
use crate::operator::Run;
use crate::packing::Packing;
use crate::table_code::{Ready, TableCode};
use crate::violation::Words;
use base::{Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, SqlState, Value};
use sql::catalog::Table;
use std::collections::HashMap;
use txn::{Isolation, Transaction};
use types::Datum;

/// Who writes to one table.
pub(crate) struct Writer<'t> {
    pub(crate) code: &'t TableCode,
    pub(crate) links: &'t Links,
}

/// A row to be changed: its key, as it was, as it is to be.
pub(crate) struct Changed {
    pub(crate) key: Key,
    pub(crate) old: Vec<Datum>,
    pub(crate) new: Vec<Datum>,
}

/// What becomes of a row whose place is taken.
pub(crate) struct OnTaken {
    /// The unique keys it is about, by [`TableCode::uniques`]; all when there is none.
    pub(crate) arbiters: Vec<Option<usize>>,
    /// DO UPDATE; none leaves the row out.
    pub(crate) update: Option<TakenUpdate>,
}

/// DO UPDATE SET, over the row that is there and then the one proposed.
pub(crate) struct TakenUpdate {
    pub(crate) assignments: Vec<(usize, Code)>,
    pub(crate) predicate: Option<Code>,
}

/// What stands where a row is to go: which unique key, and the value under it.
type Taken = (Option<usize>, Value);

/// The words of a statement.
pub(crate) fn words<'a>(run: &'a Run<'_, '_>) -> Words<'a> {
    Words { catalog: run.cx.catalog, formats: run.cx.env.formats() }
}

/// A transaction that changes the table's definition may not commit beside this one.
pub(crate) fn rely_on(run: &mut Run<'_, '_>, table: &Table) {
    run.cx.txn.rely_on(KeyRange::point(catalog_store::key(Kind::Table, table.oid)));
}

/// So many unique keys or more are asked for as a range first.
const FREE_MIN: usize = 64;

/// Whether nothing stands between the first and the last of `keys`: so it is for rows that come in
/// the order of their keys, and one look is cheaper than a thousand. A transaction that is held to
/// what it read looks at its keys alone.
async fn is_free(txn: &Transaction, keys: &[Key]) -> SqlResult<bool> {
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return Ok(true) };
    if txn.isolation() == Isolation::Serializable || !keys.is_sorted() {
        return Ok(false);
    }
    let range = KeyRange { start: first.clone(), end: KeyRange::point(last.clone()).end };
    let mut free = true;
    let mut sink = |_: &[u8], _: &[u8]| {
        free = false;
        Flow::Stop
    };
    txn.scan(&range, Direction::Forward, &mut sink).await?;
    Ok(free)
}

impl Writer<'_> {
    /// Inserts `rows`; the rows as they are then, those that were left out not among them.
    pub(crate) async fn insert(
        &self,
        run: &mut Run<'_, '_>,
        rows: Vec<Vec<Datum>>,
        on_taken: Option<&OnTaken>,
    ) -> SqlResult<Vec<Vec<Datum>>> {
        let (ready, failed) = self.prepare(run, rows);
        let mut asked = Vec::new();
        for (_, ready) in &ready {
            asked.extend(self.code.uniques(ready).map(|(_, key)| key.clone()));
        }
        let found = match asked.len() >= FREE_MIN && is_free(run.cx.txn, &asked).await? {
            true => vec![None; asked.len()],
            false => run.cx.txn.get_latest(&asked).await?,
        };
        let others = match on_taken {
            Some(OnTaken { update: Some(_), .. }) => self.fetch(run, &ready, &found).await?,
            _ => HashMap::new(),
        };
        let mut found = found.into_iter();
        let mut out = Vec::with_capacity(ready.len());
        for (row, ready) in ready {
            match self.judge(run, &row, &ready, &mut found, on_taken)? {
                None => {
                    self.put(run, &row, ready)?;
                    self.code.check_views(run, &row)?;
                    out.push(row);
                }
                Some(taken) => {
                    let Some(update) = on_taken.and_then(|on| on.update.as_ref()) else { continue };
                    out.extend(self.update_taken(run, update, taken, &ready, row, &others).await?);
                }
            }
        }
        failed.map_or(Ok(out), Err)
    }

    /// Computes and checks new rows, up to the first that fails.
    fn prepare(
        &self,
        run: &Run<'_, '_>,
        rows: Vec<Vec<Datum>>,
    ) -> (Vec<(Vec<Datum>, Ready)>, Option<SqlError>) {
        let functions = run.functions();
        let eval = run.eval(&functions);
        let mut packing = Packing::default();
        let mut out = Vec::with_capacity(rows.len());
        let mut failed = None;
        for mut row in rows {
            let packed = self
                .code
                .complete(&eval, &mut row)
                .and_then(|()| self.code.check(&eval, words(run), &row))
                .and_then(|()| {
                    let fresh = |key: &mut Vec<u8>| {
                        self.code.put_fresh_key(run.cx.host.row_id(), key);
                    };
                    packing.add(self.code, &eval, &row, fresh)
                });
            if let Err(error) = packed {
                failed = Some(error);
                break;
            }
            out.push(row);
        }
        (out.into_iter().zip(packing.ready()).collect(), failed)
    }

    /// What takes the place of `row` and may be left there or updated; an error when something else
    /// does. `found` gives what was asked for, in order.
    fn judge(
        &self,
        run: &Run<'_, '_>,
        row: &[Datum],
        ready: &Ready,
        found: &mut impl Iterator<Item = Option<Value>>,
        on_taken: Option<&OnTaken>,
    ) -> SqlResult<Option<Taken>> {
        let mut arbiter = None;
        let mut other = None;
        for (unique, key) in self.code.uniques(ready) {
            let stored = found.next().flatten();
            let value = match run.cx.txn.own(key) {
                Some(own) => own.cloned(),
                None => stored,
            };
            let Some(value) = value else { continue };
            let decides =
                on_taken.is_some_and(|on| on.arbiters.is_empty() || on.arbiters.contains(&unique));
            if decides {
                arbiter.get_or_insert((unique, value));
            } else {
                other.get_or_insert(unique);
            }
        }
        match (arbiter, other) {
            (None, Some(unique)) => Err(self.taken(run, unique, row)),
            (arbiter, _) => Ok(arbiter),
        }
    }

    fn taken(&self, run: &Run<'_, '_>, unique: Option<usize>, row: &[Datum]) -> SqlError {
        let code = match unique {
            Some(at) => Some(&self.code.indexes[at]),
            None => self.code.primary.as_ref(),
        };
        let Some(code) = code else { return SqlError::internal("no index takes the key") };
        let functions = run.functions();
        match code.values(&run.eval(&functions), row) {
            Ok(values) => words(run).taken(&self.code.table, self.code.index(code), &values),
            Err(error) => error,
        }
    }

    fn put(&self, run: &mut Run<'_, '_>, row: &[Datum], ready: Ready) -> SqlResult<()> {
        let words = Words { catalog: run.cx.catalog, formats: run.cx.env.formats() };
        for link in &self.links.outgoing {
            run.cx.constraints.note_child(link, words, row, &ready.key)?;
        }
        for entry in ready.entries.into_iter().flatten() {
            run.cx.txn.put(entry.key, ready.key.clone(), Mode::Update);
        }
        run.cx.txn.put(ready.key, ready.value, Mode::Update);
        run.scope.written += 1;
        Ok(())
    }

    /// The rows that entries found in the way lead to.
    async fn fetch(
        &self,
        run: &mut Run<'_, '_>,
        ready: &[(Vec<Datum>, Ready)],
        found: &[Option<Value>],
    ) -> SqlResult<HashMap<Key, Value>> {
        let uniques = ready.iter().flat_map(|(_, ready)| self.code.uniques(ready));
        let entries = uniques.zip(found).filter(|((unique, _), _)| unique.is_some());
        let keys: Vec<Key> = entries.filter_map(|(_, value)| value.clone()).collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = run.cx.txn.get_latest(&keys).await?;
        Ok(keys.into_iter().zip(rows).filter_map(|(key, row)| Some((key, row?))).collect())
    }

    /// DO UPDATE of the row that is in the way; the row as it is then, unless WHERE spares it.
    async fn update_taken(
        &self,
        run: &mut Run<'_, '_>,
        update: &TakenUpdate,
        (unique, value): Taken,
        ready: &Ready,
        proposed: Vec<Datum>,
        others: &HashMap<Key, Value>,
    ) -> SqlResult<Option<Vec<Datum>>> {
        let (key, stored) = match unique {
            None => (ready.key.clone(), Some(value)),
            Some(_) => {
                let own = run.cx.txn.own(&value).map(|own| own.cloned());
                (value.clone(), own.unwrap_or_else(|| others.get(&value).cloned()))
            }
        };
        if run.cx.txn.wrote_in_command(&key) {
            return Err(twice());
        }
        let stored = stored.ok_or_else(|| lost(&self.code.table))?;
        run.cx.txn.claim(key.clone(), Mode::NoKeyUpdate);
        let old = self.code.form.decode(&stored)?;
        let both: Vec<Datum> = old.iter().cloned().chain(proposed).collect();
        let mut new = Vec::new();
        run.patiently(|eval| {
            new.clear();
            if let Some(predicate) = &update.predicate
                && !predicate.is_true(eval, &both)?
            {
                return Ok(());
            }
            new.extend_from_slice(&old);
            for (column, code) in &update.assignments {
                new[*column] = code.eval(eval, &both)?;
            }
            Ok(())
        })
        .await?;
        if new.is_empty() {
            return Ok(None);
        }
        Ok(self.update(run, vec![Changed { key, old, new }]).await?.pop().flatten())
    }

    /// Updates rows; each as it is then, `None` for one that this command had written before: its
    /// first change stays.
    pub(crate) async fn update(
        &self,
        run: &mut Run<'_, '_>,
        mut rows: Vec<Changed>,
    ) -> SqlResult<Vec<Option<Vec<Datum>>>> {
        let mut moves = Vec::with_capacity(rows.len());
        let mut failed = None;
        for changed in &mut rows {
            match self.change(run, changed) {
                Ok(change) => moves.push(change),
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let mut asked = Vec::new();
        for (changed, change) in rows.iter().zip(&moves) {
            asked.extend(self.claimed(changed, change).map(|(_, key)| key.clone()));
        }
        let found = match asked.is_empty() {
            true => Vec::new(),
            false => run.cx.txn.get_latest(&asked).await?,
        };
        let mut found = found.into_iter();
        let mut out = Vec::with_capacity(rows.len());
        for (changed, change) in rows.into_iter().zip(moves) {
            let repeated = run.cx.txn.wrote_in_command(&changed.key);
            for (unique, key) in self.claimed(&changed, &change) {
                let stored = found.next().flatten();
                let taken = match run.cx.txn.own(key) {
                    Some(own) => own.is_some(),
                    None => stored.is_some(),
                };
                if taken && !repeated {
                    return Err(self.taken(run, unique, &changed.new));
                }
            }
            if repeated {
                out.push(None);
                continue;
            }
            self.replace(run, &changed, change)?;
            self.code.check_views(run, &changed.new)?;
            out.push(Some(changed.new));
        }
        failed.map_or(Ok(out), Err)
    }

    /// The entries of a row before, and the row ready after.
    fn change(&self, run: &Run<'_, '_>, changed: &mut Changed) -> SqlResult<Change> {
        let functions = run.functions();
        let eval = run.eval(&functions);
        self.code.complete(&eval, &mut changed.new)?;
        self.code.check(&eval, words(run), &changed.new)?;
        let ready = self.code.ready(&eval, &changed.new, &changed.key)?;
        let before = self.code.entries(&eval, &changed.old, &changed.key)?;
        Ok(Change { before, ready })
    }

    /// The unique keys that a changed row takes and did not have before.
    fn claimed<'c>(
        &'c self,
        changed: &'c Changed,
        change: &'c Change,
    ) -> impl Iterator<Item = (Option<usize>, &'c Key)> {
        self.code.uniques(&change.ready).filter(|(unique, key)| match unique {
            None => **key != changed.key,
            Some(at) => change.before[*at].as_ref().is_none_or(|before| before.key != **key),
        })
    }

    fn replace(&self, run: &mut Run<'_, '_>, changed: &Changed, change: Change) -> SqlResult<()> {
        let Changed { key, old, new } = changed;
        let words = Words { catalog: run.cx.catalog, formats: run.cx.env.formats() };
        let Change { before, ready } = change;
        for link in self.links.outgoing.iter().filter(|link| link.child_changed(old, new)) {
            run.cx.constraints.note_child(link, words, new, &ready.key)?;
        }
        for link in &self.links.incoming {
            run.cx.constraints.note_parent(link, old, Some(new));
        }
        let moved = ready.key != *key;
        for (before, after) in before.into_iter().zip(ready.entries) {
            let same = match (&before, &after) {
                (Some(before), Some(after)) => before.key == after.key,
                _ => false,
            };
            if same && !moved {
                continue;
            }
            if let Some(before) = before.filter(|_| !same) {
                run.cx.txn.delete(before.key, Mode::Update);
            }
            if let Some(after) = after {
                let mode = if same { Mode::NoKeyUpdate } else { Mode::Update };
                run.cx.txn.put(after.key, ready.key.clone(), mode);
            }
        }
        if moved {
            run.cx.txn.delete(key.clone(), Mode::Update);
        }
        let strong = moved || self.code.key_changed(old, new);
        let mode = if strong { Mode::Update } else { Mode::NoKeyUpdate };
        run.cx.txn.put(ready.key, ready.value, mode);
        Ok(())
    }

    /// Deletes rows; whether each was there, not written by this command before.
    pub(crate) fn delete(
        &self,
        run: &mut Run<'_, '_>,
        rows: &[(Key, Vec<Datum>)],
    ) -> SqlResult<Vec<bool>> {
        let mut out = Vec::with_capacity(rows.len());
        for (key, row) in rows {
            let repeated = run.cx.txn.wrote_in_command(key);
            out.push(!repeated);
            if repeated {
                continue;
            }
            let entries = {
                let functions = run.functions();
                self.code.entries(&run.eval(&functions), row, key)?
            };
            for entry in entries.into_iter().flatten() {
                run.cx.txn.delete(entry.key, Mode::Update);
            }
            run.cx.txn.delete(key.clone(), Mode::Update);
            for link in &self.links.incoming {
                run.cx.constraints.note_parent(link, row, None);
            }
        }
        Ok(out)
    }
}

/// A changed row's entries before, and the row ready after.
struct Change {
    before: Vec<Option<crate::keys::Entry>>,
    ready: Ready,
}

fn twice() -> SqlError {
    SqlError::new(
        SqlState::CARDINALITY_VIOLATION,
        "ON CONFLICT DO UPDATE command cannot affect row a second time",
    )
    .with_hint(
        "Ensure that no rows proposed for insertion within the same command have duplicate \
         constrained values.",
    )
}

fn lost(table: &Table) -> SqlError {
    let what = format!("an index entry of table \"{}\" leads to no row", table.name);
    txn::Error::Corrupt(what).into_sql()
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
