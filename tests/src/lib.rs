//! The golden-script runner and the tests with real programs.
