//! How are the messages of the extended protocol answered? (PostgreSQL, tcop/postgres.c)

use crate::Answers;
use crate::form::{Form, Format};
use crate::plans::Text;
use crate::portal::{Origin, Portal, Stated};
use crate::prepare::{self, Prepared, prepare};
use crate::replay::Replay;
use crate::session::{Session, aborted};
use crate::statement::Outcome;
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use bytes::Bytes;
use std::sync::Arc;
use types::{Datum, Oid, Type};

impl Session {
    /// Parse. `types` are those of the parameters, 0 where the client leaves them open.
    ///
    /// # Errors
    /// 42P05 when a named statement is there already; those of parsing and binding.
    pub async fn parse(
        &mut self,
        name: String,
        text: &str,
        types: &[Oid],
        out: &mut dyn Answers,
    ) -> SqlResult<()> {
        self.arrive(text);
        let result = self.parse_text(name, text, types, out).await;
        self.heed(result)
    }

    async fn parse_text(
        &mut self,
        name: String,
        text: &str,
        types: &[Oid],
        out: &mut dyn Answers,
    ) -> SqlResult<()> {
        if name.is_empty() {
            self.statements.remove("");
        }
        let text = self.stage.env.shared.plans.text(text, true)?;
        text.notices.iter().for_each(|notice| out.notice(notice));
        if text.statements.len() > 1 {
            let message = "cannot insert multiple commands into a prepared statement";
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
        }
        let prepared = match text.statements.first() {
            None => Arc::new(prepare::session_statement()),
            Some(source) => {
                self.refuse_if_failed(&source.raw.node)?;
                self.stage.look().await?;
                prepare(source, &self.stage.env, types)?
            }
        };
        self.state(name, text, prepared, false)
    }

    /// Keeps a prepared statement.
    pub(crate) fn state(
        &mut self,
        name: String,
        text: Arc<Text>,
        prepared: Arc<Prepared>,
        by_sql: bool,
    ) -> SqlResult<()> {
        if self.statements.contains_key(&name) {
            let message = format!("prepared statement \"{name}\" already exists");
            return Err(SqlError::new(SqlState::DUPLICATE_PREPARED_STATEMENT, message));
        }
        let params = prepared.params.iter().map(|ty| ty.oid).collect();
        let origin = Origin { at: self.stage.env.statement_at, by_sql };
        self.statements.insert(name, Stated { text, at: 0, prepared, params, origin });
        Ok(())
    }

    /// Bind. Of formats, none means text and one is for all.
    ///
    /// # Errors
    /// 26000 when there is no such statement, 08P01 for wrong counts, those of reading values.
    pub async fn bind(
        &mut self,
        portal: String,
        statement: &str,
        param_formats: &[i16],
        params: &[Option<Bytes>],
        result_formats: &[i16],
    ) -> SqlResult<()> {
        let result =
            self.bind_portal(&portal, statement, param_formats, params, result_formats).await;
        let result = result.map(|bound| drop(self.portals.insert(portal, bound)));
        self.heed(result)
    }

    async fn bind_portal(
        &mut self,
        portal: &str,
        statement: &str,
        param_formats: &[i16],
        params: &[Option<Bytes>],
        result_formats: &[i16],
    ) -> SqlResult<Portal> {
        let stated = self.stated(statement)?.clone();
        let types = Arc::clone(&stated.params);
        if params.len() != types.len() {
            let message = format!(
                "bind message supplies {} parameters, but prepared statement \"{statement}\" requires {}",
                params.len(),
                types.len()
            );
            return Err(SqlError::new(SqlState::PROTOCOL_VIOLATION, message));
        }
        if param_formats.len() > 1 && param_formats.len() != params.len() {
            let message = format!(
                "bind message has {} parameter formats but {} parameters",
                param_formats.len(),
                params.len()
            );
            return Err(SqlError::new(SqlState::PROTOCOL_VIOLATION, message));
        }
        if let Some(source) = stated.source() {
            self.refuse_if_failed(&source.raw.node)?;
        }
        if !portal.is_empty() && self.portals.contains_key(portal) {
            let message = format!("cursor \"{portal}\" already exists");
            return Err(SqlError::new(SqlState::DUPLICATE_CURSOR, message));
        }
        if types.iter().any(|ty| types::text::is_object_alias(*ty)) {
            self.stage.look().await?;
        } else {
            self.stage.env.enter(None);
        }
        let mut values = Vec::with_capacity(params.len());
        for (at, (bytes, ty)) in params.iter().zip(types.iter()).enumerate() {
            let format = one_or_each(param_formats, at)?;
            let value = self.value(bytes.as_ref(), *ty, format).map_err(|error| {
                error.with_context(match portal {
                    "" => format!("unnamed portal parameter ${}", at + 1),
                    name => format!("portal \"{name}\" parameter ${}", at + 1),
                })
            })?;
            values.push(value);
        }
        let formats = (0..result_formats.len()).map(|at| one_or_each(result_formats, at));
        let formats = formats.collect::<SqlResult<Vec<_>>>()?;
        self.portal(stated, values, formats)
    }

    fn value(&self, bytes: Option<&Bytes>, ty: Oid, format: Format) -> SqlResult<Datum> {
        let Some(bytes) = bytes else { return Ok(Datum::Null) };
        let env = &self.stage.env;
        let ty = Type::new(ty);
        if format == Format::Binary {
            return types::binary_in(ty, bytes, env.formats());
        }
        let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
        if text.contains('\0') {
            return Err(SqlError::new(
                SqlState::CHARACTER_NOT_IN_REPERTOIRE,
                "invalid byte sequence for encoding \"UTF8\": 0x00",
            ));
        }
        builtin::named::text_in(ty, text, env)
    }

    /// Describe of a statement.
    ///
    /// # Errors
    /// 26000 when there is none.
    pub async fn describe_statement(&mut self, name: &str, out: &mut dyn Answers) -> SqlResult<()> {
        let result = self.describe_stated(name, out);
        self.heed(result)
    }

    fn describe_stated(&mut self, name: &str, out: &mut dyn Answers) -> SqlResult<()> {
        let stated = self.stated(name)?.clone();
        let portal = self.portal(stated, Vec::new(), Vec::new())?;
        if self.stage.has_failed() && portal.gives_rows() {
            return Err(aborted());
        }
        out.parameter_description(&portal.stated.params);
        self.describe(&portal, out);
        Ok(())
    }

    /// Describe of a portal.
    ///
    /// # Errors
    /// 34000 when there is none.
    pub async fn describe_portal(&mut self, name: &str, out: &mut dyn Answers) -> SqlResult<()> {
        let result = match self.portals.get(name) {
            None => Err(no_portal(name)),
            Some(portal) if self.stage.has_failed() && portal.gives_rows() => Err(aborted()),
            Some(portal) => {
                self.describe(portal, out);
                Ok(())
            }
        };
        self.heed(result)
    }

    fn describe(&self, portal: &Portal, out: &mut dyn Answers) {
        if portal.gives_rows() {
            out.row_description(&Form::new(&portal.columns, &portal.formats, &self.stage.env));
        } else {
            out.no_data();
        }
    }

    /// Execute: at most `max_rows` rows, unless 0. True when a COPY FROM STDIN waits for data.
    ///
    /// # Errors
    /// 34000 when there is no such portal; those of the statement.
    pub async fn execute(
        &mut self,
        name: &str,
        max_rows: usize,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        let result = self.execute_portal(name, max_rows, out).await;
        self.heed(result)
    }

    async fn execute_portal(
        &mut self,
        name: &str,
        max_rows: usize,
        out: &mut dyn Answers,
    ) -> SqlResult<bool> {
        let mut portal = self.portals.remove(name).ok_or_else(|| no_portal(name))?;
        self.arrive_again(&portal.stated.text);
        let Some(source) = portal.stated.source() else {
            out.empty_query();
            self.portals.insert(name.to_owned(), portal);
            return Ok(false);
        };
        self.refuse_if_failed(&source.raw.node)?;
        self.stage.block();
        self.replay.begin(&portal, max_rows, self.stage.is_explicit(), out.place());
        let lasting = self.lasting();
        let piece = self.piece(&portal, max_rows, false, out);
        let outcome = self.run(&mut portal, max_rows, false, out).await?;
        match &outcome {
            Outcome::Complete(tag) => {
                self.remember(piece, tag, out);
                out.command_complete(tag);
            }
            Outcome::Suspended => out.portal_suspended(),
            Outcome::Copying => {}
        }
        let whole = matches!(outcome, Outcome::Complete(_)) && self.lasting() == lasting;
        self.replay.end(whole && !self.stage.is_explicit(), out.place());
        if self.stage.block.is_some() {
            self.portals.insert(name.to_owned(), portal);
        }
        Ok(matches!(outcome, Outcome::Copying))
    }

    /// Close of a statement, if there is one.
    pub fn close_statement(&mut self, name: &str) {
        self.statements.remove(name);
    }

    /// Close of a portal, if there is one.
    pub fn close_portal(&mut self, name: &str) {
        self.portals.remove(name);
    }

    /// Sync: ends the transaction that no BEGIN began.
    ///
    /// # Errors
    /// Those of the commit.
    pub async fn sync(&mut self, out: &mut dyn Answers) -> SqlResult<()> {
        let mut result = Ok(());
        if self.stage.block.is_some() && !self.stage.is_explicit() {
            result = self.commit_until_won(out).await;
        }
        self.replay = Replay::default();
        let result = self.heed(result);
        self.rest(out);
        result
    }
}

/// The format of the value in place `at`.
fn one_or_each(formats: &[i16], at: usize) -> SqlResult<Format> {
    let code = match formats {
        [] => 0,
        [all] => *all,
        each => each.get(at).copied().unwrap_or_default(),
    };
    match code {
        0 => Ok(Format::Text),
        1 => Ok(Format::Binary),
        other => {
            let message = format!("unsupported format code: {other}");
            Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message))
        }
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> SqlError {
    let from = error.valid_up_to();
    let to = error.error_len().map_or(bytes.len(), |length| from + length);
    let shown: Vec<String> = bytes[from..to].iter().map(|byte| format!("0x{byte:02x}")).collect();
    let message = format!("invalid byte sequence for encoding \"UTF8\": {}", shown.join(" "));
    SqlError::new(SqlState::CHARACTER_NOT_IN_REPERTOIRE, message)
}

fn no_portal(name: &str) -> SqlError {
    let message = format!("portal \"{name}\" does not exist");
    SqlError::new(SqlState::INVALID_CURSOR_NAME, message)
}
