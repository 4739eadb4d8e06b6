// The server of a test file by its name and through TLS, which every client verifies by the run's own CA.
import { test } from "node:test";
import { url } from "./server.mjs";

const secure = new URL(url);
secure.hostname = "localhost";

/** `postgres://user:password@localhost:port/postgres`, without parameters. */
export const named = secure.href;

/** A file in PEM form; undefined when there is no CA. */
export const ca = process.env.AIRGLOW_TEST_CA;

const lacking = process.env.DATABASE_URL ? "DATABASE_URL names a server that may speak no HTTP" : ca ? undefined : "there is no openssl to make a CA";

/** A test of what needs Airglow with the run's certificate: skipped, or failed with CI set, where that is not there. */
export function secured(name, body) {
  if (lacking && process.env.CI) return test(name, () => { throw new Error(lacking); });
  return test(name, { skip: lacking }, body);
}
