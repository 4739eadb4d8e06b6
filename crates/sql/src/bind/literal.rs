//! What value is a literal, once it is known which type it is asked to have?

use super::type_name::base_type;
use super::{Binder, Typed};
use crate::Expr;
use base::{SqlError, SqlResult};
use rupg_sql::nodes::{A_Const, Node};
use std::sync::Arc;
use types::facts::{self, oid};
use types::text::is_object_alias;
use types::{Array, Datum, Oid, Type, text_in};

/// Words of date and time input that mean another moment each time.
const MOMENTS: [&str; 4] = ["now", "today", "tomorrow", "yesterday"];

fn is_moment(ty: Oid, text: &str) -> bool {
    let dated =
        matches!(ty, oid::DATE | oid::TIME | oid::TIMETZ | oid::TIMESTAMP | oid::TIMESTAMPTZ);
    dated && {
        let text = text.to_ascii_lowercase();
        text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| MOMENTS.contains(&word))
    }
}

impl Binder<'_> {
    /// A constant as the grammar gave it: numbers are `int4`, `int8` or `numeric`, strings and
    /// NULL have no type yet.
    pub(crate) fn constant(&mut self, constant: &A_Const) -> SqlResult<Typed> {
        let at = constant.location;
        let (datum, ty) = match &constant.val {
            _ if constant.isnull => (Datum::Null, oid::UNKNOWN),
            Some(Node::Integer(value)) => (Datum::Int4(*value), oid::INT4),
            Some(Node::Float(text)) => match self.number(text) {
                Some(value) => (Datum::Int8(value), oid::INT8),
                None => return self.literal_as(Datum::text(&**text), Type::new(oid::NUMERIC), at),
            },
            Some(Node::Boolean(value)) => (Datum::Bool(*value), oid::BOOL),
            Some(Node::String(text)) => (Datum::text(&**text), oid::UNKNOWN),
            Some(Node::BitString(text)) => {
                return self.literal_as(Datum::text(&**text), Type::new(oid::BIT), at);
            }
            _ => return Err(self.at(SqlError::internal("a constant of no kind"), at)),
        };
        Ok(Typed::new(Expr::Const(datum, Type::new(ty)), at))
    }

    /// A number too long for `int4` as `int8`, when it is whole and fits.
    fn number(&self, text: &str) -> Option<i64> {
        let (digits, radix) = match text.get(..2) {
            Some("0x" | "0X") => (&text[2..], 16),
            Some("0o" | "0O") => (&text[2..], 8),
            Some("0b" | "0B") => (&text[2..], 2),
            _ => (text, 10),
        };
        i64::from_str_radix(&digits.replace('_', ""), radix).ok()
    }

    /// A literal of no type as one of `target`, by the type's input function.
    ///
    /// # Errors
    /// The input function's, at the literal.
    pub(crate) fn literal_as(&mut self, datum: Datum, target: Type, at: i32) -> SqlResult<Typed> {
        let base = base_type(target);
        let text = match datum {
            Datum::Text(text) => text,
            _ => return Ok(Typed::new(Expr::Const(Datum::Null, Type::new(target.oid)), at)),
        };
        // Only interval's modifier changes what its text means; others are applied afterwards.
        let typmod = match (base.oid, target.oid == base.oid) {
            (oid::INTERVAL, true) => target.typmod,
            _ => -1,
        };
        if is_moment(base.oid, &text) {
            self.cacheable = false;
        }
        let ty = Type { oid: base.oid, typmod };
        let value = self.input(ty, &text).map_err(|error| self.at(error, at))?;
        let result = if base.oid == target.oid { ty } else { Type::new(target.oid) };
        let typed = Typed::new(Expr::Const(value, result), at);
        if base.oid == target.oid || base.typmod < 0 {
            return Ok(typed);
        }
        let inner = Typed { expr: retyped(typed.expr, Type::new(base.oid)), ..typed };
        let fitted = self.coerce_typmod(inner, base, super::coerce::Context::Implicit)?;
        let expr = Expr::Relabel(Box::new(fitted.expr), Type::new(target.oid));
        Ok(Typed::new(expr, at))
    }

    fn input(&self, ty: Type, text: &str) -> SqlResult<Datum> {
        let formats = self.names.env.formats();
        let numeric = text == "-" || text.bytes().all(|byte| byte.is_ascii_digit());
        if is_object_alias(ty.oid) && (!numeric || text.is_empty()) {
            return self.object_alias(ty.oid, text).map(Datum::Oid);
        }
        if let Some(element) = facts::element_of(ty.oid).filter(|ty| is_object_alias(*ty)) {
            let Datum::Array(names) = text_in(Type::new(oid::TEXT_ARRAY), text, formats)? else {
                return Ok(Datum::Null);
            };
            let item = |name: &Datum| match name {
                Datum::Text(name) => self.input(Type::new(element), name),
                _ => Ok(Datum::Null),
            };
            let items = names.items.iter().map(item).collect::<SqlResult<Vec<_>>>()?;
            return Ok(Datum::Array(Arc::new(Array { element, dims: names.dims.clone(), items })));
        }
        text_in(ty, text, formats)
    }

    /// The object that a constant of an alias type means.
    fn object_alias(&self, alias: Oid, text: &str) -> SqlResult<Oid> {
        if let Some(oid) = self.lens.and_then(|lens| lens.object(alias, text)) {
            return Ok(oid);
        }
        let oid = self.names.env.object_oid(alias, text)?;
        if let Some(record) = &self.record {
            record.objects.borrow_mut().push((alias, text.to_string(), oid));
        }
        Ok(oid)
    }
}

fn retyped(expr: Expr, ty: Type) -> Expr {
    match expr {
        Expr::Const(datum, _) => Expr::Const(datum, ty),
        other => other,
    }
}
