//! What must rows satisfy, and which object depends on which?

use super::form::{Form, Row, array_or_null, attnum, letter, oid, text, yes};
use super::relations::RULE;
use super::{class_id, made_up};
use crate::catalog_functions::World;
use crate::catalog_functions::stored;
use sql::catalog::{Action, Check, FIRST_NORMAL_OID, ForeignKey, Index, Sequence, Table, View};
use types::facts::{self, BTREE, oid as ty};
use types::{Datum, Oid};

/// `pg_constraint`.
pub(super) fn constraints(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_constraint");
    let mut rows = Vec::new();
    for table in world.catalog.tables.values() {
        let keys = table.indexes.iter().filter(|index| index.constraint.is_some());
        rows.extend(keys.map(|index| key_row(&form, table, index)));
        rows.extend(table.checks.iter().map(|check| check_row(&form, world, table, check)));
        let foreign_keys = table.foreign_keys.iter();
        rows.extend(foreign_keys.map(|key| foreign_key_row(&form, world, table, key)));
    }
    rows
}

/// What all constraints have.
fn constraint_row(form: &Form, table: &Table, number: Oid, name: &str, kind: char) -> Row {
    form.row([
        ("oid", oid(number)),
        ("conname", text(name)),
        ("connamespace", oid(table.namespace)),
        ("contype", letter(kind)),
        ("convalidated", yes(true)),
        ("conrelid", oid(table.oid)),
        ("confupdtype", letter(' ')),
        ("confdeltype", letter(' ')),
        ("confmatchtype", letter(' ')),
        ("conislocal", yes(true)),
        ("connoinherit", yes(kind != 'c')),
    ])
}

fn key_row(form: &Form, table: &Table, index: &Index) -> Row {
    let kind = if index.primary { 'p' } else { 'u' };
    let number = index.constraint.unwrap_or_default();
    let mut row = constraint_row(form, table, number, &index.name, kind);
    let columns: Vec<usize> = index.keys.iter().filter_map(|key| key.column).collect();
    form.set(&mut row, [("conindid", oid(index.oid)), ("conkey", attnums(&columns))]);
    row
}

fn check_row(form: &Form, world: &World<'_>, table: &Table, check: &Check) -> Row {
    let mut row = constraint_row(form, table, check.oid, &check.name, 'c');
    let columns = stored::columns(world, table, &check.expression);
    form.set(
        &mut row,
        [
            ("convalidated", yes(check.validated)),
            ("conkey", attnums(&columns)),
            ("conbin", text(&check.expression)),
        ],
    );
    row
}

fn foreign_key_row(form: &Form, world: &World<'_>, table: &Table, key: &ForeignKey) -> Row {
    let mut row = constraint_row(form, table, key.oid, &key.name, 'f');
    let parent = world.catalog.tables.get(&key.parent);
    let of = |table: &Table, column: &usize| {
        table.columns.get(*column).map_or(0, |column| column.type_oid)
    };
    let child_types: Vec<Oid> = key.columns.iter().map(|column| of(table, column)).collect();
    let parent_types = key.parent_columns.iter();
    let parent_types: Vec<Oid> =
        parent_types.map(|column| parent.map_or(0, |parent| of(parent, column))).collect();
    let pairs = |left: &[Oid], right: &[Oid]| {
        let operators = left.iter().zip(right).map(|(left, right)| oid(equality(*left, *right)));
        array_or_null(ty::OID, operators.collect())
    };
    form.set(
        &mut row,
        [
            ("condeferrable", yes(key.deferrable)),
            ("condeferred", yes(key.deferred)),
            ("convalidated", yes(key.validated)),
            ("conindid", oid(key.parent_index)),
            ("confrelid", oid(key.parent)),
            ("confupdtype", letter(action(key.on_update))),
            ("confdeltype", letter(action(key.on_delete))),
            ("confmatchtype", letter(if key.match_full { 'f' } else { 's' })),
            ("conkey", attnums(&key.columns)),
            ("confkey", attnums(&key.parent_columns)),
            ("conpfeqop", pairs(&parent_types, &child_types)),
            ("conppeqop", pairs(&parent_types, &parent_types)),
            ("conffeqop", pairs(&child_types, &child_types)),
        ],
    );
    row
}

fn attnums(columns: &[usize]) -> Datum {
    array_or_null(ty::INT2, columns.iter().copied().map(attnum).collect())
}

fn action(action: Action) -> char {
    match action {
        Action::NoAction => 'a',
        Action::Restrict => 'r',
        Action::Cascade => 'c',
        Action::SetNull => 'n',
        Action::SetDefault => 'd',
    }
}

/// The equality of the B-tree operator class of the left type; 0 when there is none.
fn equality(left: Oid, right: Oid) -> Oid {
    let Some(class) = facts::opclass_default(BTREE, left) else { return 0 };
    let across = facts::amop(class.family, left, right, 3);
    let within = || facts::amop(class.family, class.intype, class.intype, 3);
    across.or_else(within).map_or(0, |operator| operator.operator)
}

/// `pg_depend`: what ALTER and DROP go by here, as PostgreSQL would write it down. Built-in objects
/// are pinned and not listed.
pub(super) fn dependencies(world: &World<'_>) -> Vec<Row> {
    let mut out = Dependencies {
        form: Form::of("pg_depend"),
        class: class_id("pg_class"),
        constraint: class_id("pg_constraint"),
        default: class_id("pg_attrdef"),
        namespace: class_id("pg_namespace"),
        rewrite: class_id("pg_rewrite"),
        rows: Vec::new(),
    };
    for table in world.catalog.tables.values() {
        out.namespace(table.oid, table.namespace);
        out.of_table(world, table);
    }
    for sequence in world.catalog.sequences.values() {
        out.namespace(sequence.oid, sequence.namespace);
        out.of_sequence(sequence);
    }
    for view in world.catalog.views.values() {
        out.namespace(view.oid, view.namespace);
        out.of_view(view);
    }
    out.rows
}

struct Dependencies {
    form: Form,
    class: Oid,
    constraint: Oid,
    default: Oid,
    namespace: Oid,
    rewrite: Oid,
    rows: Vec<Row>,
}

impl Dependencies {
    /// `object` depends on `on`, each (catalog, OID, column from 1 or 0).
    fn add(&mut self, object: (Oid, Oid, usize), on: (Oid, Oid, usize), kind: char) {
        let number = |column: usize| Datum::Int4(i32::try_from(column).unwrap_or(0));
        self.rows.push(self.form.row([
            ("classid", oid(object.0)),
            ("objid", oid(object.1)),
            ("objsubid", number(object.2)),
            ("refclassid", oid(on.0)),
            ("refobjid", oid(on.1)),
            ("refobjsubid", number(on.2)),
            ("deptype", letter(kind)),
        ]));
    }

    fn namespace(&mut self, relation: Oid, namespace: Oid) {
        self.add((self.class, relation, 0), (self.namespace, namespace, 0), 'n');
    }

    fn columns(&mut self, object: (Oid, Oid, usize), table: Oid, columns: &[usize], kind: char) {
        for column in columns {
            self.add(object, (self.class, table, column + 1), kind);
        }
    }

    fn of_table(&mut self, world: &World<'_>, table: &Table) {
        for (at, column) in table.live_columns() {
            let Some(default) = &column.default else { continue };
            let object = (self.default, made_up(table.oid, at), 0);
            self.columns(object, table.oid, &[at], 'a');
            for sequence in stored::sequences(world, table, default) {
                self.add(object, (self.class, sequence, 0), 'n');
            }
        }
        for index in &table.indexes {
            self.of_index(world, table, index);
        }
        for check in &table.checks {
            let columns = stored::columns(world, table, &check.expression);
            self.columns((self.constraint, check.oid, 0), table.oid, &columns, 'a');
        }
        for key in &table.foreign_keys {
            let object = (self.constraint, key.oid, 0);
            self.columns(object, table.oid, &key.columns, 'a');
            self.columns(object, key.parent, &key.parent_columns, 'n');
            self.add(object, (self.class, key.parent_index, 0), 'n');
        }
    }

    fn of_index(&mut self, world: &World<'_>, table: &Table, index: &Index) {
        let object = match index.constraint {
            None => (self.class, index.oid, 0),
            Some(constraint) => {
                self.add((self.class, index.oid, 0), (self.constraint, constraint, 0), 'i');
                (self.constraint, constraint, 0)
            }
        };
        let mut columns: Vec<usize> = index.keys.iter().filter_map(|key| key.column).collect();
        columns.extend(&index.include);
        if columns.is_empty() {
            self.add(object, (self.class, table.oid, 0), 'a');
        }
        let expressions = index.keys.iter().filter_map(|key| key.expression.as_ref());
        for expression in expressions.chain(&index.predicate) {
            columns.extend(stored::columns(world, table, expression));
        }
        columns.sort_unstable();
        columns.dedup();
        self.columns(object, table.oid, &columns, 'a');
    }

    /// A view is its rule, which depends on the relations and columns that the query names.
    fn of_view(&mut self, view: &View) {
        let rule = (self.rewrite, made_up(view.oid, RULE), 0);
        self.add(rule, (self.class, view.oid, 0), 'i');
        for seen in &view.lens.relations {
            self.columns(rule, seen.oid, &seen.used, 'n');
            if seen.used.is_empty() {
                self.add(rule, (self.class, seen.oid, 0), 'n');
            }
        }
        for (alias, _, object) in &view.lens.objects {
            if *alias == ty::REGCLASS && *object >= FIRST_NORMAL_OID {
                self.add(rule, (self.class, *object, 0), 'n');
            }
        }
        for (at, _) in view.columns.iter().enumerate().filter(|(_, own)| own.default.is_some()) {
            self.columns((self.default, made_up(view.oid, at), 0), view.oid, &[at], 'a');
        }
    }

    fn of_sequence(&mut self, sequence: &Sequence) {
        if let Some((table, column)) = sequence.owned_by {
            let kind = if sequence.identity { 'i' } else { 'a' };
            self.columns((self.class, sequence.oid, 0), table, &[column], kind);
        }
    }
}
