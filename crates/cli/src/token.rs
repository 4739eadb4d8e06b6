//! `airglow token`: a token, as AWS's SDKs make them.

use crate::arguments::TokenOptions;
use crate::key::{keys, now};
use node::{Secret, TokenAction, sign};

pub(crate) fn run(options: TokenOptions) -> Result<(), String> {
    let (id, secret) = match options.key {
        None => from_environment().map_or_else(|| from_data(&options), Ok)?,
        Some(_) => from_data(&options)?,
    };
    let TokenOptions { host, region, user, expires, .. } = &options;
    if host.is_empty() || host.contains(['/', '?', '&', ' ']) {
        return Err(format!("\"{host}\" is not a host name"));
    }
    let action = TokenAction::needed_by(user);
    println!("{}", sign(host, region, action, &id, &secret, now(), *expires));
    Ok(())
}

/// The key that AWS's SDKs would use.
fn from_environment() -> Option<(String, Secret)> {
    let given = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (id, key) = (given("AWS_ACCESS_KEY_ID")?, given("AWS_SECRET_ACCESS_KEY")?);
    Some((id, Secret { key, session: given("AWS_SESSION_TOKEN") }))
}

fn from_data(options: &TokenOptions) -> Result<(String, Secret), String> {
    let all = keys(&options.data)?.all().map_err(|error| error.to_string())?;
    let found = match &options.key {
        Some(id) => all.iter().find(|key| key.id == *id),
        None => all.iter().rfind(|key| key.is_good(now())),
    };
    let found = found.ok_or_else(|| match &options.key {
        Some(id) => format!("there is no access key \"{id}\""),
        None => "there is no access key; `airglow key create` makes one".to_owned(),
    })?;
    Ok((found.id.clone(), found.secret.clone()))
}
