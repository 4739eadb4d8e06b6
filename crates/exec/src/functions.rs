//! What may a function of the catalog touch, and how does it wait although it cannot?
//!
//! Expressions are evaluated without waiting. A function that needs the host to do something first
//! (reserve sequence values, set one) puts its [`Request`] down and fails; whoever evaluates the row
//! ([`Run::patiently`](crate::operator::Run::patiently)) awaits the host and evaluates the row again, and
//! the function finds the answer. Sequence values already drawn for that row are drawn again, the same,
//! and what was done to advisory locks is not done again.
//! A subquery in an expression waits in the same way ([`crate::subquery`]).

use crate::advisory::{Lock, LockAct, Locks};
use crate::context::{Host, SequenceMemory};
use crate::subquery::Given;
use base::{SqlError, SqlResult};
use builtin::Env;
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::Sequence;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use types::{Datum, Oid};

/// What functions of the catalog are given beside their arguments.
#[derive(Clone, Copy)]
pub struct Functions<'a> {
    /// Session state.
    pub env: &'a dyn Env,
    /// The catalog the statement was bound under.
    pub catalog: &'a Arc<Catalog>,
    /// Sequences.
    pub host: &'a dyn Host,
    /// The session's advisory locks; `act` asks them.
    pub locks: &'a dyn Locks,
    /// The session's sequence values, for `currval` and `lastval`; `next_value` keeps them.
    pub sequences: &'a Mutex<SequenceMemory>,
    pub(crate) asking: &'a Asking,
}

/// What only the host can do, and only by waiting.
#[derive(Clone, Debug)]
pub enum Request {
    /// [`Host::sequence_reserve`]; [`Functions::next_value`] asks for it.
    Reserve(Arc<Sequence>),
    /// [`Host::sequence_state`].
    State(Arc<Sequence>),
    /// [`Host::sequence_set`] to a value, `is_called`.
    Set(Arc<Sequence>, i64, bool),
}

/// What came of a [`Request`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done.
    Done,
    /// `last_value` and `is_called`.
    State(i64, bool),
}

impl Functions<'_> {
    /// The next value of a sequence, remembered for `currval` and `lastval`.
    ///
    /// # Errors
    /// 2200H at the end of a sequence that does not cycle; or a private one, to be passed on, after
    /// which the same call is made again.
    pub fn next_value(&self, sequence: &Arc<Sequence>) -> SqlResult<i64> {
        let mut state = self.asking.state.lock();
        self.asking.used.store(true, Ordering::Relaxed);
        let value = if let Some((oid, value)) = state.drawn.get(state.replayed).copied()
            && oid == sequence.oid
        {
            value
        } else {
            match self.host.sequence_next(sequence) {
                Some(value) => {
                    let value = value?;
                    state.drawn.push((sequence.oid, value));
                    value
                }
                None => {
                    state.request = Some(Wait::Host(Request::Reserve(Arc::clone(sequence))));
                    return Err(waits());
                }
            }
        };
        state.replayed += 1;
        let mut memory = self.sequences.lock();
        memory.last_value.insert(sequence.oid, value);
        memory.last_used = Some(sequence.oid);
        Ok(value)
    }

    /// Returns once so much time is over; each call of a row takes its own.
    ///
    /// # Errors
    /// A private one, to be passed on, after which the same call is made again.
    pub fn sleep(&self, time: Duration) -> SqlResult<()> {
        let mut state = self.asking.state.lock();
        self.asking.used.store(true, Ordering::Relaxed);
        state.sleeps.1 += 1;
        if state.sleeps.1 <= state.sleeps.0 {
            return Ok(());
        }
        state.request = Some(Wait::Time(time));
        Err(waits())
    }

    /// Whether this row has slept before, and comes by here once more.
    pub(crate) fn is_awake(&self) -> bool {
        let state = self.asking.state.lock();
        state.sleeps.1 < state.sleeps.0
    }

    /// Notes that something was done that no transaction takes back.
    pub(crate) fn last(&self) {
        self.sequences.lock().lasting += 1;
    }

    /// Does something to an advisory lock, and whether it came off. `lasting` is what no transaction
    /// takes back.
    ///
    /// # Errors
    /// Those of [`Locks`]; or a private one, to be passed on, after which the same call is made again.
    pub(crate) fn act(&self, act: LockAct, lasting: bool) -> SqlResult<bool> {
        let mut state = self.asking.state.lock();
        self.asking.used.store(true, Ordering::Relaxed);
        let at = state.heeded;
        let known = state.acts.get(at).filter(|(known, _)| *known == act).map(|(_, done)| *done);
        let done = match (known, act) {
            (Some(done), _) => done,
            (None, act) => match (self.locks.act(act)?, act) {
                (Some(done), _) => {
                    // What is not immutable may have led this evaluation another way.
                    state.acts.truncate(at);
                    state.acts.push((act, done));
                    done
                }
                (None, LockAct::Take(lock)) => {
                    state.acts.truncate(at);
                    state.request = Some(Wait::Lock(lock));
                    return Err(waits());
                }
                (None, _) => false,
            },
        };
        state.heeded += 1;
        self.sequences.lock().lasting += u64::from(lasting);
        Ok(done)
    }

    /// What the host answers.
    ///
    /// # Errors
    /// The host's, or a private one, to be passed on, after which the same call is made again.
    pub fn ask(&self, request: Request) -> SqlResult<Answer> {
        let mut state = self.asking.state.lock();
        self.asking.used.store(true, Ordering::Relaxed);
        let answered = state.answered.iter().find(|(asked, _)| asked.is(&request));
        if let Some((_, answer)) = answered {
            return Ok(*answer);
        }
        state.request = Some(Wait::Host(request));
        Err(waits())
    }
}

impl Request {
    fn is(&self, other: &Request) -> bool {
        match (self, other) {
            (Request::State(a), Request::State(b)) => a.oid == b.oid,
            (Request::Set(a, value, called), Request::Set(b, other, also)) => {
                a.oid == b.oid && value == other && called == also
            }
            _ => false,
        }
    }
}

/// The private error: nobody sees it, since a request lies beside it.
fn waits() -> SqlError {
    SqlError::internal("a function waits for its host")
}

/// What the evaluation of a row waits for.
pub(crate) enum Wait {
    Host(Request),
    /// So much time.
    Time(Duration),
    /// An advisory lock that others have.
    Lock(Lock),
    /// The subquery of this place, run with outer values, and their stored form.
    Subquery {
        place: usize,
        args: Vec<Datum>,
        form: Vec<u8>,
    },
}

/// What the row under evaluation has asked for and got.
#[derive(Default)]
pub(crate) struct Asking {
    /// Whether `state` may hold anything, so that most rows need no lock.
    used: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    request: Option<Wait>,
    /// What subqueries with outer values gave for this row, in order, and how many of them this
    /// evaluation has used.
    given: Vec<(usize, Arc<Given>)>,
    taken: usize,
    answered: Vec<(Request, Answer)>,
    /// Sequence values drawn for this row, in order, and how many of them this evaluation has used.
    drawn: Vec<(Oid, i64)>,
    replayed: usize,
    /// Sleeps of this row that are over, and how many of them this evaluation has come by.
    sleeps: (usize, usize),
    /// What was done to advisory locks for this row, in order and with what came of it, and how much of
    /// it this evaluation has come by.
    acts: Vec<(LockAct, bool)>,
    heeded: usize,
}

impl Asking {
    /// The row is evaluated: the next one starts afresh.
    pub(crate) fn row_done(&self) {
        if self.used.load(Ordering::Relaxed) {
            self.used.store(false, Ordering::Relaxed);
            *self.state.lock() = State::default();
        }
    }

    /// What the subquery of `place` gave where this evaluation stands.
    pub(crate) fn given(&self, place: usize) -> Option<Arc<Given>> {
        if !self.used.load(Ordering::Relaxed) {
            return None;
        }
        let mut state = self.state.lock();
        let taken = state.taken;
        match state.given.get(taken) {
            Some((own, given)) if *own == place => {
                let given = Arc::clone(given);
                state.taken += 1;
                Some(given)
            }
            // What is not immutable has led this evaluation another way.
            _ => {
                state.given.truncate(taken);
                None
            }
        }
    }

    /// Notes what the subquery of `place` gave for this row.
    pub(crate) fn give(&self, place: usize, given: Arc<Given>) {
        self.used.store(true, Ordering::Relaxed);
        let mut state = self.state.lock();
        state.given.push((place, given));
    }

    /// Puts down that a subquery is to be run; the error to pass on.
    pub(crate) fn ask_subquery(&self, place: usize, args: Vec<Datum>, form: Vec<u8>) -> SqlError {
        self.used.store(true, Ordering::Relaxed);
        self.state.lock().request = Some(Wait::Subquery { place, args, form });
        waits()
    }

    /// Notes what was done to an advisory lock for this row.
    pub(crate) fn acted(&self, act: LockAct, done: bool) {
        self.used.store(true, Ordering::Relaxed);
        self.state.lock().acts.push((act, done));
    }

    /// What the failed evaluation waits for.
    pub(crate) fn take_request(&self) -> Option<Wait> {
        if !self.used.load(Ordering::Relaxed) {
            return None;
        }
        let mut state = self.state.lock();
        (state.replayed, state.taken) = (0, 0);
        (state.sleeps.1, state.heeded) = (0, 0);
        state.request.take()
    }

    /// A sleep is over.
    pub(crate) fn slept(&self) {
        self.state.lock().sleeps.0 += 1;
    }

    /// Has `host` do it, so that the row can be evaluated again.
    pub(crate) async fn answer(&self, request: Request, host: &dyn Host) -> SqlResult<()> {
        let answer = match &request {
            Request::Reserve(sequence) => return host.sequence_reserve(sequence).await,
            Request::State(sequence) => {
                let (last_value, is_called) = host.sequence_state(sequence).await?;
                Answer::State(last_value, is_called)
            }
            Request::Set(sequence, value, is_called) => {
                host.sequence_set(sequence, *value, *is_called).await?;
                Answer::Done
            }
        };
        self.state.lock().answered.push((request, answer));
        Ok(())
    }
}
