//! In which transaction does a statement run, and when does that end?
//!
//! A [`Block`] is there from a transaction's first statement to its end. Outside of BEGIN it is
//! *implicit*: it ends with the message (or at Sync). Its snapshot is taken when a statement first needs
//! one, so that SET TRANSACTION may still say how.

use crate::env::{Modes, Surroundings};
use crate::notify::Pending;
use crate::reins::Reins;
use crate::rerun::Rerun;
use base::{SqlError, SqlResult, SqlState, Timestamp};
use exec::{Constraints, Context, Memory, SequenceMemory};
use parking_lot::Mutex;
use sql::Catalog;
use std::sync::Arc;
use txn::{Isolation, Savepoint, Transaction};

/// A transaction, as PostgreSQL's clients see one.
pub(crate) struct Block {
    /// None until a statement needs a snapshot.
    pub(crate) txn: Option<Transaction>,
    /// BEGIN was said.
    pub(crate) explicit: bool,
    /// An error was: only the end, or a savepoint, helps.
    pub(crate) failed: bool,
    /// What it has done so far goes with its snapshot.
    pub(crate) reads: bool,
    /// As [`Surroundings::lock_acts`] was when its newest statement began.
    lock_acts: u64,
    /// Its own changes of the catalog are in [`Surroundings::catalog`].
    pub(crate) changed_catalog: bool,
    pub(crate) savepoints: Vec<Mark>,
    pub(crate) rerun: Rerun,
    /// What is still to be proven of foreign keys.
    pub(crate) constraints: Constraints,
}

/// A savepoint.
pub(crate) struct Mark {
    pub(crate) name: String,
    place: Savepoint,
    settings: usize,
    locks: usize,
    pending: (usize, usize),
    modes: Modes,
    catalog: Arc<Catalog>,
    changed_catalog: bool,
}

/// What statements run on: surroundings and transaction, and what outlives both.
pub(crate) struct Stage {
    pub(crate) env: Surroundings,
    pub(crate) block: Option<Box<Block>>,
    pub(crate) sequences: Mutex<SequenceMemory>,
    pub(crate) reins: Arc<Reins>,
    /// When the last transaction that ended well was committed; of one that only read, as of when.
    pub(crate) seen: Option<Timestamp>,
}

impl Stage {
    /// The block, begun if there is none.
    pub(crate) fn block(&mut self) -> &mut Block {
        if self.block.is_none() {
            self.env.begin_transaction();
        }
        self.block.get_or_insert_with(|| {
            Box::new(Block {
                txn: None,
                explicit: false,
                failed: false,
                reads: false,
                lock_acts: 0,
                changed_catalog: false,
                savepoints: Vec::new(),
                rerun: Rerun::default(),
                constraints: Constraints::default(),
            })
        })
    }

    /// Whether BEGIN was said.
    pub(crate) fn is_explicit(&self) -> bool {
        self.block.as_ref().is_some_and(|block| block.explicit)
    }

    /// Whether only the transaction's end is heard.
    pub(crate) fn has_failed(&self) -> bool {
        self.block.as_ref().is_some_and(|block| block.failed)
    }

    /// A statement that reads or writes is about to run: there is a transaction with a snapshot, in
    /// READ COMMITTED the newest, and its catalog. So it is in REPEATABLE READ for a transaction that
    /// has only taken advisory locks: it waited for what another did, and is to see it.
    pub(crate) async fn begin_statement(&mut self) -> SqlResult<()> {
        self.env.enter(None);
        let isolation = {
            self.block();
            self.env.modes.isolation
        };
        let Some(block) = self.block.as_mut() else { return Ok(()) };
        let lock_acts = self.env.lock_acts();
        let locked = std::mem::replace(&mut block.lock_acts, lock_acts) != lock_acts;
        let stays = match (&block.txn, isolation) {
            (None, _) | (_, Isolation::ReadCommitted) => false,
            (Some(txn), Isolation::RepeatableRead) => !locked || block.reads || !txn.is_read_only(),
            (Some(_), Isolation::Serializable) => true,
        };
        if !stays {
            let (snapshot, version) = self.env.shared.host.snapshot();
            match &mut block.txn {
                Some(txn) => txn.refresh(Arc::clone(&snapshot)),
                None => block.txn = Some(Transaction::new(Arc::clone(&snapshot), isolation)),
            }
            let catalog = match &block.txn {
                Some(txn) if block.changed_catalog => {
                    Arc::new(exec::catalog_store::load(txn, 0).await?)
                }
                _ if self.env.catalog.version == version.as_micros() => return Ok(()),
                _ => self.env.shared.catalog(&snapshot, version).await?,
            };
            self.env.enter(Some(&catalog));
        }
        Ok(())
    }

    /// Names are about to be looked up, but nothing read: the catalog is the transaction's, if it has
    /// a snapshot, else the newest.
    pub(crate) async fn look(&mut self) -> SqlResult<()> {
        self.env.enter(None);
        if self.block.as_ref().is_some_and(|block| block.txn.is_some()) {
            return Ok(());
        }
        let (snapshot, version) = self.env.shared.host.snapshot();
        if self.env.catalog.version != version.as_micros() {
            let catalog = self.env.shared.catalog(&snapshot, version).await?;
            self.env.enter(Some(&catalog));
        }
        Ok(())
    }

    /// What the executor is lent. A transaction has begun.
    pub(crate) fn context<'a>(&'a mut self, memory: &'a Memory) -> SqlResult<Context<'a>> {
        let none = || SqlError::internal("no transaction has begun");
        let block = self.block.as_mut().ok_or_else(none)?;
        Ok(Context {
            txn: block.txn.as_mut().ok_or_else(none)?,
            catalog: &self.env.catalog,
            env: &self.env,
            host: &*self.env.shared.host,
            locks: &self.env,
            sequences: &self.sequences,
            constraints: &mut block.constraints,
            cancel: self.reins.stopped(),
            memory,
        })
    }

    /// The bound of a query's memory.
    pub(crate) fn memory(&self) -> Memory {
        Memory::new(self.env.shared.limits.query_bytes)
    }

    /// Proves what was deferred to COMMIT.
    pub(crate) async fn prove(&mut self) -> SqlResult<()> {
        if self.block.as_ref().is_none_or(|block| block.constraints.is_empty()) {
            return Ok(());
        }
        let memory = self.memory();
        exec::check_deferred(&mut self.context(&memory)?).await
    }

    /// Asks for the commit of what the block did, and ends it. On an error nothing of it is kept, unless
    /// the error says that its fate is not known.
    pub(crate) async fn commit(&mut self) -> SqlResult<()> {
        let Some(block) = self.block.take() else { return Ok(()) };
        let shared = Arc::clone(&self.env.shared);
        let _turn = match self.turn_to_speak(&shared.channels).await {
            Ok(turn) => turn,
            Err(error) => {
                self.roll_back();
                return Err(error);
            }
        };
        let catalog = Arc::clone(&self.env.catalog);
        let as_of = block.txn.as_ref().map(Transaction::as_of);
        let answer = match block.txn {
            Some(txn) => txn.commit(&*self.env.shared.host).await,
            None => Ok(None),
        };
        match answer {
            Ok(at) => {
                self.seen = at.or(as_of).or(self.seen);
                if self.env.settings().is_changed() {
                    self.env.settings().commit();
                }
                self.speak();
                self.end();
                Ok(())
            }
            Err(error) => {
                self.roll_back();
                Err(crate::replay::explain(error, &catalog))
            }
        }
    }

    /// Ends the block; nothing of it is kept.
    pub(crate) fn roll_back(&mut self) {
        self.block = None;
        self.env.settings().roll_back_to(0);
        *self.env.pending.get_mut() = Pending::default();
        self.end();
    }

    fn end(&mut self) {
        self.env.give_back_to(0);
        self.env.end_transaction();
    }

    /// SAVEPOINT, in a block that has a snapshot.
    pub(crate) fn set_savepoint(&mut self, name: &str) {
        let (settings, locks) = (self.env.settings().mark(), self.env.lock_mark());
        let pending = self.env.pending.get_mut().mark();
        let (modes, catalog) = (self.env.modes, Arc::clone(&self.env.catalog));
        let block = self.block();
        let Some(txn) = &block.txn else { return };
        let (place, changed_catalog) = (txn.savepoint(), block.changed_catalog);
        let name = name.to_owned();
        block.savepoints.push(Mark {
            name,
            place,
            settings,
            locks,
            pending,
            modes,
            catalog,
            changed_catalog,
        });
    }

    /// RELEASE: the savepoint is forgotten with those after it.
    pub(crate) fn release(&mut self, name: &str) -> SqlResult<()> {
        let at = self.savepoint(name)?;
        self.block().savepoints.truncate(at);
        Ok(())
    }

    /// ROLLBACK TO: what came after the savepoint is taken back; it stays. Gives its depth.
    pub(crate) fn roll_back_to(&mut self, name: &str) -> SqlResult<usize> {
        let at = self.savepoint(name)?;
        let block = self.block();
        block.savepoints.truncate(at + 1);
        block.failed = false;
        let Block { txn: Some(txn), savepoints, changed_catalog, .. } = block else {
            return Ok(at);
        };
        let mark = &savepoints[at];
        txn.roll_back_to(mark.place);
        *changed_catalog = mark.changed_catalog;
        let (settings, locks, pending) = (mark.settings, mark.locks, mark.pending);
        let (modes, catalog) = (mark.modes, Arc::clone(&mark.catalog));
        self.env.settings().roll_back_to(settings);
        self.env.give_back_to(locks);
        self.env.pending.get_mut().roll_back_to(pending);
        self.env.modes = modes;
        self.env.enter(Some(&catalog));
        Ok(at)
    }

    fn savepoint(&mut self, name: &str) -> SqlResult<usize> {
        let savepoints = &self.block().savepoints;
        savepoints.iter().rposition(|mark| mark.name == name).ok_or_else(|| {
            SqlError::new(
                SqlState::INVALID_SAVEPOINT_SPECIFICATION,
                format!("savepoint \"{name}\" does not exist"),
            )
        })
    }
}
