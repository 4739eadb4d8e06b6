//! What is the SQL text of an index, a constraint or a default as the catalog keeps it?

use super::expr::{Deparse, looks_like_function};
use super::quote::{quote_ident, quote_list};
use crate::bind::{Names, Stored};
use crate::catalog::{Action, Catalog, ForeignKey, Index, Relation, Table};
use crate::expr::Expr;
use base::{SqlError, SqlResult};
use types::facts::oid;
use types::{Oid, format_type};

/// The name of a relation as SQL must write it under `search_path` to mean it, as `regclass` shows
/// it; qualified in any case when `qualified`. None when there is no such relation.
pub fn relation_name(
    catalog: &Catalog,
    search_path: &[Oid],
    relation: Oid,
    qualified: bool,
) -> Option<String> {
    let (namespace, name) = if let Some(table) = catalog.tables.get(&relation) {
        (table.namespace, table.name.as_str())
    } else if let Some(sequence) = catalog.sequences.get(&relation) {
        (sequence.namespace, sequence.name.as_str())
    } else if let Some(view) = catalog.views.get(&relation) {
        (view.namespace, view.name.as_str())
    } else if let Some((table, index)) = catalog.index(relation) {
        (table.namespace, index.name.as_str())
    } else {
        let fact = types::facts::relation_by_oid(relation)?;
        (fact.namespace, fact.name)
    };
    let found = search_path.iter().find_map(|schema| {
        let user = catalog.relation(*schema, name).map(Relation::oid);
        user.or_else(|| types::facts::relation_in(*schema, name).map(|fact| fact.oid))
    });
    if found == Some(relation) && !qualified {
        return Some(quote_ident(name));
    }
    let user = catalog.namespaces.get(&namespace).map(|schema| schema.name.as_str());
    let system = || types::facts::namespaces().iter().find(|schema| schema.oid == namespace);
    let schema = user.or_else(|| system().map(|schema| schema.name))?;
    Some(format!("{}.{}", quote_ident(schema), quote_ident(name)))
}

/// The text of `pg_get_indexdef`.
///
/// # Errors
/// Those of binding a stored expression.
pub fn index_definition(
    names: &Names<'_>,
    table: &Table,
    index: &Index,
    pretty: bool,
) -> SqlResult<String> {
    let mut keys = Vec::with_capacity(index.keys.len());
    for place in 0..index.keys.len() {
        let key = &index.keys[place];
        let order = match (key.descending, key.nulls_first) {
            (false, false) => "",
            (false, true) => " NULLS FIRST",
            (true, true) => " DESC",
            (true, false) => " DESC NULLS LAST",
        };
        keys.push(index_column(names, table, index, place, pretty)? + order);
    }
    let name = relation_name(names.catalog, names.search_path, table.oid, !pretty);
    let mut out = format!(
        "CREATE {}INDEX {} ON {} USING btree ({})",
        if index.unique { "UNIQUE " } else { "" },
        quote_ident(&index.name),
        name.unwrap_or_else(|| quote_ident(&table.name)),
        keys.join(", ")
    );
    if !index.include.is_empty() {
        out += &format!(" INCLUDE ({})", column_list(table, &index.include));
    }
    if index.nulls_not_distinct {
        out += " NULLS NOT DISTINCT";
    }
    if let Some(predicate) = &index.predicate {
        out += " WHERE ";
        out += &Text { names, table, pretty }.stored(predicate)?.0;
    }
    Ok(out)
}

/// A key column (from 0, INCLUDE columns after them) of an index: its name, or its expression, in
/// parentheses unless it looks like a function.
///
/// # Errors
/// Those of binding a stored expression.
pub fn index_column(
    names: &Names<'_>,
    table: &Table,
    index: &Index,
    place: usize,
    pretty: bool,
) -> SqlResult<String> {
    let Some(key) = index.keys.get(place) else {
        let included = index.include.get(place - index.keys.len());
        return Ok(included.map_or(String::new(), |column| column_list(table, &[*column])));
    };
    if let Some(column) = key.column {
        return Ok(column_list(table, &[column]));
    }
    let text = key.expression.as_deref().unwrap_or_default();
    let (text, expr) = Text { names, table, pretty }.stored(text)?;
    Ok(if looks_like_function(&expr) { text } else { format!("({text})") })
}

/// The text of `pg_get_constraintdef`; none when the table has no constraint of that OID.
///
/// # Errors
/// Those of binding a stored expression.
pub fn constraint_definition(
    names: &Names<'_>,
    table: &Table,
    constraint: Oid,
    pretty: bool,
) -> SqlResult<Option<String>> {
    if let Some(check) = table.checks.iter().find(|check| check.oid == constraint) {
        let (text, _) = Text { names, table, pretty }.stored(&check.expression)?;
        let valid = if check.validated { "" } else { " NOT VALID" };
        return Ok(Some(format!("CHECK ({text}){valid}")));
    }
    if let Some(key) = table.foreign_keys.iter().find(|key| key.oid == constraint) {
        return foreign_key(names, table, key).map(Some);
    }
    let mut indexes = table.indexes.iter();
    let Some(index) = indexes.find(|index| index.constraint == Some(constraint)) else {
        return Ok(None);
    };
    let columns: Vec<usize> = index.keys.iter().filter_map(|key| key.column).collect();
    let mut out = match (index.primary, index.nulls_not_distinct) {
        (true, _) => "PRIMARY KEY",
        (false, false) => "UNIQUE",
        (false, true) => "UNIQUE NULLS NOT DISTINCT",
    }
    .to_string();
    out += &format!(" ({})", column_list(table, &columns));
    if !index.include.is_empty() {
        out += &format!(" INCLUDE ({})", column_list(table, &index.include));
    }
    Ok(Some(out))
}

fn foreign_key(names: &Names<'_>, table: &Table, key: &ForeignKey) -> SqlResult<String> {
    let Some(parent) = names.catalog.tables.get(&key.parent) else {
        return Err(SqlError::internal(format!("no table {}", key.parent)));
    };
    let name = relation_name(names.catalog, names.search_path, key.parent, false);
    let mut out = format!(
        "FOREIGN KEY ({}) REFERENCES {}({})",
        column_list(table, &key.columns),
        name.unwrap_or_else(|| quote_ident(&parent.name)),
        column_list(parent, &key.parent_columns)
    );
    if key.match_full {
        out += " MATCH FULL";
    }
    for (event, action) in [("UPDATE", key.on_update), ("DELETE", key.on_delete)] {
        let action = match action {
            Action::NoAction => continue,
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        };
        out += &format!(" ON {event} {action}");
    }
    for (holds, words) in [
        (key.deferrable, " DEFERRABLE"),
        (key.deferred, " INITIALLY DEFERRED"),
        (!key.validated, " NOT VALID"),
    ] {
        out += if holds { words } else { "" };
    }
    Ok(out)
}

/// The text of a column's DEFAULT or GENERATED expression, as `pg_get_expr` gives it.
///
/// # Errors
/// Those of binding a stored expression.
pub fn column_default(
    names: &Names<'_>,
    table: &Table,
    column: usize,
    pretty: bool,
) -> SqlResult<Option<String>> {
    let text = table.columns.get(column).and_then(|column| column.default.as_deref());
    let stored = text.map(|text| Text { names, table, pretty }.stored(text));
    Ok(stored.transpose()?.map(|(text, _)| text))
}

/// A stored expression of a table as a client is shown it (`pg_get_expr`).
///
/// # Errors
/// Those of binding it.
pub fn stored_expression(
    names: &Names<'_>,
    table: &Table,
    text: &str,
    pretty: bool,
) -> SqlResult<String> {
    Ok(Text { names, table, pretty }.stored(text)?.0)
}

fn column_list(table: &Table, columns: &[usize]) -> String {
    quote_list(columns.iter().filter_map(|place| Some(table.columns.get(*place)?.name.as_str())))
}

/// Whose expressions are shown, to whom.
struct Text<'a> {
    names: &'a Names<'a>,
    table: &'a Table,
    pretty: bool,
}

impl Text<'_> {
    /// The text of a stored expression as a client is to see it, and the expression.
    fn stored(&self, text: &str) -> SqlResult<(String, Expr)> {
        let Stored { expr, columns } = Stored::bind(self.names, self.table, text)?;
        let name = |id| {
            let place = columns.iter().position(|column| column.id == id)?;
            self.table.columns.get(place).map(|column| quote_ident(&column.name))
        };
        let deparse = Deparse {
            pretty: self.pretty,
            stored: false,
            formats: self.names.env.formats(),
            column: &name,
            object: &|alias, object| self.object(alias, object),
        };
        Ok((deparse.expr(&expr)?, expr))
    }

    fn object(&self, alias: Oid, object: Oid) -> Option<String> {
        match alias {
            oid::REGCLASS => {
                relation_name(self.names.catalog, self.names.search_path, object, false)
            }
            oid::REGTYPE => types::facts::type_by_oid(object)
                .map(|fact| format_type(types::Type::new(fact.oid))),
            _ => self.names.env.object_name(alias, object),
        }
    }
}
