//! The protocol's decoder takes any bytes: it answers, asks for more or says what is wrong, and
//! never panics, loops or believes a length. `PROPTEST_CASES=1000000` runs it longer.

#![allow(clippy::unwrap_used)]

use airglow_wire::http::{self, Body};
use airglow_wire::proxy::{self, Beginning};
use airglow_wire::{
    Encode, FrontendMessage as M, MESSAGE_MAX, RowWriter, Secret, Startup, Target, decode,
    decode_startup, missing,
};
use base::{Severity, SqlError, SqlState};
use bytes::{BufMut, Bytes, BytesMut};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    "[^\0]{0,12}"
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![text().prop_map(Target::Statement), text().prop_map(Target::Portal)]
}

fn data() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..20).prop_map(Bytes::from)
}

fn bind() -> impl Strategy<Value = M> {
    let params = vec(option::of(data()), 0..4);
    (text(), text(), params, any::<bool>(), vec(0i16..2, 0..3)).prop_map(
        |(portal, statement, params, formats, result_formats)| M::Bind {
            portal,
            statement,
            param_formats: if formats { vec![1; params.len()] } else { vec![0] },
            params,
            result_formats,
        },
    )
}

fn message() -> impl Strategy<Value = M> {
    let parse = (text(), text(), vec(any::<u32>(), 0..4));
    let execute = (text(), any::<i32>());
    prop_oneof![
        text().prop_map(M::Query),
        parse.prop_map(|(name, sql, param_types)| M::Parse { name, sql, param_types }),
        bind(),
        target().prop_map(M::Describe),
        execute.prop_map(|(portal, max_rows)| M::Execute { portal, max_rows }),
        target().prop_map(M::Close),
        Just(M::Flush),
        Just(M::Sync),
        data().prop_map(M::CopyData),
        Just(M::CopyDone),
        text().prop_map(M::CopyFail),
        data().prop_map(|body| M::Password(Secret(body))),
        Just(M::FunctionCall),
        Just(M::Terminate),
    ]
}

/// What a client sends.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[^\0]{0,8}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(6, 24, 4, |inner| {
        let names = prop_oneof![Just("query"), Just("queries"), Just("params"), Just("x")];
        let pairs = vec((names.prop_map(str::to_owned), inner.clone()), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(serde_json::Value::Array),
            pairs.prop_map(|pairs| serde_json::Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn encoded(message: &M) -> BytesMut {
    let mut out = BytesMut::new();
    let text = |out: &mut BytesMut, text: &str| {
        out.put_slice(text.as_bytes());
        out.put_u8(0);
    };
    let target = |out: &mut BytesMut, target: &Target| {
        let (kind, name) = match target {
            Target::Statement(name) => (b'S', name),
            Target::Portal(name) => (b'P', name),
        };
        out.put_u8(kind);
        text(out, name);
    };
    let formats = |out: &mut BytesMut, formats: &[i16]| {
        out.put_u16(formats.len() as u16);
        formats.iter().for_each(|format| out.put_i16(*format));
    };
    match message {
        M::Query(sql) => out.message(b'Q', |out| text(out, sql)),
        M::Parse { name, sql, param_types } => out.message(b'P', |out| {
            text(out, name);
            text(out, sql);
            out.put_u16(param_types.len() as u16);
            param_types.iter().for_each(|oid| out.put_u32(*oid));
        }),
        M::Bind { portal, statement, param_formats, params, result_formats } => {
            out.message(b'B', |out| {
                text(out, portal);
                text(out, statement);
                formats(out, param_formats);
                out.put_u16(params.len() as u16);
                for param in params {
                    match param {
                        None => out.put_i32(-1),
                        Some(value) => {
                            out.put_u32(value.len() as u32);
                            out.put_slice(value);
                        }
                    }
                }
                formats(out, result_formats);
            });
        }
        M::Describe(of) => out.message(b'D', |out| target(out, of)),
        M::Execute { portal, max_rows } => out.message(b'E', |out| {
            text(out, portal);
            out.put_i32(*max_rows);
        }),
        M::Close(of) => out.message(b'C', |out| target(out, of)),
        M::Flush => out.bare(b'H'),
        M::Sync => out.bare(b'S'),
        M::CopyData(data) => out.message(b'd', |out| out.put_slice(data)),
        M::CopyDone => out.bare(b'c'),
        M::CopyFail(why) => out.message(b'f', |out| text(out, why)),
        M::Password(body) => out.message(b'p', |out| out.put_slice(&body.0)),
        M::FunctionCall => out.message(b'F', |out| out.put_slice(&[0; 9])),
        M::Terminate => out.bare(b'X'),
    }
    out
}

/// Decodes until nothing is left, the stream is lost or more is needed: how many messages.
fn drain(mut input: BytesMut) -> usize {
    let mut count = 0;
    loop {
        let before = input.len();
        match decode(&mut input, MESSAGE_MAX) {
            Ok(None) => {
                let missing = missing(&input, MESSAGE_MAX);
                assert!(input.len() < 5 || missing > 0, "what is whole is decoded");
                return count;
            }
            Ok(Some(_)) => count += 1,
            Err(error) if error.fields().severity == Severity::Fatal => return count,
            Err(error) => {
                assert!(matches!(error.state().as_str(), "08P01" | "22021"), "{error}");
                count += 1;
            }
        }
        assert!(input.len() < before, "each turn takes something");
    }
}

proptest! {
    #[test]
    fn every_message_comes_back_and_only_when_it_is_whole(message in message()) {
        let bytes = encoded(&message);
        let mut input = BytesMut::new();
        for (at, byte) in bytes.iter().enumerate() {
            prop_assert_eq!(decode(&mut input, MESSAGE_MAX).unwrap(), None, "at {}", at);
            let missing = missing(&input, MESSAGE_MAX);
            prop_assert_eq!(missing, if at < 5 { 0 } else { bytes.len() - at });
            input.put_u8(*byte);
        }
        prop_assert_eq!(decode(&mut input, MESSAGE_MAX).unwrap(), Some(message));
        prop_assert!(input.is_empty());
    }

    /// Cut at each byte, with a length that says so: the message is taken, and what follows it
    /// is read as if nothing had been wrong.
    #[test]
    fn a_message_cut_anywhere_costs_itself_alone(message in message()) {
        let whole = encoded(&message);
        for end in 5..whole.len() {
            let mut input = BytesMut::from(&whole[..end]);
            input[1..5].copy_from_slice(&(end as u32 - 1).to_be_bytes());
            input.put_slice(b"S\0\0\0\x04");
            match decode(&mut input, MESSAGE_MAX) {
                Ok(cut) => prop_assert!(cut.is_some()),
                Err(error) => prop_assert_eq!(error.fields().severity, Severity::Error),
            }
            prop_assert_eq!(decode(&mut input, MESSAGE_MAX).unwrap(), Some(M::Sync));
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in vec(any::<u8>(), 0..200)) {
        drain(BytesMut::from(&bytes[..]));
        let mut input = BytesMut::from(&bytes[..]);
        let _ = decode_startup(&mut input);
    }

    #[test]
    fn messages_with_wrong_bytes_are_answered(
        messages in vec(message(), 1..4),
        wrong in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = BytesMut::new();
        messages.iter().for_each(|message| bytes.extend_from_slice(&encoded(message)));
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        drain(bytes);
    }

    #[test]
    fn startup_packets_come_back_and_wrong_ones_are_answered(
        parameters in vec(("[^\0]{1,9}", text()), 0..4),
        minor in 0u16..4,
        wrong in option::of((any::<prop::sample::Index>(), any::<u8>())),
    ) {
        let mut bytes = BytesMut::new();
        bytes.put_u32(0);
        bytes.put_u16(3);
        bytes.put_u16(minor);
        for part in parameters.iter().flat_map(|(name, value)| [name, value]) {
            bytes.put_slice(part.as_bytes());
            bytes.put_u8(0);
        }
        bytes.put_u8(0);
        let length = bytes.len() as u32;
        bytes[..4].copy_from_slice(&length.to_be_bytes());
        match wrong {
            None => {
                let decoded = decode_startup(&mut bytes).unwrap();
                prop_assert_eq!(decoded, Some(Startup::Session { minor, parameters }));
            }
            Some((at, byte)) => {
                let at = at.index(bytes.len());
                bytes[at] = byte;
                let _ = decode_startup(&mut bytes);
            }
        }
    }
}

proptest! {
    /// However it comes: all at once, or byte by byte, it is the same.
    #[test]
    fn what_a_proxy_says_is_taken_whole_or_refused(
        (start, cut) in (proxied(), any::<proptest::sample::Index>()),
        noise in vec(any::<u8>(), 0..40),
    ) {
        let bytes = [&start[..cut.index(start.len() + 1)], &noise].concat();
        let mut whole = BytesMut::from(&bytes[..]);
        let at_once = proxy::take(&mut whole);
        if matches!(at_once, Ok(Beginning::Plain | Beginning::Partial)) {
            prop_assert_eq!(&whole[..], &bytes[..], "nothing is taken");
        }
        let mut input = BytesMut::new();
        let mut slowly = proxy::take(&mut input);
        for byte in &bytes {
            if !matches!(slowly, Ok(Beginning::Partial)) {
                break;
            }
            input.put_u8(*byte);
            slowly = proxy::take(&mut input);
        }
        prop_assert_eq!(slowly.map_err(|error| error.to_string()), at_once.map_err(|error| error.to_string()));
    }
}

fn proxied() -> impl Strategy<Value = Vec<u8>> {
    let line = "PROXY (TCP[46]|UNKNOWN) [0-9a-f.:]{0,9} ::1 [0-9]{1,6} 5432\r\n";
    let head = (any::<u8>(), any::<u8>(), 0..3u8, vec(any::<u8>(), 0..60));
    let binary = head.prop_map(|(command, family, high, rest)| {
        let signature = b"\r\n\r\n\0\r\nQUIT\n";
        let length = [high / 2, rest.len() as u8];
        [&signature[..], &[0x20 | (command & 3), family], &length, &rest].concat()
    });
    prop_oneof![line.prop_map(String::into_bytes), binary]
}

proptest! {
    #[test]
    fn a_body_over_http_is_queries_or_an_error(
        bytes in vec(any::<u8>(), 0..60),
        whole in json(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let _ = Body::parse(&bytes);
        let whole = whole.to_string();
        let _ = Body::parse(whole.as_bytes());
        let _ = Body::parse(&whole.as_bytes()[..cut.index(whole.len() + 1)]);
        let text = format!("{{\"query\":\"q\",\"params\":[{whole}]}}");
        prop_assert!(matches!(Body::parse(text.as_bytes()), Ok(Body::One(_))));
    }

    #[test]
    fn a_connection_string_is_read_or_refused(text in any::<String>(), rest in "[a-z:@/?&=%0-9\\[\\]]{0,40}") {
        let _ = http::Target::parse(&text);
        if let Ok(target) = http::Target::parse(&format!("postgres://{rest}")) {
            prop_assert!(!target.user.is_empty());
            let names = target.parameters.iter().flat_map(|(name, value)| [name, value]);
            let texts = names.chain([&target.user, &target.database]).chain(&target.password);
            prop_assert!(!texts.into_iter().any(|text| text.contains('\0')));
        }
    }

    #[test]
    fn any_text_of_any_type_becomes_json(
        text in "[a{}\",\\\\\\[\\]=N:0-9.-]{0,30}",
        ty in proptest::sample::select(vec![16, 21, 23, 20, 114, 700, 701, 3802, 25]),
        array in any::<bool>(),
        raw in any::<bool>(),
    ) {
        let mut result = http::QueryResult::default();
        result.describe(vec![http::Field {
            name: text.clone(),
            type_oid: ty,
            table_oid: 0,
            column: 0,
            type_len: -1,
            typmod: -1,
            element: array.then_some((ty, ',')),
        }]);
        result.row([Some(text.clone())]);
        result.complete("SELECT 1");
        let mut out = String::new();
        result.write_json(raw, array, &mut out);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        let row = &value["rows"][0];
        let cell = if array { &row[0] } else { &row[&text] };
        prop_assert!(!raw || cell == &serde_json::Value::from(text));
    }
}

#[test]
fn a_length_is_not_believed() {
    for (tag, length) in
        [(b'Q', 0), (b'Q', 3), (b'Q', u32::MAX), (b'Q', 1 << 30), (b'S', 10_001), (b'p', 70_000)]
    {
        let mut input = BytesMut::from(&[tag][..]);
        input.put_u32(length);
        let max = if tag == b'p' { 65_535 } else { MESSAGE_MAX };
        assert_eq!(missing(&input, 65_535), 0);
        let error = decode(&mut input, max).unwrap_err();
        assert_eq!(error.state(), SqlState::PROTOCOL_VIOLATION);
        assert_eq!(error.fields().severity, Severity::Fatal);
    }
    // Sixty-five thousand parameters announced, none there.
    let mut input = BytesMut::new();
    input.message(b'B', |out| {
        out.put_slice(&[0, 0, 0, 0]);
        out.put_u16(u16::MAX);
    });
    let error = decode(&mut input, MESSAGE_MAX).unwrap_err();
    assert_eq!(error.message(), "insufficient data left in message");
    for length in [0, 3, 7, 10_001, u32::MAX] {
        let mut input = BytesMut::new();
        input.put_u32(length);
        input.put_slice(&[0; 4]);
        assert!(decode_startup(&mut input).is_err(), "{length}");
    }
}

#[test]
fn an_error_and_a_row_are_the_bytes_of_the_manual() {
    let mut out = BytesMut::new();
    out.error(&SqlError::new(SqlState::SYNTAX_ERROR, "a\0b").with_position(7));
    assert_eq!(&out[..], b"E\0\0\0\x21SERROR\0VERROR\0C42601\0Mab\0P7\0\0");
    out.clear();
    out.data_row(2, |row: &mut RowWriter<'_>| {
        row.null();
        row.value(|out| out.put_slice(b"xy"));
    });
    assert_eq!(&out[..], b"D\0\0\0\x10\0\x02\xff\xff\xff\xff\0\0\0\x02xy");
}
