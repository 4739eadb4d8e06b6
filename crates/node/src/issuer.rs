//! Which keys does the issuer of bearer tokens sign with, now?
//!
//! A JWKS comes from a file, read again when it has changed, or from a URL. One from a URL is
//! fetched when first needed, again while it is used, and when a token names a key that is not in
//! it: issuers change keys and say so nowhere else. However many such tokens come, it is fetched
//! once in [`FETCH_AGAIN`].
//!
//! ```text
//! keys fetched ...   5 min ago   10 min ago             24 h ago
//!     believed |  fetched beside |  fetched first: while   |  fetched first, else
//!              |                 |  that fails, believed   |  no token is taken
//! ```
//!
//! So a key that the issuer has withdrawn is believed for [`OLD`] more, and for [`BELIEVED_MAX`]
//! while the issuer cannot be reached. A file that is gone or makes no sense leaves the keys as
//! they were: it is the operator's own.

use auth::jwt::{JWKS_BYTES_MAX, Jwt, JwtError, JwtPolicy, KeySet};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::Uri;
use hyper::body::Bytes;
use hyper::header::HOST;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Mutex as Looking;
use tokio_rustls::TlsConnector;

/// A set is fetched no more often than this.
const FETCH_AGAIN: Duration = Duration::from_secs(30);
/// One that is older than this is fetched again beside its use.
const AGING: Duration = Duration::from_secs(300);
/// One that is older than this is fetched again before it is used.
const OLD: Duration = Duration::from_secs(600);
/// One that is older than this is not used.
const BELIEVED_MAX: Duration = Duration::from_secs(24 * 60 * 60);
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
    looking: Arc<Looking<Option<Instant>>>,
}

#[derive(Default)]
struct Known {
    keys: Arc<KeySet>,
    /// Of the file when it was last read: device, inode, size and time of change.
    file: Option<(u64, u64, u64, i64, i64)>,
    /// What was last wrong with the file, and is logged.
    wrong: Option<String>,
    /// When a URL last gave keys.
    fetched: Option<Instant>,
    /// It did not when it was last asked.
    failing: bool,
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
        Ok(Issuer { source, policy, known: Mutex::new(known), looking: Arc::default() })
    }

    /// The role that a bearer token names.
    ///
    /// # Errors
    /// Why it is not believed.
    pub async fn role(self: &Arc<Self>, token: &str) -> Result<String, JwtError> {
        let token = Jwt::parse(token)?;
        let judge = |keys: &KeySet| token.check(keys, &self.policy, seconds());
        let first = judge(&*self.keys(false).await?);
        if first == Err(JwtError::UnknownKey) { judge(&*self.keys(true).await?) } else { first }
    }

    /// The keys as they are known, looked for again when they are old, or `missed` something.
    async fn keys(self: &Arc<Self>, missed: bool) -> Result<Arc<KeySet>, JwtError> {
        match &self.source {
            Source::File(path) => {
                let mut known = self.known.lock();
                let wrong = known.read(path).err();
                if known.wrong != wrong {
                    if let Some(error) = &wrong {
                        tracing::error!(error, "the keys of the issuer are as they were");
                    }
                    known.wrong = wrong;
                }
                Ok(Arc::clone(&known.keys))
            }
            Source::Url(uri) => {
                let (fetched, failing) = {
                    let known = self.known.lock();
                    (known.fetched, known.failing)
                };
                // An issuer that does not answer is not waited for while there are keys to go by.
                if missed || over(fetched, if failing { BELIEVED_MAX } else { OLD }) {
                    self.look(uri, &mut *self.looking.lock().await).await;
                } else if over(fetched, AGING)
                    && let Ok(mut last) = Arc::clone(&self.looking).try_lock_owned()
                {
                    let (issuer, uri) = (Arc::clone(self), uri.clone());
                    tokio::spawn(async move { issuer.look(&uri, &mut last).await });
                }
                let known = self.known.lock();
                match over(known.fetched, BELIEVED_MAX) {
                    true if known.fetched.is_some() => Err(JwtError::OldKeys),
                    _ => Ok(Arc::clone(&known.keys)),
                }
            }
        }
    }

    /// Fetches the keys, unless that was done just now.
    async fn look(&self, uri: &Uri, last: &mut Option<Instant>) {
        if !over(*last, FETCH_AGAIN) {
            return;
        }
        *last = Some(Instant::now());
        let found = fetched(uri).await;
        let mut known = self.known.lock();
        known.failing = found.is_err();
        match found {
            Ok(keys) => {
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
    /// Reads the file when it is another than it was; what is wrong with it, until it is another.
    fn read(&mut self, path: &Path) -> Result<(), String> {
        let wrong = |error: &dyn fmt::Display| format!("JWKS file \"{}\": {error}", path.display());
        let found = std::fs::metadata(path).map_err(|error| wrong(&error))?;
        if !found.is_file() {
            return Err(wrong(&"it is no file"));
        }
        let (time, nanoseconds) = (found.ctime(), found.ctime_nsec());
        let file = Some((found.dev(), found.ino(), found.size(), time, nanoseconds));
        if self.file == file {
            return self.wrong.clone().map_or(Ok(()), Err);
        }
        let mut text = Vec::new();
        let limit = JWKS_BYTES_MAX as u64 + 1;
        File::open(path)
            .and_then(|file| file.take(limit).read_to_end(&mut text))
            .map_err(|error| wrong(&error))?;
        self.file = file;
        let keys = KeySet::parse(&text).map_err(|error| wrong(&error))?;
        if keys.is_empty() {
            return Err(wrong(&"it holds no key that verifies signatures"));
        }
        self.keys = Arc::new(keys);
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

    /// An issuer at a URL, how often it was asked, and what it answers then.
    async fn served() -> (Arc<Issuer>, Arc<AtomicUsize>, Arc<Mutex<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/jwks", listener.local_addr().unwrap());
        let (asked, set) = (Arc::<AtomicUsize>::default(), Arc::new(Mutex::new(SET.to_owned())));
        let (count, answer) = (Arc::clone(&asked), Arc::clone(&set));
        tokio::spawn(async move {
            while let Ok((mut tcp, _)) = listener.accept().await {
                let mut request = [0; 1024];
                let length = tcp.read(&mut request).await.unwrap();
                assert!(request[..length].starts_with(b"GET /jwks HTTP/1.1"));
                let set = answer.lock().clone();
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", set.len());
                count.fetch_add(1, Ordering::Relaxed);
                tcp.write_all(format!("{head}{set}").as_bytes()).await.unwrap();
            }
        });
        (Arc::new(Issuer::open(&url, policy()).unwrap()), asked, set)
    }

    /// As if `time` had gone by.
    async fn pass(issuer: &Issuer, time: Duration) {
        let earlier = |when: &mut Option<Instant>| *when = when.and_then(|at| at.checked_sub(time));
        earlier(&mut *issuer.looking.lock().await);
        earlier(&mut issuer.known.lock().fetched);
    }

    #[tokio::test]
    async fn unknown_keys_are_asked_for_at_a_bounded_rate() {
        let (issuer, asked, _) = served().await;
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        for _ in 0..20 {
            assert_eq!(issuer.role(&token("two")).await, Err(JwtError::UnknownKey));
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        pass(&issuer, FETCH_AGAIN).await;
        assert_eq!(issuer.role(&token("two")).await, Err(JwtError::UnknownKey));
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_withdrawn_key_is_believed_for_ten_minutes_and_for_a_day_when_nobody_says_so() {
        let (issuer, asked, set) = served().await;
        let known = Err(JwtError::WrongSignature);
        assert_eq!(issuer.role(&token("one")).await, known);
        // While keys are used they are fetched again, and nobody waits for it.
        pass(&issuer, AGING).await;
        assert_eq!(issuer.role(&token("one")).await, known);
        let fetched_again = async {
            while asked.load(Ordering::Relaxed) < 2 || over(issuer.known.lock().fetched, AGING) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), fetched_again).await.unwrap();
        // An issuer that makes no sense: the keys are believed, and no longer than a day.
        *set.lock() = "<html>".to_owned();
        for _ in 0..2 {
            pass(&issuer, OLD).await;
            assert_eq!(issuer.role(&token("one")).await, known);
        }
        pass(&issuer, BELIEVED_MAX).await;
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::OldKeys));
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::OldKeys));
        // It is back.
        *set.lock() = SET.to_owned();
        pass(&issuer, FETCH_AGAIN).await;
        assert_eq!(issuer.role(&token("one")).await, known);
        // The key is withdrawn.
        *set.lock() = SET.replace("one", "other");
        pass(&issuer, OLD).await;
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::UnknownKey));
    }

    #[tokio::test]
    async fn a_file_of_keys_is_read_again_when_it_changes_and_kept_when_it_is_broken() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jwks.json");
        let path = file.to_str().unwrap();
        assert!(Issuer::open(path, policy()).unwrap_err().contains("jwks.json"));
        std::fs::write(&file, SET.replace("one", "other")).unwrap();
        let issuer = Arc::new(Issuer::open(path, policy()).unwrap());
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::UnknownKey));
        tokio::time::sleep(Duration::from_millis(20)).await;
        std::fs::write(&file, SET).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        tokio::time::sleep(Duration::from_millis(20)).await;
        std::fs::write(&file, "{}").unwrap();
        let before = issuer.known.lock().file;
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        assert_ne!(issuer.known.lock().file, before, "it is known, so that it is read once");
        assert!(issuer.known.lock().wrong.as_ref().unwrap().contains("not a JWKS"));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        // What is no file, a fifo for one, is not read.
        std::fs::create_dir(&file).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::WrongSignature));
        std::fs::remove_dir(&file).unwrap();
        std::fs::write(&file, SET.replace("one", "other")).unwrap();
        assert_eq!(issuer.role(&token("one")).await, Err(JwtError::UnknownKey));
        assert_eq!(issuer.known.lock().wrong, None);
    }

    #[test]
    fn keys_are_not_taken_from_afar_in_the_clear() {
        for bad in ["http://issuer.example/jwks", "https://", "http://10.0.0.1/jwks"] {
            assert!(Issuer::open(bad, policy()).is_err(), "{bad}");
        }
        assert!(Issuer::open("https://issuer.example/jwks", policy()).is_ok());
    }
}
