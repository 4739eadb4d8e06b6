//! INSERT. (PostgreSQL, src/backend/parser/analyze.c, transformInsertStmt)
//!
//! The source gives a whole row of the table: what the statement names, cast to the columns' types,
//! and defaults for the rest.

use super::expr::given;
use super::modify::{always_generated, null};
use super::scope::{ExprKind, Scope};
use super::set_operation::value_of;
use super::updatable::{Goal, Verb};
use super::{Binder, Typed};
use crate::Rel;
use crate::catalog::Table;
use crate::expr::Expr;
use crate::rel::{Column, Insert};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{InsertStmt, List, Node, OverridingKind, SelectStmt};
use std::sync::Arc;

/// The columns an INSERT names, and what it says of identity columns.
pub(crate) struct Target<'n> {
    pub goal: Goal,
    /// Places, in the order of the values.
    pub places: Vec<usize>,
    /// The names as written; none when all columns are meant.
    named: Option<&'n List>,
    /// The first column that cannot be written, when all are meant.
    refused: Option<SqlError>,
    overriding: OverridingKind,
}

impl Target<'_> {
    /// These columns, whatever their values' source, as COPY fills them.
    pub(crate) fn overriding_system(table: Arc<Table>, places: Vec<usize>) -> Target<'static> {
        let overriding = OverridingKind::OVERRIDING_SYSTEM_VALUE;
        Target { goal: Goal::table(table), places, named: None, refused: None, overriding }
    }
}

impl Binder<'_> {
    pub(crate) fn insert(
        &mut self,
        statement: &InsertStmt,
        outer: Option<&Scope<'_>>,
    ) -> SqlResult<(Rel, Vec<Column>)> {
        let mut scope = Scope::new(outer);
        let ctes = self.with_clause(statement.withClause.as_deref(), &mut scope)?;
        let relation = given(statement.relation.as_ref())?;
        let goal = self.goal(relation, Verb::Insert)?;
        let target = self.insert_target(goal, &statement.cols, statement.r#override)?;
        let source = self.insert_source(&target, statement.selectStmt.as_ref(), &scope)?;
        let goal = target.goal;
        let row = self.row_of_table(&goal.table);
        let on_conflict = match &statement.onConflictClause {
            Some(clause) => Some(self.on_conflict(clause, &goal, relation, &scope)?),
            None => None,
        };
        let item = self.goal_item(&goal, &row, relation)?;
        let returning = self.returning(statement.returningClause.as_deref(), vec![item], &scope)?;
        let checks = self.goal_checks_over(&goal, row)?;
        let insert = Insert { table: goal.table, source, on_conflict, checks, returning };
        let (rel, columns) = {
            let returning = insert.returning.clone();
            Binder::finish_write(ctes, Rel::Insert(Box::new(insert)), &returning)
        };
        Ok((rel, columns))
    }

    /// The columns of an INSERT's or COPY's list.
    pub(crate) fn insert_target<'n>(
        &self,
        goal: Goal,
        list: &'n List,
        overriding: OverridingKind,
    ) -> SqlResult<Target<'n>> {
        if list.is_empty() {
            let (places, refused) = goal.places();
            let refused = refused.map(|name| goal.refused(name, Verb::Insert));
            return Ok(Target { goal, places, named: None, refused, overriding });
        }
        let mut places = Vec::with_capacity(list.len());
        for node in list.iter().flatten() {
            let Node::ResTarget(target) = node else { continue };
            let name = target.name.as_deref().unwrap_or("");
            let place = goal.place(name, Verb::Insert).map_err(|error| match error.state() {
                SqlState::UNDEFINED_COLUMN => self.at(error, target.location),
                _ => error,
            })?;
            if !target.indirection.is_empty() {
                let error = SqlError::unsupported("assignment to a part of a column");
                return Err(self.at(error, target.location));
            }
            if places.contains(&place) {
                let message = format!("column \"{name}\" specified more than once");
                let error = SqlError::new(SqlState::DUPLICATE_COLUMN, message);
                return Err(self.at(error, target.location));
            }
            places.push(place);
        }
        Ok(Target { goal, places, named: Some(list), refused: None, overriding })
    }

    fn insert_source(
        &mut self,
        target: &Target<'_>,
        node: Option<&Node>,
        scope: &Scope<'_>,
    ) -> SqlResult<Rel> {
        let Some(node) = node else {
            let row = self.full_row(target, Vec::new())?;
            return Ok(self.rows(&target.goal.table, vec![row]));
        };
        match node {
            Node::SelectStmt(select) if is_plain_values(select) => {
                self.insert_values(target, select, scope)
            }
            _ => self.insert_query(target, node, scope),
        }
    }

    fn rows(&mut self, table: &Table, rows: Vec<Vec<Expr>>) -> Rel {
        Rel::Values { columns: self.row_of_table(table), rows }
    }

    fn insert_values(
        &mut self,
        target: &Target<'_>,
        select: &SelectStmt,
        scope: &Scope<'_>,
    ) -> SqlResult<Rel> {
        let lists: Vec<&List> = select
            .valuesLists
            .iter()
            .filter_map(|node| match node {
                Some(Node::List(list)) => Some(list),
                _ => None,
            })
            .collect();
        let width = lists.first().map_or(0, |list| list.len());
        let inner = Scope::new(Some(scope));
        let mut given: Vec<Vec<Option<Expr>>> = Vec::with_capacity(lists.len());
        for list in &lists {
            if list.len() != width {
                let at = list.iter().flatten().next().map_or(-1, super::location);
                let message = "VALUES lists must all be the same length";
                return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
            }
            let at = |place: usize| match list.get(place) {
                Some(Some(node)) => super::location(node),
                _ => -1,
            };
            self.check_width(target, list.len(), at)?;
            let mut row = Vec::with_capacity(list.len());
            for (node, place) in list.iter().flatten().zip(&target.places) {
                let column = &target.goal.table.columns[*place];
                row.push(match node {
                    Node::SetToDefault(_) => None,
                    node => {
                        let value = self.expr(node, &inner, ExprKind::Values)?;
                        Some(self.assign(value, column.ty(), &column.name)?)
                    }
                });
            }
            given.push(row);
        }
        let mut rows = Vec::with_capacity(given.len());
        for row in given {
            rows.push(self.full_row(target, row)?);
        }
        Ok(self.rows(&target.goal.table, rows))
    }

    fn insert_query(
        &mut self,
        target: &Target<'_>,
        node: &Node,
        scope: &Scope<'_>,
    ) -> SqlResult<Rel> {
        let (selected, _) = self.select_in(node, Scope::new(Some(scope)), false)?;
        let at = |place: usize| selected.outputs.get(place).map_or(-1, |output| output.at);
        self.check_width(target, selected.outputs.len(), at)?;
        let mut row = Vec::with_capacity(selected.outputs.len());
        for (output, place) in selected.outputs.iter().zip(&target.places) {
            let column = &target.goal.table.columns[*place];
            let value: Typed = value_of(output);
            row.push(Some(self.assign(value, column.ty(), &column.name)?));
        }
        let row = self.full_row(target, row)?;
        let columns = self.row_of_table(&target.goal.table);
        let outputs = columns.into_iter().zip(row).collect();
        Ok(Rel::Project { input: Box::new(selected.rel), outputs })
    }

    fn check_width(
        &self,
        target: &Target<'_>,
        width: usize,
        at: impl Fn(usize) -> i32,
    ) -> SqlResult<()> {
        let wrong = |message: &str, at: i32| {
            Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at))
        };
        let wanted = target.places.len();
        if width > wanted {
            if let Some(refused) = &target.refused {
                return Err(refused.clone());
            }
            return wrong("INSERT has more expressions than target columns", at(wanted));
        }
        match target.named.and_then(|list| list.get(width)) {
            Some(Some(Node::ResTarget(name))) if width < wanted => {
                wrong("INSERT has more target columns than expressions", name.location)
            }
            _ => Ok(()),
        }
    }

    /// A row of the whole table: the values given (`None` for DEFAULT) and defaults for the rest.
    pub(crate) fn full_row(
        &mut self,
        target: &Target<'_>,
        values: Vec<Option<Expr>>,
    ) -> SqlResult<Vec<Expr>> {
        let table = &target.goal.table;
        let mut row: Vec<Option<Expr>> = vec![None; table.columns.len()];
        for (value, place) in values.into_iter().zip(&target.places) {
            let Some(value) = value else { continue };
            let column = &table.columns[*place];
            let user = target.overriding == OverridingKind::OVERRIDING_USER_VALUE;
            if user && column.identity.is_some() {
                continue;
            }
            let system = target.overriding == OverridingKind::OVERRIDING_SYSTEM_VALUE;
            let always = column.identity.is_some_and(|identity| identity.always) && !system;
            if always || column.generated {
                let message =
                    format!("cannot insert a non-DEFAULT value into column \"{}\"", column.name);
                let error = always_generated(column, message);
                let hint = "Use OVERRIDING SYSTEM VALUE to override.";
                return Err(if column.generated { error } else { error.with_hint(hint) });
            }
            row[*place] = Some(value);
        }
        let mut out = Vec::with_capacity(row.len());
        for (place, value) in row.into_iter().enumerate() {
            let column = &table.columns[place];
            out.push(match value {
                Some(value) => value,
                None if column.dropped || column.generated => null(column),
                None => self.goal_default(&target.goal, place)?,
            });
        }
        Ok(out)
    }
}

/// VALUES with nothing around it, where DEFAULT may stand.
fn is_plain_values(select: &SelectStmt) -> bool {
    !select.valuesLists.is_empty()
        && select.sortClause.is_empty()
        && select.limitOffset.is_none()
        && select.limitCount.is_none()
        && select.lockingClause.is_empty()
        && select.withClause.is_none()
}
