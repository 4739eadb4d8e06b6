//! Which relation or schema does a name mean? (PostgreSQL, src/backend/catalog/namespace.c)

use super::Binder;
use crate::catalog::{Relation, Sequence, Table, View};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::RangeVar;
use std::sync::Arc;
use types::Oid;
use types::facts::{self, RelationFact};

/// A relation by name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found {
    /// What a user made.
    User(Relation),
    /// One of `pg_catalog` or `information_schema`.
    System(&'static RelationFact),
}

/// A name as errors write it: `schema.name`.
pub(crate) fn written(relation: &RangeVar) -> String {
    let name = relation.relname.as_deref().unwrap_or("");
    match (&relation.catalogname, &relation.schemaname) {
        (Some(catalog), Some(schema)) => format!("{catalog}.{schema}.{name}"),
        (_, Some(schema)) => format!("{schema}.{name}"),
        _ => name.to_string(),
    }
}

impl Binder<'_> {
    /// The OID of a schema.
    pub(crate) fn schema_oid(&self, name: &str) -> Option<Oid> {
        let user = match self.lens {
            Some(lens) => lens.schema(name),
            None => self.names.catalog.namespace(name).map(|schema| schema.oid),
        };
        let system = || facts::namespaces().iter().find(|schema| schema.name == name);
        user.or_else(|| system().filter(|fact| fact.oid != facts::PUBLIC).map(|fact| fact.oid))
            .or_else(|| facts::unlisted_namespace(name))
    }

    /// 3F000 when a qualified name's schema is not there.
    pub(crate) fn check_schema(&self, words: &[&str], at: i32) -> SqlResult<()> {
        match words {
            [schema, _] | [_, schema, _] if self.schema_oid(schema).is_none() => {
                let message = format!("schema \"{schema}\" does not exist");
                Err(self.at(SqlError::new(SqlState::INVALID_SCHEMA_NAME, message), at))
            }
            _ => Ok(()),
        }
    }

    /// The name of a schema.
    pub(crate) fn schema_name(&self, oid: Oid) -> String {
        let user = self.names.catalog.namespaces.get(&oid).map(|schema| schema.name.clone());
        let system = || facts::namespaces().iter().find(|schema| schema.oid == oid);
        user.or_else(|| system().map(|fact| fact.name.to_string())).unwrap_or_default()
    }

    /// The schemas an unqualified name is sought in.
    pub(crate) fn path(&self) -> Vec<Oid> {
        if self.in_catalog_text() {
            return vec![facts::PG_CATALOG];
        }
        self.names.search_path.to_vec()
    }

    fn relation_in(&self, schema: Oid, name: &str) -> Option<Found> {
        let catalog = self.names.catalog;
        let user = match self.lens {
            Some(lens) => {
                lens.named(schema, name).and_then(|seen| catalog.relation_by_oid(seen.oid))
            }
            None => catalog.relation(schema, name),
        };
        user.map(Found::User).or_else(|| facts::relation_in(schema, name).map(Found::System))
    }

    /// What a name means, by the search path unless a schema is given.
    pub(crate) fn find_relation(&self, schema: Option<&str>, name: &str) -> Option<Found> {
        match schema {
            Some(schema) => self.relation_in(self.schema_oid(schema)?, name),
            None => self.path().into_iter().find_map(|schema| self.relation_in(schema, name)),
        }
    }

    /// What a relation name of the statement means.
    ///
    /// # Errors
    /// 42P01 at the name; 0A000 for another database.
    pub(crate) fn relation(&self, relation: &RangeVar) -> SqlResult<Found> {
        let name = relation.relname.as_deref().unwrap_or("");
        if let Some(database) = &relation.catalogname
            && **database != *self.names.env.current_database()
        {
            let message =
                format!("cross-database references are not implemented: \"{}\"", written(relation));
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(self.at(error, relation.location));
        }
        self.find_relation(relation.schemaname.as_deref(), name).ok_or_else(|| {
            let message = format!("relation \"{}\" does not exist", written(relation));
            self.at(SqlError::new(SqlState::UNDEFINED_TABLE, message), relation.location)
        })
    }

    /// The table a name means, to write to or to define something on; its descriptor counts as used.
    ///
    /// # Errors
    /// As [`Binder::relation`]; 42809 for what is no table; 42501 for a system catalog.
    pub(crate) fn table(&mut self, relation: &RangeVar) -> SqlResult<Arc<Table>> {
        let name = relation.relname.as_deref().unwrap_or("");
        let found = self.relation(relation)?;
        let other = |kind: &str| {
            let error = SqlError::new(
                SqlState::WRONG_OBJECT_TYPE,
                format!("cannot open relation \"{name}\""),
            );
            error.with_detail(format!("This operation is not supported for {kind}."))
        };
        match found {
            Found::User(Relation::Table(oid)) => self.table_by_oid(oid),
            Found::User(Relation::Index(..)) => Err(other("indexes")),
            Found::User(Relation::Sequence(_)) => Err(other("sequences")),
            Found::User(Relation::View(_)) => Err(SqlError::unsupported("this use of a view")),
            Found::System(_) => Err(SqlError::new(
                SqlState::INSUFFICIENT_PRIVILEGE,
                format!("permission denied: \"{name}\" is a system catalog"),
            )),
        }
    }

    /// A table's descriptor, counted as used.
    pub(crate) fn table_by_oid(&mut self, oid: Oid) -> SqlResult<Arc<Table>> {
        self.tables.insert(oid);
        self.want(oid);
        let missing = || SqlError::internal(format!("could not open relation with OID {oid}"));
        self.names.catalog.tables.get(&oid).cloned().ok_or_else(missing)
    }

    /// A view's descriptor.
    pub(crate) fn view_by_oid(&mut self, oid: Oid) -> SqlResult<Arc<View>> {
        let missing = || SqlError::internal(format!("could not open relation with OID {oid}"));
        self.names.catalog.views.get(&oid).cloned().ok_or_else(missing)
    }

    /// A sequence's descriptor.
    pub(crate) fn sequence_by_oid(&self, oid: Oid) -> SqlResult<Arc<Sequence>> {
        let missing = || SqlError::internal(format!("could not open relation with OID {oid}"));
        self.names.catalog.sequences.get(&oid).cloned().ok_or_else(missing)
    }
}
