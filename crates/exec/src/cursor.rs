//! What does a session hold between the fetches of one query?

use crate::context::{Context, Scope};
use crate::{Row, operators};
use base::SqlResult;
use plan::Planned;
use sql::rel::Column;
use std::sync::Arc;
use types::Datum;

/// Rows given at once.
const BATCH: usize = 1024;

/// A planned query, shared by all sessions that prepared it.
#[derive(Clone, Debug)]
pub struct Prepared {
    planned: Arc<Planned>,
}

/// Some rows.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Each as long as [`Prepared::columns`].
    pub rows: Vec<Row>,
}

/// A running query. It borrows nothing, so a portal can rest between fetches.
pub struct Cursor {
    planned: Arc<Planned>,
    scope: Scope,
    rows: Option<std::vec::IntoIter<Row>>,
    affected: u64,
}

impl Prepared {
    /// Keeps `planned`.
    pub fn new(planned: Planned) -> Prepared {
        Prepared { planned: Arc::new(planned) }
    }

    /// What the client sees, in order.
    pub fn columns(&self) -> &[Column] {
        &self.planned.columns
    }

    /// The plan, for EXPLAIN.
    pub fn planned(&self) -> &Planned {
        &self.planned
    }

    /// Starts with these parameters, already of their declared types.
    pub fn start(&self, params: Vec<Datum>) -> Cursor {
        let scope = Scope { params: params.into(), ..Scope::default() };
        Cursor { planned: Arc::clone(&self.planned), scope, rows: None, affected: 0 }
    }
}

impl Cursor {
    /// The next rows; `None` at the end. The first call runs the query.
    pub async fn next_batch(&mut self, cx: &mut Context<'_>) -> SqlResult<Option<Batch>> {
        cx.check()?;
        if self.rows.is_none() {
            cx.txn.begin_command();
            let root = &self.planned.root;
            let done = operators::run(root, cx, &self.scope).await?;
            self.affected = done.affected.unwrap_or(done.rows.len() as u64);
            let given = root.columns();
            let wanted: Option<Vec<usize>> = (self.planned.columns.iter())
                .map(|column| given.iter().position(|id| *id == column.id))
                .collect();
            let wanted =
                wanted.ok_or_else(|| base::SqlError::internal("a result column is lost"))?;
            let rows = done.rows.into_iter();
            let chosen = rows.map(|row| wanted.iter().map(|place| row[*place].clone()).collect());
            self.rows = Some(chosen.collect::<Vec<Row>>().into_iter());
        }
        let rows: Vec<Row> =
            self.rows.as_mut().map(|rows| rows.take(BATCH).collect()).unwrap_or_default();
        Ok((!rows.is_empty()).then_some(Batch { rows }))
    }

    /// Rows inserted, updated, deleted or selected, for the command tag.
    pub fn affected(&self) -> u64 {
        self.affected
    }
}
