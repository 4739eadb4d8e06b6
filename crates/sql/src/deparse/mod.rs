//! What is the SQL text of a bound expression or a stored definition?
//!
//! PostgreSQL's `ruleutils.c`: the text of `pg_get_expr`, `pg_get_constraintdef` and
//! `pg_get_indexdef`, to the parenthesis, since schema tools compare it. Every operator is wrapped in
//! parentheses and every cast is shown, so that the text means the same under any search path:
//!
//! ```text
//! price > 0 AND kind IN ('a', 'b')
//! ((price > (0)::numeric) AND (kind = ANY (ARRAY['a'::text, 'b'::text])))
//! price > 0::numeric AND (kind = ANY (ARRAY['a'::text, 'b'::text]))        pretty
//! ```
//!
//! A bound expression does not remember whether a function was written as an operator, nor a cast as
//! a call, so what can be written as an operator or cast is.

mod definition;
mod expr;
mod made;
mod query;
mod quote;

pub use definition::{
    column_default, constraint_definition, index_column, index_definition, relation_name,
    stored_expression,
};
pub use expr::Deparse;
pub use query::view_definition;
pub use quote::{quote_ident, quote_list, quote_literal};
