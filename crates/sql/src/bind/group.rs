//! What are the aggregates of a query, and which columns may stand beside them? (PostgreSQL,
//! src/backend/parser/parse_agg.c)
//!
//! While expressions are bound, an aggregate becomes a column that [`Rel::Aggregate`] will make, and
//! waits in [`Groups`] of the level it belongs to: that of the innermost column in its arguments.
//! Once the whole level is bound, [`Binder::group`] replaces what GROUP BY names in every expression
//! above by the group's column, and refuses any other column of the input.

use super::scope::{ExprKind, Scope};
use super::walk::{same, walk};
use super::window::Windowed;
use super::{Binder, Typed};
use crate::rel::{Aggregate, SortKey};
use crate::{Call, Column, ColumnId, Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{FuncCall, GroupingFunc, WindowDef};
use std::collections::{HashMap, HashSet};
use types::facts::{FunctionFact, fn_oid, oid};
use types::{Datum, Type};

/// What a level's expressions ask of the operators below them.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub aggregates: Vec<(Column, Aggregate)>,
    /// Set-returning calls, inner ones first.
    pub calls: Vec<(Column, Call)>,
    /// Calls with OVER, and the windows that they may name.
    pub windows: Vec<Windowed>,
    pub named: Vec<WindowDef>,
    /// The queries of set-returning functions written in SQL.
    pub laterals: Vec<Rel>,
    /// GROUPING calls: the columns that stand for them, and their arguments.
    pub groupings: Vec<(ColumnId, Vec<Typed>)>,
}

/// An aggregate call whose arguments are being bound.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The level it stands in.
    depth: usize,
    /// The innermost level, up to that one, of a column among the arguments.
    nearest: Option<usize>,
    /// An aggregate inside: the level it belongs to and where it stands.
    inner: Option<(usize, i32)>,
    /// A set-returning call inside.
    set: Option<i32>,
    /// How many references there were before.
    references: usize,
}

/// A column named in an expression.
#[derive(Debug)]
pub(crate) struct Reference {
    id: ColumnId,
    at: i32,
    depth: usize,
    /// Within an aggregate's arguments, or in a clause below the grouping.
    exempt: bool,
}

impl Binder<'_> {
    pub(crate) fn open_frame(&mut self, scope: &Scope<'_>) {
        let references = self.references.len();
        let frame = Frame { depth: scope.depth, nearest: None, inner: None, set: None, references };
        self.frames.push(frame);
    }

    /// Ends a frame; what was seen in it is seen by those around it too.
    pub(crate) fn close_frame(&mut self) {
        self.frames.pop();
    }

    /// Whether what is being bound stands in an aggregate's arguments at its own level.
    pub(crate) fn is_in_aggregate(&self, scope: &Scope<'_>) -> bool {
        self.frames.last().is_some_and(|frame| frame.depth == scope.depth)
    }

    /// Notes that a column was named.
    pub(crate) fn note_reference(
        &mut self,
        level: &Scope<'_>,
        expr: &Expr,
        at: i32,
        kind: ExprKind,
    ) {
        let above = matches!(
            kind,
            ExprKind::SelectTarget | ExprKind::Having | ExprKind::OrderBy | ExprKind::DistinctOn
        );
        for id in expr.names() {
            self.references.push(Reference { id, at, depth: level.depth, exempt: !above });
        }
        for frame in self.frames.iter_mut().filter(|frame| level.depth <= frame.depth) {
            frame.nearest = frame.nearest.max(Some(level.depth));
        }
    }

    pub(crate) fn note_set_call(&mut self, at: i32) {
        self.last_set = at;
        for frame in &mut self.frames {
            frame.set.get_or_insert(at);
        }
    }

    /// Where a column was last named; -1 when it was not.
    pub(crate) fn named_at(&self, id: ColumnId) -> i32 {
        self.references.iter().rev().find(|named| named.id == id).map_or(-1, |named| named.at)
    }

    /// Whether a column of this very level was named since `references` were counted.
    pub(crate) fn named_since(&self, references: usize, depth: usize) -> Option<i32> {
        let new = self.references.get(references..).unwrap_or(&[]);
        new.iter().find(|reference| reference.depth == depth).map(|reference| reference.at)
    }

    /// An aggregate call whose arguments are bound; its frame is still open.
    pub(crate) fn aggregate_call(
        &mut self,
        call: &FuncCall,
        fact: &'static FunctionFact,
        bound: Call,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let at = call.location;
        if call.args.is_empty() && !call.agg_star {
            let message =
                format!("{}(*) must be used to call a parameterless aggregate function", fact.name);
            return Err(self.at(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message), at));
        }
        if builtin_kind(fact) != 'n' {
            return Err(self.at(SqlError::unsupported(format!("aggregate {}", fact.name)), at));
        }
        let kind = scope.kind.get();
        let mut order = Vec::new();
        for sort in call.agg_order.iter().flatten() {
            let key = self.sort_key(sort, scope)?;
            if call.agg_distinct && !bound.args.iter().any(|arg| same(arg, &key.expr)) {
                let message = "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list";
                let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
                return Err(self.at(error, super::location(sort)));
            }
            order.push(key);
        }
        for arg in bound.args.iter().filter(|_| call.agg_distinct) {
            self.check_equality(arg.ty().oid, at)?;
        }
        let filter = match &call.agg_filter {
            Some(node) => {
                let value = self.expr(node, scope, ExprKind::Filter)?;
                Some(self.boolean(value, "FILTER")?)
            }
            None => None,
        };
        scope.kind.set(kind);
        let depth = self.check_frame(scope, at)?;
        let Some(level) = scope.levels().find(|level| level.depth == depth) else {
            return Err(SqlError::internal("an aggregate of no level"));
        };
        self.check_place(level.kind.get(), at)?;
        for inner in scope.levels().take_while(|inner| inner.depth > depth) {
            inner.correlated.set(true);
        }
        let ty = bound.ty;
        let aggregate = Aggregate {
            function: fact.oid,
            args: bound.args,
            distinct: call.agg_distinct,
            order,
            filter,
            ty,
        };
        let mut groups = level.groups.borrow_mut();
        if let Some((column, _)) = groups.aggregates.iter().find(|(_, own)| alike(own, &aggregate))
        {
            return Ok(Typed::new(Expr::Column(column.id, column.ty), at));
        }
        let column = self.column(fact.name, ty);
        let expr = Expr::Column(column.id, column.ty);
        groups.aggregates.push((column, aggregate));
        Ok(Typed::new(expr, at))
    }

    /// The level the innermost open aggregate belongs to; it may hold no aggregate of the same.
    fn check_frame(&mut self, scope: &Scope<'_>, at: i32) -> SqlResult<usize> {
        let Some(frame) = self.frames.pop() else { return Ok(scope.depth) };
        let depth = frame.nearest.unwrap_or(scope.depth);
        for reference in self.references.iter_mut().skip(frame.references) {
            reference.exempt = true;
        }
        for outer in self.frames.iter_mut().filter(|outer| depth <= outer.depth) {
            outer.inner.get_or_insert((depth, at));
        }
        let nested = frame.inner.filter(|(inner, _)| *inner >= depth).map(|(_, at)| at);
        let set = frame.set;
        self.frames.push(frame);
        if let Some(at) = nested {
            let message = "aggregate function calls cannot be nested";
            return Err(self.at(SqlError::new(SqlState::GROUPING_ERROR, message), at));
        }
        if let Some(at) = set {
            let message = "aggregate function calls cannot contain set-returning function calls";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(
                "You might be able to move the set-returning function into a LATERAL FROM item.",
            );
            return Err(self.at(error, at));
        }
        Ok(depth)
    }

    fn check_place(&self, kind: ExprKind, at: i32) -> SqlResult<()> {
        let place = match kind {
            ExprKind::SelectTarget
            | ExprKind::Having
            | ExprKind::OrderBy
            | ExprKind::DistinctOn
            | ExprKind::Other => return Ok(()),
            ExprKind::FromSubselect => "FROM clause of their own query level",
            other => other.words(),
        };
        let message = format!("aggregate functions are not allowed in {place}");
        Err(self.at(SqlError::new(SqlState::GROUPING_ERROR, message), at))
    }

    /// Puts [`Rel::Aggregate`] over `input` and mends the expressions that stand above it.
    pub(crate) fn group(
        &mut self,
        input: Rel,
        scope: &Scope<'_>,
        keys: Vec<Expr>,
        mut sets: Vec<Vec<usize>>,
        above: &mut [&mut Expr],
    ) -> SqlResult<Rel> {
        let groupings = self.grouping_keys(scope, &keys)?;
        let mut groups: Vec<(Column, Expr)> = Vec::with_capacity(keys.len());
        for key in keys {
            let origin = scope.origin_of(&key);
            let column = Column { origin, ..self.column("group", key.ty()) };
            groups.push((column, key));
        }
        let mut own: HashMap<ColumnId, (usize, usize)> = HashMap::new();
        for (place, item) in scope.items.iter().enumerate() {
            for (at, column) in item.columns.iter().enumerate() {
                for id in column.expr.names() {
                    own.entry(id).or_insert((place, at));
                }
            }
        }
        let determined = if sets.is_empty() { determined(scope, &groups) } else { HashSet::new() };
        let mut added: Vec<(Column, Expr)> = Vec::new();
        let mut refused: Option<(ColumnId, bool)> = None;
        for expr in above.iter_mut() {
            let mut replace = |node: &mut Expr, inside: bool| -> bool {
                let group = groups.iter().chain(&added).find(|(_, key)| same(key, node));
                if let Some((column, _)) = group {
                    *node = Expr::Column(column.id, column.ty);
                    return false;
                }
                let Expr::Column(id, ty) = node else { return true };
                let (id, ty) = (*id, *ty);
                if !own.contains_key(&id) {
                    return false;
                }
                if determined.contains(&id) {
                    let column = self.column("group", ty);
                    added.push((column.clone(), Expr::Column(id, ty)));
                    *node = Expr::Column(column.id, ty);
                } else {
                    refused.get_or_insert((id, inside));
                }
                false
            };
            walk(expr, &mut replace);
            if let Some((id, inside)) = refused {
                return Err(self.ungrouped(scope, id, own.get(&id).copied(), inside));
            }
        }
        groups.extend(added);
        self.put_groupings(groupings, &mut groups, &mut sets, above);
        let aggregates = std::mem::take(&mut scope.groups.borrow_mut().aggregates);
        Ok(Rel::Aggregate { input: Box::new(input), groups, sets, aggregates })
    }

    /// `GROUPING(...)`: a column until the level's groups are known.
    pub(crate) fn grouping_call(
        &mut self,
        call: &GroupingFunc,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let at = call.location;
        if call.args.len() > 31 {
            let message = "GROUPING must have fewer than 32 arguments";
            return Err(self.at(SqlError::new(SqlState::PROGRAM_LIMIT_EXCEEDED, message), at));
        }
        match scope.kind.get() {
            ExprKind::SelectTarget | ExprKind::Having | ExprKind::OrderBy => {}
            other => {
                let message = format!("grouping operations are not allowed in {}", other.words());
                return Err(self.at(SqlError::new(SqlState::GROUPING_ERROR, message), at));
            }
        }
        let args = self.list(&call.args, scope)?;
        let column = self.column("grouping", Type::new(oid::INT4));
        scope.groups.borrow_mut().groupings.push((column.id, args));
        Ok(Typed::new(Expr::Column(column.id, column.ty), at))
    }

    /// The GROUPING calls of a level with their arguments as places among the keys.
    fn grouping_keys(
        &mut self,
        scope: &Scope<'_>,
        keys: &[Expr],
    ) -> SqlResult<Vec<(ColumnId, Vec<usize>)>> {
        let calls = std::mem::take(&mut scope.groups.borrow_mut().groupings);
        let mut out = Vec::with_capacity(calls.len());
        for (column, args) in calls {
            let mut places = Vec::with_capacity(args.len());
            for arg in args {
                let place = keys.iter().position(|key| same(key, &arg.expr)).ok_or_else(|| {
                    let message = "arguments to GROUPING must be grouping expressions of the associated query level";
                    self.at(SqlError::new(SqlState::GROUPING_ERROR, message), arg.at)
                })?;
                places.push(place);
            }
            out.push((column, places));
        }
        Ok(out)
    }

    /// Puts the value of each GROUPING in its place: a bit for each argument, set where the row's
    /// grouping set leaves it out. What tells is a constant key that stands in the same sets as
    /// the argument: NULL in the others.
    fn put_groupings(
        &mut self,
        calls: Vec<(ColumnId, Vec<usize>)>,
        groups: &mut Vec<(Column, Expr)>,
        sets: &mut [Vec<usize>],
        above: &mut [&mut Expr],
    ) {
        let int = Type::new(oid::INT4);
        let number = |value: i32| Expr::Const(Datum::Int4(value), int);
        for (column, places) in calls {
            let mut value = number(0);
            for (bit, key) in places.iter().rev().enumerate() {
                if sets.is_empty() {
                    break;
                }
                let mark = self.column("grouping", int);
                for set in sets.iter_mut().filter(|set| set.contains(key)) {
                    set.push(groups.len());
                }
                let arg = Box::new(Expr::Column(mark.id, int));
                groups.push((mark, number(0)));
                let left_out = Expr::IsNull { arg, negated: false };
                let bit = Expr::Case {
                    operand: None,
                    whens: vec![(left_out, number(1 << bit))],
                    otherwise: Some(Box::new(number(0))),
                    ty: int,
                };
                let function = fn_oid::F_INT4PL;
                let args = vec![value, bit];
                value = Expr::Call(Call { function, args, ty: int, position: 0, variadic: false });
            }
            for expr in above.iter_mut() {
                walk(expr, &mut |node, _| {
                    let is = matches!(node, Expr::Column(id, _) if *id == column);
                    if is {
                        *node = value.clone();
                    }
                    !is
                });
            }
        }
    }

    fn ungrouped(
        &self,
        scope: &Scope<'_>,
        id: ColumnId,
        place: Option<(usize, usize)>,
        inside: bool,
    ) -> SqlError {
        let name = place.map_or(String::new(), |(item, column)| {
            let item = &scope.items[item];
            let column = &item.columns[column].name;
            item.name.as_ref().map_or_else(|| column.clone(), |item| format!("{item}.{column}"))
        });
        let message = if inside {
            format!("subquery uses ungrouped column \"{name}\" from outer query")
        } else {
            format!(
                "column \"{name}\" must appear in the GROUP BY clause or be used in an aggregate function"
            )
        };
        let mut seen = self.references.iter().filter(|reference| reference.id == id);
        let at = seen.find(|reference| !reference.exempt).map_or(-1, |reference| reference.at);
        self.at(SqlError::new(SqlState::GROUPING_ERROR, message), at)
    }
}

impl Scope<'_> {
    /// The table column an expression is, unchanged.
    pub(crate) fn origin_of(&self, expr: &Expr) -> Option<(types::Oid, i16)> {
        let Expr::Column(id, _) = expr else { return None };
        let own = |column: &&super::scope::ItemColumn| matches!(&column.expr, Expr::Column(own, _) if own == id);
        self.levels()
            .flat_map(|level| &level.items)
            .flat_map(|item| &item.columns)
            .find(own)
            .and_then(|column| column.origin)
    }
}

/// The columns of tables whose whole primary key is among the group keys.
fn determined(scope: &Scope<'_>, groups: &[(Column, Expr)]) -> HashSet<ColumnId> {
    let mut out = HashSet::new();
    for item in &scope.items {
        let Some(table) = &item.table else { continue };
        let Some(primary) = table.indexes.iter().find(|index| index.primary) else { continue };
        let grouped = |place: usize| {
            item.columns
                .get(place)
                .is_some_and(|column| groups.iter().any(|(_, key)| same(key, &column.expr)))
        };
        if primary.keys.iter().all(|key| key.column.is_some_and(grouped)) {
            for column in &item.columns {
                if let Expr::Column(id, _) = column.expr {
                    out.insert(id);
                }
            }
        }
    }
    out
}

/// `pg_aggregate.aggkind`.
pub(crate) fn builtin_kind(fact: &FunctionFact) -> char {
    types::facts::aggregate(fact.oid).map_or('n', |row| row.kind)
}

fn alike(a: &Aggregate, b: &Aggregate) -> bool {
    let all =
        |a: &[Expr], b: &[Expr]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    let keys = |list: &[SortKey]| list.iter().map(|key| key.expr.clone()).collect::<Vec<_>>();
    let turns = |list: &[SortKey]| -> Vec<(bool, bool)> {
        list.iter().map(|key| (key.descending, key.nulls_first)).collect()
    };
    let filters = match (&a.filter, &b.filter) {
        (Some(a), Some(b)) => same(a, b),
        (None, None) => true,
        _ => false,
    };
    a.function == b.function
        && a.distinct == b.distinct
        && filters
        && all(&a.args, &b.args)
        && all(&keys(&a.order), &keys(&b.order))
        && turns(&a.order) == turns(&b.order)
        && !a.args.iter().any(Expr::is_volatile)
}
