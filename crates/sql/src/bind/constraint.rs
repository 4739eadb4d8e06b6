//! PRIMARY KEY, UNIQUE, CHECK and FOREIGN KEY.
//! (PostgreSQL, src/backend/parser/parse_utilcmd.c and src/backend/commands/tablecmds.c)

use super::draft::Draft;
use super::drop::{system_catalog, wrong_kind};
use super::relation::written;
use super::scope::ExprKind;
use super::table::Making;
use super::type_name::words;
use super::{Binder, Stored, depend};
use crate::catalog::{Action, Check, ForeignKey, Index, IndexKey, Relation, Table};
use crate::names;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{ConstrType, Constraint, List, RangeVar};
use types::facts::{self, BTREE};
use types::{Oid, Type, format_type};

pub(crate) fn duplicate(name: &str, table: &str) -> SqlError {
    let message = format!("constraint \"{name}\" for relation \"{table}\" already exists");
    SqlError::new(SqlState::DUPLICATE_OBJECT, message)
}

pub(crate) fn second_primary(table: &str) -> SqlError {
    let message = format!("multiple primary keys for table \"{table}\" are not allowed");
    SqlError::new(SqlState::INVALID_TABLE_DEFINITION, message)
}

/// A foreign key as parsed, with what stands beside it.
pub(crate) struct RawForeign<'n> {
    constraint: &'n Constraint,
    /// The column it stands at.
    column: Option<usize>,
    deferrable: bool,
    deferred: bool,
}

impl<'n> RawForeign<'n> {
    pub(crate) fn new(constraint: &'n Constraint, column: Option<usize>) -> RawForeign<'n> {
        let Constraint { deferrable, initdeferred, .. } = *constraint;
        RawForeign { constraint, column, deferrable, deferred: initdeferred }
    }
}

/// A PRIMARY KEY or UNIQUE constraint whose columns are found.
pub(crate) struct Key {
    pub primary: bool,
    name: Option<String>,
    columns: Vec<usize>,
    include: Vec<usize>,
    nulls_not_distinct: bool,
}

/// Whether it says something of the constraint before it, and is none itself.
pub(crate) fn is_attribute(kind: ConstrType) -> bool {
    matches!(
        kind,
        ConstrType::CONSTR_ATTR_DEFERRABLE
            | ConstrType::CONSTR_ATTR_NOT_DEFERRABLE
            | ConstrType::CONSTR_ATTR_DEFERRED
            | ConstrType::CONSTR_ATTR_IMMEDIATE
            | ConstrType::CONSTR_ATTR_ENFORCED
            | ConstrType::CONSTR_ATTR_NOT_ENFORCED
    )
}

impl Binder<'_> {
    /// DEFERRABLE, INITIALLY DEFERRED and their opposites after a column constraint.
    pub(crate) fn constraint_attribute(
        &self,
        making: &mut Making<'_>,
        attribute: &Constraint,
        of: ConstrType,
    ) -> SqlResult<()> {
        let deferrable = match attribute.contype {
            ConstrType::CONSTR_ATTR_NOT_DEFERRABLE | ConstrType::CONSTR_ATTR_IMMEDIATE => false,
            ConstrType::CONSTR_ATTR_DEFERRABLE | ConstrType::CONSTR_ATTR_DEFERRED => true,
            _ => return Err(SqlError::unsupported("ENFORCED of a constraint")),
        };
        match (of, making.foreign.last_mut()) {
            (ConstrType::CONSTR_FOREIGN, Some(key)) => {
                key.deferrable |= deferrable;
                key.deferred |= attribute.contype == ConstrType::CONSTR_ATTR_DEFERRED;
                Ok(())
            }
            (ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE, _) if deferrable => {
                Err(SqlError::unsupported("a deferrable unique constraint"))
            }
            (ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE, _) => Ok(()),
            _ => {
                let word = match attribute.contype {
                    ConstrType::CONSTR_ATTR_DEFERRABLE => "DEFERRABLE",
                    ConstrType::CONSTR_ATTR_NOT_DEFERRABLE => "NOT DEFERRABLE",
                    ConstrType::CONSTR_ATTR_DEFERRED => "INITIALLY DEFERRED",
                    _ => "INITIALLY IMMEDIATE",
                };
                let message = format!("misplaced {word} clause");
                let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                Err(self.at(error, attribute.location))
            }
        }
    }

    /// Finds the columns of all keys; the primary key comes first, and of keys over the same
    /// columns only one stays.
    pub(crate) fn resolve_keys(&self, making: &mut Making<'_>) -> SqlResult<Vec<Key>> {
        let mut keys: Vec<Key> = Vec::new();
        for (constraint, column) in std::mem::take(&mut making.keys) {
            let key = self.resolve_key(&mut making.table, constraint, column)?;
            if key.primary && making.table.primary().is_some() {
                return Err(second_primary(&making.table.name));
            }
            if key.primary && keys.iter().any(|held| held.primary) {
                return Err(self.at(second_primary(&making.table.name), constraint.location));
            }
            let place = if key.primary { 0 } else { keys.len() };
            keys.insert(place, key);
        }
        let mut out: Vec<Key> = Vec::new();
        for key in keys {
            let same = |held: &&mut Key| {
                held.columns == key.columns
                    && held.include == key.include
                    && held.nulls_not_distinct == key.nulls_not_distinct
            };
            match out.iter_mut().find(same) {
                Some(held) if held.name.is_none() || key.name.is_none() => {
                    held.name = held.name.take().or(key.name);
                }
                _ => out.push(key),
            }
        }
        Ok(out)
    }

    /// Finds the columns of a key; those of a primary key become NOT NULL.
    pub(crate) fn resolve_key(
        &self,
        table: &mut Table,
        constraint: &Constraint,
        column: Option<usize>,
    ) -> SqlResult<Key> {
        let primary = constraint.contype == ConstrType::CONSTR_PRIMARY;
        if constraint.deferrable || constraint.initdeferred {
            return Err(SqlError::unsupported("a deferrable unique constraint"));
        }
        if constraint.without_overlaps {
            return Err(SqlError::unsupported("WITHOUT OVERLAPS"));
        }
        super::table::check_tablespace(constraint.indexspace.as_deref())?;
        let columns = match column {
            Some(place) if constraint.keys.is_empty() => vec![place],
            _ => self.key_columns(table, &constraint.keys, constraint, primary)?,
        };
        let include = self.key_columns(table, &constraint.including, constraint, primary)?;
        for place in columns.iter().filter(|_| primary) {
            table.columns[*place].not_null = true;
        }
        Ok(Key {
            primary,
            name: constraint.conname.as_deref().map(String::from),
            columns,
            include,
            nulls_not_distinct: constraint.nulls_not_distinct,
        })
    }

    fn key_columns(
        &self,
        table: &Table,
        list: &List,
        constraint: &Constraint,
        primary: bool,
    ) -> SqlResult<Vec<usize>> {
        let mut columns = Vec::new();
        for name in words(list) {
            let Some(place) = table.column(name) else {
                let message = format!("column \"{name}\" named in key does not exist");
                let error = SqlError::new(SqlState::UNDEFINED_COLUMN, message);
                return Err(self.at(error, constraint.location));
            };
            if columns.contains(&place) {
                let kind = if primary { "primary key" } else { "unique" };
                let message = format!("column \"{name}\" appears twice in {kind} constraint");
                let error = SqlError::new(SqlState::DUPLICATE_COLUMN, message);
                return Err(self.at(error, constraint.location));
            }
            columns.push(place);
        }
        Ok(columns)
    }

    /// The index of a key, with its name and constraint.
    pub(crate) fn key_index(&self, draft: &mut Draft, table: &Table, key: Key) -> SqlResult<Index> {
        for place in &key.columns {
            super::index::check_orderable(table.columns[*place].type_oid)?;
        }
        let columns: Vec<&str> =
            key.columns.iter().map(|place| table.columns[*place].name.as_str()).collect();
        let name = match key.name {
            Some(name) => {
                if draft.catalog.relation(table.namespace, &name).is_some() {
                    return Err(super::rename::relation_exists(&name));
                }
                if depend::constraint_named(table, &name).is_some() {
                    return Err(duplicate(&name, &table.name));
                }
                name
            }
            None => {
                let taken = |name: &str| {
                    draft.catalog.relation(table.namespace, name).is_some()
                        || constraint_in_schema(draft, table, name)
                };
                if key.primary {
                    names::choose_name(&table.name, None, "pkey", taken)
                } else {
                    names::choose_name(&table.name, Some(&columns.join("_")), "key", taken)
                }
            }
        };
        let keys = key.columns.iter();
        Ok(Index {
            oid: draft.fresh(),
            storage: draft.fresh(),
            constraint: Some(draft.fresh()),
            name,
            keys: keys.map(|c| IndexKey { column: Some(*c), ..IndexKey::default() }).collect(),
            include: key.include,
            unique: true,
            nulls_not_distinct: key.nulls_not_distinct,
            primary: key.primary,
            ..Index::default()
        })
    }

    /// A CHECK constraint of a table whose columns are known.
    pub(crate) fn check(
        &mut self,
        draft: &mut Draft,
        table: &Table,
        constraint: &Constraint,
    ) -> SqlResult<Check> {
        if constraint.is_no_inherit {
            return Err(SqlError::unsupported("NO INHERIT"));
        }
        if constraint.deferrable || constraint.initdeferred {
            let message = "CHECK constraints cannot be marked DEFERRABLE";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(self.at(error, constraint.location));
        }
        let node = super::expr::given(constraint.raw_expr.as_ref())?;
        let row = self.row_of_table(table);
        let scope = Binder::table_scope(table, &row);
        let value = self.expr(node, &scope, ExprKind::CheckConstraint)?;
        let expr = self.boolean(value, "CHECK")?;
        let stored = Stored { expr, columns: row };
        let column = match stored.places().as_slice() {
            [only] => Some(table.columns[*only].name.clone()),
            _ => None,
        };
        let name = match constraint.conname.as_deref() {
            Some(name) if depend::constraint_named(table, name).is_some() => {
                let held = draft.catalog.tables.get(&table.oid);
                let before = held.is_some_and(|t| depend::constraint_named(t, name).is_some());
                if before {
                    return Err(duplicate(name, &table.name));
                }
                let message = format!("check constraint \"{name}\" already exists");
                return Err(SqlError::new(SqlState::DUPLICATE_OBJECT, message));
            }
            Some(name) => name.to_string(),
            None => names::choose_name(&table.name, column.as_deref(), "check", |name| {
                constraint_in_schema(draft, table, name)
            }),
        };
        let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        Ok(Check {
            oid: draft.fresh(),
            name,
            expression: stored.text(&names)?,
            validated: true,
            comment: None,
        })
    }

    /// Adds a foreign key to a table and to the one it points at; its OID.
    pub(crate) fn add_foreign_key(
        &self,
        draft: &mut Draft,
        oid: Oid,
        raw: &RawForeign<'_>,
    ) -> SqlResult<Oid> {
        let constraint = raw.constraint;
        let unsupported = [
            (!constraint.fk_del_set_cols.is_empty(), "a column list of ON DELETE SET"),
            (constraint.fk_with_period || constraint.pk_with_period, "PERIOD in a foreign key"),
        ];
        for (asked, feature) in unsupported {
            if asked {
                return Err(SqlError::unsupported(feature));
            }
        }
        if constraint.fk_matchtype == b'p' {
            let message = "MATCH PARTIAL not yet implemented";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(self.at(error, constraint.location));
        }
        let table = draft.table(oid)?;
        let parent = self.referenced_table(draft, constraint)?;
        self.check_table(parent.oid)?;
        let columns = match raw.column {
            Some(place) => vec![place],
            None => foreign_columns(&table, &constraint.fk_attrs)?,
        };
        let (parent_columns, parent_index) = parent_key(&parent, &constraint.pk_attrs)?;
        if columns.len() != parent_columns.len() {
            let message = "number of referencing and referenced columns for foreign key disagree";
            return Err(SqlError::new(SqlState::INVALID_FOREIGN_KEY, message));
        }
        let name = match constraint.conname.as_deref() {
            Some(name) if depend::constraint_named(&table, name).is_some() => {
                return Err(duplicate(name, &table.name));
            }
            Some(name) => name.to_string(),
            None => {
                let joined: Vec<&str> =
                    columns.iter().map(|place| table.columns[*place].name.as_str()).collect();
                names::choose_name(&table.name, Some(&joined.join("_")), "fkey", |name| {
                    constraint_in_schema(draft, &table, name)
                })
            }
        };
        check_types(&name, (&table, &columns), (&parent, &parent_columns))?;
        let (on_update, on_delete) = actions(&table, &columns, constraint)?;
        let key = ForeignKey {
            oid: draft.fresh(),
            name,
            columns,
            parent: parent.oid,
            parent_columns,
            parent_index,
            on_delete,
            on_update,
            match_full: constraint.fk_matchtype == b'f',
            deferrable: raw.deferrable || raw.deferred,
            deferred: raw.deferred,
            validated: true,
            comment: None,
        };
        let key_oid = key.oid;
        draft.change_table(oid, |table| table.foreign_keys.push(key))?;
        draft.change_table(parent.oid, |parent| parent.referenced_by.push((oid, key_oid)))?;
        Ok(key_oid)
    }

    fn referenced_table(
        &self,
        draft: &Draft,
        constraint: &Constraint,
    ) -> SqlResult<std::sync::Arc<Table>> {
        let Some(relation) = &constraint.pktable else {
            return Err(SqlError::internal("a foreign key refers to no table"));
        };
        let name = relation.relname.as_deref().unwrap_or("");
        match self.find_drafted(draft, relation) {
            Some(Relation::Table(oid)) => draft.table(oid),
            Some(_) => {
                let message = format!("referenced relation \"{name}\" is not a table");
                Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message))
            }
            None => match self.find_relation(relation.schemaname.as_deref(), name) {
                Some(super::relation::Found::System(fact)) if fact.kind == 'r' => {
                    Err(system_catalog(name))
                }
                Some(super::relation::Found::System(_)) => Err(wrong_kind(name, "a table")),
                _ => {
                    let schema = relation.schemaname.as_deref();
                    if let Some(schema) = schema.filter(|name| self.schema_oid(name).is_none()) {
                        return Err(super::schema::missing(schema));
                    }
                    let message = format!("relation \"{}\" does not exist", written(relation));
                    Err(SqlError::new(SqlState::UNDEFINED_TABLE, message))
                }
            },
        }
    }

    /// What a relation name means, with what the statement has made so far.
    pub(crate) fn find_drafted(&self, draft: &Draft, relation: &RangeVar) -> Option<Relation> {
        let name = relation.relname.as_deref().unwrap_or("");
        match relation.schemaname.as_deref() {
            Some(schema) => draft.catalog.relation(self.schema_oid(schema)?, name),
            None => self.path().iter().find_map(|schema| draft.catalog.relation(*schema, name)),
        }
    }
}

/// Whether a constraint of this name is among those of the table's schema: names chosen by the
/// server differ from all of them.
fn constraint_in_schema(draft: &Draft, table: &Table, name: &str) -> bool {
    let mut tables = draft.catalog.tables.values().filter(|t| t.namespace == table.namespace);
    depend::constraint_named(table, name).is_some()
        || tables.any(|table| depend::constraint_named(table, name).is_some())
}

fn foreign_columns(table: &Table, list: &List) -> SqlResult<Vec<usize>> {
    let find = |name: &str| {
        table.column(name).ok_or_else(|| {
            let message =
                format!("column \"{name}\" referenced in foreign key constraint does not exist");
            SqlError::new(SqlState::UNDEFINED_COLUMN, message)
        })
    };
    words(list).into_iter().map(find).collect()
}

/// The columns a foreign key points at and the unique index over them.
fn parent_key(parent: &Table, list: &List) -> SqlResult<(Vec<usize>, Oid)> {
    let whole = |index: &&Index| {
        index.unique && index.predicate.is_none() && index.keys.iter().all(|k| k.column.is_some())
    };
    let columns_of = |index: &Index| index.keys.iter().filter_map(|k| k.column).collect::<Vec<_>>();
    if list.is_empty() {
        let Some(index) = parent.primary() else {
            let message =
                format!("there is no primary key for referenced table \"{}\"", parent.name);
            return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
        };
        return Ok((columns_of(index), index.oid));
    }
    let columns = foreign_columns(parent, list)?;
    let invalid = |message: String| Err(SqlError::new(SqlState::INVALID_FOREIGN_KEY, message));
    if (1..columns.len()).any(|place| columns[..place].contains(&columns[place])) {
        let message = "foreign key referenced-columns list must not contain duplicates";
        return invalid(message.to_string());
    }
    let mut sorted = columns.clone();
    sorted.sort_unstable();
    let mut indexes = parent.indexes.iter().filter(whole);
    let found = indexes.find(|index| {
        let mut keys = columns_of(index);
        keys.sort_unstable();
        keys == sorted
    });
    match found {
        Some(index) => Ok((columns, index.oid)),
        None => invalid(format!(
            "there is no unique constraint matching given keys for referenced table \"{}\"",
            parent.name
        )),
    }
}

/// The columns must compare by an operator of the parent's index.
fn check_types(
    name: &str,
    (table, columns): (&Table, &[usize]),
    (parent, parent_columns): (&Table, &[usize]),
) -> SqlResult<()> {
    for (child, above) in columns.iter().zip(parent_columns) {
        let (child, above) = (&table.columns[*child], &parent.columns[*above]);
        if comparable(child.type_oid, above.type_oid) {
            continue;
        }
        let message = format!("foreign key constraint \"{name}\" cannot be implemented");
        let shown = |ty| format_type(Type::new(ty));
        return Err(SqlError::new(SqlState::DATATYPE_MISMATCH, message).with_detail(format!(
            "Key columns \"{}\" and \"{}\" are of incompatible types: {} and {}.",
            child.name,
            above.name,
            shown(child.type_oid),
            shown(above.type_oid)
        )));
    }
    Ok(())
}

fn comparable(child: Oid, parent: Oid) -> bool {
    const EQUAL: u16 = 3;
    let Some(class) = facts::opclass_default(BTREE, parent) else { return false };
    child == parent
        || facts::amop(class.family, parent, child, EQUAL).is_some()
        || facts::binary_coercible(child, class.intype)
        || facts::cast(child, class.intype).is_some_and(|cast| cast.context == 'i')
}

fn actions(
    table: &Table,
    columns: &[usize],
    constraint: &Constraint,
) -> SqlResult<(Action, Action)> {
    let action = |letter: u8| match letter {
        b'r' => Action::Restrict,
        b'c' => Action::Cascade,
        b'n' => Action::SetNull,
        b'd' => Action::SetDefault,
        _ => Action::NoAction,
    };
    let on_update = action(constraint.fk_upd_action);
    let on_delete = action(constraint.fk_del_action);
    if columns.iter().any(|place| table.columns[*place].generated) {
        use Action::{Cascade, SetDefault, SetNull};
        let refused = [
            ("UPDATE", matches!(on_update, SetNull | SetDefault | Cascade)),
            ("DELETE", matches!(on_delete, SetNull | SetDefault)),
        ];
        for (event, refused) in refused {
            if refused {
                let message = format!(
                    "invalid ON {event} action for foreign key constraint containing generated column"
                );
                return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
            }
        }
    }
    Ok((on_update, on_delete))
}
