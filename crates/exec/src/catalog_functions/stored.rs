//! What do the expressions say that the catalog keeps as text?

use super::World;
use base::SqlResult;
use sql::Expr;
use sql::bind::Stored;
use sql::catalog::Table;
use sql::deparse;
use types::facts::oid as ty;
use types::{Datum, Oid, Type};

/// The type of a stored expression over a table.
pub(crate) fn type_of(world: &World<'_>, table: &Table, text: &str) -> SqlResult<Type> {
    world.names(|names| Ok(Stored::bind(names, table, text)?.expr.ty()))
}

/// The columns of the table that a stored expression names, from 0, in order; none when it does not
/// bind.
pub(crate) fn columns(world: &World<'_>, table: &Table, text: &str) -> Vec<usize> {
    let bound = world.names(|names| Stored::bind(names, table, text));
    let Ok(Stored { expr, columns }) = bound else { return Vec::new() };
    let mut named = Vec::new();
    collect(&expr, &mut |part| {
        if let Expr::Column(id, _) = part {
            named.extend(columns.iter().position(|column| column.id == *id));
        }
    });
    named.sort_unstable();
    named.dedup();
    named
}

/// The sequences that a stored default takes values from.
pub(crate) fn sequences(world: &World<'_>, table: &Table, text: &str) -> Vec<Oid> {
    let bound = world.names(|names| Stored::bind(names, table, text));
    let Ok(Stored { expr, .. }) = bound else { return Vec::new() };
    let mut found = Vec::new();
    collect(&expr, &mut |part| {
        if let Expr::Const(Datum::Oid(object), Type { oid: ty::REGCLASS, .. }) = part
            && world.catalog.sequences.contains_key(object)
        {
            found.push(*object);
        }
    });
    found
}

fn collect<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    expr.children(&mut |child| collect(child, visit));
}

/// What an index column over a stored expression is called: by the function it calls, else `expr`
/// (`FigureIndexColname` in parser/parse_target.c, over the deparsed text).
pub(crate) fn label(text: &str) -> String {
    let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    if text.starts_with("CASE ") {
        return "case".into();
    }
    let called = text.split_once('(').filter(|(called, rest)| {
        !called.is_empty() && called.to_lowercase().chars().all(name) && closes_at_end(rest)
    });
    let Some((called, _)) = called else { return "expr".into() };
    called.rsplit('.').next().unwrap_or(called).to_lowercase()
}

/// Whether the bracket open before `rest` closes with its last character.
fn closes_at_end(rest: &str) -> bool {
    let (mut depth, mut quoted) = (1, None);
    for (at, c) in rest.char_indices() {
        match (quoted, c) {
            (Some(quote), c) if c == quote => quoted = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quoted = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1 == rest.len();
        }
    }
    false
}

/// Stored expressions over a table, commas between, as a client is shown them (`pg_get_expr`).
pub(crate) fn shown(
    world: &World<'_>,
    table: &Table,
    text: &str,
    pretty: bool,
) -> SqlResult<String> {
    let show = |part| world.names(|names| deparse::stored_expression(names, table, part, pretty));
    let parts = between_commas(text).into_iter().map(show).collect::<SqlResult<Vec<_>>>()?;
    Ok(parts.join(", "))
}

/// What stands between the commas outside brackets and quotes; nothing of an empty text.
pub(crate) fn between_commas(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut quoted, mut start) = (Vec::new(), 0, None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (quoted, byte) {
            (Some(quote), byte) if byte == quote => quoted = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quoted = Some(byte),
            (None, b'(' | b'[') => depth += 1,
            (None, b')' | b']') => depth -= 1,
            (None, b',') if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !parts.is_empty() || !last.is_empty() {
        parts.push(last);
    }
    parts
}
