//! What has this transaction written, and how is a part of it taken back?

use base::{Key, KeyRange, Mode, Timestamp, Value};
use std::collections::BTreeMap;
use std::ops::Bound;

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
    keys: BTreeMap<Key, History>,
    /// (mark, key) of every write, in order: what a rollback walks back.
    log: Vec<(u64, Key)>,
    bytes: usize,
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

impl Buffer {
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Bytes of keys and values held.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn write(
        &mut self,
        mark: u64,
        key: Key,
        value: Option<Value>,
        mode: Mode,
        since: Timestamp,
    ) {
        self.bytes += key.len() + value.as_ref().map_or(0, Value::len) + 64;
        self.log.push((mark, key.clone()));
        let version = Version { mark, value, mode };
        match self.keys.entry(key) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(History { earlier: Vec::new(), last: version, since });
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                let history = entry.get_mut();
                let mode = version.mode.max(history.last.mode);
                let before = std::mem::replace(&mut history.last, Version { mode, ..version });
                history.earlier.push(before);
            }
        }
    }

    /// Takes back every write after `mark`.
    pub(crate) fn roll_back(&mut self, mark: u64) {
        while let Some((at, key)) = self.log.pop_if(|(at, _)| *at > mark) {
            let Some(history) = self.keys.get_mut(&key) else { continue };
            debug_assert_eq!(history.last.mark, at, "writes are taken back newest first");
            self.bytes -= key.len() + history.last.value.as_ref().map_or(0, Value::len) + 64;
            match history.earlier.pop() {
                Some(before) => history.last = before,
                None => {
                    self.keys.remove(&key);
                }
            }
        }
    }

    /// The newest write of `key` at or before `mark`.
    pub(crate) fn get(&self, key: &[u8], mark: u64) -> Seen<'_> {
        self.keys.get(key).map_or(Seen::Nothing, |history| history.at(mark))
    }

    /// The mark of the newest write of `key`.
    pub(crate) fn mark(&self, key: &[u8]) -> Option<u64> {
        self.keys.get(key).map(|history| history.last.mark)
    }

    /// What is seen in `range` at `mark`, in key order.
    pub(crate) fn range(
        &self,
        range: &KeyRange,
        mark: u64,
    ) -> impl DoubleEndedIterator<Item = (&Key, Seen<'_>)> + Send {
        let end = range.end.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let bounds = if range.is_empty() {
            (Bound::Included(&range.start), Bound::Excluded(&range.start))
        } else {
            (Bound::Included(&range.start), end)
        };
        self.keys
            .range::<Key, _>(bounds)
            .map(move |(key, history)| (key, history.at(mark)))
            .filter(|(_, seen)| *seen != Seen::Nothing)
    }

    /// The newest write of every key, in key order.
    pub(crate) fn into_writes(self) -> impl Iterator<Item = base::Write> {
        self.keys.into_iter().map(|(key, history)| base::Write {
            key,
            value: history.last.value,
            mode: history.last.mode,
            since: history.since,
        })
    }
}

impl History {
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
}
