//! INSERT, UPDATE and DELETE: what they have in common.
//! (PostgreSQL, src/backend/parser/analyze.c and src/backend/rewrite/rewriteHandler.c)

use super::expr::given;
use super::scope::{ExprKind, Item, Scope};
use super::updatable::{Goal, Verb};
use super::{Binder, Typed};
use crate::Rel;
use crate::catalog::{Table, TableColumn};
use crate::expr::{Expr, SubqueryKind};
use crate::rel::{Column, Cte};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    MultiAssignRef, Node, RangeVar, ResTarget, ReturningClause, SubLinkType, WithClause,
};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use types::facts::oid;
use types::{Datum, Field, Type};

/// What RETURNING gives: columns with their expressions.
pub(crate) type Returning = Vec<(Column, Expr)>;

/// Values for columns, by place.
pub(crate) type Assignments = Vec<(usize, Expr)>;

/// 428C9 for a column whose values only the server makes.
pub(crate) fn always_generated(column: &TableColumn, message: String) -> SqlError {
    let error = SqlError::new(SqlState::GENERATED_ALWAYS, message);
    let name = &column.name;
    error.with_detail(match column.generated {
        true => format!("Column \"{name}\" is a generated column."),
        false => format!("Column \"{name}\" is an identity column defined as GENERATED ALWAYS."),
    })
}

/// The name a statement's target goes by.
pub(crate) fn alias_of(relation: &RangeVar) -> &str {
    let alias = relation.alias.as_deref().and_then(|alias| alias.aliasname.as_deref());
    alias.or(relation.relname.as_deref()).unwrap_or("")
}

impl Binder<'_> {
    /// INSERT, UPDATE or DELETE, at the top or inside WITH: its rows and what RETURNING shows.
    pub(crate) fn modify(
        &mut self,
        node: &Node,
        outer: Option<&Scope<'_>>,
    ) -> SqlResult<(Rel, Vec<Column>)> {
        self.writes = true;
        match node {
            Node::InsertStmt(insert) => self.insert(insert, outer),
            Node::UpdateStmt(update) => self.update(update, outer),
            Node::DeleteStmt(delete) => self.delete(delete, outer),
            Node::MergeStmt(_) => Err(SqlError::unsupported("MERGE")),
            _ => Err(SqlError::unsupported(super::unsupported::statement(node))),
        }
    }

    /// The queries of WITH, their names in the scope.
    pub(crate) fn with_clause(
        &mut self,
        clause: Option<&WithClause>,
        scope: &mut Scope<'_>,
    ) -> SqlResult<Vec<Cte>> {
        clause.map_or(Ok(Vec::new()), |clause| self.with(clause, scope))
    }

    /// The tree with its WITH around it, and its columns.
    pub(crate) fn finish_write(
        ctes: Vec<Cte>,
        rel: Rel,
        returning: &[(Column, Expr)],
    ) -> (Rel, Vec<Column>) {
        let columns = returning.iter().map(|(column, _)| column.clone()).collect();
        let rel = match ctes.is_empty() {
            true => rel,
            false => Rel::With { ctes, body: Box::new(rel) },
        };
        (rel, columns)
    }

    /// RETURNING over these items.
    pub(crate) fn returning(
        &mut self,
        clause: Option<&ReturningClause>,
        items: Vec<Item>,
        around: &Scope<'_>,
    ) -> SqlResult<Returning> {
        let Some(clause) = clause else { return Ok(Vec::new()) };
        if !clause.options.is_empty() {
            return Err(SqlError::unsupported("RETURNING WITH (OLD/NEW)"));
        }
        let mut scope = Scope::new(Some(around));
        scope.items = items;
        self.known_targets(&clause.exprs, &scope, ExprKind::Returning)
    }

    /// The target's row under its name, as RETURNING and ON CONFLICT see it.
    pub(crate) fn target_item(table: &Arc<Table>, row: &[Column], relation: &RangeVar) -> Item {
        let mut item = super::stored::table_item(table, row, alias_of(relation));
        item.tableoid = Some(table.oid);
        if relation.alias.is_none() {
            item.relation = Some((table.namespace, table.oid));
        }
        item
    }

    /// SET: the values of columns, over what the scope sees.
    pub(crate) fn set_list(
        &mut self,
        list: &rupg_sql::nodes::List,
        goal: &Goal,
        scope: &Scope<'_>,
    ) -> SqlResult<Assignments> {
        let table = &goal.table;
        let mut out: Assignments = Vec::with_capacity(list.len());
        let mut rows: HashMap<i32, Row> = HashMap::new();
        for node in list.iter().flatten() {
            let Node::ResTarget(target) = node else { continue };
            let place = self.set_column(target, goal)?;
            let column = &table.columns[place];
            let value = given(target.val.as_ref())?;
            let default = match value {
                Node::SetToDefault(_) => true,
                Node::MultiAssignRef(part) => {
                    matches!(row_part(part), Some(Node::SetToDefault(_)))
                }
                _ => false,
            };
            let expr = if default {
                self.default_set(goal, place)?
            } else {
                let typed = match value {
                    Node::MultiAssignRef(part) => self.set_part(part, scope, &mut rows)?,
                    value => self.expr(value, scope, ExprKind::UpdateSource)?,
                };
                let expr = self.assign(typed, column.ty(), &column.name)?;
                if column.generated || column.identity.is_some_and(|identity| identity.always) {
                    let message =
                        format!("column \"{}\" can only be updated to DEFAULT", column.name);
                    return Err(always_generated(column, message));
                }
                expr
            };
            if out.iter().any(|(held, _)| *held == place) {
                let message = format!("multiple assignments to same column \"{}\"", column.name);
                return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
            }
            out.push((place, expr));
        }
        // What is generated is computed anyway.
        out.retain(|(place, _)| !table.columns[*place].generated);
        Ok(out)
    }

    fn set_column(&self, target: &ResTarget, goal: &Goal) -> SqlResult<usize> {
        let name = target.name.as_deref().unwrap_or("");
        let place = goal.place(name, Verb::Update).map_err(|error| match error.state() {
            SqlState::UNDEFINED_COLUMN => self.at(error, target.location),
            _ => error,
        })?;
        if !target.indirection.is_empty() {
            let error = SqlError::unsupported("assignment to a part of a column");
            return Err(self.at(error, target.location));
        }
        Ok(place)
    }

    /// A subquery as one row.
    fn assigned_row(&mut self, query: &Node, scope: &Scope<'_>) -> SqlResult<Row> {
        let (selected, correlated) = self.select_in(query, Scope::new(Some(scope)), true)?;
        let columns = selected.columns();
        let values = columns.iter().map(|column| Expr::Column(column.id, column.ty)).collect();
        let fields = columns.iter().map(|c| Field { name: c.name.as_str().into(), ty: c.ty });
        let record = Type::new(oid::RECORD);
        let output = (self.column("row", record), Expr::Row(values, fields.collect()));
        let rel = Rel::Project { input: Box::new(selected.rel), outputs: vec![output] };
        let row = super::walk::subquery(SubqueryKind::Scalar(record), rel, correlated);
        Ok((row, columns.iter().map(|column| column.ty).collect()))
    }

    /// One column's value of `(a, b) = ...`.
    fn set_part(
        &mut self,
        part: &MultiAssignRef,
        scope: &Scope<'_>,
        rows: &mut HashMap<i32, Row>,
    ) -> SqlResult<Typed> {
        let source = given(part.source.as_ref())?;
        let place = usize::try_from(part.colno - 1).unwrap_or(0);
        let wanted = usize::try_from(part.ncolumns).unwrap_or(0);
        let mismatch = || {
            let message = "number of columns does not match number of values";
            SqlError::new(SqlState::SYNTAX_ERROR, message)
        };
        match source {
            Node::RowExpr(row) => {
                if row.args.len() != wanted {
                    return Err(self.at(mismatch(), row.location));
                }
                let value = given(row_part(part))?;
                self.expr(value, scope, ExprKind::UpdateSource)
            }
            Node::SubLink(link) if link.subLinkType == SubLinkType::EXPR_SUBLINK => {
                // The one subquery stands at each of its columns.
                let (row, types) = match rows.entry(link.location) {
                    Entry::Occupied(held) => held.into_mut(),
                    Entry::Vacant(place) => {
                        let query = given(link.subselect.as_ref())?;
                        place.insert(self.assigned_row(query, scope)?)
                    }
                };
                if types.len() != wanted {
                    return Err(self.at(mismatch(), link.location));
                }
                let ty = types.get(place).copied().unwrap_or(Type::new(oid::UNKNOWN));
                Ok(Typed::new(Expr::Field(Box::new(row.clone()), place, ty), link.location))
            }
            other => {
                let message = "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression";
                let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
                Err(self.at(error, super::location(other)))
            }
        }
    }
}

/// A row by its expression, and the types of its fields.
type Row = (Expr, Vec<Type>);

/// The expression that a ROW gives one column.
fn row_part(part: &MultiAssignRef) -> Option<&Node> {
    let Some(Node::RowExpr(row)) = &part.source else { return None };
    let place = usize::try_from(part.colno - 1).ok()?;
    row.args.get(place)?.as_ref()
}

/// NULL of a column's type.
pub(crate) fn null(column: &TableColumn) -> Expr {
    Expr::Const(Datum::Null, column.ty())
}
