//! What does FROM bring? (PostgreSQL, src/backend/parser/parse_clause.c, transformFromClause)

use super::call::{output_fields, takes_template, template};
use super::expr::given;
use super::relation::Found;
use super::scope::{ExprKind, Item, ItemColumn, Scope, Sight};
use super::select::Output;
use super::targets::figure_name;
use super::{Binder, Typed};
use crate::catalog::{Relation, Table};
use crate::rel::{JoinKind, Scan};
use crate::written::WrittenFrom;
use crate::{Call, Column, Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{Alias, List, Node, RangeFunction, RangeSubselect, RangeVar};
use std::sync::Arc;
use types::facts::{self, FunctionFact, RelationFact, oid};
use types::{Datum, Oid, Type};

/// TRUE, as a join's condition.
pub(crate) fn always() -> Expr {
    Expr::Const(Datum::Bool(true), Type::new(oid::BOOL))
}

impl Binder<'_> {
    /// The rows of a FROM list; its items are added to the scope. No list is one row of no columns.
    pub(crate) fn from_clause(&mut self, list: &List, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        let before = scope.sight.get();
        let mut rel: Option<Rel> = None;
        for node in list.iter().flatten() {
            let mark = scope.items.len();
            scope.lateral_used.set(false);
            let right = self.from_item(node, scope)?;
            scope.refuse_conflicts(0, mark)?;
            rel = Some(match rel {
                None => right,
                Some(left) => Rel::Join {
                    kind: JoinKind::Inner,
                    left: Box::new(left),
                    right: Box::new(right),
                    on: always(),
                    lateral: scope.lateral_used.get(),
                },
            });
        }
        scope.sight.set(before);
        Ok(rel.unwrap_or(Rel::Values { columns: Vec::new(), rows: vec![Vec::new()] }))
    }

    pub(crate) fn from_item(&mut self, node: &Node, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        match node {
            Node::RangeVar(relation) => self.from_relation(relation, scope),
            Node::RangeSubselect(query) => self.from_subquery(query, scope),
            Node::RangeFunction(function) => self.from_function(function, scope),
            Node::JoinExpr(join) => {
                self.depth += 4;
                let rel = self.join(join, scope);
                self.depth = self.depth.saturating_sub(4);
                rel
            }
            Node::RangeTableSample(_) => Err(SqlError::unsupported("TABLESAMPLE")),
            Node::RangeTableFunc(_) => Err(SqlError::unsupported("XMLTABLE")),
            Node::JsonTable(_) => Err(SqlError::unsupported("JSON_TABLE")),
            _ => Err(SqlError::unsupported("this kind of FROM item")),
        }
    }

    fn from_relation(&mut self, relation: &RangeVar, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        let name = relation.relname.as_deref().unwrap_or("");
        let alias = relation.alias.as_deref();
        let shown = alias.and_then(|alias| alias.aliasname.as_deref()).unwrap_or(name);
        if relation.schemaname.is_none()
            && let Some((rel, columns)) = self.cte_reference(name, relation.location, scope)?
        {
            let item = Item::new(shown, columns);
            self.push_aliased(item, alias, scope)?;
            let item = scope.items.len() - 1;
            self.note_from(|| WrittenFrom::Cte { item, name: name.to_string() });
            return Ok(rel);
        }
        let found = self.relation(relation)?;
        let (rel, mut item) = match found {
            Found::User(Relation::Table(oid)) => {
                let table = self.table_by_oid(oid)?;
                self.scan(&table, shown)?
            }
            Found::User(Relation::View(oid)) => self.expand(oid, shown)?,
            Found::User(Relation::Sequence(oid)) => self.sequence_rows(oid, shown)?,
            Found::User(Relation::Index(..)) => {
                let message = format!("cannot open relation \"{name}\"");
                let error = SqlError::new(SqlState::WRONG_OBJECT_TYPE, message)
                    .with_detail("This operation is not supported for indexes.");
                return Err(self.at(error, relation.location));
            }
            Found::System(fact) => self.system(fact, shown)?,
        };
        let (oid, user) = match found {
            Found::User(own) => (own.oid(), true),
            Found::System(fact) => (fact.oid, false),
        };
        item.source = Some(oid);
        self.look_through_lens(oid, &mut item);
        if alias.is_some() {
            item.relation = None;
        }
        self.push_aliased(item, alias, scope)?;
        self.note_relation(oid, scope, user);
        Ok(rel)
    }

    /// A scan of a table, and what it is as a FROM item.
    pub(crate) fn scan(&mut self, table: &Arc<Table>, alias: &str) -> SqlResult<(Rel, Item)> {
        self.tables.insert(table.oid);
        self.want(table.oid);
        self.scan_of(table, alias)
    }

    /// As [`Binder::scan`], for whoever has asked for the table already.
    pub(crate) fn scan_of(&mut self, table: &Arc<Table>, alias: &str) -> SqlResult<(Rel, Item)> {
        let id = self.fresh_id();
        let mut columns = Vec::with_capacity(table.columns.len());
        for (place, column) in table.columns.iter().enumerate() {
            let number = i16::try_from(place + 1).unwrap_or(i16::MAX);
            let origin = Some((table.oid, number));
            columns.push(Column { origin, ..self.column(&column.name, column.ty()) });
        }
        let visible = |(column, own): (&Column, &crate::catalog::TableColumn)| ItemColumn {
            hidden: own.dropped,
            ..ItemColumn::of(column)
        };
        let list = columns.iter().zip(&table.columns).map(visible).collect();
        let item = Item {
            relation: Some((table.namespace, table.oid)),
            table: Some(Arc::clone(table)),
            tableoid: Some(table.oid),
            ..Item::new(alias, list)
        };
        let indexes = self.index_exprs(table, &columns)?.into();
        let (table, alias) = (Arc::clone(table), alias.to_string());
        Ok((Rel::Scan(Scan { id, table, columns, alias, indexes }), item))
    }

    /// The one row of a sequence's state.
    fn sequence_rows(&mut self, oid: Oid, alias: &str) -> SqlResult<(Rel, Item)> {
        let sequence = self.sequence_by_oid(oid)?;
        let mut columns = Vec::with_capacity(3);
        for (name, ty) in
            [("last_value", oid::INT8), ("log_cnt", oid::INT8), ("is_called", oid::BOOL)]
        {
            columns.push(self.column(name, Type::new(ty)));
        }
        let list = columns.iter().map(ItemColumn::of).collect();
        let item = Item {
            relation: Some((sequence.namespace, oid)),
            tableoid: Some(oid),
            ..Item::new(alias, list)
        };
        Ok((Rel::System { oid, columns }, item))
    }

    /// A relation of the catalogs.
    fn system(&mut self, fact: &'static RelationFact, alias: &str) -> SqlResult<(Rel, Item)> {
        let list = facts::columns_of(fact.oid);
        let (rel, columns) = match fact.view {
            Some(text) => {
                let (rel, outputs) = self.view(fact, text)?;
                let mut columns = Vec::with_capacity(outputs.len());
                for (output, column) in outputs.iter().zip(list) {
                    columns.push(ItemColumn {
                        name: column.name.to_string(),
                        origin: Some((fact.oid, column.num)),
                        row: output.row.clone(),
                        ..ItemColumn::of(&output.column)
                    });
                }
                (rel, columns)
            }
            None => {
                let mut columns = Vec::with_capacity(list.len());
                for column in list {
                    let ty = Type { oid: column.typid, typmod: column.typmod };
                    let origin = Some((fact.oid, column.num));
                    columns.push(Column { origin, ..self.column(column.name, ty) });
                }
                let items = columns.iter().map(ItemColumn::of).collect();
                (Rel::System { oid: fact.oid, columns }, items)
            }
        };
        let item = Item {
            relation: Some((fact.namespace, fact.oid)),
            tableoid: fact.view.is_none().then_some(fact.oid),
            rowtype: fact.rowtype,
            ..Item::new(alias, columns)
        };
        Ok((rel, item))
    }

    /// Adds an item under its alias, columns renamed as the alias says.
    pub(crate) fn push_aliased(
        &mut self,
        mut item: Item,
        alias: Option<&Alias>,
        scope: &mut Scope<'_>,
    ) -> SqlResult<()> {
        if let Some(alias) = alias {
            if let Some(name) = &alias.aliasname {
                item.name = Some(name.to_string());
            }
            item.aliased = true;
            item.renamed = alias.colnames.len();
            rename(&mut item, &alias.colnames)?;
        }
        scope.items.push(item);
        Ok(())
    }

    fn from_subquery(&mut self, query: &RangeSubselect, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        let node = given(query.subquery.as_ref())?;
        let sight = match query.lateral {
            true => Sight { from: 0, lateral: true },
            false => Sight { from: usize::MAX, lateral: false },
        };
        let before = scope.sight.replace(sight);
        let kind = scope.kind.replace(ExprKind::FromSubselect);
        let selected = self.select_in(node, Scope::new(Some(scope)), true);
        scope.sight.set(before);
        scope.kind.set(kind);
        let (selected, _) = selected?;
        let columns = selected.outputs.iter().map(item_column).collect();
        let item = match query.alias.as_deref().and_then(|alias| alias.aliasname.as_deref()) {
            Some(name) => Item::new(name, columns),
            None => Item { columns, open: true, ..Item::default() },
        };
        self.push_aliased(item, query.alias.as_deref(), scope)?;
        if let Some(written) = selected.written {
            let (item, lateral) = (scope.items.len() - 1, query.lateral);
            self.note_from(|| WrittenFrom::Query { item, lateral, query: written });
        }
        Ok(selected.rel)
    }

    fn from_function(&mut self, function: &RangeFunction, scope: &mut Scope<'_>) -> SqlResult<Rel> {
        let mut calls: Vec<&Node> = Vec::with_capacity(function.functions.len());
        let mut defined = (!function.coldeflist.is_empty()).then_some(&function.coldeflist);
        for node in function.functions.iter().flatten() {
            let Node::List(pair) = node else { continue };
            calls.push(given(pair.first().and_then(Option::as_ref))?);
            if let Some(Some(Node::List(list))) = pair.get(1)
                && !list.is_empty()
            {
                defined = Some(list);
            }
        }
        if defined.is_some() && calls.len() > 1 {
            return Err(SqlError::unsupported("a column definition list in ROWS FROM of several"));
        }
        if let [Node::FuncCall(call)] = &calls[..]
            && call.args.len() > 1
            && super::type_name::words(&call.funcname).last() == Some(&"unnest")
            && !function.is_rowsfrom
        {
            // unnest(a, b) unnests each, in step.
            let each = |arg: &Option<Node>| {
                let one = rupg_sql::nodes::FuncCall { args: vec![arg.clone()], ..(**call).clone() };
                Node::FuncCall(Box::new(one))
            };
            let several: Vec<Node> = call.args.iter().map(each).collect();
            return self.rows_from(&several.iter().collect::<Vec<_>>(), function, scope);
        }
        let [only] = &calls[..] else { return self.rows_from(&calls, function, scope) };
        let name = figure_name(only);
        let (mut value, mut set) = self.function_value(only, scope)?;
        match set.as_mut() {
            Some((fact, call)) => {
                self.give_columns(fact, call, defined, &mut value.row, value.at)?
            }
            None => {
                if let Expr::Call(call) = &mut value.expr
                    && let Some(fact) = facts::function(call.function)
                {
                    self.give_columns(fact, call, defined, &mut value.row, value.at)?;
                }
            }
        }
        let alias = function.alias.as_deref();
        let shown = alias.and_then(|alias| alias.aliasname.as_deref());
        let (call, fact) = match (set, &value.expr) {
            (Some((fact, call)), _) => (Some(call), Some(fact)),
            (None, Expr::Call(call)) => (Some(call.clone()), facts::function(call.function)),
            _ => (None, None),
        };
        let (fields, scalar) = self.function_fields(&value, &call, fact, shown.unwrap_or(&name));
        let mut columns = Vec::with_capacity(fields.len() + 1);
        for (name, ty) in fields {
            columns.push(self.column(&name, ty));
        }
        let written = match &call {
            Some(call) => Expr::Call(call.clone()),
            None => value.expr.clone(),
        };
        let rel = match call {
            Some(call) => {
                if function.ordinality {
                    columns.push(self.column("ordinality", Type::new(oid::INT8)));
                }
                Rel::Function { call, columns: columns.clone(), ordinality: function.ordinality }
            }
            None if function.ordinality => {
                return Err(self.at(SqlError::unsupported("WITH ORDINALITY of a value"), value.at));
            }
            None => Rel::Values { columns: columns.clone(), rows: vec![vec![value.expr]] },
        };
        let list = columns.iter().map(ItemColumn::of).collect();
        let item = Item {
            scalar: scalar && !function.ordinality,
            ..Item::new(shown.unwrap_or(&name), list)
        };
        self.push_aliased(item, alias, scope)?;
        let item = scope.items.len() - 1;
        let (lateral, ordinality) = (function.lateral, function.ordinality);
        self.note_from(|| match defined {
            Some(_) => WrittenFrom::Unknown("a column definition list"),
            None => WrittenFrom::Function { item, lateral, value: written, ordinality },
        });
        Ok(rel)
    }

    /// Gives a function that returns `record` the columns that follow it.
    fn give_columns(
        &mut self,
        fact: &'static FunctionFact,
        call: &mut Call,
        list: Option<&List>,
        row: &mut Option<std::rc::Rc<super::RowShape>>,
        at: i32,
    ) -> SqlResult<()> {
        let record = takes_template(fact) && call.ty.oid == oid::RECORD;
        let Some(list) = list else {
            if record && row.is_none() {
                let message =
                    "a column definition list is required for functions returning \"record\"";
                return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
            }
            return Ok(());
        };
        let refused = if output_fields(fact).is_some() {
            "a column definition list is redundant for a function with OUT parameters"
        } else if !record {
            "a column definition list is only allowed for functions returning \"record\""
        } else {
            ""
        };
        if !refused.is_empty() {
            let first = list.first().and_then(Option::as_ref);
            let at = match first {
                Some(Node::ColumnDef(column)) => column.location,
                _ => at,
            };
            return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, refused), at));
        }
        let mut fields: Vec<(String, Type)> = Vec::with_capacity(list.len());
        for node in list.iter().flatten() {
            let Node::ColumnDef(column) = node else { continue };
            let name = column.colname.as_deref().unwrap_or("").to_string();
            if fields.iter().any(|(own, _)| *own == name) {
                let message = format!("column name \"{name}\" specified more than once");
                return Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message));
            }
            fields.push((name, self.type_name(given(column.typeName.as_ref())?)?));
        }
        if row.take().is_some() {
            call.args.pop();
        }
        call.args.push(template(&fields));
        *row = Some(std::rc::Rc::new(super::RowShape { oid: oid::RECORD, fields }));
        Ok(())
    }

    /// A FROM function's expression, and its call if it returns a set.
    fn function_value(
        &mut self,
        node: &Node,
        scope: &mut Scope<'_>,
    ) -> SqlResult<(Typed, Option<(&'static FunctionFact, Call)>)> {
        let before = scope.sight.replace(Sight { from: 0, lateral: true });
        let outer = self.from_set.take();
        let value = self.expr(node, scope, ExprKind::FromFunction);
        scope.sight.set(before);
        let set = std::mem::replace(&mut self.from_set, outer);
        let value = value?;
        let value = self.known(value)?;
        match set {
            None => Ok((value, None)),
            Some((id, fact, call)) => match value.expr {
                Expr::Column(own, _) if own == id => Ok((value, Some((fact, call)))),
                _ => {
                    let message = "set-returning functions must appear at top level of FROM";
                    let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
                    Err(self.at(error, self.last_set))
                }
            },
        }
    }

    /// The columns of a function in FROM, and whether it gives one plain value.
    fn function_fields(
        &mut self,
        value: &Typed,
        call: &Option<Call>,
        fact: Option<&'static FunctionFact>,
        name: &str,
    ) -> (Vec<(String, Type)>, bool) {
        if let (Some(call), Some(fact)) = (call, fact)
            && let Some(fields) = output_fields(fact)
        {
            let named = fact.argnames.iter().any(|name| !name.is_empty());
            let fields = self.real_types(fact, call, fields);
            if fields.len() > 1 {
                return (fields, false);
            }
            if let Some((own, ty)) = fields.into_iter().next() {
                let name = if named { own } else { name.to_string() };
                return (vec![(name, ty)], true);
            }
        }
        if let (Some(fact), Some(row)) = (fact, &value.row)
            && takes_template(fact)
        {
            return (row.fields.clone(), false);
        }
        let ty = call.as_ref().map_or_else(|| value.expr.ty(), |call| call.ty);
        (vec![(name.to_string(), ty)], true)
    }

    /// ROWS FROM of several functions: in step, shorter ones ending in NULL.
    fn rows_from(
        &mut self,
        calls: &[&Node],
        function: &RangeFunction,
        scope: &mut Scope<'_>,
    ) -> SqlResult<Rel> {
        if function.ordinality {
            return Err(SqlError::unsupported("WITH ORDINALITY of ROWS FROM"));
        }
        let mut made: Vec<(Column, Call)> = Vec::with_capacity(calls.len());
        for node in calls {
            let (value, set) = self.function_value(node, scope)?;
            let name = figure_name(node);
            let fields = match &set {
                Some((fact, call)) => {
                    self.function_fields(&value, &Some(call.clone()), Some(*fact), &name).0
                }
                None => Vec::new(),
            };
            match (set, &fields[..]) {
                (Some((_, call)), [(name, ty)]) => made.push((self.column(name, *ty), call)),
                _ => {
                    let error = SqlError::unsupported("ROWS FROM of this function");
                    return Err(self.at(error, value.at));
                }
            }
        }
        let columns = made.iter().map(|(column, _)| ItemColumn::of(column)).collect();
        let first = calls.first().map_or_else(String::new, |node| figure_name(node));
        self.push_aliased(Item::new(first, columns), function.alias.as_deref(), scope)?;
        self.note_from(|| WrittenFrom::Unknown("ROWS FROM of several"));
        let one = Rel::Values { columns: Vec::new(), rows: vec![Vec::new()] };
        Ok(Rel::ProjectSet { input: Box::new(one), calls: made })
    }
}

/// A query's output as a column of the FROM item it makes.
pub(crate) fn item_column(output: &Output) -> ItemColumn {
    ItemColumn { row: output.row.clone(), ..ItemColumn::of(&output.column) }
}

/// Renames an item's first columns.
pub(crate) fn rename(item: &mut Item, names: &List) -> SqlResult<()> {
    let available = item.visible().count();
    if names.len() > available {
        let name = item.name.clone().unwrap_or_default();
        let message = format!(
            "table \"{name}\" has {available} columns available but {} columns specified",
            names.len()
        );
        return Err(SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message));
    }
    let visible = item.columns.iter_mut().filter(|column| !column.hidden);
    for (column, name) in visible.zip(names.iter().flatten()) {
        if let Node::String(name) = name {
            column.name = name.to_string();
        }
    }
    Ok(())
}
