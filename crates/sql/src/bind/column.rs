//! ALTER TABLE of a column: ADD, TYPE, DEFAULT, NOT NULL, IDENTITY.
//! (PostgreSQL, src/backend/commands/tablecmds.c)

use super::alter::renew;
use super::coerce::Context;
use super::draft::Draft;
use super::scope::ExprKind;
use super::table::{Making, duplicate_column};
use super::type_name::shown;
use super::{Binder, Stored, Typed, options};
use crate::catalog::Table;
use crate::expr::Expr;
use crate::rel::Column;
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{AlterTableCmd, AlterTableType, ColumnDef, List, Node};
use types::facts::{self, oid};
use types::{Datum, Formats, Oid, Type, to_text};

fn not_ready(message: String) -> SqlError {
    SqlError::new(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
}

impl Binder<'_> {
    pub(crate) fn column_step(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        step: &AlterTableCmd,
    ) -> SqlResult<()> {
        use AlterTableType as T;
        let name = step.name.as_deref().unwrap_or("");
        let known = matches!(
            step.subtype,
            T::AT_ColumnDefault
                | T::AT_SetNotNull
                | T::AT_DropNotNull
                | T::AT_AlterColumnType
                | T::AT_AddIdentity
                | T::AT_SetIdentity
                | T::AT_DropIdentity
                | T::AT_DropExpression
        );
        if !known {
            return Err(SqlError::unsupported(unsupported_step(step.subtype)));
        }
        let Some(place) = self.column_to_change(draft, oid, name, false)? else { return Ok(()) };
        match step.subtype {
            T::AT_ColumnDefault => self.set_default(draft, oid, place, step.def.as_ref()),
            T::AT_SetNotNull => self.set_not_null(draft, oid, place),
            T::AT_DropNotNull => drop_not_null(draft, oid, place),
            T::AT_AlterColumnType => match &step.def {
                Some(Node::ColumnDef(column)) => self.set_type(draft, oid, place, column),
                _ => Err(SqlError::internal("ALTER TYPE without a type")),
            },
            T::AT_AddIdentity => self.add_identity(draft, oid, place, step),
            T::AT_SetIdentity => match &step.def {
                Some(Node::List(list)) => self.set_identity(draft, oid, place, list),
                _ => Ok(()),
            },
            T::AT_DropIdentity => drop_identity(draft, oid, place, step.missing_ok),
            _ => drop_expression(draft, oid, place, step.missing_ok),
        }
    }

    pub(crate) fn add_column(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        step: &AlterTableCmd,
    ) -> SqlResult<()> {
        let Some(Node::ColumnDef(column)) = &step.def else { return Ok(()) };
        let table = draft.table(oid)?;
        let name = column.colname.as_deref().unwrap_or("");
        super::table::check_system_name(name)?;
        if table.column(name).is_some() {
            let error = duplicate_column(name, &table.name);
            if !step.missing_ok {
                return Err(error);
            }
            let message = format!("{}, skipping", error.message());
            draft.notice(SqlState::DUPLICATE_COLUMN, message);
            return Ok(());
        }
        let mut making = Making { table: (*table).clone(), ..Making::default() };
        self.column_definition(draft, &mut making, column)?;
        let place = making.table.columns.len() - 1;
        super::table::check_column_type(&making.table.columns[place])?;
        self.bind_column_expressions(&mut making)?;
        for sequence in std::mem::take(&mut making.sequences) {
            draft.put_sequence(sequence, None);
        }
        let checks = std::mem::take(&mut making.checks);
        let keys = std::mem::take(&mut making.keys);
        let foreign = std::mem::take(&mut making.foreign);
        self.put_added(draft, making.table, place)?;
        for check in checks {
            self.add_check(draft, oid, check)?;
        }
        let table = (*draft.table(oid)?).clone();
        self.add_keys(draft, Making { table, keys, ..Making::default() })?;
        for key in foreign {
            self.add_and_check_foreign_key(draft, oid, &key, true)?;
        }
        Ok(())
    }

    /// Puts a table whose last column is new. Rows keep their form when the column's value is the
    /// same in all of them, and a constant.
    fn put_added(&mut self, draft: &mut Draft, mut table: Table, place: usize) -> SqlResult<()> {
        let column = table.columns[place].clone();
        let plain = column.default.is_none() && column.identity.is_none();
        let value = if column.generated { None } else { Some(self.column_default(&table, place)?) };
        let constant = value.as_ref().and_then(|value| self.folded(value));
        if let Some(constant) = constant.filter(|_| column.identity.is_none()) {
            if !constant.is_null() {
                let text = to_text(column.type_oid, &constant, &Formats::default());
                table.columns[place].missing = Some(text);
            }
            let mut work = self.row_work(draft, table)?;
            if column.not_null && constant.is_null() {
                work.not_null.push(place);
                draft.work(work);
            } else {
                draft.put_table(work.table);
            }
            return Ok(());
        }
        if plain && !column.generated {
            draft.put_table(table);
            return Ok(());
        }
        renew(draft, &mut table);
        let mut work = self.row_work(draft, table)?;
        match value {
            Some(value) => work.values.push((place, value)),
            None => {
                work.checks.generated = self.generation(&work.table, &work.checks.row, place)?
            }
        }
        if column.not_null {
            work.not_null.push(place);
        }
        draft.work(work);
        Ok(())
    }

    fn generation(
        &mut self,
        table: &Table,
        row: &[Column],
        place: usize,
    ) -> SqlResult<Vec<(usize, Expr)>> {
        let column = &table.columns[place];
        let text = column.default.as_deref().unwrap_or("NULL");
        let value = self.stored(table, row, text)?;
        Ok(vec![(place, self.assign(value, column.ty(), &column.name)?)])
    }

    /// The value of an expression of constants and immutable functions.
    fn folded(&self, expr: &Expr) -> Option<Datum> {
        match expr {
            Expr::Const(value, _) => Some(value.clone()),
            Expr::Relabel(arg, _) => self.folded(arg),
            Expr::Call(call) => {
                let fact = facts::function(call.function)?;
                if fact.volatile != 'i' || fact.retset {
                    return None;
                }
                let args: Option<Vec<Datum>> =
                    call.args.iter().map(|arg| self.folded(arg)).collect();
                let args = args?;
                if fact.strict && args.iter().any(Datum::is_null) {
                    return Some(Datum::Null);
                }
                match builtin::scalar(call.function)? {
                    builtin::Scalar::Plain(function) => function(self.names.env, &args).ok(),
                    builtin::Scalar::Typed(function) => {
                        let types = call.args.iter().map(Expr::ty).collect();
                        let signature =
                            builtin::Signature { args: types, result: call.ty, variadic: false };
                        function(self.names.env, &signature, &args).ok()
                    }
                }
            }
            _ => None,
        }
    }

    fn set_default(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        place: usize,
        node: Option<&Node>,
    ) -> SqlResult<()> {
        let table = draft.table(oid)?;
        let column = &table.columns[place];
        let kind = match (column.identity.is_some(), column.generated) {
            (true, _) => Some("an identity column"),
            (_, true) => Some("a generated column"),
            _ => None,
        };
        if let Some(kind) = kind {
            let message =
                format!("column \"{}\" of relation \"{}\" is {kind}", column.name, table.name);
            let error = SqlError::new(SqlState::SYNTAX_ERROR, message);
            return Err(match (column.generated, node) {
                (false, None) => {
                    error.with_hint("Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead.")
                }
                (true, None) => {
                    error.with_hint("Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead.")
                }
                _ => error,
            });
        }
        let text = match node {
            Some(node) => self.column_expression(&table, place, node, false)?,
            None => None,
        };
        draft.change_table(oid, |table| table.columns[place].default = text)
    }

    fn set_not_null(&mut self, draft: &mut Draft, oid: Oid, place: usize) -> SqlResult<()> {
        let mut table = (*draft.table(oid)?).clone();
        if table.columns[place].not_null {
            return Ok(());
        }
        table.columns[place].not_null = true;
        let mut work = self.row_work(draft, table)?;
        work.not_null.push(place);
        draft.work(work);
        Ok(())
    }

    fn set_type(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        place: usize,
        column: &ColumnDef,
    ) -> SqlResult<()> {
        let before = draft.table(oid)?;
        let old = &before.columns[place];
        if let Some(clause) = &column.collClause {
            self.check_collation(&clause.collname, clause.location)?;
        }
        let type_name = super::expr::given(column.typeName.as_ref())?;
        let ty = self.type_name(type_name)?;
        let row = self.row_of_table(&before);
        let value = self.retyped_value(&before, &row, place, ty, column.raw_default.as_ref())?;
        self.refuse_used_by_generated(&before, place)?;
        self.refuse_used_by_view(draft, &before, place)?;
        let mut table = (*before).clone();
        table.columns[place].type_oid = ty.oid;
        table.columns[place].typmod = ty.typmod;
        super::table::check_column_type(&table.columns[place])?;
        self.check_default_fits(&table, place)?;
        self.reread(&before, &mut table, place)?;
        self.retype_identity(draft, &table, place)?;
        if column.raw_default.is_none() && same_values(old.ty(), ty) {
            draft.put_table(table);
            return Ok(());
        }
        renew(draft, &mut table);
        let mut work = self.row_work(draft, table)?;
        work.before = row;
        work.values.push((place, value));
        self.check_again(&mut work, place)?;
        draft.work(work);
        Ok(())
    }

    /// The value of a column as one of another type, over the row as it was.
    fn retyped_value(
        &mut self,
        table: &Table,
        row: &[Column],
        place: usize,
        ty: Type,
        using: Option<&Node>,
    ) -> SqlResult<Expr> {
        let name = &table.columns[place].name;
        let value = match using {
            Some(node) => {
                let scope = Binder::table_scope(table, row);
                self.expr(node, &scope, ExprKind::AlterColumn)?
            }
            None => Typed::new(Expr::Column(row[place].id, row[place].ty), -1),
        };
        if let Some(value) = self.coerce(value, ty, Context::Assignment)? {
            return Ok(value.expr);
        }
        let target = shown(ty.oid);
        let (message, hint) = match using {
            Some(_) => (
                format!(
                    "result of USING clause for column \"{name}\" cannot be cast automatically to type {target}"
                ),
                "You might need to add an explicit cast.".to_string(),
            ),
            None => (
                format!("column \"{name}\" cannot be cast automatically to type {target}"),
                format!(
                    "You might need to specify \"USING {}::{}\".",
                    crate::deparse::quote_ident(name),
                    types::format_type(ty)
                ),
            ),
        };
        Err(SqlError::new(SqlState::DATATYPE_MISMATCH, message).with_hint(hint))
    }

    fn refuse_used_by_view(&self, draft: &Draft, table: &Table, place: usize) -> SqlResult<()> {
        let mut views = draft.catalog.views.values();
        let Some(view) = views.find(|view| view.lens.uses_column(table.oid, place)) else {
            return Ok(());
        };
        let message = "cannot alter type of a column used by a view or rule";
        let detail = format!(
            "rule _RETURN on view {} depends on column \"{}\"",
            self.shown(draft, view.oid),
            table.columns[place].name
        );
        Err(SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message).with_detail(detail))
    }

    fn refuse_used_by_generated(&self, table: &Table, place: usize) -> SqlResult<()> {
        for (other, column) in table.live_columns().filter(|(_, column)| column.generated) {
            let text = column.default.as_deref().unwrap_or("NULL");
            if other == place || !Stored::bind(self.names, table, text)?.places().contains(&place) {
                continue;
            }
            let message = "cannot alter type of a column used by a generated column";
            let detail = format!(
                "Column \"{}\" is used by generated column \"{}\".",
                table.columns[place].name, column.name
            );
            let error = SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message);
            return Err(error.with_detail(detail));
        }
        Ok(())
    }

    fn check_default_fits(&mut self, table: &Table, place: usize) -> SqlResult<()> {
        let column = &table.columns[place];
        let Some(text) = column.default.as_deref().filter(|_| !column.generated) else {
            return Ok(());
        };
        let value = self.stored(table, &[], text)?;
        if self.coerce(value, column.ty(), Context::Assignment)?.is_some() {
            return Ok(());
        }
        let message = format!(
            "default for column \"{}\" cannot be cast automatically to type {}",
            column.name,
            shown(column.type_oid)
        );
        Err(SqlError::new(SqlState::DATATYPE_MISMATCH, message))
    }

    /// Reads the stored expressions that name a column again, now that its type is another.
    fn reread(&self, before: &Table, table: &mut Table, place: usize) -> SqlResult<()> {
        let after = table.clone();
        let names: Vec<String> = after.columns.iter().map(|column| column.name.clone()).collect();
        let reread = |text: &mut String| -> SqlResult<()> {
            if Stored::bind(self.names, before, text)?.places().contains(&place) {
                *text = Stored::bind(self.names, &after, text)?.text(&names)?;
            }
            Ok(())
        };
        table.checks.iter_mut().try_for_each(|check| reread(&mut check.expression))?;
        for index in &mut table.indexes {
            if index.keys.iter().any(|key| key.column == Some(place)) {
                super::index::check_orderable(after.columns[place].type_oid)?;
            }
            index.keys.iter_mut().filter_map(|key| key.expression.as_mut()).try_for_each(reread)?;
            index.predicate.iter_mut().try_for_each(reread)?;
        }
        Ok(())
    }

    fn retype_identity(&self, draft: &mut Draft, table: &Table, place: usize) -> SqlResult<()> {
        let column = &table.columns[place];
        let Some(identity) = column.identity else { return Ok(()) };
        if !matches!(column.type_oid, oid::INT2 | oid::INT4 | oid::INT8) {
            let message = "identity column type must be smallint, integer, or bigint";
            return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
        }
        let mut sequence = draft.sequence(identity.sequence)?;
        super::sequence::retype(&mut sequence, column.type_oid);
        draft.put_sequence(sequence, None);
        Ok(())
    }

    /// Rows that are written again are held to what names the changed column.
    fn check_again(&mut self, work: &mut crate::statement::RowWork, place: usize) -> SqlResult<()> {
        for check in work.table.checks.clone().iter().filter(|check| check.validated) {
            let expr = self.stored(&work.table, &work.checks.row, &check.expression)?.expr;
            if expr.names().contains(&work.checks.row[place].id) {
                work.checks.checks.push((check.name.clone(), expr));
            }
        }
        if work.table.columns[place].not_null {
            work.not_null.push(place);
        }
        let keys = work.table.foreign_keys.iter();
        let naming = keys.filter(|key| key.validated && key.columns.contains(&place));
        work.foreign_keys = naming.map(|key| key.oid).collect();
        Ok(())
    }

    fn add_identity(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        place: usize,
        step: &AlterTableCmd,
    ) -> SqlResult<()> {
        let Some(Node::Constraint(constraint)) = &step.def else { return Ok(()) };
        let table = draft.table(oid)?;
        let column = &table.columns[place];
        let of = format!("column \"{}\" of relation \"{}\"", column.name, table.name);
        if !column.not_null {
            let message = format!("{of} must be declared NOT NULL before identity can be added");
            return Err(not_ready(message));
        }
        if column.identity.is_some() {
            return Err(not_ready(format!("{of} is already an identity column")));
        }
        if column.default.is_some() {
            return Err(not_ready(format!("{of} already has a default value")));
        }
        let mut making = Making { table: (*table).clone(), ..Making::default() };
        self.identity(draft, &mut making, place, constraint)?;
        for sequence in making.sequences {
            draft.put_sequence(sequence, None);
        }
        draft.put_table(making.table);
        Ok(())
    }

    fn set_identity(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        place: usize,
        list: &List,
    ) -> SqlResult<()> {
        let table = draft.table(oid)?;
        let column = &table.columns[place];
        let Some(identity) = column.identity else {
            return Err(not_ready(format!(
                "column \"{}\" of relation \"{}\" is not an identity column",
                column.name, table.name
            )));
        };
        let generated = options::each(list).find(|option| options::name(option) == "generated");
        if let Some(option) = generated {
            let always =
                matches!(&option.arg, Some(Node::Integer(letter)) if *letter == i32::from(b'a'));
            draft.change_table(oid, |table| {
                if let Some(identity) = &mut table.columns[place].identity {
                    identity.always = always;
                }
            })?;
        }
        let rest: List = list
            .iter()
            .filter(|node| {
                !matches!(node, Some(Node::DefElem(option)) if options::name(option) == "generated")
            })
            .cloned()
            .collect();
        if rest.is_empty() {
            return Ok(());
        }
        self.change_sequence(draft, identity.sequence, &rest)
    }
}

/// Whether values of one type are values of the other as they are kept, all of them.
fn same_values(old: Type, new: Type) -> bool {
    let text = |oid| matches!(oid, oid::TEXT | oid::VARCHAR);
    let wider = new.typmod < 0 || (old.typmod >= 0 && old.typmod <= new.typmod);
    old == new || (text(old.oid) && text(new.oid) && wider)
}

fn drop_not_null(draft: &mut Draft, oid: Oid, place: usize) -> SqlResult<()> {
    let table = draft.table(oid)?;
    let name = &table.columns[place].name;
    if table.columns[place].identity.is_some() {
        let message =
            format!("column \"{name}\" of relation \"{}\" is an identity column", table.name);
        return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
    }
    let in_primary =
        table.primary().is_some_and(|index| index.keys.iter().any(|k| k.column == Some(place)));
    if in_primary {
        let message = format!("column \"{name}\" is in a primary key");
        return Err(SqlError::new(SqlState::INVALID_TABLE_DEFINITION, message));
    }
    draft.change_table(oid, |table| table.columns[place].not_null = false)
}

fn drop_identity(draft: &mut Draft, oid: Oid, place: usize, missing_ok: bool) -> SqlResult<()> {
    let table = draft.table(oid)?;
    let Some(identity) = table.columns[place].identity else {
        let message = format!(
            "column \"{}\" of relation \"{}\" is not an identity column",
            table.columns[place].name, table.name
        );
        if !missing_ok {
            return Err(not_ready(message));
        }
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message + ", skipping");
        return Ok(());
    };
    draft.change_table(oid, |table| table.columns[place].identity = None)?;
    draft.drop_sequence(identity.sequence);
    Ok(())
}

fn drop_expression(draft: &mut Draft, oid: Oid, place: usize, missing_ok: bool) -> SqlResult<()> {
    let table = draft.table(oid)?;
    if !table.columns[place].generated {
        let message = format!(
            "column \"{}\" of relation \"{}\" is not a stored generated column",
            table.columns[place].name, table.name
        );
        if !missing_ok {
            return Err(not_ready(message));
        }
        draft.notice(SqlState::SUCCESSFUL_COMPLETION, message + ", skipping");
        return Ok(());
    }
    draft.change_table(oid, |table| {
        table.columns[place].generated = false;
        table.columns[place].default = None;
    })
}

fn unsupported_step(step: AlterTableType) -> &'static str {
    use AlterTableType as T;
    match step {
        T::AT_EnableRowSecurity
        | T::AT_DisableRowSecurity
        | T::AT_ForceRowSecurity
        | T::AT_NoForceRowSecurity => "ALTER TABLE ... ROW LEVEL SECURITY",
        T::AT_AttachPartition | T::AT_DetachPartition | T::AT_DetachPartitionFinalize => {
            "ALTER TABLE ... PARTITION"
        }
        T::AT_AddInherit | T::AT_DropInherit => "ALTER TABLE ... INHERIT",
        T::AT_ReplicaIdentity => "ALTER TABLE ... REPLICA IDENTITY",
        T::AT_SetExpression => "ALTER TABLE ... SET EXPRESSION",
        T::AT_EnableTrig
        | T::AT_DisableTrig
        | T::AT_EnableTrigAll
        | T::AT_DisableTrigAll
        | T::AT_EnableTrigUser
        | T::AT_DisableTrigUser => "ALTER TABLE ... TRIGGER",
        _ => "this form of ALTER TABLE",
    }
}
