//! How is one statement carried out?

use crate::Answers;
use crate::form::Form;
use crate::portal::{Open, Portal, Rows, Running, State, Tag};
use crate::prepare::{Work, prepare, same_shape};
use crate::session::{Session, aborted};
use base::{SqlError, SqlResult, SqlState};
use exec::batch::{BATCH_ROWS, Batch};
use exec::{DdlDone, Program};
use rupg_sql::nodes::{Node, TransactionStmtKind as Kind};
use sql::statement::{Command, CopyDirection, CreateTableAs, Ddl};
use std::sync::Arc;
use types::Datum;

/// How far a statement came.
pub(crate) enum Outcome {
    /// To its end, by its tag.
    Complete(String),
    /// As far as was asked for.
    Suspended,
    /// To where the client must send data.
    Copying,
}

/// What a statement turns out to be when it begins.
pub(crate) enum Opened {
    /// Rows are to be fetched.
    Rows(Box<Open>),
    /// It is done, by its tag.
    Done(String),
    /// The client must send data.
    Copying,
}

impl Opened {
    pub(crate) fn rows(rows: Rows, tag: Tag) -> Opened {
        Opened::Rows(Box::new(Open { rows, tag, given: 0 }))
    }

    pub(crate) fn done(tag: impl Into<String>) -> Opened {
        Opened::Done(tag.into())
    }
}

impl Portal {
    /// Whether it has rows to describe, be they none.
    pub(crate) fn gives_rows(&self) -> bool {
        self.stated.prepared.work.is_select() || !self.columns.is_empty()
    }

    /// Whether it outlives its transaction.
    pub(crate) fn is_held(&self) -> bool {
        let kept = match &self.state {
            State::Open(open) => matches!(open.rows, Rows::Kept(_)),
            State::Done => true,
            State::Fresh => false,
        };
        kept && self.declared.as_ref().is_some_and(|declared| declared.hold)
    }
}

impl Work {
    fn is_select(&self) -> bool {
        matches!(self, Work::Query { command: Command::Select, .. })
    }
}

impl Session {
    /// In a failed block, only its end and ROLLBACK TO are heard.
    pub(crate) fn refuse_if_failed(&self, node: &Node) -> SqlResult<()> {
        let exit = matches!(node, Node::TransactionStmt(statement) if matches!(
            statement.kind,
            Kind::TRANS_STMT_COMMIT
                | Kind::TRANS_STMT_ROLLBACK
                | Kind::TRANS_STMT_ROLLBACK_TO
                | Kind::TRANS_STMT_PREPARE
        ));
        if self.stage.has_failed() && !exit { Err(aborted()) } else { Ok(()) }
    }

    /// Runs a portal to its end, or until it has given `max` rows, unless 0. In a simple query
    /// the statement's snapshot has been taken, and rows are described before they come; not those of a
    /// query that PostgreSQL's planner refuses, such as a constant division by zero, nor of one that
    /// writes all before it returns any.
    pub(crate) async fn run(
        &mut self,
        portal: &mut Portal,
        max: usize,
        simple: bool,
        out: &mut dyn Answers,
    ) -> SqlResult<Outcome> {
        if matches!(portal.state, State::Fresh) {
            portal.state = State::Done;
            match self.begin(portal, max > 0, simple, out).await? {
                Opened::Rows(open) => portal.state = State::Open(open),
                Opened::Done(tag) => return Ok(Outcome::Complete(tag)),
                Opened::Copying => return Ok(Outcome::Copying),
            }
        }
        let gives_rows = portal.gives_rows();
        let State::Open(open) = &mut portal.state else {
            let message = "portal cannot be run";
            return Err(SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message));
        };
        open.given = 0;
        let may_fail = matches!(
            &portal.stated.prepared.work,
            Work::Query { program, command, .. } if program.fails() || *command != Command::Select
        );
        let mut described = !simple || !gives_rows;
        if !described && !may_fail {
            out.row_description(&Form::new(&portal.columns, &portal.formats, &self.stage.env));
            described = true;
        }
        loop {
            let left = usize::try_from(open.given).map_or(0, |given| max.saturating_sub(given));
            let want = if max == 0 { BATCH_ROWS } else { left.min(BATCH_ROWS) };
            let batch = open.rows.next(&mut self.stage, want).await?;
            let form = Form::new(&portal.columns, &portal.formats, &self.stage.env);
            self.stage.env.warnings().iter().for_each(|warning| out.notice(warning));
            if !std::mem::replace(&mut described, true) {
                out.row_description(&form);
            }
            let Some(batch) = batch else { break };
            open.given += batch.len() as u64;
            out.rows(&batch, &form).await?;
            if max != 0 && open.given >= max as u64 {
                return Ok(Outcome::Suspended);
            }
        }
        if let (Tag::Counted(_, rows), Rows::Running(running)) = (&mut open.tag, &open.rows)
            && rows.is_some()
        {
            *rows = Some(running.cursor.affected());
        }
        Ok(Outcome::Complete(open.tag.text(open.given)))
    }

    /// Begins a portal. With `portions`, it may rest between fetches.
    pub(crate) async fn begin(
        &mut self,
        portal: &mut Portal,
        portions: bool,
        begun: bool,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        if matches!(portal.stated.prepared.work, Work::Session) {
            return Box::pin(self.command(portal, out)).await;
        }
        if !begun {
            self.stage.begin_statement().await?;
            self.renew(portal)?;
        }
        let prepared = Arc::clone(&portal.stated.prepared);
        self.stage.block().reads |= !matches!(prepared.work, Work::Query { reads: false, .. });
        match &prepared.work {
            Work::Query { program, command, writes, lists, .. } => {
                if *lists {
                    self.list_own();
                }
                let word = word(*command);
                if *writes {
                    self.refuse_if_read_only(if word == "SELECT" {
                        "SELECT FOR UPDATE"
                    } else {
                        word
                    })?;
                }
                let memory = self.stage.memory();
                let cursor = program.start(std::mem::take(&mut portal.params));
                let mut rows = Rows::Running(Box::new(Running { cursor, memory }));
                let mut written = (*command != Command::Select).then_some(0);
                if portions && *writes {
                    let all = rows.keep(&mut self.stage).await?;
                    written = written.and(all);
                }
                let word = if word == "INSERT" { "INSERT 0" } else { word };
                Ok(Opened::rows(rows, Tag::Counted(word, written)))
            }
            Work::Explain(query, options) => self.explain(query, *options, portal).await,
            Work::Ddl(ddl) => {
                self.refuse_if_read_only(ddl.tag)?;
                let before = ddl.background.then(|| Arc::clone(&self.stage.env.catalog));
                let done = self.define(ddl, out).await?;
                let Some(before) = before else { return Ok(Opened::done(done.tag)) };
                let mut rows = Batch::new(1);
                let made = exec::system::jobs::new_index(&before, &done.catalog);
                let job = made.map(|index| Datum::text(exec::system::jobs::job_id(index)));
                rows.push([job.unwrap_or_default()]);
                Ok(Opened::rows(Rows::Kept([rows].into()), Tag::Whole(done.tag.into())))
            }
            Work::CreateTableAs(make) => {
                self.refuse_if_read_only("CREATE TABLE AS")?;
                self.create_table_as(make, portal, out).await
            }
            Work::Housekeeping { tag, outside_block } => {
                if *outside_block {
                    // Several statements of one text are a block too.
                    let several = portal.stated.text.statements.len() > 1;
                    self.refuse_in_block(tag, several)?;
                }
                Ok(Opened::done(*tag))
            }
            Work::Copy(copy) => match &copy.direction {
                CopyDirection::From { .. } => {
                    self.refuse_if_read_only("COPY FROM")?;
                    self.begin_copy_in(copy, out)
                }
                CopyDirection::To(query) => self.copy_out(copy, query, out).await,
            },
            Work::Session => Err(SqlError::internal("a session statement was bound")),
        }
    }

    /// A change of the catalog, which the transaction's later statements see.
    async fn define(&mut self, ddl: &Ddl, out: &mut dyn Answers) -> SqlResult<DdlDone> {
        let memory = self.stage.memory();
        let done = exec::ddl::run(ddl, &mut self.stage.context(&memory)?).await?;
        done.notices.iter().for_each(|notice| out.notice(notice));
        if done.catalog.version == 0 {
            self.stage.block().changed_catalog = true;
        }
        self.stage.env.enter(Some(&done.catalog));
        Ok(done)
    }

    async fn create_table_as(
        &mut self,
        make: &CreateTableAs,
        portal: &mut Portal,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let done = self.define(&make.ddl, out).await?;
        let (Some(query), Some(table)) = (&make.query, done.table) else {
            return Ok(Opened::done(done.tag));
        };
        let program = Arc::new(Program::compile(plan::plan(query))?);
        let mut cursor = program.start(std::mem::take(&mut portal.params));
        let memory = self.stage.memory();
        let mut cx = self.stage.context(&memory)?;
        let rows = exec::ddl::fill(table, &mut cursor, &mut cx).await?;
        Ok(Opened::Done(format!("SELECT {rows}")))
    }

    /// A statement prepared under another catalog, search path or format is prepared again.
    pub(crate) fn renew(&mut self, portal: &mut Portal) -> SqlResult<()> {
        let Some(source) = portal.stated.source() else { return Ok(()) };
        let env = &self.stage.env;
        let before = &portal.stated.prepared;
        let current = before.key.as_ref().is_some_and(|key| {
            key.version == env.catalog.version
                && Arc::ptr_eq(&key.path, &env.path)
                && Arc::ptr_eq(&key.formats, &env.formats_key)
        });
        if current {
            return Ok(());
        }
        let now = prepare(source, env, &portal.stated.params)?;
        if !same_shape(&before.columns, &now.columns) {
            let message = "cached plan must not change result type";
            return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        portal.stated.prepared = now;
        Ok(())
    }

    /// 25006.
    pub(crate) fn refuse_if_read_only(&self, what: &str) -> SqlResult<()> {
        if !self.stage.env.modes.read_only {
            return Ok(());
        }
        let message = format!("cannot execute {what} in a read-only transaction");
        Err(SqlError::new(SqlState::READ_ONLY_SQL_TRANSACTION, message))
    }

    /// 25001, also as one of several statements of a text.
    pub(crate) fn refuse_in_block(&self, what: &str, several: bool) -> SqlResult<()> {
        if !self.stage.is_explicit() && !several {
            return Ok(());
        }
        let message = format!("{what} cannot run inside a transaction block");
        Err(SqlError::new(SqlState::ACTIVE_SQL_TRANSACTION, message))
    }
}

fn word(command: Command) -> &'static str {
    match command {
        Command::Select => "SELECT",
        Command::Insert => "INSERT",
        Command::Update => "UPDATE",
        Command::Delete => "DELETE",
    }
}
