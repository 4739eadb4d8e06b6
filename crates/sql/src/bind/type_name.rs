//! Which type does a type name mean? (PostgreSQL, src/backend/parser/parse_type.c)

use super::relation::Found;
use super::stored::nothing;
use super::{Binder, Names};
use crate::catalog::Relation;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{List, Node, TypeName};
use types::facts::{self, TypeFact, oid};
use types::{Oid, Type, typmod_in};

/// The words of a list of names.
pub(crate) fn words(list: &List) -> Vec<&str> {
    list.iter()
        .filter_map(|node| match node {
            Some(Node::String(word)) => Some(&**word),
            _ => None,
        })
        .collect()
}

/// The type of a type name given as text, `varchar(10)` or `int4[]`, with its modifier.
///
/// # Errors
/// 42601 when it is no type name, 42704 when there is no such type.
pub fn type_named(names: &Names<'_>, text: &str) -> SqlResult<Type> {
    let name = rupg_sql::parse_type_name(text);
    let name = name.map_err(|error| crate::parse::translate(text, &error))?;
    Binder::new(names, &nothing(), &[]).type_name(&name)
}

impl Binder<'_> {
    /// The type of a type name with its modifier. `serial` is no type here, and `SETOF` is refused.
    ///
    /// # Errors
    /// 42704 at the name when there is none; 22023 for a bad modifier.
    pub(crate) fn type_name(&self, name: &TypeName) -> SqlResult<Type> {
        let words = words(&name.names);
        if name.setof {
            return Err(self.at(SqlError::unsupported("SETOF in a type name"), name.location));
        }
        if name.pct_type {
            return Err(self.at(SqlError::unsupported("%TYPE"), name.location));
        }
        let missing = || {
            let array = if name.arrayBounds.is_empty() { "" } else { "[]" };
            let message = format!("type \"{}{array}\" does not exist", words.join("."));
            self.at(SqlError::new(SqlState::UNDEFINED_OBJECT, message), name.location)
        };
        let Some(found) = self.find_type(&words, name.location)? else {
            let relation = match words[..] {
                [name] => self.find_relation(None, name),
                [schema, name] => self.find_relation(Some(schema), name),
                _ => None,
            };
            return Err(match relation {
                Some(Found::User(Relation::Table(_) | Relation::View(_))) => {
                    let what = format!("the row type of \"{}\" in this place", words.join("."));
                    self.at(SqlError::unsupported(what), name.location)
                }
                _ => missing(),
            });
        };
        if !name.typmods.is_empty() && !types::text::is_readable(found.oid) {
            let error = SqlError::unsupported(format!("type {}", shown(found.oid)));
            return Err(self.at(error, name.location));
        }
        let typmod = self.type_modifier(found.oid, name)?;
        if name.arrayBounds.is_empty() {
            return Ok(Type { oid: found.oid, typmod });
        }
        let array = facts::array_of(found.oid).ok_or_else(missing)?;
        Ok(Type { oid: array, typmod })
    }

    /// The type of a name, sought by the search path unless qualified.
    pub(crate) fn find_type(
        &self,
        words: &[&str],
        at: i32,
    ) -> SqlResult<Option<&'static TypeFact>> {
        let in_schema = |schema: Oid, name: &str| {
            if schema == facts::PG_CATALOG {
                return facts::type_by_name(name);
            }
            facts::TYPES.iter().find(|row| row.namespace == schema && row.name == name)
        };
        Ok(match words {
            [name] => self.path().into_iter().find_map(|schema| in_schema(schema, name)),
            [schema, name] | [_, schema, name] => match self.schema_oid(schema) {
                Some(schema) => in_schema(schema, name),
                None => {
                    let message = format!("schema \"{schema}\" does not exist");
                    let error = SqlError::new(SqlState::INVALID_SCHEMA_NAME, message);
                    return Err(self.at(error, at));
                }
            },
            _ => None,
        })
    }

    fn type_modifier(&self, ty: Oid, name: &TypeName) -> SqlResult<i32> {
        if name.typmods.is_empty() {
            return Ok(name.typemod);
        }
        let mut arguments = Vec::with_capacity(name.typmods.len());
        for node in name.typmods.iter().flatten() {
            let value = match node {
                Node::A_Const(constant) => match &constant.val {
                    Some(Node::Integer(value)) => Some(i64::from(*value)),
                    Some(Node::Float(text)) => text.parse().ok(),
                    Some(Node::String(text)) => text.trim().parse().ok(),
                    _ => None,
                },
                _ => None,
            };
            let Some(value) = value else {
                let message = "type modifiers must be simple constants or identifiers";
                let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                return Err(self.at(error, name.location));
            };
            arguments.push(value);
        }
        typmod_in(ty, &arguments).map_err(|error| self.at(error, name.location))
    }
}

/// A type's category letter; row types are composite.
pub(crate) fn category(ty: Oid) -> char {
    match ty {
        oid::UNKNOWN => 'X',
        _ => facts::type_by_oid(ty).map_or('C', |row| row.category),
    }
}

/// Whether a type is the preferred one of its category.
pub(crate) fn preferred(ty: Oid) -> bool {
    facts::type_by_oid(ty).is_some_and(|row| row.preferred)
}

/// What a domain is over, at the bottom, with the modifier the domain gives; else the type itself.
pub(crate) fn base_type(mut ty: Type) -> Type {
    while let Some(row) = facts::type_by_oid(ty.oid).filter(|row| row.typtype == 'd') {
        ty = Type { oid: row.basetype, typmod: row.typmod };
    }
    ty
}

/// [`base_type`] without the modifier.
pub(crate) fn base_oid(ty: Oid) -> Oid {
    base_type(Type::new(ty)).oid
}

/// A type as errors write it.
pub(crate) fn shown(ty: Oid) -> String {
    types::format_type(Type::new(ty))
}
