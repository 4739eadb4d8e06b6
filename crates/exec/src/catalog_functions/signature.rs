//! How are a function's arguments and result written? (`pg_get_function_arguments` and its kin,
//! utils/adt/ruleutils.c)

use super::format::format_type;
use super::stored::between_commas;
use super::{World, args};
use crate::functions::Functions;
use base::{SqlError, SqlResult};
use sql::deparse::quote_ident;
use types::Datum;
use types::facts::{self, FunctionFact};

/// One argument, input or output.
struct Argument {
    mode: char,
    name: &'static str,
    ty: types::Oid,
    default: Option<&'static str>,
}

fn arguments(fact: &'static FunctionFact) -> Vec<Argument> {
    let all = if fact.allargtypes.is_empty() { fact.argtypes } else { fact.allargtypes };
    let mode = |at: usize| fact.argmodes.get(at).copied().unwrap_or('i');
    let inputs = (0..all.len()).filter(|at| "ibv".contains(mode(*at))).count();
    let mut defaults = between_commas(fact.defaults.unwrap_or_default()).into_iter();
    let without = inputs.saturating_sub(fact.ndefaults.into());
    let mut input = 0;
    let mut argument = |at: usize| {
        let mode = mode(at);
        let mut default = None;
        if "ibv".contains(mode) {
            default = if input >= without { defaults.next() } else { None };
            input += 1;
        }
        let name = fact.argnames.get(at).copied().unwrap_or_default();
        Argument { mode, name, ty: all[at], default }
    };
    (0..all.len()).map(&mut argument).collect()
}

/// The arguments whose mode is among `modes`, as `print_function_arguments` writes them.
fn written(world: &World<'_>, fact: &'static FunctionFact, modes: &str, defaults: bool) -> String {
    let ordered = facts::aggregate(fact.oid).filter(|fact| fact.kind != 'n');
    let direct = ordered.map(|fact| usize::from(fact.ndirectargs));
    let mut out = String::new();
    let mut printed = 0;
    let mut last = String::new();
    for argument in arguments(fact).into_iter().filter(|argument| modes.contains(argument.mode)) {
        if direct == Some(printed) {
            out += if printed > 0 { " ORDER BY " } else { "ORDER BY " };
        } else if printed > 0 {
            out += ", ";
        }
        last = argument_text(world, &argument, defaults);
        out += &last;
        printed += 1;
    }
    // A hypothetical-set aggregate's VARIADIC argument stands on both sides of ORDER BY.
    if direct == Some(printed) && printed > 0 {
        out += &format!(" ORDER BY {last}");
    }
    out
}

fn argument_text(world: &World<'_>, argument: &Argument, defaults: bool) -> String {
    let mode = match argument.mode {
        'b' => "INOUT ",
        'o' => "OUT ",
        'v' => "VARIADIC ",
        _ => "",
    };
    let name = match argument.name {
        "" => String::new(),
        name => quote_ident(name) + " ",
    };
    let default = argument.default.filter(|_| defaults);
    let default = default.map_or(String::new(), |text| format!(" DEFAULT {text}"));
    format!("{mode}{name}{}{default}", format_type(world, argument.ty, None))
}

fn found(given: &[Datum]) -> Option<&'static FunctionFact> {
    args::oid(given, 0).and_then(facts::function)
}

/// `pg_get_function_arguments(oid)`.
pub(super) fn all_arguments(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let text = found(given).map(|fact| written(&f.world(), fact, "ibov", true));
    Ok(text.map_or(Datum::Null, Datum::text))
}

/// `pg_get_function_identity_arguments(oid)`.
pub(super) fn identity_arguments(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let text = found(given).map(|fact| written(&f.world(), fact, "ibov", false));
    Ok(text.map_or(Datum::Null, Datum::text))
}

/// `pg_get_function_arg_default(oid, argument)`: of all arguments counted from 1.
pub(super) fn argument_default(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let at = args::int(given, 1).and_then(|at| usize::try_from(at - 1).ok());
    let argument = found(given).zip(at).and_then(|(fact, at)| arguments(fact).into_iter().nth(at));
    Ok(argument.and_then(|argument| argument.default).map_or(Datum::Null, Datum::text))
}

/// `pg_get_function_result(oid)`: NULL of a procedure.
pub(super) fn result(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let Some(fact) = found(given).filter(|fact| fact.kind != 'p') else { return Ok(Datum::Null) };
    let world = f.world();
    if fact.argmodes.contains(&'t') {
        return Ok(Datum::text(format!("TABLE({})", written(&world, fact, "t", false))));
    }
    let set = if fact.retset { "SETOF " } else { "" };
    Ok(Datum::text(format!("{set}{}", format_type(&world, fact.rettype, None))))
}

/// `pg_get_function_sqlbody(oid)`.
pub(super) fn body(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let body = found(given).and_then(|fact| fact.sqlbody);
    Ok(body.map_or(Datum::Null, Datum::text))
}

/// `pg_get_functiondef(oid)`: users have no functions, and those of PostgreSQL are not written yet.
pub(super) fn definition(_: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    match found(given) {
        Some(_) => Err(SqlError::unsupported("pg_get_functiondef of a built-in function")),
        None => Ok(Datum::Null),
    }
}
