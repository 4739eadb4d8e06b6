//! Which five characters classify an error? (PostgreSQL, src/backend/utils/errcodes.txt)

use std::fmt;

/// A SQLSTATE: five characters of `0-9A-Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlState([u8; 5]);

macro_rules! states {
    ($($name:ident = $code:literal;)*) => {
        #[allow(missing_docs)]
        impl SqlState { $(pub const $name: SqlState = SqlState::new($code);)* }
    };
}

states! {
    SUCCESSFUL_COMPLETION = b"00000";
    WARNING = b"01000";
    PROTOCOL_VIOLATION = b"08P01";
    FEATURE_NOT_SUPPORTED = b"0A000";
    CARDINALITY_VIOLATION = b"21000";
    STRING_DATA_RIGHT_TRUNCATION = b"22001";
    NUMERIC_VALUE_OUT_OF_RANGE = b"22003";
    NULL_VALUE_NOT_ALLOWED = b"22004";
    INVALID_DATETIME_FORMAT = b"22007";
    DATETIME_FIELD_OVERFLOW = b"22008";
    DIVISION_BY_ZERO = b"22012";
    INVALID_PARAMETER_VALUE = b"22023";
    INVALID_ROW_COUNT_IN_LIMIT_CLAUSE = b"2201W";
    INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE = b"2201X";
    CHARACTER_NOT_IN_REPERTOIRE = b"22021";
    INVALID_TEXT_REPRESENTATION = b"22P02";
    INVALID_BINARY_REPRESENTATION = b"22P03";
    BAD_COPY_FILE_FORMAT = b"22P04";
    UNTRANSLATABLE_CHARACTER = b"22P05";
    INTEGRITY_CONSTRAINT_VIOLATION = b"23000";
    RESTRICT_VIOLATION = b"23001";
    NOT_NULL_VIOLATION = b"23502";
    FOREIGN_KEY_VIOLATION = b"23503";
    UNIQUE_VIOLATION = b"23505";
    CHECK_VIOLATION = b"23514";
    INVALID_CURSOR_STATE = b"24000";
    INVALID_TRANSACTION_STATE = b"25000";
    ACTIVE_SQL_TRANSACTION = b"25001";
    READ_ONLY_SQL_TRANSACTION = b"25006";
    NO_ACTIVE_SQL_TRANSACTION = b"25P01";
    IN_FAILED_SQL_TRANSACTION = b"25P02";
    INVALID_SQL_STATEMENT_NAME = b"26000";
    INVALID_AUTHORIZATION_SPECIFICATION = b"28000";
    INVALID_PASSWORD = b"28P01";
    DEPENDENT_OBJECTS_STILL_EXIST = b"2BP01";
    INVALID_CURSOR_NAME = b"34000";
    INVALID_SAVEPOINT_SPECIFICATION = b"3B001";
    INVALID_CATALOG_NAME = b"3D000";
    INVALID_SCHEMA_NAME = b"3F000";
    SERIALIZATION_FAILURE = b"40001";
    TRANSACTION_ROLLBACK = b"40000";
    SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION = b"42000";
    INSUFFICIENT_PRIVILEGE = b"42501";
    SYNTAX_ERROR = b"42601";
    INVALID_NAME = b"42602";
    INVALID_COLUMN_DEFINITION = b"42611";
    NAME_TOO_LONG = b"42622";
    DUPLICATE_COLUMN = b"42701";
    AMBIGUOUS_COLUMN = b"42702";
    UNDEFINED_COLUMN = b"42703";
    UNDEFINED_OBJECT = b"42704";
    DUPLICATE_OBJECT = b"42710";
    DUPLICATE_ALIAS = b"42712";
    DUPLICATE_FUNCTION = b"42723";
    AMBIGUOUS_FUNCTION = b"42725";
    GROUPING_ERROR = b"42803";
    DATATYPE_MISMATCH = b"42804";
    WRONG_OBJECT_TYPE = b"42809";
    INVALID_FOREIGN_KEY = b"42830";
    CANNOT_COERCE = b"42846";
    UNDEFINED_FUNCTION = b"42883";
    GENERATED_ALWAYS = b"428C9";
    RESERVED_NAME = b"42939";
    UNDEFINED_TABLE = b"42P01";
    UNDEFINED_PARAMETER = b"42P02";
    DUPLICATE_CURSOR = b"42P03";
    DUPLICATE_DATABASE = b"42P04";
    DUPLICATE_PREPARED_STATEMENT = b"42P05";
    DUPLICATE_SCHEMA = b"42P06";
    DUPLICATE_TABLE = b"42P07";
    AMBIGUOUS_PARAMETER = b"42P08";
    AMBIGUOUS_ALIAS = b"42P09";
    INVALID_COLUMN_REFERENCE = b"42P10";
    INVALID_TABLE_DEFINITION = b"42P16";
    INVALID_OBJECT_DEFINITION = b"42P17";
    INDETERMINATE_DATATYPE = b"42P18";
    INVALID_RECURSION = b"42P19";
    WINDOWING_ERROR = b"42P20";
    INSUFFICIENT_RESOURCES = b"53000";
    DISK_FULL = b"53100";
    OUT_OF_MEMORY = b"53200";
    TOO_MANY_CONNECTIONS = b"53300";
    PROGRAM_LIMIT_EXCEEDED = b"54000";
    STATEMENT_TOO_COMPLEX = b"54001";
    TOO_MANY_COLUMNS = b"54011";
    OBJECT_NOT_IN_PREREQUISITE_STATE = b"55000";
    CANT_CHANGE_RUNTIME_PARAM = b"55P02";
    QUERY_CANCELED = b"57014";
    ADMIN_SHUTDOWN = b"57P01";
    CANNOT_CONNECT_NOW = b"57P03";
    IDLE_IN_TRANSACTION_SESSION_TIMEOUT = b"25P03";
    IO_ERROR = b"58030";
    INTERNAL_ERROR = b"XX000";
    DATA_CORRUPTED = b"XX001";
}

impl SqlState {
    /// The state of these five characters.
    pub const fn new(code: &[u8; 5]) -> SqlState {
        SqlState(*code)
    }

    /// The state named by `code`; `None` unless it is five of `0-9A-Z`.
    pub fn parse(code: &str) -> Option<SqlState> {
        let bytes: [u8; 5] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
            .then_some(SqlState(bytes))
    }

    /// The five characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XX000")
    }
}

impl fmt::Display for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
