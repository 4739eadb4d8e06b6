//! Is this bearer token an issuer's, for us, and still good?
//!
//! A JWT (RFC 7519) signed by a key of the issuer's set (JWKS, RFC 7517). Reading one
//! ([`Jwt::parse`]) and checking it ([`Jwt::check`]) are apart, because a host may have to fetch
//! the set again in between, when the key is unknown.
//!
//! The algorithm is the key's, never the token's word for it. A set is read into keys that each
//! know what they verify by: the `alg` they name; else the one of their curve, or, of an RSA key,
//! any of RSA's (Entra names none and signs by RS256). Symmetric keys (`oct`) are left out. So
//! `none` and an HMAC made with a public key have nobody to believe them. A key that makes no sense
//! is left out alone: the issuer's others go on. Several keys may have one id, or none: each that
//! could have signed the token is tried.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::signature::{
    self, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

/// How far clocks may be apart, seconds.
pub const LEEWAY_SECONDS: i64 = 60;
/// The longest token that is read, bytes.
pub const JWT_BYTES_MAX: usize = 16 << 10;
/// The longest set that is read, bytes.
pub const JWKS_BYTES_MAX: usize = 1 << 20;
/// The most keys of a set; issuers have two or three.
pub const KEYS_MAX: usize = 100;
/// RSA keys shorter than this are left out, bits (`ring` verifies none).
const RSA_BITS_MIN: usize = 2048;

/// Why a token is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum JwtError {
    #[error("the token is malformed: {0}")]
    Malformed(&'static str),
    #[error("no key of the issuer has the token's id")]
    UnknownKey,
    #[error("the issuer's keys are too old to be believed, and no newer ones can be fetched")]
    OldKeys,
    #[error("the token names another algorithm than its key's")]
    WrongAlgorithm,
    #[error("the token's signature is wrong")]
    WrongSignature,
    #[error("the token is another issuer's")]
    WrongIssuer,
    #[error("the token is for another audience")]
    WrongAudience,
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid yet")]
    NotYet,
    #[error("the token has no claim \"{0}\" that is a text")]
    NoRole(String),
}

/// What the server expects of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JwtPolicy {
    /// What `iss` must be.
    pub issuer: String,
    /// What must be among `aud`.
    pub audience: String,
    /// The claim that names the role, such as `sub`.
    pub claim: String,
}

/// The keys of an issuer.
#[derive(Clone, Debug, Default)]
pub struct KeySet(Vec<Key>);

#[derive(Clone, Debug)]
struct Key {
    id: Option<String>,
    /// What it verifies by: some of [`ALGORITHMS`].
    algorithms: Vec<&'static str>,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    Point(Vec<u8>),
}

impl KeySet {
    /// The keys of a set that can verify; others, what is not for signatures and what is no key
    /// are left out.
    ///
    /// # Errors
    /// When the text is no set, or one of more than [`KEYS_MAX`] keys.
    pub fn parse(text: &[u8]) -> Result<KeySet, String> {
        #[derive(Deserialize)]
        struct Document {
            keys: Vec<Value>,
        }
        if text.len() > JWKS_BYTES_MAX {
            return Err(format!("a JWKS is no longer than {JWKS_BYTES_MAX} bytes"));
        }
        let document: Document =
            serde_json::from_slice(text).map_err(|error| format!("not a JWKS: {error}"))?;
        if document.keys.len() > KEYS_MAX {
            return Err(format!("a JWKS has no more than {KEYS_MAX} keys"));
        }
        let jwk = |value| serde_json::from_value::<Jwk>(value).ok();
        Ok(KeySet(document.keys.into_iter().filter_map(jwk).filter_map(Jwk::key).collect()))
    }

    /// How many keys can verify.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no key can verify.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Jwk {
    fn key(self) -> Option<Key> {
        let operations = self.key_ops.as_deref();
        if self.usage.as_deref().is_some_and(|usage| usage != "sig")
            || operations.is_some_and(|all| !all.iter().any(|one| one == "verify"))
        {
            return None;
        }
        let bytes = |text: &Option<String>| BASE64.decode(text.as_deref()?).ok();
        let material = match (&*self.kty, self.crv.as_deref()) {
            ("RSA", _) => {
                let n = bytes(&self.n)?;
                // Some write the sign of the number as a byte of its own.
                let n = n[n.iter().take_while(|byte| **byte == 0).count()..].to_vec();
                if n.len() * 8 < RSA_BITS_MIN {
                    return None;
                }
                Material::Rsa { n, e: bytes(&self.e)? }
            }
            ("EC", Some(curve @ ("P-256" | "P-384"))) => {
                let size = if curve == "P-256" { 32 } else { 48 };
                let (x, y) = (bytes(&self.x)?, bytes(&self.y)?);
                if x.len() != size || y.len() != size {
                    return None;
                }
                Material::Point([&[4][..], &x, &y].concat())
            }
            ("OKP", Some("Ed25519")) => Material::Point(bytes(&self.x)?),
            _ => return None,
        };
        // A key that names an algorithm is for that one alone.
        let of_kind = |(name, kind, curve, _): &Algorithm| {
            *kind == self.kty
                && curve.is_none_or(|curve| self.crv.as_deref() == Some(curve))
                && self.alg.as_deref().is_none_or(|alg| alg == *name)
        };
        let algorithms: Vec<_> =
            ALGORITHMS.iter().filter(|one| of_kind(one)).map(|one| one.0).collect();
        Some(Key { id: self.kid, algorithms, material }).filter(|key| !key.algorithms.is_empty())
    }
}

/// Name (RFC 7518, section 3.1; RFC 8037; RFC 9864), the `kty` and `crv` of its keys, and how it
/// verifies.
type Algorithm = (&'static str, &'static str, Option<&'static str>, Check);

enum Check {
    Rsa(&'static RsaParameters),
    Point(&'static dyn VerificationAlgorithm),
}

/// What is verified by: nothing that makes a secret of a public key is among it.
static ALGORITHMS: [Algorithm; 10] = {
    use signature as s;
    [
        ("RS256", "RSA", None, Check::Rsa(&s::RSA_PKCS1_2048_8192_SHA256)),
        ("RS384", "RSA", None, Check::Rsa(&s::RSA_PKCS1_2048_8192_SHA384)),
        ("RS512", "RSA", None, Check::Rsa(&s::RSA_PKCS1_2048_8192_SHA512)),
        ("PS256", "RSA", None, Check::Rsa(&s::RSA_PSS_2048_8192_SHA256)),
        ("PS384", "RSA", None, Check::Rsa(&s::RSA_PSS_2048_8192_SHA384)),
        ("PS512", "RSA", None, Check::Rsa(&s::RSA_PSS_2048_8192_SHA512)),
        ("ES256", "EC", Some("P-256"), Check::Point(&s::ECDSA_P256_SHA256_FIXED)),
        ("ES384", "EC", Some("P-384"), Check::Point(&s::ECDSA_P384_SHA384_FIXED)),
        ("EdDSA", "OKP", Some("Ed25519"), Check::Point(&s::ED25519)),
        ("Ed25519", "OKP", Some("Ed25519"), Check::Point(&s::ED25519)),
    ]
};

impl Key {
    /// Whether the signature is this key's by `algorithm`, which must be one of its own.
    fn verifies(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> bool {
        let own = self.algorithms.contains(&algorithm);
        let check = ALGORITHMS.iter().find(|one| one.0 == algorithm).filter(|_| own);
        match (&self.material, check.map(|one| &one.3)) {
            (Material::Rsa { n, e }, Some(Check::Rsa(by))) => {
                RsaPublicKeyComponents { n, e }.verify(by, message, signature).is_ok()
            }
            (Material::Point(point), Some(Check::Point(by))) => {
                UnparsedPublicKey::new(*by, point).verify(message, signature).is_ok()
            }
            _ => false,
        }
    }
}

/// Whether `secret` has the shape of a JWT: three parts of base64, the first an object of JSON.
pub fn looks_like_jwt(secret: &str) -> bool {
    secret.starts_with("eyJ") && secret.bytes().filter(|byte| *byte == b'.').count() == 2
}

/// A token read and not yet believed.
#[derive(Clone)]
pub struct Jwt<'a> {
    key_id: Option<String>,
    algorithm: String,
    claims: Map<String, Value>,
    signed: &'a str,
    signature: Vec<u8>,
}

impl std::fmt::Debug for Jwt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jwt")
            .field("key_id", &self.key_id)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl<'a> Jwt<'a> {
    /// Reads a token.
    ///
    /// # Errors
    /// [`JwtError::Malformed`] with what is wrong.
    pub fn parse(secret: &'a str) -> Result<Jwt<'a>, JwtError> {
        use JwtError::Malformed;
        #[derive(Deserialize)]
        struct Header {
            alg: String,
            kid: Option<String>,
            crit: Option<Value>,
        }
        if secret.len() > JWT_BYTES_MAX {
            return Err(Malformed("it is too long"));
        }
        let (signed, signature) = secret.rsplit_once('.').ok_or(Malformed("no dots"))?;
        let (header, claims) = signed.split_once('.').ok_or(Malformed("one dot"))?;
        let part = |text: &str| BASE64.decode(text).map_err(|_| Malformed("a part is no base64"));
        let header: Header = serde_json::from_slice(&part(header)?)
            .map_err(|_| Malformed("a header without a good alg"))?;
        if header.crit.is_some() {
            return Err(Malformed("a critical extension"));
        }
        let claims = serde_json::from_slice(&part(claims)?)
            .map_err(|_| Malformed("claims are no object"))?;
        let signature = part(signature)?;
        Ok(Jwt { key_id: header.kid, algorithm: header.alg, claims, signed, signature })
    }

    /// The role that the token names, when one of `keys` signed it and it is what `policy` asks
    /// for at `now`, seconds since 1970.
    ///
    /// # Errors
    /// The first thing that is wrong; the signature is judged before any claim.
    /// [`JwtError::UnknownKey`] when a newer set could know better.
    pub fn check(&self, keys: &KeySet, policy: &JwtPolicy, now: i64) -> Result<String, JwtError> {
        self.check_signature(keys)?;
        if self.claims.get("iss").and_then(Value::as_str) != Some(&policy.issuer) {
            return Err(JwtError::WrongIssuer);
        }
        let for_us = |one: &Value| one.as_str() == Some(&policy.audience);
        match self.claims.get("aud") {
            Some(Value::Array(all)) if all.iter().any(for_us) => {}
            Some(one) if for_us(one) => {}
            _ => return Err(JwtError::WrongAudience),
        }
        // Seconds, perhaps with a fraction; a token that does not end is not taken.
        let time = |claim: &str| self.claims.get(claim).map(|time| time.as_f64());
        let now = now as f64;
        let leeway = LEEWAY_SECONDS as f64;
        match time("exp") {
            Some(Some(end)) if now < end + leeway => {}
            Some(Some(_)) => return Err(JwtError::Expired),
            _ => return Err(JwtError::Malformed("exp is no time")),
        }
        match time("nbf") {
            None => {}
            Some(Some(begin)) if begin <= now + leeway => {}
            Some(Some(_)) => return Err(JwtError::NotYet),
            Some(None) => return Err(JwtError::Malformed("nbf is no time")),
        }
        let role = self.claims.get(&policy.claim).and_then(Value::as_str);
        let role = role.filter(|role| !role.is_empty());
        role.map(str::to_owned).ok_or_else(|| JwtError::NoRole(policy.claim.clone()))
    }

    /// Tries every key that has the token's id, and those without one; all, for a token that names
    /// none.
    fn check_signature(&self, keys: &KeySet) -> Result<(), JwtError> {
        let wanted = self.key_id.as_ref();
        let mut candidates = keys
            .0
            .iter()
            .filter(|key| wanted.is_none() || key.id.is_none() || key.id.as_ref() == wanted);
        let signed = self.signed.as_bytes();
        if candidates.any(|key| key.verifies(&self.algorithm, signed, &self.signature)) {
            return Ok(());
        }
        let mut named = keys.0.iter().filter(|key| wanted.is_some() && key.id.as_ref() == wanted);
        match named.next() {
            None => Err(JwtError::UnknownKey),
            Some(first) => {
                let fits = |key: &Key| key.algorithms.contains(&self.algorithm.as_str());
                let fits = fits(first) || named.any(fits);
                Err(if fits { JwtError::WrongSignature } else { JwtError::WrongAlgorithm })
            }
        }
    }
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
