//! What does EXPLAIN answer?

use crate::portal::{Portal, Rows, Tag};
use crate::session::Session;
use crate::statement::Opened;
use crate::variable::column as plain_column;
use base::SqlResult;
use exec::{Batch, Program};
use sql::rel::Column;
use sql::statement::{ExplainOptions, Query};
use std::fmt::Write;
use std::sync::Arc;
use types::Datum;
use types::facts::oid;

/// The column of EXPLAIN.
pub(crate) fn column(options: ExplainOptions) -> Column {
    plain_column("QUERY PLAN", if options.json { oid::JSON } else { oid::TEXT })
}

impl Session {
    pub(crate) async fn explain(
        &mut self,
        query: &Query,
        options: ExplainOptions,
        portal: &mut Portal,
    ) -> SqlResult<Opened> {
        let planned = plan::plan(query);
        let mut lines = plan::explain(&planned);
        if options.analyze {
            if query.writes {
                self.refuse_if_read_only("EXPLAIN ANALYZE")?;
            }
            let program = Arc::new(Program::compile_analyzed(planned)?);
            let memory = self.stage.memory();
            let mut cursor = program.start(std::mem::take(&mut portal.params));
            let mut cx = self.stage.context(&memory)?;
            while cursor.next_batch(&mut cx).await?.is_some() {}
            lines = cursor.explain(&program);
        }
        let lines = if options.json { vec![json(&lines)] } else { lines };
        let mut batch = Batch::new(1);
        for line in lines {
            batch.push([Datum::text(line)]);
        }
        Ok(Opened::rows(Rows::Kept([batch].into()), Tag::Whole("EXPLAIN".into())))
    }
}

/// Whether a line begins an operator rather than tells more of one.
fn is_operator(line: &str) -> bool {
    !line.starts_with(' ') || line.trim_start().starts_with("->")
}

/// The lines as PostgreSQL's FORMAT JSON nests them.
fn json(lines: &[String]) -> String {
    let mut out = String::from("[\n  {\n    \"Plan\": ");
    let mut operators = lines.iter().filter(|line| is_operator(line)).peekable();
    if let Some(first) = operators.next() {
        node(first, &mut operators, 2, &mut out);
    }
    out.push_str("\n  }\n]");
    out
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn node<'a>(
    line: &'a str,
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'a String>>,
    level: usize,
    out: &mut String,
) {
    let pad = "  ".repeat(level + 1);
    let title = line.trim_start().trim_start_matches("->").trim_start();
    let (title, actual) = title.split_once(" (actual ").unwrap_or((title, ""));
    let (kind, relation) = title.split_once(" on ").unwrap_or((title, ""));
    let (kind, index) = kind.split_once(" using ").unwrap_or((kind, ""));
    let _ = write!(out, "{{\n{pad}\"Node Type\": {}", quoted(kind));
    let words: Vec<&str> = relation.split(' ').collect();
    for (name, value) in [
        ("Index Name", index),
        ("Relation Name", words.first().copied().unwrap_or_default()),
        ("Alias", words.last().copied().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            let _ = write!(out, ",\n{pad}\"{name}\": {}", quoted(value));
        }
    }
    for pair in actual.trim_end_matches(')').split(' ').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, "0"));
        let name = match name {
            "time" => "Actual Total Time",
            "rows" => "Actual Rows",
            _ => "Actual Loops",
        };
        let _ = write!(out, ",\n{pad}\"{name}\": {value}");
    }
    let mut first = true;
    while let Some(child) = rest.next_if(|next| depth(next) > depth(line)) {
        let before = if first {
            format!(",\n{pad}\"Plans\": [\n{pad}  ")
        } else {
            ",\n  ".to_owned() + &pad
        };
        out.push_str(&before);
        node(child, rest, level + 2, out);
        first = false;
    }
    if !first {
        let _ = write!(out, "\n{pad}]");
    }
    let _ = write!(out, "\n{}}}", "  ".repeat(level));
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
