//! What do SET, RESET and SHOW do? (PostgreSQL, utils/misc/guc_funcs.c)

use crate::Answers;
use crate::portal::{Rows, Tag};
use crate::session::Session;
use crate::statement::Opened;
use crate::transaction::{mode_options, warning};
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use exec::Batch;
use rupg_sql::nodes::{List, Node, VariableSetKind as Kind, VariableSetStmt};
use sql::Catalog;
use sql::catalog::Role;
use sql::rel::{Column, ColumnId};
use types::facts::{self, oid};
use types::{Datum, Oid, Type};

impl Session {
    /// SET and RESET; gives the tag.
    pub(crate) async fn set(
        &mut self,
        statement: &VariableSetStmt,
        out: &mut dyn Answers,
    ) -> SqlResult<&'static str> {
        let name = statement.name.as_deref().unwrap_or_default();
        let local = statement.is_local;
        if local && !self.stage.is_explicit() {
            let what = if name == "TRANSACTION" { "SET TRANSACTION" } else { "SET LOCAL" };
            self.warn_outside(what, out);
        }
        match statement.kind {
            Kind::VAR_SET_MULTI => return self.set_many(name, &statement.args, out),
            Kind::VAR_SET_VALUE => {
                let value = value_of(name, &statement.args)?;
                self.set_variable(name, &value, local).await?;
            }
            Kind::VAR_SET_CURRENT => {
                let value = self.shown(name)?;
                self.set_variable(name, &value, local).await?;
            }
            Kind::VAR_SET_DEFAULT | Kind::VAR_RESET if name.starts_with("transaction_") => {
                let modes = self.stage.env.default_modes();
                self.set_mode("transaction_isolation", modes.isolation_name())?;
            }
            Kind::VAR_SET_DEFAULT | Kind::VAR_RESET => {
                let reset = statement.kind == Kind::VAR_RESET;
                let local = local && !reset;
                self.stage.env.settings().reset(name, local)?;
                if name == "session_authorization" {
                    self.stage.env.settings().follow("is_superuser", None, local);
                }
                return Ok(if reset { "RESET" } else { "SET" });
            }
            Kind::VAR_RESET_ALL => {
                self.stage.env.settings().reset_all(false);
                return Ok("RESET");
            }
            _ => return Err(SqlError::unsupported("this form of SET")),
        }
        Ok("SET")
    }

    fn set_many(
        &mut self,
        name: &str,
        args: &List,
        out: &mut dyn Answers,
    ) -> SqlResult<&'static str> {
        match name {
            "TRANSACTION" => {
                if !self.stage.is_explicit() {
                    self.warn_outside("SET TRANSACTION", out);
                }
                self.set_modes(args)?;
            }
            "SESSION CHARACTERISTICS" => {
                for (name, value) in mode_options(args) {
                    self.stage.env.settings().set(&format!("default_{name}"), &value, false)?;
                }
            }
            _ => return Err(SqlError::unsupported("SET TRANSACTION SNAPSHOT")),
        }
        Ok("SET")
    }

    fn warn_outside(&self, what: &str, out: &mut dyn Answers) {
        let message = format!("{what} can only be used in transaction blocks");
        out.notice(&warning(SqlState::NO_ACTIVE_SQL_TRANSACTION, message));
    }

    async fn set_variable(&mut self, name: &str, value: &str, local: bool) -> SqlResult<()> {
        match name {
            "transaction_isolation" | "transaction_read_only" | "transaction_deferrable" => {
                return self.set_mode(name, &value.to_ascii_lowercase());
            }
            "role" | "session_authorization" => return self.set_role(name, value, local).await,
            _ => {}
        }
        self.stage.env.settings().set(name, value, local)
    }

    /// SET ROLE and SET SESSION AUTHORIZATION.
    async fn set_role(&mut self, name: &str, value: &str, local: bool) -> SqlResult<()> {
        self.stage.look().await?;
        let session_user = self.stage.env.session_user();
        let role = may_be(&self.stage.env.catalog, session_user, name, value)?;
        let superuser = role.is_some_and(|role| role.superuser);
        let superuser = if superuser { "on" } else { "off" }.to_owned();
        let mut settings = self.stage.env.settings();
        if name == "session_authorization" {
            settings.follow("is_superuser", Some(superuser), local);
        }
        settings.set(name, value, local)
    }

    /// SHOW.
    pub(crate) fn show(&self, name: &str) -> SqlResult<Opened> {
        let mut rows = Batch::new(if name == "all" { 3 } else { 1 });
        if name != "all" {
            rows.push([Datum::text(self.shown(name)?)]);
        } else {
            for fact in facts::SETTINGS {
                let value = self.stage.env.setting(fact.name).unwrap_or_default();
                let about = fact.short_desc;
                rows.push([Datum::text(fact.name), Datum::text(value), Datum::text(about)]);
            }
        }
        Ok(Opened::rows(Rows::Kept([rows].into()), Tag::Whole("SHOW".into())))
    }

    fn shown(&self, name: &str) -> SqlResult<String> {
        match self.stage.env.setting(name) {
            Some(value) => Ok(value),
            None => self.stage.env.settings().show(name),
        }
    }
}

/// The columns of SHOW.
pub(crate) fn show_columns(name: &str) -> Vec<Column> {
    if name == "all" {
        return ["name", "setting", "description"].map(|name| column(name, oid::TEXT)).into();
    }
    let name = facts::setting(name).map_or(name, |fact| fact.name);
    vec![column(name, oid::TEXT)]
}

/// A column that a session's own statement gives.
pub(crate) fn column(name: &str, ty: Oid) -> Column {
    Column { id: ColumnId(0), name: name.to_owned(), ty: Type::new(ty), origin: None }
}

/// The value that SET's arguments make (`flatten_set_variable_args`).
fn value_of(name: &str, args: &List) -> SqlResult<String> {
    let name = name.to_ascii_lowercase();
    let list = matches!(&*name, "search_path" | "datestyle" | "temp_tablespaces")
        || name.ends_with("_preload_libraries");
    if args.len() > 1 && !list {
        let message = format!("SET {name} takes only one argument");
        return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
    }
    let values = args.iter().flatten().map(|arg| {
        let value = constant(arg).unwrap_or_default();
        if name == "search_path" { sql::deparse::quote_ident(&value) } else { value }
    });
    Ok(values.collect::<Vec<_>>().join(", "))
}

/// A constant of SET, or of a transaction mode, as text.
pub(crate) fn constant(node: &Node) -> Option<String> {
    match node {
        Node::A_Const(constant) => constant.val.as_ref().and_then(self::constant),
        Node::String(text) | Node::Float(text) => Some(text.to_string()),
        Node::Integer(number) => Some(number.to_string()),
        Node::Boolean(on) => Some(if *on { "on" } else { "off" }.to_owned()),
        // SET TIME ZONE INTERVAL '...'.
        Node::TypeCast(cast) => {
            let text = cast.arg.as_ref().and_then(self::constant)?;
            Some(format!("INTERVAL '{text}'"))
        }
        _ => None,
    }
}

/// Whether `session_user` may set `name`, which is `role` or `session_authorization`, to `value`: the role
/// it then is; none of `role = none`.
///
/// # Errors
/// 22023 when there is no such role, 42501 when it may not.
pub(crate) fn may_be<'a>(
    catalog: &'a Catalog,
    session_user: &str,
    name: &str,
    value: &str,
) -> SqlResult<Option<&'a Role>> {
    if name == "role" && value == "none" {
        return Ok(None);
    }
    let role = catalog.role(value).ok_or_else(|| {
        let message = format!("role \"{value}\" does not exist");
        SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
    })?;
    let by = catalog.role(session_user);
    let member = by.is_some_and(|by| by.member_of.contains(&role.oid));
    let allowed = value == session_user || by.is_some_and(|by| by.superuser);
    if allowed || (name == "role" && member) {
        return Ok(Some(role));
    }
    let message = match name {
        "role" => format!("permission denied to set role \"{value}\""),
        _ => format!("permission denied to set session authorization \"{value}\""),
    };
    Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message))
}
