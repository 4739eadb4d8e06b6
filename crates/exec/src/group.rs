//! How do rows become groups?

use crate::Row;
use crate::codec::identity;
use crate::context::{Context, Scope};
use crate::eval::Eval;
use crate::functions::Accumulator;
use crate::operators::{run as run_plan, sort};
use base::{SqlError, SqlResult};
use plan::Plan;
use sql::rel::{Aggregate, ColumnId};
use std::collections::{HashMap, HashSet};
use types::Datum;

/// Runs an aggregation.
pub(crate) async fn run(plan: &Plan, cx: &mut Context<'_>, scope: &Scope) -> SqlResult<Vec<Row>> {
    let Plan::Aggregate { input, groups, sets, aggregates } = plan else {
        return Err(SqlError::internal("not an aggregation"));
    };
    let (columns, rows) = (input.columns(), run_plan(input, cx, scope).await?.rows);
    let all = [(0..groups.len()).collect::<Vec<usize>>()];
    let sets = if sets.is_empty() { all.as_slice() } else { sets.as_slice() };
    let mut out = Vec::new();
    for set in sets {
        // Members by group, groups in the order they were met.
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut members: Vec<(Row, Vec<&Row>)> = Vec::new();
        for row in &rows {
            cx.check()?;
            let eval = Eval::new(cx.functions, scope, &columns, row);
            let mut key = vec![Datum::Null; groups.len()];
            for place in set {
                key[*place] = eval.value(&groups[*place].1)?;
            }
            let place = *places.entry(identity(&key)?).or_insert(members.len());
            if place == members.len() {
                members.push((key, Vec::new()));
            }
            members[place].1.push(row);
        }
        if set.is_empty() && members.is_empty() {
            members.push((vec![Datum::Null; groups.len()], Vec::new()));
        }
        for (mut key, rows) in members {
            for (_, call) in aggregates {
                key.push(over(call, &rows, &columns, cx, scope)?);
            }
            out.push(key);
        }
    }
    Ok(out)
}

fn over(
    call: &Aggregate,
    rows: &[&Row],
    columns: &[ColumnId],
    cx: &Context<'_>,
    scope: &Scope,
) -> SqlResult<Datum> {
    let mut state: Box<dyn Accumulator> = cx.functions.aggregate(call.function)?;
    let sorted;
    let rows: Vec<&Row> = if call.order.is_empty() {
        rows.to_vec()
    } else {
        let owned = rows.iter().map(|row| (*row).clone()).collect();
        sorted = sort(owned, columns, &call.order, cx, scope)?;
        sorted.iter().collect()
    };
    let mut seen = HashSet::new();
    for row in rows {
        let eval = Eval::new(cx.functions, scope, columns, row);
        if !call.filter.as_ref().map_or(Ok(true), |filter| eval.is_true(filter))? {
            continue;
        }
        let args = eval.values(&call.args)?;
        if !call.distinct || seen.insert(identity(&args)?) {
            state.add(&args)?;
        }
    }
    state.finish()
}
