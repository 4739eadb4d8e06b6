// The Neon driver, unchanged: HTTP, batches, WebSocket; its results are those of `pg`.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Client, neon, neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle as overHttp } from "drizzle-orm/neon-http";
import { drizzle as overSockets } from "drizzle-orm/neon-serverless";
import { sql as text } from "drizzle-orm";
import ws from "ws";
import { database } from "../../../examples/cloudflare-chat/test/server.mjs";
import { named, secured } from "./secure.mjs";
import { client } from "./server.mjs";

neonConfig.fetchEndpoint = (host, port) => `https://${host}:${port}/sql`;
neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`;
// Node 20 has no WebSocket of its own.
neonConfig.webSocketConstructor = ws;

const sql = neon(named);
const full = neon(named, { fullResults: true });

before(async () => {
  const c = await client();
  await c.query(`drop schema if exists node_neon cascade; create schema node_neon;
    create table node_neon.item (id int8 primary key, name text unique, price numeric(10,2), tags text[]);
    create table node_neon.counter (id int primary key, n int)`);
});

secured("a template is a query with parameters", async () => {
  const rows = await sql`select ${41}::int + 1 as n, ${"h\u00e9"}::text as t, ${null}::text as nothing, ${[1, 2]}::int[] as a, ${{ a: 1 }}::jsonb as j`;
  assert.deepEqual(rows, [{ n: 42, t: "h\u00e9", nothing: null, a: [1, 2], j: { a: 1 } }]);
  assert.deepEqual(await sql.query("select $1::bool as b", [true], { arrayMode: true }), [[true]]);
  const result = await full`insert into node_neon.item (id, name) values (1, 'one') returning id`;
  assert.deepEqual([result.command, result.rowCount, result.rows], ["INSERT", 1, [{ id: "1" }]]);
});

const queries = [
  "select 1::int2 a, 2 b, 9007199254740993::int8 c, 1.50::numeric d, 0.1::float8 e, 'NaN'::float4 f, true g, 'x'::text h, 'y'::varchar(3) i",
  "select '2026-01-02 03:04:05.678+00'::timestamptz a, '2026-01-02'::date b, '03:04:05'::time c, '2026-01-02 03:04:05'::timestamp d",
  "select '\\x00ff'::bytea a, '{\"a\": [1, null]}'::jsonb b, '{\"a\":1}'::json c, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid d",
  "select '{1,NULL,3}'::int4[] a, '{a,\"b c\",NULL,\"NULL\"}'::text[] b, '{{1.5},{2}}'::float8[] c, '{}'::int8[] d, '{t,f}'::bool[] e",
  "select id, name, price, tags from node_neon.item where false",
  "select 1 as same, 2 as same",
  "select", "select null as nothing", "show timezone", "create table if not exists node_neon.other (id int)",
  "values (1, 'a'), (2, null)", "", "explain select 1",
];
for (const query of queries) {
  secured(`over HTTP as by pg: ${query}`, async () => {
    const c = await client();
    const [theirs, ours] = [await c.query({ text: query, values: [] }), await full.query(query)];
    const shape = ({ command, rowCount, rows, fields }) => ({
      command: command || null, rowCount, rows, fields: fields.map((field) => ({ ...field })),
    });
    assert.deepEqual(shape(ours), shape(theirs));
  });
}

secured("errors carry PostgreSQL's fields", async () => {
  await assert.rejects(sql`insert into node_neon.item (id, name) values (7, 'seven'), (7, 'x')`, (error) => {
    assert.equal(error.name, "NeonDbError");
    const { code, detail, constraint, schema, table, severity } = error;
    assert.deepEqual({ code, detail, constraint, schema, table, severity }, {
      code: "23505", detail: "Key (id)=(7) already exists.", constraint: "item_pkey", schema: "node_neon", table: "item", severity: "ERROR" });
    return true;
  });
  await assert.rejects(sql.query("select nope"), { code: "42703", position: "8" });
  await assert.rejects(sql.query("select 1; select 2"), { code: "42601" });
  const wrong = new URL(named);
  wrong.password = "wrong%/password";
  await assert.rejects(neon(wrong.href)`select 1`, { code: "28P01" });
});

secured("a transaction is one request, and all or nothing", async () => {
  const [inserted, counted] = await sql.transaction([
    sql`insert into node_neon.counter values (1, 0) returning n`,
    sql`select count(*)::int as many from node_neon.counter`,
  ]);
  assert.deepEqual([inserted, counted], [[{ n: 0 }], [{ many: 1 }]]);
  await assert.rejects(sql.transaction((tx) => [tx`insert into node_neon.counter values (2, 0)`, tx`select 1/0`]), { code: "22012" });
  assert.deepEqual(await sql`select id from node_neon.counter`, [{ id: 1 }]);
  const modes = { isolationLevel: "Serializable", readOnly: true, deferrable: true };
  const shown = await sql.transaction((tx) => [tx`show transaction_isolation`, tx`show transaction_read_only`], modes);
  assert.deepEqual(shown, [[{ transaction_isolation: "serializable" }], [{ transaction_read_only: "on" }]]);
  await assert.rejects(sql.transaction([sql`delete from node_neon.counter`], modes), { code: "25006" });
  assert.deepEqual(await sql.transaction([]), []);
});

secured("transactions that lose against one another all succeed", async () => {
  await sql`insert into node_neon.counter values (10, 0)`;
  await Promise.all(Array.from({ length: 20 }, () => sql.transaction([
    sql`select n from node_neon.counter where id = 10`,
    sql`update node_neon.counter set n = n + 1 where id = 10`,
  ])));
  assert.deepEqual(await sql`select n from node_neon.counter where id = 10`, [{ n: 20 }]);
});

secured("each answer names its commit, and a request may ask for at least that", async () => {
  const seen = [];
  neonConfig.fetchFunction = async (to, options) => {
    const last = seen.at(-1);
    const response = await fetch(to, { ...options, headers: { ...options.headers, ...(last && { "Airglow-Commit-Time": last }) } });
    seen.push(response.headers.get("airglow-commit-time"));
    return response;
  };
  try {
    await sql`insert into node_neon.counter values (20, 5)`;
    assert.deepEqual(await sql`select n from node_neon.counter where id = 20`, [{ n: 5 }]);
    assert.match(seen.join(), /^\d{16},\d{16}$/);
    assert.ok(seen[1] >= seen[0]);
  } finally {
    neonConfig.fetchFunction = undefined;
  }
});

secured("a pool over WebSocket holds interactive transactions", async () => {
  const pool = new Pool({ connectionString: named });
  const [one, two] = [await pool.connect(), await pool.connect()];
  await one.query("insert into node_neon.counter values (30, 0)");
  for (const c of [one, two]) await c.query("begin");
  for (const c of [one, two]) await c.query("update node_neon.counter set n = n + 1 where id = $1", [30]);
  await one.query("commit");
  await assert.rejects(two.query("commit"), { code: "40001" });
  const { rows, fields } = await one.query("select n, id from node_neon.counter where id = $1", [30]);
  assert.deepEqual([rows, fields.map((field) => field.dataTypeID)], [[{ n: 1, id: 30 }], [23, 23]]);
  for (const c of [one, two]) c.release();
  const many = await Promise.all(Array.from({ length: 20 }, (_, n) => pool.query("select $1::int as n", [n])));
  assert.deepEqual(many.map((result) => result.rows[0].n), Array.from({ length: 20 }, (_, n) => n));
  const long = "x".repeat(2_000_000);
  assert.equal((await pool.query("select $1::text as long", [long])).rows[0].long, long);
  await assert.rejects(pool.query("select 1/0"), { code: "22012" });
  await pool.end();
});

for (const [manner, settings] of [
  ["the password waits until it is asked for", { pipelineConnect: false }],
  ["each message is a frame", { coalesceWrites: false }],
  ["the proxy is a path and an address", { wsProxy: `${new URL(named).host}/v1` }],
]) {
  secured(`a client over WebSocket where ${manner}`, async () => {
    const c = new Client(named);
    Object.assign(c.neonConfig, settings);
    await c.connect();
    assert.deepEqual((await c.query("select $1::int + 1 as n", [41])).rows, [{ n: 42 }]);
    await c.end();
  });
}

secured("a wrong password over WebSocket is 28P01", async () => {
  const wrong = new URL(named);
  wrong.password = "wrong";
  const c = new Client(wrong.href);
  c.on("error", () => {});
  await assert.rejects(c.connect().then(() => c.query("select 1")), { code: "28P01" });
});

secured("a pool's queries may go over HTTP", async () => {
  neonConfig.poolQueryViaFetch = true;
  // Then the driver tells its endpoint no port.
  const endpoint = neonConfig.fetchEndpoint;
  neonConfig.fetchEndpoint = `https://${new URL(named).host}/sql`;
  try {
    const pool = new Pool({ connectionString: named });
    assert.deepEqual((await pool.query("select $1::int as n", [1])).rows, [{ n: 1 }]);
    await pool.end();
  } finally {
    Object.assign(neonConfig, { poolQueryViaFetch: false, fetchEndpoint: endpoint });
  }
});

secured("drizzle over both", async () => {
  const http = overHttp(sql);
  assert.deepEqual((await http.execute(text`select ${1}::int as n`)).rows, [{ n: 1 }]);
  const pool = new Pool({ connectionString: named });
  const sockets = overSockets(pool);
  const n = await sockets.transaction(async (tx) => (await tx.execute(text`select ${2}::int as n`)).rows[0].n);
  assert.equal(n, 2);
  await pool.end();
});

test("with no setting but name and certificate", async (t) => {
  if (process.env.DATABASE_URL || !process.env.AIRGLOW_TEST_CA) return t.skip("needs Airglow and a CA");
  const server = await database(["127.0.0.1:443"]).catch((error) => error);
  if (server instanceof Error) return t.skip(`port 443 of this machine is not ours: ${server.message}`);
  const saved = { fetchEndpoint: neonConfig.fetchEndpoint, wsProxy: neonConfig.wsProxy };
  // What the driver does by itself.
  neonConfig.fetchEndpoint = (host) => `https://${host.replace(/^[^.]+\./, "api.")}/sql`;
  neonConfig.wsProxy = (host) => `${host}/v2`;
  try {
    const at = new URL(server.url);
    Object.assign(at, { hostname: "localhost", port: "", search: "?sslmode=require&channel_binding=require" });
    assert.deepEqual(await neon(at.href)`select 1 as n`, [{ n: 1 }]);
    const c = new Client(at.href);
    await c.connect();
    assert.deepEqual((await c.query("select 1 as n")).rows, [{ n: 1 }]);
    const ended = new Promise((resolve) => c.on("end", resolve));
    await c.end();
    await ended;
  } finally {
    Object.assign(neonConfig, saved);
    await server.stop();
  }
});
