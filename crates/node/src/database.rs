//! One open database: its commit path, from request to visible.
//!
//! ```text
//! commit() ─► queue ─► adjudicator ─► journal.append (durable) ─► store.apply ─► answers
//!                      one thread, a group of requests at a time
//! ```
//!
//! One thread owns the adjudicator and the journal. While it waits for the disk,
//! requests queue up; the next group takes all of them, so one sync carries as
//! many commits as arrived during the one before. An answer leaves only after
//! the group is durable and visible, refusals too: the loser's next snapshot
//! then holds the winner.
//!
//! A failed append of which the journal cannot say what it kept ends the commit
//! path for good: every request after it is answered with the reason, and nothing
//! more is acknowledged. A full disk is no such failure, nor is a store that the
//! journal asks again: the group's clients are told, and the next group may go on.

use adjudicator::Adjudicator;
use async_trait::async_trait;
use base::{
    CATALOG_PREFIX, CommitRequest, Direction, JournalEntry, Key, KeyRange, Sink, SqlState,
    Timestamp, Value, Verdict,
};
use journal::{Fate, Journal, Want};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use storage::{Store, StoreSnapshot};
use tokio::runtime::Handle;
use tokio::sync::{Notify, mpsc, oneshot};
use txn::Error;

/// At most so many requests share one append.
const GROUP_MAX: usize = 1024;
/// A group stops growing beyond so many bytes of keys and values.
const GROUP_BYTES_MAX: usize = 32 << 20;
/// Settle when the overlay holds more than this.
const SETTLE_BYTES: usize = 16 << 20;
/// Commits wait for settling when the overlay holds more than this: memory is bounded, and
/// what comes faster than the base takes it is slowed to the base's pace. Room for two loads of a
/// million rows, so that who loads much waits, not who comes after.
const OVERLAY_BYTES_MAX: usize = 512 << 20;
/// How often a commit that waits looks again.
const OVERLAY_POLL: Duration = Duration::from_millis(5);
/// A commit waits no longer than this: settling does not work, and it is told so.
const OVERLAY_PATIENCE: Duration = Duration::from_secs(30);

/// Where an answer goes, and the answer.
type Answer = (oneshot::Sender<Result<Timestamp, Error>>, Result<Timestamp, Error>);

enum Work {
    Commit(CommitRequest, oneshot::Sender<Result<Timestamp, Error>>),
    Truncate(Timestamp),
    Close(oneshot::Sender<()>),
}

/// An open database.
pub struct Database {
    store: Arc<Store>,
    work: mpsc::UnboundedSender<Work>,
    schema: SchemaTimes,
    live: Live,
    due: Arc<Notify>,
}

/// How many hold a snapshot of each time. A snapshot is taken and entered under
/// its lock, so that none is missed by who looks for the oldest.
type Live = Arc<Mutex<BTreeMap<Timestamp, usize>>>;

/// When descriptors were last written, oldest first; never empty.
type SchemaTimes = Arc<Mutex<Vec<Timestamp>>>;

/// At most so many times of schema changes are kept: a transaction that began
/// before the oldest reads its catalog under that one's number.
const SCHEMA_TIMES_MAX: usize = 4096;

/// The commit thread's own state.
struct Committer {
    adjudicator: Adjudicator,
    journal: Box<dyn Journal>,
    store: Arc<Store>,
    runtime: Handle,
    live: Live,
    schema: SchemaTimes,
    due: Arc<Notify>,
    /// Why nothing is committed any more.
    broken: Option<Error>,
}

impl Database {
    /// Brings `store` up to the end of `journal` and starts the commit path.
    /// Needs a tokio runtime; the commit thread ends when the database is
    /// closed or dropped.
    pub async fn open(
        store: Arc<Store>,
        mut journal: Box<dyn Journal>,
    ) -> Result<Arc<Database>, Error> {
        let mut replay = journal.replay(store.watermark()).await.map_err(journal_error)?;
        while let Some(group) = replay.next_group().await.map_err(journal_error)? {
            store.apply(group);
        }
        drop(replay);
        let (work, queue) = mpsc::unbounded_channel();
        let schema = Arc::new(Mutex::new(vec![store.snapshot().as_of()]));
        let live = Live::default();
        let due = Arc::new(Notify::new());
        let committer = Committer {
            adjudicator: Adjudicator::new(store.snapshot().as_of()),
            journal,
            store: Arc::clone(&store),
            runtime: Handle::current(),
            live: Arc::clone(&live),
            schema: Arc::clone(&schema),
            due: Arc::clone(&due),
            broken: None,
        };
        std::thread::Builder::new()
            .name("commit".into())
            .spawn(move || committer.run(queue))
            .map_err(|error| Error::Io(format!("could not start the commit thread: {error}")))?;
        Ok(Arc::new(Database { store, work, schema, live, due }))
    }

    /// The newest committed state, and when its catalog was last changed.
    pub fn snapshot(&self) -> (Arc<DatabaseSnapshot>, Timestamp) {
        let mut live = self.live.lock();
        let snapshot = self.store.snapshot();
        *live.entry(snapshot.as_of()).or_default() += 1;
        drop(live);
        let times = self.schema.lock();
        let after = times.partition_point(|at| *at <= snapshot.as_of());
        let version = times.get(after.saturating_sub(1)).copied().unwrap_or_default();
        drop(times);
        (Arc::new(DatabaseSnapshot { snapshot, live: Arc::clone(&self.live) }), version)
    }

    /// Waits until enough has gathered for [`Database::settle`]. One waits at a time.
    pub async fn settle_due(&self) {
        self.due.notified().await;
    }

    /// Waits while the overlay is too large for more.
    async fn room(&self) -> Result<(), Error> {
        let full = || self.store.unsettled_bytes() > OVERLAY_BYTES_MAX;
        let mut waited = Duration::ZERO;
        while full() {
            if waited > OVERLAY_PATIENCE {
                let what = "memory is full of commits that could not be settled";
                return Err(Error::Full(SqlState::OUT_OF_MEMORY, what.into()));
            }
            self.due.notify_one();
            tokio::time::sleep(OVERLAY_POLL).await;
            waited += OVERLAY_POLL;
        }
        Ok(())
    }

    /// Whether a settle may have something of dropped tables to remove.
    pub fn is_dropping(&self) -> bool {
        self.store.is_dropping()
    }

    /// The time of the newest commit.
    pub fn newest(&self) -> Timestamp {
        self.store.snapshot().as_of()
    }

    /// Settles when enough has gathered, or anything at all with `all`, and
    /// lets the journal forget what is settled. Blocks on the disk: call it from
    /// a thread that may.
    pub async fn settle(&self, all: bool) -> Result<(), Error> {
        let least = if all { 0 } else { SETTLE_BYTES };
        while self.store.unsettled_bytes() > least || (all && self.store.is_dropping()) {
            let before = self.store.watermark();
            let watermark = self.store.settle_once().await.map_err(storage_error)?;
            if watermark == before {
                break;
            }
            let _ = self.work.send(Work::Truncate(watermark));
        }
        Ok(())
    }

    /// Ends the commit path after what is queued, settles and closes the base.
    pub async fn close(&self) -> Result<(), Error> {
        self.settle(true).await?;
        let (done, closed) = oneshot::channel();
        if self.work.send(Work::Close(done)).is_ok() {
            let _ = closed.await;
        }
        self.store.close().await.map_err(storage_error)
    }
}

#[async_trait]
impl txn::Commit for Database {
    async fn commit(&self, request: CommitRequest) -> Result<Timestamp, Error> {
        self.room().await?;
        let (answer, answered) = oneshot::channel();
        self.work.send(Work::Commit(request, answer)).map_err(|_| Error::Closed)?;
        answered.await.unwrap_or(Err(Error::Closed))
    }
}

impl Committer {
    fn run(mut self, mut queue: mpsc::UnboundedReceiver<Work>) {
        while let Some(first) = queue.blocking_recv() {
            let mut group = Vec::new();
            let mut bytes = 0;
            let mut next = Some(first);
            while let Some(work) = next.take() {
                match work {
                    Work::Commit(request, answer) => {
                        bytes += request_bytes(&request);
                        group.push((request, answer));
                    }
                    Work::Truncate(settled) => self.truncate(settled),
                    Work::Close(done) => {
                        self.commit(group);
                        // Whoever waits may open the same files again at once.
                        drop(self);
                        let _ = done.send(());
                        return;
                    }
                }
                if group.len() < GROUP_MAX && bytes < GROUP_BYTES_MAX {
                    next = queue.try_recv().ok();
                }
            }
            self.commit(group);
        }
    }

    fn commit(&mut self, group: Vec<(CommitRequest, oneshot::Sender<Result<Timestamp, Error>>)>) {
        if group.is_empty() {
            return;
        }
        let mut entries = Vec::with_capacity(group.len());
        let mut answers: Vec<Answer> = Vec::with_capacity(group.len());
        for (request, answer) in group {
            let result = match (&self.broken, self.adjudicator.decide(&request, now())) {
                (Some(error), _) => Err(error.clone()),
                (None, Verdict::Refuse(conflict)) => Err(Error::Conflict(conflict)),
                (None, Verdict::Commit(at)) => {
                    entries.push(entry(request, at));
                    Ok(at)
                }
            };
            answers.push((answer, result));
        }
        if !entries.is_empty() {
            let appended = self.runtime.block_on(self.journal.append(&entries));
            match appended {
                Ok(()) => self.apply(entries),
                Err(error) => self.refuse(error, &mut answers),
            }
        }
        for (answer, result) in answers {
            let _ = answer.send(result);
        }
        let oldest = self.oldest_snapshot();
        self.adjudicator.forget_until(oldest);
    }

    /// Nobody of this group is acknowledged. When the journal goes on, the next group is judged by
    /// what is there.
    fn refuse(&mut self, error: journal::Error, answers: &mut [Answer]) {
        tracing::error!(%error, "the journal refused an append");
        let (fate, told) = (error.fate(), append_error(&error));
        for (_, result) in answers {
            *result = Err(told.clone());
        }
        if fate == Fate::Over {
            self.broken = Some(told);
        } else {
            self.adjudicator = Adjudicator::new(self.store.snapshot().as_of());
        }
    }

    fn apply(&mut self, entries: Vec<JournalEntry>) {
        // The time of a schema change is known before any snapshot can hold it.
        for entry in &entries {
            let catalog = |(key, _): &(Key, Option<Value>)| key.starts_with(&CATALOG_PREFIX);
            if entry.writes.iter().any(catalog) {
                let mut times = self.schema.lock();
                times.push(entry.committed_at);
                if times.len() > SCHEMA_TIMES_MAX {
                    times.remove(0);
                }
            }
        }
        self.store.apply(entries);
        if self.store.unsettled_bytes() > SETTLE_BYTES {
            self.due.notify_one();
        }
    }

    /// No snapshot older than this is read any more, nor can be.
    fn oldest_snapshot(&self) -> Timestamp {
        let live = self.live.lock();
        live.keys().next().copied().unwrap_or_else(|| self.store.snapshot().as_of())
    }

    fn truncate(&mut self, settled: Timestamp) {
        if self.broken.is_some() {
            return;
        }
        if let Err(error) = self.runtime.block_on(self.journal.truncate_before(settled)) {
            tracing::warn!(%error, "could not truncate the journal");
        }
    }
}

fn entry(request: CommitRequest, committed_at: Timestamp) -> JournalEntry {
    let writes = request.writes.into_iter().map(|write| (write.key, write.value)).collect();
    JournalEntry { committed_at, writes }
}

fn request_bytes(request: &CommitRequest) -> usize {
    request
        .writes
        .iter()
        .map(|write| write.key.len() + write.value.as_ref().map_or(0, Value::len))
        .sum()
}

fn journal_error(error: journal::Error) -> Error {
    if error.is_corruption() {
        Error::Corrupt(error.to_string())
    } else {
        Error::Io(error.to_string())
    }
}

fn append_error(error: &journal::Error) -> Error {
    let wanted = match error.fate() {
        Fate::NotKept(Want::Room) => SqlState::DISK_FULL,
        Fate::NotKept(Want::Files) => SqlState::INSUFFICIENT_RESOURCES,
        Fate::NotKept(Want::Format) => SqlState::PROGRAM_LIMIT_EXCEEDED,
        Fate::InDoubt | Fate::Over => return Error::Unknown(error.to_string()),
    };
    Error::Full(wanted, error.to_string())
}

fn storage_error(error: storage::Error) -> Error {
    if error.is_corruption() {
        Error::Corrupt(error.to_string())
    } else {
        Error::Io(error.to_string())
    }
}

/// Microseconds since 1970.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(u64::try_from(since.as_micros()).unwrap_or(u64::MAX))
}

/// A snapshot as the `txn` room asks for it.
pub struct DatabaseSnapshot {
    snapshot: Arc<StoreSnapshot>,
    live: Live,
}

impl Drop for DatabaseSnapshot {
    fn drop(&mut self) {
        if let Entry::Occupied(mut holders) = self.live.lock().entry(self.snapshot.as_of()) {
            *holders.get_mut() -= 1;
            if *holders.get() == 0 {
                holders.remove();
            }
        }
    }
}

#[async_trait]
impl txn::Snapshot for DatabaseSnapshot {
    fn as_of(&self) -> Timestamp {
        self.snapshot.as_of()
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        self.snapshot.get_many(keys).await.map_err(storage_error)
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        self.snapshot.scan(range, direction, sink).await.map_err(storage_error)
    }
}
