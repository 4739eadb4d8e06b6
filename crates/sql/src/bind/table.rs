//! CREATE TABLE: columns, and what stands at them.
//! (PostgreSQL, src/backend/parser/parse_utilcmd.c and src/backend/commands/tablecmds.c)
//!
//! A table is put together in PostgreSQL's order, since the first thing wrong is what the client is
//! told: columns with their types, keys, then whether the name is free, then defaults and checks,
//! whose expressions see the finished columns, and at last foreign keys.

use super::constraint::RawForeign;
use super::draft::Draft;
use super::scope::{ExprKind, Scope};
use super::type_name::words;
use super::{Binder, Stored};
use crate::catalog::{Identity, Sequence, Table, TableColumn};
use crate::expr::Expr;
use crate::names;
use crate::rel::Column;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    ColumnDef, ConstrType, Constraint, CreateStmt, List, Node, OnCommitAction, RangeVar,
};
use types::facts::{self, oid};
use types::{Oid, Type, format_type};

pub(crate) fn missing_column(column: &str, table: &str) -> SqlError {
    let message = format!("column \"{column}\" of relation \"{table}\" does not exist");
    SqlError::new(SqlState::UNDEFINED_COLUMN, message)
}

pub(crate) fn duplicate_column(column: &str, table: &str) -> SqlError {
    let message = format!("column \"{column}\" of relation \"{table}\" already exists");
    SqlError::new(SqlState::DUPLICATE_COLUMN, message)
}

/// Refuses the names every table has for itself.
pub(crate) fn check_system_name(name: &str) -> SqlResult<()> {
    if !matches!(name, "tableoid" | "cmax" | "xmax" | "cmin" | "xmin" | "ctid") {
        return Ok(());
    }
    let message = format!("column name \"{name}\" conflicts with a system column name");
    Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message))
}

/// What a table can hold at most (`MaxHeapAttributeNumber`).
const COLUMNS_MAX: usize = 1600;

/// An expression at a column, to be bound when all columns are known.
pub(crate) struct Raw<'n> {
    pub column: usize,
    pub expr: &'n Node,
    pub generated: bool,
}

/// A table on its way: its descriptor so far, and what is still as parsed.
#[derive(Default)]
pub(crate) struct Making<'n> {
    pub table: Table,
    pub sequences: Vec<Sequence>,
    pub raw: Vec<Raw<'n>>,
    /// PRIMARY KEY and UNIQUE constraints, with the column they stand at.
    pub keys: Vec<(&'n Constraint, Option<usize>)>,
    pub checks: Vec<&'n Constraint>,
    pub foreign: Vec<RawForeign<'n>>,
}

impl Binder<'_> {
    pub(crate) fn create_table(
        &mut self,
        draft: &mut Draft,
        statement: &CreateStmt,
    ) -> SqlResult<()> {
        refuse_unsupported(statement)?;
        let Some(relation) = &statement.relation else { return Ok(()) };
        let (namespace, name) = self.creation_name(relation)?;
        if statement.if_not_exists && draft.catalog.relation(namespace, &name).is_some() {
            return self.exists_already(draft, &name, true);
        }
        let table = Table {
            oid: draft.fresh(),
            storage: draft.fresh(),
            namespace,
            name,
            owner: self.names.user,
            ..Table::default()
        };
        let mut making = Making { table, ..Making::default() };
        for element in statement.tableElts.iter().flatten() {
            match element {
                Node::ColumnDef(column) => {
                    self.column_definition(draft, &mut making, column)?;
                }
                Node::Constraint(constraint) => self.table_constraint(&mut making, constraint)?,
                Node::TableLikeClause(like) => self.copy_table(draft, &mut making, like)?,
                _ => return Err(SqlError::unsupported("this part of CREATE TABLE")),
            }
        }
        self.finish_table(draft, making)
    }

    /// All that comes once the columns are known.
    fn finish_table(&mut self, draft: &mut Draft, mut making: Making<'_>) -> SqlResult<()> {
        let keys = self.resolve_keys(&mut making)?;
        check_columns(&making.table)?;
        let table = &making.table;
        if draft.catalog.relation(table.namespace, &table.name).is_some() {
            return Err(super::rename::relation_exists(&table.name));
        }
        draft.catalog.hold_table(table.clone());
        self.bind_column_expressions(&mut making)?;
        for check in std::mem::take(&mut making.checks) {
            let check = self.check(draft, &making.table, check)?;
            making.table.checks.push(check);
        }
        for key in keys {
            let index = self.key_index(draft, &making.table, key)?;
            making.table.indexes.push(index);
            draft.catalog.hold_table(making.table.clone());
        }
        for sequence in std::mem::take(&mut making.sequences) {
            draft.put_sequence(sequence, None);
        }
        let oid = making.table.oid;
        draft.put_table(making.table);
        for key in making.foreign {
            self.add_foreign_key(draft, oid, &key)?;
        }
        Ok(())
    }

    /// Adds a column with all that stands at it.
    pub(crate) fn column_definition<'n>(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'n>,
        column: &'n ColumnDef,
    ) -> SqlResult<()> {
        let name = column.colname.as_deref().unwrap_or("").to_string();
        let place = making.table.columns.len();
        if place >= COLUMNS_MAX {
            let message = format!("tables can have at most {COLUMNS_MAX} columns");
            return Err(SqlError::new(SqlState::TOO_MANY_COLUMNS, message));
        }
        if let Some(clause) = &column.collClause {
            self.check_collation(&clause.collname, clause.location)?;
        }
        let Some(type_name) = &column.typeName else {
            return Err(SqlError::unsupported("a column without a type"));
        };
        let serial = match words(&type_name.names).as_slice() {
            [word] => serial_type(word),
            _ => None,
        };
        if serial.is_some() && !type_name.arrayBounds.is_empty() {
            let message = "array of serial is not implemented";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(self.at(error, type_name.location));
        }
        let ty = match serial {
            Some(oid) => Type::new(oid),
            None => self.type_name(type_name)?,
        };
        let not_null = serial.is_some() || column.is_not_null;
        let plain = TableColumn::plain(&name, ty);
        making.table.columns.push(TableColumn { not_null, ..plain });
        if serial.is_some() {
            let sequence = self.column_sequence(draft, making, place, &Vec::new(), false)?;
            making.table.columns[place].default = Some(Sequence::default_text(sequence));
        }
        self.column_constraints(draft, making, &column.constraints, serial.is_some())
    }

    /// The constraints at the last column.
    fn column_constraints<'n>(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'n>,
        constraints: &'n List,
        serial: bool,
    ) -> SqlResult<()> {
        let mut seen = Seen { serial, default: serial, nulls: serial, ..Seen::default() };
        for node in constraints.iter().flatten() {
            match node {
                Node::Constraint(constraint) => {
                    self.column_constraint(draft, making, constraint, &mut seen)?;
                }
                Node::CollateClause(clause) => {
                    self.check_collation(&clause.collname, clause.location)?;
                }
                _ => return Err(SqlError::unsupported("this column constraint")),
            }
        }
        Ok(())
    }

    fn column_constraint<'n>(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'n>,
        constraint: &'n Constraint,
        seen: &mut Seen,
    ) -> SqlResult<()> {
        let place = making.table.columns.len() - 1;
        let (column, table) = (&making.table.columns[place].name, &making.table.name);
        let of_what = format!("for column \"{column}\" of table \"{table}\"");
        // Of a serial column's two defaults the second is not in the text.
        let hidden = seen.serial && constraint.contype == ConstrType::CONSTR_DEFAULT;
        let location = if hidden { -1 } else { constraint.location };
        let refuse = |message: &str| {
            let error = SqlError::new(SqlState::SYNTAX_ERROR, format!("{message} {of_what}"));
            Err(self.at(error, location))
        };
        seen.note(constraint.contype).or_else(refuse)?;
        let nulls = "conflicting NULL/NOT NULL declarations";
        match constraint.contype {
            ConstrType::CONSTR_NULL | ConstrType::CONSTR_NOTNULL => {
                let not_null = constraint.contype == ConstrType::CONSTR_NOTNULL;
                if seen.nulls && making.table.columns[place].not_null != not_null {
                    return refuse(nulls);
                }
                seen.nulls = true;
                making.table.columns[place].not_null = not_null;
            }
            ConstrType::CONSTR_DEFAULT => {
                let expr = super::expr::given(constraint.raw_expr.as_ref())?;
                making.raw.push(Raw { column: place, expr, generated: false });
            }
            ConstrType::CONSTR_IDENTITY => {
                if seen.nulls && !making.table.columns[place].not_null {
                    return refuse(nulls);
                }
                seen.nulls = true;
                self.identity(draft, making, place, constraint)?;
            }
            ConstrType::CONSTR_GENERATED => {
                if constraint.generated_kind == b'v' {
                    return Err(SqlError::unsupported("a virtual generated column"));
                }
                making.table.columns[place].generated = true;
                let expr = super::expr::given(constraint.raw_expr.as_ref())?;
                making.raw.push(Raw { column: place, expr, generated: true });
            }
            ConstrType::CONSTR_CHECK => making.checks.push(constraint),
            ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE => {
                making.keys.push((constraint, Some(place)));
            }
            ConstrType::CONSTR_FOREIGN => {
                making.foreign.push(RawForeign::new(constraint, Some(place)));
            }
            _ => self.constraint_attribute(making, constraint, seen.last)?,
        }
        if !super::constraint::is_attribute(constraint.contype) {
            seen.last = constraint.contype;
        }
        Ok(())
    }

    fn table_constraint<'n>(
        &self,
        making: &mut Making<'n>,
        constraint: &'n Constraint,
    ) -> SqlResult<()> {
        match constraint.contype {
            ConstrType::CONSTR_CHECK => making.checks.push(constraint),
            ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE => {
                making.keys.push((constraint, None));
            }
            ConstrType::CONSTR_FOREIGN => making.foreign.push(RawForeign::new(constraint, None)),
            ConstrType::CONSTR_EXCLUSION => {
                return Err(SqlError::unsupported("an exclusion constraint"));
            }
            _ => return Err(SqlError::unsupported("this table constraint")),
        }
        Ok(())
    }

    /// GENERATED ... AS IDENTITY at a column.
    pub(crate) fn identity(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'_>,
        place: usize,
        constraint: &Constraint,
    ) -> SqlResult<()> {
        let ty = making.table.columns[place].type_oid;
        if !matches!(ty, oid::INT2 | oid::INT4 | oid::INT8) {
            let message = "identity column type must be smallint, integer, or bigint";
            return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
        }
        let sequence = self.column_sequence(draft, making, place, &constraint.options, true)?;
        let column = &mut making.table.columns[place];
        column.identity = Some(Identity { always: constraint.generated_when == b'a', sequence });
        column.not_null = true;
        Ok(())
    }

    /// The sequence of a serial or identity column.
    fn column_sequence(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'_>,
        place: usize,
        options: &List,
        identity: bool,
    ) -> SqlResult<Oid> {
        let table = &making.table;
        let column = &table.columns[place];
        let given = self.sequence_name_given(options)?;
        let (namespace, name) = match given {
            Some((schema, name)) => {
                let relation = RangeVar {
                    schemaname: schema.map(String::into_boxed_str),
                    relname: Some(name.into_boxed_str()),
                    location: -1,
                    ..RangeVar::default()
                };
                let place = match relation.schemaname {
                    Some(_) => self.creation_name(&relation)?.0,
                    None => table.namespace,
                };
                (place, relation.relname.unwrap_or_default().to_string())
            }
            None => {
                let taken = |name: &str| {
                    draft.catalog.relation(table.namespace, name).is_some()
                        || making.sequences.iter().any(|sequence| sequence.name == name)
                        || table.name == name
                };
                let name = names::choose_name(&table.name, Some(&column.name), "seq", taken);
                (table.namespace, name)
            }
        };
        if draft.catalog.relation(namespace, &name).is_some() {
            return Err(super::rename::relation_exists(&name));
        }
        let owner = (table.oid, place);
        let (owner_role, ty) = (table.owner, column.type_oid);
        let mut sequence = self.new_sequence(draft, (namespace, name), ty, options, identity)?;
        sequence.owner = owner_role;
        sequence.owned_by = Some(owner);
        let oid = sequence.oid;
        making.sequences.push(sequence);
        Ok(oid)
    }

    /// Binds defaults and generation expressions.
    pub(crate) fn bind_column_expressions(&mut self, making: &mut Making<'_>) -> SqlResult<()> {
        for raw in std::mem::take(&mut making.raw) {
            let text =
                self.column_expression(&making.table, raw.column, raw.expr, raw.generated)?;
            making.table.columns[raw.column].default = text;
        }
        Ok(())
    }

    /// The text of a column's DEFAULT or generation expression; none for `DEFAULT NULL`.
    pub(crate) fn column_expression(
        &mut self,
        table: &Table,
        place: usize,
        node: &Node,
        generated: bool,
    ) -> SqlResult<Option<String>> {
        let row = self.row_of_table(table);
        let mut scope = Scope::new(None);
        let kind = if generated { ExprKind::Generated } else { ExprKind::ColumnDefault };
        if generated {
            scope.items.push(super::stored::table_item(table, &row, &table.name));
        }
        let value = self.expr(node, &scope, kind)?;
        let column = &table.columns[place];
        let from = value.ty();
        let untyped = value.is_unknown();
        let plain = value.expr.clone();
        let null = matches!(&plain, Expr::Const(types::Datum::Null, _));
        let Some(cast) = self.coerce(value, column.ty(), super::coerce::Context::Assignment)?
        else {
            let message = format!(
                "column \"{}\" is of type {} but default expression is of type {}",
                column.name,
                format_type(Type::new(column.type_oid)),
                format_type(Type::new(from.oid))
            );
            return Err(SqlError::new(SqlState::DATATYPE_MISMATCH, message)
                .with_hint("You will need to rewrite or cast the expression."));
        };
        if null && untyped && !generated {
            return Ok(None);
        }
        // What is stored is the expression as written: the cast to the column's type is made at use,
        // and only a literal, which has no type of its own, is kept as one of the column's.
        let kept = if untyped { self.literal_kept(plain, column.ty())? } else { plain };
        let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        let text = Stored { expr: kept, columns: row.clone() }.text(&names)?;
        if generated {
            self.check_generation(table, place, &row, &cast.expr, &text)?;
        }
        Ok(Some(text))
    }

    /// A literal as one of the column's type, its modifier left to the cast at use.
    fn literal_kept(&mut self, literal: Expr, ty: Type) -> SqlResult<Expr> {
        let target = if ty.oid == oid::INTERVAL { ty } else { Type::new(ty.oid) };
        match literal {
            Expr::Const(datum, _) => self.literal_as(datum, target, -1).map(|value| value.expr),
            other => Ok(other),
        }
    }

    fn check_generation(
        &mut self,
        table: &Table,
        place: usize,
        row: &[Column],
        expr: &Expr,
        text: &str,
    ) -> SqlResult<()> {
        let stored = Stored { expr: expr.clone(), columns: row.to_vec() };
        for used in stored.places() {
            let column = &table.columns[used];
            if column.generated {
                let message = format!(
                    "cannot use generated column \"{}\" in column generation expression",
                    column.name
                );
                let error = SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message)
                    .with_detail("A generated column cannot reference another generated column.");
                return Err(self.at(error, self.named_at(row[used].id)));
            }
        }
        let value = self.stored(table, row, text)?;
        let value = self.assign(value, table.columns[place].ty(), &table.columns[place].name)?;
        if super::index::is_immutable(&value) {
            return Ok(());
        }
        let message = "generation expression is not immutable";
        Err(SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message))
    }
}

/// What has been said at a column.
#[derive(Default)]
struct Seen {
    serial: bool,
    /// NULL or NOT NULL.
    nulls: bool,
    default: bool,
    identity: bool,
    generated: bool,
    /// The constraint that DEFERRABLE and its kin speak of.
    last: ConstrType,
}

impl Seen {
    /// Takes note of a source of values; there is one at most.
    fn note(&mut self, kind: ConstrType) -> Result<(), &'static str> {
        let (seen, twice) = match kind {
            ConstrType::CONSTR_DEFAULT => (&mut self.default, "multiple default values specified"),
            ConstrType::CONSTR_IDENTITY => (&mut self.identity, "multiple identity specifications"),
            ConstrType::CONSTR_GENERATED => {
                (&mut self.generated, "multiple generation clauses specified")
            }
            _ => return Ok(()),
        };
        if std::mem::replace(seen, true) {
            return Err(twice);
        }
        self.exclusive()
    }

    /// A column has one source of values at most.
    fn exclusive(&self) -> Result<(), &'static str> {
        match (self.default, self.identity, self.generated) {
            (true, true, _) => Err("both default and identity specified"),
            (true, _, true) => Err("both default and generation expression specified"),
            (_, true, true) => Err("both identity and generation expression specified"),
            _ => Ok(()),
        }
    }
}

/// The type behind `serial` and its kin.
fn serial_type(word: &str) -> Option<Oid> {
    match word {
        "serial" | "serial4" => Some(oid::INT4),
        "bigserial" | "serial8" => Some(oid::INT8),
        "smallserial" | "serial2" => Some(oid::INT2),
        _ => None,
    }
}

pub(crate) fn check_columns(table: &Table) -> SqlResult<()> {
    for (place, column) in table.columns.iter().enumerate() {
        if table.columns[..place].iter().any(|before| before.name == column.name) {
            let message = format!("column \"{}\" specified more than once", column.name);
            return Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message));
        }
        check_system_name(&column.name)?;
        check_column_type(column)?;
    }
    Ok(())
}

/// A column holds values, which pseudo-types have none of, and others none here.
pub(crate) fn check_column_type(column: &TableColumn) -> SqlResult<()> {
    let pseudo = facts::type_by_oid(column.type_oid).is_some_and(|fact| fact.typtype == 'p');
    let shown = format_type(column.ty());
    if !pseudo {
        let held = column.dropped || types::text::is_readable(column.type_oid);
        let refused = || SqlError::unsupported(format!("a column of type {shown}"));
        return held.then_some(()).ok_or_else(refused);
    }
    let message = format!("column \"{}\" has pseudo-type {shown}", column.name);
    Err(SqlError::new(SqlState::INVALID_TABLE_DEFINITION, message))
}

fn refuse_unsupported(statement: &CreateStmt) -> SqlResult<()> {
    let features = [
        (!statement.inhRelations.is_empty() && statement.partbound.is_none(), "INHERITS"),
        (statement.partspec.is_some(), "PARTITION BY"),
        (statement.partbound.is_some(), "PARTITION OF"),
        (statement.ofTypename.is_some(), "CREATE TABLE OF"),
    ];
    for (asked, feature) in features {
        if asked {
            return Err(SqlError::unsupported(feature));
        }
    }
    if statement.oncommit != OnCommitAction::ONCOMMIT_NOOP {
        let message = "ON COMMIT can only be used on temporary tables";
        return Err(SqlError::new(SqlState::INVALID_TABLE_DEFINITION, message));
    }
    check_access_method(statement.accessMethod.as_deref())?;
    check_tablespace(statement.tablespacename.as_deref())
}

fn check_access_method(name: Option<&str>) -> SqlResult<()> {
    match name {
        None | Some("heap") => Ok(()),
        Some(name) => {
            let message = format!("access method \"{name}\" does not exist");
            Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message))
        }
    }
}

pub(crate) fn check_tablespace(name: Option<&str>) -> SqlResult<()> {
    match name {
        None | Some("pg_default") => Ok(()),
        Some(name) => {
            let message = format!("tablespace \"{name}\" does not exist");
            Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message))
        }
    }
}
