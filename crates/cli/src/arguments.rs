//! What can be typed?

use clap::{Args, Parser, Subcommand};
use ipnet::IpNet;
use node::door::Policy;
use node::{Issuer, JwtPolicy, StoreUrl, TlsFiles};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

const ABOUT: &str = "A serverless SQL database that speaks PostgreSQL.";

const EXAMPLES: &str = "\
Examples:
  airglow start                              on this machine, port 5432
  airglow start --data ./db --listen 0.0.0.0:5433
  AIRGLOW_PASSWORD=secret airglow start      with a password of your own
  airglow password                           a new password for the role admin
  airglow key create                         an access key that signs IAM-style tokens
  airglow token                              a token to give as password, as AWS's SDKs make it

The first start generates a password and prints the connection string. Every option can be
given by the environment too: AIRGLOW_DATA, AIRGLOW_LISTEN, and so on.";

#[derive(Debug, Parser)]
#[command(name = "airglow", version, about = ABOUT, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true, subcommand_value_name = "COMMAND")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a database and print how to connect
    Start(Box<StartOptions>),
    /// Give a role a new password, while the server is stopped
    Password(PasswordOptions),
    /// Make, list and delete access keys, beside a running server or not
    #[command(subcommand, after_help = KEY_HELP)]
    Key(KeyCommand),
    /// Print a token: a password that is good for some minutes, signed by an access key
    #[command(after_help = TOKEN_HELP)]
    Token(TokenOptions),
}

const KEY_HELP: &str = "\
A key signs tokens as Aurora DSQL's clients do, with any AWS SDK. SigV4 needs the secret itself, so
the server keeps it, in keys/keys.json of the data directory, which its owner alone can read. A
running server takes notice of every change at once.

A role that a key reaches is asked for its secret in the clear, within TLS only: a token cannot be
proved otherwise. Who must have SCRAM there connects with options='-c channel_binding=require'.";

const TOKEN_HELP: &str = "\
The key is the one of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, else that of
--key in the data directory, else the newest there. A token for admin is one for DbConnectAdmin,
for any other role one for DbConnect, and the role must be granted to the key's owner:
  AWS IAM GRANT app TO 'arn:aws:iam::000000000000:user/app'
Example:
  PGPASSWORD=$(airglow token) psql 'host=localhost user=admin dbname=postgres sslmode=require'";

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key and print it; its secret is shown this once
    Create(KeyCreateOptions),
    /// List the keys without their secrets
    List(Data),
    /// Delete a key: tokens signed with it are refused from then on
    Delete(KeyDeleteOptions),
}

#[derive(Debug, Args)]
pub(crate) struct KeyCreateOptions {
    #[command(flatten)]
    pub(crate) data: Data,

    /// Whose key: a name, which stands for arn:aws:iam::000000000000:user/NAME, or an ARN
    #[arg(value_name = "NAME|ARN", default_value = node::ADMIN_NAME)]
    pub(crate) owner: String,

    /// For roles granted to the owner only, not for admin
    #[arg(long)]
    pub(crate) no_admin: bool,

    /// Make a temporary key, good for so long, that has a session token
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(1..))]
    pub(crate) lifetime: Option<i64>,
}

#[derive(Debug, Args)]
pub(crate) struct KeyDeleteOptions {
    #[command(flatten)]
    pub(crate) data: Data,

    /// The key's id, as AWS_ACCESS_KEY_ID has it
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

#[derive(Debug, Args)]
pub(crate) struct TokenOptions {
    #[command(flatten)]
    pub(crate) data: Data,

    /// The role to connect as
    #[arg(long, value_name = "ROLE", default_value = node::ADMIN_NAME)]
    pub(crate) user: String,

    /// The server's name as clients give it, without the port
    #[arg(long, value_name = "NAME", default_value = "localhost")]
    pub(crate) host: String,

    /// The region in the token
    #[arg(long, value_name = "NAME", env = "AWS_REGION", hide_env = true)]
    #[arg(default_value = "us-east-1")]
    pub(crate) region: String,

    /// How long it can be used to connect; a session that began goes on
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    #[arg(value_parser = clap::value_parser!(i64).range(1..=node::TOKEN_EXPIRES_MAX))]
    pub(crate) expires: i64,

    /// The id of the key in the data directory
    #[arg(long, value_name = "ID")]
    pub(crate) key: Option<String>,
}

/// Where the data is.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Where the data is kept [default: ~/.local/share/airglow]
    #[arg(long, value_name = "DIR", env = "AIRGLOW_DATA", hide_env = true)]
    data: Option<PathBuf>,
}

/// Where the database is.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[command(flatten)]
    pub(crate) data: Data,

    /// In what: file: (in the data directory), memory: (nothing is kept), or objects:///DIR
    /// (objects as in a bucket, in the directory /DIR)
    #[arg(long, value_name = "URL", env = "AIRGLOW_STORE", hide_env = true)]
    #[arg(default_value = "file:", value_parser = StoreUrl::parse)]
    pub(crate) store: StoreUrl,

    /// A file with the password to set, in place of a generated one; so does AIRGLOW_PASSWORD
    #[arg(long, value_name = "FILE", env = "AIRGLOW_PASSWORD_FILE", hide_env = true)]
    password_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct StartOptions {
    #[command(flatten)]
    pub(crate) place: Place,

    /// Where to listen, once or more often: PostgreSQL, HTTP and WebSocket, with TLS and without,
    /// at each; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", env = "AIRGLOW_LISTEN", hide_env = true)]
    #[arg(default_value = "127.0.0.1:5432", value_delimiter = ',')]
    pub(crate) listen: Vec<String>,

    /// A certificate in PEM form, in place of one the server signs for itself
    #[arg(long, value_name = "FILE", env = "AIRGLOW_TLS_CERT", hide_env = true)]
    #[arg(requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The certificate's private key in PEM form
    #[arg(long, value_name = "FILE", env = "AIRGLOW_TLS_KEY", hide_env = true)]
    #[arg(requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// A name that tokens may be signed for, beside those in the certificate
    #[arg(long, value_name = "NAME", env = "AIRGLOW_TOKEN_HOST", hide_env = true)]
    #[arg(value_delimiter = ',')]
    token_host: Vec<String>,

    /// The region that tokens must name [default: that in a host like ID.dsql.REGION.DOMAIN, or any]
    #[arg(long, value_name = "NAME", env = "AIRGLOW_REGION", hide_env = true)]
    region: Option<String>,

    /// Believe a proxy who its clients are, by the PROXY protocol (v1, v2) or X-Forwarded-For: its
    /// address or network, such as 172.16.0.0/12
    #[arg(long, value_name = "ADDRESS", env = "AIRGLOW_PROXY", hide_env = true)]
    #[arg(value_delimiter = ',', value_parser = network)]
    proxy: Vec<IpNet>,

    /// As --proxy, for a proxy that ends TLS: what comes from there counts as within TLS
    #[arg(long, value_name = "ADDRESS", env = "AIRGLOW_TLS_PROXY", hide_env = true)]
    #[arg(value_delimiter = ',', value_parser = network)]
    tls_proxy: Vec<IpNet>,

    /// Take JWTs of an issuer: its keys (JWKS), a file or a URL. A key that is taken out of the file
    /// is not believed any more at once, one that the URL withdraws after 10 minutes, or 24 hours
    /// while the URL gives no keys; then no JWT is taken until it does
    #[arg(long, value_name = "FILE|URL", env = "AIRGLOW_JWKS", hide_env = true)]
    #[arg(requires_all = ["jwt_issuer", "jwt_audience"])]
    jwks: Option<String>,

    /// What a JWT's iss must be
    #[arg(long, value_name = "TEXT", env = "AIRGLOW_JWT_ISSUER", hide_env = true)]
    #[arg(requires = "jwks")]
    jwt_issuer: Option<String>,

    /// What must be among a JWT's aud
    #[arg(long, value_name = "TEXT", env = "AIRGLOW_JWT_AUDIENCE", hide_env = true)]
    #[arg(requires = "jwks")]
    jwt_audience: Option<String>,

    /// The claim of a JWT that names the role to connect as
    #[arg(long, value_name = "CLAIM", env = "AIRGLOW_JWT_ROLE_CLAIM", hide_env = true)]
    #[arg(default_value = "sub")]
    jwt_role_claim: String,
}

#[derive(Debug, Args)]
pub(crate) struct PasswordOptions {
    #[command(flatten)]
    pub(crate) place: Place,

    /// Whose password
    #[arg(value_name = "ROLE", default_value = node::ADMIN_NAME)]
    pub(crate) role: String,
}

impl StartOptions {
    pub(crate) fn tls(&self) -> Option<TlsFiles> {
        let (certificate, key) = (self.tls_cert.clone()?, self.tls_key.clone()?);
        Some(TlsFiles { certificate, key })
    }

    /// What is asked of tokens.
    pub(crate) fn policy(&self) -> Result<Policy, String> {
        let issuer = match (&self.jwks, &self.jwt_issuer, &self.jwt_audience) {
            (Some(jwks), Some(issuer), Some(audience)) => {
                let (issuer, audience) = (issuer.clone(), audience.clone());
                let policy = JwtPolicy { issuer, audience, claim: self.jwt_role_claim.clone() };
                Some(Arc::new(Issuer::open(jwks, policy)?))
            }
            _ => None,
        };
        Ok(Policy {
            hosts: self.token_host.clone(),
            region: self.region.clone(),
            issuer,
            proxies: self.proxy.clone(),
            tls_proxies: self.tls_proxy.clone(),
        })
    }
}

/// An address, or a network of them.
fn network(text: &str) -> Result<IpNet, String> {
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_| text.parse()).map_err(|_| {
        "write an address, such as 10.0.0.5, or a network, such as 172.16.0.0/12".to_owned()
    })
}

impl Data {
    /// The data directory.
    pub(crate) fn path(&self) -> PathBuf {
        if let Some(data) = &self.data {
            return data.clone();
        }
        let set = |name| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let shared = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")));
        shared.map_or_else(|| PathBuf::from("airglow-data"), |shared| shared.join("airglow"))
    }
}

impl Place {
    /// The password to set, if one is given.
    pub(crate) fn password(&self) -> Result<Option<String>, String> {
        let (password, from) = if let Some(file) = &self.password_file {
            let text = std::fs::read_to_string(file)
                .map_err(|error| format!("password file \"{}\": {error}", file.display()))?;
            let line = text.strip_suffix('\n').unwrap_or(&text);
            let line = line.strip_suffix('\r').unwrap_or(line);
            (line.to_owned(), format!("password file \"{}\"", file.display()))
        } else {
            match std::env::var("AIRGLOW_PASSWORD") {
                Ok(password) => (password, "AIRGLOW_PASSWORD".to_owned()),
                Err(std::env::VarError::NotPresent) => return Ok(None),
                Err(error) => return Err(format!("AIRGLOW_PASSWORD: {error}")),
            }
        };
        if password.is_empty() || password.contains(['\n', '\0']) {
            return Err(format!("{from}: a password is one line, and not empty"));
        }
        Ok(Some(password))
    }
}
