import { z } from 'zod';

const tokens = z.number().int().min(0);

/** What a conversation has used since it began. */
export const usedSchema = z.object({
  /** Tokens sent that were in no cache. */
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite: tokens,
  /** US dollars; null where neither the agent nor the table of prices tells. */
  cost: z.number().min(0).nullable(),
  /** Who told the cost; absent where nobody did. */
  costBy: z.enum(['agent', 'prices']).optional(),
  /** The model of the last answer, in the provider's own words. */
  model: z.string().max(200).nullable(),
  /** Tokens that the last request carried, of `contextWindow`; null where unknown. */
  context: tokens.nullable(),
  contextWindow: tokens.nullable(),
});
export type Used = z.infer<typeof usedSchema>;

/** One call of one of an agent's own tools. */
export const toolUseSchema = z.object({
  /** The agent's own id of the call: what started and what ended have the same. */
  call: z.string().max(200),
  tool: z.string().max(200),
  status: z.enum(['started', 'done', 'failed']),
  /** A command, a path, a question: what a person would want to see of it. */
  summary: z.string().max(500),
  /** Files that it writes, as the agent names them. */
  files: z.array(z.string().max(1000)).max(100),
});
export type ToolUse = z.infer<typeof toolUseSchema>;

/** Why an agent that is at work gets nowhere. */
export const limitSchema = z.object({
  kind: z.enum([
    'overloaded', // the provider is; the agent tries again by itself
    'rate', // too many requests; the agent tries again by itself
    'usage', // what the account may use is used up
    'login', // its login is missing or has expired
    'billing',
    'compacting', // it shortens its context
    'error', // the provider answered with another error
  ]),
  reason: z.string().max(500),
  /** When it ends, as milliseconds since 1970; null where nobody says. */
  until: z.number().min(0).nullable(),
});
export type Limit = z.infer<typeof limitSchema>;

/** Whether it goes on only with a person's help; the others end by themselves. */
export const limitNeedsPerson = ({ kind }: Limit): boolean =>
  kind === 'usage' || kind === 'login' || kind === 'billing';

const noneUsed: Used = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cost: null,
  model: null,
  context: null,
  contextWindow: null,
};

const costByOf = (one: Used, other: Used): Pick<Used, 'costBy'> => {
  const costBy =
    one.costBy === 'prices' || other.costBy === 'prices' ? 'prices' : (other.costBy ?? one.costBy);
  return costBy === undefined ? {} : { costBy };
};

/** The sum of several conversations. Model and context are the last one's; the cost is null when none is known. */
export const sumUsed = (parts: Iterable<Used>): Used => {
  let sum = noneUsed;
  for (const part of parts) {
    sum = {
      input: sum.input + part.input,
      output: sum.output + part.output,
      cacheRead: sum.cacheRead + part.cacheRead,
      cacheWrite: sum.cacheWrite + part.cacheWrite,
      cost: part.cost === null && sum.cost === null ? null : (sum.cost ?? 0) + (part.cost ?? 0),
      model: part.model ?? sum.model,
      context: part.context,
      contextWindow: part.contextWindow,
      // One part that was reckoned makes the sum a reckoned one.
      ...costByOf(sum, part),
    };
  }
  return sum;
};
