//! What the binder makes of a text.
