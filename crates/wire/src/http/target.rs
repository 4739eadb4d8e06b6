//! Whom does a connection string name?

use base::{SqlError, SqlState};
use percent_encoding::percent_decode_str;

/// A connection string's parts, decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// The role.
    pub user: String,
    /// Its password, or a token in its place.
    pub password: Option<String>,
    /// The host without its port, in lower case.
    pub host: String,
    /// The database; the user's name when there is none.
    pub database: String,
    /// Every parameter after `?`, in order.
    pub parameters: Vec<(String, String)>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target")
            .field("user", &self.user)
            .field("host", &self.host)
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

impl Target {
    /// Reads `postgresql://user:password@host:port/database?name=value`.
    ///
    /// Clients escape unevenly: a `%` that begins no escape stays as it is, and a password may hold
    /// an unescaped `/` or `?` (a token put there by `URL.password`), so where there is no `@` before
    /// those the host begins after the last one.
    ///
    /// # Errors
    /// 08P01 for what is no such string, or holds what is no text of PostgreSQL's.
    pub fn parse(text: &str) -> Result<Target, SqlError> {
        let rest = text
            .strip_prefix("postgresql://")
            .or_else(|| text.strip_prefix("postgres://"))
            .ok_or_else(|| invalid("it does not begin with postgresql://"))?;
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        let authority = rest.find(['/', '?']).unwrap_or(rest.len());
        let at = rest[..authority].rfind('@').or_else(|| rest.rfind('@'));
        let at = at.ok_or_else(|| invalid("it names no user"))?;
        let (login, place) = (&rest[..at], &rest[at + 1..]);
        let (user, password) = match login.split_once(':') {
            Some((user, password)) => (user, Some(decode(password)?)),
            None => (login, None),
        };
        if user.is_empty() {
            return Err(invalid("it names no user"));
        }
        let user = decode(user)?;
        let (place, query) = place.split_once('?').unwrap_or((place, ""));
        let (host, database) = place.split_once('/').unwrap_or((place, ""));
        let host = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
            Some((address, _)) => address,
            None => host.rsplit_once(':').map_or(host, |(host, _)| host),
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let parameters = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(name)?, decode(value)?))
        });
        Ok(Target {
            database: if database.is_empty() { user.clone() } else { decode(database)? },
            user,
            password,
            host: host.to_ascii_lowercase(),
            parameters: parameters.collect::<Result<_, SqlError>>()?,
        })
    }
}

/// Percent-decoding that leaves alone what it cannot read; `+` is a plus.
fn decode(text: &str) -> Result<String, SqlError> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| invalid("it is not UTF-8"))?;
    if text.contains('\0') {
        return Err(invalid("it holds a NUL"));
    }
    Ok(text.into_owned())
}

fn invalid(why: &str) -> SqlError {
    SqlError::new(SqlState::PROTOCOL_VIOLATION, format!("invalid connection string: {why}"))
        .with_hint("Send postgresql://user:password@host/database in Neon-Connection-String.")
}
