//! How are names and texts written in SQL?

use types::facts;

/// The name as SQL must write it to mean it: quoted unless it is plain and no keyword stands in the
/// way (PostgreSQL's `quote_identifier`).
pub fn quote_ident(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && facts::keyword(name).is_none_or(|word| word.catcode == 'U');
    if plain { name.to_string() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// The text as a string constant, by `standard_conforming_strings`.
pub fn quote_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Names with commas between.
pub fn quote_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(quote_ident).collect::<Vec<_>>().join(", ")
}
