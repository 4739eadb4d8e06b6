//! How do subqueries leave expressions?
//!
//! Each becomes a column that [`Plan::Apply`] adds to the rows below, so that the
//! executor's expressions never wait for storage. `x IN (SELECT y ...)` that
//! stands alone in a WHERE and names nothing outside becomes a semi-join.

use crate::choose::Planner;
use crate::columns::outputs;
use crate::comparison::is_equality;
use crate::physical::Plan;
use sql::rel::{Column, ColumnId, JoinKind};
use sql::{Expr, Subquery, SubqueryKind};

/// Takes the subqueries out of `exprs`, adding to `input` a column for each.
pub(crate) fn lift<'a>(
    planner: &mut Planner,
    mut input: Plan,
    exprs: impl Iterator<Item = &'a mut Expr>,
) -> Plan {
    for expr in exprs {
        if expr.has_subquery() {
            input = lift_one(planner, input, expr);
        }
    }
    input
}

fn lift_one(planner: &mut Planner, input: Plan, expr: &mut Expr) -> Plan {
    if let Expr::Subquery(_) = expr {
        let output = Column {
            id: planner.fresh(),
            name: "?column?".to_owned(),
            ty: expr.ty(),
            origin: None,
        };
        let column = Expr::Column(output.id, output.ty);
        if let Expr::Subquery(subquery) = std::mem::replace(expr, column) {
            return apply(planner, input, output, *subquery);
        }
        return input;
    }
    let mut input = Some(input);
    expr.children_mut(&mut |child| {
        if let Some(below) = input.take() {
            input = Some(lift_one(planner, below, child));
        }
    });
    input.unwrap_or(Plan::Values { columns: Vec::new(), rows: Vec::new() })
}

fn apply(planner: &mut Planner, mut input: Plan, output: Column, subquery: Subquery) -> Plan {
    let Subquery { mut kind, rel, correlated } = subquery;
    if let SubqueryKind::Any(test) | SubqueryKind::All(test) = &mut kind {
        input = lift_one(planner, input, test);
    }
    let subquery = Box::new(planner.rel(rel, Vec::new()));
    Plan::Apply { input: Box::new(input), output, kind, subquery, correlated }
}

/// `predicate` over `input` as a semi-join, when it is an uncorrelated `=` ANY.
pub(crate) fn semi_join(
    planner: &mut Planner,
    input: Plan,
    predicate: Expr,
) -> Result<Plan, Box<(Plan, Expr)>> {
    let Some((outer, inner)) = in_sides(&predicate) else {
        return Err(Box::new((input, predicate)));
    };
    let Expr::Subquery(subquery) = predicate else {
        return Err(Box::new((input, predicate)));
    };
    let right = planner.rel(subquery.rel, Vec::new());
    Ok(Plan::HashJoin {
        kind: JoinKind::Semi,
        left: Box::new(input),
        right: Box::new(right),
        keys: vec![(outer, inner)],
        on: None,
        build_left: false,
    })
}

/// The two sides of `outer = inner` when `predicate` is such a subquery.
fn in_sides(predicate: &Expr) -> Option<(Expr, Expr)> {
    let Expr::Subquery(subquery) = predicate else { return None };
    let SubqueryKind::Any(test) = &subquery.kind else { return None };
    let Expr::Call(call) = test.as_ref() else { return None };
    if subquery.correlated || test.has_subquery() {
        return None;
    }
    if !is_equality(call.function) {
        return None;
    }
    let [left, right] = call.args.as_slice() else { return None };
    let inner: Vec<ColumnId> = outputs(&subquery.rel).iter().map(|column| column.id).collect();
    let inside = |expr: &Expr| expr.names().iter().any(|id| inner.contains(id));
    match (inside(left), inside(right)) {
        (false, true) => Some((left.clone(), right.clone())),
        (true, false) => Some((right.clone(), left.clone())),
        (true, true) | (false, false) => None,
    }
}
