//! Where does a raw expression begin? (`exprLocation` of src/backend/nodes/nodeFuncs.c)

use super::leftmost;
use rupg_sql::nodes::{List, Node};

/// The byte of the whole text at which an expression begins; -1 when unknown.
pub(crate) fn location(node: &Node) -> i32 {
    let of = |part: &Option<Node>| part.as_ref().map_or(-1, location);
    match node {
        Node::List(list) => first(list),
        Node::A_Expr(expr) => leftmost(expr.location, of(&expr.lexpr)),
        Node::FuncCall(call) => leftmost(call.location, first(&call.args)),
        Node::TypeCast(cast) => {
            let name = cast.typeName.as_ref().map_or(-1, |name| name.location);
            leftmost(leftmost(of(&cast.arg), name), cast.location)
        }
        Node::BoolExpr(expr) => leftmost(expr.location, first(&expr.args)),
        Node::NullTest(test) => leftmost(test.location, of(&test.arg)),
        Node::BooleanTest(test) => leftmost(test.location, of(&test.arg)),
        Node::CollateClause(clause) => of(&clause.arg),
        Node::A_Indirection(parts) => of(&parts.arg),
        Node::SubLink(link) => leftmost(link.location, of(&link.testexpr)),
        Node::SortBy(sort) => of(&sort.node),
        Node::NamedArgExpr(arg) => leftmost(arg.location, of(&arg.arg)),
        Node::ColumnRef(column) => column.location,
        Node::ParamRef(param) => param.location,
        Node::A_Const(constant) => constant.location,
        Node::A_ArrayExpr(array) => array.location,
        Node::CaseExpr(case) => case.location,
        Node::RowExpr(row) => row.location,
        Node::CoalesceExpr(expr) => expr.location,
        Node::MinMaxExpr(expr) => expr.location,
        Node::SQLValueFunction(value) => value.location,
        Node::GroupingFunc(call) => call.location,
        Node::GroupingSet(set) => set.location,
        Node::SetToDefault(word) => word.location,
        Node::ResTarget(target) => target.location,
        Node::RangeVar(relation) => relation.location,
        Node::TypeName(name) => name.location,
        _ => -1,
    }
}

fn first(list: &List) -> i32 {
    list.iter().flatten().map(location).find(|at| *at >= 0).unwrap_or(-1)
}
