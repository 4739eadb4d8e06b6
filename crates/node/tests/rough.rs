//! Clients of HTTP that leave, dawdle, repeat themselves or make a flood: each is told what is
//! wrong where it can be, and none is anybody else's loss.

#![allow(clippy::unwrap_used)]

mod house;

use house::{Answer, House, Http, PASSWORD};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

const FOREVER: &str = "SELECT count(*) FROM generate_series(1, 1000000000000)";

fn single(query: &str) -> String {
    json!({ "query": query }).to_string()
}

/// A request's bytes, with more headers.
fn request(house: &House, headers: &str, body: &str) -> String {
    let url = house.url("admin", PASSWORD);
    format!(
        "POST /sql HTTP/1.1\r\nhost: h\r\nneon-connection-string: {url}\r\n{headers}\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn run(house: &House, query: &str) -> Value {
    let answer = house.post(&[("Neon-Array-Mode", "true")], &single(query)).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    answer.json()["rows"].clone()
}

/// How many run for ever, once it is as many as wanted.
async fn running(house: &House, wanted: usize, why: &str) {
    let query = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%1000000000000)'";
    let begun = Instant::now();
    while run(house, query).await != json!([[wanted]]) {
        assert!(begun.elapsed() < Duration::from_secs(20), "not {wanted}: {why}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The answer to these bytes.
async fn told(house: &House, bytes: &[u8]) -> Answer {
    let mut http = house.connect().await;
    http.say(bytes).await;
    http.hear().await.unwrap()
}

type Sent = hyper::Request<Full<Bytes>>;

async fn http2(house: &House) -> hyper::client::conn::http2::SendRequest<Full<Bytes>> {
    let tcp = TcpStream::connect(house.addresses()[0]).await.unwrap();
    let executor = TokioExecutor::new();
    let (client, connection) =
        hyper::client::conn::http2::handshake(executor, TokioIo::new(tcp)).await.unwrap();
    tokio::spawn(connection);
    client
}

fn sent(url: &str, body: &str) -> Sent {
    let request = hyper::Request::post("http://h/sql").header("neon-connection-string", url);
    request.body(Full::new(Bytes::from(body.to_owned()))).unwrap()
}

async fn leave(mut stream: impl AsyncWrite + Unpin, house: &House, behind: &[u8]) {
    stream.write_all(request(house, "", &single(FOREVER)).as_bytes()).await.unwrap();
    running(house, 1, "it began").await;
    // Whoever sends too much is cut off meanwhile.
    let _ = stream.write_all(behind).await;
    let _ = stream.flush().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_left_is_found_out_whatever_it_sent_behind_its_request() {
    let house = House::open().await;
    let address = house.addresses()[0];
    let next = request(&house, "", &single("SELECT 1"));
    let much = next.repeat((3 << 20) / next.len());
    for behind in ["", "P", "\r\n", &next, &next.repeat(100), &much] {
        let tcp = TcpStream::connect(address).await.unwrap();
        leave(tcp, &house, behind.as_bytes()).await;
        running(&house, 0, &format!("{} bytes behind", behind.len())).await;
        let tls = house.tls(address, &[b"http/1.1"]).await;
        leave(tls, &house, behind.as_bytes()).await;
        running(&house, 0, &format!("{} bytes behind within TLS", behind.len())).await;
    }
    // Whoever ends what it sends has left, as hyper and Neon's proxy see it.
    let mut tcp = TcpStream::connect(address).await.unwrap();
    tcp.write_all(request(&house, "", &single(FOREVER)).as_bytes()).await.unwrap();
    running(&house, 1, "it began").await;
    tcp.write_all(b"P").await.unwrap();
    tcp.shutdown().await.unwrap();
    running(&house, 0, "half closed").await;
    assert_eq!(tcp.read(&mut [0; 1]).await.unwrap_or(0), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_over_http2_that_is_taken_back_is_stopped_alone() {
    let house = House::open().await;
    let mut client = http2(&house).await;
    let url = house.url("admin", PASSWORD);
    let first = client.send_request(sent(&url, &single(FOREVER)));
    let second = client.send_request(sent(&url, &single(FOREVER)));
    running(&house, 2, "they began").await;
    drop(first);
    running(&house, 1, "one was taken back").await;
    let answer = client.send_request(sent(&url, &single("SELECT 1"))).await.unwrap();
    assert_eq!(answer.status(), 200);
    drop((client, second));
    running(&house, 0, "the connection ended").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_that_left_in_mid_request_are_nobodys_loss() {
    let house = House::open().await;
    let mut clients = Vec::new();
    for _ in 0..50 {
        let mut http = house.connect().await;
        http.say((request(&house, "", &single(FOREVER)) + "P").as_bytes()).await;
        clients.push(http);
    }
    running(&house, 50, "they began").await;
    drop(clients);
    running(&house, 0, "they left").await;
}

#[tokio::test]
async fn what_waits_behind_a_request_that_runs_is_answered_in_turn() {
    let house = House::open().await;
    let mut http = house.connect().await;
    let slow = single("SELECT count(*) FROM generate_series(1, 1000000)");
    let next = single("SELECT 2 AS a");
    http.say(request(&house, "", &slow).as_bytes()).await;
    // Cut anywhere, and come at any time.
    for part in request(&house, "", &next).repeat(3).as_bytes().chunks(100) {
        http.say(part).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(http.hear().await.unwrap().status, 200);
    for _ in 0..3 {
        assert_eq!(http.hear().await.unwrap().json()["rows"], json!([{"a": 2}]));
    }
}

#[tokio::test]
async fn who_is_refused_hears_it_however_much_it_was_to_send() {
    let house = House::open().await;
    let wrong = house.url("admin", "wrong");
    let body = single(&format!("SELECT '{}'", "x".repeat(6 << 20)));
    let mut http = house.connect().await;
    http.post(&[("Neon-Connection-String", &*wrong)], &body).await;
    assert_eq!(http.hear().await.unwrap().json()["code"], "28P01");
    // What was dropped is all dropped: the next request is heard on the same connection.
    http.say(
        format!("POST /nowhere HTTP/1.1\r\nhost: h\r\ncontent-length: {}\r\n\r\n", body.len())
            .as_bytes(),
    )
    .await;
    http.say(body.as_bytes()).await;
    assert_eq!(http.hear().await.unwrap().body, "\"query is not supported\"");
    http.say(request(&house, "", &single("SELECT 3 AS a")).as_bytes()).await;
    assert_eq!(http.hear().await.unwrap().json()["rows"], json!([{"a": 3}]));
    // Over HTTP/2 too.
    let mut client = http2(&house).await;
    for (url, code) in [(&wrong, json!("28P01")), (&house.url("admin", PASSWORD), json!(null))] {
        let answer = client.send_request(sent(url, &body)).await.unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap()["code"], code);
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_comes() {
    let house = House::open().await;
    let head = request(&house, "", "").replace("length: 0", "length: 1000000000");
    let answer = told(&house, head.as_bytes()).await;
    assert_eq!((answer.status, &answer.json()["code"]), (413, &json!("54000")));
}

#[tokio::test]
async fn a_header_that_is_there_twice_or_is_no_text_is_refused() {
    let house = House::open().await;
    let body = single("SELECT 1");
    let url = house.url("admin", PASSWORD);
    for (headers, why) in [
        (
            format!("neon-connection-string: {url}\r\n"),
            "neon-connection-string is there more than once",
        ),
        (
            "authorization: Bearer a\r\nauthorization: Bearer b\r\n".into(),
            "authorization is there more than once",
        ),
        ("neon-array-mode: true\r\nneon-array-mode: false\r\n".into(), "neon-array-mode is there"),
        (
            "airglow-commit-time: 1\r\nairglow-commit-time: 1\r\n".into(),
            "airglow-commit-time is there",
        ),
        ("neon-batch-isolation-level: \u{0}\r\n".into(), "neon-batch-isolation-level is not UTF-8"),
        ("neon-batch-read-only: \u{0}\r\n".into(), "neon-batch-read-only is not UTF-8"),
    ] {
        // A byte that is in no text.
        let mut bytes = request(&house, &headers, &body).into_bytes();
        bytes.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = 0xff);
        let answer = told(&house, &bytes).await;
        let error = answer.json();
        assert_eq!((answer.status, &error["code"]), (400, &json!("08P01")), "{why}");
        assert!(error["message"].as_str().unwrap().contains(why), "{why}: {error}");
    }
    for (headers, code) in [
        ("authorization: Basic YTpi\r\n", "28P01"),
        ("content-encoding: gzip\r\n", "0A000"),
        ("neon-batch-isolation-level: serializable\r\n", "22023"),
    ] {
        let answer = told(&house, request(&house, headers, &body).as_bytes()).await;
        assert_eq!((answer.status, &answer.json()["code"]), (400, &json!(code)), "{headers}");
    }
    let headers = "content-encoding: identity\r\n";
    assert_eq!(told(&house, request(&house, headers, &body).as_bytes()).await.status, 200);
}

#[tokio::test]
async fn a_body_may_come_in_chunks_or_when_it_is_asked_for() {
    let house = House::open().await;
    let body = single("SELECT 4 AS a");
    let whole = request(&house, "", &body);
    let length = format!("content-length: {}", body.len());
    let (head, _) = whole.split_once("\r\n\r\n").unwrap();
    let head = head.replace(&length, "transfer-encoding: chunked");
    let (first, second) = body.split_at(7);
    let chunk = |part: &str| format!("{:x};note=x\r\n{part}\r\n", part.len());
    let chunked = format!("{head}\r\n\r\n{}{}0\r\ntrailer: x\r\n\r\n", chunk(first), chunk(second));
    assert_eq!(told(&house, chunked.as_bytes()).await.json()["rows"], json!([{"a": 4}]));
    let broken = chunked.replace(";note=x", "\x01");
    let answer = told(&house, broken.as_bytes()).await;
    assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("08P01")));
    let mut http = house.connect().await;
    let expecting = request(&house, "expect: 100-continue\r\n", &body);
    let (head, _) = expecting.split_at(expecting.len() - body.len());
    http.say(head.as_bytes()).await;
    assert_eq!(http.hear().await.unwrap().status, 100);
    http.say(body.as_bytes()).await;
    assert_eq!(http.hear().await.unwrap().json()["rows"], json!([{"a": 4}]));
    // A stranger is not asked for it, and what follows would not be known to be it.
    http.say(head.replace(PASSWORD, "wrong").as_bytes()).await;
    let answer = http.hear().await.unwrap();
    assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("28P01")));
    assert_eq!(answer.header("connection"), Some("close"));
    assert!(http.hear().await.is_none());
}

/// Requests over HTTP/2 that are taken back at once (CVE-2023-44487) end their connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_requests_that_are_taken_back_ends_its_connection() {
    let house = House::open().await;
    let mut http = Http::to(house.addresses()[0]).await;
    http.say(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    // POST, http, /sql and no more, as HPACK has them.
    let headers = b"\x83\x86\x44\x04/sql";
    let mut flood = Vec::new();
    for stream in (1u32..20_000).step_by(2) {
        flood.extend_from_slice(&[0, 0, headers.len() as u8, 1, 4]);
        flood.extend_from_slice(&stream.to_be_bytes());
        flood.extend_from_slice(headers);
        flood.extend_from_slice(b"\0\0\x04\x03\0");
        flood.extend_from_slice(&stream.to_be_bytes());
        flood.extend_from_slice(b"\0\0\0\x08");
    }
    let _ = http.stream().write_all(&flood).await;
    let mut heard = Vec::new();
    let ended = http.stream().read_to_end(&mut heard);
    let _ = tokio::time::timeout(Duration::from_secs(10), ended).await.expect("it goes on");
    // GOAWAY, ENHANCE_YOUR_CALM.
    assert!(heard.windows(4).any(|code| code == [0, 0, 0, 0xb]), "{} bytes", heard.len());
    run(&house, "SELECT 1").await;
}

/// A tree of values would be a hundred times as long as these bodies.
#[tokio::test]
async fn a_body_of_many_small_things_costs_about_its_length() {
    let house = House::open().await;
    let many = |one: &str, count: usize| format!("{one},").repeat(count - 1) + one;
    let parameters = many("0", 4 << 20);
    let array = format!("[{}]", many("{\"a\":0}", 1 << 20));
    for (params, status) in [(&parameters, 400), (&array, 200)] {
        let body = format!("{{\"query\":\"SELECT length($1::text)\",\"params\":[{params}]}}");
        let answer = house.post(&[], &body).await;
        assert_eq!(answer.status, status, "{:.200}", answer.body);
    }
    // Each test has a process of its own there.
    if cfg!(target_os = "linux") && std::env::var_os("NEXTEST").is_some() {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(peak < 300_000, "{peak} kB at the peak");
    }
}
