//! Does every function answer, or refuse, the values at the ends of its types?
//!
//! A panic would end a session, so that this calls every scalar function with every combination
//! of extreme arguments, up to some thousands of each, and only looks whether it comes back.

mod host;

use airglow_builtin::{Rows, Scalar, Signature, scalar, set_returning};
use host::Host;
use std::panic::{AssertUnwindSafe, catch_unwind};
use types::facts::{self, FUNCTIONS, FunctionFact, oid};
use types::{Datum, Formats, Oid, Type, text_in};

/// Calls of one function at most.
const CALLS: usize = 1500;

fn samples(ty: Oid) -> &'static [&'static str] {
    match ty {
        oid::BOOL => &["t", "f"],
        oid::INT2 => &["0", "-1", "32767", "-32768"],
        oid::INT4 => &["0", "1", "-1", "33", "2147483647", "-2147483648"],
        oid::INT8 => &["0", "1", "-1", "9223372036854775807", "-9223372036854775808"],
        oid::OID => &["0", "4294967295"],
        oid::FLOAT4 => &["0", "-0", "1e38", "-1e-38", "NaN", "Infinity", "-Infinity"],
        oid::FLOAT8 => &["0", "0.5", "1e308", "-1e308", "5e-324", "NaN", "Infinity", "-Infinity"],
        oid::NUMERIC => &["0", "0.5", "-1", "1e1000", "-1e-1000", "NaN", "Infinity", "-Infinity"],
        oid::TEXT | oid::VARCHAR | oid::BPCHAR | oid::NAME => &[
            "",
            "a",
            "\u{e9}\u{1f600}",
            "%_\\",
            "\\1(a*)+[[",
            "9999-99-99",
            "YYYY-MM-DD TH",
            "hex",
            "UTC",
            "day",
        ],
        oid::CHAR => &["", "a", "\\377"],
        oid::BYTEA => &["", "\\x00ff"],
        oid::UUID => &["ffffffff-ffff-ffff-ffff-ffffffffffff"],
        oid::DATE => &["infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"],
        oid::TIME => &["00:00", "24:00"],
        oid::TIMETZ => &["00:00+15:59", "24:00-15:59"],
        oid::TIMESTAMP | oid::TIMESTAMPTZ => &[
            "infinity",
            "-infinity",
            "4713-01-01 00:00 BC",
            "294276-12-31 23:59:59.999999",
            "2024-02-29",
        ],
        oid::INTERVAL => &[
            "0",
            "-178956970 years -8 mons",
            "178956970 years 7 mons 2147483647 days",
            "2147483647 days 2562047788:00:54.775807",
            "-2147483648 days -2562047788:00:54.775808",
        ],
        oid::JSON | oid::JSONB => &["null", "1e1000", "[]", "{\"a\": [1, {}]}", "\"\""],
        _ if facts::element_of(ty).is_some() => match facts::element_of(ty) {
            Some(oid::TEXT) => &["{}", "{NULL,a}", "[2147483646:2147483646]={a}", "{{a,b},{c,d}}"],
            Some(oid::INT4) => &["{}", "{NULL,2147483647}", "[-2147483648:-2147483648]={1}"],
            _ => &["{}"],
        },
        oid::OIDVECTOR => &["", "1"],
        _ => &[],
    }
}

fn concrete(ty: Oid, array: Oid, element: Oid) -> Oid {
    match ty {
        oid::ANYARRAY | oid::ANYCOMPATIBLEARRAY => array,
        oid::ANYELEMENT | oid::ANYNONARRAY | oid::ANYCOMPATIBLE | oid::ANY => element,
        ty => ty,
    }
}

/// The combinations in turn, evenly over all of them.
fn combinations(pools: &[Vec<Datum>]) -> impl Iterator<Item = Vec<Datum>> + '_ {
    let total: usize = pools.iter().map(Vec::len).product();
    let step = total.div_ceil(CALLS).max(1);
    (0..total).step_by(step).map(move |mut place| {
        let pick = |pool: &Vec<Datum>| {
            let value = pool[place % pool.len()].clone();
            place /= pool.len();
            value
        };
        pools.iter().map(pick).collect()
    })
}

fn call(
    host: &Host,
    function: &FunctionFact,
    (element, array): (Oid, Oid),
    panicked: &mut Vec<String>,
) -> usize {
    if scalar(function.oid).is_none() && set_returning(function.oid).is_none() {
        return 0;
    }
    let types: Vec<Oid> =
        function.argtypes.iter().map(|ty| concrete(*ty, array, element)).collect();
    let value = |ty: Oid, text: &&str| text_in(Type::new(ty), text, &host.0).ok();
    let mut pools = Vec::new();
    for ty in &types {
        let mut pool: Vec<Datum> =
            samples(*ty).iter().filter_map(|text| value(*ty, text)).collect();
        if pool.is_empty() {
            return 0;
        }
        if !function.strict {
            pool.push(Datum::Null);
        }
        pools.push(pool);
    }
    let signature = Signature {
        args: types.into_iter().map(Type::new).collect(),
        result: Type::new(concrete(function.rettype, array, element)),
        variadic: false,
    };
    let mut calls = 0;
    for args in combinations(&pools) {
        calls += 1;
        let answered = catch_unwind(AssertUnwindSafe(|| answer(host, function, &signature, &args)));
        if answered.is_err() {
            panicked.push(format!("{} {args:?}", function.src));
            break;
        }
    }
    calls
}

fn answer(host: &Host, function: &FunctionFact, signature: &Signature, args: &[Datum]) {
    match (scalar(function.oid), set_returning(function.oid)) {
        (Some(Scalar::Plain(call)), _) => drop(call(host, args)),
        (Some(Scalar::Typed(call)), _) => drop(call(host, signature, args)),
        (None, Some(call)) => {
            let rows: Result<Rows, _> = call(host, signature, args);
            rows.into_iter().for_each(|rows| rows.take(10).for_each(drop));
        }
        (None, None) => {}
    }
}

#[test]
fn no_function_panics_on_extreme_values() {
    let host = Host(Formats::default());
    let (mut calls, mut panicked) = (0, Vec::new());
    for function in FUNCTIONS {
        // What makes as much as it is asked for is bounded by memory alone.
        if ["repeat", "lpad", "rpad", "array_fill", "numeric_fac", "bpchar"].contains(&function.src)
        {
            continue;
        }
        calls += call(&host, function, (oid::INT4, oid::INT4_ARRAY), &mut panicked);
        if function.argtypes.iter().any(|ty| concrete(*ty, 1, 1) == 1) {
            calls += call(&host, function, (oid::TEXT, oid::TEXT_ARRAY), &mut panicked);
        }
    }
    assert!(panicked.is_empty(), "{panicked:#?}");
    assert!(calls > 50_000, "{calls} calls");
}
