//! With which certificate does the server prove who it is?
//!
//! One that is given, or one the server signs for itself at its first start and keeps in the
//! data directory. TLS is always on offer and never needed.

use crate::home::write_durably;
use crate::{Error, Home};
use parking_lot::Mutex;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ProtocolVersion, ServerConfig, ServerConnection};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is spoken within TLS, by the names clients ask for it (IANA, "ALPN Protocol IDs").
pub(crate) const ALPN: [&[u8]; 3] = [b"postgresql", b"h2", b"http/1.1"];

/// Certificate and key, as files in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain, the server's own first.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Files, and what the door needs of them for TLS: always as they were when they last made sense.
pub struct Tls {
    files: TlsFiles,
    now: Mutex<Arc<Loaded>>,
    /// A hash of the files' bytes when they were last read.
    tried: Mutex<[u8; 32]>,
}

/// What a connection needs for TLS.
pub(crate) struct Loaded {
    pub(crate) config: Arc<ServerConfig>,
    /// For SCRAM's channel binding `tls-server-end-point`.
    pub(crate) end_point: Option<Vec<u8>>,
    /// The server's own, whose names tokens may be made for.
    pub(crate) certificate: CertificateDer<'static>,
}

impl Tls {
    /// From the files given, or else from those of `home`, made when they are not there.
    ///
    /// # Errors
    /// When they cannot be read or do not fit one another.
    pub fn open(home: &Home, given: Option<&TlsFiles>) -> Result<Tls, Error> {
        let files = match given {
            Some(files) => files.clone(),
            None => generated(&home.tls())
                .map_err(|source| Error::Directory { path: home.tls(), source })?,
        };
        let bytes = read(&files).map_err(Error::Tls)?;
        let loaded = load(&files, &bytes).map_err(Error::Tls)?;
        Ok(Tls { files, now: Mutex::new(Arc::new(loaded)), tried: Mutex::new(mark(&bytes)) })
    }

    /// What a connection that comes now is given.
    pub(crate) fn now(&self) -> Arc<Loaded> {
        Arc::clone(&self.now.lock())
    }

    /// Reads the files again, and says whether connections are given something else from now on.
    /// What is wrong with them is said once; until that is mended all stays as it was.
    ///
    /// # Errors
    /// What is wrong, when that was not said before.
    pub(crate) fn renew(&self) -> Result<bool, String> {
        let bytes = read(&self.files);
        let mark = bytes.as_ref().map_or([0; 32], mark);
        if std::mem::replace(&mut *self.tried.lock(), mark) == mark {
            return Ok(false);
        }
        let loaded = load(&self.files, &bytes?)?;
        let same = self.now.lock().certificate == loaded.certificate;
        *self.now.lock() = Arc::new(loaded);
        Ok(!same)
    }
}

/// What was agreed on with a client.
pub(crate) fn agreed(connection: &ServerConnection) -> Option<builtin::Tls> {
    let version = match connection.protocol_version()? {
        ProtocolVersion::TLSv1_2 => "TLSv1.2",
        _ => "TLSv1.3",
    };
    let suite = connection.negotiated_cipher_suite()?.suite();
    let name = suite.as_str()?;
    let bits = if name.contains("AES_128") { 128 } else { 256 };
    Some(builtin::Tls { version, cipher: openssl_name(name), bits })
}

/// `TLS13_AES_128_GCM_SHA256` is `TLS_AES_128_GCM_SHA256` to the world, and what version 1.2 calls
/// `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is OpenSSL's `ECDHE-RSA-AES128-GCM-SHA256`.
fn openssl_name(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("TLS13_") {
        return format!("TLS_{rest}");
    }
    let name = name.trim_start_matches("TLS_").replace("WITH_", "").replace("AES_", "AES");
    name.replace("POLY1305_SHA256", "POLY1305").replace('_', "-")
}

/// Bytes of certificate and key.
type Bytes = [Vec<u8>; 2];

fn mark([certificate, key]: &Bytes) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(Sha256::digest(certificate));
    hash.update(Sha256::digest(key));
    hash.finalize().into()
}

fn read(files: &TlsFiles) -> Result<Bytes, String> {
    let read = |what, path: &Path| {
        let shown = path.display();
        fs::read(path).map_err(|error| format!("{what} file \"{shown}\" cannot be used: {error}"))
    };
    Ok([read("certificate", &files.certificate)?, read("key", &files.key)?])
}

fn load(files: &TlsFiles, [certificate, key]: &Bytes) -> Result<Loaded, String> {
    let (shown, shown_key) = (files.certificate.display(), files.key.display());
    let unreadable = |error| format!("certificate file \"{shown}\" cannot be used: {error}");
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate).collect();
    let chain = chain.map_err(unreadable)?;
    let Some(leaf) = chain.first() else {
        return Err(format!("certificate file \"{shown}\" holds no certificate in PEM form"));
    };
    let (end_point, certificate) = (end_point(leaf), leaf.clone().into_owned());
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|error| format!("key file \"{shown_key}\" cannot be used: {error}"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| {
            format!("certificate \"{shown}\" and key \"{shown_key}\" cannot be used: {error}")
        })?;
    config.alpn_protocols = ALPN.map(<[u8]>::to_vec).to_vec();
    Ok(Loaded { config: Arc::new(config), end_point, certificate })
}

/// The certificate a server signs for itself, made when it is not there.
fn generated(folder: &Path) -> io::Result<TlsFiles> {
    let files = TlsFiles { certificate: folder.join("cert.pem"), key: folder.join("key.pem") };
    if files.certificate.exists() && files.key.exists() {
        return Ok(files);
    }
    let names = ["localhost", "127.0.0.1", "::1"].map(String::from).into_iter();
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = Some(host.trim().to_owned()).filter(|host| !host.is_empty() && host.is_ascii());
    let made = rcgen::generate_simple_self_signed(names.chain(host).collect::<Vec<_>>())
        .map_err(io::Error::other)?;
    fs::create_dir_all(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    write_durably(&files.key, made.signing_key.serialize_pem().as_bytes())?;
    write_durably(&files.certificate, made.cert.pem().as_bytes())?;
    Ok(files)
}

/// The hash of a certificate by its own signature's hash function, SHA-256 in place of weaker
/// ones (RFC 5929, section 4.1); none where that does not say which.
fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE { OID, .. } .. }
    let (certificate_body, _) = element(certificate, 0x30)?;
    let (_, rest) = element(certificate_body, 0x30)?;
    let (algorithm, _) = element(rest, 0x30)?;
    let (oid, _) = element(algorithm, 0x06)?;
    const RSA: [u8; 8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
    const ECDSA: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
    let bits = match (oid.strip_prefix(&RSA), oid.strip_prefix(&ECDSA)) {
        // md5, sha1, sha256 WithRSAEncryption; then 384 and 512 (RFC 4055).
        (Some([4 | 5 | 11]), _) => 256,
        (Some([12]), _) => 384,
        (Some([13]), _) => 512,
        // ecdsa-with-SHA256, 384, 512 (RFC 5758).
        (_, Some([2])) => 256,
        (_, Some([3])) => 384,
        (_, Some([4])) => 512,
        _ => return None,
    };
    Some(match bits {
        256 => Sha256::digest(certificate).to_vec(),
        384 => Sha384::digest(certificate).to_vec(),
        _ => Sha512::digest(certificate).to_vec(),
    })
}

/// The body of the DER element of type `tag` that `input` begins with, and what follows it.
fn element(input: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = input.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let count = usize::from(first & 0x7f);
        let bytes = rest.get(..count).filter(|bytes| bytes.len() <= 4)?;
        length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
        rest = &rest[count..];
    }
    (found == tag && length <= rest.len()).then(|| rest.split_at(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_from(files: &TlsFiles) -> Result<Loaded, String> {
        load(files, &read(files)?)
    }

    #[test]
    fn new_files_are_taken_and_bad_ones_are_named_once() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let tls = Tls::open(&home, None).unwrap();
        let first = tls.now().certificate.clone();
        assert_eq!(tls.renew(), Ok(false));
        let certificate = &tls.files.certificate;
        fs::write(certificate, "not a certificate").unwrap();
        assert!(tls.renew().unwrap_err().contains("holds no certificate"));
        assert_eq!(tls.renew(), Ok(false), "said once");
        fs::remove_file(certificate).unwrap();
        assert!(tls.renew().unwrap_err().contains("cannot be used"));
        assert_eq!((tls.renew(), &tls.now().certificate), (Ok(false), &first));
        fs::remove_file(&tls.files.key).unwrap();
        generated(&home.tls()).unwrap();
        assert_eq!(tls.renew(), Ok(true));
        assert_ne!(tls.now().certificate, first);
    }

    #[test]
    fn a_certificate_is_made_once_and_is_usable() {
        let folder = tempfile::tempdir().unwrap();
        let files = generated(folder.path()).unwrap();
        let first = load_from(&files).unwrap();
        assert_eq!(first.end_point.as_ref().map(Vec::len), Some(32));
        let again = load_from(&generated(folder.path()).unwrap()).unwrap();
        assert_eq!(first.end_point, again.end_point);
        let mode = fs::metadata(&files.key).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "the key is the owner's alone");
    }

    #[test]
    fn what_is_wrong_with_a_certificate_is_said_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let good = generated(&folder.path().join("a")).unwrap();
        let other = generated(&folder.path().join("b")).unwrap();
        let empty = folder.path().join("empty.pem");
        fs::write(&empty, "").unwrap();
        let wrong = [
            (folder.path().join("none.pem"), good.key.clone(), "none.pem"),
            (empty, good.key.clone(), "empty.pem"),
            (good.certificate.clone(), other.key, "key.pem"),
            (good.certificate.clone(), good.certificate, "cert.pem"),
        ];
        for (certificate, key, named) in wrong {
            let error = load_from(&TlsFiles { certificate, key }).err().unwrap();
            assert!(error.contains(named), "{error}");
        }
    }

    #[test]
    fn no_bytes_are_too_strange_for_a_certificate() {
        for input in [&[][..], &[0x30], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80, 1]] {
            assert_eq!(end_point(input), None);
        }
    }
}
