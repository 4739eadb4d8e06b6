//! How do two inputs meet?

use crate::Row;
use crate::codec::identity;
use crate::context::{Context, Scope, size};
use crate::eval::Eval;
use crate::operators::run as run_plan;
use base::{SqlError, SqlResult};
use plan::Plan;
use sql::Expr;
use sql::rel::JoinKind;
use std::collections::HashMap;
use types::Datum;

/// Runs a hash join or a nested loop.
pub(crate) async fn run(plan: &Plan, cx: &mut Context<'_>, scope: &Scope) -> SqlResult<Vec<Row>> {
    let (kind, left, right, keys, on, lateral) = match plan {
        Plan::HashJoin { kind, left, right, keys, on } => {
            (*kind, left, right, keys.as_slice(), on, false)
        }
        Plan::NestedLoop { kind, left, right, on, lateral } => {
            (*kind, left, right, [].as_slice(), on, *lateral)
        }
        _ => return Err(SqlError::internal("not a join")),
    };
    let (left_ids, right_ids) = (left.columns(), right.columns());
    let left_rows = run_plan(left, cx, scope).await?.rows;
    let mut right_rows = Vec::new();
    if !lateral {
        right_rows = run_plan(right, cx, scope).await?.rows;
    }
    let right_keys: Vec<Expr> = keys.iter().map(|(_, right)| right.clone()).collect();
    let left_keys: Vec<Expr> = keys.iter().map(|(left, _)| left.clone()).collect();
    let mut buckets: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    for (place, row) in right_rows.iter().enumerate() {
        let values = Eval::new(cx.functions, scope, &right_ids, row).values(&right_keys)?;
        if !values.iter().any(Datum::is_null) {
            buckets.entry(identity(&values)?).or_default().push(place);
        }
    }
    let both: Vec<_> = left_ids.iter().chain(&right_ids).copied().collect();
    let mut met = vec![false; right_rows.len()];
    let mut out = Vec::new();
    let mut held = 0;
    for row in left_rows {
        cx.check()?;
        if lateral {
            let mut bound = scope.clone();
            bound.bind(&left_ids, &row);
            right_rows = run_plan(right, cx, &bound).await?.rows;
            met = vec![false; right_rows.len()];
            buckets = HashMap::from([(Vec::new(), (0..right_rows.len()).collect())]);
        }
        let values = Eval::new(cx.functions, scope, &left_ids, &row).values(&left_keys)?;
        let null = values.iter().any(Datum::is_null);
        let places = if null { None } else { buckets.get(&identity(&values)?) };
        let mut matched = false;
        for place in places.into_iter().flatten() {
            let pair: Row = row.iter().chain(&right_rows[*place]).cloned().collect();
            let eval = Eval::new(cx.functions, scope, &both, &pair);
            if on.as_ref().map_or(Ok(true), |on| eval.is_true(on))? {
                (matched, met[*place]) = (true, true);
                if matches!(kind, JoinKind::Semi | JoinKind::Anti) {
                    break;
                }
                held += size(&pair);
                cx.afford(held)?;
                out.push(pair);
            }
        }
        match (kind, matched) {
            (JoinKind::Semi, true) | (JoinKind::Anti, false) => out.push(row),
            (JoinKind::Left | JoinKind::Full, false) => {
                let nulls = right_ids.iter().map(|_| Datum::Null);
                out.push(row.into_iter().chain(nulls).collect());
            }
            _ => {}
        }
    }
    if matches!(kind, JoinKind::Right | JoinKind::Full) {
        for (row, _) in right_rows.into_iter().zip(met).filter(|(_, met)| !met) {
            out.push(left_ids.iter().map(|_| Datum::Null).chain(row).collect());
        }
    }
    Ok(out)
}
