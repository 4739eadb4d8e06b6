//! Does each function give what PostgreSQL 16 gives?
//!
//! `tests/postgres/*.txt` were recorded on PostgreSQL 16 (C locale, UTC) by `cargo xtask calls`. A
//! heading names a function and the types of its calls; a line under it is a call and its answer:
//!
//! ```text
//! # 177 int4pl int4 int4 > int4
//! 1    2    => 3
//! 2147483647    1    => ! 22003 integer out of range
//! ```
//!
//! An error's DETAIL and HINT follow its message after ` // `.
//!
//! Function 0 is the input function of the result's type, answered by its output function.
//! Fields are apart by tabs, escaped as COPY does, `\N` for NULL.

mod host;

use airglow_builtin::{Scalar, Signature, scalar};
use host::Host;
use std::fmt::Write as _;
use std::path::Path;
use types::{Datum, Formats, Oid, Type, facts, text_in, to_text};

fn type_named(name: &str) -> Oid {
    let (element, array) = match name.strip_suffix("[]") {
        Some(element) => (element, true),
        None => (name, false),
    };
    let found = facts::type_by_name(element).unwrap_or_else(|| panic!("type {name}")).oid;
    if array { facts::array_of(found).unwrap_or_else(|| panic!("type {name}")) } else { found }
}

/// A field of COPY's text format.
fn field(text: &str) -> Option<String> {
    if text == "\\N" {
        return None;
    }
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        out.push(match (char, if char == '\\' { chars.next() } else { None }) {
            (_, Some('n')) => '\n',
            (_, Some('t')) => '\t',
            (_, Some('r')) => '\r',
            (_, Some(other)) => other,
            _ => char,
        });
    }
    Some(out)
}

struct Function {
    heading: String,
    oid: Oid,
    signature: Signature,
}

fn heading(line: &str) -> Function {
    let (call, result) = line[2..].split_once(" > ").expect("a heading has a result type");
    let mut words = call.split(' ');
    let oid = words.next().and_then(|word| word.parse().ok()).expect("a heading has an OID");
    let args = words.skip(1).map(|name| Type::new(type_named(name))).collect();
    let result = Type::new(type_named(result));
    Function {
        heading: line.to_owned(),
        oid,
        signature: Signature { args, result, variadic: false },
    }
}

/// The answer to a call, as the files write it, unescaped.
fn answer(host: &Host, function: &Function, fields: &[&str]) -> Option<String> {
    let failed = |error: base::SqlError| {
        let mut text = format!("! {} {}", error.state(), error.message());
        for more in [&error.fields().detail, &error.fields().hint].into_iter().flatten() {
            let _ = write!(text, " // {more}");
        }
        Some(text)
    };
    if function.oid == 0 {
        let text = field(fields[0]).unwrap_or_default();
        let ty = function.signature.result;
        return match text_in(ty, &text, &host.0) {
            Ok(value) => Some(to_text(ty.oid, &value, &host.0)),
            Err(error) => failed(error),
        };
    }
    let mut args = Vec::new();
    for (text, ty) in fields.iter().zip(&function.signature.args) {
        match field(text).map(|text| text_in(*ty, &text, &host.0)) {
            None => args.push(Datum::Null),
            Some(Ok(value)) => args.push(value),
            Some(Err(error)) => return failed(error),
        }
    }
    let strict = facts::function(function.oid).is_some_and(|fact| fact.strict);
    let value = if strict && args.iter().any(Datum::is_null) {
        Ok(Datum::Null)
    } else {
        match scalar(function.oid) {
            Some(Scalar::Plain(call)) => call(host, &args),
            Some(Scalar::Typed(call)) => call(host, &function.signature, &args),
            None => return Some("? not implemented".into()),
        }
    };
    match value {
        Ok(Datum::Null) => None,
        Ok(value) => Some(to_text(function.signature.result.oid, &value, &host.0)),
        Err(error) => failed(error),
    }
}

/// What is shown of a long answer.
fn short(text: &str) -> String {
    text.chars().take(300).collect()
}

#[test]
fn functions_answer_as_postgresql_does() {
    let host = Host(Formats::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres");
    let (mut calls, mut wrong) = (0, String::new());
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let mut function = None;
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            if line.starts_with("# ") {
                function = Some(heading(line));
                continue;
            }
            let (Some(function), Some((call, expected))) = (&function, line.rsplit_once("=> "))
            else {
                continue;
            };
            let call = call.strip_suffix('\t').unwrap_or(call);
            let fields: Vec<&str> = if call.is_empty() && function.signature.args.is_empty() {
                vec![]
            } else {
                call.split('\t').collect()
            };
            let given = answer(&host, function, &fields);
            calls += 1;
            if given != field(expected) {
                let _ = writeln!(
                    wrong,
                    "{}\n{call}\n   PostgreSQL {expected}\n   here       {}",
                    function.heading,
                    given.as_deref().map_or("\\N".into(), short)
                );
            }
        }
    }
    assert!(calls > 0, "there are recorded calls");
    assert!(wrong.is_empty(), "of {calls} calls:\n{wrong}");
}
