//! What is a statement called that is not supported yet?

use rupg_sql::nodes::{Node, ObjectType};

/// A kind of object, in the words of SQL.
pub(crate) fn object(kind: ObjectType) -> &'static str {
    match kind {
        ObjectType::OBJECT_ACCESS_METHOD => "ACCESS METHOD",
        ObjectType::OBJECT_AGGREGATE => "AGGREGATE",
        ObjectType::OBJECT_ATTRIBUTE => "TYPE ... ATTRIBUTE",
        ObjectType::OBJECT_CAST => "CAST",
        ObjectType::OBJECT_COLUMN => "COLUMN",
        ObjectType::OBJECT_COLLATION => "COLLATION",
        ObjectType::OBJECT_CONVERSION => "CONVERSION",
        ObjectType::OBJECT_DATABASE => "DATABASE",
        ObjectType::OBJECT_DOMAIN | ObjectType::OBJECT_DOMCONSTRAINT => "DOMAIN",
        ObjectType::OBJECT_EVENT_TRIGGER => "EVENT TRIGGER",
        ObjectType::OBJECT_EXTENSION => "EXTENSION",
        ObjectType::OBJECT_FDW => "FOREIGN DATA WRAPPER",
        ObjectType::OBJECT_FOREIGN_SERVER => "SERVER",
        ObjectType::OBJECT_FOREIGN_TABLE => "FOREIGN TABLE",
        ObjectType::OBJECT_FUNCTION => "FUNCTION",
        ObjectType::OBJECT_INDEX => "INDEX",
        ObjectType::OBJECT_LANGUAGE => "LANGUAGE",
        ObjectType::OBJECT_LARGEOBJECT => "LARGE OBJECT",
        ObjectType::OBJECT_MATVIEW => "MATERIALIZED VIEW",
        ObjectType::OBJECT_OPCLASS => "OPERATOR CLASS",
        ObjectType::OBJECT_OPERATOR => "OPERATOR",
        ObjectType::OBJECT_OPFAMILY => "OPERATOR FAMILY",
        ObjectType::OBJECT_POLICY => "POLICY",
        ObjectType::OBJECT_PROCEDURE => "PROCEDURE",
        ObjectType::OBJECT_PUBLICATION => "PUBLICATION",
        ObjectType::OBJECT_ROLE => "ROLE",
        ObjectType::OBJECT_ROUTINE => "ROUTINE",
        ObjectType::OBJECT_RULE => "RULE",
        ObjectType::OBJECT_SCHEMA => "SCHEMA",
        ObjectType::OBJECT_SEQUENCE => "SEQUENCE",
        ObjectType::OBJECT_SUBSCRIPTION => "SUBSCRIPTION",
        ObjectType::OBJECT_STATISTIC_EXT => "STATISTICS",
        ObjectType::OBJECT_TABCONSTRAINT => "CONSTRAINT",
        ObjectType::OBJECT_TABLE => "TABLE",
        ObjectType::OBJECT_TABLESPACE => "TABLESPACE",
        ObjectType::OBJECT_TRANSFORM => "TRANSFORM",
        ObjectType::OBJECT_TRIGGER => "TRIGGER",
        ObjectType::OBJECT_TSCONFIGURATION => "TEXT SEARCH CONFIGURATION",
        ObjectType::OBJECT_TSDICTIONARY => "TEXT SEARCH DICTIONARY",
        ObjectType::OBJECT_TSPARSER => "TEXT SEARCH PARSER",
        ObjectType::OBJECT_TSTEMPLATE => "TEXT SEARCH TEMPLATE",
        ObjectType::OBJECT_TYPE => "TYPE",
        ObjectType::OBJECT_USER_MAPPING => "USER MAPPING",
        ObjectType::OBJECT_VIEW => "VIEW",
        _ => "OBJECT",
    }
}

/// `DROP VIEW` and its like.
pub(crate) fn dropped(kind: ObjectType) -> String {
    format!("DROP {}", object(kind))
}

/// The statement's name, as its command tag would have it.
pub(crate) fn statement(node: &Node) -> String {
    let name = match node {
        Node::AlterCollationStmt(_) => "ALTER COLLATION",
        Node::AlterDatabaseRefreshCollStmt(_)
        | Node::AlterDatabaseSetStmt(_)
        | Node::AlterDatabaseStmt(_) => "ALTER DATABASE",
        Node::AlterDefaultPrivilegesStmt(_) => "ALTER DEFAULT PRIVILEGES",
        Node::AlterDomainStmt(_) => "ALTER DOMAIN",
        Node::AlterEnumStmt(_) | Node::AlterTypeStmt(_) => "ALTER TYPE",
        Node::AlterEventTrigStmt(_) => "ALTER EVENT TRIGGER",
        Node::AlterExtensionStmt(_) | Node::AlterExtensionContentsStmt(_) => "ALTER EXTENSION",
        Node::AlterFdwStmt(_) => "ALTER FOREIGN DATA WRAPPER",
        Node::AlterForeignServerStmt(_) => "ALTER SERVER",
        Node::AlterFunctionStmt(_) => "ALTER FUNCTION",
        Node::AlterPolicyStmt(_) => "ALTER POLICY",
        Node::AlterPublicationStmt(_) => "ALTER PUBLICATION",
        Node::AlterRoleSetStmt(_) => "ALTER ROLE ... SET",
        Node::AlterStatsStmt(_) => "ALTER STATISTICS",
        Node::AlterSubscriptionStmt(_) => "ALTER SUBSCRIPTION",
        Node::AlterSystemStmt(_) => "ALTER SYSTEM",
        Node::CallStmt(_) => "CALL",
        Node::CreateAmStmt(_) => "CREATE ACCESS METHOD",
        Node::CreateCastStmt(_) => "CREATE CAST",
        Node::CreateConversionStmt(_) => "CREATE CONVERSION",
        Node::CreateDomainStmt(_) => "CREATE DOMAIN",
        Node::CreateEnumStmt(_) | Node::CompositeTypeStmt(_) | Node::CreateRangeStmt(_) => {
            "CREATE TYPE"
        }
        Node::CreateEventTrigStmt(_) => "CREATE EVENT TRIGGER",
        Node::CreateFdwStmt(_) => "CREATE FOREIGN DATA WRAPPER",
        Node::CreateForeignServerStmt(_) => "CREATE SERVER",
        Node::CreateForeignTableStmt(_) => "CREATE FOREIGN TABLE",
        Node::CreateFunctionStmt(function) if function.is_procedure => "CREATE PROCEDURE",
        Node::CreateFunctionStmt(_) => "CREATE FUNCTION",
        Node::CreateOpClassStmt(_) => "CREATE OPERATOR CLASS",
        Node::CreateOpFamilyStmt(_) => "CREATE OPERATOR FAMILY",
        Node::CreatePLangStmt(_) => "CREATE LANGUAGE",
        Node::CreatePolicyStmt(_) => "CREATE POLICY",
        Node::CreatePublicationStmt(_) => "CREATE PUBLICATION",
        Node::CreateStatsStmt(_) => "CREATE STATISTICS",
        Node::CreateSubscriptionStmt(_) => "CREATE SUBSCRIPTION",
        Node::CreateTableSpaceStmt(_) => "CREATE TABLESPACE",
        Node::CreateTransformStmt(_) => "CREATE TRANSFORM",
        Node::CreateTrigStmt(_) => "CREATE TRIGGER",
        Node::CreateUserMappingStmt(_) => "CREATE USER MAPPING",
        Node::CreatedbStmt(_) => "CREATE DATABASE",
        Node::DefineStmt(define) => return format!("CREATE {}", object(define.kind)),
        Node::DoStmt(_) => "DO",
        Node::DropOwnedStmt(_) => "DROP OWNED",
        Node::DropSubscriptionStmt(_) => "DROP SUBSCRIPTION",
        Node::DropTableSpaceStmt(_) => "DROP TABLESPACE",
        Node::DropUserMappingStmt(_) => "DROP USER MAPPING",
        Node::DropdbStmt(_) => "DROP DATABASE",
        Node::ImportForeignSchemaStmt(_) => "IMPORT FOREIGN SCHEMA",
        Node::ListenStmt(_) => "LISTEN",
        Node::LoadStmt(_) => "LOAD",
        Node::MergeStmt(_) => "MERGE",
        Node::NotifyStmt(_) => "NOTIFY",
        Node::ReassignOwnedStmt(_) => "REASSIGN OWNED",
        Node::RefreshMatViewStmt(_) => "REFRESH MATERIALIZED VIEW",
        Node::RuleStmt(_) => "CREATE RULE",
        Node::SecLabelStmt(_) => "SECURITY LABEL",
        Node::UnlistenStmt(_) => "UNLISTEN",
        Node::ViewStmt(_) => "CREATE VIEW",
        _ => "this statement",
    };
    name.to_string()
}
