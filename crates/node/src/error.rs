//! Why can a database not be opened, or the door not be?

use crate::HomeError;
use std::io;
use std::path::PathBuf;

/// What stops a start; each says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data directory cannot be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// A directory inside, or that of an object store.
    #[error("directory \"{}\" cannot be used: {source}", path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// The base cannot be read.
    #[error(transparent)]
    Base(#[from] storage::Error),
    /// The commit path cannot be started, or the catalog not be read.
    #[error("{}", .0.message())]
    Database(base::SqlError),
    /// Certificate and key cannot be used.
    #[error("{0}")]
    Tls(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}{hint}")]
    Listen {
        /// As asked for.
        address: String,
        /// The system's words.
        source: io::Error,
        /// What to do, or nothing.
        hint: &'static str,
    },
}

impl From<txn::Error> for Error {
    fn from(error: txn::Error) -> Error {
        Error::Database(error.into_sql())
    }
}

impl From<base::SqlError> for Error {
    fn from(error: base::SqlError) -> Error {
        Error::Database(error)
    }
}
