//! What do BEGIN, COMMIT, SAVEPOINT and their kin do? (PostgreSQL, access/transam/xact.c)

use crate::Answers;
use crate::env::Modes;
use crate::session::Session;
use base::{Severity, SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{List, Node, TransactionStmt, TransactionStmtKind as Kind};

impl Session {
    /// A statement of transaction control; gives its tag.
    pub(crate) async fn transact(
        &mut self,
        statement: &TransactionStmt,
        out: &mut dyn Answers,
    ) -> SqlResult<&'static str> {
        let name = statement.savepoint_name.as_deref().unwrap_or_default();
        match statement.kind {
            Kind::TRANS_STMT_BEGIN => self.start(&statement.options, out).map(|()| "BEGIN"),
            Kind::TRANS_STMT_START => {
                self.start(&statement.options, out).map(|()| "START TRANSACTION")
            }
            Kind::TRANS_STMT_COMMIT => self.end(statement.chain, true, out).await,
            Kind::TRANS_STMT_ROLLBACK => self.end(statement.chain, false, out).await,
            Kind::TRANS_STMT_SAVEPOINT => {
                self.require_block("SAVEPOINT")?;
                self.stage.begin_statement().await?;
                self.stage.set_savepoint(name);
                Ok("SAVEPOINT")
            }
            Kind::TRANS_STMT_RELEASE => {
                self.require_block("RELEASE SAVEPOINT")?;
                self.stage.release(name)?;
                Ok("RELEASE")
            }
            Kind::TRANS_STMT_ROLLBACK_TO => {
                self.require_block("ROLLBACK TO SAVEPOINT")?;
                let depth = self.stage.roll_back_to(name)?;
                self.portals.retain(|_, portal| portal.depth <= depth);
                Ok("ROLLBACK")
            }
            _ => Err(SqlError::unsupported("two-phase commit")),
        }
    }

    fn start(&mut self, options: &List, out: &mut dyn Answers) -> SqlResult<()> {
        if self.stage.is_explicit() {
            let message = "there is already a transaction in progress";
            out.notice(&warning(SqlState::ACTIVE_SQL_TRANSACTION, message));
        }
        self.stage.block().explicit = true;
        self.set_modes(options)
    }

    async fn end(
        &mut self,
        chain: bool,
        commit: bool,
        out: &mut dyn Answers,
    ) -> SqlResult<&'static str> {
        let word = if commit { "COMMIT" } else { "ROLLBACK" };
        if !self.stage.is_explicit() {
            if chain {
                self.require_block(&format!("{word} AND CHAIN"))?;
            }
            let message = "there is no transaction in progress";
            out.notice(&warning(SqlState::NO_ACTIVE_SQL_TRANSACTION, message));
        }
        let modes = self.stage.env.modes;
        let commit = commit && !self.stage.has_failed();
        if commit {
            self.commit_block(out).await?;
        } else {
            self.roll_back();
        }
        if chain {
            self.stage.block().explicit = true;
            self.stage.env.modes = modes;
        }
        Ok(if commit { "COMMIT" } else { "ROLLBACK" })
    }

    /// 25P01 outside of a block.
    pub(crate) fn require_block(&self, what: &str) -> SqlResult<()> {
        if self.stage.is_explicit() {
            return Ok(());
        }
        let message = format!("{what} can only be used in transaction blocks");
        Err(SqlError::new(SqlState::NO_ACTIVE_SQL_TRANSACTION, message))
    }

    /// The modes of BEGIN or SET TRANSACTION.
    pub(crate) fn set_modes(&mut self, options: &List) -> SqlResult<()> {
        for (name, value) in mode_options(options) {
            self.set_mode(name, &value)?;
        }
        Ok(())
    }

    /// One mode of the transaction, by the name of its setting.
    pub(crate) fn set_mode(&mut self, name: &str, value: &str) -> SqlResult<()> {
        let queried = self.stage.block.as_ref().is_some_and(|block| block.txn.is_some());
        let nested = self.stage.block.as_ref().is_some_and(|b| !b.savepoints.is_empty());
        let late = |message: &str| Err(SqlError::new(SqlState::ACTIVE_SQL_TRANSACTION, message));
        let before = self.stage.env.modes;
        let on = matches!(value, "on" | "true" | "1" | "yes");
        let after = match name {
            "transaction_isolation" => {
                before.with_isolation(value).ok_or_else(|| wrong_value(name, value))?
            }
            "transaction_read_only" => Modes { read_only: on, ..before },
            _ => Modes { deferrable: on, ..before },
        };
        if after.isolation != before.isolation {
            if nested {
                let message =
                    "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction";
                return late(message);
            }
            if queried {
                return late("SET TRANSACTION ISOLATION LEVEL must be called before any query");
            }
        }
        if before.read_only && !after.read_only && (queried || nested) {
            return late("transaction read-write mode must be set before any query");
        }
        if after.deferrable != before.deferrable && queried {
            return late("SET TRANSACTION [NOT] DEFERRABLE must be called before any query");
        }
        self.stage.block();
        self.stage.env.modes = after;
        Ok(())
    }
}

/// Names and values of a list of transaction modes.
pub(crate) fn mode_options(options: &List) -> Vec<(&str, String)> {
    let mut out = Vec::new();
    for option in options.iter().flatten() {
        let Node::DefElem(option) = option else { continue };
        let value = option.arg.as_ref().and_then(crate::variable::constant).unwrap_or_default();
        out.push((option.defname.as_deref().unwrap_or_default(), value));
    }
    out
}

fn wrong_value(name: &str, value: &str) -> SqlError {
    SqlError::new(
        SqlState::INVALID_PARAMETER_VALUE,
        format!("invalid value for parameter \"{name}\": \"{value}\""),
    )
}

/// A warning.
pub(crate) fn warning(state: SqlState, message: impl Into<String>) -> SqlError {
    SqlError::notice(Severity::Warning, state, message)
}
