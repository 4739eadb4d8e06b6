//! What definitions make of a catalog, and what is said of them. PostgreSQL's answers are in the
//! golden scripts; these hold without a server.

use super::tests::Still;
use super::{Names, bind};
use crate::catalog::{ADMIN, Catalog, Namespace, PG_CATALOG, PUBLIC, Role};
use crate::deparse;
use crate::statement::{Change, Ddl};
use crate::{Rel, Statement};
use base::{SqlError, SqlResult};
use std::sync::Arc;
use types::{Formats, Oid};

/// A catalog that definitions change, and what was said on the way.
struct World {
    catalog: Arc<Catalog>,
    session: Still,
    next_oid: Oid,
    notices: Vec<String>,
}

const PATH: [Oid; 2] = [PG_CATALOG, PUBLIC];

impl World {
    fn new() -> World {
        let mut catalog = Catalog { version: 1, ..Catalog::default() };
        let name = "admin".to_string();
        catalog.hold_role(Role { oid: ADMIN, name, superuser: true, ..Role::default() });
        let (oid, name) = (PUBLIC, "public".to_string());
        catalog.hold_namespace(Namespace { oid, name, owner: ADMIN, comment: None });
        World {
            catalog: Arc::new(catalog),
            session: Still::default(),
            next_oid: 16384,
            notices: Vec::new(),
        }
    }

    fn names(&self) -> Names<'_> {
        Names { catalog: &self.catalog, search_path: &PATH, user: ADMIN, env: &self.session }
    }

    fn bind(&self, text: &str) -> SqlResult<Statement> {
        let raw = crate::parse(text)?.remove(0);
        Ok(bind(&raw, &self.names(), &[])?.statement)
    }

    /// Carries definitions out; the tag of the last, or the error in words.
    fn run(&mut self, text: &str) -> String {
        let mut tag = String::new();
        for raw in crate::parse(text).unwrap() {
            let bound = bind(&raw, &self.names(), &[]);
            tag = match bound.map(|bound| bound.statement) {
                Ok(Statement::Ddl(ddl)) => self.carry_out(&ddl).to_string(),
                Ok(Statement::Housekeeping { tag, .. }) => tag.to_string(),
                Ok(Statement::CreateTableAs(made)) => self.carry_out(&made.ddl).to_string(),
                Ok(_) => "a query".to_string(),
                Err(error) => return said(&error),
            };
        }
        tag
    }

    fn carry_out(&mut self, ddl: &Ddl) -> &'static str {
        let catalog = Arc::make_mut(&mut self.catalog);
        let ids: Vec<Oid> = (self.next_oid..self.next_oid + ddl.fresh).collect();
        self.next_oid += ddl.fresh;
        for change in ddl.resolve(&ids) {
            match change {
                Change::Role(role, _) => catalog.hold_role(role),
                Change::Schema(schema) => catalog.hold_namespace(schema),
                Change::Sequence(sequence, _) => catalog.hold_sequence(sequence),
                Change::Table(table) | Change::Truncate(table) => catalog.hold_table(table),
                Change::Rows(work) => catalog.hold_table(work.table),
                Change::DropRole(oid) => drop(catalog.roles.remove(&oid)),
                Change::DropSchema(oid) => drop(catalog.namespaces.remove(&oid)),
                Change::DropSequence(oid) => catalog.forget_sequence(oid),
                Change::DropTable(oid) => catalog.forget_table(oid),
                Change::View(view) => catalog.hold_view(view),
                Change::DropView(oid) => catalog.forget_view(oid),
            }
        }
        self.notices = ddl.notices.iter().map(said).collect();
        ddl.tag
    }

    fn table(&self, name: &str) -> &crate::catalog::Table {
        self.catalog.tables.values().find(|table| table.name == name).unwrap()
    }

    fn constraints(&self, table: &str, pretty: bool) -> Vec<String> {
        let table = self.table(table);
        let mut oids: Vec<Oid> = table.checks.iter().map(|check| check.oid).collect();
        oids.extend(table.foreign_keys.iter().map(|key| key.oid));
        oids.extend(table.indexes.iter().filter_map(|index| index.constraint));
        let names = self.names();
        let definition = |oid: &Oid| {
            let name = super::depend::constraint_name(table, *oid).unwrap();
            let text = deparse::constraint_definition(&names, table, *oid, pretty).unwrap();
            format!("{name}: {}", text.unwrap())
        };
        oids.iter().map(definition).collect()
    }
}

fn said(error: &SqlError) -> String {
    let fields = error.fields();
    let mut out = format!("{} {}", fields.state, fields.message);
    for more in [&fields.detail, &fields.hint].into_iter().flatten() {
        out += " | ";
        out += more;
    }
    if let Some(position) = fields.position {
        out += &format!(" @{position}");
    }
    out
}

#[track_caller]
fn check_run(setup: &str, text: &str, expected: &str) {
    let mut world = World::new();
    world.run(setup);
    assert_eq!(world.run(text), expected);
}

/// The text that a CHECK of `condition` is shown as, plain and pretty.
#[track_caller]
fn check_text(columns: &str, condition: &str, plain: &str, pretty: &str) {
    let mut world = World::new();
    let text = format!("CREATE TABLE t ({columns}, CONSTRAINT c CHECK ({condition}))");
    assert_eq!(world.run(&text), "CREATE TABLE");
    assert_eq!(world.constraints("t", false), [format!("c: CHECK ({plain})")]);
    assert_eq!(world.constraints("t", true), [format!("c: CHECK ({pretty})")]);
    // What is stored means the same when it is bound and written again.
    let table = world.table("t");
    let stored = super::Stored::bind(&world.names(), table, &table.checks[0].expression).unwrap();
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    assert_eq!(stored.text(&names).unwrap(), table.checks[0].expression);
}

#[test]
fn conditions_are_written_as_postgresql_writes_them() {
    check_text(
        "price numeric, kind text",
        "price > 0 AND kind IN ('a', 'b')",
        "((price > (0)::numeric) AND (kind = ANY (ARRAY['a'::text, 'b'::text])))",
        "price > 0::numeric AND (kind = ANY (ARRAY['a'::text, 'b'::text]))",
    );
    check_text(
        "kind varchar(9)",
        "kind IN ('a', 'b')",
        "((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
        "kind::text = ANY (ARRAY['a'::character varying, 'b'::character varying]::text[])",
    );
    check_text(
        "a int, b int",
        "a - (b - 1) * -2 > 0 OR NOT (a IS NULL OR b IS NOT NULL)",
        "(((a - ((b - 1) * '-2'::integer)) > 0) OR (NOT ((a IS NULL) OR (b IS NOT NULL))))",
        "(a - (b - 1) * '-2'::integer) > 0 OR NOT (a IS NULL OR b IS NOT NULL)",
    );
    check_text(
        "a int",
        "CASE WHEN a > 1 THEN true ELSE false END",
        "\nCASE\n    WHEN (a > 1) THEN true\n    ELSE false\nEND",
        "\nCASE\n    WHEN a > 1 THEN true\n    ELSE false\nEND",
    );
    check_text(
        "a text, \"Order\" text",
        "lower(a) = coalesce(\"Order\", 'x''y') AND length(substring(a, 1, 2)) < 3",
        "((lower(a) = COALESCE(\"Order\", 'x''y'::text)) AND (length(\"substring\"(a, 1, 2)) < 3))",
        "lower(a) = COALESCE(\"Order\", 'x''y'::text) AND length(\"substring\"(a, 1, 2)) < 3",
    );
    check_text(
        "a int[], d timestamptz",
        "a[1] = 2 AND (d AT TIME ZONE 'UTC') IS DISTINCT FROM 'epoch' AND extract(year from d) > 1.5",
        "((a[1] = 2) AND ((d AT TIME ZONE 'UTC'::text) IS DISTINCT FROM '1970-01-01 00:00:00'::timestamp without time zone) AND (EXTRACT(year FROM d) > 1.5))",
        "a[1] = 2 AND (d AT TIME ZONE 'UTC'::text) IS DISTINCT FROM '1970-01-01 00:00:00'::timestamp without time zone AND EXTRACT(year FROM d) > 1.5",
    );
}

#[test]
fn defaults_are_kept_as_written_and_shown_under_the_search_path() {
    let mut world = World::new();
    world.run(
        "CREATE TABLE t (id serial, a text DEFAULT 'x', b varchar(9) DEFAULT 'y', c numeric DEFAULT 0,
         d timestamptz DEFAULT now(), e date DEFAULT CURRENT_DATE, f int DEFAULT 1 + 1, g jsonb DEFAULT '{}')",
    );
    let (names, table) = (world.names(), world.table("t"));
    let shown = |place| deparse::column_default(&names, table, place, false).unwrap().unwrap();
    let all: Vec<String> = (0..table.columns.len()).map(shown).collect();
    assert_eq!(
        all,
        [
            "nextval('t_id_seq'::regclass)",
            "'x'::text",
            "'y'::character varying",
            "0",
            "now()",
            "CURRENT_DATE",
            "(1 + 1)",
            "'{}'::jsonb"
        ]
    );
    let hidden = Names { search_path: &[PG_CATALOG], ..names };
    let qualified = deparse::column_default(&hidden, table, 0, false).unwrap().unwrap();
    assert_eq!(qualified, "nextval('public.t_id_seq'::regclass)");
}

#[test]
fn constraints_and_indexes_have_postgresqls_names_and_texts() {
    let mut world = World::new();
    world.run(
        "CREATE TABLE p (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
         CREATE TABLE c (x int REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
           y int CHECK (y > 0), CHECK (x < y), FOREIGN KEY (x, y) REFERENCES p (a, b) ON UPDATE SET NULL);
         CREATE INDEX ON c (x, (y + 1) DESC NULLS LAST, lower(y::text)) INCLUDE (y) WHERE x > 0",
    );
    assert_eq!(
        world.constraints("c", false),
        [
            "c_y_check: CHECK ((y > 0))",
            "c_check: CHECK ((x < y))",
            "c_x_fkey: FOREIGN KEY (x) REFERENCES p(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
            "c_x_y_fkey: FOREIGN KEY (x, y) REFERENCES p(a, b) ON UPDATE SET NULL",
        ]
    );
    assert_eq!(
        world.constraints("p", false),
        ["p_pkey: PRIMARY KEY (id)", "p_a_b_key: UNIQUE (a, b)"]
    );
    let table = world.table("c");
    let text = deparse::index_definition(&world.names(), table, &table.indexes[0], false).unwrap();
    assert_eq!(
        text,
        "CREATE INDEX c_x_expr_lower_y_idx ON public.c USING btree (x, ((y + 1)) DESC NULLS LAST, lower((y)::text)) INCLUDE (y) WHERE (x > 0)"
    );
}

#[test]
fn a_rename_reaches_what_is_stored() {
    let mut world = World::new();
    world.run(
        "CREATE TABLE t (id serial, a int CHECK (a > 0), b int GENERATED ALWAYS AS (a * 2) STORED);
         CREATE INDEX i ON t ((a + 1));
         ALTER TABLE t RENAME a TO \"A\"; ALTER SEQUENCE t_id_seq RENAME TO s;",
    );
    assert_eq!(world.constraints("t", false), ["t_a_check: CHECK ((\"A\" > 0))"]);
    let (names, table) = (world.names(), world.table("t"));
    let shown = |place| deparse::column_default(&names, table, place, false).unwrap().unwrap();
    assert_eq!([shown(0), shown(2)], ["nextval('s'::regclass)", "(\"A\" * 2)"]);
    assert_eq!(table.indexes[0].keys[0].expression.as_deref(), Some("(\"A\" + 1)"));
}

#[test]
fn what_others_need_is_not_dropped_unasked() {
    let setup = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p)";
    check_run(
        setup,
        "ALTER TABLE p DROP COLUMN id",
        "2BP01 cannot drop column id of table p because other objects depend on it | constraint c_p_fkey on table c depends on column id of table p | Use DROP ... CASCADE to drop the dependent objects too.",
    );
    check_run(setup, "DROP TABLE p, c", "DROP TABLE");
    check_run(
        setup,
        "DROP INDEX p_pkey",
        "2BP01 cannot drop index p_pkey because constraint p_pkey on table p requires it | You can drop constraint p_pkey on table p instead.",
    );
    let mut world = World::new();
    world.run(setup);
    assert_eq!(world.run("DROP TABLE p CASCADE"), "DROP TABLE");
    assert_eq!(world.notices, ["00000 drop cascades to constraint c_p_fkey on table c"]);
    assert!(world.table("c").foreign_keys.is_empty());
    world.run("CREATE SCHEMA s CREATE TABLE t (id serial) CREATE TABLE u (a int)");
    assert_eq!(world.run("DROP SCHEMA s CASCADE"), "DROP SCHEMA");
    let told = "00000 drop cascades to 2 other objects | drop cascades to table s.t\ndrop cascades to table s.u";
    assert_eq!(world.notices, [told]);
    assert!(world.catalog.sequences.is_empty());
}

#[test]
fn steps_of_alter_table_see_one_another() {
    let mut world = World::new();
    world.run("CREATE TABLE t (a int)");
    let step = "ALTER TABLE t ADD CHECK (b > 0), ADD COLUMN b int NOT NULL DEFAULT 7, ADD PRIMARY KEY (b), DROP a";
    assert_eq!(world.run(step), "ALTER TABLE");
    let table = world.table("t");
    assert_eq!(table.columns[1].missing, None, "the new primary key wrote all rows again");
    assert!(table.columns[0].dropped);
    assert_eq!(
        world.constraints("t", true),
        ["t_b_check: CHECK (b > 0)", "t_pkey: PRIMARY KEY (b)"]
    );
}

#[test]
fn definitions_are_refused_in_postgresqls_words() {
    check_run("", "CREATE TABLE u (a int, a text)", "42701 column \"a\" specified more than once");
    check_run(
        "",
        "CREATE TABLE u (a int DEFAULT b)",
        "0A000 cannot use column reference in DEFAULT expression @31",
    );
    check_run(
        "",
        "CREATE TABLE u (a int DEFAULT true)",
        "42804 column \"a\" is of type integer but default expression is of type boolean | You will need to rewrite or cast the expression.",
    );
    check_run(
        "",
        "CREATE TABLE u (a int CHECK (a))",
        "42804 argument of CHECK must be type boolean, not type integer @30",
    );
    check_run(
        "CREATE TABLE t (a text)",
        "ALTER TABLE t ALTER a TYPE int",
        "42804 column \"a\" cannot be cast automatically to type integer | You might need to specify \"USING a::integer\".",
    );
    let sql = "CREATE MATERIALIZED VIEW v AS SELECT 1";
    check_run("", sql, "0A000 CREATE MATERIALIZED VIEW is not supported yet");
    check_run(
        "",
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + random()) STORED)",
        "42P17 generation expression is not immutable",
    );
}

#[test]
fn an_insert_fills_the_whole_row() {
    let mut world = World::new();
    world.run("CREATE TABLE t (a int DEFAULT 4, b int, c text, d int); ALTER TABLE t DROP b");
    let Statement::Query(query) = world.bind("INSERT INTO t (c) VALUES ('x'), (DEFAULT)").unwrap()
    else {
        panic!("not a query");
    };
    let Rel::Insert(insert) = query.rel else { panic!("not an insert") };
    let Rel::Values { rows, .. } = insert.source else { panic!("not values") };
    let shown: Vec<String> = rows[0]
        .iter()
        .map(|value| match value {
            crate::Expr::Const(value, ty) => types::to_text(ty.oid, value, &Formats::default()),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, ["4", "", "x", ""]);
}

#[test]
fn a_table_is_its_owners() {
    let mut world = World::new();
    world.run("CREATE TABLE t (a int); CREATE ROLE r; CREATE ROLE m IN ROLE r; CREATE TABLE mine (a int); ALTER TABLE mine OWNER TO r");
    let role = |name| world.catalog.role(name).unwrap().oid;
    let answer = |user, text| {
        let raw = crate::parse(text).unwrap().remove(0);
        let bound = bind(&raw, &Names { user, ..world.names() }, &[]);
        bound.map_or_else(|error| said(&error), |_| "yes".to_string())
    };
    assert_eq!(answer(role("r"), "SELECT * FROM t"), "42501 permission denied for table t");
    assert_eq!(answer(role("m"), "DELETE FROM mine"), "yes");
    assert_eq!(answer(role("m"), "DROP TABLE t"), "42501 must be owner of table t");
    let made = answer(role("m"), "CREATE TABLE u (a int)");
    assert_eq!(made, "42501 permission denied for schema public @14");
}

#[test]
fn a_password_is_not_shown() {
    let mut world = World::new();
    let statement = world.bind("CREATE ROLE r LOGIN PASSWORD 'sesame'").unwrap();
    assert!(!format!("{statement:?}").contains("sesame"));
    assert_eq!(world.run("CREATE ROLE r"), "CREATE ROLE");
}

#[test]
fn a_column_says_which_relation_it_is_of() {
    let mut world = World::new();
    world.run("CREATE TABLE t (a int PRIMARY KEY, b int)");
    world.run("CREATE VIEW v AS SELECT b AS bb, a, a + 1 AS e FROM t");
    world.run("CREATE VIEW w AS SELECT a AS x, bb FROM v");
    let relations = ["t", "v", "w"].map(|name| {
        let found = world.catalog.relation(PUBLIC, name).unwrap();
        (found.oid(), name)
    });
    let origins = |text: &str| {
        let Statement::Query(query) = world.bind(text).unwrap() else { panic!("not a query") };
        let origin = |column: &crate::Column| match column.origin {
            Some((oid, number)) => {
                let name = relations.iter().find(|(own, _)| *own == oid).map(|(_, name)| *name);
                format!("{}.{number}", name.unwrap_or("?"))
            }
            None => "-".to_string(),
        };
        query.columns.iter().map(origin).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(origins("SELECT a, a + 1, t.b FROM t"), "t.1 - t.2");
    assert_eq!(origins("SELECT * FROM (SELECT * FROM w) x JOIN v ON true"), "w.1 w.2 v.1 v.2 v.3");
    assert_eq!(origins("INSERT INTO w VALUES (1, 2) RETURNING *, x + 1"), "w.1 w.2 -");
    assert_eq!(origins("UPDATE w q SET bb = b FROM t RETURNING q.bb, t.a"), "w.2 t.1");
    assert_eq!(origins("DELETE FROM v RETURNING bb"), "v.1");
    assert_eq!(origins("SELECT bb, count(*) FROM v GROUP BY bb"), "v.1 -");
}
