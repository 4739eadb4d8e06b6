//! What does a view give? The query in its text, bound through its lens where the view is named.

use super::record::Record;
use super::scope::{Item, ItemColumn, Scope};
use super::select::Selected;
use super::stored::Fixed;
use super::{Binder, Names};
use crate::catalog::{Relation, View};
use crate::written::Written;
use crate::{RawStatement, Rel};
use base::{SqlError, SqlResult, SqlState};
use builtin::Env;
use rupg_sql::nodes::{Node, SelectStmt};
use std::sync::Arc;
use types::{Formats, Oid};

/// How a view's query is written.
///
/// # Errors
/// XX000 for a damaged text; those of binding it.
pub fn written_view(names: &Names<'_>, view: &View) -> SqlResult<Arc<Written>> {
    let nothing = super::stored::nothing();
    let mut binder = Binder::new(names, &nothing, &[]);
    let missing = || SqlError::internal("a view that was not noted");
    binder.view_query(view, true)?.written.ok_or_else(missing)
}

fn damaged(view: &View) -> SqlError {
    SqlError::internal(format!("the definition of view {} is damaged", view.name))
}

/// The statement a view was made by.
pub(crate) fn view_statement(view: &View) -> SqlResult<RawStatement> {
    let parsed = crate::parse(&view.text).map_err(|_| damaged(view))?;
    parsed.into_iter().next().ok_or_else(|| damaged(view))
}

/// The query of a CREATE VIEW.
pub(crate) fn query_of<'n>(view: &View, statement: &'n RawStatement) -> SqlResult<&'n SelectStmt> {
    match &statement.node {
        Node::ViewStmt(create) => match &create.query {
            Some(Node::SelectStmt(query)) => Ok(query),
            _ => Err(damaged(view)),
        },
        _ => Err(damaged(view)),
    }
}

impl Binder<'_> {
    /// A view's rows, and what it is as a FROM item.
    pub(crate) fn expand(&mut self, oid: Oid, alias: &str) -> SqlResult<(Rel, Item)> {
        let view = self.view_by_oid(oid)?;
        self.want(oid);
        let Selected { rel, outputs, .. } = self.view_query(&view, false)?;
        let columns = outputs.iter().zip(&view.columns).zip(1..);
        let columns = columns.map(|((output, column), number)| ItemColumn {
            name: column.name.clone(),
            origin: Some((oid, number)),
            row: output.row.clone(),
            ..ItemColumn::of(&output.column)
        });
        let item =
            Item { relation: Some((view.namespace, oid)), ..Item::new(alias, columns.collect()) };
        Ok((rel, item))
    }

    fn view_query(&mut self, view: &View, noting: bool) -> SqlResult<Selected> {
        let statement = view_statement(view)?;
        let query = query_of(view, &statement)?;
        let env = self.fixed();
        let names = self.names_within(view, &env);
        let mut inner = self.within(view, &names, &statement)?;
        if noting {
            inner.record = Some(Record::default());
            inner.keeps_calls = true;
        }
        let selected = inner.select_stmt(query, Scope::new(None), true);
        let left = inner.leave();
        self.resume(left);
        Ok(selected?.0)
    }

    /// The session as texts that are kept see it.
    pub(crate) fn fixed(&self) -> Fixed<'_> {
        Fixed { inner: self.names.env, formats: Formats::default() }
    }

    /// What the names in a view's text are resolved by, and who asks there.
    pub(crate) fn names_within<'n>(&'n self, view: &'n View, env: &'n dyn Env) -> Names<'n> {
        let user = match view.security_invoker {
            Some(true) => self.names.user,
            _ => view.owner,
        };
        Names { catalog: self.names.catalog, search_path: &view.lens.search_path, user, env }
    }

    /// A binder for what stands in a view's text.
    ///
    /// # Errors
    /// 42P17 for a view that is already being bound.
    pub(crate) fn within<'n>(
        &self,
        view: &'n View,
        names: &'n Names<'n>,
        statement: &'n RawStatement,
    ) -> SqlResult<Binder<'n>> {
        if self.expanding.contains(&view.oid) {
            let message =
                format!("infinite recursion detected in rules for relation \"{}\"", view.name);
            return Err(SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message));
        }
        let mut inner = Binder::new(names, statement, &[]);
        inner.lens = Some(&view.lens);
        inner.next_column = self.next_column;
        inner.next_id = self.next_id;
        inner.depth = self.depth + 16;
        inner.check_depth()?;
        inner.expanding.clone_from(&self.expanding);
        inner.expanding.push(view.oid);
        Ok(inner)
    }

    /// What a binder hands on to the one around it.
    pub(crate) fn leave(self) -> Left {
        Left {
            next_column: self.next_column,
            next_id: self.next_id,
            tables: self.tables,
            wanted: self.wanted,
        }
    }

    /// Goes on after a binder inside.
    pub(crate) fn resume(&mut self, left: Left) {
        self.next_column = left.next_column;
        self.next_id = left.next_id;
        self.tables.extend(left.tables);
        self.wanted.extend(left.wanted);
    }

    /// Gives an item of a relation the names that the text knows.
    pub(crate) fn look_through_lens(&self, oid: Oid, item: &mut Item) {
        let Some(seen) = self.lens.and_then(|lens| lens.relation(oid)) else { return };
        item.relation = Some((seen.namespace, oid));
        for (place, column) in item.columns.iter_mut().enumerate() {
            match seen.columns.get(place) {
                Some(name) => column.name.clone_from(name),
                None => column.hidden = true,
            }
        }
        if matches!(self.names.catalog.relation_by_oid(oid), Some(Relation::Sequence(_))) {
            item.columns.iter_mut().for_each(|column| column.hidden = false);
        }
    }
}

/// What is left of a binder.
pub(crate) struct Left {
    next_column: u32,
    next_id: u32,
    tables: std::collections::BTreeSet<Oid>,
    wanted: std::collections::BTreeSet<(Oid, Oid)>,
}
