//! What is a golden script, and what happens when one runs?
//!
//! A script is blocks with a blank line between them. A block is comment lines (`#`), commands,
//! a line `---`, and what happened:
//!
//! ```text
//! # A key is taken once.
//! INSERT INTO t VALUES (1)
//! a:> SELECT id FROM t
//!   WHERE id = 1
//! ---
//! INSERT 0 1
//! a: id
//! a: 1
//! a: SELECT 1
//! ```
//!
//! A line that begins with a space continues the command above. `a:> ` names the session that
//! runs a command, and its lines of output carry `a: `; without it, the one unnamed session.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use crate::client::{Address, Client, Reply};

/// One block: its lines up to `---` as written, and the lines recorded under it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    asked: Vec<String>,
    answered: Vec<String>,
}

/// One command, and the session that runs it (empty for the unnamed one).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Command {
    session: String,
    sql: String,
}

/// Runs every command of a script and answers the script with what happened now in the place
/// of what was recorded. Equal texts mean that the script holds.
///
/// # Errors
/// When the server cannot be reached or stops answering.
pub fn run(text: &str, at: &Address) -> io::Result<String> {
    let mut sessions: BTreeMap<String, Client> = BTreeMap::new();
    let mut blocks = parse(text);
    for block in &mut blocks {
        block.answered.clear();
        for Command { session, sql } in commands(&block.asked) {
            let client = match sessions.entry(session.clone()) {
                std::collections::btree_map::Entry::Occupied(found) => found.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(Client::connect(at)?)
                }
            };
            let replies = client.query(&sql).map_err(|e| {
                let lost = if is_silence(&e) { "no answer to" } else { "connection lost at" };
                io::Error::new(e.kind(), format!("{lost}: {sql}: {e}"))
            })?;
            let prefix = if session.is_empty() { String::new() } else { format!("{session}: ") };
            let lines = replies.iter().flat_map(render);
            block.answered.extend(lines.map(|line| format!("{prefix}{line}")));
        }
    }
    Ok(write(&blocks))
}

/// The lines that differ between what was recorded and what happened, for a person.
#[must_use]
pub fn difference(recorded: &str, happened: &str) -> String {
    let mut said = String::new();
    let (recorded, happened) = (parse(recorded), parse(happened));
    for (was, is) in recorded.iter().zip(&happened).filter(|(was, is)| was != is) {
        let _ = writeln!(said, "{}", was.asked.join("\n"));
        let _ = writeln!(said, "--- recorded\n{}", was.answered.join("\n"));
        let _ = writeln!(said, "--- happened\n{}\n", is.answered.join("\n"));
    }
    said
}

fn parse(text: &str) -> Vec<Block> {
    let blocks = text.split("\n\n").map(str::trim_end).filter(|block| !block.trim().is_empty());
    blocks
        .map(|block| {
            let mut lines = block.trim_start_matches('\n').lines().map(str::to_owned);
            let asked = lines.by_ref().take_while(|line| line != "---").collect();
            Block { asked, answered: lines.collect() }
        })
        .collect()
}

fn write(blocks: &[Block]) -> String {
    let texts = blocks.iter().map(|block| {
        let mut lines = block.asked.clone();
        if !commands(&block.asked).is_empty() {
            lines.push("---".to_owned());
            lines.extend(block.answered.iter().cloned());
        }
        lines.join("\n") + "\n"
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn commands(asked: &[String]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for line in asked.iter().filter(|line| !line.starts_with('#')) {
        if let (true, Some(last)) = (line.starts_with(' '), commands.last_mut()) {
            last.sql.push('\n');
            last.sql.push_str(line);
            continue;
        }
        let (session, sql) = match line.split_once(":> ") {
            Some((name, sql)) if name.chars().all(|c| c.is_ascii_alphanumeric()) => (name, sql),
            _ => ("", line.as_str()),
        };
        commands.push(Command { session: session.to_owned(), sql: sql.to_owned() });
    }
    commands
}

fn render(reply: &Reply) -> Vec<String> {
    match reply {
        Reply::Columns(names) => vec![cells(names.iter().map(String::as_str))],
        Reply::Row(values) => vec![cells(values.iter().map(|v| v.as_deref().unwrap_or("NULL")))],
        Reply::Tag(tag) => vec![tag.clone()],
        Reply::Empty => vec!["(empty query)".to_owned()],
        Reply::Error(fields) | Reply::Notice(fields) => complaint(fields),
        Reply::Copy(line) => vec![cells([line.as_str()].into_iter())],
    }
}

/// One row on one line that is never blank: an empty text is `''`, a newline `\n`, no column `()`.
fn cells<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let shown = values.map(|v| if v.is_empty() { "''".to_owned() } else { v.replace('\n', "\\n") });
    let line = shown.collect::<Vec<_>>().join(" | ");
    if line.is_empty() { "()".to_owned() } else { line }
}

fn complaint(fields: &[(char, String)]) -> Vec<String> {
    let field = |letter| {
        let found = fields.iter().find(|(l, _)| *l == letter);
        found.map_or("", |(_, text)| text.as_str()).replace('\n', "\\n")
    };
    let mut lines = vec![format!("{} {} {}", field('S'), field('C'), field('M'))];
    // A conflict's details tell when the winner committed: never the same twice.
    if field('C') == "40001" {
        return lines;
    }
    let named = [
        ('D', "DETAIL"),
        ('H', "HINT"),
        ('P', "POSITION"),
        ('s', "SCHEMA"),
        ('t', "TABLE"),
        ('c', "COLUMN"),
        ('d', "TYPE"),
        ('n', "CONSTRAINT"),
    ];
    for (letter, name) in named {
        if fields.iter().any(|(l, _)| *l == letter) {
            lines.push(format!("{name} {}", field(letter)));
        }
    }
    lines
}

fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_written_back_as_it_was_read() {
        let text =
            "# Claim.\nSELECT 1\n---\n?column?\n1\nSELECT 1\n\na:> SELECT 2\n  , 3\n---\na: x\n";
        assert_eq!(write(&parse(text)), text);
    }

    #[test]
    fn a_line_that_begins_with_a_space_continues_the_command() {
        let asked = ["# no", "a:> SELECT 1,", "  2", "SELECT 3"].map(str::to_owned);
        let found = commands(&asked);
        assert_eq!(found[0], Command { session: "a".into(), sql: "SELECT 1,\n  2".into() });
        assert_eq!(found[1], Command { session: String::new(), sql: "SELECT 3".into() });
    }

    #[test]
    fn no_rendered_line_is_blank() {
        assert_eq!(render(&Reply::Row(vec![Some(String::new())])), ["''"]);
        assert_eq!(render(&Reply::Row(vec![])), ["()"]);
        assert_eq!(render(&Reply::Row(vec![None, Some("a\n\nb".into())])), ["NULL | a\\n\\nb"]);
    }
}
