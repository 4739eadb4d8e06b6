//! Which views can be written through, and what does a write to one become?

use super::Binder;
use crate::catalog::View;
use base::SqlResult;

impl Binder<'_> {
    /// 0A000 for WITH CHECK OPTION on a view that cannot be written through.
    pub(crate) fn check_updatable(&self, _view: &View) -> SqlResult<()> {
        Err(base::SqlError::unsupported("WITH CHECK OPTION"))
    }
}
