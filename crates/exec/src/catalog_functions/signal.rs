//! Who may stop another session? (PostgreSQL, storage/ipc/signalfuncs.c)

use super::args;
use crate::functions::Functions;
use base::{SqlError, SqlResult, SqlState};
use builtin::Signal;
use std::time::Duration;
use types::Datum;

/// A session that is to end is looked for so often.
const STEP_MS: i64 = 100;

/// `pg_cancel_backend(pid)`.
pub(super) fn cancel(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    send(f, pid(given), Signal::Cancel).map(Datum::Bool)
}

/// `pg_terminate_backend(pid, timeout)`: with a timeout, in milliseconds, it waits for the end.
pub(super) fn terminate(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let (pid, timeout) = (pid(given), args::int(given, 1).unwrap_or_default());
    if timeout < 0 {
        let message = "\"timeout\" must not be negative";
        return Err(SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message));
    }
    if !f.is_awake() && !send(f, pid, Signal::Terminate)? {
        return Ok(Datum::Bool(false));
    }
    let mut left = timeout;
    while left > 0 && find(f, pid).is_some() {
        let step = left.min(STEP_MS);
        f.sleep(Duration::from_millis(step.unsigned_abs()))?;
        left -= step;
    }
    let ended = timeout == 0 || find(f, pid).is_none();
    if !ended {
        let s = if timeout == 1 { "" } else { "s" };
        f.env.warn(format!(
            "backend with PID {pid} did not terminate within {timeout} millisecond{s}"
        ));
    }
    Ok(Datum::Bool(ended))
}

fn pid(given: &[Datum]) -> i32 {
    args::int(given, 0).and_then(|pid| i32::try_from(pid).ok()).unwrap_or_default()
}

/// The role that a session logged in as.
fn find(f: &Functions<'_>, pid: i32) -> Option<String> {
    f.env.activity().into_iter().find(|one| one.pid == pid).map(|one| one.user)
}

fn send(f: &Functions<'_>, pid: i32, signal: Signal) -> SqlResult<bool> {
    let Some(user) = find(f, pid) else {
        f.env.warn(format!("PID {pid} is not a PostgreSQL backend process"));
        return Ok(false);
    };
    let world = f.world();
    let theirs = world.catalog.role(&user);
    let us = world.current_role().map_or(0, |role| role.oid);
    // A role that is there no more may have been anything.
    let superuser = theirs.is_none_or(|role| role.superuser);
    if superuser && !world.current_role().is_some_and(|role| role.superuser) {
        return Err(refused(signal, true));
    }
    if theirs.is_some_and(|role| !world.has_privileges_of(us, role.oid)) {
        return Err(refused(signal, false));
    }
    f.last();
    Ok(f.env.signal(pid, signal))
}

fn refused(signal: Signal, superuser: bool) -> SqlError {
    let (what, verb, whose) = match signal {
        Signal::Cancel => {
            ("cancel query", "cancel", ("queries", "query is being canceled", "query"))
        }
        Signal::Terminate => (
            "terminate process",
            "terminate",
            ("processes", "process is being terminated", "process"),
        ),
    };
    let (many, being, one) = whose;
    let detail = match superuser {
        true => format!(
            "Only roles with the SUPERUSER attribute may {verb} {many} of roles with the SUPERUSER \
             attribute."
        ),
        false => format!(
            "Only roles with privileges of the role whose {being} or with privileges of the \
             \"pg_signal_backend\" role may {verb} this {one}."
        ),
    };
    let message = format!("permission denied to {what}");
    SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message).with_detail(detail)
}
