//! How shall a bound query be carried out?
//!
//! [`plan`] turns the tree of `sql` into a [`Plan`]: the same operators with the
//! ways to do them chosen. Columns keep their ids, so nothing here knows where a
//! column stands.
//!
//! - [`comparison`]: which functions an index's order answers.
//! - [`physical`]: the tree that comes out.
//! - [`columns`]: which columns an expression or a tree names.
//! - [`choose`]: the rules, operator by operator.
//! - [`access`], [`prefix`](access): how the rows of one table are found.
//! - [`order`]: in which order rows come.
//! - `estimate`: about how many there are.
//! - `join`: in which order relations are joined, and how.
//! - `system`: how relations of the catalogs are asked.
//! - `subquery`: subqueries leave expressions and become joins, or plans beside the plan.
//! - [`explain`](mod@explain), `detail`: the tree as text, in PostgreSQL's words.

pub mod access;
pub mod choose;
pub mod columns;
pub mod comparison;
mod detail;
mod estimate;
pub mod explain;
mod join;
pub mod order;
pub mod physical;
mod prefix;
mod subquery;
mod system;

pub use choose::plan;
pub use comparison::Comparison;
pub use explain::{explain, explain_with};
pub use physical::{Access, Bound, Gives, Plan, Planned, Probe, Subplan};
