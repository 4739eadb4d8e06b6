//! CREATE, ALTER, DROP, GRANT and REVOKE of roles. (PostgreSQL, src/backend/commands/user.c)

use super::draft::Draft;
use super::{Binder, options};
use crate::catalog::Role;
use crate::statement::Secret;
use base::{Severity, SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    AlterRoleStmt, CreateRoleStmt, DefElem, DropRoleStmt, GrantRoleStmt, List, Node, RoleSpec,
    RoleSpecType, RoleStmtType,
};
use types::facts::oid;
use types::{Datum, Formats, Oid, Type, text_in, to_text};

pub(crate) fn missing(name: &str) -> SqlError {
    SqlError::new(SqlState::UNDEFINED_OBJECT, format!("role \"{name}\" does not exist"))
}

pub(crate) fn taken(name: &str) -> SqlError {
    SqlError::new(SqlState::DUPLICATE_OBJECT, format!("role \"{name}\" already exists"))
}

/// Refuses names that PostgreSQL keeps for itself.
pub(crate) fn check_reserved(name: &str) -> SqlResult<()> {
    if !name.starts_with("pg_") {
        return Ok(());
    }
    let message = format!("role name \"{name}\" is reserved");
    Err(SqlError::new(SqlState::RESERVED_NAME, message)
        .with_detail("Role names starting with \"pg_\" are reserved."))
}

fn denied(message: &str, detail: String) -> SqlError {
    SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message).with_detail(detail)
}

/// Whether PostgreSQL would keep a password as it is, as a hash by MD5.
fn is_md5(password: &str) -> bool {
    let hash = password.strip_prefix("md5");
    hash.is_some_and(|hash| hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What a list of options asks of a role.
#[derive(Default)]
struct Wanted {
    password: Option<Secret>,
    /// Roles the new one joins, roles that join it, and those that may let others join.
    groups: Vec<Oid>,
    members: Vec<Oid>,
    admins: Vec<Oid>,
}

impl Binder<'_> {
    /// The role a role specification means.
    pub(crate) fn role_oid(&self, role: &RoleSpec) -> SqlResult<Oid> {
        let by_name = |name: &str| self.names.catalog.role(name).map(|role| role.oid);
        match role.roletype {
            RoleSpecType::ROLESPEC_CURRENT_ROLE | RoleSpecType::ROLESPEC_CURRENT_USER => {
                Ok(self.names.user)
            }
            RoleSpecType::ROLESPEC_SESSION_USER => {
                let name = self.names.env.session_user();
                by_name(name).ok_or_else(|| missing(name))
            }
            RoleSpecType::ROLESPEC_PUBLIC => Err(missing("public")),
            _ => {
                let name = role.rolename.as_deref().unwrap_or("");
                by_name(name).ok_or_else(|| missing(name))
            }
        }
    }

    /// The roles of a list.
    fn role_list(&self, list: &List) -> SqlResult<Vec<Oid>> {
        let roles = list.iter().filter_map(|node| match node {
            Some(Node::RoleSpec(role)) => Some(self.role_oid(role)),
            Some(Node::AccessPriv(role)) => {
                let name = role.priv_name.as_deref().unwrap_or("");
                let found = self.names.catalog.role(name).map(|role| role.oid);
                Some(found.ok_or_else(|| missing(name)))
            }
            _ => None,
        });
        roles.collect()
    }

    /// The role that runs the statement.
    pub(crate) fn current_role(&self) -> Role {
        let role = self.names.catalog.roles.get(&self.names.user);
        role.map(|role| (**role).clone()).unwrap_or_default()
    }

    /// Whether the current role may do what `owner` may.
    pub(crate) fn acts_for(&self, owner: Oid) -> bool {
        self.may_act(self.names.user, owner)
    }

    /// Whether `role` has what `owner` owns.
    pub(crate) fn may_act(&self, role: Oid, owner: Oid) -> bool {
        let superuser = self.names.catalog.roles.get(&role).is_some_and(|role| role.superuser);
        superuser || self.belongs(role, owner)
    }

    /// Whether `role` is `group` or a member of it, directly or not.
    pub(crate) fn belongs(&self, role: Oid, group: Oid) -> bool {
        let mut open = vec![role];
        let mut seen = Vec::new();
        while let Some(role) = open.pop() {
            if role == group {
                return true;
            }
            if seen.contains(&role) {
                continue;
            }
            seen.push(role);
            let found = self.names.catalog.roles.get(&role);
            open.extend(found.into_iter().flat_map(|role| role.member_of.iter().copied()));
        }
        false
    }

    /// 42501 unless the current role may do what `owner` may: `must be owner of table t`.
    pub(crate) fn check_owner(&self, owner: Oid, what: &str, name: &str) -> SqlResult<()> {
        if self.acts_for(owner) {
            return Ok(());
        }
        let message = format!("must be owner of {what} {name}");
        Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message))
    }

    pub(crate) fn create_role(
        &mut self,
        draft: &mut Draft,
        statement: &CreateRoleStmt,
    ) -> SqlResult<()> {
        let name = statement.role.as_deref().unwrap_or("");
        let mut role = Role {
            oid: draft.fresh(),
            name: name.to_string(),
            inherit: true,
            login: statement.stmt_type == RoleStmtType::ROLESTMT_USER,
            connection_limit: -1,
            ..Role::default()
        };
        let wanted = self.role_options(&mut role, &statement.options, draft)?;
        let current = self.current_role();
        if !current.superuser && !current.create_role {
            let detail = "Only roles with the CREATEROLE attribute may create roles.";
            return Err(denied("permission denied to create role", detail.to_string()));
        }
        self.check_attributes(&current, &role, "create roles", "permission denied to create role")?;
        check_reserved(name)?;
        if draft.catalog.role(name).is_some() {
            return Err(taken(name));
        }
        let oid = role.oid;
        role.member_of = wanted.groups;
        draft.put_role(role, wanted.password);
        for member in wanted.members {
            self.grant_membership(draft, member, oid, false)?;
        }
        for member in wanted.admins {
            self.grant_membership(draft, member, oid, true)?;
        }
        Ok(())
    }

    /// What only a role that has an attribute may give to others.
    fn check_attributes(
        &self,
        current: &Role,
        role: &Role,
        act: &str,
        message: &str,
    ) -> SqlResult<()> {
        let attributes = [
            (role.superuser, current.superuser, "SUPERUSER"),
            (role.create_db, current.create_db, "CREATEDB"),
            (role.replication, current.replication, "REPLICATION"),
            (role.bypass_rls, current.bypass_rls, "BYPASSRLS"),
        ];
        for (wanted, has, word) in attributes {
            if wanted && !has && !current.superuser {
                let detail = format!(
                    "Only roles with the {word} attribute may {act} with the {word} attribute."
                );
                return Err(denied(message, detail));
            }
        }
        Ok(())
    }

    pub(crate) fn alter_role(
        &mut self,
        draft: &mut Draft,
        statement: &AlterRoleStmt,
    ) -> SqlResult<()> {
        let oid =
            statement.role.as_ref().map_or(Ok(self.names.user), |role| self.role_oid(role))?;
        let before = draft.role(oid)?;
        let mut role = before.clone();
        let wanted = self.role_options(&mut role, &statement.options, draft)?;
        let current = self.current_role();
        let named = options::each(&statement.options).map(options::name);
        let own_password =
            oid == self.names.user && named.into_iter().all(|name| name == "password");
        if !current.superuser && !own_password && (!current.create_role || before.superuser) {
            let detail = format!(
                "Only roles with the CREATEROLE attribute and the ADMIN option on role \"{}\" may alter this role.",
                before.name
            );
            return Err(denied("permission denied to alter role", detail));
        }
        if !own_password && role != before {
            let message = "permission denied to alter role";
            self.check_attributes(&current, &role, "change", message)?;
        }
        draft.put_role(role, wanted.password);
        for member in wanted.members {
            if statement.action > 0 {
                self.grant_membership(draft, member, oid, false)?;
            } else {
                self.end_membership(draft, member, oid, false)?;
            }
        }
        Ok(())
    }

    fn role_options(&self, role: &mut Role, list: &List, draft: &mut Draft) -> SqlResult<Wanted> {
        let mut wanted = Wanted::default();
        let mut seen = Vec::new();
        for option in options::each(list) {
            let repeatable = matches!(options::name(option), "rolemembers" | "addroleto");
            if !repeatable {
                self.once(&mut seen, option)?;
            }
            self.role_option(role, &mut wanted, option, draft)?;
        }
        Ok(wanted)
    }

    fn role_option(
        &self,
        role: &mut Role,
        wanted: &mut Wanted,
        option: &DefElem,
        draft: &mut Draft,
    ) -> SqlResult<()> {
        let list = || match &option.arg {
            Some(Node::List(list)) => self.role_list(list),
            _ => Ok(Vec::new()),
        };
        match options::name(option) {
            "superuser" => role.superuser = options::truth(option)?,
            "inherit" => role.inherit = options::truth(option)?,
            "createrole" => role.create_role = options::truth(option)?,
            "createdb" => role.create_db = options::truth(option)?,
            "canlogin" => role.login = options::truth(option)?,
            "isreplication" => role.replication = options::truth(option)?,
            "bypassrls" => role.bypass_rls = options::truth(option)?,
            "connectionlimit" => {
                let limit = options::integer(option)?;
                role.connection_limit =
                    i32::try_from(limit).ok().filter(|limit| *limit >= -1).ok_or_else(|| {
                        let message = format!("invalid connection limit: {limit}");
                        SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
                    })?;
            }
            "password" => match &option.arg {
                Some(Node::String(text)) if text.is_empty() => {
                    role.verifier = None;
                    let message = "empty string is not a valid password, clearing password";
                    draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
                }
                Some(Node::String(text)) if is_md5(text) => {
                    return Err(SqlError::unsupported("a password that is an MD5 hash"));
                }
                Some(Node::String(text)) => wanted.password = Some(Secret(text.to_string())),
                _ => role.verifier = None,
            },
            "validUntil" => role.valid_until = self.valid_until(option)?,
            "addroleto" => wanted.groups.extend(list()?),
            "rolemembers" => wanted.members.extend(list()?),
            "adminmembers" => wanted.admins.extend(list()?),
            "sysid" => {
                draft.notice(SqlState::SUCCESSFUL_COMPLETION, "SYSID can no longer be specified");
            }
            other => return Err(SqlError::unsupported(format!("role option {other}"))),
        }
        Ok(())
    }

    /// VALID UNTIL in RFC 3339; `infinity` is none.
    fn valid_until(&self, option: &DefElem) -> SqlResult<Option<String>> {
        let text = options::text(option)?;
        let ty = Type::new(oid::TIMESTAMPTZ);
        let time = text_in(ty, &text, self.names.env.formats())?;
        if matches!(time, Datum::Int8(i64::MAX)) {
            return Ok(None);
        }
        let text = to_text(oid::TIMESTAMPTZ, &time, &Formats::default());
        Ok(Some(text.replacen(' ', "T", 1).replace("+00", "Z")))
    }

    /// Makes `member` a member of `group`; whether it was none, or got the admin option.
    fn grant_membership(
        &self,
        draft: &mut Draft,
        member: Oid,
        group: Oid,
        admin: bool,
    ) -> SqlResult<bool> {
        let mut role = draft.role(member)?;
        let known = role.member_of.contains(&group);
        if known && (!admin || role.admin_of.contains(&group)) {
            return Ok(false);
        }
        if member == group || self.belongs(group, member) {
            let message = format!(
                "role \"{}\" is a member of role \"{}\"",
                draft.role(group)?.name,
                role.name
            );
            return Err(SqlError::new(SqlState::new(b"0LP01"), message));
        }
        if !known {
            role.member_of.push(group);
        }
        if admin {
            role.admin_of.push(group);
        }
        draft.put_role(role, None);
        Ok(true)
    }

    /// Ends a membership, or only its admin option; whether there was one.
    fn end_membership(
        &self,
        draft: &mut Draft,
        member: Oid,
        group: Oid,
        admin: bool,
    ) -> SqlResult<bool> {
        let mut role = draft.role(member)?;
        if !role.member_of.contains(&group) {
            return Ok(false);
        }
        role.admin_of.retain(|oid| *oid != group);
        if !admin {
            role.member_of.retain(|oid| *oid != group);
        }
        draft.put_role(role, None);
        Ok(true)
    }

    pub(crate) fn grant_role(
        &mut self,
        draft: &mut Draft,
        statement: &GrantRoleStmt,
    ) -> SqlResult<()> {
        let mut admin = false;
        for option in options::each(&statement.opt) {
            match options::name(option) {
                "admin" => admin = options::truth(option)?,
                other => return Err(SqlError::unsupported(format!("GRANT ... WITH {other}"))),
            }
        }
        let groups = self.role_list(&statement.granted_roles)?;
        let members = self.role_list(&statement.grantee_roles)?;
        let current = self.current_role();
        for group in groups {
            let name = draft.role(group)?.name;
            if !current.superuser && !current.admin_of.contains(&group) {
                let act = if statement.is_grant { "grant" } else { "revoke" };
                let detail = format!(
                    "Only roles with the ADMIN option on role \"{name}\" may {act} this role."
                );
                let message = format!("permission denied to {act} role \"{name}\"");
                return Err(denied(&message, detail));
            }
            for member in &members {
                self.membership(draft, statement.is_grant, *member, group, admin)?;
            }
        }
        Ok(())
    }

    fn membership(
        &self,
        draft: &mut Draft,
        grant: bool,
        member: Oid,
        group: Oid,
        admin: bool,
    ) -> SqlResult<()> {
        let (member_name, group_name) = (draft.role(member)?.name, draft.role(group)?.name);
        let by = self.current_role().name;
        if grant && !self.grant_membership(draft, member, group, admin)? {
            let message = format!(
                "role \"{member_name}\" has already been granted membership in role \"{group_name}\" by role \"{by}\""
            );
            draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
        }
        if !grant && !self.end_membership(draft, member, group, admin)? {
            let message = format!(
                "role \"{member_name}\" has not been granted membership in role \"{group_name}\" by role \"{by}\""
            );
            draft.notices.push(SqlError::notice(Severity::Warning, SqlState::WARNING, message));
        }
        Ok(())
    }

    pub(crate) fn drop_role(
        &mut self,
        draft: &mut Draft,
        statement: &DropRoleStmt,
    ) -> SqlResult<()> {
        let current = self.current_role();
        if !current.superuser && !current.create_role {
            let detail = "Only roles with the CREATEROLE attribute and the ADMIN option on the target roles may drop roles.";
            return Err(denied("permission denied to drop role", detail.to_string()));
        }
        let mut roles = Vec::new();
        for node in statement.roles.iter().flatten() {
            let Node::RoleSpec(spec) = node else { continue };
            match self.role_oid(spec) {
                Ok(oid) => roles.push(oid),
                Err(_) if statement.missing_ok => {
                    let name = spec.rolename.as_deref().unwrap_or("");
                    let message = format!("role \"{name}\" does not exist, skipping");
                    draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
                }
                Err(error) => return Err(error),
            }
        }
        for oid in roles {
            self.drop_one_role(draft, oid)?;
        }
        Ok(())
    }

    fn drop_one_role(&self, draft: &mut Draft, oid: Oid) -> SqlResult<()> {
        if oid == self.names.user {
            let message = "current user cannot be dropped";
            return Err(SqlError::new(SqlState::new(b"55006"), message));
        }
        let name = draft.role(oid)?.name;
        let mut owned = self.owned_by(draft, oid);
        let granted = draft.role(oid)?.iam;
        owned.extend(granted.iter().map(|grant| format!("IAM trust with {}", grant.arn)));
        if !owned.is_empty() {
            let message =
                format!("role \"{name}\" cannot be dropped because some objects depend on it");
            return Err(SqlError::new(SqlState::DEPENDENT_OBJECTS_STILL_EXIST, message)
                .with_detail(owned.join("\n")));
        }
        let members: Vec<Oid> = draft
            .catalog
            .roles
            .values()
            .filter(|role| role.member_of.contains(&oid))
            .map(|role| role.oid)
            .collect();
        for member in members {
            self.end_membership(draft, member, oid, false)?;
        }
        draft.drop_role(oid);
        Ok(())
    }

    /// `owner of table t`, for everything the role owns.
    fn owned_by(&self, draft: &Draft, role: Oid) -> Vec<String> {
        let catalog = &draft.catalog;
        let schemas = catalog.namespaces.values().filter(|schema| schema.owner == role);
        let tables = catalog.tables.values().filter(|table| table.owner == role);
        let sequences = catalog
            .sequences
            .values()
            .filter(|sequence| sequence.owner == role && sequence.owned_by.is_none());
        let mut out: Vec<String> =
            schemas.map(|schema| format!("owner of schema {}", schema.name)).collect();
        out.extend(tables.map(|t| format!("owner of table {}", self.shown(draft, t.oid))));
        out.extend(sequences.map(|s| format!("owner of sequence {}", self.shown(draft, s.oid))));
        let views = catalog.views.values().filter(|view| view.owner == role);
        out.extend(views.map(|v| format!("owner of view {}", self.shown(draft, v.oid))));
        out
    }
}
