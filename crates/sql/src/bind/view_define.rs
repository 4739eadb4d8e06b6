//! CREATE VIEW and ALTER VIEW. (PostgreSQL, src/backend/commands/view.c)

use super::draft::Draft;
use super::drop::wrong_kind;
use super::expr::given;
use super::record::Record;
use super::scope::Scope;
use super::select::Selected;
use super::type_name::words;
use super::{Binder, options};
use crate::catalog::{CheckOption, Relation, TableColumn, View};
use crate::{RawStatement, Rel};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{
    AlterTableCmd, AlterTableType, List, Node, SelectStmt, ViewCheckOption, ViewStmt,
};
use types::{Oid, Type, format_type};

fn unsupported(message: &str) -> SqlError {
    SqlError::new(SqlState::FEATURE_NOT_SUPPORTED, message)
}

fn changed(message: String) -> SqlError {
    SqlError::new(SqlState::INVALID_TABLE_DEFINITION, message)
}

/// Whether a query of WITH writes.
fn writes(query: &SelectStmt) -> bool {
    let ctes = query.withClause.iter().flat_map(|clause| clause.ctes.iter().flatten());
    let mut bodies = ctes.filter_map(|node| match node {
        Node::CommonTableExpr(cte) => cte.ctequery.as_ref(),
        _ => None,
    });
    bodies.any(|body| !matches!(body, Node::SelectStmt(_)))
}

impl Binder<'_> {
    pub(crate) fn create_view(&mut self, draft: &mut Draft, create: &ViewStmt) -> SqlResult<()> {
        let relation = given(create.view.as_ref())?;
        let query = match given(create.query.as_ref())? {
            Node::SelectStmt(query) => &**query,
            _ => return Err(SqlError::unsupported("this statement as a view")),
        };
        if query.intoClause.is_some() {
            return Err(unsupported("views must not contain SELECT INTO"));
        }
        if relation.relpersistence == b't' {
            return Err(SqlError::unsupported("CREATE TEMPORARY VIEW"));
        }
        let mut view = self.view_of_query(query)?;
        if writes(query) {
            return Err(unsupported("views must not contain data-modifying statements in WITH"));
        }
        self.view_options(&mut view, &create.options)?;
        view.check = match create.withCheckOption {
            ViewCheckOption::LOCAL_CHECK_OPTION => Some(CheckOption::Local),
            ViewCheckOption::CASCADED_CHECK_OPTION => Some(CheckOption::Cascaded),
            _ => view.check,
        };
        name_columns(&mut view, &words(&create.aliases))?;
        check_columns(&view)?;
        if relation.relpersistence == b'u' {
            let message = "views cannot be unlogged because they do not have storage";
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
        }
        let source = self.source.ok_or_else(|| SqlError::internal("a view of no text"))?;
        self.check_meaning(source, &view)?;
        let nowhere = rupg_sql::nodes::RangeVar { location: -1, ..(**relation).clone() };
        let (namespace, name) = self.creation_name(&nowhere)?;
        view.text = match &source.node {
            Node::ViewStmt(_) => source.text.clone(),
            _ => return Err(SqlError::unsupported("CREATE VIEW within another statement")),
        };
        let old = draft.catalog.relation(namespace, &name);
        (view.namespace, view.name, view.owner) = (namespace, name, self.names.user);
        match old {
            None => view.oid = draft.fresh(),
            Some(Relation::View(old)) if create.replace => self.replace(draft, old, &mut view)?,
            Some(_) if create.replace => return Err(wrong_kind(&view.name, "a view")),
            Some(_) => return Err(super::rename::relation_exists(&view.name)),
        }
        if view.check.is_some() {
            self.check_updatable(&view)?;
        }
        draft.put_view(view);
        Ok(())
    }

    /// The columns of a view over a query, and its lens.
    fn view_of_query(&mut self, query: &SelectStmt) -> SqlResult<View> {
        self.record = Some(Record::default());
        let selected = self.select_stmt(query, Scope::new(None), true);
        let Selected { mut rel, outputs, .. } = selected?.0;
        if !query.lockingClause.is_empty() {
            return Err(SqlError::unsupported("FOR UPDATE in a view"));
        }
        let lens = self.lens_of(&mut rel)?;
        self.record = None;
        let column = |output: &super::select::Output| {
            let ty = output.row.as_ref().map_or(output.column.ty, |row| Type::new(row.oid));
            TableColumn::plain(&output.column.name, ty)
        };
        Ok(View { columns: outputs.iter().map(column).collect(), lens, ..View::default() })
    }

    /// A text that means one thing to this session and another to others is refused.
    fn check_meaning(&self, source: &RawStatement, view: &View) -> SqlResult<()> {
        let Node::ViewStmt(create) = &source.node else { return Ok(()) };
        let Some(Node::SelectStmt(query)) = &create.query else { return Ok(()) };
        let meaning = |env: &dyn builtin::Env| -> SqlResult<(Rel, bool)> {
            let names = super::Names { env, ..*self.names };
            let mut binder = Binder::new(&names, source, &[]);
            binder.lens = Some(&view.lens);
            let selected = binder.select_stmt(query, Scope::new(None), true)?.0;
            Ok((selected.rel, binder.cacheable))
        };
        let (here, steady) = meaning(self.names.env)?;
        let kept = meaning(&self.fixed());
        match kept {
            Ok((kept, _)) if steady && format!("{kept:?}") == format!("{here:?}") => Ok(()),
            _ => Err(SqlError::unsupported(
                "a view with a literal that depends on the session's time or formats",
            )),
        }
    }

    fn view_options(&mut self, view: &mut View, list: &List) -> SqlResult<()> {
        for option in options::each(list) {
            let value = || match options::truth(option) {
                Ok(value) => Ok(value),
                Err(_) => {
                    let name = options::name(option);
                    let text = options::text(option)?;
                    let message = format!("invalid value for boolean option \"{name}\": {text}");
                    Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message))
                }
            };
            match options::name(option) {
                "security_barrier" => view.security_barrier = Some(value()?),
                "security_invoker" => view.security_invoker = Some(value()?),
                "check_option" => {
                    view.check = Some(match options::text(option)?.as_str() {
                        "local" => CheckOption::Local,
                        "cascaded" => CheckOption::Cascaded,
                        other => {
                            let message =
                                format!("invalid value for enum option \"check_option\": {other}");
                            let detail = "Valid values are \"local\" and \"cascaded\".";
                            let state = SqlState::INVALID_PARAMETER_VALUE;
                            return Err(SqlError::new(state, message).with_detail(detail));
                        }
                    });
                }
                other => {
                    let message = format!("unrecognized parameter \"{other}\"");
                    return Err(SqlError::new(SqlState::INVALID_PARAMETER_VALUE, message));
                }
            }
        }
        Ok(())
    }

    /// OR REPLACE: old columns stay as they are, new ones come after them.
    fn replace(&self, draft: &Draft, old: Oid, view: &mut View) -> SqlResult<()> {
        let old = draft.view(old)?;
        self.check_owner(old.owner, "view", &old.name)?;
        if view.columns.len() < old.columns.len() {
            return Err(changed("cannot drop columns from view".to_string()));
        }
        for (new, old) in view.columns.iter_mut().zip(&old.columns) {
            if new.name != old.name {
                let message = format!(
                    "cannot change name of view column \"{}\" to \"{}\"",
                    old.name, new.name
                );
                let hint =
                    "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.";
                return Err(changed(message).with_hint(hint));
            }
            if new.ty() != old.ty() {
                return Err(changed(format!(
                    "cannot change data type of view column \"{}\" from {} to {}",
                    old.name,
                    format_type(old.ty()),
                    format_type(new.ty())
                )));
            }
            new.default.clone_from(&old.default);
            new.comment.clone_from(&old.comment);
        }
        (view.oid, view.owner) = (old.oid, old.owner);
        view.comment = old.comment;
        Ok(())
    }

    /// One step of ALTER VIEW, or of ALTER TABLE on a view.
    pub(crate) fn view_step(
        &mut self,
        draft: &mut Draft,
        oid: Oid,
        step: &AlterTableCmd,
    ) -> SqlResult<()> {
        use AlterTableType as T;
        let mut view = draft.view(oid)?;
        match (step.subtype, &step.def) {
            (T::AT_SetRelOptions, Some(Node::List(list))) => {
                self.view_options(&mut view, list)?;
                if view.check.is_some() {
                    self.check_updatable(&view)?;
                }
            }
            (T::AT_ResetRelOptions, Some(Node::List(list))) => {
                for option in options::each(list) {
                    match options::name(option) {
                        "security_barrier" => view.security_barrier = None,
                        "security_invoker" => view.security_invoker = None,
                        "check_option" => view.check = None,
                        _ => {}
                    }
                }
            }
            (T::AT_ColumnDefault, value) => {
                let name = step.name.as_deref().unwrap_or("");
                let Some(place) = view.column(name) else {
                    return Err(super::table::missing_column(name, &view.name));
                };
                let column = view.columns[place].clone();
                view.columns[place].default = match value {
                    Some(node) => Some(self.view_default(&column, node)?),
                    None => None,
                };
            }
            (other, _) => return Err(refused_step(&view.name, other)),
        }
        draft.put_view(view);
        Ok(())
    }

    fn view_default(&mut self, column: &TableColumn, node: &Node) -> SqlResult<String> {
        let scope = Scope::new(None);
        let value = self.expr(node, &scope, super::scope::ExprKind::ColumnDefault)?;
        let expr = self.assign(value, column.ty(), &column.name)?;
        super::Stored { expr, columns: Vec::new() }.text(&[])
    }
}

/// What ALTER TABLE says of steps that a view does not take (`ATSimplePermissions`).
fn refused_step(name: &str, step: AlterTableType) -> SqlError {
    use AlterTableType as T;
    let words = match step {
        T::AT_AddColumn => "ADD COLUMN",
        T::AT_DropColumn => "DROP COLUMN",
        T::AT_AlterColumnType => "ALTER COLUMN ... SET DATA TYPE",
        T::AT_SetNotNull => "ALTER COLUMN ... SET NOT NULL",
        T::AT_DropNotNull => "ALTER COLUMN ... DROP NOT NULL",
        T::AT_AddConstraint => "ADD CONSTRAINT",
        T::AT_DropConstraint => "DROP CONSTRAINT",
        T::AT_ValidateConstraint => "VALIDATE CONSTRAINT",
        T::AT_AlterConstraint => "ALTER CONSTRAINT",
        T::AT_AddIdentity => "ALTER COLUMN ... ADD IDENTITY",
        T::AT_SetIdentity => "ALTER COLUMN ... SET",
        T::AT_DropIdentity => "ALTER COLUMN ... DROP IDENTITY",
        T::AT_DropExpression => "ALTER COLUMN ... DROP EXPRESSION",
        _ => return SqlError::unsupported("this ALTER TABLE of a view"),
    };
    let message = format!("ALTER action {words} cannot be performed on relation \"{name}\"");
    SqlError::new(SqlState::WRONG_OBJECT_TYPE, message)
        .with_detail("This operation is not supported for views.")
}

/// Gives the first columns these names.
fn name_columns(view: &mut View, names: &[&str]) -> SqlResult<()> {
    if names.len() > view.columns.len() {
        let message = "CREATE VIEW specifies more column names than columns";
        return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
    }
    for (column, name) in view.columns.iter_mut().zip(names) {
        column.name = (*name).to_string();
    }
    Ok(())
}

fn check_columns(view: &View) -> SqlResult<()> {
    for (place, column) in view.columns.iter().enumerate() {
        if view.columns[..place].iter().any(|other| other.name == column.name) {
            let message = format!("column \"{}\" specified more than once", column.name);
            return Err(SqlError::new(SqlState::DUPLICATE_COLUMN, message));
        }
        super::table::check_column_type(column)?;
    }
    Ok(())
}
