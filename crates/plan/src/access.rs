//! How are the rows of one table found?
//!
//! By the way that costs least: an index whose leading key columns the filters hold equal, a range
//! on the next, or all rows. An index that also gives the order asked for saves the sort, and under
//! a LIMIT most of the reading. Filters stay on the scan as well: an index narrows, it does not judge.

use crate::columns::{conjuncts, plain, rejects_null, touches};
use crate::comparison::{Comparison, compares, ordered_as};
use crate::estimate::TABLE_ROWS;
use crate::order::{self, Wish};
use crate::physical::{Access, Bound, Probe};
use crate::prefix;
use sql::Expr;
use sql::catalog::Index;
use sql::rel::{Column, ColumnId, Scan};
use types::facts::{array_of, oid};
use types::{Datum, Type};

/// A way to the rows.
#[derive(Clone, Debug)]
pub struct Found {
    #[allow(missing_docs)]
    pub access: Access,
    /// Against the order of the index.
    pub backward: bool,
    /// About how many rows it reads.
    pub rows: f64,
    /// Rows read, those through an index counted as more.
    pub cost: f64,
}

/// The cheapest way to the rows of `scan` that pass all of `filters`.
pub fn choose(scan: &Scan, filters: &[Expr], wish: Option<&Wish>) -> Found {
    let mut best = full(scan, filters, wish);
    for (place, index) in scan.table.indexes.iter().enumerate() {
        if !covers(scan, index, filters) {
            continue;
        }
        let found = by_index(scan, place, index, filters, wish);
        if found.cost < best.cost {
            best = found;
        }
    }
    best
}

/// The values that an index of `scan` is over, as far as they are known.
pub(crate) fn keys<'a>(scan: &'a Scan, index: &'a Index) -> impl Iterator<Item = Expr> + 'a {
    let exprs = scan.indexes.iter().find(|own| own.index == index.oid);
    let known = index.keys.iter().enumerate().map(move |(place, key)| match key.column {
        Some(column) => {
            let column = scan.columns.get(column)?;
            Some(Expr::Column(column.id, column.ty))
        }
        None => {
            let found = exprs?.keys.iter().find(|(own, _)| *own == place);
            found.map(|(_, expr)| expr.clone())
        }
    });
    known.map_while(|key| key)
}

/// Whether `expr` is the value `key`, unchanged but for its type's name.
pub(crate) fn is_key(key: &Expr, expr: &Expr) -> bool {
    match (key, expr) {
        (Expr::Column(id, _), _) => plain(expr) == Some(*id),
        (_, Expr::Relabel(inner, _)) if !matches!(key, Expr::Relabel(..)) => is_key(key, inner),
        _ => sql::same(key, expr),
    }
}

/// Whether every row that passes all of `filters` is in the index.
fn covers(scan: &Scan, index: &Index, filters: &[Expr]) -> bool {
    if index.predicate.is_none() {
        return true;
    }
    let exprs = scan.indexes.iter().find(|own| own.index == index.oid);
    let Some(predicate) = exprs.and_then(|own| own.predicate.clone()) else { return false };
    conjuncts(predicate).iter().all(|term| {
        let not_null = match term {
            Expr::IsNull { arg, negated: true } => plain(arg),
            _ => None,
        };
        filters.iter().any(|filter| {
            sql::same(filter, term) || not_null.is_some_and(|id| rejects_null(filter, &[id]))
        })
    })
}

/// A row through an index costs as much as so many read in order.
const THROUGH_INDEX: f64 = 3.0;

fn full(scan: &Scan, filters: &[Expr], wish: Option<&Wish>) -> Found {
    let mut found =
        Found { access: Access::Full, backward: false, rows: TABLE_ROWS, cost: TABLE_ROWS };
    price(&mut found, scan, filters, wish);
    found
}

/// Adds what the order asked for costs, or saves.
fn price(found: &mut Found, scan: &Scan, filters: &[Expr], wish: Option<&Wish>) {
    let Some(wish) = wish else { return };
    match order::direction(scan, &found.access, filters, &wish.keys) {
        Some(backward) => {
            found.backward = backward;
            if wish.limited {
                found.cost *= 0.1;
            }
        }
        None => found.cost += found.rows * 0.5,
    }
}

fn by_index(
    scan: &Scan,
    place: usize,
    index: &Index,
    filters: &[Expr],
    wish: Option<&Wish>,
) -> Found {
    let (mut equal, mut range) = (Vec::new(), (None, None));
    let mut rows = TABLE_ROWS;
    for key in keys(scan, index) {
        let Some(probe) = filters.iter().find_map(|filter| probe(&scan.columns, &key, filter))
        else {
            range = bounds(scan, &key, filters);
            break;
        };
        rows *= if matches!(probe, Probe::Any(_)) { 0.05 } else { 0.01 };
        equal.push(probe);
    }
    match &range {
        (Some(_), Some(_)) => rows *= 0.05,
        (Some(_), None) | (None, Some(_)) => rows *= 0.3,
        (None, None) => {}
    }
    let many = equal.iter().filter(|probe| matches!(probe, Probe::Any(_))).count();
    let nullable = equal.iter().any(|probe| matches!(probe, Probe::Null));
    rows = rows.max(2.0);
    if index.unique && equal.len() == index.keys.len() && !nullable {
        rows = if many > 0 { 5.0 } else { 1.0 };
    }
    let cost = if index.primary { rows } else { rows * THROUGH_INDEX };
    let (lower, upper) = range;
    let access = Access::Index { index: place, equal, lower, upper };
    let mut found = Found { access, backward: false, rows, cost };
    price(&mut found, scan, filters, wish);
    if index.primary && rows >= TABLE_ROWS {
        // The whole primary key in order is the table itself.
        found.access = Access::Full;
    }
    found
}

/// Whether at most one row comes out: every key column of a unique index is held by one value.
pub fn is_point(scan: &Scan, access: &Access) -> bool {
    let Access::Index { index, equal, .. } = access else { return false };
    let one = equal.iter().all(|probe| matches!(probe, Probe::One(_)));
    let index = scan.table.indexes.get(*index);
    one && index.is_some_and(|index| index.unique && index.keys.len() == equal.len())
}

/// Which of `filters` the index of `access` answers, and the rest.
pub(crate) fn served(scan: &Scan, access: &Access, filters: Vec<Expr>) -> (Vec<Expr>, Vec<Expr>) {
    let Access::Index { index, equal, lower, upper } = access else { return (Vec::new(), filters) };
    let ranged = lower.is_some() || upper.is_some();
    let index = scan.table.indexes.get(*index);
    let keys: Vec<Expr> = index.into_iter().flat_map(|index| keys(scan, index)).collect();
    let held = equal.len() + usize::from(ranged);
    filters.into_iter().partition(|filter| {
        keys.iter().take(held).enumerate().any(|(place, key)| match place < equal.len() {
            true => probe(&scan.columns, key, filter).is_some(),
            false => compared(&scan.columns, key, filter).is_some(),
        })
    })
}

/// The values that `filter` holds `key` to, of a relation of columns `own`.
pub(crate) fn probe(own: &[Column], key: &Expr, filter: &Expr) -> Option<Probe> {
    match filter {
        Expr::Call(_) => match compared(own, key, filter) {
            Some((Comparison::Equal, value)) => Some(Probe::One(value.clone())),
            None if is_key(key, filter) => Some(Probe::One(truth(true))),
            _ => None,
        },
        Expr::Quantified { function, left, array, all: false } => {
            let found = compares(*function)?;
            let serves = found.comparison == Comparison::Equal
                && is_key(key, left)
                && ordered_as(key.ty().oid, found.left)
                && is_outside(own, array);
            serves.then(|| Probe::Any(array.as_ref().clone()))
        }
        Expr::Or(terms) => any_of(own, key, terms),
        Expr::IsNull { arg, negated: false } if is_key(key, arg) => Some(Probe::Null),
        Expr::Not(arg) if is_key(key, arg) => Some(Probe::One(truth(false))),
        filter if is_key(key, filter) => Some(Probe::One(truth(true))),
        _ => None,
    }
}

fn truth(value: bool) -> Expr {
    Expr::Const(Datum::Bool(value), Type::new(oid::BOOL))
}

/// `key = a OR key = b ...` as any of an array.
fn any_of(own: &[Column], key: &Expr, terms: &[Expr]) -> Option<Probe> {
    let mut values = Vec::with_capacity(terms.len());
    for term in terms {
        match compared(own, key, term)? {
            (Comparison::Equal, value) => values.push(value.clone()),
            _ => return None,
        }
    }
    let ty = values.first()?.ty();
    if values.iter().any(|value| value.ty().oid != ty.oid) {
        return None;
    }
    Some(Probe::Any(Expr::Array(values, Type::new(array_of(ty.oid)?))))
}

fn bounds(scan: &Scan, key: &Expr, filters: &[Expr]) -> (Option<Bound>, Option<Bound>) {
    let (mut lower, mut upper) = (None, None);
    for filter in filters {
        if let Some((from, to)) = prefix::range(key, filter) {
            lower = lower.or(Some(from));
            upper = upper.or(to);
            continue;
        }
        let found = compared(&scan.columns, key, filter).or_else(|| row_bound(scan, key, filter));
        let Some((comparison, value)) = found else { continue };
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

/// What `(key, ...) op (value, ...)` says of its first column alone. It stands as
/// `key op value OR key = value AND ...`, so that the value itself is inside.
fn row_bound<'a>(scan: &Scan, key: &Expr, filter: &'a Expr) -> Option<(Comparison, &'a Expr)> {
    let Expr::Or(arms) = filter else { return None };
    let [outer, Expr::And(rest)] = arms.as_slice() else { return None };
    let (comparison, value) = compared(&scan.columns, key, outer)?;
    let same = |other: &Expr| format!("{other:?}") == format!("{value:?}");
    let continues = rest.iter().any(|term| {
        let found = compared(&scan.columns, key, term);
        found.is_some_and(|(equal, other)| equal == Comparison::Equal && same(other))
    });
    let comparison = match comparison {
        Comparison::Greater | Comparison::GreaterEqual => Comparison::GreaterEqual,
        Comparison::Less | Comparison::LessEqual => Comparison::LessEqual,
        Comparison::Equal => return None,
    };
    continues.then_some((comparison, value))
}

/// `key op value` or `value op key` as the former, when an index on the key keeps the order that
/// `op` goes by.
fn compared<'a>(own: &[Column], key: &Expr, filter: &'a Expr) -> Option<(Comparison, &'a Expr)> {
    let Expr::Call(call) = filter else { return None };
    let found = compares(call.function)?;
    let [left, right] = call.args.as_slice() else { return None };
    let keeps = |compared| ordered_as(key.ty().oid, compared);
    if is_key(key, left) && is_outside(own, right) && keeps(found.left) {
        return Some((found.comparison, right));
    }
    let serves = is_key(key, right) && is_outside(own, left) && keeps(found.right);
    serves.then(|| (found.comparison.commuted(), left))
}

fn is_outside(own: &[Column], expr: &Expr) -> bool {
    let mut inside = false;
    expr.each_name(&mut |id| inside = inside || own.iter().any(|column| column.id == id));
    !inside && !expr.is_volatile()
}

/// Whether a probe of `access` depends on columns of `ids`.
pub fn depends_on(access: &Access, ids: &[ColumnId]) -> bool {
    let mut found = false;
    access.exprs(&mut |expr| found = found || touches(expr, ids));
    found
}
