//! How does a plan become compiled operators?
//!
//! Column ids become positions here. An operator puts out at least the columns anyone above it
//! names; a scan puts out no others.

use crate::operator::Node;
use crate::{aggregate, basic, cte, distinct, join, limit, lock, lookup, modify};
use crate::{nested, program, scan, sets, sort, subquery, system_scan, window};
use base::{SqlError, SqlResult, SqlState};
use plan::{Plan, Planned, physical::row_key};
use sql::rel::{Column, ColumnId};
use std::collections::{HashMap, HashSet};
use types::Oid;
use types::facts::oid;

/// Operators inside operators, at most: each level takes some of the stack at every batch.
const DEPTH_MAX: usize = 300;

/// What compilation has met so far.
#[derive(Default)]
pub(crate) struct Compiler {
    /// Of expressions.
    pub(crate) depth: usize,
    /// Of operators.
    pub(crate) plan_depth: usize,
    /// Columns that some operator names: scans put out only these.
    mentioned: HashSet<ColumnId>,
    /// Scans ([`sql::rel::Scan::id`]) that put out the keys of their rows.
    keyed: HashSet<u32>,
    /// Of columns of outer queries that inner ones name.
    slots: HashMap<ColumnId, usize>,
    /// Columns of the outer queries around, innermost last.
    outer: Vec<Vec<ColumnId>>,
    /// Slots of common table expressions and of working tables.
    pub(crate) ctes: HashMap<u32, cte::Reference>,
    pub(crate) cte_slots: usize,
    pub(crate) working_slots: usize,
    /// The subqueries of expressions, by place.
    pub(crate) subqueries: Vec<subquery::Planned>,
    /// A constant expression cannot be computed.
    pub(crate) fails: bool,
    /// Whether operators count what they give, and how many do.
    analyzed: Option<usize>,
}

/// A compiled operator and what it puts out.
pub(crate) struct Compiled {
    pub(crate) node: Box<dyn Node>,
    pub(crate) columns: Vec<ColumnId>,
    /// Of the columns.
    pub(crate) types: Vec<Oid>,
}

impl Compiled {
    pub(crate) fn new(
        node: impl Node + 'static,
        columns: Vec<ColumnId>,
        types: Vec<Oid>,
    ) -> Compiled {
        Compiled { node: Box::new(node), columns, types }
    }

    /// Of an operator that puts out exactly `columns`.
    pub(crate) fn of(node: impl Node + 'static, columns: &[Column]) -> Compiled {
        let types = columns.iter().map(|column| column.ty.oid).collect();
        Compiled::new(node, columns.iter().map(|column| column.id).collect(), types)
    }

    /// Where column `id` stands.
    pub(crate) fn position(&self, id: ColumnId) -> SqlResult<usize> {
        let found = self.columns.iter().position(|column| *column == id);
        found.ok_or_else(|| SqlError::internal(format!("column {} is lost", id.0)))
    }
}

/// The sizes of what an execution keeps in slots.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slots {
    pub(crate) outer: usize,
    pub(crate) ctes: usize,
    pub(crate) working: usize,
    pub(crate) counts: usize,
}

impl Compiler {
    /// A compiler for `planned`.
    pub(crate) fn new(planned: &Planned, analyzed: bool) -> Compiler {
        let mut compiler = Compiler { analyzed: analyzed.then_some(0), ..Compiler::default() };
        compiler.mentioned.extend(planned.columns.iter().map(|column| column.id));
        compiler.mention(&planned.root);
        for subplan in &planned.subplans {
            compiler.mentioned.extend(subplan.plan.columns());
            compiler.mention(&subplan.plan);
            compiler.subqueries.push(subquery::Planned::of(subplan));
        }
        compiler
    }

    pub(crate) fn slots(&self) -> Slots {
        Slots {
            outer: self.slots.len(),
            ctes: self.cte_slots,
            working: self.working_slots,
            counts: self.analyzed.unwrap_or(0),
        }
    }

    /// Notes the columns that the operators of `plan` name, or take by position.
    fn mention(&mut self, plan: &Plan) {
        plan.exprs(&mut |expr| expr.each_name(&mut |id| self.mentioned.extend([id])));
        let mut all_of = |plan: &Plan| self.mentioned.extend(plan.columns());
        match plan {
            Plan::Append { inputs, .. } => inputs.iter().for_each(all_of),
            Plan::SetOp { left, right, .. } => {
                all_of(left);
                all_of(right);
            }
            Plan::Distinct { input, on: None } => all_of(input),
            Plan::Insert { source, .. } => all_of(source),
            Plan::With { ctes, .. } => {
                for cte in ctes {
                    all_of(&cte.plan);
                    cte.recursive.iter().for_each(|(plan, _)| all_of(plan));
                }
            }
            Plan::Update { target, input, .. } | Plan::Delete { target, input, .. } => {
                self.keyed.insert(*target);
                self.mention_whole(input, *target);
            }
            Plan::Scan { scan, filter: Some(filter), .. } => {
                // The scan's own columns are read for its filter without being put out.
                let own = |id| scan.columns.iter().any(|column| column.id == id);
                filter.each_name(&mut |id| self.mentioned.extend((!own(id)).then_some(id)));
            }
            Plan::Lock { locks, .. } => self.keyed.extend(locks.iter().map(|(id, _)| id)),
            _ => {}
        }
        plan.inputs().into_iter().for_each(|input| self.mention(input));
    }

    /// Every column of the scan `target` is wanted.
    fn mention_whole(&mut self, plan: &Plan, target: u32) {
        if let Plan::Scan { scan, .. } | Plan::Lookup { scan, .. } = plan
            && scan.id == target
        {
            self.mentioned.extend(scan.columns.iter().map(|column| column.id));
        }
        plan.inputs().into_iter().for_each(|input| self.mention_whole(input, target));
    }

    pub(crate) fn is_mentioned(&self, id: ColumnId) -> bool {
        self.mentioned.contains(&id)
    }

    pub(crate) fn is_keyed(&self, scan: u32) -> bool {
        self.keyed.contains(&scan)
    }

    /// The row-key columns among `columns`, which a projection passes on.
    pub(crate) fn row_keys(&self, columns: &[ColumnId]) -> Vec<ColumnId> {
        let keys = self.keyed.iter().map(|scan| row_key(*scan));
        keys.filter(|key| columns.contains(key)).collect()
    }

    /// The slot of a column of an outer query.
    pub(crate) fn slot(&mut self, id: ColumnId) -> SqlResult<usize> {
        if !self.outer.iter().flatten().any(|column| *column == id) {
            return Err(SqlError::internal(format!("column {} is not bound", id.0)));
        }
        let next = self.slots.len();
        Ok(*self.slots.entry(id).or_insert(next))
    }

    /// Compiles what may name `outer`; and which of those (position, slot) it does name.
    pub(crate) fn under<T>(
        &mut self,
        outer: &[ColumnId],
        compile: impl FnOnce(&mut Compiler) -> SqlResult<T>,
    ) -> SqlResult<(T, Vec<(usize, usize)>)> {
        self.outer.push(outer.to_vec());
        let made = compile(self);
        self.outer.pop();
        let places = outer.iter().enumerate();
        let named = places.filter_map(|(at, id)| Some((at, *self.slots.get(id)?)));
        let named = named.collect();
        made.map(|made| (made, named))
    }

    /// As [`Compiler::node`], putting out exactly `wanted`.
    pub(crate) fn exactly(&mut self, plan: &Plan, wanted: &[ColumnId]) -> SqlResult<Compiled> {
        let input = self.node(plan)?;
        if input.columns == wanted {
            return Ok(input);
        }
        let places = wanted.iter().map(|id| input.position(*id));
        let places = places.collect::<SqlResult<Vec<usize>>>()?;
        let types = places.iter().map(|at| input.types[*at]).collect();
        Ok(Compiled::new(basic::pick(input.node, places), wanted.to_vec(), types))
    }

    /// `plan` compiled.
    pub(crate) fn node(&mut self, plan: &Plan) -> SqlResult<Compiled> {
        self.plan_depth += 1;
        if self.plan_depth > DEPTH_MAX {
            return Err(SqlError::new(
                SqlState::STATEMENT_TOO_COMPLEX,
                "stack depth limit exceeded",
            ));
        }
        let place = self.analyzed;
        self.analyzed = place.map(|place| place + 1);
        let mut made = self.operator(plan)?;
        if let Some(place) = place {
            made.node = Box::new(program::counted(made.node, place));
        }
        self.plan_depth -= 1;
        Ok(made)
    }

    fn operator(&mut self, plan: &Plan) -> SqlResult<Compiled> {
        match plan {
            Plan::Values { columns, rows } => basic::values(self, columns, rows),
            Plan::Scan { scan, access, backward, filter } => {
                scan::compile(self, scan, access, *backward, filter.as_ref())
            }
            Plan::System { oid, columns, probes } => {
                system_scan::compile(self, *oid, columns, probes)
            }
            Plan::Function { call, columns, ordinality } => {
                sets::function(self, call, columns, *ordinality)
            }
            Plan::ProjectSet { input, calls } => sets::project_set(self, input, calls),
            Plan::Filter { input, predicate } => basic::filter(self, input, predicate),
            Plan::Project { input, outputs } => basic::project(self, input, outputs),
            Plan::HashJoin { kind, left, right, keys, on, build_left } => {
                join::compile(self, *kind, (left, right), keys, on.as_ref(), *build_left)
            }
            Plan::NestedLoop { kind, left, right, on, lateral } => {
                nested::compile(self, *kind, (left, right), on.as_ref(), *lateral)
            }
            Plan::Lookup { kind, left, scan, access, filter } => {
                lookup::compile(self, *kind, left, scan, access, filter.as_ref())
            }
            Plan::Aggregate { input, groups, sets, aggregates } => {
                aggregate::compile(self, input, groups, sets, aggregates)
            }
            Plan::Window { input, partition, order, calls } => {
                window::compile(self, input, partition, order, calls)
            }
            Plan::Distinct { input, on } => distinct::compile(self, input, on.as_deref()),
            Plan::Sort { input, keys, top } => sort::compile(self, input, keys, top.as_ref()),
            Plan::Limit { input, limit, offset, ties } => {
                limit::compile(self, input, (limit.as_ref(), offset.as_ref()), ties.as_deref())
            }
            Plan::Append { inputs, columns } => basic::append(self, inputs, columns),
            Plan::SetOp { op, all, left, right, columns } => {
                distinct::set_op(self, *op, *all, (left, right), columns)
            }
            Plan::With { ctes, body } => cte::with(self, ctes, body),
            Plan::CteRef { id, columns } => cte::reference(self, *id, columns),
            Plan::Lock { input, locks } => lock::compile(self, input, locks),
            Plan::Insert { table, source, on_conflict, checks, returning } => {
                modify::insert(self, table, source, on_conflict.as_ref(), checks, returning)
            }
            Plan::Update { table, target, input, assignments, checks, returning } => {
                modify::update(self, table, *target, input, assignments, checks, returning)
            }
            Plan::Delete { table, target, input, checks, returning } => {
                modify::delete(self, table, *target, input, checks, returning)
            }
        }
    }
}

/// The ids of columns.
pub(crate) fn ids(columns: &[Column]) -> Vec<ColumnId> {
    columns.iter().map(|column| column.id).collect()
}

/// The type of a row-key column.
pub(crate) const KEY_TYPE: Oid = oid::BYTEA;
