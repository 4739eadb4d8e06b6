//! What does a subquery in an expression mean? (transformSubLink of
//! src/backend/parser/parse_expr.c)

use super::expr::given;
use super::scope::Scope;
use super::type_name::{shown, words};
use super::walk::{subquery, written_subquery};
use super::{Binder, Typed};
use crate::expr::SubqueryKind;
use crate::{Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{Node, SubLink, SubLinkType};
use types::Type;
use types::facts::{self, oid};

impl Binder<'_> {
    /// Whether it is a subquery that stands for a value.
    pub(crate) fn is_plain_subquery(&self, link: &SubLink) -> bool {
        link.subLinkType == SubLinkType::EXPR_SUBLINK
    }

    pub(crate) fn sublink(&mut self, link: &SubLink, scope: &Scope<'_>) -> SqlResult<Typed> {
        let at = link.location;
        if let Some(place) = scope.kind.get().without_subquery() {
            let message = format!("cannot use subquery in {place}");
            return Err(self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message), at));
        }
        let query = given(link.subselect.as_ref())?;
        match link.subLinkType {
            SubLinkType::EXISTS_SUBLINK => {
                let (selected, correlated) = self.inner_select(query, scope)?;
                let expr = written_subquery(
                    SubqueryKind::Exists,
                    selected.rel,
                    correlated,
                    selected.written,
                );
                Ok(Typed::new(expr, at))
            }
            SubLinkType::EXPR_SUBLINK | SubLinkType::ARRAY_SUBLINK => {
                let (selected, correlated) = self.inner_select(query, scope)?;
                let [output] = &selected.outputs[..] else {
                    let message = "subquery must return only one column";
                    return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
                };
                let ty = output.column.ty;
                if link.subLinkType == SubLinkType::EXPR_SUBLINK {
                    let row = output.row.clone();
                    let kind = SubqueryKind::Scalar(ty);
                    let expr = written_subquery(kind, selected.rel, correlated, selected.written);
                    return Ok(Typed { expr, at, row });
                }
                let nested = facts::element_of(ty.oid).map(|_| ty.oid);
                let array = nested.or_else(|| facts::array_of(ty.oid)).ok_or_else(|| {
                    let message =
                        format!("could not find array type for data type {}", shown(ty.oid));
                    self.at(SqlError::new(SqlState::UNDEFINED_OBJECT, message), at)
                })?;
                let kind = SubqueryKind::Array(Type::new(array));
                let expr = written_subquery(kind, selected.rel, correlated, selected.written);
                Ok(Typed::new(expr, at))
            }
            SubLinkType::ANY_SUBLINK | SubLinkType::ALL_SUBLINK => {
                let test = given(link.testexpr.as_ref())?;
                let left = match test {
                    Node::RowExpr(row) => self.row_values(row, scope)?,
                    _ => vec![self.expression(test, scope)?],
                };
                let (selected, correlated) = self.inner_select(query, scope)?;
                let operator =
                    if link.operName.is_empty() { vec!["="] } else { words(&link.operName) };
                let begin = left.iter().fold(at, |begin, value| super::leftmost(begin, value.at));
                let right = self.outputs_against(&left, &selected, at)?;
                let test = Box::new(self.row_comparison(&operator, left, right, at)?.expr);
                let kind = match link.subLinkType {
                    SubLinkType::ANY_SUBLINK => SubqueryKind::Any(test),
                    _ => SubqueryKind::All(test),
                };
                let expr = written_subquery(kind, selected.rel, correlated, selected.written);
                Ok(Typed::new(expr, begin))
            }
            _ => Err(self.at(SqlError::unsupported("this kind of subquery"), at)),
        }
    }

    /// `(a, b) op (SELECT x, y ...)`: the comparison with the one row, NULL when there is none.
    pub(crate) fn row_subquery(
        &mut self,
        operator: &[&str],
        left: Vec<Typed>,
        link: &SubLink,
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let query = given(link.subselect.as_ref())?;
        let (selected, correlated) = self.inner_select(query, scope)?;
        let begin = left.iter().fold(at, |begin, value| super::leftmost(begin, value.at));
        let correlated = correlated || left.iter().any(|value| !value.expr.names().is_empty());
        let right = self.outputs_against(&left, &selected, link.location)?;
        let test = self.row_comparison(operator, left, right, at)?.expr;
        let column = self.column("?column?", Type::new(oid::BOOL));
        let rel = Rel::Project { input: Box::new(selected.rel), outputs: vec![(column, test)] };
        let kind = SubqueryKind::Scalar(Type::new(oid::BOOL));
        Ok(Typed::new(subquery(kind, rel, correlated), begin))
    }

    /// The subquery's columns, as many as there are values on the left.
    fn outputs_against(
        &self,
        left: &[Typed],
        selected: &super::select::Selected,
        at: i32,
    ) -> SqlResult<Vec<Typed>> {
        let message = match left.len().cmp(&selected.outputs.len()) {
            std::cmp::Ordering::Less => "subquery has too many columns",
            std::cmp::Ordering::Greater => "subquery has too few columns",
            std::cmp::Ordering::Equal => {
                let column = |output: &super::select::Output| {
                    Typed::new(Expr::Column(output.column.id, output.column.ty), -1)
                };
                return Ok(selected.outputs.iter().map(column).collect());
            }
        };
        Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at))
    }

    /// A query below this level, and whether it names columns of this one or one further out.
    fn inner_select(
        &mut self,
        query: &Node,
        scope: &Scope<'_>,
    ) -> SqlResult<(super::select::Selected, bool)> {
        let inner = Scope::new(Some(scope));
        self.subqueries += 1;
        let selected = self.select_in(query, inner, true);
        self.subqueries -= 1;
        selected
    }
}
