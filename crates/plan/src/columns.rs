//! Which terms has a condition, and which columns has a tree?

use sql::Expr;

/// The terms of a conjunction.
pub fn conjuncts(expr: Expr) -> Vec<Expr> {
    match expr {
        Expr::And(terms) => terms.into_iter().flat_map(conjuncts).collect(),
        Expr::Const(types::Datum::Bool(true), _) => Vec::new(),
        other => vec![other],
    }
}

/// The conjunction of `terms`; none for TRUE.
pub fn conjunction(mut terms: Vec<Expr>) -> Option<Expr> {
    match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(Expr::And(terms)),
    }
}

/// The columns `rel` puts out, in order.
pub fn outputs(rel: &sql::Rel) -> Vec<sql::rel::Column> {
    use sql::Rel;
    let named = |list: &[(sql::rel::Column, Expr)]| list.iter().map(|(c, _)| c.clone()).collect();
    match rel {
        Rel::Values { columns, .. }
        | Rel::System { columns, .. }
        | Rel::Function { columns, .. }
        | Rel::SetOp { columns, .. }
        | Rel::CteRef { columns, .. } => columns.clone(),
        Rel::Scan(scan) => scan.columns.clone(),
        Rel::ProjectSet { input, calls } => {
            let mut out = outputs(input);
            out.extend(calls.iter().map(|(column, _)| column.clone()));
            out
        }
        Rel::Filter { input, .. }
        | Rel::Distinct { input, .. }
        | Rel::Sort { input, .. }
        | Rel::Limit { input, .. }
        | Rel::Lock { input, .. } => outputs(input),
        Rel::Project { outputs, .. } => named(outputs),
        Rel::Join { kind, left, right, .. } => {
            let mut out = outputs(left);
            if !matches!(kind, sql::rel::JoinKind::Semi | sql::rel::JoinKind::Anti) {
                out.extend(outputs(right));
            }
            out
        }
        Rel::Aggregate { groups, aggregates, .. } => {
            let mut out: Vec<sql::rel::Column> = named(groups);
            out.extend(aggregates.iter().map(|(column, _)| column.clone()));
            out
        }
        Rel::With { body, .. } => outputs(body),
        Rel::Insert(insert) => named(&insert.returning),
        Rel::Update(update) => named(&update.returning),
        Rel::Delete(delete) => named(&delete.returning),
    }
}
