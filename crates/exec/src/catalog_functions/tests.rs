//! Claims about functions of the catalog, each called by its PostgreSQL OID; and the small world
//! they are tried in, which `system` uses too.

use super::{World, scalar, set_returning};
use crate::context::{Host, SequenceMemory};
use crate::functions::{Asking, Functions};
use async_trait::async_trait;
use base::{SqlError, SqlResult};
use builtin::{Env, Signature};
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::{
    ADMIN, Action, Check, ForeignKey, Identity, Index, IndexKey, Namespace, PUBLIC, Role, Sequence,
    Table, TableColumn,
};
use std::sync::Arc;
use std::time::Duration;
use types::facts::{FUNCTIONS, fn_oid, oid as ty};
use types::{Datum, Formats, Oid, Type, to_text};

/// `admin` in a database of `parent(id identity, name text)`, `child(id serial, parent)` and a
/// schema `other` of `ann`.
pub(crate) struct Small {
    catalog: Arc<Catalog>,
    formats: Formats,
    user: &'static str,
    path: Vec<String>,
    sequences: Mutex<SequenceMemory>,
    asking: Asking,
}

pub(crate) const PARENT: Oid = 16400;
pub(crate) const CHILD: Oid = 16410;
pub(crate) const CHILD_KEY: Oid = 16411;

fn column(name: &str, type_oid: Oid) -> TableColumn {
    TableColumn::plain(name, types::Type::new(type_oid))
}

fn key(oid: Oid, name: &str, columns: &[usize]) -> Index {
    let keys = columns.iter().map(|at| IndexKey { column: Some(*at), ..IndexKey::default() });
    Index {
        oid,
        name: name.into(),
        storage: oid,
        keys: keys.collect(),
        unique: true,
        primary: true,
        constraint: Some(oid + 1),
        ..Index::default()
    }
}

fn sequence(oid: Oid, name: &str, owner: (Oid, usize), identity: bool) -> Sequence {
    Sequence {
        oid,
        namespace: PUBLIC,
        name: name.into(),
        owner: ADMIN,
        storage: oid,
        type_oid: ty::INT4,
        start: 1,
        increment: 1,
        min: 1,
        max: i32::MAX.into(),
        cache: 1,
        owned_by: Some(owner),
        identity,
        ..Sequence::default()
    }
}

impl Small {
    pub(crate) fn new() -> Small {
        let mut catalog = Catalog::default();
        let admin = Role {
            oid: ADMIN,
            name: "admin".into(),
            superuser: true,
            inherit: true,
            login: true,
            connection_limit: -1,
            verifier: Some(sql::statement::Secret("secret".into())),
            ..Role::default()
        };
        catalog.hold_role(admin);
        catalog.hold_role(Role {
            oid: 16390,
            name: "ann".into(),
            inherit: true,
            ..Role::default()
        });
        catalog.hold_namespace(Namespace {
            oid: PUBLIC,
            name: "public".into(),
            owner: ADMIN,
            comment: Some("standard public schema".into()),
        });
        let other = Namespace { oid: 16391, name: "other".into(), owner: 16390, comment: None };
        catalog.hold_namespace(other);
        let identity = Some(Identity { always: true, sequence: 16403 });
        catalog.hold_table(Table {
            oid: PARENT,
            namespace: PUBLIC,
            name: "parent".into(),
            owner: ADMIN,
            storage: PARENT,
            columns: vec![
                TableColumn { not_null: true, identity, ..column("id", ty::INT4) },
                TableColumn { comment: Some("who".into()), ..column("Name", ty::TEXT) },
            ],
            indexes: vec![key(16401, "parent_pkey", &[0])],
            referenced_by: vec![(CHILD, 16414)],
            ..Table::default()
        });
        catalog.hold_sequence(sequence(16403, "parent_id_seq", (PARENT, 0), true));
        let next = Sequence::default_text(16413);
        catalog.hold_table(Table {
            oid: CHILD,
            namespace: PUBLIC,
            name: "child".into(),
            owner: ADMIN,
            storage: CHILD,
            columns: vec![
                TableColumn { not_null: true, default: Some(next), ..column("id", ty::INT4) },
                TableColumn { dropped: true, ..column("gone", ty::INT4) },
                column("parent", ty::INT4),
            ],
            indexes: vec![key(CHILD_KEY, "child_pkey", &[0])],
            checks: vec![Check {
                oid: 16415,
                name: "child_id_check".into(),
                expression: "(id > 0)".into(),
                validated: true,
                comment: None,
            }],
            foreign_keys: vec![ForeignKey {
                oid: 16414,
                name: "child_parent_fkey".into(),
                columns: vec![2],
                parent: PARENT,
                parent_columns: vec![0],
                parent_index: 16401,
                on_delete: Action::Cascade,
                validated: true,
                ..ForeignKey::default()
            }],
            ..Table::default()
        });
        catalog.hold_sequence(sequence(16413, "child_id_seq", (CHILD, 0), false));
        Small {
            catalog: Arc::new(catalog),
            formats: Formats::default(),
            user: "admin",
            path: vec!["$user".into(), "public".into()],
            sequences: Mutex::default(),
            asking: Asking::default(),
        }
    }

    pub(crate) fn world(&self) -> World<'_> {
        World { catalog: &self.catalog, env: self }
    }

    pub(crate) fn functions(&self) -> Functions<'_> {
        Functions {
            env: self,
            catalog: &self.catalog,
            host: self,
            locks: &crate::fold::NoLocks,
            sequences: &self.sequences,
            asking: &self.asking,
        }
    }

    /// The text of a function's result, or its error's message.
    fn call(&self, function: Oid, given: &[Datum]) -> String {
        let result = types::facts::function(function).unwrap().rettype;
        match scalar(function).unwrap()(&self.functions(), given) {
            Ok(Datum::Null) => "NULL".into(),
            Ok(value) => to_text(result, &value, &self.formats),
            Err(error) => error.message().to_owned(),
        }
    }
}

impl Env for Small {
    fn formats(&self) -> &Formats {
        &self.formats
    }
    fn setting(&self, name: &str) -> Option<String> {
        types::facts::setting(name).map(|fact| fact.boot_val.unwrap_or_default().to_owned())
    }
    fn current_user(&self) -> &str {
        self.user
    }
    fn session_user(&self) -> &str {
        self.user
    }
    fn current_database(&self) -> &str {
        "postgres"
    }
    fn search_path(&self) -> Vec<String> {
        self.path.clone()
    }
    fn backend_pid(&self) -> i32 {
        7
    }
    fn set_setting(&self, _: &str, value: &str, _: bool) -> SqlResult<String> {
        Ok(value.to_owned())
    }
    fn object_oid(&self, alias: Oid, name: &str) -> SqlResult<Oid> {
        self.world().object_oid(alias, name)
    }
    fn object_name(&self, alias: Oid, object: Oid) -> Option<String> {
        self.world().object_name(alias, object)
    }
}

#[async_trait]
impl Host for Small {
    fn sequence_next(&self, _: &Sequence) -> Option<SqlResult<i64>> {
        Some(Ok(41))
    }
    async fn sequence_reserve(&self, _: &Sequence) -> SqlResult<()> {
        Ok(())
    }
    async fn sequence_state(&self, _: &Sequence) -> SqlResult<(i64, bool)> {
        Ok((41, true))
    }
    async fn sequence_set(&self, _: &Sequence, _: i64, _: bool) -> SqlResult<()> {
        Ok(())
    }
    async fn sleep(&self, _: Duration) {}

    fn password_verifier(&self, _: &str) -> String {
        String::new()
    }
    async fn object_id(&self) -> SqlResult<Oid> {
        Err(SqlError::internal("no identifiers here"))
    }
    fn row_id(&self) -> u64 {
        0
    }
}

#[test]
fn names_of_relations_go_by_the_search_path() {
    let mut small = Small::new();
    let world = small.world();
    let found =
        |name: &str| world.object_oid(ty::REGCLASS, name).map_err(|e| e.message().to_owned());
    assert_eq!(found("parent"), Ok(PARENT));
    assert_eq!(found("PUBLIC.Child"), Ok(CHILD));
    assert_eq!(found("pg_class"), Ok(1259));
    assert_eq!(found("16400"), Ok(16400));
    assert_eq!(found("other.parent"), Err("relation \"other.parent\" does not exist".into()));
    assert_eq!(found("a..b"), Err("invalid name syntax".into()));
    assert_eq!(world.object_name(ty::REGCLASS, PARENT).as_deref(), Some("parent"));
    small.path = vec!["other".into()];
    let world = small.world();
    assert_eq!(world.object_name(ty::REGCLASS, PARENT).as_deref(), Some("public.parent"));
    assert_eq!(world.object_name(ty::REGCLASS, 1259).as_deref(), Some("pg_class"));
    assert_eq!(world.object_name(ty::REGCLASS, 99_999), None);
}

#[test]
fn functions_operators_and_types_have_names_too() {
    let small = Small::new();
    let world = small.world();
    let name = |alias, object| world.object_name(alias, object).unwrap();
    assert_eq!(name(ty::REGPROC, fn_oid::F_INT4PL), "int4pl");
    assert_eq!(name(ty::REGPROC, 2100), "pg_catalog.avg");
    assert_eq!(name(ty::REGPROCEDURE, fn_oid::F_INT4PL), "int4pl(integer,integer)");
    assert_eq!(name(ty::REGOPERATOR, 551), "+(integer,integer)");
    assert_eq!(name(ty::REGTYPE, ty::INT4_ARRAY), "integer[]");
    assert_eq!(name(ty::REGTYPE, 83), "pg_class");
    assert_eq!(name(ty::REGNAMESPACE, 11), "pg_catalog");
    let found =
        |alias, text: &str| world.object_oid(alias, text).map_err(|e| e.message().to_owned());
    assert_eq!(found(ty::REGPROC, "int4pl"), Ok(fn_oid::F_INT4PL));
    assert_eq!(found(ty::REGPROC, "avg"), Err("more than one function named \"avg\"".into()));
    assert_eq!(found(ty::REGPROCEDURE, "int4pl(integer, int4)"), Ok(fn_oid::F_INT4PL));
    assert_eq!(found(ty::REGOPERATOR, "+(int4,int4)"), Ok(551));
    assert_eq!(found(ty::REGROLE, "nobody"), Err("role \"nobody\" does not exist".into()));
}

#[test]
fn types_are_named_as_in_sql() {
    let small = Small::new();
    let name = |oid, typmod| small.call(fn_oid::F_FORMAT_TYPE, &[Datum::Oid(oid), typmod]);
    assert_eq!(name(ty::VARCHAR, Datum::Int4(24)), "character varying(20)");
    assert_eq!(name(ty::BPCHAR, Datum::Null), "character");
    assert_eq!(name(ty::BPCHAR, Datum::Int4(-1)), "bpchar");
    assert_eq!(name(1015, Datum::Int4(24)), "character varying(20)[]");
    assert_eq!(name(ty::CHAR, Datum::Null), "\"char\"");
    assert_eq!(name(ty::INT2VECTOR, Datum::Null), "int2vector");
    assert_eq!(name(0, Datum::Null), "-");
    assert_eq!(name(99_999, Datum::Null), "???");
    let domain = types::facts::TYPES.iter().find(|fact| fact.name == "sql_identifier").unwrap();
    assert_eq!(name(domain.oid, Datum::Null), "information_schema.sql_identifier");
}

#[test]
fn rights_are_the_owners_the_superusers_and_of_what_is_public_everyones() {
    let mut small = Small::new();
    let (table, schema) =
        (fn_oid::F_HAS_TABLE_PRIVILEGE_TEXT_TEXT, fn_oid::F_HAS_SCHEMA_PRIVILEGE_TEXT_TEXT);
    let of = |small: &Small, function, object: &str, word: &str| {
        small.call(function, &[Datum::text(object), Datum::text(word)])
    };
    assert_eq!(of(&small, table, "parent", "DELETE"), "t");
    assert_eq!(of(&small, table, "nosuch", "DELETE"), "relation \"nosuch\" does not exist");
    small.user = "ann";
    assert_eq!(of(&small, table, "parent", "select, delete"), "f");
    assert_eq!(of(&small, table, "pg_class", "SELECT"), "t");
    assert_eq!(of(&small, table, "pg_authid", "SELECT"), "f");
    assert_eq!(of(&small, table, "parent", "SING"), "unrecognized privilege type: \"SING\"");
    assert_eq!(of(&small, schema, "public", "USAGE"), "t");
    assert_eq!(of(&small, schema, "public", "CREATE"), "f");
    assert_eq!(of(&small, schema, "other", "CREATE"), "t");
}

#[test]
fn a_serial_and_an_identity_column_have_their_sequence() {
    let small = Small::new();
    let of = |table: &str, column: &str| {
        small.call(fn_oid::F_PG_GET_SERIAL_SEQUENCE, &[Datum::text(table), Datum::text(column)])
    };
    assert_eq!(of("child", "id"), "public.child_id_seq");
    assert_eq!(of("public.parent", "id"), "public.parent_id_seq");
    assert_eq!(of("child", "parent"), "NULL");
    assert_eq!(of("child", "gone"), "column \"gone\" of relation \"child\" does not exist");
}

#[test]
fn currval_and_lastval_remember_what_nextval_gave() {
    let small = Small::new();
    let sequence = [Datum::Oid(16413)];
    let undefined = "currval of sequence \"child_id_seq\" is not yet defined in this session";
    assert_eq!(small.call(fn_oid::F_CURRVAL, &sequence), undefined);
    assert_eq!(small.call(fn_oid::F_LASTVAL, &[]), "lastval is not yet defined in this session");
    assert_eq!(small.call(fn_oid::F_NEXTVAL, &sequence), "41");
    assert_eq!(small.call(fn_oid::F_CURRVAL, &sequence), "41");
    assert_eq!(small.call(fn_oid::F_LASTVAL, &[]), "41");
    assert_eq!(
        small.call(fn_oid::F_NEXTVAL, &[Datum::Oid(PARENT)]),
        "\"parent\" is not a sequence"
    );
    let far = [Datum::Oid(16413), Datum::Int8(-1)];
    let outside = "setval: value -1 is out of bounds for sequence \"child_id_seq\" (1..2147483647)";
    assert_eq!(small.call(fn_oid::F_SETVAL_REGCLASS_INT8, &far), outside);
}

#[test]
fn built_in_functions_tell_their_arguments() {
    let small = Small::new();
    let of = |function, oid| small.call(function, &[Datum::Oid(oid)]);
    let arguments = |oid| of(fn_oid::F_PG_GET_FUNCTION_ARGUMENTS, oid);
    assert_eq!(arguments(fn_oid::F_INT4PL), "integer, integer");
    assert_eq!(arguments(fn_oid::F_JSON_OBJECT__TEXT), "text[]");
    let path =
        "target jsonb, path jsonpath, vars jsonb DEFAULT '{}'::jsonb, silent boolean DEFAULT false";
    assert_eq!(arguments(fn_oid::F_JSONB_PATH_EXISTS), path);
    assert_eq!(of(fn_oid::F_PG_GET_FUNCTION_RESULT, fn_oid::F_PG_GET_KEYWORDS), "SETOF record");
}

#[test]
fn rows_are_as_wide_as_their_functions_say() {
    let small = Small::new();
    for fact in FUNCTIONS.iter().filter(|fact| fact.retset) {
        let Some(function) = set_returning(fact.oid) else { continue };
        let outputs = fact.argmodes.iter().filter(|mode| "ob".contains(**mode)).count().max(1);
        let given = vec![Datum::Null; fact.argtypes.len()];
        let signature =
            Signature { args: Vec::new(), result: Type::new(fact.rettype), variadic: false };
        for row in function(&small.functions(), &signature, &given).unwrap() {
            assert_eq!(row.unwrap().len(), outputs, "{}", fact.name);
        }
    }
}

#[test]
fn a_list_of_rights_is_taken_apart() {
    let small = Small::new();
    let list = [Datum::text("n"), Datum::Oid(ADMIN)];
    assert_eq!(small.call(fn_oid::F_ACLDEFAULT, &list), "{admin=UC/admin}");
    let list = crate::system::form::array(ty::ACLITEM, vec![Datum::text("=r*U/admin")]);
    let explode = set_returning(fn_oid::F_ACLEXPLODE).unwrap();
    let signature = Signature { args: Vec::new(), result: Type::new(ty::RECORD), variadic: false };
    let rows = explode(&small.functions(), &signature, &[list]).unwrap();
    let words: Vec<String> = rows
        .map(|row| {
            let row = row.unwrap();
            format!("{:?}", &row[1..])
        })
        .collect();
    assert_eq!(words.len(), 2);
    assert!(words[0].contains("SELECT") && words[0].contains("true"), "{}", words[0]);
}
