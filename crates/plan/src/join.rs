//! In which order, and how, are relations joined?
//!
//! Inner joins side by side are one set of relations and one set of conditions. The relation of
//! fewest rows comes first, then always the one that the least comes of, joined by what connects it:
//! a look-up in an index while few rows ask, else a hash table. Relations that nothing tells apart
//! stay in the order of FROM.

use crate::access;
use crate::choose::{Ask, Planner, filtered};
use crate::columns::{conjunction, conjuncts, ids, rejects_null, touches};
use crate::comparison::is_equality;
use crate::estimate::{SYSTEM_FOUND, rows};
use crate::order::{Wish, satisfies};
use crate::physical::{Access, Plan};
use crate::subquery::settle;
use crate::system;
use sql::rel::{Column, ColumnId, JoinKind, Scan};
use sql::{Expr, Rel};
use types::Oid;

/// At most so many rows ask an index one by one; more are joined by hash.
const ASKING_MAX: f64 = 2000.0;

/// A relation to be joined.
struct Leaf {
    ids: Vec<ColumnId>,
    plan: Plan,
    /// When it is a table: that, and the filters of its own.
    table: Option<(Scan, Vec<Expr>)>,
    /// The same, when it is a relation of the catalogs.
    system: Option<(Oid, Vec<Column>, Vec<Expr>)>,
}

impl Planner {
    /// Plans a join.
    pub(crate) fn join(&mut self, rel: Rel, filters: Vec<Expr>, ask: Ask) -> Plan {
        match rel {
            Rel::Join { kind: JoinKind::Inner, lateral: false, .. } => {
                self.inner(rel, filters, ask.wish)
            }
            Rel::Join { kind, left, right, on, lateral } => {
                // What follows rejects the rows that an outer join adds: it is none.
                let right_ids = ids(&right);
                let inner = kind == JoinKind::Left
                    && filters.iter().any(|filter| rejects_null(filter, &right_ids));
                let kind = if inner { JoinKind::Inner } else { kind };
                if lateral {
                    return self.lateral(kind, *left, *right, on, filters, ask.wish);
                }
                match kind {
                    JoinKind::Inner => {
                        let rel = Rel::Join { kind, left, right, on, lateral };
                        self.inner(rel, filters, ask.wish)
                    }
                    JoinKind::Right => {
                        let rel = Rel::Join {
                            kind: JoinKind::Left,
                            left: right,
                            right: left,
                            on,
                            lateral,
                        };
                        self.join(rel, filters, ask)
                    }
                    _ => self.outer(kind, *left, *right, on, filters, ask.wish),
                }
            }
            other => self.rel(other, filters, ask),
        }
    }

    fn inner(&mut self, rel: Rel, filters: Vec<Expr>, wish: Option<Wish>) -> Plan {
        let (mut rels, mut terms) = (Vec::new(), filters);
        flatten(rel, &mut rels, &mut terms);
        let (held, terms): (Vec<Expr>, Vec<Expr>) = terms.into_iter().partition(Expr::has_subquery);
        let all: Vec<Vec<ColumnId>> = rels.iter().map(ids).collect();
        let mut own: Vec<Vec<Expr>> = rels.iter().map(|_| Vec::new()).collect();
        let mut pending = Vec::new();
        for term in terms {
            let touched: Vec<usize> =
                (0..all.len()).filter(|place| touches(&term, &all[*place])).collect();
            match touched.as_slice() {
                [] => own[0].push(term),
                [one] => own[*one].push(term),
                _ => pending.push(term),
            }
        }
        let mut leaves: Vec<Leaf> = Vec::with_capacity(rels.len());
        for ((rel, ids), own) in rels.into_iter().zip(all).zip(own) {
            let table = match &rel {
                Rel::Scan(scan) => Some((scan.clone(), own.clone())),
                _ => None,
            };
            let system = match &rel {
                Rel::System { oid, columns } => Some((*oid, columns.clone(), own.clone())),
                _ => None,
            };
            let wish = wish.clone().filter(|wish| {
                wish.keys.iter().all(|key| key.expr.names().iter().all(|id| ids.contains(id)))
            });
            let plan = self.rel(rel, own, Ask { wish, top: None });
            leaves.push(Leaf { ids, plan, table, system });
        }
        let joined = greedy(leaves, pending, wish.as_ref());
        self.held(joined, held)
    }

    fn outer(
        &mut self,
        kind: JoinKind,
        left: Rel,
        right: Rel,
        on: Expr,
        filters: Vec<Expr>,
        wish: Option<Wish>,
    ) -> Plan {
        let (left_ids, right_ids) = (ids(&left), ids(&right));
        let (mut left_own, mut right_own, mut on_both, mut above) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for filter in filters {
            let down = kind != JoinKind::Full && !touches(&filter, &right_ids);
            if down && !filter.has_subquery() { left_own.push(filter) } else { above.push(filter) }
        }
        let mut terms = conjuncts(on);
        settle(self, terms.iter_mut());
        for term in terms {
            let right_only = !touches(&term, &left_ids) && kind != JoinKind::Full;
            if right_only && !term.has_subquery() {
                right_own.push(term);
            } else {
                on_both.push(term);
            }
        }
        let wish = wish.filter(|wish| wish.keys.iter().all(|key| !touches(&key.expr, &right_ids)));
        let left = self.rel(left, left_own, Ask { wish, top: None });
        if let (JoinKind::Left, Rel::System { oid, columns }) = (kind, &right) {
            let filters: Vec<Expr> = right_own.iter().chain(&on_both).cloned().collect();
            if let Some(right) = system::asked(&left, (*oid, columns), &filters, &left_ids) {
                return self.above(system::for_each(kind, left, right), above);
            }
        }
        let looked_up = match &right {
            Rel::Scan(scan) if kind != JoinKind::Full => {
                let filters: Vec<Expr> = right_own.iter().chain(&on_both).cloned().collect();
                lookup(kind, &left, scan, filters, &left_ids)
            }
            _ => None,
        };
        let joined = match looked_up {
            Some((access, filter)) => {
                let Rel::Scan(scan) = right else { return left };
                Plan::Lookup { kind, left: Box::new(left), scan, access, filter }
            }
            None => {
                let right = self.rel(right, right_own, Ask::default());
                paired(kind, left, right, on_both, (&left_ids, &right_ids), true)
            }
        };
        self.above(joined, above)
    }

    fn above(&mut self, joined: Plan, filters: Vec<Expr>) -> Plan {
        let (held, plain) = filters.into_iter().partition(Expr::has_subquery);
        let joined = filtered(joined, plain);
        self.held(joined, held)
    }

    /// A lateral right side runs for each left row, and its conditions with it.
    fn lateral(
        &mut self,
        kind: JoinKind,
        left: Rel,
        right: Rel,
        on: Expr,
        filters: Vec<Expr>,
        wish: Option<Wish>,
    ) -> Plan {
        let right_ids = ids(&right);
        let (mut left_own, mut right_own, mut above) = (Vec::new(), Vec::new(), Vec::new());
        for filter in filters {
            if filter.has_subquery() {
                above.push(filter);
            } else if !touches(&filter, &right_ids) {
                left_own.push(filter);
            } else if kind == JoinKind::Inner {
                right_own.push(filter);
            } else {
                above.push(filter);
            }
        }
        let (with_subquery, plain): (Vec<Expr>, Vec<Expr>) =
            conjuncts(on).into_iter().partition(Expr::has_subquery);
        right_own.extend(plain);
        let wish = wish.filter(|wish| wish.keys.iter().all(|key| !touches(&key.expr, &right_ids)));
        let left = Box::new(self.rel(left, left_own, Ask { wish, top: None }));
        let right = self.rel(right, right_own, Ask::default());
        let right = Box::new(self.held(right, with_subquery));
        let joined = Plan::NestedLoop { kind, left, right, on: None, lateral: true };
        self.held(joined, above)
    }
}

/// The relations and conditions of inner joins side by side.
fn flatten(rel: Rel, rels: &mut Vec<Rel>, terms: &mut Vec<Expr>) {
    match rel {
        Rel::Join { kind: JoinKind::Inner, lateral: false, left, right, on } => {
            flatten(*left, rels, terms);
            flatten(*right, rels, terms);
            terms.extend(conjuncts(on));
        }
        Rel::Filter { input, predicate } if matches!(*input, Rel::Join { .. }) => {
            flatten(*input, rels, terms);
            terms.extend(conjuncts(predicate));
        }
        other => rels.push(other),
    }
}

/// Joins `leaves` one by one.
fn greedy(mut leaves: Vec<Leaf>, mut pending: Vec<Expr>, wish: Option<&Wish>) -> Plan {
    let first = least(&leaves, |leaf| rows(&leaf.plan));
    let Leaf { ids, plan: mut joined, .. } = leaves.remove(first);
    let mut placed = ids;
    while !leaves.is_empty() {
        let asking = rows(&joined);
        let next = least(&leaves, |leaf| {
            let ready = ready(&pending, &placed, &leaf.ids);
            if ready.is_empty() {
                // Every pair: last of all.
                return 1e12 + asking * rows(&leaf.plan);
            }
            match found(leaf, &ready, &placed) {
                Some(found) => asking * found.rows,
                None if asked_for(leaf, &ready, &placed).is_some() => asking * SYSTEM_FOUND,
                None => asking.max(rows(&leaf.plan)),
            }
        });
        let leaf = leaves.remove(next);
        let (ready, rest): (Vec<Expr>, Vec<Expr>) =
            pending.into_iter().partition(|term| is_ready(term, &placed, &leaf.ids, &leaves));
        pending = rest;
        joined = add(joined, leaf, ready, &mut placed, wish);
    }
    filtered(joined, pending)
}

/// Which of `leaves` has least of something, the first among equals.
fn least(leaves: &[Leaf], measure: impl Fn(&Leaf) -> f64) -> usize {
    let mut best = (0, f64::INFINITY);
    for (place, leaf) in leaves.iter().enumerate() {
        let measured = measure(leaf);
        if measured < best.1 {
            best = (place, measured);
        }
    }
    best.0
}

/// The conditions between what is placed and a further relation, that name no third one.
fn ready(pending: &[Expr], placed: &[ColumnId], ids: &[ColumnId]) -> Vec<Expr> {
    let between = |term: &&Expr| {
        touches(term, ids) && touches(term, placed) && is_equality_between(term, placed, ids)
    };
    pending.iter().filter(between).cloned().collect()
}

fn is_equality_between(term: &Expr, left: &[ColumnId], right: &[ColumnId]) -> bool {
    equal_sides(term, left, right).is_some()
}

/// Whether no relation still to come is named.
fn is_ready(term: &Expr, placed: &[ColumnId], ids: &[ColumnId], rest: &[Leaf]) -> bool {
    (touches(term, ids) || touches(term, placed))
        && !rest.iter().any(|leaf| touches(term, &leaf.ids))
}

/// The index by which `leaf` can be asked for its part of a join.
fn found(leaf: &Leaf, on: &[Expr], placed: &[ColumnId]) -> Option<access::Found> {
    let (scan, own) = leaf.table.as_ref()?;
    let filters: Vec<Expr> = own.iter().chain(on).cloned().collect();
    by_index(scan, &filters, placed)
}

/// The conditions by which `leaf`, a relation of the catalogs, can be asked for its part of a join.
fn asked_for(leaf: &Leaf, on: &[Expr], placed: &[ColumnId]) -> Option<Vec<Expr>> {
    let (_, columns, own) = leaf.system.as_ref()?;
    let filters: Vec<Expr> = own.iter().chain(on).cloned().collect();
    system::is_asked(columns, &filters, placed).then_some(filters)
}

fn by_index(scan: &Scan, filters: &[Expr], placed: &[ColumnId]) -> Option<access::Found> {
    let found = access::choose(scan, filters, None);
    let Access::Index { equal, .. } = &found.access else { return None };
    (!equal.is_empty() && access::depends_on(&found.access, placed)).then_some(found)
}

fn add(
    joined: Plan,
    leaf: Leaf,
    on: Vec<Expr>,
    placed: &mut Vec<ColumnId>,
    wish: Option<&Wish>,
) -> Plan {
    let kind = JoinKind::Inner;
    if let Some(filters) = asked_for(&leaf, &on, placed)
        && let Some((oid, columns, _)) = &leaf.system
        && let Some(right) = system::asked(&joined, (*oid, columns), &filters, placed)
    {
        placed.extend(leaf.ids);
        return system::for_each(kind, joined, right);
    }
    let (asking, own) = (rows(&joined), rows(&leaf.plan));
    let looked_up = found(&leaf, &on, placed)
        .filter(|found| asking <= ASKING_MAX && asking * found.cost < own + asking);
    let plan = match (looked_up, leaf.table) {
        (Some(found), Some((scan, filters))) => {
            let filter = conjunction(filters.into_iter().chain(on).collect());
            Plan::Lookup { kind, left: Box::new(joined), scan, access: found.access, filter }
        }
        _ => {
            let ordered = wish.is_some_and(|wish| satisfies(&joined, &wish.keys));
            paired(kind, joined, leaf.plan, on, (placed, &leaf.ids), ordered)
        }
    };
    placed.extend(leaf.ids);
    plan
}

/// How the right side of a join is asked by its index, if it has one for the conditions `filters`
/// and few ask.
pub(crate) fn lookup(
    kind: JoinKind,
    left: &Plan,
    scan: &Scan,
    filters: Vec<Expr>,
    left_ids: &[ColumnId],
) -> Option<(Access, Option<Expr>)> {
    let asking = rows(left);
    if asking > ASKING_MAX || filters.iter().any(Expr::has_subquery) {
        return None;
    }
    debug_assert!(kind != JoinKind::Right && kind != JoinKind::Full, "no look-up keeps the right");
    let found = by_index(scan, &filters, left_ids)?;
    Some((found.access, conjunction(filters)))
}

/// A hash join when some condition is `left = right`, else a nested loop. The smaller side goes
/// into the table, unless the order of the left is wanted.
pub(crate) fn paired(
    kind: JoinKind,
    left: Plan,
    right: Plan,
    on: Vec<Expr>,
    (left_ids, right_ids): (&[ColumnId], &[ColumnId]),
    ordered: bool,
) -> Plan {
    let (mut keys, mut rest) = (Vec::new(), Vec::new());
    for term in on {
        match equal_sides(&term, left_ids, right_ids) {
            Some(sides) => keys.push(sides),
            None => rest.push(term),
        }
    }
    let semi = matches!(kind, JoinKind::Semi | JoinKind::Anti);
    let build_left = !ordered && !semi && rows(&left) * 2.0 < rows(&right);
    let (left, right, on) = (Box::new(left), Box::new(right), conjunction(rest));
    if keys.is_empty() {
        Plan::NestedLoop { kind, left, right, on, lateral: false }
    } else {
        Plan::HashJoin { kind, left, right, keys, on, build_left }
    }
}

/// The sides of a condition that is `left = right`.
fn equal_sides(term: &Expr, left: &[ColumnId], right: &[ColumnId]) -> Option<(Expr, Expr)> {
    let Expr::Call(call) = term else { return None };
    if !is_equality(call.function) {
        return None;
    }
    let [a, b] = call.args.as_slice() else { return None };
    if touches(a, left) && !touches(a, right) && touches(b, right) && !touches(b, left) {
        return Some((a.clone(), b.clone()));
    }
    let swapped = touches(b, left) && !touches(b, right) && touches(a, right) && !touches(a, left);
    swapped.then(|| (b.clone(), a.clone()))
}
