//! What does a select list give, and what are its columns called? (PostgreSQL,
//! src/backend/parser/parse_target.c)

use super::expr::given;
use super::scope::{ExprKind, Scope};
use super::type_name::words;
use super::{Binder, Typed};
use crate::{Column, Expr};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{List, MinMaxOp, Node, SQLValueFunctionOp, SubLinkType};

/// One output of a query, or an expression that only its order needs.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub name: String,
    pub value: Typed,
    /// Only for sorting or DISTINCT ON; not given to the client.
    pub junk: bool,
}

impl Binder<'_> {
    /// A select list, stars expanded.
    pub(crate) fn targets(
        &mut self,
        list: &List,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<Vec<Target>> {
        // Before any of them costs work.
        at_most_all(list.len())?;
        let before = scope.kind.replace(kind);
        let mut out = Vec::with_capacity(list.len());
        let result = list.iter().flatten().try_for_each(|node| {
            let Node::ResTarget(target) = node else {
                return Err(SqlError::internal("a select list of other than targets"));
            };
            let value = given(target.val.as_ref())?;
            if let Some(columns) = self.star(value, scope)? {
                let expanded =
                    columns.into_iter().map(|(name, value)| Target { name, value, junk: false });
                out.extend(expanded);
                return Ok(());
            }
            let bound = self.expression(value, scope)?;
            let name = match &target.name {
                Some(name) => name.to_string(),
                None => figure_name(value),
            };
            out.push(Target { name, value: bound, junk: false });
            Ok(())
        });
        scope.kind.set(before);
        result?;
        at_most_all(out.len())?;
        Ok(out)
    }

    /// RETURNING, or another list whose values are all known now.
    pub(crate) fn known_targets(
        &mut self,
        list: &List,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<Vec<(Column, Expr)>> {
        let targets = self.targets(list, scope, kind)?;
        let mut out = Vec::with_capacity(targets.len());
        for target in targets {
            let value = self.known(target.value)?;
            let origin = scope.origin_of(&value.expr);
            let column = Column { origin, ..self.column(&target.name, value.expr.ty()) };
            out.push((column, value.expr));
        }
        Ok(out)
    }
}

/// PostgreSQL's bound on a select list (`MaxTupleAttributeNumber`).
fn at_most_all(count: usize) -> SqlResult<()> {
    const TARGETS_MAX: usize = 1664;
    if count <= TARGETS_MAX {
        return Ok(());
    }
    let message = format!("target lists can have at most {TARGETS_MAX} entries");
    Err(SqlError::new(SqlState::TOO_MANY_COLUMNS, message))
}

/// The name of a column that was given none (`FigureColname`).
pub(crate) fn figure_name(node: &Node) -> String {
    figure(node).0.unwrap_or_else(|| "?column?".to_string())
}

/// The name and how sure of it one is; a type cast's is a second choice.
fn figure(node: &Node) -> (Option<String>, u8) {
    let sure = |name: &str| (Some(name.to_string()), 2);
    match node {
        Node::ColumnRef(column) => match words(&column.fields).last() {
            Some(name) if !matches!(column.fields.last(), Some(Some(Node::A_Star(_)))) => {
                sure(name)
            }
            _ => (None, 0),
        },
        Node::A_Indirection(parts) => {
            let mut field = parts.indirection.iter().flatten().filter_map(|part| match part {
                Node::String(field) => Some(field.to_string()),
                _ => None,
            });
            match field.next_back() {
                Some(field) => (Some(field), 2),
                None => parts.arg.as_ref().map_or((None, 0), figure),
            }
        }
        Node::FuncCall(call) => words(&call.funcname).last().map_or((None, 0), |name| sure(name)),
        Node::A_Expr(expr) if expr.kind == rupg_sql::nodes::A_Expr_Kind::AEXPR_NULLIF => {
            sure("nullif")
        }
        Node::TypeCast(cast) => {
            let inner = cast.arg.as_ref().map_or((None, 0), figure);
            if inner.1 > 1 {
                return inner;
            }
            let ty = cast.typeName.as_ref();
            match ty.and_then(|ty| words(&ty.names).last().map(|name| name.to_string())) {
                Some(name) => (Some(name), 1),
                None => inner,
            }
        }
        Node::CollateClause(clause) => clause.arg.as_ref().map_or((None, 0), figure),
        Node::GroupingFunc(_) => sure("grouping"),
        Node::SubLink(link) => match link.subLinkType {
            SubLinkType::EXISTS_SUBLINK => sure("exists"),
            SubLinkType::ARRAY_SUBLINK => sure("array"),
            SubLinkType::EXPR_SUBLINK => match &link.subselect {
                Some(Node::SelectStmt(select)) => first_name(select),
                _ => (None, 0),
            },
            _ => (None, 0),
        },
        Node::CaseExpr(case) => match case.defresult.as_ref().map(figure) {
            Some((Some(name), strength)) if strength > 1 => (Some(name), strength),
            _ => (Some("case".to_string()), 1),
        },
        Node::A_ArrayExpr(_) => sure("array"),
        Node::RowExpr(_) => sure("row"),
        Node::CoalesceExpr(_) => sure("coalesce"),
        Node::MinMaxExpr(expr) => {
            sure(if expr.op == MinMaxOp::IS_GREATEST { "greatest" } else { "least" })
        }
        Node::SQLValueFunction(value) => sure(value_name(value.op)),
        Node::XmlExpr(_) => (None, 0),
        Node::XmlSerialize(_) => sure("xmlserialize"),
        _ => (None, 0),
    }
}

fn first_name(select: &rupg_sql::nodes::SelectStmt) -> (Option<String>, u8) {
    let mut select = select;
    while let Some(left) = &select.larg {
        select = left;
    }
    match select.targetList.first() {
        Some(Some(Node::ResTarget(target))) => match (&target.name, &target.val) {
            (Some(name), _) => (Some(name.to_string()), 2),
            (None, Some(value)) => match (figure(value), value) {
                ((Some(name), _), _) => (Some(name), 2),
                ((None, _), Node::ColumnRef(_)) => (None, 0),
                _ => (Some("?column?".to_string()), 2),
            },
            _ => (None, 0),
        },
        _ if !select.valuesLists.is_empty() => (Some("column1".to_string()), 2),
        _ => (None, 0),
    }
}

fn value_name(op: SQLValueFunctionOp) -> &'static str {
    use SQLValueFunctionOp as Op;
    match op {
        Op::SVFOP_CURRENT_DATE => "current_date",
        Op::SVFOP_CURRENT_TIME | Op::SVFOP_CURRENT_TIME_N => "current_time",
        Op::SVFOP_CURRENT_TIMESTAMP | Op::SVFOP_CURRENT_TIMESTAMP_N => "current_timestamp",
        Op::SVFOP_LOCALTIME | Op::SVFOP_LOCALTIME_N => "localtime",
        Op::SVFOP_LOCALTIMESTAMP | Op::SVFOP_LOCALTIMESTAMP_N => "localtimestamp",
        Op::SVFOP_CURRENT_ROLE => "current_role",
        Op::SVFOP_CURRENT_USER => "current_user",
        Op::SVFOP_USER => "user",
        Op::SVFOP_SESSION_USER => "session_user",
        Op::SVFOP_CURRENT_CATALOG => "current_catalog",
        _ => "current_schema",
    }
}
