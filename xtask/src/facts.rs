//! How are the tables of `types::facts` made from a running PostgreSQL 16?
//!
//! One SQL query a table, asked through `psql` (which finds the server by libpq's own variables:
//! `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`), one row of the answer a line of Rust.
//! `docs/decisions/0003-catalog-facts.md` says why. [`TABLES`] is the whole list.

mod queries;

use queries::{Kind, TABLES, Table};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::{fs, io};

const FIELD: char = '\u{1f}';
const RECORD: char = '\u{1e}';
/// Between the elements of one list, see `Kind::Texts`.
const ELEMENT: char = '\u{1d}';
const NULL: &str = "\u{1a}";

/// Writes the generated files; with `check`, compares them with those committed instead.
pub(crate) fn run(check: bool) -> Result<(), String> {
    let files = generate()?;
    if check { compare(&files) } else { write(&files) }
}

struct File {
    path: PathBuf,
    text: String,
}

fn generate() -> Result<Vec<File>, String> {
    let version = psql("SELECT current_setting('server_version_num')")?;
    if !version.trim_end_matches(RECORD).trim().starts_with("16") {
        return Err(format!("the server is {version}, and the tables are those of PostgreSQL 16"));
    }
    let mut files = Vec::new();
    for table in TABLES {
        let rows = rows(table)?;
        files.push(file(table.file, &table_text(table, &rows)?));
    }
    files.push(file("oid", &constants(&psql(TYPE_NAMES)?, "type", |name| name.to_owned())?));
    let functions = constants(&psql(FUNCTION_NAMES)?, "function", |name| format!("F_{name}"))?;
    files.push(file("fn_oid", &functions));
    let mut text = String::from("//! Which tables were taken from PostgreSQL's catalogs?\n\n");
    for table in TABLES {
        let _ = writeln!(text, "pub(super) mod {};", table.file);
    }
    text.push_str("pub mod fn_oid;\npub mod oid;\n");
    files.push(File { path: directory().join("mod.rs"), text: format!("{NOTICE}{text}") });
    Ok(files)
}

const NOTICE: &str = "// Made by `cargo xtask facts`; not to be edited.\n";

fn file(name: &str, text: &str) -> File {
    File { path: directory().join(name).with_extension("rs"), text: format!("{NOTICE}{text}") }
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/types/src/facts/generated")
}

fn write(files: &[File]) -> Result<(), String> {
    let put = |file: &File| -> io::Result<()> { fs::write(&file.path, &file.text) };
    fs::create_dir_all(directory()).map_err(|error| error.to_string())?;
    files
        .iter()
        .try_for_each(|file| put(file).map_err(|error| format!("{}: {error}", file.path.display())))
}

fn compare(files: &[File]) -> Result<(), String> {
    for file in files {
        let committed = fs::read_to_string(&file.path)
            .map_err(|error| format!("{}: {error}", file.path.display()))?;
        let mut pairs = (1..).zip(committed.lines().zip(file.text.lines()));
        if let Some((line, (ours, theirs))) = pairs.find(|(_, (ours, theirs))| ours != theirs) {
            let path = file.path.display();
            return Err(format!("{path}:{line} is\n  {ours}\nand the server says\n  {theirs}"));
        }
        if committed != file.text {
            return Err(format!("{}: the number of lines differs", file.path.display()));
        }
    }
    println!("{} files agree with the server", files.len());
    Ok(())
}

fn psql(query: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres"])
        .args(["-F", &FIELD.to_string(), "-R", &RECORD.to_string()])
        .args(["-P", &format!("null={NULL}"), "-c", query])
        .env("PGCLIENTENCODING", "UTF8")
        .env("PGOPTIONS", "-c search_path=pg_catalog")
        .output()
        .map_err(|error| format!("psql: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8(output.stdout).map_err(|error| error.to_string())?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

fn rows(table: &Table) -> Result<Vec<Vec<String>>, String> {
    let answer = psql(table.query)?;
    let rows: Vec<Vec<String>> = answer
        .split(RECORD)
        .filter(|record| !record.is_empty())
        .map(|record| record.split(FIELD).map(str::to_owned).collect())
        .collect();
    match rows.iter().find(|row| row.len() != table.fields.len()) {
        Some(row) => Err(format!("{}: {row:?} has another number of fields", table.file)),
        None => Ok(rows),
    }
}

fn table_text(table: &Table, rows: &[Vec<String>]) -> Result<String, String> {
    let mut text = format!("//! {}\n\nuse crate::facts::rows::*;\n\n", table.question);
    let (upper, row_type) = (table.file.to_uppercase(), table.row);
    let _ = writeln!(text, "/// {}\npub static {upper}: &[{row_type}] = &[", table.order);
    for row in rows {
        let _ = write!(text, "{row_type} {{");
        for ((name, kind), value) in table.fields.iter().zip(row) {
            let value = literal(*kind, value)
                .ok_or_else(|| format!("{}: {value:?} as {name}", table.file))?;
            let _ = write!(text, " {name}: {value},");
        }
        text.pop();
        text.push_str(" },\n");
    }
    text.push_str("];\n");
    if let Some(position) = table.fields.iter().position(|(name, _)| Some(*name) == table.index) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|row| (&rows[*row][position], *row));
        let numbers: Vec<String> = order.iter().map(usize::to_string).collect();
        let _ = writeln!(text, "\n/// Places in [`{upper}`], ordered by name.");
        let _ = writeln!(text, "pub(crate) static {upper}_BY_NAME: &[u16] = &[");
        for line in numbers.chunks(20) {
            let _ = writeln!(text, "{},", line.join(", "));
        }
        text.push_str("];\n");
    }
    Ok(text)
}

/// The Rust literal of one value; `None` when it is not of the kind.
fn literal(kind: Kind, value: &str) -> Option<String> {
    let list = |separator: char, item: &dyn Fn(&str) -> Option<String>| {
        let items: Option<Vec<String>> = value
            .split(separator)
            .filter(|_| !value.is_empty() && value != NULL)
            .map(item)
            .collect();
        items.map(|items| format!("&[{}]", items.join(", ")))
    };
    match kind {
        Kind::Int => value.parse::<i64>().ok().map(|number| number.to_string()),
        Kind::Real => value.parse::<f64>().ok().map(|number| format!("{number:?}")),
        Kind::Bool => match value {
            "t" => Some("true".to_owned()),
            "f" => Some("false".to_owned()),
            _ => None,
        },
        Kind::Char => value.parse::<char>().ok().map(|character| format!("{character:?}")),
        Kind::Text => (value != NULL).then(|| quoted(value)),
        Kind::Maybe if value == NULL => Some("None".to_owned()),
        Kind::Maybe => Some(format!("Some({})", quoted(value))),
        Kind::Ints => list(' ', &|item| literal(Kind::Int, item)),
        Kind::Chars => list(ELEMENT, &|item| literal(Kind::Char, item)),
        Kind::Texts => list(ELEMENT, &|item| literal(Kind::Text, item)),
        Kind::Language => match value {
            "internal" => Some("Language::Internal".to_owned()),
            "c" => Some("Language::C".to_owned()),
            "sql" => Some("Language::Sql".to_owned()),
            _ => None,
        },
    }
}

/// A string literal on one line, in ASCII.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for character in value.chars() {
        match character {
            '\'' => text.push('\''),
            _ if character.is_ascii() => text.extend(character.escape_default()),
            _ => text.extend(character.escape_unicode()),
        }
    }
    text.push('"');
    text
}

const TYPE_NAMES: &str = r"
SELECT t.oid, upper(CASE WHEN t.typname LIKE '\_%' THEN substr(t.typname, 2) || '_array' ELSE t.typname END),
       t.typname
  FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
 WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typrelid = 0 AND coalesce(e.typrelid, 0) = 0
 ORDER BY t.oid";

const FUNCTION_NAMES: &str = r"
SELECT p.oid,
       upper(CASE WHEN count(*) OVER (PARTITION BY p.proname) = 1 THEN p.proname::text
                  ELSE p.proname || '_' || (SELECT coalesce(string_agg(t.typname, '_' ORDER BY a.n), '')
                                              FROM unnest(p.proargtypes) WITH ORDINALITY a(type, n)
                                              JOIN pg_type t ON t.oid = a.type) END),
       p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
  FROM pg_proc p
 WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid < 10000
 ORDER BY p.oid";

fn constants(answer: &str, what: &str, name: impl Fn(&str) -> String) -> Result<String, String> {
    let mut text = format!("//! What is the OID of each {what}?\n\nuse crate::Oid;\n\n");
    for record in answer.split(RECORD) {
        let fields: Vec<&str> = record.split(FIELD).collect();
        let [oid, constant, shown] = fields.as_slice() else {
            return Err(format!("{what}: {record:?}"));
        };
        let constant = name(constant);
        let shown = shown.replace('\n', " ");
        let _ = writeln!(text, "/// `{shown}`.\npub const {constant}: Oid = {oid};");
    }
    Ok(text)
}
