// Made by `cargo xtask facts`; not to be edited.
//! Which collations does every database have? (`pg_collation`)

use crate::facts::rows::*;

/// By `oid`.
pub static COLLATIONS: &[CollationFact] = &[
CollationFact { oid: 100, name: "default", provider: 'd', deterministic: true, encoding: -1, collate: None, ctype: None, iculocale: None },
CollationFact { oid: 950, name: "C", provider: 'c', deterministic: true, encoding: -1, collate: Some("C"), ctype: Some("C"), iculocale: None },
CollationFact { oid: 951, name: "POSIX", provider: 'c', deterministic: true, encoding: -1, collate: Some("POSIX"), ctype: Some("POSIX"), iculocale: None },
CollationFact { oid: 962, name: "ucs_basic", provider: 'c', deterministic: true, encoding: 6, collate: Some("C"), ctype: Some("C"), iculocale: None },
CollationFact { oid: 963, name: "unicode", provider: 'i', deterministic: true, encoding: -1, collate: None, ctype: None, iculocale: Some("und") },
];
