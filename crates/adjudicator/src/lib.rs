//! Room `adjudicator`: see ARCHITECTURE.md.
