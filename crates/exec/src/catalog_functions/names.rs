//! What do the alias types read and write? (`regclass`, `regtype`, `regproc` and their kin;
//! PostgreSQL, utils/adt/regproc.c)
//!
//! Input: an OID in digits, `-` for 0, or a name as SQL writes it, sought along the search path.
//! Output: the name, qualified when the search path would not lead to the object.

use super::World;
use super::format::format_type;
use base::{SqlError, SqlResult, SqlState};
use sql::catalog::row_types;
use sql::deparse::quote_ident;
use types::facts::{self, FunctionFact, OperatorFact, oid as ty};
use types::{Oid, Type};

/// What kind of object is sought by parts of a name.
type Find = fn(&World<'_>, &[String]) -> SqlResult<Oid>;

impl World<'_> {
    /// The object that a text means to an alias type.
    ///
    /// # Errors
    /// As the type's input function: 42P01, 42704, 42883 and their kin when there is none, 42602
    /// for what is not a name.
    pub fn object_oid(&self, alias: Oid, text: &str) -> SqlResult<Oid> {
        if text == "-" {
            return Ok(0);
        }
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return rupg_oid(text);
        }
        let find: Find = match alias {
            ty::REGCLASS => relation,
            ty::REGPROC => function,
            ty::REGOPER => operator,
            ty::REGROLE => role,
            ty::REGNAMESPACE => namespace,
            ty::REGCOLLATION => collation,
            ty::REGCONFIG => text_search_config,
            ty::REGTYPE => {
                let found = self.type_named(text).map(|found| found.oid);
                return found.or_else(|error| self.row_type_named(text).ok_or(error));
            }
            ty::REGPROCEDURE => return function_with_arguments(self, text),
            ty::REGOPERATOR => return operator_with_arguments(self, text),
            _ => {
                let name = format_type(self, alias, None);
                return Err(SqlError::unsupported(format!("input of type {name}")));
            }
        };
        find(self, &parts(text)?)
    }

    /// The name that an alias type's output function gives an object; none when there is no such
    /// object, which is written as its number.
    pub fn object_name(&self, alias: Oid, object: Oid) -> Option<String> {
        match alias {
            ty::REGCLASS => {
                let class = self.class(object)?;
                let visible = self.relation_visible(class.name) == Some(object);
                Some(self.qualified(class.namespace, class.name, visible))
            }
            ty::REGTYPE => {
                let known = super::format::type_exists(object)
                    || super::format::row_class(self, object).is_some();
                known.then(|| format_type(self, object, None))
            }
            ty::REGPROC => facts::function(object).map(|fact| {
                let mut named = self.functions(&[fact.name.to_owned()]);
                let only = named.len() == 1 && named.pop().is_some_and(|one| one.oid == object);
                self.qualified(fact.namespace, fact.name, only)
            }),
            ty::REGPROCEDURE => facts::function(object).map(|fact| {
                let name = self.qualified(fact.namespace, fact.name, self.function_visible(fact));
                format!("{name}({})", self.type_list(fact.argtypes))
            }),
            ty::REGOPER => facts::operator(object).map(|fact| {
                let only = facts::operators_named(fact.name).count() == 1;
                let prefix = if only { "" } else { "pg_catalog." };
                format!("{prefix}{}", fact.name)
            }),
            ty::REGOPERATOR => facts::operator(object).map(|fact| {
                let left = match fact.left {
                    0 => "NONE".to_owned(),
                    left => format_type(self, left, None),
                };
                format!("{}({left},{})", fact.name, format_type(self, fact.right, None))
            }),
            ty::REGROLE => self.known_role_name(object).map(quote_ident),
            ty::REGNAMESPACE => self.namespace_name(object).map(quote_ident),
            ty::REGCOLLATION => {
                let fact = facts::COLLATIONS.iter().find(|fact| fact.oid == object)?;
                Some(quote_ident(fact.name))
            }
            ty::REGCONFIG => {
                let fact = facts::TEXT_SEARCH_CONFIGS.iter().find(|fact| fact.oid == object)?;
                Some(quote_ident(fact.name))
            }
            _ => None,
        }
    }

    /// `name`, or `schema.name` when it would not be found by its name alone.
    pub(crate) fn qualified(&self, namespace: Oid, name: &str, visible: bool) -> String {
        match self.namespace_name(namespace) {
            Some(schema) if !visible => format!("{}.{}", quote_ident(schema), quote_ident(name)),
            _ => quote_ident(name),
        }
    }

    /// The types' names with commas between, as in a signature.
    fn type_list(&self, types: &[Oid]) -> String {
        let names: Vec<String> = types.iter().map(|ty| format_type(self, *ty, None)).collect();
        names.join(",")
    }

    /// The functions that a name of one or two parts means along the search path, without regard to
    /// arguments: those of an earlier schema hide those of the same arguments in a later one.
    pub(crate) fn functions(&self, parts: &[String]) -> Vec<&'static FunctionFact> {
        let (schema, name) = match parts {
            [name] => (None, name),
            [schema, name] => (Some(schema), name),
            _ => return Vec::new(),
        };
        let path = match schema {
            Some(schema) => self.namespace_oid(schema).into_iter().collect(),
            None => self.path(),
        };
        let mut found: Vec<&FunctionFact> = Vec::new();
        for schema in path {
            for fact in facts::functions_named(name).filter(|fact| fact.namespace == schema) {
                if !found.iter().any(|other| other.argtypes == fact.argtypes) {
                    found.push(fact);
                }
            }
        }
        found
    }

    /// Whether a function is the one that its name and arguments mean.
    pub(crate) fn function_visible(&self, fact: &FunctionFact) -> bool {
        self.functions(&[fact.name.to_owned()]).iter().any(|other| other.oid == fact.oid)
    }

    /// The row type of a table or view that a type name means, or the array over it.
    fn row_type_named(&self, text: &str) -> Option<Oid> {
        let name = text.trim_end();
        let element = name.strip_suffix("[]");
        let parts = parts(element.unwrap_or(name)).ok()?;
        let relation = self.relation_named(&parts).ok()??;
        let (row, array) = row_types(relation);
        super::format::row_class(self, row)?;
        Some(if element.is_some() { array } else { row })
    }

    /// The type of a type name in SQL, `varchar(10)` or `int4[]`, with its modifier.
    ///
    /// # Errors
    /// 42601 when it is not a type name, 42704 when there is no such type.
    pub(crate) fn type_named(&self, text: &str) -> SqlResult<Type> {
        self.names(|names| sql::bind::type_named(names, text)).map_err(|mut error| {
            // The place in the name is no place in the query.
            error.fields_mut().position = None;
            error
        })
    }
}

fn rupg_oid(text: &str) -> SqlResult<Oid> {
    text.parse().map_err(|_| {
        let message = format!("value \"{text}\" is out of range for type oid");
        SqlError::new(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message)
    })
}

/// The parts of `a."B".c`, folded to lower case unless quoted (`stringToQualifiedNameList`).
///
/// # Errors
/// 42602 when it is not a name.
pub(crate) fn parts(text: &str) -> SqlResult<Vec<String>> {
    let invalid = || SqlError::new(SqlState::INVALID_NAME, "invalid name syntax");
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let part;
        (part, rest) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_part(quoted).ok_or_else(invalid)?,
            None => {
                let end = rest.find(|c: char| c == '.' || c.is_ascii_whitespace());
                let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
                (word.to_ascii_lowercase(), after)
            }
        };
        if part.is_empty() {
            return Err(invalid());
        }
        parts.push(sql::names::clip(&part, sql::names::MAX_NAME).to_owned());
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(parts);
        }
        rest = rest.strip_prefix('.').ok_or_else(invalid)?.trim_start();
    }
}

/// What stands before the closing quote, and what after it.
fn quoted_part(text: &str) -> Option<(String, &str)> {
    let mut part = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        part.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                part.push('"');
                rest = more;
            }
            None => return Some((part, after)),
        }
    }
}

/// The only part of a name that has no schema.
fn single(parts: &[String]) -> SqlResult<&str> {
    match parts {
        [name] => Ok(name),
        _ => Err(SqlError::new(SqlState::INVALID_NAME, "invalid name syntax")),
    }
}

/// The name of what all parts but the schema `pg_catalog` say.
fn in_pg_catalog(parts: &[String]) -> Option<&str> {
    match parts {
        [name] => Some(name),
        [schema, name] if schema == "pg_catalog" => Some(name),
        _ => None,
    }
}

fn relation(world: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    world.relation_named(parts)?.ok_or_else(|| {
        let message = format!("relation \"{}\" does not exist", parts.join("."));
        SqlError::new(SqlState::UNDEFINED_TABLE, message)
    })
}

fn role(world: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let name = single(parts)?;
    world.role_oid(name).ok_or_else(|| missing_role(name))
}

/// 42704 for a role.
pub(crate) fn missing_role(name: &str) -> SqlError {
    SqlError::new(SqlState::UNDEFINED_OBJECT, format!("role \"{name}\" does not exist"))
}

fn namespace(world: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let name = single(parts)?;
    world.namespace_oid(name).ok_or_else(|| missing_schema(name))
}

/// 3F000.
pub(crate) fn missing_schema(name: &str) -> SqlError {
    SqlError::new(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{name}\" does not exist"))
}

fn collation(_: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let named = |name| facts::COLLATIONS.iter().find(|fact| fact.name == name);
    in_pg_catalog(parts).and_then(named).map(|fact| fact.oid).ok_or_else(|| {
        let name = parts.join(".");
        let message = format!("collation \"{name}\" for encoding \"UTF8\" does not exist");
        SqlError::new(SqlState::UNDEFINED_OBJECT, message)
    })
}

fn text_search_config(_: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let named = |name| facts::TEXT_SEARCH_CONFIGS.iter().find(|fact| fact.name == name);
    in_pg_catalog(parts).and_then(named).map(|fact| fact.oid).ok_or_else(|| {
        let message = format!("text search configuration \"{}\" does not exist", parts.join("."));
        SqlError::new(SqlState::UNDEFINED_OBJECT, message)
    })
}

fn function(world: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let name = parts.join(".");
    match world.functions(parts).as_slice() {
        [only] => Ok(only.oid),
        [] => Err(undefined(format!("function \"{name}\" does not exist"))),
        _ => {
            let message = format!("more than one function named \"{name}\"");
            Err(SqlError::new(SqlState::AMBIGUOUS_FUNCTION, message))
        }
    }
}

fn undefined(message: String) -> SqlError {
    SqlError::new(SqlState::UNDEFINED_FUNCTION, message)
}

fn operator(_: &World<'_>, parts: &[String]) -> SqlResult<Oid> {
    let name = parts.join(".");
    let named: Vec<&OperatorFact> =
        in_pg_catalog(parts).map_or(Vec::new(), |name| facts::operators_named(name).collect());
    match named.as_slice() {
        [only] => Ok(only.oid),
        [] => Err(undefined(format!("operator does not exist: {name}"))),
        _ => {
            let message = format!("more than one operator named {name}");
            Err(SqlError::new(SqlState::AMBIGUOUS_FUNCTION, message))
        }
    }
}

/// `name(type, type)` as its name and types (`parseNameAndArgTypes`); NONE is 0 where it may stand.
fn signature(world: &World<'_>, text: &str, none: bool) -> SqlResult<(Vec<String>, Vec<Oid>)> {
    let syntax =
        |message: &str| SqlError::new(SqlState::INVALID_TEXT_REPRESENTATION, message.to_owned());
    let open = text.find('(').ok_or_else(|| syntax("expected a left parenthesis"))?;
    let inside = text[open + 1..].trim_end();
    let inside = inside.strip_suffix(')').ok_or_else(|| syntax("expected a right parenthesis"))?;
    let mut types = Vec::new();
    for name in super::stored::between_commas(inside) {
        types.push(match none && name.eq_ignore_ascii_case("none") {
            true => 0,
            false if name.is_empty() => return Err(syntax("expected a type name")),
            false => world.type_named(name)?.oid,
        });
    }
    Ok((parts(&text[..open])?, types))
}

fn function_with_arguments(world: &World<'_>, text: &str) -> SqlResult<Oid> {
    let (parts, types) = signature(world, text, false)?;
    let found = world.functions(&parts).into_iter().find(|fact| fact.argtypes == types);
    found
        .map(|fact| fact.oid)
        .ok_or_else(|| undefined(format!("function \"{text}\" does not exist")))
}

fn operator_with_arguments(world: &World<'_>, text: &str) -> SqlResult<Oid> {
    let (parts, types) = signature(world, text, true)?;
    let [left, right] = types[..] else {
        let error = match types.len() {
            0 | 1 => SqlError::new(SqlState::UNDEFINED_PARAMETER, "missing argument")
                .with_hint("Use NONE to denote the missing argument of a unary operator."),
            _ => SqlError::new(SqlState::new(b"54023"), "too many arguments")
                .with_hint("Provide two argument types for operator."),
        };
        return Err(error);
    };
    let mut named = in_pg_catalog(&parts).into_iter().flat_map(facts::operators_named);
    let found = named.find(|fact| (fact.left, fact.right) == (left, right));
    found.map(|fact| fact.oid).ok_or_else(|| undefined(format!("operator does not exist: {text}")))
}
