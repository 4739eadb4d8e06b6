//! How do subqueries leave expressions?
//!
//! Each becomes a column that [`Plan::Apply`] adds to the rows below, so that the
//! executor's expressions never wait for storage. EXISTS and IN that stand alone in
//! a WHERE become semi-joins, NOT EXISTS an anti-join, when what they name of the
//! outer query stands in their own WHERE.

use crate::choose::{Ask, Planner};
use crate::columns::{conjuncts, free, ids, rename, touches};
use crate::join::{lookup, paired};
use crate::physical::Plan;
use sql::rel::{Column, ColumnId, JoinKind};
use sql::{Expr, Rel, Subquery, SubqueryKind};
use types::Datum;

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
    let subquery = Box::new(planner.rel(rel, Vec::new(), Ask::default()));
    Plan::Apply { input: Box::new(input), output, kind, subquery, correlated }
}

/// What a subquery in a WHERE comes to: its relation, the conditions of its own, and those that
/// join it to the outer query.
struct Parts {
    rel: Rel,
    own: Vec<Expr>,
    on: Vec<Expr>,
    kind: JoinKind,
}

/// `predicate` over `input` as a semi-join or an anti-join.
pub(crate) fn semi_join(
    planner: &mut Planner,
    input: Plan,
    predicate: Expr,
) -> Result<Plan, Box<(Plan, Expr)>> {
    let Some(parts) = parts(&predicate) else {
        return Err(Box::new((input, predicate)));
    };
    let Parts { rel, own, on, kind } = parts;
    let (left_ids, right_ids) = (input.columns(), ids(&rel));
    if let Rel::Scan(scan) = &rel {
        let filters: Vec<Expr> = own.iter().chain(&on).cloned().collect();
        if let Some((access, filter)) = lookup(kind, &input, scan, filters, &left_ids) {
            let (left, scan) = (Box::new(input), scan.clone());
            return Ok(Plan::Lookup { kind, left, scan, access, filter });
        }
    }
    let right = planner.rel(rel, own, Ask::default());
    Ok(paired(kind, input, right, on, (&left_ids, &right_ids), true))
}

fn parts(predicate: &Expr) -> Option<Parts> {
    let (subquery, kind) = match predicate {
        Expr::Subquery(subquery) => (subquery, JoinKind::Semi),
        Expr::Not(inner) => match inner.as_ref() {
            Expr::Subquery(subquery) if matches!(subquery.kind, SubqueryKind::Exists) => {
                (subquery, JoinKind::Anti)
            }
            _ => return None,
        },
        _ => return None,
    };
    let mut on = match &subquery.kind {
        SubqueryKind::Exists => Vec::new(),
        SubqueryKind::Any(test) if !test.has_subquery() => conjuncts(test.as_ref().clone()),
        _ => return None,
    };
    let (mut rel, mut own) = (subquery.rel.clone(), Vec::new());
    loop {
        rel = match rel {
            Rel::Project { input, outputs } => {
                if outputs.iter().any(|(_, expr)| expr.is_volatile()) {
                    return None;
                }
                for term in own.iter_mut().chain(&mut on) {
                    rename(term, &outputs);
                }
                *input
            }
            Rel::Filter { input, predicate } => {
                let terms = conjuncts(predicate);
                if terms.iter().any(|term| term.has_subquery() || term.is_volatile()) {
                    rel = Rel::Filter { input, predicate: Expr::And(terms) };
                    break;
                }
                own.extend(terms);
                *input
            }
            Rel::Sort { input, .. } | Rel::Distinct { input, on: None } => *input,
            Rel::Limit {
                input,
                limit: Some(Expr::Const(Datum::Int8(1..), _)),
                offset: None,
                with_ties: false,
            } if on.is_empty() => *input,
            other => {
                rel = other;
                break;
            }
        };
    }
    let inside = ids(&rel);
    if !free(&rel).is_empty() {
        return None;
    }
    let (outer, own): (Vec<Expr>, Vec<Expr>) =
        own.into_iter().partition(|term| names_outside(term, &inside));
    on.extend(outer);
    // A condition on the outer row alone is none of a join's.
    let joins = !on.is_empty() && on.iter().any(|term| touches(term, &inside));
    joins.then_some(Parts { rel, own, on, kind })
}

fn names_outside(term: &Expr, inside: &[ColumnId]) -> bool {
    term.names().iter().any(|id| !inside.contains(id))
}
