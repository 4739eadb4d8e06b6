//! A plan and a transaction in, rows out; and how rows become keys and values.
//!
//! - [`codec`]: values as bytes, in the order an index needs or as a row keeps them.
//! - [`keys`]: the keys of rows and index entries.
//! - [`catalog_store`]: the descriptors of `sql` as data.
//! - [`ddl`]: changes of the catalog.
//! - [`functions`]: what functions the host of expressions must provide.
//! - [`eval`]: an expression over a row.
//! - [`context`]: what a running query may touch.
//! - [`cursor`]: a prepared plan and the cursor over its rows.
//! - [`operators`], [`join`], [`group`]: the operators that read.
//! - [`modify`]: those that write.

pub mod catalog_store;
pub mod codec;
pub mod context;
pub mod cursor;
pub mod ddl;
pub mod eval;
pub mod functions;
mod group;
mod join;
pub mod keys;
mod modify;
mod operators;

pub use context::{Context, SystemTables};
pub use cursor::{Batch, Cursor, Prepared};
pub use functions::{Accumulator, Functions};

/// One row: a value for each column.
pub type Row = Vec<types::Datum>;
