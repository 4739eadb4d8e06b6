//! What does a transaction ask at COMMIT, what is it told, and what is journaled?

use crate::{Key, KeyRange, Timestamp, Value};

/// How strongly a transaction holds a key, by PostgreSQL's row-lock modes
/// (src/include/access/heapam.h, `LockTupleMode`), here checked at commit
/// instead of waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Mode {
    /// FOR KEY SHARE, and what a foreign-key check holds on the parent.
    KeyShare = 0,
    /// FOR SHARE.
    Share = 1,
    /// FOR NO KEY UPDATE, and an UPDATE of columns no unique index covers.
    NoKeyUpdate = 2,
    /// FOR UPDATE, and INSERT, DELETE, or an UPDATE of key columns.
    Update = 3,
}

impl Mode {
    /// All modes, weakest first.
    pub const ALL: [Mode; 4] = [Mode::KeyShare, Mode::Share, Mode::NoKeyUpdate, Mode::Update];

    /// Whether two overlapping transactions may not hold one key in these modes
    /// (PostgreSQL manual, table "Conflicting Row-Level Locks"). Symmetric.
    pub const fn conflicts(self, other: Mode) -> bool {
        // Bit `m` of row `n` says whether modes n and m conflict.
        const TABLE: [u8; 4] = [0b1000, 0b1100, 0b1110, 0b1111];
        TABLE[self as usize] >> other as u8 & 1 == 1
    }
}

/// One new version of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The key.
    pub key: Key,
    /// The full post-image; `None` deletes.
    pub value: Option<Value>,
    /// [`Mode::NoKeyUpdate`] or [`Mode::Update`].
    pub mode: Mode,
    /// The snapshot in which the transaction first judged this key: a
    /// conflicting commit after it refuses the request.
    pub since: Timestamp,
}

/// A key held without being changed: FOR UPDATE and its kin, a foreign-key check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The key; it need not exist.
    pub key: Key,
    /// How strongly it is held.
    pub mode: Mode,
    /// As in [`Write::since`].
    pub since: Timestamp,
}

/// Keys whose state was relied on: no write may have been committed inside
/// `range` after `since`. Read sets of SERIALIZABLE, the descriptors a
/// statement was planned under, and the rows a schema change has checked are
/// all of this kind. Unlike a [`Claim`] it is checked and then forgotten: it
/// refuses nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The keys, present or absent.
    pub range: KeyRange,
    /// As in [`Write::since`].
    pub since: Timestamp,
}

/// What COMMIT sends to the adjudicator. Keys are unique within `writes`, which
/// is in key order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitRequest {
    /// What changes.
    pub writes: Vec<Write>,
    /// What is held.
    pub claims: Vec<Claim>,
    /// What was relied on.
    pub reads: Vec<Read>,
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key another transaction committed first.
    pub key: Key,
    /// When the winner committed; for a request older than the adjudicator
    /// remembers, the low-water mark.
    pub committed_at: Timestamp,
    /// The winner is not known: the snapshot is older than the adjudicator's
    /// memory ("snapshot too old").
    pub forgotten: bool,
}

/// The adjudicator's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Commits at this time once its journal entry is durable.
    Commit(Timestamp),
    /// Lost; the client may retry.
    Refuse(Conflict),
}

/// One committed transaction, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// Greater than that of every entry before it.
    pub committed_at: Timestamp,
    /// Post-images in key order, keys unique.
    pub writes: Vec<(Key, Option<Value>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_conflict_as_in_postgresqls_table() {
        use Mode::*;
        let table = [
            (KeyShare, vec![Update]),
            (Share, vec![NoKeyUpdate, Update]),
            (NoKeyUpdate, vec![Share, NoKeyUpdate, Update]),
            (Update, vec![KeyShare, Share, NoKeyUpdate, Update]),
        ];
        for (mode, refused) in table {
            for other in Mode::ALL {
                assert_eq!(mode.conflicts(other), refused.contains(&other), "{mode:?} {other:?}");
                assert_eq!(mode.conflicts(other), other.conflicts(mode));
            }
        }
    }
}
