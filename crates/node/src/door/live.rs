//! Which sessions are there, and how is one told to stop?

use super::fatal;
use base::{Severity, SqlError, SqlResult, SqlState};
use parking_lot::Mutex;
use session::Reins;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::watch;
use types::Oid;

/// Every session of the door.
pub(super) struct Live {
    /// So many at once; past it a client is told so.
    max: usize,
    sessions: Mutex<Sessions>,
    /// How many there are, for who waits until there are none.
    count: watch::Sender<usize>,
}

#[derive(Default)]
struct Sessions {
    by_pid: HashMap<u32, Entry>,
    last_pid: u32,
    /// Nobody comes in any more.
    closed: bool,
}

struct Entry {
    secret: [u8; 4],
    reins: Arc<Reins>,
    role: Oid,
}

/// One session's place among them, left when dropped.
pub(super) struct Place {
    live: Arc<Live>,
    pub(super) pid: u32,
    pub(super) secret: [u8; 4],
    pub(super) reins: Arc<Reins>,
}

impl Live {
    pub(super) fn new(max: usize) -> Arc<Live> {
        Arc::new(Live { max, sessions: Mutex::default(), count: watch::Sender::new(0) })
    }

    /// A place for a session of `role`, of which there may be `limit`, or any number.
    ///
    /// # Errors
    /// FATAL 53300 when there are enough, 57P03 when the door closes.
    pub(super) fn enter(
        self: &Arc<Live>,
        role: Oid,
        name: &str,
        limit: Option<usize>,
    ) -> SqlResult<Place> {
        let mut sessions = self.sessions.lock();
        if sessions.closed {
            return Err(fatal(b"57P03", "the database system is shutting down"));
        }
        if sessions.by_pid.len() >= self.max {
            return Err(full());
        }
        let same = || sessions.by_pid.values().filter(|entry| entry.role == role).count();
        if limit.is_some_and(|limit| same() >= limit) {
            return Err(too_many(&format!("too many connections for role \"{name}\"")));
        }
        let mut pid = sessions.last_pid;
        loop {
            // Positive as an int4, as pg_backend_pid() gives it.
            pid = pid % (i32::MAX as u32) + 1;
            if !sessions.by_pid.contains_key(&pid) {
                break;
            }
        }
        sessions.last_pid = pid;
        let (secret, reins) = (rand::random(), Arc::<Reins>::default());
        let entry = Entry { secret, reins: Arc::clone(&reins), role };
        sessions.by_pid.insert(pid, entry);
        self.count.send_replace(sessions.by_pid.len());
        Ok(Place { live: Arc::clone(self), pid, secret, reins })
    }

    /// Stops what the session is doing, when the secret is its own.
    pub(super) fn cancel(&self, pid: u32, secret: &[u8]) {
        let sessions = self.sessions.lock();
        if let Some(entry) = sessions.by_pid.get(&pid)
            && auth::equal(&entry.secret, secret)
        {
            entry.reins.cancel();
        }
    }

    /// Lets nobody in any more, and ends every session.
    pub(super) fn close(&self) {
        let mut sessions = self.sessions.lock();
        sessions.closed = true;
        sessions.by_pid.values().for_each(|entry| entry.reins.end());
    }

    /// Waits until no session is left.
    pub(super) async fn empty(&self) {
        let mut count = self.count.subscribe();
        let _ = count.wait_for(|count| *count == 0).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut sessions = self.live.sessions.lock();
        sessions.by_pid.remove(&self.pid);
        self.live.count.send_replace(sessions.by_pid.len());
    }
}

/// What the client of a session is told of an error, or of the end if that is what it comes from.
pub(super) fn told(reins: &Reins, error: SqlError) -> SqlError {
    if error.state() == SqlState::QUERY_CANCELED && reins.is_ended() { ended() } else { error }
}

/// The session was ended from outside.
pub(super) fn ended() -> SqlError {
    fatal(b"57P01", "terminating connection due to administrator command")
}

/// There is no place for one more.
pub(super) fn full() -> SqlError {
    too_many("sorry, too many clients already")
}

fn too_many(message: &str) -> SqlError {
    SqlError::new(SqlState::TOO_MANY_CONNECTIONS, message).with_severity(Severity::Fatal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::Ordering;

    #[test]
    fn a_session_is_stopped_by_its_own_secret_only() {
        let live = Live::new(100);
        let place = live.enter(10, "admin", None).unwrap();
        let wrong = place.secret.map(|byte| byte ^ 1);
        live.cancel(place.pid, &wrong);
        live.cancel(place.pid, &place.secret[..3]);
        live.cancel(place.pid + 1, &place.secret);
        assert!(!place.reins.stopped().load(Ordering::Acquire));
        live.cancel(place.pid, &place.secret);
        assert!(place.reins.stopped().load(Ordering::Acquire));
    }

    #[test]
    fn a_role_has_no_more_sessions_than_its_limit() {
        let live = Live::new(100);
        let first = live.enter(20, "bob", Some(1)).unwrap();
        let error = live.enter(20, "bob", Some(1)).err().unwrap();
        assert_eq!(error.message(), "too many connections for role \"bob\"");
        assert!(live.enter(21, "eve", Some(1)).is_ok());
        drop(first);
        assert!(live.enter(20, "bob", Some(1)).is_ok());
    }
}
