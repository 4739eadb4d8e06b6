//! Claims about what a transaction asks at COMMIT for the rows it has written.

use super::*;
use crate::context::{Context, Memory, SequenceMemory};
use crate::fold::Nowhere;
use crate::foreign_key::Constraints;
use crate::judge::check_deferred;
use crate::operator::Scope;
use crate::query_tests::Stored;
use base::CommitRequest;
use futures_executor::block_on;
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::{Action, ForeignKey, Index, IndexKey, TableColumn};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use txn::{Isolation, Transaction};
use types::Oid;
use types::facts::oid;

fn table(oid: Oid, name: &str, columns: &[&str]) -> Table {
    let column = |name: &&str| -> TableColumn {
        let text = format!(r#"{{"name": "{name}", "type_oid": {}}}"#, oid::INT4);
        serde_json::from_str(&text).unwrap()
    };
    Table {
        oid,
        name: name.to_owned(),
        storage: oid,
        columns: columns.iter().map(column).collect(),
        ..Table::default()
    }
}

fn index(oid: Oid, name: &str, column: usize, primary: bool, unique: bool) -> Index {
    let keys = vec![IndexKey { column: Some(column), ..IndexKey::default() }];
    Index { oid, name: name.to_owned(), storage: oid, keys, primary, unique, ..Index::default() }
}

/// `p (id PRIMARY KEY, u UNIQUE, n)` and `c (id PRIMARY KEY, p REFERENCES p)`.
fn catalog(on_delete: Action) -> Arc<Catalog> {
    let mut p = table(100, "p", &["id", "u", "n"]);
    p.indexes = vec![index(101, "p_pkey", 0, true, true), index(102, "p_u_key", 1, false, true)];
    p.referenced_by = vec![(200, 201)];
    let mut c = table(200, "c", &["id", "p"]);
    c.indexes = vec![index(202, "c_pkey", 0, true, true)];
    c.foreign_keys = vec![ForeignKey {
        oid: 201,
        name: "c_p_fkey".to_owned(),
        columns: vec![1],
        parent: 100,
        parent_columns: vec![0],
        parent_index: 101,
        on_delete,
        ..ForeignKey::default()
    }];
    let mut catalog = Catalog::default();
    catalog.hold_table(p);
    catalog.hold_table(c);
    Arc::new(catalog)
}

/// A transaction on some stored entries.
struct Bench {
    catalog: Arc<Catalog>,
    txn: Transaction,
    constraints: Constraints,
}

fn row<const N: usize>(values: [i32; N]) -> Vec<Datum> {
    values.into_iter().map(Datum::Int4).collect()
}

impl Bench {
    fn new(stored: BTreeMap<Key, Value>) -> Bench {
        let txn = Transaction::new(Arc::new(Stored(stored)), Isolation::RepeatableRead);
        Bench { catalog: catalog(Action::NoAction), txn, constraints: Constraints::default() }
    }

    fn with<T>(&mut self, work: impl AsyncFnOnce(&mut Run<'_, '_>) -> T) -> T {
        let nowhere = Nowhere::default();
        let mut cx = Context {
            txn: &mut self.txn,
            catalog: &self.catalog,
            env: &nowhere,
            host: &nowhere,
            locks: &crate::fold::NoLocks,
            sequences: &Mutex::new(SequenceMemory::default()),
            constraints: &mut self.constraints,
            cancel: &AtomicBool::new(false),
            memory: &Memory::new(1 << 20),
        };
        let mut scope = Scope::default();
        block_on(work(&mut Run { cx: &mut cx, scope: &mut scope }))
    }

    fn write<T>(
        &mut self,
        oid: Oid,
        work: impl AsyncFnOnce(&Writer<'_>, &mut Run<'_, '_>) -> T,
    ) -> T {
        self.txn.begin_command();
        let table = Arc::clone(&self.catalog.tables[&oid]);
        let links = Links::of(&self.catalog, &table).unwrap();
        let mut code = TableCode::plain(&table).unwrap();
        code.add_plain_indexes().unwrap();
        self.with(async |run| work(&Writer { code: &code, links: &links }, run).await)
    }

    fn insert(&mut self, table: Oid, rows: Vec<Vec<Datum>>) -> SqlResult<usize> {
        self.write(table, async |writer, run| {
            writer.insert(run, rows, None).await.map(|rows| rows.len())
        })
    }

    fn delete(&mut self, table: Oid, key: Key, row: Vec<Datum>) {
        self.write(table, async |writer, run| writer.delete(run, &[(key, row)])).unwrap();
    }

    fn prove(&mut self) -> SqlResult<()> {
        self.with(async |run| check_deferred(run.cx).await)
    }

    fn request(self) -> CommitRequest {
        self.txn.into_request().unwrap_or_default()
    }
}

/// What is stored once `rows` are in `p`.
fn stored(rows: Vec<Vec<Datum>>) -> BTreeMap<Key, Value> {
    let mut bench = Bench::new(BTreeMap::new());
    bench.insert(100, rows).unwrap();
    let writes = bench.request().writes.into_iter();
    writes.filter_map(|write| Some((write.key, write.value?))).collect()
}

fn row_key(table: Oid, id: i32) -> Key {
    let mut out = crate::keys::prefix(table);
    types::key::encode(oid::INT4, &Datum::Int4(id), false, false, &mut out);
    out.into()
}

#[test]
fn a_row_goes_in_with_its_entries() {
    let stored = stored(vec![row([1, 10, 5])]);
    assert_eq!(stored.len(), 2);
    assert_eq!(stored[&row_key(102, 10)], row_key(100, 1), "the entry leads to the row");
    assert!(stored.contains_key(&row_key(100, 1)));
}

#[test]
fn a_taken_key_is_refused_by_name_whoever_took_it() {
    let mut bench = Bench::new(stored(vec![row([1, 10, 5])]));
    let error = bench.insert(100, vec![row([2, 20, 0]), row([3, 10, 0])]).unwrap_err();
    assert_eq!(error.state(), SqlState::UNIQUE_VIOLATION);
    assert_eq!(error.fields().constraint.as_deref(), Some("p_u_key"));
    assert_eq!(error.fields().detail.as_deref(), Some("Key (u)=(10) already exists."));
    let error = bench.insert(100, vec![row([4, 40, 0]), row([4, 41, 0])]).unwrap_err();
    assert_eq!(error.fields().constraint.as_deref(), Some("p_pkey"));
}

#[test]
fn a_row_left_out_by_do_nothing_is_not_written() {
    let mut bench = Bench::new(stored(vec![row([1, 10, 5])]));
    let rows = vec![row([1, 11, 0]), row([2, 20, 0]), row([2, 21, 0])];
    let on_taken = OnTaken { arbiters: Vec::new(), update: None };
    let kept = bench
        .write(100, async |writer, run| writer.insert(run, rows, Some(&on_taken)).await.unwrap());
    assert_eq!(kept.len(), 1);
    assert_eq!(bench.request().writes.len(), 2);
}

#[test]
fn only_a_change_of_a_key_keeps_children_away() {
    for (new, mode) in [([1, 10, 6], Mode::NoKeyUpdate), ([1, 11, 5], Mode::Update)] {
        let mut bench = Bench::new(stored(vec![row([1, 10, 5])]));
        let changed = Changed { key: row_key(100, 1), old: row([1, 10, 5]), new: row(new) };
        bench.write(100, async |writer, run| writer.update(run, vec![changed]).await).unwrap();
        let request = bench.request();
        let write = request.writes.iter().find(|write| write.key == row_key(100, 1)).unwrap();
        assert_eq!(write.mode, mode);
    }
}

#[test]
fn a_child_and_the_deletion_of_its_parent_meet_at_the_parents_key() {
    let parent = vec![row([1, 10, 5])];
    let mut child = Bench::new(stored(parent.clone()));
    child.insert(200, vec![row([7, 1])]).unwrap();
    child.prove().unwrap();
    let child = child.request();
    let claim = child.claims.iter().find(|claim| claim.key == row_key(100, 1)).unwrap();
    let mut deletion = Bench::new(stored(parent));
    deletion.delete(100, row_key(100, 1), row([1, 10, 5]));
    deletion.prove().unwrap();
    let deletion = deletion.request();
    let write = deletion.writes.iter().find(|write| write.key == row_key(100, 1)).unwrap();
    assert!(claim.mode.conflicts(write.mode));
}

#[test]
fn a_foreign_key_is_judged_by_what_is_there_at_the_end() {
    let mut bench = Bench::new(BTreeMap::new());
    bench.insert(200, vec![row([7, 1])]).unwrap();
    let error = bench.prove().unwrap_err();
    assert_eq!(error.state(), SqlState::FOREIGN_KEY_VIOLATION);
    let detail = error.fields().detail.as_deref();
    assert_eq!(detail, Some("Key (p)=(1) is not present in table \"p\"."));
    let mut bench = Bench::new(BTreeMap::new());
    bench.insert(200, vec![row([7, 1])]).unwrap();
    bench.insert(100, vec![row([1, 10, 5])]).unwrap();
    bench.prove().unwrap();
    bench.delete(100, row_key(100, 1), row([1, 10, 5]));
    let detail = bench.prove().unwrap_err();
    let detail = detail.fields().detail.as_deref();
    assert_eq!(detail, Some("Key (id)=(1) is still referenced from table \"c\"."));
}
