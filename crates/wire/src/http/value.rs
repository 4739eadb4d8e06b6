//! How do values cross between PostgreSQL's text and JSON?

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};
use std::fmt;

/// The most parameters that PostgreSQL's protocol can count.
const PARAMETERS_MAX: usize = 65_535;

/// Parameters as PostgreSQL's text, NULL as none: strings as they are, arrays as array literals,
/// objects as their JSON. They become text as they are read, since a tree of values would be a
/// hundred times as long.
#[derive(Default)]
pub(super) struct Parameters(pub(super) Vec<Option<String>>);

impl<'de> Deserialize<'de> for Parameters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Parameters, D::Error> {
        deserializer.deserialize_any(Parameters::default())
    }
}

impl<'de> Visitor<'de> for Parameters {
    type Value = Parameters;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence of parameters")
    }

    fn visit_unit<E>(self) -> Result<Parameters, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Parameters, A::Error> {
        loop {
            let mut text = String::new();
            match items.next_element_seed(Text { form: Form::Alone, out: &mut text })? {
                None => return Ok(self),
                Some(_) if self.0.len() == PARAMETERS_MAX => {
                    let message = format!("there are more than {PARAMETERS_MAX} parameters");
                    return Err(de::Error::custom(message));
                }
                Some(there) => self.0.push(there.then_some(text)),
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A parameter.
    Alone,
    /// An element of an array literal.
    Element,
    /// A value within an object.
    Json,
}

/// Appends a value of JSON, and says whether it is not null.
struct Text<'a> {
    form: Form,
    out: &'a mut String,
}

impl Text<'_> {
    fn number(self, number: impl Into<Number>) -> bool {
        self.out.push_str(&number.into().to_string());
        true
    }

    /// An element that is a string.
    fn quoted(self, text: &str) -> bool {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        self.out.extend(["\"", &text, "\""]);
        true
    }
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        self.out.push_str(if self.form == Form::Json { "null" } else { "NULL" });
        Ok(false)
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(true)
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<bool, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(self.number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        match self.form {
            Form::Alone => self.out.push_str(text),
            Form::Json => self.out.push_str(&string(text)),
            Form::Element => return Ok(self.quoted(text)),
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let (form, open, close) = match self.form {
            Form::Json => (Form::Json, '[', ']'),
            Form::Alone | Form::Element => (Form::Element, '{', '}'),
        };
        self.out.push(open);
        let begin = self.out.len();
        while items.next_element_seed(Text { form, out: &mut *self.out })?.is_some() {
            self.out.push(',');
        }
        close_list(self.out, begin, close);
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<bool, A::Error> {
        if self.form == Form::Element {
            let mut text = String::new();
            Text { form: Form::Json, out: &mut text }.visit_map(pairs)?;
            return Ok(self.quoted(&text));
        }
        let form = Form::Json;
        self.out.push('{');
        let begin = self.out.len();
        while pairs.next_key_seed(Text { form, out: &mut *self.out })?.is_some() {
            self.out.push(':');
            pairs.next_value_seed(Text { form, out: &mut *self.out })?;
            self.out.push(',');
        }
        close_list(self.out, begin, '}');
        Ok(true)
    }
}

/// Ends a list that began at `begin`, of which each item has a comma behind it.
fn close_list(out: &mut String, begin: usize, close: char) {
    if out.len() > begin {
        out.pop();
    }
    out.push(close);
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
