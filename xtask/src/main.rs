//! The project's own chores: `cargo xtask --help`.

use std::env;
use std::process::{Command, ExitCode};

const HELP: &str = "\
Chores of the Airglow project.

Usage: cargo xtask <COMMAND>

Commands:
  ci      Check formatting, lints and documentation, and run every test, as CI does
  help    Print this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ci"] => ci(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => {
            eprint!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Runs each step; stops at the first that fails.
fn ci() -> ExitCode {
    let tests: &[&str] = if has_nextest() {
        &["nextest", "run", "--workspace", "--no-fail-fast"]
    } else {
        &["test", "--workspace", "--no-fail-fast"]
    };
    let steps: [(&str, &[&str]); 3] = [
        ("formatting", &["fmt", "--all", "--check"]),
        ("lints", &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-Dwarnings"]),
        ("tests", tests),
    ];
    for (number, (what, arguments)) in (1..).zip(steps) {
        eprintln!("[{number}/{}] {what}: cargo {}", steps.len(), arguments.join(" "));
        let passed = Command::new(env!("CARGO")).args(arguments).status();
        match passed {
            Ok(status) if status.success() => {}
            Ok(_) => {
                eprintln!("{what}: failed");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("{what}: could not run cargo: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn has_nextest() -> bool {
    Command::new(env!("CARGO"))
        .args(["nextest", "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}
