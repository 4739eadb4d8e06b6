//! Which way for each operator? The rules:
//!
//! - a filter goes down as far as the columns it names allow;
//! - a table is entered by the index its filters hold ([`crate::access`]);
//! - `=` between two sides makes a hash join, unless the left side is a few rows
//!   and the right has an index on its columns: then each left row looks up;
//! - subqueries become joins or applies ([`crate::subquery`]).

use crate::access;
use crate::columns::{conjunction, conjuncts, outputs};
use crate::comparison::is_equality;
use crate::physical::{Access, Plan, Planned, PlannedCte};
use crate::subquery::{lift, semi_join};
use sql::rel::{ColumnId, JoinKind, Scan, SortKey};
use sql::statement::Query;
use sql::{Expr, Rel};

/// Plans `query`.
pub fn plan(query: &Query) -> Planned {
    let mut planner = Planner { next: FIRST_FRESH };
    Planned {
        root: planner.rel(query.rel.clone(), Vec::new()),
        columns: query.columns.clone(),
        command: query.command,
    }
}

/// Ids for columns the planner makes; binding counts from the other end.
const FIRST_FRESH: u32 = 1 << 31;

pub(crate) struct Planner {
    next: u32,
}

impl Planner {
    pub(crate) fn fresh(&mut self) -> ColumnId {
        self.next += 1;
        ColumnId(self.next)
    }

    /// Plans `rel` under `filters`, all of which its rows must pass.
    pub(crate) fn rel(&mut self, rel: Rel, filters: Vec<Expr>) -> Plan {
        match rel {
            Rel::Scan(scan) => scan_with(scan, filters),
            Rel::Filter { input, predicate } => self.filter(*input, predicate, filters),
            Rel::Project { input, outputs } => self.project(*input, outputs, filters),
            Rel::Join { kind, left, right, on, lateral } => {
                self.join(kind, *left, *right, on, lateral, filters)
            }
            Rel::Sort { input, keys } => {
                let mut keys = keys;
                let input = self.rel(*input, filters);
                let input = lift(self, input, keys.iter_mut().map(|key| &mut key.expr));
                Plan::Sort { input: Box::new(input), keys, top: None }
            }
            Rel::Lock { input, locks } => {
                Plan::Lock { input: Box::new(self.rel(*input, filters)), locks }
            }
            other => {
                let plan = self.opaque(other);
                filtered(plan, filters)
            }
        }
    }

    /// Operators no filter passes.
    fn opaque(&mut self, rel: Rel) -> Plan {
        let mut below = |rel: Box<Rel>| Box::new(self.rel(*rel, Vec::new()));
        match rel {
            Rel::System { oid, columns } => Plan::System { oid, columns },
            Rel::Function { call, columns, ordinality } => {
                Plan::Function { call, columns, ordinality }
            }
            Rel::ProjectSet { input, calls } => Plan::ProjectSet { input: below(input), calls },
            Rel::Distinct { input, on } => Plan::Distinct { input: below(input), on },
            Rel::Limit { input, limit, offset, with_ties } => {
                let ties = if with_ties { sort_keys(&input) } else { None };
                Plan::Limit { input: below(input), limit, offset, ties }
            }
            Rel::SetOp { op, all, left, right, columns } => {
                Plan::SetOp { op, all, left: below(left), right: below(right), columns }
            }
            Rel::CteRef { id, columns } => Plan::CteRef { id, columns },
            Rel::With { ctes, body } => self.with(ctes, *body),
            Rel::Values { columns, rows } => self.values(columns, rows),
            Rel::Aggregate { input, mut groups, sets, mut aggregates } => {
                let input = *below(input);
                let exprs = groups.iter_mut().map(|(_, expr)| expr);
                let args = aggregates
                    .iter_mut()
                    .flat_map(|(_, call)| call.args.iter_mut().chain(call.filter.iter_mut()));
                let input = Box::new(lift(self, input, exprs.chain(args)));
                Plan::Aggregate { input, groups, sets, aggregates }
            }
            Rel::Insert(insert) => {
                let sql::rel::Insert { table, source, on_conflict, checks, returning } = *insert;
                let source = Box::new(self.rel(source, Vec::new()));
                Plan::Insert { table, source, on_conflict, checks, returning }
            }
            Rel::Update(update) => {
                let sql::rel::Update { table, target, input, mut assignments, checks, returning } =
                    *update;
                let input = self.rel(input, Vec::new());
                let exprs = assignments.iter_mut().map(|(_, expr)| expr);
                let input = Box::new(lift(self, input, exprs));
                Plan::Update { table, target, input, assignments, checks, returning }
            }
            Rel::Delete(delete) => {
                let sql::rel::Delete { table, target, input, checks, returning } = *delete;
                let input = Box::new(self.rel(input, Vec::new()));
                Plan::Delete { table, target, input, checks, returning }
            }
            Rel::Scan(_)
            | Rel::Filter { .. }
            | Rel::Project { .. }
            | Rel::Join { .. }
            | Rel::Sort { .. }
            | Rel::Lock { .. } => self.rel(rel, Vec::new()),
        }
    }

    fn values(&mut self, columns: Vec<sql::rel::Column>, mut rows: Vec<Vec<Expr>>) -> Plan {
        if !rows.iter().flatten().any(Expr::has_subquery) {
            return Plan::Values { columns, rows };
        }
        // Each row with subqueries is a projection of its own; they are appended.
        let mut parts = rows.drain(..).map(|row| {
            let one = Plan::Values { columns: Vec::new(), rows: vec![Vec::new()] };
            let mut row = row;
            let input = Box::new(lift(self, one, row.iter_mut()));
            let outputs = columns.iter().cloned().zip(row).collect();
            Plan::Project { input, outputs }
        });
        let Some(first) = parts.next() else { return Plan::Values { columns, rows: Vec::new() } };
        let (op, all) = (sql::rel::SetOp::Union, true);
        parts.fold(first, |left, right| {
            let (left, right) = (Box::new(left), Box::new(right));
            Plan::SetOp { op, all, left, right, columns: columns.clone() }
        })
    }

    fn with(&mut self, ctes: Vec<sql::rel::Cte>, body: Rel) -> Plan {
        let ctes = ctes.into_iter().map(|cte| PlannedCte {
            id: cte.id,
            name: cte.name,
            plan: self.rel(cte.rel, Vec::new()),
            recursive: cte.recursive.map(|(rel, all)| (Box::new(self.rel(*rel, Vec::new())), all)),
        });
        let ctes = ctes.collect();
        Plan::With { ctes, body: Box::new(self.rel(body, Vec::new())) }
    }

    fn filter(&mut self, input: Rel, predicate: Expr, mut filters: Vec<Expr>) -> Plan {
        let (mut held, pushed): (Vec<Expr>, Vec<Expr>) =
            conjuncts(predicate).into_iter().partition(Expr::has_subquery);
        filters.extend(pushed);
        let mut plan = self.rel(input, filters);
        let mut rest = Vec::new();
        for term in held.drain(..) {
            match semi_join(self, plan, term) {
                Ok(joined) => plan = joined,
                Err(refused) => {
                    let (same, term) = *refused;
                    plan = same;
                    rest.push(term);
                }
            }
        }
        let plan = lift(self, plan, rest.iter_mut());
        filtered(plan, rest)
    }

    fn project(
        &mut self,
        input: Rel,
        mut outputs: Vec<(sql::rel::Column, Expr)>,
        filters: Vec<Expr>,
    ) -> Plan {
        // A filter passes when each column of this projection it names is only renamed.
        let (through, above): (Vec<Expr>, Vec<Expr>) = filters.into_iter().partition(|filter| {
            filter.names().iter().all(|id| {
                outputs
                    .iter()
                    .find(|(column, _)| column.id == *id)
                    .is_none_or(|(_, expr)| matches!(expr, Expr::Column(..)))
            })
        });
        let through = through.into_iter().map(|mut filter| {
            rename(&mut filter, &outputs);
            filter
        });
        let input = self.rel(input, through.collect());
        let input = lift(self, input, outputs.iter_mut().map(|(_, expr)| expr));
        filtered(Plan::Project { input: Box::new(input), outputs }, above)
    }

    fn join(
        &mut self,
        kind: JoinKind,
        left: Rel,
        right: Rel,
        on: Expr,
        lateral: bool,
        filters: Vec<Expr>,
    ) -> Plan {
        let ids = |rel: &Rel| outputs(rel).iter().map(|c| c.id).collect::<Vec<ColumnId>>();
        let (left_ids, right_ids) = (ids(&left), ids(&right));
        let touches =
            |expr: &Expr, ids: &[ColumnId]| expr.names().iter().any(|id| ids.contains(id));
        let mut parts = Parts::default();
        for filter in filters {
            match kind {
                JoinKind::Inner => parts.on.push(filter),
                JoinKind::Left | JoinKind::Semi | JoinKind::Anti
                    if !touches(&filter, &right_ids) =>
                {
                    parts.left.push(filter)
                }
                JoinKind::Right if !touches(&filter, &left_ids) => parts.right.push(filter),
                _ => parts.above.push(filter),
            }
        }
        for term in conjuncts(on).into_iter().chain(std::mem::take(&mut parts.on)) {
            let (in_left, in_right) = (touches(&term, &left_ids), touches(&term, &right_ids));
            let inner = matches!(kind, JoinKind::Inner);
            if term.has_subquery() {
                if inner { parts.above.push(term) } else { parts.on.push(term) }
            } else if !in_right && (inner || kind == JoinKind::Right) {
                parts.left.push(term);
            } else if !in_left && !matches!(kind, JoinKind::Right | JoinKind::Full) {
                parts.right.push(term);
            } else {
                parts.on.push(term);
            }
        }
        let left = self.rel(left, parts.left);
        let looked_up = match &right {
            Rel::Scan(scan)
                if matches!(kind, JoinKind::Inner | JoinKind::Left) && is_few(&left) =>
            {
                lookup(scan, &parts.right, &parts.on)
            }
            _ => None,
        };
        let joined = match looked_up {
            Some(right) => {
                let (left, right) = (Box::new(left), Box::new(right));
                Plan::NestedLoop { kind, left, right, on: None, lateral: true }
            }
            None => {
                let right = self.rel(right, parts.right);
                paired(kind, left, right, parts.on, (&left_ids, &right_ids), lateral)
            }
        };
        let mut above = parts.above;
        let joined = lift(self, joined, above.iter_mut());
        filtered(joined, above)
    }
}

/// Where the conditions of a join go.
#[derive(Default)]
struct Parts {
    left: Vec<Expr>,
    right: Vec<Expr>,
    on: Vec<Expr>,
    above: Vec<Expr>,
}

/// A hash join when some condition is `left = right`, else a nested loop.
fn paired(
    kind: JoinKind,
    left: Plan,
    right: Plan,
    on: Vec<Expr>,
    (left_ids, right_ids): (&[ColumnId], &[ColumnId]),
    lateral: bool,
) -> Plan {
    let mut keys = Vec::new();
    let mut rest = Vec::new();
    for term in on {
        match equal_sides(&term, left_ids, right_ids) {
            Some(sides) if !lateral => keys.push(sides),
            _ => rest.push(term),
        }
    }
    let (left, right, on) = (Box::new(left), Box::new(right), conjunction(rest));
    if keys.is_empty() {
        Plan::NestedLoop { kind, left, right, on, lateral }
    } else {
        Plan::HashJoin { kind, left, right, keys, on, build_left: false }
    }
}

fn equal_sides(term: &Expr, left: &[ColumnId], right: &[ColumnId]) -> Option<(Expr, Expr)> {
    let Expr::Call(call) = term else { return None };
    if !is_equality(call.function) {
        return None;
    }
    let [a, b] = call.args.as_slice() else { return None };
    let within = |expr: &Expr, ids: &[ColumnId]| {
        let named = expr.names();
        !named.is_empty() && named.iter().all(|id| ids.contains(id))
    };
    if within(a, left) && within(b, right) {
        return Some((a.clone(), b.clone()));
    }
    (within(b, left) && within(a, right)).then(|| (b.clone(), a.clone()))
}

/// The right side of a join as a look-up by the join's own conditions.
fn lookup(scan: &Scan, own: &[Expr], on: &[Expr]) -> Option<Plan> {
    let filters: Vec<Expr> = own.iter().chain(on).cloned().collect();
    if filters.iter().any(Expr::has_subquery) {
        return None;
    }
    match access::choose(scan, &filters) {
        Access::Index { equal, .. } if equal.is_empty() => None,
        Access::Full => None,
        access @ Access::Index { .. } => {
            let filter = conjunction(filters);
            Some(Plan::Scan { scan: scan.clone(), access, backward: false, filter })
        }
    }
}

/// Whether few rows are sure to come out.
fn is_few(plan: &Plan) -> bool {
    match plan {
        Plan::Values { rows, .. } => rows.len() <= 1024,
        Plan::Scan { scan, access, .. } => access::is_point(scan, access),
        Plan::Filter { input, .. } | Plan::Project { input, .. } | Plan::Sort { input, .. } => {
            is_few(input)
        }
        Plan::NestedLoop { left, right, .. } => is_few(left) && is_few(right),
        _ => false,
    }
}

fn scan_with(scan: Scan, filters: Vec<Expr>) -> Plan {
    let access = access::choose(&scan, &filters);
    Plan::Scan { scan, access, backward: false, filter: conjunction(filters) }
}

fn filtered(plan: Plan, filters: Vec<Expr>) -> Plan {
    match conjunction(filters) {
        Some(predicate) => Plan::Filter { input: Box::new(plan), predicate },
        None => plan,
    }
}

fn rename(expr: &mut Expr, outputs: &[(sql::rel::Column, Expr)]) {
    if let Expr::Column(id, _) = expr {
        if let Some((_, below)) = outputs.iter().find(|(column, _)| column.id == *id) {
            *expr = below.clone();
        }
        return;
    }
    expr.children_mut(&mut |child| rename(child, outputs));
}

fn sort_keys(rel: &Rel) -> Option<Vec<SortKey>> {
    match rel {
        Rel::Sort { keys, .. } => Some(keys.clone()),
        Rel::Project { input, .. } | Rel::Lock { input, .. } => sort_keys(input),
        _ => None,
    }
}
