//! What is said of a name that is not there? (errorMissingRTE and errorMissingColumn of
//! src/backend/parser/parse_relation.c)

use super::{Binder, Scope};
use crate::catalog::Relation;
use base::{SqlError, SqlState};

/// Names further apart than this are no hint (`MAX_FUZZY_DISTANCE`).
const MAX_DISTANCE: usize = 3;

impl Binder<'_> {
    /// The error for a relation name that no FROM entry here has.
    pub(crate) fn missing_item(&self, relation: &[&str], at: i32, scope: &Scope<'_>) -> SqlError {
        let name = relation.last().copied().unwrap_or("");
        let invalid = |message: &str| format!("{message} FROM-clause entry for table \"{name}\"");
        for level in scope.levels() {
            for (place, item) in level.items.iter().enumerate() {
                if item.named
                    && item.name.as_deref() == Some(name)
                    && (place < level.sight.get().from || relation.len() > 1)
                {
                    let detail = format!(
                        "There is an entry for table \"{name}\", but it cannot be referenced from this part of the query."
                    );
                    let mut error =
                        SqlError::new(SqlState::UNDEFINED_TABLE, invalid("invalid reference to"))
                            .with_detail(detail);
                    if level.depth < scope.depth && place < level.sight.get().from {
                        error = error.with_hint(
                            "To reference that table, you must mark this subquery with LATERAL.",
                        );
                    }
                    return self.at(error, at);
                }
            }
        }
        if let Some(alias) = self.hidden_by_alias(relation, scope) {
            let hint = format!("Perhaps you meant to reference the table alias \"{alias}\".");
            let error = SqlError::new(SqlState::UNDEFINED_TABLE, invalid("invalid reference to"));
            return self.at(error.with_hint(hint), at);
        }
        self.at(SqlError::new(SqlState::UNDEFINED_TABLE, invalid("missing")), at)
    }

    /// The alias under which the named relation stands in FROM.
    fn hidden_by_alias(&self, relation: &[&str], scope: &Scope<'_>) -> Option<String> {
        let (schema, name) = match relation {
            [name] => (None, *name),
            [.., schema, name] => (Some(*schema), *name),
            [] => return None,
        };
        let wanted = match self.find_relation(schema, name) {
            Some(super::relation::Found::User(Relation::Table(oid))) => oid,
            Some(super::relation::Found::System(fact)) => fact.oid,
            _ => return None,
        };
        scope
            .levels()
            .flat_map(|level| &level.items)
            .find(|item| item.tableoid == Some(wanted) && item.name.as_deref() != Some(name))
            .and_then(|item| item.name.clone())
    }

    /// The error for a column that is not there, with the nearest names as a hint.
    pub(crate) fn missing_column(
        &self,
        relation: Option<&str>,
        column: &str,
        at: i32,
        scope: &Scope<'_>,
    ) -> SqlError {
        let message = match relation {
            Some(relation) => format!("column {relation}.{column} does not exist"),
            None => format!("column \"{column}\" does not exist"),
        };
        let error = SqlError::new(SqlState::UNDEFINED_COLUMN, message);
        if let Some((table, lateral)) = out_of_sight(relation, column, scope) {
            let detail = format!(
                "There is a column named \"{column}\" in table \"{table}\", but it cannot be referenced from this part of the query."
            );
            let error = error.with_detail(detail);
            let hint = "To reference that column, you must mark this subquery with LATERAL.";
            return self.at(if lateral { error.with_hint(hint) } else { error }, at);
        }
        let near = nearest(relation, column, scope);
        let hint = match &near[..] {
            [(table, name)] => {
                format!("Perhaps you meant to reference the column \"{table}.{name}\".")
            }
            [(t1, n1), (t2, n2)] => format!(
                "Perhaps you meant to reference the column \"{t1}.{n1}\" or the column \"{t2}.{n2}\"."
            ),
            _ => return self.at(error, at),
        };
        self.at(error.with_hint(hint), at)
    }
}

/// The item that has the column where it cannot be seen, and whether LATERAL would show it.
fn out_of_sight(relation: Option<&str>, column: &str, scope: &Scope<'_>) -> Option<(String, bool)> {
    for level in scope.levels() {
        for (place, item) in level.items.iter().enumerate() {
            let Some(name) = item.name.as_deref() else { continue };
            let has = item.columns.iter().any(|own| own.name == column && !own.hidden);
            if has && relation.is_none_or(|wanted| wanted == name) && place < level.sight.get().from
            {
                return Some((name.to_string(), level.depth < scope.depth));
            }
        }
    }
    None
}

/// One or two columns spelled most like the one sought.
fn nearest(relation: Option<&str>, column: &str, scope: &Scope<'_>) -> Vec<(String, String)> {
    let mut best = MAX_DISTANCE + 1;
    let mut near: Vec<(String, String)> = Vec::new();
    for item in scope.levels().flat_map(|level| &level.items) {
        let Some(table) = item.name.as_deref() else { continue };
        let penalty = relation.map_or(0, |wanted| distance(wanted, table));
        for own in item.columns.iter().filter(|own| !own.hidden) {
            if penalty > best {
                break;
            }
            let apart = distance(&own.name, column);
            if apart > column.len() / 2 {
                continue;
            }
            let apart = apart + penalty;
            let this = (table.to_string(), own.name.clone());
            if apart < best {
                best = apart;
                near = vec![this];
            } else if apart == best {
                match near.len() {
                    2 => {
                        near.clear();
                        best = best.saturating_sub(1);
                    }
                    1 => near.push(this),
                    _ if best <= MAX_DISTANCE => near.push(this),
                    _ => {}
                }
            }
        }
    }
    near
}

/// Levenshtein's distance, every edit counting one.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
