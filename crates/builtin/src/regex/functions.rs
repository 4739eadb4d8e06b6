//! What do the operators and functions of regular expressions give?

use super::{Flags, Regex, Spans, compile};
use crate::args::{Args, array, count, invalid};
use crate::registry::{Rows, Table};
use base::SqlResult;
use rupg_types::oid;
use std::rc::Rc;
use types::Datum;

/// The letters of an options argument, and whether `g` is among them.
fn options(text: &str) -> SqlResult<(Flags, bool)> {
    let (mut flags, mut global) = (Flags::default(), false);
    for letter in text.chars() {
        let mut newlines = |stop, anchors| {
            flags.stop_at_newline = stop;
            flags.anchors_at_newline = anchors;
        };
        match letter {
            'g' => global = true,
            'c' => flags.ignore_case = false,
            'i' => flags.ignore_case = true,
            'm' | 'n' => newlines(true, true),
            'p' => newlines(true, false),
            's' => newlines(false, false),
            'w' => newlines(false, true),
            'x' => flags.expanded = true,
            't' => flags.expanded = false,
            'q' => flags.literal = true,
            'e' => {}
            'b' => return Err(base::SqlError::unsupported("a basic regular expression")),
            _ => {
                return Err(invalid(format!("invalid regular expression option: \"{letter}\"")));
            }
        }
    }
    Ok((flags, global))
}

/// The flags of a function that finds every match by itself, or only the first.
fn plain_options(args: &[Datum], index: usize, function: &str) -> SqlResult<Flags> {
    if args.len() <= index {
        return Ok(Flags::default());
    }
    let (flags, global) = options(args.text(index)?)?;
    if global {
        let message = format!("{function}() does not support the \"global\" option");
        let error = invalid(message);
        return Err(if function == "regexp_match" {
            error.with_hint("Use the regexp_matches function instead.")
        } else {
            error
        });
    }
    Ok(flags)
}

fn matches(args: &[Datum], ignore_case: bool) -> SqlResult<bool> {
    let regex = compile(args.text(1)?, Flags { ignore_case, ..Flags::default() })?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    Ok(regex.is_match(&text))
}

fn piece(text: &[char], span: Option<(usize, usize)>) -> Datum {
    span.map_or(Datum::Null, |(start, end)| {
        Datum::text(text[start..end].iter().collect::<String>())
    })
}

/// All matches from a place on, or only the first. `splitting` leaves out empty ones at the ends
/// and after another match.
fn find_all(
    regex: &Regex,
    text: &[char],
    from: usize,
    global: bool,
    splitting: bool,
) -> Vec<Spans> {
    let mut found = Vec::new();
    let (mut search, mut last_end) = (from, 0);
    while search <= text.len()
        && let Some(spans) = regex.find(text, search)
        && let Some((start, end)) = spans[0]
    {
        if !splitting || (start < text.len() && end > last_end) {
            found.push(spans);
        }
        if !global {
            break;
        }
        last_end = end;
        search = end + usize::from(start == end);
    }
    found
}

/// The groups of a match, or all of it when there are none.
fn groups(text: &[char], spans: &Spans) -> Datum {
    let wanted = if spans.len() > 1 { &spans[1..] } else { &spans[..] };
    array(oid::TEXT, wanted.iter().map(|span| piece(text, *span)).collect())
}

fn first_match(args: &[Datum]) -> SqlResult<Datum> {
    let regex = compile(args.text(1)?, plain_options(args, 2, "regexp_match")?)?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    Ok(regex.find(&text, 0).map_or(Datum::Null, |spans| groups(&text, &spans)))
}

/// `regexp_matches`.
pub(crate) fn match_rows(args: &[Datum]) -> SqlResult<Rows> {
    let (flags, global) = if args.len() > 2 { options(args.text(2)?)? } else { Default::default() };
    let regex = compile(args.text(1)?, flags)?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    let found = find_all(&regex, &text, 0, global, false);
    let rows: Vec<_> = found.iter().map(|spans| Ok(vec![groups(&text, spans)])).collect();
    Ok(Box::new(rows.into_iter()))
}

fn split(args: &[Datum], function: &str) -> SqlResult<Vec<Datum>> {
    let regex = compile(args.text(1)?, plain_options(args, 2, function)?)?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    let mut out = Vec::new();
    let mut begin = 0;
    for spans in find_all(&regex, &text, 0, true, true) {
        if let Some((start, end)) = spans[0] {
            out.push(piece(&text, Some((begin, start))));
            begin = end;
        }
    }
    out.push(piece(&text, Some((begin, text.len()))));
    Ok(out)
}

/// `regexp_split_to_table`.
pub(crate) fn split_rows(args: &[Datum]) -> SqlResult<Rows> {
    let pieces = split(args, "regexp_split_to_table")?;
    Ok(Box::new(pieces.into_iter().map(|piece| Ok(vec![piece]))))
}

/// `substring(text from pattern)`: the first group, or all when there is none.
fn substring(args: &[Datum]) -> SqlResult<Datum> {
    let regex = compile(args.text(1)?, Flags::default())?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    let found = regex.find(&text, 0);
    Ok(found.map_or(Datum::Null, |spans| piece(&text, spans[usize::from(spans.len() > 1)])))
}

/// The `n`th match from `from` replaced, all with 0.
fn replace(args: &[Datum], flags: Flags, from: usize, n: i64) -> SqlResult<Datum> {
    let regex = compile(args.text(1)?, flags)?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    let template: Vec<char> = args.text(2)?.chars().collect();
    let mut out = String::new();
    let (mut copied, mut search, mut seen) = (0, from, 0);
    while search <= text.len()
        && let Some(spans) = regex.find(&text, search)
        && let Some((start, end)) = spans[0]
    {
        seen += 1;
        search = end + usize::from(start == end);
        if n > 0 && seen != n {
            continue;
        }
        out.extend(&text[copied..start]);
        fill(&template, &text, &spans, &mut out);
        copied = end;
        if n > 0 {
            break;
        }
    }
    out.extend(&text[copied..]);
    Ok(Datum::text(out))
}

/// Appends the replacement: `\1` to `\9` are groups, `\&` the match.
fn fill(template: &[char], text: &[char], spans: &Spans, out: &mut String) {
    let mut chars = template.iter().copied().peekable();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        let group = match chars.peek() {
            Some(digit @ '1'..='9') => digit.to_digit(10).unwrap_or(0) as usize,
            Some('&') => 0,
            Some('\\') => {
                chars.next();
                out.push('\\');
                continue;
            }
            _ => {
                out.push('\\');
                continue;
            }
        };
        chars.next();
        if let Some((start, end)) = spans.get(group).copied().flatten() {
            out.extend(&text[start..end]);
        }
    }
}

fn replace_with_options(args: &[Datum]) -> SqlResult<Datum> {
    let letters = args.text(3)?;
    if letters.starts_with(|char: char| char.is_ascii_digit()) {
        let first: String = letters.chars().take(1).collect();
        return Err(invalid(format!("invalid regular expression option: \"{first}\"")).with_hint(
            "If you meant to use regexp_replace() with a start parameter, cast the fourth argument to integer explicitly.",
        ));
    }
    let (flags, global) = options(letters)?;
    replace(args, flags, 0, i64::from(!global))
}

fn replace_from(args: &[Datum]) -> SqlResult<Datum> {
    let from = parameter(args, 3, "start", 1)?;
    let n = if args.len() > 4 { parameter(args, 4, "n", 0)? } else { 1 };
    let flags = if args.len() > 5 { options(args.text(5)?)?.0 } else { Flags::default() };
    replace(args, flags, usize::try_from(from - 1).unwrap_or(0), n)
}

/// A number argument that must not be less than `least`.
fn parameter(args: &[Datum], index: usize, name: &str, least: i64) -> SqlResult<i64> {
    let value = args.int(index)?;
    if value < least {
        return Err(invalid(format!("invalid value for parameter \"{name}\": {value}")));
    }
    Ok(value)
}

/// The text, and its matches from the `start` argument on.
fn from_start(
    args: &[Datum],
    start: usize,
    flags: Flags,
) -> SqlResult<(Vec<char>, Rc<Regex>, Vec<Spans>)> {
    let from = if args.len() > start { parameter(args, start, "start", 1)? } else { 1 };
    let regex = compile(args.text(1)?, flags)?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    let found = find_all(&regex, &text, usize::try_from(from - 1).unwrap_or(0), true, false);
    Ok((text, regex, found))
}

fn counted(args: &[Datum]) -> SqlResult<Datum> {
    if args.len() > 2 {
        parameter(args, 2, "start", 1)?;
    }
    let flags = plain_options(args, 3, "regexp_count")?;
    Ok(count(from_start(args, 2, flags)?.2.len()))
}

fn place(args: &[Datum]) -> SqlResult<Datum> {
    for (index, name, least) in [(2, "start", 1), (3, "n", 1)] {
        if args.len() > index {
            parameter(args, index, name, least)?;
        }
    }
    let n = if args.len() > 3 { args.int(3)? } else { 1 };
    let end_option = if args.len() > 4 { parameter(args, 4, "endoption", 0)? } else { 0 };
    if end_option > 1 {
        return Err(invalid(format!("invalid value for parameter \"endoption\": {end_option}")));
    }
    let group = if args.len() > 6 { parameter(args, 6, "subexpr", 0)? } else { 0 };
    let flags = plain_options(args, 5, "regexp_instr")?;
    let (_, _, found) = from_start(args, 2, flags)?;
    let span = nth(&found, n, group);
    Ok(span.map_or(Datum::Int4(0), |(start, end)| {
        count(if end_option == 1 { end + 1 } else { start + 1 })
    }))
}

fn nth(found: &[Spans], n: i64, group: i64) -> Option<(usize, usize)> {
    let spans = found.get(usize::try_from(n - 1).ok()?)?;
    // Without groups the whole counts as the first.
    let group = if spans.len() == 1 && group == 1 { 0 } else { group };
    spans.get(usize::try_from(group).ok()?).copied().flatten()
}

fn part(args: &[Datum]) -> SqlResult<Datum> {
    for (index, name, least) in [(2, "start", 1), (3, "n", 1), (5, "subexpr", 0)] {
        if args.len() > index {
            parameter(args, index, name, least)?;
        }
    }
    let n = if args.len() > 3 { args.int(3)? } else { 1 };
    let group = if args.len() > 5 { args.int(5)? } else { 0 };
    let flags = plain_options(args, 4, "regexp_substr")?;
    let (text, _, found) = from_start(args, 2, flags)?;
    Ok(piece(&text, nth(&found, n, group)))
}

fn like(args: &[Datum]) -> SqlResult<Datum> {
    let flags = plain_options(args, 2, "regexp_like")?;
    let text: Vec<char> = args.text(0)?.chars().collect();
    Ok(Datum::Bool(compile(args.text(1)?, flags)?.is_match(&text)))
}

pub(crate) const TABLE: Table = &[
    ("textregexeq", |_, args| matches(args, false).map(Datum::Bool)),
    ("textregexne", |_, args| Ok(Datum::Bool(!matches(args, false)?))),
    ("texticregexeq", |_, args| matches(args, true).map(Datum::Bool)),
    ("texticregexne", |_, args| Ok(Datum::Bool(!matches(args, true)?))),
    ("nameregexeq", |_, args| matches(args, false).map(Datum::Bool)),
    ("nameregexne", |_, args| Ok(Datum::Bool(!matches(args, false)?))),
    ("nameicregexeq", |_, args| matches(args, true).map(Datum::Bool)),
    ("nameicregexne", |_, args| Ok(Datum::Bool(!matches(args, true)?))),
    ("textregexsubstr", |_, args| substring(args)),
    ("textregexreplace_noopt", |_, args| replace(args, Flags::default(), 0, 1)),
    ("textregexreplace", |_, args| replace_with_options(args)),
    ("textregexreplace_extended", |_, args| replace_from(args)),
    ("textregexreplace_extended_no_flags", |_, args| replace_from(args)),
    ("textregexreplace_extended_no_n", |_, args| replace_from(args)),
    ("regexp_match", |_, args| first_match(args)),
    ("regexp_match_no_flags", |_, args| first_match(args)),
    ("regexp_split_to_array", |_, args| {
        Ok(array(oid::TEXT, split(args, "regexp_split_to_array")?))
    }),
    ("regexp_split_to_array_no_flags", |_, args| {
        Ok(array(oid::TEXT, split(args, "regexp_split_to_array")?))
    }),
    ("regexp_count", |_, args| counted(args)),
    ("regexp_count_no_flags", |_, args| counted(args)),
    ("regexp_count_no_start", |_, args| counted(args)),
    ("regexp_instr", |_, args| place(args)),
    ("regexp_instr_no_endoption", |_, args| place(args)),
    ("regexp_instr_no_flags", |_, args| place(args)),
    ("regexp_instr_no_n", |_, args| place(args)),
    ("regexp_instr_no_start", |_, args| place(args)),
    ("regexp_instr_no_subexpr", |_, args| place(args)),
    ("regexp_like", |_, args| like(args)),
    ("regexp_like_no_flags", |_, args| like(args)),
    ("regexp_substr", |_, args| part(args)),
    ("regexp_substr_no_flags", |_, args| part(args)),
    ("regexp_substr_no_n", |_, args| part(args)),
    ("regexp_substr_no_start", |_, args| part(args)),
    ("regexp_substr_no_subexpr", |_, args| part(args)),
];
