//! `kill -9` at any moment loses nothing that was acknowledged, on a real disk.
//!
//! The test runs itself as a child process that commits from many tasks and
//! prints each commit it was acknowledged; the parent kills it without warning,
//! opens the same directory, and looks for every one.

use airglow_node::{Database, Home};
use base::{CommitRequest, Key, Mode, Value, Write};
use journal::{FileJournal, FsDisk};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use storage::{RedbBase, Store};
use txn::{Commit, Isolation, Snapshot, Transaction};

const CHILD: &str = "AIRGLOW_TEST_KILL_DIR";
const TASKS: usize = 16;

async fn open(home: &Home) -> Arc<Database> {
    std::fs::create_dir_all(home.journal()).unwrap();
    let base = Arc::new(RedbBase::open(&home.base()).unwrap());
    let store = Arc::new(Store::open(base).unwrap());
    let disk = Box::new(FsDisk::open(home.journal()).unwrap());
    let (journal, replay) = FileJournal::open(disk, store.watermark()).unwrap();
    drop(replay);
    Database::open(store, Box::new(journal)).await.unwrap()
}

fn key(task: usize) -> Key {
    Key::from(format!("task {task:02}"))
}

/// Each task counts up its own key, and all of them fight for one more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(directory) = std::env::var(CHILD) else { return };
    let home = Home::open(Path::new(&directory)).unwrap();
    let database = open(&home).await;
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let database = Arc::clone(&database);
            tokio::spawn(async move {
                for round in 0u64.. {
                    let (snapshot, _) = database.snapshot();
                    let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
                    txn.put(key(task), Value::from(round.to_string()), Mode::Update);
                    match txn.commit(&*database).await {
                        Ok(_) => println!("acknowledged {task} {round}"),
                        Err(error) => println!("refused {task} {round} {error:?}"),
                    }
                    if round % 50 == 7 {
                        database.settle(true).await.unwrap();
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[test]
fn kill_minus_nine_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut newest = [None::<u64>; TASKS];
    for turn in 0u64..3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for (count, line) in (0u64..).zip(lines) {
            if count == 300 + 170 * turn {
                child.kill().unwrap();
            }
            let line = line.unwrap();
            let mut words = line.split(' ');
            if words.next() != Some("acknowledged") {
                continue;
            }
            let mut number = || words.next().and_then(|word| word.parse::<u64>().ok());
            let (Some(task), Some(round)) = (number(), number()) else { continue };
            newest[usize::try_from(task).unwrap()] = Some(round);
        }
        child.wait().unwrap();
        let found = read_all(folder.path());
        for (task, (acknowledged, found)) in newest.iter().zip(&found).enumerate() {
            // Rounds begin at 0 again in every turn, so what is there is what
            // this turn acknowledged last, or one commit later.
            let Some(acknowledged) = *acknowledged else { continue };
            let found = found.expect("an acknowledged key is there");
            assert!(
                found == acknowledged || found == acknowledged + 1,
                "turn {turn}, task {task}: acknowledged {acknowledged}, found {found}"
            );
        }
        assert!(newest.iter().any(Option::is_some), "the child committed something");
        newest = [None; TASKS];
    }
}

fn read_all(directory: &Path) -> Vec<Option<u64>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    runtime.block_on(async {
        let home = Home::open(directory).unwrap();
        let database = open(&home).await;
        let keys: Vec<Key> = (0..TASKS).map(key).collect();
        let (snapshot, _) = database.snapshot();
        let values = snapshot.get_many(&keys).await.unwrap();
        drop(snapshot);
        database.close().await.unwrap();
        values
            .into_iter()
            .map(|value| value.map(|value| std::str::from_utf8(&value).unwrap().parse().unwrap()))
            .collect()
    })
}

#[tokio::test]
async fn of_two_overlapping_writers_the_second_is_told_who_won_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(folder.path()).unwrap();
    let database = open(&home).await;
    let (snapshot, _) = database.snapshot();
    let request = |value: &'static str| CommitRequest {
        writes: vec![Write {
            key: key(1),
            value: Some(Value::from_static(value.as_bytes())),
            mode: Mode::Update,
            since: snapshot.as_of(),
        }],
        ..CommitRequest::default()
    };
    let won = database.commit(request("first")).await.unwrap();
    match database.commit(request("second")).await {
        Err(txn::Error::Conflict(conflict)) => {
            assert_eq!((conflict.key, conflict.committed_at), (key(1), won));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(snapshot.get_many(&[key(1)]).await.unwrap(), [None], "a snapshot never changes");
    database.close().await.unwrap();
    assert_eq!(database.commit(request("late")).await, Err(txn::Error::Closed));
}
