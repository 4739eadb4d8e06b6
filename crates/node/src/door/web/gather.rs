//! How does a session answer a request over HTTP? Into results, which leave when all is done.

use async_trait::async_trait;
use base::{SqlError, SqlResult, SqlState, Timestamp};
use exec::Batch;
use session::{Answers, Form, Format, Notification};
use types::{Oid, facts};
use wire::http::{Field, QueryResult};

/// Results of the queries of one request, values in PostgreSQL's text form.
#[derive(Debug)]
pub struct Gathered {
    results: Vec<QueryResult>,
    /// Answers go to the last result, else they are passed over.
    open: bool,
    /// Of all the results before the last.
    bytes: usize,
    limit: usize,
    too_large: bool,
    time: Option<Timestamp>,
}

impl Gathered {
    /// Of at most about so many bytes of JSON.
    pub fn new(limit: usize) -> Gathered {
        Gathered { results: Vec::new(), open: false, bytes: 0, limit, too_large: false, time: None }
    }

    /// What follows answers the next query.
    ///
    /// # Errors
    /// 54000 when there was too much before.
    pub fn begin_next(&mut self) -> SqlResult<()> {
        self.bytes += self.results.last().map_or(0, QueryResult::bytes);
        self.results.push(QueryResult::default());
        self.open = true;
        self.check(self.bytes)
    }

    fn check(&mut self, bytes: usize) -> SqlResult<()> {
        if bytes <= self.limit {
            return Ok(());
        }
        self.too_large = true;
        let message = format!("response is too large (max is {} bytes)", self.limit);
        Err(SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message)
            .with_hint("Ask for fewer rows at a time, or use a PostgreSQL connection."))
    }

    /// What follows answers no query of the client's.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Gathered::new(self.limit);
    }

    /// Whether there was too much.
    pub fn is_too_large(&self) -> bool {
        self.too_large
    }

    /// Notes the time of the commit, or of the newest state that may have been read.
    pub fn note(&mut self, time: Timestamp) {
        self.time = Some(time);
    }

    /// What was noted.
    pub fn time(&self) -> Option<Timestamp> {
        self.time
    }

    /// A result for each query.
    pub fn into_results(self) -> Vec<QueryResult> {
        self.results
    }

    fn result(&mut self) -> Option<&mut QueryResult> {
        self.results.last_mut().filter(|_| self.open)
    }
}

#[async_trait]
impl Answers for Gathered {
    fn row_description(&mut self, form: &Form<'_>) {
        let fields = form.columns().iter().map(|column| {
            let (table_oid, number) = column.origin.unwrap_or_default();
            let fact = facts::type_by_oid(column.ty.oid);
            let array = fact.filter(|fact| fact.category == 'A' && fact.elem != 0);
            Field {
                name: column.name.clone(),
                type_oid: column.ty.oid,
                table_oid,
                column: number,
                type_len: fact.map_or(-1, |fact| fact.len),
                typmod: column.ty.typmod,
                element: array.map(|fact| (fact.elem, fact.delim)),
            }
        });
        let fields = fields.collect();
        if let Some(result) = self.result() {
            result.describe(fields);
        }
    }

    fn parameter_description(&mut self, _: &[Oid]) {}

    fn no_data(&mut self) {}

    async fn rows(&mut self, batch: &Batch, form: &Form<'_>) -> SqlResult<()> {
        for row in batch.rows() {
            let Some(result) = self.result() else { return Ok(()) };
            result.row(row.iter().enumerate().map(|(at, value)| {
                if value.is_null() {
                    return None;
                }
                let mut text = Vec::new();
                form.value(at, value, &mut text);
                // Text is UTF-8 already.
                Some(String::from_utf8(text).unwrap_or_default())
            }));
            let bytes = result.bytes();
            self.check(self.bytes + bytes)?;
        }
        Ok(())
    }

    fn command_complete(&mut self, tag: &str) {
        if let Some(result) = self.result() {
            result.complete(tag);
        }
    }

    fn empty_query(&mut self) {}

    fn portal_suspended(&mut self) {}

    fn notice(&mut self, _: &SqlError) {}

    fn notification(&mut self, _: &Notification) {}

    fn parameter_status(&mut self, _: &str, _: &str) {}

    fn copy_in(&mut self, _: Format, _: usize) {}

    fn copy_out(&mut self, _: Format, _: usize) {}

    async fn copy_data(&mut self, _: &[u8]) -> SqlResult<()> {
        Err(SqlError::unsupported("COPY TO STDOUT over HTTP"))
    }

    fn copy_done(&mut self) {}

    /// Rows of the result at hand: nothing else is ever taken back.
    fn place(&mut self) -> u64 {
        self.result().map_or(0, |result| result.rows() as u64)
    }

    /// A batch is run again whole by who was asked for it.
    fn copy(&mut self, _: u64) -> Option<Vec<u8>> {
        None
    }

    fn take_back(&mut self, place: u64) -> Option<Vec<u8>> {
        if let Some(result) = self.result() {
            result.truncate(usize::try_from(place).ok()?);
        }
        Some(Vec::new())
    }

    fn give_again(&mut self, _: &[u8]) {}
}
