//! COPY. (PostgreSQL, src/backend/commands/copy.c)

use super::Binder;
use super::copy_options::{self, ForceColumns};
use super::expr::given;
use super::insert::Target;
use super::relation::Found;
use super::scope::ExprKind;
use super::type_name::words;
use crate::catalog::{Relation, Table};
use crate::expr::Expr;
use crate::rel::{Column, Insert};
use crate::statement::{Command, Copy, CopyDirection, Query};
use crate::{Rel, Statement};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{CopyStmt, List, Node};
use std::sync::Arc;

impl Binder<'_> {
    pub(crate) fn copy(&mut self, statement: &CopyStmt) -> SqlResult<Statement> {
        if statement.is_program {
            return Err(SqlError::unsupported("COPY with a program"));
        }
        if statement.filename.is_some() {
            return Err(SqlError::unsupported("COPY with a file on the server"));
        }
        let table = match &statement.relation {
            Some(_) => Some(self.copy_relation(statement)?),
            None => None,
        };
        let (direction, names) = match (&statement.relation, &statement.query) {
            (Some(_), _) if statement.is_from => self.copy_from(statement)?,
            (Some(_), _) => self.copy_table_to(statement)?,
            (None, Some(query)) => self.copy_query(query)?,
            (None, None) => return Err(SqlError::internal("COPY of nothing")),
        };
        let (mut options, force) = self.copy_options(&statement.options, statement.is_from)?;
        let places = |wanted: &ForceColumns, word: &str| match wanted {
            ForceColumns::All => Ok((0..names.len()).collect()),
            ForceColumns::These(list) => {
                let place =
                    |name: &String| copy_options::forced(&names, table.as_deref(), name, word);
                list.iter().map(place).collect()
            }
        };
        options.force_quote = places(&force.quote, "FORCE_QUOTE")?;
        options.force_not_null = places(&force.not_null, "FORCE_NOT_NULL")?;
        options.force_null = places(&force.null, "FORCE_NULL")?;
        Ok(Statement::Copy(Box::new(Copy { direction, options })))
    }

    fn copy_relation(&mut self, statement: &CopyStmt) -> SqlResult<Arc<Table>> {
        let relation = given(statement.relation.as_ref())?;
        let name = relation.relname.as_deref().unwrap_or("");
        match self.find_relation(relation.schemaname.as_deref(), name) {
            Some(Found::User(Relation::Table(oid))) => self.table_by_oid(oid),
            Some(Found::User(Relation::Sequence(_))) => {
                let way = if statement.is_from { "to" } else { "from" };
                let message = format!("cannot copy {way} sequence \"{name}\"");
                Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message))
            }
            Some(Found::User(Relation::View(_))) => {
                let (way, hint) = match statement.is_from {
                    true => {
                        ("to", "To enable copying to a view, provide an INSTEAD OF INSERT trigger.")
                    }
                    false => ("from", "Try the COPY (SELECT ...) TO variant."),
                };
                let message = format!("cannot copy {way} view \"{name}\"");
                Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message).with_hint(hint))
            }
            Some(Found::System(_)) if !statement.is_from => {
                Err(SqlError::unsupported("COPY of a system catalog"))
            }
            _ => {
                let oid = self.table_to_change(relation)?;
                self.table_by_oid(oid)
            }
        }
    }

    fn copy_from(&mut self, statement: &CopyStmt) -> SqlResult<(CopyDirection, Vec<String>)> {
        self.writes = true;
        let table = self.copy_relation(statement)?;
        let places = copied_columns(&table, &statement.attlist)?;
        let mut columns: Vec<Column> = Vec::with_capacity(places.len());
        for place in &places {
            let column = &table.columns[*place];
            columns.push(self.column(&column.name, column.ty()));
        }
        let target = Target::overriding_system(Arc::clone(&table), places);
        let values = columns.iter().map(|column| Some(Expr::Column(column.id, column.ty)));
        let row = self.full_row(&target, values.collect())?;
        let whole = self.row_of_table(&table);
        let mut source = Rel::Project {
            input: Box::new(Rel::Values { columns: columns.clone(), rows: Vec::new() }),
            outputs: whole.iter().cloned().zip(row).collect(),
        };
        if let Some(node) = &statement.whereClause {
            let scope = Binder::table_scope(&table, &whole);
            let value = self.expr(node, &scope, ExprKind::CopyWhere)?;
            let predicate = self.boolean(value, "WHERE")?;
            source = Rel::Filter { input: Box::new(source), predicate };
        }
        let names = columns.iter().map(|column| column.name.clone()).collect();
        let row = self.row_of_table(&table);
        let checks = self.checks_over(&table, row)?;
        let name = table.name.clone();
        let insert = Insert { table, source, on_conflict: None, checks, returning: Vec::new() };
        let insert = Query {
            rel: Rel::Insert(Box::new(insert)),
            columns: Vec::new(),
            command: Command::Insert,
            params: Vec::new(),
            tables: self.tables.iter().copied().collect(),
            writes: true,
        };
        Ok((CopyDirection::From { insert, columns, table: name }, names))
    }

    fn copy_table_to(&mut self, statement: &CopyStmt) -> SqlResult<(CopyDirection, Vec<String>)> {
        let table = self.copy_relation(statement)?;
        let places = copied_columns(&table, &statement.attlist)?;
        let (rel, _) = self.scan(&table, &table.name)?;
        let Rel::Scan(scan) = &rel else {
            return Err(SqlError::internal("a table without a scan"));
        };
        let chosen: Vec<Column> = places.iter().map(|place| scan.columns[*place].clone()).collect();
        let mut outputs = Vec::with_capacity(chosen.len());
        for column in chosen {
            let out = Column { origin: column.origin, ..self.column(&column.name, column.ty) };
            outputs.push((out, Expr::Column(column.id, column.ty)));
        }
        let columns: Vec<Column> = outputs.iter().map(|(column, _)| column.clone()).collect();
        let names = columns.iter().map(|column| column.name.clone()).collect();
        let query = Query {
            rel: Rel::Project { input: Box::new(rel), outputs },
            columns,
            command: Command::Select,
            params: Vec::new(),
            tables: self.tables.iter().copied().collect(),
            writes: false,
        };
        Ok((CopyDirection::To(query), names))
    }

    fn copy_query(&mut self, node: &Node) -> SqlResult<(CopyDirection, Vec<String>)> {
        let refuse = |message: &str| Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
        if matches!(node, Node::SelectStmt(select) if select.intoClause.is_some()) {
            return refuse("COPY (SELECT INTO) is not supported");
        }
        let query = self.query(node)?;
        if query.columns.is_empty() && query.command != Command::Select {
            return refuse("COPY query must have a RETURNING clause");
        }
        let names = query.columns.iter().map(|column| column.name.clone()).collect();
        Ok((CopyDirection::To(query), names))
    }
}

/// The columns COPY moves: those listed, else all but generated ones.
fn copied_columns(table: &Table, list: &List) -> SqlResult<Vec<usize>> {
    if list.is_empty() {
        let kept = table.live_columns().filter(|(_, column)| !column.generated);
        return Ok(kept.map(|(place, _)| place).collect());
    }
    let mut places = Vec::with_capacity(list.len());
    for name in words(list) {
        let Some(place) = table.column(name) else {
            return Err(super::table::missing_column(name, &table.name));
        };
        if table.columns[place].generated {
            let message = format!("column \"{name}\" is a generated column");
            return Err(SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message)
                .with_detail("Generated columns cannot be used in COPY."));
        }
        if places.contains(&place) {
            let message = format!("column \"{name}\" specified more than once");
            return Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message));
        }
        places.push(place);
    }
    Ok(places)
}
