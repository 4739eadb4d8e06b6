//! Which identifiers were never given before?
//!
//! Object ids are reserved in blocks by a durable commit each; what is left of a block when the
//! process ends is never used. Row ids are `epoch << 40 | count`: the count begins at 0 in each
//! process, and a process makes its epoch durable before its first commit, so no committed row
//! of another process has the same. A process that commits nothing leaves no trace.

use crate::{Database, own};
use base::SqlResult;
use parking_lot::Mutex;
use sql::catalog::FIRST_NORMAL_OID;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::OnceCell;
use types::Oid;

/// Object ids reserved by one commit.
const BLOCK: u32 = 128;

/// Bits of a row id that count within an epoch: a process may give out 10^12 of them.
const COUNT_BITS: u32 = 40;

pub(crate) struct Identifiers {
    objects: Mutex<Range<Oid>>,
    reserving: tokio::sync::Mutex<()>,
    row: AtomicU64,
    epoch: u32,
    epoch_kept: OnceCell<()>,
}

impl Identifiers {
    /// Those of `database`, which is held by this process alone.
    pub(crate) async fn open(database: &std::sync::Arc<Database>) -> SqlResult<Identifiers> {
        let epoch = match own::read(database, own::epoch_key()).await? {
            Some(value) => u32::from_be_bytes(own::body(&value)?),
            None => 0,
        };
        Ok(Identifiers {
            objects: Mutex::new(0..0),
            reserving: tokio::sync::Mutex::new(()),
            row: AtomicU64::new(u64::from(epoch) << COUNT_BITS),
            epoch,
            epoch_kept: OnceCell::new(),
        })
    }

    /// Makes this process's epoch durable; to be awaited before any row is committed.
    pub(crate) async fn keep_epoch(&self, database: &Database) -> SqlResult<()> {
        let next = self.epoch.saturating_add(1).to_be_bytes();
        let keep = || async {
            own::update(database, &own::epoch_key(), |_| Ok((Some(own::value(&next)), ()))).await
        };
        self.epoch_kept.get_or_try_init(keep).await.map(|_| ())
    }

    pub(crate) fn row_id(&self) -> u64 {
        self.row.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) async fn object_id(&self, database: &Database) -> SqlResult<Oid> {
        loop {
            if let Some(oid) = self.objects.lock().next() {
                return Ok(oid);
            }
            let _one = self.reserving.lock().await;
            if self.objects.lock().is_empty() {
                let key = own::object_id_key();
                let block = own::update(database, &key, |kept| {
                    let first = match kept {
                        Some(value) => u32::from_be_bytes(own::body(value)?),
                        None => FIRST_NORMAL_OID,
                    };
                    let next = first.saturating_add(BLOCK);
                    Ok((Some(own::value(&next.to_be_bytes())), first..next))
                });
                let block = block.await?;
                *self.objects.lock() = block;
            }
        }
    }
}
