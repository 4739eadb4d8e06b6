"""Roles and their passwords, as libpq proves them: by SCRAM."""

import psycopg
import pytest


@pytest.fixture
def admin(url):
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("drop role if exists clerk, copy")
        yield conn
        conn.execute("drop role if exists clerk, copy")


@pytest.fixture
def enter(url):
    """Logs in as a role: None, or the state and message of the refusal."""

    def one(user, password):
        try:
            with psycopg.connect(url, user=user, password=password) as conn:
                return conn.execute("select current_user").fetchone() != (user,) or None
        except psycopg.OperationalError as error:
            return str(error).splitlines()[0].split("FATAL:")[1].strip()

    return one


WRONG = 'password authentication failed for user "clerk"'


def test_a_password_is_set_changed_and_taken_away(admin, enter):
    admin.execute("create role clerk login password 'first'")
    assert enter("clerk", "first") is None
    assert enter("clerk", "second") == WRONG
    admin.execute("alter role clerk password 'second \u00e9'")
    assert enter("clerk", "second \u00e9") is None
    assert enter("clerk", "first") == WRONG
    admin.execute("alter role clerk password null")
    assert enter("clerk", "second \u00e9") == WRONG
    admin.execute("create role copy")
    assert enter("copy", "x") == 'password authentication failed for user "copy"'


def test_a_password_is_kept_as_a_verifier_which_can_be_given_instead(admin, enter):
    admin.execute("create role clerk login password 'first'")
    (verifier,) = admin.execute("select rolpassword from pg_authid where rolname = 'clerk'").fetchone()
    assert verifier.startswith("SCRAM-SHA-256$4096:") and "first" not in verifier
    admin.execute(f"create role copy login password '{verifier}'")
    assert enter("copy", "first") is None


def test_a_password_is_good_until_its_end(admin, enter):
    admin.execute("create role clerk login password 'first' valid until '2001-01-01'")
    assert enter("clerk", "first") == WRONG
    admin.execute("alter role clerk valid until '2999-01-01'")
    assert enter("clerk", "first") is None
    admin.execute("alter role clerk valid until 'infinity'")
    assert enter("clerk", "first") is None


def test_a_role_has_no_more_connections_than_its_limit(admin, enter, url):
    admin.execute("create role clerk login password 'first' connection limit 1")
    with psycopg.connect(url, user="clerk", password="first"):
        assert enter("clerk", "first") == 'too many connections for role "clerk"'
        admin.execute("alter role clerk connection limit 2")
        assert enter("clerk", "first") is None
    admin.execute("alter role clerk connection limit 0")
    assert enter("clerk", "first") == 'too many connections for role "clerk"'


def test_a_role_without_login_stays_outside(admin, enter):
    admin.execute("create role clerk password 'first'")
    assert enter("clerk", "first") == 'role "clerk" is not permitted to log in'
    admin.execute("alter role clerk login")
    assert enter("clerk", "first") is None


def test_a_role_changes_its_own_password_and_no_more(admin, enter, url):
    admin.execute("create role clerk login password 'first'")
    with psycopg.connect(url, user="clerk", password="first", autocommit=True) as own:
        own.execute("alter role clerk password 'own'")
        for statement in ["alter role clerk createdb", "alter role clerk valid until 'infinity'", "create role copy"]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement)
    assert enter("clerk", "own") is None
