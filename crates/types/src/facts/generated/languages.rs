// Made by `cargo xtask facts`; not to be edited.
//! Which languages does a new database have? (`pg_language`)

use crate::facts::rows::*;

/// By `oid`.
pub static LANGUAGES: &[LanguageFact] = &[
LanguageFact { oid: 12, name: "internal", procedural: false, trusted: false },
LanguageFact { oid: 13, name: "c", procedural: false, trusted: false },
LanguageFact { oid: 14, name: "sql", procedural: false, trusted: true },
LanguageFact { oid: 13483, name: "plpgsql", procedural: true, trusted: true },
];
