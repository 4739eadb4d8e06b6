//! What does an option of a statement say? (PostgreSQL, src/backend/commands/define.c)

use super::Binder;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{DefElem, List, Node};

/// The option's name.
pub(crate) fn name(option: &DefElem) -> &str {
    option.defname.as_deref().unwrap_or("")
}

/// The options of a list.
pub(crate) fn each(list: &List) -> impl Iterator<Item = &DefElem> {
    list.iter().filter_map(|node| match node {
        Some(Node::DefElem(option)) => Some(&**option),
        _ => None,
    })
}

fn syntax(message: String) -> SqlError {
    SqlError::new(SqlState::SYNTAX_ERROR, message)
}

/// The option's value as text.
pub(crate) fn text(option: &DefElem) -> SqlResult<String> {
    Ok(match &option.arg {
        None => return Err(syntax(format!("{} requires a parameter", name(option)))),
        Some(Node::Integer(value)) => value.to_string(),
        Some(Node::Boolean(value)) => value.to_string(),
        Some(Node::Float(text) | Node::String(text)) => text.to_string(),
        Some(Node::TypeName(ty)) => super::type_name::words(&ty.names).join("."),
        Some(Node::List(words)) => super::type_name::words(words).join("."),
        Some(Node::A_Star(_)) => "*".to_string(),
        Some(_) => return Err(syntax(format!("{} requires a parameter", name(option)))),
    })
}

/// The option's value as a truth: `true`, `on`, `1` or nothing.
pub(crate) fn truth(option: &DefElem) -> SqlResult<bool> {
    let text = match &option.arg {
        None => return Ok(true),
        Some(Node::Boolean(value)) => return Ok(*value),
        Some(_) => text(option)?.to_ascii_lowercase(),
    };
    match text.as_str() {
        "true" | "on" | "1" => Ok(true),
        "false" | "off" | "0" => Ok(false),
        _ => Err(syntax(format!("{} requires a Boolean value", name(option)))),
    }
}

/// The option's value as a whole number.
pub(crate) fn integer(option: &DefElem) -> SqlResult<i64> {
    match &option.arg {
        None => Err(syntax(format!("{} requires a numeric value", name(option)))),
        Some(Node::Integer(value)) => Ok(i64::from(*value)),
        // The grammar gives what does not fit `int4` as text.
        Some(Node::Float(text)) => text.parse().map_err(|_| {
            let message = format!("value \"{text}\" is out of range for type bigint");
            SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message)
        }),
        Some(_) => Err(syntax(format!("{} requires a numeric value", name(option)))),
    }
}

impl Binder<'_> {
    /// Refuses an option that was given before.
    pub(crate) fn once(&self, seen: &mut Vec<String>, option: &DefElem) -> SqlResult<()> {
        let name = name(option).to_string();
        if seen.contains(&name) {
            let error = syntax("conflicting or redundant options".to_string());
            return Err(self.at(error, option.location));
        }
        seen.push(name);
        Ok(())
    }
}
