//! CREATE INDEX. (PostgreSQL, src/backend/commands/indexcmds.c)

use super::draft::Draft;
use super::scope::{ExprKind, Scope};
use super::type_name::words;
use super::{Binder, Stored};
use crate::catalog::{Index, IndexKey, Table};
use crate::expr::Expr;
use crate::names;
use crate::rel::Column;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{IndexElem, IndexStmt, List, Node, SortByDir, SortByNulls};
use types::facts::{self, BTREE};
use types::{Oid, Type, format_type};

/// The most columns an index has, INCLUDE and all (`INDEX_MAX_KEYS`).
const COLUMNS_MAX: usize = 32;

/// Refuses a type whose values have no order.
pub(crate) fn check_orderable(ty: Oid) -> SqlResult<()> {
    if facts::opclass_default(BTREE, ty).is_some() {
        return Ok(());
    }
    let shown = format_type(Type::new(ty));
    let message =
        format!("data type {shown} has no default operator class for access method \"btree\"");
    Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message).with_hint(
        "You must specify an operator class for the index or define a default operator class for the data type.",
    ))
}

/// Whether an expression gives the same for the same row, whoever asks and when.
pub(crate) fn is_immutable(expr: &Expr) -> bool {
    let immutable = |function: Oid| facts::function(function).is_some_and(|f| f.volatile == 'i');
    let through_text = |from: Oid, to: Oid| {
        let output = facts::type_by_oid(from).is_some_and(|fact| immutable(fact.output));
        output && facts::type_by_oid(to).is_some_and(|fact| immutable(fact.input))
    };
    let mut all = match expr {
        Expr::Call(call) => immutable(call.function),
        Expr::NullIf(call, _) | Expr::IsDistinct { equal: call, .. } => immutable(call.function),
        Expr::Quantified { function, .. } => immutable(*function),
        Expr::ViaText(arg, ty) => through_text(arg.ty().oid, ty.oid),
        Expr::SqlValue(..) | Expr::Subquery(_) | Expr::Given(_) => false,
        _ => true,
    };
    expr.children(&mut |child| all = all && is_immutable(child));
    all
}

impl Binder<'_> {
    pub(crate) fn create_index(
        &mut self,
        draft: &mut Draft,
        statement: &IndexStmt,
    ) -> SqlResult<()> {
        let Some(relation) = &statement.relation else { return Ok(()) };
        check_method(statement.accessMethod.as_deref())?;
        super::table::check_tablespace(statement.tableSpace.as_deref())?;
        let oid = match self.find_drafted(draft, relation) {
            Some(crate::catalog::Relation::Table(oid)) => oid,
            Some(crate::catalog::Relation::View(_)) => {
                let name = relation.relname.as_deref().unwrap_or("");
                let message = format!("cannot create index on relation \"{name}\"");
                let error = SqlError::new(SqlState::WRONG_OBJECT_TYPE, message);
                return Err(error.with_detail("This operation is not supported for views."));
            }
            _ => self.table_to_change(relation)?,
        };
        let table = draft.table(oid)?;
        self.check_owner(table.owner, "table", &table.name)?;
        let row = self.row_of_table(&table);
        let scope = Binder::table_scope(&table, &row);
        let mut index = Index {
            unique: statement.unique,
            nulls_not_distinct: statement.nulls_not_distinct,
            ..Index::default()
        };
        let mut labels = Vec::new();
        for element in elements(&statement.indexParams) {
            let (key, label) = self.index_key(&table, &row, &scope, element)?;
            index.keys.push(key);
            labels.push(label);
        }
        for element in elements(&statement.indexIncludingParams) {
            let (place, label) = included(&table, element)?;
            index.include.push(place);
            labels.push(label);
        }
        if labels.len() > COLUMNS_MAX {
            let message = format!("cannot use more than {COLUMNS_MAX} columns in an index");
            return Err(SqlError::new(SqlState::TOO_MANY_COLUMNS, message));
        }
        if let Some(node) = &statement.whereClause {
            index.predicate = Some(self.predicate(&table, &row, &scope, node)?);
        }
        match statement.idxname.as_deref() {
            Some(name) if draft.catalog.relation(table.namespace, name).is_some() => {
                return self.exists_already(draft, name, statement.if_not_exists);
            }
            Some(name) => index.name = name.to_string(),
            None => {
                let label = unique_labels(labels).join("_");
                index.name = names::choose_name(&table.name, Some(&label), "idx", |name| {
                    draft.catalog.relation(table.namespace, name).is_some()
                });
            }
        }
        self.build_index(draft, oid, index)
    }

    /// Adds an index to a table that may have rows.
    pub(crate) fn build_index(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        mut index: Index,
    ) -> SqlResult<()> {
        let mut table = (*draft.table(oid)?).clone();
        index.oid = draft.fresh();
        index.storage = draft.fresh();
        let built = index.oid;
        table.indexes.push(index);
        let mut work = self.row_work(draft, table)?;
        work.build.push(built);
        draft.work(work);
        Ok(())
    }

    fn index_key(
        &mut self,
        table: &Table,
        row: &[Column],
        scope: &Scope<'_>,
        element: &IndexElem,
    ) -> SqlResult<(IndexKey, String)> {
        if !element.collation.is_empty() {
            self.check_collation(&element.collation, element.location)?;
        }
        let mut key = IndexKey::default();
        let (ty, label) = match (&element.name, &element.expr) {
            (Some(name), _) => {
                let Some(place) = table.column(name) else {
                    let message = format!("column \"{name}\" does not exist");
                    return Err(SqlError::new(SqlState::UNDEFINED_COLUMN, message));
                };
                key.column = Some(place);
                (table.columns[place].type_oid, name.to_string())
            }
            (None, Some(node)) => {
                let value = self.expr(node, scope, ExprKind::IndexExpression)?;
                let value = self.known(value)?;
                let ty = value.ty().oid;
                let column = match &value.expr {
                    Expr::Column(id, _) => row.iter().position(|column| column.id == *id),
                    _ => None,
                };
                key.column = column;
                if column.is_none() {
                    let text = stored_text(table, row, value.expr)?;
                    self.check_immutable(table, row, &text, "index expression")?;
                    key.expression = Some(text);
                }
                (ty, Self::index_label(node))
            }
            (None, None) => return Err(SqlError::internal("an index key of nothing")),
        };
        check_class(&element.opclass, ty)?;
        key.descending = element.ordering == SortByDir::SORTBY_DESC;
        key.nulls_first = match element.nulls_ordering {
            SortByNulls::SORTBY_NULLS_FIRST => true,
            SortByNulls::SORTBY_NULLS_LAST => false,
            _ => key.descending,
        };
        Ok((key, label))
    }

    /// The part of an index's name that an expression gives: that of its function, or `expr`.
    fn index_label(node: &Node) -> String {
        match super::targets::figure_name(node) {
            name if name == "?column?" => "expr".to_string(),
            name => name,
        }
    }

    fn predicate(
        &mut self,
        table: &Table,
        row: &[Column],
        scope: &Scope<'_>,
        node: &Node,
    ) -> SqlResult<String> {
        let value = self.expr(node, scope, ExprKind::IndexPredicate)?;
        let expr = self.boolean(value, "WHERE")?;
        let text = stored_text(table, row, expr)?;
        self.check_immutable(table, row, &text, "index predicate")?;
        Ok(text)
    }

    /// Judges a stored expression by what it comes to: functions written in SQL by their bodies.
    fn check_immutable(
        &mut self,
        table: &Table,
        row: &[Column],
        text: &str,
        what: &str,
    ) -> SqlResult<()> {
        if is_immutable(&self.stored(table, row, text)?.expr) {
            return Ok(());
        }
        let message = format!("functions in {what} must be marked IMMUTABLE");
        Err(SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message))
    }
}

fn stored_text(table: &Table, row: &[Column], expr: Expr) -> SqlResult<String> {
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    Stored { expr, columns: row.to_vec() }.text(&names)
}

fn elements(list: &List) -> impl Iterator<Item = &IndexElem> {
    list.iter().filter_map(|node| match node {
        Some(Node::IndexElem(element)) => Some(&**element),
        _ => None,
    })
}

fn included(table: &Table, element: &IndexElem) -> SqlResult<(usize, String)> {
    let refused = |what: &str| {
        let message = format!("including column does not support {what}");
        Err(SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message))
    };
    if !element.collation.is_empty() {
        return refused("a collation");
    }
    if !element.opclass.is_empty() {
        return refused("an operator class");
    }
    if element.ordering != SortByDir::SORTBY_DEFAULT {
        return refused("ASC/DESC options");
    }
    if element.nulls_ordering != SortByNulls::SORTBY_NULLS_DEFAULT {
        return refused("NULLS FIRST/LAST options");
    }
    let Some(name) = element.name.as_deref() else {
        let message = "expressions are not supported in included columns";
        return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
    };
    match table.column(name) {
        Some(place) => Ok((place, name.to_string())),
        None => {
            let message = format!("column \"{name}\" does not exist");
            Err(SqlError::new(SqlState::UNDEFINED_COLUMN, message))
        }
    }
}

fn check_method(name: Option<&str>) -> SqlResult<()> {
    match name {
        None | Some("btree") => Ok(()),
        Some(name) if facts::ACCESS_METHODS.iter().any(|m| m.name == name && m.amtype == 'i') => {
            Err(SqlError::unsupported(format!("index access method {name}")))
        }
        Some(name) => {
            let message = format!("access method \"{name}\" does not exist");
            Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message))
        }
    }
}

/// An operator class must order as the type itself does, which `text_pattern_ops` and its kin do
/// here, since all text compares by bytes.
fn check_class(class: &List, ty: Oid) -> SqlResult<()> {
    let Some(name) = words(class).last().copied() else { return check_orderable(ty) };
    let Some(fact) = facts::opclass_named(BTREE, name) else {
        let message =
            format!("operator class \"{name}\" does not exist for access method \"btree\"");
        return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
    };
    if !facts::binary_coercible(ty, fact.intype) {
        let shown = format_type(Type::new(ty));
        let message = format!("operator class \"{name}\" does not accept data type {shown}");
        return Err(SqlError::new(SqlState::DATATYPE_MISMATCH, message));
    }
    let bytes = matches!(name, "text_pattern_ops" | "varchar_pattern_ops" | "bpchar_pattern_ops");
    if fact.default || bytes || facts::opclass_default(BTREE, ty).is_some_and(|d| d.oid == fact.oid)
    {
        return check_orderable(ty);
    }
    Err(SqlError::unsupported(format!("operator class {name}")))
}

/// Labels that stand twice get a number (`ChooseIndexColumnNames`).
fn unique_labels(labels: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(labels.len());
    for label in labels {
        let mut name = label.clone();
        let mut number = 0;
        while out.contains(&name) {
            number += 1;
            name = format!("{label}{number}");
        }
        out.push(name);
    }
    out
}
