//! What can go wrong with a journal, and what must the host do?

use std::io;

/// Why an operation on a journal failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk refused.
    #[error("could not {doing}: {source}")]
    Io {
        /// What was being done, to which file.
        doing: String,
        /// The disk's words.
        source: io::Error,
    },
    /// The object store refused.
    #[error("object store: {0}")]
    Object(#[from] object_store::Error),
    /// Bytes that were durable are not what was written. Nothing at or after
    /// the place is served; a copy or an operator has to decide.
    #[error("journal is corrupted at byte {offset} of \"{place}\": {what}")]
    Corrupt {
        /// The file or object.
        place: String,
        /// The first byte of the frame that is wrong.
        offset: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Written by another version of Airglow; left untouched.
    #[error(
        "\"{place}\" has journal format version {version}, this binary reads version {}",
        crate::frame::VERSION
    )]
    UnknownVersion {
        /// The file or object.
        place: String,
        /// The version found.
        version: u32,
    },
    /// An earlier append failed: what is durable is not known until the journal
    /// is opened again.
    #[error("an earlier append to the journal failed")]
    Poisoned,
    /// Another writer has taken over; this one must stop serving.
    #[error("another writer has taken over the journal")]
    Fenced,
    /// A key or a value is longer than the format can say, 4 GiB; nothing was
    /// written.
    #[error("a key or value of {bytes} bytes does not fit in the journal")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
}

impl Error {
    /// Whether durable bytes are damaged.
    pub fn is_corruption(&self) -> bool {
        match self {
            Error::Corrupt { .. } => true,
            Error::Io { .. }
            | Error::Object(_)
            | Error::UnknownVersion { .. }
            | Error::Poisoned
            | Error::Fenced
            | Error::TooLarge { .. } => false,
        }
    }

    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Error {
        let doing = doing.into();
        |source| Error::Io { doing, source }
    }
}
