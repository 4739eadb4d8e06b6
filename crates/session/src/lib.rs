//! Room `session`: see ARCHITECTURE.md.
