//! Claims about tokens at the door of a whole server: who comes in, who does not, and what is told.

#![allow(clippy::unwrap_used)]

use airglow_node::door::{Policy, sessions};
use airglow_node::{
    Issuer, JwtPolicy, Keys, NewKey, Secret, Server, ServerOptions, StoreUrl,
    TokenAction as Action, sign,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use bytes::{BufMut, BytesMut};
use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use wire::Encode;

const ARN: &str = "arn:aws:iam::000000000000:user/app";

struct House {
    server: Server,
    folder: tempfile::TempDir,
    connector: TlsConnector,
}

impl House {
    async fn new() -> House {
        House::trusting(None).await
    }

    async fn trusting(issuer: Option<Arc<Issuer>>) -> House {
        let folder = tempfile::tempdir().unwrap();
        let options = ServerOptions {
            data: folder.path().to_owned(),
            store: StoreUrl::Memory,
            listen: vec!["127.0.0.1:0".into()],
            tls: None,
            password: Some("pw".into()),
            policy: Policy { hosts: vec!["db.example.com".into()], issuer, ..Policy::default() },
        };
        let server = Server::start(options, |engine| sessions(engine)).await.unwrap();
        let certificate = CertificateDer::from_pem_file(folder.path().join("tls/cert.pem"));
        let mut roots = rustls::RootCertStore::empty();
        roots.add(certificate.unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        House { server, folder, connector: TlsConnector::from(Arc::new(config)) }
    }

    fn keys(&self) -> Keys {
        Keys::of(self.folder.path())
    }

    fn key(&self, admin: bool, lifetime: Option<i64>) -> (String, Secret) {
        let new = NewKey { arn: ARN.into(), admin, lifetime, now: now() };
        let key = self.keys().create(&new).unwrap();
        (key.id, key.secret)
    }

    /// Asks to log in by TLS under `name`; the client, and what it is asked for.
    async fn ask(&self, name: &str, user: &str, more: &[(&str, &str)]) -> (Client, u32) {
        let mut tcp = TcpStream::connect(self.server.addresses()[0]).await.unwrap();
        tcp.write_all(&[0, 0, 0, 8, 4, 210, 22, 47]).await.unwrap();
        assert_eq!(tcp.read_u8().await.unwrap(), b'S');
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let mut client = Client(self.connector.connect(name, tcp).await.unwrap());
        let parameters = [&[("user", user), ("database", "postgres")], more].concat();
        client.0.write_all(&startup(&parameters)).await.unwrap();
        let (tag, body) = client.hear().await;
        assert_eq!(tag, 'R', "{}", String::from_utf8_lossy(&body));
        (client, u32::from_be_bytes(body[..4].try_into().unwrap()))
    }

    /// Logs in with a secret in the clear: the session, or what was told.
    async fn enter(&self, name: &str, user: &str, secret: &str) -> Result<Client, String> {
        let (mut client, _) = self.ask(name, user, &[]).await;
        let mut out = BytesMut::new();
        out.message(b'p', |out| {
            out.put_slice(secret.as_bytes());
            out.put_u8(0);
        });
        client.0.write_all(&out).await.unwrap();
        client.until_ready().await.map(|()| client)
    }

    async fn sql(&self, text: &str) {
        let mut admin = self.enter("localhost", "admin", "pw").await.unwrap();
        admin.query(text).await.unwrap();
    }
}

struct Client(TlsStream<TcpStream>);

impl Client {
    async fn hear(&mut self) -> (char, Vec<u8>) {
        let mut head = [0; 5];
        self.0.read_exact(&mut head).await.unwrap();
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        self.0.read_exact(&mut body).await.unwrap();
        (char::from(head[0]), body)
    }

    async fn until_ready(&mut self) -> Result<(), String> {
        let mut failed = Ok(());
        loop {
            match self.hear().await {
                ('Z', _) => return failed,
                ('E', body) => {
                    let field = |tag: u8| {
                        let part =
                            body.split(|byte| *byte == 0).find(|part| part.first() == Some(&tag));
                        String::from_utf8(part.unwrap()[1..].to_vec()).unwrap()
                    };
                    failed = Err(format!("{} {}", field(b'C'), field(b'M')));
                    if field(b'V') == "FATAL" {
                        return failed;
                    }
                }
                _ => {}
            }
        }
    }

    async fn query(&mut self, text: &str) -> Result<(), String> {
        let mut out = BytesMut::new();
        out.message(b'Q', |out| {
            out.put_slice(text.as_bytes());
            out.put_u8(0);
        });
        self.0.write_all(&out).await.unwrap();
        self.until_ready().await
    }
}

fn startup(parameters: &[(&str, &str)]) -> BytesMut {
    let mut out = BytesMut::new();
    out.put_slice(&[0, 0, 0, 0, 0, 3, 0, 0]);
    for part in parameters.iter().flat_map(|(name, value)| [name, value]) {
        out.put_slice(part.as_bytes());
        out.put_u8(0);
    }
    out.put_u8(0);
    let length = u32::try_from(out.len()).unwrap();
    out[..4].copy_from_slice(&length.to_be_bytes());
    out
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

fn refused(user: &str) -> String {
    format!("28000 IAM authentication failed for user \"{user}\"")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_logs_in_as_admin_and_as_who_it_is_granted_to() {
    let house = House::new().await;
    let (id, secret) = house.key(true, None);
    let token = |host: &str, action| sign(host, "us-east-1", action, &id, &secret, now(), 900);
    let admin = token("localhost", Action::ConnectAdmin);
    let app = token("localhost", Action::Connect);
    house.enter("localhost", "admin", &admin).await.unwrap();
    house.enter("localhost", "admin", "pw").await.unwrap();
    assert_eq!(house.enter("localhost", "app", &app).await.err(), Some(refused("app")));
    house.sql("CREATE ROLE app LOGIN; CREATE ROLE shut").await;
    assert_eq!(house.enter("localhost", "app", &app).await.err(), Some(refused("app")));
    house.sql(&format!("AWS IAM GRANT app TO '{ARN}'")).await;
    let mut session = house.enter("localhost", "app", &app).await.unwrap();
    for (user, token, told) in [
        ("admin", &app, "28000 Wrong user to action mapping. user: admin, action: DbConnect"),
        ("app", &admin, "28000 Wrong user to action mapping. user: app, action: DbConnectAdmin"),
        ("shut", &app, "28000 IAM authentication failed for user \"shut\""),
        ("nobody", &app, "28000 IAM authentication failed for user \"nobody\""),
    ] {
        assert_eq!(house.enter("localhost", user, token).await.err().as_deref(), Some(told));
    }
    // What is revoked, or made NOLOGIN, or whose key is gone, comes in no more; who is in stays.
    house.sql("ALTER ROLE app NOLOGIN").await;
    let told = house.enter("localhost", "app", &app).await.err().unwrap();
    assert_eq!(told, "28000 role \"app\" is not permitted to log in");
    house.sql(&format!("ALTER ROLE app LOGIN; AWS IAM REVOKE app FROM '{ARN}'")).await;
    assert_eq!(house.enter("localhost", "app", &app).await.err(), Some(refused("app")));
    assert!(house.keys().delete(&id).unwrap());
    assert_eq!(house.enter("localhost", "admin", &admin).await.err(), Some(refused("admin")));
    session.query("SELECT 1").await.unwrap();
    house.server.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_for_one_host_one_region_one_time_and_its_session() {
    let house = House::new().await;
    let (id, secret) = house.key(true, Some(3600));
    let (_, other) = house.key(true, None);
    let new = NewKey { arn: ARN.into(), admin: true, lifetime: Some(1), now: now() - 60 };
    let old = house.keys().create(&new).unwrap();
    let past = sign("localhost", "r", Action::ConnectAdmin, &old.id, &old.secret, now(), 900);
    let (roles, roles_secret) = house.key(false, None);
    let token = |host: &str, region: &str, secret: &Secret, at: i64, expires: i64| {
        sign(host, region, Action::ConnectAdmin, &id, secret, now() + at, expires)
    };
    let dsql = "abcdefghijklmnopqrst123456.dsql.us-east-1.on.aws";
    let without = Secret { session: None, ..secret.clone() };
    let cases = [
        (token("localhost", "anywhere", &secret, 0, 900), true, "as it should be"),
        (
            token("LOCALHOST", "anywhere", &secret, -800, 900),
            true,
            "old but good; names have no case",
        ),
        (token("localhost", "r", &secret, 200, 900), true, "a clock that is ahead a little"),
        (
            token("db.example.com", "r", &secret, 0, 900),
            false,
            "a name of ours, but another was asked for",
        ),
        (token("127.0.0.1", "r", &secret, 0, 900), false, "as above, an address"),
        (token(dsql, "us-east-1", &secret, 0, 900), false, "another server's name"),
        (token("localhost", "r", &secret, -1000, 900), false, "expired"),
        (token("localhost", "r", &secret, 400, 900), false, "of the future"),
        (token("localhost", "r", &other, 0, 900), false, "signed by another key"),
        (token("localhost", "r", &without, 0, 900), false, "without its session token"),
        (past, false, "its key has expired"),
        (
            sign("localhost", "r", Action::ConnectAdmin, &roles, &roles_secret, now(), 900),
            false,
            "its key is for roles only",
        ),
        (
            sign("localhost", "r", Action::ConnectAdmin, "AGLKNOBODY", &secret, now(), 900),
            false,
            "an unknown key",
        ),
    ];
    for (token, good, what) in cases {
        let told = house.enter("localhost", "admin", &token).await.err();
        assert_eq!(told, (!good).then(|| refused("admin")), "{what}");
    }
    // By address, without a name in TLS, a token for any of the server's names is right.
    for (host, good) in [("127.0.0.1", true), ("db.example.com", true), ("example.com", false)] {
        let told =
            house.enter("127.0.0.1", "admin", &token(host, "r", &secret, 0, 900)).await.err();
        assert_eq!(told, (!good).then(|| refused("admin")), "{host}");
    }
    house.server.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_proof_asked_for_is_the_one_the_role_and_the_client_can_give() {
    const CLEARTEXT: u32 = 3;
    const SASL: u32 = 10;
    let house = House::new().await;
    house.sql("CREATE ROLE dual LOGIN PASSWORD 'pw'; CREATE ROLE app LOGIN; CREATE ROLE bare LOGIN; CREATE ROLE old LOGIN PASSWORD 'pw'").await;
    let required = [("channel_binding", "require")];
    for user in ["admin", "dual", "old", "nobody"] {
        assert_eq!(house.ask("localhost", user, &[]).await.1, SASL, "{user}, without keys");
    }
    house.key(true, None);
    house.sql(&format!("AWS IAM GRANT dual TO '{ARN}'; AWS IAM GRANT app TO '{ARN}'")).await;
    for (user, plain, bound) in [
        ("admin", CLEARTEXT, SASL),
        ("dual", CLEARTEXT, SASL),
        ("app", CLEARTEXT, CLEARTEXT),
        ("bare", CLEARTEXT, CLEARTEXT),
        ("old", SASL, SASL),
        ("nobody", SASL, SASL),
    ] {
        assert_eq!(house.ask("localhost", user, &[]).await.1, plain, "{user}");
        assert_eq!(house.ask("localhost", user, &required).await.1, bound, "{user}, bound");
        // Without TLS nothing is asked for in the clear.
        let mut tcp = TcpStream::connect(house.server.addresses()[0]).await.unwrap();
        tcp.write_all(&startup(&[("user", user)])).await.unwrap();
        let mut answer = vec![0; 9];
        tcp.read_exact(&mut answer).await.unwrap();
        let word = user != "app";
        let expected = if word { b'R' } else { b'E' };
        assert_eq!((answer[0], answer[8] == 10), (expected, word), "{user}, no TLS");
    }
    house.server.close().await.unwrap();
}

#[test]
fn a_token_altered_anywhere_is_refused_and_panics_nowhere() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let house = runtime.block_on(House::new());
    let (id, secret) = house.key(true, Some(3600));
    let good = sign("localhost", "r", Action::ConnectAdmin, &id, &secret, now(), 900);
    // Names and the case of hexadecimal digits are not what is signed.
    let same = |altered: &str| altered.eq_ignore_ascii_case(&good);
    let config = ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let change = (0..good.len(), proptest::char::range('!', '~'), 0..3u8);
    let result = runner.run(&change, |(at, with, how)| {
        let mut altered = good.clone();
        match how {
            0 => altered.replace_range(at..=at, &with.to_string()),
            1 => altered.insert(at, with),
            _ => drop(altered.remove(at)),
        }
        prop_assume!(!same(&altered));
        let told = runtime.block_on(house.enter("localhost", "admin", &altered)).err();
        prop_assert!(told.is_some_and(|told| told.starts_with("28")), "{altered}");
        Ok(())
    });
    result.unwrap();
    runtime.block_on(house.enter("localhost", "admin", &good)).unwrap();
    runtime.block_on(house.server.close()).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_jwt_of_the_issuer_is_the_password_of_the_role_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let x = BASE64.encode(pair.public_key().as_ref());
    let jwks = folder.path().join("jwks.json");
    let key = format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"one","x":"{x}"}}"#);
    std::fs::write(&jwks, format!(r#"{{"keys":[{key}]}}"#)).unwrap();
    let [issuer, audience, claim] = ["https://issuer.example", "airglow", "role"].map(String::from);
    let policy = JwtPolicy { issuer, audience, claim };
    let issuer = Issuer::open(jwks.to_str().unwrap(), policy).unwrap();
    let house = House::trusting(Some(Arc::new(issuer))).await;
    let jwt = |alg: &str, audience: &str, role: &str, end: i64| {
        let header = format!(r#"{{"alg":"{alg}","kid":"one"}}"#);
        let claims = format!(
            r#"{{"iss":"https://issuer.example","aud":"{audience}","role":"{role}","exp":{}}}"#,
            now() + end
        );
        let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(claims));
        let signature = BASE64.encode(pair.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    };
    house.sql("CREATE ROLE app LOGIN; CREATE ROLE other LOGIN; CREATE ROLE shut").await;
    let good = jwt("EdDSA", "airglow", "app", 600);
    house.enter("localhost", "app", &good).await.unwrap();
    house.enter("localhost", "admin", "pw").await.unwrap();
    let told = |user: &str| format!("28000 JWT authentication failed for user \"{user}\"");
    // The first letter of a signature is six of its bits; of the last, most are none.
    let altered = |token: &str| {
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let other = if signature.starts_with('A') { 'B' } else { 'A' };
        format!("{signed}.{other}{}", &signature[1..])
    };
    for (user, token) in [
        ("other", good.clone()),
        ("nobody", jwt("EdDSA", "airglow", "nobody", 600)),
        ("app", jwt("EdDSA", "airglow", "app", -100)),
        ("app", jwt("EdDSA", "elsewhere", "app", 600)),
        ("app", jwt("none", "airglow", "app", 600)),
        ("app", altered(&good)),
    ] {
        assert_eq!(house.enter("localhost", user, &token).await.err(), Some(told(user)));
    }
    let shut = jwt("EdDSA", "airglow", "shut", 600);
    let refused = house.enter("localhost", "shut", &shut).await.err().unwrap();
    assert_eq!(refused, "28000 role \"shut\" is not permitted to log in");
    for user in ["app", "admin", "nobody"] {
        assert_eq!(house.ask("localhost", user, &[]).await.1, 3, "{user} may hold a JWT");
    }
    house.server.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_was_right_is_forgotten_when_it_no_longer_is() {
    let house = House::new().await;
    house.sql("CREATE ROLE clerk LOGIN PASSWORD 'one'").await;
    let wrong = Some("28P01 password authentication failed for user \"clerk\"".to_owned());
    for _ in 0..2 {
        assert_eq!(house.enter("localhost", "clerk", "one").await.err(), None);
    }
    house.sql("ALTER ROLE clerk VALID UNTIL '2001-01-01'").await;
    assert_eq!(house.enter("localhost", "clerk", "one").await.err(), wrong);
    house.sql("ALTER ROLE clerk PASSWORD 'two' VALID UNTIL 'infinity'").await;
    assert_eq!(house.enter("localhost", "clerk", "one").await.err(), wrong);
    assert_eq!(house.enter("localhost", "clerk", "two").await.err(), None);
    house.sql("DROP ROLE clerk; CREATE ROLE clerk LOGIN PASSWORD 'three'").await;
    assert_eq!(house.enter("localhost", "clerk", "two").await.err(), wrong);
    house.sql("ALTER ROLE clerk PASSWORD NULL").await;
    assert_eq!(house.enter("localhost", "clerk", "three").await.err(), wrong);
    house.server.close().await.unwrap();
}
