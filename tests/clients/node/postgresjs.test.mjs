// postgres.js: what the driver `postgres` relies on, beginning with the types it fetches on every connection.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { after, before, test } from "node:test";
import postgres from "postgres";
import { schema, url } from "./server.mjs";

const name = await schema("node_postgresjs");
const open = (options = {}) => postgres(url, { max: 2, onnotice: () => {}, ...options, connection: { search_path: name } });
const sql = open();

before(async () => {
  await sql`create table item (id int primary key, name text not null unique, tags text[], doc jsonb, at timestamptz)`;
});
after(() => sql.end());

test("arrays are known by the types fetched from pg_type", async () => {
  const [row] = await sql`select ${[1, 2, 3]}::int4[] as a, '{a,"b c"}'::text[] as b, '{t,f}'::bool[] as c, '{{1.5},{2}}'::float8[] as d`;
  assert.deepEqual({ ...row }, { a: [1, 2, 3], b: ["a", "b c"], c: [true, false], d: [[1.5], [2]] });
});

test("values of each kind come back as they were sent", async () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  const doc = { a: [1, null, "x"], b: { c: true } };
  const [row] = await sql`select ${at}::timestamptz as at, ${sql.json(doc)}::jsonb as doc, ${"9007199254740993"}::int8 as big,
    ${Buffer.from([0, 255])}::bytea as bytes, ${null}::text as nothing, ${true}::bool as yes, ${1.5}::float8 as f, ${"1.50"}::numeric as n`;
  assert.deepEqual({ ...row, bytes: [...row.bytes] },
    { at, doc, big: "9007199254740993", bytes: [0, 255], nothing: null, yes: true, f: 1.5, n: "1.50" });
});

test("a statement is prepared once and bound many times", async () => {
  for (let i = 0; i < 5; i += 1) assert.equal((await sql`select ${i}::int + 1 as n`)[0].n, i + 1);
});

test("without prepared statements, types or a pool the answers are the same", async () => {
  const plain = open({ prepare: false, fetch_types: false, max: 1 });
  for (let i = 0; i < 3; i += 1) assert.deepEqual([...(await plain`select ${i}::int as n, ${"x"} as t`)], [{ n: i, t: "x" }]);
  await plain.end();
});

test("queries sent together on one connection are answered in order, the failed one alone failing", async () => {
  const one = open({ max: 1 });
  const answers = await Promise.allSettled([
    one`select 1 as n`, one`select 1 / ${0}::int as n`, one`select ${3}::int as n`, one`select * from nowhere`, one`select 5 as n`]);
  assert.deepEqual(answers.map((a) => a.value?.[0].n ?? a.reason.code), [1, "22012", 3, "42P01", 5]);
  await one.end();
});

test("rows are inserted by helper and returned", async () => {
  const rows = [{ id: 1, name: "one", tags: ["a"] }, { id: 2, name: "two", tags: [] }];
  const back = await sql`insert into item ${sql(rows, "id", "name", "tags")} returning id, tags`;
  assert.deepEqual([...back], [{ id: 1, tags: ["a"] }, { id: 2, tags: [] }]);
  assert.equal((await sql`update item set ${sql({ name: "ONE" })} where id in ${sql([1, 7])}`).count, 1);
});

test("a transaction commits by its prepared commit", async () => {
  await sql.begin(async (tx) => {
    await tx`insert into item (id, name) values (10, 'ten')`;
    assert.equal((await sql`select from item where id = 10`).count, 0);
  });
  assert.equal((await sql`select from item where id = 10`).count, 1);
});

test("an exception rolls the transaction back", async () => {
  await assert.rejects(sql.begin(async (tx) => {
    await tx`insert into item (id, name) values (11, 'eleven')`;
    throw new Error("no");
  }), { message: "no" });
  assert.equal((await sql`select from item where id = 11`).count, 0);
});

test("a failed savepoint leaves the rest of its transaction", async () => {
  await sql.begin(async (tx) => {
    await tx`insert into item (id, name) values (12, 'twelve')`;
    await assert.rejects(tx.savepoint((inner) => inner`insert into item (id, name) values (13, 'twelve')`), { code: "23505" });
    await tx.savepoint((inner) => inner`insert into item (id, name) values (14, 'fourteen')`);
  });
  assert.deepEqual((await sql`select id from item where id between 12 and 14 order by id`).map((r) => r.id), [12, 14]);
});

test("a transaction takes its modes from begin", async () => {
  const modes = await sql.begin("isolation level serializable read only", async (tx) => {
    await assert.rejects(tx.savepoint((s) => s`delete from item`), { code: "25006" });
    return [(await tx`show transaction_isolation`)[0], (await tx`show transaction_read_only`)[0]];
  });
  assert.deepEqual(modes.map((m) => Object.values(m)[0]), ["serializable", "on"]);
});

test("a cursor brings rows in portions and can be left early", async () => {
  const sizes = [];
  await sql`select * from generate_series(1, 25) n`.cursor(10, (rows) => { sizes.push(rows.length); });
  assert.deepEqual(sizes, [10, 10, 5]);
  let seen = 0;
  for await (const [row] of sql`select * from generate_series(1, 1000000) n`.cursor()) {
    seen = row.n;
    if (seen === 3) break;
  }
  assert.equal(seen, 3);
  assert.equal((await sql`select 1 as n`)[0].n, 1);
});

test("forEach sees every row", async () => {
  let sum = 0;
  await sql`select * from generate_series(1, 1000) n`.forEach((row) => { sum += row.n; });
  assert.equal(sum, 500500);
});

test("what COPY took in, COPY gives out", async () => {
  const [writer, reader] = [open({ max: 1 }), open({ max: 1 })];
  await sql`create table copied (id int, note text)`;
  const lines = Array.from({ length: 3000 }, (_, i) => `${i}\tnote ${i}\n`).join("");
  await pipeline(Readable.from([lines.slice(0, 77), lines.slice(77)]), await writer`copy copied from stdin`.writable());
  let out = "";
  for await (const chunk of await reader`copy (select * from copied order by id) to stdout`.readable()) out += chunk;
  assert.equal(out, lines);
  // The driver does not always give a connection back after it streamed; these two serve nothing else.
  await Promise.all([writer.end({ timeout: 1 }), reader.end({ timeout: 1 })]);
});

test("describe tells parameters and columns without running", async () => {
  const { types, columns } = await sql`select id, name from item where id = ${1} and name = ${"x"}`.describe();
  assert.deepEqual([types, columns.map((c) => [c.name, c.type])], [[23, 25], [["id", 23], ["name", 25]]]);
});

test("several statements in one simple query give one result each", async () => {
  const results = await sql`select 1 as a; select 2 as b`.simple();
  assert.deepEqual(results.map((r) => ({ ...r[0] })), [{ a: 1 }, { b: 2 }]);
});

test("a query can be cancelled", async () => {
  const long = sql`select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b`;
  const refused = assert.rejects(long.execute(), { code: "57014" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  long.cancel();
  await refused;
});

test("an error carries the fields of PostgreSQL", async () => {
  await assert.rejects(sql`insert into item (id, name) values (1, 'uno')`, {
    severity: "ERROR", code: "23505", schema_name: name, table_name: "item", constraint_name: "item_pkey", detail: "Key (id)=(1) already exists.",
  });
});

test("a startup parameter holds for the session", async () => {
  const odd = postgres(url, { max: 1, connection: { application_name: "odd one" } });
  assert.equal((await odd`show application_name`)[0].application_name, "odd one");
  await odd.end();
});
