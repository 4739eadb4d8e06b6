//! Between which texts lie those that are LIKE a pattern?

use crate::access::is_key;
use crate::physical::Bound;
use sql::Expr;
use types::facts::{fn_oid, oid};
use types::{Datum, Type};

/// The range of `key` in which every text that matches `filter` lies, when that is a LIKE of a
/// constant pattern with a plain beginning. Text sorts by bytes, hence by characters.
pub(crate) fn range(key: &Expr, filter: &Expr) -> Option<(Bound, Option<Bound>)> {
    let Expr::Call(call) = filter else { return None };
    if !matches!(call.function, fn_oid::F_TEXTLIKE | fn_oid::F_LIKE_TEXT_TEXT) {
        return None;
    }
    let [left, Expr::Const(Datum::Text(pattern), _)] = call.args.as_slice() else { return None };
    if !is_key(key, left) {
        return None;
    }
    let beginning = beginning(pattern);
    if beginning.is_empty() {
        return None;
    }
    let bound = |text: String, inclusive| Bound {
        value: Expr::Const(Datum::text(text), Type::new(oid::TEXT)),
        inclusive,
    };
    let upper = after(&beginning).map(|text| bound(text, false));
    Some((bound(beginning, true), upper))
}

/// What every match begins with.
fn beginning(pattern: &str) -> String {
    let (mut out, mut chars) = (String::new(), pattern.chars());
    while let Some(c) = chars.next() {
        match c {
            '%' | '_' => break,
            '\\' => match chars.next() {
                Some(c) => out.push(c),
                None => break,
            },
            c => out.push(c),
        }
    }
    out
}

/// The least text greater than all that begin with `text`.
fn after(text: &str) -> Option<String> {
    let mut out: Vec<char> = text.chars().collect();
    while let Some(last) = out.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            out.push(next);
            return Some(out.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_plainly_up_to_its_first_wildcard() {
        assert_eq!(beginning("ab%c"), "ab");
        assert_eq!(beginning("a\\%b_"), "a%b");
        assert_eq!(beginning("%a"), "");
        assert_eq!(after("ab").as_deref(), Some("ac"));
        assert_eq!(after("a\u{10ffff}").as_deref(), Some("b"));
    }
}
