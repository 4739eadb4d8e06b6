//! How does an expression become [`Code`]?

use crate::catalog_functions;
use crate::code::{
    Code, Construct, Invoke, Members, Order, Quantified, Subscript, Target, ViaText,
};
use crate::compile::Compiler;
use crate::fold;
use crate::identity;
use crate::subquery;
use base::{SqlError, SqlResult, SqlState};
use builtin::{Scalar, Signature, scalar};
use plan::comparison::{compares, is_equality};
use sql::rel::ColumnId;
use sql::{Call, Expr};
use std::collections::HashSet;
use std::sync::Arc;
use types::facts::{self, element_of, oid};
use types::{Array, Datum, Oid, Type};

/// Expressions inside expressions, at most: each level takes some of the stack at every evaluation.
const DEPTH_MAX: usize = 1000;

impl Compiler {
    /// `expr` over rows of `columns`. Columns that are not among them are of an outer query.
    pub(crate) fn code(&mut self, expr: &Expr, columns: &[ColumnId]) -> SqlResult<Code> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(SqlError::new(
                SqlState::STATEMENT_TOO_COMPLEX,
                "stack depth limit exceeded",
            ));
        }
        let code = self.compile(expr, columns);
        self.depth -= 1;
        code
    }

    /// As [`Compiler::code`], of several.
    pub(crate) fn codes<'e>(
        &mut self,
        exprs: impl IntoIterator<Item = &'e Expr>,
        columns: &[ColumnId],
    ) -> SqlResult<Vec<Code>> {
        exprs.into_iter().map(|expr| self.code(expr, columns)).collect()
    }

    fn boxed(&mut self, expr: &Expr, columns: &[ColumnId]) -> SqlResult<Box<Code>> {
        self.code(expr, columns).map(Box::new)
    }

    fn compile(&mut self, expr: &Expr, columns: &[ColumnId]) -> SqlResult<Code> {
        Ok(match expr {
            Expr::Const(value, _) => Code::Const(value.clone()),
            Expr::Column(id, _) => match columns.iter().position(|column| column == id) {
                Some(at) => Code::Column(at),
                None => Code::Outer(self.slot(*id)?),
            },
            Expr::Param(at, _) => Code::Param(*at),
            Expr::Call(call) => self.call(call, columns)?,
            Expr::Relabel(arg, to) => {
                let (from, numeral) = (arg.ty(), types::text::is_oid_like);
                let arg = self.code(arg, columns)?;
                // PostgreSQL's int4 and oid share their bits, ours only their digits.
                match numeral(from.oid) == numeral(to.oid) {
                    true => arg,
                    false => Code::ViaText(Box::new(ViaText { arg, from, to: *to })),
                }
            }
            Expr::ViaText(arg, to) => {
                let from = arg.ty();
                let arg = self.code(arg, columns)?;
                Code::ViaText(Box::new(ViaText { arg, from, to: *to }))
            }
            Expr::MapArray(array, body, ty) => {
                let element = element_of(ty.oid).unwrap_or_else(|| body.ty().oid);
                Code::MapArray(self.boxed(array, columns)?, self.boxed(body, columns)?, element)
            }
            Expr::Element(_) => Code::Element,
            Expr::CaseOperand(_) => Code::Operand,
            Expr::And(terms) => Code::And(self.codes(terms, columns)?),
            Expr::Or(terms) => Code::Or(self.codes(terms, columns)?),
            Expr::Not(arg) => Code::Not(self.boxed(arg, columns)?),
            Expr::IsNull { arg, negated } => Code::IsNull(self.boxed(arg, columns)?, *negated),
            Expr::IsBool { arg, value, negated } => {
                Code::IsBool(self.boxed(arg, columns)?, *value, *negated)
            }
            Expr::IsDistinct { equal, negated } => {
                Code::IsDistinct(Box::new(self.invoke(equal, columns)?), *negated)
            }
            Expr::NullIf(equal, _) => Code::NullIf(Box::new(self.invoke(equal, columns)?)),
            Expr::Case { operand, whens, otherwise, .. } => {
                self.case(operand.as_deref(), whens, otherwise.as_deref(), columns)?
            }
            Expr::Coalesce(args, _) => Code::Coalesce(self.codes(args, columns)?),
            Expr::MinMax(greatest, args, ty) => {
                Code::MinMax(*greatest, ty.oid, self.codes(args, columns)?)
            }
            Expr::Array(items, ty) => self.array(items, *ty, columns)?,
            Expr::Row(args, fields) => Code::Row(Arc::clone(fields), self.codes(args, columns)?),
            Expr::Field(row, place, _) => Code::Field(Box::new(self.code(row, columns)?), *place),
            Expr::Subscript { array, index, slice, .. } => {
                self.subscript(array, index, *slice, columns)?
            }
            Expr::Quantified { function, left, array, all } => {
                self.quantified(*function, left, array, *all, columns)?
            }
            Expr::Given(given) => Code::Given(Box::new(subquery::take(self, given, columns)?)),
            Expr::Subquery(_) => return Err(SqlError::unsupported("a subquery in this place")),
            Expr::SqlValue(value, ty) => Code::SqlValue(*value, *ty),
        })
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        whens: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        columns: &[ColumnId],
    ) -> SqlResult<Code> {
        let operand = operand.map(|operand| self.boxed(operand, columns)).transpose()?;
        let mut compiled = Vec::with_capacity(whens.len());
        for (when, then) in whens {
            compiled.push((self.code(when, columns)?, self.code(then, columns)?));
        }
        let otherwise = otherwise.map(|other| self.boxed(other, columns)).transpose()?;
        Ok(Code::Case { operand, whens: compiled, otherwise })
    }

    fn subscript(
        &mut self,
        array: &Expr,
        index: &[(Option<Expr>, Option<Expr>)],
        slice: bool,
        columns: &[ColumnId],
    ) -> SqlResult<Code> {
        let jsonb = array.ty().oid == oid::JSONB;
        let array = self.code(array, columns)?;
        let mut bound = |bound: &Option<Expr>| -> SqlResult<Option<Code>> {
            bound.as_ref().map(|bound| self.code(bound, columns)).transpose()
        };
        let index = index.iter().map(|(lower, upper)| Ok((bound(lower)?, bound(upper)?)));
        let index = index.collect::<SqlResult<Vec<_>>>()?;
        Ok(Code::Subscript(Box::new(Subscript { array, index, slice, jsonb })))
    }

    fn array(&mut self, items: &[Expr], ty: Type, columns: &[ColumnId]) -> SqlResult<Code> {
        let nested = items.iter().any(|item| element_of(item.ty().oid).is_some());
        let element = element_of(ty.oid).unwrap_or(oid::TEXT);
        let items = self.codes(items, columns)?;
        let constant = items.iter().all(|item| matches!(item, Code::Const(_)));
        let code = Code::Array(Box::new(Construct { items, element, nested }));
        Ok(if constant { fold::fold(code, &mut self.fails) } else { code })
    }

    fn call(&mut self, call: &Call, columns: &[ColumnId]) -> SqlResult<Code> {
        if let (Some(found), [left, right]) = (compares(call.function), call.args.as_slice()) {
            let (left, right) = (self.code(left, columns)?, self.code(right, columns)?);
            let constant = matches!((&left, &right), (Code::Const(_), Code::Const(_)));
            let (comparison, ty) = (found.comparison, found.left);
            let code = Code::Compare(Box::new(Order { comparison, ty, left, right }));
            return Ok(if constant { fold::fold(code, &mut self.fails) } else { code });
        }
        let invoke = self.invoke(call, columns)?;
        // PostgreSQL has it as immutable, but it counts by the session's calendar.
        let by_zone = call.function == facts::fn_oid::F_AGE_TIMESTAMPTZ_TIMESTAMPTZ;
        let immutable =
            !by_zone && facts::function(call.function).is_some_and(|fact| fact.volatile == 'i');
        let constant = invoke.args.iter().all(|arg| matches!(arg, Code::Const(_)));
        let foldable = immutable && constant && !matches!(invoke.target, Target::Catalog(_));
        let code = Code::Call(Box::new(invoke));
        Ok(if foldable { fold::fold(code, &mut self.fails) } else { code })
    }

    /// A call as itself, for who wants to look at its arguments.
    pub(crate) fn invoke(&mut self, call: &Call, columns: &[ColumnId]) -> SqlResult<Invoke> {
        let args = self.codes(&call.args, columns)?;
        let types = || Signature {
            variadic: call.variadic,
            ..signature(call.args.iter().map(Expr::ty).collect(), call.ty)
        };
        let target =
            target(call.function, types).map_err(|error| positioned(error, call.position))?;
        Ok(Invoke { target, strict: is_strict(call.function), args })
    }

    fn quantified(
        &mut self,
        function: Oid,
        left: &Expr,
        array: &Expr,
        all: bool,
        columns: &[ColumnId],
    ) -> SqlResult<Code> {
        let element = Type::new(element_of(array.ty().oid).unwrap_or(oid::TEXT));
        let types = || signature(vec![left.ty(), element], Type::new(oid::BOOL));
        let target = target(function, types)?;
        let invoke = Invoke { target, strict: is_strict(function), args: Vec::new() };
        let (left, array) = (self.code(left, columns)?, self.code(array, columns)?);
        let members = match &array {
            Code::Const(Datum::Array(array)) if !all && is_equality(function) => {
                compares(function).map(|found| members(array, found.left))
            }
            _ => None,
        };
        Ok(Code::Quantified(Box::new(Quantified { left, array, all, function: invoke, members })))
    }
}

/// The types of a call.
pub(crate) fn signature(args: Vec<Type>, result: Type) -> Signature {
    Signature { args, result, variadic: false }
}

fn members(array: &Array, ty: Oid) -> Members {
    let mut keys = HashSet::new();
    for item in array.items.iter().filter(|item| !item.is_null()) {
        let mut key = Vec::new();
        identity::put(ty, item, &mut key);
        keys.insert(key);
    }
    Members { keys, has_null: array.items.iter().any(Datum::is_null), ty }
}

/// What carries out `function`.
///
/// # Errors
/// 0A000 by the function's name and types when nothing does.
pub(crate) fn target(function: Oid, signature: impl Fn() -> Signature) -> SqlResult<Target> {
    if let Some(found) = catalog_functions::scalar(function) {
        return Ok(Target::Catalog(found));
    }
    match scalar(function) {
        Some(Scalar::Plain(found)) => Ok(Target::Plain(found)),
        Some(Scalar::Typed(found)) => Ok(Target::Typed(found, Box::new(signature()))),
        None => Err(unsupported(function)),
    }
}

/// Whether a NULL argument makes NULL.
pub(crate) fn is_strict(function: Oid) -> bool {
    facts::function(function).is_none_or(|fact| fact.strict)
}

/// 0A000 with the function's name.
pub(crate) fn unsupported(function: Oid) -> SqlError {
    match facts::function(function) {
        Some(fact) => {
            let types = fact.argtypes.iter().map(|ty| types::format_type(Type::new(*ty)));
            let types = types.collect::<Vec<String>>().join(", ");
            SqlError::unsupported(format!("function {}({types})", fact.name))
        }
        None => SqlError::unsupported(format!("function with OID {function}")),
    }
}

fn positioned(error: SqlError, position: u32) -> SqlError {
    if position > 0 && error.fields().position.is_none() {
        return error.with_position(position);
    }
    error
}
