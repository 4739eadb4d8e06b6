//! What must a host provide to a transaction, and how can that fail?

use async_trait::async_trait;
use base::{
    CommitRequest, Conflict, Direction, Key, KeyRange, Sink, SqlError, SqlState, Timestamp, Value,
};

/// The database as of one time.
#[async_trait]
pub trait Snapshot: Send + Sync {
    /// The time: every commit at or before it is in, no other is.
    fn as_of(&self) -> Timestamp;

    /// The values of `keys`, in their order.
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Value>>, Error>;

    /// Hands the live entries of `range` to `sink` until it stops.
    async fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        sink: &mut dyn Sink,
    ) -> Result<(), Error>;
}

/// Where commits go.
#[async_trait]
pub trait Commit: Send + Sync {
    /// Answers once the request is durable and visible, or refused. On
    /// [`Error::Unknown`] the outcome is not known.
    async fn commit(&self, request: CommitRequest) -> Result<Timestamp, Error>;
}

/// Why a read or a commit failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Another transaction committed first: retry the whole transaction.
    Conflict(Conflict),
    /// Stored bytes are not what was written; the text names where.
    Corrupt(String),
    /// The store cannot be read or written now.
    Io(String),
    /// Nothing of this commit was kept, for want of what the state names: 53100 room on the disk,
    /// 53000 files that may be open, 53200 memory, 54000 a format for a value so large.
    Full(SqlState, String),
    /// The commit was sent and its fate is not known: look before retrying.
    Unknown(String),
    /// The database is closing.
    Closed,
}

impl Error {
    /// Whether running the whole transaction again may succeed.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Conflict(_) => true,
            Error::Corrupt(_)
            | Error::Io(_)
            | Error::Full(..)
            | Error::Unknown(_)
            | Error::Closed => false,
        }
    }

    /// The error as a client sees it. A session that knows the catalog adds to a
    /// conflict which table and key it was.
    pub fn into_sql(self) -> SqlError {
        match self {
            Error::Conflict(conflict) if conflict.forgotten => SqlError::new(
                SqlState::SERIALIZATION_FAILURE,
                "change conflicts with another transaction (OC000)",
            )
            .with_detail(
                "The transaction's snapshot is older than the commits that are still remembered.",
            )
            .with_hint("Retry the transaction."),
            Error::Conflict(_) => SqlError::new(
                SqlState::SERIALIZATION_FAILURE,
                "change conflicts with another transaction (OC000)",
            )
            .with_hint("Retry the transaction."),
            Error::Corrupt(what) => {
                SqlError::new(SqlState::DATA_CORRUPTED, format!("stored data is damaged: {what}"))
                    .with_hint("Stop using this data directory and restore it from a backup.")
            }
            Error::Io(what) => {
                SqlError::new(SqlState::IO_ERROR, format!("could not reach storage: {what}"))
            }
            Error::Full(state, what) => {
                let error =
                    SqlError::new(state, format!("could not write the transaction: {what}"));
                match state {
                    SqlState::DISK_FULL => error.with_hint(
                        "Free some space; if the server does not go on then, restart it.",
                    ),
                    SqlState::INSUFFICIENT_RESOURCES => error.with_hint(
                        "Try again; let the server open more files (ulimit -n) or connect fewer \
                         clients.",
                    ),
                    _ => error,
                }
            }
            Error::Unknown(what) => SqlError::new(
                SqlState::INTERNAL_ERROR,
                format!("the outcome of the transaction is not known: {what}"),
            )
            .with_hint("Look at the data before you retry."),
            Error::Closed => {
                SqlError::new(SqlState::ADMIN_SHUTDOWN, "the database system is shutting down")
            }
        }
    }
}

impl From<Error> for SqlError {
    fn from(error: Error) -> SqlError {
        error.into_sql()
    }
}
