//! Where does a row of binary COPY data end? (PostgreSQL manual, COPY, "Binary Format")

use super::lines::bad;
use base::SqlResult;
use std::ops::Range;

/// What every stream begins with.
pub(crate) const SIGNATURE: &[u8; 11] = b"PGCOPY\n\xff\r\n\0";

/// A flag in the upper half changes the format.
const CRITICAL: u32 = 0xffff_0000;

/// Bytes on their way to rows.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    buffer: Vec<u8>,
    at: usize,
    begun: bool,
    ended: bool,
}

/// Where the fields of a row stand, for [`Rows::bytes`]; `None` is NULL.
pub(crate) type Fields = Vec<Option<Range<usize>>>;

impl Rows {
    /// More bytes.
    ///
    /// # Errors
    /// 22P04 after the end mark.
    pub(crate) fn feed(&mut self, bytes: &[u8]) -> SqlResult<()> {
        if self.ended && !bytes.is_empty() {
            return Err(bad("received copy data after EOF marker"));
        }
        self.buffer.drain(..self.at);
        self.at = 0;
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    /// The next row of `width` fields, if it is whole.
    ///
    /// # Errors
    /// 22P04 for what is no row.
    pub(crate) fn next(&mut self, width: usize) -> SqlResult<Option<Fields>> {
        if !self.begun && !self.begin()? {
            return Ok(None);
        }
        let mut rest = &self.buffer[self.at..];
        if self.ended {
            return match rest.is_empty() {
                true => Ok(None),
                false => Err(bad("received copy data after EOF marker")),
            };
        }
        let Some(count) = base::keycode::take(&mut rest).map(i16::from_be_bytes) else {
            return Ok(None);
        };
        if count == -1 {
            self.ended = true;
            self.at += 2;
            return self.next(width);
        }
        if usize::try_from(count) != Ok(width) {
            return Err(bad(format!("row field count is {count}, expected {width}")));
        }
        let mut fields = Vec::with_capacity(width);
        for _ in 0..width {
            let Some(len) = base::keycode::take(&mut rest).map(i32::from_be_bytes) else {
                return Ok(None);
            };
            if len == -1 {
                fields.push(None);
                continue;
            }
            let len = usize::try_from(len).map_err(|_| bad("invalid field size"))?;
            let start = self.buffer.len() - rest.len();
            let Some((_, after)) = rest.split_at_checked(len) else { return Ok(None) };
            fields.push(Some(start..start + len));
            rest = after;
        }
        self.at = self.buffer.len() - rest.len();
        Ok(Some(fields))
    }

    /// The bytes of a field of the row just given.
    pub(crate) fn bytes(&self, field: &Range<usize>) -> &[u8] {
        self.buffer.get(field.clone()).unwrap_or_default()
    }

    /// Reads the header, if it is whole.
    fn begin(&mut self) -> SqlResult<bool> {
        let known = self.buffer.len().min(SIGNATURE.len());
        if self.buffer[..known] != SIGNATURE[..known] {
            return Err(bad("COPY file signature not recognized"));
        }
        let mut rest = self.buffer.get(known..).unwrap_or_default();
        let flags = base::keycode::take_u32(&mut rest);
        let (Some(flags), Some(extension)) = (flags, base::keycode::take_u32(&mut rest)) else {
            return Ok(false);
        };
        if flags & CRITICAL != 0 {
            return Err(bad("unrecognized critical flags in COPY file header"));
        }
        let extension = usize::try_from(extension).unwrap_or(usize::MAX);
        let Some(rest) = rest.get(extension..) else { return Ok(false) };
        self.at = self.buffer.len() - rest.len();
        self.begun = true;
        Ok(true)
    }

    /// No more bytes come.
    ///
    /// # Errors
    /// 22P04 in the middle of a row.
    pub(crate) fn finish(&self) -> SqlResult<()> {
        if !self.begun {
            return Err(bad("COPY file signature not recognized"));
        }
        if self.at < self.buffer.len() {
            return Err(bad("unexpected EOF in COPY data"));
        }
        Ok(())
    }
}
