//! What has the user defined? The descriptors of roles, schemas, tables,
//! indexes and sequences, and a [`Catalog`]: all of them as of one version.
//!
//! Expressions (defaults, CHECK, index keys and predicates) are kept as the SQL text that
//! [`crate::deparse`] writes, with one difference: constants of alias types are numbers
//! (`nextval('16390'::regclass)`), so that renames and search paths do not touch them. What a client
//! is shown comes from [`crate::deparse`] again, after binding.
//!
//! Descriptors are ordinary versioned data. Each lives under one key of the
//! catalog's keyspace as JSON with a format number, so that an older file can
//! be read by newer code; a field that is missing takes its default. The key
//! and the encoding are in the `exec` room.

use crate::statement::Secret;
pub use crate::view::{CheckOption, Lens, Seen, View};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use types::{Oid, Type};

/// The first OID given to what users make (PostgreSQL, access/transam.h,
/// `FirstNormalObjectId`).
pub const FIRST_NORMAL_OID: Oid = 16384;
/// The namespace `pg_catalog`.
pub const PG_CATALOG: Oid = 11;
/// The namespace `public`.
pub const PUBLIC: Oid = 2200;
/// The bootstrap superuser's OID, which `admin` takes.
pub const ADMIN: Oid = 10;

/// The OIDs of the row type of a table or view and of the array over that. Nothing keeps them: each
/// follows from the relation's OID, above all that are given out.
pub fn row_types(relation: Oid) -> (Oid, Oid) {
    let row = ROW_TYPES | ((relation << 1) & (ROW_TYPES - 1));
    (row, row | 1)
}

/// The relation of a row type, or of the array over one (`true`), as [`row_types`] numbers them.
pub fn of_row_type(oid: Oid) -> Option<(Oid, bool)> {
    let numbered = (row_types(FIRST_NORMAL_OID).0..ROW_TYPES << 1).contains(&oid);
    numbered.then(|| ((oid - ROW_TYPES) >> 1, oid & 1 == 1))
}

const ROW_TYPES: Oid = 1 << 30;

/// A role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
#[serde(default)]
pub struct Role {
    pub oid: Oid,
    pub name: String,
    pub superuser: bool,
    pub inherit: bool,
    pub create_role: bool,
    pub create_db: bool,
    pub login: bool,
    /// -1 has no limit.
    pub connection_limit: i32,
    /// `SCRAM-SHA-256$...`; none cannot log in by password.
    pub verifier: Option<Secret>,
    /// RFC 3339 text; none does not end.
    pub valid_until: Option<String>,
    /// Roles this one is a member of.
    pub member_of: Vec<Oid>,
    /// Those of them it may grant to others.
    pub admin_of: Vec<Oid>,
    pub replication: bool,
    pub bypass_rls: bool,
    pub comment: Option<String>,
    /// IAM-style principals that may connect as this role, in the order of their grants.
    pub iam: Vec<IamGrant>,
}

/// AWS IAM GRANT of a role to a principal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
#[serde(default)]
pub struct IamGrant {
    pub oid: Oid,
    /// `arn:aws:iam::<account>:user/<name>` or `:role/<name>`.
    pub arn: String,
    /// The role that granted it.
    pub grantor: Oid,
}

/// A schema (PostgreSQL's namespace).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
#[serde(default)]
pub struct Namespace {
    pub oid: Oid,
    pub name: String,
    pub owner: Oid,
    pub comment: Option<String>,
}

/// A table, with its indexes and constraints inside: whoever has read one
/// descriptor can plan and check every write to the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// `pg_class.oid`.
    pub oid: Oid,
    /// Schema.
    pub namespace: Oid,
    /// Name.
    pub name: String,
    /// Owner role.
    pub owner: Oid,
    /// The id in row keys; TRUNCATE gives a new one.
    pub storage: u32,
    /// By attribute number - 1; dropped ones stay, marked.
    pub columns: Vec<TableColumn>,
    /// All indexes; the primary key's, when there is one, is the table's own
    /// order and holds no entries of its own.
    pub indexes: Vec<Index>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// FOREIGN KEY constraints of this table.
    pub foreign_keys: Vec<ForeignKey>,
    /// FOREIGN KEY constraints of other tables that point here:
    /// (child table, constraint).
    pub referenced_by: Vec<(Oid, Oid)>,
    /// COMMENT ON TABLE.
    pub comment: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Name.
    pub name: String,
    /// Type OID.
    pub type_oid: Oid,
    /// Type modifier, -1 for none.
    #[serde(default)]
    pub typmod: i32,
    /// NOT NULL.
    #[serde(default)]
    pub not_null: bool,
    /// DEFAULT or GENERATED ... STORED expression, as SQL text, bound at use.
    #[serde(default)]
    pub default: Option<String>,
    /// GENERATED ALWAYS AS (...) STORED: `default` holds the expression.
    #[serde(default)]
    pub generated: bool,
    /// GENERATED ... AS IDENTITY.
    #[serde(default)]
    pub identity: Option<Identity>,
    /// The value rows written before ADD COLUMN have, as text of the type.
    #[serde(default)]
    pub missing: Option<String>,
    /// DROP COLUMN.
    #[serde(default)]
    pub dropped: bool,
    /// COMMENT ON COLUMN.
    #[serde(default)]
    pub comment: Option<String>,
}

impl TableColumn {
    /// A column that may be null and is not filled by itself.
    pub fn plain(name: &str, ty: Type) -> TableColumn {
        TableColumn {
            name: name.to_owned(),
            type_oid: ty.oid,
            typmod: ty.typmod,
            not_null: false,
            default: None,
            generated: false,
            identity: None,
            missing: None,
            dropped: false,
            comment: None,
        }
    }

    /// Its type with modifier.
    pub fn ty(&self) -> Type {
        Type { oid: self.type_oid, typmod: self.typmod }
    }
}

/// GENERATED ... AS IDENTITY.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// ALWAYS, else BY DEFAULT.
    pub always: bool,
    /// The sequence behind it.
    pub sequence: Oid,
}

/// An index, and the PRIMARY KEY or UNIQUE constraint it may stand for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Index {
    /// `pg_class.oid`.
    pub oid: Oid,
    /// Name.
    pub name: String,
    /// The id in index keys.
    pub storage: u32,
    /// Key columns in order.
    pub keys: Vec<IndexKey>,
    /// INCLUDE columns (attribute numbers from 0).
    pub include: Vec<usize>,
    /// UNIQUE.
    pub unique: bool,
    /// NULLS NOT DISTINCT.
    pub nulls_not_distinct: bool,
    /// The primary key.
    pub primary: bool,
    /// `pg_constraint.oid` when made by a constraint.
    pub constraint: Option<Oid>,
    /// WHERE of a partial index, as SQL text.
    pub predicate: Option<String>,
    /// COMMENT ON INDEX.
    pub comment: Option<String>,
    /// COMMENT ON CONSTRAINT.
    pub constraint_comment: Option<String>,
}

/// One key column of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexKey {
    /// Attribute number from 0; none for an expression.
    pub column: Option<usize>,
    /// The expression as SQL text.
    pub expression: Option<String>,
    /// DESC.
    pub descending: bool,
    /// NULLS FIRST.
    pub nulls_first: bool,
}

/// A CHECK constraint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
#[serde(default)]
pub struct Check {
    pub oid: Oid,
    pub name: String,
    /// SQL text.
    pub expression: String,
    /// Not NOT VALID.
    pub validated: bool,
    /// COMMENT ON CONSTRAINT.
    pub comment: Option<String>,
}

/// A FOREIGN KEY constraint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForeignKey {
    /// `pg_constraint.oid`.
    pub oid: Oid,
    /// Name.
    pub name: String,
    /// Columns of this table, from 0.
    pub columns: Vec<usize>,
    /// The parent table.
    pub parent: Oid,
    /// Columns of the parent, from 0, in the same order.
    pub parent_columns: Vec<usize>,
    /// The parent's unique index that covers them.
    pub parent_index: Oid,
    /// ON DELETE.
    pub on_delete: Action,
    /// ON UPDATE.
    pub on_update: Action,
    /// MATCH FULL, else SIMPLE.
    pub match_full: bool,
    /// DEFERRABLE.
    pub deferrable: bool,
    /// INITIALLY DEFERRED.
    pub deferred: bool,
    /// Not NOT VALID.
    pub validated: bool,
    /// COMMENT ON CONSTRAINT.
    pub comment: Option<String>,
}

/// What a foreign key does when the parent goes or changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Action {
    #[default]
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// A sequence's definition; its position is a row of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sequence {
    /// `pg_class.oid`.
    pub oid: Oid,
    /// Schema.
    pub namespace: Oid,
    /// Name.
    pub name: String,
    /// Owner role.
    pub owner: Oid,
    /// The id its position is kept under; RESTART gives a new one, so that a position is as
    /// transactional as the definition it belongs to.
    pub storage: u32,
    /// `int2`, `int4` or `int8`.
    pub type_oid: Oid,
    /// START.
    pub start: i64,
    /// INCREMENT.
    pub increment: i64,
    /// MINVALUE.
    pub min: i64,
    /// MAXVALUE.
    pub max: i64,
    /// CACHE.
    pub cache: i64,
    /// CYCLE.
    pub cycle: bool,
    /// OWNED BY (table, column from 0).
    pub owned_by: Option<(Oid, usize)>,
    /// Made by IDENTITY rather than serial.
    pub identity: bool,
    /// COMMENT ON SEQUENCE.
    pub comment: Option<String>,
}

/// Everything users have defined, as of one version. Immutable: DDL makes a
/// changed copy, which its own transaction sees at once and others at commit.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Grows with every committed change; plans are cached under it. A
    /// transaction's own uncommitted changes make it odd-one-out: 0.
    pub version: u64,
    /// By OID.
    pub roles: BTreeMap<Oid, Arc<Role>>,
    /// By OID.
    pub namespaces: BTreeMap<Oid, Arc<Namespace>>,
    /// By OID.
    pub tables: BTreeMap<Oid, Arc<Table>>,
    /// By OID.
    pub sequences: BTreeMap<Oid, Arc<Sequence>>,
    /// By OID.
    pub views: BTreeMap<Oid, Arc<View>>,
    /// (schema, name) of tables, indexes, sequences and views, which share one namespace.
    pub relations: HashMap<(Oid, String), Relation>,
}

/// What a relation name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// A table.
    Table(Oid),
    /// An index: (table, index).
    Index(Oid, Oid),
    /// A sequence.
    Sequence(Oid),
    /// A view.
    View(Oid),
}

impl Relation {
    /// Its own OID.
    pub fn oid(self) -> Oid {
        match self {
            Relation::Table(oid)
            | Relation::Index(_, oid)
            | Relation::Sequence(oid)
            | Relation::View(oid) => oid,
        }
    }
}

impl Catalog {
    /// Puts a role in place of the one with its OID.
    pub fn hold_role(&mut self, role: Role) {
        self.roles.insert(role.oid, Arc::new(role));
    }

    /// Puts a schema in place of the one with its OID.
    pub fn hold_namespace(&mut self, namespace: Namespace) {
        self.namespaces.insert(namespace.oid, Arc::new(namespace));
    }

    /// Puts a table, with the names of its indexes, in place of the one with its OID.
    pub fn hold_table(&mut self, table: Table) {
        self.forget_table(table.oid);
        self.relations.insert((table.namespace, table.name.clone()), Relation::Table(table.oid));
        for index in &table.indexes {
            let name = (table.namespace, index.name.clone());
            self.relations.insert(name, Relation::Index(table.oid, index.oid));
        }
        self.tables.insert(table.oid, Arc::new(table));
    }

    /// Puts a sequence in place of the one with its OID.
    pub fn hold_sequence(&mut self, sequence: Sequence) {
        self.forget_sequence(sequence.oid);
        let name = (sequence.namespace, sequence.name.clone());
        self.relations.insert(name, Relation::Sequence(sequence.oid));
        self.sequences.insert(sequence.oid, Arc::new(sequence));
    }

    /// Puts a view in place of the one with its OID.
    pub fn hold_view(&mut self, view: View) {
        self.forget_view(view.oid);
        self.relations.insert((view.namespace, view.name.clone()), Relation::View(view.oid));
        self.views.insert(view.oid, Arc::new(view));
    }

    /// Takes a table and its names out.
    pub fn forget_table(&mut self, oid: Oid) {
        let Some(table) = self.tables.remove(&oid) else { return };
        let names = std::iter::once(&table.name).chain(table.indexes.iter().map(|i| &i.name));
        for name in names {
            self.relations.remove(&(table.namespace, name.clone()));
        }
    }

    /// Takes a sequence and its name out.
    pub fn forget_sequence(&mut self, oid: Oid) {
        if let Some(sequence) = self.sequences.remove(&oid) {
            self.relations.remove(&(sequence.namespace, sequence.name.clone()));
        }
    }

    /// Takes a view and its name out.
    pub fn forget_view(&mut self, oid: Oid) {
        if let Some(view) = self.views.remove(&oid) {
            self.relations.remove(&(view.namespace, view.name.clone()));
        }
    }

    /// The role of this name.
    pub fn role(&self, name: &str) -> Option<&Arc<Role>> {
        self.roles.values().find(|role| role.name == name)
    }

    /// The schema of this name, among those users have made.
    pub fn namespace(&self, name: &str) -> Option<&Arc<Namespace>> {
        self.namespaces.values().find(|namespace| namespace.name == name)
    }

    /// What a relation name stands for in a schema.
    pub fn relation(&self, namespace: Oid, name: &str) -> Option<Relation> {
        self.relations.get(&(namespace, name.to_string())).copied()
    }

    /// What a relation's OID stands for, an index's left out.
    pub fn relation_by_oid(&self, oid: Oid) -> Option<Relation> {
        let table = || self.tables.contains_key(&oid).then_some(Relation::Table(oid));
        let view = || self.views.contains_key(&oid).then_some(Relation::View(oid));
        let sequence = || self.sequences.contains_key(&oid).then_some(Relation::Sequence(oid));
        table().or_else(view).or_else(sequence)
    }

    /// The table and index of an index's OID.
    pub fn index(&self, oid: Oid) -> Option<(&Arc<Table>, &Index)> {
        let mut tables = self.tables.values();
        tables.find_map(|table| Some((table, table.index(oid)?)))
    }
}

impl Table {
    /// The place of the column of this name, from 0; dropped ones have none.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| !column.dropped && column.name == name)
    }

    /// The columns that are not dropped, with their places.
    pub fn live_columns(&self) -> impl Iterator<Item = (usize, &TableColumn)> {
        self.columns.iter().enumerate().filter(|(_, column)| !column.dropped)
    }

    /// The index with this OID.
    pub fn index(&self, oid: Oid) -> Option<&Index> {
        self.indexes.iter().find(|index| index.oid == oid)
    }

    /// The primary key's index.
    pub fn primary(&self) -> Option<&Index> {
        self.indexes.iter().find(|index| index.primary)
    }
}

impl Sequence {
    /// The stored text of the default of a column that takes its values from the sequence.
    pub fn default_text(oid: Oid) -> String {
        format!("nextval('{oid}'::regclass)")
    }
}
