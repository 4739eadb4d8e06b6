// The Worker in the real workerd, on a port that workerd chose.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const workerd = createRequire(import.meta.url)("workerd").default;

/** Serves dist/worker.js with DATABASE_URL = `url`; resolves to { origin, stop } once the port is open. */
export async function serve(url) {
  const child = spawn(workerd, ["serve", "--control-fd=3", "workerd.capnp"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  let said = "";
  for await (const chunk of child.stdio[3]) {
    said += chunk;
    for (const line of said.split("\n").slice(0, -1)) {
      const event = JSON.parse(line);
      if (event.event === "listen") return { origin: `http://127.0.0.1:${event.port}`, stop };
    }
  }
  throw new Error("workerd ended before it listened");
}
