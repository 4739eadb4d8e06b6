// Bundles the Worker into dist/worker.js the way wrangler does: the `workerd` build of each package where it has one.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [here("src/worker.ts")],
  outfile: here("dist/worker.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  conditions: ["workerd", "worker", "module"],
  mainFields: ["module", "main"],
  // node: modules come with nodejs_compat; pg-native is an optional binding that no Worker can load.
  external: ["cloudflare:*", "node:*", "pg-native", ...[
    "assert", "buffer", "crypto", "dns", "events", "fs", "net", "os", "path", "perf_hooks", "process",
    "stream", "string_decoder", "tls", "url", "util",
  ]],
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire("/");',
  },
  logLevel: "warning",
});
