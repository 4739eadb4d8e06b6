//! The journal of many machines: one object a group, each put only if absent.
//!
//! Objects are named by number, twenty decimal digits and `.journal`, without
//! gaps. To append is to put the next number; where it is there already,
//! another writer has it and this one is fenced. To take over is to put an
//! empty group at the next number:
//!
//! ```text
//! 00000000000000000007.journal   by A
//! 00000000000000000008.journal   by B, empty: A's next append finds it and stops
//! 00000000000000000009.journal   by B
//! ```
//!
//! A writer that stopped long ago still aims at one certain number, so that
//! number must stay taken: empty objects are what such writers run into, and
//! truncation keeps them until the store's own clock says that they are
//! [`FENCE_KEPT`] older than its newest object. The newest object is kept too,
//! for the numbering.
//!
//! A put whose answer was lost may be repeated below us and then find its own
//! object there. So on "already exists" the object is read back: it is ours if
//! it is equal to the byte, writer number included.
//!
//! A put that failed may still arrive. So before the next append an empty group
//! is put at the same number: where that succeeds, the failed one can never be
//! there and nothing of it was kept. Where the failed one is there already, its
//! group was kept and its clients were not told: opening again is what helps.

use crate::frame::{
    FRAME_HEADER_LEN, FrameHeader, SEGMENT_HEADER_LEN, SegmentHeader, decode_segment,
    decode_segment_header, encode_frame, encode_segment_header,
};
use crate::{Error, Journal, Replay, check_order};
use async_trait::async_trait;
use base::{JournalEntry, Timestamp};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// How long an empty object is kept: no request of a stopped writer is on its
/// way for longer.
const FENCE_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Bytes of an object whose group is empty.
const FENCE_LEN: u64 = (SEGMENT_HEADER_LEN + FRAME_HEADER_LEN) as u64;

/// Requests under way at once when many objects are looked at: enough to hide
/// a request's latency, few enough to stay under a store's limits.
const REQUESTS_MAX: usize = 16;

const SUFFIX: &str = ".journal";

/// A journal of objects under one prefix.
pub struct ObjectJournal {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    writer: u64,
    /// Oldest first; the newest is never removed.
    objects: VecDeque<Object>,
    /// The number of the next append.
    next: u64,
    last: Timestamp,
    /// Whether what was put at `next` is there, or will be, is not known.
    in_doubt: bool,
    failed: Option<Failure>,
}

/// One object of the journal.
#[derive(Clone, Copy, Debug)]
struct Object {
    number: u64,
    /// The commit time of its last entry; zero when it is empty.
    last: Timestamp,
    /// Empty: a fence.
    empty: bool,
    /// When it was put, by the store's clock in seconds; `None` for what this
    /// journal put itself.
    put_at: Option<i64>,
}

/// Why nothing more is appended.
#[derive(Clone, Copy, Debug)]
enum Failure {
    /// A group is there that failed.
    Poisoned,
    Fenced,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Error {
        match failure {
            Failure::Poisoned => Error::Poisoned,
            Failure::Fenced => Error::Fenced,
        }
    }
}

impl ObjectJournal {
    /// Takes the journal under `prefix` over from whoever had it. `writer` is
    /// a number no other writer has used: chance, or the lease's.
    pub async fn open(
        store: Arc<dyn ObjectStore>,
        prefix: Path,
        writer: u64,
    ) -> Result<ObjectJournal, Error> {
        let mut journal = ObjectJournal {
            store,
            prefix,
            writer,
            objects: VecDeque::new(),
            next: 1,
            last: Timestamp::ZERO,
            in_doubt: false,
            failed: None,
        };
        loop {
            journal.list().await?;
            match journal.put(&[]).await {
                Ok(()) => return Ok(journal),
                // The old writer was quicker; look at what it put.
                Err(Error::Fenced) => journal.failed = None,
                Err(error) => return Err(error),
            }
        }
    }

    /// Finds the objects there are, and the last commit time of each.
    async fn list(&mut self) -> Result<(), Error> {
        let mut found: Vec<(u64, u64, i64)> = self
            .store
            .list(Some(&self.prefix))
            .try_filter_map(|meta| async move {
                let number = meta.location.filename().and_then(parse_name);
                Ok(number.map(|number| (number, meta.size, meta.last_modified.timestamp())))
            })
            .try_collect()
            .await?;
        found.sort_unstable();
        let this = &*self;
        let objects: VecDeque<Object> = stream::iter(found)
            .map(|(number, size, put_at)| async move {
                let empty = size == FENCE_LEN;
                let last = if empty { Timestamp::ZERO } else { this.last_of(number).await? };
                Ok::<_, Error>(Object { number, last, empty, put_at: Some(put_at) })
            })
            .buffered(REQUESTS_MAX)
            .try_collect()
            .await?;
        self.check_gaps(&objects)?;
        self.next = objects.back().map_or(1, |newest| newest.number + 1);
        self.last = objects.iter().map(|object| object.last).max().unwrap_or(Timestamp::ZERO);
        self.objects = objects;
        Ok(())
    }

    /// Truncation removes the oldest objects with entries, so from the first of
    /// those that are left on, no number may be missing.
    fn check_gaps(&self, objects: &VecDeque<Object>) -> Result<(), Error> {
        let kept = objects.iter().skip_while(|object| object.empty);
        let mut expected = None;
        for object in kept {
            if expected.is_some_and(|expected| object.number != expected) {
                let place = self.path(object.number).to_string();
                let what = "the object before it is missing";
                return Err(Error::Corrupt { place, offset: 0, what });
            }
            expected = Some(object.number + 1);
        }
        Ok(())
    }

    /// The commit time of the last entry of an object, from its headers alone.
    async fn last_of(&self, number: u64) -> Result<Timestamp, Error> {
        let path = self.path(number);
        let head = self.store.get_range(&path, 0..FENCE_LEN).await?;
        let frame = head.get(SEGMENT_HEADER_LEN..).unwrap_or_default();
        let header = FrameHeader::decode(SEGMENT_HEADER_LEN as u64, frame);
        header.map(|header| header.last).ok_or_else(|| Error::Corrupt {
            place: path.to_string(),
            offset: SEGMENT_HEADER_LEN as u64,
            what: "frame header does not match its checksum",
        })
    }

    /// Puts `entries` at the next number.
    async fn put(&mut self, entries: &[JournalEntry]) -> Result<(), Error> {
        let mut bytes = Vec::new();
        encode_segment_header(&mut bytes, self.writer);
        encode_frame(&mut bytes, SEGMENT_HEADER_LEN as u64, entries)?;
        let bytes = Bytes::from(bytes);
        let path = self.path(self.next);
        let create = PutOptions::from(PutMode::Create);
        self.in_doubt = true;
        match self.store.put_opts(&path, bytes.clone().into(), create).await {
            Ok(_) => {}
            Err(object_store::Error::AlreadyExists { .. }) => {
                let found = self.fetch(&path).await?;
                if found != bytes {
                    let ours = SegmentHeader::Known { writer: self.writer };
                    let is_ours = decode_segment_header(&found) == ours;
                    let failure = if is_ours { Failure::Poisoned } else { Failure::Fenced };
                    self.failed = Some(failure);
                    return Err(failure.into());
                }
            }
            Err(error) => return Err(error.into()),
        }
        self.in_doubt = false;
        let last = entries.last().map_or(Timestamp::ZERO, |entry| entry.committed_at);
        let empty = entries.is_empty();
        self.objects.push_back(Object { number: self.next, last, empty, put_at: None });
        self.next += 1;
        Ok(())
    }

    async fn fetch(&self, path: &Path) -> Result<Bytes, Error> {
        Ok(self.store.get(path).await?.bytes().await?)
    }

    fn path(&self, number: u64) -> Path {
        self.prefix.clone().join(format!("{number:020}{SUFFIX}"))
    }

    /// The newest commit time in the journal; zero when it has none.
    pub fn last(&self) -> Timestamp {
        self.last
    }
}

fn parse_name(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(SUFFIX).filter(|digits| digits.len() == 20)?;
    digits.parse().ok()
}

#[async_trait]
impl Journal for ObjectJournal {
    async fn append(&mut self, entries: &[JournalEntry]) -> Result<(), Error> {
        if let Some(failure) = self.failed {
            return Err(failure.into());
        }
        if entries.is_empty() {
            return Ok(());
        }
        let last = check_order(self.last, entries);
        if self.in_doubt {
            self.put(&[]).await?;
        }
        self.put(entries).await?;
        self.last = last;
        Ok(())
    }

    async fn truncate_before(&mut self, settled: Timestamp) -> Result<(), Error> {
        if let Some(failure) = self.failed {
            return Err(failure.into());
        }
        let now = self.objects.iter().rev().find_map(|object| object.put_at);
        let kept_s = FENCE_KEPT.as_secs().cast_signed();
        let old = |object: &Object| {
            object.put_at.zip(now).is_some_and(|(put_at, now)| now - put_at > kept_s)
        };
        // From the first object that is not settled on, all are kept.
        let Some(newest) = self.objects.back().map(|object| object.number) else { return Ok(()) };
        let settled_to = self
            .objects
            .iter()
            .find(|object| object.number == newest || (!object.empty && object.last > settled))
            .map_or(newest, |object| object.number);
        let mut kept = VecDeque::new();
        while let Some(object) = self.objects.pop_front() {
            if object.number >= settled_to || (object.empty && !old(&object)) {
                kept.push_back(object);
                continue;
            }
            match self.store.delete(&self.path(object.number)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => {
                    kept.push_back(object);
                    kept.append(&mut self.objects);
                    self.objects = kept;
                    return Err(error.into());
                }
            }
        }
        self.objects = kept;
        Ok(())
    }

    async fn replay(&mut self, after: Timestamp) -> Result<Box<dyn Replay>, Error> {
        let numbers = self
            .objects
            .iter()
            .filter(|object| !object.empty && object.last > after)
            .map(|object| self.path(object.number))
            .collect::<Vec<_>>();
        let store = Arc::clone(&self.store);
        let fetched = stream::iter(numbers)
            .map(move |path| {
                let store = Arc::clone(&store);
                async move {
                    let bytes = store.get(&path).await?.bytes().await?;
                    Ok((path, bytes))
                }
            })
            .buffered(REQUESTS_MAX);
        Ok(Box::new(ObjectReplay {
            fetched: Some(Box::pin(fetched)),
            after,
            previous: Timestamp::ZERO,
        }))
    }
}

type Fetched = stream::BoxStream<'static, Result<(Path, Bytes), object_store::Error>>;

/// The objects found, fetched a few ahead; `None` at the end.
struct ObjectReplay {
    fetched: Option<Fetched>,
    after: Timestamp,
    /// The last commit time handed over.
    previous: Timestamp,
}

impl ObjectReplay {
    async fn read_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error> {
        let Some(fetched) = &mut self.fetched else { return Ok(None) };
        while let Some((path, bytes)) = fetched.try_next().await? {
            let mut group: Vec<JournalEntry> =
                decode_segment(path.as_ref(), &bytes)?.into_iter().flatten().collect();
            if group.first().is_some_and(|first| first.committed_at <= self.previous) {
                let what = "groups are not in commit order";
                return Err(Error::Corrupt { place: path.to_string(), offset: 0, what });
            }
            group.retain(|entry| entry.committed_at > self.after);
            if let Some(last) = group.last() {
                self.previous = last.committed_at;
                return Ok(Some(group));
            }
        }
        Ok(None)
    }
}

#[async_trait]
impl Replay for ObjectReplay {
    async fn next_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error> {
        let group = self.read_group().await;
        if !matches!(group, Ok(Some(_))) {
            self.fetched = None;
        }
        group
    }
}
