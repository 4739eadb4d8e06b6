//! What is a statement once bound?

use crate::catalog::{Namespace, Role, Sequence, Table, View};
use crate::expr::Expr;
use crate::rel::{Checks, Column, Rel};
use serde::{Deserialize, Serialize};
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
    /// A table made from a query's rows.
    CreateTableAs(Box<CreateTableAs>),
    /// VACUUM, ANALYZE, CHECKPOINT and their kin: names are checked, nothing is done.
    Housekeeping {
        /// The command tag.
        tag: &'static str,
        /// Refused in a transaction block: 25001 `VACUUM cannot run inside a transaction block`.
        outside_block: bool,
    },
    /// COPY.
    Copy(Box<Copy>),
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

/// A change of the catalog, worked out to the end: names are resolved and chosen, what PostgreSQL
/// refuses is refused, what CASCADE reaches is found. The executor gives identifiers, works on rows
/// and writes descriptors.
///
/// Objects that do not exist yet have placeholders for OIDs and storage ids: [`FRESH`], `FRESH` + 1,
/// ..., in descriptors, in their stored expressions and in bound ones. The executor takes `fresh`
/// identifiers from its host and asks [`Ddl::resolve`] for the changes with these in place.
#[derive(Clone, Debug)]
pub struct Ddl {
    /// The command tag, such as `CREATE TABLE`.
    pub tag: &'static str,
    /// What the client is told, in order, when the statement has been carried out.
    pub notices: Vec<base::SqlError>,
    /// What to do, in order. None when there is nothing to do (`IF EXISTS` that found nothing).
    pub changes: Vec<Change>,
    /// How many identifiers the changes need.
    pub fresh: u32,
    /// CREATE INDEX ASYNC: the client is given one row, the job's id.
    pub background: bool,
}

/// The first placeholder of an identifier to be given; no catalog grows so far.
pub const FRESH: Oid = 0xF000_0000;

/// One change. A descriptor given here replaces the one of the same OID, if there is one.
#[derive(Clone, Debug)]
pub enum Change {
    /// A role; with a password, its verifier is to be made from it.
    Role(Role, Option<Secret>),
    /// A schema.
    Schema(Namespace),
    /// A sequence. One with a new storage id begins at `start`, or at the value given.
    Sequence(Sequence, Option<i64>),
    /// A table that is new, or whose rows are as they were.
    Table(Table),
    /// A table whose rows are to be checked or written again.
    Rows(Box<RowWork>),
    /// TRUNCATE: the table with new storage ids of its own and its indexes; the rows and entries
    /// under the old ones go.
    Truncate(Table),
    /// A view.
    View(View),
    /// A role goes.
    DropRole(Oid),
    /// A schema goes.
    DropSchema(Oid),
    /// A sequence goes, and its position.
    DropSequence(Oid),
    /// A table goes, with its rows and indexes.
    DropTable(Oid),
    /// A view goes.
    DropView(Oid),
}

/// What ALTER TABLE and CREATE INDEX ask of a table's rows, all in one pass. `table` is the whole
/// new descriptor; indexes that are gone from it lose their entries.
///
/// Rows are written again when `values` or `checks.generated` is not empty, or when the columns of
/// the primary key are others than before (their keys change). Then the table and all its indexes
/// have new storage ids here. Otherwise rows stay where they are, and a column beyond the stored ones
/// reads as its [`TableColumn::missing`](crate::catalog::TableColumn::missing).
#[derive(Clone, Debug)]
pub struct RowWork {
    /// The new descriptor.
    pub table: Table,
    /// The row as it was: one for each column of the old descriptor.
    pub before: Vec<Column>,
    /// (column from 0, its new value over `before`, already cast). Columns not named keep theirs.
    pub values: Vec<(usize, Expr)>,
    /// What each new row must satisfy, over `checks.row`: only constraints that existing rows have
    /// not been held to. A row that fails is 23514 `check constraint "c" of relation "t" is violated
    /// by some row`.
    pub checks: Checks,
    /// Columns that become NOT NULL. 23502 `column "c" of relation "t" contains null values`.
    pub not_null: Vec<usize>,
    /// `Index::oid` of the indexes to build. 23505 `could not create unique index "i"`, DETAIL
    /// `Key (a)=(1) is duplicated.`
    pub build: Vec<Oid>,
    /// `ForeignKey::oid` of the constraints to verify for all rows. 23503 as for an insert.
    pub foreign_keys: Vec<Oid>,
    /// The table's name for messages: the one before the statement.
    pub name: String,
}

/// A password on its way to its verifier, or the verifier; never shown.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// CREATE TABLE AS and SELECT INTO: `ddl` makes the table (none when `IF NOT EXISTS` found it), whose
/// descriptor is the last [`Change::Table`]; then the rows of `query` go in as they are, one value
/// for each column, for the tag `SELECT n`.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct CreateTableAs {
    pub ddl: Ddl,
    /// None for WITH NO DATA, whose tag is that of `ddl`.
    pub query: Option<Query>,
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
    /// An INSERT; somewhere below `insert.source` stands a [`Rel::Values`] of no rows with the columns
    /// that the file has, in order, at their types (`columns`): the executor feeds rows in its place.
    From {
        insert: Query,
        columns: Vec<Column>,
        /// The table's name, for CONTEXT `COPY t, line 2, column a: "x"`.
        table: String,
    },
    /// COPY ... TO STDOUT of a table or a query.
    To(Query),
}

/// COPY's options, defaults filled in. Columns are positions in the file.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct CopyOptions {
    pub format: CopyFormat,
    pub delimiter: u8,
    pub null: String,
    /// The first line is column names.
    pub header: bool,
    /// HEADER MATCH: FROM compares them with the columns (22P04).
    pub header_match: bool,
    pub quote: u8,
    pub escape: u8,
    /// FORCE_QUOTE (csv, TO).
    pub force_quote: Vec<usize>,
    /// FORCE_NOT_NULL (csv, FROM): the null string is an ordinary value.
    pub force_not_null: Vec<usize>,
    /// FORCE_NULL (csv, FROM): the null string is NULL even when quoted.
    pub force_null: Vec<usize>,
}

/// The form of COPY data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CopyFormat {
    Text,
    Csv,
    Binary,
}
