// The tables of the chat backend. `npm run generate` turns a change here into a migration under drizzle/.
import { sql } from "drizzle-orm";
import { relations } from "drizzle-orm/relations";
import {
  bigint, check, index, integer, jsonb, pgTable, text, timestamp, unique, uuid,
} from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: uuid().primaryKey().defaultRandom(),
  email: text().notNull().unique(),
  name: text().notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export const conversations = pgTable("conversations", {
  id: uuid().primaryKey().defaultRandom(),
  userId: uuid("user_id").notNull().references(() => users.id, { onDelete: "cascade" }),
  title: text().notNull().default("New conversation"),
  model: text().notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
}, (t) => [
  index("conversations_user_recent").on(t.userId, t.updatedAt.desc()),
]);

export const messages = pgTable("messages", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  conversationId: uuid("conversation_id").notNull()
    .references(() => conversations.id, { onDelete: "cascade" }),
  // Position within the conversation, counted from 1: two writers of one turn collide here.
  turn: integer().notNull(),
  role: text({ enum: ["system", "user", "assistant", "tool"] }).notNull(),
  content: text().notNull(),
  promptTokens: integer("prompt_tokens").notNull().default(0),
  completionTokens: integer("completion_tokens").notNull().default(0),
  metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
}, (t) => [
  unique("messages_turn").on(t.conversationId, t.turn),
  check("messages_role", sql`${t.role} in ('system', 'user', 'assistant', 'tool')`),
  check("messages_tokens", sql`${t.promptTokens} >= 0 and ${t.completionTokens} >= 0`),
]);

export const usersRelations = relations(users, ({ many }) => ({ conversations: many(conversations) }));

export const conversationsRelations = relations(conversations, ({ one, many }) => ({
  user: one(users, { fields: [conversations.userId], references: [users.id] }),
  messages: many(messages),
}));

export const messagesRelations = relations(messages, ({ one }) => ({
  conversation: one(conversations, {
    fields: [messages.conversationId], references: [conversations.id],
  }),
}));
