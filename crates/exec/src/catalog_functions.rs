//! What do functions give that need the catalog, beside the session?
//!
//! Tables of (`pg_proc.prosrc`, implementation); `types::facts` says which OIDs have that source.
//!
//! - [`world`](World): objects by OID and by name.
//! - `names`: the alias types; `format`: names of types.
//! - `definition`, `signature`, `stored`: how objects were defined.
//! - `visible`, `privilege`, `sequence`, `server`, `sets`, `signal`: the functions that are called so.
//!
//! Statistics that nobody keeps are zero, and their times NULL. Sizes of relations are 0.

pub(crate) mod args;
#[cfg(test)]
mod client_tests;
mod definition;
pub(crate) mod format;
mod names;
mod privilege;
mod sequence;
mod server;
mod sets;
mod signal;
mod signature;
pub(crate) mod stored;
#[cfg(test)]
pub(crate) mod tests;
mod visible;
mod world;

pub(crate) use args::output_fields;
pub use world::World;

use crate::advisory;
use crate::functions::Functions;
use base::SqlResult;
use builtin::{Rows, Signature};
use std::collections::HashMap;
use std::sync::LazyLock;
use types::facts::{FUNCTIONS, FunctionFact, Language, oid as ty};
use types::{Datum, Oid};

/// A scalar function over the catalog; strictness is the caller's affair.
pub type CatalogScalar = fn(&Functions<'_>, &[Datum]) -> SqlResult<Datum>;

/// A set-returning one. The rows borrow nothing.
pub type CatalogRows = fn(&Functions<'_>, &Signature, &[Datum]) -> SqlResult<Rows>;

impl Functions<'_> {
    /// The objects that functions see.
    pub fn world(&self) -> World<'_> {
        World { catalog: self.catalog, env: self.env }
    }
}

/// The scalar function with this `pg_proc` OID; `None` when it is not one of the catalog's, or not
/// implemented.
pub fn scalar(function: Oid) -> Option<CatalogScalar> {
    static BY_OID: LazyLock<HashMap<Oid, CatalogScalar>> = LazyLock::new(|| {
        let by_source: HashMap<&str, CatalogScalar> =
            [DEFINITIONS, SERVER, LOCKS, PRIVILEGES].into_iter().flatten().copied().collect();
        let found = FUNCTIONS.iter().filter(|fact| !fact.retset && is_internal(fact));
        let found = found.filter_map(|fact| {
            let named = by_source.get(fact.src).copied();
            Some((fact.oid, named.or_else(|| statistic(fact))?))
        });
        found.collect()
    });
    BY_OID.get(&function).copied()
}

/// The set-returning function with this `pg_proc` OID.
pub fn set_returning(function: Oid) -> Option<CatalogRows> {
    static BY_OID: LazyLock<HashMap<Oid, CatalogRows>> = LazyLock::new(|| {
        let mut by_source: HashMap<&str, CatalogRows> = SETS.iter().copied().collect();
        by_source.extend(EMPTY.iter().map(|source| (*source, sets::none as CatalogRows)));
        let found = FUNCTIONS.iter().filter(|fact| fact.retset && is_internal(fact));
        found.filter_map(|fact| Some((fact.oid, *by_source.get(fact.src)?))).collect()
    });
    BY_OID.get(&function).copied()
}

fn is_internal(fact: &FunctionFact) -> bool {
    matches!(fact.language, Language::Internal) && fact.kind == 'f'
}

/// A number of the statistics collector, of which there is none.
fn statistic(fact: &FunctionFact) -> Option<CatalogScalar> {
    if !fact.src.starts_with("pg_stat_get_") {
        return None;
    }
    let of_functions = ["_calls", "_self_time", "_total_time"];
    Some(match fact.rettype {
        // NULL says that a function is not tracked.
        _ if of_functions.iter().any(|part| fact.src.ends_with(part)) => server::null,
        ty::INT8 => server::zero_int8,
        ty::INT4 => server::zero_int4,
        ty::FLOAT8 => server::zero_float8,
        ty::TIMESTAMPTZ | ty::TEXT | ty::INET | ty::OID | ty::RECORD => server::null,
        _ => return None,
    })
}

type Table = &'static [(&'static str, CatalogScalar)];

const DEFINITIONS: Table = &[
    ("format_type", format::function),
    ("pg_get_constraintdef", definition::constraint),
    ("pg_get_constraintdef_ext", definition::constraint),
    ("pg_get_expr", definition::expr),
    ("pg_get_expr_ext", definition::expr),
    ("pg_get_function_arg_default", signature::argument_default),
    ("pg_get_function_arguments", signature::all_arguments),
    ("pg_get_function_identity_arguments", signature::identity_arguments),
    ("pg_get_function_result", signature::result),
    ("pg_get_function_sqlbody", signature::body),
    ("pg_get_functiondef", signature::definition),
    ("pg_get_indexdef", definition::index),
    ("pg_get_indexdef_ext", definition::index),
    ("pg_get_replica_identity_index", definition::replica_identity),
    ("pg_get_serial_sequence", definition::serial_sequence),
    ("pg_get_userbyid", definition::user),
    ("pg_get_viewdef", definition::view),
    ("pg_get_viewdef_ext", definition::view),
    ("pg_get_viewdef_name", definition::view),
    ("pg_get_viewdef_name_ext", definition::view),
    ("pg_get_viewdef_wrap", definition::view),
    ("pg_relation_is_publishable", definition::is_publishable),
    ("pg_relation_is_updatable", definition::relation_is_updatable),
    ("pg_column_is_updatable", definition::column_is_updatable),
    // Of these there are none.
    ("pg_get_partition_constraintdef", server::null),
    ("pg_get_partkeydef", server::null),
    ("pg_get_ruledef", server::null),
    ("pg_get_ruledef_ext", server::null),
    ("pg_get_statisticsobjdef", server::null),
    ("pg_get_statisticsobjdef_columns", server::null),
    ("pg_get_statisticsobjdef_expressions", server::null),
    ("pg_get_triggerdef", server::null),
    ("pg_get_triggerdef_ext", server::null),
    ("pg_partition_root", server::null),
    ("text_regclass", definition::text_regclass),
    ("to_regclass", |f, given| definition::to_object(f, ty::REGCLASS, given)),
    ("to_regcollation", |f, given| definition::to_object(f, ty::REGCOLLATION, given)),
    ("to_regnamespace", |f, given| definition::to_object(f, ty::REGNAMESPACE, given)),
    ("to_regoper", |f, given| definition::to_object(f, ty::REGOPER, given)),
    ("to_regoperator", |f, given| definition::to_object(f, ty::REGOPERATOR, given)),
    ("to_regproc", |f, given| definition::to_object(f, ty::REGPROC, given)),
    ("to_regprocedure", |f, given| definition::to_object(f, ty::REGPROCEDURE, given)),
    ("to_regrole", |f, given| definition::to_object(f, ty::REGROLE, given)),
    ("to_regtype", |f, given| definition::to_object(f, ty::REGTYPE, given)),
    ("current_schema", visible::current_schema),
    ("current_schemas", visible::current_schemas),
    ("pg_collation_is_visible", visible::collation),
    ("pg_conversion_is_visible", server::null),
    ("pg_indexam_progress_phasename", server::null),
    ("pg_function_is_visible", visible::function),
    ("pg_opclass_is_visible", visible::opclass),
    ("pg_operator_is_visible", visible::operator),
    ("pg_opfamily_is_visible", visible::opfamily),
    ("pg_statistics_obj_is_visible", server::null),
    ("pg_table_is_visible", visible::table),
    ("pg_ts_config_is_visible", visible::text_search_config),
    ("pg_ts_dict_is_visible", server::null),
    ("pg_ts_parser_is_visible", server::null),
    ("pg_ts_template_is_visible", server::null),
    ("pg_type_is_visible", visible::of_type),
];

const SERVER: Table = &[
    ("nextval_oid", sequence::next),
    ("currval_oid", sequence::current),
    ("lastval", sequence::last),
    ("setval_oid", sequence::set),
    ("setval3_oid", sequence::set),
    ("pg_sequence_last_value", sequence::last_value),
    ("pg_sequence_parameters", sequence::parameters),
    ("PG_char_to_encoding", server::encoding_number),
    ("PG_encoding_to_char", server::encoding_name),
    ("getdatabaseencoding", server::database_encoding),
    ("inet_client_addr", server::null),
    ("inet_client_port", server::client_port),
    ("inet_server_addr", server::null),
    ("inet_server_port", server::null),
    ("pg_cancel_backend", signal::cancel),
    ("pg_client_encoding", server::client_encoding),
    ("pg_collation_actual_version", server::null),
    ("pg_current_xact_id", server::transaction_number),
    ("pg_database_collation_actual_version", server::null),
    ("pg_database_size_name", server::zero_int8),
    ("pg_database_size_oid", server::zero_int8),
    ("pg_encoding_max_length_sql", server::encoding_length),
    ("pg_indexes_size", server::relation_size),
    ("pg_is_in_recovery", server::no),
    ("pg_is_other_temp_schema", server::no),
    ("pg_jit_available", server::no),
    ("pg_my_temp_schema", server::no_oid),
    ("pg_relation_filenode", server::filenode),
    ("pg_relation_size", server::relation_size),
    ("pg_safe_snapshot_blocking_pids", server::nobody),
    ("pg_table_size", server::relation_size),
    ("pg_sleep", server::sleep),
    ("pg_terminate_backend", signal::terminate),
    ("pg_tablespace_location", server::nothing),
    ("pg_tablespace_size_name", server::zero_int8),
    ("pg_tablespace_size_oid", server::zero_int8),
    ("pg_total_relation_size", server::relation_size),
    ("pg_trigger_depth", server::zero_int4),
    ("pgsql_version", server::version),
    ("row_security_active", server::no),
    ("row_security_active_name", server::no),
];

const LOCKS: Table = &[
    ("pg_advisory_lock_int8", advisory::take::<false, false>),
    ("pg_advisory_lock_int4", advisory::take::<false, false>),
    ("pg_advisory_lock_shared_int8", advisory::take::<false, true>),
    ("pg_advisory_lock_shared_int4", advisory::take::<false, true>),
    ("pg_advisory_xact_lock_int8", advisory::take::<true, false>),
    ("pg_advisory_xact_lock_int4", advisory::take::<true, false>),
    ("pg_advisory_xact_lock_shared_int8", advisory::take::<true, true>),
    ("pg_advisory_xact_lock_shared_int4", advisory::take::<true, true>),
    ("pg_try_advisory_lock_int8", advisory::attempt::<false, false>),
    ("pg_try_advisory_lock_int4", advisory::attempt::<false, false>),
    ("pg_try_advisory_lock_shared_int8", advisory::attempt::<false, true>),
    ("pg_try_advisory_lock_shared_int4", advisory::attempt::<false, true>),
    ("pg_try_advisory_xact_lock_int8", advisory::attempt::<true, false>),
    ("pg_try_advisory_xact_lock_int4", advisory::attempt::<true, false>),
    ("pg_try_advisory_xact_lock_shared_int8", advisory::attempt::<true, true>),
    ("pg_try_advisory_xact_lock_shared_int4", advisory::attempt::<true, true>),
    ("pg_advisory_unlock_int8", advisory::give::<false>),
    ("pg_advisory_unlock_int4", advisory::give::<false>),
    ("pg_advisory_unlock_shared_int8", advisory::give::<true>),
    ("pg_advisory_unlock_shared_int4", advisory::give::<true>),
    ("pg_advisory_unlock_all", advisory::give_all),
    ("pg_blocking_pids", server::blocking),
];

const PRIVILEGES: Table = &[
    ("acldefault_sql", privilege::default_list),
    ("has_any_column_privilege_id", privilege::any_column),
    ("has_any_column_privilege_id_id", privilege::any_column),
    ("has_any_column_privilege_id_name", privilege::any_column),
    ("has_any_column_privilege_name", privilege::any_column),
    ("has_any_column_privilege_name_id", privilege::any_column),
    ("has_any_column_privilege_name_name", privilege::any_column),
    ("has_column_privilege_id_attnum", privilege::column),
    ("has_column_privilege_id_id_attnum", privilege::column),
    ("has_column_privilege_id_id_name", privilege::column),
    ("has_column_privilege_id_name", privilege::column),
    ("has_column_privilege_id_name_attnum", privilege::column),
    ("has_column_privilege_id_name_name", privilege::column),
    ("has_column_privilege_name_attnum", privilege::column),
    ("has_column_privilege_name_id_attnum", privilege::column),
    ("has_column_privilege_name_id_name", privilege::column),
    ("has_column_privilege_name_name", privilege::column),
    ("has_column_privilege_name_name_attnum", privilege::column),
    ("has_column_privilege_name_name_name", privilege::column),
    ("has_database_privilege_id", privilege::database),
    ("has_database_privilege_id_id", privilege::database),
    ("has_database_privilege_id_name", privilege::database),
    ("has_database_privilege_name", privilege::database),
    ("has_database_privilege_name_id", privilege::database),
    ("has_database_privilege_name_name", privilege::database),
    ("has_function_privilege_id", privilege::function),
    ("has_function_privilege_id_id", privilege::function),
    ("has_function_privilege_id_name", privilege::function),
    ("has_function_privilege_name", privilege::function),
    ("has_function_privilege_name_id", privilege::function),
    ("has_function_privilege_name_name", privilege::function),
    ("has_foreign_data_wrapper_privilege_id", server::null),
    ("has_foreign_data_wrapper_privilege_id_id", server::null),
    ("has_foreign_data_wrapper_privilege_name_id", server::null),
    ("has_language_privilege_id", privilege::language),
    ("has_language_privilege_id_id", privilege::language),
    ("has_language_privilege_id_name", privilege::language),
    ("has_language_privilege_name", privilege::language),
    ("has_language_privilege_name_id", privilege::language),
    ("has_language_privilege_name_name", privilege::language),
    ("has_schema_privilege_id", privilege::schema),
    ("has_schema_privilege_id_id", privilege::schema),
    ("has_schema_privilege_id_name", privilege::schema),
    ("has_schema_privilege_name", privilege::schema),
    ("has_schema_privilege_name_id", privilege::schema),
    ("has_schema_privilege_name_name", privilege::schema),
    ("has_sequence_privilege_id", privilege::sequence),
    ("has_sequence_privilege_id_id", privilege::sequence),
    ("has_sequence_privilege_id_name", privilege::sequence),
    ("has_sequence_privilege_name", privilege::sequence),
    ("has_sequence_privilege_name_id", privilege::sequence),
    ("has_sequence_privilege_name_name", privilege::sequence),
    ("has_server_privilege_id", server::null),
    ("has_server_privilege_id_id", server::null),
    ("has_server_privilege_name_id", server::null),
    ("has_table_privilege_id", privilege::table),
    ("has_table_privilege_id_id", privilege::table),
    ("has_table_privilege_id_name", privilege::table),
    ("has_table_privilege_name", privilege::table),
    ("has_table_privilege_name_id", privilege::table),
    ("has_table_privilege_name_name", privilege::table),
    ("has_tablespace_privilege_id", privilege::tablespace),
    ("has_tablespace_privilege_id_id", privilege::tablespace),
    ("has_tablespace_privilege_id_name", privilege::tablespace),
    ("has_tablespace_privilege_name", privilege::tablespace),
    ("has_tablespace_privilege_name_id", privilege::tablespace),
    ("has_tablespace_privilege_name_name", privilege::tablespace),
    ("has_type_privilege_id", privilege::of_type),
    ("has_type_privilege_id_id", privilege::of_type),
    ("has_type_privilege_id_name", privilege::of_type),
    ("has_type_privilege_name", privilege::of_type),
    ("has_type_privilege_name_id", privilege::of_type),
    ("has_type_privilege_name_name", privilege::of_type),
    ("pg_has_role_id", privilege::role),
    ("pg_has_role_id_id", privilege::role),
    ("pg_has_role_id_name", privilege::role),
    ("pg_has_role_name", privilege::role),
    ("pg_has_role_name_id", privilege::role),
    ("pg_has_role_name_name", privilege::role),
];

const SETS: &[(&str, CatalogRows)] = &[
    ("aclexplode", privilege::explode),
    ("pg_cursor", sets::cursors),
    ("pg_get_keywords", sets::keywords),
    ("pg_lock_status", sets::locks),
    ("pg_listening_channels", sets::listening),
    ("pg_options_to_table", sets::options),
    ("pg_prepared_statement", sets::prepared_statements),
    ("pg_stat_get_activity", sets::activity),
    ("show_all_settings", sets::settings),
];

/// What there is none of.
const EMPTY: &[&str] = &[
    "pg_available_extension_versions",
    "pg_available_extensions",
    "pg_config",
    "pg_get_backend_memory_contexts",
    "pg_get_publication_tables",
    "pg_get_replication_slots",
    "pg_get_shmem_allocations",
    "pg_hba_file_rules",
    "pg_ident_file_mappings",
    "pg_partition_ancestors",
    "pg_prepared_xact",
    "pg_show_replication_origin_status",
    "pg_stat_get_io",
    "pg_stat_get_progress_info",
    "pg_stat_get_slru",
    "pg_stat_get_subscription",
    "pg_stat_get_wal_senders",
    "pg_stats_ext_mcvlist_items",
    "show_all_file_settings",
];
