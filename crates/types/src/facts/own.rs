//! What there is beside PostgreSQL's own catalogs: the schema `sys` of Aurora DSQL.
//!
//! It is found by name and listed nowhere, so that whoever lists schemas sees PostgreSQL's.

use super::rows::{ColumnFact, NamespaceFact, RelationFact};
use super::{PG_CATALOG, oid};
use crate::Oid;

/// Schema `sys`. PostgreSQL gives its own objects no number from here on, below those of users.
pub const SYS: NamespaceFact = NamespaceFact { oid: 15_000, name: "sys" };

/// `sys.iam_pg_role_mappings`: which principal may connect as which role.
pub const IAM_PG_ROLE_MAPPINGS: RelationFact = RelationFact {
    oid: 15_001,
    name: "iam_pg_role_mappings",
    namespace: SYS.oid,
    kind: 'r',
    rowtype: 0,
    shared: true,
    view: None,
};

/// Its columns, as DSQL has them.
static IAM_COLUMNS: [ColumnFact; 6] = [
    column(1, "iam_oid", oid::OID),
    column(2, "arn", oid::TEXT),
    column(3, "pg_role_oid", oid::OID),
    column(4, "pg_role_name", oid::NAME),
    column(5, "grantor_pg_role_oid", oid::OID),
    column(6, "grantor_pg_role_name", oid::NAME),
];

static RELATIONS: [RelationFact; 1] = [IAM_PG_ROLE_MAPPINGS];

const fn column(num: i16, name: &'static str, typid: Oid) -> ColumnFact {
    let relation = IAM_PG_ROLE_MAPPINGS.oid;
    let collation = match typid {
        oid::TEXT => 100,
        oid::NAME => 950,
        _ => 0,
    };
    ColumnFact { relation, num, name, typid, typmod: -1, notnull: true, collation }
}

/// The OID of a schema by this name that is listed nowhere.
pub fn unlisted_namespace(name: &str) -> Option<Oid> {
    (name == SYS.name).then_some(SYS.oid)
}

pub(super) fn relation_by_oid(oid: Oid) -> Option<&'static RelationFact> {
    RELATIONS.iter().find(|row| row.oid == oid)
}

pub(super) fn relation_in(namespace: Oid, name: &str) -> Option<&'static RelationFact> {
    // Nearly every name is one of PostgreSQL's.
    let mut own = RELATIONS.iter().filter(|_| namespace != PG_CATALOG);
    own.find(|row| row.namespace == namespace && row.name == name)
}

pub(super) fn columns_of(relation: Oid) -> &'static [ColumnFact] {
    if relation == IAM_PG_ROLE_MAPPINGS.oid { &IAM_COLUMNS } else { &[] }
}
