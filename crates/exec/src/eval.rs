//! What is an expression worth over one row?

use crate::codec::compare;
use crate::context::Scope;
use crate::functions::Functions;
use base::{SqlError, SqlResult};
use sql::rel::ColumnId;
use sql::{Call, Expr};
use std::cmp::Ordering;
use types::{Array, Datum};

/// Where an expression's leaves get their values.
#[derive(Clone, Copy)]
pub(crate) struct Eval<'a> {
    pub(crate) functions: &'a dyn Functions,
    pub(crate) scope: &'a Scope,
    pub(crate) columns: &'a [ColumnId],
    pub(crate) row: &'a [Datum],
    pub(crate) element: Option<&'a Datum>,
    pub(crate) operand: Option<&'a Datum>,
}

impl<'a> Eval<'a> {
    pub(crate) fn new(
        functions: &'a dyn Functions,
        scope: &'a Scope,
        columns: &'a [ColumnId],
        row: &'a [Datum],
    ) -> Eval<'a> {
        Eval { functions, scope, columns, row, element: None, operand: None }
    }

    /// Whether `predicate` is true, not NULL.
    pub(crate) fn is_true(&self, predicate: &Expr) -> SqlResult<bool> {
        Ok(matches!(self.value(predicate)?, Datum::Bool(true)))
    }

    pub(crate) fn values(&self, exprs: &[Expr]) -> SqlResult<Vec<Datum>> {
        exprs.iter().map(|expr| self.value(expr)).collect()
    }

    pub(crate) fn value(&self, expr: &Expr) -> SqlResult<Datum> {
        match expr {
            Expr::Const(value, _) => Ok(value.clone()),
            Expr::Column(id, _) => self.column(*id),
            Expr::Param(place, _) => Ok(self.scope.params.get(*place).cloned().unwrap_or_default()),
            Expr::Call(call) => self.call(call),
            Expr::Relabel(arg, _) => self.value(arg),
            Expr::ViaText(arg, to) => match self.value(arg)? {
                Datum::Null => Ok(Datum::Null),
                value => self.functions.via_text(&value, arg.ty(), *to),
            },
            Expr::Element(_) => Ok(self.element.cloned().unwrap_or_default()),
            Expr::CaseOperand(_) => Ok(self.operand.cloned().unwrap_or_default()),
            Expr::And(terms) => self.junction(terms, false),
            Expr::Or(terms) => self.junction(terms, true),
            Expr::Not(arg) => Ok(match self.value(arg)? {
                Datum::Bool(value) => Datum::Bool(!value),
                _ => Datum::Null,
            }),
            Expr::IsNull { arg, negated } => {
                Ok(Datum::Bool(self.value(arg)?.is_null() != *negated))
            }
            Expr::IsBool { arg, value, negated } => {
                let is = match (self.value(arg)?, value) {
                    (Datum::Bool(is), Some(asked)) => is == *asked,
                    (Datum::Null, None) => true,
                    _ => false,
                };
                Ok(Datum::Bool(is != *negated))
            }
            Expr::IsDistinct { equal, negated } => {
                let args = self.values(&equal.args)?;
                let distinct = match args.iter().filter(|arg| arg.is_null()).count() {
                    0 => !matches!(self.apply(equal, &args)?, Datum::Bool(true)),
                    nulls => nulls == 1,
                };
                Ok(Datum::Bool(distinct != *negated))
            }
            Expr::NullIf(call, _) => {
                let mut args = self.values(&call.args)?;
                let equal = !args.iter().any(Datum::is_null)
                    && matches!(self.apply(call, &args)?, Datum::Bool(true));
                Ok(if equal || args.is_empty() { Datum::Null } else { args.swap_remove(0) })
            }
            Expr::Case { operand, whens, otherwise, .. } => {
                let operand = operand.as_ref().map(|operand| self.value(operand)).transpose()?;
                let inner = Eval { operand: operand.as_ref().or(self.operand), ..*self };
                for (when, then) in whens {
                    if inner.is_true(when)? {
                        return self.value(then);
                    }
                }
                otherwise.as_ref().map_or(Ok(Datum::Null), |otherwise| self.value(otherwise))
            }
            Expr::Coalesce(args, _) => {
                for arg in args {
                    let value = self.value(arg)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Ok(Datum::Null)
            }
            Expr::MinMax(greatest, args, _) => self.extreme(*greatest, args),
            Expr::Row(args) => Ok(Datum::Record(self.values(args)?.into())),
            Expr::Quantified { function, left, array, all } => {
                self.quantified(*function, left, array, *all)
            }
            Expr::MapArray(array, body, ty) => self.map_array(array, body, *ty),
            Expr::SqlValue(value, _) => self.functions.sql_value(*value),
            Expr::Array(..) => Err(SqlError::unsupported("an ARRAY constructor")),
            Expr::Subscript { .. } => Err(SqlError::unsupported("an array subscript")),
            Expr::Subquery(_) => Err(SqlError::unsupported("a subquery in this place")),
        }
    }

    fn column(&self, id: ColumnId) -> SqlResult<Datum> {
        if let Some(place) = self.columns.iter().position(|column| *column == id) {
            return Ok(self.row.get(place).cloned().unwrap_or_default());
        }
        let outer = self.scope.outer.get(&id).cloned();
        outer.ok_or_else(|| SqlError::internal(format!("column {} is not bound", id.0)))
    }

    fn call(&self, call: &Call) -> SqlResult<Datum> {
        let args = self.values(&call.args)?;
        self.apply(call, &args)
    }

    fn apply(&self, call: &Call, args: &[Datum]) -> SqlResult<Datum> {
        self.functions.call(call.function, args, call.ty).map_err(|error| {
            if call.position > 0 && error.fields().position.is_none() {
                return error.with_position(call.position);
            }
            error
        })
    }

    /// AND (`decisive` false) or OR (true), stopping at a decisive term.
    fn junction(&self, terms: &[Expr], decisive: bool) -> SqlResult<Datum> {
        let mut unknown = false;
        for term in terms {
            match self.value(term)? {
                Datum::Bool(value) if value == decisive => return Ok(Datum::Bool(decisive)),
                Datum::Bool(_) => {}
                _ => unknown = true,
            }
        }
        Ok(if unknown { Datum::Null } else { Datum::Bool(!decisive) })
    }

    fn extreme(&self, greatest: bool, args: &[Expr]) -> SqlResult<Datum> {
        let wanted = if greatest { Ordering::Greater } else { Ordering::Less };
        let mut best = Datum::Null;
        for arg in args {
            let value = self.value(arg)?;
            if !value.is_null() && (best.is_null() || compare(&value, &best)? == wanted) {
                best = value;
            }
        }
        Ok(best)
    }

    fn quantified(&self, function: u32, left: &Expr, array: &Expr, all: bool) -> SqlResult<Datum> {
        let left = self.value(left)?;
        let Datum::Array(array) = self.value(array)? else { return Ok(Datum::Null) };
        let mut unknown = false;
        for item in &array.items {
            let ty = types::Type::new(16);
            match self.functions.call(function, &[left.clone(), item.clone()], ty)? {
                Datum::Bool(value) if value != all => return Ok(Datum::Bool(!all)),
                Datum::Bool(_) => {}
                _ => unknown = true,
            }
        }
        Ok(if unknown { Datum::Null } else { Datum::Bool(all) })
    }

    fn map_array(&self, array: &Expr, body: &Expr, _ty: types::Type) -> SqlResult<Datum> {
        let Datum::Array(array) = self.value(array)? else { return Ok(Datum::Null) };
        let items = array.items.iter().map(|item| {
            let inner = Eval { element: Some(item), ..*self };
            inner.value(body)
        });
        let items = items.collect::<SqlResult<Vec<Datum>>>()?;
        let (element, dims) = (body.ty().oid, array.dims.clone());
        Ok(Datum::Array(std::sync::Arc::new(Array { element, dims, items })))
    }
}
