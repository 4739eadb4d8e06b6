//! Which session do the functions under test run in?

use airglow_builtin::Env;
use types::{Formats, Oid, Type};

/// A session with default settings, at the year 2000.
pub(crate) struct Host(pub(crate) Formats);

impl Env for Host {
    fn formats(&self) -> &Formats {
        &self.0
    }
    fn transaction_timestamp(&self) -> i64 {
        0
    }
    fn statement_timestamp(&self) -> i64 {
        0
    }
    fn clock_timestamp(&self) -> i64 {
        0
    }
    fn random_u64(&self) -> u64 {
        7
    }
    fn setting(&self, _: &str) -> Option<String> {
        None
    }
    fn current_user(&self) -> &str {
        "postgres"
    }
    fn session_user(&self) -> &str {
        "postgres"
    }
    fn current_database(&self) -> &str {
        "postgres"
    }
    fn search_path(&self) -> Vec<String> {
        vec!["public".into()]
    }
    fn backend_pid(&self) -> i32 {
        1
    }
    fn set_setting(&self, _: &str, value: &str, _: bool) -> base::SqlResult<String> {
        Ok(value.to_owned())
    }
    fn object_oid(&self, _: Oid, name: &str) -> base::SqlResult<Oid> {
        Err(base::SqlError::internal(name))
    }
    fn object_name(&self, _: Oid, object: Oid) -> Option<String> {
        Some(types::format_type(Type::new(object)))
    }
}
