//! Which function does a call mean, and with which arguments? (PostgreSQL,
//! src/backend/parser/parse_func.c)

use super::candidates::{Candidate, Choice, choose};
use super::coerce::{Context, Pathway, pathway};
use super::scope::{ExprKind, Scope};
use super::type_name::{category, shown, words};
use super::{Binder, RowShape, Typed, leftmost};
use crate::{Call, Expr};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{FuncCall, Node};
use std::rc::Rc;
use types::facts::{self, FunctionFact, Language, oid};
use types::{Datum, Field, Oid, Type};

/// A function as one call would use it.
#[derive(Clone, Debug)]
struct Use {
    fact: &'static FunctionFact,
    /// How many trailing arguments are gathered into the variadic array.
    gathered: usize,
    /// For each declared argument the place of the given one, none for a default; empty when in order.
    places: Vec<Option<usize>>,
}

/// What a name and arguments turned out to be.
enum Resolved {
    Function(Use),
    /// A type's name with one argument: a cast.
    Cast(Type),
}

const NO_MATCH: &str = "No function matches the given name and argument types. You might need to add explicit type casts.";
const NO_BEST: &str =
    "Could not choose a best candidate function. You might need to add explicit type casts.";

/// The fields of the row a function with output arguments returns: the output arguments' names and
/// declared types; none when it returns one plain value.
pub(crate) fn output_fields(fact: &'static FunctionFact) -> Option<Vec<(String, Oid)>> {
    let outputs: Vec<(usize, char)> = fact
        .argmodes
        .iter()
        .enumerate()
        .filter(|(_, mode)| matches!(mode, 'o' | 'b' | 't'))
        .map(|(place, mode)| (place, *mode))
        .collect();
    if outputs.is_empty() {
        return None;
    }
    let field = |(nth, (place, _)): (usize, &(usize, char))| {
        let name = fact.argnames.get(*place).copied().unwrap_or("");
        let name = if name.is_empty() { format!("column{}", nth + 1) } else { name.to_string() };
        (name, fact.allargtypes.get(*place).copied().unwrap_or(oid::UNKNOWN))
    };
    Some(outputs.iter().enumerate().map(field).collect())
}

/// Whether a function makes rows of json, whose names and types a last argument tells that binding
/// adds: a row of NULLs.
pub fn takes_template(fact: &FunctionFact) -> bool {
    fact.namespace == facts::PG_CATALOG
        && matches!(
            fact.src,
            "json_to_record"
                | "json_to_recordset"
                | "json_populate_record"
                | "json_populate_recordset"
                | "jsonb_to_record"
                | "jsonb_to_recordset"
                | "jsonb_populate_record"
                | "jsonb_populate_recordset"
        )
}

/// A row of NULLs with these names and types.
pub(crate) fn template(fields: &[(String, Type)]) -> Expr {
    let nulls = fields.iter().map(|(_, ty)| Expr::Const(Datum::Null, *ty)).collect();
    let fields = fields.iter().map(|(name, ty)| Field { name: name.as_str().into(), ty: *ty });
    Expr::Row(nulls, fields.collect())
}

impl Binder<'_> {
    /// A call in an expression: a function, an aggregate, or a cast written as a call.
    pub(crate) fn function_call(&mut self, call: &FuncCall, scope: &Scope<'_>) -> SqlResult<Typed> {
        let at = call.location;
        let name = words(&call.funcname);
        if let Some(over) = call.over.as_deref().filter(|_| !call.agg_within_group) {
            return self.window_call(call, over, scope);
        }
        if call.agg_within_group {
            return Err(self.at(SqlError::unsupported("WITHIN GROUP"), at));
        }
        let last = name.last().copied().unwrap_or("");
        let framed = facts::functions_named(last).any(|fact| fact.kind == 'a');
        if framed {
            self.open_frame(scope);
        }
        let bound = self.framed_call(call, &name, scope);
        if framed {
            self.close_frame();
        }
        bound
    }

    fn framed_call(
        &mut self,
        call: &FuncCall,
        name: &[&str],
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let at = call.location;
        let (args, argnames) = self.arguments(call, scope)?;
        let used = match self.resolve_function(name, &args, &argnames, call.func_variadic, at)? {
            Resolved::Cast(ty) => {
                self.refuse_aggregate_words(call, name)?;
                let arg = args.into_iter().next();
                let arg = arg.ok_or_else(|| SqlError::internal("a cast of nothing"))?;
                let begin = leftmost(arg.at, at);
                let value = self.cast(arg, ty, at)?;
                return Ok(Typed { at: begin, ..value });
            }
            Resolved::Function(used) => used,
        };
        let begin = args.iter().fold(at, |begin, arg| leftmost(begin, arg.at));
        match used.fact.kind {
            'a' => {
                let fact = used.fact;
                let bound = self.make_call(used, args, call.func_variadic, at)?;
                return self.aggregate_call(call, fact, bound, scope);
            }
            'p' => {
                let message = format!("{} is a procedure", self.signature(name, &args, &argnames));
                let error = SqlError::new(SqlState::WRONG_OBJECT_TYPE, message)
                    .with_hint("To call a procedure, use CALL.");
                return Err(self.at(error, at));
            }
            'w' => {
                let message = format!("window function {} requires an OVER clause", name.join("."));
                let error = SqlError::new(SqlState::WRONG_OBJECT_TYPE, message);
                return Err(self.at(error, at));
            }
            _ => {}
        }
        self.refuse_aggregate_words(call, name)?;
        let fact = used.fact;
        let bound = self.make_call(used, args, call.func_variadic, at)?;
        if fact.retset {
            return self.set_call(fact, bound, at, scope);
        }
        let shape = self.row_of(fact, &bound);
        let expr = if matches!(fact.language, Language::Sql) && !self.keeps_calls {
            self.put_in(fact, bound)?
        } else {
            Expr::Call(bound)
        };
        Ok(Typed { expr, at: begin, row: shape })
    }

    /// The function of a call with OVER, and the call of it.
    pub(crate) fn bound_call(
        &mut self,
        call: &FuncCall,
        scope: &Scope<'_>,
    ) -> SqlResult<(&'static FunctionFact, Call)> {
        let (at, name) = (call.location, words(&call.funcname));
        let (args, argnames) = self.arguments(call, scope)?;
        match self.resolve_function(&name, &args, &argnames, call.func_variadic, at)? {
            Resolved::Function(used) if matches!(used.fact.kind, 'a' | 'w') => {
                let fact = used.fact;
                Ok((fact, self.make_call(used, args, call.func_variadic, at)?))
            }
            _ => {
                let message = format!(
                    "OVER specified, but {} is not a window function nor an aggregate function",
                    name.join(".")
                );
                Err(self.at(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message), at))
            }
        }
    }

    /// The arguments, and the names of those that have one.
    fn arguments(
        &mut self,
        call: &FuncCall,
        scope: &Scope<'_>,
    ) -> SqlResult<(Vec<Typed>, Vec<Option<String>>)> {
        let mut args = Vec::with_capacity(call.args.len());
        let mut names: Vec<Option<String>> = Vec::with_capacity(call.args.len());
        for node in call.args.iter().flatten() {
            match node {
                Node::NamedArgExpr(named) => {
                    let name = named.name.as_deref().unwrap_or("").to_string();
                    if names.iter().flatten().any(|other| *other == name) {
                        let message = format!("argument name \"{name}\" used more than once");
                        let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                        return Err(self.at(error, named.location));
                    }
                    let arg = named.arg.as_ref();
                    let arg =
                        arg.ok_or_else(|| SqlError::internal("a named argument of nothing"))?;
                    args.push(self.expression(arg, scope)?);
                    names.push(Some(name));
                }
                _ => {
                    let arg = self.expression(node, scope)?;
                    if names.iter().any(Option::is_some) {
                        let message = "positional argument cannot follow named argument";
                        let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                        return Err(self.at(error, arg.at));
                    }
                    args.push(arg);
                    names.push(None);
                }
            }
        }
        Ok((args, names))
    }

    fn signature(&self, name: &[&str], args: &[Typed], argnames: &[Option<String>]) -> String {
        let arg = |(arg, name): (&Typed, &Option<String>)| match name {
            Some(name) => format!("{name} => {}", shown(arg.ty().oid)),
            None => shown(arg.ty().oid),
        };
        let list: Vec<String> = args.iter().zip(argnames).map(arg).collect();
        format!("{}({})", name.join("."), list.join(", "))
    }

    /// `func_get_detail`.
    fn resolve_function(
        &self,
        name: &[&str],
        args: &[Typed],
        argnames: &[Option<String>],
        variadic: bool,
        at: i32,
    ) -> SqlResult<Resolved> {
        let types: Vec<Oid> = args.iter().map(|arg| arg.ty().oid).collect();
        self.check_schema(name, at)?;
        let candidates = self.function_candidates(name, &types, argnames, variadic);
        let exact = candidates.iter().find(|candidate| candidate.args == types);
        if let Some(exact) = exact {
            return Ok(Resolved::Function(exact.what.clone()));
        }
        if let ([arg], [None], false) = (&types[..], argnames, variadic)
            && let Some(target) = self.cast_by_name(name, *arg)
        {
            return Ok(Resolved::Cast(Type::new(target)));
        }
        let error = match choose(&types, candidates) {
            Choice::One(candidate) => return Ok(Resolved::Function(candidate.what)),
            Choice::Several => {
                let message =
                    format!("function {} is not unique", self.signature(name, args, argnames));
                SqlError::new(SqlState::AMBIGUOUS_FUNCTION, message).with_hint(NO_BEST)
            }
            Choice::None => {
                let message =
                    format!("function {} does not exist", self.signature(name, args, argnames));
                SqlError::new(SqlState::UNDEFINED_FUNCTION, message).with_hint(NO_MATCH)
            }
        };
        Err(self.at(error, at))
    }

    /// The type a one-argument call names, when the argument can be cast to it without a function.
    fn cast_by_name(&self, name: &[&str], arg: Oid) -> Option<Oid> {
        let target = self.find_type(name, -1).ok().flatten()?.oid;
        if arg == oid::UNKNOWN {
            return Some(target);
        }
        match pathway(arg, target, Context::Explicit)? {
            Pathway::Relabel => Some(target),
            Pathway::Text => {
                let composite = facts::type_by_oid(arg).is_none() || arg == oid::RECORD;
                (!(composite && category(target) == 'S')).then_some(target)
            }
            _ => None,
        }
    }

    /// Every function of this name that takes so many arguments, with the types they would have
    /// (`FuncnameGetCandidates`).
    fn function_candidates(
        &self,
        name: &[&str],
        types: &[Oid],
        argnames: &[Option<String>],
        variadic: bool,
    ) -> Vec<Candidate<Use>> {
        let last = name.last().copied().unwrap_or("");
        let schemas = match name {
            [schema, _] | [_, schema, _] => self.schema_oid(schema).into_iter().collect(),
            _ => self.path(),
        };
        let mut out: Vec<Candidate<Use>> = Vec::new();
        for fact in facts::functions_named(last).filter(|fact| schemas.contains(&fact.namespace)) {
            let candidate = if argnames.iter().any(Option::is_some) {
                by_names(fact, types.len(), argnames)
            } else {
                in_order(fact, types.len(), variadic)
            };
            let Some(candidate) = candidate else { continue };
            match out.iter_mut().find(|other| other.args == candidate.args) {
                Some(other) if other.what.gathered > candidate.what.gathered => *other = candidate,
                Some(_) => {}
                None => out.push(candidate),
            }
        }
        out
    }

    /// The call with defaults filled in, arguments coerced and variadic ones gathered.
    fn make_call(
        &mut self,
        used: Use,
        given: Vec<Typed>,
        variadic: bool,
        at: i32,
    ) -> SqlResult<Call> {
        let fact = used.fact;
        let any_variadic = fact.variadic == oid::ANY;
        if let (true, Some(last)) = (variadic, given.last()) {
            let ty = last.ty().oid;
            if any_variadic && facts::element_of(ty).is_none() {
                let message = "VARIADIC argument must be an array";
                return Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), last.at));
            }
        }
        let base =
            if takes_template(fact) { given.first().and_then(|arg| arg.row.clone()) } else { None };
        let mut args: Vec<Typed> = Vec::with_capacity(fact.argtypes.len());
        if used.places.is_empty() {
            args = given;
            let missing = fact.argtypes.len().saturating_sub(args.len());
            if missing > 0 && used.gathered == 0 && !any_variadic {
                args.extend(self.defaults(fact, missing)?);
            }
        } else {
            let mut given: Vec<Option<Typed>> = given.into_iter().map(Some).collect();
            let defaults = self.defaults(fact, usize::from(fact.ndefaults))?;
            let first_default = fact.argtypes.len() - defaults.len();
            for (place, from) in used.places.iter().enumerate() {
                let arg = match from {
                    Some(from) => given.get_mut(*from).and_then(Option::take),
                    None => defaults.get(place.wrapping_sub(first_default)).cloned(),
                };
                args.push(arg.ok_or_else(|| SqlError::internal("an argument got lost"))?);
            }
        }
        let mut declared = fact.argtypes.to_vec();
        if any_variadic {
            declared.pop();
            declared.resize(args.len(), oid::ANY);
        } else if used.gathered > 0 {
            declared.pop();
            declared.resize(args.len(), fact.variadic);
        }
        let mut call = self.call_of(fact.oid, fact.rettype, &declared, args, at)?;
        if used.gathered > 0 && !any_variadic {
            let rest = call.args.split_off(call.args.len() - used.gathered);
            let element = rest.first().map_or(oid::UNKNOWN, |arg| arg.ty().oid);
            let array = facts::array_of(element).unwrap_or(oid::UNKNOWN);
            call.args.push(Expr::Array(rest, Type::new(array)));
        }
        call.variadic = variadic && any_variadic;
        if let Some(shape) = base {
            call.args.push(template(&shape.fields));
        }
        Ok(call)
    }

    /// The last `count` default expressions of a function.
    fn defaults(&mut self, fact: &'static FunctionFact, count: usize) -> SqlResult<Vec<Typed>> {
        let Some(text) = fact.defaults.filter(|_| count > 0) else { return Ok(Vec::new()) };
        let exprs = self.catalog_expressions(text)?;
        let skip = exprs.len().saturating_sub(count);
        Ok(exprs.into_iter().skip(skip).collect())
    }

    /// The fields of what a function returns, when they are known.
    pub(crate) fn row_of(&self, fact: &'static FunctionFact, call: &Call) -> Option<Rc<RowShape>> {
        if takes_template(fact) {
            let Some(Expr::Row(_, fields)) = call.args.last() else { return None };
            let fields = fields.iter().map(|field| (field.name.to_string(), field.ty)).collect();
            return Some(Rc::new(RowShape { oid: oid::RECORD, fields }));
        }
        let fields = output_fields(fact)?;
        if fields.len() < 2 || fact.rettype != oid::RECORD {
            return None;
        }
        let fields = self.real_types(fact, call, fields);
        Some(Rc::new(RowShape { oid: oid::RECORD, fields }))
    }

    /// Output fields with polymorphic types replaced by what they mean in this call.
    pub(crate) fn real_types(
        &self,
        fact: &'static FunctionFact,
        call: &Call,
        fields: Vec<(String, Oid)>,
    ) -> Vec<(String, Type)> {
        let actual: Vec<Oid> = call.args.iter().map(|arg| arg.ty().oid).collect();
        fields
            .into_iter()
            .map(|(name, ty)| {
                let real = super::polymorphic::resolve(&actual, fact.argtypes, ty);
                (name, Type::new(real.map_or(ty, |(_, real)| real)))
            })
            .collect()
    }

    /// DISTINCT, FILTER and ORDER BY belong to aggregates.
    fn refuse_aggregate_words(&self, call: &FuncCall, name: &[&str]) -> SqlResult<()> {
        let name = name.join(".");
        let message = if call.agg_star {
            format!("{name}(*) specified, but {name} is not an aggregate function")
        } else if call.agg_distinct {
            format!("DISTINCT specified, but {name} is not an aggregate function")
        } else if call.agg_within_group {
            format!("WITHIN GROUP specified, but {name} is not an aggregate function")
        } else if !call.agg_order.is_empty() {
            format!("ORDER BY specified, but {name} is not an aggregate function")
        } else if call.agg_filter.is_some() {
            format!("FILTER specified, but {name} is not an aggregate function")
        } else {
            return Ok(());
        };
        Err(self.at(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message), call.location))
    }

    /// A set-returning call in an expression: it becomes a column that the query's `ProjectSet` makes.
    fn set_call(
        &mut self,
        fact: &'static FunctionFact,
        call: Call,
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let kind = scope.kind.get();
        let refused = |place: &str| {
            let message = format!("set-returning functions are not allowed in {place}");
            self.at(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message), at)
        };
        match kind {
            ExprKind::SelectTarget
            | ExprKind::OrderBy
            | ExprKind::GroupBy
            | ExprKind::DistinctOn => {}
            ExprKind::FromFunction => {
                self.last_set = at;
                let row = self.row_of(fact, &call);
                let column = self.column(fact.name, call.ty);
                let expr = Expr::Column(column.id, column.ty);
                self.from_set = Some((column.id, fact, call));
                return Ok(Typed { expr, at, row });
            }
            other => return Err(refused(other.words())),
        }
        self.note_set_call(at);
        if matches!(fact.language, Language::Sql) {
            return self.put_in_set(fact, call, scope);
        }
        let row = self.row_of(fact, &call);
        let ty = match output_fields(fact) {
            Some(fields) if fields.len() == 1 => self.real_types(fact, &call, fields)[0].1,
            _ => call.ty,
        };
        let column = self.column(fact.name, ty);
        let expr = Expr::Column(column.id, column.ty);
        scope.groups.borrow_mut().calls.push((column, call));
        Ok(Typed { expr, at, row })
    }
}

/// The function called with `given` arguments in order, if it can be.
fn in_order(fact: &'static FunctionFact, given: usize, as_array: bool) -> Option<Candidate<Use>> {
    let declared = fact.argtypes.len();
    let gathers = fact.variadic != 0 && !as_array && given >= declared;
    let least = declared - usize::from(fact.ndefaults).min(declared);
    if !gathers && !(least..=declared).contains(&given) {
        return None;
    }
    let mut args = fact.argtypes.to_vec();
    let mut gathered = 0;
    if gathers {
        args.pop();
        args.resize(given, fact.variadic);
        gathered = given + 1 - declared;
    } else {
        args.truncate(given);
    }
    Some(Candidate { what: Use { fact, gathered, places: Vec::new() }, args })
}

/// The function called with arguments some of which are named, if it can be (`MatchNamedCall`).
fn by_names(
    fact: &'static FunctionFact,
    given: usize,
    argnames: &[Option<String>],
) -> Option<Candidate<Use>> {
    let declared = fact.argtypes.len();
    if given > declared || fact.argnames.is_empty() {
        return None;
    }
    let input = |place: &usize| {
        fact.argmodes.is_empty() || matches!(fact.argmodes.get(*place), Some('i' | 'b' | 'v'))
    };
    let names: Vec<&str> =
        (0..fact.argnames.len()).filter(input).map(|place| fact.argnames[place]).collect();
    let mut places: Vec<Option<usize>> = vec![None; declared];
    for (place, name) in argnames.iter().enumerate() {
        let to = match name {
            Some(name) => names.iter().position(|own| own == name)?,
            None => place,
        };
        let slot = places.get_mut(to)?;
        if slot.is_some() {
            return None;
        }
        *slot = Some(place);
    }
    let first_default = declared - usize::from(fact.ndefaults).min(declared);
    if places.iter().take(first_default).any(Option::is_none) {
        return None;
    }
    // The candidate's types stand in the order of the given arguments, as the caller's do.
    let mut args = vec![oid::ANY; given];
    for (to, from) in places.iter().enumerate() {
        if let Some(from) = from {
            args[*from] = fact.argtypes[to];
        }
    }
    Some(Candidate { what: Use { fact, gathered: 0, places }, args })
}
