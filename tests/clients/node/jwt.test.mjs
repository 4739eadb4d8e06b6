// JWTs of an issuer that this test is: as password of `pg`, as bearer token of the Neon driver.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { neon, neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { start } from "../../../examples/cloudflare-chat/test/server.mjs";
import { ca, secured } from "./secure.mjs";

const data = mkdtempSync(join(tmpdir(), "airglow-jwt-"));
const issuer = "https://issuer.example";
const pairs = {
  rsa: ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ec: ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ed: ["EdDSA", generateKeyPairSync("ed25519")],
  late: ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
};
const published = new Set(["rsa", "ec", "ed"]);
let asked = 0;
const keys = createServer((request, response) => {
  asked += 1;
  const set = [...published].map((kid) => ({ kid, use: "sig", alg: pairs[kid][0], ...pairs[kid][1].publicKey.export({ format: "jwk" }) }));
  response.end(JSON.stringify({ keys: set }));
});
let server;
let url;

before(async () => {
  if (!ca || !process.env.AIRGLOW_BIN) return;
  await new Promise((done) => keys.listen(0, "127.0.0.1", done));
  process.env.AIRGLOW_JWKS = `http://127.0.0.1:${keys.address().port}/jwks.json`;
  process.env.AIRGLOW_JWT_ISSUER = issuer;
  process.env.AIRGLOW_JWT_AUDIENCE = "airglow";
  server = await start(data);
  url = new URL(server.url);
  url.hostname = "localhost";
  const c = new pg.Client({ connectionString: url.href, ssl: { ca: readFileSync(ca) } });
  await c.connect();
  await c.query("create role app login; create role other login password 'pw'");
  await c.end();
  neonConfig.fetchEndpoint = (host, port) => `https://${host}:${port}/sql`;
});

after(async () => {
  await server?.stop();
  keys.close();
  rmSync(data, { recursive: true, force: true });
});

/** A token of the key `kid` for `claims`. */
function token(kid, claims = {}, header = {}) {
  const [alg, { privateKey }] = pairs[kid];
  const now = Math.floor(Date.now() / 1000);
  const parts = [{ alg, kid, typ: "JWT", ...header }, { iss: issuer, aud: "airglow", sub: "app", exp: now + 60, ...claims }];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const hash = alg === "EdDSA" ? null : "sha256";
  return `${signed}.${sign(hash, Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

async function byPassword(user, password) {
  const c = new pg.Client({ host: "localhost", port: Number(url.port), user, password, database: "postgres", ssl: { ca: readFileSync(ca) } });
  await c.connect();
  try {
    return (await c.query("select current_user as name")).rows[0].name;
  } finally {
    await c.end();
  }
}

async function byBearer(user, authToken) {
  const sql = neon(`postgres://${user}@localhost:${url.port}/postgres`, { authToken });
  return (await sql`select current_user as name`)[0].name;
}

for (const [door, enter] of [["pg's password", byPassword], ["the Neon driver's bearer token", byBearer]]) {
  for (const kid of ["rsa", "ec", "ed"]) {
    secured(`${door}: a token by ${pairs[kid][0]}`, async () => {
      assert.equal(await enter("app", token(kid)), "app");
      assert.equal(await enter("other", token(kid, { sub: "other", aud: ["x", "airglow"] })), "other");
    });
  }

  secured(`${door}: a token that is not for us is refused`, async () => {
    const now = Math.floor(Date.now() / 1000);
    const wrong = [
      ["other", token("ec")],
      ["app", token("ec", { aud: "elsewhere" })],
      ["app", token("ec", { iss: "https://other.example" })],
      ["app", token("ec", { exp: now - 120 })],
      ["app", token("ec", { nbf: now + 120 })],
      ["app", token("ec", {}, { alg: "none" })],
      ["app", token("ec", {}, { alg: "HS256" })],
      ["app", token("ec", {}, { kid: "rsa" })],
      ["nobody", token("ec", { sub: "nobody" })],
    ];
    for (const [user, jwt] of wrong) {
      await assert.rejects(enter(user, jwt), { code: "28000", message: `JWT authentication failed for user "${user}"` });
      await enter("app", token("ec"));
    }
  });
}

secured("a key that is not known is looked for once in a while, not for each token", async () => {
  const before = asked;
  for (let n = 0; n < 3; n += 1) {
    await assert.rejects(byBearer("app", token("late")), { code: "28000" });
    await byBearer("app", token("ec"));
  }
  assert.equal(asked, before);
});

secured("a password is as good as before", async () => {
  assert.equal(await byPassword("other", "pw"), "other");
  await assert.rejects(byPassword("other", "wrong"), { code: "28P01" });
});
