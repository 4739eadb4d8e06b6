//! What does the binder note of a query beside its tree? How it was written, and what it names: for
//! the definition of a view.

use super::Binder;
use super::scope::{Item, Scope};
use super::select::{Output, Selected};
use super::targets::Target;
use super::window::Windowed;
use crate::catalog::{Lens, Seen};
use crate::rel::SetOp;
use crate::written::{Body, Made, Written, WrittenCte, WrittenFrom, WrittenItem, WrittenSelect};
use crate::{Call, Column, ColumnId, Expr, Rel};
use base::{SqlError, SqlResult};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use types::Oid;

/// What is noted.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// The columns that relations of users brought: id, relation, place.
    sources: Vec<(ColumnId, Oid, usize)>,
    /// Constants of alias types: type, text, OID.
    pub objects: RefCell<Vec<(Oid, String, Oid)>>,
    /// FROM entries whose list or join is still being read.
    from: Vec<WrittenFrom>,
    /// Queries of WITH whose query is still being read.
    pub ctes: Vec<WrittenCte>,
    /// The query of the one that has just been read.
    pub cte: Option<Arc<Written>>,
}

/// The clauses of a SELECT that are bound, before grouping changes them.
pub(crate) struct Clauses<'c> {
    pub distinct: bool,
    pub distinct_on: Vec<usize>,
    pub targets: &'c [Target],
    pub filter: Option<Expr>,
    pub keys: &'c [Expr],
    pub sets: &'c [Vec<usize>],
    pub having: &'c Option<Expr>,
    pub calls: &'c [(Column, Call)],
    pub windows: &'c [Windowed],
}

impl Binder<'_> {
    /// The last item of the scope came from this relation.
    pub(crate) fn note_relation(&mut self, oid: Oid, scope: &Scope<'_>, user: bool) {
        let Some(record) = &mut self.record else { return };
        let Some((place, item)) = scope.items.iter().enumerate().next_back() else { return };
        record.from.push(WrittenFrom::Relation { item: place, oid });
        if user {
            record.note(oid, item);
        }
    }

    pub(crate) fn note_from(&mut self, from: impl FnOnce() -> WrittenFrom) {
        if let Some(record) = &mut self.record {
            record.from.push(from());
        }
    }

    /// Where the entries of a FROM list that begins now will be.
    pub(crate) fn from_mark(&self) -> usize {
        self.record.as_ref().map_or(0, |record| record.from.len())
    }

    /// The entries since a mark.
    pub(crate) fn from_since(&mut self, mark: usize) -> Vec<WrittenFrom> {
        self.record.as_mut().map_or_else(Vec::new, |record| record.from.split_off(mark))
    }

    /// The query of WITH that is being read was written so.
    pub(crate) fn note_cte(&mut self, written: Option<Arc<Written>>) {
        if let Some(record) = &mut self.record {
            record.cte = written;
        }
    }

    /// Puts the queries of WITH noted since to the query they stand before.
    pub(crate) fn note_with(&mut self, selected: &mut Selected, since: usize, recursive: bool) {
        let Some(record) = &mut self.record else { return };
        let ctes = record.ctes.split_off(since);
        if let Some(written) = &mut selected.written {
            let written = Arc::make_mut(written);
            (written.ctes, written.recursive) = (ctes, recursive);
        }
    }

    /// How a SELECT was written, when that is noted.
    pub(crate) fn written_select(
        &mut self,
        clauses: Clauses<'_>,
        scope: &Scope<'_>,
        from: Vec<WrittenFrom>,
    ) -> Option<Body> {
        self.record.as_ref()?;
        let groups = scope.groups.borrow();
        let mut made: Vec<(ColumnId, Made)> = Vec::new();
        let aggregates = groups.aggregates.iter();
        made.extend(aggregates.map(|(column, own)| (column.id, Made::Aggregate(own.clone()))));
        let groupings = groups.groupings.iter();
        made.extend(groupings.map(|(id, args)| {
            (*id, Made::Grouping(args.iter().map(|arg| arg.expr.clone()).collect()))
        }));
        made.extend(clauses.calls.iter().map(|(column, own)| (column.id, Made::Set(own.clone()))));
        made.extend(clauses.windows.iter().map(|own| {
            let window = own.window.clone();
            let call = Made::Window(own.call.clone(), window.partition, window.order);
            (own.column.id, call)
        }));
        let targets = clauses.targets;
        let value = |place: &usize| targets[*place].value.expr.clone();
        let shown = targets.iter().filter(|target| !target.junk);
        Some(Body::Select(Box::new(WrittenSelect {
            distinct: clauses.distinct,
            distinct_on: clauses.distinct_on.iter().map(value).collect(),
            targets: shown.map(|own| (own.name.clone(), own.value.expr.clone())).collect(),
            items: scope.items.iter().map(written_item).collect(),
            from,
            filter: clauses.filter,
            groups: clauses.keys.to_vec(),
            sets: clauses.sets.to_vec(),
            having: clauses.having.clone(),
            made,
        })))
    }

    /// The lens for a text whose query is `rel`, and through which it means the same.
    pub(crate) fn lens_of(&self, rel: &mut Rel) -> SqlResult<Lens> {
        let Some(record) = &self.record else { return Ok(Lens::default()) };
        let mut used: BTreeMap<Oid, Vec<usize>> = BTreeMap::new();
        for (_, oid, _) in &record.sources {
            used.entry(*oid).or_default();
        }
        let sources: BTreeMap<ColumnId, (Oid, usize)> =
            record.sources.iter().map(|(id, oid, place)| (*id, (*oid, *place))).collect();
        super::walk::each_expr_mut(rel, &mut |expr| {
            super::walk::walk(expr, &mut |part, _| {
                if let Expr::Column(id, _) = part
                    && let Some((oid, place)) = sources.get(id)
                {
                    used.entry(*oid).or_default().push(*place);
                }
                true
            });
        });
        let relations = used.into_iter().map(|(oid, mut places)| {
            places.sort_unstable();
            places.dedup();
            self.seen(oid, places)
        });
        Ok(Lens {
            search_path: self.names.search_path.to_vec(),
            relations: relations.collect::<SqlResult<_>>()?,
            objects: record.objects.borrow().clone(),
        })
    }

    fn seen(&self, oid: Oid, used: Vec<usize>) -> SqlResult<Seen> {
        let catalog = self.names.catalog;
        let table = catalog.tables.get(&oid).map(|t| (t.namespace, &t.name, &t.columns));
        let view = || catalog.views.get(&oid).map(|v| (v.namespace, &v.name, &v.columns));
        let found = table.or_else(view);
        let columns = found.map_or(&[][..], |(_, _, columns)| columns.as_slice());
        let columns = columns.iter().map(|column| column.name.clone()).collect();
        let sequence = || catalog.sequences.get(&oid).map(|own| (own.namespace, &own.name));
        let named = found.map(|(namespace, name, _)| (namespace, name)).or_else(sequence);
        let missing = || SqlError::internal(format!("no relation {oid}"));
        let (namespace, name) = named.ok_or_else(missing)?;
        let schema = self.schema_name(namespace);
        Ok(Seen { oid, namespace, schema, name: name.clone(), columns, used })
    }
}

impl Record {
    fn note(&mut self, oid: Oid, item: &Item) {
        for (place, column) in item.columns.iter().enumerate() {
            if let Expr::Column(id, _) = column.expr {
                self.sources.push((id, oid, place));
            }
        }
        if item.columns.is_empty() {
            self.sources.push((ColumnId(u32::MAX), oid, usize::MAX));
        }
    }
}

/// A query with nothing around its body.
pub(crate) fn bare(body: Body) -> Written {
    Written {
        ctes: Vec::new(),
        recursive: false,
        body,
        order: Vec::new(),
        limit: None,
        offset: None,
        with_ties: false,
    }
}

/// A query to put ORDER BY and LIMIT to.
pub(crate) fn whole(written: Arc<Written>) -> Written {
    (*written).clone()
}

/// A set operation of two queries.
pub(crate) fn set_written(
    op: SetOp,
    all: bool,
    left: &Option<Arc<Written>>,
    right: &Option<Arc<Written>>,
    columns: &[ColumnId],
) -> Option<Arc<Written>> {
    let (left, right) = (left.clone()?, right.clone()?);
    Some(Arc::new(bare(Body::Set { op, all, left, right, columns: columns.to_vec() })))
}

/// The query with these in place of its literals that had no type.
pub(crate) fn with_known(
    written: Option<Arc<Written>>,
    outputs: &[Output],
    exprs: &[Expr],
) -> Option<Arc<Written>> {
    let mut written = written?;
    let unknown = outputs.iter().zip(exprs).enumerate();
    let known: Vec<(usize, &Expr)> = unknown
        .filter(|(_, (output, _))| output.unknown.is_some())
        .map(|(place, (_, expr))| (place, expr))
        .collect();
    if !known.is_empty()
        && let Body::Select(select) = &mut Arc::make_mut(&mut written).body
    {
        for (place, expr) in known {
            if let Some((_, value)) = select.targets.get_mut(place) {
                *value = expr.clone();
            }
        }
    }
    Some(written)
}

fn written_item(item: &Item) -> WrittenItem {
    let visible = item.columns.iter().enumerate().filter(|(_, column)| !column.hidden);
    let columns = visible.filter_map(|(place, column)| match column.expr {
        Expr::Column(id, _) => Some((id, place, column.name.clone())),
        _ => None,
    });
    WrittenItem {
        name: item.name.clone(),
        named: item.named,
        relation: item.source,
        aliased: item.aliased,
        renamed: item.renamed,
        columns: columns.collect(),
    }
}
