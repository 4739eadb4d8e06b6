//! What needs an object, and so goes with it? (PostgreSQL, src/backend/catalog/dependency.c)
//!
//! What belongs to an object (its indexes, its columns' defaults, a serial column's sequence) goes
//! unasked. What only uses it (a foreign key of another table) must be asked for with CASCADE.

use super::draft::Draft;
use super::{Binder, Names, Stored};
use crate::catalog::{Catalog, Table, View};
use base::{SqlError, SqlResult, SqlState};
use types::Oid;

/// Something that can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Schema(Oid),
    Table(Oid),
    /// Table and column from 0.
    Column(Oid, usize),
    /// The default of a column.
    Default(Oid, usize),
    /// Table and `pg_class.oid`.
    Index(Oid, Oid),
    /// Table and `pg_constraint.oid`.
    Constraint(Oid, Oid),
    Sequence(Oid),
    View(Oid),
    /// The default of a view's column: view and place.
    ViewDefault(Oid, usize),
}

impl Thing {
    /// What tells old things from new ones.
    fn oid(self) -> Oid {
        match self {
            Thing::Schema(oid)
            | Thing::Table(oid)
            | Thing::Column(oid, _)
            | Thing::Default(oid, _)
            | Thing::Index(_, oid)
            | Thing::Constraint(_, oid)
            | Thing::Sequence(oid)
            | Thing::View(oid)
            | Thing::ViewDefault(oid, _) => oid,
        }
    }
}

/// An object found on the way, the one it was found from, and whether it goes unasked.
struct Step {
    thing: Thing,
    from: Thing,
    unasked: bool,
}

/// What has been found, and what is being looked into.
#[derive(Default)]
struct Found {
    steps: Vec<Step>,
    open: Vec<Thing>,
}

/// Past so many the client is told only a number (`MAX_REPORTED_DEPS`).
const REPORTED_MAX: usize = 100;

impl Binder<'_> {
    /// Drops `things` and all that must go with them.
    ///
    /// # Errors
    /// 2BP01 when that takes CASCADE and it was not said.
    pub(crate) fn drop_things(
        &mut self,
        draft: &mut Draft,
        things: &[Thing],
        cascade: bool,
    ) -> SqlResult<()> {
        let mut found = Found { open: things.to_vec(), ..Found::default() };
        let graph = Graph { catalog: &draft.catalog, names: self.names };
        for thing in things {
            graph.visit(*thing, &mut found)?;
        }
        // What was asked for goes too, so that it is told of nothing that depends on it.
        let steps = found.steps;
        let asked: Vec<&Step> = steps.iter().rev().filter(|step| !step.unasked).collect();
        if !asked.is_empty() && !cascade {
            return Err(self.refused(draft, things, &asked));
        }
        self.tell(draft, &asked);
        let all = steps.iter().map(|step| step.thing).chain(things.iter().copied());
        for thing in all.collect::<Vec<_>>() {
            self.remove(draft, thing)?;
        }
        Ok(())
    }

    fn refused(&self, draft: &Draft, things: &[Thing], asked: &[&Step]) -> SqlError {
        let what = match things {
            [thing] => self.described(draft, *thing),
            _ => "desired object(s)".to_string(),
        };
        let them = if things.len() == 1 { "it" } else { "them" };
        let message = format!("cannot drop {what} because other objects depend on {them}");
        let lines = asked.iter().map(|step| {
            format!(
                "{} depends on {}",
                self.described(draft, step.thing),
                self.described(draft, step.from)
            )
        });
        SqlError::new(SqlState::DEPENDENT_OBJECTS_STILL_EXIST, message)
            .with_detail(listed(lines.collect()))
            .with_hint("Use DROP ... CASCADE to drop the dependent objects too.")
    }

    fn tell(&self, draft: &mut Draft, asked: &[&Step]) {
        let lines = asked
            .iter()
            .map(|step| format!("drop cascades to {}", self.described(draft, step.thing)));
        let mut lines: Vec<String> = lines.collect();
        match lines.len() {
            0 => {}
            1 => {
                let message = lines.remove(0);
                draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
            }
            count => {
                let message = format!("drop cascades to {count} other objects");
                draft.notice(SqlState::SUCCESSFUL_COMPLETION, message);
                let notice = draft.notices.pop().map(|notice| notice.with_detail(listed(lines)));
                draft.notices.extend(notice);
            }
        }
    }

    /// The object in words: `constraint c_p_fkey on table c`.
    pub(crate) fn described(&self, draft: &Draft, thing: Thing) -> String {
        let table = |oid| format!("table {}", self.shown(draft, oid));
        match thing {
            Thing::Schema(oid) => format!(
                "schema {}",
                draft.catalog.namespaces.get(&oid).map_or("", |schema| schema.name.as_str())
            ),
            Thing::Table(oid) => table(oid),
            Thing::Column(oid, column) => {
                format!("column {} of {}", column_name(draft, oid, column), table(oid))
            }
            Thing::Default(oid, column) => {
                let name = column_name(draft, oid, column);
                format!("default value for column {name} of {}", table(oid))
            }
            Thing::Index(_, oid) => format!("index {}", self.shown(draft, oid)),
            Thing::Constraint(oid, constraint) => {
                let held = draft.catalog.tables.get(&oid);
                let name = held.and_then(|held| constraint_name(held, constraint));
                format!("constraint {} on {}", name.unwrap_or_default(), table(oid))
            }
            Thing::Sequence(oid) => format!("sequence {}", self.shown(draft, oid)),
            Thing::View(oid) => format!("view {}", self.shown(draft, oid)),
            Thing::ViewDefault(oid, place) => {
                let view = draft.catalog.views.get(&oid);
                let column = view.and_then(|view| view.columns.get(place));
                let name = column.map_or("", |column| &column.name);
                format!("default value for column {name} of view {}", self.shown(draft, oid))
            }
        }
    }

    /// A relation's name as messages show it: qualified unless the search path leads to it.
    pub(crate) fn shown(&self, draft: &Draft, oid: Oid) -> String {
        crate::deparse::relation_name(&draft.catalog, &self.path(), oid, false).unwrap_or_default()
    }
}

fn listed(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(REPORTED_MAX);
    lines.truncate(REPORTED_MAX);
    if more > 0 {
        lines.push(format!("and {more} other objects (see server log for list)"));
    }
    lines.join("\n")
}

fn column_name(draft: &Draft, table: Oid, column: usize) -> String {
    let table = draft.catalog.tables.get(&table);
    table.and_then(|table| table.columns.get(column)).map_or(String::new(), |c| c.name.clone())
}

/// The name of a table's constraint.
pub(crate) fn constraint_name(table: &Table, constraint: Oid) -> Option<&str> {
    let check = table.checks.iter().find(|check| check.oid == constraint).map(|c| &c.name);
    let foreign = || table.foreign_keys.iter().find(|key| key.oid == constraint).map(|k| &k.name);
    let mut indexes = table.indexes.iter();
    let index = || indexes.find(|i| i.constraint == Some(constraint)).map(|i| &i.name);
    check.or_else(foreign).or_else(index).map(String::as_str)
}

/// The constraint of this name.
pub(crate) fn constraint_named(table: &Table, name: &str) -> Option<Oid> {
    let checks = table.checks.iter().map(|check| check.oid);
    let foreign = table.foreign_keys.iter().map(|key| key.oid);
    let indexes = table.indexes.iter().filter_map(|index| index.constraint);
    let mut all = checks.chain(foreign).chain(indexes);
    all.find(|oid| constraint_name(table, *oid) == Some(name))
}

/// Who depends on whom, as of one catalog.
struct Graph<'a> {
    catalog: &'a Catalog,
    names: &'a Names<'a>,
}

impl Graph<'_> {
    /// Finds what depends on `thing`, each after what depends on it in turn, the newest first.
    fn visit(&self, thing: Thing, found: &mut Found) -> SqlResult<()> {
        found.open.push(thing);
        let mut next = self.dependents(thing)?;
        next.sort_by_key(|(dependent, _)| std::cmp::Reverse(dependent.oid()));
        for (dependent, unasked) in next {
            if found.open.contains(&dependent) {
                continue;
            }
            if let Some(known) = found.steps.iter_mut().find(|known| known.thing == dependent) {
                known.unasked |= unasked;
                continue;
            }
            self.visit(dependent, found)?;
            found.steps.push(Step { thing: dependent, from: thing, unasked });
        }
        found.open.pop();
        Ok(())
    }

    /// What depends on `thing`, by OID, and whether it goes unasked.
    fn dependents(&self, thing: Thing) -> SqlResult<Vec<(Thing, bool)>> {
        let table_of = |oid| self.catalog.tables.get(&oid);
        Ok(match thing {
            Thing::Schema(oid) => self.in_schema(oid),
            Thing::Table(oid) => {
                table_of(oid).map(|table| self.of_table(table)).unwrap_or_default()
            }
            Thing::Column(oid, column) => match table_of(oid) {
                Some(table) => self.of_column(table, column)?,
                None => Vec::new(),
            },
            Thing::Constraint(oid, constraint) => {
                let index = table_of(oid).and_then(|table| {
                    table.indexes.iter().find(|index| index.constraint == Some(constraint))
                });
                index.map(|index| (Thing::Index(oid, index.oid), true)).into_iter().collect()
            }
            Thing::Index(oid, index) => match table_of(oid) {
                Some(table) => self.referencing(table, |_, by| by == index),
                None => Vec::new(),
            },
            Thing::Sequence(oid) => self.of_sequence(oid),
            Thing::View(oid) => self.views(|view| view.lens.uses(oid)),
            Thing::Default(..) | Thing::ViewDefault(..) => Vec::new(),
        })
    }

    /// The views that pass a test.
    fn views(&self, test: impl Fn(&View) -> bool) -> Vec<(Thing, bool)> {
        let found = self.catalog.views.values().filter(|view| test(view));
        found.map(|view| (Thing::View(view.oid), false)).collect()
    }

    fn in_schema(&self, schema: Oid) -> Vec<(Thing, bool)> {
        let tables = self.catalog.tables.values().filter(|table| table.namespace == schema);
        let sequences = self.catalog.sequences.values().filter(|s| s.namespace == schema);
        let mut out: Vec<(Oid, Thing)> = tables.map(|t| (t.oid, Thing::Table(t.oid))).collect();
        out.extend(sequences.map(|s| (s.oid, Thing::Sequence(s.oid))));
        let views = self.catalog.views.values().filter(|view| view.namespace == schema);
        out.extend(views.map(|view| (view.oid, Thing::View(view.oid))));
        out.sort_by_key(|(oid, _)| *oid);
        out.into_iter().map(|(_, thing)| (thing, false)).collect()
    }

    fn of_table(&self, table: &Table) -> Vec<(Thing, bool)> {
        let mut out = Vec::new();
        for column in 0..table.columns.len() {
            out.extend(self.belongings(table, column));
        }
        let own = table.foreign_keys.iter().map(|key| Thing::Constraint(table.oid, key.oid));
        out.extend(own.map(|thing| (thing, true)));
        out.extend(self.referencing(table, |_, _| true));
        out.extend(self.views(|view| view.lens.uses(table.oid)));
        out
    }

    /// The columns whose defaults take values from a sequence.
    fn of_sequence(&self, sequence: Oid) -> Vec<(Thing, bool)> {
        let named = format!("'{sequence}'::regclass");
        let mut out = Vec::new();
        for table in self.catalog.tables.values() {
            for (place, column) in table.live_columns() {
                if column.default.as_ref().is_some_and(|text| text.contains(&named)) {
                    out.push((Thing::Default(table.oid, place), false));
                }
            }
        }
        for view in self.catalog.views.values() {
            for (place, column) in view.columns.iter().enumerate() {
                if column.default.as_ref().is_some_and(|text| text.contains(&named)) {
                    out.push((Thing::ViewDefault(view.oid, place), false));
                }
            }
        }
        out.extend(self.views(|view| view.lens.uses(sequence)));
        out
    }

    /// The foreign keys that point at `table` and pass `test` by their columns there and the index
    /// they go by.
    fn referencing(
        &self,
        table: &Table,
        test: impl Fn(&[usize], Oid) -> bool,
    ) -> Vec<(Thing, bool)> {
        let keys = table.referenced_by.iter().filter_map(|(child, key)| {
            let child = self.catalog.tables.get(child)?;
            let key = child.foreign_keys.iter().find(|held| held.oid == *key)?;
            test(&key.parent_columns, key.parent_index)
                .then_some((Thing::Constraint(child.oid, key.oid), false))
        });
        keys.collect()
    }

    /// A column's default and the sequences it owns.
    fn belongings(&self, table: &Table, column: usize) -> Vec<(Thing, bool)> {
        let mut out = Vec::new();
        if table.columns[column].default.is_some() {
            out.push((Thing::Default(table.oid, column), true));
        }
        let mine = Some((table.oid, column));
        let owned = self.catalog.sequences.values().filter(|s| s.owned_by == mine);
        out.extend(owned.map(|sequence| (Thing::Sequence(sequence.oid), true)));
        out
    }

    fn of_column(&self, table: &Table, column: usize) -> SqlResult<Vec<(Thing, bool)>> {
        let oid = table.oid;
        let mut out = self.belongings(table, column);
        for index in &table.indexes {
            let mut uses = index.include.contains(&column);
            for key in &index.keys {
                uses |= key.column == Some(column);
                uses |= self.mentions(table, key.expression.as_deref(), column)?;
            }
            uses |= self.mentions(table, index.predicate.as_deref(), column)?;
            if uses {
                let thing = match index.constraint {
                    Some(constraint) => Thing::Constraint(oid, constraint),
                    None => Thing::Index(oid, index.oid),
                };
                out.push((thing, true));
            }
        }
        for check in &table.checks {
            if self.mentions(table, Some(&check.expression), column)? {
                out.push((Thing::Constraint(oid, check.oid), true));
            }
        }
        let keys = table.foreign_keys.iter().filter(|key| key.columns.contains(&column));
        out.extend(keys.map(|key| (Thing::Constraint(oid, key.oid), true)));
        for (place, other) in table.live_columns() {
            let generated = other.generated && place != column;
            if generated && self.mentions(table, other.default.as_deref(), column)? {
                out.push((Thing::Column(oid, place), false));
            }
        }
        out.extend(self.referencing(table, |columns, _| columns.contains(&column)));
        out.extend(self.views(|view| view.lens.uses_column(oid, column)));
        Ok(out)
    }

    fn mentions(&self, table: &Table, text: Option<&str>, column: usize) -> SqlResult<bool> {
        let Some(text) = text else { return Ok(false) };
        Ok(Stored::bind(self.names, table, text)?.places().contains(&column))
    }
}

impl Binder<'_> {
    fn remove(&mut self, draft: &mut Draft, thing: Thing) -> SqlResult<()> {
        let gone = match thing {
            Thing::Column(oid, _)
            | Thing::Default(oid, _)
            | Thing::Index(oid, _)
            | Thing::Constraint(oid, _) => !draft.catalog.tables.contains_key(&oid),
            _ => false,
        };
        match thing {
            _ if gone => {}
            Thing::Schema(oid) => draft.drop_schema(oid),
            Thing::Table(oid) => draft.drop_table(oid),
            Thing::Sequence(oid) => draft.drop_sequence(oid),
            Thing::View(oid) => draft.drop_view(oid),
            Thing::ViewDefault(oid, place) => {
                if draft.catalog.views.contains_key(&oid) {
                    draft.change_view(oid, |view| view.columns[place].default = None)?;
                }
            }
            Thing::Column(oid, column) => {
                draft.change_table(oid, |table| drop_column(table, column))?;
            }
            Thing::Default(oid, column) => {
                draft.change_table(oid, |table| table.columns[column].default = None)?;
            }
            Thing::Index(oid, index) => self.remove_index(draft, oid, index)?,
            Thing::Constraint(oid, constraint) => {
                self.remove_constraint(draft, oid, constraint)?;
            }
        }
        Ok(())
    }

    /// Rows stand under their primary key, so without it they are written again.
    fn remove_index(&mut self, draft: &mut Draft, oid: Oid, index: Oid) -> SqlResult<()> {
        let mut table = (*draft.table(oid)?).clone();
        let primary = table.index(index).is_some_and(|index| index.primary);
        table.indexes.retain(|held| held.oid != index);
        if primary {
            return self.rekey(draft, table);
        }
        draft.put_table(table);
        Ok(())
    }

    fn remove_constraint(&mut self, draft: &mut Draft, oid: Oid, constraint: Oid) -> SqlResult<()> {
        let table = draft.table(oid)?;
        if let Some(key) = table.foreign_keys.iter().find(|key| key.oid == constraint) {
            let parent = key.parent;
            draft.change_table(oid, |table| table.foreign_keys.retain(|k| k.oid != constraint))?;
            if draft.catalog.tables.contains_key(&parent) {
                draft.change_table(parent, |table| {
                    table.referenced_by.retain(|(_, key)| *key != constraint);
                })?;
            }
            return Ok(());
        }
        let index = table.indexes.iter().find(|index| index.constraint == Some(constraint));
        if let Some(index) = index {
            return self.remove_index(draft, oid, index.oid);
        }
        draft.change_table(oid, |table| table.checks.retain(|check| check.oid != constraint))
    }
}

/// DROP COLUMN keeps the place, so that rows need not be written again.
fn drop_column(table: &mut Table, place: usize) {
    let column = &mut table.columns[place];
    column.dropped = true;
    column.name = format!("........pg.dropped.{}........", place + 1);
    column.not_null = false;
    column.default = None;
    column.generated = false;
    column.identity = None;
    column.comment = None;
}
