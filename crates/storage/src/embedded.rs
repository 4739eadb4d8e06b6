//! The base of one machine: redb, a B-tree in one file.
//!
//! ```text
//! table "values"   key -> newest settled value
//! table "notes"    "version" -> 1, "watermark" -> commit time, microseconds
//! ```
//!
//! Every settle is one redb transaction, made durable with its page allocator's
//! state ("quick repair"), so that opening after a crash takes milliseconds
//! whatever the size. redb has no threads; it reads with the caller's.

use crate::engine::VERSION;
use crate::{Base, BaseSnapshot, Changes, Error};
use async_trait::async_trait;
use base::{Direction, Flow, Key, KeyRange, Sink, Timestamp, Value};
use redb::{
    CursorError, Database, Durability, ReadOnlyTable, ReadableDatabase, Table, TableDefinition,
    TableError,
};
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::iter::Peekable;
use std::ops::Bound;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Pages kept in memory at most, by default: as much as PostgreSQL's default
/// `shared_buffers`. A page outside is a system call and a copy away in the
/// system's cache. Nothing is taken before it is read.
const CACHE_BYTES: usize = 128 << 20;

/// So many new keys one after another, and what follows is written as a run: redb fills its pages
/// in one go then, instead of looking for the place of each key.
const RUN_MIN: usize = 8;

const VALUES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("values");
const NOTES: TableDefinition<'_, &str, u64> = TableDefinition::new("notes");

/// A base in one file.
pub struct RedbBase {
    database: Database,
    watermark: AtomicU64,
}

impl RedbBase {
    /// Opens the base in the file `path`, or makes it. Blocks for about a
    /// millisecond; fails when another process has it open. The file is let go
    /// when the base and its snapshots are dropped. A file that is made is its owner's alone.
    pub fn open(path: &Path) -> Result<RedbBase, Error> {
        RedbBase::open_with(path, CACHE_BYTES)
    }

    /// As [`RedbBase::open`], keeping at most `cache_bytes` of pages in memory.
    pub fn open_with(path: &Path, cache_bytes: usize) -> Result<RedbBase, Error> {
        // redb would make it for everybody to read; an empty file is a new base to it as well.
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(Error::embedded(redb::Error::Io(error)));
            }
            _ => {}
        }
        let database = Database::builder()
            .set_cache_size(cache_bytes)
            .create(path)
            .map_err(Error::embedded)?;
        let base = RedbBase { database, watermark: AtomicU64::new(0) };
        let reader = base.database.begin_read().map_err(Error::embedded)?;
        match reader.open_table(NOTES) {
            Ok(notes) => base.read_notes(&notes)?,
            Err(TableError::TableDoesNotExist(_)) => {
                base.commit(&[], Box::new(std::iter::empty()), Timestamp::ZERO)?;
            }
            Err(error) => return Err(Error::embedded(error)),
        }
        Ok(base)
    }

    fn read_notes(&self, notes: &ReadOnlyTable<&'static str, u64>) -> Result<(), Error> {
        let note = |name, what| {
            let found = notes.get(name).map_err(Error::embedded)?;
            found.map(|found| found.value()).ok_or(Error::Corrupt { what })
        };
        match note("version", "it has no version")? {
            VERSION => {}
            version => return Err(Error::UnknownVersion { version }),
        }
        self.watermark.store(note("watermark", "it has no watermark")?, Ordering::Release);
        Ok(())
    }

    fn commit(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error> {
        let mut writer = self.database.begin_write().map_err(Error::embedded)?;
        writer.set_durability(Durability::Immediate).map_err(Error::embedded)?;
        writer.set_quick_repair(true);
        {
            let mut notes = writer.open_table(NOTES).map_err(Error::embedded)?;
            notes.insert("version", VERSION).map_err(Error::embedded)?;
            notes.insert("watermark", watermark.as_micros()).map_err(Error::embedded)?;
            let mut values = writer.open_table(VALUES).map_err(Error::embedded)?;
            for range in dropped.iter().filter(|range| !range.is_empty()) {
                values
                    .retain_in::<&[u8], _>(bounds(range), |_, _| false)
                    .map_err(Error::embedded)?;
            }
            write(&mut values, changes)?;
        }
        writer.commit().map_err(Error::embedded)?;
        self.watermark.store(watermark.as_micros(), Ordering::Release);
        Ok(())
    }
}

fn bounds(range: &KeyRange) -> (Bound<&[u8]>, Bound<&[u8]>) {
    let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    (Bound::Included(range.start.as_ref()), end)
}

type Values<'t> = Table<'t, &'static [u8], &'static [u8]>;

fn write(values: &mut Values<'_>, changes: Changes<'_>) -> Result<(), Error> {
    let mut changes = changes.peekable();
    let mut new = 0;
    while let Some((key, value)) = changes.next() {
        let Some(value) = value else {
            values.remove(key.as_ref()).map_err(Error::embedded)?;
            continue;
        };
        let before = values.insert(key.as_ref(), value.as_ref()).map_err(Error::embedded)?;
        new = if before.is_some() { 0 } else { new + 1 };
        drop(before);
        if new == RUN_MIN {
            write_run(values, key, &mut changes)?;
            new = 0;
        }
    }
    Ok(())
}

/// Writes those of the next changes that go between `after` and the key that now follows it.
fn write_run(
    values: &mut Values<'_>,
    after: &Key,
    changes: &mut Peekable<Changes<'_>>,
) -> Result<(), Error> {
    let after = Bound::Included(after.as_ref());
    let mut cursor = values.upper_bound_mut(after).map_err(Error::embedded)?;
    while let Some((key, Some(value))) = changes.peek() {
        match cursor.insert_before(key.as_ref(), value.as_ref()) {
            Ok(()) => changes.next(),
            Err(CursorError::UnorderedKey) => break,
            Err(error) => return Err(Error::embedded(error)),
        };
    }
    cursor.close().map_err(Error::embedded)
}

#[async_trait]
impl Base for RedbBase {
    /// Blocks its thread until the disk has it.
    async fn settle(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error> {
        self.commit(dropped, changes, watermark)
    }

    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error> {
        let reader = self.database.begin_read().map_err(Error::embedded)?;
        let values = reader.open_table(VALUES).map_err(Error::embedded)?;
        Ok(Arc::new(RedbSnapshot { values }))
    }

    fn watermark(&self) -> Timestamp {
        Timestamp::from_micros(self.watermark.load(Ordering::Acquire))
    }

    async fn close(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// An open table keeps its read transaction, and that the pages it sees.
struct RedbSnapshot {
    values: ReadOnlyTable<&'static [u8], &'static [u8]>,
}

#[async_trait]
impl BaseSnapshot for RedbSnapshot {
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        keys.iter()
            .map(|key| {
                let found = self.values.get(key.as_ref()).map_err(Error::embedded)?;
                Ok(found.map(|found| Value::copy_from_slice(found.value())))
            })
            .collect()
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        if range.is_empty() {
            return Ok(());
        }
        let mut found = self.values.range::<&[u8]>(bounds(range)).map_err(Error::embedded)?;
        loop {
            let next = match direction {
                Direction::Forward => found.next(),
                Direction::Backward => found.next_back(),
            };
            let Some(entry) = next else { return Ok(()) };
            let (key, value) = entry.map_err(Error::embedded)?;
            if sink.entry(key.value(), value.value()) == Flow::Stop {
                return Ok(());
            }
        }
    }
}
