//! What functions must an expression's host provide?

use base::SqlResult;
use types::{Datum, Oid, Type};

/// The functions of `pg_proc` by OID, and what only the session knows.
pub trait Functions: Send + Sync {
    /// Calls a scalar function. Strictness is the callee's affair.
    fn call(&self, function: Oid, args: &[Datum], ty: Type) -> SqlResult<Datum>;

    /// A fresh state of an aggregate over arguments of no particular number.
    fn aggregate(&self, function: Oid) -> SqlResult<Box<dyn Accumulator>>;

    /// The rows of a set-returning function.
    fn set(&self, function: Oid, args: &[Datum]) -> SqlResult<Vec<Vec<Datum>>>;

    /// A cast through the text form.
    fn via_text(&self, value: &Datum, from: Type, to: Type) -> SqlResult<Datum>;

    /// A row id never given before, for a row of a table without a primary key.
    fn hidden_row_id(&self) -> SqlResult<u64>;

    /// CURRENT_TIMESTAMP and its kin.
    fn sql_value(&self, value: sql::SqlValue) -> SqlResult<Datum>;
}

/// The state of one aggregate over one group.
pub trait Accumulator: Send {
    /// Takes one row's arguments; NULLs too.
    fn add(&mut self, args: &[Datum]) -> SqlResult<()>;

    /// The result.
    fn finish(&mut self) -> SqlResult<Datum>;
}
