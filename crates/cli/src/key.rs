//! `airglow key`: access keys, made, listed and deleted beside a running server or not.

use crate::arguments::{Data, KeyCommand, KeyCreateOptions};
use node::{AccessKey, Home, Keys, NewKey};
use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

/// The account of owners that are given by name: no account of AWS's has it.
const ACCOUNT: &str = "000000000000";

pub(crate) fn run(command: KeyCommand) -> Result<(), String> {
    match command {
        KeyCommand::Create(options) => create(&options),
        KeyCommand::List(data) => list(&data),
        KeyCommand::Delete(options) => {
            if keys(&options.data)?.delete(&options.id).map_err(|error| error.to_string())? {
                return Ok(());
            }
            Err(format!("there is no access key \"{}\"", options.id))
        }
    }
}

/// The keys of a data directory that is there.
pub(crate) fn keys(data: &Data) -> Result<Keys, String> {
    let path = data.path();
    if Home::exists(&path) {
        return Ok(Keys::of(&path));
    }
    Err(format!("there is no database in \"{}\"; `airglow start` makes one", path.display()))
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn create(options: &KeyCreateOptions) -> Result<(), String> {
    let arn = match &*options.owner {
        arn if arn.starts_with("arn:") => arn.to_owned(),
        name => format!("arn:aws:iam::{ACCOUNT}:user/{name}"),
    };
    node::check_arn(&arn)?;
    let new = NewKey { arn, admin: !options.no_admin, lifetime: options.lifetime, now: now() };
    let key = keys(&options.data)?.create(&new).map_err(|error| error.to_string())?;
    show(&key).map_err(|error| error.to_string())
}

/// The key on standard output, as a shell takes it; what to know of it beside that.
fn show(key: &AccessKey) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "export AWS_ACCESS_KEY_ID={}", key.id)?;
    writeln!(out, "export AWS_SECRET_ACCESS_KEY={}", key.secret.key)?;
    if let Some(session) = &key.secret.session {
        writeln!(out, "export AWS_SESSION_TOKEN={session}")?;
    }
    out.flush()?;
    let who = if key.admin { "admin, and as the roles" } else { "the roles" };
    eprintln!(
        "The secret is shown this once. The key connects as {who} granted by\n  AWS IAM GRANT role TO '{}'",
        key.arn
    );
    if key.admin {
        eprintln!(
            "From now on admin is asked for its secret as it is, within TLS, since no token fits SCRAM: \
             a client\nwith channel_binding=require needs options='-c channel_binding=require' too. \
             --no-admin makes a key\nthat leaves admin as it is."
        );
    }
    Ok(())
}

fn list(data: &Data) -> Result<(), String> {
    let keys = keys(data)?.all().map_err(|error| error.to_string())?;
    let mut out = io::stdout().lock();
    for key in keys.iter() {
        let admin = if key.admin { "admin" } else { "roles" };
        let state = match key.expires {
            None => String::new(),
            Some(expires) if expires < now() => "  expired".to_owned(),
            Some(expires) => format!("  good for {} s", expires - now()),
        };
        // A reader that has gone away is no failure.
        let _ = writeln!(out, "{}  {admin}  {}{state}", key.id, key.arn);
    }
    Ok(())
}
