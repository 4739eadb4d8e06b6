//! What do `to_char`, `to_date`, `to_timestamp` and `to_number` make of a template?
//! (PostgreSQL, src/backend/utils/adt/formatting.c)

mod date;
mod date_in;
mod number;
mod number_functions;
mod template;

use crate::registry::Table;

/// Every function of this family.
pub(crate) static FAMILY: [Table; 2] = [date_in::TABLE, number_functions::TABLE];
