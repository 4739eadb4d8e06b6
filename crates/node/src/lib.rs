//! Room `node`: see ARCHITECTURE.md.
