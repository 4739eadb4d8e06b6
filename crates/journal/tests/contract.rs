//! What every journal promises, claimed once and checked on all three.

#![allow(clippy::unwrap_used)]

use airglow_journal::{
    Error, FileJournal, FsDisk, Journal, MemoryJournal, MemoryLog, ObjectJournal,
};
use base::{JournalEntry, Timestamp};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use std::sync::Arc;
use tempfile::TempDir;

/// Where a journal lives while nobody has it open.
enum Home {
    File(TempDir),
    Memory(MemoryLog),
    Object(Arc<dyn ObjectStore>),
}

impl Home {
    fn all() -> Vec<Home> {
        vec![
            Home::File(tempfile::tempdir().unwrap()),
            Home::Memory(MemoryLog::default()),
            Home::Object(Arc::new(InMemory::new())),
        ]
    }

    async fn open(&self) -> Box<dyn Journal> {
        match self {
            Home::File(directory) => {
                let disk = Box::new(FsDisk::open(directory.path()).unwrap());
                // A bound this small seals a segment every few groups.
                Box::new(FileJournal::open_with(disk, Timestamp::ZERO, 200).unwrap().0)
            }
            Home::Memory(log) => Box::new(MemoryJournal::open(log)),
            Home::Object(store) => {
                let prefix = "tenant/journal".into();
                let store = Arc::clone(store);
                Box::new(ObjectJournal::open(store, prefix, next_writer()).await.unwrap())
            }
        }
    }
}

fn next_writer() -> u64 {
    static WRITERS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    WRITERS.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

fn at(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn entry(micros: u64) -> JournalEntry {
    let value = (!micros.is_multiple_of(3)).then(|| vec![7; 40].into());
    JournalEntry { committed_at: at(micros), writes: vec![(format!("key {micros}").into(), value)] }
}

fn entries(micros: impl IntoIterator<Item = u64>) -> Vec<JournalEntry> {
    micros.into_iter().map(entry).collect()
}

async fn replayed(journal: &mut dyn Journal, after: u64) -> Vec<JournalEntry> {
    let mut replay = journal.replay(at(after)).await.unwrap();
    let mut all = Vec::new();
    while let Some(group) = replay.next_group().await.unwrap() {
        assert!(!group.is_empty(), "a group handed over is never empty");
        all.extend(group);
    }
    all
}

#[tokio::test]
async fn what_was_appended_is_replayed_in_order_also_after_reopening() {
    for home in Home::all() {
        let mut journal = home.open().await;
        for first in [1, 4, 7, 20, 30, 40] {
            journal.append(&entries(first..first + 3)).await.unwrap();
        }
        let all = entries([1, 4, 7, 20, 30, 40].into_iter().flat_map(|first| first..first + 3));
        assert_eq!(replayed(&mut *journal, 0).await, all);
        drop(journal);
        let mut journal = home.open().await;
        assert_eq!(replayed(&mut *journal, 0).await, all);
        assert_eq!(replayed(&mut *journal, 8).await, all[8..], "from inside a group");
        assert_eq!(replayed(&mut *journal, 100).await, []);
        journal.append(&entries([50])).await.unwrap();
        assert_eq!(replayed(&mut *journal, 41).await, entries([42, 50]));
    }
}

#[tokio::test]
async fn truncation_forgets_settled_entries_only() {
    for home in Home::all() {
        let mut journal = home.open().await;
        for micros in 1..=20 {
            journal.append(&entries([micros])).await.unwrap();
        }
        journal.truncate_before(at(15)).await.unwrap();
        let left = replayed(&mut *journal, 0).await;
        assert!(left.len() < 15, "whole segments are gone");
        assert!(left.ends_with(&entries(16..=20)), "nothing unsettled is");
        drop(journal);
        let mut journal = home.open().await;
        assert_eq!(replayed(&mut *journal, 0).await, left);
        journal.truncate_before(at(20)).await.unwrap();
        journal.append(&entries([21])).await.unwrap();
        journal.truncate_before(at(20)).await.unwrap();
        assert_eq!(replayed(&mut *journal, 20).await, entries([21]));
        drop(journal);
        assert_eq!(replayed(&mut *home.open().await, 20).await, entries([21]));
    }
}

#[tokio::test]
async fn an_empty_append_is_nothing() {
    for home in Home::all() {
        let mut journal = home.open().await;
        journal.append(&[]).await.unwrap();
        assert_eq!(replayed(&mut *journal, 0).await, []);
    }
}

#[tokio::test]
async fn a_large_group_comes_back_whole() {
    for home in Home::all() {
        let writes = (0..50_000u32)
            .map(|number| (number.to_be_bytes().to_vec().into(), Some(vec![1; 100].into())))
            .collect();
        let large = vec![JournalEntry { committed_at: at(5), writes }];
        home.open().await.append(&large).await.unwrap();
        assert!(replayed(&mut *home.open().await, 0).await == large);
    }
}

#[tokio::test]
async fn a_second_writer_fences_the_first() {
    for home in Home::all() {
        if let Home::File(_) = home {
            continue; // A lock of the host's keeps a second one out.
        }
        let mut first = home.open().await;
        first.append(&entries([1])).await.unwrap();
        let mut second = home.open().await;
        for _ in 0..2 {
            assert!(matches!(first.append(&entries([2])).await, Err(Error::Fenced)));
        }
        second.append(&entries([3])).await.unwrap();
        assert_eq!(replayed(&mut *second, 0).await, entries([1, 3]));
    }
}

/// The first writer sleeps while the second appends, settles and truncates
/// everything; its append must still find its number taken.
#[tokio::test]
async fn a_fence_outlives_truncation() {
    let home = Home::Object(Arc::new(InMemory::new()));
    let mut first = home.open().await;
    first.append(&entries([1])).await.unwrap();
    let mut second = home.open().await;
    for micros in 2..9 {
        second.append(&entries([micros])).await.unwrap();
    }
    second.truncate_before(at(8)).await.unwrap();
    drop(second);
    let mut third = home.open().await;
    third.truncate_before(at(8)).await.unwrap();
    assert!(matches!(first.append(&entries([10])).await, Err(Error::Fenced)));
    assert_eq!(replayed(&mut *third, 0).await, []);
}

/// Two nodes append and take over by turns, under many tasks: an append that
/// was acknowledged is in the journal, and its order is the journal's.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acknowledged_appends_survive_a_race_of_writers() {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let clock = Arc::new(std::sync::atomic::AtomicU64::new(1));
    let mut writers = Vec::new();
    for _ in 0..4 {
        let (store, clock) = (Arc::clone(&store), Arc::clone(&clock));
        writers.push(tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for _ in 0..10 {
                let store = Arc::clone(&store);
                let mut journal =
                    ObjectJournal::open(store, "j".into(), next_writer()).await.unwrap();
                let mut last = journal.last().as_micros();
                for _ in 0..5 {
                    last = clock.fetch_add(1, std::sync::atomic::Ordering::SeqCst).max(last + 1);
                    match journal.append(&entries([last])).await {
                        Ok(()) => acknowledged.push(last),
                        Err(Error::Fenced) => break,
                        Err(error) => panic!("{error}"),
                    }
                    tokio::task::yield_now().await;
                }
            }
            acknowledged
        }));
    }
    let mut acknowledged = Vec::new();
    for writer in writers {
        acknowledged.extend(writer.await.unwrap());
    }
    let mut journal = ObjectJournal::open(store, "j".into(), next_writer()).await.unwrap();
    let kept: Vec<u64> = replayed(&mut journal, 0)
        .await
        .iter()
        .map(|entry| entry.committed_at.as_micros())
        .collect();
    acknowledged.sort_unstable();
    assert_eq!(kept, acknowledged);
}
