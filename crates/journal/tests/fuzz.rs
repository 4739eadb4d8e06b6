//! The journal's decoder takes any bytes: damage is named and never served, and no length or
//! count is believed. `PROPTEST_CASES=1000000` runs it longer.

#![allow(clippy::unwrap_used)]

use airglow_journal::Error;
use airglow_journal::frame::{
    FrameHeader, decode_payload, decode_segment, encode_frame, encode_segment_header,
};
use base::{JournalEntry, Key, Timestamp, Value};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..12).prop_map(Bytes::from)
}

/// Groups of entries in commit order.
fn groups() -> impl Strategy<Value = Vec<Vec<JournalEntry>>> {
    let writes =
        vec((bytes().prop_map(Key::from), option::of(bytes().prop_map(Value::from))), 0..3);
    vec(vec(writes, 0..3), 1..4).prop_map(|groups| {
        let mut at = 0;
        let mut entry = |writes| {
            at += 7;
            JournalEntry { committed_at: Timestamp::from_micros(at), writes }
        };
        groups.into_iter().map(|group| group.into_iter().map(&mut entry).collect()).collect()
    })
}

fn segment(groups: &[Vec<JournalEntry>]) -> Vec<u8> {
    let mut out = Vec::new();
    encode_segment_header(&mut out, 1);
    for group in groups {
        let offset = out.len() as u64;
        encode_frame(&mut out, offset, group).unwrap();
    }
    out
}

proptest! {
    #[test]
    fn what_was_written_comes_back_or_is_named_as_damage(
        groups in groups(),
        at in any::<prop::sample::Index>(),
        flip in 1u8..,
    ) {
        let mut bytes = segment(&groups);
        let whole = decode_segment("s", &Bytes::from(bytes.clone())).unwrap();
        prop_assert_eq!(&whole, &groups);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let damaged = decode_segment("s", &Bytes::from(bytes.clone()));
        let named = matches!(damaged, Err(Error::Corrupt { .. } | Error::UnknownVersion { .. }));
        prop_assert!(named, "byte {} was changed, and {:?} served", at, damaged);
        bytes[at] ^= flip;
        // A cut is between two frames, or damage.
        if let Ok(served) = decode_segment("s", &Bytes::from(bytes).slice(..at)) {
            prop_assert_eq!(&served[..], &groups[..served.len()]);
        }
    }

    #[test]
    fn any_bytes_are_no_segment(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(decode_segment("s", &Bytes::from(bytes)).is_err());
    }

    /// Behind a checksum that fits, too.
    #[test]
    fn any_payload_is_answered(
        bytes in vec(prop_oneof![Just(0u8), Just(1), any::<u8>()], 0..120),
        entries in prop_oneof![0u32..4, Just(u32::MAX)],
        last in any::<u64>(),
    ) {
        let header = FrameHeader {
            payload_len: bytes.len() as u64,
            payload_crc: crc32fast::hash(&bytes),
            last: Timestamp::from_micros(last),
            entries,
        };
        let _ = decode_payload(&header, Bytes::from(bytes));
    }
}
