//! What has this transaction written, and how is a part of it taken back?
//!
//! The writes of each storage (the first four bytes of a key) stand apart. Rows often come in the
//! order of their keys: those are a *run*, to which a key is added without a search and of which
//! the end is taken back without a log. A new key that comes before the end of the run is one of
//! the *rest*.

use base::{Key, KeyRange, Mode, Timestamp, Value, Write};
use std::collections::{BTreeMap, btree_map};
use std::ops::Bound;
use std::slice;

/// One write of one key.
#[derive(Clone, Debug)]
struct Version {
    mark: u64,
    value: Option<Value>,
    /// The mode of the key up to and with this write.
    mode: Mode,
}

/// All writes of one key, oldest first; `last` is kept apart since there is
/// nearly always just one.
#[derive(Clone, Debug)]
struct History {
    earlier: Vec<Version>,
    last: Version,
    /// The snapshot in which the key was first written.
    since: Timestamp,
}

/// The write buffer: for each key its versions by mark.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    parts: BTreeMap<Prefix, Part>,
    /// (mark, key) of every write but those that lengthened a run, in order: what a rollback walks
    /// back.
    log: Vec<(u64, Key)>,
}

/// The first bytes of a key, and how many there are: four, but in a shorter key.
type Prefix = ([u8; 4], usize);

/// The writes of one storage. No key is in both.
#[derive(Debug, Default)]
struct Part {
    /// In key order; the marks at which keys were first written grow too.
    run: Vec<(Key, History)>,
    rest: BTreeMap<Key, History>,
}

/// What the buffer says of a key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Seen<'a> {
    /// Nothing: ask the snapshot.
    Nothing,
    /// Deleted.
    Deleted,
    /// This value.
    Value(&'a Value),
}

fn prefix(key: &[u8]) -> Prefix {
    let len = key.len().min(4);
    let mut bytes = [0; 4];
    bytes[..len].copy_from_slice(&key[..len]);
    (bytes, len)
}

impl Buffer {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.values().all(Part::is_empty)
    }

    pub(crate) fn write(
        &mut self,
        mark: u64,
        key: Key,
        value: Option<Value>,
        mode: Mode,
        since: Timestamp,
    ) {
        let version = Version { mark, value, mode };
        let part = self.parts.entry(prefix(&key)).or_default();
        if part.is_next(&key) {
            part.run.push((key, History::new(version, since)));
            return;
        }
        self.log.push((mark, key.clone()));
        match part.find_mut(&key) {
            Some(history) => history.push(version),
            None => {
                part.rest.insert(key, History::new(version, since));
            }
        }
    }

    /// Takes back every write after `mark`.
    pub(crate) fn roll_back(&mut self, mark: u64) {
        while let Some((at, key)) = self.log.pop_if(|(at, _)| *at > mark) {
            let Some(part) = self.parts.get_mut(&prefix(&key)) else { continue };
            let Some(history) = part.find_mut(&key) else { continue };
            debug_assert_eq!(history.last.mark, at, "writes are taken back newest first");
            match history.earlier.pop() {
                Some(before) => history.last = before,
                None => {
                    part.rest.remove(&key);
                }
            }
        }
        for part in self.parts.values_mut() {
            while let Some((_, history)) = part.run.pop_if(|(_, h)| h.last.mark > mark) {
                debug_assert!(history.earlier.is_empty(), "later writes are taken back before");
            }
        }
    }

    /// The newest write of `key` at or before `mark`.
    pub(crate) fn get(&self, key: &[u8], mark: u64) -> Seen<'_> {
        self.find(key).map_or(Seen::Nothing, |history| history.at(mark))
    }

    /// The mark of the newest write of `key`.
    pub(crate) fn mark(&self, key: &[u8]) -> Option<u64> {
        self.find(key).map(|history| history.last.mark)
    }

    fn find(&self, key: &[u8]) -> Option<&History> {
        self.parts.get(&prefix(key))?.find(key)
    }

    /// What is seen in `range` at `mark`, in key order.
    pub(crate) fn range(
        &self,
        range: &KeyRange,
        mark: u64,
    ) -> impl DoubleEndedIterator<Item = (&Key, Seen<'_>)> + Send {
        let start = prefix(&range.start);
        let end = match &range.end {
            Some(_) if range.is_empty() => Bound::Excluded(start),
            Some(end) => Bound::Included(prefix(end)),
            None => Bound::Unbounded,
        };
        let parts = self.parts.range((Bound::Included(start), end));
        let (first, after) = (range.start.clone(), range.end.clone());
        parts
            .flat_map(move |(_, part)| part.range(&first, after.as_ref()))
            .map(move |(key, history)| (key, history.at(mark)))
            .filter(|(_, seen)| *seen != Seen::Nothing)
    }

    /// The newest write of every key, in key order.
    pub(crate) fn into_writes(self) -> Vec<Write> {
        let mut writes = Vec::new();
        for part in self.parts.into_values() {
            if part.rest.is_empty() && part.run.len() > writes.len() {
                // A long run becomes writes where it stands.
                let run = part.run.into_iter().map(|(key, history)| history.into_write(key));
                let before = std::mem::replace(&mut writes, run.collect());
                writes.splice(0..0, before);
                continue;
            }
            writes.reserve(part.run.len() + part.rest.len());
            let mut rest = part.rest.into_iter().peekable();
            for (key, history) in part.run {
                while let Some((key, history)) = rest.next_if(|(other, _)| *other < key) {
                    writes.push(history.into_write(key));
                }
                writes.push(history.into_write(key));
            }
            writes.extend(rest.map(|(key, history)| history.into_write(key)));
        }
        writes
    }
}

impl Part {
    fn is_empty(&self) -> bool {
        self.run.is_empty() && self.rest.is_empty()
    }

    /// Whether `key` comes after the run and is nowhere yet.
    fn is_next(&self, key: &Key) -> bool {
        self.run.last().is_none_or(|(last, _)| last < key)
            && (self.rest.is_empty() || !self.rest.contains_key(key))
    }

    /// Where in the run `key` is; `None` when it is not.
    fn place(&self, key: &[u8]) -> Option<usize> {
        self.run.last().filter(|(last, _)| last.as_ref() >= key)?;
        self.run.binary_search_by(|(other, _)| other.as_ref().cmp(key)).ok()
    }

    fn find(&self, key: &[u8]) -> Option<&History> {
        match self.place(key) {
            Some(at) => Some(&self.run[at].1),
            None => self.rest.get(key),
        }
    }

    fn find_mut(&mut self, key: &[u8]) -> Option<&mut History> {
        match self.place(key) {
            Some(at) => Some(&mut self.run[at].1),
            None => self.rest.get_mut(key),
        }
    }

    /// What is from `start` up to `end`, which is not before.
    fn range(&self, start: &Key, end: Option<&Key>) -> Merged<'_> {
        let before = |bound: &Key| self.run.partition_point(|(key, _)| key < bound);
        let to = end.map_or(self.run.len(), before);
        let after = end.map_or(Bound::Unbounded, Bound::Excluded);
        Merged {
            run: self.run[before(start).min(to)..to].iter(),
            rest: self.rest.range::<Key, _>((Bound::Included(start), after)),
        }
    }
}

/// Run and rest of a part as one.
struct Merged<'a> {
    run: slice::Iter<'a, (Key, History)>,
    rest: btree_map::Range<'a, Key, History>,
}

impl<'a> Iterator for Merged<'a> {
    type Item = (&'a Key, &'a History);

    fn next(&mut self) -> Option<Self::Item> {
        match (self.run.as_slice().first(), self.rest.clone().next()) {
            (Some((run, _)), Some((rest, _))) if rest < run => self.rest.next(),
            (None, _) => self.rest.next(),
            _ => self.run.next().map(|(key, history)| (key, history)),
        }
    }
}

impl DoubleEndedIterator for Merged<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match (self.run.as_slice().last(), self.rest.clone().next_back()) {
            (Some((run, _)), Some((rest, _))) if rest > run => self.rest.next_back(),
            (None, _) => self.rest.next_back(),
            _ => self.run.next_back().map(|(key, history)| (key, history)),
        }
    }
}

impl History {
    fn new(version: Version, since: Timestamp) -> History {
        History { earlier: Vec::new(), last: version, since }
    }

    fn push(&mut self, version: Version) {
        let mode = version.mode.max(self.last.mode);
        let before = std::mem::replace(&mut self.last, Version { mode, ..version });
        self.earlier.push(before);
    }

    fn at(&self, mark: u64) -> Seen<'_> {
        let version = if self.last.mark <= mark {
            Some(&self.last)
        } else {
            self.earlier.iter().rfind(|version| version.mark <= mark)
        };
        match version {
            None => Seen::Nothing,
            Some(Version { value: None, .. }) => Seen::Deleted,
            Some(Version { value: Some(value), .. }) => Seen::Value(value),
        }
    }

    fn into_write(self, key: Key) -> Write {
        Write { key, value: self.last.value, mode: self.last.mode, since: self.since }
    }
}
