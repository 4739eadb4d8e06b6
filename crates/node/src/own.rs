//! What does the host itself keep in a database, and how does it change it?
//!
//! Positions of sequences and identifiers are given out once, whether or not their taker
//! commits. So they do not belong to any user's transaction: the host keeps them under keys of
//! its own and changes them by small commits of its own, tried again when another was first.
//!
//! ```text
//! 2u32, 1u8                -> 1u8, next object id u32
//! 2u32, 2u8                -> 1u8, epoch u32: how many processes have given out row ids
//! 2u32, 3u8, storage u32   -> 1u8, last value i64, is_called u8: a sequence's position
//! 2u32, 4u8                -> 1u8, 32 bytes of chance: what roles that do not exist are made of
//! ```
//! All integers are big-endian; the first byte of a value is its format.

use crate::Database;
use base::{Key, KeyRange, Mode, SqlError, SqlResult, Value};
use std::sync::Arc;
use txn::{Isolation, Transaction};

/// What every key of the host's own begins with.
const PREFIX: [u8; 4] = 2_u32.to_be_bytes();

/// The format of every value.
pub(crate) const FORMAT: u8 = 1;

/// A commit of the host's own that loses so often has found something else than a race.
const TRIES: usize = 100;

/// Where the next object id is kept.
pub(crate) fn object_id_key() -> Key {
    key(1, &[])
}

/// Where the epoch of row ids is kept.
pub(crate) fn epoch_key() -> Key {
    key(2, &[])
}

/// Where the position of the sequence with this storage id is kept.
pub(crate) fn sequence_key(storage: u32) -> Key {
    key(3, &storage.to_be_bytes())
}

/// The positions of all sequences.
pub(crate) fn sequence_keys() -> KeyRange {
    KeyRange::prefix(key(3, &[]))
}

/// Where the chance is kept that mocks of passwords are made with.
pub(crate) fn chance_key() -> Key {
    key(4, &[])
}

fn key(kind: u8, rest: &[u8]) -> Key {
    let mut key = PREFIX.to_vec();
    key.push(kind);
    key.extend_from_slice(rest);
    key.into()
}

/// Changes the value under `key` by a commit of its own. `change` gets what is kept, and gives
/// what to keep, if anything, and an answer; it is called again when another commit came
/// between.
///
/// # Errors
/// Those of `change`, and of a commit.
pub(crate) async fn update<T: Send>(
    database: &Database,
    key: &Key,
    mut change: impl FnMut(Option<&[u8]>) -> SqlResult<(Option<Vec<u8>>, T)> + Send,
) -> SqlResult<T> {
    for _ in 0..TRIES {
        let (snapshot, _) = database.snapshot();
        let mut txn = Transaction::new(snapshot, Isolation::RepeatableRead);
        let kept = txn.get_many(std::slice::from_ref(key)).await?.pop().flatten();
        let (value, answer) = change(kept.as_deref())?;
        let Some(value) = value else { return Ok(answer) };
        txn.put(key.clone(), value.into(), Mode::Update);
        match txn.commit(database).await {
            Ok(_) => return Ok(answer),
            Err(error) if error.is_retryable() => {}
            Err(error) => return Err(error.into_sql()),
        }
    }
    Err(SqlError::internal("the host's own commit lost a hundred times"))
}

/// The value under `key`, now.
///
/// # Errors
/// Those of storage.
pub(crate) async fn read(database: &Arc<Database>, key: Key) -> SqlResult<Option<Value>> {
    let (snapshot, _) = database.snapshot();
    let values = txn::Snapshot::get_many(&*snapshot, &[key]).await?;
    Ok(values.into_iter().next().flatten())
}

/// What `value` holds behind its format.
///
/// # Errors
/// XX001 when it is not `N` bytes of the known format.
pub(crate) fn body<const N: usize>(value: &[u8]) -> SqlResult<[u8; N]> {
    let body = match value.split_first() {
        Some((&FORMAT, body)) => body.try_into().ok(),
        _ => None,
    };
    body.ok_or_else(|| txn::Error::Corrupt("a value of the host's own".to_owned()).into_sql())
}

/// `body` behind the format.
pub(crate) fn value(body: &[u8]) -> Vec<u8> {
    let mut value = vec![FORMAT];
    value.extend_from_slice(body);
    value
}
