//! How do the placeholders of a [`Ddl`] become identifiers?

use crate::catalog::{Sequence, Table, View};
use crate::expr::Expr;
use crate::statement::{Change, Ddl, FRESH, RowWork};
use types::{Datum, Oid};

impl Ddl {
    /// The changes with `ids` in place of the placeholders: the first for [`FRESH`], and so on. Asked
    /// for with fewer ids than `fresh`, the rest stay.
    pub fn resolve(&self, ids: &[Oid]) -> Vec<Change> {
        let mut changes = self.changes.clone();
        let ids = Ids(ids);
        for change in &mut changes {
            ids.change(change);
        }
        changes
    }
}

struct Ids<'a>(&'a [Oid]);

impl Ids<'_> {
    fn change(&self, change: &mut Change) {
        match change {
            Change::Role(role, _) => {
                self.one(&mut role.oid);
                role.member_of.iter_mut().chain(&mut role.admin_of).for_each(|oid| self.one(oid));
                role.iam.iter_mut().for_each(|grant| self.one(&mut grant.oid));
            }
            Change::Schema(schema) => {
                self.one(&mut schema.oid);
                self.one(&mut schema.owner);
            }
            Change::Sequence(sequence, _) => self.sequence(sequence),
            Change::Table(table) | Change::Truncate(table) => self.table(table),
            Change::Rows(work) => self.work(work),
            Change::View(view) => self.view(view),
            Change::DropRole(oid)
            | Change::DropSchema(oid)
            | Change::DropSequence(oid)
            | Change::DropTable(oid)
            | Change::DropView(oid) => self.one(oid),
        }
    }

    fn one(&self, oid: &mut Oid) {
        let place = oid.checked_sub(FRESH).and_then(|place| usize::try_from(place).ok());
        if let Some(id) = place.and_then(|place| self.0.get(place)) {
            *oid = *id;
        }
    }

    fn sequence(&self, sequence: &mut Sequence) {
        self.one(&mut sequence.oid);
        self.one(&mut sequence.namespace);
        self.one(&mut sequence.owner);
        self.one(&mut sequence.storage);
        if let Some((table, _)) = &mut sequence.owned_by {
            self.one(table);
        }
    }

    fn view(&self, view: &mut View) {
        self.one(&mut view.oid);
        self.one(&mut view.namespace);
        self.one(&mut view.owner);
        view.lens.search_path.iter_mut().for_each(|schema| self.one(schema));
        view.lens.objects.iter_mut().for_each(|(_, _, object)| self.one(object));
        for seen in &mut view.lens.relations {
            self.one(&mut seen.oid);
            self.one(&mut seen.namespace);
        }
    }

    fn table(&self, table: &mut Table) {
        self.one(&mut table.oid);
        self.one(&mut table.namespace);
        self.one(&mut table.owner);
        self.one(&mut table.storage);
        for column in &mut table.columns {
            column.default.iter_mut().for_each(|text| self.text(text));
            column.identity.iter_mut().for_each(|identity| self.one(&mut identity.sequence));
        }
        for index in &mut table.indexes {
            self.one(&mut index.oid);
            self.one(&mut index.storage);
            index.constraint.iter_mut().for_each(|oid| self.one(oid));
            index.predicate.iter_mut().for_each(|text| self.text(text));
        }
        for check in &mut table.checks {
            self.one(&mut check.oid);
            self.text(&mut check.expression);
        }
        for key in &mut table.foreign_keys {
            self.one(&mut key.oid);
            self.one(&mut key.parent);
            self.one(&mut key.parent_index);
        }
        for (child, key) in &mut table.referenced_by {
            self.one(child);
            self.one(key);
        }
    }

    fn work(&self, work: &mut RowWork) {
        self.table(&mut work.table);
        work.build.iter_mut().chain(&mut work.foreign_keys).for_each(|oid| self.one(oid));
        work.checks.indexes.iter_mut().for_each(|exprs| self.one(&mut exprs.index));
        work.values.iter_mut().for_each(|(_, value)| self.expr(value));
    }

    /// Only a sequence made by the same statement is named by a placeholder in an expression: the
    /// argument of the `nextval` of a new column, perhaps cast.
    fn expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Const(Datum::Oid(oid), _) => self.one(oid),
            Expr::Call(call) => call.args.iter_mut().for_each(|arg| self.expr(arg)),
            _ => {}
        }
    }

    fn text(&self, text: &mut String) {
        if !text.contains("::regclass") {
            return;
        }
        for (place, id) in (FRESH..).zip(self.0) {
            let placeholder = format!("'{place}'::regclass");
            if text.contains(&placeholder) {
                *text = text.replace(&placeholder, &format!("'{id}'::regclass"));
            }
        }
    }
}
