//! Is a snapshot of the store the past it claims to be, whatever happens next?

#![allow(clippy::unwrap_used)]

use airglow_storage::{
    Base, BaseSnapshot, Changes, Error, MemoryBase, RedbBase, Store, StoreSnapshot,
};
use base::{Direction, Flow, JournalEntry, Key, KeyRange, Timestamp, Value};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

type Model = BTreeMap<Key, Value>;

fn key(number: u8) -> Key {
    Key::copy_from_slice(&[b'k', number])
}

fn at(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn entry(micros: u64, writes: &[(u8, Option<u8>)]) -> JournalEntry {
    let writes = writes.iter().map(|(number, value)| {
        (key(*number), value.map(|value| Value::copy_from_slice(&[value; 3])))
    });
    JournalEntry { committed_at: at(micros), writes: writes.collect() }
}

async fn scan(
    snapshot: &StoreSnapshot,
    range: &KeyRange,
    direction: Direction,
    limit: usize,
) -> Vec<(Key, Value)> {
    let mut found = Vec::new();
    let mut sink = |key: &[u8], value: &[u8]| {
        found.push((Key::copy_from_slice(key), Value::copy_from_slice(value)));
        if found.len() == limit { Flow::Stop } else { Flow::Continue }
    };
    snapshot.scan(range, direction, &mut sink).await.unwrap();
    found
}

/// A snapshot, what it must hold, and as of when.
struct Kept {
    snapshot: Arc<StoreSnapshot>,
    model: Model,
    as_of: Timestamp,
}

impl Kept {
    async fn check(&self, range: &KeyRange, limit: usize) {
        assert_eq!(self.snapshot.as_of(), self.as_of);
        let keys: Vec<Key> = (0..40).rev().map(key).collect();
        let values = self.snapshot.get_many(&keys).await.unwrap();
        let expected: Vec<Option<Value>> =
            keys.iter().map(|key| self.model.get(key).cloned()).collect();
        assert_eq!(values, expected);
        let inside = self.model.iter().filter(|(key, _)| range.contains(key));
        let mut expected: Vec<(Key, Value)> =
            inside.map(|(key, value)| (key.clone(), value.clone())).collect();
        let forward = scan(&self.snapshot, range, Direction::Forward, limit).await;
        assert_eq!(forward, expected[..limit.min(expected.len())]);
        expected.reverse();
        let backward = scan(&self.snapshot, range, Direction::Backward, limit).await;
        assert_eq!(backward, expected[..limit.min(expected.len())]);
    }
}

/// A base whose settle fails when told so, before or after it has written.
struct FailingBase {
    base: Arc<dyn Base>,
    fail_before: AtomicBool,
    fail_after: AtomicBool,
}

impl FailingBase {
    fn fail(flag: &AtomicBool) -> Result<(), Error> {
        let what = "planted";
        if flag.swap(false, Ordering::Relaxed) { Err(Error::Corrupt { what }) } else { Ok(()) }
    }
}

#[async_trait::async_trait]
impl Base for FailingBase {
    async fn settle(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error> {
        let changes: Vec<_> = changes.collect();
        assert!(changes.is_sorted_by(|a, b| a.0 < b.0), "a batch is in key order");
        assert!(watermark >= self.base.watermark());
        FailingBase::fail(&self.fail_before)?;
        self.base.settle(dropped, Box::new(changes.into_iter()), watermark).await?;
        FailingBase::fail(&self.fail_after)
    }

    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error> {
        self.base.snapshot()
    }

    fn watermark(&self) -> Timestamp {
        self.base.watermark()
    }

    async fn close(&self) -> Result<(), Error> {
        self.base.close().await
    }
}

#[derive(Clone, Debug)]
enum Step {
    Apply(Vec<Vec<(u8, Option<u8>)>>),
    Snapshot,
    Drop(usize),
    Settle {
        fail_before: bool,
        fail_after: bool,
    },
    /// Forget everything in memory and replay the journal after the watermark.
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = (0..40u8, proptest::option::weighted(0.7, any::<u8>()));
    let writes = proptest::collection::btree_map(
        write.clone().prop_map(|w| w.0),
        write.prop_map(|w| w.1),
        0..30,
    );
    let entry = writes.prop_map(|writes| writes.into_iter().collect::<Vec<_>>());
    let step = prop_oneof![
        6 => proptest::collection::vec(entry, 0..3).prop_map(Step::Apply),
        4 => Just(Step::Snapshot),
        2 => any::<usize>().prop_map(Step::Drop),
        4 => (proptest::bool::weighted(0.2), proptest::bool::weighted(0.2))
            .prop_map(|(fail_before, fail_after)| Step::Settle { fail_before, fail_after }),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 1..40)
}

async fn run(base: Arc<dyn Base>, steps: &[Step], range: &KeyRange, limit: usize) {
    let failing = Arc::new(FailingBase {
        base,
        fail_before: AtomicBool::new(false),
        fail_after: AtomicBool::new(false),
    });
    let open = || Store::open(Arc::clone(&failing) as Arc<dyn Base>).unwrap();
    let mut store = open();
    let mut journal: Vec<JournalEntry> = Vec::new();
    let mut model = Model::new();
    let mut kept: Vec<Kept> = Vec::new();
    let mut now = 0;
    for step in steps {
        match step {
            Step::Apply(writes) => {
                let mut group = Vec::new();
                for writes in writes {
                    now += 1 + u64::from(!writes.is_empty());
                    group.push(entry(now, writes));
                }
                for (key, value) in group.iter().flat_map(|entry| entry.writes.clone()) {
                    match value {
                        Some(value) => model.insert(key, value),
                        None => model.remove(&key),
                    };
                }
                store.apply(group.clone());
                journal.extend(group);
            }
            Step::Snapshot => {
                kept.push(Kept { snapshot: store.snapshot(), model: model.clone(), as_of: at(now) })
            }
            Step::Drop(which) if !kept.is_empty() => {
                kept.swap_remove(which % kept.len());
            }
            Step::Drop(_) => {}
            Step::Settle { fail_before, fail_after } => {
                let before = store.watermark();
                failing.fail_before.store(*fail_before, Ordering::Relaxed);
                failing.fail_after.store(*fail_after, Ordering::Relaxed);
                match store.settle_once().await {
                    Ok(watermark) => {
                        assert!(watermark >= before && watermark <= at(now));
                        journal.retain(|entry| entry.committed_at > watermark);
                    }
                    Err(_) => assert_eq!(store.watermark(), before),
                }
            }
            Step::Restart => {
                store = open();
                let watermark = store.watermark();
                let (_, after): (Vec<_>, Vec<_>) =
                    journal.iter().cloned().partition(|entry| entry.committed_at <= watermark);
                store.apply(after);
            }
        }
        for kept in &kept {
            kept.check(range, limit).await;
        }
        let snapshot = store.snapshot();
        Kept { snapshot, model: model.clone(), as_of: at(now) }.check(range, limit).await;
    }
    failing.fail_before.store(false, Ordering::Relaxed);
    failing.fail_after.store(false, Ordering::Relaxed);
    // An earlier failure's batch goes first, then the rest.
    store.settle_once().await.unwrap();
    assert_eq!(store.settle_once().await.unwrap(), at(now));
    assert_eq!(store.unsettled_bytes(), 0, "all of it has left memory");
    Kept { snapshot: store.snapshot(), model, as_of: at(now) }.check(&KeyRange::all(), 99).await;
}

fn ranges() -> impl Strategy<Value = KeyRange> {
    prop_oneof![
        Just(KeyRange::all()),
        (0..40u8, 0..40u8).prop_map(|(start, end)| KeyRange::new(key(start), key(end))),
    ]
}

fn block_on(future: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future);
}

proptest! {
    /// Any interleaving of commits, snapshots, settles, failures and restarts:
    /// every snapshot holds its own past for as long as it is kept.
    #[test]
    fn snapshots_over_memory_hold_their_past(steps in steps(), range in ranges(), limit in 1..50usize) {
        block_on(run(Arc::new(MemoryBase::new()), &steps, &range, limit));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn snapshots_over_redb_hold_their_past(steps in steps(), range in ranges(), limit in 1..50usize) {
        let directory = tempfile::tempdir().unwrap();
        let base = RedbBase::open(&directory.path().join("base")).unwrap();
        block_on(run(Arc::new(base), &steps, &range, limit));
    }
}

/// Sums that commits keep at zero stay zero in every snapshot, while one task
/// applies, one settles and others read.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_whole_commits_while_commits_and_settles_go_on() {
    let directory = tempfile::tempdir().unwrap();
    let base = RedbBase::open(&directory.path().join("base")).unwrap();
    let store = Arc::new(Store::open(Arc::new(base)).unwrap());
    let done = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for _ in 0..2 {
        let (store, done) = (Arc::clone(&store), Arc::clone(&done));
        tasks.push(tokio::spawn(async move {
            loop {
                let mut sum = 0i64;
                let mut sink = |_: &[u8], value: &[u8]| {
                    sum += i64::from_le_bytes(value.try_into().unwrap());
                    Flow::Continue
                };
                let snapshot = store.snapshot();
                snapshot.scan(&KeyRange::all(), Direction::Forward, &mut sink).await.unwrap();
                assert_eq!(sum, 0);
                if done.load(Ordering::Relaxed) {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }));
    }
    let settler = tokio::spawn({
        let (store, done) = (Arc::clone(&store), Arc::clone(&done));
        async move {
            while !done.load(Ordering::Relaxed) {
                store.settle_once().await.unwrap();
                tokio::task::yield_now().await;
            }
        }
    });
    for round in 1..3000u64 {
        let amount = i64::try_from(round % 7).unwrap();
        let value = |amount: i64| Some(Value::copy_from_slice(&amount.to_le_bytes()));
        let (a, b) = (round % 50, 50 + round % 49);
        // Each pair of accounts is written with opposite amounts, and its
        // former partners are closed.
        let mut writes: BTreeMap<u64, Option<Value>> =
            (0..100).map(|number| (number, None)).collect();
        writes.insert(a, value(amount));
        writes.insert(b, value(-amount));
        let writes =
            writes.into_iter().map(|(number, value)| (number.to_be_bytes().to_vec().into(), value));
        store.apply(vec![JournalEntry { committed_at: at(round), writes: writes.collect() }]);
    }
    done.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    settler.await.unwrap();
}

#[test]
#[should_panic(expected = "entries are applied in commit order")]
fn an_entry_out_of_order_is_refused() {
    let store = Store::open(Arc::new(MemoryBase::new())).unwrap();
    store.apply(vec![entry(2, &[])]);
    store.apply(vec![entry(2, &[])]);
}

/// What was dropped is neither written nor kept, by whichever way its note comes; a snapshot taken
/// before keeps it, and what stands beside it stays.
#[tokio::test]
async fn a_note_of_dropped_storage_takes_its_keys_along() {
    let write = |prefix: u32, number: u32| {
        let key = [prefix.to_be_bytes(), number.to_be_bytes()].concat();
        (Key::from(key), Some(Value::from_static(b"v")))
    };
    let note = |prefix: u32| (write(3, prefix).0, Some(Value::new()));
    let store = Store::open(Arc::new(MemoryBase::new())).unwrap();
    let commit = |time, writes: Vec<_>| vec![JournalEntry { committed_at: at(time), writes }];
    let rows = [7, 8, 9].into_iter().flat_map(|prefix| (0..100).map(move |row| (prefix, row)));
    store.apply(commit(1, rows.map(|(prefix, row)| write(prefix, row)).collect()));
    store.settle_once().await.unwrap();
    store.apply(commit(2, (0..100).map(|row| write(10, row)).collect()));
    let before = store.snapshot();
    // A note that is cut short would name more than was dropped.
    store.apply(commit(
        3,
        vec![(Key::from_static(&[0, 0, 0, 3]), Some(Value::new())), note(8), note(10)],
    ));
    store.settle_once().await.unwrap();
    assert!(!store.is_dropping());
    let all = |snapshot: Arc<StoreSnapshot>| async move {
        let all = scan(&snapshot, &KeyRange::all(), Direction::Forward, usize::MAX).await;
        let mut prefixes: Vec<u8> = all.iter().map(|(key, _)| key[3]).collect();
        prefixes.dedup();
        (prefixes, all.len())
    };
    assert_eq!(all(store.snapshot()).await, (vec![3, 7, 9], 201));
    assert_eq!(all(before).await, (vec![7, 8, 9, 10], 400));
}
