//! INSERT, UPDATE, DELETE as operators.
//!
//! Each carries out its whole work at the first pull, so that a client that fetches only some of the
//! rows of RETURNING has written all. Without RETURNING, pulling again goes on with whatever the
//! input has by then: COPY feeds rows so.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::foreign_key::Links;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use crate::table_code::TableCode;
use crate::write::{Changed, OnTaken, TakenUpdate, Writer, rely_on};
use async_trait::async_trait;
use base::{Key, SqlError, SqlResult};
use plan::Plan;
use plan::physical::row_key;
use sql::Expr;
use sql::catalog::Table;
use sql::rel::{Checks, Column, ColumnId, OnConflict};
use std::collections::VecDeque;
use std::sync::Arc;
use types::{Datum, Oid};

/// INSERT: `source` gives one column for each column of the table.
pub(crate) fn insert(
    compiler: &mut Compiler,
    table: &Arc<Table>,
    source: &Plan,
    on_conflict: Option<&OnConflict>,
    checks: &Checks,
    returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    let wanted: Vec<ColumnId> = source.columns().into_iter().take(table.columns.len()).collect();
    let input = compiler.exactly(source, &wanted)?.node;
    let code = TableCode::compile(compiler, table, checks)?;
    let on_taken = on_conflict.map(|on| compile_conflict(compiler, &code, on)).transpose()?;
    let row: Vec<ColumnId> = checks.row.iter().map(|column| column.id).collect();
    let work = Work::Insert(on_taken);
    finish(compiler, input, code, work, &row, returning)
}

fn compile_conflict(
    compiler: &mut Compiler,
    code: &TableCode,
    on: &OnConflict,
) -> SqlResult<OnTaken> {
    let arbiters = on.arbiters.iter().map(|oid| {
        let found = code.unique(*oid);
        found.ok_or_else(|| SqlError::internal(format!("no unique index {oid} decides")))
    });
    let arbiters = arbiters.collect::<SqlResult<Vec<Option<usize>>>>()?;
    let Some(update) = &on.update else { return Ok(OnTaken { arbiters, update: None }) };
    let both: Vec<ColumnId> =
        update.existing.iter().chain(&update.excluded).map(|column| column.id).collect();
    let mut assignments = Vec::with_capacity(update.assignments.len());
    for (column, expr) in &update.assignments {
        assignments.push((*column, compiler.code(expr, &both)?));
    }
    let predicate = update.predicate.as_ref();
    let predicate = predicate.map(|expr| compiler.code(expr, &both)).transpose()?;
    Ok(OnTaken { arbiters, update: Some(TakenUpdate { assignments, predicate }) })
}

/// UPDATE: `input` puts out every column of the scan `target` and, as
/// [`plan::physical::row_key`], the key of its row.
pub(crate) fn update(
    compiler: &mut Compiler,
    table: &Arc<Table>,
    target: u32,
    input: &Plan,
    assignments: &[(usize, Expr)],
    checks: &Checks,
    returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    let columns = target_columns(input, target);
    let input = compiler.node(input)?;
    let place = Place::new(&input, target, columns)?;
    let mut compiled = Vec::with_capacity(assignments.len());
    for (column, expr) in assignments {
        compiled.push((*column, compiler.code(expr, &input.columns)?));
    }
    let code = TableCode::compile(compiler, table, checks)?;
    let mut row: Vec<ColumnId> = checks.row.iter().map(|column| column.id).collect();
    row.extend(&input.columns);
    let work = Work::Update { place, assignments: compiled };
    finish(compiler, input.node, code, work, &row, returning)
}

/// DELETE: `input` as in [`update`].
pub(crate) fn delete(
    compiler: &mut Compiler,
    table: &Arc<Table>,
    target: u32,
    input: &Plan,
    checks: &Checks,
    returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    let columns = target_columns(input, target);
    let input = compiler.node(input)?;
    let place = Place::new(&input, target, columns)?;
    let code = TableCode::compile(compiler, table, checks)?;
    let Compiled { node, columns, .. } = input;
    finish(compiler, node, code, Work::Delete(place), &columns, returning)
}

fn finish(
    compiler: &mut Compiler,
    input: Box<dyn Node>,
    code: TableCode,
    work: Work,
    row: &[ColumnId],
    returning: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    let codes = compiler.codes(returning.iter().map(|(_, expr)| expr), row)?;
    let columns = returning.iter().map(|(column, _)| column.id).collect();
    let types: Vec<Oid> = returning.iter().map(|(column, _)| column.ty.oid).collect();
    let shared = Arc::new(Shared { code, work, returning: codes });
    Ok(Compiled::new(Modify { input, shared }, columns, types))
}

/// The columns of the scan `target`; none when the planner has found that it gives no rows.
fn target_columns(plan: &Plan, target: u32) -> Option<Vec<ColumnId>> {
    match plan {
        Plan::Scan { scan, .. } | Plan::Lookup { scan, .. } if scan.id == target => {
            Some(scan.columns.iter().map(|column| column.id).collect())
        }
        _ => plan.inputs().into_iter().find_map(|input| target_columns(input, target)),
    }
}

/// Where in an input row the target's row stands.
struct Place {
    key: usize,
    columns: Vec<usize>,
}

impl Place {
    fn new(input: &Compiled, target: u32, columns: Option<Vec<ColumnId>>) -> SqlResult<Place> {
        let Some(columns) = columns else { return Ok(Place { key: 0, columns: Vec::new() }) };
        let places = columns.into_iter().map(|id| input.position(id));
        let columns = places.collect::<SqlResult<Vec<usize>>>()?;
        Ok(Place { key: input.position(row_key(target))?, columns })
    }

    /// The target's key and row; `None` for an input row to which an outer join gave none.
    fn take(&self, row: &[Datum]) -> SqlResult<Option<(Key, Vec<Datum>)>> {
        let key = match row.get(self.key) {
            Some(Datum::Bytea(key)) => Key::copy_from_slice(key),
            Some(Datum::Null) => return Ok(None),
            _ => return Err(SqlError::internal("a row to be changed came without its key")),
        };
        Ok(Some((key, self.columns.iter().map(|at| row[*at].clone()).collect())))
    }
}

enum Work {
    Insert(Option<OnTaken>),
    Update { place: Place, assignments: Vec<(usize, Code)> },
    Delete(Place),
}

struct Shared {
    code: TableCode,
    work: Work,
    returning: Vec<Code>,
}

struct Modify {
    input: Box<dyn Node>,
    shared: Arc<Shared>,
}

struct Modifying {
    input: Box<dyn Operator>,
    shared: Arc<Shared>,
    links: Option<Links>,
    count: u64,
    /// What RETURNING gave, once the work is done.
    out: Option<VecDeque<Batch>>,
    held: Held,
}

impl Node for Modify {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(Modifying {
            input: self.input.start(),
            shared: Arc::clone(&self.shared),
            links: None,
            count: 0,
            out: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for Modifying {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        if self.out.is_none() {
            let mut out = VecDeque::new();
            while let Some(batch) = self.input.next(run, BATCH_ROWS).await? {
                run.breathe().await?;
                let given = self.carry_out(run, batch).await?;
                if !given.is_empty() {
                    self.held.hold(run.cx, batch_bytes(&given))?;
                    out.push_back(given);
                }
            }
            if self.shared.returning.is_empty() {
                return Ok(None);
            }
            self.out = Some(out);
        }
        let out = self.out.get_or_insert_default();
        let Some(mut batch) = out.pop_front() else {
            self.held.release(run.cx);
            return Ok(None);
        };
        if batch.len() > want {
            out.push_front(batch.split_off(want));
        }
        Ok(Some(batch))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.out = None;
        self.held.release(run.cx);
        self.input.reset(run);
    }

    fn affected(&self) -> Option<u64> {
        Some(self.count)
    }
}

impl Modifying {
    /// Writes what one input batch asks for, and gives what RETURNING says of it.
    async fn carry_out(&mut self, run: &mut Run<'_, '_>, batch: Batch) -> SqlResult<Batch> {
        let shared = Arc::clone(&self.shared);
        let links = match self.links.take() {
            Some(links) => links,
            None => {
                rely_on(run, &shared.code.table);
                Links::of(run.cx.catalog, &shared.code.table)?
            }
        };
        let writer = Writer { code: &shared.code, links: &links };
        let rows = match &shared.work {
            Work::Insert(on_taken) => {
                writer.insert(run, batch.into_rows().collect(), on_taken.as_ref()).await?
            }
            Work::Update { place, assignments } => {
                self::update_batch(run, &writer, place, assignments, &batch, &shared).await?
            }
            Work::Delete(place) => delete_batch(run, &writer, place, batch)?,
        };
        self.links = Some(links);
        self.count += rows.len() as u64;
        returned(run, &shared.returning, &rows).await
    }
}

/// The rows as RETURNING sees them: the new row, then the input's.
async fn update_batch(
    run: &mut Run<'_, '_>,
    writer: &Writer<'_>,
    place: &Place,
    assignments: &[(usize, Code)],
    batch: &Batch,
    shared: &Shared,
) -> SqlResult<Vec<Vec<Datum>>> {
    let mut changed = Vec::with_capacity(batch.len());
    let mut from = Vec::with_capacity(batch.len());
    for at in 0..batch.len() {
        let row = batch.row(at);
        let Some((key, old)) = place.take(row)? else { continue };
        let mut new = old.clone();
        run.patiently(|eval| {
            for (column, code) in assignments {
                new[*column] = code.eval(eval, row)?;
            }
            Ok(())
        })
        .await?;
        changed.push(Changed { key, old, new });
        from.push(at);
    }
    let rows = writer.update(run, changed).await?;
    let kept = rows.into_iter().zip(from).filter_map(|(row, at)| Some((row?, at)));
    Ok(kept
        .map(|(mut row, at)| {
            if !shared.returning.is_empty() {
                row.extend_from_slice(batch.row(at));
            }
            row
        })
        .collect())
}

fn delete_batch(
    run: &mut Run<'_, '_>,
    writer: &Writer<'_>,
    place: &Place,
    batch: Batch,
) -> SqlResult<Vec<Vec<Datum>>> {
    let mut gone = Vec::with_capacity(batch.len());
    let mut from = Vec::with_capacity(batch.len());
    for row in batch.into_rows() {
        if let Some(target) = place.take(&row)? {
            gone.push(target);
            from.push(row);
        }
    }
    let deleted = writer.delete(run, &gone)?;
    Ok(from.into_iter().zip(deleted).filter(|(_, deleted)| *deleted).map(|(row, _)| row).collect())
}

async fn returned(
    run: &mut Run<'_, '_>,
    returning: &[Code],
    rows: &[Vec<Datum>],
) -> SqlResult<Batch> {
    if returning.is_empty() {
        return Ok(Batch::new(0));
    }
    let mut out = Batch::with_capacity(returning.len(), rows.len());
    run.patiently(|eval| {
        while out.len() < rows.len() {
            let row = &rows[out.len()];
            out.push_computed(returning, eval, row)?;
            eval.row_done();
        }
        Ok(())
    })
    .await?;
    Ok(out)
}
