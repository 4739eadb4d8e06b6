//! When did a transaction commit, and as of when does one read?

use std::fmt;

/// A commit time: microseconds since 1970-01-01 UTC, moved forward where two
/// commits would share one, so that it is also a total order.
///
/// `t_commit` of every commit is greater than that of all earlier ones; a
/// snapshot "as of `t`" holds exactly the commits with `t_commit <= t`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// Before every commit.
    pub const ZERO: Timestamp = Timestamp(0);
    /// After every commit.
    pub const MAX: Timestamp = Timestamp(u64::MAX);

    /// The time `micros` microseconds after 1970-01-01 UTC.
    pub const fn from_micros(micros: u64) -> Timestamp {
        Timestamp(micros)
    }

    /// Microseconds since 1970-01-01 UTC.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The first time after this one.
    #[must_use]
    pub const fn next(self) -> Timestamp {
        Timestamp(self.0.saturating_add(1))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
