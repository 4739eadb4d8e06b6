//! Which types are there, beside those of every database? Each table and view has one for its
//! rows, and an array over that.

use super::form::{Form, Row, letter, oid};
use crate::catalog_functions::World;
use sql::catalog::{of_row_type, row_types};
use std::collections::HashSet;
use types::Oid;
use types::facts::fn_oid;

/// A row type, or the array over one.
struct RowType {
    oid: Oid,
    name: String,
    namespace: Oid,
    /// The relation whose rows are of it; for the array 0.
    relation: Oid,
    owner: Oid,
}

/// All of them: an array's name is that of its relation after as many `_` as keep it from being
/// another's (`makeArrayTypeName`, catalog/pg_type.c).
fn all(world: &World<'_>) -> Vec<RowType> {
    let tables = world.catalog.tables.values();
    let tables = tables.map(|table| (table.oid, table.namespace, &table.name, table.owner));
    let views = world.catalog.views.values();
    let views = views.map(|view| (view.oid, view.namespace, &view.name, view.owner));
    let relations: Vec<(Oid, Oid, &String, Oid)> = tables.chain(views).collect();
    let mut taken: HashSet<(Oid, String)> =
        relations.iter().map(|(_, namespace, name, _)| (*namespace, (*name).clone())).collect();
    let mut found = Vec::with_capacity(relations.len() * 2);
    for (relation, namespace, name, owner) in relations {
        let (row, array) = row_types(relation);
        let mut longer = format!("_{name}");
        let clipped = loop {
            let clipped = sql::names::clip(&longer, sql::names::MAX_NAME).to_owned();
            if taken.insert((namespace, clipped.clone())) {
                break clipped;
            }
            longer.insert(0, '_');
        };
        found.push(RowType { oid: row, name: name.clone(), namespace, relation, owner });
        found.push(RowType { oid: array, name: clipped, namespace, relation: 0, owner });
    }
    found
}

/// `pg_type` of row types that users have made.
pub(super) fn of_tables(world: &World<'_>) -> Vec<Row> {
    let form = Form::of("pg_type");
    all(world).iter().map(|ty| row(&form, ty)).collect()
}

fn row(form: &Form, ty: &RowType) -> Row {
    let mut row = super::builtin::row_type(form, ty.oid, &ty.name, ty.namespace, ty.relation);
    form.set(&mut row, [("typowner", oid(ty.owner))]);
    let Some((relation, is_array)) = of_row_type(ty.oid) else { return row };
    let (element, array) = row_types(relation);
    if !is_array {
        form.set(&mut row, [("typarray", oid(array))]);
        return row;
    }
    form.set(
        &mut row,
        [
            ("typtype", letter('b')),
            ("typcategory", letter('A')),
            ("typsubscript", oid(fn_oid::F_ARRAY_SUBSCRIPT_HANDLER)),
            ("typelem", oid(element)),
            ("typinput", oid(fn_oid::F_ARRAY_IN)),
            ("typoutput", oid(fn_oid::F_ARRAY_OUT)),
            ("typreceive", oid(fn_oid::F_ARRAY_RECV)),
            ("typsend", oid(fn_oid::F_ARRAY_SEND)),
            ("typanalyze", oid(fn_oid::F_ARRAY_TYPANALYZE)),
        ],
    );
    row
}
