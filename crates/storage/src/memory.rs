//! A base in memory: for tests and `memory:`. Its tree is copy-on-write, so a
//! snapshot is one pointer.

use crate::tree::Tree;
use crate::{Base, BaseSnapshot, Changes, Error};
use async_trait::async_trait;
use base::{Direction, Flow, Key, KeyRange, Sink, Timestamp, Value};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A base that lasts as long as its process.
#[derive(Debug, Default)]
pub struct MemoryBase(Mutex<Settled>);

#[derive(Debug, Default)]
struct Settled {
    values: Tree<Value>,
    watermark: Timestamp,
}

impl MemoryBase {
    /// An empty base.
    pub fn new() -> MemoryBase {
        MemoryBase::default()
    }

    fn lock(&self) -> MutexGuard<'_, Settled> {
        // No panic can happen while it is half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Base for MemoryBase {
    async fn settle(
        &self,
        dropped: &[KeyRange],
        changes: Changes<'_>,
        watermark: Timestamp,
    ) -> Result<(), Error> {
        let mut settled = self.lock();
        for range in dropped {
            let found = settled.values.range(range, Direction::Forward);
            let keys: Vec<Key> = found.map(|(key, _)| key.clone()).collect();
            for key in keys {
                settled.values.remove(&key);
            }
        }
        for (key, value) in changes {
            match value {
                Some(value) => settled.values.insert(key.clone(), value.clone()),
                None => settled.values.remove(key),
            }
        }
        settled.watermark = watermark;
        Ok(())
    }

    fn snapshot(&self) -> Result<Arc<dyn BaseSnapshot>, Error> {
        Ok(Arc::new(MemorySnapshot(self.lock().values.clone())))
    }

    fn watermark(&self) -> Timestamp {
        self.lock().watermark
    }

    async fn close(&self) -> Result<(), Error> {
        Ok(())
    }
}

struct MemorySnapshot(Tree<Value>);

#[async_trait]
impl BaseSnapshot for MemorySnapshot {
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error> {
        Ok(keys.iter().map(|key| self.0.get(key).cloned()).collect())
    }

    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        for (key, value) in self.0.range(range, direction) {
            if sink.entry(key, value) == Flow::Stop {
                break;
            }
        }
        Ok(())
    }
}
