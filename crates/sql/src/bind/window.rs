//! What does a call with OVER mean? (PostgreSQL, src/backend/parser/parse_agg.c and parse_clause.c)
//!
//! It becomes a column that a [`Rel::Window`] makes, above the grouping and below set-returning calls
//! and the select list; those of one window are made together.

use super::expr::given;
use super::group::builtin_kind;
use super::scope::{ExprKind, Scope};
use super::walk::same;
use super::{Binder, Typed};
use crate::rel::{Frame, FrameEnd, FrameUnit, SortKey, WindowCall};
use crate::{Column, Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    FRAMEOPTION_END_CURRENT_ROW, FRAMEOPTION_END_OFFSET_PRECEDING,
    FRAMEOPTION_END_UNBOUNDED_PRECEDING, FRAMEOPTION_EXCLUDE_CURRENT_ROW,
    FRAMEOPTION_EXCLUDE_GROUP, FRAMEOPTION_EXCLUDE_TIES, FRAMEOPTION_GROUPS,
    FRAMEOPTION_NONDEFAULT, FRAMEOPTION_ROWS, FRAMEOPTION_START_CURRENT_ROW,
    FRAMEOPTION_START_OFFSET_FOLLOWING, FRAMEOPTION_START_OFFSET_PRECEDING,
    FRAMEOPTION_START_UNBOUNDED_PRECEDING, FuncCall, List, Node, WindowDef,
};
use types::Type;
use types::facts::{FunctionFact, oid};

/// A window: in which rows a call looks around, and how they are ordered.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub partition: Vec<Expr>,
    pub order: Vec<SortKey>,
}

/// A call of a window function that waits for its [`Rel::Window`].
#[derive(Clone, Debug)]
pub(crate) struct Windowed {
    pub column: Column,
    pub window: Window,
    pub call: WindowCall,
}

impl Windowed {
    /// Every expression in it.
    pub(crate) fn exprs_mut(&mut self) -> impl Iterator<Item = &mut Expr> {
        let order = self.window.order.iter_mut().map(|key| &mut key.expr);
        let own = self.call.args.iter_mut().chain(&mut self.call.filter);
        own.chain(&mut self.window.partition).chain(order)
    }
}

impl Binder<'_> {
    /// A call with OVER.
    pub(crate) fn window_call(
        &mut self,
        call: &FuncCall,
        over: &WindowDef,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let (at, kind) = (call.location, scope.kind.get());
        let wrong = |message: String| SqlError::new(SqlState::WINDOWING_ERROR, message);
        if let Some((_, defining)) = self.windows.iter().find(|(depth, _)| *depth == scope.depth) {
            let message = match defining {
                true => "window functions are not allowed in window definitions",
                false => "window function calls cannot be nested",
            };
            return Err(self.at(wrong(message.to_owned()), at));
        }
        if self.is_in_aggregate(scope) {
            let message = "aggregate function calls cannot contain window function calls";
            return Err(self.at(SqlError::new(SqlState::GROUPING_ERROR, message), at));
        }
        if !matches!(kind, ExprKind::SelectTarget | ExprKind::OrderBy | ExprKind::DistinctOn) {
            let message = format!("window functions are not allowed in {}", kind.words());
            return Err(self.at(wrong(message), at));
        }
        self.windows.push((scope.depth, false));
        let bound = self.window_parts(call, over, scope);
        self.windows.pop();
        scope.kind.set(kind);
        let (fact, made) = bound?;
        let mut groups = scope.groups.borrow_mut();
        if let Some(known) = groups.windows.iter().find(|known| alike(known, &made)) {
            let column = &known.column;
            return Ok(Typed::new(Expr::Column(column.id, column.ty), at));
        }
        let column = self.column(fact.name, made.call.ty);
        let expr = Expr::Column(column.id, column.ty);
        groups.windows.push(Windowed { column, ..made });
        Ok(Typed::new(expr, at))
    }

    fn window_parts(
        &mut self,
        call: &FuncCall,
        over: &WindowDef,
        scope: &Scope<'_>,
    ) -> SqlResult<(&'static FunctionFact, Windowed)> {
        let at = call.location;
        let (fact, bound) = self.bound_call(call, scope)?;
        let refused = if call.agg_distinct {
            "DISTINCT is not implemented for window functions"
        } else if !call.agg_order.is_empty() {
            "aggregate ORDER BY is not implemented for window functions"
        } else if fact.kind == 'w' && call.agg_filter.is_some() {
            "FILTER is not implemented for non-aggregate window functions"
        } else {
            ""
        };
        if !refused.is_empty() {
            return Err(self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, refused), at));
        }
        if fact.kind == 'a' && builtin_kind(fact) != 'n' {
            let message = format!("OVER is not supported for ordered-set aggregate {}", fact.name);
            return Err(self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message), at));
        }
        if fact.kind == 'a' && call.args.is_empty() && !call.agg_star {
            let message =
                format!("{}(*) must be used to call a parameterless aggregate function", fact.name);
            return Err(self.at(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message), at));
        }
        if let Some((_, defining)) = self.windows.last_mut() {
            *defining = true;
        }
        let (window, frame) = self.window(over, scope)?;
        let filter = match &call.agg_filter {
            Some(node) => {
                let value = self.expr(node, scope, ExprKind::Filter)?;
                Some(self.boolean(value, "FILTER")?)
            }
            None => None,
        };
        let (function, args, ty) = (fact.oid, bound.args, bound.ty);
        let call = WindowCall { function, args, filter, frame, ty };
        let column = Column { id: crate::ColumnId(0), name: String::new(), ty, origin: None };
        Ok((fact, Windowed { column, window, call }))
    }

    /// The window that OVER names or tells.
    fn window(&mut self, over: &WindowDef, scope: &Scope<'_>) -> SqlResult<(Window, Frame)> {
        if let Some(name) = &over.name {
            let named = self.named_window(name, over.location, scope)?;
            return self.window(&WindowDef { name: None, ..named }, scope);
        }
        let mut partition = &over.partitionClause;
        let mut order = &over.orderClause;
        let base;
        if let Some(name) = &over.refname {
            base = self.named_window(name, over.location, scope)?;
            let wrong = |message: String| {
                self.at(SqlError::new(SqlState::WINDOWING_ERROR, message), over.location)
            };
            if !partition.is_empty() {
                let message = format!("cannot override PARTITION BY clause of window \"{name}\"");
                return Err(wrong(message));
            }
            if !order.is_empty() && !base.orderClause.is_empty() {
                let message = format!("cannot override ORDER BY clause of window \"{name}\"");
                return Err(wrong(message));
            }
            if base.frameOptions & FRAMEOPTION_NONDEFAULT != 0 {
                let message =
                    format!("cannot copy window \"{name}\" because it has a frame clause");
                let bare = order.is_empty() && over.frameOptions & FRAMEOPTION_NONDEFAULT == 0;
                let hint = "Omit the parentheses in this OVER clause.";
                let error = wrong(message);
                return Err(if bare { error.with_hint(hint) } else { error });
            }
            partition = &base.partitionClause;
            if order.is_empty() {
                order = &base.orderClause;
            }
        }
        let mut keys = Vec::with_capacity(partition.len());
        for node in partition.iter().flatten() {
            let value = self.expression(node, scope)?;
            let value = self.known(value)?;
            self.check_equality(value.ty().oid, value.at)?;
            keys.push(value.expr);
        }
        let order = order.iter().flatten().map(|node| self.sort_key(node, scope));
        let order = order.collect::<SqlResult<Vec<SortKey>>>()?;
        let frame = self.frame(over, order.is_empty(), scope)?;
        Ok((Window { partition: keys, order }, frame))
    }

    fn named_window(&self, name: &str, at: i32, scope: &Scope<'_>) -> SqlResult<WindowDef> {
        let groups = scope.groups.borrow();
        let found = groups.named.iter().find(|window| window.name.as_deref() == Some(name));
        found.cloned().ok_or_else(|| {
            let message = format!("window \"{name}\" does not exist");
            self.at(SqlError::new(SqlState::UNDEFINED_OBJECT, message), at)
        })
    }

    fn frame(&mut self, over: &WindowDef, unordered: bool, scope: &Scope<'_>) -> SqlResult<Frame> {
        let has = |option: i32| over.frameOptions & option != 0;
        let unit = match (has(FRAMEOPTION_ROWS), has(FRAMEOPTION_GROUPS)) {
            (true, _) => FrameUnit::Rows,
            (_, true) => FrameUnit::Groups,
            _ => FrameUnit::Range,
        };
        if unit == FrameUnit::Groups && unordered {
            let message = "GROUPS mode requires an ORDER BY clause";
            return Err(self.at(SqlError::new(SqlState::WINDOWING_ERROR, message), over.location));
        }
        let excluded =
            FRAMEOPTION_EXCLUDE_CURRENT_ROW | FRAMEOPTION_EXCLUDE_GROUP | FRAMEOPTION_EXCLUDE_TIES;
        if has(excluded) {
            return Err(self.at(SqlError::unsupported("EXCLUDE in a window frame"), over.location));
        }
        if unit != FrameUnit::Rows && (over.startOffset.is_some() || over.endOffset.is_some()) {
            let what = "RANGE and GROUPS frames with an offset";
            return Err(self.at(SqlError::unsupported(what), over.location));
        }
        let start = match self.frame_offset(over.startOffset.as_ref(), scope)? {
            Some(offset) if has(FRAMEOPTION_START_OFFSET_PRECEDING) => FrameEnd::Preceding(offset),
            Some(offset) if has(FRAMEOPTION_START_OFFSET_FOLLOWING) => FrameEnd::Following(offset),
            _ if has(FRAMEOPTION_START_UNBOUNDED_PRECEDING) => FrameEnd::UnboundedPreceding,
            _ if has(FRAMEOPTION_START_CURRENT_ROW) => FrameEnd::CurrentRow,
            _ => FrameEnd::UnboundedFollowing,
        };
        let end = match self.frame_offset(over.endOffset.as_ref(), scope)? {
            Some(offset) if has(FRAMEOPTION_END_OFFSET_PRECEDING) => FrameEnd::Preceding(offset),
            Some(offset) => FrameEnd::Following(offset),
            None if has(FRAMEOPTION_END_CURRENT_ROW) => FrameEnd::CurrentRow,
            None if has(FRAMEOPTION_END_UNBOUNDED_PRECEDING) => FrameEnd::UnboundedPreceding,
            None => FrameEnd::UnboundedFollowing,
        };
        Ok(Frame { unit, start, end })
    }

    fn frame_offset(&mut self, node: Option<&Node>, scope: &Scope<'_>) -> SqlResult<Option<Expr>> {
        let Some(node) = node else { return Ok(None) };
        let references = self.references.len();
        let value = self.expression(given(Some(node))?, scope)?;
        let value = self.specific(value, Type::new(oid::INT8), "ROWS")?;
        if let Some(at) = self.named_since(references, scope.depth) {
            let message = "argument of ROWS must not contain variables";
            let error = SqlError::new(SqlState::INVALID_COLUMN_REFERENCE, message);
            return Err(self.at(error, at));
        }
        Ok(Some(value))
    }

    /// The windows of WINDOW, which OVER may name.
    pub(crate) fn window_clause(&mut self, list: &List, scope: &Scope<'_>) -> SqlResult<()> {
        for node in list.iter().flatten() {
            let Node::WindowDef(window) = node else { continue };
            let name = window.name.as_deref().unwrap_or_default();
            let mut groups = scope.groups.borrow_mut();
            if groups.named.iter().any(|known| known.name.as_deref() == Some(name)) {
                let message = format!("window \"{name}\" is already defined");
                let error = SqlError::new(SqlState::WINDOWING_ERROR, message);
                return Err(self.at(error, window.location));
            }
            groups.named.push((**window).clone());
        }
        Ok(())
    }
}

/// The operators that make these calls, one for each window.
pub(crate) fn over_windows(mut rel: Rel, windows: Vec<Windowed>) -> Rel {
    let mut made: Vec<(Window, Vec<(Column, WindowCall)>)> = Vec::new();
    for Windowed { column, window, call } in windows {
        match made.iter_mut().find(|(known, _)| is_window(known, &window)) {
            Some((_, calls)) => calls.push((column, call)),
            None => made.push((window, vec![(column, call)])),
        }
    }
    for (Window { partition, order }, calls) in made {
        rel = Rel::Window { input: Box::new(rel), partition, order, calls };
    }
    rel
}

fn all_same(a: &[Expr], b: &[Expr]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn is_window(a: &Window, b: &Window) -> bool {
    let turn = |key: &SortKey| (key.descending, key.nulls_first);
    all_same(&a.partition, &b.partition)
        && a.order.len() == b.order.len()
        && a.order.iter().zip(&b.order).all(|(a, b)| same(&a.expr, &b.expr) && turn(a) == turn(b))
}

fn alike(a: &Windowed, b: &Windowed) -> bool {
    a.call.function == b.call.function
        && is_window(&a.window, &b.window)
        && all_same(&a.call.args, &b.call.args)
        && a.call.filter.is_none()
        && b.call.filter.is_none()
        && format!("{:?}", a.call.frame) == format!("{:?}", b.call.frame)
        && !a.call.args.iter().any(Expr::is_volatile)
}
