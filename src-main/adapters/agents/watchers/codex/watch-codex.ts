import type { WatchedAgent } from '../../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../../core/ports/log.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import type { WatcherOf } from '../watcher-of.ts';
import { findRollout } from './find-rollout.ts';
import { RolloutReader } from './read-rollout.ts';

/** Reads codex's own record of the conversation: the one that its hook names, else the one that is found. */
export const watchCodex: WatcherOf = (agent: WatchedAgent, see, log: Log) => {
  const since = Date.now();
  let hooked = false;
  /** What is told of a conversation comes back here: only by its hook's own word is it known to have hooks. */
  let finding = false;
  let path: string | null = null;
  let tail: Tail | null = null;

  const follow = (transcript: string): void => {
    if (transcript === path) return;
    tail?.stop();
    path = transcript;
    const reader = new RolloutReader(since, () => hooked);
    tail = tailJsonLines(
      transcript,
      (record) => {
        for (const sign of reader.read(record)) see('transcript', sign);
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
    },
  };
};
