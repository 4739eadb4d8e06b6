//! What does SQL over HTTP look like? (Neon's protocol, as `@neondatabase/serverless` speaks it)
//!
//! - [`request`]: headers and body to queries.
//! - [`target`]: the connection string in a header.
//! - [`response`]: rows, results and errors as JSON.
//! - [`value`]: one text value as JSON, and an array's.

mod request;
mod response;
mod target;
mod value;

pub use request::{Batch, Body, Flags, Query};
pub use response::{Field, QueryResult, error_json};
pub use target::Target;

#[cfg(test)]
mod tests;
