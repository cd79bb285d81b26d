import type { Used } from '@contract/usage.ts';
import { z } from 'zod';
import type { Log } from '../../../../core/ports/log.ts';
import { givenAtStop } from '../../hook-dialects/claude/given-at-stop.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import type { See } from '../watcher-of.ts';
import { UsageCount } from './count-usage.ts';
import { tailSubAgents } from './sub-agents.ts';
import { watchTasks } from './tasks.ts';

/** What its status line tells beside its transcript. */
export type Told = Pick<Used, 'cost' | 'contextWindow'>;

const queuedSchema = z.object({
  type: z.literal('queue-operation'),
  operation: z.literal('enqueue'),
  content: z.string(),
  timestamp: z.string(),
});

/** What a record tells that it was given by another way than its prompt; none for any other record. */
const givenIn = (record: unknown): { readonly texts: readonly string[]; readonly at: number } => {
  const queued = queuedSchema.safeParse(record);
  if (queued.success) return { texts: [queued.data.content], at: Date.parse(queued.data.timestamp) };
  const given = givenAtStop(record);
  return { texts: given?.texts ?? [], at: Date.parse(given?.timestamp ?? '') };
};

/** Follows one conversation of claude's: its transcript, those of its sub-agents, and its tasks. */
export class Conversation {
  readonly #session: string;
  readonly #see: See;
  readonly #since = Date.now();
  readonly #usage = new UsageCount();
  readonly #readers: Tail[];
  #told: Told = { cost: null, contextWindow: null };
  #changed = false;

  constructor(at: { session: string; transcript: string | null; config: string }, see: See, log: Log) {
    const { session, transcript, config } = at;
    this.#session = session;
    this.#see = see;
    const count = (record: unknown): void => this.#count(record);
    const tell = (): void => this.#tellUsage();
    const tasks = watchTasks(config, session, (todos) => see('status', { event: 'todos', todos }), log);
    this.#readers = [tasks];
    if (transcript === null) return;
    this.#readers.push(
      tailJsonLines(transcript, (record) => this.#take(record), log, tell),
      tailSubAgents(transcript, count, tell, log),
    );
  }

  /** Its status line has said something new. */
  tell(told: Told): void {
    if (told.cost === this.#told.cost && told.contextWindow === this.#told.contextWindow) return;
    this.#told = told;
    this.#changed = true;
    // Before its first answer there is nothing to add it to.
    if (this.#usage.used.model !== null) this.#tellUsage();
  }

  stop(): void {
    for (const reader of this.#readers) reader.stop();
  }

  #take(record: unknown): void {
    this.#count(record);
    const given = givenIn(record);
    if (given.at < this.#since) return;
    // What is submitted during a turn may join that turn, and no hook tells of it then. This record is made at once.
    for (const text of given.texts) this.#see('transcript', { event: 'prompt', text });
  }

  #count(record: unknown): void {
    if (this.#usage.take(record)) this.#changed = true;
  }

  #tellUsage(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const used = { ...this.#usage.used, ...this.#told };
    this.#see('transcript', { event: 'used', session: this.#session, used });
  }
}
