import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import type { Instance } from './instances.ts';
import { sumUsed, type Used } from './usage.ts';

const most = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

/** What may be used before Tutti hands over nothing more; null: no limit. */
const limitsSchema = z.object({
  /** See `budgetTokens`. */
  tokens: most(z.number().int().min(1)),
  /** US dollars, as agents tell or by the table of prices. */
  cost: most(z.number().positive()),
  /** Since the run began, or since the instance was spawned. */
  minutes: most(z.number().int().min(1)),
});

/** The person's budgets: of a run as a whole, and of each of its instances. */
export const budgetsSchema = z.object({
  run: limitsSchema.prefault({}),
  instance: limitsSchema.prefault({}),
});
export type Budgets = z.infer<typeof budgetsSchema>;
export const noBudgets: Budgets = budgetsSchema.parse({});

export const budgetKinds = ['tokens', 'cost', 'minutes'] as const;
export type BudgetKind = (typeof budgetKinds)[number];

/** A budget of which four fifths (`warned`) or all (`spent`) is used. `scope`: the whole run, or one instance. */
export const reachedSchema = z.object({
  scope: z.union([z.literal('run'), instanceIdSchema]),
  kind: z.enum(budgetKinds),
  state: z.enum(['warned', 'spent']),
  used: z.number(),
  limit: z.number(),
});
export type Reached = z.infer<typeof reachedSchema>;

/** Tokens as a budget counts them: what was sent and answered, without what was read from a cache at a tenth of the price. */
export const budgetTokens = ({ input, cacheWrite, output }: Used): number => input + cacheWrite + output;

/** From here on a person is warned. */
export const warnedShare = 0.8;

const minuteMs = 60_000;

/** What these instances have used since a moment, as budgets count it. Times are milliseconds since 1970. */
export const budgetUse = (
  instances: readonly Instance[],
  since: number,
  now: number,
): Record<BudgetKind, number> => {
  const sum = sumUsed(instances.flatMap(({ used }) => Object.values(used)));
  return { tokens: budgetTokens(sum), cost: sum.cost ?? 0, minutes: Math.max(0, now - since) / minuteMs };
};
