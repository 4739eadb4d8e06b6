//! What stands behind a column, or within an expression, of a query that is written as SQL?

use super::expr::{Parent, Writer, operator_of};
use super::quote::quote_ident;
use crate::expr::{Call, Expr, Subquery, SubqueryKind};
use crate::rel::{Aggregate, ColumnId, Frame, FrameEnd, FrameUnit, SortKey};
use crate::written::Made;
use base::{SqlError, SqlResult};
use types::facts::{self};

impl Writer<'_> {
    /// A column as an expression names it.
    pub(super) fn column_text(&self, id: ColumnId) -> Option<String> {
        let prefix = self.levels.last().is_some_and(|level| level.prefix);
        let (item, name) = self.levels.iter().rev().find_map(|level| level.columns.get(&id))?;
        Some(match prefix {
            true => format!("{}.{}", quote_ident(item), quote_ident(name)),
            false => quote_ident(name),
        })
    }

    pub(super) fn bare_name(&self, id: ColumnId) -> Option<String> {
        let mut levels = self.levels.iter().rev();
        levels.find_map(|level| level.columns.get(&id)).map(|(_, name)| name.clone())
    }

    /// What a column stands for, when it is a call.
    pub(super) fn made(&self, id: ColumnId) -> Option<Made> {
        let mut all = self.levels.iter().rev().flat_map(|level| &level.made);
        all.find(|(own, _)| *own == id).map(|(_, made)| made.clone())
    }

    /// Writes the call a column stands for; false when it is none.
    pub(super) fn made_column(&mut self, id: ColumnId) -> SqlResult<bool> {
        match self.made(id) {
            None => return Ok(false),
            Some(Made::Aggregate(aggregate)) => self.aggregate(&aggregate)?,
            Some(Made::Set(call)) => self.expr(&Expr::Call(call))?,
            Some(Made::Grouping(args)) => self.named("GROUPING(", &args, ")")?,
            Some(Made::Window(call, partition, order)) => {
                let aggregate = Aggregate {
                    function: call.function,
                    args: call.args,
                    distinct: false,
                    order: Vec::new(),
                    filter: call.filter,
                    ty: call.ty,
                };
                self.aggregate(&aggregate)?;
                self.put(" OVER (");
                self.window(&partition, &order, &call.frame)?;
                self.put(")");
            }
        }
        Ok(true)
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> SqlResult<()> {
        let Some(fact) = facts::function(aggregate.function) else {
            return Err(SqlError::internal("an aggregate that is not there"));
        };
        self.put(&quote_ident(fact.name));
        self.put(if aggregate.distinct { "(DISTINCT " } else { "(" });
        if aggregate.args.is_empty() && fact.kind == 'a' {
            self.put("*");
        }
        self.list(&aggregate.args)?;
        if !aggregate.order.is_empty() {
            self.put(" ORDER BY ");
            self.order(&aggregate.order)?;
        }
        self.put(")");
        if let Some(filter) = &aggregate.filter {
            self.put(" FILTER (WHERE ");
            self.expr(filter)?;
            self.put(")");
        }
        Ok(())
    }

    fn window(&mut self, partition: &[Expr], order: &[SortKey], frame: &Frame) -> SqlResult<()> {
        let mut space = "";
        if !partition.is_empty() {
            self.put("PARTITION BY ");
            self.keys(partition)?;
            space = " ";
        }
        if !order.is_empty() {
            self.put(space);
            self.put("ORDER BY ");
            self.order(order)?;
            space = " ";
        }
        let plain = frame.unit == FrameUnit::Range
            && matches!(frame.start, FrameEnd::UnboundedPreceding)
            && matches!(frame.end, FrameEnd::CurrentRow);
        if plain {
            return Ok(());
        }
        self.put(space);
        self.put(match frame.unit {
            FrameUnit::Rows => "ROWS BETWEEN ",
            FrameUnit::Range => "RANGE BETWEEN ",
            FrameUnit::Groups => "GROUPS BETWEEN ",
        });
        self.frame_end(&frame.start)?;
        self.put(" AND ");
        self.frame_end(&frame.end)
    }

    fn frame_end(&mut self, end: &FrameEnd) -> SqlResult<()> {
        match end {
            FrameEnd::UnboundedPreceding => self.put("UNBOUNDED PRECEDING"),
            FrameEnd::CurrentRow => self.put("CURRENT ROW"),
            FrameEnd::UnboundedFollowing => self.put("UNBOUNDED FOLLOWING"),
            FrameEnd::Preceding(offset) => {
                self.count(offset)?;
                self.put(" PRECEDING");
            }
            FrameEnd::Following(offset) => {
                self.count(offset)?;
                self.put(" FOLLOWING");
            }
        }
        Ok(())
    }

    /// A whole row of an item, as `t.*`; false when these are no such row.
    pub(super) fn whole_row(&mut self, values: &[Expr]) -> bool {
        let id = |value: &Expr| match value {
            Expr::Column(id, _) => Some(*id),
            _ => None,
        };
        let Some(ids) = values.iter().map(id).collect::<Option<Vec<ColumnId>>>() else {
            return false;
        };
        let mut items = self.levels.iter().rev().flat_map(|level| &level.items);
        let found = items.find(|(name, own)| !name.is_empty() && !own.is_empty() && *own == ids);
        let Some(name) = found.map(|(name, _)| quote_ident(name)) else { return false };
        self.put(&format!("{name}.*"));
        true
    }

    /// A subquery in an expression (`get_sublink_expr`).
    pub(super) fn subquery(&mut self, subquery: &Subquery) -> SqlResult<()> {
        let Some(written) = &subquery.written else {
            return Err(SqlError::unsupported("the text of a subquery"));
        };
        let closed = match &subquery.kind {
            SubqueryKind::Array(_) => {
                self.put("ARRAY(");
                false
            }
            SubqueryKind::Scalar(_) => {
                self.put("(");
                false
            }
            SubqueryKind::Exists => {
                self.put("(EXISTS (");
                true
            }
            SubqueryKind::Any(test) => {
                self.compared(test, "ANY")?;
                true
            }
            SubqueryKind::All(test) => {
                self.compared(test, "ALL")?;
                true
            }
        };
        self.inner(written)?;
        self.put(if closed { "))" } else { ")" });
        Ok(())
    }

    fn compared(&mut self, test: &Expr, word: &str) -> SqlResult<()> {
        fn calls(test: &Expr) -> Vec<&Call> {
            match test {
                Expr::Call(call) => vec![call],
                Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(calls).collect(),
                Expr::Relabel(inner, _) => calls(inner),
                _ => Vec::new(),
            }
        }
        let calls = calls(test);
        let operator = calls.first().and_then(|call| operator_of(call.function, 2));
        let Some(operator) = operator else {
            return Err(SqlError::unsupported("the text of this comparison with a subquery"));
        };
        self.put("(");
        match calls.as_slice() {
            [call] => self.arg(&call.args[0], Parent::Other)?,
            several => {
                let left: Vec<Expr> = several.iter().map(|call| call.args[0].clone()).collect();
                self.named("(", &left, ")")?;
            }
        }
        match (operator.name, word) {
            ("=", "ANY") => self.put(" IN ("),
            (name, word) => self.put(&format!(" {name} {word} (")),
        }
        Ok(())
    }
}
