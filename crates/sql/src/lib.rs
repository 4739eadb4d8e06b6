//! Text to a typed tree: grammar, names, types and operators, by PostgreSQL's rules.

mod background;
pub mod bind;
pub mod catalog;
pub mod deparse;
pub mod expr;
mod fresh;
pub mod iam;
pub mod names;
pub mod parse;
pub mod rel;
pub mod statement;
pub mod view;
mod walk;
pub mod written;

pub use bind::{Bound, Names, bind, same, takes_template};
pub use catalog::Catalog;
pub use expr::{Call, Expr, Given, SqlValue, Subquery, SubqueryKind};
pub use parse::{RawStatement, parse};
pub use rel::{Column, ColumnId, Rel};
pub use statement::Statement;
