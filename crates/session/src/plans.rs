//! Which texts have been parsed, bound and compiled before, by whichever session?
//!
//! A [`Text`] is parsed once. Each of its statements keeps what it became under each [`Key`]: the
//! catalog's version and whatever else its meaning depends on. What is bound under a catalog that is not
//! committed is not kept. Texts not used for longest go when too much is held.
//!
//! A text with its values written into it comes once and never again. So a simple query is kept from
//! the second time it is seen; a text that was prepared, at once.

use crate::prepare::Prepared;
use base::{SqlError, SqlResult};
use parking_lot::Mutex;
use sql::RawStatement;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use types::Oid;

/// Longer texts are never kept: dumps and bulk loads.
const TEXT_BYTES_MAX: usize = 64 << 10;
/// About what a statement costs beside its text, per byte and at least.
const COST_PER_BYTE: usize = 48;
const COST_LEAST: usize = 2048;
/// Ways to bind one statement that are kept: the newest.
const WAYS: usize = 8;
/// Texts remembered as seen once.
const SEEN: usize = 4096;

/// What a bound statement depends on beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// [`sql::Catalog::version`], never 0.
    pub(crate) version: u64,
    /// The parameter types that were given.
    pub(crate) params: Vec<Oid>,
    /// The resolved search path.
    pub(crate) path: Arc<[Oid]>,
    /// The settings that literals are read by.
    pub(crate) formats: Arc<str>,
    /// Whose rights and ownership it is bound with.
    pub(crate) user: Oid,
}

/// A text and its statements.
pub(crate) struct Text {
    pub(crate) text: Arc<str>,
    pub(crate) statements: Vec<Source>,
    /// What the client is told of its words.
    pub(crate) notices: Vec<SqlError>,
}

/// One statement as parsed, and what it became.
pub(crate) struct Source {
    pub(crate) raw: RawStatement,
    ways: Mutex<Vec<Arc<Prepared>>>,
}

impl Text {
    pub(crate) fn parse(text: &str) -> SqlResult<Text> {
        let (statements, notices) = sql::parse::parse_noting(text)?;
        let statements = statements.into_iter().map(Source::new).collect();
        Ok(Text { text: text.into(), statements, notices })
    }

    /// Of one statement that stands inside another, such as that of PREPARE.
    pub(crate) fn inner(raw: RawStatement) -> Text {
        let text = raw.text.as_str().into();
        Text { text, statements: vec![Source::new(raw)], notices: Vec::new() }
    }

    fn cost(&self) -> usize {
        (self.text.len() * COST_PER_BYTE).max(COST_LEAST * self.statements.len().max(1))
    }
}

impl Source {
    fn new(raw: RawStatement) -> Source {
        Source { raw, ways: Mutex::default() }
    }

    /// What it became under a key like this.
    pub(crate) fn find(&self, like: impl Fn(&Key) -> bool) -> Option<Arc<Prepared>> {
        let ways = self.ways.lock();
        ways.iter().rev().find(|way| way.key.as_ref().is_some_and(&like)).cloned()
    }

    /// Keeps what it became, if that may be kept.
    pub(crate) fn keep(&self, way: &Arc<Prepared>) {
        if way.key.is_some() {
            let mut ways = self.ways.lock();
            if ways.len() == WAYS {
                ways.remove(0);
            }
            ways.push(Arc::clone(way));
        }
    }
}

/// Texts by themselves.
pub(crate) struct Plans {
    state: Mutex<State>,
    bytes_max: usize,
    hasher: RandomState,
}

#[derive(Default)]
struct State {
    texts: HashMap<Arc<str>, Kept>,
    bytes: usize,
    uses: u64,
    /// Hashes of texts seen once, each in the place it falls on.
    seen: Vec<u64>,
}

struct Kept {
    text: Arc<Text>,
    used: u64,
}

impl Plans {
    pub(crate) fn new(bytes_max: usize) -> Plans {
        Plans { state: Mutex::default(), bytes_max, hasher: RandomState::new() }
    }

    /// The text, parsed. `again` says that it will be used more than once.
    ///
    /// # Errors
    /// Those of the grammar.
    pub(crate) fn text(&self, text: &str, again: bool) -> SqlResult<Arc<Text>> {
        {
            let mut state = self.state.lock();
            state.uses += 1;
            let now = state.uses;
            if let Some(kept) = state.texts.get_mut(text) {
                kept.used = now;
                return Ok(Arc::clone(&kept.text));
            }
        }
        let parsed = Arc::new(Text::parse(text)?);
        if text.len() <= TEXT_BYTES_MAX {
            let hash = self.hasher.hash_one(text);
            let mut state = self.state.lock();
            if again || state.has_seen(hash) {
                state.keep(&parsed, self.bytes_max);
            }
        }
        Ok(parsed)
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.state.lock().texts.len()
    }
}

impl State {
    /// Whether this hash was here before; from now on it was.
    fn has_seen(&mut self, hash: u64) -> bool {
        self.seen.resize(SEEN, 0);
        let place = usize::try_from(hash % SEEN as u64).unwrap_or(0);
        std::mem::replace(&mut self.seen[place], hash) == hash
    }

    fn keep(&mut self, text: &Arc<Text>, bytes_max: usize) {
        let kept = Kept { text: Arc::clone(text), used: self.uses };
        self.bytes += text.cost();
        if let Some(before) = self.texts.insert(Arc::clone(&text.text), kept) {
            self.bytes -= before.text.cost();
        }
        if self.bytes > bytes_max {
            self.forget_older_half();
        }
    }

    fn forget_older_half(&mut self) {
        let mut uses: Vec<u64> = self.texts.values().map(|kept| kept.used).collect();
        let middle = uses.len() / 2;
        let (_, median, _) = uses.select_nth_unstable(middle);
        let median = *median;
        self.texts.retain(|_, kept| kept.used >= median);
        self.bytes = self.texts.values().map(|kept| kept.text.cost()).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_text_is_kept_the_second_time_and_a_prepared_one_at_once() {
        let plans = Plans::new(1 << 20);
        let first = plans.text("SELECT 1", false).unwrap();
        let second = plans.text("SELECT 1", false).unwrap();
        assert!(!Arc::ptr_eq(&first, &second));
        assert!(Arc::ptr_eq(&second, &plans.text("SELECT 1", false).unwrap()));
        let prepared = plans.text("SELECT $1", true).unwrap();
        assert!(Arc::ptr_eq(&prepared, &plans.text("SELECT $1", false).unwrap()));
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let plans = Plans::new(10 * COST_LEAST);
        let often = plans.text("SELECT 0", true).unwrap();
        for number in 1..100 {
            plans.text(&format!("SELECT {number}"), true).unwrap();
            assert!(Arc::ptr_eq(&often, &plans.text("SELECT 0", true).unwrap()));
        }
        assert!(plans.len() <= 10);
    }
}
