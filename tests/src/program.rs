//! The program as a person or a script runs it: what tests of its life share.
//!
//! Functions panic where a test would: they are part of its claim.

#![allow(clippy::unwrap_used)]

use crate::client::{Address, Client, Reply};
use crate::server::Airglow;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// `airglow` on `data`, without the environment's own settings.
#[must_use]
pub fn airglow(verb: &str, data: &Path) -> Command {
    let mut command = Command::new(Airglow::binary());
    command.arg(verb).arg("--data").arg(data);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AIRGLOW_")) {
        command.env_remove(name);
    }
    command
}

/// A running `airglow start`, killed when dropped.
#[derive(Debug)]
pub struct Running {
    /// The process.
    pub process: Child,
    /// What it said up to and with `ready:`.
    pub said: Vec<String>,
    /// The connection string of `ready:`.
    pub url: String,
    out: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs `airglow start` as given, to its `ready:` line.
pub fn run(command: &mut Command) -> Running {
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let out = BufReader::new(process.stdout.take().unwrap());
    let mut running = Running { process, said: Vec::new(), url: String::new(), out };
    while running.url.is_empty() {
        let mut line = String::new();
        let read = running.out.read_line(&mut line).unwrap();
        assert!(read > 0, "airglow ended after {:?}", running.said);
        running.said.push(line.trim_end().to_owned());
        if let Some(url) = line.strip_prefix("ready: ") {
            url.trim().clone_into(&mut running.url);
        }
    }
    running
}

/// Starts on `data` and a free port.
#[must_use]
pub fn start(data: &Path) -> Running {
    run(airglow("start", data).args(["--listen", "127.0.0.1:0"]))
}

impl Running {
    /// Sends it a signal by `kill`'s name for it.
    pub fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }

    /// Stops it by a signal: its exit code.
    #[must_use]
    pub fn stop(mut self, name: &str) -> Option<i32> {
        self.signal(name);
        self.process.wait().unwrap().code()
    }

    /// Where and as whom to connect with this password.
    #[must_use]
    pub fn address(&self, password: &str) -> Address {
        let (_, host) = self.url.rsplit_once('@').unwrap();
        Address::parse(&format!("postgres://admin:{password}@{host}")).unwrap()
    }
}

/// The password in a connection string.
#[must_use]
pub fn password(url: &str) -> String {
    let (login, _) = url.rsplit_once('@').unwrap();
    login.rsplit_once(':').unwrap().1.to_owned()
}

/// The rows of a query that must succeed, cells joined by `|`.
pub fn rows(client: &mut Client, sql: &str) -> Vec<String> {
    let replies = client.query(sql).unwrap();
    let error = replies.iter().find(|reply| matches!(reply, Reply::Error(_)));
    assert!(error.is_none(), "{sql}: {error:?}");
    let row = |reply| match reply {
        Reply::Row(cells) => {
            let cells = cells.into_iter().map(Option::unwrap_or_default);
            Some(cells.collect::<Vec<_>>().join("|"))
        }
        _ => None,
    };
    replies.into_iter().filter_map(row).collect()
}

/// The exit code of a run that ended, and what it said on standard error.
#[must_use]
pub fn refused(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}
