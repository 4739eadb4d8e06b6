//! What is a scalar expression once every name, type and operator is resolved?

use crate::rel::{ColumnId, Rel};
use crate::written::Written;
use std::sync::Arc;
use types::{Datum, Field, Oid, Type};

/// A typed expression. Operators and casts are calls of the `pg_proc` function
/// behind them; what PostgreSQL's parser gives its own node keeps its own variant.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A constant.
    Const(Datum, Type),
    /// A column of some [`Rel`] below, or, in a subquery, of an outer one.
    Column(ColumnId, Type),
    /// `$n`, from 0.
    Param(usize, Type),
    /// A function of `pg_proc`; `VARIADIC` arguments are already one array.
    Call(Call),
    /// A change of type that changes no bits (`text` to `varchar`, to a domain's base).
    Relabel(Box<Expr>, Type),
    /// A cast through the text form: output function of the argument's type, then input
    /// function of the target.
    ViaText(Box<Expr>, Type),
    /// An array cast element by element; the second expression holds [`Expr::Element`].
    MapArray(Box<Expr>, Box<Expr>, Type),
    /// The element inside [`Expr::MapArray`], and the left side of a quantified comparison's element.
    Element(Type),
    /// AND of two or more.
    And(Vec<Expr>),
    /// OR of two or more.
    Or(Vec<Expr>),
    /// NOT.
    Not(Box<Expr>),
    /// `IS NULL`, or `IS NOT NULL` when negated.
    IsNull {
        #[allow(missing_docs)]
        arg: Box<Expr>,
        #[allow(missing_docs)]
        negated: bool,
    },
    /// `IS TRUE/FALSE/UNKNOWN` and their negations: the value tested for, `None` for UNKNOWN.
    IsBool {
        #[allow(missing_docs)]
        arg: Box<Expr>,
        #[allow(missing_docs)]
        value: Option<bool>,
        #[allow(missing_docs)]
        negated: bool,
    },
    /// `IS [NOT] DISTINCT FROM` by the equality function of the call.
    IsDistinct {
        /// `=` over both sides.
        equal: Box<Call>,
        /// `IS NOT DISTINCT FROM`.
        negated: bool,
    },
    /// `NULLIF` by the equality function of the call; gives its first argument.
    NullIf(Box<Call>, Type),
    /// CASE. With an operand, each WHEN is already `operand = value`, the
    /// operand read through [`Expr::CaseOperand`], evaluated once.
    Case {
        #[allow(missing_docs)]
        operand: Option<Box<Expr>>,
        /// (condition, result).
        whens: Vec<(Expr, Expr)>,
        #[allow(missing_docs)]
        otherwise: Option<Box<Expr>>,
        #[allow(missing_docs)]
        ty: Type,
    },
    /// The operand of the innermost CASE.
    CaseOperand(Type),
    /// COALESCE.
    Coalesce(Vec<Expr>, Type),
    /// GREATEST (true) or LEAST (false), by the type's B-tree order.
    MinMax(bool, Vec<Expr>, Type),
    /// `ARRAY[...]`; elements that are arrays make a further dimension.
    Array(Vec<Expr>, Type),
    /// `ROW(...)` or a whole row of a table, with what its fields are called.
    Row(Vec<Expr>, Arc<[Field]>),
    /// A field of a row, from 0.
    Field(Box<Expr>, usize, Type),
    /// `array[i]`, `array[i][j]`; slices when the flag is set (pairs of lower, upper).
    Subscript {
        #[allow(missing_docs)]
        array: Box<Expr>,
        #[allow(missing_docs)]
        index: Vec<(Option<Expr>, Option<Expr>)>,
        #[allow(missing_docs)]
        slice: bool,
        #[allow(missing_docs)]
        ty: Type,
    },
    /// `left op ANY|ALL (array)`: the function of the operator, over two arguments.
    Quantified {
        /// The boolean function behind the operator.
        function: Oid,
        #[allow(missing_docs)]
        left: Box<Expr>,
        #[allow(missing_docs)]
        array: Box<Expr>,
        /// ALL, else ANY.
        all: bool,
    },
    /// A subquery in an expression.
    Subquery(Box<Subquery>),
    /// What a subquery gives, once the planner has taken its query out of the expression.
    Given(Box<Given>),
    /// An aggregate, window function or set-returning function never stands here: binding has
    /// moved it into its [`Rel`] and left a column. GROUPING is a column too.
    /// DEFAULT of the column it is assigned to never stands here either.
    /// `nextval`, `currval`, `setval` and `lastval` are ordinary calls.
    SqlValue(SqlValue, Type),
}

/// What needs no arguments but the session's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SqlValue {
    CurrentDate,
    CurrentTime,
    CurrentTimestamp,
    LocalTime,
    LocalTimestamp,
    CurrentUser,
    SessionUser,
    CurrentCatalog,
    CurrentSchema,
}

/// A call of a function of `pg_proc`.
#[derive(Clone, Debug)]
pub struct Call {
    /// `pg_proc.oid`.
    pub function: Oid,
    /// One for each declared argument.
    pub args: Vec<Expr>,
    /// What it returns here, polymorphism resolved.
    pub ty: Type,
    /// Characters from 1 in the query text, 0 when unknown.
    pub position: u32,
    /// The last argument of one that takes VARIADIC "any" was written `VARIADIC array`.
    pub variadic: bool,
}

/// A subquery in an expression.
#[derive(Clone, Debug)]
pub struct Subquery {
    /// What it stands for.
    pub kind: SubqueryKind,
    /// The query; columns of outer queries appear in it as [`Expr::Column`].
    pub rel: Rel,
    /// Whether it names any column of an outer query.
    pub correlated: bool,
    /// How the query was written, when the binder notes that.
    pub written: Option<Arc<Written>>,
}

/// A subquery whose query stands beside the plan. It runs when, and only when, evaluation comes to it.
#[derive(Clone, Debug)]
pub struct Given {
    /// Which of the plan's subqueries.
    pub place: usize,
    /// The type of the value.
    pub ty: Type,
    /// The values of the outer columns that the query names, in the order it takes them.
    pub args: Vec<Expr>,
    /// Of ANY and ALL: the comparison over the query's columns and those around.
    pub test: Option<Expr>,
}

/// What a subquery in an expression stands for.
#[derive(Clone, Debug)]
pub enum SubqueryKind {
    /// One column of at most one row (more: 21000).
    Scalar(Type),
    /// EXISTS.
    Exists,
    /// `test op ANY (subquery)`, `IN`: the comparison names the subquery's output columns by
    /// their ids and is three-valued.
    Any(Box<Expr>),
    /// `test op ALL (subquery)`, `NOT IN` being NOT of Any.
    All(Box<Expr>),
    /// `ARRAY(subquery)`.
    Array(Type),
}

impl Expr {
    /// The type of its value.
    pub fn ty(&self) -> Type {
        use types::facts::oid;
        match self {
            Expr::Const(_, ty)
            | Expr::Column(_, ty)
            | Expr::Param(_, ty)
            | Expr::Relabel(_, ty)
            | Expr::ViaText(_, ty)
            | Expr::MapArray(_, _, ty)
            | Expr::Element(ty)
            | Expr::NullIf(_, ty)
            | Expr::CaseOperand(ty)
            | Expr::Coalesce(_, ty)
            | Expr::MinMax(_, _, ty)
            | Expr::Array(_, ty)
            | Expr::Field(_, _, ty)
            | Expr::SqlValue(_, ty) => *ty,
            Expr::Case { ty, .. } | Expr::Subscript { ty, .. } => *ty,
            Expr::Call(call) => call.ty,
            Expr::Row(..) => Type::new(oid::RECORD),
            Expr::Given(given) => given.ty,
            Expr::Subquery(subquery) => match &subquery.kind {
                SubqueryKind::Scalar(ty) | SubqueryKind::Array(ty) => *ty,
                SubqueryKind::Exists | SubqueryKind::Any(_) | SubqueryKind::All(_) => {
                    Type::new(oid::BOOL)
                }
            },
            Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_)
            | Expr::IsNull { .. }
            | Expr::IsBool { .. }
            | Expr::IsDistinct { .. }
            | Expr::Quantified { .. } => Type::new(oid::BOOL),
        }
    }
}
