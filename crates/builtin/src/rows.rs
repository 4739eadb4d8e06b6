//! Which rows does each set-returning function give?

use crate::args::{Args, invalid, mismatch};
use crate::datetime::{arithmetic, is_finite, overflow, zone};
use crate::regex::functions;
use crate::registry::{Rows, SetTable};
use base::SqlResult;
use rupg_types::{Interval, JsonItem, JsonTree, Numeric, NumericSign};
use std::sync::Arc;
use types::{Datum, sql_error};

/// Rows of one column that are there already.
fn column(values: impl IntoIterator<Item = Datum, IntoIter: Send + 'static>) -> Rows {
    Box::new(values.into_iter().map(|value| Ok(vec![value])))
}

fn table(rows: Vec<Vec<Datum>>) -> Rows {
    Box::new(rows.into_iter().map(Ok))
}

/// From `start` on what is `within`, each after what `later` gives.
fn series<T: Send + 'static>(
    start: T,
    within: impl Fn(&T) -> bool + Send + 'static,
    later: impl Fn(&T) -> Option<SqlResult<T>> + Send + 'static,
    make: impl Fn(T) -> Datum + Send + 'static,
) -> Rows {
    let mut next = Some(Ok(start));
    Box::new(std::iter::from_fn(move || {
        let value = match next.take()? {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        if !within(&value) {
            return None;
        }
        next = later(&value);
        Some(Ok(vec![make(value)]))
    }))
}

fn integers(args: &[Datum], make: fn(i64) -> Datum, max: i64, min: i64) -> SqlResult<Rows> {
    let (start, stop) = (args.int(0)?, args.int(1)?);
    let step = if args.len() > 2 { args.int(2)? } else { 1 };
    if step == 0 {
        return Err(invalid("step size cannot equal zero"));
    }
    let within = move |value: &i64| if step > 0 { *value <= stop } else { *value >= stop };
    let later = move |value: &i64| {
        value.checked_add(step).filter(|next| (min..=max).contains(next)).map(Ok)
    };
    Ok(series(start, within, later, make))
}

fn numerics(args: &[Datum]) -> SqlResult<Rows> {
    let names = ["start value", "stop value", "step size"];
    for (index, name) in names.iter().enumerate().take(args.len()) {
        match args.numeric(index)?.sign() {
            NumericSign::NaN => return Err(invalid(format!("{name} cannot be NaN"))),
            NumericSign::Infinity | NumericSign::NegativeInfinity => {
                return Err(invalid(format!("{name} cannot be infinity")));
            }
            _ => {}
        }
    }
    let zero = Numeric::from_integer(0);
    let step = if args.len() > 2 { args.numeric(2)?.clone() } else { Numeric::from_integer(1) };
    let sign = step.compare(&zero);
    if sign.is_eq() {
        return Err(invalid("step size cannot equal zero"));
    }
    let stop = args.numeric(1)?.clone();
    let within = move |value: &Numeric| value.compare(&stop) != sign;
    let later = move |value: &Numeric| value.add(&step).ok().map(Ok);
    let make = |value| Datum::Numeric(Arc::new(value));
    Ok(series(args.numeric(0)?.clone(), within, later, make))
}

fn stamps(
    args: &[Datum],
    plus: impl Fn(i64, &Interval) -> Option<i64> + Send + 'static,
) -> SqlResult<Rows> {
    let (start, stop, step) = (args.int(0)?, args.int(1)?, *args.interval(2)?);
    let sign = arithmetic::step_sign(&step)?;
    // An infinite start never comes to its end, as in PostgreSQL.
    let later = move |value: &i64| {
        let later = if is_finite(*value) { plus(*value, &step) } else { Some(*value) };
        Some(later.ok_or_else(|| overflow("timestamp")))
    };
    Ok(series(start, move |value: &i64| value.cmp(&stop) != sign, later, Datum::Int8))
}

fn subscripts(args: &[Datum]) -> SqlResult<Rows> {
    let (dims, dim) = (&args.array(0)?.dims, args.int(1)?);
    let back = args.len() > 2 && args.bool(2)?;
    let place = usize::try_from(dim - 1).ok();
    let Some((len, lower)) = place.and_then(|place| dims.get(place)).copied() else {
        return Ok(table(Vec::new()));
    };
    let end = lower.saturating_add(len);
    if back {
        return Ok(column((lower..end).rev().map(Datum::Int4)));
    }
    Ok(column((lower..end).map(Datum::Int4)))
}

fn unnest(args: &[Datum]) -> SqlResult<Rows> {
    let Datum::Array(array) = args.at(0)? else { return Err(mismatch()) };
    let array = Arc::clone(array);
    Ok(column((0..array.items.len()).map(move |at| array.items[at].clone())))
}

/// What a function says of a document of another kind.
struct Refusal {
    array: &'static str,
    object: &'static str,
    scalar: &'static str,
}

fn elements(args: &[Datum], as_text: bool, refusal: &Refusal, escapes: bool) -> SqlResult<Rows> {
    let tree = JsonTree::parse_with(args.text(0)?, escapes).map_err(sql_error)?;
    match tree.item(0) {
        JsonItem::Array(items) => {
            let values: Vec<Datum> = items.iter().map(|at| part(&tree, *at, as_text)).collect();
            Ok(column(values))
        }
        JsonItem::Object(_) => Err(invalid(refusal.object)),
        _ => Err(invalid(refusal.scalar)),
    }
}

/// A part as json, or as text with null as NULL.
fn part(tree: &JsonTree<'_>, at: usize, as_text: bool) -> Datum {
    if as_text {
        return tree.as_text(at).map_or(Datum::Null, Datum::text);
    }
    Datum::text(tree.text(at))
}

fn each(args: &[Datum], as_text: bool, refusal: &Refusal) -> SqlResult<Rows> {
    let tree = args.json(0)?;
    match tree.item(0) {
        JsonItem::Object(fields) => {
            let row = |(key, at): &(String, usize)| {
                vec![Datum::text(key.as_str()), part(&tree, *at, as_text)]
            };
            Ok(table(fields.iter().map(row).collect()))
        }
        JsonItem::Array(_) => Err(invalid(refusal.array)),
        _ => Err(invalid(refusal.scalar)),
    }
}

fn keys(args: &[Datum], name: &str) -> SqlResult<Rows> {
    let tree = args.json(0)?;
    match tree.item(0) {
        JsonItem::Object(fields) => {
            let keys = fields.iter().map(|field| Datum::text(field.0.as_str()));
            Ok(column(keys.collect::<Vec<_>>()))
        }
        JsonItem::Array(_) => Err(invalid(format!("cannot call {name} on an array"))),
        _ => Err(invalid(format!("cannot call {name} on a scalar"))),
    }
}

const JSON_ELEMENTS: Refusal = Refusal {
    array: "",
    object: "cannot call json_array_elements on a non-array",
    scalar: "cannot call json_array_elements on a scalar",
};
const JSON_ELEMENTS_TEXT: Refusal = Refusal {
    array: "",
    object: "cannot call json_array_elements_text on a non-array",
    scalar: "cannot call json_array_elements_text on a scalar",
};
const JSONB_ELEMENTS: Refusal = Refusal {
    array: "",
    object: "cannot extract elements from an object",
    scalar: "cannot extract elements from a scalar",
};
const JSON_EACH: Refusal = Refusal {
    array: "cannot deconstruct an array as an object",
    object: "",
    scalar: "cannot deconstruct a scalar",
};
const JSONB_EACH: Refusal = Refusal {
    array: "cannot call jsonb_each on a non-object",
    object: "",
    scalar: "cannot call jsonb_each on a non-object",
};
const JSONB_EACH_TEXT: Refusal = Refusal {
    array: "cannot call jsonb_each_text on a non-object",
    object: "",
    scalar: "cannot call jsonb_each_text on a non-object",
};

/// Every set-returning function.
pub(crate) const TABLE: SetTable = &[
    ("generate_series_int4", |_, _, args| {
        integers(args, as_int4, i64::from(i32::MAX), i64::from(i32::MIN))
    }),
    ("generate_series_step_int4", |_, _, args| {
        integers(args, as_int4, i64::from(i32::MAX), i64::from(i32::MIN))
    }),
    ("generate_series_int8", |_, _, args| integers(args, Datum::Int8, i64::MAX, i64::MIN)),
    ("generate_series_step_int8", |_, _, args| integers(args, Datum::Int8, i64::MAX, i64::MIN)),
    ("generate_series_numeric", |_, _, args| numerics(args)),
    ("generate_series_step_numeric", |_, _, args| numerics(args)),
    ("generate_series_timestamp", |_, _, args| {
        stamps(args, |stamp, step| arithmetic::plus(stamp, step, 1))
    }),
    ("generate_series_timestamptz", |env, _, args| {
        let zone = env.formats().zone.clone();
        stamps(args, move |stamp, step| arithmetic::plus_in_zone(stamp, step, 1, &*zone))
    }),
    ("generate_series_timestamptz_at_zone", |env, _, args| {
        let zone = zone::named(env, args.text(3)?)?;
        stamps(args, move |stamp, step| arithmetic::plus_in_zone(stamp, step, 1, &*zone))
    }),
    ("generate_subscripts", |_, _, args| subscripts(args)),
    ("generate_subscripts_nodir", |_, _, args| subscripts(args)),
    ("array_unnest", |_, _, args| unnest(args)),
    ("json_array_elements", |_, _, args| elements(args, false, &JSON_ELEMENTS, false)),
    ("json_array_elements_text", |_, _, args| elements(args, true, &JSON_ELEMENTS_TEXT, true)),
    ("jsonb_array_elements", |_, _, args| elements(args, false, &JSONB_ELEMENTS, true)),
    ("jsonb_array_elements_text", |_, _, args| elements(args, true, &JSONB_ELEMENTS, true)),
    ("json_each", |_, _, args| each(args, false, &JSON_EACH)),
    ("json_each_text", |_, _, args| each(args, true, &JSON_EACH)),
    ("jsonb_each", |_, _, args| each(args, false, &JSONB_EACH)),
    ("jsonb_each_text", |_, _, args| each(args, true, &JSONB_EACH_TEXT)),
    ("json_object_keys", |_, _, args| keys(args, "json_object_keys")),
    ("jsonb_object_keys", |_, _, args| keys(args, "jsonb_object_keys")),
    ("regexp_matches", |_, _, args| functions::match_rows(args)),
    ("regexp_matches_no_flags", |_, _, args| functions::match_rows(args)),
    ("regexp_split_to_table", |_, _, args| functions::split_rows(args)),
    ("regexp_split_to_table_no_flags", |_, _, args| functions::split_rows(args)),
    ("text_to_table", |_, _, args| split(args)),
    ("text_to_table_null", |_, _, args| split(args)),
];

fn as_int4(value: i64) -> Datum {
    Datum::Int4(i32::try_from(value).unwrap_or(i32::MAX))
}

fn split(args: &[Datum]) -> SqlResult<Rows> {
    Ok(column(crate::text::split(args)?.unwrap_or_default()))
}
