//! What is a compiled expression worth over one row?

use crate::array;
use crate::code::{Code, Invoke, Order, Target};
use crate::functions::Functions;
use crate::subquery::Known;
use base::{SqlError, SqlResult};
use builtin::{named, scalar};
use sql::SqlValue;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;
use types::facts::fn_oid;
use types::{Array, Datum, Record, Type, apply_typmod, compare};

/// Where an expression gets the values that no row gives.
#[derive(Clone, Copy)]
pub(crate) struct Eval<'a> {
    pub(crate) functions: &'a Functions<'a>,
    params: &'a [Datum],
    outer: &'a [Datum],
    operand: Option<&'a Datum>,
    element: Option<&'a Datum>,
    pub(crate) known: Known<'a>,
}

type Value<'v> = SqlResult<Cow<'v, Datum>>;

const NULL: Datum = Datum::Null;

fn owned<'v>(value: Datum) -> Value<'v> {
    Ok(Cow::Owned(value))
}

fn truth(value: bool) -> Datum {
    Datum::Bool(value)
}

impl<'a> Eval<'a> {
    pub(crate) fn new(
        functions: &'a Functions<'a>,
        params: &'a [Datum],
        outer: &'a [Datum],
    ) -> Eval<'a> {
        Eval { functions, params, outer, operand: None, element: None, known: Known::default() }
    }

    /// As it is, where subqueries can be asked for.
    pub(crate) fn knowing(self, known: Known<'a>) -> Eval<'a> {
        Eval { known, ..self }
    }

    /// The row is evaluated: what it drew from sequences is used up.
    pub(crate) fn row_done(&self) {
        self.functions.asking.row_done();
    }
}

impl Code {
    /// Its value over `row`, as an owned datum.
    pub(crate) fn eval(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
        match self {
            Code::Column(at) => Ok(row[*at].clone()),
            Code::Call(call) => call.run(eval, row),
            _ => self.value(eval, row).map(Cow::into_owned),
        }
    }

    /// Whether it is true over `row`, not NULL.
    pub(crate) fn is_true(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<bool> {
        match self {
            Code::And(terms) => {
                for term in terms {
                    if !term.is_true(eval, row)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Code::Compare(test) => {
                Ok(test.verdict(eval, row)?.is_some_and(|order| test.comparison.holds(order)))
            }
            _ => Ok(matches!(*self.value(eval, row)?, Datum::Bool(true))),
        }
    }

    /// Its value where nothing is computed.
    fn given<'v>(&'v self, eval: &Eval<'v>, row: &'v [Datum]) -> Option<&'v Datum> {
        match self {
            Code::Column(at) => Some(&row[*at]),
            Code::Const(value) => Some(value),
            Code::Param(at) => Some(eval.params.get(*at).unwrap_or(&NULL)),
            _ => None,
        }
    }

    /// Its value over `row`, borrowed where it stands.
    pub(crate) fn value<'v>(&'v self, eval: &Eval<'v>, row: &'v [Datum]) -> Value<'v> {
        match self {
            Code::Const(value) => Ok(Cow::Borrowed(value)),
            Code::Column(at) => Ok(Cow::Borrowed(&row[*at])),
            Code::Param(at) => Ok(Cow::Borrowed(eval.params.get(*at).unwrap_or(&NULL))),
            Code::Outer(slot) => Ok(Cow::Borrowed(&eval.outer[*slot])),
            Code::Operand => Ok(Cow::Borrowed(eval.operand.unwrap_or(&NULL))),
            Code::Element => Ok(Cow::Borrowed(eval.element.unwrap_or(&NULL))),
            Code::Call(call) => owned(call.run(eval, row)?),
            Code::Compare(test) => {
                let order = test.verdict(eval, row)?;
                owned(order.map_or(NULL, |order| truth(test.comparison.holds(order))))
            }
            Code::And(terms) => owned(junction(terms, false, eval, row)?),
            Code::Or(terms) => owned(junction(terms, true, eval, row)?),
            Code::Not(arg) => owned(match *arg.value(eval, row)? {
                Datum::Bool(value) => truth(!value),
                _ => NULL,
            }),
            Code::IsNull(arg, negated) => owned(arg.is_null(eval, row, *negated)?),
            Code::IsBool(arg, asked, negated) => {
                let is = match (&*arg.value(eval, row)?, asked) {
                    (Datum::Bool(is), Some(asked)) => is == asked,
                    (Datum::Null, None) => true,
                    _ => false,
                };
                owned(truth(is != *negated))
            }
            Code::IsDistinct(equal, negated) => owned(is_distinct(equal, *negated, eval, row)?),
            Code::NullIf(equal) => null_if(equal, eval, row),
            Code::Case { operand, whens, otherwise } => {
                case(operand.as_deref(), whens, otherwise.as_deref(), eval, row)
            }
            Code::Coalesce(args) => {
                for arg in args {
                    let value = arg.value(eval, row)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                owned(NULL)
            }
            Code::MinMax(greatest, ty, args) => extreme(*greatest, *ty, args, eval, row),
            Code::Row(fields, args) => {
                let values = args.iter().map(|arg| arg.eval(eval, row));
                let values = values.collect::<SqlResult<Vec<Datum>>>()?;
                owned(Datum::Record(Arc::new(Record { fields: Arc::clone(fields), values })))
            }
            Code::Field(record, at) => owned(match &*record.value(eval, row)? {
                Datum::Record(record) => record.values.get(*at).cloned().unwrap_or_default(),
                _ => NULL,
            }),
            Code::Array(array) => owned(array::construct(array, eval, row)?),
            Code::Subscript(subscript) => owned(array::subscript(subscript, eval, row)?),
            Code::Quantified(test) => owned(array::quantified(test, eval, row)?),
            Code::MapArray(array, body, element) => {
                owned(map_array(array, body, *element, eval, row)?)
            }
            Code::ViaText(cast) => owned(match &*cast.arg.value(eval, row)? {
                Datum::Null => NULL,
                value => via_text(value, cast.from, cast.to, eval)?,
            }),
            Code::SqlValue(value, ty) => owned(sql_value(*value, *ty, eval)?),
            Code::Given(take) => owned(take.value(eval, row)?),
        }
    }

    fn is_null(&self, eval: &Eval<'_>, row: &[Datum], negated: bool) -> SqlResult<Datum> {
        Ok(truth(match &*self.value(eval, row)? {
            // A row IS NULL when all its fields are, IS NOT NULL when none is.
            Datum::Record(row) => row.values.iter().all(|field| field.is_null() != negated),
            value => value.is_null() != negated,
        }))
    }
}

impl Invoke {
    /// The value of the call.
    pub(crate) fn run(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
        match self.args.as_slice() {
            [one] => self.apply(eval, &[one.eval(eval, row)?]),
            [one, two] => self.apply(eval, &[one.eval(eval, row)?, two.eval(eval, row)?]),
            args => {
                let args = args.iter().map(|arg| arg.eval(eval, row));
                self.apply(eval, &args.collect::<SqlResult<Vec<Datum>>>()?)
            }
        }
    }

    /// The function over these arguments.
    pub(crate) fn apply(&self, eval: &Eval<'_>, args: &[Datum]) -> SqlResult<Datum> {
        if self.strict && args.iter().any(Datum::is_null) {
            return Ok(NULL);
        }
        match &self.target {
            Target::Plain(function) => function(eval.functions.env, args),
            Target::Typed(function, signature) => function(eval.functions.env, signature, args),
            Target::Catalog(function) => function(eval.functions, args),
        }
    }
}

impl Order {
    /// How the sides stand to each other; `None` when either is NULL.
    fn verdict(&self, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Option<Ordering>> {
        let verdict = |left: &Datum, right: &Datum| match (left, right) {
            (Datum::Null, _) | (_, Datum::Null) => None,
            (left, right) => Some(order(self.ty, left, right)),
        };
        if let (Some(left), Some(right)) = (self.left.given(eval, row), self.right.given(eval, row))
        {
            return Ok(verdict(left, right));
        }
        Ok(verdict(&*self.left.value(eval, row)?, &*self.right.value(eval, row)?))
    }
}

/// As [`compare`], also of integers and floats of two widths.
pub(crate) fn order(ty: types::Oid, left: &Datum, right: &Datum) -> Ordering {
    match (left, right) {
        (Datum::Int4(a), Datum::Int4(b)) => a.cmp(b),
        (Datum::Int8(a), Datum::Int8(b)) => a.cmp(b),
        (Datum::Float4(a), Datum::Float8(b)) => types::compare_f64(f64::from(*a), *b),
        (Datum::Float8(a), Datum::Float4(b)) => types::compare_f64(*a, f64::from(*b)),
        _ => match (whole(left), whole(right)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => compare(ty, left, right),
        },
    }
}

/// The value of any of the integer types.
pub(crate) fn whole(value: &Datum) -> Option<i64> {
    match value {
        Datum::Int2(value) => Some(i64::from(*value)),
        Datum::Int4(value) => Some(i64::from(*value)),
        Datum::Int8(value) => Some(*value),
        _ => None,
    }
}

/// AND (`decisive` false) or OR (true), stopping at a decisive term.
fn junction(terms: &[Code], decisive: bool, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
    let mut unknown = false;
    for term in terms {
        match *term.value(eval, row)? {
            Datum::Bool(value) if value == decisive => return Ok(truth(decisive)),
            Datum::Bool(_) => {}
            _ => unknown = true,
        }
    }
    Ok(if unknown { NULL } else { truth(!decisive) })
}

fn is_distinct(equal: &Invoke, negated: bool, eval: &Eval<'_>, row: &[Datum]) -> SqlResult<Datum> {
    let args = equal.args.iter().map(|arg| arg.eval(eval, row));
    let args = args.collect::<SqlResult<Vec<Datum>>>()?;
    let distinct = match args.iter().filter(|arg| arg.is_null()).count() {
        0 => !matches!(equal.apply(eval, &args)?, Datum::Bool(true)),
        nulls => nulls == 1,
    };
    Ok(truth(distinct != negated))
}

fn null_if<'v>(equal: &'v Invoke, eval: &Eval<'v>, row: &'v [Datum]) -> Value<'v> {
    let args = equal.args.iter().map(|arg| arg.eval(eval, row));
    let mut args = args.collect::<SqlResult<Vec<Datum>>>()?;
    let same =
        !args.iter().any(Datum::is_null) && matches!(equal.apply(eval, &args)?, Datum::Bool(true));
    owned(if same || args.is_empty() { NULL } else { args.swap_remove(0) })
}

fn case<'v>(
    operand: Option<&'v Code>,
    whens: &'v [(Code, Code)],
    otherwise: Option<&'v Code>,
    eval: &Eval<'v>,
    row: &'v [Datum],
) -> Value<'v> {
    let operand = operand.map(|operand| operand.value(eval, row)).transpose()?;
    for (when, then) in whens {
        let inner = Eval { operand: operand.as_deref().or(eval.operand), ..*eval };
        if when.is_true(&inner, row)? {
            return then.value(eval, row);
        }
    }
    otherwise.map_or(owned(NULL), |otherwise| otherwise.value(eval, row))
}

fn extreme<'v>(
    greatest: bool,
    ty: types::Oid,
    args: &'v [Code],
    eval: &Eval<'v>,
    row: &'v [Datum],
) -> Value<'v> {
    let wanted = if greatest { Ordering::Greater } else { Ordering::Less };
    let mut best: Cow<'v, Datum> = Cow::Owned(NULL);
    for arg in args {
        let value = arg.value(eval, row)?;
        if !value.is_null() && (best.is_null() || order(ty, &value, &best) == wanted) {
            best = value;
        }
    }
    Ok(best)
}

fn map_array(
    array: &Code,
    body: &Code,
    element: types::Oid,
    eval: &Eval<'_>,
    row: &[Datum],
) -> SqlResult<Datum> {
    let Datum::Array(array) = &*array.value(eval, row)? else { return Ok(NULL) };
    let items = array.items.iter().map(|item| {
        let inner = Eval { element: Some(item), ..*eval };
        body.eval(&inner, row)
    });
    let items = items.collect::<SqlResult<Vec<Datum>>>()?;
    Ok(Datum::Array(Arc::new(Array { element, dims: array.dims.clone(), items })))
}

/// A cast by way of the text form.
fn via_text(value: &Datum, from: Type, to: Type, eval: &Eval<'_>) -> SqlResult<Datum> {
    let env = eval.functions.env;
    let text = named::to_text(from.oid, value, env);
    named::text_in(to, &text, env)
}

fn sql_value(value: SqlValue, ty: Type, eval: &Eval<'_>) -> SqlResult<Datum> {
    let env = eval.functions.env;
    let convert = |function| match scalar(function) {
        Some(builtin::Scalar::Plain(function)) => {
            function(env, &[Datum::Int8(env.transaction_timestamp())])
        }
        _ => Err(SqlError::unsupported("this form of the current time")),
    };
    let value = match value {
        SqlValue::CurrentTimestamp => Datum::Int8(env.transaction_timestamp()),
        SqlValue::CurrentDate => convert(fn_oid::F_DATE_TIMESTAMPTZ)?,
        SqlValue::CurrentTime => convert(fn_oid::F_TIMETZ_TIMESTAMPTZ)?,
        SqlValue::LocalTime => convert(fn_oid::F_TIME_TIMESTAMPTZ)?,
        SqlValue::LocalTimestamp => convert(fn_oid::F_TIMESTAMP_TIMESTAMPTZ)?,
        SqlValue::CurrentUser => return Ok(Datum::text(env.current_user())),
        SqlValue::SessionUser => return Ok(Datum::text(env.session_user())),
        SqlValue::CurrentCatalog => return Ok(Datum::text(env.current_database())),
        SqlValue::CurrentSchema => {
            return match crate::catalog_functions::scalar(fn_oid::F_CURRENT_SCHEMA) {
                Some(function) => function(eval.functions, &[]),
                None => {
                    Ok(env.search_path().first().map_or(NULL, |name| Datum::text(name.as_str())))
                }
            };
        }
    };
    apply_typmod(ty, value, true)
}
