//! What does WITH define? (PostgreSQL, src/backend/parser/parse_cte.c)

use super::expr::given;
use super::record::{set_written, whole};
use super::scope::{CteName, ItemColumn, Scope};
use super::select::{Output, Selected};
use super::set_operation::value_of;
use super::type_name::words;
use super::{Binder, Typed};
use crate::rel::{Cte, SetOp};
use crate::written::WrittenCte;
use crate::{Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    CTEMaterialize, CommonTableExpr, Node, SelectStmt, SetOperation, WithClause,
};
use types::format_type;

/// A recursive query whose recursive term is being bound.
pub(crate) struct Recursion {
    id: u32,
    /// Its name was met.
    used: bool,
    /// Subqueries around it.
    subqueries: usize,
}

impl Binder<'_> {
    /// The queries of a WITH clause, in order; their names are added to the scope.
    pub(crate) fn with(
        &mut self,
        clause: &WithClause,
        scope: &mut Scope<'_>,
    ) -> SqlResult<Vec<Cte>> {
        let mut out: Vec<Cte> = Vec::with_capacity(clause.ctes.len());
        let mut seen: Vec<&str> = Vec::with_capacity(clause.ctes.len());
        for node in clause.ctes.iter().flatten() {
            let Node::CommonTableExpr(cte) = node else { continue };
            let name = cte.ctename.as_deref().unwrap_or("");
            if seen.contains(&name) {
                let message = format!("WITH query name \"{name}\" specified more than once");
                let error = SqlError::new(SqlState::DUPLICATE_ALIAS, message);
                return Err(self.at(error, cte.location));
            }
            seen.push(name);
            if cte.search_clause.is_some() {
                return Err(self.at(SqlError::unsupported("SEARCH"), cte.location));
            }
            if cte.cycle_clause.is_some() {
                return Err(self.at(SqlError::unsupported("CYCLE"), cte.location));
            }
            let bound = self.cte(cte, name, clause.recursive, scope)?;
            out.push(bound);
            if let Some(record) = &mut self.record
                && let Some(query) = record.cte.take()
            {
                let columns = words(&cte.aliascolnames).into_iter().map(str::to_string).collect();
                let materialized = match cte.ctematerialized {
                    CTEMaterialize::CTEMaterializeAlways => Some(true),
                    CTEMaterialize::CTEMaterializeNever => Some(false),
                    _ => None,
                };
                let name = name.to_string();
                record.ctes.push(WrittenCte { name, columns, materialized, query });
            }
        }
        Ok(out)
    }

    fn cte(
        &mut self,
        cte: &CommonTableExpr,
        name: &str,
        recursive: bool,
        scope: &mut Scope<'_>,
    ) -> SqlResult<Cte> {
        let query = given(cte.ctequery.as_ref())?;
        let id = self.fresh_id();
        let mark = scope.ctes.len();
        if recursive && let Node::SelectStmt(stmt) = query {
            return self.recursive_cte(cte, name, id, stmt, scope);
        }
        let (rel, outputs) = match query {
            Node::SelectStmt(_) => {
                let (selected, _) = self.select_in(query, Scope::new(Some(scope)), true)?;
                self.note_cte(selected.written);
                (selected.rel, selected.outputs)
            }
            _ => {
                if scope.outer.is_some() {
                    let message = "WITH clause containing a data-modifying statement must be at the top level";
                    let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
                    return Err(self.at(error, cte.location));
                }
                let (rel, columns) = self.modify(query, Some(scope))?;
                let output = |column| Output { column, row: None, at: -1, unknown: None };
                (rel, columns.into_iter().map(output).collect())
            }
        };
        let columns = self.cte_columns(cte, name, &outputs)?;
        scope.ctes.truncate(mark);
        scope.ctes.push(CteName { name: name.to_string(), id, columns, refused: None });
        Ok(Cte { id, name: name.to_string(), rel, recursive: None })
    }

    fn cte_columns(
        &self,
        cte: &CommonTableExpr,
        name: &str,
        outputs: &[Output],
    ) -> SqlResult<Vec<ItemColumn>> {
        let mut columns: Vec<ItemColumn> = outputs.iter().map(super::from::item_column).collect();
        let names = words(&cte.aliascolnames);
        if names.len() > columns.len() {
            let message = format!(
                "WITH query \"{name}\" has {} columns available but {} columns specified",
                columns.len(),
                names.len()
            );
            let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
            return Err(self.at(error, cte.location));
        }
        for (column, name) in columns.iter_mut().zip(names) {
            column.name = name.to_string();
        }
        Ok(columns)
    }

    /// A query of WITH RECURSIVE. One that does not name itself is an ordinary one.
    fn recursive_cte(
        &mut self,
        cte: &CommonTableExpr,
        name: &str,
        id: u32,
        stmt: &SelectStmt,
        scope: &mut Scope<'_>,
    ) -> SqlResult<Cte> {
        let sides = match (&stmt.larg, &stmt.rarg) {
            (Some(left), Some(right)) if stmt.op == SetOperation::SETOP_UNION => {
                Some((left, right))
            }
            _ => None,
        };
        let place = scope.ctes.len();
        let refused = self.not_yet(name, sides.is_some(), cte.location);
        let (waiting, columns) = (name.to_string(), Vec::new());
        scope.ctes.push(CteName { name: waiting, id, columns, refused: Some(refused) });
        let Some((left, right)) = sides else {
            let (selected, _) = self.select_stmt(stmt, Scope::new(Some(scope)), true)?;
            scope.ctes[place].columns = self.cte_columns(cte, name, &selected.outputs)?;
            scope.ctes[place].refused = None;
            self.note_cte(selected.written);
            return Ok(Cte { id, name: name.to_string(), rel: selected.rel, recursive: None });
        };
        let mut level = Scope::new(Some(scope));
        let ctes = match &stmt.withClause {
            Some(clause) => self.with(clause, &mut level)?,
            None => Vec::new(),
        };
        let (left, _) = self.select_stmt(left, Scope::new(Some(&level)), false)?;
        let names = std::mem::take(&mut level.ctes);
        drop(level);
        let left = self.resolved(left)?;
        scope.ctes[place].columns = self.cte_columns(cte, name, &left.outputs)?;
        scope.ctes[place].refused = None;
        let before = self.recursions.len();
        self.recursions.push(Recursion { id, used: false, subqueries: self.subqueries });
        let mut level = Scope::new(Some(scope));
        level.ctes = names;
        let right = self.select_stmt(right, Scope::new(Some(&level)), false);
        drop(level);
        let itself = self.recursions.get(before).is_some_and(|own| own.used);
        self.recursions.truncate(before);
        let (right, _) = right?;
        if !itself {
            let selected = self.plain_union(stmt, left, right, scope)?;
            let rel = match ctes.is_empty() {
                true => selected.rel,
                false => Rel::With { ctes, body: Box::new(selected.rel) },
            };
            scope.ctes[place].columns = self.cte_columns(cte, name, &selected.outputs)?;
            self.note_cte(selected.written);
            return Ok(Cte { id, name: name.to_string(), rel, recursive: None });
        }
        if !ctes.is_empty() {
            return Err(self.at(SqlError::unsupported("WITH inside WITH RECURSIVE"), cte.location));
        }
        self.refuse_order(stmt, cte.location)?;
        self.note_cte(set_written(SetOp::Union, stmt.all, &left.written, &right.written, &[]));
        let right = self.like_first_term(name, &left, right)?;
        let recursive = Some((Box::new(right), !stmt.all));
        Ok(Cte { id, name: name.to_string(), rel: left.rel, recursive })
    }

    /// What is said of a recursive query's name before its recursive term.
    fn not_yet(&self, name: &str, union: bool, at: i32) -> SqlError {
        let wrong = |message| SqlError::new(SqlState::INVALID_RECURSION, message);
        if union {
            return wrong(format!(
                "recursive reference to query \"{name}\" must not appear within its non-recursive term"
            ));
        }
        let message = format!(
            "recursive query \"{name}\" does not have the form non-recursive-term UNION [ALL] recursive-term"
        );
        self.at(wrong(message), at)
    }

    /// A UNION under WITH RECURSIVE that does not name itself.
    fn plain_union(
        &mut self,
        stmt: &SelectStmt,
        left: Selected,
        right: Selected,
        scope: &Scope<'_>,
    ) -> SqlResult<Selected> {
        let both = self.combined(SetOp::Union, stmt.all, left, right)?;
        let columns = both.columns();
        let mut outputs = Scope::new(Some(scope));
        let item = super::scope::Item {
            columns: columns.iter().map(ItemColumn::of).collect(),
            open: true,
            ..Default::default()
        };
        outputs.items.push(item);
        self.sorted(stmt, &outputs, (both.rel, both.written.map(whole)), columns, &[])
    }

    fn refuse_order(&self, stmt: &SelectStmt, at: i32) -> SqlResult<()> {
        let word = if !stmt.sortClause.is_empty() {
            "ORDER BY"
        } else if stmt.limitOffset.is_some() {
            "OFFSET"
        } else if stmt.limitCount.is_some() {
            "LIMIT"
        } else {
            return Ok(());
        };
        let message = format!("{word} in a recursive query is not implemented");
        Err(self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message), at))
    }

    /// The recursive term with the types of the non-recursive one, which rule.
    fn like_first_term(&mut self, name: &str, left: &Selected, right: Selected) -> SqlResult<Rel> {
        if left.outputs.len() != right.outputs.len() {
            let message = "each UNION query must have the same number of columns";
            let at = right.outputs.first().map_or(-1, |output| output.at);
            return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
        }
        let mut exprs = Vec::with_capacity(right.outputs.len());
        for (place, (l, r)) in left.outputs.iter().zip(&right.outputs).enumerate() {
            let sides = [value_of(l), value_of(r)];
            let overall = self.common_type(&sides, "UNION")?;
            if overall != l.column.ty.oid {
                let message = format!(
                    "recursive query \"{name}\" column {} has type {} in non-recursive term but type {} overall",
                    place + 1,
                    format_type(l.column.ty),
                    super::type_name::shown(overall)
                );
                let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message)
                    .with_hint("Cast the output of the non-recursive term to the correct type.");
                return Err(self.at(error, l.at));
            }
            let [_, value] = sides;
            exprs.push(self.to_common(value, overall, "UNION")?);
        }
        Ok(self.cast_columns(right, exprs))
    }

    /// A FROM entry that names a query of WITH, if the name is one.
    pub(crate) fn cte_reference(
        &mut self,
        name: &str,
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlResult<Option<(Rel, Vec<ItemColumn>)>> {
        let Some(cte) = scope.cte(name) else { return Ok(None) };
        let id = cte.id;
        if let Some(refused) = &cte.refused {
            return Err(self.at(refused.clone(), at));
        }
        let subqueries = self.subqueries;
        if let Some(own) = self.recursions.iter_mut().find(|own| own.id == id) {
            let wrong = match (own.subqueries < subqueries, own.used) {
                (true, _) => "within a subquery",
                (_, true) => "more than once",
                (false, false) => "",
            };
            own.used = true;
            if !wrong.is_empty() {
                let message =
                    format!("recursive reference to query \"{name}\" must not appear {wrong}");
                return Err(self.at(SqlError::new(SqlState::INVALID_RECURSION, message), at));
            }
        }
        let templates = cte.columns.clone();
        if templates.is_empty() {
            let message = format!("WITH query \"{name}\" does not have a RETURNING clause");
            return Err(self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message), at));
        }
        let mut columns = Vec::with_capacity(templates.len());
        let mut items = Vec::with_capacity(templates.len());
        for template in templates {
            let ty = template.expr.ty();
            let column =
                crate::Column { origin: template.origin, ..self.column(&template.name, ty) };
            let value = Typed::new(Expr::Column(column.id, ty), -1);
            items.push(ItemColumn { expr: value.expr, ..template });
            columns.push(column);
        }
        Ok(Some((Rel::CteRef { id, columns }, items)))
    }
}
