//! The project's own chores: `cargo xtask --help`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

mod bench;
mod calls;
mod facts;
mod setup;

const USAGE: &str = "\
usage: cargo xtask <chore>

  setup                      install what the tests need (into .cache/, and PostgreSQL by apt)
  ci                         setup, format, lints, every test, then the clients
  clients                    other people's programs (psql, pgbench, node, Python, workerd)
                             against target/debug/airglow
  golden --record [path...]  record golden scripts (without a path: those of PostgreSQL 16)
  golden --settle            take from the pending list the scripts that pass now
  facts [--check]            write the tables of types::facts from the PostgreSQL 16 that
                             PGHOST, PGPORT and PGUSER name, or compare them with it
  calls                      record what that PostgreSQL answers to the calls of builtin's tests
  bench [--seconds N] [--rounds N] [--only PART] [--postgres-only]
                             Airglow beside PostgreSQL, into docs/bench.md";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["setup"] => setup::run(),
        ["ci"] => ci(),
        ["clients"] => clients(),
        ["golden", "--record", paths @ ..] => golden("record", paths),
        ["golden", "--settle"] => golden("settle", &[]),
        ["calls"] => calls::run(),
        ["facts"] => facts::run(false),
        ["facts", "--check"] => facts::run(true),
        ["bench", flags @ ..] => bench::run(flags),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ci() -> Result<(), String> {
    setup::run()?;
    call(cargo().args(["fmt", "--all", "--check"]))?;
    call(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    // The golden scripts run the binary, which only a build of the whole workspace makes.
    call(cargo().args(["build", "--workspace"]))?;
    if setup::answers("cargo-nextest", &["--version"]) {
        call(cargo().args(["nextest", "run", "--workspace", "--no-fail-fast"]))?;
    } else {
        call(cargo().args(["test", "--workspace", "--no-fail-fast"]))?;
    }
    clients()
}

/// The tests of `tests/clients` and of the example, against the binary just built.
fn clients() -> Result<(), String> {
    setup::run()?;
    call(cargo().args(["build", "--workspace"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    let binary = target.join("debug/airglow");
    let binary =
        std::fs::canonicalize(&binary).map_err(|e| format!("{}: {e}", binary.display()))?;
    let ours = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(root()).env_remove("DATABASE_URL").env("AIRGLOW_BIN", &binary);
        command
    };
    for folder in ["tests/clients", "examples/cloudflare-chat"] {
        call(ours("npm").args(["test", "--prefix", folder]))?;
    }
    call(ours(".cache/venv/bin/python").args(["-m", "pytest", "-q", "tests/clients/python"]))
}

fn golden(verb: &str, paths: &[&str]) -> Result<(), String> {
    call(cargo().args([
        "build",
        "--quiet",
        "--package",
        "airglow-tests",
        "--package",
        "airglow-cli",
    ]))?;
    let program = ["run", "--quiet", "--package", "airglow-tests", "--bin", "golden", "--", verb];
    call(cargo().args(program).args(paths))
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end.
fn call(command: &mut Command) -> Result<(), String> {
    println!("> {command:?}");
    let status = command.status().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}
