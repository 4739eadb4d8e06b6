//! Records golden scripts: `golden record [path...]`, and `golden settle` for the pending list.
//!
//! What PostgreSQL must agree with (`sql/pg`) is always recorded from PostgreSQL 16; the rest
//! from Airglow. `settle` takes from `sql/pending.txt` the scripts that Airglow passes now.

use std::process::ExitCode;
use std::{fs, io};

use airglow_tests::server::{Airglow, Postgres};
use airglow_tests::{script, suite};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.split_first().map(|(verb, rest)| (verb.as_str(), rest)) {
        Some(("record", paths)) => record(paths),
        Some(("settle", [])) => settle(),
        _ => {
            eprintln!("usage: golden record [path...] | golden settle");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("golden: {error}");
            ExitCode::FAILURE
        }
    }
}

fn record(paths: &[String]) -> io::Result<()> {
    let mut postgres = None;
    for name in suite::scripts("sql")?.into_iter().chain(suite::scripts("isolation")?) {
        let wanted = |path: &String| name.starts_with(path.trim_start_matches("tests/"));
        // Without a path, only what PostgreSQL answers: the rest is written by reason.
        let asked =
            if paths.is_empty() { name.starts_with("sql/pg/") } else { paths.iter().any(wanted) };
        if !asked {
            continue;
        }
        let path = suite::home().join(&name);
        let text = fs::read_to_string(&path)?;
        let happened = if name.starts_with("sql/pg/") {
            if postgres.is_none() {
                postgres = Some(Postgres::start()?);
            }
            let server = postgres.as_ref().ok_or_else(|| io::Error::other("no PostgreSQL"))?;
            script::run(&text, &server.fresh()?)
        } else {
            script::run(&text, &Airglow::start()?.address)
        };
        let happened = happened.map_err(|e| io::Error::other(format!("{name}: {e}")))?;
        if happened != text {
            fs::write(&path, happened)?;
            println!("recorded {name}");
        }
    }
    Ok(())
}

fn settle() -> io::Result<()> {
    let list = fs::read_to_string(suite::pending_list())?;
    let mut kept = Vec::new();
    for line in list.lines() {
        let path = suite::home().join(line);
        let passes = !line.starts_with('#') && !line.is_empty() && {
            let text = fs::read_to_string(&path)?;
            Airglow::start()
                .and_then(|it| script::run(&text, &it.address))
                .is_ok_and(|now| now == text)
        };
        if passes {
            println!("passes now: {line}");
        } else {
            kept.push(line);
        }
    }
    fs::write(suite::pending_list(), kept.join("\n") + "\n")
}
