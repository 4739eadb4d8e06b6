//! What the binder makes of a text, where golden scripts cannot see it.

use super::{Bound, Names, bind};
use crate::catalog::{Index, IndexKey, PG_CATALOG, PUBLIC, Relation, Table, TableColumn};
use crate::{Catalog, Expr, Rel, Statement};
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use std::sync::Arc;
use types::facts::{self, oid};
use types::{Formats, Oid};

/// A session that knows the system catalogs' names.
#[derive(Default)]
pub(super) struct Still {
    formats: Formats,
}

impl Env for Still {
    fn formats(&self) -> &Formats {
        &self.formats
    }
    fn object_oid(&self, alias: Oid, name: &str) -> SqlResult<Oid> {
        let bare = name.rsplit('.').next().unwrap_or(name);
        let found = match alias {
            oid::REGCLASS => facts::relation(bare).map(|row| row.oid),
            oid::REGNAMESPACE => {
                facts::namespaces().iter().find(|row| row.name == name).map(|r| r.oid)
            }
            _ => Some(1),
        };
        found.ok_or_else(|| SqlError::new(SqlState::UNDEFINED_OBJECT, format!("{name}?")))
    }
}

/// `t (id int primary key, g int, s text, v varchar(3))` and `u (id int, abc int)`.
fn catalog() -> Arc<Catalog> {
    let column = |name: &str, type_oid: Oid, typmod: i32| {
        TableColumn::plain(name, types::Type { oid: type_oid, typmod })
    };
    let table = |oid: Oid, name: &str, columns: Vec<TableColumn>| Table {
        oid,
        namespace: PUBLIC,
        name: name.into(),
        owner: 10,
        columns,
        ..Table::default()
    };
    let plain = |name: &str, ty: Oid| column(name, ty, -1);
    let mut t = table(
        20000,
        "t",
        vec![
            plain("id", oid::INT4),
            plain("g", oid::INT4),
            plain("s", oid::TEXT),
            column("v", oid::VARCHAR, 7),
        ],
    );
    t.indexes.push(Index {
        oid: 20001,
        primary: true,
        unique: true,
        keys: vec![IndexKey { column: Some(0), ..IndexKey::default() }],
        ..Index::default()
    });
    let u = table(20002, "u", vec![plain("id", oid::INT4), plain("abc", oid::INT4)]);
    let mut catalog = Catalog::default();
    for table in [t, u] {
        catalog.relations.insert((PUBLIC, table.name.clone()), Relation::Table(table.oid));
        catalog.tables.insert(table.oid, Arc::new(table));
    }
    Arc::new(catalog)
}

fn bound_as(text: &str, params: &[Oid]) -> SqlResult<Bound> {
    let (catalog, env) = (catalog(), Still::default());
    let names =
        Names { catalog: &catalog, search_path: &[PG_CATALOG, PUBLIC], user: 10, env: &env };
    let statement = crate::parse(text)?.pop().expect("one statement");
    bind(&statement, &names, params)
}

fn bound(text: &str) -> SqlResult<Bound> {
    bound_as(text, &[])
}

fn rel(text: &str) -> Rel {
    match bound(text).unwrap_or_else(|error| panic!("{text}: {error:?}")).statement {
        Statement::Query(query) => query.rel,
        other => panic!("{text}: {other:?}"),
    }
}

/// The types a query's parameters and columns got.
fn types_of(text: &str) -> String {
    let bound = bound(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let list = |types: Vec<types::Type>| {
        types.into_iter().map(types::format_type).collect::<Vec<_>>().join(", ")
    };
    let Statement::Query(query) = bound.statement else { panic!("{text}: no query") };
    let columns = query.columns.iter().map(|column| column.ty).collect();
    format!("({}) -> {}", list(bound.params), list(columns))
}

fn refusal(text: &str) -> String {
    let error = bound(text).expect_err(text);
    let position = error.fields().position.map_or("-".into(), |at| at.to_string());
    format!("{} {position} {}", error.state(), error.message())
}

#[test]
fn every_view_of_the_catalogs_binds() {
    let mut refused = Vec::new();
    for fact in facts::RELATIONS.iter().filter(|fact| fact.view.is_some()) {
        // An array of a row type.
        if fact.name == "pg_stats_ext_exprs" {
            continue;
        }
        let schema = facts::namespaces().iter().find(|row| row.oid == fact.namespace);
        let schema = schema.map_or("", |row| row.name);
        let text = format!("SELECT * FROM {schema}.{}", fact.name);
        match bound(&text) {
            Ok(bound) => {
                let Statement::Query(query) = bound.statement else { continue };
                for (column, own) in query.columns.iter().zip(facts::columns_of(fact.oid)) {
                    // A client is told what a domain is over.
                    let told = super::type_name::base_oid(own.typid);
                    if column.ty.oid != told || column.name != own.name {
                        refused.push(format!("{}.{}: {:?}", fact.name, own.name, column.ty));
                    }
                }
            }
            Err(error) => {
                refused.push(format!("{}: {error} {:?}", fact.name, error.fields().detail))
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_function_written_in_sql_is_put_in() {
    let mut refused = Vec::new();
    for fact in facts::FUNCTIONS.iter().filter(|fact| fact.language == facts::Language::Sql) {
        if fact.retset
            || ["xpath", "xpath_exists", "polygon", "path_contain_pt"].contains(&fact.name)
        {
            continue;
        }
        let ty = |ty: &Oid| match *ty {
            oid::ANYELEMENT | oid::ANYNONARRAY => "integer".to_string(),
            other => types::format_type(types::Type::new(other)),
        };
        let rows =
            fact.argtypes.iter().any(|ty| *ty == oid::BIT || facts::type_by_oid(*ty).is_none());
        if rows {
            continue;
        }
        let args: Vec<String> =
            fact.argtypes.iter().map(|arg| format!("NULL::{}", ty(arg))).collect();
        let schema = facts::namespaces().iter().find(|row| row.oid == fact.namespace);
        let schema = schema.map_or("", |row| row.name);
        let text = format!("SELECT {schema}.{}({})", fact.name, args.join(", "));
        if let Err(error) = bound(&text) {
            refused.push(format!("{text}: {error}"));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// What this binder has no plan to know.
const NOT_YET: &[&str] = &["OVER ("];

#[test]
fn what_clients_ask_of_the_catalogs_binds() {
    let text = include_str!("../../../../tests/clients/catalog-queries.sql");
    let mut refused = Vec::new();
    for statement in crate::parse(text).expect("the file parses") {
        let (catalog, env) = (catalog(), Still::default());
        let names =
            Names { catalog: &catalog, search_path: &[PG_CATALOG, PUBLIC], user: 10, env: &env };
        if !matches!(statement.node, rupg_sql::nodes::Node::SelectStmt(_)) {
            continue;
        }
        if let Err(error) = bind(&statement, &names, &[])
            && error.state() != SqlState::UNDEFINED_TABLE
            && !NOT_YET.iter().any(|words| statement.text.contains(words))
        {
            let from = statement.text.chars().take(400).collect::<String>();
            refused.push(format!(
                "{error} {:?}: {from}",
                error.fields().position.map(|at| at - statement.start)
            ));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n\n"));
}

#[test]
fn literals_and_parameters_take_the_type_their_place_asks_for() {
    assert_eq!(
        types_of("SELECT $1 + 1, $2::text, $3"),
        "(integer, text, text) -> integer, text, text"
    );
    assert_eq!(types_of("SELECT s FROM t WHERE id = $1 LIMIT $2"), "(integer, bigint) -> text");
    assert_eq!(types_of("SELECT id FROM t WHERE id = ANY($1)"), "(integer[]) -> integer");
    assert_eq!(types_of("SELECT 1 UNION SELECT $1"), "(integer) -> integer");
    assert_eq!(
        types_of("SELECT v, v || 'x', coalesce(v, 'a') FROM t"),
        "() -> character varying(3), text, character varying"
    );
    assert_eq!(
        refusal("SELECT pg_typeof($1)"),
        "42P18 - could not determine data type of parameter $1"
    );
    assert_eq!(
        refusal("SELECT $1 = 1, $1 = 'a'::text"),
        "42883 19 operator does not exist: integer = text"
    );
}

#[test]
fn a_grouped_table_shows_what_its_key_determines() {
    assert!(bound("SELECT id, g, s, count(*) FROM t GROUP BY id").is_ok());
    assert_eq!(
        refusal("SELECT id, abc, max(abc) FROM u GROUP BY id"),
        "42803 12 column \"u.abc\" must appear in the GROUP BY clause or be used in an aggregate function"
    );
    assert_eq!(
        refusal("SELECT g, (SELECT max(abc) FROM u WHERE u.id = t.id) FROM t GROUP BY g"),
        "42803 48 subquery uses ungrouped column \"t.id\" from outer query"
    );
}

#[test]
fn a_subquery_says_whether_it_names_the_outside() {
    let correlated = |text: &str| {
        let Rel::Filter { predicate, .. } = (match rel(text) {
            Rel::Project { input, .. } => *input,
            other => other,
        }) else {
            panic!("no filter")
        };
        match predicate {
            Expr::Subquery(subquery) => subquery.correlated,
            other => panic!("{other:?}"),
        }
    };
    assert!(correlated("SELECT FROM t WHERE EXISTS (SELECT FROM u WHERE u.id = t.id)"));
    assert!(!correlated("SELECT FROM t WHERE EXISTS (SELECT FROM u WHERE u.id = u.abc)"));
    assert!(correlated("SELECT FROM t WHERE EXISTS (SELECT FROM u, LATERAL (SELECT t.g) s)"));
}

#[test]
fn a_moment_is_not_cached() {
    assert!(!bound("SELECT 'now'::timestamptz").expect("binds").cacheable);
    assert!(bound("SELECT '2024-01-01'::timestamptz, 'now'").expect("binds").cacheable);
}

#[test]
fn deep_nesting_is_refused() {
    let nest = || {
        let text = format!("SELECT {}1{}", "abs(".repeat(900), ")".repeat(900));
        assert!(bound(&text).is_ok());
        let text = format!("SELECT 1{}", "+1".repeat(990));
        assert!(bound(&text).is_ok());
        let text = format!("SELECT {}true", "not ".repeat(1990));
        assert_eq!(refusal(&text), "54001 - stack depth limit exceeded");
    };
    // As much stack as the program gives its threads.
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(nest).unwrap();
    thread.join().unwrap();
}
