//! What is a client told whose transaction lost? Which row it was, and when the winner committed.

use base::{CATALOG_PREFIX, Conflict, SqlError, SqlState, Timestamp};
use sql::Catalog;
use sql::catalog::{Index, Table};
use types::facts::oid;
use types::{Datum, Formats, key, to_text};

/// PostgreSQL's epoch, 2000-01-01, in microseconds of ours.
const EPOCH_2000_US: u64 = 946_684_800_000_000;

const HINT: &str = "Retry the transaction.";

/// 40001: the code in the message says whether rows (OC000) or definitions (OC001) were in conflict;
/// DETAIL names the row as far as its key can be read, by the catalog the transaction had.
pub fn describe_conflict(conflict: &Conflict, catalog: &Catalog) -> SqlError {
    if conflict.forgotten {
        return txn::Error::Conflict(conflict.clone()).into_sql();
    }
    let when = time(conflict.committed_at);
    if conflict.key.starts_with(&CATALOG_PREFIX) {
        let what = object(&conflict.key, catalog).unwrap_or_else(|| "The schema".to_owned());
        return SqlError::new(
            SqlState::SERIALIZATION_FAILURE,
            "schema has been updated by another transaction (OC001)",
        )
        .with_detail(format!("{what} was changed by a transaction that committed at {when}."))
        .with_hint(HINT);
    }
    let error = SqlError::new(
        SqlState::SERIALIZATION_FAILURE,
        "change conflicts with another transaction (OC000)",
    )
    .with_hint(HINT);
    let Some((table, index)) = owner(&conflict.key, catalog) else {
        return error.with_detail(format!("The other transaction committed at {when}."));
    };
    let row = match index.and_then(|index| values(&conflict.key, table, index)) {
        Some(values) => format!("Key {values} of table \"{}\"", table.name),
        None => format!("A row of table \"{}\"", table.name),
    };
    let detail = format!("{row} was written or locked by a transaction that committed at {when}.");
    let schema = catalog.namespaces.get(&table.namespace);
    let schema = schema.map_or("", |schema| schema.name.as_str());
    error.with_detail(detail).with_table(schema, table.name.as_str())
}

/// A descriptor by its key (see [`crate::catalog_store`]).
fn object(key: &[u8], catalog: &Catalog) -> Option<String> {
    let oid = u32::from_be_bytes(key.get(5..9)?.try_into().ok()?);
    if key.len() != 9 {
        return None;
    }
    Some(match key[4] {
        1 => format!("Role \"{}\"", catalog.roles.get(&oid)?.name),
        2 => format!("Schema \"{}\"", catalog.namespaces.get(&oid)?.name),
        3 => format!("Table \"{}\"", catalog.tables.get(&oid)?.name),
        4 => format!("Sequence \"{}\"", catalog.sequences.get(&oid)?.name),
        5 => format!("View \"{}\"", catalog.views.get(&oid)?.name),
        _ => return None,
    })
}

/// Whose key it is; the index that says how to read it, if one does.
fn owner<'c>(key: &[u8], catalog: &'c Catalog) -> Option<(&'c Table, Option<&'c Index>)> {
    let storage = u32::from_be_bytes(key.get(..4)?.try_into().ok()?);
    catalog.tables.values().find_map(|table| {
        if table.storage == storage {
            return Some((&**table, table.primary()));
        }
        let mut others = table.indexes.iter().filter(|index| !index.primary);
        others.find(|index| index.storage == storage).map(|index| (&**table, Some(index)))
    })
}

/// `(a, b)=(1, x)`; none when the values cannot be read from their key.
fn values(key: &[u8], table: &Table, index: &Index) -> Option<String> {
    let mut rest = key.get(4..)?;
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    for part in &index.keys {
        if part.descending {
            return None;
        }
        let column = table.columns.get(part.column?)?;
        let value = key::decode(column.type_oid, &mut rest)?;
        names.push(column.name.as_str());
        texts.push(match value {
            Datum::Null => "null".to_owned(),
            value => to_text(column.type_oid, &value, &Formats::default()),
        });
    }
    Some(format!("({})=({})", names.join(", "), texts.join(", ")))
}

fn time(at: Timestamp) -> String {
    let micros = i64::try_from(at.as_micros().saturating_sub(EPOCH_2000_US)).unwrap_or(i64::MAX);
    to_text(oid::TIMESTAMPTZ, &Datum::Int8(micros), &Formats::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sql::catalog::{IndexKey, TableColumn};

    fn column(name: &str, type_oid: types::Oid) -> TableColumn {
        let text = format!(r#"{{"name": "{name}", "type_oid": {type_oid}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    fn catalog() -> Catalog {
        let keys = vec![IndexKey { column: Some(0), ..IndexKey::default() }];
        let primary = Index { primary: true, unique: true, keys, ..Index::default() };
        let mut catalog = Catalog::default();
        catalog.hold_table(Table {
            oid: 16400,
            name: "t".to_owned(),
            storage: 16401,
            columns: vec![column("id", oid::INT4)],
            indexes: vec![primary],
            ..Table::default()
        });
        catalog
    }

    fn told(key: Vec<u8>) -> (String, String) {
        let committed_at = Timestamp::from_micros(EPOCH_2000_US + 1_500_000);
        let conflict = Conflict { key: key.into(), committed_at, forgotten: false };
        let error = describe_conflict(&conflict, &catalog());
        (error.message().to_owned(), error.fields().detail.clone().unwrap_or_default())
    }

    #[test]
    fn the_loser_learns_which_row_and_when() {
        let mut key = crate::keys::prefix(16401);
        types::key::encode(oid::INT4, &Datum::Int4(7), false, false, &mut key);
        let (message, detail) = told(key);
        assert_eq!(message, "change conflicts with another transaction (OC000)");
        assert_eq!(
            detail,
            "Key (id)=(7) of table \"t\" was written or locked by a transaction that committed at \
             2000-01-01 00:00:01.5+00."
        );
    }

    #[test]
    fn a_changed_definition_is_named() {
        let key = crate::catalog_store::key(crate::catalog_store::Kind::Table, 16400);
        let (message, detail) = told(key.to_vec());
        assert_eq!(message, "schema has been updated by another transaction (OC001)");
        assert!(detail.starts_with("Table \"t\" was changed by a transaction"), "{detail}");
    }

    #[test]
    fn a_key_of_nobody_is_no_panic() {
        for key in [vec![], vec![1], vec![0, 0, 0, 9], crate::keys::prefix(16401)] {
            told(key);
        }
    }
}
