//! Room `builtin`: see ARCHITECTURE.md.
