//! What is a query once every choice is made?

use base::Mode;
use sql::Call;
use sql::Expr;
use sql::rel::{
    Aggregate, Checks, Column, ColumnId, JoinKind, OnConflict, Scan, SetOp, SortKey, WindowCall,
};
use std::sync::Arc;
use types::Oid;

/// A planned query.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The tree.
    pub root: Plan,
    /// What the client sees, in order.
    pub columns: Vec<Column>,
    /// The word of the command tag.
    pub command: sql::statement::Command,
    /// The subqueries in expressions: [`sql::Given::place`]. Those that stand inside another come
    /// before it.
    pub subplans: Vec<Subplan>,
}

/// A subquery in an expression.
#[derive(Clone, Debug)]
pub struct Subplan {
    /// Its query.
    pub plan: Plan,
    /// The columns of outer queries that it names, values for which it is run with.
    pub params: Vec<ColumnId>,
    /// What is made of its rows.
    pub gives: Gives,
    /// Whether it gives the same whenever it is run with the same values.
    pub steady: bool,
    /// The common table expressions around that it reads, or its own subqueries do.
    pub ctes: Vec<u32>,
}

/// What is made of a subquery's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// One column of at most one row.
    Value,
    /// Whether there is a row.
    Exists,
    /// The array, of this type, of the first column.
    Array(Oid),
    /// Whether a test holds for any row.
    Any,
    /// Whether a test holds for all rows.
    All,
}

/// An operator with its way of working chosen.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Plan {
    Values {
        columns: Vec<Column>,
        rows: Vec<Vec<Expr>>,
    },
    /// Rows of one table, found by `access`, that pass `filter`.
    Scan {
        scan: Scan,
        access: Access,
        /// Against the order of the key or index.
        backward: bool,
        filter: Option<Expr>,
    },
    /// Rows of a relation of the catalogs.
    System {
        oid: Oid,
        columns: Vec<Column>,
        /// Columns, by position, that are held equal: any of them may be used to find the rows.
        probes: Vec<(usize, Probe)>,
    },
    Function {
        call: Call,
        columns: Vec<Column>,
        ordinality: bool,
    },
    ProjectSet {
        input: Box<Plan>,
        calls: Vec<(Column, Call)>,
    },
    Filter {
        input: Box<Plan>,
        predicate: Expr,
    },
    Project {
        input: Box<Plan>,
        outputs: Vec<(Column, Expr)>,
    },
    /// Equal keys meet in a hash table of one side.
    HashJoin {
        kind: JoinKind,
        left: Box<Plan>,
        right: Box<Plan>,
        keys: Vec<(Expr, Expr)>,
        on: Option<Expr>,
        /// The hash table is of the left side; never so for semi and anti joins.
        build_left: bool,
    },
    /// Every pair; a lateral right side runs again for each left row.
    NestedLoop {
        kind: JoinKind,
        left: Box<Plan>,
        right: Box<Plan>,
        on: Option<Expr>,
        lateral: bool,
    },
    /// Each left row asks a table by `access`, whose probes name columns of the left side; many
    /// rows ask at once. Inner, left, semi and anti.
    Lookup {
        kind: JoinKind,
        left: Box<Plan>,
        scan: Scan,
        access: Access,
        /// Over both sides.
        filter: Option<Expr>,
    },
    Aggregate {
        input: Box<Plan>,
        groups: Vec<(Column, Expr)>,
        sets: Vec<Vec<usize>>,
        aggregates: Vec<(Column, Aggregate)>,
    },
    /// Rows come sorted by `partition`, then by `order`.
    Window {
        input: Box<Plan>,
        partition: Vec<Expr>,
        order: Vec<SortKey>,
        calls: Vec<(Column, WindowCall)>,
    },
    Distinct {
        input: Box<Plan>,
        on: Option<Vec<Expr>>,
    },
    Sort {
        input: Box<Plan>,
        keys: Vec<SortKey>,
        /// No more than LIMIT and OFFSET together are asked of it.
        top: Option<Top>,
    },
    Limit {
        input: Box<Plan>,
        limit: Option<Expr>,
        offset: Option<Expr>,
        ties: Option<Vec<SortKey>>,
    },
    /// UNION ALL: one after the other; columns by position.
    Append {
        inputs: Vec<Plan>,
        columns: Vec<Column>,
    },
    SetOp {
        op: SetOp,
        all: bool,
        left: Box<Plan>,
        right: Box<Plan>,
        columns: Vec<Column>,
    },
    With {
        ctes: Vec<PlannedCte>,
        body: Box<Plan>,
    },
    CteRef {
        id: u32,
        columns: Vec<Column>,
    },
    Lock {
        input: Box<Plan>,
        locks: Vec<(u32, Mode)>,
    },
    Insert {
        table: Arc<sql::catalog::Table>,
        source: Box<Plan>,
        on_conflict: Option<OnConflict>,
        checks: Checks,
        returning: Vec<(Column, Expr)>,
    },
    Update {
        table: Arc<sql::catalog::Table>,
        target: u32,
        input: Box<Plan>,
        assignments: Vec<(usize, Expr)>,
        checks: Checks,
        returning: Vec<(Column, Expr)>,
    },
    Delete {
        table: Arc<sql::catalog::Table>,
        target: u32,
        input: Box<Plan>,
        checks: Checks,
        returning: Vec<(Column, Expr)>,
    },
}

/// The LIMIT and OFFSET above a sort.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Top {
    pub limit: Expr,
    pub offset: Option<Expr>,
}

/// A planned common table expression.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PlannedCte {
    pub id: u32,
    pub name: String,
    pub plan: Plan,
    /// The recursive term, and whether duplicates stay.
    pub recursive: Option<(Box<Plan>, bool)>,
}

/// How the rows of a table are found.
#[derive(Clone, Debug)]
pub enum Access {
    /// All of them, in row-key order.
    Full,
    /// Through an index of the table; the primary key's is the row order itself.
    Index {
        /// Position in `Table::indexes`.
        index: usize,
        /// One for each leading key column.
        equal: Vec<Probe>,
        /// On the key column after those.
        lower: Option<Bound>,
        #[allow(missing_docs)]
        upper: Option<Bound>,
    },
}

/// What a key column must equal. The expression names no column of the table.
#[derive(Clone, Debug)]
pub enum Probe {
    /// One value.
    One(Expr),
    /// Any element of an array.
    Any(Expr),
    /// NULL.
    Null,
}

impl Probe {
    fn expr(&self) -> Option<&Expr> {
        match self {
            Probe::One(expr) | Probe::Any(expr) => Some(expr),
            Probe::Null => None,
        }
    }
}

/// An end of a range of one key column.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Bound {
    pub value: Expr,
    pub inclusive: bool,
}

/// The id of the column in which a row of [`Scan::id`] carries its key, `bytea`, for UPDATE, DELETE
/// and FOR UPDATE. Binding counts from 0, the planner's own columns from the middle.
pub fn row_key(scan: u32) -> ColumnId {
    ColumnId(u32::MAX - scan)
}

impl Access {
    /// The expressions in it, none of which names a column of the table.
    pub fn exprs<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        let Access::Index { equal, lower, upper, .. } = self else { return };
        for probe in equal {
            match probe {
                Probe::One(expr) | Probe::Any(expr) => visit(expr),
                Probe::Null => {}
            }
        }
        lower.iter().chain(upper).for_each(|bound| visit(&bound.value));
    }
}

impl Plan {
    /// The ids it puts out, in order.
    pub fn columns(&self) -> Vec<ColumnId> {
        let ids = |columns: &[Column]| columns.iter().map(|column| column.id).collect();
        let named = |outputs: &[(Column, Expr)]| outputs.iter().map(|(c, _)| c.id).collect();
        let both = |kind: &JoinKind, left: &Plan, right: Vec<ColumnId>| {
            let mut out = left.columns();
            if !matches!(kind, JoinKind::Semi | JoinKind::Anti) {
                out.extend(right);
            }
            out
        };
        match self {
            Plan::Values { columns, .. }
            | Plan::System { columns, .. }
            | Plan::Function { columns, .. }
            | Plan::Append { columns, .. }
            | Plan::SetOp { columns, .. }
            | Plan::CteRef { columns, .. } => ids(columns),
            Plan::Scan { scan, .. } => ids(&scan.columns),
            Plan::ProjectSet { input, calls } => {
                let mut out = input.columns();
                out.extend(calls.iter().map(|(column, _)| column.id));
                out
            }
            Plan::Filter { input, .. }
            | Plan::Distinct { input, .. }
            | Plan::Sort { input, .. }
            | Plan::Limit { input, .. }
            | Plan::Lock { input, .. } => input.columns(),
            Plan::Project { outputs, .. } => named(outputs),
            Plan::HashJoin { kind, left, right, .. }
            | Plan::NestedLoop { kind, left, right, .. } => both(kind, left, right.columns()),
            Plan::Lookup { kind, left, scan, .. } => both(kind, left, ids(&scan.columns)),
            Plan::Aggregate { groups, aggregates, .. } => {
                let mut out: Vec<ColumnId> = named(groups);
                out.extend(aggregates.iter().map(|(column, _)| column.id));
                out
            }
            Plan::Window { input, calls, .. } => {
                let mut out = input.columns();
                out.extend(calls.iter().map(|(column, _)| column.id));
                out
            }
            Plan::With { body, .. } => body.columns(),
            Plan::Insert { returning, .. }
            | Plan::Update { returning, .. }
            | Plan::Delete { returning, .. } => named(returning),
        }
    }

    /// The operators directly below it.
    pub fn inputs(&self) -> Vec<&Plan> {
        match self {
            Plan::Values { .. }
            | Plan::Scan { .. }
            | Plan::System { .. }
            | Plan::Function { .. }
            | Plan::CteRef { .. } => Vec::new(),
            Plan::ProjectSet { input, .. }
            | Plan::Filter { input, .. }
            | Plan::Project { input, .. }
            | Plan::Aggregate { input, .. }
            | Plan::Window { input, .. }
            | Plan::Distinct { input, .. }
            | Plan::Sort { input, .. }
            | Plan::Limit { input, .. }
            | Plan::Lock { input, .. }
            | Plan::Update { input, .. }
            | Plan::Delete { input, .. } => vec![input],
            Plan::Lookup { left, .. } => vec![left],
            Plan::Insert { source, .. } => vec![source],
            Plan::HashJoin { left, right, .. }
            | Plan::NestedLoop { left, right, .. }
            | Plan::SetOp { left, right, .. } => vec![left, right],
            Plan::Append { inputs, .. } => inputs.iter().collect(),
            Plan::With { ctes, body } => {
                let terms = ctes.iter().flat_map(|cte| {
                    let again = cte.recursive.as_ref().map(|(plan, _)| plan.as_ref());
                    std::iter::once(&cte.plan).chain(again)
                });
                terms.chain(std::iter::once(body.as_ref())).collect()
            }
        }
    }

    /// Calls `visit` on each expression of this operator itself, but not on a scan's filter.
    pub fn exprs<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            Plan::System { probes, .. } => {
                probes.iter().flat_map(|(_, probe)| probe.expr()).for_each(visit);
            }
            Plan::CteRef { .. }
            | Plan::Append { .. }
            | Plan::SetOp { .. }
            | Plan::With { .. }
            | Plan::Lock { .. } => {}
            Plan::Values { rows, .. } => rows.iter().flatten().for_each(visit),
            Plan::Scan { access, .. } => access.exprs(visit),
            Plan::Function { call, .. } => call.args.iter().for_each(visit),
            Plan::ProjectSet { calls, .. } => {
                calls.iter().flat_map(|(_, call)| &call.args).for_each(visit);
            }
            Plan::Filter { predicate, .. } => visit(predicate),
            Plan::Project { outputs, .. } => outputs.iter().for_each(|(_, expr)| visit(expr)),
            Plan::HashJoin { keys, on, .. } => {
                for (left, right) in keys {
                    visit(left);
                    visit(right);
                }
                on.iter().for_each(visit);
            }
            Plan::NestedLoop { on, .. } => on.iter().for_each(visit),
            Plan::Lookup { access, filter, .. } => {
                access.exprs(visit);
                filter.iter().for_each(visit);
            }
            Plan::Aggregate { groups, aggregates, .. } => {
                groups.iter().for_each(|(_, expr)| visit(expr));
                aggregates.iter().for_each(|(_, call)| aggregate_exprs(call, visit));
            }
            Plan::Window { partition, order, calls, .. } => {
                partition.iter().for_each(&mut *visit);
                order.iter().for_each(|key| visit(&key.expr));
                for (_, call) in calls {
                    call.args.iter().chain(&call.filter).for_each(&mut *visit);
                    call.frame.offsets().for_each(&mut *visit);
                }
            }
            Plan::Distinct { on, .. } => on.iter().flatten().for_each(visit),
            Plan::Sort { keys, top, .. } => {
                keys.iter().for_each(|key| visit(&key.expr));
                if let Some(top) = top {
                    visit(&top.limit);
                    top.offset.iter().for_each(&mut *visit);
                }
            }
            Plan::Limit { limit, offset, ties, .. } => {
                limit.iter().chain(offset).for_each(&mut *visit);
                ties.iter().flatten().for_each(|key| visit(&key.expr));
            }
            Plan::Insert { on_conflict, checks, returning, .. } => {
                let update = on_conflict.iter().flat_map(|conflict| &conflict.update);
                for update in update {
                    update.assignments.iter().for_each(|(_, expr)| visit(expr));
                    update.predicate.iter().for_each(&mut *visit);
                }
                check_exprs(checks, visit);
                returning.iter().for_each(|(_, expr)| visit(expr));
            }
            Plan::Update { assignments, checks, returning, .. } => {
                assignments.iter().for_each(|(_, expr)| visit(expr));
                check_exprs(checks, visit);
                returning.iter().for_each(|(_, expr)| visit(expr));
            }
            Plan::Delete { checks, returning, .. } => {
                check_exprs(checks, visit);
                returning.iter().for_each(|(_, expr)| visit(expr));
            }
        }
    }
}

fn aggregate_exprs<'a>(call: &'a Aggregate, visit: &mut dyn FnMut(&'a Expr)) {
    let order = call.order.iter().map(|key| &key.expr);
    call.args.iter().chain(order).chain(&call.filter).for_each(visit);
}

fn check_exprs<'a>(checks: &'a Checks, visit: &mut dyn FnMut(&'a Expr)) {
    checks.generated.iter().for_each(|(_, expr)| visit(expr));
    checks.checks.iter().for_each(|(_, expr)| visit(expr));
    checks.views.iter().for_each(|(_, expr)| visit(expr));
    for index in &checks.indexes {
        index.keys.iter().for_each(|(_, expr)| visit(expr));
        index.predicate.iter().for_each(&mut *visit);
    }
}
