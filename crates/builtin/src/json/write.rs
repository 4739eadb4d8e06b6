//! How is a value of any type written as json?

use crate::args::{Args, mismatch};
use crate::registry::TypedTable;
use crate::{Env, Signature};
use base::{SqlError, SqlResult, SqlState};
use rupg_types::{DateFormat, DateOrder, DateStyle, json_escape, oid};
use types::{Array, Datum, Formats, Oid, Record, facts, text_out, to_text};

/// What json makes of a type (`JsonTypeCategory`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Number,
    Moment,
    Json,
    Array,
    Record,
    Other,
}

pub(crate) fn kind(ty: Oid, value: &Datum) -> Kind {
    match value {
        Datum::Array(_) if facts::element_of(ty).is_some() => return Kind::Array,
        Datum::Record(_) => return Kind::Record,
        _ => {}
    }
    match ty {
        oid::BOOL => Kind::Bool,
        oid::INT2 | oid::INT4 | oid::INT8 | oid::FLOAT4 | oid::FLOAT8 | oid::NUMERIC => {
            Kind::Number
        }
        oid::DATE | oid::TIMESTAMP | oid::TIMESTAMPTZ => Kind::Moment,
        oid::JSON | oid::JSONB => Kind::Json,
        _ => Kind::Other,
    }
}

/// Writes values: how they look in a session, and whether there are line feeds between rows.
pub(crate) struct Writer<'a> {
    pub(crate) env: &'a dyn Env,
    pub(crate) pretty: bool,
}

impl Writer<'_> {
    /// Appends a value; NULL is null.
    pub(crate) fn value(&self, ty: Oid, value: &Datum, out: &mut String) -> SqlResult<()> {
        if value.is_null() {
            out.push_str("null");
            return Ok(());
        }
        match (kind(ty, value), value) {
            (Kind::Bool, _) => {
                out.push_str(if matches!(value, Datum::Bool(true)) { "true" } else { "false" });
            }
            (Kind::Number, _) => {
                let text = to_text(ty, value, self.env.formats());
                // NaN and the infinities are no json numbers.
                if text.bytes().any(|byte| byte.is_ascii_alphabetic() && byte != b'e') {
                    json_escape(&text, out);
                } else {
                    out.push_str(&text);
                }
            }
            (Kind::Moment, _) => json_escape(&self.moment(ty, value), out),
            (Kind::Json, _) => out.push_str(&to_text(ty, value, self.env.formats())),
            (Kind::Array, Datum::Array(array)) => self.array(array, out)?,
            (Kind::Record, Datum::Record(record)) => self.record(record, false, out)?,
            _ => json_escape(&to_text(ty, value, self.env.formats()), out),
        }
        Ok(())
    }

    /// In ISO 8601, with `T` between date and time whatever `DateStyle` says.
    fn moment(&self, ty: Oid, value: &Datum) -> String {
        let formats = self.env.formats();
        let date = DateFormat { style: DateStyle::Iso, order: DateOrder::Ymd };
        let iso = Formats { date, ..formats.clone() };
        let mut text = Vec::new();
        text_out(ty, value, &iso, &mut text);
        let mut text = String::from_utf8(text).unwrap_or_default();
        if ty == oid::DATE {
            return text;
        }
        let bc = text.ends_with(" BC");
        if bc {
            text.truncate(text.len() - 3);
        }
        if let Some(space) = text.find(' ') {
            text.replace_range(space..=space, "T");
        }
        if ty == oid::TIMESTAMPTZ && text.contains('T') {
            // The offset always has minutes.
            let sign = text.rfind(['+', '-']).filter(|at| *at > 10);
            if let Some(at) = sign
                && text.len() - at == 3
            {
                text.push_str(":00");
            }
        }
        if bc {
            text.push_str(" BC");
        }
        text
    }

    pub(crate) fn array(&self, array: &Array, out: &mut String) -> SqlResult<()> {
        if array.dims.is_empty() {
            out.push_str("[]");
            return Ok(());
        }
        let mut items = array.items.iter();
        self.dimension(array, 0, self.pretty, &mut items, out)
    }

    fn dimension(
        &self,
        array: &Array,
        depth: usize,
        pretty: bool,
        items: &mut std::slice::Iter<'_, Datum>,
        out: &mut String,
    ) -> SqlResult<()> {
        out.push('[');
        for index in 0..array.dims.get(depth).map_or(0, |dim| dim.0) {
            if index > 0 {
                out.push_str(if pretty { ",\n " } else { "," });
            }
            if depth + 1 < array.dims.len() {
                self.dimension(array, depth + 1, false, items, out)?;
            } else {
                self.value(array.element, items.next().unwrap_or(&Datum::Null), out)?;
            }
        }
        out.push(']');
        Ok(())
    }

    pub(crate) fn record(&self, record: &Record, pretty: bool, out: &mut String) -> SqlResult<()> {
        out.push('{');
        for (index, (field, value)) in record.columns().enumerate() {
            if index > 0 {
                out.push_str(if pretty { ",\n " } else { "," });
            }
            json_escape(&field.name, out);
            out.push(':');
            self.value(field.ty.oid, value, out)?;
        }
        out.push('}');
        Ok(())
    }

    /// Appends a value as the key of an object.
    pub(crate) fn key(&self, ty: Oid, value: &Datum, out: &mut String) -> SqlResult<()> {
        if matches!(kind(ty, value), Kind::Array | Kind::Record | Kind::Json) {
            return Err(SqlError::new(
                SqlState::INVALID_PARAMETER_VALUE,
                "key value must be scalar, not array, composite, or json",
            ));
        }
        let mut text = String::new();
        self.value(ty, value, &mut text)?;
        if text.starts_with('"') {
            out.push_str(&text);
        } else {
            // A scalar's text in quotes: numbers and booleans need no escapes.
            out.push('"');
            out.push_str(&text);
            out.push('"');
        }
        Ok(())
    }
}

/// The value as json text.
pub(crate) fn json(env: &dyn Env, ty: Oid, value: &Datum) -> SqlResult<String> {
    let mut out = String::new();
    Writer { env, pretty: false }.value(ty, value, &mut out)?;
    Ok(out)
}

/// json text in jsonb's canonical form.
pub(crate) fn canonical(text: &str) -> SqlResult<Datum> {
    rupg_types::jsonb_in(text).map(Datum::text).map_err(types::sql_error)
}

fn array_json(env: &dyn Env, args: &[Datum], pretty: bool) -> SqlResult<Datum> {
    let mut out = String::new();
    Writer { env, pretty }.array(args.array(0)?, &mut out)?;
    Ok(Datum::text(out))
}

fn row_json(env: &dyn Env, args: &[Datum], pretty: bool) -> SqlResult<Datum> {
    let mut out = String::new();
    Writer { env, pretty: false }.record(args.record(0)?, pretty, &mut out)?;
    Ok(Datum::text(out))
}

fn is_true(args: &[Datum], index: usize) -> SqlResult<bool> {
    match args.at(index)? {
        Datum::Bool(value) => Ok(*value),
        _ => Err(mismatch()),
    }
}

fn to_json(env: &dyn Env, signature: &Signature, args: &[Datum]) -> SqlResult<Datum> {
    json(env, signature.arg(0), args.at(0)?).map(Datum::text)
}

pub(super) const TABLE: TypedTable = &[
    ("to_json", to_json),
    ("to_jsonb", |env, signature, args| canonical(&json(env, signature.arg(0), args.at(0)?)?)),
    ("array_to_json", |env, _, args| array_json(env, args, false)),
    ("array_to_json_pretty", |env, _, args| array_json(env, args, is_true(args, 1)?)),
    ("row_to_json", |env, _, args| row_json(env, args, false)),
    ("row_to_json_pretty", |env, _, args| row_json(env, args, is_true(args, 1)?)),
];
