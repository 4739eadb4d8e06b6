//! The operators that take one row at a time: VALUES, filters, projections; and UNION ALL.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler, KEY_TYPE, ids};
use crate::operator::{Node, Operator, Run};
use async_trait::async_trait;
use base::SqlResult;
use plan::Plan;
use sql::Expr;
use sql::rel::Column;
use std::sync::Arc;

/// Rows of expressions.
pub(crate) fn values(
    compiler: &mut Compiler,
    columns: &[Column],
    rows: &[Vec<Expr>],
) -> SqlResult<Compiled> {
    let rows = rows.iter().map(|row| compiler.codes(row, &[]));
    let rows = Arc::new(rows.collect::<SqlResult<Vec<Vec<Code>>>>()?);
    Ok(Compiled::of(Values { rows, width: columns.len() }, columns))
}

struct Values {
    rows: Arc<Vec<Vec<Code>>>,
    width: usize,
}

struct ValuesRun {
    rows: Arc<Vec<Vec<Code>>>,
    width: usize,
    at: usize,
}

impl Node for Values {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(ValuesRun { rows: Arc::clone(&self.rows), width: self.width, at: 0 })
    }
}

#[async_trait]
impl Operator for ValuesRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.breathe().await?;
        if self.rows.is_empty() {
            return Ok(run.scope.feed.take());
        }
        let end = self.rows.len().min(self.at + want);
        let mut out = Batch::with_capacity(self.width, end - self.at);
        run.patiently(|eval| {
            while self.at < end {
                out.push_computed(&self.rows[self.at], eval, &[])?;
                self.at += 1;
                eval.row_done();
            }
            Ok(())
        })
        .await?;
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, _: &mut Run<'_, '_>) {
        self.at = 0;
    }
}

/// Rows for which `predicate` is true.
pub(crate) fn filter(
    compiler: &mut Compiler,
    input: &Plan,
    predicate: &Expr,
) -> SqlResult<Compiled> {
    let input = compiler.node(input)?;
    let predicate = Arc::new(compiler.code(predicate, &input.columns)?);
    let Compiled { node, columns, types } = input;
    Ok(Compiled::new(Filter { input: node, predicate }, columns, types))
}

struct Filter {
    input: Box<dyn Node>,
    predicate: Arc<Code>,
}

struct FilterRun {
    input: Box<dyn Operator>,
    predicate: Arc<Code>,
}

impl Node for Filter {
    fn start(&self) -> Box<dyn Operator> {
        let predicate = Arc::clone(&self.predicate);
        Box::new(FilterRun { input: self.input.start(), predicate })
    }
}

#[async_trait]
impl Operator for FilterRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        while let Some(mut batch) = self.input.next(run, want).await? {
            run.breathe().await?;
            let mut verdicts = Vec::with_capacity(batch.len());
            run.patiently(|eval| {
                while verdicts.len() < batch.len() {
                    verdicts.push(self.predicate.is_true(eval, batch.row(verdicts.len()))?);
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
            let mut verdicts = verdicts.into_iter();
            batch.retain(|_| Ok(verdicts.next().unwrap_or(false)))?;
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
        }
        Ok(None)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.input.reset(run);
    }
}

/// Columns computed from the input's. Row keys pass on beside them.
pub(crate) fn project(
    compiler: &mut Compiler,
    input: &Plan,
    outputs: &[(Column, Expr)],
) -> SqlResult<Compiled> {
    let input = compiler.node(input)?;
    let mut codes = compiler.codes(outputs.iter().map(|(_, expr)| expr), &input.columns)?;
    let mut columns: Vec<_> = outputs.iter().map(|(column, _)| column.id).collect();
    let mut types: Vec<_> = outputs.iter().map(|(column, _)| column.ty.oid).collect();
    for key in compiler.row_keys(&input.columns) {
        codes.push(Code::Column(input.position(key)?));
        columns.push(key);
        types.push(KEY_TYPE);
    }
    Ok(Compiled::new(Project { input: input.node, codes: codes.into() }, columns, types))
}

/// The input's columns at `places`.
pub(crate) fn pick(input: Box<dyn Node>, places: Vec<usize>) -> impl Node {
    Project { input, codes: places.into_iter().map(Code::Column).collect() }
}

struct Project {
    input: Box<dyn Node>,
    codes: Arc<[Code]>,
}

struct ProjectRun {
    input: Box<dyn Operator>,
    codes: Arc<[Code]>,
}

impl Node for Project {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(ProjectRun { input: self.input.start(), codes: Arc::clone(&self.codes) })
    }
}

#[async_trait]
impl Operator for ProjectRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let Some(batch) = self.input.next(run, want).await? else { return Ok(None) };
        run.breathe().await?;
        let mut out = Batch::with_capacity(self.codes.len(), batch.len());
        run.patiently(|eval| {
            while out.len() < batch.len() {
                let row = batch.row(out.len());
                out.push_computed(&self.codes, eval, row)?;
                eval.row_done();
            }
            Ok(())
        })
        .await?;
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.input.reset(run);
    }

    fn affected(&self) -> Option<u64> {
        self.input.affected()
    }
}

/// One input after the other.
pub(crate) fn append(
    compiler: &mut Compiler,
    inputs: &[Plan],
    columns: &[Column],
) -> SqlResult<Compiled> {
    let nodes = inputs.iter().map(|input| {
        let wanted: Vec<_> = input.columns().into_iter().take(columns.len()).collect();
        compiler.exactly(input, &wanted).map(|compiled| compiled.node)
    });
    let inputs = nodes.collect::<SqlResult<Vec<Box<dyn Node>>>>()?;
    let types = columns.iter().map(|column| column.ty.oid).collect();
    Ok(Compiled::new(Append { inputs }, ids(columns), types))
}

struct Append {
    inputs: Vec<Box<dyn Node>>,
}

struct AppendRun {
    inputs: Vec<Box<dyn Operator>>,
    at: usize,
}

impl Node for Append {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(AppendRun {
            inputs: self.inputs.iter().map(|input| input.start()).collect(),
            at: 0,
        })
    }
}

#[async_trait]
impl Operator for AppendRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        while let Some(input) = self.inputs.get_mut(self.at) {
            if let Some(batch) = input.next(run, want.min(BATCH_ROWS)).await? {
                return Ok(Some(batch));
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.at = 0;
        self.inputs.iter_mut().for_each(|input| input.reset(run));
    }
}
