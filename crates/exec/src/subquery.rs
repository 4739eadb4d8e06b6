//! What does a subquery in an expression give?
//!
//! It runs when evaluation comes to it: [`Code::Given`](crate::code::Code::Given) finds what was given,
//! or puts down what it waits for, as a function does ([`crate::functions`]). What depends on no outer
//! row is run once and kept; else what the last values gave is, unless it may differ each time.

use crate::array;
use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::Compiler;
use crate::cte::Reference;
use crate::eval::Eval;
use crate::identity;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use base::{SqlError, SqlResult, SqlState};
use plan::comparison::compares;
use plan::{Comparison, Gives, Subplan};
use sql::Expr;
use sql::rel::ColumnId;
use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use types::facts::{element_of, oid};
use types::{Datum, Oid, Type};

/// A compiled subquery.
pub(crate) struct Subquery {
    node: Box<dyn Node>,
    collect: Collect,
    /// Where it finds the outer values, by the order of its parameters; `None` for one it does not
    /// name after all.
    slots: Vec<Option<usize>>,
    steady: bool,
    /// The common table expressions around that it reads, by slot.
    ctes: Vec<usize>,
}

/// How rows become what is given.
enum Collect {
    Exists,
    Value,
    Array { element: Oid, nested: bool },
    Rows,
    Keys(Code, Oid),
}

/// What a subquery gave.
pub(crate) enum Given {
    Value(Datum),
    Rows(Batch),
    /// The keys of its rows, and whether there was a NULL.
    Keys(HashSet<Box<[u8]>>, bool),
}

/// Where an expression takes what a subquery gave.
pub(crate) struct Take {
    place: usize,
    args: Vec<Code>,
    arg_types: Vec<Type>,
    test: Option<Test>,
}

/// ANY, or ALL, of a test over the subquery's row and the row around.
struct Test {
    all: bool,
    code: Code,
    sides: Option<Sides>,
}

/// `outer = inner`.
struct Sides {
    outer: Code,
    ty: Oid,
}

/// The subqueries of a program.
pub(crate) type Subqueries = Arc<[Subquery]>;

/// What one execution has of one subquery.
#[derive(Default)]
pub(crate) struct State {
    /// What it gave last, for values of this stored form.
    kept: Option<(Vec<u8>, Arc<Given>)>,
    /// In which round of each of [`Subquery::ctes`].
    rounds: Vec<u64>,
    held: Held,
}

/// What an expression knows of subqueries while it is evaluated.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    pub(crate) compiled: &'a [Subquery],
    pub(crate) states: &'a [State],
    pub(crate) rounds: &'a [u64],
}

/// What the planner left in an expression.
pub(crate) fn take(
    compiler: &mut Compiler,
    given: &sql::Given,
    columns: &[ColumnId],
) -> SqlResult<Take> {
    let args = compiler.codes(&given.args, columns)?;
    let arg_types = given.args.iter().map(Expr::ty).collect();
    let (place, depth) = (given.place, compiler.plan_depth + LEVEL);
    let Some(known) = compiler.subqueries.get_mut(place) else { return Err(lost()) };
    known.depth = known.depth.max(depth);
    let Some(test) = &given.test else { return Ok(Take { place, args, arg_types, test: None }) };
    let Some(known) = compiler.subqueries.get(place) else { return Err(lost()) };
    let (inner, all) = (known.columns.clone(), known.gives == Gives::All);
    let mut sides = None;
    if args.is_empty()
        && !all
        && let Some((outside, within, ty)) = equal_sides(test, &inner)
    {
        let within = compiler.code(within, &inner)?;
        sides = Some(Sides { outer: compiler.code(outside, columns)?, ty });
        if let Some(known) = compiler.subqueries.get_mut(place) {
            known.keys = Some((within, ty));
        }
    }
    let both: Vec<ColumnId> = inner.iter().chain(columns).copied().collect();
    let code = compiler.code(test, &both)?;
    Ok(Take { place, args, arg_types, test: Some(Test { all, code, sides }) })
}

/// The sides of a test that is `outer = inner`, and by whose equality.
fn equal_sides<'e>(test: &'e Expr, inner: &[ColumnId]) -> Option<(&'e Expr, &'e Expr, Oid)> {
    let Expr::Call(call) = test else { return None };
    let found = compares(call.function).filter(|found| found.comparison == Comparison::Equal)?;
    let [left, right] = call.args.as_slice() else { return None };
    let inside = |expr: &Expr| expr.names().iter().any(|id| inner.contains(id));
    let only_inside =
        |expr: &Expr| expr.names().iter().all(|id| inner.contains(id)) && !expr.has_subquery();
    match (inside(left), inside(right)) {
        (false, true) if only_inside(right) => Some((left, right, found.left)),
        (true, false) if only_inside(left) => Some((right, left, found.left)),
        _ => None,
    }
}

/// A subquery that is not compiled yet.
pub(crate) struct Planned {
    columns: Vec<ColumnId>,
    gives: Gives,
    /// The expression over its rows by which they are found, and by whose equality.
    keys: Option<(Code, Oid)>,
    /// Operators around those of it.
    depth: usize,
}

/// A subquery takes as much of the stack as so many operators.
const LEVEL: usize = 4;

impl Planned {
    pub(crate) fn of(subplan: &Subplan) -> Planned {
        Planned { columns: subplan.plan.columns(), gives: subplan.gives, keys: None, depth: 0 }
    }
}

/// The query of a subquery, after all that names it.
pub(crate) fn compile(
    compiler: &mut Compiler,
    place: usize,
    subplan: &Subplan,
) -> SqlResult<Subquery> {
    let wanted = subplan.plan.columns();
    compiler.plan_depth = compiler.subqueries.get(place).map_or(0, |known| known.depth);
    let (inner, binds) =
        compiler.under(&subplan.params, |compiler| compiler.exactly(&subplan.plan, &wanted))?;
    let mut slots = vec![None; subplan.params.len()];
    for (at, slot) in binds {
        slots[at] = Some(slot);
    }
    let keys = compiler.subqueries.get_mut(place).and_then(|known| known.keys.take());
    let collect = match (subplan.gives, keys) {
        (Gives::Exists, _) => Collect::Exists,
        (Gives::Value, _) => Collect::Value,
        (Gives::Array(ty), _) => {
            let element = element_of(ty).unwrap_or(oid::TEXT);
            let first = inner.types.first().copied().unwrap_or(oid::TEXT);
            Collect::Array { element, nested: element_of(first).is_some() }
        }
        (Gives::Any | Gives::All, Some((code, ty))) => Collect::Keys(code, ty),
        (Gives::Any | Gives::All, None) => Collect::Rows,
    };
    let mut ctes = Vec::new();
    for id in &subplan.ctes {
        match compiler.ctes.get(id) {
            Some(Reference::Shared(slot)) => ctes.push(*slot),
            _ => return Err(lost()),
        }
    }
    Ok(Subquery { node: inner.node, collect, slots, steady: subplan.steady, ctes })
}

fn lost() -> SqlError {
    SqlError::internal("a subquery is lost")
}

impl Take {
    /// The value over `row`.
    ///
    /// # Errors
    /// Whatever evaluation meets; or a private one, to be passed on, after which the same row is
    /// evaluated again.
    pub(crate) fn value(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
        let asking = eval.functions.asking;
        let (Some(subquery), Some(state)) =
            (eval.known.compiled.get(self.place), eval.known.states.get(self.place))
        else {
            return Err(lost());
        };
        let rounds = subquery.ctes.iter().map(|slot| &eval.known.rounds[*slot]);
        let current = rounds.eq(&state.rounds);
        if self.args.is_empty() {
            return match &state.kept {
                Some((_, given)) if current => self.of(given, eval, row),
                _ => Err(asking.ask_subquery(self.place, Vec::new(), Vec::new())),
            };
        }
        if let Some(given) = asking.given(self.place) {
            return self.of(&given, eval, row);
        }
        let args = self.args.iter().map(|arg| arg.eval(eval, row));
        let args = args.collect::<SqlResult<Vec<Datum>>>()?;
        let mut form = Vec::new();
        let known = types::row::encode(&self.arg_types, &args, &mut form).is_ok();
        if let (Some((last, given)), true, true, true) =
            (&state.kept, known, subquery.steady, current)
            && *last == form
        {
            asking.give(self.place, Arc::clone(given));
            asking.given(self.place);
            return self.of(given, eval, row);
        }
        Err(asking.ask_subquery(self.place, args, form))
    }

    fn of(&self, given: &Given, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
        match (given, &self.test) {
            (Given::Value(value), None) => Ok(value.clone()),
            (Given::Keys(keys, has_null), Some(Test { sides: Some(sides), .. })) => {
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
            (Given::Rows(rows), Some(Test { all, code, .. })) => {
                let (mut unknown, mut pair) = (false, Vec::new());
                for inner in rows.rows() {
                    pair.clear();
                    pair.extend(inner.iter().chain(row).cloned());
                    match code.eval(eval, &pair)? {
                        Datum::Bool(value) if value != *all => return Ok(Datum::Bool(!all)),
                        Datum::Bool(_) => {}
                        _ => unknown = true,
                    }
                }
                Ok(if unknown { Datum::Null } else { Datum::Bool(*all) })
            }
            _ => Err(SqlError::internal("a subquery gave rows of another kind")),
        }
    }
}

impl Run<'_, '_> {
    /// Runs subquery `place` with these outer values, whose stored form is `form`.
    pub(crate) fn subquery(
        &mut self,
        place: usize,
        args: Vec<Datum>,
        form: Vec<u8>,
    ) -> Pin<Box<dyn Future<Output = SqlResult<Arc<Given>>> + Send + '_>> {
        Box::pin(self.run_subquery(place, args, form))
    }

    async fn run_subquery(
        &mut self,
        place: usize,
        args: Vec<Datum>,
        form: Vec<u8>,
    ) -> SqlResult<Arc<Given>> {
        let all = Arc::clone(&self.scope.subqueries);
        let Some(subquery) = all.get(place) else { return Err(lost()) };
        let mut state = std::mem::take(&mut self.scope.subquery_states[place]);
        state.kept = None;
        state.held.release(self.cx);
        let mut slots = subquery.slots.iter();
        for value in args {
            if let Some(Some(slot)) = slots.next() {
                self.scope.outer[*slot] = value;
            }
        }
        let mut running = match self.scope.subquery_runs[place].take() {
            Some(mut running) => {
                running.reset(self);
                running
            }
            None => subquery.node.start(),
        };
        let given = subquery.collect.of(running.as_mut(), self, &mut state.held).await;
        self.scope.subquery_runs[place] = Some(running);
        state.rounds = subquery.ctes.iter().map(|slot| self.scope.cte_rounds[*slot]).collect();
        if let Ok(given) = &given {
            state.kept = Some((form, Arc::clone(given)));
        }
        self.scope.subquery_states[place] = state;
        given
    }
}

impl Collect {
    async fn of(
        &self,
        rows: &mut dyn Operator,
        run: &mut Run<'_, '_>,
        held: &mut Held,
    ) -> SqlResult<Arc<Given>> {
        let given = match self {
            Collect::Exists => Given::Value(Datum::Bool(rows.next(run, 1).await?.is_some())),
            Collect::Value => Given::Value(only(rows, run).await?),
            Collect::Array { element, nested } => {
                let mut items = Vec::new();
                while let Some(batch) = rows.next(run, BATCH_ROWS).await? {
                    held.hold(run.cx, batch_bytes(&batch))?;
                    items.extend(batch.rows().filter_map(|row| row.first().cloned()));
                }
                let array = match nested {
                    true => array::nested(*element, &items)?,
                    false => array::flat(*element, items),
                };
                Given::Value(Datum::Array(Arc::new(array)))
            }
            Collect::Rows => {
                let mut kept: Option<Batch> = None;
                while let Some(batch) = rows.next(run, BATCH_ROWS).await? {
                    held.hold(run.cx, batch_bytes(&batch))?;
                    match &mut kept {
                        Some(kept) => kept.append(batch),
                        None => kept = Some(batch),
                    }
                }
                Given::Rows(kept.unwrap_or_default())
            }
            Collect::Keys(code, ty) => keys(code, *ty, rows, run, held).await?,
        };
        Ok(Arc::new(given))
    }
}

/// The one value of a subquery.
async fn only(rows: &mut dyn Operator, run: &mut Run<'_, '_>) -> SqlResult<Datum> {
    let Some(batch) = rows.next(run, 2).await? else { return Ok(Datum::Null) };
    if batch.len() > 1 || rows.next(run, 1).await?.is_some() {
        return Err(SqlError::new(
            SqlState::CARDINALITY_VIOLATION,
            "more than one row returned by a subquery used as an expression",
        ));
    }
    Ok(batch.into_values().into_iter().next().unwrap_or_default())
}

async fn keys(
    code: &Code,
    ty: Oid,
    rows: &mut dyn Operator,
    run: &mut Run<'_, '_>,
    held: &mut Held,
) -> SqlResult<Given> {
    let (mut keys, mut has_null) = (HashSet::<Box<[u8]>>::new(), false);
    while let Some(batch) = rows.next(run, BATCH_ROWS).await? {
        run.breathe().await?;
        let (mut at, mut bytes, mut key) = (0, 0, Vec::new());
        run.patiently(|eval| {
            while at < batch.len() {
                let value = code.value(eval, batch.row(at))?;
                key.clear();
                identity::put(ty, &value, &mut key);
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
        held.hold(run.cx, bytes)?;
    }
    Ok(Given::Keys(keys, has_null))
}
