//! COMMENT ON. (PostgreSQL, src/backend/commands/comment.c)

use super::draft::Draft;
use super::drop::{range_var, wrong_kind};
use super::relation::Found;
use super::type_name::words;
use super::{Binder, depend, role};
use crate::catalog::Relation;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{CommentStmt, List, Node, ObjectType};
use types::Oid;

impl Binder<'_> {
    pub(crate) fn comment(&mut self, draft: &mut Draft, statement: &CommentStmt) -> SqlResult<()> {
        let text = statement.comment.as_deref().filter(|text| !text.is_empty()).map(String::from);
        match (statement.objtype, &statement.object) {
            (ObjectType::OBJECT_SCHEMA, Some(Node::String(name))) => {
                let mut schema = self.named_schema(draft, name)?;
                self.check_owner(schema.owner, "schema", name)?;
                schema.comment = text;
                draft.put_schema(schema);
                Ok(())
            }
            (ObjectType::OBJECT_ROLE, Some(Node::String(name))) => {
                let found = draft.catalog.role(name).map(|role| role.oid);
                let mut role = draft.role(found.ok_or_else(|| role::missing(name))?)?;
                role.comment = text;
                draft.put_role(role, None);
                Ok(())
            }
            (ObjectType::OBJECT_COLUMN, Some(Node::List(name))) => {
                self.comment_column(draft, name, text)
            }
            (ObjectType::OBJECT_TABCONSTRAINT, Some(Node::List(name))) => {
                self.comment_constraint(draft, name, text)
            }
            (
                kind @ (ObjectType::OBJECT_TABLE
                | ObjectType::OBJECT_INDEX
                | ObjectType::OBJECT_SEQUENCE
                | ObjectType::OBJECT_VIEW),
                Some(Node::List(name)),
            ) => self.comment_relation(draft, kind, name, text),
            (other, _) => {
                let what = format!("COMMENT ON {}", super::unsupported::object(other));
                Err(SqlError::unsupported(what))
            }
        }
    }

    fn comment_relation(
        &self,
        draft: &mut Draft,
        kind: ObjectType,
        name: &List,
        text: Option<String>,
    ) -> SqlResult<()> {
        let relation = range_var(name);
        let Some(found) = self.relation_or_skip(draft, &relation, false)? else { return Ok(()) };
        let name = relation.relname.as_deref().unwrap_or("");
        match (kind, found) {
            (ObjectType::OBJECT_TABLE, Relation::Table(oid)) => {
                self.check_owner(self.owner_of(draft, found), "table", name)?;
                draft.change_table(oid, |table| table.comment = text)
            }
            (ObjectType::OBJECT_INDEX, Relation::Index(oid, index)) => {
                self.check_owner(self.owner_of(draft, found), "index", name)?;
                draft.change_table(oid, |table| {
                    let held = table.indexes.iter_mut().filter(|held| held.oid == index);
                    held.for_each(|held| held.comment = text.clone());
                })
            }
            (ObjectType::OBJECT_SEQUENCE, Relation::Sequence(oid)) => {
                self.check_owner(self.owner_of(draft, found), "sequence", name)?;
                let mut sequence = draft.sequence(oid)?;
                sequence.comment = text;
                draft.put_sequence(sequence, None);
                Ok(())
            }
            (ObjectType::OBJECT_VIEW, Relation::View(oid)) => {
                self.check_owner(self.owner_of(draft, found), "view", name)?;
                draft.change_view(oid, |view| view.comment = text)
            }
            (ObjectType::OBJECT_VIEW, _) => Err(wrong_kind(name, "a view")),
            (ObjectType::OBJECT_INDEX, _) => Err(wrong_kind(name, "an index")),
            (ObjectType::OBJECT_SEQUENCE, _) => Err(wrong_kind(name, "a sequence")),
            _ => Err(wrong_kind(name, "a table")),
        }
    }

    /// The table named by all words but the last, and that last word.
    fn within_table(&self, name: &List) -> SqlResult<(Oid, String)> {
        let Some(((_, of), last)) = name.split_last().zip(words(name).pop()) else {
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, "column name must be qualified"));
        };
        if of.is_empty() {
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, "column name must be qualified"));
        }
        let relation = range_var(&of.to_vec());
        Ok((self.table_to_change(&relation)?, last.to_string()))
    }

    fn comment_column(
        &self,
        draft: &mut Draft,
        name: &List,
        text: Option<String>,
    ) -> SqlResult<()> {
        if let Some((last, of)) = name.split_last()
            && let Some(Node::String(column)) = last
            && !of.is_empty()
        {
            let relation = range_var(&of.to_vec());
            let name = relation.relname.as_deref().unwrap_or("");
            let found = self.find_relation(relation.schemaname.as_deref(), name);
            if let Some(Found::User(Relation::View(oid))) = found {
                let view = draft.view(oid)?;
                self.check_owner(view.owner, "view", name)?;
                let Some(place) = view.column(column) else {
                    return Err(super::table::missing_column(column, name));
                };
                return draft.change_view(oid, |view| view.columns[place].comment = text);
            }
        }
        let (oid, column) = self.within_table(name)?;
        let table = draft.table(oid)?;
        self.check_owner(table.owner, "table", &table.name)?;
        let Some(place) = table.column(&column) else {
            let written = name.split_last().map(|(_, of)| words(&of.to_vec()).join("."));
            return Err(super::table::missing_column(&column, &written.unwrap_or_default()));
        };
        draft.change_table(oid, |table| table.columns[place].comment = text)
    }

    fn comment_constraint(
        &self,
        draft: &mut Draft,
        name: &List,
        text: Option<String>,
    ) -> SqlResult<()> {
        let (oid, constraint) = self.within_table(name)?;
        let table = draft.table(oid)?;
        self.check_owner(table.owner, "table", &table.name)?;
        let Some(constraint_oid) = depend::constraint_named(&table, &constraint) else {
            let message =
                format!("constraint \"{constraint}\" for table \"{}\" does not exist", table.name);
            return Err(SqlError::new(SqlState::UNDEFINED_OBJECT, message));
        };
        draft.change_table(oid, |table| {
            for check in table.checks.iter_mut().filter(|c| c.oid == constraint_oid) {
                check.comment = text.clone();
            }
            for key in table.foreign_keys.iter_mut().filter(|key| key.oid == constraint_oid) {
                key.comment = text.clone();
            }
            let mut indexes = table.indexes.iter_mut();
            if let Some(index) = indexes.find(|i| i.constraint == Some(constraint_oid)) {
                index.constraint_comment = text;
            }
        })
    }
}
