//! Where do the rows of a dropped table go?
//!
//! DROP, TRUNCATE and a rewrite leave rows and index entries under storage ids that no descriptor
//! names any more. The statement only notes such an id, whatever it holds:
//!
//! ```text
//! 3u32, storage u32 -> nothing
//! ```
//! Nobody can read or write them: whoever began earlier and commits later relied on the descriptor.
//! Storage removes them, and the note, as it settles.

use base::{DROPPED_PREFIX, Mode, Value};
use txn::Transaction;

/// Notes that what is kept under `storage` may go.
pub(crate) fn discard(txn: &mut Transaction, storage: u32) {
    let note = [DROPPED_PREFIX, storage.to_be_bytes()].concat();
    txn.put(note.into(), Value::new(), Mode::Update);
}
