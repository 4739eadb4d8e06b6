//! What did the client say?

use base::{Severity, SqlError, SqlResult, SqlState};
use bytes::{Buf, Bytes, BytesMut};

/// The longest startup packet, as in PostgreSQL.
const STARTUP_MAX: usize = 10_000;
const SSL_REQUEST: u32 = (1234 << 16) | 5679;
const GSSENC_REQUEST: u32 = (1234 << 16) | 5680;
const CANCEL_REQUEST: u32 = (1234 << 16) | 5678;

/// The first packet of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Startup {
    /// A session is wanted.
    Session {
        /// The minor version asked for of protocol 3.
        minor: u16,
        /// Names and values, in the order sent.
        parameters: Vec<(String, String)>,
    },
    /// TLS is wanted.
    Ssl,
    /// GSSAPI encryption is wanted.
    GssEnc,
    /// Another connection's statement should stop.
    Cancel {
        /// Of its BackendKeyData.
        pid: u32,
        /// Of its BackendKeyData: 4 bytes, or up to 256 in protocol 3.2.
        secret: Bytes,
    },
}

/// What Describe and Close are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A prepared statement.
    Statement(String),
    /// A portal.
    Portal(String),
}

/// What a client proves itself by; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub Bytes);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// One message of a client after startup.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the fields are the manual's ("Message Formats")
pub enum FrontendMessage {
    Query(String),
    Parse {
        name: String,
        sql: String,
        param_types: Vec<u32>,
    },
    Bind {
        portal: String,
        statement: String,
        param_formats: Vec<i16>,
        params: Vec<Option<Bytes>>,
        result_formats: Vec<i16>,
    },
    Describe(Target),
    Execute {
        portal: String,
        max_rows: i32,
    },
    Close(Target),
    Flush,
    Sync,
    CopyData(Bytes),
    CopyDone,
    CopyFail(String),
    /// The body of any answer to an authentication request.
    Password(Secret),
    /// A call of the fast-path interface, which is not read further.
    FunctionCall,
    Terminate,
}

/// PostgreSQL's bound on a message that carries data (libpq/pqcomm.h, `PQ_LARGE_MESSAGE_LIMIT`).
pub const MESSAGE_MAX: usize = 0x3fff_fffe;
/// Its bound on the others, `PQ_SMALL_MESSAGE_LIMIT`.
const SMALL_MESSAGE_MAX: usize = 10_000;

fn violation(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::new(b"08P01"), message)
}

fn fatal(message: impl Into<String>) -> SqlError {
    violation(message).with_severity(Severity::Fatal)
}

/// Takes the startup packet off `input`, or `None` until it is whole.
pub fn decode_startup(input: &mut BytesMut) -> SqlResult<Option<Startup>> {
    let Some(mut body) = take(input, 0, STARTUP_MAX, "invalid length of startup packet")? else {
        return Ok(None);
    };
    let code = u32_of(&mut body).map_err(|_| fatal("invalid length of startup packet"))?;
    match code {
        SSL_REQUEST => return Ok(Some(Startup::Ssl)),
        GSSENC_REQUEST => return Ok(Some(Startup::GssEnc)),
        CANCEL_REQUEST => {
            let pid = u32_of(&mut body).map_err(|_| fatal("invalid length of startup packet"))?;
            return Ok(Some(Startup::Cancel { pid, secret: body }));
        }
        _ => {}
    }
    let (major, minor) = (code >> 16, (code & 0xffff) as u16);
    if major != 3 {
        let text =
            format!("unsupported frontend protocol {major}.{minor}: server supports 3.0 to 3.2");
        return Err(SqlError::new(SqlState::new(b"0A000"), text).with_severity(Severity::Fatal));
    }
    let layout = "invalid startup packet layout: expected terminator as last byte";
    let mut parameters = Vec::new();
    loop {
        let name = zero_terminated(&mut body).map_err(|_| fatal(layout))?;
        if name.is_empty() {
            break;
        }
        let value = zero_terminated(&mut body).map_err(|_| fatal(layout))?;
        parameters.push((name, value));
    }
    if body.has_remaining() {
        return Err(fatal(layout));
    }
    Ok(Some(Startup::Session { minor, parameters }))
}

/// How many bytes are still missing until the message at the front of `input` is whole; 0 when
/// it is, and when its length is not known yet or cannot be right.
pub fn missing(input: &[u8], max: usize) -> usize {
    let Some(&[tag, a, b, c, d]) = input.first_chunk::<5>() else { return 0 };
    let length = u32::from_be_bytes([a, b, c, d]) as usize;
    let max = bound(tag, max).unwrap_or(0);
    if length > max { 0 } else { (length + 1).saturating_sub(input.len()) }
}

/// The longest message of this tag where `max` bounds the long ones; `None` for no tag of a client.
fn bound(tag: u8, max: usize) -> Option<usize> {
    match tag {
        b'Q' | b'P' | b'B' | b'F' | b'd' | b'p' => Some(max),
        b'D' | b'E' | b'C' | b'H' | b'S' | b'c' | b'f' | b'X' => Some(max.min(SMALL_MESSAGE_MAX)),
        _ => None,
    }
}

/// Takes the next message off `input`, or `None` until it is whole. `max` bounds
/// its length. A FATAL error means that the stream is lost; after any other the
/// message has been taken and the next may be read.
pub fn decode(input: &mut BytesMut, max: usize) -> SqlResult<Option<FrontendMessage>> {
    let Some(&tag) = input.first() else { return Ok(None) };
    let max =
        bound(tag, max).ok_or_else(|| fatal(format!("invalid frontend message type {tag}")))?;
    let Some(mut body) = take(input, 1, max, "invalid message length")? else { return Ok(None) };
    let message = match tag {
        b'Q' => FrontendMessage::Query(zero_terminated(&mut body)?),
        b'P' => parse(&mut body)?,
        b'B' => bind(&mut body)?,
        b'D' => FrontendMessage::Describe(target(&mut body, "DESCRIBE")?),
        b'C' => FrontendMessage::Close(target(&mut body, "CLOSE")?),
        b'E' => FrontendMessage::Execute {
            portal: zero_terminated(&mut body)?,
            max_rows: u32_of(&mut body)? as i32,
        },
        b'H' => FrontendMessage::Flush,
        b'S' => FrontendMessage::Sync,
        b'd' => FrontendMessage::CopyData(std::mem::take(&mut body)),
        b'c' => FrontendMessage::CopyDone,
        b'f' => FrontendMessage::CopyFail(zero_terminated(&mut body)?),
        b'p' => FrontendMessage::Password(Secret(std::mem::take(&mut body))),
        b'F' => {
            body.clear();
            FrontendMessage::FunctionCall
        }
        _ => FrontendMessage::Terminate,
    };
    if body.has_remaining() {
        return Err(violation("invalid message format"));
    }
    Ok(Some(message))
}

/// The body of the packet whose length stands at `at`, taken off `input`.
fn take(input: &mut BytesMut, at: usize, max: usize, wrong: &str) -> SqlResult<Option<Bytes>> {
    let Some(&[a, b, c, d]) = input.get(at..at + 4) else { return Ok(None) };
    let length = u32::from_be_bytes([a, b, c, d]) as usize;
    if length < 4 || length > max {
        return Err(fatal(wrong));
    }
    if input.len() < at + length {
        return Ok(None);
    }
    input.advance(at + 4);
    Ok(Some(input.split_to(length - 4).freeze()))
}

fn target(body: &mut Bytes, message: &str) -> SqlResult<Target> {
    let kind = body.try_get_u8().map_err(|_| short())?;
    let name = zero_terminated(body)?;
    match kind {
        b'S' => Ok(Target::Statement(name)),
        b'P' => Ok(Target::Portal(name)),
        other => Err(violation(format!("invalid {message} message subtype {other}"))),
    }
}

fn parse(body: &mut Bytes) -> SqlResult<FrontendMessage> {
    let name = zero_terminated(body)?;
    let sql = zero_terminated(body)?;
    let count = u16_of(body)?;
    let param_types = (0..count).map(|_| u32_of(body)).collect::<SqlResult<_>>()?;
    Ok(FrontendMessage::Parse { name, sql, param_types })
}

fn bind(body: &mut Bytes) -> SqlResult<FrontendMessage> {
    let portal = zero_terminated(body)?;
    let statement = zero_terminated(body)?;
    let param_formats = formats(body)?;
    let count = u16_of(body)?;
    if param_formats.len() > 1 && param_formats.len() != usize::from(count) {
        return Err(violation(format!(
            "bind message has {} parameter formats but {count} parameters",
            param_formats.len()
        )));
    }
    let params = (0..count).map(|_| param(body)).collect::<SqlResult<_>>()?;
    let result_formats = formats(body)?;
    Ok(FrontendMessage::Bind { portal, statement, param_formats, params, result_formats })
}

fn param(body: &mut Bytes) -> SqlResult<Option<Bytes>> {
    match u32_of(body)? as i32 {
        -1 => Ok(None),
        length => match usize::try_from(length) {
            Ok(length) if length <= body.len() => Ok(Some(body.split_to(length))),
            _ => Err(short()),
        },
    }
}

fn formats(body: &mut Bytes) -> SqlResult<Vec<i16>> {
    let count = u16_of(body)?;
    (0..count).map(|_| Ok(u16_of(body)? as i16)).collect()
}

fn short() -> SqlError {
    violation("insufficient data left in message")
}

fn u16_of(body: &mut Bytes) -> SqlResult<u16> {
    body.try_get_u16().map_err(|_| short())
}

fn u32_of(body: &mut Bytes) -> SqlResult<u32> {
    body.try_get_u32().map_err(|_| short())
}

/// Takes a text up to its NUL off `body`: 08P01 without one, 22021 when it is not UTF-8.
pub fn zero_terminated(body: &mut Bytes) -> SqlResult<String> {
    let Some(end) = body.iter().position(|byte| *byte == 0) else {
        return Err(violation("invalid string in message"));
    };
    let text = body.split_to(end);
    body.advance(1);
    match std::str::from_utf8(&text) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let from = error.valid_up_to();
            let to = error.error_len().map_or(text.len(), |length| from + length);
            let bytes: Vec<_> = text[from..to].iter().map(|b| format!("0x{b:02x}")).collect();
            let what = format!("invalid byte sequence for encoding \"UTF8\": {}", bytes.join(" "));
            Err(SqlError::new(SqlState::new(b"22021"), what))
        }
    }
}
