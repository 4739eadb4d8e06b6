//! What is a document with a part set, taken out or added?

use super::write::canonical;
use crate::args::{Args, fail, invalid};
use crate::registry::Table;
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{JsonItem, JsonPathOp, JsonTree, oid};
use types::{Array, Datum, sql_error};

/// The texts of an object's fields or an array's elements; a scalar is an array of one.
fn parts<'a>(tree: &JsonTree<'a>) -> Vec<&'a str> {
    match tree.item(0) {
        JsonItem::Array(items) => items.iter().map(|at| tree.text(*at)).collect(),
        _ => vec![tree.text(0)],
    }
}

fn inside(tree: &JsonTree<'_>) -> String {
    let text = tree.text(0);
    text[1..text.len() - 1].to_owned()
}

fn concatenated(args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = (args.json(0)?, args.json(1)?);
    let objects = [&a, &b].map(|tree| matches!(tree.item(0), JsonItem::Object(_)));
    if objects == [true, true] {
        // The last of two fields with one key is kept.
        let (a, b) = (inside(&a), inside(&b));
        let comma = if a.is_empty() || b.is_empty() { "" } else { "," };
        return canonical(&format!("{{{a}{comma}{b}}}"));
    }
    let mut all = parts(&a);
    all.extend(parts(&b));
    Ok(Datum::text(format!("[{}]", all.join(", "))))
}

fn no_scalar(tree: &JsonTree<'_>, message: &str) -> SqlResult<()> {
    match tree.item(0) {
        JsonItem::Array(_) | JsonItem::Object(_) => Ok(()),
        _ => Err(invalid(message)),
    }
}

/// Without the fields, or the string elements, that are in the list.
fn without(tree: &JsonTree<'_>, gone: &dyn Fn(&str) -> bool) -> Datum {
    match tree.item(0) {
        JsonItem::Object(fields) => {
            let mut out = String::from("{");
            for (key, at) in fields.iter().filter(|field| !gone(&field.0)) {
                if out.len() > 1 {
                    out.push_str(", ");
                }
                rupg_types::json_escape(key, &mut out);
                out.push_str(": ");
                out.push_str(tree.text(*at));
            }
            out.push('}');
            Datum::text(out)
        }
        JsonItem::Array(items) => {
            let kept = items.iter().filter(|at| match tree.item(**at) {
                JsonItem::String(text) => !gone(text),
                _ => true,
            });
            let kept: Vec<&str> = kept.map(|at| tree.text(*at)).collect();
            Datum::text(format!("[{}]", kept.join(", ")))
        }
        _ => Datum::text(tree.text(0)),
    }
}

fn delete_key(args: &[Datum]) -> SqlResult<Datum> {
    let tree = args.json(0)?;
    no_scalar(&tree, "cannot delete from scalar")?;
    let key = args.text(1)?;
    Ok(without(&tree, &|name| name == key))
}

fn delete_keys(args: &[Datum]) -> SqlResult<Datum> {
    let tree = args.json(0)?;
    let keys = flat(args.array(1)?)?;
    no_scalar(&tree, "cannot delete from scalar")?;
    Ok(without(&tree, &|name| {
        keys.items.iter().any(|key| matches!(key, Datum::Text(key) if key == name))
    }))
}

fn delete_index(args: &[Datum]) -> SqlResult<Datum> {
    let tree = args.json(0)?;
    no_scalar(&tree, "cannot delete from scalar")?;
    let JsonItem::Array(items) = tree.item(0) else {
        return Err(invalid("cannot delete from object using integer index"));
    };
    let gone = tree.element(0, args.int(1)?);
    let kept: Vec<&str> =
        items.iter().filter(|at| Some(**at) != gone).map(|at| tree.text(*at)).collect();
    Ok(Datum::text(format!("[{}]", kept.join(", "))))
}

fn flat(array: &Array) -> SqlResult<&Array> {
    if array.dims.len() > 1 {
        return Err(fail(b"2202E", "wrong number of array subscripts"));
    }
    Ok(array)
}

fn step(item: &Datum) -> Option<&str> {
    match item {
        Datum::Text(text) => Some(text),
        _ => None,
    }
}

fn path(array: &Array) -> SqlResult<Vec<Option<&str>>> {
    Ok(flat(array)?.items.iter().map(step).collect())
}

fn set(args: &[Datum], new: &str, op: JsonPathOp) -> SqlResult<Datum> {
    let tree = args.json(0)?;
    let path = path(args.array(1)?)?;
    let message = if op == JsonPathOp::Delete {
        "cannot delete path in scalar"
    } else {
        "cannot set path in scalar"
    };
    no_scalar(&tree, message)?;
    let children = match tree.item(0) {
        JsonItem::Array(items) => items.len(),
        JsonItem::Object(fields) => fields.len(),
        _ => 0,
    };
    let idle = matches!(op, JsonPathOp::Delete | JsonPathOp::Replace) && children == 0;
    if path.is_empty() || idle {
        return Ok(args.at(0)?.clone());
    }
    canonical(&tree.set_path(&path, new, op).map_err(sql_error)?)
}

fn set_or_create(args: &[Datum]) -> SqlResult<Datum> {
    let op = if args.bool(3)? { JsonPathOp::Create } else { JsonPathOp::Replace };
    set(args, args.text(2)?, op)
}

/// `jsonb_set` that knows what to do with a NULL value.
fn set_lax(args: &[Datum]) -> SqlResult<Datum> {
    if args.at(0)?.is_null() || args.at(1)?.is_null() || args.at(3)?.is_null() {
        return Ok(Datum::Null);
    }
    if !args.at(2)?.is_null() {
        return set_or_create(args);
    }
    if args.at(4)?.is_null() {
        return Err(treatment());
    }
    let handling = args.text(4)?;
    match handling {
        "raise_exception" => Err(SqlError::new(
            SqlState::NULL_VALUE_NOT_ALLOWED,
            "JSON value must not be null",
        )
        .with_detail("Exception was raised because null_value_treatment is \"raise_exception\".")
        .with_hint("To avoid, either change the null_value_treatment argument or ensure that an SQL NULL is not passed.")),
        "return_target" => Ok(args.at(0)?.clone()),
        "delete_key" => set(args, "", JsonPathOp::Delete),
        "use_json_null" => {
            let op = if args.bool(3)? { JsonPathOp::Create } else { JsonPathOp::Replace };
            set(args, "null", op)
        }
        _ => Err(treatment()),
    }
}

fn treatment() -> SqlError {
    invalid(
        "null_value_treatment must be \"delete_key\", \"return_target\", \"use_json_null\", or \"raise_exception\"",
    )
}

fn length(args: &[Datum]) -> SqlResult<Datum> {
    let tree = JsonTree::parse_with(args.text(0)?, false).map_err(sql_error)?;
    match tree.item(0) {
        JsonItem::Array(items) => Ok(crate::args::count(items.len())),
        JsonItem::Object(_) => Err(invalid("cannot get array length of a non-array")),
        _ => Err(invalid("cannot get array length of a scalar")),
    }
}

/// A scalar document as a number or boolean of SQL.
fn scalar(args: &[Datum], ty: u32) -> SqlResult<Datum> {
    let tree = args.json(0)?;
    let refused = |what: &str| {
        let ty = types::format_type(types::Type::new(ty));
        invalid(format!("cannot cast jsonb {what} to type {ty}"))
    };
    match (tree.item(0), ty) {
        (JsonItem::Bool(value), oid::BOOL) => Ok(Datum::Bool(*value)),
        (JsonItem::Number, _) if ty != oid::BOOL => {
            let number = rupg_types::numeric_in(tree.text(0), -1);
            let number = crate::args::made(number)?;
            match ty {
                oid::NUMERIC => Ok(number),
                oid::INT2 => crate::number::to_int2(&number),
                oid::INT4 => crate::number::to_int4(&number),
                oid::INT8 => crate::number::to_int8(&number),
                oid::FLOAT4 => crate::number::narrow(number),
                _ => crate::number::from_exact(&number),
            }
        }
        (JsonItem::Null, _) => Err(refused("null")),
        (JsonItem::Bool(_), _) => Err(refused("boolean")),
        (JsonItem::Number, _) => Err(refused("numeric")),
        (JsonItem::String(_), _) => Err(refused("string")),
        (JsonItem::Array(_), _) => Err(refused("array")),
        (JsonItem::Object(_), _) => Err(refused("object")),
    }
}

fn stripped(args: &[Datum], binary: bool) -> SqlResult<Datum> {
    Ok(Datum::text(args.json(0)?.strip_nulls(false, binary)))
}

pub(super) const TABLE: Table = &[
    ("jsonb_concat", |_, args| concatenated(args)),
    ("jsonb_delete", |_, args| delete_key(args)),
    ("jsonb_delete_array", |_, args| delete_keys(args)),
    ("jsonb_delete_idx", |_, args| delete_index(args)),
    ("jsonb_delete_path", |_, args| set(args, "", JsonPathOp::Delete)),
    ("jsonb_set", |_, args| set_or_create(args)),
    ("jsonb_set_lax", |_, args| set_lax(args)),
    ("jsonb_insert", |_, args| {
        let after = args.bool(3)?;
        let op = if after { JsonPathOp::InsertAfter } else { JsonPathOp::InsertBefore };
        set(args, args.text(2)?, op)
    }),
    ("json_array_length", |_, args| length(args)),
    ("jsonb_array_length", |_, args| length(args)),
    ("json_strip_nulls", |_, args| stripped(args, false)),
    ("jsonb_strip_nulls", |_, args| stripped(args, true)),
    ("jsonb_bool", |_, args| scalar(args, oid::BOOL)),
    ("jsonb_numeric", |_, args| scalar(args, oid::NUMERIC)),
    ("jsonb_int2", |_, args| scalar(args, oid::INT2)),
    ("jsonb_int4", |_, args| scalar(args, oid::INT4)),
    ("jsonb_int8", |_, args| scalar(args, oid::INT8)),
    ("jsonb_float4", |_, args| scalar(args, oid::FLOAT4)),
    ("jsonb_float8", |_, args| scalar(args, oid::FLOAT8)),
];
