//! How do several threads read one long scan?
//!
//! A scan begins alone. Once it has looked at so much that it is worth it, what is left is cut into
//! pieces of about equal weight, and the host's hands read some of them at once, each as the scan
//! itself would have. Whoever asked is given the rows of all in the order of the keys, and sees no
//! difference; or has each hand do on with its rows what can be put together afterwards.
//!
//! ```text
//! looked at so far          pieces, read at once            left
//! |-- from ------- here --|------|------|------|------|------------------ last --|
//! ```
//!
//! Where to cut is a guess, for nobody counts keys: the bytes after what all keys have in common are
//! taken for a number, and keys for as dense in it as they have been so far. A piece that turns out too
//! heavy is read in part. What was read after it is thrown away, and the scan goes on from there,
//! alone again. So does one that fails, or would have to wait: whatever is not simple happens there.

use crate::batch::{BATCH_ROWS, Batch};
use crate::eval::Eval;
use crate::operator::{Fold, Run};
use crate::scan::{Reading, Stopped, Taker, rest};
use base::{Direction, Flow, Key, KeyRange, SqlResult};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, Waker};
use txn::Transaction;
use types::Datum;

/// What a piece should weigh: some milliseconds of work.
const PIECE: usize = 16 << 10;

/// What a piece weighs at most, which bounds the rows read ahead.
const PIECE_MAX: usize = 2 * PIECE;

/// What a scan looks at alone, at least.
const ALONE: usize = 2 * PIECE;

/// Hands asked to help one scan, at most.
const HANDS_MAX: usize = 8;

/// How far a scan has come, as far as it tells how to go on.
#[derive(Default)]
pub(crate) struct Stride {
    /// Where counting began.
    from: Option<Key>,
    /// What has been looked at after it.
    weight: usize,
    /// The last key of all.
    last: Option<Key>,
}

/// What became of some pieces.
pub(crate) struct Read {
    /// So many of those who were to take rows have them, from the first on.
    pub(crate) taken: usize,
    /// What is still to be looked at after them.
    pub(crate) left: Option<KeyRange>,
}

impl Stride {
    /// The scan has stopped at `key`, after looking at so much.
    pub(crate) fn passed(&mut self, key: &Key, weight: usize) {
        match &self.from {
            Some(_) => self.weight += weight,
            None => self.from = Some(key.clone()),
        }
    }

    /// How many hands would help now, with the scan's own.
    pub(crate) fn hands(&self, run: &Run<'_, '_>) -> usize {
        if self.weight < ALONE { 1 } else { run.cx.host.hands().min(HANDS_MAX) }
    }

    /// Reads the beginning of `range`, which is where the scan is to go on, by several hands, each
    /// for one of `folds`; `None` when it is to go on alone.
    pub(crate) async fn pieces(
        &mut self,
        run: &mut Run<'_, '_>,
        reading: &Reading,
        range: &KeyRange,
        folds: &mut [&mut dyn Fold],
    ) -> SqlResult<Option<Read>> {
        let hands = self.hands(run).min(folds.len());
        if hands < 2 || !reading.steady {
            return Ok(None);
        }
        if self.last.is_none() {
            let mut sink = |key: &[u8], _: &[u8]| {
                self.last = Some(Key::copy_from_slice(key));
                Flow::Stop
            };
            run.cx.txn.scan(range, Direction::Backward, &mut sink).await?;
        }
        let cuts = self.cuts(&range.start, hands);
        if cuts.is_empty() {
            return Ok(None);
        }
        let (mut pieces, after) = cut(range, cuts, hands);
        read_all(run, reading, &mut pieces, folds);
        run.check()?;
        let mut read = Read { taken: 0, left: after };
        for piece in pieces {
            read.taken += usize::from(piece.sound);
            self.weight += piece.weight;
            let start =
                if piece.sound { piece.left.map(|left| left.start) } else { Some(piece.start) };
            if let Some(start) = start {
                *self = Stride::default();
                read.left = Some(KeyRange { start, end: range.end.clone() });
                break;
            }
        }
        Ok(Some(read))
    }

    /// Up to `count` keys after `here`, with about a piece between each and the next; fewer near the
    /// last key.
    fn cuts(&self, here: &[u8], count: usize) -> Vec<Key> {
        let (Some(from), Some(last)) = (&self.from, &self.last) else { return Vec::new() };
        let common = from.iter().zip(last).take_while(|(a, b)| a == b).count();
        if !here.starts_with(&last[..common]) {
            return Vec::new();
        }
        let place = |key: &[u8]| {
            let mut bytes = [0; 8];
            bytes.iter_mut().zip(&key[common..]).for_each(|(to, byte)| *to = *byte);
            u128::from(u64::from_be_bytes(bytes))
        };
        let (here, end) = (place(here), place(last));
        let step = here.saturating_sub(place(from)) * PIECE as u128 / self.weight.max(1) as u128;
        let at = |piece| u64::try_from(here + step * piece as u128).ok();
        (1..=count)
            .map_while(|piece| at(piece).filter(|at| step > 0 && u128::from(*at) < end))
            .map(|at| [&last[..common], &at.to_be_bytes()].concat().into())
            .collect()
    }
}

/// Of `range`, the pieces between `cuts`, as many as there are hands, and what is left.
fn cut(range: &KeyRange, cuts: Vec<Key>, hands: usize) -> (Vec<Piece>, Option<KeyRange>) {
    let mut left = range.clone();
    let mut pieces = Vec::with_capacity(hands);
    for cut in cuts {
        let start = std::mem::replace(&mut left.start, cut.clone());
        pieces.push(Piece::of(KeyRange { start, end: Some(cut) }));
    }
    if pieces.len() < hands {
        pieces.push(Piece::of(left));
        return (pieces, None);
    }
    (pieces, Some(left))
}

fn read_all(
    run: &Run<'_, '_>,
    reading: &Reading,
    pieces: &mut [Piece],
    folds: &mut [&mut dyn Fold],
) {
    let functions = run.functions();
    let (eval, txn, cancel) = (run.eval(&functions), &*run.cx.txn, run.cx.cancel);
    let jobs = pieces.iter_mut().zip(folds).map(|(piece, fold)| -> Box<dyn FnOnce() + Send + '_> {
        Box::new(move || piece.read(txn, reading, eval, cancel, &mut **fold))
    });
    run.cx.host.at_once(jobs.collect());
}

/// A part of a scan, which one hand reads.
struct Piece {
    start: Key,
    /// What is still to be looked at.
    left: Option<KeyRange>,
    weight: usize,
    /// Whoever takes the rows has all before `left`.
    sound: bool,
}

impl Piece {
    fn of(range: KeyRange) -> Piece {
        Piece { start: range.start.clone(), left: Some(range), weight: 0, sound: true }
    }

    /// Reads until nothing is left, or something is not as simple as that.
    fn read(
        &mut self,
        txn: &Transaction,
        reading: &Reading,
        eval: Eval<'_>,
        cancel: &AtomicBool,
        fold: &mut dyn Fold,
    ) {
        let (mut scratch, mut simple): (Vec<Datum>, bool) = (Vec::new(), true);
        let mut out = Batch::with_capacity(reading.width(), BATCH_ROWS);
        while simple && self.weight < PIECE_MAX && !cancel.load(Ordering::Relaxed) {
            let Some(range) = self.left.clone() else { return };
            let mut taker = Taker::new(reading, eval, cancel, &mut scratch, &mut out, BATCH_ROWS);
            let mut waiting = std::task::Context::from_waker(Waker::noop());
            let scan = txn.scan(&range, Direction::Forward, &mut taker);
            let Poll::Ready(Ok(())) = pin!(scan).poll(&mut waiting) else { return };
            let Taker { examined, stopped, .. } = taker;
            self.weight += examined;
            self.left = stopped.map(|Stopped { key, error }| {
                simple = error.is_none();
                rest(range, key, Direction::Forward, !simple)
            });
            if !out.is_empty() {
                self.sound &= fold.take(&eval, &mut out).is_ok();
                simple &= self.sound;
                out.truncate(0);
            }
        }
    }
}

/// Rows that are only kept.
impl Fold for Vec<Batch> {
    fn take(&mut self, _: &Eval<'_>, batch: &mut Batch) -> SqlResult<()> {
        let next = Batch::with_capacity(batch.width(), BATCH_ROWS);
        self.push(std::mem::replace(batch, next));
        Ok(())
    }
}
