//! Do the foreign keys hold at the end of a statement, and at COMMIT?

use crate::compile::Compiler;
use crate::context::Context;
use crate::foreign_key::{Children, Link, Links, Parents};
use crate::keys::leading;
use crate::operator::{Run, Scope};
use crate::rows::RowForm;
use crate::table_code::TableCode;
use crate::violation::Words;
use crate::write::{Changed, Writer, rely_on, words};
use base::{Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, Value};
use sql::bind::{Names, default_value};
use sql::catalog::{ADMIN, Action, Index, PG_CATALOG, Table};
use std::collections::HashMap;
use std::sync::Arc;
use types::row::Reader;
use types::{Datum, Oid, key};

/// So many keys are asked for at once, and so many entries walked over between looks at the clock.
const CHUNK: usize = 1024;

/// What must be called before COMMIT: proves what is deferred, and whatever is left of statements
/// that were not read to their end.
///
/// # Errors
/// 23503, and those of storage.
pub async fn check_deferred(cx: &mut Context<'_>) -> SqlResult<()> {
    if cx.constraints.is_empty() {
        return Ok(());
    }
    end_statement(cx).await?;
    let children = std::mem::take(&mut cx.constraints.later_children);
    let parents = std::mem::take(&mut cx.constraints.later_parents);
    cx.txn.begin_command();
    let mut scope = Scope::default();
    let mut run = Run { cx, scope: &mut scope };
    let mut groups: HashMap<(Oid, Oid), Vec<Key>> = HashMap::new();
    for (table, constraint, row) in children {
        groups.entry((table, constraint)).or_default().push(row);
    }
    for ((table, constraint), rows) in groups {
        if let Some(link) = link(&run, table, constraint)? {
            want_again(&mut run, &link, rows).await?;
        }
    }
    for group in std::mem::take(&mut run.cx.constraints.children) {
        prove(&mut run, group).await?;
    }
    for (table, constraint, values) in parents {
        if let Some(link) = link(&run, table, constraint)? {
            refuse(&mut run, &link, vec![values], false).await?;
        }
    }
    Ok(())
}

/// The end of a statement: acts on children whose parents are gone, and proves what is not deferred.
pub(crate) async fn end_statement(cx: &mut Context<'_>) -> SqlResult<()> {
    if cx.constraints.children.is_empty() && cx.constraints.parents.is_empty() {
        return Ok(());
    }
    let mut scope = Scope::default();
    let mut run = Run { cx, scope: &mut scope };
    while let Some(group) = run.cx.constraints.parents.pop_front() {
        run.breathe().await?;
        run.cx.txn.begin_command();
        act(&mut run, group).await?;
    }
    for group in std::mem::take(&mut run.cx.constraints.children) {
        prove(&mut run, group).await?;
    }
    Ok(())
}

/// A constraint of the catalog as it is now; none when it is gone.
fn link(run: &Run<'_, '_>, table: Oid, constraint: Oid) -> SqlResult<Option<Arc<Link>>> {
    let Some(child) = run.cx.catalog.tables.get(&table) else { return Ok(None) };
    let key = child.foreign_keys.iter().find(|key| key.oid == constraint);
    key.map(|key| Link::new(run.cx.catalog, child, key)).transpose()
}

/// Rows that were noted for COMMIT, as they are now.
async fn want_again(run: &mut Run<'_, '_>, link: &Arc<Link>, rows: Vec<Key>) -> SqlResult<()> {
    let form = RowForm::new(&link.child)?;
    for keys in rows.chunks(CHUNK) {
        run.breathe().await?;
        for value in run.cx.txn.get_latest(keys).await?.into_iter().flatten() {
            let words = Words { catalog: run.cx.catalog, formats: run.cx.env.formats() };
            run.cx.constraints.want_row(link, words, &form.decode(&value)?)?;
        }
    }
    Ok(())
}

/// Every parent must be there; it is held so until COMMIT.
pub(crate) async fn prove(run: &mut Run<'_, '_>, group: Children) -> SqlResult<()> {
    let Children { link, wanted, .. } = group;
    rely_on(run, &link.parent);
    for wanted in wanted.chunks(CHUNK) {
        run.breathe().await?;
        let keys: Vec<Key> = wanted.iter().map(|(key, _)| key.clone()).collect();
        let found = run.cx.txn.get_latest(&keys).await?;
        for ((key, values), found) in wanted.iter().zip(found) {
            if found.is_none() && still_refers(run, &link, values).await? {
                return Err(link.absent(words(run), values));
            }
            run.cx.txn.claim(key.clone(), Mode::KeyShare);
        }
    }
    Ok(())
}

/// Whether the child that was noted is still there: an action may have taken it away since.
async fn still_refers(run: &mut Run<'_, '_>, link: &Link, values: &[Datum]) -> SqlResult<bool> {
    run.cx.txn.begin_command();
    Ok(!find(run, link, &[Some(values.to_vec())], true).await?.is_empty())
}

/// Does to the children what the constraint says.
async fn act(run: &mut Run<'_, '_>, group: Parents) -> SqlResult<()> {
    let Parents { link, changes } = group;
    let (gone, changed): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|(_, after)| after.is_none());
    for (action, changes) in [(link.key.on_delete, gone), (link.key.on_update, changed)] {
        if changes.is_empty() {
            continue;
        }
        let (before, after): (Vec<Vec<Datum>>, Vec<Option<Vec<Datum>>>) =
            changes.into_iter().unzip();
        match action {
            Action::NoAction if run.cx.constraints.postpone(&link, &before) => {}
            Action::NoAction => refuse(run, &link, before, false).await?,
            Action::Restrict => refuse(run, &link, before, true).await?,
            Action::Cascade | Action::SetNull | Action::SetDefault => {
                follow(run, &link, action, before, &after).await?;
            }
        }
    }
    Ok(())
}

/// No child may refer to these parents, unless one with such a key is there (again), which counts
/// only when not `strict`.
async fn refuse(
    run: &mut Run<'_, '_>,
    link: &Link,
    mut parents: Vec<Vec<Datum>>,
    strict: bool,
) -> SqlResult<()> {
    if !strict {
        let keys: Vec<Key> = parents.iter().map(|values| link.key_of_parent(values)).collect();
        let mut there = run.cx.txn.get_latest(&keys).await?.into_iter();
        parents.retain(|_| there.next().flatten().is_none());
    }
    let values = as_children(link, &parents)?;
    let found = find(run, link, &values, true).await?;
    match found.first() {
        Some(child) => Err(link.referenced(words(run), &parents[child.parent])),
        None => Ok(()),
    }
}

/// CASCADE, SET NULL, SET DEFAULT.
async fn follow(
    run: &mut Run<'_, '_>,
    link: &Arc<Link>,
    action: Action,
    before: Vec<Vec<Datum>>,
    after: &[Option<Vec<Datum>>],
) -> SqlResult<()> {
    let found = find(run, link, &as_children(link, &before)?, false).await?;
    if found.is_empty() {
        return Ok(());
    }
    let code = child_code(run, &link.child)?;
    let links = Links::of(run.cx.catalog, &link.child)?;
    let writer = Writer { code: &code, links: &links };
    rely_on(run, &link.child);
    let mut left = found.into_iter().peekable();
    while left.peek().is_some() {
        run.breathe().await?;
        let chunk: Vec<Child> = left.by_ref().take(CHUNK).collect();
        if action == Action::Cascade && after.iter().all(Option::is_none) {
            let rows: Vec<_> = chunk.into_iter().map(|child| (child.key, child.row)).collect();
            writer.delete(run, &rows)?;
            continue;
        }
        let mut rows = Vec::with_capacity(chunk.len());
        for Child { key, row: old, parent } in chunk {
            let values = match (action, &after[parent]) {
                (Action::Cascade, Some(after)) => link.as_child(after)?,
                (Action::SetDefault, _) => Some(defaults(run, link).await?),
                _ => Some(vec![Datum::Null; link.key.columns.len()]),
            };
            let values = values.ok_or_else(|| out_of_range(link))?;
            let mut new = old.clone();
            for (column, value) in link.key.columns.iter().zip(values) {
                new[*column] = value;
            }
            if !link.child_changed(&old, &new) {
                let parents = vec![before[parent].clone()];
                refuse(run, link, parents, false).await?;
            }
            rows.push(Changed { key, old, new });
        }
        writer.update(run, rows).await?;
    }
    Ok(())
}

/// The defaults of the referring columns.
async fn defaults(run: &mut Run<'_, '_>, link: &Link) -> SqlResult<Vec<Datum>> {
    let mut codes = Vec::with_capacity(link.key.columns.len());
    for column in &link.key.columns {
        let value = default_value(&names(run), &link.child, *column)?;
        codes.push(Compiler::default().code(&value, &[])?);
    }
    run.patiently(|eval| codes.iter().map(|code| code.eval(eval, &[])).collect()).await
}

fn names<'a>(run: &'a Run<'_, '_>) -> Names<'a> {
    Names { catalog: run.cx.catalog, search_path: &[PG_CATALOG], user: ADMIN, env: run.cx.env }
}

/// The compiled form of a table that actions write to.
fn child_code(run: &mut Run<'_, '_>, table: &Arc<Table>) -> SqlResult<Arc<TableCode>> {
    let known = run.cx.constraints.codes.get(&table.oid);
    if let Some(known) = known.filter(|known| Arc::ptr_eq(&known.table, table)) {
        return Ok(Arc::clone(known));
    }
    let code = Arc::new(TableCode::bind(&names(run), table)?);
    run.cx.constraints.codes.insert(table.oid, Arc::clone(&code));
    Ok(code)
}

fn as_children(link: &Link, parents: &[Vec<Datum>]) -> SqlResult<Vec<Option<Vec<Datum>>>> {
    parents.iter().map(|values| link.as_child(values)).collect()
}

/// The columns of a child are too narrow for the parent's new key.
fn out_of_range(link: &Link) -> SqlError {
    let narrow = link.key.columns.iter().zip(&link.key.parent_columns).find(|(child, parent)| {
        link.child.columns[**child].type_oid != link.parent.columns[**parent].type_oid
    });
    let ty = narrow.map_or(0, |(child, _)| link.child.columns[*child].type_oid);
    let message = format!("{} out of range", types::format_type(types::Type::new(ty)));
    SqlError::new(base::SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message)
}

/// A row that refers to one of the parents asked for.
struct Child {
    key: Key,
    row: Vec<Datum>,
    /// Which of them.
    parent: usize,
}

/// The children with these values; the first alone will do when `any`.
async fn find(
    run: &mut Run<'_, '_>,
    link: &Link,
    values: &[Option<Vec<Datum>>],
    any: bool,
) -> SqlResult<Vec<Child>> {
    let form = RowForm::new(&link.child)?;
    let columns = &link.key.columns;
    let usable = |index: &&Index| {
        let lead = index.keys.iter().take(columns.len());
        index.predicate.is_none()
            && index.keys.len() >= columns.len()
            && lead.clone().all(|key| key.column.is_some_and(|at| columns.contains(&at)))
            && columns.iter().all(|at| lead.clone().any(|key| key.column == Some(*at)))
    };
    match link.child.indexes.iter().find(usable) {
        Some(index) => find_by_index(run, link, index, &form, values, any).await,
        None => find_by_scan(run, link, &form, values, any).await,
    }
}

async fn find_by_index(
    run: &mut Run<'_, '_>,
    link: &Link,
    index: &Index,
    form: &RowForm,
    values: &[Option<Vec<Datum>>],
    any: bool,
) -> SqlResult<Vec<Child>> {
    let columns = &link.key.columns;
    let mut entries: Vec<(usize, Key, Value)> = Vec::new();
    for (parent, values) in values.iter().enumerate() {
        let Some(values) = values else { continue };
        let lead = index.keys.iter().take(columns.len());
        let ordered: Vec<Datum> = lead
            .filter_map(|key| columns.iter().position(|at| Some(*at) == key.column))
            .map(|at| values[at].clone())
            .collect();
        let range = KeyRange::prefix(leading(&link.child, index, &ordered));
        walk(run, range, |key, value| {
            entries.push((parent, Key::copy_from_slice(key), Value::copy_from_slice(value)));
            Ok(if any { Flow::Stop } else { Flow::Continue })
        })
        .await?;
        if any && !entries.is_empty() {
            break;
        }
    }
    let mut out = Vec::with_capacity(entries.len());
    for entries in entries.chunks(CHUNK) {
        if index.primary {
            for (parent, key, value) in entries {
                let row = form.decode(value)?;
                out.push(Child { key: key.clone(), row, parent: *parent });
            }
            continue;
        }
        let keys: Vec<Key> = entries.iter().map(|(_, _, row)| row.clone()).collect();
        let rows = run.cx.txn.get_many(&keys).await?;
        for ((parent, _, key), row) in entries.iter().zip(rows) {
            let Some(row) = row else { continue };
            out.push(Child { key: key.clone(), row: form.decode(&row)?, parent: *parent });
        }
    }
    Ok(out)
}

async fn find_by_scan(
    run: &mut Run<'_, '_>,
    link: &Link,
    form: &RowForm,
    values: &[Option<Vec<Datum>>],
    any: bool,
) -> SqlResult<Vec<Child>> {
    let types: Vec<Oid> =
        link.key.columns.iter().map(|column| link.child.columns[*column].type_oid).collect();
    let mut wanted: HashMap<Vec<u8>, usize> = HashMap::new();
    for (parent, values) in values.iter().enumerate() {
        let Some(values) = values else { continue };
        let mut image = Vec::new();
        for (ty, value) in types.iter().zip(values) {
            key::encode(*ty, value, false, false, &mut image);
        }
        wanted.entry(image).or_insert(parent);
    }
    let mut out = Vec::new();
    let mut image = Vec::new();
    let range = KeyRange::prefix(crate::keys::prefix(link.child.storage));
    walk(run, range, |key, value| {
        let reader = Reader::new(value)?;
        image.clear();
        for (ty, column) in types.iter().zip(&link.key.columns) {
            key::encode(*ty, &form.column(&reader, *column)?, false, false, &mut image);
        }
        let Some(parent) = wanted.get(&image) else { return Ok(Flow::Continue) };
        let key = Key::copy_from_slice(key);
        out.push(Child { key, row: form.decode(value)?, parent: *parent });
        Ok(if any { Flow::Stop } else { Flow::Continue })
    })
    .await?;
    Ok(out)
}

/// Hands the entries of `range` to `visit`, and looks up now and then.
pub(crate) async fn walk(
    run: &mut Run<'_, '_>,
    mut range: KeyRange,
    mut visit: impl FnMut(&[u8], &[u8]) -> SqlResult<Flow> + Send,
) -> SqlResult<()> {
    loop {
        let (mut failed, mut last, mut seen) = (None, None, 0);
        let mut sink = |key: &[u8], value: &[u8]| match visit(key, value) {
            Ok(Flow::Continue) => {
                seen += 1;
                if seen < CHUNK {
                    return Flow::Continue;
                }
                last = Some(Key::copy_from_slice(key));
                Flow::Stop
            }
            Ok(Flow::Stop) => Flow::Stop,
            Err(error) => {
                failed = Some(error);
                Flow::Stop
            }
        };
        run.cx.txn.scan(&range, Direction::Forward, &mut sink).await?;
        if let Some(error) = failed {
            return Err(error);
        }
        match last.and_then(|last| KeyRange::point(last).end) {
            Some(next) => range.start = next,
            None => return Ok(()),
        }
        run.breathe().await?;
    }
}
