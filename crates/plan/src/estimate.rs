//! About how many rows come out? Nothing is known of the data, so only kinds are told apart: a
//! point, a part held by an index, a filtered table, a table.

use crate::access;
use crate::columns::conjuncts;
use crate::order;
use crate::physical::{Access, Plan, Probe};
use sql::Expr;
use sql::rel::JoinKind;
use types::{Datum, Oid};

/// What a table is taken to have.
pub(crate) const TABLE_ROWS: f64 = 10_000.0;

/// What a column held equal is taken to find in a relation of the catalogs.
pub(crate) const SYSTEM_FOUND: f64 = 3.0;

/// What a relation of the catalogs is taken to have.
fn system_rows(relation: Oid) -> f64 {
    match types::facts::relation_by_oid(relation).map(|fact| fact.name) {
        Some("pg_attribute" | "pg_proc") => 3000.0,
        Some("pg_class" | "pg_depend" | "pg_operator" | "pg_type") => 700.0,
        _ => 200.0,
    }
}

/// The rows of `plan`.
pub(crate) fn rows(plan: &Plan) -> f64 {
    match plan {
        Plan::Values { rows, .. } => f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX)),
        Plan::Scan { scan, access, filter, .. } => {
            let filters = filter.clone().map(conjuncts).unwrap_or_default();
            let found = match access {
                Access::Full => TABLE_ROWS,
                Access::Index { .. } if access::is_point(scan, access) => 1.0,
                Access::Index { equal, lower, upper, .. } => {
                    held(equal, lower.is_some(), upper.is_some())
                }
            };
            let held = match access {
                Access::Full => 0,
                Access::Index { equal, .. } => equal.len(),
            };
            filters.iter().skip(held).fold(found, |rows, filter| rows * share(filter)).max(1.0)
        }
        Plan::System { oid, probes, .. } => match probes.is_empty() {
            true => system_rows(*oid),
            false => SYSTEM_FOUND,
        },
        Plan::Function { .. } | Plan::CteRef { .. } => 100.0,
        Plan::ProjectSet { input, .. } => rows(input) * 10.0,
        Plan::Filter { input, predicate } => {
            let terms = conjuncts(predicate.clone());
            terms.iter().fold(rows(input), |rows, filter| rows * share(filter)).max(1.0)
        }
        Plan::Aggregate { groups, .. } if groups.is_empty() => 1.0,
        Plan::Aggregate { input, .. } | Plan::Distinct { input, .. } => {
            (rows(input) / 10.0).max(1.0)
        }
        Plan::Limit { input, limit, .. } => match limit {
            Some(Expr::Const(Datum::Int8(limit), _)) => {
                rows(input).min(f64::from(u32::try_from(*limit).unwrap_or(u32::MAX)))
            }
            _ => rows(input) / 10.0,
        },
        Plan::Project { input, .. }
        | Plan::Window { input, .. }
        | Plan::Sort { input, .. }
        | Plan::Lock { input, .. } => rows(input),
        Plan::HashJoin { kind, left, right, .. } => match kind {
            JoinKind::Semi | JoinKind::Anti => (rows(left) / 2.0).max(1.0),
            _ => rows(left).max(rows(right)),
        },
        Plan::NestedLoop { left, right, .. } if order::is_initial(left) => rows(right),
        Plan::NestedLoop { kind, left, right, .. } => match kind {
            JoinKind::Semi | JoinKind::Anti => (rows(left) / 2.0).max(1.0),
            _ => rows(left) * rows(right).max(1.0),
        },
        Plan::Lookup { kind, left, scan, access, .. } => match kind {
            JoinKind::Semi | JoinKind::Anti => (rows(left) / 2.0).max(1.0),
            _ if access::is_point(scan, access) => rows(left),
            _ => rows(left) * 5.0,
        },
        Plan::Append { inputs, .. } => inputs.iter().map(rows).sum(),
        Plan::SetOp { left, right, .. } => rows(left) + rows(right),
        Plan::With { body, .. } => rows(body),
        Plan::Insert { source: input, .. }
        | Plan::Update { input, .. }
        | Plan::Delete { input, .. } => rows(input),
    }
}

fn held(equal: &[Probe], lower: bool, upper: bool) -> f64 {
    let share = |probe: &Probe| if matches!(probe, Probe::Any(_)) { 0.05 } else { 0.01 };
    let rows = equal.iter().fold(TABLE_ROWS, |rows, probe| rows * share(probe));
    let rows = match (lower, upper) {
        (true, true) => rows * 0.05,
        (false, false) => rows,
        _ => rows * 0.3,
    };
    rows.max(2.0)
}

/// The share of rows that pass a filter.
fn share(filter: &Expr) -> f64 {
    use crate::comparison::is_equality;
    match filter {
        Expr::Call(call) if is_equality(call.function) => 0.1,
        Expr::Const(..) => 1.0,
        _ => 0.33,
    }
}
