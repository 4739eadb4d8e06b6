//! What does one row of each catalog say?
//!
//! The fields are the columns of PostgreSQL's catalogs without their prefix (`typlen` is `len`).
//! An [`Oid`] of 0 is none, as there.

use crate::Oid;

/// The language of a function's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Built into the server.
    Internal,
    /// In a library beside the server.
    C,
    /// SQL.
    Sql,
}

/// A type (`pg_type`; row types are left out).
#[derive(Debug, PartialEq)]
pub struct TypeFact {
    /// Identifier.
    pub oid: Oid,
    /// `typname`, such as `int4` or `_int4`.
    pub name: &'static str,
    /// Schema; see [`namespaces`](super::namespaces).
    pub namespace: Oid,
    /// Bytes of a value; -1 variable, -2 a C string.
    pub len: i16,
    /// Whether PostgreSQL passes it by value.
    pub byval: bool,
    /// `b` base, `d` domain, `e` enum, `p` pseudo, `r` range, `m` multirange.
    pub typtype: char,
    /// Letter of the category that resolution goes by: `N` numeric, `S` string, ....
    pub category: char,
    /// Whether resolution prefers it within its category.
    pub preferred: bool,
    /// Between elements of its arrays in text.
    pub delim: char,
    /// Function that subscripts, 0 for none.
    pub subscript: Oid,
    /// Element type, 0 for none; not 0 for some fixed-length types that are no arrays.
    pub elem: Oid,
    /// Its array type, 0 for none.
    pub array: Oid,
    /// Function from text.
    pub input: Oid,
    /// Function to text.
    pub output: Oid,
    /// Function from the binary format, 0 for none.
    pub receive: Oid,
    /// Function to the binary format, 0 for none.
    pub send: Oid,
    /// Function from the words of a modifier, 0 for none.
    pub modin: Oid,
    /// Function to the text of a modifier, 0 for none.
    pub modout: Oid,
    /// `c`, `s`, `i` or `d`.
    pub align: char,
    /// `p` plain, `e` external, `m` main, `x` extended.
    pub storage: char,
    /// What a domain is over, else 0.
    pub basetype: Oid,
    /// Modifier a domain gives its base type, else -1.
    pub typmod: i32,
    /// Default collation, 0 when it has none.
    pub collation: Oid,
}

/// A cast (`pg_cast`).
#[derive(Debug, PartialEq)]
pub struct CastFact {
    /// Identifier.
    pub oid: Oid,
    /// From this type.
    pub source: Oid,
    /// To this type.
    pub target: Oid,
    /// Function that does it, 0 when the method is not `f`.
    pub func: Oid,
    /// `e` explicit only, `a` also in assignment, `i` also implicit.
    pub context: char,
    /// `f` by function, `b` the same bytes, `i` through text.
    pub method: char,
}

/// An operator (`pg_operator`).
#[derive(Debug, PartialEq)]
pub struct OperatorFact {
    /// Identifier.
    pub oid: Oid,
    /// `oprname`.
    pub name: &'static str,
    /// `b` infix, `l` prefix.
    pub kind: char,
    /// Whether it supports merge joins.
    pub canmerge: bool,
    /// Whether it supports hash joins.
    pub canhash: bool,
    /// Left operand, 0 for prefix.
    pub left: Oid,
    /// Right operand.
    pub right: Oid,
    /// Type of the result.
    pub result: Oid,
    /// Commutator, 0 for none.
    pub com: Oid,
    /// Negator, 0 for none.
    pub negate: Oid,
    /// Function that does it.
    pub code: Oid,
    /// Restriction selectivity function, 0 for none.
    pub rest: Oid,
    /// Join selectivity function, 0 for none.
    pub join: Oid,
}

/// A function, aggregate, window function or procedure (`pg_proc`).
#[derive(Debug, PartialEq)]
pub struct FunctionFact {
    /// Identifier; a constant of [`fn_oid`](super::fn_oid).
    pub oid: Oid,
    /// `proname`.
    pub name: &'static str,
    /// Schema.
    pub namespace: Oid,
    /// Language of its body.
    pub language: Language,
    /// Estimate, in units of `cpu_operator_cost`.
    pub cost: f32,
    /// Estimate of rows, 0 unless it returns a set.
    pub rows: f32,
    /// Element type of the variadic argument, 0 for none; `"any"` for VARIADIC "any".
    pub variadic: Oid,
    /// Planner support function, 0 for none.
    pub support: Oid,
    /// `f` function, `p` procedure, `a` aggregate, `w` window function.
    pub kind: char,
    /// SECURITY DEFINER.
    pub secdef: bool,
    /// LEAKPROOF.
    pub leakproof: bool,
    /// NULL in, NULL out.
    pub strict: bool,
    /// Returns a set.
    pub retset: bool,
    /// `i` immutable, `s` stable, `v` volatile.
    pub volatile: char,
    /// `s` safe, `r` restricted, `u` unsafe.
    pub parallel: char,
    /// How many of the last input arguments have defaults.
    pub ndefaults: u16,
    /// Type of the result.
    pub rettype: Oid,
    /// Input arguments.
    pub argtypes: &'static [Oid],
    /// All arguments, output too; empty when all are input.
    pub allargtypes: &'static [Oid],
    /// `i`, `o`, `b` in-out, `v` variadic, `t` table, beside `allargtypes`; empty when all are input.
    pub argmodes: &'static [char],
    /// Names, "" where there is none; empty when none has a name.
    pub argnames: &'static [&'static str],
    /// The default expressions as SQL, comma between.
    pub defaults: Option<&'static str>,
    /// Internal: the C function. SQL: the body, "" when `sqlbody` is there.
    pub src: &'static str,
    /// Body in the SQL standard's form (`RETURN ...`).
    pub sqlbody: Option<&'static str>,
    /// Settings while it runs, `name=value`.
    pub config: &'static [&'static str],
}

/// How an aggregate works (`pg_aggregate`); functions are 0 where there is none.
#[derive(Debug, PartialEq)]
pub struct AggregateFact {
    /// Its row of `pg_proc`.
    pub function: Oid,
    /// `n` normal, `o` ordered-set, `h` hypothetical-set.
    pub kind: char,
    /// Direct arguments of an ordered-set aggregate.
    pub ndirectargs: u16,
    /// State and a row to state.
    pub transfn: Oid,
    /// State to result.
    pub finalfn: Oid,
    /// Two states to one.
    pub combinefn: Oid,
    /// State to bytes.
    pub serialfn: Oid,
    /// Bytes to state.
    pub deserialfn: Oid,
    /// `transfn` for moving windows.
    pub mtransfn: Oid,
    /// Takes a row out of the state.
    pub minvtransfn: Oid,
    /// `finalfn` for moving windows.
    pub mfinalfn: Oid,
    /// Whether `finalfn` gets the arguments as NULLs too.
    pub finalextra: bool,
    /// The same of `mfinalfn`.
    pub mfinalextra: bool,
    /// `r` reads the state only, `s` may be called once more, `w` destroys it.
    pub finalmodify: char,
    /// The same of `mfinalfn`.
    pub mfinalmodify: char,
    /// For min and max: the operator whose first row is the answer, else 0.
    pub sortop: Oid,
    /// Type of the state.
    pub transtype: Oid,
    /// Estimate of the state, bytes; 0 unknown.
    pub transspace: i32,
    /// Type of the moving state, 0 for none.
    pub mtranstype: Oid,
    /// Estimate of the moving state, bytes.
    pub mtransspace: i32,
    /// First state as text; None is NULL.
    pub initval: Option<&'static str>,
    /// First moving state as text.
    pub minitval: Option<&'static str>,
}

/// An access method (`pg_am`).
#[derive(Debug, PartialEq)]
pub struct AccessMethodFact {
    /// Identifier.
    pub oid: Oid,
    /// `amname`.
    pub name: &'static str,
    /// Its handler function.
    pub handler: Oid,
    /// `t` table, `i` index.
    pub amtype: char,
}

/// An operator class of btree or hash (`pg_opclass`).
#[derive(Debug, PartialEq)]
pub struct OpclassFact {
    /// Identifier.
    pub oid: Oid,
    /// Access method.
    pub am: Oid,
    /// `opcname`.
    pub name: &'static str,
    /// Operator family.
    pub family: Oid,
    /// Type it indexes.
    pub intype: Oid,
    /// Type stored when another, else 0.
    pub keytype: Oid,
    /// Whether it is the default for `intype`.
    pub default: bool,
}

/// An operator family of btree or hash (`pg_opfamily`).
#[derive(Debug, PartialEq)]
pub struct OpfamilyFact {
    /// Identifier.
    pub oid: Oid,
    /// Access method.
    pub am: Oid,
    /// `opfname`.
    pub name: &'static str,
}

/// An operator in a family (`pg_amop`).
#[derive(Debug, PartialEq)]
pub struct AmopFact {
    /// Identifier.
    pub oid: Oid,
    /// Operator family.
    pub family: Oid,
    /// Left operand.
    pub left: Oid,
    /// Right operand.
    pub right: Oid,
    /// Btree: 1 <, 2 <=, 3 =, 4 >=, 5 >. Hash: 1 =.
    pub strategy: u16,
    /// `s` search, `o` order.
    pub purpose: char,
    /// The operator.
    pub operator: Oid,
    /// Access method.
    pub am: Oid,
}

/// A support function in a family (`pg_amproc`).
#[derive(Debug, PartialEq)]
pub struct AmprocFact {
    /// Identifier.
    pub oid: Oid,
    /// Operator family.
    pub family: Oid,
    /// Left operand.
    pub left: Oid,
    /// Right operand.
    pub right: Oid,
    /// Btree: 1 compares. Hash: 1 hashes, 2 hashes with a salt.
    pub number: u16,
    /// The function.
    pub function: Oid,
}

/// A range type (`pg_range`).
#[derive(Debug, PartialEq)]
pub struct RangeFact {
    /// The range type.
    pub range: Oid,
    /// Type of its bounds.
    pub subtype: Oid,
    /// Its multirange type.
    pub multirange: Oid,
    /// Collation of its bounds, 0 for none.
    pub collation: Oid,
    /// Operator class that orders its bounds.
    pub subopc: Oid,
    /// Function to the canonical form, 0 for none.
    pub canonical: Oid,
    /// Distance of two bounds, 0 for none.
    pub subdiff: Oid,
}

/// A schema (`pg_namespace`).
#[derive(Debug, PartialEq)]
pub struct NamespaceFact {
    /// Identifier.
    pub oid: Oid,
    /// `nspname`.
    pub name: &'static str,
}

/// A collation (`pg_collation`).
#[derive(Debug, PartialEq)]
pub struct CollationFact {
    /// Identifier.
    pub oid: Oid,
    /// `collname`.
    pub name: &'static str,
    /// `d` default, `c` libc, `i` ICU.
    pub provider: char,
    /// Whether equal means the same bytes.
    pub deterministic: bool,
    /// Encoding, -1 for any.
    pub encoding: i32,
    /// LC_COLLATE.
    pub collate: Option<&'static str>,
    /// LC_CTYPE.
    pub ctype: Option<&'static str>,
    /// ICU locale.
    pub iculocale: Option<&'static str>,
}

/// A language for functions (`pg_language`).
#[derive(Debug, PartialEq)]
pub struct LanguageFact {
    /// Identifier.
    pub oid: Oid,
    /// `lanname`.
    pub name: &'static str,
    /// Whether it is a procedural language.
    pub procedural: bool,
    /// Whether anyone may use it.
    pub trusted: bool,
}

/// An encoding.
#[derive(Debug, PartialEq)]
pub struct EncodingFact {
    /// As in `pg_database.encoding`.
    pub number: i32,
    /// PostgreSQL's name.
    pub name: &'static str,
}

/// A setting (`pg_settings`).
#[derive(Debug, PartialEq)]
pub struct SettingFact {
    /// Name as shown, such as `TimeZone`.
    pub name: &'static str,
    /// Unit of a bare number: `ms`, `8kB`, ....
    pub unit: Option<&'static str>,
    /// Group.
    pub category: &'static str,
    /// One sentence.
    pub short_desc: &'static str,
    /// More of it.
    pub extra_desc: Option<&'static str>,
    /// Who may set it: `user`, `superuser`, `backend`, `superuser-backend`, `sighup`, `postmaster`, `internal`.
    pub context: &'static str,
    /// `bool`, `integer`, `real`, `string` or `enum`.
    pub vartype: &'static str,
    /// Least number, in `unit`.
    pub min_val: Option<&'static str>,
    /// Greatest number, in `unit`.
    pub max_val: Option<&'static str>,
    /// Values of an `enum`.
    pub enumvals: &'static [&'static str],
    /// Value when nobody set it, in `unit`.
    pub boot_val: Option<&'static str>,
}

/// A word of the grammar (`pg_get_keywords()`).
#[derive(Debug, PartialEq)]
pub struct KeywordFact {
    /// In lower case.
    pub word: &'static str,
    /// `U` unreserved, `C` not for function or type names, `T` only for those, `R` reserved.
    pub catcode: char,
    /// Whether it can be a column label without AS.
    pub barelabel: bool,
    /// `catcode` in words.
    pub catdesc: &'static str,
    /// `barelabel` in words.
    pub baredesc: &'static str,
}

/// A table or view of `pg_catalog` or `information_schema` (`pg_class`).
#[derive(Debug, PartialEq)]
pub struct RelationFact {
    /// Identifier.
    pub oid: Oid,
    /// `relname`.
    pub name: &'static str,
    /// Schema.
    pub namespace: Oid,
    /// `r` table, `v` view.
    pub kind: char,
    /// Its row type, 0 for none.
    pub rowtype: Oid,
    /// Whether all databases of a server share it.
    pub shared: bool,
    /// A view's query, as SQL, names qualified where pg_catalog does not lead to them.
    pub view: Option<&'static str>,
}

/// A column of such a relation (`pg_attribute`).
#[derive(Debug, PartialEq)]
pub struct ColumnFact {
    /// The relation.
    pub relation: Oid,
    /// `attnum`, from 1.
    pub num: i16,
    /// `attname`.
    pub name: &'static str,
    /// Type.
    pub typid: Oid,
    /// Modifier, -1 for none.
    pub typmod: i32,
    /// NOT NULL.
    pub notnull: bool,
    /// Collation, 0 for none.
    pub collation: Oid,
}

/// A text search configuration (`pg_ts_config`).
#[derive(Debug, PartialEq)]
pub struct TextSearchConfigFact {
    /// Identifier.
    pub oid: Oid,
    /// `cfgname`.
    pub name: &'static str,
}
