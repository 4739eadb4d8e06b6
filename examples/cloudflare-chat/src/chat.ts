// What the chat backend asks of its database, by drizzle.
import { and, asc, count, desc, eq, gt, max, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import * as schema from "./schema";
import { conversations, messages, users } from "./schema";

export type Database = NodePgDatabase<typeof schema>;
export type NewUser = { email: string; name: string };
export type NewConversation = { userId: string; title?: string; model: string };
export type NewMessage = Pick<typeof messages.$inferInsert,
  "role" | "content" | "promptTokens" | "completionTokens" | "metadata">;

/** Messages with an id above `after`, at most `limit` of them. */
export type Page = { after: number; limit: number };

/** Registers a user; one who is known by that email gets the new name. */
export async function createUser(db: Database, { email, name }: NewUser) {
  const [user] = await db.insert(users).values({ email, name })
    .onConflictDoUpdate({ target: users.email, set: { name: sql`excluded.name` } })
    .returning();
  return user;
}

export async function createConversation(db: Database, { userId, title, model }: NewConversation) {
  const [conversation] = await db.insert(conversations).values({ userId, title, model }).returning();
  return conversation;
}

/** A user's conversations, the latest first, each with the number of its messages. */
export async function listConversations(db: Database, userId: string) {
  return db.select({
    id: conversations.id,
    title: conversations.title,
    model: conversations.model,
    updatedAt: conversations.updatedAt,
    messages: count(messages.id),
  })
    .from(conversations)
    .leftJoin(messages, eq(messages.conversationId, conversations.id))
    .where(eq(conversations.userId, userId))
    .groupBy(conversations.id)
    .orderBy(desc(conversations.updatedAt), asc(conversations.id));
}

/** The conversation, its user, and every message in order; undefined if there is none. */
export async function transcript(db: Database, id: string) {
  return db.query.conversations.findFirst({
    where: eq(conversations.id, id),
    with: {
      user: { columns: { name: true, email: true } },
      messages: { columns: { conversationId: false }, orderBy: asc(messages.turn) },
    },
  });
}

/** One page of a conversation, oldest first, and where the next page begins (null at the end). */
export async function history(db: Database, id: string, { after, limit }: Page) {
  const rows = await db.select().from(messages)
    .where(and(eq(messages.conversationId, id), gt(messages.id, after)))
    .orderBy(asc(messages.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { messages: page, next: rows.length > limit ? page[limit - 1].id : null };
}

/** Messages whose metadata contain `metadata`, the latest first. */
export async function withMetadata(db: Database, metadata: Record<string, unknown>) {
  return db.select({
    id: messages.id,
    conversation: conversations.title,
    model: sql<string | null>`${messages.metadata} ->> 'model'`,
  })
    .from(messages)
    .innerJoin(conversations, eq(messages.conversationId, conversations.id))
    .where(sql`${messages.metadata} @> ${JSON.stringify(metadata)}::jsonb`)
    .orderBy(desc(messages.id))
    .limit(50);
}

/** Adds messages to the end of a conversation, all or none; undefined if there is no such conversation. */
export async function appendMessages(db: Database, id: string, added: NewMessage[]) {
  return retried(() => db.transaction(async (tx) => {
    const [touched] = await tx.update(conversations).set({ updatedAt: sql`now()` })
      .where(eq(conversations.id, id)).returning({ id: conversations.id });
    if (!touched) return undefined;
    const [{ last }] = await tx.select({ last: max(messages.turn) }).from(messages)
      .where(eq(messages.conversationId, id));
    return tx.insert(messages)
      .values(added.map((message, i) => ({
        conversationId: id,
        turn: (last ?? 0) + 1 + i,
        role: message.role,
        content: message.content,
        promptTokens: message.promptTokens,
        completionTokens: message.completionTokens,
        metadata: message.metadata,
      })))
      .returning();
  }));
}

/** Deletes a conversation; its messages follow by the foreign key. Undefined if there is none. */
export async function deleteConversation(db: Database, id: string) {
  const [gone] = await db.delete(conversations).where(eq(conversations.id, id))
    .returning({ id: conversations.id });
  return gone;
}

/** Runs a transaction again while it loses against another (SQLSTATE 40001), up to ten times. */
async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      const { cause, code } = error as { cause?: { code?: string }; code?: string };
      if ((cause?.code ?? code) !== "40001" || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(attempt, 5)));
    }
  }
}
