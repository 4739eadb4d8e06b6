//! Room `types`: see ARCHITECTURE.md.
