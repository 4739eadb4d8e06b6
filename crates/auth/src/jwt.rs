//! Is this bearer token an issuer's, for us, and still good?
//!
//! A JWT (RFC 7519) signed by a key of the issuer's set (JWKS, RFC 7517). Reading one
//! ([`Jwt::parse`]) and checking it ([`Jwt::check`]) are apart, because a host may have to fetch
//! the set again in between, when the key is unknown.
//!
//! The algorithm is the key's, never the token's word for it: a set is read into keys that each
//! verify by one algorithm, those of symmetric keys (`oct`) are left out, and a token that names
//! another algorithm than its key's is refused. So `none` and an HMAC made with a public key have
//! nobody to believe them.

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
    algorithm: &'static str,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    Point(Vec<u8>),
}

impl KeySet {
    /// The keys of a set that can verify; others, and what is not for signatures, are left out.
    ///
    /// # Errors
    /// When the text is no set of keys.
    pub fn parse(text: &[u8]) -> Result<KeySet, String> {
        #[derive(Deserialize)]
        struct Document {
            keys: Vec<Jwk>,
        }
        if text.len() > JWKS_BYTES_MAX {
            return Err(format!("a JWKS is no longer than {JWKS_BYTES_MAX} bytes"));
        }
        let document: Document =
            serde_json::from_slice(text).map_err(|error| format!("not a JWKS: {error}"))?;
        Ok(KeySet(document.keys.into_iter().filter_map(Jwk::key).collect()))
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
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Jwk {
    fn key(self) -> Option<Key> {
        if self.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return None;
        }
        let bytes = |text: &Option<String>| BASE64.decode(text.as_deref()?).ok();
        let (algorithm, material) = match (&*self.kty, self.crv.as_deref()) {
            ("RSA", _) => {
                let (n, e) = (bytes(&self.n)?, bytes(&self.e)?);
                if n.len() * 8 < RSA_BITS_MIN {
                    return None;
                }
                let named = rsa_algorithms().find(|name| Some(*name) == self.alg.as_deref());
                let algorithm = match self.alg {
                    Some(_) => named?,
                    None => "RS256",
                };
                (algorithm, Material::Rsa { n, e })
            }
            ("EC", Some(curve @ ("P-256" | "P-384"))) => {
                let (name, size) = if curve == "P-256" { ("ES256", 32) } else { ("ES384", 48) };
                let (x, y) = (bytes(&self.x)?, bytes(&self.y)?);
                if x.len() != size || y.len() != size {
                    return None;
                }
                (name, Material::Point([&[4][..], &x, &y].concat()))
            }
            ("OKP", Some("Ed25519")) => ("EdDSA", Material::Point(bytes(&self.x)?)),
            _ => return None,
        };
        // A key that names an algorithm is for that one alone.
        if self.alg.is_some_and(|named| named != algorithm) {
            return None;
        }
        Some(Key { id: self.kid, algorithm, material })
    }
}

fn rsa_algorithms() -> impl Iterator<Item = &'static str> {
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].into_iter()
}

impl Key {
    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let rsa: Option<&RsaParameters> = match self.algorithm {
            "RS256" => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
            "RS384" => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
            "RS512" => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
            "PS256" => Some(&signature::RSA_PSS_2048_8192_SHA256),
            "PS384" => Some(&signature::RSA_PSS_2048_8192_SHA384),
            "PS512" => Some(&signature::RSA_PSS_2048_8192_SHA512),
            _ => None,
        };
        let point: Option<&'static dyn VerificationAlgorithm> = match self.algorithm {
            "ES256" => Some(&signature::ECDSA_P256_SHA256_FIXED),
            "ES384" => Some(&signature::ECDSA_P384_SHA384_FIXED),
            "EdDSA" => Some(&signature::ED25519),
            _ => None,
        };
        match (&self.material, rsa, point) {
            (Material::Rsa { n, e }, Some(rsa), _) => {
                RsaPublicKeyComponents { n, e }.verify(rsa, message, signature).is_ok()
            }
            (Material::Point(point), _, Some(algorithm)) => {
                UnparsedPublicKey::new(algorithm, point).verify(message, signature).is_ok()
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
    /// for at `now`, seconds since 1970. A token without a key id is one of the set's only key.
    ///
    /// # Errors
    /// The first thing that is wrong; the signature is judged before any claim.
    pub fn check(&self, keys: &KeySet, policy: &JwtPolicy, now: i64) -> Result<String, JwtError> {
        let key = match &self.key_id {
            Some(id) => keys.0.iter().find(|key| key.id.as_ref() == Some(id)),
            None => Some(&keys.0).filter(|keys| keys.len() == 1).and_then(|keys| keys.first()),
        };
        let key = key.ok_or(JwtError::UnknownKey)?;
        if key.algorithm != self.algorithm {
            return Err(JwtError::WrongAlgorithm);
        }
        if !key.verifies(self.signed.as_bytes(), &self.signature) {
            return Err(JwtError::WrongSignature);
        }
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
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
