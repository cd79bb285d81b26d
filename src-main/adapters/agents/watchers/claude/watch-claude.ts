import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { WatchedAgent } from '../../../../core/ports/agent-watchers.ts';
import { watchJsonFile } from '../watch-json-file.ts';
import type { WatcherOf } from '../watcher-of.ts';
import { Conversation } from './conversation.ts';
import { watchStatusFile } from './status-file.ts';

/** The shipped profile has claude's status line written here (see shipped/claude.yaml). */
const statusLineFile = 'status-line.json';

const statusLineSchema = z.object({
  session_id: z.string(),
  cost: z.object({ total_cost_usd: z.number().min(0) }).optional(),
  context_window: z.object({ context_window_size: z.number().int().positive() }).optional(),
});
type StatusLine = z.infer<typeof statusLineSchema>;

/** Where claude keeps what it knows: `$CLAUDE_CONFIG_DIR`, else `~/.claude`. */
const configOf = ({ env }: WatchedAgent): string =>
  env.CLAUDE_CONFIG_DIR || join(env.HOME ?? homedir(), '.claude');

/** Reads what Claude Code (2.1.197) records: its status file, its status line, its transcripts and its tasks. */
export const watchClaude: WatcherOf = (agent, see, log) => {
  const config = configOf(agent);
  let conversation: Conversation | null = null;
  let followed: { readonly session: string; readonly transcript: string | null } | null = null;
  let line: StatusLine | null = null;

  const tellLine = (): void => {
    if (line === null || line.session_id !== followed?.session) return;
    conversation?.tell({
      cost: line.cost?.total_cost_usd ?? null,
      contextWindow: line.context_window?.context_window_size ?? null,
    });
  };
  const follow = (session: string, transcript: string | null): void => {
    if (followed?.session === session && followed.transcript === transcript) return;
    conversation?.stop();
    followed = { session, transcript };
    conversation = new Conversation({ session, transcript, config }, see, log);
    tellLine();
  };

  if (agent.session !== null) follow(agent.session.id, agent.session.transcript);
  const status = watchStatusFile(config, agent.pid, see, log);
  const statusLine = watchJsonFile(
    join(agent.files, statusLineFile),
    (value) => {
      const parsed = statusLineSchema.safeParse(value);
      if (!parsed.success) return;
      line = parsed.data;
      tellLine();
    },
    log,
  );
  return {
    conversed: follow,
    stop: () => {
      status.stop();
      statusLine.stop();
      conversation?.stop();
    },
  };
};
