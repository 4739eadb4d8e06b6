//! When are values the same to GROUP BY, DISTINCT and hash joins? When these bytes are.
//!
//! The bytes are those of [`types::key`], except that integers of all widths are alike, so that
//! `int4 = int8` can be a hash join.

use crate::eval::whole;
use base::keycode::put_i64;
use types::{Datum, Oid, key};

/// Appends the bytes of one value; NULLs are the same.
pub(crate) fn put(ty: Oid, value: &Datum, out: &mut Vec<u8>) {
    match whole(value) {
        Some(value) => {
            out.push(1);
            put_i64(out, value);
        }
        None => key::encode(ty, value, false, false, out),
    }
}

/// The bytes of a row, into `out` afresh.
pub(crate) fn row(types: &[Oid], row: &[Datum], out: &mut Vec<u8>) {
    out.clear();
    for (ty, value) in types.iter().zip(row) {
        put(*ty, value, out);
    }
}
