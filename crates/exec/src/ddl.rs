//! How is a change of the catalog carried out?
//!
//! Binding has worked out what the catalog is to be; here identifiers are given, rows are checked and
//! written again where the change asks for it, and descriptors are put. All of it is part of the
//! transaction, which sees the changed catalog at once.

use crate::catalog_store::{self, Kind};
use crate::context::Context;
use crate::foreign_key::Links;
use crate::garbage::discard;
use crate::operator::{Run, Scope};
use crate::program::Cursor;
use crate::rewrite::rewrite;
use crate::table_code::TableCode;
use crate::write::Writer;
use base::{SqlError, SqlResult};
use sql::Catalog;
use sql::catalog::{Role, Sequence, Table};
use sql::statement::{Change, Ddl, Secret};
use std::collections::HashSet;
use std::sync::Arc;
use types::Oid;

/// What came of a change of the catalog.
#[derive(Clone, Debug)]
pub struct DdlDone {
    /// The catalog as the transaction's later statements see it; its version is 0 when anything
    /// has changed.
    pub catalog: Arc<Catalog>,
    /// The command tag.
    pub tag: &'static str,
    /// What the client is told, in order.
    pub notices: Vec<SqlError>,
    /// The last table that was made or changed, for [`fill`].
    pub table: Option<Oid>,
}

/// Carries out `ddl` as a command of the transaction.
///
/// # Errors
/// Those of constraints that rows break, and of storage; then the transaction must be rolled back, at
/// least to a savepoint.
pub async fn run(ddl: &Ddl, cx: &mut Context<'_>) -> SqlResult<DdlDone> {
    cx.check()?;
    let mut ids = Vec::new();
    for _ in 0..ddl.fresh {
        ids.push(cx.host.object_id().await?);
    }
    let mut catalog = Arc::clone(cx.catalog);
    let mut table = None;
    for change in ddl.resolve(&ids) {
        cx.txn.begin_command();
        if let Change::Table(changed) = &change {
            table = Some(changed.oid);
        }
        carry_out(change, &mut catalog, cx).await?;
    }
    Ok(DdlDone { catalog, tag: ddl.tag, notices: ddl.notices.clone(), table })
}

async fn carry_out(
    change: Change,
    shared: &mut Arc<Catalog>,
    cx: &mut Context<'_>,
) -> SqlResult<()> {
    let catalog = Arc::make_mut(shared);
    match change {
        Change::Role(role, secret) => put_role(role, secret, catalog, cx),
        Change::Schema(schema) => catalog_store::put_namespace(cx.txn, catalog, schema),
        Change::Sequence(sequence, start) => put_sequence(sequence, start, catalog, cx).await,
        Change::Table(table) | Change::Truncate(table) => put_table(table, catalog, cx),
        Change::Rows(work) => {
            let table = work.table.clone();
            let old = catalog.tables.get(&table.oid).cloned();
            let old = old.ok_or_else(|| SqlError::internal("a changed table is not there"))?;
            put_table(table, catalog, cx)?;
            // Defaults may draw from a sequence that this statement has made.
            let mut now = Context {
                txn: cx.txn,
                catalog: shared,
                env: cx.env,
                host: cx.host,
                locks: cx.locks,
                sequences: cx.sequences,
                constraints: cx.constraints,
                cancel: cx.cancel,
                memory: cx.memory,
            };
            let mut scope = Scope::default();
            rewrite(&mut Run { cx: &mut now, scope: &mut scope }, &work, &old).await
        }
        Change::View(view) => catalog_store::put_view(cx.txn, catalog, view),
        Change::DropView(oid) => drop_object(Kind::View, oid, catalog, cx),
        Change::DropRole(oid) => drop_object(Kind::Role, oid, catalog, cx),
        Change::DropSchema(oid) => drop_object(Kind::Namespace, oid, catalog, cx),
        Change::DropSequence(oid) => drop_object(Kind::Sequence, oid, catalog, cx),
        Change::DropTable(oid) => {
            if let Some(table) = catalog.tables.get(&oid) {
                storages(table).for_each(|storage| discard(cx.txn, storage));
            }
            drop_object(Kind::Table, oid, catalog, cx)
        }
    }
}

fn drop_object(kind: Kind, oid: Oid, catalog: &mut Catalog, cx: &mut Context<'_>) -> SqlResult<()> {
    catalog_store::delete(cx.txn, catalog, kind, oid);
    Ok(())
}

fn put_role(
    mut role: Role,
    secret: Option<Secret>,
    catalog: &mut Catalog,
    cx: &mut Context<'_>,
) -> SqlResult<()> {
    if let Some(Secret(password)) = secret {
        role.verifier = Some(Secret(cx.host.password_verifier(&password)));
    }
    catalog_store::put_role(cx.txn, catalog, role)
}

/// A position belongs to a storage id, so that one that is set here goes with the definition when
/// the transaction is rolled back.
async fn put_sequence(
    sequence: Sequence,
    start: Option<i64>,
    catalog: &mut Catalog,
    cx: &mut Context<'_>,
) -> SqlResult<()> {
    let old = catalog.sequences.get(&sequence.oid).cloned();
    match old.filter(|old| old.storage == sequence.storage) {
        None => {
            if let Some(start) = start {
                cx.host.sequence_set(&sequence, start, false).await?;
            }
        }
        Some(old) if old.start != sequence.start => {
            // A position that was never kept is where the definition starts: keep it.
            let (value, is_called) = cx.host.sequence_state(&old).await?;
            if !is_called {
                cx.host.sequence_set(&old, value, false).await?;
            }
        }
        Some(_) => {}
    }
    catalog_store::put_sequence(cx.txn, catalog, sequence)
}

/// Writes a table's descriptor. What it keeps under storage ids that are gone from it may go.
fn put_table(table: Table, catalog: &mut Catalog, cx: &mut Context<'_>) -> SqlResult<()> {
    if let Some(old) = catalog.tables.get(&table.oid) {
        let kept: HashSet<u32> = storages(&table).collect();
        for storage in storages(old).filter(|storage| !kept.contains(storage)) {
            discard(cx.txn, storage);
        }
    }
    catalog_store::put_table(cx.txn, catalog, table)
}

/// The storage ids of a table and its indexes; a primary key has none of its own.
fn storages(table: &Table) -> impl Iterator<Item = u32> {
    let indexes = table.indexes.iter().filter(|index| !index.primary);
    std::iter::once(table.storage).chain(indexes.map(|index| index.storage))
}

/// CREATE TABLE AS: puts the rows of `query` into the table just made. `cx` has the catalog that
/// holds it. How many there were.
///
/// # Errors
/// Those of the query and of storage.
pub async fn fill(table: Oid, query: &mut Cursor, cx: &mut Context<'_>) -> SqlResult<u64> {
    let table = cx.catalog.tables.get(&table).cloned();
    let table = table.ok_or_else(|| SqlError::internal("the table just made is not there"))?;
    let code = TableCode::plain(&table)?;
    let links = Links::default();
    let writer = Writer { code: &code, links: &links };
    let mut count = 0;
    while let Some(batch) = query.next_batch(cx).await? {
        count += batch.len() as u64;
        let mut scope = Scope::default();
        let mut run = Run { cx, scope: &mut scope };
        writer.insert(&mut run, batch.into_rows().collect(), None).await?;
    }
    Ok(count)
}
