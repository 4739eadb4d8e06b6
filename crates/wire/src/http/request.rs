//! What does a request of SQL over HTTP ask?
//!
//! ```text
//! POST /sql
//! Neon-Connection-String: postgresql://user:password@host/database
//! Neon-Raw-Text-Output: true            values as PostgreSQL's text
//! Neon-Array-Mode: true                 rows as arrays
//! Neon-Batch-Isolation-Level: ...       of a batch, with -Read-Only and -Deferrable
//!
//! {"query": "...", "params": [...]}     or {"queries": [{"query": ..., "params": ...}, ...]}
//! ```

use super::value::Parameters;
use base::{SqlError, SqlResult, SqlState};
use serde::Deserialize;

/// What the headers say of the answer and of a batch's transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Values as PostgreSQL's text, else as JSON where it has a like.
    pub raw_text: bool,
    /// Rows as arrays, else as objects.
    pub array_mode: bool,
    /// `Neon-Batch-Isolation-Level` in PostgreSQL's words.
    pub isolation: Option<&'static str>,
    /// `Neon-Batch-Read-Only`.
    pub read_only: bool,
    /// `Neon-Batch-Deferrable`.
    pub deferrable: bool,
}

impl Flags {
    /// Reads the headers through `header`, which gives a header's value by its lower-case name.
    ///
    /// # Errors
    /// 22023 for an isolation level that is none, and those of `header`.
    pub fn read<'a>(header: impl Fn(&str) -> SqlResult<Option<&'a str>>) -> SqlResult<Flags> {
        let is = |name| Ok::<_, SqlError>(header(name)? == Some("true"));
        let isolation = match header("neon-batch-isolation-level")? {
            None => None,
            Some("ReadUncommitted") => Some("READ UNCOMMITTED"),
            Some("ReadCommitted") => Some("READ COMMITTED"),
            Some("RepeatableRead") => Some("REPEATABLE READ"),
            Some("Serializable") => Some("SERIALIZABLE"),
            Some(other) => {
                let message = format!("invalid Neon-Batch-Isolation-Level: \"{other}\"");
                return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message).with_hint(
                    "Use ReadUncommitted, ReadCommitted, RepeatableRead or Serializable.",
                ));
            }
        };
        Ok(Flags {
            raw_text: is("neon-raw-text-output")?,
            array_mode: is("neon-array-mode")?,
            isolation,
            read_only: is("neon-batch-read-only")?,
            deferrable: is("neon-batch-deferrable")?,
        })
    }

    /// The BEGIN of a batch.
    pub fn begin(&self) -> String {
        let level = self.isolation.map(|level| format!(" ISOLATION LEVEL {level}"));
        let read_only = self.read_only.then(|| " READ ONLY".to_owned());
        let deferrable = self.deferrable.then(|| " DEFERRABLE".to_owned());
        let modes: Vec<String> = [level, read_only, deferrable].into_iter().flatten().collect();
        format!("BEGIN{}", modes.join(","))
    }
}

/// One query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// One statement.
    pub text: String,
    /// Its parameters in PostgreSQL's text form, NULL as none.
    pub params: Vec<Option<String>>,
    /// Rows as arrays, whatever the header says.
    pub array_mode: Option<bool>,
}

/// Queries that run in one transaction.
pub type Batch = Vec<Query>;

/// A request's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// One query in a transaction of its own.
    One(Query),
    /// All or none.
    Batch(Batch),
}

/// Of either shape, so that what is wrong with it can be said.
#[derive(Deserialize)]
struct Raw {
    query: Option<String>,
    #[serde(default)]
    params: Parameters,
    #[serde(rename = "arrayMode")]
    array_mode: Option<bool>,
    queries: Option<Vec<RawQuery>>,
}

#[derive(Deserialize)]
struct RawQuery {
    query: String,
    #[serde(default)]
    params: Parameters,
    #[serde(rename = "arrayMode")]
    array_mode: Option<bool>,
}

impl Body {
    /// Reads a body, whatever its content type says. A number among the parameters is as a double
    /// precision has it: one with more digits is sent as a string.
    ///
    /// # Errors
    /// 22P02 for what is not JSON, 08P01 for JSON of another shape.
    pub fn parse(bytes: &[u8]) -> SqlResult<Body> {
        let raw: Raw = serde_json::from_slice(bytes).map_err(|error| {
            if error.is_data() {
                return no_query(&error.to_string());
            }
            let message = format!("the request's body is not JSON: {error}");
            SqlError::new(SqlState::INVALID_TEXT_REPRESENTATION, message)
        })?;
        match (raw.query, raw.queries) {
            (Some(query), None) => {
                let (params, array_mode) = (raw.params, raw.array_mode);
                Ok(Body::One(RawQuery { query, params, array_mode }.into()))
            }
            (None, Some(queries)) => {
                Ok(Body::Batch(queries.into_iter().map(Query::from).collect()))
            }
            (None, None) => Err(no_query("neither `query` nor `queries` is there")),
            (Some(_), Some(_)) => Err(no_query("both `query` and `queries` are there")),
        }
    }
}

fn no_query(why: &str) -> SqlError {
    let message = format!("the request's body holds no query: {why}");
    SqlError::new(SqlState::PROTOCOL_VIOLATION, message).with_hint(
        "Send {\"query\": \"...\", \"params\": [...]} or {\"queries\": [{\"query\": \"...\", \
         \"params\": [...]}, ...]}.",
    )
}

impl From<RawQuery> for Query {
    fn from(raw: RawQuery) -> Query {
        Query { text: raw.query, params: raw.params.0, array_mode: raw.array_mode }
    }
}
