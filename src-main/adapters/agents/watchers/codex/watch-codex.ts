import type { AgentSign } from '@contract/agent-signs.ts';
import type { WatchedAgent } from '../../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../../core/ports/log.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import type { WatcherOf } from '../watcher-of.ts';
import { findRollout, sessionsFolder } from './find-rollout.ts';
import { freshInput, RolloutReader } from './read-rollout.ts';
import { SubAgents, type Tokens } from './sub-agents.ts';

type UsedSign = Extract<AgentSign, { event: 'used' }>;

/** Reads codex's own record of the conversation: the one that its hook names, else the one that is found. */
export const watchCodex: WatcherOf = (agent: WatchedAgent, see, log: Log) => {
  const since = Date.now();
  let hooked = false;
  /** What is told of a conversation comes back here: only by its hook's own word is it known to have hooks. */
  let finding = false;
  let path: string | null = null;
  let tail: Tail | null = null;
  let subAgents: SubAgents | null = null;

  const follow = (transcript: string): void => {
    if (transcript === path) return;
    tail?.stop();
    subAgents?.stop();
    path = transcript;
    const reader = new RolloutReader(since, () => hooked);
    let own: UsedSign | null = null;
    const tellUsed = (): void => {
      if (own !== null) see('transcript', withSubAgents(own, subs.tokens));
    };
    const subs = new SubAgents(sessionsFolder(agent.env), tellUsed, log);
    subAgents = subs;
    tail = tailJsonLines(
      transcript,
      (record) => {
        subs.take(record);
        for (const sign of reader.read(record)) {
          if (sign.event !== 'used') see('transcript', sign);
          else {
            own = sign;
            tellUsed();
          }
        }
      },
      log,
    );
  };
  const search = findRollout(
    agent,
    since,
    ({ session, path: found }) => {
      if (hooked) return;
      follow(found);
      finding = true;
      see('transcript', { event: 'started', session, transcript: found });
      finding = false;
    },
    log,
  );
  if (agent.session?.transcript) follow(agent.session.transcript);
  return {
    conversed: (_session, transcript) => {
      if (finding) return;
      hooked = true;
      search.stop();
      if (transcript !== null) follow(transcript);
    },
    stop: () => {
      search.stop();
      tail?.stop();
      subAgents?.stop();
    },
  };
};

/** Model and context are the agent's own. */
const withSubAgents = (own: UsedSign, subAgents: Iterable<Tokens>): UsedSign => {
  const used = { ...own.used };
  for (const tokens of subAgents) {
    used.input += freshInput(tokens);
    used.output += tokens.output_tokens;
    used.cacheRead += tokens.cached_input_tokens;
    used.cacheWrite += tokens.cache_write_input_tokens;
  }
  return { ...own, used };
};
