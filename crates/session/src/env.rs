//! What may functions know of a session?

use crate::advisory::Held;
use crate::notify::{Listening, Pending};
use crate::session::Timeouts;
use crate::settings::{REPLAY, Settings};
use crate::shared::Shared;
use crate::transaction::warning;
use crate::{REPORTED, clock};
use base::{SqlError, SqlResult, SqlState};
use builtin::{Activity, AdvisoryLock, Env, OpenCursor, PreparedStatement, Signal};
use exec::catalog_functions::World;
use parking_lot::Mutex;
use rupg_types::{
    ByteaOutput, DateFormat, DateOrder, DateStyle, IntervalStyle, split_identifier_string,
};
use sql::Catalog;
use sql::bind::Names;
use std::sync::Arc;
use std::time::Duration;
use txn::Isolation;
use types::facts::{self, PG_CATALOG};
use types::{Formats, Oid};

/// How the transaction at hand is meant, or the next one outside of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Modes {
    pub(crate) isolation: Isolation,
    /// Asked for as READ UNCOMMITTED, and shown so.
    pub(crate) uncommitted: bool,
    pub(crate) read_only: bool,
    pub(crate) deferrable: bool,
}

impl Modes {
    const PLAIN: Modes = Modes {
        isolation: Isolation::RepeatableRead,
        uncommitted: false,
        read_only: false,
        deferrable: false,
    };

    /// The word for the isolation, as SHOW gives it.
    pub(crate) fn isolation_name(self) -> &'static str {
        match self.isolation {
            Isolation::ReadCommitted if self.uncommitted => "read uncommitted",
            Isolation::ReadCommitted => "read committed",
            Isolation::RepeatableRead => "repeatable read",
            Isolation::Serializable => "serializable",
        }
    }

    /// With the isolation of this name.
    pub(crate) fn with_isolation(mut self, name: &str) -> Option<Modes> {
        self.uncommitted = name == "read uncommitted";
        self.isolation = match name {
            "read uncommitted" | "read committed" => Isolation::ReadCommitted,
            "repeatable read" => Isolation::RepeatableRead,
            "serializable" => Isolation::Serializable,
            _ => return None,
        };
        Some(self)
    }
}

/// What a session is surrounded by while a statement runs: its settings and what follows from
/// them, the catalog, the time.
pub(crate) struct Surroundings {
    pub(crate) shared: Arc<Shared>,
    pub(crate) pid: i32,
    /// Its advisory locks.
    pub(crate) held: Mutex<Held>,
    /// What functions have to tell the client.
    warnings: Mutex<Vec<SqlError>>,
    /// Behind a lock since `set_config()` changes them while others look.
    settings: Mutex<Settings>,
    /// As [`Settings::changes`] was when the fields below were made from the settings.
    seen: u64,
    formats: Formats,
    /// The settings behind `formats`, as a key of plans.
    pub(crate) formats_key: Arc<str>,
    path_names: Vec<String>,
    session_user: String,
    current_user: String,
    /// What the search path resolves to, under `catalog`.
    pub(crate) path: Arc<[Oid]>,
    pub(crate) user: Oid,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) modes: Modes,
    default_modes: Modes,
    timeouts: Timeouts,
    replays: bool,
    pub(crate) transaction_at: i64,
    pub(crate) statement_at: i64,
    /// What the session holds, as of the statement that asked.
    pub(crate) prepared: Vec<PreparedStatement>,
    pub(crate) cursors: Vec<OpenCursor>,
    /// What the transaction has yet to say and to listen to.
    pub(crate) pending: Mutex<Pending>,
    pub(crate) listening: Listening,
    /// Hashes of what the client was told last, by place in [`REPORTED`]; and at which change.
    told: [u64; REPORTED.len()],
    told_at: u64,
}

impl Surroundings {
    pub(crate) fn new(shared: Arc<Shared>, pid: i32, settings: Settings) -> Surroundings {
        let now = shared.host.now();
        let mut new = Surroundings {
            shared,
            pid,
            held: Mutex::default(),
            warnings: Mutex::default(),
            settings: Mutex::new(settings),
            seen: u64::MAX,
            formats: Formats::default(),
            formats_key: Arc::from(""),
            path_names: Vec::new(),
            session_user: String::new(),
            current_user: String::new(),
            path: Arc::from([]),
            user: 0,
            catalog: Arc::default(),
            modes: Modes::PLAIN,
            default_modes: Modes::PLAIN,
            timeouts: Timeouts::default(),
            replays: false,
            transaction_at: now,
            statement_at: now,
            prepared: Vec::new(),
            cursors: Vec::new(),
            pending: Mutex::default(),
            listening: Listening::default(),
            told: [0; REPORTED.len()],
            told_at: 0,
        };
        new.derive();
        new.modes = new.default_modes;
        new
    }

    /// The settings, to read or change.
    pub(crate) fn settings(&self) -> parking_lot::MutexGuard<'_, Settings> {
        self.settings.lock()
    }

    /// Makes what follows from settings and catalog follow from them as they are now.
    pub(crate) fn enter(&mut self, catalog: Option<&Arc<Catalog>>) {
        let stale = self.settings.get_mut().changes() != self.seen;
        if stale {
            self.derive();
        }
        let other = catalog.filter(|catalog| !Arc::ptr_eq(catalog, &self.catalog));
        if let Some(catalog) = other {
            self.catalog = Arc::clone(catalog);
        }
        if stale || other.is_some() {
            self.resolve();
        }
    }

    fn derive(&mut self) {
        let settings = self.settings.get_mut();
        self.seen = settings.changes();
        let get = |name: &str| settings.get(name).unwrap_or_default();
        let names =
            ["datestyle", "intervalstyle", "timezone", "extra_float_digits", "bytea_output"];
        let values = names.map(get);
        self.formats_key = values.join("|").into();
        let [date, interval, zone, digits, bytea] = values;
        self.formats.date = date_format(&date);
        self.formats.interval = match &*interval {
            "postgres_verbose" => IntervalStyle::PostgresVerbose,
            "sql_standard" => IntervalStyle::SqlStandard,
            "iso_8601" => IntervalStyle::Iso8601,
            _ => IntervalStyle::Postgres,
        };
        if let Some(zone) = clock::zone(&zone) {
            self.formats.zone = zone;
        }
        self.formats.extra_float_digits = digits.parse().unwrap_or(1);
        self.formats.bytea = if bytea == "escape" { ByteaOutput::Escape } else { ByteaOutput::Hex };
        let path = get("search_path");
        let names = split_identifier_string(&path, b',').unwrap_or_default();
        self.path_names = names.iter().map(|name| name.to_string()).collect();
        self.session_user = get("session_authorization");
        let role = get("role");
        self.current_user = if role == "none" { self.session_user.clone() } else { role };
        self.timeouts = timeouts(settings);
        let on = |name: &str| settings.get(name).as_deref() == Some("on");
        self.replays = on(REPLAY);
        let plain = Modes {
            read_only: on("default_transaction_read_only"),
            deferrable: on("default_transaction_deferrable"),
            ..Modes::PLAIN
        };
        let isolation = settings.get("default_transaction_isolation").unwrap_or_default();
        self.default_modes = plain.with_isolation(&isolation).unwrap_or(plain);
    }

    /// What the search path means under the catalog (PostgreSQL, `recomputeNamespacePath`).
    fn resolve(&mut self) {
        self.user = self.catalog.role(&self.current_user).map_or(0, |role| role.oid);
        let mut path: Vec<Oid> = Vec::new();
        for name in &self.path_names {
            let name = if name == "$user" { &self.current_user } else { name };
            let own = self.catalog.namespace(name).map(|schema| schema.oid);
            let system = || facts::namespaces().iter().filter(|fact| fact.oid != facts::PUBLIC);
            let known = own.or_else(|| system().find(|fact| fact.name == *name).map(|f| f.oid));
            if let Some(schema) = known.filter(|schema| !path.contains(schema)) {
                path.push(schema);
            }
        }
        if !path.contains(&PG_CATALOG) {
            path.insert(0, PG_CATALOG);
        }
        if *path != *self.path {
            self.path = path.into();
        }
    }

    /// What the binder goes by.
    pub(crate) fn names(&self) -> Names<'_> {
        Names { catalog: &self.catalog, search_path: &self.path, user: self.user, env: self }
    }

    /// A transaction begins: its time, and the modes that settings give it.
    pub(crate) fn begin_transaction(&mut self) {
        self.transaction_at = self.statement_at;
        self.formats.now = self.statement_at;
        self.end_transaction();
    }

    /// Outside of a transaction, modes are what settings say.
    pub(crate) fn end_transaction(&mut self) {
        self.modes = self.default_modes();
    }

    /// What settings give a new transaction.
    pub(crate) fn default_modes(&mut self) -> Modes {
        self.enter(None);
        self.default_modes
    }

    /// A transaction goes on as one that began before.
    pub(crate) fn resume(&mut self, modes: Modes, began: i64) {
        self.modes = modes;
        self.transaction_at = began;
        self.formats.now = began;
    }

    /// What functions have told the client since this was asked last.
    pub(crate) fn warnings(&self) -> Vec<SqlError> {
        std::mem::take(&mut *self.warnings.lock())
    }

    /// `airglow.replay`.
    pub(crate) fn replays(&self) -> bool {
        self.replays
    }

    /// As settings are now.
    pub(crate) fn timeouts(&self) -> Timeouts {
        let settings = self.settings.lock();
        if settings.changes() == self.seen { self.timeouts } else { timeouts(&settings) }
    }

    /// The settings clients are told of that are not as they were told last.
    pub(crate) fn news(&mut self) -> Vec<(&'static str, String)> {
        let settings = self.settings.get_mut();
        if settings.changes() == self.told_at {
            return Vec::new();
        }
        self.told_at = settings.changes();
        let mut news = Vec::new();
        for (told, name) in self.told.iter_mut().zip(REPORTED) {
            let value = settings.show(name).unwrap_or_default();
            let hash = fingerprint(&value);
            if std::mem::replace(told, hash) != hash {
                news.push((name, value));
            }
        }
        news
    }

    /// All settings clients are told of at the beginning.
    pub(crate) fn all_news(&mut self) -> Vec<(&'static str, String)> {
        self.told = [0; REPORTED.len()];
        self.told_at = u64::MAX;
        self.news()
    }
}

fn timeouts(settings: &Settings) -> Timeouts {
    let time = |name: &str| Duration::from_millis(settings.milliseconds(name));
    Timeouts {
        statement: time("statement_timeout"),
        idle_in_transaction: time("idle_in_transaction_session_timeout"),
        idle_session: time("idle_session_timeout"),
        check: time("client_connection_check_interval"),
    }
}

/// FNV-1a: told values are short, and only compared with themselves.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn date_format(style: &str) -> DateFormat {
    let (style, order) = style.split_once(", ").unwrap_or((style, "MDY"));
    DateFormat {
        style: match style {
            "SQL" => DateStyle::Sql,
            "Postgres" => DateStyle::Postgres,
            "German" => DateStyle::German,
            _ => DateStyle::Iso,
        },
        order: match order {
            "DMY" => DateOrder::Dmy,
            "YMD" => DateOrder::Ymd,
            _ => DateOrder::Mdy,
        },
    }
}

impl Env for Surroundings {
    fn formats(&self) -> &Formats {
        &self.formats
    }

    fn prepared_statements(&self) -> Vec<PreparedStatement> {
        self.prepared.clone()
    }

    fn cursors(&self) -> Vec<OpenCursor> {
        self.cursors.clone()
    }

    fn transaction_timestamp(&self) -> i64 {
        self.transaction_at
    }

    fn statement_timestamp(&self) -> i64 {
        self.statement_at
    }

    fn clock_timestamp(&self) -> i64 {
        self.shared.host.now()
    }

    fn random_u64(&self) -> u64 {
        self.shared.host.random_u64()
    }

    fn setting(&self, name: &str) -> Option<String> {
        let name = name.to_ascii_lowercase();
        let switch = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
        match &*name {
            "transaction_isolation" => Some(self.modes.isolation_name().to_owned()),
            "transaction_read_only" => switch(self.modes.read_only),
            "transaction_deferrable" => switch(self.modes.deferrable),
            _ => self.settings.lock().get(&name),
        }
    }

    fn current_user(&self) -> &str {
        &self.current_user
    }

    fn session_user(&self) -> &str {
        &self.session_user
    }

    fn current_database(&self) -> &str {
        &self.shared.database
    }

    fn search_path(&self) -> Vec<String> {
        self.path_names.clone()
    }

    fn backend_pid(&self) -> i32 {
        self.pid
    }

    fn set_setting(&self, name: &str, value: &str, local: bool) -> SqlResult<String> {
        let name = name.to_ascii_lowercase();
        if matches!(&*name, "role" | "session_authorization") || name.starts_with("transaction_") {
            return Err(SqlError::unsupported(format!("set_config of \"{name}\"")));
        }
        let mut settings = self.settings.lock();
        settings.set(&name, value, local)?;
        settings.show(&name)
    }

    fn object_oid(&self, alias: Oid, name: &str) -> SqlResult<Oid> {
        World { catalog: &self.catalog, env: self }.object_oid(alias, name)
    }

    fn object_name(&self, alias: Oid, object: Oid) -> Option<String> {
        World { catalog: &self.catalog, env: self }.object_name(alias, object)
    }

    fn notify(&self, channel: &str, payload: &str) -> SqlResult<()> {
        self.pending.lock().say(channel, payload)
    }

    fn listening(&self) -> Vec<String> {
        self.listening.channels.iter().cloned().collect()
    }

    fn activity(&self) -> Vec<Activity> {
        self.shared.activity()
    }

    fn signal(&self, pid: i32, signal: Signal) -> bool {
        let Some(reins) = self.shared.reins(pid) else { return false };
        match signal {
            Signal::Cancel => reins.cancel(),
            Signal::Terminate => reins.end(),
        }
        true
    }

    fn warn(&self, message: String) {
        self.warnings.lock().push(warning(SqlState::WARNING, message));
    }

    fn advisory_locks(&self) -> Vec<AdvisoryLock> {
        self.shared.locks.lock().rows()
    }

    fn blocking_pids(&self, pid: i32) -> Vec<i32> {
        self.shared.locks.lock().blockers(pid)
    }
}
