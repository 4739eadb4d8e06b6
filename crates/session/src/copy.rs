//! How does COPY move data between the client and the executor?

use crate::Answers;
use crate::form::Format;
use crate::plans::Text;
use crate::session::Session;
use crate::statement::Opened;
use base::{SqlError, SqlResult, SqlState};
use bytes::Bytes;
use exec::copy::{CopyIn, CopyOut};
use exec::{Memory, Program};
use sql::rel::Column;
use sql::statement::{Copy, CopyDirection, Query};
use std::sync::Arc;

/// Data is read when so much has come: clients send a message a row.
const PIECE: usize = 64 << 10;

/// A COPY FROM STDIN that waits for data.
pub(crate) struct Copying {
    data: CopyIn,
    memory: Memory,
    /// What has come and is not read yet.
    piece: Vec<u8>,
    /// The simple query it came in, and the statement after it.
    pub(crate) rest: Option<(Arc<Text>, usize)>,
}

impl Session {
    pub(crate) fn begin_copy_in(
        &mut self,
        copy: &Copy,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let CopyDirection::From { insert, columns, table } = &copy.direction else {
            return Err(SqlError::internal("COPY TO is no COPY FROM"));
        };
        let program = Arc::new(Program::compile(plan::plan(insert))?);
        let data = CopyIn::new(&program, columns.clone(), table.clone(), copy.options.clone());
        out.copy_in(format(data.is_binary()), data.width());
        let memory = self.stage.memory();
        self.copying = Some(Box::new(Copying { data, memory, piece: Vec::new(), rest: None }));
        Ok(Opened::Copying)
    }

    pub(crate) async fn copy_out(
        &mut self,
        copy: &Copy,
        query: &Query,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let program = Arc::new(Program::compile(plan::plan(query))?);
        let columns: &[Column] = program.columns();
        let data = CopyOut::new(columns, copy.options.clone());
        out.copy_out(format(data.is_binary()), data.width());
        // As PostgreSQL sends them: a line of names is a message, the head of binary data begins the first.
        let mut head = data.start().unwrap_or_default();
        if !data.is_binary() && !head.is_empty() {
            out.copy_data(&std::mem::take(&mut head)).await?;
        }
        let memory = self.stage.memory();
        let mut cursor = program.start(Vec::new());
        let mut rows = 0;
        loop {
            let batch = cursor.next_batch(&mut self.stage.context(&memory)?).await?;
            let Some(batch) = batch else { break };
            rows += batch.len();
            for row in batch.rows() {
                let row = data.row(row, &self.stage.env);
                if head.is_empty() {
                    out.copy_data(&row).await?;
                } else {
                    head.extend_from_slice(&row);
                    out.copy_data(&std::mem::take(&mut head)).await?;
                }
            }
        }
        if let Some(end) = data.end() {
            head.extend_from_slice(&end);
            out.copy_data(&head).await?;
        }
        out.copy_done();
        Ok(Opened::Done(format!("COPY {rows}")))
    }

    /// Some data of a COPY FROM STDIN, cut anywhere.
    ///
    /// # Errors
    /// What is wrong with it, or with what came before.
    pub async fn copy_data(&mut self, data: Bytes) -> SqlResult<()> {
        let Some(copying) = &mut self.copying else { return Ok(()) };
        copying.piece.extend_from_slice(&data);
        if copying.piece.len() < PIECE {
            return Ok(());
        }
        let Some(mut copying) = self.copying.take() else { return Ok(()) };
        let result = match self.stage.context(&copying.memory) {
            Ok(mut cx) => copying.data.data(&copying.piece, &mut cx).await,
            Err(error) => Err(error),
        };
        copying.piece.clear();
        match &result {
            Ok(()) => self.copying = Some(copying),
            Err(_) => self.fail(),
        }
        result
    }

    /// The end of it. True when the same simple query goes on to another COPY FROM STDIN.
    ///
    /// # Errors
    /// What is wrong with it, or with what follows in the simple query.
    pub async fn copy_done(&mut self, out: &mut dyn Answers) -> SqlResult<bool> {
        let Some(copying) = self.copying.take() else { return Ok(false) };
        let simple = copying.rest.is_some();
        let result = self.end_copy(*copying, out).await;
        if simple {
            return self.finish_simple(result, out);
        }
        if result.is_err() {
            self.fail();
        }
        result
    }

    async fn end_copy(&mut self, copying: Copying, out: &mut dyn Answers) -> SqlResult<bool> {
        let Copying { mut data, memory, piece, rest } = copying;
        let mut cx = self.stage.context(&memory)?;
        data.data(&piece, &mut cx).await?;
        let rows = data.finish(&mut cx).await?;
        let Some((text, next)) = rest else {
            out.command_complete(&format!("COPY {rows}"));
            return Ok(false);
        };
        if next == text.statements.len() && !self.stage.is_explicit() {
            self.commit().await?;
        }
        out.command_complete(&format!("COPY {rows}"));
        self.run_text(&text, next, out).await
    }

    /// The client gave it up; the error to tell it.
    pub fn copy_fail(&mut self, reason: &str) -> SqlError {
        self.fail();
        SqlError::new(SqlState::QUERY_CANCELED, format!("COPY from stdin failed: {reason}"))
    }
}

fn format(binary: bool) -> Format {
    if binary { Format::Binary } else { Format::Text }
}
