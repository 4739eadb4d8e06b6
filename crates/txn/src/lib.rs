//! Room `txn`: see ARCHITECTURE.md.
