//! CREATE SCHEMA, and in which schema something is made. (PostgreSQL, src/backend/commands/schemacmds.c)

use super::draft::Draft;
use super::{Binder, Names};
use crate::catalog::Namespace;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{CreateSchemaStmt, Node, RangeVar};
use std::sync::Arc;
use types::{Oid, facts};

pub(crate) fn taken(name: &str) -> SqlError {
    SqlError::new(SqlState::DUPLICATE_SCHEMA, format!("schema \"{name}\" already exists"))
}

pub(crate) fn missing(name: &str) -> SqlError {
    SqlError::new(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{name}\" does not exist"))
}

/// Refuses names that PostgreSQL keeps for itself.
pub(crate) fn check_name(name: &str) -> SqlResult<()> {
    if !name.starts_with("pg_") {
        return Ok(());
    }
    let message = format!("unacceptable schema name \"{name}\"");
    Err(SqlError::new(SqlState::RESERVED_NAME, message)
        .with_detail("The prefix \"pg_\" is reserved for system schemas."))
}

impl Binder<'_> {
    /// The schema of this name, to be changed.
    pub(crate) fn named_schema(&self, draft: &Draft, name: &str) -> SqlResult<Namespace> {
        match self.schema_oid(name) {
            Some(oid) => draft.schema(oid),
            None => Err(missing(name)),
        }
    }

    /// Where a relation is made, and under which name.
    ///
    /// # Errors
    /// 3F000 at the name for a schema that is not there; 0A000 for a temporary one.
    pub(crate) fn creation_name(&self, relation: &RangeVar) -> SqlResult<(Oid, String)> {
        let name = relation.relname.as_deref().unwrap_or("").to_string();
        if relation.relpersistence == b't' {
            return Err(SqlError::unsupported("a temporary relation"));
        }
        if let Some(database) = relation.catalogname.as_deref()
            && database != self.names.env.current_database()
        {
            let written = super::relation::written(relation);
            let message = format!("cross-database references are not implemented: \"{written}\"");
            return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        let Some(schema) = relation.schemaname.as_deref() else {
            let mut path = self.names.search_path.iter().copied();
            let first = path.find(|schema| self.names.catalog.namespaces.contains_key(schema));
            let message = "no schema has been selected to create in";
            let nowhere = || SqlError::new(SqlState::INVALID_SCHEMA_NAME, message);
            let schema = first.ok_or_else(|| self.at(nowhere(), relation.location))?;
            self.check_creation(schema).map_err(|error| self.at(error, relation.location))?;
            return Ok((schema, name));
        };
        if schema == "pg_temp" {
            return Err(SqlError::unsupported("a temporary relation"));
        }
        let Some(oid) = self.schema_oid(schema) else {
            return Err(self.at(missing(schema), relation.location));
        };
        if facts::namespaces().iter().any(|fact| fact.oid == oid && oid != facts::PUBLIC) {
            let message = format!("permission denied to create \"{schema}.{name}\"");
            return Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message)
                .with_detail("System catalog modifications are currently disallowed."));
        }
        self.check_creation(oid).map_err(|error| self.at(error, relation.location))?;
        Ok((oid, name))
    }

    /// A relation of this name is there: an error, or with IF NOT EXISTS a notice.
    pub(crate) fn exists_already(
        &self,
        draft: &mut Draft,
        name: &str,
        if_not_exists: bool,
    ) -> SqlResult<()> {
        if !if_not_exists {
            return Err(super::rename::relation_exists(name));
        }
        let message = format!("relation \"{name}\" already exists, skipping");
        draft.notice(SqlState::DUPLICATE_TABLE, message);
        Ok(())
    }

    pub(crate) fn create_schema(
        &mut self,
        draft: &mut Draft,
        statement: &CreateSchemaStmt,
    ) -> SqlResult<()> {
        let owner = match &statement.authrole {
            Some(role) => self.new_owner(role)?,
            None => self.names.user,
        };
        let name = match &statement.schemaname {
            Some(name) => name.to_string(),
            None => draft.role(owner)?.name,
        };
        if !self.current_role().superuser {
            return Err(super::privilege::denied("database", self.names.env.current_database()));
        }
        check_name(&name)?;
        if self.schema_oid(&name).is_some() {
            if !statement.if_not_exists {
                return Err(taken(&name));
            }
            let message = format!("schema \"{name}\" already exists, skipping");
            draft.notice(SqlState::DUPLICATE_SCHEMA, message);
            return Ok(());
        }
        let oid = draft.fresh();
        draft.put_schema(Namespace { oid, name: name.clone(), owner, comment: None });
        // Tables come before what needs them, whatever the order they were written in.
        let mut elements: Vec<&Node> = statement.schemaElts.iter().flatten().collect();
        elements.sort_by_key(|element| match element {
            Node::CreateSeqStmt(_) => 0,
            Node::CreateStmt(_) => 1,
            _ => 2,
        });
        for element in elements {
            self.schema_element(draft, element, oid, &name, owner)?;
        }
        Ok(())
    }

    /// One of the definitions in CREATE SCHEMA, which sees those before it.
    fn schema_element(
        &mut self,
        draft: &mut Draft,
        element: &Node,
        schema: Oid,
        name: &str,
        owner: Oid,
    ) -> SqlResult<()> {
        let mut element = element.clone();
        let relation = match &mut element {
            Node::CreateStmt(create) => create.relation.as_mut(),
            Node::CreateSeqStmt(create) => create.sequence.as_mut(),
            Node::IndexStmt(create) => create.relation.as_mut(),
            _ => None,
        };
        if let Some(relation) = relation {
            match &relation.schemaname {
                Some(other) if **other != *name => {
                    let message = format!(
                        "CREATE specifies a schema ({other}) different from the one being created ({name})"
                    );
                    return Err(SqlError::new(SqlState::new(b"42P15"), message));
                }
                _ => relation.schemaname = Some(name.into()),
            }
        }
        let catalog = Arc::new(draft.catalog.clone());
        let mut path = vec![facts::PG_CATALOG, schema];
        path.extend(self.names.search_path.iter().filter(|oid| **oid != facts::PG_CATALOG));
        let names =
            Names { catalog: &catalog, search_path: &path, user: owner, env: self.names.env };
        let nothing = super::stored::nothing();
        let mut inner = Binder::new(&names, self.source.unwrap_or(&nothing), &[]);
        inner.define(draft, &element).map(|_| ())
    }
}
