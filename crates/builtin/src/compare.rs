//! What do the comparison operators and B-tree support functions give?

use crate::Env;
use crate::args::{Args, integer, mismatch};
use crate::datetime::{DAY, is_finite, to_utc, valid};
use crate::registry::Table;
use base::SqlResult;
use rupg_types::oid;
use std::cmp::Ordering;
use types::{Datum, Oid, compare};

fn order(ty: Oid, args: &[Datum]) -> SqlResult<Ordering> {
    let [left, right] = args else { return Err(mismatch()) };
    Ok(match (left, right) {
        (
            Datum::Int2(_) | Datum::Int4(_) | Datum::Int8(_) | Datum::Oid(_),
            Datum::Int2(_) | Datum::Int4(_) | Datum::Int8(_) | Datum::Oid(_),
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
    (oid::TEXT, "text_pattern_eq_", "text_pattern_ne_", "text_pattern_lt", "text_pattern_le", "text_pattern_gt", "text_pattern_ge", "bttext_pattern_cmp");
    (oid::BPCHAR, "bpchar_pattern_eq_", "bpchar_pattern_ne_", "bpchar_pattern_lt", "bpchar_pattern_le", "bpchar_pattern_gt", "bpchar_pattern_ge", "btbpchar_pattern_cmp");
    (oid::OIDVECTOR, "oidvectoreq", "oidvectorne", "oidvectorlt", "oidvectorle", "oidvectorgt", "oidvectorge", "btoidvectorcmp");
    (oid::XID, "xideq", "xidneq", "xid_lt_", "xid_le_", "xid_gt_", "xid_ge_", "xid_cmp_");
    (oid::CID, "cideq", "cid_ne_", "cid_lt_", "cid_le_", "cid_gt_", "cid_ge_", "cid_cmp_");
    (oid::RECORD, "record_eq", "record_ne", "record_lt", "record_le", "record_gt", "record_ge", "btrecordcmp");
}

/// An unsigned transaction id beside an int4, which PostgreSQL takes for one.
fn same_id(args: &[Datum]) -> SqlResult<bool> {
    let bits = |index| Ok((args.int(index)? & 0xffff_ffff) as u32);
    Ok(bits(0)? == bits(1)?)
}

pub(crate) const IDS: Table = &[
    ("xideqint4", |_, args| Ok(Datum::Bool(same_id(args)?))),
    ("xidneqint4", |_, args| Ok(Datum::Bool(!same_id(args)?))),
];

/// Midnight of a date as a stamp, in order even where there is no such stamp.
fn date_stamp(date: i64) -> i128 {
    match date {
        _ if date == i64::from(i32::MIN) => i128::from(i64::MIN),
        _ if date == i64::from(i32::MAX) => i128::from(i64::MAX),
        // A date past the last stamp is still before infinity.
        _ => (i128::from(date) * i128::from(DAY)).min(i128::from(i64::MAX) - 1),
    }
}

/// A local stamp as an instant in the session's zone.
fn instant(env: &dyn Env, stamp: i128) -> i128 {
    match i64::try_from(stamp) {
        Ok(stamp) if is_finite(stamp) && valid(stamp).is_some() => {
            i128::from(to_utc(stamp, &*env.formats().zone))
        }
        _ => stamp,
    }
}

/// What a value of an operator across date, timestamp and timestamptz is compared by.
#[derive(Clone, Copy)]
enum Moment {
    Date,
    Local,
    DateInZone,
    LocalInZone,
    Instant,
}

fn moment(env: &dyn Env, datum: &Datum, as_moment: Moment) -> SqlResult<i128> {
    let value = integer(datum)?;
    Ok(match as_moment {
        Moment::Date => date_stamp(value),
        Moment::Local | Moment::Instant => i128::from(value),
        Moment::DateInZone => instant(env, date_stamp(value)),
        Moment::LocalInZone => instant(env, i128::from(value)),
    })
}

fn moments(env: &dyn Env, args: &[Datum], left: Moment, right: Moment) -> SqlResult<Ordering> {
    Ok(moment(env, args.at(0)?, left)?.cmp(&moment(env, args.at(1)?, right)?))
}

macro_rules! moments {
    ($($left:ident $right:ident: $eq:literal $ne:literal $lt:literal $le:literal $gt:literal $ge:literal $cmp:literal;)*) => {
        pub(crate) const MOMENTS: Table = &[$(
            ($eq, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_eq()))),
            ($ne, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_ne()))),
            ($lt, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_lt()))),
            ($le, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_le()))),
            ($gt, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_gt()))),
            ($ge, |env, args| Ok(Datum::Bool(moments(env, args, Moment::$left, Moment::$right)?.is_ge()))),
            ($cmp, |env, args| Ok(Datum::Int4(moments(env, args, Moment::$left, Moment::$right)? as i32))),
        )*];
    };
}

moments! {
    Date Local: "date_eq_timestamp" "date_ne_timestamp" "date_lt_timestamp" "date_le_timestamp" "date_gt_timestamp" "date_ge_timestamp" "date_cmp_timestamp";
    Local Date: "timestamp_eq_date" "timestamp_ne_date" "timestamp_lt_date" "timestamp_le_date" "timestamp_gt_date" "timestamp_ge_date" "timestamp_cmp_date";
    DateInZone Instant: "date_eq_timestamptz" "date_ne_timestamptz" "date_lt_timestamptz" "date_le_timestamptz" "date_gt_timestamptz" "date_ge_timestamptz" "date_cmp_timestamptz";
    Instant DateInZone: "timestamptz_eq_date" "timestamptz_ne_date" "timestamptz_lt_date" "timestamptz_le_date" "timestamptz_gt_date" "timestamptz_ge_date" "timestamptz_cmp_date";
    LocalInZone Instant: "timestamp_eq_timestamptz" "timestamp_ne_timestamptz" "timestamp_lt_timestamptz" "timestamp_le_timestamptz" "timestamp_gt_timestamptz" "timestamp_ge_timestamptz" "timestamp_cmp_timestamptz";
    Instant LocalInZone: "timestamptz_eq_timestamp" "timestamptz_ne_timestamp" "timestamptz_lt_timestamp" "timestamptz_le_timestamp" "timestamptz_gt_timestamp" "timestamptz_ge_timestamp" "timestamptz_cmp_timestamp";
}

fn pick(ty: Oid, args: &[Datum], wanted: Ordering) -> SqlResult<Datum> {
    let first = order(ty, args)? == wanted;
    Ok(args[usize::from(!first)].clone())
}

macro_rules! extremes {
    ($($ty:ident $larger:literal $smaller:literal;)*) => {
        pub(crate) const EXTREMES: Table = &[$(
            ($larger, |_, args| pick(oid::$ty, args, Ordering::Greater)),
            ($smaller, |_, args| pick(oid::$ty, args, Ordering::Less)),
        )*];
    };
}

extremes! {
    INT2 "int2larger" "int2smaller";
    INT4 "int4larger" "int4smaller";
    INT8 "int8larger" "int8smaller";
    OID "oidlarger" "oidsmaller";
    FLOAT4 "float4larger" "float4smaller";
    FLOAT8 "float8larger" "float8smaller";
    NUMERIC "numeric_larger" "numeric_smaller";
    TEXT "text_larger" "text_smaller";
    BPCHAR "bpchar_larger" "bpchar_smaller";
    DATE "date_larger" "date_smaller";
    TIME "time_larger" "time_smaller";
    TIMETZ "timetz_larger" "timetz_smaller";
    TIMESTAMP "timestamp_larger" "timestamp_smaller";
    INTERVAL "interval_larger" "interval_smaller";
    ANYARRAY "array_larger" "array_smaller";
}
