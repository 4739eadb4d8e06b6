//! Which roles, schemas and databases are there, and what is said of objects?

use super::form::{Form, Row, array, letter, maybe, oid, text, yes};
use super::{PG_DEFAULT, class_id, made_up};
use crate::catalog_functions::World;
use sql::catalog::{ADMIN, PUBLIC, Role};
use types::facts::{self, RelationFact, oid as ty};
use types::{Datum, Oid};

/// The role that every database's owner is a member of, and that owns the schema `public`.
pub(crate) const DATABASE_OWNER: (Oid, &str) = (6171, "pg_database_owner");
/// The database every server has, `postgres`.
pub const DATABASE: Oid = 5;
/// `pg_database.encoding` of UTF8.
pub(crate) const UTF8: i32 = 6;

/// Relations of `pg_catalog` that only superusers read.
const SECRET: [&str; 14] = [
    "pg_authid",
    "pg_backend_memory_contexts",
    "pg_config",
    "pg_file_settings",
    "pg_hba_file_rules",
    "pg_ident_file_mappings",
    "pg_largeobject",
    "pg_replication_origin_status",
    "pg_shadow",
    "pg_shmem_allocations",
    "pg_statistic",
    "pg_statistic_ext_data",
    "pg_subscription",
    "pg_user_mapping",
];

/// Whether everyone may read a relation of `pg_catalog` or `information_schema`.
pub(crate) fn is_public(relation: &RelationFact) -> bool {
    !SECRET.contains(&relation.name) && !relation.name.starts_with("_pg_")
}

/// The access control list of a relation of `pg_catalog` or `information_schema`.
pub(super) fn system_acl(world: &World<'_>, relation: &RelationFact) -> Datum {
    let owner = world.role_name(ADMIN);
    let all = if relation.name == "pg_settings" { "=rw" } else { "=r" };
    let mut items = vec![text(&format!("{owner}=arwdDxt/{owner}"))];
    if is_public(relation) {
        items.push(text(&format!("{all}/{owner}")));
    }
    array(ty::ACLITEM, items)
}

fn namespace_acl(owner: &str) -> Datum {
    array(ty::ACLITEM, vec![text(&format!("{owner}=UC/{owner}")), text(&format!("=U/{owner}"))])
}

/// `pg_namespace`.
pub(super) fn namespaces(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_namespace");
    let row = |number: Oid, name: &str, owner: Oid, acl: Datum| {
        form.row([
            ("oid", oid(number)),
            ("nspname", text(name)),
            ("nspowner", oid(owner)),
            ("nspacl", acl),
        ])
    };
    let own = world.catalog.namespaces.values();
    let system = facts::NAMESPACES.iter().filter(|fact| fact.oid != PUBLIC);
    let system = system.map(|fact| {
        let acl = match fact.name {
            "pg_toast" => Datum::Null,
            _ => namespace_acl(&world.role_name(ADMIN)),
        };
        row(fact.oid, fact.name, ADMIN, acl)
    });
    let own = own.map(|namespace| match namespace.oid {
        PUBLIC => {
            let owner = world.namespace_owner(namespace);
            row(PUBLIC, &namespace.name, owner, namespace_acl(&world.role_name(owner)))
        }
        _ => row(namespace.oid, &namespace.name, namespace.owner, Datum::Null),
    });
    system.chain(own).collect()
}

/// `pg_init_privs`: the lists of relations and schemas as every database begins with, so that a dump
/// knows them from those that were granted.
pub(super) fn initial_privileges(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_init_privs");
    let row = |class: &str, object: Oid, acl: Datum| {
        form.row([
            ("objoid", oid(object)),
            ("classoid", oid(class_id(class))),
            ("privtype", letter('i')),
            ("initprivs", acl),
        ])
    };
    let relations =
        facts::RELATIONS.iter().map(|fact| row("pg_class", fact.oid, system_acl(world, fact)));
    let namespaces = facts::NAMESPACES.iter().filter(|fact| fact.name != "pg_toast");
    let namespaces = namespaces.map(|fact| {
        let owner = if fact.oid == PUBLIC { DATABASE_OWNER.0 } else { ADMIN };
        row("pg_namespace", fact.oid, namespace_acl(&world.role_name(owner)))
    });
    relations.chain(namespaces).collect()
}

/// `pg_authid`. Password verifiers are shown to superusers only: views that hide them read this too.
pub(super) fn roles(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_authid");
    let trusted = world.current_role().is_some_and(|role| role.superuser);
    let row = |role: &Role| {
        let until = role.valid_until.as_ref().and_then(|until| {
            types::text_in(types::Type::new(ty::TIMESTAMPTZ), until, world.env.formats()).ok()
        });
        form.row([
            ("oid", oid(role.oid)),
            ("rolname", text(&role.name)),
            ("rolsuper", yes(role.superuser)),
            ("rolinherit", yes(role.inherit)),
            ("rolcreaterole", yes(role.create_role)),
            ("rolcreatedb", yes(role.create_db)),
            ("rolcanlogin", yes(role.login)),
            ("rolreplication", yes(role.replication)),
            ("rolbypassrls", yes(role.bypass_rls)),
            ("rolconnlimit", Datum::Int4(role.connection_limit)),
            ("rolpassword", maybe(role.verifier.as_ref().map(|kept| &*kept.0).filter(|_| trusted))),
            ("rolvaliduntil", until.unwrap_or_default()),
        ])
    };
    let owner = form.row([
        ("oid", oid(DATABASE_OWNER.0)),
        ("rolname", text(DATABASE_OWNER.1)),
        ("rolinherit", yes(true)),
        ("rolconnlimit", Datum::Int4(-1)),
    ]);
    world.catalog.roles.values().map(|role| row(role)).chain([owner]).collect()
}

/// `pg_auth_members`.
pub(super) fn memberships(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_auth_members");
    let mut rows = Vec::new();
    for role in world.catalog.roles.values() {
        for (at, group) in role.member_of.iter().enumerate() {
            rows.push(form.row([
                ("oid", oid(made_up(role.oid, at))),
                ("roleid", oid(*group)),
                ("member", oid(role.oid)),
                ("grantor", oid(ADMIN)),
                ("admin_option", yes(role.admin_of.contains(group))),
                ("inherit_option", yes(role.inherit)),
                ("set_option", yes(true)),
            ]));
        }
    }
    rows
}

/// `sys.iam_pg_role_mappings`: AWS IAM GRANT.
pub(super) fn iam_mappings(world: &World<'_>) -> Vec<Row> {
    let name = |number: Oid| text(&world.role_name(number));
    let granted = |role: &Role| {
        let rows = role.iam.iter().map(|grant| {
            let arn = text(&grant.arn);
            let (role, grantor) = (role.oid, grant.grantor);
            vec![oid(grant.oid), arn, oid(role), name(role), oid(grantor), name(grantor)]
        });
        rows.collect::<Vec<Row>>()
    };
    world.catalog.roles.values().flat_map(|role| granted(role)).collect()
}

/// `pg_database`: the one the session is in.
pub(super) fn databases(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_database");
    vec![form.row([
        ("oid", oid(DATABASE)),
        ("datname", text(world.env.current_database())),
        ("datdba", oid(ADMIN)),
        ("encoding", Datum::Int4(UTF8)),
        ("datlocprovider", letter('c')),
        ("datallowconn", yes(true)),
        ("datconnlimit", Datum::Int4(-1)),
        ("dattablespace", oid(PG_DEFAULT)),
        ("datcollate", text("C")),
        ("datctype", text("C")),
    ])]
}

/// `pg_description`: COMMENT ON.
pub(super) fn descriptions(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_description");
    let (class, constraint) = (class_id("pg_class"), class_id("pg_constraint"));
    let mut rows = Vec::new();
    let mut add = |class: Oid, object: Oid, column: usize, comment: &Option<String>| {
        if let Some(comment) = comment {
            rows.push(form.row([
                ("objoid", oid(object)),
                ("classoid", oid(class)),
                ("objsubid", Datum::Int4(i32::try_from(column).unwrap_or(0))),
                ("description", text(comment)),
            ]));
        }
    };
    for namespace in world.catalog.namespaces.values() {
        add(class_id("pg_namespace"), namespace.oid, 0, &namespace.comment);
    }
    for table in world.catalog.tables.values() {
        add(class, table.oid, 0, &table.comment);
        for (at, column) in table.live_columns() {
            add(class, table.oid, at + 1, &column.comment);
        }
        for index in &table.indexes {
            add(class, index.oid, 0, &index.comment);
            if let Some(number) = index.constraint {
                add(constraint, number, 0, &index.constraint_comment);
            }
        }
        for check in &table.checks {
            add(constraint, check.oid, 0, &check.comment);
        }
        for key in &table.foreign_keys {
            add(constraint, key.oid, 0, &key.comment);
        }
    }
    for sequence in world.catalog.sequences.values() {
        add(class, sequence.oid, 0, &sequence.comment);
    }
    for view in world.catalog.views.values() {
        add(class, view.oid, 0, &view.comment);
        for (at, column) in view.columns.iter().enumerate() {
            add(class, view.oid, at + 1, &column.comment);
        }
    }
    rows
}

/// `pg_shdescription`: COMMENT ON ROLE.
pub(super) fn shared_descriptions(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_shdescription");
    let roles = world.catalog.roles.values();
    let said = roles.filter_map(|role| Some((role.oid, role.comment.as_deref()?)));
    said.map(|(number, comment)| {
        form.row([
            ("objoid", oid(number)),
            ("classoid", oid(class_id("pg_authid"))),
            ("description", text(comment)),
        ])
    })
    .collect()
}
