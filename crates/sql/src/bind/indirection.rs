//! What do `value[i]`, `value.field` and `value.*` mean? (transformIndirection of
//! src/backend/parser/parse_expr.c, src/backend/parser/parse_node.c)

use super::coerce::Context;
use super::expr::given;
use super::scope::Scope;
use super::type_name::{base_oid, shown};
use super::{Binder, Typed};
use crate::{Call, Expr};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{A_Indices, A_Indirection, Node};
use types::Type;
use types::facts::{self, fn_oid, oid};

impl Binder<'_> {
    pub(crate) fn indirection(
        &mut self,
        parts: &A_Indirection,
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let mut value = self.expression(given(parts.arg.as_ref())?, scope)?;
        let mut indices: Vec<&A_Indices> = Vec::new();
        for part in parts.indirection.iter().flatten() {
            match part {
                Node::A_Indices(index) => indices.push(index),
                Node::String(field) => {
                    value = self.subscripted(value, &std::mem::take(&mut indices), scope)?;
                    value = self.field(value, field)?;
                }
                _ => {
                    let error = SqlError::new(
                        SqlState::FEATURE_NOT_SUPPORTED,
                        "row expansion via \"*\" is not supported here",
                    );
                    return Err(self.at(error, value.at));
                }
            }
        }
        self.subscripted(value, &indices, scope)
    }

    /// A field of a row.
    pub(crate) fn field(&mut self, value: Typed, field: &str) -> SqlResult<Typed> {
        let at = value.at;
        let Some(shape) = &value.row else {
            let ty = value.ty().oid;
            let error = if ty == oid::RECORD {
                let message = format!("could not identify column \"{field}\" in record data type");
                SqlError::new(SqlState::UNDEFINED_COLUMN, message)
            } else {
                let message = format!(
                    "column notation .{field} applied to type {}, which is not a composite type",
                    shown(ty)
                );
                SqlError::new(SqlState::WRONG_OBJECT_TYPE, message)
            };
            return Err(self.at(error, at));
        };
        let Some(place) = shape.fields.iter().position(|(name, _)| name == field) else {
            let message = if shape.oid == oid::RECORD {
                format!("could not identify column \"{field}\" in record data type")
            } else {
                format!("column \"{field}\" not found in data type {}", shown(shape.oid))
            };
            return Err(self.at(SqlError::new(SqlState::UNDEFINED_COLUMN, message), at));
        };
        let ty = shape.fields[place].1;
        Ok(Typed::new(field_of(value.expr, place, ty), at))
    }

    /// The columns a star in a list means: `*`, `t.*`, `(row).*`; none when the node is no star.
    pub(crate) fn star(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
    ) -> SqlResult<Option<Vec<(String, Typed)>>> {
        let last =
            |list: &rupg_sql::nodes::List| matches!(list.last(), Some(Some(Node::A_Star(_))));
        match node {
            Node::ColumnRef(column) if last(&column.fields) => {
                let names = super::type_name::words(&column.fields);
                if names.is_empty() {
                    return self.all_columns(column.location, scope).map(Some);
                }
                let (level, item) = match self.find_item(&names, column.location, scope) {
                    Ok(found) => found,
                    // `column.*` of a column that is a row.
                    Err(error) => {
                        let fields = &column.fields[..column.fields.len() - 1];
                        let value = self.column_ref(fields, column.location, scope);
                        return match value {
                            Ok(value) if value.row.is_some() => self.row_star(value).map(Some),
                            _ => Err(error),
                        };
                    }
                };
                Ok(Some(self.item_columns(level, item, column.location, scope)))
            }
            Node::A_Indirection(parts) if last(&parts.indirection) => {
                let mut inner = (**parts).clone();
                inner.indirection.pop();
                let value = match inner.indirection.is_empty() {
                    true => self.expression(given(inner.arg.as_ref())?, scope)?,
                    false => self.indirection(&inner, scope)?,
                };
                self.row_star(value).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn row_star(&mut self, value: Typed) -> SqlResult<Vec<(String, Typed)>> {
        let Some(shape) = value.row.clone() else {
            let message = format!("type {} is not composite", shown(value.ty().oid));
            return Err(self.at(SqlError::new(SqlState::WRONG_OBJECT_TYPE, message), value.at));
        };
        let field = |(place, (name, ty)): (usize, &(String, Type))| {
            let expr = field_of(value.expr.clone(), place, *ty);
            (name.clone(), Typed::new(expr, value.at))
        };
        Ok(shape.fields.iter().enumerate().map(field).collect())
    }

    fn all_columns(&mut self, at: i32, scope: &Scope<'_>) -> SqlResult<Vec<(String, Typed)>> {
        let mut out = Vec::new();
        let mut any = false;
        for item in 0..scope.items.len() {
            if scope.items[item].open {
                any = true;
                out.extend(self.item_columns(scope, item, at, scope));
            }
        }
        if !any {
            let message = "SELECT * with no tables specified is not valid";
            return Err(self.at(SqlError::new(SqlState::SYNTAX_ERROR, message), at));
        }
        Ok(out)
    }

    fn item_columns(
        &mut self,
        level: &Scope<'_>,
        item: usize,
        at: i32,
        scope: &Scope<'_>,
    ) -> Vec<(String, Typed)> {
        let mut out = Vec::new();
        for column in 0..level.items[item].columns.len() {
            let own = &level.items[item].columns[column];
            if !own.hidden {
                let name = own.name.clone();
                let found = super::scope::Found { level, item, column };
                out.push((name, self.take(scope, &found, at)));
            }
        }
        out
    }

    fn subscripted(
        &mut self,
        value: Typed,
        indices: &[&A_Indices],
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        if indices.is_empty() {
            return Ok(value);
        }
        let at = value.at;
        let container = base_oid(value.ty().oid);
        if container == oid::JSONB {
            return self.json_subscripted(value, indices, scope);
        }
        let fact = facts::type_by_oid(container).filter(|row| row.subscript != 0);
        let Some(element) = fact.map(|row| row.elem) else {
            let message = format!(
                "cannot subscript type {} because it does not support subscripting",
                shown(value.ty().oid)
            );
            return Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at));
        };
        let slice = indices.iter().any(|index| index.is_slice);
        let mut out = Vec::with_capacity(indices.len());
        for index in indices {
            let lower = self.bound(index.lidx.as_ref(), scope)?;
            let upper = self.bound(index.uidx.as_ref(), scope)?;
            out.push(match (slice, index.is_slice) {
                // Within a slice a lone subscript is the upper bound of one from 1.
                (true, false) => {
                    let one = Expr::Const(types::Datum::Int4(1), Type::new(oid::INT4));
                    (Some(one), upper)
                }
                (true, true) => (lower, upper),
                (false, _) => (upper, None),
            });
        }
        let typmod = value.expr.ty().typmod;
        let ty = Type { oid: if slice { container } else { element }, typmod };
        let array = Box::new(value.expr);
        Ok(Typed::new(Expr::Subscript { array, index: out, slice, ty }, at))
    }

    fn bound(&mut self, node: Option<&Node>, scope: &Scope<'_>) -> SqlResult<Option<Expr>> {
        let Some(node) = node else { return Ok(None) };
        let value = self.expression(node, scope)?;
        let at = value.at;
        match self.coerce(value, Type::new(oid::INT4), Context::Assignment)? {
            Some(value) => Ok(Some(value.expr)),
            None => {
                let message = "array subscript must have type integer";
                Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at))
            }
        }
    }

    /// `jsonb[...]` is `#>` with the subscripts as a path.
    fn json_subscripted(
        &mut self,
        value: Typed,
        indices: &[&A_Indices],
        scope: &Scope<'_>,
    ) -> SqlResult<Typed> {
        let at = value.at;
        let mut path = Vec::with_capacity(indices.len());
        for index in indices {
            if index.is_slice {
                let message = "jsonb subscript does not support slices";
                return Err(self.at(SqlError::new(SqlState::DATATYPE_MISMATCH, message), at));
            }
            let step = self.expression(given(index.uidx.as_ref())?, scope)?;
            let (from, place) = (step.ty().oid, step.at);
            let numeric = matches!(from, oid::INT2 | oid::INT4 | oid::INT8);
            let step = if numeric {
                self.coerce(step, Type::new(oid::INT4), Context::Assignment)?
                    .map(|step| Expr::ViaText(Box::new(step.expr), Type::new(oid::TEXT)))
            } else {
                self.coerce(step, Type::new(oid::TEXT), Context::Implicit)?.map(|step| step.expr)
            };
            path.push(step.ok_or_else(|| {
                let message = format!("subscript type {} is not supported", shown(from));
                let error = SqlError::new(SqlState::DATATYPE_MISMATCH, message)
                    .with_hint("jsonb subscript must be coercible to either integer or text.");
                self.at(error, place)
            })?);
        }
        let path = Expr::Array(path, Type::new(oid::TEXT_ARRAY));
        let call = Call {
            function: fn_oid::F_JSONB_EXTRACT_PATH,
            args: vec![value.expr, path],
            ty: Type::new(oid::JSONB),
            position: self.position(at).unwrap_or(0),
            variadic: false,
        };
        Ok(Typed::new(Expr::Call(call), at))
    }
}

/// A field of a row, read at once where the row is written out.
pub(crate) fn field_of(row: Expr, place: usize, ty: Type) -> Expr {
    match row {
        Expr::Row(mut fields, _) if place < fields.len() => fields.swap_remove(place),
        row => Expr::Field(Box::new(row), place, ty),
    }
}
