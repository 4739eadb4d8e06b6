//! What is an expression worth that depends on nothing? Found out at compile time.

use crate::advisory::{Lock, LockAct, Locks};
use crate::code::Code;
use crate::context::{Host, SequenceMemory};
use crate::eval::Eval;
use crate::functions::{Asking, Functions};
use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use parking_lot::Mutex;
use sql::Catalog;
use sql::catalog::Sequence;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use types::{Datum, Formats, Oid};

/// `code` as a constant. What fails stays as it is, since it may never be evaluated, and is noted in
/// `fails`.
pub(crate) fn fold(code: Code, fails: &mut bool) -> Code {
    match constant(&code) {
        Ok(value) => Code::Const(value),
        Err(error) => {
            *fails |= error.state() != SqlState::INTERNAL_ERROR;
            code
        }
    }
}

fn constant(code: &Code) -> SqlResult<Datum> {
    static CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(Arc::default);
    static SEQUENCES: LazyLock<Mutex<SequenceMemory>> = LazyLock::new(Mutex::default);
    let (nowhere, asking) = (Nowhere::default(), Asking::default());
    let functions = Functions {
        env: &nowhere,
        catalog: &CATALOG,
        host: &nowhere,
        locks: &NoLocks,
        sequences: &SEQUENCES,
        asking: &asking,
    };
    code.eval(&Eval::new(&functions, &[], &[]), &[])
}

/// No session: immutable functions ask nothing of one.
#[derive(Default)]
pub(crate) struct Nowhere {
    formats: Formats,
}

fn absent() -> SqlError {
    SqlError::internal("an immutable function asked for its session")
}

impl Env for Nowhere {
    fn formats(&self) -> &Formats {
        &self.formats
    }
}

/// Nobody holds anything.
pub(crate) struct NoLocks;

#[async_trait]
impl Locks for NoLocks {
    fn act(&self, _: LockAct) -> SqlResult<Option<bool>> {
        Err(absent())
    }
    async fn wait(&self, _: Lock, _: &AtomicBool) -> SqlResult<()> {
        Err(absent())
    }
}

#[async_trait]
impl Host for Nowhere {
    fn sequence_next(&self, _: &Sequence) -> Option<SqlResult<i64>> {
        Some(Err(absent()))
    }
    async fn sequence_reserve(&self, _: &Sequence) -> SqlResult<()> {
        Err(absent())
    }
    async fn sequence_state(&self, _: &Sequence) -> SqlResult<(i64, bool)> {
        Err(absent())
    }
    async fn sequence_set(&self, _: &Sequence, _: i64, _: bool) -> SqlResult<()> {
        Err(absent())
    }
    async fn object_id(&self) -> SqlResult<Oid> {
        Err(absent())
    }
    fn row_id(&self) -> u64 {
        0
    }
    async fn sleep(&self, _: Duration) {}

    fn password_verifier(&self, _: &str) -> String {
        String::new()
    }
}
