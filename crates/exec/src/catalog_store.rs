//! How are descriptors kept?
//!
//! ```text
//! 1u32, kind u8, oid u32  -> format u8, JSON of the descriptor
//! 1u32, 0u8               -> next OID and storage id, u32
//! ```

use base::{CATALOG_PREFIX, Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, Value};
use serde_json as json;
use sql::Catalog;
use sql::catalog::{FIRST_NORMAL_OID, Namespace, Relation, Role, Sequence, Table};
use std::sync::Arc;
use txn::Transaction;
use types::Oid;

const FORMAT: u8 = 1;
const COUNTER: u8 = 0;

/// What a descriptor describes; the number is in its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    Role = 1,
    Namespace = 2,
    Table = 3,
    Sequence = 4,
}

/// The key of a descriptor.
pub fn key(kind: Kind, oid: Oid) -> Key {
    let mut out = CATALOG_PREFIX.to_vec();
    out.push(kind as u8);
    out.extend_from_slice(&oid.to_be_bytes());
    out.into()
}

/// Loads every descriptor.
pub async fn load(txn: &Transaction, version: u64) -> SqlResult<Catalog> {
    let mut entries: Vec<(Key, Value)> = Vec::new();
    let mut sink = |key: &[u8], value: &[u8]| {
        entries.push((Key::copy_from_slice(key), Value::copy_from_slice(value)));
        Flow::Continue
    };
    let range = KeyRange::prefix(CATALOG_PREFIX.to_vec());
    txn.scan(&range, Direction::Forward, &mut sink).await?;
    let mut catalog = Catalog { version, next_oid: FIRST_NORMAL_OID, ..Catalog::default() };
    for (key, value) in entries {
        take(&mut catalog, &key, &value).ok_or_else(|| damaged(&key))?;
    }
    Ok(catalog)
}

fn take(catalog: &mut Catalog, key: &[u8], value: &[u8]) -> Option<()> {
    let kind = *key.get(4)?;
    if kind == COUNTER {
        catalog.next_oid = u32::from_be_bytes(value.try_into().ok()?);
        return Some(());
    }
    let (FORMAT, text) = value.split_first().map(|(format, text)| (*format, text))? else {
        return None;
    };
    if kind == Kind::Role as u8 {
        let role: Role = json::from_slice(text).ok()?;
        catalog.roles.insert(role.oid, Arc::new(role));
    } else if kind == Kind::Namespace as u8 {
        let namespace: Namespace = json::from_slice(text).ok()?;
        catalog.namespaces.insert(namespace.oid, Arc::new(namespace));
    } else if kind == Kind::Table as u8 {
        let table: Table = json::from_slice(text).ok()?;
        hold_table(catalog, table);
    } else if kind == Kind::Sequence as u8 {
        let sequence: Sequence = json::from_slice(text).ok()?;
        hold_sequence(catalog, sequence);
    } else {
        return None;
    }
    Some(())
}

fn hold_table(catalog: &mut Catalog, table: Table) {
    catalog.relations.retain(|_, relation| match relation {
        Relation::Table(oid) | Relation::Index(oid, _) => *oid != table.oid,
        Relation::Sequence(_) => true,
    });
    catalog.relations.insert((table.namespace, table.name.clone()), Relation::Table(table.oid));
    for index in &table.indexes {
        let name = (table.namespace, index.name.clone());
        catalog.relations.insert(name, Relation::Index(table.oid, index.oid));
    }
    catalog.tables.insert(table.oid, Arc::new(table));
}

fn hold_sequence(catalog: &mut Catalog, sequence: Sequence) {
    catalog.relations.retain(|_, held| *held != Relation::Sequence(sequence.oid));
    let name = (sequence.namespace, sequence.name.clone());
    catalog.relations.insert(name, Relation::Sequence(sequence.oid));
    catalog.sequences.insert(sequence.oid, Arc::new(sequence));
}

/// Gives the next OID, which also serves as a storage id.
pub fn next_oid(txn: &mut Transaction, catalog: &mut Catalog) -> Oid {
    let oid = catalog.next_oid.max(FIRST_NORMAL_OID);
    catalog.next_oid = oid.saturating_add(1);
    let mut key = CATALOG_PREFIX.to_vec();
    key.push(COUNTER);
    let value = catalog.next_oid.to_be_bytes().to_vec();
    txn.put(key.into(), value.into(), Mode::Update);
    oid
}

/// Writes a role.
pub fn put_role(txn: &mut Transaction, catalog: &mut Catalog, role: Role) -> SqlResult<()> {
    put(txn, Kind::Role, role.oid, json::to_vec(&role))?;
    catalog.roles.insert(role.oid, Arc::new(role));
    Ok(())
}

/// Writes a schema.
pub fn put_namespace(
    txn: &mut Transaction,
    catalog: &mut Catalog,
    namespace: Namespace,
) -> SqlResult<()> {
    put(txn, Kind::Namespace, namespace.oid, json::to_vec(&namespace))?;
    catalog.namespaces.insert(namespace.oid, Arc::new(namespace));
    Ok(())
}

/// Writes a table.
pub fn put_table(txn: &mut Transaction, catalog: &mut Catalog, table: Table) -> SqlResult<()> {
    put(txn, Kind::Table, table.oid, json::to_vec(&table))?;
    hold_table(catalog, table);
    Ok(())
}

/// Writes a sequence.
pub fn put_sequence(
    txn: &mut Transaction,
    catalog: &mut Catalog,
    sequence: Sequence,
) -> SqlResult<()> {
    put(txn, Kind::Sequence, sequence.oid, json::to_vec(&sequence))?;
    hold_sequence(catalog, sequence);
    Ok(())
}

/// Deletes a descriptor.
pub fn delete(txn: &mut Transaction, catalog: &mut Catalog, kind: Kind, oid: Oid) {
    txn.delete(key(kind, oid), Mode::Update);
    catalog.version = 0;
    match kind {
        Kind::Role => drop(catalog.roles.remove(&oid)),
        Kind::Namespace => drop(catalog.namespaces.remove(&oid)),
        Kind::Table => drop(catalog.tables.remove(&oid)),
        Kind::Sequence => drop(catalog.sequences.remove(&oid)),
    }
    catalog.relations.retain(|_, relation| match (kind, relation) {
        (Kind::Table, Relation::Table(held) | Relation::Index(held, _))
        | (Kind::Sequence, Relation::Sequence(held)) => *held != oid,
        _ => true,
    });
}

fn put(
    txn: &mut Transaction,
    kind: Kind,
    oid: Oid,
    text: Result<Vec<u8>, json::Error>,
) -> SqlResult<()> {
    let text = text.map_err(|error| SqlError::internal(error.to_string()))?;
    let mut value = vec![FORMAT];
    value.extend_from_slice(&text);
    txn.put(key(kind, oid), value.into(), Mode::Update);
    Ok(())
}

fn damaged(key: &[u8]) -> SqlError {
    txn::Error::Corrupt(format!("catalog descriptor {key:02x?}")).into_sql()
}
