//! The one order: committed transactions, appended, made durable, replayed.
//!
//! An append that returned *is* the commit; everything else Airglow keeps can
//! be rebuilt from here. Three homes keep one promise:
//!
//! | | where | a second writer | a crash leaves |
//! | --- | --- | --- | --- |
//! | [`FileJournal`] | files of one directory, over [`base::Disk`] | kept out by the host's lock | at most one torn group, cut off at open |
//! | [`ObjectJournal`] | objects of one prefix, put if absent | fences the first: [`Error::Fenced`] | whole objects only |
//! | [`MemoryJournal`] | this process | fences the first | nothing |
//!
//! The promise: a group of entries is kept whole or not at all, in order, with
//! nothing missing before it. After a failed append the journal takes nothing
//! more until it knows what was kept; where it cannot find out
//! ([`Error::Poisoned`]), opening it again does. Damage is named with its place
//! and never served.
//!
//! - [`frame`]: the bytes, and the decoder that takes any bytes.
//! - `segment`: reads a file of frames, tells a torn end from damage.
//! - `file`, `object`, `memory`: the three homes.
//! - `fs`: [`FsDisk`], the disk of this machine.
//!
//! The formats are described byte by byte in `docs/formats.md`.

mod error;
mod file;
pub mod frame;
mod fs;
mod memory;
mod object;
mod segment;

pub use error::{Error, Fate, Want};
pub use file::{FileJournal, FileReplay};
pub use fs::FsDisk;
pub use memory::{MemoryJournal, MemoryLog};
pub use object::ObjectJournal;

use async_trait::async_trait;
use base::{JournalEntry, Timestamp};

/// Whether it is an error of a full disk, or of too many open files, before anything was written.
fn nothing_kept(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded) || too_many_files(error)
}

/// ENFILE and EMFILE, for which there is no kind.
fn too_many_files(error: &std::io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 24))
}

/// What a host asks of a journal, whichever home it has.
#[async_trait]
pub trait Journal: Send {
    /// Appends the entries as one group; durable on return. Entries are later
    /// than all before them (asserted). What was kept after an error, and what
    /// comes of later appends, [`Error::fate`] says.
    async fn append(&mut self, entries: &[JournalEntry]) -> Result<(), Error>;

    /// Forgets entries up to and including `settled`, as far as whole segments
    /// allow: some of them may be replayed again.
    async fn truncate_before(&mut self, settled: Timestamp) -> Result<(), Error>;

    /// The entries after `after`, oldest first, as they are now: later appends
    /// are not in it, later truncations may be.
    async fn replay(&mut self, after: Timestamp) -> Result<Box<dyn Replay>, Error>;
}

/// Hands over entries group by group, so that no more than one group is in
/// memory at a time.
#[async_trait]
pub trait Replay: Send {
    /// The next group as it was appended, without entries at or before the
    /// time asked for; never empty. `None` at the end, and after an error.
    async fn next_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error>;
}

/// The time of the last of `entries`, or `last` when there are none. Panics
/// when they are not later than `last` and one another: the adjudicator's
/// promise is broken, and writing on would lose commits at replay.
fn check_order(last: Timestamp, entries: &[JournalEntry]) -> Timestamp {
    entries.iter().fold(last, |last, entry| {
        assert!(entry.committed_at > last, "entries are appended in commit order");
        entry.committed_at
    })
}
