//! Is the client who it says it is?
//!
//! The server asks for SCRAM, bound to the channel where there is TLS, or for the secret itself
//! where the role is reached by tokens ([`Guard::method`]). A client that has sent its password
//! already, unasked, is answered as if it had been asked for it (the Neon driver saves a round
//! trip so).

use super::RoleLogin;
use super::fatal;
use super::greeting::{Asked, Guest};
use super::guard::{Claim, Guard, Method, may_log_in};
use auth::{Channel, Exchange, MECHANISM, MECHANISM_PLUS, Verifier};
use base::SqlResult;
use bytes::Bytes;
use futures_util::FutureExt;
use wire::Encode;

const AUTHENTICATION_OK: u32 = 0;
const CLEARTEXT_PASSWORD: u32 = 3;
const SASL: u32 = 10;
const SASL_CONTINUE: u32 = 11;
const SASL_FINAL: u32 = 12;

/// Asks for a proof that the client is who it `asked` to be. What it is to hear of that waits in
/// the output.
///
/// # Errors
/// FATAL: those of [`Guard::identify`], and of a malformed exchange.
pub(super) async fn prove(
    guest: &mut Guest,
    guard: &Guard,
    asked: &Asked,
    end_point: Option<&[u8]>,
) -> SqlResult<RoleLogin> {
    let address = guest.whence.ip();
    let framed = guest.socket.is_framed();
    let end_point = end_point.filter(|_| guest.socket.is_private() && !framed);
    let private = guest.is_private();
    let role = guard.role(&asked.user).await?;
    let unasked = match guest.input.first() {
        Some(b'p') => guest.password_at_hand()?,
        _ => None,
    };
    let method = match framed {
        // What is sent behind the startup packet there is a password, maybe in a later frame.
        true => Method::Cleartext,
        false => guard.method(role.as_ref(), private, wants_scram(asked)).await?,
    };
    let mut told = false;
    let body = match unasked {
        Some(body) => body,
        None => match method {
            Method::Scram => {
                let plus = end_point.map_or("", |_| MECHANISM_PLUS);
                let offers = [plus, MECHANISM].into_iter().filter(|name| !name.is_empty());
                let offers: String = offers.map(|name| format!("{name}\0")).collect();
                guest.output.authentication(SASL, format!("{offers}\0").as_bytes());
                guest.password().await?
            }
            Method::Cleartext => {
                told = true;
                guest.output.authentication(CLEARTEXT_PASSWORD, &[]);
                guest.password().await?
            }
            Method::TlsNeeded => {
                let message = "unable to accept connection, SSL is mandatory. AWS Authentication is required.";
                return Err(fatal(b"28000", message));
            }
        },
    };
    let role = match initial_response(&body) {
        Some((plus, message)) => {
            let channel = Channel { end_point, plus };
            let verifier = guard.verifier(role.as_ref(), &asked.user);
            let turn = guard.turn(&asked.user, address);
            let (right, _turn) = exchange(guest, verifier, channel, message, turn).await?;
            may_log_in(guard.judge_password(role, right, &asked.user, address)?)
        }
        None => {
            let secret = cleartext(body)?;
            if !told {
                guest.output.authentication(CLEARTEXT_PASSWORD, &[]);
            }
            let host = guest.socket.server_name().map(str::to_owned);
            let (user, host) = (&asked.user, host.as_deref());
            let claim = Claim { user, secret: &secret, host, address, private };
            guest.stay(guard.identify(&claim)).await
        }
    }?;
    guest.output.authentication(AUTHENTICATION_OK, &[]);
    Ok(role)
}

/// Whether the client says that it proves itself by SCRAM alone. libpq's `channel_binding=require`
/// stays with the client, but drivers that forward what they do not know send it along, and
/// `options` can carry it.
fn wants_scram(asked: &Asked) -> bool {
    let named = |name| asked.settings.iter().rev().find(|(known, _)| known == name);
    named("channel_binding").is_some_and(|(_, value)| value == "require")
        || named("require_auth").is_some_and(|(_, value)| value == "scram-sha-256")
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

fn cleartext(mut body: Bytes) -> SqlResult<String> {
    let password = wire::zero_terminated(&mut body)?;
    if !body.is_empty() {
        let message = "client selected an invalid SASL authentication mechanism";
        return Err(fatal(b"08P01", message));
    }
    if password.is_empty() {
        return Err(fatal(b"28P01", "empty password returned by client"));
    }
    Ok(password)
}

/// Whether the client knows the password. Its proof is looked at when its `turn` comes.
async fn exchange<T>(
    guest: &mut Guest,
    verifier: Verifier,
    channel: Channel<'_>,
    first: &[u8],
    turn: impl Future<Output = T>,
) -> SqlResult<(bool, T)> {
    let malformed = || fatal(b"08P01", "malformed SCRAM message");
    let first = std::str::from_utf8(first).map_err(|_| malformed())?;
    let nonce = format!("{:032x}", rand::random::<u128>());
    let exchange = Exchange::start(verifier, channel, first, &nonce)?;
    guest.output.authentication(SASL_CONTINUE, exchange.first().as_bytes());
    let body = guest.password().await?;
    let last = std::str::from_utf8(&body).map_err(|_| malformed())?;
    let turn = guest.stay(turn.map(Ok)).await?;
    let Some(answer) = exchange.finish(last)? else { return Ok((false, turn)) };
    guest.output.authentication(SASL_FINAL, answer.as_bytes());
    Ok((true, turn))
}
