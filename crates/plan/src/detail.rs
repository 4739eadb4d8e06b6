//! What more does EXPLAIN say of an operator: by which conditions, keys and groups it works?

use crate::access::served;
use crate::columns::{conjunction, conjuncts};
use crate::physical::{Plan, Planned};
use sql::deparse::{Deparse, quote_ident};
use sql::rel::{Aggregate, Column, ColumnId, Scan, SortKey};
use sql::{Call, Expr};
use std::collections::HashMap;
use types::{Formats, facts};

/// How columns are called in the text of a plan.
pub(crate) struct Names {
    columns: HashMap<ColumnId, String>,
    /// Several relations: columns are written with theirs.
    qualified: bool,
    formats: Formats,
}

impl Names {
    pub(crate) fn of(planned: &Planned) -> Names {
        let plans = || planned.subplans.iter().map(|subplan| &subplan.plan).chain([&planned.root]);
        let qualified = plans().map(relations).sum::<usize>() > 1;
        let columns = HashMap::new();
        let mut names = Names { columns, qualified, formats: Formats::default() };
        plans().for_each(|plan| names.collect(plan));
        names
    }

    fn collect(&mut self, plan: &Plan) {
        plan.inputs().into_iter().for_each(|input| self.collect(input));
        match plan {
            Plan::Scan { scan, .. } | Plan::Lookup { scan, .. } => self.table(scan),
            Plan::Values { columns, .. }
            | Plan::System { columns, .. }
            | Plan::Function { columns, .. }
            | Plan::CteRef { columns, .. }
            | Plan::Append { columns, .. }
            | Plan::SetOp { columns, .. } => {
                columns.iter().for_each(|column| self.call(column, quote_ident(&column.name)));
            }
            Plan::Project { outputs, .. } => self.computed(outputs),
            Plan::Aggregate { groups, aggregates, .. } => {
                self.computed(groups);
                for (column, call) in aggregates {
                    let text = self.aggregate(call);
                    self.call(column, text);
                }
            }
            Plan::ProjectSet { calls, .. } => {
                for (column, call) in calls {
                    let text = self.text(&Expr::Call(Call::clone(call)));
                    self.call(column, text);
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, column: &Column, text: String) {
        self.columns.insert(column.id, text);
    }

    fn table(&mut self, scan: &Scan) {
        for column in &scan.columns {
            let name = quote_ident(&column.name);
            let name =
                if self.qualified { format!("{}.{name}", quote_ident(&scan.alias)) } else { name };
            self.call(column, name);
        }
    }

    fn computed(&mut self, outputs: &[(Column, Expr)]) {
        for (column, expr) in outputs {
            let text = self.text(expr);
            self.call(column, text);
        }
    }

    fn aggregate(&self, call: &Aggregate) -> String {
        let name = facts::function(call.function).map_or("?", |fact| fact.name);
        let args: Vec<String> = call.args.iter().map(|arg| self.text(arg)).collect();
        let distinct = if call.distinct { "DISTINCT " } else { "" };
        let args = if args.is_empty() { "*".to_owned() } else { args.join(", ") };
        format!("{name}({distinct}{args})")
    }

    /// The expression as SQL; what has no text is `?`.
    fn text(&self, expr: &Expr) -> String {
        let deparse = Deparse {
            pretty: false,
            stored: false,
            formats: &self.formats,
            column: &|id| Some(self.columns.get(&id).cloned().unwrap_or_else(|| "?".to_owned())),
            object: &|_, _| None,
        };
        deparse.expr(expr).unwrap_or_else(|_| "?".to_owned())
    }

    fn all(&self, terms: Vec<Expr>) -> Option<String> {
        conjunction(terms).map(|all| self.text(&all))
    }

    fn key(&self, key: &SortKey) -> String {
        let mut out = self.text(&key.expr);
        if key.descending {
            out.push_str(" DESC");
        }
        if key.nulls_first != key.descending {
            out.push_str(if key.nulls_first { " NULLS FIRST" } else { " NULLS LAST" });
        }
        out
    }

    /// The lines of an operator: (what, text).
    pub(crate) fn details(&self, plan: &Plan) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        let mut say = |what, text: Option<String>| out.extend(text.map(|text| (what, text)));
        match plan {
            Plan::Scan { scan, access, filter, .. } => {
                let filters = filter.clone().map(conjuncts).unwrap_or_default();
                let (held, rest) = served(scan, access, filters);
                say("Index Cond", self.all(held));
                say("Filter", self.all(rest));
            }
            Plan::Filter { predicate, .. } => say("Filter", Some(self.text(predicate))),
            Plan::HashJoin { keys, on, .. } => {
                let equal = |(left, right): &(Expr, Expr)| {
                    format!("({} = {})", self.text(left), self.text(right))
                };
                let keys: Vec<String> = keys.iter().map(equal).collect();
                say("Hash Cond", Some(keys.join(" AND ")));
                say("Join Filter", on.as_ref().map(|on| self.text(on)));
            }
            Plan::NestedLoop { on, .. } => {
                say("Join Filter", on.as_ref().map(|on| self.text(on)));
            }
            Plan::Aggregate { groups, .. } if !groups.is_empty() => {
                let keys: Vec<String> = groups.iter().map(|(_, expr)| self.text(expr)).collect();
                say("Group Key", Some(keys.join(", ")));
            }
            Plan::Sort { keys, .. } => {
                let keys: Vec<String> = keys.iter().map(|key| self.key(key)).collect();
                say("Sort Key", Some(keys.join(", ")));
            }
            _ => {}
        }
        out
    }

    /// The lines of the table that a look-up asks.
    pub(crate) fn looked_up(&self, plan: &Plan) -> Vec<(&'static str, String)> {
        let Plan::Lookup { scan, access, filter, .. } = plan else { return Vec::new() };
        let filters = filter.clone().map(conjuncts).unwrap_or_default();
        let (held, rest) = served(scan, access, filters);
        let lines = [("Index Cond", self.all(held)), ("Filter", self.all(rest))];
        lines.into_iter().filter_map(|(what, text)| Some((what, text?))).collect()
    }
}

/// How many relations a plan reads.
fn relations(plan: &Plan) -> usize {
    let own = matches!(
        plan,
        Plan::Scan { .. }
            | Plan::Lookup { .. }
            | Plan::System { .. }
            | Plan::Function { .. }
            | Plan::CteRef { .. }
    );
    usize::from(own) + plan.inputs().into_iter().map(relations).sum::<usize>()
}
