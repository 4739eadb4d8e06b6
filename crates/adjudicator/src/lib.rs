//! Who wins, and when?
//!
//! The adjudicator is a pure, deterministic machine. It remembers when each
//! recently committed key was last written or held, and nothing else: no locks,
//! no running transactions, no readers.
//!
//! ```text
//! T1 reads as of 10, writes a          T2 reads as of 10, writes a and b
//! decide(T1, now 12) -> Commit(12)     remembers a: written 12
//! decide(T2, now 13) -> Refuse(a, 12)  12 is after 10, and a write meets a write
//! ```
//!
//! The rule: a request is refused when some key it names was committed after
//! the request's `since` in a mode that conflicts (`base::Mode::conflicts`), or
//! when a key was written inside a range it relied on. Otherwise it gets a time
//! later than every earlier one, and its own keys are remembered at that time.
//!
//! A large commit is remembered as it came, as one sorted run of keys, for nearly
//! always it is forgotten before anybody asks.
//!
//! Memory is soft. [`Adjudicator::forget_until`] drops what no live snapshot
//! can ask about; a bound drops the oldest when that is not enough. Both raise
//! the *low-water mark*: a request that needs older memory is refused as
//! forgotten, never waved through. A new adjudicator starts with the mark at the
//! last commit of the one before it.
//!
//! The host answers the client only when the entry made from a
//! [`Verdict::Commit`] is durable; until then the verdict binds only later
//! requests. If the append fails the host must stop, since keys were remembered
//! that never came to be.

use base::{CommitRequest, Conflict, Key, KeyRange, Mode, Timestamp, Verdict, Write};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;

/// At most so many keys are remembered (about 150 bytes each); beyond, the
/// oldest are forgotten and transactions older than they must retry.
pub const KEYS_MAX: usize = 4_000_000;

/// A commit of at least so many writes is remembered as a run.
const RUN_MIN: usize = 1000;
/// At most so many runs are remembered as such: each is asked for every key.
const RUNS_MAX: usize = 16;

/// When a key was last committed, by what was done to it.
#[derive(Clone, Copy, Debug, Default)]
struct Recent {
    /// Last time a version of it was written.
    written: Timestamp,
    /// Last time it was held or written in each [`Mode`].
    held: [Timestamp; 4],
}

impl Recent {
    fn latest(&self) -> Timestamp {
        self.held.into_iter().fold(self.written, Timestamp::max)
    }

    /// The last commit that conflicts with holding the key in `mode`.
    fn against(&self, mode: Mode) -> Timestamp {
        Mode::ALL
            .into_iter()
            .filter(|other| mode.conflicts(*other))
            .map(|other| self.held[other as usize])
            .fold(Timestamp::ZERO, Timestamp::max)
    }
}

/// What a large commit wrote.
#[derive(Debug)]
struct Run {
    at: Timestamp,
    /// In key order.
    keys: Vec<(Key, Mode)>,
}

impl Run {
    /// In which mode it wrote `key`.
    fn mode(&self, key: &Key) -> Option<Mode> {
        let (first, last) = (self.keys.first()?, self.keys.last()?);
        if *key < first.0 || *key > last.0 {
            return None;
        }
        let found = self.keys.binary_search_by(|(other, _)| other.cmp(key)).ok()?;
        Some(self.keys[found].1)
    }
}

/// The machine.
#[derive(Debug)]
pub struct Adjudicator {
    /// Nothing at or before this time is remembered.
    low_water: Timestamp,
    /// The last time given out.
    last: Timestamp,
    recent: BTreeMap<Key, Recent>,
    /// Every (time, key) remembered, oldest first.
    order: VecDeque<(Timestamp, Key)>,
    /// Oldest first.
    runs: VecDeque<Run>,
    keys_max: usize,
}

impl Adjudicator {
    /// An adjudicator that follows one whose last commit was at or before `low_water`.
    pub fn new(low_water: Timestamp) -> Adjudicator {
        Adjudicator::with_bound(low_water, KEYS_MAX)
    }

    /// As [`Adjudicator::new`], remembering at most `keys_max` keys.
    pub fn with_bound(low_water: Timestamp, keys_max: usize) -> Adjudicator {
        Adjudicator {
            low_water,
            last: low_water,
            recent: BTreeMap::new(),
            order: VecDeque::new(),
            runs: VecDeque::new(),
            keys_max,
        }
    }

    /// The time up to which nothing is remembered.
    pub fn low_water(&self) -> Timestamp {
        self.low_water
    }

    /// How many keys are remembered.
    pub fn remembered(&self) -> usize {
        self.recent.len() + self.runs.iter().map(|run| run.keys.len()).sum::<usize>()
    }

    /// Judges `request` at `now`. The clock may stand still or step back; times
    /// given out still grow. O(k log n) for k keys, plus the remembered keys
    /// inside the ranges relied on.
    pub fn decide(&mut self, request: &CommitRequest, now: Timestamp) -> Verdict {
        if let Some(conflict) = self.conflict(request) {
            return Verdict::Refuse(conflict);
        }
        let at = now.max(self.last.next());
        self.last = at;
        if request.writes.len() < RUN_MIN {
            for write in &request.writes {
                self.remember(&write.key, write.mode, true, at);
            }
        } else {
            self.remember_run(Run { at, keys: own_keys(&request.writes) });
        }
        for claim in &request.claims {
            self.remember(&claim.key, claim.mode, false, at);
        }
        self.keep_bound();
        Verdict::Commit(at)
    }

    /// Forgets all commits at or before `until`: no live transaction has a
    /// snapshot older than it.
    pub fn forget_until(&mut self, until: Timestamp) {
        self.low_water = self.low_water.max(until.min(self.last));
        while self.order.front().is_some_and(|(at, _)| *at <= self.low_water) {
            self.forget_oldest();
        }
        while self.runs.front().is_some_and(|run| run.at <= self.low_water) {
            self.runs.pop_front();
        }
    }

    fn conflict(&self, request: &CommitRequest) -> Option<Conflict> {
        let held = request.writes.iter().map(|write| (&write.key, write.mode, write.since));
        let claimed = request.claims.iter().map(|claim| (&claim.key, claim.mode, claim.since));
        for (key, mode, since) in held.chain(claimed) {
            let committed_at = self.against(key, mode);
            if committed_at > since {
                return Some(Conflict { key: key.clone(), committed_at, forgotten: false });
            }
            if since < self.low_water {
                return Some(self.forgotten(key));
            }
        }
        request.reads.iter().find_map(|read| {
            let written = self.written_inside(&read.range, read.since);
            written.or_else(|| {
                (read.since < self.low_water).then(|| self.forgotten(&read.range.start))
            })
        })
    }

    /// The last commit that conflicts with holding `key` in `mode`.
    fn against(&self, key: &Key, mode: Mode) -> Timestamp {
        let recent = self.recent.get(key).map_or(Timestamp::ZERO, |recent| recent.against(mode));
        let conflicts = |run: &&Run| run.mode(key).is_some_and(|other| mode.conflicts(other));
        let run = self.runs.iter().rev().find(conflicts);
        run.map_or(recent, |run| run.at.max(recent))
    }

    fn written_inside(&self, range: &KeyRange, since: Timestamp) -> Option<Conflict> {
        if range.is_empty() {
            return None;
        }
        for run in self.runs.iter().filter(|run| run.at > since) {
            let first = run.keys.partition_point(|(key, _)| *key < range.start);
            if let Some((key, _)) = run.keys.get(first).filter(|(key, _)| range.contains(key)) {
                return Some(Conflict { key: key.clone(), committed_at: run.at, forgotten: false });
            }
        }
        let end = range.end.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        self.recent
            .range::<Key, _>((Bound::Included(&range.start), end))
            .find(|(_, recent)| recent.written > since)
            .map(|(key, recent)| Conflict {
                key: key.clone(),
                committed_at: recent.written,
                forgotten: false,
            })
    }

    fn forgotten(&self, key: &Key) -> Conflict {
        Conflict { key: key.clone(), committed_at: self.low_water, forgotten: true }
    }

    fn remember(&mut self, key: &Key, mode: Mode, written: bool, at: Timestamp) {
        let key = Key::copy_from_slice(key);
        let recent = self.recent.entry(key.clone()).or_default();
        let held = &mut recent.held[mode as usize];
        *held = at.max(*held);
        if written {
            recent.written = at.max(recent.written);
        }
        self.order.push_back((at, key));
    }

    fn remember_run(&mut self, run: Run) {
        self.runs.push_back(run);
        if self.runs.len() > RUNS_MAX
            && let Some(Run { at, keys }) = self.runs.pop_front()
        {
            for (key, mode) in keys {
                self.remember(&key, mode, true, at);
            }
        }
    }

    fn keep_bound(&mut self) {
        // A whole commit is forgotten or none of it: `order` may hold a key of
        // the newest commit only when everything older is gone.
        let in_runs = |runs: &VecDeque<Run>| runs.iter().map(|run| run.keys.len()).sum::<usize>();
        while self.order.len() + in_runs(&self.runs) > self.keys_max {
            let oldest = self.order.front().map(|(at, _)| *at);
            let oldest = oldest.into_iter().chain(self.runs.front().map(|run| run.at)).min();
            let Some(oldest) = oldest else { return };
            self.forget_until(oldest);
        }
    }

    fn forget_oldest(&mut self) {
        let Some((at, key)) = self.order.pop_front() else { return };
        if self.recent.get(&key).is_some_and(|recent| recent.latest() <= at) {
            self.recent.remove(&key);
        }
    }
}

/// The keys of many writes, in an allocation of their own: what a request brings may share its memory
/// with rows, which must be free to go when they have settled.
fn own_keys(writes: &[Write]) -> Vec<(Key, Mode)> {
    let mut bytes = Vec::with_capacity(writes.iter().map(|write| write.key.len()).sum());
    writes.iter().for_each(|write| bytes.extend_from_slice(&write.key));
    let mut rest = Key::from(bytes);
    writes.iter().map(|write| (rest.split_to(write.key.len()), write.mode)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Claim, Read};

    fn at(micros: u64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn key(name: &'static str) -> Key {
        Key::from_static(name.as_bytes())
    }

    fn write(name: &'static str, mode: Mode, since: u64) -> CommitRequest {
        let write = Write { key: key(name), value: None, mode, since: at(since) };
        CommitRequest { writes: vec![write], ..CommitRequest::default() }
    }

    fn claim(name: &'static str, mode: Mode, since: u64) -> CommitRequest {
        let claim = Claim { key: key(name), mode, since: at(since) };
        CommitRequest { claims: vec![claim], ..CommitRequest::default() }
    }

    fn relies(from: &'static str, to: &'static str, since: u64) -> CommitRequest {
        let read = Read { range: KeyRange::new(key(from), key(to)), since: at(since) };
        CommitRequest { reads: vec![read], ..CommitRequest::default() }
    }

    fn refused(verdict: Verdict) -> Conflict {
        match verdict {
            Verdict::Refuse(conflict) => conflict,
            Verdict::Commit(at) => panic!("committed at {at}"),
        }
    }

    #[test]
    fn the_first_committer_wins_and_the_loser_learns_when() {
        let mut judge = Adjudicator::new(at(0));
        let winner = judge.decide(&write("a", Mode::Update, 10), at(12));
        assert_eq!(winner, Verdict::Commit(at(12)));
        let lost = refused(judge.decide(&write("a", Mode::Update, 10), at(13)));
        assert_eq!(lost, Conflict { key: key("a"), committed_at: at(12), forgotten: false });
        assert_eq!(judge.decide(&write("a", Mode::Update, 12), at(14)), Verdict::Commit(at(14)));
    }

    #[test]
    fn times_grow_when_the_clock_does_not() {
        let mut judge = Adjudicator::new(at(100));
        assert_eq!(judge.decide(&write("a", Mode::Update, 100), at(50)), Verdict::Commit(at(101)));
        assert_eq!(judge.decide(&write("b", Mode::Update, 100), at(50)), Verdict::Commit(at(102)));
    }

    #[test]
    fn modes_meet_as_in_the_conflict_table_whoever_comes_first() {
        for first in Mode::ALL {
            for second in Mode::ALL {
                let mut judge = Adjudicator::new(at(0));
                judge.decide(&claim("k", first, 1), at(5));
                let verdict = judge.decide(&claim("k", second, 1), at(6));
                let lost = matches!(verdict, Verdict::Refuse(_));
                assert_eq!(lost, first.conflicts(second), "{first:?} then {second:?}");
            }
        }
    }

    #[test]
    fn a_range_relied_on_is_broken_by_writes_but_not_by_claims() {
        let mut judge = Adjudicator::new(at(0));
        judge.decide(&claim("b", Mode::Update, 1), at(5));
        assert!(matches!(judge.decide(&relies("a", "c", 1), at(6)), Verdict::Commit(_)));
        judge.decide(&write("b", Mode::NoKeyUpdate, 6), at(7));
        assert_eq!(refused(judge.decide(&relies("a", "c", 1), at(8))).key, key("b"));
        assert!(matches!(judge.decide(&relies("c", "d", 1), at(9)), Verdict::Commit(_)));
    }

    #[test]
    fn what_is_forgotten_refuses_instead_of_passing() {
        let mut judge = Adjudicator::new(at(0));
        judge.decide(&write("a", Mode::Update, 1), at(5));
        judge.decide(&write("b", Mode::Update, 5), at(8));
        judge.forget_until(at(5));
        assert_eq!(judge.remembered(), 1);
        assert!(refused(judge.decide(&write("c", Mode::Update, 4), at(9))).forgotten);
        assert!(matches!(judge.decide(&write("c", Mode::Update, 5), at(9)), Verdict::Commit(_)));
    }

    #[test]
    fn a_large_commit_is_remembered_and_forgotten_like_any_other() {
        let large = |from: u32, mode, since: u64| {
            let write = |number: u32| Write {
                key: number.to_be_bytes().to_vec().into(),
                value: None,
                mode,
                since: at(since),
            };
            let writes = (0..2000).map(|number| write(from + 2 * number)).collect();
            CommitRequest { writes, ..CommitRequest::default() }
        };
        let small = |number: u32, mode, since: u64| {
            let mut request = large(number, mode, since);
            request.writes.truncate(1);
            request
        };
        let mut judge = Adjudicator::new(at(0));
        // More than are kept as runs, so that the first are kept key by key.
        for time in 1..=20 {
            let from = u32::try_from(time % 2).unwrap();
            let verdict = judge.decide(&large(from, Mode::NoKeyUpdate, time - 1), at(time));
            assert_eq!(verdict, Verdict::Commit(at(time)));
        }
        for (number, time) in [(10, 20), (11, 19), (3998, 20)] {
            let lost = refused(judge.decide(&small(number, Mode::Update, 5), at(30)));
            assert_eq!((lost.committed_at, lost.forgotten), (at(time), false), "{number}");
            assert!(matches!(
                judge.decide(&small(number, Mode::Update, time), at(30)),
                Verdict::Commit(_)
            ));
        }
        let held = Claim {
            key: small(12, Mode::Update, 5).writes.remove(0).key,
            mode: Mode::KeyShare,
            since: at(5),
        };
        let held = CommitRequest { claims: vec![held], ..CommitRequest::default() };
        assert!(matches!(judge.decide(&held, at(30)), Verdict::Commit(_)), "no conflict");
        let read = |from: u32, to: u32, since: u64| CommitRequest {
            reads: vec![Read {
                range: KeyRange::new(from.to_be_bytes().to_vec(), to.to_be_bytes().to_vec()),
                since: at(since),
            }],
            ..CommitRequest::default()
        };
        assert_eq!(refused(judge.decide(&read(20, 22, 19), at(30))).committed_at, at(20));
        assert!(matches!(judge.decide(&read(20, 22, 20), at(30)), Verdict::Commit(_)));
        assert!(matches!(judge.decide(&read(5000, 6000, 5), at(30)), Verdict::Commit(_)));
        judge.forget_until(at(100));
        assert_eq!(judge.remembered(), 0);
        assert!(refused(judge.decide(&small(10, Mode::Update, 5), at(101))).forgotten);
    }

    #[test]
    fn memory_is_bounded_and_the_low_water_mark_says_so() {
        let mut judge = Adjudicator::with_bound(at(0), 2);
        for (name, now) in [("a", 1), ("b", 2), ("c", 3)] {
            judge.decide(&write(name, Mode::Update, now - 1), at(now));
        }
        assert_eq!((judge.remembered(), judge.low_water()), (2, at(1)));
    }
}
