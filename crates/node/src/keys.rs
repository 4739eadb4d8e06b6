//! Which access keys are there, and whose are they?
//!
//! An access key signs IAM-style tokens. SigV4 is symmetric: checking a signature takes the secret
//! itself, so it cannot be kept as a hash. The keys are a file of their own in the data directory,
//! `keys/keys.json`, that its owner alone can read (mode 0600, in a folder of mode 0700), as the
//! TLS key beside it:
//!
//! ```text
//! {"format":1,"keys":[{"id":"AGLK...","secret":"...","session":null,"arn":"arn:aws:iam::000000000000:user/app",
//!  "admin":true,"created":1764000000,"expires":null}]}
//! ```
//!
//! `airglow key` writes it, whole, under a lock of the folder and by a rename; a server looks at
//! the file's identity at each token and reads it again when it is another, so that keys are
//! usable, and unusable, at once and without a restart.

use crate::home::write_durably;
use auth::token::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The format of the file.
const FORMAT: u32 = 1;
/// What an id of ours begins with; AWS's begin with `AKIA` and `ASIA`.
const ID_PREFIX: &str = "AGLK";
/// Characters of an id behind its prefix, as many as AWS's have.
const ID_LETTERS: usize = 16;
/// Bytes of a secret: 40 characters of base64, as AWS's.
const SECRET_BYTES: usize = 30;
/// Bytes of a temporary key's session token.
const SESSION_BYTES: usize = 48;

/// An access key.
#[derive(Clone, Debug)]
pub struct AccessKey {
    /// What a token names it by.
    pub id: String,
    /// What it signs with; hidden by `Debug`.
    pub secret: Secret,
    /// Whose it is: what `AWS IAM GRANT` maps to roles.
    pub arn: String,
    /// Whether it may be used to connect as `admin`.
    pub admin: bool,
    /// Seconds since 1970.
    pub created: i64,
    /// When it stops to be good, seconds since 1970; only a temporary one does.
    pub expires: Option<i64>,
}

/// Whether `arn` names a user or a role, as owners of keys are named.
///
/// # Errors
/// What an ARN looks like.
pub fn check_arn(arn: &str) -> Result<(), String> {
    sql::iam::check_arn(arn).map_err(|error| {
        let hint = error.fields().hint.as_deref().unwrap_or_default();
        format!("{}\n{hint}", error.message())
    })
}

impl AccessKey {
    /// Whether it is still good at `now`, seconds since 1970.
    pub fn is_good(&self, now: i64) -> bool {
        self.expires.is_none_or(|expires| now <= expires)
    }
}

/// What a new key is to be.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// Whose it is.
    pub arn: String,
    /// Whether it may be used to connect as `admin`.
    pub admin: bool,
    /// Seconds it is good for, with a session token; `None` lasts.
    pub lifetime: Option<i64>,
    /// Seconds since 1970.
    pub now: i64,
}

/// The access keys of a data directory.
pub struct Keys {
    folder: PathBuf,
    /// As last read.
    known: Mutex<Option<(Identity, Arc<Vec<AccessKey>>)>>,
}

/// Device and inode, size, and time of change: another file has another.
type Identity = (u64, u64, u64, i64, i64);

#[derive(Serialize, Deserialize)]
struct Document {
    format: u32,
    keys: Vec<Kept>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
    secret: String,
    #[serde(default)]
    session: Option<String>,
    arn: String,
    #[serde(default)]
    admin: bool,
    #[serde(default)]
    created: i64,
    #[serde(default)]
    expires: Option<i64>,
}

impl Keys {
    /// Those of the data directory at `data`. Nothing is read or made yet.
    pub fn of(data: &Path) -> Keys {
        Keys { folder: data.join("keys"), known: Mutex::default() }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("keys.json")
    }

    /// Every key, in the order they were made. Reads the file only when it has changed.
    ///
    /// # Errors
    /// Those of the disk; [`io::ErrorKind::InvalidData`] when the file is not one of keys.
    pub fn all(&self) -> io::Result<Arc<Vec<AccessKey>>> {
        let metadata = match fs::metadata(self.file()) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Arc::default()),
            Err(error) => return Err(error),
        };
        let (time, nanoseconds) = (metadata.ctime(), metadata.ctime_nsec());
        let identity = (metadata.dev(), metadata.ino(), metadata.size(), time, nanoseconds);
        let mut known = self.known.lock();
        if let Some((_, keys)) = known.as_ref().filter(|(of, _)| *of == identity) {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(read(&self.file())?);
        *known = Some((identity, Arc::clone(&keys)));
        Ok(keys)
    }

    /// The key with this id.
    ///
    /// # Errors
    /// As [`Keys::all`].
    pub fn find(&self, id: &str) -> io::Result<Option<AccessKey>> {
        Ok(self.all()?.iter().find(|key| key.id == id).cloned())
    }

    /// Makes a key and keeps it.
    ///
    /// # Errors
    /// As [`Keys::all`], and those of writing.
    pub fn create(&self, new: &NewKey) -> io::Result<AccessKey> {
        let session = new.lifetime.map(|_| chance::<SESSION_BYTES>());
        let key = AccessKey {
            id: new_id(),
            secret: Secret { key: chance::<SECRET_BYTES>(), session },
            arn: new.arn.clone(),
            admin: new.admin,
            created: new.now,
            expires: new.lifetime.map(|seconds| new.now.saturating_add(seconds)),
        };
        self.change(|keys| keys.push(key.clone()))?;
        Ok(key)
    }

    /// Takes a key away; whether there was one.
    ///
    /// # Errors
    /// As [`Keys::create`].
    pub fn delete(&self, id: &str) -> io::Result<bool> {
        let mut found = false;
        self.change(|keys| {
            let before = keys.len();
            keys.retain(|key| key.id != id);
            found = keys.len() < before;
        })?;
        Ok(found)
    }

    /// Changes the file, one process at a time.
    fn change(&self, change: impl FnOnce(&mut Vec<AccessKey>)) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        fs::set_permissions(&self.folder, Permissions::from_mode(0o700))?;
        let lock = File::open(&self.folder)?;
        lock.lock()?;
        let mut keys = match read(&self.file()) {
            Ok(keys) => keys,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        change(&mut keys);
        let document =
            Document { format: FORMAT, keys: keys.into_iter().map(Kept::from).collect() };
        let mut text = serde_json::to_vec(&document).map_err(io::Error::other)?;
        text.push(b'\n');
        write_durably(&self.file(), &text)
    }
}

fn read(file: &Path) -> io::Result<Vec<AccessKey>> {
    let text = fs::read(file)?;
    let wrong = |what: String| {
        // What stands in the file is secret: say where it went wrong, not what is there.
        io::Error::new(io::ErrorKind::InvalidData, format!("\"{}\": {what}", file.display()))
    };
    let document: Document = serde_json::from_slice(&text)
        .map_err(|error| wrong(format!("no access keys at line {}", error.line())))?;
    if document.format != FORMAT {
        return Err(wrong(format!("format {}, this airglow reads {FORMAT}", document.format)));
    }
    Ok(document.keys.into_iter().map(AccessKey::from).collect())
}

impl From<Kept> for AccessKey {
    fn from(kept: Kept) -> AccessKey {
        let Kept { id, secret, session, arn, admin, created, expires } = kept;
        AccessKey { id, secret: Secret { key: secret, session }, arn, admin, created, expires }
    }
}

impl From<AccessKey> for Kept {
    fn from(key: AccessKey) -> Kept {
        let AccessKey { id, secret, arn, admin, created, expires } = key;
        Kept { id, secret: secret.key, session: secret.session, arn, admin, created, expires }
    }
}

/// So many bytes of chance, in base64.
fn chance<const N: usize>() -> String {
    let mut bytes = [0; N];
    rand::fill(&mut bytes[..]);
    BASE64.encode(bytes)
}

/// An id of capital letters and digits, as AWS's tools expect of one.
fn new_id() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bytes: [u8; ID_LETTERS] = rand::random();
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    ID_PREFIX.chars().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(lifetime: Option<i64>) -> NewKey {
        NewKey { arn: "arn:aws:iam::0:user/app".into(), admin: true, lifetime, now: 1000 }
    }

    #[test]
    fn a_key_made_by_one_process_is_known_to_another_at_once_and_gone_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (server, program) = (Keys::of(folder.path()), Keys::of(folder.path()));
        assert!(server.all().unwrap().is_empty());
        let key = program.create(&new(None)).unwrap();
        assert_eq!(server.find(&key.id).unwrap().unwrap().secret.key, key.secret.key);
        let other = program.create(&new(Some(60))).unwrap();
        assert_eq!(other.expires, Some(1060));
        assert!(server.find(&other.id).unwrap().unwrap().secret.session.is_some());
        assert!(program.delete(&key.id).unwrap() && !program.delete(&key.id).unwrap());
        assert!(server.find(&key.id).unwrap().is_none());
        assert_eq!(server.all().unwrap().len(), 1);
    }

    #[test]
    fn keys_are_the_owners_alone_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::of(folder.path());
        let key = keys.create(&new(Some(60))).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&keys.file()), mode(&keys.folder)), (0o600, 0o700));
        let shown = format!("{key:?}");
        assert!(!shown.contains(&key.secret.key) && !shown.contains("session"), "{shown}");
        fs::write(keys.file(), b"{\"format\":1,\"keys\":[{\"secret\":\"hush\"}]}").unwrap();
        let error = keys.all().unwrap_err().to_string();
        assert!(error.contains("keys.json") && !error.contains("hush"), "{error}");
    }

    #[test]
    fn the_file_of_version_1_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::of(folder.path());
        fs::create_dir(&keys.folder).unwrap();
        let text = r#"{"format":1,"keys":[{"id":"A","secret":"s","arn":"a"},
            {"id":"B","secret":"t","session":"u","arn":"b","admin":true,"created":5,"expires":9}]}"#;
        fs::write(keys.file(), text).unwrap();
        let all = keys.all().unwrap();
        let [a, b] = &all[..] else { panic!("{all:?}") };
        assert_eq!((&*a.id, &*a.secret.key, &*a.arn, a.admin), ("A", "s", "a", false));
        assert_eq!((a.secret.session.as_deref(), a.created, a.expires), (None, 0, None));
        assert_eq!((&*b.id, b.secret.session.as_deref(), b.admin), ("B", Some("u"), true));
        assert_eq!((b.created, b.expires, b.is_good(9), b.is_good(10)), (5, Some(9), true, false));
        fs::write(keys.file(), r#"{"format":2,"keys":[]}"#).unwrap();
        assert!(keys.all().unwrap_err().to_string().contains("format 2"));
    }

    #[test]
    fn ids_and_secrets_have_the_shape_that_aws_tools_expect() {
        let (id, secret) = (new_id(), chance::<SECRET_BYTES>());
        assert!(id.len() == 20 && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        assert_eq!(secret.len(), 40);
    }
}
