//! Which embedded store should the base of one machine be?
//!
//! Question: what do settles, point reads, scans and opening cost, in CPU and
//! in memory, under our load and through our own door ([`Base`])?
//! Data: 16-byte random keys with 100-byte values, 1,000,000 of them; then a
//! TPC-B-like stream, of which each commit writes an account, a teller, a
//! branch and a new history row, settled 2,000 commits at a time.
//! Machine: whatever runs this; CPU time counts more than wall time there.
//!
//! `cargo run -p airglow-storage --example measure_bases [redb|fjall|memory|overlay]`,
//! with `ROWS=n` for another size. Each engine runs in a process of its own.
//! The answer is in `docs/decisions/0001-embedded-base.md`.

use airglow_storage::{Base, BaseSnapshot, Changes, Error, MemoryBase, RedbBase, Store};
use base::{Direction, Flow, JournalEntry, Key, KeyRange, Sink, Timestamp, Value};
use fjall::Readable;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const SETTLE_COMMITS: u64 = 2_000;
const SETTLES: u64 = 100;
const READS: u64 = 200_000;
const SCANS: u64 = 20_000;
const SMALL_DATABASES: usize = 1_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    match std::env::args().nth(1).as_deref() {
        Some("redb") => runtime.block_on(measure("redb", open_redb)),
        Some("fjall") => runtime.block_on(measure("fjall", open_fjall)),
        Some("memory") => runtime.block_on(measure("memory", |_| Arc::new(MemoryBase::new()))),
        Some("overlay") => runtime.block_on(measure_overlay()),
        Some(other) => panic!("no engine {other}"),
        None => {
            let own = std::env::current_exe().expect("this program");
            for engine in ["overlay", "memory", "redb", "fjall"] {
                Command::new(&own).arg(engine).status().expect("this program starts");
            }
        }
    }
}

fn open_redb(path: &Path) -> Arc<dyn Base> {
    Arc::new(RedbBase::open(path).expect("redb opens"))
}

fn open_fjall(path: &Path) -> Arc<dyn Base> {
    Arc::new(FjallBase::open(path).expect("fjall opens"))
}

async fn measure(name: &str, open: impl Fn(&Path) -> Arc<dyn Base>) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("base");
    let rows = rows();
    let base = open(&path);
    let mut chance = Chance(1);

    let load = Cost::of(async {
        let run = sorted((0..rows).map(|number| row(b'r', number)));
        settle(&*base, run, 1).await;
    })
    .await;
    println!("{name}: load of {rows} rows in order, one settle: {load}");
    let load = Cost::of(async {
        let mut left: Vec<u64> = (0..rows).collect();
        chance.shuffle(&mut left);
        for (round, batch) in left.chunks(100_000).enumerate() {
            let changes = sorted(batch.iter().map(|row| account(*row)));
            settle(&*base, changes, round as u64 + 1).await;
        }
    })
    .await;
    println!(
        "{name}: load of {rows} rows: {load}, {} on disk, {} resident",
        megabytes(disk_bytes(&path)),
        megabytes(resident_bytes())
    );

    let mut history = 0;
    let settle = Cost::of(async {
        for round in 0..SETTLES {
            let mut changes = Vec::new();
            for _ in 0..SETTLE_COMMITS {
                history += 1;
                changes.push(account(chance.below(rows)));
                changes.push(row(b't', chance.below(100)));
                changes.push(row(b'b', chance.below(10)));
                changes.push(row(b'h', history));
            }
            settle(&*base, sorted(changes.into_iter()), 1_000 + round).await;
        }
    })
    .await;
    println!("{name}: settle of {SETTLE_COMMITS} commits: {}", settle.per(SETTLES));

    measure_reads(name, &*base.snapshot().expect("a snapshot"), rows, &mut chance).await;
    println!(
        "{name}: after reading, {} on disk, {} resident",
        megabytes(disk_bytes(&path)),
        megabytes(resident_bytes())
    );

    if name == "memory" {
        return;
    }
    drop(base);
    let mut opened = None;
    let reopen = Cost::of(async {
        let base = open(&path);
        let key = account(7).0;
        let snapshot = base.snapshot().expect("a snapshot");
        assert!(snapshot.get_many(&[key]).await.expect("reads")[0].is_some());
        opened = Some(base);
    })
    .await;
    println!("{name}: open and first read: {reopen}, {} resident", megabytes(resident_bytes()));
    drop(opened);
    measure_small(name, directory.path(), open).await;
}

async fn settle(base: &dyn Base, changes: Vec<(Key, Option<Value>)>, time: u64) {
    let changes = Box::new(changes.iter().map(|(key, value)| (key, value)));
    base.settle(&[], changes, at(time)).await.expect("settles");
}

async fn measure_reads(name: &str, snapshot: &dyn BaseSnapshot, rows: u64, chance: &mut Chance) {
    let read = Cost::of(async {
        for _ in 0..READS {
            let key = account(chance.below(rows)).0;
            assert!(snapshot.get_many(&[key]).await.expect("reads")[0].is_some());
        }
    })
    .await;
    println!("{name}: point read: {}", read.per(READS));
    let scan = Cost::of(async {
        for _ in 0..SCANS {
            let range = KeyRange { start: account(chance.below(rows)).0, end: None };
            let mut left = 100;
            let mut bytes = 0;
            let mut sink = |key: &[u8], value: &[u8]| {
                left -= 1;
                bytes += key.len() + value.len();
                if left == 0 { Flow::Stop } else { Flow::Continue }
            };
            snapshot.scan(&range, Direction::Forward, &mut sink).await.expect("scans");
            assert!(bytes > 0);
        }
    })
    .await;
    println!("{name}: scan of 100: {}", scan.per(SCANS));
}

/// Many databases, mostly asleep: each opened, used and closed, twice.
async fn measure_small(name: &str, directory: &Path, open: impl Fn(&Path) -> Arc<dyn Base>) {
    let paths: Vec<_> =
        (0..SMALL_DATABASES).map(|number| directory.join(format!("small-{number}"))).collect();
    let create = Cost::of(async {
        for path in &paths {
            let changes = sorted((0..10).map(account));
            settle(&*open(path), changes, 1).await;
        }
    })
    .await;
    println!(
        "{name}: create a small database: {}, {} bytes on disk",
        create.per(paths.len() as u64),
        disk_bytes(&paths[0])
    );
    let mut times = Vec::new();
    let wake = Cost::of(async {
        for path in &paths {
            let start = Instant::now();
            let base = open(path);
            let snapshot = base.snapshot().expect("a snapshot");
            assert!(snapshot.get_many(&[account(3).0]).await.expect("reads")[0].is_some());
            times.push(start.elapsed());
        }
    })
    .await;
    times.sort_unstable();
    println!(
        "{name}: wake a small database: {} with closing; open and first read p50 {:?}, p99 {:?}",
        wake.per(paths.len() as u64),
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    let before = resident_bytes();
    let open: Vec<_> = paths.iter().take(100).map(|path| open(path)).collect();
    let each = resident_bytes().saturating_sub(before) / open.len() as u64;
    println!("{name}: a small database held open: {} KiB resident", each / 1024);
}

/// The overlay alone: what is recent costs this, whatever the base.
async fn measure_overlay() {
    let name = "overlay";
    let rows = rows();
    let store = Store::open(Arc::new(MemoryBase::new())).expect("a store");
    let mut chance = Chance(1);
    let mut left: Vec<u64> = (0..rows).collect();
    chance.shuffle(&mut left);
    let entry = |time, rows: &[u64]| JournalEntry {
        committed_at: at(time),
        writes: sorted(rows.iter().map(|row| account(*row))),
    };
    let mut time = 0;
    // 100,000 rows are in the overlay at rest: a busy few seconds.
    let (resting, rest) = left.split_at(left.len() / 10);
    store.apply(vec![entry(1, resting)]);
    let commits: Vec<_> =
        resting.chunks(4).zip(2..).map(|(rows, time)| entry(time, rows)).collect();
    let apply = Cost::of(async {
        for commit in &commits {
            store.apply(vec![commit.clone()]);
            time = commit.committed_at.as_micros();
        }
    })
    .await;
    println!(
        "{name}: apply a commit of 4 writes and publish it: {}",
        apply.per(commits.len() as u64)
    );
    let snapshot = store.snapshot();
    let keys: Vec<Key> = resting.iter().map(|row| account(*row).0).collect();
    let read = Cost::of(async {
        for key in keys.iter().cycle().take(READS as usize) {
            let found = snapshot.get_many(std::slice::from_ref(key)).await.expect("reads");
            assert!(found[0].is_some());
        }
    })
    .await;
    println!("{name}: point read: {}", read.per(READS));
    let scan = Cost::of(async {
        for key in keys.iter().cycle().take(SCANS as usize) {
            let range = KeyRange { start: key.clone(), end: None };
            let mut left = 100;
            let mut sink = |_: &[u8], _: &[u8]| {
                left -= 1;
                if left == 0 { Flow::Stop } else { Flow::Continue }
            };
            snapshot.scan(&range, Direction::Forward, &mut sink).await.expect("scans");
        }
    })
    .await;
    println!("{name}: scan of 100: {}", scan.per(SCANS));

    // One huge commit, while a reader keeps taking snapshots and reading.
    let large = entry(time + 1, rest);
    let store = Arc::new(store);
    let reader = std::thread::spawn({
        let (store, key) = (Arc::clone(&store), keys[0].clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        move || {
            let mut slowest = Duration::ZERO;
            while store.snapshot().as_of() <= at(time) {
                let start = Instant::now();
                let found = runtime.block_on(store.snapshot().get_many(std::slice::from_ref(&key)));
                assert!(found.expect("reads")[0].is_some());
                slowest = slowest.max(start.elapsed());
            }
            slowest
        }
    });
    let writes = large.writes.len();
    let start = Instant::now();
    store.apply(vec![large]);
    let took = start.elapsed();
    let slowest = reader.join().expect("the reader ends");
    println!(
        "{name}: apply one commit of {writes} writes: {took:?}; slowest snapshot and read meanwhile {slowest:?}"
    );
    println!("{name}: {} resident", megabytes(resident_bytes()));
}

fn rows() -> u64 {
    std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000)
}

fn at(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros)
}

fn account(number: u64) -> (Key, Option<Value>) {
    row(b'a', number)
}

/// A row of `table`: a key of 16 bytes, a value of 100 that does not compress
/// to nothing.
fn row(table: u8, number: u64) -> (Key, Option<Value>) {
    let mut key = [0; 16];
    key[0] = table;
    key[8..].copy_from_slice(&number.to_be_bytes());
    let mut value = [table; 100];
    let mut chance = Chance(number + 1);
    for piece in value[..64].chunks_exact_mut(8) {
        piece.copy_from_slice(&chance.next().to_le_bytes());
    }
    (Key::copy_from_slice(&key), Some(Value::copy_from_slice(&value)))
}

/// In key order, the last of each key.
fn sorted(changes: impl Iterator<Item = (Key, Option<Value>)>) -> Vec<(Key, Option<Value>)> {
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes.dedup_by(|a, b| a.0 == b.0);
    changes
}

/// A sequence that is the same on every run (xorshift64*, Vigna 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 11) % bound
    }

    fn shuffle(&mut self, items: &mut [u64]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).expect("an index");
            items.swap(last, other);
        }
    }
}

/// What something took: wall time, and CPU time of all threads.
struct Cost {
    wall: Duration,
    cpu: Duration,
}

impl Cost {
    async fn of(work: impl Future<Output = ()>) -> Cost {
        let (start, cpu) = (Instant::now(), cpu_time());
        work.await;
        Cost { wall: start.elapsed(), cpu: cpu_time() - cpu }
    }

    fn per(&self, count: u64) -> Cost {
        let count = u32::try_from(count).expect("a small count");
        Cost { wall: self.wall / count, cpu: self.cpu / count }
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2?} CPU, {:.2?} wall", self.cpu, self.wall)
    }
}

/// User and system time of this process (proc(5), /proc/pid/stat fields 14 and
/// 15, in hundredths of a second).
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let after_name = stat.rsplit(')').next().expect("there is one");
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().expect("a number"))
        .sum();
    Duration::from_millis(ticks * 10)
}

fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("there is one");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).expect("a number") * 1024
}

/// Bytes allocated on disk, below `path`.
fn disk_bytes(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = path.metadata() else { return 0 };
    if metadata.is_file() {
        return metadata.blocks() * 512;
    }
    let entries = std::fs::read_dir(path).expect("a directory");
    entries.map(|entry| disk_bytes(&entry.expect("an entry").path())).sum()
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / 1_000_000)
}

/// fjall behind the same door, for the comparison only.
struct FjallBase {
    database: fjall::Database,
    values: fjall::Keyspace,
}

impl FjallBase {
    fn open(path: &Path) -> Result<FjallBase, fjall::Error> {
        let database = fjall::Database::builder(path).cache_size(8 << 20).open()?;
        let values = database.keyspace("values", fjall::KeyspaceCreateOptions::default)?;
        Ok(FjallBase { database, values })
    }
}

#[async_trait::async_trait]
impl Base for FjallBase {
    async fn settle(
        &self,
        _: &[KeyRange],
        changes: Changes<'_>,
        _: Timestamp,
    ) -> Result<(), Error> {
        let mut batch = self.database.batch().durability(Some(fjall::PersistMode::SyncAll));
        for (key, value) in changes {
            match value {
                Some(value) => batch.insert(&self.values, key.as_ref(), value.as_ref()),
                None => batch.remove(&self.values, key.as_ref()),
            }
        }
        batch.commit().map_err(fjall_error)
    }

    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error> {
        let snapshot = self.database.snapshot();
        Ok(Arc::new(FjallSnapshot { snapshot, values: self.values.clone() }))
    }

    fn watermark(&self) -> Timestamp {
        Timestamp::ZERO
    }

    async fn close(&self) -> Result<(), Error> {
        Ok(())
    }
}

struct FjallSnapshot {
    snapshot: fjall::Snapshot,
    values: fjall::Keyspace,
}

#[async_trait::async_trait]
impl BaseSnapshot for FjallSnapshot {
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        keys.iter()
            .map(|key| {
                let found = self.snapshot.get(&self.values, key.as_ref()).map_err(fjall_error)?;
                Ok(found.map(|found| Value::copy_from_slice(&found)))
            })
            .collect()
    }

    async fn scan(&self, range: &KeyRange, _: Direction, sink: &mut dyn Sink) -> Result<(), Error> {
        for entry in self.snapshot.range(&self.values, range.start.as_ref()..) {
            let (key, value) = entry.into_inner().map_err(fjall_error)?;
            if sink.entry(&key, &value) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }
}

fn fjall_error(error: fjall::Error) -> Error {
    panic!("fjall: {error}")
}
