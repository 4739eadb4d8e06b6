//! What PostgreSQL's types are, and what a value of each looks like.
//!
//! - [`facts`]: PostgreSQL 16's own catalogs, generated.
//! - [`datum`]: one value while a query runs.
//! - [`text`], [`binary`]: the two forms clients see, under a session's [`Formats`].
//! - [`typmod`]: `varchar(n)`, `numeric(p, s)` and their names.
//! - [`compare()`], [`key`]: the order of values, and bytes that sort alike.
//! - [`row`]: a table's row as it is stored.

pub mod binary;
mod compare;
pub mod datum;
pub mod facts;
mod formats;
pub mod key;
pub mod row;
pub mod text;
pub mod typmod;

pub use binary::{binary_in, binary_out};
pub use compare::{compare, compare_f64, interval_span};
pub use datum::{Array, Datum, Field, Record, Type};
pub use formats::{Formats, sql_error};
pub use text::{text_in, text_out, to_text};
pub use typmod::{apply_typmod, format_type, typmod_in};

/// An object identifier, as in PostgreSQL's catalogs.
pub type Oid = u32;
