//! What time is it?

use crate::registry::Table;
use types::Datum;

pub(crate) const TABLE: Table = &[
    ("now", |env, _| Ok(Datum::Int8(env.transaction_timestamp()))),
    ("statement_timestamp", |env, _| Ok(Datum::Int8(env.statement_timestamp()))),
    ("clock_timestamp", |env, _| Ok(Datum::Int8(env.clock_timestamp()))),
];
