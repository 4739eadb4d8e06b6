//! What does a JOIN bring, and what are the columns it merges? (transformFromClauseItem of
//! src/backend/parser/parse_clause.c)

use super::expr::given;
use super::from::{always, rename};
use super::scope::{ExprKind, Item, ItemColumn, Scope, Sight};
use super::type_name::words;
use super::{Binder, Typed};
use crate::rel::JoinKind;
use crate::written::WrittenFrom;
use crate::{Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{JoinExpr, JoinType};
use std::ops::Range;

impl Binder<'_> {
    pub(crate) fn join(&mut self, join: &JoinExpr, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        let kind = match join.jointype {
            JoinType::JOIN_LEFT => JoinKind::Left,
            JoinType::JOIN_RIGHT => JoinKind::Right,
            JoinType::JOIN_FULL => JoinKind::Full,
            _ => JoinKind::Inner,
        };
        let first = scope.items.len();
        let left = self.from_item(given(join.larg.as_ref())?, scope)?;
        let middle = scope.items.len();
        let refused = matches!(kind, JoinKind::Right | JoinKind::Full);
        scope.items[first..middle].iter_mut().for_each(|item| item.not_lateral = refused);
        let outside = scope.lateral_used.replace(false);
        let right = self.from_item(given(join.rarg.as_ref())?, scope)?;
        let lateral = scope.lateral_used.replace(false);
        scope.lateral_used.set(outside | lateral);
        scope.items[first..middle].iter_mut().for_each(|item| item.not_lateral = false);
        scope.refuse_conflicts(first, middle)?;
        let last = scope.items.len();
        let using = if join.isNatural {
            common_names(scope, first..middle, middle..last)
        } else {
            words(&join.usingClause).into_iter().map(str::to_string).collect()
        };
        let sides =
            self.record.is_some().then(|| sides(&using, scope, first..middle, middle..last));
        let (on, columns) =
            self.joined_columns(&using, kind, scope, first..middle, middle..last)?;
        let on = match &join.quals {
            None => on,
            Some(node) => {
                let before = scope.sight.replace(Sight { from: first, lateral: false });
                let value = self.expr(node, scope, ExprKind::JoinOn);
                scope.sight.set(before);
                self.boolean(value?, "JOIN/ON")?
            }
        };
        let merged: Vec<ItemColumn> = columns[..using.len()].to_vec();
        for item in &mut scope.items[first..last] {
            item.open = false;
            item.named &= join.alias.is_none();
        }
        let mut item = Item { columns, open: true, ..Item::default() };
        if let Some(alias) = &join.alias {
            item.name = alias.aliasname.as_ref().map(|name| name.to_string());
            item.named = true;
            rename(&mut item, &alias.colnames)?;
        }
        let conditional = join.quals.is_some() || !using.is_empty();
        self.note_join(scope.items.len(), kind, sides, conditional.then(|| on.clone()));
        if let Some(alias) = &join.alias {
            item.aliased = true;
            item.renamed = alias.colnames.len();
        }
        scope.items.push(item);
        if let Some(alias) = &join.join_using_alias {
            let name = alias.aliasname.as_deref().unwrap_or("");
            scope.items.push(Item { open: false, ..Item::new(name, merged) });
        }
        Ok(Rel::Join { kind, left: Box::new(left), right: Box::new(right), on, lateral })
    }

    /// The last two FROM entries become one.
    fn note_join(
        &mut self,
        item: usize,
        kind: JoinKind,
        using: Option<Vec<(Expr, Expr)>>,
        on: Option<Expr>,
    ) {
        let Some(using) = using else { return };
        let mark = self.from_mark();
        let mut sides = self.from_since(mark.saturating_sub(2)).into_iter().map(Box::new);
        let (Some(left), Some(right)) = (sides.next(), sides.next()) else { return };
        self.note_from(|| WrittenFrom::Join { item, kind, left, right, using, on });
    }

    /// The condition of USING and the join's columns: merged ones, then the rest of each side.
    fn joined_columns(
        &mut self,
        using: &[String],
        kind: JoinKind,
        scope: &Scope<'_>,
        left: Range<usize>,
        right: Range<usize>,
    ) -> SqlResult<(Expr, Vec<ItemColumn>)> {
        let left = open_columns(scope, left);
        let right = open_columns(scope, right);
        let mut tests = Vec::with_capacity(using.len());
        let mut columns = Vec::with_capacity(left.len() + right.len());
        for (place, name) in using.iter().enumerate() {
            if using[..place].contains(name) {
                let message =
                    format!("column name \"{name}\" appears more than once in USING clause");
                return Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message));
            }
            let l = one_named(&left, name, "left")?;
            let r = one_named(&right, name, "right")?;
            let typed = |column: &ItemColumn| Typed::new(column.expr.clone(), -1);
            let test = self.operator_named(&["="], Some(typed(l)), typed(r), -1)?;
            tests.push(self.boolean(test, "JOIN/USING")?);
            columns.push(self.merged(l, r, kind)?);
        }
        let rest = |column: &&ItemColumn| !using.contains(&column.name);
        columns.extend(left.iter().filter(rest).cloned());
        columns.extend(right.iter().filter(rest).cloned());
        let on = match tests.len() {
            0 => always(),
            1 => tests.swap_remove(0),
            _ => Expr::And(tests),
        };
        Ok((on, columns))
    }

    /// The one column that two of a name become (`buildMergedJoinVar`).
    fn merged(&mut self, l: &ItemColumn, r: &ItemColumn, kind: JoinKind) -> SqlResult<ItemColumn> {
        let sides = [Typed::new(l.expr.clone(), -1), Typed::new(r.expr.clone(), -1)];
        let ty = self.common_type(&sides, "JOIN/USING")?;
        let plain = |side: &ItemColumn| side.ty().oid == ty;
        let [left, right] = sides;
        let pick = match kind {
            JoinKind::Right => r,
            JoinKind::Inner if !plain(l) && plain(r) => r,
            _ => l,
        };
        let (expr, origin) = if kind == JoinKind::Full {
            let (both, ty) = self.in_common(vec![left, right], ty, "JOIN/USING")?;
            (Expr::Coalesce(both, ty), None)
        } else {
            let side = Typed::new(pick.expr.clone(), -1);
            (self.to_common(side, ty, "JOIN/USING")?, pick.origin)
        };
        Ok(ItemColumn { name: l.name.clone(), expr, origin, row: None, hidden: false })
    }
}

/// The two columns behind each name of USING.
fn sides(
    using: &[String],
    scope: &Scope<'_>,
    left: Range<usize>,
    right: Range<usize>,
) -> Vec<(Expr, Expr)> {
    let (left, right) = (open_columns(scope, left), open_columns(scope, right));
    let named = |columns: &[ItemColumn], name: &String| {
        columns.iter().find(|column| column.name == *name).map(|column| column.expr.clone())
    };
    using.iter().filter_map(|name| named(&left, name).zip(named(&right, name))).collect()
}

fn open_columns(scope: &Scope<'_>, items: Range<usize>) -> Vec<ItemColumn> {
    let open = scope.items[items].iter().filter(|item| item.open);
    open.flat_map(|item| item.visible().cloned().collect::<Vec<_>>()).collect()
}

/// The names both sides have, in the order of the left.
fn common_names(scope: &Scope<'_>, left: Range<usize>, right: Range<usize>) -> Vec<String> {
    let right = open_columns(scope, right);
    let shared = |column: &ItemColumn| right.iter().any(|other| other.name == column.name);
    open_columns(scope, left).into_iter().filter(shared).map(|column| column.name).collect()
}

fn one_named<'c>(columns: &'c [ItemColumn], name: &str, side: &str) -> SqlResult<&'c ItemColumn> {
    let mut named = columns.iter().filter(|column| column.name == name);
    match (named.next(), named.next()) {
        (Some(column), None) => Ok(column),
        (Some(_), Some(_)) => Err(SqlError::new(
            SqlState::AMBIGUOUS_COLUMN,
            format!("common column name \"{name}\" appears more than once in {side} table"),
        )),
        _ => Err(SqlError::new(
            SqlState::UNDEFINED_COLUMN,
            format!("column \"{name}\" specified in USING clause does not exist in {side} table"),
        )),
    }
}
