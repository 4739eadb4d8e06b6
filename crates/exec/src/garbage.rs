//! Where do the rows of a dropped table go?
//!
//! DROP, TRUNCATE and a rewrite leave rows and index entries under storage ids that no descriptor
//! names any more. The statement only notes such an id, whatever it holds:
//!
//! ```text
//! 3u32, storage u32 -> nothing
//! ```
//! Nobody can read or write them: whoever began earlier and commits later relied on the descriptor.
//! The host takes them away afterwards, some at a time, by transactions of its own.

use base::{Direction, Flow, Key, KeyRange, Mode, SqlResult, Value};
use txn::Transaction;

const PREFIX: [u8; 4] = 3_u32.to_be_bytes();

/// At most so many keys go in one transaction.
const SWEEP_MAX: usize = 10_000;

fn note(storage: u32) -> Key {
    let mut out = PREFIX.to_vec();
    out.extend_from_slice(&storage.to_be_bytes());
    out.into()
}

/// Notes that what is kept under `storage` may go.
pub(crate) fn discard(txn: &mut Transaction, storage: u32) {
    txn.put(note(storage), Value::new(), Mode::Update);
}

/// Takes away some of what may go. Whether there was any: then commit, and call again with the same
/// `from`, at first `None`: where to go on, so that what is gone is not walked over again.
///
/// # Errors
/// Those of storage.
pub async fn sweep(txn: &mut Transaction, from: &mut Option<Key>) -> SqlResult<bool> {
    let mut noted: Vec<Key> = Vec::new();
    let mut sink = |key: &[u8], _: &[u8]| {
        noted.push(Key::copy_from_slice(key));
        Flow::Stop
    };
    txn.scan(&KeyRange::prefix(PREFIX.to_vec()), Direction::Forward, &mut sink).await?;
    let Some(noted) = noted.pop() else { return Ok(false) };
    let mut rows = KeyRange::prefix(noted.slice(PREFIX.len()..));
    if let Some(from) = from.take().filter(|from| rows.contains(from)) {
        rows.start = from;
    }
    let mut keys: Vec<Key> = Vec::new();
    let mut sink = |key: &[u8], _: &[u8]| {
        keys.push(Key::copy_from_slice(key));
        if keys.len() < SWEEP_MAX { Flow::Continue } else { Flow::Stop }
    };
    txn.scan(&rows, Direction::Forward, &mut sink).await?;
    if keys.len() < SWEEP_MAX {
        txn.delete(noted, Mode::Update);
    } else {
        *from = keys.last().cloned();
    }
    for key in keys {
        txn.delete(key, Mode::Update);
    }
    Ok(true)
}
