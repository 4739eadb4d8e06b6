//! FOR UPDATE and its kin: which scans' rows are held, and how strongly?
//! (PostgreSQL, src/backend/parser/analyze.c, transformLockingClause)
//!
//! Those of the tables in FROM, of what its subqueries and views are over too, but not of queries of
//! WITH. A row that is made of several is no row to hold.

use super::Binder;
use super::scope::Scope;
use crate::Rel;
use crate::rel::{ColumnId, JoinKind};
use base::{Mode, SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{LockClauseStrength as Strength, Node, RangeVar, SelectStmt};

const NULLABLE: &str = "cannot be applied to the nullable side of an outer join";

impl Binder<'_> {
    /// The scans of `rel`, which FROM and WHERE bring, whose rows the query holds. `made` is what a
    /// row of the query is made by of several.
    pub(crate) fn locks(
        &mut self,
        stmt: &SelectStmt,
        scope: &Scope<'_>,
        rel: &Rel,
        made: Option<&str>,
    ) -> SqlResult<Vec<(u32, Mode)>> {
        let mut out: Vec<(u32, Mode)> = Vec::new();
        for node in stmt.lockingClause.iter().flatten() {
            let Node::LockingClause(clause) = node else { continue };
            let (mode, words) = match clause.strength {
                Strength::LCS_FORKEYSHARE => (Mode::KeyShare, "FOR KEY SHARE"),
                Strength::LCS_FORSHARE => (Mode::Share, "FOR SHARE"),
                Strength::LCS_FORNOKEYUPDATE => (Mode::NoKeyUpdate, "FOR NO KEY UPDATE"),
                _ => (Mode::Update, "FOR UPDATE"),
            };
            let refused = |why: &str| {
                SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, format!("{words} {why}"))
            };
            if let Some(made) = made {
                return Err(refused(&format!("is not allowed with {made}")));
            }
            let mut held = Vec::new();
            if clause.lockedRels.is_empty() {
                hold(rel, None, false, &mut held).map_err(|why| refused(&why))?;
            }
            for relation in clause.lockedRels.iter().flatten() {
                let Node::RangeVar(relation) = relation else { continue };
                let only = self.locked_columns(relation, scope, words)?;
                hold(rel, Some(&only), false, &mut held).map_err(|why| match &why[..] {
                    NULLABLE => refused(&why),
                    why if why.starts_with("cannot") => self.at(refused(why), relation.location),
                    why => refused(why),
                })?;
            }
            self.writes = true;
            for scan in held {
                match out.iter_mut().find(|(id, _)| *id == scan) {
                    Some((_, strongest)) if (*strongest as u8) < mode as u8 => *strongest = mode,
                    Some(_) => {}
                    None => out.push((scan, mode)),
                }
            }
        }
        Ok(out)
    }

    /// The columns of what OF names.
    fn locked_columns(
        &self,
        relation: &RangeVar,
        scope: &Scope<'_>,
        words: &str,
    ) -> SqlResult<Vec<ColumnId>> {
        let name = relation.relname.as_deref().unwrap_or("");
        let item = scope.items.iter().find(|item| item.name.as_deref() == Some(name));
        let item = item.ok_or_else(|| {
            let message = format!("relation \"{name}\" in {words} clause not found in FROM clause");
            self.at(SqlError::new(SqlState::UNDEFINED_TABLE, message), relation.location)
        })?;
        Ok(item.columns.iter().flat_map(|column| column.expr.names()).collect())
    }
}

/// Notes the scans whose rows come out of `rel` as they are, of those that give columns of `only`;
/// `nullable` when an outer join may put NULLs in their place. An error says why they cannot be held.
fn hold(
    rel: &Rel,
    only: Option<&[ColumnId]>,
    nullable: bool,
    out: &mut Vec<u32>,
) -> Result<(), String> {
    let named =
        || only.is_none_or(|only| rel.columns().iter().any(|column| only.contains(&column.id)));
    let made = match rel {
        Rel::Join { kind, left, right, .. } => {
            let (on_left, on_right) = match kind {
                JoinKind::Left => (false, true),
                JoinKind::Right => (true, false),
                JoinKind::Full => (true, true),
                JoinKind::Inner | JoinKind::Semi | JoinKind::Anti => (false, false),
            };
            hold(left, only, nullable || on_left, out)?;
            return hold(right, only, nullable || on_right, out);
        }
        _ if !named() => return Ok(()),
        Rel::Scan(_) if nullable => return Err(NULLABLE.to_owned()),
        Rel::Scan(scan) => {
            out.push(scan.id);
            return Ok(());
        }
        Rel::Filter { input, .. } => match &**input {
            Rel::Aggregate { groups, .. } if groups.is_empty() => "HAVING clause",
            input => return hold(input, only, nullable, out),
        },
        // What is below has other columns.
        Rel::Project { input, .. } => return hold(input, None, nullable, out),
        Rel::Sort { input, .. } | Rel::Limit { input, .. } | Rel::Lock { input, .. } => {
            return hold(input, only, nullable, out);
        }
        Rel::With { body, .. } => return hold(body, only, nullable, out),
        Rel::Distinct { .. } => "DISTINCT clause",
        Rel::Aggregate { groups, .. } if !groups.is_empty() => "GROUP BY clause",
        Rel::Aggregate { aggregates, .. } if aggregates.is_empty() => "HAVING clause",
        Rel::Aggregate { .. } => "aggregate functions",
        Rel::Window { .. } => "window functions",
        Rel::SetOp { .. } => "UNION/INTERSECT/EXCEPT",
        Rel::ProjectSet { input, .. } if !matches!(**input, Rel::Values { .. }) => {
            "set-returning functions in the target list"
        }
        Rel::ProjectSet { .. } | Rel::Function { .. } if only.is_some() => {
            return Err("cannot be applied to a function".to_owned());
        }
        Rel::CteRef { .. } if only.is_some() => {
            return Err("cannot be applied to a WITH query".to_owned());
        }
        _ => return Ok(()),
    };
    Err(format!("is not allowed with {made}"))
}
