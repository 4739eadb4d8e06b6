//! What has a statement changed so far? The catalog as the rest of it sees it, and the changes that
//! the executor is to carry out.

use crate::catalog::{Catalog, Namespace, Role, Sequence, Table, View};
use crate::statement::{Change, Ddl, FRESH, RowWork, Secret};
use base::{Severity, SqlError, SqlResult, SqlState};
use std::sync::Arc;
use types::Oid;

/// A catalog on its way to its next version.
#[derive(Debug)]
pub(crate) struct Draft {
    pub catalog: Catalog,
    pub notices: Vec<SqlError>,
    changes: Vec<Change>,
    fresh: u32,
}

impl Draft {
    pub(crate) fn new(catalog: &Catalog) -> Draft {
        Draft { catalog: catalog.clone(), notices: Vec::new(), changes: Vec::new(), fresh: 0 }
    }

    pub(crate) fn finish(self, tag: &'static str) -> Ddl {
        let (changes, notices, fresh) = (self.changes, self.notices, self.fresh);
        Ddl { tag, notices, changes, fresh, background: false }
    }

    /// A placeholder for an identifier.
    pub(crate) fn fresh(&mut self) -> Oid {
        self.fresh += 1;
        FRESH + (self.fresh - 1)
    }

    /// Tells the client something when the statement is done.
    pub(crate) fn notice(&mut self, state: SqlState, message: impl Into<String>) {
        self.notices.push(SqlError::notice(Severity::Notice, state, message));
    }

    /// A table as it now is.
    pub(crate) fn table(&self, oid: Oid) -> SqlResult<Arc<Table>> {
        let table = self.catalog.tables.get(&oid).cloned();
        table.ok_or_else(|| SqlError::internal(format!("no table {oid}")))
    }

    /// A sequence as it now is.
    pub(crate) fn sequence(&self, oid: Oid) -> SqlResult<Sequence> {
        let sequence = self.catalog.sequences.get(&oid).map(|sequence| (**sequence).clone());
        sequence.ok_or_else(|| SqlError::internal(format!("no sequence {oid}")))
    }

    /// A view as it now is.
    pub(crate) fn view(&self, oid: Oid) -> SqlResult<View> {
        let view = self.catalog.views.get(&oid).map(|view| (**view).clone());
        view.ok_or_else(|| SqlError::internal(format!("no view {oid}")))
    }

    /// A role as it now is.
    pub(crate) fn role(&self, oid: Oid) -> SqlResult<Role> {
        let role = self.catalog.roles.get(&oid).map(|role| (**role).clone());
        role.ok_or_else(|| SqlError::internal(format!("no role {oid}")))
    }

    /// A schema as it now is; those of PostgreSQL itself cannot be changed.
    pub(crate) fn schema(&self, oid: Oid) -> SqlResult<Namespace> {
        let schema = self.catalog.namespaces.get(&oid).map(|schema| (**schema).clone());
        schema.ok_or_else(|| {
            let message = "permission denied: a system schema cannot be changed";
            SqlError::new(SqlState::INSUFFICIENT_PRIVILEGE, message)
        })
    }

    pub(crate) fn put_role(&mut self, role: Role, password: Option<Secret>) {
        self.catalog.hold_role(role.clone());
        self.changes.push(Change::Role(role, password));
    }

    pub(crate) fn put_schema(&mut self, schema: Namespace) {
        self.catalog.hold_namespace(schema.clone());
        self.changes.push(Change::Schema(schema));
    }

    pub(crate) fn put_sequence(&mut self, sequence: Sequence, restart: Option<i64>) {
        self.catalog.hold_sequence(sequence.clone());
        self.changes.push(Change::Sequence(sequence, restart));
    }

    pub(crate) fn put_view(&mut self, view: View) {
        self.catalog.hold_view(view.clone());
        self.changes.push(Change::View(view));
    }

    pub(crate) fn put_table(&mut self, table: Table) {
        self.catalog.hold_table(table.clone());
        self.changes.push(Change::Table(table));
    }

    pub(crate) fn work(&mut self, work: RowWork) {
        self.catalog.hold_table(work.table.clone());
        self.changes.push(Change::Rows(Box::new(work)));
    }

    pub(crate) fn truncate(&mut self, table: Table) {
        self.catalog.hold_table(table.clone());
        self.changes.push(Change::Truncate(table));
    }

    pub(crate) fn drop_role(&mut self, oid: Oid) {
        self.catalog.roles.remove(&oid);
        self.changes.push(Change::DropRole(oid));
    }

    pub(crate) fn drop_schema(&mut self, oid: Oid) {
        self.catalog.namespaces.remove(&oid);
        self.changes.push(Change::DropSchema(oid));
    }

    pub(crate) fn drop_sequence(&mut self, oid: Oid) {
        self.catalog.forget_sequence(oid);
        self.changes.push(Change::DropSequence(oid));
    }

    pub(crate) fn drop_table(&mut self, oid: Oid) {
        self.catalog.forget_table(oid);
        self.changes.push(Change::DropTable(oid));
    }

    pub(crate) fn drop_view(&mut self, oid: Oid) {
        self.catalog.forget_view(oid);
        self.changes.push(Change::DropView(oid));
    }

    /// Changes a view's descriptor.
    pub(crate) fn change_view(
        &mut self,
        oid: Oid,
        change: impl FnOnce(&mut View),
    ) -> SqlResult<()> {
        let mut view = self.view(oid)?;
        change(&mut view);
        self.put_view(view);
        Ok(())
    }

    /// Changes a table's descriptor, its rows left as they are.
    pub(crate) fn change_table(
        &mut self,
        oid: Oid,
        change: impl FnOnce(&mut Table),
    ) -> SqlResult<()> {
        let mut table = (*self.table(oid)?).clone();
        change(&mut table);
        self.put_table(table);
        Ok(())
    }
}
