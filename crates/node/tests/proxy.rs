//! Clients behind a proxy: who they are is what the proxy says, if it is to be believed.

#![allow(clippy::unwrap_used)]

mod house;

use airglow_node::door::Policy;
use futures_util::future::join_all;
use house::{House, PASSWORD, Pg, startup_and_password};
use ipnet::IpNet;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PORT: &str = "SELECT inet_client_port()";

fn here() -> Vec<IpNet> {
    vec!["127.0.0.0/8".parse().unwrap()]
}

async fn behind_a_proxy() -> House {
    House::guarded(1, Policy { proxies: here(), ..Policy::default() }).await
}

/// Of version 2, for a client of IPv4.
fn binary(address: [u8; 4], port: u16) -> Vec<u8> {
    let mut header = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c".to_vec();
    header.extend(address);
    header.extend([10, 0, 0, 1]);
    header.extend(port.to_be_bytes());
    header.extend(5432_u16.to_be_bytes());
    header
}

/// A connection on which a proxy says this first.
async fn introduced(house: &House, header: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(house.addresses()[0]).await.unwrap();
    stream.write_all(header).await.unwrap();
    stream
}

#[tokio::test]
async fn a_proxy_says_where_its_client_is_at_every_door() {
    let house = behind_a_proxy().await;
    let line = b"PROXY TCP4 203.0.113.7 10.0.0.1 40001 5432\r\n";
    // From there a secret is not taken in the clear, so that it comes within TLS.
    let mut refused = Pg(introduced(&house, line).await);
    refused.say(&startup_and_password("admin", PASSWORD)).await;
    let told = refused.hear().await;
    assert_eq!(told, ["FATAL 28000 a secret in the clear is taken within TLS only", "END"]);

    for (header, port) in [(&line[..], "40001"), (&binary([203, 0, 113, 8], 40_002), "40002")] {
        let tls = house.tls_over(introduced(&house, header).await, &[b"postgresql"]).await;
        let mut client = Pg::over(tls, "admin", PASSWORD).await;
        assert_eq!(client.ask(PORT).await, [port]);
    }
    // The proxy speaks for itself; nobody says anything.
    for header in [&b"PROXY UNKNOWN\r\n"[..], b""] {
        let stream = introduced(&house, header).await;
        let own = stream.local_addr().unwrap().port().to_string();
        assert_eq!(Pg::over(stream, "admin", PASSWORD).await.ask(PORT).await, [own]);
    }
}

#[tokio::test]
async fn what_a_proxy_that_ends_tls_passes_on_came_within_tls() {
    let policy = Policy { tls_proxies: here(), ..Policy::default() };
    let house = House::guarded(1, policy).await;
    let stream = introduced(&house, &binary([203, 0, 113, 8], 40_002)).await;
    assert_eq!(Pg::over(stream, "admin", PASSWORD).await.ask(PORT).await, ["40002"]);
}

#[tokio::test]
async fn wrong_passwords_are_counted_where_the_client_is_and_not_at_the_proxy() {
    let policy = Policy { tls_proxies: here(), ..Policy::default() };
    let house = House::guarded(1, policy).await;
    let enter = async |last: u8, password: &str| {
        let begun = Instant::now();
        let mut client = Pg(introduced(&house, &binary([203, 0, 113, last], 1)).await);
        client.say(&startup_and_password("admin", password)).await;
        (client.hear().await.is_empty(), begun.elapsed())
    };
    let wrong = join_all((0..14).map(|_| enter(1, "wrong")));
    let right = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        (enter(2, PASSWORD).await, enter(1, PASSWORD).await)
    };
    let (wrong, (other, same)) = tokio::join!(wrong, right);
    assert!(wrong.iter().all(|(entered, _)| !entered) && other.0 && same.0);
    assert!(same.1 > Duration::from_secs(1) && other.1 < same.1, "{:?}, {:?}", same.1, other.1);
}

#[tokio::test]
async fn a_malformed_header_and_one_of_a_stranger_end_the_connection() {
    let house = behind_a_proxy().await;
    let long = [&b"PROXY UNKNOWN "[..], &[b'x'; 200]].concat();
    for wrong in [&b"PROXY TCP4 nowhere\r\n"[..], &long, b"\r\n\r\n\0\r\nQUIT\n\x21\x11\xff\xff"] {
        let mut said = Vec::new();
        let read = introduced(&house, wrong).await.read_to_end(&mut said).await;
        assert!(said.is_empty(), "{read:?}, {said:?}");
    }
    let strict = House::open().await;
    let mut client = Pg(introduced(&strict, &binary([203, 0, 113, 8], 40_002)).await);
    let told = client.hear().await;
    assert!(told[0].starts_with("FATAL 08P01"), "{told:?}");
}
