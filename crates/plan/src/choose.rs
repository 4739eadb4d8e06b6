//! Which way for each operator? The rules:
//!
//! - a filter goes down as far as the columns it names allow;
//! - a table is entered by the index its filters hold, or whose order is asked for ([`crate::access`]);
//! - a sort goes when its input comes in order ([`crate::order`]), and under a LIMIT keeps only the
//!   first rows;
//! - inner joins are ordered, and made by look-up or by hash ([`crate::join`]);
//! - subqueries become joins or stand beside the plan ([`crate::subquery`]);
//! - a common table expression that is read once is a part of its reader.

use crate::access;
use crate::columns::{conjunction, conjuncts, free, rename, touches};
use crate::order::{Wish, satisfies};
use crate::physical::{Plan, Planned, PlannedCte, Subplan, Top};
use crate::subquery::{computed, semi_join, settle, take_out};
use crate::system;
use sql::rel::{Aggregate, Column, ColumnId, Cte, JoinKind, Scan, SetOp, SortKey, WindowCall};
use sql::statement::Query;
use sql::{Expr, Rel, SubqueryKind};
use std::collections::{HashMap, HashSet};
use types::facts::{self, oid};
use types::{Datum, Type};

/// Plans `query`.
pub fn plan(query: &Query) -> Planned {
    let mut planner =
        Planner { next: FIRST_FRESH, inlined: HashMap::new(), tries: 0, subplans: Vec::new() };
    Planned {
        root: planner.rel(query.rel.clone(), Vec::new(), Ask::default()),
        columns: query.columns.clone(),
        command: query.command,
        subplans: planner.subplans,
    }
}

/// Ids for columns the planner makes; binding counts from 0, row keys from the other end.
const FIRST_FRESH: u32 = 1 << 31;

/// So many filters at most are planned in two ways, since each doubles the work of those below.
const TRIES_MAX: u32 = 64;

pub(crate) struct Planner {
    next: u32,
    /// Common table expressions that are planned where they are read.
    inlined: HashMap<u32, Rel>,
    /// How often a filter was planned in two ways.
    tries: u32,
    /// The subqueries of expressions that are planned so far.
    pub(crate) subplans: Vec<Subplan>,
}

/// What those above would like of an operator's rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    /// This order, for choosing an index.
    pub(crate) wish: Option<Wish>,
    /// Only so many, once sorted.
    pub(crate) top: Option<Top>,
}

impl Planner {
    pub(crate) fn fresh(&mut self) -> ColumnId {
        self.next += 1;
        ColumnId(self.next)
    }

    /// A new column in the place of `expr`, and what it is.
    pub(crate) fn column_of(&mut self, expr: &mut Expr) -> (Column, Expr) {
        let ty = expr.ty();
        let column = Column { id: self.fresh(), name: "?column?".to_owned(), ty, origin: None };
        let inner = std::mem::replace(expr, Expr::Column(column.id, ty));
        (column, inner)
    }

    /// Plans `rel` under `filters`, all of which its rows must pass.
    pub(crate) fn rel(&mut self, rel: Rel, filters: Vec<Expr>, ask: Ask) -> Plan {
        match rel {
            Rel::Scan(scan) => scan_with(scan, filters, &ask),
            Rel::System { oid, columns } => system::scan(oid, columns, filters),
            Rel::Filter { input, predicate } => self.filter(*input, predicate, filters, ask),
            Rel::Project { input, outputs } => self.project(*input, outputs, filters, ask),
            Rel::Join { .. } => self.join(rel, filters, ask),
            Rel::Sort { input, keys } => self.sort(*input, keys, filters, ask.top),
            Rel::Lock { input, locks } => {
                Plan::Lock { input: Box::new(self.rel(*input, filters, ask)), locks }
            }
            Rel::Distinct { input, on: None } => {
                let input = Box::new(self.rel(*input, filters, Ask::default()));
                Plan::Distinct { input, on: None }
            }
            Rel::SetOp { op, all, left, right, columns } => {
                self.set_op(op, all, (*left, *right), columns, filters)
            }
            Rel::Aggregate { input, groups, sets, aggregates } => {
                self.aggregate(*input, groups, sets, aggregates, filters)
            }
            Rel::CteRef { id, columns } => match self.inlined.get(&id).cloned() {
                Some(rel) => self.inlined(rel, columns, filters, ask),
                None => filtered(Plan::CteRef { id, columns }, filters),
            },
            Rel::With { ctes, body } => self.with(ctes, *body, filters, ask),
            other => {
                let plan = self.opaque(other);
                filtered(plan, filters)
            }
        }
    }

    fn boxed(&mut self, rel: Rel) -> Box<Plan> {
        self.boxed_as(rel, Ask::default())
    }

    fn boxed_as(&mut self, rel: Rel, ask: Ask) -> Box<Plan> {
        Box::new(self.rel(rel, Vec::new(), ask))
    }

    /// Operators no filter passes.
    fn opaque(&mut self, rel: Rel) -> Plan {
        match rel {
            Rel::Function { mut call, columns, ordinality } => {
                settle(self, call.args.iter_mut());
                Plan::Function { call, columns, ordinality }
            }
            Rel::ProjectSet { input, mut calls } => {
                let args = calls.iter_mut().flat_map(|(_, call)| &mut call.args);
                let input = computed(self, *input, args);
                Plan::ProjectSet { input: self.boxed(input), calls }
            }
            Rel::Window { input, partition, order, calls } => {
                self.window(*input, partition, order, calls)
            }
            Rel::Distinct { input, on } => {
                let mut on = on;
                settle(self, on.iter_mut().flatten());
                let wish = on.as_ref().and_then(|_| sort_keys(&input));
                let wish = wish.map(|keys| Wish { keys, limited: false });
                let input = self.rel(*input, Vec::new(), Ask { wish, top: None });
                Plan::Distinct { input: Box::new(input), on }
            }
            Rel::Limit { input, limit, offset, with_ties } => {
                self.limit(*input, limit, offset, with_ties)
            }
            Rel::Values { columns, mut rows } => {
                settle(self, rows.iter_mut().flatten());
                Plan::Values { columns, rows }
            }
            Rel::Insert(insert) => {
                let sql::rel::Insert { table, source, mut on_conflict, checks, mut returning } =
                    *insert;
                let update = on_conflict.iter_mut().flat_map(|conflict| &mut conflict.update);
                for update in update {
                    settle(self, update.assignments.iter_mut().map(|(_, expr)| expr));
                    settle(self, update.predicate.iter_mut());
                }
                settle(self, returning.iter_mut().map(|(_, expr)| expr));
                let source = self.boxed(source);
                Plan::Insert { table, source, on_conflict, checks, returning }
            }
            Rel::Update(update) => {
                let sql::rel::Update {
                    table,
                    target,
                    input,
                    mut assignments,
                    checks,
                    mut returning,
                } = *update;
                settle(self, assignments.iter_mut().map(|(_, expr)| expr));
                settle(self, returning.iter_mut().map(|(_, expr)| expr));
                let input = self.boxed(input);
                Plan::Update { table, target, input, assignments, checks, returning }
            }
            Rel::Delete(delete) => {
                let sql::rel::Delete { table, target, input, checks, mut returning } = *delete;
                settle(self, returning.iter_mut().map(|(_, expr)| expr));
                Plan::Delete { table, target, input: self.boxed(input), checks, returning }
            }
            other => self.rel(other, Vec::new(), Ask::default()),
        }
    }

    fn window(
        &mut self,
        input: Rel,
        mut partition: Vec<Expr>,
        mut order: Vec<SortKey>,
        mut calls: Vec<(Column, WindowCall)>,
    ) -> Plan {
        for (_, call) in &mut calls {
            settle(self, call.frame.offsets_mut());
        }
        let ordered = order.iter_mut().map(|key| &mut key.expr);
        let args = calls.iter_mut().flat_map(|(_, c)| c.args.iter_mut().chain(&mut c.filter));
        let input = computed(self, input, partition.iter_mut().chain(ordered).chain(args));
        let parted = partition.iter().cloned();
        let parted = parted.map(|expr| SortKey { expr, descending: false, nulls_first: false });
        let keys = parted.chain(order.iter().cloned()).collect();
        let input = Box::new(self.sort(input, keys, Vec::new(), None));
        Plan::Window { input, partition, order, calls }
    }

    fn limit(
        &mut self,
        mut input: Rel,
        mut limit: Option<Expr>,
        mut offset: Option<Expr>,
        with_ties: bool,
    ) -> Plan {
        if let (true, Rel::Project { input, outputs }) = (with_ties, &input) {
            // Ties are told by the keys of the sort, which stand below.
            let (input, offset) = (input.clone(), offset);
            let limit = Rel::Limit { input, limit, offset, with_ties };
            return self.project(limit, outputs.clone(), Vec::new(), Ask::default());
        }
        if let (true, Rel::Sort { input, keys }) = (with_ties, &mut input) {
            let below = std::mem::replace(input.as_mut(), no_rows());
            **input = computed(self, below, keys.iter_mut().map(|key| &mut key.expr));
        }
        let ties = if with_ties { sort_keys(&input) } else { None };
        let mut ask = Ask::default();
        let steady = |expr: &Option<Expr>| expr.as_ref().is_none_or(|expr| !expr.is_volatile());
        if let (Some(limit), false, true, true) =
            (&limit, with_ties, steady(&limit), steady(&offset))
        {
            ask.top = Some(Top { limit: limit.clone(), offset: offset.clone() });
        }
        let input = self.boxed_as(input, ask);
        settle(self, limit.iter_mut().chain(&mut offset));
        Plan::Limit { input, limit, offset, ties }
    }

    fn sort(
        &mut self,
        input: Rel,
        mut keys: Vec<SortKey>,
        filters: Vec<Expr>,
        top: Option<Top>,
    ) -> Plan {
        let wish = Wish { keys: keys.clone(), limited: top.is_some() };
        let input = self.rel(input, filters, Ask { wish: Some(wish), top: None });
        settle(self, keys.iter_mut().map(|key| &mut key.expr));
        if satisfies(&input, &keys) {
            return input;
        }
        Plan::Sort { input: Box::new(input), keys, top }
    }

    fn set_op(
        &mut self,
        op: SetOp,
        all: bool,
        (left, right): (Rel, Rel),
        columns: Vec<Column>,
        filters: Vec<Expr>,
    ) -> Plan {
        let (down, above): (Vec<Expr>, Vec<Expr>) =
            filters.into_iter().partition(|filter| !filter.is_volatile());
        let mut inputs = Vec::new();
        for rel in [left, right] {
            let own: Vec<(Column, Expr)> = columns
                .iter()
                .cloned()
                .zip(rel.columns().into_iter().map(|own| Expr::Column(own.id, own.ty)))
                .collect();
            let mut filters = down.clone();
            filters.iter_mut().for_each(|filter| rename(filter, &own));
            let plan = self.rel(rel, filters, Ask::default());
            match plan {
                Plan::Append { inputs: more, .. } if op == SetOp::Union && all => {
                    inputs.extend(more)
                }
                plan => inputs.push(plan),
            }
        }
        let plan = if op == SetOp::Union && all {
            Plan::Append { inputs, columns }
        } else {
            let mut inputs = inputs.into_iter().map(Box::new);
            let (Some(left), Some(right)) = (inputs.next(), inputs.next()) else {
                return Plan::Append { inputs: Vec::new(), columns };
            };
            Plan::SetOp { op, all, left, right, columns }
        };
        filtered(plan, above)
    }

    fn aggregate(
        &mut self,
        input: Rel,
        mut groups: Vec<(Column, Expr)>,
        sets: Vec<Vec<usize>>,
        mut aggregates: Vec<(Column, Aggregate)>,
        filters: Vec<Expr>,
    ) -> Plan {
        let grouped: Vec<ColumnId> = groups.iter().map(|(column, _)| column.id).collect();
        let computed: Vec<ColumnId> = aggregates.iter().map(|(column, _)| column.id).collect();
        let (down, above): (Vec<Expr>, Vec<Expr>) = filters.into_iter().partition(|filter| {
            sets.is_empty()
                && touches(filter, &grouped)
                && !touches(filter, &computed)
                && !filter.is_volatile()
        });
        let mut down = down;
        down.iter_mut().for_each(|filter| rename(filter, &groups));
        let input = self.arguments(input, &mut groups, &mut aggregates);
        let input = match extreme(&input, &groups, &aggregates) {
            Some(key) => self.first_only(input, key, down),
            None => self.rel(input, down, Ask::default()),
        };
        filtered(Plan::Aggregate { input: Box::new(input), groups, sets, aggregates }, above)
    }

    /// What keys and arguments with subqueries come to, as columns of the input. An argument is not
    /// evaluated where FILTER leaves the row out.
    fn arguments(
        &mut self,
        input: Rel,
        groups: &mut [(Column, Expr)],
        aggregates: &mut [(Column, Aggregate)],
    ) -> Rel {
        for (_, call) in aggregates.iter_mut() {
            let Some(filter) = &call.filter else { continue };
            let order = call.order.iter_mut().map(|key| &mut key.expr);
            for arg in call.args.iter_mut().chain(order).filter(|arg| arg.has_subquery()) {
                let (ty, held) = (arg.ty(), arg.clone());
                let whens = vec![(filter.clone(), held)];
                *arg = Expr::Case { operand: None, whens, otherwise: None, ty };
            }
        }
        let args = aggregates.iter_mut().flat_map(|(_, call)| {
            let order = call.order.iter_mut().map(|key| &mut key.expr);
            call.args.iter_mut().chain(call.filter.iter_mut()).chain(order)
        });
        computed(self, input, groups.iter_mut().map(|(_, expr)| expr).chain(args))
    }

    /// The input of a lone `min` or `max`: its first row in order, when an index gives the order.
    fn first_only(&mut self, input: Rel, key: SortKey, filters: Vec<Expr>) -> Plan {
        let not_null = Expr::IsNull { arg: Box::new(key.expr.clone()), negated: true };
        let (mut filters, keys) = (filters, vec![key]);
        let all = self.rel(input.clone(), filters.clone(), Ask::default());
        filters.push(not_null);
        let wish = Some(Wish { keys: keys.clone(), limited: true });
        let first = self.rel(input, filters, Ask { wish, top: None });
        if !satisfies(&first, &keys) {
            return all;
        }
        let one = Expr::Const(Datum::Int8(1), Type::new(oid::INT8));
        Plan::Limit { input: Box::new(first), limit: Some(one), offset: None, ties: None }
    }

    fn with(&mut self, ctes: Vec<Cte>, body: Rel, filters: Vec<Expr>, ask: Ask) -> Plan {
        let mut read: HashMap<u32, usize> = HashMap::new();
        let mut count = |rel: &Rel| {
            if let Rel::CteRef { id, .. } = rel {
                *read.entry(*id).or_default() += 1;
            }
        };
        body.walk(&mut count);
        for cte in &ctes {
            cte.rel.walk(&mut count);
            cte.recursive.iter().for_each(|(rel, _)| rel.walk(&mut count));
        }
        let mut planned = Vec::new();
        for Cte { id, name, rel, recursive } in ctes {
            let readers = read.get(&id).copied().unwrap_or(0);
            if recursive.is_none() && !writes(&rel) && readers == 0 {
                continue;
            }
            if recursive.is_none() && readers == 1 && is_movable(&rel) {
                self.inlined.insert(id, rel);
                continue;
            }
            let plan = self.rel(rel, Vec::new(), Ask::default());
            let recursive = recursive.map(|(rel, distinct)| (self.boxed(*rel), !distinct));
            planned.push(PlannedCte { id, name, plan, recursive });
        }
        if planned.is_empty() {
            return self.rel(body, filters, ask);
        }
        let body = Box::new(self.rel(body, filters, ask));
        Plan::With { ctes: planned, body }
    }

    /// A common table expression in the place of its only reader.
    fn inlined(&mut self, rel: Rel, columns: Vec<Column>, filters: Vec<Expr>, ask: Ask) -> Plan {
        let inner = rel.columns().into_iter().map(|inner| Expr::Column(inner.id, inner.ty));
        let outputs = columns.into_iter().zip(inner.collect::<Vec<Expr>>()).collect();
        self.project(rel, outputs, filters, ask)
    }

    fn filter(&mut self, input: Rel, predicate: Expr, mut filters: Vec<Expr>, ask: Ask) -> Plan {
        let (held, pushed): (Vec<Expr>, Vec<Expr>) =
            conjuncts(predicate).into_iter().partition(Expr::has_subquery);
        filters.extend(pushed);
        let ask = Ask { wish: ask.wish, top: None };
        let (mut first, held): (Vec<Expr>, Vec<Expr>) = held.into_iter().partition(stands_alone);
        if first.is_empty() {
            let plan = self.rel(input, filters, ask);
            return self.held(plan, held);
        }
        // What depends on nothing is found first where an index can be asked by it.
        let before = (self.subplans.len(), self.inlined.clone());
        let (terms, lazily) = (first.clone(), (input.clone(), filters.clone(), ask.clone()));
        let mut outputs = Vec::new();
        first.iter_mut().for_each(|term| take_out(self, term, &mut outputs));
        settle(self, outputs.iter_mut().map(|(_, expr)| expr));
        filters.extend(first);
        let made: Vec<ColumnId> = outputs.iter().map(|(column, _)| column.id).collect();
        let right = Box::new(self.rel(input, filters, ask));
        if self.tries < TRIES_MAX && !asks_by(&right, &made) {
            self.tries += 1;
            self.subplans.truncate(before.0);
            self.inlined = before.1;
            let (input, filters, ask) = lazily;
            let plan = self.rel(input, filters, ask);
            return self.held(plan, terms.into_iter().chain(held).collect());
        }
        let left = Box::new(Plan::Project { input: Box::new(one_row()), outputs });
        let kind = JoinKind::Inner;
        let plan = Plan::NestedLoop { kind, left, right, on: None, lateral: true };
        self.held(plan, held)
    }

    /// `plan` under conditions with subqueries: joins where they can be, else applies.
    pub(crate) fn held(&mut self, mut plan: Plan, held: Vec<Expr>) -> Plan {
        let mut rest = Vec::new();
        for term in held {
            match semi_join(self, plan, term) {
                Ok(joined) => plan = joined,
                Err(refused) => {
                    let (same, term) = *refused;
                    plan = same;
                    rest.push(term);
                }
            }
        }
        settle(self, rest.iter_mut());
        filtered(plan, rest)
    }

    fn project(
        &mut self,
        input: Rel,
        mut outputs: Vec<(Column, Expr)>,
        filters: Vec<Expr>,
        ask: Ask,
    ) -> Plan {
        // A filter passes when what it names here can as well be computed below.
        let movable: HashSet<ColumnId> = outputs
            .iter()
            .filter(|(_, expr)| !expr.is_volatile())
            .map(|(column, _)| column.id)
            .collect();
        let own: HashSet<ColumnId> = outputs.iter().map(|(column, _)| column.id).collect();
        let (mut through, above): (Vec<Expr>, Vec<Expr>) =
            filters.into_iter().partition(|filter| {
                filter.names().iter().all(|id| movable.contains(id) || !own.contains(id))
            });
        through.iter_mut().for_each(|filter| rename(filter, &outputs));
        let wish = ask.wish.map(|mut wish| {
            wish.keys.iter_mut().for_each(|key| rename(&mut key.expr, &outputs));
            wish
        });
        let top = ask.top.filter(|_| above.is_empty());
        let input = self.rel(input, through, Ask { wish, top });
        settle(self, outputs.iter_mut().map(|(_, expr)| expr));
        filtered(Plan::Project { input: Box::new(input), outputs }, above)
    }
}

/// The order by whose first row a lone `min` or `max` over a column of a table is found.
fn extreme(
    input: &Rel,
    groups: &[(Column, Expr)],
    aggregates: &[(Column, Aggregate)],
) -> Option<SortKey> {
    let ([], [(_, call)]) = (groups, aggregates) else { return None };
    let fact = facts::aggregate(call.function).filter(|fact| fact.sortop != 0)?;
    let [arg] = call.args.as_slice() else { return None };
    if call.filter.is_some() || arg.has_subquery() || !is_table(input) {
        return None;
    }
    let operator = facts::operator(fact.sortop)?;
    let descending = operator.name == ">";
    Some(SortKey { expr: arg.clone(), descending, nulls_first: descending })
}

/// Whether `rel` is a table, filtered or projected.
fn is_table(rel: &Rel) -> bool {
    match rel {
        Rel::Scan(_) => true,
        Rel::Filter { input, predicate } => !predicate.has_subquery() && is_table(input),
        Rel::Project { input, .. } => is_table(input),
        _ => false,
    }
}

/// Whether a common table expression means the same where it is read.
fn is_movable(rel: &Rel) -> bool {
    let mut steady = !writes(rel) && free(rel).is_empty();
    rel.walk(&mut |rel| {
        let calls = match rel {
            Rel::Function { call, .. } => Expr::Call(call.clone()).is_volatile(),
            Rel::Lock { .. } => true,
            _ => false,
        };
        steady = steady && !calls;
        rel.exprs(&mut |expr| steady = steady && !calls_volatile(expr));
    });
    steady
}

/// No row of no columns.
fn no_rows() -> Rel {
    Rel::Values { columns: Vec::new(), rows: Vec::new() }
}

/// One row of no columns.
fn one_row() -> Plan {
    Plan::Values { columns: Vec::new(), rows: vec![Vec::new()] }
}

/// Whether the subqueries of a condition are values that depend on nothing outside, and one that a
/// comparison has evaluated for any row.
fn stands_alone(term: &Expr) -> bool {
    let mut alone = is_reached(term);
    term.subqueries(&mut |subquery| {
        let value = matches!(
            subquery.kind,
            SubqueryKind::Scalar(_) | SubqueryKind::Array(_) | SubqueryKind::Exists
        );
        alone = alone && value && free(&subquery.rel).is_empty();
    });
    alone
}

/// Whether a table in `plan` is asked by values of `columns`.
fn asks_by(plan: &Plan, columns: &[ColumnId]) -> bool {
    let own = match plan {
        Plan::Scan { access, .. } | Plan::Lookup { access, .. } => {
            access::depends_on(access, columns)
        }
        Plan::System { .. } => {
            let mut found = false;
            plan.exprs(&mut |expr| found = found || touches(expr, columns));
            found
        }
        _ => false,
    };
    own || plan.inputs().into_iter().any(|input| asks_by(input, columns))
}

/// Whether whatever evaluates `expr` evaluates the subqueries in it.
fn is_reached(expr: &Expr) -> bool {
    let mut reached = !matches!(
        expr,
        Expr::Case { .. } | Expr::Coalesce(..) | Expr::And(_) | Expr::Or(_) | Expr::MapArray(..)
    ) || !expr.has_subquery();
    expr.children(&mut |child| reached = reached && is_reached(child));
    reached
}

pub(crate) fn calls_volatile(expr: &Expr) -> bool {
    let is = |function| facts::function(function).is_none_or(|fact| fact.volatile == 'v');
    let mut found = matches!(expr, Expr::Call(call) if is(call.function));
    expr.children(&mut |child| found = found || calls_volatile(child));
    found
}

fn writes(rel: &Rel) -> bool {
    let mut found = false;
    rel.walk(&mut |rel| {
        found |= matches!(rel, Rel::Insert(_) | Rel::Update(_) | Rel::Delete(_));
    });
    found
}

fn scan_with(scan: Scan, filters: Vec<Expr>, ask: &Ask) -> Plan {
    let found = access::choose(&scan, &filters, ask.wish.as_ref());
    let (access, backward) = (found.access, found.backward);
    Plan::Scan { scan, access, backward, filter: conjunction(filters) }
}

pub(crate) fn filtered(plan: Plan, filters: Vec<Expr>) -> Plan {
    match conjunction(filters) {
        Some(predicate) => Plan::Filter { input: Box::new(plan), predicate },
        None => plan,
    }
}

/// The order in which `rel` gives its rows.
fn sort_keys(rel: &Rel) -> Option<Vec<SortKey>> {
    match rel {
        Rel::Sort { keys, .. } => Some(keys.clone()),
        Rel::Project { input, .. } | Rel::Lock { input, .. } => sort_keys(input),
        _ => None,
    }
}
