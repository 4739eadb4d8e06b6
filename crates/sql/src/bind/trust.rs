//! AWS IAM GRANT and REVOKE of a role, with Aurora DSQL's rules and messages.

use super::Binder;
use super::draft::Draft;
use crate::catalog::{ADMIN, IamGrant};
use crate::iam::{Mapping, check_arn, mapping};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::SecLabelStmt;

impl Binder<'_> {
    /// Grants a role to a principal, or revokes it; the command tag.
    pub(crate) fn iam_mapping(
        &mut self,
        draft: &mut Draft,
        label: &SecLabelStmt,
    ) -> SqlResult<&'static str> {
        let Some(Mapping { grant, role: name, arn }) = mapping(label) else {
            return Err(SqlError::internal("a label that is no grant"));
        };
        let refused = |state, message: String| Err(SqlError::new(state, message));
        if !self.current_role().superuser {
            let act = if grant { "grant" } else { "revoke" };
            let message = format!("permission denied to {act} IAM trust with role {name}");
            return refused(SqlState::INSUFFICIENT_PRIVILEGE, message);
        }
        let Some(mut role) = draft.catalog.role(name).map(|role| (**role).clone()) else {
            return refused(SqlState::UNDEFINED_OBJECT, format!("Role {name} does not exist"));
        };
        if role.oid == ADMIN {
            return refused(SqlState::FEATURE_NOT_SUPPORTED, format!("Role {name} not supported"));
        }
        check_arn(arn)?;
        let known = role.iam.iter().position(|grant| grant.arn == arn);
        match (grant, known) {
            (true, _) if !role.login => {
                let message = format!("role {name} must have the LOGIN attribute");
                return refused(SqlState::INVALID_PARAMETER_VALUE, message);
            }
            (true, Some(_)) => {
                let message = format!("Cannot establish trust with role {name}");
                let error = SqlError::new(SqlState::DUPLICATE_OBJECT, message);
                return Err(error.with_detail(format!("It is granted to {arn} already.")));
            }
            (true, None) => {
                let (oid, grantor) = (draft.fresh(), self.names.user);
                role.iam.push(IamGrant { oid, arn: arn.to_owned(), grantor });
            }
            (false, Some(at)) => drop(role.iam.remove(at)),
            (false, None) => {
                let message = format!("IAM role {arn} does not exist");
                return refused(SqlState::UNDEFINED_OBJECT, message);
            }
        }
        draft.put_role(role, None);
        Ok(if grant { "AWS IAM GRANT" } else { "AWS IAM REVOKE" })
    }
}
