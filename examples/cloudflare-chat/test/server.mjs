// A database for a test: the one DATABASE_URL names, or an Airglow of our own when AIRGLOW_BIN is the path of its binary.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * Resolves to { url, stop }; fails when neither variable is set or the server does not start within 30 s. Ours listens
 * where `listen` says.
 */
export async function database(listen = ["127.0.0.1:0"]) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  const data = await mkdtemp(join(tmpdir(), "airglow-chat-"));
  const { url, stop } = await start(data, listen);
  return { url, stop: () => stop().then(() => rm(data, { recursive: true, force: true })) };
}

/** As `database`, an Airglow of our own over the directory `data`, which stays. */
export async function start(data, listen = ["127.0.0.1:0"]) {
  const program = process.env.AIRGLOW_BIN;
  if (!program) throw new Error("set AIRGLOW_BIN (the airglow binary) or DATABASE_URL");
  const server = spawn(program, ["start", "--data", data, ...listen.flatMap((at) => ["--listen", at])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
  };
  const deadline = setTimeout(() => server.kill("SIGKILL"), 30_000);
  for await (const line of createInterface(server.stdout)) {
    if (!line.startsWith("ready: ")) continue;
    clearTimeout(deadline);
    server.stdout.resume();
    return { url: line.slice("ready: ".length).trim(), stop };
  }
  await stop();
  throw new Error("the server ended before it was ready");
}
