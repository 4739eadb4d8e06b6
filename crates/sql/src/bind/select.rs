//! What does a SELECT mean? (transformSelectStmt of src/backend/parser/analyze.c)
//!
//! The operators of one level, from the bottom: FROM, WHERE, grouping and HAVING, set-returning calls
//! of the select list, the select list, DISTINCT, ORDER BY, FOR UPDATE, LIMIT. Sorting comes before the
//! select list when its keys are plain columns, so that an index may give the order and what LIMIT
//! cuts off is never computed.

use super::function_body::with_laterals;
use super::record::{Clauses, bare};
use super::scope::{ExprKind, Scope};
use super::sort::SortItem;
use super::targets::Target;
use super::walk::same;
use super::window::{Windowed, over_windows};
use super::{Binder, RowShape, Typed};
use crate::rel::SortKey;
use crate::written::{Body, Written};
use crate::{Call, Column, ColumnId, Expr, Rel};
use base::{Mode, SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{LimitOption, Node, SelectStmt, SetOperation};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use types::Type;
use types::facts::oid;

/// A query's column.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub column: Column,
    /// Its fields when it is a row.
    pub row: Option<Rc<RowShape>>,
    pub at: i32,
    /// The literal or parameter it is, when that still has no type.
    pub unknown: Option<Typed>,
}

/// A bound query.
#[derive(Debug)]
pub(crate) struct Selected {
    pub rel: Rel,
    pub outputs: Vec<Output>,
    /// How it was written, when that is noted.
    pub written: Option<Arc<Written>>,
}

impl Selected {
    /// The columns without what only the binder needs.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.outputs.iter().map(|output| output.column.clone()).collect()
    }
}

/// LIMIT and OFFSET.
struct Limits {
    limit: Option<Expr>,
    offset: Option<Expr>,
    with_ties: bool,
}

impl Limits {
    fn over(self, rel: Rel) -> Rel {
        if self.limit.is_none() && self.offset.is_none() {
            return rel;
        }
        let Limits { limit, offset, with_ties } = self;
        Rel::Limit { input: Box::new(rel), limit, offset, with_ties }
    }
}

/// DISTINCT.
enum Distinct {
    No,
    All,
    /// By these targets.
    On(Vec<usize>),
}

impl Binder<'_> {
    /// A query inside `outer`, its columns' types all known.
    pub(crate) fn select(
        &mut self,
        node: &Node,
        outer: Option<&Scope<'_>>,
    ) -> SqlResult<(Rel, Vec<Column>)> {
        let (selected, _) = self.select_in(node, Scope::new(outer), true)?;
        let columns = selected.columns();
        Ok((selected.rel, columns))
    }

    /// A query at a level of its own, and whether it names columns outside of it. Unless `resolve`,
    /// literals of no type stay so.
    pub(crate) fn select_in(
        &mut self,
        node: &Node,
        scope: Scope<'_>,
        resolve: bool,
    ) -> SqlResult<(Selected, bool)> {
        match node {
            Node::SelectStmt(stmt) => self.select_stmt(stmt, scope, resolve),
            _ => Err(SqlError::unsupported("this statement as a query")),
        }
    }

    pub(crate) fn select_stmt(
        &mut self,
        stmt: &SelectStmt,
        mut scope: Scope<'_>,
        resolve: bool,
    ) -> SqlResult<(Selected, bool)> {
        self.depth += 8;
        if let Some(into) = &stmt.intoClause {
            let at = into.rel.as_ref().map_or(-1, |rel| rel.location);
            return Err(self.at(SqlError::unsupported("SELECT INTO"), at));
        }
        let noted = self.record.as_ref().map_or(0, |record| record.ctes.len());
        let ctes = match &stmt.withClause {
            Some(clause) => self.with(clause, &mut scope)?,
            None => Vec::new(),
        };
        let mut selected = if !stmt.valuesLists.is_empty() {
            self.values(stmt, &mut scope)?
        } else if stmt.op == SetOperation::SETOP_NONE {
            self.plain_select(stmt, &mut scope, resolve)?
        } else {
            self.set_operation(stmt, &scope)?
        };
        if !ctes.is_empty() {
            selected.rel = Rel::With { ctes, body: Box::new(selected.rel) };
            let recursive = stmt.withClause.as_ref().is_some_and(|clause| clause.recursive);
            self.note_with(&mut selected, noted, recursive);
        }
        self.depth = self.depth.saturating_sub(8);
        Ok((selected, scope.correlated.get()))
    }

    fn plain_select(
        &mut self,
        stmt: &SelectStmt,
        scope: &mut Scope<'_>,
        resolve: bool,
    ) -> SqlResult<Selected> {
        self.window_clause(&stmt.windowClause, scope)?;
        let mark = self.from_mark();
        let mut rel = self.from_clause(&stmt.fromClause, scope)?;
        let from = self.from_since(mark);
        let mut targets = self.targets(&stmt.targetList, scope, ExprKind::SelectTarget)?;
        let filter = self.condition(stmt.whereClause.as_ref(), scope, ExprKind::Where)?;
        let written_filter = filter.clone().filter(|_| self.record.is_some());
        if let Some(predicate) = filter {
            rel = Rel::Filter { input: Box::new(rel), predicate };
        }
        let mut having = self.condition(stmt.havingClause.as_ref(), scope, ExprKind::Having)?;
        let sort = self.sort_items(&stmt.sortClause, &mut targets, scope)?;
        let (keys, sets) = self.group_keys(&stmt.groupClause, &mut targets, scope)?;
        let distinct = self.distinct_clause(stmt, &mut targets, &sort, scope)?;
        let limits = self.limits(stmt, scope)?;
        for target in targets.iter_mut().filter(|_| resolve) {
            target.value = self.known(target.value.clone())?;
        }
        let mut calls = std::mem::take(&mut scope.groups.borrow_mut().calls);
        let aggregates = !scope.groups.borrow().aggregates.is_empty();
        let groupings = !scope.groups.borrow().groupings.is_empty();
        let grouped = aggregates || groupings || !stmt.groupClause.is_empty() || having.is_some();
        let mut windows = std::mem::take(&mut scope.groups.borrow_mut().windows);
        let beside = (!windows.is_empty(), !calls.is_empty());
        let made = [
            (!stmt.distinctClause.is_empty(), "DISTINCT clause"),
            (!stmt.groupClause.is_empty(), "GROUP BY clause"),
            (stmt.havingClause.is_some(), "HAVING clause"),
            (grouped, "aggregate functions"),
            (beside.0, "window functions"),
            (beside.1, "set-returning functions in the target list"),
        ];
        let made = made.iter().find(|(made, _)| *made).map(|(_, how)| *how);
        let locks = self.locks(stmt, scope, &rel, made)?;
        let clauses = Clauses {
            distinct: matches!(distinct, Distinct::All),
            distinct_on: match &distinct {
                Distinct::On(places) => places.clone(),
                _ => Vec::new(),
            },
            targets: &targets,
            filter: written_filter,
            keys: &keys,
            sets: &sets,
            having: &having,
            calls: &calls,
            windows: &windows,
        };
        let body = self.written_select(clauses, scope, from);
        let written = body.map(|body| written(bare(body), &sort, &targets, &limits));
        let made: Vec<ColumnId> = calls.iter().map(|(column, _)| column.id).collect();
        let names_set = |expr: &mut Expr| expr.names().iter().any(|id| made.contains(id));
        if windows.iter_mut().flat_map(Windowed::exprs_mut).any(names_set) {
            let message = "window function calls cannot contain set-returning function calls";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(
                "You might be able to move the set-returning function into a LATERAL FROM item.",
            );
            return Err(self.at(error, self.last_set));
        }
        let origins: Vec<_> =
            targets.iter().map(|target| scope.origin_of(&target.value.expr)).collect();
        let laterals = std::mem::take(&mut scope.groups.borrow_mut().laterals);
        if grouped && !laterals.is_empty() {
            return Err(SqlError::unsupported("this set-returning function beside aggregates"));
        }
        rel = with_laterals(rel, laterals);
        if grouped {
            let mut above: Vec<&mut Expr> =
                targets.iter_mut().map(|target| &mut target.value.expr).collect();
            above.extend(having.iter_mut());
            above.extend(calls.iter_mut().flat_map(|(_, call)| &mut call.args));
            above.extend(windows.iter_mut().flat_map(Windowed::exprs_mut));
            rel = self.group(rel, scope, keys, sets, &mut above)?;
            if let Some(predicate) = having {
                rel = Rel::Filter { input: Box::new(rel), predicate };
            }
        }
        rel = project_sets(over_windows(rel, windows), calls);
        let columns: Vec<Column> = targets
            .iter()
            .zip(origins)
            .map(|(target, origin)| Column {
                origin,
                ..self.column(&target.name, target.value.expr.ty())
            })
            .collect();
        let outputs = targets
            .iter()
            .zip(&columns)
            .filter(|(target, _)| !target.junk)
            .map(|(target, column)| Output {
                column: column.clone(),
                row: target.value.row.clone(),
                at: target.value.at,
                unknown: target.value.is_unknown().then(|| target.value.clone()),
            })
            .collect();
        let rel = arrange(rel, targets, columns, sort, distinct, limits, locks);
        Ok(Selected { rel, outputs, written })
    }

    /// WHERE and its kin.
    pub(crate) fn condition(
        &mut self,
        node: Option<&Node>,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<Option<Expr>> {
        let Some(node) = node else { return Ok(None) };
        let value = self.expr(node, scope, kind)?;
        self.boolean(value, kind.words()).map(Some)
    }

    /// DISTINCT and DISTINCT ON, which must agree with ORDER BY.
    fn distinct_clause(
        &mut self,
        stmt: &SelectStmt,
        targets: &mut Vec<Target>,
        sort: &[SortItem],
        scope: &Scope<'_>,
    ) -> SqlResult<Distinct> {
        let wrong = |message: &str| SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
        match &stmt.distinctClause[..] {
            [] => Ok(Distinct::No),
            [None] => {
                let message =
                    "for SELECT DISTINCT, ORDER BY expressions must appear in select list";
                if let Some(junk) = targets.iter().find(|target| target.junk) {
                    return Err(self.at(wrong(message), junk.value.at));
                }
                for target in targets.iter().filter(|target| !target.junk) {
                    self.check_equality(target.value.ty().oid, target.value.at)?;
                }
                Ok(Distinct::All)
            }
            list => {
                let mut on: Vec<(usize, i32)> = Vec::with_capacity(list.len());
                for node in list.iter().flatten() {
                    let place = self.target_of(node, targets, scope, ExprKind::DistinctOn)?;
                    on.push((place, super::location(node)));
                }
                let message =
                    "SELECT DISTINCT ON expressions must match initial ORDER BY expressions";
                let mut skipped = false;
                for item in sort {
                    match on.iter().find(|(place, _)| *place == item.target) {
                        Some((_, at)) if skipped => return Err(self.at(wrong(message), *at)),
                        Some(_) => {}
                        None => skipped = true,
                    }
                }
                for (place, at) in &on {
                    if skipped && !sort.iter().any(|item| item.target == *place) {
                        return Err(self.at(wrong(message), *at));
                    }
                    self.check_equality(targets[*place].value.ty().oid, *at)?;
                }
                Ok(Distinct::On(on.into_iter().map(|(place, _)| place).collect()))
            }
        }
    }

    fn limits(&mut self, stmt: &SelectStmt, scope: &Scope<'_>) -> SqlResult<Limits> {
        let with_ties = stmt.limitOption == LimitOption::LIMIT_OPTION_WITH_TIES;
        let offset = self.count(stmt.limitOffset.as_ref(), scope, ExprKind::Offset)?;
        let limit = self.count(stmt.limitCount.as_ref(), scope, ExprKind::Limit)?;
        if with_ties && stmt.sortClause.is_empty() {
            let message = "WITH TIES cannot be specified without ORDER BY clause";
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
        }
        Ok(Limits { limit, offset, with_ties })
    }

    fn count(
        &mut self,
        node: Option<&Node>,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<Option<Expr>> {
        let Some(node) = node else { return Ok(None) };
        let references = self.references.len();
        let value = self.expr(node, scope, kind)?;
        let value = self.specific(value, Type::new(oid::INT8), kind.words())?;
        if let Some(at) = self.named_since(references, scope.depth) {
            let message = format!("argument of {} must not contain variables", kind.words());
            return Err(self.at(SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message), at));
        }
        Ok(Some(value))
    }

    /// VALUES as a query.
    fn values(&mut self, stmt: &SelectStmt, scope: &mut Scope<'_>) -> SqlResult<Selected> {
        let mut rows: Vec<Vec<Typed>> = Vec::with_capacity(stmt.valuesLists.len());
        for list in stmt.valuesLists.iter().flatten() {
            let Node::List(list) = list else {
                return Err(SqlError::internal("VALUES of other than lists"));
            };
            let before = scope.kind.replace(ExprKind::Values);
            let row = self.list(list, scope);
            scope.kind.set(before);
            let row = row?;
            if rows.first().is_some_and(|first| first.len() != row.len()) {
                let at = list.iter().flatten().next().map_or(-1, super::location);
                let message = "VALUES lists must all be the same length";
                return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
            }
            rows.push(row);
        }
        let width = rows.first().map_or(0, Vec::len);
        let mut out: Vec<Vec<Expr>> = rows.iter().map(|_| Vec::with_capacity(width)).collect();
        let mut columns = Vec::with_capacity(width);
        let mut places = Vec::with_capacity(width);
        for place in 0..width {
            let values: Vec<Typed> = rows.iter().map(|row| row[place].clone()).collect();
            places.push(values.first().map_or(-1, |value| value.at));
            let ty = self.common_type(&values, "VALUES")?;
            let (exprs, ty) = self.in_common(values, ty, "VALUES")?;
            for (row, expr) in out.iter_mut().zip(exprs) {
                row.push(expr);
            }
            columns.push(self.column(&format!("column{}", place + 1), ty));
        }
        if !stmt.lockingClause.is_empty() {
            let message = "FOR UPDATE cannot be applied to VALUES";
            return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        let written = self.record.is_some().then(|| {
            let columns = columns.iter().map(|column: &Column| column.id).collect();
            bare(Body::Values(out.clone(), columns))
        });
        let rel = Rel::Values { columns: columns.clone(), rows: out };
        let mut item = super::scope::Item::new(
            "*VALUES*",
            columns.iter().map(super::scope::ItemColumn::of).collect(),
        );
        item.named = false;
        scope.items.push(item);
        self.sorted(stmt, scope, (rel, written), columns, &places)
    }

    /// ORDER BY and LIMIT over rows that need nothing else.
    pub(crate) fn sorted(
        &mut self,
        stmt: &SelectStmt,
        scope: &Scope<'_>,
        (rel, body): (Rel, Option<Written>),
        columns: Vec<Column>,
        places: &[i32],
    ) -> SqlResult<Selected> {
        let mut targets: Vec<Target> = columns
            .iter()
            .map(|column| Target {
                name: column.name.clone(),
                value: Typed::new(Expr::Column(column.id, column.ty), -1),
                junk: false,
            })
            .collect();
        let sort = self.sort_items(&stmt.sortClause, &mut targets, scope)?;
        let limits = self.limits(stmt, scope)?;
        let written = body.map(|body| written(body, &sort, &targets, &limits));
        let mut rel = rel;
        if !sort.is_empty() {
            let keys = sort.iter().map(|item| item.key(targets[item.target].value.expr.clone()));
            rel = Rel::Sort { input: Box::new(rel), keys: keys.collect() };
        }
        rel = limits.over(rel);
        let outputs = columns.into_iter().enumerate().map(|(place, column)| Output {
            column,
            row: None,
            at: places.get(place).copied().unwrap_or(-1),
            unknown: None,
        });
        Ok(Selected { rel, outputs: outputs.collect(), written })
    }

    /// The grouping keys and sets of GROUP BY.
    fn group_keys(
        &mut self,
        list: &rupg_sql::nodes::List,
        targets: &mut Vec<Target>,
        scope: &Scope<'_>,
    ) -> SqlResult<(Vec<Expr>, Vec<Vec<usize>>)> {
        let mut keys: Vec<Expr> = Vec::new();
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        let mut any_sets = false;
        let junk = targets.len();
        for node in list.iter().flatten() {
            any_sets |= matches!(node, Node::GroupingSet(_));
            let own = self.grouping(node, &mut keys, targets, scope)?;
            let both = |left: &Vec<usize>, right: &Vec<usize>| {
                let mut set = left.clone();
                set.extend(right.iter().filter(|key| !left.contains(key)));
                set
            };
            sets = sets
                .iter()
                .flat_map(|left| own.iter().map(move |right| both(left, right)))
                .collect();
            if sets.len() > 4096 {
                let message = "too many grouping sets present (maximum 4096)";
                return Err(SqlError::new(SqlState::STATEMENT_TOO_COMPLEX, message));
            }
        }
        // What only grouping needs is no output, not even of the sort.
        targets.truncate(junk);
        Ok((keys, if any_sets { sets } else { Vec::new() }))
    }

    /// The sets that one element of GROUP BY stands for.
    fn grouping(
        &mut self,
        node: &Node,
        keys: &mut Vec<Expr>,
        targets: &mut Vec<Target>,
        scope: &Scope<'_>,
    ) -> SqlResult<Vec<Vec<usize>>> {
        use rupg_sql::nodes::GroupingSetKind as Kind;
        match node {
            Node::RowExpr(row)
                if row.row_format == rupg_sql::nodes::CoercionForm::COERCE_IMPLICIT_CAST =>
            {
                let mut set = Vec::new();
                for part in row.args.iter().flatten() {
                    for inner in self.grouping(part, keys, targets, scope)? {
                        set.extend(inner);
                    }
                }
                Ok(vec![set])
            }
            Node::GroupingSet(set) => {
                let mut parts: Vec<Vec<Vec<usize>>> = Vec::new();
                for part in set.content.iter().flatten() {
                    parts.push(self.grouping(part, keys, targets, scope)?);
                }
                let flat = |parts: &[Vec<Vec<usize>>]| -> Vec<usize> {
                    parts.iter().flatten().flatten().copied().collect()
                };
                Ok(match set.kind {
                    Kind::GROUPING_SET_EMPTY => vec![Vec::new()],
                    Kind::GROUPING_SET_ROLLUP => {
                        (0..=parts.len()).rev().map(|length| flat(&parts[..length])).collect()
                    }
                    Kind::GROUPING_SET_CUBE => {
                        if parts.len() > 12 {
                            let message = "CUBE is limited to 12 elements";
                            let error = SqlError::new(SqlState::TOO_MANY_COLUMNS, message);
                            return Err(self.at(error, set.location));
                        }
                        let chosen = |mask: usize| {
                            let kept = parts.iter().enumerate();
                            let kept = kept.filter(|(place, _)| mask >> place & 1 == 0);
                            kept.flat_map(|(_, part)| part.iter().flatten().copied()).collect()
                        };
                        (0..1usize << parts.len()).map(chosen).collect()
                    }
                    _ => parts.into_iter().flatten().collect(),
                })
            }
            _ => {
                let place = self.target_of(node, targets, scope, ExprKind::GroupBy)?;
                let value = targets[place].value.clone();
                let at = value.at;
                let value = self.known(value)?;
                targets[place].value = value.clone();
                self.check_equality(value.ty().oid, at)?;
                let known = keys.iter().position(|key| same(key, &value.expr));
                let key = known.unwrap_or_else(|| {
                    keys.push(value.expr);
                    keys.len() - 1
                });
                Ok(vec![vec![key]])
            }
        }
    }
}

/// A query with ORDER BY and LIMIT, as it was written.
fn written(body: Written, sort: &[SortItem], targets: &[Target], limits: &Limits) -> Arc<Written> {
    let key = |item: &SortItem| item.key(targets[item.target].value.expr.clone());
    Arc::new(Written {
        order: sort.iter().map(key).collect(),
        limit: limits.limit.clone(),
        offset: limits.offset.clone(),
        with_ties: limits.with_ties,
        ..body
    })
}

/// [`Rel::ProjectSet`]s, one over another where a call's arguments hold another call's values.
fn project_sets(mut rel: Rel, calls: Vec<(Column, Call)>) -> Rel {
    let mut levels: HashMap<ColumnId, usize> = HashMap::new();
    let mut layers: Vec<Vec<(Column, Call)>> = Vec::new();
    for (column, call) in calls {
        let ids: Vec<ColumnId> = call.args.iter().flat_map(Expr::names).collect();
        let below = ids.iter().filter_map(|id| levels.get(id)).max();
        let level = below.map_or(0, |below| below + 1);
        levels.insert(column.id, level);
        while layers.len() <= level {
            layers.push(Vec::new());
        }
        layers[level].push((column, call));
    }
    for calls in layers {
        rel = Rel::ProjectSet { input: Box::new(rel), calls };
    }
    rel
}

/// Puts the select list and what follows it over the rows.
fn arrange(
    rel: Rel,
    targets: Vec<Target>,
    columns: Vec<Column>,
    sort: Vec<SortItem>,
    distinct: Distinct,
    limits: Limits,
    locks: Vec<(u32, Mode)>,
) -> Rel {
    let simple = |item: &SortItem| {
        matches!(targets[item.target].value.expr, Expr::Column(..) | Expr::Const(..))
    };
    let below = matches!(distinct, Distinct::No) && (!locks.is_empty() || sort.iter().all(simple));
    if below {
        let mut rel = rel;
        if !sort.is_empty() {
            let keys = sort.iter().map(|item| item.key(targets[item.target].value.expr.clone()));
            let keys: Vec<SortKey> = keys.collect();
            rel = Rel::Sort { input: Box::new(rel), keys };
        }
        if !locks.is_empty() {
            rel = Rel::Lock { input: Box::new(rel), locks };
        }
        rel = limits.over(rel);
        let shown = targets.into_iter().zip(columns).filter(|(target, _)| !target.junk);
        let outputs = shown.map(|(target, column)| (column, target.value.expr)).collect();
        return Rel::Project { input: Box::new(rel), outputs };
    }
    let any_junk = targets.iter().any(|target| target.junk);
    let reach = |place: usize| Expr::Column(columns[place].id, columns[place].ty);
    let shown: Vec<(Column, Expr)> = (0..targets.len())
        .filter(|place| any_junk && !targets[*place].junk)
        .map(|place| (columns[place].clone(), reach(place)))
        .collect();
    let keys: Vec<SortKey> = sort.iter().map(|item| item.key(reach(item.target))).collect();
    let on = match &distinct {
        Distinct::On(places) => Some(places.iter().map(|place| reach(*place)).collect()),
        _ => None,
    };
    let outputs = columns.into_iter().zip(targets).map(|(column, t)| (column, t.value.expr));
    let mut rel = Rel::Project { input: Box::new(rel), outputs: outputs.collect() };
    if matches!(distinct, Distinct::All) {
        rel = Rel::Distinct { input: Box::new(rel), on: None };
    }
    if !keys.is_empty() {
        rel = Rel::Sort { input: Box::new(rel), keys };
    }
    if on.is_some() {
        rel = Rel::Distinct { input: Box::new(rel), on };
    }
    rel = limits.over(rel);
    if any_junk {
        rel = Rel::Project { input: Box::new(rel), outputs: shown };
    }
    rel
}
