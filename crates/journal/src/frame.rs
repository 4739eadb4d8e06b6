//! How does a group of entries become bytes, and bytes a group again?
//!
//! A segment is a header and then frames, each one group that was appended at
//! once. All integers are little-endian.
//!
//! ```text
//! segment header, 24 bytes          frame header, 28 bytes
//!  0  8  magic "airglowJ"            0  4  crc32 of the frame's offset in the
//!  8  4  format version, 1                 segment (8 bytes) and bytes 4..28
//! 12  8  writer                      4  4  crc32 of the payload
//! 20  4  crc32 of bytes 0..20        8  8  payload length
//!                                   16  8  commit time of the last entry
//! payload: the entries              24  4  number of entries
//!  8  commit time, microseconds
//!  4  number of writes, then for each
//!     4  key length                 4  value length, 0xffffffff deletes
//!     .  key                        .  value
//! ```
//!
//! The offset is in the checksum so that a frame is valid in one place only:
//! old bytes that a disk gives back elsewhere do not pass for a frame. The
//! header has a checksum of its own so that a length can be trusted before the
//! payload is read, and so that the end of a damaged frame is known.
//!
//! Decoding takes any bytes and allocates no more than they are long.

use crate::Error;
use base::{JournalEntry, Timestamp};
use bytes::{Buf, Bytes};

/// The version written; no other is read.
pub const VERSION: u32 = 1;
/// Bytes before the first frame.
pub const SEGMENT_HEADER_LEN: usize = 24;
/// Bytes before a frame's payload.
pub const FRAME_HEADER_LEN: usize = 28;

const MAGIC: &[u8; 8] = b"airglowJ";
const DELETED: u32 = u32::MAX;
/// The least an entry takes: commit time and number of writes.
const ENTRY_LEN_MIN: usize = 12;
/// The least a write takes: two lengths.
const WRITE_LEN_MIN: usize = 8;

/// What a segment says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentHeader {
    /// A segment this version reads, and the number of who wrote it (0 for a file).
    Known {
        /// As given to [`encode_segment_header`].
        writer: u64,
    },
    /// A segment of another version.
    Unknown {
        /// Its version.
        version: u32,
    },
    /// No segment, or a torn one.
    Invalid,
}

/// The first bytes of a segment.
pub fn encode_segment_header(out: &mut Vec<u8>, writer: u64) {
    let start = out.len();
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&writer.to_le_bytes());
    let crc = crc32fast::hash(&out[start..]);
    out.extend_from_slice(&crc.to_le_bytes());
}

/// Reads the first bytes of a segment; `bytes` may be any, of any length.
pub fn decode_segment_header(bytes: &[u8]) -> SegmentHeader {
    let Some(header) = bytes.get(..SEGMENT_HEADER_LEN) else { return SegmentHeader::Invalid };
    if &header[..8] != MAGIC || crc32fast::hash(&header[..20]) != u32_at(header, 20) {
        return SegmentHeader::Invalid;
    }
    match u32_at(header, 8) {
        VERSION => SegmentHeader::Known { writer: u64_at(header, 12) },
        version => SegmentHeader::Unknown { version },
    }
}

/// What stands before a group of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameHeader {
    /// Bytes after the header.
    pub payload_len: u64,
    /// CRC-32 (IEEE) of them.
    pub payload_crc: u32,
    /// When the last entry committed; zero in an empty frame.
    pub last: Timestamp,
    /// How many there are.
    pub entries: u32,
}

impl FrameHeader {
    /// Reads the header of the frame `offset` bytes into its segment. `None`
    /// when these are not the bytes that were written there.
    pub fn decode(offset: u64, bytes: &[u8]) -> Option<FrameHeader> {
        let header = bytes.get(..FRAME_HEADER_LEN)?;
        (header_crc(offset, &header[4..]) == u32_at(header, 0)).then(|| FrameHeader {
            payload_crc: u32_at(header, 4),
            payload_len: u64_at(header, 8),
            last: Timestamp::from_micros(u64_at(header, 16)),
            entries: u32_at(header, 24),
        })
    }

    /// Bytes of header and payload.
    pub fn frame_len(&self) -> u64 {
        self.payload_len.saturating_add(FRAME_HEADER_LEN as u64)
    }
}

/// Appends to `out` the frame of `entries` that will stand `offset` bytes into
/// its segment. On [`Error::TooLarge`] `out` holds part of a frame.
pub fn encode_frame(out: &mut Vec<u8>, offset: u64, entries: &[JournalEntry]) -> Result<(), Error> {
    let start = out.len();
    out.reserve(FRAME_HEADER_LEN + payload_len(entries));
    out.resize(start + FRAME_HEADER_LEN, 0);
    encode_payload(out, entries, usize::MAX, |_| Ok(()))?;
    let payload = &out[start + FRAME_HEADER_LEN..];
    let header = frame_header(offset, entries, payload.len(), crc32fast::hash(payload))?;
    out[start..start + FRAME_HEADER_LEN].copy_from_slice(&header);
    Ok(())
}

/// As [`encode_frame`], the header alone: its payload is to follow by
/// [`encode_payload`]. Walks over all of `entries`, but holds no more than `piece` bytes of them.
pub(crate) fn encode_frame_header(
    out: &mut Vec<u8>,
    offset: u64,
    entries: &[JournalEntry],
    piece: usize,
) -> Result<(), Error> {
    let (mut crc, mut len, mut rest) = (crc32fast::Hasher::new(), 0, Vec::new());
    let mut count = |bytes: &mut Vec<u8>| {
        crc.update(bytes);
        len += bytes.len();
        bytes.clear();
        Ok(())
    };
    encode_payload(&mut rest, entries, piece, &mut count)?;
    count(&mut rest)?;
    out.extend_from_slice(&frame_header(offset, entries, len, crc.finalize())?);
    Ok(())
}

/// How long the payload of `entries` is in bytes.
pub(crate) fn payload_len(entries: &[JournalEntry]) -> usize {
    let write = |(key, value): &(Bytes, Option<Bytes>)| {
        WRITE_LEN_MIN + key.len() + value.as_ref().map_or(0, Bytes::len)
    };
    let writes = |entry: &JournalEntry| entry.writes.iter().map(write).sum::<usize>();
    entries.iter().map(|entry| ENTRY_LEN_MIN + writes(entry)).sum()
}

/// Appends the payload of `entries` to `out`, and whenever `out` has reached `piece` bytes, hands
/// it to `take`, which empties it.
pub(crate) fn encode_payload(
    out: &mut Vec<u8>,
    entries: &[JournalEntry],
    piece: usize,
    mut take: impl FnMut(&mut Vec<u8>) -> Result<(), Error>,
) -> Result<(), Error> {
    for entry in entries {
        out.extend_from_slice(&entry.committed_at.as_micros().to_le_bytes());
        out.extend_from_slice(&length(entry.writes.len())?.to_le_bytes());
        for (key, value) in &entry.writes {
            out.extend_from_slice(&length(key.len())?.to_le_bytes());
            out.extend_from_slice(key);
            match value {
                None => out.extend_from_slice(&DELETED.to_le_bytes()),
                Some(value) => {
                    out.extend_from_slice(&length(value.len())?.to_le_bytes());
                    out.extend_from_slice(value);
                }
            }
            if out.len() >= piece {
                take(out)?;
            }
        }
    }
    Ok(())
}

fn frame_header(
    offset: u64,
    entries: &[JournalEntry],
    len: usize,
    crc: u32,
) -> Result<[u8; FRAME_HEADER_LEN], Error> {
    let mut header = [0; FRAME_HEADER_LEN];
    let last = entries.last().map_or(Timestamp::ZERO, |entry| entry.committed_at);
    header[4..8].copy_from_slice(&crc.to_le_bytes());
    header[8..16].copy_from_slice(&(len as u64).to_le_bytes());
    header[16..24].copy_from_slice(&last.as_micros().to_le_bytes());
    header[24..28].copy_from_slice(&length(entries.len())?.to_le_bytes());
    let crc = header_crc(offset, &header[4..]);
    header[..4].copy_from_slice(&crc.to_le_bytes());
    Ok(header)
}

/// The entries of a frame. Keys and values share `payload`. The error says
/// what is wrong with it.
pub fn decode_payload(
    header: &FrameHeader,
    mut payload: Bytes,
) -> Result<Vec<JournalEntry>, &'static str> {
    if payload.len() as u64 != header.payload_len {
        return Err("payload has another length than its header says");
    }
    if crc32fast::hash(&payload) != header.payload_crc {
        return Err("payload does not match its checksum");
    }
    let count = header.entries as usize;
    let mut entries = Vec::with_capacity(count.min(payload.len() / ENTRY_LEN_MIN));
    let mut previous = None;
    for _ in 0..count {
        let entry = decode_entry(&mut payload)?;
        if previous.is_some_and(|previous| entry.committed_at <= previous) {
            return Err("entries are not in commit order");
        }
        previous = Some(entry.committed_at);
        entries.push(entry);
    }
    if payload.has_remaining() {
        return Err("payload has bytes after its last entry");
    }
    if previous.unwrap_or(Timestamp::ZERO) != header.last {
        return Err("last commit time is not what the header says");
    }
    Ok(entries)
}

fn decode_entry(payload: &mut Bytes) -> Result<JournalEntry, &'static str> {
    const SHORT: &str = "payload ends inside an entry";
    let committed_at = Timestamp::from_micros(payload.try_get_u64_le().map_err(|_| SHORT)?);
    let count = payload.try_get_u32_le().map_err(|_| SHORT)? as usize;
    let mut writes = Vec::with_capacity(count.min(payload.len() / WRITE_LEN_MIN));
    for _ in 0..count {
        let key_len = payload.try_get_u32_le().map_err(|_| SHORT)?;
        let key = take(payload, key_len).ok_or(SHORT)?;
        let value = match payload.try_get_u32_le().map_err(|_| SHORT)? {
            DELETED => None,
            value_len => Some(take(payload, value_len).ok_or(SHORT)?),
        };
        writes.push((key, value));
    }
    Ok(JournalEntry { committed_at, writes })
}

/// Every group of a whole segment that was never torn: an object.
pub fn decode_segment(place: &str, segment: &Bytes) -> Result<Vec<Vec<JournalEntry>>, Error> {
    let corrupt = |offset: usize, what| Error::Corrupt {
        place: place.to_owned(),
        offset: offset as u64,
        what,
    };
    match decode_segment_header(segment) {
        SegmentHeader::Known { .. } => {}
        SegmentHeader::Unknown { version } => {
            return Err(Error::UnknownVersion { place: place.to_owned(), version });
        }
        SegmentHeader::Invalid => return Err(corrupt(0, "segment header is not valid")),
    }
    let mut groups = Vec::new();
    let mut offset = SEGMENT_HEADER_LEN;
    while offset < segment.len() {
        let header = FrameHeader::decode(offset as u64, &segment[offset..])
            .ok_or_else(|| corrupt(offset, "frame header does not match its checksum"))?;
        let payload = usize::try_from(header.frame_len())
            .ok()
            .and_then(|len| offset.checked_add(len))
            .filter(|end| *end <= segment.len())
            .map(|end| segment.slice(offset + FRAME_HEADER_LEN..end))
            .ok_or_else(|| corrupt(offset, "frame ends after its segment"))?;
        let next = offset + FRAME_HEADER_LEN + payload.len();
        groups.push(decode_payload(&header, payload).map_err(|what| corrupt(offset, what))?);
        offset = next;
    }
    Ok(groups)
}

fn header_crc(offset: u64, rest: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&offset.to_le_bytes());
    crc.update(rest);
    crc.finalize()
}

/// A length as the format says it; [`DELETED`] is not one.
fn length(bytes: usize) -> Result<u32, Error> {
    u32::try_from(bytes).ok().filter(|len| *len != DELETED).ok_or(Error::TooLarge { bytes })
}

fn take(from: &mut Bytes, len: u32) -> Option<Bytes> {
    let len = usize::try_from(len).ok()?;
    (len <= from.len()).then(|| from.split_to(len))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("the slice is four bytes"))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("the slice is eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(at: u64, writes: &[(&str, Option<&str>)]) -> JournalEntry {
        let bytes = |text: &str| Bytes::copy_from_slice(text.as_bytes());
        JournalEntry {
            committed_at: Timestamp::from_micros(at),
            writes: writes.iter().map(|(key, value)| (bytes(key), value.map(bytes))).collect(),
        }
    }

    fn segment(groups: &[Vec<JournalEntry>]) -> Vec<u8> {
        let mut out = Vec::new();
        encode_segment_header(&mut out, 0);
        for group in groups {
            let offset = out.len() as u64;
            encode_frame(&mut out, offset, group).unwrap();
        }
        out
    }

    /// Version 1, as first written: this must be readable for ever.
    #[test]
    fn the_bytes_of_version_1() {
        let bytes = segment(&[vec![entry(5, &[("a", Some("xy")), ("b", None)])]]);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            concat!(
                "616972676c6f774a010000000000000000000000eff9b274",
                "ae7aa3008a1d267e2000000000000000050000000000000001000000",
                "05000000000000000200000001000000610200000078790100000062ffffffff",
            )
        );
    }

    #[test]
    fn groups_come_back_as_they_went() {
        let groups = vec![
            vec![entry(1, &[]), entry(2, &[("", Some(""))])],
            vec![],
            vec![entry(3, &[("k", None), ("l", Some("v"))])],
        ];
        let bytes = Bytes::from(segment(&groups));
        assert_eq!(decode_segment("s", &bytes).unwrap(), groups);
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let groups =
            vec![vec![entry(1, &[("key", Some("value"))])], vec![entry(2, &[("k", None)])]];
        let bytes = segment(&groups);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(decode_segment("s", &damaged.into()).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_frame_is_valid_in_its_own_place_only() {
        let mut frame = Vec::new();
        encode_frame(&mut frame, 24, &[entry(1, &[])]).unwrap();
        assert!(FrameHeader::decode(24, &frame).is_some());
        assert!(FrameHeader::decode(25, &frame).is_none());
    }

    #[test]
    fn another_version_is_named() {
        let mut header = Vec::new();
        encode_segment_header(&mut header, 0);
        header[8] = 9;
        let crc = crc32fast::hash(&header[..20]);
        header[20..24].copy_from_slice(&crc.to_le_bytes());
        let error = decode_segment("s", &header.into()).unwrap_err();
        assert!(matches!(error, Error::UnknownVersion { version: 9, .. }));
    }

    proptest! {
        #[test]
        fn decoding_takes_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200), entries in any::<u32>()) {
            decode_segment("s", &Bytes::from(bytes.clone())).ok();
            // Past the checksum, the payload's own checks must hold alone.
            let header = FrameHeader {
                payload_len: bytes.len() as u64,
                payload_crc: crc32fast::hash(&bytes),
                last: Timestamp::ZERO,
                entries: entries % 4,
            };
            decode_payload(&header, bytes.into()).ok();
        }
    }
}
