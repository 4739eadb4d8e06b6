//! What a crash, a bad disk and a failed append do to the journal's files.

#![allow(clippy::unwrap_used)]

use airglow_journal::{Error, FileJournal, FsDisk};
use base::{Disk, DiskFile, JournalEntry, Timestamp, Value};
use proptest::prelude::*;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn entry(micros: u64) -> JournalEntry {
    JournalEntry {
        committed_at: Timestamp::from_micros(micros),
        writes: vec![(format!("key {micros}").into(), Some("value".into())), ("z".into(), None)],
    }
}

fn open(directory: &Path) -> Result<(FileJournal, Vec<JournalEntry>), Error> {
    let disk = Box::new(FsDisk::open(directory).unwrap());
    let (journal, replay) = FileJournal::open(disk, Timestamp::ZERO)?;
    let entries = replay.collect::<Result<_, _>>()?;
    Ok((journal, entries))
}

/// A directory with one journal file of three groups, and where each ends.
fn three_groups() -> (tempfile::TempDir, PathBuf, Vec<usize>) {
    let directory = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(directory.path()).unwrap();
    let mut ends = Vec::new();
    for micros in [1, 2, 3] {
        journal.append(&[entry(micros)]).unwrap();
        ends.push(usize::try_from(journal.active_bytes()).unwrap());
    }
    let file = fs::read_dir(directory.path()).unwrap().next().unwrap().unwrap().path();
    (directory, file, ends)
}

#[test]
fn a_file_cut_at_any_byte_keeps_the_whole_groups_before_it() {
    let (directory, file, ends) = three_groups();
    let bytes = fs::read(&file).unwrap();
    for cut in 0..=bytes.len() {
        fs::write(&file, &bytes[..cut]).unwrap();
        let (mut journal, entries) = open(directory.path()).unwrap();
        let whole = ends.iter().filter(|end| **end <= cut).count() as u64;
        assert_eq!(entries, (1..=whole).map(entry).collect::<Vec<_>>(), "cut at {cut}");
        journal.append(&[entry(9)]).unwrap();
        drop(journal);
        let (_, entries) = open(directory.path()).unwrap();
        assert_eq!(entries.last(), Some(&entry(9)), "cut at {cut}, then appended");
        assert_eq!(entries.len() as u64, whole + 1, "cut at {cut}, then appended");
        for left in fs::read_dir(directory.path()).unwrap() {
            fs::remove_file(left.unwrap().path()).unwrap();
        }
    }
}

/// A disk may write the parts of a group in any order: here, all but a piece.
#[test]
fn a_last_group_with_a_piece_missing_is_torn() {
    let (directory, file, ends) = three_groups();
    let bytes = fs::read(&file).unwrap();
    for hole in ends[1]..bytes.len() {
        let mut torn = bytes.clone();
        let end = bytes.len().min(hole + 16);
        if torn[hole..end].iter().all(|byte| *byte == 0) {
            continue; // Nothing is missing.
        }
        torn[hole..end].fill(0);
        fs::write(&file, &torn).unwrap();
        let (_, entries) = open(directory.path()).unwrap();
        assert_eq!(entries, [entry(1), entry(2)], "hole at {hole}");
    }
}

#[test]
fn a_changed_byte_before_the_last_group_is_named_and_nothing_is_cut() {
    let (directory, file, ends) = three_groups();
    let bytes = fs::read(&file).unwrap();
    for at in 0..ends[1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x40;
        fs::write(&file, &damaged).unwrap();
        let error = open(directory.path()).err().unwrap_or_else(|| panic!("byte {at} passed"));
        let frame = if at < 24 {
            0
        } else if at < ends[0] {
            24
        } else {
            ends[0] as u64
        };
        assert!(matches!(error, Error::Corrupt { offset, .. } if offset == frame), "{at}: {error}");
        assert!(error.is_corruption());
        assert_eq!(fs::read(&file).unwrap(), damaged, "the evidence is left as it is");
    }
}

#[test]
fn a_sealed_segment_is_never_taken_for_torn() {
    let directory = tempfile::tempdir().unwrap();
    let disk = Box::new(FsDisk::open(directory.path()).unwrap());
    let (mut journal, _) = FileJournal::open_with(disk, Timestamp::ZERO, 1).unwrap();
    for micros in [1, 2, 3] {
        journal.append(&[entry(micros)]).unwrap();
    }
    let first = directory.path().join("0000000000000001.journal");
    let bytes = fs::read(&first).unwrap();
    fs::write(&first, &bytes[..bytes.len() - 1]).unwrap();
    assert!(open(directory.path()).is_err_and(|error| error.is_corruption()));
}

#[test]
fn a_settled_journal_leaves_no_file() {
    let (directory, _, _) = three_groups();
    let (mut journal, _) = open(directory.path()).unwrap();
    journal.truncate_before(Timestamp::from_micros(3)).unwrap();
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    journal.append(&[entry(4)]).unwrap();
    assert_eq!(open(directory.path()).unwrap().1, [entry(4)]);
}

#[test]
fn files_of_others_are_left_alone() {
    let (directory, _, _) = three_groups();
    for name in ["readme", "x.journal", "00000000000000AB.journal", "+00000000000000b.journal"] {
        fs::write(directory.path().join(name), "not ours").unwrap();
    }
    let (mut journal, entries) = open(directory.path()).unwrap();
    assert_eq!(entries.len(), 3);
    journal.truncate_before(Timestamp::MAX).unwrap();
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 4);
}

/// A disk whose next append is written in part, or whose next sync fails.
struct FailingDisk {
    disk: FsDisk,
    fail_append: Arc<AtomicUsize>,
    fail_sync: Arc<AtomicBool>,
    kind: io::ErrorKind,
}

struct FailingFile {
    file: Box<dyn DiskFile>,
    fail_append: Arc<AtomicUsize>,
    fail_sync: Arc<AtomicBool>,
    kind: io::ErrorKind,
}

impl Disk for FailingDisk {
    fn list(&self) -> io::Result<Vec<String>> {
        self.disk.list()
    }

    fn open(&self, name: &str, create: bool) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(FailingFile {
            file: self.disk.open(name, create)?,
            fail_append: Arc::clone(&self.fail_append),
            fail_sync: Arc::clone(&self.fail_sync),
            kind: self.kind,
        }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.disk.remove(name)
    }
}

impl DiskFile for FailingFile {
    fn len(&self) -> io::Result<u64> {
        self.file.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read_at(offset, buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.fail_append.fetch_sub(1, Ordering::Relaxed) == 0 {
            self.file.append(&bytes[..bytes.len() / 2])?;
            return Err(self.kind.into());
        }
        self.file.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.fail_sync.swap(false, Ordering::Relaxed) {
            return Err(self.kind.into());
        }
        self.file.sync()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.file.truncate(len)
    }
}

/// Opens the journal of [`three_groups`] on a disk that will fail once: in the append after `at`
/// others, or in a sync.
fn open_failing(directory: &Path, sync: bool, kind: io::ErrorKind, at: usize) -> FileJournal {
    let disk = FailingDisk {
        disk: FsDisk::open(directory).unwrap(),
        fail_append: Arc::new(AtomicUsize::new(if sync { usize::MAX } else { at })),
        fail_sync: Arc::new(AtomicBool::new(sync)),
        kind,
    };
    FileJournal::open(Box::new(disk), Timestamp::ZERO).unwrap().0
}

#[test]
fn a_failed_append_ends_the_journal_until_it_is_opened_again() {
    use io::ErrorKind::{Other, StorageFull};
    for (sync, kind) in [(false, Other), (true, Other), (true, StorageFull)] {
        let (directory, _, _) = three_groups();
        let mut journal = open_failing(directory.path(), sync, kind, 0);
        let error = journal.append(&[entry(4)]).unwrap_err();
        assert!(matches!(error, Error::Io { source, .. } if source.kind() != StorageFull));
        assert!(matches!(journal.append(&[entry(5)]), Err(Error::Poisoned)));
        assert!(matches!(journal.truncate_before(Timestamp::MAX), Err(Error::Poisoned)));
        drop(journal);
        let (mut journal, entries) = open(directory.path()).unwrap();
        assert_eq!(entries[..3], [entry(1), entry(2), entry(3)]);
        assert_eq!(entries.len(), if sync { 4 } else { 3 }, "in doubt: kept whole, or not at all");
        journal.append(&[entry(6)]).unwrap();
    }
}

#[test]
fn a_full_disk_keeps_nothing_of_the_group_and_the_journal_goes_on() {
    // A large group is written in pieces, of which a later one may fail.
    let value = Some(Value::from(vec![7; 100_000]));
    let writes = (0..50u8).map(|key| (vec![key].into(), value.clone())).collect();
    let large = JournalEntry { committed_at: Timestamp::from_micros(4), writes };
    for (empty, group, at) in
        [(false, entry(4), 0), (true, entry(4), 0), (false, large.clone(), 0), (true, large, 3)]
    {
        let (directory, file, _) = three_groups();
        if empty {
            fs::remove_file(file).unwrap();
        }
        let mut journal = open_failing(directory.path(), false, io::ErrorKind::StorageFull, at);
        let error = journal.append(&[group]).unwrap_err();
        assert!(
            matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull)
        );
        journal.append(&[entry(5)]).unwrap();
        drop(journal);
        let kept: Vec<u64> = if empty { vec![5] } else { vec![1, 2, 3, 5] };
        let entries: Vec<_> = kept.into_iter().map(entry).collect();
        assert_eq!(open(directory.path()).unwrap().1, entries);
    }
}

proptest! {
    /// Whatever happens to the bytes of a file: opening it answers, and what
    /// it serves is what was appended, from the first on.
    #[test]
    fn no_bytes_make_it_serve_what_was_not_appended(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        more in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let (directory, file, _) = three_groups();
        let mut bytes = fs::read(&file).unwrap();
        for (at, byte) in changes {
            *at.get_mut(&mut bytes) = byte;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        bytes.extend(more);
        fs::write(&file, bytes).unwrap();
        if let Ok((_, entries)) = open(directory.path()) {
            let appended: Vec<_> = (1..=entries.len() as u64).map(entry).collect();
            prop_assert!(entries.len() <= 3);
            prop_assert_eq!(entries, appended);
        }
    }
}
