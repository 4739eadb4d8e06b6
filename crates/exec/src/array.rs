//! How are arrays made, taken apart and compared with, inside expressions?

use crate::code::{Code, Construct, Quantified, Subscript};
use crate::eval::Eval;
use crate::identity;
use base::{SqlError, SqlResult, SqlState};
use std::sync::Arc;
use types::facts::fn_oid;
use types::{Array, Datum, Oid};

/// PostgreSQL's `MAXDIM`.
const DIMENSIONS_MAX: usize = 6;

/// `ARRAY[...]`; items that are arrays make a further dimension.
pub(crate) fn construct(array: &Construct, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
    let items = array.items.iter().map(|item| item.eval(eval, row));
    let items = items.collect::<SqlResult<Vec<Datum>>>()?;
    let made =
        if array.nested { nested(array.element, &items)? } else { flat(array.element, items) };
    Ok(Datum::Array(Arc::new(made)))
}

/// A one-dimensional array of `items`.
pub(crate) fn flat(element: Oid, items: Vec<Datum>) -> Array {
    let len = i32::try_from(items.len()).unwrap_or(i32::MAX);
    Array { element, dims: if len == 0 { Vec::new() } else { vec![(len, 1)] }, items }
}

/// An array of arrays, which must be of the same dimensions; empty and NULL ones count as empty.
pub(crate) fn nested(element: Oid, arrays: &[Datum]) -> SqlResult<Array> {
    let unlike = || {
        SqlError::new(
            SqlState::new(b"2202E"),
            "multidimensional arrays must have array expressions with matching dimensions",
        )
    };
    let mut dims: Option<&[(i32, i32)]> = None;
    let mut items = Vec::new();
    for array in arrays {
        let (own, elements) = match array {
            Datum::Array(array) => (array.dims.as_slice(), array.items.as_slice()),
            _ => (&[][..], &[][..]),
        };
        if *dims.get_or_insert(own) != own {
            return Err(unlike());
        }
        items.extend_from_slice(elements);
    }
    let inner = dims.unwrap_or_default();
    if inner.is_empty() {
        return Ok(flat(element, Vec::new()));
    }
    if inner.len() >= DIMENSIONS_MAX {
        return Err(SqlError::new(
            SqlState::PROGRAM_LIMIT_EXCEEDED,
            format!(
                "number of array dimensions ({}) exceeds the maximum allowed ({DIMENSIONS_MAX})",
                inner.len() + 1
            ),
        ));
    }
    let len = i32::try_from(arrays.len()).unwrap_or(i32::MAX);
    let dims = std::iter::once((len, 1)).chain(inner.iter().copied()).collect();
    Ok(Array { element, dims, items })
}

/// `array[i]` or `array[l:u]`.
pub(crate) fn subscript(subscript: &Subscript, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
    let value = subscript.array.value(eval, row)?;
    if subscript.jsonb {
        return json_path(value.into_owned(), &subscript.index, eval, row);
    }
    let Datum::Array(array) = &*value else { return Ok(Datum::Null) };
    let number = |code: &Option<Code>| -> SqlResult<Option<Option<i32>>> {
        let Some(code) = code else { return Ok(None) };
        match &*code.value(eval, row)? {
            Datum::Int4(value) => Ok(Some(Some(*value))),
            _ => Ok(Some(None)),
        }
    };
    let mut bounds = Vec::with_capacity(subscript.index.len());
    for (lower, upper) in &subscript.index {
        match (number(lower)?, number(upper)?) {
            // A NULL subscript gives NULL.
            (Some(None), _) | (_, Some(None)) => return Ok(Datum::Null),
            (lower, upper) => bounds.push((lower.flatten(), upper.flatten())),
        }
    }
    if subscript.slice {
        return Ok(Datum::Array(Arc::new(slice(array, &bounds))));
    }
    Ok(element(array, &bounds).cloned().unwrap_or_default())
}

/// One element; `None` outside the array.
fn element<'a>(array: &'a Array, index: &[(Option<i32>, Option<i32>)]) -> Option<&'a Datum> {
    if index.len() != array.dims.len() {
        return None;
    }
    let mut at = 0_usize;
    for ((lower, upper), (len, first)) in index.iter().zip(&array.dims) {
        let wanted = i64::from((*upper).or(*lower)?) - i64::from(*first);
        if wanted < 0 || wanted >= i64::from(*len) {
            return None;
        }
        at = at * usize::try_from(*len).ok()? + usize::try_from(wanted).ok()?;
    }
    array.items.get(at)
}

/// The part of an array between bounds, counted from 1; empty outside.
fn slice(array: &Array, bounds: &[(Option<i32>, Option<i32>)]) -> Array {
    let empty = || Array { element: array.element, dims: Vec::new(), items: Vec::new() };
    if bounds.len() > array.dims.len() {
        return empty();
    }
    let mut spans: Vec<(usize, usize)> = Vec::with_capacity(array.dims.len());
    for (place, (len, first)) in array.dims.iter().enumerate() {
        let (lower, upper) = bounds.get(place).copied().unwrap_or_default();
        let last = i64::from(*first) + i64::from(*len) - 1;
        let lower =
            lower.map_or(i64::from(*first), |lower| i64::from(lower).max(i64::from(*first)));
        let upper = upper.map_or(last, |upper| i64::from(upper).min(last));
        if lower > upper {
            return empty();
        }
        let from = usize::try_from(lower - i64::from(*first)).unwrap_or(0);
        let to = usize::try_from(upper - i64::from(*first)).unwrap_or(0);
        spans.push((from, to + 1));
    }
    let lens: Vec<usize> =
        array.dims.iter().map(|(len, _)| usize::try_from(*len).unwrap_or(0)).collect();
    let mut items = Vec::new();
    collect(array, &lens, &spans, 0, 0, &mut items);
    let dims = spans.iter().map(|(from, to)| (i32::try_from(to - from).unwrap_or(0), 1));
    Array { element: array.element, dims: dims.collect(), items }
}

fn collect(
    array: &Array,
    lens: &[usize],
    spans: &[(usize, usize)],
    depth: usize,
    at: usize,
    out: &mut Vec<Datum>,
) {
    let (Some((from, to)), Some(len)) = (spans.get(depth), lens.get(depth)) else {
        out.extend(array.items.get(at).cloned());
        return;
    };
    for index in *from..*to {
        collect(array, lens, spans, depth + 1, at * len + index, out);
    }
}

/// `jsonb[key]...`: as `->`, by text or by position.
fn json_path(
    mut value: Datum,
    index: &[(Option<Code>, Option<Code>)],
    eval: &Eval<'_>,
    row: &[Datum],
) -> SqlResult<Datum> {
    for key in index.iter().filter_map(|(lower, upper)| upper.as_ref().or(lower.as_ref())) {
        let key = key.eval(eval, row)?;
        let function = match key {
            Datum::Null => return Ok(Datum::Null),
            Datum::Text(_) => fn_oid::F_JSONB_OBJECT_FIELD,
            _ => fn_oid::F_JSONB_ARRAY_ELEMENT,
        };
        let Some(builtin::Scalar::Plain(function)) = builtin::scalar(function) else {
            return Err(SqlError::unsupported("subscripting jsonb"));
        };
        if value.is_null() {
            return Ok(Datum::Null);
        }
        value = function(eval.functions.env, &[value, key])?;
    }
    Ok(value)
}

/// `left op ANY|ALL (array)`, three-valued.
pub(crate) fn quantified(test: &Quantified, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
    let left = test.left.value(eval, row)?;
    if let Some(members) = &test.members {
        if left.is_null() {
            let empty = members.keys.is_empty() && !members.has_null;
            return Ok(if empty { Datum::Bool(false) } else { Datum::Null });
        }
        let mut key = Vec::with_capacity(32);
        identity::put(members.ty, &left, &mut key);
        return Ok(match members.keys.contains(&key) {
            true => Datum::Bool(true),
            false if members.has_null => Datum::Null,
            false => Datum::Bool(false),
        });
    }
    let Datum::Array(array) = &*test.array.value(eval, row)? else { return Ok(Datum::Null) };
    let mut unknown = false;
    for item in &array.items {
        match test.function.apply(eval, &[(*left).clone(), item.clone()])? {
            Datum::Bool(value) if value != test.all => return Ok(Datum::Bool(!test.all)),
            Datum::Bool(_) => {}
            _ => unknown = true,
        }
    }
    Ok(if unknown { Datum::Null } else { Datum::Bool(test.all) })
}
