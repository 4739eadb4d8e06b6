//! How does the text of a default, check or index expression become an expression again?
//!
//! Stored text means the same to every session: it is read under fixed formats (ISO dates, UTC) and
//! with only `pg_catalog` in sight, as it was written.

use super::scope::{ExprKind, Item, ItemColumn, Scope};
use super::updatable::Goal;
use super::{Binder, Names, Typed};
use crate::catalog::Table;
use crate::deparse::{Deparse, quote_ident};
use crate::rel::{Checks, Column, IndexExprs};
use crate::{Expr, RawStatement};
use base::{SqlError, SqlResult};
use builtin::Env;
use rupg_sql::nodes::Node;
use types::{Formats, Oid, Type};

/// A stored expression, bound.
pub struct Stored {
    /// The expression.
    pub expr: Expr,
    /// The row it is over: one for each column of the table.
    pub columns: Vec<Column>,
}

impl Stored {
    /// Binds the text of a stored expression of `table`.
    ///
    /// # Errors
    /// XX000 when the text does not parse, and the binder's own.
    pub fn bind(names: &Names<'_>, table: &Table, text: &str) -> SqlResult<Stored> {
        let nothing = nothing();
        let mut binder = Binder::new(names, &nothing, &[]);
        binder.keeps_calls = true;
        let columns = binder.row_of_table(table);
        let expr = binder.stored(table, &columns, text)?.expr;
        Ok(Stored { expr, columns })
    }

    /// The places of the table's columns that it names.
    pub(crate) fn places(&self) -> Vec<usize> {
        let ids = self.expr.names();
        let place = |id| self.columns.iter().position(|column| column.id == id);
        let mut out: Vec<usize> = ids.into_iter().filter_map(place).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The text to store, columns having these names.
    pub(crate) fn text(&self, names: &[String]) -> SqlResult<String> {
        let name = |id| {
            let place = self.columns.iter().position(|column| column.id == id)?;
            names.get(place).map(|name| quote_ident(name))
        };
        let deparse = Deparse {
            pretty: false,
            stored: true,
            formats: &Formats::default(),
            column: &name,
            object: &|_, _| None,
        };
        deparse.expr(&self.expr)
    }
}

/// Everything stored that a write to `table` must compute or check, over a row of columns of its own.
///
/// # Errors
/// As [`Stored::bind`].
pub fn table_checks(names: &Names<'_>, table: &Table) -> SqlResult<Checks> {
    let nothing = nothing();
    let mut binder = Binder::new(names, &nothing, &[]);
    let row = binder.row_of_table(table);
    binder.checks_over(table, row)
}

/// The value of a column that is given none: its default, cast to its type; NULL without one.
///
/// # Errors
/// As [`Stored::bind`].
pub fn default_value(names: &Names<'_>, table: &Table, column: usize) -> SqlResult<Expr> {
    let nothing = nothing();
    Binder::new(names, &nothing, &[]).column_default(table, column)
}

/// No statement, for binding what stands in none.
pub(crate) fn nothing() -> RawStatement {
    RawStatement { node: Node::Boolean(true), text: String::new(), start: 0, offset: 0 }
}

impl Binder<'_> {
    /// Fresh columns for a row of a table, dropped ones too.
    pub(crate) fn row_of_table(&mut self, table: &Table) -> Vec<Column> {
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(place, column)| {
                let number = i16::try_from(place + 1).unwrap_or(i16::MAX);
                Column {
                    origin: Some((table.oid, number)),
                    ..self.column(&column.name, column.ty())
                }
            })
            .collect()
    }

    /// A scope with nothing but a row of `table`.
    pub(crate) fn table_scope(table: &Table, row: &[Column]) -> Scope<'static> {
        let mut scope = Scope::new(None);
        scope.items.push(table_item(table, row, &table.name));
        scope
    }

    /// A stored expression over columns that stand for a row of its table.
    pub(crate) fn stored(&mut self, table: &Table, row: &[Column], text: &str) -> SqlResult<Typed> {
        let broken = || SqlError::internal(format!("a stored expression is damaged: {text}"));
        let mut parsed = crate::parse(&format!("SELECT {text}")).map_err(|_| broken())?;
        let statement = parsed.pop().ok_or_else(broken)?;
        let Node::SelectStmt(select) = &statement.node else { return Err(broken()) };
        let Some(Some(Node::ResTarget(target))) = select.targetList.first() else {
            return Err(broken());
        };
        let value = target.val.as_ref().ok_or_else(broken)?;
        let env = Fixed { inner: self.names.env, formats: Formats::default() };
        let names = Names {
            catalog: self.names.catalog,
            search_path: &[types::facts::PG_CATALOG],
            user: self.names.user,
            env: &env,
        };
        let mut inner = Binder::new(&names, &statement, &[]);
        inner.source = None;
        inner.next_column = self.next_column;
        inner.next_id = self.next_id;
        inner.keeps_calls = self.keeps_calls;
        let scope = Binder::table_scope(table, row);
        let bound = inner.expr(value, &scope, ExprKind::Other)?;
        self.next_column = inner.next_column;
        self.next_id = inner.next_id;
        Ok(Typed { at: -1, ..bound })
    }

    /// The default of a column, cast to its type; NULL without one.
    pub(crate) fn column_default(&mut self, table: &Table, column: usize) -> SqlResult<Expr> {
        let held = &table.columns[column];
        match &held.default {
            Some(text) if !held.generated => {
                let value = self.stored(table, &[], text)?;
                self.assign(value, held.ty(), &held.name)
            }
            _ => match &held.identity {
                Some(identity) => self.next_value(identity.sequence, held.ty(), &held.name),
                None => Ok(Expr::Const(types::Datum::Null, held.ty())),
            },
        }
    }

    /// `nextval` of a sequence, as a value of a column.
    pub(crate) fn next_value(&mut self, sequence: Oid, ty: Type, column: &str) -> SqlResult<Expr> {
        use types::facts::{fn_oid, oid};
        let argument = Expr::Const(types::Datum::Oid(sequence), Type::new(oid::REGCLASS));
        let call = crate::Call {
            function: fn_oid::F_NEXTVAL,
            args: vec![argument],
            ty: Type::new(oid::INT8),
            position: 0,
            variadic: false,
        };
        self.assign(Typed::new(Expr::Call(call), -1), ty, column)
    }

    /// All that a write to the table computes and checks, over `row`.
    pub(crate) fn checks_over(&mut self, table: &Table, row: Vec<Column>) -> SqlResult<Checks> {
        let mut generated = Vec::new();
        for (place, column) in table.live_columns().filter(|(_, column)| column.generated) {
            if let Some(text) = &column.default {
                let value = self.stored(table, &row, text)?;
                generated.push((place, self.assign(value, column.ty(), &column.name)?));
            }
        }
        let mut checks = Vec::new();
        let mut by_name: Vec<_> = table.checks.iter().collect();
        by_name.sort_by(|a, b| a.name.cmp(&b.name));
        for check in by_name {
            let value = self.stored(table, &row, &check.expression)?;
            checks.push((check.name.clone(), value.expr));
        }
        let indexes = self.index_exprs(table, &row)?;
        Ok(Checks { row, generated, checks, views: Vec::new(), indexes })
    }

    /// As [`Binder::checks_over`], with what the views on the way ask of a new row.
    pub(crate) fn goal_checks_over(&mut self, goal: &Goal, row: Vec<Column>) -> SqlResult<Checks> {
        let views = self.goal_checks(goal, &row)?;
        Ok(Checks { views, ..self.checks_over(&goal.table, row)? })
    }

    /// What the indexes of a table compute of `row`.
    pub(crate) fn index_exprs(
        &mut self,
        table: &Table,
        row: &[Column],
    ) -> SqlResult<Vec<IndexExprs>> {
        let mut out = Vec::new();
        for index in &table.indexes {
            let mut keys = Vec::new();
            for (place, key) in index.keys.iter().enumerate() {
                if let Some(text) = &key.expression {
                    keys.push((place, self.stored(table, row, text)?.expr));
                }
            }
            let predicate = index.predicate.as_ref();
            let predicate = predicate.map(|text| self.stored(table, row, text)).transpose()?;
            if !keys.is_empty() || predicate.is_some() {
                let predicate = predicate.map(|value| value.expr);
                out.push(IndexExprs { index: index.oid, keys, predicate });
            }
        }
        Ok(out)
    }
}

/// A row of a table under a name.
pub(crate) fn table_item(table: &Table, row: &[Column], name: &str) -> Item {
    let columns = table.columns.iter().zip(row).map(|(column, at)| {
        let mut out = ItemColumn::of(at);
        out.hidden = column.dropped;
        out
    });
    Item::new(name, columns.collect())
}

/// What is to be known of a session to bind stored text, with the formats of such text.
pub(crate) struct Fixed<'a> {
    pub inner: &'a dyn Env,
    pub formats: Formats,
}

impl Env for Fixed<'_> {
    fn formats(&self) -> &Formats {
        &self.formats
    }

    fn session_user(&self) -> &str {
        self.inner.session_user()
    }

    fn current_database(&self) -> &str {
        self.inner.current_database()
    }

    fn object_oid(&self, alias: Oid, name: &str) -> SqlResult<Oid> {
        self.inner.object_oid(alias, name)
    }

    fn object_name(&self, alias: Oid, object: Oid) -> Option<String> {
        self.inner.object_name(alias, object)
    }
}
