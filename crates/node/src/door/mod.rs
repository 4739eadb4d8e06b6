//! How do clients come in?

mod backend;
mod connection;

mod listener;

pub use backend::{Backend, Backends, Credentials, Opening, Replies, RoleLogin};
pub use listener::Door;
