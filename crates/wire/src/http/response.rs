//! What does a response of SQL over HTTP hold?

use super::value::{string, write};
use base::SqlError;
use serde_json::{Value, json as object};

/// A column of a result.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Field {
    pub name: String,
    pub type_oid: u32,
    pub table_oid: u32,
    pub column: i16,
    pub type_len: i16,
    pub typmod: i32,
    /// The element type and delimiter of an array type.
    pub element: Option<(u32, char)>,
}

/// One query's result, values in PostgreSQL's text form, as it is gathered.
#[derive(Clone, Debug, Default)]
pub struct QueryResult {
    fields: Vec<Field>,
    /// Row after row.
    values: Vec<Option<String>>,
    rows: usize,
    /// The command's tag.
    tag: String,
    /// Of the rows.
    bytes: usize,
}

impl QueryResult {
    /// Names the columns of the rows that follow.
    pub fn describe(&mut self, fields: Vec<Field>) {
        self.fields = fields;
    }

    /// Adds a row of as many values as there are columns.
    pub fn row(&mut self, values: impl IntoIterator<Item = Option<String>>) {
        let from = self.values.len();
        self.values.extend(values);
        let added = self.values.iter().skip(from);
        self.bytes += ROW_BYTES + added.map(value_bytes).sum::<usize>();
        self.rows += 1;
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Keeps the first `rows` rows only, and no word of how the command ended.
    pub fn truncate(&mut self, rows: usize) {
        if rows < self.rows {
            let gone = self.values.drain(rows * self.fields.len()..);
            let gone = gone.map(|value| value_bytes(&value)).sum::<usize>();
            self.bytes -= gone + ROW_BYTES * (self.rows - rows);
            self.rows = rows;
        }
        self.tag.clear();
    }

    /// About how long it is as JSON.
    pub fn bytes(&self) -> usize {
        let fields = self.fields.iter().map(|field| FIELD_BYTES + field.name.len());
        RESULT_BYTES + self.bytes + fields.sum::<usize>()
    }

    /// Says how the command ended.
    pub fn complete(&mut self, tag: &str) {
        tag.clone_into(&mut self.tag);
    }

    /// Appends it as JSON.
    pub fn write_json(self, raw_text: bool, array_mode: bool, out: &mut String) {
        let fields: Vec<Value> = self.fields.iter().map(Field::json).collect();
        let command = self.tag.split(' ').next().unwrap_or_default();
        let count = self.tag.rsplit(' ').next().and_then(|word| word.parse::<u64>().ok());
        let head = object!({ "fields": fields, "command": command, "rowCount": count,
            "rowAsArray": array_mode })
        .to_string();
        out.push_str(head.strip_suffix('}').unwrap_or(&head));
        out.push_str(",\"rows\":[");
        let names: Vec<String> = self.fields.iter().map(|field| string(&field.name)).collect();
        let (open, close) = if array_mode { ('[', ']') } else { ('{', '}') };
        let mut values = self.values.into_iter();
        for row in 0..self.rows {
            out.push_str(if row == 0 { "" } else { "," });
            out.push(open);
            for (at, (field, value)) in
                self.fields.iter().zip(values.by_ref().take(names.len())).enumerate()
            {
                out.push_str(if at == 0 { "" } else { "," });
                if !array_mode {
                    out.push_str(&names[at]);
                    out.push(':');
                }
                match value {
                    None => out.push_str("null"),
                    Some(text) if raw_text => out.push_str(&string(&text)),
                    Some(text) => write(field.type_oid, field.element, &text, out),
                }
            }
            out.push(close);
        }
        out.push_str("]}");
    }
}

/// What a result without rows is.
const RESULT_BYTES: usize = 66;
/// Brackets and a comma.
const ROW_BYTES: usize = 3;
/// The names and numbers that describe a field.
const FIELD_BYTES: usize = 140;

fn value_bytes(value: &Option<String>) -> usize {
    // As JSON writes them: a backslash before some, `\u0001` for others.
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' => 1,
        0..0x20 => 5,
        _ => 0,
    };
    8 + value.as_ref().map_or(0, |text| text.len() + text.bytes().map(escaped).sum::<usize>())
}

impl Field {
    fn json(&self) -> Value {
        object!({
            "name": self.name,
            "dataTypeID": self.type_oid,
            "tableID": self.table_oid,
            "columnID": self.column,
            "dataTypeSize": self.type_len,
            "dataTypeModifier": self.typmod,
            "format": "text",
        })
    }
}

/// An error as the driver reads it: all values strings or null.
pub fn error_json(error: &SqlError) -> Value {
    let fields = error.fields();
    object!({
        "message": fields.message,
        "severity": fields.severity.as_str(),
        "code": fields.state.as_str(),
        "detail": fields.detail,
        "hint": fields.hint,
        "position": fields.position.map(|at| at.to_string()),
        "internalPosition": null,
        "internalQuery": null,
        "where": fields.context,
        "schema": fields.schema,
        "table": fields.table,
        "column": fields.column,
        "dataType": fields.data_type,
        "constraint": fields.constraint,
        "file": null,
        "line": null,
        "routine": null,
    })
}
