//! Room `exec`: see ARCHITECTURE.md.
