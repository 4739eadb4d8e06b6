//! PostgreSQL 16's own catalogs: generated tables and their lookup.
