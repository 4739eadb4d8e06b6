//! Which values of a sequence are still to be given out?
//!
//! A block of values is made durable as given out, then given out from memory. After a crash the
//! rest of the block is skipped, as PostgreSQL skips what it had logged ahead (src/backend/
//! commands/sequence.c, `SEQ_LOG_VALS`); on an orderly close it is given back. Blocks grow
//! while a sequence is used, so that a bulk load does not wait for the disk at every step.
//!
//! Who drops a sequence, or makes one and rolls back, leaves its position behind: it belongs to no
//! transaction. The next start takes away what no sequence has any more.

use crate::{Database, own};
use base::{Direction, Flow, Key, Mode, SqlError, SqlResult, SqlState};
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::Sequence;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use txn::{Isolation, Transaction};

/// PostgreSQL's `SEQ_LOG_VALS`.
const BLOCK_MIN: u32 = 32;
/// So many are skipped by a crash at most.
const BLOCK_MAX: u32 = 4096;

#[derive(Default)]
pub(crate) struct Sequences(Mutex<HashMap<u32, Arc<Position>>>);

#[derive(Default)]
struct Position {
    state: Mutex<Option<State>>,
    /// Held by the one who reserves.
    changing: tokio::sync::Mutex<()>,
}

/// A position as given out in memory.
#[derive(Clone, Copy)]
struct State {
    last: i64,
    called: bool,
    /// How many further values are durable as given out, under `steps`.
    left: u32,
    /// Size of the last block.
    block: u32,
    steps: Steps,
}

/// How a sequence goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Steps {
    increment: i64,
    min: i64,
    max: i64,
    cycle: bool,
}

impl Steps {
    fn of(sequence: &Sequence) -> Steps {
        let Sequence { increment, min, max, cycle, .. } = *sequence;
        Steps { increment, min, max, cycle }
    }

    /// The value after (`last`, `called`); `None` past the end.
    fn next(&self, last: i64, called: bool) -> Option<i64> {
        if !called {
            return Some(last);
        }
        let next = last.checked_add(self.increment);
        let next = next.filter(|next| (self.min..=self.max).contains(next));
        let first = if self.increment > 0 { self.min } else { self.max };
        next.or(self.cycle.then_some(first))
    }
}

impl Sequences {
    /// Takes away the positions that no sequence of `catalog` has. To be called before anybody asks
    /// for values.
    pub(crate) async fn sweep(database: &Arc<Database>, catalog: &Catalog) -> SqlResult<()> {
        let named = |sequence: &Arc<Sequence>| own::sequence_key(sequence.storage);
        let named: HashSet<Key> = catalog.sequences.values().map(named).collect();
        let (snapshot, _) = database.snapshot();
        let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        let mut left = Vec::new();
        let mut sink = |key: &[u8], _: &[u8]| {
            if !named.contains(key) {
                left.push(Key::copy_from_slice(key));
            }
            Flow::Continue
        };
        txn.scan(&own::sequence_keys(), Direction::Forward, &mut sink).await?;
        for key in left {
            txn.delete(key, Mode::Update);
        }
        txn.commit(&**database).await?;
        Ok(())
    }

    fn position(&self, storage: u32) -> Arc<Position> {
        Arc::clone(self.0.lock().entry(storage).or_default())
    }

    /// See [`exec::Host::sequence_next`].
    pub(crate) fn next(&self, sequence: &Sequence) -> Option<SqlResult<i64>> {
        let position = Arc::clone(self.0.lock().get(&sequence.storage)?);
        let mut state = position.state.lock();
        let state = state.as_mut().filter(|state| state.steps == Steps::of(sequence))?;
        let Some(next) = state.steps.next(state.last, state.called) else {
            return Some(Err(exhausted(sequence)));
        };
        state.left = state.left.checked_sub(1)?;
        (state.last, state.called) = (next, true);
        Some(Ok(next))
    }

    /// See [`exec::Host::sequence_reserve`].
    pub(crate) async fn reserve(&self, database: &Database, sequence: &Sequence) -> SqlResult<()> {
        let position = self.position(sequence.storage);
        let _one = position.changing.lock().await;
        let steps = Steps::of(sequence);
        let known = *position.state.lock();
        if known.is_some_and(|state| state.left > 0 && state.steps == steps) {
            return Ok(());
        }
        let block = known.map_or(BLOCK_MIN, |state| state.block.saturating_mul(2).min(BLOCK_MAX));
        let reserve = |kept: Option<&[u8]>| {
            let (last, called) = match known {
                Some(state) => (state.last, state.called),
                None => decode(kept, sequence)?,
            };
            let mut end = (last, called);
            let mut left = 0;
            while left < block
                && let Some(next) = steps.next(end.0, end.1)
            {
                end = (next, true);
                left += 1;
            }
            let keep = (left > 0).then(|| encode(end.0, end.1));
            Ok((keep, State { last, called, left, block, steps }))
        };
        let state = own::update(database, &own::sequence_key(sequence.storage), reserve).await?;
        *position.state.lock() = Some(state);
        Ok(())
    }

    /// See [`exec::Host::sequence_state`].
    pub(crate) async fn state(
        &self,
        database: &Arc<Database>,
        sequence: &Sequence,
    ) -> SqlResult<(i64, bool)> {
        let known = self.0.lock().get(&sequence.storage).cloned();
        let known = known.and_then(|position| *position.state.lock());
        match known {
            Some(state) => Ok((state.last, state.called)),
            None => {
                let kept = own::read(database, own::sequence_key(sequence.storage)).await?;
                decode(kept.as_deref(), sequence)
            }
        }
    }

    /// See [`exec::Host::sequence_set`].
    pub(crate) async fn set(
        &self,
        database: &Database,
        sequence: &Sequence,
        last: i64,
        called: bool,
    ) -> SqlResult<()> {
        let position = self.position(sequence.storage);
        let _one = position.changing.lock().await;
        let set = |_: Option<&[u8]>| Ok((Some(encode(last, called)), ()));
        own::update(database, &own::sequence_key(sequence.storage), set).await?;
        let steps = Steps::of(sequence);
        *position.state.lock() = Some(State { last, called, left: 0, block: BLOCK_MIN, steps });
        Ok(())
    }

    /// Gives back what is reserved and not given out; nobody asks for values any more.
    pub(crate) async fn give_back(&self, database: &Database) -> SqlResult<()> {
        let positions: Vec<(u32, Arc<Position>)> = self.0.lock().drain().collect();
        for (storage, position) in positions {
            let state = *position.state.lock();
            if let Some(state) = state.filter(|state| state.left > 0) {
                let back = |_: Option<&[u8]>| Ok((Some(encode(state.last, state.called)), ()));
                own::update(database, &own::sequence_key(storage), back).await?;
            }
        }
        Ok(())
    }
}

/// What is kept, or where the sequence starts.
fn decode(kept: Option<&[u8]>, sequence: &Sequence) -> SqlResult<(i64, bool)> {
    let Some(kept) = kept else { return Ok((sequence.start, false)) };
    let [last @ .., called] = own::body::<9>(kept)?;
    Ok((i64::from_be_bytes(last), called != 0))
}

fn encode(last: i64, called: bool) -> Vec<u8> {
    let mut body = last.to_be_bytes().to_vec();
    body.push(u8::from(called));
    own::value(&body)
}

fn exhausted(sequence: &Sequence) -> SqlError {
    let (end, bound) =
        if sequence.increment > 0 { ("maximum", sequence.max) } else { ("minimum", sequence.min) };
    let name = &sequence.name;
    SqlError::new(
        SqlState::new(b"2200H"),
        format!("nextval: reached {end} value of sequence \"{name}\" ({bound})"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Home, StoreUrl};

    /// Whether the positions under two storage ids are kept.
    async fn kept(database: &Arc<Database>, ids: [u32; 2]) -> [bool; 2] {
        let [one, other] = ids.map(|id| own::read(database, own::sequence_key(id)));
        [one.await.unwrap().is_some(), other.await.unwrap().is_some()]
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_position_without_a_sequence_goes_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let open = || async {
            let home = Home::open(folder.path()).unwrap();
            Engine::open(home, &StoreUrl::File).await.unwrap()
        };
        let engine = open().await;
        let database = engine.database();
        let sequence = |storage| Sequence {
            oid: 90_000,
            name: "s".into(),
            storage,
            start: 1,
            increment: 1,
            min: 1,
            max: 100,
            ..Sequence::default()
        };
        let (live, dropped) = (sequence(90_001), sequence(90_002));
        let (snapshot, version) = database.snapshot();
        let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        let mut catalog = exec::catalog_store::load(&txn, version.as_micros()).await.unwrap();
        exec::catalog_store::put_sequence(&mut txn, &mut catalog, live.clone()).unwrap();
        txn.commit(&**database).await.unwrap();
        for sequence in [&live, &dropped] {
            exec::Host::sequence_reserve(&*engine, sequence).await.unwrap();
            assert_eq!(exec::Host::sequence_next(&*engine, sequence).unwrap().unwrap(), 1);
        }
        let ids = [live.storage, dropped.storage];
        assert_eq!(kept(database, ids).await, [true, true]);
        engine.close().await.unwrap();
        drop(engine);
        let engine = open().await;
        assert_eq!(kept(engine.database(), ids).await, [true, false]);
        let state = exec::Host::sequence_state(&*engine, &live).await.unwrap();
        assert_eq!(state, (1, true), "and one that is there goes on");
        engine.close().await.unwrap();
    }
}
