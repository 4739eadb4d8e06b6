//! When is something run again that another transaction got ahead of?
//!
//! When no BEGIN began it and the client has seen nothing of it: a simple query, or what came between
//! two Syncs. Its answers are taken back, as long as none has been sent, and made again.

use crate::Answers;
use crate::form::Format;
use crate::plans::Text;
use crate::portal::{Portal, Stated};
use crate::prepare::{Work, is_session};
use crate::session::Session;
use crate::statement::Outcome;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::Node;
use sql::Catalog;
use std::sync::Arc;
use std::time::Duration;
use types::Datum;

/// It is tried so often.
pub const TRIES: u32 = 100;
/// Statements between two Syncs that are remembered to be run again.
const PIECES: usize = 256;
/// So often at once: the winner is visible when the loser is told, and one of those that lose
/// together wins next.
const TRIES_AT_ONCE: u32 = 16;
/// Then after a while: someone writes the same all the time.
const WAIT: Duration = Duration::from_millis(5);

/// What was executed since the last Sync.
#[derive(Default)]
pub(crate) struct Replay {
    pieces: Vec<Piece>,
    /// Something of it cannot be run again.
    void: bool,
}

struct Piece {
    stated: Stated,
    params: Vec<Datum>,
    formats: Vec<Format>,
    max: usize,
    /// Its answers, as places among all.
    from: u64,
    to: u64,
}

impl Replay {
    /// A portal is about to be executed, to answer at a place. What is executed in a block that BEGIN
    /// began is not run again here: `rerun` has it.
    pub(crate) fn begin(&mut self, portal: &Portal, max: usize, explicit: bool, from: u64) {
        let fresh = matches!(portal.state, crate::portal::State::Fresh);
        let plain = matches!(
            portal.stated.prepared.work,
            Work::Query { .. } | Work::Ddl(_) | Work::CreateTableAs(_)
        );
        self.void |= explicit || !fresh || !plain || self.pieces.len() == PIECES;
        if !self.void {
            let (stated, params) = (portal.stated.clone(), portal.params.clone());
            let formats = portal.formats.clone();
            self.pieces.push(Piece { stated, params, formats, max, from, to: from });
        }
    }

    /// It has been; `whole` when to its end and outside of a block.
    pub(crate) fn end(&mut self, whole: bool, to: u64) {
        self.void |= !whole;
        if let Some(piece) = self.pieces.last_mut() {
            piece.to = to;
        }
    }
}

impl Session {
    /// The statements of a simple query, again while they lose.
    pub(crate) async fn run_text_until_won(
        &mut self,
        text: &Arc<Text>,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        let repeatable = self.stage.block.is_none()
            && text.statements.iter().all(|source| {
                !is_session(&source.raw.node) && !matches!(source.raw.node, Node::CopyStmt(_))
            });
        let place = out.place();
        let lasting = self.lasting();
        let mut tries = 0;
        loop {
            let result = self.run_text(text, 0, out).await;
            let repeatable = repeatable && self.lasting() == lasting;
            match &result {
                Err(error) if repeatable && has_lost(error) && tries < TRIES => {
                    if out.take_back(place).is_none() {
                        return result;
                    }
                }
                _ => return result,
            }
            self.roll_back();
            self.wait(tries).await;
            tries += 1;
        }
    }

    /// As [`exec::SequenceMemory::lasting`] is: what is done when it changes is not done again.
    pub(crate) fn lasting(&self) -> u64 {
        self.stage.sequences.lock().lasting
    }

    /// The commit at Sync; while it loses, what was executed since the last Sync is executed again.
    pub(crate) async fn commit_until_won(&mut self, out: &mut dyn Answers) -> SqlResult<()> {
        let mut replay = std::mem::take(&mut self.replay);
        let mut result = self.commit().await;
        let mut tries = 0;
        while let Err(error) = &result {
            if replay.void || !has_lost(error) || tries == TRIES {
                break;
            }
            let Some(first) = replay.pieces.first().map(|piece| piece.from) else { break };
            let Some(answers) = out.take_back(first) else { break };
            self.wait(tries).await;
            tries += 1;
            result = match self.execute_again(&mut replay, &answers, out).await {
                Ok(()) => self.commit().await,
                Err(error) => {
                    self.roll_back();
                    Err(error)
                }
            };
        }
        result
    }

    async fn execute_again(
        &mut self,
        replay: &mut Replay,
        answers: &[u8],
        out: &mut dyn Answers,
    ) -> SqlResult<()> {
        let base = replay.pieces.first().map_or(0, |piece| piece.from);
        let at = |place: u64| usize::try_from(place - base).unwrap_or(answers.len());
        // What was answered between executions, such as BindComplete, stays as it was.
        let nexts = replay.pieces.iter().skip(1).map(|piece| Some(piece.from));
        let nexts: Vec<Option<u64>> = nexts.chain([None]).collect();
        for (piece, next) in replay.pieces.iter_mut().zip(nexts) {
            let between = at(piece.to)..next.map_or(answers.len(), at);
            let mut portal =
                self.portal(piece.stated.clone(), piece.params.clone(), piece.formats.clone())?;
            self.stage.block();
            piece.from = out.place();
            match self.run(&mut portal, piece.max, false, out).await? {
                Outcome::Complete(tag) => out.command_complete(&tag),
                Outcome::Suspended => out.portal_suspended(),
                Outcome::Copying => return Err(SqlError::internal("a COPY was run again")),
            }
            piece.to = out.place();
            out.give_again(answers.get(between).unwrap_or_default());
        }
        Ok(())
    }

    /// Waits before what lost `tries` times is run again, if it should.
    pub async fn wait(&mut self, tries: u32) {
        if tries >= TRIES_AT_ONCE {
            self.stage.env.shared.host.sleep(WAIT).await;
        }
        self.stage.env.statement_at = self.stage.env.shared.host.now();
    }
}

/// Whether another transaction was first: run again, it may win.
pub fn has_lost(error: &SqlError) -> bool {
    error.state() == SqlState::SERIALIZATION_FAILURE
}

/// Why a commit was refused, in words.
pub(crate) fn explain(error: txn::Error, catalog: &Catalog) -> SqlError {
    match error {
        txn::Error::Conflict(conflict) => exec::describe_conflict(&conflict, catalog),
        other => other.into_sql(),
    }
}
