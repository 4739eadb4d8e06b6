//! What are the fields of a line of text? (copyfromparse.c, `CopyReadAttributesText`; copyto.c,
//! `CopyAttributeOutText`)

/// Fields of one line, unescaped; `None` is NULL. `bytes` holds what had to be unescaped.
pub(crate) fn fields<'l>(
    line: &'l [u8],
    delimiter: u8,
    null: &[u8],
    mut take: impl FnMut(Option<std::borrow::Cow<'l, [u8]>>),
) {
    let mut rest = line;
    loop {
        let end = field_end(rest, delimiter);
        let raw = &rest[..end];
        if raw == null {
            take(None);
        } else if raw.contains(&b'\\') {
            take(Some(unescape(raw).into()));
        } else {
            take(Some(raw.into()));
        }
        if end == rest.len() {
            return;
        }
        rest = &rest[end + 1..];
    }
}

fn field_end(rest: &[u8], delimiter: u8) -> usize {
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match *byte {
            b'\\' => at += 2,
            byte if byte == delimiter => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(escaped) = bytes.next() else {
            out.push(b'\\');
            break;
        };
        out.push(match escaped {
            b'0'..=b'7' => {
                let mut value = u32::from(escaped - b'0');
                for _ in 0..2 {
                    let Some(digit) = bytes.next_if(|byte| (b'0'..=b'7').contains(byte)) else {
                        break;
                    };
                    value = value * 8 + u32::from(digit - b'0');
                }
                value.to_le_bytes()[0]
            }
            b'x' => {
                let mut value = None;
                for _ in 0..2 {
                    let Some(digit) = bytes.next_if(u8::is_ascii_hexdigit) else { break };
                    let digit = char::from(digit).to_digit(16).unwrap_or(0);
                    value = Some(value.unwrap_or(0) * 16 + digit);
                }
                value.map_or(b'x', |value: u32| value.to_le_bytes()[0])
            }
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 11,
            other => other,
        });
    }
    out
}

/// Escapes `out[start..]`.
pub(crate) fn escape(out: &mut Vec<u8>, start: usize, delimiter: u8) {
    let special = |byte: &u8| matches!(byte, 8..=13 | b'\\') || *byte == delimiter;
    if !out[start..].iter().any(special) {
        return;
    }
    let raw = out.split_off(start);
    for byte in raw {
        let letter = match byte {
            8 => b'b',
            9 => b't',
            10 => b'n',
            11 => b'v',
            12 => b'f',
            13 => b'r',
            b'\\' => b'\\',
            byte if byte == delimiter => byte,
            byte => {
                out.push(byte);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', letter]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[u8]) -> Vec<Option<Vec<u8>>> {
        let mut out = Vec::new();
        fields(line, b'\t', b"\\N", |field| out.push(field.map(|field| field.into_owned())));
        out
    }

    #[test]
    fn escapes_are_read() {
        let line = b"a\\tb\\\tc\t\\N\t\\\\N\t\\101\\x42\\q\t";
        let expected: [Option<&[u8]>; 5] =
            [Some(b"a\tb\tc"), None, Some(b"\\N"), Some(b"ABq"), Some(b"")];
        let expected: Vec<_> = expected.iter().map(|field| field.map(<[u8]>::to_vec)).collect();
        assert_eq!(read(line), expected);
    }

    #[test]
    fn what_is_written_reads_back() {
        for value in [&b"plain"[..], b"\x08\t\n\x0b\x0c\r\\", b"\\N", b"\\."] {
            let mut out = value.to_vec();
            escape(&mut out, 0, b'\t');
            assert_eq!(read(&out), [Some(value.to_vec())]);
        }
    }
}
