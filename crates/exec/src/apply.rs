//! What does a subquery in an expression give for each row? Run once when it names nothing outside,
//! else again for each row.

use crate::array;
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use plan::comparison::compares;
use plan::{Comparison, Plan};
use sql::rel::{Column, ColumnId};
use sql::{Expr, SubqueryKind};
use std::collections::HashSet;
use std::sync::Arc;
use types::facts::{element_of, oid};
use types::{Datum, Oid};

/// Adds `output`, what `subquery` gives, to each row of `input`.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    output: &Column,
    kind: &SubqueryKind,
    subquery: &Plan,
    correlated: bool,
) -> SqlResult<Compiled> {
    let input = compiler.node(input)?;
    let wanted = subquery.columns();
    let (inner, binds) =
        compiler.under(&input.columns, |compiler| compiler.exactly(subquery, &wanted))?;
    let verdict = match kind {
        SubqueryKind::Exists => Verdict::Exists,
        SubqueryKind::Scalar(_) => Verdict::Scalar,
        SubqueryKind::Array(ty) => {
            let element = element_of(ty.oid).unwrap_or(oid::TEXT);
            let first = inner.types.first().copied().unwrap_or(oid::TEXT);
            Verdict::Array { element, nested: element_of(first).is_some() }
        }
        SubqueryKind::Any(test) | SubqueryKind::All(test) => {
            let all = matches!(kind, SubqueryKind::All(_));
            let sides = sides(compiler, test, &inner.columns, &input.columns)?;
            let both: Vec<ColumnId> = inner.columns.iter().chain(&input.columns).copied().collect();
            let test = compiler.code(test, &both)?;
            Verdict::Test { all, test, sides: sides.filter(|_| !all) }
        }
    };
    let again = correlated && !binds.is_empty();
    let (mut columns, mut types) = (input.columns, input.types);
    columns.push(output.id);
    types.push(output.ty.oid);
    let width = columns.len();
    let definition =
        Definition { input: input.node, subquery: inner.node, verdict, again, binds, width };
    Ok(Compiled::new(Apply(Arc::new(definition)), columns, types))
}

/// The sides of a test that is `outer = inner`.
fn sides(
    compiler: &mut Compiler,
    test: &Expr,
    inner: &[ColumnId],
    outer: &[ColumnId],
) -> SqlResult<Option<Sides>> {
    let Expr::Call(call) = test else { return Ok(None) };
    let (Some(found), [left, right]) = (compares(call.function), call.args.as_slice()) else {
        return Ok(None);
    };
    let inside = |expr: &Expr| expr.names().iter().any(|id| inner.contains(id));
    let only_inside = |expr: &Expr| expr.names().iter().all(|id| inner.contains(id));
    let (outside, within) = match (inside(left), inside(right)) {
        (false, true) if only_inside(right) => (left, right),
        (true, false) if only_inside(left) => (right, left),
        _ => return Ok(None),
    };
    if found.comparison != Comparison::Equal {
        return Ok(None);
    }
    let (outer, inner) = (compiler.code(outside, outer)?, compiler.code(within, inner)?);
    Ok(Some(Sides { outer, inner, ty: found.left }))
}

struct Definition {
    input: Box<dyn Node>,
    subquery: Box<dyn Node>,
    verdict: Verdict,
    /// Run for each row.
    again: bool,
    /// Columns of the input that the subquery names: (position, slot).
    binds: Vec<(usize, usize)>,
    width: usize,
}

/// What is made of the subquery's rows.
enum Verdict {
    Exists,
    Scalar,
    Array {
        element: Oid,
        nested: bool,
    },
    /// ANY, or ALL, of a test over the subquery's row and the input's.
    Test {
        all: bool,
        test: Code,
        sides: Option<Sides>,
    },
}

/// `outer = inner`.
struct Sides {
    outer: Code,
    inner: Code,
    ty: Oid,
}

struct Apply(Arc<Definition>);

struct ApplyRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    subquery: Box<dyn Operator>,
    /// What a subquery that runs once has given.
    once: Option<Given>,
    held: Held,
}

/// What a subquery gave.
enum Given {
    Value(Datum),
    Rows(Batch),
    /// The keys of its rows, and whether there was a NULL.
    Keys(HashSet<Box<[u8]>>, bool),
}

impl Node for Apply {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(ApplyRun {
            input: definition.input.start(),
            subquery: definition.subquery.start(),
            definition,
            once: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for ApplyRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let Some(batch) = self.input.next(run, want).await? else { return Ok(None) };
        let definition = Arc::clone(&self.definition);
        let mut out = Batch::with_capacity(definition.width, batch.len());
        for row in batch.rows() {
            run.breathe().await?;
            if definition.again || self.once.is_none() {
                for (at, slot) in &definition.binds {
                    run.scope.outer[*slot] = row[*at].clone();
                }
                if definition.again {
                    self.held.release(run.cx);
                    self.subquery.reset(run);
                }
                let given = self.give(run).await?;
                self.once = Some(given);
            }
            let Some(given) = &self.once else { continue };
            let value = run.patiently(|eval| definition.verdict.of(given, eval, row)).await?;
            out.push(row.iter().cloned().chain([value]));
        }
        Ok(Some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.once = None;
        self.held.release(run.cx);
        self.input.reset(run);
        self.subquery.reset(run);
    }

    fn affected(&self) -> Option<u64> {
        self.input.affected()
    }
}

impl ApplyRun {
    /// Runs the subquery.
    async fn give(&mut self, run: &mut Run<'_, '_>) -> SqlResult<Given> {
        let definition = Arc::clone(&self.definition);
        match &definition.verdict {
            Verdict::Exists => {
                let found = self.subquery.next(run, 1).await?.is_some();
                Ok(Given::Value(Datum::Bool(found)))
            }
            Verdict::Scalar => {
                let Some(batch) = self.subquery.next(run, 2).await? else {
                    return Ok(Given::Value(Datum::Null));
                };
                if batch.len() > 1 || self.subquery.next(run, 1).await?.is_some() {
                    return Err(SqlError::new(
                        SqlState::CARDINALITY_VIOLATION,
                        "more than one row returned by a subquery used as an expression",
                    ));
                }
                Ok(Given::Value(batch.into_values().into_iter().next().unwrap_or_default()))
            }
            Verdict::Array { element, nested } => {
                let mut items = Vec::new();
                while let Some(batch) = self.subquery.next(run, BATCH_ROWS).await? {
                    self.held.hold(run.cx, batch_bytes(&batch))?;
                    items.extend(batch.rows().filter_map(|row| row.first().cloned()));
                }
                let array = match nested {
                    true => array::nested(*element, &items)?,
                    false => array::flat(*element, items),
                };
                Ok(Given::Value(Datum::Array(Arc::new(array))))
            }
            Verdict::Test { sides: Some(sides), .. } if !definition.again => {
                self.keys(run, sides).await
            }
            Verdict::Test { .. } => {
                let mut rows: Option<Batch> = None;
                while let Some(batch) = self.subquery.next(run, BATCH_ROWS).await? {
                    self.held.hold(run.cx, batch_bytes(&batch))?;
                    match &mut rows {
                        Some(rows) => rows.append(batch),
                        None => rows = Some(batch),
                    }
                }
                Ok(Given::Rows(rows.unwrap_or_default()))
            }
        }
    }

    async fn keys(&mut self, run: &mut Run<'_, '_>, sides: &Sides) -> SqlResult<Given> {
        let (mut keys, mut has_null) = (HashSet::<Box<[u8]>>::new(), false);
        while let Some(batch) = self.subquery.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            let (mut at, mut bytes, mut key) = (0, 0, Vec::new());
            run.patiently(|eval| {
                while at < batch.len() {
                    let value = sides.inner.value(eval, batch.row(at))?;
                    key.clear();
                    identity::put(sides.ty, &value, &mut key);
                    if value.is_null() {
                        has_null = true;
                    } else if !keys.contains(key.as_slice()) {
                        bytes += key.len() + 48;
                        keys.insert(key.as_slice().into());
                    }
                    at += 1;
                    eval.row_done();
                }
                Ok(())
            })
            .await?;
            self.held.hold(run.cx, bytes)?;
        }
        Ok(Given::Keys(keys, has_null))
    }
}

impl Verdict {
    /// The value for the input's `row`.
    fn of(&self, given: &Given, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
        match (given, self) {
            (Given::Value(value), _) => Ok(value.clone()),
            (Given::Keys(keys, has_null), Verdict::Test { sides: Some(sides), .. }) => {
                if keys.is_empty() && !has_null {
                    return Ok(Datum::Bool(false));
                }
                let value = sides.outer.value(eval, row)?;
                if value.is_null() {
                    return Ok(Datum::Null);
                }
                let mut key = Vec::with_capacity(32);
                identity::put(sides.ty, &value, &mut key);
                Ok(match keys.contains(key.as_slice()) {
                    true => Datum::Bool(true),
                    false if *has_null => Datum::Null,
                    false => Datum::Bool(false),
                })
            }
            (Given::Rows(rows), Verdict::Test { all, test, .. }) => {
                let (mut unknown, mut pair) = (false, Vec::new());
                for inner in rows.rows() {
                    pair.clear();
                    pair.extend(inner.iter().chain(row).cloned());
                    match test.eval(eval, &pair)? {
                        Datum::Bool(value) if value != *all => return Ok(Datum::Bool(!all)),
                        Datum::Bool(_) => {}
                        _ => unknown = true,
                    }
                }
                Ok(if unknown { Datum::Null } else { Datum::Bool(*all) })
            }
            (Given::Keys(..) | Given::Rows(_), _) => {
                Err(SqlError::internal("a subquery gave rows of another kind"))
            }
        }
    }
}
