//! What do the functions of byte strings give?

use crate::args::{Args, bytea, count, fail, invalid, out_of_range};
use crate::registry::Table;
use crate::text::{negative_length, slice};
use base::{SqlError, SqlResult, SqlState};
use md5::{Digest as _, Md5};
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};
use types::{Datum, sql_error};

fn substring(bytes: &[u8], start: i64, length: Option<i64>) -> SqlResult<&[u8]> {
    let (start, end) = slice(start, length)?;
    let start = start.min(bytes.len());
    Ok(&bytes[start..end.clamp(start, bytes.len())])
}

fn overlay(args: &[Datum]) -> SqlResult<Datum> {
    let (bytes, with, start) = (args.bytes(0)?, args.bytes(1)?, args.int4(2)?);
    let span =
        if args.len() > 3 { args.int(3)? } else { i64::try_from(with.len()).unwrap_or(i64::MAX) };
    if start <= 0 {
        return Err(negative_length());
    }
    let end = i32::try_from(i64::from(start) + span).map_err(|_| out_of_range("integer"))?;
    let head = substring(bytes, 1, Some(i64::from(start) - 1))?;
    let tail = substring(bytes, i64::from(end), None)?;
    Ok(bytea([head, with, tail].concat()))
}

fn trim(args: &[Datum], at_left: bool, at_right: bool) -> SqlResult<Datum> {
    let (mut bytes, set) = (args.bytes(0)?, args.bytes(1)?);
    while at_left && bytes.first().is_some_and(|byte| set.contains(byte)) {
        bytes = &bytes[1..];
    }
    while at_right && bytes.last().is_some_and(|byte| set.contains(byte)) {
        bytes = &bytes[..bytes.len() - 1];
    }
    Ok(bytea(bytes))
}

fn position(args: &[Datum]) -> SqlResult<Datum> {
    let (bytes, wanted) = (args.bytes(0)?, args.bytes(1)?);
    if wanted.is_empty() {
        return Ok(Datum::Int4(1));
    }
    let found = bytes.windows(wanted.len()).position(|window| window == wanted);
    Ok(found.map_or(Datum::Int4(0), |at| count(at + 1)))
}

/// The byte an index means, or 2202E.
fn index(index: i64, len: usize) -> SqlResult<usize> {
    usize::try_from(index).ok().filter(|index| *index < len).ok_or_else(|| {
        let last = i64::try_from(len).unwrap_or(i64::MAX) - 1;
        fail(b"2202E", format!("index {index} out of valid range, 0..{last}"))
    })
}

fn bit(args: &[Datum]) -> SqlResult<(usize, u32)> {
    let bits = args.bytes(0)?.len().saturating_mul(8);
    let at = index(args.int(1)?, bits)?;
    Ok((at / 8, u32::try_from(at % 8).unwrap_or(0)))
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// In lines of 76 characters.
fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut line = 0;
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let six = (word >> (18 - 6 * place)) & 63;
            out.push(if place <= chunk.len() { char::from(BASE64[six as usize]) } else { '=' });
        }
        line += 4;
        if line == 76 {
            out.push('\n');
            line = 0;
        }
    }
    // A line break stands between lines only.
    if out.ends_with('\n') {
        out.pop();
    }
    out
}

fn from_base64(text: &str) -> SqlResult<Vec<u8>> {
    let mut out = Vec::new();
    let (mut word, mut place, mut end) = (0u32, 0, 0);
    for char in text.chars() {
        if matches!(char, ' ' | '\t' | '\n' | '\r') {
            continue;
        }
        let six = if char == '=' {
            if end == 0 {
                end = match place {
                    2 => 1,
                    3 => 2,
                    _ => return Err(invalid("unexpected \"=\" while decoding base64 sequence")),
                };
            }
            0
        } else {
            let found = u8::try_from(char)
                .ok()
                .and_then(|byte| BASE64.iter().position(|letter| *letter == byte));
            found.and_then(|six| u32::try_from(six).ok()).ok_or_else(|| {
                invalid(format!("invalid symbol \"{char}\" found while decoding base64 sequence"))
            })?
        };
        word = word << 6 | six;
        place += 1;
        if place == 4 {
            let [_, a, b, c] = word.to_be_bytes();
            out.push(a);
            if end == 0 || end > 1 {
                out.push(b);
            }
            if end == 0 || end > 2 {
                out.push(c);
            }
            (word, place) = (0, 0);
        }
    }
    if place != 0 {
        return Err(invalid("invalid base64 end sequence")
            .with_hint("Input data is missing padding, is truncated, or is otherwise corrupted."));
    }
    Ok(out)
}

fn to_escape(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            0 | 0x80.. => out.push_str(&format!("\\{byte:03o}")),
            _ => out.push(char::from(*byte)),
        }
    }
    out
}

fn from_hex(text: &str) -> SqlResult<Vec<u8>> {
    let mut digits = Vec::new();
    for char in text.chars() {
        if matches!(char, ' ' | '\t' | '\n' | '\r') {
            // White space may stand between bytes, not within one.
            if digits.len() % 2 == 0 {
                continue;
            }
        }
        let digit = char.to_digit(16).filter(|_| char.is_ascii());
        digits.push(
            digit
                .and_then(|digit| u8::try_from(digit).ok())
                .ok_or_else(|| invalid(format!("invalid hexadecimal digit: \"{char}\"")))?,
        );
    }
    if digits.len() % 2 != 0 {
        return Err(invalid("invalid hexadecimal data: odd number of digits"));
    }
    Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unknown_encoding(name: &str) -> SqlError {
    invalid(format!("unrecognized encoding: \"{name}\""))
}

fn encode(bytes: &[u8], name: &str) -> SqlResult<Datum> {
    Ok(Datum::text(match &*name.to_ascii_lowercase() {
        "hex" => hex(bytes),
        "base64" => to_base64(bytes),
        "escape" => to_escape(bytes),
        _ => return Err(unknown_encoding(name)),
    }))
}

fn decode(text: &str, name: &str) -> SqlResult<Datum> {
    Ok(bytea(match &*name.to_ascii_lowercase() {
        "hex" => from_hex(text)?,
        "base64" => from_base64(text)?,
        // The input of bytea, which would take a leading \x for hex.
        "escape" if text.starts_with("\\x") => {
            return Err(SqlError::new(
                SqlState::INVALID_TEXT_REPRESENTATION,
                "invalid input syntax for type bytea",
            ));
        }
        "escape" => rupg_types::bytea_in(text).map_err(sql_error)?,
        _ => return Err(unknown_encoding(name)),
    }))
}

fn utf8(name: &str, what: &str) -> SqlResult<()> {
    match &*name.to_ascii_lowercase().replace(['-', '_'], "") {
        "utf8" | "unicode" => Ok(()),
        _ if known_encoding(name) => Err(SqlError::unsupported(format!("encoding \"{name}\""))),
        _ => Err(invalid(format!("invalid {what} encoding name \"{name}\""))),
    }
}

fn known_encoding(name: &str) -> bool {
    let plain = |name: &str| name.to_ascii_uppercase().replace(['-', '_'], "");
    types::facts::ENCODINGS.iter().any(|row| plain(row.name) == plain(name))
}

pub(crate) const TABLE: Table = &[
    ("byteacat", |_, args| Ok(bytea([args.bytes(0)?, args.bytes(1)?].concat()))),
    ("byteaoctetlen", |_, args| Ok(count(args.bytes(0)?.len()))),
    ("bytea_substr", |_, args| {
        substring(args.bytes(0)?, args.int(1)?, Some(args.int(2)?)).map(bytea)
    }),
    ("bytea_substr_no_len", |_, args| substring(args.bytes(0)?, args.int(1)?, None).map(bytea)),
    ("byteaoverlay", |_, args| overlay(args)),
    ("byteaoverlay_no_len", |_, args| overlay(args)),
    ("byteapos", |_, args| position(args)),
    ("byteatrim", |_, args| trim(args, true, true)),
    ("bytealtrim", |_, args| trim(args, true, false)),
    ("byteartrim", |_, args| trim(args, false, true)),
    ("bytea_bit_count", |_, args| {
        let ones: u64 = args.bytes(0)?.iter().map(|byte| u64::from(byte.count_ones())).sum();
        Ok(Datum::Int8(ones.cast_signed()))
    }),
    ("byteaGetByte", |_, args| {
        let bytes = args.bytes(0)?;
        Ok(Datum::Int4(i32::from(bytes[index(args.int(1)?, bytes.len())?])))
    }),
    ("byteaSetByte", |_, args| {
        let mut bytes = args.bytes(0)?.to_vec();
        let at = index(args.int(1)?, bytes.len())?;
        bytes[at] = args.int4(2)?.to_le_bytes()[0];
        Ok(bytea(bytes))
    }),
    ("byteaGetBit", |_, args| {
        let (at, place) = bit(args)?;
        Ok(Datum::Int4(i32::from(args.bytes(0)?[at] >> place & 1)))
    }),
    ("byteaSetBit", |_, args| {
        let (at, place) = bit(args)?;
        let mut bytes = args.bytes(0)?.to_vec();
        match args.int(2)? {
            0 => bytes[at] &= !(1 << place),
            1 => bytes[at] |= 1 << place,
            _ => return Err(invalid("new bit must be 0 or 1")),
        }
        Ok(bytea(bytes))
    }),
    ("binary_encode", |_, args| encode(args.bytes(0)?, args.text(1)?)),
    ("binary_decode", |_, args| decode(args.text(0)?, args.text(1)?)),
    ("md5_text", |_, args| Ok(Datum::text(hex(&Md5::digest(args.text(0)?.as_bytes()))))),
    ("md5_bytea", |_, args| Ok(Datum::text(hex(&Md5::digest(args.bytes(0)?))))),
    ("sha224_bytea", |_, args| Ok(bytea(Sha224::digest(args.bytes(0)?).as_slice()))),
    ("sha256_bytea", |_, args| Ok(bytea(Sha256::digest(args.bytes(0)?).as_slice()))),
    ("sha384_bytea", |_, args| Ok(bytea(Sha384::digest(args.bytes(0)?).as_slice()))),
    ("sha512_bytea", |_, args| Ok(bytea(Sha512::digest(args.bytes(0)?).as_slice()))),
    ("pg_convert_to", |_, args| {
        utf8(args.text(1)?, "destination")?;
        Ok(bytea(args.text(0)?.as_bytes()))
    }),
    ("pg_convert_from", |_, args| {
        utf8(args.text(1)?, "source")?;
        let recv = rupg_types::Recv::new(args.bytes(0)?).text().map(Datum::text);
        recv.map_err(sql_error)
    }),
    ("uuid_send", |_, args| Ok(bytea(&args.uuid(0)?[..]))),
    ("textsend", |_, args| Ok(bytea(args.text(0)?.as_bytes()))),
    ("byteasend", |_, args| Ok(args.at(0)?.clone())),
    ("int2send", |_, args| sent(rupg_types::oid::INT2, args)),
    ("int4send", |_, args| sent(rupg_types::oid::INT4, args)),
    ("int8send", |_, args| sent(rupg_types::oid::INT8, args)),
    ("float4send", |_, args| sent(rupg_types::oid::FLOAT4, args)),
    ("float8send", |_, args| sent(rupg_types::oid::FLOAT8, args)),
    ("numeric_send", |_, args| sent(rupg_types::oid::NUMERIC, args)),
    ("jsonb_send", |_, args| sent(rupg_types::oid::JSONB, args)),
    ("timestamp_send", |_, args| sent(rupg_types::oid::TIMESTAMP, args)),
    ("timestamptz_send", |_, args| sent(rupg_types::oid::TIMESTAMPTZ, args)),
    ("date_send", |_, args| sent(rupg_types::oid::DATE, args)),
];

/// A value as its type's send function gives it.
fn sent(ty: types::Oid, args: &[Datum]) -> SqlResult<Datum> {
    let mut out = Vec::new();
    types::binary_out(ty, args.at(0)?, &mut out);
    Ok(bytea(out))
}
