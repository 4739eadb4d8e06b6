//! What does EXPLAIN print? PostgreSQL's node names, indented as PostgreSQL
//! does; costs are not known and not shown.

use crate::physical::{Access, Plan, Planned};
use sql::rel::{JoinKind, Scan, SetOp};

/// The lines of `QUERY PLAN`.
pub fn explain(planned: &Planned) -> Vec<String> {
    let mut lines = Vec::new();
    node(&planned.root, 0, &mut lines);
    lines
}

fn node(plan: &Plan, depth: usize, lines: &mut Vec<String>) {
    // A projection is a part of the node below it, as in PostgreSQL.
    if let Plan::Project { input, .. } = plan {
        return node(input, depth, lines);
    }
    let indent =
        if depth == 0 { String::new() } else { format!("{}->  ", " ".repeat(depth * 6 - 4)) };
    lines.push(format!("{indent}{}", title(plan)));
    for child in plan.inputs() {
        node(child, depth + 1, lines);
    }
}

fn title(plan: &Plan) -> String {
    match plan {
        Plan::Values { rows, .. } if rows.len() <= 1 => "Result".into(),
        Plan::Values { .. } => "Values Scan on \"*VALUES*\"".into(),
        Plan::Scan { scan, access, .. } => scan_title(scan, access),
        Plan::System { .. } => "Seq Scan".into(),
        Plan::Function { .. } => "Function Scan".into(),
        Plan::ProjectSet { .. } => "ProjectSet".into(),
        Plan::Filter { .. } => "Result".into(),
        Plan::Project { .. } => "Result".into(),
        Plan::Apply { .. } => "SubPlan".into(),
        Plan::HashJoin { kind, .. } => format!("Hash {}Join", join_word(*kind)),
        Plan::NestedLoop { kind: JoinKind::Inner, .. } => "Nested Loop".into(),
        Plan::NestedLoop { kind, .. } => format!("Nested Loop {}Join", join_word(*kind)),
        Plan::Aggregate { groups, .. } if groups.is_empty() => "Aggregate".into(),
        Plan::Aggregate { .. } => "HashAggregate".into(),
        Plan::Distinct { .. } => "HashAggregate".into(),
        Plan::Sort { .. } => "Sort".into(),
        Plan::Limit { .. } => "Limit".into(),
        Plan::Append { .. } => "Append".into(),
        Plan::Lookup { kind, .. } => format!("Nested Loop {}Join", join_word(*kind)),
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

fn scan_title(scan: &Scan, access: &Access) -> String {
    let name = &scan.table.name;
    let relation =
        if scan.alias == *name { name.clone() } else { format!("{name} {}", scan.alias) };
    match access {
        Access::Full => format!("Seq Scan on {relation}"),
        Access::Index { index, .. } => match scan.table.indexes.get(*index) {
            Some(index) => format!("Index Scan using {} on {relation}", index.name),
            None => format!("Index Scan on {relation}"),
        },
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
