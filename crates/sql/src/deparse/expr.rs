//! What is the SQL text of a bound expression?

use super::query::Level;
use super::quote::{quote_ident, quote_literal};
use crate::catalog::Catalog;
use crate::expr::{Call, Expr, SqlValue};
use crate::rel::ColumnId;
use base::{SqlError, SqlResult};
use std::collections::HashMap;
use std::sync::LazyLock;
use types::facts::{self, OperatorFact, oid};
use types::{Datum, Formats, Oid, Type, format_type, to_text};

/// What the text of an expression depends on.
#[derive(Clone, Copy)]
pub struct Deparse<'a> {
    /// Only the parentheses a reader needs.
    pub pretty: bool,
    /// So that binding the text gives the same tree again. PostgreSQL's own text of a cast array
    /// does not: its parser casts the elements of an array that is written out.
    pub stored: bool,
    /// How constants are written.
    pub formats: &'a Formats,
    /// A column's name as SQL writes it.
    pub column: &'a dyn Fn(ColumnId) -> Option<String>,
    /// The name of the object an alias type's constant means (`regclass`); none writes its number.
    pub object: &'a dyn Fn(Oid, Oid) -> Option<String>,
}

/// Spaces that the branches of a CASE stand in from it.
const INDENT: usize = 4;

impl Deparse<'_> {
    /// The text of `expr`.
    ///
    /// # Errors
    /// 0A000 for a subquery, and a column that has no name is XX000.
    pub fn expr(&self, expr: &Expr) -> SqlResult<String> {
        let mut writer = Writer::new(self);
        writer.expr(expr)?;
        Ok(writer.out)
    }
}

/// Whose argument an expression is, as far as pretty parentheses ask.
#[derive(Clone, Copy)]
pub(super) enum Parent<'a> {
    /// An operator, its name, and its first operand.
    Operator(&'a str, &'a Expr),
    And,
    Or,
    Not,
    /// A cast, a test, a quantified comparison.
    Other,
}

/// How an expression is written.
enum Form<'a> {
    /// One word, or brackets of its own.
    Closed,
    Operator(&'static OperatorFact, &'a [Expr]),
    /// A cast of an expression to a type.
    Cast(&'a Expr, Type),
    Test,
    And,
    Or,
    Not,
    Quantified,
}

fn form(expr: &Expr) -> Form<'_> {
    match expr {
        Expr::And(_) => Form::And,
        Expr::Or(_) => Form::Or,
        Expr::Not(_) | Expr::IsDistinct { negated: true, .. } => Form::Not,
        Expr::IsNull { .. } | Expr::IsBool { .. } | Expr::IsDistinct { .. } => Form::Test,
        Expr::Quantified { .. } => Form::Quantified,
        Expr::Relabel(arg, ty) | Expr::ViaText(arg, ty) | Expr::MapArray(arg, _, ty) => {
            Form::Cast(arg, *ty)
        }
        Expr::Call(call) => match (cast_of(call), operator_of(call.function, call.args.len())) {
            (Some(arg), _) => Form::Cast(arg, cast_type(call)),
            (None, Some(operator)) => Form::Operator(operator, &call.args),
            (None, None) => Form::Closed,
        },
        _ => Form::Closed,
    }
}

/// The argument of a call that is a cast.
fn cast_of(call: &Call) -> Option<&Expr> {
    static CASTS: LazyLock<HashMap<Oid, Vec<(Oid, Oid)>>> = LazyLock::new(|| {
        let mut out: HashMap<Oid, Vec<(Oid, Oid)>> = HashMap::new();
        for cast in facts::CASTS.iter().filter(|cast| cast.func != 0) {
            out.entry(cast.func).or_default().push((cast.source, cast.target));
        }
        out
    });
    let first = call.args.first()?;
    let targets = CASTS.get(&call.function)?;
    let modifiers = call.args[1..].iter().all(|arg| matches!(arg, Expr::Const(..)));
    (modifiers && targets.iter().any(|(_, target)| *target == call.ty.oid)).then_some(first)
}

/// The type a cast gives: a length coercion carries its modifier as a constant.
fn cast_type(call: &Call) -> Type {
    match call.args.get(1) {
        Some(Expr::Const(Datum::Int4(typmod), _)) => Type { oid: call.ty.oid, typmod: *typmod },
        _ => Type::new(call.ty.oid),
    }
}

/// The operator whose function this is.
pub(super) fn operator_of(function: Oid, operands: usize) -> Option<&'static OperatorFact> {
    static OPERATORS: LazyLock<HashMap<(Oid, usize), &'static OperatorFact>> =
        LazyLock::new(|| {
            let mut out = HashMap::new();
            for operator in facts::OPERATORS.iter() {
                let operands = if operator.kind == 'l' { 1 } else { 2 };
                out.entry((operator.code, operands)).or_insert(operator);
            }
            out
        });
    OPERATORS.get(&(function, operands)).copied()
}

/// Whether pretty text needs no parentheses around `expr` there (`isSimpleNode`).
fn simple(expr: &Expr, parent: Parent<'_>) -> bool {
    match form(expr) {
        Form::Closed => true,
        Form::Cast(arg, _) if matches!(expr, Expr::Call(_)) || simple(arg, Parent::Other) => true,
        Form::Cast(..) | Form::Quantified => false,
        Form::Operator(operator, _) => match parent {
            Parent::Operator(outer, first) => binds_tighter(operator, outer, first, expr),
            Parent::And | Parent::Or | Parent::Not => true,
            Parent::Other => false,
        },
        Form::Test => matches!(parent, Parent::And | Parent::Or | Parent::Not),
        Form::And | Form::Not => matches!(parent, Parent::And | Parent::Or),
        Form::Or => matches!(parent, Parent::Or),
    }
}

fn binds_tighter(inner: &OperatorFact, outer: &str, first: &Expr, expr: &Expr) -> bool {
    let rank = |name: &str| match name {
        "+" | "-" => Some(1),
        "*" | "/" | "%" => Some(2),
        _ => None,
    };
    if inner.kind == 'l' {
        return false;
    }
    match (rank(inner.name), rank(outer)) {
        (Some(inner), Some(outer)) => {
            inner > outer || (inner == outer && std::ptr::eq(first, expr))
        }
        _ => false,
    }
}

pub(super) struct Writer<'a> {
    pub with: &'a Deparse<'a>,
    pub out: String,
    pub indent: usize,
    /// The queries around what is being written, innermost last.
    pub levels: Vec<Level>,
    /// How deep the query being written stands in others.
    pub depth: usize,
    /// What relations and columns are called now.
    pub catalog: Option<&'a Catalog>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(with: &'a Deparse<'a>) -> Writer<'a> {
        let (out, levels) = (String::new(), Vec::new());
        Writer { with, out, indent: 0, levels, depth: 0, catalog: None }
    }
}

impl Writer<'_> {
    pub(super) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes what stands inside parentheses that pretty text leaves out.
    fn wrapped(&mut self, inside: impl FnOnce(&mut Self) -> SqlResult<()>) -> SqlResult<()> {
        if self.with.pretty {
            return inside(self);
        }
        self.put("(");
        inside(self)?;
        self.put(")");
        Ok(())
    }

    pub(super) fn arg(&mut self, expr: &Expr, parent: Parent<'_>) -> SqlResult<()> {
        if !self.with.pretty || simple(expr, parent) {
            return self.expr(expr);
        }
        self.put("(");
        self.expr(expr)?;
        self.put(")");
        Ok(())
    }

    pub(super) fn list(&mut self, exprs: &[Expr]) -> SqlResult<()> {
        for (place, expr) in exprs.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            self.expr(expr)?;
        }
        Ok(())
    }

    pub(super) fn named(&mut self, name: &str, exprs: &[Expr], close: &str) -> SqlResult<()> {
        self.put(name);
        self.list(exprs)?;
        self.put(close);
        Ok(())
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> SqlResult<()> {
        match expr {
            Expr::Const(value, ty) => self.constant(value, *ty, true),
            Expr::Column(id, _) if self.made_column(*id)? => {}
            Expr::Column(id, _) => {
                let name = (self.with.column)(*id)
                    .or_else(|| self.column_text(*id))
                    .ok_or_else(|| SqlError::internal("a column without a name"))?;
                self.put(&name);
            }
            Expr::Param(place, _) => self.put(&format!("${}", place + 1)),
            Expr::Call(call) => return self.call(expr, call),
            Expr::Relabel(arg, ty) | Expr::ViaText(arg, ty) | Expr::MapArray(arg, _, ty) => {
                return self.cast(arg, *ty);
            }
            Expr::Element(_) | Expr::CaseOperand(_) => self.put("CASE_TEST_EXPR"),
            Expr::And(args) => return self.bool(args, " AND ", Parent::And),
            Expr::Or(args) => return self.bool(args, " OR ", Parent::Or),
            Expr::Not(arg) => {
                return self.wrapped(|w| {
                    w.put("NOT ");
                    w.arg(arg, Parent::Not)
                });
            }
            Expr::IsNull { arg, negated } => {
                return self.test(arg, if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            Expr::IsBool { arg, value, negated } => {
                return self.test(arg, bool_test(*value, *negated));
            }
            Expr::IsDistinct { equal, negated } => return self.distinct(equal, *negated),
            Expr::NullIf(call, _) => return self.named("NULLIF(", &call.args, ")"),
            Expr::Case { operand, whens, otherwise, ty } => {
                return self.case(operand.as_deref(), whens, otherwise.as_deref(), *ty);
            }
            Expr::Coalesce(args, _) => return self.named("COALESCE(", args, ")"),
            Expr::MinMax(true, args, _) => return self.named("GREATEST(", args, ")"),
            Expr::MinMax(false, args, _) => return self.named("LEAST(", args, ")"),
            Expr::Array(args, ty) => {
                self.named("ARRAY[", args, "]")?;
                if args.is_empty() {
                    self.put(&format!("::{}", shown_type(*ty)));
                }
            }
            Expr::Row(args, _) if self.whole_row(args) => {}
            Expr::Row(args, _) => return self.named("ROW(", args, ")"),
            Expr::Subscript { array, index, slice, .. } => {
                return self.subscript(array, index, *slice);
            }
            Expr::Quantified { function, left, array, all } => {
                return self.quantified(*function, left, array, *all);
            }
            Expr::Field(..) => return Err(SqlError::unsupported("the text of a row's field")),
            Expr::Given(given) if given.args.is_empty() => self.put("(InitPlan)"),
            Expr::Given(_) => self.put("(SubPlan)"),
            Expr::Subquery(subquery) => return self.subquery(subquery),
            Expr::SqlValue(value, ty) => self.sql_value(*value, *ty),
        }
        Ok(())
    }

    pub(super) fn constant(&mut self, value: &Datum, ty: Type, labelled: bool) {
        if value.is_null() {
            self.put("NULL");
            if labelled && ty.oid != oid::UNKNOWN {
                self.put(&format!("::{}", shown_type(ty)));
            }
            return;
        }
        let named = match value {
            Datum::Oid(object) => (self.with.object)(ty.oid, *object),
            _ => None,
        };
        let text = named.unwrap_or_else(|| to_text(ty.oid, value, self.with.formats));
        let digit = text.starts_with(|c: char| c.is_ascii_digit());
        let (bare, label) = match ty.oid {
            oid::INT4 => (digit, !digit),
            oid::NUMERIC => {
                let float = digit && text.contains(['e', 'E', '.']);
                (float, !float || ty.typmod >= 0)
            }
            oid::BOOL => {
                self.put(if text == "t" { "true" } else { "false" });
                return;
            }
            oid::UNKNOWN => (false, false),
            _ => (false, true),
        };
        if bare {
            self.put(&text);
        } else {
            self.put(&quote_literal(&text));
        }
        if labelled && label {
            self.put(&format!("::{}", shown_type(ty)));
        }
    }

    fn cast(&mut self, arg: &Expr, ty: Type) -> SqlResult<()> {
        match arg {
            Expr::SqlValue(value, of) if of.oid == ty.oid && of.typmod < 0 && is_timed(*value) => {
                self.sql_value(*value, ty);
                return Ok(());
            }
            // The modifier's cast stands right above the constant it is for.
            Expr::Const(value, of) if of.oid == ty.oid && of.typmod < 0 => {
                self.constant(value, *of, false);
            }
            Expr::Array(elements, of) if self.with.stored && !elements.is_empty() => {
                self.put("(");
                self.expr(arg)?;
                self.put(&format!("::{})", shown_type(*of)));
            }
            _ => self.wrapped(|w| w.arg(arg, Parent::Other))?,
        }
        self.put(&format!("::{}", shown_type(ty)));
        Ok(())
    }

    fn call(&mut self, expr: &Expr, call: &Call) -> SqlResult<()> {
        match form(expr) {
            Form::Cast(arg, ty) => self.cast(arg, ty),
            Form::Operator(operator, [arg]) => self.wrapped(|w| {
                w.put(operator.name);
                w.put(" ");
                w.arg(arg, Parent::Operator("", arg))
            }),
            Form::Operator(operator, [left, right]) => self.wrapped(|w| {
                w.arg(left, Parent::Operator(operator.name, left))?;
                w.put(&format!(" {} ", operator.name));
                w.arg(right, Parent::Operator(operator.name, left))
            }),
            _ => self.function(call),
        }
    }

    fn function(&mut self, call: &Call) -> SqlResult<()> {
        if self.standard_syntax(call)? {
            return Ok(());
        }
        let Some(fact) = facts::function(call.function) else {
            return Err(SqlError::internal(format!("no function {}", call.function)));
        };
        if fact.namespace != facts::PG_CATALOG {
            self.put("information_schema.");
        }
        self.put(&quote_ident(fact.name));
        self.put("(");
        let last = call.args.len().saturating_sub(1);
        for (place, arg) in call.args.iter().enumerate() {
            if place > 0 {
                self.put(", ");
            }
            let array = fact.variadic != oid::ANY || call.variadic;
            if place == last && fact.variadic != 0 && array {
                self.put("VARIADIC ");
            }
            self.expr(arg)?;
        }
        self.put(")");
        Ok(())
    }

    /// What only the standard's own syntax calls: `AT TIME ZONE`, `EXTRACT`, `POSITION`, `OVERLAY`;
    /// and `TRIM`, which few write as `btrim`.
    fn standard_syntax(&mut self, call: &Call) -> SqlResult<bool> {
        let Some(fact) = facts::function(call.function) else { return Ok(false) };
        match (fact.name, call.args.as_slice()) {
            ("timezone", [zone, time]) => {
                self.put("(");
                self.arg(time, Parent::Other)?;
                self.put(" AT TIME ZONE ");
                self.arg(zone, Parent::Other)?;
                self.put(")");
            }
            ("extract", [Expr::Const(Datum::Text(field), _), from]) => {
                self.put(&format!("EXTRACT({} FROM ", quote_ident(field)));
                self.expr(from)?;
                self.put(")");
            }
            ("position", [within, find]) => {
                self.put("POSITION((");
                self.expr(find)?;
                self.put(") IN (");
                self.expr(within)?;
                self.put("))");
            }
            ("btrim", [text, chars @ ..]) => {
                self.put("TRIM(BOTH ");
                for chars in chars {
                    self.expr(chars)?;
                    self.put(" ");
                }
                self.put("FROM ");
                self.expr(text)?;
                self.put(")");
            }
            ("overlay", [text, by, from, count @ ..]) => {
                self.put("OVERLAY(");
                self.expr(text)?;
                for (word, arg) in [(" PLACING ", by), (" FROM ", from)] {
                    self.put(word);
                    self.expr(arg)?;
                }
                for arg in count {
                    self.put(" FOR ");
                    self.expr(arg)?;
                }
                self.put(")");
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn bool(&mut self, args: &[Expr], word: &str, parent: Parent<'_>) -> SqlResult<()> {
        self.wrapped(|w| {
            for (place, arg) in args.iter().enumerate() {
                if place > 0 {
                    w.put(word);
                }
                w.arg(arg, parent)?;
            }
            Ok(())
        })
    }

    fn test(&mut self, arg: &Expr, words: &str) -> SqlResult<()> {
        self.wrapped(|w| {
            w.arg(arg, Parent::Other)?;
            w.put(words);
            Ok(())
        })
    }

    fn distinct(&mut self, equal: &Call, negated: bool) -> SqlResult<()> {
        let [left, right] = equal.args.as_slice() else {
            return Err(SqlError::internal("IS DISTINCT FROM of other than two"));
        };
        let distinct = |w: &mut Self| {
            w.wrapped(|w| {
                w.arg(left, Parent::Other)?;
                w.put(" IS DISTINCT FROM ");
                w.arg(right, Parent::Other)
            })
        };
        if !negated {
            return distinct(self);
        }
        self.wrapped(|w| {
            w.put("NOT ");
            distinct(w)
        })
    }

    /// Begins a line, as CASE and its words do in every text.
    fn line(&mut self, words: &str) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.put(words);
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        whens: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        ty: Type,
    ) -> SqlResult<()> {
        self.line("CASE");
        self.indent += INDENT;
        if let Some(operand) = operand {
            self.put(" ");
            self.expr(operand)?;
        }
        for (condition, result) in whens {
            self.line("WHEN ");
            self.expr(compared_with(condition).filter(|_| operand.is_some()).unwrap_or(condition))?;
            self.put(" THEN ");
            self.expr(result)?;
        }
        self.line("ELSE ");
        match otherwise {
            Some(otherwise) => self.expr(otherwise)?,
            None => self.constant(&Datum::Null, Type::new(ty.oid), true),
        }
        self.indent -= INDENT;
        self.line("END");
        Ok(())
    }

    fn subscript(
        &mut self,
        array: &Expr,
        index: &[(Option<Expr>, Option<Expr>)],
        slice: bool,
    ) -> SqlResult<()> {
        let column = matches!(array, Expr::Column(..));
        if !column {
            self.put("(");
        }
        self.expr(array)?;
        if !column {
            self.put(")");
        }
        for (lower, upper) in index {
            self.put("[");
            if slice {
                lower.iter().try_for_each(|lower| self.expr(lower))?;
                self.put(":");
            }
            let last = if slice { upper.as_ref() } else { lower.as_ref().or(upper.as_ref()) };
            last.into_iter().try_for_each(|last| self.expr(last))?;
            self.put("]");
        }
        Ok(())
    }

    fn quantified(&mut self, function: Oid, left: &Expr, array: &Expr, all: bool) -> SqlResult<()> {
        let Some(operator) = operator_of(function, 2) else {
            return Err(SqlError::internal("a quantified comparison without operator"));
        };
        self.wrapped(|w| {
            w.arg(left, Parent::Other)?;
            w.put(&format!(" {} {} (", operator.name, if all { "ALL" } else { "ANY" }));
            w.arg(array, Parent::Other)?;
            w.put(")");
            Ok(())
        })
    }

    fn sql_value(&mut self, value: SqlValue, ty: Type) {
        let word = match value {
            SqlValue::CurrentDate => "CURRENT_DATE",
            SqlValue::CurrentTime => "CURRENT_TIME",
            SqlValue::CurrentTimestamp => "CURRENT_TIMESTAMP",
            SqlValue::LocalTime => "LOCALTIME",
            SqlValue::LocalTimestamp => "LOCALTIMESTAMP",
            SqlValue::CurrentUser => "CURRENT_USER",
            SqlValue::SessionUser => "SESSION_USER",
            SqlValue::CurrentCatalog => "CURRENT_CATALOG",
            SqlValue::CurrentSchema => "CURRENT_SCHEMA",
        };
        self.put(word);
        if is_timed(value) && ty.typmod >= 0 {
            self.put(&format!("({})", ty.typmod));
        }
    }
}

/// A type as a cast must name it: `character` and `bit` without a length would mean length 1.
pub(super) fn shown_type(ty: Type) -> String {
    let element = types::facts::element_of(ty.oid);
    match (element.unwrap_or(ty.oid), ty.typmod < 0) {
        (oid::BPCHAR, true) => format!("bpchar{}", if element.is_some() { "[]" } else { "" }),
        (oid::BIT, true) => format!("\"bit\"{}", if element.is_some() { "[]" } else { "" }),
        _ => format_type(ty),
    }
}

/// Whether a precision may follow it.
fn is_timed(value: SqlValue) -> bool {
    matches!(
        value,
        SqlValue::CurrentTime
            | SqlValue::CurrentTimestamp
            | SqlValue::LocalTime
            | SqlValue::LocalTimestamp
    )
}

fn bool_test(value: Option<bool>, negated: bool) -> &'static str {
    match (value, negated) {
        (Some(true), false) => " IS TRUE",
        (Some(true), true) => " IS NOT TRUE",
        (Some(false), false) => " IS FALSE",
        (Some(false), true) => " IS NOT FALSE",
        (None, false) => " IS UNKNOWN",
        (None, true) => " IS NOT UNKNOWN",
    }
}

/// The value in `operand = value` of a CASE with an operand.
fn compared_with(condition: &Expr) -> Option<&Expr> {
    let Expr::Call(call) = condition else { return None };
    let [left, right] = call.args.as_slice() else { return None };
    is_operand(left).then_some(right)
}

fn is_operand(expr: &Expr) -> bool {
    match expr {
        Expr::CaseOperand(_) => true,
        Expr::Relabel(arg, _) | Expr::ViaText(arg, _) => is_operand(arg),
        Expr::Call(call) => cast_of(call).is_some_and(is_operand),
        _ => false,
    }
}

/// Whether it is a call of a function by name, or by a cast.
pub(super) fn is_function(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(_)) && !matches!(form(expr), Form::Operator(..))
}

/// Whether an index key of this expression needs no parentheses (`looks_like_function`).
pub(super) fn looks_like_function(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => {
            let at_zone = facts::function(call.function).is_some_and(|f| f.name == "timezone");
            matches!(form(expr), Form::Closed) && !at_zone
        }
        Expr::Coalesce(..) | Expr::MinMax(..) | Expr::NullIf(..) | Expr::SqlValue(..) => true,
        _ => false,
    }
}
