// node-postgres: what the driver `pg` and its companions rely on.
import assert from "node:assert/strict";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { before, test } from "node:test";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import Cursor from "pg-cursor";
import QueryStream from "pg-query-stream";
import { client, schema, url } from "./server.mjs";

let c;

before(async () => {
  const name = await schema("node_pg");
  c = await client({ options: `-c search_path=${name}` });
  await c.query(`
    create table item (id int primary key, name text not null unique, price numeric(10,2) check (price >= 0));
    create table part (id int primary key, item int references item (id));
    create table many (n int primary key);
    insert into many select generate_series(1, 1000)`);
});

// Each value: its type, what is sent, what `pg` reads back in text. Undefined means: the same as was sent.
const values = [
  ["bool", true], ["int2", -32768], ["int4", 2147483647], ["int8", "9223372036854775807"],
  ["float4", 1.5], ["float8", 0.1], ["float8", -Infinity], ["numeric", "12345678901234567890.000100"],
  ["numeric", "NaN"], ["text", "h\u00e9llo \u{1F600} ' \" \\"], ["varchar", ""], ["bpchar", "x"],
  ["bytea", Buffer.from([0, 1, 92, 255])], ["uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
  ["time", "23:59:59.999999"], ["timestamptz", new Date("2026-01-02T03:04:05.678Z")],
  ["json", { a: [1, null, "x"] }], ["jsonb", { a: { b: [true, 1.5] } }], ["int4[]", [1, null, 3]],
  ["text[]", ["a,b", "c\"d", "{}", "NULL", ""]], ["float8[]", [1.5, -2]], ["bool[]", [true, false]],
  ["uuid[]", ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"]], ["int4[]", []], ["int4", null], ["jsonb", null],
];

for (const [type, value] of values) {
  test(`a ${type} comes back as it was sent: ${JSON.stringify(value)}`, async () => {
    const { rows, fields } = await c.query(`select $1::${type} as v`, [type.startsWith("json") && value ? JSON.stringify(value) : value]);
    assert.deepEqual(rows, [{ v: value }]);
    assert.equal(fields[0].name, "v");
  });
}

test("dates and intervals have PostgreSQL's text", async () => {
  const { rows } = await c.query({
    text: "select $1::date, $2::timestamp, $3::interval, $4::timestamptz",
    values: ["2024-02-29", "0099-01-01 00:00:00", "1 year 2 mons -3 days 04:05:06.7", "2026-07-01 12:00:00+02"],
    rowMode: "array", types: { getTypeParser: () => (text) => text },
  });
  assert.deepEqual(rows, [["2024-02-29", "0099-01-01 00:00:00", "1 year 2 mons -3 days +04:05:06.7", "2026-07-01 10:00:00+00"]]);
});

test("results in binary carry the same values", async () => {
  const { rows } = await c.query({
    text: "select 1::int2 a, -2::int4 b, 9007199254740993::int8 c, 1.5::float4 d, 0.1::float8 e, true f, 'x\u00e9'::text g, '\\x00ff'::bytea h",
    values: [], binary: true,
  });
  assert.deepEqual({ ...rows[0], c: String(rows[0].c) },
    { a: 1, b: -2, c: "9007199254740993", d: 1.5, e: 0.1, f: true, g: "x\u00e9", h: Buffer.from([0, 255]) });
});

test("row descriptions carry type oid, size, modifier, table and column number", async () => {
  const { fields } = await c.query("select id, name, price, price + 1 as sum from item where false");
  const { rows: [{ oid }] } = await c.query("select 'item'::regclass::oid as oid");
  assert.deepEqual(fields.map((f) => [f.name, f.dataTypeID, f.dataTypeSize, f.dataTypeModifier, f.tableID, f.columnID]), [
    ["id", 23, 4, -1, oid, 1], ["name", 25, -1, -1, oid, 2], ["price", 1700, -1, (10 << 16) + 2 + 4, oid, 3], ["sum", 1700, -1, -1, 0, 0],
  ]);
});

test("a simple query of several statements gives one result each", async () => {
  const results = await c.query("select 1 as a; select 2 as b, 3 as c; set extra_float_digits = 1");
  assert.deepEqual(results.map((r) => [r.command, r.rowCount, r.rows]), [
    ["SELECT", 1, [{ a: 1 }]], ["SELECT", 1, [{ b: 2, c: 3 }]], ["SET", null, []]]);
});

test("a simple query of several statements is one transaction", async () => {
  await assert.rejects(c.query("insert into item values (900, 'nine', 1); select 1/0"), { code: "22012" });
  assert.equal((await c.query("select from item where id = 900")).rowCount, 0);
});

test("an empty query answers with no result", async () => {
  const result = await c.query("");
  assert.deepEqual([result.rows, result.command], [[], null]);
});

test("command tags count rows", async () => {
  const count = async (text, args) => { const r = await c.query(text, args); return [r.command, r.rowCount]; };
  assert.deepEqual(await count("insert into item values (1, 'one', 1), (2, 'two', $1)", [2]), ["INSERT", 2]);
  assert.deepEqual(await count("update item set price = price + 1"), ["UPDATE", 2]);
  assert.deepEqual(await count("delete from item where id = $1", [2]), ["DELETE", 1]);
  assert.deepEqual(await count("select * from item"), ["SELECT", 1]);
});

test("a named statement is parsed once and used again", async () => {
  const named = (n) => c.query({ name: "double", text: "select $1::int * 2 as n", values: [n] });
  assert.equal((await named(4)).rows[0].n, 8);
  assert.equal((await named(21)).rows[0].n, 42);
  await assert.rejects(named("x"), { code: "22P02" });
  assert.equal((await named(-1)).rows[0].n, -2);
});

test("a named statement survives a change of its table that leaves its columns alone", async () => {
  const query = { name: "stable", text: "select n from many where n = $1", values: [7] };
  await c.query(query);
  await c.query("create index many_again on many (n)");
  assert.deepEqual((await c.query(query)).rows, [{ n: 7 }]);
});

test("parameter types are inferred from their use", async () => {
  const { rows } = await c.query("select name from item where id = $1 and price > $2 or name = any($3)", ["1", "0.5", ["x"]]);
  assert.deepEqual(rows, [{ name: "one" }]);
});

test("a unique violation names table, constraint, detail and code", async () => {
  await assert.rejects(c.query("insert into item values (1, 'uno', 1)"), {
    severity: "ERROR", code: "23505", schema: "node_pg", table: "item", constraint: "item_pkey", detail: "Key (id)=(1) already exists.",
    message: 'duplicate key value violates unique constraint "item_pkey"',
  });
});

test("a null where none may be names its column", async () => {
  await assert.rejects(c.query("insert into item (id) values (5)"), {
    code: "23502", table: "item", column: "name", detail: "Failing row contains (5, null, null).",
    message: 'null value in column "name" of relation "item" violates not-null constraint',
  });
});

test("check and foreign key violations name their constraints", async () => {
  await assert.rejects(c.query("insert into item values (6, 'six', -1)"), { code: "23514", constraint: "item_price_check" });
  await assert.rejects(c.query("insert into part values (1, 77)"), {
    code: "23503", constraint: "part_item_fkey", detail: 'Key (item)=(77) is not present in table "item".' });
});

test("a syntax error and an unknown name point at their position", async () => {
  await assert.rejects(c.query("selec 1"), { code: "42601", position: "1", message: 'syntax error at or near "selec"' });
  await assert.rejects(c.query("select nothing from item"), { code: "42703", position: "8" });
  await assert.rejects(c.query("select * from nowhere"), { code: "42P01", position: "15", message: 'relation "nowhere" does not exist' });
});

test("after an error a transaction refuses everything until its rollback", async () => {
  await c.query("begin");
  await assert.rejects(c.query("select 1/0"), { code: "22012", message: "division by zero" });
  await assert.rejects(c.query("select 1"), { code: "25P02" });
  assert.equal((await c.query("commit")).command, "ROLLBACK");
  assert.equal((await c.query("select 1 as n")).rows[0].n, 1);
});

test("what was rolled back to a savepoint is gone, what came before stays", async () => {
  await c.query("begin");
  await c.query("insert into item values (20, 'kept', 0)");
  await c.query("savepoint s");
  await c.query("insert into item values (21, 'dropped', 0)");
  await assert.rejects(c.query("insert into item values (20, 'again', 0)"), { code: "23505" });
  await c.query("rollback to savepoint s");
  await c.query("release savepoint s");
  await c.query("commit");
  assert.deepEqual((await c.query("select name from item where id in (20, 21)")).rows, [{ name: "kept" }]);
});

test("a cursor suspends its portal: rows arrive in the portions that were asked for", async () => {
  await c.query("begin");
  const cursor = c.query(new Cursor("select n from many where n > $1 order by n", [10]));
  assert.deepEqual((await cursor.read(3)).map((r) => r.n), [11, 12, 13]);
  assert.deepEqual((await cursor.read(2)).map((r) => r.n), [14, 15]);
  assert.equal((await cursor.read(10_000)).length, 985);
  assert.deepEqual(await cursor.read(1), []);
  await cursor.close();
  await c.query("commit");
});

test("a cursor closed early leaves the connection usable", async () => {
  const cursor = c.query(new Cursor("select n from many order by n"));
  await cursor.read(1);
  await cursor.close();
  assert.equal((await c.query("select 1 as n")).rows[0].n, 1);
});

test("a query stream delivers every row once, in order", async () => {
  const seen = [];
  for await (const row of c.query(new QueryStream("select n from many order by n", [], { batchSize: 7 }))) seen.push(row.n);
  assert.deepEqual(seen, Array.from({ length: 1000 }, (_, i) => i + 1));
});

test("what COPY took in, COPY gives out", async () => {
  await c.query("create table copied (id int primary key, note text, at timestamptz)");
  const rows = Array.from({ length: 5000 }, (_, i) => `${i}\tnote\\t${i}\t2026-01-01 00:00:00+00\n`).join("") + "5000\t\\N\t\\N\n";
  await pipeline(Readable.from([rows.slice(0, 1001), rows.slice(1001)]), c.query(copyFrom("copy copied from stdin")));
  let out = "";
  for await (const chunk of c.query(copyTo("copy (select * from copied order by id) to stdout"))) out += chunk;
  assert.equal(out, rows);
});

test("COPY in csv understands quotes, nulls and a header", async () => {
  await c.query("create table csv (id int, note text)");
  await pipeline(Readable.from(['id,note\n1,"a ""b"", c\nd"\n2,\n3,""\n']), c.query(copyFrom("copy csv from stdin (format csv, header)")));
  assert.deepEqual((await c.query("select note from csv order by id")).rows.map((r) => r.note), ['a "b", c\nd', null, ""]);
});

test("a bad line fails the whole COPY, names its line, and leaves nothing", async () => {
  await c.query("create table strict (id int)");
  await assert.rejects(pipeline(Readable.from(["1\n2\nthree\n"]), c.query(copyFrom("copy strict from stdin"))), {
    code: "22P02", where: 'COPY strict, line 3, column id: "three"' });
  assert.equal((await c.query("select from strict")).rowCount, 0);
});

test("a COPY the client gives up leaves nothing and a usable connection", async () => {
  const stream = c.query(copyFrom("copy strict from stdin"));
  await assert.rejects(pipeline(Readable.from((function* () { yield "1\n"; throw new Error("changed my mind"); })()), stream));
  assert.equal((await c.query("select from strict")).rowCount, 0);
});

test("a pool serves more queries than it has connections", async () => {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.query("select $1::int as n", [i])));
  assert.deepEqual(answers.map((a) => a.rows[0].n), Array.from({ length: 40 }, (_, i) => i));
  await pool.end();
});

test("a cancel request ends a running query with 57014 and the session lives on", async () => {
  const busy = await client();
  const running = busy.query("select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b");
  const refused = assert.rejects(running, { code: "57014", message: "canceling statement due to user request" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const messenger = new pg.Client(url);
  messenger.connection.once("connect", () => messenger.connection.cancel(busy.processID, busy.secretKey));
  messenger.connection.on("error", () => {});
  messenger.connection.connect(messenger.port, messenger.host);
  await refused;
  assert.equal((await busy.query("select 1 as n")).rows[0].n, 1);
});

test("what one client says with NOTIFY is heard by those who listen, while they wait", async () => {
  const [ear, mouth] = [await client(), await client()];
  await ear.query("listen chat");
  const heard = new Promise((resolve) => ear.once("notification", resolve));
  await mouth.query("begin");
  await mouth.query("select pg_notify('chat', 'hello')");
  await mouth.query("commit");
  const { channel, payload, processId } = await heard;
  assert.deepEqual([channel, payload, processId], ["chat", "hello", mouth.processID]);
});

test("a statement timeout ends a query with 57014", async () => {
  const timed = await client({ statement_timeout: 100 });
  await assert.rejects(timed.query("select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b"), {
    code: "57014", message: "canceling statement due to statement timeout" });
});

test("a wrong password is refused with 28P01, and so is an unknown user", async () => {
  for (const change of [{ password: "wrong" }, { user: "nobody" }]) {
    const { user, password, host, port, database } = new pg.Client(url);
    const stranger = new pg.Client({ user, password, host, port, database, ...change });
    await assert.rejects(stranger.connect(), { code: "28P01", message: /^password authentication failed for user / });
  }
});

test("settings of the startup packet hold for the session", async () => {
  const named = await client({ application_name: "a name" });
  assert.deepEqual((await named.query("show application_name")).rows, [{ application_name: "a name" }]);
  assert.deepEqual((await named.query("show timezone")).rows, [{ TimeZone: "UTC" }]);
});
