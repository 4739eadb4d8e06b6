//! Which tables, indexes and sequences are there, and of which columns?

use super::builtin::HEAP;
use super::form::{
    Form, Row, array, array_or_null, attnum, int2, letter, maybe, oid, text, vector, yes,
};
use super::made_up;
use crate::catalog_functions::World;
use crate::catalog_functions::stored;
use sql::catalog::{ADMIN, Index, Sequence, Table, TableColumn, View, row_types};
use types::facts::{self, BTREE, oid as ty};
use types::{Datum, Oid, Type};

/// `pg_class`.
pub(super) fn classes(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_class");
    let mut rows: Vec<Row> =
        facts::RELATIONS.iter().map(|fact| system_class(&form, world, fact)).collect();
    for table in world.catalog.tables.values() {
        rows.push(table_class(&form, table));
        rows.extend(table.indexes.iter().map(|index| index_class(&form, table, index)));
    }
    rows.extend(world.catalog.sequences.values().map(|sequence| sequence_class(&form, sequence)));
    rows.extend(world.catalog.views.values().map(|view| view_class(&form, view)));
    rows
}

fn system_class(form: &Form, world: &World<'_>, fact: &facts::RelationFact) -> Row {
    let stored = fact.kind == 'r';
    form.row([
        ("oid", oid(fact.oid)),
        ("relname", text(fact.name)),
        ("relnamespace", oid(fact.namespace)),
        ("reltype", oid(fact.rowtype)),
        ("relowner", oid(ADMIN)),
        ("relam", oid(if stored { HEAP } else { 0 })),
        ("reltablespace", oid(if fact.shared { super::PG_GLOBAL } else { 0 })),
        ("reltuples", Datum::Float4(-1.0)),
        ("relisshared", yes(fact.shared)),
        ("relpersistence", letter('p')),
        ("relkind", letter(fact.kind)),
        ("relnatts", int2(facts::columns_of(fact.oid).len())),
        ("relispopulated", yes(true)),
        ("relreplident", letter('n')),
        ("relacl", super::cluster::system_acl(world, fact)),
    ])
}

fn table_class(form: &Form, table: &Table) -> Row {
    let foreign_keys = !table.foreign_keys.is_empty() || !table.referenced_by.is_empty();
    form.row([
        ("oid", oid(table.oid)),
        ("relname", text(&table.name)),
        ("relnamespace", oid(table.namespace)),
        ("reltype", oid(row_types(table.oid).0)),
        ("relowner", oid(table.owner)),
        ("relam", oid(HEAP)),
        ("relfilenode", oid(table.storage)),
        ("reltuples", Datum::Float4(-1.0)),
        ("relhasindex", yes(!table.indexes.is_empty())),
        ("relpersistence", letter('p')),
        ("relkind", letter('r')),
        ("relnatts", int2(table.columns.len())),
        ("relchecks", int2(table.checks.len())),
        // PostgreSQL keeps foreign keys by triggers, and clients ask for foreign keys only where
        // there are some.
        ("relhastriggers", yes(foreign_keys)),
        ("relispopulated", yes(true)),
        ("relreplident", letter('d')),
    ])
}

fn index_class(form: &Form, table: &Table, index: &Index) -> Row {
    form.row([
        ("oid", oid(index.oid)),
        ("relname", text(&index.name)),
        ("relnamespace", oid(table.namespace)),
        ("relowner", oid(table.owner)),
        ("relam", oid(BTREE)),
        ("relfilenode", oid(index.storage)),
        ("reltuples", Datum::Float4(-1.0)),
        ("relpersistence", letter('p')),
        ("relkind", letter('i')),
        ("relnatts", int2(index.keys.len() + index.include.len())),
        ("relispopulated", yes(true)),
        ("relreplident", letter('n')),
    ])
}

fn sequence_class(form: &Form, sequence: &Sequence) -> Row {
    form.row([
        ("oid", oid(sequence.oid)),
        ("relname", text(&sequence.name)),
        ("relnamespace", oid(sequence.namespace)),
        ("relowner", oid(sequence.owner)),
        ("relfilenode", oid(sequence.storage)),
        ("reltuples", Datum::Float4(1.0)),
        ("relpersistence", letter('p')),
        ("relkind", letter('S')),
        ("relnatts", int2(SEQUENCE_COLUMNS.len())),
        ("relispopulated", yes(true)),
        ("relreplident", letter('n')),
    ])
}

fn view_class(form: &Form, view: &View) -> Row {
    let options = view.options().into_iter().map(Datum::text).collect();
    form.row([
        ("oid", oid(view.oid)),
        ("relname", text(&view.name)),
        ("relnamespace", oid(view.namespace)),
        ("reltype", oid(row_types(view.oid).0)),
        ("relowner", oid(view.owner)),
        ("reltuples", Datum::Float4(-1.0)),
        ("relpersistence", letter('p')),
        ("relkind", letter('v')),
        ("relnatts", int2(view.columns.len())),
        ("relhasrules", yes(true)),
        ("relispopulated", yes(true)),
        ("relreplident", letter('n')),
        ("reloptions", array_or_null(ty::TEXT, options)),
    ])
}

/// `pg_rewrite`: the one rule of each view.
pub(super) fn rules(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_rewrite");
    let row = |view: &std::sync::Arc<View>| {
        form.row([
            ("oid", oid(made_up(view.oid, RULE))),
            ("rulename", text("_RETURN")),
            ("ev_class", oid(view.oid)),
            ("ev_type", letter('1')),
            ("ev_enabled", letter('O')),
            ("is_instead", yes(true)),
            ("ev_qual", text("<>")),
            ("ev_action", text("<>")),
        ])
    };
    world.catalog.views.values().map(row).collect()
}

/// The part of a view that its rule is, as [`made_up`] counts: after all columns.
pub(super) const RULE: usize = 2000;

/// The columns every sequence has as a relation.
const SEQUENCE_COLUMNS: [(&str, Oid); 3] =
    [("last_value", ty::INT8), ("log_cnt", ty::INT8), ("is_called", ty::BOOL)];

/// `pg_attribute` of what users have defined.
pub(super) fn attributes(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_attribute");
    let mut rows = Vec::new();
    for table in world.catalog.tables.values() {
        for (at, column) in table.columns.iter().enumerate() {
            rows.push(column_row(&form, world, table.oid, at, column));
        }
        for index in &table.indexes {
            for (at, column) in index_columns(world, table, index).into_iter().enumerate() {
                rows.push(plain_column(&form, index.oid, at, &column));
            }
        }
    }
    for view in world.catalog.views.values() {
        for (at, column) in view.columns.iter().enumerate() {
            rows.push(column_row(&form, world, view.oid, at, column));
        }
    }
    for sequence in world.catalog.sequences.values() {
        for (at, (name, type_oid)) in SEQUENCE_COLUMNS.iter().enumerate() {
            let column = Plain::of((*name).into(), Type::new(*type_oid));
            rows.push(plain_column(&form, sequence.oid, at, &column));
        }
    }
    rows
}

fn column_row(
    form: &Form,
    world: &World<'_>,
    relation: Oid,
    at: usize,
    column: &TableColumn,
) -> Row {
    let fact = facts::type_by_oid(column.type_oid);
    let live = !column.dropped;
    let name = match column.dropped {
        true => format!("........pg.dropped.{}........", at + 1),
        false => column.name.clone(),
    };
    let missing = column.missing.as_ref().filter(|_| live);
    let identity = column.identity.map_or("", |identity| if identity.always { "a" } else { "d" });
    let mut row = plain_column(
        form,
        relation,
        at,
        &Plain { not_null: column.not_null && live, ..Plain::of(name, column.ty()) },
    );
    form.set(
        &mut row,
        [
            ("atttypid", oid(if live { column.type_oid } else { 0 })),
            ("attndims", int2(usize::from(fact.is_some_and(|fact| fact.category == 'A')))),
            ("atthasdef", yes(live && column.default.is_some())),
            ("atthasmissing", yes(missing.is_some())),
            ("attidentity", text(identity)),
            ("attgenerated", text(if column.generated && live { "s" } else { "" })),
            ("attisdropped", yes(column.dropped)),
            ("attstattarget", Datum::Int2(if live { -1 } else { 0 })),
            (
                "attmissingval",
                missing.map_or(Datum::Null, |missing| {
                    let value = types::text_in(column.ty(), missing, world.env.formats());
                    value.map_or(Datum::Null, |value| array(column.type_oid, vec![value]))
                }),
            ),
        ],
    );
    row
}

/// What all columns have: those of tables, indexes and sequences.
struct Plain {
    name: String,
    ty: Oid,
    typmod: i32,
    not_null: bool,
    collation: Oid,
}

impl Plain {
    fn of(name: String, ty: Type) -> Plain {
        let (oid, typmod) = (ty.oid, ty.typmod);
        Plain { name, ty: oid, typmod, not_null: false, collation: collation(oid) }
    }
}

fn plain_column(form: &Form, relation: Oid, at: usize, column: &Plain) -> Row {
    let fact = facts::type_by_oid(column.ty);
    form.row([
        ("attrelid", oid(relation)),
        ("attname", text(&column.name)),
        ("atttypid", oid(column.ty)),
        ("attlen", Datum::Int2(fact.map_or(-1, |fact| fact.len))),
        ("attnum", attnum(at)),
        ("attcacheoff", Datum::Int4(-1)),
        ("atttypmod", Datum::Int4(column.typmod)),
        ("attbyval", yes(fact.is_some_and(|fact| fact.byval))),
        ("attalign", letter(fact.map_or('i', |fact| fact.align))),
        ("attstorage", letter(fact.map_or('x', |fact| fact.storage))),
        ("attnotnull", yes(column.not_null)),
        ("attislocal", yes(true)),
        ("attstattarget", Datum::Int2(-1)),
        ("attcollation", oid(column.collation)),
    ])
}

/// The collation a column of the type has.
fn collation(type_oid: Oid) -> Oid {
    facts::type_by_oid(type_oid).map_or(0, |fact| fact.collation)
}

/// The columns of an index as PostgreSQL names them (`ChooseIndexColumnNames` in
/// commands/indexcmds.c): as their columns, expressions by what they are, made distinct.
fn index_columns(world: &World<'_>, table: &Table, index: &Index) -> Vec<Plain> {
    let mut columns: Vec<Plain> = Vec::new();
    let places = index.keys.iter().map(|key| (key.column, key.expression.as_deref()));
    let included = index.include.iter().map(|column| (Some(*column), None));
    for (column, expression) in places.chain(included) {
        let column = column.and_then(|column| table.columns.get(column));
        let (stem, ty) = match (column, expression) {
            (Some(column), _) => (column.name.clone(), column.ty()),
            (None, Some(expression)) => (
                stored::label(expression),
                stored::type_of(world, table, expression).unwrap_or(Type::new(ty::TEXT)),
            ),
            (None, None) => continue,
        };
        let mut name = stem.clone();
        let mut number = 0;
        while columns.iter().any(|other| other.name == name) {
            number += 1;
            name = format!("{stem}{number}");
        }
        columns.push(Plain::of(name, ty));
    }
    // What is only carried along is not compared.
    for included in columns.iter_mut().skip(index.keys.len()) {
        included.collation = 0;
    }
    columns
}

/// `pg_attrdef`: DEFAULT and GENERATED ... STORED expressions.
pub(super) fn defaults(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_attrdef");
    let mut rows = Vec::new();
    let tables = world.catalog.tables.values().map(|table| (table.oid, &table.columns));
    let views = world.catalog.views.values().map(|view| (view.oid, &view.columns));
    for (relation, columns) in tables.chain(views) {
        for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.dropped) {
            if let Some(default) = &column.default {
                rows.push(form.row([
                    ("oid", oid(made_up(relation, at))),
                    ("adrelid", oid(relation)),
                    ("adnum", attnum(at)),
                    ("adbin", text(default)),
                ]));
            }
        }
    }
    rows
}

/// `pg_index`.
pub(super) fn indexes(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_index");
    let tables = world.catalog.tables.values();
    let indexes = tables.flat_map(|table| table.indexes.iter().map(move |index| (table, index)));
    indexes.map(|(table, index)| index_row(&form, world, table, index)).collect()
}

fn index_row(form: &Form, world: &World<'_>, table: &Table, index: &Index) -> Row {
    let columns = index_columns(world, table, index);
    let keys = index.keys.len();
    let numbers =
        index.keys.iter().map(|key| key.column).chain(index.include.iter().copied().map(Some));
    let numbers = numbers.map(|column| column.map_or(Datum::Int2(0), attnum)).collect();
    let of_keys = |what: &dyn Fn(Oid) -> Oid| {
        let items = columns.iter().take(keys).map(|column| oid(what(column.ty))).collect();
        vector(ty::OID, items)
    };
    let options = index
        .keys
        .iter()
        .map(|key| int2(usize::from(key.descending) + 2 * usize::from(key.nulls_first)));
    let expressions: Vec<&str> =
        index.keys.iter().filter_map(|key| key.expression.as_deref()).collect();
    form.row([
        ("indexrelid", oid(index.oid)),
        ("indrelid", oid(table.oid)),
        ("indnatts", int2(columns.len())),
        ("indnkeyatts", int2(keys)),
        ("indisunique", yes(index.unique)),
        ("indnullsnotdistinct", yes(index.nulls_not_distinct)),
        ("indisprimary", yes(index.primary)),
        ("indimmediate", yes(true)),
        ("indisvalid", yes(true)),
        ("indisready", yes(true)),
        ("indislive", yes(true)),
        ("indkey", vector(ty::INT2, numbers)),
        ("indcollation", of_keys(&collation)),
        ("indclass", of_keys(&|ty| facts::opclass_default(BTREE, ty).map_or(0, |class| class.oid))),
        ("indoption", vector(ty::INT2, options.collect())),
        ("indexprs", maybe((!expressions.is_empty()).then(|| expressions.join(", ")).as_deref())),
        ("indpred", maybe(index.predicate.as_deref())),
    ])
}

/// `pg_sequence`.
pub(super) fn sequences(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_sequence");
    let row = |sequence: &std::sync::Arc<Sequence>| {
        form.row([
            ("seqrelid", oid(sequence.oid)),
            ("seqtypid", oid(sequence.type_oid)),
            ("seqstart", Datum::Int8(sequence.start)),
            ("seqincrement", Datum::Int8(sequence.increment)),
            ("seqmax", Datum::Int8(sequence.max)),
            ("seqmin", Datum::Int8(sequence.min)),
            ("seqcache", Datum::Int8(sequence.cache)),
            ("seqcycle", yes(sequence.cycle)),
        ])
    };
    world.catalog.sequences.values().map(row).collect()
}
