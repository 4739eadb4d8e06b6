//! What can go wrong with a base, and what must the host do?

/// Why a base failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The embedded store refused; after a failed settle the host may settle
    /// again.
    #[error("base: {0}")]
    Embedded(Box<redb::Error>),
    /// The bucket's store refused.
    #[error("base: {0}")]
    Object(Box<slatedb::Error>),
    /// Written by another version of Airglow; left untouched.
    #[error(
        "base has format version {version}, this binary reads version {}",
        crate::engine::VERSION
    )]
    UnknownVersion {
        /// The version found.
        version: u64,
    },
    /// The base's own notes are not what Airglow writes.
    #[error("base is corrupted: {what}")]
    Corrupt {
        /// What is wrong.
        what: &'static str,
    },
}

impl Error {
    /// Whether durable bytes are damaged.
    pub fn is_corruption(&self) -> bool {
        match self {
            Error::Embedded(error) => matches!(**error, redb::Error::Corrupted(_)),
            Error::Object(error) => matches!(error.kind(), slatedb::ErrorKind::Data),
            Error::Corrupt { .. } => true,
            Error::UnknownVersion { .. } => false,
        }
    }

    /// Whether another process has opened the base and this one must stop.
    pub fn is_fenced(&self) -> bool {
        match self {
            Error::Object(error) => {
                matches!(error.kind(), slatedb::ErrorKind::Closed(slatedb::CloseReason::Fenced))
            }
            Error::Embedded(_) | Error::Corrupt { .. } | Error::UnknownVersion { .. } => false,
        }
    }

    pub(crate) fn embedded(error: impl Into<redb::Error>) -> Error {
        Error::Embedded(Box::new(error.into()))
    }
}

impl From<slatedb::Error> for Error {
    fn from(error: slatedb::Error) -> Error {
        Error::Object(Box::new(error))
    }
}
