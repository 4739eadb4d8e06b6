//! What are the parts of an expression or a relational tree, and are two expressions the same?

use crate::expr::{Call, Subquery, SubqueryKind};
use crate::rel::{Checks, OnConflict, SortKey};
use crate::written::Written;
use crate::{Expr, Rel};
use std::sync::Arc;

/// Calls `visit` with every expression that stands in a tree, at its top.
pub(crate) fn each_expr_mut(rel: &mut Rel, visit: &mut dyn FnMut(&mut Expr)) {
    match rel {
        Rel::Values { rows, .. } => rows.iter_mut().flatten().for_each(visit),
        Rel::Scan(_) | Rel::System { .. } | Rel::CteRef { .. } => {}
        Rel::Function { call, .. } => call.args.iter_mut().for_each(visit),
        Rel::ProjectSet { input, calls } => {
            calls.iter_mut().flat_map(|(_, call)| &mut call.args).for_each(&mut *visit);
            each_expr_mut(input, visit);
        }
        Rel::Filter { input, predicate } => {
            visit(predicate);
            each_expr_mut(input, visit);
        }
        Rel::Project { input, outputs } => {
            outputs.iter_mut().for_each(|(_, expr)| visit(expr));
            each_expr_mut(input, visit);
        }
        Rel::Join { left, right, on, .. } => {
            visit(on);
            each_expr_mut(left, visit);
            each_expr_mut(right, visit);
        }
        Rel::Aggregate { input, groups, aggregates, .. } => {
            groups.iter_mut().for_each(|(_, expr)| visit(expr));
            for (_, aggregate) in aggregates {
                aggregate.args.iter_mut().for_each(&mut *visit);
                keys(&mut aggregate.order, visit);
                aggregate.filter.iter_mut().for_each(&mut *visit);
            }
            each_expr_mut(input, visit);
        }
        Rel::Window { input, partition, order, calls } => {
            partition.iter_mut().for_each(&mut *visit);
            keys(order, visit);
            for (_, call) in calls {
                call.args.iter_mut().chain(&mut call.filter).for_each(&mut *visit);
                call.frame.offsets_mut().for_each(&mut *visit);
            }
            each_expr_mut(input, visit);
        }
        Rel::Distinct { input, on } => {
            on.iter_mut().flatten().for_each(&mut *visit);
            each_expr_mut(input, visit);
        }
        Rel::Sort { input, keys: sort } => {
            keys(sort, visit);
            each_expr_mut(input, visit);
        }
        Rel::Limit { input, limit, offset, .. } => {
            limit.iter_mut().for_each(&mut *visit);
            offset.iter_mut().for_each(&mut *visit);
            each_expr_mut(input, visit);
        }
        Rel::SetOp { left, right, .. } => {
            each_expr_mut(left, visit);
            each_expr_mut(right, visit);
        }
        Rel::With { ctes, body } => {
            for cte in ctes {
                each_expr_mut(&mut cte.rel, visit);
                if let Some((recursive, _)) = &mut cte.recursive {
                    each_expr_mut(recursive, visit);
                }
            }
            each_expr_mut(body, visit);
        }
        Rel::Lock { input, .. } => each_expr_mut(input, visit),
        Rel::Insert(insert) => {
            each_expr_mut(&mut insert.source, visit);
            insert.on_conflict.iter_mut().for_each(|clause| conflict(clause, visit));
            checks(&mut insert.checks, visit);
            insert.returning.iter_mut().for_each(|(_, expr)| visit(expr));
        }
        Rel::Update(update) => {
            each_expr_mut(&mut update.input, visit);
            update.assignments.iter_mut().for_each(|(_, expr)| visit(expr));
            checks(&mut update.checks, visit);
            update.returning.iter_mut().for_each(|(_, expr)| visit(expr));
        }
        Rel::Delete(delete) => {
            each_expr_mut(&mut delete.input, visit);
            delete.returning.iter_mut().for_each(|(_, expr)| visit(expr));
        }
    }
}

fn keys(keys: &mut [SortKey], visit: &mut dyn FnMut(&mut Expr)) {
    keys.iter_mut().for_each(|key| visit(&mut key.expr));
}

fn checks(checks: &mut Checks, visit: &mut dyn FnMut(&mut Expr)) {
    checks.generated.iter_mut().for_each(|(_, expr)| visit(expr));
    checks.checks.iter_mut().for_each(|(_, expr)| visit(expr));
    checks.views.iter_mut().for_each(|(_, expr)| visit(expr));
}

fn conflict(clause: &mut OnConflict, visit: &mut dyn FnMut(&mut Expr)) {
    let Some(update) = &mut clause.update else { return };
    update.assignments.iter_mut().for_each(|(_, expr)| visit(expr));
    update.predicate.iter_mut().for_each(visit);
}

/// Calls `visit` with an expression and all that is in it, subqueries too, from the top. Where it
/// answers false, what is below is left alone.
pub(crate) fn walk(expr: &mut Expr, visit: &mut dyn FnMut(&mut Expr, bool) -> bool) {
    walk_inside(expr, false, visit);
}

fn walk_inside(expr: &mut Expr, in_subquery: bool, visit: &mut dyn FnMut(&mut Expr, bool) -> bool) {
    if !visit(expr, in_subquery) {
        return;
    }
    expr.children_mut(&mut |child| walk_inside(child, in_subquery, visit));
    if let Expr::Subquery(subquery) = expr {
        each_expr_mut(&mut subquery.rel, &mut |inner| walk_inside(inner, true, visit));
    }
}

/// Whether two expressions are the same, wherever they stand. Subqueries are when they were bound
/// once: twice bound, their columns have names of their own.
pub fn same(a: &Expr, b: &Expr) -> bool {
    let all =
        |a: &[Expr], b: &[Expr]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    let calls = |a: &Call, b: &Call| {
        a.function == b.function
            && a.ty == b.ty
            && a.variadic == b.variadic
            && all(&a.args, &b.args)
    };
    match (a, b) {
        (Expr::Const(x, s), Expr::Const(y, t)) => s == t && format!("{x:?}") == format!("{y:?}"),
        (Expr::Column(x, _), Expr::Column(y, _)) => x == y,
        (Expr::Param(x, s), Expr::Param(y, t)) => x == y && s == t,
        (Expr::Call(x), Expr::Call(y)) => calls(x, y),
        (Expr::NullIf(x, s), Expr::NullIf(y, t)) => s == t && calls(x, y),
        (Expr::IsDistinct { equal: x, negated: m }, Expr::IsDistinct { equal: y, negated: n }) => {
            m == n && calls(x, y)
        }
        (Expr::Subquery(x), Expr::Subquery(y)) => format!("{x:?}") == format!("{y:?}"),
        (
            Expr::Quantified { function: x, all: m, .. },
            Expr::Quantified { function: y, all: n, .. },
        ) if x != y || m != n => false,
        _ => {
            let (mut left, mut right): (Vec<&Expr>, Vec<&Expr>) = (Vec::new(), Vec::new());
            a.children(&mut |child| left.push(child));
            b.children(&mut |child| right.push(child));
            left.len() == right.len()
                && left.iter().zip(&right).all(|(a, b)| same(a, b))
                && head(a) == head(b)
        }
    }
}

/// What an expression says of itself, without its parts.
fn head(expr: &Expr) -> String {
    let own = match expr {
        Expr::IsNull { negated, .. } => format!("{negated}"),
        Expr::IsBool { value, negated, .. } => format!("{value:?} {negated}"),
        Expr::MinMax(greatest, ..) => format!("{greatest}"),
        Expr::Field(_, field, _) => format!("{field}"),
        Expr::SqlValue(value, _) => format!("{value:?}"),
        Expr::Case { whens, operand, .. } => format!("{} {}", whens.len(), operand.is_some()),
        Expr::Subscript { index, slice, .. } => {
            let shape: Vec<_> = index.iter().map(|(l, u)| (l.is_some(), u.is_some())).collect();
            format!("{slice} {shape:?}")
        }
        _ => String::new(),
    };
    format!("{:?} {:?} {own}", std::mem::discriminant(expr), expr.ty())
}

/// A subquery over a tree.
pub(crate) fn subquery(kind: SubqueryKind, rel: Rel, correlated: bool) -> Expr {
    written_subquery(kind, rel, correlated, None)
}

/// A subquery over a tree, and how it was written.
pub(crate) fn written_subquery(
    kind: SubqueryKind,
    rel: Rel,
    correlated: bool,
    written: Option<Arc<Written>>,
) -> Expr {
    Expr::Subquery(Box::new(Subquery { kind, rel, correlated, written }))
}
