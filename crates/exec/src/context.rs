//! What may a running query touch?

use crate::Row;
use crate::functions::Functions;
use base::{SqlError, SqlResult, SqlState};
use plan::physical::PlannedCte;
use sql::Catalog;
use sql::rel::ColumnId;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use txn::Transaction;
use types::{Datum, Oid};

/// Relations made from the catalog rather than stored.
pub trait SystemTables: Send + Sync {
    /// All rows of the relation with PostgreSQL's OID `oid`.
    fn rows(&self, oid: Oid, catalog: &Catalog) -> SqlResult<Vec<Row>>;
}

/// One call's borrow of the session.
pub struct Context<'a> {
    /// The transaction.
    pub txn: &'a mut Transaction,
    /// The catalog the plan was made under.
    pub catalog: &'a Catalog,
    /// Functions.
    pub functions: &'a dyn Functions,
    /// `pg_catalog`.
    pub system: &'a dyn SystemTables,
    /// Set to stop.
    pub cancel: &'a AtomicBool,
    /// Bytes a query may hold in rows.
    pub memory_limit: usize,
}

/// What one execution has bound so far.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    pub(crate) params: Arc<[Datum]>,
    /// Columns of outer queries, and of the left side of a lateral join.
    pub(crate) outer: HashMap<ColumnId, Datum>,
    /// Materialised CTEs.
    pub(crate) ctes: HashMap<u32, Arc<Vec<Row>>>,
}

impl Scope {
    pub(crate) fn bind(&mut self, columns: &[ColumnId], row: &[Datum]) {
        self.outer.extend(columns.iter().copied().zip(row.iter().cloned()));
    }

    pub(crate) fn keep(&mut self, cte: &PlannedCte, rows: Vec<Row>) {
        self.ctes.insert(cte.id, Arc::new(rows));
    }
}

impl Context<'_> {
    /// 57014 when the client has asked to stop.
    pub(crate) fn check(&self) -> SqlResult<()> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(SqlError::new(
                SqlState::QUERY_CANCELED,
                "canceling statement due to user request",
            ));
        }
        Ok(())
    }

    /// 53200 when an operator holds more than it may.
    pub(crate) fn afford(&self, bytes: usize) -> SqlResult<()> {
        if bytes > self.memory_limit {
            return Err(SqlError::new(SqlState::OUT_OF_MEMORY, "out of memory").with_detail(
                format!("The query needs more than its limit of {} bytes.", self.memory_limit),
            ));
        }
        Ok(())
    }
}

/// The bytes a row takes in memory, nearly.
pub(crate) fn size(row: &[Datum]) -> usize {
    let heap = |value: &Datum| match value {
        Datum::Text(text) => text.len(),
        Datum::Bytea(bytes) => bytes.len(),
        _ => 0,
    };
    24 + row.iter().map(|value| 24 + heap(value)).sum::<usize>()
}
