//! Room `sql`: see ARCHITECTURE.md.
