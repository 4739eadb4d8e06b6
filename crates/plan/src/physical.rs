//! What is a query once every choice is made?

use base::Mode;
use sql::Expr;
use sql::rel::{Aggregate, Checks, Column, ColumnId, JoinKind, OnConflict, Scan, SetOp, SortKey};
use sql::{Call, SubqueryKind};
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
        filter: Option<Expr>,
    },
    System {
        oid: Oid,
        columns: Vec<Column>,
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
    /// Adds a column to each input row: what a subquery gives for it.
    Apply {
        input: Box<Plan>,
        output: Column,
        kind: SubqueryKind,
        subquery: Box<Plan>,
        correlated: bool,
    },
    /// Equal keys meet in a hash table of the right side.
    HashJoin {
        kind: JoinKind,
        left: Box<Plan>,
        right: Box<Plan>,
        keys: Vec<(Expr, Expr)>,
        on: Option<Expr>,
    },
    /// Every pair; a lateral right side runs again for each left row.
    NestedLoop {
        kind: JoinKind,
        left: Box<Plan>,
        right: Box<Plan>,
        on: Option<Expr>,
        lateral: bool,
    },
    Aggregate {
        input: Box<Plan>,
        groups: Vec<(Column, Expr)>,
        sets: Vec<Vec<usize>>,
        aggregates: Vec<(Column, Aggregate)>,
    },
    Distinct {
        input: Box<Plan>,
        on: Option<Vec<Expr>>,
    },
    Sort {
        input: Box<Plan>,
        keys: Vec<SortKey>,
    },
    Limit {
        input: Box<Plan>,
        limit: Option<Expr>,
        offset: Option<Expr>,
        ties: Option<Vec<SortKey>>,
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
}

/// An end of a range of one key column.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Bound {
    pub value: Expr,
    pub inclusive: bool,
}

impl Plan {
    /// The ids it puts out, in order.
    pub fn columns(&self) -> Vec<ColumnId> {
        let ids = |columns: &[Column]| columns.iter().map(|column| column.id).collect();
        let named = |outputs: &[(Column, Expr)]| outputs.iter().map(|(c, _)| c.id).collect();
        match self {
            Plan::Values { columns, .. }
            | Plan::System { columns, .. }
            | Plan::Function { columns, .. }
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
            Plan::Apply { input, output, .. } => {
                let mut out = input.columns();
                out.push(output.id);
                out
            }
            Plan::HashJoin { kind, left, right, .. }
            | Plan::NestedLoop { kind, left, right, .. } => {
                let mut out = left.columns();
                if !matches!(kind, JoinKind::Semi | JoinKind::Anti) {
                    out.extend(right.columns());
                }
                out
            }
            Plan::Aggregate { groups, aggregates, .. } => {
                let mut out: Vec<ColumnId> = named(groups);
                out.extend(aggregates.iter().map(|(column, _)| column.id));
                out
            }
            Plan::With { body, .. } => body.columns(),
            Plan::Insert { returning, .. }
            | Plan::Update { returning, .. }
            | Plan::Delete { returning, .. } => named(returning),
        }
    }
}
