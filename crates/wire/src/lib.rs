//! Room `wire`: see ARCHITECTURE.md.
