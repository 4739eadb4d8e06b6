//! How do many rows become keys and values without an allocation for each?
//!
//! All bytes of a batch are written one after another, and cut into keys and values at the end: they
//! share one allocation, and go together when they have settled.

use crate::eval::Eval;
use crate::keys::Entry;
use crate::table_code::{Ready, TableCode};
use base::{Key, SqlResult, Value};
use bytes::Bytes;
use types::Datum;

/// Rows on their way to be [`Ready`].
#[derive(Default)]
pub(crate) struct Packing {
    bytes: Vec<u8>,
    /// Where each part ends and, of an entry, whether it is exclusive; `None` for no entry. A row's
    /// parts are its key, its value, and an entry for each index.
    parts: Vec<Option<(usize, bool)>>,
    key: Vec<u8>,
    rows: usize,
}

impl Packing {
    /// Adds a whole row: its stored form and its keys. `hidden` appends the key of a row of a table
    /// without a primary key.
    pub(crate) fn add(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        hidden: impl FnOnce(&mut Vec<u8>),
    ) -> SqlResult<()> {
        self.row(code, eval, row, hidden, |bytes| code.form.encode(row, bytes))
    }

    /// As [`Packing::add`], of a row whose value is empty or known already.
    pub(crate) fn add_keys(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        hidden: impl FnOnce(&mut Vec<u8>),
    ) -> SqlResult<()> {
        self.row(code, eval, row, hidden, |_| Ok(()))
    }

    /// As [`Packing::add_keys`], of a row that stays under `key`.
    pub(crate) fn add_entries(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        key: &[u8],
    ) -> SqlResult<()> {
        self.key.clear();
        self.key.extend_from_slice(key);
        self.rest(code, eval, row, |_| Ok(()))
    }

    fn row(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        hidden: impl FnOnce(&mut Vec<u8>),
        value: impl FnOnce(&mut Vec<u8>) -> SqlResult<()>,
    ) -> SqlResult<()> {
        self.key.clear();
        match &code.primary {
            Some(primary) => primary.put_row_key(row, &mut self.key),
            None => hidden(&mut self.key),
        }
        self.rest(code, eval, row, value)
    }

    /// The key is there; after an error what is packed is as before.
    fn rest(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        value: impl FnOnce(&mut Vec<u8>) -> SqlResult<()>,
    ) -> SqlResult<()> {
        let before = (self.bytes.len(), self.parts.len());
        let added = self.parts(code, eval, row, value);
        match &added {
            Ok(()) => self.rows += 1,
            Err(_) => {
                self.bytes.truncate(before.0);
                self.parts.truncate(before.1);
            }
        }
        added
    }

    fn parts(
        &mut self,
        code: &TableCode,
        eval: &Eval<'_>,
        row: &[Datum],
        value: impl FnOnce(&mut Vec<u8>) -> SqlResult<()>,
    ) -> SqlResult<()> {
        let Packing { bytes, parts, key, .. } = self;
        bytes.extend_from_slice(key);
        parts.push(Some((bytes.len(), false)));
        value(bytes)?;
        parts.push(Some((bytes.len(), false)));
        for index in &code.indexes {
            let exclusive = index.put_entry(eval, row, key, bytes)?;
            parts.push(exclusive.map(|exclusive| (bytes.len(), exclusive)));
        }
        Ok(())
    }

    /// The rows added, in order; what is packed is empty then.
    pub(crate) fn ready(&mut self) -> Vec<Ready> {
        let all = Bytes::copy_from_slice(&self.bytes);
        self.bytes.clear();
        let each = self.parts.len().checked_div(self.rows).unwrap_or(0);
        let mut start = 0;
        let mut cut = |end: usize| all.slice(std::mem::replace(&mut start, end)..end);
        let mut out = Vec::with_capacity(self.rows);
        for row in self.parts.chunks(each.max(1)) {
            let mut parts = row.iter().copied();
            let mut whole = || parts.next().flatten().map(|(end, _)| cut(end)).unwrap_or_default();
            let (key, value): (Key, Value) = (whole(), whole());
            let entry = |part: Option<(usize, bool)>| {
                part.map(|(end, exclusive)| Entry { key: cut(end), exclusive })
            };
            out.push(Ready { key, value, entries: parts.map(entry).collect() });
        }
        self.parts.clear();
        self.rows = 0;
        out
    }
}
