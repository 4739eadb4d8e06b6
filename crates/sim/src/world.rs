//! The machine under test, its clients, and what can happen to them.

use crate::chance::Chance;
use crate::disk::{DiskBug, VirtualDisk};
use crate::history::{History, Seen, Violation, difference};
use adjudicator::Adjudicator;
use async_trait::async_trait;
use base::{CommitRequest, Direction, Flow, JournalEntry, Key, KeyRange, Mode, Sink, Timestamp};
use base::{Value, Verdict};
use futures_executor::block_on;
use journal::{Fate, FileJournal, Replay};
use std::collections::BTreeMap;
use std::sync::Arc;
use storage::{Base, MemoryBase, Store, StoreSnapshot};
use txn::{Isolation, Transaction};

/// Events in one run.
const EVENTS: u32 = 600;
/// Clients at a time.
const CLIENTS: usize = 6;
/// Keys in play: few, so that clients meet.
const KEYS: u64 = 12;

/// A planted lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bug {
    /// The shipped code, as it is.
    #[default]
    None,
    /// The adjudicator does not hear of one write in a hundred.
    ForgottenWrite,
    /// The adjudicator does not hear of what serializable transactions read.
    ForgottenReads,
    /// The disk says "synced" and has done nothing.
    SyncLies,
    /// Commits are answered before they are in the journal.
    AnswerBeforeAppend,
    /// One entry in a hundred is not applied to the overlay.
    SkippedEntry,
}

/// What a run did: equal for equal seeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Commits acknowledged.
    pub commits: u32,
    /// Transactions refused.
    pub conflicts: u32,
    /// Restarts survived.
    pub restarts: u32,
    /// A digest of the disk's bytes and of every event.
    pub digest: u64,
}

/// Plays `seed`; the error is the first broken promise.
pub fn run(seed: u64, bug: Bug) -> Result<Report, Violation> {
    let mut world = World::new(seed, bug)?;
    for _ in 0..EVENTS {
        world.event()?;
    }
    world.restart()?;
    world.report.digest ^= world.disk.digest();
    Ok(world.report)
}

/// One client's transaction.
struct Client {
    txn: Transaction,
    seen: Seen,
}

/// What one incarnation of the server holds; gone with a restart.
struct Server {
    adjudicator: Adjudicator,
    journal: FileJournal,
    store: Store,
    broken: bool,
}

struct World {
    chance: Chance,
    bug: Bug,
    disk: VirtualDisk,
    /// Survives restarts, as a durable base does.
    base: Arc<MemoryBase>,
    server: Server,
    clients: Vec<Option<Client>>,
    /// Sent and not yet decided.
    queue: Vec<(CommitRequest, Seen)>,
    /// Appended without an answer: durable or not, only a restart tells.
    in_doubt: Vec<(Timestamp, Seen)>,
    history: History,
    now: u64,
    written: u64,
    report: Report,
}

/// A store's snapshot as the `txn` room asks for it.
struct View(Arc<StoreSnapshot>);

#[async_trait]
impl txn::Snapshot for View {
    fn as_of(&self) -> Timestamp {
        self.0.as_of()
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, txn::Error> {
        self.0.get_many(keys).await.map_err(|error| txn::Error::Io(error.to_string()))
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), txn::Error> {
        self.0.scan(range, direction, sink).await.map_err(|error| txn::Error::Io(error.to_string()))
    }
}

impl World {
    fn new(seed: u64, bug: Bug) -> Result<World, Violation> {
        let disk_bug = if bug == Bug::SyncLies { DiskBug::SyncLies } else { DiskBug::None };
        let disk = VirtualDisk::new(seed ^ 0xd15c, disk_bug);
        let base = Arc::new(MemoryBase::new());
        let server = start(&disk, &base)?;
        Ok(World {
            chance: Chance::new(seed),
            bug,
            disk,
            base,
            server,
            clients: (0..CLIENTS).map(|_| None).collect(),
            queue: Vec::new(),
            in_doubt: Vec::new(),
            history: History::default(),
            now: 1_000,
            written: 0,
            report: Report { commits: 0, conflicts: 0, restarts: 0, digest: 0 },
        })
    }

    fn event(&mut self) -> Result<(), Violation> {
        let kind = self.chance.below(200);
        self.note(kind);
        match kind {
            0..150 => self.client(),
            150..184 => self.flush(),
            184..190 => self.settle(),
            190..195 => {
                let step = self.chance.below(2_000);
                self.now = if self.chance.one_in(4) {
                    self.now.saturating_sub(step)
                } else {
                    self.now + step
                };
                Ok(())
            }
            195 => {
                self.disk.cut_power_after(self.chance.below(6));
                Ok(())
            }
            196..198 => {
                self.disk.refuse_next();
                Ok(())
            }
            // A server that has lost its disk does not stay up for long.
            _ if kind == 198 || self.server.broken => self.restart(),
            _ => Ok(()),
        }
    }

    /// One client takes one step.
    fn client(&mut self) -> Result<(), Violation> {
        let place = self.chance.index(self.clients.len());
        let Some(mut client) = self.clients[place].take() else {
            self.clients[place] = Some(self.begin());
            return Ok(());
        };
        match self.chance.below(10) {
            0..3 => self.read(&mut client)?,
            3..6 => self.write(&mut client),
            6 => self.scan(&mut client)?,
            7..9 => {
                self.send(client);
                return Ok(());
            }
            _ => {
                if self.chance.one_in(2) {
                    return Ok(());
                }
            }
        }
        self.clients[place] = Some(client);
        Ok(())
    }

    fn begin(&mut self) -> Client {
        let isolation =
            if self.chance.one_in(3) { Isolation::Serializable } else { Isolation::RepeatableRead };
        let snapshot = Arc::new(View(self.server.store.snapshot()));
        let txn = Transaction::new(snapshot, isolation);
        let as_of = txn.as_of();
        let seen = Seen { isolation, as_of, reads: Vec::new(), writes: BTreeMap::new() };
        Client { txn, seen }
    }

    fn key(&mut self) -> Key {
        Key::from(format!("k{:02}", self.chance.below(KEYS)))
    }

    fn read(&mut self, client: &mut Client) -> Result<(), Violation> {
        let key = self.key();
        client.txn.begin_command();
        let found = block_on(client.txn.get_many(std::slice::from_ref(&key)))
            .ok()
            .and_then(|mut values| values.pop())
            .flatten();
        self.check(client, key, found)
    }

    fn scan(&mut self, client: &mut Client) -> Result<(), Violation> {
        client.txn.begin_command();
        let mut found = BTreeMap::new();
        let mut sink = |key: &[u8], value: &[u8]| {
            found.insert(Key::copy_from_slice(key), Value::copy_from_slice(value));
            Flow::Continue
        };
        let direction =
            if self.chance.one_in(2) { Direction::Forward } else { Direction::Backward };
        if block_on(client.txn.scan(&KeyRange::all(), direction, &mut sink)).is_err() {
            return Ok(());
        }
        for number in 0..KEYS {
            let key = Key::from(format!("k{number:02}"));
            let value = found.get(&key).cloned();
            self.check(client, key, value)?;
        }
        Ok(())
    }

    /// A read gives the client's own write, else the past as of its snapshot.
    fn check(
        &mut self,
        client: &mut Client,
        key: Key,
        found: Option<Value>,
    ) -> Result<(), Violation> {
        match client.seen.writes.get(&key) {
            Some(own) if *own == found => Ok(()),
            Some(own) => Err(Violation::WrongRead {
                key,
                as_of: client.seen.as_of,
                expected: own.clone(),
                found,
            }),
            None => {
                client.seen.reads.push((key.clone(), found.clone()));
                self.history.check_read(&key, client.seen.as_of, found)
            }
        }
    }

    fn write(&mut self, client: &mut Client) {
        let key = self.key();
        self.written += 1;
        let mode = if self.chance.one_in(2) { Mode::Update } else { Mode::NoKeyUpdate };
        let value = (!self.chance.one_in(5)).then(|| Value::from(format!("v{}", self.written)));
        match &value {
            Some(value) => client.txn.put(key.clone(), value.clone(), mode),
            None => client.txn.delete(key.clone(), mode),
        }
        client.seen.writes.insert(key, value);
    }

    fn send(&mut self, client: Client) {
        if let Some(mut request) = client.txn.into_request() {
            if self.bug == Bug::ForgottenReads {
                request.reads.clear();
            }
            self.queue.push((request, client.seen));
        }
    }

    /// One group commit: decide, append, apply, answer.
    fn flush(&mut self) -> Result<(), Violation> {
        let queue = std::mem::take(&mut self.queue);
        if self.server.broken {
            return Ok(());
        }
        let mut entries = Vec::new();
        let mut answers = Vec::new();
        for (request, seen) in queue {
            self.now += 1;
            match self.decide(&request) {
                Verdict::Refuse(_) => self.report.conflicts += 1,
                Verdict::Commit(at) => {
                    let writes = request.writes.into_iter().map(|write| (write.key, write.value));
                    entries.push(JournalEntry { committed_at: at, writes: writes.collect() });
                    answers.push((at, seen));
                }
            }
        }
        if entries.is_empty() {
            return Ok(());
        }
        if self.bug == Bug::AnswerBeforeAppend {
            self.answer(std::mem::take(&mut answers))?;
        }
        match self.server.journal.append(&entries) {
            Ok(()) => {
                let lost = self.bug == Bug::SkippedEntry && self.chance.one_in(100);
                self.server.store.apply(entries.split_off(usize::from(lost)));
                self.answer(answers)
            }
            // Nothing was kept, and the next group may find room.
            Err(error) if matches!(error.fate(), Fate::NotKept(_)) => {
                let present = self.server.store.snapshot().as_of();
                self.server.adjudicator = Adjudicator::new(present);
                Ok(())
            }
            Err(_) => {
                self.server.broken = true;
                self.in_doubt = answers;
                Ok(())
            }
        }
    }

    fn decide(&mut self, request: &CommitRequest) -> Verdict {
        let now = Timestamp::from_micros(self.now);
        let mut heard = request.clone();
        if self.bug == Bug::ForgottenWrite {
            heard.writes.retain(|_| !self.chance.one_in(100));
        }
        self.server.adjudicator.decide(&heard, now)
    }

    fn answer(&mut self, answers: Vec<(Timestamp, Seen)>) -> Result<(), Violation> {
        for (at, seen) in answers {
            self.note(at.as_micros());
            self.history.commit(&seen, at)?;
            self.report.commits += 1;
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Violation> {
        if self.server.broken || self.disk.is_dark() {
            return Ok(());
        }
        if let Ok(watermark) = block_on(self.server.store.settle_once())
            && self.server.journal.truncate_before(watermark).is_err()
        {
            self.server.broken = true;
        }
        let oldest = self.clients.iter().flatten().map(|client| client.seen.as_of).min();
        let queued = self.queue.iter().map(|(_, seen)| seen.as_of).min();
        let present = self.server.store.snapshot().as_of();
        let oldest = oldest.into_iter().chain(queued).fold(present, Timestamp::min);
        self.server.adjudicator.forget_until(oldest);
        Ok(())
    }

    /// The server dies and starts again; its clients are gone.
    fn restart(&mut self) -> Result<(), Violation> {
        self.clients.iter_mut().for_each(|client| *client = None);
        self.queue.clear();
        self.disk.restart();
        self.server = start(&self.disk, &self.base)?;
        self.report.restarts += 1;
        self.resolve_doubt()?;
        let found = self.everything()?;
        let expected = self.history.state(Timestamp::MAX);
        match difference(&expected, &found) {
            None => Ok(()),
            Some((key, expected, found)) => Err(Violation::NotDurable { key, expected, found }),
        }
    }

    /// The group without an answer is there whole, or not at all.
    fn resolve_doubt(&mut self) -> Result<(), Violation> {
        let in_doubt = std::mem::take(&mut self.in_doubt);
        let recovered = self.server.store.snapshot().as_of();
        if in_doubt.last().is_some_and(|(last, _)| *last <= recovered) {
            for (at, seen) in in_doubt {
                self.history.commit(&seen, at)?;
            }
        }
        Ok(())
    }

    fn everything(&self) -> Result<BTreeMap<Key, Value>, Violation> {
        let mut found = BTreeMap::new();
        let mut sink = |key: &[u8], value: &[u8]| {
            found.insert(Key::copy_from_slice(key), Value::copy_from_slice(value));
            Flow::Continue
        };
        block_on(self.server.store.snapshot().scan(
            &KeyRange::all(),
            Direction::Forward,
            &mut sink,
        ))
        .map_err(|error| Violation::NoRecovery(error.to_string()))?;
        Ok(found)
    }

    fn note(&mut self, what: u64) {
        self.report.digest = (self.report.digest ^ what).wrapping_mul(0x0100_0000_01b3);
    }
}

/// Opens the base, replays the journal after its watermark, starts a new adjudicator.
fn start(disk: &VirtualDisk, base: &Arc<MemoryBase>) -> Result<Server, Violation> {
    let failed = |error: &dyn std::error::Error| Violation::NoRecovery(error.to_string());
    let base: Arc<dyn Base> = Arc::clone(base) as Arc<dyn Base>;
    let store = Store::open(base).map_err(|error| failed(&error))?;
    let (journal, mut replay) =
        FileJournal::open(Box::new(disk.clone()), store.watermark()).map_err(|e| failed(&e))?;
    while let Some(group) = block_on(replay.next_group()).map_err(|error| failed(&error))? {
        store.apply(group);
    }
    let adjudicator = Adjudicator::new(store.snapshot().as_of());
    Ok(Server { adjudicator, journal, store, broken: false })
}
