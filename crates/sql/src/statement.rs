//! What is a statement once bound?

use crate::catalog::{Check, ForeignKey, Index, Namespace, Role, Sequence, Table, TableColumn};
use crate::rel::{Column, Rel};
use types::{Oid, Type};

/// A bound statement, ready to plan (queries) or to carry out (the rest).
#[derive(Clone, Debug)]
pub enum Statement {
    /// SELECT, VALUES, INSERT, UPDATE, DELETE, with or without WITH.
    Query(Query),
    /// EXPLAIN of a query.
    Explain(Box<Query>, ExplainOptions),
    /// A change of the catalog.
    Ddl(Ddl),
    /// COPY.
    Copy(Box<Copy>),
    /// What only the session can do: BEGIN, SET, PREPARE and their kin stay as parsed.
    Session(Box<rupg_sql::nodes::Node>),
}

/// A query.
#[derive(Clone, Debug)]
pub struct Query {
    /// The tree.
    pub rel: Rel,
    /// What the client sees, in order; empty for INSERT and its kin without RETURNING.
    pub columns: Vec<Column>,
    /// The command tag's word: `SELECT`, `INSERT`, `UPDATE`, `DELETE`.
    pub command: Command,
    /// The types of `$1`, `$2`, ….
    pub params: Vec<Type>,
    /// OIDs of the tables whose descriptors were used.
    pub tables: Vec<Oid>,
    /// Whether it writes or locks rows (refused in READ ONLY: 25006).
    pub writes: bool,
}

/// The word of a command tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Command {
    Select,
    Insert,
    Update,
    Delete,
}

/// EXPLAIN's options.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct ExplainOptions {
    pub analyze: bool,
    pub verbose: bool,
    pub json: bool,
}

/// A change of the catalog, names resolved and definitions complete except for OIDs, which the
/// executor gives (0 here means "new").
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Ddl {
    CreateSchema {
        schema: Namespace,
        if_not_exists: bool,
        elements: Vec<Ddl>,
    },
    CreateTable(Box<CreateTable>),
    CreateIndex {
        table: Oid,
        index: Index,
        if_not_exists: bool,
    },
    CreateSequence {
        sequence: Sequence,
        if_not_exists: bool,
    },
    AlterSequence {
        sequence: Oid,
        new: Sequence,
        restart: Option<i64>,
    },
    CreateRole {
        role: Role,
    },
    AlterRole {
        role: Oid,
        new: Role,
    },
    AlterTable {
        table: Oid,
        steps: Vec<AlterStep>,
    },
    Rename {
        object: Object,
        to: String,
    },
    Comment {
        object: Object,
        column: Option<usize>,
        text: Option<String>,
    },
    /// Dropped in order; with `cascade`, what depends on them too.
    Drop {
        objects: Vec<Object>,
        cascade: bool,
        tag: &'static str,
    },
    Truncate {
        tables: Vec<Oid>,
        restart_identity: bool,
        cascade: bool,
    },
    /// Accepted and nothing to do (an `IF EXISTS` that found nothing, VACUUM, ANALYZE): the command tag, and a notice.
    Nothing {
        tag: &'static str,
        notice: Option<base::SqlError>,
    },
}

/// CREATE TABLE. Sequences of serial and identity columns come first, in column order.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct CreateTable {
    pub table: Table,
    /// (column from 0, its sequence).
    pub sequences: Vec<(usize, Sequence)>,
    pub if_not_exists: bool,
}

/// One step of ALTER TABLE.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum AlterStep {
    AddColumn { column: TableColumn, sequence: Option<Sequence>, if_not_exists: bool },
    DropColumn { column: usize, cascade: bool },
    SetDefault { column: usize, default: Option<String> },
    SetNotNull { column: usize, not_null: bool },
    SetType { column: usize, ty: Type, using: Option<String> },
    AddIndex(Index),
    AddCheck(Check),
    AddForeignKey(ForeignKey),
    DropConstraint { name: String, cascade: bool, if_exists: bool },
    RenameColumn { column: usize, to: String },
    RenameConstraint { name: String, to: String },
    SetSchema(Oid),
    Owner(Oid),
    AddIdentity { column: usize, always: bool, sequence: Sequence },
    DropIdentity { column: usize },
    ValidateConstraint { name: String },
}

/// A catalog object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Object {
    Table(Oid),
    Index { table: Oid, index: Oid },
    Sequence(Oid),
    Schema(Oid),
    Role(Oid),
}

/// COPY.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Copy {
    pub direction: CopyDirection,
    pub options: CopyOptions,
}

/// Which way COPY goes.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum CopyDirection {
    /// `insert.source` is a `Values` of no rows whose columns are those the file has, in order, at
    /// their types; the executor feeds rows in its place.
    From { insert: Query, columns: Vec<Column> },
    /// COPY ... TO STDOUT of a table or a query.
    To(Query),
}

/// COPY's options, defaults filled in.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct CopyOptions {
    pub format: CopyFormat,
    pub delimiter: u8,
    pub null: String,
    pub header: bool,
    pub quote: u8,
    pub escape: u8,
    /// Columns (by position) of FORCE_QUOTE; `*` is all.
    pub force_quote: Vec<usize>,
}

/// The form of COPY data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CopyFormat {
    Text,
    Csv,
    Binary,
}
