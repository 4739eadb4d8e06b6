//! Who holds which advisory lock, and who waits for whom?
//!
//! All sessions of a database share one [`Table`]; what one of them holds, and for how long, is its own
//! [`Held`]. Those who wait for a lock stand in a queue in the order they came: nobody overtakes but
//! who has a part of the lock already. A lock that is given back goes to the first of the queue at
//! once, and to those behind who can share it with that one.
//!
//! ```text
//! One(7): held by 12 alone; 14 waits (shared), 15 waits (shared), 16 waits (alone)
//! 12 gives it back     ->    held by 14 and 15; 16 waits
//! ```
//! Who would wait for somebody who waits for it is refused before it does (PostgreSQL finds out after
//! `deadlock_timeout`): one of them has to be.

use crate::env::Surroundings;
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use builtin::{AdvisoryLock, Env};
use exec::{DATABASE, Lock, LockAct, LockKey, Locks};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque, hash_map};
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, Waker};
use std::time::Duration;

/// So many locks are held in a database at most: about 200 bytes each.
const LOCKS_MAX: usize = 1 << 18;

/// Who waits looks so often whether it is to stop.
const TICK: Duration = Duration::from_millis(20);

/// The locks of all sessions.
#[derive(Default)]
pub(crate) struct Table {
    locks: BTreeMap<LockKey, Entry>,
    /// What a session waits for.
    waiting: HashMap<i32, LockKey>,
}

#[derive(Default)]
struct Entry {
    /// How often a session has it: alone, and shared.
    holders: BTreeMap<i32, [u32; 2]>,
    queue: VecDeque<Waiter>,
}

struct Waiter {
    pid: i32,
    shared: bool,
    since: i64,
    waker: Option<Waker>,
}

impl Entry {
    /// Those who must give it back before `pid` can have it.
    fn against(&self, pid: i32, shared: bool) -> impl Iterator<Item = i32> {
        let others = self.holders.iter().filter(move |(holder, _)| **holder != pid);
        others.filter(move |(_, [alone, _])| !shared || *alone > 0).map(|(holder, _)| *holder)
    }

    fn has(&self, pid: i32, shared: bool) -> bool {
        self.holders.get(&pid).is_some_and(|held| held[usize::from(shared)] > 0)
    }

    fn grant(&mut self, pid: i32, shared: bool) {
        let held = &mut self.holders.entry(pid).or_default()[usize::from(shared)];
        *held = held.saturating_add(1);
    }
}

impl Table {
    /// Takes a lock if that can be done at once.
    fn take(&mut self, pid: i32, key: LockKey, shared: bool) -> SqlResult<bool> {
        let full = self.locks.len() >= LOCKS_MAX;
        let entry = match self.locks.get_mut(&key) {
            Some(entry) => entry,
            None if full => {
                let error = SqlError::new(SqlState::OUT_OF_MEMORY, "out of shared memory");
                return Err(error.with_hint(format!(
                    "A database holds no more than {LOCKS_MAX} advisory locks."
                )));
            }
            None => self.locks.entry(key).or_default(),
        };
        let queued = |waiter: &Waiter| !(waiter.shared && shared);
        let free = entry.has(pid, shared)
            || (entry.against(pid, shared).next().is_none()
                && (entry.holders.contains_key(&pid) || !entry.queue.iter().any(queued)));
        if free {
            entry.grant(pid, shared);
        }
        Ok(free)
    }

    /// Puts a session into the queue.
    fn queue(&mut self, pid: i32, key: LockKey, shared: bool, since: i64) -> SqlResult<()> {
        let entry = self.locks.entry(key).or_default();
        let waiter = Waiter { pid, shared, since, waker: None };
        // Those in front wait for what this one has a part of.
        match entry.holders.contains_key(&pid) {
            true => entry.queue.push_front(waiter),
            false => entry.queue.push_back(waiter),
        }
        self.waiting.insert(pid, key);
        let Some(circle) = self.circle(pid) else { return Ok(()) };
        let lines: Vec<String> = (circle.iter().zip(circle.iter().cycle().skip(1)))
            .map(|(one, next)| self.explain(*one, *next))
            .collect();
        self.leave(pid);
        let error = SqlError::new(SqlState::new(b"40P01"), "deadlock detected");
        Err(error
            .with_detail(lines.join("\n"))
            .with_hint("Have every session take its advisory locks in the same order."))
    }

    fn explain(&self, pid: i32, next: i32) -> String {
        let key = self.waiting.get(&pid).copied().unwrap_or(LockKey::One(0));
        let shared = self.locks.get(&key).and_then(|entry| {
            entry.queue.iter().find(|waiter| waiter.pid == pid).map(|waiter| waiter.shared)
        });
        let (class, object, kind) = numbers(key);
        format!(
            "Process {pid} waits for {} on advisory lock [{DATABASE},{class},{object},{kind}]; \
             blocked by process {next}.",
            mode(shared.unwrap_or_default()),
        )
    }

    /// Whom a session waits for: the others who hold what it waits for, and the last of those in front
    /// that it cannot go with.
    pub(crate) fn blockers(&self, pid: i32) -> Vec<i32> {
        let entry = self.waiting.get(&pid).and_then(|key| self.locks.get(key));
        let Some(entry) = entry else { return Vec::new() };
        let Some(at) = entry.queue.iter().position(|waiter| waiter.pid == pid) else {
            return Vec::new();
        };
        let shared = entry.queue[at].shared;
        let in_front = entry.queue.iter().take(at).rev();
        let in_front =
            in_front.filter(|waiter| !(waiter.shared && shared)).map(|waiter| waiter.pid);
        entry.against(pid, shared).chain(in_front.take(1)).collect()
    }

    /// The sessions of which each waits for the next, and the last for `pid`, the first.
    fn circle(&self, pid: i32) -> Option<Vec<i32>> {
        let mut before: HashMap<i32, i32> = HashMap::new();
        let mut open = vec![pid];
        while let Some(one) = open.pop() {
            for next in self.blockers(one) {
                if next == pid {
                    let mut circle = vec![one];
                    while let Some(earlier) = before.get(circle.last().unwrap_or(&pid)) {
                        circle.push(*earlier);
                    }
                    circle.reverse();
                    return Some(circle);
                }
                if let hash_map::Entry::Vacant(vacant) = before.entry(next) {
                    vacant.insert(one);
                    open.push(next);
                }
            }
        }
        None
    }

    /// Whether a session still waits; then it is woken when it has not to any more.
    fn waits(&mut self, pid: i32, waker: &Waker) -> bool {
        let Some(key) = self.waiting.get(&pid) else { return false };
        let queue = self.locks.get_mut(key).map(|entry| &mut entry.queue);
        let waiter = queue.and_then(|queue| queue.iter_mut().find(|waiter| waiter.pid == pid));
        if let Some(waiter) = waiter {
            waiter.waker = Some(waker.clone());
        }
        true
    }

    /// A session waits no longer.
    fn leave(&mut self, pid: i32) {
        let Some(key) = self.waiting.remove(&pid) else { return };
        if let Some(entry) = self.locks.get_mut(&key) {
            entry.queue.retain(|waiter| waiter.pid != pid);
        }
        self.advance(key);
    }

    /// Gives a lock back, `times` of those it was taken.
    fn give(&mut self, pid: i32, key: LockKey, shared: bool, times: u32) {
        let Some(entry) = self.locks.get_mut(&key) else { return };
        if let Some(held) = entry.holders.get_mut(&pid) {
            let count = &mut held[usize::from(shared)];
            *count = count.saturating_sub(times);
            if *held == [0, 0] {
                entry.holders.remove(&pid);
            }
        }
        self.advance(key);
    }

    /// Gives a lock to those of the queue who can have it now.
    fn advance(&mut self, key: LockKey) {
        let Some(entry) = self.locks.get_mut(&key) else { return };
        while let Some(first) = entry.queue.front()
            && entry.against(first.pid, first.shared).next().is_none()
        {
            let Some(first) = entry.queue.pop_front() else { break };
            entry.grant(first.pid, first.shared);
            self.waiting.remove(&first.pid);
            if let Some(waker) = first.waker {
                waker.wake();
            }
        }
        if entry.holders.is_empty() && entry.queue.is_empty() {
            self.locks.remove(&key);
        }
    }

    /// A session is over.
    pub(crate) fn forget(&mut self, pid: i32) {
        self.leave(pid);
        let held = self.locks.iter().filter(|(_, entry)| entry.holders.contains_key(&pid));
        let held: Vec<LockKey> = held.map(|(key, _)| *key).collect();
        for key in held {
            self.give(pid, key, false, u32::MAX);
            self.give(pid, key, true, u32::MAX);
        }
    }

    /// Rows of `pg_locks`.
    pub(crate) fn rows(&self) -> Vec<AdvisoryLock> {
        let mut rows = Vec::new();
        for (key, entry) in &self.locks {
            let (class, object, kind) = numbers(*key);
            let row = |pid, shared, since: Option<i64>| AdvisoryLock {
                class,
                object,
                kind,
                pid,
                mode: mode(shared),
                granted: since.is_none(),
                since,
            };
            for (pid, held) in &entry.holders {
                let modes = [false, true].into_iter();
                let modes = modes.filter(|shared| held[usize::from(*shared)] > 0);
                rows.extend(modes.map(|shared| row(*pid, shared, None)));
            }
            rows.extend(entry.queue.iter().map(|one| row(one.pid, one.shared, Some(one.since))));
        }
        rows
    }
}

/// `classid`, `objid` and `objsubid` of `pg_locks` (PostgreSQL, `SET_LOCKTAG_INT64`).
fn numbers(key: LockKey) -> (u32, u32, u16) {
    match key {
        LockKey::One(number) => {
            let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
            (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]), 1)
        }
        LockKey::Two(class, object) => (class.cast_unsigned(), object.cast_unsigned(), 2),
    }
}

fn mode(shared: bool) -> &'static str {
    if shared { "ShareLock" } else { "ExclusiveLock" }
}

/// What one session holds.
#[derive(Default)]
pub(crate) struct Held {
    /// Of the session, and how often.
    session: HashMap<(LockKey, bool), u32>,
    /// Of its transaction, in the order they were taken, each once.
    transaction: Vec<(LockKey, bool)>,
    known: HashSet<(LockKey, bool)>,
    /// Whether it ever had any.
    any: bool,
    /// How often functions did something to locks.
    acts: u64,
}

impl Surroundings {
    /// A lock of the transaction is held once, however often it is asked for.
    fn is_known(&self, lock: &Lock) -> bool {
        lock.transaction && self.held.lock().known.contains(&(lock.key, lock.shared))
    }

    fn note(&self, lock: Lock) {
        let mut held = self.held.lock();
        held.any = true;
        let one = (lock.key, lock.shared);
        if !lock.transaction {
            let count = held.session.entry(one).or_default();
            *count = count.saturating_add(1);
        } else if held.known.insert(one) {
            held.transaction.push(one);
        }
    }

    fn take(&self, lock: Lock) -> SqlResult<bool> {
        if self.is_known(&lock) {
            return Ok(true);
        }
        let taken = self.shared.locks.lock().take(self.pid, lock.key, lock.shared)?;
        if taken {
            self.note(lock);
        }
        Ok(taken)
    }

    fn give_back(&self, lock: Lock) -> bool {
        let one = (lock.key, lock.shared);
        let mut held = self.held.lock();
        let Some(count) = held.session.get_mut(&one) else {
            self.warn(format!("you don't own a lock of type {}", mode(lock.shared)));
            return false;
        };
        *count -= 1;
        if *count == 0 {
            held.session.remove(&one);
        }
        self.shared.locks.lock().give(self.pid, lock.key, lock.shared, 1);
        true
    }

    /// Gives back what the session holds beyond its transactions.
    pub(crate) fn give_back_all(&self) {
        let all = std::mem::take(&mut self.held.lock().session);
        let mut table = self.shared.locks.lock();
        for ((key, shared), times) in all {
            table.give(self.pid, key, shared, times);
        }
    }

    /// How many locks the transaction holds: a mark for [`Surroundings::give_back_to`].
    pub(crate) fn lock_mark(&self) -> usize {
        self.held.lock().transaction.len()
    }

    /// Gives back what the transaction has taken since `mark`.
    pub(crate) fn give_back_to(&self, mark: usize) {
        let mut held = self.held.lock();
        if held.transaction.len() <= mark {
            return;
        }
        let later = held.transaction.split_off(mark);
        let mut table = self.shared.locks.lock();
        for one in later {
            held.known.remove(&one);
            table.give(self.pid, one.0, one.1, 1);
        }
    }

    /// The session is over.
    pub(crate) fn leave_locks(&self) {
        if self.held.lock().any {
            self.shared.locks.lock().forget(self.pid);
        }
    }

    /// How often something was done to locks.
    pub(crate) fn lock_acts(&self) -> u64 {
        self.held.lock().acts
    }
}

#[async_trait]
impl Locks for Surroundings {
    fn act(&self, act: LockAct) -> SqlResult<Option<bool>> {
        self.held.lock().acts += 1;
        Ok(match act {
            LockAct::Take(lock) => self.take(lock)?.then_some(true),
            LockAct::Try(lock) => Some(self.take(lock)?),
            LockAct::Give(lock) => Some(self.give_back(lock)),
            LockAct::GiveAll => {
                self.give_back_all();
                Some(true)
            }
        })
    }

    async fn wait(&self, lock: Lock, cancel: &AtomicBool) -> SqlResult<()> {
        if self.take(lock)? {
            return Ok(());
        }
        self.held.lock().any = true;
        let since = self.shared.host.now();
        self.shared.locks.lock().queue(self.pid, lock.key, lock.shared, since)?;
        let limit = Duration::from_millis(self.settings().milliseconds("lock_timeout"));
        let mut waited = Duration::ZERO;
        loop {
            let left = limit.saturating_sub(waited);
            let tick = if limit.is_zero() { TICK } else { TICK.min(left) };
            let mut ticking = self.shared.host.sleep(tick);
            poll_fn(|cx| {
                let waits = self.shared.locks.lock().waits(self.pid, cx.waker());
                if waits { ticking.as_mut().poll(cx) } else { Poll::Ready(()) }
            })
            .await;
            waited += tick;
            let mut table = self.shared.locks.lock();
            if !table.waits(self.pid, Waker::noop()) {
                break;
            }
            let over = !limit.is_zero() && waited >= limit;
            let error = match cancel.load(Ordering::Relaxed) {
                true => (SqlState::QUERY_CANCELED, "canceling statement due to user request"),
                false if over => {
                    (SqlState::new(b"55P03"), "canceling statement due to lock timeout")
                }
                false => continue,
            };
            table.leave(self.pid);
            return Err(SqlError::new(error.0, error.1));
        }
        self.note(lock);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: LockKey = LockKey::One(1);
    const OTHER: LockKey = LockKey::Two(0, 1);

    /// Who has the lock, and who waits for it.
    fn state(table: &Table, key: LockKey) -> (Vec<i32>, Vec<i32>) {
        let rows = |granted| {
            let (class, object, kind) = numbers(key);
            let of = move |row: &AdvisoryLock| {
                (row.class, row.object, row.kind) == (class, object, kind) && row.granted == granted
            };
            table.rows().into_iter().filter(of).map(|row| row.pid).collect()
        };
        (rows(true), rows(false))
    }

    #[test]
    fn a_lock_goes_to_the_first_who_waits_and_to_those_who_share_it() {
        let mut table = Table::default();
        assert!(table.take(1, KEY, false).unwrap() && table.take(1, KEY, false).unwrap());
        for (pid, shared) in [(2, true), (3, true), (4, false), (5, true)] {
            assert!(!table.take(pid, KEY, shared).unwrap());
            table.queue(pid, KEY, shared, 0).unwrap();
        }
        assert!(table.take(6, OTHER, false).unwrap(), "another number");
        table.give(1, KEY, false, 1);
        assert_eq!(state(&table, KEY), (vec![1], vec![2, 3, 4, 5]), "it was taken twice");
        table.give(1, KEY, false, 1);
        assert_eq!(state(&table, KEY), (vec![2, 3], vec![4, 5]));
        // Nobody overtakes who waits; but who has a part of it may take it again.
        assert!(!table.take(7, KEY, true).unwrap() && table.take(2, KEY, true).unwrap());
        table.leave(4);
        assert_eq!(state(&table, KEY), (vec![2, 3, 5], vec![]));
        for pid in [2, 3, 5, 6] {
            table.forget(pid);
        }
        assert!(table.locks.is_empty() && table.waiting.is_empty());
    }

    #[test]
    fn who_would_wait_for_itself_is_refused() {
        let mut table = Table::default();
        for (pid, key) in [(1, KEY), (2, OTHER), (3, LockKey::One(3))] {
            assert!(table.take(pid, key, false).unwrap());
        }
        table.queue(1, OTHER, false, 0).unwrap();
        table.queue(2, LockKey::One(3), true, 0).unwrap();
        let error = table.queue(3, KEY, false, 0).unwrap_err();
        assert_eq!((error.state().as_str(), error.message()), ("40P01", "deadlock detected"));
        let detail = error.fields().detail.clone().unwrap();
        let lines: Vec<&str> = detail.lines().collect();
        assert_eq!(lines.len(), 3, "{detail}");
        assert!(lines[0].starts_with("Process 3 waits for ExclusiveLock on advisory lock ["));
        assert!(lines[0].ends_with(",0,1,1]; blocked by process 1."), "{detail}");
        assert!(lines[1].ends_with(",0,1,2]; blocked by process 2."), "{detail}");
        assert!(lines[2].starts_with("Process 2 waits for ShareLock"), "{detail}");
        // Who was refused may give back, and all goes on.
        table.forget(3);
        assert_eq!(state(&table, LockKey::One(3)), (vec![2], vec![]));
        // Two who share it cannot both have it alone.
        let mut table = Table::default();
        assert!(table.take(1, KEY, true).unwrap() && table.take(2, KEY, true).unwrap());
        table.queue(1, KEY, false, 0).unwrap();
        assert!(table.queue(2, KEY, false, 0).is_err());
        assert_eq!(table.blockers(1), [2]);
        table.forget(2);
        assert_eq!(table.rows().len(), 2, "1 has it both ways");
    }
}
