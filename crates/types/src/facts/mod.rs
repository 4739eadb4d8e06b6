//! PostgreSQL 16's own catalogs, as far as they have been taken over.
//!
//! Here so far: the type OIDs that the typed tree itself speaks of. The rest
//! (types, casts, operators, functions, aggregates, settings) is to be generated
//! from a real PostgreSQL 16, not typed.

/// OIDs of types (PostgreSQL, src/include/catalog/pg_type.dat).
pub mod oid {
    use crate::Oid;

    /// `bool`.
    pub const BOOL: Oid = 16;
    /// `record`.
    pub const RECORD: Oid = 2249;
}
