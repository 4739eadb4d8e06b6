//! In which order do rows come out, and does that save a sort?

use crate::access::{self, is_key, is_point, probe};
use crate::columns::{conjuncts, plain, rename};
use crate::comparison::ordered_as;
use crate::physical::{Access, Plan, Probe};
use sql::Expr;
use sql::catalog::Index;
use sql::rel::{JoinKind, Scan, SortKey};

/// An order that someone above asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    #[allow(missing_docs)]
    pub keys: Vec<SortKey>,
    /// Only the first rows are wanted.
    pub limited: bool,
}

/// Whether `access` of `scan` gives rows in the order of `keys`: forward (false) or backward.
pub fn direction(scan: &Scan, access: &Access, filters: &[Expr], keys: &[SortKey]) -> Option<bool> {
    if is_point(scan, access) {
        return Some(false);
    }
    let index = match access {
        Access::Full => scan.table.indexes.iter().find(|index| index.primary)?,
        Access::Index { index, .. } => scan.table.indexes.get(*index)?,
    };
    let values = access::keys(scan, index);
    let mut parts = values.zip(&index.keys).peekable();
    let mut backward = None;
    for key in keys {
        if is_constant(scan, &key.expr, filters) {
            continue;
        }
        while parts.next_if(|(value, _)| is_constant(scan, value, filters)).is_some() {}
        let Some((value, part)) = parts.next() else {
            // Further keys order nothing among rows that differ already.
            let own = plain(&key.expr).is_some_and(|id| scan.columns.iter().any(|c| c.id == id));
            return (own && is_total(scan, index)).then_some(backward.unwrap_or(false));
        };
        if !is_key(&value, &key.expr) || !ordered_as(value.ty().oid, key.expr.ty().oid) {
            return None;
        }
        let against = key.descending != part.descending;
        let nulls_agree = (key.nulls_first != part.nulls_first) == against;
        let column = part.column.and_then(|at| scan.table.columns.get(at));
        let not_null = column.is_some_and(|column| column.not_null);
        if *backward.get_or_insert(against) != against || !(nulls_agree || not_null) {
            return None;
        }
    }
    Some(backward.unwrap_or(false))
}

/// Whether no two rows have equal keys of `index`.
fn is_total(scan: &Scan, index: &Index) -> bool {
    let not_null = |column: Option<usize>| {
        column.and_then(|at| scan.table.columns.get(at)).is_some_and(|column| column.not_null)
    };
    index.unique && (index.primary || index.keys.iter().all(|key| not_null(key.column)))
}

/// Whether all rows that pass have one value of `key`.
fn is_constant(scan: &Scan, key: &Expr, filters: &[Expr]) -> bool {
    let key = match plain(key) {
        Some(id) => match scan.columns.iter().find(|column| column.id == id) {
            Some(column) => &Expr::Column(id, column.ty),
            None => return false,
        },
        None => key,
    };
    let one =
        |filter| matches!(probe(&scan.columns, key, filter), Some(Probe::One(_) | Probe::Null));
    filters.iter().any(one)
}

/// Whether `plan` is one row of what subqueries give that depend on nothing.
pub(crate) fn is_initial(plan: &Plan) -> bool {
    match plan {
        Plan::Project { input, outputs } => {
            is_initial(input) && outputs.iter().all(|(_, expr)| expr.has_subquery())
        }
        Plan::Values { columns, rows } => columns.is_empty() && rows.len() == 1,
        _ => false,
    }
}

/// Whether the rows of `plan` come in the order of `keys`.
pub fn satisfies(plan: &Plan, keys: &[SortKey]) -> bool {
    if keys.is_empty() {
        return true;
    }
    let from_left = |left: &Plan| {
        let columns = left.columns();
        let named = keys.iter().flat_map(|key| key.expr.names()).all(|id| columns.contains(&id));
        named && satisfies(left, keys)
    };
    match plan {
        Plan::Values { rows, .. } => rows.len() < 2,
        Plan::Scan { scan, access, backward, filter } => {
            let filters = filter.clone().map(conjuncts).unwrap_or_default();
            let point = is_point(scan, access);
            point || direction(scan, access, &filters, keys) == Some(*backward)
        }
        Plan::Filter { input, .. } | Plan::Lock { input, .. } | Plan::Limit { input, .. } => {
            satisfies(input, keys)
        }
        Plan::Project { input, outputs } => {
            let mut below = keys.to_vec();
            below.iter_mut().for_each(|key| rename(&mut key.expr, outputs));
            satisfies(input, &below)
        }
        Plan::Aggregate { groups, .. } => groups.is_empty(),
        Plan::Lookup { left, .. } | Plan::Window { input: left, .. } => from_left(left),
        Plan::HashJoin { build_left: true, .. } => false,
        Plan::NestedLoop { left, right, lateral: true, .. } if is_initial(left) => {
            satisfies(right, keys)
        }
        Plan::HashJoin { kind, left, .. } | Plan::NestedLoop { kind, left, .. } => {
            !matches!(kind, JoinKind::Right | JoinKind::Full) && from_left(left)
        }
        _ => false,
    }
}
