//! Which expression does an element of ORDER BY, GROUP BY or DISTINCT ON mean, and how is it ordered?
//! (PostgreSQL, src/backend/parser/parse_clause.c)

use super::expr::given;
use super::scope::{ExprKind, Scope};
use super::targets::Target;
use super::type_name::{shown, words};
use super::walk::same;
use super::{Binder, location};
use crate::Expr;
use crate::rel::SortKey;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{List, Node, SortBy, SortByDir, SortByNulls};
use types::Oid;
use types::facts::{self, oid};

/// One element of ORDER BY: a target and its direction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SortItem {
    pub target: usize,
    pub descending: bool,
    pub nulls_first: bool,
}

impl SortItem {
    pub(crate) fn key(&self, expr: Expr) -> SortKey {
        SortKey { expr, descending: self.descending, nulls_first: self.nulls_first }
    }
}

impl Binder<'_> {
    /// ORDER BY; expressions that are no output are added as junk.
    pub(crate) fn sort_items(
        &mut self,
        list: &List,
        targets: &mut Vec<Target>,
        scope: &Scope<'_>,
    ) -> SqlResult<Vec<SortItem>> {
        let mut out: Vec<SortItem> = Vec::with_capacity(list.len());
        for node in list.iter().flatten() {
            let Node::SortBy(sort) = node else {
                return Err(SqlError::internal("ORDER BY of other than keys"));
            };
            let node = given(sort.node.as_ref())?;
            let target = self.target_of(node, targets, scope, ExprKind::OrderBy)?;
            let value = targets[target].value.clone();
            let at = location(node);
            let value = self.known(value)?;
            let ty = value.ty().oid;
            targets[target].value = value;
            let (descending, nulls_first) = self.direction(sort, ty, at)?;
            if !out.iter().any(|item| item.target == target) {
                out.push(SortItem { target, descending, nulls_first });
            }
        }
        Ok(out)
    }

    /// One key of an aggregate's ORDER BY, which names no outputs.
    pub(crate) fn sort_key(&mut self, node: &Node, scope: &Scope<'_>) -> SqlResult<SortKey> {
        let Node::SortBy(sort) = node else {
            return Err(SqlError::internal("ORDER BY of other than keys"));
        };
        let value = self.expression(given(sort.node.as_ref())?, scope)?;
        let at = value.at;
        let value = self.known(value)?;
        let (descending, nulls_first) = self.direction(sort, value.ty().oid, at)?;
        Ok(SortKey { expr: value.expr, descending, nulls_first })
    }

    /// Whether a key descends, and whether its NULLs come first.
    pub(crate) fn direction(&self, sort: &SortBy, ty: Oid, at: i32) -> SqlResult<(bool, bool)> {
        let descending = match sort.sortby_dir {
            SortByDir::SORTBY_USING => self.using(&sort.useOp, ty, sort.location)?,
            SortByDir::SORTBY_DESC => true,
            _ => false,
        };
        self.check_order(ty, at)?;
        let nulls_first = match sort.sortby_nulls {
            SortByNulls::SORTBY_NULLS_FIRST => true,
            SortByNulls::SORTBY_NULLS_LAST => false,
            _ => descending,
        };
        Ok((descending, nulls_first))
    }

    fn using(&self, name: &List, ty: Oid, at: i32) -> SqlResult<bool> {
        let words = words(name);
        let operator = self.find_operator(&words, Some(ty), ty, at)?;
        let member = |row: &&facts::AmopFact| {
            row.am == facts::BTREE && row.operator == operator.oid && matches!(row.strategy, 1 | 5)
        };
        match facts::AMOPS.iter().find(member) {
            Some(row) => Ok(row.strategy == 5),
            None => {
                let message =
                    format!("operator {} is not a valid ordering operator", words.join("."));
                let error = SqlError::new(SqlState::WRONG_OBJECT_TYPE, message).with_hint(
                    "Ordering operators must be \"<\" or \">\" members of btree operator families.",
                );
                Err(self.at(error, at))
            }
        }
    }

    /// 42883 unless values of the type have an order.
    pub(crate) fn check_order(&self, ty: Oid, at: i32) -> SqlResult<()> {
        if has_order(ty) {
            return Ok(());
        }
        let message = format!("could not identify an ordering operator for type {}", shown(ty));
        let error = SqlError::new(SqlState::UNDEFINED_FUNCTION, message)
            .with_hint("Use an explicit ordering operator or modify the query.");
        Err(self.at(error, at))
    }

    /// 42883 unless it can be told whether two values of the type are equal.
    pub(crate) fn check_equality(&self, ty: Oid, at: i32) -> SqlResult<()> {
        if has_order(ty) || facts::opclass_default(facts::HASH, ty).is_some() {
            return Ok(());
        }
        let message = format!("could not identify an equality operator for type {}", shown(ty));
        Err(self.at(SqlError::new(SqlState::UNDEFINED_FUNCTION, message), at))
    }

    /// The target that an element means: an output's name or number, or an expression, which is
    /// added as junk when it is no output.
    pub(crate) fn target_of(
        &mut self,
        node: &Node,
        targets: &mut Vec<Target>,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<usize> {
        if let Node::ColumnRef(column) = node
            && let [Some(Node::String(name))] = &column.fields[..]
            && !(kind == ExprKind::GroupBy && self.is_input(name, scope))
        {
            let mut found: Option<usize> = None;
            for (place, target) in targets.iter().enumerate() {
                if target.junk || target.name != **name {
                    continue;
                }
                match found {
                    Some(first) if !same(&targets[first].value.expr, &target.value.expr) => {
                        let message = format!("{} \"{name}\" is ambiguous", kind.words());
                        let error = SqlError::new(SqlState::AMBIGUOUS_COLUMN, message);
                        return Err(self.at(error, column.location));
                    }
                    Some(_) => {}
                    None => found = Some(place),
                }
            }
            if let Some(place) = found {
                return Ok(place);
            }
        }
        if let Node::A_Const(constant) = node {
            return self.numbered(constant, targets, kind);
        }
        let value = self.expr(node, scope, kind)?;
        let equal = targets.iter().position(|target| same(&target.value.expr, &value.expr));
        if let Some(place) = equal {
            return Ok(place);
        }
        targets.push(Target { name: "?column?".to_string(), value, junk: true });
        Ok(targets.len() - 1)
    }

    fn numbered(
        &self,
        constant: &rupg_sql::nodes::A_Const,
        targets: &[Target],
        kind: ExprKind,
    ) -> SqlResult<usize> {
        let Some(Node::Integer(number)) = constant.val.as_ref().filter(|_| !constant.isnull) else {
            let message = format!("non-integer constant in {}", kind.words());
            return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), constant.location));
        };
        let shown = targets.iter().filter(|target| !target.junk).count();
        match usize::try_from(*number) {
            Ok(place) if (1..=shown).contains(&place) => Ok(place - 1),
            _ => {
                let message = format!("{} position {number} is not in select list", kind.words());
                let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
                Err(self.at(error, constant.location))
            }
        }
    }

    /// Whether a bare name is a column of this level's input.
    fn is_input(&self, name: &str, scope: &Scope<'_>) -> bool {
        let open = scope.items.iter().filter(|item| item.open);
        open.flat_map(|item| item.visible()).any(|column| column.name == name)
    }
}

fn has_order(ty: Oid) -> bool {
    ty == oid::RECORD
        || facts::type_by_oid(ty).is_none()
        || facts::opclass_default(facts::BTREE, ty).is_some()
}
