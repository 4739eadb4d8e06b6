// What an edge developer's Worker does, one way of connecting a route.
import { neon, neonConfig, Pool } from "@neondatabase/serverless";
import pg from "pg";
import postgres from "postgres";

neonConfig.fetchEndpoint = (host, port) => `https://${host}:${port}/sql`;
neonConfig.wsProxy = (host, port) => `${host}:${port}/v2`;

const routes = {
  async http(url) {
    return neon(url)`select ${41}::int + 1 as n, ${[1, 2]}::int[] as a`;
  },
  async batch(url) {
    const sql = neon(url);
    return sql.transaction([sql`select 1 as a`, sql`select 2 as b`], { isolationLevel: "Serializable" });
  },
  async error(url) {
    return neon(url)`select 1/0`.catch(({ name, code }) => ({ name, code }));
  },
  async websocket(url) {
    const pool = new Pool({ connectionString: url });
    const client = await pool.connect();
    await client.query("begin");
    const { rows } = await client.query("select $1::int + 1 as n", [41]);
    await client.query("commit");
    client.release();
    await pool.end();
    return rows;
  },
  async pg(url) {
    const client = new pg.Client({ connectionString: `${url}?sslmode=verify-full` });
    await client.connect();
    const { rows } = await client.query("select $1::int + 1 as n", [41]);
    await client.end();
    return rows;
  },
  async postgres(url) {
    const sql = postgres(url, { ssl: "require", max: 1, fetch_types: false });
    const rows = await sql`select ${41}::int + 1 as n`;
    await sql.end();
    return rows;
  },
};

export default {
  async fetch(request, env) {
    const route = routes[new URL(request.url).pathname.slice(1)];
    try {
      return Response.json(await route(env.DATABASE_URL));
    } catch (error) {
      return Response.json({ error: String(error?.stack ?? error) }, { status: 500 });
    }
  },
};
