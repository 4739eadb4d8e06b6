//! How does an object become a row of named and typed columns?
//!
//! Binding adds a last argument to these functions: a row of NULLs that tells names and types.

use crate::Env;
use crate::args::{Args, invalid, mismatch};
use crate::registry::{Rows, SetTable, TypedTable};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{JsonItem, JsonTree};
use std::sync::Arc;
use types::facts::{element_of, oid};
use types::{Array, Datum, Field, Formats, Oid, Record, Type, text_in};

/// What a column, or an element of an array, of type `ty` gets.
fn value(
    tree: &JsonTree<'_>,
    at: usize,
    ty: Type,
    formats: &Formats,
    key: &str,
) -> SqlResult<Datum> {
    if matches!(ty.oid, oid::JSON | oid::JSONB) {
        let text = tree.text(at);
        return text_in(ty, text, formats);
    }
    match (tree.item(at), element_of(ty.oid)) {
        (JsonItem::Null, _) => Ok(Datum::Null),
        (JsonItem::String(text), _) => text_in(ty, text, formats),
        (JsonItem::Array(_), Some(element)) => {
            let element = Type { oid: element, typmod: ty.typmod };
            let mut found = Elements::new(element, key);
            found.gather(tree, at, formats)?;
            Ok(Datum::Array(Arc::new(found.array(element.oid))))
        }
        (_, Some(_)) => Err(no_array(format!("See the value of key \"{key}\"."))),
        (_, None) => {
            let text = tree.as_text(at).unwrap_or_default();
            text_in(ty, &text, formats)
        }
    }
}

/// The elements of an array so far: how long each dimension is, and how many there are.
struct Elements<'a> {
    element: Type,
    /// Of the whole array, for a hint.
    key: &'a str,
    /// Which element of each array is being looked at.
    path: Vec<usize>,
    dims: Vec<usize>,
    deepest: Option<usize>,
    items: Vec<Datum>,
}

impl<'a> Elements<'a> {
    fn new(element: Type, key: &'a str) -> Elements<'a> {
        let (path, dims, items) = (Vec::new(), Vec::new(), Vec::new());
        Elements { element, key, path, dims, deepest: None, items }
    }

    fn gather(&mut self, tree: &JsonTree<'_>, at: usize, formats: &Formats) -> SqlResult<()> {
        let JsonItem::Array(items) = tree.item(at) else { return Err(mismatch()) };
        let json = matches!(self.element.oid, oid::JSON | oid::JSONB);
        let level = self.path.len();
        match self.dims.get(level) {
            Some(len) if *len != items.len() => return Err(uneven()),
            Some(_) => {}
            None => self.dims.push(items.len()),
        }
        for (place, item) in items.iter().enumerate() {
            self.path.push(place);
            let nested = matches!(tree.item(*item), JsonItem::Array(_)) && !json;
            match self.deepest {
                None if nested => {}
                None => self.deepest = Some(level),
                Some(deepest) if nested == (level < deepest) => {}
                Some(_) => {
                    let path: String = self.path.iter().map(|at| format!("[{at}]")).collect();
                    let hint = format!("See the array element {path} of key \"{}\".", self.key);
                    return Err(no_array(hint));
                }
            }
            if nested {
                self.gather(tree, *item, formats)?;
            } else {
                self.items.push(value(tree, *item, self.element, formats, self.key)?);
            }
            self.path.pop();
        }
        Ok(())
    }

    fn array(self, element: Oid) -> Array {
        let len = |len: usize| i32::try_from(len).unwrap_or(i32::MAX);
        let dims = match self.items.is_empty() {
            true => Vec::new(),
            false => self.dims.into_iter().map(|dim| (len(dim), 1)).collect(),
        };
        Array { element, dims, items: self.items }
    }
}

fn no_array(hint: String) -> SqlError {
    SqlError::new(SqlState::INVALID_TEXT_REPRESENTATION, "expected JSON array").with_hint(hint)
}

fn uneven() -> SqlError {
    SqlError::new(SqlState::INVALID_TEXT_REPRESENTATION, "malformed JSON array")
        .with_detail("Multidimensional arrays must have sub-arrays with matching dimensions.")
}

/// The row of the object at `at`; columns it does not name keep what `base` has.
fn row(
    tree: &JsonTree<'_>,
    at: usize,
    fields: &Arc<[Field]>,
    base: Option<&Record>,
    formats: &Formats,
) -> SqlResult<Datum> {
    let object = match tree.item(at) {
        JsonItem::Object(object) => object,
        JsonItem::Array(_) => return Err(invalid("cannot call populate_composite on an array")),
        _ => return Err(invalid("cannot call populate_composite on a scalar")),
    };
    let mut values = Vec::with_capacity(fields.len());
    for (place, field) in fields.iter().enumerate() {
        let found = object.iter().rev().find(|(key, _)| *key == field.name.as_str());
        values.push(match found {
            Some((_, at)) => value(tree, *at, field.ty, formats, &field.name)?,
            None => base.and_then(|base| base.values.get(place).cloned()).unwrap_or_default(),
        });
    }
    Ok(Datum::Record(Arc::new(Record { fields: Arc::clone(fields), values })))
}

/// The names and types that binding found.
fn template(args: &[Datum]) -> SqlResult<Arc<[Field]>> {
    match args.last() {
        Some(Datum::Record(record)) => Ok(Arc::clone(&record.fields)),
        _ => Err(SqlError::new(
            SqlState::FEATURE_NOT_SUPPORTED,
            "function returning record called in context that cannot accept type record",
        )),
    }
}

fn record(datum: Option<&Datum>) -> Option<&Record> {
    match datum {
        Some(Datum::Record(record)) => Some(record),
        _ => None,
    }
}

fn one(env: &dyn Env, args: &[Datum], json: usize, base: Option<&Datum>) -> SqlResult<Datum> {
    let fields = template(args)?;
    if args.get(json).is_none_or(Datum::is_null) {
        return Ok(base.cloned().unwrap_or_default());
    }
    let tree = args.json(json)?;
    row(&tree, 0, &fields, record(base), env.formats())
}

fn set(
    env: &dyn Env,
    args: &[Datum],
    json: usize,
    base: Option<&Datum>,
    name: &str,
) -> SqlResult<Rows> {
    let fields = template(args)?;
    if args.get(json).is_none_or(Datum::is_null) {
        return Ok(Box::new(std::iter::empty()));
    }
    let tree = args.json(json)?;
    let binary = name.starts_with("jsonb");
    let items = match tree.item(0) {
        JsonItem::Array(items) => items,
        _ if binary => return Err(invalid(format!("cannot call {name} on a non-array"))),
        JsonItem::Object(_) => return Err(invalid(format!("cannot call {name} on an object"))),
        _ => return Err(invalid(format!("cannot call {name} on a scalar"))),
    };
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        if !matches!(tree.item(*item), JsonItem::Object(_)) {
            return Err(invalid(format!("argument of {name} must be an array of objects")));
        }
        rows.push(Ok(vec![row(&tree, *item, &fields, record(base), env.formats())?]));
    }
    Ok(Box::new(rows.into_iter()))
}

/// Those that give one row.
pub(crate) const TYPED: TypedTable = &[
    ("json_to_record", |env, _, args| one(env, args, 0, None)),
    ("jsonb_to_record", |env, _, args| one(env, args, 0, None)),
    ("json_populate_record", |env, _, args| one(env, args, 1, args.first())),
    ("jsonb_populate_record", |env, _, args| one(env, args, 1, args.first())),
];

/// Those that give a row for each element of an array.
pub(crate) const SETS: SetTable = &[
    ("json_to_recordset", |env, _, args| set(env, args, 0, None, "json_to_recordset")),
    ("jsonb_to_recordset", |env, _, args| set(env, args, 0, None, "jsonb_to_recordset")),
    ("json_populate_recordset", |env, _, args| {
        set(env, args, 1, args.first(), "json_populate_recordset")
    }),
    ("jsonb_populate_recordset", |env, _, args| {
        set(env, args, 1, args.first(), "jsonb_populate_recordset")
    }),
];
