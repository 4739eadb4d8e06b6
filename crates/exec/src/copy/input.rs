//! How does COPY FROM turn bytes into rows of a table?

use super::binary::Rows;
use super::csv;
use super::lines::{Lines, Next, bad};
use super::text;
use crate::batch::Batch;
use crate::context::Context;
use crate::program::{Cursor, Program};
use base::{SqlError, SqlResult, SqlState};
use builtin::{Env, named};
use sql::rel::Column;
use sql::statement::{CopyFormat, CopyOptions};
use std::borrow::Cow;
use std::sync::Arc;
use types::{Datum, binary_in};

/// CONTEXT shows so many bytes of a value or line (`MAX_COPY_DATA_DISPLAY`).
const SHOWN_MAX: usize = 100;

/// A running COPY FROM. Bytes may be cut anywhere; rows go into the transaction as they come.
pub struct CopyIn {
    cursor: Cursor,
    table: String,
    columns: Vec<Column>,
    options: CopyOptions,
    source: Source,
    /// Of the row before: lines, or rows of binary data.
    line: u64,
    header: bool,
    batch: Batch,
    /// The line of each row of the batch.
    lines: Vec<u64>,
}

enum Source {
    Lines(Lines),
    Rows(Rows),
}

/// One field of a line: its bytes, and whether it was quoted.
type Field<'l> = (Option<Cow<'l, [u8]>>, bool);

impl CopyIn {
    /// Begins. `insert` is the compiled INSERT of [`sql::statement::CopyDirection::From`], the rest is
    /// as bound with it.
    pub fn new(
        insert: &Arc<Program>,
        columns: Vec<Column>,
        table: String,
        options: CopyOptions,
    ) -> CopyIn {
        let source = match options.format {
            CopyFormat::Binary => Source::Rows(Rows::default()),
            CopyFormat::Csv => Source::Lines(Lines::new(Some((options.quote, options.escape)))),
            CopyFormat::Text => Source::Lines(Lines::new(None)),
        };
        CopyIn {
            cursor: insert.start(Vec::new()),
            table,
            batch: Batch::new(columns.len()),
            columns,
            header: options.header || options.header_match,
            options,
            source,
            line: 0,
            lines: Vec::new(),
        }
    }

    /// Columns of the data.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether the data is binary.
    pub fn is_binary(&self) -> bool {
        self.options.format == CopyFormat::Binary
    }

    /// Some bytes of the data.
    ///
    /// # Errors
    /// 22P02 and 22P04 with CONTEXT for data that cannot be read; those of INSERT.
    pub async fn data(&mut self, bytes: &[u8], cx: &mut Context<'_>) -> SqlResult<()> {
        match &mut self.source {
            Source::Lines(lines) => lines.feed(bytes),
            Source::Rows(rows) => {
                let line = self.line;
                rows.feed(bytes).map_err(|error| at_line(error, &self.table, line))?;
            }
        }
        self.advance(false, cx).await
    }

    /// The end of the data: how many rows there were.
    ///
    /// # Errors
    /// As [`CopyIn::data`]; 23503 for a row without its parent.
    pub async fn finish(mut self, cx: &mut Context<'_>) -> SqlResult<u64> {
        self.advance(true, cx).await?;
        if let Source::Rows(rows) = &self.source {
            rows.finish()?;
        }
        self.flush(cx).await?;
        self.cursor.finish(cx).await?;
        Ok(self.cursor.affected())
    }

    async fn advance(&mut self, last: bool, cx: &mut Context<'_>) -> SqlResult<()> {
        while self.read(last, cx.env)? {
            if self.batch.is_full() {
                self.flush(cx).await?;
            }
        }
        Ok(())
    }

    /// Inserts the rows read.
    async fn flush(&mut self, cx: &mut Context<'_>) -> SqlResult<()> {
        cx.check()?;
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Batch::new(self.columns.len()));
        let lines = std::mem::take(&mut self.lines);
        let before = self.cursor.written();
        self.cursor.feed(batch, cx).await.map_err(|error| {
            let place = usize::try_from(self.cursor.written() - before).unwrap_or(usize::MAX);
            match lines.get(place) {
                Some(line) => at_line(error, &self.table, *line),
                None => error,
            }
        })
    }

    /// Reads one line or row, if there is a whole one.
    fn read(&mut self, last: bool, env: &dyn Env) -> SqlResult<bool> {
        let CopyIn { source, table, columns, options, batch, .. } = self;
        match source {
            Source::Rows(rows) => {
                let line = self.line + 1;
                let fields = rows.next(columns.len());
                let fields = fields.map_err(|error| at_line(error, table, line))?;
                let Some(fields) = fields else { return Ok(false) };
                let fields: Vec<_> =
                    fields.iter().map(|field| field.as_ref().map(|at| rows.bytes(at))).collect();
                self.line = line;
                batch.push_with(|values| binary_row(&fields, columns, env, table, line, values))?;
                self.lines.push(line);
            }
            Source::Lines(lines) => {
                let line = self.line + 1;
                let next = lines.next(last).map_err(|error| at_line(error, table, line))?;
                let Next::Line(bytes) = next else { return Ok(false) };
                self.line = line;
                if std::mem::take(&mut self.header) {
                    if options.header_match {
                        match_header(bytes, columns, options)
                            .map_err(|error| at_line(error, table, line))?;
                    }
                    return Ok(true);
                }
                let place = Place { table, line, bytes };
                batch.push_with(|values| line_row(&place, columns, options, env, values))?;
                self.lines.push(line);
            }
        }
        Ok(true)
    }
}

/// Where a line stands, for CONTEXT.
struct Place<'l> {
    table: &'l str,
    line: u64,
    bytes: &'l [u8],
}

fn split<'l>(bytes: &'l [u8], options: &CopyOptions) -> SqlResult<Vec<Field<'l>>> {
    let mut fields = Vec::new();
    if options.format == CopyFormat::Csv {
        csv::fields(bytes, options, |field, quoted| fields.push((Some(field), quoted)))?;
    } else {
        let null = options.null.as_bytes();
        text::fields(bytes, options.delimiter, null, |field| fields.push((field, false)));
    }
    Ok(fields)
}

fn line_row(
    place: &Place<'_>,
    columns: &[Column],
    options: &CopyOptions,
    env: &dyn Env,
    values: &mut Vec<Datum>,
) -> SqlResult<()> {
    let whole = |error| in_line(error, place);
    let fields = split(place.bytes, options).map_err(whole)?;
    if fields.len() > columns.len() {
        return Err(whole(bad("extra data after last expected column")));
    }
    for (at, column) in columns.iter().enumerate() {
        let Some((field, quoted)) = fields.get(at) else {
            return Err(whole(bad(format!("missing data for column \"{}\"", column.name))));
        };
        let field = field.as_deref().filter(|field| !is_null(field, *quoted, at, options));
        let Some(field) = field else {
            values.push(Datum::Null);
            continue;
        };
        let value = utf8(field).and_then(|text| named::text_in(column.ty, text, env));
        values.push(value.map_err(|error| in_column(error, place, column, field))?);
    }
    Ok(())
}

/// Whether a field of csv is NULL; fields of text are known to be or not.
fn is_null(field: &[u8], quoted: bool, at: usize, options: &CopyOptions) -> bool {
    options.format == CopyFormat::Csv
        && field == options.null.as_bytes()
        && if quoted {
            options.force_null.contains(&at)
        } else {
            !options.force_not_null.contains(&at) || options.force_null.contains(&at)
        }
}

fn utf8(field: &[u8]) -> SqlResult<&str> {
    let text = std::str::from_utf8(field).map_err(|error| {
        let rest = &field[error.valid_up_to()..];
        let len = error.error_len().unwrap_or(rest.len()).min(rest.len());
        invalid_bytes(&rest[..len])
    })?;
    if text.contains('\0') { Err(invalid_bytes(&[0])) } else { Ok(text) }
}

fn invalid_bytes(bytes: &[u8]) -> SqlError {
    let shown: Vec<String> = bytes.iter().map(|byte| format!("0x{byte:02x}")).collect();
    SqlError::new(
        SqlState::CHARACTER_NOT_IN_REPERTOIRE,
        format!("invalid byte sequence for encoding \"UTF8\": {}", shown.join(" ")),
    )
}

fn binary_row(
    fields: &[Option<&[u8]>],
    columns: &[Column],
    env: &dyn Env,
    table: &str,
    line: u64,
    values: &mut Vec<Datum>,
) -> SqlResult<()> {
    for (field, column) in fields.iter().zip(columns) {
        let value = match field {
            None => Ok(Datum::Null),
            Some(bytes) => binary_in(column.ty, bytes, env.formats()),
        };
        values.push(value.map_err(|error| {
            error.with_context(format!("COPY {table}, line {line}, column {}", column.name))
        })?);
    }
    Ok(())
}

fn match_header(bytes: &[u8], columns: &[Column], options: &CopyOptions) -> SqlResult<()> {
    let fields = split(bytes, options)?;
    if fields.len() != columns.len() {
        let (got, expected) = (fields.len(), columns.len());
        return Err(bad(format!(
            "wrong number of fields in header line: got {got}, expected {expected}"
        )));
    }
    for (at, ((field, _), column)) in fields.iter().zip(columns).enumerate() {
        let place = at + 1;
        let expected = &column.name;
        let Some(field) = field else {
            return Err(bad(format!(
                "column name mismatch in header line field {place}: got null value (\"{}\"), \
                 expected \"{expected}\"",
                options.null
            )));
        };
        let got = utf8(field)?;
        if got != expected {
            return Err(bad(format!(
                "column name mismatch in header line field {place}: got \"{got}\", expected \
                 \"{expected}\""
            )));
        }
    }
    Ok(())
}

fn at_line(error: SqlError, table: &str, line: u64) -> SqlError {
    if error.fields().context.is_some() {
        return error;
    }
    error.with_context(format!("COPY {table}, line {line}"))
}

fn in_line(error: SqlError, place: &Place<'_>) -> SqlError {
    let Place { table, line, bytes } = place;
    error.with_context(format!("COPY {table}, line {line}: \"{}\"", shown(bytes)))
}

fn in_column(error: SqlError, place: &Place<'_>, column: &Column, field: &[u8]) -> SqlError {
    let Place { table, line, .. } = place;
    let name = &column.name;
    error.with_context(format!("COPY {table}, line {line}, column {name}: \"{}\"", shown(field)))
}

fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let cut = sql::names::clip(&text, SHOWN_MAX);
    if cut.len() < text.len() { format!("{cut}...") } else { text.into_owned() }
}
