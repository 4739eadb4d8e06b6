//! The host: drives every machine on real things.
//!
//! - [`Home`] (`home`): the data directory, its version and its lock.
//! - [`Database`] (`database`): the commit path, from a request to a durable and visible commit.
//! - [`Engine`] (`engine`): one open database with all that its sessions need; `store` opens its
//!   homes, `sequences` and `identifiers` give out what belongs to no transaction, under the
//!   keys of `own`.
//! - [`Keys`] (`keys`): the access keys that sign IAM-style tokens.
//! - [`Issuer`] (`issuer`): whose bearer tokens are taken, and by which keys.
//! - [`Tls`] (`tls`): certificate and key.
//! - [`Server`] (`server`): an engine and a door.
//! - [`door`]: listeners and connections, from a socket to a backend.

mod database;
pub mod door;
mod engine;
mod error;
mod hands;
mod home;
mod identifiers;
mod issuer;
mod keys;
mod own;
mod sequences;
mod server;
mod store;
mod tls;

pub use auth::jwt::JwtPolicy;
pub use auth::token::{Action as TokenAction, EXPIRES_MAX as TOKEN_EXPIRES_MAX, Secret, sign};
pub use database::{Database, DatabaseSnapshot};
pub use engine::{ADMIN_NAME, Engine};
pub use error::Error;
pub use home::{Error as HomeError, Home};
pub use issuer::Issuer;
pub use keys::{AccessKey, Keys, NewKey, check_arn};
pub use server::{Server, ServerOptions, generate_password, url};
pub use store::StoreUrl;
pub use tls::{Tls, TlsFiles};
