//! What do the sessions of one database share?

use crate::Host;
use crate::advisory::Table;
use crate::notify::Channels;
use crate::plans::Plans;
use crate::reins::Reins;
use base::{SqlResult, Timestamp};
use builtin::Activity;
use parking_lot::Mutex;
use sql::Catalog;
use std::collections::BTreeMap;
use std::sync::Arc;
use txn::{Isolation, Snapshot, Transaction};

/// Catalogs of so many versions are kept ready.
const CATALOGS: usize = 4;

/// Bounds that the host sets.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// What the operators of one query may hold.
    pub query_bytes: usize,
    /// What plans are kept.
    pub plan_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { query_bytes: 256 << 20, plan_bytes: 16 << 20 }
    }
}

/// What the sessions of one database share.
pub struct Shared {
    pub(crate) host: Arc<dyn Host>,
    /// The database's name, as `current_database()` gives it.
    pub(crate) database: String,
    pub(crate) limits: Limits,
    pub(crate) plans: Plans,
    pub(crate) locks: Mutex<Table>,
    pub(crate) channels: Channels,
    /// Newest last.
    catalogs: Mutex<Vec<Arc<Catalog>>>,
    /// By `pg_backend_pid()`.
    sessions: Mutex<BTreeMap<i32, Seat>>,
}

struct Seat {
    activity: Arc<Mutex<Activity>>,
    reins: Arc<Reins>,
}

impl Shared {
    /// Of a database that has no sessions yet.
    pub fn new(host: Arc<dyn Host>, database: impl Into<String>, limits: Limits) -> Arc<Shared> {
        Arc::new(Shared {
            host,
            database: database.into(),
            limits,
            plans: Plans::new(limits.plan_bytes),
            channels: Channels::default(),
            locks: Mutex::default(),
            catalogs: Mutex::default(),
            sessions: Mutex::default(),
        })
    }

    /// The catalog of a snapshot whose catalog was last changed at `version`.
    pub(crate) async fn catalog(
        &self,
        snapshot: &Arc<dyn Snapshot>,
        version: Timestamp,
    ) -> SqlResult<Arc<Catalog>> {
        let version = version.as_micros();
        let known = self.catalogs.lock().iter().find(|known| known.version == version).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let txn = Transaction::new(Arc::clone(snapshot), Isolation::RepeatableRead);
        let loaded = Arc::new(exec::catalog_store::load(&txn, version).await?);
        let mut catalogs = self.catalogs.lock();
        catalogs.push(Arc::clone(&loaded));
        catalogs.sort_by_key(|catalog| catalog.version);
        catalogs.dedup_by_key(|catalog| catalog.version);
        if catalogs.len() > CATALOGS {
            catalogs.remove(0);
        }
        Ok(loaded)
    }

    /// What every session does now.
    pub(crate) fn activity(&self) -> Vec<Activity> {
        self.sessions.lock().values().map(|seat| seat.activity.lock().clone()).collect()
    }

    /// By which a session is stopped.
    pub(crate) fn reins(&self, pid: i32) -> Option<Arc<Reins>> {
        self.sessions.lock().get(&pid).map(|seat| Arc::clone(&seat.reins))
    }

    pub(crate) fn enter(&self, session: Activity, reins: Arc<Reins>) -> Arc<Mutex<Activity>> {
        let pid = session.pid;
        let activity = Arc::new(Mutex::new(session));
        let seat = Seat { activity: Arc::clone(&activity), reins };
        self.sessions.lock().insert(pid, seat);
        activity
    }

    pub(crate) fn leave(&self, pid: i32) {
        self.sessions.lock().remove(&pid);
    }
}
