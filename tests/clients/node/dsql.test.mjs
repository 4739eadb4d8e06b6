// Aurora DSQL's own connector and signer, unchanged: a key of `airglow key create`, and names of DSQL's shape that lead here.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import dns from "node:dns";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { DsqlSigner } from "@aws-sdk/dsql-signer";
import { neon, neonConfig } from "@neondatabase/serverless";
import { AuroraDSQLClient, AuroraDSQLPool } from "@aws/aurora-dsql-node-postgres-connector";
import pg from "pg";
import { start } from "../../../examples/cloudflare-chat/test/server.mjs";
import { ca, secured } from "./secure.mjs";

const arn = "arn:aws:iam::000000000000:user/app";
const host = "abcdefghijklmnopqrst123456.dsql.us-east-1.on.aws";
const data = mkdtempSync(join(tmpdir(), "airglow-dsql-"));
const run = (...words) => execFileSync(process.env.AIRGLOW_BIN, [...words, "--data", data], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const authority = ca && readFileSync(ca);
let server;
let port;

// The one thing that a test cannot have is DSQL's names in the DNS: they are looked up here, in this process.
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(/\.(on\.aws|edge\.test)$/.test(name) ? "127.0.0.1" : name, ...rest);

before(async () => {
  if (!ca || !process.env.AIRGLOW_BIN) return;
  server = await start(data);
  port = Number(new URL(server.url).port);
  for (const line of run("key", "create", "app").trim().split("\n")) {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line);
    process.env[name] = value;
  }
  await by({ connectionString: server.url }, `create role app login; create role plain login; AWS IAM GRANT app TO '${arn}'`);
});

after(async () => {
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});

/** What a client of `pg` is answered. */
async function by(config, query, Client = pg.Client) {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

const who = "select current_user as name, current_setting('application_name') as application";
const ssl = { ca: authority, rejectUnauthorized: true };

secured("the connector finds its region in the name and its key in the environment", async () => {
  const rows = await by({ host, port, user: "admin", ssl }, who, AuroraDSQLClient);
  assert.deepEqual(rows, [{ name: "admin", application: "aurora-dsql-nodejs-pg/0.1.9" }]);
});

secured("a role other than admin is reached by its grant", async () => {
  const rows = await by({ host, port, user: "app", ssl }, who, AuroraDSQLClient);
  assert.equal(rows[0].name, "app");
  await assert.rejects(by({ host, port, user: "plain", ssl }, who, AuroraDSQLClient), {
    code: "28000", message: 'IAM authentication failed for user "plain"' });
});

secured("the connector's pool, by string, at once in TLS, and by address", async () => {
  const pool = new AuroraDSQLPool({ host, port, user: "admin", ssl, max: 3 });
  const answers = await Promise.all([1, 2, 3, 4].map((n) => pool.query("select $1::int as n", [n])));
  assert.deepEqual(answers.map(({ rows }) => rows[0].n), [1, 2, 3, 4]);
  await pool.end();
  const direct = { host, port, user: "admin", ssl, sslnegotiation: "direct" };
  assert.equal((await by(direct, who, AuroraDSQLClient))[0].name, "admin");
  const address = { host: "127.0.0.1", port, user: "admin", ssl, region: "eu-west-1" };
  assert.equal((await by(address, who, AuroraDSQLClient))[0].name, "admin");
});

secured("a token of the signer is a password for pg, for its own user, host and time", async () => {
  const made = (hostname, { admin = false, expiresIn = 60, region = "us-east-1" } = {}) => {
    const signer = new DsqlSigner({ hostname, region, expiresIn });
    return admin ? signer.getDbConnectAdminAuthToken() : signer.getDbConnectAuthToken();
  };
  const enter = async (user, password) => by({ host, port, user, password, database: "postgres", ssl }, who);
  assert.equal((await enter("admin", await made(host, { admin: true })))[0].name, "admin");
  assert.equal((await enter("app", await made(host)))[0].name, "app");
  const wrong = [
    ["admin", await made(host), "Wrong user to action mapping. user: admin, action: DbConnect"],
    ["app", await made(host, { admin: true }), "Wrong user to action mapping. user: app, action: DbConnectAdmin"],
    ["app", await made("other.dsql.us-east-1.on.aws"), 'IAM authentication failed for user "app"'],
    ["app", await made(host, { region: "us-west-2" }), 'IAM authentication failed for user "app"'],
    ["app", (await made(host)).replace(/Signature=../, "Signature=00"), 'IAM authentication failed for user "app"'],
  ];
  for (const [user, password, message] of wrong) {
    await assert.rejects(enter(user, password), { code: "28000", message });
  }
});

secured("over HTTP a token is signed for the name in the connection string, wherever the driver sends it", async () => {
  neonConfig.fetchEndpoint = (name, at) => `https://${name.replace(/^[^.]+\./, "api.")}:${at}/sql`;
  const enter = async (name) => {
    const token = await new DsqlSigner({ hostname: "db1.edge.test", region: "us-east-1" }).getDbConnectAdminAuthToken();
    const sql = neon(`postgres://admin:${encodeURIComponent(token)}@${name}:${port}/postgres`);
    return (await sql`select current_user as name`)[0].name;
  };
  assert.equal(await enter("db1.edge.test"), "admin");
  await assert.rejects(enter("db2.edge.test"), { code: "28000", message: 'IAM authentication failed for user "admin"' });
});

secured("airglow token prints what the signer makes, and a deleted key is nobody's", async () => {
  const token = () => run("token", "--user", "app", "--host", host).trim();
  const enter = (password) => by({ host, port, user: "app", password, database: "postgres", ssl }, who);
  assert.equal((await enter(token()))[0].name, "app");
  assert.match(run("key", "list"), new RegExp(`^${process.env.AWS_ACCESS_KEY_ID}  admin  ${arn}\n$`));
  assert.equal(run("key", "list").includes(process.env.AWS_SECRET_ACCESS_KEY), false);
  const late = token();
  run("key", "delete", process.env.AWS_ACCESS_KEY_ID);
  await assert.rejects(enter(late), { code: "28000" });
});
