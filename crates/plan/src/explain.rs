//! What does EXPLAIN print? PostgreSQL's node names, indented as PostgreSQL
//! does; costs are not known and not shown.

use crate::detail::Names;
use crate::order::is_initial;
use crate::physical::{Access, Plan, Planned, PlannedCte};
use sql::Expr;
use sql::rel::{JoinKind, Scan, SetOp};

/// The lines of `QUERY PLAN`.
pub fn explain(planned: &Planned) -> Vec<String> {
    explain_with(planned, &|_| String::new())
}

/// As [`explain`], with what `note` says of each operator after its title, asked by the operator's
/// place in the order of [`Plan::inputs`], depth first; those of subqueries come after, the last first.
pub fn explain_with(planned: &Planned, note: &dyn Fn(usize) -> String) -> Vec<String> {
    let mut places = vec![0; planned.subplans.len()];
    let mut next = size(&planned.root);
    for (place, subplan) in places.iter_mut().zip(&planned.subplans).rev() {
        *place = next;
        next += size(&subplan.plan);
    }
    let names = Names::of(planned);
    let mut printer = Printer { lines: Vec::new(), names, note, planned, places };
    printer.node(&planned.root, 0, 0, None);
    printer.lines
}

/// The subqueries in `expr`, each once: by place, with their labels.
fn subqueries_of(expr: &Expr, out: &mut Vec<(usize, &'static str)>) {
    if let Expr::Given(given) = expr
        && !out.iter().any(|(place, _)| *place == given.place)
    {
        out.push((given.place, if given.args.is_empty() { "InitPlan" } else { "SubPlan" }));
    }
    expr.children(&mut |child| subqueries_of(child, out));
}

/// How many operators a tree has.
fn size(plan: &Plan) -> usize {
    1 + plan.inputs().into_iter().map(size).sum::<usize>()
}

struct Printer<'a> {
    lines: Vec<String>,
    names: Names,
    note: &'a dyn Fn(usize) -> String,
    planned: &'a Planned,
    /// Where the operators of each subquery are counted from.
    places: Vec<usize>,
}

impl Printer<'_> {
    /// Prints the operator of `place`, `depth` levels down. A projection is a part of the operator
    /// below, as in PostgreSQL.
    fn node(&mut self, plan: &Plan, place: usize, depth: usize, label: Option<&str>) {
        match plan {
            Plan::Project { input, .. } => {
                self.node(input, place + 1, depth, label);
                return self.subqueries(plan, depth + 1);
            }
            Plan::With { ctes, body } => {
                let mut place = place + 1;
                for cte in ctes {
                    self.cte(cte, place, depth + 1);
                    place += size(&cte.plan);
                    place += cte.recursive.as_ref().map_or(0, |(again, _)| size(again));
                }
                return self.node(body, place, depth, label);
            }
            Plan::NestedLoop { left, right, .. } if is_initial(left) => {
                self.node(right, place + 1 + size(left), depth, label);
                return self.subqueries(left, depth + 1);
            }
            _ => {}
        }
        let text = format!("{}{}", title(plan), (self.note)(place));
        let details = self.names.details(plan);
        self.line(depth, label, &text, details);
        let mut below = place + 1;
        for child in plan.inputs() {
            self.node(child, below, depth + 1, None);
            below += size(child);
        }
        if let Plan::Lookup { scan, access, .. } = plan {
            let details = self.names.looked_up(plan);
            self.line(depth + 1, None, &scan_title(scan, access, false), details);
        }
        self.subqueries(plan, depth + 1);
    }

    /// The subqueries in the expressions of an operator.
    fn subqueries(&mut self, plan: &Plan, depth: usize) {
        let mut named = Vec::new();
        plan.exprs(&mut |expr| subqueries_of(expr, &mut named));
        for (place, label) in named {
            let planned = self.planned;
            let Some(subplan) = planned.subplans.get(place) else { continue };
            self.node(&subplan.plan, self.places[place], depth, Some(label));
        }
    }

    fn cte(&mut self, cte: &PlannedCte, place: usize, depth: usize) {
        let label = format!("CTE {}", cte.name);
        match &cte.recursive {
            None => self.node(&cte.plan, place, depth, Some(&label)),
            Some((again, _)) => {
                self.line(depth, Some(&label), "Recursive Union", Vec::new());
                self.node(&cte.plan, place, depth + 1, None);
                self.node(again, place + size(&cte.plan), depth + 1, None);
            }
        }
    }

    fn line(
        &mut self,
        depth: usize,
        label: Option<&str>,
        text: &str,
        details: Vec<(&'static str, String)>,
    ) {
        let mut indent = if depth == 0 { 0 } else { depth * 6 - 4 };
        if let Some(label) = label {
            self.lines.push(format!("{}{label}", " ".repeat(indent)));
            indent += 2;
        }
        let arrow = if depth == 0 && label.is_none() { "" } else { "->  " };
        self.lines.push(format!("{}{arrow}{text}", " ".repeat(indent)));
        let indent = " ".repeat(indent + arrow.len() + 2);
        self.lines.extend(details.iter().map(|(what, text)| format!("{indent}{what}: {text}")));
    }
}

fn title(plan: &Plan) -> String {
    match plan {
        Plan::Values { rows, .. } if rows.len() <= 1 => "Result".into(),
        Plan::Values { .. } => "Values Scan on \"*VALUES*\"".into(),
        Plan::Scan { scan, access, backward, .. } => scan_title(scan, access, *backward),
        Plan::System { oid, probes, .. } => {
            let name = types::facts::relation_by_oid(*oid).map_or("?", |fact| fact.name);
            let way = if probes.is_empty() { "Seq" } else { "Index" };
            format!("{way} Scan on {name}")
        }
        Plan::Function { call, .. } => {
            let name = types::facts::function(call.function).map_or("?", |fact| fact.name);
            format!("Function Scan on {name}")
        }
        Plan::ProjectSet { .. } => "ProjectSet".into(),
        Plan::Filter { .. } | Plan::Project { .. } => "Result".into(),
        Plan::HashJoin { kind, .. } => format!("Hash {}Join", join_word(*kind)),
        Plan::NestedLoop { kind: JoinKind::Inner, .. }
        | Plan::Lookup { kind: JoinKind::Inner, .. } => "Nested Loop".into(),
        Plan::NestedLoop { kind, .. } | Plan::Lookup { kind, .. } => {
            format!("Nested Loop {}Join", join_word(*kind))
        }
        Plan::Aggregate { groups, .. } if groups.is_empty() => "Aggregate".into(),
        Plan::Aggregate { .. } | Plan::Distinct { on: None, .. } => "HashAggregate".into(),
        Plan::Distinct { .. } => "Unique".into(),
        Plan::Sort { .. } => "Sort".into(),
        Plan::Window { .. } => "WindowAgg".into(),
        Plan::Limit { .. } => "Limit".into(),
        Plan::Append { .. } => "Append".into(),
        Plan::SetOp { op: SetOp::Union, .. } => "HashSetOp Union".into(),
        Plan::SetOp { op: SetOp::Intersect, .. } => "HashSetOp Intersect".into(),
        Plan::SetOp { op: SetOp::Except, .. } => "HashSetOp Except".into(),
        Plan::With { .. } => "CTE".into(),
        Plan::CteRef { .. } => "CTE Scan".into(),
        Plan::Lock { .. } => "LockRows".into(),
        Plan::Insert { table, .. } => format!("Insert on {}", table.name),
        Plan::Update { table, .. } => format!("Update on {}", table.name),
        Plan::Delete { table, .. } => format!("Delete on {}", table.name),
    }
}

fn scan_title(scan: &Scan, access: &Access, backward: bool) -> String {
    let name = &scan.table.name;
    let relation =
        if scan.alias == *name { name.clone() } else { format!("{name} {}", scan.alias) };
    let by_index = |index: &str| {
        let way = if backward { " Backward" } else { "" };
        format!("Index Scan{way} using {index} on {relation}")
    };
    let primary = scan.table.indexes.iter().find(|index| index.primary);
    match (access, primary) {
        (Access::Full, Some(primary)) if backward => by_index(&primary.name),
        (Access::Full, _) => format!("Seq Scan on {relation}"),
        (Access::Index { index, .. }, _) => {
            by_index(scan.table.indexes.get(*index).map_or("?", |index| &index.name))
        }
    }
}

fn join_word(kind: JoinKind) -> &'static str {
    match kind {
        JoinKind::Inner => "",
        JoinKind::Left => "Left ",
        JoinKind::Right => "Right ",
        JoinKind::Full => "Full ",
        JoinKind::Semi => "Semi ",
        JoinKind::Anti => "Anti ",
    }
}
