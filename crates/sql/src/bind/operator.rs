//! Which operator does a symbol mean between these types? (PostgreSQL, src/backend/parser/parse_oper.c)

use super::candidates::{Candidate, Choice, choose};
use super::coerce::Context;
use super::type_name::{base_oid, shown, words};
use super::{Binder, Typed, leftmost, polymorphic};
use crate::{Call, Expr};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::List;
use types::facts::{self, Language, OperatorFact, oid};
use types::{Oid, Type};

const HINT: &str = "No operator matches the given name and argument types. You might need to add explicit type casts.";

const PREFIX_HINT: &str = "No operator matches the given name and argument type. You might need to add an explicit type cast.";

impl Binder<'_> {
    /// `left op right`, or `op right`.
    ///
    /// # Errors
    /// 42883 and 42725 at the operator.
    pub(crate) fn operator(
        &mut self,
        name: &List,
        left: Option<Typed>,
        right: Typed,
        at: i32,
    ) -> SqlResult<Typed> {
        let words = words(name);
        self.operator_named(&words, left, right, at)
    }

    pub(crate) fn operator_named(
        &mut self,
        words: &[&str],
        left: Option<Typed>,
        right: Typed,
        at: i32,
    ) -> SqlResult<Typed> {
        let (call, begin) = self.operator_call(words, left, right, at)?;
        // Such as `text || anynonarray` and `interval + date`.
        let written = facts::function(call.function)
            .filter(|fact| fact.language == Language::Sql && !self.keeps_calls);
        let expr = match written {
            Some(fact) => self.put_in(fact, call)?,
            None => Expr::Call(call),
        };
        Ok(Typed::new(expr, begin))
    }

    /// The call behind an operator, and where it begins.
    pub(crate) fn operator_call(
        &mut self,
        words: &[&str],
        left: Option<Typed>,
        right: Typed,
        at: i32,
    ) -> SqlResult<(Call, i32)> {
        let fact =
            self.find_operator(words, left.as_ref().map(|left| left.ty().oid), right.ty().oid, at)?;
        let mut args = Vec::with_capacity(2);
        let mut declared = Vec::with_capacity(2);
        let mut begin = leftmost(at, right.at);
        if let Some(left) = left {
            begin = leftmost(begin, left.at);
            declared.push(fact.left);
            args.push(left);
        }
        declared.push(fact.right);
        args.push(right);
        let call = self.call_of(fact.code, fact.result, &declared, args, at)?;
        Ok((call, begin))
    }

    /// A call with its arguments made the declared types, polymorphism resolved.
    pub(crate) fn call_of(
        &mut self,
        function: Oid,
        result: Oid,
        declared: &[Oid],
        args: Vec<Typed>,
        at: i32,
    ) -> SqlResult<Call> {
        let actual: Vec<Oid> = args.iter().map(|arg| arg.ty().oid).collect();
        let (declared, result) =
            polymorphic::resolve(&actual, declared, result).map_err(|(message, detail)| {
                let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message);
                let error = match detail {
                    Some(detail) => error.with_detail(detail),
                    None => error,
                };
                self.at(error, at)
            })?;
        let mut exprs = Vec::with_capacity(args.len());
        for (place, arg) in args.into_iter().enumerate() {
            let expr = match declared.get(place) {
                Some(ty) if *ty != oid::ANY => {
                    self.coerce_type(arg, Type::new(*ty), Context::Implicit)?.expr
                }
                _ => arg.expr,
            };
            exprs.push(expr);
        }
        let position = self.position(at).unwrap_or(0);
        Ok(Call { function, args: exprs, ty: Type::new(result), position, variadic: false })
    }

    /// The operator that fits best.
    pub(crate) fn find_operator(
        &self,
        words: &[&str],
        left: Option<Oid>,
        right: Oid,
        at: i32,
    ) -> SqlResult<&'static OperatorFact> {
        self.check_schema(words, at)?;
        let symbol = words.last().copied().unwrap_or("");
        let elsewhere = match words {
            [schema, _] => self.schema_oid(schema) != Some(facts::PG_CATALOG),
            _ => false,
        };
        let kind = if left.is_some() { 'b' } else { 'l' };
        let list: Vec<&'static OperatorFact> = match elsewhere {
            true => Vec::new(),
            false => facts::operators_named(symbol).filter(|row| row.kind == kind).collect(),
        };
        if let Some(exact) = exact(&list, left, right) {
            return Ok(exact);
        }
        let mut input = vec![right];
        if let Some(left) = left {
            // One unknown operand is first taken for the type of the other.
            input.insert(0, left);
        }
        let candidates = list
            .iter()
            .map(|row| Candidate {
                what: *row,
                args: if left.is_some() { vec![row.left, row.right] } else { vec![row.right] },
            })
            .collect();
        let signature = match left {
            Some(left) => format!("{} {symbol} {}", shown(left), shown(right)),
            None => format!("{symbol} {}", shown(right)),
        };
        match choose(&input, candidates) {
            Choice::One(candidate) => Ok(candidate.what),
            Choice::Several => {
                let message = format!("operator is not unique: {signature}");
                let hint = "Could not choose a best candidate operator. You might need to add explicit type casts.";
                let error = SqlError::new(SqlState::AMBIGUOUS_FUNCTION, message).with_hint(hint);
                Err(self.at(error, at))
            }
            Choice::None => {
                let message = format!("operator does not exist: {signature}");
                let error = SqlError::new(SqlState::UNDEFINED_FUNCTION, message)
                    .with_hint(if left.is_some() { HINT } else { PREFIX_HINT });
                Err(self.at(error, at))
            }
        }
    }

    /// `left op ANY (array)` or `ALL`.
    pub(crate) fn quantified(
        &mut self,
        words: &[&str],
        left: Typed,
        array: Typed,
        all: bool,
        at: i32,
    ) -> SqlResult<Typed> {
        let wrong = |message: &str| SqlError::new(SqlState::WRONG_OBJECT_TYPE, message);
        let element = match array.ty().oid {
            oid::UNKNOWN => oid::UNKNOWN,
            other => facts::element_of(base_oid(other)).ok_or_else(|| {
                self.at(wrong("op ANY/ALL (array) requires array on right side"), at)
            })?,
        };
        let fact = self.find_operator(words, Some(left.ty().oid), element, at)?;
        if fact.result != oid::BOOL {
            return Err(self.at(wrong("op ANY/ALL (array) requires operator to yield boolean"), at));
        }
        let begin = leftmost(leftmost(at, left.at), array.at);
        let actual = [left.ty().oid, element];
        let (declared, _) = polymorphic::resolve(&actual, &[fact.left, fact.right], oid::BOOL)
            .map_err(|(message, _)| {
                self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at)
            })?;
        let left = self.coerce_type(left, Type::new(declared[0]), Context::Implicit)?;
        let wanted = facts::array_of(declared[1]).ok_or_else(|| {
            let message = format!("could not find array type for data type {}", shown(declared[1]));
            self.at(SqlError::new(SqlState::UNDEFINED_OBJECT, message), at)
        })?;
        let array = self.coerce_type(array, Type::new(wanted), Context::Implicit)?;
        let expr = Expr::Quantified {
            function: fact.code,
            left: Box::new(left.expr),
            array: Box::new(array.expr),
            all,
        };
        Ok(Typed::new(expr, begin))
    }
}

fn exact(
    list: &[&'static OperatorFact],
    left: Option<Oid>,
    right: Oid,
) -> Option<&'static OperatorFact> {
    let find = |left: Oid, right: Oid| {
        list.iter().copied().find(|row| row.left == left && row.right == right)
    };
    let Some(left) = left else { return find(0, right) };
    match (left, right) {
        (oid::UNKNOWN, oid::UNKNOWN) => None,
        (oid::UNKNOWN, known) | (known, oid::UNKNOWN) => {
            let base = base_oid(known);
            find(known, known).or_else(|| if base == known { None } else { find(base, base) })
        }
        _ => find(left, right),
    }
}
