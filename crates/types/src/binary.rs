//! How is a value read from and written as PostgreSQL's binary format?

use crate::formats::{Formats, sql_error};
use crate::text::{char_datum, from_library, is_oid_like, item_of, vector};
use crate::{Array, Datum, Oid, Type};
use base::{SqlError, SqlResult};
use ecow::EcoVec;
use rupg_types::{
    Recv, TypeError, array_recv, bpchar_in, char_in, date_recv, interval_recv, interval_send,
    json_in, jsonb_recv, jsonb_send, name_recv, numeric_recv, numeric_send, oid, time_recv,
    timestamp_recv, timetz_recv, varchar_in,
};
use std::sync::Arc;

/// The value of `bytes` as the type's receive function reads it, its modifier applied.
///
/// # Errors
/// PostgreSQL's for the same bytes; 0A000 for a type without a receive function here.
pub fn binary_in(ty: Type, bytes: &[u8], _formats: &Formats) -> SqlResult<Datum> {
    let mut recv = Recv::new(bytes);
    let unsupported = || {
        SqlError::unsupported(format!("binary input of type {}", rupg_types::format_type(ty.oid)))
    };
    let datum = match item_of(ty.oid) {
        None => receive(ty, &mut recv).ok_or_else(unsupported)?.map_err(sql_error)?,
        Some(_) if ty.oid == oid::INT2VECTOR => {
            let values = rupg_types::int2vector_recv(&mut recv).map_err(sql_error)?;
            vector(oid::INT2, values.into_iter().map(Datum::Int2).collect())
        }
        Some(_) if ty.oid == oid::OIDVECTOR => {
            let values = rupg_types::oidvector_recv(&mut recv).map_err(sql_error)?;
            vector(oid::OID, values.into_iter().map(Datum::Oid).collect())
        }
        Some(element) => {
            let element_type = Type { oid: element, typmod: ty.typmod };
            let mut unknown = false;
            let array = array_recv(&mut recv, element, |recv| {
                receive(element_type, recv).unwrap_or_else(|| {
                    unknown = true;
                    recv.rest();
                    Ok(Datum::Null)
                })
            })
            .map_err(sql_error)?;
            if unknown {
                return Err(unsupported());
            }
            from_library(element, array)
        }
    };
    recv.finish(1).map_err(sql_error)?;
    Ok(datum)
}

fn receive(ty: Type, recv: &mut Recv<'_>) -> Option<Result<Datum, TypeError>> {
    let typmod = ty.typmod;
    Some(match ty.oid {
        oid::BOOL => recv.bool().map(Datum::Bool),
        oid::INT2 => recv.i16().map(Datum::Int2),
        oid::INT4 => recv.i32().map(Datum::Int4),
        oid::INT8 => recv.i64().map(Datum::Int8),
        oid::FLOAT4 => recv.f32().map(Datum::Float4),
        oid::FLOAT8 => recv.f64().map(Datum::Float8),
        oid::NUMERIC => numeric_recv(recv, typmod).map(|value| Datum::Numeric(Arc::new(value))),
        oid::TEXT | oid::UNKNOWN => recv.text().map(Datum::text),
        oid::VARCHAR => recv.text().and_then(|text| varchar_in(text, typmod)).map(Datum::text),
        oid::BPCHAR => {
            recv.text().and_then(|text| bpchar_in(text, typmod)).map(|text| Datum::text(&*text))
        }
        oid::NAME => recv.text().and_then(name_recv).map(Datum::text),
        oid::CHAR => recv.byte().map(char_datum),
        oid::BYTEA => Ok(Datum::Bytea(EcoVec::from(recv.rest()))),
        oid::UUID => recv.uuid().map(|value| Datum::Uuid(Arc::new(value))),
        oid::DATE => date_recv(recv).map(Datum::Int4),
        oid::TIME => time_recv(recv, typmod).map(Datum::Int8),
        oid::TIMETZ => timetz_recv(recv, typmod).map(|value| Datum::TimeTz(Arc::new(value))),
        oid::TIMESTAMP | oid::TIMESTAMPTZ => timestamp_recv(recv, typmod).map(Datum::Int8),
        oid::INTERVAL => interval_recv(recv, typmod).map(|value| Datum::Interval(Arc::new(value))),
        oid::JSON => recv.text().and_then(json_in).map(Datum::text),
        oid::JSONB => jsonb_recv(recv.rest()).map(Datum::text),
        oid::VOID => Ok(Datum::text("")),
        _ if is_oid_like(ty.oid) => recv.u32().map(Datum::Oid),
        _ => return None,
    })
}

/// Appends the value as the type's send function writes it; nothing for NULL.
pub fn binary_out(ty: Oid, datum: &Datum, out: &mut Vec<u8>) {
    match datum {
        Datum::Null => {}
        Datum::Bool(value) => out.push(u8::from(*value)),
        Datum::Int2(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Int4(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Int8(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Oid(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Float4(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Float8(value) => out.extend_from_slice(&value.to_be_bytes()),
        Datum::Numeric(value) => numeric_send(value, out),
        Datum::Text(value) if ty == oid::JSONB => jsonb_send(value, out),
        Datum::Text(value) if ty == oid::CHAR => out.push(char_in(value)),
        Datum::Text(value) => out.extend_from_slice(value.as_bytes()),
        Datum::Bytea(value) => out.extend_from_slice(value),
        Datum::Uuid(value) => out.extend_from_slice(&value[..]),
        Datum::Interval(value) => interval_send(value, out),
        Datum::TimeTz(value) => {
            out.extend_from_slice(&value.0.to_be_bytes());
            out.extend_from_slice(&value.1.to_be_bytes());
        }
        Datum::Array(array) => array_send(array, out),
        Datum::Record(record) => {
            out.extend_from_slice(&length(record.values.len()));
            for (field, value) in record.columns() {
                out.extend_from_slice(&field.ty.oid.to_be_bytes());
                sized(field.ty.oid, value, out);
            }
        }
    }
}

fn length(len: usize) -> [u8; 4] {
    i32::try_from(len).unwrap_or(i32::MAX).to_be_bytes()
}

fn sized(ty: Oid, datum: &Datum, out: &mut Vec<u8>) {
    let at = out.len();
    out.extend_from_slice(&(-1i32).to_be_bytes());
    if !datum.is_null() {
        binary_out(ty, datum, out);
        let len = length(out.len() - at - 4);
        out[at..at + 4].copy_from_slice(&len);
    }
}

fn array_send(array: &Array, out: &mut Vec<u8>) {
    out.extend_from_slice(&length(array.dims.len()));
    out.extend_from_slice(&i32::from(array.items.iter().any(Datum::is_null)).to_be_bytes());
    out.extend_from_slice(&array.element.to_be_bytes());
    for (len, lower) in &array.dims {
        out.extend_from_slice(&len.to_be_bytes());
        out.extend_from_slice(&lower.to_be_bytes());
    }
    for item in &array.items {
        sized(array.element, item, out);
    }
}
