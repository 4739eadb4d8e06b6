//! How do values cross between PostgreSQL's text and JSON?

use serde::de::IgnoredAny;
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

/// Appends a value's text as the JSON that is most like it: booleans, small integers, floats and
/// JSON as themselves, arrays element by element, all else as a string. `element` gives an array
/// type's element type.
pub(super) fn write(ty: u32, element: Option<(u32, char)>, text: &str, out: &mut String) {
    if let Some((inner, delimiter)) = element {
        let (mut rest, begin) = (text, out.len());
        if array(inner, delimiter, &mut rest, out).is_none() {
            out.truncate(begin);
            out.push_str(&string(text));
        }
        return;
    }
    let itself = match ty {
        BOOL => Some(if text == "t" { "true" } else { "false" }.to_owned()),
        INT2 | INT4 => text.parse::<i64>().ok().map(|number| number.to_string()),
        FLOAT4 | FLOAT8 => {
            let number = text.parse::<f64>().ok().and_then(Number::from_f64);
            number.map(|number| number.to_string())
        }
        // To the letter: a number may have more digits than a float.
        JSON | JSONB => serde_json::from_str::<IgnoredAny>(text).ok().map(|_| text.to_owned()),
        _ => None,
    };
    out.push_str(&itself.unwrap_or_else(|| string(text)));
}

/// A text as a string of JSON.
pub(super) fn string(text: &str) -> String {
    Value::from(text).to_string()
}

const BOOL: u32 = 16;
const INT2: u32 = 21;
const INT4: u32 = 23;
const JSON: u32 = 114;
const FLOAT4: u32 = 700;
const FLOAT8: u32 = 701;
const JSONB: u32 = 3802;

/// Appends the array at the beginning of `rest`, which is array output, its bounds passed over;
/// `None` when it is none.
fn array(inner: u32, delimiter: char, rest: &mut &str, out: &mut String) -> Option<()> {
    if rest.starts_with('[') {
        *rest = rest.split_once('=')?.1;
    }
    *rest = rest.strip_prefix('{')?;
    out.push('[');
    if !rest.starts_with('}') {
        item(inner, delimiter, rest, out)?;
    }
    while let Some(after) = rest.strip_prefix(delimiter) {
        *rest = after;
        out.push(',');
        item(inner, delimiter, rest, out)?;
    }
    *rest = rest.strip_prefix('}')?;
    out.push(']');
    Some(())
}

fn item(inner: u32, delimiter: char, rest: &mut &str, out: &mut String) -> Option<()> {
    if rest.starts_with('{') {
        return array(inner, delimiter, rest, out);
    }
    let Some(mut quoted) = rest.strip_prefix('"') else {
        let (text, after) = rest.split_at(rest.find([delimiter, '}'])?);
        *rest = after;
        match text {
            "NULL" => out.push_str("null"),
            text => write(inner, None, text, out),
        }
        return Some(());
    };
    let mut text = String::new();
    loop {
        let end = quoted.find(['"', '\\'])?;
        text.push_str(&quoted[..end]);
        let escaped = quoted[end..].starts_with('\\');
        quoted = &quoted[end + 1..];
        if !escaped {
            *rest = quoted;
            write(inner, None, &text, out);
            return Some(());
        }
        let next = quoted.chars().next()?;
        text.push(next);
        quoted = &quoted[next.len_utf8()..];
    }
}
