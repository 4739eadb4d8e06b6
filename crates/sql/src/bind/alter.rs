//! ALTER TABLE: steps, in PostgreSQL's order, and what they ask of the rows.
//! (PostgreSQL, src/backend/commands/tablecmds.c)
//!
//! Steps are carried out one after the other on the draft, each seeing the table as the one before
//! left it. What is dropped goes first and constraints come after columns, however they were written.

use super::Binder;
use super::constraint::RawForeign;
use super::depend::{self, Thing};
use super::draft::Draft;
use super::drop::wrong_kind;
use super::rename::{alter_tag, check_kind, relation_word};
use super::table::Making;
use crate::catalog::{Relation, Table};
use crate::rel::Checks;
use crate::statement::RowWork;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    ATAlterConstraint, AlterTableCmd, AlterTableStmt, AlterTableType, ConstrType, Constraint,
    DropBehavior, Node, ObjectType,
};
use types::Oid;

/// When a step is carried out (`AT_PASS_...`).
fn pass(step: &AlterTableCmd) -> u8 {
    use AlterTableType as T;
    match step.subtype {
        T::AT_DropColumn | T::AT_DropConstraint | T::AT_DropNotNull | T::AT_DropExpression => 0,
        T::AT_ColumnDefault if step.def.is_none() => 0,
        T::AT_AlterColumnType => 1,
        T::AT_AddColumn => 2,
        T::AT_AddConstraint => match &step.def {
            Some(Node::Constraint(constraint)) => match constraint.contype {
                ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE => 5,
                ConstrType::CONSTR_FOREIGN => 6,
                _ => 3,
            },
            _ => 3,
        },
        T::AT_SetNotNull | T::AT_SetIdentity | T::AT_DropIdentity => 4,
        T::AT_ColumnDefault | T::AT_AddIdentity => 6,
        _ => 7,
    }
}

/// What only says how rows are kept, or how well they are known: nothing here depends on it.
fn is_hint(step: AlterTableType) -> bool {
    use AlterTableType as T;
    matches!(
        step,
        T::AT_SetStatistics
            | T::AT_SetOptions
            | T::AT_ResetOptions
            | T::AT_SetStorage
            | T::AT_SetCompression
            | T::AT_ClusterOn
            | T::AT_DropCluster
            | T::AT_SetLogged
            | T::AT_SetUnLogged
            | T::AT_DropOids
            | T::AT_SetRelOptions
            | T::AT_ResetRelOptions
    )
}

impl Binder<'_> {
    pub(crate) fn alter_table(
        &mut self,
        draft: &mut Draft,
        statement: &AlterTableStmt,
    ) -> SqlResult<&'static str> {
        let tag = match statement.objtype {
            kind @ (ObjectType::OBJECT_TABLE
            | ObjectType::OBJECT_INDEX
            | ObjectType::OBJECT_SEQUENCE
            | ObjectType::OBJECT_VIEW) => alter_tag(kind),
            other => {
                let what = format!("ALTER {}", super::unsupported::object(other));
                return Err(SqlError::unsupported(what));
            }
        };
        let Some(relation) = &statement.relation else { return Ok(tag) };
        let Some(found) = self.relation_or_skip(draft, relation, statement.missing_ok)? else {
            return Ok(tag);
        };
        let name = relation.relname.as_deref().unwrap_or("");
        check_kind(found, statement.objtype, name)?;
        self.check_owner(self.owner_of(draft, found), relation_word(found), name)?;
        let mut steps: Vec<&AlterTableCmd> = statement
            .cmds
            .iter()
            .filter_map(|node| match node {
                Some(Node::AlterTableCmd(step)) => Some(&**step),
                _ => None,
            })
            .collect();
        steps.sort_by_key(|step| pass(step));
        for step in steps {
            self.alter_step(draft, found, name, step)?;
        }
        Ok(tag)
    }

    fn alter_step(
        &mut self,
        draft: &mut Draft,
        found: Relation,
        name: &str,
        step: &AlterTableCmd,
    ) -> SqlResult<()> {
        if step.subtype == AlterTableType::AT_ChangeOwner {
            let owner = super::expr::given(step.newowner.as_ref())?;
            let owner = self.new_owner(owner)?;
            return self.give_relation(draft, found, owner);
        }
        if step.subtype == AlterTableType::AT_SetTableSpace {
            return super::table::check_tablespace(step.name.as_deref());
        }
        if let Relation::View(oid) = found {
            return self.view_step(draft, oid, step);
        }
        if is_hint(step.subtype) {
            return Ok(());
        }
        let Relation::Table(oid) = found else { return Err(wrong_kind(name, "a table")) };
        self.table_step(draft, oid, step)
    }

    fn table_step(&mut self, draft: &mut Draft, oid: Oid, step: &AlterTableCmd) -> SqlResult<()> {
        use AlterTableType as T;
        let cascade = step.behavior == DropBehavior::DROP_CASCADE;
        let name = step.name.as_deref().unwrap_or("");
        match step.subtype {
            T::AT_AddColumn => self.add_column(draft, oid, step),
            T::AT_DropColumn => match self.column_to_change(draft, oid, name, step.missing_ok)? {
                Some(place) => self.drop_things(draft, &[Thing::Column(oid, place)], cascade),
                None => Ok(()),
            },
            T::AT_DropConstraint => self.drop_constraint(draft, oid, step, cascade),
            T::AT_AddConstraint => match &step.def {
                Some(Node::Constraint(constraint)) => self.add_constraint(draft, oid, constraint),
                _ => Err(SqlError::unsupported("this constraint")),
            },
            T::AT_ValidateConstraint => self.validate_constraint(draft, oid, name),
            T::AT_AlterConstraint => match &step.def {
                Some(Node::ATAlterConstraint(change)) => alter_constraint(draft, oid, change),
                _ => Err(SqlError::unsupported("this change of a constraint")),
            },
            _ => self.column_step(draft, oid, step),
        }
    }

    /// The place of a column; none, with a notice, for one that need not be there.
    pub(crate) fn column_to_change(
        &self,
        draft: &mut Draft,
        oid: Oid,
        name: &str,
        missing_ok: bool,
    ) -> SqlResult<Option<usize>> {
        let table = draft.table(oid)?;
        let place = table.column(name);
        if place.is_some() {
            return Ok(place);
        }
        let error = super::table::missing_column(name, &table.name);
        if !missing_ok {
            return Err(error);
        }
        let message = format!("{}, skipping", error.message());
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
        Ok(None)
    }

    /// A pass over the rows of a table that gets the descriptor `table`; nothing to do in it yet.
    pub(crate) fn row_work(&mut self, draft: &Draft, table: Table) -> SqlResult<RowWork> {
        let old = draft.table(table.oid)?;
        let before = self.row_of_table(&old);
        let row = self.row_of_table(&table);
        let indexes = self.index_exprs(&table, &row)?;
        Ok(RowWork {
            before,
            values: Vec::new(),
            checks: Checks { row, indexes, ..Checks::default() },
            not_null: Vec::new(),
            build: Vec::new(),
            foreign_keys: Vec::new(),
            name: old.name.clone(),
            table,
        })
    }

    /// Writes all rows of a table again, under a primary key that is another or none.
    pub(crate) fn rekey(&mut self, draft: &mut Draft, mut table: Table) -> SqlResult<()> {
        renew(draft, &mut table);
        let work = self.row_work(draft, table)?;
        draft.work(work);
        Ok(())
    }

    fn drop_constraint(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        step: &AlterTableCmd,
        cascade: bool,
    ) -> SqlResult<()> {
        let table = draft.table(oid)?;
        let name = step.name.as_deref().unwrap_or("");
        if let Some(constraint) = depend::constraint_named(&table, name) {
            return self.drop_things(draft, &[Thing::Constraint(oid, constraint)], cascade);
        }
        let message =
            format!("constraint \"{name}\" of relation \"{}\" does not exist", table.name);
        if !step.missing_ok {
            return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
        }
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message + ", skipping");
        Ok(())
    }

    fn add_constraint(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        constraint: &Constraint,
    ) -> SqlResult<()> {
        match constraint.contype {
            ConstrType::CONSTR_CHECK => self.add_check(draft, oid, constraint),
            ConstrType::CONSTR_PRIMARY | ConstrType::CONSTR_UNIQUE => {
                if constraint.indexname.is_some() {
                    return Err(SqlError::unsupported("a constraint USING INDEX"));
                }
                let mut making =
                    Making { table: (*draft.table(oid)?).clone(), ..Making::default() };
                making.keys.push((constraint, None));
                self.add_keys(draft, making)
            }
            ConstrType::CONSTR_FOREIGN => {
                let raw = RawForeign::new(constraint, None);
                self.add_and_check_foreign_key(draft, oid, &raw, !constraint.skip_validation)
            }
            ConstrType::CONSTR_EXCLUSION => Err(SqlError::unsupported("an exclusion constraint")),
            _ => Err(SqlError::unsupported("this constraint")),
        }
    }

    pub(crate) fn add_check(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        constraint: &Constraint,
    ) -> SqlResult<()> {
        let mut table = (*draft.table(oid)?).clone();
        let mut check = self.check(draft, &table, constraint)?;
        check.validated = !constraint.skip_validation;
        let (name, text, validated) =
            (check.name.clone(), check.expression.clone(), check.validated);
        table.checks.push(check);
        if !validated {
            draft.put_table(table);
            return Ok(());
        }
        let mut work = self.row_work(draft, table)?;
        let expr = self.stored(&work.table, &work.checks.row, &text)?.expr;
        work.checks.checks.push((name, expr));
        draft.work(work);
        Ok(())
    }

    /// Adds the keys of `making` to its table, which has rows.
    pub(crate) fn add_keys(&mut self, draft: &mut Draft, mut making: Making<'_>) -> SqlResult<()> {
        let before = making.table.clone();
        let keys = self.resolve_keys(&mut making)?;
        if keys.is_empty() {
            return Ok(());
        }
        let mut table = making.table;
        let mut build = Vec::new();
        let mut primary = false;
        for key in keys {
            primary |= key.primary;
            let index = self.key_index(draft, &table, key)?;
            build.push(index.oid);
            table.indexes.push(index);
        }
        if primary {
            renew(draft, &mut table);
        }
        let mut work = self.row_work(draft, table)?;
        let columns = before.columns.iter().zip(&work.table.columns).enumerate();
        let newly = columns.filter(|(_, (old, new))| new.not_null && !old.not_null);
        work.not_null = newly.map(|(place, _)| place).collect();
        work.build = build;
        draft.work(work);
        Ok(())
    }

    /// Adds a foreign key to a table that has rows.
    pub(crate) fn add_and_check_foreign_key(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        raw: &RawForeign<'_>,
        validated: bool,
    ) -> SqlResult<()> {
        let key = self.add_foreign_key(draft, oid, raw)?;
        if !validated {
            return draft.change_table(oid, |table| {
                let keys = table.foreign_keys.iter_mut();
                keys.filter(|held| held.oid == key).for_each(|held| held.validated = false);
            });
        }
        let table = (*draft.table(oid)?).clone();
        let mut work = self.row_work(draft, table)?;
        work.foreign_keys.push(key);
        draft.work(work);
        Ok(())
    }

    fn validate_constraint(&mut self, draft: &mut Draft, oid: Oid, name: &str) -> SqlResult<()> {
        let mut table = (*draft.table(oid)?).clone();
        let of = table.name.clone();
        let check = table.checks.iter_mut().find(|check| check.name == name);
        if let Some(check) = check {
            let text = check.expression.clone();
            check.validated = true;
            let mut work = self.row_work(draft, table)?;
            let expr = self.stored(&work.table, &work.checks.row, &text)?.expr;
            work.checks.checks.push((name.to_string(), expr));
            draft.work(work);
            return Ok(());
        }
        let key = table.foreign_keys.iter_mut().find(|key| key.name == name);
        if let Some(key) = key {
            key.validated = true;
            let key = key.oid;
            let mut work = self.row_work(draft, table)?;
            work.foreign_keys.push(key);
            draft.work(work);
            return Ok(());
        }
        if depend::constraint_named(&table, name).is_some() {
            let message = format!(
                "constraint \"{name}\" of relation \"{of}\" is not a foreign key or check constraint"
            );
            return Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message));
        }
        let message = format!("constraint \"{name}\" of relation \"{of}\" does not exist");
        Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message))
    }
}

/// Gives a table and its indexes new storage, for rows that are written again.
pub(crate) fn renew(draft: &mut Draft, table: &mut Table) {
    table.storage = draft.fresh();
    for index in &mut table.indexes {
        index.storage = draft.fresh();
    }
    for column in &mut table.columns {
        column.missing = None;
    }
}

fn alter_constraint(draft: &mut Draft, oid: Oid, change: &ATAlterConstraint) -> SqlResult<()> {
    let table = draft.table(oid)?;
    let name = change.conname.as_deref().unwrap_or("");
    if depend::constraint_named(&table, name).is_none() {
        let message =
            format!("constraint \"{name}\" of relation \"{}\" does not exist", table.name);
        return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
    }
    if !table.foreign_keys.iter().any(|key| key.name == name) {
        let message = format!(
            "constraint \"{name}\" of relation \"{}\" is not a foreign key constraint",
            table.name
        );
        return Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message));
    }
    if change.alterEnforceability || change.alterInheritability {
        return Err(SqlError::unsupported("this change of a constraint"));
    }
    draft.change_table(oid, |table| {
        for key in table.foreign_keys.iter_mut().filter(|key| key.name == name) {
            key.deferrable = change.deferrable;
            key.deferred = change.initdeferred;
        }
    })
}
