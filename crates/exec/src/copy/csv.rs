//! What are the fields of a line of csv? (copyfromparse.c, `CopyReadAttributesCSV`; copyto.c,
//! `CopyAttributeOutCSV`)

use super::lines::bad;
use base::SqlResult;
use sql::statement::CopyOptions;
use std::borrow::Cow;

/// Hands over the fields of `line`, and whether any part of each was quoted.
///
/// # Errors
/// 22P04 when a quote is not closed.
pub(crate) fn fields<'l>(
    line: &'l [u8],
    options: &CopyOptions,
    mut take: impl FnMut(Cow<'l, [u8]>, bool),
) -> SqlResult<()> {
    let (delimiter, quote, escape) = (options.delimiter, options.quote, options.escape);
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let plain = rest.iter().position(|byte| *byte == delimiter || *byte == quote);
        let end = plain.unwrap_or(rest.len());
        if rest.get(end) != Some(&quote) {
            take(Cow::Borrowed(&rest[..end]), false);
            at += end;
        } else {
            let mut value = rest[..end].to_vec();
            at += end;
            while let Some(byte) = line.get(at).copied().filter(|byte| *byte != delimiter) {
                at += 1;
                if byte != quote {
                    value.push(byte);
                    continue;
                }
                loop {
                    let Some(byte) = line.get(at).copied() else {
                        return Err(bad("unterminated CSV quoted field"));
                    };
                    at += 1;
                    let next =
                        line.get(at).copied().filter(|next| *next == quote || *next == escape);
                    if byte == escape
                        && let Some(next) = next
                    {
                        value.push(next);
                        at += 1;
                    } else if byte == quote {
                        break;
                    } else {
                        value.push(byte);
                    }
                }
            }
            take(Cow::Owned(value), true);
        }
        if at >= line.len() {
            return Ok(());
        }
        at += 1;
    }
}

/// Quotes `out[start..]` where it must be, or where `force` says so. `alone` in its line, `\.` must be.
pub(crate) fn quote(
    out: &mut Vec<u8>,
    start: usize,
    options: &CopyOptions,
    force: bool,
    alone: bool,
) {
    let raw = &out[start..];
    let special = |byte: &u8| {
        *byte == options.delimiter || *byte == options.quote || matches!(byte, b'\n' | b'\r')
    };
    let needed = force
        || raw == options.null.as_bytes()
        || raw.iter().any(special)
        || (alone && raw == b"\\.");
    if !needed {
        return;
    }
    let raw = out.split_off(start);
    out.push(options.quote);
    for byte in raw {
        if byte == options.quote || byte == options.escape {
            out.push(options.escape);
        }
        out.push(byte);
    }
    out.push(options.quote);
}

#[cfg(test)]
mod tests {
    use super::*;
    use sql::statement::CopyFormat;

    fn options() -> CopyOptions {
        CopyOptions {
            format: CopyFormat::Csv,
            delimiter: b',',
            null: String::new(),
            header: false,
            header_match: false,
            quote: b'"',
            escape: b'"',
            force_quote: Vec::new(),
            force_not_null: Vec::new(),
            force_null: Vec::new(),
        }
    }

    fn read(line: &[u8]) -> Vec<(Vec<u8>, bool)> {
        let mut out = Vec::new();
        fields(line, &options(), |field, quoted| out.push((field.into_owned(), quoted))).unwrap();
        out
    }

    #[test]
    fn quotes_are_read() {
        let read = read(b"a,\"b,\"\"c\",,\"\",x\"y,\"z");
        let read: Vec<(&[u8], bool)> =
            read.iter().map(|(field, quoted)| (field.as_slice(), *quoted)).collect();
        let expected: [(&[u8], bool); 5] =
            [(b"a", false), (b"b,\"c", true), (b"", false), (b"", true), (b"xy,z", true)];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_written_reads_back() {
        for value in [&b"plain"[..], b"", b"a,b", b"q\"q", b"l\nl", b"\\."] {
            let mut out = value.to_vec();
            quote(&mut out, 0, &options(), false, true);
            assert_eq!(read(&out)[0].0, value);
        }
    }
}
