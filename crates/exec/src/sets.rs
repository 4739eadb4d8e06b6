//! Rows that functions give, in FROM and in select lists.

use crate::batch::Batch;
use crate::catalog_functions::{self, CatalogRows, output_fields};
use crate::code::Code;
use crate::compile::{Compiled, Compiler, ids};
use crate::compile_expr::{is_strict, signature};
use crate::eval::Eval;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use async_trait::async_trait;
use base::SqlResult;
use builtin::{Rows, SetReturning, Signature, set_returning};
use plan::Plan;
use sql::rel::Column;
use sql::{Call, Expr};
use std::sync::Arc;
use types::{Datum, Field, Record, facts};

/// A call that gives rows.
struct Series {
    function: Function,
    args: Vec<Code>,
    /// The columns of a row of several values.
    fields: Arc<[Field]>,
    strict: bool,
}

enum Function {
    Builtin(SetReturning, Signature),
    Catalog(CatalogRows, Signature),
    /// A scalar function gives one row.
    Scalar(Code),
}

impl Series {
    fn compile(
        compiler: &mut Compiler,
        call: &Call,
        columns: &[sql::ColumnId],
    ) -> SqlResult<Series> {
        let types = || signature(call.args.iter().map(Expr::ty).collect(), call.ty);
        let function = if let Some(found) = catalog_functions::set_returning(call.function) {
            Function::Catalog(found, types())
        } else if let Some(found) = set_returning(call.function) {
            Function::Builtin(found, types())
        } else {
            Function::Scalar(compiler.code(&Expr::Call(call.clone()), columns)?)
        };
        let args = match function {
            Function::Scalar(_) => Vec::new(),
            _ => compiler.codes(&call.args, columns)?,
        };
        let fields = match (call.args.last(), facts::function(call.function)) {
            (Some(Expr::Row(_, fields)), Some(fact)) if sql::takes_template(fact) => {
                Arc::clone(fields)
            }
            _ => output_fields(call.function),
        };
        Ok(Series { function, args, fields, strict: is_strict(call.function) })
    }

    fn begin(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Rows> {
        let args = self.args.iter().map(|arg| arg.eval(eval, row));
        let args = args.collect::<SqlResult<Vec<Datum>>>()?;
        if let Function::Scalar(code) = &self.function {
            let value = code.eval(eval, row)?;
            return Ok(Box::new(std::iter::once(Ok(vec![value]))));
        }
        if self.strict && args.iter().any(Datum::is_null) {
            return Ok(Box::new(std::iter::empty()));
        }
        match &self.function {
            Function::Builtin(function, types) => function(eval.functions.env, types, &args),
            Function::Catalog(function, types) => function(eval.functions, types, &args),
            Function::Scalar(_) => Ok(Box::new(std::iter::empty())),
        }
    }
}

impl Series {
    /// A row as one value: a record, unless it is only one.
    fn one(&self, mut row: Vec<Datum>) -> Datum {
        match row.len() {
            0 | 1 => row.pop().unwrap_or_default(),
            _ => Datum::Record(Arc::new(Record { fields: Arc::clone(&self.fields), values: row })),
        }
    }
}

/// A function in FROM.
pub(crate) fn function(
    compiler: &mut Compiler,
    call: &Call,
    columns: &[Column],
    ordinality: bool,
) -> SqlResult<Compiled> {
    let series = Series::compile(compiler, call, &[])?;
    let width = columns.len();
    let record = facts::function(call.function).is_some_and(sql::takes_template);
    let definition = Arc::new(FunctionScan { series, width, ordinality, record });
    Ok(Compiled::new(
        FunctionNode(definition),
        ids(columns),
        columns.iter().map(|column| column.ty.oid).collect(),
    ))
}

struct FunctionScan {
    series: Series,
    /// With the ordinality.
    width: usize,
    ordinality: bool,
    /// It gives records, which are its rows.
    record: bool,
}

struct FunctionNode(Arc<FunctionScan>);

struct FunctionRun {
    definition: Arc<FunctionScan>,
    rows: Option<Rows>,
    given: i64,
}

impl Node for FunctionNode {
    fn start(&self) -> Box<dyn Operator> {
        Box::new(FunctionRun { definition: Arc::clone(&self.0), rows: None, given: 0 })
    }
}

#[async_trait]
impl Operator for FunctionRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        run.breathe().await?;
        let FunctionScan { series, width, ordinality, record } = &*self.definition;
        if self.rows.is_none() {
            self.rows = Some(run.patiently(|eval| series.begin(eval, &[])).await?);
        }
        let fields = width - usize::from(*ordinality);
        let mut out = Batch::new(*width);
        for row in self.rows.iter_mut().flatten().take(want) {
            let mut row = spread(row?, fields, *record);
            self.given += 1;
            if *ordinality {
                row.push(Datum::Int8(self.given));
            }
            out.push(row);
        }
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, _: &mut Run<'_, '_>) {
        self.rows = None;
        self.given = 0;
    }
}

/// A row of `fields` values: a record alone is its fields where several are wanted, or it is known to
/// be the row.
fn spread(mut row: Vec<Datum>, fields: usize, always: bool) -> Vec<Datum> {
    if let ([Datum::Record(record)], true) = (row.as_slice(), always || fields != 1) {
        row = record.values.clone();
    }
    row.resize(fields, Datum::Null);
    row
}

/// Set-returning functions in a select list: each adds a column, in step.
pub(crate) fn project_set(
    compiler: &mut Compiler,
    input: &Plan,
    calls: &[(Column, Call)],
) -> SqlResult<Compiled> {
    let Compiled { node, mut columns, mut types } = compiler.node(input)?;
    let series = calls.iter().map(|(_, call)| Series::compile(compiler, call, &columns));
    let series = series.collect::<SqlResult<Vec<Series>>>()?;
    columns.extend(calls.iter().map(|(column, _)| column.id));
    types.extend(calls.iter().map(|(column, _)| column.ty.oid));
    let definition = Arc::new(ProjectSet { input: node, series, width: columns.len() });
    Ok(Compiled::new(ProjectSetNode(definition), columns, types))
}

struct ProjectSet {
    input: Box<dyn Node>,
    series: Vec<Series>,
    width: usize,
}

struct ProjectSetNode(Arc<ProjectSet>);

struct ProjectSetRun {
    definition: Arc<ProjectSet>,
    input: Box<dyn Operator>,
    batch: Batch,
    at: usize,
    /// What is left of each series for the row at hand.
    rows: Option<Vec<Rows>>,
    held: Held,
}

impl Node for ProjectSetNode {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(ProjectSetRun {
            input: definition.input.start(),
            definition,
            batch: Batch::default(),
            at: 0,
            rows: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for ProjectSetRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let definition = Arc::clone(&self.definition);
        let mut out = Batch::new(definition.width);
        while out.len() < want {
            run.breathe().await?;
            if self.at >= self.batch.len() {
                if !out.is_empty() {
                    break;
                }
                let Some(batch) = self.input.next(run, want).await? else { return Ok(None) };
                self.held.release(run.cx);
                self.held.hold(run.cx, batch_bytes(&batch))?;
                (self.batch, self.at) = (batch, 0);
            }
            let row = self.batch.row(self.at);
            if self.rows.is_none() {
                let begin = |eval: &Eval<'_>| {
                    definition.series.iter().map(|series| series.begin(eval, row)).collect()
                };
                self.rows = Some(run.patiently(begin).await?);
            }
            let values = self.rows.iter_mut().flatten().map(|rows| rows.next().transpose());
            let values = values.collect::<SqlResult<Vec<Option<Vec<Datum>>>>>()?;
            if values.iter().all(Option::is_none) {
                self.at += 1;
                self.rows = None;
                continue;
            }
            let values = values.into_iter().zip(&definition.series);
            let values = values.map(|(row, series)| row.map_or(Datum::Null, |row| series.one(row)));
            out.push(row.iter().cloned().chain(values));
        }
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.batch = Batch::default();
        self.at = 0;
        self.rows = None;
        self.held.release(run.cx);
        self.input.reset(run);
    }
}
