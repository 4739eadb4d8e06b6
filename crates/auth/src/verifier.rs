//! What is kept instead of a password?

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// PostgreSQL's default `scram_iterations`.
pub const ITERATIONS: u32 = 4096;
/// A verifier that asks for more is none: a second of a core for each password that is tried.
const ITERATIONS_MAX: u32 = 1_000_000;

/// Enough to check a password, not enough to know it.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier {
    pub(crate) iterations: u32,
    pub(crate) salt: Vec<u8>,
    pub(crate) stored_key: [u8; 32],
    pub(crate) server_key: [u8; 32],
}

impl Verifier {
    /// The verifier of `password`.
    pub fn new(password: &str, salt: &[u8], iterations: u32) -> Verifier {
        let prepared = stringprep::saslprep(password);
        let password = prepared.as_deref().unwrap_or(password);
        let mut salted = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut salted);
        let client_key = hmac(&salted, b"Client Key");
        Verifier {
            iterations,
            salt: salt.to_vec(),
            stored_key: Sha256::digest(client_key).into(),
            server_key: hmac(&salted, b"Server Key"),
        }
    }

    /// For a user that does not exist: no password fits, and the same `secret`
    /// and `user` give the same salt every time.
    pub fn mock(secret: &[u8; 32], user: &str) -> Verifier {
        let salt = hmac(secret, user.as_bytes())[..16].to_vec();
        let key = hmac(secret, &salt);
        Verifier { iterations: ITERATIONS, salt, stored_key: key, server_key: key }
    }

    /// Reads PostgreSQL's text form; `None` when it is not that, or asks for so many iterations that
    /// to check a password would keep a core for long.
    pub fn parse(text: &str) -> Option<Verifier> {
        let (head, keys) = text.strip_prefix("SCRAM-SHA-256$")?.split_once('$')?;
        let (iterations, salt) = head.split_once(':')?;
        let (stored, server) = keys.split_once(':')?;
        Some(Verifier {
            iterations: iterations
                .parse()
                .ok()
                .filter(|count| (1..=ITERATIONS_MAX).contains(count))?,
            salt: BASE64.decode(salt).ok()?,
            stored_key: BASE64.decode(stored).ok()?.try_into().ok()?,
            server_key: BASE64.decode(server).ok()?.try_into().ok()?,
        })
    }

    /// Whether `password` is the one. Costs the iterations.
    pub fn verify(&self, password: &str) -> bool {
        let other = Verifier::new(password, &self.salt, self.iterations);
        bool::from(
            self.stored_key.ct_eq(&other.stored_key) & self.server_key.ct_eq(&other.server_key),
        )
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [salt, stored, server] =
            [&self.salt[..], &self.stored_key, &self.server_key].map(|key| BASE64.encode(key));
        write!(f, "SCRAM-SHA-256${}:{salt}${stored}:{server}", self.iterations)
    }
}

pub(crate) fn hmac(key: &[u8], data: &[u8]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(data);
    mac.finalize().into_bytes().into()
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
pub fn equal(one: &[u8], other: &[u8]) -> bool {
    bool::from(one.ct_eq(other))
}

/// A mark of `parts` under `key`, by which they are known again and which tells nothing of them:
/// HMAC-SHA-256 over each part behind its length.
pub fn mark(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
