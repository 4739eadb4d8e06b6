//! Which statements does a text hold, by PostgreSQL's own grammar?

use base::{Severity, SqlError, SqlResult, SqlState};
use rupg_sql::nodes::Node;
use rupg_sql::{Error, Notice, Tokens};

/// How deep a statement may nest, by the measure of [`Depth`]. Trees are walked and dropped by
/// recursion, so this bounds the stack they need.
pub const MAX_DEPTH: usize = 2000;

/// One statement of a text, parsed.
#[derive(Clone, Debug)]
pub struct RawStatement {
    /// Its raw parse tree, named and shaped as PostgreSQL's.
    pub node: Node,
    /// Its own text, without the semicolon and the space around it.
    pub text: String,
    /// Characters of the whole text before this statement's; node locations are bytes of the
    /// whole text.
    pub start: u32,
    /// Bytes of the whole text before this statement's.
    pub offset: usize,
}

impl RawStatement {
    /// The statement in these bytes of `text`, with space around it or not.
    fn standing(text: &str, place: std::ops::Range<usize>, node: Node) -> RawStatement {
        let whole = text.get(place.clone()).unwrap_or("");
        let offset = place.start + whole.len() - whole.trim_start().len();
        let start = position(text, offset) - 1;
        RawStatement { node, text: whole.trim().to_string(), start, offset }
    }
}

/// The statements of a text in order; empty ones (`;;`) are left out.
///
/// # Errors
/// 42601 and the lexer's other errors, with their position; 54001 when it nests too deeply.
pub fn parse(text: &str) -> SqlResult<Vec<RawStatement>> {
    parse_noting(text).map(|(statements, _)| statements)
}

/// As [`parse`], with what the client should be told: names that were cut, escapes that mislead.
///
/// # Errors
/// As [`parse`].
pub fn parse_noting(text: &str) -> SqlResult<(Vec<RawStatement>, Vec<SqlError>)> {
    check_depth(text)?;
    let cut = crate::iam::cut(text)?;
    let left = cut.as_ref().map_or(text, |cut| &cut.text);
    let background = crate::background::blank(left);
    let left = background.as_ref().map_or(left, |(left, _)| left);
    let asked = background.iter().flat_map(|(_, places)| places);
    let (list, notices) = rupg_sql::parse(left).map_err(|error| translate(text, &error))?;
    let mut statements = Vec::with_capacity(list.len());
    for node in list.into_iter().flatten() {
        let Node::RawStmt(raw) = node else {
            return Err(SqlError::internal("the grammar gave something other than a statement"));
        };
        let Some(mut node) = raw.stmt else { continue };
        let from = usize::try_from(raw.stmt_location).unwrap_or(0);
        let length = usize::try_from(raw.stmt_len).unwrap_or(0);
        let rest = left.get(from..).unwrap_or("");
        let length = if length == 0 { rest.len() } else { length };
        if asked.clone().any(|place| (from..from + length).contains(place)) {
            crate::background::mark(&mut node);
        }
        statements.push(RawStatement::standing(text, from..from + length, node));
    }
    if let Some(cut) = cut {
        let own = cut.statements.into_iter();
        statements.extend(own.map(|(place, node)| RawStatement::standing(text, place, node)));
        statements.sort_by_key(|statement| statement.offset);
    }
    Ok((statements, notices.iter().map(|notice| translate_notice(text, notice)).collect()))
}

/// The place of a byte of `text` as clients are told it: characters from 1.
pub fn position(text: &str, byte: usize) -> u32 {
    beginnings(&text.as_bytes()[..byte.min(text.len())]).saturating_add(1)
}

/// How many characters of UTF-8 begin in these bytes.
fn beginnings(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX - 1)
}

/// [`position`] in one text, as often as is needed: the characters before every so many bytes.
pub(crate) struct Positions(Vec<u32>);

impl Positions {
    const STEP: usize = 256;

    pub(crate) fn of(text: &str) -> Positions {
        let mut marks = vec![0];
        for bytes in text.as_bytes().chunks(Positions::STEP) {
            marks.push(marks.last().copied().unwrap_or_default() + beginnings(bytes));
        }
        Positions(marks)
    }

    /// As [`position`], of the same text.
    pub(crate) fn at(&self, text: &str, byte: usize) -> u32 {
        let byte = byte.min(text.len());
        let mark = byte / Positions::STEP;
        let since = &text.as_bytes()[mark * Positions::STEP..byte];
        self.0[mark].saturating_add(beginnings(since)).saturating_add(1)
    }
}

pub(crate) fn translate(text: &str, error: &Error) -> SqlError {
    let state = SqlState::parse(error.code.as_str()).unwrap_or(SqlState::SYNTAX_ERROR);
    let mut out = SqlError::new(state, error.message.clone()).with_severity(Severity::Error);
    if let Some(detail) = error.detail {
        out = out.with_detail(detail);
    }
    if let Some(hint) = error.hint {
        out = out.with_hint(hint);
    }
    match error.location {
        Some(byte) => out.with_position(position(text, byte)),
        None => out,
    }
}

fn translate_notice(text: &str, notice: &Notice) -> SqlError {
    let severity = match notice.severity {
        rupg_sql::Severity::Warning => Severity::Warning,
        _ => Severity::Notice,
    };
    let state = SqlState::parse(notice.code.as_str()).unwrap_or(SqlState::WARNING);
    let out = SqlError::notice(severity, state, notice.message.clone());
    match notice.location {
        Some(byte) => out.with_position(position(text, byte)),
        None => out,
    }
}

/// An upper bound of how deep the tree of what is read so far nests. Tokens of one bracket can
/// nest at most once each (`1 + 1 + 1`), until a comma, AND or OR, which make flat lists, or the
/// next part of a CASE; set operations and joins nest across those.
///
/// `case` and `end` may also be column labels. A label `case` opens what a bracket around it
/// closes; a label `end` closes nothing unless a `case` is open innermost, and what it closes
/// leaves its set operations behind, since those of a true CASE stand inside brackets.
#[derive(Default)]
struct Depth {
    /// For each bracket or CASE that is open.
    open: Vec<Open>,
    here: Count,
    outside: usize,
}

/// Tokens since a separator; set operations and joins.
#[derive(Clone, Copy, Default)]
struct Count(usize, usize);

struct Open {
    case: bool,
    before: Count,
}

impl Depth {
    fn read(&mut self, word: &str) -> usize {
        match word.to_ascii_uppercase().as_str() {
            "(" | "[" => self.enter(false),
            "CASE" => self.enter(true),
            ")" | "]" => while self.leave().is_some_and(|open| open.case) {},
            "END" => match self.open.last() {
                Some(Open { case: true, .. }) => {
                    let within = self.here.1;
                    self.leave();
                    self.here.1 += within;
                }
                _ => self.here.0 += 1,
            },
            ";" => *self = Depth::default(),
            "," | "AND" | "OR" => self.here.0 = 0,
            "WHEN" | "THEN" | "ELSE" if self.open.last().is_some_and(|open| open.case) => {
                self.here.0 = 0;
            }
            "UNION" | "INTERSECT" | "EXCEPT" | "JOIN" => self.here.1 += 1,
            _ => self.here.0 += 1,
        }
        self.outside + self.here.0 + self.here.1
    }

    fn enter(&mut self, case: bool) {
        self.here.0 += 1;
        self.outside += self.here.0 + self.here.1;
        self.open.push(Open { case, before: std::mem::take(&mut self.here) });
    }

    fn leave(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.outside -= open.before.0 + open.before.1;
        self.here = open.before;
        Some(open)
    }
}

fn check_depth(text: &str) -> SqlResult<()> {
    if text.len() <= MAX_DEPTH {
        return Ok(());
    }
    let mut tokens = Tokens::new(text);
    let mut depth = Depth::default();
    loop {
        let token = tokens.next_token().map_err(|error| translate(text, &error))?;
        if token.kind == 0 {
            return Ok(());
        }
        if depth.read(text.get(token.start..token.end).unwrap_or("")) > MAX_DEPTH {
            let message = "stack depth limit exceeded";
            return Err(SqlError::new(SqlState::STATEMENT_TOO_COMPLEX, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_statements() {
        let all = parse(" select 1 ;; insert into t values ('\u{e9}'); commit").unwrap();
        let texts: Vec<&str> = all.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["select 1", "insert into t values ('\u{e9}')", "commit"]);
        assert_eq!(all[0].start, 1);
        assert!(matches!(all[1].node, Node::InsertStmt(_)));
        assert!(parse(" -- nothing\n;").unwrap().is_empty());
    }

    #[test]
    fn a_syntax_error_says_where_in_characters() {
        let error = parse("select '\u{e9}' frm t x").unwrap_err();
        assert_eq!(error.state(), SqlState::SYNTAX_ERROR);
        assert_eq!(error.message(), "syntax error at or near \"t\"");
        assert_eq!(error.fields().position, Some(16));
        let error = parse("select (").unwrap_err();
        assert_eq!(error.message(), "syntax error at end of input");
    }

    #[test]
    fn places_are_counted_in_characters() {
        let text = "a\u{e9}\u{1f600}b".repeat(300);
        let positions = Positions::of(&text);
        for byte in 0..text.len() + 2 {
            let before = text.char_indices().take_while(|(at, _)| *at < byte).count();
            let wanted = u32::try_from(before).unwrap() + 1;
            assert_eq!((position(&text, byte), positions.at(&text, byte)), (wanted, wanted));
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_never_overflows() {
        let shapes = [
            format!("select {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
            format!("select 1{}", "+1".repeat(100_000)),
            format!("select {}true", "not ".repeat(100_000)),
            format!("select {}1{}", "case when true then ".repeat(10_000), " end".repeat(10_000)),
            format!("select {}1{}", "case 1 when 1 + ".repeat(10_000), " end".repeat(10_000)),
            format!("select case when true then 1{} end", "+1".repeat(100_000)),
            format!("select 1,2{}", " union select 1,2".repeat(10_000)),
            format!("{}select 1{}", "select (".repeat(10_000), ")".repeat(10_000)),
            format!("{}1{}", "select 1 end, (".repeat(10_000), ")".repeat(10_000)),
            format!(
                "select 1 as case{}",
                " union select 1 as case union select 1 end".repeat(9_000)
            ),
        ];
        for text in shapes {
            assert_eq!(parse(&text).unwrap_err().state(), SqlState::STATEMENT_TOO_COMPLEX);
        }
    }

    #[test]
    fn the_deepest_allowed_and_the_widest_parse() {
        let shapes = [
            format!("select 1{}", "+1".repeat(990)),
            format!("select {}true", "not ".repeat(1990)),
            format!("{}select 1{}", "select (".repeat(660), ")".repeat(660)),
            format!("select 1{}", " union select 1".repeat(600)),
            format!("insert into t values (1, 2){}", ", (1, 2)".repeat(20_000)),
            format!("select a = 1{}", " and a = 1".repeat(20_000)),
            format!("select case{} else 1 end", " when a = 1 then 1 + 1".repeat(20_000)),
        ];
        for text in shapes {
            assert_eq!(parse(&text).unwrap().len(), 1);
        }
    }
}
