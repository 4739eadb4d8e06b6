//! Which catalogs of PostgreSQL become tables of `types::facts`, and by which query?
//!
//! The columns of a query stand in the order of the fields. A row's order is the order that
//! the lookups of `types::facts` search by.

/// One generated file.
pub(crate) struct Table {
    /// Name of the file; in upper case, of the table.
    pub(crate) file: &'static str,
    /// The struct of one row.
    pub(crate) row: &'static str,
    /// What the file says of itself.
    pub(crate) question: &'static str,
    /// What the table says of its order.
    pub(crate) order: &'static str,
    /// The field that has an index by name.
    pub(crate) index: Option<&'static str>,
    /// Fields of the row.
    pub(crate) fields: &'static [(&'static str, Kind)],
    /// Gives the rows.
    pub(crate) query: &'static str,
}

/// How a value is written in Rust.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Any integer.
    Int,
    /// `f32`.
    Real,
    /// `bool`.
    Bool,
    /// `char`, from PostgreSQL's `"char"`.
    Char,
    /// `&str`.
    Text,
    /// `Option<&str>`.
    Maybe,
    /// A slice of integers, from an `oidvector` or a list with spaces.
    Ints,
    /// A slice of `char`, from a list joined by U+001D.
    Chars,
    /// A slice of `&str`, from a list joined by U+001D.
    Texts,
    /// `Language`.
    Language,
}

use Kind::{Bool, Char, Chars, Int, Ints, Language, Maybe, Real, Text, Texts};

/// Every table.
pub(crate) const TABLES: &[Table] = &[
    Table {
        file: "types",
        row: "TypeFact",
        question: "Which types does PostgreSQL have? (`pg_type`, without row types)",
        order: "By `oid`.",
        index: Some("name"),
        fields: &[
            ("oid", Int), ("name", Text), ("namespace", Int), ("len", Int), ("byval", Bool),
            ("typtype", Char), ("category", Char), ("preferred", Bool), ("delim", Char),
            ("subscript", Int), ("elem", Int), ("array", Int), ("input", Int), ("output", Int),
            ("receive", Int), ("send", Int), ("modin", Int), ("modout", Int), ("align", Char),
            ("storage", Char), ("basetype", Int), ("typmod", Int), ("collation", Int),
        ],
        query: "SELECT t.oid, t.typname, t.typnamespace, t.typlen, t.typbyval, t.typtype, t.typcategory,
            t.typispreferred, t.typdelim, t.typsubscript::oid, t.typelem, t.typarray, t.typinput::oid,
            t.typoutput::oid, t.typreceive::oid, t.typsend::oid, t.typmodin::oid, t.typmodout::oid,
            t.typalign, t.typstorage, t.typbasetype, t.typtypmod, t.typcollation
            FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
            WHERE t.typrelid = 0 AND coalesce(e.typrelid, 0) = 0 AND t.oid < 16384 ORDER BY t.oid",
    },
    Table {
        file: "casts",
        row: "CastFact",
        question: "Which casts does PostgreSQL have? (`pg_cast`)",
        order: "By `source`, `target`.",
        index: None,
        fields: &[
            ("oid", Int), ("source", Int), ("target", Int), ("func", Int), ("context", Char),
            ("method", Char),
        ],
        query: "SELECT oid, castsource, casttarget, castfunc, castcontext, castmethod
            FROM pg_cast WHERE oid < 16384 ORDER BY castsource, casttarget",
    },
    Table {
        file: "operators",
        row: "OperatorFact",
        question: "Which operators does PostgreSQL have? (`pg_operator`)",
        order: "By `oid`.",
        index: Some("name"),
        fields: &[
            ("oid", Int), ("name", Text), ("kind", Char), ("canmerge", Bool), ("canhash", Bool),
            ("left", Int), ("right", Int), ("result", Int), ("com", Int), ("negate", Int),
            ("code", Int), ("rest", Int), ("join", Int),
        ],
        query: "SELECT oid, oprname, oprkind, oprcanmerge, oprcanhash, oprleft, oprright, oprresult,
            oprcom, oprnegate, oprcode::oid, oprrest::oid, oprjoin::oid
            FROM pg_operator WHERE oid < 16384 ORDER BY oid",
    },
    Table {
        file: "functions",
        row: "FunctionFact",
        question: "Which functions does PostgreSQL have? (`pg_proc`)",
        order: "By `oid`.",
        index: Some("name"),
        fields: &[
            ("oid", Int), ("name", Text), ("namespace", Int), ("language", Language), ("cost", Real),
            ("rows", Real), ("variadic", Int), ("support", Int), ("kind", Char), ("secdef", Bool),
            ("leakproof", Bool), ("strict", Bool), ("retset", Bool), ("volatile", Char),
            ("parallel", Char), ("ndefaults", Int), ("rettype", Int), ("argtypes", Ints),
            ("allargtypes", Ints), ("argmodes", Chars), ("argnames", Texts), ("defaults", Maybe),
            ("src", Text), ("sqlbody", Maybe), ("config", Texts),
        ],
        query: "SELECT p.oid, proname, pronamespace, lanname, procost, prorows, provariadic,
            prosupport::oid, prokind, prosecdef, proleakproof, proisstrict, proretset, provolatile,
            proparallel, pronargdefaults, prorettype, proargtypes, array_to_string(proallargtypes, ' '),
            array_to_string(proargmodes, E'\\x1d'), array_to_string(proargnames, E'\\x1d'),
            pg_get_expr(proargdefaults, 0), prosrc, pg_get_function_sqlbody(p.oid),
            array_to_string(proconfig, E'\\x1d')
            FROM pg_proc p JOIN pg_language l ON l.oid = prolang WHERE p.oid < 16384 ORDER BY p.oid",
    },
    Table {
        file: "aggregates",
        row: "AggregateFact",
        question: "How does each aggregate work? (`pg_aggregate`)",
        order: "By `function`.",
        index: None,
        fields: &[
            ("function", Int), ("kind", Char), ("ndirectargs", Int), ("transfn", Int),
            ("finalfn", Int), ("combinefn", Int), ("serialfn", Int), ("deserialfn", Int),
            ("mtransfn", Int), ("minvtransfn", Int), ("mfinalfn", Int), ("finalextra", Bool),
            ("mfinalextra", Bool), ("finalmodify", Char), ("mfinalmodify", Char), ("sortop", Int),
            ("transtype", Int), ("transspace", Int), ("mtranstype", Int), ("mtransspace", Int),
            ("initval", Maybe), ("minitval", Maybe),
        ],
        query: "SELECT aggfnoid::oid, aggkind, aggnumdirectargs, aggtransfn::oid, aggfinalfn::oid,
            aggcombinefn::oid, aggserialfn::oid, aggdeserialfn::oid, aggmtransfn::oid,
            aggminvtransfn::oid, aggmfinalfn::oid, aggfinalextra, aggmfinalextra, aggfinalmodify,
            aggmfinalmodify, aggsortop, aggtranstype, aggtransspace, aggmtranstype, aggmtransspace,
            agginitval, aggminitval FROM pg_aggregate WHERE aggfnoid::oid < 16384 ORDER BY aggfnoid::oid",
    },
    Table {
        file: "access_methods",
        row: "AccessMethodFact",
        question: "Which access methods does PostgreSQL have? (`pg_am`)",
        order: "By `oid`.",
        index: None,
        fields: &[("oid", Int), ("name", Text), ("handler", Int), ("amtype", Char)],
        query: "SELECT oid, amname, amhandler::oid, amtype FROM pg_am WHERE oid < 16384 ORDER BY oid",
    },
    Table {
        file: "opclasses",
        row: "OpclassFact",
        question: "Which operator classes have btree and hash? (`pg_opclass`)",
        order: "By `oid`.",
        index: None,
        fields: &[
            ("oid", Int), ("am", Int), ("name", Text), ("family", Int), ("intype", Int),
            ("keytype", Int), ("default", Bool),
        ],
        query: "SELECT oid, opcmethod, opcname, opcfamily, opcintype, opckeytype, opcdefault
            FROM pg_opclass WHERE opcmethod IN (403, 405) AND oid < 16384 ORDER BY oid",
    },
    Table {
        file: "opfamilies",
        row: "OpfamilyFact",
        question: "Which operator families have btree and hash? (`pg_opfamily`)",
        order: "By `oid`.",
        index: None,
        fields: &[("oid", Int), ("am", Int), ("name", Text)],
        query: "SELECT oid, opfmethod, opfname FROM pg_opfamily
            WHERE opfmethod IN (403, 405) AND oid < 16384 ORDER BY oid",
    },
    Table {
        file: "amops",
        row: "AmopFact",
        question: "Which operators serve which strategy of btree and hash? (`pg_amop`)",
        order: "By `family`, `left`, `right`, `strategy`.",
        index: None,
        fields: &[
            ("oid", Int), ("family", Int), ("left", Int), ("right", Int), ("strategy", Int),
            ("purpose", Char), ("operator", Int), ("am", Int),
        ],
        query: "SELECT oid, amopfamily, amoplefttype, amoprighttype, amopstrategy, amoppurpose, amopopr,
            amopmethod FROM pg_amop WHERE amopmethod IN (403, 405) AND oid < 16384
            ORDER BY amopfamily, amoplefttype, amoprighttype, amopstrategy",
    },
    Table {
        file: "amprocs",
        row: "AmprocFact",
        question: "Which functions support which operator family of btree and hash? (`pg_amproc`)",
        order: "By `family`, `left`, `right`, `number`.",
        index: None,
        fields: &[
            ("oid", Int), ("family", Int), ("left", Int), ("right", Int), ("number", Int),
            ("function", Int),
        ],
        query: "SELECT a.oid, amprocfamily, amproclefttype, amprocrighttype, amprocnum, amproc::oid
            FROM pg_amproc a JOIN pg_opfamily f ON f.oid = amprocfamily
            WHERE opfmethod IN (403, 405) AND a.oid < 16384
            ORDER BY amprocfamily, amproclefttype, amprocrighttype, amprocnum",
    },
    Table {
        file: "ranges",
        row: "RangeFact",
        question: "What is each range type made of? (`pg_range`)",
        order: "By `range`.",
        index: None,
        fields: &[
            ("range", Int), ("subtype", Int), ("multirange", Int), ("collation", Int),
            ("subopc", Int), ("canonical", Int), ("subdiff", Int),
        ],
        query: "SELECT rngtypid, rngsubtype, rngmultitypid, rngcollation, rngsubopc, rngcanonical::oid,
            rngsubdiff::oid FROM pg_range WHERE rngtypid < 16384 ORDER BY rngtypid",
    },
    Table {
        file: "namespaces",
        row: "NamespaceFact",
        question: "Which schemas does a new database have? (`pg_namespace`)",
        order: "By `oid`.",
        index: None,
        fields: &[("oid", Int), ("name", Text)],
        query: "SELECT oid, nspname FROM pg_namespace WHERE oid < 16384 ORDER BY oid",
    },
    Table {
        file: "collations",
        row: "CollationFact",
        question: "Which collations does every database have? (`pg_collation`)",
        order: "By `oid`.",
        index: None,
        fields: &[
            ("oid", Int), ("name", Text), ("provider", Char), ("deterministic", Bool),
            ("encoding", Int), ("collate", Maybe), ("ctype", Maybe), ("iculocale", Maybe),
        ],
        query: "SELECT oid, collname, collprovider, collisdeterministic, collencoding, collcollate,
            collctype, colliculocale FROM pg_collation WHERE oid < 10000 ORDER BY oid",
    },
    Table {
        file: "languages",
        row: "LanguageFact",
        question: "Which languages does a new database have? (`pg_language`)",
        order: "By `oid`.",
        index: None,
        fields: &[("oid", Int), ("name", Text), ("procedural", Bool), ("trusted", Bool)],
        query: "SELECT oid, lanname, lanispl, lanpltrusted FROM pg_language WHERE oid < 16384 ORDER BY oid",
    },
    Table {
        file: "encodings",
        row: "EncodingFact",
        question: "Which encodings does PostgreSQL number? (`pg_encoding_to_char`)",
        order: "By `number`.",
        index: None,
        fields: &[("number", Int), ("name", Text)],
        query: "SELECT n, pg_encoding_to_char(n) FROM generate_series(0, 63) n
            WHERE pg_encoding_to_char(n) <> '' ORDER BY n",
    },
    Table {
        file: "settings",
        row: "SettingFact",
        question: "Which settings does PostgreSQL have? (`pg_settings`)",
        order: "By `name` in lower case.",
        index: None,
        fields: &[
            ("name", Text), ("unit", Maybe), ("category", Text), ("short_desc", Text),
            ("extra_desc", Maybe), ("context", Text), ("vartype", Text), ("min_val", Maybe),
            ("max_val", Maybe), ("enumvals", Texts), ("boot_val", Maybe),
        ],
        query: "SELECT name, unit, category, short_desc, extra_desc, context, vartype, min_val, max_val,
            array_to_string(enumvals, E'\\x1d'),
            boot_val
            FROM pg_settings WHERE name NOT LIKE '%.%' ORDER BY lower(name) COLLATE \"C\"",
    },
    Table {
        file: "keywords",
        row: "KeywordFact",
        question: "Which words does the grammar know? (`pg_get_keywords()`)",
        order: "By `word`.",
        index: None,
        fields: &[
            ("word", Text), ("catcode", Char), ("barelabel", Bool), ("catdesc", Text),
            ("baredesc", Text),
        ],
        query: "SELECT word, catcode, barelabel, catdesc, baredesc FROM pg_get_keywords()
            ORDER BY word COLLATE \"C\"",
    },
    Table {
        file: "relations",
        row: "RelationFact",
        question: "Which relations have pg_catalog and information_schema? (`pg_class`)",
        order: "By `oid`.",
        index: Some("name"),
        fields: &[
            ("oid", Int), ("name", Text), ("namespace", Int), ("kind", Char), ("rowtype", Int),
            ("shared", Bool), ("view", Maybe),
        ],
        query: "SELECT oid, relname, relnamespace, relkind, reltype, relisshared,
            CASE WHEN relkind = 'v' THEN pg_get_viewdef(oid) END
            FROM pg_class WHERE relkind IN ('r', 'v') AND oid < 16384
            AND relnamespace::regnamespace::text IN ('pg_catalog', 'information_schema') ORDER BY oid",
    },
    Table {
        file: "columns",
        row: "ColumnFact",
        question: "Which columns do those relations have? (`pg_attribute`)",
        order: "By `relation`, `num`.",
        index: None,
        fields: &[
            ("relation", Int), ("num", Int), ("name", Text), ("typid", Int), ("typmod", Int),
            ("notnull", Bool), ("collation", Int),
        ],
        query: "SELECT attrelid, attnum, attname, atttypid, atttypmod, attnotnull, attcollation
            FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            WHERE relkind IN ('r', 'v') AND c.oid < 16384 AND attnum > 0 AND NOT attisdropped
            AND relnamespace::regnamespace::text IN ('pg_catalog', 'information_schema')
            ORDER BY attrelid, attnum",
    },
    Table {
        file: "text_search_configs",
        row: "TextSearchConfigFact",
        question: "Which text search configurations does a new database have? (`pg_ts_config`)",
        order: "By `oid`.",
        index: None,
        fields: &[("oid", Int), ("name", Text)],
        query: "SELECT oid, cfgname FROM pg_ts_config WHERE oid < 16384 ORDER BY oid",
    },
];
