//! What does the server answer in a SCRAM exchange without channel binding?

use crate::Verifier;
use crate::verifier::hmac;
use base::{Severity, SqlError, SqlResult, SqlState};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The mechanism's name.
pub const MECHANISM: &str = "SCRAM-SHA-256";

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
    pub fn start(verifier: Verifier, message: &str, nonce: &str) -> SqlResult<Exchange> {
        let mut parts = message.splitn(3, ',');
        let (flag, authzid, bare) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if !matches!(flag, "n" | "y") || !authzid.is_empty() {
            return Err(malformed());
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
        let binding = BASE64.encode(format!("{flag},,"));
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
        if binding != Some(&self.binding) || nonce != Some(&self.nonce) {
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

fn malformed() -> SqlError {
    SqlError::new(SqlState::new(b"08P01"), "malformed SCRAM message").with_severity(Severity::Fatal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    const NONCE: &str = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    fn started(password: &str) -> Exchange {
        let salt = BASE64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let kept = Verifier::new(password, &salt, 4096).to_string();
        Exchange::start(Verifier::parse(&kept).unwrap(), FIRST, NONCE).unwrap()
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
}
