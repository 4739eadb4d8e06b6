//! PostgreSQL's protocol in WebSockets, as the Neon driver and DSQL's connector use it, against
//! the real engine.

#![allow(clippy::unwrap_used)]

mod house;

use bytes::{BufMut, BytesMut};
use futures_util::{SinkExt, StreamExt};
use house::{House, Http, PASSWORD, startup_and_password};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use wire::Encode;

/// The client's side, and the bytes it has heard.
struct Client<S> {
    socket: WebSocketStream<S>,
    heard: BytesMut,
}

async fn connect(house: &House, path: &str) -> Client<TcpStream> {
    let tcp = TcpStream::connect(house.addresses()[0]).await.unwrap();
    join(tcp, &format!("ws://localhost{path}")).await
}

async fn join<S: AsyncRead + AsyncWrite + Unpin>(stream: S, url: &str) -> Client<S> {
    let (socket, _) = tokio_tungstenite::client_async(url, stream).await.unwrap();
    Client { socket, heard: BytesMut::new() }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    async fn say(&mut self, bytes: &[u8]) {
        self.socket.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    /// The next frame; `None` at the end.
    async fn frame(&mut self) -> Option<Vec<u8>> {
        loop {
            match self.socket.next().await?.ok()? {
                Message::Binary(bytes) => return Some(bytes.to_vec()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// The next message of the protocol; `None` at the end.
    async fn message(&mut self) -> Option<(char, Vec<u8>)> {
        loop {
            if self.heard.len() >= 5 {
                let length = u32::from_be_bytes(self.heard[1..5].try_into().unwrap()) as usize;
                if self.heard.len() > length {
                    let message = self.heard.split_to(length + 1);
                    return Some((char::from(message[0]), message[5..].to_vec()));
                }
            }
            let frame = self.frame().await?;
            self.heard.put_slice(&frame);
        }
    }

    /// Types of messages, and the states of errors, up to the end or ReadyForQuery.
    async fn answer(&mut self) -> String {
        let mut answer = String::new();
        while let Some((tag, body)) = self.message().await {
            answer.push(tag);
            if tag == 'E' {
                let code = body.split(|byte| *byte == 0).find(|part| part.first() == Some(&b'C'));
                answer += &String::from_utf8_lossy(&code.unwrap()[1..]);
            }
            if tag == 'Z' {
                return answer;
            }
        }
        answer + "|"
    }
}

fn query(text: &str) -> BytesMut {
    let mut out = BytesMut::new();
    out.message(b'Q', |out| {
        out.put_slice(text.as_bytes());
        out.put_u8(0);
    });
    out
}

/// What the driver sends first: startup, password, and a query with a parameter, unasked.
fn first_frame() -> BytesMut {
    let mut out = startup_and_password("admin", PASSWORD);
    out.message(b'P', |out| out.put_slice(b"\0SELECT $1::int8 + 1\0\0\0"));
    out.message(b'B', |out| out.put_slice(b"\0\0\0\x01\0\0\0\x01\0\0\0\x0241\0\x01\0\0"));
    out.message(b'D', |out| out.put_slice(b"P\0"));
    out.message(b'E', |out| out.put_slice(b"\0\0\0\0\0"));
    out.message(b'H', |_| {});
    out.message(b'S', |_| {});
    out
}

/// Cleartext request, ok, 13 settings or so, key, ready.
fn is_welcome(answer: &str) -> bool {
    answer.starts_with("RRS") && answer.ends_with("SKZ")
}

#[tokio::test]
async fn the_drivers_first_frame_needs_no_second() {
    let house = House::open().await;
    for path in ["/v2", "/v1?address=db1.example.com:5432", "/v2?address=10.0.0.1:1", "/", "/x/y"] {
        let mut client = connect(&house, path).await;
        client.say(&first_frame()).await;
        let (tag, body) = client.message().await.unwrap();
        assert_eq!((tag, &*body), ('R', &[0, 0, 0, 3][..]), "a password in the clear is asked for");
        let welcome = client.answer().await;
        assert!(welcome.starts_with("RS") && welcome.ends_with("KZ"), "{path}: {welcome}");
        assert_eq!(client.answer().await, "12TDCZ", "{path}");
        client.say(&query("SELECT 1; SELECT 2")).await;
        assert_eq!(client.answer().await, "TDCTDCZ");
        let mut terminate = BytesMut::new();
        terminate.message(b'X', |_| {});
        client.say(&terminate).await;
        assert_eq!(client.answer().await, "|");
    }
}

#[tokio::test]
async fn frames_may_be_cut_anywhere_and_mean_nothing() {
    let house = House::open().await;
    let mut client = connect(&house, "/v2").await;
    for byte in &first_frame()[..] {
        client.say(&[*byte]).await;
    }
    assert!(is_welcome(&client.answer().await));
    assert_eq!(client.answer().await, "12TDCZ");
    client.say(&[]).await;
    client.socket.send(Message::Ping(b"x".to_vec().into())).await.unwrap();
    // A frame of text is bytes like any other, and a frame may hold several messages.
    let mut two = query("SELECT 1");
    two.extend_from_slice(&query("SELECT 2"));
    client.socket.send(Message::text(String::from_utf8(two.to_vec()).unwrap())).await.unwrap();
    assert_eq!(client.answer().await, "TDCZ");
    assert_eq!(client.answer().await, "TDCZ");
    let long = "x".repeat(3 << 20);
    client.say(&query(&format!("SELECT '{long}'"))).await;
    let (mut length, mut tag) = (0, ' ');
    while tag != 'Z' {
        let (next, body) = client.message().await.unwrap();
        (tag, length) = (next, length + body.len());
    }
    assert!(length > 3 << 20);
    // One frame may be longer than any server would gather.
    let long = "x".repeat(17 << 20);
    client.say(&query(&format!("SELECT length('{long}')"))).await;
    assert_eq!(client.message().await.unwrap().0, 'T');
    assert!(client.message().await.unwrap().1.ends_with(b"17825792"));
}

#[tokio::test]
async fn dsqls_clients_hear_one_message_in_each_frame() {
    let house = House::open().await;
    // It waits for each request of the server's.
    let mut client = connect(&house, "/").await;
    let hello = startup_and_password("admin", PASSWORD);
    let startup = usize::try_from(u32::from_be_bytes(hello[..4].try_into().unwrap())).unwrap();
    client.say(&hello[..startup]).await;
    assert_eq!(client.frame().await.unwrap(), b"R\0\0\0\x08\0\0\0\x03");
    client.say(&hello[startup..]).await;
    let mut tags = String::new();
    while !tags.ends_with('Z') {
        let frame = client.frame().await.unwrap();
        let length = u32::from_be_bytes(frame[1..5].try_into().unwrap()) as usize;
        assert_eq!(frame.len(), length + 1, "one whole message");
        tags.push(char::from(frame[0]));
    }
    client.say(&query("SELECT generate_series(1, 3)")).await;
    for tag in "TDDDCZ".chars() {
        assert_eq!(char::from(client.frame().await.unwrap()[0]), tag);
    }
}

#[tokio::test]
async fn a_wrong_password_is_told_as_postgresql_tells_it() {
    let house = House::open().await;
    let mut client = connect(&house, "/v2").await;
    client.say(&startup_and_password("admin", "wrong")).await;
    assert_eq!(client.answer().await, "RE28P01|");
    let mut client = connect(&house, "/v2").await;
    client.say(b"GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(client.answer().await, "E08P01|");
}

#[tokio::test]
async fn it_works_within_tls_and_asks_for_none_inside() {
    let house = House::open().await;
    let stream = house.tls(house.addresses()[0], &[b"http/1.1"]).await;
    let mut client = join(stream, "wss://localhost/v2").await;
    client.say(&[0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]).await;
    assert_eq!(client.frame().await.unwrap(), b"N");
    client.say(&first_frame()).await;
    assert!(is_welcome(&client.answer().await));
    assert_eq!(client.answer().await, "12TDCZ");
}

#[tokio::test]
async fn a_client_that_breaks_the_frames_or_vanishes_harms_nobody() {
    let house = House::open().await;
    let upgrade = "GET /v2 HTTP/1.1\r\nhost: h\r\nconnection: keep-alive, Upgrade\r\n\
                   upgrade: WebSocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
    let whole = format!("{upgrade}sec-websocket-version: 13\r\n\r\n");
    for (right, wrong) in [
        ("version: 13", "version: 12"),
        ("sec-websocket-version: 13\r\n", ""),
        // Whoever speaks HTTP/1.0 does not know of an upgrade.
        ("HTTP/1.1", "HTTP/1.0"),
        ("AAAAAAAAAAAAAAAAAAAAAA==", "AAAA"),
        ("AAAAAAAAAAAAAAAAAAAAAA==", "no base64 at all"),
        ("AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-key: x"),
    ] {
        let mut http = house.connect().await;
        http.say(whole.replace(right, wrong).as_bytes()).await;
        let answer = http.hear().await.unwrap();
        assert_eq!((answer.status, answer.header("sec-websocket-version")), (400, Some("13")));
        assert!(answer.body.contains("HTTP/1.1, version 13 and a key"), "{}", answer.body);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    for broken in [
        // Unmasked, reserved bits, an unknown kind, a length that is none.
        &b"\x82\x01x"[..],
        b"\xf2\x81\0\0\0\0x",
        b"\x8f\x81\0\0\0\0x",
        b"\x82\xff\xff\0\0\x01\0\0\0\0\0\0\0\0",
        b"",
    ] {
        let mut http: Http = house.connect().await;
        http.say(format!("{upgrade}sec-websocket-version: 13\r\n\r\n").as_bytes()).await;
        let answer = http.hear().await.unwrap();
        assert_eq!(answer.status, 101);
        assert_eq!(answer.header("sec-websocket-accept"), Some("ICX+Yqv66kxgM0FcWaLWlFLwTAI="));
        http.say(broken).await;
        if !broken.is_empty() {
            let mut close = [0; 4];
            http.stream().read_exact(&mut close).await.unwrap();
            assert_eq!(&close, b"\x88\x02\x03\xea", "a protocol error: {broken:?}");
            let ended = tokio::time::timeout(Duration::from_secs(5), async {
                while http.hear().await.is_some() {}
            });
            assert!(ended.await.is_ok(), "{broken:?}");
        }
    }
    let mut client = connect(&house, "/v2").await;
    client.say(&first_frame()).await;
    assert!(is_welcome(&client.answer().await));
    tokio::time::timeout(Duration::from_secs(5), house.close()).await.unwrap();
    assert_eq!(client.answer().await, "12TDCZ");
    assert_eq!(client.answer().await, "E57P01|");
}
