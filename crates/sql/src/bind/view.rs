//! What does a view of `pg_catalog` or `information_schema` give? Its text stands among the facts and
//! is parsed once for all sessions.

use super::Binder;
use super::scope::Scope;
use super::select::{Output, Selected};
use crate::Rel;
use base::{SqlError, SqlResult};
use rupg_sql::nodes::{Node, ResTarget, SelectStmt};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use types::facts::RelationFact;

/// The parse tree of `prefix` followed by a text of the catalogs.
pub(crate) fn parsed_after(prefix: &str, text: &'static str) -> SqlResult<Arc<Node>> {
    static MADE: LazyLock<Mutex<HashMap<(String, &'static str), Arc<Node>>>> =
        LazyLock::new(Mutex::default);
    let mut known = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (prefix.to_string(), text);
    if let Some(tree) = known.get(&key) {
        return Ok(Arc::clone(tree));
    }
    let mut statements = crate::parse(&format!("{prefix} {text}"))?;
    let statement =
        statements.pop().ok_or_else(|| SqlError::internal("an empty text in the catalogs"))?;
    let tree = Arc::new(statement.node);
    known.insert(key, Arc::clone(&tree));
    Ok(tree)
}

impl Binder<'_> {
    /// A view's rows and columns.
    pub(crate) fn view(
        &mut self,
        fact: &'static RelationFact,
        text: &'static str,
    ) -> SqlResult<(Rel, Vec<Output>)> {
        let tree = parsed_after("", text)?;
        let Selected { rel, outputs, .. } = self.catalog_query(&tree).map_err(|error| {
            let line = format!("in the definition of {}", fact.name);
            error.with_context(line)
        })?;
        Ok((rel, outputs))
    }

    /// A query that stands in the catalogs.
    pub(crate) fn catalog_query(&mut self, tree: &Node) -> SqlResult<Selected> {
        let source = self.source.take();
        self.depth += 16;
        let bound = self.select_in(tree, Scope::new(None), true);
        self.depth = self.depth.saturating_sub(16);
        self.source = source;
        Ok(bound?.0)
    }

    /// Expressions that stand in the catalogs with commas between.
    pub(crate) fn catalog_expressions(
        &mut self,
        text: &'static str,
    ) -> SqlResult<Vec<super::Typed>> {
        let tree = parsed_after("SELECT", text)?;
        let Node::SelectStmt(stmt) = &*tree else {
            return Err(SqlError::internal("a text of the catalogs that is no list"));
        };
        let source = self.source.take();
        let bound = self.bare_list(stmt);
        self.source = source;
        bound
    }

    fn bare_list(&mut self, stmt: &SelectStmt) -> SqlResult<Vec<super::Typed>> {
        let scope = Scope::new(None);
        let mut out = Vec::with_capacity(stmt.targetList.len());
        for node in stmt.targetList.iter().flatten() {
            if let Node::ResTarget(target) = node {
                let ResTarget { val: Some(value), .. } = &**target else { continue };
                out.push(self.expression(value, &scope)?);
            }
        }
        Ok(out)
    }
}
