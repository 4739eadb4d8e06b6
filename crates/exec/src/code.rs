//! What is an expression once compiled? Columns are positions, functions are pointers, what is
//! constant is folded.

use crate::catalog_functions::CatalogScalar;
use crate::subquery::Take;
use builtin::{Plain, Signature, Typed};
use plan::Comparison;
use sql::SqlValue;
use std::collections::HashSet;
use std::sync::Arc;
use types::{Datum, Field, Oid, Type};

/// A compiled expression.
pub(crate) enum Code {
    Const(Datum),
    /// Of the row.
    Column(usize),
    Param(usize),
    /// Of an outer query's row, by slot.
    Outer(usize),
    /// The operand of the innermost CASE.
    Operand,
    /// The element inside [`Code::MapArray`].
    Element,
    Call(Box<Invoke>),
    /// A comparison of two values of one order, without a call.
    Compare(Box<Order>),
    And(Vec<Code>),
    Or(Vec<Code>),
    Not(Box<Code>),
    /// Negated.
    IsNull(Box<Code>, bool),
    /// The value tested for, negated.
    IsBool(Box<Code>, Option<bool>, bool),
    /// Negated.
    IsDistinct(Box<Invoke>, bool),
    NullIf(Box<Invoke>),
    Case {
        operand: Option<Box<Code>>,
        whens: Vec<(Code, Code)>,
        otherwise: Option<Box<Code>>,
    },
    Coalesce(Vec<Code>),
    /// GREATEST, else LEAST, by the order of the type.
    MinMax(bool, Oid, Vec<Code>),
    Row(Arc<[Field]>, Vec<Code>),
    /// A field of a row, by position.
    Field(Box<Code>, usize),
    Array(Box<Construct>),
    Subscript(Box<Subscript>),
    Quantified(Box<Quantified>),
    /// Array, body, element type of the result.
    MapArray(Box<Code>, Box<Code>, Oid),
    ViaText(Box<ViaText>),
    SqlValue(SqlValue, Type),
    /// What a subquery gives.
    Given(Box<Take>),
}

/// A call.
pub(crate) struct Invoke {
    pub(crate) target: Target,
    /// A NULL argument makes NULL without a call.
    pub(crate) strict: bool,
    pub(crate) args: Vec<Code>,
}

/// What is called.
#[derive(Clone)]
pub(crate) enum Target {
    Plain(Plain),
    Typed(Typed, Box<Signature>),
    Catalog(CatalogScalar),
}

/// A comparison by the order of `ty`.
pub(crate) struct Order {
    pub(crate) comparison: Comparison,
    pub(crate) ty: Oid,
    pub(crate) left: Code,
    pub(crate) right: Code,
}

/// `ARRAY[...]`.
pub(crate) struct Construct {
    pub(crate) items: Vec<Code>,
    /// Type of the elements at the bottom.
    pub(crate) element: Oid,
    /// Whether the items are arrays themselves.
    pub(crate) nested: bool,
}

/// `array[...]`.
pub(crate) struct Subscript {
    pub(crate) array: Code,
    pub(crate) index: Vec<(Option<Code>, Option<Code>)>,
    pub(crate) slice: bool,
    /// The subscripted value is `jsonb`, not an array.
    pub(crate) jsonb: bool,
}

/// `left op ANY|ALL (array)`.
pub(crate) struct Quantified {
    pub(crate) left: Code,
    pub(crate) array: Code,
    pub(crate) all: bool,
    pub(crate) function: Invoke,
    /// `= ANY` of constants: their keys, and whether one is NULL.
    pub(crate) members: Option<Members>,
}

/// The elements of a constant array.
pub(crate) struct Members {
    pub(crate) keys: HashSet<Vec<u8>>,
    pub(crate) has_null: bool,
    /// By whose equality.
    pub(crate) ty: Oid,
}

/// A cast by way of the text form.
pub(crate) struct ViaText {
    pub(crate) arg: Code,
    pub(crate) from: Type,
    pub(crate) to: Type,
}
