//! Claims about the functions, each called by its PostgreSQL OID.

use crate::{Env, Scalar, Signature, aggregate, scalar, set_returning};
use rupg_types::oid;
use types::{Datum, Formats, Oid, Type, text_in, to_text};

struct Host(Formats);

impl Env for Host {
    fn formats(&self) -> &Formats {
        &self.0
    }
    fn random_u64(&self) -> u64 {
        u64::MAX
    }
}

fn value(ty: Oid, text: &str) -> Datum {
    text_in(Type::new(ty), text, &Formats::default()).unwrap()
}

/// The text of the function's result, or the error's code.
fn call(function: Oid, result: Oid, args: &[(Oid, &str)]) -> String {
    let args: Vec<Datum> = args.iter().map(|(ty, text)| value(*ty, text)).collect();
    let host = Host(Formats::default());
    let Scalar::Plain(function) = scalar(function).unwrap() else { unreachable!("polymorphic") };
    match function(&host, &args) {
        Ok(value) => to_text(result, &value, &host.0),
        Err(error) => error.state().to_string(),
    }
}

#[test]
fn integers_add_until_they_overflow_and_never_divide_by_zero() {
    let int4 = |text| (oid::INT4, text);
    assert_eq!(call(177, oid::INT4, &[int4("2"), int4("3")]), "5");
    assert_eq!(call(177, oid::INT4, &[int4("2147483647"), int4("1")]), "22003");
    assert_eq!(call(154, oid::INT4, &[int4("-7"), int4("2")]), "-3");
    assert_eq!(call(154, oid::INT4, &[int4("1"), int4("0")]), "22012");
    assert_eq!(call(154, oid::INT4, &[int4("-2147483648"), int4("-1")]), "22003");
}

#[test]
fn comparisons_cross_integer_widths() {
    assert_eq!(call(65, oid::BOOL, &[(oid::INT4, "1"), (oid::INT4, "1")]), "t");
    assert_eq!(call(474, oid::BOOL, &[(oid::INT8, "4294967297"), (oid::INT4, "1")]), "f");
    assert_eq!(call(1718, oid::BOOL, &[(oid::NUMERIC, "1.0"), (oid::NUMERIC, "1.00")]), "t");
}

#[test]
fn casts_round_as_postgresql_does() {
    assert_eq!(call(1744, oid::INT4, &[(oid::NUMERIC, "2.5")]), "3");
    assert_eq!(call(317, oid::INT4, &[(oid::FLOAT8, "2.5")]), "2");
    assert_eq!(call(317, oid::INT4, &[(oid::FLOAT8, "NaN")]), "22003");
    assert_eq!(call(1743, oid::NUMERIC, &[(oid::FLOAT8, "0.1")]), "0.1");
}

#[test]
fn like_backtracks_over_every_percent_sign() {
    let like = |text, pattern| call(850, oid::BOOL, &[(oid::TEXT, text), (oid::TEXT, pattern)]);
    assert_eq!(like("abcabd", "%ab_"), "t");
    assert_eq!(like("abc", "a%d"), "f");
    assert_eq!(like("50%", "50\\%"), "t");
    assert_eq!(like("50x", "50\\%"), "f");
    assert_eq!(like("", "%"), "t");
    assert_eq!(like("a", "\\"), "22025");
}

#[test]
fn substring_counts_characters_from_one() {
    let part = |from, len| {
        call(877, oid::TEXT, &[(oid::TEXT, "h\u{e9}llo"), (oid::INT4, from), (oid::INT4, len)])
    };
    assert_eq!(part("2", "3"), "\u{e9}ll");
    assert_eq!(part("-1", "3"), "h");
    assert_eq!(part("1", "-1"), "22011");
}

#[test]
fn aggregates_skip_nulls() {
    let host = Host(Formats::default());
    let run = |function: Oid, result: Oid, rows: &[Datum]| {
        let args = vec![Type::new(oid::INT4)];
        let signature = Signature { args, result: Type::new(result), variadic: false };
        let mut state = aggregate(function).unwrap().start(&signature);
        for row in rows {
            state.add(&host, std::slice::from_ref(row)).unwrap();
        }
        to_text(result, &state.finish(&host).unwrap(), &host.0)
    };
    let rows = [Datum::Int4(1), Datum::Null, Datum::Int4(2)];
    assert_eq!(run(2108, oid::INT8, &rows), "3");
    assert_eq!(run(2101, oid::NUMERIC, &rows), "1.5000000000000000");
    assert_eq!(run(2147, oid::INT8, &rows), "2");
    assert_eq!(run(2803, oid::INT8, &rows), "3");
    assert_eq!(run(2116, oid::INT4, &rows), "2");
    assert_eq!(run(2132, oid::INT4, &rows), "1");
    assert_eq!(run(2335, oid::INT4_ARRAY, &rows), "{1,NULL,2}");
    assert_eq!(run(2108, oid::INT8, &[]), "");
}

#[test]
fn json_steps_lead_to_parts_and_null_is_sql_null_as_text() {
    let doc = (oid::JSONB, "{\"a\": [1, null]}");
    let at = |function, path| call(function, oid::TEXT, &[doc, (oid::TEXT_ARRAY, path)]);
    assert_eq!(call(3478, oid::JSONB, &[doc, (oid::TEXT, "a")]), "[1, null]");
    assert_eq!(at(3940, "{a,0}"), "1");
    assert_eq!(at(3940, "{a,1}"), "");
    assert_eq!(call(4046, oid::BOOL, &[doc, (oid::JSONB, "{\"a\": [1]}")]), "t");
}

#[test]
fn a_month_later_stops_at_the_months_end() {
    let stamp = |text| (oid::TIMESTAMP, text);
    let add = |from, span| call(2032, oid::TIMESTAMP, &[stamp(from), (oid::INTERVAL, span)]);
    assert_eq!(add("2024-01-31 10:00", "1 mon"), "2024-02-29 10:00:00");
    assert_eq!(add("2023-12-31", "-1 day"), "2023-12-30 00:00:00");
    assert_eq!(add("294276-12-31", "1 year"), "22008");
    assert_eq!(call(1141, oid::DATE, &[(oid::DATE, "2024-02-28"), (oid::INT4, "2")]), "2024-03-01");
}

#[test]
fn a_series_stops_at_its_end_or_at_the_end_of_its_type() {
    let host = Host(Formats::default());
    let series = |function: Oid, ty: Oid, args: &[&str]| {
        let types = [ty, ty, if ty == oid::TIMESTAMP { oid::INTERVAL } else { ty }];
        let values: Vec<Datum> = args.iter().zip(types).map(|(text, ty)| value(ty, text)).collect();
        let args = types.map(Type::new).to_vec();
        let signature = Signature { args, result: Type::new(ty), variadic: false };
        let rows = set_returning(function).unwrap()(&host, &signature, &values).unwrap();
        let texts = rows.map(|row| to_text(ty, &row.unwrap()[0], &host.0));
        texts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(series(1066, oid::INT4, &["5", "1", "-2"]), "5 3 1");
    assert_eq!(series(1067, oid::INT4, &["2147483646", "2147483647"]), "2147483646 2147483647");
    assert_eq!(series(3259, oid::NUMERIC, &["1.0", "2", "0.50"]), "1.0 1.50 2.00");
    let month = series(938, oid::TIMESTAMP, &["2024-01-31", "2024-03-30", "1 mon"]);
    assert_eq!(month, "2024-01-31 00:00:00 2024-02-29 00:00:00 2024-03-29 00:00:00");
}
