//! How does a value of one type become one of another? (PostgreSQL, src/backend/parser/parse_coerce.c)

use super::type_name::{base_oid, base_type, category, preferred, shown};
use super::{Binder, Typed};
use crate::{Call, Expr};
use base::{SqlError, SqlResult, SqlState};
use types::facts::{self, oid};
use types::{Datum, Oid, Type};

/// Who asks for a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Context {
    /// An expression.
    Implicit,
    /// INSERT, UPDATE, DEFAULT.
    Assignment,
    /// CAST.
    Explicit,
}

/// How a conversion is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pathway {
    /// By this function.
    Function(Oid),
    /// The same bytes.
    Relabel,
    /// Output function, then input function.
    Text,
    /// Element by element.
    Elements,
}

/// The way from `source` to `target` in a context, if there is one (`find_coercion_pathway`).
pub(crate) fn pathway(source: Oid, target: Oid, context: Context) -> Option<Pathway> {
    let (source, target) = (base_oid(source), base_oid(target));
    if source == target {
        return Some(Pathway::Relabel);
    }
    if let Some(cast) = facts::cast(source, target) {
        let least = match cast.context {
            'i' => Context::Implicit,
            'a' => Context::Assignment,
            _ => Context::Explicit,
        };
        return (context >= least).then_some(match cast.method {
            'f' => Pathway::Function(cast.func),
            'i' => Pathway::Text,
            _ => Pathway::Relabel,
        });
    }
    if !matches!(target, oid::OIDVECTOR | oid::INT2VECTOR)
        && let (Some(from), Some(to)) = (facts::element_of(source), facts::element_of(target))
        && let Some(element) = pathway(from, to, context)
    {
        return Some(if element == Pathway::Text { Pathway::Text } else { Pathway::Elements });
    }
    let text = (context >= Context::Assignment && category(target) == 'S')
        || (context >= Context::Explicit && category(source) == 'S');
    text.then_some(Pathway::Text)
}

/// The function that fits a value to a type's modifier: `Some((function, arguments))`.
fn typmod_function(ty: Oid) -> Option<(Oid, usize)> {
    let cast = facts::cast(ty, ty).filter(|cast| cast.method == 'f')?;
    let arguments = facts::function(cast.func)?.argtypes.len();
    Some((cast.func, arguments))
}

/// Whether values of these types can be passed where those are declared (`can_coerce_type`).
pub(crate) fn can_coerce(actual: &[Oid], declared: &[Oid], context: Context) -> bool {
    let mut polymorphic = false;
    for (from, to) in actual.iter().zip(declared) {
        if from == to || *to == oid::ANY {
            continue;
        }
        if super::polymorphic::is_polymorphic(*to) {
            polymorphic = true;
            continue;
        }
        let composite = |ty: Oid| facts::type_by_oid(ty).is_none();
        let row =
            (*from == oid::RECORD && composite(*to)) || (*to == oid::RECORD && composite(*from));
        if *from == oid::UNKNOWN || row || pathway(*from, *to, context).is_some() {
            continue;
        }
        let rows = *to == oid::RECORD_ARRAY && facts::element_of(*from).is_some_and(composite);
        if !rows {
            return false;
        }
    }
    !polymorphic || super::polymorphic::consistent(actual, declared)
}

impl Binder<'_> {
    /// The value as one of `target`, modifier and all; `None` when there is no way. `at` is where
    /// the cast stands, -1 for none.
    pub(crate) fn coerce(
        &mut self,
        value: Typed,
        target: Type,
        context: Context,
    ) -> SqlResult<Option<Typed>> {
        if !can_coerce(&[value.ty().oid], &[target.oid], context) {
            return Ok(None);
        }
        let value = self.coerce_type(value, target, context)?;
        self.coerce_typmod(value, target, context).map(Some)
    }

    /// The value of CAST, or 42846 at the cast.
    pub(crate) fn cast(&mut self, value: Typed, target: Type, at: i32) -> SqlResult<Typed> {
        let (from, place) = (value.ty().oid, value.at);
        match self.coerce(value, target, Context::Explicit)? {
            Some(value) => Ok(Typed { at: super::leftmost(value.at, place), ..value }),
            None => {
                let message = format!("cannot cast type {} to {}", shown(from), shown(target.oid));
                let place = if at >= 0 { at } else { place };
                Err(self.at(SqlError::new(SqlState::CANNOT_COERCE, message), place))
            }
        }
    }

    /// The value as the column it is assigned to, or 42804.
    pub(crate) fn assign(&mut self, value: Typed, target: Type, column: &str) -> SqlResult<Expr> {
        let (from, at) = (value.ty().oid, value.at);
        match self.coerce(value, target, Context::Assignment)? {
            Some(value) => Ok(value.expr),
            None => {
                let message = format!(
                    "column \"{column}\" is of type {} but expression is of type {}",
                    shown(target.oid),
                    shown(from)
                );
                let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message)
                    .with_hint("You will need to rewrite or cast the expression.");
                Err(self.at(error, at))
            }
        }
    }

    /// The value as `target` without its modifier; [`can_coerce`] has said yes.
    pub(crate) fn coerce_type(
        &mut self,
        value: Typed,
        target: Type,
        context: Context,
    ) -> SqlResult<Typed> {
        let from = value.ty().oid;
        if from == target.oid
            || (from != oid::UNKNOWN && super::polymorphic::accepts_any(target.oid))
        {
            return Ok(value);
        }
        let at = value.at;
        match value.expr {
            Expr::Const(datum, _) if from == oid::UNKNOWN => {
                return self.literal_as(datum, target, at);
            }
            Expr::Param(number, _) if from == oid::UNKNOWN => {
                return self.param_as(number, target.oid, at);
            }
            _ if super::polymorphic::accepts_any(target.oid) => return Ok(value),
            _ => {}
        }
        let composite = |ty: Oid| facts::type_by_oid(ty).is_none() || ty == oid::RECORD;
        if composite(from) && composite(target.oid) {
            return Ok(value);
        }
        let base = base_type(target);
        let way = if from == oid::UNKNOWN {
            Pathway::Text
        } else {
            pathway(from, target.oid, context).ok_or_else(|| {
                let message = format!("cannot cast type {} to {}", shown(from), shown(target.oid));
                self.at(SqlError::new(SqlState::CANNOT_COERCE, message), at)
            })?
        };
        let mut typmod = base.typmod;
        if base.oid == target.oid {
            typmod = target.typmod;
        }
        let expr = self.converted(value.expr, Type { oid: base.oid, typmod }, way, context)?;
        let typed = Typed::new(expr, at);
        if base.oid == target.oid {
            return Ok(typed);
        }
        let fitted = self.coerce_typmod(typed, base, context)?;
        Ok(Typed::new(Expr::Relabel(Box::new(fitted.expr), Type::new(target.oid)), at))
    }

    /// `build_coercion_expression`.
    fn converted(
        &mut self,
        expr: Expr,
        target: Type,
        way: Pathway,
        context: Context,
    ) -> SqlResult<Expr> {
        let plain = Type::new(target.oid);
        Ok(match way {
            Pathway::Relabel if expr.ty().oid == target.oid => expr,
            Pathway::Relabel => Expr::Relabel(Box::new(expr), plain),
            Pathway::Text => Expr::ViaText(Box::new(expr), plain),
            Pathway::Function(function) => {
                let arguments = facts::function(function).map_or(1, |row| row.argtypes.len());
                fit(function, arguments, expr, target, context)
            }
            Pathway::Elements => {
                let from = facts::element_of(base_oid(expr.ty().oid)).unwrap_or(oid::UNKNOWN);
                let to = facts::element_of(target.oid).unwrap_or(oid::UNKNOWN);
                let element = Typed::new(Expr::Element(Type::new(from)), -1);
                let element = self.coerce_type(element, Type { oid: to, ..target }, context)?;
                Expr::MapArray(Box::new(expr), Box::new(element.expr), plain)
            }
        })
    }

    /// The value cut, padded or rounded to the modifier (`coerce_type_typmod`).
    pub(crate) fn coerce_typmod(
        &mut self,
        value: Typed,
        target: Type,
        context: Context,
    ) -> SqlResult<Typed> {
        if target.typmod < 0 || value.expr.ty() == target {
            return Ok(value);
        }
        let at = value.at;
        if let Some((function, arguments)) = typmod_function(target.oid) {
            return Ok(Typed::new(fit(function, arguments, value.expr, target, context), at));
        }
        let element = facts::element_of(target.oid);
        if let Some(element) = element
            && let Some((function, arguments)) = typmod_function(element)
        {
            let ty = Type { oid: element, typmod: target.typmod };
            let each = fit(function, arguments, Expr::Element(Type::new(element)), ty, context);
            let expr = Expr::MapArray(Box::new(value.expr), Box::new(each), target);
            return Ok(Typed::new(expr, at));
        }
        Ok(Typed::new(Expr::Relabel(Box::new(value.expr), target), at))
    }

    /// A parameter of no type yet takes this one (`variable_coerce_param_hook`).
    fn param_as(&mut self, number: usize, target: Oid, at: i32) -> SqlResult<Typed> {
        let known = self.param_type(number);
        if known != oid::UNKNOWN && known != target {
            let message = format!("inconsistent types deduced for parameter ${}", number + 1);
            let detail = format!("{} versus {}", shown(known), shown(target));
            let error = SqlError::new(SqlState::AMBIGUOUS_PARAMETER, message).with_detail(detail);
            return Err(self.at(error, at));
        }
        self.set_param_type(number, target);
        Ok(Typed::new(Expr::Param(number, Type::new(target)), at))
    }

    /// The value as a boolean, as `construct` (`WHERE`, `AND`) needs.
    pub(crate) fn boolean(&mut self, value: Typed, construct: &str) -> SqlResult<Expr> {
        self.specific(value, Type::new(oid::BOOL), construct)
    }

    /// The value as the one type that `construct` (`LIMIT`) takes.
    pub(crate) fn specific(
        &mut self,
        value: Typed,
        target: Type,
        construct: &str,
    ) -> SqlResult<Expr> {
        let (from, at) = (value.ty().oid, value.at);
        match self.coerce(value, target, Context::Assignment)? {
            Some(value) => Ok(value.expr),
            None => {
                let message = format!(
                    "argument of {construct} must be type {}, not type {}",
                    shown(target.oid),
                    shown(from)
                );
                Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at))
            }
        }
    }

    /// The type that values of these types meet in; `construct` is the word of the error
    /// (`select_common_type`).
    pub(crate) fn common_type(&self, values: &[Typed], construct: &str) -> SqlResult<Oid> {
        let pairs: Vec<(Oid, i32)> =
            values.iter().map(|value| (value.ty().oid, value.at)).collect();
        match common(&pairs) {
            Ok(ty) => Ok(ty),
            Err((one, other, at)) => {
                let message = format!(
                    "{construct} types {} and {} cannot be matched",
                    shown(one),
                    shown(other)
                );
                Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at))
            }
        }
    }

    /// The values as one type (`coerce_to_common_type`), with the modifier they share.
    pub(crate) fn in_common(
        &mut self,
        values: Vec<Typed>,
        ty: Oid,
        construct: &str,
    ) -> SqlResult<(Vec<Expr>, Type)> {
        let mut exprs = Vec::with_capacity(values.len());
        for value in values {
            exprs.push(self.to_common(value, ty, construct)?);
        }
        let ty = shared_typmod(ty, exprs.iter().map(Expr::ty));
        Ok((exprs, ty))
    }

    pub(crate) fn to_common(&mut self, value: Typed, ty: Oid, construct: &str) -> SqlResult<Expr> {
        let (from, at) = (value.ty().oid, value.at);
        if from == ty {
            return Ok(value.expr);
        }
        if !can_coerce(&[from], &[ty], Context::Implicit) {
            let message =
                format!("{construct} could not convert type {} to {}", shown(from), shown(ty));
            return Err(self.at(SqlError::new(SqlState::CANNOT_COERCE, message), at));
        }
        Ok(self.coerce_type(value, Type::new(ty), Context::Implicit)?.expr)
    }
}

/// A type with the modifier that all of these share, else with none.
pub(crate) fn shared_typmod(oid: Oid, mut types: impl Iterator<Item = Type>) -> Type {
    match types.next() {
        Some(first) if first.oid == oid && types.all(|ty| ty == first) => first,
        _ => Type::new(oid),
    }
}

/// A call of a cast or length function with as many of value, modifier and explicitness as it takes.
fn fit(function: Oid, arguments: usize, expr: Expr, target: Type, context: Context) -> Expr {
    let mut args = vec![expr];
    if arguments >= 2 {
        args.push(Expr::Const(Datum::Int4(target.typmod), Type::new(oid::INT4)));
    }
    if arguments >= 3 {
        let explicit = Datum::Bool(context == Context::Explicit);
        args.push(Expr::Const(explicit, Type::new(oid::BOOL)));
    }
    let ty = if arguments >= 2 { target } else { Type::new(target.oid) };
    let call = |ty| Expr::Call(Call { function, args, ty, position: 0, variadic: false });
    // From int2 to oid leads the function that gives an int4.
    let gives = facts::function(function).map_or(ty.oid, |function| function.rettype);
    let numeral = types::text::is_oid_like;
    match numeral(gives) == numeral(ty.oid) {
        true => call(ty),
        false => Expr::Relabel(Box::new(call(Type::new(gives))), ty),
    }
}

/// The common type, or the two that do not meet and where the second stands.
pub(crate) fn common(types: &[(Oid, i32)]) -> Result<Oid, (Oid, Oid, i32)> {
    let Some(((first, _), rest)) = types.split_first() else { return Ok(oid::TEXT) };
    if *first != oid::UNKNOWN && rest.iter().all(|(ty, _)| ty == first) {
        return Ok(*first);
    }
    let mut best = base_oid(*first);
    for (ty, at) in rest {
        let ty = base_oid(*ty);
        if ty == oid::UNKNOWN || ty == best {
            continue;
        }
        if best == oid::UNKNOWN {
            best = ty;
        } else if category(ty) != category(best) {
            return Err((best, ty, *at));
        } else if !preferred(best)
            && can_coerce(&[best], &[ty], Context::Implicit)
            && !can_coerce(&[ty], &[best], Context::Implicit)
        {
            best = ty;
        }
    }
    Ok(if best == oid::UNKNOWN { oid::TEXT } else { best })
}
