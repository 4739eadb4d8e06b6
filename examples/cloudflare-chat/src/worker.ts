// The routes. Every request opens its own connection: in a Worker a socket belongs to one request.
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as chat from "./chat";
import { usageReport } from "./report";
import * as schema from "./schema";
import { summary } from "./summary";

export interface Env {
  DATABASE_URL: string;
}

type Handler = (db: chat.Database, request: Request, id: string, url: URL) => Promise<Response>;

const routes: [method: string, path: RegExp, handler: Handler][] = [
  ["POST", /^\/users$/, async (db, request) =>
    Response.json(await chat.createUser(db, await request.json()), { status: 201 })],
  ["GET", /^\/users\/([^/]+)\/conversations$/, async (db, _request, id) =>
    Response.json(await chat.listConversations(db, id))],
  ["POST", /^\/conversations$/, async (db, request) =>
    Response.json(await chat.createConversation(db, await request.json()), { status: 201 })],
  ["GET", /^\/conversations\/([^/]+)$/, async (db, _request, id) =>
    found(await chat.transcript(db, id))],
  ["DELETE", /^\/conversations\/([^/]+)$/, async (db, _request, id) =>
    found(await chat.deleteConversation(db, id))],
  ["POST", /^\/conversations\/([^/]+)\/messages$/, async (db, request, id) =>
    found(await chat.appendMessages(db, id, await request.json()), 201)],
  ["GET", /^\/conversations\/([^/]+)\/messages$/, async (db, _request, id, url) =>
    Response.json(await chat.history(db, id, page(url)))],
  ["GET", /^\/search$/, async (db, _request, _id, url) =>
    Response.json(await chat.withMetadata(db, JSON.parse(url.searchParams.get("metadata") ?? "{}")))],
];

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    try {
      if (request.method === "GET" && url.pathname === "/usage") {
        return Response.json(await usageReport(env.DATABASE_URL));
      }
      const summarised = /^\/conversations\/([^/]+)\/summary$/.exec(url.pathname);
      if (request.method === "GET" && summarised) {
        return found(await summary(env.DATABASE_URL, summarised[1]));
      }
      for (const [method, path, handler] of routes) {
        const match = method === request.method ? path.exec(url.pathname) : null;
        if (match) return await connected(env, (db) => handler(db, request, match[1] ?? "", url));
      }
      return Response.json({ error: "no such route" }, { status: 404 });
    } catch (error) {
      return refusal(error);
    }
  },
};

/** Runs `work` on a connection of its own and closes it afterwards. */
async function connected<T>(env: Env, work: (db: chat.Database) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    return await work(drizzle(client, { schema }));
  } finally {
    await client.end();
  }
}

function found(value: unknown, status = 200): Response {
  return value === undefined
    ? Response.json({ error: "no such conversation" }, { status: 404 })
    : Response.json(value, { status });
}

/** `?after=<message id>&limit=<1 to 100>` */
function page(url: URL): chat.Page {
  const limit = Number(url.searchParams.get("limit") ?? 20);
  return {
    after: Number(url.searchParams.get("after") ?? 0),
    limit: Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 100) : 20,
  };
}

// The client's mistakes, by SQLSTATE; everything else is ours.
const statusOf: Record<string, number> = {
  "22P02": 400, // not a uuid, a number, ...
  "23502": 400, // a required field is missing
  "23503": 404, // no such user or conversation
  "23505": 409, // exists already
  "23514": 400, // fails a CHECK
  "40001": 503, // lost against others several times in a row
};

/** A failed query as HTTP: status by SQLSTATE, and the name of the constraint that refused. */
function refusal(error: unknown): Response {
  const cause = (error instanceof Error && error.cause instanceof Error ? error.cause : error) as {
    code?: string; constraint?: string; message?: string;
  };
  const status = statusOf[cause.code ?? ""] ?? 500;
  return Response.json(
    { error: cause.message, code: cause.code, constraint: cause.constraint }, { status },
  );
}
