//! What does a statement become once its names are resolved, ready to be run any number of times?

use crate::env::Surroundings;
use crate::plans::{Key, Source};
use base::{SqlError, SqlResult};
use exec::Program;
use rupg_sql::nodes::Node;
use sql::rel::{Column, Rel};
use sql::statement::{Command, Copy, CreateTableAs, Ddl, ExplainOptions, Query};
use sql::{Bound, Statement};
use std::sync::Arc;
use types::facts::{fn_oid, oid};
use types::{Oid, Type};

/// A statement, bound and compiled: immutable, shared by all sessions.
pub(crate) struct Prepared {
    /// Under what it may be used again; none when it may not.
    pub(crate) key: Option<Key>,
    pub(crate) params: Vec<Type>,
    /// What a query gives, in order. Statements of the session say it when asked.
    pub(crate) columns: Arc<[Column]>,
    pub(crate) work: Work,
}

/// What there is to do.
pub(crate) enum Work {
    Query {
        program: Arc<Program>,
        command: Command,
        writes: bool,
        /// It reads which statements and cursors the session holds.
        lists: bool,
        /// It is not known to read and write no relation.
        reads: bool,
    },
    Explain(Box<Query>, ExplainOptions),
    Ddl(Box<Ddl>),
    CreateTableAs(Box<CreateTableAs>),
    Housekeeping {
        tag: &'static str,
        outside_block: bool,
    },
    Copy(Box<Copy>),
    /// As parsed: it is in the [`Source`].
    Session,
}

impl Work {
    /// Whether rows come of it one batch after another, from a program.
    pub(crate) fn is_query(&self) -> bool {
        matches!(self, Work::Query { .. })
    }
}

/// Whether a statement needs nothing but its session: neither names nor a snapshot.
pub(crate) fn is_session(node: &Node) -> bool {
    matches!(
        node,
        Node::TransactionStmt(_)
            | Node::VariableSetStmt(_)
            | Node::VariableShowStmt(_)
            | Node::PrepareStmt(_)
            | Node::ExecuteStmt(_)
            | Node::DeallocateStmt(_)
            | Node::DeclareCursorStmt(_)
            | Node::FetchStmt(_)
            | Node::ClosePortalStmt(_)
            | Node::DiscardStmt(_)
            | Node::ListenStmt(_)
            | Node::NotifyStmt(_)
            | Node::UnlistenStmt(_)
            | Node::LockStmt(_)
            | Node::ConstraintsSetStmt(_)
            | Node::CheckPointStmt(_)
    )
}

/// A statement of the session itself, or none at all.
pub(crate) fn session_statement() -> Prepared {
    Prepared { key: None, params: Vec::new(), columns: Arc::from([]), work: Work::Session }
}

/// The statement as it is now, from the shared plans or made. `params` are the types the client gave.
pub(crate) fn prepare(
    source: &Source,
    env: &Surroundings,
    params: &[Oid],
) -> SqlResult<Arc<Prepared>> {
    if is_session(&source.raw.node) {
        return Ok(Arc::new(session_statement()));
    }
    let version = env.catalog.version;
    let like = |key: &Key| {
        key.version == version
            && key.params == params
            && key.user == env.user
            && *key.path == *env.path
            && *key.formats == *env.formats_key
    };
    if version != 0
        && let Some(found) = source.find(like)
    {
        return Ok(found);
    }
    let bound = sql::bind(&source.raw, &env.names(), params)?;
    let key = (version != 0 && bound.cacheable).then(|| Key {
        version,
        params: params.to_vec(),
        path: Arc::clone(&env.path),
        formats: Arc::clone(&env.formats_key),
        user: env.user,
    });
    let prepared = Arc::new(compile(bound, key)?);
    if prepared.work.is_query() {
        source.keep(&prepared);
    }
    Ok(prepared)
}

/// Whether a query reads `pg_prepared_statements` or `pg_cursors`.
fn lists_own(rel: &Rel) -> bool {
    let mut found = false;
    rel.walk(&mut |rel| {
        if let Rel::Function { call, .. } = rel {
            let own =
                matches!(call.function, fn_oid::F_PG_PREPARED_STATEMENT | fn_oid::F_PG_CURSOR);
            found = found || own;
        }
    });
    found
}

/// Whether a query may read or write a relation: all but the plainest do.
fn reads(rel: &Rel) -> bool {
    let mut found = false;
    rel.walk(&mut |rel| {
        let plain = matches!(
            rel,
            Rel::Values { .. }
                | Rel::Function { .. }
                | Rel::ProjectSet { .. }
                | Rel::Filter { .. }
                | Rel::Project { .. }
                | Rel::Join { .. }
                | Rel::Limit { .. }
        );
        found = found || !plain;
    });
    found
}

fn compile(bound: Bound, key: Option<Key>) -> SqlResult<Prepared> {
    let Bound { statement, params, .. } = bound;
    let mut columns = Vec::new();
    let work = match statement {
        Statement::Query(query) => {
            let planned = plan::plan(&query);
            columns = query.columns;
            let (command, writes) = (query.command, query.writes);
            let lists = lists_own(&query.rel);
            let reads = writes || reads(&query.rel);
            let program = Arc::new(Program::compile(planned)?);
            Work::Query { program, command, writes, lists, reads }
        }
        Statement::Explain(query, options) => {
            columns = vec![crate::explain::column(options)];
            Work::Explain(query, options)
        }
        Statement::Ddl(ddl) => {
            columns.extend(ddl.background.then(|| crate::variable::column("job_id", oid::TEXT)));
            Work::Ddl(Box::new(ddl))
        }
        Statement::CreateTableAs(make) => Work::CreateTableAs(make),
        Statement::Housekeeping { tag, outside_block } => Work::Housekeeping { tag, outside_block },
        Statement::Copy(copy) => Work::Copy(copy),
    };
    Ok(Prepared { key, params, columns: columns.into(), work })
}

/// Refuses parameters where nobody gives them: 42P02.
pub(crate) fn without_params(source: &Source, prepared: &Prepared) -> SqlResult<()> {
    if prepared.params.is_empty() {
        return Ok(());
    }
    let text = &source.raw.text;
    let mut tokens = rupg_sql::Tokens::new(text);
    while let Ok(token) = tokens.next_token() {
        let word = text.get(token.start..token.end).unwrap_or_default();
        if token.kind == 0 {
            break;
        }
        if word.starts_with('$') && word[1..].bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("there is no parameter {word}");
            let position = source.raw.start + sql::parse::position(text, token.start);
            let error = SqlError::new(base::SqlState::UNDEFINED_PARAMETER, message);
            return Err(error.with_position(position));
        }
    }
    Ok(())
}

/// Whether two lists of columns look the same to a client.
pub(crate) fn same_shape(a: &[Column], b: &[Column]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.name == b.name && a.ty == b.ty)
}
