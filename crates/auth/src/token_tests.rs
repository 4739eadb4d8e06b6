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
fn a_host_in_capitals_is_signed_as_it_is_or_in_small_letters() {
    // By botocore, of "ABCDE12345abcde12345abcdef.dsql...": the signature of the small letters.
    let (text, secret, expected) = vector(0);
    let botocore = text.replacen("abcde12345", "ABCDE12345", 1);
    let host = &botocore[..botocore.find("/?").unwrap()];
    let javascript =
        sign(host, "us-east-1", Action::Connect, "AKIDEXAMPLE", &secret, expected.now, 900);
    assert_ne!(botocore, javascript);
    for text in [botocore, javascript] {
        assert_eq!(Token::parse(&text).unwrap().check(&secret, &expected), Ok(()), "{text}");
    }
}

/// The first vector's token with `change` made to it before it is signed, and `after` it.
fn forged(change: (&str, &str), after: (&str, &str)) -> Result<(), TokenError> {
    let (text, secret, expected) = vector(0);
    let draft = text.replacen(change.0, change.1, 1);
    assert!(draft != text || change.0 == change.1, "{change:?}");
    let (unsigned, _) = draft.split_once("&X-Amz-Signature=").unwrap();
    let (host, query) = unsigned.split_once("/?").unwrap();
    // As a signer would that does not look at what it signs.
    let query: Vec<&str> = query.split('&').collect();
    let mut query: Vec<_> =
        query.iter().map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    query.sort_unstable();
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let empty = hex::encode(Sha256::digest(b""));
    let request = format!("GET\n/\n{}\nhost:{host}\n\nhost\n{empty}", query.join("&"));
    let value = |name: &str| {
        let found = unsigned.split(['?', '&']).find_map(|pair| pair.strip_prefix(name));
        decode(found.unwrap_or_default()).unwrap()
    };
    let credential = value("X-Amz-Credential=");
    let scope = credential.split_once('/').map_or("", |(_, scope)| scope);
    let request = hex::encode(Sha256::digest(request.as_bytes()));
    let signed = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{request}", value("X-Amz-Date="));
    let first = format!("AWS4{}", secret.key).into_bytes();
    let key = scope.split('/').fold(first, |key, word| hmac(&key, word.as_bytes()).to_vec());
    let signature = hex::encode(hmac(&key, signed.as_bytes()));
    let text = format!("{unsigned}&X-Amz-Signature={signature}").replacen(after.0, after.1, 1);
    Token::parse(&text)?.check(&secret, &expected)
}

#[test]
fn what_is_signed_and_yet_not_as_it_should_be_is_refused() {
    let as_is = ("", "");
    let sign = |from: &str, to: &str| forged((from, to), as_is);
    assert_eq!(sign("&", "&"), Ok(()), "the forger signs as the vectors do");
    for (from, to) in [
        ("Expires=900", "Expires=0"),
        ("Expires=900", "Expires=-900"),
        ("Expires=900", "Expires=%2B900"),
        ("Expires=900", "Expires=604801"),
        ("Expires=900", "Expires=99999999999999999999"),
        ("Expires=900", "Expires=9e2"),
        ("Expires=900", "Expires="),
        ("&X-Amz-Expires=900", ""),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date=20260102T030405"),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date=20260102T0304%205Z"),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date=%2B202601T030405Z"),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date=20260103T030405Z"),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date=1767323045"),
        ("X-Amz-Date=20260102T030405Z", "X-Amz-Date="),
        ("%2F20260102%2F", "%2F20260101%2F"),
        ("%2F20260102%2F", "%2F2026010%2F"),
        ("%2Fdsql%2F", "%2Frds-db%2F"),
        ("%2Fdsql%2F", "%2FDSQL%2F"),
        ("aws4_request", "aws4_request2"),
        ("aws4_request", "aws4_request%2F"),
        ("%2Fus-east-1%2F", "%2F"),
        ("SignedHeaders=host", "SignedHeaders=host%3Bx-amz-date"),
        ("SignedHeaders=host", "SignedHeaders=Host"),
        ("SignedHeaders=host", "SignedHeaders="),
        ("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
        ("Action=DbConnect", "Action="),
        ("Action=DbConnect", "Action=dbconnect"),
        ("Action=DbConnect", "Action=DbConnect&Action=DbConnect"),
        ("Action=DbConnect", "Action=DbConnectAdmin&%41ction=DbConnect"),
        ("Action=DbConnect", "Action=DbConnect&flag"),
        ("Action=DbConnect", "Action=DbConnect&"),
    ] {
        let judged = sign(from, to);
        assert!(matches!(judged, Err(TokenError::Malformed(_))), "{to}: {judged:?}");
    }
    for (from, to, wanted) in [
        ("Action=DbConnect", "Action=DbConnectAdmin", "Wrong user to action mapping"),
        ("us-east-1%2F", "us-west-2%2F", "another region"),
        (".on.aws", ".on.aws:5432", "another host"),
        (".on.aws", ".on.aws.", "another host"),
    ] {
        let error = sign(from, to).unwrap_err().to_string();
        assert!(error.contains(wanted), "{to}: {error}");
    }
    // An hour ahead; a session token that the key does not have.
    let ahead = sign("T030405Z", "T040405Z");
    assert_eq!(ahead, Err(TokenError::NotYet));
    let session = sign("&X-Amz-SignedHeaders", "&X-Amz-Security-Token=abc&X-Amz-SignedHeaders");
    assert_eq!(session, Err(TokenError::WrongSession));
    // What comes into the token behind the signature is not signed.
    for (from, to) in [
        ("&X-Amz-SignedHeaders", "&X-Amz-Security-Token=abc&X-Amz-SignedHeaders"),
        ("&X-Amz-SignedHeaders", "&x=&X-Amz-SignedHeaders"),
        ("Action=", "&Action="),
        ("%2F", "%252F"),
        ("%2F", "+"),
    ] {
        assert!(forged(as_is, (from, to)).is_err(), "{to}");
    }
    // The same bytes otherwise encoded are the same token.
    for (from, to) in [("%2F", "%2f"), ("%2F", "/"), ("Action", "%41ction")] {
        assert_eq!(forged(as_is, (from, to)), Ok(()), "{to}");
    }
    // A parameter more, signed: sorted by its name, though "=" is greater than "-".
    assert_eq!(sign("Action=DbConnect", "Action=DbConnect&Action-x=1"), Ok(()));
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
