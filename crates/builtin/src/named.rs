//! What is a value's text, where names of objects stand for their OIDs (`regclass` and its kin)?

use crate::Env;
use base::SqlResult;
use std::sync::Arc;
use types::facts::oid;
use types::text::is_object_alias;
use types::{Array, Datum, Oid, Record, Type};

/// As [`types::text_in`], where the name of an object is its OID.
///
/// # Errors
/// As [`types::text_in`] and [`Env::object_oid`].
pub fn text_in(ty: Type, text: &str, env: &dyn Env) -> SqlResult<Datum> {
    if is_object_alias(ty.oid) && text != "-" && text.parse::<u32>().is_err() {
        return env.object_oid(ty.oid, text).map(Datum::Oid);
    }
    types::text_in(ty, text, env.formats())
}

/// As [`types::text_out`], with the names of objects, in arrays and records too.
pub fn text_out(ty: Oid, value: &Datum, env: &dyn Env, out: &mut Vec<u8>) {
    match value {
        Datum::Oid(object) if *object != 0 && is_object_alias(ty) => {
            match env.object_name(ty, *object) {
                Some(name) => out.extend_from_slice(name.as_bytes()),
                None => types::text_out(oid::OID, value, env.formats(), out),
            }
        }
        Datum::Array(_) | Datum::Record(_) => {
            let (ty, value) = named(ty, value, env);
            types::text_out(ty, &value, env.formats(), out);
        }
        _ => types::text_out(ty, value, env.formats(), out),
    }
}

/// [`text_out`] as a text of its own.
pub fn to_text(ty: Oid, value: &Datum, env: &dyn Env) -> String {
    let mut out = Vec::new();
    text_out(ty, value, env, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// The value with names in the place of the objects of alias types within it.
fn named(ty: Oid, value: &Datum, env: &dyn Env) -> (Oid, Datum) {
    match value {
        Datum::Oid(_) if is_object_alias(ty) => (oid::TEXT, Datum::text(to_text(ty, value, env))),
        Datum::Array(array) if is_object_alias(array.element) || array.element == oid::RECORD => {
            let items = array.items.iter().map(|item| named(array.element, item, env).1).collect();
            let element = if is_object_alias(array.element) { oid::TEXT } else { array.element };
            (ty, Datum::Array(Arc::new(Array { element, items, dims: array.dims.clone() })))
        }
        Datum::Record(record) => {
            let mut fields = record.fields.to_vec();
            let values = record
                .values
                .iter()
                .zip(&mut fields)
                .map(|(value, field)| {
                    let (oid, value) = named(field.ty.oid, value, env);
                    field.ty = Type { oid, ..field.ty };
                    value
                })
                .collect();
            (ty, Datum::Record(Arc::new(Record { fields: fields.into(), values })))
        }
        _ => (ty, value.clone()),
    }
}
