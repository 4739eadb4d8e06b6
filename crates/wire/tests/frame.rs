//! A client's frames, cut anywhere, are the bytes that were put in; damaged ones are errors.

#![allow(clippy::unwrap_used)]

use airglow_wire::frame::{self, Frames, Piece};
use bytes::{BufMut, BytesMut};
use proptest::collection::vec;
use proptest::prelude::*;

/// A frame as a client sends it.
fn masked(first: u8, bytes: &[u8], mask: [u8; 4]) -> BytesMut {
    let mut out = BytesMut::new();
    out.put_u8(first);
    match bytes.len() {
        short @ 0..=125 => out.put_u8(0x80 | short as u8),
        middle @ 126..=65_535 => {
            out.put_u8(0x80 | 126);
            out.put_u16(middle as u16);
        }
        long => {
            out.put_u8(0x80 | 127);
            out.put_u64(long as u64);
        }
    }
    out.put_slice(&mask);
    out.extend(bytes.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    out
}

/// All that comes out when `bytes` come in pieces of so many.
fn heard(bytes: &[u8], step: usize) -> Result<(Vec<u8>, Vec<Piece>), frame::FrameError> {
    let (mut frames, mut input) = (Frames::default(), BytesMut::new());
    let (mut data, mut others) = (Vec::new(), Vec::new());
    for part in bytes.chunks(step) {
        input.extend_from_slice(part);
        while let Some(piece) = frames.take(&mut input)? {
            match piece {
                Piece::Data(bytes) => {
                    assert!(!bytes.is_empty());
                    data.extend_from_slice(&bytes);
                }
                other => others.push(other),
            }
        }
        assert!(input.len() < 140, "data is not kept back");
    }
    Ok((data, others))
}

proptest! {
    #[test]
    fn frames_cut_anywhere_are_the_bytes_that_were_put_in(
        parts in vec((vec(any::<u8>(), 0..300), any::<[u8; 4]>(), any::<bool>(), any::<bool>()), 0..8),
        step in 1usize..400,
    ) {
        let (mut bytes, mut data) = (BytesMut::new(), Vec::new());
        let mut pings = Vec::new();
        for (at, (part, mask, ping, text)) in parts.iter().enumerate() {
            // One message of all the parts, with pings between them.
            let opcode = if at > 0 { 0 } else if *text { 1 } else { 2 };
            let last = if at + 1 == parts.len() { 0x80 } else { 0 };
            bytes.extend_from_slice(&masked(last | opcode, part, *mask));
            data.extend_from_slice(part);
            if *ping {
                let body = &part[..part.len().min(125)];
                bytes.extend_from_slice(&masked(0x89, body, *mask));
                bytes.extend_from_slice(&masked(0x8a, b"pong", *mask));
                pings.push(Piece::Ping(body.to_vec().into()));
            }
        }
        bytes.extend_from_slice(&masked(0x88, b"\x03\xe8", [1, 2, 3, 4]));
        pings.push(Piece::Close);
        prop_assert_eq!(heard(&bytes, step), Ok((data, pings)));
    }

    #[test]
    fn any_bytes_are_pieces_or_an_error(bytes in vec(any::<u8>(), 0..200), step in 1usize..50) {
        let _ = heard(&bytes, step);
    }
}

#[test]
fn a_long_frame_comes_out_as_it_comes_in() {
    let long: Vec<u8> = (0..200_000u32).map(|n| n as u8).collect();
    let (data, _) = heard(&masked(0x82, &long, [7, 0, 255, 9]), 1000).unwrap();
    assert!(data == long);
    // An exabyte is announced: nothing is kept for it.
    let mut frames = Frames::default();
    let mut input = BytesMut::from(&b"\x82\xff\x0f\0\0\0\0\0\0\0\0\0\0\0abc"[..]);
    assert_eq!(frames.take(&mut input), Ok(Some(Piece::Data("abc".into()))));
    assert_eq!(frames.take(&mut input), Ok(None));
    assert!(input.is_empty());
}

#[test]
fn what_is_no_frame_of_a_client_is_refused() {
    for (bytes, why) in [
        (&b"\x82\x01x"[..], "not masked"),
        (b"\xc2\x81\0\0\0\0x", "reserved bit"),
        (b"\x83\x81\0\0\0\0x", "unknown kind"),
        (b"\x80\x81\0\0\0\0x", "continues nothing"),
        (b"\x02\x80\0\0\0\0\x82\x80\0\0\0\0", "within another message"),
        (b"\x09\x80\0\0\0\0", "long or cut"),
        (b"\x89\xfe\0\x7e\0\0\0\0", "long or cut"),
        (b"\x82\xfe\0\x05\0\0\0\0xxxxx", "another form"),
        (b"\x82\xff\0\0\0\0\0\0\0\x05\0\0\0\0xxxxx", "another form"),
        (b"\x82\xff\x80\0\0\0\0\0\0\0\0\0\0\0", "another form"),
    ] {
        let error = heard(bytes, bytes.len()).unwrap_err();
        assert!(error.to_string().contains(why), "{bytes:?}: {error}");
    }
}

#[test]
fn the_servers_frames_are_those_of_the_rfc() {
    // Section 1.3's own example.
    let accept = frame::accept(b"dGhlIHNhbXBsZSBub25jZQ==").unwrap();
    assert_eq!(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    for wrong in ["", "x", "dGhlIHNhbXBsZSBub25jZQ", "AAAA", "dGhlIHNhbXBsZSBub25jZQAA"] {
        assert_eq!(frame::accept(wrong.as_bytes()), None, "{wrong}");
    }
    let mut out = BytesMut::new();
    frame::data(b"Hello", &mut out);
    frame::pong(b"", &mut out);
    frame::close(1000, &mut out);
    assert_eq!(&out[..], b"\x82\x05Hello\x8a\0\x88\x02\x03\xe8");
    for (length, head) in [
        (125, &b"\x82\x7d"[..]),
        (126, b"\x82\x7e\0\x7e"),
        (65_535, b"\x82\x7e\xff\xff"),
        (65_536, b"\x82\x7f\0\0\0\0\0\x01\0\0"),
    ] {
        out.clear();
        frame::data(&vec![b'x'; length], &mut out);
        assert_eq!((&out[..head.len()], out.len()), (head, head.len() + length));
    }
}
