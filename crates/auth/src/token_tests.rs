//! Claims about tokens. The vectors were made by botocore and by AWS's JavaScript signer with
//! AWS's published example credentials.

use super::*;
use proptest::prelude::*;

const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const HOST: &str = "abcdefghijklmnopqrst123456.dsql.us-east-1.on.aws";

fn secret(session: Option<&str>) -> Secret {
    let key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned();
    Secret { key, session: session.map(str::to_owned) }
}

fn expected(user: &str) -> Expected<'_> {
    let now = instant("20261123T204202Z").unwrap() + 10;
    Expected { host: Some(HOST), region: Some("us-east-1"), user, now }
}

fn signed(action: Action, session: Option<&str>) -> String {
    let at = instant("20261123T204202Z").unwrap();
    sign(HOST, "us-east-1", action, KEY, &secret(session), at, 900)
}

fn judge(text: &str, session: Option<&str>, expected: Expected<'_>) -> Result<(), TokenError> {
    Token::parse(text)?.check(&secret(session), &expected)
}

#[test]
fn our_signatures_are_botocores() {
    let session = Some("FQoGZXIvYXdzEXAMPLE/+=token");
    for (action, session, wanted) in [
        (
            Action::ConnectAdmin,
            None,
            "63045b0e90dfde44f494adda298cf4d657eca236426f9ea9e305b0dfb8ba1025",
        ),
        (Action::Connect, None, "775563a5f8947c4c36e023fbb675558ccca22f3eff2017b78a3c9cf1c09b35d5"),
        (
            Action::ConnectAdmin,
            session,
            "61724d5ac8ec1acc8625a95f602b44954286919e35f66b8d2f1774ae3846cfb8",
        ),
        (
            Action::Connect,
            session,
            "d4089b42561236350fdc4027de7e16eefc7367fe376440bd0b3bcf57985b041f",
        ),
    ] {
        let text = signed(action, session);
        assert!(text.ends_with(wanted), "{text}");
        let user = if action == Action::ConnectAdmin { "admin" } else { "app" };
        assert_eq!(judge(&text, session, expected(user)), Ok(()));
    }
}

#[test]
fn the_javascript_signers_order_is_as_good() {
    let text = "abcde12345abcde12345abcdef.dsql.us-east-1.on.aws/?Action=DbConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-east-1%2Fdsql%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=900&X-Amz-Signature=212979b327db4930c49e83eda9aaab54e24d898d3a33b766ed88d0641dacf6f8&X-Amz-SignedHeaders=host";
    let secret =
        Secret { key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(), session: None };
    let now = instant("20260102T030405Z").unwrap();
    let expected = Expected { host: None, region: None, user: "app", now };
    assert_eq!(Token::parse(text).unwrap().check(&secret, &expected), Ok(()));
}

/// Made by botocore and by AWS's JavaScript signer with frozen clocks, which agree.
const VECTORS: [(Action, &str, i64, Option<&str>, &str); 4] = [
    (
        Action::Connect,
        "abcde12345abcde12345abcdef.dsql.us-east-1.on.aws",
        900,
        None,
        "212979b327db4930c49e83eda9aaab54e24d898d3a33b766ed88d0641dacf6f8",
    ),
    (
        Action::ConnectAdmin,
        "abcde12345abcde12345abcdef.dsql.us-east-1.on.aws",
        900,
        None,
        "6e34eec8ebb59ab3f40a2100ced2c7a5b7365fed169824b3711dd3afb0d98862",
    ),
    (
        Action::Connect,
        "abcde12345abcde12345abcdef.dsql.us-east-1.on.aws",
        900,
        Some("FwoGZXIvYXdzEXAMPLE//token+with/special=chars=="),
        "809c8a692e29c1230c6f667e6e35242de2a762f55e4743ca727815e691541457",
    ),
    (
        Action::ConnectAdmin,
        "db1.example.com",
        60,
        None,
        "08b047b79a0bb511bcef15dfba8963527885c9fb01b84d6ee8884072f4caf240",
    ),
];

/// The token of a vector, with its secret and what is expected of it.
fn vector(number: usize) -> (String, Secret, Expected<'static>) {
    let (action, host, expires, session, signature) = VECTORS[number];
    let key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned();
    let secret = Secret { key, session: session.map(str::to_owned) };
    let now = instant("20260102T030405Z").unwrap();
    let text = sign(host, "us-east-1", action, "AKIDEXAMPLE", &secret, now, expires);
    assert!(text.ends_with(signature), "{text}");
    let user = if action == Action::ConnectAdmin { "admin" } else { "app" };
    (text, secret, Expected { host: Some(host), region: Some("us-east-1"), user, now })
}

#[test]
fn every_vector_passes_also_when_a_url_has_decoded_it_once_too_often() {
    for number in 0..VECTORS.len() {
        let (text, secret, expected) = vector(number);
        let decoded = percent_decode_str(&text).decode_utf8().unwrap();
        for text in [&*text, &*decoded] {
            assert!(looks_like_token(text));
            assert_eq!(Token::parse(text).unwrap().check(&secret, &expected), Ok(()), "{text}");
        }
    }
}

proptest! {
    #[test]
    fn parameters_come_in_any_order(number in 0..VECTORS.len(), order in any::<[u64; 8]>()) {
        let (text, secret, expected) = vector(number);
        let (host, query) = text.split_once("/?").unwrap();
        let mut pairs: Vec<(u64, &str)> = order.into_iter().zip(query.split('&')).collect();
        prop_assert_eq!(pairs.len(), query.split('&').count());
        pairs.sort_unstable();
        let query: Vec<&str> = pairs.into_iter().map(|(_, pair)| pair).collect();
        let text = format!("{host}/?{}", query.join("&"));
        prop_assert_eq!(Token::parse(&text).unwrap().check(&secret, &expected), Ok(()));
    }

    #[test]
    fn a_token_with_anything_put_in_or_taken_out_is_refused(
        number in 0..VECTORS.len(), at in any::<prop::sample::Index>(), with in "[ -~]{0,3}", out in 0..3usize,
    ) {
        let (text, secret, expected) = vector(number);
        let at = at.index(text.len());
        let mut altered = text.clone();
        altered.replace_range(at..(at + out).min(text.len()), &with);
        let same = |a: &str, b: &str| {
            let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_lowercase();
            plain(a) == plain(b)
        };
        // The case of host and hexadecimal digits, and what is encoded, are not what is signed.
        prop_assume!(!same(&altered, &text));
        let judged = Token::parse(&altered).and_then(|token| token.check(&secret, &expected));
        prop_assert!(judged.is_err(), "{}", altered);
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,300}", host in "\\PC{0,20}") {
        let _ = Token::parse(&text);
        let _ = Token::parse(&format!("{host}/?{text}&X-Amz-Signature=00"));
    }
}

#[test]
fn a_token_altered_anywhere_is_refused() {
    let text = signed(Action::Connect, Some("session"));
    assert_eq!(judge(&text, Some("session"), expected("app")), Ok(()));
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
        let altered = String::from_utf8(bytes).unwrap();
        // The case of a percent-encoding's digits is not signed; digits that became others are.
        assert!(judge(&altered, Some("session"), expected("app")).is_err(), "{altered}");
        assert!(judge(&text[..at], Some("session"), expected("app")).is_err());
    }
}

#[test]
fn each_wrong_use_has_its_reason() {
    let text = signed(Action::Connect, None);
    let right = expected("app");
    let check = |expected| judge(&text, None, expected);
    assert_eq!(
        check(Expected { host: Some("other.example.com"), ..right }),
        Err(TokenError::WrongHost)
    );
    assert_eq!(
        check(Expected { region: Some("eu-west-1"), ..right }),
        Err(TokenError::WrongRegion)
    );
    assert_eq!(check(Expected { now: right.now + 891, ..right }), Err(TokenError::Expired));
    assert_eq!(check(Expected { now: right.now - 311, ..right }), Err(TokenError::NotYet));
    let wrong = check(Expected { user: "admin", ..right }).unwrap_err();
    assert_eq!(wrong.to_string(), "Wrong user to action mapping. user: admin, action: DbConnect");
    assert_eq!(judge(&text, Some("session"), right), Err(TokenError::WrongSession));
    let other = Secret { key: "other".to_owned(), session: None };
    assert_eq!(Token::parse(&text).unwrap().check(&other, &right), Err(TokenError::WrongSignature));
}

#[test]
fn no_secret_is_shown() {
    let shown =
        format!("{:?} {:?}", Token::parse(&signed(Action::Connect, None)).unwrap(), secret(None));
    assert!(!shown.contains("wJalr") && !shown.to_lowercase().contains("signature"), "{shown}");
}

#[test]
fn dates_are_the_calendars() {
    for (text, seconds) in [
        ("19700101T000000Z", 0),
        ("20000229T000000Z", 951_782_400),
        ("20261231T235959Z", 1_798_761_599),
    ] {
        assert_eq!(instant(text), Some(seconds));
        assert_eq!(stamp(seconds), text);
    }
    assert_eq!(instant("20261331T000000Z"), None);
}
