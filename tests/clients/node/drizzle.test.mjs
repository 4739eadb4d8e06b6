// drizzle: the same claims over `pg` and over `postgres`, and drizzle-kit's migrations forward and once.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { and, asc, avg, count, desc, eq, exists, gt, ilike, inArray, isNull, relations, sql, sum } from "drizzle-orm";
import { drizzle as overPg } from "drizzle-orm/node-postgres";
import * as t from "drizzle-orm/pg-core";
import { drizzle as overPostgresJs } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { client, schema, url } from "./server.mjs";

/** The tables of one schema, with their relations. */
function tables(name) {
  const space = t.pgSchema(name);
  const author = space.table("author", {
    id: t.serial().primaryKey(),
    name: t.varchar({ length: 40 }).notNull().unique(),
    born: t.date(),
    tags: t.text().array().notNull().default([]),
    profile: t.jsonb(),
    rate: t.numeric({ precision: 8, scale: 2 }),
    active: t.boolean().notNull().default(true),
    since: t.timestamp({ withTimezone: true }).notNull().defaultNow(),
  });
  const book = space.table("book", {
    id: t.uuid().primaryKey().defaultRandom(),
    authorId: t.integer("author_id").references(() => author.id, { onDelete: "cascade" }),
    title: t.text().notNull(),
    pages: t.bigint({ mode: "bigint" }).notNull().default(0n),
  });
  return {
    author, book,
    authorRelations: relations(author, ({ many }) => ({ books: many(book) })),
    bookRelations: relations(book, ({ one }) => ({ author: one(author, { fields: [book.authorId], references: [author.id] }) })),
  };
}

const create = (name) => `
  create table ${name}.author (id serial primary key, name varchar(40) not null unique, born date, tags text[] not null default '{}',
    profile jsonb, rate numeric(8, 2), active boolean not null default true, since timestamptz not null default now());
  create table ${name}.book (id uuid primary key default gen_random_uuid(), author_id int references ${name}.author on delete cascade,
    title text not null, pages bigint not null default 0)`;

const pgClient = await client();
const js = postgres(url, { max: 3, onnotice: () => {} });
after(() => js.end());

const drivers = [
  ["node-postgres", await schema("drizzle_node_postgres"), (config) => overPg(pgClient, config)],
  ["postgres-js", await schema("drizzle_postgres_js"), (config) => overPostgresJs(js, config)],
];
for (const [, name] of drivers) await pgClient.query(create(name));

// From here on nothing is awaited between the tests: the runner ends when it has run those it knows of.
for (const [driver, name, connect] of drivers) {
  const all = tables(name);
  const { author, book } = all;
  const db = connect({ schema: all });
  const claim = (text, work) => test(`${driver}: ${text}`, work);

  claim("inserted rows come back with defaults and types", async () => {
    const since = new Date("2026-01-02T03:04:05.678Z");
    const [ada, bob] = await db.insert(author).values([
      { name: "ada", born: "1815-12-10", tags: ["x", "y z"], profile: { deep: [1, null] }, rate: "12.50", since },
      { name: "bob" },
    ]).returning();
    assert.deepEqual(ada, { id: 1, name: "ada", born: "1815-12-10", tags: ["x", "y z"], profile: { deep: [1, null] }, rate: "12.50", active: true, since });
    assert.deepEqual([bob.id, bob.tags, bob.profile, bob.rate], [2, [], null, null]);
    const [first] = await db.insert(book).values([{ authorId: 1, title: "notes", pages: 66n }, { authorId: 1, title: "letters", pages: 34n }, { title: "orphan" }]).returning();
    assert.equal(first.pages, 66n);
  });

  claim("joins keep what has no partner only where they should", async () => {
    const rows = (q) => q.orderBy(asc(author.id), asc(book.title)).then((r) => r.map((x) => [x.name, x.title]));
    const columns = { name: author.name, title: book.title };
    assert.deepEqual(await rows(db.select(columns).from(author).innerJoin(book, eq(book.authorId, author.id))), [["ada", "letters"], ["ada", "notes"]]);
    assert.deepEqual(await rows(db.select(columns).from(author).leftJoin(book, eq(book.authorId, author.id))), [["ada", "letters"], ["ada", "notes"], ["bob", null]]);
    assert.deepEqual(await rows(db.select(columns).from(author).fullJoin(book, eq(book.authorId, author.id))),
      [["ada", "letters"], ["ada", "notes"], ["bob", null], [null, "orphan"]]);
  });

  claim("a relational query nests many and one", async () => {
    const found = await db.query.author.findMany({
      columns: { name: true }, orderBy: asc(author.id),
      with: { books: { columns: { title: true }, orderBy: desc(book.title), with: { author: { columns: { id: true } } } } },
    });
    assert.deepEqual(found, [
      { name: "ada", books: [{ title: "notes", author: { id: 1 } }, { title: "letters", author: { id: 1 } }] },
      { name: "bob", books: [] },
    ]);
  });

  claim("groups, aggregates, subqueries and common table expressions agree", async () => {
    const [line] = await db.select({ name: author.name, n: count(book.id), pages: sum(book.pages), mean: avg(book.pages) })
      .from(author).innerJoin(book, eq(book.authorId, author.id)).groupBy(author.name).having(gt(count(book.id), 1));
    assert.deepEqual({ ...line, mean: Number(line.mean) }, { name: "ada", n: 2, pages: "100", mean: 50 });
    const long = db.$with("long").as(db.select({ id: book.authorId }).from(book).where(gt(book.pages, 50n)));
    assert.deepEqual(await db.with(long).select({ name: author.name }).from(author).innerJoin(long, eq(long.id, author.id)), [{ name: "ada" }]);
    const writes = await db.select({ name: author.name }).from(author)
      .where(and(exists(db.select({ one: sql`1` }).from(book).where(eq(book.authorId, author.id))), ilike(author.name, "A%"), inArray(author.id, [1, 2])));
    assert.deepEqual(writes, [{ name: "ada" }]);
    assert.equal(await db.$count(book, isNull(book.authorId)), 1);
  });

  claim("an upsert inserts, updates, or does nothing", async () => {
    const [updated] = await db.insert(author).values({ name: "bob", rate: "2" })
      .onConflictDoUpdate({ target: author.name, set: { rate: sql`excluded.rate + 1`, tags: sql`array_append(${author.tags}, 'again')` } }).returning();
    assert.deepEqual([updated.id, updated.rate, updated.tags], [2, "3.00", ["again"]]);
    assert.deepEqual(await db.insert(author).values({ name: "bob" }).onConflictDoNothing().returning(), []);
  });

  claim("a transaction commits, and rolls back with its error; a nested one is a savepoint", async () => {
    await db.transaction(async (tx) => {
      await tx.insert(author).values({ name: "kept" });
      await assert.rejects(tx.transaction(async (inner) => {
        await inner.insert(author).values({ name: "dropped" });
        inner.rollback();
      }));
    }, { isolationLevel: "repeatable read", accessMode: "read write" });
    await assert.rejects(db.transaction(async (tx) => {
      await tx.insert(author).values({ name: "lost" });
      await tx.insert(author).values({ name: "kept" });
    }), (error) => error.cause.code === "23505");
    const names = await db.select({ name: author.name }).from(author).where(inArray(author.name, ["kept", "dropped", "lost"]));
    assert.deepEqual(names, [{ name: "kept" }]);
  });

  claim("a prepared query takes its placeholders", async () => {
    const byName = db.select({ id: author.id }).from(author).where(eq(author.name, sql.placeholder("name"))).limit(sql.placeholder("n")).prepare("by_name");
    assert.deepEqual(await byName.execute({ name: "ada", n: 1 }), [{ id: 1 }]);
    assert.deepEqual(await byName.execute({ name: "nobody", n: 1 }), []);
  });

  claim("a delete takes the rows that refer to it", async () => {
    assert.deepEqual(await db.delete(author).where(eq(author.name, "ada")).returning({ id: author.id }), [{ id: 1 }]);
    assert.deepEqual(await db.select({ title: book.title }).from(book), [{ title: "orphan" }]);
  });
}

test("drizzle-kit migrate applies the example's migrations once", async () => {
  const example = fileURLToPath(new URL("../../../examples/cloudflare-chat/drizzle", import.meta.url));
  const here = fileURLToPath(new URL("..", import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), "drizzle-kit-"));
  const config = join(folder, "drizzle.config.json");
  await writeFile(config, JSON.stringify({ dialect: "postgresql", out: example, dbCredentials: { url } }));
  const migrate = () => promisify(execFile)("npx", ["--no-install", "drizzle-kit", "migrate", "--config", config], { cwd: here });
  const applied = async () => (await pgClient.query("select count(*)::int as n from drizzle.__drizzle_migrations")).rows[0].n;
  try {
    await migrate();
    const once = await applied();
    assert.ok(once >= 1);
    await migrate();
    assert.equal(await applied(), once);
    assert.equal((await pgClient.query("select * from messages")).fields.length, 9);
  } finally {
    await pgClient.query("drop table if exists messages, conversations, users");
    await pgClient.query("drop schema if exists drizzle cascade");
    await rm(folder, { recursive: true });
  }
});
