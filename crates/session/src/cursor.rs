//! What do DECLARE, FETCH, MOVE and CLOSE do?

use crate::Answers;
use crate::command::inner;
use crate::form::Format;
use crate::portal::{Declared, Origin, Portal, Rows, State, Stated, Tag, no_cursor};
use crate::prepare::{Work, prepare, without_params};
use crate::session::Session;
use crate::statement::Opened;
use base::{SqlError, SqlResult, SqlState};
use builtin::{OpenCursor, PreparedStatement};
use exec::Batch;
use exec::batch::BATCH_ROWS;
use rupg_sql::nodes::{
    CURSOR_OPT_BINARY, CURSOR_OPT_HOLD, CURSOR_OPT_SCROLL, DeclareCursorStmt, FetchDirection,
    FetchStmt,
};
use sql::RawStatement;
use sql::rel::Column;
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
        self.stage.block().reads = true;
        let prepared = prepare(&text.statements[0], &self.stage.env, &[])?;
        without_params(&text.statements[0], &prepared)?;
        let scroll = statement.options & CURSOR_OPT_SCROLL != 0;
        if let (true, Work::Query { writes: true, .. }) = (scroll, &prepared.work) {
            let message = "DECLARE SCROLL CURSOR ... FOR UPDATE is not supported";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(error.with_detail("Scrollable cursors must be READ ONLY."));
        }
        let origin = Origin { at: self.stage.env.statement_at, by_sql: true };
        let stated = Stated { text, at: 0, prepared, params: Arc::from([]), origin };
        let binary = statement.options & CURSOR_OPT_BINARY != 0;
        let formats = if binary { vec![Format::Binary] } else { Vec::new() };
        let mut portal = self.portal(stated, Vec::new(), formats)?;
        let scroll = scroll.then(|| (Batch::new(portal.columns.len()), false));
        portal.declared = Some(Declared { hold, binary, scroll, position: 0 });
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
        if portal.declared.as_ref().is_some_and(|declared| declared.scroll.is_some()) {
            return self.scroll(portal, statement.direction, count).await;
        }
        let position = portal.declared.as_ref().map_or(0, |declared| declared.position);
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

    /// FETCH and MOVE of a SCROLL cursor: the rows, and how many.
    async fn scroll(
        &mut self,
        portal: &mut Portal,
        direction: FetchDirection,
        count: i64,
    ) -> SqlResult<(VecDeque<Batch>, u64)> {
        use FetchDirection as To;
        let at = portal.declared.as_ref().map_or(0, |declared| declared.position);
        let (direction, count) = match direction {
            To::FETCH_FORWARD if count < 0 => (To::FETCH_BACKWARD, count.saturating_neg()),
            To::FETCH_BACKWARD if count < 0 => (To::FETCH_FORWARD, count.saturating_neg()),
            other => (other, count),
        };
        // The rows to give, from the first to the last of them, and where it stands then.
        let (first, last, stands) = match direction {
            To::FETCH_FORWARD | To::FETCH_BACKWARD | To::FETCH_RELATIVE if count == 0 => {
                (at, at, at)
            }
            To::FETCH_FORWARD => {
                let to = at.saturating_add(count);
                let end = self.known(portal, to).await?;
                (at + 1, to.min(end), to.min(end + 1))
            }
            To::FETCH_BACKWARD => {
                let to = at.saturating_sub(count);
                (at - 1, to.max(1), to.max(0))
            }
            _ => {
                let to = match direction {
                    To::FETCH_RELATIVE => at.saturating_add(count),
                    _ if count < 0 => {
                        self.known(portal, ALL).await?.saturating_add(1).saturating_add(count)
                    }
                    _ => count,
                };
                let end = self.known(portal, to).await?;
                (to, to, to.clamp(0, end + 1))
            }
        };
        let Some(Declared { scroll: Some((kept, _)), position, .. }) = &mut portal.declared else {
            return Err(SqlError::internal("a cursor lost its rows"));
        };
        *position = stands;
        let end = i64::try_from(kept.len()).unwrap_or(ALL);
        let back = matches!(direction, To::FETCH_BACKWARD) && count != 0;
        let (low, high) = if back { (last, first) } else { (first, last) };
        let mut places: Vec<usize> =
            (low.max(1)..=high.min(end)).filter_map(|at| usize::try_from(at - 1).ok()).collect();
        if back {
            places.reverse();
        }
        let memory = self.stage.memory();
        let mut rows = VecDeque::new();
        for places in places.chunks(BATCH_ROWS) {
            let mut batch = Batch::with_capacity(kept.width(), places.len());
            places.iter().for_each(|at| batch.push(kept.row(*at).iter().cloned()));
            memory.hold(batch.rows().map(size_of_val).sum())?;
            rows.push_back(batch);
        }
        Ok((rows, places.len() as u64))
    }

    /// Keeps the rows of a SCROLL cursor up to row `to`; how many there are, up to that.
    async fn known(&mut self, portal: &mut Portal, to: i64) -> SqlResult<i64> {
        let Some(Declared { scroll: Some((kept, done)), .. }) = &mut portal.declared else {
            return Ok(0);
        };
        let wanted = usize::try_from(to).unwrap_or(0);
        let State::Open(open) = &mut portal.state else { return Ok(0) };
        while !*done && kept.len() < wanted {
            let Some(batch) = open.rows.next(&mut self.stage, BATCH_ROWS).await? else {
                *done = true;
                break;
            };
            if let Rows::Running(running) = &open.rows {
                running.memory.hold(batch.rows().map(size_of_val).sum())?;
            }
            kept.append(batch);
        }
        Ok(i64::try_from(kept.len()).unwrap_or(ALL))
    }

    /// Tells the statement that begins what the session holds.
    pub(crate) fn list_own(&mut self) {
        let named = self.statements.iter().filter(|(name, _)| !name.is_empty());
        let types = |columns: &[Column]| columns.iter().map(|column| column.ty.oid).collect();
        let prepared = named.map(|(name, stated)| {
            let columns = &stated.prepared.columns;
            PreparedStatement {
                name: name.clone(),
                statement: stated.text.text.to_string(),
                prepared_at: stated.origin.at,
                parameters: stated.params.to_vec(),
                results: (!columns.is_empty()).then(|| types(columns)),
                from_sql: stated.origin.by_sql,
            }
        });
        let prepared = prepared.collect();
        let cursor = |(name, portal): (&String, &Portal)| {
            let declared = portal.declared.as_ref()?;
            Some(OpenCursor {
                name: name.clone(),
                statement: portal.stated.text.text.to_string(),
                holdable: declared.hold,
                binary: declared.binary,
                scrollable: declared.scroll.is_some(),
                created_at: portal.stated.origin.at,
            })
        };
        let mut cursors: Vec<OpenCursor> = self.portals.iter().filter_map(cursor).collect();
        cursors.sort_by(|a, b| a.name.cmp(&b.name));
        (self.stage.env.prepared, self.stage.env.cursors) = (prepared, cursors);
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
            let held = portal.declared.as_ref().is_some_and(|declared| declared.hold);
            if let (true, State::Open(open)) = (held, &mut portal.state) {
                open.rows.keep(&mut self.stage).await?;
            }
        }
        Ok(())
    }
}
