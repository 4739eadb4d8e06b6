//! AWS IAM GRANT and REVOKE: what PostgreSQL's grammar does not have, and Aurora DSQL does.
//!
//! ```text
//! AWS IAM GRANT  role TO   'arn:aws:iam::<account>:role/<name>'
//! AWS IAM REVOKE role FROM 'arn:aws:iam::<account>:user/<name>'
//! ```
//!
//! They are known by their first words, before the parser, which then sees blanks in their place so
//! that every position stays. What becomes of them is a tree in PostgreSQL's own words: SECURITY
//! LABEL of a role, by a provider that has no name anybody could give.

use crate::parse::position;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{Node, ObjectType, SecLabelStmt};
use rupg_sql::{Token, Tokens, token};
use std::ops::Range;
use types::facts;

/// The provider of a label that is a grant.
const GRANT: &str = "aws iam grant";
/// The provider of a label that is the end of one.
const REVOKE: &str = "aws iam revoke";
/// The longest ARN (IAM's own bound).
const ARN_MAX: usize = 2048;

/// A grant of a role to a principal, or the end of one.
pub(crate) struct Mapping<'a> {
    /// Else it is revoked.
    pub(crate) grant: bool,
    pub(crate) role: &'a str,
    pub(crate) arn: &'a str,
}

/// Reads a mapping back from the tree it became; `None` when that is something else.
pub(crate) fn mapping(label: &SecLabelStmt) -> Option<Mapping<'_>> {
    let grant = match label.provider.as_deref()? {
        GRANT => true,
        REVOKE => false,
        _ => return None,
    };
    let Some(Node::String(role)) = &label.object else { return None };
    Some(Mapping { grant, role, arn: label.label.as_deref()? })
}

/// Whether `arn` names a user or a role of IAM: `arn:<partition>:iam::<12 digits>:user/<path and
/// name>`, or `:role/`.
///
/// # Errors
/// 22023, in DSQL's words.
pub fn check_arn(arn: &str) -> SqlResult<()> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"/+=,.@_-".contains(&byte);
    let good = match parts[..] {
        ["arn", partition, "iam", "", account, rest] => {
            let rest = rest.strip_prefix("user/").or_else(|| rest.strip_prefix("role/"));
            partition.starts_with("aws")
                && partition.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && account.len() == 12
                && account.bytes().all(|byte| byte.is_ascii_digit())
                && rest.is_some_and(|rest| !rest.ends_with('/') && !rest.is_empty())
                && rest.is_some_and(|rest| rest.bytes().all(name))
        }
        _ => false,
    };
    if good && arn.len() <= ARN_MAX {
        return Ok(());
    }
    let message = "IAM role must look like an IAM ARN";
    Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message).with_hint(
        "An ARN is arn:aws:iam::<account>:role/<name> or arn:aws:iam::<account>:user/<name>.",
    ))
}

/// A text without its statements of this kind, and these with the bytes they stood in.
pub(crate) struct Cut {
    pub(crate) text: String,
    pub(crate) statements: Vec<(Range<usize>, Node)>,
}

/// Cuts the statements of this kind out of a text; `None` when there are none.
///
/// # Errors
/// 42601 when one is malformed. What the lexer refuses is left for the parser to refuse.
pub(crate) fn cut(text: &str) -> SqlResult<Option<Cut>> {
    if !mentions_aws(text) {
        return Ok(None);
    }
    let mut tokens = Tokens::new(text);
    let mut statements = Vec::new();
    let mut first = true;
    while let Ok(token) = tokens.next_token() {
        if token.kind == 0 {
            break;
        }
        if first && word(text, &token).eq_ignore_ascii_case("aws") {
            let node = read(text, &mut tokens)?;
            let Ok(end) = tokens.next_token() else { break };
            if end.kind != 0 && word(text, &end) != ";" {
                return Err(wrong(text, &end));
            }
            statements.push((token.start..end.start, node));
            if end.kind == 0 {
                break;
            }
        } else {
            first = word(text, &token) == ";";
        }
    }
    if statements.is_empty() {
        return Ok(None);
    }
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for (place, _) in &statements {
        left.push_str(&text[at..place.start]);
        left.push_str(&" ".repeat(place.len()));
        at = place.end;
    }
    left.push_str(&text[at..]);
    Ok(Some(Cut { text: left, statements }))
}

/// A statement behind its AWS.
fn read(text: &str, tokens: &mut Tokens<'_>) -> SqlResult<Node> {
    let mut next = || tokens.next_token().map_err(|error| crate::parse::translate(text, &error));
    let expect = |token: &Token<'_>, wanted: &str| {
        let found = word(text, token).eq_ignore_ascii_case(wanted);
        if found { Ok(()) } else { Err(wrong(text, token)) }
    };
    expect(&next()?, "iam")?;
    let verb = next()?;
    let grant = word(text, &verb).eq_ignore_ascii_case("grant");
    if !grant {
        expect(&verb, "revoke")?;
    }
    let role = next()?;
    let shown = word(text, &role);
    let keyword = facts::keyword(&shown.to_ascii_lowercase());
    let name = match (role.kind, keyword) {
        (token::IDENT, _) => role.text().unwrap_or_default().to_owned(),
        (_, Some(keyword)) if keyword.catcode != 'R' => shown.to_ascii_lowercase(),
        _ => return Err(wrong(text, &role)),
    };
    expect(&next()?, if grant { "to" } else { "from" })?;
    let arn = next()?;
    let Some(label) = arn.text().filter(|_| arn.kind == token::SCONST) else {
        return Err(wrong(text, &arn));
    };
    Ok(Node::SecLabelStmt(Box::new(SecLabelStmt {
        objtype: ObjectType::OBJECT_ROLE,
        object: Some(Node::String(name.as_str().into())),
        provider: Some(if grant { GRANT } else { REVOKE }.into()),
        label: Some(label.into()),
    })))
}

/// Whether it may hold such a statement: most texts do not, and are not read twice.
fn mentions_aws(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| three.eq_ignore_ascii_case(b"aws"))
}

fn word<'a>(text: &'a str, token: &Token<'_>) -> &'a str {
    text.get(token.start..token.end).unwrap_or_default()
}

fn wrong(text: &str, token: &Token<'_>) -> SqlError {
    let message = match word(text, token) {
        "" => "syntax error at end of input".to_owned(),
        word => format!("syntax error at or near \"{word}\""),
    };
    SqlError::new(SqlState::SYNTAX_ERROR, message).with_position(position(text, token.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_wherever_a_statement_may_stand() {
        let arn = "arn:aws:iam::123456789012:role/app";
        let text = format!(
            "BEGIN; aws IAM grant \"My Role\" TO '{arn}' ;; SELECT 'aws; aws'; AWS IAM REVOKE Admin FROM '{arn}'"
        );
        let all = crate::parse(&text).unwrap();
        let texts: Vec<&str> = all.iter().map(|one| &*one.text).collect();
        assert_eq!(texts[0], "BEGIN");
        assert_eq!(texts[1], format!("aws IAM grant \"My Role\" TO '{arn}'"));
        assert_eq!(texts[2], "SELECT 'aws; aws'");
        assert_eq!(all[1].offset, 7);
        let read = |at: usize| match &all[at].node {
            Node::SecLabelStmt(label) => {
                mapping(label).map(|m| (m.grant, m.role.to_owned(), m.arn.to_owned()))
            }
            _ => None,
        };
        assert_eq!(read(1), Some((true, "My Role".into(), arn.into())));
        assert_eq!(read(3), Some((false, "admin".into(), arn.into())));
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        for (text, message, at) in [
            ("AWS IAM GRANT app 'x'", "syntax error at or near \"'x'\"", 19),
            ("SELECT 1; AWS IAM GRANT app TO x", "syntax error at or near \"x\"", 32),
            ("AWS IAM", "syntax error at end of input", 8),
            ("AWS IAM REVOKE app TO 'x'", "syntax error at or near \"TO\"", 20),
            ("AWS IAM GRANT select TO 'x'", "syntax error at or near \"select\"", 15),
            ("AWS IAM GRANT app TO 'x' SELECT", "syntax error at or near \"SELECT\"", 26),
            ("SELECT 1 AWS IAM GRANT app TO 'x'", "syntax error at or near \"IAM\"", 14),
        ] {
            let error = crate::parse(text).unwrap_err();
            assert_eq!((error.message(), error.fields().position), (message, Some(at)), "{text}");
        }
        assert!(crate::parse("SELECT aws FROM aws").is_ok());
    }

    #[test]
    fn an_arn_is_that_of_a_user_or_a_role() {
        for good in ["role/app", "user/a/b/c@d.e", "role/x+y=z,_-1"] {
            assert!(check_arn(&format!("arn:aws:iam::123456789012:{good}")).is_ok(), "{good}");
        }
        for bad in [
            "",
            "app",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123:role/app",
            "arn:aws:sts::123456789012:assumed-role/app/x",
            "arn:aws:iam::123456789012:group/app",
            "arn:aws:iam::123456789012:role/a b",
            "arn:aws:iam:us-east-1:123456789012:role/app",
        ] {
            assert_eq!(check_arn(bad).unwrap_err().message(), "IAM role must look like an IAM ARN");
        }
    }
}
