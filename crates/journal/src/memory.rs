//! A journal that lasts as long as its process: for tests and `memory:`.

use crate::{Error, Journal, Replay};
use async_trait::async_trait;
use base::{JournalEntry, Timestamp};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was appended; shared by the journals opened on it.
#[derive(Clone, Debug, Default)]
pub struct MemoryLog(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    entries: VecDeque<JournalEntry>,
    last: Timestamp,
    /// Which of the journals opened on this log may append: the newest.
    writer: u64,
}

impl MemoryLog {
    fn lock(&self) -> MutexGuard<'_, Log> {
        // No panic can happen while the log is half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A journal in memory.
#[derive(Debug)]
pub struct MemoryJournal {
    log: MemoryLog,
    writer: u64,
}

impl MemoryJournal {
    /// An empty journal of its own.
    pub fn new() -> MemoryJournal {
        MemoryJournal::open(&MemoryLog::default())
    }

    /// Takes `log` over from whoever had it.
    pub fn open(log: &MemoryLog) -> MemoryJournal {
        let mut inner = log.lock();
        inner.writer += 1;
        let writer = inner.writer;
        drop(inner);
        MemoryJournal { log: log.clone(), writer }
    }

    fn lock(&self) -> Result<MutexGuard<'_, Log>, Error> {
        let log = self.log.lock();
        if log.writer == self.writer { Ok(log) } else { Err(Error::Fenced) }
    }
}

impl Default for MemoryJournal {
    fn default() -> MemoryJournal {
        MemoryJournal::new()
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&mut self, entries: &[JournalEntry]) -> Result<(), Error> {
        let mut log = self.lock()?;
        log.last = crate::check_order(log.last, entries);
        log.entries.extend(entries.iter().cloned());
        Ok(())
    }

    async fn truncate_before(&mut self, settled: Timestamp) -> Result<(), Error> {
        let mut log = self.lock()?;
        let kept = log.entries.partition_point(|entry| entry.committed_at <= settled);
        log.entries.drain(..kept);
        Ok(())
    }

    async fn replay(&mut self, after: Timestamp) -> Result<Box<dyn Replay>, Error> {
        let log = self.lock()?;
        let start = log.entries.partition_point(|entry| entry.committed_at <= after);
        let entries = log.entries.range(start..).cloned().collect();
        Ok(Box::new(MemoryReplay { entries }))
    }
}

/// All of it, as one group.
struct MemoryReplay {
    entries: Vec<JournalEntry>,
}

#[async_trait]
impl Replay for MemoryReplay {
    async fn next_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error> {
        let entries = std::mem::take(&mut self.entries);
        Ok((!entries.is_empty()).then_some(entries))
    }
}
