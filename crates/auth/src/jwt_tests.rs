//! Claims about JWTs: who is believed, and who is not.

use super::*;
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use serde_json::json;

const NOW: i64 = 1_764_000_000;

fn policy() -> JwtPolicy {
    let [issuer, audience, claim] = ["https://issuer.example", "airglow", "sub"].map(str::to_owned);
    JwtPolicy { issuer, audience, claim }
}

fn claims() -> Value {
    json!({"iss": "https://issuer.example", "aud": "airglow", "sub": "app", "exp": NOW + 60, "nbf": NOW})
}

struct Signer(Ed25519KeyPair);

impl Signer {
    fn new(seed: u8) -> Signer {
        Signer(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    fn jwk(&self, id: &str) -> Value {
        let x = BASE64.encode(self.0.public_key().as_ref());
        json!({"kty": "OKP", "crv": "Ed25519", "kid": id, "alg": "EdDSA", "use": "sig", "x": x})
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed = encoded(header, claims);
        let signature = BASE64.encode(self.0.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

fn encoded(header: &Value, claims: &Value) -> String {
    let [header, claims] = [header, claims].map(|part| BASE64.encode(part.to_string()));
    format!("{header}.{claims}")
}

fn set(keys: &[Value]) -> KeySet {
    KeySet::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

fn judge(token: &str, keys: &KeySet) -> Result<String, JwtError> {
    Jwt::parse(token)?.check(keys, &policy(), NOW)
}

fn header() -> Value {
    json!({"alg": "EdDSA", "kid": "one", "typ": "JWT"})
}

#[test]
fn a_token_of_the_issuer_names_its_role() {
    let signer = Signer::new(1);
    let keys = set(&[Signer::new(2).jwk("two"), signer.jwk("one")]);
    let token = signer.sign(&header(), &claims());
    assert!(looks_like_jwt(&token));
    assert_eq!(judge(&token, &keys), Ok("app".to_owned()));
    // Among several audiences, and without a key id where there is one key.
    let mut several = claims();
    several["aud"] = json!(["other", "airglow"]);
    let token = signer.sign(&json!({"alg": "EdDSA"}), &several);
    assert_eq!(judge(&token, &keys), Ok("app".to_owned()));
    assert_eq!(judge(&token, &set(&[Signer::new(2).jwk("two")])), Err(JwtError::UnknownKey));
}

#[test]
fn every_key_that_could_have_signed_is_tried() {
    let (one, two) = (Signer::new(1), Signer::new(2));
    let token = two.sign(&header(), &claims());
    let good = Ok("app".to_owned());
    // One id for a key of another kind, for an older key, and for the one that signed.
    let point = json!({"kty": "EC", "crv": "P-256", "kid": "one", "alg": "ES256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    assert_eq!(judge(&token, &set(&[point.clone(), one.jwk("one"), two.jwk("one")])), good);
    assert_eq!(judge(&token, &set(std::slice::from_ref(&point))), Err(JwtError::WrongAlgorithm));
    assert_eq!(judge(&token, &set(&[point, one.jwk("one")])), Err(JwtError::WrongSignature));
    // A key without an id, beside others and alone: it may be the one, whatever the token says.
    let nameless = |signer: &Signer| {
        let mut key = signer.jwk("");
        key.as_object_mut().unwrap().remove("kid");
        key
    };
    assert_eq!(judge(&token, &set(&[one.jwk("one"), nameless(&two)])), good);
    assert_eq!(judge(&token, &set(&[nameless(&one), nameless(&two)])), good);
    // When it is not, a newer set may know the id.
    assert_eq!(judge(&token, &set(&[nameless(&one)])), Err(JwtError::UnknownKey));
}

#[test]
fn a_key_that_makes_no_sense_does_not_spoil_the_set() {
    let signer = Signer::new(1);
    let token = signer.sign(&header(), &claims());
    let mut forever = signer.jwk("one");
    forever["key_ops"] = json!(["sign"]);
    for odd in [
        json!({}),
        json!(null),
        json!("key"),
        json!([1]),
        json!({"kid": "one", "x": "AA"}),
        json!({"kty": 7}),
        json!({"kty": "RSA", "n": 5, "e": "AQAB"}),
        json!({"kty": "OKP", "crv": "Ed25519", "kid": ["one"], "x": "AA"}),
        json!({"kty": "OKP", "crv": "Ed25519", "kid": "one", "x": "%"}),
        json!({"kty": "OKP", "crv": "Ed25519", "kid": "one", "x": "AA"}),
        forever,
    ] {
        let keys = set(&[odd.clone(), signer.jwk("one"), odd.clone()]);
        assert_eq!(judge(&token, &keys), Ok("app".to_owned()), "{odd}");
        assert!(judge(&token, &set(&[odd])).is_err());
    }
    for wrong in ["", "{}", "[]", "{\"keys\":{}}", "{\"keys\":null}"] {
        assert!(KeySet::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
    let many = vec![signer.jwk("one"); KEYS_MAX + 1];
    assert!(KeySet::parse(json!({ "keys": many }).to_string().as_bytes()).is_err());
}

/// The key of RFC 7515, appendix A.2.
fn rsa() -> Value {
    json!({"kty": "RSA", "kid": "r", "e": "AQAB", "n": RSA_MODULUS})
}

const RSA_MODULUS: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

#[test]
fn an_rsa_key_without_an_algorithm_is_for_rsas_and_one_with_it_for_that_alone() {
    let algorithms = |alg: Option<&str>| {
        let mut key = rsa();
        alg.into_iter().for_each(|alg| key["alg"] = json!(alg));
        set(&[key]).0.first().map(|key| key.algorithms.clone())
    };
    let all = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
    assert_eq!(algorithms(None), Some(all.to_vec()));
    assert_eq!(algorithms(Some("PS384")), Some(vec!["PS384"]));
    for foreign in ["HS256", "none", "ES256", "EdDSA", "RSA-OAEP", ""] {
        assert_eq!(algorithms(Some(foreign)), None, "{foreign}");
    }
    // The number with a byte for its sign is the same key.
    let mut signed = rsa();
    let n = [&[0][..], &BASE64.decode(RSA_MODULUS).unwrap()].concat();
    signed["n"] = json!(BASE64.encode(n));
    let (plain, signed) = (set(&[rsa()]), set(&[signed]));
    assert_eq!(format!("{:?}", plain.0[0].material), format!("{:?}", signed.0[0].material));
}

#[test]
fn the_vectors_of_rfc_7515_are_verified_by_their_keys_alone() {
    // Appendix A.2 (RS256) and A.3 (ES256); the claims are the same.
    let ec = json!({"kty": "EC", "crv": "P-256", "kid": "e", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"});
    let keys = set(&[rsa(), ec]);
    let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let rs256 = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    let es256 =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let verifies = |id: &str, algorithm: &str, signed: String, signature: &str| {
        let key = keys.0.iter().find(|key| key.id.as_deref() == Some(id)).unwrap();
        key.verifies(algorithm, signed.as_bytes(), &BASE64.decode(signature).unwrap())
    };
    assert!(verifies("r", "RS256", format!("eyJhbGciOiJSUzI1NiJ9.{claims}"), rs256));
    assert!(!verifies("r", "PS256", format!("eyJhbGciOiJSUzI1NiJ9.{claims}"), rs256));
    assert!(verifies("e", "ES256", format!("eyJhbGciOiJFUzI1NiJ9.{claims}"), es256));
    assert!(!verifies("e", "ES256", format!("eyJhbGciOiJFUzI1NiJ8.{claims}"), es256));
    assert!(!verifies("r", "ES256", format!("eyJhbGciOiJFUzI1NiJ9.{claims}"), es256));
}

#[test]
fn the_algorithm_is_the_keys_and_not_the_tokens() {
    let signer = Signer::new(1);
    let keys = set(&[signer.jwk("one")]);
    for alg in ["none", "None", "", "HS256", "ES256", "RS256", "EDDSA"] {
        let token = signer.sign(&json!({"alg": alg, "kid": "one"}), &claims());
        assert_eq!(judge(&token, &keys), Err(JwtError::WrongAlgorithm), "{alg}");
    }
    let unsigned = format!("{}.", encoded(&json!({"alg": "none", "kid": "one"}), &claims()));
    assert_eq!(judge(&unsigned, &keys), Err(JwtError::WrongAlgorithm));
    // An HMAC with the public key as its secret, which is no secret.
    let signed = encoded(&json!({"alg": "HS256", "kid": "one"}), &claims());
    let mac = crate::verifier::hmac(signer.0.public_key().as_ref(), signed.as_bytes());
    let forged = format!("{signed}.{}", BASE64.encode(mac));
    assert_eq!(judge(&forged, &keys), Err(JwtError::WrongAlgorithm));
    // Nor does a set make it one: symmetric keys, unknown curves, keys for another use or for
    // another algorithm than their kind's have no part in it.
    let mut misused = signer.jwk("one");
    misused["use"] = json!("enc");
    let mut renamed = signer.jwk("one");
    renamed["alg"] = json!("HS256");
    let odd = [
        json!({"kty": "oct", "kid": "one", "alg": "HS256", "k": "c2VjcmV0"}),
        json!({"kty": "EC", "crv": "secp256k1", "kid": "one", "x": "", "y": ""}),
        json!({"kty": "EC", "crv": "P-256", "kid": "one", "x": "AA", "y": "AA"}),
        json!({"kty": "RSA", "kid": "one", "n": "AQAB", "e": "AQAB"}),
        misused,
        renamed,
    ];
    assert!(set(&odd).is_empty());
}

#[test]
fn each_wrong_claim_has_its_reason() {
    let signer = Signer::new(1);
    let keys = set(&[signer.jwk("one")]);
    let cases = [
        ("iss", json!("https://other.example"), JwtError::WrongIssuer),
        ("iss", json!(null), JwtError::WrongIssuer),
        ("aud", json!("other"), JwtError::WrongAudience),
        ("aud", json!(["other"]), JwtError::WrongAudience),
        ("aud", json!({"airglow": 1}), JwtError::WrongAudience),
        ("exp", json!(NOW - 61), JwtError::Expired),
        ("exp", json!("9999999999"), JwtError::Malformed("exp is no time")),
        ("exp", json!(null), JwtError::Malformed("exp is no time")),
        ("nbf", json!(NOW + 61), JwtError::NotYet),
        ("nbf", json!("0"), JwtError::Malformed("nbf is no time")),
        ("sub", json!(7), JwtError::NoRole("sub".into())),
        ("sub", json!(""), JwtError::NoRole("sub".into())),
    ];
    for (claim, value, reason) in cases {
        let mut wrong = claims();
        wrong[claim] = value;
        assert_eq!(judge(&signer.sign(&header(), &wrong), &keys), Err(reason), "{claim}");
    }
    for claim in ["iss", "aud", "exp", "sub"] {
        let mut wrong = claims();
        wrong.as_object_mut().unwrap().remove(claim);
        assert!(judge(&signer.sign(&header(), &wrong), &keys).is_err(), "without {claim}");
    }
    let other = Signer::new(2);
    assert_eq!(judge(&other.sign(&header(), &claims()), &keys), Err(JwtError::WrongSignature));
    let unknown = json!({"alg": "EdDSA", "kid": "two"});
    assert_eq!(judge(&signer.sign(&unknown, &claims()), &keys), Err(JwtError::UnknownKey));
    let critical = json!({"alg": "EdDSA", "kid": "one", "crit": ["b64"]});
    assert!(judge(&signer.sign(&critical, &claims()), &keys).is_err());
}

#[test]
fn an_ecdsa_signature_of_ours_passes() {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random)
        .unwrap();
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    let [x, y] = [x, y].map(|part| BASE64.encode(part));
    let keys = set(&[json!({"kty": "EC", "crv": "P-256", "kid": "one", "x": x, "y": y})]);
    let signed = encoded(&json!({"alg": "ES256", "kid": "one"}), &claims());
    let signature = pair.sign(&random, signed.as_bytes()).unwrap();
    let token = format!("{signed}.{}", BASE64.encode(signature));
    assert_eq!(judge(&token, &keys), Ok("app".to_owned()));
}

#[test]
fn neither_token_nor_claims_are_shown() {
    let token = Signer::new(1).sign(&header(), &claims());
    let shown = format!("{:?}", Jwt::parse(&token).unwrap());
    assert!(!shown.contains("issuer") && !shown.contains(&token[..30]), "{shown}");
}

proptest! {
    #[test]
    fn a_token_altered_anywhere_is_refused(at in any::<prop::sample::Index>(), with in "[!-~]", how in 0..3u8) {
        let signer = Signer::new(1);
        let keys = set(&[signer.jwk("one")]);
        let good = signer.sign(&header(), &claims());
        let at = at.index(good.len());
        let mut altered = good.clone();
        match how {
            0 => altered.replace_range(at..=at, &with),
            1 => altered.insert_str(at, &with),
            _ => drop(altered.remove(at)),
        }
        prop_assume!(altered != good);
        prop_assert!(judge(&altered, &keys).is_err(), "{}", altered);
    }

    #[test]
    fn no_bytes_are_too_strange(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let keys = KeySet::parse(&bytes).unwrap_or_default();
        let _ = judge(&text, &keys);
    }
}
