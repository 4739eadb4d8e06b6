//! What has this session SET, and what does SHOW answer?
//!
//! Names, types, units and bounds of settings are PostgreSQL's own
//! (`types::facts::setting`). A few change what Airglow does; the rest that a
//! user may set are kept and shown, since drivers and dumps set them. Names with
//! a dot are the application's own.
//!
//! SET is transactional: [`Settings::begin`], [`Settings::commit`] and
//! [`Settings::roll_back_to`] follow the transaction block; SET LOCAL ends with it.

use crate::quantity;
use base::{Severity, SqlError, SqlResult, SqlState};
use std::collections::BTreeMap;

/// The settings a client is told of when they change (PostgreSQL manual,
/// protocol, "Asynchronous Operations"), under the names it is told.
pub const REPORTED: [&str; 13] = [
    "server_version",
    "server_encoding",
    "client_encoding",
    "application_name",
    "default_transaction_read_only",
    "in_hot_standby",
    "is_superuser",
    "session_authorization",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "integer_datetimes",
    "standard_conforming_strings",
];

/// What `server_version` says: the PostgreSQL whose behaviour this is.
pub const SERVER_VERSION: &str = "16.14";

/// Whether a transaction block that lost is run again when its answers stay the same.
pub(crate) const REPLAY: &str = "airglow.replay";

/// Values that differ from PostgreSQL's built-in defaults, by lower-case name.
const DEFAULTS: [(&str, &str); 20] = [
    ("server_version", SERVER_VERSION),
    ("server_version_num", "160014"),
    ("server_encoding", "UTF8"),
    ("client_encoding", "UTF8"),
    ("datestyle", "ISO, MDY"),
    ("intervalstyle", "postgres"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("integer_datetimes", "on"),
    ("standard_conforming_strings", "on"),
    ("in_hot_standby", "off"),
    ("lc_collate", "C"),
    ("lc_ctype", "C"),
    ("search_path", "\"$user\", public"),
    ("default_transaction_isolation", "repeatable read"),
    ("transaction_isolation", "repeatable read"),
    ("max_connections", "10000"),
    ("role", "none"),
    // Those at the edge leave without a word; PostgreSQL looks at none.
    ("client_connection_check_interval", "1s"),
    (REPLAY, "off"),
];

/// One change, to be taken back.
#[derive(Clone, Debug)]
struct Undo {
    name: String,
    before: Option<String>,
    local: bool,
}

/// The settings of one session.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// By lower-case name, where they differ from the default of the session.
    values: BTreeMap<String, String>,
    /// What RESET goes back to, where it differs from the server's: startup parameters.
    startup: BTreeMap<String, String>,
    undo: Vec<Undo>,
    /// Grows with every change; whoever derives something from settings keeps it beside.
    changes: u64,
}

impl Settings {
    /// The settings of a session of `user` with its startup parameters; unknown ones are ignored, and
    /// those that say who asks. Whether it may have the `role` among them is for the caller to see to.
    ///
    /// # Errors
    /// FATAL, as SET's, for a value that a setting cannot have.
    pub(crate) fn new(
        user: &str,
        superuser: bool,
        startup: &[(String, String)],
    ) -> SqlResult<Settings> {
        let mut settings = Settings {
            values: BTreeMap::new(),
            startup: BTreeMap::new(),
            undo: Vec::new(),
            changes: 0,
        };
        settings.startup.insert("session_authorization".into(), user.into());
        settings.startup.insert("is_superuser".into(), if superuser { "on" } else { "off" }.into());
        for (name, value) in startup {
            let name = name.to_ascii_lowercase();
            if matches!(&*name, "session_authorization" | "is_superuser") {
                continue;
            }
            match check(&name, value) {
                Ok(value) => {
                    settings.startup.insert(name, value);
                }
                Err(error) if error.state() == SqlState::UNDEFINED_OBJECT => {}
                Err(error) => return Err(error.with_severity(Severity::Fatal)),
            }
        }
        Ok(settings)
    }

    /// The value of `name`, as SHOW gives it.
    pub(crate) fn show(&self, name: &str) -> SqlResult<String> {
        let name = name.to_ascii_lowercase();
        self.get(&name).ok_or_else(|| unrecognized(&name))
    }

    /// The value of `name` (lower case); `None` when there is no such setting.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.values.get(name).or_else(|| self.startup.get(name)).cloned().or_else(|| {
            DEFAULTS
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
                .or_else(|| types::facts::setting(name).map(boot_value))
        })
    }

    /// SET, or SET LOCAL. Gives the value as kept.
    pub(crate) fn set(&mut self, name: &str, value: &str, local: bool) -> SqlResult<()> {
        let name = name.to_ascii_lowercase();
        let value = check(&name, value)?;
        self.change(name, Some(value), local);
        Ok(())
    }

    /// RESET, or SET ... TO DEFAULT.
    pub(crate) fn reset(&mut self, name: &str, local: bool) -> SqlResult<()> {
        let name = name.to_ascii_lowercase();
        if self.get(&name).is_none() {
            return Err(unrecognized(&name));
        }
        if let Some(fact) = types::facts::setting(&name) {
            settable(&name, fact.context)?;
        }
        self.change(name, None, local);
        Ok(())
    }

    /// Keeps what follows from another setting, whoever may set it.
    pub(crate) fn follow(&mut self, name: &str, value: Option<String>, local: bool) {
        self.change(name.to_owned(), value, local);
    }

    /// RESET ALL; with `who`, of the roles too.
    pub(crate) fn reset_all(&mut self, who: bool) {
        let names: Vec<String> = self.values.keys().cloned().collect();
        for name in names {
            if who || !matches!(&*name, "role" | "session_authorization" | "is_superuser") {
                self.change(name, None, false);
            }
        }
    }

    /// How far changes have come: what a savepoint remembers.
    pub(crate) fn mark(&self) -> usize {
        self.undo.len()
    }

    /// Takes back the changes after `mark`.
    pub(crate) fn roll_back_to(&mut self, mark: usize) {
        while self.undo.len() > mark {
            let Some(undo) = self.undo.pop() else { break };
            self.restore(undo);
        }
    }

    /// Keeps all changes but those of SET LOCAL.
    pub(crate) fn commit(&mut self) {
        // A SET LOCAL after a SET goes back to the SET's value, and a SET after
        // a SET LOCAL stays: only changes with no later plain SET are undone.
        let mut kept: Vec<String> = Vec::new();
        while let Some(undo) = self.undo.pop() {
            if !undo.local {
                kept.push(undo.name);
            } else if !kept.contains(&undo.name) {
                self.restore(undo);
            }
        }
    }

    /// Whether a rollback would take anything back.
    pub(crate) fn is_changed(&self) -> bool {
        !self.undo.is_empty()
    }

    /// A setting of time in milliseconds.
    pub(crate) fn milliseconds(&self, name: &str) -> u64 {
        let number = self.get(name).and_then(|value| quantity::parse(&value, Some("ms")).ok());
        number.map_or(0, |number| number.max(0.0) as u64)
    }

    /// Changes whenever any setting does.
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    fn restore(&mut self, undo: Undo) {
        match undo.before {
            Some(value) => self.values.insert(undo.name, value),
            None => self.values.remove(&undo.name),
        };
        self.changes += 1;
    }

    fn change(&mut self, name: String, value: Option<String>, local: bool) {
        let before = match value {
            Some(value) => self.values.insert(name.clone(), value),
            None => self.values.remove(&name),
        };
        self.undo.push(Undo { name, before, local });
        self.changes += 1;
    }
}

/// The canonical form of `value` for the setting `name`, or PostgreSQL's refusal.
fn check(name: &str, value: &str) -> SqlResult<String> {
    match name {
        "client_encoding" => return client_encoding(name, value),
        "datestyle" => return date_style(value),
        "timezone" => {
            return crate::clock::canonical_zone(value).ok_or_else(|| invalid("TimeZone", value));
        }
        "search_path" | "application_name" | "role" | "session_authorization" => {
            return Ok(value.to_owned());
        }
        _ => {}
    }
    if name == REPLAY {
        return switch(name, value);
    }
    let Some(fact) = types::facts::setting(name) else {
        return if name.contains('.') { Ok(value.to_owned()) } else { Err(unrecognized(name)) };
    };
    settable(name, fact.context)?;
    match fact.vartype {
        "bool" => switch(name, value),
        "integer" => integer(name, value, fact),
        "real" => value
            .trim()
            .parse::<f64>()
            .map(|number| number.to_string())
            .map_err(|_| invalid(name, value)),
        "enum" => enumerated(name, value, fact.enumvals),
        _ => Ok(value.to_owned()),
    }
}

fn switch(name: &str, value: &str) -> SqlResult<String> {
    boolean(value).map(|on| if on { "on" } else { "off" }.to_owned()).ok_or_else(|| {
        SqlError::new(
            SqlState::INVALID_PARAMETER_VALUE,
            format!("parameter \"{name}\" requires a Boolean value"),
        )
    })
}

fn settable(name: &str, context: &str) -> SqlResult<()> {
    match context {
        "user" | "superuser" | "backend" | "superuser-backend" => Ok(()),
        "internal" => Err(SqlError::new(
            SqlState::CANT_CHANGE_RUNTIME_PARAM,
            format!("parameter \"{name}\" cannot be changed"),
        )),
        "postmaster" => Err(SqlError::new(
            SqlState::CANT_CHANGE_RUNTIME_PARAM,
            format!("parameter \"{name}\" cannot be changed without restarting the server"),
        )),
        _ => Err(SqlError::new(
            SqlState::CANT_CHANGE_RUNTIME_PARAM,
            format!("parameter \"{name}\" cannot be changed now"),
        )),
    }
}

/// UTF8, and SQL_ASCII, by which psql says in a C locale that bytes are not to be converted. To others
/// text is not converted here.
fn client_encoding(name: &str, value: &str) -> SqlResult<String> {
    let plain = |name: &str| {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_ascii_lowercase()
    };
    let wanted = plain(value);
    let aliases = [("unicode", "UTF8"), ("iso88591", "LATIN1"), ("windows1252", "WIN1252")];
    let alias = aliases.iter().find(|(alias, _)| *alias == wanted).map(|(_, name)| *name);
    let known = || types::facts::ENCODINGS.iter().find(|fact| plain(fact.name) == wanted);
    match alias.or_else(|| known().map(|fact| fact.name)) {
        Some(supported @ ("UTF8" | "SQL_ASCII")) => Ok(supported.to_owned()),
        Some(other) => {
            let message = format!("conversion between {other} and UTF8 is not supported");
            let hint = "Connect with client_encoding=UTF8 (PGCLIENTENCODING=UTF8 for libpq).";
            Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(hint))
        }
        None => Err(invalid(name, value)),
    }
}

fn date_style(value: &str) -> SqlResult<String> {
    let (mut style, mut order) = ("ISO", "MDY");
    for word in value.split(',').map(str::trim) {
        match word.to_ascii_lowercase().as_str() {
            "iso" => style = "ISO",
            "sql" => style = "SQL",
            "postgres" => style = "Postgres",
            "german" => style = "German",
            "mdy" | "us" | "noneuro" | "noneuropean" => order = "MDY",
            "dmy" | "euro" | "european" => order = "DMY",
            "ymd" => order = "YMD",
            "default" => {}
            _ => return Err(invalid("DateStyle", value)),
        }
    }
    Ok(format!("{style}, {order}"))
}

fn boolean(value: &str) -> Option<bool> {
    let value = value.trim().to_ascii_lowercase();
    let begins = |word: &str, least: usize| value.len() >= least && word.starts_with(&value);
    match value.as_str() {
        "1" => Some(true),
        "0" => Some(false),
        _ if begins("true", 1) || begins("yes", 1) || value == "on" => Some(true),
        _ if begins("false", 1) || begins("no", 1) || begins("off", 2) => Some(false),
        _ => None,
    }
}

/// A number within the setting's bounds, as it is shown: in the largest unit that fits.
fn integer(name: &str, value: &str, fact: &types::facts::SettingFact) -> SqlResult<String> {
    let number = quantity::parse(value, fact.unit).map_err(|refusal| match refusal {
        quantity::Refusal::Number => invalid(name, value),
        quantity::Refusal::Unit(known) => invalid(name, value).with_hint(known),
    })?;
    let number = number.round_ties_even();
    let bound = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    let (low, high) = (bound(fact.min_val), bound(fact.max_val));
    if low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high) {
        let unit = fact.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        return Err(SqlError::new(
            SqlState::INVALID_PARAMETER_VALUE,
            format!(
                "{number}{unit} is outside the valid range for parameter \"{name}\" \
                 ({}{unit} .. {}{unit})",
                fact.min_val.unwrap_or_default(),
                fact.max_val.unwrap_or_default()
            ),
        ));
    }
    Ok(quantity::show(number as i64, fact.unit))
}

fn enumerated(name: &str, value: &str, allowed: &[&str]) -> SqlResult<String> {
    let wanted = value.trim().to_ascii_lowercase();
    allowed.iter().find(|word| **word == wanted).map(|word| (*word).to_owned()).ok_or_else(|| {
        invalid(name, value).with_hint(format!("Available values: {}.", allowed.join(", ")))
    })
}

fn boot_value(fact: &types::facts::SettingFact) -> String {
    let text = fact.boot_val.unwrap_or_default();
    match text.parse() {
        Ok(number) if fact.vartype == "integer" => quantity::show(number, fact.unit),
        _ => text.to_owned(),
    }
}

fn invalid(name: &str, value: &str) -> SqlError {
    SqlError::new(
        SqlState::INVALID_PARAMETER_VALUE,
        format!("invalid value for parameter \"{name}\": \"{value}\""),
    )
}

fn unrecognized(name: &str) -> SqlError {
    SqlError::new(
        SqlState::UNDEFINED_OBJECT,
        format!("unrecognized configuration parameter \"{name}\""),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        started(&[("nonsense", "x")]).unwrap()
    }

    fn started(parameters: &[(&str, &str)]) -> SqlResult<Settings> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Settings::new("admin", true, &parameters.iter().map(owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_session_does_not_begin_with_a_value_that_a_setting_cannot_have() {
        for (name, value, state) in [
            ("statement_timeout", "abc", "22023"),
            ("default_transaction_isolation", "serialisable", "22023"),
            ("airglow.replay", "maybe", "22023"),
            ("TimeZone", "Nope/X", "22023"),
            ("max_connections", "9", "55P02"),
            ("client_encoding", "LATIN1", "0A000"),
            ("client_encoding", "klingon", "22023"),
        ] {
            let error = started(&[(name, value)]).err().unwrap();
            let severity = error.fields().severity;
            assert_eq!((severity, error.state().as_str()), (Severity::Fatal, state), "{name}");
        }
    }

    #[test]
    fn an_encoding_is_utf8_by_any_of_its_names_or_none_at_all() {
        for (value, kept) in
            [("UTF8", "UTF8"), ("'utf-8'", "UTF8"), ("unicode", "UTF8"), ("SQL_ASCII", "SQL_ASCII")]
        {
            let settings = started(&[("client_encoding", value)]).unwrap();
            assert_eq!(settings.show("client_encoding").unwrap(), kept, "{value}");
        }
        let refused = settings().set("client_encoding", "iso-8859-1", false).unwrap_err();
        assert_eq!(refused.message(), "conversion between LATIN1 and UTF8 is not supported");
    }

    #[test]
    fn set_local_ends_with_its_transaction_and_set_stays() {
        let mut settings = settings();
        settings.set("application_name", "kept", false).unwrap();
        settings.set("application_name", "local", true).unwrap();
        settings.commit();
        assert_eq!(settings.show("application_name").unwrap(), "kept");
    }

    #[test]
    fn a_rollback_takes_set_back() {
        let mut settings = settings();
        let mark = settings.mark();
        settings.set("datestyle", "german", false).unwrap();
        assert_eq!(settings.show("DateStyle").unwrap(), "German, MDY");
        settings.roll_back_to(mark);
        assert_eq!(settings.show("DateStyle").unwrap(), "ISO, MDY");
    }

    #[test]
    fn unknown_names_are_refused_unless_they_have_a_dot() {
        let mut settings = settings();
        let error = settings.set("no_such", "1", false).unwrap_err();
        assert_eq!(error.message(), "unrecognized configuration parameter \"no_such\"");
        settings.set("app.user", "7", false).unwrap();
        assert_eq!(settings.show("app.user").unwrap(), "7");
    }
}
