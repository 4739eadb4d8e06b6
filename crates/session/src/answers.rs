//! How does a session answer?

use crate::form::{Form, Format};
use crate::notify::Notification;
use async_trait::async_trait;
use base::{SqlError, SqlResult};
use exec::Batch;
use types::Oid;

/// Where a session's answers go, in order. The host writes the protocol's messages, and may
/// hold bytes back until it chooses to send them.
#[async_trait]
pub trait Answers: Send {
    /// Rows of this form follow, or would.
    fn row_description(&mut self, form: &Form<'_>);
    /// The types of a statement's parameters.
    fn parameter_description(&mut self, types: &[Oid]);
    /// What was asked about gives no rows.
    fn no_data(&mut self);
    /// Some rows. Waits for the client to take them when many wait.
    async fn rows(&mut self, batch: &Batch, form: &Form<'_>) -> SqlResult<()>;
    /// A statement is done, by its tag.
    fn command_complete(&mut self, tag: &str);
    /// There was no statement.
    fn empty_query(&mut self);
    /// As many rows as were asked for have been given; there may be more.
    fn portal_suspended(&mut self);
    /// A notice or warning.
    fn notice(&mut self, notice: &SqlError);
    /// Somebody has said something that the client listens to.
    fn notification(&mut self, notification: &Notification);
    /// A setting that clients are told of has changed.
    fn parameter_status(&mut self, name: &str, value: &str);
    /// The client is to send data of a COPY of so many columns.
    fn copy_in(&mut self, format: Format, columns: usize);
    /// Data of a COPY follows.
    fn copy_out(&mut self, format: Format, columns: usize);
    /// Some of it, one row at a time.
    async fn copy_data(&mut self, data: &[u8]) -> SqlResult<()>;
    /// The end of it.
    fn copy_done(&mut self);
    /// A place among the answers so far, to be taken back to.
    fn place(&mut self) -> u64;
    /// What was answered after a place; none of it when some has been sent.
    fn copy(&mut self, place: u64) -> Option<Vec<u8>>;
    /// Takes back, and gives, what was answered after a place; none of it when some has been sent.
    fn take_back(&mut self, place: u64) -> Option<Vec<u8>>;
    /// Answers again what was taken back.
    fn give_again(&mut self, bytes: &[u8]);
}
