//! How do two inputs meet when no key is equal? Every row of the left with every row of the right,
//! which is kept, or, when it is lateral, run again for each.

use crate::batch::{BATCH_ROWS, Batch};
use crate::code::Code;
use crate::compile::{Compiled, Compiler};
use crate::eval::Eval;
use crate::operator::{Held, Node, Operator, Run, batch_bytes};
use async_trait::async_trait;
use base::SqlResult;
use plan::Plan;
use sql::Expr;
use sql::rel::JoinKind;
use std::sync::Arc;
use types::Datum;

/// A nested loop.
pub(crate) fn compile(
    compiler: &mut Compiler,
    kind: JoinKind,
    (left, right): (&Plan, &Plan),
    on: Option<&Expr>,
    lateral: bool,
) -> SqlResult<Compiled> {
    let left = compiler.node(left)?;
    let (right, binds) = if lateral {
        compiler.under(&left.columns, |compiler| compiler.node(right))?
    } else {
        (compiler.node(right)?, Vec::new())
    };
    let (mut columns, mut types) = (left.columns, left.types);
    let left_width = columns.len();
    let right_width = right.columns.len();
    columns.extend(&right.columns);
    types.extend(right.types);
    let on = on.map(|on| compiler.code(on, &columns)).transpose()?;
    if matches!(kind, JoinKind::Semi | JoinKind::Anti) {
        columns.truncate(left_width);
        types.truncate(left_width);
    }
    let definition = Arc::new(Definition {
        kind,
        left: left.node,
        right: right.node,
        right_width,
        on,
        binds,
        lateral,
        width: columns.len(),
    });
    Ok(Compiled::new(NestedLoop(definition), columns, types))
}

struct Definition {
    kind: JoinKind,
    left: Box<dyn Node>,
    right: Box<dyn Node>,
    right_width: usize,
    /// Over left and right.
    on: Option<Code>,
    /// Left columns that the lateral right side names: (position, slot).
    binds: Vec<(usize, usize)>,
    lateral: bool,
    width: usize,
}

struct NestedLoop(Arc<Definition>);

struct NestedLoopRun {
    definition: Arc<Definition>,
    left: Box<dyn Operator>,
    right: Box<dyn Operator>,
    /// All rows of a right side that is not lateral.
    kept: Option<Batch>,
    met: Vec<bool>,
    pairing: Pairing,
    /// The next kept row to look at for one that met nobody, once all left rows have passed.
    rest: Option<usize>,
    held: Held,
}

/// The rows at hand.
#[derive(Default)]
struct Pairing {
    left: Batch,
    at: usize,
    /// The next row of `right`, or of the kept ones.
    right_at: usize,
    /// The rows at hand of a lateral right side.
    right: Batch,
    /// Whether the lateral right side runs for the left row at hand.
    running: bool,
    matched: bool,
    scratch: Vec<Datum>,
}

impl Node for NestedLoop {
    fn start(&self) -> Box<dyn Operator> {
        let definition = Arc::clone(&self.0);
        Box::new(NestedLoopRun {
            left: definition.left.start(),
            right: definition.right.start(),
            definition,
            kept: None,
            met: Vec::new(),
            pairing: Pairing::default(),
            rest: None,
            held: Held::default(),
        })
    }
}

#[async_trait]
impl Operator for NestedLoopRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let definition = Arc::clone(&self.definition);
        let mut out = Batch::new(definition.width);
        if !definition.lateral && self.kept.is_none() {
            self.keep(run).await?;
        }
        while self.rest.is_none() && out.len() < want {
            run.breathe().await?;
            if self.pairing.at >= self.pairing.left.len() {
                match self.left.next(run, want).await? {
                    Some(batch) => (self.pairing.left, self.pairing.at) = (batch, 0),
                    None => {
                        self.rest = Some(0);
                        break;
                    }
                }
            }
            if definition.lateral {
                self.lateral(run, want, &mut out).await?;
            } else if let Some(kept) = &self.kept {
                let (pairing, met) = (&mut self.pairing, &mut self.met);
                run.patiently(|eval| {
                    // One left row, so that a stop is noticed between two.
                    if pairing.pair(&definition, kept, met, eval, want, &mut out)? {
                        pairing.finish(&definition, &mut out);
                    }
                    Ok(())
                })
                .await?;
            }
        }
        if let (Some(at), Some(kept), true) = (
            &mut self.rest,
            &self.kept,
            matches!(definition.kind, JoinKind::Right | JoinKind::Full),
        ) {
            while out.len() < want && *at < kept.len() {
                if !self.met[*at] {
                    let nulls =
                        std::iter::repeat_n(Datum::Null, definition.width - definition.right_width);
                    out.push(nulls.chain(kept.row(*at).iter().cloned()));
                }
                *at += 1;
            }
        }
        Ok((!out.is_empty()).then_some(out))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.kept = None;
        self.pairing = Pairing::default();
        self.rest = None;
        self.held.release(run.cx);
        self.left.reset(run);
        self.right.reset(run);
    }
}

impl NestedLoopRun {
    async fn keep(&mut self, run: &mut Run<'_, '_>) -> SqlResult<()> {
        let mut kept = Batch::new(self.definition.right_width);
        while let Some(batch) = self.right.next(run, BATCH_ROWS).await? {
            run.breathe().await?;
            self.held.hold(run.cx, batch_bytes(&batch))?;
            kept.append(batch);
        }
        self.met = vec![false; kept.len()];
        self.kept = Some(kept);
        Ok(())
    }

    /// The left row at hand meets rows of the right side, run for it.
    async fn lateral(
        &mut self,
        run: &mut Run<'_, '_>,
        want: usize,
        out: &mut Batch,
    ) -> SqlResult<()> {
        let definition = Arc::clone(&self.definition);
        if !self.pairing.running {
            let row = self.pairing.left.row(self.pairing.at);
            for (at, slot) in &definition.binds {
                run.scope.outer[*slot] = row[*at].clone();
            }
            self.right.reset(run);
            self.pairing.running = true;
            (self.pairing.right, self.pairing.right_at) = (Batch::default(), 0);
        }
        if self.pairing.right_at >= self.pairing.right.len() {
            let decided = self.pairing.matched && !definition.pairs();
            let asked = if definition.pairs() { want } else { 16 };
            let next = if decided { None } else { self.right.next(run, asked).await? };
            let Some(batch) = next else {
                self.pairing.finish(&definition, out);
                return Ok(());
            };
            (self.pairing.right, self.pairing.right_at) = (batch, 0);
        }
        let right = std::mem::take(&mut self.pairing.right);
        let pairing = &mut self.pairing;
        let mut met = Vec::new();
        run.patiently(|eval| {
            pairing.pair(&definition, &right, &mut met, eval, want, out).map(drop)
        })
        .await?;
        self.pairing.right = right;
        Ok(())
    }
}

impl Definition {
    /// Whether pairs come out, not left rows alone.
    fn pairs(&self) -> bool {
        !matches!(self.kind, JoinKind::Semi | JoinKind::Anti)
    }
}

impl Pairing {
    /// The left row at hand meets rows of `right` until `want` rows are out; whether it met all.
    fn pair(
        &mut self,
        definition: &Definition,
        right: &Batch,
        met: &mut [bool],
        eval: &Eval<'_>,
        want: usize,
        out: &mut Batch,
    ) -> SqlResult<bool> {
        let row = self.left.row(self.at);
        while self.right_at < right.len() {
            if out.len() >= want {
                return Ok(false);
            }
            let other = right.row(self.right_at);
            let hit = match &definition.on {
                None => true,
                Some(on) => {
                    self.scratch.clear();
                    self.scratch.extend(row.iter().chain(other).cloned());
                    on.is_true(eval, &self.scratch)?
                }
            };
            eval.row_done();
            if hit {
                self.matched = true;
                if let Some(met) = met.get_mut(self.right_at) {
                    *met = true;
                }
                if definition.pairs() {
                    out.push(row.iter().chain(other).cloned());
                } else {
                    self.right_at = right.len();
                    return Ok(true);
                }
            }
            self.right_at += 1;
        }
        Ok(true)
    }

    /// The left row at hand has met everyone.
    fn finish(&mut self, definition: &Definition, out: &mut Batch) {
        let row = self.left.row(self.at).iter().cloned();
        match (definition.kind, self.matched) {
            (JoinKind::Semi, true) | (JoinKind::Anti, false) => out.push(row),
            (JoinKind::Left | JoinKind::Full, false) => {
                out.push(row.chain(std::iter::repeat_n(Datum::Null, definition.right_width)));
            }
            _ => {}
        }
        (self.matched, self.running, self.right_at) = (false, false, 0);
        self.at += 1;
    }
}
