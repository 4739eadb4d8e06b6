//! What can go wrong with a journal, and what must the host do?

use crate::{nothing_kept, too_many_files};
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

/// What became of a group whose append failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing of it was kept, and all is as before it.
    NotKept(Want),
    /// It may be kept or not. The next append finds out first, and where nothing
    /// was kept all goes on.
    InDoubt,
    /// It may be kept or not, and every later append fails.
    Over,
}

/// What was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Room on the disk.
    Room,
    /// Files that may be open.
    Files,
    /// Room in the format, for a value so large.
    Format,
}

impl Error {
    /// What an append left that ended so.
    pub fn fate(&self) -> Fate {
        match self {
            Error::Io { source, .. } if too_many_files(source) => Fate::NotKept(Want::Files),
            Error::Io { source, .. } if nothing_kept(source) => Fate::NotKept(Want::Room),
            Error::TooLarge { .. } => Fate::NotKept(Want::Format),
            Error::Object(_) => Fate::InDoubt,
            Error::Io { .. }
            | Error::Corrupt { .. }
            | Error::UnknownVersion { .. }
            | Error::Poisoned
            | Error::Fenced => Fate::Over,
        }
    }

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
