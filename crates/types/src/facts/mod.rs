//! PostgreSQL 16's own catalogs: which types, casts, operators and functions there are.
//!
//! `generated` holds them as tables, taken from a running server by `cargo xtask facts` and never
//! edited; [`rows`] says what a row means; the functions here find one. Every lookup is a binary
//! search over a sorted table, or a walk over one of a few dozen rows, and gives a `'static` row.
//!
//! ```
//! use airglow_types::facts::{self, fn_oid, oid};
//!
//! let plus = facts::operators_named("+").find(|plus| (plus.left, plus.right) == (oid::INT4, oid::INT4));
//! assert_eq!(plus.map(|plus| plus.code), Some(fn_oid::F_INT4PL));
//! ```

mod lookup;
mod own;
mod resolve;
pub mod rows;

#[rustfmt::skip]
mod generated;

pub use generated::access_methods::ACCESS_METHODS;
pub use generated::aggregates::AGGREGATES;
pub use generated::amops::AMOPS;
pub use generated::amprocs::AMPROCS;
pub use generated::casts::CASTS;
pub use generated::collations::COLLATIONS;
pub use generated::columns::COLUMNS;
pub use generated::encodings::ENCODINGS;
pub use generated::functions::FUNCTIONS;
pub use generated::keywords::KEYWORDS;
pub use generated::languages::LANGUAGES;
pub use generated::namespaces::NAMESPACES;
pub use generated::opclasses::OPCLASSES;
pub use generated::operators::OPERATORS;
pub use generated::opfamilies::OPFAMILIES;
pub use generated::ranges::RANGES;
pub use generated::relations::RELATIONS;
pub use generated::settings::SETTINGS;
pub use generated::text_search_configs::TEXT_SEARCH_CONFIGS;
pub use generated::types::TYPES;
pub use generated::{fn_oid, oid};
pub use lookup::*;
pub use own::{IAM_PG_ROLE_MAPPINGS, SYS, unlisted_namespace};
pub use resolve::{binary_coercible, opclass_default};
pub use rows::*;

/// Schema `pg_catalog`.
pub const PG_CATALOG: crate::Oid = 11;
/// Schema `public`.
pub const PUBLIC: crate::Oid = 2200;
/// Access method `btree`.
pub const BTREE: crate::Oid = 403;
/// Access method `hash`.
pub const HASH: crate::Oid = 405;

#[cfg(test)]
mod tests;
