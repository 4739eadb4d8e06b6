//! COPY: rows as a stream of bytes, in and out.
//!
//! - [`CopyIn`]: bytes cut anywhere become rows of an INSERT.
//! - [`CopyOut`]: rows become bytes, a message a row.
//! - `text`, `csv`, `binary`: the three forms (PostgreSQL manual, COPY, "File Formats").

mod binary;
mod csv;
mod input;
mod lines;
mod output;
mod text;

pub use input::CopyIn;
pub use output::CopyOut;
