// Made by `cargo xtask facts`; not to be edited.
//! Which tables were taken from PostgreSQL's catalogs?

pub(super) mod types;
pub(super) mod casts;
pub(super) mod operators;
pub(super) mod functions;
pub(super) mod aggregates;
pub(super) mod access_methods;
pub(super) mod opclasses;
pub(super) mod opfamilies;
pub(super) mod amops;
pub(super) mod amprocs;
pub(super) mod ranges;
pub(super) mod namespaces;
pub(super) mod collations;
pub(super) mod languages;
pub(super) mod encodings;
pub(super) mod settings;
pub(super) mod keywords;
pub(super) mod relations;
pub(super) mod columns;
pub(super) mod text_search_configs;
pub mod fn_oid;
pub mod oid;
