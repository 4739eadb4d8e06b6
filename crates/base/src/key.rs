//! What is a key, what is a range of keys, and how does a scan hand them over?

use bytes::Bytes;

/// A key: bytes in the order of [`crate::keycode`]. Cloning is cheap and shares
/// the bytes.
pub type Key = Bytes;

/// The bytes kept under a key. Cloning is cheap and shares the bytes.
pub type Value = Bytes;

/// What every key of the catalog begins with: `exec` keeps descriptors there,
/// and a host watches it to know when the schema changed.
pub const CATALOG_PREFIX: [u8; 4] = 1_u32.to_be_bytes();

/// What the key of a note begins with; the four bytes after it say that every key which begins with
/// them may go, and nobody reads or writes one any more: `exec` writes such notes, storage carries
/// them out as it settles.
pub const DROPPED_PREFIX: [u8; 4] = 3_u32.to_be_bytes();

/// The keys from `start` (inclusive) up to `end` (exclusive).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyRange {
    /// The first key inside.
    pub start: Key,
    /// The first key after; `None` has no upper end.
    pub end: Option<Key>,
}

impl KeyRange {
    /// Every key there is.
    pub fn all() -> KeyRange {
        KeyRange { start: Bytes::new(), end: None }
    }

    /// `start <= key < end`.
    pub fn new(start: impl Into<Key>, end: impl Into<Key>) -> KeyRange {
        KeyRange { start: start.into(), end: Some(end.into()) }
    }

    /// `key` alone.
    pub fn point(key: Key) -> KeyRange {
        let mut end = Vec::with_capacity(key.len() + 1);
        end.extend_from_slice(&key);
        end.push(0);
        KeyRange { start: key, end: Some(end.into()) }
    }

    /// Every key that begins with `prefix`.
    pub fn prefix(prefix: impl Into<Key>) -> KeyRange {
        let start: Key = prefix.into();
        let end = after_prefix(&start);
        KeyRange { start, end }
    }

    /// Whether `key` is inside.
    pub fn contains(&self, key: &[u8]) -> bool {
        self.start.as_ref() <= key && self.end.as_ref().is_none_or(|end| key < end.as_ref())
    }

    /// Whether no key can be inside.
    pub fn is_empty(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end <= &self.start)
    }

    /// Whether some key may be in both.
    pub fn overlaps(&self, other: &KeyRange) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && self.end.as_ref().is_none_or(|end| other.start < *end)
            && other.end.as_ref().is_none_or(|end| self.start < *end)
    }
}

/// The first key after all those that begin with `prefix`; `None` when there is
/// none, because the prefix is empty or all `0xff`.
pub fn after_prefix(prefix: &[u8]) -> Option<Key> {
    let last = prefix.iter().rposition(|byte| *byte != 0xff)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end.into())
}

/// Which way a scan walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the start of the range.
    Forward,
    /// From the end of the range.
    Backward,
}

/// Whether a scan goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Hand over the next entry.
    Continue,
    /// Enough for now: return, this entry was the last one taken.
    Stop,
}

/// Takes what a scan finds, entry by entry and without a copy: the projection
/// and the filter of a table scan run inside [`Sink::entry`], next to storage.
pub trait Sink: Send {
    /// One live entry, in scan order. An error of the taker's own is kept by
    /// the taker, which answers [`Flow::Stop`].
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow;
}

impl<F: FnMut(&[u8], &[u8]) -> Flow + Send> Sink for F {
    fn entry(&mut self, key: &[u8], value: &[u8]) -> Flow {
        self(key, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_range_holds_the_prefix_and_nothing_after_it() {
        let range = KeyRange::prefix(vec![1, 0xff]);
        assert!(range.contains(&[1, 0xff]));
        assert!(range.contains(&[1, 0xff, 0xff, 0xff]));
        assert!(!range.contains(&[2]));
        assert_eq!(range.end.as_deref(), Some(&[2u8][..]));
        assert_eq!(KeyRange::prefix(vec![0xff]).end, None);
    }

    #[test]
    fn a_point_holds_its_key_alone() {
        let range = KeyRange::point(Bytes::from_static(b"k"));
        assert!(range.contains(b"k"));
        assert!(!range.contains(b"k\0"));
        assert!(!range.contains(b"j"));
    }

    #[test]
    fn ranges_that_touch_do_not_overlap() {
        let a = KeyRange::new(vec![1], vec![2]);
        let b = KeyRange::new(vec![2], vec![3]);
        assert!(!a.overlaps(&b));
        assert!(a.overlaps(&KeyRange::all()));
        assert!(!KeyRange::new(vec![2], vec![1]).overlaps(&KeyRange::all()));
    }
}
