//! Claims about a session over a database in memory.
//!
//! A [`check`] runs a script of simple queries: `a> text` by the session `a`, and lines of what it
//! answers. Messages of the extended protocol are asked for one by one.

use crate::{Answers, Form, Format, Host, Limits, Notification, Opening, Session, Shared, Status};
use adjudicator::Adjudicator;
use async_trait::async_trait;
use base::{
    CATALOG_PREFIX, CommitRequest, Direction, Flow, Key, KeyRange, Sink, SqlError, SqlResult,
    Timestamp, Value, Verdict,
};
use bytes::Bytes;
use exec::{Batch, catalog_store};
use futures_executor::block_on;
use parking_lot::Mutex;
use sql::catalog::{ADMIN, Namespace, PUBLIC, Role, Sequence};
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;
use std::time::Duration;
use txn::{Commit, Isolation, Snapshot, Transaction};
use types::Oid;

/// A database that forgets everything.
struct Memory {
    state: Mutex<State>,
}

struct State {
    data: Arc<BTreeMap<Key, Value>>,
    at: Timestamp,
    catalog_at: Timestamp,
    adjudicator: Adjudicator,
    next: u32,
    sequences: HashMap<u32, (i64, bool)>,
}

struct Moment {
    data: Arc<BTreeMap<Key, Value>>,
    at: Timestamp,
}

#[async_trait]
impl Snapshot for Moment {
    fn as_of(&self) -> Timestamp {
        self.at
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, txn::Error> {
        Ok(keys.iter().map(|key| self.data.get(key).cloned()).collect())
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), txn::Error> {
        if range.is_empty() {
            return Ok(());
        }
        let end = range.end.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let mut entries: Vec<_> =
            self.data.range::<Key, _>((Bound::Included(&range.start), end)).collect();
        if direction == Direction::Backward {
            entries.reverse();
        }
        for (key, value) in entries {
            if sink.entry(key, value) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Commit for Memory {
    async fn commit(&self, request: CommitRequest) -> Result<Timestamp, txn::Error> {
        let mut state = self.state.lock();
        let now = state.at.next();
        match state.adjudicator.decide(&request, now) {
            Verdict::Refuse(conflict) => Err(txn::Error::Conflict(conflict)),
            Verdict::Commit(at) => {
                let data = Arc::make_mut(&mut state.data);
                let mut catalog = false;
                for write in request.writes {
                    catalog |= write.key.starts_with(&CATALOG_PREFIX);
                    match write.value {
                        Some(value) => data.insert(write.key, value),
                        None => data.remove(&write.key),
                    };
                }
                state.at = at;
                if catalog {
                    state.catalog_at = at;
                }
                Ok(at)
            }
        }
    }
}

#[async_trait]
impl exec::Host for Memory {
    fn sequence_next(&self, sequence: &Sequence) -> Option<SqlResult<i64>> {
        let mut state = self.state.lock();
        let (last, called) = state.sequences.entry(sequence.storage).or_insert((1, false));
        *last += i64::from(*called);
        *called = true;
        Some(Ok(*last))
    }

    async fn sequence_reserve(&self, _: &Sequence) -> SqlResult<()> {
        Ok(())
    }

    async fn sequence_state(&self, sequence: &Sequence) -> SqlResult<(i64, bool)> {
        Ok(*self.state.lock().sequences.entry(sequence.storage).or_insert((1, false)))
    }

    async fn sequence_set(&self, sequence: &Sequence, value: i64, called: bool) -> SqlResult<()> {
        self.state.lock().sequences.insert(sequence.storage, (value, called));
        Ok(())
    }

    async fn object_id(&self) -> SqlResult<Oid> {
        let mut state = self.state.lock();
        state.next += 1;
        Ok(state.next)
    }

    fn row_id(&self) -> u64 {
        let mut state = self.state.lock();
        state.next += 1;
        u64::from(state.next)
    }

    async fn sleep(&self, _: Duration) {}

    fn password_verifier(&self, _: &str) -> String {
        String::new()
    }
}

#[async_trait]
impl Host for Memory {
    fn snapshot(&self) -> (Arc<dyn Snapshot>, Timestamp) {
        let state = self.state.lock();
        let moment = Moment { data: Arc::clone(&state.data), at: state.at };
        (Arc::new(moment), state.catalog_at)
    }

    fn now(&self) -> i64 {
        0
    }

    fn random_u64(&self) -> u64 {
        4
    }
}

fn database() -> Arc<Shared> {
    let at = Timestamp::from_micros(1);
    let host = Arc::new(Memory {
        state: Mutex::new(State {
            data: Arc::default(),
            at,
            catalog_at: at,
            adjudicator: Adjudicator::new(at),
            next: 16384,
            sequences: HashMap::new(),
        }),
    });
    block_on(async {
        let mut txn = Transaction::new(host.snapshot().0, Isolation::RepeatableRead);
        let mut catalog = catalog_store::load(&txn, 1).await.unwrap();
        let (oid, name) = (ADMIN, "admin".to_owned());
        let admin = Role { oid, name, superuser: true, login: true, ..Role::default() };
        let (oid, name) = (PUBLIC, "public".to_owned());
        let public = Namespace { oid, name, owner: ADMIN, comment: None };
        catalog_store::put_role(&mut txn, &mut catalog, admin).unwrap();
        catalog_store::put_namespace(&mut txn, &mut catalog, public).unwrap();
        txn.commit(&*host).await.unwrap();
    });
    Shared::new(host, "postgres", Limits::default())
}

fn session(shared: &Arc<Shared>) -> Session {
    session_of(1, shared)
}

fn opening(user: &str, parameters: Vec<(String, String)>, pid: i32) -> Opening {
    let (reins, client) = (Arc::default(), builtin::Client::default());
    Opening { user: user.into(), parameters, pid, reins, client }
}

fn session_of(pid: i32, shared: &Arc<Shared>) -> Session {
    let opening = opening("admin", Vec::new(), pid);
    let mut session = block_on(Session::open(Arc::clone(shared), opening)).unwrap();
    session.parameters();
    session
}

/// Answers as lines; what is `sent` can no longer be taken back.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    sent: usize,
}

#[async_trait]
impl Answers for Lines {
    fn row_description(&mut self, form: &Form<'_>) {
        let names: Vec<&str> = form.columns().iter().map(|column| &*column.name).collect();
        self.lines.push(names.join(" | "));
    }

    fn parameter_description(&mut self, types: &[Oid]) {
        self.lines.push(format!("parameters {types:?}"));
    }

    fn no_data(&mut self) {
        self.lines.push("no data".into());
    }

    async fn rows(&mut self, batch: &Batch, form: &Form<'_>) -> SqlResult<()> {
        for row in batch.rows() {
            let cells = row.iter().enumerate().map(|(at, value)| {
                let mut text = Vec::new();
                form.value(at, value, &mut text);
                match form.format(at) {
                    _ if value.is_null() => "NULL".to_owned(),
                    Format::Text => String::from_utf8(text).unwrap(),
                    Format::Binary => format!("{text:?}"),
                }
            });
            self.lines.push(cells.collect::<Vec<_>>().join(" | "));
        }
        Ok(())
    }

    fn command_complete(&mut self, tag: &str) {
        self.lines.push(tag.to_owned());
    }

    fn empty_query(&mut self) {
        self.lines.push("(empty)".into());
    }

    fn portal_suspended(&mut self) {
        self.lines.push("(suspended)".into());
    }

    fn notice(&mut self, notice: &SqlError) {
        self.lines.push(notice.to_string());
    }

    fn notification(&mut self, said: &Notification) {
        let line = format!("{} said in {}: {}", said.pid, said.channel, said.payload);
        self.lines.push(line.trim_end().to_owned());
    }

    fn parameter_status(&mut self, name: &str, value: &str) {
        self.lines.push(format!("{name} = {value}").trim_end().to_owned());
    }

    fn copy_in(&mut self, _: Format, columns: usize) {
        self.lines.push(format!("copy in {columns}"));
    }

    fn copy_out(&mut self, _: Format, columns: usize) {
        self.lines.push(format!("copy out {columns}"));
    }

    async fn copy_data(&mut self, data: &[u8]) -> SqlResult<()> {
        self.lines.push(String::from_utf8_lossy(data).trim_end().to_owned());
        Ok(())
    }

    fn copy_done(&mut self) {
        self.lines.push("copy done".into());
    }

    fn place(&mut self) -> u64 {
        self.lines.iter().map(|line| line.len() as u64 + 1).sum()
    }

    fn copy(&mut self, place: u64) -> Option<Vec<u8>> {
        let bytes = self.take_back(place)?;
        self.give_again(&bytes);
        Some(bytes)
    }

    fn take_back(&mut self, place: u64) -> Option<Vec<u8>> {
        let mut before = 0;
        let at = self.lines.iter().position(|line| {
            before += line.len() as u64 + 1;
            before > place
        });
        let at = at.unwrap_or(self.lines.len());
        let bytes = |line: &String| format!("{line}\n").into_bytes();
        (at >= self.sent).then(|| self.lines.split_off(at).iter().flat_map(bytes).collect())
    }

    fn give_again(&mut self, bytes: &[u8]) {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        self.lines.extend(text.lines().map(str::to_owned));
    }
}

fn ask(session: &mut Session, text: &str) -> Vec<String> {
    let mut lines = Lines::default();
    if let Err(error) = block_on(session.simple_query(text, &mut lines)) {
        lines.lines.push(error.to_string());
    }
    lines.lines
}

/// Runs `a> text` lines, each followed by what it answers. The pid of the first is 1.
pub(crate) fn check(script: &str) {
    let shared = database();
    let mut sessions: BTreeMap<&str, Session> = BTreeMap::new();
    let mut happened = Vec::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((name, text)) = line.split_once("> ").filter(|(name, _)| name.len() == 1) else {
            continue;
        };
        happened.push(line.to_owned());
        let pid = i32::try_from(sessions.len()).unwrap() + 1;
        let session = sessions.entry(name).or_insert_with(|| session_of(pid, &shared));
        happened.extend(ask(session, text));
    }
    let wanted: Vec<&str> = script.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(happened, wanted, "\n{}", happened.join("\n"));
}

#[test]
fn a_block_is_begun_once_and_ended_once() {
    check(
        "a> BEGIN
         BEGIN
         a> BEGIN
         WARNING 25001: there is already a transaction in progress
         BEGIN
         a> COMMIT
         COMMIT
         a> COMMIT
         WARNING 25P01: there is no transaction in progress
         COMMIT
         a> SAVEPOINT s
         ERROR 25P01: SAVEPOINT can only be used in transaction blocks
         a> BEGIN READ ONLY
         BEGIN
         a> SHOW transaction_read_only
         transaction_read_only
         on
         SHOW
         a> SELECT 1
         ?column?
         1
         SELECT 1
         a> SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
         ERROR 25001: SET TRANSACTION ISOLATION LEVEL must be called before any query
         a> SELECT 1
         ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
         a> COMMIT
         ROLLBACK",
    );
}

#[test]
fn settings_follow_the_transaction_and_clients_are_told() {
    check(
        "a> BEGIN; SET application_name = 'x'; SAVEPOINT s; SET TIME ZONE 'Asia/Tokyo'
         BEGIN
         SET
         SAVEPOINT
         SET
         application_name = x
         TimeZone = Asia/Tokyo
         a> ROLLBACK TO s
         ROLLBACK
         TimeZone = UTC
         a> ROLLBACK
         ROLLBACK
         application_name =
         a> SET statement_timeout = '90s'; SHOW statement_timeout
         SET
         statement_timeout
         90s
         SHOW
         a> SET statement_timeout = 'x'
         ERROR 22023: invalid value for parameter \"statement_timeout\": \"x\"
         a> SET search_path = other, \"B c\"; SHOW search_path
         SET
         search_path
         other, \"B c\"
         SHOW
         a> RESET ALL; SHOW search_path
         RESET
         search_path
         \"$user\", public
         SHOW",
    );
}

#[test]
fn prepared_statements_and_cursors_go_by_name() {
    check(
        "a> PREPARE p AS SELECT $1 + 1 AS n, $2::text AS t
         PREPARE
         a> EXECUTE p ('2', 3)
         n | t
         3 | 3
         SELECT 1
         a> EXECUTE p (1)
         ERROR 42601: wrong number of parameters for prepared statement \"p\"
         a> DEALLOCATE p; EXECUTE p (1, 'x')
         DEALLOCATE
         ERROR 26000: prepared statement \"p\" does not exist
         a> BEGIN; DECLARE c CURSOR FOR VALUES (1), (2), (3), (4)
         BEGIN
         DECLARE CURSOR
         a> FETCH 2 FROM c; MOVE c; FETCH ALL FROM c
         column1
         1
         2
         FETCH 2
         MOVE 1
         column1
         4
         FETCH 1
         a> FETCH PRIOR FROM c
         ERROR 55000: cursor can only scan forward
         a> ROLLBACK
         ROLLBACK
         a> DECLARE h CURSOR WITH HOLD FOR VALUES (1), (2)
         DECLARE CURSOR
         a> FETCH ALL FROM h; CLOSE h
         column1
         1
         2
         FETCH 2
         CLOSE CURSOR
         a> DISCARD ALL
         DISCARD ALL",
    );
}

#[test]
fn a_text_of_several_statements_is_one_transaction() {
    check(
        "a> CREATE TABLE t (a int); INSERT INTO t VALUES (1)
         CREATE TABLE
         INSERT 0 1
         a> INSERT INTO t VALUES (2); SELECT 1 / 0; INSERT INTO t VALUES (3)
         INSERT 0 1
         ERROR 22012: division by zero
         b> SELECT a FROM t
         a
         1
         SELECT 1
         a> ;
         (empty)",
    );
}

#[test]
fn a_block_that_lost_is_run_again_if_asked_for_and_its_answers_stay_the_same() {
    check(
        "a> CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0), (2, 0)
         CREATE TABLE
         INSERT 0 2
         b> SET airglow.replay = on
         SET
         b> BEGIN; UPDATE t SET n = n + 1 WHERE id = 1
         BEGIN
         UPDATE 1
         b> SELECT n FROM t WHERE id = 2
         n
         0
         SELECT 1
         a> UPDATE t SET n = n + 10 WHERE id = 1
         UPDATE 1
         b> COMMIT
         COMMIT
         a> SELECT n FROM t ORDER BY id
         n
         11
         0
         SELECT 2
         b> BEGIN; UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
         BEGIN
         n
         12
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 1
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         b> BEGIN; SAVEPOINT s; UPDATE t SET n = n + 1 WHERE id = 1
         BEGIN
         SAVEPOINT
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 1
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         a> SELECT n FROM t ORDER BY id
         n
         31
         0
         SELECT 2",
    );
}

#[test]
fn of_a_block_all_is_run_again_or_nothing() {
    check(
        "a> CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0), (2, 0)
         CREATE TABLE
         INSERT 0 2
         a> CREATE SEQUENCE s
         CREATE SEQUENCE
         b> BEGIN; UPDATE t SET n = n + 1 WHERE id = 1; SET LOCAL airglow.replay = on
         BEGIN
         UPDATE 1
         SET
         b> UPDATE t SET n = n + 1 WHERE id = 2
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 2
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         b> SET airglow.replay = on
         SET
         b> INSERT INTO t VALUES (3, 0); BEGIN
         INSERT 0 1
         BEGIN
         b> UPDATE t SET n = n + 1 WHERE id = 2
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 2
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         b> BEGIN; UPDATE t SET n = n + 1 WHERE id = 1
         BEGIN
         UPDATE 1
         b> SELECT set_config('airglow.replay', 'off', true)
         set_config
         off
         SELECT 1
         b> UPDATE t SET n = n + 1 WHERE id = 2
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 2
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         b> BEGIN; SELECT setval('s', 100); UPDATE t SET n = n + 1 WHERE id = 2
         BEGIN
         setval
         100
         SELECT 1
         UPDATE 1
         a> UPDATE t SET n = n + 10 WHERE id = 2
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         a> SELECT * FROM t ORDER BY id
         id | n
         1 | 0
         2 | 40
         SELECT 2",
    );
}

#[test]
fn a_role_of_the_startup_packet_is_one_that_may_be_set() {
    let shared = database();
    let mut admin = session(&shared);
    ask(&mut admin, "CREATE ROLE eve LOGIN; CREATE ROLE team; GRANT team TO eve");
    let open = |name: &str, value: &str| {
        let parameters = vec![(name.to_owned(), value.to_owned())];
        let opened = block_on(Session::open(Arc::clone(&shared), opening("eve", parameters, 2)));
        opened.map(|mut session| ask(&mut session, "SELECT current_user").swap_remove(1))
    };
    let refused = open("Role", "admin").map_err(|error| error.to_string());
    assert_eq!(refused, Err("FATAL 42501: permission denied to set role \"admin\"".into()));
    assert_eq!(open("role", "team").unwrap(), "team");
    for ignored in ["session_authorization", "is_superuser"] {
        assert_eq!(open(ignored, "admin").unwrap(), "eve");
    }
}

#[test]
fn a_single_statement_that_loses_is_run_again_and_a_block_is_not() {
    check(
        "a> CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0)
         CREATE TABLE
         INSERT 0 1
         b> BEGIN; UPDATE t SET n = n + 1
         BEGIN
         UPDATE 1
         a> UPDATE t SET n = n + 1
         UPDATE 1
         b> COMMIT
         ERROR 40001: change conflicts with another transaction (OC000)
         b> SELECT n FROM t
         n
         1
         SELECT 1",
    );
}

fn bind(session: &mut Session, portal: &str, statement: &str, value: &[u8]) -> SqlResult<()> {
    let value = [Some(Bytes::copy_from_slice(value))];
    block_on(session.bind(portal.into(), statement, &[], &value, &[]))
}

#[test]
fn a_portal_rests_between_portions_and_dies_at_sync() {
    let mut session = session(&database());
    let mut out = Lines::default();
    block_on(async {
        let text = "SELECT * FROM generate_series(1, $1) AS n";
        session.parse("s".into(), text, &[], &mut Lines::default()).await.unwrap();
        session.describe_statement("s", &mut out).await.unwrap();
    });
    bind(&mut session, "p", "s", b"5").unwrap();
    block_on(async {
        session.execute("p", 2, &mut out).await.unwrap();
        session.execute("p", 0, &mut out).await.unwrap();
        session.sync(&mut out).await.unwrap();
        let error = session.execute("p", 0, &mut out).await.unwrap_err();
        assert_eq!(error.to_string(), "ERROR 34000: portal \"p\" does not exist");
    });
    let lines: Vec<&str> = out.lines.iter().map(String::as_str).take(10).collect();
    let wanted = ["parameters [23]", "n", "1", "2", "(suspended)", "3", "4", "5", "SELECT 3"];
    assert_eq!(lines[..wanted.len()], wanted);
    assert_eq!(session.status(), Status::Idle);
    let error = bind(&mut session, "", "s", b"x").unwrap_err();
    assert_eq!(error.to_string(), "ERROR 22P02: invalid input syntax for type integer: \"x\"");
}

#[test]
fn a_name_that_is_too_long_is_told_of_when_it_is_parsed() {
    let (mut session, mut out) = (session(&database()), Lines::default());
    let text = format!("SELECT 1 AS {}", "x".repeat(70));
    block_on(async {
        session.parse(String::new(), &text, &[], &mut out).await.unwrap();
        assert_eq!(out.lines.len(), 1, "{:?}", out.lines);
        assert!(out.lines[0].contains("will be truncated to"), "{:?}", out.lines);
        session.bind(String::new(), "", &[], &[], &[]).await.unwrap();
        session.execute("", 0, &mut out).await.unwrap();
    });
    assert_eq!(out.lines[1..], ["1", "SELECT 1"]);
}

fn parse(session: &mut Session, name: &str, text: &str) {
    block_on(session.parse(name.into(), text, &[], &mut Lines::default())).unwrap();
}

#[test]
fn what_was_prepared_follows_the_schema_until_its_columns_change() {
    let shared = database();
    let (mut one, mut other) = (session(&shared), session(&shared));
    ask(&mut one, "CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    parse(&mut one, "s", "SELECT * FROM t WHERE a = $1");
    ask(&mut other, "CREATE INDEX ON t (a)");
    let mut out = Lines::default();
    bind(&mut one, "", "s", b"1").unwrap();
    block_on(one.execute("", 0, &mut out)).unwrap();
    block_on(one.sync(&mut out)).unwrap();
    assert_eq!(out.lines[..2], ["1", "SELECT 1"]);
    ask(&mut other, "ALTER TABLE t ADD COLUMN b int");
    bind(&mut one, "", "s", b"1").unwrap();
    let error = block_on(one.execute("", 0, &mut out)).unwrap_err();
    assert_eq!(error.to_string(), "ERROR 0A000: cached plan must not change result type");
}

#[test]
fn what_loses_at_sync_is_executed_again_unless_some_of_it_was_sent() {
    for sent in [false, true] {
        let shared = database();
        let (mut one, mut other) = (session(&shared), session(&shared));
        ask(&mut one, "CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0)");
        parse(&mut one, "s", "UPDATE t SET n = n + $1 RETURNING n");
        let mut out = Lines::default();
        for value in [b"1", b"2"] {
            bind(&mut one, "", "s", value).unwrap();
            block_on(one.execute("", 0, &mut out)).unwrap();
            out.lines.push("(bound)".into());
        }
        ask(&mut other, "UPDATE t SET n = 10");
        out.sent = if sent { 1 } else { 0 };
        let result = block_on(one.sync(&mut out));
        if sent {
            assert_eq!(result.unwrap_err().state(), base::SqlState::SERIALIZATION_FAILURE);
        } else {
            result.unwrap();
            let wanted = ["11", "UPDATE 1", "(bound)", "13", "UPDATE 1", "(bound)"];
            assert_eq!(out.lines[..6], wanted);
        }
    }
}

#[test]
fn read_committed_sees_each_commit_and_repeatable_read_none() {
    check(
        "a> CREATE TABLE t (a int)
         CREATE TABLE
         a> BEGIN ISOLATION LEVEL READ COMMITTED; SELECT count(*) FROM t
         BEGIN
         count
         0
         SELECT 1
         b> BEGIN; SELECT count(*) FROM t
         BEGIN
         count
         0
         SELECT 1
         c> INSERT INTO t VALUES (1)
         INSERT 0 1
         a> SELECT count(*) FROM t
         count
         1
         SELECT 1
         b> SELECT count(*) FROM t
         count
         0
         SELECT 1
         c> CREATE TABLE unrelated (a int)
         CREATE TABLE
         b> INSERT INTO t VALUES (2); COMMIT
         INSERT 0 1
         COMMIT",
    );
}
