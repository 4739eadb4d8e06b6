//! What every base promises, claimed once and checked on all three.

#![allow(clippy::unwrap_used)]

use airglow_storage::{Base, BaseSnapshot, Error, MemoryBase, RedbBase, SlateBase};
use base::{Direction, Flow, Key, KeyRange, Timestamp, Value};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use std::sync::Arc;
use tempfile::TempDir;

/// Where a base lives while it is not open; memory cannot be opened again.
enum Home {
    Memory,
    Redb(TempDir),
    Slate(TempDir),
}

impl Home {
    fn all() -> Vec<Home> {
        let directory = || tempfile::tempdir().unwrap();
        vec![Home::Memory, Home::Redb(directory()), Home::Slate(directory())]
    }

    async fn open(&self) -> Arc<dyn Base> {
        match self {
            Home::Memory => Arc::new(MemoryBase::new()),
            Home::Redb(directory) => {
                Arc::new(RedbBase::open(&directory.path().join("base")).unwrap())
            }
            Home::Slate(directory) => {
                let store: Arc<dyn ObjectStore> =
                    Arc::new(LocalFileSystem::new_with_prefix(directory.path()).unwrap());
                let cache = directory.path().join("cache");
                Arc::new(SlateBase::open_with(store, "base".into(), Some(cache)).await.unwrap())
            }
        }
    }
}

fn at(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn put(key: &str, value: &str) -> (Key, Option<Value>) {
    (key.to_owned().into(), Some(value.to_owned().into()))
}

fn delete(key: &str) -> (Key, Option<Value>) {
    (key.to_owned().into(), None)
}

async fn scan(
    snapshot: &dyn BaseSnapshot,
    range: &KeyRange,
    direction: Direction,
    limit: usize,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut sink = |key: &[u8], value: &[u8]| {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        found.push(format!("{}={}", text(key), text(value)));
        if found.len() == limit { Flow::Stop } else { Flow::Continue }
    };
    snapshot.scan(range, direction, &mut sink).await.unwrap();
    found
}

async fn settle(
    base: &dyn Base,
    changes: Vec<(Key, Option<Value>)>,
    time: u64,
) -> Result<(), Error> {
    let changes = Box::new(changes.iter().map(|(key, value)| (key, value)));
    base.settle(&[], changes, at(time)).await
}

async fn all(snapshot: &dyn BaseSnapshot) -> Vec<String> {
    scan(snapshot, &KeyRange::all(), Direction::Forward, usize::MAX).await
}

#[tokio::test]
async fn a_new_base_is_empty_and_settled_up_to_nothing() {
    for home in Home::all() {
        let base = home.open().await;
        assert_eq!(base.watermark(), Timestamp::ZERO);
        let snapshot = base.snapshot().unwrap();
        assert!(all(&*snapshot).await.is_empty(), "its own notes are not seen");
        assert_eq!(snapshot.get_many(&["a".into()]).await.unwrap(), [None]);
        base.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_snapshot_keeps_what_it_saw_through_later_settles() {
    for home in Home::all() {
        let base = home.open().await;
        settle(&*base, vec![put("a", "1"), put("b", "1"), put("c", "1")], 5).await.unwrap();
        let before = base.snapshot().unwrap();
        settle(&*base, vec![put("a", "2"), delete("b"), put("d", "2")], 6).await.unwrap();
        assert_eq!(base.watermark(), at(6));
        assert_eq!(all(&*before).await, ["a=1", "b=1", "c=1"]);
        let after = base.snapshot().unwrap();
        assert_eq!(all(&*after).await, ["a=2", "c=1", "d=2"]);
        let keys = ["d", "b", "a", "b"].map(Key::from);
        let values = after.get_many(&keys).await.unwrap();
        assert_eq!(values, [Some("2".into()), None, Some("2".into()), None]);
        base.close().await.unwrap();
    }
}

#[tokio::test]
async fn scans_keep_to_their_range_direction_and_limit() {
    use Direction::{Backward, Forward};
    for home in Home::all() {
        let base = home.open().await;
        let changes = ["a", "b", "ba", "c", "d"].map(|key| put(key, "v")).to_vec();
        settle(&*base, changes, 1).await.unwrap();
        let snapshot = base.snapshot().unwrap();
        let range = KeyRange::new("b", "d");
        assert_eq!(scan(&*snapshot, &range, Forward, 9).await, ["b=v", "ba=v", "c=v"]);
        assert_eq!(scan(&*snapshot, &range, Backward, 9).await, ["c=v", "ba=v", "b=v"]);
        assert_eq!(scan(&*snapshot, &range, Backward, 2).await, ["c=v", "ba=v"]);
        let open = KeyRange { start: "c".into(), end: None };
        assert_eq!(scan(&*snapshot, &open, Forward, 9).await, ["c=v", "d=v"]);
        assert_eq!(scan(&*snapshot, &KeyRange::point("b".into()), Forward, 9).await, ["b=v"]);
        for empty in [KeyRange::new("d", "b"), KeyRange::new("b", "b"), KeyRange::new("x", "y")] {
            assert!(scan(&*snapshot, &empty, Forward, 9).await.is_empty());
        }
        base.close().await.unwrap();
    }
}

#[tokio::test]
async fn settled_values_and_watermark_are_there_when_opened_again() {
    for home in Home::all() {
        if let Home::Memory = home {
            continue;
        }
        let base = home.open().await;
        settle(&*base, vec![put("a", "1"), put("b", "")], 7).await.unwrap();
        settle(&*base, vec![delete("a")], 8).await.unwrap();
        base.close().await.unwrap();
        drop(base);
        let base = home.open().await;
        assert_eq!(base.watermark(), at(8));
        assert_eq!(all(&*base.snapshot().unwrap()).await, ["b="]);
        settle(&*base, vec![put("c", "1")], 9).await.unwrap();
        assert_eq!(all(&*base.snapshot().unwrap()).await, ["b=", "c=1"]);
        base.close().await.unwrap();
    }
}

/// Also of a run that falls between keys that are there, meets one of them, and goes on.
#[tokio::test]
async fn a_settle_removes_what_was_dropped_and_then_writes() {
    let name = |number: u32| format!("{number:04}");
    for home in Home::all() {
        let base = home.open().await;
        let first = (0..1000).step_by(100).map(|number| put(&name(number), "1"));
        settle(&*base, first.collect(), 1).await.unwrap();
        let before = base.snapshot().unwrap();
        let run: Vec<_> = (350..520).map(|number| put(&name(number), "2")).collect();
        let dropped = [KeyRange::new("0100", "0400"), KeyRange::new("07", "0701")];
        let changes = Box::new(run.iter().map(|(key, value)| (key, value)));
        base.settle(&dropped, changes, at(2)).await.unwrap();
        let mut expected = vec!["0000=1".to_owned()];
        expected.extend((350..520).map(|number| format!("{}=2", name(number))));
        expected.extend(["0600=1", "0800=1", "0900=1"].map(str::to_owned));
        assert_eq!(all(&*base.snapshot().unwrap()).await, expected);
        assert_eq!(all(&*before).await.len(), 10);
        base.close().await.unwrap();
    }
}

/// The commit is acknowledged, the watermark is not yet: settling again is fine.
#[tokio::test]
async fn a_settle_may_be_repeated() {
    for home in Home::all() {
        let base = home.open().await;
        for _ in 0..2 {
            settle(&*base, vec![put("a", "1"), delete("b")], 3).await.unwrap();
        }
        assert_eq!(all(&*base.snapshot().unwrap()).await, ["a=1"]);
        base.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_second_owner_of_a_bucket_fences_the_first() {
    let home = Home::Slate(tempfile::tempdir().unwrap());
    let first = home.open().await;
    settle(&*first, vec![put("a", "1")], 1).await.unwrap();
    let second = home.open().await;
    let error = settle(&*first, vec![put("a", "9")], 2).await.unwrap_err();
    assert!(error.is_fenced(), "{error}");
    assert_eq!(all(&*second.snapshot().unwrap()).await, ["a=1"]);
    second.close().await.unwrap();
}
