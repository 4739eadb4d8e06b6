//! How does each reading operator make its rows?

use crate::codec::{compare, identity, take_row};
use crate::context::{Context, Scope, size};
use crate::eval::Eval;
use crate::{Row, group, join, keys, modify};
use base::{Direction, Flow, Key, KeyRange, SqlError, SqlResult, SqlState};
use plan::{Access, Plan, Probe};
use sql::rel::{ColumnId, Scan, SetOp, SortKey};
use sql::{Expr, SubqueryKind};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use types::Datum;

/// What an operator gave.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) rows: Vec<Row>,
    /// Rows written, when it writes.
    pub(crate) affected: Option<u64>,
}

type Running<'r> = Pin<Box<dyn Future<Output = SqlResult<Done>> + Send + 'r>>;

/// Runs `plan` to its end.
pub(crate) fn run<'r>(plan: &'r Plan, cx: &'r mut Context<'_>, scope: &'r Scope) -> Running<'r> {
    Box::pin(async move {
        cx.check()?;
        let done = match plan {
            Plan::Insert { .. } | Plan::Update { .. } | Plan::Delete { .. } => {
                modify::run(plan, cx, scope).await?
            }
            Plan::With { ctes, body } => {
                let mut scope = scope.clone();
                for cte in ctes {
                    if cte.recursive.is_some() {
                        return Err(SqlError::unsupported("WITH RECURSIVE"));
                    }
                    let rows = run(&cte.plan, cx, &scope).await?.rows;
                    scope.keep(cte, rows);
                }
                run(body, cx, &scope).await?
            }
            _ => Done { rows: read(plan, cx, scope).await?, affected: None },
        };
        cx.afford(done.rows.iter().map(|row| size(row)).sum())?;
        Ok(done)
    })
}

async fn read(plan: &Plan, cx: &mut Context<'_>, scope: &Scope) -> SqlResult<Vec<Row>> {
    match plan {
        Plan::Values { rows, .. } => {
            let eval = Eval::new(cx.functions, scope, &[], &[]);
            rows.iter().map(|row| eval.values(row)).collect()
        }
        Plan::Scan { scan, access, filter } => {
            let found = table(scan, access, filter.as_ref(), cx, scope).await?;
            Ok(found.into_iter().map(|(_, row)| row).collect())
        }
        Plan::System { oid, .. } => cx.system.rows(*oid, cx.catalog),
        Plan::CteRef { id, .. } => {
            let rows = scope.ctes.get(id).ok_or_else(|| SqlError::internal("a CTE is lost"))?;
            Ok(rows.as_ref().clone())
        }
        Plan::Function { call, ordinality, .. } => {
            let eval = Eval::new(cx.functions, scope, &[], &[]);
            let mut rows = cx.functions.set(call.function, &eval.values(&call.args)?)?;
            if *ordinality {
                rows.iter_mut().zip(1..).for_each(|(row, n)| row.push(Datum::Int8(n)));
            }
            Ok(rows)
        }
        Plan::Filter { input, predicate } => {
            let (columns, rows) = (input.columns(), run(input, cx, scope).await?.rows);
            let mut kept = Vec::new();
            for row in rows {
                if Eval::new(cx.functions, scope, &columns, &row).is_true(predicate)? {
                    kept.push(row);
                }
            }
            Ok(kept)
        }
        Plan::Project { input, outputs } => {
            let (columns, rows) = (input.columns(), run(input, cx, scope).await?.rows);
            let project = |row: Row| {
                let eval = Eval::new(cx.functions, scope, &columns, &row);
                outputs.iter().map(|(_, expr)| eval.value(expr)).collect()
            };
            rows.into_iter().map(project).collect()
        }
        Plan::Apply { input, kind, subquery, correlated, .. } => {
            apply(input, kind, subquery, *correlated, cx, scope).await
        }
        Plan::HashJoin { .. } | Plan::NestedLoop { .. } => join::run(plan, cx, scope).await,
        Plan::Aggregate { .. } => group::run(plan, cx, scope).await,
        Plan::Sort { input, keys } => {
            let (columns, rows) = (input.columns(), run(input, cx, scope).await?.rows);
            sort(rows, &columns, keys, cx, scope)
        }
        Plan::Distinct { input, on } => {
            let (columns, mut rows) = (input.columns(), run(input, cx, scope).await?.rows);
            let mut seen = HashSet::new();
            let mut kept = Vec::new();
            for row in rows.drain(..) {
                let eval = Eval::new(cx.functions, scope, &columns, &row);
                let key = match on {
                    Some(on) => identity(&eval.values(on)?)?,
                    None => identity(&row)?,
                };
                if seen.insert(key) {
                    kept.push(row);
                }
            }
            Ok(kept)
        }
        Plan::Limit { input, limit, offset, ties: None } => {
            let limit = count(limit.as_ref(), cx, scope, "LIMIT")?.unwrap_or(usize::MAX);
            let offset = count(offset.as_ref(), cx, scope, "OFFSET")?.unwrap_or(0);
            let rows = run(input, cx, scope).await?.rows;
            Ok(rows.into_iter().skip(offset).take(limit).collect())
        }
        Plan::SetOp { op, all, left, right, .. } => {
            let left = run(left, cx, scope).await?.rows;
            set_op(*op, *all, left, run(right, cx, scope).await?.rows)
        }
        Plan::Limit { .. } => Err(SqlError::unsupported("FETCH FIRST ... WITH TIES")),
        Plan::ProjectSet { .. } => {
            Err(SqlError::unsupported("a set-returning function in a select list"))
        }
        Plan::Lock { .. } => Err(SqlError::unsupported("FOR UPDATE")),
        Plan::With { .. } | Plan::Insert { .. } | Plan::Update { .. } | Plan::Delete { .. } => {
            Ok(run(plan, cx, scope).await?.rows)
        }
    }
}

/// The rows of a table that pass `filter`, with their keys.
pub(crate) async fn table(
    scan: &Scan,
    access: &Access,
    filter: Option<&Expr>,
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<Vec<(Key, Row)>> {
    let columns: Vec<ColumnId> = scan.columns.iter().map(|column| column.id).collect();
    let mut found = Vec::new();
    let mut held = 0_usize;
    let mut failed = None;
    let mut take = |key: &[u8], value: &[u8]| -> SqlResult<()> {
        cx.check()?;
        let mut row = take_row(value)
            .ok_or_else(|| txn::Error::Corrupt(format!("row {key:02x?}")).into_sql())?;
        row.resize(columns.len(), Datum::Null);
        let eval = Eval::new(cx.functions, scope, &columns, &row);
        if filter.map_or(Ok(true), |filter| eval.is_true(filter))? {
            held += size(&row);
            cx.afford(held)?;
            found.push((Key::copy_from_slice(key), row));
        }
        Ok(())
    };
    for range in ranges(scan, access, cx, scope)? {
        let mut sink = |key: &[u8], value: &[u8]| match take(key, value) {
            Ok(()) => Flow::Continue,
            Err(error) => {
                failed = Some(error);
                Flow::Stop
            }
        };
        cx.txn.scan(&range, Direction::Forward, &mut sink).await?;
        if let Some(error) = failed.take() {
            return Err(error);
        }
    }
    Ok(found)
}

/// The ranges of row keys to read: the primary key narrows them; another index does not yet.
fn ranges(
    scan: &Scan,
    access: &Access,
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<Vec<KeyRange>> {
    let whole = vec![KeyRange::prefix(keys::prefix(scan.table.storage))];
    let Access::Index { index, equal, .. } = access else { return Ok(whole) };
    let Some(index) = scan.table.indexes.get(*index).filter(|index| index.primary) else {
        return Ok(whole);
    };
    let eval = Eval::new(cx.functions, scope, &[], &[]);
    let mut prefixes = vec![keys::prefix(scan.table.storage)];
    for (key, probe) in index.keys.iter().zip(equal) {
        let values = match probe {
            Probe::One(expr) => vec![eval.value(expr)?],
            Probe::Any(expr) => match eval.value(expr)? {
                Datum::Array(array) => array.items.clone(),
                _ => Vec::new(),
            },
        };
        let Some(column) = key.column.and_then(|column| scan.columns.get(column)) else { break };
        let mut longer = Vec::new();
        for value in values.into_iter().filter_map(|value| fit(value, column.ty.oid)) {
            for prefix in &prefixes {
                let mut prefix = prefix.clone();
                crate::codec::put_key(&mut prefix, &value, key.descending)?;
                longer.push(prefix);
            }
        }
        prefixes = longer;
    }
    prefixes.sort();
    prefixes.dedup();
    Ok(prefixes.into_iter().map(KeyRange::prefix).collect())
}

/// `value` as an integer of the width of type `oid`; `None` when nothing can equal it.
fn fit(value: Datum, oid: types::Oid) -> Option<Datum> {
    let wide = match &value {
        Datum::Null => return None,
        Datum::Int2(value) => i64::from(*value),
        Datum::Int4(value) => i64::from(*value),
        Datum::Int8(value) => *value,
        _ => return Some(value),
    };
    match oid {
        21 => wide.try_into().ok().map(Datum::Int2),
        23 => wide.try_into().ok().map(Datum::Int4),
        20 => Some(Datum::Int8(wide)),
        _ => Some(value),
    }
}

pub(crate) fn sort(
    rows: Vec<Row>,
    columns: &[ColumnId],
    keys: &[SortKey],
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<Vec<Row>> {
    let mut keyed = Vec::with_capacity(rows.len());
    for row in rows {
        let eval = Eval::new(cx.functions, scope, columns, &row);
        let key = keys.iter().map(|key| eval.value(&key.expr)).collect::<SqlResult<Vec<_>>>()?;
        keyed.push((key, row));
    }
    let mut failed = None;
    keyed.sort_by(|(a, _), (b, _)| {
        for ((a, b), key) in a.iter().zip(b).zip(keys) {
            let order = match (a.is_null(), b.is_null()) {
                (true, true) => Ordering::Equal,
                (true, false) if key.nulls_first => Ordering::Less,
                (true, false) => Ordering::Greater,
                (false, true) if key.nulls_first => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => match compare(a, b) {
                    Ok(order) if key.descending => order.reverse(),
                    Ok(order) => order,
                    Err(error) => {
                        failed = Some(error);
                        Ordering::Equal
                    }
                },
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(keyed.into_iter().map(|(_, row)| row).collect()),
    }
}

fn count(
    expr: Option<&Expr>,
    cx: &Context<'_>,
    scope: &Scope,
    clause: &str,
) -> SqlResult<Option<usize>> {
    let Some(expr) = expr else { return Ok(None) };
    let Datum::Int8(n) = Eval::new(cx.functions, scope, &[], &[]).value(expr)? else {
        return Ok(None);
    };
    let state = match clause {
        "LIMIT" => SqlState::INVALID_ROW_COUNT_IN_LIMIT_CLAUSE,
        _ => SqlState::INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE,
    };
    let n = usize::try_from(n)
        .map_err(|_| SqlError::new(state, format!("{clause} must not be negative")))?;
    Ok(Some(n))
}

fn set_op(op: SetOp, all: bool, left: Vec<Row>, right: Vec<Row>) -> SqlResult<Vec<Row>> {
    if (op, all) == (SetOp::Union, true) {
        return Ok(left.into_iter().chain(right).collect());
    }
    let mut there: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut given = HashSet::new();
    let mut out = Vec::new();
    if op == SetOp::Union {
        for row in left.into_iter().chain(right) {
            if given.insert(identity(&row)?) {
                out.push(row);
            }
        }
        return Ok(out);
    }
    for row in &right {
        *there.entry(identity(row)?).or_default() += 1;
    }
    for row in left {
        let key = identity(&row)?;
        let matched = there.get_mut(&key);
        let is_matched = matched.as_ref().is_some_and(|n| **n > 0);
        if let (true, Some(n)) = (all && is_matched, matched) {
            *n -= 1;
        }
        if is_matched == (op == SetOp::Intersect) && (all || given.insert(key)) {
            out.push(row);
        }
    }
    Ok(out)
}

async fn apply(
    input: &Plan,
    kind: &SubqueryKind,
    subquery: &Plan,
    correlated: bool,
    cx: &mut Context<'_>,
    scope: &Scope,
) -> SqlResult<Vec<Row>> {
    let (columns, mut rows) = (input.columns(), run(input, cx, scope).await?.rows);
    let inner = subquery.columns();
    let mut once: Option<Arc<Vec<Row>>> = None;
    for row in &mut rows {
        let mut bound = scope.clone();
        bound.bind(&columns, row);
        let found = match (&once, correlated) {
            (Some(found), false) => Arc::clone(found),
            _ => Arc::new(run(subquery, cx, &bound).await?.rows),
        };
        once = Some(Arc::clone(&found));
        row.push(verdict(kind, &found, &inner, cx, &bound)?);
    }
    Ok(rows)
}

fn verdict(
    kind: &SubqueryKind,
    found: &[Row],
    columns: &[ColumnId],
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<Datum> {
    let (test, all) = match kind {
        SubqueryKind::Exists => return Ok(Datum::Bool(!found.is_empty())),
        SubqueryKind::Scalar(_) => {
            return match found {
                [] => Ok(Datum::Null),
                [row] => Ok(row.first().cloned().unwrap_or_default()),
                _ => Err(SqlError::new(
                    SqlState::CARDINALITY_VIOLATION,
                    "more than one row returned by a subquery used as an expression",
                )),
            };
        }
        SubqueryKind::Array(_) => return Err(SqlError::unsupported("ARRAY of a subquery")),
        SubqueryKind::Any(test) => (test, false),
        SubqueryKind::All(test) => (test, true),
    };
    let mut unknown = false;
    for row in found {
        match Eval::new(cx.functions, scope, columns, row).value(test)? {
            Datum::Bool(value) if value != all => return Ok(Datum::Bool(!all)),
            Datum::Bool(_) => {}
            _ => unknown = true,
        }
    }
    Ok(if unknown { Datum::Null } else { Datum::Bool(all) })
}
