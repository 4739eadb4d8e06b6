//! Which bytes tell the client so?

use base::{Severity, SqlError};
use bytes::{BufMut, BytesMut};

/// One column of a RowDescription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'a str,
    /// The table it comes from, or 0.
    pub table: u32,
    /// Its number in that table, or 0.
    pub attribute: i16,
    /// Its type's oid.
    pub type_oid: u32,
    /// Its type's `typlen`.
    pub type_len: i16,
    /// Its type modifier, or -1.
    pub type_mod: i32,
    /// 0 text, 1 binary.
    pub format: i16,
}

/// Backend messages, appended.
pub trait Encode {
    /// The buffer appended to.
    fn buffer(&mut self) -> &mut BytesMut;

    /// A message of type `tag` whose body `fill` appends.
    fn message(&mut self, tag: u8, fill: impl FnOnce(&mut BytesMut)) {
        let out = self.buffer();
        out.put_u8(tag);
        let at = out.len();
        out.put_u32(0);
        fill(out);
        patch(out, at, out.len() - at);
    }

    /// An Authentication request of kind `code` (0 is Ok) with its data.
    fn authentication(&mut self, code: u32, data: &[u8]) {
        self.message(b'R', |out| {
            out.put_u32(code);
            out.put_slice(data);
        });
    }

    /// NegotiateProtocolVersion: the newest minor version, and options not known.
    fn negotiate(&mut self, minor: u16, unknown: &[&str]) {
        self.message(b'v', |out| {
            out.put_u32((3 << 16) | u32::from(minor));
            out.put_u32(unknown.len() as u32);
            unknown.iter().for_each(|name| text(out, name));
        });
    }

    /// ParameterStatus.
    fn parameter_status(&mut self, name: &str, value: &str) {
        self.message(b'S', |out| {
            text(out, name);
            text(out, value);
        });
    }

    /// NotificationResponse.
    fn notification(&mut self, pid: i32, channel: &str, payload: &str) {
        self.message(b'A', |out| {
            out.put_i32(pid);
            text(out, channel);
            text(out, payload);
        });
    }

    /// BackendKeyData.
    fn backend_key(&mut self, pid: u32, secret: &[u8]) {
        self.message(b'K', |out| {
            out.put_u32(pid);
            out.put_slice(secret);
        });
    }

    /// ReadyForQuery: `I`, `T` or `E`.
    fn ready(&mut self, status: u8) {
        self.message(b'Z', |out| out.put_u8(status));
    }

    /// RowDescription.
    fn row_description<'a>(&mut self, columns: impl ExactSizeIterator<Item = Column<'a>>) {
        self.message(b'T', |out| {
            out.put_u16(columns.len() as u16);
            for column in columns {
                text(out, column.name);
                out.put_u32(column.table);
                out.put_i16(column.attribute);
                out.put_u32(column.type_oid);
                out.put_i16(column.type_len);
                out.put_i32(column.type_mod);
                out.put_i16(column.format);
            }
        });
    }

    /// DataRow of `columns` values, which `fill` must write, in order.
    fn data_row(&mut self, columns: usize, fill: impl FnOnce(&mut RowWriter<'_>)) {
        self.message(b'D', |out| {
            out.put_u16(columns as u16);
            fill(&mut RowWriter(out));
        });
    }

    /// ParameterDescription.
    fn parameter_description(&mut self, types: &[u32]) {
        self.message(b't', |out| {
            out.put_u16(types.len() as u16);
            types.iter().for_each(|oid| out.put_u32(*oid));
        });
    }

    /// CommandComplete with its tag, such as `SELECT 1`.
    fn command_complete(&mut self, tag: &str) {
        self.message(b'C', |out| text(out, tag));
    }

    /// A message without body: ParseComplete `1`, BindComplete `2`, CloseComplete
    /// `3`, NoData `n`, EmptyQueryResponse `I`, PortalSuspended `s`, CopyDone `c`.
    fn bare(&mut self, tag: u8) {
        self.message(tag, |_| {});
    }

    /// CopyInResponse (`G`) or CopyOutResponse (`H`).
    fn copy_response(&mut self, tag: u8, format: i16, columns: usize) {
        self.message(tag, |out| {
            out.put_u8(format as u8);
            out.put_u16(columns as u16);
            (0..columns).for_each(|_| out.put_i16(format));
        });
    }

    /// CopyData.
    fn copy_data(&mut self, data: &[u8]) {
        self.message(b'd', |out| out.put_slice(data));
    }

    /// ErrorResponse, or NoticeResponse when its severity says so.
    fn error(&mut self, error: &SqlError) {
        let fields = error.fields();
        let tag = match fields.severity {
            Severity::Error | Severity::Fatal => b'E',
            Severity::Notice | Severity::Warning => b'N',
        };
        self.message(tag, |out| {
            let position = fields.position.map(|at| at.to_string());
            let rest = [
                (b'D', &fields.detail),
                (b'H', &fields.hint),
                (b'P', &position),
                (b'W', &fields.context),
                (b's', &fields.schema),
                (b't', &fields.table),
                (b'c', &fields.column),
                (b'd', &fields.data_type),
                (b'n', &fields.constraint),
            ];
            field(out, b'S', fields.severity.as_str());
            field(out, b'V', fields.severity.as_str());
            field(out, b'C', fields.state.as_str());
            field(out, b'M', &fields.message);
            for (tag, value) in rest {
                if let Some(value) = value {
                    field(out, tag, value);
                }
            }
            out.put_u8(0);
        });
    }
}

impl Encode for BytesMut {
    fn buffer(&mut self) -> &mut BytesMut {
        self
    }
}

/// Writes the values of one DataRow in place.
pub struct RowWriter<'a>(&'a mut BytesMut);

impl RowWriter<'_> {
    /// A NULL.
    pub fn null(&mut self) {
        self.0.put_i32(-1);
    }

    /// A value whose bytes `fill` appends.
    pub fn value(&mut self, fill: impl FnOnce(&mut BytesMut)) {
        let at = self.0.len();
        self.0.put_u32(0);
        fill(self.0);
        patch(self.0, at, self.0.len() - at - 4);
    }
}

fn patch(out: &mut BytesMut, at: usize, length: usize) {
    out[at..at + 4].copy_from_slice(&(length as u32).to_be_bytes());
}

fn field(out: &mut BytesMut, tag: u8, value: &str) {
    out.put_u8(tag);
    text(out, value);
}

/// A text and its NUL; a NUL within would end it early and is left out.
fn text(out: &mut BytesMut, value: &str) {
    value.split('\0').for_each(|part| out.put_slice(part.as_bytes()));
    out.put_u8(0);
}
