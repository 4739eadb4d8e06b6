// The usage report, by postgres.js: one query, written as SQL.
import postgres from "postgres";

export type Usage = {
  email: string;
  conversations: number;
  messages: number;
  promptTokens: number;
  completionTokens: number;
  averageContent: string | null;
  lastActive: Date | null;
  models: string[];
};

/** One line per user, the greatest number of tokens first. */
export async function usageReport(url: string): Promise<Usage[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql<Usage[]>`
      with spent as (
        select c.user_id,
               count(distinct c.id)::int as conversations,
               count(m.id)::int as messages,
               coalesce(sum(m.prompt_tokens), 0)::int as prompt_tokens,
               coalesce(sum(m.completion_tokens), 0)::int as completion_tokens,
               round(avg(length(m.content)), 2) as average_content,
               max(m.created_at) as last_active,
               array_agg(distinct c.model order by c.model) as models
          from conversations c
          left join messages m on m.conversation_id = c.id
         group by c.user_id
      )
      select u.email,
             coalesce(s.conversations, 0) as conversations,
             coalesce(s.messages, 0) as messages,
             coalesce(s.prompt_tokens, 0) as "promptTokens",
             coalesce(s.completion_tokens, 0) as "completionTokens",
             s.average_content as "averageContent",
             s.last_active as "lastActive",
             coalesce(s.models, '{}') as models
        from users u
        left join spent s on s.user_id = u.id
       order by coalesce(s.prompt_tokens + s.completion_tokens, 0) desc, u.email`;
  } finally {
    await sql.end();
  }
}
