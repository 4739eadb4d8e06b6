//! FOR UPDATE and its kin: which rows does the transaction hold? Those that come out, checked at
//! COMMIT; nobody waits.

use crate::batch::Batch;
use crate::compile::{Compiled, Compiler};
use crate::operator::{Node, Operator, Run};
use async_trait::async_trait;
use base::{Key, Mode, SqlResult};
use plan::Plan;
use plan::physical::row_key;
use std::sync::Arc;
use types::Datum;

/// Claims the rows of the scans in `locks`.
pub(crate) fn compile(
    compiler: &mut Compiler,
    input: &Plan,
    locks: &[(u32, Mode)],
) -> SqlResult<Compiled> {
    let input = compiler.node(input)?;
    let places = locks.iter().map(|(scan, mode)| Ok((input.position(row_key(*scan))?, *mode)));
    let locks = Arc::new(places.collect::<SqlResult<Vec<_>>>()?);
    let Compiled { node, columns, types } = input;
    Ok(Compiled::new(Lock { input: node, locks }, columns, types))
}

struct Lock {
    input: Box<dyn Node>,
    /// Where a row's key stands, and how strongly it is held.
    locks: Arc<Vec<(usize, Mode)>>,
}

struct LockRun {
    input: Box<dyn Operator>,
    /// Rows that came though they were not asked for; not claimed yet.
    rest: Batch,
    locks: Arc<Vec<(usize, Mode)>>,
}

impl Node for Lock {
    fn start(&self) -> Box<dyn Operator> {
        let (input, rest) = (self.input.start(), Batch::default());
        Box::new(LockRun { input, rest, locks: Arc::clone(&self.locks) })
    }
}

#[async_trait]
impl Operator for LockRun {
    async fn next(&mut self, run: &mut Run<'_, '_>, want: usize) -> SqlResult<Option<Batch>> {
        let mut batch = std::mem::take(&mut self.rest);
        if batch.is_empty() {
            let Some(next) = self.input.next(run, want).await? else { return Ok(None) };
            batch = next;
        }
        if batch.len() > want {
            self.rest = batch.split_off(want);
        }
        for row in batch.rows() {
            for (at, mode) in self.locks.iter() {
                // The row of an outer join that is not there has no key.
                if let Datum::Bytea(key) = &row[*at] {
                    run.cx.txn.claim(Key::copy_from_slice(key), *mode);
                }
            }
        }
        Ok(Some(batch))
    }

    fn reset(&mut self, run: &mut Run<'_, '_>) {
        self.rest = Batch::default();
        self.input.reset(run);
    }
}
