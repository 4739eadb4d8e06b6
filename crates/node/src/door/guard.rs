//! Who is this, by the secret that came over this channel?
//!
//! Every door asks here: the login over PostgreSQL's protocol, SQL over HTTP, WebSocket. What a
//! secret is, its looks say:
//!
//! ```text
//! <host>/?Action=...&X-Amz-Signature=...   an IAM-style token (`auth::token`)
//! eyJ....<payload>.<signature>             a JWT, where an issuer is trusted (`crate::Issuer`)
//! anything else                            a password, checked against the role's SCRAM verifier
//! ```
//!
//! Nothing tells whether a role exists: an unknown one has a verifier that no password fits and
//! an access key that no token fits, and costs as much. What was wrong with a token is logged for
//! the operator, never told: the client hears one sentence. Who guesses passwords is slowed by
//! [`Throttle`]; tokens and JWTs cannot be guessed.

use super::throttle::{Throttle, Turn};
use super::{Credentials, RoleLogin, fatal};
use crate::keys::AccessKey;
use crate::{Issuer, Tls};
use auth::Verifier;
use auth::jwt::looks_like_jwt;
use auth::token::{Expected, Secret, Token, TokenError, looks_like_token};
use base::SqlResult;
use ipnet::IpNet;
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use rustls::server::ParsedCertificate;
use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// So many right passwords are remembered; then all are forgotten, which costs their next use
/// one PBKDF2 each.
const REMEMBERED_MAX: usize = 4096;
/// So many passwords are checked at the same time.
const CHECKS_AT_ONCE: usize = 2;

/// What is asked of tokens beside their signature.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Names clients may have signed their tokens for, beside those of the certificate.
    pub hosts: Vec<String>,
    /// The region tokens must name; `None` takes the one in a host of the shape
    /// `<id>.dsql.<region>.<domain>`, and any where there is none.
    pub region: Option<String>,
    /// Whose JWTs are taken.
    pub issuer: Option<Arc<Issuer>>,
    /// Where proxies are that say who their clients are, by the PROXY protocol or by the last address
    /// in `X-Forwarded-For`.
    pub proxies: Vec<IpNet>,
    /// Where there are such that end TLS: what comes from there came within TLS.
    pub tls_proxies: Vec<IpNet>,
}

/// What a client says in the clear to prove who it is.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    /// The role it wants to be.
    pub(super) user: &'a str,
    /// A password, a token or a JWT.
    pub(super) secret: &'a str,
    /// The name it asked for in TLS (SNI), if any.
    pub(super) host: Option<&'a str>,
    /// Where it is.
    pub(super) address: IpAddr,
    /// Whether it speaks within TLS, ours or a proxy's.
    pub(super) private: bool,
}

/// How a login over PostgreSQL's protocol is asked for its proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// SCRAM, bound to the channel where there is TLS.
    Scram,
    /// The secret itself, within TLS.
    Cleartext,
    /// There is nothing it could prove itself by over this channel.
    TlsNeeded,
}

/// Knows the roles, the keys and who guessed before.
pub(super) struct Guard {
    credentials: Arc<dyn Credentials>,
    policy: Policy,
    tls: Arc<Tls>,
    throttle: Throttle,
    /// What is mocked and remembered is made with it.
    chance: [u8; 32],
    remembered: Mutex<HashSet<[u8; 32]>>,
    /// Held by the passwords that are being checked.
    checks: Semaphore,
}

impl Guard {
    pub(super) fn new(credentials: Arc<dyn Credentials>, policy: Policy, tls: Arc<Tls>) -> Guard {
        Guard {
            chance: credentials.chance(),
            credentials,
            policy,
            tls,
            throttle: Throttle::default(),
            remembered: Mutex::default(),
            checks: Semaphore::new(CHECKS_AT_ONCE),
        }
    }

    /// The role behind a secret. A right password costs PBKDF2 the first time only.
    ///
    /// # Errors
    /// FATAL 28P01 for a wrong password, 28000 for a wrong token, a role that may not log in, and
    /// a secret in the clear from another machine; those of storage.
    pub(super) async fn identify(&self, claim: &Claim<'_>) -> SqlResult<RoleLogin> {
        let role = self.role(claim.user).await?;
        check_channel(claim.private, claim.address)?;
        let issuer = self.policy.issuer.as_ref().filter(|_| looks_like_jwt(claim.secret));
        let proved = if looks_like_token(claim.secret) {
            self.by_token(role, claim).await
        } else if let Some(issuer) = issuer {
            self.by_jwt(issuer, claim.user, claim.secret).await
        } else {
            let mut turn = self.turn(claim.user, claim.address).await;
            let right = self.has_password(role.as_ref(), claim, &mut turn).await;
            self.judge_password(role, right, claim.user, claim.address)
        };
        may_log_in(proved?)
    }

    /// The role of this name, and what the door knows of it.
    pub(super) async fn role(&self, user: &str) -> SqlResult<Option<RoleLogin>> {
        self.credentials.role_login(user).await
    }

    /// How to ask for a proof. A role that tokens reach is asked for its secret in the clear,
    /// since no token can be proved by SCRAM, unless the client says that it must be SCRAM. One
    /// that is not there is asked as one with a password: names that only tokens reach are of no
    /// use to who guesses.
    pub(super) async fn method(
        &self,
        role: Option<&RoleLogin>,
        private: bool,
        wants_scram: bool,
    ) -> SqlResult<Method> {
        let has_password = role.is_none_or(|role| role.verifier.is_some());
        let by_token = match role {
            _ if self.policy.issuer.is_some() => true,
            Some(role) if role.name == crate::ADMIN_NAME => self.credentials.has_key(true).await?,
            Some(role) if !role.iam.is_empty() => true,
            // Who forgot the grant is to hear of it.
            Some(_) => private && !has_password && self.credentials.has_key(false).await?,
            None => false,
        };
        Ok(match (by_token, private) {
            (false, _) => Method::Scram,
            (true, _) if has_password && (wants_scram || !private) => Method::Scram,
            (true, true) => Method::Cleartext,
            (true, false) => Method::TlsNeeded,
        })
    }

    /// The verifier of a role's password; of one that has none, or is not there, a mock.
    pub(super) fn verifier(&self, role: Option<&RoleLogin>, user: &str) -> Verifier {
        let kept = role.and_then(|role| role.verifier.as_deref()).and_then(Verifier::parse);
        kept.unwrap_or_else(|| Verifier::mock(&self.chance, user))
    }

    /// Whether a proxy is there that is to be believed.
    pub(super) fn is_proxy(&self, address: IpAddr) -> bool {
        within(&self.policy.proxies, address) || self.ends_tls(address)
    }

    /// Whether it is one that ends TLS.
    pub(super) fn ends_tls(&self, address: IpAddr) -> bool {
        within(&self.policy.tls_proxies, address)
    }

    /// Waits for its turn to try a password: none, as long as few wrong ones came before.
    pub(super) async fn turn(&self, user: &str, address: IpAddr) -> Option<Turn<'_>> {
        self.throttle.turn(address, user).await
    }

    /// The role, when the password that was tried in its turn was `right`.
    ///
    /// # Errors
    /// FATAL 28P01.
    pub(super) fn judge_password(
        &self,
        role: Option<RoleLogin>,
        right: bool,
        user: &str,
        address: IpAddr,
    ) -> SqlResult<RoleLogin> {
        role.filter(|_| right).ok_or_else(|| {
            self.throttle.failed(address, user, Instant::now());
            fatal(b"28P01", &format!("password authentication failed for user \"{user}\""))
        })
    }

    /// Whether it is the role's password. What is remembered of a right one is a hash under this
    /// database's own chance, with the verifier in it: a changed password is another.
    async fn has_password<'a>(
        &'a self,
        role: Option<&RoleLogin>,
        claim: &Claim<'_>,
        turn: &mut Option<Turn<'a>>,
    ) -> bool {
        let kept = role.and_then(|role| role.verifier.as_deref());
        let mark = kept.map(|kept| {
            let parts = [claim.user.as_bytes(), kept.as_bytes(), claim.secret.as_bytes()];
            auth::mark(&self.chance, &parts)
        });
        if mark.is_some_and(|mark| self.remembered.lock().contains(&mark)) {
            return true;
        }
        let (verifier, secret) = (self.verifier(role, claim.user), claim.secret.to_owned());
        // Milliseconds of a core: beside the threads that serve everybody, and few at a time.
        let _check = loop {
            let check = self.checks.acquire().await;
            // Others may have failed while this one stood in the queue.
            let free = || self.throttle.wait(claim.address, claim.user, Instant::now()).is_zero();
            if turn.is_some() || free() {
                break check;
            }
            drop(check);
            *turn = self.turn(claim.user, claim.address).await;
        };
        let right = tokio::task::spawn_blocking(move || verifier.verify(&secret)).await;
        let right = right.unwrap_or(false);
        if let Some(mark) = mark.filter(|_| right) {
            let mut remembered = self.remembered.lock();
            if remembered.len() >= REMEMBERED_MAX {
                remembered.clear();
            }
            remembered.insert(mark);
        }
        right
    }

    async fn by_token(&self, role: Option<RoleLogin>, claim: &Claim<'_>) -> SqlResult<RoleLogin> {
        let user = claim.user;
        let refused = |why: &dyn std::fmt::Display, key: &str| {
            tracing::info!(user, key, why = ?why.to_string(), "a token was refused");
            fatal(b"28000", &format!("IAM authentication failed for user \"{user}\""))
        };
        let token = Token::parse(claim.secret).map_err(|error| refused(&error, ""))?;
        let known = self.credentials.access_key(token.access_key()).await?;
        if let Err(error) = self.check(&token, known.as_ref(), claim) {
            let told = refused(&error, token.access_key());
            return Err(match error {
                TokenError::WrongAction { .. } => fatal(b"28000", &error.to_string()),
                _ => told,
            });
        }
        let (Some(key), Some(role)) = (known, role) else {
            return Err(refused(&"there is no such role", token.access_key()));
        };
        if user == crate::ADMIN_NAME && !key.admin {
            return Err(refused(&"the access key may not connect as admin", &key.id));
        }
        if user != crate::ADMIN_NAME && !role.iam.contains(&key.arn) {
            let why = format!("\"{}\" is not granted to {}", user, key.arn);
            return Err(refused(&why, &key.id));
        }
        Ok(role)
    }

    async fn by_jwt(&self, issuer: &Arc<Issuer>, user: &str, token: &str) -> SqlResult<RoleLogin> {
        let refused = |why: &dyn std::fmt::Display| {
            tracing::info!(user, why = ?why.to_string(), "a JWT was refused");
            fatal(b"28000", &format!("JWT authentication failed for user \"{user}\""))
        };
        let named = issuer.role(token).await.map_err(|error| refused(&error))?;
        if user != named {
            return Err(refused(&"it names another role"));
        }
        self.role(&named).await?.ok_or_else(|| refused(&"there is no such role"))
    }

    fn check(
        &self,
        token: &Token,
        key: Option<&AccessKey>,
        claim: &Claim<'_>,
    ) -> Result<(), TokenError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        let nobodys = || Secret { key: hex(&self.chance), session: None };
        let secret = key.map_or_else(nobodys, |key| key.secret.clone());
        let in_host = region_of(token.host());
        let region = self.policy.region.as_deref().or(in_host);
        token.check(&secret, &Expected { host: claim.host, region, user: claim.user, now })?;
        if key.is_some_and(|key| !key.is_good(now)) {
            return Err(TokenError::Expired);
        }
        // A client chooses the name it asks for: it must be one of ours as well.
        if self.answers_for(token.host()) { Ok(()) } else { Err(TokenError::WrongHost) }
    }

    fn answers_for(&self, host: &str) -> bool {
        let listed = self.policy.hosts.iter().any(|name| name.eq_ignore_ascii_case(host));
        let tls = self.tls.now();
        let certified = || {
            let certificate = ParsedCertificate::try_from(&tls.certificate).ok()?;
            let name = ServerName::try_from(host).ok()?;
            rustls::client::verify_server_name(&certificate, &name).ok()
        };
        listed || certified().is_some()
    }
}

fn within(networks: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

/// A secret in the clear is taken within TLS, and from this machine.
fn check_channel(private: bool, address: IpAddr) -> SqlResult<()> {
    if private || address.to_canonical().is_loopback() {
        return Ok(());
    }
    let message = "a secret in the clear is taken within TLS only";
    let hint = "Connect with sslmode=require or https; where a proxy ends TLS, start the server \
                with --tls-proxy and the proxy's address.";
    Err(fatal(b"28000", message).with_hint(hint))
}

/// Who may not log in is refused, whatever it has proved.
pub(super) fn may_log_in(role: RoleLogin) -> SqlResult<RoleLogin> {
    if role.may_log_in {
        return Ok(role);
    }
    let message = format!("role \"{}\" is not permitted to log in", role.name);
    Err(fatal(b"28000", &message))
}

/// The region in a host of the shape `<id>.dsql<suffix>.<region>.<domain>`, as connectors read it.
fn region_of(host: &str) -> Option<&str> {
    let mut labels = host.split('.').skip(1);
    labels.find(|label| label.starts_with("dsql"))?;
    labels.next().filter(|_| labels.next().is_some())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_the_clear_is_taken_within_tls_or_from_this_machine() {
        let told = check_channel(false, IpAddr::from([10, 0, 0, 1])).unwrap_err();
        assert_eq!(told.state().as_str(), "28000");
        assert!(check_channel(true, IpAddr::from([10, 0, 0, 1])).is_ok());
        assert!(check_channel(false, "::ffff:127.0.0.1".parse().unwrap()).is_ok());
    }

    #[test]
    fn the_region_is_read_from_hosts_of_dsqls_shape_only() {
        for (host, region) in [
            ("abc.dsql.us-east-1.on.aws", Some("us-east-1")),
            ("abc.dsql-fnh4.eu-west-1.example.com", Some("eu-west-1")),
            ("abc.dsql.example", None),
            ("dsql.example.com", None),
            ("localhost", None),
            ("127.0.0.1", None),
        ] {
            assert_eq!(region_of(host), region, "{host}");
        }
    }
}
