//! What do DECLARE, FETCH, MOVE and CLOSE do?

use crate::Answers;
use crate::command::inner;
use crate::form::Format;
use crate::portal::{Declared, Portal, Rows, State, Stated, Tag, no_cursor};
use crate::prepare::{prepare, without_params};
use crate::session::Session;
use crate::statement::Opened;
use base::{SqlError, SqlResult, SqlState};
use exec::Batch;
use exec::batch::BATCH_ROWS;
use rupg_sql::nodes::{
    CURSOR_OPT_BINARY, CURSOR_OPT_HOLD, DeclareCursorStmt, FetchDirection, FetchStmt,
};
use sql::RawStatement;
use std::collections::VecDeque;
use std::sync::Arc;

/// FETCH ALL.
const ALL: i64 = i64::MAX;

impl Session {
    pub(crate) async fn declare(
        &mut self,
        statement: &DeclareCursorStmt,
        raw: &RawStatement,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let hold = statement.options & CURSOR_OPT_HOLD != 0;
        if !hold {
            self.require_block("DECLARE CURSOR")?;
        }
        let name = statement.portalname.as_deref().unwrap_or_default();
        if self.portals.contains_key(name) {
            let message = format!("cursor \"{name}\" already exists");
            return Err(SqlError::new(SqlState::DUPLICATE_CURSOR, message));
        }
        let text = Arc::new(inner(statement.query.as_ref(), raw)?);
        self.stage.begin_statement().await?;
        let prepared = prepare(&text.statements[0], &self.stage.env, &[])?;
        without_params(&text.statements[0], &prepared)?;
        let stated = Stated { text, at: 0, prepared, params: Arc::from([]) };
        let binary = statement.options & CURSOR_OPT_BINARY != 0;
        let formats = if binary { vec![Format::Binary] } else { Vec::new() };
        let mut portal = self.portal(stated, Vec::new(), formats)?;
        portal.declared = Some(Declared { hold, position: 0 });
        let Opened::Rows(open) = Box::pin(self.begin(&mut portal, false, true, out)).await? else {
            return Err(SqlError::internal("a cursor's query gives no rows"));
        };
        portal.state = State::Open(open);
        self.portals.insert(name.to_owned(), portal);
        Ok(Opened::done("DECLARE CURSOR"))
    }

    /// FETCH and MOVE.
    pub(crate) async fn fetch(
        &mut self,
        statement: &FetchStmt,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let name = statement.portalname.as_deref().unwrap_or_default();
        let mut portal = self.portals.remove(name).ok_or_else(|| no_cursor(name))?;
        if matches!(portal.state, State::Fresh)
            && let Opened::Rows(open) = Box::pin(self.begin(&mut portal, false, false, out)).await?
        {
            portal.state = State::Open(open);
        }
        let fetched = self.fetch_from(&mut portal, statement).await;
        self.portals.insert(name.to_owned(), portal);
        let (rows, count) = fetched?;
        if statement.ismove {
            return Ok(Opened::Done(format!("MOVE {count}")));
        }
        Ok(Opened::rows(Rows::Kept(rows), Tag::Whole(format!("FETCH {count}"))))
    }

    async fn fetch_from(
        &mut self,
        portal: &mut Portal,
        statement: &FetchStmt,
    ) -> SqlResult<(VecDeque<Batch>, u64)> {
        let count = statement.howMany;
        let position = portal.declared.map_or(0, |declared| declared.position);
        let forward_only = || {
            let message = "cursor can only scan forward";
            let error = SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message);
            Err(error.with_hint("Declare it with SCROLL option to enable backward scan."))
        };
        // (rows to pass over, rows to give)
        let (skip, take) = match statement.direction {
            FetchDirection::FETCH_FORWARD if count >= 0 => (0, count),
            FetchDirection::FETCH_BACKWARD if count < 0 => (0, count.saturating_neg()),
            FetchDirection::FETCH_BACKWARD if count == 0 => (0, 0),
            FetchDirection::FETCH_ABSOLUTE if count > position => (count - position - 1, 1),
            FetchDirection::FETCH_RELATIVE if count > 0 => (count - 1, 1),
            _ => return forward_only(),
        };
        let skipped = self.take(portal, skip, false).await?.1;
        if skipped < skip.unsigned_abs() {
            return Ok((VecDeque::new(), 0));
        }
        self.take(portal, take, !statement.ismove).await
    }

    /// The next rows of a portal, counted, and kept when they are wanted.
    async fn take(
        &mut self,
        portal: &mut Portal,
        count: i64,
        wanted: bool,
    ) -> SqlResult<(VecDeque<Batch>, u64)> {
        let memory = self.stage.memory();
        let (mut rows, mut taken) = (VecDeque::new(), 0u64);
        let State::Open(open) = &mut portal.state else { return Ok((rows, 0)) };
        loop {
            let left = count.unsigned_abs().saturating_sub(taken);
            if left == 0 {
                break;
            }
            let want = usize::try_from(left).unwrap_or(BATCH_ROWS).min(BATCH_ROWS);
            let Some(batch) = open.rows.next(&mut self.stage, want).await? else { break };
            taken += batch.len() as u64;
            if wanted {
                memory.hold(batch.rows().map(size_of_val).sum())?;
                rows.push_back(batch);
            }
        }
        if let Some(declared) = &mut portal.declared {
            let passed = i64::try_from(taken).unwrap_or(ALL);
            declared.position = declared.position.saturating_add(passed);
        }
        Ok((rows, taken))
    }

    pub(crate) fn close_cursor(&mut self, name: Option<&str>) -> SqlResult<Opened> {
        match name {
            None => self.portals.clear(),
            Some(name) => drop(self.portals.remove(name).ok_or_else(|| no_cursor(name))?),
        }
        let tag = if name.is_none() { "CLOSE CURSOR ALL" } else { "CLOSE CURSOR" };
        Ok(Opened::done(tag))
    }

    /// What is left of cursors WITH HOLD is fetched and kept, since their transaction ends.
    pub(crate) async fn keep_held_cursors(&mut self) -> SqlResult<()> {
        for portal in self.portals.values_mut() {
            let held = portal.declared.is_some_and(|declared| declared.hold);
            if let (true, State::Open(open)) = (held, &mut portal.state) {
                open.rows.keep(&mut self.stage).await?;
            }
        }
        Ok(())
    }
}
