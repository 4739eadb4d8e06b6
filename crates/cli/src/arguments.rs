//! What can be typed?

use clap::{Args, Parser, Subcommand};
use node::{StoreUrl, TlsFiles};
use std::path::PathBuf;

const ABOUT: &str = "A serverless SQL database that speaks PostgreSQL.";

const EXAMPLES: &str = "\
Examples:
  airglow start                              on this machine, port 5432
  airglow start --data ./db --listen 0.0.0.0:5433
  AIRGLOW_PASSWORD=secret airglow start      with a password of your own
  airglow password                           a new password for the role admin

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
    Start(StartOptions),
    /// Give a role a new password, while the server is stopped
    Password(PasswordOptions),
}

/// Where the database is.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Where the data is kept [default: ~/.local/share/airglow]
    #[arg(long, value_name = "DIR", env = "AIRGLOW_DATA", hide_env = true)]
    data: Option<PathBuf>,

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

    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", env = "AIRGLOW_LISTEN", hide_env = true)]
    #[arg(default_value = "127.0.0.1:5432")]
    pub(crate) listen: String,

    /// A certificate in PEM form, in place of one the server signs for itself
    #[arg(long, value_name = "FILE", env = "AIRGLOW_TLS_CERT", hide_env = true)]
    #[arg(requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The certificate's private key in PEM form
    #[arg(long, value_name = "FILE", env = "AIRGLOW_TLS_KEY", hide_env = true)]
    #[arg(requires = "tls_cert")]
    tls_key: Option<PathBuf>,
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
}

impl Place {
    /// The data directory.
    pub(crate) fn data(&self) -> PathBuf {
        if let Some(data) = &self.data {
            return data.clone();
        }
        let set = |name| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let shared = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")));
        shared.map_or_else(|| PathBuf::from("airglow-data"), |shared| shared.join("airglow"))
    }

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
