// The Worker in workerd against a real server, over TCP both ways: what its routes answer.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { database } from "./server.mjs";
import { serve } from "./workerd.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const nobody = "00000000-0000-4000-8000-000000000000";
let server, worker, ours = false;

/** Runs one of package.json's own scripts. */
const script = (name, env = {}) =>
  promisify(execFile)("npm", ["run", "--silent", name], { cwd: root, env: { ...process.env, ...env } });

async function sql(text) {
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** Asks a route; resolves to [status, body]. */
async function ask(method, path, body) {
  const response = await fetch(worker.origin + path, { method, body: body && JSON.stringify(body) });
  return [response.status, await response.json()];
}

const created = async (path, body) => {
  const [status, answer] = await ask("POST", path, body);
  assert.equal(status, 201, JSON.stringify(answer));
  return answer;
};
const newUser = (name) => created("/users", { email: `${name}@example.com`, name });
const newConversation = (user, rest = {}) =>
  created("/conversations", { userId: user.id, model: "small-1", ...rest });
const say = (conversation, ...messages) => created(`/conversations/${conversation.id}/messages`, messages);

before(async () => {
  server = await database();
  const { rows } = await sql("select count(*)::int as n from pg_catalog.pg_tables where tablename in ('users', 'conversations', 'messages')");
  assert.equal(rows[0].n, 0, "the test wants a database without tables of these names");
  ours = true;
  await script("migrate", { DATABASE_URL: server.url });
  await script("bundle");
  worker = await serve(server.url);
});

after(async () => {
  await worker?.stop();
  if (ours) {
    await sql("drop table if exists messages, conversations, users");
    await sql("drop table if exists drizzle.__drizzle_migrations; drop schema if exists drizzle");
  }
  await server?.stop();
});

test("migrating a second time changes nothing", async () => {
  const applied = async () => (await sql("select count(*)::int as n from drizzle.__drizzle_migrations")).rows[0].n;
  const once = await applied();
  await script("migrate", { DATABASE_URL: server.url });
  assert.equal(await applied(), once);
});

test("a user registered twice is one user with the newer name", async () => {
  const first = await newUser("ada");
  const second = await created("/users", { email: "ada@example.com", name: "Ada Lovelace" });
  assert.equal(second.id, first.id);
  assert.equal(second.createdAt, first.createdAt);
  assert.equal(second.name, "Ada Lovelace");
});

test("a conversation takes its defaults from the database", async () => {
  const user = await newUser("defaults");
  const conversation = await newConversation(user);
  assert.match(conversation.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(conversation.title, "New conversation");
  assert.equal(conversation.createdAt, conversation.updatedAt);
  assert.ok(Math.abs(Date.now() - new Date(conversation.createdAt)) < 60_000);
});

test("a transcript has every message in order, with its metadata and its user", async () => {
  const user = await newUser("grace");
  const conversation = await newConversation(user, { title: "Compilers \u2014 \u{1F680}" });
  await say(conversation, { role: "system", content: "Be brief." }, { role: "user", content: "It's 1 o'clock; \\ \"ok\"?\n" });
  const metadata = { model: "small-1", tools: [{ name: "clock", ms: 1.5 }], nested: { "a'b": null, ok: true } };
  await say(conversation, { role: "assistant", content: "\u00e9t\u00e9", promptTokens: 12, completionTokens: 3, metadata });
  const [status, transcript] = await ask("GET", `/conversations/${conversation.id}`);
  assert.equal(status, 200);
  assert.equal(transcript.title, "Compilers \u2014 \u{1F680}");
  assert.deepEqual(transcript.user, { name: "grace", email: "grace@example.com" });
  assert.deepEqual(transcript.messages.map((m) => [m.turn, m.role, m.content]), [
    [1, "system", "Be brief."],
    [2, "user", "It's 1 o'clock; \\ \"ok\"?\n"],
    [3, "assistant", "\u00e9t\u00e9"],
  ]);
  assert.deepEqual(transcript.messages[2].metadata, metadata);
  assert.deepEqual(transcript.messages[0].metadata, {});
});

test("pages put together are the whole history, each message once", async () => {
  const conversation = await newConversation(await newUser("pages"));
  await say(conversation, ...Array.from({ length: 25 }, (_, i) => ({ role: "user", content: `message ${i + 1}` })));
  const seen = [], sizes = [];
  for (let next = 0; next !== null;) {
    const [, page] = await ask("GET", `/conversations/${conversation.id}/messages?limit=10&after=${next}`);
    sizes.push(page.messages.length);
    seen.push(...page.messages.map((m) => m.content));
    next = page.next;
  }
  assert.deepEqual(sizes, [10, 10, 5]);
  assert.deepEqual(seen, Array.from({ length: 25 }, (_, i) => `message ${i + 1}`));
});

test("a user's conversations come latest first, with the number of their messages", async () => {
  const user = await newUser("lists");
  const older = await newConversation(user, { title: "older" });
  const newer = await newConversation(user, { title: "newer" });
  const list = async () => (await ask("GET", `/users/${user.id}/conversations`))[1].map((c) => [c.title, c.messages]);
  assert.deepEqual(await list(), [["newer", 0], ["older", 0]]);
  await say(newer, { role: "user", content: "1" });
  await say(older, { role: "user", content: "1" }, { role: "assistant", content: "2" });
  assert.deepEqual(await list(), [["older", 2], ["newer", 1]]);
});

test("messages are found by what their metadata contain", async () => {
  const conversation = await newConversation(await newUser("search"), { title: "found" });
  const [hit] = await say(conversation,
    { role: "assistant", content: "a", metadata: { model: "m", trace: { id: 7, tags: ["x", "y"] } } },
    { role: "assistant", content: "b", metadata: { trace: { id: 8, tags: ["x"] } } });
  const query = encodeURIComponent(JSON.stringify({ trace: { id: 7, tags: ["y"] } }));
  assert.deepEqual(await ask("GET", `/search?metadata=${query}`), [200, [{ id: hit.id, conversation: "found", model: "m" }]]);
});

test("a summary is three queries in one request over HTTP", { skip: process.env.DATABASE_URL && "DATABASE_URL names a server that may speak no HTTP" }, async () => {
  const conversation = await newConversation(await newUser("glance"), { title: "At a glance" });
  assert.deepEqual(await ask("GET", `/conversations/${conversation.id}/summary`),
    [200, { title: "At a glance", model: "small-1", roles: {}, tokens: 0, last: null }]);
  await say(conversation, { role: "user", content: "Hello", promptTokens: 3 }, { role: "assistant", content: "Hi", completionTokens: 4 });
  assert.deepEqual(await ask("GET", `/conversations/${conversation.id}/summary`),
    [200, { title: "At a glance", model: "small-1", roles: { assistant: 1, user: 1 }, tokens: 7, last: "Hi" }]);
  assert.equal((await ask("GET", `/conversations/${nobody}/summary`))[0], 404);
  const [status, { code }] = await ask("GET", "/conversations/not-a-uuid/summary");
  assert.deepEqual([status, code], [400, "22P02"]);
});

test("the usage report adds up each user's tokens, the greatest first", async () => {
  const heavy = await newUser("heavy"), light = await newUser("light");
  await newUser("silent");
  const first = await newConversation(heavy, { model: "large-1" });
  const second = await newConversation(heavy, { model: "small-1" });
  await say(first, { role: "user", content: "12345", promptTokens: 1_000_000 });
  await say(second, { role: "assistant", content: "12", promptTokens: 5, completionTokens: 2_000_000 });
  await say(await newConversation(light), { role: "user", content: "1", promptTokens: 900_000 });
  const [status, report] = await ask("GET", "/usage");
  assert.equal(status, 200, JSON.stringify(report));
  const { lastActive, ...most } = report[0];
  assert.deepEqual(most, {
    email: "heavy@example.com", conversations: 2, messages: 2, promptTokens: 1_000_005, completionTokens: 2_000_000,
    averageContent: "3.50", models: ["large-1", "small-1"],
  });
  assert.ok(Math.abs(Date.now() - new Date(lastActive)) < 60_000);
  assert.equal(report[1].email, "light@example.com");
  assert.deepEqual(report.find((line) => line.email === "silent@example.com"), {
    email: "silent@example.com", conversations: 0, messages: 0, promptTokens: 0, completionTokens: 0,
    averageContent: null, lastActive: null, models: [],
  });
});

test("writers of one conversation at once never share a turn and lose nothing", async () => {
  const conversation = await newConversation(await newUser("busy"));
  await Promise.all(Array.from({ length: 4 }, (_, writer) =>
    say(conversation, { role: "user", content: `${writer}a` }, { role: "assistant", content: `${writer}b` })));
  const [, { messages }] = await ask("GET", `/conversations/${conversation.id}`);
  assert.deepEqual(messages.map((m) => m.turn), [1, 2, 3, 4, 5, 6, 7, 8]);
  for (let i = 0; i < 8; i += 2) {
    assert.equal(messages[i].content[0], messages[i + 1].content[0], "one writer's messages stay together");
  }
});

test("a deleted conversation takes its messages with it", async () => {
  const conversation = await newConversation(await newUser("gone"));
  await say(conversation, { role: "user", content: "bye" });
  assert.deepEqual(await ask("DELETE", `/conversations/${conversation.id}`), [200, { id: conversation.id }]);
  assert.equal((await ask("GET", `/conversations/${conversation.id}`))[0], 404);
  assert.equal((await ask("DELETE", `/conversations/${conversation.id}`))[0], 404);
  const { rows } = await sql(`select count(*)::int as n from messages where conversation_id = '${conversation.id}'`);
  assert.equal(rows[0].n, 0);
});

test("a batch of messages with one bad one is refused whole, by the name of its constraint", async () => {
  const conversation = await newConversation(await newUser("checked"));
  const [status, answer] = await ask("POST", `/conversations/${conversation.id}/messages`, [
    { role: "user", content: "fine" }, { role: "robot", content: "not fine" }]);
  assert.deepEqual([status, answer.code, answer.constraint], [400, "23514", "messages_role"]);
  assert.deepEqual((await ask("GET", `/conversations/${conversation.id}`))[1].messages, []);
});

test("mistakes answer with the status that fits their SQLSTATE", async () => {
  const code = async (...request) => {
    const [status, answer] = await ask(...request);
    return [status, answer.code, answer.constraint];
  };
  assert.deepEqual(await code("POST", "/conversations", { userId: nobody, model: "m" }),
    [404, "23503", "conversations_user_id_users_id_fk"]);
  assert.deepEqual(await code("POST", "/users", { email: "x@example.com" }), [400, "23502", undefined]);
  assert.deepEqual(await code("GET", "/conversations/not-a-uuid"), [400, "22P02", undefined]);
  assert.deepEqual(await code("GET", `/conversations/${nobody}`), [404, undefined, undefined]);
  assert.deepEqual(await code("GET", "/nowhere"), [404, undefined, undefined]);
});
