//! What PostgreSQL's types are, and what a value of each looks like.
//!
//! - [`facts`]: PostgreSQL 16's own catalogs, generated.
//! - [`datum`]: one value while a query runs.

pub mod datum;
pub mod facts;

pub use datum::{Array, Datum, Type};

/// An object identifier, as in PostgreSQL's catalogs.
pub type Oid = u32;
