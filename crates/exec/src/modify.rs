//! How do INSERT, UPDATE and DELETE change rows and index entries?

use crate::context::{Context, Scope};
use crate::eval::Eval;
use crate::operators::{Done, run as run_plan, table};
use crate::{Row, codec, keys};
use base::{Key, Mode, SqlError, SqlResult, SqlState};
use plan::Plan;
use sql::Expr;
use sql::catalog::Table;
use sql::rel::{Checks, Column, ColumnId};
use types::Datum;

/// Runs a data-modifying operator.
pub(crate) async fn run(plan: &Plan, cx: &mut Context<'_>, scope: &Scope) -> SqlResult<Done> {
    match plan {
        Plan::Insert { table, source, on_conflict: None, checks, returning } => {
            refuse_references(table, true)?;
            let rows = run_plan(source, cx, scope).await?.rows;
            let mut done = Done { rows: Vec::new(), affected: Some(0) };
            for mut row in rows {
                cx.check()?;
                check(table, checks, &mut row, cx, scope)?;
                insert(table, &row, cx).await?;
                give(&mut done, &ids(&checks.row), &row, returning, cx, scope)?;
            }
            Ok(done)
        }
        Plan::Insert { .. } => Err(SqlError::unsupported("ON CONFLICT")),
        Plan::Update { table: target, input, assignments, checks, returning, .. } => {
            refuse_references(target, true)?;
            let (columns, found) = targets(input, cx, scope).await?;
            // All old entries go before new ones come, so that keys may trade places.
            let mut changed = Vec::with_capacity(found.len());
            for (key, old) in found {
                let eval = Eval::new(cx.functions, scope, &columns, &old);
                let mut new = old.clone();
                for (place, value) in assignments {
                    new[*place] = eval.value(value)?;
                }
                check(target, checks, &mut new, cx, scope)?;
                changed.push((key, old, new));
            }
            let mut done = Done { rows: Vec::new(), affected: Some(0) };
            for (key, old, _) in &changed {
                remove(target, key, old, cx)?;
            }
            for (key, old, new) in changed {
                let hidden = keys::primary(target).is_none().then(|| key.clone());
                put(target, &new, hidden, cx).await?;
                let both: Vec<ColumnId> =
                    ids(&checks.row).into_iter().chain(columns.clone()).collect();
                let row: Row = new.into_iter().chain(old).collect();
                give(&mut done, &both, &row, returning, cx, scope)?;
            }
            Ok(done)
        }
        Plan::Delete { table: target, input, returning, .. } => {
            refuse_references(target, false)?;
            let (columns, found) = targets(input, cx, scope).await?;
            let mut done = Done { rows: Vec::new(), affected: Some(0) };
            for (key, old) in found {
                remove(target, &key, &old, cx)?;
                give(&mut done, &columns, &old, returning, cx, scope)?;
            }
            Ok(done)
        }
        _ => Err(SqlError::internal("not a data-modifying operator")),
    }
}

/// Foreign keys are not checked yet, so writes that would need it are refused.
fn refuse_references(table: &Table, child: bool) -> SqlResult<()> {
    if !table.referenced_by.is_empty() || child && !table.foreign_keys.is_empty() {
        return Err(SqlError::unsupported("a write to a table with foreign keys"));
    }
    Ok(())
}

/// The target's rows with their keys: `input` is a scan of it alone.
async fn targets(
    input: &Plan,
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<(Vec<ColumnId>, Vec<(Key, Row)>)> {
    match input {
        Plan::Scan { scan, access, filter } => {
            let found = table(scan, access, filter.as_ref(), cx, scope).await?;
            Ok((input.columns(), found))
        }
        _ => Err(SqlError::unsupported("UPDATE or DELETE with other tables or subqueries")),
    }
}

fn ids(columns: &[Column]) -> Vec<ColumnId> {
    columns.iter().map(|column| column.id).collect()
}

fn give(
    done: &mut Done,
    columns: &[ColumnId],
    row: &[Datum],
    returning: &[(Column, Expr)],
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<()> {
    done.affected = done.affected.map(|n| n + 1);
    if !returning.is_empty() {
        let eval = Eval::new(cx.functions, scope, columns, row);
        let values = returning.iter().map(|(_, expr)| eval.value(expr));
        done.rows.push(values.collect::<SqlResult<Row>>()?);
    }
    Ok(())
}

/// Computes generated columns, then judges NOT NULL and CHECK.
fn check(
    table: &Table,
    checks: &Checks,
    row: &mut Row,
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<()> {
    let columns = ids(&checks.row);
    for (place, expr) in &checks.generated {
        row[*place] = Eval::new(cx.functions, scope, &columns, row).value(expr)?;
    }
    let about = |state, message: String| {
        SqlError::new(state, message).with_table(schema(table, cx), table.name.clone())
    };
    for (column, value) in table.columns.iter().zip(row.iter()) {
        if column.not_null && !column.dropped && value.is_null() {
            let message = format!(
                "null value in column \"{}\" of relation \"{}\" violates not-null constraint",
                column.name, table.name
            );
            return Err(about(SqlState::NOT_NULL_VIOLATION, message).with_column(&*column.name));
        }
    }
    let eval = Eval::new(cx.functions, scope, &columns, row);
    for (name, expr) in &checks.checks {
        if matches!(eval.value(expr)?, Datum::Bool(false)) {
            let message = format!(
                "new row for relation \"{}\" violates check constraint \"{name}\"",
                table.name
            );
            return Err(about(SqlState::CHECK_VIOLATION, message).with_constraint(&**name));
        }
    }
    Ok(())
}

fn schema(table: &Table, cx: &Context<'_>) -> String {
    cx.catalog.namespaces.get(&table.namespace).map(|n| n.name.clone()).unwrap_or_default()
}

async fn insert(table: &Table, row: &[Datum], cx: &mut Context<'_>) -> SqlResult<()> {
    let hidden = match keys::primary(table) {
        Some(_) => None,
        None => {
            let key = cx.functions.hidden_row_id()?;
            Some(keys::hidden_key(table, key))
        }
    };
    put(table, row, hidden, cx).await
}

/// Writes the row and its entries, each unique one only if it is free.
async fn put(
    table: &Table,
    row: &[Datum],
    hidden: Option<Key>,
    cx: &mut Context<'_>,
) -> SqlResult<()> {
    let row_key = match hidden {
        Some(key) => key,
        None => keys::row_key(table, row)?
            .ok_or_else(|| SqlError::internal("a table without a primary key or row id"))?,
    };
    let mut entries = vec![(row_key.clone(), keys::primary(table), codec::put_row(row)?)];
    for index in table.indexes.iter().filter(|index| !index.primary) {
        let (key, exclusive) = keys::entry_key(index, row, &row_key)?;
        entries.push((key, exclusive.then_some(index), row_key.to_vec()));
    }
    for (key, unique, value) in entries {
        if let Some(index) = unique {
            let there = cx.txn.get_latest(std::slice::from_ref(&key)).await?;
            if there.iter().any(Option::is_some) {
                let message =
                    format!("duplicate key value violates unique constraint \"{}\"", index.name);
                return Err(SqlError::new(SqlState::UNIQUE_VIOLATION, message)
                    .with_table(schema(table, cx), table.name.clone())
                    .with_constraint(index.name.clone()));
            }
        }
        cx.txn.put(key, value.into(), Mode::Update);
    }
    Ok(())
}

fn remove(table: &Table, key: &Key, row: &[Datum], cx: &mut Context<'_>) -> SqlResult<()> {
    for index in table.indexes.iter().filter(|index| !index.primary) {
        let (entry, _) = keys::entry_key(index, row, key)?;
        cx.txn.delete(entry, Mode::Update);
    }
    cx.txn.delete(key.clone(), Mode::Update);
    Ok(())
}
