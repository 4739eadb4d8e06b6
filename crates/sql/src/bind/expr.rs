//! What does an expression mean? (PostgreSQL, src/backend/parser/parse_expr.c)

use super::relation::Found;
use super::scope::{ExprKind, Scope};
use super::type_name::{shown, words};
use super::{Binder, RowShape, Typed, leftmost};
use crate::catalog::Relation;
use crate::{Expr, SqlValue};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    A_ArrayExpr, A_Expr, A_Expr_Kind, BoolExpr, BoolExprType, BoolTestType, BooleanTest, CaseExpr,
    CollateClause, List, MinMaxOp, Node, NullTest, NullTestType, ParamRef, RowExpr,
    SQLValueFunction, SQLValueFunctionOp, TypeCast, TypeName,
};
use std::rc::Rc;
use types::facts::{self, oid};
use types::{Datum, Oid, Type};

/// How deep expressions, subqueries, views and function bodies may nest within one another; each
/// level takes stack.
pub(crate) const MAX_DEPTH: usize = 1200;

/// What the grammar always gives, or an error that says it did not.
pub(crate) fn given<T>(value: Option<T>) -> SqlResult<T> {
    value.ok_or_else(|| SqlError::internal("the grammar left out a part of the tree"))
}

impl Binder<'_> {
    /// An expression in a clause.
    pub(crate) fn expr(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
        kind: ExprKind,
    ) -> SqlResult<Typed> {
        let before = scope.kind.replace(kind);
        let kept = self.keeps_calls;
        self.keeps_calls |= kind.is_stored();
        let bound = self.expression(node, scope);
        self.keeps_calls = kept;
        scope.kind.set(before);
        bound
    }

    /// An expression in the clause at hand.
    pub(crate) fn expression(&mut self, node: &Node, scope: &Scope<'_>) -> SqlResult<Typed> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = "stack depth limit exceeded";
            return Err(SqlError::new(SqlState::STATEMENT_TOO_COMPLEX, message));
        }
        let bound = self.expression_of(node, scope);
        self.depth -= 1;
        bound
    }

    fn expression_of(&mut self, node: &Node, scope: &Scope<'_>) -> SqlResult<Typed> {
        match node {
            Node::ColumnRef(column) => self.column_ref(&column.fields, column.location, scope),
            Node::ParamRef(param) => self.param(param),
            Node::A_Const(constant) => self.constant(constant),
            Node::A_Indirection(parts) => self.indirection(parts, scope),
            Node::A_ArrayExpr(array) => self.array(array, None, scope),
            Node::TypeCast(cast) => self.type_cast(cast, scope),
            Node::CollateClause(clause) => self.collate(clause, scope),
            Node::A_Expr(expr) => self.operation(expr, scope),
            Node::BoolExpr(expr) => self.bool_expr(expr, scope),
            Node::FuncCall(call) => self.function_call(call, scope),
            Node::SubLink(link) => self.sublink(link, scope),
            Node::CaseExpr(case) => self.case(case, scope),
            Node::RowExpr(row) => self.row(row, scope),
            Node::CoalesceExpr(expr) => {
                let args = self.list(&expr.args, scope)?;
                let ty = self.common_type(&args, "COALESCE")?;
                let (args, ty) = self.in_common(args, ty, "COALESCE")?;
                Ok(Typed::new(Expr::Coalesce(args, ty), expr.location))
            }
            Node::MinMaxExpr(expr) => {
                let greatest = expr.op == MinMaxOp::IS_GREATEST;
                let word = if greatest { "GREATEST" } else { "LEAST" };
                let args = self.list(&expr.args, scope)?;
                let ty = self.common_type(&args, word)?;
                let (args, ty) = self.in_common(args, ty, word)?;
                self.check_order(ty.oid, expr.location)?;
                Ok(Typed::new(Expr::MinMax(greatest, args, ty), expr.location))
            }
            Node::SQLValueFunction(value) => self.sql_value(value),
            Node::NullTest(test) => self.null_test(test, scope),
            Node::BooleanTest(test) => self.boolean_test(test, scope),
            Node::GroupingFunc(call) => self.grouping_call(call, scope),
            Node::SetToDefault(word) => {
                let error =
                    SqlError::new(SqlState::SYNTAX_ERROR, "DEFAULT is not allowed in this context");
                Err(self.at(error, word.location))
            }
            Node::CurrentOfExpr(_) => Err(SqlError::unsupported("WHERE CURRENT OF")),
            Node::XmlExpr(xml) => Err(self.at(SqlError::unsupported("XML"), xml.location)),
            Node::XmlSerialize(xml) => Err(self.at(SqlError::unsupported("XML"), xml.location)),
            Node::JsonObjectConstructor(json) => {
                Err(self.at(SqlError::unsupported("JSON_OBJECT"), json.location))
            }
            Node::JsonArrayConstructor(json) => {
                Err(self.at(SqlError::unsupported("JSON_ARRAY"), json.location))
            }
            Node::JsonIsPredicate(json) => {
                Err(self.at(SqlError::unsupported("IS JSON"), json.location))
            }
            _ => Err(SqlError::unsupported("this kind of expression")),
        }
    }

    /// A list of expressions.
    pub(crate) fn list(&mut self, list: &List, scope: &Scope<'_>) -> SqlResult<Vec<Typed>> {
        let mut out = Vec::with_capacity(list.len());
        for node in list.iter().flatten() {
            out.push(self.expression(node, scope)?);
        }
        Ok(out)
    }

    fn param(&mut self, param: &ParamRef) -> SqlResult<Typed> {
        if self.record.is_some() {
            let message = format!("there is no parameter ${}", param.number);
            let error = SqlError::new(SqlState::UNDEFINED_PARAMETER, message);
            return Err(self.at(error, param.location));
        }
        let missing = || {
            let message = format!("there is no parameter ${}", param.number);
            self.at(SqlError::new(SqlState::UNDEFINED_PARAMETER, message), param.location)
        };
        let number = usize::try_from(param.number - 1).map_err(|_| missing())?;
        if number >= usize::from(u16::MAX) {
            return Err(missing());
        }
        if let Some(body) = self.bodies.last() {
            let value = body.values.get(number).cloned();
            return value.ok_or_else(missing).map(|value| Typed { at: -1, ..value });
        }
        let ty = self.param_type(number);
        Ok(Typed::new(Expr::Param(number, Type::new(ty)), param.location))
    }

    fn array(
        &mut self,
        array: &A_ArrayExpr,
        target: Option<Type>,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let at = array.location;
        let element_target = target.and_then(|ty| {
            facts::element_of(ty.oid).map(|element| Type { oid: element, typmod: ty.typmod })
        });
        let mut elements = Vec::with_capacity(array.elements.len());
        let mut nested = false;
        for node in array.elements.iter().flatten() {
            let element = match node {
                Node::A_ArrayExpr(inner) => {
                    nested = true;
                    self.array(inner, target, scope)?
                }
                _ => {
                    let element = self.expression(node, scope)?;
                    nested |= facts::element_of(element.ty().oid).is_some();
                    element
                }
            };
            elements.push(element);
        }
        if elements.is_empty() && target.is_none() {
            let error = SqlError::new(
                SqlState::INDETERMINATE_DATATYPE,
                "cannot determine type of empty array",
            )
            .with_hint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
            return Err(self.at(error, at));
        }
        if let (Some(element), Some(array)) = (element_target, target) {
            let wanted = if nested { array } else { element };
            let mut exprs = Vec::with_capacity(elements.len());
            for value in elements {
                let place = value.at;
                exprs.push(self.cast(value, wanted, place)?.expr);
            }
            return Ok(Typed::new(Expr::Array(exprs, Type::new(array.oid)), at));
        }
        let ty = self.common_type(&elements, "ARRAY")?;
        let (exprs, _) = self.in_common(elements, ty, "ARRAY")?;
        let array = if nested { Some(ty) } else { facts::array_of(ty) };
        let array = array.ok_or_else(|| {
            let message = format!("could not find array type for data type {}", shown(ty));
            self.at(SqlError::new(SqlState::UNDEFINED_OBJECT, message), at)
        })?;
        Ok(Typed::new(Expr::Array(exprs, Type::new(array)), at))
    }

    /// `NULL::t` of a table's row type, the one value of such a type that is written without a row.
    fn null_row(&mut self, name: &TypeName, arg: &Node) -> SqlResult<Option<Typed>> {
        let (words, at) = (words(&name.names), super::location::location(arg));
        if !matches!(arg, Node::A_Const(constant) if constant.isnull)
            || !name.arrayBounds.is_empty()
            || self.find_type(&words, name.location)?.is_some()
        {
            return Ok(None);
        }
        let found = match words[..] {
            [name] => self.find_relation(None, name),
            [schema, name] => self.find_relation(Some(schema), name),
            _ => None,
        };
        let Some(Found::User(Relation::Table(oid))) = found else { return Ok(None) };
        let table = self.table_by_oid(oid)?;
        let fields = table.live_columns().map(|(_, own)| (own.name.to_string(), own.ty()));
        let row = RowShape { oid: oid::RECORD, fields: fields.collect() };
        let expr = Expr::Const(Datum::Null, Type::new(oid::RECORD));
        Ok(Some(Typed { expr, at, row: Some(Rc::new(row)) }))
    }

    fn type_cast(&mut self, cast: &TypeCast, scope: &Scope<'_>) -> SqlResult<Typed> {
        let name = given(cast.typeName.as_ref())?;
        let arg = given(cast.arg.as_ref())?;
        if let Some(row) = self.null_row(name, arg)? {
            return Ok(row);
        }
        let target = self.type_name(name)?;
        let value = match arg {
            Node::A_ArrayExpr(array) if facts::element_of(target.oid).is_some() => {
                self.array(array, Some(target), scope)?
            }
            _ => self.expression(arg, scope)?,
        };
        let at = if cast.location >= 0 { cast.location } else { name.location };
        let value = self.cast(value, target, at)?;
        // A literal stands where it is written; a conversion begins with the cast.
        let begin = match value.expr {
            Expr::Const(..) => value.at,
            _ => leftmost(value.at, at),
        };
        Ok(Typed { at: begin, ..value })
    }

    /// The collations that are: `"C"`, `"POSIX"`, `"default"`, `"ucs_basic"`, all of which order by bytes here.
    pub(crate) fn check_collation(&self, name: &List, at: i32) -> SqlResult<()> {
        let words = words(name);
        let last = words.last().copied().unwrap_or("");
        if matches!(last, "C" | "POSIX" | "default" | "ucs_basic") {
            return Ok(());
        }
        let error = if facts::COLLATIONS.iter().any(|row| row.name == last) {
            SqlError::unsupported(format!("collation \"{last}\""))
        } else {
            let message =
                format!("collation \"{}\" for encoding \"UTF8\" does not exist", words.join("."));
            SqlError::new(SqlState::UNDEFINED_OBJECT, message)
        };
        Err(self.at(error, at))
    }

    fn collate(&mut self, clause: &CollateClause, scope: &Scope<'_>) -> SqlResult<Typed> {
        let value = self.expression(given(clause.arg.as_ref())?, scope)?;
        self.check_collation(&clause.collname, clause.location)?;
        let ty = value.ty().oid;
        let collatable = facts::type_by_oid(ty).is_some_and(|row| row.collation != 0);
        let element = facts::element_of(ty).and_then(facts::type_by_oid);
        if !(collatable || ty == oid::UNKNOWN || element.is_some_and(|row| row.collation != 0)) {
            let message = format!("collations are not supported by type {}", shown(ty));
            let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message);
            return Err(self.at(error, clause.location));
        }
        if ty == oid::UNKNOWN {
            let at = leftmost(value.at, clause.location);
            let value =
                self.coerce_type(value, Type::new(oid::TEXT), super::coerce::Context::Implicit)?;
            return Ok(Typed { at, ..value });
        }
        Ok(value)
    }

    fn operation(&mut self, expr: &A_Expr, scope: &Scope<'_>) -> SqlResult<Typed> {
        match expr.kind {
            A_Expr_Kind::AEXPR_OP => self.plain_operator(expr, scope),
            A_Expr_Kind::AEXPR_OP_ANY | A_Expr_Kind::AEXPR_OP_ALL => {
                let left = self.expression(given(expr.lexpr.as_ref())?, scope)?;
                let array = self.expression(given(expr.rexpr.as_ref())?, scope)?;
                let all = expr.kind == A_Expr_Kind::AEXPR_OP_ALL;
                self.quantified(&words(&expr.name), left, array, all, expr.location)
            }
            A_Expr_Kind::AEXPR_DISTINCT => self.distinct(expr, false, scope),
            A_Expr_Kind::AEXPR_NOT_DISTINCT => self.distinct(expr, true, scope),
            A_Expr_Kind::AEXPR_NULLIF => {
                let left = self.expression(given(expr.lexpr.as_ref())?, scope)?;
                let right = self.expression(given(expr.rexpr.as_ref())?, scope)?;
                let (call, _) =
                    self.operator_call(&words(&expr.name), Some(left), right, expr.location)?;
                let ty = call.args.first().map_or(Type::new(oid::TEXT), Expr::ty);
                Ok(Typed::new(Expr::NullIf(Box::new(call), ty), expr.location))
            }
            A_Expr_Kind::AEXPR_IN => self.in_list(expr, scope),
            A_Expr_Kind::AEXPR_LIKE | A_Expr_Kind::AEXPR_ILIKE | A_Expr_Kind::AEXPR_SIMILAR => {
                let left = self.expression(given(expr.lexpr.as_ref())?, scope)?;
                let right = self.expression(given(expr.rexpr.as_ref())?, scope)?;
                self.operator(&expr.name, Some(left), right, expr.location)
            }
            _ => self.between(expr, scope),
        }
    }

    fn plain_operator(&mut self, expr: &A_Expr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let right = given(expr.rexpr.as_ref())?;
        match (&expr.lexpr, right) {
            (Some(Node::RowExpr(left)), Node::RowExpr(right)) => {
                let left = self.row_values(left, scope)?;
                let right = self.row_values(right, scope)?;
                self.row_comparison(&words(&expr.name), left, right, expr.location)
            }
            (Some(Node::RowExpr(left)), Node::SubLink(link)) if self.is_plain_subquery(link) => {
                let left = self.row_values(left, scope)?;
                self.row_subquery(&words(&expr.name), left, link, expr.location, scope)
            }
            (left, right) => {
                let left = match left {
                    Some(left) => Some(self.expression(left, scope)?),
                    None => None,
                };
                let right = self.expression(right, scope)?;
                self.operator(&expr.name, left, right, expr.location)
            }
        }
    }

    /// The fields of a row constructor, stars expanded.
    pub(crate) fn row_values(&mut self, row: &RowExpr, scope: &Scope<'_>) -> SqlResult<Vec<Typed>> {
        let mut out = Vec::with_capacity(row.args.len());
        for node in row.args.iter().flatten() {
            match self.star(node, scope)? {
                Some(columns) => out.extend(columns.into_iter().map(|(_, value)| value)),
                None => out.push(self.expression(node, scope)?),
            }
        }
        Ok(out)
    }

    fn row(&mut self, row: &RowExpr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let values = self.row_values(row, scope)?;
        let mut exprs = Vec::with_capacity(values.len());
        let mut fields = Vec::with_capacity(values.len());
        for (place, value) in values.into_iter().enumerate() {
            let value = self.known(value)?;
            fields.push((format!("f{}", place + 1), value.ty()));
            exprs.push(value.expr);
        }
        Ok(Typed::row(exprs, row.location, RowShape { oid: oid::RECORD, fields }))
    }

    /// The value, as text when nothing has said what type it is.
    pub(crate) fn known(&mut self, value: Typed) -> SqlResult<Typed> {
        if value.is_unknown() {
            return self.coerce_type(value, Type::new(oid::TEXT), super::coerce::Context::Implicit);
        }
        Ok(value)
    }

    /// Field by field comparison of two rows (`make_row_comparison_op`).
    pub(crate) fn row_comparison(
        &mut self,
        words: &[&str],
        left: Vec<Typed>,
        right: Vec<Typed>,
        at: i32,
    ) -> SqlResult<Typed> {
        let syntax = |message: &str| SqlError::new(SqlState::SYNTAX_ERROR, message);
        if left.len() != right.len() {
            return Err(self.at(syntax("unequal number of entries in row expressions"), at));
        }
        if left.is_empty() {
            let error = SqlError::unsupported("comparison of rows of no columns");
            return Err(self.at(error, at));
        }
        let begin = left.iter().chain(&right).fold(at, |begin, value| leftmost(begin, value.at));
        let symbol = words.last().copied().unwrap_or("");
        let mut pairs: Vec<(Typed, Typed)> = left.into_iter().zip(right).collect();
        let compare = |binder: &mut Self, symbol: &str, (left, right): (Typed, Typed)| {
            let mut words = words.to_vec();
            if let Some(last) = words.last_mut() {
                *last = symbol;
            }
            let value = binder.operator_named(&words, Some(left), right, at)?;
            if value.ty().oid != oid::BOOL {
                let message = format!(
                    "row comparison operator must yield type boolean, not type {}",
                    shown(value.ty().oid)
                );
                return Err(binder.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at));
            }
            Ok(value.expr)
        };
        let expr = match symbol {
            _ if pairs.len() == 1 => {
                let pair = given(pairs.pop())?;
                compare(self, symbol, pair)?
            }
            "=" | "<>" => {
                let mut all = Vec::with_capacity(pairs.len());
                for pair in pairs {
                    all.push(compare(self, symbol, pair)?);
                }
                if symbol == "=" { Expr::And(all) } else { Expr::Or(all) }
            }
            "<" | "<=" | ">" | ">=" => {
                // (a, b) < (x, y) is a < x OR (a = x AND b < y).
                let strict = if symbol.starts_with('<') { "<" } else { ">" };
                let mut out = compare(self, symbol, given(pairs.pop())?)?;
                while let Some((left, right)) = pairs.pop() {
                    let before = compare(self, strict, (left.clone(), right.clone()))?;
                    let equal = compare(self, "=", (left, right))?;
                    out = Expr::Or(vec![before, Expr::And(vec![equal, out])]);
                }
                out
            }
            _ => {
                let message = format!(
                    "could not determine interpretation of row comparison operator {symbol}"
                );
                let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(
                    "Row comparison operators must be associated with btree operator families.",
                );
                return Err(self.at(error, at));
            }
        };
        Ok(Typed::new(expr, begin))
    }

    fn distinct(&mut self, expr: &A_Expr, negated: bool, scope: &Scope<'_>) -> SqlResult<Typed> {
        let (left, right) = (given(expr.lexpr.as_ref())?, given(expr.rexpr.as_ref())?);
        let null = |node: &Node| matches!(node, Node::A_Const(constant) if constant.isnull);
        if null(right) || null(left) {
            let arg = self.expression(if null(right) { left } else { right }, scope)?;
            let at = leftmost(arg.at, expr.location);
            return Ok(Typed::new(is_null(arg.expr, !negated), at));
        }
        let words = words(&expr.name);
        if let (Node::RowExpr(left), Node::RowExpr(right)) = (left, right) {
            let left = self.row_values(left, scope)?;
            let right = self.row_values(right, scope)?;
            if left.len() != right.len() {
                let message = "unequal number of entries in row expressions";
                return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), expr.location));
            }
            let mut all = Vec::with_capacity(left.len());
            for (left, right) in left.into_iter().zip(right) {
                let (call, _) = self.operator_call(&words, Some(left), right, expr.location)?;
                all.push(Expr::IsDistinct { equal: Box::new(call), negated });
            }
            let expr_of = |mut all: Vec<Expr>| match (all.len(), negated) {
                (1, _) => all.remove(0),
                (_, true) => Expr::And(all),
                (_, false) => Expr::Or(all),
            };
            return Ok(Typed::new(expr_of(all), expr.location));
        }
        let left = self.expression(left, scope)?;
        let right = self.expression(right, scope)?;
        let (call, begin) = self.operator_call(&words, Some(left), right, expr.location)?;
        if call.ty.oid != oid::BOOL {
            let message = "IS DISTINCT FROM requires = operator to yield boolean";
            let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message);
            return Err(self.at(error, expr.location));
        }
        Ok(Typed::new(Expr::IsDistinct { equal: Box::new(call), negated }, begin))
    }

    fn in_list(&mut self, expr: &A_Expr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let words = words(&expr.name);
        let negated = words.last() == Some(&"<>");
        let Some(Node::List(list)) = &expr.rexpr else {
            return Err(SqlError::internal("IN of no list"));
        };
        let left_node = given(expr.lexpr.as_ref())?;
        if let Node::RowExpr(left_row) = left_node {
            let mut all = Vec::with_capacity(list.len());
            for node in list.iter().flatten() {
                let left = self.row_values(left_row, scope)?;
                let right = match node {
                    Node::RowExpr(right) => self.row_values(right, scope)?,
                    _ => vec![self.expression(node, scope)?],
                };
                all.push(self.row_comparison(&words, left, right, expr.location)?.expr);
            }
            return Ok(Typed::new(
                joined(all, negated),
                leftmost(left_row.location, expr.location),
            ));
        }
        let left = self.expression(left_node, scope)?;
        let begin = leftmost(left.at, expr.location);
        let (mut constants, mut others) = (Vec::new(), Vec::new());
        for node in list.iter().flatten() {
            let before = self.references.len();
            let value = self.expression(node, scope)?;
            let named = self.references.len() > before;
            if named { others.push(value) } else { constants.push(value) }
        }
        let mut all = Vec::new();
        if constants.len() > 1 {
            let pairs: Vec<(Oid, i32)> = std::iter::once(&left)
                .chain(&constants)
                .map(|value| (value.ty().oid, value.at))
                .collect();
            let element = super::coerce::common(&pairs).ok();
            let array = element.filter(|ty| *ty != oid::RECORD).and_then(facts::array_of);
            if let (Some(element), Some(array)) = (element, array) {
                let (exprs, _) = self.in_common(std::mem::take(&mut constants), element, "IN")?;
                let array = Typed::new(Expr::Array(exprs, Type::new(array)), -1);
                let test = self.quantified(&words, left.clone(), array, negated, expr.location)?;
                all.push(test.expr);
            }
        }
        for value in constants.into_iter().chain(others) {
            let test = self.operator_named(&words, Some(left.clone()), value, expr.location)?;
            all.push(self.boolean(test, "IN")?);
        }
        Ok(Typed::new(joined(all, negated), begin))
    }

    fn between(&mut self, expr: &A_Expr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let Some(Node::List(bounds)) = &expr.rexpr else {
            return Err(SqlError::internal("BETWEEN of no bounds"));
        };
        let [Some(low), Some(high)] = &bounds[..] else {
            return Err(SqlError::internal("BETWEEN of other than two bounds"));
        };
        let left = given(expr.lexpr.as_ref())?;
        let negated = matches!(
            expr.kind,
            A_Expr_Kind::AEXPR_NOT_BETWEEN | A_Expr_Kind::AEXPR_NOT_BETWEEN_SYM
        );
        let symmetric = matches!(
            expr.kind,
            A_Expr_Kind::AEXPR_BETWEEN_SYM | A_Expr_Kind::AEXPR_NOT_BETWEEN_SYM
        );
        let mut begin = expr.location;
        let mut test = |binder: &mut Self, symbol: &str, bound: &Node| {
            let value = binder.expression(left, scope)?;
            begin = leftmost(begin, value.at);
            let bound = binder.expression(bound, scope)?;
            let test = binder.operator_named(&[symbol], Some(value), bound, expr.location)?;
            binder.boolean(test, if negated { "OR" } else { "AND" })
        };
        let (above, below) = if negated { ("<", ">") } else { (">=", "<=") };
        let mut pair = |binder: &mut Self, low: &Node, high: &Node| {
            let both = vec![test(binder, above, low)?, test(binder, below, high)?];
            Ok(if negated { Expr::Or(both) } else { Expr::And(both) })
        };
        let one = pair(self, low, high)?;
        let out = match symmetric {
            false => one,
            true => {
                let other = pair(self, high, low)?;
                if negated { Expr::And(vec![one, other]) } else { Expr::Or(vec![one, other]) }
            }
        };
        Ok(Typed::new(out, begin))
    }

    fn bool_expr(&mut self, expr: &BoolExpr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let word = match expr.boolop {
            BoolExprType::AND_EXPR => "AND",
            BoolExprType::OR_EXPR => "OR",
            _ => "NOT",
        };
        let mut args = Vec::with_capacity(expr.args.len());
        let mut begin = expr.location;
        for node in expr.args.iter().flatten() {
            let value = self.expression(node, scope)?;
            begin = leftmost(begin, value.at);
            args.push(self.boolean(value, word)?);
        }
        let out = match word {
            "AND" => Expr::And(args),
            "OR" => Expr::Or(args),
            _ => Expr::Not(Box::new(given(args.pop())?)),
        };
        Ok(Typed::new(out, begin))
    }

    fn case(&mut self, case: &CaseExpr, scope: &Scope<'_>) -> SqlResult<Typed> {
        let operand = match &case.arg {
            Some(node) => {
                let value = self.expression(node, scope)?;
                Some(self.known(value)?)
            }
            None => None,
        };
        let mut tests = Vec::with_capacity(case.args.len());
        let null = || Typed::new(Expr::Const(Datum::Null, Type::new(oid::UNKNOWN)), -1);
        let mut results = Vec::with_capacity(case.args.len() + 1);
        let sets = scope.groups.borrow().calls.len();
        for node in case.args.iter().flatten() {
            let Node::CaseWhen(when) = node else {
                return Err(SqlError::internal("CASE of other than WHEN"));
            };
            let value = self.expression(given(when.expr.as_ref())?, scope)?;
            let test = match &operand {
                Some(operand) => {
                    let held = Typed::new(Expr::CaseOperand(operand.expr.ty()), operand.at);
                    self.operator_named(&["="], Some(held), value, when.location)?
                }
                None => value,
            };
            tests.push(self.boolean(test, "CASE/WHEN")?);
            results.push(self.expression(given(when.result.as_ref())?, scope)?);
        }
        let otherwise = match &case.defresult {
            Some(node) => self.expression(node, scope)?,
            None => null(),
        };
        if scope.groups.borrow().calls.len() > sets {
            let message = "set-returning functions are not allowed in CASE";
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(
                "You might be able to move the set-returning function into a LATERAL FROM item.",
            );
            return Err(self.at(error, self.last_set));
        }
        results.insert(0, otherwise);
        let ty = self.common_type(&results, "CASE")?;
        let (mut results, ty) = self.in_common(results, ty, "CASE")?;
        let otherwise = results.remove(0);
        let expr = Expr::Case {
            operand: operand.map(|operand| Box::new(operand.expr)),
            whens: tests.into_iter().zip(results).collect(),
            otherwise: case.defresult.is_some().then(|| Box::new(otherwise)),
            ty,
        };
        Ok(Typed::new(expr, case.location))
    }

    fn sql_value(&mut self, value: &SQLValueFunction) -> SqlResult<Typed> {
        use SQLValueFunctionOp as Op;
        let (what, ty) = match value.op {
            Op::SVFOP_CURRENT_DATE => (SqlValue::CurrentDate, oid::DATE),
            Op::SVFOP_CURRENT_TIME | Op::SVFOP_CURRENT_TIME_N => {
                (SqlValue::CurrentTime, oid::TIMETZ)
            }
            Op::SVFOP_CURRENT_TIMESTAMP | Op::SVFOP_CURRENT_TIMESTAMP_N => {
                (SqlValue::CurrentTimestamp, oid::TIMESTAMPTZ)
            }
            Op::SVFOP_LOCALTIME | Op::SVFOP_LOCALTIME_N => (SqlValue::LocalTime, oid::TIME),
            Op::SVFOP_LOCALTIMESTAMP | Op::SVFOP_LOCALTIMESTAMP_N => {
                (SqlValue::LocalTimestamp, oid::TIMESTAMP)
            }
            Op::SVFOP_SESSION_USER => (SqlValue::SessionUser, oid::NAME),
            Op::SVFOP_CURRENT_CATALOG => (SqlValue::CurrentCatalog, oid::NAME),
            Op::SVFOP_CURRENT_SCHEMA => (SqlValue::CurrentSchema, oid::NAME),
            _ => (SqlValue::CurrentUser, oid::NAME),
        };
        let plain = Typed::new(Expr::SqlValue(what, Type::new(ty)), value.location);
        let target = Type { oid: ty, typmod: value.typmod.min(6) };
        self.coerce_typmod(plain, target, super::coerce::Context::Implicit)
    }

    fn null_test(&mut self, test: &NullTest, scope: &Scope<'_>) -> SqlResult<Typed> {
        let value = self.expression(given(test.arg.as_ref())?, scope)?;
        let at = leftmost(value.at, test.location);
        let negated = test.nulltesttype == NullTestType::IS_NOT_NULL;
        Ok(Typed::new(is_null(value.expr, negated), at))
    }

    fn boolean_test(&mut self, test: &BooleanTest, scope: &Scope<'_>) -> SqlResult<Typed> {
        let (value, negated, words) = match test.booltesttype {
            BoolTestType::IS_TRUE => (Some(true), false, "IS TRUE"),
            BoolTestType::IS_NOT_TRUE => (Some(true), true, "IS NOT TRUE"),
            BoolTestType::IS_FALSE => (Some(false), false, "IS FALSE"),
            BoolTestType::IS_NOT_FALSE => (Some(false), true, "IS NOT FALSE"),
            BoolTestType::IS_UNKNOWN => (None, false, "IS UNKNOWN"),
            _ => (None, true, "IS NOT UNKNOWN"),
        };
        let arg = self.expression(given(test.arg.as_ref())?, scope)?;
        let at = leftmost(arg.at, test.location);
        let arg = Box::new(self.boolean(arg, words)?);
        Ok(Typed::new(Expr::IsBool { arg, value, negated }, at))
    }
}

/// `IS [NOT] NULL`; of a row constructor, of every field.
fn is_null(arg: Expr, negated: bool) -> Expr {
    match arg {
        Expr::Row(fields, _) => {
            let mut tests: Vec<Expr> = fields
                .into_iter()
                .map(|field| Expr::IsNull { arg: Box::new(field), negated })
                .collect();
            match tests.len() {
                0 => Expr::Const(Datum::Bool(true), Type::new(oid::BOOL)),
                1 => tests.remove(0),
                _ => Expr::And(tests),
            }
        }
        arg => Expr::IsNull { arg: Box::new(arg), negated },
    }
}

/// Tests joined by OR, or by AND when they are negated.
fn joined(mut tests: Vec<Expr>, negated: bool) -> Expr {
    match (tests.len(), negated) {
        (1, _) => tests.remove(0),
        (_, true) => Expr::And(tests),
        (_, false) => Expr::Or(tests),
    }
}
