//! DROP TABLE, INDEX, SEQUENCE and SCHEMA, and TRUNCATE.
//! (PostgreSQL, src/backend/commands/dropcmds.c and tablecmds.c)

use super::Binder;
use super::depend::Thing;
use super::draft::Draft;
use super::relation::{Found, written};
use super::type_name::words;
use crate::catalog::Relation;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{DropBehavior, DropStmt, List, Node, ObjectType, RangeVar, TruncateStmt};
use types::{Oid, facts};

/// 42809: `"t" is not a sequence`.
pub(crate) fn wrong_kind(name: &str, kind: &str) -> SqlError {
    SqlError::new(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not {kind}"))
}

/// 42501 for what belongs to PostgreSQL itself.
pub(crate) fn system_catalog(name: &str) -> SqlError {
    let message = format!("permission denied: \"{name}\" is a system catalog");
    SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message)
}

/// What DROP calls the kind of object it drops.
struct Kind {
    word: &'static str,
    with_article: &'static str,
    tag: &'static str,
    missing: SqlState,
}

fn kind(object: ObjectType) -> Option<Kind> {
    Some(match object {
        ObjectType::OBJECT_TABLE => Kind {
            word: "table",
            with_article: "a table",
            tag: "DROP TABLE",
            missing: SqlState::UNDEFINED_TABLE,
        },
        ObjectType::OBJECT_INDEX => Kind {
            word: "index",
            with_article: "an index",
            tag: "DROP INDEX",
            missing: SqlState::UNDEFINED_OBJECT,
        },
        ObjectType::OBJECT_SEQUENCE => Kind {
            word: "sequence",
            with_article: "a sequence",
            tag: "DROP SEQUENCE",
            missing: SqlState::UNDEFINED_TABLE,
        },
        ObjectType::OBJECT_VIEW => Kind {
            word: "view",
            with_article: "a view",
            tag: "DROP VIEW",
            missing: SqlState::UNDEFINED_TABLE,
        },
        _ => return None,
    })
}

/// The relation that a list of words names.
pub(crate) fn range_var(list: &List) -> RangeVar {
    let words = words(list);
    let word = |from_last: usize| {
        words.len().checked_sub(from_last).and_then(|place| words.get(place)).map(|w| (*w).into())
    };
    RangeVar {
        relname: word(1),
        schemaname: word(2),
        catalogname: word(3),
        location: -1,
        ..RangeVar::default()
    }
}

impl Binder<'_> {
    /// The relation, or with `missing_ok` none and a notice.
    pub(crate) fn relation_or_skip(
        &self,
        draft: &mut Draft,
        relation: &RangeVar,
        missing_ok: bool,
    ) -> SqlResult<Option<Relation>> {
        let name = relation.relname.as_deref().unwrap_or("");
        match self.find_relation(relation.schemaname.as_deref(), name) {
            Some(Found::User(found)) => Ok(Some(found)),
            Some(Found::System(_)) => Err(system_catalog(name)),
            None if missing_ok => {
                let message = format!("relation \"{name}\" does not exist, skipping");
                draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
                Ok(None)
            }
            None => {
                let message = format!("relation \"{}\" does not exist", written(relation));
                Err(SqlError::new(SqlState::UNDEFINED_TABLE, message))
            }
        }
    }

    pub(crate) fn drop(
        &mut self,
        draft: &mut Draft,
        statement: &DropStmt,
    ) -> SqlResult<&'static str> {
        let cascade = statement.behavior == DropBehavior::DROP_CASCADE;
        let mut things = Vec::new();
        let tag = if statement.removeType == ObjectType::OBJECT_SCHEMA {
            for node in statement.objects.iter().flatten() {
                let Node::String(name) = node else { continue };
                things.extend(self.schema_to_drop(draft, name, statement.missing_ok)?);
            }
            "DROP SCHEMA"
        } else {
            let Some(kind) = kind(statement.removeType) else {
                return Err(SqlError::unsupported(super::unsupported::dropped(
                    statement.removeType,
                )));
            };
            for node in statement.objects.iter().flatten() {
                let Node::List(name) = node else { continue };
                let relation = range_var(name);
                things.extend(self.relation_to_drop(draft, &relation, &kind, statement)?);
            }
            kind.tag
        };
        things.dedup();
        self.drop_things(draft, &things, cascade)?;
        Ok(tag)
    }

    fn schema_to_drop(
        &self,
        draft: &mut Draft,
        name: &str,
        missing_ok: bool,
    ) -> SqlResult<Option<Thing>> {
        if let Some(schema) = draft.catalog.namespace(name) {
            let (oid, owner) = (schema.oid, schema.owner);
            self.check_owner(owner, "schema", name)?;
            return Ok(Some(Thing::Schema(oid)));
        }
        if self.schema_oid(name).is_some() {
            let message =
                format!("cannot drop schema {name} because it is required by the database system");
            return Err(SqlError::new(SqlState::DEPENDENT_OBJECTS_STILL_EXIST, message));
        }
        let message = format!("schema \"{name}\" does not exist");
        if !missing_ok {
            return Err(SqlError::new(SqlState::INVALID_SCHEMA_NAME, message));
        }
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message + ", skipping");
        Ok(None)
    }

    fn relation_to_drop(
        &self,
        draft: &mut Draft,
        relation: &RangeVar,
        kind: &Kind,
        statement: &DropStmt,
    ) -> SqlResult<Option<Thing>> {
        let name = relation.relname.as_deref().unwrap_or("");
        let schema = relation.schemaname.as_deref();
        let found = match self.find_relation(schema, name) {
            Some(Found::User(found)) => found,
            Some(Found::System(_)) => return Err(system_catalog(name)),
            None => {
                return self.nothing_to_drop(draft, relation, kind, statement.missing_ok);
            }
        };
        let wanted = match (found, statement.removeType) {
            (Relation::Table(oid), ObjectType::OBJECT_TABLE) => Thing::Table(oid),
            (Relation::Index(table, oid), ObjectType::OBJECT_INDEX) => {
                self.index_to_drop(draft, table, oid)?
            }
            (Relation::View(oid), ObjectType::OBJECT_VIEW) => Thing::View(oid),
            (Relation::Sequence(oid), ObjectType::OBJECT_SEQUENCE) => {
                self.sequence_to_drop(draft, oid)?
            }
            _ => {
                let (other, article) = match found {
                    Relation::Table(_) => ("TABLE", "a table"),
                    Relation::Index(..) => ("INDEX", "an index"),
                    Relation::Sequence(_) => ("SEQUENCE", "a sequence"),
                    Relation::View(_) => ("VIEW", "a view"),
                };
                return Err(wrong_kind(name, kind.with_article)
                    .with_hint(format!("Use DROP {other} to remove {article}.")));
            }
        };
        self.check_owner(self.owner_of(draft, found), kind.word, name)?;
        Ok(Some(wanted))
    }

    pub(crate) fn owner_of(&self, draft: &Draft, relation: Relation) -> Oid {
        match relation {
            Relation::Table(oid) | Relation::Index(oid, _) => {
                draft.catalog.tables.get(&oid).map_or(0, |table| table.owner)
            }
            Relation::Sequence(oid) => {
                draft.catalog.sequences.get(&oid).map_or(0, |sequence| sequence.owner)
            }
            Relation::View(oid) => draft.catalog.views.get(&oid).map_or(0, |view| view.owner),
        }
    }

    fn nothing_to_drop(
        &self,
        draft: &mut Draft,
        relation: &RangeVar,
        kind: &Kind,
        missing_ok: bool,
    ) -> SqlResult<Option<Thing>> {
        let name = relation.relname.as_deref().unwrap_or("");
        let schema = relation.schemaname.as_deref();
        let (state, message) = match schema.filter(|schema| self.schema_oid(schema).is_none()) {
            Some(schema) => {
                (SqlState::INVALID_SCHEMA_NAME, format!("schema \"{schema}\" does not exist"))
            }
            None if missing_ok => {
                (kind.missing, format!("{} \"{name}\" does not exist", kind.word))
            }
            None => {
                (kind.missing, format!("{} \"{}\" does not exist", kind.word, written(relation)))
            }
        };
        if !missing_ok {
            return Err(SqlError::new(state, message));
        }
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message + ", skipping");
        Ok(None)
    }

    fn index_to_drop(&self, draft: &Draft, table: Oid, oid: Oid) -> SqlResult<Thing> {
        let held = draft.table(table)?;
        let Some(constraint) = held.index(oid).and_then(|index| index.constraint) else {
            return Ok(Thing::Index(table, oid));
        };
        let index = self.described(draft, Thing::Index(table, oid));
        let owner = self.described(draft, Thing::Constraint(table, constraint));
        Err(required(&index, &owner))
    }

    fn sequence_to_drop(&self, draft: &Draft, oid: Oid) -> SqlResult<Thing> {
        let sequence = draft.sequence(oid)?;
        let Some((table, column)) = sequence.owned_by.filter(|_| sequence.identity) else {
            return Ok(Thing::Sequence(oid));
        };
        let sequence = self.described(draft, Thing::Sequence(oid));
        let owner = self.described(draft, Thing::Column(table, column));
        Err(required(&sequence, &owner))
    }

    /// TRUNCATE: the tables named, what CASCADE adds, and with RESTART IDENTITY their sequences.
    pub(crate) fn truncate(
        &mut self,
        draft: &mut Draft,
        statement: &TruncateStmt,
    ) -> SqlResult<()> {
        let mut tables: Vec<Oid> = Vec::new();
        for node in statement.relations.iter().flatten() {
            let Node::RangeVar(relation) = node else { continue };
            let oid = self.table_to_change(relation)?;
            if !tables.contains(&oid) {
                tables.push(oid);
            }
        }
        let cascade = statement.behavior == DropBehavior::DROP_CASCADE;
        self.follow_references(draft, &mut tables, cascade)?;
        for oid in &tables {
            let mut table = (*draft.table(*oid)?).clone();
            self.check_table(*oid)?;
            table.storage = draft.fresh();
            for index in &mut table.indexes {
                index.storage = draft.fresh();
            }
            draft.truncate(table);
        }
        if statement.restart_seqs {
            let owned = |owner: Option<(Oid, usize)>| {
                owner.is_some_and(|(table, _)| tables.contains(&table))
            };
            let all = draft.catalog.sequences.values();
            let sequences: Vec<Oid> = all.filter(|s| owned(s.owned_by)).map(|s| s.oid).collect();
            for oid in sequences {
                let mut sequence = draft.sequence(oid)?;
                sequence.storage = draft.fresh();
                draft.put_sequence(sequence, None);
            }
        }
        Ok(())
    }

    /// Adds the tables that refer to those listed, or refuses when they are not to be emptied.
    fn follow_references(
        &self,
        draft: &mut Draft,
        tables: &mut Vec<Oid>,
        cascade: bool,
    ) -> SqlResult<()> {
        let mut place = 0;
        while let Some(oid) = tables.get(place).copied() {
            let table = draft.table(oid)?;
            for (child, _) in &table.referenced_by {
                if tables.contains(child) {
                    continue;
                }
                let name = draft.table(*child)?.name.clone();
                if !cascade {
                    let message = "cannot truncate a table referenced in a foreign key constraint";
                    return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message)
                        .with_detail(format!("Table \"{name}\" references \"{}\".", table.name))
                        .with_hint(format!(
                            "Truncate table \"{name}\" at the same time, or use TRUNCATE ... CASCADE."
                        )));
                }
                let message = format!("truncate cascades to table \"{name}\"");
                draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
                tables.push(*child);
            }
            place += 1;
        }
        Ok(())
    }

    /// The table a statement changes; other relations are refused.
    pub(crate) fn table_to_change(&self, relation: &RangeVar) -> SqlResult<Oid> {
        let name = relation.relname.as_deref().unwrap_or("");
        match self.find_relation(relation.schemaname.as_deref(), name) {
            Some(Found::User(Relation::Table(oid))) => Ok(oid),
            Some(Found::User(_)) => Err(wrong_kind(name, "a table")),
            Some(Found::System(fact)) if fact.namespace == facts::PG_CATALOG => {
                Err(system_catalog(name))
            }
            Some(Found::System(_)) => Err(wrong_kind(name, "a table")),
            None => {
                let message = format!("relation \"{}\" does not exist", written(relation));
                Err(SqlError::new(SqlState::UNDEFINED_TABLE, message))
            }
        }
    }
}

fn required(object: &str, owner: &str) -> SqlError {
    let message = format!("cannot drop {object} because {owner} requires it");
    SqlError::new(SqlState::DEPENDENT_OBJECTS_STILL_EXIST, message)
        .with_hint(format!("You can drop {owner} instead."))
}
