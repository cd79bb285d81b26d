import { z } from 'zod';

const count = z.number().int().min(0);

/** What all conversations of a project used in one day. */
export const dayUsageSchema = z.object({
  /** `2026-11-22`, in the time zone that was asked for. */
  day: z.string(),
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite: count,
  /** US dollars; null where nothing of it is known. */
  cost: z.number().min(0).nullable(),
  /** `prices` where any of the cost was reckoned by the table of prices; absent where there is none. */
  costBy: z.enum(['agent', 'prices']).optional(),
  /** Those that used anything in that day. */
  conversations: count,
  /** How many of them have no known cost: with them it is more. */
  untold: count,
});
export type DayUsage = z.infer<typeof dayUsageSchema>;

export const priceDatesSchema = z.object({
  /** Day for which the prices that come with Tutti are known to hold. */
  shipped: z.string(),
  /** Of the person's own table, which goes first; null where there is none. */
  own: z.string().nullable(),
});
export type PriceDates = z.infer<typeof priceDatesSchema>;

export const usageDaysSchema = z.object({
  /** The time zone of the days, such as `Europe/Vienna`. */
  zone: z.string(),
  /** Every day up to today, the oldest first, those without use too. */
  days: z.array(dayUsageSchema),
  prices: priceDatesSchema,
});
export type UsageDays = z.infer<typeof usageDaysSchema>;
