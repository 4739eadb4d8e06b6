//! CREATE and ALTER SEQUENCE, and the sequences of serial and identity columns.
//! (PostgreSQL, src/backend/commands/sequence.c)

use super::draft::Draft;
use super::{Binder, options};
use crate::catalog::{Relation, Sequence, Table};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{AlterSeqStmt, CreateSeqStmt, DefElem, List, Node};
use types::facts::oid;
use types::{Oid, Type, format_type};

fn invalid(message: String) -> SqlError {
    SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message)
}

/// The values of an integer type.
fn bounds(ty: Oid) -> (i64, i64) {
    match ty {
        oid::INT2 => (i64::from(i16::MIN), i64::from(i16::MAX)),
        oid::INT4 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    }
}

/// The options of a sequence as given; what is not given is `None`.
#[derive(Default)]
struct Given {
    ty: Option<Oid>,
    increment: Option<i64>,
    start: Option<i64>,
    /// RESTART, with a value or without.
    restart: Option<Option<i64>>,
    /// A value, or NO MINVALUE.
    min: Option<Option<i64>>,
    max: Option<Option<i64>>,
    cache: Option<i64>,
    cycle: Option<bool>,
    owned_by: Option<Vec<String>>,
    /// SEQUENCE NAME of an identity column.
    name: Option<Vec<String>>,
}

impl Binder<'_> {
    fn given(&self, list: &List, identity: bool) -> SqlResult<Given> {
        let mut given = Given::default();
        let mut seen = Vec::new();
        for option in options::each(list) {
            self.once(&mut seen, option)?;
            match options::name(option) {
                "as" => given.ty = Some(self.sequence_type(option, identity)?),
                "increment" => given.increment = Some(options::integer(option)?),
                "start" => given.start = Some(options::integer(option)?),
                "restart" => given.restart = Some(optional(option)?),
                "minvalue" => given.min = Some(optional(option)?),
                "maxvalue" => given.max = Some(optional(option)?),
                "cache" => given.cache = Some(options::integer(option)?),
                "cycle" => given.cycle = Some(options::truth(option)?),
                "owned_by" => given.owned_by = Some(names(option)),
                "sequence_name" if identity => given.name = Some(names(option)),
                "sequence_name" => {
                    let message = "invalid sequence option SEQUENCE NAME";
                    let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
                    return Err(self.at(error, option.location));
                }
                other => return Err(SqlError::unsupported(format!("sequence option {other}"))),
            }
        }
        Ok(given)
    }

    fn sequence_type(&self, option: &DefElem, identity: bool) -> SqlResult<Oid> {
        let ty = match &option.arg {
            Some(Node::TypeName(name)) => self.type_name(name)?.oid,
            _ => oid::INT8,
        };
        if matches!(ty, oid::INT2 | oid::INT4 | oid::INT8) {
            return Ok(ty);
        }
        let what = if identity { "identity column" } else { "sequence" };
        Err(invalid(format!("{what} type must be smallint, integer, or bigint")))
    }

    /// A new sequence of these options; `ty` is its type unless they say otherwise.
    pub(crate) fn new_sequence(
        &self,
        draft: &mut Draft,
        (namespace, name): (Oid, String),
        ty: Oid,
        list: &List,
        identity: bool,
    ) -> SqlResult<Sequence> {
        let given = self.given(list, identity)?;
        let mut sequence = Sequence {
            oid: draft.fresh(),
            storage: draft.fresh(),
            namespace,
            name,
            owner: self.names.user,
            type_oid: given.ty.unwrap_or(ty),
            increment: 1,
            cache: 1,
            identity,
            ..Sequence::default()
        };
        apply(&mut sequence, &given, true)?;
        Ok(sequence)
    }

    /// The name an identity column's options give its sequence: SEQUENCE NAME.
    pub(crate) fn sequence_name_given(
        &self,
        list: &List,
    ) -> SqlResult<Option<(Option<String>, String)>> {
        let given = self.given(list, true)?;
        Ok(given.name.and_then(|mut words| {
            let name = words.pop()?;
            Some((words.pop(), name))
        }))
    }

    pub(crate) fn create_sequence(
        &mut self,
        draft: &mut Draft,
        statement: &CreateSeqStmt,
    ) -> SqlResult<()> {
        let Some(relation) = &statement.sequence else { return Ok(()) };
        let (namespace, name) = self.creation_name(relation)?;
        if draft.catalog.relation(namespace, &name).is_some() {
            return self.exists_already(draft, &name, statement.if_not_exists);
        }
        let place = (namespace, name);
        let mut sequence = self.new_sequence(draft, place, oid::INT8, &statement.options, false)?;
        let given = self.given(&statement.options, false)?;
        sequence.owned_by = self.sequence_owner(draft, &sequence, given.owned_by.as_deref())?;
        draft.put_sequence(sequence, None);
        Ok(())
    }

    pub(crate) fn alter_sequence(
        &mut self,
        draft: &mut Draft,
        statement: &AlterSeqStmt,
    ) -> SqlResult<()> {
        let Some(relation) = &statement.sequence else { return Ok(()) };
        let Some(found) = self.relation_or_skip(draft, relation, statement.missing_ok)? else {
            return Ok(());
        };
        let Relation::Sequence(oid) = found else {
            let name = relation.relname.as_deref().unwrap_or("");
            return Err(super::drop::wrong_kind(name, "a sequence"));
        };
        self.change_sequence(draft, oid, &statement.options)
    }

    /// ALTER SEQUENCE's options, as those of ALTER COLUMN ... SET GENERATED have them too.
    pub(crate) fn change_sequence(
        &self,
        draft: &mut Draft,
        oid: Oid,
        list: &List,
    ) -> SqlResult<()> {
        let mut sequence = draft.sequence(oid)?;
        self.check_owner(sequence.owner, "sequence", &sequence.name)?;
        let given = self.given(list, sequence.identity)?;
        if let Some(ty) = given.ty {
            retype(&mut sequence, ty);
        }
        apply(&mut sequence, &given, false)?;
        if let Some(owner) = &given.owned_by {
            if sequence.identity {
                let message = "cannot change ownership of identity sequence";
                let detail = sequence.owned_by.and_then(|(table, _)| draft.table(table).ok());
                let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
                return Err(match detail {
                    Some(table) => error.with_detail(format!(
                        "Sequence \"{}\" is linked to table \"{}\".",
                        sequence.name, table.name
                    )),
                    None => error,
                });
            }
            sequence.owned_by = self.sequence_owner(draft, &sequence, Some(owner))?;
        }
        let restart = given.restart.map(|value| value.unwrap_or(sequence.start));
        if restart.is_some() {
            sequence.storage = draft.fresh();
        }
        draft.put_sequence(sequence, restart);
        Ok(())
    }

    /// The column that OWNED BY names.
    fn sequence_owner(
        &self,
        draft: &Draft,
        sequence: &Sequence,
        words: Option<&[String]>,
    ) -> SqlResult<Option<(Oid, usize)>> {
        let (relation, column) = match words {
            None => return Ok(None),
            Some([none]) if none == "none" => return Ok(None),
            Some([relation @ .., column]) if !relation.is_empty() => (relation, column),
            Some(_) => {
                return Err(SqlError::new(SqlState::SYNTAX_ERROR, "invalid OWNED BY option")
                    .with_hint("Specify OWNED BY table.column or OWNED BY NONE."));
            }
        };
        let table = self.owner_table(draft, relation)?;
        let Some(place) = table.column(column) else {
            return Err(super::table::missing_column(column, &table.name));
        };
        if table.owner != sequence.owner {
            let message = "sequence must have same owner as table it is linked to";
            return Err(SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message));
        }
        if table.namespace != sequence.namespace {
            let message = "sequence must be in same schema as table it is linked to";
            return Err(SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message));
        }
        Ok(Some((table.oid, place)))
    }

    fn owner_table(&self, draft: &Draft, words: &[String]) -> SqlResult<std::sync::Arc<Table>> {
        let (schema, name) = match words {
            [.., schema, name] => (Some(schema.as_str()), name),
            [name] => (None, name),
            [] => return Err(SqlError::internal("OWNED BY names nothing")),
        };
        let schemas = match schema {
            Some(schema) => self.schema_oid(schema).into_iter().collect(),
            None => self.path(),
        };
        let found = schemas.iter().find_map(|schema| draft.catalog.relation(*schema, name));
        match found {
            Some(Relation::Table(oid)) => draft.table(oid),
            Some(_) => {
                let message = format!("sequence cannot be owned by relation \"{name}\"");
                Err(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message))
            }
            None => {
                let message = format!("relation \"{}\" does not exist", words.join("."));
                Err(SqlError::new(SqlState::UNDEFINED_TABLE, message))
            }
        }
    }
}

fn optional(option: &DefElem) -> SqlResult<Option<i64>> {
    option.arg.as_ref().map(|_| options::integer(option)).transpose()
}

fn names(option: &DefElem) -> Vec<String> {
    match &option.arg {
        Some(Node::List(list)) => {
            super::type_name::words(list).into_iter().map(String::from).collect()
        }
        _ => Vec::new(),
    }
}

/// AS of ALTER SEQUENCE: limits that were the old type's become the new one's.
pub(crate) fn retype(sequence: &mut Sequence, ty: Oid) {
    let (old, new) = (bounds(sequence.type_oid), bounds(ty));
    if sequence.max == old.1 {
        sequence.max = new.1;
    }
    if sequence.min == old.0 {
        sequence.min = new.0;
    }
    sequence.type_oid = ty;
}

/// Puts the options in place, defaults where a new sequence has none, and checks the whole.
fn apply(sequence: &mut Sequence, given: &Given, new: bool) -> SqlResult<()> {
    if let Some(increment) = given.increment {
        if increment == 0 {
            return Err(invalid("INCREMENT must not be zero".to_string()));
        }
        sequence.increment = increment;
    }
    sequence.cycle = given.cycle.unwrap_or(sequence.cycle);
    let (low, high) = bounds(sequence.type_oid);
    let up = sequence.increment > 0;
    match given.max {
        Some(Some(max)) => sequence.max = max,
        Some(None) => sequence.max = if up { high } else { -1 },
        None if new => sequence.max = if up { high } else { -1 },
        None => {}
    }
    match given.min {
        Some(Some(min)) => sequence.min = min,
        Some(None) => sequence.min = if up { 1 } else { low },
        None if new => sequence.min = if up { 1 } else { low },
        None => {}
    }
    let shown = format_type(Type::new(sequence.type_oid));
    for (word, value) in [("MAXVALUE", sequence.max), ("MINVALUE", sequence.min)] {
        if value < low || value > high {
            let message =
                format!("{word} ({value}) is out of range for sequence data type {shown}");
            return Err(invalid(message));
        }
    }
    if sequence.min >= sequence.max {
        return Err(invalid(format!(
            "MINVALUE ({}) must be less than MAXVALUE ({})",
            sequence.min, sequence.max
        )));
    }
    match given.start {
        Some(start) => sequence.start = start,
        None if new => sequence.start = if up { sequence.min } else { sequence.max },
        None => {}
    }
    within(sequence, "START", sequence.start)?;
    if let Some(Some(restart)) = given.restart {
        within(sequence, "RESTART", restart)?;
    }
    if let Some(cache) = given.cache {
        if cache <= 0 {
            return Err(invalid(format!("CACHE ({cache}) must be greater than zero")));
        }
        sequence.cache = cache;
    }
    Ok(())
}

fn within(sequence: &Sequence, word: &str, value: i64) -> SqlResult<()> {
    if value < sequence.min {
        let message =
            format!("{word} value ({value}) cannot be less than MINVALUE ({})", sequence.min);
        return Err(invalid(message));
    }
    if value > sequence.max {
        let message =
            format!("{word} value ({value}) cannot be greater than MAXVALUE ({})", sequence.max);
        return Err(invalid(message));
    }
    Ok(())
}
