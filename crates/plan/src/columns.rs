//! Which terms has a condition, and which columns does a tree need from outside?

use sql::rel::ColumnId;
use sql::{Expr, Rel};
use std::collections::{BTreeMap, HashSet};
use types::{Datum, Type, facts};

/// The terms of a conjunction.
pub fn conjuncts(expr: Expr) -> Vec<Expr> {
    match expr {
        Expr::And(terms) => terms.into_iter().flat_map(conjuncts).collect(),
        Expr::Const(Datum::Bool(true), _) => Vec::new(),
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

/// The ids of the columns `rel` puts out.
pub fn ids(rel: &Rel) -> Vec<ColumnId> {
    rel.columns().iter().map(|column| column.id).collect()
}

/// Whether `expr` names a column of `ids`.
pub fn touches(expr: &Expr, ids: &[ColumnId]) -> bool {
    let mut found = false;
    expr.each_name(&mut |id| found = found || ids.contains(&id));
    found
}

/// The columns of outer queries that `rel` names.
pub fn free(rel: &Rel) -> HashSet<ColumnId> {
    free_columns(rel).into_keys().collect()
}

/// As [`free`], with their types.
pub fn free_columns(rel: &Rel) -> BTreeMap<ColumnId, Type> {
    fn note(expr: &Expr, out: &mut BTreeMap<ColumnId, Type>) {
        if let Expr::Column(id, ty) = expr {
            out.insert(*id, *ty);
        }
        expr.children(&mut |child| note(child, out));
    }
    let (mut named, mut defined) = (BTreeMap::new(), HashSet::new());
    rel.walk(&mut |rel| {
        defined.extend(ids(rel));
        rel.exprs(&mut |expr| note(expr, &mut named));
    });
    named.retain(|id, _| !defined.contains(id));
    named
}

/// `expr` with the columns of `outputs` replaced by what they are.
pub fn rename(expr: &mut Expr, outputs: &[(sql::Column, Expr)]) {
    if let Expr::Column(id, _) = expr {
        if let Some((_, below)) = outputs.iter().find(|(column, _)| column.id == *id) {
            *expr = below.clone();
        }
        return;
    }
    expr.children_mut(&mut |child| rename(child, outputs));
}

/// The column `expr` is, unchanged but for its type's name.
pub fn plain(expr: &Expr) -> Option<ColumnId> {
    match expr {
        Expr::Column(id, _) => Some(*id),
        Expr::Relabel(inner, _) => plain(inner),
        _ => None,
    }
}

/// Whether `predicate` cannot be true over a row in which the columns of `ids` are all NULL.
pub fn rejects_null(predicate: &Expr, ids: &[ColumnId]) -> bool {
    match predicate {
        Expr::And(terms) => terms.iter().any(|term| rejects_null(term, ids)),
        Expr::Or(terms) => terms.iter().all(|term| rejects_null(term, ids)),
        Expr::IsNull { arg, negated: true } => is_null(arg, ids),
        Expr::IsBool { arg, value: Some(_), negated: false } => is_null(arg, ids),
        Expr::Quantified { function, left, all: false, .. } => {
            is_strict(*function) && is_null(left, ids)
        }
        other => is_null(other, ids),
    }
}

/// Whether `expr` is NULL when the columns of `ids` are.
fn is_null(expr: &Expr, ids: &[ColumnId]) -> bool {
    match expr {
        Expr::Column(id, _) => ids.contains(id),
        Expr::Relabel(arg, _) | Expr::Not(arg) | Expr::ViaText(arg, _) => is_null(arg, ids),
        Expr::Call(call) => {
            is_strict(call.function) && call.args.iter().any(|arg| is_null(arg, ids))
        }
        _ => false,
    }
}

fn is_strict(function: types::Oid) -> bool {
    facts::function(function).is_some_and(|fact| fact.strict)
}
