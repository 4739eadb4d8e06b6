//! What does PostgreSQL itself define? Rows of the catalogs that are the same in every database,
//! from `types::facts`.

use super::form::{Form, Row, array_or_null, int2, letter, maybe, oid, text, vector, yes};
use super::{PG_DEFAULT, PG_GLOBAL};
use sql::catalog::ADMIN;
use types::facts::{self, Language, fn_oid, oid as ty};
use types::{Datum, Oid};

/// The access method of tables, `heap`.
pub(super) const HEAP: Oid = 2;
/// The parser of every text search configuration, `default`.
const DEFAULT_PARSER: Oid = 3722;

/// `pg_type`: all but row types, and the row types of the catalogs themselves.
pub(super) fn types() -> Vec<Row> {
    let form = Form::of("pg_type");
    let own = facts::TYPES.iter().map(|fact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("typname", text(fact.name)),
            ("typnamespace", oid(fact.namespace)),
            ("typowner", oid(ADMIN)),
            ("typlen", Datum::Int2(fact.len)),
            ("typbyval", yes(fact.byval)),
            ("typtype", letter(fact.typtype)),
            ("typcategory", letter(fact.category)),
            ("typispreferred", yes(fact.preferred)),
            ("typisdefined", yes(true)),
            ("typdelim", letter(fact.delim)),
            ("typsubscript", oid(fact.subscript)),
            ("typelem", oid(fact.elem)),
            ("typarray", oid(fact.array)),
            ("typinput", oid(fact.input)),
            ("typoutput", oid(fact.output)),
            ("typreceive", oid(fact.receive)),
            ("typsend", oid(fact.send)),
            ("typmodin", oid(fact.modin)),
            ("typmodout", oid(fact.modout)),
            ("typanalyze", oid(analyzer(fact))),
            ("typalign", letter(fact.align)),
            ("typstorage", letter(fact.storage)),
            ("typbasetype", oid(fact.basetype)),
            ("typtypmod", Datum::Int4(fact.typmod)),
            ("typcollation", oid(fact.collation)),
        ])
    });
    own.chain(row_types()).collect()
}

/// The function that gathers statistics of a type in its own way.
fn analyzer(fact: &facts::TypeFact) -> Oid {
    let array = fact.subscript == fn_oid::F_ARRAY_SUBSCRIPT_HANDLER && fact.storage != 'p';
    match fact.typtype {
        _ if array => fn_oid::F_ARRAY_TYPANALYZE,
        'r' => fn_oid::F_RANGE_TYPANALYZE,
        'm' => fn_oid::F_MULTIRANGE_TYPANALYZE,
        _ if fact.oid == ty::TSVECTOR => fn_oid::F_TS_TYPANALYZE,
        _ => 0,
    }
}

/// The row types of the catalogs, of which the facts know only the OIDs.
fn row_types() -> impl Iterator<Item = Row> {
    let form = Form::of("pg_type");
    let relations = facts::RELATIONS.iter().filter(|fact| fact.rowtype != 0);
    relations.map(move |fact| row_type(&form, fact.rowtype, fact.name, fact.namespace, fact.oid))
}

/// The type of the rows of a relation.
pub(super) fn row_type(form: &Form, number: Oid, name: &str, schema: Oid, relation: Oid) -> Row {
    form.row([
        ("oid", oid(number)),
        ("typname", text(name)),
        ("typnamespace", oid(schema)),
        ("typowner", oid(ADMIN)),
        ("typlen", Datum::Int2(-1)),
        ("typtype", letter('c')),
        ("typcategory", letter('C')),
        ("typisdefined", yes(true)),
        ("typdelim", letter(',')),
        ("typrelid", oid(relation)),
        ("typinput", oid(fn_oid::F_RECORD_IN)),
        ("typoutput", oid(fn_oid::F_RECORD_OUT)),
        ("typreceive", oid(fn_oid::F_RECORD_RECV)),
        ("typsend", oid(fn_oid::F_RECORD_SEND)),
        ("typalign", letter('d')),
        ("typstorage", letter('x')),
        ("typtypmod", Datum::Int4(-1)),
    ])
}

/// `pg_proc`.
pub(super) fn functions() -> Vec<Row> {
    let form = Form::of("pg_proc");
    let oids = |list: &[Oid]| list.iter().copied().map(Datum::Oid).collect::<Vec<_>>();
    let texts = |list: &[&str]| list.iter().map(|item| text(item)).collect::<Vec<_>>();
    let row = |fact: &facts::FunctionFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("proname", text(fact.name)),
            ("pronamespace", oid(fact.namespace)),
            ("proowner", oid(ADMIN)),
            ("prolang", oid(language(fact.language))),
            ("procost", Datum::Float4(fact.cost)),
            ("prorows", Datum::Float4(fact.rows)),
            ("provariadic", oid(fact.variadic)),
            ("prosupport", oid(fact.support)),
            ("prokind", letter(fact.kind)),
            ("prosecdef", yes(fact.secdef)),
            ("proleakproof", yes(fact.leakproof)),
            ("proisstrict", yes(fact.strict)),
            ("proretset", yes(fact.retset)),
            ("provolatile", letter(fact.volatile)),
            ("proparallel", letter(fact.parallel)),
            ("pronargs", int2(fact.argtypes.len())),
            ("pronargdefaults", int2(fact.ndefaults.into())),
            ("prorettype", oid(fact.rettype)),
            ("proargtypes", vector(ty::OID, oids(fact.argtypes))),
            ("proallargtypes", array_or_null(ty::OID, oids(fact.allargtypes))),
            (
                "proargmodes",
                array_or_null(ty::CHAR, fact.argmodes.iter().copied().map(letter).collect()),
            ),
            ("proargnames", array_or_null(ty::TEXT, texts(fact.argnames))),
            ("proargdefaults", maybe(fact.defaults)),
            ("prosrc", text(fact.src)),
            ("prosqlbody", maybe(fact.sqlbody)),
            ("proconfig", array_or_null(ty::TEXT, texts(fact.config))),
        ])
    };
    facts::FUNCTIONS.iter().map(row).collect()
}

fn language(language: Language) -> Oid {
    let name = match language {
        Language::Internal => "internal",
        Language::C => "c",
        Language::Sql => "sql",
    };
    facts::LANGUAGES.iter().find(|fact| fact.name == name).map_or(0, |fact| fact.oid)
}

/// `pg_language`, without procedural ones: no function can be written in them here.
pub(super) fn languages() -> Vec<Row> {
    let form = Form::of("pg_language");
    let plain = facts::LANGUAGES.iter().filter(|fact| !fact.procedural);
    plain
        .map(|fact| {
            form.row([
                ("oid", oid(fact.oid)),
                ("lanname", text(fact.name)),
                ("lanowner", oid(ADMIN)),
                ("lanpltrusted", yes(fact.trusted)),
            ])
        })
        .collect()
}

/// `pg_operator`.
pub(super) fn operators() -> Vec<Row> {
    let form = Form::of("pg_operator");
    let row = |fact: &facts::OperatorFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("oprname", text(fact.name)),
            ("oprnamespace", oid(facts::PG_CATALOG)),
            ("oprowner", oid(ADMIN)),
            ("oprkind", letter(fact.kind)),
            ("oprcanmerge", yes(fact.canmerge)),
            ("oprcanhash", yes(fact.canhash)),
            ("oprleft", oid(fact.left)),
            ("oprright", oid(fact.right)),
            ("oprresult", oid(fact.result)),
            ("oprcom", oid(fact.com)),
            ("oprnegate", oid(fact.negate)),
            ("oprcode", oid(fact.code)),
            ("oprrest", oid(fact.rest)),
            ("oprjoin", oid(fact.join)),
        ])
    };
    facts::OPERATORS.iter().map(row).collect()
}

/// `pg_cast`.
pub(super) fn casts() -> Vec<Row> {
    let form = Form::of("pg_cast");
    let row = |fact: &facts::CastFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("castsource", oid(fact.source)),
            ("casttarget", oid(fact.target)),
            ("castfunc", oid(fact.func)),
            ("castcontext", letter(fact.context)),
            ("castmethod", letter(fact.method)),
        ])
    };
    facts::CASTS.iter().map(row).collect()
}

/// `pg_aggregate`.
pub(super) fn aggregates() -> Vec<Row> {
    let form = Form::of("pg_aggregate");
    let row = |fact: &facts::AggregateFact| {
        form.row([
            ("aggfnoid", oid(fact.function)),
            ("aggkind", letter(fact.kind)),
            ("aggnumdirectargs", int2(fact.ndirectargs.into())),
            ("aggtransfn", oid(fact.transfn)),
            ("aggfinalfn", oid(fact.finalfn)),
            ("aggcombinefn", oid(fact.combinefn)),
            ("aggserialfn", oid(fact.serialfn)),
            ("aggdeserialfn", oid(fact.deserialfn)),
            ("aggmtransfn", oid(fact.mtransfn)),
            ("aggminvtransfn", oid(fact.minvtransfn)),
            ("aggmfinalfn", oid(fact.mfinalfn)),
            ("aggfinalextra", yes(fact.finalextra)),
            ("aggmfinalextra", yes(fact.mfinalextra)),
            ("aggfinalmodify", letter(fact.finalmodify)),
            ("aggmfinalmodify", letter(fact.mfinalmodify)),
            ("aggsortop", oid(fact.sortop)),
            ("aggtranstype", oid(fact.transtype)),
            ("aggtransspace", Datum::Int4(fact.transspace)),
            ("aggmtranstype", oid(fact.mtranstype)),
            ("aggmtransspace", Datum::Int4(fact.mtransspace)),
            ("agginitval", maybe(fact.initval)),
            ("aggminitval", maybe(fact.minitval)),
        ])
    };
    facts::AGGREGATES.iter().map(row).collect()
}

/// `pg_am`.
pub(super) fn access_methods() -> Vec<Row> {
    let form = Form::of("pg_am");
    let row = |fact: &facts::AccessMethodFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("amname", text(fact.name)),
            ("amhandler", oid(fact.handler)),
            ("amtype", letter(fact.amtype)),
        ])
    };
    facts::ACCESS_METHODS.iter().map(row).collect()
}

/// `pg_opclass`, of btree and hash.
pub(super) fn opclasses() -> Vec<Row> {
    let form = Form::of("pg_opclass");
    let row = |fact: &facts::OpclassFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("opcmethod", oid(fact.am)),
            ("opcname", text(fact.name)),
            ("opcnamespace", oid(facts::PG_CATALOG)),
            ("opcowner", oid(ADMIN)),
            ("opcfamily", oid(fact.family)),
            ("opcintype", oid(fact.intype)),
            ("opcdefault", yes(fact.default)),
            ("opckeytype", oid(fact.keytype)),
        ])
    };
    facts::OPCLASSES.iter().map(row).collect()
}

/// `pg_opfamily`, of btree and hash.
pub(super) fn opfamilies() -> Vec<Row> {
    let form = Form::of("pg_opfamily");
    let row = |fact: &facts::OpfamilyFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("opfmethod", oid(fact.am)),
            ("opfname", text(fact.name)),
            ("opfnamespace", oid(facts::PG_CATALOG)),
            ("opfowner", oid(ADMIN)),
        ])
    };
    facts::OPFAMILIES.iter().map(row).collect()
}

/// `pg_amop`, of btree and hash.
pub(super) fn amops() -> Vec<Row> {
    let form = Form::of("pg_amop");
    let row = |fact: &facts::AmopFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("amopfamily", oid(fact.family)),
            ("amoplefttype", oid(fact.left)),
            ("amoprighttype", oid(fact.right)),
            ("amopstrategy", int2(fact.strategy.into())),
            ("amoppurpose", letter(fact.purpose)),
            ("amopopr", oid(fact.operator)),
            ("amopmethod", oid(fact.am)),
        ])
    };
    facts::AMOPS.iter().map(row).collect()
}

/// `pg_amproc`, of btree and hash.
pub(super) fn amprocs() -> Vec<Row> {
    let form = Form::of("pg_amproc");
    let row = |fact: &facts::AmprocFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("amprocfamily", oid(fact.family)),
            ("amproclefttype", oid(fact.left)),
            ("amprocrighttype", oid(fact.right)),
            ("amprocnum", int2(fact.number.into())),
            ("amproc", oid(fact.function)),
        ])
    };
    facts::AMPROCS.iter().map(row).collect()
}

/// `pg_collation`.
pub(super) fn collations() -> Vec<Row> {
    let form = Form::of("pg_collation");
    let row = |fact: &facts::CollationFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("collname", text(fact.name)),
            ("collnamespace", oid(facts::PG_CATALOG)),
            ("collowner", oid(ADMIN)),
            ("collprovider", letter(fact.provider)),
            ("collisdeterministic", yes(fact.deterministic)),
            ("collencoding", Datum::Int4(fact.encoding)),
            ("collcollate", maybe(fact.collate)),
            ("collctype", maybe(fact.ctype)),
            ("colliculocale", maybe(fact.iculocale)),
        ])
    };
    facts::COLLATIONS.iter().map(row).collect()
}

/// `pg_range`.
pub(super) fn ranges() -> Vec<Row> {
    let form = Form::of("pg_range");
    let row = |fact: &facts::RangeFact| {
        form.row([
            ("rngtypid", oid(fact.range)),
            ("rngsubtype", oid(fact.subtype)),
            ("rngmultitypid", oid(fact.multirange)),
            ("rngcollation", oid(fact.collation)),
            ("rngsubopc", oid(fact.subopc)),
            ("rngcanonical", oid(fact.canonical)),
            ("rngsubdiff", oid(fact.subdiff)),
        ])
    };
    facts::RANGES.iter().map(row).collect()
}

/// `pg_ts_config`.
pub(super) fn text_search_configs() -> Vec<Row> {
    let form = Form::of("pg_ts_config");
    let row = |fact: &facts::TextSearchConfigFact| {
        form.row([
            ("oid", oid(fact.oid)),
            ("cfgname", text(fact.name)),
            ("cfgnamespace", oid(facts::PG_CATALOG)),
            ("cfgowner", oid(ADMIN)),
            ("cfgparser", oid(DEFAULT_PARSER)),
        ])
    };
    facts::TEXT_SEARCH_CONFIGS.iter().map(row).collect()
}

/// `pg_tablespace`: the two every server has.
pub(super) fn tablespaces() -> Vec<Row> {
    let form = Form::of("pg_tablespace");
    [(PG_DEFAULT, "pg_default"), (PG_GLOBAL, "pg_global")]
        .map(|(number, name)| {
            form.row([("oid", oid(number)), ("spcname", text(name)), ("spcowner", oid(ADMIN))])
        })
        .into()
}

/// `pg_attribute` of the catalogs themselves.
pub(super) fn attributes() -> Vec<Row> {
    let form = Form::of("pg_attribute");
    let row = |column: &facts::ColumnFact| {
        let ty = facts::type_by_oid(column.typid);
        let stored = facts::relation_by_oid(column.relation).is_some_and(|fact| fact.kind == 'r');
        let array = ty.is_some_and(|ty| ty.category == 'A');
        form.row([
            ("attrelid", oid(column.relation)),
            ("attname", text(column.name)),
            ("atttypid", oid(column.typid)),
            ("attlen", Datum::Int2(ty.map_or(0, |ty| ty.len))),
            ("attnum", Datum::Int2(column.num)),
            ("attcacheoff", Datum::Int4(-1)),
            ("atttypmod", Datum::Int4(column.typmod)),
            ("attndims", int2(usize::from(stored && array))),
            ("attbyval", yes(ty.is_some_and(|ty| ty.byval))),
            ("attalign", letter(ty.map_or('c', |ty| ty.align))),
            ("attstorage", letter(ty.map_or('p', |ty| ty.storage))),
            ("attnotnull", yes(column.notnull)),
            ("attislocal", yes(true)),
            ("attstattarget", Datum::Int2(-1)),
            ("attcollation", oid(column.collation)),
        ])
    };
    facts::COLUMNS.iter().map(row).collect()
}
