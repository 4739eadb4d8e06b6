//! The base of many machines: SlateDB, a log-structured tree in a bucket.
//!
//! ```text
//! 'k' key          newest settled value
//! 'n' "version"    1            as 8 bytes, little-endian
//! 'n' "watermark"  commit time  microseconds, 8 bytes, little-endian
//! ```
//!
//! Its own log is off, for ours is the log: a settle is one batch in its
//! memory, then one flush, which puts a table and then the manifest that makes
//! it part of the database. Opening fences whoever had it open before
//! ([`Error::is_fenced`]).

use crate::engine::VERSION;
use crate::{Base, BaseSnapshot, Changes, Error};
use async_trait::async_trait;
use base::{Direction, Flow, Key, KeyRange, Sink, Timestamp, Value};
use object_store::ObjectStore;
use object_store::path::Path;
use slatedb::config::{FlushOptions, FlushType, ScanOptions, Settings};
use slatedb::{Db, DbSnapshot, IterationOrder, WriteBatch};
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How often an open base asks the bucket for news. It is the only writer, so
/// news is only that it was fenced, which its next settle finds too.
const POLL_INTERVAL: Duration = Duration::from_secs(20);

const KEYS: u8 = b'k';
const NOTES: u8 = b'n';

/// A base of objects under one prefix.
pub struct SlateBase {
    database: Db,
    watermark: AtomicU64,
}

impl SlateBase {
    /// Opens the base under `prefix`, or makes it, taking it over from whoever
    /// had it. Needs a tokio runtime, as do all its operations.
    pub async fn open(store: Arc<dyn ObjectStore>, prefix: Path) -> Result<SlateBase, Error> {
        SlateBase::open_with(store, prefix, None).await
    }

    /// As [`SlateBase::open`], keeping a copy of what was read below the local
    /// directory `cache`, so that it is fetched from the bucket once. What is
    /// there may be removed while the base is closed.
    pub async fn open_with(
        store: Arc<dyn ObjectStore>,
        prefix: Path,
        cache: Option<PathBuf>,
    ) -> Result<SlateBase, Error> {
        let mut settings = Settings {
            wal_enabled: false,
            flush_interval: None,
            manifest_poll_interval: POLL_INTERVAL,
            ..Settings::default()
        };
        settings.object_store_cache_options.root_folder = cache;
        let database = Db::builder(prefix, store).with_settings(settings).build().await?;
        let base = SlateBase { database, watermark: AtomicU64::new(0) };
        match base.note("version").await? {
            None => base.settle(&[], Box::new(std::iter::empty()), Timestamp::ZERO).await?,
            Some(VERSION) => {
                let what = "it has no watermark";
                let watermark = base.note("watermark").await?.ok_or(Error::Corrupt { what })?;
                base.watermark.store(watermark, Ordering::Release);
            }
            Some(version) => return Err(Error::UnknownVersion { version }),
        }
        Ok(base)
    }

    async fn note(&self, name: &str) -> Result<Option<u64>, Error> {
        let Some(found) = self.database.get(prefixed(NOTES, name.as_bytes())).await? else {
            return Ok(None);
        };
        let what = "a note is not eight bytes";
        let bytes = found.as_ref().try_into().map_err(|_| Error::Corrupt { what })?;
        Ok(Some(u64::from_le_bytes(bytes)))
    }
}

fn prefixed(kind: u8, key: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + key.len());
    bytes.push(kind);
    bytes.extend_from_slice(key);
    bytes
}

fn bounds(range: &KeyRange) -> (Bound<Vec<u8>>, Bound<Vec<u8>>) {
    let end = range.end.as_ref().map_or(vec![KEYS + 1], |end| prefixed(KEYS, end));
    (Bound::Included(prefixed(KEYS, &range.start)), Bound::Excluded(end))
}

#[async_trait]
impl Base for SlateBase {
    async fn settle(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error> {
        let mut batch = WriteBatch::new();
        for range in dropped {
            let mut found = self.database.scan(bounds(range)).await?;
            while let Some(entry) = found.next().await? {
                batch.delete(entry.key);
            }
        }
        for (key, value) in changes {
            match value {
                Some(value) => batch.put_bytes(prefixed(KEYS, key).into(), value.clone()),
                None => batch.delete(prefixed(KEYS, key)),
            }
        }
        batch.put(prefixed(NOTES, b"version"), VERSION.to_le_bytes());
        batch.put(prefixed(NOTES, b"watermark"), watermark.as_micros().to_le_bytes());
        self.database.write(batch).await?;
        self.database.flush_with_options(FlushOptions { flush_type: FlushType::MemTable }).await?;
        self.watermark.store(watermark.as_micros(), Ordering::Release);
        Ok(())
    }

    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error> {
        Ok(Arc::new(SlateSnapshot(self.database.snapshot()?)))
    }

    fn watermark(&self) -> Timestamp {
        Timestamp::from_micros(self.watermark.load(Ordering::Acquire))
    }

    async fn close(&self) -> Result<(), Error> {
        Ok(self.database.close().await?)
    }
}

struct SlateSnapshot(Arc<DbSnapshot>);

#[async_trait]
impl BaseSnapshot for SlateSnapshot {
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            values.push(self.0.get(prefixed(KEYS, key)).await?);
        }
        Ok(values)
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
        let order = match direction {
            Direction::Forward => IterationOrder::Ascending,
            Direction::Backward => IterationOrder::Descending,
        };
        let options = ScanOptions { order, ..ScanOptions::default() };
        let mut found = self.0.scan_with_options(bounds(range), &options).await?;
        while let Some(entry) = found.next().await? {
            if sink.entry(&entry.key[1..], &entry.value) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }
}
