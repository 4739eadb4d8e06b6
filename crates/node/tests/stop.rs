//! Sessions that are stopped from outside, and clients that leave while their statements run.

#![allow(clippy::unwrap_used)]

mod house;

use house::{House, PASSWORD, Pg, startup_and_password};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Asked until it says so.
async fn until(client: &mut Pg<TcpStream>, sql: &str, wanted: &str, why: &str) {
    let begun = Instant::now();
    while client.ask(sql).await != [wanted] {
        assert!(begun.elapsed() < Duration::from_secs(20), "{why}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

const WAITING: &str = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

async fn enter(house: &House) -> Pg<TcpStream> {
    Pg::to(house.addresses()[0], "admin", PASSWORD).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_left_gives_up_its_place_in_the_line_however_it_left() {
    let house = House::open().await;
    let mut first = enter(&house).await;
    first.ask("SELECT pg_advisory_lock(1)").await;
    let (address, wait) = (house.addresses()[0], "SELECT pg_advisory_lock(1)");
    // Without a word; with its farewell unread behind it; within TLS; in a WebSocket.
    let mut silent = enter(&house).await;
    silent.query(wait).await;
    let mut polite = enter(&house).await;
    polite.query(wait).await;
    polite.say(b"X\0\0\0\x04").await;
    let tls = house.tls(address, &[b"postgresql"]).await;
    let mut private = Pg::over(tls, "admin", PASSWORD).await;
    private.query(wait).await;
    let tcp = TcpStream::connect(address).await.unwrap();
    let (mut socket, _) = tokio_tungstenite::client_async("ws://h/v2", tcp).await.unwrap();
    let mut bytes = startup_and_password("admin", PASSWORD);
    bytes.extend_from_slice(b"Q\0\0\0\x1fSELECT pg_advisory_lock(1)\0");
    futures_util::SinkExt::send(
        &mut socket,
        tokio_tungstenite::tungstenite::Message::binary(bytes.to_vec()),
    )
    .await
    .unwrap();
    until(&mut first, WAITING, "4", "they wait").await;
    let last = enter(&house).await;
    let mut last = last;
    last.query("SELECT pg_advisory_lock(1)").await;
    until(&mut first, WAITING, "5", "one stays").await;
    drop((silent, polite, private, socket));
    until(&mut first, WAITING, "1", "who left waits for nothing").await;
    first.ask("SELECT pg_advisory_unlock(1)").await;
    assert_eq!(last.hear().await, [""], "the lock went to who was there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_looked_after_who_does_not_want_it() {
    let house = House::open().await;
    let mut first = enter(&house).await;
    first.ask("SELECT pg_advisory_lock(1)").await;
    let mut second = enter(&house).await;
    assert_eq!(second.ask("SHOW client_connection_check_interval").await, ["1s"]);
    second.ask("SET client_connection_check_interval = 0").await;
    second.query("SELECT pg_advisory_lock(1)").await;
    second.0.shutdown().await.unwrap();
    until(&mut first, WAITING, "1", "it waits").await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(first.ask(WAITING).await, ["1"]);
    first.ask("SELECT pg_advisory_unlock(1)").await;
    assert_eq!(second.hear().await, [""]);
}

const ENDED: &str = "FATAL 57P01 terminating connection due to administrator command";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_is_ended_or_its_statement_stopped_by_who_may() {
    let house = House::open().await;
    let mut admin = enter(&house).await;
    for sql in ["CREATE ROLE bob LOGIN PASSWORD 'b'", "CREATE ROLE eve LOGIN PASSWORD 'e'"] {
        admin.ask(sql).await;
    }
    let address = house.addresses()[0];
    let mut bob = Pg::to(address, "bob", "b").await;
    let mut eve = Pg::to(address, "eve", "e").await;
    let pid = bob.ask("SELECT pg_backend_pid()").await.concat();
    let stop = |what: &str| format!("SELECT pg_{what}_backend({pid})");
    for (what, refused) in [("cancel", "cancel query"), ("terminate", "terminate process")] {
        let refused = format!("ERROR 42501 permission denied to {refused}");
        assert_eq!(eve.ask(&stop(what)).await, [refused]);
    }
    admin.ask("GRANT bob TO eve").await;
    // At work, at rest, and in a request over HTTP.
    bob.query("SELECT pg_sleep(60)").await;
    let active =
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%(60)' AND state = 'active'";
    until(&mut admin, active, "1", "it sleeps").await;
    assert_eq!(eve.ask(&stop("cancel")).await, ["t"]);
    assert_eq!(bob.hear().await, ["ERROR 57014 canceling statement due to user request"]);
    assert_eq!(bob.ask("SELECT 'still here'").await, ["still here"]);
    bob.query("SELECT pg_sleep(60)").await;
    until(&mut admin, active, "1", "it sleeps again").await;
    let wait = format!("SELECT pg_terminate_backend({pid}, 10000)");
    assert_eq!(eve.ask(&wait).await, ["t"]);
    let gone = format!("SELECT count(*) FROM pg_stat_activity WHERE pid = {pid}");
    assert_eq!(admin.ask(&gone).await, ["0"], "its end was waited for");
    assert_eq!(bob.hear().await, [ENDED, "END"]);
    let warning = format!("WARNING 01000 PID {pid} is not a PostgreSQL backend process");
    assert_eq!(eve.ask(&stop("terminate")).await, [&*warning, "f"]);

    let mut rests = Pg::to(address, "bob", "b").await;
    let pid = rests.ask("SELECT pg_backend_pid()").await.concat();
    assert_eq!(eve.ask(&format!("SELECT pg_terminate_backend({pid})")).await, ["t"]);
    assert_eq!(rests.hear().await, [ENDED, "END"]);

    let body = json!({ "query": "SELECT pg_sleep(60)" }).to_string();
    let (answer, ()) = tokio::join!(house.post(&[], &body), async {
        until(&mut admin, active, "1", "it runs").await;
        let all = "SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity \
                   WHERE query LIKE '%pg_sleep(60)'";
        assert_eq!(admin.ask(all).await, ["t"]);
    });
    assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("57P01")));
    let own = admin.ask("SELECT pg_terminate_backend(pg_backend_pid())").await;
    assert_eq!(own[own.len() - 2..], [ENDED, "END"]);
}
