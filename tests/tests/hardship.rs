//! A full disk, a directory that may only be read, statements of a gibibyte: what then?

#![allow(clippy::unwrap_used)]

use airglow_tests::client::{Client, Reply};
use airglow_tests::program::{airglow, password, refused, rows, run, start};
use airglow_tests::server::Airglow;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A file system of a few megabytes, gone when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path, megabytes: u32) -> Option<SmallDisk> {
        let size = format!("size={megabytes}m");
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).status();
        done.is_ok_and(|status| status.success()).then(|| SmallDisk(at.to_owned()))
    }

    fn remount(&self, how: &str) {
        let done =
            Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).status();
        assert!(done.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout == b"0\n")
}

/// Says why a test is skipped; where everything must run, that is a failure.
fn skip(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "must not be skipped in CI: {why}");
    println!("skipped: {why}");
}

#[test]
fn a_full_disk_is_told_and_outlived_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path(), 24) else {
        return skip("only root may mount a small disk");
    };
    let data = folder.path().join("db");
    let server = start(&data);
    let secret = password(&server.url);
    let mut client = Client::connect(&server.address(&secret)).unwrap();
    rows(&mut client, "CREATE TABLE t (id int PRIMARY KEY, text text)");
    let mut acknowledged = 0;
    let error = loop {
        let insert = format!(
            "INSERT INTO t SELECT {acknowledged} + g, repeat('x', 1000) FROM generate_series(1, 500) g"
        );
        let replies = client.query(&insert).unwrap();
        match replies.into_iter().find(|reply| matches!(reply, Reply::Error(_))) {
            Some(Reply::Error(error)) => break error,
            _ => acknowledged += 500,
        }
        assert!(acknowledged < 100_000, "the disk does not fill");
    };
    let said = format!("{error:?}");
    assert!(said.contains("53100") && said.contains("Free some space"), "{said}");
    // Reads go on, and a restart with more room keeps what was acknowledged and takes more.
    let count = |client: &mut Client| rows(client, "SELECT count(*) FROM t").concat();
    assert_eq!(count(&mut client), acknowledged.to_string());
    drop(client);
    let _ = server.stop("-KILL");
    disk.remount("size=256m");
    let server = start(&data);
    let mut client = Client::connect(&server.address(&secret)).unwrap();
    assert_eq!(count(&mut client), acknowledged.to_string());
    rows(&mut client, "INSERT INTO t VALUES (0, 'more')");
    drop(client);
    assert_eq!(server.stop("-TERM"), Some(0));
}

#[test]
fn a_directory_that_may_only_be_read_is_refused_by_name() {
    if !is_root() {
        return skip("only root may become another user or mount a disk");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let others = folder.path().join("of-root");
    fs::create_dir(&others).unwrap();
    // A user who owns nothing here runs a copy of the program that it may read.
    let program = folder.path().join("airglow");
    fs::copy(Airglow::binary(), &program).unwrap();
    let mut other = Command::new(&program);
    other.arg("start").arg("--data").arg(&others).args(["--listen", "127.0.0.1:0"]);
    let (code, text) = refused(&other.uid(65_534).gid(65_534).output().unwrap());
    assert!(code == Some(1) && text.contains("of-root"), "{text}");
    assert!(text.contains("Permission denied") && text.contains("must own"), "{text}");

    let place = folder.path().join("disk");
    fs::create_dir(&place).unwrap();
    let Some(disk) = SmallDisk::mount(&place, 24) else {
        return skip("only root may mount a small disk");
    };
    let data = place.join("db");
    assert_eq!(start(&data).stop("-TERM"), Some(0));
    disk.remount("ro");
    let (code, text) =
        refused(&airglow("start", &data).args(["--listen", "127.0.0.1:0"]).output().unwrap());
    assert!(code == Some(1) && text.contains("Read-only file system"), "{text}");
}

#[test]
fn a_large_literal_is_read_and_a_statement_of_a_gibibyte_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = airglow("start", folder.path());
    let server = run(command.args(["--listen", "127.0.0.1:0", "--store", "memory:"]));
    let address = server.address(&password(&server.url));
    let mut client = Client::connect(&address).unwrap();
    let literal = format!("SELECT length('{}')", "x".repeat(32 << 20));
    assert_eq!(rows(&mut client, &literal), [(32 << 20).to_string()]);
    // PostgreSQL's bound: the length alone is enough to be sent away, before a byte of it is kept.
    let mut socket: TcpStream = Client::connect(&address).unwrap().into_stream();
    socket.write_all(&[&b"Q"[..], &(1_u32 << 30).to_be_bytes()].concat()).unwrap();
    let mut said = Vec::new();
    socket.read_to_end(&mut said).unwrap();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.contains("08P01") && said.contains("invalid message length"), "{said}");
    assert_eq!(rows(&mut client, "SELECT 1"), ["1"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_flood_of_connections_leaves_files_for_the_database() {
    const FILES: usize = 256;
    let folder = tempfile::tempdir().unwrap();
    let program = airglow("start", &folder.path().join("db"));
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -n {FILES}; exec \"$0\" \"$@\"")]);
    command.arg(program.get_program()).args(program.get_args());
    let server = run(command.args(["--listen", "127.0.0.1:0"]));
    let (address, files) = (server.address(&password(&server.url)), server.process.id());
    let files = format!("/proc/{files}/fd");
    let mut client = Client::connect(&address).unwrap();
    rows(&mut client, "CREATE TABLE t (id int PRIMARY KEY)");
    let (_, host) = server.url.rsplit_once('@').unwrap();
    let host = host.split('/').next().unwrap();
    let begun = Instant::now();
    let most = std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut held = std::collections::VecDeque::new();
                while begun.elapsed() < Duration::from_secs(3) {
                    held.extend(TcpStream::connect(host).ok());
                    if held.len() > 200 {
                        held.pop_front();
                    }
                }
            });
        }
        let mut most = 0;
        for id in 0.. {
            rows(&mut client, &format!("INSERT INTO t VALUES ({id})"));
            most = most.max(fs::read_dir(&files).unwrap().count());
            if begun.elapsed() > Duration::from_secs(3) {
                break;
            }
        }
        most
    });
    assert!(most > FILES / 4, "no flood: {most}");
    assert!(most <= FILES - FILES / 8, "{most} of {FILES} files were open");
}
