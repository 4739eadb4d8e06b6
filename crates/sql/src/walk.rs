//! What stands directly inside an expression?

use crate::expr::{Expr, Subquery, SubqueryKind};
use crate::rel::ColumnId;
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
            | Expr::Row(args) => args.$iter().for_each($visit),
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

    /// Whether it holds a subquery, whose columns [`Expr::names`] cannot see.
    pub fn has_subquery(&self) -> bool {
        let mut found = matches!(self, Expr::Subquery(_));
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
            Expr::Subquery(_) => true,
            _ => false,
        };
        self.children(&mut |child| found = found || child.is_volatile());
        found
    }
}
