// Made by `cargo xtask facts`; not to be edited.
//! Which access methods does PostgreSQL have? (`pg_am`)

use crate::facts::rows::*;

/// By `oid`.
pub static ACCESS_METHODS: &[AccessMethodFact] = &[
AccessMethodFact { oid: 2, name: "heap", handler: 3, amtype: 't' },
AccessMethodFact { oid: 403, name: "btree", handler: 330, amtype: 'i' },
AccessMethodFact { oid: 405, name: "hash", handler: 331, amtype: 'i' },
AccessMethodFact { oid: 783, name: "gist", handler: 332, amtype: 'i' },
AccessMethodFact { oid: 2742, name: "gin", handler: 333, amtype: 'i' },
AccessMethodFact { oid: 3580, name: "brin", handler: 335, amtype: 'i' },
AccessMethodFact { oid: 4000, name: "spgist", handler: 334, amtype: 'i' },
];
