//! How was an object defined? (`pg_get_indexdef` and its kin, utils/adt/ruleutils.c)

use super::names::parts;
use super::{World, args, stored};
use crate::functions::Functions;
use base::{SqlError, SqlResult, SqlState};
use sql::catalog::Table;
use sql::deparse;
use std::sync::Arc;
use types::Datum;
use types::facts;

fn text(text: Option<String>) -> Datum {
    text.map_or(Datum::Null, Datum::text)
}

/// `pg_get_expr(tree, relation [, pretty])`: what catalogs call a tree is kept as text here.
pub(super) fn expr(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let (Some(tree), Some(relation)) = (args::text(given, 0), args::oid(given, 1)) else {
        return Ok(Datum::Null);
    };
    let world = f.world();
    let nothing = Table::default();
    let view = world.catalog.views.contains_key(&relation).then_some(&nothing);
    match world.catalog.tables.get(&relation).map(|table| &**table).or(view) {
        Some(table) => {
            let shown = stored::shown(&world, table, tree, args::is_true(given, 2))?;
            Ok(Datum::text(shown))
        }
        None if relation == 0 => Ok(Datum::text(tree)),
        None => Ok(Datum::Null),
    }
}

/// `pg_get_indexdef(index [, column, pretty])`.
pub(super) fn index(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let found = args::oid(given, 0).and_then(|oid| world.catalog.index(oid));
    let Some((table, index)) = found else { return Ok(Datum::Null) };
    let column = args::int(given, 1).unwrap_or(0);
    let pretty = args::is_true(given, 2);
    let shown = world.names(|names| match usize::try_from(column) {
        Ok(0) => deparse::index_definition(names, table, index, pretty),
        Ok(column) if column <= index.keys.len() + index.include.len() => {
            deparse::index_column(names, table, index, column - 1, pretty)
        }
        _ => Ok(String::new()),
    })?;
    Ok(Datum::text(shown))
}

/// `pg_get_constraintdef(constraint [, pretty])`.
pub(super) fn constraint(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let of = |table: &&Arc<Table>| {
        table.checks.iter().any(|check| check.oid == oid)
            || table.foreign_keys.iter().any(|key| key.oid == oid)
            || table.indexes.iter().any(|index| index.constraint == Some(oid))
    };
    let Some(table) = world.catalog.tables.values().find(of) else { return Ok(Datum::Null) };
    let pretty = args::is_true(given, 1);
    let shown = world.names(|names| deparse::constraint_definition(names, table, oid, pretty))?;
    Ok(text(shown))
}

/// `pg_get_viewdef(view [, pretty or column to wrap at])`, by OID or by name. PostgreSQL's own views
/// are shown as their facts have them.
pub(super) fn view(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let oid = match args::text(given, 0) {
        Some(name) => Some(named_relation(&world, name)?),
        None => args::oid(given, 0),
    };
    if let Some(view) = oid.and_then(|oid| world.catalog.views.get(&oid)) {
        let pretty = args::is_true(given, 1) || args::int(given, 1).is_some();
        let shown = world.names(|names| deparse::view_definition(names, view, pretty))?;
        return Ok(Datum::text(shown));
    }
    let fact = oid.and_then(facts::relation_by_oid);
    match (fact, oid.and_then(|oid| world.class(oid))) {
        (Some(fact), _) if fact.view.is_some() => Ok(text(fact.view.map(str::to_owned))),
        (_, Some(class)) => {
            let message = format!("\"{}\" is not a view", class.name);
            Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message))
        }
        _ => Ok(Datum::Null),
    }
}

/// The relation of a name given as text.
///
/// # Errors
/// 42P01 when there is none.
pub(super) fn named_relation(world: &World<'_>, name: &str) -> SqlResult<types::Oid> {
    let parts = parts(name)?;
    world.relation_named(&parts)?.ok_or_else(|| {
        let message = format!("relation \"{}\" does not exist", parts.join("."));
        SqlError::new(SqlState::UNDEFINED_TABLE, message)
    })
}

/// `pg_get_userbyid(oid)`.
pub(super) fn user(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    Ok(text(args::oid(given, 0).map(|oid| f.world().role_name(oid))))
}

/// `pg_get_serial_sequence(table, column)`: the name of the sequence that a serial or identity
/// column owns, qualified.
pub(super) fn serial_sequence(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let (Some(name), Some(column)) = (args::text(given, 0), args::text(given, 1)) else {
        return Ok(Datum::Null);
    };
    let world = f.world();
    let oid = named_relation(&world, name)?;
    let missing = |relation: &str| {
        let message = format!("column \"{column}\" of relation \"{relation}\" does not exist");
        SqlError::new(SqlState::UNDEFINED_COLUMN, message)
    };
    let Some(table) = world.catalog.tables.get(&oid) else {
        let columns = facts::columns_of(oid);
        return match world.class(oid) {
            Some(class) if !columns.iter().any(|fact| fact.name == column) => {
                Err(missing(class.name))
            }
            _ => Ok(Datum::Null),
        };
    };
    let at = table.column(column).ok_or_else(|| missing(&table.name))?;
    let mut sequences = world.catalog.sequences.values();
    let owned = sequences.find(|sequence| sequence.owned_by == Some((oid, at)));
    Ok(text(owned.map(|owned| world.qualified(owned.namespace, &owned.name, false))))
}

/// `pg_get_replica_identity_index(relation)`: the primary key's index.
pub(super) fn replica_identity(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let table = args::oid(given, 0).and_then(|oid| f.catalog.tables.get(&oid));
    let primary = table.and_then(|table| table.primary());
    Ok(primary.map_or(Datum::Null, |index| Datum::Oid(index.oid)))
}

/// `pg_relation_is_updatable(relation, triggers)`: bits of the commands that work on it, as
/// `CmdType` numbers them: UPDATE 2, INSERT 3, DELETE 4.
pub(super) fn relation_is_updatable(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let columns = updatable_columns(f, args::oid(given, 0))?;
    Ok(Datum::Int4(if columns.is_some() { 1 << 2 | 1 << 3 | 1 << 4 } else { 0 }))
}

/// Of a table, and of a view that can be written through, which columns can.
fn updatable_columns(
    f: &Functions<'_>,
    relation: Option<types::Oid>,
) -> SqlResult<Option<Vec<bool>>> {
    let Some(oid) = relation else { return Ok(None) };
    if let Some(table) = f.catalog.tables.get(&oid) {
        return Ok(Some(vec![true; table.columns.len()]));
    }
    let world = f.world();
    let Some(view) = world.catalog.views.get(&oid) else { return Ok(None) };
    world.names(|names| sql::bind::updatable_columns(names, view))
}

/// `pg_column_is_updatable(relation, attnum, triggers)`.
pub(super) fn column_is_updatable(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let columns = updatable_columns(f, args::oid(given, 0))?.unwrap_or_default();
    let place = args::int(given, 1).and_then(|attnum| usize::try_from(attnum - 1).ok());
    Ok(Datum::Bool(place.and_then(|place| columns.get(place)).is_some_and(|can| *can)))
}

/// `pg_relation_is_publishable(relation)`.
pub(super) fn is_publishable(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let class = args::oid(given, 0).and_then(|oid| f.world().class(oid).map(|class| class.kind));
    let own = args::oid(given, 0).is_some_and(|oid| f.catalog.tables.contains_key(&oid));
    Ok(class.map_or(Datum::Null, |_| Datum::Bool(own)))
}

/// The cast of `text` to `regclass`.
pub(super) fn text_regclass(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(name) = args::text(given, 0) else { return Ok(Datum::Null) };
    f.world().object_oid(facts::oid::REGCLASS, name).map(Datum::Oid)
}

/// `to_regrole` and its kin: NULL where the alias type's input function finds nothing.
pub(super) fn to_object(f: &Functions<'_>, alias: types::Oid, given: &[Datum]) -> SqlResult<Datum> {
    let Some(name) = args::text(given, 0) else { return Ok(Datum::Null) };
    match f.world().object_oid(alias, name) {
        Ok(oid) => Ok(Datum::Oid(oid)),
        Err(error) if missing(error.state()) => Ok(Datum::Null),
        Err(error) => Err(error),
    }
}

fn missing(state: SqlState) -> bool {
    matches!(
        state,
        SqlState::UNDEFINED_TABLE
            | SqlState::UNDEFINED_OBJECT
            | SqlState::UNDEFINED_FUNCTION
            | SqlState::INVALID_SCHEMA_NAME
            | SqlState::AMBIGUOUS_FUNCTION
    )
}
