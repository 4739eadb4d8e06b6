"""psql and pgbench, unchanged: their output and their exit codes."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest


def program(name):
    """The path of one of PostgreSQL's client programs; PGBIN names their folder where it is not on the PATH."""
    folders = [os.environ.get("PGBIN"), os.environ.get("PATH"), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))[::-1])]
    found = shutil.which(name, path=os.pathsep.join(filter(None, folders)))
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return found


def run(name, *arguments, stdin=None, code=0):
    """Runs a program to its end and returns its standard output and standard error as one text."""
    done = subprocess.run(
        [program(name), *arguments], input=stdin, text=True, timeout=120, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "LC_ALL": "C", "PSQLRC": "/dev/null"}, check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def psql(url):
    """psql in the schema shop, which has two tables, an index and a sequence."""
    def ask(*commands, code=0, flags=()):
        script = "\n".join(["set search_path = shop;", *commands]) + "\n"
        return run("psql", url, "-X", "-q", "-v", "ON_ERROR_STOP=1", *flags, stdin=script, code=code)

    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop schema if exists shop cascade")
        conn.execute("create schema shop")
    ask(
        "create table customer (id serial primary key, email varchar(80) not null unique, born date,"
        " joined timestamptz default now(), tags text[] default '{}', constraint grown check (born < '2020-01-01'));",
        "create table purchase (id bigint generated always as identity primary key,"
        " customer int not null references customer (id) on delete cascade, total numeric(10,2) not null, note jsonb);",
        "create index purchase_by_total on purchase (customer, total desc);",
        "create sequence ticket start 100 increment 5;",
        "insert into customer (email, born, joined) values ('ada@x.org', '1815-12-10', '2026-01-01 00:00:00+00'),"
        " ('bob@x.org', null, null);",
    )
    yield ask
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop schema shop cascade")


def has(output, *lines):
    """Every line is in the output, in this order, whatever the widths of columns are."""
    squeezed = [re.sub(r"\s+", " ", line).strip() for line in output.splitlines()]
    rest = iter(squeezed)
    for line in lines:
        assert any(got.startswith(line) for got in rest), f"{line!r} (in this order) is not in\n{output}"


def test_psql_aligns_a_table_of_rows(psql):
    assert psql("select 1 as one, 'x' as \"Text\", null as nothing, true as yes;") == (
        " one | Text | nothing | yes \n-----+------+---------+-----\n   1 | x    |         | t\n(1 row)\n\n"
    )


def test_psql_d_of_a_table_shows_columns_indexes_and_constraints(psql):
    has(
        psql("\\d customer"),
        'Table "shop.customer"',
        "Column | Type | Collation | Nullable | Default",
        "id | integer | | not null | nextval('customer_id_seq'::regclass)",
        "email | character varying(80) | | not null |",
        "born | date | | |",
        "joined | timestamp with time zone | | | now()",
        "tags | text[] | | | '{}'::text[]",
        "Indexes:",
        '"customer_pkey" PRIMARY KEY, btree (id)',
        '"customer_email_key" UNIQUE CONSTRAINT, btree (email)',
        "Check constraints:",
        "\"grown\" CHECK (born < '2020-01-01'::date)",
        "Referenced by:",
        'TABLE "purchase" CONSTRAINT "purchase_customer_fkey" FOREIGN KEY (customer) REFERENCES customer(id) ON DELETE CASCADE',
    )


def test_psql_d_of_a_table_shows_identity_and_foreign_keys(psql):
    has(
        psql("\\d purchase"),
        "id | bigint | | not null | generated always as identity",
        "total | numeric(10,2) | | not null |",
        "note | jsonb | | |",
        '"purchase_pkey" PRIMARY KEY, btree (id)',
        '"purchase_by_total" btree (customer, total DESC)',
        "Foreign-key constraints:",
        '"purchase_customer_fkey" FOREIGN KEY (customer) REFERENCES customer(id) ON DELETE CASCADE',
    )


def test_psql_d_plus_adds_storage(psql):
    has(psql("\\d+ customer"), "Column | Type | Collation | Nullable | Default | Storage",
        "id | integer | | not null | nextval('customer_id_seq'::regclass) | plain",
        "email | character varying(80) | | not null | | extended")


def test_psql_d_lists_tables_and_sequences(psql):
    has(psql("\\d"), "List of relations", "Schema | Name | Type | Owner", "shop | customer | table |",
        "shop | customer_id_seq | sequence |", "shop | purchase | table |", "shop | purchase_id_seq | sequence |", "shop | ticket | sequence |")


def test_psql_d_of_an_index_shows_its_columns(psql):
    has(psql("\\d purchase_by_total"), 'Index "shop.purchase_by_total"', "Column | Type | Key? | Definition",
        "customer | integer | yes | customer", "total | numeric(10,2) | yes | total", 'btree, for table "shop.purchase"')


def test_psql_d_of_a_sequence_shows_its_bounds(psql):
    has(psql("\\d ticket"), 'Sequence "shop.ticket"', "Type | Start | Minimum | Maximum | Increment | Cycles? | Cache",
        "bigint | 100 | 1 | 9223372036854775807 | 5 | no | 1")


def test_psql_dt_lists_tables_only(psql):
    output = psql("\\dt")
    has(output, "List of relations", "shop | customer | table |", "shop | purchase | table |", "(2 rows)")


def test_psql_di_lists_indexes_with_their_tables(psql):
    has(psql("\\di"), "Schema | Name | Type | Owner | Table", "shop | customer_email_key | index |", "shop | customer_pkey | index |",
        "shop | purchase_by_total | index |", "shop | purchase_pkey | index |", "(4 rows)")


def test_psql_dn_lists_schemas(psql):
    has(psql("\\dn"), "List of schemas", "Name | Owner", "public |", "shop |")


def test_psql_du_lists_the_role_we_are(psql, url):
    with psycopg.connect(url) as conn:
        user = conn.info.user
    has(psql("\\du"), "List of roles", "Role name | Attributes", f"{user} |")


def test_psql_l_lists_the_database_we_are_in(psql, url):
    with psycopg.connect(url) as conn:
        name = conn.info.dbname
    has(psql("\\l"), "List of databases", f"{name} |")
    assert re.search(rf"^ {name} .*UTF8", psql("\\l"), re.M)


def test_psql_d_of_nothing_fails(psql):
    assert psql("\\d nowhere", "select 1;", code=3) == ""


def test_psql_copy_round_trips_through_a_file(psql, tmp_path):
    there = tmp_path / "customers.csv"
    psql(f"\\copy (select id, email, born from customer order by id) to '{there}' csv header")
    assert there.read_text() == "id,email,born\n1,ada@x.org,1815-12-10\n2,bob@x.org,\n"
    output = psql("create table back (id int, email text, born date);", f"\\copy back from '{there}' csv header",
                  "select count(*), count(born) from back;", "drop table back;", flags=["-At"])
    assert output == "2|1\n"


def test_psql_shows_where_an_error_is(psql):
    output = psql("select id, nothing from customer;", code=3)
    assert 'column "nothing" does not exist\nLINE 1: select id, nothing from customer;\n                   ^' in output


def test_psql_variables_and_gexec_run_what_a_query_wrote(psql):
    output = psql("\\set n 3", "select format('select %s * %s', g, :n) from generate_series(1, 2) g \\gexec", flags=["-At"])
    assert output == "3\n6\n"


@pytest.fixture(scope="module")
def bench(url):
    """A pgbench database of scale 1."""
    output = run("pgbench", "-i", "-s", "1", url)
    assert "done in" in output
    yield url
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop table if exists pgbench_accounts, pgbench_branches, pgbench_tellers, pgbench_history")


def test_pgbench_fills_its_four_tables(bench):
    with psycopg.connect(bench) as conn:
        counts = [conn.execute(f"select count(*) from pgbench_{t}").fetchone()[0] for t in ("accounts", "branches", "tellers", "history")]
    assert counts == [100_000, 1, 10, 0]


@pytest.mark.parametrize("mode", ["simple", "extended", "prepared"])
@pytest.mark.parametrize("script", ["tpcb-like", "simple-update", "select-only"])
def test_pgbench_runs_with_no_failed_transaction(bench, script, mode):
    output = run("pgbench", "-b", script, "-M", mode, "-n", "-c", "1", "-t", "100", bench)
    assert "number of transactions actually processed: 100/100" in output
    assert "number of failed transactions: 0 (0.000%)" in output


def test_pgbench_select_only_runs_with_many_clients(bench):
    output = run("pgbench", "-b", "select-only", "-M", "prepared", "-n", "-c", "8", "-j", "2", "-t", "200", bench)
    assert "number of transactions actually processed: 1600/1600" in output


def test_pgbench_with_many_writers_fails_none_when_it_may_try_again(bench):
    output = run("pgbench", "-b", "tpcb-like", "-M", "prepared", "-n", "-c", "4", "-t", "50", "--max-tries=1000", bench)
    assert "number of failed transactions: 0 (0.000%)" in output


def test_pgbench_leaves_its_books_balanced(bench):
    run("pgbench", "-b", "tpcb-like", "-n", "-c", "2", "-t", "50", "--max-tries=100", bench)
    with psycopg.connect(bench) as conn:
        accounts, history, branches, tellers = conn.execute(
            "select (select sum(abalance) from pgbench_accounts), (select sum(delta) from pgbench_history),"
            " (select sum(bbalance) from pgbench_branches), (select sum(tbalance) from pgbench_tellers)"
        ).fetchone()
    assert accounts == history
    assert branches == tellers


def test_pgbench_initialises_with_generated_rows_and_foreign_keys(bench):
    output = run("pgbench", "-i", "-I", "dtGpvf", "-s", "1", bench)
    assert "done in" in output


def test_pg_isready_finds_the_server_ready(url):
    assert "accepting connections" in run("pg_isready", "-d", url)
