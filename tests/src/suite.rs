//! Which scripts are there, and which of them does Airglow not pass yet?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The directory `tests/` of the checkout.
#[must_use]
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every script under a folder of `tests/`, as paths relative to `tests/`, sorted.
///
/// # Errors
/// When a folder cannot be read; a folder that does not exist has no scripts.
pub fn scripts(under: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let folder = home().join(under);
    if folder.exists() {
        walk(&folder, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "golden") {
            let name = path.strip_prefix(home()).unwrap_or(&path);
            found.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

/// Where the names of scripts that Airglow does not pass yet are listed, one on a line.
#[must_use]
pub fn pending_list() -> PathBuf {
    home().join("sql/pending.txt")
}

/// The names in [`pending_list`].
///
/// # Errors
/// When the list cannot be read.
pub fn pending() -> io::Result<BTreeSet<String>> {
    let text = fs::read_to_string(pending_list())?;
    Ok(text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect())
}
