//! What does a function written in SQL give? Its body is put where it is called, arguments in place of
//! `$1` and names (PostgreSQL's `inline_function`, src/backend/optimizer/util/clauses.c).

use super::scope::Scope;
use super::view::parsed_after;
use super::walk::subquery;
use super::{Binder, RowShape, Typed};
use crate::expr::SubqueryKind;
use crate::rel::JoinKind;
use crate::{Call, Expr, Rel};
use base::{SqlError, SqlResult};
use rupg_sql::nodes::Node;
use std::rc::Rc;
use std::sync::Arc;
use types::Type;
use types::facts::{self, FunctionFact, oid};

/// The arguments of a function whose body is being bound.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub values: Vec<Typed>,
    pub names: &'static [&'static str],
}

/// The query of a body: `RETURN e` is `SELECT e`.
fn body(fact: &'static FunctionFact) -> SqlResult<Arc<Node>> {
    let Some(text) = fact.sqlbody else { return parsed_after("", fact.src) };
    if let Some(expr) = text.strip_prefix("RETURN ") {
        return parsed_after("SELECT", expr);
    }
    let inner = text.strip_prefix("BEGIN ATOMIC").and_then(|rest| rest.strip_suffix("END"));
    match inner {
        Some(inner) => parsed_after("", inner.trim().trim_end_matches(';')),
        None => Err(SqlError::unsupported(format!("function {}", fact.name))),
    }
}

impl Binder<'_> {
    /// What a bare name means within a function's body.
    pub(crate) fn body_argument(&self, names: &[&str], star: bool) -> Option<Typed> {
        let body = self.bodies.last()?;
        let name = names.last().filter(|_| !star && names.len() == 1)?;
        let place = body.names.iter().position(|own| own == name)?;
        body.values.get(place).map(|value| Typed { at: -1, ..value.clone() })
    }

    /// The value of a call of a function written in SQL.
    pub(crate) fn put_in(&mut self, fact: &'static FunctionFact, call: Call) -> SqlResult<Expr> {
        let tree = body(fact)?;
        let Node::SelectStmt(stmt) = &*tree else {
            return Err(SqlError::unsupported(format!("function {}", fact.name)));
        };
        let result = Type::new(call.ty.oid);
        let correlated = call.args.iter().any(|arg| arg.has_subquery() || !arg.names().is_empty());
        self.descend()?;
        self.bodies.push(Arguments { values: self.arguments_of(fact, call), names: fact.argnames });
        let source = self.source.take();
        let bound = if stmt.fromClause.is_empty() && stmt.whereClause.is_none() {
            self.one_value(stmt)
        } else {
            self.one_row(&tree, correlated)
        };
        self.source = source;
        self.bodies.pop();
        self.ascend();
        let value = bound?;
        let place = value.at;
        Ok(self.cast(Typed { at: -1, ..value }, result, place)?.expr)
    }

    fn one_value(&mut self, stmt: &rupg_sql::nodes::SelectStmt) -> SqlResult<Typed> {
        let scope = Scope::new(None);
        match stmt.targetList.first() {
            Some(Some(Node::ResTarget(target))) => match &target.val {
                Some(value) => self.expression(value, &scope),
                None => Err(SqlError::internal("a function body of no value")),
            },
            _ => Err(SqlError::internal("a function body of no value")),
        }
    }

    fn one_row(&mut self, tree: &Node, correlated: bool) -> SqlResult<Typed> {
        let (selected, _) = self.select_in(tree, Scope::new(None), true)?;
        let ty = selected.outputs.first().map_or(Type::new(oid::TEXT), |first| first.column.ty);
        let expr = subquery(SubqueryKind::Scalar(ty), selected.rel, correlated);
        Ok(Typed::new(expr, -1))
    }

    /// A call's arguments as what the body finds in place of them; rows keep their fields.
    fn arguments_of(&self, fact: &'static FunctionFact, call: Call) -> Vec<Typed> {
        let value = |(place, expr): (usize, Expr)| {
            let declared = fact.argtypes.get(place).copied().unwrap_or(0);
            let relation =
                facts::RELATIONS.iter().find(|row| declared != 0 && row.rowtype == declared);
            let row = relation.map(|relation| {
                let columns = facts::columns_of(relation.oid).iter();
                let field = |column: &facts::ColumnFact| {
                    (column.name.to_string(), Type { oid: column.typid, typmod: column.typmod })
                };
                Rc::new(RowShape { oid: declared, fields: columns.map(field).collect() })
            });
            Typed { expr, at: -1, row }
        };
        call.args.into_iter().enumerate().map(value).collect()
    }

    /// A set-returning function written in SQL, in a select list: a LATERAL join of its query, whose
    /// row becomes one value.
    pub(crate) fn put_in_set(
        &mut self,
        fact: &'static FunctionFact,
        call: Call,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let tree = body(fact)?;
        self.descend()?;
        let fields = super::call::output_fields(fact).unwrap_or_default();
        let names: Vec<String> = fields.into_iter().map(|(name, _)| name).collect();
        self.bodies.push(Arguments { values: self.arguments_of(fact, call), names: &[] });
        let source = self.source.take();
        let selected = self.select_in(&tree, Scope::new(None), true);
        self.source = source;
        self.bodies.pop();
        self.ascend();
        let (selected, _) = selected?;
        let mut values = Vec::with_capacity(selected.outputs.len());
        let mut shape = Vec::with_capacity(selected.outputs.len());
        for (output, name) in selected.outputs.iter().zip(names) {
            values.push(Expr::Column(output.column.id, output.column.ty));
            shape.push((name, output.column.ty));
        }
        scope.groups.borrow_mut().laterals.push(selected.rel);
        Ok(Typed::row(values, -1, RowShape { oid: oid::RECORD, fields: shape }))
    }
}

/// The rows with set-returning functions written in SQL joined to them.
pub(crate) fn with_laterals(rel: Rel, laterals: Vec<Rel>) -> Rel {
    laterals.into_iter().fold(rel, |left, right| Rel::Join {
        kind: JoinKind::Inner,
        left: Box::new(left),
        right: Box::new(right),
        on: super::from::always(),
        lateral: true,
    })
}
