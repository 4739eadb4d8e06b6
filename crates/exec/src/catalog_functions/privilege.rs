//! Who may do what? (`has_table_privilege` and its kin, utils/adt/acl.c)
//!
//! Nothing is granted to anyone yet, so the rules are PostgreSQL's defaults: an object is its
//! owner's and that of the members of its owner; superusers may do everything; everyone may read the
//! catalogs that are public, use their schemas and `public`, connect, and call functions.

use super::definition::named_relation;
use super::names::{missing_role, missing_schema, parts};
use super::{World, args};
use crate::functions::Functions;
use crate::system::{DATABASE, DATABASE_OWNER, is_public};
use base::{SqlError, SqlResult, SqlState};
use sql::catalog::{ADMIN, PUBLIC, Role, TableColumn};
use std::collections::BTreeSet;
use types::facts::{self, oid as ty};
use types::{Datum, Oid};

/// Everyone, as the owner of a right.
const EVERYONE: Oid = 0;

impl World<'_> {
    /// Whether a role may do what `owner` may: it is a superuser, the owner, or a member that
    /// inherits.
    pub(crate) fn has_privileges_of(&self, role: Oid, owner: Oid) -> bool {
        self.is_superuser(role) || self.groups(role, true).contains(&owner)
    }

    fn is_superuser(&self, role: Oid) -> bool {
        self.catalog.roles.get(&role).is_some_and(|role| role.superuser)
    }

    /// A role and all it is a member of; only through roles that inherit when `inherited`.
    fn groups(&self, role: Oid, inherited: bool) -> BTreeSet<Oid> {
        let mut known = BTreeSet::from([role]);
        let mut waiting = vec![role];
        while let Some(oid) = waiting.pop() {
            let role = self.catalog.roles.get(&oid);
            let follows = |role: &&std::sync::Arc<Role>| role.inherit || !inherited;
            let groups = role.filter(follows).map_or(&[][..], |role| &role.member_of);
            waiting.extend(groups.iter().filter(|group| known.insert(**group)));
            if oid == ADMIN && known.insert(DATABASE_OWNER.0) {
                waiting.push(DATABASE_OWNER.0);
            }
        }
        known
    }
}

/// The words of a privilege a function takes, and whether everyone has it on this object.
type Words<'a> = &'a [(&'a str, bool)];

/// `has_x_privilege([role,] object, privileges)` taken apart.
struct Question<'a> {
    /// None for everyone (`public`).
    role: Oid,
    /// What stands before the privileges.
    object: &'a [Datum],
    privileges: &'a str,
}

/// None when an argument is NULL. `objects` is how many arguments say which object.
fn question<'a>(
    world: &World<'_>,
    given: &'a [Datum],
    objects: usize,
) -> SqlResult<Option<Question<'a>>> {
    if given.iter().any(Datum::is_null) {
        return Ok(None);
    }
    let (object, privileges) =
        (given.len().saturating_sub(objects + 1), given.len().saturating_sub(1));
    let Some(words) = args::text(given, privileges) else { return Ok(None) };
    let role = match (object, given.first()) {
        (0, _) => world.current_role().map_or(EVERYONE, |role| role.oid),
        (_, Some(Datum::Text(name))) if name == "public" => EVERYONE,
        (_, Some(Datum::Text(name))) => world.role_oid(name).ok_or_else(|| missing_role(name))?,
        (_, Some(Datum::Oid(oid))) => *oid,
        _ => return Ok(None),
    };
    Ok(Some(Question { role, object: &given[object..privileges], privileges: words }))
}

impl Question<'_> {
    /// Whether the role has one of the privileges asked for.
    ///
    /// # Errors
    /// 22023 for a word that is no privilege of this kind of object.
    fn answer(&self, world: &World<'_>, owner: Oid, words: Words<'_>) -> SqlResult<Datum> {
        let mut any = false;
        for asked in self.privileges.split(',') {
            let asked = asked.trim();
            let upper = asked.to_ascii_uppercase();
            let (word, grant) = match upper.strip_suffix(" WITH GRANT OPTION") {
                Some(word) => (word.trim_end(), true),
                None => (upper.as_str(), false),
            };
            let Some((_, everyone)) = words.iter().find(|(known, _)| *known == word) else {
                let message = format!("unrecognized privilege type: \"{asked}\"");
                return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
            };
            any |= (*everyone && !grant)
                || (self.role != EVERYONE && world.has_privileges_of(self.role, owner));
        }
        Ok(Datum::Bool(any))
    }
}

/// The relation an argument means, by name or OID; none for an OID that is nobody's.
fn relation<'a>(world: &World<'a>, object: &Datum) -> SqlResult<Option<super::world::Class<'a>>> {
    let oid = match object {
        Datum::Text(name) => named_relation(world, name)?,
        Datum::Oid(oid) => *oid,
        _ => return Ok(None),
    };
    Ok(world.class(oid))
}

fn readable_by_all(class: &super::world::Class<'_>) -> bool {
    facts::relation_by_oid(class.oid).is_some_and(is_public)
}

/// `has_table_privilege`.
pub(super) fn table(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let Some(class) = relation(&world, &asked.object[0])? else { return Ok(Datum::Null) };
    let read = readable_by_all(&class);
    let words = [
        ("SELECT", read),
        ("INSERT", false),
        ("UPDATE", class.name == "pg_settings" && class.is_system()),
        ("DELETE", false),
        ("TRUNCATE", false),
        ("REFERENCES", false),
        ("TRIGGER", false),
        ("RULE", false),
    ];
    asked.answer(&world, class.owner, &words)
}

/// `has_sequence_privilege`.
pub(super) fn sequence(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let Some(class) = relation(&world, &asked.object[0])? else { return Ok(Datum::Null) };
    if class.kind != 'S' {
        let message = format!("\"{}\" is not a sequence", class.name);
        return Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message));
    }
    let words = [("USAGE", false), ("SELECT", false), ("UPDATE", false)];
    asked.answer(&world, class.owner, &words)
}

const COLUMN_WORDS: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];

/// `has_any_column_privilege`.
pub(super) fn any_column(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let Some(class) = relation(&world, &asked.object[0])? else { return Ok(Datum::Null) };
    let read = readable_by_all(&class);
    let words = COLUMN_WORDS.map(|word| (word, read && word == "SELECT"));
    asked.answer(&world, class.owner, &words)
}

/// `has_column_privilege`: by the table, a column being nobody's own.
pub(super) fn column(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 2)? else { return Ok(Datum::Null) };
    let Some(class) = relation(&world, &asked.object[0])? else { return Ok(Datum::Null) };
    let table = world.catalog.tables.get(&class.oid).map(|table| &table.columns);
    let view = || world.catalog.views.get(&class.oid).map(|view| &view.columns);
    let columns = table.or_else(view);
    let system = facts::columns_of(class.oid);
    match &asked.object[1] {
        Datum::Text(name) => {
            let known = |column: &TableColumn| !column.dropped && column.name == *name;
            let own = columns.is_some_and(|columns| columns.iter().any(known));
            if !own && !system.iter().any(|fact| fact.name == name.as_str()) {
                let message =
                    format!("column \"{name}\" of relation \"{}\" does not exist", class.name);
                return Err(SqlError::new(SqlState::UNDEFINED_COLUMN, message));
            }
        }
        Datum::Int2(attnum) => {
            let at = usize::try_from(i32::from(*attnum) - 1).ok();
            let own = columns.zip(at).and_then(|(columns, at)| columns.get(at));
            let live = own.is_some_and(|column| !column.dropped);
            if !live && !system.iter().any(|fact| fact.num == *attnum) {
                return Ok(Datum::Null);
            }
        }
        _ => return Ok(Datum::Null),
    }
    let read = readable_by_all(&class);
    let words = COLUMN_WORDS.map(|word| (word, read && word == "SELECT"));
    asked.answer(&world, class.owner, &words)
}

/// `has_schema_privilege`.
pub(super) fn schema(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let oid = match &asked.object[0] {
        Datum::Text(name) => world.namespace_oid(name).ok_or_else(|| missing_schema(name))?,
        Datum::Oid(oid) => *oid,
        _ => return Ok(Datum::Null),
    };
    let own = world.catalog.namespaces.get(&oid);
    let system = facts::namespaces().iter().find(|fact| fact.oid == oid && oid != PUBLIC);
    let owner = match (own, system) {
        (Some(own), _) => world.namespace_owner(own),
        (None, Some(_)) => ADMIN,
        (None, None) => return Ok(Datum::Null),
    };
    let open = oid == PUBLIC || system.is_some_and(|fact| fact.name != "pg_toast");
    asked.answer(&world, owner, &[("USAGE", open), ("CREATE", false)])
}

/// `has_database_privilege`.
pub(super) fn database(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    match &asked.object[0] {
        Datum::Text(name) if name == f.env.current_database() => {}
        Datum::Text(name) => {
            let message = format!("database \"{name}\" does not exist");
            return Err(SqlError::new(SqlState::INVALID_CATALOG_NAME, message));
        }
        Datum::Oid(DATABASE) => {}
        _ => return Ok(Datum::Null),
    }
    let words = [("CREATE", false), ("CONNECT", true), ("TEMPORARY", true), ("TEMP", true)];
    asked.answer(&world, ADMIN, &words)
}

/// `has_function_privilege`.
pub(super) fn function(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    of_object(f, given, ty::REGPROCEDURE, &[("EXECUTE", true)], |oid| {
        facts::function(oid).is_some()
    })
}

/// `has_type_privilege`.
pub(super) fn of_type(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    of_object(f, given, ty::REGTYPE, &[("USAGE", true)], super::format::type_exists)
}

/// The objects an alias type finds, all of them PostgreSQL's own.
fn of_object(
    f: &Functions<'_>,
    given: &[Datum],
    alias: Oid,
    words: Words<'_>,
    exists: impl Fn(Oid) -> bool,
) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let oid = match &asked.object[0] {
        Datum::Text(name) => world.object_oid(alias, name)?,
        Datum::Oid(oid) if exists(*oid) => *oid,
        _ => return Ok(Datum::Null),
    };
    debug_assert!(exists(oid), "a name finds what exists");
    asked.answer(&world, ADMIN, words)
}

/// `has_language_privilege`.
pub(super) fn language(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let found = |test: &dyn Fn(&facts::LanguageFact) -> bool| {
        facts::LANGUAGES.iter().find(|fact| !fact.procedural && test(fact))
    };
    let fact = match &asked.object[0] {
        Datum::Text(name) => {
            let fact = found(&|fact| fact.name == name.as_str());
            Some(fact.ok_or_else(|| {
                let message = format!("language \"{name}\" does not exist");
                SqlError::new(SqlState::UNDEFINED_OBJECT, message)
            })?)
        }
        Datum::Oid(oid) => found(&|fact| fact.oid == *oid),
        _ => None,
    };
    match fact {
        Some(fact) => asked.answer(&world, ADMIN, &[("USAGE", fact.trusted)]),
        None => Ok(Datum::Null),
    }
}

/// `has_tablespace_privilege`.
pub(super) fn tablespace(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    match question(&world, given, 1)? {
        Some(asked) => asked.answer(&world, ADMIN, &[("CREATE", false)]),
        None => Ok(Datum::Null),
    }
}

/// `pg_has_role([role,] group, privileges)`.
pub(super) fn role(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let world = f.world();
    let Some(asked) = question(&world, given, 1)? else { return Ok(Datum::Null) };
    let group = match &asked.object[0] {
        Datum::Text(name) => world.role_oid(name).ok_or_else(|| missing_role(name))?,
        Datum::Oid(oid) => *oid,
        _ => return Ok(Datum::Null),
    };
    let mut any = false;
    for word in asked.privileges.split(',') {
        let upper = word.trim().to_ascii_uppercase();
        let admin = upper.ends_with(" WITH ADMIN OPTION") || upper.ends_with(" WITH GRANT OPTION");
        let plain = upper.split(" WITH ").next().unwrap_or_default().trim_end();
        let member = match plain {
            _ if admin && matches!(plain, "USAGE" | "MEMBER" | "SET") => {
                let may = |oid: &Oid| {
                    world.catalog.roles.get(oid).is_some_and(|role| role.admin_of.contains(&group))
                };
                world.groups(asked.role, false).iter().any(may)
            }
            "USAGE" => world.groups(asked.role, true).contains(&group),
            "MEMBER" | "SET" => world.groups(asked.role, false).contains(&group),
            _ => {
                let message = format!("unrecognized privilege type: \"{}\"", word.trim());
                return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
            }
        };
        any |= member || world.is_superuser(asked.role);
    }
    Ok(Datum::Bool(any))
}

/// The letters of privileges in an access control list, in their order, and their names.
const LETTERS: [(char, &str); 14] = [
    ('a', "INSERT"),
    ('r', "SELECT"),
    ('w', "UPDATE"),
    ('d', "DELETE"),
    ('D', "TRUNCATE"),
    ('x', "REFERENCES"),
    ('t', "TRIGGER"),
    ('X', "EXECUTE"),
    ('U', "USAGE"),
    ('C', "CREATE"),
    ('T', "TEMPORARY"),
    ('c', "CONNECT"),
    ('s', "SET"),
    ('A', "ALTER SYSTEM"),
];

/// `acldefault(kind, owner)`: the list an object without one has.
pub(super) fn default_list(f: &Functions<'_>, given: &[Datum]) -> SqlResult<Datum> {
    let (Some(kind), Some(owner)) = (args::text(given, 0), args::oid(given, 1)) else {
        return Ok(Datum::Null);
    };
    let (everyone, own) = match kind {
        "c" => ("", ""),
        "r" => ("", "arwdDxt"),
        "s" => ("", "rwU"),
        "d" => ("Tc", "CTc"),
        "f" => ("X", "X"),
        "l" | "T" => ("U", "U"),
        "L" => ("", "rw"),
        "n" => ("", "UC"),
        "t" => ("", "C"),
        "p" => ("", "sA"),
        "F" | "S" => ("", "U"),
        _ => {
            let message = format!("unrecognized object type abbreviation: {kind}");
            return Err(SqlError::internal(message));
        }
    };
    let owner = f.world().role_name(owner);
    let mut items = Vec::new();
    for (grantee, letters) in [("", everyone), (owner.as_str(), own)] {
        if !letters.is_empty() {
            items.push(Datum::text(format!("{grantee}={letters}/{owner}")));
        }
    }
    Ok(crate::system::form::array(ty::ACLITEM, items))
}

/// `aclexplode(list)`: grantor, grantee, privilege, whether it may be passed on.
pub(super) fn explode(
    f: &Functions<'_>,
    _: &builtin::Signature,
    given: &[Datum],
) -> SqlResult<builtin::Rows> {
    let world = f.world();
    let mut rows = Vec::new();
    let items = args::array(given, 0).map_or(&[][..], |list| &list.items);
    for item in items {
        let Datum::Text(item) = item else { continue };
        let Some((grantee, (letters, grantor))) =
            item.split_once('=').and_then(|(grantee, rest)| Some((grantee, rest.split_once('/')?)))
        else {
            continue;
        };
        let role = |name: &str| {
            let name = parts(name).ok().and_then(|parts| parts.into_iter().next());
            Datum::Oid(name.and_then(|name| world.role_oid(&name)).unwrap_or(EVERYONE))
        };
        for (letter, word) in LETTERS {
            let Some((_, after)) = letters.split_once(letter) else { continue };
            rows.push(Ok(vec![
                role(grantor),
                role(grantee),
                Datum::text(word),
                Datum::Bool(after.starts_with('*')),
            ]));
        }
    }
    Ok(Box::new(rows.into_iter()))
}
