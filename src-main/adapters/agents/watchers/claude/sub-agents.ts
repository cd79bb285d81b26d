import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../../core/ports/log.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import { watchFolder } from '../watch-folder.ts';

/** Reads the transcripts of a conversation's sub-agents: `<transcript without .jsonl>/subagents/agent-<id>.jsonl`. */
export const tailSubAgents = (
  transcript: string,
  onRecord: (record: unknown) => void,
  caughtUp: () => void,
  log: Log,
): Tail => {
  const folder = join(transcript.replace(/\.jsonl$/, ''), 'subagents');
  const tails = new Map<string, Tail>();
  let stopped = false;
  const look = oneAtATime(
    async () => {
      for (const name of await namesIn(folder)) {
        if (stopped || tails.has(name) || !/^agent-.+\.jsonl$/.test(name)) continue;
        tails.set(name, tailJsonLines(join(folder, name), onRecord, log, caughtUp));
      }
    },
    log,
    `looking for sub-agents in ${folder}`,
  );
  const watch = watchFolder(
    folder,
    (name) => {
      if (name === null || !tails.has(name)) look();
    },
    log,
  );
  return {
    stop: () => {
      stopped = true;
      watch.stop();
      for (const tail of tails.values()) tail.stop();
    },
  };
};

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};
