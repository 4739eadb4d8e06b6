//! Claims about the rows of `pg_catalog`.

use super::made;
use crate::catalog_functions::tests::{CHILD, CHILD_KEY, PARENT, Small};
use types::facts::{self, RELATIONS, oid as ty};
use types::text::is_oid_like;
use types::{Datum, Formats, Oid, to_text};

/// Whether a value may stand in a column of the type.
fn fits(typid: Oid, value: &Datum) -> bool {
    match value {
        Datum::Null => true,
        Datum::Bool(_) => typid == ty::BOOL,
        Datum::Int2(_) => typid == ty::INT2,
        Datum::Int4(_) => typid == ty::INT4,
        Datum::Int8(_) => matches!(typid, ty::INT8 | ty::TIMESTAMPTZ),
        Datum::Float4(_) => typid == ty::FLOAT4,
        Datum::Oid(_) => is_oid_like(typid),
        Datum::Text(_) => {
            let node = facts::type_by_name("pg_node_tree").map(|fact| fact.oid);
            matches!(typid, ty::NAME | ty::TEXT | ty::CHAR | ty::ACLITEM) || Some(typid) == node
        }
        Datum::Array(array) => {
            let items = || array.items.iter().all(|item| fits(array.element, item));
            let element = facts::type_by_oid(typid).map(|fact| fact.elem);
            typid == ty::ANYARRAY || (element == Some(array.element) && items())
        }
        _ => false,
    }
}

#[test]
fn every_row_is_as_wide_as_its_relation_and_of_its_types() {
    let small = Small::new();
    for relation in RELATIONS {
        let columns = facts::columns_of(relation.oid);
        for row in made(relation.oid, &small.world()).rows() {
            assert_eq!(row.len(), columns.len(), "{}", relation.name);
            for (column, value) in columns.iter().zip(row) {
                let place = format!("{}.{} = {value:?}", relation.name, column.name);
                assert!(fits(column.typid, value), "{place}");
                assert!(!column.notnull || !value.is_null(), "{place}");
            }
        }
    }
}

/// The values of some columns of the rows whose first named column is `is`.
fn select(relation: &str, columns: &[&str], is: &str) -> Vec<String> {
    let small = Small::new();
    let relation = facts::relation(relation).unwrap().oid;
    let facts = facts::columns_of(relation);
    let places = columns.iter().map(|name| facts.iter().position(|c| c.name == *name).unwrap());
    let places: Vec<usize> = places.collect();
    let made = made(relation, &small.world());
    let shown = made.rows().map(|row| {
        let texts =
            places.iter().map(|at| to_text(facts[*at].typid, &row[*at], &Formats::default()));
        texts.collect::<Vec<_>>()
    });
    shown.filter(|row| row[0] == is).map(|row| row[1..].join(" | ")).collect()
}

#[test]
fn each_oid_stands_once() {
    let small = Small::new();
    for relation in RELATIONS {
        let columns = facts::columns_of(relation.oid);
        if columns.first().is_none_or(|column| column.name != "oid") {
            continue;
        }
        let mut seen = std::collections::HashSet::new();
        for row in made(relation.oid, &small.world()).rows() {
            let Datum::Oid(oid) = row[0] else { panic!("{} has an OID", relation.name) };
            assert!(seen.insert(oid), "{} {oid}", relation.name);
        }
    }
}

#[test]
fn a_table_an_index_and_a_sequence_are_classes() {
    let columns = ["relname", "oid", "relkind", "relhasindex", "relchecks", "relhastriggers"];
    assert_eq!(select("pg_class", &columns, "child"), [format!("{CHILD} | r | t | 1 | t")]);
    assert_eq!(
        select("pg_class", &columns, "child_pkey"),
        [format!("{CHILD_KEY} | i | f | 0 | f")]
    );
    assert_eq!(select("pg_class", &columns, "child_id_seq"), ["16413 | S | f | 0 | f"]);
    assert_eq!(select("pg_class", &columns, "pg_roles"), ["12000 | v | f | 0 | f"]);
}

#[test]
fn a_dropped_column_keeps_its_number() {
    let columns = ["attrelid", "attnum", "attname", "atttypid", "attisdropped", "atthasdef"];
    let rows = select("pg_attribute", &columns, &CHILD.to_string());
    assert_eq!(
        rows,
        [
            "1 | id | 23 | f | t",
            "2 | ........pg.dropped.2........ | 0 | t | f",
            "3 | parent | 23 | f | f",
        ]
    );
}

#[test]
fn constraints_say_what_they_hold() {
    let columns =
        ["conrelid", "conname", "contype", "conkey", "confkey", "confdeltype", "conpfeqop"];
    let rows = select("pg_constraint", &columns, &CHILD.to_string());
    assert_eq!(rows[0], "child_pkey | p | {1} |  |   | ");
    assert!(rows[1].starts_with("child_id_check | c |"), "{}", rows[1]);
    assert_eq!(rows[2], "child_parent_fkey | f | {3} | {1} | c | {96}");
}

#[test]
fn a_serial_sequence_depends_automatically_and_an_identity_one_internally() {
    let columns = ["objid", "refobjid", "refobjsubid", "deptype"];
    let of = |oid: &str| {
        let rows = select("pg_depend", &columns, oid);
        rows.into_iter().filter(|row| !row.starts_with("2200")).collect::<Vec<_>>()
    };
    assert_eq!(of("16413"), [format!("{CHILD} | 1 | a")]);
    assert_eq!(of("16403"), [format!("{PARENT} | 1 | i")]);
}

#[test]
fn an_index_has_vectors_that_count_from_zero() {
    let columns = ["indexrelid", "indkey", "indclass", "indoption", "indisprimary"];
    assert_eq!(select("pg_index", &columns, &CHILD_KEY.to_string()), ["1 | 1978 | 0 | t"]);
}
