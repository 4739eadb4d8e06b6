//! What does storage ask of an ordered store?
//!
//! Little: take a batch whole, say up to when it is complete, and let a reader
//! keep what it sees. A base holds only the newest settled value of each key;
//! it knows no commit times but its watermark.

use crate::Error;
use async_trait::async_trait;
use base::{Direction, Key, KeyRange, Sink, Timestamp, Value};
use std::sync::Arc;

/// The format of keys, values and notes in a base.
pub(crate) const VERSION: u64 = 1;

/// What a settle writes, in key order and keys unique; `None` removes a key.
pub type Changes<'a> = Box<dyn Iterator<Item = (&'a Key, &'a Option<Value>)> + Send + 'a>;

/// An ordered store of settled values.
#[async_trait]
pub trait Base: Send + Sync {
    /// Removes every key in `dropped`, then writes `changes`, and moves the
    /// watermark to `watermark`, not before the present one: all or nothing,
    /// durable on return. After an error the same call may be made again. One
    /// settle at a time; it may block its thread, so a host runs it where that
    /// is fine.
    async fn settle(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error>;

    /// What is settled now, kept for as long as the snapshot lives. Cheap, but
    /// not free: [`crate::Store`] takes one a settle.
    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error>;

    /// Every commit up to and including this one is settled. Changed by
    /// [`Base::settle`] alone.
    fn watermark(&self) -> Timestamp;

    /// Ends background work and waits for it. Nothing may be asked afterwards.
    async fn close(&self) -> Result<(), Error>;
}

/// One state of a base, between two settles.
#[async_trait]
pub trait BaseSnapshot: Send + Sync {
    /// The value of each key, in the order asked. May block on a local disk.
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error>;

    /// Hands over the entries of `range` until the sink says stop.
    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error>;
}
