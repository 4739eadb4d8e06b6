//! Which bytes are in which frames of a WebSocket? (RFC 6455, a server's side)
//!
//! Data is a stream of bytes here: how it is cut into frames, and whether a frame says that it is
//! text, means nothing to PostgreSQL's protocol. So nothing is gathered, and no length is believed:
//! what is there of a frame comes out at once.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf, BufMut, Bytes, BytesMut};
use sha1::{Digest, Sha1};

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
/// A frame that is no data holds no more (section 5.5).
const CONTROL_MAX: u64 = 125;

/// What comes out of a client's frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Some bytes of the stream; never none.
    Data(Bytes),
    /// The client wants these bytes back, by [`pong`].
    Ping(Bytes),
    /// The client ends the stream, and expects a [`close`].
    Close,
}

/// What is wrong with a client's frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a frame of the WebSocket is malformed: {0}")]
pub struct FrameError(&'static str);

/// Takes a client's frames apart.
#[derive(Debug, Default)]
pub struct Frames {
    /// The frame at hand.
    opcode: u8,
    /// Of it, so much has not come out yet.
    left: u64,
    mask: [u8; 4],
    /// Of a message of several frames, the last has not come yet.
    unfinished: bool,
}

impl Frames {
    /// The next piece in `input`, which is taken from it; `None` when more bytes are needed.
    ///
    /// # Errors
    /// When it is no frame of a client. What follows then means nothing.
    pub fn take(&mut self, input: &mut BytesMut) -> Result<Option<Piece>, FrameError> {
        loop {
            if self.left == 0 && !self.begin(input)? {
                return Ok(None);
            }
            let there = input.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            if self.opcode >= CLOSE {
                if (there as u64) < self.left {
                    return Ok(None);
                }
                let body = self.unmask(input.split_to(there));
                match self.opcode {
                    PING => return Ok(Some(Piece::Ping(body))),
                    CLOSE => return Ok(Some(Piece::Close)),
                    _ => continue,
                }
            }
            if self.left == 0 {
                continue;
            }
            if there == 0 {
                return Ok(None);
            }
            return Ok(Some(Piece::Data(self.unmask(input.split_to(there)))));
        }
    }

    /// Takes the head of a frame; whether it is there whole.
    fn begin(&mut self, input: &mut BytesMut) -> Result<bool, FrameError> {
        let [first, second, ..] = input[..] else { return Ok(false) };
        let (last, opcode) = (first & 0x80 != 0, first & 0x0f);
        self.check(first, second)?;
        let (width, short) = match second & 0x7f {
            126 => (2, 125),
            127 => (8, u64::from(u16::MAX)),
            _ => (0, 0),
        };
        if input.len() < 2 + width + 4 {
            return Ok(false);
        }
        input.advance(2);
        let length = match width {
            0 => u64::from(second & 0x7f),
            width => input.get_uint(width),
        };
        if width > 0 && (length <= short || length > i64::MAX as u64) {
            return Err(FrameError("its length has another form"));
        }
        input.copy_to_slice(&mut self.mask);
        (self.opcode, self.left) = (opcode, length);
        if opcode < CLOSE {
            self.unfinished = !last;
        }
        Ok(true)
    }

    fn check(&self, first: u8, second: u8) -> Result<(), FrameError> {
        let (last, opcode, length) = (first & 0x80 != 0, first & 0x0f, second & 0x7f);
        let wrong = match opcode {
            _ if first & 0x70 != 0 => "a reserved bit is set",
            _ if second & 0x80 == 0 => "it is not masked",
            CONTINUATION if !self.unfinished => "it continues nothing",
            TEXT | BINARY if self.unfinished => "it begins within another message",
            CLOSE | PING | PONG if !last || u64::from(length) > CONTROL_MAX => {
                "it is no data, and long or cut"
            }
            CONTINUATION | TEXT | BINARY | CLOSE | PING | PONG => return Ok(()),
            _ => "it is of an unknown kind",
        };
        Err(FrameError(wrong))
    }

    fn unmask(&mut self, mut bytes: BytesMut) -> Bytes {
        let (chunks, rest) = bytes.as_chunks_mut::<4>();
        let mask = u32::from_ne_bytes(self.mask);
        for chunk in chunks {
            *chunk = (u32::from_ne_bytes(*chunk) ^ mask).to_ne_bytes();
        }
        for (byte, mask) in rest.iter_mut().zip(self.mask) {
            *byte ^= mask;
        }
        self.mask.rotate_left(bytes.len() % 4);
        self.left -= bytes.len() as u64;
        bytes.freeze()
    }
}

/// What a server answers to a client's `Sec-WebSocket-Key` (section 4.2.2); `None` unless it is 16
/// bytes in base64 (section 4.2.1).
pub fn accept(key: &[u8]) -> Option<String> {
    const NAMESPACE: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    STANDARD.decode(key).ok().filter(|nonce| nonce.len() == 16)?;
    Some(STANDARD.encode(Sha1::new().chain_update(key).chain_update(NAMESPACE).finalize()))
}

/// Appends a frame of data.
pub fn data(bytes: &[u8], out: &mut BytesMut) {
    write(BINARY, bytes, out);
}

/// Appends the answer to a ping.
pub fn pong(bytes: &[u8], out: &mut BytesMut) {
    write(PONG, bytes, out);
}

/// Appends the last frame, with a code of section 7.4: 1000 when all is well, 1002 after a
/// [`FrameError`].
pub fn close(code: u16, out: &mut BytesMut) {
    write(CLOSE, &code.to_be_bytes(), out);
}

fn write(opcode: u8, bytes: &[u8], out: &mut BytesMut) {
    out.put_u8(0x80 | opcode);
    match (u8::try_from(bytes.len()), u16::try_from(bytes.len())) {
        (Ok(length @ 0..=125), _) => out.put_u8(length),
        (_, Ok(length)) => {
            out.put_u8(126);
            out.put_u16(length);
        }
        _ => {
            out.put_u8(127);
            out.put_u64(bytes.len() as u64);
        }
    }
    out.put_slice(bytes);
}
