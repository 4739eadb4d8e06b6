//! How do overlay and base make one consistent past?
//!
//! A snapshot is three immutable things, one over the other:
//!
//! ```text
//! active     newest values of the commits in (f, as_of]     grows by apply
//! settling   newest values of the commits in (w, f]         on its way to the base
//! base       newest values of the commits in [0, w]         a snapshot of the base
//! ```
//!
//! **Invariant.** The spans are adjacent and none overlaps, so a key's value
//! as of `as_of` is the first found from the top. Whatever replaces the three
//! keeps this, by being published whole:
//!
//! - *apply* makes a new `active` with the commits in (as_of, t], and `t` is
//!   the new `as_of`; the other two stay.
//! - *settle* begins by moving `active` down to `settling` (f becomes as_of),
//!   an empty one above it. It writes all of `settling` to the base with `f` as
//!   watermark, takes a base snapshot, and publishes: w becomes f, `settling`
//!   is empty. Only settle writes to the base, so that snapshot is of exactly
//!   [0, f].
//!
//! A [`StoreSnapshot`] taken at any moment keeps its own three: a later settle
//! changes the base but not the base snapshot, and empties the overlay but not
//! the layers that are kept. Layers are copy-on-write trees and the base is an
//! engine with snapshots, so both cost what has changed, not what is kept. When
//! the last snapshot that needs a layer goes, the layer goes: there is no
//! version list to clean and no vacuum.
//!
//! What this leaves out on purpose: a snapshot of the past must be taken while
//! it is the present. `t_start` is always the newest published commit, so
//! nobody asks for another.

use crate::dropped::Dropped;
use crate::layer::{Layer, Over};
use crate::{Base, BaseSnapshot, Error};
use base::{Direction, JournalEntry, Key, KeyRange, Sink, Timestamp, Value};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// A commit of at least so many writes is applied as one sorted run.
const RUN_MIN: usize = 64;

/// What an entry of the overlay takes beside the bytes of key and value: its
/// place in a node, and two allocations.
const ENTRY_BYTES: usize = 128;

/// The commits of one database, newest in memory, settled ones in a base.
pub struct Store {
    base: Arc<dyn Base>,
    /// What the next snapshot is. Held for one pointer's copy only.
    published: RwLock<Arc<StoreSnapshot>>,
    /// Held while the three things change; readers never wait for it.
    overlay: Mutex<Overlay>,
    /// Whether a settle is under way.
    settling: AtomicBool,
    /// Whether the base may have more of what was dropped than one settle removes.
    dropping: AtomicBool,
    unsettled_bytes: AtomicUsize,
}

struct Overlay {
    active: Layer,
    /// Bytes in `active`, about.
    active_bytes: usize,
    settling: Option<Settling>,
    as_of: Timestamp,
    /// The base up to its watermark.
    base: Arc<dyn BaseSnapshot>,
    settled: Timestamp,
}

/// The layer on its way to the base; stays until a settle has succeeded.
#[derive(Clone)]
struct Settling {
    layer: Layer,
    bytes: usize,
    watermark: Timestamp,
}

impl Store {
    /// A store over `base`, as of its watermark. Whoever opens it applies the
    /// journal's entries after [`Store::watermark`].
    pub fn open(base: Arc<dyn Base>) -> Result<Store, Error> {
        let settled = base.watermark();
        let snapshot = base.snapshot()?;
        let overlay = Overlay {
            active: Layer::default(),
            active_bytes: 0,
            settling: None,
            as_of: settled,
            base: snapshot,
            settled,
        };
        Ok(Store {
            base,
            published: RwLock::new(Arc::new(overlay.snapshot())),
            overlay: Mutex::new(overlay),
            settling: AtomicBool::new(false),
            dropping: AtomicBool::new(true),
            unsettled_bytes: AtomicUsize::new(0),
        })
    }

    /// Applies entries that the journal has made durable, in commit order
    /// (asserted), and publishes them at once: no snapshot sees a part. Takes
    /// about a microsecond a write, of a large commit a tenth of that; readers
    /// go on meanwhile.
    pub fn apply(&self, entries: Vec<JournalEntry>) {
        let mut overlay = self.lock();
        for entry in entries {
            assert!(entry.committed_at > overlay.as_of, "entries are applied in commit order");
            overlay.as_of = entry.committed_at;
            for (key, value) in &entry.writes {
                overlay.active_bytes +=
                    ENTRY_BYTES + key.len() + value.as_ref().map_or(0, Value::len);
            }
            if entry.writes.len() < RUN_MIN {
                for (key, value) in entry.writes {
                    overlay.active.insert(key, value);
                }
            } else {
                overlay.active.extend(entry.writes);
            }
        }
        self.publish(overlay);
    }

    /// The newest published commit and everything before it.
    pub fn snapshot(&self) -> Arc<StoreSnapshot> {
        Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The commit up to which the base is complete: the journal is needed after
    /// it only.
    pub fn watermark(&self) -> Timestamp {
        self.lock().settled
    }

    /// About how much memory the overlay takes: what is applied and not settled.
    /// The host settles when this grows past its bound, for one settle takes
    /// all of it.
    pub fn unsettled_bytes(&self) -> usize {
        self.unsettled_bytes.load(Ordering::Relaxed)
    }

    /// Moves what is published to the base as one batch, and out of memory as
    /// soon as no snapshot needs it. Answers the new watermark: the journal may
    /// be truncated up to it. While another settle is under way, or with
    /// nothing to settle, answers the present one. After an error nothing is
    /// lost and the next settle tries again. Blocks as [`Base::settle`] does.
    /// What was dropped is removed from the base on the way, some at a time.
    pub async fn settle_once(&self) -> Result<Timestamp, Error> {
        if self.settling.swap(true, Ordering::Acquire) {
            return Ok(self.watermark());
        }
        let _release = Release(&self.settling);
        let (layer, watermark, base) = match self.begin_settle() {
            Some(Settling { layer, watermark, .. }) => (layer, watermark, self.lock().base.clone()),
            None if !self.is_dropping() => return Ok(self.watermark()),
            None => (Layer::default(), self.watermark(), self.lock().base.clone()),
        };
        let (dropped, all) = (Dropped::find(&layer, &*base).await?, KeyRange::all());
        drop(base);
        if layer.is_empty() && dropped.ranges.is_empty() && watermark == self.watermark() {
            self.dropping.store(dropped.is_left(), Ordering::Relaxed);
            return Ok(watermark);
        }
        self.base.settle(&dropped.ranges, Box::new(dropped.spare(&layer, &all)), watermark).await?;
        let snapshot = self.base.snapshot()?;
        let mut overlay = self.lock();
        overlay.base = snapshot;
        overlay.settled = watermark;
        overlay.settling = None;
        self.publish(overlay);
        self.dropping.store(dropped.is_left(), Ordering::Relaxed);
        Ok(watermark)
    }

    /// Whether [`Store::settle_once`] has something of dropped storage to remove, or does not
    /// know yet.
    pub fn is_dropping(&self) -> bool {
        self.dropping.load(Ordering::Relaxed)
    }

    /// The layer to settle: one that an earlier settle failed on, or all that
    /// is active.
    fn begin_settle(&self) -> Option<Settling> {
        let mut overlay = self.lock();
        if overlay.settling.is_none() {
            if overlay.as_of == overlay.settled {
                return None;
            }
            overlay.settling = Some(Settling {
                layer: std::mem::take(&mut overlay.active),
                bytes: std::mem::take(&mut overlay.active_bytes),
                watermark: overlay.as_of,
            });
        }
        let settling = overlay.settling.clone();
        self.publish(overlay);
        settling
    }

    /// Ends the base's background work. What is not settled is in the journal.
    pub async fn close(&self) -> Result<(), Error> {
        self.base.close().await
    }

    fn lock(&self) -> MutexGuard<'_, Overlay> {
        // A panic while it was held was an assertion on entries not yet
        // published; what is published is whole.
        self.overlay.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes `overlay` what the next snapshot is, and lets go of it.
    fn publish(&self, overlay: MutexGuard<'_, Overlay>) {
        let next = Arc::new(overlay.snapshot());
        let bytes = overlay.active_bytes + overlay.settling.as_ref().map_or(0, |layer| layer.bytes);
        self.unsettled_bytes.store(bytes, Ordering::Relaxed);
        let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *published, next);
        drop(published);
        drop(overlay);
        // The last copy of a large layer takes a while to free: after the locks.
        drop(before);
    }
}

impl Overlay {
    fn snapshot(&self) -> StoreSnapshot {
        StoreSnapshot {
            as_of: self.as_of,
            active: self.active.clone(),
            settling: self
                .settling
                .as_ref()
                .map(|settling| settling.layer.clone())
                .unwrap_or_default(),
            base: Arc::clone(&self.base),
        }
    }
}

/// Says that no settle is under way, even when one was dropped half-way.
struct Release<'a>(&'a AtomicBool);

impl Drop for Release<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Everything committed up to one moment; the same for as long as it is kept.
pub struct StoreSnapshot {
    as_of: Timestamp,
    active: Layer,
    settling: Layer,
    base: Arc<dyn BaseSnapshot>,
}

impl StoreSnapshot {
    /// The newest commit it holds.
    pub fn as_of(&self) -> Timestamp {
        self.as_of
    }

    /// The value of each key, in the order asked. What is in memory is found
    /// without waiting; the rest is asked of the base in one call.
    pub async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        let recent = |key: &Key| self.active.get(key).or_else(|| self.settling.get(key)).cloned();
        if self.active.is_empty() && self.settling.is_empty() {
            return self.base.get_many(keys).await;
        }
        let mut values = Vec::with_capacity(keys.len());
        let mut missing = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            let found = recent(key);
            if found.is_none() {
                missing.push((at, key.clone()));
            }
            values.push(found.flatten());
        }
        if !missing.is_empty() {
            let (places, keys): (Vec<usize>, Vec<Key>) = missing.into_iter().unzip();
            for (at, value) in places.into_iter().zip(self.base.get_many(&keys).await?) {
                values[at] = value;
            }
        }
        Ok(values)
    }

    /// Hands over the live entries of `range` until the sink says stop.
    pub async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let mut active = Over::new(&self.active, range, direction, sink);
        if active.is_clear() {
            return self.scan_settled(range, direction, active.into_sink()).await;
        }
        self.scan_settled(range, direction, &mut active).await?;
        active.finish();
        Ok(())
    }

    /// As [`StoreSnapshot::scan`], of all that is not in `active`.
    async fn scan_settled(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let mut settling = Over::new(&self.settling, range, direction, sink);
        if settling.is_clear() {
            return self.base.scan(range, direction, settling.into_sink()).await;
        }
        self.base.scan(range, direction, &mut settling).await?;
        settling.finish();
        Ok(())
    }
}
