//! How does the catalog change? Descriptors are written in the transaction and
//! in the copy of the catalog the session sees, which from then on is its own (version 0).

use crate::catalog_store::{self as store, Kind};
use base::{SqlError, SqlResult, SqlState};
use sql::Catalog;
use sql::catalog::Table;
use sql::statement::{CreateTable, Ddl, Object};
use std::sync::Arc;
use txn::Transaction;
use types::Oid;

/// Carries out `ddl`. Gives the command tag, and a notice where PostgreSQL gives one.
pub fn run(
    ddl: Ddl,
    txn: &mut Transaction,
    catalog: &mut Catalog,
) -> SqlResult<(&'static str, Option<SqlError>)> {
    catalog.version = 0;
    let tag = match ddl {
        Ddl::CreateTable(create) => {
            create_table(*create, txn, catalog)?;
            "CREATE TABLE"
        }
        Ddl::CreateSchema { mut schema, elements, .. } if elements.is_empty() => {
            if catalog.namespaces.values().any(|held| held.name == schema.name) {
                let message = format!("schema \"{}\" already exists", schema.name);
                return Err(SqlError::new(SqlState::DUPLICATE_SCHEMA, message));
            }
            schema.oid = store::next_oid(txn, catalog);
            store::put_namespace(txn, catalog, schema)?;
            "CREATE SCHEMA"
        }
        Ddl::CreateSequence { mut sequence, .. } => {
            free(catalog, sequence.namespace, &sequence.name)?;
            sequence.oid = store::next_oid(txn, catalog);
            store::put_sequence(txn, catalog, sequence)?;
            "CREATE SEQUENCE"
        }
        Ddl::CreateRole { mut role } => {
            if catalog.roles.values().any(|held| held.name == role.name) {
                let message = format!("role \"{}\" already exists", role.name);
                return Err(SqlError::new(SqlState::DUPLICATE_OBJECT, message));
            }
            role.oid = store::next_oid(txn, catalog);
            store::put_role(txn, catalog, role)?;
            "CREATE ROLE"
        }
        Ddl::AlterRole { role, mut new } => {
            new.oid = role;
            store::put_role(txn, catalog, new)?;
            "ALTER ROLE"
        }
        Ddl::Truncate { tables, restart_identity: false, cascade: false } => {
            truncate(&tables, txn, catalog)?;
            "TRUNCATE TABLE"
        }
        Ddl::Drop { objects, cascade: false, tag } => {
            objects.iter().try_for_each(|object| drop_one(*object, txn, catalog))?;
            tag
        }
        Ddl::Nothing { tag, notice } => return Ok((tag, notice)),
        Ddl::CreateSchema { .. } => return unsupported("CREATE SCHEMA with elements"),
        Ddl::CreateIndex { .. } => return unsupported("CREATE INDEX"),
        Ddl::AlterSequence { .. } => return unsupported("ALTER SEQUENCE"),
        Ddl::AlterTable { .. } => return unsupported("ALTER TABLE"),
        Ddl::Rename { .. } => return unsupported("RENAME"),
        Ddl::Comment { .. } => return unsupported("COMMENT"),
        Ddl::Truncate { .. } => return unsupported("TRUNCATE with RESTART IDENTITY or CASCADE"),
        Ddl::Drop { .. } => return unsupported("DROP ... CASCADE"),
    };
    Ok((tag, None))
}

fn unsupported<T>(what: &str) -> SqlResult<T> {
    Err(SqlError::unsupported(what))
}

fn free(catalog: &Catalog, namespace: Oid, name: &str) -> SqlResult<()> {
    if catalog.relations.contains_key(&(namespace, name.to_owned())) {
        let message = format!("relation \"{name}\" already exists");
        return Err(SqlError::new(SqlState::DUPLICATE_TABLE, message));
    }
    Ok(())
}

fn create_table(
    create: CreateTable,
    txn: &mut Transaction,
    catalog: &mut Catalog,
) -> SqlResult<()> {
    let CreateTable { mut table, sequences, .. } = create;
    free(catalog, table.namespace, &table.name)?;
    if !sequences.is_empty() {
        return unsupported("a serial or identity column");
    }
    if !table.foreign_keys.is_empty() {
        return unsupported("FOREIGN KEY");
    }
    table.oid = store::next_oid(txn, catalog);
    table.storage = table.oid;
    for index in &mut table.indexes {
        free(catalog, table.namespace, &index.name)?;
        index.oid = store::next_oid(txn, catalog);
        index.storage = index.oid;
        if index.constraint.is_some() {
            index.constraint = Some(store::next_oid(txn, catalog));
        }
    }
    for check in &mut table.checks {
        check.oid = store::next_oid(txn, catalog);
    }
    store::put_table(txn, catalog, table)
}

/// New storage ids: the old rows are no table's any more.
fn truncate(tables: &[Oid], txn: &mut Transaction, catalog: &mut Catalog) -> SqlResult<()> {
    for oid in tables {
        let mut table = Table::clone(held(catalog, *oid)?.as_ref());
        if table.referenced_by.iter().any(|(child, _)| !tables.contains(child)) {
            return Err(SqlError::new(
                SqlState::FEATURE_NOT_SUPPORTED,
                "cannot truncate a table referenced in a foreign key constraint",
            ));
        }
        table.storage = store::next_oid(txn, catalog);
        for index in &mut table.indexes {
            index.storage = store::next_oid(txn, catalog);
        }
        store::put_table(txn, catalog, table)?;
    }
    Ok(())
}

fn held(catalog: &Catalog, oid: Oid) -> SqlResult<Arc<Table>> {
    let table = catalog.tables.get(&oid).cloned();
    table.ok_or_else(|| SqlError::new(SqlState::UNDEFINED_TABLE, "table does not exist"))
}

fn drop_one(object: Object, txn: &mut Transaction, catalog: &mut Catalog) -> SqlResult<()> {
    match object {
        Object::Table(oid) => {
            let table = held(catalog, oid)?;
            if !table.referenced_by.is_empty() || !table.foreign_keys.is_empty() {
                return unsupported("DROP of a table with foreign keys");
            }
            if catalog.sequences.values().any(|s| s.owned_by.is_some_and(|(t, _)| t == oid)) {
                return unsupported("DROP of a table that owns a sequence");
            }
            store::delete(txn, catalog, Kind::Table, oid);
            Ok(())
        }
        Object::Sequence(_) | Object::Index { .. } | Object::Schema(_) | Object::Role(_) => {
            unsupported("DROP of this kind of object")
        }
    }
}
