//! What does each function, operator and cast do? (by `pg_proc` OID)
//!
//! Families of functions are tables of (`prosrc`, implementation); PostgreSQL's
//! `pg_proc` says which OIDs have that source. Strict functions never see a NULL:
//! the caller answers it.

pub mod aggregate;
mod args;
mod array;
mod bytes;
mod compare;
mod datetime;
mod env;
mod format;
mod hash;
mod json;
pub mod named;
mod number;
mod range;
mod regex;
mod registry;
mod rows;
#[cfg(test)]
mod tests;
mod text;
mod variadic;

pub use aggregate::{Accumulator, AggregateDef, aggregate};
pub use env::{Activity, AdvisoryLock, Client, Env, OpenCursor, PreparedStatement, Signal, Tls};
pub use registry::{Plain, Rows, Scalar, SetReturning, Signature, Typed, scalar, set_returning};
