//! What do the operators and functions of json and jsonb give?

mod build;
mod change;
pub(crate) mod populate;
pub(crate) mod write;

use crate::args::{integer, mismatch};
use crate::registry::{Table, TypedTable};
use base::SqlResult;
use rupg_types::{JsonItem, JsonTree};
use types::{Datum, sql_error};

fn text(args: &[Datum], index: usize) -> SqlResult<&str> {
    match args.get(index) {
        Some(Datum::Text(text)) => Ok(text),
        _ => Err(mismatch()),
    }
}

fn tree(args: &[Datum], index: usize) -> SqlResult<JsonTree<'_>> {
    JsonTree::parse(text(args, index)?).map_err(sql_error)
}

/// The part a step or path leads to: as json, or as text with null as NULL.
fn part(tree: &JsonTree<'_>, at: Option<usize>, as_text: bool) -> Datum {
    let Some(at) = at else { return Datum::Null };
    if as_text {
        return tree.as_text(at).map_or(Datum::Null, Datum::text);
    }
    Datum::text(tree.text(at))
}

fn field(args: &[Datum], as_text: bool) -> SqlResult<Datum> {
    let tree = tree(args, 0)?;
    Ok(part(&tree, tree.field(0, text(args, 1)?), as_text))
}

fn element(args: &[Datum], as_text: bool) -> SqlResult<Datum> {
    let tree = tree(args, 0)?;
    let index = integer(args.get(1).ok_or_else(mismatch)?)?;
    Ok(part(&tree, tree.element(0, index), as_text))
}

/// As [`element`], of jsonb, which keeps a lone scalar as an array of one.
fn binary_element(args: &[Datum], as_text: bool) -> SqlResult<Datum> {
    let tree = tree(args, 0)?;
    let scalar = !matches!(tree.item(0), JsonItem::Array(_) | JsonItem::Object(_));
    if scalar && matches!(integer(args.get(1).ok_or_else(mismatch)?)?, 0 | -1) {
        return Ok(part(&tree, Some(0), as_text));
    }
    element(args, as_text)
}

fn path(args: &[Datum], as_text: bool) -> SqlResult<Datum> {
    let tree = tree(args, 0)?;
    let Some(Datum::Array(steps)) = args.get(1) else { return Err(mismatch()) };
    let mut at = Some(0);
    for step in &steps.items {
        let Datum::Text(step) = step else { return Ok(Datum::Null) };
        at = at.and_then(|at| {
            let index = rupg_types::json_index(step).map(i64::from);
            tree.field(at, step).or_else(|| tree.element(at, index?))
        });
    }
    Ok(part(&tree, at, as_text))
}

/// Whether the jsonb has all, or any, of the keys of a text array.
fn has_keys(args: &[Datum], all: bool) -> SqlResult<Datum> {
    let tree = tree(args, 0)?;
    let Some(Datum::Array(keys)) = args.get(1) else { return Err(mismatch()) };
    let mut found = keys.items.iter().filter_map(|key| match key {
        Datum::Text(key) => Some(tree.exists(key)),
        _ => None,
    });
    Ok(Datum::Bool(if all { found.all(|found| found) } else { found.any(|found| found) }))
}

fn contains(args: &[Datum], outer: usize, inner: usize) -> SqlResult<Datum> {
    let found = tree(args, outer)?.contains(&tree(args, inner)?);
    found.map(Datum::Bool).map_err(sql_error)
}

/// Every function of this family.
pub(crate) static FAMILY: [Table; 3] = [TABLE, build::TABLE, change::TABLE];

/// Those that must know their types.
pub(crate) static TYPED: [TypedTable; 3] = [write::TABLE, build::TYPED, populate::TYPED];

const TABLE: Table = &[
    ("json_object_field", |_, args| field(args, false)),
    ("json_object_field_text", |_, args| field(args, true)),
    ("json_array_element", |_, args| element(args, false)),
    ("json_array_element_text", |_, args| element(args, true)),
    ("json_extract_path", |_, args| path(args, false)),
    ("json_extract_path_text", |_, args| path(args, true)),
    ("json_typeof", |_, args| Ok(Datum::text(tree(args, 0)?.type_name(0)))),
    ("jsonb_object_field", |_, args| field(args, false)),
    ("jsonb_object_field_text", |_, args| field(args, true)),
    ("jsonb_array_element", |_, args| binary_element(args, false)),
    ("jsonb_array_element_text", |_, args| binary_element(args, true)),
    ("jsonb_extract_path", |_, args| path(args, false)),
    ("jsonb_extract_path_text", |_, args| path(args, true)),
    ("jsonb_typeof", |_, args| Ok(Datum::text(tree(args, 0)?.type_name(0)))),
    ("jsonb_pretty", |_, args| Ok(Datum::text(tree(args, 0)?.pretty()))),
    ("jsonb_contains", |_, args| contains(args, 0, 1)),
    ("jsonb_contained", |_, args| contains(args, 1, 0)),
    ("jsonb_exists", |_, args| Ok(Datum::Bool(tree(args, 0)?.exists(text(args, 1)?)))),
    ("jsonb_exists_all", |_, args| has_keys(args, true)),
    ("jsonb_exists_any", |_, args| has_keys(args, false)),
];
