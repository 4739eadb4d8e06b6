//! An open database on a real disk keeps what it acknowledged: after `kill -9`, on a full disk,
//! and in the face of overlapping writers.
//!
//! For `kill -9` the test runs itself as a child process that commits from many tasks and prints
//! each commit it was acknowledged; the parent kills it, opens the directory, and looks for each.

#![allow(clippy::unwrap_used)]

use airglow_node::{Database, Home};
use base::{CommitRequest, Key, Mode, SqlState, Value, Write};
use journal::{FileJournal, FsDisk};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use storage::{MemoryBase, RedbBase, Store};
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

async fn open_on(disk: &FullDisk) -> Arc<Database> {
    let store = Arc::new(Store::open(Arc::new(MemoryBase::new())).unwrap());
    let (journal, _) = FileJournal::open(Box::new(disk.clone()), store.watermark()).unwrap();
    Database::open(store, Box::new(journal)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_outlived() {
    let disk = FullDisk::default();
    let database = open_on(&disk).await;
    let put = |text: &'static str| {
        let (snapshot, _) = database.snapshot();
        let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        txn.put(key(1), Value::from_static(text.as_bytes()), Mode::Update);
        txn
    };
    put("before").commit(&*database).await.unwrap();
    disk.full.store(true, Ordering::Relaxed);
    let refused = put("refused").commit(&*database).await;
    assert!(matches!(refused, Err(txn::Error::Full(SqlState::DISK_FULL, _))), "{refused:?}");
    let (snapshot, _) = database.snapshot();
    let before = Some(Value::from_static(b"before"));
    assert_eq!(snapshot.get_many(&[key(1)]).await.unwrap(), [before]);
    drop(snapshot);
    disk.full.store(false, Ordering::Relaxed);
    put("after").commit(&*database).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_open_files_are_no_full_disk_and_outlived() {
    let disk = FullDisk::default();
    let database = open_on(&disk).await;
    let put = |number| {
        let mut txn = Transaction::new(database.snapshot().0, Isolation::RepeatableRead);
        txn.put(key(number), Value::from_static(b"here"), Mode::Update);
        txn
    };
    disk.busy.store(true, Ordering::Relaxed);
    let refused = put(1).commit(&*database).await.unwrap_err().into_sql();
    assert_eq!(refused.state().as_str(), "53000");
    let hint = refused.fields().hint.as_deref().unwrap();
    assert!(hint.contains("ulimit -n") && !hint.contains("space"), "{hint}");
    disk.busy.store(false, Ordering::Relaxed);
    put(2).commit(&*database).await.unwrap();
}

/// A real directory that can be told to have no room, or that too many files are open.
#[derive(Clone)]
struct FullDisk {
    folder: Arc<tempfile::TempDir>,
    full: Arc<AtomicBool>,
    busy: Arc<AtomicBool>,
}

impl Default for FullDisk {
    fn default() -> FullDisk {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        FullDisk { folder, full: Arc::default(), busy: Arc::default() }
    }
}

impl base::Disk for FullDisk {
    fn list(&self) -> io::Result<Vec<String>> {
        FsDisk::open(self.folder.path())?.list()
    }

    fn open(&self, name: &str, create: bool) -> io::Result<Box<dyn base::DiskFile>> {
        if self.busy.load(Ordering::Relaxed) {
            return Err(io::Error::from_raw_os_error(24)); // EMFILE
        }
        let file = FsDisk::open(self.folder.path())?.open(name, create)?;
        Ok(Box::new(FullFile { file, full: Arc::clone(&self.full) }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        FsDisk::open(self.folder.path())?.remove(name)
    }
}

struct FullFile {
    file: Box<dyn base::DiskFile>,
    full: Arc<AtomicBool>,
}

impl base::DiskFile for FullFile {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read_at(offset, buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.full.load(Ordering::Relaxed) {
            return self.file.append(bytes);
        }
        // A disk that fills up takes what it can.
        self.file.append(&bytes[..bytes.len() / 2])?;
        Err(io::ErrorKind::StorageFull.into())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.file.truncate(len)
    }
}
