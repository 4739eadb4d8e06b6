//! How fast is Airglow beside PostgreSQL, on this machine, in the same minutes?
//!
//! Both servers run with their defaults and real fsync, are filled alike, and are measured in
//! turns, so that a slow minute of the machine is slow for both. What is reported is the median.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use crate::{call, cargo, root, setup};

const ROWS: u32 = 1_000_000;
const PASSWORD: &str = "bench";

struct Flags {
    seconds: u32,
    rounds: u32,
    only: String,
    postgres_only: bool,
}

/// One server on this machine.
struct Server {
    name: &'static str,
    process: Child,
    port: u16,
    user: &'static str,
    start_ms: f64,
}

impl Drop for Server {
    fn drop(&mut self) {
        if !matches!(self.process.try_wait(), Ok(None)) {
            return; // It ended, and its id may be another's by now.
        }
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// Runs the bench and writes `docs/bench.md`, unless only a part was asked for.
pub(crate) fn run(words: &[&str]) -> Result<(), String> {
    let flags = flags(words)?;
    let home = std::env::temp_dir().join(format!("airglow-bench-{}", std::process::id()));
    fs::create_dir_all(&home).map_err(|e| e.to_string())?;
    let done = measure_all(&flags, &home);
    let _ = fs::remove_dir_all(&home);
    let table = done?;
    println!("{table}");
    if flags.only.is_empty() && !flags.postgres_only {
        fs::write(root().join("docs/bench.md"), table).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn flags(words: &[&str]) -> Result<Flags, String> {
    let mut flags = Flags { seconds: 10, rounds: 3, only: String::new(), postgres_only: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if *word == "--postgres-only" {
            flags.postgres_only = true;
            continue;
        }
        let value = *words.next().ok_or_else(|| format!("{word} needs a value"))?;
        let number = || value.parse::<u32>().map_err(|e| format!("{word} {value}: {e}"));
        match *word {
            "--seconds" => flags.seconds = number()?.max(1),
            "--rounds" => flags.rounds = number()?.max(1),
            "--only" => flags.only = value.to_owned(),
            other => return Err(format!("unknown flag {other}")),
        }
    }
    Ok(flags)
}

/// A name, a unit, and how to measure it once on a server.
type Measure<'a> = (String, &'static str, Box<dyn Fn(&Server) -> Result<f64, String> + 'a>);

fn measure_all(flags: &Flags, home: &Path) -> Result<String, String> {
    let rows = home.join("rows.csv");
    write_rows(&rows)?;
    let select_one = home.join("one.sql");
    fs::write(&select_one, "SELECT 1;\n").map_err(|e| e.to_string())?;
    let mut servers = servers(flags, home)?;
    let mut facts = vec![("memory at rest", "MB", each(&servers, resident))];
    for server in &servers {
        println!("filling {}", server.name);
        call(client(server, "pgbench").args(["-i", "-q", "-s", "10"]))?;
        psql(server, "CREATE TABLE wide (id int PRIMARY KEY, g int, n numeric, t text)")?;
    }
    let mut table = String::from(
        "# Airglow beside PostgreSQL\n\nMedians of runs in turns on one machine, both servers with their defaults, SCRAM and no TLS; ",
    );
    let _ =
        writeln!(table, "{} rounds, {} seconds a run of pgbench.\n", flags.rounds, flags.seconds);
    let names: Vec<&str> = servers.iter().map(|s| s.name).collect();
    let _ = writeln!(table, "| what | unit | {} | ratio |", names.join(" | "));
    let _ = writeln!(table, "|---|---|{}---|", "---|".repeat(names.len()));
    for (name, unit, measure) in measures(flags, &rows, &select_one) {
        if !name.contains(&flags.only) {
            continue;
        }
        let mut found = vec![Vec::new(); servers.len()];
        for _ in 0..flags.rounds {
            for (server, runs) in servers.iter().zip(&mut found) {
                runs.push(measure(server));
            }
        }
        let medians: Vec<Result<f64, String>> = found.into_iter().map(median).collect();
        let line = row(&name, unit, &medians);
        println!("{line}");
        let _ = writeln!(table, "{line}");
    }
    facts.push(("memory after", "MB", each(&servers, resident)));
    let doors = match servers.first() {
        Some(server) if server.name == "Airglow" && "doors".contains(&flags.only) => {
            doors(server, flags)?
        }
        _ => String::new(),
    };
    for server in &mut servers {
        restart(server, home)?;
    }
    facts.push(("start to first row", "ms", each(&servers, |server| Ok(server.start_ms))));
    for (name, unit, values) in facts {
        let _ = writeln!(table, "{}", row(name, unit, &values));
    }
    Ok(table + &doors)
}

/// The ways in, and how far each is: what `tests/src/bin/doors.rs` prints.
fn doors(server: &Server, flags: &Flags) -> Result<String, String> {
    let program = ["run", "--quiet", "--release", "--package", "airglow-tests", "--bin", "doors"];
    let url = format!("postgres://{}:{PASSWORD}@127.0.0.1:{}/postgres", server.user, server.port);
    let seconds = flags.seconds.to_string();
    let output = cargo().args(program).args(["--", &url, &seconds]).output();
    let output = output.map_err(|e| format!("doors: {e}"))?;
    if !output.status.success() {
        return Err(format!("doors: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    Ok(format!("\n## The doors of Airglow\n\n{}", String::from_utf8_lossy(&output.stdout)))
}

fn measures<'a>(flags: &Flags, rows: &'a Path, select_one: &'a Path) -> Vec<Measure<'a>> {
    let mut all: Vec<Measure<'a>> = Vec::new();
    let seconds = flags.seconds.to_string();
    // A transaction that loses a conflict is tried again by pgbench, on both servers, as an
    // application would; one that fails for good fails the measurement. With replay, which
    // PostgreSQL takes for a setting of the application's own, the server tries again itself.
    for (name, script, replay) in [
        ("select-only", "-S", false),
        ("simple-update", "-N --max-tries=0", false),
        ("TPC-B", "-b tpcb-like --max-tries=0", false),
        ("TPC-B with airglow.replay", "-b tpcb-like --max-tries=0", true),
    ] {
        for mode in ["simple", "prepared"] {
            for clients in ["1", "8", "32"] {
                let line = format!("{script} -n -M {mode} -c {clients} -j 2 -T {seconds}");
                let title = format!("{name}, {mode}, {clients} clients");
                let run = move |server: &Server| pgbench(server, &line, None, replay);
                all.push((title, "tps", Box::new(run)));
            }
        }
    }
    let line = format!("-n -C -c 4 -j 2 -T {seconds}");
    let connect = move |server: &Server| pgbench(server, &line, Some(select_one), false);
    all.push(("connect and select one".to_owned(), "tps", Box::new(connect)));
    let copy = move |server: &Server| {
        psql(server, "TRUNCATE wide")?;
        let command = format!("\\copy wide FROM '{}' WITH (FORMAT csv)", rows.display());
        psql(server, &command).map(|took| f64::from(ROWS) / took.as_secs_f64())
    };
    all.push(("COPY of a million rows".to_owned(), "rows/s", Box::new(copy)));
    let scan = |server: &Server| {
        let took =
            psql(server, "SELECT g, count(*), sum(n), max(t) FROM wide GROUP BY g ORDER BY g")?;
        Ok(f64::from(ROWS) / took.as_secs_f64())
    };
    // After COPY, so that the rows are there: `--only` of this part alone scans an empty table.
    all.push(("aggregate, after COPY of a million rows".to_owned(), "rows/s", Box::new(scan)));
    all
}

fn servers(flags: &Flags, home: &Path) -> Result<Vec<Server>, String> {
    let mut servers = Vec::new();
    if !flags.postgres_only {
        call(cargo().args(["build", "--release", "--package", "airglow-cli"]))?;
        servers.push(airglow(home)?);
    }
    let bin = setup::server_programs().ok_or("no PostgreSQL server: run `cargo xtask setup`")?;
    let cluster = home.join("postgres");
    fs::create_dir_all(&cluster).map_err(|e| e.to_string())?;
    if setup::is_root() {
        call(Command::new("chown").arg("postgres").arg(&cluster))?;
    }
    let initdb =
        [bin.join("initdb").display().to_string(), "-D".into(), cluster.display().to_string()];
    let secret = home.join("password");
    fs::write(&secret, PASSWORD).map_err(|e| e.to_string())?;
    let mut initdb = as_postgres(&initdb);
    initdb.args(["-U", "postgres", "-A", "scram-sha-256", "--pwfile"]).arg(&secret);
    call(initdb.stdout(Stdio::null()))?;
    servers.push(postgres(&bin, &cluster)?);
    Ok(servers)
}

fn airglow(home: &Path) -> Result<Server, String> {
    let port = free_port()?;
    let started = Instant::now();
    let mut command = Command::new(root().join("target/release/airglow"));
    command.args(["start", "--listen", &format!("127.0.0.1:{port}"), "--data"]);
    command.arg(home.join("airglow")).env("AIRGLOW_PASSWORD", PASSWORD);
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("airglow: {e}"))?;
    let said = process.stdout.take().ok_or("airglow: no standard output")?;
    let mut lines = BufReader::new(said).lines().map_while(Result::ok);
    let ready = lines.any(|line| line.starts_with("ready: "));
    let server = Server { name: "Airglow", process, port, user: "admin", start_ms: 0.0 };
    if ready { first_row(server, started) } else { Err("airglow ended without ready:".to_owned()) }
}

fn postgres(bin: &Path, cluster: &Path) -> Result<Server, String> {
    let port = free_port()?;
    let started = Instant::now();
    let program = bin.join("postgres").display().to_string();
    let process = as_postgres(&[program, "-D".into(), cluster.display().to_string()])
        .args(["-p", &port.to_string(), "-k", "", "-c", "listen_addresses=127.0.0.1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("postgres: {e}"))?;
    first_row(
        Server { name: "PostgreSQL", process, port, user: "postgres", start_ms: 0.0 },
        started,
    )
}

/// PostgreSQL refuses root: `setpriv` becomes its user and is replaced by the server, so that
/// the process we hold is the server itself.
fn as_postgres(words: &[String]) -> Command {
    let mut line: Vec<&str> = Vec::new();
    if setup::is_root() {
        line.extend(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    line.extend(words.iter().map(String::as_str));
    let mut command = Command::new(line[0]);
    command.args(&line[1..]).current_dir("/");
    command
}

fn first_row(mut server: Server, started: Instant) -> Result<Server, String> {
    while psql(&server, "SELECT 1").is_err() {
        if started.elapsed() > Duration::from_secs(30) {
            return Err(format!("{} did not answer within 30 seconds", server.name));
        }
        thread::sleep(Duration::from_millis(2));
    }
    server.start_ms = started.elapsed().as_secs_f64() * 1000.0;
    Ok(server)
}

fn restart(server: &mut Server, home: &Path) -> Result<(), String> {
    call(Command::new("kill").args(["-INT", &server.process.id().to_string()]))?;
    server.process.wait().map_err(|e| e.to_string())?;
    *server = if server.name == "Airglow" {
        airglow(home)?
    } else {
        let bin = setup::server_programs().ok_or("PostgreSQL's programs are gone")?;
        postgres(&bin, &home.join("postgres"))?
    };
    Ok(())
}

fn client(server: &Server, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("PGSSLMODE", "disable")
        .env("PGHOST", "127.0.0.1")
        .env("PGPORT", server.port.to_string())
        .env("PGUSER", server.user)
        .env("PGPASSWORD", PASSWORD)
        .env("PGDATABASE", "postgres");
    command
}

/// How long one command of psql took, its start included.
fn psql(server: &Server, sql: &str) -> Result<Duration, String> {
    let started = Instant::now();
    let mut command = client(server, "psql");
    let output = command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql]).output();
    let output = output.map_err(|e| format!("psql: {e}"))?;
    if output.status.success() {
        return Ok(started.elapsed());
    }
    Err(format!("{}: {}", server.name, String::from_utf8_lossy(&output.stderr).trim()))
}

/// Transactions a second; a failed or aborted transaction is an error.
fn pgbench(
    server: &Server,
    line: &str,
    script: Option<&Path>,
    replay: bool,
) -> Result<f64, String> {
    let mut command = client(server, "pgbench");
    if replay {
        command.env("PGOPTIONS", "-c airglow.replay=on");
    }
    command.args(line.split(' '));
    if let Some(path) = script {
        command.arg("-f").arg(path);
    }
    let output = command.output().map_err(|e| format!("pgbench: {e}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let after = |key: &str| said.lines().find_map(|l| l.strip_prefix(key)?.split(' ').next());
    let failed = after("number of failed transactions: ").unwrap_or("0");
    if !output.status.success() || failed != "0" {
        let last = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{failed} failed; {}", last.lines().last().unwrap_or_default()));
    }
    let tps = after("tps = ").ok_or("pgbench reported no tps")?;
    tps.parse().map_err(|e| format!("tps {tps}: {e}"))
}

/// Resident megabytes of a server and its children, shared pages counted once (PSS).
fn resident(server: &Server) -> Result<f64, String> {
    let parent = server.process.id().to_string();
    let mut kilobytes = 0.0;
    for entry in fs::read_dir("/proc").map_err(|e| e.to_string())?.filter_map(Result::ok) {
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let is = |key: &str| {
            let value = status.lines().find_map(|line| line.strip_prefix(key));
            value.is_some_and(|value| value.trim() == parent)
        };
        if is("Pid:") || is("PPid:") {
            let maps = fs::read_to_string(entry.path().join("smaps_rollup")).unwrap_or_default();
            let pss = maps.lines().find_map(|line| line.strip_prefix("Pss:"));
            let number = pss.and_then(|text| text.trim().split(' ').next()?.parse::<f64>().ok());
            kilobytes += number.unwrap_or(0.0);
        }
    }
    Ok(kilobytes / 1024.0)
}

fn each(
    servers: &[Server],
    of: impl Fn(&Server) -> Result<f64, String>,
) -> Vec<Result<f64, String>> {
    servers.iter().map(of).collect()
}

fn median(runs: Vec<Result<f64, String>>) -> Result<f64, String> {
    let mut values = runs.into_iter().collect::<Result<Vec<f64>, String>>()?;
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().ok_or_else(|| "never ran".to_owned())
}

fn row(name: &str, unit: &str, values: &[Result<f64, String>]) -> String {
    let shown = values.iter().map(|value| match value {
        Ok(number) => format!("{number:.1}"),
        Err(why) => format!("failed: {}", why.replace(['\n', '|'], " ")),
    });
    let ratio = match values {
        [Ok(ours), Ok(theirs)] if *theirs > 0.0 => format!("{:.2}", ours / theirs),
        _ => "-".to_owned(),
    };
    format!("| {name} | {unit} | {} | {ratio} |", shown.collect::<Vec<_>>().join(" | "))
}

fn write_rows(path: &PathBuf) -> Result<(), String> {
    let mut text = String::with_capacity(30_000_000);
    for id in 0..ROWS {
        let _ = writeln!(text, "{id},{},{}.{:02},row number {id}", id % 100, id % 9973, id % 97);
    }
    fs::write(path, text).map_err(|e| e.to_string())
}

fn free_port() -> Result<u16, String> {
    let bound = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
    bound.map(|address| address.port()).map_err(|e| e.to_string())
}
