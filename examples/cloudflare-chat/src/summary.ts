// A conversation at a glance, by the Neon driver: three queries of one snapshot in one HTTP request, and no connection.
import { neon, neonConfig } from "@neondatabase/serverless";

// The driver asks https://api.<domain>/sql unless told otherwise; the address of the connection string speaks HTTP itself.
neonConfig.fetchEndpoint = (host, port) => {
  const scheme = host === "localhost" || host === "127.0.0.1" ? "http" : "https";
  return `${scheme}://${host}:${port || 5432}/sql`;
};

export type Summary = { title: string; model: string; roles: Record<string, number>; tokens: number; last: string | null };

/** Undefined when there is no such conversation. */
export async function summary(url: string, id: string): Promise<Summary | undefined> {
  const sql = neon(url);
  const [[conversation], roles, [last]] = await sql.transaction([
    sql`select title, model from conversations where id = ${id}`,
    sql`select role, count(*)::int as messages, coalesce(sum(prompt_tokens + completion_tokens), 0)::int as tokens
          from messages where conversation_id = ${id} group by role order by role`,
    sql`select content from messages where conversation_id = ${id} order by turn desc limit 1`,
  ], { isolationLevel: "RepeatableRead", readOnly: true });
  if (!conversation) return undefined;
  return {
    title: conversation.title,
    model: conversation.model,
    roles: Object.fromEntries(roles.map((row) => [row.role, row.messages])),
    tokens: roles.reduce((sum, row) => sum + row.tokens, 0),
    last: last?.content ?? null,
  };
}
