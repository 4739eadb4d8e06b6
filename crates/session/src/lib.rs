//! One connection's life: statement loop, settings, prepared statements, portals, transaction block.

use base::Timestamp;
use std::sync::Arc;
use txn::Snapshot;

/// What a session asks of the process it lives in.
pub trait Host: exec::Host + txn::Commit {
    /// The newest committed state, and when its catalog was last changed: the catalog's version.
    fn snapshot(&self) -> (Arc<dyn Snapshot>, Timestamp);
    /// Wall time: microseconds since 2000-01-01 UTC.
    fn now(&self) -> i64;
    /// 64 random bits.
    fn random_u64(&self) -> u64;
}
