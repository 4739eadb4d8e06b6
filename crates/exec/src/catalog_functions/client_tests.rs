//! Claims about what clients ask of the catalog: every query recorded in
//! `tests/clients/catalog-queries.sql` runs.

use super::tests::{CHILD, Small};
use crate::context::{Context, Memory};
use crate::foreign_key::Constraints;
use crate::program::Program;
use crate::query_tests::Stored;
use base::{SqlError, SqlResult};
use builtin::Env;
use futures_executor::block_on;
use sql::{RawStatement, Statement};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use txn::{Isolation, Transaction};
use types::facts::oid as ty;
use types::{Datum, Oid, to_text};

/// The rows of a query, values as text with `|` between.
fn run(small: &Small, statement: &RawStatement, params: Vec<Datum>) -> SqlResult<Vec<String>> {
    let world = small.world();
    let types: Vec<Oid> = params.iter().map(|_| ty::TEXT).collect();
    let bound = world.names(|names| sql::bind(statement, names, &types))?;
    let Statement::Query(query) = bound.statement else {
        return Err(SqlError::internal("not a query"));
    };
    let program = Arc::new(Program::compile(plan::plan(&query))?);
    let memory = Memory::new(1 << 28);
    let cancel = AtomicBool::new(false);
    let mut constraints = Constraints::default();
    let mut txn = Transaction::new(Arc::new(Stored::default()), Isolation::RepeatableRead);
    let mut cursor = program.start(params);
    let mut out = Vec::new();
    let functions = small.functions();
    loop {
        let mut cx = Context {
            txn: &mut txn,
            catalog: functions.catalog,
            env: functions.env,
            host: functions.host,
            locks: functions.locks,
            sequences: functions.sequences,
            constraints: &mut constraints,
            cancel: &cancel,
            memory: &memory,
        };
        let Some(batch) = block_on(cursor.next_batch(&mut cx))? else { return Ok(out) };
        for row in batch.rows() {
            let texts = row.iter().zip(program.columns()).map(|(value, column)| match value {
                Datum::Null => "NULL".to_owned(),
                Datum::Oid(object) if column.ty.oid != ty::OID => {
                    let name = small.object_name(column.ty.oid, *object);
                    name.unwrap_or_else(|| object.to_string())
                }
                value => to_text(column.ty.oid, value, small.formats()),
            });
            out.push(texts.collect::<Vec<String>>().join("|"));
        }
    }
}

fn rows(text: &str) -> Vec<String> {
    let statement = sql::parse(text).unwrap().remove(0);
    run(&Small::new(), &statement, Vec::new()).unwrap()
}

#[test]
fn every_query_that_clients_ask_of_the_catalog_runs() {
    let recorded = include_str!("../../../../tests/clients/catalog-queries.sql");
    let small = Small::new();
    let (mut asked, mut failed) = (0, Vec::new());
    for statement in sql::parse(recorded).unwrap() {
        let text = &statement.text;
        let of_catalog = text.contains("pg_") || text.contains("information_schema");
        let own = ["pgbench_", "drizzle", "'f'::pg_catalog.regproc"];
        let query = text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"));
        if !query || !of_catalog || own.iter().any(|name| text.contains(name)) {
            continue;
        }
        asked += 1;
        let params = if text.contains("$1") { vec![Datum::text("int4")] } else { Vec::new() };
        if let Err(error) = run(&small, &statement, params) {
            failed.push(format!("{error} {:?}\n{text}", error.fields().position));
        }
    }
    assert!(asked > 100, "{asked} queries");
    assert!(failed.is_empty(), "{} of {asked}:\n{}", failed.len(), failed.join("\n\n"));
}

#[test]
fn information_schema_describes_columns() {
    let found = rows(
        "SELECT column_name, data_type, is_nullable, is_identity, column_default \
         FROM information_schema.columns WHERE table_name IN ('parent', 'child') ORDER BY 1, 4",
    );
    assert_eq!(
        found,
        [
            "Name|text|YES|NO|NULL",
            "id|integer|NO|NO|nextval('child_id_seq'::regclass)",
            "id|integer|NO|YES|NULL",
            "parent|integer|YES|NO|NULL",
        ]
    );
}

#[test]
fn a_client_is_told_the_types_that_domains_are_over() {
    let text = "SELECT ordinal_position, column_name FROM information_schema.columns";
    let statement = sql::parse(text).unwrap().remove(0);
    let small = Small::new();
    let bound = small.world().names(|names| sql::bind(&statement, names, &[])).unwrap();
    let Statement::Query(query) = bound.statement else { panic!("a query") };
    let types: Vec<Oid> = query.columns.iter().map(|column| column.ty.oid).collect();
    assert_eq!(types, [ty::INT4, ty::NAME]);
}

#[test]
fn information_schema_describes_constraints() {
    let found = rows(
        "SELECT constraint_name, constraint_type, column_name \
         FROM information_schema.table_constraints \
         JOIN information_schema.constraint_column_usage USING (constraint_name) ORDER BY 1",
    );
    assert_eq!(
        found,
        [
            "child_id_check|CHECK|id",
            "child_parent_fkey|FOREIGN KEY|id",
            "child_pkey|PRIMARY KEY|id",
            "parent_pkey|PRIMARY KEY|id",
        ]
    );
}

#[test]
fn definitions_are_written_as_postgresql_writes_them() {
    let found = rows(&format!(
        "SELECT pg_get_constraintdef(oid), pg_get_constraintdef(oid, true) \
         FROM pg_constraint WHERE conrelid = {CHILD} ORDER BY contype"
    ));
    let key = "FOREIGN KEY (parent) REFERENCES parent(id) ON DELETE CASCADE";
    assert_eq!(
        found,
        [
            "CHECK ((id > 0))|CHECK (id > 0)".to_owned(),
            format!("{key}|{key}"),
            "PRIMARY KEY (id)|PRIMARY KEY (id)".to_owned(),
        ]
    );
    let found = rows("SELECT indexdef FROM pg_indexes WHERE tablename = 'child'");
    assert_eq!(found, ["CREATE UNIQUE INDEX child_pkey ON public.child USING btree (id)"]);
}
