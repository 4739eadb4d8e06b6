// Runs node's tests with a certificate authority of this run's own: the server shows a certificate of it, every client trusts it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "airglow-ca-"));
const made = authority();
const files = process.argv.slice(2);
const ran = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-timeout=60000", ...files], {
  stdio: "inherit",
  env: { ...process.env, ...made },
});
rmSync(folder, { recursive: true, force: true });
process.exit(ran.status ?? 1);

/** The environment in which servers show the certificate and clients trust it; empty without openssl. */
function authority() {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = "subjectAltName=DNS:localhost,DNS:*.edge.test,DNS:*.dsql.us-east-1.on.aws,IP:127.0.0.1";
  writeFileSync(join(folder, "names"), names);
  const steps = [
    ["req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=a CA of the tests",
      "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"],
    ["req", ...key.slice(0, 5), "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=localhost"],
    ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
      "-extfile", "names", "-out", "cert.pem"],
  ];
  for (const step of steps) {
    const done = spawnSync("openssl", step, { cwd: folder, encoding: "utf8" });
    if (done.status === 0) continue;
    console.error(`no certificate authority: openssl ${step[0]}: ${done.error?.message ?? done.stderr}`);
    return {};
  }
  const ca = join(folder, "ca.pem");
  return {
    AIRGLOW_TEST_CA: ca, NODE_EXTRA_CA_CERTS: ca,
    AIRGLOW_TLS_CERT: join(folder, "cert.pem"), AIRGLOW_TLS_KEY: join(folder, "key.pem"),
  };
}
