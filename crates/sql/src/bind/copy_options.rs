//! The options of COPY, old syntax and new. (PostgreSQL, src/backend/commands/copy.c, ProcessCopyOptions)

use super::{Binder, options};
use crate::catalog::Table;
use crate::statement::{CopyFormat, CopyOptions};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{DefElem, List, Node};

/// A list of columns, or `*`.
pub(crate) enum ForceColumns {
    All,
    These(Vec<String>),
}

impl Default for ForceColumns {
    fn default() -> ForceColumns {
        ForceColumns::These(Vec::new())
    }
}

impl ForceColumns {
    fn given(&self) -> bool {
        !matches!(self, ForceColumns::These(list) if list.is_empty())
    }
}

/// FORCE_QUOTE, FORCE_NOT_NULL and FORCE_NULL.
#[derive(Default)]
pub(crate) struct Force {
    pub quote: ForceColumns,
    pub not_null: ForceColumns,
    pub null: ForceColumns,
}

/// The options as given; what is not given is `None`.
#[derive(Default)]
struct Given {
    format: Option<CopyFormat>,
    delimiter: Option<String>,
    null: Option<String>,
    header: bool,
    header_match: bool,
    quote: Option<String>,
    escape: Option<String>,
    force: Force,
}

fn invalid(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
}

fn unsupported(message: impl Into<String>) -> SqlError {
    SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message)
}

/// The place of a column that an option names; `table` is what COPY moves rows of, if it is one.
pub(crate) fn forced(
    names: &[String],
    table: Option<&Table>,
    name: &str,
    word: &str,
) -> SqlResult<usize> {
    if let Some(table) = table.filter(|table| table.column(name).is_none()) {
        return Err(super::table::missing_column(name, &table.name));
    }
    names.iter().position(|held| held == name).ok_or_else(|| {
        let message = format!("{word} column \"{name}\" not referenced by COPY");
        SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message)
    })
}

impl Binder<'_> {
    pub(crate) fn copy_options(
        &self,
        list: &List,
        is_from: bool,
    ) -> SqlResult<(CopyOptions, Force)> {
        let mut given = Given::default();
        let mut seen = Vec::new();
        for option in options::each(list) {
            self.once(&mut seen, option)?;
            self.copy_option(&mut given, option, is_from)?;
        }
        check_conflicts(&given, is_from)?;
        let csv = given.format == Some(CopyFormat::Csv);
        let delimiter = given.delimiter.unwrap_or(if csv { "," } else { "\t" }.to_string());
        let null = given.null.unwrap_or(if csv { "" } else { "\\N" }.to_string());
        let quote = given.quote.unwrap_or("\"".to_string());
        let escape = given.escape.unwrap_or_else(|| quote.clone());
        let delimiter = one_byte(&delimiter, "delimiter")?;
        check_delimiter(delimiter, &null, csv)?;
        let (quote, escape) = (one_byte(&quote, "quote")?, one_byte(&escape, "escape")?);
        if csv && delimiter == quote {
            return Err(invalid("COPY delimiter and quote must be different"));
        }
        if null.bytes().any(|byte| byte == delimiter) {
            return Err(unsupported("COPY delimiter must not appear in the NULL specification"));
        }
        if csv && null.bytes().any(|byte| byte == quote) {
            let message = "CSV quote character must not appear in the NULL specification";
            return Err(unsupported(message));
        }
        let options = CopyOptions {
            format: given.format.unwrap_or(CopyFormat::Text),
            delimiter,
            null,
            header: given.header,
            header_match: given.header_match,
            quote,
            escape,
            force_quote: Vec::new(),
            force_not_null: Vec::new(),
            force_null: Vec::new(),
        };
        Ok((options, given.force))
    }

    fn copy_option(&self, given: &mut Given, option: &DefElem, is_from: bool) -> SqlResult<()> {
        let text = || options::text(option);
        match options::name(option) {
            "format" => {
                let name = text()?;
                given.format = Some(match name.as_str() {
                    "text" => CopyFormat::Text,
                    "csv" => CopyFormat::Csv,
                    "binary" => CopyFormat::Binary,
                    _ => {
                        let error = invalid(format!("COPY format \"{name}\" not recognized"));
                        return Err(self.at(error, option.location));
                    }
                });
            }
            "delimiter" => given.delimiter = Some(text()?),
            "null" => given.null = Some(text()?),
            "quote" => given.quote = Some(text()?),
            "escape" => given.escape = Some(text()?),
            "header" => {
                let matching = option.arg.is_some() && text()?.eq_ignore_ascii_case("match");
                if matching && !is_from {
                    return Err(unsupported("cannot use \"match\" with HEADER in COPY TO"));
                }
                given.header_match = matching;
                given.header = matching || self.header(option)?;
            }
            // Rows are never seen before their transaction ends, so there is nothing to freeze early.
            "freeze" => {
                options::truth(option)?;
            }
            "force_quote" => given.force.quote = self.columns(option)?,
            "force_not_null" => given.force.not_null = self.columns(option)?,
            "force_null" => given.force.null = self.columns(option)?,
            "encoding" => self.encoding(option)?,
            "default" => return Err(SqlError::unsupported("COPY option DEFAULT")),
            other => {
                let message = format!("option \"{other}\" not recognized");
                let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                return Err(self.at(error, option.location));
            }
        }
        Ok(())
    }

    fn header(&self, option: &DefElem) -> SqlResult<bool> {
        options::truth(option).map_err(|_| {
            let message = "header requires a Boolean value or \"match\"";
            SqlError::new(SqlState::SYNTAX_ERROR, message)
        })
    }

    fn columns(&self, option: &DefElem) -> SqlResult<ForceColumns> {
        match &option.arg {
            Some(Node::A_Star(_)) => Ok(ForceColumns::All),
            Some(Node::List(list)) => {
                let names = super::type_name::words(list).into_iter().map(String::from);
                Ok(ForceColumns::These(names.collect()))
            }
            _ => {
                let message = format!(
                    "argument to option \"{}\" must be a list of column names",
                    options::name(option)
                );
                Err(self.at(invalid(message), option.location))
            }
        }
    }

    fn encoding(&self, option: &DefElem) -> SqlResult<()> {
        let name = options::text(option)?;
        let plain: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if matches!(plain.as_str(), "utf8" | "unicode") {
            return Ok(());
        }
        let known = types::facts::ENCODINGS.iter().any(|fact| {
            fact.name
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_ascii_lowercase()
                == plain
        });
        if known {
            return Err(SqlError::unsupported(format!("COPY in encoding {name}")));
        }
        let message = "argument to option \"encoding\" must be a valid encoding name";
        Err(self.at(invalid(message), option.location))
    }
}

fn check_conflicts(given: &Given, is_from: bool) -> SqlResult<()> {
    let csv = given.format == Some(CopyFormat::Csv);
    if given.format == Some(CopyFormat::Binary) {
        let refused = |what: &str| {
            let message = format!("cannot specify {what} in BINARY mode");
            Err(SqlError::new(SqlState::SYNTAX_ERROR, message))
        };
        if given.delimiter.is_some() {
            return refused("DELIMITER");
        }
        if given.null.is_some() {
            return refused("NULL");
        }
        if given.header {
            return Err(unsupported("cannot specify HEADER in BINARY mode"));
        }
    }
    for (set, what) in [
        (given.quote.is_some(), "quote"),
        (given.escape.is_some(), "escape"),
        (given.force.quote.given(), "force quote"),
        (given.force.not_null.given(), "force not null"),
        (given.force.null.given(), "force null"),
    ] {
        if set && !csv {
            return Err(unsupported(format!("COPY {what} available only in CSV mode")));
        }
    }
    for (set, what, from) in [
        (given.force.quote.given(), "force quote", false),
        (given.force.not_null.given(), "force not null", true),
        (given.force.null.given(), "force null", true),
    ] {
        if set && from != is_from {
            let way = if from { "FROM" } else { "TO" };
            return Err(unsupported(format!("COPY {what} only available using COPY {way}")));
        }
    }
    Ok(())
}

fn one_byte(text: &str, what: &str) -> SqlResult<u8> {
    match text.as_bytes() {
        [byte] => Ok(*byte),
        _ if what == "delimiter" => {
            Err(unsupported("COPY delimiter must be a single one-byte character"))
        }
        _ => Err(unsupported(format!("COPY {what} must be a single one-byte character"))),
    }
}

fn check_delimiter(delimiter: u8, null: &str, csv: bool) -> SqlResult<()> {
    if matches!(delimiter, b'\r' | b'\n') {
        return Err(invalid("COPY delimiter cannot be newline or carriage return"));
    }
    if null.contains(['\r', '\n']) {
        return Err(invalid("COPY null representation cannot use newline or carriage return"));
    }
    let special = delimiter == b'\\'
        || delimiter == b'.'
        || delimiter.is_ascii_lowercase()
        || delimiter.is_ascii_digit();
    if !csv && special {
        let message = format!("COPY delimiter cannot be \"{}\"", char::from(delimiter));
        return Err(invalid(message));
    }
    Ok(())
}
