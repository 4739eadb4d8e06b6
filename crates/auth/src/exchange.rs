//! What does the server answer in a SCRAM exchange?
//!
//! With TLS the exchange can be bound to the channel (RFC 5929, `tls-server-end-point`): the
//! client proves the password over a hash of the certificate it saw, so that one in the middle
//! with another certificate is found out.

use crate::Verifier;
use crate::verifier::hmac;
use base::{Severity, SqlError, SqlResult, SqlState};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The mechanism's name.
pub const MECHANISM: &str = "SCRAM-SHA-256";
/// The name of the mechanism bound to the channel.
pub const MECHANISM_PLUS: &str = "SCRAM-SHA-256-PLUS";

/// The one kind of channel binding there is.
const END_POINT: &str = "tls-server-end-point";

/// What the exchange can be bound to.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// The hash of the server's certificate; none without TLS.
    pub end_point: Option<&'a [u8]>,
    /// The client chose [`MECHANISM_PLUS`].
    pub plus: bool,
}

/// An exchange after the client's first message.
pub struct Exchange {
    verifier: Verifier,
    nonce: String,
    /// The channel binding the client's final message must repeat, in base64.
    binding: String,
    /// `client-first-message-bare,server-first-message,`
    transcript: String,
    first: String,
}

impl Exchange {
    /// Reads the client's first message. `nonce` is ours: printable, no comma.
    ///
    /// # Errors
    /// FATAL, in PostgreSQL's words: 08P01 for what is malformed, 28000 when the channel
    /// binding does not fit.
    pub fn start(
        verifier: Verifier,
        channel: Channel<'_>,
        message: &str,
        nonce: &str,
    ) -> SqlResult<Exchange> {
        let mut parts = message.splitn(3, ',');
        let (flag, authzid, bare) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let bound = bound_to(flag, channel)?;
        if !authzid.is_empty() {
            return Err(refused(
                b"0A000",
                "client uses authorization identity, but it is not supported",
            ));
        }
        let client = bare.split(',').nth(1).and_then(|part| part.strip_prefix("r="));
        let client =
            client.filter(|nonce| !nonce.is_empty() && nonce.bytes().all(|b| b.is_ascii_graphic()));
        let (true, Some(client)) = (bare.starts_with("n="), client) else {
            return Err(malformed());
        };
        let nonce = format!("{client}{nonce}");
        let salt = BASE64.encode(&verifier.salt);
        let first = format!("r={nonce},s={salt},i={}", verifier.iterations);
        let transcript = format!("{bare},{first},");
        let mut binding = format!("{flag},,").into_bytes();
        binding.extend_from_slice(bound);
        let binding = BASE64.encode(binding);
        Ok(Exchange { verifier, nonce, binding, transcript, first })
    }

    /// The server's first message.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// Reads the client's final message: the server's final message, or `None`
    /// when the password is wrong.
    pub fn finish(self, message: &str) -> SqlResult<Option<String>> {
        let (plain, proof) = message.rsplit_once(",p=").ok_or_else(malformed)?;
        let mut parts = plain.split(',');
        let binding = parts.next().and_then(|part| part.strip_prefix("c="));
        let nonce = parts.next().and_then(|part| part.strip_prefix("r="));
        if binding != Some(&self.binding) {
            return Err(refused(b"28000", "SCRAM channel binding check failed"));
        }
        if nonce != Some(&self.nonce) {
            return Err(malformed());
        }
        let proof: [u8; 32] =
            BASE64.decode(proof).ok().and_then(|p| p.try_into().ok()).ok_or_else(malformed)?;
        let signed = format!("{}{plain}", self.transcript);
        let signature = hmac(&self.verifier.stored_key, signed.as_bytes());
        let mut key = proof;
        key.iter_mut().zip(signature).for_each(|(byte, other)| *byte ^= other);
        let stored: [u8; 32] = Sha256::digest(key).into();
        let right = bool::from(stored.ct_eq(&self.verifier.stored_key));
        let answer = BASE64.encode(hmac(&self.verifier.server_key, signed.as_bytes()));
        Ok(right.then(|| format!("v={answer}")))
    }
}

/// What the client binds to by its flag; nothing without channel binding.
fn bound_to<'a>(flag: &str, channel: Channel<'a>) -> SqlResult<&'a [u8]> {
    let offered = channel.end_point.is_some();
    match (flag, channel.end_point) {
        ("n", _) if !channel.plus => Ok(&[]),
        ("y", None) if !channel.plus => Ok(&[]),
        ("y", Some(_)) if !channel.plus => {
            let error = refused(b"28000", "SCRAM channel binding negotiation error");
            Err(error.with_detail(
                "The client supports SCRAM channel binding but thinks the server does not.  \
                 However, this server does support channel binding.",
            ))
        }
        (flag, Some(end_point)) if channel.plus && flag.strip_prefix("p=") == Some(END_POINT) => {
            Ok(end_point)
        }
        (flag, _) if flag.starts_with("p=") && offered && channel.plus => {
            let kind: String = flag[2..].chars().take(40).collect();
            Err(refused(b"08P01", &format!("unsupported SCRAM channel-binding type \"{kind}\"")))
        }
        _ => Err(malformed()),
    }
}

fn malformed() -> SqlError {
    refused(b"08P01", "malformed SCRAM message")
}

fn refused(state: &[u8; 5], message: &str) -> SqlError {
    SqlError::new(SqlState::new(state), message).with_severity(Severity::Fatal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    const NONCE: &str = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    fn started(password: &str) -> Exchange {
        let salt = BASE64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let kept = Verifier::new(password, &salt, 4096).to_string();
        let channel = Channel { end_point: None, plus: false };
        Exchange::start(Verifier::parse(&kept).unwrap(), channel, FIRST, NONCE).unwrap()
    }

    #[test]
    fn the_vector_of_rfc_7677_passes_and_another_password_does_not() {
        let last = format!(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO{NONCE},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
        );
        let good = started("pencil").finish(&last).unwrap();
        assert_eq!(good.as_deref(), Some("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        assert_eq!(started("pencils").finish(&last).unwrap(), None);
    }

    #[test]
    fn a_cleartext_password_is_checked_and_a_mock_takes_none() {
        let kept = Verifier::new("pencil", b"salt", 4096);
        assert!(kept.verify("pencil") && !kept.verify("pen"));
        assert!(!Verifier::mock(&[7; 32], "nobody").verify("pencil"));
    }

    #[test]
    fn an_exchange_is_bound_to_the_certificate_the_client_saw() {
        let hash: &[u8] = &[9; 32];
        let start = |flag: &str, end_point, plus| {
            let verifier = Verifier::new("pencil", b"salt", 4096);
            let first = format!("{flag},,n=,r=abc");
            Exchange::start(verifier, Channel { end_point, plus }, &first, "def")
        };
        let bound = |seen: &[u8]| {
            let mut binding = b"p=tls-server-end-point,,".to_vec();
            binding.extend_from_slice(seen);
            let exchange = start("p=tls-server-end-point", Some(hash), true).unwrap();
            let proof = BASE64.encode([0; 32]);
            exchange.finish(&format!("c={},r=abcdef,p={proof}", BASE64.encode(binding)))
        };
        assert_eq!(bound(hash), Ok(None), "bound; the proof is that of a wrong password");
        assert_eq!(bound(&[8; 32]).unwrap_err().state().as_str(), "28000");
        // A client that was told of no channel binding, though the server offered it: downgraded.
        assert_eq!(start("y", Some(hash), false).err().unwrap().state().as_str(), "28000");
        assert!(start("y", None, false).is_ok() && start("n", Some(hash), false).is_ok());
        for (flag, plus) in [("n", true), ("p=tls-server-end-point", false), ("p=x", true)] {
            assert!(start(flag, Some(hash), plus).is_err(), "{flag} {plus}");
        }
    }
}
