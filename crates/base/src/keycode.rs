//! How are the parts of a key laid out so that bytes compare as values do?
//!
//! Every key is a sequence of parts, each written so that `memcmp` over the
//! bytes gives the order of the values, and so that no part is a prefix of
//! another of its kind. PostgreSQL's order by type is built from these in the
//! `types` room; here are the plain ones.
//!
//! | part | bytes |
//! | --- | --- |
//! | `u8`, `u32`, `u64` | big-endian |
//! | `i16`, `i32`, `i64` | big-endian with the sign bit flipped |
//! | `f64` | IEEE bits; sign bit flipped when positive, all bits when negative; NaN last, `-0` as `0` |
//! | bytes | each `00` as `00 ff`, then `00 01` as the end |
//!
//! The end mark `00 01` sorts before `00 ff` (a real zero byte) and before any
//! other byte, so a string sorts before its extensions.

/// Appends an unsigned 32-bit number.
pub fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_be_bytes());
}

/// Appends an unsigned 64-bit number.
pub fn put_u64(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_be_bytes());
}

/// Appends a signed 16-bit number.
pub fn put_i16(out: &mut Vec<u8>, value: i16) {
    out.extend_from_slice(&(value.cast_unsigned() ^ (1 << 15)).to_be_bytes());
}

/// Appends a signed 32-bit number.
pub fn put_i32(out: &mut Vec<u8>, value: i32) {
    out.extend_from_slice(&(value.cast_unsigned() ^ (1 << 31)).to_be_bytes());
}

/// Appends a signed 64-bit number.
pub fn put_i64(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(&(value.cast_unsigned() ^ (1 << 63)).to_be_bytes());
}

/// Appends a double in PostgreSQL's order: NaN equals itself and is greatest.
pub fn put_f64(out: &mut Vec<u8>, value: f64) {
    let canonical = if value.is_nan() {
        f64::NAN.copysign(1.0)
    } else if value == 0.0 {
        0.0
    } else {
        value
    };
    let bits = canonical.to_bits();
    let ordered = if bits >> 63 == 0 { bits ^ (1 << 63) } else { !bits };
    out.extend_from_slice(&ordered.to_be_bytes());
}

/// Appends a byte string and its end mark.
pub fn put_bytes(out: &mut Vec<u8>, value: &[u8]) {
    let mut rest = value;
    while let Some(zero) = rest.iter().position(|byte| *byte == 0) {
        out.extend_from_slice(&rest[..zero]);
        out.extend_from_slice(&[0, 0xff]);
        rest = &rest[zero + 1..];
    }
    out.extend_from_slice(rest);
    out.extend_from_slice(&[0, 1]);
}

/// Takes `N` bytes off the front of `input`; `None` when there are fewer.
pub fn take<const N: usize>(input: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = input.split_first_chunk::<N>()?;
    *input = tail;
    Some(*head)
}

/// Takes an unsigned 32-bit number off the front.
pub fn take_u32(input: &mut &[u8]) -> Option<u32> {
    take(input).map(u32::from_be_bytes)
}

/// Takes a signed 16-bit number off the front.
pub fn take_i16(input: &mut &[u8]) -> Option<i16> {
    take(input).map(|bytes| (u16::from_be_bytes(bytes) ^ (1 << 15)).cast_signed())
}

/// Takes a signed 32-bit number off the front.
pub fn take_i32(input: &mut &[u8]) -> Option<i32> {
    take(input).map(|bytes| (u32::from_be_bytes(bytes) ^ (1 << 31)).cast_signed())
}

/// Takes a signed 64-bit number off the front.
pub fn take_i64(input: &mut &[u8]) -> Option<i64> {
    take(input).map(|bytes| (u64::from_be_bytes(bytes) ^ (1 << 63)).cast_signed())
}

/// Takes a double off the front.
pub fn take_f64(input: &mut &[u8]) -> Option<f64> {
    let ordered = u64::from_be_bytes(take(input)?);
    let bits = if ordered >> 63 == 1 { ordered ^ (1 << 63) } else { !ordered };
    Some(f64::from_bits(bits))
}

/// Takes a byte string and its end mark off the front; `None` when the mark is
/// missing or an escape is unknown.
pub fn take_bytes(input: &mut &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let zero = input.iter().position(|byte| *byte == 0)?;
        out.extend_from_slice(&input[..zero]);
        let mark = *input.get(zero + 1)?;
        *input = &input[zero + 2..];
        match mark {
            1 => return Some(out),
            0xff => out.push(0),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded<T: Copy>(put: fn(&mut Vec<u8>, T), value: T) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, value);
        out
    }

    #[test]
    fn numbers_sort_as_numbers_and_come_back() {
        let ints = [i64::MIN, -70_000, -1, 0, 1, 255, 256, i64::MAX];
        for pair in ints.windows(2) {
            assert!(coded(put_i64, pair[0]) < coded(put_i64, pair[1]), "{pair:?}");
        }
        for value in ints {
            assert_eq!(take_i64(&mut coded(put_i64, value).as_slice()), Some(value));
        }
        let doubles =
            [f64::NEG_INFINITY, -1e300, -1.0, -1e-300, 0.0, 1e-300, 1.0, f64::INFINITY, f64::NAN];
        for pair in doubles.windows(2) {
            assert!(coded(put_f64, pair[0]) < coded(put_f64, pair[1]), "{pair:?}");
        }
        assert_eq!(coded(put_f64, -0.0), coded(put_f64, 0.0));
        assert_eq!(coded(put_f64, -f64::NAN), coded(put_f64, f64::NAN));
    }

    #[test]
    fn strings_sort_before_their_extensions_and_come_back() {
        let strings: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"\0a", b"\x01", b"a", b"a\0"];
        for pair in strings.windows(2) {
            assert!(coded(put_bytes, pair[0]) < coded(put_bytes, pair[1]), "{pair:?}");
        }
        for value in strings {
            let code = coded(put_bytes, value);
            let mut input = code.as_slice();
            assert_eq!(take_bytes(&mut input).as_deref(), Some(value));
            assert!(input.is_empty());
        }
        assert_eq!(take_bytes(&mut &b"no end"[..]), None);
        assert_eq!(take_bytes(&mut &b"bad\0\x02"[..]), None);
    }
}
