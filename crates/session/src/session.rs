//! What does a session do with each message of its client?

use crate::Answers;
use crate::block::Stage;
use crate::copy::Copying;
use crate::env::Surroundings;
use crate::form::Format;
use crate::plans::Text;
use crate::portal::{Origin, Portal, State, Stated};
use crate::prepare::{self, prepare};
use crate::reins::Reins;
use crate::replay::Replay;
use crate::settings::Settings;
use crate::shared::Shared;
use crate::statement::Outcome;
use crate::variable::may_be;
use base::{Severity, SqlError, SqlResult, SqlState, Timestamp};
use builtin::{Activity, Client, Env};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use types::Datum;

/// Statement texts are shown this long to others.
const SHOWN_BYTES: usize = 1024;

/// Who comes in, authenticated.
pub struct Opening {
    /// The role.
    pub user: String,
    /// Settings of the startup packet, later ones over earlier ones; unknown ones are ignored.
    pub parameters: Vec<(String, String)>,
    /// `pg_backend_pid()`.
    pub pid: i32,
    /// By which others stop it.
    pub reins: Arc<Reins>,
    /// Where its client is.
    pub client: Client,
}

/// Where a session stands between messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In no transaction block.
    Idle,
    /// In one.
    Block,
    /// In one that has failed.
    Failed,
}

/// What a session waits for at most, as its settings say; zero has no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeouts {
    /// `statement_timeout`.
    pub statement: Duration,
    /// `idle_in_transaction_session_timeout`.
    pub idle_in_transaction: Duration,
    /// `idle_session_timeout`.
    pub idle_session: Duration,
    /// `client_connection_check_interval`: so often is looked whether the client of a statement that
    /// runs is still there.
    pub check: Duration,
}

/// One client's session.
pub struct Session {
    pub(crate) stage: Stage,
    /// By name; the unnamed one's is empty.
    pub(crate) statements: BTreeMap<String, Stated>,
    /// By name, cursors too.
    pub(crate) portals: BTreeMap<String, Portal>,
    pub(crate) copying: Option<Box<Copying>>,
    pub(crate) replay: Replay,
    seat: Arc<Mutex<Activity>>,
    /// Since the last ReadyForQuery something was asked.
    active: bool,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop_listening();
        self.stage.env.leave_locks();
        self.stage.env.shared.leave(self.stage.env.pid);
    }
}

impl Session {
    /// A session of the database behind `shared`.
    ///
    /// # Errors
    /// 28000 when there is no such role; FATAL 42501 when it may not take the `role` that the startup
    /// parameters name, and as SET's for a value that a setting cannot have; those of storage.
    pub async fn open(shared: Arc<Shared>, opening: Opening) -> SqlResult<Session> {
        let (snapshot, version) = shared.host.snapshot();
        let catalog = shared.catalog(&snapshot, version).await?;
        let role = catalog.role(&opening.user).ok_or_else(|| {
            let message = format!("role \"{}\" does not exist", opening.user);
            SqlError::new(SqlState::INVALID_AUTHORIZATION_SPECIFICATION, message)
        })?;
        for (_, other) in opening.parameters.iter().filter(|(name, _)| {
            // As [`Settings::new`] takes names.
            name.eq_ignore_ascii_case("role")
        }) {
            may_be(&catalog, &opening.user, "role", other)
                .map_err(|error| error.with_severity(Severity::Fatal))?;
        }
        let settings = Settings::new(&opening.user, role.superuser, &opening.parameters)?;
        let now = shared.host.now();
        let activity = Activity {
            pid: opening.pid,
            user: opening.user,
            database: shared.database.clone(),
            application_name: settings.get("application_name").unwrap_or_default(),
            state: "idle",
            backend_start: now,
            state_change: Some(now),
            client: opening.client,
            ..Activity::default()
        };
        let seat = shared.enter(activity, Arc::clone(&opening.reins));
        let mut env = Surroundings::new(shared, opening.pid, settings);
        env.enter(Some(&catalog));
        let stage = Stage {
            env,
            block: None,
            sequences: Mutex::default(),
            reins: opening.reins,
            seen: None,
        };
        Ok(Session {
            stage,
            statements: BTreeMap::new(),
            portals: BTreeMap::new(),
            copying: None,
            replay: Replay::default(),
            seat,
            active: false,
        })
    }

    /// The settings clients are told of, to be told at the beginning.
    pub fn parameters(&mut self) -> Vec<(&'static str, String)> {
        self.stage.env.all_news()
    }

    /// When its last transaction was committed, or, of one that only read, as of when; `None` when
    /// none has ended well.
    pub fn seen(&self) -> Option<Timestamp> {
        self.stage.seen
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        match &self.stage.block {
            Some(block) if block.failed => Status::Failed,
            Some(block) if block.explicit => Status::Block,
            _ => Status::Idle,
        }
    }

    /// What the host must end by itself; statements by [`Opening::reins`].
    pub fn timeouts(&self) -> Timeouts {
        self.stage.env.timeouts()
    }

    /// Every statement of a text. True when a COPY FROM STDIN waits for data: then the rest follows
    /// at [`Session::copy_done`].
    ///
    /// # Errors
    /// The first error: the rest of the text is not run.
    pub async fn simple_query(&mut self, text: &str, out: &mut dyn Answers) -> SqlResult<bool> {
        self.arrive(text);
        self.statements.remove("");
        self.portals.remove("");
        let result = self.simple_text(text, out).await;
        self.finish_simple(result, out)
    }

    async fn simple_text(&mut self, text: &str, out: &mut dyn Answers) -> SqlResult<bool> {
        let text = self.stage.env.shared.plans.text(text, false)?;
        text.notices.iter().for_each(|notice| out.notice(notice));
        if text.statements.is_empty() {
            out.empty_query();
            return Ok(false);
        }
        self.run_text_until_won(&text, out).await
    }

    /// The end of a simple query, or of the part before a COPY.
    pub(crate) fn finish_simple(
        &mut self,
        result: SqlResult<bool>,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        match &result {
            Ok(false) => self.rest(out),
            Ok(true) => {}
            Err(_) => {
                self.fail();
                self.active = false;
                self.show_state();
            }
        }
        result
    }

    /// The statements of a text from `from` on. Without BEGIN they are one transaction, which is
    /// committed before the last is said to be complete.
    pub(crate) async fn run_text(
        &mut self,
        text: &Arc<Text>,
        from: usize,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        for at in from..text.statements.len() {
            let mut portal = self.simple_portal(text, at).await?;
            let piece = self.piece(&portal, 0, true, out);
            match self.run(&mut portal, 0, true, out).await? {
                Outcome::Complete(tag) => {
                    self.remember(piece, &tag, out);
                    if at + 1 == text.statements.len() && !self.stage.is_explicit() {
                        self.commit().await?;
                    }
                    out.command_complete(&tag);
                }
                Outcome::Suspended => {}
                Outcome::Copying => {
                    if let Some(copying) = &mut self.copying {
                        copying.rest = Some((Arc::clone(text), at + 1));
                    }
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    async fn simple_portal(&mut self, text: &Arc<Text>, at: usize) -> SqlResult<Portal> {
        let source = &text.statements[at];
        self.refuse_if_failed(&source.raw.node)?;
        if prepare::is_session(&source.raw.node) {
            self.stage.block();
        } else {
            self.stage.begin_statement().await?;
        }
        let prepared = prepare(source, &self.stage.env, &[])?;
        prepare::without_params(source, &prepared)?;
        let text = Arc::clone(text);
        let stated =
            Stated { text, at, prepared, params: Arc::from([]), origin: Origin::default() };
        self.portal(stated, Vec::new(), Vec::new())
    }

    pub(crate) fn portal(
        &self,
        stated: Stated,
        params: Vec<Datum>,
        formats: Vec<Format>,
    ) -> SqlResult<Portal> {
        let columns = self.columns_of(&stated)?;
        if formats.len() > 1 && formats.len() != columns.len() {
            let message = format!(
                "bind message has {} result formats but query has {} columns",
                formats.len(),
                columns.len()
            );
            return Err(SqlError::new(SqlState::PROTOCOL_VIOLATION, message));
        }
        let depth = self.stage.block.as_ref().map_or(0, |block| block.savepoints.len());
        let (state, declared) = (State::Fresh, None);
        Ok(Portal { stated, params, formats, columns, state, depth, declared })
    }

    /// Something is wrong that the session did not see itself, such as a malformed message.
    pub fn fail(&mut self) {
        self.copying = None;
        self.replay = Replay::default();
        match &mut self.stage.block {
            Some(block) if block.explicit => {
                block.failed = true;
                block.constraints.forget_statement();
            }
            _ => self.roll_back(),
        }
    }

    /// Ends the transaction block; nothing of it is kept.
    pub(crate) fn roll_back(&mut self) {
        self.portals.retain(|_, portal| portal.is_held());
        self.stage.roll_back();
    }

    /// Commits the transaction block, if there is one.
    pub(crate) async fn commit(&mut self) -> SqlResult<()> {
        if self.stage.block.is_none() {
            return Ok(());
        }
        if !self.portals.is_empty() {
            let kept = self.keep_held_cursors().await;
            self.portals.retain(|_, portal| portal.is_held());
            if kept.is_err() {
                self.roll_back();
                return kept;
            }
        }
        if let Err(error) = self.stage.prove().await {
            self.roll_back();
            return Err(error);
        }
        self.stage.commit().await
    }

    /// An error fails the transaction.
    pub(crate) fn heed<T>(&mut self, result: SqlResult<T>) -> SqlResult<T> {
        if result.is_err() {
            self.fail();
        }
        result
    }

    pub(crate) fn stated(&self, name: &str) -> SqlResult<&Stated> {
        self.statements.get(name).ok_or_else(|| {
            let message = match name {
                "" => "unnamed prepared statement does not exist".to_owned(),
                name => format!("prepared statement \"{name}\" does not exist"),
            };
            SqlError::new(SqlState::INVALID_SQL_STATEMENT_NAME, message)
        })
    }

    /// A text has come.
    pub(crate) fn arrive(&mut self, text: &str) {
        let mut end = text.len().min(SHOWN_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.wake(Some(&text[..end]));
    }

    /// A statement that came before is to run.
    pub(crate) fn arrive_again(&mut self, text: &Text) {
        if !self.active {
            self.arrive(&text.text);
        }
    }

    fn wake(&mut self, text: Option<&str>) {
        let now = self.stage.env.shared.host.now();
        self.stage.env.statement_at = now;
        if !std::mem::replace(&mut self.active, true) {
            self.stage.reins.begin();
        }
        let mut seat = self.seat.lock();
        if let Some(text) = text
            && *text != *seat.query
        {
            seat.query = text.into();
        }
        seat.query_start = Some(now);
        if seat.state != "active" {
            seat.state = "active";
            seat.state_change = Some(now);
        }
    }

    /// Nothing more is asked for now: the client is told what settings it should know.
    pub(crate) fn rest(&mut self, out: &mut dyn Answers) {
        self.active = false;
        self.stage.env.enter(None);
        for (name, value) in self.stage.env.news() {
            if name == "application_name" {
                self.seat.lock().application_name.clone_from(&value);
            }
            out.parameter_status(name, &value);
        }
        self.deliver(out);
        self.show_state();
    }

    fn show_state(&self) {
        let mut seat = self.seat.lock();
        seat.state = match self.status() {
            Status::Idle => "idle",
            Status::Block => "idle in transaction",
            Status::Failed => "idle in transaction (aborted)",
        };
        seat.state_change = Some(self.stage.env.clock_timestamp());
        let begun = self.stage.block.is_some();
        seat.xact_start = begun.then_some(self.stage.env.transaction_at);
    }
}

/// 25P02.
pub(crate) fn aborted() -> SqlError {
    SqlError::new(
        SqlState::IN_FAILED_SQL_TRANSACTION,
        "current transaction is aborted, commands ignored until end of transaction block",
    )
}
