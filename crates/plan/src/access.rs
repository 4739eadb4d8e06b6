//! How are the rows of one table found?
//!
//! The best index is the one whose leading key columns the filters hold equal,
//! a unique one wholly held being best of all; a range on the next key column
//! breaks ties. Filters stay on the scan as well: an index narrows, it does not judge.

use crate::comparison::{Comparison, compares, is_equality};
use crate::physical::{Access, Bound, Probe};
use sql::Expr;
use sql::rel::{ColumnId, Scan};

/// The way to the rows of `scan` that pass all of `filters`.
pub fn choose(scan: &Scan, filters: &[Expr]) -> Access {
    let mut best = (0, Access::Full);
    for (place, index) in scan.table.indexes.iter().enumerate() {
        if index.predicate.is_some() {
            continue;
        }
        let mut equal = Vec::new();
        let mut range = (None, None);
        for key in &index.keys {
            let Some(column) = key.column.and_then(|column| scan.columns.get(column)) else {
                break;
            };
            match filters.iter().find_map(|filter| probe(scan, column.id, filter)) {
                Some(probe) => equal.push(probe),
                None => {
                    range = bounds(scan, column.id, filters);
                    break;
                }
            }
        }
        let points = index.unique && equal.len() == index.keys.len();
        let score = 1000 * usize::from(points)
            + 10 * equal.len()
            + 3 * (usize::from(range.0.is_some()) + usize::from(range.1.is_some()))
            + usize::from(index.primary);
        let useful = !equal.is_empty() || range.0.is_some() || range.1.is_some();
        if useful && score > best.0 {
            let (lower, upper) = range;
            best = (score, Access::Index { index: place, equal, lower, upper });
        }
    }
    best.1
}

/// Whether at most a few rows come out: every key column of a unique index is held.
pub fn is_point(scan: &Scan, access: &Access) -> bool {
    match access {
        Access::Full => false,
        Access::Index { index, equal, .. } => {
            scan.table.indexes.get(*index).is_some_and(|i| i.unique && i.keys.len() == equal.len())
        }
    }
}

fn probe(scan: &Scan, column: ColumnId, filter: &Expr) -> Option<Probe> {
    match filter {
        Expr::Call(_) => match compared(scan, column, filter)? {
            (Comparison::Equal, value) => Some(Probe::One(value.clone())),
            _ => None,
        },
        Expr::Quantified { function, left, array, all: false } => {
            let equal = is_equality(*function);
            (equal && is_column(left, column) && is_outside(scan, array))
                .then(|| Probe::Any(array.as_ref().clone()))
        }
        _ => None,
    }
}

fn bounds(scan: &Scan, column: ColumnId, filters: &[Expr]) -> (Option<Bound>, Option<Bound>) {
    let (mut lower, mut upper) = (None, None);
    for filter in filters {
        let Some((comparison, value)) = compared(scan, column, filter) else { continue };
        let bound = |inclusive| Some(Bound { value: value.clone(), inclusive });
        match comparison {
            Comparison::Greater => lower = lower.or_else(|| bound(false)),
            Comparison::GreaterEqual => lower = lower.or_else(|| bound(true)),
            Comparison::Less => upper = upper.or_else(|| bound(false)),
            Comparison::LessEqual => upper = upper.or_else(|| bound(true)),
            Comparison::Equal => {}
        }
    }
    (lower, upper)
}

/// `column op value` or `value op column` as the former.
fn compared<'a>(scan: &Scan, column: ColumnId, filter: &'a Expr) -> Option<(Comparison, &'a Expr)> {
    let Expr::Call(call) = filter else { return None };
    let op = compares(call.function)?.comparison;
    let [left, right] = call.args.as_slice() else { return None };
    if is_column(left, column) && is_outside(scan, right) {
        return Some((op, right));
    }
    (is_column(right, column) && is_outside(scan, left)).then(|| (op.commuted(), left))
}

fn is_column(expr: &Expr, column: ColumnId) -> bool {
    match expr {
        Expr::Column(id, _) => *id == column,
        Expr::Relabel(inner, _) => is_column(inner, column),
        _ => false,
    }
}

fn is_outside(scan: &Scan, expr: &Expr) -> bool {
    !expr.names().iter().any(|id| scan.columns.iter().any(|column| column.id == *id))
}
