"""Values travel both ways, in text and in binary, and arrive as what they were."""

import datetime as dt
import math
import uuid
from decimal import Decimal

import psycopg
import pytest
from psycopg.types.json import Json, Jsonb

UTC = dt.timezone.utc

VALUES = [
    ("bool", True),
    ("int2", -32768),
    ("int4", 2147483647),
    ("int8", -9223372036854775808),
    ("float4", 1.5),
    ("float8", 0.1),
    ("float8", math.inf),
    ("float8", 5e-324),
    ("numeric", Decimal("0")),
    ("numeric", Decimal("-12345678901234567890.000100")),
    ("numeric", Decimal("1E+100")),
    ("numeric", Decimal("0.00000000000000000001")),
    ("text", "h\u00e9llo \U0001f600 ' \" \\ \n\t"),
    ("text", ""),
    ("varchar", "x" * 70000),
    ("bytea", bytes(range(256))),
    ("uuid", uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
    ("date", dt.date(2024, 2, 29)),
    ("date", dt.date(1, 1, 1)),
    ("time", dt.time(23, 59, 59, 999999)),
    ("timestamp", dt.datetime(1999, 12, 31, 23, 59, 59, 999999)),
    ("timestamptz", dt.datetime(2026, 7, 1, 12, 0, 0, 1, tzinfo=UTC)),
    ("interval", dt.timedelta(days=-3, hours=4, microseconds=5)),
    ("interval", dt.timedelta(0)),
    ("int4[]", [1, None, -3]),
    ("int8[]", []),
    ("int4[]", [[1, 2], [3, 4]]),
    ("text[]", ["a,b", 'c"d', "{}", "NULL", "", "\\"]),
    ("numeric[]", [Decimal("1.50"), None]),
    ("uuid[]", [uuid.UUID(int=7)]),
    ("date[]", [dt.date(2000, 1, 1), None]),
    ("timestamptz[]", [dt.datetime(2026, 1, 1, tzinfo=UTC)]),
    ("bytea[]", [b"\x00\xff", b""]),
    ("bool[]", [True, False, None]),
]

FORMATS = pytest.mark.parametrize("binary", [False, True], ids=["text", "binary"])
PLACEHOLDER = {False: "%t", True: "%b"}


def ids(pairs):
    return [f"{kind}-{str(value)[:24]!r}" for kind, value in pairs]


@FORMATS
@pytest.mark.parametrize("kind, value", VALUES, ids=ids(VALUES))
def test_a_value_comes_back_as_it_was_sent(conn, kind, value, binary):
    with conn.cursor(binary=binary) as cur:
        cur.execute(f"select {PLACEHOLDER[binary]}::{kind}", [value])
        assert cur.fetchone() == (value,)


@FORMATS
@pytest.mark.parametrize("kind", sorted({kind for kind, _ in VALUES}))
def test_null_is_null_in_every_type(conn, kind, binary):
    with conn.cursor(binary=binary) as cur:
        assert cur.execute(f"select %s::{kind}", [None]).fetchone() == (None,)


@FORMATS
@pytest.mark.parametrize("wrapper, kind", [(Json, "json"), (Jsonb, "jsonb")])
def test_json_comes_back_as_the_same_document(conn, wrapper, kind, binary):
    document = {"a": [1, None, "x\u00e9", {"b": 1.5}], "": True, "deep": [[[]]]}
    with conn.cursor(binary=binary) as cur:
        cur.execute(f"select {PLACEHOLDER[binary]}::{kind}", [wrapper(document)])
        assert cur.fetchone() == (document,)


@FORMATS
@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_special_numbers_of_numeric_and_float(conn, text, binary):
    with conn.cursor(binary=binary) as cur:
        row = cur.execute(f"select '{text}'::numeric, '{text}'::float8").fetchone()
    assert [str(value).lower()[:3] for value in row] == [text.lower()[:3]] * 2


@FORMATS
def test_months_and_years_of_an_interval_are_days_to_python(conn, binary):
    with conn.cursor(binary=binary) as cur:
        cur.execute("select '1 year 2 mons 3 days 04:05:06.7'::interval")
        assert cur.fetchone() == (dt.timedelta(days=365 + 60 + 3, hours=4, minutes=5, seconds=6.7),)


@FORMATS
def test_a_timestamptz_is_shown_in_the_zone_of_the_session(connect, binary):
    conn = connect()
    conn.execute("set time zone 'Europe/Berlin'")
    with conn.cursor(binary=binary) as cur:
        (value,) = cur.execute("select '2026-07-01 10:00:00+00'::timestamptz").fetchone()
    assert value.utcoffset() == dt.timedelta(hours=2)
    assert value == dt.datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_the_description_has_type_size_and_precision(conn):
    cur = conn.execute("select 1::int4 as a, 'x'::varchar(7) as b, 1::numeric(10, 2) as c")
    assert [(d.name, d.type_code) for d in cur.description] == [("a", 23), ("b", 1043), ("c", 1700)]
    assert cur.description[1].display_size == 7
    assert (cur.description[2].precision, cur.description[2].scale) == (10, 2)


@pytest.mark.parametrize(
    "kind, text, state",
    [
        ("int4", "2147483648", "22003"),
        ("int4", "one", "22P02"),
        ("uuid", "zzz", "22P02"),
        ("date", "2023-02-29", "22008"),
        ("jsonb", "{", "22P02"),
        ("varchar(2)[]", "{", "22P02"),
        ("bool", "maybe", "22P02"),
        ("bytea", "\\x0", "22023"),
    ],
)
def test_bad_input_of_a_type_has_its_sqlstate(conn, kind, text, state):
    with pytest.raises(psycopg.Error) as caught:
        conn.execute(f"select %t::text::{kind}", [text])
    assert caught.value.sqlstate == state
