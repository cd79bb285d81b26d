import type { Used } from '@contract/usage.ts';
import type { PriceDates } from '@contract/usage-days.ts';

/** What tokens cost, by a table that the person can edit. */
export interface Prices {
  readonly dates: PriceDates;
  /** US dollars; null for a model that the table does not have. */
  costOf(used: Used): number | null;
}
