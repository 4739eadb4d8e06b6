//! Is the client who it says it is?
//!
//! The server asks for SCRAM, bound to the channel where there is TLS. A client that has sent
//! its password already, unasked, is answered as if it had been asked for it (the Neon driver
//! saves a round trip so): it is checked against the same verifier.
//!
//! Nothing tells whether a role exists: an unknown one has a verifier that no password fits and
//! costs as much.

use super::fatal;
use super::greeting::Guest;
use auth::{Channel, Exchange, MECHANISM, MECHANISM_PLUS, Verifier};
use base::SqlResult;
use bytes::Bytes;
use wire::Encode;

const AUTHENTICATION_OK: u32 = 0;
const CLEARTEXT_PASSWORD: u32 = 3;
const SASL: u32 = 10;
const SASL_CONTINUE: u32 = 11;
const SASL_FINAL: u32 = 12;

/// Asks for a proof of the password behind `verifier`; whether it is one. What the client is to
/// hear of it waits in the output.
pub(super) async fn prove(
    guest: &mut Guest,
    verifier: Verifier,
    end_point: Option<&[u8]>,
) -> SqlResult<bool> {
    let end_point = end_point.filter(|_| guest.socket.is_private());
    let unasked = match guest.input.first() {
        Some(b'p') => guest.password_at_hand()?,
        _ => None,
    };
    let body = match unasked {
        Some(body) => body,
        None => {
            let plus = end_point.map_or("", |_| MECHANISM_PLUS);
            let offers = [plus, MECHANISM].into_iter().filter(|name| !name.is_empty());
            let offers: String = offers.map(|name| format!("{name}\0")).collect();
            guest.output.authentication(SASL, format!("{offers}\0").as_bytes());
            guest.password().await?
        }
    };
    let passed = match initial_response(&body) {
        Some((plus, message)) => {
            let channel = Channel { end_point, plus };
            exchange(guest, verifier, channel, message).await?
        }
        None => cleartext(guest, &verifier, body)?,
    };
    if passed {
        guest.output.authentication(AUTHENTICATION_OK, &[]);
    }
    Ok(passed)
}

/// The SASLInitialResponse in `body`: whether the mechanism is the bound one, and its data. A
/// password is none: it has nothing behind its NUL.
fn initial_response(body: &[u8]) -> Option<(bool, &[u8])> {
    let end = body.iter().position(|byte| *byte == 0)?;
    let plus = match std::str::from_utf8(&body[..end]) {
        Ok(MECHANISM) => false,
        Ok(MECHANISM_PLUS) => true,
        _ => return None,
    };
    body.get(end + 5..).map(|data| (plus, data))
}

fn cleartext(guest: &mut Guest, verifier: &Verifier, mut body: Bytes) -> SqlResult<bool> {
    let password = wire::zero_terminated(&mut body)?;
    if !body.is_empty() {
        let message = "client selected an invalid SASL authentication mechanism";
        return Err(fatal(b"08P01", message));
    }
    guest.output.authentication(CLEARTEXT_PASSWORD, &[]);
    Ok(verifier.verify(&password))
}

async fn exchange(
    guest: &mut Guest,
    verifier: Verifier,
    channel: Channel<'_>,
    first: &[u8],
) -> SqlResult<bool> {
    let malformed = || fatal(b"08P01", "malformed SCRAM message");
    let first = std::str::from_utf8(first).map_err(|_| malformed())?;
    let nonce = format!("{:032x}", rand::random::<u128>());
    let exchange = Exchange::start(verifier, channel, first, &nonce)?;
    guest.output.authentication(SASL_CONTINUE, exchange.first().as_bytes());
    let body = guest.password().await?;
    let last = std::str::from_utf8(&body).map_err(|_| malformed())?;
    let Some(answer) = exchange.finish(last)? else { return Ok(false) };
    guest.output.authentication(SASL_FINAL, answer.as_bytes());
    Ok(true)
}
