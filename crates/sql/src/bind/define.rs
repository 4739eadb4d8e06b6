//! Which statements define something, and what is each called when it is done?

use super::Binder;
use super::draft::Draft;
use super::relation::Found;
use super::scope::Scope;
use crate::Statement;
use crate::background;
use crate::catalog::Relation;
use crate::iam;
use crate::statement::Ddl;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{CallStmt, CreateExtensionStmt, Node, VacuumStmt};

impl Binder<'_> {
    /// A statement that is no query, COPY or affair of the session.
    pub(crate) fn definition(&mut self, node: &Node) -> SqlResult<Statement> {
        let tag = match node {
            Node::VacuumStmt(vacuum) => return self.vacuum(vacuum),
            Node::CallStmt(call) if self.waits_for_job(call)? => ("CALL", false),
            Node::ReindexStmt(reindex) => {
                if let Some(relation) = &reindex.relation {
                    self.relation_or_skip(&mut Draft::new(self.names.catalog), relation, false)?;
                }
                ("REINDEX", false)
            }
            _ => {
                let mut draft = Draft::new(self.names.catalog);
                let tag = self.define(&mut draft, node)?;
                let background = matches!(node, Node::IndexStmt(i) if background::is_marked(i));
                return Ok(Statement::Ddl(Ddl { background, ..draft.finish(tag) }));
            }
        };
        Ok(Statement::Housekeeping { tag: tag.0, outside_block: tag.1 })
    }

    /// Whether it is `CALL sys.wait_for_job(...)`: jobs are done when they are answered.
    fn waits_for_job(&mut self, call: &CallStmt) -> SqlResult<bool> {
        let Some(call) = &call.funccall else { return Ok(false) };
        if super::type_name::words(&call.funcname) != ["sys", "wait_for_job"] {
            return Ok(false);
        }
        self.function_call(call, &Scope::new(None)).map(|_| true)
    }

    /// Carries a definition out on the draft; its command tag.
    pub(crate) fn define(&mut self, draft: &mut Draft, node: &Node) -> SqlResult<&'static str> {
        match node {
            Node::CreateStmt(create) => self.create_table(draft, create).map(|()| "CREATE TABLE"),
            Node::ViewStmt(create) => self.create_view(draft, create).map(|()| "CREATE VIEW"),
            Node::IndexStmt(create) => self.create_index(draft, create).map(|()| "CREATE INDEX"),
            Node::CreateSeqStmt(create) => {
                self.create_sequence(draft, create).map(|()| "CREATE SEQUENCE")
            }
            Node::AlterSeqStmt(alter) => {
                self.alter_sequence(draft, alter).map(|()| "ALTER SEQUENCE")
            }
            Node::CreateSchemaStmt(create) => {
                self.create_schema(draft, create).map(|()| "CREATE SCHEMA")
            }
            Node::CreateRoleStmt(create) => self.create_role(draft, create).map(|()| "CREATE ROLE"),
            Node::AlterRoleStmt(alter) => self.alter_role(draft, alter).map(|()| "ALTER ROLE"),
            Node::DropRoleStmt(drop) => self.drop_role(draft, drop).map(|()| "DROP ROLE"),
            Node::GrantRoleStmt(grant) => {
                let tag = if grant.is_grant { "GRANT ROLE" } else { "REVOKE ROLE" };
                self.grant_role(draft, grant).map(|()| tag)
            }
            Node::AlterTableStmt(alter) => self.alter_table(draft, alter),
            Node::RenameStmt(rename) => self.rename(draft, rename),
            Node::AlterOwnerStmt(alter) => self.alter_owner(draft, alter),
            Node::AlterObjectSchemaStmt(alter) => self.set_schema(draft, alter),
            Node::CommentStmt(comment) => self.comment(draft, comment).map(|()| "COMMENT"),
            Node::DropStmt(drop) => self.drop(draft, drop),
            Node::TruncateStmt(truncate) => {
                self.truncate(draft, truncate).map(|()| "TRUNCATE TABLE")
            }
            Node::SecLabelStmt(label) if iam::mapping(label).is_some() => {
                self.iam_mapping(draft, label)
            }
            Node::CreateExtensionStmt(create) => {
                create_extension(draft, create).map(|()| "CREATE EXTENSION")
            }
            Node::GrantStmt(grant) => {
                let word = if grant.is_grant { "GRANT" } else { "REVOKE" };
                let what = super::unsupported::object(grant.objtype);
                Err(SqlError::unsupported(format!("{word} of privileges on {what}")))
            }
            other => Err(SqlError::unsupported(super::unsupported::statement(other))),
        }
    }

    fn vacuum(&mut self, statement: &VacuumStmt) -> SqlResult<Statement> {
        let analyze = !statement.is_vacuumcmd
            || super::options::each(&statement.options)
                .any(|option| super::options::name(option) == "analyze");
        for node in statement.rels.iter().flatten() {
            let Node::VacuumRelation(vacuum) = node else { continue };
            if !vacuum.va_cols.is_empty() && !analyze {
                let message = "ANALYZE option must be specified when a column list is provided";
                return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
            }
            let Some(relation) = &vacuum.relation else { continue };
            let name = relation.relname.as_deref().unwrap_or("");
            if let Some(Found::User(Relation::View(_))) =
                self.find_relation(relation.schemaname.as_deref(), name)
            {
                continue;
            }
            let table = self.table_to_change(relation)?;
            let table = self.table_by_oid(table)?;
            for name in super::type_name::words(&vacuum.va_cols) {
                if table.column(name).is_none() {
                    return Err(super::table::missing_column(name, &table.name));
                }
            }
        }
        let tag = if statement.is_vacuumcmd { "VACUUM" } else { "ANALYZE" };
        Ok(Statement::Housekeeping { tag, outside_block: statement.is_vacuumcmd })
    }
}

/// What an extension would bring is either built in or not there.
fn create_extension(draft: &mut Draft, statement: &CreateExtensionStmt) -> SqlResult<()> {
    let name = statement.extname.as_deref().unwrap_or("");
    match name {
        "plpgsql" => {
            let message = format!("extension \"{name}\" already exists");
            if !statement.if_not_exists {
                return Err(SqlError::new(SqlState::DUPLICATE_OBJECT, message));
            }
            draft.notice(SqlState::DUPLICATE_OBJECT, message + ", skipping");
            Ok(())
        }
        "pgcrypto" => {
            draft.notice(
                SqlState::SUCCESSFUL_COMPLETION,
                "extension \"pgcrypto\" is not needed: gen_random_uuid() is built in",
            );
            Ok(())
        }
        _ => Err(SqlError::unsupported(format!("extension \"{name}\""))),
    }
}
