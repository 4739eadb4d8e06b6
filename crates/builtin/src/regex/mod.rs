//! Does a text match a regular expression, and where?
//!
//! PostgreSQL's advanced regular expressions (manual 9.7.3) by their own rules: the leftmost match,
//! then the longest or the shortest by the preference of the whole expression, then each part in
//! turn by its own. [`parse`] makes a tree, [`program`] answers for any part of the tree where a
//! match of it can end, in time linear in the text, and [`dissect`] finds the groups within a match.
//!
//! Characters are classified as in the C locale. Back references are refused.

mod dissect;
pub(crate) mod functions;
mod parse;
mod program;
pub(crate) mod similar;

use base::SqlResult;
use parse::{Prefer, Sub};
use std::cell::RefCell;
use std::rc::Rc;

/// How a pattern is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags {
    /// Letters match either case.
    pub(crate) ignore_case: bool,
    /// `.` and `[^...]` never match a newline.
    pub(crate) stop_at_newline: bool,
    /// `^` and `$` match at lines.
    pub(crate) anchors_at_newline: bool,
    /// White space and comments in the pattern mean nothing.
    pub(crate) expanded: bool,
    /// The pattern is the text itself.
    pub(crate) literal: bool,
}

/// A compiled expression.
pub(crate) struct Regex {
    root: Sub,
    /// Capturing groups.
    pub(crate) groups: usize,
}

/// The start and end, in characters, of the match (first) and of each group.
pub(crate) type Spans = Vec<Option<(usize, usize)>>;

impl Regex {
    pub(crate) fn is_match(&self, text: &[char]) -> bool {
        self.root.program().matches_within(text)
    }

    /// The leftmost match that begins at `from` or later.
    pub(crate) fn find(&self, text: &[char], from: usize) -> Option<Spans> {
        let program = self.root.program();
        let start = program.leftmost(text, from)?;
        let end = if self.root.prefer == Prefer::Short {
            program.shortest(text, start)?
        } else {
            program.longest(text, start)?
        };
        let mut spans = vec![None; self.groups + 1];
        spans[0] = Some((start, end));
        dissect::dissect(&self.root, text, (start, end), &mut spans);
        Some(spans)
    }
}

/// Patterns that a thread used last, most recent last.
const CACHED: usize = 32;

type Cache = Vec<(String, Flags, Rc<Regex>)>;

thread_local! {
    static CACHE: RefCell<Cache> = const { RefCell::new(Vec::new()) };
}

/// The expression of a pattern, from the cache when it was used lately.
///
/// # Errors
/// 2201B with PostgreSQL's words when it is malformed.
pub(crate) fn compile(pattern: &str, flags: Flags) -> SqlResult<Rc<Regex>> {
    CACHE.with_borrow_mut(|cache| {
        if let Some(at) = cache.iter().position(|entry| entry.0 == pattern && entry.1 == flags) {
            let entry = cache.remove(at);
            let found = Rc::clone(&entry.2);
            cache.push(entry);
            return Ok(found);
        }
        let (root, groups) = parse::parse(pattern, flags)?;
        root.program_checked()?;
        let made = Rc::new(Regex { root, groups });
        if cache.len() >= CACHED {
            cache.remove(0);
        }
        cache.push((pattern.to_owned(), flags, Rc::clone(&made)));
        Ok(made)
    })
}
