//! What do `nextval` and its kin give? (commands/sequence.c)

use super::{World, args};
use crate::functions::{Answer, Functions, Request};
use base::{SqlError, SqlResult, SqlState};
use sql::catalog::Sequence;
use std::sync::Arc;
use types::facts::fn_oid;
use types::{Datum, Oid};

/// The sequence with this OID, which the session may use.
fn found(f: &Functions<'_>, oid: Oid) -> SqlResult<Arc<Sequence>> {
    let world = f.world();
    let Some(sequence) = f.catalog.sequences.get(&oid) else {
        return Err(match world.class(oid) {
            Some(class) => SqlError::new(
                SqlState::WRONG_OBJECT_TYPE,
                format!("\"{}\" is not a sequence", class.name),
            ),
            None => SqlError::new(
                SqlState::UNDEFINED_TABLE,
                format!("could not open relation with OID {oid}"),
            ),
        });
    };
    allowed(&world, sequence)?;
    Ok(Arc::clone(sequence))
}

fn allowed(world: &World<'_>, sequence: &Sequence) -> SqlResult<()> {
    let role = world.current_role().map(|role| role.oid);
    if role.is_some_and(|role| world.has_privileges_of(role, sequence.owner)) {
        return Ok(());
    }
    let message = format!("permission denied for sequence {}", sequence.name);
    Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message))
}

/// 25006 in a read-only transaction.
fn may_write(f: &Functions<'_>, function: &str) -> SqlResult<()> {
    if f.env.setting("transaction_read_only").as_deref() != Some("on") {
        return Ok(());
    }
    let message = format!("cannot execute {function} in a read-only transaction");
    Err(SqlError::new(SqlState::READ_ONLY_SQL_TRANSACTION, message))
}

/// `nextval(regclass)`.
pub(super) fn next(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let sequence = found(f, oid)?;
    may_write(f, "nextval()")?;
    f.next_value(&sequence).map(Datum::Int8)
}

/// `currval(regclass)`.
pub(super) fn current(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let sequence = found(f, oid)?;
    let value = f.sequences.lock().last_value.get(&oid).copied();
    value.map(Datum::Int8).ok_or_else(|| {
        let message =
            format!("currval of sequence \"{}\" is not yet defined in this session", sequence.name);
        SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
    })
}

/// `lastval()`: NULL never; a sequence that is gone is as one that was never used.
pub(super) fn last(f: &Functions<'_>, _: &[Datum]) -> SqlResult<Datum> {
    let value = {
        let memory = f.sequences.lock();
        let used = memory.last_used.filter(|oid| f.catalog.sequences.contains_key(oid));
        used.and_then(|oid| memory.last_value.get(&oid).copied())
    };
    value.map(Datum::Int8).ok_or_else(|| {
        SqlError::new(
            SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
            "lastval is not yet defined in this session",
        )
    })
}

/// `setval(regclass, value [, is_called])`.
pub(super) fn set(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let (Some(oid), Some(value)) = (args::oid(given, 0), args::int(given, 1)) else {
        return Ok(Datum::Null);
    };
    let is_called = given.len() < 3 || args::is_true(given, 2);
    let sequence = found(f, oid)?;
    may_write(f, "setval()")?;
    if !(sequence.min..=sequence.max).contains(&value) {
        let message = format!(
            "setval: value {value} is out of bounds for sequence \"{}\" ({}..{})",
            sequence.name, sequence.min, sequence.max
        );
        return Err(SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message));
    }
    f.ask(Request::Set(sequence, value, is_called))?;
    let mut sequences = f.sequences.lock();
    sequences.lasting += 1;
    if is_called {
        sequences.last_value.insert(oid, value);
    }
    Ok(Datum::Int8(value))
}

/// `pg_sequence_last_value(regclass)`: NULL before the first value is drawn.
pub(super) fn last_value(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let sequence = found(f, oid)?;
    match f.ask(Request::State(sequence))? {
        Answer::State(value, true) => Ok(Datum::Int8(value)),
        _ => Ok(Datum::Null),
    }
}

/// `pg_sequence_parameters(oid)`: start, minimum, maximum, increment, cycle, cache, type.
pub(super) fn parameters(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(oid) = args::oid(given, 0) else { return Ok(Datum::Null) };
    let sequence = found(f, oid)?;
    let fields = [
        Datum::Int8(sequence.start),
        Datum::Int8(sequence.min),
        Datum::Int8(sequence.max),
        Datum::Int8(sequence.increment),
        Datum::Bool(sequence.cycle),
        Datum::Int8(sequence.cache),
        Datum::Oid(sequence.type_oid),
    ];
    Ok(args::record(fn_oid::F_PG_SEQUENCE_PARAMETERS, fields.into()))
}
