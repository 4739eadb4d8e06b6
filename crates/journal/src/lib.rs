//! Room `journal`: see ARCHITECTURE.md.
