//! Claims about SQL over HTTP.

use super::*;
use serde_json::json;

#[test]
fn a_connection_string_is_read_however_it_was_escaped() {
    let target = Target::parse(
        "postgresql://us%40er:p%2Fa%3Ass%25w%20rd@DB1.example.com:5433/my%20db?sslmode=require&options=-c%20a%3Db",
    )
    .unwrap();
    assert_eq!(
        (&*target.user, &*target.host, &*target.database),
        ("us@er", "db1.example.com", "my db")
    );
    assert_eq!(target.password.as_deref(), Some("p/a:ss%w rd"));
    assert_eq!(target.parameters[1], ("options".into(), "-c a=b".into()));
    let target = Target::parse("postgres://u:p@h/d?application_name=svc@prod#f@g").unwrap();
    assert_eq!((&*target.user, &*target.host, &*target.database), ("u", "h", "d"));
    assert_eq!(target.parameters, [("application_name".to_owned(), "svc@prod".to_owned())]);
    let target = Target::parse("postgres://u:100%sure%2F%3F+@[::1]:5432").unwrap();
    assert_eq!(target.password.as_deref(), Some("100%sure/?+"));
    assert_eq!((&*target.host, &*target.database), ("::1", "u"));
    assert!(!format!("{target:?}").contains("sure"));
    let odd =
        ["postgres://u%00@h/d", "postgres://u:%ff@h/d", "postgres://u@h/d?application_name=%00"];
    for wrong in ["", "http://u@h/d", "postgres://h/d", "postgres://:p@h/d"].iter().chain(&odd) {
        assert_eq!(Target::parse(wrong).unwrap_err().state().as_str(), "08P01", "{wrong}");
    }
}

#[test]
fn parameters_become_postgresql_text() {
    let body =
        br#"{"query": "q", "params": ["1", 1.5, true, null, {"b": [1, null, "\"", {}], "a": -2},
        [1, null, "a\"b\\", [true], [], {"a": "\""}], [], 1e300]}"#;
    let Body::One(query) = Body::parse(body).unwrap() else { panic!("one query") };
    let params: Vec<Option<&str>> = query.params.iter().map(Option::as_deref).collect();
    let object = r#"{"b":[1,null,"\"",{}],"a":-2}"#;
    let array = r#"{1,NULL,"a\"b\\",{true},{},"{\"a\":\"\\\"\"}"}"#;
    assert_eq!(
        params,
        [
            Some("1"),
            Some("1.5"),
            Some("true"),
            None,
            Some(object),
            Some(array),
            Some("{}"),
            Some("1e+300")
        ]
    );
}

#[test]
fn a_body_is_one_query_or_a_batch_or_an_error() {
    let batch =
        br#"{"queries": [{"query": "a", "arrayMode": true}, {"query": "b", "params": []}]}"#;
    let Body::Batch(queries) = Body::parse(batch).unwrap() else { panic!("a batch") };
    assert_eq!(queries.len(), 2);
    assert_eq!(queries[0].array_mode, Some(true));
    assert_eq!(Body::parse(br#"{"queries":[]}"#).unwrap(), Body::Batch(Vec::new()));
    let many = format!(r#"{{"query":"a","params":[{}0]}}"#, "0,".repeat(65_535));
    let deep = format!(r#"{{"query":"a","params":[{}]}}"#, "[".repeat(1 << 20));
    for (body, state, why) in [
        ("{", "22P02", "EOF while parsing"),
        (&many, "08P01", "more than 65535 parameters"),
        ("", "22P02", "EOF while parsing"),
        (r#"{"query":"a"} x"#, "22P02", "trailing characters"),
        (r#"{"query":"\ud800"}"#, "22P02", "hex escape"),
        (r#"{"query":"a","params":["\ud800"]}"#, "22P02", "hex escape"),
        (r#"{"query":"a","params":[1e999]}"#, "22P02", "number out of range"),
        ("{\"query\":\"\n\"}", "22P02", "control character"),
        (&deep, "22P02", "recursion limit"),
        ("[]", "08P01", "invalid length 0"),
        ("1", "08P01", "invalid type: integer"),
        ("{}", "08P01", "neither `query` nor `queries` is there"),
        (r#"{"query":"a","queries":[]}"#, "08P01", "both `query` and `queries` are there"),
        (r#"{"query":"a","query":"b"}"#, "08P01", "duplicate field `query`"),
        (r#"{"query":1}"#, "08P01", "expected a string"),
        (r#"{"queries":[1]}"#, "08P01", "invalid type: integer"),
        (r#"{"queries":[{"params":[]}]}"#, "08P01", "missing field `query`"),
        (r#"{"query":"a","params":{}}"#, "08P01", "expected a sequence"),
        (r#"{"query":"a","arrayMode":"true"}"#, "08P01", "expected a boolean"),
    ] {
        let error = Body::parse(body.as_bytes()).unwrap_err();
        assert_eq!(error.state().as_str(), state, "{body:.60}: {error}");
        assert!(error.message().contains(why), "{body:.60}: {error}");
    }
    assert_eq!(Body::parse(b"\xff").unwrap_err().state().as_str(), "22P02");
}

fn field(name: &str, type_oid: u32, element: Option<(u32, char)>) -> Field {
    Field {
        name: name.into(),
        type_oid,
        table_oid: 0,
        column: 0,
        type_len: -1,
        typmod: -1,
        element,
    }
}

fn json_of(result: QueryResult, raw_text: bool, array_mode: bool) -> serde_json::Value {
    let mut out = String::new();
    result.write_json(raw_text, array_mode, &mut out);
    serde_json::from_str(&out).unwrap()
}

fn result() -> QueryResult {
    let mut result = QueryResult::default();
    result.describe(vec![
        field("b", 16, None),
        field("n", 20, None),
        field("j", 3802, None),
        field("a", 1009, Some((25, ','))),
        field("f", 701, None),
    ]);
    let row =
        ["t", "9007199254740993", r#"{"x": 1}"#, r#"[0:1]={{a,"b \"c\\"},{NULL,"NULL"}}"#, "NaN"];
    result.row(row.map(|value| Some(value.to_owned())));
    result.row([None, None, None, None, None]);
    result.complete("SELECT 2");
    result
}

#[test]
fn the_drivers_rows_are_arrays_of_text() {
    let answer = json_of(result(), true, true);
    assert_eq!(answer["rows"][0][0], "t");
    assert_eq!(answer["rows"][1], json!([null, null, null, null, null]));
    assert_eq!((&answer["command"], &answer["rowCount"]), (&json!("SELECT"), &json!(2)));
    assert_eq!(answer["fields"][2]["dataTypeID"], 3802);
    assert_eq!(answer["rowAsArray"], true);
}

#[test]
fn without_flags_rows_are_objects_of_json() {
    let answer = json_of(result(), false, false);
    let wanted = json!({"b": true, "n": "9007199254740993", "j": {"x": 1},
        "a": [["a", "b \"c\\"], [null, "NULL"]], "f": "NaN"});
    assert_eq!(answer["rows"][0], wanted);
    // JSON is given to the letter: other readers have longer numbers than this one.
    let mut result = QueryResult::default();
    result.describe(vec![field("j", 114, None), field("a", 199, Some((114, ',')))]);
    let exact = r#"{"b":1,"a":12345678901234567890.10,"a":"\ud800"}"#;
    let array = format!("{{{}}}", json!(exact));
    result.row([Some(exact.to_owned()), Some(array)]);
    let mut out = String::new();
    result.write_json(false, true, &mut out);
    assert!(out.contains(&format!("[[{exact},[{exact}]]]")), "{out}");
}

#[test]
fn a_command_without_rows_has_empty_lists_and_no_count() {
    let mut result = QueryResult::default();
    result.complete("CREATE TABLE");
    let answer = json_of(result, true, true);
    assert_eq!((&answer["fields"], &answer["rows"]), (&json!([]), &json!([])));
    assert_eq!((&answer["command"], &answer["rowCount"]), (&json!("CREATE"), &json!(null)));
}

#[test]
fn an_unknown_isolation_level_is_refused() {
    let header = |name: &str| Ok((name == "neon-batch-isolation-level").then_some("snapshot"));
    assert_eq!(Flags::read(header).unwrap_err().state().as_str(), "22023");
    let header = |name: &str| Ok((name != "neon-batch-isolation-level").then_some("TRUE"));
    assert_eq!(Flags::read(header).unwrap(), Flags::default());
}

#[test]
fn a_batch_begins_as_its_headers_say() {
    assert_eq!(Flags::default().begin(), "BEGIN");
    let header = |name: &str| {
        Ok(match name {
            "neon-batch-isolation-level" => Some("Serializable"),
            "neon-batch-read-only" | "neon-batch-deferrable" => Some("true"),
            _ => None,
        })
    };
    let modes = "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE";
    assert_eq!(Flags::read(header).unwrap().begin(), modes);
}

#[test]
fn what_was_gathered_of_a_run_that_lost_is_dropped() {
    let mut result = result();
    let before = result.bytes();
    result.truncate(0);
    assert_eq!(result.rows(), 0);
    // What its columns are is still to be said, and a row without columns is a row.
    assert!((1..before).contains(&result.bytes()));
    let mut empty = QueryResult::default();
    empty.row([]);
    assert!(empty.bytes() > 0);
    result.row(["t", "1", "{}", "{}", "1"].map(|value| Some(value.to_owned())));
    result.complete("SELECT 1");
    assert!(result.bytes() < before);
    assert_eq!(json_of(result, true, true)["rows"], json!([["t", "1", "{}", "{}", "1"]]));
}
