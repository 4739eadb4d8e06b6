//! Would a name alone lead to the object? (`pg_table_is_visible` and its kin, catalog/namespace.c)

use super::args;
use crate::functions::Functions;
use base::SqlResult;
use types::facts;
use types::{Datum, Oid};

fn answer(visible: Option<bool>) -> SqlResult<Datum> {
    Ok(visible.map_or(Datum::Null, Datum::Bool))
}

/// `pg_table_is_visible(oid)`.
pub(super) fn table(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let class = args::oid(given, 0).and_then(|oid| world.class(oid));
    answer(class.map(|class| world.relation_visible(class.name) == Some(class.oid)))
}

/// `pg_type_is_visible(oid)`.
pub(super) fn of_type(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return answer(None) };
    let world = f.world();
    if let Some(fact) = facts::type_by_oid(oid) {
        return answer(Some(world.path().contains(&fact.namespace)));
    }
    let class = super::format::row_class(&world, oid);
    answer(class.map(|class| world.relation_visible(class.name) == Some(class.oid)))
}

/// `pg_function_is_visible(oid)`.
pub(super) fn function(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let fact = args::oid(given, 0).and_then(facts::function);
    answer(fact.map(|fact| f.world().function_visible(fact)))
}

/// `pg_operator_is_visible(oid)`: every operator is in `pg_catalog`, which is always searched.
pub(super) fn operator(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    answer(args::oid(given, 0).and_then(facts::operator).map(|_| true))
}

/// `pg_opclass_is_visible(oid)`.
pub(super) fn opclass(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    answer(args::oid(given, 0).and_then(facts::opclass).map(|_| true))
}

/// `pg_opfamily_is_visible(oid)`.
pub(super) fn opfamily(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    answer(known(given, |oid| facts::OPFAMILIES.iter().any(|fact| fact.oid == oid)))
}

/// `pg_collation_is_visible(oid)`.
pub(super) fn collation(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    answer(known(given, |oid| facts::COLLATIONS.iter().any(|fact| fact.oid == oid)))
}

/// `pg_ts_config_is_visible(oid)`.
pub(super) fn text_search_config(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    answer(known(given, |oid| facts::TEXT_SEARCH_CONFIGS.iter().any(|fact| fact.oid == oid)))
}

fn known(given: &[Datum], exists: impl Fn(Oid) -> bool) -> Option<bool> {
    args::oid(given, 0).filter(|oid| exists(*oid)).map(|_| true)
}

/// `current_schema()`.
pub(super) fn current_schema(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let first = world.explicit_path().first().and_then(|schema| world.namespace_name(*schema));
    Ok(first.map_or(Datum::Null, Datum::text))
}

/// `current_schemas(bool)`: with the implicit ones when asked.
pub(super) fn current_schemas(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let path = if args::is_true(given, 0) { world.path() } else { world.explicit_path() };
    let names = path.into_iter().filter_map(|schema| world.namespace_name(schema));
    let names = names.map(Datum::text).collect();
    Ok(crate::system::form::array(types::facts::oid::NAME, names))
}
