//! LIMIT, OFFSET, FETCH FIRST ... WITH TIES: how many rows are asked for?

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::operator::{Node, Operator, Run};
use crate::sort::SortKeys;
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use plan::Plan;
use sql::Expr;
use sql::rel::SortKey;
use std::sync::Arc;
use types::Datum;

/// Compiled LIMIT and OFFSET.
pub(crate) struct Span {
    pub(crate) limit: Option<Code>,
    pub(crate) offset: Option<Code>,
}

impl Span {
    pub(crate) fn compile(
        compiler: &mut Compiler,
        limit: Option<&Expr>,
        offset: Option<&Expr>,
    ) -> SqlResult<Span> {
        let limit = limit.map(|limit| compiler.code(limit, &[])).transpose()?;
        let offset = offset.map(|offset| compiler.code(offset, &[])).transpose()?;
        Ok(Span { limit, offset })
    }

    /// Rows to skip, and rows to give after them.
    ///
    /// # Errors
    /// 2201X and 2201W for negative ones.
    pub(crate) fn rows(&self, eval: &Eval<'_>) -> SqlResult<(usize, Option<usize>)> {
        let count = |code: &Option<Code>, state, word| -> SqlResult<Option<usize>> {
            let Some(code) = code else { return Ok(None) };
            let Datum::Int8(count) = code.eval(eval, &[])? else { return Ok(None) };
            if count < 0 {
                return Err(SqlError::new(state, format!("{word} must not be negative")));
            }
            Ok(Some(usize::try_from(count).unwrap_or(usize::MAX)))
        };
        let state = SqlState::INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE;
        let offset = count(&self.offset, state, "OFFSET")?;
        let limit = count(&self.limit, SqlState::INVALID_ROW_COUNT_IN_LIMIT_CLAUSE, "LIMIT")?;
        Ok((offset.unwrap_or(0), limit))
    }
}

/// Some rows of the input; with `ties`, also those equal to the last by these keys.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    (limit, offset): (Option<&Expr>, Option<&Expr>),
    ties: Option<&[SortKey]>,
) -> SqlResult<Compiled> {
    let Compiled { node, columns, types } = compiler.node(input)?;
    let span = Span::compile(compiler, limit, offset)?;
    let ties = ties.map(|keys| SortKeys::compile(compiler, keys, &columns)).transpose()?;
    let definition = Arc::new(Definition { input: node, span, ties });
    Ok(Compiled::new(Limit(definition), columns, types))
}

struct Definition {
    input: Box<dyn Node>,
    span: Span,
    ties: Option<SortKeys>,
}

struct Limit(Arc<Definition>);

struct LimitRun {
    definition: Arc<Definition>,
    input: Box<dyn Operator>,
    state: Option<State>,
}

/// What is left to skip and to give, and the keys of the last row given.
struct State {
    skip: usize,
    left: Option<usize>,
    last: Vec<u8>,
    done: bool,
}

impl Node for Limit {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(LimitRun { input: definition.input.start(), definition, state: None })
    }
}

#[async_trait]
impl Operator for LimitRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let definition = &self.definition;
        if self.state.is_none() {
            let (skip, left) = run.patiently(|eval| definition.span.rows(eval)).await?;
            self.state = Some(State { skip, left, last: Vec::new(), done: left == Some(0) });
        }
        let Some(state) = &mut self.state else { return Ok(None) };
        while !state.done {
            let rest = state.left.map_or(want, |left| left.clamp(1, want));
            let asked = rest.saturating_add(state.skip).min(BATCH_ROWS);
            let Some(mut batch) = self.input.next(run, asked).await? else {
                state.done = true;
                break;
            };
            let skipped = state.skip.min(batch.len());
            batch.skip(skipped);
            state.skip -= skipped;
            if batch.is_empty() {
                continue;
            }
            let Some(left) = &mut state.left else { return Ok(Some(batch)) };
            let mut given = batch.len().min(*left);
            if let Some(keys) = &definition.ties {
                let (last, eval) = (&mut state.last, run.functions());
                let eval = run.eval(&eval);
                if given > 0 && given == *left {
                    keys.bytes(&eval, batch.row(given - 1), last)?;
                }
                let mut key = Vec::new();
                while given >= *left && given < batch.len() && !state.done {
                    keys.bytes(&eval, batch.row(given), &mut key)?;
                    if key == *last { given += 1 } else { state.done = true }
                }
            } else {
                state.done = given == *left;
            }
            *left = left.saturating_sub(given);
            batch.truncate(given);
            return Ok((!batch.is_empty()).then_some(batch));
        }
        Ok(None)
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.state = None;
        self.input.reset(run);
    }
}
