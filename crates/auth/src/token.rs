//! Is this password an IAM-style token, and does it prove who sent it?
//!
//! A token is a SigV4 query-presigned GET without its scheme, as every AWS SDK's DSQL signer makes
//! it (reference: Aurora DSQL user guide, "Generating an authentication token"; AWS General
//! Reference, "Signature Version 4", query parameters):
//!
//! ```text
//! <host>/?Action=DbConnect&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=<key>%2F<date>%2F
//! <region>%2Fdsql%2Faws4_request&X-Amz-Date=<date>T<time>Z&X-Amz-Expires=900
//! [&X-Amz-Security-Token=...]&X-Amz-SignedHeaders=host&X-Amz-Signature=<64 hex>
//! ```
//!
//! SDKs differ in the order of the parameters, so they are sorted before they are hashed, and in
//! what they sign of a host in capitals: botocore its small letters, JavaScript's the host as it is.
//! Reading a token ([`Token::parse`]) and checking it ([`Token::check`]) are apart, because the
//! secret is looked up by the access key in between. A token proves a key, not a role: who may
//! become whom is asked elsewhere.

use crate::verifier::hmac;
use chrono::{DateTime, NaiveDateTime};
use hex::FromHex;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use subtle::ConstantTimeEq;
use thiserror::Error;

/// How far a client's clock may be ahead of ours, seconds.
pub const SKEW_SECONDS: i64 = 300;
/// The longest life a token may ask for, seconds: seven days.
pub const EXPIRES_MAX: i64 = 604_800;
/// The longest token that is read, bytes; session tokens add about a kilobyte.
pub const TOKEN_BYTES_MAX: usize = 16 << 10;
/// A token has seven or eight parameters; one with more than this is none.
const PARAMETERS_MAX: usize = 32;

/// What a token asks to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// `DbConnect`: any role but `admin`.
    Connect,
    /// `DbConnectAdmin`: the role `admin`.
    ConnectAdmin,
}

impl Action {
    /// The word in the token.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Connect => "DbConnect",
            Action::ConnectAdmin => "DbConnectAdmin",
        }
    }

    /// What connecting as `user` needs.
    pub fn needed_by(user: &str) -> Action {
        if user == "admin" { Action::ConnectAdmin } else { Action::Connect }
    }
}

/// Why a token is refused. Only [`TokenError::WrongAction`] may be told to the client in detail.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum TokenError {
    #[error("the token is malformed: {0}")]
    Malformed(&'static str),
    #[error("the token is for another host")]
    WrongHost,
    #[error("the token is for another region")]
    WrongRegion,
    #[error("Wrong user to action mapping. user: {user}, action: {action}")]
    WrongAction { user: String, action: &'static str },
    #[error("the token is not valid yet: check the client's clock")]
    NotYet,
    #[error("the token has expired")]
    Expired,
    #[error("the token's security token is not the access key's")]
    WrongSession,
    #[error("the token's signature is wrong")]
    WrongSignature,
}

/// A secret access key, and the session token that goes with a temporary one.
#[derive(Clone)]
pub struct Secret {
    /// The secret access key.
    pub key: String,
    /// What `X-Amz-Security-Token` must be; `None` for a lasting key.
    pub session: Option<String>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What the server expects of a token.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The name the client reached us by; `None` takes any, as when a client connects by address.
    pub host: Option<&'a str>,
    /// `None` takes any.
    pub region: Option<&'a str>,
    /// The role asked for.
    pub user: &'a str,
    /// Seconds since 1970 UTC.
    pub now: i64,
}

/// A token read and not yet believed.
#[derive(Clone)]
pub struct Token {
    host: String,
    action: Action,
    access_key: String,
    date: String,
    region: String,
    time: String,
    signed_at: i64,
    expires: i64,
    session: Option<String>,
    signature: [u8; 32],
    /// (name, value) decoded, without the signature.
    query: Vec<(String, String)>,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token")
            .field("host", &self.host)
            .field("action", &self.action)
            .field("access_key", &self.access_key)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

/// Whether `password` has the shape of a token, so that it is not taken for an ordinary password.
pub fn looks_like_token(password: &str) -> bool {
    password.contains("/?") && password.contains("X-Amz-Signature=")
}

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError::Malformed`] with what is wrong.
    pub fn parse(password: &str) -> Result<Token, TokenError> {
        use TokenError::Malformed;
        if password.len() > TOKEN_BYTES_MAX {
            return Err(Malformed("it is too long"));
        }
        let (host, query) = password.split_once("/?").ok_or(Malformed("no host before /?"))?;
        let mut pairs = Vec::new();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').ok_or(Malformed("a parameter without ="))?;
            let pair =
                decode(name).zip(decode(value)).ok_or(Malformed("a bad percent-encoding"))?;
            if pairs.len() == PARAMETERS_MAX {
                return Err(Malformed("it has too many parameters"));
            }
            if pairs.iter().any(|(known, _)| *known == pair.0) {
                return Err(Malformed("a parameter twice"));
            }
            pairs.push(pair);
        }
        let take = |wanted: &str, missing| {
            let found = pairs.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str()).ok_or(Malformed(missing))
        };
        if take("X-Amz-Algorithm", "no X-Amz-Algorithm")? != "AWS4-HMAC-SHA256" {
            return Err(Malformed("X-Amz-Algorithm is not AWS4-HMAC-SHA256"));
        }
        if take("X-Amz-SignedHeaders", "no X-Amz-SignedHeaders")? != "host" {
            return Err(Malformed("X-Amz-SignedHeaders is not host"));
        }
        let action = match take("Action", "no Action")? {
            "DbConnect" => Action::Connect,
            "DbConnectAdmin" => Action::ConnectAdmin,
            _ => return Err(Malformed("an unknown Action")),
        };
        let scope: Vec<&str> =
            take("X-Amz-Credential", "no X-Amz-Credential")?.split('/').collect();
        let [access_key, date, region, "dsql", "aws4_request"] = scope[..] else {
            return Err(Malformed("X-Amz-Credential is not key/date/region/dsql/aws4_request"));
        };
        let time = take("X-Amz-Date", "no X-Amz-Date")?;
        let signed_at = instant(time).ok_or(Malformed("X-Amz-Date is not a time"))?;
        if !time.starts_with(date) || date.len() != 8 {
            return Err(Malformed("the dates of X-Amz-Credential and X-Amz-Date differ"));
        }
        let expires =
            Some(take("X-Amz-Expires", "no X-Amz-Expires")?).filter(|text| is_digits(text));
        let expires = expires.and_then(|text| text.parse::<i64>().ok());
        let expires = expires.filter(|seconds| (1..=EXPIRES_MAX).contains(seconds));
        let expires = expires.ok_or(Malformed("X-Amz-Expires is not from 1 to 604800"))?;
        let signature = take("X-Amz-Signature", "no X-Amz-Signature").ok();
        let signature = signature.and_then(|text| <[u8; 32]>::from_hex(text).ok());
        let signature = signature.ok_or(Malformed("X-Amz-Signature is not 64 hex digits"))?;
        let session = take("X-Amz-Security-Token", "").ok().map(str::to_owned);
        let (access_key, date) = (access_key.to_owned(), date.to_owned());
        let (region, time) = (region.to_owned(), time.to_owned());
        pairs.retain(|(name, _)| name != "X-Amz-Signature");
        Ok(Token {
            host: host.to_owned(),
            action,
            access_key,
            date,
            region,
            time,
            signed_at,
            expires,
            session,
            signature,
            query: pairs,
        })
    }

    /// The access key whose secret [`Token::check`] needs.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The host it is signed for.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether `secret` signed this token for what is `expected`. For an access key that does not
    /// exist call it with a secret of chance, so that the answer takes as long.
    ///
    /// # Errors
    /// The first thing that is wrong; the signature is judged before anything a stranger could probe.
    pub fn check(&self, secret: &Secret, expected: &Expected<'_>) -> Result<(), TokenError> {
        let signs = |host: &str| self.signature_by(&secret.key, host).ct_eq(&self.signature);
        if !bool::from(signs(&self.host) | signs(&self.host.to_ascii_lowercase())) {
            return Err(TokenError::WrongSignature);
        }
        let given = self.session.as_deref().unwrap_or_default().as_bytes();
        let kept = secret.session.as_deref().unwrap_or_default().as_bytes();
        if !bool::from(given.ct_eq(kept)) {
            return Err(TokenError::WrongSession);
        }
        if expected.host.is_some_and(|host| !host.eq_ignore_ascii_case(&self.host)) {
            return Err(TokenError::WrongHost);
        }
        if expected.region.is_some_and(|region| region != self.region) {
            return Err(TokenError::WrongRegion);
        }
        if self.action != Action::needed_by(expected.user) {
            let user = expected.user.to_owned();
            return Err(TokenError::WrongAction { user, action: self.action.as_str() });
        }
        if expected.now < self.signed_at - SKEW_SECONDS {
            return Err(TokenError::NotYet);
        }
        if expected.now > self.signed_at + self.expires {
            return Err(TokenError::Expired);
        }
        Ok(())
    }

    fn signature_by(&self, secret: &str, host: &str) -> [u8; 32] {
        // By name, and not by what is in front of the next &: "=" is greater than "-".
        let mut query: Vec<(String, String)> =
            self.query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
        query.sort_unstable();
        let query: Vec<String> =
            query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "GET\n/\n{}\nhost:{}\n\nhost\n{}",
            query.join("&"),
            host,
            hex::encode(Sha256::digest(b""))
        );
        let scope = format!("{}/{}/dsql/aws4_request", self.date, self.region);
        let request = hex::encode(Sha256::digest(request.as_bytes()));
        let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{request}", self.time);
        let key = hmac(format!("AWS4{secret}").as_bytes(), self.date.as_bytes());
        let key = [&self.region, "dsql", "aws4_request"]
            .iter()
            .fold(key, |key, word| hmac(&key, word.as_bytes()));
        hmac(&key, text.as_bytes())
    }
}

/// A token of our own making, in botocore's order of parameters. `signed_at` is seconds since 1970.
pub fn sign(
    host: &str,
    region: &str,
    action: Action,
    access_key: &str,
    secret: &Secret,
    signed_at: i64,
    expires: i64,
) -> String {
    let time = stamp(signed_at);
    let date = &time[..8];
    let credential = format!("{access_key}/{date}/{region}/dsql/aws4_request");
    let expires = expires.to_string();
    let mut query = vec![
        ("Action", action.as_str()),
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", &credential),
        ("X-Amz-Date", &time),
        ("X-Amz-Expires", &expires),
        ("X-Amz-SignedHeaders", "host"),
    ];
    query.extend(secret.session.as_deref().map(|session| ("X-Amz-Security-Token", session)));
    let mut out = format!("{host}/?");
    for (name, value) in &query {
        let _ = write!(out, "{name}={}&", encode(value));
    }
    let draft = format!("{out}X-Amz-Signature={}", "0".repeat(64));
    match Token::parse(&draft) {
        Ok(token) => {
            let signature = token.signature_by(&secret.key, host);
            format!("{out}X-Amz-Signature={}", hex::encode(signature))
        }
        Err(_) => draft,
    }
}

/// What SigV4 leaves as it is: RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn decode(text: &str) -> Option<String> {
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}

/// `yyyymmddThhmmssZ`.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// Seconds since 1970 of a time as tokens write it.
fn instant(text: &str) -> Option<i64> {
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    if date.len() != 8 || clock.len() != 6 || !is_digits(date) || !is_digits(clock) {
        return None;
    }
    Some(NaiveDateTime::parse_from_str(text, TIME).ok()?.and_utc().timestamp())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn stamp(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().format(TIME).to_string()
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
