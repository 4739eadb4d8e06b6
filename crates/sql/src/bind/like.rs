//! CREATE TABLE (LIKE other): columns copied, and what INCLUDING asks for besides.
//! (PostgreSQL, src/backend/parser/parse_utilcmd.c)

use super::draft::Draft;
use super::table::Making;
use super::{Binder, Stored};
use crate::catalog::{Check, Identity, Index, Relation, Sequence, Table};
use crate::names;
use base::{SqlError, SqlResult};
use rupg_sql::nodes::{TableLikeClause, TableLikeOption};

/// What is copied besides columns and NOT NULL.
struct Including(u32);

impl Including {
    fn has(&self, option: TableLikeOption) -> bool {
        u32::try_from(option.0).is_ok_and(|bits| self.0 & bits != 0)
    }
}

impl Binder<'_> {
    pub(crate) fn copy_table(
        &mut self,
        draft: &mut Draft,
        making: &mut Making<'_>,
        like: &TableLikeClause,
    ) -> SqlResult<()> {
        let relation = super::expr::given(like.relation.as_ref())?;
        let source = match self.find_drafted(draft, relation) {
            Some(Relation::Table(oid)) => draft.table(oid)?,
            _ => {
                let error = match self.table_to_change(relation) {
                    Err(error) => error,
                    Ok(_) => SqlError::internal("a table that is none"),
                };
                return Err(self.at(error, relation.location));
            }
        };
        let including = Including(like.options);
        let first = making.table.columns.len();
        // Where each column of the source has come to stand.
        let mut places: Vec<Option<usize>> = vec![None; source.columns.len()];
        for (place, column) in source.live_columns() {
            places[place] = Some(making.table.columns.len());
            let mut copy = column.clone();
            let generated =
                column.generated && including.has(TableLikeOption::CREATE_TABLE_LIKE_GENERATED);
            let default =
                !column.generated && including.has(TableLikeOption::CREATE_TABLE_LIKE_DEFAULTS);
            copy.missing = None;
            copy.identity = None;
            copy.generated = generated;
            if !generated && !default {
                copy.default = None;
            }
            if !including.has(TableLikeOption::CREATE_TABLE_LIKE_COMMENTS) {
                copy.comment = None;
            }
            making.table.columns.push(copy);
        }
        for (place, column) in source.live_columns() {
            let identity = column
                .identity
                .filter(|_| including.has(TableLikeOption::CREATE_TABLE_LIKE_IDENTITY));
            if let (Some(identity), Some(target)) = (identity, places[place]) {
                self.copy_identity(draft, making, target, identity)?;
            }
        }
        if including.has(TableLikeOption::CREATE_TABLE_LIKE_CONSTRAINTS) {
            self.copy_checks(draft, making, &source, &including)?;
        }
        if including.has(TableLikeOption::CREATE_TABLE_LIKE_INDEXES) {
            for index in &source.indexes {
                copy_index(draft, making, &source, index, &places, &including)?;
            }
        }
        debug_assert!(making.table.columns.len() >= first, "columns are only added");
        Ok(())
    }

    fn copy_identity(
        &self,
        draft: &mut Draft,
        making: &mut Making<'_>,
        place: usize,
        identity: Identity,
    ) -> SqlResult<()> {
        let original = draft.sequence(identity.sequence)?;
        let column = making.table.columns[place].name.clone();
        let taken = |name: &str| {
            draft.catalog.relation(making.table.namespace, name).is_some()
                || making.sequences.iter().any(|sequence| sequence.name == name)
        };
        let name = names::choose_name(&making.table.name, Some(&column), "seq", taken);
        let sequence = Sequence {
            oid: draft.fresh(),
            storage: draft.fresh(),
            namespace: making.table.namespace,
            owner: making.table.owner,
            owned_by: Some((making.table.oid, place)),
            comment: None,
            name,
            ..original
        };
        let identity = Identity { always: identity.always, sequence: sequence.oid };
        making.table.columns[place].identity = Some(identity);
        making.sequences.push(sequence);
        Ok(())
    }

    fn copy_checks(
        &self,
        draft: &mut Draft,
        making: &mut Making<'_>,
        source: &Table,
        including: &Including,
    ) -> SqlResult<()> {
        for check in &source.checks {
            // The names of columns are copied too, so the text means the same there.
            Stored::bind(self.names, source, &check.expression)?;
            let comments = including.has(TableLikeOption::CREATE_TABLE_LIKE_COMMENTS);
            let comment = check.comment.clone().filter(|_| comments);
            making.table.checks.push(Check { oid: draft.fresh(), comment, ..check.clone() });
        }
        Ok(())
    }
}

fn copy_index(
    draft: &mut Draft,
    making: &mut Making<'_>,
    source: &Table,
    index: &Index,
    places: &[Option<usize>],
    including: &Including,
) -> SqlResult<()> {
    if index.primary && making.table.primary().is_some() {
        return Err(super::constraint::second_primary(&making.table.name));
    }
    let mut copy = index.clone();
    let mut labels = Vec::new();
    for key in &mut copy.keys {
        if let Some(column) = key.column {
            labels.push(source.columns[column].name.clone());
            key.column = places[column];
        } else {
            labels.push("expr".to_string());
        }
    }
    copy.include = index.include.iter().filter_map(|column| places[*column]).collect();
    let (second, label) = match (index.primary, index.constraint) {
        (true, _) => (None, "pkey"),
        (false, Some(_)) => (Some(labels.join("_")), "key"),
        (false, None) => (Some(labels.join("_")), "idx"),
    };
    let taken = |name: &str| {
        draft.catalog.relation(making.table.namespace, name).is_some()
            || making.table.indexes.iter().any(|held| held.name == name)
    };
    copy.name = names::choose_name(&making.table.name, second.as_deref(), label, taken);
    copy.oid = draft.fresh();
    copy.storage = draft.fresh();
    copy.constraint = index.constraint.map(|_| draft.fresh());
    if !including.has(TableLikeOption::CREATE_TABLE_LIKE_COMMENTS) {
        copy.comment = None;
        copy.constraint_comment = None;
    }
    making.table.indexes.push(copy);
    Ok(())
}
