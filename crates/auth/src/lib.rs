//! Does this client know the password, or hold a token that proves who it is?
//!
//! - [`Exchange`], [`Verifier`]: passwords. [`token`]: IAM-style tokens. [`jwt`]: bearer tokens.
//!
//! SCRAM-SHA-256 (RFC 5802, RFC 7677) as PostgreSQL speaks it, bound to the channel or not, over
//! verifiers in PostgreSQL's text form. Nonces and salts are given, not drawn.

mod exchange;
pub mod jwt;
pub mod token;
mod verifier;

pub use exchange::{Channel, Exchange, MECHANISM, MECHANISM_PLUS};
pub use verifier::{ITERATIONS, Verifier, equal, mark};
