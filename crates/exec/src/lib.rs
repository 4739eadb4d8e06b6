//! A plan and a transaction in, rows out; and how rows become keys and values.
//!
//! - [`context`]: what a running statement may touch, and what a host must provide.
//! - [`batch`]: rows on their way between operators.
//! - [`keys`]: the keys of rows and index entries.
//! - [`catalog_store`]: the descriptors of `sql` as data.

pub mod batch;
pub mod catalog_store;
pub mod context;
pub mod keys;

pub use batch::Batch;
pub use context::{Context, Host, Memory, SequenceMemory};
