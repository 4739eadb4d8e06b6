//! What runs, and where do its rows come from?

use crate::block::Stage;
use crate::form::Format;
use crate::plans::{Source, Text};
use crate::prepare::Prepared;
use base::{SqlError, SqlResult};
use exec::{Batch, Cursor, Memory};
use sql::rel::Column;
use std::collections::VecDeque;
use std::sync::Arc;
use types::{Datum, Oid};

/// A statement that has been prepared: the protocol's, or PREPARE's.
#[derive(Clone)]
pub(crate) struct Stated {
    pub(crate) text: Arc<Text>,
    /// Which of the text's statements; an empty text has none.
    pub(crate) at: usize,
    /// As of when it was prepared, or last run.
    pub(crate) prepared: Arc<Prepared>,
    /// The types its parameters have from then on.
    pub(crate) params: Arc<[Oid]>,
    pub(crate) origin: Origin,
}

/// How a statement came to be prepared.
#[derive(Clone, Copy, Default)]
pub(crate) struct Origin {
    pub(crate) at: i64,
    /// By PREPARE or DECLARE, not by the protocol.
    pub(crate) by_sql: bool,
}

impl Stated {
    /// Its statement; none in an empty text.
    pub(crate) fn source(&self) -> Option<&Source> {
        self.text.statements.get(self.at)
    }
}

/// A statement with its parameters, not begun, under way, or done.
pub(crate) struct Portal {
    pub(crate) stated: Stated,
    pub(crate) params: Vec<Datum>,
    pub(crate) formats: Vec<Format>,
    /// What its rows are; none when it gives none.
    pub(crate) columns: Arc<[Column]>,
    pub(crate) state: State,
    /// Savepoints there were when it was made.
    pub(crate) depth: usize,
    /// Made by DECLARE.
    pub(crate) declared: Option<Declared>,
}

/// What DECLARE said.
pub(crate) struct Declared {
    pub(crate) hold: bool,
    pub(crate) binary: bool,
    /// The rows of a SCROLL cursor so far, and whether these are all.
    pub(crate) scroll: Option<(Batch, bool)>,
    /// The row it stands on, from 1; one past the last after it.
    pub(crate) position: i64,
}

/// How far a portal has come.
pub(crate) enum State {
    Fresh,
    Open(Box<Open>),
    Done,
}

/// A portal under way.
pub(crate) struct Open {
    pub(crate) rows: Rows,
    pub(crate) tag: Tag,
    /// Rows given so far by this Execute.
    pub(crate) given: u64,
}

/// Where rows come from.
pub(crate) enum Rows {
    /// A running query.
    Running(Box<Running>),
    /// What has been made already; the memory it holds is counted.
    Kept(VecDeque<Batch>),
}

/// A running query and what it may hold.
pub(crate) struct Running {
    pub(crate) cursor: Cursor,
    pub(crate) memory: Memory,
}

/// What is said at the end.
pub(crate) enum Tag {
    /// The word, and the rows written, or those given when none is known.
    Counted(&'static str, Option<u64>),
    /// As it stands.
    Whole(String),
}

impl Tag {
    pub(crate) fn text(&self, given: u64) -> String {
        match self {
            Tag::Counted(word, rows) => format!("{word} {}", rows.unwrap_or(given)),
            Tag::Whole(text) => text.clone(),
        }
    }
}

impl Rows {
    /// The next rows, at most `want`; none at the end.
    pub(crate) async fn next(
        &mut self,
        stage: &mut Stage,
        want: usize,
    ) -> SqlResult<Option<Batch>> {
        match self {
            Rows::Running(running) => {
                let mut cx = stage.context(&running.memory)?;
                running.cursor.next_rows(&mut cx, want).await
            }
            Rows::Kept(batches) => Ok(take(batches, want)),
        }
    }

    /// Runs to the end and keeps the rows; gives how many were written or made.
    pub(crate) async fn keep(&mut self, stage: &mut Stage) -> SqlResult<Option<u64>> {
        let Rows::Running(running) = self else { return Ok(None) };
        let mut batches = VecDeque::new();
        let mut cx = stage.context(&running.memory)?;
        while let Some(batch) = running.cursor.next_batch(&mut cx).await? {
            let bytes = batch.rows().map(size_of_val).sum::<usize>();
            cx.memory.hold(bytes)?;
            batches.push_back(batch);
        }
        let affected = running.cursor.affected();
        *self = Rows::Kept(batches);
        Ok(Some(affected))
    }
}

/// The first rows of the first batch, at most `want`; the rest stays.
fn take(batches: &mut VecDeque<Batch>, want: usize) -> Option<Batch> {
    let mut first = batches.pop_front()?;
    if first.len() > want {
        batches.push_front(first.split_off(want));
    }
    Some(first)
}

/// 34000.
pub(crate) fn no_cursor(name: &str) -> SqlError {
    let message = format!("cursor \"{name}\" does not exist");
    SqlError::new(base::SqlState::INVALID_CURSOR_NAME, message)
}
