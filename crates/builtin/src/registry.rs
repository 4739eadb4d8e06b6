//! Which implementation has a `pg_proc` OID?

use crate::{
    Env, array, bytes, compare, datetime, format, hash, json, number, range, regex, rows, text,
};
use base::SqlResult;
use std::collections::HashMap;
use std::sync::LazyLock;
use types::facts::{FUNCTIONS, Language};
use types::{Datum, Oid, Type};

/// One value from the arguments, in declared order.
pub type Plain = fn(&dyn Env, &[Datum]) -> SqlResult<Datum>;

/// As [`Plain`], of a function that must know its types at this call, as polymorphic ones do.
pub type Typed = fn(&dyn Env, &Signature, &[Datum]) -> SqlResult<Datum>;

/// A scalar function.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub enum Scalar {
    Plain(Plain),
    Typed(Typed),
}

/// The types of one call, polymorphism resolved.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Signature {
    pub args: Vec<Type>,
    pub result: Type,
    /// Whether the last argument of a VARIADIC "any" function was written `VARIADIC array`.
    pub variadic: bool,
}

impl Signature {
    /// The type of an argument; none past the last.
    pub fn arg(&self, index: usize) -> Oid {
        self.args.get(index).map_or(0, |ty| ty.oid)
    }
}

/// The rows of a set-returning function, made as they are asked for; one value for each output column.
pub type Rows = Box<dyn Iterator<Item = SqlResult<Vec<Datum>>> + Send>;

/// A set-returning function. The rows borrow nothing: what they need of the session is taken at
/// the call.
pub type SetReturning = fn(&dyn Env, &Signature, &[Datum]) -> SqlResult<Rows>;

/// One family's functions by `pg_proc.prosrc`.
pub(crate) type Table = &'static [(&'static str, Plain)];

/// Likewise, of functions that must know their types.
pub(crate) type TypedTable = &'static [(&'static str, Typed)];

/// Likewise, of set-returning functions.
pub(crate) type SetTable = &'static [(&'static str, SetReturning)];

/// By OID: a dense array, since built-in OIDs are small.
static SCALARS: LazyLock<Vec<Option<Scalar>>> = LazyLock::new(|| {
    let families = [
        compare::TABLE,
        compare::MOMENTS,
        compare::EXTREMES,
        compare::IDS,
        array::TABLE,
        bytes::TABLE,
        hash::TABLE,
        range::TABLE,
        regex::functions::TABLE,
        regex::similar::TABLE,
    ];
    let families = families.iter().chain(&number::FAMILY).chain(&datetime::FAMILY);
    let families = families.chain(&text::FAMILY).chain(&json::FAMILY).chain(&format::FAMILY);
    let typed = [array::TYPED, text::TYPED];
    let typed = typed.iter().chain(&json::TYPED);
    let mut by_source: HashMap<&str, Scalar> = HashMap::new();
    for (source, function) in families.copied().flatten() {
        let before = by_source.insert(source, Scalar::Plain(*function));
        debug_assert!(before.is_none(), "{source} is implemented twice");
    }
    for (source, function) in typed.copied().flatten() {
        let before = by_source.insert(source, Scalar::Typed(*function));
        debug_assert!(before.is_none(), "{source} is implemented twice");
    }
    by_oid(false, &by_source)
});

static SETS: LazyLock<Vec<Option<SetReturning>>> = LazyLock::new(|| {
    let all = rows::TABLE.iter().chain(json::populate::SETS);
    by_oid(true, &all.copied().collect())
});

fn by_oid<T: Copy>(sets: bool, by_source: &HashMap<&str, T>) -> Vec<Option<T>> {
    let last = FUNCTIONS.last().map_or(0, |function| function.oid as usize);
    let mut out = vec![None; last + 1];
    for function in FUNCTIONS {
        let internal = matches!(function.language, Language::Internal) && function.kind == 'f';
        if internal && function.retset == sets {
            out[function.oid as usize] = by_source.get(function.src).copied();
        }
    }
    out
}

/// The scalar function with this `pg_proc` OID; `None` when it is not implemented.
pub fn scalar(oid: Oid) -> Option<Scalar> {
    SCALARS.get(usize::try_from(oid).ok()?).copied().flatten()
}

/// The set-returning function with this `pg_proc` OID; `None` when it is not implemented.
pub fn set_returning(oid: Oid) -> Option<SetReturning> {
    SETS.get(usize::try_from(oid).ok()?).copied().flatten()
}
