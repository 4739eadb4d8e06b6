//! Claims about whole queries, from text to rows, over one transaction in memory.

use crate::context::{Context, Host, Memory, SequenceMemory};
use crate::foreign_key::Constraints;
use crate::keys;
use crate::program::Program;
use async_trait::async_trait;
use base::{
    Direction, Flow, Key, KeyRange, Mode, Sink, SqlError, SqlResult, SqlState, Timestamp, Value,
};
use builtin::Env;
use futures_executor::block_on;
use parking_lot::Mutex;
use sql::catalog::{
    ADMIN, Catalog, Index, IndexKey, Namespace, PUBLIC, Role, Sequence, Table, TableColumn,
};
use sql::{Names, Statement};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use txn::{Isolation, Snapshot, Transaction};
use types::facts::oid;
use types::{Datum, Formats, Oid, to_text};

/// What is stored, and nothing else.
#[derive(Default)]
pub(crate) struct Stored(pub(crate) BTreeMap<Key, Value>);

#[async_trait]
impl Snapshot for Stored {
    fn as_of(&self) -> Timestamp {
        Timestamp::from_micros(7)
    }
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, txn::Error> {
        Ok(keys.iter().map(|key| self.0.get(key).cloned()).collect())
    }
    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), txn::Error> {
        let inside = self.0.iter().filter(|(key, _)| range.contains(key));
        let mut give = |(key, value): (&Key, &Value)| sink.entry(key, value) == Flow::Continue;
        match direction {
            Direction::Forward => inside.take_while(|entry| give(*entry)).for_each(drop),
            Direction::Backward => inside.rev().take_while(|entry| give(*entry)).for_each(drop),
        }
        Ok(())
    }
}

/// A session without a process: its sequences are reserved two values at a time.
#[derive(Default)]
struct Session {
    formats: Formats,
    next: AtomicI64,
    reserved: AtomicI64,
    row_id: AtomicU64,
    /// Hands beside its own, and how often they were asked for.
    helpers: usize,
    helped: AtomicU64,
}

impl Env for Session {
    fn formats(&self) -> &Formats {
        &self.formats
    }
    fn random_u64(&self) -> u64 {
        7
    }
    fn current_user(&self) -> &str {
        "admin"
    }
    fn object_oid(&self, _: Oid, name: &str) -> SqlResult<Oid> {
        if name == "s" { Ok(SEQUENCE) } else { Err(SqlError::unsupported("this name")) }
    }
}

#[async_trait]
impl Host for Session {
    fn sequence_next(&self, _: &Sequence) -> Option<SqlResult<i64>> {
        let next = self.next.load(Ordering::Relaxed) + 1;
        if next > self.reserved.load(Ordering::Relaxed) {
            return None;
        }
        self.next.store(next, Ordering::Relaxed);
        Some(Ok(next))
    }
    async fn sequence_reserve(&self, _: &Sequence) -> SqlResult<()> {
        self.reserved.fetch_add(2, Ordering::Relaxed);
        Ok(())
    }
    async fn sequence_state(&self, _: &Sequence) -> SqlResult<(i64, bool)> {
        Ok((self.next.load(Ordering::Relaxed), true))
    }
    async fn sequence_set(&self, _: &Sequence, value: i64, _: bool) -> SqlResult<()> {
        self.next.store(value, Ordering::Relaxed);
        self.reserved.store(value, Ordering::Relaxed);
        Ok(())
    }
    async fn object_id(&self) -> SqlResult<Oid> {
        Ok(20_000)
    }
    async fn sleep(&self, _: Duration) {}

    fn password_verifier(&self, _: &str) -> String {
        String::new()
    }
    fn row_id(&self) -> u64 {
        self.row_id.fetch_add(1, Ordering::Relaxed)
    }
    fn hands(&self) -> usize {
        1 + self.helpers
    }
    fn at_once<'a>(&self, jobs: Vec<Box<dyn FnOnce() + Send + 'a>>) {
        self.helped.fetch_add(1, Ordering::Relaxed);
        std::thread::scope(|scope| {
            jobs.into_iter().for_each(|job| drop(scope.spawn(job)));
        });
    }
}

const SEQUENCE: Oid = 16_999;

struct World {
    session: Session,
    catalog: Arc<Catalog>,
    txn: Transaction,
    sequences: Mutex<SequenceMemory>,
    constraints: Constraints,
    memory_bytes: usize,
    cancel: AtomicBool,
}

/// A table of `int4` columns but `name`, which is `text`; the first column is the primary key.
fn table(oid: Oid, name: &str, columns: &[&str], indexes: &[(&str, &[usize], bool)]) -> Table {
    let column = |(at, name): (usize, &&str)| {
        let ty = types::Type::new(if *name == "name" { oid::TEXT } else { oid::INT4 });
        TableColumn { not_null: at == 0, ..TableColumn::plain(name, ty) }
    };
    let index = |(place, (name, columns, unique)): (Oid, &(&str, &[usize], bool))| Index {
        oid: oid + place + 1,
        storage: oid + place + 1,
        name: (*name).to_string(),
        keys: columns
            .iter()
            .map(|at| IndexKey { column: Some(*at), ..IndexKey::default() })
            .collect(),
        unique: *unique,
        ..Index::default()
    };
    let mut all = vec![Index { primary: true, ..index((0, &("pkey", &[0], true))) }];
    all.extend((1..).zip(indexes).map(index));
    Table {
        oid,
        namespace: PUBLIC,
        name: name.into(),
        owner: ADMIN,
        storage: oid,
        columns: columns.iter().enumerate().map(column).collect(),
        indexes: all,
        ..Table::default()
    }
}

impl World {
    /// `t(id, g, name)` with an index on `g`, and `u(id, t)` with an index on `t`; and a sequence `s`.
    fn new() -> World {
        let mut catalog = Catalog::default();
        catalog.hold_namespace(Namespace {
            oid: PUBLIC,
            name: "public".into(),
            owner: ADMIN,
            comment: None,
        });
        catalog.hold_role(Role {
            oid: ADMIN,
            name: "admin".into(),
            superuser: true,
            ..Role::default()
        });
        catalog.hold_table(table(16_400, "t", &["id", "g", "name"], &[("t_g", &[1], false)]));
        catalog.hold_table(table(16_500, "u", &["id", "t"], &[("u_t", &[1], false)]));
        catalog.hold_sequence(Sequence {
            oid: SEQUENCE,
            namespace: PUBLIC,
            name: "s".into(),
            owner: ADMIN,
            storage: SEQUENCE,
            type_oid: oid::INT8,
            start: 1,
            increment: 1,
            min: 1,
            max: i64::MAX,
            cache: 1,
            ..Sequence::default()
        });
        let mut world = World {
            session: Session::default(),
            catalog: Arc::new(catalog),
            txn: Transaction::new(Arc::new(Stored::default()), Isolation::RepeatableRead),
            sequences: Mutex::default(),
            constraints: Constraints::default(),
            memory_bytes: 1 << 26,
            cancel: AtomicBool::new(false),
        };
        let (int, text) = (Datum::Int4, |text: &str| Datum::text(text));
        for (id, g, name) in
            [(1, int(1), "one"), (2, int(1), "two"), (3, int(2), "three"), (4, Datum::Null, "four")]
        {
            world.put(16_400, &[int(id), g, text(name)]);
        }
        for (id, t) in [(10, int(1)), (11, int(1)), (12, int(3)), (13, Datum::Null)] {
            world.put(16_500, &[int(id), t]);
        }
        world
    }

    /// Writes a row and its index entry.
    fn put(&mut self, table: Oid, row: &[Datum]) {
        let table = Arc::clone(&self.catalog.tables[&table]);
        let mut key = keys::prefix(table.storage);
        types::key::encode(oid::INT4, &row[0], false, false, &mut key);
        let mut entry = keys::prefix(table.indexes[1].storage);
        types::key::encode(oid::INT4, &row[1], false, false, &mut entry);
        entry.extend_from_slice(&key[4..]);
        let types: Vec<_> = table.columns.iter().map(TableColumn::ty).collect();
        let mut value = Vec::new();
        types::row::encode(&types, row, &mut value).unwrap();
        self.txn.put(entry.into(), key.clone().into(), Mode::Update);
        self.txn.put(key.into(), value.into(), Mode::Update);
    }

    fn program(&self, text: &str) -> SqlResult<Arc<Program>> {
        let statement = sql::parse(text)?.remove(0);
        let names = Names {
            catalog: &self.catalog,
            search_path: &[sql::catalog::PG_CATALOG, PUBLIC],
            user: ADMIN,
            env: &self.session,
        };
        let Statement::Query(query) = sql::bind(&statement, &names, &[])?.statement else {
            return Err(SqlError::internal("not a query"));
        };
        Program::compile(plan::plan(&query)).map(Arc::new)
    }

    fn run(&mut self, text: &str, params: Vec<Datum>) -> SqlResult<Vec<String>> {
        let program = self.program(text)?;
        let memory = Memory::new(self.memory_bytes);
        let mut cursor = program.start(params);
        let mut out = Vec::new();
        loop {
            let mut cx = Context {
                txn: &mut self.txn,
                catalog: &self.catalog,
                env: &self.session,
                host: &self.session,
                locks: &crate::fold::NoLocks,
                sequences: &self.sequences,
                constraints: &mut self.constraints,
                cancel: &self.cancel,
                memory: &memory,
            };
            let Some(batch) = block_on(cursor.next_batch(&mut cx))? else { return Ok(out) };
            for row in batch.rows() {
                let text = row.iter().zip(program.columns()).map(|(value, column)| {
                    if value.is_null() {
                        return "NULL".to_string();
                    }
                    to_text(column.ty.oid, value, &self.session.formats)
                });
                out.push(text.collect::<Vec<String>>().join("|"));
            }
        }
    }

    /// The rows of a query, `;` between them.
    fn rows(&mut self, text: &str) -> String {
        match self.run(text, Vec::new()) {
            Ok(rows) => rows.join(";"),
            Err(error) => format!("{error}"),
        }
    }

    fn plan(&self, text: &str) -> String {
        plan::explain(self.program(text).unwrap().planned()).join("\n")
    }
}

fn check(pairs: &[(&str, &str)]) {
    let mut world = World::new();
    for (text, wanted) in pairs {
        assert_eq!(world.rows(text), *wanted, "{text}\n{}", world.plan(text));
    }
}

#[test]
fn expressions_have_postgresqls_values() {
    check(&[
        ("SELECT 1 + 2, NULL IS NULL, 'a' || 'b'", "3|t|ab"),
        (
            "SELECT CASE WHEN 1 > 0 THEN 'a' WHEN 1 / 0 > 0 THEN 'b' END, CASE 2 WHEN 1 THEN 'x' ELSE 'y' END",
            "a|y",
        ),
        (
            "SELECT COALESCE(NULL, 2, 1), NULLIF(1, 1), NULLIF(1, 2), GREATEST(1, NULL, 3), LEAST(NULL, 2)",
            "2|NULL|1|3|2",
        ),
        ("SELECT 1 IN (1, NULL), 2 IN (1, NULL), NULL IN (1), 2 NOT IN (1, 3)", "t|NULL|NULL|t"),
        (
            "SELECT (ARRAY[10, 20, 30])[2], (ARRAY[[1, 2], [3, 4]])[2][1], (ARRAY[1, 2, 3])[2:3]",
            "20|3|{2,3}",
        ),
        (
            "SELECT ARRAY[[1, 2], [3, 4]], ROW(1, 'a'), ARRAY[1, NULL] IS NULL",
            "{{1,2},{3,4}}|(1,a)|f",
        ),
        (
            "SELECT NULL IS DISTINCT FROM 1, 1 IS DISTINCT FROM 1, NULL IS NOT DISTINCT FROM NULL",
            "t|f|t",
        ),
        (
            "SELECT 2 > ANY (ARRAY[1, 5]), 2 > ALL (ARRAY[1, 5]), true AND NULL, false AND NULL, true OR NULL",
            "t|f|NULL|f|t",
        ),
        ("SELECT '{1,2}'::text[]::int[], 12::text, '7'::int", "{1,2}|12|7"),
        ("SELECT 1 / 0", "ERROR 22012: division by zero"),
    ]);
}

#[test]
fn rows_are_found_by_key_index_and_scan() {
    check(&[
        ("SELECT name FROM t WHERE id = 2", "two"),
        ("SELECT name FROM t WHERE id IN (3, 1, 3, 9)", "one;three"),
        ("SELECT name FROM t WHERE id = 3000000000", ""),
        ("SELECT id FROM t WHERE id > 1 AND id <= 3", "2;3"),
        ("SELECT id FROM t WHERE id < 3000000000 AND id > -3000000000", "1;2;3;4"),
        ("SELECT id FROM t WHERE g = 1", "1;2"),
        ("SELECT id FROM t WHERE g IS NULL", "4"),
        ("SELECT id FROM t WHERE g = 1 OR g = 2", "1;2;3"),
        ("SELECT id FROM t WHERE name LIKE 't%'", "2;3"),
        ("SELECT id FROM t ORDER BY id DESC", "4;3;2;1"),
        ("SELECT id FROM t ORDER BY g, id DESC LIMIT 2", "2;1"),
        ("SELECT id FROM t ORDER BY g DESC NULLS LAST, id LIMIT 2 OFFSET 1", "1;2"),
        ("SELECT max(id), min(g) FROM t", "4|1"),
        ("SELECT max(id) FROM t WHERE id < 3", "2"),
        ("SELECT max(g) FROM t", "2"),
    ]);
}

#[test]
fn joins_keep_what_their_kind_keeps() {
    check(&[
        ("SELECT t.id, u.id FROM t JOIN u ON u.t = t.id ORDER BY 1, 2", "1|10;1|11;3|12"),
        (
            "SELECT t.id, u.id FROM t LEFT JOIN u ON u.t = t.id ORDER BY 1, 2",
            "1|10;1|11;2|NULL;3|12;4|NULL",
        ),
        (
            "SELECT t.id, u.id FROM t RIGHT JOIN u ON u.t = t.id ORDER BY 2",
            "1|10;1|11;3|12;NULL|13",
        ),
        (
            "SELECT t.id, u.id FROM t FULL JOIN u ON u.t = t.id ORDER BY 1, 2",
            "1|10;1|11;2|NULL;3|12;4|NULL;NULL|13",
        ),
        (
            "SELECT t.id, u.id FROM t FULL JOIN u ON u.t > t.id + 1 ORDER BY 1, 2",
            "1|12;2|NULL;3|NULL;4|NULL;NULL|10;NULL|11;NULL|13",
        ),
        ("SELECT u.id FROM t JOIN u ON u.t = t.id WHERE t.id = 1 ORDER BY 1", "10;11"),
        ("SELECT count(*) FROM t, u", "16"),
        ("SELECT t.id FROM t WHERE EXISTS (SELECT FROM u WHERE u.t = t.id) ORDER BY 1", "1;3"),
        (
            "SELECT t.id FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.t = t.id) ORDER BY 1",
            "2;4",
        ),
        ("SELECT t.id FROM t WHERE t.id IN (SELECT u.t FROM u) ORDER BY 1", "1;3"),
        ("SELECT t.id FROM t WHERE t.id NOT IN (SELECT u.t FROM u)", ""),
        (
            "SELECT t.id FROM t WHERE t.id NOT IN (SELECT u.t FROM u WHERE u.t IS NOT NULL) ORDER BY 1",
            "2;4",
        ),
        (
            "SELECT n, m FROM generate_series(0, 2) n LEFT JOIN LATERAL generate_series(1, n) m ON true ORDER BY n, m",
            "0|NULL;1|1;2|1;2|2",
        ),
        (
            "SELECT t.id, s.n FROM t, LATERAL (SELECT count(*) AS n FROM u WHERE u.t = t.id) s ORDER BY 1",
            "1|2;2|0;3|1;4|0",
        ),
    ]);
}

#[test]
fn subqueries_are_values_lists_and_tables() {
    check(&[
        (
            "SELECT id, (SELECT max(u.id) FROM u WHERE u.t = t.id) FROM t ORDER BY id",
            "1|11;2|NULL;3|12;4|NULL",
        ),
        ("SELECT id FROM u WHERE (SELECT count(*) FROM t WHERE t.g + 10 = u.id) = 1", "12"),
        (
            "SELECT ARRAY(SELECT id FROM t ORDER BY id DESC), (SELECT id FROM t WHERE false)",
            "{4,3,2,1}|NULL",
        ),
        (
            "SELECT (SELECT id FROM t)",
            "ERROR 21000: more than one row returned by a subquery used as an expression",
        ),
        (
            "SELECT id FROM t WHERE id > ALL (SELECT g FROM t WHERE g IS NOT NULL) ORDER BY id",
            "3;4",
        ),
        ("SELECT name FROM t WHERE id = (SELECT max(t) FROM u) ORDER BY g LIMIT 1", "three"),
        ("SELECT id FROM t WHERE (g, id) > (1, 1) ORDER BY id", "2;3"),
        ("SELECT s.n FROM (SELECT count(*) AS n FROM t) s", "4"),
        ("WITH a AS (SELECT id FROM t), b AS (SELECT id FROM a) SELECT count(*) FROM a, b", "16"),
        (
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT * FROM r",
            "1;2;3;4",
        ),
        (
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION SELECT (n % 3) + 1 FROM r) SELECT * FROM r ORDER BY n",
            "1;2;3",
        ),
        (
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r LIMIT 3",
            "1;2;3",
        ),
    ]);
}

#[test]
fn rows_are_grouped_sorted_and_told_apart() {
    check(&[
        (
            "SELECT g, count(*), sum(id), min(name) FROM t GROUP BY g ORDER BY g",
            "1|2|3|one;2|1|3|three;NULL|1|4|four",
        ),
        ("SELECT count(DISTINCT g), count(g), count(*) FILTER (WHERE id > 1) FROM t", "2|3|3"),
        (
            "SELECT array_agg(id ORDER BY id DESC), string_agg(name, ',' ORDER BY name) FROM t",
            "{4,3,2,1}|four,one,three,two",
        ),
        ("SELECT DISTINCT g FROM t ORDER BY g", "1;2;NULL"),
        ("SELECT DISTINCT ON (g) g, id FROM t ORDER BY g, id DESC", "1|2;2|3;NULL|4"),
        ("SELECT 1.0 AS n UNION SELECT 1.00 UNION SELECT 2", "1.0;2"),
        ("SELECT g FROM t INTERSECT SELECT id FROM t ORDER BY 1", "1;2"),
        ("SELECT id FROM t EXCEPT SELECT g FROM t ORDER BY 1", "3;4"),
        ("SELECT g FROM t EXCEPT ALL SELECT 1 ORDER BY 1", "1;2;NULL"),
        ("SELECT count(*) FROM (SELECT id FROM t UNION ALL SELECT id FROM u) s", "8"),
        ("SELECT g FROM t ORDER BY g FETCH FIRST 1 ROW WITH TIES", "1;1"),
        ("SELECT id FROM t LIMIT -1", "ERROR 2201W: LIMIT must not be negative"),
        ("SELECT generate_series(1, 2), generate_series(1, 3)", "1|1;2|2;NULL|3"),
        ("SELECT * FROM generate_series(5, 6) WITH ORDINALITY", "5|1;6|2"),
    ]);
}

#[test]
fn sequence_values_are_drawn_once_though_rows_wait_for_them() {
    check(&[
        ("SELECT nextval('s'), nextval('s'), nextval('s')", "1|2|3"),
        ("SELECT nextval('s') FROM t", "4;5;6;7"),
        ("SELECT currval('s')", "7"),
        ("SELECT id FROM t WHERE nextval('s') > 9 ORDER BY id", "3;4"),
        ("SELECT setval('s', 20), nextval('s')", "20|21"),
    ]);
}

#[test]
fn what_the_indexes_serve_is_not_scanned_or_sorted() {
    let world = World::new();
    let shows = |text: &str, wanted: &str| {
        let plan = world.plan(text);
        assert!(plan.contains(wanted), "{text}\n{plan}");
    };
    shows("SELECT * FROM t WHERE id = 1", "Index Scan using pkey on t");
    shows("SELECT * FROM t WHERE g = 1", "Index Scan using t_g on t");
    assert!(!world.plan("SELECT * FROM t ORDER BY id DESC").contains("Sort"));
    assert!(!world.plan("SELECT * FROM t WHERE g = 1 ORDER BY id LIMIT 1").contains("Seq"));
    assert!(world.plan("SELECT * FROM t ORDER BY name").contains("Sort"));
    shows("SELECT * FROM t JOIN u ON u.t = t.id WHERE t.id = 1", "Index Scan using u_t on u");
    shows("SELECT max(g) FROM t", "Limit");
    shows("SELECT * FROM t WHERE id = (SELECT max(t) FROM u)", "Index Scan using pkey on t");
    shows("SELECT * FROM t WHERE (g, id) > (1, 1)", "Index Scan using t_g on t");
}

#[test]
fn memory_has_a_bound_and_a_query_can_be_stopped() {
    let mut world = World::new();
    world.memory_bytes = 1 << 18;
    let sorted = world.run("SELECT n FROM generate_series(1, 100000) n ORDER BY n", Vec::new());
    assert_eq!(sorted.unwrap_err().state(), SqlState::OUT_OF_MEMORY);
    assert_eq!(
        world.rows("SELECT n FROM generate_series(1, 9000) n ORDER BY n DESC LIMIT 2"),
        "9000;8999"
    );
    assert_eq!(world.rows("SELECT count(*) FROM generate_series(1, 100000) n"), "100000");
    world.cancel.store(true, Ordering::Relaxed);
    let stopped = world.run("SELECT count(*) FROM generate_series(1, 100000) n", Vec::new());
    assert_eq!(stopped.unwrap_err().state(), SqlState::QUERY_CANCELED);
}

#[test]
fn parameters_reach_probes_filters_and_limits() {
    let mut world = World::new();
    let mut rows = |text: &str, params: Vec<Datum>| world.run(text, params).unwrap().join(";");
    assert_eq!(rows("SELECT name FROM t WHERE id = $1", vec![Datum::Int4(2)]), "two");
    assert_eq!(rows("SELECT name FROM t WHERE id = $1", vec![Datum::Null]), "");
    assert_eq!(rows("SELECT id FROM t ORDER BY id LIMIT $1", vec![Datum::Int8(2)]), "1;2");
    assert_eq!(rows("SELECT id FROM t ORDER BY id LIMIT $1", vec![Datum::Null]), "1;2;3;4");
}

#[test]
fn several_hands_give_what_one_gives() {
    let mut world = World::new();
    // At first every number is a key, then one of ten thousand.
    for at in 0..100_000 {
        let id = if at < 80_000 { at } else { at * 10_000 };
        let name = if at % 3 == 0 { Datum::Null } else { Datum::text(format!("row {at}")) };
        world.put(16_400, &[Datum::Int4(id), Datum::Int4(at % 11), name]);
    }
    for (text, parted) in [
        ("SELECT count(*), count(name), sum(id), min(name), max(name), avg(g) FROM t", true),
        (
            "SELECT g, count(*), sum(id::numeric / 7), bool_or(id = 5), bit_xor(id) FROM t GROUP BY g",
            true,
        ),
        ("SELECT count(*) FILTER (WHERE g = 3), any_value(name) FROM t WHERE id > 7", true),
        ("SELECT g, name, count(*) FROM t WHERE g + 0 < 3 GROUP BY ROLLUP (g, name)", true),
        ("SELECT id, name FROM t WHERE g + 0 = 5", true),
        (
            "SELECT sum(id::float8 / 3), array_agg(id) FROM t WHERE g + 0 = 6 AND name LIKE '%7'",
            true,
        ),
        ("SELECT sum(1000 / (id - 70000)) FROM t", true),
        ("SELECT count(*) FROM t WHERE 1000 / (id - 900000000) >= 0", true),
        ("SELECT count(*) FROM t WHERE id < 100 OR nextval('s') > 100000", false),
    ] {
        world.session.helpers = 0;
        let alone = world.rows(text);
        let state = world.session.next.swap(0, Ordering::Relaxed);
        world.session.helpers = 2;
        let helped = world.session.helped.swap(0, Ordering::Relaxed);
        assert_eq!(helped, 0, "one hand has no help");
        assert!(world.rows(text) == alone, "{text}");
        assert_eq!(world.session.helped.load(Ordering::Relaxed) > 0, parted, "{text}");
        world.session.helped.store(0, Ordering::Relaxed);
        assert_eq!(world.session.next.swap(0, Ordering::Relaxed), state, "{text}");
    }
}
