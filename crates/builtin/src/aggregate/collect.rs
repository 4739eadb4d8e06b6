//! Aggregates that keep all they are given: strings, arrays, json.

use super::{Accumulator, Start};
use crate::args::{Args, array, fail, invalid, mismatch, out_of_range};
use crate::json::write::{Kind, Writer, canonical, kind};
use crate::{Env, Signature};
use base::{SqlError, SqlResult, SqlState};
use ecow::{EcoString, EcoVec};
use rupg_types::oid;
use std::collections::HashSet;
use std::sync::Arc;
use types::{Array, Datum, Oid};

pub(super) fn start(name: &str, argument: Oid) -> Option<Start> {
    Some(match name {
        "string_agg" if argument == oid::TEXT => |_| Box::new(Texts::default()),
        "string_agg" if argument == oid::BYTEA => |_| Box::new(Bytes::default()),
        "array_agg" if argument == oid::ANYNONARRAY => {
            |call| Box::new(Items { element: call.arg(0), items: Vec::new() })
        }
        "array_agg" => |_| Box::new(Arrays::default()),
        "json_agg" => |call| Box::new(Elements::new(call, false, false)),
        "json_agg_strict" => |call| Box::new(Elements::new(call, false, true)),
        "jsonb_agg" => |call| Box::new(Elements::new(call, true, false)),
        "jsonb_agg_strict" => |call| Box::new(Elements::new(call, true, true)),
        "json_object_agg" => |call| Box::new(Fields::new(call, false, false, false)),
        "json_object_agg_strict" => |call| Box::new(Fields::new(call, false, true, false)),
        "json_object_agg_unique" => |call| Box::new(Fields::new(call, false, false, true)),
        "json_object_agg_unique_strict" => |call| Box::new(Fields::new(call, false, true, true)),
        "jsonb_object_agg" => |call| Box::new(Fields::new(call, true, false, false)),
        "jsonb_object_agg_strict" => |call| Box::new(Fields::new(call, true, true, false)),
        "jsonb_object_agg_unique" => |call| Box::new(Fields::new(call, true, false, true)),
        "jsonb_object_agg_unique_strict" => |call| Box::new(Fields::new(call, true, true, true)),
        _ => return None,
    })
}

#[derive(Default)]
struct Texts {
    value: Option<EcoString>,
}

impl Accumulator for Texts {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let [Datum::Text(text), delimiter] = args else { return Ok(()) };
        match (&mut self.value, delimiter) {
            (None, _) => self.value = Some(text.clone()),
            (Some(value), delimiter) => {
                if let Datum::Text(delimiter) = delimiter {
                    value.push_str(delimiter);
                }
                value.push_str(text);
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.take().map_or(Datum::Null, Datum::Text))
    }

    fn memory_bytes(&self) -> usize {
        self.value.as_ref().map_or(0, |value| value.len())
    }
}

#[derive(Default)]
struct Bytes {
    value: Option<EcoVec<u8>>,
}

impl Accumulator for Bytes {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let [Datum::Bytea(bytes), delimiter] = args else { return Ok(()) };
        match (&mut self.value, delimiter) {
            (None, _) => self.value = Some(bytes.clone()),
            (Some(value), delimiter) => {
                if let Datum::Bytea(delimiter) = delimiter {
                    value.extend_from_slice(delimiter);
                }
                value.extend_from_slice(bytes);
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        Ok(self.value.take().map_or(Datum::Null, Datum::Bytea))
    }

    fn memory_bytes(&self) -> usize {
        self.value.as_ref().map_or(0, EcoVec::len)
    }
}

/// `array_agg` of values.
struct Items {
    element: Oid,
    items: Vec<Datum>,
}

impl Accumulator for Items {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        self.items.push(args.at(0)?.clone());
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        if self.items.is_empty() {
            return Ok(Datum::Null);
        }
        Ok(array(self.element, std::mem::take(&mut self.items)))
    }

    fn memory_bytes(&self) -> usize {
        self.items.len() * size_of::<Datum>()
    }
}

/// `array_agg` of arrays, which become the rows of one with a dimension more.
#[derive(Default)]
struct Arrays {
    first: Option<Arc<Array>>,
    rows: i32,
    items: Vec<Datum>,
}

impl Accumulator for Arrays {
    fn add(&mut self, _: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let row = match args.at(0)? {
            Datum::Array(row) => row,
            Datum::Null => {
                let message = "cannot accumulate null arrays";
                return Err(SqlError::new(SqlState::NULL_VALUE_NOT_ALLOWED, message));
            }
            _ => return Err(mismatch()),
        };
        if row.dims.is_empty() {
            return Err(fail(b"2202E", "cannot accumulate empty arrays"));
        }
        match &self.first {
            None if row.dims.len() >= 6 => {
                return Err(SqlError::new(
                    SqlState::PROGRAM_LIMIT_EXCEEDED,
                    format!(
                        "number of array dimensions ({}) exceeds the maximum allowed (6)",
                        row.dims.len() + 1
                    ),
                ));
            }
            None => self.first = Some(Arc::clone(row)),
            Some(first) => {
                if first.dims != row.dims {
                    let message = "cannot accumulate arrays of different dimensionality";
                    return Err(fail(b"2202E", message));
                }
            }
        }
        self.rows = self.rows.checked_add(1).ok_or_else(|| out_of_range("array size"))?;
        self.items.extend_from_slice(&row.items);
        Ok(())
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Some(first) = self.first.take() else { return Ok(Datum::Null) };
        let dims = std::iter::once((self.rows, 1)).chain(first.dims.iter().copied()).collect();
        let items = std::mem::take(&mut self.items);
        Ok(Datum::Array(Arc::new(Array { element: first.element, dims, items })))
    }

    fn memory_bytes(&self) -> usize {
        self.items.len() * size_of::<Datum>()
    }
}

/// `json_agg` and `jsonb_agg`.
struct Elements {
    ty: Oid,
    binary: bool,
    /// NULLs are left out.
    strict: bool,
    text: Option<String>,
}

impl Elements {
    fn new(call: &Signature, binary: bool, strict: bool) -> Elements {
        Elements { ty: call.arg(0), binary, strict, text: None }
    }
}

impl Accumulator for Elements {
    fn add(&mut self, env: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let value = args.at(0)?;
        let text = self.text.get_or_insert_with(|| "[".into());
        if self.strict && value.is_null() {
            return Ok(());
        }
        if text.len() > 1 {
            text.push_str(", ");
            // A line for each row that has structure.
            if !value.is_null() && matches!(kind(self.ty, value), Kind::Array | Kind::Record) {
                text.push_str("\n ");
            }
        }
        Writer { env, pretty: false }.value(self.ty, value, text)
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Some(mut text) = self.text.take() else { return Ok(Datum::Null) };
        text.push(']');
        if self.binary { canonical(&text) } else { Ok(Datum::text(text)) }
    }

    fn memory_bytes(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }
}

/// `json_object_agg` and `jsonb_object_agg`.
struct Fields {
    key: Oid,
    value: Oid,
    binary: bool,
    /// Fields whose value is NULL are left out.
    strict: bool,
    unique: Option<HashSet<String>>,
    text: Option<String>,
}

impl Fields {
    fn new(call: &Signature, binary: bool, strict: bool, unique: bool) -> Fields {
        Fields {
            key: call.arg(0),
            value: call.arg(1),
            binary,
            strict,
            unique: unique.then(HashSet::new),
            text: None,
        }
    }
}

impl Accumulator for Fields {
    fn add(&mut self, env: &dyn Env, args: &[Datum]) -> SqlResult<()> {
        let (key, value) = (args.at(0)?, args.at(1)?);
        let text = self.text.get_or_insert_with(|| "{ ".into());
        if key.is_null() {
            return Err(if self.binary {
                invalid("field name must not be null")
            } else {
                SqlError::new(
                    SqlState::NULL_VALUE_NOT_ALLOWED,
                    "null value not allowed for object key",
                )
            });
        }
        let skip = self.strict && value.is_null();
        let writer = Writer { env, pretty: false };
        let mut name = String::new();
        writer.key(self.key, key, &mut name)?;
        if let Some(seen) = &mut self.unique
            && (!skip || !self.binary)
            && !seen.insert(name.clone())
        {
            let message = if self.binary {
                "duplicate JSON object key value".to_owned()
            } else {
                format!("duplicate JSON object key value: {name}")
            };
            return Err(fail(b"22030", message));
        }
        if skip {
            return Ok(());
        }
        if text.len() > 2 {
            text.push_str(", ");
        }
        text.push_str(&name);
        text.push_str(" : ");
        writer.value(self.value, value, text)
    }

    fn finish(&mut self, _: &dyn Env) -> SqlResult<Datum> {
        let Some(mut text) = self.text.take() else { return Ok(Datum::Null) };
        text.push_str(" }");
        if self.binary { canonical(&text) } else { Ok(Datum::text(text)) }
    }

    fn memory_bytes(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }
}
