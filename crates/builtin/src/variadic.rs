//! Which values were given for VARIADIC "any"?

use crate::Signature;
use crate::args::{Args, mismatch};
use base::SqlResult;
use std::borrow::Cow;
use types::{Datum, Oid};

/// The values from argument `first` on, each with its type: those written one by one, or the
/// items of one array after the word VARIADIC. `None` for a NULL array.
pub(crate) fn values<'a>(
    signature: &Signature,
    args: &'a [Datum],
    first: usize,
) -> SqlResult<Option<Vec<(Oid, Cow<'a, Datum>)>>> {
    if !signature.variadic {
        let typed = args.iter().enumerate().skip(first);
        let typed = typed.map(|(index, value)| (signature.arg(index), Cow::Borrowed(value)));
        return Ok(Some(typed.collect()));
    }
    match args.at(first)? {
        Datum::Null => Ok(None),
        Datum::Array(array) => {
            let items = array.items.iter();
            Ok(Some(items.map(|item| (array.element, Cow::Borrowed(item))).collect()))
        }
        _ => Err(mismatch()),
    }
}
