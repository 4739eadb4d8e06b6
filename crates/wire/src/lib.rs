//! Which bytes are which messages of PostgreSQL's protocol 3, in both directions? And which JSON
//! is which query of SQL over [`http`], which bytes are in which [`frame`] of a WebSocket, and what does a
//! [`proxy`] say before them?
//!
//! No socket is known here: bytes are gathered in a `BytesMut`, messages come out
//! of it, and answers are appended to another.

mod decode;
mod encode;
pub mod frame;
pub mod http;
pub mod proxy;

pub use decode::{
    FrontendMessage, MESSAGE_MAX, Secret, Startup, Target, decode, decode_startup, missing,
    zero_terminated,
};
pub use encode::{Column, Encode, RowWriter};
