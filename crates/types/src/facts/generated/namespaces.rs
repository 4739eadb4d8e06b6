// Made by `cargo xtask facts`; not to be edited.
//! Which schemas does a new database have? (`pg_namespace`)

use crate::facts::rows::*;

/// By `oid`.
pub static NAMESPACES: &[NamespaceFact] = &[
NamespaceFact { oid: 11, name: "pg_catalog" },
NamespaceFact { oid: 99, name: "pg_toast" },
NamespaceFact { oid: 2200, name: "public" },
NamespaceFact { oid: 13127, name: "information_schema" },
];
