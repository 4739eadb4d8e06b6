//! How do rows move between operators? Many at a time, row after row in one vector.

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
    pub fn is_full(&self) -> bool {
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

    /// The values, row after row, to be taken apart.
    pub fn into_values(self) -> Vec<Datum> {
        self.values
    }
}
