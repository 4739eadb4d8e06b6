//! Where does this process keep its data, and is it the only one there?
//!
//! ```text
//! DIR/airglow.version   "1\n": the layout of this directory
//! DIR/airglow.lock      held (flock) while a process serves the directory: its process id
//! DIR/journal/          the journal's segments
//! DIR/base.redb         the settled state
//! DIR/tls/              the generated certificate and key
//! DIR/keys/keys.json    the access keys
//! ```
//!
//! All of it is its owner's alone (0700, files 0600). A directory that others may change, or any
//! stranger read, is made so at every start, as PostgreSQL's `initdb` does; reading by a group
//! (0750) is left to whoever set it for an existing one, as PostgreSQL allows it.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The layout this binary reads and writes.
const VERSION: &str = "1";
const VERSION_FILE: &str = "airglow.version";
const LOCK_FILE: &str = "airglow.lock";

/// A data directory held by this process until dropped.
#[derive(Debug)]
pub struct Home {
    path: PathBuf,
    _lock: File,
    fresh: bool,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory cannot be made, read or written.
    #[error(
        "\"{path}\" cannot be used: {source}; \
         the user who runs airglow must own the data directory, on a disk that can be written"
    )]
    Unusable {
        /// The directory or the file in it.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// Another process serves it.
    #[error(
        "data directory \"{path}\" is in use by another airglow process{}; \
         stop that one first, or give this one another --data",
        holder.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    InUse {
        /// The directory.
        path: PathBuf,
        /// The other's process id, when it has written it.
        holder: Option<u32>,
    },
    /// It was written by another version.
    #[error(
        "data directory \"{path}\" has layout version {found}, this airglow reads version {VERSION}; \
         use the airglow that wrote it"
    )]
    OtherVersion {
        /// The directory.
        path: PathBuf,
        /// The version found.
        found: String,
    },
    /// It holds files, but not Airglow's.
    #[error(
        "directory \"{path}\" is not empty and holds no \"{VERSION_FILE}\"; \
         give --data an empty or a new directory"
    )]
    Foreign {
        /// The directory.
        path: PathBuf,
    },
}

impl Home {
    /// Opens `path`, making it when it is not there.
    pub fn open(path: &Path) -> Result<Home, Error> {
        let unusable = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Unusable { path, source }
        };
        create_private(path).map_err(unusable(path))?;
        let version = path.join(VERSION_FILE);
        let fresh = match fs::read_to_string(&version) {
            Ok(found) if found.trim() == VERSION => false,
            Ok(found) => {
                let found = found.trim().chars().take(20).collect();
                return Err(Error::OtherVersion { path: path.to_owned(), found });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(unusable(&version)(error)),
        };
        if fresh {
            let mut entries = fs::read_dir(path).map_err(unusable(path))?;
            let foreign = entries.any(|entry| {
                entry.is_ok_and(|entry| {
                    let name = entry.file_name();
                    name != LOCK_FILE && name != "lost+found"
                })
            });
            if foreign {
                return Err(Error::Foreign { path: path.to_owned() });
            }
        }
        let lock_path = path.join(LOCK_FILE);
        let mut lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&lock_path)
            .map_err(unusable(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = io::read_to_string(&lock).ok();
                let holder = holder.and_then(|holder| holder.trim().parse().ok());
                return Err(Error::InUse { path: path.to_owned(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(unusable(&lock_path)(error)),
        }
        // For whoever comes second; a full disk must not keep us from starting.
        let _ = lock.set_len(0).and_then(|()| writeln!(lock, "{}", std::process::id()));
        keep_private(path, fresh);
        if fresh {
            write_durably(&version, format!("{VERSION}\n").as_bytes())
                .map_err(unusable(&version))?;
        }
        Ok(Home { path: path.to_owned(), _lock: lock, fresh })
    }

    /// Whether there is a data directory at `path`, of whatever version.
    pub fn exists(path: &Path) -> bool {
        path.join(VERSION_FILE).exists()
    }

    /// Whether this call made it.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the journal's segments are.
    pub fn journal(&self) -> PathBuf {
        self.path.join("journal")
    }

    /// Where the base is.
    pub fn base(&self) -> PathBuf {
        self.path.join("base.redb")
    }

    /// Where the generated certificate is.
    pub fn tls(&self) -> PathBuf {
        self.path.join("tls")
    }
}

/// Makes a directory that is its owner's alone, and those above it as they are usually made.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        // Maybe by a name that leads to it.
        Err(_) if path.is_dir() => Ok(()),
        made => made,
    }
}

/// Takes from others what they could do with a data directory that somebody made before us.
fn keep_private(path: &Path, fresh: bool) {
    let Ok(metadata) = fs::metadata(path) else { return };
    let mode = metadata.permissions().mode() & 0o777;
    let private = if fresh { mode & 0o700 } else { mode & 0o750 };
    if mode == private {
        return;
    }
    match fs::set_permissions(path, Permissions::from_mode(private)) {
        Ok(()) if fresh => {}
        Ok(()) => tracing::warn!(
            path = %path.display(),
            "others could use the data directory (mode {mode:04o}): it is {private:04o} now"
        ),
        // The data is served even so: whoever gave us the directory rules over it.
        Err(error) => tracing::warn!(
            path = %path.display(), %error,
            "others can use the data directory (mode {mode:04o})"
        ),
    }
}

/// Writes a small file, its owner's alone, so that after a crash it is there whole or not at all.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&temporary)?;
    // One that a crash has left may have been made with another mode.
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    match path.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_process_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        assert!(home.is_fresh());
        let error = Home::open(folder.path()).unwrap_err();
        let ours = format!("process {}", std::process::id());
        assert!(error.to_string().contains(&ours), "{error}");
        drop(home);
        assert!(!Home::open(folder.path()).unwrap().is_fresh());
    }

    #[test]
    fn the_directory_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let set = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode));
        let made = folder.path().join("above/made");
        drop(Home::open(&made).unwrap());
        assert_eq!(mode(&made), 0o700);
        assert_eq!(mode(&made.join(LOCK_FILE)), 0o600);
        assert_eq!(mode(&made.join(VERSION_FILE)), 0o600);
        // One that was there already; and one that was opened for others later.
        let given = folder.path().join("given");
        fs::create_dir(&given).unwrap();
        for (before, after) in [(0o755, 0o700), (0o750, 0o750), (0o777, 0o750), (0o700, 0o700)] {
            set(&given, before).unwrap();
            drop(Home::open(&given).unwrap());
            assert_eq!(mode(&given), after, "{before:o}");
        }
        // A stranger's directory stays as it is.
        let other = folder.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("thesis.tex"), "").unwrap();
        set(&other, 0o755).unwrap();
        assert!(Home::open(&other).is_err());
        assert_eq!(mode(&other), 0o755);
    }

    #[test]
    fn a_directory_of_another_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(VERSION_FILE), "99\n").unwrap();
        let error = Home::open(folder.path()).unwrap_err();
        assert!(error.to_string().contains("layout version 99"), "{error}");
    }

    #[test]
    fn a_directory_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.tex"), "").unwrap();
        assert!(matches!(Home::open(folder.path()), Err(Error::Foreign { .. })));
    }
}
