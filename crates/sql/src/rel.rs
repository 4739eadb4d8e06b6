//! What is a query once bound? A tree of relational operators.
//!
//! Every column that any operator makes has a [`ColumnId`] unique within the
//! statement, so an expression says which column it means without saying where
//! it stands; the planner moves operators freely, and only the executor turns
//! ids into positions.

use crate::catalog::Table;
use crate::expr::{Call, Expr};
use base::Mode;
use std::sync::Arc;
use types::{Oid, Type};

/// A column of some operator's output, unique within one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

/// A column an operator puts out.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its id.
    pub id: ColumnId,
    /// The name a client sees, should it come to the top.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// The table column it is, unchanged: (table OID, attribute number from 1).
    pub origin: Option<(Oid, i16)>,
}

/// A relational operator over its inputs.
#[derive(Clone, Debug)]
pub enum Rel {
    /// Rows of expressions. One row of no columns is `SELECT` without `FROM`.
    Values {
        #[allow(missing_docs)]
        columns: Vec<Column>,
        #[allow(missing_docs)]
        rows: Vec<Vec<Expr>>,
    },
    /// A table's rows.
    Scan(Scan),
    /// A relation of `pg_catalog` or `information_schema`, by name, made from the catalog.
    System {
        /// Its OID in PostgreSQL 16 (`types::facts`).
        oid: Oid,
        /// One for each of its columns.
        columns: Vec<Column>,
    },
    /// A set-returning function in FROM, or a function that gives one row.
    Function {
        #[allow(missing_docs)]
        call: Call,
        /// One, or one for each field of the row it returns; WITH ORDINALITY adds a last `int8`.
        columns: Vec<Column>,
        #[allow(missing_docs)]
        ordinality: bool,
    },
    /// Set-returning functions in a select list, in step; each adds a column, shorter ones end in NULL.
    ProjectSet {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        calls: Vec<(Column, Call)>,
    },
    /// Rows for which the predicate is true.
    Filter {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        predicate: Expr,
    },
    /// These columns, computed from the input's. Only they go on.
    Project {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        outputs: Vec<(Column, Expr)>,
    },
    /// A join. The right side of a LATERAL one names columns of the left.
    Join {
        #[allow(missing_docs)]
        kind: JoinKind,
        #[allow(missing_docs)]
        left: Box<Rel>,
        #[allow(missing_docs)]
        right: Box<Rel>,
        /// TRUE for CROSS.
        on: Expr,
        #[allow(missing_docs)]
        lateral: bool,
    },
    /// One row for each group; with no groups, one row.
    Aggregate {
        #[allow(missing_docs)]
        input: Box<Rel>,
        /// Group keys.
        groups: Vec<(Column, Expr)>,
        /// Grouping sets as positions in `groups`; empty means all of them.
        sets: Vec<Vec<usize>>,
        #[allow(missing_docs)]
        aggregates: Vec<(Column, Aggregate)>,
    },
    /// Window functions of one window: each adds a column. Rows come in any order.
    Window {
        #[allow(missing_docs)]
        input: Box<Rel>,
        /// Rows with equal values of these look at one another.
        partition: Vec<Expr>,
        #[allow(missing_docs)]
        order: Vec<SortKey>,
        #[allow(missing_docs)]
        calls: Vec<(Column, WindowCall)>,
    },
    /// Distinct rows; with `on`, the first row in input order of each distinct value of these.
    Distinct {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        on: Option<Vec<Expr>>,
    },
    /// Sorted rows.
    Sort {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        keys: Vec<SortKey>,
    },
    /// Some rows of the input: both are `int8`, NULL is no limit.
    Limit {
        #[allow(missing_docs)]
        input: Box<Rel>,
        #[allow(missing_docs)]
        limit: Option<Expr>,
        #[allow(missing_docs)]
        offset: Option<Expr>,
        #[allow(missing_docs)]
        with_ties: bool,
    },
    /// UNION, INTERSECT, EXCEPT; inputs already cast to the types of `columns`, in order.
    SetOp {
        #[allow(missing_docs)]
        op: SetOp,
        #[allow(missing_docs)]
        all: bool,
        #[allow(missing_docs)]
        left: Box<Rel>,
        #[allow(missing_docs)]
        right: Box<Rel>,
        #[allow(missing_docs)]
        columns: Vec<Column>,
    },
    /// WITH: each CTE runs once, as of the same snapshot; data-modifying ones always run.
    With {
        #[allow(missing_docs)]
        ctes: Vec<Cte>,
        #[allow(missing_docs)]
        body: Box<Rel>,
    },
    /// A reference to a CTE (or, inside a recursive one, to its working table).
    CteRef {
        /// [`Cte::id`].
        id: u32,
        #[allow(missing_docs)]
        columns: Vec<Column>,
    },
    /// Holds the rows of a scan below: FOR UPDATE and its kin.
    Lock {
        #[allow(missing_docs)]
        input: Box<Rel>,
        /// (which [`Scan::id`], how strongly).
        locks: Vec<(u32, Mode)>,
    },
    /// INSERT.
    Insert(Box<Insert>),
    /// UPDATE.
    Update(Box<Update>),
    /// DELETE.
    Delete(Box<Delete>),
}

/// A table's rows.
#[derive(Clone, Debug)]
pub struct Scan {
    /// Unique within the statement, so that UPDATE, DELETE and FOR UPDATE can say whose rows they mean.
    pub id: u32,
    /// The table as of the statement's catalog.
    pub table: Arc<Table>,
    /// One for each column of the table by attribute number, dropped ones too.
    pub columns: Vec<Column>,
    /// The alias, for EXPLAIN.
    pub alias: String,
    /// What its indexes compute of `columns`: none for those of plain columns.
    pub indexes: Arc<[IndexExprs]>,
}

/// How a join keeps rows without a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum JoinKind {
    Inner,
    Left,
    Right,
    Full,
    /// Left rows with a match, each once; made by the planner from EXISTS and IN.
    Semi,
    /// Left rows without a match.
    Anti,
}

/// An aggregate call.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// `pg_proc.oid`; `count(*)` has no arguments.
    pub function: Oid,
    #[allow(missing_docs)]
    pub args: Vec<Expr>,
    #[allow(missing_docs)]
    pub distinct: bool,
    /// ORDER BY inside the call, over `args` and other expressions.
    pub order: Vec<SortKey>,
    #[allow(missing_docs)]
    pub filter: Option<Expr>,
    #[allow(missing_docs)]
    pub ty: Type,
}

/// A call of a window function, or of an aggregate over a window.
#[derive(Clone, Debug)]
pub struct WindowCall {
    /// `pg_proc.oid`.
    pub function: Oid,
    #[allow(missing_docs)]
    pub args: Vec<Expr>,
    /// Of an aggregate.
    pub filter: Option<Expr>,
    /// Which rows of the partition it looks at.
    pub frame: Frame,
    #[allow(missing_docs)]
    pub ty: Type,
}

/// The rows of a partition from one to another.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What the ends are counted in. Only ROWS have offsets.
    pub unit: FrameUnit,
    #[allow(missing_docs)]
    pub start: FrameEnd,
    #[allow(missing_docs)]
    pub end: FrameEnd,
}

/// What a frame is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FrameUnit {
    Rows,
    Range,
    Groups,
}

/// An end of a frame; offsets are `int8` and name no column.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum FrameEnd {
    UnboundedPreceding,
    Preceding(Expr),
    CurrentRow,
    Following(Expr),
    UnboundedFollowing,
}

impl Frame {
    /// The offsets in it.
    pub fn offsets(&self) -> impl Iterator<Item = &Expr> {
        [&self.start, &self.end].into_iter().filter_map(|end| match end {
            FrameEnd::Preceding(offset) | FrameEnd::Following(offset) => Some(offset),
            _ => None,
        })
    }

    /// As [`Frame::offsets`], to change them.
    pub fn offsets_mut(&mut self) -> impl Iterator<Item = &mut Expr> {
        [&mut self.start, &mut self.end].into_iter().filter_map(|end| match end {
            FrameEnd::Preceding(offset) | FrameEnd::Following(offset) => Some(offset),
            _ => None,
        })
    }
}

/// One key of an order.
#[derive(Clone, Debug)]
pub struct SortKey {
    #[allow(missing_docs)]
    pub expr: Expr,
    #[allow(missing_docs)]
    pub descending: bool,
    #[allow(missing_docs)]
    pub nulls_first: bool,
}

/// A set operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SetOp {
    Union,
    Intersect,
    Except,
}

/// A common table expression.
#[derive(Clone, Debug)]
pub struct Cte {
    /// Unique within the statement.
    pub id: u32,
    #[allow(missing_docs)]
    pub name: String,
    /// The query, or the non-recursive term.
    pub rel: Rel,
    /// The recursive term, and whether a row is given once: by UNION, not UNION ALL.
    pub recursive: Option<(Box<Rel>, bool)>,
}

/// INSERT: `source` gives one column for each column of the table by attribute number, defaults and
/// casts applied (dropped columns NULL, identity and generated ones computed).
#[derive(Clone, Debug)]
pub struct Insert {
    #[allow(missing_docs)]
    pub table: Arc<Table>,
    #[allow(missing_docs)]
    pub source: Rel,
    #[allow(missing_docs)]
    pub on_conflict: Option<OnConflict>,
    /// Constraints to check, bound over `row`.
    pub checks: Checks,
    /// RETURNING over `row`; empty gives only a count.
    pub returning: Vec<(Column, Expr)>,
}

/// The new row as columns that constraints, generated columns and RETURNING name.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// One for each column of the table by attribute number: the new row.
    pub row: Vec<Column>,
    /// (column from 0, expression over `row`): GENERATED ... STORED, computed first.
    pub generated: Vec<(usize, Expr)>,
    /// (constraint name, expression over `row`).
    pub checks: Vec<(String, Expr)>,
    /// (view name, expression over `row`): WITH CHECK OPTION, which only TRUE satisfies.
    pub views: Vec<(String, Expr)>,
    /// What the indexes of the table compute of a row: none for those of plain columns.
    pub indexes: Vec<IndexExprs>,
}

/// The expressions of one index, bound over [`Checks::row`] or [`Scan::columns`].
#[derive(Clone, Debug)]
pub struct IndexExprs {
    /// `Index::oid`.
    pub index: Oid,
    /// (position in `Index::keys`, expression), for each key that is one.
    pub keys: Vec<(usize, Expr)>,
    /// WHERE of a partial index.
    pub predicate: Option<Expr>,
}

/// ON CONFLICT.
#[derive(Clone, Debug)]
pub struct OnConflict {
    /// The arbiter indexes (`Index::oid`); empty means any unique index (DO NOTHING only).
    pub arbiters: Vec<Oid>,
    /// DO UPDATE; none is DO NOTHING.
    pub update: Option<ConflictUpdate>,
}

/// DO UPDATE SET.
#[derive(Clone, Debug)]
pub struct ConflictUpdate {
    /// The row that is there, one for each table column.
    pub existing: Vec<Column>,
    /// The row proposed (`excluded`), one for each table column.
    pub excluded: Vec<Column>,
    /// (column from 0, value over `existing` and `excluded`).
    pub assignments: Vec<(usize, Expr)>,
    /// WHERE over both.
    pub predicate: Option<Expr>,
}

/// UPDATE: `input` joins the target's [`Scan`] with whatever FROM names, filtered by WHERE.
#[derive(Clone, Debug)]
pub struct Update {
    #[allow(missing_docs)]
    pub table: Arc<Table>,
    /// [`Scan::id`] of the target within `input`.
    pub target: u32,
    #[allow(missing_docs)]
    pub input: Rel,
    /// (column from 0, value over the columns of `input`).
    pub assignments: Vec<(usize, Expr)>,
    #[allow(missing_docs)]
    pub checks: Checks,
    /// RETURNING over `checks.row` (new values) and the other columns of `input`.
    pub returning: Vec<(Column, Expr)>,
}

/// DELETE: `input` as in [`Update`]; RETURNING names the columns of `input`.
#[derive(Clone, Debug)]
pub struct Delete {
    #[allow(missing_docs)]
    pub table: Arc<Table>,
    #[allow(missing_docs)]
    pub target: u32,
    #[allow(missing_docs)]
    pub input: Rel,
    /// Only `row` and `indexes`, for the entries that go.
    pub checks: Checks,
    #[allow(missing_docs)]
    pub returning: Vec<(Column, Expr)>,
}
