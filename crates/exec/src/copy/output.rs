//! How does COPY TO write rows?

use super::binary::SIGNATURE;
use super::{csv, text};
use builtin::{Env, named};
use sql::rel::Column;
use sql::statement::{CopyFormat, CopyOptions};
use types::{Datum, Oid, binary_out};

/// A COPY TO of some columns: what to send before, for and after the rows, a message each.
#[derive(Debug)]
pub struct CopyOut {
    options: CopyOptions,
    names: Vec<String>,
    types: Vec<Oid>,
}

impl CopyOut {
    /// Of a query that gives `columns`.
    pub fn new(columns: &[Column], options: CopyOptions) -> CopyOut {
        CopyOut {
            options,
            names: columns.iter().map(|column| column.name.clone()).collect(),
            types: columns.iter().map(|column| column.ty.oid).collect(),
        }
    }

    /// Columns of the data.
    pub fn width(&self) -> usize {
        self.types.len()
    }

    /// Whether the data is binary.
    pub fn is_binary(&self) -> bool {
        self.options.format == CopyFormat::Binary
    }

    /// What comes before the rows.
    pub fn start(&self) -> Option<Vec<u8>> {
        if self.is_binary() {
            let mut out = SIGNATURE.to_vec();
            out.extend_from_slice(&[0; 8]);
            return Some(out);
        }
        self.options.header.then(|| {
            let mut out = Vec::new();
            for (at, name) in self.names.iter().enumerate() {
                self.field(at, false, &mut out, |out| out.extend_from_slice(name.as_bytes()));
            }
            out.push(b'\n');
            out
        })
    }

    /// One row.
    pub fn row(&self, row: &[Datum], env: &dyn Env) -> Vec<u8> {
        let mut out = Vec::new();
        if self.is_binary() {
            let count = i16::try_from(row.len()).unwrap_or(i16::MAX);
            out.extend_from_slice(&count.to_be_bytes());
            for (value, ty) in row.iter().zip(&self.types) {
                let at = out.len();
                out.extend_from_slice(&(-1_i32).to_be_bytes());
                if !value.is_null() {
                    binary_out(*ty, value, &mut out);
                    let len = i32::try_from(out.len() - at - 4).unwrap_or(i32::MAX);
                    out[at..at + 4].copy_from_slice(&len.to_be_bytes());
                }
            }
            return out;
        }
        for (at, (value, ty)) in row.iter().zip(&self.types).enumerate() {
            if value.is_null() {
                if at > 0 {
                    out.push(self.options.delimiter);
                }
                out.extend_from_slice(self.options.null.as_bytes());
                continue;
            }
            let force = self.options.force_quote.contains(&at);
            self.field(at, force, &mut out, |out| named::text_out(*ty, value, env, out));
        }
        out.push(b'\n');
        out
    }

    /// What comes after the rows.
    pub fn end(&self) -> Option<Vec<u8>> {
        self.is_binary().then(|| (-1_i16).to_be_bytes().to_vec())
    }

    fn field(&self, at: usize, force: bool, out: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) {
        if at > 0 {
            out.push(self.options.delimiter);
        }
        let start = out.len();
        fill(out);
        if self.options.format == CopyFormat::Csv {
            csv::quote(out, start, &self.options, force, self.types.len() == 1);
        } else {
            text::escape(out, start, self.options.delimiter);
        }
    }
}
