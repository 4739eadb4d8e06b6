// One server for a test file: `url` is its connection string, `schema()` a schema of the caller's own, dropped at the end.
import { after } from "node:test";
import pg from "pg";
import { database } from "../../../examples/cloudflare-chat/test/server.mjs";

const server = await database();
export const url = server.url;

/** A connected client of `pg`, closed when the test file ends. */
export async function client(config = {}) {
  const connected = new pg.Client({ connectionString: url, ...config });
  await connected.connect();
  toClose.push(connected);
  return connected;
}

const toClose = [];
const schemas = [];

/** Creates an empty schema named `name`. */
export async function schema(name) {
  const c = await client();
  await c.query(`drop schema if exists ${name} cascade`);
  await c.query(`create schema ${name}`);
  schemas.push(name);
  return name;
}

after(async () => {
  const c = new pg.Client(url);
  await c.connect();
  for (const name of schemas) await c.query(`drop schema if exists ${name} cascade`);
  await c.end();
  await Promise.all(toClose.map((open) => open.end().catch(() => {})));
  await server.stop();
});
