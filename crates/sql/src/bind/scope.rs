//! What can be seen from a place in a query, and what does a name there mean?
//! (PostgreSQL, src/backend/parser/parse_relation.c)
//!
//! Each query level has a [`Scope`] over the one around it. Its [`Item`]s are what FROM brought.
//! While FROM is being read only some of them can be seen: [`Scope::sight`] says which.

use super::group::Groups;
use super::{Binder, RowShape, Typed};
use crate::catalog::Table;
use crate::{Column, Expr};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::Node;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use types::{Oid, Type};

/// In which clause an expression stands; decides what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExprKind {
    SelectTarget,
    FromSubselect,
    FromFunction,
    JoinOn,
    Where,
    Having,
    Filter,
    GroupBy,
    OrderBy,
    DistinctOn,
    Limit,
    Offset,
    Returning,
    Values,
    UpdateSource,
    CheckConstraint,
    ColumnDefault,
    IndexExpression,
    IndexPredicate,
    AlterColumn,
    Generated,
    CopyWhere,
    Other,
}

impl ExprKind {
    /// The clause as errors name it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            ExprKind::SelectTarget => "SELECT",
            ExprKind::FromSubselect => "sub-SELECT in FROM",
            ExprKind::FromFunction => "functions in FROM",
            ExprKind::JoinOn => "JOIN conditions",
            ExprKind::Where => "WHERE",
            ExprKind::Having => "HAVING",
            ExprKind::Filter => "FILTER",
            ExprKind::GroupBy => "GROUP BY",
            ExprKind::OrderBy => "ORDER BY",
            ExprKind::DistinctOn => "DISTINCT ON",
            ExprKind::Limit => "LIMIT",
            ExprKind::Offset => "OFFSET",
            ExprKind::Returning => "RETURNING",
            ExprKind::Values => "VALUES",
            ExprKind::UpdateSource => "UPDATE",
            ExprKind::CheckConstraint => "check constraints",
            ExprKind::ColumnDefault => "DEFAULT expressions",
            ExprKind::IndexExpression => "index expressions",
            ExprKind::IndexPredicate => "index predicates",
            ExprKind::AlterColumn => "transform expressions",
            ExprKind::Generated => "column generation expressions",
            ExprKind::CopyWhere => "COPY FROM WHERE conditions",
            ExprKind::Other => "this expression",
        }
    }

    /// Whether it is kept as text, as it is written.
    pub(crate) fn is_stored(self) -> bool {
        matches!(
            self,
            ExprKind::CheckConstraint
                | ExprKind::ColumnDefault
                | ExprKind::IndexExpression
                | ExprKind::IndexPredicate
                | ExprKind::Generated
        )
    }

    /// The one of these that a subquery must not stand in, in the singular that its error uses.
    pub(crate) fn without_subquery(self) -> Option<&'static str> {
        match self {
            ExprKind::CheckConstraint => Some("check constraint"),
            ExprKind::ColumnDefault => Some("DEFAULT expression"),
            ExprKind::IndexExpression => Some("index expression"),
            ExprKind::IndexPredicate => Some("index predicate"),
            ExprKind::AlterColumn => Some("transform expression"),
            ExprKind::Generated => Some("column generation expression"),
            ExprKind::CopyWhere => Some("COPY FROM WHERE condition"),
            _ => None,
        }
    }
}

/// One thing FROM brought: a table, subquery, function or join.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// Its alias or name; none for a join without an alias.
    pub name: Option<String>,
    /// The schema and the relation it is, unless an alias hides that: (schema, relation OID).
    pub relation: Option<(Oid, Oid)>,
    pub columns: Vec<ItemColumn>,
    /// The table it is a scan of.
    pub table: Option<Arc<Table>>,
    /// The row type of a whole-row reference; 0 is `record`.
    pub rowtype: Oid,
    /// A function that gives one value: a whole-row reference is that value.
    pub scalar: bool,
    /// Whether `name.column` finds it.
    pub named: bool,
    /// Whether a bare column name finds its columns.
    pub open: bool,
    /// Why a LATERAL reference to it is refused, if it is.
    pub not_lateral: bool,
    /// OID that `tableoid` gives, for a relation.
    pub tableoid: Option<Oid>,
    /// The relation it is, whatever it is called here.
    pub source: Option<Oid>,
    /// Whether it was given an alias, and how many columns that named.
    pub aliased: bool,
    #[allow(missing_docs)]
    pub renamed: usize,
}

/// A column of an [`Item`].
#[derive(Clone, Debug)]
pub(crate) struct ItemColumn {
    pub name: String,
    /// How it is reached: a column, or for one that FULL JOIN USING merged, a COALESCE of two.
    pub expr: Expr,
    pub origin: Option<(Oid, i16)>,
    /// Its fields when it is a row.
    pub row: Option<Rc<RowShape>>,
    /// Dropped from the table, or merged away by USING.
    pub hidden: bool,
}

/// Which items of a scope can be seen just now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight {
    /// From this one on.
    pub from: usize,
    /// Whether by LATERAL.
    pub lateral: bool,
}

/// A common table expression that can be named.
#[derive(Clone, Debug)]
pub(crate) struct CteName {
    pub name: String,
    pub id: u32,
    pub columns: Vec<ItemColumn>,
    /// Why it may not be named yet: a recursive one whose terms are being read.
    pub refused: Option<SqlError>,
}

/// One query level.
pub(crate) struct Scope<'s> {
    pub outer: Option<&'s Scope<'s>>,
    pub depth: usize,
    pub items: Vec<Item>,
    pub ctes: Vec<CteName>,
    pub sight: Cell<Sight>,
    pub kind: Cell<ExprKind>,
    /// Whether a LATERAL reference reached an item of this scope since last asked.
    pub lateral_used: Cell<bool>,
    /// Whether anything below named a column of a scope outside this one.
    pub correlated: Cell<bool>,
    /// Aggregates, set-returning calls and column references of this level.
    pub groups: RefCell<Groups>,
}

impl<'s> Scope<'s> {
    /// A level inside `outer`, with nothing in it.
    pub(crate) fn new(outer: Option<&'s Scope<'s>>) -> Scope<'s> {
        Scope {
            outer,
            depth: outer.map_or(0, |outer| outer.depth + 1),
            items: Vec::new(),
            ctes: Vec::new(),
            sight: Cell::new(Sight { from: 0, lateral: false }),
            kind: Cell::new(ExprKind::Other),
            lateral_used: Cell::new(false),
            correlated: Cell::new(false),
            groups: RefCell::new(Groups::default()),
        }
    }

    /// This level and those around it, innermost first.
    pub(crate) fn levels(&self) -> impl Iterator<Item = &Scope<'s>> {
        std::iter::successors(Some(self), |scope| scope.outer)
    }

    /// What a CTE name means here.
    pub(crate) fn cte(&self, name: &str) -> Option<&CteName> {
        self.levels().find_map(|level| level.ctes.iter().rev().find(|cte| cte.name == name))
    }

    /// Notes that a column of `target`, this level or one around it, was named from here.
    fn reached(&self, target: &Scope<'_>) {
        for level in self.levels().take_while(|level| level.depth > target.depth) {
            level.correlated.set(true);
        }
        if target.sight.get().lateral {
            target.lateral_used.set(true);
        }
    }

    /// Adds an item; refuses a name that is there.
    pub(crate) fn push(&mut self, item: Item) -> SqlResult<()> {
        self.items.push(item);
        self.refuse_conflicts(0, self.items.len() - 1)
    }

    /// 42712 when a name of the items from `middle` on is one of those between `first` and `middle`.
    pub(crate) fn refuse_conflicts(&self, first: usize, middle: usize) -> SqlResult<()> {
        for item in self.items[middle..].iter().filter(|item| item.named) {
            let same = |other: &&Item| {
                let differ = match (other.relation, item.relation) {
                    (Some((_, a)), Some((_, b))) => a != b,
                    _ => false,
                };
                other.named && other.name == item.name && !differ
            };
            if self.items[first..middle].iter().any(|other| same(&other)) {
                let name = item.name.as_deref().unwrap_or("");
                let message = format!("table name \"{name}\" specified more than once");
                return Err(SqlError::new(SqlState::DUPLICATE_ALIAS, message));
            }
        }
        Ok(())
    }
}

impl ItemColumn {
    pub(crate) fn of(column: &Column) -> ItemColumn {
        ItemColumn {
            name: column.name.clone(),
            expr: Expr::Column(column.id, column.ty),
            origin: column.origin,
            row: None,
            hidden: false,
        }
    }

    pub(crate) fn ty(&self) -> Type {
        self.row.as_ref().map_or_else(|| self.expr.ty(), |row| Type::new(row.oid))
    }
}

impl Item {
    /// Columns under a name, both found by it and open.
    pub(crate) fn new(name: impl Into<String>, columns: Vec<ItemColumn>) -> Item {
        Item { name: Some(name.into()), columns, named: true, open: true, ..Item::default() }
    }

    /// The columns a star means.
    pub(crate) fn visible(&self) -> impl Iterator<Item = &ItemColumn> {
        self.columns.iter().filter(|column| !column.hidden)
    }
}

/// Where a name was found: the level, the item and the column's place in it.
pub(crate) struct Found<'f, 's> {
    pub level: &'f Scope<'s>,
    pub item: usize,
    pub column: usize,
}

impl<'a> Binder<'a> {
    /// What a name of one to four parts means as an expression.
    pub(crate) fn column_ref(
        &mut self,
        fields: &[Option<Node>],
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let mut names = Vec::with_capacity(fields.len());
        let mut star = false;
        for field in fields {
            match field {
                Some(Node::String(name)) => names.push(&**name),
                _ => star = true,
            }
        }
        if let Some(argument) = self.body_argument(&names, star) {
            return Ok(argument);
        }
        if scope.kind.get() == ExprKind::ColumnDefault {
            let message = "cannot use column reference in DEFAULT expression";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(self.at(error, at));
        }
        match (&names[..], star) {
            ([column], false) => self.bare_column(column, at, scope),
            ([.., _, _], false) => {
                let (relation, column) = names.split_at(names.len() - 1);
                self.qualified_column(relation, column[0], at, scope)
            }
            (relation, true) if !relation.is_empty() => {
                let (level, item) = self.find_item(relation, at, scope)?;
                Ok(self.whole_row(level, item, at, scope))
            }
            _ => Err(self.at(SqlError::internal("a column reference of no name"), at)),
        }
    }

    fn bare_column(&mut self, column: &str, at: i32, scope: &Scope<'_>) -> SqlResult<Typed> {
        if let Some(found) = self.find_column(column, at, scope)? {
            return Ok(self.take(scope, &found, at));
        }
        if let Some((level, item)) = self.look_up_item(&[column], scope, at)? {
            return Ok(self.whole_row(level, item, at, scope));
        }
        for level in scope.levels() {
            let mut tables = level.items.iter().skip(level.sight.get().from);
            if let Some(table) = tables.find(|item| item.open && item.tableoid.is_some())
                && let Some(value) = self.system_column(table, column, at)
            {
                return value;
            }
        }
        Err(self.missing_column(None, column, at, scope))
    }

    fn qualified_column(
        &mut self,
        relation: &[&str],
        column: &str,
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        if relation.len() > 2 {
            self.check_database(relation, Some(column), at)?;
        }
        let (level, item) = self.find_item(relation, at, scope)?;
        let mut places = level.items[item]
            .columns
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.name == column && !candidate.hidden);
        let first = places.next();
        if places.next().is_some() {
            return Err(self.ambiguous(column, at));
        }
        match first {
            Some((place, _)) => Ok(self.take(scope, &Found { level, item, column: place }, at)),
            None => self.system_column(&level.items[item], column, at).unwrap_or_else(|| {
                Err(self.missing_column(relation.last().copied(), column, at, scope))
            }),
        }
    }

    /// `tableoid` and its kin, which every table has.
    fn system_column(&self, item: &Item, column: &str, at: i32) -> Option<SqlResult<Typed>> {
        let table = item.tableoid?;
        match column {
            "tableoid" => {
                let ty = Type::new(types::facts::oid::OID);
                Some(Ok(Typed::new(Expr::Const(types::Datum::Oid(table), ty), at)))
            }
            "ctid" | "xmin" | "xmax" | "cmin" | "cmax" => {
                let error = SqlError::unsupported(format!("system column \"{column}\""));
                Some(Err(self.at(error, at)))
            }
            _ => None,
        }
    }

    fn ambiguous(&self, column: &str, at: i32) -> SqlError {
        let message = format!("column reference \"{column}\" is ambiguous");
        self.at(SqlError::new(SqlState::AMBIGUOUS_COLUMN, message), at)
    }

    /// The column found, as an expression named from `scope`.
    pub(crate) fn take(&mut self, scope: &Scope<'_>, found: &Found<'_, '_>, at: i32) -> Typed {
        let column = &found.level.items[found.item].columns[found.column];
        scope.reached(found.level);
        self.note_reference(found.level, &column.expr, at, found.level.kind.get());
        Typed { expr: column.expr.clone(), at, row: column.row.clone() }
    }

    /// The innermost level that has such a column open.
    pub(crate) fn find_column<'f, 's>(
        &mut self,
        column: &str,
        at: i32,
        scope: &'f Scope<'s>,
    ) -> SqlResult<Option<Found<'f, 's>>> {
        for level in scope.levels() {
            let mut found: Option<Found<'f, 's>> = None;
            let sight = level.sight.get();
            for (place, item) in level.items.iter().enumerate().skip(sight.from) {
                if !item.open {
                    continue;
                }
                for (at_column, candidate) in item.columns.iter().enumerate() {
                    if candidate.name != column || candidate.hidden {
                        continue;
                    }
                    if found.is_some() {
                        return Err(self.ambiguous(column, at));
                    }
                    self.check_lateral(item, sight, at)?;
                    found = Some(Found { level, item: place, column: at_column });
                }
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn check_lateral(&self, item: &Item, sight: Sight, at: i32) -> SqlResult<()> {
        if !(sight.lateral && item.not_lateral) {
            return Ok(());
        }
        let name = item.name.as_deref().unwrap_or("");
        let message = format!("invalid reference to FROM-clause entry for table \"{name}\"");
        let detail = "The combining JOIN type must be INNER or LEFT for a LATERAL reference.";
        let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message).with_detail(detail);
        Err(self.at(error, at))
    }

    /// The item a relation name means, or PostgreSQL's error that there is none.
    pub(crate) fn find_item<'f, 's>(
        &mut self,
        relation: &[&str],
        at: i32,
        scope: &'f Scope<'s>,
    ) -> SqlResult<(&'f Scope<'s>, usize)> {
        match self.look_up_item(relation, scope, at)? {
            Some(found) => Ok(found),
            None => Err(self.missing_item(relation, at, scope)),
        }
    }

    /// A name of database, schema and relation must be of this database, and not longer.
    fn check_database(&self, relation: &[&str], column: Option<&str>, at: i32) -> SqlResult<()> {
        let whole: Vec<&str> = relation.iter().copied().chain(column).collect();
        let whole = whole.join(".");
        let error = match relation {
            [database, _, _] if *database == self.names.env.current_database() => return Ok(()),
            [_, _, _] => SqlError::new(
                SqlState::FEATURE_NOT_SUPPORTED,
                format!("cross-database references are not implemented: {whole}"),
            ),
            _ => SqlError::new(
                SqlState::SYNTAX_ERROR,
                format!("improper qualified name (too many dotted names): {whole}"),
            ),
        };
        Err(self.at(error, at))
    }

    fn look_up_item<'f, 's>(
        &mut self,
        relation: &[&str],
        scope: &'f Scope<'s>,
        at: i32,
    ) -> SqlResult<Option<(&'f Scope<'s>, usize)>> {
        let (schema, name) = match relation {
            [name] => (None, *name),
            [schema, name] => match self.schema_oid(schema) {
                Some(schema) => (Some(schema), *name),
                None => return Ok(None),
            },
            _ => {
                self.check_database(relation, None, at)?;
                match relation.get(1).and_then(|schema| self.schema_oid(schema)) {
                    Some(schema) => (Some(schema), relation.last().copied().unwrap_or("")),
                    None => return Ok(None),
                }
            }
        };
        for level in scope.levels() {
            let sight = level.sight.get();
            let mut found = None;
            for (place, item) in level.items.iter().enumerate().skip(sight.from) {
                let matches = item.named
                    && item.name.as_deref() == Some(name)
                    && schema.is_none_or(|schema| item.relation.is_some_and(|own| own.0 == schema));
                if !matches {
                    continue;
                }
                if found.is_some() {
                    let message = format!("table reference \"{name}\" is ambiguous");
                    return Err(self.at(SqlError::new(SqlState::AMBIGUOUS_ALIAS, message), at));
                }
                self.check_lateral(item, sight, at)?;
                found = Some((level, place));
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// A reference to an item as one value.
    pub(crate) fn whole_row(
        &mut self,
        level: &Scope<'_>,
        item: usize,
        at: i32,
        scope: &Scope<'_>,
    ) -> Typed {
        let places = level.items[item].columns.len();
        let hidden = |place: &usize| !level.items[item].columns[*place].hidden;
        let columns: Vec<usize> = (0..places).filter(hidden).collect();
        let mut taken: Vec<(String, Typed)> = Vec::with_capacity(columns.len());
        for column in columns {
            let name = level.items[item].columns[column].name.clone();
            taken.push((name, self.take(scope, &Found { level, item, column }, at)));
        }
        let only = taken.len() == 1 && level.items[item].scalar;
        if let Some((_, value)) = taken.first().filter(|_| only) {
            return value.clone();
        }
        let oid = match level.items[item].rowtype {
            0 => types::facts::oid::RECORD,
            oid => oid,
        };
        let fields = taken.iter().map(|(name, value)| (name.clone(), value.ty())).collect();
        let values = taken.into_iter().map(|(_, value)| value.expr).collect();
        Typed::row(values, at, RowShape { oid, fields })
    }
}
