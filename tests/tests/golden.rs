//! Does every golden script hold? Each is a test of its own: `airglow::...` for every script,
//! and `postgres16::...` for those that must hold on PostgreSQL too.

use std::sync::{Arc, Mutex};
use std::{fs, io};

use airglow_tests::server::{Airglow, Postgres};
use airglow_tests::{script, suite};
use libtest_mimic::{Arguments, Failed, Trial};

/// The one PostgreSQL of this process, started by the first test that needs it.
type Shared = Arc<Mutex<Option<Postgres>>>;

fn main() -> io::Result<std::process::ExitCode> {
    let arguments = Arguments::from_args();
    let pending = suite::pending()?;
    let shared = Shared::default();
    let mut trials = Vec::new();
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    for name in suite::scripts("sql")?.into_iter().chain(suite::scripts("isolation")?) {
        let title = name.trim_end_matches(".golden").replace('/', "::");
        if name.starts_with("sql/pg/") {
            let (name, shared) = (name.clone(), Arc::clone(&shared));
            let missing = Postgres::installed().is_none() && !ci;
            let kind = if missing {
                "skipped: PostgreSQL 16 is missing, run `cargo xtask setup`"
            } else {
                ""
            };
            let test = move || on_postgres(&name, &shared);
            let trial = Trial::test(format!("postgres16::{title}"), test).with_kind(kind);
            trials.push(trial.with_ignored_flag(missing));
        }
        let waits = pending.contains(&name);
        let kind = if waits { "pending" } else { "" };
        let test = move || on_airglow(&name, waits);
        trials.push(Trial::test(format!("airglow::{title}"), test).with_kind(kind));
    }
    if !arguments.list {
        eprintln!("{} scripts pending in sql/pending.txt", pending.len());
    }
    for name in pending {
        let path = suite::home().join(&name);
        let check = move || if path.is_file() { Ok(()) } else { Err("no such script".into()) };
        trials.push(Trial::test(format!("pending::{name}"), check));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // `exit` runs no destructor: the server goes first.
    drop(shared.lock().map(|mut held| held.take()));
    Ok(conclusion.exit_code())
}

fn on_airglow(name: &str, pending: bool) -> Result<(), Failed> {
    let recorded = fs::read_to_string(suite::home().join(name))?;
    let happened = Airglow::start().and_then(|it| script::run(&recorded, &it.address));
    match (happened, pending) {
        (Ok(now), true) if now == recorded => {
            Err("passes now: take it from sql/pending.txt (`cargo xtask golden --settle`)".into())
        }
        (_, true) => Ok(()),
        (Ok(now), false) => same(&recorded, &now),
        (Err(error), false) => Err(format!("{}: {error}", Airglow::binary().display()).into()),
    }
}

fn on_postgres(name: &str, shared: &Shared) -> Result<(), Failed> {
    let recorded = fs::read_to_string(suite::home().join(name))?;
    let address = {
        let mut held = shared.lock().map_err(|_| "PostgreSQL 16 did not start")?;
        if held.is_none() {
            *held = Some(Postgres::start()?);
        }
        held.as_ref().ok_or("PostgreSQL 16 did not start")?.fresh()?
    };
    same(&recorded, &script::run(&recorded, &address)?)
}

fn same(recorded: &str, happened: &str) -> Result<(), Failed> {
    if recorded == happened {
        return Ok(());
    }
    Err(script::difference(recorded, happened).into())
}
