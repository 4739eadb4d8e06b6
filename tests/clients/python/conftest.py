"""One server for the whole run, named by DATABASE_URL or started from AIRGLOW_BIN, and a schema of its own."""

import os
import subprocess

import psycopg
import pytest


@pytest.fixture(scope="session")
def url(tmp_path_factory):
    """The connection string of the server under test."""
    if "DATABASE_URL" in os.environ:
        yield os.environ["DATABASE_URL"]
        return
    program = os.environ.get("AIRGLOW_BIN")
    if not program:
        pytest.exit("set AIRGLOW_BIN (the airglow binary) or DATABASE_URL", returncode=2)
    data = tmp_path_factory.mktemp("airglow")
    command = [program, "start", "--data", str(data), "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        ready = next((line for line in server.stdout if line.startswith("ready: ")), None)
        try:
            assert ready, "the server ended before it was ready"
            yield ready.removeprefix("ready: ").strip()
        finally:
            server.terminate()
            server.stdout.close()


@pytest.fixture(scope="session")
def schema(url):
    """A schema that exists for this run only."""
    name = "psycopg_tests"
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(f"drop schema if exists {name} cascade")
        conn.execute(f"create schema {name}")
        yield name
        conn.execute(f"drop schema {name} cascade")


@pytest.fixture
def connect(url, schema):
    """Opens connections with the test's schema in the search path; closes them at the end."""
    opened = []

    def open_one(**options):
        opened.append(psycopg.connect(url, options=f"-c search_path={schema}", **options))
        return opened[-1]

    yield open_one
    for conn in opened:
        conn.close()


@pytest.fixture
def conn(connect):
    return connect(autocommit=True)


@pytest.fixture
def accounts(conn):
    """A table of three accounts."""
    conn.execute("drop table if exists entry, account")
    conn.execute(
        "create table account (id int primary key, owner text not null unique, balance int not null check (balance >= 0))"
    )
    conn.execute("create table entry (id serial primary key, account int not null references account (id))")
    conn.execute("insert into account values (1, 'ada', 10), (2, 'bob', 20), (3, 'eve', 30)")
    return "account"
