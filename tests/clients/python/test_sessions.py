"""Statements, transactions, pipelines, COPY and errors, as psycopg 3 uses them."""

import threading

import psycopg
import pytest
from psycopg import errors
from psycopg.pq import TransactionStatus


def balances(conn):
    return [row[0] for row in conn.execute("select balance from account order by id")]


# Statements


def test_arguments_are_bound_by_the_server(conn):
    cur = conn.execute("select %s, %s + 1, %s::text || '!'", ["it's; -- $1", 41, "x"])
    assert cur.fetchone() == ("it's; -- $1", 42, "x!")


def test_the_server_infers_the_types_of_unknown_arguments(conn, accounts):
    cur = conn.execute("select owner from account where id = %s and owner = %s", ["2", "bob"])
    assert cur.fetchone() == ("bob",)


def test_a_list_serves_as_an_array(conn, accounts):
    cur = conn.execute("select owner from account where id = any(%s) order by id", [[1, 3]])
    assert cur.fetchall() == [("ada",), ("eve",)]


def test_a_prepared_statement_serves_many_executions(conn):
    for i in range(20):
        assert conn.execute("select %s::int * 2", [i], prepare=True).fetchone() == (i * 2,)


def test_a_statement_is_prepared_after_a_few_executions_and_given_up_by_deallocate(conn):
    for i in range(10):
        conn.execute("select %s::int + 5", [i])
    conn.execute("deallocate all")
    assert conn.execute("select %s::int + 5", [1]).fetchone() == (6,)


def test_executemany_inserts_and_returns_every_row(conn, accounts):
    with conn.cursor() as cur:
        cur.executemany(
            "insert into account values (%s, %s, %s) returning id", [(i, f"user {i}", i) for i in range(10, 20)], returning=True
        )
        got = [cur.fetchone()[0]]
        while cur.nextset():
            got.append(cur.fetchone()[0])
    assert got == list(range(10, 20))


def test_several_statements_in_one_string_give_one_result_each(conn):
    cur = conn.execute("select 1; select 2, 3; select 4 where false")
    assert cur.fetchall() == [(1,)]
    assert cur.nextset() and cur.fetchall() == [(2, 3)]
    assert cur.nextset() and cur.fetchall() == []
    assert cur.nextset() is None


def test_rows_can_be_streamed_one_at_a_time(conn):
    with conn.cursor() as cur:
        assert sum(row[0] for row in cur.stream("select * from generate_series(1, 5000)")) == 12502500


def test_client_cursors_quote_arguments_into_the_text(connect):
    conn = connect(cursor_factory=psycopg.ClientCursor)
    cur = conn.execute("select %s, %s, %s::int[], %s::bytea", ["a'b\\c", None, [1, 2], b"\x00'"])
    assert cur.fetchone() == ("a'b\\c", None, [1, 2], b"\x00'")


# Transactions


def test_a_block_commits_and_an_exception_rolls_it_back(conn, accounts):
    with conn.transaction():
        conn.execute("update account set balance = 11 where id = 1")
    with pytest.raises(ZeroDivisionError), conn.transaction():
        conn.execute("update account set balance = 12 where id = 1")
        1 / 0
    assert balances(conn) == [11, 20, 30]


def test_a_nested_block_is_a_savepoint(conn, accounts):
    with conn.transaction():
        conn.execute("update account set balance = 11 where id = 1")
        with pytest.raises(errors.CheckViolation), conn.transaction():
            conn.execute("update account set balance = -1 where id = 2")
        with conn.transaction(force_rollback=True):
            conn.execute("update account set balance = 99 where id = 3")
        assert conn.info.transaction_status == TransactionStatus.INTRANS
    assert balances(conn) == [11, 20, 30]


def test_an_error_puts_the_transaction_in_the_failed_state(connect):
    conn = connect()
    with pytest.raises(errors.UndefinedTable):
        conn.execute("select * from nowhere")
    assert conn.info.transaction_status == TransactionStatus.INERROR
    with pytest.raises(errors.InFailedSqlTransaction):
        conn.execute("select 1")
    conn.rollback()
    assert conn.execute("select 1").fetchone() == (1,)


def test_what_is_not_committed_is_seen_by_nobody_else(connect, conn, accounts):
    writer = connect()
    writer.execute("update account set balance = 1000 where id = 1")
    assert balances(conn) == [10, 20, 30]
    writer.commit()
    assert balances(conn) == [1000, 20, 30]


def test_a_repeatable_read_transaction_reads_one_moment(connect, conn, accounts):
    reader = connect()
    reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    assert balances(reader) == [10, 20, 30]
    conn.execute("update account set balance = 0")
    assert balances(reader) == [10, 20, 30]
    reader.commit()
    assert balances(reader) == [0, 0, 0]


def test_of_two_repeatable_read_writers_of_one_row_the_second_gets_40001(connect, conn, accounts):
    late = connect()
    late.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    assert balances(late) == [10, 20, 30]
    conn.execute("update account set balance = 11 where id = 1")
    with pytest.raises(errors.SerializationFailure) as caught:
        late.execute("update account set balance = balance + 5 where id = 1")
        late.commit()
    assert caught.value.sqlstate == "40001"
    late.rollback()
    assert balances(conn) == [11, 20, 30]


def test_serializable_transactions_cannot_both_act_on_what_the_other_changed(connect, conn, accounts):
    one, two = connect(), connect()
    for each in (one, two):
        each.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        assert each.execute("select sum(balance) from account").fetchone() == (60,)
    with pytest.raises(errors.SerializationFailure):
        one.execute("update account set balance = balance - 5 where id = 1")
        two.execute("update account set balance = balance - 5 where id = 2")
        one.commit()
        two.commit()
    one.rollback()
    two.rollback()
    assert sum(balances(conn)) in (55, 60)


def test_a_read_only_transaction_refuses_to_write(connect, accounts):
    conn = connect()
    conn.read_only = True
    with pytest.raises(errors.ReadOnlySqlTransaction):
        conn.execute("delete from account")


def test_increments_of_concurrent_writers_are_all_kept(connect, conn, accounts):
    def add(conn):
        for _ in range(25):
            conn.execute("update account set balance = balance + 1 where id = 1")

    writers = [threading.Thread(target=add, args=[connect(autocommit=True)]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert balances(conn) == [110, 20, 30]


# Pipelines


def test_a_pipeline_answers_in_order(conn):
    with conn.pipeline():
        cursors = [conn.execute("select %s::int", [i]) for i in range(100)]
        assert [cur.fetchone()[0] for cur in cursors] == list(range(100))


def test_an_error_in_a_pipeline_undoes_it_whole(conn, accounts):
    with pytest.raises(errors.DivisionByZero), conn.pipeline():
        conn.execute("update account set balance = 1 where id = 1")
        conn.execute("select 1 / 0")
        conn.execute("update account set balance = 0")
    assert balances(conn) == [10, 20, 30]


def test_a_transaction_in_a_pipeline_commits_whole(conn, accounts):
    with conn.pipeline(), conn.transaction():
        for i in (1, 2, 3):
            conn.execute("update account set balance = balance + %s where id = %s", [i, i])
    assert balances(conn) == [11, 22, 33]


# COPY

ROWS = [(i, f"owner\t{i}\n\\", i * 2) for i in range(1000, 4000)]


@pytest.mark.parametrize("options", ["", "(format binary)"], ids=["text", "binary"])
def test_copy_in_and_out_carries_every_row(conn, accounts, options):
    with conn.cursor() as cur:
        with cur.copy(f"copy account from stdin {options}") as copy:
            copy.set_types(["int4", "text", "int4"])
            for row in ROWS:
                copy.write_row(row)
        assert cur.rowcount == len(ROWS)
        with cur.copy(f"copy (select * from account where id >= 1000 order by id) to stdout {options}") as copy:
            copy.set_types(["int4", "text", "int4"])
            assert list(copy.rows()) == ROWS


def test_copy_refuses_a_duplicate_and_keeps_nothing(conn, accounts):
    with pytest.raises(errors.UniqueViolation):
        with conn.cursor().copy("copy account (id, owner, balance) from stdin") as copy:
            copy.write("7\tsue\t1\n7\ttom\t1\n")
    assert balances(conn) == [10, 20, 30]


def test_copy_given_up_by_the_program_keeps_nothing(conn, accounts):
    with pytest.raises(ZeroDivisionError):
        with conn.cursor().copy("copy account from stdin") as copy:
            copy.write("7\tsue\t1\n")
            1 / 0
    assert balances(conn) == [10, 20, 30]


# Errors and notices


def test_a_unique_violation_names_everything(conn, accounts, schema):
    with pytest.raises(errors.UniqueViolation) as caught:
        conn.execute("insert into account values (9, 'ada', 1)")
    diag = caught.value.diag
    assert diag.severity == diag.severity_nonlocalized == "ERROR"
    assert (diag.schema_name, diag.table_name, diag.constraint_name) == (schema, "account", "account_owner_key")
    assert diag.message_primary == 'duplicate key value violates unique constraint "account_owner_key"'
    assert diag.message_detail == "Key (owner)=(ada) already exists."


def test_a_foreign_key_guards_both_sides(conn, accounts):
    with pytest.raises(errors.ForeignKeyViolation) as caught:
        conn.execute("insert into entry (account) values (77)")
    assert caught.value.diag.constraint_name == "entry_account_fkey"
    conn.execute("insert into entry (account) values (1)")
    with pytest.raises(errors.ForeignKeyViolation) as caught:
        conn.execute("delete from account where id = 1")
    assert caught.value.diag.message_detail == 'Key (id)=(1) is still referenced from table "entry".'


def test_a_null_violation_names_its_column(conn, accounts):
    with pytest.raises(errors.NotNullViolation) as caught:
        conn.execute("insert into account (id, balance) values (9, 1)")
    assert (caught.value.diag.table_name, caught.value.diag.column_name) == ("account", "owner")


def test_an_unknown_function_gets_its_hint(conn):
    with pytest.raises(errors.UndefinedFunction) as caught:
        conn.execute("select no_such(1)")
    assert caught.value.diag.message_primary == "function no_such(integer) does not exist"
    assert caught.value.diag.message_hint == (
        "No function matches the given name and argument types. You might need to add explicit type casts."
    )


def test_notices_arrive(conn):
    heard = []
    conn.add_notice_handler(lambda notice: heard.append((notice.severity, notice.message_primary)))
    conn.execute("drop table if exists never_was")
    assert heard == [("NOTICE", 'table "never_was" does not exist, skipping')]


def test_notifications_are_heard_in_order(conn):
    conn.autocommit = True
    conn.execute("listen chat")
    for word in ("one", "two"):
        conn.execute("select pg_notify('chat', %s)", [word])
    heard = [(said.channel, said.payload, said.pid) for said in conn.notifies(timeout=5, stop_after=2)]
    assert heard == [("chat", word, conn.info.backend_pid) for word in ("one", "two")]


def test_a_running_query_can_be_cancelled(conn):
    timer = threading.Timer(0.2, conn.cancel_safe)
    timer.start()
    with pytest.raises(errors.QueryCanceled):
        conn.execute("select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b")
    timer.join()
    assert conn.execute("select 1").fetchone() == (1,)


def test_the_session_reports_its_parameters(conn):
    info = conn.info
    assert info.encoding == "utf-8"
    assert info.server_version >= 150000
    assert info.parameter_status("integer_datetimes") == "on"
    assert info.parameter_status("standard_conforming_strings") == "on"
    conn.execute("set application_name to 'renamed'")
    assert info.parameter_status("application_name") == "renamed"
