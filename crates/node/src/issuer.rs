//! Which keys does the issuer of bearer tokens sign with, now?
//!
//! A JWKS comes from a file, read again when it has changed, or from a URL. One from a URL is
//! fetched when first needed, again when it is old, and when a token names a key that is not in
//! it: issuers change keys and say so nowhere else. However many such tokens come, it is fetched
//! once in [`FETCH_AGAIN`]; a fetch that fails leaves the keys as they were.

use auth::jwt::{JWKS_BYTES_MAX, Jwt, JwtError, JwtPolicy, KeySet};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::Uri;
use hyper::body::Bytes;
use hyper::header::HOST;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Mutex as Looking;
use tokio_rustls::TlsConnector;

/// A set is fetched no more often than this.
const FETCH_AGAIN: Duration = Duration::from_secs(30);
/// And one that is older than this again before it is used: so long is a withdrawn key believed.
const OLD: Duration = Duration::from_secs(600);
/// An issuer that takes longer is given up.
const FETCH_TIME: Duration = Duration::from_secs(10);

/// Where a set of keys is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    File(PathBuf),
    Url(Uri),
}

/// An issuer whose bearer tokens are taken.
pub struct Issuer {
    source: Source,
    policy: JwtPolicy,
    known: Mutex<Known>,
    /// Held by the one who looks for keys; when that was last.
    looking: Looking<Option<Instant>>,
}

#[derive(Default)]
struct Known {
    keys: Arc<KeySet>,
    /// When a file was last changed.
    changed: Option<SystemTime>,
    /// When a URL last gave keys.
    fetched: Option<Instant>,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer")
            .field("source", &self.source)
            .field("policy", &self.policy)
            .finish()
    }
}

impl Issuer {
    /// The issuer whose set is at `jwks`: a path, or a URL, `https:` unless it is on this machine.
    ///
    /// # Errors
    /// What is wrong with the URL, or with the file.
    pub fn open(jwks: &str, policy: JwtPolicy) -> Result<Issuer, String> {
        let is_url = jwks.starts_with("https:") || jwks.starts_with("http:");
        let source = if is_url {
            let uri: Uri = jwks.parse().map_err(|error| format!("\"{jwks}\": {error}"))?;
            let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
            let local = host == "localhost"
                || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
            if host.is_empty() || (uri.scheme_str() == Some("http") && !local) {
                return Err(format!("\"{jwks}\": keys come by https: from another machine"));
            }
            Source::Url(uri)
        } else {
            Source::File(PathBuf::from(jwks))
        };
        let mut known = Known::default();
        if let Source::File(path) = &source {
            known.read(path)?;
        }
        Ok(Issuer { source, policy, known: Mutex::new(known), looking: Looking::default() })
    }

    /// The role that a bearer token names.
    ///
    /// # Errors
    /// Why it is not believed.
    pub async fn role(&self, token: &str) -> Result<String, JwtError> {
        let token = Jwt::parse(token)?;
        let judge = |keys: &KeySet| token.check(keys, &self.policy, seconds());
        let first = judge(&*self.keys(false).await);
        if first == Err(JwtError::UnknownKey) { judge(&*self.keys(true).await) } else { first }
    }

    /// The keys as they are known, looked for again when they are old, or `missed` something. Who
    /// finds another looking waits only when there is nothing else to go by.
    async fn keys(&self, missed: bool) -> Arc<KeySet> {
        match &self.source {
            Source::File(path) => {
                if let Err(error) = self.known.lock().read(path) {
                    tracing::error!(error, "the keys of the issuer are as they were");
                }
            }
            Source::Url(uri) => {
                let fetched = self.known.lock().fetched;
                if missed || over(fetched, OLD) {
                    let looking = match fetched.is_some() && !missed {
                        true => self.looking.try_lock().ok(),
                        false => Some(self.looking.lock().await),
                    };
                    if let Some(mut last) = looking.filter(|last| over(**last, FETCH_AGAIN)) {
                        *last = Some(Instant::now());
                        self.look(uri).await;
                    }
                }
            }
        }
        Arc::clone(&self.known.lock().keys)
    }

    async fn look(&self, uri: &Uri) {
        match fetched(uri).await {
            Ok(keys) => {
                let mut known = self.known.lock();
                known.keys = Arc::new(keys);
                known.fetched = Some(Instant::now());
            }
            Err(error) => tracing::error!(%uri, error, "could not fetch the keys of the issuer"),
        }
    }
}

fn over(when: Option<Instant>, limit: Duration) -> bool {
    when.is_none_or(|when| when.elapsed() >= limit)
}

impl Known {
    fn read(&mut self, path: &PathBuf) -> Result<(), String> {
        let wrong = |error: &dyn fmt::Display| format!("JWKS file \"{}\": {error}", path.display());
        let changed = std::fs::metadata(path).and_then(|metadata| metadata.modified());
        let changed = changed.map_err(|error| wrong(&error))?;
        if self.changed != Some(changed) {
            let text = std::fs::read(path).map_err(|error| wrong(&error))?;
            let keys = KeySet::parse(&text).map_err(|error| wrong(&error))?;
            if keys.is_empty() {
                return Err(wrong(&"it holds no key that verifies signatures"));
            }
            self.keys = Arc::new(keys);
            self.changed = Some(changed);
        }
        Ok(())
    }
}

fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

async fn fetched(uri: &Uri) -> Result<KeySet, String> {
    let body = tokio::time::timeout(FETCH_TIME, fetch(uri)).await;
    let body = body.map_err(|_| format!("no answer in {} s", FETCH_TIME.as_secs()))??;
    KeySet::parse(&body)
}

async fn fetch(uri: &Uri) -> Result<Bytes, String> {
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let secure = uri.scheme_str() == Some("https");
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let tcp = TcpStream::connect((host, port)).await.map_err(|error| error.to_string())?;
    if !secure {
        return get(uri, tcp).await;
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
    let tls = connector()?.connect(name, tcp).await.map_err(|error| error.to_string())?;
    get(uri, tls).await
}

/// TLS as this machine's certificates have it (SSL_CERT_FILE names others).
fn connector() -> Result<TlsConnector, String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn get<S>(uri: &Uri, stream: S) -> Result<Bytes, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let said = |error: hyper::Error| error.to_string();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(said)?;
    let driver = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let request = hyper::Request::get(path)
        .header(HOST, authority)
        .body(Empty::<Bytes>::new())
        .map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(said)?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), JWKS_BYTES_MAX).collect().await;
    driver.abort();
    if !status.is_success() {
        return Err(format!("HTTP status {status}"));
    }
    body.map(|body| body.to_bytes()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    fn policy() -> JwtPolicy {
        let text = String::from;
        JwtPolicy { issuer: text("i"), audience: text("a"), claim: text("sub") }
    }

    /// A token of the key `id`, with a signature of nobody's.
    fn token(id: &str) -> String {
        use base64::Engine;
        let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let header = engine.encode(format!("{{\"alg\":\"EdDSA\",\"kid\":\"{id}\"}}"));
        format!("{header}.{}.AAAA", engine.encode("{}"))
    }

    const SET: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"one","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

    #[tokio::test]
    async fn unknown_keys_are_asked_for_at_a_bounded_rate() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/jwks", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut tcp, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                let mut request = [0; 1024];
                let length = tcp.read(&mut request).await.unwrap();
                assert!(request[..length].starts_with(b"GET /jwks HTTP/1.1"));
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", SET.len());
                tcp.write_all(format!("{head}{SET}").as_bytes()).await.unwrap();
            }
        });
        let issuer = Issuer::open(&url, policy()).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        for _ in 0..20 {
            assert_eq!(issuer.role(&token("two")).await, Err(JwtError::UnknownKey));
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        *issuer.looking.lock().await = Instant::now().checked_sub(FETCH_AGAIN);
        assert_eq!(issuer.role(&token("two")).await, Err(JwtError::UnknownKey));
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_file_of_keys_is_read_again_when_it_changes_and_kept_when_it_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jwks.json");
        let path = file.to_str().unwrap();
        assert!(Issuer::open(path, policy()).unwrap_err().contains("jwks.json"));
        std::fs::write(&file, SET.replace("one", "other")).unwrap();
        let issuer = Issuer::open(path, policy()).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::UnknownKey));
        tokio::time::sleep(Duration::from_millis(20)).await;
        std::fs::write(&file, SET).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        tokio::time::sleep(Duration::from_millis(20)).await;
        std::fs::write(&file, "{}").unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
    }

    #[test]
    fn keys_are_not_taken_from_afar_in_the_clear() {
        for bad in ["http://issuer.example/jwks", "https://", "http://10.0.0.1/jwks"] {
            assert!(Issuer::open(bad, policy()).is_err(), "{bad}");
        }
        assert!(Issuer::open("https://issuer.example/jwks", policy()).is_ok());
    }
}
