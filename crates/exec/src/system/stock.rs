//! How are rows of the catalogs found by what stands in them?

use super::form::Row;
use crate::identity;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use types::{Datum, Oid};

/// Rows, and for columns that were asked for, where each value stands.
#[derive(Default)]
pub(crate) struct Stock {
    rows: Vec<Row>,
    by: Mutex<HashMap<usize, Arc<Places>>>,
}

/// Places of rows by the bytes of a value.
type Places = HashMap<Box<[u8]>, Vec<usize>>;

impl Stock {
    pub(super) fn of(rows: Vec<Row>) -> Stock {
        Stock { rows, by: Mutex::default() }
    }

    /// The places by the values of `column`, of type `ty`: made when first asked for.
    fn places(&self, column: usize, ty: Oid) -> Arc<Places> {
        let mut by = self.by.lock();
        let made = by.entry(column).or_insert_with(|| {
            let mut places = Places::new();
            for (place, row) in self.rows.iter().enumerate() {
                if let Some(value) = row.get(column) {
                    places.entry(key(ty, value)).or_default().push(place);
                }
            }
            Arc::new(places)
        });
        Arc::clone(made)
    }
}

fn key(ty: Oid, value: &Datum) -> Box<[u8]> {
    let mut key = Vec::with_capacity(16);
    identity::put(ty, value, &mut key);
    key.into()
}

/// The rows of a relation: those that are the same in every database, and then its own.
#[derive(Default)]
pub(crate) struct Relation {
    pub(super) fixed: Option<&'static Stock>,
    pub(super) own: Stock,
}

impl Relation {
    fn fixed_len(&self) -> usize {
        self.fixed.map_or(0, |fixed| fixed.rows.len())
    }

    /// The row at `place`, from 0.
    pub(crate) fn row(&self, place: usize) -> Option<&Row> {
        let fixed = self.fixed.and_then(|fixed| fixed.rows.get(place));
        fixed.or_else(|| self.own.rows.get(place.checked_sub(self.fixed_len())?))
    }

    /// All rows.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.fixed.iter().flat_map(|fixed| &fixed.rows).chain(&self.own.rows)
    }

    /// The places, rising, of the rows whose `column`, of type `ty`, is one of `values`; NULL is none.
    pub(crate) fn find(&self, column: usize, ty: Oid, values: &[Datum]) -> Vec<usize> {
        let mut found = Vec::new();
        let fixed = self.fixed.map(|fixed| (fixed, 0));
        for (stock, first) in fixed.into_iter().chain([(&self.own, self.fixed_len())]) {
            let places = stock.places(column, ty);
            for value in values.iter().filter(|value| !value.is_null()) {
                let at = places.get(&key(ty, value)).into_iter().flatten();
                found.extend(at.map(|place| first + place));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
