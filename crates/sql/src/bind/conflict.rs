//! ON CONFLICT. (PostgreSQL, src/backend/parser/parse_clause.c, transformOnConflictArbiter, and
//! src/backend/optimizer/util/plancat.c, infer_arbiter_indexes)

use super::scope::{ExprKind, Scope};
use super::updatable::Goal;
use super::walk::same;
use super::{Binder, depend};
use crate::catalog::{Index, Table};
use crate::expr::Expr;
use crate::rel::{Column, ConflictUpdate, OnConflict};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    InferClause, Node, OnConflictAction, OnConflictClause, RangeVar, SortByDir, SortByNulls,
};
use types::Oid;

/// What the clause says an arbiter must be over.
#[derive(Default)]
struct Wanted {
    columns: Vec<usize>,
    expressions: Vec<Expr>,
    /// The parts of WHERE.
    conditions: Vec<Expr>,
}

impl Binder<'_> {
    pub(crate) fn on_conflict(
        &mut self,
        clause: &OnConflictClause,
        goal: &Goal,
        relation: &RangeVar,
        around: &Scope<'_>,
    ) -> SqlResult<OnConflict> {
        let update = match clause.action {
            OnConflictAction::ONCONFLICT_NOTHING => false,
            OnConflictAction::ONCONFLICT_UPDATE => true,
            _ => return Err(SqlError::unsupported("ON CONFLICT DO SELECT")),
        };
        if update && clause.infer.is_none() {
            let message =
                "ON CONFLICT DO UPDATE requires inference specification or constraint name";
            let error = SqlError::new(SqlState::SYNTAX_ERROR, message)
                .with_hint("For example, ON CONFLICT (column_name).");
            return Err(self.at(error, clause.location));
        }
        let existing = self.row_of_table(&goal.table);
        let arbiters = match &clause.infer {
            Some(infer) => self.arbiters(infer, goal, &existing, relation)?,
            None => Vec::new(),
        };
        let update = match update {
            true => Some(self.conflict_update(clause, goal, relation, existing, around)?),
            false => None,
        };
        Ok(OnConflict { arbiters, update })
    }

    fn conflict_update(
        &mut self,
        clause: &OnConflictClause,
        goal: &Goal,
        relation: &RangeVar,
        existing: Vec<Column>,
        around: &Scope<'_>,
    ) -> SqlResult<ConflictUpdate> {
        let excluded = self.row_of_table(&goal.table);
        let mut scope = Scope::new(Some(around));
        scope.push(self.goal_item(goal, &existing, relation)?)?;
        let mut proposed = self.goal_item(goal, &excluded, relation)?;
        proposed.name = Some("excluded".to_string());
        (proposed.relation, proposed.tableoid) = (None, None);
        scope.push(proposed)?;
        let assignments = self.set_list(&clause.targetList, goal, &scope)?;
        let mut conditions = self.goal_conditions(goal, &existing)?;
        conditions.extend(self.condition(clause.whereClause.as_ref(), &scope, ExprKind::Where)?);
        let predicate = Binder::all_of(conditions);
        Ok(ConflictUpdate { existing, excluded, assignments, predicate })
    }

    fn arbiters(
        &mut self,
        infer: &InferClause,
        goal: &Goal,
        row: &[Column],
        relation: &RangeVar,
    ) -> SqlResult<Vec<Oid>> {
        let table = &goal.table;
        if let Some(name) = infer.conname.as_deref() {
            return arbiter_of_constraint(table, name);
        }
        let mut scope = Scope::new(None);
        scope.items.push(self.goal_item(goal, row, relation)?);
        let wanted = self.wanted(infer, row, &scope)?;
        let mut found = Vec::new();
        for index in table.indexes.iter().filter(|index| index.unique) {
            if self.serves(table, row, index, &wanted)? {
                found.push(index.oid);
            }
        }
        if found.is_empty() {
            let message =
                "there is no unique or exclusion constraint matching the ON CONFLICT specification";
            return Err(SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message));
        }
        Ok(found)
    }

    fn wanted(
        &mut self,
        infer: &InferClause,
        row: &[Column],
        scope: &Scope<'_>,
    ) -> SqlResult<Wanted> {
        let mut wanted = Wanted::default();
        for node in infer.indexElems.iter().flatten() {
            let Node::IndexElem(element) = node else { continue };
            let refused = if element.ordering != SortByDir::SORTBY_DEFAULT {
                Some("ASC/DESC")
            } else if element.nulls_ordering != SortByNulls::SORTBY_NULLS_DEFAULT {
                Some("NULLS FIRST/LAST")
            } else {
                None
            };
            if let Some(words) = refused {
                let message = format!("{words} is not allowed in ON CONFLICT clause");
                let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
                return Err(self.at(error, infer.location));
            }
            let value = match (&element.name, &element.expr) {
                (Some(name), _) => {
                    let fields = vec![Some(Node::String(name.clone()))];
                    self.column_ref(&fields, infer.location, scope)?
                }
                (None, Some(expr)) => self.expr(expr, scope, ExprKind::Other)?,
                (None, None) => continue,
            };
            let place = match &value.expr {
                Expr::Column(id, _) => row.iter().position(|column| column.id == *id),
                _ => None,
            };
            match place {
                Some(place) if wanted.columns.contains(&place) => {}
                Some(place) => wanted.columns.push(place),
                None => wanted.expressions.push(value.expr),
            }
        }
        if let Some(node) = &infer.whereClause {
            let value = self.expr(node, scope, ExprKind::Where)?;
            let condition = self.boolean(value, "WHERE")?;
            wanted.conditions = parts(condition);
        }
        Ok(wanted)
    }

    /// Whether an index is over exactly what is wanted, and covers the rows it is wanted for.
    fn serves(
        &mut self,
        table: &Table,
        row: &[Column],
        index: &Index,
        wanted: &Wanted,
    ) -> SqlResult<bool> {
        let mut columns: Vec<usize> = index.keys.iter().filter_map(|key| key.column).collect();
        columns.sort_unstable();
        columns.dedup();
        let mut asked = wanted.columns.clone();
        asked.sort_unstable();
        if columns != asked {
            return Ok(false);
        }
        let mut expressions = Vec::new();
        for text in index.keys.iter().filter_map(|key| key.expression.as_deref()) {
            expressions.push(self.stored(table, row, text)?.expr);
        }
        let all_in = |some: &[Expr], among: &[Expr]| {
            some.iter().all(|one| among.iter().any(|other| same(one, other)))
        };
        if !all_in(&expressions, &wanted.expressions) || !all_in(&wanted.expressions, &expressions)
        {
            return Ok(false);
        }
        let Some(predicate) = &index.predicate else { return Ok(true) };
        let predicate = self.stored(table, row, predicate)?.expr;
        Ok(all_in(&parts(predicate), &wanted.conditions))
    }
}

/// What an AND joins.
fn parts(condition: Expr) -> Vec<Expr> {
    match condition {
        Expr::And(parts) => parts,
        other => vec![other],
    }
}

fn arbiter_of_constraint(table: &Table, name: &str) -> SqlResult<Vec<Oid>> {
    let Some(constraint) = depend::constraint_named(table, name) else {
        let message = format!("constraint \"{name}\" for table \"{}\" does not exist", table.name);
        return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
    };
    match table.indexes.iter().find(|index| index.constraint == Some(constraint)) {
        Some(index) => Ok(vec![index.oid]),
        None => {
            let message = "constraint in ON CONFLICT clause has no associated index";
            Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message))
        }
    }
}
