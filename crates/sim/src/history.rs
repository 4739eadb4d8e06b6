//! What was promised to clients, and was it kept?
//!
//! The model is the whole past: for each key every committed version with its
//! time. Commits enter it when they are acknowledged, or when a restart shows
//! that an append without an answer was durable after all.

use base::{Key, Timestamp, Value};
use std::collections::BTreeMap;
use std::fmt;
use txn::Isolation;

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A read did not give the newest version as of its snapshot.
    WrongRead {
        /// The key.
        key: Key,
        /// The snapshot.
        as_of: Timestamp,
        /// What the model holds.
        expected: Option<Value>,
        /// What was read.
        found: Option<Value>,
    },
    /// Two transactions that overlap both wrote a key.
    LostUpdate {
        /// The key.
        key: Key,
        /// The snapshot of the later one.
        since: Timestamp,
        /// When the other had committed.
        overwritten: Timestamp,
    },
    /// What a serializable transaction read had changed when it committed.
    NotSerializable {
        /// The key.
        key: Key,
        /// When it committed.
        committed_at: Timestamp,
    },
    /// After a restart the database is not the acknowledged commits, with or
    /// without the groups that had no answer.
    NotDurable {
        /// A key that differs.
        key: Key,
        /// What the model holds.
        expected: Option<Value>,
        /// What was recovered.
        found: Option<Value>,
    },
    /// The machine refused to open after a restart.
    NoRecovery(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// A transaction as its client saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its isolation.
    pub isolation: Isolation,
    /// Its snapshot.
    pub as_of: Timestamp,
    /// What it read before writing it: key and value.
    pub reads: Vec<(Key, Option<Value>)>,
    /// What it wrote last for each key.
    pub writes: BTreeMap<Key, Option<Value>>,
}

/// Every committed version.
#[derive(Clone, Debug, Default)]
pub struct History {
    versions: BTreeMap<Key, BTreeMap<Timestamp, Option<Value>>>,
}

impl History {
    /// The value of `key` as of `at`.
    pub fn get(&self, key: &Key, at: Timestamp) -> Option<Value> {
        self.versions.get(key)?.range(..=at).next_back()?.1.clone()
    }

    /// Every live key and value as of `at`.
    pub fn state(&self, at: Timestamp) -> BTreeMap<Key, Value> {
        self.versions.keys().filter_map(|key| Some((key.clone(), self.get(key, at)?))).collect()
    }

    /// Checks one read of the past.
    pub fn check_read(
        &self,
        key: &Key,
        as_of: Timestamp,
        found: Option<Value>,
    ) -> Result<(), Violation> {
        let expected = self.get(key, as_of);
        if expected == found {
            return Ok(());
        }
        Err(Violation::WrongRead { key: key.clone(), as_of, expected, found })
    }

    /// Adds a commit, checking that its isolation was kept.
    pub fn commit(&mut self, seen: &Seen, at: Timestamp) -> Result<(), Violation> {
        for key in seen.writes.keys() {
            let last = self.versions.get(key).and_then(|versions| versions.keys().next_back());
            if let Some(overwritten) = last.filter(|last| **last > seen.as_of) {
                return Err(Violation::LostUpdate {
                    key: key.clone(),
                    since: seen.as_of,
                    overwritten: *overwritten,
                });
            }
        }
        if seen.isolation == Isolation::Serializable {
            let changed = seen.reads.iter().find(|(key, value)| self.get(key, at) != *value);
            if let Some((key, _)) = changed {
                return Err(Violation::NotSerializable { key: key.clone(), committed_at: at });
            }
        }
        for (key, value) in &seen.writes {
            self.versions.entry(key.clone()).or_default().insert(at, value.clone());
        }
        Ok(())
    }
}

/// The first key in which two states differ, with both values.
pub fn difference(
    expected: &BTreeMap<Key, Value>,
    found: &BTreeMap<Key, Value>,
) -> Option<(Key, Option<Value>, Option<Value>)> {
    expected.keys().chain(found.keys()).find_map(|key| {
        let (a, b) = (expected.get(key), found.get(key));
        (a != b).then(|| (key.clone(), a.cloned(), b.cloned()))
    })
}
