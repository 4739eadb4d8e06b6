//! `airglow start`: serves until it is told to stop.

use crate::arguments::StartOptions;
use node::{Server, ServerOptions};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// What is logged unless AIRGLOW_LOG says otherwise.
const LOG: &str = "warn,airglow_node=info,airglow=info";

pub(crate) fn run(options: StartOptions) -> Result<(), String> {
    log();
    crate::runtime()?.block_on(serve(options))
}

async fn serve(options: StartOptions) -> Result<(), String> {
    let data = options.place.data.path();
    let options = ServerOptions {
        data: data.clone(),
        store: options.place.store.clone(),
        listen: options.listen.clone(),
        tls: options.tls(),
        password: options.place.password()?,
        policy: options.policy()?,
    };
    let mut stop = Stop::new().map_err(|error| format!("could not watch for signals: {error}"))?;
    let server = tokio::select! {
        started = Server::start(options, |engine| node::door::sessions(engine)) => {
            started.map_err(|error| error.to_string())?
        }
        () = stop.asked() => return Ok(()),
    };
    // A reader that has gone away does not stop the server.
    let _ = announce(&server, &data);
    stop.asked().await;
    tracing::info!("stopping; once more stops at once");
    tokio::select! {
        closed = server.close() => closed.map_err(|error| error.to_string()),
        () = stop.asked() => {
            tracing::warn!("stopped at once; the next start reads the journal again");
            std::process::exit(i32::from(crate::FAILED))
        }
    }
}

/// What the user needs, in the order of need, and the line that scripts wait for.
fn announce(server: &Server, data: &Path) -> io::Result<()> {
    let url = server.url();
    let mut out = io::stdout().lock();
    writeln!(out, "\n  {url}\n")?;
    if server.password_is_new() {
        writeln!(out, "  This is shown once: the password is kept only as a SCRAM verifier.")?;
    } else if server.password().is_some() {
        writeln!(out, "  The password is the one that was given.")?;
    } else {
        writeln!(out, "  The password is the one set before; `airglow password` sets a new one.")?;
    }
    writeln!(out, "\n  psql      psql '{url}'")?;
    if let [_, others @ ..] = server.addresses()
        && !others.is_empty()
    {
        let others: Vec<String> = others.iter().map(ToString::to_string).collect();
        writeln!(out, "  also at   {}", others.join(", "))?;
    }
    writeln!(out, "  data      {}", data.display())?;
    writeln!(out, "  version   airglow {}\n", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "ready: {url}")?;
    out.flush()
}

/// SIGTERM and Ctrl-C.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn new() -> io::Result<Stop> {
        let terminate = signal(SignalKind::terminate())?;
        Ok(Stop { terminate, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

fn log() {
    let filter = std::env::var("AIRGLOW_LOG").unwrap_or_else(|_| LOG.to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let payload = panic.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let what = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("");
        tracing::error!(place, what, "panic");
    }));
}
