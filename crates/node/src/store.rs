//! In which home are the journal and the base?

use crate::home::create_private;
use crate::{Error, Home};
use journal::{FileJournal, FsDisk, Journal, MemoryJournal, ObjectJournal};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use std::path::PathBuf;
use std::sync::Arc;
use storage::{Base, MemoryBase, RedbBase, SlateBase, Store};

/// What `--store` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StoreUrl {
    /// `file:`: a journal and one file in the data directory.
    #[default]
    File,
    /// `memory:`: nothing outlives the process.
    Memory,
    /// `objects:///DIR`: objects as in a bucket, in a directory of this machine.
    Objects(PathBuf),
}

impl StoreUrl {
    /// Reads the URL.
    ///
    /// # Errors
    /// What is wrong with it, for the one who typed it.
    pub fn parse(text: &str) -> Result<StoreUrl, String> {
        const KNOWN: &str = "use file: (in the data directory), memory: (nothing is kept) or \
                             objects:///DIR (objects as in a bucket, in the directory /DIR)";
        match text.split_once(':') {
            Some(("file", "" | "//")) => Ok(StoreUrl::File),
            Some(("file", _)) => Err(format!(
                "a file: store is always in the data directory; give --data its place ({KNOWN})"
            )),
            Some(("memory", "" | "//")) => Ok(StoreUrl::Memory),
            Some(("objects", place)) => match place.strip_prefix("//").unwrap_or(place) {
                path if path.starts_with('/') => Ok(StoreUrl::Objects(path.into())),
                _ => Err(format!("an objects: store needs an absolute path; {KNOWN}")),
            },
            Some((scheme @ ("s3" | "gs" | "az" | "r2"), _)) => {
                Err(format!("{scheme}: stores are not supported yet; {KNOWN}"))
            }
            _ => Err(format!("unknown store; {KNOWN}")),
        }
    }

    /// Opens both.
    pub(crate) async fn open(&self, home: &Home) -> Result<(Store, Box<dyn Journal>), Error> {
        match self {
            StoreUrl::Memory => {
                let store = Store::open(Arc::new(MemoryBase::new()))?;
                Ok((store, Box::new(MemoryJournal::new())))
            }
            StoreUrl::File => {
                let store = Store::open(Arc::new(RedbBase::open(&home.base())?))?;
                let unusable = |source| Error::Directory { path: home.journal(), source };
                create_private(&home.journal()).map_err(unusable)?;
                let disk = FsDisk::open(home.journal()).map_err(unusable)?;
                let (journal, _) = FileJournal::open(Box::new(disk), store.watermark())?;
                Ok((store, Box::new(journal)))
            }
            StoreUrl::Objects(path) => {
                let unusable = |source| Error::Directory { path: path.clone(), source };
                create_private(path).map_err(unusable)?;
                let objects =
                    LocalFileSystem::new_with_prefix(path).map_err(journal::Error::from)?;
                let objects: Arc<dyn ObjectStore> = Arc::new(objects.with_fsync(true));
                let base = SlateBase::open(Arc::clone(&objects), "base".into()).await?;
                let store = Store::open(Arc::new(base) as Arc<dyn Base>)?;
                let journal = ObjectJournal::open(objects, "journal".into(), rand::random());
                Ok((store, Box::new(journal.await?)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_one_of_three_or_the_words_say_what_to_write() {
        assert_eq!(StoreUrl::parse("file:"), Ok(StoreUrl::File));
        assert_eq!(StoreUrl::parse("memory:"), Ok(StoreUrl::Memory));
        assert_eq!(StoreUrl::parse("objects:///a/b"), Ok(StoreUrl::Objects("/a/b".into())));
        for wrong in ["", "file:///a", "objects://a", "s3://bucket", "redis:"] {
            let error = StoreUrl::parse(wrong).unwrap_err();
            assert!(error.contains("memory:"), "{wrong}: {error}");
        }
    }
}
