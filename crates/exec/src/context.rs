//! What may a running statement touch, and what must its host provide?

use crate::advisory::Locks;
use crate::foreign_key::Constraints;
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::Sequence;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use txn::Transaction;
use types::Oid;

/// What is shared by all sessions of a database and does not belong to any transaction: positions
/// of sequences and identifiers, which are given out once whether or not their taker commits.
#[async_trait]
pub trait Host: Send + Sync {
    /// The next value of a sequence from what is reserved in memory; `None` when nothing is:
    /// await [`Host::sequence_reserve`] and ask again. 2200H at the end of one that does not cycle.
    fn sequence_next(&self, sequence: &Sequence) -> Option<SqlResult<i64>>;
    /// Makes a further block of values durable as given out.
    async fn sequence_reserve(&self, sequence: &Sequence) -> SqlResult<()>;
    /// `last_value` and `is_called`.
    async fn sequence_state(&self, sequence: &Sequence) -> SqlResult<(i64, bool)>;
    /// `setval`, durable at once.
    async fn sequence_set(&self, sequence: &Sequence, value: i64, is_called: bool)
    -> SqlResult<()>;
    /// An identifier never given before, for a catalog object or the storage of one.
    async fn object_id(&self) -> SqlResult<Oid>;
    /// A row id never given before, in the order given, for a row of a table without a primary key.
    fn row_id(&self) -> u64;
    /// Returns after about this long.
    async fn sleep(&self, time: Duration);
    /// What is kept of a password: its SCRAM verifier; the text itself when it is one.
    fn password_verifier(&self, password: &str) -> String;
    /// How many jobs [`Host::at_once`] would do at once now, with one for the caller's own thread.
    fn hands(&self) -> usize {
        1
    }
    /// Does all `jobs`, which wait for nothing, at once where there are threads for it, and returns
    /// when they are done. One for which nothing is left is dropped.
    fn at_once<'a>(&self, jobs: Vec<Box<dyn FnOnce() + Send + 'a>>) {
        jobs.into_iter().for_each(|job| job());
    }
}

/// What `currval` and `lastval` remember of a session: last values by sequence OID, and the
/// sequence used last.
#[derive(Debug, Default)]
pub struct SequenceMemory {
    /// By sequence OID.
    pub last_value: HashMap<Oid, i64>,
    /// Whose `nextval` was called last.
    pub last_used: Option<Oid>,
    /// How often something was done that no transaction takes back: `setval`, and what is done to
    /// advisory locks of the session.
    pub lasting: u64,
}

/// One statement's borrow of its session.
pub struct Context<'a> {
    /// The transaction.
    pub txn: &'a mut Transaction,
    /// The catalog the statement was bound under.
    pub catalog: &'a Arc<Catalog>,
    /// Session state for functions.
    pub env: &'a dyn Env,
    /// Sequences and identifiers.
    pub host: &'a dyn Host,
    /// The session's advisory locks.
    pub locks: &'a dyn Locks,
    /// The session's sequence values.
    pub sequences: &'a Mutex<SequenceMemory>,
    /// What the transaction has still to prove.
    pub constraints: &'a mut Constraints,
    /// Set to stop.
    pub cancel: &'a AtomicBool,
    /// What the query may hold.
    pub memory: &'a Memory,
}

impl Context<'_> {
    /// 57014 when the client has asked to stop: call it once a batch.
    pub fn check(&self) -> SqlResult<()> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(SqlError::new(
                SqlState::QUERY_CANCELED,
                "canceling statement due to user request",
            ));
        }
        Ok(())
    }
}

/// A bound on the bytes one query's operators hold in rows, hash tables and sorts.
#[derive(Debug)]
pub struct Memory {
    limit: usize,
    held: std::sync::atomic::AtomicUsize,
}

impl Memory {
    /// Nothing held, at most `limit_bytes`.
    pub fn new(limit_bytes: usize) -> Memory {
        Memory { limit: limit_bytes, held: 0.into() }
    }

    /// Counts `bytes` as held; 53200 past the limit.
    pub fn hold(&self, bytes: usize) -> SqlResult<()> {
        let held = self.held.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if held <= self.limit {
            return Ok(());
        }
        Err(SqlError::new(SqlState::OUT_OF_MEMORY, "out of memory").with_detail(format!(
            "The query needs more than its limit of {} MB for sorting, hashing or keeping rows.",
            self.limit >> 20
        )))
    }

    /// Counts `bytes` as given back.
    pub fn release(&self, bytes: usize) {
        self.held.fetch_sub(bytes, Ordering::Relaxed);
    }
}
