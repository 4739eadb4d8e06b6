//! CREATE INDEX ASYNC: a word of Aurora DSQL that PostgreSQL's grammar does not have.
//!
//! ```text
//! CREATE [UNIQUE] INDEX ASYNC [[IF NOT EXISTS] name] ON t (...)        one row: job_id
//! ```
//!
//! The word is known by its place, before the parser, which sees blanks there so that every position
//! stays; the tree remembers it. The index is built at once, as any other.

use rupg_sql::Tokens;
use rupg_sql::nodes::{IndexStmt, Node};

/// The comment that only CREATE TABLE LIKE gives an index in its tree, as no text can say it.
const MARK: &str = "async";

/// A text with the word blanked, and the bytes where it stood; `None` when it is not there.
pub(crate) fn blank(text: &str) -> Option<(String, Vec<usize>)> {
    if !text.as_bytes().windows(MARK.len()).any(|word| word.eq_ignore_ascii_case(MARK.as_bytes())) {
        return None;
    }
    let mut tokens = Tokens::new(text);
    let (mut blanked, mut places, mut before) = (text.to_owned(), Vec::new(), Vec::new());
    while let Ok(token) = tokens.next_token() {
        let word = text.get(token.start..token.end).unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            _ if token.kind == 0 => break,
            ";" => before.clear(),
            MARK if is_behind_create_index(&before) => {
                blanked.replace_range(token.start..token.end, &" ".repeat(MARK.len()));
                places.push(token.start);
                before.push(word);
            }
            _ => before.push(word),
        }
        before.truncate(4);
    }
    (!places.is_empty()).then_some((blanked, places))
}

fn is_behind_create_index(before: &[String]) -> bool {
    let words: Vec<&str> = before.iter().map(String::as_str).collect();
    matches!(words[..], ["create", "index"] | ["create", "unique", "index"])
}

/// Notes in the tree of a statement that the word stood in it.
pub(crate) fn mark(node: &mut Node) {
    if let Node::IndexStmt(index) = node {
        index.idxcomment = Some(MARK.into());
    }
}

/// Whether the word stood in the statement.
pub(crate) fn is_marked(index: &IndexStmt) -> bool {
    index.idxcomment.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(Option<String>, bool)> {
        let all = crate::parse(text).unwrap();
        let read = all.iter().filter_map(|one| match &one.node {
            Node::IndexStmt(index) => {
                Some((index.idxname.as_deref().map(str::to_owned), is_marked(index)))
            }
            _ => None,
        });
        read.collect()
    }

    #[test]
    fn the_word_is_known_by_its_place() {
        let i = || Some("i".to_owned());
        assert_eq!(marked("CREATE INDEX Async i ON t (a)"), [(i(), true)]);
        assert_eq!(marked("CREATE UNIQUE INDEX ASYNC IF NOT EXISTS i ON t (a)"), [(i(), true)]);
        assert_eq!(marked("CREATE INDEX ASYNC ON t (a)"), [(None, true)]);
        assert_eq!(marked("SELECT 1; CREATE INDEX i ON t (async)"), [(i(), false)]);
        let quoted = Some("async".to_owned());
        assert_eq!(marked("CREATE INDEX \"async\" ON t (a)"), [(quoted, false)]);
        assert!(crate::parse("CREATE TABLE ASYNC t (a int)").is_err());
        assert!(crate::parse("SELECT async FROM async").is_ok());
    }
}
