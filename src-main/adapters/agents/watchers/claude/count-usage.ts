import type { Used } from '@contract/usage.ts';
import { z } from 'zod';

const tokens = z.number().int().min(0).nullish();

const answerSchema = z.object({
  type: z.literal('assistant'),
  isSidechain: z.boolean().optional(),
  message: z.object({
    id: z.string(),
    model: z.string(),
    usage: z.object({
      input_tokens: tokens,
      output_tokens: tokens,
      cache_read_input_tokens: tokens,
      cache_creation_input_tokens: tokens,
    }),
  }),
});

type Counted = Pick<Used, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>;

/** Under this name claude writes down what it says itself, such as an error. */
const ownModel = '<synthetic>';

/**
 * Adds up what a conversation has used, its sub-agents' part included. Each block of an answer is a record of its own with the
 * usage of the whole answer so far: the last one of a message's id counts.
 */
export class UsageCount {
  readonly #byMessage = new Map<string, Counted>();
  #sum: Counted = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  #model: string | null = null;
  #context: number | null = null;

  /** @returns whether it changed anything */
  take(record: unknown): boolean {
    const parsed = answerSchema.safeParse(record);
    if (!parsed.success || parsed.data.message.model === ownModel) return false;
    const { message, isSidechain } = parsed.data;
    const now = countedOf(message.usage);
    const before = this.#byMessage.get(message.id);
    if (before !== undefined && sameCount(before, now)) return false;
    this.#byMessage.set(message.id, now);
    this.#sum = add(this.#sum, now, before);
    if (isSidechain !== true) {
      this.#model = message.model.slice(0, 200);
      this.#context = now.input + now.cacheRead + now.cacheWrite;
    }
    return true;
  }

  get used(): Omit<Used, 'cost' | 'contextWindow'> {
    return { ...this.#sum, model: this.#model, context: this.#context };
  }
}

const countedOf = (usage: z.infer<typeof answerSchema>['message']['usage']): Counted => ({
  input: usage.input_tokens ?? 0,
  output: usage.output_tokens ?? 0,
  cacheRead: usage.cache_read_input_tokens ?? 0,
  cacheWrite: usage.cache_creation_input_tokens ?? 0,
});

const sameCount = (one: Counted, other: Counted): boolean =>
  one.input === other.input &&
  one.output === other.output &&
  one.cacheRead === other.cacheRead &&
  one.cacheWrite === other.cacheWrite;

const add = (sum: Counted, now: Counted, before: Counted | undefined): Counted => ({
  input: sum.input + now.input - (before?.input ?? 0),
  output: sum.output + now.output - (before?.output ?? 0),
  cacheRead: sum.cacheRead + now.cacheRead - (before?.cacheRead ?? 0),
  cacheWrite: sum.cacheWrite + now.cacheWrite - (before?.cacheWrite ?? 0),
});
