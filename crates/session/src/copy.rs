//! How does COPY move data between the client and the executor?

use crate::Answers;
use crate::plans::Text;
use crate::session::Session;
use crate::statement::Opened;
use base::{SqlError, SqlResult, SqlState};
use bytes::Bytes;
use sql::statement::{Copy, Query};
use std::sync::Arc;

/// A COPY FROM STDIN that waits for data.
pub(crate) struct Copying {
    /// The simple query it came in, and the statement after it.
    pub(crate) rest: Option<(Arc<Text>, usize)>,
}

impl Session {
    pub(crate) async fn begin_copy_in(
        &mut self,
        _copy: &Copy,
        _out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        Err(SqlError::unsupported("COPY FROM"))
    }

    pub(crate) async fn copy_out(
        &mut self,
        _copy: &Copy,
        _query: &Query,
        _out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        Err(SqlError::unsupported("COPY TO"))
    }

    /// Some data of a COPY FROM STDIN, cut anywhere.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn copy_data(&mut self, _data: Bytes) -> SqlResult<()> {
        Err(SqlError::unsupported("COPY FROM"))
    }

    /// The end of it. True when the same simple query goes on to another COPY FROM STDIN.
    ///
    /// # Errors
    /// What is wrong with it, or with what follows in the simple query.
    pub async fn copy_done(&mut self, out: &mut dyn Answers) -> SqlResult<bool> {
        let rest = self.copying.take().and_then(|copying| copying.rest);
        match rest {
            Some((text, at)) => {
                let result = self.run_text(&text, at, out).await;
                self.finish_simple(result, out)
            }
            None => Ok(false),
        }
    }

    /// The client gave it up; the error to tell it.
    pub fn copy_fail(&mut self, reason: &str) -> SqlError {
        self.fail();
        SqlError::new(SqlState::QUERY_CANCELED, format!("COPY from stdin failed: {reason}"))
    }
}
