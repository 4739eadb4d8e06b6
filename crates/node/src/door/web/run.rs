//! How are the queries of one request over HTTP run?
//!
//! One query is a transaction of its own; a batch is one transaction, which is run again when it
//! loses, since its client has seen nothing of it.

use super::Gathered;
use crate::door::connection::within;
use base::{SqlError, SqlResult, SqlState, Timestamp};
use bytes::Bytes;
use futures_util::TryFutureExt;
use session::{Opening, Reins, Session, Shared, TRIES, has_lost};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wire::http::{Body, Flags, Query};

/// A request waits so long for the state it wants to see.
const PATIENCE: Duration = Duration::from_secs(5);
/// And looks so often.
const POLL: Duration = Duration::from_millis(2);

/// What a request asks of a session.
#[derive(Debug)]
pub struct Work {
    /// Its queries.
    pub body: Body,
    /// How a batch's transaction begins.
    pub flags: Flags,
    /// It is to see every commit up to this time.
    pub not_before: Option<Timestamp>,
}

/// Runs `work` in a session of its own, and notes when that was, however it ended.
pub(crate) async fn run(
    shared: &Arc<Shared>,
    host: &dyn session::Host,
    opening: Opening,
    work: &Work,
    out: &mut Gathered,
) -> SqlResult<()> {
    if let Some(time) = work.not_before {
        reach(host, time).await?;
    }
    let reins = Arc::clone(&opening.reins);
    let session = Session::open(Arc::clone(shared), opening).await?;
    let mut runner = Runner { session, reins };
    let result = match &work.body {
        Body::One(query) => runner.one(query, out).await,
        Body::Batch(queries) => runner.batch_until_won(queries, &work.flags, out).await,
    };
    let seen = runner.session.seen().filter(|_| result.is_ok());
    out.note(seen.unwrap_or_else(|| host.snapshot().0.as_of()));
    result
}

/// Waits until the newest state is at least that of `time`.
async fn reach(host: &dyn session::Host, time: Timestamp) -> SqlResult<()> {
    let begun = Instant::now();
    while host.snapshot().0.as_of() < time {
        if begun.elapsed() > PATIENCE {
            let message = format!("the commit of time {} is not here yet", time.as_micros());
            return Err(SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
                .with_hint("Send a commit time that this database has answered with."));
        }
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

struct Runner {
    session: Session,
    reins: Arc<Reins>,
}

impl Runner {
    async fn one(&mut self, query: &Query, out: &mut Gathered) -> SqlResult<()> {
        self.query(query, out).await?;
        let limit = self.limit();
        within(limit, &self.reins, self.session.sync(out)).await
    }

    async fn batch_until_won(
        &mut self,
        queries: &[Query],
        flags: &Flags,
        out: &mut Gathered,
    ) -> SqlResult<()> {
        let mut tries = 0;
        loop {
            let result = self.batch(queries, flags, out).await;
            // Once a statement of the batch has committed, that part must not be run again.
            let whole = self.session.seen().is_none();
            match result {
                Err(error) if has_lost(&error) && whole && tries < TRIES => {}
                other => return other,
            }
            out.clear();
            self.session.simple_query("ROLLBACK", out).await?;
            self.session.wait(tries).await;
            tries += 1;
        }
    }

    async fn batch(
        &mut self,
        queries: &[Query],
        flags: &Flags,
        out: &mut Gathered,
    ) -> SqlResult<()> {
        self.session.simple_query(&flags.begin(), out).await?;
        for query in queries {
            self.query(query, out).await?;
        }
        out.close();
        let limit = self.limit();
        let commit = self.session.simple_query("COMMIT", out).map_ok(drop);
        within(limit, &self.reins, commit).await
    }

    /// Within the session's `statement_timeout`.
    async fn query(&mut self, query: &Query, out: &mut Gathered) -> SqlResult<()> {
        out.begin_next()?;
        let limit = self.limit();
        within(limit, &self.reins, ask(&mut self.session, query, out)).await
    }

    fn limit(&self) -> Duration {
        self.session.timeouts().statement
    }
}

/// One query up to its end, but not its transaction's.
async fn ask(session: &mut Session, query: &Query, out: &mut Gathered) -> SqlResult<()> {
    if query.text.contains('\0') {
        return Err(SqlError::new(
            SqlState::CHARACTER_NOT_IN_REPERTOIRE,
            "invalid byte sequence for encoding \"UTF8\": 0x00",
        ));
    }
    let params = query.params.iter().map(|param| param.clone().map(Bytes::from));
    let params: Vec<Option<Bytes>> = params.collect();
    session.parse(String::new(), &query.text, &[], out).await?;
    session.bind(String::new(), "", &[], &params, &[]).await?;
    session.describe_portal("", out).await?;
    if session.execute("", 0, out).await? {
        return Err(SqlError::unsupported("COPY FROM STDIN over HTTP"));
    }
    Ok(())
}
