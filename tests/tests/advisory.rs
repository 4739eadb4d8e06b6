//! Advisory locks between sessions: who waits, who is next, and what ends a wait.

#![allow(clippy::unwrap_used)]

use airglow_tests::client::{Client, Reply};
use airglow_tests::program::rows;
use airglow_tests::server::Airglow;
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

fn connect(server: &Airglow) -> Client {
    Client::connect(&server.address).unwrap()
}

/// Asks in a thread of its own: the client again, and what it was told.
fn ask(mut client: Client, sql: &'static str) -> JoinHandle<(Client, Vec<Reply>)> {
    thread::spawn(move || {
        let replies = client.query(sql).unwrap();
        (client, replies)
    })
}

fn pid(client: &mut Client) -> String {
    rows(client, "SELECT pg_backend_pid()").concat()
}

/// Until `sql` gives this row.
fn until(client: &mut Client, sql: &str, row: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while rows(client, sql) != [row] {
        assert!(Instant::now() < deadline, "{sql} does not give {row}");
        thread::sleep(Duration::from_millis(5));
    }
}

const WAITING: &str = "SELECT count(*) FROM pg_locks WHERE NOT granted AND waitstart IS NOT NULL";

fn error(replies: &[Reply]) -> String {
    format!("{:?}", replies.iter().find(|reply| matches!(reply, Reply::Error(_))))
}

#[test]
fn who_waits_is_next_when_the_lock_is_given_back_or_its_session_ends() {
    let server = Airglow::start().unwrap();
    let (mut first, mut second, third) = (connect(&server), connect(&server), connect(&server));
    let mut other = connect(&server);
    let (ours, theirs) = (pid(&mut first), pid(&mut second));
    rows(&mut first, "SELECT pg_advisory_lock(1)");
    let second = ask(second, "SELECT pg_advisory_lock(1), 'mine'");
    until(&mut other, WAITING, "1");
    let third = ask(third, "SELECT pg_advisory_lock(1), 'mine'");
    until(&mut other, WAITING, "2");
    assert_eq!(
        rows(&mut other, &format!("SELECT pg_blocking_pids({theirs})")),
        [format!("{{{ours}}}")]
    );
    assert!(!second.is_finished() && !third.is_finished());
    rows(&mut first, "SELECT pg_advisory_unlock(1)");
    let (second, replies) = second.join().unwrap();
    assert!(error(&replies) == "None" && !third.is_finished(), "{replies:?}");
    drop(second);
    let (_third, replies) = third.join().unwrap();
    assert_eq!(error(&replies), "None");
    assert_eq!(rows(&mut other, "SELECT pg_try_advisory_lock(1)"), ["f"]);
}

#[test]
fn who_would_wait_for_itself_is_told_so_and_the_others_go_on() {
    let server = Airglow::start().unwrap();
    let (mut one, mut two, mut other) = (connect(&server), connect(&server), connect(&server));
    for client in [&mut one, &mut two] {
        rows(client, "BEGIN");
    }
    rows(&mut one, "SELECT pg_advisory_xact_lock(1)");
    rows(&mut two, "SELECT pg_advisory_xact_lock(2)");
    let one = ask(one, "SELECT pg_advisory_xact_lock(2)");
    until(&mut other, WAITING, "1");
    let told = error(&two.query("SELECT pg_advisory_xact_lock(1)").unwrap());
    assert!(told.contains("40P01") && told.contains("deadlock detected"), "{told}");
    assert!(told.contains("waits for ExclusiveLock on advisory lock"), "{told}");
    rows(&mut two, "ROLLBACK");
    assert_eq!(error(&one.join().unwrap().1), "None");
}

#[test]
fn a_wait_is_cancelled_and_a_client_that_left_holds_nobody_up() {
    let server = Airglow::start().unwrap();
    let (mut first, mut second, mut other) = (connect(&server), connect(&server), connect(&server));
    rows(&mut first, "SELECT pg_advisory_lock(1)");
    rows(&mut second, "SET statement_timeout = 300");
    let mut gone = connect(&server);
    let body = b"SELECT pg_advisory_lock(1)\0";
    gone.send(Some(b'Q'), body).unwrap();
    until(&mut other, WAITING, "1");
    let second = ask(second, "SELECT pg_advisory_lock(1)");
    until(&mut other, WAITING, "2");
    let told = error(&second.join().unwrap().1);
    assert!(told.contains("57014") && told.contains("statement timeout"), "{told}");
    gone.into_stream().shutdown(Shutdown::Both).unwrap();
    rows(&mut first, "SELECT pg_advisory_unlock(1)");
    until(&mut other, "SELECT pg_try_advisory_lock(1)", "t");
    assert_eq!(rows(&mut other, "SELECT count(*) FROM pg_locks"), ["1"]);
}

#[test]
fn a_request_over_http_that_waits_leaves_with_its_client() {
    let server = Airglow::start().unwrap();
    let (mut first, mut other) = (connect(&server), connect(&server));
    rows(&mut first, "SELECT pg_advisory_lock(1)");
    let body = r#"{"query":"SELECT pg_advisory_lock(1)","params":[]}"#;
    let to = &server.address;
    let url = format!("postgres://{}:{}@localhost/{}", to.user, to.password, to.database);
    let mut http = TcpStream::connect(&to.host).unwrap();
    let head = format!(
        "POST /sql HTTP/1.1\r\nhost: localhost\r\nneon-connection-string: {url}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    http.write_all(head.as_bytes()).unwrap();
    until(&mut other, WAITING, "1");
    drop(http);
    until(&mut other, WAITING, "0");
}

#[test]
fn migrations_that_begin_together_run_one_after_the_other() {
    const RUNNERS: usize = 8;
    let server = Airglow::start().unwrap();
    let mut admin = connect(&server);
    rows(&mut admin, "CREATE TABLE version (id int PRIMARY KEY, at int)");
    rows(&mut admin, "INSERT INTO version VALUES (1, 0)");
    // Each reads and writes the same row, in the default isolation: only the lock is between them.
    let runners: Vec<_> = (0..RUNNERS)
        .map(|number| {
            let mut client = connect(&server);
            thread::spawn(move || {
                for round in 0..5 {
                    rows(&mut client, "BEGIN");
                    rows(&mut client, "SELECT pg_advisory_xact_lock(72707369)");
                    let at = rows(&mut client, "SELECT at FROM version WHERE id = 1").concat();
                    let next = at.parse::<usize>().unwrap() + 1;
                    rows(&mut client, &format!("UPDATE version SET at = {next} WHERE id = 1"));
                    if round == 0 {
                        rows(
                            &mut client,
                            &format!("CREATE TABLE made_{number} (id int PRIMARY KEY)"),
                        );
                    }
                    rows(&mut client, "COMMIT");
                }
            })
        })
        .collect();
    for runner in runners {
        runner.join().unwrap();
    }
    let done = rows(&mut admin, "SELECT at FROM version").concat();
    assert_eq!(done, (RUNNERS * 5).to_string());
}
