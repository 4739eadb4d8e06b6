//! Reads a file of frames, and tells a torn end from damage.
//!
//! One group has one sync after its writes, and the next is written only after
//! that sync. So a crash can leave at most one frame incomplete: the last of
//! the newest file, any part of whose bytes may be missing or zero. Hence:
//!
//! - a bad frame whose header is whole and which reaches the end of the file
//!   is torn; one that ends before is damaged, for something was written after;
//! - a bad frame header is torn unless a whole header stands somewhere after it.
//!
//! What this cannot tell is damage to the payload of the very last frame of
//! all from a torn write of it.

use crate::Error;
use crate::frame::{
    FRAME_HEADER_LEN, FrameHeader, SEGMENT_HEADER_LEN, SegmentHeader, decode_payload,
    decode_segment_header,
};
use base::{DiskFile, JournalEntry, Timestamp};
use bytes::Bytes;

/// How much is read at once where nothing larger is needed.
const CHUNK_LEN: usize = 1 << 20;

/// Walks the frames of one file.
pub(crate) struct SegmentReader {
    file: Box<dyn DiskFile>,
    name: String,
    /// Where the next frame begins.
    offset: u64,
    /// Where the file ends, for this reader.
    len: u64,
    /// The last commit time read.
    previous: Timestamp,
}

/// A frame that is not what was written.
struct BadFrame {
    header: Option<FrameHeader>,
    what: &'static str,
}

impl SegmentReader {
    /// Reads `file` up to `len`; its header is looked at first by `next_header`.
    pub(crate) fn new(file: Box<dyn DiskFile>, name: String, len: u64) -> SegmentReader {
        SegmentReader { file, name, offset: 0, len, previous: Timestamp::ZERO }
    }

    /// The next group with an entry after `after`. Payloads of groups without
    /// one are not read.
    pub(crate) fn next_group(
        &mut self,
        after: Timestamp,
    ) -> Result<Option<Vec<JournalEntry>>, Error> {
        while let Some(header) = self.next_header()?.map_err(|bad| self.corrupt(bad.what))? {
            let start = self.offset + FRAME_HEADER_LEN as u64;
            if header.last > after {
                let payload = self.read(start, header.payload_len)?;
                let group = decode_payload(&header, payload).map_err(|what| self.corrupt(what))?;
                if group.first().is_some_and(|first| first.committed_at <= self.previous) {
                    return Err(self.corrupt("groups are not in commit order"));
                }
                self.previous = header.last;
                self.offset += header.frame_len();
                return Ok(Some(group));
            }
            self.offset += header.frame_len();
        }
        Ok(None)
    }

    /// Walks to the end, checking all checksums. Where the end is torn, stops
    /// before it. Answers the length of what is whole, and the last commit time
    /// in it.
    pub(crate) fn walk(&mut self) -> Result<(u64, Option<Timestamp>), Error> {
        let mut last = None;
        loop {
            let bad = match self.next_header()? {
                Ok(None) => return Ok((self.len, last)),
                Ok(Some(header)) if self.payload_crc(&header)? == header.payload_crc => {
                    last = Some(header.last);
                    self.offset += header.frame_len();
                    continue;
                }
                Ok(Some(header)) => {
                    BadFrame { header: Some(header), what: "payload does not match its checksum" }
                }
                Err(bad) => bad,
            };
            let torn = match bad.header {
                Some(header) => self.offset.saturating_add(header.frame_len()) >= self.len,
                None => !self.header_after(self.offset + 1)?,
            };
            return if torn { Ok((self.offset, last)) } else { Err(self.corrupt(bad.what)) };
        }
    }

    /// The header of the frame at `self.offset`, whose end is inside the file;
    /// `None` at the end of the file.
    fn next_header(&mut self) -> Result<Result<Option<FrameHeader>, BadFrame>, Error> {
        if self.offset == 0 {
            if self.len == 0 {
                return Ok(Ok(None));
            }
            let head = self.read(0, self.len.min(SEGMENT_HEADER_LEN as u64))?;
            match decode_segment_header(&head) {
                SegmentHeader::Known { .. } => self.offset = SEGMENT_HEADER_LEN as u64,
                SegmentHeader::Unknown { version } => {
                    return Err(Error::UnknownVersion { place: self.name.clone(), version });
                }
                SegmentHeader::Invalid => {
                    return Ok(Err(BadFrame { header: None, what: "segment header is not valid" }));
                }
            }
        }
        let left = self.len - self.offset;
        if left == 0 {
            return Ok(Ok(None));
        }
        let head = self.read(self.offset, left.min(FRAME_HEADER_LEN as u64))?;
        Ok(match FrameHeader::decode(self.offset, &head) {
            None => {
                Err(BadFrame { header: None, what: "frame header does not match its checksum" })
            }
            Some(header) if header.frame_len() > left => {
                Err(BadFrame { header: Some(header), what: "frame ends after its file" })
            }
            Some(header) => Ok(Some(header)),
        })
    }

    /// Whether a whole frame header stands at `from` or after.
    fn header_after(&self, from: u64) -> Result<bool, Error> {
        let mut start = from;
        while start.saturating_add(FRAME_HEADER_LEN as u64) <= self.len {
            let chunk = self.read(start, (self.len - start).min(CHUNK_LEN as u64))?;
            let found = chunk.windows(FRAME_HEADER_LEN).zip(start..).any(|(window, offset)| {
                FrameHeader::decode(offset, window)
                    .is_some_and(|header| header.frame_len() <= self.len - offset)
            });
            if found {
                return Ok(true);
            }
            start += (chunk.len() - FRAME_HEADER_LEN + 1) as u64;
        }
        Ok(false)
    }

    fn payload_crc(&self, header: &FrameHeader) -> Result<u32, Error> {
        let mut crc = crc32fast::Hasher::new();
        let mut start = self.offset + FRAME_HEADER_LEN as u64;
        let end = self.offset + header.frame_len();
        while start < end {
            let chunk = self.read(start, (end - start).min(CHUNK_LEN as u64))?;
            crc.update(&chunk);
            start += chunk.len() as u64;
        }
        Ok(crc.finalize())
    }

    /// `len` bytes from `start`, all of which are inside the file.
    fn read(&self, start: u64, len: u64) -> Result<Bytes, Error> {
        let doing = || Error::io(format!("read journal file \"{}\"", self.name));
        let len = usize::try_from(len).map_err(|_| self.corrupt("frame is larger than memory"))?;
        let mut buffer = vec![0; len];
        let read = self.file.read_at(start, &mut buffer).map_err(doing())?;
        if read < len {
            return Err(doing()(std::io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(buffer.into())
    }

    fn corrupt(&self, what: &'static str) -> Error {
        Error::Corrupt { place: self.name.clone(), offset: self.offset, what }
    }
}
