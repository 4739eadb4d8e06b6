//! One transaction: a snapshot overlaid by its own writes.

use crate::buffer::{Buffer, Seen};
use crate::snapshot::{Commit, Error, Snapshot};
use base::{
    Claim, CommitRequest, Direction, Flow, Key, KeyRange, Mode, Read, Sink, Timestamp, Value,
};
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::iter::Peekable;
use std::sync::Arc;

/// How much a transaction is shielded from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// A new snapshot for each statement.
    ReadCommitted,
    /// One snapshot: snapshot isolation, Airglow's own.
    #[default]
    RepeatableRead,
    /// One snapshot, and at COMMIT nothing read may have changed.
    Serializable,
}

/// A place in a transaction to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Savepoint(u64);

/// One transaction's view and intentions.
pub struct Transaction {
    snapshot: Arc<dyn Snapshot>,
    /// The first snapshot, once another has replaced it: what was judged in it
    /// stays remembered for as long as it is held.
    first: Option<Arc<dyn Snapshot>>,
    isolation: Isolation,
    buffer: Buffer,
    /// (mark, claim), oldest first.
    claims: Vec<(u64, Claim)>,
    /// What was read or relied on. Behind a lock because reading takes `&self`.
    reads: Mutex<Vec<Read>>,
    /// The ranges of [`Transaction::rely_on`], each once.
    relied: HashSet<KeyRange>,
    /// The mark of the newest write.
    newest: u64,
    /// Reads of the current command see marks up to this one.
    command: u64,
}

impl Transaction {
    /// Begins on `snapshot`.
    pub fn new(snapshot: Arc<dyn Snapshot>, isolation: Isolation) -> Transaction {
        Transaction {
            snapshot,
            first: None,
            isolation,
            buffer: Buffer::default(),
            claims: Vec::new(),
            reads: Mutex::new(Vec::new()),
            relied: HashSet::new(),
            newest: 0,
            command: 0,
        }
    }

    /// The time its reads are as of.
    pub fn as_of(&self) -> Timestamp {
        self.snapshot.as_of()
    }

    /// Its isolation.
    pub fn isolation(&self) -> Isolation {
        self.isolation
    }

    /// Whether COMMIT has anything to ask. Reads alone ask nothing: they are
    /// right as of the snapshot.
    pub fn is_read_only(&self) -> bool {
        self.buffer.is_empty() && self.claims.is_empty()
    }

    /// READ COMMITTED: later reads are as of `snapshot`. Keys already written
    /// or claimed stay judged by the snapshot they were first judged in.
    pub fn refresh(&mut self, snapshot: Arc<dyn Snapshot>) {
        let before = std::mem::replace(&mut self.snapshot, snapshot);
        if !self.is_read_only() {
            self.first.get_or_insert(before);
        }
    }

    /// Later reads see what was written up to now, and nothing written after,
    /// so that a command does not meet its own rows.
    pub fn begin_command(&mut self) {
        self.command = self.newest;
    }

    /// A place to come back to.
    pub fn savepoint(&self) -> Savepoint {
        Savepoint(self.newest)
    }

    /// Takes back all writes and claims made after `savepoint`.
    pub fn roll_back_to(&mut self, savepoint: Savepoint) {
        self.buffer.roll_back(savepoint.0);
        self.claims.truncate(self.claims.partition_point(|(mark, _)| *mark <= savepoint.0));
        self.command = self.command.min(savepoint.0);
        // Marks are not given out again: a reader may still hold a later one.
    }

    /// Writes `value` under `key`.
    pub fn put(&mut self, key: Key, value: Value, mode: Mode) {
        self.write(key, Some(value), mode);
    }

    /// Deletes `key`.
    pub fn delete(&mut self, key: Key, mode: Mode) {
        self.write(key, None, mode);
    }

    /// Holds `key` without changing it.
    pub fn claim(&mut self, key: Key, mode: Mode) {
        self.newest += 1;
        self.claims.push((self.newest, Claim { key, mode, since: self.snapshot.as_of() }));
    }

    /// Relies on nothing being written inside `range` until COMMIT. What was relied on before
    /// stays so as of then.
    pub fn rely_on(&mut self, range: KeyRange) {
        if self.relied.insert(range.clone()) {
            self.reads.get_mut().push(Read { range, since: self.snapshot.as_of() });
        }
    }

    /// This transaction's newest write of `key`, were it of the current command: `Some(None)` when
    /// it deleted it, `None` when it did not write it.
    pub fn own(&self, key: &[u8]) -> Option<Option<&Value>> {
        match self.buffer.get(key, self.newest) {
            Seen::Nothing => None,
            Seen::Deleted => Some(None),
            Seen::Value(value) => Some(Some(value)),
        }
    }

    /// Whether the current command has written `key`.
    pub fn wrote_in_command(&self, key: &[u8]) -> bool {
        self.buffer.mark(key).is_some_and(|mark| mark > self.command)
    }

    /// The values of `keys` as this command sees them.
    pub async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        self.get_at(keys, self.command).await
    }

    /// The values of `keys` with this command's own writes: what uniqueness is
    /// judged by.
    pub async fn get_latest(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        self.get_at(keys, self.newest).await
    }

    /// Hands the entries of `range`, as this command sees them, to `sink` until
    /// it stops.
    pub async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let own = self.buffer.range(range, self.command);
        let mut watched = Watched { sink, last: None, track: self.tracks_reads() };
        match direction {
            Direction::Forward => {
                overlaid(&*self.snapshot, range, direction, own, &mut watched).await?;
            }
            Direction::Backward => {
                overlaid(&*self.snapshot, range, direction, own.rev(), &mut watched).await?;
            }
        }
        if self.tracks_reads() {
            let range = watched.covered(range, direction);
            self.reads.lock().push(Read { range, since: self.snapshot.as_of() });
        }
        Ok(())
    }

    /// COMMIT: the commit time, or `None` when there was nothing to ask. The
    /// snapshots are held until the answer is there, so that what the
    /// transaction is judged by is not forgotten meanwhile.
    pub async fn commit(self, commits: &dyn Commit) -> Result<Option<Timestamp>, Error> {
        let held = (Arc::clone(&self.snapshot), self.first.clone());
        let Some(request) = self.into_request() else { return Ok(None) };
        let answer = commits.commit(request).await;
        drop(held);
        answer.map(Some)
    }

    /// What to ask at COMMIT; `None` when there is nothing to ask. Whoever sends
    /// it holds the snapshots until it is judged: [`Transaction::commit`] does.
    pub fn into_request(self) -> Option<CommitRequest> {
        if self.is_read_only() {
            return None;
        }
        let mut strongest: HashMap<Key, Claim> = HashMap::new();
        for (_, claim) in self.claims {
            strongest
                .entry(claim.key.clone())
                .and_modify(|held| held.mode = held.mode.max(claim.mode))
                .or_insert(claim);
        }
        let mut claims: Vec<Claim> = strongest.into_values().collect();
        claims.sort_by(|a, b| a.key.cmp(&b.key));
        Some(CommitRequest {
            writes: self.buffer.into_writes(),
            claims,
            reads: self.reads.into_inner(),
        })
    }

    fn tracks_reads(&self) -> bool {
        self.isolation == Isolation::Serializable
    }

    fn write(&mut self, key: Key, value: Option<Value>, mode: Mode) {
        self.newest += 1;
        self.buffer.write(self.newest, key, value, mode, self.snapshot.as_of());
    }

    async fn get_at(&self, keys: &[Key], mark: u64) -> Result<Vec<Option<Value>>, Error> {
        if self.tracks_reads() {
            let since = self.snapshot.as_of();
            let points = keys.iter().map(|key| Read { range: KeyRange::point(key.clone()), since });
            self.reads.lock().extend(points);
        }
        if self.buffer.is_empty() {
            return self.snapshot.get_many(keys).await;
        }
        let mut values = vec![None; keys.len()];
        let mut asked = Vec::new();
        let mut places = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            match self.buffer.get(key, mark) {
                Seen::Nothing => {
                    asked.push(key.clone());
                    places.push(place);
                }
                Seen::Deleted => {}
                Seen::Value(value) => values[place] = Some(value.clone()),
            }
        }
        if !asked.is_empty() {
            let found = self.snapshot.get_many(&asked).await?;
            for (place, value) in places.into_iter().zip(found) {
                values[place] = value;
            }
        }
        Ok(values)
    }
}

/// Merges `own` (in scan order) over a scan of the snapshot.
async fn overlaid<'a>(
    snapshot: &dyn Snapshot,
    range: &KeyRange,
    direction: Direction,
    own: impl Iterator<Item = (&'a Key, Seen<'a>)> + Send,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    let mut own = own.peekable();
    if own.peek().is_none() {
        return snapshot.scan(range, direction, sink).await;
    }
    let mut merge = Merge { own, direction, sink, stopped: false };
    snapshot.scan(range, direction, &mut merge).await?;
    merge.finish();
    Ok(())
}

/// A sink between the snapshot's scan and the taker: own entries come in at
/// their places and hide the snapshot's under the same key.
struct Merge<'s, 'a, I: Iterator<Item = (&'a Key, Seen<'a>)>> {
    own: Peekable<I>,
    direction: Direction,
    sink: &'s mut dyn Sink,
    stopped: bool,
}

impl<'a, I: Iterator<Item = (&'a Key, Seen<'a>)> + Send> Merge<'_, 'a, I> {
    fn give(&mut self, key: &[u8], value: &[u8]) -> Flow {
        let flow = self.sink.entry(key, value);
        self.stopped = flow == Flow::Stop;
        flow
    }

    fn finish(&mut self) {
        while !self.stopped {
            let Some((key, seen)) = self.own.next() else { return };
            if let Seen::Value(value) = seen {
                self.give(key, value);
            }
        }
    }
}

impl<'a, I: Iterator<Item = (&'a Key, Seen<'a>)> + Send> Sink for Merge<'_, 'a, I> {
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow {
        while let Some((own, _)) = self.own.peek() {
            let order = match self.direction {
                Direction::Forward => own.as_ref().cmp(key),
                Direction::Backward => key.cmp(own.as_ref()),
            };
            if order.is_gt() {
                break;
            }
            let Some((own, seen)) = self.own.next() else { break };
            let flow = match seen {
                Seen::Value(value) => self.give(own, value),
                Seen::Deleted | Seen::Nothing => Flow::Continue,
            };
            if flow == Flow::Stop || order.is_eq() {
                return flow;
            }
        }
        self.give(key, value)
    }
}

/// A sink that remembers where it stopped, so that only what was looked at
/// counts as read.
struct Watched<'s> {
    sink: &'s mut dyn Sink,
    last: Option<Key>,
    track: bool,
}

impl Watched<'_> {
    fn covered(self, range: &KeyRange, direction: Direction) -> KeyRange {
        match (self.last, direction) {
            (None, _) => range.clone(),
            (Some(last), Direction::Forward) => {
                KeyRange { start: range.start.clone(), end: KeyRange::point(last).end }
            }
            (Some(last), Direction::Backward) => KeyRange { start: last, end: range.end.clone() },
        }
    }
}

impl Sink for Watched<'_> {
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow {
        let flow = self.sink.entry(key, value);
        if self.track && flow == Flow::Stop {
            self.last = Some(Key::copy_from_slice(key));
        }
        flow
    }
}

#[cfg(test)]
#[path = "transaction_tests.rs"]
mod tests;
