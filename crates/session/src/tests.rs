//! Claims about a session over a database in memory.
