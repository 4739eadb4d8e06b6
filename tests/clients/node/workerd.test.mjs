// The same drivers in the real workerd, which verifies every certificate.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import workerd from "workerd";
import { ca, named, secured } from "./secure.mjs";

const folder = await mkdtemp(join(tmpdir(), "airglow-workerd-"));
let child, origin;

before(async () => {
  if (!ca || process.env.DATABASE_URL) return;
  await build({
    entryPoints: [fileURLToPath(new URL("../worker/worker.js", import.meta.url))],
    outfile: join(folder, "worker.js"),
    bundle: true, format: "esm", target: "es2022", logLevel: "warning",
    conditions: ["workerd", "worker", "module"], mainFields: ["module", "main"],
    external: ["cloudflare:*", "node:*", "pg-native", "buffer", "crypto", "dns", "events", "fs", "net", "os", "path", "stream",
      "string_decoder", "tls", "url", "util"],
    banner: { js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire("/");' },
  });
  await copyFile(ca, join(folder, "ca.pem"));
  await writeFile(join(folder, "workerd.capnp"), `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "2026-04-01",
      compatibilityFlags = ["nodejs_compat"],
      bindings = [(name = "DATABASE_URL", fromEnvironment = "DATABASE_URL")],
    )),
    (name = "internet", network = (allow = ["public", "private", "local"],
      tlsOptions = (trustBrowserCas = true, trustedCertificates = [embed "ca.pem"]))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`);
  child = spawn(workerd.default ?? workerd, ["serve", "--control-fd=3", "workerd.capnp"], {
    cwd: folder, env: { ...process.env, DATABASE_URL: named }, stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  let said = "";
  for await (const chunk of child.stdio[3]) {
    said += chunk;
    const listening = said.split("\n").slice(0, -1).map(JSON.parse).find((event) => event.event === "listen");
    if (listening) {
      origin = `http://127.0.0.1:${listening.port}`;
      return;
    }
  }
  throw new Error("workerd ended before it listened");
});

after(async () => {
  if (child && child.exitCode === null) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await rm(folder, { recursive: true, force: true });
});

const answers = {
  http: [{ n: 42, a: [1, 2] }],
  batch: [[{ a: 1 }], [{ b: 2 }]],
  error: { name: "NeonDbError", code: "22012" },
  websocket: [{ n: 42 }],
  pg: [{ n: 42 }],
  postgres: [{ n: 42 }],
};
for (const [route, answer] of Object.entries(answers)) {
  secured(`in workerd: ${route}`, async () => {
    const response = await fetch(`${origin}/${route}`);
    assert.deepEqual(await response.json(), answer);
  });
}
