//! Which session do the functions under test run in?

use airglow_builtin::Env;
use types::{Formats, Oid, Type};

/// A session with default settings, at the year 2000.
pub(crate) struct Host(pub(crate) Formats);

impl Env for Host {
    fn formats(&self) -> &Formats {
        &self.0
    }
    fn random_u64(&self) -> u64 {
        7
    }
    fn object_name(&self, _: Oid, object: Oid) -> Option<String> {
        Some(types::format_type(Type::new(object)))
    }
}
