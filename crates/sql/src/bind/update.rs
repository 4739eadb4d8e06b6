//! UPDATE and DELETE. (PostgreSQL, src/backend/parser/analyze.c)
//!
//! Both read the rows they change by a query over the target and what FROM or USING names.

use super::Binder;
use super::expr::given;
use super::modify::alias_of;
use super::scope::{ExprKind, Item, Scope, Sight};
use super::updatable::{Goal, Verb};
use crate::Rel;
use crate::rel::{Checks, Column, Delete, JoinKind, Update};
use base::SqlResult;
use rupg_sql::nodes::{DeleteStmt, List, Node, RangeVar, UpdateStmt};

/// The target and the rows to change.
struct Found {
    goal: Goal,
    /// [`crate::rel::Scan::id`] of the target.
    target: u32,
    /// The target's columns.
    columns: Vec<Column>,
    rel: Rel,
}

impl Binder<'_> {
    pub(crate) fn update(
        &mut self,
        statement: &UpdateStmt,
        outer: Option<&Scope<'_>>,
    ) -> SqlResult<(Rel, Vec<Column>)> {
        let mut scope = Scope::new(outer);
        let ctes = self.with_clause(statement.withClause.as_deref(), &mut scope)?;
        let relation = given(statement.relation.as_ref())?;
        let found = self.rows_to_change(
            relation,
            &statement.fromClause,
            statement.whereClause.as_ref(),
            (Verb::Update, &mut scope),
        )?;
        let row = self.row_of_table(&found.goal.table);
        let items = self.new_row_items(&scope, &found.goal, &row, relation)?;
        let returning = self.returning(statement.returningClause.as_deref(), items, &scope)?;
        let assignments = self.set_list(&statement.targetList, &found.goal, &scope)?;
        let checks = self.goal_checks_over(&found.goal, row)?;
        let update = Update {
            table: found.goal.table,
            target: found.target,
            input: found.rel,
            assignments,
            checks,
            returning: returning.clone(),
        };
        Ok(Binder::finish_write(ctes, Rel::Update(Box::new(update)), &returning))
    }

    pub(crate) fn delete(
        &mut self,
        statement: &DeleteStmt,
        outer: Option<&Scope<'_>>,
    ) -> SqlResult<(Rel, Vec<Column>)> {
        let mut scope = Scope::new(outer);
        let ctes = self.with_clause(statement.withClause.as_deref(), &mut scope)?;
        let relation = given(statement.relation.as_ref())?;
        let found = self.rows_to_change(
            relation,
            &statement.usingClause,
            statement.whereClause.as_ref(),
            (Verb::Delete, &mut scope),
        )?;
        let items = scope.items.clone();
        let returning = self.returning(statement.returningClause.as_deref(), items, &scope)?;
        // Entries are found by what the old row's columns are.
        let indexes = self.index_exprs(&found.goal.table, &found.columns)?;
        let checks = Checks { row: found.columns, indexes, ..Checks::default() };
        let delete = Delete {
            table: found.goal.table,
            target: found.target,
            input: found.rel,
            checks,
            returning: returning.clone(),
        };
        Ok(Binder::finish_write(ctes, Rel::Delete(Box::new(delete)), &returning))
    }

    fn rows_to_change(
        &mut self,
        relation: &RangeVar,
        from: &List,
        predicate: Option<&Node>,
        (verb, scope): (Verb, &mut Scope<'_>),
    ) -> SqlResult<Found> {
        let goal = self.goal(relation, verb)?;
        let (mut rel, mut item) = self.scan_of(&goal.table, alias_of(relation))?;
        let (target, columns) = match &rel {
            Rel::Scan(scan) => (scan.id, scan.columns.clone()),
            _ => return Err(base::SqlError::internal("a table without a scan")),
        };
        let mut conditions = self.goal_conditions(&goal, &columns)?;
        if goal.is_view() {
            item = self.goal_item(&goal, &columns, relation)?;
        }
        if relation.alias.is_some() {
            item.relation = None;
        }
        self.push_aliased(item, relation.alias.as_deref(), scope)?;
        if !from.is_empty() {
            // FROM does not see the target, not even with LATERAL.
            let before = scope.sight.replace(Sight { from: usize::MAX, lateral: false });
            let others = self.from_clause(from, scope);
            scope.sight.set(before);
            scope.refuse_conflicts(0, 1)?;
            rel = Rel::Join {
                kind: JoinKind::Inner,
                left: Box::new(rel),
                right: Box::new(others?),
                on: super::from::always(),
                lateral: false,
            };
        }
        conditions.extend(self.condition(predicate, scope, ExprKind::Where)?);
        if let Some(predicate) = Binder::all_of(conditions) {
            rel = Rel::Filter { input: Box::new(rel), predicate };
        }
        Ok(Found { goal, target, columns, rel })
    }

    /// The items of a scope with the target's row as it will be.
    fn new_row_items(
        &mut self,
        scope: &Scope<'_>,
        goal: &Goal,
        row: &[Column],
        relation: &RangeVar,
    ) -> SqlResult<Vec<Item>> {
        let mut items = scope.items.clone();
        if let Some(first) = items.first_mut() {
            let mut item = self.goal_item(goal, row, relation)?;
            for (column, old) in item.columns.iter_mut().zip(&first.columns) {
                column.name.clone_from(&old.name);
            }
            *first = item;
        }
        Ok(items)
    }
}
