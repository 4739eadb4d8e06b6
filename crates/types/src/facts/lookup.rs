//! Which row has this OID, or this name?

use super::generated::functions::FUNCTIONS_BY_NAME;
use super::generated::operators::OPERATORS_BY_NAME;
use super::generated::relations::RELATIONS_BY_NAME;
use super::generated::types::TYPES_BY_NAME;
use super::*;
use crate::Oid;

/// The one row of a table sorted by `key` that has it.
fn find<T, K: Ord>(table: &'static [T], wanted: K, key: impl Fn(&T) -> K) -> Option<&'static T> {
    table.binary_search_by_key(&wanted, key).ok().map(|place| &table[place])
}

/// The rows of a table sorted by `key` that have it.
fn run<T, K: Ord>(table: &'static [T], wanted: K, key: impl Fn(&T) -> K) -> &'static [T] {
    let rest = &table[table.partition_point(|row| key(row) < wanted)..];
    &rest[..rest.partition_point(|row| key(row) == wanted)]
}

/// The rows named `wanted`, by OID.
fn named<T>(
    table: &'static [T],
    index: &'static [u16],
    wanted: &str,
    name: fn(&T) -> &'static str,
) -> impl Iterator<Item = &'static T> + use<T> {
    let name = |place: &u16| name(&table[usize::from(*place)]);
    let rest = &index[index.partition_point(|place| name(place) < wanted)..];
    let same = &rest[..rest.partition_point(|place| name(place) == wanted)];
    same.iter().map(move |place| &table[usize::from(*place)])
}

/// The type with this OID.
pub fn type_by_oid(oid: Oid) -> Option<&'static TypeFact> {
    find(TYPES, oid, |row| row.oid)
}

/// The type of `pg_catalog` with this `typname` (`int4`, `_int4`; not `integer`).
pub fn type_by_name(name: &str) -> Option<&'static TypeFact> {
    named(TYPES, TYPES_BY_NAME, name, |row| row.name).find(|row| row.namespace == PG_CATALOG)
}

/// The array type over an element type.
pub fn array_of(element: Oid) -> Option<Oid> {
    type_by_oid(element).map(|row| row.array).filter(|array| *array != 0)
}

/// The element type of an array type: `int4` of `_int4`, `int2` of `int2vector`; none for `point` and
/// `name`, which are subscripted but are no arrays.
pub fn element_of(array: Oid) -> Option<Oid> {
    let row = type_by_oid(array)?;
    (row.elem != 0 && row.subscript == fn_oid::F_ARRAY_SUBSCRIPT_HANDLER).then_some(row.elem)
}

/// The cast from `source` to `target`; casts through text and of arrays are not in the catalog.
pub fn cast(source: Oid, target: Oid) -> Option<&'static CastFact> {
    find(CASTS, (source, target), |row| (row.source, row.target))
}

/// The operator with this OID.
pub fn operator(oid: Oid) -> Option<&'static OperatorFact> {
    find(OPERATORS, oid, |row| row.oid)
}

/// The operators with this name, infix and prefix, by OID.
pub fn operators_named(name: &str) -> impl Iterator<Item = &'static OperatorFact> + use<> {
    named(OPERATORS, OPERATORS_BY_NAME, name, |row| row.name)
}

/// The function with this OID.
pub fn function(oid: Oid) -> Option<&'static FunctionFact> {
    find(FUNCTIONS, oid, |row| row.oid).or_else(|| own::function(oid))
}

/// The functions with this name in any schema, by OID. Those of `information_schema` begin with `_pg_`.
pub fn functions_named(name: &str) -> impl Iterator<Item = &'static FunctionFact> + use<> {
    named(FUNCTIONS, FUNCTIONS_BY_NAME, name, |row| row.name).chain(own::functions_named(name))
}

/// How the aggregate with this `pg_proc` OID works.
pub fn aggregate(function: Oid) -> Option<&'static AggregateFact> {
    find(AGGREGATES, function, |row| row.function)
}

/// The operator class with this OID.
pub fn opclass(oid: Oid) -> Option<&'static OpclassFact> {
    find(OPCLASSES, oid, |row| row.oid)
}

/// The operator class of an access method with this name.
pub fn opclass_named(am: Oid, name: &str) -> Option<&'static OpclassFact> {
    OPCLASSES.iter().find(|row| row.am == am && row.name == name)
}

/// The operator of a family for two operand types and a strategy.
pub fn amop(family: Oid, left: Oid, right: Oid, strategy: u16) -> Option<&'static AmopFact> {
    find(AMOPS, (family, left, right, strategy), |row| {
        (row.family, row.left, row.right, row.strategy)
    })
}

/// The operators of a family.
pub fn amops_of(family: Oid) -> &'static [AmopFact] {
    run(AMOPS, family, |row| row.family)
}

/// What an operator is in a btree family: 1 <, 2 <=, 3 =, 4 >=, 5 >.
pub fn btree_strategy_of(operator: Oid, family: Oid) -> Option<u16> {
    let mut rows = amops_of(family).iter().filter(|row| row.am == BTREE);
    rows.find(|row| row.operator == operator).map(|row| row.strategy)
}

/// The support function of a family: for btree number 1 compares, for hash 1 hashes.
pub fn amproc(family: Oid, left: Oid, right: Oid, number: u16) -> Option<&'static AmprocFact> {
    find(AMPROCS, (family, left, right, number), |row| {
        (row.family, row.left, row.right, row.number)
    })
}

/// What a range type is made of.
pub fn range(oid: Oid) -> Option<&'static RangeFact> {
    find(RANGES, oid, |row| row.range)
}

/// The setting with this name, in any case.
pub fn setting(name: &str) -> Option<&'static SettingFact> {
    let wanted = name.bytes().map(|byte| byte.to_ascii_lowercase());
    let place = SETTINGS.binary_search_by(|row| {
        row.name.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(wanted.clone())
    });
    place.ok().map(|place| &SETTINGS[place])
}

/// The relation with this OID.
pub fn relation_by_oid(oid: Oid) -> Option<&'static RelationFact> {
    find(RELATIONS, oid, |row| row.oid).or_else(|| own::relation_by_oid(oid))
}

/// The relation of `pg_catalog` with this name.
pub fn relation(name: &str) -> Option<&'static RelationFact> {
    relation_in(PG_CATALOG, name)
}

/// The relation of a schema with this name.
pub fn relation_in(namespace: Oid, name: &str) -> Option<&'static RelationFact> {
    named(RELATIONS, RELATIONS_BY_NAME, name, |row| row.name)
        .find(|row| row.namespace == namespace)
        .or_else(|| own::relation_in(namespace, name))
}

/// The columns of a relation, by `attnum`.
pub fn columns_of(relation: Oid) -> &'static [ColumnFact] {
    match run(COLUMNS, relation, |row| row.relation) {
        [] => own::columns_of(relation),
        columns => columns,
    }
}

/// The words of the grammar, in order.
pub fn keywords() -> &'static [KeywordFact] {
    KEYWORDS
}

/// The keyword `word`, given in lower case.
pub fn keyword(word: &str) -> Option<&'static KeywordFact> {
    KEYWORDS.binary_search_by(|row| row.word.cmp(word)).ok().map(|place| &KEYWORDS[place])
}

/// The schemas a new database has.
pub fn namespaces() -> &'static [NamespaceFact] {
    NAMESPACES
}

/// The schema `information_schema`.
pub fn information_schema() -> Option<Oid> {
    NAMESPACES.iter().find(|row| row.name == "information_schema").map(|row| row.oid)
}
