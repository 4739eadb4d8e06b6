//! Room `base`: see ARCHITECTURE.md.
