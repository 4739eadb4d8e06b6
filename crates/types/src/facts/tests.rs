//! Are the tables sorted as the lookups expect, and do they say what PostgreSQL 16 says?

use super::*;

fn rises<T, K: Ord>(table: &'static [T], key: impl Fn(&'static T) -> K) -> bool {
    table.is_sorted_by(|a, b| key(a) < key(b))
}

#[test]
fn every_table_is_in_the_order_its_lookup_searches() {
    assert!(rises(TYPES, |row| row.oid));
    assert!(rises(CASTS, |row| (row.source, row.target)));
    assert!(rises(OPERATORS, |row| row.oid));
    assert!(rises(FUNCTIONS, |row| row.oid));
    assert!(rises(AGGREGATES, |row| row.function));
    assert!(rises(OPCLASSES, |row| row.oid));
    assert!(rises(AMOPS, |row| (row.family, row.left, row.right, row.strategy)));
    assert!(rises(AMPROCS, |row| (row.family, row.left, row.right, row.number)));
    assert!(rises(RANGES, |row| row.range));
    assert!(rises(SETTINGS, |row| row.name.to_ascii_lowercase()));
    assert!(rises(KEYWORDS, |row| row.word));
    assert!(rises(RELATIONS, |row| row.oid));
    assert!(rises(COLUMNS, |row| (row.relation, row.num)));
}

#[test]
fn every_name_is_found_and_leads_to_its_row() {
    for row in FUNCTIONS {
        assert!(functions_named(row.name).any(|found| found == row), "{}", row.name);
    }
    for row in OPERATORS {
        assert!(operators_named(row.name).any(|found| found == row), "{}", row.name);
    }
    for row in RELATIONS {
        assert_eq!(relation_in(row.namespace, row.name), Some(row));
        assert!(!columns_of(row.oid).is_empty(), "{}", row.name);
    }
    for row in TYPES.iter().filter(|row| row.namespace == PG_CATALOG) {
        assert_eq!(type_by_name(row.name), Some(row));
    }
    for row in SETTINGS {
        assert_eq!(setting(&row.name.to_ascii_uppercase()), Some(row));
    }
    assert_eq!(functions_named("no_such").count(), 0);
    assert_eq!(setting("no_such"), None);
}

#[test]
fn no_row_names_an_operator_or_function_that_is_not_there() {
    for row in OPERATORS {
        assert!(function(row.code).is_some() && type_by_oid(row.result).is_some(), "{row:?}");
        assert!(row.negate == 0 || operator(row.negate).is_some(), "{row:?}");
    }
    for row in AGGREGATES {
        assert_eq!(function(row.function).map(|function| function.kind), Some('a'));
        assert!(function(row.transfn).is_some(), "{row:?}");
    }
    assert_eq!(FUNCTIONS.iter().filter(|row| row.kind == 'a').count(), AGGREGATES.len());
}

#[test]
fn the_sample_is_as_postgresql_documents_it() {
    assert_eq!(FUNCTIONS.len(), 3297);
    assert_eq!((fn_oid::F_INT4PL, oid::INT4, oid::INT4_ARRAY), (177, 23, 1007));
    let int4pl = function(177).expect("int4pl is 177");
    assert_eq!((int4pl.name, int4pl.argtypes, int4pl.rettype), ("int4pl", &[23, 23][..], 23));
    assert!(int4pl.strict && int4pl.volatile == 'i' && int4pl.language == Language::Internal);
    assert_eq!((array_of(oid::TEXT), element_of(1009)), (Some(1009), Some(oid::TEXT)));
    assert_eq!((element_of(oid::POINT), element_of(oid::TEXT)), (None, None));
    let widen = cast(oid::INT4, oid::INT8).expect("int4 widens to int8");
    assert_eq!((widen.func, widen.context, widen.method), (fn_oid::F_INT8_INT4, 'i', 'f'));
    let sum = aggregate(fn_oid::F_SUM_INT4).expect("sum(int4) is an aggregate");
    assert_eq!((sum.transfn, sum.initval), (fn_oid::F_INT4_SUM, None));
    assert_eq!(
        setting("timezone").map(|row| (row.name, row.boot_val)),
        Some(("TimeZone", Some("GMT")))
    );
    assert_eq!(
        relation("pg_class").map(|row| (row.oid, columns_of(row.oid)[1].name)),
        Some((1259, "relname"))
    );
    assert_eq!(keyword("select").map(|row| row.catcode), Some('R'));
}

#[test]
fn a_type_without_its_own_operator_class_borrows_one() {
    let name = |am, oid| opclass_default(am, oid).map(|row| row.name);
    assert_eq!(name(BTREE, oid::INT4), Some("int4_ops"));
    assert_eq!(name(BTREE, oid::VARCHAR), Some("text_ops"));
    assert_eq!(name(HASH, oid::TEXT_ARRAY), Some("array_ops"));
    assert_eq!(name(BTREE, oid::INT4RANGE), Some("range_ops"));
    assert_eq!(name(BTREE, oid::JSON), None);
    let int4 = opclass_default(BTREE, oid::INT4).expect("int4 has btree operators");
    let less = amop(int4.family, oid::INT4, oid::INT8, 1).expect("int4 < int8 is in integer_ops");
    assert_eq!(btree_strategy_of(less.operator, int4.family), Some(1));
    assert_eq!(btree_strategy_of(less.operator, 0), None);
}
