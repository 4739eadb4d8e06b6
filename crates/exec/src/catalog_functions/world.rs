//! Which objects are there, and which of them does a name mean?
//!
//! The catalog of users and the facts of PostgreSQL's own catalogs, as one.

use crate::system::DATABASE_OWNER;
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use sql::Catalog;
use sql::bind::Names;
use sql::catalog::{ADMIN, Namespace, PUBLIC, Relation, Role};
use std::sync::Arc;
use types::Oid;
use types::facts::{self, PG_CATALOG};

/// The catalog a statement runs under, and the session that asks.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What users have defined.
    pub catalog: &'a Arc<Catalog>,
    /// Who asks.
    pub env: &'a dyn Env,
}

/// What all relations have: a row of `pg_class` in short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Class<'a> {
    pub(crate) oid: Oid,
    pub(crate) name: &'a str,
    pub(crate) namespace: Oid,
    pub(crate) owner: Oid,
    /// `pg_class.relkind`: `r`, `i`, `S` or `v`.
    pub(crate) kind: char,
}

impl Class<'_> {
    /// Whether it belongs to PostgreSQL's own catalogs.
    pub(crate) fn is_system(&self) -> bool {
        self.oid < sql::catalog::FIRST_NORMAL_OID
    }
}

impl<'a> World<'a> {
    /// The schemas of the search path that exist, as the path names them.
    pub(crate) fn explicit_path(&self) -> Vec<Oid> {
        let mut path: Vec<Oid> = Vec::new();
        for name in self.env.search_path() {
            let name = if name == "$user" { self.env.current_user() } else { &name };
            if let Some(schema) = self.namespace_oid(name).filter(|schema| !path.contains(schema)) {
                path.push(schema);
            }
        }
        path
    }

    /// The schemas searched: `pg_catalog` comes first unless the path names it.
    pub(crate) fn path(&self) -> Vec<Oid> {
        let mut path = self.explicit_path();
        if !path.contains(&PG_CATALOG) {
            path.insert(0, PG_CATALOG);
        }
        path
    }

    /// Calls `with` with what the binder of stored expressions goes by.
    pub(crate) fn names<T>(&self, with: impl FnOnce(&Names<'_>) -> T) -> T {
        let search_path = self.path();
        let user = self.current_role().map_or(0, |role| role.oid);
        with(&Names { catalog: self.catalog, search_path: &search_path, user, env: self.env })
    }

    /// The schema of this name.
    pub(crate) fn namespace_oid(&self, name: &str) -> Option<Oid> {
        let own = self.catalog.namespace(name).map(|namespace| namespace.oid);
        own.or_else(|| {
            let mut system = facts::namespaces().iter().filter(|fact| fact.oid != PUBLIC);
            system.find(|fact| fact.name == name).map(|fact| fact.oid)
        })
    }

    /// The name of a schema.
    pub(crate) fn namespace_name(&self, oid: Oid) -> Option<&'a str> {
        let own = self.catalog.namespaces.get(&oid).map(|namespace| namespace.name.as_str());
        own.or_else(|| {
            let mut system = facts::namespaces().iter().filter(|fact| fact.oid != PUBLIC);
            system.find(|fact| fact.oid == oid).map(|fact| fact.name)
        })
    }

    /// The owner of a schema; that of `public`, unless someone was given it, is whoever owns the
    /// database.
    pub(crate) fn namespace_owner(&self, namespace: &Namespace) -> Oid {
        match (namespace.oid, namespace.owner) {
            (PUBLIC, ADMIN) => DATABASE_OWNER.0,
            (_, owner) => owner,
        }
    }

    /// The role of this name.
    pub(crate) fn role_oid(&self, name: &str) -> Option<Oid> {
        let own = self.catalog.role(name).map(|role| role.oid);
        own.or_else(|| (name == DATABASE_OWNER.1).then_some(DATABASE_OWNER.0))
    }

    /// The name of a role, `unknown (OID=7)` when there is none.
    pub(crate) fn role_name(&self, oid: Oid) -> String {
        self.known_role_name(oid).map_or_else(|| format!("unknown (OID={oid})"), str::to_owned)
    }

    /// The name of a role.
    pub(crate) fn known_role_name(&self, oid: Oid) -> Option<&'a str> {
        let own = self.catalog.roles.get(&oid).map(|role| role.name.as_str());
        own.or_else(|| (oid == DATABASE_OWNER.0).then_some(DATABASE_OWNER.1))
    }

    /// The role the session acts as.
    pub(crate) fn current_role(&self) -> Option<&'a Arc<Role>> {
        self.catalog.role(self.env.current_user())
    }

    /// The relation with this OID.
    pub(crate) fn class(&self, oid: Oid) -> Option<Class<'a>> {
        if let Some(table) = self.catalog.tables.get(&oid) {
            let (namespace, owner) = (table.namespace, table.owner);
            return Some(Class { oid, name: &table.name, namespace, owner, kind: 'r' });
        }
        if let Some(sequence) = self.catalog.sequences.get(&oid) {
            let (namespace, owner) = (sequence.namespace, sequence.owner);
            return Some(Class { oid, name: &sequence.name, namespace, owner, kind: 'S' });
        }
        if let Some(view) = self.catalog.views.get(&oid) {
            let (namespace, owner) = (view.namespace, view.owner);
            return Some(Class { oid, name: &view.name, namespace, owner, kind: 'v' });
        }
        if let Some((table, index)) = self.catalog.index(oid) {
            let (namespace, owner) = (table.namespace, table.owner);
            return Some(Class { oid, name: &index.name, namespace, owner, kind: 'i' });
        }
        facts::relation_by_oid(oid).map(|fact| {
            let (namespace, kind) = (fact.namespace, fact.kind);
            Class { oid, name: fact.name, namespace, owner: ADMIN, kind }
        })
    }

    /// The relation of a schema with this name.
    pub(crate) fn relation_in(&self, namespace: Oid, name: &str) -> Option<Oid> {
        let own = self.catalog.relation(namespace, name).map(Relation::oid);
        own.or_else(|| facts::relation_in(namespace, name).map(|fact| fact.oid))
    }

    /// The first relation of this name along the search path.
    pub(crate) fn relation_visible(&self, name: &str) -> Option<Oid> {
        self.path().into_iter().find_map(|schema| self.relation_in(schema, name))
    }

    /// The relation that the parts of a name mean: `table`, `schema.table` or
    /// `database.schema.table`.
    ///
    /// # Errors
    /// 0A000 for another database, 42601 for more parts.
    pub(crate) fn relation_named(&self, parts: &[String]) -> SqlResult<Option<Oid>> {
        Ok(match parts {
            [name] => self.relation_visible(name),
            [schema, name] => {
                self.namespace_oid(schema).and_then(|schema| self.relation_in(schema, name))
            }
            [database, schema, name] if database == self.env.current_database() => {
                self.namespace_oid(schema).and_then(|schema| self.relation_in(schema, name))
            }
            [_, _, _] => {
                let message = format!(
                    "cross-database references are not implemented: \"{}\"",
                    parts.join(".")
                );
                return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
            }
            _ => {
                let message =
                    format!("improper relation name (too many dotted names): {}", parts.join("."));
                return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
            }
        })
    }
}
