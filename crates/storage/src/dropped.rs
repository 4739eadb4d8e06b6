//! What goes with a settle because its storage was dropped?
//!
//! DROP, TRUNCATE and a rewrite leave keys under prefixes that nobody reads or writes any more, and
//! a note of each prefix ([`base::DROPPED_PREFIX`]). A settle carries notes out: what the layer on
//! its way has under the prefix is not written, what the base has is removed, and the note goes
//! with the last of it. So nothing of this is journaled, and a reader who began before the drop
//! keeps all of it in the layers and the base snapshot that it holds.

use crate::layer::Layer;
use crate::{BaseSnapshot, Error};
use base::{DROPPED_PREFIX, Direction, Flow, Key, KeyRange, Value};

/// At most about so many keys go from the base in one settle; the rest goes with the next ones.
const KEYS_MAX: usize = 1_000_000;

/// What goes with one settle.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    /// In order.
    prefixes: Vec<Key>,
    /// Notes that are carried out to their end.
    done: Vec<Key>,
    /// What is removed from the base.
    pub(crate) ranges: Vec<KeyRange>,
}

impl Dropped {
    /// By the notes in `layer` and in the base below it.
    pub(crate) async fn find(layer: &Layer, base: &dyn BaseSnapshot) -> Result<Dropped, Error> {
        let noted = KeyRange::prefix(Key::from_static(&DROPPED_PREFIX));
        let mut notes: Vec<Key> = Vec::new();
        let mut sink = |key: &[u8], _: &[u8]| {
            notes.push(Key::copy_from_slice(key));
            Flow::Continue
        };
        base.scan(&noted, Direction::Forward, &mut sink).await?;
        for (key, value) in layer.range(&noted, Direction::Forward) {
            match value {
                Some(_) => notes.push(key.clone()),
                None => notes.retain(|note| note != key),
            }
        }
        // Only whole notes: a shorter prefix would take more than was dropped.
        notes.retain(|note| note.len() == 2 * DROPPED_PREFIX.len());
        notes.sort_unstable();
        notes.dedup();
        let mut found = Dropped::default();
        let mut left = KEYS_MAX;
        for note in notes {
            let prefix = note.slice(DROPPED_PREFIX.len()..);
            found.prefixes.push(prefix.clone());
            let mut range = KeyRange::prefix(prefix);
            let (mut any, mut last) = (false, None);
            let mut sink = |key: &[u8], _: &[u8]| {
                any = true;
                if left == 0 {
                    last = Some(Key::copy_from_slice(key));
                    return Flow::Stop;
                }
                left -= 1;
                Flow::Continue
            };
            base.scan(&range, Direction::Forward, &mut sink).await?;
            match last {
                Some(last) => range.end = Some(last),
                None => found.done.push(note.clone()),
            }
            if any {
                found.ranges.push(range);
            }
        }
        found.ranges.extend(found.done.iter().map(|note| KeyRange::point(note.clone())));
        Ok(found)
    }

    /// Whether a note stays for the next settle.
    pub(crate) fn is_left(&self) -> bool {
        self.done.len() < self.prefixes.len()
    }

    /// Whether `key` of the layer is not written.
    pub(crate) fn takes(&self, key: &[u8]) -> bool {
        let Some(prefix) = key.first_chunk::<4>().filter(|_| !self.prefixes.is_empty()) else {
            return false;
        };
        let dropped = self.prefixes.binary_search_by(|dropped| dropped.as_ref().cmp(prefix));
        dropped.is_ok() || self.done.iter().any(|note| note == key)
    }

    /// What of `layer` is written.
    pub(crate) fn spare<'a>(
        &'a self,
        layer: &'a Layer,
        all: &'a KeyRange,
    ) -> impl Iterator<Item = (&'a Key, &'a Option<Value>)> + Send {
        let entries = layer.range(all, Direction::Forward);
        entries.filter(|(key, _)| !self.takes(key)).map(|(key, value)| (key, value))
    }
}
