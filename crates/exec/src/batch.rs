//! How do rows move between operators? Many at a time, row after row in one vector.

use crate::code::Code;
use crate::eval::Eval;
use base::SqlResult;
use types::Datum;

/// At most so many rows in one batch.
pub const BATCH_ROWS: usize = 1024;

/// Some rows of one width.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    width: usize,
    /// Rows, also of width 0.
    len: usize,
    values: Vec<Datum>,
}

impl Batch {
    /// No rows yet, of `width` columns.
    pub fn new(width: usize) -> Batch {
        Batch { width, len: 0, values: Vec::new() }
    }

    /// As [`Batch::new`], with room for `rows`.
    pub fn with_capacity(width: usize, rows: usize) -> Batch {
        Batch { width, len: 0, values: Vec::with_capacity(width * rows) }
    }

    /// Columns of each row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether no more rows should be added.
    pub(crate) fn is_full(&self) -> bool {
        self.len >= BATCH_ROWS
    }

    /// Row `at`; panics past the end.
    pub fn row(&self, at: usize) -> &[Datum] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Datum]> {
        (0..self.len).map(|at| self.row(at))
    }

    /// Adds a row, which must have `width` values (asserted).
    pub fn push(&mut self, row: impl IntoIterator<Item = Datum>) {
        self.values.extend(row);
        self.len += 1;
        assert_eq!(self.values.len(), self.len * self.width, "a row is as wide as its batch");
    }

    /// Adds the row that `fill` appends; after an error the batch is as before.
    pub(crate) fn push_with(
        &mut self,
        fill: impl FnOnce(&mut Vec<Datum>) -> SqlResult<()>,
    ) -> SqlResult<()> {
        let before = self.values.len();
        if let Err(error) = fill(&mut self.values) {
            self.values.truncate(before);
            return Err(error);
        }
        self.len += 1;
        assert_eq!(self.values.len(), self.len * self.width, "a row is as wide as its batch");
        Ok(())
    }

    /// Adds what `codes` make of `row`; after an error the batch is as before.
    pub(crate) fn push_computed(
        &mut self,
        codes: &[Code],
        eval: &Eval<'_>,
        row: &[Datum],
    ) -> SqlResult<()> {
        self.push_with(|values| {
            for code in codes {
                values.push(code.eval(eval, row)?);
            }
            Ok(())
        })
    }

    /// Adds all rows of `other`, which is as wide (asserted).
    pub fn append(&mut self, mut other: Batch) {
        assert_eq!(self.width, other.width, "batches of one operator are of one width");
        self.values.append(&mut other.values);
        self.len += other.len;
    }

    /// Keeps the first `len` rows.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        self.values.truncate(self.len * self.width);
    }

    /// Keeps the first `len` rows, and gives the others.
    pub fn split_off(&mut self, len: usize) -> Batch {
        let kept = len.min(self.len);
        let values = self.values.split_off(kept * self.width);
        let rest = Batch { width: self.width, len: self.len - kept, values };
        self.len = kept;
        rest
    }

    /// Takes away the first `count` rows.
    pub fn skip(&mut self, count: usize) {
        let count = count.min(self.len);
        self.values.drain(..count * self.width);
        self.len -= count;
    }

    /// Keeps the rows for which `keep` holds, asked in order; after an error the batch is undefined.
    pub fn retain(&mut self, mut keep: impl FnMut(&[Datum]) -> SqlResult<bool>) -> SqlResult<()> {
        let mut kept = 0;
        for at in 0..self.len {
            if keep(self.row(at))? {
                if kept < at {
                    for column in 0..self.width {
                        self.values.swap(kept * self.width + column, at * self.width + column);
                    }
                }
                kept += 1;
            }
        }
        self.truncate(kept);
        Ok(())
    }

    /// The rows as vectors of their own.
    pub(crate) fn into_rows(self) -> impl Iterator<Item = Vec<Datum>> {
        let (width, mut values) = (self.width, self.values.into_iter());
        (0..self.len).map(move |_| values.by_ref().take(width).collect())
    }

    /// The values, row after row, to be taken apart.
    pub fn into_values(self) -> Vec<Datum> {
        self.values
    }
}
