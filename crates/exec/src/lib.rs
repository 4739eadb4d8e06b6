//! A plan and a transaction in, rows out; and how rows become keys and values.
//!
//! Start at [`program`]: a plan is compiled once into a [`Program`] that all sessions share, and
//! started as a [`Cursor`], which is pulled for batches.
//!
//! - [`context`]: what a running statement may touch, and what a host must provide.
//! - [`batch`]: rows on their way between operators.
//! - [`program`]: the compiled query and its execution.
//! - `compile`, `operator`: plans to operators; what an operator is.
//! - `code`, `compile_expr`, `eval`, `fold`, `array`: expressions.
//! - `scan`, `pieces`, `access`, `lookup`: rows from storage.
//! - `basic`, `limit`, `sort`, `distinct`, `aggregate`, `join`, `nested`, `subquery`, `window`, `sets`, `cte`,
//!   `lock`: the other operators.
//! - `modify`, `write`: INSERT, UPDATE and DELETE; how rows get into a table.
//! - `table_code`, `rows`, `packing`, `violation`: what is computed of a row, how it is stored, what it may break.
//! - [`foreign_key`], `judge`: what is proven at the end of a statement or transaction.
//! - [`ddl`], `rewrite`: changes of the catalog, and of rows by the way.
//! - [`copy`]: rows as a stream of bytes.
//! - `conflict`: what the loser of a conflict is told.
//! - [`functions`], [`catalog_functions`], [`system`]: what functions and relations of the catalog give.
//! - [`keys`]: the keys of rows and index entries.
//! - [`catalog_store`]: the descriptors of `sql` as data.
//! - `garbage`: what a dropped table leaves behind.

mod access;
mod accumulate;
pub mod advisory;
mod aggregate;
mod array;
mod basic;
pub mod batch;
pub mod catalog_functions;
pub mod catalog_store;
mod code;
mod compile;
mod compile_expr;
mod conflict;
pub mod context;
mod convert;
pub mod copy;
mod cte;
pub mod ddl;
mod distinct;
mod eval;
mod fold;
pub mod foreign_key;
pub mod functions;
mod garbage;
mod identity;
mod join;
mod judge;
pub mod keys;
mod limit;
mod lock;
mod lookup;
mod modify;
mod nested;
mod operator;
mod packing;
mod pieces;
pub mod program;
mod rewrite;
mod rows;
mod scan;
mod sets;
mod sort;
mod subquery;
pub mod system;
mod system_scan;
mod table_code;
mod violation;
mod window;
mod write;

pub use advisory::{Lock, LockAct, LockKey, Locks};
pub use batch::Batch;
pub use conflict::describe_conflict;
pub use context::{Context, Host, Memory, SequenceMemory};
pub use ddl::DdlDone;
pub use foreign_key::Constraints;
pub use functions::Functions;
pub use judge::check_deferred;
pub use program::{Cursor, Program};
pub use system::DATABASE;

#[cfg(test)]
mod query_tests;
