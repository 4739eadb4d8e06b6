//! What does PostgreSQL 16 answer to the calls that `builtin`'s tests make?
//!
//! `crates/builtin/tests/postgres/*.txt` say which; their answers are written anew, asked through
//! `psql`, which finds the server by libpq's own variables (C locale, UTC). A call without an
//! answer yet gets one, so that a new call is a line of tabbed arguments under its heading.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{fs, io};

/// Ends an answer.
const RECORD: char = '\u{1e}';
/// Between arguments or types and the answer.
const ARROW: &str = "=> ";

/// A call as SQL, answered by its value's text, `N` for NULL, or its error.
const ANSWER: &str = "
CREATE FUNCTION pg_temp.answer(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE value text; detail text; hint text;
BEGIN
  EXECUTE 'SELECT CASE WHEN x IS NULL THEN ''N'' ELSE ''='' || format(''%s'', x) END
    FROM (SELECT ' || call || ') t(x)' INTO value;
  RETURN value || chr(30);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN '! ' || sqlstate || ' ' || sqlerrm || CASE WHEN detail <> '' THEN ' // ' || detail ELSE '' END
    || CASE WHEN hint <> '' THEN ' // ' || hint ELSE '' END || chr(30);
END $$;
SET datestyle = 'ISO, MDY'; SET extra_float_digits = 1; SET timezone = 'UTC';
";

/// Records every file.
pub(crate) fn run() -> Result<(), String> {
    let folder = crate::root().join("crates/builtin/tests/postgres");
    let entries = fs::read_dir(&folder).map_err(|error| error.to_string())?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let recorded = record(&text)?;
        fs::write(&file, recorded).map_err(|error| error.to_string())?;
        println!("recorded {}", file.display());
    }
    Ok(())
}

fn record(text: &str) -> Result<String, String> {
    let mut calls = Vec::new();
    let mut heading = None;
    for line in text.lines() {
        if line.starts_with("# ") {
            heading = Heading::read(line);
        } else if let (Some(heading), false) = (&heading, line.is_empty()) {
            calls.push(heading.call(arguments(line)));
        }
    }
    let answers = ask(&calls)?;
    if answers.len() != calls.len() {
        return Err(format!("{} calls have {} answers", calls.len(), answers.len()));
    }
    let mut answers = answers.iter();
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with("# ") || line.is_empty() {
            let _ = writeln!(out, "{line}");
        } else if let Some(answer) = answers.next() {
            let arguments = arguments(line);
            let tab = if line.starts_with(ARROW) { "" } else { "\t" };
            let _ = writeln!(out, "{arguments}{tab}{ARROW}{answer}");
        }
    }
    Ok(out)
}

/// A line without its answer.
fn arguments(line: &str) -> &str {
    match line.rsplit_once(ARROW) {
        Some((call, _)) => call.strip_suffix('\t').unwrap_or(call),
        None => line,
    }
}

/// `# OID name type... > type`.
struct Heading {
    name: String,
    types: Vec<String>,
    result: String,
}

impl Heading {
    fn read(line: &str) -> Option<Heading> {
        let (call, result) = line.strip_prefix("# ")?.split_once(" > ")?;
        let mut words = call.split(' ').skip(1).map(str::to_owned);
        let name = words.next()?;
        Some(Heading { name, types: words.collect(), result: result.to_owned() })
    }

    fn call(&self, arguments: &str) -> String {
        if self.name == "input" {
            return format!("{}::text::{}", literal(arguments), quoted(&self.result));
        }
        let fields = arguments.split('\t').zip(&self.types);
        let mut fields: Vec<String> =
            fields.map(|(text, ty)| format!("{}::{}", literal(text), quoted(ty))).collect();
        // These take the rest of their arguments as one array.
        let variadic = self.name.contains("_extract_path")
            || (self.name == "jsonb_delete" && self.types.get(1).is_some_and(|ty| ty == "text[]"));
        if let (true, Some(last)) = (variadic, fields.last_mut()) {
            last.insert_str(0, "VARIADIC ");
        }
        format!("pg_catalog.\"{}\"({})", self.name, fields.join(", "))
    }
}

fn quoted(ty: &str) -> String {
    if ty == "char" { "\"char\"".to_owned() } else { ty.to_owned() }
}

/// A field, escaped as COPY does, as a literal, whose own escapes are the same.
fn literal(field: &str) -> String {
    if field == "\\N" { "NULL".to_owned() } else { format!("E'{}'", field.replace('\'', "''")) }
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\t', "\\t");
    text.replace('\n', "\\n").replace('\r', "\\r")
}

fn ask(calls: &[String]) -> Result<Vec<String>, String> {
    let mut script = String::from(ANSWER);
    for chunk in calls.chunks(500) {
        script.push_str("SELECT pg_temp.answer(call) FROM (VALUES ");
        for (index, call) in chunk.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let call = call.replace('\'', "''").replace('\\', "\\\\");
            let _ = write!(script, "{comma}({index}, E'{call}')");
        }
        script.push_str(") AS c(place, call) ORDER BY place;\n");
    }
    let answer = psql(&script).map_err(|error| format!("psql: {error}"))?;
    let mut answers: Vec<&str> = answer.split(RECORD).collect();
    // What follows the last answer is its line's end.
    answers.pop();
    Ok(answers
        .into_iter()
        .map(|answer| answer.strip_prefix('\n').unwrap_or(answer))
        .map(|answer| match answer.strip_prefix('=') {
            Some(value) => escaped(value),
            None if answer == "N" => "\\N".to_owned(),
            None => escaped(answer),
        })
        .collect())
}

fn psql(script: &str) -> io::Result<String> {
    let mut process = Command::new("psql")
        .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres"])
        .env("PGCLIENTENCODING", "UTF8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = process.stdin.take().ok_or_else(|| io::Error::other("no input"))?;
    let script = script.to_owned();
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = process.wait_with_output()?;
    let _ = writer.join();
    if !output.status.success() {
        return Err(io::Error::other("the calls were not answered"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
