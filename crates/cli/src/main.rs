//! The `airglow` program.
fn main() {}
