//! The journal of one machine: a file, grouped commits, one sync a group.
//!
//! Segments are files named by the commit time of the first entry appended to
//! them, sixteen hexadecimal digits and `.journal`, so that byte order is
//! commit order:
//!
//! ```text
//! 00062e1f9a3c0001.journal   sealed; all its entries are before the next name
//! 00062e1f9b000017.journal   the newest: appended to
//! ```
//!
//! A segment is begun by the append that fills it, when there is none or the
//! newest has grown past its bound, and ends as a whole when all its entries
//! are settled. So a journal that is settled to its end has no file at all, and
//! opening it reads nothing.

use crate::frame::{
    encode_frame, encode_frame_header, encode_payload, encode_segment_header, payload_len,
};
use crate::nothing_kept;
use crate::segment::SegmentReader;
use crate::{Error, Journal, Replay, check_order};
use async_trait::async_trait;
use base::{Disk, DiskFile, JournalEntry, Timestamp};
use std::collections::VecDeque;
use std::io;

/// A segment that has grown to this many bytes is sealed. Small enough that
/// settled entries leave the disk soon and that checking the newest segment at
/// open takes milliseconds, large enough that making a file is rare.
const SEGMENT_BYTES_MAX: u64 = 64 << 20;

/// A larger group is written in pieces of this size, so that it is not in memory twice.
const PIECE_BYTES: usize = 1 << 20;

const SUFFIX: &str = ".journal";

/// A journal over the files of one [`Disk`]. Its methods block: a host calls
/// them from a thread of the journal's own.
pub struct FileJournal {
    disk: Box<dyn Disk>,
    segment_bytes_max: u64,
    /// Oldest first.
    sealed: VecDeque<Sealed>,
    active: Option<Active>,
    /// The newest commit time appended or found.
    last: Timestamp,
    poisoned: bool,
    buffer: Vec<u8>,
}

/// A segment that is only read.
struct Sealed {
    name: String,
    /// No entry in it is later.
    last: Timestamp,
}

/// The segment that is appended to; empty only after an append that failed.
struct Active {
    name: String,
    file: Box<dyn DiskFile>,
    len: u64,
}

impl FileJournal {
    /// Opens the journal on `disk`, cuts off what a crash tore, and hands over
    /// the entries after `after`. Nobody else may have it open.
    pub fn open(disk: Box<dyn Disk>, after: Timestamp) -> Result<(FileJournal, FileReplay), Error> {
        FileJournal::open_with(disk, after, SEGMENT_BYTES_MAX)
    }

    /// As [`FileJournal::open`], sealing segments at `segment_bytes_max` bytes.
    pub fn open_with(
        disk: Box<dyn Disk>,
        after: Timestamp,
        segment_bytes_max: u64,
    ) -> Result<(FileJournal, FileReplay), Error> {
        let names = disk.list().map_err(Error::io("list journal files"))?;
        let mut firsts: Vec<Timestamp> = names.iter().filter_map(|name| parse_name(name)).collect();
        firsts.sort_unstable();
        let mut journal = FileJournal {
            disk,
            segment_bytes_max,
            sealed: VecDeque::new(),
            active: None,
            last: Timestamp::ZERO,
            poisoned: false,
            buffer: Vec::new(),
        };
        journal.open_newest(&mut firsts)?;
        let nexts = firsts.iter().skip(1).copied().chain(journal.first_of_active());
        for (first, next) in firsts.iter().zip(nexts) {
            let last = Timestamp::from_micros(next.as_micros().saturating_sub(1));
            journal.sealed.push_back(Sealed { name: name_of(*first), last });
        }
        let replay = journal.read_after(after)?;
        Ok((journal, replay))
    }

    /// Takes the newest segment with anything whole in it from `firsts` and
    /// makes it the active one. Only the newest file of all may be torn.
    fn open_newest(&mut self, firsts: &mut Vec<Timestamp>) -> Result<(), Error> {
        let mut may_be_torn = true;
        while let Some(first) = firsts.pop() {
            let name = name_of(first);
            let (file, len) = self.open_file(&name)?;
            let (whole, last) = SegmentReader::new(file, name.clone(), len).walk()?;
            if whole < len && !may_be_torn {
                let what = "a sealed segment ends inside a frame";
                return Err(Error::Corrupt { place: name, offset: whole, what });
            }
            let Some(last) = last else {
                self.disk.remove(&name).map_err(Error::io(format!("remove \"{name}\"")))?;
                may_be_torn = false;
                continue;
            };
            let (mut file, _) = self.open_file(&name)?;
            if whole < len {
                file.truncate(whole).map_err(Error::io(format!("truncate \"{name}\"")))?;
            }
            self.active = Some(Active { name, file, len: whole });
            self.last = last;
            return Ok(());
        }
        Ok(())
    }

    fn first_of_active(&self) -> Option<Timestamp> {
        self.active.as_ref().and_then(|active| parse_name(&active.name))
    }

    fn open_file(&self, name: &str) -> Result<(Box<dyn DiskFile>, u64), Error> {
        let doing = || Error::io(format!("open journal file \"{name}\""));
        let file = self.disk.open(name, false).map_err(doing())?;
        let len = file.len().map_err(doing())?;
        Ok((file, len))
    }

    /// Appends `entries` as one group with one sync; durable on
    /// return. As [`Journal::append`].
    pub fn append(&mut self, entries: &[JournalEntry]) -> Result<(), Error> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        let Some(first) = entries.first() else { return Ok(()) };
        let last = check_order(self.last, entries);
        let large = payload_len(entries) > PIECE_BYTES;
        self.encode(entries, large)?;
        let rest = if large { entries } else { &[] };
        let written = self.write(first.committed_at, rest);
        if self.buffer.capacity() > 2 * PIECE_BYTES {
            // One large value is no reason to hold as much from then on.
            self.buffer = Vec::new();
        }
        written?;
        self.last = last;
        Ok(())
    }

    /// Fills the buffer with what `entries` add to the active segment, or to a
    /// new one when that is due, and seals the old one then. Of a `large` group, all but the payload.
    fn encode(&mut self, entries: &[JournalEntry], large: bool) -> Result<(), Error> {
        if self.active.as_ref().is_some_and(|active| active.len >= self.segment_bytes_max) {
            self.seal();
        }
        self.buffer.clear();
        let offset = match &self.active {
            Some(active) if active.len > 0 => active.len,
            _ => {
                encode_segment_header(&mut self.buffer, 0);
                self.buffer.len() as u64
            }
        };
        if large {
            return encode_frame_header(&mut self.buffer, offset, entries, PIECE_BYTES);
        }
        encode_frame(&mut self.buffer, offset, entries)
    }

    /// Writes and syncs the buffer and the payload of `entries` after it. A failure poisons, but one: when the disk is
    /// full and the part that was written could be cut off again, the journal
    /// is as it was, and may go on once there is room.
    fn write(&mut self, first: Timestamp, entries: &[JournalEntry]) -> Result<(), Error> {
        self.poisoned = true;
        if self.active.is_none() {
            let name = name_of(first);
            let doing = Error::io(format!("create journal file \"{name}\""));
            let file = self.disk.open(&name, true).map_err(|error| {
                self.poisoned = !nothing_kept(&error);
                doing(error)
            })?;
            self.active = Some(Active { name, file, len: 0 });
        }
        let active = self.active.as_mut().expect("was made above when it was not there");
        let Active { name, file, len } = active;
        let mut written = 0;
        let mut append = |buffer: &mut Vec<u8>| {
            let appended = file.append(buffer);
            written += buffer.len() as u64;
            buffer.clear();
            appended.map_err(|error| Error::io(format!("write journal file \"{name}\""))(error))
        };
        let appended = encode_payload(&mut self.buffer, entries, PIECE_BYTES, &mut append);
        if let Err(error) = appended.and_then(|()| append(&mut self.buffer)) {
            if matches!(&error, Error::Io { source, .. } if nothing_kept(source)) {
                // Whatever the disk calls it, what was written may still be there then.
                let cut = file.truncate(*len).map_err(io::Error::other);
                cut.map_err(Error::io(format!("truncate \"{name}\"")))?;
                self.poisoned = false;
            }
            return Err(error);
        }
        if let Err(error) = file.sync() {
            // Whatever the disk calls it, this one leaves the group in doubt.
            let error = io::Error::other(error);
            return Err(Error::io(format!("sync journal file \"{name}\""))(error));
        }
        *len += written;
        self.poisoned = false;
        Ok(())
    }

    fn seal(&mut self) {
        if let Some(Active { name, .. }) = self.active.take() {
            self.sealed.push_back(Sealed { name, last: self.last });
        }
    }

    /// Removes the segments all of whose entries are at or before `settled`.
    /// As [`Journal::truncate_before`].
    pub fn truncate_before(&mut self, settled: Timestamp) -> Result<(), Error> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        if self.last <= settled {
            self.seal();
        }
        while let Some(oldest) = self.sealed.front().filter(|segment| segment.last <= settled) {
            let doing = Error::io(format!("remove journal file \"{}\"", oldest.name));
            self.disk.remove(&oldest.name).map_err(doing)?;
            self.sealed.pop_front();
        }
        Ok(())
    }

    /// The entries after `after`, as they are now.
    pub fn read_after(&self, after: Timestamp) -> Result<FileReplay, Error> {
        let mut segments = VecDeque::new();
        for sealed in self.sealed.iter().filter(|sealed| sealed.last > after) {
            let (file, len) = self.open_file(&sealed.name)?;
            segments.push_back(SegmentReader::new(file, sealed.name.clone(), len));
        }
        if let Some(active) = self.active.as_ref().filter(|_| self.last > after) {
            let (file, _) = self.open_file(&active.name)?;
            segments.push_back(SegmentReader::new(file, active.name.clone(), active.len));
        }
        Ok(FileReplay { segments, after, group: Vec::new().into_iter() })
    }

    /// The newest commit time in the journal; zero when it is empty.
    pub fn last(&self) -> Timestamp {
        self.last
    }

    /// Bytes on disk that opening would have to check or replay.
    pub fn active_bytes(&self) -> u64 {
        self.active.as_ref().map_or(0, |active| active.len)
    }
}

fn name_of(first: Timestamp) -> String {
    format!("{:016x}{SUFFIX}", first.as_micros())
}

fn parse_name(name: &str) -> Option<Timestamp> {
    let digits = name.strip_suffix(SUFFIX).filter(|digits| digits.len() == 16)?;
    let first = Timestamp::from_micros(u64::from_str_radix(digits, 16).ok()?);
    (name_of(first) == name).then_some(first)
}

/// The entries found at open, oldest first; one group is in memory at a time.
/// Ends after an error.
pub struct FileReplay {
    segments: VecDeque<SegmentReader>,
    after: Timestamp,
    group: std::vec::IntoIter<JournalEntry>,
}

impl FileReplay {
    /// The next group without entries at or before the time asked for.
    fn read_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error> {
        while let Some(segment) = self.segments.front_mut() {
            match segment.next_group(self.after) {
                Ok(Some(mut group)) => {
                    if group.first().is_some_and(|first| first.committed_at <= self.after) {
                        group.retain(|entry| entry.committed_at > self.after);
                    }
                    return Ok(Some(group));
                }
                Ok(None) => self.segments.pop_front(),
                Err(error) => {
                    self.segments.clear();
                    return Err(error);
                }
            };
        }
        Ok(None)
    }
}

impl Iterator for FileReplay {
    type Item = Result<JournalEntry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.group.next() {
                return Some(Ok(entry));
            }
            match self.read_group() {
                Ok(Some(group)) => self.group = group.into_iter(),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

#[async_trait]
impl Replay for FileReplay {
    async fn next_group(&mut self) -> Result<Option<Vec<JournalEntry>>, Error> {
        self.read_group()
    }
}

#[async_trait]
impl Journal for FileJournal {
    async fn append(&mut self, entries: &[JournalEntry]) -> Result<(), Error> {
        FileJournal::append(self, entries)
    }

    async fn truncate_before(&mut self, settled: Timestamp) -> Result<(), Error> {
        FileJournal::truncate_before(self, settled)
    }

    async fn replay(&mut self, after: Timestamp) -> Result<Box<dyn Replay>, Error> {
        Ok(Box::new(self.read_after(after)?))
    }
}
