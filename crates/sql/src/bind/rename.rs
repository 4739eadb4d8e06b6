//! RENAME, OWNER TO and SET SCHEMA.
//! (PostgreSQL, src/backend/commands/alter.c and tablecmds.c)

use super::draft::Draft;
use super::drop::wrong_kind;
use super::{Binder, depend, role};
use crate::catalog::{Relation, Table};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    AlterObjectSchemaStmt, AlterOwnerStmt, Node, ObjectType, RangeVar, RenameStmt, RoleSpec,
};
use types::Oid;

pub(crate) fn relation_exists(name: &str) -> SqlError {
    SqlError::new(SqlState::DUPLICATE_TABLE, format!("relation \"{name}\" already exists"))
}

/// The tag of ALTER of a kind of relation.
pub(crate) fn alter_tag(kind: ObjectType) -> &'static str {
    match kind {
        ObjectType::OBJECT_INDEX => "ALTER INDEX",
        ObjectType::OBJECT_SEQUENCE => "ALTER SEQUENCE",
        ObjectType::OBJECT_VIEW => "ALTER VIEW",
        _ => "ALTER TABLE",
    }
}

/// What a relation is, where its owner is asked for.
pub(crate) fn relation_word(found: Relation) -> &'static str {
    match found {
        Relation::View(_) => "view",
        _ => "table",
    }
}

/// Refuses ALTER INDEX of what is no index, and so on; ALTER TABLE takes any relation.
pub(crate) fn check_kind(found: Relation, kind: ObjectType, name: &str) -> SqlResult<()> {
    match (kind, found) {
        (ObjectType::OBJECT_INDEX, Relation::Index(..))
        | (ObjectType::OBJECT_SEQUENCE, Relation::Sequence(_))
        | (ObjectType::OBJECT_VIEW, Relation::View(_)) => Ok(()),
        (ObjectType::OBJECT_INDEX, _) => Err(wrong_kind(name, "an index")),
        (ObjectType::OBJECT_SEQUENCE, _) => Err(wrong_kind(name, "a sequence")),
        (ObjectType::OBJECT_VIEW, _) => Err(wrong_kind(name, "a view")),
        _ => Ok(()),
    }
}

impl Binder<'_> {
    pub(crate) fn rename(
        &mut self,
        draft: &mut Draft,
        statement: &RenameStmt,
    ) -> SqlResult<&'static str> {
        let old = statement.subname.as_deref().unwrap_or("");
        let new = statement.newname.as_deref().unwrap_or("");
        match statement.renameType {
            ObjectType::OBJECT_SCHEMA => self.rename_schema(draft, old, new)?,
            ObjectType::OBJECT_ROLE => self.rename_role(draft, old, new)?,
            kind @ (ObjectType::OBJECT_TABLE
            | ObjectType::OBJECT_INDEX
            | ObjectType::OBJECT_SEQUENCE
            | ObjectType::OBJECT_VIEW
            | ObjectType::OBJECT_COLUMN
            | ObjectType::OBJECT_TABCONSTRAINT) => {
                return self.rename_in_relation(draft, statement, kind, old, new);
            }
            other => {
                let what = format!("ALTER {} ... RENAME", super::unsupported::object(other));
                return Err(SqlError::unsupported(what));
            }
        }
        let schema = statement.renameType == ObjectType::OBJECT_SCHEMA;
        Ok(if schema { "ALTER SCHEMA" } else { "ALTER ROLE" })
    }

    fn rename_in_relation(
        &mut self,
        draft: &mut Draft,
        statement: &RenameStmt,
        kind: ObjectType,
        old: &str,
        new: &str,
    ) -> SqlResult<&'static str> {
        let part = matches!(kind, ObjectType::OBJECT_COLUMN | ObjectType::OBJECT_TABCONSTRAINT);
        let tag = alter_tag(if part { statement.relationType } else { kind });
        let Some(relation) = &statement.relation else { return Ok(tag) };
        let name = relation.relname.as_deref().unwrap_or("");
        let Some(found) = self.relation_or_skip(draft, relation, statement.missing_ok)? else {
            return Ok(tag);
        };
        self.check_owner(self.owner_of(draft, found), relation_word(found), name)?;
        match (kind, found) {
            (ObjectType::OBJECT_COLUMN, Relation::View(oid)) => {
                self.rename_view_column(draft, oid, old, new)?;
            }
            (ObjectType::OBJECT_COLUMN, Relation::Table(oid)) => {
                self.rename_column(draft, oid, old, new)?;
            }
            (ObjectType::OBJECT_TABCONSTRAINT, Relation::Table(oid)) => {
                self.rename_constraint(draft, oid, old, new)?;
            }
            (ObjectType::OBJECT_COLUMN | ObjectType::OBJECT_TABCONSTRAINT, _) => {
                return Err(wrong_kind(name, "a table"));
            }
            _ => {
                // ALTER INDEX has always renamed tables too.
                if kind != ObjectType::OBJECT_INDEX {
                    check_kind(found, kind, name)?;
                }
                self.rename_relation(draft, found, new)?;
            }
        }
        Ok(tag)
    }

    fn rename_relation(&self, draft: &mut Draft, found: Relation, new: &str) -> SqlResult<()> {
        let namespace = match found {
            Relation::Table(oid) | Relation::Index(oid, _) => draft.table(oid)?.namespace,
            Relation::Sequence(oid) => draft.sequence(oid)?.namespace,
            Relation::View(oid) => draft.view(oid)?.namespace,
        };
        if draft.catalog.relation(namespace, new).is_some() {
            return Err(relation_exists(new));
        }
        match found {
            Relation::Table(oid) => draft.change_table(oid, |table| table.name = new.to_string()),
            Relation::Index(oid, index) => draft.change_table(oid, |table| {
                let held = table.indexes.iter_mut().filter(|held| held.oid == index);
                held.for_each(|held| held.name = new.to_string());
            }),
            Relation::Sequence(oid) => {
                let mut sequence = draft.sequence(oid)?;
                sequence.name = new.to_string();
                draft.put_sequence(sequence, None);
                Ok(())
            }
            Relation::View(oid) => draft.change_view(oid, |view| view.name = new.to_string()),
        }
    }

    fn rename_view_column(
        &self,
        draft: &mut Draft,
        oid: Oid,
        old: &str,
        new: &str,
    ) -> SqlResult<()> {
        let view = draft.view(oid)?;
        let place = renamed(&view.name, |name| view.column(name), old, new)?;
        draft.change_view(oid, |view| view.columns[place].name = new.to_string())
    }

    fn rename_column(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        old: &str,
        new: &str,
    ) -> SqlResult<()> {
        let before = draft.table(oid)?;
        let place = renamed(&before.name, |name| before.column(name), old, new)?;
        let mut after = (*before).clone();
        after.columns[place].name = new.to_string();
        self.reword(&before, &mut after)?;
        draft.put_table(after);
        Ok(())
    }

    /// Writes the stored expressions of a table anew after columns changed their names.
    fn reword(&self, before: &Table, after: &mut Table) -> SqlResult<()> {
        let names: Vec<String> = after.columns.iter().map(|column| column.name.clone()).collect();
        let reword = |text: &mut String| -> SqlResult<()> {
            *text = super::Stored::bind(self.names, before, text)?.text(&names)?;
            Ok(())
        };
        for column in after.columns.iter_mut().filter(|column| column.generated) {
            column.default.iter_mut().try_for_each(reword)?;
        }
        after.checks.iter_mut().try_for_each(|check| reword(&mut check.expression))?;
        for index in &mut after.indexes {
            index.keys.iter_mut().filter_map(|key| key.expression.as_mut()).try_for_each(reword)?;
            index.predicate.iter_mut().try_for_each(reword)?;
        }
        Ok(())
    }

    fn rename_constraint(
        &self,
        draft: &mut Draft,
        oid: Oid,
        old: &str,
        new: &str,
    ) -> SqlResult<()> {
        let table = draft.table(oid)?;
        let Some(constraint) = depend::constraint_named(&table, old) else {
            let message =
                format!("constraint \"{old}\" for table \"{}\" does not exist", table.name);
            return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
        };
        let index = table.indexes.iter().find(|index| index.constraint == Some(constraint));
        if index.is_some() && draft.catalog.relation(table.namespace, new).is_some() {
            return Err(relation_exists(new));
        }
        if depend::constraint_named(&table, new).is_some() {
            return Err(super::constraint::duplicate(new, &table.name));
        }
        draft.change_table(oid, |table| {
            let name = || new.to_string();
            for check in table.checks.iter_mut().filter(|check| check.oid == constraint) {
                check.name = name();
            }
            for key in table.foreign_keys.iter_mut().filter(|key| key.oid == constraint) {
                key.name = name();
            }
            let indexes = table.indexes.iter_mut();
            indexes
                .filter(|index| index.constraint == Some(constraint))
                .for_each(|i| i.name = name());
        })
    }

    fn rename_schema(&self, draft: &mut Draft, old: &str, new: &str) -> SqlResult<()> {
        let mut schema = self.named_schema(draft, old)?;
        self.check_owner(schema.owner, "schema", old)?;
        super::schema::check_name(new)?;
        if self.schema_oid(new).is_some() {
            return Err(super::schema::taken(new));
        }
        schema.name = new.to_string();
        draft.put_schema(schema);
        Ok(())
    }

    fn rename_role(&self, draft: &mut Draft, old: &str, new: &str) -> SqlResult<()> {
        let oid = draft.catalog.role(old).map(|role| role.oid).ok_or_else(|| role::missing(old))?;
        for (who, is) in
            [("session", old == self.names.env.session_user()), ("current", oid == self.names.user)]
        {
            if is {
                let message = format!("{who} user cannot be renamed");
                return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
            }
        }
        role::check_reserved(new)?;
        if draft.catalog.role(new).is_some() {
            return Err(role::taken(new));
        }
        let current = self.current_role();
        if !current.superuser && !current.create_role {
            let message = "permission denied to rename role";
            return Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message));
        }
        let mut renamed = draft.role(oid)?;
        renamed.name = new.to_string();
        draft.put_role(renamed, None);
        Ok(())
    }

    /// ALTER ... OWNER TO of what is no relation.
    pub(crate) fn alter_owner(
        &mut self,
        draft: &mut Draft,
        statement: &AlterOwnerStmt,
    ) -> SqlResult<&'static str> {
        let (ObjectType::OBJECT_SCHEMA, Some(Node::String(name)), Some(owner)) =
            (statement.objectType, &statement.object, &statement.newowner)
        else {
            let what =
                format!("ALTER {} ... OWNER TO", super::unsupported::object(statement.objectType));
            return Err(SqlError::unsupported(what));
        };
        let mut schema = self.named_schema(draft, name)?;
        self.check_owner(schema.owner, "schema", name)?;
        schema.owner = self.new_owner(owner)?;
        draft.put_schema(schema);
        Ok("ALTER SCHEMA")
    }

    /// The role something is given to, which the current role must be able to act for.
    pub(crate) fn new_owner(&self, owner: &RoleSpec) -> SqlResult<Oid> {
        let oid = self.role_oid(owner)?;
        if self.acts_for(oid) {
            return Ok(oid);
        }
        let role = self.names.catalog.roles.get(&oid);
        let name = role.map_or("", |role| role.name.as_str());
        let message = format!("must be able to SET ROLE \"{name}\"");
        Err(SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message))
    }

    /// OWNER TO of a relation; what its columns own goes along.
    pub(crate) fn give_relation(
        &self,
        draft: &mut Draft,
        found: Relation,
        owner: Oid,
    ) -> SqlResult<()> {
        match found {
            Relation::Table(oid) => {
                draft.change_table(oid, |table| table.owner = owner)?;
                for sequence in self.owned_sequences(draft, oid) {
                    let mut sequence = draft.sequence(sequence)?;
                    sequence.owner = owner;
                    draft.put_sequence(sequence, None);
                }
            }
            Relation::Sequence(oid) => {
                let mut sequence = draft.sequence(oid)?;
                if sequence.owned_by.is_some() && sequence.owner != owner {
                    return Err(linked(draft, oid, "cannot change owner of sequence")?);
                }
                sequence.owner = owner;
                draft.put_sequence(sequence, None);
            }
            Relation::View(oid) => draft.change_view(oid, |view| view.owner = owner)?,
            Relation::Index(..) => {}
        }
        Ok(())
    }

    fn owned_sequences(&self, draft: &Draft, table: Oid) -> Vec<Oid> {
        let all = draft.catalog.sequences.values();
        all.filter(|s| s.owned_by.is_some_and(|(owner, _)| owner == table)).map(|s| s.oid).collect()
    }

    pub(crate) fn set_schema(
        &mut self,
        draft: &mut Draft,
        statement: &AlterObjectSchemaStmt,
    ) -> SqlResult<&'static str> {
        let kind = statement.objectType;
        let known = matches!(
            kind,
            ObjectType::OBJECT_TABLE | ObjectType::OBJECT_SEQUENCE | ObjectType::OBJECT_VIEW
        );
        let (true, Some(relation)) = (known, &statement.relation) else {
            let what = format!("ALTER {} ... SET SCHEMA", super::unsupported::object(kind));
            return Err(SqlError::unsupported(what));
        };
        let tag = alter_tag(kind);
        let Some(found) = self.relation_or_skip(draft, relation, statement.missing_ok)? else {
            return Ok(tag);
        };
        let name = relation.relname.as_deref().unwrap_or("");
        check_kind(found, kind, name)?;
        self.check_owner(self.owner_of(draft, found), relation_word(found), name)?;
        let schema = statement.newschema.as_deref().unwrap_or("");
        let Some(namespace) = draft.catalog.namespace(schema).map(|schema| schema.oid) else {
            return Err(super::schema::missing(schema));
        };
        self.check_creation(namespace)?;
        self.move_relation(draft, found, relation, namespace)?;
        Ok(tag)
    }

    fn move_relation(
        &self,
        draft: &mut Draft,
        found: Relation,
        relation: &RangeVar,
        namespace: Oid,
    ) -> SqlResult<()> {
        let name = relation.relname.as_deref().unwrap_or("");
        let sequences = match found {
            Relation::Table(oid) => {
                let table = draft.table(oid)?;
                if table.namespace == namespace {
                    return Ok(());
                }
                let indexes = table.indexes.iter().map(|index| &index.name);
                for name in std::iter::once(&table.name).chain(indexes) {
                    self.check_free_in(draft, namespace, name)?;
                }
                let sequences = self.owned_sequences(draft, oid);
                draft.change_table(oid, |table| table.namespace = namespace)?;
                sequences
            }
            Relation::Sequence(oid) => {
                if draft.sequence(oid)?.owned_by.is_some() {
                    return Err(linked(
                        draft,
                        oid,
                        "cannot move an owned sequence into another schema",
                    )?);
                }
                vec![oid]
            }
            Relation::View(oid) => {
                let view = draft.view(oid)?;
                if view.namespace != namespace {
                    self.check_free_in(draft, namespace, &view.name)?;
                    draft.change_view(oid, |view| view.namespace = namespace)?;
                }
                Vec::new()
            }
            Relation::Index(..) => return Err(wrong_kind(name, "a table")),
        };
        for oid in sequences {
            let mut sequence = draft.sequence(oid)?;
            if sequence.namespace != namespace {
                self.check_free_in(draft, namespace, &sequence.name)?;
                sequence.namespace = namespace;
                draft.put_sequence(sequence, None);
            }
        }
        Ok(())
    }

    fn check_free_in(&self, draft: &Draft, namespace: Oid, name: &str) -> SqlResult<()> {
        if draft.catalog.relation(namespace, name).is_none() {
            return Ok(());
        }
        let schema = self.schema_name(namespace);
        let message = format!("relation \"{name}\" already exists in schema \"{schema}\"");
        Err(SqlError::new(SqlState::DUPLICATE_TABLE, message))
    }
}

fn linked(draft: &Draft, sequence: Oid, message: &str) -> SqlResult<SqlError> {
    let sequence = draft.sequence(sequence)?;
    let table = sequence.owned_by.map(|(table, _)| draft.table(table)).transpose()?;
    let detail = format!(
        "Sequence \"{}\" is linked to table \"{}\".",
        sequence.name,
        table.map_or(String::new(), |table| table.name.clone())
    );
    let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
    Ok(error.with_detail(detail))
}

/// The place of the column of `relation` that is to be called `new`.
fn renamed(
    relation: &str,
    place: impl Fn(&str) -> Option<usize>,
    old: &str,
    new: &str,
) -> SqlResult<usize> {
    let Some(found) = place(old) else {
        let message = format!("column \"{old}\" does not exist");
        return Err(SqlError::new(SqlState::UNDEFINED_COLUMN, message));
    };
    super::table::check_system_name(new)?;
    match place(new) {
        Some(_) => Err(super::table::duplicate_column(new, relation)),
        None => Ok(found),
    }
}
