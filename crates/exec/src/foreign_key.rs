//! How do the rows of two tables keep a foreign key's promise?
//!
//! The child claims the key of its parent as [`Mode::KeyShare`] and the parent's deletion writes it as
//! [`Mode::Update`], so that of two transactions that do one each, one is refused at COMMIT, whatever
//! either could see. The key is the row's when the primary key is referred to, else that of the entry
//! in the unique index.
//!
//! Both sides are only noted while a statement runs, in [`Constraints`], and judged at its end, or at
//! COMMIT where the constraint is deferred: `judge`. What a parent's change does to its
//! children (CASCADE, SET NULL, SET DEFAULT) happens there too, as commands that note more.

use crate::convert::convert;
use crate::keys::leading;
use crate::table_code::{TableCode, same};
use crate::violation::Words;
use base::{Key, SqlError, SqlResult, SqlState};
use sql::Catalog;
use sql::catalog::{ForeignKey, Index, Table};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use types::{Datum, Oid};

/// What a transaction has still to prove of its foreign keys. A session holds one for each
/// transaction, and asks [`check_deferred`](crate::check_deferred) before COMMIT.
#[derive(Default)]
pub struct Constraints {
    /// By the end of the statement: children whose parents must be there, by constraint.
    pub(crate) children: Vec<Children>,
    /// By the end of the statement: parents that are gone or changed, oldest first.
    pub(crate) parents: VecDeque<Parents>,
    /// By COMMIT: rows whose parents must be there, in order, as (table, constraint, row's key).
    pub(crate) later_children: Vec<(Oid, Oid, Key)>,
    /// By COMMIT: what must not be referred to, as (table that refers, constraint, values).
    pub(crate) later_parents: Vec<(Oid, Oid, Vec<Datum>)>,
    /// SET CONSTRAINTS ALL, and by constraint: whether it is deferred.
    all_deferred: Option<bool>,
    deferred: HashMap<Oid, bool>,
    /// Compiled tables that actions write to.
    pub(crate) codes: HashMap<Oid, Arc<TableCode>>,
}

/// Children of one constraint.
pub(crate) struct Children {
    pub(crate) link: Arc<Link>,
    seen: HashSet<Key>,
    /// (parent's key, values of the child), each parent once, oldest first.
    pub(crate) wanted: Vec<(Key, Vec<Datum>)>,
}

/// Parents that one constraint's children may refer to.
pub(crate) struct Parents {
    pub(crate) link: Arc<Link>,
    /// (values before, values after, none when the row is gone), in the order of the constraint.
    pub(crate) changes: Vec<(Vec<Datum>, Option<Vec<Datum>>)>,
}

impl Constraints {
    /// Whether COMMIT has nothing to prove.
    pub fn is_empty(&self) -> bool {
        self.children.is_empty()
            && self.parents.is_empty()
            && self.later_children.is_empty()
            && self.later_parents.is_empty()
    }

    /// SET CONSTRAINTS of one (`ForeignKey::oid`), or of all. After one to IMMEDIATE, call
    /// [`check_deferred`](crate::check_deferred).
    pub fn set_deferred(&mut self, constraint: Option<Oid>, deferred: bool) {
        match constraint {
            Some(oid) => drop(self.deferred.insert(oid, deferred)),
            None => {
                self.deferred.clear();
                self.all_deferred = Some(deferred);
            }
        }
    }

    /// Forgets what a failed statement has noted. What it noted for COMMIT is compared with the rows
    /// then there, and may stay.
    pub fn forget_statement(&mut self) {
        self.children.clear();
        self.parents.clear();
    }

    fn is_deferred(&self, key: &ForeignKey) -> bool {
        let set = self.deferred.get(&key.oid).copied().or(self.all_deferred);
        key.deferrable && set.unwrap_or(key.deferred)
    }

    /// A row of a child table has come, or refers to another parent now.
    pub(crate) fn note_child(
        &mut self,
        link: &Arc<Link>,
        words: Words<'_>,
        row: &[Datum],
        row_key: &Key,
    ) -> SqlResult<()> {
        if self.is_deferred(&link.key) {
            self.later_children.push((link.child.oid, link.key.oid, row_key.clone()));
            return Ok(());
        }
        self.want_row(link, words, row)
    }

    /// A row's parent must be there, if it refers to one.
    pub(crate) fn want_row(
        &mut self,
        link: &Arc<Link>,
        words: Words<'_>,
        row: &[Datum],
    ) -> SqlResult<()> {
        let values = link.child_values(row);
        match values.iter().filter(|value| value.is_null()).count() {
            0 => {
                let parent = link.parent_key(&values)?;
                self.want(link, parent, values);
                Ok(())
            }
            nulls if link.key.match_full && nulls < values.len() => Err(link.mixed(words)),
            _ => Ok(()),
        }
    }

    fn want(&mut self, link: &Arc<Link>, parent: Key, values: Vec<Datum>) {
        let known = self.children.iter().position(|group| group.link.key.oid == link.key.oid);
        let at = known.unwrap_or_else(|| {
            let link = Arc::clone(link);
            self.children.push(Children { link, seen: HashSet::new(), wanted: Vec::new() });
            self.children.len() - 1
        });
        let group = &mut self.children[at];
        if !group.seen.contains(&parent) {
            group.seen.insert(parent.clone());
            group.wanted.push((parent, values));
        }
    }

    /// A row of a parent table is gone, or has changed.
    pub(crate) fn note_parent(&mut self, link: &Arc<Link>, old: &[Datum], new: Option<&[Datum]>) {
        let values = |row: &[Datum]| -> Vec<Datum> {
            link.key.parent_columns.iter().map(|column| row[*column].clone()).collect()
        };
        let before = values(old);
        if before.iter().any(Datum::is_null) {
            return;
        }
        let after = new.map(values);
        if let Some(after) = &after {
            let types = link.key.parent_columns.iter().map(|at| link.parent.columns[*at].type_oid);
            if types.zip(before.iter().zip(after)).all(|(ty, (old, new))| same(ty, old, new)) {
                return;
            }
        }
        match self.parents.iter_mut().find(|group| group.link.key.oid == link.key.oid) {
            Some(group) => group.changes.push((before, after)),
            None => {
                let (link, changes) = (Arc::clone(link), vec![(before, after)]);
                self.parents.push_back(Parents { link, changes });
            }
        }
    }

    /// Moves to COMMIT what may wait until then.
    pub(crate) fn postpone(&mut self, link: &Link, values: &[Vec<Datum>]) -> bool {
        if !self.is_deferred(&link.key) {
            return false;
        }
        let (child, key) = (link.child.oid, link.key.oid);
        self.later_parents.extend(values.iter().map(|values| (child, key, values.clone())));
        true
    }
}

/// A foreign key with the two tables it links.
pub(crate) struct Link {
    pub(crate) child: Arc<Table>,
    pub(crate) parent: Arc<Table>,
    pub(crate) key: ForeignKey,
    /// For each key column of the parent's index: its place in the constraint's columns.
    order: Vec<usize>,
    index: Index,
}

impl Link {
    /// Of a constraint of `child`.
    pub(crate) fn new(
        catalog: &Catalog,
        child: &Arc<Table>,
        key: &ForeignKey,
    ) -> SqlResult<Arc<Link>> {
        let broken = || SqlError::internal(format!("foreign key \"{}\" has no parent", key.name));
        let parent = catalog.tables.get(&key.parent).ok_or_else(broken)?;
        let index = parent.index(key.parent_index).ok_or_else(broken)?;
        let place = |column: Option<usize>| {
            key.parent_columns.iter().position(|parent| Some(*parent) == column).ok_or_else(broken)
        };
        let order = index.keys.iter().map(|part| place(part.column));
        Ok(Arc::new(Link {
            order: order.collect::<SqlResult<Vec<usize>>>()?,
            index: index.clone(),
            child: Arc::clone(child),
            parent: Arc::clone(parent),
            key: key.clone(),
        }))
    }

    /// The columns of a child that refer.
    pub(crate) fn child_values(&self, row: &[Datum]) -> Vec<Datum> {
        self.key.columns.iter().map(|column| row[*column].clone()).collect()
    }

    /// Whether a child refers to another parent than before.
    pub(crate) fn child_changed(&self, old: &[Datum], new: &[Datum]) -> bool {
        let mut columns = self.key.columns.iter();
        columns.any(|at| !same(self.child.columns[*at].type_oid, &old[*at], &new[*at]))
    }

    /// The key of the parent of a child with these values; one under which nothing can stand when
    /// the parent's type has no such value.
    pub(crate) fn parent_key(&self, values: &[Datum]) -> SqlResult<Key> {
        let mut parent = Vec::with_capacity(values.len());
        for at in &self.order {
            let from = self.child.columns[self.key.columns[*at]].type_oid;
            let to = self.parent.columns[self.key.parent_columns[*at]].type_oid;
            match convert(from, &values[*at], to)? {
                Some(value) => parent.push(value),
                None => return Ok(Key::from_static(&[0])),
            }
        }
        Ok(leading(&self.parent, &self.index, &parent).into())
    }

    /// The key of the parent with these values, in the constraint's order.
    pub(crate) fn key_of_parent(&self, values: &[Datum]) -> Key {
        let ordered: Vec<Datum> = self.order.iter().map(|at| values[*at].clone()).collect();
        leading(&self.parent, &self.index, &ordered).into()
    }

    /// A parent's values as its children would have them; `None` when none can.
    pub(crate) fn as_child(&self, values: &[Datum]) -> SqlResult<Option<Vec<Datum>>> {
        let mut out = Vec::with_capacity(values.len());
        for (at, value) in values.iter().enumerate() {
            let from = self.parent.columns[self.key.parent_columns[at]].type_oid;
            let to = self.child.columns[self.key.columns[at]].type_oid;
            let Some(value) = convert(from, value, to)? else { return Ok(None) };
            out.push(value);
        }
        Ok(Some(out))
    }

    /// The parent is not there.
    pub(crate) fn absent(&self, words: Words<'_>, values: &[Datum]) -> SqlError {
        let shown = words.columns(&self.child, &self.key.columns, values);
        let parent = &self.parent.name;
        self.refused(words, format!("Key {shown} is not present in table \"{parent}\"."))
    }

    fn mixed(&self, words: Words<'_>) -> SqlError {
        let detail = "MATCH FULL does not allow mixing of null and nonnull key values.";
        self.refused(words, detail.to_owned())
    }

    fn refused(&self, words: Words<'_>, detail: String) -> SqlError {
        let message = format!(
            "insert or update on table \"{}\" violates foreign key constraint \"{}\"",
            self.child.name, self.key.name
        );
        let error = SqlError::new(SqlState::FOREIGN_KEY_VIOLATION, message)
            .with_detail(detail)
            .with_constraint(self.key.name.as_str());
        words.of_table(error, &self.child)
    }

    /// A child still refers to the parent.
    pub(crate) fn referenced(&self, words: Words<'_>, values: &[Datum]) -> SqlError {
        let (parent, child) = (&self.parent.name, &self.child.name);
        let message = format!(
            "update or delete on table \"{parent}\" violates foreign key constraint \"{}\" on table \
             \"{child}\"",
            self.key.name
        );
        let shown = words.columns(&self.parent, &self.key.parent_columns, values);
        let detail = format!("Key {shown} is still referenced from table \"{child}\".");
        let error = SqlError::new(SqlState::FOREIGN_KEY_VIOLATION, message)
            .with_detail(detail)
            .with_constraint(self.key.name.as_str());
        words.of_table(error, &self.child)
    }
}

/// The foreign keys that a write to one table touches.
#[derive(Default)]
pub(crate) struct Links {
    /// Of the table itself.
    pub(crate) outgoing: Vec<Arc<Link>>,
    /// Of others that refer to it.
    pub(crate) incoming: Vec<Arc<Link>>,
}

impl Links {
    pub(crate) fn of(catalog: &Catalog, table: &Arc<Table>) -> SqlResult<Links> {
        let outgoing = table.foreign_keys.iter().map(|key| Link::new(catalog, table, key));
        let incoming = table.referenced_by.iter().filter_map(|(child, key)| {
            let child = catalog.tables.get(child)?;
            let key = child.foreign_keys.iter().find(|found| found.oid == *key)?;
            Some(Link::new(catalog, child, key))
        });
        Ok(Links {
            outgoing: outgoing.collect::<SqlResult<_>>()?,
            incoming: incoming.collect::<SqlResult<_>>()?,
        })
    }
}
