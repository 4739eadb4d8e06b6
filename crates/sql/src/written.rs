//! What did a query say, once its names are resolved?
//!
//! [`crate::Rel`] says how rows are made, and forgets how that was written. To show a view's definition
//! the binder notes both: here is a query clause by clause, in the expressions of the tree, with what
//! each column of an expression stands for.

use crate::expr::{Call, Expr};
use crate::rel::{Aggregate, ColumnId, JoinKind, SetOp, SortKey, WindowCall};
use std::sync::Arc;
use types::Oid;

/// A query.
#[derive(Clone, Debug)]
pub struct Written {
    /// WITH.
    pub ctes: Vec<WrittenCte>,
    /// WITH RECURSIVE.
    pub recursive: bool,
    #[allow(missing_docs)]
    pub body: Body,
    #[allow(missing_docs)]
    pub order: Vec<SortKey>,
    #[allow(missing_docs)]
    pub limit: Option<Expr>,
    #[allow(missing_docs)]
    pub offset: Option<Expr>,
    #[allow(missing_docs)]
    pub with_ties: bool,
}

/// A query of WITH.
#[derive(Clone, Debug)]
pub struct WrittenCte {
    #[allow(missing_docs)]
    pub name: String,
    /// Names its columns were given.
    pub columns: Vec<String>,
    /// `MATERIALIZED`, or `NOT MATERIALIZED` when false.
    pub materialized: Option<bool>,
    #[allow(missing_docs)]
    pub query: Arc<Written>,
}

/// What stands before ORDER BY.
#[derive(Clone, Debug)]
pub enum Body {
    #[allow(missing_docs)]
    Select(Box<WrittenSelect>),
    /// VALUES, and its columns.
    Values(Vec<Vec<Expr>>, Vec<ColumnId>),
    /// UNION and its kin, and its columns.
    Set {
        #[allow(missing_docs)]
        op: SetOp,
        #[allow(missing_docs)]
        all: bool,
        #[allow(missing_docs)]
        left: Arc<Written>,
        #[allow(missing_docs)]
        right: Arc<Written>,
        #[allow(missing_docs)]
        columns: Vec<ColumnId>,
    },
}

/// SELECT.
#[derive(Clone, Debug)]
pub struct WrittenSelect {
    #[allow(missing_docs)]
    pub distinct: bool,
    /// DISTINCT ON.
    pub distinct_on: Vec<Expr>,
    /// Names and values.
    pub targets: Vec<(String, Expr)>,
    /// All that FROM brought, joins after their sides.
    pub items: Vec<WrittenItem>,
    #[allow(missing_docs)]
    pub from: Vec<WrittenFrom>,
    /// WHERE.
    pub filter: Option<Expr>,
    /// GROUP BY.
    pub groups: Vec<Expr>,
    /// Grouping sets, as places in `groups`; empty when GROUP BY is a plain list.
    pub sets: Vec<Vec<usize>>,
    #[allow(missing_docs)]
    pub having: Option<Expr>,
    /// The columns that stand for calls of this level.
    pub made: Vec<(ColumnId, Made)>,
}

/// What a column that no table has stands for.
#[derive(Clone, Debug)]
pub enum Made {
    #[allow(missing_docs)]
    Aggregate(Aggregate),
    /// A call with OVER, and the window's PARTITION BY and ORDER BY.
    Window(WindowCall, Vec<Expr>, Vec<SortKey>),
    /// A set-returning call.
    Set(Call),
    /// GROUPING.
    Grouping(Vec<Expr>),
}

/// One thing FROM brought.
#[derive(Clone, Debug)]
pub struct WrittenItem {
    /// Its alias or name; none for a join without an alias.
    pub name: Option<String>,
    /// Whether columns are named by it.
    pub named: bool,
    /// The relation it is; its name and columns are shown as they are now.
    pub relation: Option<Oid>,
    /// Whether it was given an alias.
    pub aliased: bool,
    /// How many of its columns the alias named.
    pub renamed: usize,
    /// Its columns: id, place in the relation, name.
    pub columns: Vec<(ColumnId, usize, String)>,
}

/// A FROM entry; items are places in [`WrittenSelect::items`].
#[derive(Clone, Debug)]
pub enum WrittenFrom {
    /// A relation.
    Relation {
        #[allow(missing_docs)]
        item: usize,
        #[allow(missing_docs)]
        oid: Oid,
    },
    /// A query of WITH.
    Cte {
        #[allow(missing_docs)]
        item: usize,
        #[allow(missing_docs)]
        name: String,
    },
    /// A subquery.
    Query {
        #[allow(missing_docs)]
        item: usize,
        #[allow(missing_docs)]
        lateral: bool,
        #[allow(missing_docs)]
        query: Arc<Written>,
    },
    /// A function.
    Function {
        #[allow(missing_docs)]
        item: usize,
        #[allow(missing_docs)]
        lateral: bool,
        /// The call, or the value that takes its place.
        value: Expr,
        #[allow(missing_docs)]
        ordinality: bool,
    },
    /// A join.
    Join {
        #[allow(missing_docs)]
        item: usize,
        #[allow(missing_docs)]
        kind: JoinKind,
        #[allow(missing_docs)]
        left: Box<WrittenFrom>,
        #[allow(missing_docs)]
        right: Box<WrittenFrom>,
        /// The sides of each column of USING.
        using: Vec<(Expr, Expr)>,
        /// The condition; none for CROSS.
        on: Option<Expr>,
    },
    /// What has no text yet, by name.
    Unknown(&'static str),
}
