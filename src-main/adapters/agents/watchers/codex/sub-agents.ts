import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../../../core/ports/log.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import { watchFolder } from '../watch-folder.ts';
import { folderOfDay } from './find-rollout.ts';
import { usageSchema } from './rollout-record.ts';

export type Tokens = z.infer<typeof usageSchema>;

const itsOwnSchema = z.object({
  type: z.literal('event_msg'),
  payload: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('item_completed'),
      item: z.object({ type: z.literal('CollabAgentToolCall'), receiver_thread_ids: z.array(z.uuid()) }),
    }),
    z.object({
      type: z.literal('token_count'),
      info: z.object({ total_token_usage: usageSchema }),
    }),
  ]),
});

/** An id of codex's begins with its time (UUID version 7): by that its folder is found. Milliseconds since 1970. */
const timeOf = (thread: string): number => Number.parseInt(thread.replaceAll('-', '').slice(0, 12), 16);

/**
 * Counts what a conversation's sub-agents use. Each of them has a record of its own beside that of the agent that began it, which
 * names it; one that begins with a copy of that agent's conversation counts from nothing all the same.
 */
export class SubAgents {
  readonly #sessions: string;
  readonly #changed: () => void;
  readonly #log: Log;
  readonly #readers = new Map<string, Tail>();
  readonly #tokens = new Map<string, Tokens>();

  constructor(sessions: string, changed: () => void, log: Log) {
    this.#sessions = sessions;
    this.#changed = changed;
    this.#log = log;
  }

  get tokens(): Iterable<Tokens> {
    return this.#tokens.values();
  }

  /** A record of the agent's own, or of a sub-agent's (`thread`), which may have some, too. */
  take(record: unknown, thread: string | null = null): void {
    const payload = itsOwnSchema.safeParse(record).data?.payload;
    if (payload?.type === 'item_completed')
      for (const id of payload.item.receiver_thread_ids) this.#follow(id);
    if (payload?.type !== 'token_count' || thread === null) return;
    this.#tokens.set(thread, payload.info.total_token_usage);
    this.#changed();
  }

  stop(): void {
    for (const reader of this.#readers.values()) reader.stop();
  }

  #follow(thread: string): void {
    if (this.#readers.has(thread)) return;
    const folder = folderOfDay(this.#sessions, timeOf(thread));
    let found = false;
    // It is named a moment before its record is there.
    const look = (): void => {
      const name = found ? undefined : namesIn(folder).find((name) => name.endsWith(`-${thread}.jsonl`));
      if (name === undefined) return;
      found = true;
      this.#readers.get(thread)?.stop();
      const read = (record: unknown): void => this.take(record, thread);
      this.#readers.set(thread, tailJsonLines(join(folder, name), read, this.#log));
    };
    const watch = watchFolder(folder, look, this.#log);
    // It looks at once where the folder is there.
    if (found) watch.stop();
    else this.#readers.set(thread, watch);
  }
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // It is gone again.
  }
};
