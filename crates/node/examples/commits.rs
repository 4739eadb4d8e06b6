//! How many durable commits a second does the commit path carry, and how long does one take?
//!
//! Each committer runs transactions of four writes of 100 bytes under random keys out of a million (the
//! shape of TPC-B without its hot rows), one after the other, against a file journal and a redb
//! base on this machine's disk, while settling goes on behind.
//!
//! `cargo run --release -p airglow-node --example commits [SECONDS]`

use airglow_node::{Database, Home};
use base::{Key, Mode, Value};
use journal::{FileJournal, FsDisk};
use std::sync::Arc;
use std::time::{Duration, Instant};
use storage::{RedbBase, Store};
use txn::{Isolation, Transaction};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5);
    println!("committers  commits/s  p50 us  p99 us  refused");
    for committers in [1usize, 8, 32, 64] {
        run(committers, Duration::from_secs(seconds)).await;
    }
}

async fn run(committers: usize, time: Duration) {
    let folder = tempfile::tempdir_in(".").expect("this directory can be written");
    let home = Home::open(&folder.path().join("data")).expect("a new home");
    std::fs::create_dir_all(home.journal()).expect("the home can be written");
    let base = Arc::new(RedbBase::open(&home.base()).expect("a new base"));
    let store = Arc::new(Store::open(base).expect("an empty store"));
    let disk = Box::new(FsDisk::open(home.journal()).expect("the journal's directory"));
    let (journal, _) = FileJournal::open(disk, store.watermark()).expect("an empty journal");
    let database = Database::open(store, Box::new(journal)).await.expect("an empty database");
    let end = Instant::now() + time;
    let tasks: Vec<_> = (0..committers)
        .map(|task| tokio::spawn(committer(Arc::clone(&database), task, end)))
        .collect();
    let settler = {
        let database = Arc::clone(&database);
        tokio::spawn(async move {
            while Instant::now() < end {
                tokio::time::sleep(Duration::from_millis(200)).await;
                database.settle(false).await.expect("the disk has room");
            }
        })
    };
    let (mut took, mut refused) = (Vec::new(), 0);
    for task in tasks {
        let (times, lost) = task.await.expect("a committer does not panic");
        took.extend(times);
        refused += lost;
    }
    settler.await.expect("the settler does not panic");
    database.close().await.expect("the disk has room");
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).map_or(0, Duration::as_micros);
    let rate = took.len() as f64 / time.as_secs_f64();
    println!("{committers:>10}  {rate:>9.0}  {:>6}  {:>6}  {refused:>7}", at(50), at(99));
}

async fn committer(database: Arc<Database>, task: usize, end: Instant) -> (Vec<Duration>, u32) {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(task as u64 + 1);
    let (mut took, mut refused) = (Vec::new(), 0);
    while Instant::now() < end {
        let began = Instant::now();
        let (snapshot, _) = database.snapshot();
        let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        for _ in 0..4 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let key = Key::copy_from_slice(&(random % 1_000_000).to_be_bytes());
            txn.put(key, Value::from_static(&[7; 100]), Mode::NoKeyUpdate);
        }
        match txn.commit(&*database).await {
            Ok(_) => took.push(began.elapsed()),
            Err(_) => refused += 1,
        }
    }
    (took, refused)
}
