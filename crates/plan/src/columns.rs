//! Which columns does an expression name?

use sql::rel::ColumnId;
use sql::{Expr, SubqueryKind};

/// Calls `visit` on each expression directly inside `expr`. A subquery's tree is
/// not entered; its test is.
pub fn children<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match expr {
        Expr::Const(..)
        | Expr::Column(..)
        | Expr::Param(..)
        | Expr::Element(_)
        | Expr::CaseOperand(_)
        | Expr::SqlValue(..) => {}
        Expr::Call(call) => call.args.iter().for_each(visit),
        Expr::NullIf(call, _) | Expr::IsDistinct { equal: call, .. } => {
            call.args.iter().for_each(visit);
        }
        Expr::Relabel(arg, _)
        | Expr::ViaText(arg, _)
        | Expr::Not(arg)
        | Expr::IsNull { arg, .. }
        | Expr::IsBool { arg, .. } => visit(arg),
        Expr::MapArray(array, body, _) => {
            visit(array);
            visit(body);
        }
        Expr::And(args)
        | Expr::Or(args)
        | Expr::Coalesce(args, _)
        | Expr::MinMax(_, args, _)
        | Expr::Array(args, _)
        | Expr::Row(args) => args.iter().for_each(visit),
        Expr::Case { operand, whens, otherwise, .. } => {
            operand.iter().for_each(|operand| visit(operand));
            for (when, then) in whens {
                visit(when);
                visit(then);
            }
            otherwise.iter().for_each(|otherwise| visit(otherwise));
        }
        Expr::Subscript { array, index, .. } => {
            visit(array);
            index.iter().flat_map(|(lower, upper)| [lower, upper]).flatten().for_each(visit);
        }
        Expr::Quantified { left, array, .. } => {
            visit(left);
            visit(array);
        }
        Expr::Subquery(subquery) => match &subquery.kind {
            SubqueryKind::Any(test) | SubqueryKind::All(test) => visit(test),
            SubqueryKind::Scalar(_) | SubqueryKind::Exists | SubqueryKind::Array(_) => {}
        },
    }
}

/// As [`children`], to change them.
pub fn children_mut(expr: &mut Expr, visit: &mut dyn FnMut(&mut Expr)) {
    match expr {
        Expr::Const(..)
        | Expr::Column(..)
        | Expr::Param(..)
        | Expr::Element(_)
        | Expr::CaseOperand(_)
        | Expr::SqlValue(..) => {}
        Expr::Call(call) => call.args.iter_mut().for_each(visit),
        Expr::NullIf(call, _) | Expr::IsDistinct { equal: call, .. } => {
            call.args.iter_mut().for_each(visit);
        }
        Expr::Relabel(arg, _)
        | Expr::ViaText(arg, _)
        | Expr::Not(arg)
        | Expr::IsNull { arg, .. }
        | Expr::IsBool { arg, .. } => visit(arg),
        Expr::MapArray(array, body, _) => {
            visit(array);
            visit(body);
        }
        Expr::And(args)
        | Expr::Or(args)
        | Expr::Coalesce(args, _)
        | Expr::MinMax(_, args, _)
        | Expr::Array(args, _)
        | Expr::Row(args) => args.iter_mut().for_each(visit),
        Expr::Case { operand, whens, otherwise, .. } => {
            operand.iter_mut().for_each(|operand| visit(operand));
            for (when, then) in whens {
                visit(when);
                visit(then);
            }
            otherwise.iter_mut().for_each(|otherwise| visit(otherwise));
        }
        Expr::Subscript { array, index, .. } => {
            visit(array);
            index.iter_mut().flat_map(|(lower, upper)| [lower, upper]).flatten().for_each(visit);
        }
        Expr::Quantified { left, array, .. } => {
            visit(left);
            visit(array);
        }
        Expr::Subquery(subquery) => match &mut subquery.kind {
            SubqueryKind::Any(test) | SubqueryKind::All(test) => visit(test),
            SubqueryKind::Scalar(_) | SubqueryKind::Exists | SubqueryKind::Array(_) => {}
        },
    }
}

/// Whether `expr` holds a subquery, whose columns [`names`] cannot see.
pub fn has_subquery(expr: &Expr) -> bool {
    let mut found = matches!(expr, Expr::Subquery(_));
    children(expr, &mut |child| found |= has_subquery(child));
    found
}

/// The columns `expr` names.
pub fn names(expr: &Expr) -> Vec<ColumnId> {
    fn walk(expr: &Expr, out: &mut Vec<ColumnId>) {
        if let Expr::Column(id, _) = expr {
            out.push(*id);
        }
        children(expr, &mut |child| walk(child, out));
    }
    let mut out = Vec::new();
    walk(expr, &mut out);
    out
}

/// The terms of a conjunction.
pub fn conjuncts(expr: Expr) -> Vec<Expr> {
    match expr {
        Expr::And(terms) => terms.into_iter().flat_map(conjuncts).collect(),
        Expr::Const(types::Datum::Bool(true), _) => Vec::new(),
        other => vec![other],
    }
}

/// The conjunction of `terms`; none for TRUE.
pub fn conjunction(mut terms: Vec<Expr>) -> Option<Expr> {
    match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(Expr::And(terms)),
    }
}

/// The columns `rel` puts out, in order.
pub fn outputs(rel: &sql::Rel) -> Vec<sql::rel::Column> {
    use sql::Rel;
    let named = |list: &[(sql::rel::Column, Expr)]| list.iter().map(|(c, _)| c.clone()).collect();
    match rel {
        Rel::Values { columns, .. }
        | Rel::System { columns, .. }
        | Rel::Function { columns, .. }
        | Rel::SetOp { columns, .. }
        | Rel::CteRef { columns, .. } => columns.clone(),
        Rel::Scan(scan) => scan.columns.clone(),
        Rel::ProjectSet { input, calls } => {
            let mut out = outputs(input);
            out.extend(calls.iter().map(|(column, _)| column.clone()));
            out
        }
        Rel::Filter { input, .. }
        | Rel::Distinct { input, .. }
        | Rel::Sort { input, .. }
        | Rel::Limit { input, .. }
        | Rel::Lock { input, .. } => outputs(input),
        Rel::Project { outputs, .. } => named(outputs),
        Rel::Join { kind, left, right, .. } => {
            let mut out = outputs(left);
            if !matches!(kind, sql::rel::JoinKind::Semi | sql::rel::JoinKind::Anti) {
                out.extend(outputs(right));
            }
            out
        }
        Rel::Aggregate { groups, aggregates, .. } => {
            let mut out: Vec<sql::rel::Column> = named(groups);
            out.extend(aggregates.iter().map(|(column, _)| column.clone()));
            out
        }
        Rel::With { body, .. } => outputs(body),
        Rel::Insert(insert) => named(&insert.returning),
        Rel::Update(update) => named(&update.returning),
        Rel::Delete(delete) => named(&delete.returning),
    }
}
