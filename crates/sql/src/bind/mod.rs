//! How does a raw statement become a typed tree? (PostgreSQL's parse analysis)
//!
//! [`bind`] makes a [`Binder`], which lives as long as one statement, and walks the raw tree with
//! it. What can be seen from a place is a [`Scope`]; an expression comes out as a [`Typed`], which
//! remembers where it stood, since errors point there. Files by their part of the grammar:
//!
//! - [`scope`], [`relation`], [`type_name`]: names to columns, relations and types.
//! - [`expr`], [`literal`], [`operator`], [`call`], [`polymorphic`], [`coerce`]: expressions.
//! - [`select`], [`from`], [`join`], [`targets`], [`group`], [`set_operation`], [`cte`], [`subquery`]: queries.
//! - [`view`], [`function_body`]: SQL that stands in the catalogs; [`expand`], [`updatable`]: views of users,
//!   which [`view_define`] makes, with what [`record`] notes of them.
//! - [`insert`], [`update`], [`conflict`], [`modify`]: statements that write; [`copy`].
//! - [`define`] and the rest: statements that define. They work on a [`draft`] of the catalog, and what
//!   they store is SQL text again: [`stored`].

mod alter;
mod call;
mod candidates;
pub(crate) mod coerce;
mod column;
mod comment;
mod conflict;
mod constraint;
mod copy;
mod copy_options;
mod cte;
mod define;
#[cfg(test)]
mod define_tests;
mod depend;
mod draft;
mod drop;
mod expand;
mod expr;
mod from;
mod function_body;
mod group;
mod index;
mod indirection;
mod insert;
mod join;
mod like;
mod literal;
mod location;
mod lock;
mod missing;
mod modify;
mod operator;
mod options;
mod polymorphic;
mod privilege;
mod record;
pub(crate) mod relation;
mod rename;
mod role;
mod schema;
pub(crate) mod scope;
mod select;
mod sequence;
mod set_operation;
mod sort;
mod stored;
mod subquery;
mod table;
mod table_as;
mod targets;
#[cfg(test)]
mod tests;
mod trust;
pub(crate) mod type_name;
mod unsupported;
mod updatable;
mod update;
mod view;
mod view_define;
pub(crate) mod walk;
mod window;

use crate::catalog::Lens;
use crate::parse::Positions;
use crate::statement::{Command, ExplainOptions, Query};
use crate::{Catalog, Column, ColumnId, Expr, RawStatement, Statement};
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use rupg_sql::nodes::{List, Node};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use types::facts::{self, oid};
use types::{Field, Oid, Type};

pub use call::takes_template;
pub use expand::written_view;
pub(crate) use location::location;
pub(crate) use scope::Scope;
pub use stored::{Stored, default_value, table_checks};
pub use type_name::type_named;
pub use updatable::updatable_columns;
pub use walk::same;

/// What names and literals are resolved by.
pub struct Names<'a> {
    /// As of the statement's snapshot.
    pub catalog: &'a Arc<Catalog>,
    /// The schemas of the search path that exist, in order, `pg_catalog` where it stands (first
    /// unless the path names it).
    pub search_path: &'a [Oid],
    /// `current_user`'s OID: the owner of what is made.
    pub user: Oid,
    /// Session state that literals and defaults depend on.
    pub env: &'a dyn Env,
}

/// A bound statement, and what is known of its parameters.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The statement.
    pub statement: Statement,
    /// The types of `$1`, `$2`, ....
    pub params: Vec<Type>,
    /// Whether the same text bound again under the same catalog, search path, parameter types and
    /// formats gives the same tree: not with `'now'::timestamptz` and its kin.
    pub cacheable: bool,
}

/// Binds one statement. `params` are the types the client gave for `$1`, ..., 0 for unspecified;
/// those it left out are inferred from their use.
///
/// # Errors
/// PostgreSQL's own, with positions counted from the beginning of the whole text.
pub fn bind(statement: &RawStatement, names: &Names<'_>, params: &[Oid]) -> SqlResult<Bound> {
    let mut binder = Binder::new(names, statement, params);
    let bound = binder.statement(&statement.node)?;
    binder.check_tables(&bound)?;
    let params = binder.finish_params()?;
    let statement = match bound {
        Statement::Query(query) => Statement::Query(Query { params: params.clone(), ..query }),
        Statement::Explain(query, options) => {
            Statement::Explain(Box::new(Query { params: params.clone(), ..*query }), options)
        }
        other => other,
    };
    Ok(Bound { statement, params, cacheable: binder.cacheable })
}

/// An expression, and where it stood.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub expr: Expr,
    /// The byte where it begins in the whole text; -1 when unknown.
    pub at: i32,
    /// Its fields, when it is a row whose fields are known.
    pub row: Option<Rc<RowShape>>,
}

/// What a row is made of.
#[derive(Debug)]
pub(crate) struct RowShape {
    /// Its type: a relation's row type, else `record`.
    pub oid: Oid,
    #[allow(missing_docs)]
    pub fields: Vec<(String, Type)>,
}

impl Typed {
    pub(crate) fn new(expr: Expr, at: i32) -> Typed {
        Typed { expr, at, row: None }
    }

    /// A row of values.
    pub(crate) fn row(values: Vec<Expr>, at: i32, shape: RowShape) -> Typed {
        let field = |(name, ty): &(String, Type)| Field { name: name.into(), ty: *ty };
        let fields = shape.fields.iter().map(field).collect();
        Typed { expr: Expr::Row(values, fields), at, row: Some(Rc::new(shape)) }
    }

    pub(crate) fn ty(&self) -> Type {
        self.row.as_ref().map_or_else(|| self.expr.ty(), |row| Type::new(row.oid))
    }

    /// Whether it is a literal or parameter that still has no type.
    pub(crate) fn is_unknown(&self) -> bool {
        self.ty().oid == oid::UNKNOWN
    }
}

/// The leftmost of two places, either of which may be unknown.
pub(crate) fn leftmost(a: i32, b: i32) -> i32 {
    match (a, b) {
        (-1, b) => b,
        (a, -1) => a,
        (a, b) => a.min(b),
    }
}

/// The state of binding one statement.
pub(crate) struct Binder<'a> {
    pub names: &'a Names<'a>,
    /// The text that locations count in; none within a view or function of the catalogs.
    source: Option<&'a RawStatement>,
    /// Places in that text.
    positions: OnceCell<Positions>,
    /// The type of each parameter, `unknown` until something asks for one.
    params: Vec<Oid>,
    next_column: u32,
    next_id: u32,
    pub cacheable: bool,
    /// OIDs of the tables whose descriptors were used.
    pub tables: BTreeSet<Oid>,
    /// The relations that rows are asked of, and the role in whose name.
    wanted: BTreeSet<(Oid, Oid)>,
    /// Whether it writes or locks rows.
    pub writes: bool,
    /// The functions written in SQL whose bodies are being bound, innermost last.
    bodies: Vec<function_body::Arguments>,
    /// The aggregate calls whose arguments are being bound, innermost last.
    frames: Vec<group::Frame>,
    /// Every column named so far.
    references: Vec<group::Reference>,
    /// The recursive queries whose recursive terms are being bound.
    recursions: Vec<cte::Recursion>,
    /// The levels of the calls with OVER around what is being bound, and whether it stands in the
    /// definition of the window.
    windows: Vec<(usize, bool)>,
    /// Subqueries of expressions around what is being bound.
    subqueries: usize,
    /// The set-returning call met in the FROM function being bound, and the column that stands for it.
    from_set: Option<(ColumnId, &'static facts::FunctionFact, crate::Call)>,
    /// Whether functions written in SQL stay calls, as they are shown; else their bodies are put in.
    keeps_calls: bool,
    /// Where the last set-returning call stood.
    last_set: i32,
    /// How deep expressions, queries, views and function bodies nest just now.
    depth: usize,
    /// What the names in the text meant when it was written, if that is not now.
    lens: Option<&'a Lens>,
    /// The views whose queries are being bound, innermost last.
    expanding: Vec<Oid>,
    /// What is noted for the definition of a view, while one is read.
    record: Option<record::Record>,
}

impl<'a> Binder<'a> {
    fn new(names: &'a Names<'a>, source: &'a RawStatement, params: &[Oid]) -> Binder<'a> {
        let known = |ty: &Oid| if *ty == 0 { oid::UNKNOWN } else { *ty };
        Binder {
            names,
            source: Some(source),
            positions: OnceCell::new(),
            params: params.iter().map(known).collect(),
            next_column: 0,
            next_id: 0,
            cacheable: true,
            tables: BTreeSet::new(),
            wanted: BTreeSet::new(),
            writes: false,
            bodies: Vec::new(),
            frames: Vec::new(),
            references: Vec::new(),
            recursions: Vec::new(),
            windows: Vec::new(),
            subqueries: 0,
            from_set: None,
            keeps_calls: false,
            last_set: -1,
            depth: 0,
            lens: None,
            expanding: Vec::new(),
            record: None,
        }
    }

    /// A column no other operator makes.
    pub(crate) fn column(&mut self, name: &str, ty: Type) -> Column {
        let id = ColumnId(self.next_column);
        self.next_column += 1;
        Column { id, name: name.to_string(), ty, origin: None }
    }

    /// An id for a scan or a query of WITH.
    pub(crate) fn fresh_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    /// Characters from 1 in the whole text of a byte of it; none when unknown or elsewhere.
    pub(crate) fn position(&self, at: i32) -> Option<u32> {
        let source = self.source.filter(|_| self.lens.is_none())?;
        let byte = usize::try_from(at).ok()?.checked_sub(source.offset)?;
        let positions = self.positions.get_or_init(|| Positions::of(&source.text));
        Some(source.start + positions.at(&source.text, byte))
    }

    /// The error, pointing at a byte of the whole text.
    pub(crate) fn at(&self, error: SqlError, at: i32) -> SqlError {
        match self.position(at) {
            Some(position) if error.fields().position.is_none() => error.with_position(position),
            _ => error,
        }
    }

    /// Whether names are those of a text of the catalogs, where only `pg_catalog` is searched.
    pub(crate) fn in_catalog_text(&self) -> bool {
        self.source.is_none()
    }

    /// One level deeper, or 54001.
    pub(crate) fn descend(&mut self) -> SqlResult<()> {
        self.depth += 8;
        self.check_depth()
    }

    /// 54001 when statements nest too deeply.
    pub(crate) fn check_depth(&self) -> SqlResult<()> {
        if self.depth > expr::MAX_DEPTH {
            let message = "stack depth limit exceeded";
            return Err(SqlError::new(SqlState::STATEMENT_TOO_COMPLEX, message));
        }
        Ok(())
    }

    /// One level back.
    pub(crate) fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(8);
    }

    /// The type of a parameter, from 0; a new one is `unknown`.
    pub(crate) fn param_type(&mut self, number: usize) -> Oid {
        if self.params.len() <= number {
            self.params.resize(number + 1, oid::UNKNOWN);
        }
        self.params[number]
    }

    pub(crate) fn set_param_type(&mut self, number: usize, ty: Oid) {
        self.param_type(number);
        self.params[number] = ty;
    }

    /// The parameters' types; 42P18 for one that nothing gave a type.
    fn finish_params(&self) -> SqlResult<Vec<Type>> {
        let known = |(place, ty): (usize, &Oid)| match *ty {
            oid::UNKNOWN => Err(SqlError::new(
                SqlState::INDETERMINATE_DATATYPE,
                format!("could not determine data type of parameter ${}", place + 1),
            )),
            ty => Ok(Type::new(ty)),
        };
        self.params.iter().enumerate().map(known).collect()
    }

    fn statement(&mut self, node: &Node) -> SqlResult<Statement> {
        Ok(match node {
            Node::SelectStmt(select) if select.intoClause.is_some() => self.select_into(select)?,
            Node::SelectStmt(_)
            | Node::InsertStmt(_)
            | Node::UpdateStmt(_)
            | Node::DeleteStmt(_)
            | Node::MergeStmt(_) => Statement::Query(self.query(node)?),
            Node::CopyStmt(copy) => self.copy(copy)?,
            Node::CreateTableAsStmt(create) => self.create_table_as(create)?,
            Node::ExplainStmt(explain) => {
                let inner = expr::given(explain.query.as_ref())?;
                let options = explain_options(&explain.options)?;
                Statement::Explain(Box::new(self.query(inner)?), options)
            }
            _ => self.definition(node)?,
        })
    }

    /// A query of any kind.
    pub(crate) fn query(&mut self, node: &Node) -> SqlResult<Query> {
        let (rel, mut columns, command) = match node {
            Node::SelectStmt(_) => {
                let (rel, columns) = self.select(node, None)?;
                (rel, columns, Command::Select)
            }
            _ => {
                let (rel, columns) = self.modify(node, None)?;
                let command = match node {
                    Node::InsertStmt(_) => Command::Insert,
                    Node::UpdateStmt(_) => Command::Update,
                    _ => Command::Delete,
                };
                (rel, columns, command)
            }
        };
        // A client is told what a domain is over (`SendRowDescriptionMessage`).
        for column in &mut columns {
            column.ty = type_name::base_type(column.ty);
        }
        let tables = self.tables.iter().copied().collect();
        Ok(Query { rel, columns, command, params: Vec::new(), tables, writes: self.writes })
    }
}

/// The options of EXPLAIN.
fn explain_options(options: &List) -> SqlResult<ExplainOptions> {
    let mut out = ExplainOptions::default();
    for node in options.iter().flatten() {
        let Node::DefElem(option) = node else { continue };
        let name = option.defname.as_deref().unwrap_or("");
        let word = match &option.arg {
            Some(Node::String(word)) => word.to_ascii_lowercase(),
            Some(Node::Boolean(value)) => value.to_string(),
            Some(Node::Integer(value)) => value.to_string(),
            _ => "true".to_string(),
        };
        let on = !matches!(&word[..], "false" | "off" | "0");
        match name {
            "analyze" => out.analyze = on,
            "verbose" => out.verbose = on,
            "format" if word == "json" => out.json = true,
            "format" if word == "text" => {}
            "format" => return Err(SqlError::unsupported(format!("EXPLAIN (FORMAT {word})"))),
            "costs" | "buffers" | "timing" | "summary" | "settings" | "wal" => {}
            _ => {
                let message = format!("unrecognized EXPLAIN option \"{name}\"");
                return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
            }
        }
    }
    Ok(out)
}
