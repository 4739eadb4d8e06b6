//! What is the SQL text of a query? (`get_query_def` and what it calls, utils/adt/ruleutils.c)
//!
//! Lines and spaces are PostgreSQL's: each clause begins a line, joins and further outputs stand in
//! from it, whatever the flag for parentheses says.

use super::expr::{Deparse, Writer, is_function, shown_type};
use super::quote::{quote_ident, quote_list};
use crate::bind::{Names, written_view};
use crate::catalog::{Catalog, View};
use crate::expr::Expr;
use crate::rel::{ColumnId, JoinKind, SetOp, SortKey};
use crate::written::{Body, Made, Written, WrittenCte, WrittenFrom, WrittenItem, WrittenSelect};
use base::{SqlError, SqlResult};
use std::collections::HashMap;
use types::facts::{self, oid};
use types::{Datum, Oid};

/// Spaces a clause stands in from its SELECT (`PRETTYINDENT_STD`).
const CLAUSE: isize = 8;
/// Spaces of a join (`PRETTYINDENT_JOIN`) and of an output on a line of its own
/// (`PRETTYINDENT_VAR`), more than a clause has.
const MORE: isize = 4;
/// Past this, indentation wraps (`PRETTYINDENT_LIMIT`).
const LIMIT: isize = 40;

/// A query around or at what is being written.
pub(super) struct Level {
    /// What each column is called: its item, and its name there.
    pub(super) columns: HashMap<ColumnId, (String, String)>,
    pub(super) made: Vec<(ColumnId, Made)>,
    /// Items as they are called here, and their columns.
    pub(super) items: Vec<(String, Vec<ColumnId>)>,
    /// Whether columns are written with their item.
    pub(super) prefix: bool,
}

/// The text of `pg_get_viewdef`.
///
/// # Errors
/// Those of binding the view's text; 0A000 for what has no text yet.
pub fn view_definition(names: &Names<'_>, view: &View, pretty: bool) -> SqlResult<String> {
    let written = written_view(names, view)?;
    let object = |alias: Oid, object: Oid| match alias {
        oid::REGCLASS => super::relation_name(names.catalog, names.search_path, object, false),
        _ => names.env.object_name(alias, object),
    };
    let deparse = Deparse {
        pretty,
        stored: false,
        formats: names.env.formats(),
        column: &|_| None,
        object: &object,
    };
    let mut writer = Writer::new(&deparse);
    writer.catalog = Some(names.catalog);
    let columns: Vec<String> = view.columns.iter().map(|column| column.name.clone()).collect();
    writer.query(&written, Some(&columns))?;
    Ok(writer.out + ";")
}

impl Writer<'_> {
    /// Begins a line with `words`; indentation changes before and after it (`appendContextKeyword`).
    fn keyword(&mut self, words: &str, before: isize, after: isize, plus: isize) {
        let level = self.indent as isize + before;
        let spaces = match level.max(0) {
            level if level < LIMIT => level,
            level => (LIMIT + (level - LIMIT) / (CLAUSE / 2)) % LIMIT,
        };
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', (spaces + plus).max(0) as usize));
        self.put(words);
        self.indent = (level + after).max(0) as usize;
    }

    /// A query; its outputs are called `columns`, when they have other names than their own.
    pub(super) fn query(&mut self, query: &Written, columns: Option<&[String]>) -> SqlResult<()> {
        let indent = self.indent;
        let level = match &query.body {
            Body::Select(select) => self.level(select),
            Body::Values(_, ids) => self.values_level(ids),
            Body::Set { .. } => self.values_level(&[]),
        };
        self.levels.push(level);
        if !query.ctes.is_empty() {
            self.with(&query.ctes, query.recursive)?;
        }
        match &query.body {
            Body::Select(select) => {
                self.indent += CLAUSE as usize;
                self.put(" ");
                self.select(select, columns)?;
            }
            Body::Values(rows, _) => {
                self.indent += CLAUSE as usize;
                self.put(" ");
                self.values(rows)?;
            }
            Body::Set { .. } => self.set_operation(query, columns)?,
        }
        self.tail(query)?;
        self.levels.pop();
        self.indent = indent;
        Ok(())
    }

    /// ORDER BY, OFFSET and LIMIT.
    fn tail(&mut self, query: &Written) -> SqlResult<()> {
        if !query.order.is_empty() {
            self.keyword(" ORDER BY ", -CLAUSE, CLAUSE, 1);
            match &query.body {
                Body::Set { columns, .. } => self.order_numbers(&query.order, columns),
                _ => self.order(&query.order)?,
            }
        }
        if let Some(offset) = &query.offset {
            self.keyword(" OFFSET ", -CLAUSE, CLAUSE, 0);
            self.count(offset)?;
        }
        match (&query.limit, query.with_ties) {
            (None, _) => Ok(()),
            (Some(limit), false) => {
                self.keyword(" LIMIT ", -CLAUSE, CLAUSE, 0);
                match limit {
                    Expr::Const(Datum::Null, _) => self.put("ALL"),
                    limit => self.count(limit)?,
                }
                Ok(())
            }
            (Some(limit), true) => {
                self.keyword(" FETCH FIRST ", -CLAUSE, CLAUSE, 0);
                self.count(limit)?;
                self.put(" ROWS WITH TIES");
                Ok(())
            }
        }
    }

    /// The argument of LIMIT or OFFSET, without the cast to `int8` that nobody wrote.
    pub(super) fn count(&mut self, expr: &Expr) -> SqlResult<()> {
        match expr {
            Expr::Const(Datum::Int8(count), _) if *count >= 0 => {
                self.put(&count.to_string());
                Ok(())
            }
            Expr::Call(call) if call.ty.oid == oid::INT8 && call.args.len() == 1 => {
                self.expr(&call.args[0])
            }
            other => self.expr(other),
        }
    }

    fn with(&mut self, ctes: &[WrittenCte], recursive: bool) -> SqlResult<()> {
        self.indent += CLAUSE as usize;
        self.put(" ");
        self.put(if recursive { "WITH RECURSIVE " } else { "WITH " });
        for (place, cte) in ctes.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            self.put(&quote_ident(&cte.name));
            if !cte.columns.is_empty() {
                let columns = quote_list(cte.columns.iter().map(String::as_str));
                self.put(&format!("({columns})"));
            }
            self.put(match cte.materialized {
                None => " AS (",
                Some(true) => " AS MATERIALIZED (",
                Some(false) => " AS NOT MATERIALIZED (",
            });
            self.keyword("", 0, 0, 0);
            self.inner(&cte.query)?;
            self.keyword("", 0, 0, 0);
            self.put(")");
        }
        self.indent -= CLAUSE as usize;
        self.keyword("", 0, 0, 0);
        Ok(())
    }

    /// A query inside another.
    pub(super) fn inner(&mut self, query: &Written) -> SqlResult<()> {
        self.depth += 1;
        let done = self.query(query, None);
        self.depth -= 1;
        done
    }

    fn values(&mut self, rows: &[Vec<Expr>]) -> SqlResult<()> {
        self.put("VALUES ");
        for (place, row) in rows.iter().enumerate() {
            self.put(if place > 0 { ", (" } else { "(" });
            for (place, value) in row.iter().enumerate() {
                if place > 0 {
                    self.put(",");
                }
                self.expr(value)?;
            }
            self.put(")");
        }
        Ok(())
    }

    fn select(&mut self, select: &WrittenSelect, columns: Option<&[String]>) -> SqlResult<()> {
        self.put("SELECT");
        if !select.distinct_on.is_empty() {
            self.put(" DISTINCT ON (");
            self.keys(&select.distinct_on)?;
            self.put(")");
        } else if select.distinct {
            self.put(" DISTINCT");
        }
        self.targets(&select.targets, columns)?;
        for (place, from) in select.from.iter().enumerate() {
            if place == 0 {
                self.keyword(" FROM ", -CLAUSE, CLAUSE, 2);
                self.from(select, from)?;
                continue;
            }
            self.put(",");
            self.keyword("", -CLAUSE, CLAUSE, MORE);
            self.from(select, from)?;
        }
        if let Some(filter) = &select.filter {
            self.keyword(" WHERE ", -CLAUSE, CLAUSE, 1);
            self.expr(filter)?;
        }
        if !select.groups.is_empty() || !select.sets.is_empty() {
            self.keyword(" GROUP BY ", -CLAUSE, CLAUSE, 1);
            self.groups(select)?;
        }
        if let Some(having) = &select.having {
            self.keyword(" HAVING ", -CLAUSE, CLAUSE, 0);
            self.expr(having)?;
        }
        Ok(())
    }

    fn targets(&mut self, targets: &[(String, Expr)], columns: Option<&[String]>) -> SqlResult<()> {
        for (place, (name, value)) in targets.iter().enumerate() {
            let name = columns.and_then(|columns| columns.get(place)).unwrap_or(name);
            self.put(if place == 0 { " " } else { ", " });
            let before = std::mem::take(&mut self.out);
            self.expr(value)?;
            let own = match value {
                Expr::Column(id, _) => self.bare_name(*id),
                _ => None,
            };
            if own.as_deref().unwrap_or("?column?") != name {
                self.put(&format!(" AS {}", quote_ident(name)));
            }
            let text = std::mem::replace(&mut self.out, before);
            if text.starts_with('\n') {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            } else if place > 0 {
                self.keyword("", -CLAUSE, CLAUSE, MORE);
            }
            self.put(&text);
        }
        Ok(())
    }

    fn groups(&mut self, select: &WrittenSelect) -> SqlResult<()> {
        if select.sets.is_empty() {
            return self.keys(&select.groups);
        }
        self.put("GROUPING SETS (");
        for (place, set) in select.sets.iter().enumerate() {
            self.put(if place > 0 { ", (" } else { "(" });
            let keys: Vec<Expr> =
                set.iter().filter_map(|key| select.groups.get(*key).cloned()).collect();
            self.keys(&keys)?;
            self.put(")");
        }
        self.put(")");
        Ok(())
    }

    pub(super) fn keys(&mut self, keys: &[Expr]) -> SqlResult<()> {
        for (place, key) in keys.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            self.key(key)?;
        }
        Ok(())
    }

    /// What GROUP BY or ORDER BY goes by (`get_rule_sortgroupclause`).
    fn key(&mut self, key: &Expr) -> SqlResult<()> {
        let call = match key {
            Expr::Const(value, ty) => {
                self.constant(value, *ty, false);
                self.put(&format!("::{}", shown_type(*ty)));
                return Ok(());
            }
            Expr::Column(id, _) => match self.made(*id) {
                None => return self.expr(key),
                Some(Made::Grouping(_)) => false,
                Some(_) => true,
            },
            other => is_function(other),
        };
        if call || self.with.pretty {
            self.put("(");
            self.expr(key)?;
            self.put(")");
            return Ok(());
        }
        self.expr(key)
    }

    pub(super) fn order(&mut self, keys: &[SortKey]) -> SqlResult<()> {
        for (place, key) in keys.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            self.key(&key.expr)?;
            self.put(direction(key));
        }
        Ok(())
    }

    fn order_numbers(&mut self, keys: &[SortKey], columns: &[ColumnId]) {
        for (place, key) in keys.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            let column = match &key.expr {
                Expr::Column(id, _) => columns.iter().position(|own| own == id),
                _ => None,
            };
            self.put(&(column.unwrap_or(0) + 1).to_string());
            self.put(direction(key));
        }
    }

    fn set_operation(&mut self, query: &Written, columns: Option<&[String]>) -> SqlResult<()> {
        let Body::Set { op, all, left, right, .. } = &query.body else {
            return self.set_leaf(query, columns);
        };
        let nested = match &left.body {
            Body::Set { op: below, all: every, .. } if is_bare(left) => {
                Some((below, every) != (op, all))
            }
            _ => None,
        };
        if nested == Some(true) {
            self.put("(");
            self.keyword("", CLAUSE, 0, 0);
        }
        self.set_side(left, columns)?;
        match nested {
            Some(true) => self.keyword(") ", -CLAUSE, 0, 0),
            _ => self.keyword("", 0, 0, 0),
        }
        self.put(match op {
            SetOp::Union => "UNION ",
            SetOp::Intersect => "INTERSECT ",
            SetOp::Except => "EXCEPT ",
        });
        if *all {
            self.put("ALL ");
        }
        let nested = matches!(right.body, Body::Set { .. }) && is_bare(right);
        let inner = if nested { CLAUSE } else { 0 };
        if nested {
            self.put("(");
        }
        self.keyword("", inner, 0, 0);
        self.set_side(right, columns)?;
        self.indent = (self.indent as isize - inner).max(0) as usize;
        if nested {
            self.keyword(")", 0, 0, 0);
        }
        Ok(())
    }

    fn set_side(&mut self, side: &Written, columns: Option<&[String]>) -> SqlResult<()> {
        match &side.body {
            Body::Set { .. } if is_bare(side) => self.set_operation(side, columns),
            _ => self.set_leaf(side, columns),
        }
    }

    fn set_leaf(&mut self, query: &Written, columns: Option<&[String]>) -> SqlResult<()> {
        let bare = is_bare(query);
        if !bare {
            self.put("(");
        }
        self.depth += 1;
        self.query(query, columns)?;
        self.depth -= 1;
        if !bare {
            self.put(")");
        }
        Ok(())
    }

    fn from(&mut self, select: &WrittenSelect, from: &WrittenFrom) -> SqlResult<()> {
        let (item, lateral) = match from {
            WrittenFrom::Join { item, kind, left, right, using, on } => {
                let join = Join { item: *item, kind: *kind, using, on: on.as_ref() };
                return self.join(select, &join, left, right);
            }
            WrittenFrom::Unknown(what) => {
                return Err(SqlError::unsupported(format!("the text of {what}")));
            }
            WrittenFrom::Relation { item, .. } | WrittenFrom::Cte { item, .. } => (*item, false),
            WrittenFrom::Query { item, lateral, .. }
            | WrittenFrom::Function { item, lateral, .. } => (*item, *lateral),
        };
        if lateral {
            self.put("LATERAL ");
        }
        let written = select.items.get(item);
        let called = self.item_name(item);
        let mut own = None;
        let mut columns = written.is_some_and(|item| item.renamed > 0);
        match from {
            WrittenFrom::Relation { oid, .. } => {
                let name = (self.with.object)(oid::REGCLASS, *oid).unwrap_or_default();
                self.put(&name);
                own = self.relation(*oid).map(|(name, _)| name);
            }
            WrittenFrom::Cte { name, .. } => {
                self.put(&quote_ident(name));
                own = Some(name.clone());
            }
            WrittenFrom::Query { query, .. } => {
                self.put("(");
                self.inner(query)?;
                self.put(")");
            }
            WrittenFrom::Function { value, ordinality, .. } => {
                self.expr(value)?;
                if *ordinality {
                    self.put(" WITH ORDINALITY");
                }
                columns = true;
            }
            WrittenFrom::Join { .. } | WrittenFrom::Unknown(_) => {}
        }
        let aliased = written.is_some_and(|item| item.aliased);
        if aliased || own.as_ref() != Some(&called) {
            self.put(&format!(" {}", quote_ident(&called)));
        }
        if columns {
            self.column_names(item);
        }
        Ok(())
    }

    fn column_names(&mut self, item: usize) {
        let Some(level) = self.levels.last() else { return };
        let ids = level.items.get(item).map_or(&[][..], |(_, ids)| ids.as_slice());
        let names = ids.iter().filter_map(|id| level.columns.get(id));
        let names = quote_list(names.map(|(_, name)| name.as_str()));
        self.put(&format!("({names})"));
    }

    fn join(
        &mut self,
        select: &WrittenSelect,
        join: &Join<'_>,
        left: &WrittenFrom,
        right: &WrittenFrom,
    ) -> SqlResult<()> {
        let aliased = select.items.get(join.item).is_some_and(|item| item.aliased);
        let around = !self.with.pretty || aliased;
        if around {
            self.put("(");
        }
        self.from(select, left)?;
        let words = match (join.kind, join.on) {
            (JoinKind::Left, _) => " LEFT JOIN ",
            (JoinKind::Right, _) => " RIGHT JOIN ",
            (JoinKind::Full, _) => " FULL JOIN ",
            (_, Some(_)) => " JOIN ",
            (_, None) => " CROSS JOIN ",
        };
        self.keyword(words, -CLAUSE, CLAUSE, MORE);
        let nested = matches!(right, WrittenFrom::Join { .. });
        let inside = self.with.pretty && nested;
        if inside {
            self.put("(");
        }
        self.from(select, right)?;
        if inside {
            self.put(")");
        }
        self.condition(join)?;
        if around {
            self.put(")");
        }
        if aliased {
            let name = self.item_name(join.item);
            self.put(&format!(" {}", quote_ident(&name)));
            if select.items.get(join.item).is_some_and(|item| item.renamed > 0) {
                self.column_names(join.item);
            }
        }
        Ok(())
    }

    fn condition(&mut self, join: &Join<'_>) -> SqlResult<()> {
        let name = |expr: &Expr| match expr {
            Expr::Column(id, _) => self.bare_name(*id),
            _ => None,
        };
        let shared = join.using.iter().map(|(left, right)| {
            name(left).zip(name(right)).filter(|(l, r)| l == r).map(|(name, _)| name)
        });
        let shared: Option<Vec<String>> = shared.collect();
        match (shared.filter(|names| !names.is_empty()), join.on) {
            (Some(names), _) => {
                let names = quote_list(names.iter().map(String::as_str));
                self.put(&format!(" USING ({names})"));
            }
            (None, Some(on)) => {
                self.put(if self.with.pretty { " ON " } else { " ON (" });
                self.expr(on)?;
                self.put(if self.with.pretty { "" } else { ")" });
            }
            (None, None) if join.kind != JoinKind::Inner => self.put(" ON TRUE"),
            (None, None) => {}
        }
        Ok(())
    }

    fn item_name(&self, item: usize) -> String {
        let level = self.levels.last().and_then(|level| level.items.get(item));
        level.map_or_else(String::new, |(name, _)| name.clone())
    }

    /// The name and columns of a relation, as they are now.
    fn relation(&self, oid: Oid) -> Option<(String, Vec<String>)> {
        let catalog: &Catalog = self.catalog?;
        let table = catalog.tables.get(&oid).map(|table| (&table.name, &table.columns));
        let view = || catalog.views.get(&oid).map(|view| (&view.name, &view.columns));
        if let Some((name, columns)) = table.or_else(view) {
            return Some((name.clone(), columns.iter().map(|own| own.name.clone()).collect()));
        }
        if let Some(sequence) = catalog.sequences.get(&oid) {
            return Some((sequence.name.clone(), Vec::new()));
        }
        facts::relation_by_oid(oid).map(|fact| (fact.name.to_string(), Vec::new()))
    }

    fn values_level(&self, ids: &[ColumnId]) -> Level {
        let name = |(place, id): (usize, &ColumnId)| {
            (*id, ("*VALUES*".to_string(), format!("column{}", place + 1)))
        };
        let columns = ids.iter().enumerate().map(name).collect();
        Level { columns, made: Vec::new(), items: Vec::new(), prefix: self.depth > 0 }
    }

    /// The names within a SELECT: items that share one get a number (`set_rtable_names`).
    fn level(&self, select: &WrittenSelect) -> Level {
        let mut out = Level {
            columns: HashMap::new(),
            made: select.made.clone(),
            items: Vec::new(),
            prefix: self.depth > 0 || select.items.len() != 1,
        };
        let mut taken: Vec<String> = self
            .levels
            .iter()
            .flat_map(|level| &level.items)
            .map(|(name, _)| name.clone())
            .collect();
        for item in &select.items {
            let now = item.relation.and_then(|oid| self.relation(oid));
            let name = match (&now, item.aliased) {
                (Some((name, _)), false) => name.clone(),
                _ => item.name.clone().unwrap_or_default(),
            };
            let name = unique(name, &taken);
            taken.push(name.clone());
            let real = now.map(|(_, columns)| columns).unwrap_or_default();
            let ids = item.columns.iter().map(|(id, _, _)| *id).collect();
            if item.named {
                place_columns(&mut out.columns, item, &name, &real);
            }
            out.items.push((name, ids));
        }
        // What stands under a join that has an alias is named by it alone, but has names in USING.
        for (item, (name, _)) in select.items.iter().zip(out.items.clone()) {
            if !item.named && item.name.is_some() {
                let real = item.relation.and_then(|oid| self.relation(oid)).map(|(_, own)| own);
                place_columns(&mut out.columns, item, &name, &real.unwrap_or_default());
            }
        }
        out
    }
}

/// What a join is, without its sides.
struct Join<'j> {
    item: usize,
    kind: JoinKind,
    using: &'j [(Expr, Expr)],
    on: Option<&'j Expr>,
}

/// Whether nothing but its body makes the query.
fn is_bare(query: &Written) -> bool {
    query.ctes.is_empty()
        && query.order.is_empty()
        && query.limit.is_none()
        && query.offset.is_none()
}

fn direction(key: &SortKey) -> &'static str {
    match (key.descending, key.nulls_first) {
        (false, false) => "",
        (false, true) => " NULLS FIRST",
        (true, true) => " DESC",
        (true, false) => " DESC NULLS LAST",
    }
}

fn unique(name: String, taken: &[String]) -> String {
    if name.is_empty() || !taken.contains(&name) {
        return name;
    }
    let numbered = (1..).map(|number| format!("{name}_{number}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or(name)
}

/// Notes what the columns of an item are called, unless something before it has the same ones.
fn place_columns(
    columns: &mut HashMap<ColumnId, (String, String)>,
    item: &WrittenItem,
    name: &str,
    real: &[String],
) {
    for (at, (id, place, own)) in item.columns.iter().enumerate() {
        let now = real.get(*place).filter(|_| at >= item.renamed).unwrap_or(own);
        columns.entry(*id).or_insert_with(|| (name.to_string(), now.clone()));
    }
}
