//! How does a session speak the protocol?
//!
//! [`SessionBackend`] puts each message of the protocol to a [`Session`], and the session's answers
//! become messages in [`Replies`].

use super::listener::DATABASE;
use super::web::{self, Gathered, Work};
use super::{Backend, Backends, Opening, Replies, Timeouts};
use async_trait::async_trait;
use base::{SqlError, SqlResult};
use bytes::Bytes;
use exec::Batch;
use session::{Answers, Form, Format, Limits, Mailbox, Notification, Session, Shared, Status};
use std::sync::Arc;
use types::{Oid, facts};
use wire::{Column, Encode};

/// What makes sessions over `host`.
pub fn sessions(host: Arc<dyn session::Host>) -> Arc<dyn Backends> {
    let shared = Shared::new(Arc::clone(&host), DATABASE, Limits::default());
    Arc::new(Sessions { shared, host })
}

struct Sessions {
    shared: Arc<Shared>,
    host: Arc<dyn session::Host>,
}

fn opening(opening: Opening) -> session::Opening {
    session::Opening {
        user: opening.user,
        parameters: opening.parameters,
        pid: i32::try_from(opening.pid).unwrap_or(i32::MAX),
        reins: opening.reins,
        client: opening.client,
    }
}

#[async_trait]
impl Backends for Sessions {
    async fn open(&self, asked: Opening) -> SqlResult<Box<dyn Backend>> {
        let session = Session::open(Arc::clone(&self.shared), opening(asked)).await?;
        Ok(Box::new(SessionBackend { session }))
    }

    async fn run(&self, asked: Opening, work: &Work, out: &mut Gathered) -> SqlResult<()> {
        web::run(&self.shared, &*self.host, opening(asked), work, out).await
    }
}

/// One session behind the door.
struct SessionBackend {
    session: Session,
}

#[async_trait]
impl Backend for SessionBackend {
    fn parameters(&mut self) -> Vec<(String, String)> {
        let told = self.session.parameters().into_iter();
        told.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn status(&self) -> u8 {
        match self.session.status() {
            Status::Idle => b'I',
            Status::Block => b'T',
            Status::Failed => b'E',
        }
    }

    fn timeouts(&self) -> Timeouts {
        self.session.timeouts()
    }

    fn mailbox(&self) -> Option<Arc<Mailbox>> {
        self.session.mailbox()
    }

    fn deliver(&mut self, out: &mut Replies<'_>) {
        self.session.deliver(out);
    }

    async fn simple_query(&mut self, sql: String, out: &mut Replies<'_>) -> SqlResult<bool> {
        self.session.simple_query(&sql, out).await
    }

    async fn parse(
        &mut self,
        name: String,
        sql: String,
        types: Vec<u32>,
        out: &mut Replies<'_>,
    ) -> SqlResult<()> {
        self.session.parse(name, &sql, &types, out).await
    }

    async fn bind(
        &mut self,
        portal: String,
        statement: String,
        param_formats: Vec<i16>,
        params: Vec<Option<Bytes>>,
        result_formats: Vec<i16>,
    ) -> SqlResult<()> {
        self.session.bind(portal, &statement, &param_formats, &params, &result_formats).await
    }

    async fn describe_statement(&mut self, name: &str, out: &mut Replies<'_>) -> SqlResult<()> {
        self.session.describe_statement(name, out).await
    }

    async fn describe_portal(&mut self, name: &str, out: &mut Replies<'_>) -> SqlResult<()> {
        self.session.describe_portal(name, out).await
    }

    async fn execute(
        &mut self,
        portal: &str,
        max_rows: usize,
        out: &mut Replies<'_>,
    ) -> SqlResult<bool> {
        self.session.execute(portal, max_rows, out).await
    }

    async fn close_statement(&mut self, name: &str) -> SqlResult<()> {
        self.session.close_statement(name);
        Ok(())
    }

    async fn close_portal(&mut self, name: &str) -> SqlResult<()> {
        self.session.close_portal(name);
        Ok(())
    }

    async fn sync(&mut self, out: &mut Replies<'_>) -> SqlResult<()> {
        self.session.sync(out).await
    }

    async fn copy_data(&mut self, data: Bytes) -> SqlResult<()> {
        self.session.copy_data(data).await
    }

    async fn copy_done(&mut self, out: &mut Replies<'_>) -> SqlResult<bool> {
        self.session.copy_done(out).await
    }

    async fn copy_fail(&mut self, reason: String) -> SqlError {
        self.session.copy_fail(&reason)
    }

    async fn fail(&mut self) {
        self.session.fail();
    }
}

#[async_trait]
impl Answers for Replies<'_> {
    fn row_description(&mut self, form: &Form<'_>) {
        let columns = form.columns().iter().enumerate().map(|(at, column)| {
            let (table, attribute) = column.origin.unwrap_or_default();
            Column {
                name: &column.name,
                table,
                attribute,
                type_oid: column.ty.oid,
                type_len: facts::type_by_oid(column.ty.oid).map_or(-1, |fact| fact.len),
                type_mod: column.ty.typmod,
                format: code(form.format(at)),
            }
        });
        Encode::row_description(self, columns);
    }

    fn parameter_description(&mut self, types: &[Oid]) {
        Encode::parameter_description(self, types);
    }

    fn no_data(&mut self) {
        self.bare(b'n');
    }

    async fn rows(&mut self, batch: &Batch, form: &Form<'_>) -> SqlResult<()> {
        let mut bytes = Vec::new();
        for row in batch.rows() {
            self.data_row(row.len(), |out| {
                for (at, value) in row.iter().enumerate() {
                    if value.is_null() {
                        out.null();
                        continue;
                    }
                    bytes.clear();
                    form.value(at, value, &mut bytes);
                    out.value(|out| out.extend_from_slice(&bytes));
                }
            });
            self.flush_if_full().await?;
        }
        Ok(())
    }

    fn command_complete(&mut self, tag: &str) {
        Encode::command_complete(self, tag);
    }

    fn empty_query(&mut self) {
        self.bare(b'I');
    }

    fn portal_suspended(&mut self) {
        self.bare(b's');
    }

    fn notice(&mut self, notice: &SqlError) {
        self.error(notice);
    }

    fn notification(&mut self, said: &Notification) {
        Encode::notification(self, said.pid, &said.channel, &said.payload);
    }

    fn parameter_status(&mut self, name: &str, value: &str) {
        Encode::parameter_status(self, name, value);
    }

    fn copy_in(&mut self, format: Format, columns: usize) {
        self.copy_response(b'G', code(format), columns);
    }

    fn copy_out(&mut self, format: Format, columns: usize) {
        self.copy_response(b'H', code(format), columns);
    }

    async fn copy_data(&mut self, data: &[u8]) -> SqlResult<()> {
        Encode::copy_data(self, data);
        self.flush_if_full().await
    }

    fn copy_done(&mut self) {
        self.bare(b'c');
    }

    fn place(&mut self) -> u64 {
        Replies::place(self)
    }

    fn copy(&mut self, place: u64) -> Option<Vec<u8>> {
        Replies::since(self, place).map(<[u8]>::to_vec)
    }

    fn take_back(&mut self, place: u64) -> Option<Vec<u8>> {
        Replies::take_back(self, place).map(|bytes| bytes.to_vec())
    }

    fn give_again(&mut self, bytes: &[u8]) {
        self.buffer().extend_from_slice(bytes);
    }
}

/// The format's number in the protocol.
fn code(format: Format) -> i16 {
    match format {
        Format::Text => 0,
        Format::Binary => 1,
    }
}
