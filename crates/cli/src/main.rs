//! The `airglow` program: what was typed, and what it ends with.
//!
//! Exit codes: 0, 1 when something failed, 2 when the command line cannot be understood.

mod arguments;
mod key;
mod password;
mod start;
mod token;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// Rows are many small allocations, made by one thread and freed by another; and what a load took is
/// given back to the system. Without huge pages: a process at rest is a third smaller then, and what
/// it does not use of one need not be cleared.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FAILED: u8 = 1;
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = !error.use_stderr();
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(USAGE) };
        }
    };
    let done = match arguments.command {
        None => {
            let _ = Arguments::command().print_help();
            return ExitCode::SUCCESS;
        }
        Some(Command::Start(options)) => start::run(*options),
        Some(Command::Password(options)) => password::run(options),
        Some(Command::Key(command)) => key::run(command),
        Some(Command::Token(options)) => token::run(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("airglow: {message}");
            ExitCode::from(FAILED)
        }
    }
}

/// A runtime as every command uses it.
fn runtime() -> Result<tokio::runtime::Runtime, String> {
    // Statements may nest deeply, and threads' stacks cost only what is used of them.
    const STACK_BYTES: usize = 64 << 20;
    const BLOCKING_THREADS: usize = 16;
    // Long statements give way every few milliseconds; so often clients are then looked after.
    const TURNS_BETWEEN_EVENTS: u32 = 8;
    tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK_BYTES)
        .max_blocking_threads(BLOCKING_THREADS)
        .event_interval(TURNS_BETWEEN_EVENTS)
        .enable_all()
        .build()
        .map_err(|error| format!("could not start threads: {error}"))
}
