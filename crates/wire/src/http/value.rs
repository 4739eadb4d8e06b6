//! How do values cross between PostgreSQL's text and JSON?

use serde_json::{Number, Value};

/// A parameter as PostgreSQL's text: strings as they are, arrays as array literals of quoted
/// elements, objects as their JSON.
pub(super) fn parameter(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => Some(array_literal(items)),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => Some(value.to_string()),
    }
}

fn array_literal(items: &[Value]) -> String {
    let items = items.iter().map(|item| match item {
        Value::Null => "NULL".to_owned(),
        Value::Array(inner) => array_literal(inner),
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    });
    format!("{{{}}}", items.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value's text as the JSON that is most like it: booleans, small integers, floats and JSON as
/// themselves, arrays element by element, all else as a string. `element` gives an array type's
/// element type.
pub(super) fn json(ty: u32, element: Option<(u32, char)>, text: &str) -> Value {
    if let Some((inner, delimiter)) = element {
        let mut rest = text;
        return array(inner, delimiter, &mut rest)
            .unwrap_or_else(|| Value::String(text.to_owned()));
    }
    let string = || Value::String(text.to_owned());
    match ty {
        BOOL => Value::Bool(text == "t"),
        INT2 | INT4 => text.parse::<i64>().map_or_else(|_| string(), Value::from),
        FLOAT4 | FLOAT8 => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            number.map_or_else(string, Value::Number)
        }
        JSON | JSONB => serde_json::from_str(text).unwrap_or_else(|_| string()),
        _ => string(),
    }
}

const BOOL: u32 = 16;
const INT2: u32 = 21;
const INT4: u32 = 23;
const JSON: u32 = 114;
const FLOAT4: u32 = 700;
const FLOAT8: u32 = 701;
const JSONB: u32 = 3802;

/// Reads an array of array output, its bounds passed over; `None` when it is none.
fn array(inner: u32, delimiter: char, rest: &mut &str) -> Option<Value> {
    if rest.starts_with('[') {
        *rest = rest.split_once('=')?.1;
    }
    *rest = rest.strip_prefix('{')?;
    let mut items = Vec::new();
    if let Some(after) = rest.strip_prefix('}') {
        *rest = after;
        return Some(Value::Array(items));
    }
    loop {
        items.push(item(inner, delimiter, rest)?);
        if let Some(after) = rest.strip_prefix('}') {
            *rest = after;
            return Some(Value::Array(items));
        }
        *rest = rest.strip_prefix(delimiter)?;
    }
}

fn item(inner: u32, delimiter: char, rest: &mut &str) -> Option<Value> {
    if rest.starts_with('{') {
        return array(inner, delimiter, rest);
    }
    let Some(mut quoted) = rest.strip_prefix('"') else {
        let end = rest.find([delimiter, '}'])?;
        let (text, after) = rest.split_at(end);
        *rest = after;
        return Some(if text == "NULL" { Value::Null } else { json(inner, None, text) });
    };
    let mut text = String::new();
    loop {
        let end = quoted.find(['"', '\\'])?;
        text.push_str(&quoted[..end]);
        let escaped = quoted[end..].starts_with('\\');
        quoted = &quoted[end + 1..];
        if !escaped {
            *rest = quoted;
            return Some(json(inner, None, &text));
        }
        let next = quoted.chars().next()?;
        text.push(next);
        quoted = &quoted[next.len_utf8()..];
    }
}
