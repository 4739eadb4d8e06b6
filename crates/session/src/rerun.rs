//! When is a transaction block run again of which the client has seen the answers?
//!
//! When it lost at COMMIT, `airglow.replay` is on, and each of its statements, run again on a newer
//! snapshot, answers the same to the byte: then the client cannot tell it from a transaction that
//! began later, and has nothing to decide anew. When one answer differs, the conflict stands.
//! Why, and why it is off unless asked for: docs/decisions/0005-replay.md.

use crate::Answers;
use crate::env::Modes;
use crate::form::Format;
use crate::portal::{Portal, State, Stated};
use crate::prepare::Work;
use crate::replay::{TRIES, has_lost};
use crate::session::Session;
use crate::statement::Outcome;
use base::SqlResult;
use rupg_sql::nodes::{Node, TransactionStmtKind as Kind};
use types::Datum;

/// A block of more statements is not run again.
const PIECES: usize = 256;
/// Nor one with more bytes of answers.
const ANSWER_BYTES: usize = 64 << 10;

/// The statements of a block and what they answered.
#[derive(Default)]
pub(crate) struct Rerun {
    pieces: Vec<Piece>,
    answer_bytes: usize,
    /// Something of it cannot be run again.
    void: bool,
}

/// A statement, and what it answered once that is known.
pub(crate) struct Piece {
    stated: Stated,
    params: Vec<Datum>,
    formats: Vec<Format>,
    simple: bool,
    from: u64,
    answers: Vec<u8>,
    tag: String,
    /// As [`exec::SequenceMemory::lasting`] was before it.
    lasting: u64,
}

impl Rerun {
    fn is_possible(&self) -> bool {
        !self.pieces.is_empty()
    }

    fn push(&mut self, piece: Piece) {
        self.answer_bytes += piece.answers.len();
        self.pieces.push(piece);
        if self.pieces.len() > PIECES || self.answer_bytes > ANSWER_BYTES {
            self.forget();
        }
    }

    /// It cannot be run again.
    fn forget(&mut self) {
        self.void = true;
        self.pieces = Vec::new();
    }
}

impl Session {
    /// A portal is about to be run: what is to be remembered of it, in a block that may be run again.
    pub(crate) fn piece(
        &mut self,
        portal: &Portal,
        max: usize,
        simple: bool,
        out: &mut dyn Answers,
    ) -> Option<Piece> {
        let replays = self.stage.env.replays();
        let block = self.stage.block.as_mut()?;
        let fresh = matches!(portal.state, State::Fresh) && max == 0;
        match &portal.stated.prepared.work {
            Work::Session if leaves_no_trace(portal) => None,
            Work::Query { .. } if replays && block.explicit && fresh && !block.rerun.void => {
                let (stated, params) = (portal.stated.clone(), portal.params.clone());
                let (formats, from) = (portal.formats.clone(), out.place());
                let (answers, tag) = Default::default();
                let lasting = self.stage.sequences.lock().lasting;
                Some(Piece { stated, params, formats, simple, from, answers, tag, lasting })
            }
            // All of a block is remembered or none: this was not, whatever comes after it.
            _ => {
                block.rerun.forget();
                None
            }
        }
    }

    /// It has been run to its end.
    pub(crate) fn remember(&mut self, piece: Option<Piece>, tag: &str, out: &mut dyn Answers) {
        let Some(mut piece) = piece else { return };
        let Some(block) = &mut self.stage.block else { return };
        // What setval() did, or was done to locks, is there at once, and must not be done again.
        let repeatable = self.stage.sequences.lock().lasting == piece.lasting;
        match out.copy(piece.from) {
            Some(answers) if repeatable => {
                piece.answers = answers;
                tag.clone_into(&mut piece.tag);
                block.rerun.push(piece);
            }
            _ => block.rerun.forget(),
        }
    }

    /// COMMIT of a block; while it loses and its answers stay the same, it is run again.
    pub(crate) async fn commit_block(&mut self, out: &mut dyn Answers) -> SqlResult<()> {
        let rerun = self.stage.block.as_mut().map(|block| std::mem::take(&mut block.rerun));
        let (modes, began) = (self.stage.env.modes, self.stage.env.transaction_at);
        let mut result = self.commit().await;
        let Some(rerun) = rerun.filter(Rerun::is_possible) else { return result };
        let mut tries = 0;
        while result.as_ref().is_err_and(has_lost) && tries < TRIES {
            self.wait(tries).await;
            tries += 1;
            match self.run_again(&rerun, modes, began, out).await {
                Ok(true) => result = self.commit().await,
                Err(error) if has_lost(&error) => self.roll_back(),
                Ok(false) | Err(_) => {
                    self.roll_back();
                    break;
                }
            }
        }
        result
    }

    /// Whether all was answered as before. The client hears nothing of it.
    async fn run_again(
        &mut self,
        rerun: &Rerun,
        modes: Modes,
        began: i64,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        self.stage.block().explicit = true;
        self.stage.env.resume(modes, began);
        for piece in &rerun.pieces {
            let mut portal =
                self.portal(piece.stated.clone(), piece.params.clone(), piece.formats.clone())?;
            if piece.simple {
                self.stage.begin_statement().await?;
                self.renew(&mut portal)?;
            }
            let from = out.place();
            let outcome = self.run(&mut portal, 0, piece.simple, out).await;
            let answers = out.take_back(from);
            match outcome? {
                Outcome::Complete(tag)
                    if tag == piece.tag && answers.as_ref() == Some(&piece.answers) => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }
}

/// Whether a statement of the session changes nothing that a later one could meet.
fn leaves_no_trace(portal: &Portal) -> bool {
    let Some(source) = portal.stated.source() else { return true };
    match &source.raw.node {
        Node::VariableShowStmt(_) => true,
        Node::TransactionStmt(statement) => matches!(
            statement.kind,
            Kind::TRANS_STMT_BEGIN
                | Kind::TRANS_STMT_START
                | Kind::TRANS_STMT_COMMIT
                | Kind::TRANS_STMT_ROLLBACK
        ),
        _ => false,
    }
}
