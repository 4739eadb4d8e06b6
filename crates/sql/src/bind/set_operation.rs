//! What do UNION, INTERSECT and EXCEPT mean? (transformSetOperationStmt of
//! src/backend/parser/analyze.c)

use super::coerce::shared_typmod;
use super::record::{set_written, whole, with_known};
use super::scope::{Item, ItemColumn, Scope};
use super::select::{Output, Selected};
use super::{Binder, Typed};
use crate::rel::SetOp;
use crate::{Column, Expr, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{SelectStmt, SetOperation};
use types::Type;

impl Binder<'_> {
    /// A tree of set operations with its ORDER BY and LIMIT.
    pub(crate) fn set_operation(
        &mut self,
        stmt: &SelectStmt,
        scope: &Scope<'_>,
    ) -> SqlResult<Selected> {
        if !stmt.lockingClause.is_empty() {
            let message = "FOR UPDATE is not allowed with UNION/INTERSECT/EXCEPT";
            return Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        let selected = self.set_tree(stmt, scope)?;
        let selected = self.resolved(selected)?;
        if stmt.sortClause.is_empty() && stmt.limitCount.is_none() && stmt.limitOffset.is_none() {
            return Ok(selected);
        }
        let columns = selected.columns();
        let mut outputs = Scope::new(Some(scope));
        let list = columns.iter().map(ItemColumn::of).collect();
        outputs.items.push(Item { columns: list, open: true, ..Item::default() });
        let width = columns.len();
        let places: Vec<i32> = selected.outputs.iter().map(|output| output.at).collect();
        let rel = (selected.rel, selected.written.map(whole));
        let sorted = self.sorted(stmt, &outputs, rel, columns, &places)?;
        self.only_columns(stmt, &sorted, width)?;
        Ok(sorted)
    }

    /// ORDER BY over a set operation may name its columns only.
    fn only_columns(&self, stmt: &SelectStmt, sorted: &Selected, _width: usize) -> SqlResult<()> {
        let mut rel = &sorted.rel;
        if let Rel::Limit { input, .. } = rel {
            rel = input;
        }
        let Rel::Sort { keys, .. } = rel else { return Ok(()) };
        let computed = keys.iter().position(|key| !matches!(key.expr, Expr::Column(..)));
        let Some(place) = computed else { return Ok(()) };
        let at = match stmt.sortClause.get(place) {
            Some(Some(rupg_sql::nodes::Node::SortBy(sort))) => {
                sort.node.as_ref().map_or(-1, super::location)
            }
            _ => -1,
        };
        let error = SqlError::new(
            SqlState::FEATURE_NOT_SUPPORTED,
            "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
        )
        .with_detail("Only result column names can be used, not expressions or functions.")
        .with_hint(
            "Add the expression/function to every SELECT, or move the UNION into a FROM clause.",
        );
        Err(self.at(error, at))
    }

    /// One side: a query of its own, or a set operation without ORDER BY and its kin.
    fn set_side(&mut self, stmt: &SelectStmt, scope: &Scope<'_>) -> SqlResult<Selected> {
        let leaf = stmt.op == SetOperation::SETOP_NONE
            || !stmt.sortClause.is_empty()
            || stmt.limitOffset.is_some()
            || stmt.limitCount.is_some()
            || !stmt.lockingClause.is_empty()
            || stmt.withClause.is_some();
        if !leaf {
            return self.set_tree(stmt, scope);
        }
        Ok(self.select_stmt(stmt, Scope::new(Some(scope)), false)?.0)
    }

    fn set_tree(&mut self, stmt: &SelectStmt, scope: &Scope<'_>) -> SqlResult<Selected> {
        self.depth += 2;
        self.check_depth()?;
        let side = |side: &Option<Box<SelectStmt>>| {
            side.as_deref()
                .cloned()
                .ok_or_else(|| SqlError::internal("a set operation of one side"))
        };
        let left = self.set_side(&side(&stmt.larg)?, scope)?;
        let right = self.set_side(&side(&stmt.rarg)?, scope)?;
        let op = match stmt.op {
            SetOperation::SETOP_UNION => SetOp::Union,
            SetOperation::SETOP_INTERSECT => SetOp::Intersect,
            _ => SetOp::Except,
        };
        let selected = self.combined(op, stmt.all, left, right);
        self.depth = self.depth.saturating_sub(2);
        selected
    }

    /// Two queries as one, columns brought to common types.
    pub(crate) fn combined(
        &mut self,
        op: SetOp,
        all: bool,
        left: Selected,
        right: Selected,
    ) -> SqlResult<Selected> {
        let word = match op {
            SetOp::Union => "UNION",
            SetOp::Intersect => "INTERSECT",
            SetOp::Except => "EXCEPT",
        };
        if left.outputs.len() != right.outputs.len() {
            let message = format!("each {word} query must have the same number of columns");
            let at = right.outputs.first().map_or(-1, |output| output.at);
            return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
        }
        let mut columns = Vec::with_capacity(left.outputs.len());
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for (l, r) in left.outputs.iter().zip(&right.outputs) {
            let sides = vec![value_of(l), value_of(r)];
            let ty = self.common_type(&sides, word)?;
            if !all || op != SetOp::Union {
                self.check_equality(ty, l.at)?;
            }
            let (mut both, _) = self.in_common(sides, ty, word)?;
            rights.extend(both.pop());
            lefts.extend(both.pop());
            let types = [lefts.last(), rights.last()];
            let ty = shared_typmod(ty, types.into_iter().flatten().map(Expr::ty));
            columns.push(self.column(&l.column.name, ty));
        }
        let places: Vec<i32> = left.outputs.iter().map(|output| output.at).collect();
        let ids: Vec<_> = columns.iter().map(|column| column.id).collect();
        let sides = [
            with_known(left.written.clone(), &left.outputs, &lefts),
            with_known(right.written.clone(), &right.outputs, &rights),
        ];
        let written = set_written(op, all, &sides[0], &sides[1], &ids);
        let left = Box::new(self.cast_columns(left, lefts));
        let right = Box::new(self.cast_columns(right, rights));
        let outputs = columns
            .iter()
            .zip(places)
            .map(|(column, at)| Output { column: column.clone(), row: None, at, unknown: None })
            .collect();
        Ok(Selected { rel: Rel::SetOp { op, all, left, right, columns }, outputs, written })
    }

    /// The query with these expressions of its columns in their place.
    pub(crate) fn cast_columns(&mut self, selected: Selected, exprs: Vec<Expr>) -> Rel {
        let own = |(output, expr): (&Output, &Expr)| matches!(expr, Expr::Column(id, _) if *id == output.column.id);
        if selected.outputs.iter().zip(&exprs).all(own) {
            return selected.rel;
        }
        let outputs = selected
            .outputs
            .iter()
            .zip(exprs)
            .map(|(output, expr)| {
                let origin = output.column.origin;
                let column = Column { origin, ..self.column(&output.column.name, expr.ty()) };
                (column, expr)
            })
            .collect();
        Rel::Project { input: Box::new(selected.rel), outputs }
    }

    /// The query with columns that have no type yet as text.
    pub(crate) fn resolved(&mut self, selected: Selected) -> SqlResult<Selected> {
        if selected.outputs.iter().all(|output| output.unknown.is_none()) {
            return Ok(selected);
        }
        let mut exprs = Vec::with_capacity(selected.outputs.len());
        for output in &selected.outputs {
            let value = value_of(output);
            exprs.push(self.known(value)?.expr);
        }
        let outputs = selected.outputs.clone();
        let written = with_known(selected.written.clone(), &outputs, &exprs);
        let rel = self.cast_columns(selected, exprs);
        let Rel::Project { outputs: made, .. } = &rel else {
            return Err(SqlError::internal("columns of no type were not cast"));
        };
        let outputs = outputs
            .into_iter()
            .zip(made)
            .map(|(output, (column, _))| Output { column: column.clone(), unknown: None, ..output })
            .collect();
        Ok(Selected { rel, outputs, written })
    }
}

/// A query's column as an expression over it: itself, or the literal it is.
pub(crate) fn value_of(output: &Output) -> Typed {
    match &output.unknown {
        Some(value) => value.clone(),
        None => {
            let ty: Type = output.column.ty;
            let expr = Expr::Column(output.column.id, ty);
            Typed { expr, at: output.at, row: output.row.clone() }
        }
    }
}
