//! How do subqueries leave expressions?
//!
//! Each is planned by itself and leaves an [`Expr::Given`] behind, which has it run when evaluation
//! comes there, and not before. EXISTS and IN that stand alone in a WHERE become semi-joins, NOT
//! EXISTS an anti-join, when what they name of the outer query stands in their own WHERE.

use crate::choose::{Ask, Planner, calls_volatile};
use crate::columns::{conjuncts, free, free_columns, ids, rename, touches};
use crate::join::{lookup, paired};
use crate::physical::{Gives, Plan, Subplan};
use crate::system;
use sql::rel::{Column, ColumnId, JoinKind};
use sql::{Expr, Given, Rel, SubqueryKind};
use types::Datum;

/// Takes the queries of subqueries out of `exprs` and plans them.
pub(crate) fn settle<'a>(planner: &mut Planner, exprs: impl Iterator<Item = &'a mut Expr>) {
    for expr in exprs.filter(|expr| expr.has_subquery()) {
        settle_one(planner, expr);
    }
}

fn settle_one(planner: &mut Planner, expr: &mut Expr) {
    expr.children_mut(&mut |child| settle_one(planner, child));
    let ty = expr.ty();
    let Expr::Subquery(subquery) = expr else { return };
    let kind = std::mem::replace(&mut subquery.kind, SubqueryKind::Exists);
    let rel = subquery.rel.clone();
    let (gives, test) = match kind {
        SubqueryKind::Scalar(_) => (Gives::Value, None),
        SubqueryKind::Exists => (Gives::Exists, None),
        SubqueryKind::Array(ty) => (Gives::Array(ty.oid), None),
        SubqueryKind::Any(test) => (Gives::Any, Some(*test)),
        SubqueryKind::All(test) => (Gives::All, Some(*test)),
    };
    let (params, args) =
        free_columns(&rel).into_iter().map(|(id, ty)| (id, Expr::Column(id, ty))).unzip();
    let steady = is_steady(&rel);
    let plan = planner.rel(rel, Vec::new(), Ask::default());
    let ctes = planner.free_ctes(&plan);
    planner.subplans.push(Subplan { plan, params, gives, steady, ctes });
    let place = planner.subplans.len() - 1;
    *expr = Expr::Given(Box::new(Given { place, ty, args, test }));
}

impl Planner {
    /// The common table expressions that `plan` reads and does not make.
    fn free_ctes(&self, plan: &Plan) -> Vec<u32> {
        let (mut read, mut made) = (Vec::new(), Vec::new());
        self.each_cte(plan, &mut read, &mut made);
        read.retain(|id| !made.contains(id));
        read.sort_unstable();
        read.dedup();
        read
    }

    fn each_cte(&self, plan: &Plan, read: &mut Vec<u32>, made: &mut Vec<u32>) {
        match plan {
            Plan::CteRef { id, .. } => read.push(*id),
            Plan::With { ctes, .. } => made.extend(ctes.iter().map(|cte| cte.id)),
            _ => {}
        }
        plan.exprs(&mut |expr| self.ctes_of(expr, read));
        plan.inputs().into_iter().for_each(|input| self.each_cte(input, read, made));
    }

    fn ctes_of(&self, expr: &Expr, read: &mut Vec<u32>) {
        if let Expr::Given(given) = expr
            && let Some(subplan) = self.subplans.get(given.place)
        {
            read.extend(&subplan.ctes);
        }
        expr.children(&mut |child| self.ctes_of(child, read));
    }
}

/// `input` with a further column for each of `exprs` that has a subquery, which becomes that
/// column: for operators that name an expression more than once, or evaluate it in pieces.
pub(crate) fn computed<'a>(
    planner: &mut Planner,
    input: Rel,
    exprs: impl Iterator<Item = &'a mut Expr>,
) -> Rel {
    let made: Vec<(Column, Expr)> =
        exprs.filter(|expr| expr.has_subquery()).map(|expr| planner.column_of(expr)).collect();
    if made.is_empty() {
        return input;
    }
    let own = input.columns().into_iter().cloned();
    let mut outputs: Vec<(Column, Expr)> = own
        .map(|column| {
            let expr = Expr::Column(column.id, column.ty);
            (column, expr)
        })
        .collect();
    outputs.extend(made);
    Rel::Project { input: Box::new(input), outputs }
}

/// Takes the subqueries out of `expr` as the columns of a projection.
pub(crate) fn take_out(planner: &mut Planner, expr: &mut Expr, out: &mut Vec<(Column, Expr)>) {
    if let Expr::Subquery(_) = expr {
        out.push(planner.column_of(expr));
    } else {
        expr.children_mut(&mut |child| take_out(planner, child, out));
    }
}

/// Whether running it again gives the same.
fn is_steady(rel: &Rel) -> bool {
    let mut steady = true;
    rel.walk(&mut |rel| {
        let calls = match rel {
            Rel::Function { call, .. } => calls_volatile(&Expr::Call(call.clone())),
            Rel::ProjectSet { calls, .. } => {
                calls.iter().any(|(_, call)| calls_volatile(&Expr::Call(call.clone())))
            }
            Rel::Lock { .. } => true,
            _ => false,
        };
        steady = steady && !calls;
        rel.exprs(&mut |expr| steady = steady && !calls_volatile(expr));
    });
    steady
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
    if let Rel::System { oid, columns } = &rel {
        let filters: Vec<Expr> = own.iter().chain(&on).cloned().collect();
        if let Some(right) = system::asked(&input, (*oid, columns), &filters, &left_ids) {
            return Ok(system::for_each(kind, input, right));
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
