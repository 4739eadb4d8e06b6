//! Which views can be written through, and what does a write to one become? (PostgreSQL,
//! src/backend/rewrite/rewriteHandler.c)
//!
//! A view over one table or view, each of whose columns is a column below or computed of it, gives a
//! write to the table. What the statement names is the view's column; its value is that of the view's
//! select list over the table's row, and the view's WHERE decides which rows there are.

use super::expand::{query_of, view_statement};
use super::modify::alias_of;
use super::relation::Found;
use super::scope::{ExprKind, Item, ItemColumn, Scope};
use super::{Binder, Names, written_view};
use crate::Expr;
use crate::catalog::{CheckOption, Relation, Table, View};
use crate::rel::Column;
use crate::written::{Body, Made, Written, WrittenFrom};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{Node, RangeVar, SelectStmt};
use std::sync::Arc;
use types::Oid;

/// What a statement writes to.
pub(crate) struct Goal {
    /// The table the rows go to.
    pub table: Arc<Table>,
    /// The views between, the one that is named first.
    views: Vec<Through>,
    /// The columns a statement may name, and their places in the table; none for one that cannot be
    /// written.
    columns: Vec<(String, Option<usize>)>,
}

/// A view on the way, and the relation it is over.
struct Through {
    view: Arc<View>,
    base: Oid,
}

/// The words of a command in the errors about views.
#[derive(Clone, Copy)]
pub(crate) enum Verb {
    Insert,
    Update,
    Delete,
}

impl Goal {
    /// A table itself.
    pub(crate) fn table(table: Arc<Table>) -> Goal {
        let columns = table.live_columns().map(|(place, own)| (own.name.clone(), Some(place)));
        let columns = columns.collect();
        Goal { table, views: Vec::new(), columns }
    }

    /// Whether a view is named.
    pub(crate) fn is_view(&self) -> bool {
        !self.views.is_empty()
    }

    /// What the statement names.
    pub(crate) fn name(&self) -> &str {
        self.views.first().map_or(&self.table.name, |through| &through.view.name)
    }

    /// The places of all columns, in order, and the first that cannot be written.
    pub(crate) fn places(&self) -> (Vec<usize>, Option<&str>) {
        let places = self.columns.iter().map_while(|(_, place)| *place).collect::<Vec<_>>();
        let refused = self.columns.get(places.len()).map(|(name, _)| name.as_str());
        (places, refused)
    }

    /// The place of a column.
    ///
    /// # Errors
    /// 42703 when there is none; 0A000 for one that cannot be written.
    pub(crate) fn place(&self, name: &str, verb: Verb) -> SqlResult<usize> {
        match self.columns.iter().find(|(own, _)| own == name) {
            None => Err(super::table::missing_column(name, self.name())),
            Some((_, Some(place))) => Ok(*place),
            Some((_, None)) => Err(self.refused(name, verb)),
        }
    }

    /// 0A000 for a column that cannot be written.
    pub(crate) fn refused(&self, name: &str, verb: Verb) -> SqlError {
        let words = match verb {
            Verb::Insert => "insert into",
            _ => "update",
        };
        let message = format!("cannot {words} column \"{name}\" of view \"{}\"", self.name());
        let detail = "View columns that are not columns of their base relation are not updatable.";
        SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_detail(detail)
    }

    /// The default that a view gives the column of this place.
    pub(crate) fn default(&self, place: usize) -> Option<&str> {
        let first = self.views.first()?;
        let columns = self.columns.iter().zip(&first.view.columns);
        let mut own = columns.filter(|((_, at), _)| *at == Some(place));
        own.find_map(|(_, column)| column.default.as_deref())
    }
}

/// Why a view cannot be written through; none when it can.
fn obstacle(written: &Written) -> Option<&'static str> {
    let Body::Select(select) = &written.body else {
        return Some(match &written.body {
            Body::Set { .. } => {
                "Views containing UNION, INTERSECT, or EXCEPT are not automatically updatable."
            }
            _ => NOT_ONE,
        });
    };
    let made = |test: fn(&Made) -> bool| select.made.iter().any(|(_, made)| test(made));
    let tests = [
        (
            select.distinct || !select.distinct_on.is_empty(),
            "Views containing DISTINCT are not automatically updatable.",
        ),
        (
            !select.groups.is_empty() || !select.sets.is_empty(),
            "Views containing GROUP BY are not automatically updatable.",
        ),
        (select.having.is_some(), "Views containing HAVING are not automatically updatable."),
        (!written.ctes.is_empty(), "Views containing WITH are not automatically updatable."),
        (
            written.limit.is_some() || written.offset.is_some(),
            "Views containing LIMIT or OFFSET are not automatically updatable.",
        ),
        (
            made(|made| matches!(made, Made::Aggregate(_))),
            "Views that return aggregate functions are not automatically updatable.",
        ),
        (
            made(|made| matches!(made, Made::Window(..))),
            "Views that return window functions are not automatically updatable.",
        ),
        (
            made(|made| matches!(made, Made::Set(_))),
            "Views that return set-returning functions are not automatically updatable.",
        ),
        (!matches!(select.from[..], [WrittenFrom::Relation { .. }]), NOT_ONE),
    ];
    tests.iter().find(|(holds, _)| *holds).map(|(_, why)| *why)
}

const NOT_ONE: &str =
    "Views that do not select from a single table or view are not automatically updatable.";
const NO_COLUMNS: &str = "Views that have no updatable columns are not automatically updatable.";

/// The relation a view that can be written through is over, or why it cannot.
fn base_of(names: &Names<'_>, view: &View, verb: Verb) -> SqlResult<Result<Oid, &'static str>> {
    let written = written_view(names, view)?;
    if let Some(why) = obstacle(&written) {
        return Ok(Err(why));
    }
    let Body::Select(select) = &written.body else { return Ok(Err(NOT_ONE)) };
    let [WrittenFrom::Relation { oid, .. }] = select.from[..] else { return Ok(Err(NOT_ONE)) };
    if !matches!(names.catalog.relation_by_oid(oid), Some(Relation::Table(_) | Relation::View(_))) {
        return Ok(Err(NOT_ONE));
    }
    let ids: Vec<_> = select.items.iter().flat_map(|item| &item.columns).map(|own| own.0).collect();
    let plain = |expr: &Expr| matches!(expr, Expr::Column(id, _) if ids.contains(id));
    let any = matches!(verb, Verb::Delete) || select.targets.iter().any(|(_, value)| plain(value));
    Ok(if any { Ok(oid) } else { Err(NO_COLUMNS) })
}

/// The columns of a view that can be written through, by place: for each whether it can be written.
/// None when the view, or one below it, cannot.
///
/// # Errors
/// Those of binding its text.
pub fn updatable_columns(names: &Names<'_>, view: &View) -> SqlResult<Option<Vec<bool>>> {
    let nothing = super::stored::nothing();
    let mut binder = Binder::new(names, &nothing, &[]);
    match binder.goal_of(view.oid, Verb::Update)? {
        Ok(goal) => Ok(Some(goal.columns.iter().map(|(_, place)| place.is_some()).collect())),
        Err(_) => Ok(None),
    }
}

impl Binder<'_> {
    /// 0A000 for WITH CHECK OPTION on a view that cannot be written through.
    pub(crate) fn check_updatable(&self, view: &View) -> SqlResult<()> {
        match base_of(self.names, view, Verb::Update)? {
            Ok(_) => Ok(()),
            Err(why) => {
                let message =
                    "WITH CHECK OPTION is supported only on automatically updatable views";
                Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_hint(why))
            }
        }
    }

    /// What INSERT, UPDATE or DELETE of a relation writes to.
    ///
    /// # Errors
    /// As [`Binder::table`]; 55000 for a view that cannot be written through.
    pub(crate) fn goal(&mut self, relation: &RangeVar, verb: Verb) -> SqlResult<Goal> {
        let Found::User(Relation::View(oid)) = self.relation(relation)? else {
            return Ok(Goal::table(self.table(relation)?));
        };
        self.goal_of(oid, verb)?
    }

    /// As [`Binder::goal`], of a view; the inner error says that it cannot be written through.
    fn goal_of(&mut self, view: Oid, verb: Verb) -> SqlResult<SqlResult<Goal>> {
        let mut views: Vec<Through> = Vec::new();
        let (mut oid, mut user) = (view, self.names.user);
        let table = loop {
            let view = self.view_by_oid(oid)?;
            self.wanted.insert((oid, user));
            if views.iter().any(|known| known.view.oid == oid) {
                let message =
                    format!("infinite recursion detected in rules for relation \"{}\"", view.name);
                return Err(SqlError::new(SqlState::INVALID_OBJECT_DEFINITION, message));
            }
            let base = match base_of(self.names, &view, verb)? {
                Ok(base) => base,
                Err(why) => return Ok(Err(not_updatable(&view, verb, why))),
            };
            if view.security_invoker != Some(true) {
                user = view.owner;
            }
            views.push(Through { view, base });
            if let Some(table) = self.names.catalog.tables.get(&base) {
                self.tables.insert(base);
                self.wanted.insert((base, user));
                break Arc::clone(table);
            }
            oid = base;
        };
        let mut goal = Goal { table, views, columns: Vec::new() };
        let row = self.row_of_table(&goal.table);
        let item = self.through_views(&goal, &row, &mut Vec::new())?;
        let place = |column: &ItemColumn| match column.expr {
            Expr::Column(id, _) => row.iter().position(|own| own.id == id),
            _ => None,
        };
        let columns = item.columns.iter().map(|column| (column.name.clone(), place(column)));
        goal.columns = columns.collect();
        Ok(Ok(goal))
    }

    /// A row of the goal's table as the statement sees it, under the name it gives it.
    pub(crate) fn goal_item(
        &mut self,
        goal: &Goal,
        row: &[Column],
        relation: &RangeVar,
    ) -> SqlResult<Item> {
        let Some(first) = goal.views.first() else {
            return Ok(Binder::target_item(&goal.table, row, relation));
        };
        let mut item = self.through_views(goal, row, &mut Vec::new())?;
        item.name = Some(alias_of(relation).to_string());
        item.relation = relation.alias.is_none().then_some((first.view.namespace, first.view.oid));
        Ok(item)
    }

    /// The conditions of the views, over a row of the table.
    pub(crate) fn goal_conditions(&mut self, goal: &Goal, row: &[Column]) -> SqlResult<Vec<Expr>> {
        let mut conditions = Vec::new();
        self.through_views(goal, row, &mut conditions)?;
        Ok(conditions.into_iter().map(|(_, condition)| condition).collect())
    }

    /// What WITH CHECK OPTION holds a new row to: (view, condition), the innermost view first.
    pub(crate) fn goal_checks(
        &mut self,
        goal: &Goal,
        row: &[Column],
    ) -> SqlResult<Vec<(String, Expr)>> {
        let mut conditions = Vec::new();
        self.through_views(goal, row, &mut conditions)?;
        let mut cascaded = false;
        let mut held = Vec::new();
        for Through { view, .. } in &goal.views {
            if view.check.is_some() || cascaded {
                held.push(view.oid);
            }
            cascaded |= view.check == Some(CheckOption::Cascaded);
        }
        let mut out = Vec::new();
        for (view, condition) in conditions.into_iter().filter(|(view, _)| held.contains(&view.oid))
        {
            if condition.has_subquery() {
                return Err(SqlError::unsupported("WITH CHECK OPTION over a subquery"));
            }
            let arg = Box::new(condition);
            let holds = Expr::IsBool { arg, value: Some(true), negated: false };
            out.push((view.name.clone(), holds));
        }
        Ok(out)
    }

    /// A row of the table as the outermost view has it, and the views' conditions on the way, the
    /// innermost first.
    fn through_views(
        &mut self,
        goal: &Goal,
        row: &[Column],
        conditions: &mut Vec<(Arc<View>, Expr)>,
    ) -> SqlResult<Item> {
        let mut item = super::stored::table_item(&goal.table, row, &goal.table.name);
        item.tableoid = Some(goal.table.oid);
        for Through { view, base } in goal.views.iter().rev() {
            let statement = view_statement(view)?;
            let query = query_of(view, &statement)?;
            let env = self.fixed();
            let names = self.names_within(view, &env);
            let mut inner = self.within(view, &names, &statement)?;
            let through = inner.through_view(view, *base, query, item);
            let left = inner.leave();
            self.resume(left);
            let (next, condition) = through?;
            item = next;
            conditions.extend(condition.map(|condition| (Arc::clone(view), condition)));
        }
        Ok(item)
    }

    fn through_view(
        &mut self,
        view: &View,
        base: Oid,
        query: &SelectStmt,
        mut item: Item,
    ) -> SqlResult<(Item, Option<Expr>)> {
        let tableoid = item.tableoid;
        self.look_through_lens(base, &mut item);
        let relation = match query.fromClause.first() {
            Some(Some(Node::RangeVar(relation))) => relation,
            _ => return Err(SqlError::internal("a view that is not simple")),
        };
        item.name = Some(alias_of(relation).to_string());
        if relation.alias.is_some() {
            item.relation = None;
        }
        let mut scope = Scope::new(None);
        self.push_aliased(item, relation.alias.as_deref(), &mut scope)?;
        let targets = self.targets(&query.targetList, &scope, ExprKind::SelectTarget)?;
        let condition = self.condition(query.whereClause.as_ref(), &scope, ExprKind::Where)?;
        let mut columns = Vec::with_capacity(targets.len());
        for ((target, column), number) in targets.into_iter().zip(&view.columns).zip(1..) {
            let value = self.known(target.value)?;
            columns.push(ItemColumn {
                name: column.name.clone(),
                origin: Some((view.oid, number)),
                row: value.row.clone(),
                hidden: false,
                expr: value.expr,
            });
        }
        let mut item = Item::new(view.name.clone(), columns);
        item.tableoid = tableoid;
        Ok((item, condition))
    }

    /// The default of a column of the goal: that of the view it is named by, else the table's.
    pub(crate) fn goal_default(&mut self, goal: &Goal, place: usize) -> SqlResult<Expr> {
        match goal.default(place) {
            Some(text) => {
                let value = self.stored(&Table::default(), &[], text)?;
                let column = &goal.table.columns[place];
                self.assign(value, column.ty(), &column.name)
            }
            None => self.column_default(&goal.table, place),
        }
    }

    /// As [`Binder::goal_default`] in SET, where a view without a default of its own gives NULL.
    pub(crate) fn default_set(&mut self, goal: &Goal, place: usize) -> SqlResult<Expr> {
        match goal.is_view() && goal.default(place).is_none() {
            true => Ok(super::modify::null(&goal.table.columns[place])),
            false => self.goal_default(goal, place),
        }
    }

    /// Rows that pass all conditions.
    pub(crate) fn all_of(mut conditions: Vec<Expr>) -> Option<Expr> {
        match conditions.len() {
            0 => None,
            1 => conditions.pop(),
            _ => Some(Expr::And(conditions)),
        }
    }
}

fn not_updatable(view: &View, verb: Verb, why: &str) -> SqlError {
    let name = &view.name;
    let (message, hint) = match verb {
        Verb::Insert => (
            format!("cannot insert into view \"{name}\""),
            "To enable inserting into the view, provide an INSTEAD OF INSERT trigger or an unconditional ON INSERT DO INSTEAD rule.",
        ),
        Verb::Update => (
            format!("cannot update view \"{name}\""),
            "To enable updating the view, provide an INSTEAD OF UPDATE trigger or an unconditional ON UPDATE DO INSTEAD rule.",
        ),
        Verb::Delete => (
            format!("cannot delete from view \"{name}\""),
            "To enable deleting from the view, provide an INSTEAD OF DELETE trigger or an unconditional ON DELETE DO INSTEAD rule.",
        ),
    };
    SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
        .with_detail(why)
        .with_hint(hint)
}
