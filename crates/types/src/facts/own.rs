//! What there is beside PostgreSQL's own catalogs: the schema `sys` of Aurora DSQL.
//!
//! It is found by name and listed nowhere, so that whoever lists schemas sees PostgreSQL's.

use super::rows::{ColumnFact, FunctionFact, Language, NamespaceFact, RelationFact};
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

/// `sys.jobs`: what was asked to be done in the background.
const JOBS: RelationFact = RelationFact { oid: 15_002, name: "jobs", ..IAM_PG_ROLE_MAPPINGS };

/// `sys.wait_for_job(text)`: whether there is such a job, all of which are done.
static WAIT_FOR_JOB: FunctionFact = FunctionFact {
    oid: 15_003,
    name: "wait_for_job",
    namespace: SYS.oid,
    language: Language::Sql,
    cost: 100.0,
    rows: 0.0,
    variadic: 0,
    support: 0,
    kind: 'f',
    secdef: false,
    leakproof: false,
    strict: false,
    retset: false,
    volatile: 's',
    parallel: 's',
    ndefaults: 0,
    rettype: oid::BOOL,
    argtypes: &[oid::TEXT],
    allargtypes: &[],
    argmodes: &[],
    argnames: &[],
    defaults: None,
    src: "SELECT EXISTS (SELECT FROM sys.jobs WHERE job_id = $1)",
    sqlbody: None,
    config: &[],
};

/// As DSQL has them.
static JOBS_COLUMNS: [ColumnFact; 9] = [
    maybe(1, "job_id", oid::TEXT),
    maybe(2, "status", oid::TEXT),
    maybe(3, "details", oid::TEXT),
    maybe(4, "job_type", oid::TEXT),
    maybe(5, "class_id", oid::OID),
    maybe(6, "object_id", oid::OID),
    maybe(7, "object_name", oid::TEXT),
    maybe(8, "start_time", oid::TIMESTAMPTZ),
    maybe(9, "update_time", oid::TIMESTAMPTZ),
];

const fn maybe(num: i16, name: &'static str, typid: Oid) -> ColumnFact {
    ColumnFact { relation: JOBS.oid, notnull: false, ..column(num, name, typid) }
}

pub(super) fn function(oid: Oid) -> Option<&'static FunctionFact> {
    (oid == WAIT_FOR_JOB.oid).then_some(&WAIT_FOR_JOB)
}

pub(super) fn functions_named(name: &str) -> Option<&'static FunctionFact> {
    (name == WAIT_FOR_JOB.name).then_some(&WAIT_FOR_JOB)
}

/// Its columns, as DSQL has them.
static IAM_COLUMNS: [ColumnFact; 6] = [
    column(1, "iam_oid", oid::OID),
    column(2, "arn", oid::TEXT),
    column(3, "pg_role_oid", oid::OID),
    column(4, "pg_role_name", oid::NAME),
    column(5, "grantor_pg_role_oid", oid::OID),
    column(6, "grantor_pg_role_name", oid::NAME),
];

static RELATIONS: [RelationFact; 2] = [IAM_PG_ROLE_MAPPINGS, JOBS];

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
    match relation {
        _ if relation == IAM_PG_ROLE_MAPPINGS.oid => &IAM_COLUMNS,
        _ if relation == JOBS.oid => &JOBS_COLUMNS,
        _ => &[],
    }
}
