//! How are the rows of a relation of the catalogs found?
//!
//! By columns that filters hold equal to what stands outside: a constant, a parameter, a column of an
//! outer query, or of the rows that a join asks for. Which of them is used is chosen when it runs
//! ([`Plan::System`]); filters stay above.

use crate::access::probe;
use crate::choose::filtered;
use crate::columns::touches;
use crate::estimate::{SYSTEM_FOUND, rows};
use crate::physical::{Plan, Probe};
use sql::Expr;
use sql::rel::{Column, ColumnId, JoinKind};
use types::Oid;
use types::facts::oid as ty;
use types::text::is_oid_like;

/// The rows that pass all of `filters`.
pub(crate) fn scan(oid: Oid, columns: Vec<Column>, filters: Vec<Expr>) -> Plan {
    let probes = probes(&columns, &filters);
    filtered(Plan::System { oid, columns, probes }, filters)
}

fn probes(columns: &[Column], filters: &[Expr]) -> Vec<(usize, Probe)> {
    let mut found = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if !is_oid_like(column.ty.oid) && column.ty.oid != ty::NAME {
            continue;
        }
        let key = Expr::Column(column.id, column.ty);
        let held = filters.iter().filter_map(|filter| probe(columns, &key, filter));
        found.extend(held.map(|probe| (place, probe)));
    }
    found
}

/// The right side of a join, a relation of the catalogs that is asked for each row of `left`: when
/// `filters` (its own, and those of the join) allow it and few ask.
pub(crate) fn asked(
    left: &Plan,
    (oid, columns): (Oid, &[Column]),
    filters: &[Expr],
    left_ids: &[ColumnId],
) -> Option<Plan> {
    let asking = rows(left);
    let all = rows(&Plan::System { oid, columns: Vec::new(), probes: Vec::new() });
    let asks = is_asked(columns, filters, left_ids) && asking * SYSTEM_FOUND <= all + asking;
    asks.then(|| scan(oid, columns.to_vec(), filters.to_vec()))
}

/// `right` for each row of `left`.
pub(crate) fn for_each(kind: JoinKind, left: Plan, right: Plan) -> Plan {
    let (left, right) = (Box::new(left), Box::new(right));
    Plan::NestedLoop { kind, left, right, on: None, lateral: true }
}

/// Whether some column is held equal to what `asking` gives.
pub(crate) fn is_asked(columns: &[Column], filters: &[Expr], asking: &[ColumnId]) -> bool {
    let by = |probe: &Probe| match probe {
        Probe::One(expr) | Probe::Any(expr) => touches(expr, asking),
        Probe::Null => false,
    };
    !filters.iter().any(Expr::has_subquery)
        && probes(columns, filters).iter().any(|(_, probe)| by(probe))
}
