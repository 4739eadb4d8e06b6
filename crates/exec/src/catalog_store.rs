//! How are descriptors kept?
//!
//! ```text
//! 1u32, kind u8, oid u32                -> format u8, JSON of the descriptor
//! 1u32, 16u8, 1u8, role name            -> role's OID u32
//! 1u32, 16u8, 2u8, schema name          -> schema's OID u32
//! 1u32, 16u8, 3u8, schema u32, relation -> OID u32 of a table, index, sequence or view
//! ```
//! The names are there for the adjudicator: of two transactions that give one name, the second to
//! commit writes a key that the first has written, and is refused. What refers to a schema or a role
//! claims its descriptor, so that the one who drops it meanwhile is refused, or refuses.

use base::{CATALOG_PREFIX, Direction, Flow, Key, KeyRange, Mode, SqlError, SqlResult, Value};
use serde_json as json;
use sql::Catalog;
use sql::catalog::{Namespace, Relation, Role, Sequence, Table, View};
use std::collections::BTreeMap;
use txn::Transaction;
use types::Oid;

const FORMAT: u8 = 1;
const NAMES: u8 = 16;

/// What a descriptor describes; the number is in its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    Role = 1,
    Namespace = 2,
    Table = 3,
    Sequence = 4,
    View = 5,
}

/// The key of a descriptor.
pub fn key(kind: Kind, oid: Oid) -> Key {
    let mut out = CATALOG_PREFIX.to_vec();
    out.push(kind as u8);
    out.extend_from_slice(&oid.to_be_bytes());
    out.into()
}

/// Something that has a name, and among what it must be the only one of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Role(String),
    Schema(String),
    Relation(Oid, String),
}

impl Name {
    fn key(&self) -> Key {
        let mut out = CATALOG_PREFIX.to_vec();
        out.push(NAMES);
        let name = match self {
            Name::Role(name) => {
                out.push(1);
                name
            }
            Name::Schema(name) => {
                out.push(2);
                name
            }
            Name::Relation(schema, name) => {
                out.push(3);
                out.extend_from_slice(&schema.to_be_bytes());
                name
            }
        };
        out.extend_from_slice(name.as_bytes());
        out.into()
    }
}

type Names = BTreeMap<Name, Oid>;

fn table_names(table: &Table) -> Names {
    let relation = |name: &String| Name::Relation(table.namespace, name.clone());
    let indexes = table.indexes.iter().map(|index| (relation(&index.name), index.oid));
    std::iter::once((relation(&table.name), table.oid)).chain(indexes).collect()
}

fn view_names(view: &View) -> Names {
    Names::from([(Name::Relation(view.namespace, view.name.clone()), view.oid)])
}

fn sequence_names(sequence: &Sequence) -> Names {
    let name = Name::Relation(sequence.namespace, sequence.name.clone());
    Names::from([(name, sequence.oid)])
}

/// Loads every descriptor.
///
/// # Errors
/// XX001 for one that cannot be read; those of storage.
pub async fn load(txn: &Transaction, version: u64) -> SqlResult<Catalog> {
    let mut catalog = Catalog { version, ..Catalog::default() };
    let mut damage = None;
    let mut sink = |key: &[u8], value: &[u8]| match take(&mut catalog, key, value) {
        Some(()) => Flow::Continue,
        None => {
            damage = Some(damaged(key));
            Flow::Stop
        }
    };
    let mut end = CATALOG_PREFIX.to_vec();
    end.push(NAMES);
    let range = KeyRange::new(CATALOG_PREFIX.to_vec(), end);
    txn.scan(&range, Direction::Forward, &mut sink).await?;
    damage.map_or(Ok(catalog), Err)
}

fn take(catalog: &mut Catalog, key: &[u8], value: &[u8]) -> Option<()> {
    let kind = *key.get(4)?;
    let (FORMAT, text) = value.split_first().map(|(format, text)| (*format, text))? else {
        return None;
    };
    if kind == Kind::Role as u8 {
        catalog.hold_role(json::from_slice(text).ok()?);
    } else if kind == Kind::Namespace as u8 {
        catalog.hold_namespace(json::from_slice(text).ok()?);
    } else if kind == Kind::Table as u8 {
        catalog.hold_table(json::from_slice(text).ok()?);
    } else if kind == Kind::Sequence as u8 {
        catalog.hold_sequence(json::from_slice(text).ok()?);
    } else if kind == Kind::View as u8 {
        catalog.hold_view(json::from_slice(text).ok()?);
    } else {
        return None;
    }
    Some(())
}

/// Writes a role.
///
/// # Errors
/// None but XX000.
pub fn put_role(txn: &mut Transaction, catalog: &mut Catalog, role: Role) -> SqlResult<()> {
    let before = catalog.roles.get(&role.oid);
    let old = before.map(|old| Names::from([(Name::Role(old.name.clone()), old.oid)]));
    let new = Names::from([(Name::Role(role.name.clone()), role.oid)]);
    put(txn, catalog, Kind::Role, role.oid, json::to_vec(&role), old, new)?;
    catalog.hold_role(role);
    Ok(())
}

/// Writes a schema.
///
/// # Errors
/// None but XX000.
pub fn put_namespace(
    txn: &mut Transaction,
    catalog: &mut Catalog,
    namespace: Namespace,
) -> SqlResult<()> {
    let before = catalog.namespaces.get(&namespace.oid);
    let old = before.map(|old| Names::from([(Name::Schema(old.name.clone()), old.oid)]));
    let new = Names::from([(Name::Schema(namespace.name.clone()), namespace.oid)]);
    claim(txn, Kind::Role, namespace.owner);
    put(txn, catalog, Kind::Namespace, namespace.oid, json::to_vec(&namespace), old, new)?;
    catalog.hold_namespace(namespace);
    Ok(())
}

/// Writes a table.
///
/// # Errors
/// None but XX000.
pub fn put_table(txn: &mut Transaction, catalog: &mut Catalog, table: Table) -> SqlResult<()> {
    let old = catalog.tables.get(&table.oid).map(|old| table_names(old));
    claim(txn, Kind::Role, table.owner);
    claim(txn, Kind::Namespace, table.namespace);
    put(txn, catalog, Kind::Table, table.oid, json::to_vec(&table), old, table_names(&table))?;
    catalog.hold_table(table);
    Ok(())
}

/// Writes a sequence.
///
/// # Errors
/// None but XX000.
pub fn put_sequence(
    txn: &mut Transaction,
    catalog: &mut Catalog,
    sequence: Sequence,
) -> SqlResult<()> {
    let old = catalog.sequences.get(&sequence.oid).map(|old| sequence_names(old));
    let new = sequence_names(&sequence);
    claim(txn, Kind::Role, sequence.owner);
    claim(txn, Kind::Namespace, sequence.namespace);
    put(txn, catalog, Kind::Sequence, sequence.oid, json::to_vec(&sequence), old, new)?;
    catalog.hold_sequence(sequence);
    Ok(())
}

/// Writes a view. What it is over may not change beside it: another transaction that drops or alters
/// one of these is refused, or refuses.
///
/// # Errors
/// None but XX000.
pub fn put_view(txn: &mut Transaction, catalog: &mut Catalog, view: View) -> SqlResult<()> {
    let old = catalog.views.get(&view.oid).map(|old| view_names(old));
    claim(txn, Kind::Role, view.owner);
    claim(txn, Kind::Namespace, view.namespace);
    for seen in &view.lens.relations {
        let kind = match catalog.relation_by_oid(seen.oid) {
            Some(Relation::View(_)) => Kind::View,
            Some(Relation::Sequence(_)) => Kind::Sequence,
            _ => Kind::Table,
        };
        txn.claim(key(kind, seen.oid), Mode::Share);
    }
    put(txn, catalog, Kind::View, view.oid, json::to_vec(&view), old, view_names(&view))?;
    catalog.hold_view(view);
    Ok(())
}

/// Deletes a descriptor and its names.
pub fn delete(txn: &mut Transaction, catalog: &mut Catalog, kind: Kind, oid: Oid) {
    let names = match kind {
        Kind::Role => {
            let role = catalog.roles.remove(&oid);
            role.map(|role| Names::from([(Name::Role(role.name.clone()), oid)]))
        }
        Kind::Namespace => {
            let namespace = catalog.namespaces.remove(&oid);
            namespace.map(|namespace| Names::from([(Name::Schema(namespace.name.clone()), oid)]))
        }
        Kind::Table => {
            let names = catalog.tables.get(&oid).map(|table| table_names(table));
            catalog.forget_table(oid);
            names
        }
        Kind::Sequence => {
            let names = catalog.sequences.get(&oid).map(|sequence| sequence_names(sequence));
            catalog.forget_sequence(oid);
            names
        }
        Kind::View => {
            let names = catalog.views.get(&oid).map(|view| view_names(view));
            catalog.forget_view(oid);
            names
        }
    };
    for name in names.unwrap_or_default().keys() {
        txn.delete(name.key(), Mode::Update);
    }
    txn.delete(key(kind, oid), Mode::Update);
    catalog.version = 0;
}

/// Another transaction that drops the role or schema may not commit beside this one.
fn claim(txn: &mut Transaction, kind: Kind, oid: Oid) {
    txn.claim(key(kind, oid), Mode::KeyShare);
}

fn put(
    txn: &mut Transaction,
    catalog: &mut Catalog,
    kind: Kind,
    oid: Oid,
    text: Result<Vec<u8>, json::Error>,
    old: Option<Names>,
    new: Names,
) -> SqlResult<()> {
    let text = text.map_err(|error| SqlError::internal(error.to_string()))?;
    let mut value = vec![FORMAT];
    value.extend_from_slice(&text);
    let mode = if old.is_some() { Mode::NoKeyUpdate } else { Mode::Update };
    txn.put(key(kind, oid), value.into(), mode);
    let old = old.unwrap_or_default();
    for name in old.keys().filter(|name| !new.contains_key(name)) {
        txn.delete(name.key(), Mode::Update);
    }
    for (name, oid) in new.iter().filter(|(name, oid)| old.get(name) != Some(oid)) {
        txn.put(name.key(), Value::copy_from_slice(&oid.to_be_bytes()), Mode::Update);
    }
    catalog.version = 0;
    Ok(())
}

fn damaged(key: &[u8]) -> SqlError {
    txn::Error::Corrupt(format!("catalog descriptor {key:02x?}")).into_sql()
}
