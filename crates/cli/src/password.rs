//! `airglow password`: a new password for a role of a stopped server.

use crate::arguments::PasswordOptions;
use node::{Engine, Error, Home, HomeError, StoreUrl, generate_password};

pub(crate) fn run(options: PasswordOptions) -> Result<(), String> {
    let data = options.place.data.path();
    if options.place.store == StoreUrl::Memory {
        return Err("a memory: store keeps no password".into());
    }
    if !Home::exists(&data) {
        let data = data.display();
        return Err(format!("there is no database in \"{data}\"; `airglow start` makes one"));
    }
    let given = options.place.password()?;
    let password = given.unwrap_or_else(generate_password);
    let role = &options.role;
    let set = async {
        let home = Home::open(&data)?;
        let engine = Engine::open(home, &options.place.store).await?;
        let set = engine.set_password(role, &password).await;
        engine.close().await?;
        set.map_err(Error::from)
    };
    crate::runtime()?.block_on(set).map_err(|error| match &error {
        Error::Home(HomeError::InUse { .. }) => format!(
            "{error}.\nWhile the server runs, a superuser changes it from a connection:\n  \
             ALTER ROLE {role} PASSWORD '...'"
        ),
        _ => error.to_string(),
    })?;
    println!("The password of role \"{role}\" is now\n\n  {password}\n");
    Ok(())
}
