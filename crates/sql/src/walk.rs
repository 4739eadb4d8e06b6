//! What stands directly inside an expression?

use crate::expr::{Expr, Given, Subquery, SubqueryKind};
use crate::rel::{Column, ColumnId, JoinKind, Rel};
use types::facts;

/// One walk, by reference (`iter`, `as_ref`) and by mutable reference (`iter_mut`, `as_mut`).
macro_rules! walk {
    ($expr:expr, $visit:ident, $iter:ident, $inner:ident) => {
        match $expr {
            Expr::Const(..)
            | Expr::Column(..)
            | Expr::Param(..)
            | Expr::Element(_)
            | Expr::CaseOperand(_)
            | Expr::SqlValue(..) => {}
            Expr::Call(call) => call.args.$iter().for_each($visit),
            Expr::NullIf(call, _) | Expr::IsDistinct { equal: call, .. } => {
                call.args.$iter().for_each($visit);
            }
            Expr::Relabel(arg, _)
            | Expr::ViaText(arg, _)
            | Expr::Field(arg, _, _)
            | Expr::Not(arg)
            | Expr::IsNull { arg, .. }
            | Expr::IsBool { arg, .. } => $visit(arg),
            Expr::MapArray(array, body, _) => {
                $visit(array);
                $visit(body);
            }
            Expr::And(args)
            | Expr::Or(args)
            | Expr::Coalesce(args, _)
            | Expr::MinMax(_, args, _)
            | Expr::Array(args, _)
            | Expr::Row(args, _) => args.$iter().for_each($visit),
            Expr::Case { operand, whens, otherwise, .. } => {
                operand.$iter().for_each(|operand| $visit(operand));
                for (when, then) in whens {
                    $visit(when);
                    $visit(then);
                }
                otherwise.$iter().for_each(|otherwise| $visit(otherwise));
            }
            Expr::Subscript { array, index, .. } => {
                $visit(array);
                let bounds = index.$iter().flat_map(|(lower, upper)| [lower, upper]);
                bounds.flatten().for_each($visit);
            }
            Expr::Quantified { left, array, .. } => {
                $visit(left);
                $visit(array);
            }
            Expr::Given(given) => {
                let Given { args, test, .. } = given.$inner();
                args.$iter().chain(test).for_each($visit);
            }
            Expr::Subquery(subquery) => {
                let Subquery { kind, .. } = subquery.$inner();
                match kind {
                    SubqueryKind::Any(test) | SubqueryKind::All(test) => $visit(test),
                    SubqueryKind::Scalar(_) | SubqueryKind::Exists | SubqueryKind::Array(_) => {}
                }
            }
        }
    };
}

impl Expr {
    /// Calls `visit` on each expression directly inside. A subquery's tree is not entered; its
    /// test is.
    pub fn children<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        walk!(self, visit, iter, as_ref);
    }

    /// As [`Expr::children`], to change them.
    pub fn children_mut(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        walk!(self, visit, iter_mut, as_mut);
    }

    /// Whether it holds a subquery. Until it is planned [`Expr::names`] cannot see its columns.
    pub fn has_subquery(&self) -> bool {
        let mut found = matches!(self, Expr::Subquery(_) | Expr::Given(_));
        self.children(&mut |child| found = found || child.has_subquery());
        found
    }

    /// The columns it names.
    pub fn names(&self) -> Vec<ColumnId> {
        let mut out = Vec::new();
        self.each_name(&mut |id| out.push(id));
        out
    }

    /// Calls `visit` with each column it names.
    pub fn each_name(&self, visit: &mut dyn FnMut(ColumnId)) {
        if let Expr::Column(id, _) = self {
            visit(*id);
        }
        self.children(&mut |child| child.each_name(visit));
    }

    /// Whether evaluating it again over the same row may give another value, or do something.
    pub fn is_volatile(&self) -> bool {
        let is = |function| facts::function(function).is_none_or(|fact| fact.volatile == 'v');
        let mut found = match self {
            Expr::Call(call) => is(call.function),
            Expr::Subquery(_) | Expr::Given(_) => true,
            _ => false,
        };
        self.children(&mut |child| found = found || child.is_volatile());
        found
    }
}

impl Rel {
    /// The operators directly below it.
    pub fn inputs(&self) -> Vec<&Rel> {
        match self {
            Rel::Values { .. }
            | Rel::Scan(_)
            | Rel::System { .. }
            | Rel::Function { .. }
            | Rel::CteRef { .. } => Vec::new(),
            Rel::ProjectSet { input, .. }
            | Rel::Filter { input, .. }
            | Rel::Project { input, .. }
            | Rel::Aggregate { input, .. }
            | Rel::Window { input, .. }
            | Rel::Distinct { input, .. }
            | Rel::Sort { input, .. }
            | Rel::Limit { input, .. }
            | Rel::Lock { input, .. } => vec![input],
            Rel::Join { left, right, .. } | Rel::SetOp { left, right, .. } => vec![left, right],
            Rel::With { ctes, body } => {
                let terms = ctes.iter().flat_map(|cte| {
                    let again = cte.recursive.as_ref().map(|(rel, _)| rel.as_ref());
                    std::iter::once(&cte.rel).chain(again)
                });
                terms.chain(std::iter::once(body.as_ref())).collect()
            }
            Rel::Insert(insert) => vec![&insert.source],
            Rel::Update(update) => vec![&update.input],
            Rel::Delete(delete) => vec![&delete.input],
        }
    }

    /// Calls `visit` on each expression of this operator itself, but not on the constraints and
    /// RETURNING of one that writes.
    pub fn exprs<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            Rel::Scan(_)
            | Rel::System { .. }
            | Rel::CteRef { .. }
            | Rel::SetOp { .. }
            | Rel::With { .. }
            | Rel::Lock { .. }
            | Rel::Insert(_)
            | Rel::Delete(_) => {}
            Rel::Values { rows, .. } => rows.iter().flatten().for_each(visit),
            Rel::Function { call, .. } => call.args.iter().for_each(visit),
            Rel::ProjectSet { calls, .. } => {
                calls.iter().flat_map(|(_, call)| &call.args).for_each(visit);
            }
            Rel::Filter { predicate, .. } => visit(predicate),
            Rel::Project { outputs, .. } => outputs.iter().for_each(|(_, expr)| visit(expr)),
            Rel::Join { on, .. } => visit(on),
            Rel::Aggregate { groups, aggregates, .. } => {
                groups.iter().for_each(|(_, expr)| visit(expr));
                for (_, call) in aggregates {
                    let order = call.order.iter().map(|key| &key.expr);
                    call.args.iter().chain(order).chain(&call.filter).for_each(&mut *visit);
                }
            }
            Rel::Window { partition, order, calls, .. } => {
                partition.iter().for_each(&mut *visit);
                order.iter().for_each(|key| visit(&key.expr));
                for (_, call) in calls {
                    call.args.iter().chain(&call.filter).for_each(&mut *visit);
                    call.frame.offsets().for_each(&mut *visit);
                }
            }
            Rel::Distinct { on, .. } => on.iter().flatten().for_each(visit),
            Rel::Sort { keys, .. } => keys.iter().for_each(|key| visit(&key.expr)),
            Rel::Limit { limit, offset, .. } => limit.iter().chain(offset).for_each(visit),
            Rel::Update(update) => update.assignments.iter().for_each(|(_, expr)| visit(expr)),
        }
    }

    /// The columns it puts out, in order.
    pub fn columns(&self) -> Vec<&Column> {
        fn named(list: &[(Column, Expr)]) -> Vec<&Column> {
            list.iter().map(|(column, _)| column).collect()
        }
        match self {
            Rel::Values { columns, .. }
            | Rel::System { columns, .. }
            | Rel::Function { columns, .. }
            | Rel::SetOp { columns, .. }
            | Rel::CteRef { columns, .. } => columns.iter().collect(),
            Rel::Scan(scan) => scan.columns.iter().collect(),
            Rel::ProjectSet { input, calls } => {
                let mut out = input.columns();
                out.extend(calls.iter().map(|(column, _)| column));
                out
            }
            Rel::Filter { input, .. }
            | Rel::Distinct { input, .. }
            | Rel::Sort { input, .. }
            | Rel::Limit { input, .. }
            | Rel::Lock { input, .. } => input.columns(),
            Rel::Project { outputs, .. } => named(outputs),
            Rel::Join { kind, left, right, .. } => {
                let mut out = left.columns();
                if !matches!(kind, JoinKind::Semi | JoinKind::Anti) {
                    out.extend(right.columns());
                }
                out
            }
            Rel::Aggregate { groups, aggregates, .. } => {
                let mut out = named(groups);
                out.extend(aggregates.iter().map(|(column, _)| column));
                out
            }
            Rel::Window { input, calls, .. } => {
                let mut out = input.columns();
                out.extend(calls.iter().map(|(column, _)| column));
                out
            }
            Rel::With { body, .. } => body.columns(),
            Rel::Insert(insert) => named(&insert.returning),
            Rel::Update(update) => named(&update.returning),
            Rel::Delete(delete) => named(&delete.returning),
        }
    }

    /// Calls `visit` on it and every operator below it, those of subqueries in expressions too.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Rel)) {
        visit(self);
        self.exprs(&mut |expr| expr.subqueries(&mut |subquery| subquery.rel.walk(visit)));
        self.inputs().into_iter().for_each(|input| input.walk(visit));
    }
}

impl Expr {
    /// Calls `visit` on each subquery in it, not those inside them.
    pub fn subqueries<'a>(&'a self, visit: &mut dyn FnMut(&'a Subquery)) {
        if let Expr::Subquery(subquery) = self {
            visit(subquery);
        }
        self.children(&mut |child| child.subqueries(visit));
    }
}
