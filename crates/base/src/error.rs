//! What is a client told when something is wrong?

use crate::SqlState;
use std::fmt;

/// How bad it is, in the words of the protocol's `S` and `V` fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The statement failed.
    Error,
    /// The connection ends.
    Fatal,
    /// The statement succeeded; the client should know this.
    Notice,
    /// As `Notice`, but probably not what was meant.
    Warning,
}

impl Severity {
    /// The word PostgreSQL sends.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "ERROR",
            Severity::Fatal => "FATAL",
            Severity::Notice => "NOTICE",
            Severity::Warning => "WARNING",
        }
    }
}

/// An error or notice with the fields of PostgreSQL's ErrorResponse
/// (protocol manual, "Error and Notice Message Fields").
///
/// One pointer wide, so that `Result<Datum, SqlError>` stays small.
#[derive(Clone, PartialEq, Eq)]
pub struct SqlError(Box<Fields>);

/// Results whose error a client may see.
pub type SqlResult<T> = Result<T, SqlError>;

/// The fields of an error. ORMs read the schema, table, column and constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// How bad it is.
    pub severity: Severity,
    /// Its class.
    pub state: SqlState,
    /// The primary message: lower case, no full stop.
    pub message: String,
    /// More, in whole sentences.
    pub detail: Option<String>,
    /// What to do, in whole sentences.
    pub hint: Option<String>,
    /// Where in the query text: characters from 1.
    pub position: Option<u32>,
    /// The context, innermost first, a line each.
    pub context: Option<String>,
    /// The schema of the object concerned.
    pub schema: Option<String>,
    /// The table concerned.
    pub table: Option<String>,
    /// The column concerned.
    pub column: Option<String>,
    /// The data type concerned.
    pub data_type: Option<String>,
    /// The constraint concerned.
    pub constraint: Option<String>,
}

impl SqlError {
    /// An error of class `state`.
    pub fn new(state: SqlState, message: impl Into<String>) -> SqlError {
        SqlError(Box::new(Fields {
            severity: Severity::Error,
            state,
            message: message.into(),
            detail: None,
            hint: None,
            position: None,
            context: None,
            schema: None,
            table: None,
            column: None,
            data_type: None,
            constraint: None,
        }))
    }

    /// What PostgreSQL has and Airglow does not: 0A000, `feature is not supported yet`.
    pub fn unsupported(feature: impl fmt::Display) -> SqlError {
        SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, format!("{feature} is not supported yet"))
    }

    /// A broken promise inside Airglow: XX000.
    pub fn internal(message: impl Into<String>) -> SqlError {
        SqlError::new(SqlState::INTERNAL_ERROR, message)
    }

    /// A notice or warning of class `state`.
    pub fn notice(severity: Severity, state: SqlState, message: impl Into<String>) -> SqlError {
        SqlError::new(state, message).with_severity(severity)
    }

    /// With another severity.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> SqlError {
        self.0.severity = severity;
        self
    }

    /// With a DETAIL.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> SqlError {
        self.0.detail = Some(detail.into());
        self
    }

    /// With a HINT.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> SqlError {
        self.0.hint = Some(hint.into());
        self
    }

    /// With a position in the query: characters from 1.
    #[must_use]
    pub fn with_position(mut self, position: u32) -> SqlError {
        self.0.position = Some(position);
        self
    }

    /// With a line of CONTEXT.
    #[must_use]
    pub fn with_context(mut self, context: impl Into<String>) -> SqlError {
        self.0.context = Some(context.into());
        self
    }

    /// With the table concerned.
    #[must_use]
    pub fn with_table(mut self, schema: impl Into<String>, table: impl Into<String>) -> SqlError {
        self.0.schema = Some(schema.into());
        self.0.table = Some(table.into());
        self
    }

    /// With the column concerned.
    #[must_use]
    pub fn with_column(mut self, column: impl Into<String>) -> SqlError {
        self.0.column = Some(column.into());
        self
    }

    /// With the constraint concerned.
    #[must_use]
    pub fn with_constraint(mut self, constraint: impl Into<String>) -> SqlError {
        self.0.constraint = Some(constraint.into());
        self
    }

    /// Its class.
    pub fn state(&self) -> SqlState {
        self.0.state
    }

    /// The primary message.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Every field, as the wire sends them.
    pub fn fields(&self) -> &Fields {
        &self.0
    }

    /// Every field, to change.
    pub fn fields_mut(&mut self) -> &mut Fields {
        &mut self.0
    }
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.0.severity.as_str(), self.0.state, self.0.message)
    }
}

impl fmt::Debug for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SqlError {}
