//! Which functions of `pg_proc` compare, by the order B-tree indexes keep?
//!
//! An index serves `column op value` only when `op` belongs to the operator
//! family of the column's type (PostgreSQL's `pg_amop`, method `btree`, joined to
//! `pg_operator.oprcode`).

use std::collections::HashMap;
use std::sync::LazyLock;
use types::Oid;
use types::facts::{AMOPS, BTREE, oid, opclass_default, operator};

/// A B-tree strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Less,
    LessEqual,
    Equal,
    GreaterEqual,
    Greater,
}

impl Comparison {
    /// By `pg_amop.amopstrategy`.
    fn of_strategy(strategy: u16) -> Option<Comparison> {
        Some(match strategy {
            1 => Comparison::Less,
            2 => Comparison::LessEqual,
            3 => Comparison::Equal,
            4 => Comparison::GreaterEqual,
            5 => Comparison::Greater,
            _ => return None,
        })
    }

    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn commuted(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Equal => Comparison::Equal,
            Comparison::GreaterEqual => Comparison::LessEqual,
            Comparison::Greater => Comparison::Less,
        }
    }

    /// Whether it holds between values that stand so.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Less => order.is_lt(),
            Comparison::LessEqual => order.is_le(),
            Comparison::Equal => order.is_eq(),
            Comparison::GreaterEqual => order.is_ge(),
            Comparison::Greater => order.is_gt(),
        }
    }
}

/// What a function compares, and of which types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Compares {
    pub comparison: Comparison,
    pub left: Oid,
    pub right: Oid,
}

/// What `function` compares, when it is an operator of the default B-tree family of its left type
/// and the values of both its types can be put in one order as they are: two equal types, two
/// integers, two floats, or `name` and `text`.
pub fn compares(function: Oid) -> Option<Compares> {
    static BY_FUNCTION: LazyLock<HashMap<Oid, Compares>> = LazyLock::new(|| {
        let rows = AMOPS.iter().filter(|row| row.am == BTREE && row.purpose == 's');
        let rows = rows.filter(|row| {
            let default = opclass_default(BTREE, row.left);
            default.is_some_and(|class| class.family == row.family) && alike(row.left, row.right)
        });
        let found = rows.filter_map(|row| {
            let comparison = Comparison::of_strategy(row.strategy)?;
            let (left, right) = (row.left, row.right);
            Some((operator(row.operator)?.code, Compares { comparison, left, right }))
        });
        found.collect()
    });
    BY_FUNCTION.get(&function).copied()
}

/// Whether `function` says that two values of types [`alike`] are equal.
pub fn is_equality(function: Oid) -> bool {
    compares(function).is_some_and(|found| found.comparison == Comparison::Equal)
}

/// Whether values of both types are of one order.
fn alike(left: Oid, right: Oid) -> bool {
    let both = |group: &[Oid]| group.contains(&left) && group.contains(&right);
    left == right
        || both(&[oid::INT2, oid::INT4, oid::INT8])
        || both(&[oid::FLOAT4, oid::FLOAT8])
        || both(&[oid::NAME, oid::TEXT])
}

/// Whether a B-tree index on a column of type `column` keeps the order by which values of
/// `compared` are compared: its own, or that of the type it is binary coercible to.
pub fn ordered_as(column: Oid, compared: Oid) -> bool {
    let family = |of: Oid| opclass_default(BTREE, of).map(|class| class.family);
    column == compared || family(column).is_some_and(|own| family(compared) == Some(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use types::facts::fn_oid;

    #[test]
    fn functions_compare_as_pg_amop_says() {
        let found = |function| compares(function).map(|found| found.comparison);
        assert_eq!(found(fn_oid::F_INT4EQ), Some(Comparison::Equal));
        assert_eq!(found(fn_oid::F_INT4LT), Some(Comparison::Less));
        assert_eq!(found(fn_oid::F_INT84GE), Some(Comparison::GreaterEqual));
        assert_eq!(found(fn_oid::F_BPCHAREQ), Some(Comparison::Equal));
        assert_eq!(found(fn_oid::F_INT4NE), None, "<> is in no family");
        assert_eq!(found(fn_oid::F_DATE_LT_TIMESTAMP), None, "days are not microseconds");
        assert!(ordered_as(oid::VARCHAR, oid::TEXT));
        assert!(!ordered_as(oid::BPCHAR, oid::TEXT), "blanks at the end matter to text");
        assert!(ordered_as(oid::INT4, oid::INT8));
    }
}
