//! Which jobs has CREATE INDEX ASYNC begun? (`sys.jobs` of Aurora DSQL)
//!
//! An index is whole when the statement that makes it is answered, so that nothing is kept of a job:
//! each index that no constraint made is the one of a job that is done.

use super::class_id;
use super::form::{Row, oid, text};
use crate::catalog_functions::World;
use sql::Catalog;
use types::{Datum, Oid};

/// The job that made an index: 26 letters and digits, as DSQL's ids are.
pub fn job_id(index: Oid) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bits = u128::from(spread(index.into())) << 64 | u128::from(spread(!u64::from(index)));
    let mut id = String::with_capacity(26);
    for _ in 0..26 {
        id.push(char::from(DIGITS[(bits & 31) as usize]));
        bits >>= 5;
    }
    id
}

/// SplitMix64's finish: different numbers, far apart.
fn spread(number: u64) -> u64 {
    let x = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The index that `after` has and `before` has not.
pub fn new_index(before: &Catalog, after: &Catalog) -> Option<Oid> {
    let indexes = after.tables.values().flat_map(|table| &table.indexes);
    indexes.map(|index| index.oid).filter(|index| before.index(*index).is_none()).max()
}

/// `sys.jobs`.
pub(super) fn jobs(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in world.catalog.tables.values() {
        let schema = world.namespace_name(table.namespace).unwrap_or_default();
        for index in table.indexes.iter().filter(|index| index.constraint.is_none()) {
            rows.push(vec![
                text(&job_id(index.oid)),
                text("completed"),
                Datum::Null,
                text("INDEX_BUILD"),
                oid(class_id("pg_class")),
                oid(index.oid),
                text(&format!("{schema}.{}", index.name)),
                Datum::Null,
                Datum::Null,
            ]);
        }
    }
    rows
}
