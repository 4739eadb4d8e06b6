//! What do the statements do that only a session can carry out?

use crate::Answers;
use crate::plans::Text;
use crate::portal::{Portal, Stated};
use crate::prepare::{Work, prepare};
use crate::session::Session;
use crate::statement::Opened;
use crate::variable::show_columns;
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use exec::{Memory, SequenceMemory};
use rupg_sql::nodes::{
    ConstraintsSetStmt, DiscardMode, ExecuteStmt, List, LockStmt, Node, PrepareStmt, ResTarget,
    SelectStmt, TypeCast, TypeName,
};
use sql::RawStatement;
use sql::deparse::quote_ident;
use sql::rel::Column;
use std::sync::Arc;
use types::facts::{self, oid};
use types::{Datum, Oid};

impl Session {
    /// Carries out a statement of the session itself.
    pub(crate) async fn command(
        &mut self,
        portal: &mut Portal,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let text = Arc::clone(&portal.stated.text);
        let Some(source) = text.statements.get(portal.stated.at) else {
            return Ok(Opened::done(""));
        };
        let raw = &source.raw;
        match &raw.node {
            Node::TransactionStmt(statement) => {
                self.transact(statement, out).await.map(Opened::done)
            }
            Node::VariableSetStmt(statement) => self.set(statement, out).await.map(Opened::done),
            Node::VariableShowStmt(statement) => {
                self.show(statement.name.as_deref().unwrap_or_default())
            }
            Node::PrepareStmt(statement) => self.prepare_by_sql(statement, raw).await,
            Node::ExecuteStmt(statement) => self.execute_by_sql(statement, raw, portal, out).await,
            Node::DeallocateStmt(statement) => self.deallocate(statement.name.as_deref()),
            Node::DeclareCursorStmt(statement) => self.declare(statement, raw, out).await,
            Node::FetchStmt(statement) => self.fetch(statement, out).await,
            Node::ClosePortalStmt(statement) => self.close_cursor(statement.portalname.as_deref()),
            Node::DiscardStmt(statement) => {
                self.discard(statement.target, text.statements.len() > 1)
            }
            Node::LockStmt(statement) => self.lock(statement).await,
            Node::ListenStmt(statement) => {
                self.listen(statement.conditionname.as_deref(), true)?;
                Ok(Opened::done("LISTEN"))
            }
            Node::UnlistenStmt(statement) => {
                self.listen(statement.conditionname.as_deref(), false)?;
                Ok(Opened::done("UNLISTEN"))
            }
            Node::NotifyStmt(statement) => {
                let channel = statement.conditionname.as_deref().unwrap_or_default();
                self.stage.env.notify(channel, statement.payload.as_deref().unwrap_or_default())?;
                Ok(Opened::done("NOTIFY"))
            }
            Node::ConstraintsSetStmt(statement) => self.set_constraints(statement).await,
            Node::CheckPointStmt(_) => Ok(Opened::done("CHECKPOINT")),
            _ => Err(SqlError::unsupported("this statement")),
        }
    }

    /// The columns of what a statement gives; none when it gives no rows.
    pub(crate) fn columns_of(&self, stated: &Stated) -> SqlResult<Arc<[Column]>> {
        let prepared = &stated.prepared;
        if !matches!(prepared.work, Work::Session) {
            return Ok(Arc::clone(&prepared.columns));
        }
        let Some(source) = stated.source() else { return Ok(Arc::from([])) };
        Ok(match &source.raw.node {
            Node::VariableShowStmt(show) => {
                show_columns(show.name.as_deref().unwrap_or_default()).into()
            }
            Node::ExecuteStmt(execute) => {
                self.columns_of(self.stated(execute.name.as_deref().unwrap_or_default())?)?
            }
            Node::FetchStmt(fetch) if !fetch.ismove => {
                let name = fetch.portalname.as_deref().unwrap_or_default();
                let missing = || crate::portal::no_cursor(name);
                Arc::clone(&self.portals.get(name).ok_or_else(missing)?.columns)
            }
            _ => Arc::from([]),
        })
    }

    /// SET CONSTRAINTS.
    async fn set_constraints(&mut self, statement: &ConstraintsSetStmt) -> SqlResult<Opened> {
        self.require_block("SET CONSTRAINTS")?;
        self.stage.begin_statement().await?;
        let mut chosen = vec![None];
        if !statement.constraints.is_empty() {
            let named = statement.constraints.iter().flatten();
            let named = named.map(|name| self.deferrable(name)).collect::<SqlResult<Vec<_>>>()?;
            chosen = named.into_iter().flatten().map(Some).collect();
        }
        for constraint in chosen {
            self.stage.block().constraints.set_deferred(constraint, statement.deferred);
        }
        if !statement.deferred {
            self.stage.prove().await?;
        }
        Ok(Opened::done("SET CONSTRAINTS"))
    }

    /// The foreign keys that a name in SET CONSTRAINTS means.
    fn deferrable(&self, name: &Node) -> SqlResult<Vec<Oid>> {
        let Node::RangeVar(name) = name else { return Ok(Vec::new()) };
        let (schema, name) = (&name.schemaname, name.relname.as_deref().unwrap_or_default());
        let catalog = &self.stage.env.catalog;
        let within = |namespace: Oid| match schema {
            Some(schema) => catalog.namespace(schema).is_some_and(|s| s.oid == namespace),
            None => self.stage.env.path.contains(&namespace),
        };
        let tables = catalog.tables.values().filter(|table| within(table.namespace));
        let keys = tables.flat_map(|table| &table.foreign_keys).filter(|key| key.name == name);
        let keys: Vec<_> = keys.collect();
        let wrong =
            |state, what: &str| Err(SqlError::new(state, format!("constraint \"{name}\" {what}")));
        if keys.is_empty() {
            return wrong(SqlState::UNDEFINED_OBJECT, "does not exist");
        }
        if keys.iter().any(|key| !key.deferrable) {
            return wrong(SqlState::WRONG_OBJECT_TYPE, "is not deferrable");
        }
        Ok(keys.iter().map(|key| key.oid).collect())
    }

    async fn prepare_by_sql(
        &mut self,
        statement: &PrepareStmt,
        raw: &RawStatement,
    ) -> SqlResult<Opened> {
        let types = statement.argtypes.iter().flatten();
        let types = types.map(|node| type_named(node, raw)).collect::<SqlResult<Vec<Oid>>>()?;
        let text = inner(statement.query.as_ref(), raw)?;
        self.stage.look().await?;
        let prepared = prepare(&text.statements[0], &self.stage.env, &types)?;
        let name = statement.name.as_deref().unwrap_or_default().to_owned();
        self.state(name, Arc::new(text), prepared, true)?;
        Ok(Opened::done("PREPARE"))
    }

    /// EXECUTE: the portal becomes one of the prepared statement.
    async fn execute_by_sql(
        &mut self,
        statement: &ExecuteStmt,
        raw: &RawStatement,
        portal: &mut Portal,
        out: &mut dyn Answers,
    ) -> SqlResult<Opened> {
        let name = statement.name.as_deref().unwrap_or_default();
        let stated = self.stated(name)?.clone();
        let (wanted, got) = (stated.params.len(), statement.params.len());
        if wanted != got {
            let message = format!("wrong number of parameters for prepared statement \"{name}\"");
            let detail = format!("Expected {wanted} parameters but got {got}.");
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, message).with_detail(detail));
        }
        portal.params = match got {
            0 => Vec::new(),
            _ => self.arguments(&statement.params, &stated.params, raw).await?,
        };
        portal.stated = stated;
        self.begin(portal, false, false, out).await
    }

    /// The values of EXECUTE's arguments, at these types.
    async fn arguments(
        &mut self,
        given: &List,
        types: &[Oid],
        raw: &RawStatement,
    ) -> SqlResult<Vec<Datum>> {
        let targets = given.iter().flatten().zip(types).map(|(node, ty)| {
            let val = Some(cast(node.clone(), *ty));
            Some(Node::ResTarget(Box::new(ResTarget { val, ..ResTarget::default() })))
        });
        let select = SelectStmt { targetList: targets.collect(), ..SelectStmt::default() };
        let node = Node::SelectStmt(Box::new(select));
        let text = Text::inner(RawStatement { node, ..raw.clone() });
        self.stage.begin_statement().await?;
        let prepared = prepare(&text.statements[0], &self.stage.env, &[])?;
        let Work::Query { program, .. } = &prepared.work else {
            return Err(SqlError::internal("arguments are no query"));
        };
        let memory: Memory = self.stage.memory();
        let mut cursor = program.start(Vec::new());
        let mut cx = self.stage.context(&memory)?;
        let batch = cursor.next_batch(&mut cx).await?;
        Ok(batch.map(|batch| batch.row(0).to_vec()).unwrap_or_default())
    }

    fn deallocate(&mut self, name: Option<&str>) -> SqlResult<Opened> {
        match name {
            None => self.statements.clear(),
            Some(name) => {
                self.stated(name)?;
                self.statements.remove(name);
            }
        }
        Ok(Opened::done(if name.is_none() { "DEALLOCATE ALL" } else { "DEALLOCATE" }))
    }

    fn discard(&mut self, what: DiscardMode, several: bool) -> SqlResult<Opened> {
        let forget_sequences =
            |session: &Session| *session.stage.sequences.lock() = SequenceMemory::default();
        match what {
            DiscardMode::DISCARD_ALL => {
                self.refuse_in_block("DISCARD ALL", several)?;
                self.portals.clear();
                self.statements.clear();
                self.stage.env.settings().reset_all(true);
                forget_sequences(self);
                self.stage.env.give_back_all();
                self.stop_listening();
                Ok(Opened::done("DISCARD ALL"))
            }
            DiscardMode::DISCARD_SEQUENCES => {
                forget_sequences(self);
                Ok(Opened::done("DISCARD SEQUENCES"))
            }
            DiscardMode::DISCARD_PLANS => Ok(Opened::done("DISCARD PLANS")),
            _ => Ok(Opened::done("DISCARD TEMP")),
        }
    }

    /// LOCK TABLE in a mode that keeps nobody from reading or writing rows: it holds already,
    /// by the snapshot.
    async fn lock(&mut self, statement: &LockStmt) -> SqlResult<Opened> {
        const ROW_EXCLUSIVE: i32 = 3;
        self.require_block("LOCK TABLE")?;
        if statement.mode > ROW_EXCLUSIVE {
            return Err(SqlError::unsupported("LOCK TABLE in a mode that others must wait for"));
        }
        self.stage.begin_statement().await?;
        for relation in statement.relations.iter().flatten() {
            let Node::RangeVar(relation) = relation else { continue };
            let name = relation.relname.as_deref().unwrap_or_default();
            let quoted = quote_ident(name);
            let full = match &relation.schemaname {
                Some(schema) => format!("{}.{quoted}", quote_ident(schema)),
                None => quoted,
            };
            self.stage.env.object_oid(oid::REGCLASS, &full)?;
        }
        Ok(Opened::done("LOCK TABLE"))
    }
}

/// A statement that stands within another, as a text of its own whose errors point into the whole.
pub(crate) fn inner(query: Option<&Node>, raw: &RawStatement) -> SqlResult<Text> {
    let node = query.cloned().ok_or_else(|| SqlError::internal("no statement within"))?;
    Ok(Text::inner(RawStatement { node, ..raw.clone() }))
}

fn cast(node: Node, ty: Oid) -> Node {
    let name = facts::type_by_oid(ty).map_or("unknown", |fact| fact.name);
    let names = ["pg_catalog", name].map(|word| Some(Node::String(word.into())));
    let type_name =
        TypeName { names: names.into(), typemod: -1, location: -1, ..TypeName::default() };
    Node::TypeCast(Box::new(TypeCast {
        arg: Some(node),
        typeName: Some(Box::new(type_name)),
        location: -1,
    }))
}

/// The type that a type name in PREPARE means.
fn type_named(node: &Node, raw: &RawStatement) -> SqlResult<Oid> {
    let Node::TypeName(name) = node else { return Ok(0) };
    let words = name.names.iter().flatten().filter_map(|word| match word {
        Node::String(word) => Some(&**word),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    let found = words.last().and_then(|name| facts::type_by_name(name)).map(|fact| fact.oid);
    let found = match name.arrayBounds.is_empty() {
        true => found,
        false => found.and_then(facts::array_of),
    };
    found.ok_or_else(|| {
        let message = format!("type \"{}\" does not exist", words.join("."));
        let error = SqlError::new(SqlState::UNDEFINED_OBJECT, message);
        match usize::try_from(name.location).ok().and_then(|at| at.checked_sub(raw.offset)) {
            Some(at) => error.with_position(raw.start + sql::parse::position(&raw.text, at)),
            None => error,
        }
    })
}
