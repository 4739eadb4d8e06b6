//! Which rows have the relations of `pg_catalog`?
//!
//! PostgreSQL keeps its catalogs as tables. Here a row is made when it is asked for: what is the same
//! in every database from `types::facts`, once a process ([`builtin`]); what users have defined from
//! the [`Catalog`](sql::Catalog) the statement runs under, once a scan. Both are found by the values
//! of a column without a look at the others ([`stock`]). Views, those of `information_schema` among
//! them, are PostgreSQL's own queries and never come here.
//!
//! - [`types`](self::types): row types.
//! - [`relations`]: tables, indexes, sequences, views and their columns.
//! - [`constraints`]: constraints and what depends on what.
//! - [`cluster`]: roles, schemas, databases, comments.
//!
//! Relations of what cannot be defined yet (triggers, policies, publications, enums) are empty,
//! and so are those that only describe PostgreSQL's own storage (`pg_statistic`). System columns and
//! the indexes, TOAST tables and rewrite rules of the catalogs themselves are not listed.
//!
//! Some rows need an OID that descriptors do not have (column defaults, memberships): see
//! [`made_up`].

mod builtin;
mod cluster;
mod constraints;
pub(crate) mod form;
pub mod jobs;
mod relations;
mod stock;
#[cfg(test)]
mod tests;
mod types;

use crate::catalog_functions::World;
use crate::functions::{Answer, Functions, Request};
use ::types::facts;
use ::types::{Datum, Oid};
use base::SqlResult;
use form::Row;
use std::sync::{Arc, LazyLock};
use stock::Stock;

/// The tablespace `pg_default`.
pub(crate) const PG_DEFAULT: Oid = 1663;
/// The tablespace `pg_global`.
pub(crate) const PG_GLOBAL: Oid = 1664;

pub use cluster::DATABASE;
pub(crate) use cluster::{DATABASE_OWNER, UTF8, is_public};
pub(crate) use stock::Relation;

/// The rows of the relation with this OID in PostgreSQL 16, one value for each of its columns; of a
/// sequence its state, in one row.
///
/// # Errors
/// A sequence's host's, or the private one of [`Functions::ask`].
pub(crate) fn relation(relation: Oid, functions: &Functions<'_>) -> SqlResult<Relation> {
    if let Some(sequence) = functions.catalog.sequences.get(&relation) {
        let Answer::State(value, is_called) =
            functions.ask(Request::State(Arc::clone(sequence)))?
        else {
            return Ok(given(Vec::new()));
        };
        let row = vec![Datum::Int8(value), Datum::Int8(0), Datum::Bool(is_called)];
        return Ok(given(vec![row]));
    }
    Ok(made(relation, &functions.world()))
}

fn made(relation: Oid, world: &World<'_>) -> Relation {
    let Some(fact) = facts::relation_by_oid(relation) else { return given(Vec::new()) };
    match fact.name {
        "iam_pg_role_mappings" => given(cluster::iam_mappings(world)),
        "jobs" => given(jobs::jobs(world)),
        "pg_aggregate" => same(&AGGREGATES),
        "pg_am" => same(&ACCESS_METHODS),
        "pg_amop" => same(&AMOPS),
        "pg_amproc" => same(&AMPROCS),
        "pg_attrdef" => given(relations::defaults(world)),
        "pg_attribute" => both(&ATTRIBUTES, relations::attributes(world)),
        "pg_auth_members" => given(cluster::memberships(world)),
        "pg_authid" => given(cluster::roles(world)),
        "pg_cast" => same(&CASTS),
        "pg_class" => given(relations::classes(world)),
        "pg_collation" => same(&COLLATIONS),
        "pg_constraint" => given(constraints::constraints(world)),
        "pg_database" => given(cluster::databases(world)),
        "pg_depend" => given(constraints::dependencies(world)),
        "pg_description" => given(cluster::descriptions(world)),
        "pg_index" => given(relations::indexes(world)),
        "pg_init_privs" => given(cluster::initial_privileges(world)),
        "pg_language" => same(&LANGUAGES),
        "pg_namespace" => given(cluster::namespaces(world)),
        "pg_opclass" => same(&OPCLASSES),
        "pg_operator" => same(&OPERATORS),
        "pg_opfamily" => same(&OPFAMILIES),
        "pg_proc" => same(&FUNCTIONS),
        "pg_range" => same(&RANGES),
        "pg_rewrite" => given(relations::rules(world)),
        "pg_sequence" => given(relations::sequences(world)),
        "pg_shdescription" => given(cluster::shared_descriptions(world)),
        "pg_tablespace" => same(&TABLESPACES),
        "pg_ts_config" => same(&TEXT_SEARCH_CONFIGS),
        "pg_type" => both(&TYPES, types::of_tables(world)),
        _ => given(Vec::new()),
    }
}

type Fixed = LazyLock<Stock>;
static ACCESS_METHODS: Fixed = LazyLock::new(|| Stock::of(builtin::access_methods()));
static AGGREGATES: Fixed = LazyLock::new(|| Stock::of(builtin::aggregates()));
static AMOPS: Fixed = LazyLock::new(|| Stock::of(builtin::amops()));
static AMPROCS: Fixed = LazyLock::new(|| Stock::of(builtin::amprocs()));
static ATTRIBUTES: Fixed = LazyLock::new(|| Stock::of(builtin::attributes()));
static CASTS: Fixed = LazyLock::new(|| Stock::of(builtin::casts()));
static COLLATIONS: Fixed = LazyLock::new(|| Stock::of(builtin::collations()));
static FUNCTIONS: Fixed = LazyLock::new(|| Stock::of(builtin::functions()));
static LANGUAGES: Fixed = LazyLock::new(|| Stock::of(builtin::languages()));
static OPCLASSES: Fixed = LazyLock::new(|| Stock::of(builtin::opclasses()));
static OPERATORS: Fixed = LazyLock::new(|| Stock::of(builtin::operators()));
static OPFAMILIES: Fixed = LazyLock::new(|| Stock::of(builtin::opfamilies()));
static RANGES: Fixed = LazyLock::new(|| Stock::of(builtin::ranges()));
static TABLESPACES: Fixed = LazyLock::new(|| Stock::of(builtin::tablespaces()));
static TEXT_SEARCH_CONFIGS: Fixed = LazyLock::new(|| Stock::of(builtin::text_search_configs()));
static TYPES: Fixed = LazyLock::new(|| Stock::of(builtin::types()));

fn same(rows: &'static Fixed) -> Relation {
    both(rows, Vec::new())
}

fn given(rows: Vec<Row>) -> Relation {
    Relation { fixed: None, own: Stock::of(rows) }
}

fn both(fixed: &'static Fixed, rows: Vec<Row>) -> Relation {
    Relation { fixed: Some(fixed), own: Stock::of(rows) }
}

/// An OID for a row about part `part` (below 2048) of object `of`: above all that are given out to
/// objects, the same at each scan, and shared only by objects 2^20 apart.
pub(crate) fn made_up(of: Oid, part: usize) -> Oid {
    let part = u32::try_from(part).unwrap_or(0) & 0x7ff;
    0x8000_0000 | (of << 11 & 0x7fff_ffff) | part
}

/// The OID of a relation of `pg_catalog`, as `classid` names the kind of an object.
pub(crate) fn class_id(relation: &str) -> Oid {
    facts::relation(relation).map_or(0, |fact| fact.oid)
}
