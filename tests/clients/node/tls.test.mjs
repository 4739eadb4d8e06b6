// One address, verified TLS: `pg`, `postgres` and node's own HTTP/2 at the port that serves everything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import http2 from "node:http2";
import pg from "pg";
import postgres from "postgres";
import { ca, named, secured } from "./secure.mjs";
import { client } from "./server.mjs";

const authority = ca && readFileSync(ca);

async function asked(config) {
  const c = new pg.Client(config);
  await c.connect();
  try {
    return (await c.query("select $1::int + 1 as n", [41])).rows[0].n;
  } finally {
    await c.end();
  }
}

for (const parameters of ["sslmode=verify-full", "sslmode=require", "sslmode=require&sslnegotiation=direct",
  "sslmode=require&channel_binding=require&pgbouncer=true"]) {
  secured(`pg with ${parameters}`, async () => {
    assert.equal(await asked({ connectionString: `${named}?${parameters}` }), 42);
  });
}

secured("pg binds SCRAM to the channel when it is told to", async () => {
  assert.equal(await asked({ connectionString: named, ssl: { ca: authority }, enableChannelBinding: true }), 42);
});

secured("a client that does not know the CA is refused by itself alone", async () => {
  await assert.rejects(asked({ connectionString: named, ssl: { ca: [] } }), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
});

for (const [manner, options] of [["by request", {}], ["at once", { sslnegotiation: "direct" }]]) {
  secured(`postgres.js with TLS ${manner}`, async () => {
    const sql = postgres(named, { max: 2, ssl: { ca: authority }, ...options });
    assert.deepEqual([...await sql`select ${41}::int + 1 as n`], [{ n: 42 }]);
    await sql.end();
  });
}

/** One request of an HTTP/2 session. */
function post(session, query, { signal } = {}) {
  const body = JSON.stringify({ query, params: [] });
  const stream = session.request({ ":method": "POST", ":path": "/sql", "neon-connection-string": named, "content-length": body.length }, { signal });
  stream.end(body);
  return new Promise((resolve, reject) => {
    let [status, text] = [0, ""];
    stream.setEncoding("utf8");
    stream.on("response", (headers) => { status = headers[":status"]; });
    stream.on("data", (chunk) => { text += chunk; });
    stream.on("end", () => resolve({ status, body: text && JSON.parse(text) }));
    stream.on("error", reject);
  });
}

for (const scheme of ["http", "https"]) {
  secured(`many requests at once in one connection of HTTP/2 over ${scheme}`, async () => {
    const session = http2.connect(`${scheme}://${new URL(named).host}`, { ca: authority });
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => post(session, `select ${n}::int as n`)));
    assert.deepEqual(answers.map(({ status, body }) => [status, body.rows[0].n]), Array.from({ length: 30 }, (_, n) => [200, n]));
    session.close();
  });
}

secured("a request of HTTP/2 that is given up stops, and the others go on", async () => {
  const c = await client();
  const running = async () =>
    (await c.query("select count(*)::int as n from pg_stat_activity where query like '%2000000000000%' and pid <> pg_backend_pid()")).rows[0].n;
  const session = http2.connect(`https://${new URL(named).host}`, { ca: authority });
  const stop = new AbortController();
  const endless = post(session, "select count(*) from generate_series(1, 2000000000000)", stop).catch((error) => error.name);
  while (await running() !== 1);
  stop.abort();
  assert.equal(await endless, "AbortError");
  while (await running() !== 0);
  assert.equal((await post(session, "select 1")).status, 200);
  session.close();
});
