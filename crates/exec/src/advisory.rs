//! What are advisory locks to a statement?
//!
//! A number that applications agree upon, held by a session or by its transaction, alone or shared
//! (PostgreSQL, "Advisory Locks"). Nothing else of this database ever waits; these do, since to wait
//! for one another is what they are for. Who holds which is the session's business ([`Locks`]); how a
//! function waits although it cannot, says [`crate::functions`].

use crate::catalog_functions::args;
use crate::functions::Functions;
use async_trait::async_trait;
use base::SqlResult;
use std::sync::atomic::AtomicBool;
use types::Datum;

/// What a lock is on. The two kinds have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LockKey {
    /// An `int8`.
    One(i64),
    /// Two `int4`.
    Two(i32, i32),
}

/// One lock as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// On what.
    pub key: LockKey,
    /// With others who share it, or alone.
    pub shared: bool,
    /// Until the end of the transaction; else until it is given back, or the session ends.
    pub transaction: bool,
}

/// What a function does to locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockAct {
    /// Takes one, however long that takes.
    Take(Lock),
    /// Takes one if nobody else has it.
    Try(Lock),
    /// Gives back one of the session's.
    Give(Lock),
    /// Gives back all of the session's.
    GiveAll,
}

/// The locks of one session among those of all.
#[async_trait]
pub trait Locks: Send + Sync {
    /// Does it, and whether it came off; `None` when [`Locks::wait`] must be awaited for it.
    ///
    /// # Errors
    /// 53200 when there are too many.
    fn act(&self, act: LockAct) -> SqlResult<Option<bool>>;

    /// Takes a lock once those before have given it back.
    ///
    /// # Errors
    /// 40P01 when those before wait for this session; 55P03 after `lock_timeout`; 57014 when `cancel`
    /// is set.
    async fn wait(&self, lock: Lock, cancel: &AtomicBool) -> SqlResult<()>;
}

fn key(given: &[Datum]) -> LockKey {
    let number = |at| args::int(given, at).unwrap_or_default();
    match given {
        // Two int4, as the catalog says.
        [_, _] => LockKey::Two(
            i32::try_from(number(0)).unwrap_or_default(),
            i32::try_from(number(1)).unwrap_or_default(),
        ),
        _ => LockKey::One(number(0)),
    }
}

/// `pg_advisory_[xact_]lock[_shared]`.
pub(crate) fn take<const TRANSACTION: bool, const SHARED: bool>(
    f: &Functions<'_>,
    given: &[Datum],
) -> SqlResult<Datum> {
    let lock = Lock { key: key(given), shared: SHARED, transaction: TRANSACTION };
    f.act(LockAct::Take(lock), !TRANSACTION)?;
    Ok(Datum::text(""))
}

/// `pg_try_advisory_[xact_]lock[_shared]`.
pub(crate) fn attempt<const TRANSACTION: bool, const SHARED: bool>(
    f: &Functions<'_>,
    given: &[Datum],
) -> SqlResult<Datum> {
    let lock = Lock { key: key(given), shared: SHARED, transaction: TRANSACTION };
    f.act(LockAct::Try(lock), !TRANSACTION).map(Datum::Bool)
}

/// `pg_advisory_unlock[_shared]`.
pub(crate) fn give<const SHARED: bool>(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let lock = Lock { key: key(given), shared: SHARED, transaction: false };
    f.act(LockAct::Give(lock), true).map(Datum::Bool)
}

/// `pg_advisory_unlock_all()`.
pub(crate) fn give_all(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    f.act(LockAct::GiveAll, true)?;
    Ok(Datum::text(""))
}
