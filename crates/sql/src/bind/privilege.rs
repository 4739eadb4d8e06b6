//! May the current role do this? (PostgreSQL, src/backend/catalog/aclchk.c)
//!
//! Nothing is granted on objects yet, so what PostgreSQL gives unasked is all there is: an owner, its
//! members and superusers may do everything with a table or schema, and `public` is open to name
//! tables in, not to make them in.

use super::Binder;
use crate::Statement;
use base::{SqlError, SqlResult, SqlState};
use types::{Oid, facts};

pub(crate) fn denied(what: &str, name: &str) -> SqlError {
    let message = format!("permission denied for {what} {name}");
    SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message)
}

impl Binder<'_> {
    /// 42501 unless the current role may read and write the tables that a query names.
    pub(crate) fn check_tables(&self, statement: &Statement) -> SqlResult<()> {
        let names_rows = matches!(
            statement,
            Statement::Query(_)
                | Statement::Explain(..)
                | Statement::Copy(_)
                | Statement::CreateTableAs(_)
        );
        for (relation, role) in self.wanted.iter().filter(|_| names_rows) {
            self.check_relation(*relation, *role)?;
        }
        Ok(())
    }

    /// 42501 unless the current role may do everything with a table.
    pub(crate) fn check_table(&self, oid: Oid) -> SqlResult<()> {
        self.check_relation(oid, self.names.user)
    }

    /// Notes that rows of a relation are asked for in the name of the current role.
    pub(crate) fn want(&mut self, relation: Oid) {
        self.wanted.insert((relation, self.names.user));
    }

    fn check_relation(&self, oid: Oid, role: Oid) -> SqlResult<()> {
        let catalog = self.names.catalog;
        let table = catalog.tables.get(&oid).map(|t| (t.namespace, t.owner, "table", &t.name));
        let view = || catalog.views.get(&oid).map(|v| (v.namespace, v.owner, "view", &v.name));
        let Some((namespace, owner, kind, name)) = table.or_else(view) else { return Ok(()) };
        let schema = catalog.namespaces.get(&namespace);
        if let Some(schema) = schema.filter(|schema| schema.oid != facts::PUBLIC)
            && !self.may_act(role, schema.owner)
        {
            return Err(denied("schema", &schema.name));
        }
        if self.may_act(role, owner) { Ok(()) } else { Err(denied(kind, name)) }
    }

    /// 42501 unless the current role may make something in a schema.
    pub(crate) fn check_creation(&self, schema: Oid) -> SqlResult<()> {
        match self.names.catalog.namespaces.get(&schema) {
            Some(schema) if !self.acts_for(schema.owner) => Err(denied("schema", &schema.name)),
            _ => Ok(()),
        }
    }
}
