//! How do clients come in?

mod backend;

pub use backend::{Backend, Backends, Credentials, Opening, Replies, RoleLogin};
