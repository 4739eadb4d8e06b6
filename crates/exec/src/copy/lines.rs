//! Where does a line of COPY data end? (src/backend/commands/copyfromparse.c, `CopyReadLineText`)
//!
//! The first line says how lines end: by a newline, a carriage return, or both. In text a backslash
//! takes the byte after it along; in csv quotes do so with all between them.

use base::{SqlError, SqlResult, SqlState};

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Unknown,
    Newline,
    Return,
    Both,
}

/// Bytes on their way to lines.
#[derive(Debug)]
pub(crate) struct Lines {
    /// Quote and escape in csv.
    csv: Option<(u8, u8)>,
    end: End,
    buffer: Vec<u8>,
    /// Where the next line begins, and up to where it has been looked at.
    start: usize,
    looked: usize,
    quoted: bool,
    /// The byte before in a quoted field was an escape that is not the quote.
    escaped: bool,
    /// `\.` was met: nothing after it counts.
    ended: bool,
}

/// What the buffer holds next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<'b> {
    /// A line, without its end.
    Line(&'b [u8]),
    /// Nothing whole.
    Nothing,
}

impl Lines {
    pub(crate) fn new(csv: Option<(u8, u8)>) -> Lines {
        Lines {
            csv,
            end: End::Unknown,
            buffer: Vec::new(),
            start: 0,
            looked: 0,
            quoted: false,
            escaped: false,
            ended: false,
        }
    }

    /// More bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        if self.ended {
            return;
        }
        self.buffer.drain(..self.start);
        self.looked -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next line. `last` says that no more bytes come, so that a line needs no end.
    ///
    /// # Errors
    /// 22P04 when line ends are mixed or a quote is not closed.
    pub(crate) fn next(&mut self, last: bool) -> SqlResult<Next<'_>> {
        if self.ended {
            return Ok(Next::Nothing);
        }
        let (from, to) = match self.find(last)? {
            Some((end, after)) => {
                let from = std::mem::replace(&mut self.start, after);
                self.looked = after;
                (from, end)
            }
            None if last && self.start < self.buffer.len() => {
                if self.quoted {
                    return Err(bad("unterminated CSV quoted field"));
                }
                let from = std::mem::replace(&mut self.start, self.buffer.len());
                self.looked = self.start;
                (from, self.buffer.len())
            }
            None => return Ok(Next::Nothing),
        };
        if &self.buffer[from..to] == b"\\." {
            self.ended = true;
            return Ok(Next::Nothing);
        }
        Ok(Next::Line(&self.buffer[from..to]))
    }

    /// Where the line ends and the next one begins.
    fn find(&mut self, last: bool) -> SqlResult<Option<(usize, usize)>> {
        while let Some(byte) = self.buffer.get(self.looked).copied() {
            let at = self.looked;
            if let Some((quote, escape)) = self.csv {
                self.look_at_quote(byte, quote, escape);
            }
            match byte {
                b'\\' if self.csv.is_none() => {
                    if self.buffer.len() < at + 2 {
                        if !last {
                            return Ok(None);
                        }
                        self.looked += 1;
                        continue;
                    }
                    self.looked += 2;
                    continue;
                }
                b'\n' if !self.quoted => match self.end {
                    End::Unknown | End::Newline => {
                        self.end = End::Newline;
                        return Ok(Some((at, at + 1)));
                    }
                    End::Return | End::Both => return Err(self.literal("newline", "\\n")),
                },
                b'\r' if !self.quoted && self.end != End::Newline => {
                    let next = self.buffer.get(at + 1);
                    if next.is_none() && !last {
                        return Ok(None);
                    }
                    let both = next == Some(&b'\n');
                    match (self.end, both) {
                        (End::Unknown | End::Both, true) => {
                            self.end = End::Both;
                            return Ok(Some((at, at + 2)));
                        }
                        (End::Unknown | End::Return, _) => {
                            self.end = End::Return;
                            return Ok(Some((at, at + 1)));
                        }
                        _ => return Err(self.literal("carriage return", "\\r")),
                    }
                }
                b'\r' if !self.quoted => return Err(self.literal("carriage return", "\\r")),
                _ => {}
            }
            self.looked += 1;
        }
        Ok(None)
    }

    fn look_at_quote(&mut self, byte: u8, quote: u8, escape: u8) {
        if self.quoted && byte == escape && escape != quote {
            self.escaped = !self.escaped;
            return;
        }
        if byte == quote && !self.escaped {
            self.quoted = !self.quoted;
        }
        self.escaped = false;
    }

    fn literal(&self, what: &str, written: &str) -> SqlError {
        if self.csv.is_some() {
            return bad(format!("unquoted {what} found in data"))
                .with_hint(format!("Use quoted CSV field to represent {what}."));
        }
        bad(format!("literal {what} found in data"))
            .with_hint(format!("Use \"{written}\" to represent {what}."))
    }
}

/// 22P04.
pub(crate) fn bad(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::BAD_COPY_FILE_FORMAT, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of `data`, fed in pieces of `size` bytes.
    fn lines(csv: bool, data: &[u8], size: usize) -> SqlResult<Vec<Vec<u8>>> {
        let mut lines = Lines::new(csv.then_some((b'"', b'"')));
        let mut out = Vec::new();
        for piece in data.chunks(size) {
            lines.feed(piece);
            while let Next::Line(line) = lines.next(false)? {
                out.push(line.to_vec());
            }
        }
        while let Next::Line(line) = lines.next(true)? {
            out.push(line.to_vec());
        }
        Ok(out)
    }

    #[test]
    fn lines_are_the_same_however_the_bytes_are_cut() {
        let cases: [(bool, &[u8], &[&[u8]]); 7] = [
            (false, b"a\nb\n", &[b"a", b"b"]),
            (false, b"a\r\nb", &[b"a", b"b"]),
            (false, b"a\rb\r", &[b"a", b"b"]),
            (false, b"a\\\nb\nc", &[b"a\\\nb", b"c"]),
            (false, b"a\n\\.\nb\n", &[b"a"]),
            (true, b"\"a\nb\",1\nc", &[b"\"a\nb\",1", b"c"]),
            (true, b"\"a\"\"\n\",1\nc\n", &[b"\"a\"\"\n\",1", b"c"]),
        ];
        for (csv, data, expected) in cases {
            for size in 1..=data.len() {
                assert_eq!(lines(csv, data, size).unwrap(), expected, "{data:?} by {size}");
            }
        }
    }

    #[test]
    fn mixed_ends_and_open_quotes_are_errors() {
        let cases: [(bool, &[u8], &str); 4] = [
            (false, b"a\nb\rc\n", "literal carriage return found in data"),
            (false, b"a\r\nb\nc\r\n", "literal newline found in data"),
            (true, b"a\nb\rc\n", "unquoted carriage return found in data"),
            (true, b"a\n\"b\n", "unterminated CSV quoted field"),
        ];
        for (csv, data, message) in cases {
            assert_eq!(lines(csv, data, data.len()).unwrap_err().message(), message);
        }
    }
}
