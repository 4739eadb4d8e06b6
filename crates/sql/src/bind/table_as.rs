//! CREATE TABLE AS and SELECT INTO. (PostgreSQL, src/backend/commands/createas.c)

use super::Binder;
use super::draft::Draft;
use super::expr::given;
use super::type_name::words;
use crate::Statement;
use crate::catalog::{Table, TableColumn};
use crate::statement::{CreateTableAs, Query};
use base::{SqlError, SqlResult, SqlState};
use rupg_sql::nodes::{CreateTableAsStmt, IntoClause, Node, ObjectType, SelectStmt};

const TAG: &str = "CREATE TABLE AS";

impl Binder<'_> {
    pub(crate) fn create_table_as(
        &mut self,
        statement: &CreateTableAsStmt,
    ) -> SqlResult<Statement> {
        if statement.objtype == ObjectType::OBJECT_MATVIEW {
            return Err(SqlError::unsupported("CREATE MATERIALIZED VIEW"));
        }
        let into = given(statement.into.as_ref())?;
        let relation = given(into.rel.as_ref())?;
        let mut draft = Draft::new(self.names.catalog);
        let (namespace, name) = self.creation_name(relation)?;
        if statement.if_not_exists && draft.catalog.relation(namespace, &name).is_some() {
            self.exists_already(&mut draft, &name, true)?;
            let made = CreateTableAs { ddl: draft.finish(TAG), query: None };
            return Ok(Statement::CreateTableAs(Box::new(made)));
        }
        let node = given(statement.query.as_ref())?;
        if !matches!(node, Node::SelectStmt(_)) {
            return Err(SqlError::unsupported("CREATE TABLE AS EXECUTE"));
        }
        let query = self.query(node)?;
        self.table_of_query(draft, into, query)
    }

    /// SELECT ... INTO table.
    pub(crate) fn select_into(&mut self, select: &SelectStmt) -> SqlResult<Statement> {
        let mut plain = select.clone();
        let into = given(plain.intoClause.take())?;
        let draft = Draft::new(self.names.catalog);
        let query = self.query(&Node::SelectStmt(Box::new(plain)))?;
        self.table_of_query(draft, &into, query)
    }

    fn table_of_query(
        &mut self,
        mut draft: Draft,
        into: &IntoClause,
        query: Query,
    ) -> SqlResult<Statement> {
        let relation = given(into.rel.as_ref())?;
        let (namespace, name) = self.creation_name(relation)?;
        let given_names = words(&into.colNames);
        if given_names.len() > query.columns.len() {
            let message = "too many column names were specified";
            return Err(SqlError::new(SqlState::SYNTAX_ERROR, message));
        }
        let mut table = Table {
            oid: draft.fresh(),
            storage: draft.fresh(),
            namespace,
            name,
            owner: self.names.user,
            ..Table::default()
        };
        for (place, column) in query.columns.iter().enumerate() {
            let name = given_names.get(place).copied().unwrap_or(&column.name);
            table.columns.push(TableColumn::plain(name, column.ty));
        }
        super::table::check_columns(&table)?;
        if draft.catalog.relation(namespace, &table.name).is_some() {
            return Err(super::rename::relation_exists(&table.name));
        }
        draft.put_table(table);
        let query = (!into.skipData).then_some(query);
        let made = CreateTableAs { ddl: draft.finish(TAG), query };
        Ok(Statement::CreateTableAs(Box::new(made)))
    }
}
