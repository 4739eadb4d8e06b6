//! What do the functions and operators of arrays give?

use crate::args::{Args, array, count, fail, integer, invalid, mismatch, out_of_range};
use crate::registry::{Table, TypedTable};
use crate::{Env, Signature};
use base::{SqlError, SqlResult, SqlState};
use std::sync::Arc;
use types::{Array, Datum, Oid, compare, facts};

/// `MAXDIM`.
const DIMENSIONS_MAX: usize = 6;
/// `MaxArraySize`.
const ITEMS_MAX: usize = 134_217_727;

fn subscript(message: &str) -> SqlError {
    fail(b"2202E", message)
}

fn too_many() -> SqlError {
    let message = format!("array size exceeds the maximum allowed ({ITEMS_MAX})");
    SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message)
}

fn same(element: Oid, a: &Datum, b: &Datum) -> bool {
    match (a, b) {
        (Datum::Null, Datum::Null) => true,
        (Datum::Null, _) | (_, Datum::Null) => false,
        _ => compare(element, a, b).is_eq(),
    }
}

/// An argument that may be NULL, as an empty array then.
fn or_empty(signature: &Signature, args: &[Datum], index: usize) -> SqlResult<Array> {
    match args.at(index)? {
        Datum::Array(array) => Ok((**array).clone()),
        Datum::Null => {
            let element = facts::element_of(signature.result.oid).unwrap_or(0);
            Ok(Array { element, dims: Vec::new(), items: Vec::new() })
        }
        _ => Err(mismatch()),
    }
}

fn made(array: Array) -> Datum {
    Datum::Array(Arc::new(array))
}

/// `array_append` and `array_prepend`.
fn push(signature: &Signature, args: &[Datum], at_front: bool) -> SqlResult<Datum> {
    let mut array = or_empty(signature, args, usize::from(at_front))?;
    let item = args.at(usize::from(!at_front))?.clone();
    match array.dims.as_mut_slice() {
        [] => array.dims = vec![(1, 1)],
        // The lower bound stays as it was.
        [(len, lower)] => {
            let grown = len.checked_add(1).filter(|len| lower.checked_add(*len).is_some());
            *len = grown.ok_or_else(|| out_of_range("integer"))?;
        }
        _ => {
            return Err(SqlError::new(
                SqlState::new(b"22000"),
                "argument must be empty or one-dimensional array",
            ));
        }
    }
    if at_front {
        array.items.insert(0, item);
    } else {
        array.items.push(item);
    }
    Ok(made(array))
}

fn incompatible(detail: String) -> SqlError {
    subscript("cannot concatenate incompatible arrays").with_detail(detail)
}

fn concatenated(args: &[Datum]) -> SqlResult<Datum> {
    let (a, b) = match (args.at(0)?, args.at(1)?) {
        (Datum::Null, other) | (other, Datum::Null) => return Ok(other.clone()),
        _ => (args.array(0)?, args.array(1)?),
    };
    if a.dims.is_empty() {
        return Ok(args.at(1)?.clone());
    }
    if b.dims.is_empty() {
        return Ok(args.at(0)?.clone());
    }
    let (an, bn) = (a.dims.len(), b.dims.len());
    let differ = || {
        incompatible(
            "Arrays with differing dimensions are not compatible for concatenation.".into(),
        )
    };
    let mut dims = if an >= bn { a.dims.clone() } else { b.dims.clone() };
    if an == bn {
        if a.dims[1..] != b.dims[1..] {
            return Err(incompatible(
                "Arrays with differing element dimensions are not compatible for concatenation."
                    .into(),
            ));
        }
        dims[0].0 += b.dims[0].0;
    } else if an.abs_diff(bn) == 1 {
        let (outer, inner) = if an > bn { (a, b) } else { (b, a) };
        if outer.dims[1..] != inner.dims[..] {
            return Err(differ());
        }
        dims[0].0 += 1;
    } else {
        let detail =
            format!("Arrays of {an} and {bn} dimensions are not compatible for concatenation.");
        return Err(incompatible(detail));
    }
    let items = [&a.items[..], &b.items[..]].concat();
    if items.len() > ITEMS_MAX {
        return Err(too_many());
    }
    Ok(made(Array { element: a.element, dims, items }))
}

fn dimension(args: &[Datum]) -> SqlResult<Option<(i32, i32)>> {
    let place = usize::try_from(args.int(1)? - 1).ok();
    Ok(place.and_then(|place| args.array(0).ok()?.dims.get(place).copied()))
}

fn dims_text(array: &Array) -> String {
    let part = |(len, lower): &(i32, i32)| format!("[{lower}:{}]", lower + len - 1);
    array.dims.iter().map(part).collect()
}

/// Where an item is, from the start or a subscript: the subscripts of all, or the first.
fn positions(args: &[Datum], all: bool) -> SqlResult<Datum> {
    if args.at(0)?.is_null() {
        return Ok(Datum::Null);
    }
    let array = args.array(0)?;
    if array.dims.len() > 1 {
        let message = "searching for elements in multidimensional arrays is not supported";
        return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    let lower = array.dims.first().map_or(1, |dim| dim.1);
    let from = match args.get(2) {
        None => lower,
        Some(Datum::Null) => {
            return Err(SqlError::new(
                SqlState::NULL_VALUE_NOT_ALLOWED,
                "initial position must not be null",
            ));
        }
        Some(value) => i32::try_from(integer(value)?).map_err(|_| mismatch())?,
    };
    let wanted = args.at(1)?;
    // The subscript after the last may be out of range; it is no item's.
    let found = (i64::from(lower)..).zip(&array.items);
    let found =
        found.filter(|(at, item)| *at >= i64::from(from) && same(array.element, item, wanted));
    let mut found = found.filter_map(|(at, _)| i32::try_from(at).ok()).map(Datum::Int4);
    if all {
        return Ok(self::array(rupg_types::oid::INT4, found.collect()));
    }
    Ok(found.next().unwrap_or_default())
}

fn remove(args: &[Datum]) -> SqlResult<Datum> {
    if args.at(0)?.is_null() {
        return Ok(Datum::Null);
    }
    let array = args.array(0)?;
    if array.dims.len() > 1 {
        let message = "removing elements from multidimensional arrays is not supported";
        return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    let wanted = args.at(1)?;
    let kept = array.items.iter().filter(|item| !same(array.element, item, wanted));
    let items: Vec<Datum> = kept.cloned().collect();
    if items.len() == array.items.len() {
        return Ok(args.at(0)?.clone());
    }
    let len = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let dims = array.dims.iter().map(|dim| (len, dim.1)).filter(|dim| dim.0 > 0).collect();
    Ok(made(Array { element: array.element, dims, items }))
}

fn replace(args: &[Datum]) -> SqlResult<Datum> {
    if args.at(0)?.is_null() {
        return Ok(Datum::Null);
    }
    let (array, from, to) = (args.array(0)?, args.at(1)?, args.at(2)?);
    let turn = |item: &Datum| if same(array.element, item, from) { to } else { item }.clone();
    let items = array.items.iter().map(turn).collect();
    Ok(made(Array { element: array.element, dims: array.dims.clone(), items }))
}

/// An integer array without NULLs, of one dimension.
fn bounds(args: &[Datum], index: usize, what: &str) -> SqlResult<Vec<i32>> {
    let array = args.array(index)?;
    if array.dims.len() > 1 {
        return Err(subscript("wrong number of array subscripts")
            .with_detail("Dimension array must be one dimensional."));
    }
    let numbers = array.items.iter().map(|item| match item {
        Datum::Null => Err(SqlError::new(
            SqlState::NULL_VALUE_NOT_ALLOWED,
            format!("{what} values cannot be null"),
        )),
        item => i32::try_from(integer(item)?).map_err(|_| mismatch()),
    });
    numbers.collect()
}

fn fill(signature: &Signature, args: &[Datum]) -> SqlResult<Datum> {
    if args.at(1)?.is_null() || args.get(2).is_some_and(Datum::is_null) {
        let message = "dimension array or low bound array cannot be null";
        return Err(SqlError::new(SqlState::NULL_VALUE_NOT_ALLOWED, message));
    }
    let lens = bounds(args, 1, "dimension")?;
    let lowers = if args.len() > 2 { bounds(args, 2, "dimension")? } else { vec![1; lens.len()] };
    if lens.len() > DIMENSIONS_MAX {
        let message = format!(
            "number of array dimensions ({}) exceeds the maximum allowed ({DIMENSIONS_MAX})",
            lens.len()
        );
        return Err(SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message));
    }
    if lowers.len() != lens.len() {
        return Err(subscript("wrong number of array subscripts")
            .with_detail("Low bound array has different size than dimensions array."));
    }
    let mut total: usize = usize::from(!lens.is_empty());
    for len in &lens {
        let len = usize::try_from(*len).map_err(|_| too_many())?;
        total = total.checked_mul(len).filter(|total| *total <= ITEMS_MAX).ok_or_else(too_many)?;
    }
    let dims = if total == 0 { Vec::new() } else { lens.into_iter().zip(lowers).collect() };
    let items = vec![args.at(0)?.clone(); total];
    let element = facts::element_of(signature.result.oid).unwrap_or(signature.arg(0));
    Ok(made(Array { element, dims, items }))
}

/// Without its last `n` rows.
fn trim(args: &[Datum]) -> SqlResult<Datum> {
    let (array, n) = (args.array(0)?, args.int4(1)?);
    let len = array.dims.first().map_or(0, |dim| dim.0);
    if n < 0 || n > len {
        return Err(subscript(&format!("number of elements to trim must be between 0 and {len}")));
    }
    let kept = len - n;
    if kept == 0 {
        return Ok(made(Array { element: array.element, dims: Vec::new(), items: Vec::new() }));
    }
    let row = array.items.len() / usize::try_from(len).unwrap_or(1).max(1);
    let items = array.items[..row * usize::try_from(kept).unwrap_or(0)].to_vec();
    // As of a slice: subscripts from 1.
    let mut dims: Vec<(i32, i32)> = array.dims.iter().map(|dim| (dim.0, 1)).collect();
    dims[0].0 = kept;
    Ok(made(Array { element: array.element, dims, items }))
}

/// Whether every item of `inner` equals one of `outer`; NULLs equal nothing.
fn contains(outer: &Array, inner: &Array) -> bool {
    let found = |item: &Datum| {
        !item.is_null() && outer.items.iter().any(|other| same(outer.element, other, item))
    };
    inner.items.iter().all(found)
}

fn overlaps(a: &Array, b: &Array) -> bool {
    let shared =
        |item: &Datum| !item.is_null() && b.items.iter().any(|other| same(a.element, other, item));
    a.items.iter().any(shared)
}

/// `width_bucket`: after how many of the rising thresholds the operand comes.
fn bucket(args: &[Datum]) -> SqlResult<Datum> {
    let (operand, thresholds) = (args.at(0)?, args.array(1)?);
    if thresholds.dims.len() > 1 {
        return Err(subscript("thresholds must be one-dimensional array"));
    }
    if thresholds.items.iter().any(Datum::is_null) {
        return Err(SqlError::new(
            SqlState::NULL_VALUE_NOT_ALLOWED,
            "thresholds array must not contain NULLs",
        ));
    }
    let below = |item: &Datum| compare(thresholds.element, item, operand).is_le();
    Ok(count(thresholds.items.partition_point(below)))
}

fn shuffled(env: &dyn Env, args: &[Datum], n: Option<i64>) -> SqlResult<Datum> {
    let array = args.array(0)?;
    let len = array.dims.first().map_or(0, |dim| dim.0);
    let rows = usize::try_from(len).unwrap_or(0);
    let wanted = match n {
        Some(n) => usize::try_from(n)
            .ok()
            .filter(|n| *n <= rows)
            .ok_or_else(|| invalid(format!("sample size must be between 0 and {len}")))?,
        None => rows,
    };
    if wanted == 0 {
        return Ok(made(Array { element: array.element, dims: Vec::new(), items: Vec::new() }));
    }
    let width = array.items.len() / rows;
    let mut order: Vec<usize> = (0..rows).collect();
    for at in 0..wanted {
        let rest = u64::try_from(rows - at).unwrap_or(1);
        let pick = usize::try_from(env.random_u64() % rest).unwrap_or(0);
        order.swap(at, at + pick);
    }
    let chosen =
        order[..wanted].iter().flat_map(|row| &array.items[row * width..(row + 1) * width]);
    let items = chosen.cloned().collect();
    let mut dims = array.dims.clone();
    // A sample counts from 1; a shuffled array keeps its bounds.
    if let Some(first) = dims.first_mut() {
        *first = (i32::try_from(wanted).unwrap_or(i32::MAX), if n.is_some() { 1 } else { first.1 });
    }
    Ok(made(Array { element: array.element, dims, items }))
}

pub(crate) const TABLE: Table = &[
    ("array_cat", |_, args| concatenated(args)),
    ("array_ndims", |_, args| match args.array(0)?.dims.len() {
        0 => Ok(Datum::Null),
        len => Ok(count(len)),
    }),
    ("array_dims", |_, args| match args.array(0)? {
        array if array.dims.is_empty() => Ok(Datum::Null),
        array => Ok(Datum::text(dims_text(array))),
    }),
    ("array_length", |_, args| Ok(dimension(args)?.map_or(Datum::Null, |dim| Datum::Int4(dim.0)))),
    ("array_lower", |_, args| Ok(dimension(args)?.map_or(Datum::Null, |dim| Datum::Int4(dim.1)))),
    ("array_upper", |_, args| {
        Ok(dimension(args)?.map_or(Datum::Null, |(len, lower)| Datum::Int4(lower + len - 1)))
    }),
    ("array_cardinality", |_, args| Ok(count(args.array(0)?.items.len()))),
    ("array_position", |_, args| positions(args, false)),
    ("array_position_start", |_, args| positions(args, false)),
    ("array_positions", |_, args| positions(args, true)),
    ("array_remove", |_, args| remove(args)),
    ("array_replace", |_, args| replace(args)),
    ("trim_array", |_, args| trim(args)),
    ("arraycontains", |_, args| Ok(Datum::Bool(contains(args.array(0)?, args.array(1)?)))),
    ("arraycontained", |_, args| Ok(Datum::Bool(contains(args.array(1)?, args.array(0)?)))),
    ("arrayoverlap", |_, args| Ok(Datum::Bool(overlaps(args.array(0)?, args.array(1)?)))),
    ("width_bucket_array", |_, args| bucket(args)),
    ("array_shuffle", |env, args| shuffled(env, args, None)),
    ("array_sample", |env, args| shuffled(env, args, Some(args.int(1)?))),
];

pub(crate) const TYPED: TypedTable = &[
    ("array_append", |_, signature, args| push(signature, args, false)),
    ("array_prepend", |_, signature, args| push(signature, args, true)),
    ("array_fill", |_, signature, args| fill(signature, args)),
    ("array_fill_with_lower_bounds", |_, signature, args| fill(signature, args)),
];
