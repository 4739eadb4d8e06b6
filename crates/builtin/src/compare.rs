//! What do the comparison operators and B-tree support functions give?

use crate::args::{integer, mismatch};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::oid;
use std::cmp::Ordering;
use types::{Datum, Oid, compare};

fn order(ty: Oid, args: &[Datum]) -> SqlResult<Ordering> {
    let [left, right] = args else { return Err(mismatch()) };
    Ok(match (left, right) {
        (
            Datum::Int2(_) | Datum::Int4(_) | Datum::Int8(_),
            Datum::Int2(_) | Datum::Int4(_) | Datum::Int8(_),
        ) => integer(left)?.cmp(&integer(right)?),
        (Datum::Float4(a), Datum::Float8(b)) => types::compare_f64(f64::from(*a), *b),
        (Datum::Float8(a), Datum::Float4(b)) => types::compare_f64(*a, f64::from(*b)),
        _ => compare(ty, left, right),
    })
}

/// `eq`, `ne`, `lt`, `le`, `gt`, `ge` and, where there is one, `cmp` of a type.
macro_rules! orders {
    ($(($ty:expr, $eq:literal, $ne:literal, $lt:literal, $le:literal, $gt:literal, $ge:literal, $cmp:literal);)*) => {
        pub(crate) const TABLE: Table = &[$(
            ($eq, |_, args| Ok(Datum::Bool(order($ty, args)?.is_eq()))),
            ($ne, |_, args| Ok(Datum::Bool(order($ty, args)?.is_ne()))),
            ($lt, |_, args| Ok(Datum::Bool(order($ty, args)?.is_lt()))),
            ($le, |_, args| Ok(Datum::Bool(order($ty, args)?.is_le()))),
            ($gt, |_, args| Ok(Datum::Bool(order($ty, args)?.is_gt()))),
            ($ge, |_, args| Ok(Datum::Bool(order($ty, args)?.is_ge()))),
            ($cmp, |_, args| Ok(Datum::Int4(order($ty, args)? as i32))),
        )*];
    };
}

orders! {
    (oid::BOOL, "booleq", "boolne", "boollt", "boolle", "boolgt", "boolge", "btboolcmp");
    (oid::INT2, "int2eq", "int2ne", "int2lt", "int2le", "int2gt", "int2ge", "btint2cmp");
    (oid::INT4, "int4eq", "int4ne", "int4lt", "int4le", "int4gt", "int4ge", "btint4cmp");
    (oid::INT8, "int8eq", "int8ne", "int8lt", "int8le", "int8gt", "int8ge", "btint8cmp");
    (oid::INT4, "int24eq", "int24ne", "int24lt", "int24le", "int24gt", "int24ge", "btint24cmp");
    (oid::INT4, "int42eq", "int42ne", "int42lt", "int42le", "int42gt", "int42ge", "btint42cmp");
    (oid::INT8, "int28eq", "int28ne", "int28lt", "int28le", "int28gt", "int28ge", "btint28cmp");
    (oid::INT8, "int82eq", "int82ne", "int82lt", "int82le", "int82gt", "int82ge", "btint82cmp");
    (oid::INT8, "int48eq", "int48ne", "int48lt", "int48le", "int48gt", "int48ge", "btint48cmp");
    (oid::INT8, "int84eq", "int84ne", "int84lt", "int84le", "int84gt", "int84ge", "btint84cmp");
    (oid::OID, "oideq", "oidne", "oidlt", "oidle", "oidgt", "oidge", "btoidcmp");
    (oid::FLOAT4, "float4eq", "float4ne", "float4lt", "float4le", "float4gt", "float4ge", "btfloat4cmp");
    (oid::FLOAT8, "float8eq", "float8ne", "float8lt", "float8le", "float8gt", "float8ge", "btfloat8cmp");
    (oid::FLOAT8, "float48eq", "float48ne", "float48lt", "float48le", "float48gt", "float48ge", "btfloat48cmp");
    (oid::FLOAT8, "float84eq", "float84ne", "float84lt", "float84le", "float84gt", "float84ge", "btfloat84cmp");
    (oid::NUMERIC, "numeric_eq", "numeric_ne", "numeric_lt", "numeric_le", "numeric_gt", "numeric_ge", "numeric_cmp");
    (oid::TEXT, "texteq", "textne", "text_lt", "text_le", "text_gt", "text_ge", "bttextcmp");
    (oid::BPCHAR, "bpchareq", "bpcharne", "bpcharlt", "bpcharle", "bpchargt", "bpcharge", "bpcharcmp");
    (oid::NAME, "nameeq", "namene", "namelt", "namele", "namegt", "namege", "btnamecmp");
    (oid::TEXT, "nameeqtext", "namenetext", "namelttext", "nameletext", "namegttext", "namegetext", "btnametextcmp");
    (oid::TEXT, "texteqname", "textnename", "textltname", "textlename", "textgtname", "textgename", "bttextnamecmp");
    (oid::CHAR, "chareq", "charne", "charlt", "charle", "chargt", "charge", "btcharcmp");
    (oid::BYTEA, "byteaeq", "byteane", "bytealt", "byteale", "byteagt", "byteage", "byteacmp");
    (oid::UUID, "uuid_eq", "uuid_ne", "uuid_lt", "uuid_le", "uuid_gt", "uuid_ge", "uuid_cmp");
    (oid::DATE, "date_eq", "date_ne", "date_lt", "date_le", "date_gt", "date_ge", "date_cmp");
    (oid::TIME, "time_eq", "time_ne", "time_lt", "time_le", "time_gt", "time_ge", "time_cmp");
    (oid::TIMETZ, "timetz_eq", "timetz_ne", "timetz_lt", "timetz_le", "timetz_gt", "timetz_ge", "timetz_cmp");
    (oid::TIMESTAMP, "timestamp_eq", "timestamp_ne", "timestamp_lt", "timestamp_le", "timestamp_gt", "timestamp_ge", "timestamp_cmp");
    (oid::INTERVAL, "interval_eq", "interval_ne", "interval_lt", "interval_le", "interval_gt", "interval_ge", "interval_cmp");
    (oid::JSONB, "jsonb_eq", "jsonb_ne", "jsonb_lt", "jsonb_le", "jsonb_gt", "jsonb_ge", "jsonb_cmp");
    (oid::ANYARRAY, "array_eq", "array_ne", "array_lt", "array_le", "array_gt", "array_ge", "btarraycmp");
    (oid::RECORD, "record_eq", "record_ne", "record_lt", "record_le", "record_gt", "record_ge", "btrecordcmp");
}
