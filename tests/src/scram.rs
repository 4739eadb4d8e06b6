//! How does a client prove a password without sending it? SCRAM-SHA-256 (RFC 5802, RFC 7677).

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The nonce of every exchange: tests need no secrecy from a fixed one.
const NONCE: &str = "airglowgoldenscripts";

/// The client's first message, to be sent with the mechanism's name.
#[must_use]
pub fn first() -> String {
    format!("n,,n=,r={NONCE}")
}

/// The client's final message, answering the server's first.
///
/// # Errors
/// When the server's message lacks a nonce, salt or iteration count, or its nonce is not ours.
pub fn last(password: &str, server_first: &str) -> Result<String, String> {
    let field = |key: &str| {
        let found = server_first.split(',').find_map(|part| part.strip_prefix(key));
        found.ok_or_else(|| format!("SCRAM: no {key} in {server_first:?}"))
    };
    let nonce = field("r=")?;
    if !nonce.starts_with(NONCE) {
        return Err("SCRAM: the server changed the nonce".to_owned());
    }
    let salt = STANDARD.decode(field("s=")?).map_err(|e| format!("SCRAM salt: {e}"))?;
    let rounds = field("i=")?.parse().map_err(|e| format!("SCRAM iterations: {e}"))?;
    let mut salted = [0u8; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, rounds, &mut salted);
    let client_key = hmac(&salted, b"Client Key");
    let stored_key: [u8; 32] = Sha256::digest(client_key).into();
    let unproven = format!("c=biws,r={nonce}");
    let signed = format!("n=,r={NONCE},{server_first},{unproven}");
    let signature = hmac(&stored_key, signed.as_bytes());
    let proof: Vec<u8> = client_key.iter().zip(signature).map(|(k, s)| k ^ s).collect();
    Ok(format!("{unproven},p={}", STANDARD.encode(proof)))
}

fn hmac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}
